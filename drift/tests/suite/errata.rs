//! A finding is known as an erratum only where the erratum is about that very difference.

use bayar_drift::finding::Subject;
use serde_json::{Value, json};

use crate::common::{callback, documented, exchange, report};

/// The class and the place of a finding, and the erratum that it is known as.
fn found(exchanges: &[Value]) -> Vec<(String, String, Option<String>)> {
    let report = report(exchanges);
    let findings = report.findings.into_iter();
    // What is sent differs from the documented answer.
    let findings = findings.filter(|finding| finding.class.subject != Subject::Across);
    findings
        .map(|finding| {
            let known = finding.erratum.is_some();
            assert_eq!(finding.advice.starts_with("Known: "), known, "{finding:?}");
            (finding.class.to_string(), finding.pointer, finding.erratum)
        })
        .collect()
}

/// That there is one finding of a class, at a place, known as this or not at all.
#[track_caller]
fn one(exchange: Value, class: &str, place: &str, erratum: Option<&str>) {
    let finding = (
        class.to_owned(),
        place.to_owned(),
        erratum.map(str::to_owned),
    );
    assert_eq!(found(&[exchange]), [finding]);
}

/// A request of an operation, and its documented answer.
fn sent(id: &str, path: &str, change: impl FnOnce(&mut Value)) -> Value {
    let (mut request, answer) = documented(id);
    change(&mut request);
    exchange("POST", path, Some(&request), 200, &answer)
}

/// The same with another content type and body.
fn sent_as(content_type: &str, body: &str) -> Value {
    let mut exchange = sent("create_invoice", "/v2/invoices", |_| ());
    exchange["request"]["headers"]["Content-Type"] = json!(content_type);
    exchange["request"]["body"] = json!(body);
    exchange
}

fn answered(id: &str, path: &str, change: impl FnOnce(&mut Value)) -> Value {
    let (_, mut answer) = documented(id);
    change(&mut answer);
    exchange("GET", path, None, 200, &answer)
}

fn remove(body: &mut Value, name: &str) {
    body.as_object_mut().unwrap().remove(name).unwrap();
}

#[test]
fn a_content_type_is_known_by_its_message_and_its_name() {
    let json =
        r#"{"external_id":"a-1","payer_email":"a@b.co","description":"Trip","amount":230000}"#;
    let form = "external_id=a-1&payer_email=a%40b.co&description=Trip&amount=230000";
    for (content_type, body, erratum) in [
        (
            "application/x-www-form-urlencoded",
            form,
            Some("general-04-form-or-json"),
        ),
        (
            "Application/X-WWW-Form-Urlencoded; charset=utf-8",
            json,
            Some("general-04-form-or-json"),
        ),
        ("application/x-www-form-urlencoded-2", json, None),
        ("text/plain", json, None),
        ("", json, None),
    ] {
        let class = "request.content_type";
        one(sent_as(content_type, body), class, "/content-type", erratum);
    }
    // As its sample is without one.
    let mut reversal = sent(
        "reverse_authorization",
        "/credit_card_charges/5877255293ff67000c4a12f5/auth_reversal",
        |_| (),
    );
    let headers = &mut reversal["request"]["headers"];
    headers.as_object_mut().unwrap().remove("Content-Type");
    let erratum = Some("general-04-form-or-json");
    one(reversal, "request.content_type", "/content-type", erratum);
    let broken = sent_as("application/json", r#"{"amount":"#);
    one(broken, "request.not_json", "", None);

    let mut plain = callback("disbursement", |_| ());
    plain["request"]["headers"]["Content-Type"] = json!("text/plain");
    one(plain, "callback.content_type", "/content-type", None);
    let mut broken = callback("disbursement", |_| ());
    broken["request"]["body"] = json!("id=1");
    one(broken, "callback.not_json", "", None);

    let erratum = Some("general-01-answers-are-json");
    let mut html = answered("get_balance", "/balance", |_| ());
    html["response"]["body"] = json!("<html></html>");
    one(html.clone(), "response.not_json", "", erratum);
    html["response"]["headers"]["Content-Type"] = json!("text/html");
    let classes = found(&[html]).into_iter().map(|(class, _, known)| {
        assert_eq!(known.as_deref(), erratum);
        class
    });
    let classes: Vec<_> = classes.collect();
    assert_eq!(classes, ["response.not_json", "response.content_type"]);
}

#[test]
fn null_is_known_in_answers() {
    let invoice = sent("create_invoice", "/v2/invoices", |body| {
        body["amount"] = Value::Null;
    });
    one(invoice, "request.null", "/amount", None);
    let list = exchange(
        "GET",
        "/v2/invoices?statuses=%5Bnull%5D",
        None,
        200,
        &json!([]),
    );
    one(list, "request.null", "/statuses/0", None);
    let callback = callback("disbursement", |body| body["failure_code"] = Value::Null);
    one(callback, "callback.null", "/failure_code", None);
    let answer = exchange("GET", "/balance", None, 200, &json!({"balance": null}));
    let erratum = Some("general-12-null-values");
    one(answer, "response.null", "/balance", erratum);
}

#[test]
fn an_object_in_place_of_a_list_is_known_and_nothing_in_it() {
    let banks = |change: fn(&mut Value)| {
        answered(
            "get_virtual_account_banks",
            "/available_virtual_account_banks",
            change,
        )
    };
    let erratum = Some("virtual-accounts-02-banks-one-object");
    for (answer, place, erratum) in [
        (
            banks(|body| *body = json!({"name": "Bank", "code": "BNI"})),
            "",
            erratum,
        ),
        (banks(|body| *body = json!(true)), "", None),
        (banks(|body| body[0] = json!("BNI")), "/0", None),
        (banks(|body| body[0]["name"] = json!([1])), "/0/name", None),
        (
            banks(|body| body[0]["name"] = json!({"a": 1})),
            "/0/name",
            None,
        ),
    ] {
        one(answer, "response.type", place, erratum);
    }

    let disbursements = |change: fn(&mut Value)| {
        let path = "/disbursements?external_id=disbursement_12345";
        answered("get_disbursements_by_external_id", path, change)
    };
    let erratum = Some("disbursements-38-external-id-answer-shape");
    for (answer, place, erratum) in [
        (disbursements(|body| *body = body[0].take()), "", erratum),
        (disbursements(|body| body[0] = json!([])), "/0", None),
        (
            disbursements(|body| body[0]["email_to"] = json!({"a": 1})),
            "/0/email_to",
            None,
        ),
        (
            disbursements(|body| body[0]["external_id"] = json!([1])),
            "/0/external_id",
            None,
        ),
    ] {
        one(answer, "response.type", place, erratum);
    }

    let id = "579c8d61f23fa4ca35e52da4";
    let invoice = |method: Value| {
        answered("get_invoice", &format!("/v2/invoices/{id}"), |body| {
            body["id"] = json!(id);
            body["payment_method"] = method;
        })
    };
    let erratum = Some("invoices-40-payment-method-list-as-type");
    for (method, erratum) in [
        (json!(["BANK_TRANSFER", "CREDIT_CARD"]), erratum),
        (json!(true), None),
        (json!({"a": 1}), None),
    ] {
        one(invoice(method), "response.type", "/payment_method", erratum);
    }
}

#[test]
fn what_an_expired_invoice_lacks_is_known() {
    let without = |status: &str| {
        callback("invoice", |body| {
            body["status"] = json!(status);
            remove(body, "paid_amount");
        })
    };
    let erratum = Some("invoices-64-callback-paid-fields-when-expired");
    let class = "callback.required";
    one(without("EXPIRED"), class, "/paid_amount", erratum);
    one(without("PAID"), class, "/paid_amount", None);

    // One finding of both: it is the one that is not known.
    for both in [["EXPIRED", "PAID"], ["PAID", "EXPIRED"]] {
        let found = found(&both.map(without));
        assert_eq!(found, [(class.to_owned(), "/paid_amount".to_owned(), None)]);
    }
}

#[test]
fn texts_are_known_by_what_they_are() {
    let disbursement = |name: &'static str, text: &str| {
        sent("create_disbursement", "/disbursements", |body| {
            body["bank_code"] = json!("BNI");
            body[name] = json!(text);
        })
    };
    let class = "request.format";
    for (number, erratum) in [
        (
            "0812XXXXXX",
            Some("disbursements-12-account-number-characters"),
        ),
        ("ABCDEFGHIJ", None),
        ("XXXXXXXXXX", None),
        ("12345 6789", None),
    ] {
        one(
            disbursement("account_number", number),
            class,
            "/account_number",
            erratum,
        );
    }

    let account = |name: &str| {
        sent(
            "create_fixed_virtual_account",
            "/callback_virtual_accounts",
            |body| {
                body["name"] = json!(name);
            },
        )
    };
    let erratum = Some("virtual-accounts-06-name-with-hyphen");
    one(account("José Sutanto"), class, "/name", erratum);
    one(account("Rika S."), class, "/name", None);

    let class = "request.limit";
    let erratum = Some("general-14-empty-texts");
    let description = "/description";
    one(disbursement("description", ""), class, description, erratum);
    let mut key = sent("create_invoice", "/v2/invoices", |_| ());
    key["request"]["headers"]["X-IDEMPOTENCY-KEY"] = json!("");
    one(key, class, "/x-idempotency-key", None);
    for number in ["1", "12345"] {
        let charge = sent("create_charge", "/credit_card_charges", |body| {
            body["card_cvn"] = json!(number);
        });
        let found = found(&[charge]);
        assert!(found.iter().any(|(own, ..)| own == class), "{found:?}");
        assert!(found.iter().all(|(.., known)| known.is_none()), "{found:?}");
    }
}

#[test]
fn a_filter_is_known_where_its_key_is_repeated() {
    let erratum = Some("invoices-51-array-filters");
    for (query, erratum) in [
        ("statuses=SETTLED&statuses=EXPIRED", erratum),
        ("statuses=SETTLED", erratum),
        ("statuses=SETTLED,EXPIRED", None),
        ("statuses%5B%5D=SETTLED", None),
        ("statuses=%7B%22a%22%3A1%7D", None),
        ("statuses=%5B'SETTLED'%5D", None),
        ("statuses=%22SETTLED%22", None),
        ("statuses=SETTLED%7CEXPIRED", None),
        ("statuses=%5B%22SETTLED%22%2C%22EXPIRED%22", None),
    ] {
        let path = format!("/v2/invoices?{query}");
        let found = found(&[exchange("GET", &path, None, 200, &json!([]))]);
        let filter = found
            .iter()
            .filter(|(class, ..)| class == "request.array_filter");
        let known: Vec<_> = filter.map(|(.., known)| known.as_deref()).collect();
        assert_eq!(known, [erratum], "{query}: {found:?}");
    }
}

#[test]
fn an_amount_is_known_where_the_documents_differ_about_it() {
    let class = "request.limit";
    let recurring = |amount: Value| {
        sent("create_recurring_payment", "/recurring_payments", |body| {
            body["amount"] = amount;
        })
    };
    let erratum = Some("recurring-03-amount-separator");
    for (amount, erratum) in [
        // 10.000 is ten to who takes the point for that of decimals.
        (json!(10), erratum),
        (json!(9999), erratum),
        (json!(5), None),
        (json!(1_000_000_001), None),
    ] {
        one(recurring(amount), class, "/amount", erratum);
    }
    let invoice = |amount: u64| {
        sent("create_invoice", "/v2/invoices", |body| {
            body["amount"] = json!(amount);
        })
    };
    let erratum = Some("invoices-09-amount-limits");
    one(invoice(1_000_000_001), class, "/amount", erratum);
    one(invoice(9999), class, "/amount", None);
}

#[test]
fn a_status_of_a_code_is_known_where_a_table_has_it() {
    let (request, _) = documented("create_token");
    let failed = |status: u16| {
        let answer = json!({"error_code": "TEMPORARY_SERVICE_ERROR", "message": "Later."});
        exchange(
            "POST",
            "/v2/credit_card_tokens",
            Some(&request),
            status,
            &answer,
        )
    };
    let class = "response.error_status";
    let erratum = Some("cards-18-temporary-service-status");
    one(failed(400), class, "/error_code", erratum);
    one(failed(404), class, "/error_code", None);
}
