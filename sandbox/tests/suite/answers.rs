//! What a client finds in an answer: its own values, new ids, the present time.

use std::collections::HashSet;
use std::time::{Duration, SystemTime};

use bayar_sandbox::Sandbox;
use chrono::DateTime;
use serde_json::{Value, json};

use crate::common::Request;

fn invoice(external_id: &str) -> Value {
    json!({"external_id": external_id, "amount": 20000, "payer_email": "a@example.com", "description": "Shoes"})
}

async fn create(sandbox: &Sandbox, body: Value) -> Value {
    let response = Request::post("/v2/invoices", body).send(sandbox).await;
    assert_eq!(response.status, 200, "{}", response.text);
    response.json()
}

#[tokio::test]
async fn what_was_sent_comes_back_also_later() {
    let sandbox = Sandbox::start().await.unwrap();
    let created = create(&sandbox, invoice("mine \"7\" \u{e9}\n")).await;
    assert_eq!(created["external_id"], "mine \"7\" \u{e9}\n");
    assert_eq!(created["payer_email"], "a@example.com");
    assert_eq!(created["status"], "PENDING");
    let target = format!("/v2/invoices/{}", created["id"].as_str().unwrap());
    assert_eq!(Request::get(&target).send(&sandbox).await.json(), created);
}

#[tokio::test]
async fn amounts_come_back_to_the_digit() {
    let sandbox = Sandbox::start().await.unwrap();
    for amount in ["10000.10", "20000", "999999999.9999999999999999"] {
        let body = format!(
            r#"{{"external_id":"a","amount":{amount},"payer_email":"a@example.com","description":"b","interval":"DAY","interval_count":1}}"#
        );
        let created = Request::new("POST", "/recurring_payments")
            .json(&body)
            .send(&sandbox)
            .await;
        let id = created.json()["id"].as_str().unwrap_or_default().to_owned();
        let read = Request::get(&format!("/recurring_payments/{id}"))
            .send(&sandbox)
            .await;
        for text in [created.text, read.text] {
            assert!(text.contains(&format!("\"amount\":{amount},")), "{text}");
        }
        let requests = sandbox.requests();
        let logged = body.replace("a@example.com", "[redacted]");
        assert_eq!(requests[requests.len() - 2].body, logged);
    }
}

#[tokio::test]
async fn fields_that_the_contract_does_not_know_do_not_come_back() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut body = invoice("a");
    body["status"] = json!("PAID");
    body["colour"] = json!("red");
    let answer = create(&sandbox, body).await;
    assert_eq!(answer["status"], "PENDING");
    assert_eq!(answer.get("colour"), None);
}

#[tokio::test]
async fn creations_get_new_ids_of_the_documented_shape() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut ids = HashSet::new();
    for _ in 0..20 {
        let answer = create(&sandbox, invoice("order-7")).await;
        let id = answer["id"].as_str().unwrap().to_owned();
        assert!(
            id.len() == 24 && id.chars().all(|letter| letter.is_ascii_hexdigit()),
            "{id}"
        );
        assert!(answer["invoice_url"].as_str().unwrap().ends_with(&id));
        ids.insert(id);
    }
    assert_eq!(ids.len(), 20);
}

#[tokio::test]
async fn creations_happen_now() {
    let sandbox = Sandbox::start().await.unwrap();
    let answer = create(&sandbox, invoice("a")).await;
    for field in ["created", "updated"] {
        let text = answer[field].as_str().unwrap();
        assert_eq!(text.len(), "2020-02-20T00:00:00.000Z".len(), "{text}");
        let time = SystemTime::from(DateTime::parse_from_rfc3339(text).unwrap());
        assert!(
            SystemTime::now().duration_since(time).unwrap() < Duration::from_secs(60),
            "{text}"
        );
    }
}

#[tokio::test]
async fn each_account_sees_its_own() {
    let sandbox = Sandbox::start().await.unwrap();
    let created = create(&sandbox, invoice("a")).await;
    let target = format!("/v2/invoices/{}", created["id"].as_str().unwrap());
    let own = Request::get(&target);
    let other = own.clone().credentials("xnd_development_other:");
    let sub_account = own
        .clone()
        .header("for-user-id", "5785e6334d7b410667d355c4");
    assert_eq!(own.send(&sandbox).await.status, 200);
    assert_eq!(other.send(&sandbox).await.status, 404);
    assert_eq!(sub_account.send(&sandbox).await.status, 404);
}

#[tokio::test]
async fn answers_carry_the_headers_of_the_api() {
    let sandbox = Sandbox::start().await.unwrap();
    let first = Request::get("/balance").send(&sandbox).await;
    let second = Request::get("/nothing").send(&sandbox).await;
    assert_ne!(
        first.header("Request-ID").unwrap(),
        second.header("Request-ID").unwrap()
    );
    for response in [first, second] {
        for name in [
            "Rate-Limit-Limit",
            "Rate-Limit-Remaining",
            "Rate-Limit-Reset",
        ] {
            let value: f64 = response.header(name).unwrap().parse().unwrap();
            assert!(value > 0.0);
        }
    }
}
