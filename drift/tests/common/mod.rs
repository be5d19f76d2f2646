//! The contract's own examples, and exchanges made of them.
#![allow(dead_code)]

pub mod flow;
pub mod recorder;

use std::sync::OnceLock;

use bayar_drift::check::{Checker, Options};
use bayar_drift::exchange;
use bayar_drift::finding::Finding;
use bayar_drift::report::Report;
use serde_json::{Value, json};

/// A contract, by a reading of its own.
pub fn contract(text: &str) -> Value {
    yaml_serde::from_str(text).unwrap()
}

/// Xendit's contract, read once.
pub fn xendit() -> &'static Value {
    static CONTRACT: OnceLock<Value> = OnceLock::new();
    CONTRACT.get_or_init(|| contract(bayar_spec::XENDIT))
}

/// Method, path and operation of each operation.
pub fn operations(contract: &Value) -> Vec<(String, String, Value)> {
    let mut operations = Vec::new();
    for (path, item) in contract["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            operations.push((method.to_uppercase(), path.clone(), operation.clone()));
        }
    }
    operations
}

/// The documented values of some content.
pub fn examples(content: &Value) -> Vec<Value> {
    let media = &content["content"]["application/json"];
    let examples = media["examples"].as_object().into_iter().flatten();
    examples
        .map(|(_, example)| example["value"].clone())
        .collect()
}

/// A documented request and a documented answer of an operation.
pub fn documented(id: &str) -> (Value, Value) {
    let all = operations(xendit());
    let (.., operation) = all
        .iter()
        .find(|(.., operation)| operation["operationId"] == id)
        .unwrap();
    let request = examples(&operation["requestBody"])
        .into_iter()
        .next()
        .unwrap_or_default();
    let response = examples(success(operation))
        .into_iter()
        .next()
        .unwrap_or_default();
    (request, response)
}

/// The documented body of a callback.
pub fn documented_callback(name: &str) -> Value {
    examples(&xendit()["x-webhooks"][name]["post"]["requestBody"]).remove(0)
}

/// The documented callback, changed, as an exchange.
pub fn callback(name: &str, change: impl FnOnce(&mut Value)) -> Value {
    let mut body = documented_callback(name);
    change(&mut body);
    json!({
        "request": {
            "method": "POST",
            "url": "https://shop.example/callbacks",
            "headers": {"Content-Type": "application/json", "X-CALLBACK-TOKEN": "token"},
            "body": body.to_string(),
        },
        "response": {"status": 200},
        "callback": true,
    })
}

/// An exchange as a line of NDJSON.
pub fn exchange(
    method: &str,
    target: &str,
    request: Option<&Value>,
    status: u16,
    response: &Value,
) -> Value {
    let mut exchange = json!({
        "request": {
            "method": method,
            "url": format!("https://api.xendit.co{target}"),
            "headers": {"Authorization": "Basic eG5kX2RldmVsb3BtZW50X3g6"},
        },
        "response": {"status": status, "headers": {"Content-Type": "application/json"}, "body": response.to_string()},
    });
    if let Some(body) = request {
        exchange["request"]["headers"]["Content-Type"] = json!("application/json");
        exchange["request"]["body"] = json!(body.to_string());
    }
    exchange
}

pub fn lines(exchanges: &[Value]) -> String {
    exchanges
        .iter()
        .flat_map(|exchange| [exchange.to_string(), "\n".to_owned()])
        .collect()
}

pub fn report_with(options: Options, text: &str) -> Report {
    let mut checker = Checker::new(options).unwrap();
    exchange::read(text.as_bytes(), |exchange| checker.check(exchange)).unwrap();
    checker.report()
}

pub fn report(exchanges: &[Value]) -> Report {
    report_with(Options::default(), &lines(exchanges))
}

/// Class, operation and place of each finding.
pub fn places(report: &Report) -> Vec<(String, String, String)> {
    let place = |finding: &Finding| {
        let operation = finding.operation.clone().unwrap_or_default();
        (
            finding.class.to_string(),
            operation,
            finding.pointer.clone(),
        )
    };
    report.findings.iter().map(place).collect()
}

/// The answer to what went well.
fn success(operation: &Value) -> &Value {
    let answers = &operation["responses"];
    answers.get("200").unwrap_or(&answers["2XX"])
}
