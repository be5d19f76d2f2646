//! What is a callback of the contract, and what is none.

use serde_json::{Value, json};

use super::cases::callback;
use crate::common::{places, report};

fn found(body: &Value) -> Vec<String> {
    let mut exchange = callback(|_| ());
    exchange["request"]["body"] = json!(body.to_string());
    let places = places(&report(&[exchange])).into_iter();
    let found = places.map(|(class, operation, pointer)| format!("{class} {operation} {pointer}"));
    found.collect()
}

#[test]
fn an_event_that_is_not_listed_and_brings_other_things_is_unknown() {
    let envelope = |event: &str, data: Value| json!({"event": event, "business_id": "5abe", "created": "2020-04-20T16:25:52Z", "data": data});
    for body in [
        envelope(
            "invoice.paid",
            json!({"id": "579c8d61f23fa4ca35e52da4", "external_id": "x", "amount": 5000, "status": "PAID", "paid_amount": 5000}),
        ),
        envelope(
            "ewallet.capture",
            json!({"id": "ewc_1", "status": "SUCCEEDED", "currency": "IDR", "charge_amount": 1000, "reference_id": "r"}),
        ),
        envelope(
            "payout.succeeded",
            json!({"id": "disb-1", "amount": 5000, "channel_code": "ID_BCA", "currency": "IDR", "status": "SUCCEEDED"}),
        ),
        envelope(
            "payment.succeeded",
            json!({"id": "p", "amount": 1, "status": "SUCCEEDED", "payment_method": {"type": "VIRTUAL_ACCOUNT"}}),
        ),
        json!({"id": "1"}),
        json!({"id": "1", "status": "PAID"}),
    ] {
        assert_eq!(found(&body), ["callback.unknown  "], "{body}");
    }
}

#[test]
fn a_new_event_or_a_new_field_alone_is_one_of_the_callback() {
    let body = |change: &dyn Fn(&mut Value)| {
        let data = json!({"id": "67f1b30c", "external_id": "a", "amount": 1, "status": "FAILED"});
        let mut body = json!({
            "event": "disbursement.failed", "business_id": "5848fdf860053555135587e7",
            "created": "2019-12-12T06:13:21.637Z", "data": data,
        });
        change(&mut body);
        body
    };
    let event = body(&|body| body["event"] = json!("disbursement.held"));
    assert_eq!(found(&event), ["callback.enum payout_link_callback /event"]);
    let field = body(&|body| body["data"]["colour"] = json!("red"));
    assert_eq!(
        found(&field),
        ["callback.field payout_link_callback /data/colour"]
    );
}
