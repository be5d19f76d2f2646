//! The life of a cardless credit payment.

use std::time::Duration;

use bayar_sandbox::Sandbox;
use serde_json::{Value, json};

use crate::common::{CALLBACK_TOKEN, Contract, Request, Response, outgoing};

fn payment() -> Value {
    json!({
        "cardless_credit_type": "KREDIVO", "external_id": "order-7", "amount": 800_000, "payment_type": "3_months",
        "items": [{"id": "1", "name": "Phone", "price": 800_000, "type": "Smartphone", "url": "http://shop.example/1", "quantity": 1}],
        "customer_details": {"first_name": "A", "last_name": "B", "email": "a@shop.example", "phone": "081513114262"},
        "shipping_address": {"first_name": "A", "last_name": "B", "address": "Jalan 12", "city": "Jakarta",
            "postal_code": "12345", "phone": "081513114262", "country_code": "IDN"},
        "redirect_url": "https://shop.example", "callback_url": "http://127.0.0.1:9/callback"})
}

async fn create(sandbox: &Sandbox, body: Value) -> Response {
    Request::post("/cardless-credit", body).send(sandbox).await
}

async fn balance(sandbox: &Sandbox) -> i64 {
    let answer = Request::get("/balance").send(sandbox).await.json();
    answer["balance"].as_i64().unwrap()
}

#[tokio::test]
async fn a_payment_answers_the_page_to_pay_on() {
    let sandbox = Sandbox::start().await.unwrap();
    let response = create(&sandbox, payment()).await;
    assert_eq!(response.status, 200, "{}", response.text);
    let answer = response.json();
    let contract = Contract::xendit();
    let schema = json!({"$ref": "#/components/schemas/CardlessCreditPayment"});
    assert_eq!(contract.problems(&schema, &answer), [""; 0], "{answer}");
    let page = answer["redirect_url"].as_str().unwrap();
    assert!(page.starts_with(sandbox.base_url()), "{page}");
    let order = answer["order_id"].as_str().unwrap();
    assert!(order.ends_with("-order-7"), "{order}");
    let again = create(&sandbox, payment()).await;
    assert_eq!(again.status, 422);
    assert_eq!(again.json()["error_code"], "DUPLICATE_PAYMENT_ERROR");
}

#[tokio::test]
async fn only_a_settled_payment_brings_money_and_only_once() {
    for (action, status, money) in [
        ("settle", "settlement", 800_000),
        ("deny", "deny", 0),
        ("cancel", "cancel", 0),
        ("expire", "expire", 0),
    ] {
        let sandbox = Sandbox::start().await.unwrap();
        let before = balance(&sandbox).await;
        let answer = create(&sandbox, payment()).await.json();
        let id = answer["transaction_id"].as_str().unwrap();
        let waiting = sandbox.act(id, "wait", json!({})).unwrap();
        assert_eq!(waiting["transaction_status"], "pending");
        let ended = sandbox.act(id, action, json!({})).unwrap();
        assert_eq!(ended["transaction_status"], status);
        assert_eq!(balance(&sandbox).await, before + money, "{action}");
        for action in ["settle", "deny", "wait"] {
            let again = sandbox.act(id, action, json!({}));
            assert!(again.is_err(), "{action} after {status}");
        }
    }
}

#[tokio::test]
async fn a_payment_expires_after_a_day() {
    let sandbox = Sandbox::start().await.unwrap();
    create(&sandbox, payment()).await;
    sandbox.advance(Duration::from_secs(24 * 60 * 60));
    let late = sandbox.act("order-7", "settle", json!({}));
    let reason = late.unwrap_err().to_string();
    assert!(reason.contains("it is expire"), "{reason}");
}

#[tokio::test]
async fn an_order_of_nothing_gets_no_page() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut nothing = payment();
    nothing["items"][0]["quantity"] = json!(0);
    let response = create(&sandbox, nothing).await;
    assert_eq!(response.status, 422);
    assert_eq!(response.json()["error_code"], "GENERATE_CHECKOUT_URL_ERROR");
}

#[tokio::test]
async fn the_merchant_is_told_every_status_with_what_was_ordered() {
    let contract = Contract::xendit();
    let cases = [
        ("wait", "pending"),
        ("settle", "settlement"),
        ("deny", "deny"),
        ("cancel", "cancel"),
        ("expire", "expire"),
    ];
    for (action, status) in cases {
        let sandbox = Sandbox::start().await.unwrap();
        let request = Request::post("/cardless-credit", payment());
        let answer = request.send(&sandbox).await.json();
        sandbox.act("order-7", action, json!({})).unwrap();
        let sent = outgoing(&sandbox);
        let [(url, body)] = sent.as_slice() else {
            panic!("{action}: {sent:?}");
        };
        assert_eq!(url, payment()["callback_url"].as_str().unwrap());
        assert_eq!(body["transaction_status"], status);
        assert_eq!(body["callback_authentication_token"], CALLBACK_TOKEN);
        assert_eq!(body["transaction_id"], answer["transaction_id"]);
        assert_eq!(body["order_id"], answer["order_id"]);
        assert_eq!(body["items"], payment()["items"]);
        let schema = json!({"$ref": "#/components/schemas/CardlessCreditCallback"});
        assert_eq!(contract.problems(&schema, body), [""; 0], "{body}");
    }
}
