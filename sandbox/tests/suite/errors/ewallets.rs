//! E-wallets.

use serde_json::{Value, json};

use super::{FORBIDDEN, Row, Scene, changed, row};
use crate::common::{PUBLIC_KEY, Request, Response};

fn ovo(changes: Value) -> Value {
    let valid = json!({"external_id": "order-7", "amount": 1000, "phone": "08123123123", "ewallet_type": "OVO"});
    changed(valid, changes)
}

fn dana() -> Value {
    json!({"external_id": "order-7", "amount": 1001, "callback_url": "https://shop.example/callbacks",
        "redirect_url": "https://shop.example/home", "ewallet_type": "DANA"})
}

fn linkaja(changes: Value) -> Value {
    let valid = json!({"external_id": "order-7", "amount": 300_000, "phone": "081245671234",
        "items": [{"id": "1", "name": "Phone Case", "price": 100_000, "quantity": 3}],
        "callback_url": "https://shop.example/callback", "redirect_url": "https://shop.example/order/7",
        "ewallet_type": "LINKAJA"});
    changed(valid, changes)
}

async fn pay(scene: &Scene, body: Value) -> Response {
    scene.post("/ewallets", body).await
}

async fn twice(scene: &Scene, body: Value) -> Response {
    pay(scene, body.clone()).await;
    pay(scene, body).await
}

async fn forbidden(scene: &Scene, body: Value) -> Response {
    let request = Request::post("/ewallets", body).credentials(PUBLIC_KEY);
    request.send(&scene.sandbox).await
}

/// Both codes are documented for it; see spec/errata.yaml, ewallets-19 and ewallets-20.
async fn ordered(scene: &Scene, body: Value) -> Response {
    scene.refuse_next("create_ewallet_payment", "DUPLICATE_ERROR");
    pay(scene, body).await
}

pub fn rows() -> Vec<Row> {
    vec![
        row!(create_ewallet_payment, USER_DID_NOT_AUTHORIZE_THE_PAYMENT for OVO, "Pay with the phone 081000000001.", scene =>
            pay(scene, ovo(json!({"phone": "081000000001"})))),
        row!(create_ewallet_payment, USER_DECLINED_THE_TRANSACTION for OVO, "Pay with the phone 081000000002.", scene =>
            pay(scene, ovo(json!({"phone": "081000000002"})))),
        row!(create_ewallet_payment, PHONE_NUMBER_NOT_REGISTERED for OVO, "Pay with the phone 081000000003.", scene =>
            pay(scene, ovo(json!({"phone": "081000000003"})))),
        row!(create_ewallet_payment, EXTERNAL_ERROR for OVO, "Pay with the phone 081000000004.", scene =>
            pay(scene, ovo(json!({"phone": "081000000004"})))),
        row!(create_ewallet_payment, SENDING_TRANSACTION_ERROR for OVO, "Pay with the phone 081000000005.", scene =>
            pay(scene, ovo(json!({"phone": "081000000005"})))),
        row!(create_ewallet_payment, EWALLET_APP_UNREACHABLE for OVO, "Pay with the phone 081000000006.", scene =>
            pay(scene, ovo(json!({"phone": "081000000006"})))),
        row!(create_ewallet_payment, DUPLICATE_PAYMENT for OVO, "Use an `external_id` twice.", scene =>
            twice(scene, ovo(json!({})))),
        row!(create_ewallet_payment, REQUEST_FORBIDDEN_ERROR for OVO, FORBIDDEN, scene =>
            forbidden(scene, ovo(json!({})))),
        row!(create_ewallet_payment, DUPLICATE_PAYMENT for DANA, "Use an `external_id` twice.", scene =>
            twice(scene, dana())),
        row!(create_ewallet_payment, DUPLICATE_ERROR for DANA, "Order it: `refuse_next`. An `external_id` used twice gets DUPLICATE_PAYMENT.", scene =>
            ordered(scene, dana())),
        row!(create_ewallet_payment, REQUEST_FORBIDDEN_ERROR for DANA, FORBIDDEN, scene => forbidden(scene, dana())),
        row!(create_ewallet_payment, GENERATE_CHECKOUT_TOKEN_ERROR for LINKAJA, "Pay with the phone 081000000004.", scene =>
            pay(scene, linkaja(json!({"phone": "081000000004"})))),
        row!(create_ewallet_payment, API_VALIDATION_ERROR for LINKAJA, "Leave out `items`.", scene =>
            pay(scene, linkaja(json!({"items": null})))),
        row!(create_ewallet_payment, DUPLICATE_PAYMENT for LINKAJA, "Use an `external_id` twice.", scene =>
            twice(scene, linkaja(json!({})))),
        row!(create_ewallet_payment, DUPLICATE_ERROR for LINKAJA, "Order it: `refuse_next`. An `external_id` used twice gets DUPLICATE_PAYMENT.", scene =>
            ordered(scene, linkaja(json!({})))),
        row!(create_ewallet_payment, REQUEST_FORBIDDEN_ERROR for LINKAJA, FORBIDDEN, scene =>
            forbidden(scene, linkaja(json!({})))),
        row!(get_ewallet_payment_status, PAYMENT_NOT_FOUND_ERROR, "Ask for an `external_id` that was not used with the wallet.", scene =>
            scene.get("/ewallets?external_id=order-7&ewallet_type=OVO")),
        row!(get_ewallet_payment_status, REQUEST_FORBIDDEN_ERROR, FORBIDDEN, scene =>
            super::forbidden(scene, "GET", "/ewallets?external_id=order-7&ewallet_type=OVO")),
    ]
}
