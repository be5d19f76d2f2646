//! Recurring payments: invoices by every interval, until they are paused, stopped or all made.

mod common;
mod merchant;

use std::time::Duration;

use common::Request;
use merchant::{DAY, HOUR, MINUTE, Merchant, each, id, with};
use serde_json::{Value, json};

const PAYMENTS: &str = "/recurring_payments";

async fn create(merchant: &Merchant, changes: Value) -> (Value, String) {
    let valid = json!({
        "external_id": "rent", "payer_email": "a@example.com", "description": "Rent", "amount": 125000,
        "interval": "DAY", "interval_count": 1,
    });
    let payment = merchant.post(PAYMENTS, with(valid, changes)).await;
    let target = format!("{PAYMENTS}/{}", id(&payment));
    (payment, target)
}

/// The invoices that a recurring payment has made, the first one first.
async fn invoices(merchant: &Merchant, payment: &Value) -> Vec<Value> {
    let target = format!(
        "/v2/invoices?limit=100&recurring_payment_id={}",
        id(payment)
    );
    let mut invoices = merchant.get(&target).await.as_array().unwrap().clone();
    invoices.sort_by_key(|invoice| invoice["created"].as_str().unwrap().to_owned());
    invoices
}

/// The dates of its invoices, without the time of day.
async fn dates(merchant: &Merchant, payment: &Value) -> Vec<String> {
    let invoices = invoices(merchant, payment).await;
    let date = |invoice: &Value| invoice["created"].as_str().unwrap()[..10].to_owned();
    invoices.iter().map(date).collect()
}

#[tokio::test]
async fn the_first_invoice_is_made_at_once_and_each_next_one_after_the_interval() {
    let merchant = Merchant::new().await;
    let (payment, target) = create(&merchant, json!({"total_recurrence": 3})).await;
    assert_eq!(payment["status"], "ACTIVE");
    assert_eq!(payment["recurrence_progress"], 1);
    let first = invoices(&merchant, &payment).await;
    assert_eq!(first.len(), 1);
    assert_eq!(first[0]["amount"], 125000);
    assert_eq!(payment["last_created_invoice_url"], first[0]["invoice_url"]);

    merchant.sandbox.advance(DAY + MINUTE);
    assert_eq!(merchant.get(&target).await["recurrence_progress"], 2);
    merchant.sandbox.advance(10 * DAY);
    let ended = merchant.get(&target).await;
    assert_eq!(
        (&ended["recurrence_progress"], &ended["status"]),
        (&json!(3), &json!("STOPPED"))
    );
    assert_eq!(invoices(&merchant, &payment).await.len(), 3);
}

#[tokio::test]
async fn an_invoice_of_it_is_paid_and_settled_as_any_other() {
    let merchant = Merchant::new().await;
    let before = merchant.balance().await;
    let (payment, _) = create(&merchant, json!({"interval": "WEEK"})).await;
    let first = &invoices(&merchant, &payment).await[0];
    merchant.act(id(first), "pay", json!({}));
    merchant.sandbox.advance(2 * DAY);
    assert_eq!(merchant.balance().await, before + 125000);
    let listed = merchant
        .get("/v2/invoices?client_types=[%22RECURRING%22]")
        .await;
    assert_eq!(each(&listed, "status"), ["SETTLED"]);
}

#[tokio::test]
async fn months_end_where_they_have_no_such_day() {
    let merchant = Merchant::new().await;
    let start = json!({"interval": "MONTH", "start_date": "2089-01-31T10:00:00.000Z"});
    let (payment, target) = create(&merchant, start).await;
    assert_eq!(payment["recurrence_progress"], 0);
    assert_eq!(payment["start_date"], "2089-01-31T10:00:00.000Z");
    assert_eq!(invoices(&merchant, &payment).await.len(), 0);
    let now = merchant
        .post("/v2/invoices", merchant::invoice(json!({})))
        .await;
    let year: u32 = now["created"].as_str().unwrap()[..4].parse().unwrap();
    merchant.sandbox.advance((2088 - year) * 365 * DAY);
    while dates(&merchant, &payment).await.len() < 4 {
        merchant.sandbox.advance(20 * DAY);
    }
    let dates = dates(&merchant, &payment).await;
    assert_eq!(
        dates[..4],
        ["2089-01-31", "2089-02-28", "2089-03-31", "2089-04-30"]
    );
    assert_eq!(merchant.get(&target).await["recurrence_progress"], 4);
}

/// A time so many whole hours from now, as the sandbox writes it.
async fn in_hours(merchant: &Merchant, hours: u32) -> String {
    let changes = json!({"invoice_duration": hours * 3600});
    let invoice = merchant
        .post("/v2/invoices", merchant::invoice(changes))
        .await;
    invoice["expiry_date"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn charge_immediately_makes_one_invoice_before_the_start() {
    let merchant = Merchant::new().await;
    let start = in_hours(&merchant, 6).await;
    let changes = json!({"start_date": start, "charge_immediately": true});
    let (payment, _) = create(&merchant, changes).await;
    assert_eq!(payment["charge_immediately"], true);
    assert_eq!(invoices(&merchant, &payment).await.len(), 1);
    merchant.sandbox.advance(7 * HOUR);
    let made = invoices(&merchant, &payment).await;
    assert_eq!(made.len(), 2);
    assert_eq!(made[1]["created"], start.as_str());
    merchant.sandbox.advance(22 * HOUR);
    assert_eq!(invoices(&merchant, &payment).await.len(), 2);
    merchant.sandbox.advance(2 * HOUR);
    assert_eq!(invoices(&merchant, &payment).await.len(), 3);
}

#[tokio::test]
async fn a_paused_one_makes_nothing_until_it_is_resumed() {
    let merchant = Merchant::new().await;
    let (payment, target) = create(&merchant, json!({})).await;
    assert_eq!(
        merchant.tell(&format!("{target}/pause!")).await["status"],
        "PAUSED"
    );
    merchant.sandbox.advance(5 * DAY + HOUR);
    assert_eq!(invoices(&merchant, &payment).await.len(), 1);
    assert_eq!(
        merchant.tell(&format!("{target}/resume!")).await["status"],
        "ACTIVE"
    );
    assert_eq!(
        invoices(&merchant, &payment).await.len(),
        1,
        "what was missed is not made up for"
    );
    merchant.sandbox.advance(DAY);
    assert_eq!(invoices(&merchant, &payment).await.len(), 2);
}

#[tokio::test]
async fn a_stopped_one_is_over() {
    let merchant = Merchant::new().await;
    let (payment, target) = create(&merchant, json!({})).await;
    for _ in 0..2 {
        assert_eq!(
            merchant.tell(&format!("{target}/stop!")).await["status"],
            "STOPPED"
        );
    }
    for path in ["pause!", "resume!"] {
        merchant
            .refused("POST", &format!("{target}/{path}"), json!({}), 400)
            .await;
    }
    merchant.patch(&target, json!({"interval": "WEEK"})).await;
    merchant.sandbox.advance(30 * DAY);
    assert_eq!(invoices(&merchant, &payment).await.len(), 1);
}

#[tokio::test]
async fn a_missed_payment_stops_only_what_shall_be_stopped() {
    let merchant = Merchant::new().await;
    let (stopping, stop) = create(
        &merchant,
        json!({"missed_payment_action": "STOP", "invoice_duration": 3600}),
    )
    .await;
    let (ignoring, ignore) = create(&merchant, json!({"invoice_duration": 3600})).await;
    assert_eq!(ignoring["missed_payment_action"], "IGNORE");
    merchant.sandbox.advance(DAY + MINUTE);
    assert_eq!(merchant.get(&stop).await["status"], "STOPPED");
    assert_eq!(merchant.get(&ignore).await["status"], "ACTIVE");
    assert_eq!(invoices(&merchant, &stopping).await.len(), 1);
    let made = invoices(&merchant, &ignoring).await;
    assert_eq!(
        (&made[0]["status"], &made[1]["status"]),
        (&json!("EXPIRED"), &json!("PENDING"))
    );
}

#[tokio::test]
async fn paying_in_time_keeps_it_going() {
    let merchant = Merchant::new().await;
    let (payment, target) = create(&merchant, json!({"missed_payment_action": "STOP"})).await;
    for _ in 0..3 {
        let made = invoices(&merchant, &payment).await;
        merchant.act(id(made.last().unwrap()), "pay", json!({}));
        merchant.sandbox.advance(DAY + Duration::from_secs(1));
    }
    let payment = merchant.get(&target).await;
    assert_eq!(
        (&payment["status"], &payment["recurrence_progress"]),
        (&json!("ACTIVE"), &json!(4))
    );
}

#[tokio::test]
async fn an_invoice_never_lives_until_the_next_one() {
    let merchant = Merchant::new().await;
    let (payment, target) = create(&merchant, json!({"invoice_duration": 200000})).await;
    assert_eq!(payment["invoice_duration"], 86399);
    let changed = merchant.patch(&target, json!({"interval": "WEEK"})).await;
    assert_eq!(changed["invoice_duration"], 200000);
    let (payment, _) = create(&merchant, json!({"interval": "MONTH"})).await;
    assert_eq!(payment["invoice_duration"], 86400);
}

#[tokio::test]
async fn an_edit_holds_from_the_next_invoice_on() {
    let merchant = Merchant::new().await;
    let (payment, target) = create(&merchant, json!({})).await;
    let changes = json!({"amount": 80000, "interval": "WEEK", "interval_count": 2, "should_send_email": true});
    let edited = merchant.patch(&target, changes).await;
    assert_eq!(edited["amount"], 80000);
    merchant.sandbox.advance(13 * DAY);
    assert_eq!(invoices(&merchant, &payment).await.len(), 1);
    merchant.sandbox.advance(2 * DAY);
    let made = invoices(&merchant, &payment).await;
    assert_eq!(
        (&made[0]["amount"], &made[1]["amount"]),
        (&json!(125000), &json!(80000))
    );
    assert_eq!(made[1]["should_send_email"], true);
}

#[tokio::test]
async fn the_next_invoice_can_be_rescheduled() {
    let merchant = Merchant::new().await;
    let (payment, target) = create(&merchant, json!({})).await;
    let next = in_hours(&merchant, 72).await;
    merchant
        .patch(&target, json!({"reschedule_at": next}))
        .await;
    merchant.sandbox.advance(71 * HOUR);
    assert_eq!(invoices(&merchant, &payment).await.len(), 1);
    merchant.sandbox.advance(2 * HOUR);
    let made = invoices(&merchant, &payment).await;
    assert_eq!(made[1]["created"], next.as_str());
}

#[tokio::test]
async fn a_card_entered_on_an_invoice_pays_the_next_ones() {
    let merchant = Merchant::new().await;
    let (payment, target) = create(&merchant, json!({})).await;
    assert_eq!(payment["recharge"], true);
    let first = &invoices(&merchant, &payment).await[0];
    merchant.act(id(first), "pay", json!({"channel": "CREDIT_CARD"}));
    let payment = merchant.get(&target).await;
    assert!(payment["credit_card_token"].is_string(), "{payment}");
    merchant.sandbox.advance(DAY + MINUTE);
    let made = invoices(&merchant, &payment).await;
    assert_eq!(
        (&made[1]["status"], &made[1]["payment_channel"]),
        (&json!("PAID"), &json!("CREDIT_CARD"))
    );

    let emptied = merchant
        .patch(&target, json!({"credit_card_token": ""}))
        .await;
    assert_eq!(emptied.get("credit_card_token"), None);
    merchant.sandbox.advance(DAY);
    assert_eq!(invoices(&merchant, &payment).await[2]["status"], "PENDING");

    let (payment, target) = create(&merchant, json!({"recharge": false})).await;
    let first = &invoices(&merchant, &payment).await[0];
    merchant.act(id(first), "pay", json!({"channel": "CREDIT_CARD"}));
    assert_eq!(merchant.get(&target).await.get("credit_card_token"), None);
}

#[tokio::test]
async fn counts_and_durations_that_make_no_sense_are_refused_by_their_names() {
    let merchant = Merchant::new().await;
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
        let error = request.send(&merchant.sandbox).await.only_error();
        assert_eq!(error["field"], json!([field]), "{value}");
    }
}
