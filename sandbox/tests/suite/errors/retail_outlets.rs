//! Retail outlets: fixed payment codes.

use serde_json::{Value, json};

use super::{FORBIDDEN, NOT_JSON, Row, Scene, changed, forbidden, not_json, row};
use crate::common::Response;

const CODES: &str = "/fixed_payment_code";
const NO_CODE: &str = "/fixed_payment_code/5b61881e6cc2770f00117f73";

async fn create(scene: &Scene, changes: Value) -> Response {
    let valid = json!({"external_id": "rika", "retail_outlet_name": "ALFAMART", "name": "Rika Sutanto", "expected_amount": 10000});
    scene.post(CODES, changed(valid, changes)).await
}

async fn create_twice(scene: &Scene) -> Response {
    create(scene, json!({"payment_code": "123456"})).await;
    create(scene, json!({"payment_code": "TEST123456"})).await
}

/// Makes a code and changes it, once or several times.
async fn update(scene: &Scene, updates: &[Value]) -> Response {
    let code = create(scene, json!({})).await;
    let target = format!("{CODES}/{}", code.json()["id"].as_str().unwrap());
    let mut last = code;
    for update in updates {
        last = scene.send("PATCH", &target, update.clone()).await;
    }
    last
}

async fn update_after_expiry(scene: &Scene) -> Response {
    let past = json!({"expiration_date": "2020-01-01T00:00:00.000Z"});
    update(scene, &[past, json!({"name": "Joe Contini"})]).await
}

async fn update_once(scene: &Scene, change: Value) -> Response {
    update(scene, &[change]).await
}

pub fn rows() -> Vec<Row> {
    vec![
        row!(create_fixed_payment_code, API_VALIDATION_ERROR, "Leave out `name`.", scene =>
            create(scene, json!({"name": null}))),
        row!(create_fixed_payment_code, INVALID_JSON_FORMAT, NOT_JSON, scene => not_json(scene, "POST", CODES)),
        row!(create_fixed_payment_code, PAYMENT_CODE_OUTSIDE_RANGE,
            "A `payment_code` outside of 1 to 999999999, or of the account's setting `payment_code_range`.", scene =>
            create(scene, json!({"payment_code": "TEST1000000000"}))),
        row!(create_fixed_payment_code, RETAIL_OUTLET_NOT_SUPPORTED_ERROR,
            "Any other `retail_outlet_name` than ALFAMART and INDOMARET.", scene =>
            create(scene, json!({"retail_outlet_name": "KIOSK"}))),
        row!(create_fixed_payment_code, DUPLICATE_PAYMENT_CODE_ERROR, "The same `payment_code` twice.", scene =>
            create_twice(scene)),
        row!(create_fixed_payment_code, EXPIRATION_DATE_INVALID_ERROR, "An `expiration_date` in the past.", scene =>
            create(scene, json!({"expiration_date": "2020-01-01T00:00:00.000Z"}))),
        row!(create_fixed_payment_code, MINIMUM_EXPECTED_AMOUNT_ERROR, "An `expected_amount` below 10000.", scene =>
            create(scene, json!({"expected_amount": 9999}))),
        row!(create_fixed_payment_code, MAXIMUM_EXPECTED_AMOUNT_ERROR, "An `expected_amount` above 5000000.", scene =>
            create(scene, json!({"expected_amount": 5000001}))),
        row!(create_fixed_payment_code, REQUEST_FORBIDDEN_ERROR, FORBIDDEN, scene => forbidden(scene, "POST", CODES)),
        row!(update_fixed_payment_code, API_VALIDATION_ERROR, "An `expiration_date` that is no date.", scene =>
            update_once(scene, json!({"expiration_date": "tomorrow"}))),
        row!(update_fixed_payment_code, INVALID_JSON_FORMAT, NOT_JSON, scene => not_json(scene, "PATCH", NO_CODE)),
        row!(update_fixed_payment_code, PAYMENT_CODE_OUTSIDE_RANGE,
            "A `payment_code` outside of the range, which the update does not take anyway.", scene =>
            update_once(scene, json!({"payment_code": "TEST1000000000"}))),
        row!(update_fixed_payment_code, INACTIVE_FIXED_PAYMENT_CODE_ERROR, "Change a code that has expired.", scene =>
            update_after_expiry(scene)),
        row!(update_fixed_payment_code, MINIMUM_EXPECTED_AMOUNT_ERROR, "An `expected_amount` below 10000.", scene =>
            update_once(scene, json!({"expected_amount": 9999}))),
        row!(update_fixed_payment_code, MAXIMUM_EXPECTED_AMOUNT_ERROR, "An `expected_amount` above 5000000.", scene =>
            update_once(scene, json!({"expected_amount": 5000001}))),
        row!(update_fixed_payment_code, REQUEST_FORBIDDEN_ERROR, FORBIDDEN, scene => forbidden(scene, "PATCH", NO_CODE)),
        row!(get_fixed_payment_code, REQUEST_FORBIDDEN_ERROR, FORBIDDEN, scene => forbidden(scene, "GET", NO_CODE)),
        row!(get_fixed_payment_code, FIXED_PAYMENT_CODE_NOT_FOUND_ERROR, "Ask for an id that does not exist.", scene =>
            scene.get(NO_CODE)),
    ]
}
