//! Batch disbursements.

use serde_json::{Value, json};

use super::{FORBIDDEN, NOT_JSON, Row, Scene, forbidden, not_json, row};
use crate::common::{Request, Response};

const TARGET: &str = "/batch_disbursements";

fn batch(items: usize) -> Value {
    let item = json!({"amount": 15000, "bank_code": "BCA", "bank_account_name": "Rizky", "bank_account_number": "1231241231", "description": "Pay"});
    json!({"reference": "payroll-7", "disbursements": vec![item; items]})
}

/// The same idempotency key for two bodies.
async fn key_used_twice(scene: &Scene) -> Response {
    for items in [1, 2] {
        let request = Request::post(TARGET, batch(items)).header("X-IDEMPOTENCY-KEY", "once");
        let response = request.send(&scene.sandbox).await;
        if response.status != 200 {
            return response;
        }
    }
    panic!("the second request was accepted")
}

async fn without_key(scene: &Scene) -> Response {
    let request = Request::post(TARGET, batch(1)).header("Authorization", "");
    request.send(&scene.sandbox).await
}

pub fn rows() -> Vec<Row> {
    vec![
        row!(create_batch_disbursement, API_VALIDATION_ERROR, "Leave out `reference`.", scene =>
            scene.post(TARGET, json!({"disbursements": []}))),
        row!(create_batch_disbursement, INVALID_JSON_FORMAT, NOT_JSON, scene => not_json(scene, "POST", TARGET)),
        row!(create_batch_disbursement, DUPLICATE_TRANSACTION_ERROR, "Use an `X-IDEMPOTENCY-KEY` again with another body.", scene => key_used_twice(scene)),
        row!(create_batch_disbursement, INVALID_API_KEY, "Send no API key.", scene => without_key(scene)),
        row!(create_batch_disbursement, BATCH_DISBURSEMENT_MAXIMUM_ROWS_LIMIT_EXCEEDED_ERROR, "1001 `disbursements`.", scene =>
            scene.post(TARGET, batch(1001))),
        row!(create_batch_disbursement, REQUEST_FORBIDDEN_ERROR, FORBIDDEN, scene => forbidden(scene, "POST", TARGET)),
    ]
}
