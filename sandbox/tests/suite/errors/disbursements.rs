//! Disbursements.

use serde_json::{Value, json};

use super::{FORBIDDEN, NOT_JSON, Row, Scene, changed, forbidden, not_json, row};
use crate::common::{Request, Response};

const TARGET: &str = "/disbursements";
const UNKNOWN: &str = "/disbursements/57f1ce05bb1a631a65eee662";
const BY_EXTERNAL_ID: &str = "/disbursements?external_id=nobody-used-this";

fn disbursement(changes: Value) -> Value {
    let valid = json!({
        "external_id": "refund-7",
        "amount": 15000,
        "bank_code": "BTN",
        "account_holder_name": "Rizky",
        "account_number": "1231241231",
        "description": "Refund",
    });
    changed(valid, changes)
}

/// The same idempotency key for two bodies.
async fn key_used_twice(scene: &Scene) -> Response {
    for amount in [15000, 16000] {
        let body = disbursement(json!({"amount": amount}));
        let request = Request::post(TARGET, body).header("X-IDEMPOTENCY-KEY", "once");
        let response = request.send(&scene.sandbox).await;
        if response.status != 200 {
            return response;
        }
    }
    panic!("the second request was accepted")
}

pub fn rows() -> Vec<Row> {
    vec![
        row!(create_disbursement, API_VALIDATION_ERROR, "Leave out `external_id`.", scene =>
            scene.post(TARGET, disbursement(json!({"external_id": null})))),
        row!(create_disbursement, INVALID_JSON_FORMAT, NOT_JSON, scene => not_json(scene, "POST", TARGET)),
        row!(create_disbursement, DISBURSEMENT_DESCRIPTION_NOT_FOUND_ERROR, "Leave out `description`: a sandbox account has no default one.", scene =>
            scene.post(TARGET, disbursement(json!({"description": null})))),
        row!(create_disbursement, DIRECT_DISBURSEMENT_BALANCE_INSUFFICIENT_ERROR, "Send more than the cash balance holds, to a bank without a maximum, such as BCA.", scene =>
            scene.post(TARGET, disbursement(json!({"bank_code": "BCA", "amount": 1_000_000_000_001_i64})))),
        row!(create_disbursement, DUPLICATE_TRANSACTION_ERROR, "Use an `X-IDEMPOTENCY-KEY` again with another body.", scene => key_used_twice(scene)),
        row!(create_disbursement, BANK_CODE_NOT_SUPPORTED_ERROR, "A `bank_code` that the list of banks does not have, such as `NOBANK`.", scene =>
            scene.post(TARGET, disbursement(json!({"bank_code": "NOBANK"})))),
        row!(create_disbursement, RECIPIENT_ACCOUNT_NUMBER_ERROR, "A BCA `account_number` of 9 digits.", scene =>
            scene.post(TARGET, disbursement(json!({"bank_code": "BCA", "account_number": "123456789"})))),
        row!(create_disbursement, RECIPIENT_AMOUNT_ERROR, "Send 9999 to BTN; or 0 to any bank.", scene =>
            scene.post(TARGET, disbursement(json!({"amount": 9999})))),
        row!(create_disbursement, MAXIMUM_TRANSFER_LIMIT_ERROR, "Send 25000001 to BTN.", scene =>
            scene.post(TARGET, disbursement(json!({"amount": 25_000_001})))),
        row!(create_disbursement, REQUEST_FORBIDDEN_ERROR, FORBIDDEN, scene => forbidden(scene, "POST", TARGET)),
        row!(create_disbursement, SERVER_ERROR, "Order it: `refuse_next`.", scene => {
            scene.refuse_next("create_disbursement", "SERVER_ERROR");
            scene.post(TARGET, disbursement(json!({})))
        }),
        row!(get_disbursement_by_id, INVALID_JSON_FORMAT, NOT_JSON, scene => not_json(scene, "GET", UNKNOWN)),
        row!(get_disbursement_by_id, REQUEST_FORBIDDEN_ERROR, FORBIDDEN, scene => forbidden(scene, "GET", UNKNOWN)),
        row!(get_disbursement_by_id, DIRECT_DISBURSEMENT_NOT_FOUND_ERROR, "Ask for an id that does not exist.", scene => scene.get(UNKNOWN)),
        row!(get_disbursements_by_external_id, REQUEST_FORBIDDEN_ERROR, FORBIDDEN, scene => forbidden(scene, "GET", BY_EXTERNAL_ID)),
        row!(get_disbursements_by_external_id, DIRECT_DISBURSEMENT_NOT_FOUND_ERROR, "Ask for an `external_id` that nobody used.", scene => scene.get(BY_EXTERNAL_ID)),
    ]
}
