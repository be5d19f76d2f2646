//! Fixed payment codes: made, changed, paid at the counter, ended.

use serde_json::{Value, json};

use crate::shop::{DAY, Shop, id, with};

const CODES: &str = "/fixed_payment_code";

fn code(changes: Value) -> Value {
    let valid = json!({"external_id": "rika", "retail_outlet_name": "ALFAMART", "name": "Rika Sutanto", "expected_amount": 10000});
    with(valid, changes)
}

async fn create(shop: &Shop, changes: Value) -> (Value, String) {
    let code = shop.post(CODES, code(changes)).await;
    let target = format!("{CODES}/{}", id(&code));
    (code, target)
}

#[tokio::test]
async fn a_code_holds_its_prefix_and_can_be_read() {
    let shop = Shop::new().await;
    let (code, target) = create(&shop, json!({})).await;
    let prefix = code["prefix"].as_str().unwrap();
    assert!(
        code["payment_code"].as_str().unwrap().starts_with(prefix),
        "{code}"
    );
    assert_eq!(
        (&code["status"], &code["type"]),
        (&json!("ACTIVE"), &json!("USER"))
    );
    assert_eq!(shop.get(&target).await, code);
}

#[tokio::test]
async fn an_own_code_may_come_with_its_prefix_and_is_given_once() {
    let shop = Shop::new().await;
    let (first, _) = create(&shop, json!({"payment_code": "TEST123456"})).await;
    assert_eq!(first["payment_code"], "TEST123456");
    let (second, _) = create(&shop, json!({"payment_code": "123457"})).await;
    assert_eq!(second["payment_code"], "TEST123457");
    let again = code(json!({"payment_code": "123456"}));
    let refusal = shop.refused("POST", CODES, again, 400).await;
    assert_eq!(refusal, "DUPLICATE_PAYMENT_CODE_ERROR");
    create(
        &shop,
        json!({"payment_code": "123456", "retail_outlet_name": "INDOMARET"}),
    )
    .await;
}

#[tokio::test]
async fn paying_moves_the_expected_amount_and_no_other() {
    let shop = Shop::new().await;
    let before = shop.balance().await;
    let (code, target) = create(&shop, json!({})).await;
    shop.cannot(id(&code), "pay", json!({"amount": 9999}));
    shop.act("rika", "pay", json!({}));
    let changed = shop
        .patch(
            &target,
            json!({"expected_amount": 20000, "name": "Joe Contini"}),
        )
        .await;
    assert_eq!(changed["name"], "Joe Contini");
    shop.act(id(&code), "pay", json!({"amount": 20000}));
    assert_eq!(shop.balance().await, before + 30000);
}

#[tokio::test]
async fn a_single_use_code_is_paid_once() {
    let shop = Shop::new().await;
    let (code, target) = create(&shop, json!({"is_single_use": true})).await;
    shop.act(id(&code), "pay", json!({}));
    shop.cannot(id(&code), "pay", json!({}));
    let refusal = shop
        .refused("PATCH", &target, json!({"name": "Joe"}), 400)
        .await;
    assert_eq!(refusal, "INACTIVE_FIXED_PAYMENT_CODE_ERROR");
    assert_eq!(shop.get(&target).await["is_single_use"], true);
}

#[tokio::test]
async fn a_code_expires_at_its_date_or_at_once_by_a_past_one() {
    let shop = Shop::new().await;
    let (code, target) = create(&shop, json!({})).await;
    shop.sandbox.advance(365 * DAY);
    shop.act(id(&code), "pay", json!({}));
    shop.sandbox.advance(31 * 366 * DAY);
    shop.cannot(id(&code), "pay", json!({}));
    shop.get(&target).await;

    let (code, target) = create(&shop, json!({})).await;
    let past = json!({"expiration_date": "2020-07-31T17:00:00.000Z"});
    let expired = shop.patch(&target, past).await;
    assert_eq!(expired["expiration_date"], "2020-07-31T17:00:00.000Z");
    shop.cannot(id(&code), "pay", json!({}));
}
