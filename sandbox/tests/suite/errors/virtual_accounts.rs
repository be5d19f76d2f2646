//! Fixed virtual accounts and the payments into them.

use serde_json::{Value, json};

use super::{FORBIDDEN, NOT_JSON, Row, Scene, changed, forbidden, not_json, row};
use crate::common::Response;

const ACCOUNTS: &str = "/callback_virtual_accounts";
const NO_ACCOUNT: &str = "/callback_virtual_accounts/57f6fbf26b9f064272622aa6";
const NO_PAYMENT: &str = "/callback_virtual_account_payments/payment_id=1502450097080";

fn account(changes: Value) -> Value {
    changed(
        json!({"external_id": "rika", "bank_code": "BNI", "name": "Rika Sutanto"}),
        changes,
    )
}

async fn create(scene: &Scene, changes: Value) -> Response {
    scene.post(ACCOUNTS, account(changes)).await
}

async fn create_twice(scene: &Scene) -> Response {
    let changes = json!({"virtual_account_number": "123456"});
    create(scene, changes.clone()).await;
    create(scene, changes).await
}

/// Makes an account and changes it.
async fn update(scene: &Scene, changes: Value, update: Value) -> Response {
    let account = create(scene, changes).await.json();
    let target = format!("{ACCOUNTS}/{}", account["id"].as_str().unwrap());
    scene.send("PATCH", &target, update).await
}

async fn update_after_expiry(scene: &Scene) -> Response {
    let account = create(scene, json!({})).await.json();
    let target = format!("{ACCOUNTS}/{}", account["id"].as_str().unwrap());
    let past = json!({"expiration_date": "2020-01-01T00:00:00.000Z"});
    scene.send("PATCH", &target, past).await;
    scene.send("PATCH", &target, json!({})).await
}

pub fn rows() -> Vec<Row> {
    let mut rows = creating();
    rows.extend(updating());
    rows.extend(vec![
        row!(get_fixed_virtual_account, REQUEST_FORBIDDEN_ERROR, FORBIDDEN, scene => forbidden(scene, "GET", NO_ACCOUNT)),
        row!(get_fixed_virtual_account, CALLBACK_VIRTUAL_ACCOUNT_NOT_FOUND_ERROR, "Ask for an id that does not exist.", scene =>
            scene.get(NO_ACCOUNT)),
        row!(get_fixed_virtual_account_payment, REQUEST_FORBIDDEN_ERROR, FORBIDDEN, scene =>
            forbidden(scene, "GET", NO_PAYMENT)),
        row!(get_fixed_virtual_account_payment, CALLBACK_VIRTUAL_ACCOUNT_PAYMENT_NOT_FOUND_ERROR,
            "Ask for a `payment_id` that does not exist.", scene => scene.get(NO_PAYMENT)),
    ]);
    rows
}

fn creating() -> Vec<Row> {
    vec![
        row!(create_fixed_virtual_account, API_VALIDATION_ERROR, "Leave out `external_id`.", scene =>
            create(scene, json!({"external_id": null}))),
        row!(create_fixed_virtual_account, INVALID_JSON_FORMAT, NOT_JSON, scene => not_json(scene, "POST", ACCOUNTS)),
        row!(create_fixed_virtual_account, VIRTUAL_ACCOUNT_NUMBER_OUTSIDE_RANGE,
            "A `virtual_account_number` outside of 1000 to 9999999999, or of the account's setting `virtual_account_range`.",
            scene => create(scene, json!({"virtual_account_number": "999"}))),
        row!(create_fixed_virtual_account, BANK_NOT_SUPPORTED_ERROR, "Any other `bank_code` than those of the list.", scene =>
            create(scene, json!({"bank_code": "BTPN"}))),
        row!(create_fixed_virtual_account, EXPIRATION_DATE_NOT_SUPPORTED_ERROR, "An `expiration_date` at BCA.", scene =>
            create(scene, json!({"bank_code": "BCA", "expiration_date": "2090-01-01T00:00:00.000Z"}))),
        row!(create_fixed_virtual_account, EXPIRATION_DATE_INVALID_ERROR, "An `expiration_date` in the past.", scene =>
            create(scene, json!({"expiration_date": "2020-01-01T00:00:00.000Z"}))),
        row!(create_fixed_virtual_account, SUGGESTED_AMOUNT_NOT_SUPPORTED_ERROR,
            "A `suggested_amount` at another bank than MANDIRI and BRI.", scene =>
            create(scene, json!({"suggested_amount": 50000}))),
        row!(create_fixed_virtual_account, EXPECTED_AMOUNT_REQUIRED_ERROR,
            "`is_closed` without an `expected_amount`.", scene => create(scene, json!({"is_closed": true}))),
        row!(create_fixed_virtual_account, CLOSED_VA_NOT_SUPPORTED_ERROR, "`is_closed` at BCA.", scene =>
            create(scene, json!({"bank_code": "BCA", "is_closed": true, "expected_amount": 50000}))),
        row!(create_fixed_virtual_account, DUPLICATE_CALLBACK_VIRTUAL_ACCOUNT_ERROR,
            "The same `virtual_account_number` twice.", scene => create_twice(scene)),
        row!(create_fixed_virtual_account, MINIMUM_EXPECTED_AMOUNT_ERROR, "An `expected_amount` below 1.", scene =>
            create(scene, json!({"is_closed": true, "expected_amount": 0}))),
        row!(create_fixed_virtual_account, MAXIMUM_EXPECTED_AMOUNT_ERROR,
            "An `expected_amount` above 50000000000 at BNI, BRI or MANDIRI.", scene =>
            create(scene, json!({"is_closed": true, "expected_amount": 50000000001_i64}))),
        row!(create_fixed_virtual_account, CALLBACK_VIRTUAL_ACCOUNT_NAME_NOT_ALLOWED_ERROR,
            "A `name` with the name of a bank as one of its words.", scene => create(scene, json!({"name": "Bank Sutanto"}))),
        row!(create_fixed_virtual_account, DESCRIPTION_NOT_SUPPORTED_ERROR, "A `description` at another bank than BRI.", scene =>
            create(scene, json!({"description": "Rent"}))),
        row!(create_fixed_virtual_account, REQUEST_FORBIDDEN_ERROR, FORBIDDEN, scene => forbidden(scene, "POST", ACCOUNTS)),
    ]
}

fn updating() -> Vec<Row> {
    vec![
        row!(update_fixed_virtual_account, API_VALIDATION_ERROR, "An `is_single_use` that is no boolean.", scene =>
            update(scene, json!({}), json!({"is_single_use": "perhaps"}))),
        row!(update_fixed_virtual_account, INVALID_JSON_FORMAT, NOT_JSON, scene => not_json(scene, "PATCH", NO_ACCOUNT)),
        row!(update_fixed_virtual_account, VIRTUAL_ACCOUNT_NUMBER_OUTSIDE_RANGE,
            "A `virtual_account_number` outside of the range, which the update does not take anyway.", scene =>
            update(scene, json!({}), json!({"virtual_account_number": "999"}))),
        row!(update_fixed_virtual_account, BANK_NOT_SUPPORTED_ERROR,
            "A `bank_code` that is not in the list, which the update does not take anyway.", scene =>
            update(scene, json!({}), json!({"bank_code": "BTPN"}))),
        row!(update_fixed_virtual_account, SUGGESTED_AMOUNT_NOT_SUPPORTED_ERROR,
            "A `suggested_amount` at another bank than MANDIRI and BRI.", scene =>
            update(scene, json!({}), json!({"suggested_amount": 50000}))),
        row!(update_fixed_virtual_account, EXPECTED_AMOUNT_REQUIRED_ERROR,
            "`is_closed` for an open account, without an `expected_amount`.", scene =>
            update(scene, json!({}), json!({"is_closed": true}))),
        row!(update_fixed_virtual_account, CLOSED_VA_NOT_SUPPORTED_ERROR,
            "`is_closed` for an open account, with an `expected_amount`.", scene =>
            update(scene, json!({}), json!({"is_closed": true, "expected_amount": 50000}))),
        row!(update_fixed_virtual_account, INACTIVE_VIRTUAL_ACCOUNT_ERROR, "Change an account that has expired.", scene =>
            update_after_expiry(scene)),
        row!(update_fixed_virtual_account, MINIMUM_EXPECTED_AMOUNT_ERROR, "An `expected_amount` of 0.", scene =>
            update(scene, json!({}), json!({"expected_amount": 0}))),
        row!(update_fixed_virtual_account, MAXIMUM_EXPECTED_AMOUNT_ERROR, "An `expected_amount` of 1000000000.", scene =>
            update(scene, json!({}), json!({"expected_amount": 1000000000}))),
        row!(update_fixed_virtual_account, DESCRIPTION_NOT_SUPPORTED_ERROR, "A `description` at another bank than BRI.", scene =>
            update(scene, json!({}), json!({"description": "Rent"}))),
        row!(update_fixed_virtual_account, REQUEST_FORBIDDEN_ERROR, FORBIDDEN, scene => forbidden(scene, "PATCH", NO_ACCOUNT)),
    ]
}
