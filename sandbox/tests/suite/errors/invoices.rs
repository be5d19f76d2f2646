//! Invoices.

use serde_json::{Value, json};

use super::{FORBIDDEN, NOT_JSON, Row, Scene, changed, forbidden, not_json, row};
use crate::common::Response;

const INVOICES: &str = "/v2/invoices";
const NO_INVOICE: &str = "/v2/invoices/579c8d61f23fa4ca35e52da4";
const EXPIRE: &str = "/invoices/579c8d61f23fa4ca35e52da4/expire!";

fn invoice(changes: Value) -> Value {
    let valid = json!({"external_id": "order-7", "amount": 20000, "payer_email": "a@example.com", "description": "Shoes"});
    changed(valid, changes)
}

async fn create(scene: &Scene, changes: Value) -> Response {
    scene.post(INVOICES, invoice(changes)).await
}

/// For what a setting of the account brings about too.
async fn ordered(scene: &Scene, code: &str) -> Response {
    scene.refuse_next("create_invoice", code);
    create(scene, json!({})).await
}

pub fn rows() -> Vec<Row> {
    vec![
        row!(create_invoice, API_VALIDATION_ERROR, "Leave out `external_id`.", scene =>
            create(scene, json!({"external_id": null}))),
        row!(create_invoice, INVALID_JSON_FORMAT, NOT_JSON, scene => not_json(scene, "POST", INVOICES)),
        row!(create_invoice, MINIMAL_TRANSFER_AMOUNT_ERROR, "An `amount` below 10000.", scene =>
            create(scene, json!({"amount": 9999}))),
        row!(create_invoice, MAXIMUM_TRANSFER_AMOUNT_ERROR,
            "An `amount` above 1000000000; above 5000000 if only a retail outlet is chosen, or with the account's setting \
             `retail_outlets`.",
            scene => create(scene, json!({"amount": 1000000001}))),
        row!(create_invoice, NO_COLLECTION_METHODS_ERROR,
            "Set the account's `payment_methods` to `[]`, or order it: `refuse_next`.", scene =>
            ordered(scene, "NO_COLLECTION_METHODS_ERROR")),
        row!(create_invoice, UNAVAILABLE_PAYMENT_METHOD_ERROR,
            "A payment method that the account does not have, such as DANA.", scene =>
            create(scene, json!({"payment_methods": ["DANA"]}))),
        row!(create_invoice, REQUEST_FORBIDDEN_ERROR, FORBIDDEN, scene => forbidden(scene, "POST", INVOICES)),
        row!(create_invoice, UNIQUE_ACCOUNT_NUMBER_UNAVAILABLE_ERROR,
            "Set the account's `virtual_account_range_used_up`, or order it: `refuse_next`.", scene =>
            ordered(scene, "UNIQUE_ACCOUNT_NUMBER_UNAVAILABLE_ERROR")),
        row!(create_invoice, CALLBACK_VIRTUAL_ACCOUNT_NOT_FOUND_ERROR,
            "A `callback_virtual_account_id` that does not exist.", scene =>
            create(scene, json!({"callback_virtual_account_id": "57f6fbf26b9f064272622aa6"}))),
        row!(create_invoice, AVAILABLE_PAYMENT_CODE_NOT_FOUND_ERROR,
            "Set the account's `payment_code_range_used_up`, or order it: `refuse_next`.", scene =>
            ordered(scene, "AVAILABLE_PAYMENT_CODE_NOT_FOUND_ERROR")),
        row!(get_invoice, INVALID_JSON_FORMAT, NOT_JSON, scene => not_json(scene, "GET", NO_INVOICE)),
        row!(get_invoice, REQUEST_FORBIDDEN_ERROR, FORBIDDEN, scene => forbidden(scene, "GET", NO_INVOICE)),
        row!(get_invoice, INVOICE_NOT_FOUND_ERROR, "Ask for an id that does not exist.", scene => scene.get(NO_INVOICE)),
        row!(expire_invoice, INVALID_JSON_FORMAT, NOT_JSON, scene => not_json(scene, "POST", EXPIRE)),
        row!(expire_invoice, REQUEST_FORBIDDEN_ERROR, FORBIDDEN, scene => forbidden(scene, "POST", EXPIRE)),
        row!(expire_invoice, INVOICE_NOT_FOUND_ERROR, "Expire an id that does not exist.", scene =>
            scene.post(EXPIRE, json!({}))),
        row!(list_invoices, API_VALIDATION_ERROR, "A `limit` above 100.", scene => scene.get("/v2/invoices?limit=101")),
        row!(list_invoices, REQUEST_FORBIDDEN_ERROR, FORBIDDEN, scene => forbidden(scene, "GET", INVOICES)),
    ]
}
