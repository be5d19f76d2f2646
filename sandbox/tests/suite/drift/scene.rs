//! An invoice that is looked up, and how two answers differ.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use bayar_sandbox::{Class, Injected, Sandbox, Subject};
use serde_json::{Value, json};

use crate::common::{Contract, Request, Response};

pub(crate) fn invoice() -> Value {
    json!({"external_id": "order-7", "amount": 20000, "payer_email": "a@example.com", "description": "Shoes"})
}

pub(crate) fn is_of_callback(class: Class) -> bool {
    class.subject == Subject::Callback
}

/// A sandbox with an invoice, and a request that looks it up.
pub(crate) async fn scene() -> (Sandbox, Request) {
    let sandbox = Sandbox::start().await.unwrap();
    let created = Request::post("/v2/invoices", invoice())
        .send(&sandbox)
        .await;
    let id = created.json()["id"].as_str().unwrap().to_owned();
    (sandbox, Request::get(&format!("/v2/invoices/{id}")))
}

/// The only drift since the last look.
pub(crate) fn only(sandbox: &Sandbox) -> Injected {
    let mut injected = sandbox.injected();
    assert_eq!(injected.len(), 1, "{injected:?}");
    sandbox.clear_drift();
    let injected = injected.remove(0);
    let recorded = sandbox.requests().pop().unwrap();
    assert_eq!(Some(recorded.number), injected.request);
    assert_eq!(
        recorded.operation.as_deref(),
        Some(injected.operation.as_str())
    );
    assert_eq!(injected.delivery, None);
    injected
}

/// The pointers at which two values differ.
pub(crate) fn differences(one: &Value, other: &Value, pointer: &str) -> Vec<String> {
    let parts = |value: &Value| -> Option<BTreeMap<String, Value>> {
        match value {
            Value::Object(fields) => Some(fields.clone().into_iter().collect()),
            Value::Array(items) => {
                let numbers = (0..items.len()).map(|index| index.to_string());
                Some(numbers.zip(items.clone()).collect())
            }
            _ => None,
        }
    };
    let (Some(left), Some(right)) = (parts(one), parts(other)) else {
        return Vec::from_iter((one != other).then(|| pointer.to_owned()));
    };
    if one.is_array() != other.is_array() {
        return vec![pointer.to_owned()];
    }
    let names: BTreeSet<&String> = left.keys().chain(right.keys()).collect();
    let differ = |name: &String| {
        let pointer = format!("{pointer}/{name}");
        match (left.get(name), right.get(name)) {
            (Some(one), Some(other)) => differences(one, other, &pointer),
            _ => vec![pointer],
        }
    };
    names.into_iter().flat_map(differ).collect()
}

/// The names of the headers, and the values of those that do not change by themselves.
pub(crate) fn headers(response: &Response) -> Vec<(&str, &str)> {
    let changing = [
        "request-id",
        "rate-limit-remaining",
        "rate-limit-reset",
        "date",
        "content-length",
    ];
    response
        .headers
        .iter()
        .map(|(name, value)| {
            let is_changing = changing.contains(&name.to_lowercase().as_str());
            (name.as_str(), if is_changing { "" } else { value.as_str() })
        })
        .collect()
}

/// Where the contract's schema has something against a looked up invoice.
pub(crate) fn problems(body: &Value) -> BTreeSet<String> {
    static CONTRACT: OnceLock<Contract> = OnceLock::new();
    let schema = json!({"$ref": "#/components/schemas/Invoice"});
    let problems = CONTRACT
        .get_or_init(Contract::xendit)
        .problems(&schema, body);
    let place = |problem: String| problem.split(": ").next().unwrap().to_owned();
    problems.into_iter().map(place).collect()
}
