//! What a client finds in an answer: its own values, new ids, the present time.

mod common;

use std::collections::HashSet;
use std::time::{Duration, SystemTime};

use bayar_sandbox::Sandbox;
use common::{PUBLIC_KEY, Request};
use serde_json::{Value, json};

fn disbursement(external_id: &str) -> Value {
    json!({
        "external_id": external_id, "amount": 10000, "bank_code": "BNI", "account_holder_name": "Bob Jones",
        "account_number": "1231242311", "description": "Reimbursement",
    })
}

fn invoice() -> Value {
    json!({"external_id": "order-7", "amount": 20000, "payer_email": "a@example.com", "description": "Shoes"})
}

#[tokio::test]
async fn what_was_sent_comes_back() {
    let sandbox = Sandbox::start().await.unwrap();
    let answer = Request::post("/disbursements", disbursement("mine \"7\""))
        .send(&sandbox)
        .await
        .json();
    assert_eq!(answer["external_id"], "mine \"7\"");
    assert_eq!(answer["bank_code"], "BNI");
    assert_eq!(answer["status"], "PENDING");
}

#[tokio::test]
async fn amounts_come_back_to_the_digit() {
    let sandbox = Sandbox::start().await.unwrap();
    for amount in [
        "90071992547409931234.01",
        "10000.10",
        "20000",
        "10000.00000000000000001",
    ] {
        let body = format!(r#"{{"external_id":"a","amount":{amount},"email":"a@example.com"}}"#);
        let response = Request::new("POST", "/payouts")
            .json(&body)
            .send(&sandbox)
            .await;
        assert!(
            response.text.contains(&format!("\"amount\":{amount},")),
            "{}",
            response.text
        );
        assert_eq!(sandbox.requests().pop().unwrap().body, body);
    }
}

#[tokio::test]
async fn an_amount_sent_as_text_comes_back_in_the_type_of_the_answer() {
    let sandbox = Sandbox::start().await.unwrap();
    let body = json!({"amount": "15000.50", "external_id": "refund-1"});
    let response = Request::post(
        "/credit_card_charges/5877255293ff67900c6aa64e/refunds",
        body,
    )
    .send(&sandbox)
    .await;
    assert!(
        response.text.contains("\"amount\":15000.50,"),
        "{}",
        response.text
    );
    let answer = response.json();
    assert_eq!(answer["credit_card_charge_id"], "5877255293ff67900c6aa64e");
    assert_ne!(answer["id"], "5877255293ff67900c6aa64e");
}

#[tokio::test]
async fn fields_that_the_contract_does_not_know_do_not_come_back() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut body = disbursement("a");
    body["status"] = json!("COMPLETED");
    body["colour"] = json!("red");
    let answer = Request::post("/disbursements", body)
        .send(&sandbox)
        .await
        .json();
    assert_eq!(answer["status"], "PENDING");
    assert_eq!(answer.get("colour"), None);
}

#[tokio::test]
async fn creations_get_new_ids_of_the_documented_shape() {
    let sandbox = Sandbox::start().await.unwrap();
    let payout = json!({"external_id": "a", "amount": 10000, "email": "a@example.com"});
    let mut ids = HashSet::new();
    for _ in 0..20 {
        let answer = Request::post("/v2/invoices", invoice())
            .send(&sandbox)
            .await
            .json();
        let id = answer["id"].as_str().unwrap().to_owned();
        assert!(
            id.len() == 24 && id.chars().all(|letter| letter.is_ascii_hexdigit()),
            "{id}"
        );
        ids.insert(id);

        let answer = Request::post("/payouts", payout.clone())
            .send(&sandbox)
            .await
            .json();
        let id = answer["id"].as_str().unwrap().to_owned();
        assert_eq!(
            id.split('-').map(str::len).collect::<Vec<_>>(),
            [8, 4, 4, 4, 12]
        );
        assert!(
            answer["payout_url"].as_str().unwrap().ends_with(&id),
            "{answer}"
        );
        ids.insert(id);
    }
    assert_eq!(ids.len(), 40);
}

#[tokio::test]
async fn creations_happen_now() {
    let sandbox = Sandbox::start().await.unwrap();
    let answer = Request::post("/v2/invoices", invoice())
        .send(&sandbox)
        .await
        .json();
    for field in ["created", "updated"] {
        let text = answer[field].as_str().unwrap();
        assert_eq!(text.len(), "2020-02-20T00:00:00.000Z".len(), "{text}");
        let time = humantime::parse_rfc3339(text).unwrap();
        assert!(
            SystemTime::now().duration_since(time).unwrap() < Duration::from_secs(60),
            "{text}"
        );
    }
    let answer = Request::get("/v2/invoices/579c8d61f23fa4ca35e52da4")
        .send(&sandbox)
        .await
        .json();
    assert_eq!(answer["created"], "2017-06-12T14:00:00.306Z");
}

#[tokio::test]
async fn ids_of_the_request_are_those_of_the_answer() {
    let sandbox = Sandbox::start().await.unwrap();
    let get = async |target: &str| Request::get(target).send(&sandbox).await.json();
    let post = async |target: &str| Request::new("POST", target).send(&sandbox).await.json();
    assert_eq!(get("/v2/invoices/mine").await["id"], "mine");
    assert_eq!(get("/credit_card_charges/mine").await["id"], "mine");
    assert_eq!(
        get("/finpay/payout/mine").await["error_code"],
        "API_VALIDATION_ERROR"
    );
    assert_eq!(post("/invoices/mine/expire!").await["id"], "mine");
    assert_eq!(post("/invoices/mine/expire!").await["status"], "EXPIRED");
    assert_eq!(post("/payouts/mine/void").await["status"], "VOIDED");
    assert_eq!(post("/recurring_payments/mine/stop!").await["id"], "mine");
    let payment = get("/callback_virtual_account_payments/payment_id=mine").await;
    assert_eq!(payment["payment_id"], "mine");
    assert_ne!(payment["id"], "mine");
    let list = get("/disbursements?external_id=mine").await;
    let list = list.as_array().unwrap();
    assert_eq!(list.len(), 2);
    assert!(list.iter().all(|item| item["external_id"] == "mine"));
}

#[tokio::test]
async fn a_reversal_names_its_charge_and_has_an_id_of_its_own() {
    let sandbox = Sandbox::start().await.unwrap();
    let target = "/credit_card_charges/5877255293ff67900c6aa64e/auth_reversal";
    let answer = Request::post(target, json!({"external_id": "a"}))
        .send(&sandbox)
        .await
        .json();
    assert_eq!(answer["credit_card_charge_id"], "5877255293ff67900c6aa64e");
    assert_ne!(answer["id"], "5877255293ff67900c6aa64e");
    assert_ne!(answer["id"], "5b2b8e0f4ec5ad6463cdc597");
}

#[tokio::test]
async fn a_wallet_answers_in_its_own_form() {
    let sandbox = Sandbox::start().await.unwrap();
    let dana = json!({
        "external_id": "a", "amount": 1001, "ewallet_type": "DANA", "expiration_date": "2030-02-20T00:00:00.000Z",
        "callback_url": "https://example.com/c", "redirect_url": "https://example.com/r",
    });
    let answer = Request::post("/ewallets", dana).send(&sandbox).await.json();
    assert_eq!(
        (&answer["ewallet_type"], &answer["amount"]),
        (&json!("DANA"), &json!(1001))
    );
    assert!(answer["checkout_url"].is_string(), "{answer}");
    let answer = Request::get("/ewallets?external_id=a%26b&ewallet_type=DANA")
        .send(&sandbox)
        .await
        .json();
    assert_eq!(
        (&answer["ewallet_type"], &answer["external_id"]),
        (&json!("DANA"), &json!("a&b"))
    );
}

#[tokio::test]
async fn a_charge_is_captured_unless_capture_is_false() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut charge =
        json!({"token_id": "598d5d0e51e0870d44c61534", "external_id": "a", "amount": 140000});
    let answer = Request::post("/credit_card_charges", charge.clone())
        .send(&sandbox)
        .await
        .json();
    assert_eq!(answer["status"], "CAPTURED");
    charge["capture"] = json!(false);
    let answer = Request::post("/credit_card_charges", charge)
        .send(&sandbox)
        .await
        .json();
    assert_eq!(answer["status"], "AUTHORIZED");
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

#[tokio::test]
async fn forms_are_read_as_the_schema_says() {
    let sandbox = Sandbox::start().await.unwrap();
    let form = b"external_id=a+b&amount=10000&bank_code=BNI&account_holder_name=Bob%20Jones\
        &account_number=1231242311&description=Food&email_to=%5B%22a%40example.com%22%5D";
    let request =
        Request::new("POST", "/disbursements").body("application/x-www-form-urlencoded", form);
    let response = request.send(&sandbox).await;
    assert_eq!(response.status, 200, "{}", response.text);
    assert_eq!(response.json()["external_id"], "a b");
    assert_eq!(response.json()["amount"], 10000);
    let form = b"external_id=a&amount=ten";
    let request =
        Request::new("POST", "/disbursements").body("application/x-www-form-urlencoded", form);
    let response = request.send(&sandbox).await;
    let errors = response.json()["errors"].clone();
    let amount = errors
        .as_array()
        .unwrap()
        .iter()
        .find(|error| error["field"][0] == "amount");
    assert_eq!(
        amount.unwrap()["messages"],
        json!(["\"amount\" must be a number"]),
        "{errors}"
    );
}

#[tokio::test]
async fn card_operations_answer_a_public_key() {
    let sandbox = Sandbox::start().await.unwrap();
    let request = Request::post(
        "/credit_card_tokens/58e2096018b815f555c8a524/authentications",
        json!({"amount": "1"}),
    );
    let answer = request.credentials(PUBLIC_KEY).send(&sandbox).await.json();
    assert_ne!(answer["id"], "58e2096018b815f555c8a524");
    assert_ne!(answer["id"], "58e2097218b815f555c8a526");
}
