//! The life of a card payment: token, authentication, charge, capture, reversal, refund, settlement.

use std::sync::atomic::{AtomicU32, Ordering};

use bayar_sandbox::Sandbox;
use serde_json::{Value, json};

use crate::common::{PUBLIC_KEY, Request};
use crate::shop::{DAY, HOUR, Shop, id};

/// A card whose payer must authenticate.
const ENROLLED: &str = "4000000000000002";
/// A card that is authenticated without the payer.
const FRICTIONLESS: &str = "4000000000001000";

impl Shop {
    async fn declined(&self, request: Request) -> String {
        let response = request.send(&self.sandbox).await;
        assert!(response.status >= 400, "{}", response.text);
        response.json()["error_code"].as_str().unwrap().to_owned()
    }

    async fn token(&self, number: &str, changes: Value) -> Value {
        let mut body = json!({"amount": "10000", "card_data":
            {"account_number": number, "exp_month": "12", "exp_year": "2090", "cvn": "123"}});
        for (name, value) in changes.as_object().unwrap() {
            body[name] = value.clone();
        }
        let request = Request::post("/v2/credit_card_tokens", body).credentials(PUBLIC_KEY);
        self.done(request).await
    }

    async fn authentication(&self, token: &str, amount: &str) -> Value {
        let target = format!("/credit_card_tokens/{token}/authentications");
        let request = Request::post(&target, json!({"amount": amount})).credentials(PUBLIC_KEY);
        self.done(request).await
    }

    /// A charge of a new token.
    async fn charge(&self, changes: Value) -> Value {
        let token = self.token(FRICTIONLESS, json!({})).await;
        let request = charge(id(&token), changes);
        self.done(request).await
    }

    async fn read(&self, charge: &str) -> Value {
        let request = Request::get(&format!("/credit_card_charges/{charge}"));
        self.done(request).await
    }

    async fn refund(&self, charge: &str, external_id: &str, amount: &str) -> Value {
        self.done(refund(charge, external_id, amount)).await
    }
}

/// Of an order of its own: an external id is charged once.
fn charge(token: &str, changes: Value) -> Request {
    static ORDERS: AtomicU32 = AtomicU32::new(0);
    let order = format!("order-{}", ORDERS.fetch_add(1, Ordering::Relaxed));
    let mut body =
        json!({"token_id": token, "external_id": order, "amount": 10000, "card_cvn": "123"});
    for (name, value) in changes.as_object().unwrap() {
        body[name] = value.clone();
    }
    Request::post("/credit_card_charges", body)
}

fn capture(charge: &str, amount: &str) -> Request {
    let target = format!("/credit_card_charges/{charge}/capture");
    Request::post(&target, json!({"amount": amount}))
}

fn reversal(charge: &str) -> Request {
    let target = format!("/credit_card_charges/{charge}/auth_reversal");
    Request::post(&target, json!({"external_id": "order-7"}))
}

fn refund(charge: &str, external_id: &str, amount: &str) -> Request {
    let target = format!("/credit_card_charges/{charge}/refunds");
    Request::post(
        &target,
        json!({"external_id": external_id, "amount": amount}),
    )
}

#[tokio::test]
async fn a_token_waits_for_its_payer_and_is_then_charged_once() {
    let shop = Shop::new().await;
    let token = shop.token(ENROLLED, json!({})).await;
    assert_eq!(token["status"], "IN_REVIEW");
    assert_eq!(token["masked_card_number"], "400000XXXXXX0002");
    let page = token["payer_authentication_url"].as_str().unwrap();
    assert!(page.starts_with(shop.sandbox.base_url()), "{page}");
    let early = shop.declined(charge(id(&token), json!({}))).await;
    assert_eq!(early, "AUTHENTICATION_NOT_FOUND_ERROR");

    let verified = shop.act(id(&token), "verify", json!({}));
    assert_eq!(verified["status"], "VERIFIED");
    assert!(verified["payer_authentication_url"].is_null());
    let charge_request = charge(id(&token), json!({"descriptor": "My new store"}));
    let charged = shop.done(charge_request.clone()).await;
    assert_eq!(charged["status"], "CAPTURED");
    assert_eq!(charged["authorized_amount"], 10000);
    assert_eq!(charged["capture_amount"], 10000);
    assert_eq!(charged["charge_type"], "SINGLE_USE_TOKEN");
    assert_eq!(charged["card_brand"], "VISA");
    assert_eq!(charged["eci"], "05");
    assert_eq!(charged["descriptor"], "My new store");
    assert_eq!(shop.read(id(&charged)).await, charged);
    let again = shop.declined(charge_request).await;
    assert_eq!(again, "TOKEN_ALREADY_USED_ERROR");
}

#[tokio::test]
async fn a_payer_who_fails_the_authentication_cannot_be_charged() {
    let shop = Shop::new().await;
    let token = shop.token(ENROLLED, json!({})).await;
    let authentication = token["authentication_id"].as_str().unwrap();
    let failed = shop.act(authentication, "fail", json!({}));
    assert_eq!(failed["status"], "FAILED");
    assert_eq!(failed["failure_reason"], "AUTHENTICATION_FAILED");
    let code = shop.declined(charge(id(&token), json!({}))).await;
    assert_eq!(code, "AUTHENTICATION_NOT_FOUND_ERROR");
    let again = shop.sandbox.act(id(&token), "verify", json!({}));
    assert!(again.is_err(), "a failed token was verified");

    let token = shop.token("4000000000000010", json!({})).await;
    assert_eq!(token["status"], "FAILED");
    assert_eq!(token["failure_reason"], "AUTHENTICATION_FAILED");
}

#[tokio::test]
async fn a_token_for_many_charges_needs_an_authentication_for_each() {
    let shop = Shop::new().await;
    let token = shop
        .token("5200000000000007", json!({"is_single_use": false}))
        .await;
    assert_eq!(token["status"], "VERIFIED");
    assert!(token["authentication_id"].is_null());
    for round in 0..2 {
        let authentication = shop.authentication(id(&token), "10001").await;
        assert_eq!(authentication["status"], "IN_REVIEW");
        shop.act(id(&authentication), "verify", json!({}));
        let named = json!({"authentication_id": id(&authentication), "amount": 10001});
        let charged = shop.done(charge(id(&token), named.clone())).await;
        assert_eq!(charged["charge_type"], "MULTIPLE_USE_TOKEN", "{round}");
        assert_eq!(charged["eci"], "02");
        let again = shop.declined(charge(id(&token), named)).await;
        assert_eq!(again, "AUTHENTICATION_ALREADY_USED_ERROR");
    }
    let other = shop.token(FRICTIONLESS, json!({})).await;
    let named = json!({"authentication_id": other["authentication_id"]});
    let borrowed = shop.declined(charge(id(&token), named)).await;
    assert_eq!(borrowed, "AUTHENTICATION_NOT_FOUND_ERROR");
}

#[tokio::test]
async fn cards_have_no_part_of_a_rupiah() {
    let shop = Shop::new().await;
    let token = shop.token(FRICTIONLESS, json!({})).await;
    let refused = shop
        .declined(charge(id(&token), json!({"amount": 1013.5})))
        .await;
    assert_eq!(refused, "MAX_DECIMAL_EXCEEDED_ERROR");
    let authorized = shop.charge(json!({"capture": false})).await;
    let part = shop.declined(capture(id(&authorized), "9900.5")).await;
    assert_eq!(part, "API_VALIDATION_ERROR");
    let charged = shop.charge(json!({})).await;
    for amount in ["100.5", "0", "-1"] {
        let refused = shop
            .declined(refund(id(&charged), "refund-7", amount))
            .await;
        assert_eq!(refused, "API_VALIDATION_ERROR", "{amount}");
    }
}

#[tokio::test]
async fn an_authorization_is_captured_once_and_in_part() {
    let shop = Shop::new().await;
    let before = shop.balance().await;
    let authorized = shop.charge(json!({"capture": false})).await;
    assert_eq!(authorized["status"], "AUTHORIZED");
    assert!(authorized["capture_amount"].is_null());
    let charge = id(&authorized);
    let too_much = shop.declined(capture(charge, "10001")).await;
    assert_eq!(too_much, "AMOUNT_GREATER_THAN_AUTHORIZED_ERROR");
    let captured = shop.done(capture(charge, "9900")).await;
    assert_eq!(captured["status"], "CAPTURED");
    assert_eq!(captured["authorized_amount"], 10000);
    assert_eq!(captured["capture_amount"], 9900);
    let again = shop.declined(capture(charge, "100")).await;
    assert_eq!(again, "INVALID_CHARGE_STATUS_ERROR");
    let reversed = shop.declined(reversal(charge)).await;
    assert_eq!(reversed, "CHARGE_ALREADY_CAPTURED_ERROR");

    assert_eq!(shop.balance().await, before);
    shop.sandbox.advance(DAY);
    assert_eq!(shop.balance().await, before + 9900);
    shop.sandbox.advance(DAY);
    assert_eq!(shop.balance().await, before + 9900);
}

#[tokio::test]
async fn an_authorization_is_reversed_once_or_expires_after_seven_days() {
    let shop = Shop::new().await;
    let before = shop.balance().await;
    let first = shop.charge(json!({"capture": false})).await;
    let reversed = shop.done(reversal(id(&first))).await;
    assert_eq!(reversed["status"], "SUCCEEDED");
    assert_eq!(reversed["amount"], 10000);
    assert_eq!(reversed["credit_card_charge_id"], first["id"]);
    assert_eq!(shop.read(id(&first)).await["status"], "REVERSED");
    let again = shop.declined(reversal(id(&first))).await;
    assert_eq!(again, "CHARGE_ALREADY_REVERSED_ERROR");

    let second = shop.charge(json!({"capture": false})).await;
    shop.sandbox.advance(6 * DAY + 23 * HOUR);
    assert_eq!(shop.read(id(&second)).await["status"], "AUTHORIZED");
    shop.sandbox.advance(HOUR);
    assert_eq!(shop.read(id(&second)).await["status"], "REVERSED");
    let late = shop.declined(capture(id(&second), "10000")).await;
    assert_eq!(late, "INVALID_CHARGE_STATUS_ERROR");
    assert_eq!(shop.balance().await, before);
}

#[tokio::test]
async fn a_zero_amount_only_checks_the_card() {
    let shop = Shop::new().await;
    let checked = shop.charge(json!({"amount": 0})).await;
    assert_eq!(checked["status"], "AUTHORIZED");
    assert_eq!(checked["authorized_amount"], 0);
}

#[tokio::test]
async fn a_failed_charge_says_why_and_takes_nothing() {
    let shop = Shop::new().await;
    let cases = [
        ("4000000000009011", "EXPIRED_CARD"),
        ("4000000000009029", "CARD_DECLINED"),
        ("4000000000009037", "INSUFFICIENT_BALANCE"),
        ("4000000000009045", "STOLEN_CARD"),
        ("4000000000009052", "INACTIVE_CARD"),
        ("4000000000009060", "INVALID_CVN"),
        ("4000000000009078", "PROCESSOR_ERROR"),
        ("4000000000009086", "BIN_BLOCK"),
    ];
    for (number, reason) in cases {
        let token = shop.token(number, json!({})).await;
        shop.act(id(&token), "verify", json!({}));
        let failed = shop.done(charge(id(&token), json!({}))).await;
        assert_eq!(failed["status"], "FAILED", "{number}");
        assert_eq!(failed["failure_reason"], reason);
        let refused = shop.declined(refund(id(&failed), number, "1")).await;
        assert_eq!(refused, "REFUND_AMOUNT_EXCEEDED_ERROR");
        let reversed = shop.declined(reversal(id(&failed))).await;
        assert_eq!(reversed, "CHARGE_FAILED_ERROR");
    }
    let before = shop.balance().await;
    shop.sandbox.advance(DAY);
    assert_eq!(shop.balance().await, before);
}

#[tokio::test]
async fn a_card_fails_after_its_month_or_when_told_to() {
    let shop = Shop::new().await;
    let old = json!({"card_data": {"account_number": FRICTIONLESS, "exp_month": "12", "exp_year": "2017"}});
    let token = shop.token(FRICTIONLESS, old).await;
    assert_eq!(token["status"], "VERIFIED");
    let failed = shop.done(charge(id(&token), json!({}))).await;
    assert_eq!(failed["failure_reason"], "EXPIRED_CARD");

    let token = shop
        .token(FRICTIONLESS, json!({"is_single_use": false}))
        .await;
    shop.act(
        id(&token),
        "decline",
        json!({"failure_reason": "STOLEN_CARD"}),
    );
    let mut reasons = Vec::new();
    for _ in 0..2 {
        let authentication = shop.authentication(id(&token), "10000").await;
        let named = json!({"authentication_id": id(&authentication)});
        let charged = shop.done(charge(id(&token), named)).await;
        reasons.push(charged["failure_reason"].clone());
    }
    assert_eq!(reasons, [json!("STOLEN_CARD"), Value::Null]);
}

#[tokio::test]
async fn a_token_that_is_too_old_is_neither_authenticated_nor_charged() {
    let shop = Shop::new().await;
    let token = shop
        .token(FRICTIONLESS, json!({"is_single_use": false}))
        .await;
    shop.act(id(&token), "expire", json!({}));
    let authentication = shop.authentication(id(&token), "10000").await;
    assert_eq!(authentication["status"], "TOKEN_EXPIRED");
    let code = shop.declined(charge(id(&token), json!({}))).await;
    assert_eq!(code, "TOKEN_NOT_FOUND_ERROR");
}

#[tokio::test]
async fn refunds_go_up_to_the_charge_and_leave_the_balance_when_they_succeed() {
    let shop = Shop::new().await;
    let charged = shop.charge(json!({})).await;
    shop.act(id(&charged), "settle", json!({}));
    let before = shop.balance().await;
    let first = shop.refund(id(&charged), "refund-1", "4000").await;
    assert_eq!(first["status"], "PENDING");
    assert_eq!(first["amount"], 4000);
    let used = shop.declined(refund(id(&charged), "refund-1", "1")).await;
    assert_eq!(used, "DUPLICATE_REFUND_ERROR");
    let second = shop.refund(id(&charged), "refund-2", "6000").await;
    let over = shop.declined(refund(id(&charged), "refund-3", "1")).await;
    assert_eq!(over, "REFUND_AMOUNT_EXCEEDED_ERROR");
    assert_eq!(shop.balance().await, before);

    let failed = shop.act(id(&second), "fail", json!({}));
    assert_eq!(failed["status"], "FAILED");
    assert_eq!(failed["failure_reason"], "REFUND_FAILED");
    shop.refund(id(&charged), "refund-3", "6000").await;
    let succeeded = shop.act(id(&first), "complete", json!({}));
    assert_eq!(succeeded["status"], "SUCCEEDED");
    assert_eq!(shop.balance().await, before - 4000);
    shop.sandbox.advance(HOUR);
    assert_eq!(shop.balance().await, before - 10000);
}

#[tokio::test]
async fn a_repeated_refund_with_its_key_is_made_once() {
    let shop = Shop::new().await;
    let charged = shop.charge(json!({})).await;
    let request =
        refund(id(&charged), "refund-1", "10000").header("X-IDEMPOTENCY-KEY", "unique-id-12345");
    let first = shop.done(request.clone()).await;
    let again = shop.done(request).await;
    assert_eq!(first, again);
    let other =
        refund(id(&charged), "refund-1", "9000").header("X-IDEMPOTENCY-KEY", "unique-id-12345");
    assert_eq!(other.send(&shop.sandbox).await.status, 409);
}

#[tokio::test]
async fn a_charge_belongs_to_its_account() {
    let shop = Shop::new().await;
    let charged = shop.charge(json!({})).await;
    let target = format!("/credit_card_charges/{}", id(&charged));
    let stranger = Request::get(&target).credentials("xnd_development_stranger:");
    let code = shop.declined(stranger).await;
    assert_eq!(code, "CREDIT_CARD_CHARGE_NOT_FOUND_ERROR");
}

#[tokio::test]
async fn a_wrong_cvn_length_has_its_own_code() {
    let shop = Shop::new().await;
    let token = shop.token(FRICTIONLESS, json!({})).await;
    for cvn in ["12", "1234", "12345"] {
        let code = shop
            .declined(charge(id(&token), json!({"card_cvn": cvn})))
            .await;
        assert_eq!(code, "INVALID_CVN_LENGTH_ERROR", "{cvn}");
    }
    let letters = charge(id(&token), json!({"card_cvn": "1a3"}));
    assert_eq!(shop.declined(letters).await, "API_VALIDATION_ERROR");
    let american = json!({"card_data":
        {"account_number": "378282246310005", "exp_month": "12", "exp_year": "2090", "cvn": "1234"}});
    let token = shop.token("378282246310005", american).await;
    shop.act(id(&token), "verify", json!({}));
    let charged = shop
        .done(charge(id(&token), json!({"card_cvn": "1234"})))
        .await;
    assert_eq!(charged["card_brand"], "AMEX");
}

#[tokio::test]
async fn neither_log_nor_answers_show_a_card() {
    let shop = Shop::new().await;
    let number = "378282246310005";
    let card =
        json!({"account_number": number, "exp_month": "12", "exp_year": "2090", "cvn": "7391"});
    let bodies = [
        json!({"amount": "10000", "card_data": card, "card_cvn": "7391"}),
        json!({"amount": "ten", "card_data": card, "card_cvn": "7391"}),
        json!({"card_number": number, "card_cvn": "7391"}),
    ];
    for body in bodies {
        let request = Request::post("/v2/credit_card_tokens", body).credentials(PUBLIC_KEY);
        let answer = request.send(&shop.sandbox).await.text;
        assert!(
            !answer.contains(number) && !answer.contains("\"7391\""),
            "{answer}"
        );
    }
    let token = shop.token(FRICTIONLESS, json!({})).await;
    let wrong = charge(id(&token), json!({"card_cvn": "7391"}));
    let answer = wrong.send(&shop.sandbox).await.text;
    assert!(!answer.contains("7391"), "{answer}");
    // In quotes: ids and ports may hold the same digits.
    let log = format!("{:?}", shop.sandbox.requests());
    assert!(!log.contains(number), "{log}");
    assert!(!log.contains(r#"\"7391\""#), "{log}");
}

#[tokio::test]
async fn nothing_that_is_kept_holds_a_card_number_or_a_cvn() {
    let sandbox = Sandbox::start().await.unwrap();
    let number = "378282246310005";
    let card =
        json!({"account_number": number, "exp_month": "12", "exp_year": "2090", "cvn": "7391"});
    let body = json!({"amount": "10000", "card_data": card, "card_cvn": "7391"});
    let request = Request::post("/v2/credit_card_tokens", body)
        .credentials(PUBLIC_KEY)
        .header("X-IDEMPOTENCY-KEY", "key-1");
    let token = request.send(&sandbox).await.json();
    let token = token["id"].as_str().unwrap();
    sandbox.act(token, "verify", json!({})).unwrap();
    let body =
        json!({"token_id": token, "external_id": "order-7", "amount": 10000, "card_cvn": "7391"});
    let request = Request::post("/credit_card_charges", body).header("X-IDEMPOTENCY-KEY", "key-2");
    assert_eq!(request.send(&sandbox).await.status, 200);
    let kept = sandbox.snapshot().to_json();
    assert!(kept.contains("378282XXXXX0005"), "{kept}");
    for secret in [number, "\"7391\""] {
        let secret = secret.escape_default().to_string();
        assert!(!kept.contains(&secret), "{kept}");
    }
}
