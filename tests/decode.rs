//! What comes back: every documented answer, error and callback, and everything that servers do in
//! place of it.

mod support;

use std::fmt::Debug;
use std::time::Duration;

use bayar::xendit::types;
use bayar::{Amount, Error, ErrorCode, RetryPolicy, finpay, xendit};
use proptest::prelude::*;
use serde_json::{Value, json};
use support::{
    Clients, Example, Fault, Input, PUBLIC_KEY, Reply, SECRET_KEY, SUB_ACCOUNT, Server,
    authorization, call, call_and_show, callback, callbacks, difference, each_field, enums, insert,
    operation, operations, xendit_enum,
};

async fn start() -> (Server, Clients) {
    let server = Server::start().await;
    let clients = Clients::of(&server);
    (server, clients)
}

fn successes() -> impl Iterator<Item = Example> {
    let answers = operations().into_iter().flat_map(|o| o.answers());
    answers.filter(|answer| answer.status < 300)
}

#[tokio::test]
async fn every_documented_answer_decodes_and_encodes_back_without_loss() {
    let (server, clients) = start().await;
    let mut losses = Vec::new();
    for Example {
        name,
        value,
        operation,
        ..
    } in successes()
    {
        server.answers(Reply::ok(&value));
        match call(&clients, operation.id, &Input::valid(&operation)).await {
            Ok(called) => losses.extend(difference(&value, &called.encoded).map(|d| (name, d))),
            Err(error) => losses.push((name, error.to_string())),
        }
    }
    assert!(losses.is_empty(), "{losses:#?}");
}

#[test]
fn a_loss_is_seen() {
    for (before, after, seen) in [
        (json!({"a": 1}), json!({}), true),
        (json!({}), json!({"a": 1}), true),
        (
            json!({"a": [1, {"b": "x"}]}),
            json!({"a": [1, {"b": "y"}]}),
            true,
        ),
        (json!({"a": [1]}), json!({"a": []}), true),
        (json!({"a": true}), json!({"a": "true"}), true),
        (json!({"a": "007"}), json!({"a": "7"}), true),
        (json!({"a": 1.5}), json!({"a": "1.51"}), true),
        (
            json!({"a": "2020-01-01T00:00:00Z"}),
            json!({"a": "2020-01-01T00:00:01Z"}),
            true,
        ),
        (json!({"a": null}), json!({}), false),
        (json!({"a": 1.5}), json!({"a": "1.50"}), false),
        (
            json!({"a": "2020-01-01T07:00:00+07:00"}),
            json!({"a": "2020-01-01T00:00:00Z"}),
            false,
        ),
    ] {
        assert_eq!(
            difference(&before, &after).is_some(),
            seen,
            "{before} {after}"
        );
    }
}

#[tokio::test]
async fn every_operation_has_a_documented_answer() {
    for operation in operations() {
        let answers = operation.answers();
        assert!(answers.iter().any(|a| a.status < 300), "{}", operation.id);
    }
}

#[tokio::test]
async fn every_documented_error_tells_status_code_and_message() {
    let (server, clients) = start().await;
    for operation in operations() {
        for example in operation.answers().iter().filter(|a| a.status >= 300) {
            server.answers(Reply::new(example.status, example.value.to_string()));
            let input = Input::valid(&operation);
            let error = call(&clients, operation.id, &input).await.err().unwrap();
            assert_eq!(error.status(), Some(example.status), "{}", example.name);
            let code = error.code().unwrap();
            assert_eq!(example.value["error_code"], code.as_str());
            assert!(!matches!(code, ErrorCode::Unknown(_)), "{}", example.name);
            assert_eq!(example.value["message"].as_str(), error.message());
            let details = example.value["errors"].as_array().map_or(0, Vec::len);
            assert_eq!(error.details().len(), details);
            assert!(error.to_string().contains(code.as_str()));
        }
    }
}

#[tokio::test]
async fn every_row_of_the_error_tables_is_a_known_code() {
    let (server, clients) = start().await;
    let mut rows = 0;
    for operation in operations() {
        for (status, code) in operation.error_codes() {
            let body = json!({"error_code": code, "message": "No."});
            server.answers(Reply::new(status, body.to_string()));
            let input = Input::valid(&operation);
            let error = call(&clients, operation.id, &input).await.err().unwrap();
            let found = (error.status(), error.code().map(ErrorCode::as_str));
            assert_eq!(found, (Some(status), Some(code)), "{}", operation.id);
            assert!(!matches!(error.code(), Some(ErrorCode::Unknown(_))));
            assert_eq!(error.operation(), Some(operation.id));
            rows += 1;
        }
    }
    assert!(rows >= 150, "the documents have more rows than {rows}");
}

#[test]
fn every_documented_callback_decodes_and_encodes_back_without_loss() {
    for support::Callback {
        component,
        examples,
        ..
    } in callbacks()
    {
        for example in examples {
            let component = match (component, example.get("ewallet_type")) {
                ("EwalletPaymentCallback", None) => "DanaPaymentCallback",
                ("EwalletPaymentCallback", Some(_)) => "LinkajaPaymentCallback",
                (other, _) => other,
            };
            let lost = difference(&example, &callback(component, &example));
            assert_eq!(lost, None, "{component}");
        }
    }
}

#[test]
fn a_surprise_in_a_callback_costs_no_other_field() {
    for support::Callback {
        component,
        examples,
        ..
    } in callbacks()
    {
        let component = match component {
            "EwalletPaymentCallback" => "LinkajaPaymentCallback",
            other => other,
        };
        callback(component, &json!({}));
        for example in examples {
            let whole = callback(component, &example);
            for (pointer, surprise) in surprises(&example) {
                let encoded = callback(component, &insert(&example, &pointer, surprise));
                let rest = |value: &Value| insert(value, &pointer, None);
                if whole.pointer(&pointer).is_some() {
                    assert_eq!(rest(&whole), rest(&encoded), "{component} {pointer}");
                }
            }
        }
    }
}

/// Adds to the first documented answer what was seen elsewhere, and expects all of it back.
async fn also_decodes(id: &str, seen: Value) {
    let operation = operation(id);
    let mut answer = operation.answers().remove(0).value;
    merge(&mut answer, seen);
    decodes(id, &answer).await;
}

async fn decodes(id: &str, answer: &Value) {
    let (server, clients) = start().await;
    server.answers(Reply::ok(&answer));
    let called = call(&clients, id, &Input::valid(&operation(id))).await;
    let encoded = called.unwrap_or_else(|error| panic!("{error}")).encoded;
    assert_eq!(difference(answer, &encoded), None, "{id}");
}

/// `null` removes.
fn merge(value: &mut Value, other: Value) {
    match (value, other) {
        (Value::Object(members), Value::Object(others)) => {
            for (name, other) in others {
                if other.is_null() {
                    members.remove(&name);
                } else {
                    merge(members.entry(name).or_insert(Value::Null), other);
                }
            }
        }
        (value, other) => *value = other,
    }
}

#[tokio::test]
async fn seen_at_ewallets() {
    for amount in ["8888", "1001.00"] {
        also_decodes("get_ewallet_payment_status", json!({"amount": amount})).await;
    }
    for status in [
        json!({"status": "COMPLETED", "payment_timestamp": "2019-04-07T01:35:46.658Z"}),
        json!({"status": "PENDING"}),
        json!({"status": "EXPIRED", "expired_at": "2019-04-07T01:35:46.658Z",
               "checkout_url": "https://example.com/pay"}),
    ] {
        let mut answer = json!({"ewallet_type": "LINKAJA"});
        merge(&mut answer, status);
        also_decodes("get_ewallet_payment_status", answer).await;
    }
    decodes(
        "create_ewallet_payment",
        &json!({
            "ewallet_type": "LINKAJA", "external_id": "l-1", "amount": 1000,
            "transaction_date": "2019-04-07T01:35:46.658Z",
            "checkout_url": "https://example.com/pay",
        }),
    )
    .await;
    let (server, clients) = start().await;
    server.answers(Reply::ok(&json!({"amount": "1001.00"})));
    let request = clients.secret.get_ewallet_payment_status();
    let request = request.external_id("dana-1").ewallet_type("DANA");
    let payment = request.send().await.unwrap();
    assert_eq!(payment.amount().unwrap(), 1001);
}

#[tokio::test]
async fn seen_at_cards() {
    also_decodes(
        "create_charge",
        json!({
            "approval_code": "831000", "currency": "IDR", "metadata": {"branch": "Bali"},
            "capture_amount": 0, "eci": "07",
        }),
    )
    .await;
    also_decodes(
        "create_refund",
        json!({"status": "REQUESTED", "currency": "IDR"}),
    )
    .await;
    let metadata = json!({"bank": "BCA", "type": "CREDIT", "country_code": "ID", "brand": "VISA"});
    also_decodes("create_token", json!({"metadata": metadata})).await;
    also_decodes("create_authentication", json!({"status": "TOKEN_EXPIRED"})).await;
}

#[tokio::test]
async fn seen_at_virtual_accounts() {
    let bank = json!({"name": "Bank Negara Indonesia", "code": "BNI"});
    decodes("get_virtual_account_banks", &bank).await;
    decodes("get_virtual_account_banks", &json!([bank, bank])).await;
    let pending = json!({"currency": "IDR", "status": "PENDING"});
    also_decodes("create_fixed_virtual_account", pending).await;
    also_decodes(
        "get_fixed_virtual_account_payment",
        json!({"sender_name": "Rika"}),
    )
    .await;
    let changed = callbacks()
        .into_iter()
        .find(|callback| callback.component == "FixedVirtualAccountChangedCallback")
        .unwrap();
    let mut changed = changed.examples[0].clone();
    merge(&mut changed, json!({"expected_amount": "50000.00"}));
    let encoded = callback("FixedVirtualAccountChangedCallback", &changed);
    assert_eq!(difference(&changed, &encoded), None);
}

#[tokio::test]
async fn seen_at_invoices() {
    for number in [json!("8808999988901"), json!(8_808_999_988_901_i64)] {
        let bank = json!({"bank_code": "BNI", "bank_account_number": number});
        also_decodes("create_invoice", json!({"available_banks": [bank]})).await;
    }
    let outlet = json!({"retail_outlet_name": "ALFAMART"});
    also_decodes(
        "create_invoice",
        json!({"available_retail_outlets": [outlet]}),
    )
    .await;
    let optional = json!({"payer_email": null, "description": null});
    also_decodes("create_invoice", optional).await;
}

#[tokio::test]
async fn seen_elsewhere() {
    let cardless = json!({"transaction_id": null});
    also_decodes("create_cardless_credit_payment", cardless).await;
    let code = json!({"status": "ACTIVE"});
    also_decodes("create_fixed_payment_code", code).await;
    let recurring = json!({"start_date": "2020-02-20T00:00:00.000Z", "currency": "IDR"});
    also_decodes("create_recurring_payment", recurring).await;
    also_decodes("create_batch_disbursement", json!({"status": "UPLOADING"})).await;
    also_decodes(
        "create_payout_link",
        json!({
            "email": "demo@example.com", "bank_code": "BCA", "account_holder_name": "Rika",
            "account_number": "1234567890", "disbursement_id": "d-1",
            "failure_reason": "INVALID_DESTINATION", "payment_id": "p-1",
            "claimed_timestamp": "2020-12-20T07:00:00+07:00",
            "completed_timestamp": "2020-12-20T07:00:00+07:00",
            "failed_timestamp": "2020-12-20T07:00:00+07:00",
        }),
    )
    .await;
    for status in ["CANCELLED", "REVERSED", "SOMETHING_ELSE"] {
        also_decodes("get_payout", json!({"status": status})).await;
    }
}

#[tokio::test]
async fn a_surprise_in_one_field_costs_no_other_field() {
    let (server, clients) = start().await;
    let mut costs = Vec::new();
    for example in successes() {
        let id = example.operation.id;
        let input = Input::valid(&example.operation);
        server.answers(Reply::ok(&example.value));
        let whole = call(&clients, id, &input).await.unwrap().encoded;
        for (pointer, surprise) in surprises(&example.value) {
            let answer = insert(&example.value, &pointer, surprise.clone());
            server.answers(Reply::ok(&answer));
            let case = || format!("{}{pointer} = {surprise:?}", example.name);
            let encoded = match call(&clients, id, &input).await {
                Ok(called) => called.encoded,
                Err(error) => {
                    costs.push(format!("{}: {error}", case()));
                    continue;
                }
            };
            let comparable = whole.is_object() == example.value.is_object();
            let rest = |value: &Value| insert(value, &pointer, None);
            if comparable && rest(&whole) != rest(&encoded) {
                costs.push(case());
            }
            let (before, after) = (example.value.pointer(&pointer), encoded.pointer(&pointer));
            if comparable && !kept(before, surprise.as_ref(), after) {
                costs.push(format!("{}: not kept", case()));
            }
        }
    }
    assert!(costs.is_empty(), "{} of them: {costs:#?}", costs.len());
}

/// Whether a text that may be any text, and a number in another form, came through.
fn kept(before: Option<&Value>, surprise: Option<&Value>, after: Option<&Value>) -> bool {
    let number = |text: &str| text.parse::<Amount>().is_ok();
    match (before, surprise) {
        (Some(Value::String(text)), Some(Value::String(_))) if !number(text) => after == surprise,
        (Some(Value::String(text)), Some(Value::Number(n))) if n.to_string() == *text => {
            after.is_some_and(|after| difference(&json!(text), after).is_none())
        }
        (Some(Value::Number(n)), Some(Value::String(text))) if number(text) => {
            after.is_some_and(|after| difference(&json!(n), after).is_none())
        }
        _ => true,
    }
}

/// Each field with each value that no document lists; none is a field that is missing.
fn surprises(value: &Value) -> Vec<(String, Option<Value>)> {
    let mut surprises = vec![];
    each_field(value, &mut |pointer| {
        let other = match value.pointer(pointer) {
            Some(Value::String(text)) => match text.parse::<i64>() {
                Ok(number) => json!(number),
                Err(_) => json!(12.5),
            },
            Some(Value::Number(number)) => json!(number.to_string()),
            _ => json!(true),
        };
        let kinds = [
            json!(null),
            json!("SOMETHING_NEW"),
            json!({"new": [1.5]}),
            json!([[], {"new": -1}]),
            json!(false),
            json!(-1e300),
            other,
        ];
        let all = kinds.into_iter().map(Some).chain([None]);
        surprises.extend(all.map(|surprise| (pointer.to_owned(), surprise)));
        let object = pointer.rsplit_once('/').unwrap().0;
        surprises.push((format!("{object}/new_field"), Some(json!({"a": [null]}))));
    });
    surprises
}

#[tokio::test]
async fn an_unknown_value_of_an_enum_comes_back_as_it_came() {
    let (server, clients) = start().await;
    server.answers(Reply::ok(&json!({"status": "ON_HOLD", "bank_code": null})));
    let request = clients.secret.get_disbursement_by_id().disbursement_id("1");
    let disbursement = request.send().await.unwrap();
    assert_eq!(*disbursement.status().unwrap(), "ON_HOLD");
    let unknown = types::DisbursementStatus::Unknown("ON_HOLD".into());
    assert_eq!(*disbursement.status().unwrap(), unknown);
}

#[test]
fn every_value_of_every_enum_is_known() {
    for (provider, name, values) in enums() {
        if provider != 0 || name.ends_with("ErrorCode") {
            continue;
        }
        for value in values {
            assert_eq!(xendit_enum(name, &json!(value)), value, "{name}");
        }
    }
    assert!(types::InvoiceStatus::KNOWN.contains(&"EXPIRED"));
    let payout = finpay::types::PayoutStatus::from("SUCCEEDED");
    assert_eq!(payout, finpay::types::PayoutStatus::Succeeded);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_value_of_any_enum_round_trips(value in ".*") {
        for (provider, name, _) in enums() {
            if provider == 0 && !name.ends_with("ErrorCode") {
                prop_assert_eq!(xendit_enum(name, &json!(value)), json!(value));
            }
        }
        let code = ErrorCode::from(value.as_str());
        prop_assert_eq!(code.as_str(), value);
    }
}

#[tokio::test]
async fn any_2xx_is_a_success() {
    let (server, clients) = start().await;
    for status in [200, 201, 202, 203, 206] {
        server.answers(Reply::new(status, r#"{"id":"p-1","status":"VOIDED"}"#));
        let request = clients.secret.void_payout_link().id("p-1");
        let payout = request.send().await.unwrap();
        assert_eq!(payout.http_status(), status);
        assert_eq!(*payout.status().unwrap(), types::PayoutLinkStatus::Voided);
    }
}

#[tokio::test]
async fn a_204_is_a_success() {
    let (server, clients) = start().await;
    for body in ["", r#"{"id":"p-1"}"#] {
        server.answers(Reply::new(204, body));
        let request = clients.secret.void_payout_link().id("p-1");
        assert_eq!(request.send().await.unwrap().http_status(), 204);
    }
}

#[tokio::test]
async fn a_field_that_the_document_promises_is_an_error_only_where_it_is_asked_for() {
    let (server, clients) = start().await;
    server.answers(Reply::ok(&json!({"id": "i-1", "amount": null})));
    let request = clients.secret.get_invoice().invoice_id("i-1");
    let invoice = request.send().await.unwrap();
    assert_eq!(invoice.id().unwrap(), "i-1");
    assert_eq!(invoice.amount, None);
    let error = invoice.amount().unwrap_err();
    assert!(error.is_absent() && error.to_string().contains("`amount`"));
}

#[tokio::test]
async fn amounts_are_exact() {
    let (server, clients) = start().await;
    for (body, exact) in [
        (
            r#"{"balance":90071992547409931234.01}"#,
            "90071992547409931234.01",
        ),
        (r#"{"balance":"0.1"}"#, "0.1"),
        (r#"{"balance": 1.0e3 }"#, "1000"),
        (r#"{"balance":-0.30}"#, "-0.30"),
    ] {
        server.answers(Reply::ok(&body));
        let balance = clients.secret.get_balance().send().await.unwrap();
        let exact: Amount = exact.parse().unwrap();
        assert_eq!(balance.balance().unwrap(), exact);
        assert_eq!(balance.body(), body);
    }
}

#[tokio::test]
async fn answers_carry_the_request_id_and_the_rate_limit() {
    let (server, clients) = start().await;
    for status in [200, 429] {
        let reply = Reply::new(status, "{}")
            .header("Request-ID", "req-1")
            .header("Rate-Limit-Limit", "60")
            .header("Rate-Limit-Remaining", "0")
            .header("Rate-Limit-Reset", "2.5");
        server.answers(reply);
        let limit = match clients.secret.get_balance().send().await {
            Ok(answer) => {
                assert_eq!(answer.request_id(), Some("req-1"));
                answer.rate_limit()
            }
            Err(error) => {
                assert_eq!(error.request_id(), Some("req-1"));
                assert!(error.to_string().contains("req-1"));
                error.rate_limit()
            }
        };
        let limit = limit.unwrap();
        assert_eq!((limit.limit, limit.remaining), (60, 0));
        assert_eq!(limit.reset, Duration::from_millis(2500));
    }
}

async fn refused(status: u16, body: &(impl ToString + ?Sized)) -> Error {
    let (server, clients) = start().await;
    server.answers(Reply::new(status, body.to_string()));
    clients.secret.get_balance().send().await.unwrap_err()
}

#[tokio::test]
async fn every_shape_of_error_details_is_read() {
    let error = refused(
        400,
        &json!({
            "error_code": "API_VALIDATION_ERROR",
            "message": "Some inputs are not valid",
            "errors": [
                {"field": ["items", "price"], "location": "body",
                 "messages": ["must be a number", "must be above 0"], "types": ["number.base"]},
                {"path": "amount", "message": "is required", "context": {"limit": 1}},
                {"message": "no such bank"},
                "just a text",
                null,
                {"field": null, "messages": "one"},
            ],
        }),
    )
    .await;
    let details = error.details();
    assert_eq!(details[0].field, ["items", "price"]);
    assert_eq!(details[0].location.as_deref(), Some("body"));
    assert_eq!(details[0].messages, ["must be a number", "must be above 0"]);
    assert_eq!(details[0].types, ["number.base"]);
    assert_eq!(details[1].field, ["amount"]);
    assert_eq!(details[1].messages, ["is required"]);
    assert_eq!(details[2].messages, ["no such bank"]);
    assert!(details.iter().any(|detail| detail.messages == ["one"]));
    let text = error.to_string();
    for part in [
        "400",
        "API_VALIDATION_ERROR",
        "items.price",
        "above 0",
        "no such bank",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[tokio::test]
async fn details_that_are_no_list_are_read_as_well() {
    let one = json!({"message": "no such bank"});
    let error = refused(400, &json!({"error_code": "X", "errors": one})).await;
    assert_eq!(error.details()[0].messages, ["no such bank"]);
    let error = refused(400, &json!({"error_code": "X", "errors": 7})).await;
    assert!(error.details().is_empty());
    assert_eq!(error.code().unwrap().as_str(), "X");
}

#[tokio::test]
async fn an_error_may_lack_anything() {
    let error = refused(409, &json!({"error_code": "BRAND_NEW_ERROR"})).await;
    assert_eq!(
        *error.code().unwrap(),
        ErrorCode::Unknown("BRAND_NEW_ERROR".into())
    );
    assert_eq!(error.message(), None);
    let error = refused(422, &json!({"message": "No.", "error_code": null})).await;
    assert_eq!((error.code(), error.message()), (None, Some("No.")));
    for body in ["{}", "[]", "null", "", "<html>", "\"no\"", r#"{"errors":["#] {
        let error = refused(418, body).await;
        assert_eq!(error.status(), Some(418), "{body}");
        assert_eq!((error.code(), error.message()), (None, None), "{body}");
        assert_eq!(error.body().unwrap(), body);
        assert!(error.is_refused());
    }
}

/// The predicates that are true, in words.
fn predicates(error: &Error) -> String {
    let all = [
        (error.is_configuration(), "configuration"),
        (error.is_invalid_request(), "invalid"),
        (error.is_refused(), "refused"),
        (error.is_unreadable(), "unreadable"),
        (error.is_absent(), "absent"),
        (error.is_timeout(), "timeout"),
        (error.is_connect(), "connect"),
        (error.is_retryable(), "retryable"),
        (error.is_outcome_unknown(), "unknown"),
    ];
    let true_ones = all.iter().filter(|(is, _)| *is).map(|(_, name)| *name);
    true_ones.collect::<Vec<_>>().join(" ")
}

/// Calls a GET and a POST that are answered with `reply`, and holds what the errors tell against
/// what is expected; the POST may have an unknown outcome besides.
async fn tells(reply: Reply, get: &str, post: &str) {
    let server = Server::start().await;
    server.answers(reply.clone());
    let timeout = match reply.fault {
        Fault::Silence | Fault::Stall => Duration::from_millis(300),
        _ => Duration::from_secs(60),
    };
    let client = xendit::Client::builder(SECRET_KEY)
        .base_url(server.url())
        .timeout(timeout)
        .max_response_bytes(300_000)
        .retries(RetryPolicy::none())
        .build()
        .unwrap();
    let case = || {
        let body = String::from_utf8_lossy(&reply.body[..reply.body.len().min(40)]);
        format!("{} {body} {:?}", reply.status, reply.fault)
    };

    let read = client.get_payout_link().id("p-1").send().await;
    let read = read.err().unwrap_or_else(|| panic!("{}", case()));
    let change = client.void_payout_link().id("p-1").send().await;
    let change = change.err().unwrap_or_else(|| panic!("{}", case()));
    assert_eq!(server.requests().len(), 2, "{}: none is repeated", case());

    let found = (predicates(&read), predicates(&change));
    assert_eq!(found, (get.into(), post.into()), "{}", case());
    assert_eq!(
        change.to_string().contains("unknown"),
        post.contains("unknown")
    );
    for error in [read, change] {
        let answered = !matches!(reply.fault, Fault::Silence | Fault::Disconnect);
        assert_eq!(
            error.status(),
            answered.then_some(reply.status),
            "{}",
            case()
        );
        let Some(body) = error.body() else {
            assert!(!answered, "{}", case());
            continue;
        };
        let expected = match reply.fault {
            Fault::None if reply.body.len() > 300_000 => continue,
            Fault::None => &reply.body[..],
            _ => &reply.body[..reply.body.len() / 2],
        };
        assert_eq!(body, expected, "{}", case());
    }
}

const HTML: &str = "<html><body>502 Bad Gateway</body></html>";

#[tokio::test]
async fn statuses_tell_what_to_do() {
    for status in [302, 400, 401, 403, 404, 409, 422] {
        tells(Reply::new(status, "{}"), "refused", "refused").await;
    }
    let passing = "refused retryable";
    tells(Reply::new(429, "{}"), passing, passing).await;
    for status in [408, 500, 502, 503, 504, 520] {
        for body in ["{}", "", HTML] {
            let reply = Reply::new(status, body);
            tells(reply, passing, "refused retryable unknown").await;
        }
    }
    for status in [501, 505] {
        tells(Reply::new(status, "{}"), "refused", "refused unknown").await;
    }
}

#[tokio::test]
async fn an_answer_that_cannot_be_read_is_an_ordinary_error() {
    let deep = "[".repeat(100_000) + &"]".repeat(100_000);
    let deep_object = "{\"id\":".repeat(30_000) + "1" + &"}".repeat(30_000);
    assert!(deep_object.len() < 300_000);
    for body in [
        "", " ", HTML, "null", "[]", "\"no\"", "7", "{\"id\":", "{} {}", &deep, "\u{0}",
    ] {
        let reply = Reply::new(200, body);
        tells(reply, "unreadable", "unreadable unknown").await;
    }
    let large = format!(r#"{{"id":"{}"}}"#, "x".repeat(300_000));
    tells(Reply::new(200, large), "unreadable", "unreadable unknown").await;
    let text = Reply::new(200, b"{\"id\":\"\xff\"}".to_vec());
    tells(text, "unreadable", "unreadable unknown").await;
}

#[tokio::test]
async fn a_deep_field_fails_no_answer_and_breaks_no_stack() {
    let (server, clients) = start().await;
    let deep = "[".repeat(100_000) + &"]".repeat(100_000);
    for field in ["new_field", "id", "amount", "created", "status"] {
        server.answers(Reply::ok(&format!(
            r#"{{"{field}":{deep},"email":"a@b.c"}}"#
        )));
        let payout = clients.secret.get_payout_link().id("p-1").send().await;
        assert_eq!(payout.unwrap().email.as_deref(), Some("a@b.c"), "{field}");
    }
    server.answers(Reply::ok(&deep));
    let list = clients.secret.list_invoices().send().await.unwrap();
    assert!(list.is_empty());
    let request = clients.secret.request(reqwest::Method::GET, "/deep");
    let error = request.send::<Value>().await.unwrap_err();
    assert!(error.is_unreadable());
}

#[tokio::test]
async fn a_broken_connection_is_an_ordinary_error() {
    let body = r#"{"id":"p-1","status":"VOIDED"}"#;
    let reply = |fault| Reply::new(200, body).fault(fault);
    let cut = "unreadable retryable";
    tells(reply(Fault::CutShort), cut, "unreadable retryable unknown").await;
    let gone = "retryable unknown";
    tells(reply(Fault::Disconnect), "retryable", gone).await;
    let silent = "timeout retryable";
    tells(reply(Fault::Silence), silent, "timeout retryable unknown").await;
    let stalled = "unreadable timeout retryable";
    let unknown = "unreadable timeout retryable unknown";
    tells(reply(Fault::Stall), stalled, unknown).await;
}

#[tokio::test]
async fn where_nobody_listens_nothing_happened() {
    let client = xendit::Client::builder(SECRET_KEY).base_url("http://127.0.0.1:1");
    let client = client.build().unwrap();
    let error = client.void_payout_link().id("p").send().await.unwrap_err();
    assert_eq!(predicates(&error), "connect retryable");
    assert_eq!((error.status(), error.body()), (None, None));
}

#[tokio::test]
async fn a_refusal_whose_body_breaks_is_still_a_refusal() {
    let cut = |status| Reply::new(status, r#"{"error_code":"X"}"#).fault(Fault::CutShort);
    tells(cut(400), "refused", "refused").await;
    tells(cut(503), "refused retryable", "refused retryable unknown").await;
}

#[tokio::test]
async fn a_refusal_that_is_too_large_is_still_a_refusal() {
    let page = |status| Reply::new(status, "x".repeat(300_001));
    tells(page(400), "refused", "refused").await;
    tells(page(503), "refused retryable", "refused retryable unknown").await;
}

const CARD: &str = "4000000000000002";

/// Fails if a key or `marker` can be read, in text or as bytes.
fn shows_nothing(what: &str, rendered: &str, marker: &str) {
    let bytes = |text: &str| {
        let list = format!("{:?}", text.as_bytes());
        list.trim_matches(['[', ']']).to_owned()
    };
    let base64 = |id| authorization(id).replace("Basic ", "");
    for secret in [
        SECRET_KEY.to_owned(),
        PUBLIC_KEY.to_owned(),
        "pa55:word".to_owned(),
        base64("get_balance"),
        base64("create_token"),
        base64("get_payout"),
        marker.to_owned(),
        bytes(marker),
    ] {
        assert!(
            !rendered.contains(&secret),
            "{what} shows {secret}: {rendered}"
        );
    }
}

fn render(error: &Error) -> String {
    let first: &dyn std::error::Error = error;
    let chain = std::iter::successors(Some(first), |error| error.source());
    let texts = chain.map(|error| format!("{error} {error:?} {error:#?}"));
    texts.collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn no_request_shows_what_is_secret() {
    let (server, clients) = start().await;
    let mut secrets = 0;
    for operation in operations() {
        for mut example in operation.requests() {
            secrets += example.schema.mark_secrets(&mut example.value, CARD);
            let mut input = Input::new(&operation).body(example.value);
            for (without_checks, status) in [(true, 200), (true, 502), (false, 400)] {
                input.without_checks = without_checks;
                server.answers(Reply::new(status, HTML));
                let mut debug = String::new();
                let result = call_and_show(&clients, operation.id, &input, &mut debug).await;
                shows_nothing(&example.name, &debug, CARD);
                let error = result.err().unwrap();
                shows_nothing(&example.name, &render(&error), CARD);
            }
        }
    }
    assert!(secrets > 5, "{secrets}");
}

#[tokio::test]
async fn no_answer_shows_what_is_secret() {
    let (server, clients) = start().await;
    let mut secrets = 0;
    for mut example in successes() {
        secrets += example.schema.mark_secrets(&mut example.value, CARD);
        server.answers(Reply::ok(&example.value));
        let input = Input::valid(&example.operation);
        let called = call(&clients, example.operation.id, &input).await.unwrap();
        shows_nothing(&example.name, &called.debug, CARD);
        assert_eq!(difference(&example.value, &called.encoded), None);
    }
    assert!(secrets > 5, "{secrets}");
}

#[tokio::test]
async fn what_the_documents_do_not_know_is_not_shown_either() {
    let (_server, clients) = start().await;
    let request = clients.secret.create_charge().header("x-card", CARD);
    shows_nothing("header", &format!("{request:?} {request:#?}"), CARD);
    let request = clients.secret.create_charge().field("card", CARD);
    shows_nothing("field", &format!("{request:?} {request:#?}"), CARD);
}

#[tokio::test]
async fn no_custom_request_shows_its_body() {
    let (_server, clients) = start().await;
    let request = clients.secret.request(reqwest::Method::POST, "/cards");
    let request = request.json(&json!({"card": CARD}));
    shows_nothing("json", &format!("{request:?}"), CARD);
}

#[tokio::test]
async fn no_client_shows_its_key() {
    let (_server, clients) = start().await;
    let shown = |value: &dyn Debug| shows_nothing("client", &format!("{value:?}{value:#?}"), CARD);
    shown(&clients.secret);
    shown(&clients.public);
    shown(&clients.finpay);
    shown(&xendit::Client::builder(SECRET_KEY).header("x-card", CARD));
    shown(&xendit::PublicClient::builder(PUBLIC_KEY));
    shown(&finpay::Client::builder(
        "merchant",
        "pa55:word",
        SUB_ACCOUNT,
    ));
    for error in [
        xendit::Client::new(PUBLIC_KEY).unwrap_err(),
        xendit::PublicClient::new(SECRET_KEY).unwrap_err(),
        xendit::Client::new(format!("{SECRET_KEY} ") + "x").unwrap_err(),
        xendit::Client::new(CARD).unwrap_err(),
    ] {
        shows_nothing("error", &render(&error), CARD);
    }
}

#[tokio::test]
async fn no_broken_connection_shows_what_was_asked_for() {
    let client = xendit::Client::builder(SECRET_KEY).base_url("http://127.0.0.1:1");
    let client = client.build().unwrap();
    let request = client.get_disbursements_by_external_id().external_id(CARD);
    let error = request.send().await.unwrap_err();
    shows_nothing("error", &render(&error), CARD);
}
