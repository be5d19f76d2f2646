//! Recurring payments.

use serde_json::{Value, json};

use super::{FORBIDDEN, NOT_JSON, Row, Scene, changed, forbidden, not_json, row};
use crate::common::Response;

const PAYMENTS: &str = "/recurring_payments";
const NO_PAYMENT: &str = "/recurring_payments/579c8d61f23fa4ca35e52da3";
const STOP: &str = "/recurring_payments/579c8d61f23fa4ca35e52da3/stop!";
const PAUSE: &str = "/recurring_payments/579c8d61f23fa4ca35e52da3/pause!";
const RESUME: &str = "/recurring_payments/579c8d61f23fa4ca35e52da3/resume!";
const UNKNOWN: &str = "Name an id that does not exist.";
const TOKEN: &str = "A `credit_card_token` that does not exist, or is for single use.";

async fn create(scene: &Scene, changes: Value) -> Response {
    let valid = json!({
        "external_id": "rent", "payer_email": "a@example.com", "description": "Rent", "amount": 125000,
        "interval": "MONTH", "interval_count": 1,
    });
    scene.post(PAYMENTS, changed(valid, changes)).await
}

async fn edit(scene: &Scene, changes: Value) -> Response {
    let payment = create(scene, json!({})).await.json();
    let target = format!("{PAYMENTS}/{}", payment["id"].as_str().unwrap());
    scene.send("PATCH", &target, changes).await
}

pub fn rows() -> Vec<Row> {
    vec![
        row!(create_recurring_payment, API_VALIDATION_ERROR, "An `amount` below 10000.", scene =>
            create(scene, json!({"amount": 9999}))),
        row!(create_recurring_payment, INVALID_JSON_FORMAT, NOT_JSON, scene => not_json(scene, "POST", PAYMENTS)),
        row!(create_recurring_payment, INVALID_CREDIT_CARD_TOKEN_ERROR, TOKEN, scene =>
            create(scene, json!({"credit_card_token": "586f0ba2ab70de5d2b409e0d"}))),
        row!(create_recurring_payment, REQUEST_FORBIDDEN_ERROR, FORBIDDEN, scene => forbidden(scene, "POST", PAYMENTS)),
        row!(get_recurring_payment, REQUEST_FORBIDDEN_ERROR, FORBIDDEN, scene => forbidden(scene, "GET", NO_PAYMENT)),
        row!(get_recurring_payment, NOT_FOUND_ERROR, UNKNOWN, scene => scene.get(NO_PAYMENT)),
        row!(edit_recurring_payment, NOT_FOUND_ERROR, UNKNOWN, scene => scene.send("PATCH", NO_PAYMENT, json!({}))),
        row!(edit_recurring_payment, API_VALIDATION_ERROR, "An `interval_count` of 0.", scene =>
            edit(scene, json!({"interval_count": 0}))),
        row!(edit_recurring_payment, INVALID_JSON_FORMAT, NOT_JSON, scene => not_json(scene, "PATCH", NO_PAYMENT)),
        row!(edit_recurring_payment, INVALID_CREDIT_CARD_TOKEN_ERROR, TOKEN, scene =>
            edit(scene, json!({"credit_card_token": "586f0ba2ab70de5d2b409e0d"}))),
        row!(edit_recurring_payment, REQUEST_FORBIDDEN_ERROR, FORBIDDEN, scene => forbidden(scene, "PATCH", NO_PAYMENT)),
        row!(stop_recurring_payment, REQUEST_FORBIDDEN_ERROR, FORBIDDEN, scene => forbidden(scene, "POST", STOP)),
        row!(stop_recurring_payment, NOT_FOUND_ERROR, UNKNOWN, scene => scene.send("POST", STOP, json!({}))),
        row!(pause_recurring_payment, REQUEST_FORBIDDEN_ERROR, FORBIDDEN, scene => forbidden(scene, "POST", PAUSE)),
        row!(pause_recurring_payment, NOT_FOUND_ERROR, UNKNOWN, scene => scene.send("POST", PAUSE, json!({}))),
        row!(resume_recurring_payment, REQUEST_FORBIDDEN_ERROR, FORBIDDEN, scene => forbidden(scene, "POST", RESUME)),
        row!(resume_recurring_payment, NOT_FOUND_ERROR, UNKNOWN, scene => scene.send("POST", RESUME, json!({}))),
    ]
}
