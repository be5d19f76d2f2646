//! Requests that users reported to be refused by the vendor.

mod common;

use bayar_sandbox::Sandbox;
use common::Request;
use serde_json::{Value, json};

/// `any.empty` for each.
#[tokio::test]
async fn empty_texts_in_required_fields() {
    let sandbox = Sandbox::start().await.unwrap();
    for (target, body, empty) in [
        (
            "/v2/invoices",
            json!({"external_id": "", "amount": 50000, "payer_email": "", "description": ""}),
            &["description", "external_id", "payer_email"][..],
        ),
        (
            "/callback_virtual_accounts",
            json!({"external_id": "", "bank_code": "BNI", "name": ""}),
            &["external_id", "name"],
        ),
        (
            "/fixed_payment_code",
            json!({"external_id": "", "retail_outlet_name": "ALFAMART", "name": "", "expected_amount": 10000}),
            &["external_id", "name"],
        ),
        (
            "/ewallets",
            json!({"external_id": "", "amount": 1000, "phone": "", "ewallet_type": "OVO"}),
            &["external_id", "phone"],
        ),
        (
            "/recurring_payments",
            json!({"external_id": "", "payer_email": "a@example.com", "description": "", "amount": 20000, "interval": "MONTH", "interval_count": 1}),
            &["description", "external_id"],
        ),
        (
            "/batch_disbursements",
            json!({"reference": "", "disbursements": []}),
            &["disbursements", "reference"],
        ),
    ] {
        let response = Request::post(target, body).send(&sandbox).await;
        let answer = response.json();
        assert_eq!(
            (response.status, &answer["error_code"]),
            (400, &json!("API_VALIDATION_ERROR"))
        );
        let errors = answer["errors"].as_array().unwrap();
        let mut fields: Vec<_> = errors
            .iter()
            .map(|error| error["field"][0].as_str().unwrap())
            .collect();
        fields.sort_unstable();
        assert_eq!(fields, empty, "{answer}");
        for error in errors {
            let expected = match error["field"][0].as_str() {
                Some("disbursements") => json!(["array.min"]),
                _ => json!(["any.empty"]),
            };
            assert_eq!(error["types"], expected, "{answer}");
        }
    }
}

/// At least 9 digits beginning 08; letters, digits and hyphens.
#[tokio::test]
async fn phones_and_ids_of_ovo() {
    let sandbox = Sandbox::start().await.unwrap();
    let ovo = |field: &str, value: &str| {
        let mut body = json!({"external_id": "order-7", "amount": 1000, "phone": "081298498259", "ewallet_type": "OVO"});
        body[field] = value.into();
        Request::post("/ewallets", body)
    };
    for (field, value) in [
        ("phone", "0"),
        ("phone", "abc"),
        ("phone", "08123456"),
        ("phone", "+6281298498259"),
        ("phone", "6281298498259"),
        ("phone", "12345678901234567890"),
        ("external_id", "demo_1600273563"),
        ("external_id", "order 7"),
    ] {
        let response = ovo(field, value).send(&sandbox).await;
        let refused: &Value = &response.json()["errors"][0]["field"];
        assert_eq!(
            (response.status, refused),
            (400, &json!([field])),
            "{value}"
        );
    }
    let response = ovo("phone", "081298498").send(&sandbox).await;
    assert_eq!(response.status, 200, "{}", response.text);
}
