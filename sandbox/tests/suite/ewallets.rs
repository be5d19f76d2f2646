//! The life of an e-wallet payment, for each wallet and each version of the answer.

use std::time::Duration;

use bayar_sandbox::Sandbox;
use serde_json::{Value, json};

use crate::common::{CALLBACK_TOKEN, Contract, Request, outgoing};
use crate::shop::{DAY, HOUR, Shop};

impl Shop {
    async fn create(&self, request: Request) -> Value {
        self.done(request).await
    }

    async fn status(&self, wallet: &str) -> Value {
        let target = format!("/ewallets?external_id=order-7&ewallet_type={wallet}");
        self.done(Request::get(&target)).await
    }

    fn payer(&self, action: &str) -> Value {
        self.act("order-7", action, json!({}))
    }
}

fn ovo(phone: &str) -> Request {
    Request::post(
        "/ewallets",
        json!({"external_id": "order-7", "amount": 1000, "phone": phone, "ewallet_type": "OVO"}),
    )
}

fn pending_ovo(phone: &str) -> Request {
    ovo(phone).header("X-API-VERSION", "2020-02-01")
}

fn dana_payment() -> Value {
    json!({"external_id": "order-7", "amount": 1001, "callback_url": "http://127.0.0.1:9/dana",
        "redirect_url": "https://shop.example/home", "ewallet_type": "DANA"})
}

fn linkaja_payment() -> Value {
    json!({"external_id": "order-7", "amount": 300_000, "phone": "081245671234",
        "items": [{"id": "1", "name": "Phone Case", "price": 100_000, "quantity": 3}],
        "callback_url": "http://127.0.0.1:9/linkaja", "redirect_url": "https://shop.example/order/7",
        "ewallet_type": "LINKAJA"})
}

fn dana(expiration_date: Option<&str>) -> Request {
    let mut body = dana_payment();
    if let Some(date) = expiration_date {
        body["expiration_date"] = json!(date);
    }
    Request::post("/ewallets", body)
}

fn linkaja() -> Request {
    Request::post("/ewallets", linkaja_payment())
}

#[tokio::test]
async fn ovo_answers_when_it_is_paid() {
    let shop = Shop::new().await;
    let before = shop.balance().await;
    let payment = shop.create(ovo("08123123123")).await;
    assert!(payment["status"].is_null(), "{payment}");
    let status = shop.status("OVO").await;
    assert_eq!(status["status"], "COMPLETED");
    assert_eq!(status["ewallet_type"], "OVO");
    assert_eq!(shop.balance().await, before + 1000);

    let shop = Shop::new().await;
    let version = ovo("08123123123").header("X-API-VERSION", "2019-02-04");
    assert!(shop.create(version).await["status"].is_null());
    assert_eq!(shop.status("OVO").await["status"], "COMPLETED");
}

#[tokio::test]
async fn ovo_answers_at_once_when_the_version_asks_for_it() {
    let shop = Shop::new().await;
    let before = shop.balance().await;
    let payment = shop.create(pending_ovo("08123123123")).await;
    assert_eq!(payment["status"], "PENDING");
    assert_eq!(shop.status("OVO").await["status"], "PENDING");
    shop.payer("pay");
    assert_eq!(shop.status("OVO").await["status"], "COMPLETED");
    assert_eq!(shop.balance().await, before + 1000);
    let again = shop.sandbox.act("order-7", "pay", json!({}));
    assert!(again.is_err(), "it was paid twice");
}

#[tokio::test]
async fn ovo_waits_for_the_payer_no_longer_than_a_minute() {
    let shop = Shop::new().await;
    let before = shop.balance().await;
    shop.create(pending_ovo("081000000001")).await;
    shop.sandbox.advance(Duration::from_secs(61));
    assert_eq!(shop.status("OVO").await["status"], "EXPIRED");
    assert_eq!(shop.balance().await, before);
}

#[tokio::test]
async fn a_refused_payment_with_ovo_leaves_nothing_behind() {
    let shop = Shop::new().await;
    let response = ovo("081000000002").send(&shop.sandbox).await;
    assert_eq!(response.status, 400);
    assert_eq!(
        response.json()["error_code"],
        "USER_DECLINED_THE_TRANSACTION"
    );
    let target = "/ewallets?external_id=order-7&ewallet_type=OVO";
    assert_eq!(Request::get(target).send(&shop.sandbox).await.status, 404);
    shop.create(ovo("08123123123")).await;
}

#[tokio::test]
async fn dana_is_paid_on_its_page_within_a_day() {
    let shop = Shop::new().await;
    let before = shop.balance().await;
    let payment = shop.create(dana(None)).await;
    let page = payment["checkout_url"].as_str().unwrap();
    assert!(page.starts_with(shop.sandbox.base_url()), "{page}");
    assert_eq!(shop.status("DANA").await["status"], "PENDING");
    shop.sandbox.advance(23 * HOUR);
    shop.payer("pay");
    let status = shop.status("DANA").await;
    assert_eq!(status["status"], "PAID");
    assert!(status["ewallet_type"].is_null(), "{status}");
    assert_eq!(shop.balance().await, before + 1001);
    shop.sandbox.advance(DAY);
    assert_eq!(shop.status("DANA").await["status"], "PAID");
}

#[tokio::test]
async fn dana_expires_when_the_request_says() {
    let shop = Shop::new().await;
    shop.create(dana(Some("2020-02-20T00:00:00.000Z"))).await;
    let status = shop.status("DANA").await;
    assert_eq!(status["status"], "EXPIRED");
    assert_eq!(status["expiration_date"], "2020-02-20T00:00:00.000Z");

    let shop = Shop::new().await;
    shop.create(dana(None)).await;
    shop.sandbox.advance(DAY);
    assert_eq!(shop.status("DANA").await["status"], "EXPIRED");
    assert!(shop.sandbox.act("order-7", "pay", json!({})).is_err());
}

#[tokio::test]
async fn linkaja_is_paid_or_declined_on_its_page() {
    let shop = Shop::new().await;
    let before = shop.balance().await;
    let payment = shop.create(linkaja()).await;
    assert_eq!(payment["redirect_url"], payment["checkout_url"]);
    assert_eq!(payment["amount"], 300_000);
    shop.payer("pay");
    let status = shop.status("LINKAJA").await;
    assert_eq!(status["status"], "COMPLETED");
    assert!(status["payment_timestamp"].is_string(), "{status}");
    assert_eq!(shop.balance().await, before + 300_000);

    let shop = Shop::new().await;
    shop.create(linkaja()).await;
    shop.payer("decline");
    assert_eq!(shop.status("LINKAJA").await["status"], "EXPIRED");
}

#[tokio::test]
async fn each_wallet_has_its_own_limits_and_external_ids() {
    let shop = Shop::new().await;
    for request in [ovo("08123123123"), dana(None), linkaja()] {
        shop.create(request).await;
    }
    let small = json!({"external_id": "order-8", "amount": 99, "phone": "081245671234",
        "items": [{"id": "1", "name": "Phone Case", "price": 99, "quantity": 1}],
        "callback_url": "http://127.0.0.1:9/callback", "redirect_url": "https://shop.example/order/8",
        "ewallet_type": "LINKAJA"});
    let response = Request::post("/ewallets", small).send(&shop.sandbox).await;
    assert_eq!(response.only_error()["types"], json!(["number.min"]));
    let large = json!({"external_id": "order-8", "amount": 10_000_001, "phone": "08123123123", "ewallet_type": "OVO"});
    let response = Request::post("/ewallets", large).send(&shop.sandbox).await;
    assert_eq!(response.only_error()["types"], json!(["number.max"]));
    let stranger = Request::get("/ewallets?external_id=order-7&ewallet_type=OVO")
        .credentials("xnd_development_stranger:");
    assert_eq!(stranger.send(&shop.sandbox).await.status, 404);
}

/// What the merchant is told after an action, and where.
async fn sent(body: Value, action: &str) -> Vec<(String, Value)> {
    let sandbox = Sandbox::start().await.unwrap();
    let answer = Request::post("/ewallets", body).header("X-API-VERSION", "2020-02-01");
    assert_eq!(answer.send(&sandbox).await.status, 200);
    sandbox.act("order-7", action, json!({})).unwrap();
    outgoing(&sandbox)
}

#[tokio::test]
async fn the_merchant_is_told_how_a_payment_ended() {
    let contract = Contract::xendit();
    let cases = [
        (dana_payment(), "pay", "payment_status", "PAID"),
        (dana_payment(), "decline", "payment_status", "FAILED"),
        (dana_payment(), "expire", "payment_status", "EXPIRED"),
        (linkaja_payment(), "pay", "status", "SUCCESS_COMPLETED"),
        (linkaja_payment(), "decline", "status", "FAILED"),
        (linkaja_payment(), "expire", "status", "FAILED"),
    ];
    for (request, action, field, status) in cases {
        let sent = sent(request.clone(), action).await;
        let [(url, body)] = sent.as_slice() else {
            panic!("{action}: {sent:?}");
        };
        assert_eq!(url, request["callback_url"].as_str().unwrap());
        assert_eq!(body[field], status, "{body}");
        assert_eq!(body["callback_authentication_token"], CALLBACK_TOKEN);
        assert_eq!(body["amount"], request["amount"].to_string());
        assert_eq!(body["items"], request["items"]);
        let schema = match field {
            "status" => "LinkajaPaymentCallback",
            _ => "DanaPaymentCallback",
        };
        let schema = json!({"$ref": format!("#/components/schemas/{schema}")});
        assert_eq!(contract.problems(&schema, body), [""; 0], "{body}");
    }
}

#[tokio::test]
async fn ovo_calls_back_in_the_version_that_does_not_wait() {
    let contract = Contract::xendit();
    let body = json!({"external_id": "order-7", "amount": 1000, "phone": "08123123123", "ewallet_type": "OVO"});
    for (action, status, failure) in [
        ("pay", "COMPLETED", json!(null)),
        ("decline", "FAILED", json!("USER_DECLINED_THE_TRANSACTION")),
        (
            "expire",
            "FAILED",
            json!("USER_DID_NOT_AUTHORIZE_THE_PAYMENT"),
        ),
    ] {
        let sent = sent(body.clone(), action).await;
        let [(_, body)] = sent.as_slice() else {
            panic!("{action}: {sent:?}");
        };
        assert_eq!(
            (&body["status"], &body["failure_code"]),
            (&json!(status), &failure)
        );
        assert_eq!(body["amount"], 1000);
        assert!(
            body.get("callback_authentication_token").is_none(),
            "{body}"
        );
        let schema = json!({"$ref": "#/components/schemas/OvoPaymentCallback"});
        assert_eq!(contract.problems(&schema, body), [""; 0], "{body}");
    }

    let sandbox = Sandbox::start().await.unwrap();
    let answer = Request::post("/ewallets", body).send(&sandbox).await;
    assert_eq!(answer.status, 200);
    assert_eq!(outgoing(&sandbox), [], "the answer was the outcome");
}
