//! What the vendor takes although no document says so, since clients send it: accepted and noted, with `strict` refused.

use bayar_sandbox::{Location, Sandbox};
use serde_json::{Value, json};

use crate::common::{self, Request, Response};

const FORM: &str = "application/x-www-form-urlencoded";

fn invoice() -> Value {
    json!({"external_id": "a", "amount": 20000, "payer_email": "a@example.com", "description": "Shoes"})
}

/// Sends a request to a lenient and to a strict sandbox, and returns the answer of the first one. It is refused by the
/// second one for the very things that the first one noted.
async fn accepted(request: Request) -> Response {
    let lenient = Sandbox::start().await.unwrap();
    let response = request.send(&lenient).await;
    assert_eq!(response.status, 200, "{}", response.text);
    let notes = lenient.requests().pop().unwrap().violations;
    assert!(!notes.is_empty(), "nothing is noted");

    let strict = Sandbox::builder().strict(true).start().await.unwrap();
    let refused = request.send(&strict).await;
    let body = refused.json();
    assert_eq!(
        (refused.status, &body["error_code"]),
        (400, &json!("API_VALIDATION_ERROR"))
    );
    let errors = body["errors"].as_array().unwrap();
    for note in &notes {
        let error = errors.iter().find(|error| {
            error["field"] == json!(note.field)
                && error["location"] == note.location.to_string()
                && error["messages"]
                    .as_array()
                    .unwrap()
                    .contains(&json!(note.message))
        });
        assert!(error.is_some(), "{note} is not in {body}");
    }
    response
}

async fn only_note(request: &Request) -> (Location, Vec<String>) {
    let sandbox = Sandbox::start().await.unwrap();
    request.send(&sandbox).await;
    let notes = sandbox.requests().pop().unwrap().violations;
    assert_eq!(notes.len(), 1, "{notes:?}");
    (notes[0].location, notes[0].field.clone())
}

#[tokio::test]
async fn what_the_documents_say_is_not_refused() {
    let strict = Sandbox::builder().strict(true).start().await.unwrap();
    for request in [
        Request::post("/v2/invoices", invoice()),
        Request::get("/v2/invoices?statuses=[%22PENDING%22]&limit=1"),
        // As the documents print it, and as curl sends it.
        Request::get(
            "/v2/invoices?limit=3&statuses=[\"SETTLED\",\"EXPIRED\"]&client_types=[\"DASHBOARD\",\"API_GATEWAY\"]",
        ),
        Request::get("/balance?account_type=CASH"),
    ] {
        let response = request.send(&strict).await;
        assert_eq!(response.status, 200, "{}", response.text);
        assert_eq!(strict.requests().pop().unwrap().violations, []);
    }
}

#[tokio::test]
async fn undocumented_fields() {
    let mut body = invoice();
    body["colour"] = json!({"of": ["shoes"]});
    let request = Request::post("/v2/invoices", body);
    accepted(request.clone()).await;
    assert_eq!(
        only_note(&request).await,
        (Location::Body, vec!["colour".into()])
    );
    let request = Request::get("/balance?currency=IDR");
    accepted(request.clone()).await;
    assert_eq!(
        only_note(&request).await,
        (Location::Query, vec!["currency".into()])
    );
}

#[tokio::test]
async fn untidy_paths() {
    for target in ["//balance", "/balance/", "//v2//invoices//"] {
        let request = Request::get(target);
        accepted(request.clone()).await;
        assert_eq!(
            only_note(&request).await,
            (Location::Path, vec![]),
            "{target}"
        );
    }
}

#[tokio::test]
async fn array_filters_by_repeated_names() {
    for query in [
        "statuses=PAID&statuses=EXPIRED",
        "statuses[]=PAID&statuses[]=EXPIRED",
        "statuses%5B%5D=PAID&statuses%5B%5D=EXPIRED",
        "statuses[0]=PAID&statuses[1]=EXPIRED",
        "statuses=PAID",
    ] {
        let request = Request::get(&format!("/v2/invoices?{query}"));
        accepted(request.clone()).await;
        let noted = (Location::Query, vec!["statuses".into()]);
        assert_eq!(only_note(&request).await, noted, "{query}");
    }
}

#[tokio::test]
async fn array_filters_filter_in_every_form() {
    let sandbox = Sandbox::start().await.unwrap();
    Request::post("/v2/invoices", invoice())
        .send(&sandbox)
        .await;
    for (query, found) in [
        ("statuses=[%22PENDING%22,%22PAID%22]", 1),
        ("statuses=PENDING&statuses=PAID", 1),
        ("statuses[]=PAID&statuses[]=PENDING", 1),
        ("statuses[1]=PENDING", 1),
        ("statuses=PAID&statuses=EXPIRED", 0),
        ("statuses[]=PAID", 0),
    ] {
        let list = Request::get(&format!("/v2/invoices?{query}"))
            .send(&sandbox)
            .await;
        assert_eq!(list.json().as_array().map(Vec::len), Some(found), "{query}");
    }
    let unknown = Request::get("/v2/invoices?statuses[]=GONE")
        .send(&sandbox)
        .await;
    assert_eq!(unknown.only_error()["field"], json!(["statuses", "0"]));
}

#[tokio::test]
async fn forms() {
    let form = "external_id=a+b&amount=20000&payer_email=a%40example.com&description=Shoes\
        &should_send_email=true&payment_methods[]=BCA&payment_methods[]=BNI";
    let request = Request::new("POST", "/v2/invoices").body(FORM, form.as_bytes());
    let response = accepted(request.clone()).await;
    assert!(
        response.text.contains("\"amount\":20000,"),
        "{}",
        response.text
    );
    let invoice = response.json();
    assert_eq!(invoice["external_id"], "a b");
    assert_eq!(invoice["should_send_email"], true);
    assert_eq!(invoice["available_banks"].as_array().map(Vec::len), Some(2));
    assert_eq!(only_note(&request).await, (Location::Body, vec![]));
}

#[tokio::test]
async fn arrays_in_forms_come_in_each_usual_way() {
    let sandbox = Sandbox::start().await.unwrap();
    for methods in [
        "payment_methods=[%22BCA%22,%22BNI%22]",
        "payment_methods=BCA&payment_methods=BNI",
        "payment_methods[]=BCA&payment_methods[]=BNI",
        "payment_methods%5B0%5D=BCA&payment_methods%5B1%5D=BNI",
    ] {
        let form = format!(
            "external_id=a&amount=20000&payer_email=a%40example.com&description=Shoes&{methods}"
        );
        let request = Request::new("POST", "/v2/invoices").body(FORM, form.as_bytes());
        let response = request.send(&sandbox).await;
        assert_eq!(response.status, 200, "{methods}: {}", response.text);
        assert_eq!(
            response.json()["should_exclude_credit_card"],
            true,
            "{methods}"
        );
    }
}

/// Some of the vendor's SDKs send every amount as a number.
#[tokio::test]
async fn numbers_for_amounts_that_are_text() {
    let card = json!({"account_number": "4000000000000002", "exp_month": "12", "exp_year": "2040", "cvn": "123"});
    let body = json!({"is_single_use": true, "should_authenticate": true, "card_data": card, "amount": 10000});
    let request = Request::post("/v2/credit_card_tokens", body).credentials(common::PUBLIC_KEY);
    accepted(request.clone()).await;
    assert_eq!(
        only_note(&request).await,
        (Location::Body, vec!["amount".into()])
    );
}

/// As the documents' PHP and curl samples send it. The one field that is missing shows that the others were found.
#[tokio::test]
async fn nested_fields_of_forms() {
    let sandbox = Sandbox::start().await.unwrap();
    let form = "is_single_use=true&should_authenticate=true&amount=10000&card_cvn=123\
        &card_data[account_number]=4000000000000002&card_data%5Bexp_month%5D=12&card_data[cvn]=987";
    let request = Request::new("POST", "/v2/credit_card_tokens")
        .body(FORM, form.as_bytes())
        .credentials(common::PUBLIC_KEY);
    let error = request.send(&sandbox).await.only_error();
    assert_eq!(error["field"], json!(["card_data", "exp_year"]), "{error}");
    let recorded = sandbox.requests().pop().unwrap();
    assert!(
        !recorded.body.contains("4000000000000002"),
        "{}",
        recorded.body
    );
    assert!(!recorded.body.contains("987"), "{}", recorded.body);
}

#[tokio::test]
async fn lists_of_objects_in_forms() {
    let sandbox = Sandbox::start().await.unwrap();
    let item = |number: usize, amount: &str| {
        format!(
            "&disbursements[{number}][amount]={amount}&disbursements[{number}][bank_code]=BCA\
             &disbursements[{number}][bank_account_name]=Adit&disbursements[{number}][bank_account_number]=1231241231\
             &disbursements[{number}][description]=Salary&disbursements[{number}][external_id]=s{number}"
        )
    };
    let form = format!("reference=payroll-1{}{}", item(0, "10000"), item(1, "ten"));
    let request = Request::new("POST", "/batch_disbursements").body(FORM, form.as_bytes());
    let error = request.send(&sandbox).await.only_error();
    assert_eq!(error["field"], json!(["disbursements", "1", "amount"]));
}

/// The vendor's validator turns the texts of a form into numbers, so it does the same in JSON; PHP and Node.js clients
/// send amounts as texts.
#[tokio::test]
async fn numbers_and_booleans_as_texts() {
    let body = r#"{"external_id":"a","amount":"20000","payer_email":"a@example.com","description":"Shoes","should_send_email":"true"}"#;
    let request = Request::new("POST", "/v2/invoices").json(body);
    let response = accepted(request).await;
    assert!(
        response.text.contains("\"amount\":20000,"),
        "{}",
        response.text
    );
    assert_eq!(response.json()["should_send_email"], true);
}

#[tokio::test]
async fn texts_that_are_no_numbers_and_numbers_in_place_of_texts_are_refused() {
    let sandbox = Sandbox::start().await.unwrap();
    for (name, value, message) in [
        ("amount", json!("ten"), "\"amount\" must be a number"),
        ("amount", json!("1,000"), "\"amount\" must be a number"),
        ("amount", json!(""), "\"amount\" must be a number"),
        ("amount", json!(true), "\"amount\" must be a number"),
        ("external_id", json!(7), "\"external_id\" must be a string"),
        (
            "should_send_email",
            json!("yes"),
            "\"should_send_email\" must be a boolean",
        ),
    ] {
        let mut body = invoice();
        body[name] = value;
        let error = Request::post("/v2/invoices", body)
            .send(&sandbox)
            .await
            .only_error();
        assert_eq!(error["messages"], json!([message]));
    }
}

#[tokio::test]
async fn limits_hold_to_the_last_digit_and_for_texts_too() {
    let sandbox = Sandbox::start().await.unwrap();
    for amount in ["9999.99999999999999999", "\"9999.99\""] {
        let body = format!(
            r#"{{"external_id":"a","amount":{amount},"payer_email":"a@example.com","description":"b"}}"#
        );
        let request = Request::new("POST", "/v2/invoices").json(&body);
        let code = request.send(&sandbox).await.json()["error_code"].clone();
        assert_eq!(code, "MINIMAL_TRANSFER_AMOUNT_ERROR", "{amount}");
    }
}

/// `curl -d` calls every body a form.
#[tokio::test]
async fn json_that_is_called_a_form_is_json() {
    let sandbox = Sandbox::start().await.unwrap();
    let body = invoice().to_string();
    let request = Request::new("POST", "/v2/invoices").body(FORM, body.as_bytes());
    assert_eq!(request.send(&sandbox).await.json()["external_id"], "a");
    let card = br#"{"card_data": {"account_number": "4000000000000002"}}"#;
    let request = Request::new("POST", "/v2/credit_card_tokens").body(FORM, card);
    request.send(&sandbox).await;
    let recorded = sandbox.requests().pop().unwrap();
    let shown = format!("{recorded} {recorded:?}");
    assert!(!shown.contains("4000000000000002"), "{shown}");
}

#[tokio::test]
async fn a_body_where_none_is_documented() {
    let sandbox = Sandbox::start().await.unwrap();
    let created = Request::post("/v2/invoices", invoice())
        .send(&sandbox)
        .await
        .json();
    let target = format!("/invoices/{}/expire!", created["id"].as_str().unwrap());
    let response = Request::post(&target, json!({})).send(&sandbox).await;
    assert_eq!(response.json()["status"], "EXPIRED");
    assert_eq!(sandbox.requests().pop().unwrap().violations.len(), 1);
}
