//! A merchant who checks every answer against the contract.

use std::time::Duration;

use bayar_sandbox::Sandbox;
use serde_json::{Value, json};

use crate::common::{Contract, Request, Response};

pub const MINUTE: Duration = Duration::from_secs(60);
pub const HOUR: Duration = Duration::from_secs(60 * 60);
pub const DAY: Duration = Duration::from_secs(24 * 60 * 60);

pub struct Shop {
    pub sandbox: Sandbox,
    contract: Contract,
}

impl Shop {
    pub async fn new() -> Shop {
        Shop {
            sandbox: Sandbox::start().await.unwrap(),
            contract: Contract::xendit(),
        }
    }

    /// Sends a request that must succeed.
    pub async fn done(&self, request: Request) -> Value {
        self.valid(request.send(&self.sandbox).await)
    }

    pub async fn get(&self, target: &str) -> Value {
        self.done(Request::get(target)).await
    }

    pub async fn post(&self, target: &str, body: Value) -> Value {
        self.done(Request::post(target, body)).await
    }

    pub async fn patch(&self, target: &str, body: Value) -> Value {
        let request = Request::new("PATCH", target).json(&body.to_string());
        self.done(request).await
    }

    /// A POST without content, as `expire!` and its like are.
    pub async fn tell(&self, target: &str) -> Value {
        self.done(Request::new("POST", target)).await
    }

    /// The code of the refusal, which must have come with this status.
    pub async fn refused(&self, method: &str, target: &str, body: Value, status: u16) -> String {
        let request = Request::new(method, target).json(&body.to_string());
        let response = request.send(&self.sandbox).await;
        assert_eq!(response.status, status, "{}", response.text);
        response.json()["error_code"].as_str().unwrap().to_owned()
    }

    pub fn act(&self, id: &str, action: &str, input: Value) -> Value {
        self.sandbox.act(id, action, input).unwrap()
    }

    /// Why an action is not possible.
    pub fn cannot(&self, id: &str, action: &str, input: Value) -> String {
        self.sandbox.act(id, action, input).unwrap_err().to_string()
    }

    pub async fn balance(&self) -> i64 {
        self.get("/balance").await["balance"].as_i64().unwrap()
    }

    /// The body of a success that keeps the contract.
    fn valid(&self, response: Response) -> Value {
        let body = response.json();
        assert_eq!(response.status, 200, "{body}");
        let id = self.sandbox.requests().last().unwrap().operation.clone();
        let problems = self.contract.answer_problems(id.as_deref().unwrap(), &body);
        assert!(problems.is_empty(), "{id:?}: {problems:?}: {body}");
        body
    }
}

pub fn id(document: &Value) -> &str {
    document["id"].as_str().unwrap()
}

/// The field of each.
pub fn each<'a>(documents: &'a Value, field: &str) -> Vec<&'a Value> {
    let documents = documents.as_array().unwrap();
    documents.iter().map(|document| &document[field]).collect()
}

/// A valid body with other or more fields.
pub fn with(mut body: Value, changes: Value) -> Value {
    for (name, value) in changes.as_object().unwrap() {
        body[name] = value.clone();
    }
    body
}

pub fn invoice(changes: Value) -> Value {
    let valid = json!({"external_id": "order-7", "amount": 20000, "payer_email": "a@example.com", "description": "Shoes"});
    with(valid, changes)
}
