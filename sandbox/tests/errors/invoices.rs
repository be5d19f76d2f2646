//! Invoices.

use serde_json::{Value, json};

use crate::{FORBIDDEN, NOT_JSON, Row, changed, forbidden, not_json, row};

fn invoice(changes: Value) -> Value {
    let valid = json!({"external_id": "order-7", "amount": 20000, "payer_email": "a@example.com", "description": "Shoes"});
    changed(valid, changes)
}

pub fn rows() -> Vec<Row> {
    vec![
        row!(create_invoice, API_VALIDATION_ERROR, "Leave out `external_id`.", scene =>
            scene.post("/v2/invoices", invoice(json!({"external_id": null})))),
        row!(create_invoice, INVALID_JSON_FORMAT, NOT_JSON, scene => not_json(scene, "POST", "/v2/invoices")),
        row!(create_invoice, MINIMAL_TRANSFER_AMOUNT_ERROR, "An `amount` below 10000.", scene =>
            scene.post("/v2/invoices", invoice(json!({"amount": 9999})))),
        row!(create_invoice, MAXIMUM_TRANSFER_AMOUNT_ERROR, "An `amount` above 1000000000.", scene =>
            scene.post("/v2/invoices", invoice(json!({"amount": 1000000001})))),
        row!(create_invoice, REQUEST_FORBIDDEN_ERROR, FORBIDDEN, scene => forbidden(scene, "POST", "/v2/invoices")),
        row!(get_invoice, INVOICE_NOT_FOUND_ERROR, "Ask for an id that does not exist.", scene =>
            scene.get("/v2/invoices/579c8d61f23fa4ca35e52da4")),
    ]
}
