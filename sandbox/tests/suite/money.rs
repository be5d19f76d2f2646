//! A merchant whose balance a test watches to the digit.

use std::str::FromStr;

use bayar_sandbox::{ControlError, Sandbox};
use rust_decimal::Decimal;
use serde_json::{Value, json};

use crate::common::{Request, Response};

/// What a new account has.
pub const START: i64 = 1_000_000_000_000;

pub struct Merchant {
    pub sandbox: Sandbox,
}

impl Merchant {
    pub async fn new() -> Merchant {
        Merchant {
            sandbox: Sandbox::start().await.unwrap(),
        }
    }

    pub async fn get(&self, target: &str) -> Response {
        Request::get(target).send(&self.sandbox).await
    }

    pub async fn post(&self, target: &str, body: Value) -> Response {
        Request::post(target, body).send(&self.sandbox).await
    }

    pub async fn post_with_key(&self, target: &str, key: &str, body: Value) -> Response {
        let request = Request::post(target, body).header("X-IDEMPOTENCY-KEY", key);
        request.send(&self.sandbox).await
    }

    pub fn act(&self, id: &str, action: &str, input: Value) -> Result<Value, ControlError> {
        self.sandbox.act(id, action, input)
    }

    pub async fn balance(&self) -> Decimal {
        let response = self.get("/balance").await;
        assert_eq!(response.status, 200, "{}", response.text);
        let text = response.text.strip_prefix("{\"balance\":").unwrap();
        Decimal::from_str(text.strip_suffix('}').unwrap()).unwrap()
    }

    /// How much less than at the start there is now.
    pub async fn spent(&self) -> Decimal {
        Decimal::from(START) - self.balance().await
    }

    pub async fn status(&self, target: &str) -> String {
        let response = self.get(target).await;
        assert_eq!(response.status, 200, "{}", response.text);
        response.json()["status"].as_str().unwrap().to_owned()
    }
}

pub fn id(response: &Response) -> String {
    assert_eq!(response.status, 200, "{}", response.text);
    response.json()["id"].as_str().unwrap().to_owned()
}

/// A disbursement to BCA, which takes any amount.
pub fn disbursement(amount: i64) -> Value {
    json!({
        "external_id": "refund-7",
        "amount": amount,
        "bank_code": "BCA",
        "account_holder_name": "Rizky",
        "account_number": "1231241231",
        "description": "Refund",
    })
}

/// A batch whose items are called `item-0`, `item-1` and so on.
pub fn batch(amounts: &[i64]) -> Value {
    let item = |(index, amount): (usize, &i64)| {
        json!({
            "external_id": format!("item-{index}"),
            "amount": amount,
            "bank_code": "BRI",
            "bank_account_name": "Rizky",
            "bank_account_number": "12345",
            "description": "Pay",
        })
    };
    let items: Vec<_> = amounts.iter().enumerate().map(item).collect();
    json!({"reference": "payroll-7", "disbursements": items})
}

pub fn link(external_id: &str, amount: i64) -> Value {
    json!({"external_id": external_id, "amount": amount, "email": "demo@example.com"})
}
