//! Fixed virtual accounts: from the bank's answer over transfers to the end, with and without an invoice.

use serde_json::{Value, json};

use crate::common::Request;
use crate::shop::{DAY, MINUTE, Shop, id, invoice, with};

const ACCOUNTS: &str = "/callback_virtual_accounts";

/// A new account, and where it is read.
async fn create(shop: &Shop, changes: Value) -> (Value, String) {
    let valid = json!({"external_id": "rika", "bank_code": "MANDIRI", "name": "Rika Sutanto"});
    let account = shop.post(ACCOUNTS, with(valid, changes)).await;
    let target = format!("{ACCOUNTS}/{}", id(&account));
    (account, target)
}

/// In half an hour, so that a test need not know the time.
async fn in_half_an_hour(shop: &Shop) -> String {
    let invoice = invoice(json!({"invoice_duration": 1800}));
    let invoice = shop.post("/v2/invoices", invoice).await;
    invoice["expiry_date"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn every_listed_bank_makes_accounts_with_its_merchant_code() {
    let shop = Shop::new().await;
    let banks = shop.get("/available_virtual_account_banks").await;
    assert!(banks.as_array().unwrap().len() >= 3, "{banks}");
    for bank in banks.as_array().unwrap() {
        let (account, _) = create(&shop, json!({"bank_code": bank["code"]})).await;
        let code = account["merchant_code"].as_str().unwrap();
        let number = account["account_number"].as_str().unwrap();
        assert!(
            number.starts_with(code) && number.len() > code.len(),
            "{account}"
        );
    }
}

#[tokio::test]
async fn an_account_is_pending_in_the_first_answer_and_active_in_the_next() {
    let shop = Shop::new().await;
    let (account, target) = create(&shop, json!({})).await;
    assert_eq!(account["status"], "PENDING");
    assert_eq!(shop.get(&target).await["status"], "ACTIVE");
}

#[tokio::test]
async fn an_own_number_comes_after_the_merchant_code() {
    let shop = Shop::new().await;
    let changes = json!({"bank_code": "BNI", "virtual_account_number": "2548"});
    let (account, _) = create(&shop, changes).await;
    assert_eq!(account["account_number"], "88082548");
    for outside in ["999", "10000000000", "02548", "2548a", ""] {
        let body = json!({"external_id": "rika", "bank_code": "BNI", "name": "Rika", "virtual_account_number": outside});
        let code = shop.refused("POST", ACCOUNTS, body, 400).await;
        assert_eq!(code, "VIRTUAL_ACCOUNT_NUMBER_OUTSIDE_RANGE", "{outside}");
    }
}

#[tokio::test]
async fn a_number_is_taken_at_one_bank_and_for_one_merchant_only() {
    let shop = Shop::new().await;
    let number = json!({"virtual_account_number": "2548"});
    create(&shop, number.clone()).await;
    create(&shop, with(number.clone(), json!({"bank_code": "BRI"}))).await;
    let body = json!({"external_id": "x", "bank_code": "MANDIRI", "name": "X", "virtual_account_number": "2548"});
    let other = Request::post(ACCOUNTS, body.clone()).credentials("xnd_development_other:");
    assert_eq!(other.send(&shop.sandbox).await.status, 200);
    let code = shop.refused("POST", ACCOUNTS, body, 400).await;
    assert_eq!(code, "DUPLICATE_CALLBACK_VIRTUAL_ACCOUNT_ERROR");
}

#[tokio::test]
async fn a_transfer_moves_its_money_and_can_be_read() {
    let shop = Shop::new().await;
    let before = shop.balance().await;
    let (account, _) = create(&shop, json!({"virtual_account_number": "2548"})).await;
    let paid = shop.act(
        "rika",
        "pay",
        json!({"amount": 99000, "sender_name": "JOHN"}),
    );
    assert_eq!(paid["status"], "ACTIVE");
    assert_eq!(shop.balance().await, before + 99000);

    let payment_id = paid["payment_id"].as_str().unwrap();
    let target = format!("/callback_virtual_account_payments/payment_id={payment_id}");
    let payment = shop.get(&target).await;
    assert_eq!(payment["payment_id"], payment_id);
    assert_eq!(payment["callback_virtual_account_id"], id(&account));
    assert_eq!(payment["amount"], 99000);
    assert_eq!(payment["account_number"], "2548");
    assert_eq!(payment["merchant_code"], "88608");
    assert_eq!(payment["sender_name"], "JOHN");
    let other = Request::get(&target).credentials("xnd_development_other:");
    assert_eq!(other.send(&shop.sandbox).await.status, 404);
}

#[tokio::test]
async fn an_open_account_takes_any_amount_that_is_one() {
    let shop = Shop::new().await;
    let (account, _) = create(&shop, json!({"suggested_amount": 50000})).await;
    let before = shop.balance().await;
    shop.act(id(&account), "pay", json!({}));
    shop.act(id(&account), "pay", json!({"amount": "1"}));
    assert_eq!(shop.balance().await, before + 50001);
    for amount in [
        json!(0),
        json!(-5),
        json!(50_000_000_001_i64),
        json!("much"),
    ] {
        shop.cannot(id(&account), "pay", json!({"amount": amount}));
    }
    assert_eq!(shop.balance().await, before + 50001);
}

#[tokio::test]
async fn a_closed_account_takes_its_amount_and_no_other() {
    let shop = Shop::new().await;
    let closed = json!({"is_closed": true, "expected_amount": 75000});
    let (account, target) = create(&shop, closed).await;
    let before = shop.balance().await;
    let why = shop.cannot(id(&account), "pay", json!({"amount": 74999}));
    assert!(why.contains("75000"), "{why}");
    shop.act(id(&account), "pay", json!({"amount": 75000}));
    shop.patch(&target, json!({"expected_amount": 80000})).await;
    shop.cannot(id(&account), "pay", json!({"amount": 75000}));
    shop.act(id(&account), "pay", json!({}));
    assert_eq!(shop.balance().await, before + 155000);
}

#[tokio::test]
async fn a_single_use_account_takes_one_transfer() {
    let shop = Shop::new().await;
    let (account, target) = create(&shop, json!({"is_single_use": true})).await;
    let paid = shop.act(id(&account), "pay", json!({"amount": 10000}));
    assert_eq!(paid["status"], "INACTIVE");
    assert_eq!(shop.get(&target).await["status"], "INACTIVE");
    shop.cannot(id(&account), "pay", json!({"amount": 10000}));
    let code = shop
        .refused("PATCH", &target, json!({"is_single_use": false}), 400)
        .await;
    assert_eq!(code, "INACTIVE_VIRTUAL_ACCOUNT_ERROR");
}

#[tokio::test]
async fn an_account_expires_at_its_date_and_takes_nothing_afterwards() {
    let shop = Shop::new().await;
    let expiration = in_half_an_hour(&shop).await;
    let (account, target) = create(&shop, json!({"expiration_date": expiration})).await;
    assert_eq!(account["expiration_date"], expiration.as_str());
    shop.sandbox.advance(29 * MINUTE);
    shop.act(id(&account), "pay", json!({"amount": 10000}));
    shop.sandbox.advance(2 * MINUTE);
    assert_eq!(shop.get(&target).await["status"], "INACTIVE");
    shop.cannot(id(&account), "pay", json!({"amount": 10000}));
}

#[tokio::test]
async fn the_expiration_date_can_be_moved_and_a_past_one_ends_the_account() {
    let shop = Shop::new().await;
    let expiration = in_half_an_hour(&shop).await;
    let (_, target) = create(&shop, json!({"expiration_date": expiration})).await;
    let later = json!({"expiration_date": "2090-10-12T17:00:00.000Z"});
    let account = shop.patch(&target, later).await;
    assert_eq!(account["expiration_date"], "2090-10-12T17:00:00.000Z");
    shop.sandbox.advance(DAY);
    assert_eq!(shop.get(&target).await["status"], "ACTIVE");
    let past = json!({"expiration_date": "2020-10-12T17:00:00.000Z"});
    assert_eq!(shop.patch(&target, past).await["status"], "INACTIVE");
}

#[tokio::test]
async fn what_was_sent_is_answered_to_the_digit() {
    let shop = Shop::new().await;
    let body = r#"{"external_id":"a","bank_code":"BRI","name":"A","is_closed":true,"expected_amount":1000.50,"description":"Rent"}"#;
    let request = Request::new("POST", ACCOUNTS).json(body);
    let response = request.send(&shop.sandbox).await;
    assert!(
        response.text.contains(r#""expected_amount":1000.50,"#),
        "{}",
        response.text
    );
    assert_eq!(response.json()["description"], "Rent");
}

/// A fixed account and an invoice that is linked to it.
async fn linked(shop: &Shop) -> (String, String) {
    let (account, _) = create(shop, json!({})).await;
    let body = invoice(json!({"callback_virtual_account_id": id(&account)}));
    let invoice = shop.post("/v2/invoices", body).await;
    (id(&account).to_owned(), id(&invoice).to_owned())
}

#[tokio::test]
async fn a_transfer_into_a_linked_account_pays_the_invoice() {
    let shop = Shop::new().await;
    let (account, invoice) = linked(&shop).await;
    let before = shop.balance().await;
    shop.cannot(&account, "pay", json!({"amount": 19999}));
    let paid = shop.act(&account, "pay", json!({"amount": 20000}));
    assert_eq!(paid.get("payment_id"), None, "no payment of the account");
    let read = shop.get(&format!("/v2/invoices/{invoice}")).await;
    assert_eq!(read["status"], "PAID");
    assert_eq!(read["payment_channel"], "MANDIRI");
    assert_eq!(read["payment_destination"], paid["account_number"]);
    assert_eq!(shop.balance().await, before, "not settled yet");
    shop.sandbox.advance(2 * DAY);
    assert_eq!(shop.balance().await, before + 20000);
}

#[tokio::test]
async fn after_its_invoice_has_expired_or_is_paid_a_linked_account_is_paid_itself() {
    let shop = Shop::new().await;
    let (account, invoice) = linked(&shop).await;
    shop.tell(&format!("/invoices/{invoice}/expire!")).await;
    let paid = shop.act(&account, "pay", json!({"amount": 5000}));
    let payment_id = paid["payment_id"].as_str().unwrap();
    let target = format!("/callback_virtual_account_payments/payment_id={payment_id}");
    assert_eq!(shop.get(&target).await["amount"], 5000);
    let read = shop.get(&format!("/v2/invoices/{invoice}")).await;
    assert_eq!(read["status"], "EXPIRED");

    let (account, invoice) = linked(&shop).await;
    shop.act(&invoice, "pay", json!({"channel": "OVO"}));
    let paid = shop.act(&account, "pay", json!({"amount": 5000}));
    assert!(paid["payment_id"].is_string());
}

#[tokio::test]
async fn an_unknown_account_cannot_be_changed() {
    let shop = Shop::new().await;
    let target = format!("{ACCOUNTS}/57f6fbf26b9f064272622aa6");
    let code = shop.refused("PATCH", &target, json!({}), 404).await;
    assert_eq!(code, "CALLBACK_VIRTUAL_ACCOUNT_NOT_FOUND_ERROR");
}
