//! Cards: tokens, authentications, charges, captures, reversals, refunds.

use serde_json::{Value, json};

use super::{FORBIDDEN, NOT_JSON, Row, Scene, changed, forbidden, not_json, row};
use crate::common::{PUBLIC_KEY, Request, Response, SECRET_KEY};

const TOKENS: &str = "/v2/credit_card_tokens";
const CHARGES: &str = "/credit_card_charges";
const NO_ID: &str = "586f0ba2ab70de5d2b409e0d";
const NO_CHARGE: &str = "Name a charge that does not exist.";
const CAPTURE: &str = "/credit_card_charges/586f0ba2ab70de5d2b409e0d/capture";
const REVERSAL: &str = "/credit_card_charges/586f0ba2ab70de5d2b409e0d/auth_reversal";
const REFUNDS: &str = "/credit_card_charges/586f0ba2ab70de5d2b409e0d/refunds";
const ORDER: &str = "Order it: `refuse_next`.";

fn card(number: &str, cvn: &str) -> Value {
    json!({"account_number": number, "exp_month": "12", "exp_year": "2090", "cvn": cvn})
}

/// A request for a token that is verified at once.
fn token(changes: Value) -> Value {
    let valid = json!({"amount": "10000", "card_data": card("4000000000001000", "123")});
    changed(valid, changes)
}

async fn post_public(scene: &Scene, target: &str, body: Value) -> Response {
    let request = Request::post(target, body).credentials(PUBLIC_KEY);
    request.send(&scene.sandbox).await
}

async fn tokenize(scene: &Scene, changes: Value) -> Response {
    post_public(scene, TOKENS, token(changes)).await
}

async fn ordered(scene: &Scene, code: &str) -> Response {
    scene.refuse_next("create_token", code);
    tokenize(scene, json!({})).await
}

fn id(response: &Response) -> String {
    response.json()["id"].as_str().unwrap().to_owned()
}

async fn charge(scene: &Scene, token: &str, changes: Value) -> Response {
    let valid =
        json!({"token_id": token, "external_id": "order-7", "amount": 10000, "card_cvn": "123"});
    scene.post(CHARGES, changed(valid, changes)).await
}

/// The first charge of a new token.
async fn first_charge(scene: &Scene, changes: Value) -> Response {
    let token = id(&tokenize(scene, json!({})).await);
    charge(scene, &token, changes).await
}

/// A token for many charges, and an authentication of it.
async fn authenticated(scene: &Scene) -> (String, String) {
    let token = id(&tokenize(scene, json!({"is_single_use": false})).await);
    let target = format!("/credit_card_tokens/{token}/authentications");
    let authentication = post_public(scene, &target, json!({"amount": "10000"})).await;
    (token, id(&authentication))
}

async fn second_charge_with_a_token(scene: &Scene) -> Response {
    let token = id(&tokenize(scene, json!({})).await);
    charge(scene, &token, json!({})).await;
    charge(scene, &token, json!({})).await
}

async fn second_charge_with_an_authentication(scene: &Scene) -> Response {
    let (token, authentication) = authenticated(scene).await;
    let changes = json!({"authentication_id": authentication});
    charge(scene, &token, changes.clone()).await;
    charge(scene, &token, changes).await
}

async fn charge_without_authentication(scene: &Scene) -> Response {
    let (token, _) = authenticated(scene).await;
    charge(scene, &token, json!({})).await
}

async fn charge_before_the_payer_verified(scene: &Scene) -> Response {
    let token = tokenize(scene, json!({"card_data": card("4000000000000002", "123")})).await;
    charge(scene, &id(&token), json!({})).await
}

async fn after(scene: &Scene, changes: Value, path: &str, body: Value) -> Response {
    let charge = id(&first_charge(scene, changes).await);
    scene
        .post(&format!("{CHARGES}/{charge}/{path}"), body)
        .await
}

async fn reverse_twice(scene: &Scene) -> Response {
    let charge = id(&first_charge(scene, json!({"capture": false})).await);
    let target = format!("{CHARGES}/{charge}/auth_reversal");
    let body = json!({"external_id": "order-7"});
    scene.post(&target, body.clone()).await;
    scene.post(&target, body).await
}

async fn reverse_a_failed_charge(scene: &Scene) -> Response {
    let token = tokenize(scene, json!({"card_data": card("4000000000009029", "123")})).await;
    let token = id(&token);
    scene.sandbox.act(&token, "verify", json!({})).unwrap();
    let charge = id(&charge(scene, &token, json!({"capture": false})).await);
    let target = format!("{CHARGES}/{charge}/auth_reversal");
    scene.post(&target, json!({"external_id": "order-7"})).await
}

async fn reversal_ordered(scene: &Scene) -> Response {
    scene.refuse_next("reverse_authorization", "TEMPORARY_SERVICE_ERROR");
    after(
        scene,
        json!({"capture": false}),
        "auth_reversal",
        json!({"external_id": "order-7"}),
    )
    .await
}

async fn refund_twice(scene: &Scene) -> Response {
    let charge = id(&first_charge(scene, json!({})).await);
    let target = format!("{CHARGES}/{charge}/refunds");
    let body = json!({"amount": "1000", "external_id": "refund-1"});
    scene.post(&target, body.clone()).await;
    scene.post(&target, body).await
}

/// With a secret key, where a public one is needed.
async fn secret(scene: &Scene) -> Response {
    let request = Request::post(TOKENS, token(json!({}))).credentials(SECRET_KEY);
    request.send(&scene.sandbox).await
}

pub fn rows() -> Vec<Row> {
    let mut rows = tokens();
    rows.extend(charges());
    rows.extend(later());
    rows
}

fn tokens() -> Vec<Row> {
    vec![
        row!(create_token, API_VALIDATION_ERROR, "Leave out `card_data`, or `amount` of a single-use token that is authenticated.", scene =>
            tokenize(scene, json!({"card_data": null}))),
        row!(create_token, INVALID_JSON_FORMAT, NOT_JSON, scene => async {
            let request = Request::new("POST", TOKENS).json("{").credentials(PUBLIC_KEY);
            request.send(&scene.sandbox).await
        }),
        row!(create_token, ACCOUNT_NUMBER_INVALID_ERROR, "A card number with a wrong check digit.", scene =>
            tokenize(scene, json!({"card_data": card("4000000000000003", "123")}))),
        row!(create_token, VALIDATION_ERROR, "An `exp_month` of 13, or a CVN with letters.", scene =>
            tokenize(scene, json!({"card_data": {"account_number": "4000000000001000", "exp_month": "13", "exp_year": "2090"}}))),
        row!(create_token, BRAND_NOT_SUPPORTED_ERROR, "A card of Discover: 6011000000000004.", scene =>
            tokenize(scene, json!({"card_data": card("6011000000000004", "123")}))),
        row!(create_token, CREDIT_CARD_DATA_ERROR, "A CVN whose length is not that of the brand.", scene =>
            tokenize(scene, json!({"card_data": card("4000000000001000", "1234")}))),
        row!(create_token, AUTHENTICATION_REQUIRED_ERROR, "`should_authenticate` false, while `optional_authentication` is not set for the account.", scene =>
            tokenize(scene, json!({"should_authenticate": false}))),
        row!(create_token, REQUEST_FORBIDDEN_ERROR, "Use a secret key, or a key without the permission (`--keys`).", scene =>
            secret(scene)),
        row!(create_token, VERIFICATION_TIMEOUT_ERROR, ORDER, scene => ordered(scene, "VERIFICATION_TIMEOUT_ERROR")),
        row!(create_token, TEMPORARY_SERVICE_ERROR, ORDER, scene => ordered(scene, "TEMPORARY_SERVICE_ERROR")),
        row!(create_token, CONNECTION_ERROR, ORDER, scene => ordered(scene, "CONNECTION_ERROR")),
        row!(create_token, TOKENIZATION_ERROR, ORDER, scene => ordered(scene, "TOKENIZATION_ERROR")),
    ]
}

fn charges() -> Vec<Row> {
    vec![
        row!(create_charge, API_VALIDATION_ERROR, "Leave out `external_id`, or an `amount` below 0.", scene =>
            first_charge(scene, json!({"external_id": null}))),
        row!(create_charge, INVALID_JSON_FORMAT, NOT_JSON, scene => not_json(scene, "POST", CHARGES)),
        row!(create_charge, TOKEN_ALREADY_USED_ERROR, "Charge a single-use token twice.", scene =>
            second_charge_with_a_token(scene)),
        row!(create_charge, AUTHENTICATION_ALREADY_USED_ERROR, "Charge a token twice with one authentication.", scene =>
            second_charge_with_an_authentication(scene)),
        row!(create_charge, INVALID_TOKEN_ID_ERROR, "A `token_id` that is not 24 hexadecimal digits.", scene =>
            charge(scene, "token", json!({}))),
        row!(create_charge, INVALID_CVN_LENGTH_ERROR, "A `card_cvn` whose length is not that of the brand.", scene =>
            first_charge(scene, json!({"card_cvn": "1234"}))),
        row!(create_charge, AUTHENTICATION_ID_MISSING_ERROR, "Charge a multiple-use token without an `authentication_id`.", scene =>
            charge_without_authentication(scene)),
        row!(create_charge, AMOUNT_GREATER_THAN_AUTHENTICATED_ERROR, "An `amount` above the authenticated one.", scene =>
            first_charge(scene, json!({"amount": 10001}))),
        row!(create_charge, INVALID_AUTHENTICATION_ID_ERROR, "An `authentication_id` that is not 24 hexadecimal digits.", scene =>
            first_charge(scene, json!({"authentication_id": "authentication"}))),
        row!(create_charge, REQUEST_FORBIDDEN_ERROR, FORBIDDEN, scene => forbidden(scene, "POST", CHARGES)),
        row!(create_charge, TOKEN_NOT_FOUND_ERROR, "Charge a token that does not exist, or is too old.", scene =>
            charge(scene, NO_ID, json!({}))),
        row!(create_charge, AUTHENTICATION_NOT_FOUND_ERROR, "Charge a token before its payer is authenticated.", scene =>
            charge_before_the_payer_verified(scene)),
    ]
}

fn later() -> Vec<Row> {
    vec![
        row!(reverse_authorization, API_VALIDATION_ERROR, "Leave out `external_id`.", scene =>
            scene.post(REVERSAL, json!({}))),
        row!(reverse_authorization, CHARGE_ALREADY_REVERSED_ERROR, "Reverse an authorization twice.", scene =>
            reverse_twice(scene)),
        row!(reverse_authorization, CHARGE_ALREADY_CAPTURED_ERROR, "Reverse a captured charge.", scene =>
            after(scene, json!({}), "auth_reversal", json!({"external_id": "order-7"}))),
        row!(reverse_authorization, CHARGE_FAILED_ERROR, "Reverse a failed charge, such as one of the card 4000000000009029.", scene =>
            reverse_a_failed_charge(scene)),
        row!(reverse_authorization, TEMPORARY_SERVICE_ERROR, ORDER, scene => reversal_ordered(scene)),
        row!(reverse_authorization, REQUEST_FORBIDDEN_ERROR, FORBIDDEN, scene => forbidden(scene, "POST", REVERSAL)),
        row!(reverse_authorization, CREDIT_CARD_CHARGE_NOT_FOUND_ERROR, NO_CHARGE, scene =>
            scene.post(REVERSAL, json!({"external_id": "order-7"}))),
        row!(capture_charge, API_VALIDATION_ERROR, "Leave out `amount`, or an `amount` of 0.", scene =>
            scene.post(CAPTURE, json!({}))),
        row!(capture_charge, INVALID_JSON_FORMAT, NOT_JSON, scene => not_json(scene, "POST", CAPTURE)),
        row!(capture_charge, AMOUNT_GREATER_THAN_AUTHORIZED_ERROR, "An `amount` above the authorized one.", scene =>
            after(scene, json!({"capture": false}), "capture", json!({"amount": "10001"}))),
        row!(capture_charge, INVALID_CHARGE_STATUS_ERROR, "Capture a charge that is captured already.", scene =>
            after(scene, json!({}), "capture", json!({"amount": "10000"}))),
        row!(capture_charge, REQUEST_FORBIDDEN_ERROR, FORBIDDEN, scene => forbidden(scene, "POST", CAPTURE)),
        row!(capture_charge, CREDIT_CARD_CHARGE_NOT_FOUND_ERROR, NO_CHARGE, scene =>
            scene.post(CAPTURE, json!({"amount": "10000"}))),
        row!(get_charge, API_VALIDATION_ERROR, "An id that is not 24 hexadecimal digits.", scene =>
            scene.get("/credit_card_charges/charge")),
        row!(get_charge, REQUEST_FORBIDDEN_ERROR, FORBIDDEN, scene =>
            forbidden(scene, "GET", "/credit_card_charges/586f0ba2ab70de5d2b409e0d")),
        row!(get_charge, CREDIT_CARD_CHARGE_NOT_FOUND_ERROR, NO_CHARGE, scene =>
            scene.get("/credit_card_charges/586f0ba2ab70de5d2b409e0d")),
        row!(create_refund, API_VALIDATION_ERROR, "Leave out `external_id`, or an `amount` of 0.", scene =>
            scene.post(REFUNDS, json!({"amount": "1000"}))),
        row!(create_refund, INVALID_JSON_FORMAT, NOT_JSON, scene => not_json(scene, "POST", REFUNDS)),
        row!(create_refund, REFUND_AMOUNT_EXCEEDED_ERROR, "Refund more than was captured.", scene =>
            after(scene, json!({}), "refunds", json!({"amount": "10001", "external_id": "refund-1"}))),
        row!(create_refund, DUPLICATE_REFUND_ERROR, "Use an `external_id` for two refunds.", scene => refund_twice(scene)),
        row!(create_refund, REQUEST_FORBIDDEN_ERROR, FORBIDDEN, scene => forbidden(scene, "POST", REFUNDS)),
        row!(create_refund, CREDIT_CARD_CHARGE_NOT_FOUND_ERROR, NO_CHARGE, scene =>
            scene.post(REFUNDS, json!({"amount": "1000", "external_id": "refund-1"}))),
    ]
}
