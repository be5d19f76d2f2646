//! Recurring payments: invoices by every interval, until they are paused, stopped or all made.

use std::time::Duration;

use serde_json::{Value, json};

use crate::common::Request;
use crate::shop::{self, DAY, HOUR, MINUTE, Shop, each, id, with};

const PAYMENTS: &str = "/recurring_payments";

async fn create(shop: &Shop, changes: Value) -> (Value, String) {
    let valid = json!({
        "external_id": "rent", "payer_email": "a@example.com", "description": "Rent", "amount": 125000,
        "interval": "DAY", "interval_count": 1,
    });
    let payment = shop.post(PAYMENTS, with(valid, changes)).await;
    let target = format!("{PAYMENTS}/{}", id(&payment));
    (payment, target)
}

/// The invoices that a recurring payment has made, the first one first.
async fn invoices(shop: &Shop, payment: &Value) -> Vec<Value> {
    let target = format!(
        "/v2/invoices?limit=100&recurring_payment_id={}",
        id(payment)
    );
    let mut invoices = shop.get(&target).await.as_array().unwrap().clone();
    invoices.sort_by_key(|invoice| invoice["created"].as_str().unwrap().to_owned());
    invoices
}

/// The dates of its invoices, without the time of day.
async fn dates(shop: &Shop, payment: &Value) -> Vec<String> {
    let invoices = invoices(shop, payment).await;
    let date = |invoice: &Value| invoice["created"].as_str().unwrap()[..10].to_owned();
    invoices.iter().map(date).collect()
}

#[tokio::test]
async fn the_first_invoice_is_made_at_once_and_each_next_one_after_the_interval() {
    let shop = Shop::new().await;
    let (payment, target) = create(&shop, json!({"total_recurrence": 3})).await;
    assert_eq!(payment["status"], "ACTIVE");
    assert_eq!(payment["recurrence_progress"], 1);
    let first = invoices(&shop, &payment).await;
    assert_eq!(first.len(), 1);
    assert_eq!(first[0]["amount"], 125000);
    assert_eq!(payment["last_created_invoice_url"], first[0]["invoice_url"]);

    shop.sandbox.advance(DAY + MINUTE);
    assert_eq!(shop.get(&target).await["recurrence_progress"], 2);
    shop.sandbox.advance(10 * DAY);
    let ended = shop.get(&target).await;
    assert_eq!(
        (&ended["recurrence_progress"], &ended["status"]),
        (&json!(3), &json!("STOPPED"))
    );
    assert_eq!(invoices(&shop, &payment).await.len(), 3);
}

#[tokio::test]
async fn an_invoice_of_it_is_paid_and_settled_as_any_other() {
    let shop = Shop::new().await;
    let before = shop.balance().await;
    let (payment, _) = create(&shop, json!({"interval": "WEEK"})).await;
    let first = &invoices(&shop, &payment).await[0];
    shop.act(id(first), "pay", json!({}));
    shop.sandbox.advance(2 * DAY);
    assert_eq!(shop.balance().await, before + 125000);
    let listed = shop
        .get("/v2/invoices?client_types=[%22RECURRING%22]")
        .await;
    assert_eq!(each(&listed, "status"), ["SETTLED"]);
}

#[tokio::test]
async fn months_end_where_they_have_no_such_day() {
    let shop = Shop::new().await;
    let start = json!({"interval": "MONTH", "start_date": "2089-01-31T10:00:00.000Z"});
    let (payment, target) = create(&shop, start).await;
    assert_eq!(payment["recurrence_progress"], 0);
    assert_eq!(payment["start_date"], "2089-01-31T10:00:00.000Z");
    assert_eq!(invoices(&shop, &payment).await.len(), 0);
    let now = shop.post("/v2/invoices", shop::invoice(json!({}))).await;
    let year: u32 = now["created"].as_str().unwrap()[..4].parse().unwrap();
    shop.sandbox.advance((2088 - year) * 365 * DAY);
    while dates(&shop, &payment).await.len() < 4 {
        shop.sandbox.advance(20 * DAY);
    }
    let dates = dates(&shop, &payment).await;
    assert_eq!(
        dates[..4],
        ["2089-01-31", "2089-02-28", "2089-03-31", "2089-04-30"]
    );
    assert_eq!(shop.get(&target).await["recurrence_progress"], 4);
}

/// A time so many whole hours from now, as the sandbox writes it.
async fn in_hours(shop: &Shop, hours: u32) -> String {
    let changes = json!({"invoice_duration": hours * 3600});
    let invoice = shop.post("/v2/invoices", shop::invoice(changes)).await;
    invoice["expiry_date"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn charge_immediately_makes_one_invoice_before_the_start() {
    let shop = Shop::new().await;
    let start = in_hours(&shop, 6).await;
    let changes = json!({"start_date": start, "charge_immediately": true});
    let (payment, _) = create(&shop, changes).await;
    assert_eq!(payment["charge_immediately"], true);
    assert_eq!(invoices(&shop, &payment).await.len(), 1);
    shop.sandbox.advance(7 * HOUR);
    let made = invoices(&shop, &payment).await;
    assert_eq!(made.len(), 2);
    assert_eq!(made[1]["created"], start.as_str());
    shop.sandbox.advance(22 * HOUR);
    assert_eq!(invoices(&shop, &payment).await.len(), 2);
    shop.sandbox.advance(2 * HOUR);
    assert_eq!(invoices(&shop, &payment).await.len(), 3);
}

#[tokio::test]
async fn a_paused_one_makes_nothing_until_it_is_resumed() {
    let shop = Shop::new().await;
    let (payment, target) = create(&shop, json!({})).await;
    assert_eq!(
        shop.tell(&format!("{target}/pause!")).await["status"],
        "PAUSED"
    );
    shop.sandbox.advance(5 * DAY + HOUR);
    assert_eq!(invoices(&shop, &payment).await.len(), 1);
    assert_eq!(
        shop.tell(&format!("{target}/resume!")).await["status"],
        "ACTIVE"
    );
    assert_eq!(
        invoices(&shop, &payment).await.len(),
        1,
        "what was missed is not made up for"
    );
    shop.sandbox.advance(DAY);
    assert_eq!(invoices(&shop, &payment).await.len(), 2);
}

#[tokio::test]
async fn a_stopped_one_is_over() {
    let shop = Shop::new().await;
    let (payment, target) = create(&shop, json!({})).await;
    let stopped = shop.tell(&format!("{target}/stop!")).await;
    assert_eq!(stopped["status"], "STOPPED");
    shop.sandbox.advance(30 * DAY);
    assert_eq!(invoices(&shop, &payment).await.len(), 1);
}

#[tokio::test]
async fn a_missed_payment_stops_only_what_shall_be_stopped() {
    let shop = Shop::new().await;
    let (stopping, stopping_target) = create(
        &shop,
        json!({"missed_payment_action": "STOP", "invoice_duration": 3600}),
    )
    .await;
    let (ignoring, ignoring_target) = create(&shop, json!({"invoice_duration": 3600})).await;
    assert_eq!(ignoring["missed_payment_action"], "IGNORE");
    shop.sandbox.advance(DAY + MINUTE);
    assert_eq!(shop.get(&stopping_target).await["status"], "STOPPED");
    assert_eq!(shop.get(&ignoring_target).await["status"], "ACTIVE");
    assert_eq!(invoices(&shop, &stopping).await.len(), 1);
    let made = invoices(&shop, &ignoring).await;
    assert_eq!(
        (&made[0]["status"], &made[1]["status"]),
        (&json!("EXPIRED"), &json!("PENDING"))
    );
}

#[tokio::test]
async fn paying_in_time_keeps_it_going() {
    let shop = Shop::new().await;
    let (payment, target) = create(&shop, json!({"missed_payment_action": "STOP"})).await;
    for _ in 0..3 {
        let made = invoices(&shop, &payment).await;
        shop.act(id(made.last().unwrap()), "pay", json!({}));
        shop.sandbox.advance(DAY + Duration::from_secs(1));
    }
    let payment = shop.get(&target).await;
    assert_eq!(
        (&payment["status"], &payment["recurrence_progress"]),
        (&json!("ACTIVE"), &json!(4))
    );
}

#[tokio::test]
async fn an_invoice_never_lives_until_the_next_one() {
    let shop = Shop::new().await;
    let (payment, target) = create(&shop, json!({"invoice_duration": 200000})).await;
    assert_eq!(payment["invoice_duration"], 86399);
    let changed = shop.patch(&target, json!({"interval": "WEEK"})).await;
    assert_eq!(changed["invoice_duration"], 200000);
    let (payment, _) = create(&shop, json!({"interval": "MONTH"})).await;
    assert_eq!(payment["invoice_duration"], 86400);
}

#[tokio::test]
async fn an_edit_holds_from_the_next_invoice_on() {
    let shop = Shop::new().await;
    let (payment, target) = create(&shop, json!({})).await;
    let changes = json!({"amount": 80000, "interval": "WEEK", "interval_count": 2, "should_send_email": true});
    let edited = shop.patch(&target, changes).await;
    assert_eq!(edited["amount"], 80000);
    shop.sandbox.advance(13 * DAY);
    assert_eq!(invoices(&shop, &payment).await.len(), 1);
    shop.sandbox.advance(2 * DAY);
    let made = invoices(&shop, &payment).await;
    assert_eq!(
        (&made[0]["amount"], &made[1]["amount"]),
        (&json!(125000), &json!(80000))
    );
    assert_eq!(made[1]["should_send_email"], true);
}

#[tokio::test]
async fn the_next_invoice_can_be_rescheduled() {
    let shop = Shop::new().await;
    let (payment, target) = create(&shop, json!({})).await;
    let next = in_hours(&shop, 72).await;
    shop.patch(&target, json!({"reschedule_at": next})).await;
    shop.sandbox.advance(71 * HOUR);
    assert_eq!(invoices(&shop, &payment).await.len(), 1);
    shop.sandbox.advance(2 * HOUR);
    let made = invoices(&shop, &payment).await;
    assert_eq!(made[1]["created"], next.as_str());
}

#[tokio::test]
async fn a_card_entered_on_an_invoice_pays_the_next_ones() {
    let shop = Shop::new().await;
    let (payment, target) = create(&shop, json!({})).await;
    assert_eq!(payment["recharge"], true);
    let first = &invoices(&shop, &payment).await[0];
    shop.act(id(first), "pay", json!({"channel": "CREDIT_CARD"}));
    let payment = shop.get(&target).await;
    assert!(payment["credit_card_token"].is_string(), "{payment}");
    shop.sandbox.advance(DAY + MINUTE);
    let made = invoices(&shop, &payment).await;
    assert_eq!(
        (&made[1]["status"], &made[1]["payment_channel"]),
        (&json!("PAID"), &json!("CREDIT_CARD"))
    );

    let emptied = shop.patch(&target, json!({"credit_card_token": ""})).await;
    assert_eq!(emptied.get("credit_card_token"), None);
    shop.sandbox.advance(DAY);
    assert_eq!(invoices(&shop, &payment).await[2]["status"], "PENDING");

    let (payment, target) = create(&shop, json!({"recharge": false})).await;
    let first = &invoices(&shop, &payment).await[0];
    shop.act(id(first), "pay", json!({"channel": "CREDIT_CARD"}));
    assert_eq!(shop.get(&target).await.get("credit_card_token"), None);
}

#[tokio::test]
async fn counts_and_durations_that_make_no_sense_are_refused_by_their_names() {
    let shop = Shop::new().await;
    let valid = json!({
        "external_id": "rent", "payer_email": "a@example.com", "description": "Rent", "amount": 125000,
        "interval": "MONTH", "interval_count": 1,
    });
    for (field, value) in [
        ("interval_count", 0),
        ("interval_count", i64::MAX),
        ("interval_count", 120_000),
        ("total_recurrence", 0),
        ("invoice_duration", -5),
    ] {
        let request = Request::post(PAYMENTS, with(valid.clone(), json!({field: value})));
        let error = request.send(&shop.sandbox).await.only_error();
        assert_eq!(error["field"], json!([field]), "{value}");
    }
}
