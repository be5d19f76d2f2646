//! Cardless credit.

use serde_json::{Value, json};

use super::{FORBIDDEN, Row, Scene, changed, forbidden, row};
use crate::common::Response;

fn payment(changes: Value) -> Value {
    let valid = json!({
        "cardless_credit_type": "KREDIVO", "external_id": "order-7", "amount": 800_000, "payment_type": "3_months",
        "items": [{"id": "1", "name": "Phone", "price": 800_000, "type": "Smartphone", "url": "http://shop.example/1", "quantity": 1}],
        "customer_details": {"first_name": "A", "last_name": "B", "email": "a@shop.example", "phone": "081513114262"},
        "shipping_address": {"first_name": "A", "last_name": "B", "address": "Jalan 12", "city": "Jakarta",
            "postal_code": "12345", "phone": "081513114262", "country_code": "IDN"},
        "redirect_url": "https://shop.example", "callback_url": "http://shop.example/callback"});
    changed(valid, changes)
}

async fn create(scene: &Scene, changes: Value) -> Response {
    scene.post("/cardless-credit", payment(changes)).await
}

async fn twice(scene: &Scene) -> Response {
    create(scene, json!({})).await;
    create(scene, json!({})).await
}

async fn unregistered(scene: &Scene) -> Response {
    scene.refuse_next("create_cardless_credit_payment", "MERCHANT_NOT_FOUND");
    create(scene, json!({})).await
}

pub fn rows() -> Vec<Row> {
    vec![
        row!(create_cardless_credit_payment, API_VALIDATION_ERROR, "Leave out `items`.", scene =>
            create(scene, json!({"items": null}))),
        row!(create_cardless_credit_payment, REQUEST_FORBIDDEN_ERROR, FORBIDDEN, scene =>
            forbidden(scene, "POST", "/cardless-credit")),
        row!(create_cardless_credit_payment, MERCHANT_NOT_FOUND, "Set `cardless_credit` of the account to `false`, or order it: `refuse_next`.", scene =>
            unregistered(scene)),
        row!(create_cardless_credit_payment, GENERATE_CHECKOUT_URL_ERROR, "Send no items, or one with a `quantity` of 0.", scene =>
            create(scene, json!({"items": []}))),
        row!(create_cardless_credit_payment, DUPLICATE_PAYMENT_ERROR, "Use an `external_id` twice.", scene =>
            twice(scene)),
    ]
}
