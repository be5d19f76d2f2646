//! Payout links.

use serde_json::{Value, json};

use super::{Row, Scene, changed, row};
use crate::common::Response;

const TARGET: &str = "/payouts";

fn link(changes: Value) -> Value {
    let valid = json!({"external_id": "prize-7", "amount": 23000, "email": "demo@example.com"});
    changed(valid, changes)
}

async fn created_twice(scene: &Scene) -> Response {
    scene.post(TARGET, link(json!({}))).await;
    scene.post(TARGET, link(json!({}))).await
}

pub fn rows() -> Vec<Row> {
    vec![
        row!(create_payout_link, API_VALIDATION_ERROR, "Leave out `email`.", scene =>
            scene.post(TARGET, link(json!({"email": null})))),
        row!(create_payout_link, DUPLICATE_PAYOUT_ERROR, "Use an `external_id` again; or an `X-IDEMPOTENCY-KEY` with another body.", scene =>
            created_twice(scene)),
        row!(create_payout_link, INSUFFICIENT_BALANCE, "An `amount` above the cash balance.", scene =>
            scene.post(TARGET, link(json!({"amount": 1_000_000_000_001_i64})))),
    ]
}
