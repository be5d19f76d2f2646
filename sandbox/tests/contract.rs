//! Every operation of both contracts, called with its documented examples.

mod common;

use bayar_sandbox::Sandbox;
use common::{Contract, PUBLIC_KEY, Request};
use serde_json::{Value, json};

/// Bodies for the operations whose documents show none.
fn own_body(operation: &str) -> Option<Value> {
    match operation {
        "update_fixed_virtual_account" => {
            Some(json!({"expected_amount": 50000, "is_single_use": true}))
        }
        "create_batch_disbursement" => Some(json!({
            "reference": "payroll-1",
            "disbursements": [{
                "amount": 10000,
                "bank_code": "BCA",
                "bank_account_name": "Adit",
                "bank_account_number": "1231241231",
                "description": "Salary",
                "external_id": "salary-1",
            }],
        })),
        _ => None,
    }
}

/// The operation's path and query, with the documented examples as values.
fn target(contract: &Contract, path: &str, operation: &Value) -> String {
    let mut target = path.to_owned();
    let mut query = Vec::new();
    for parameter in operation["parameters"].as_array().unwrap() {
        let parameter = contract.resolve(parameter);
        let name = parameter["name"].as_str().unwrap();
        let listed = &contract.resolve(&parameter["schema"])["enum"][0];
        let example = parameter["example"]
            .as_str()
            .or(listed.as_str())
            .unwrap_or("example-1");
        match parameter["in"].as_str().unwrap() {
            "path" => target = target.replace(&format!("{{{name}}}"), example),
            "query" if parameter["required"] == true => query.push(format!("{name}={example}")),
            _ => {}
        }
    }
    if query.is_empty() {
        target
    } else {
        format!("{target}?{}", query.join("&"))
    }
}

fn bodies(operation: &Value) -> Vec<Option<Value>> {
    let content = &operation["requestBody"]["content"]["application/json"];
    let examples = content["examples"].as_object().into_iter().flatten();
    let mut bodies: Vec<_> = examples
        .map(|(_, example)| Some(example["value"].clone()))
        .collect();
    if bodies.is_empty() {
        bodies.push(own_body(operation["operationId"].as_str().unwrap()));
        assert_eq!(bodies[0].is_some(), !content.is_null(), "{operation}");
    }
    bodies
}

fn target_has_id(path: &str) -> bool {
    path.contains('{')
}

/// Calls every operation, and returns how many there are.
async fn call_every_operation(contract: &Contract, prefix: &str) -> usize {
    let sandbox = Sandbox::start().await.unwrap();
    let operations = contract.operations();
    for (method, path, operation) in &operations {
        let id = operation["operationId"].as_str().unwrap();
        for body in bodies(operation) {
            let mut request = Request::new(
                method,
                &format!("{prefix}{}", target(contract, path, operation)),
            )
            .header("for-user-id", "5785e6334d7b410667d355c4");
            if operation["security"][0]["publicKey"].is_array() {
                request = request.credentials(PUBLIC_KEY);
            }
            if let Some(body) = &body {
                request = request.json(&body.to_string());
            }
            let response = request.send(&sandbox).await;
            let recorded = sandbox.requests().pop().unwrap();
            assert_eq!(recorded.operation.as_deref(), Some(id));
            assert_eq!(recorded.violations, [], "{id}");
            if response.status == 404 {
                // The documents' ids exist in nobody's account; each product's own tests read what they create.
                assert!(target_has_id(path) || id == "get_ewallet_payment_status", "{id}");
                continue;
            }
            assert_eq!(response.status, 200, "{id}: {}", response.text);
            assert_eq!(
                response.header("Content-Type"),
                Some("application/json"),
                "{id}"
            );
            let schema = &operation["responses"]["200"]["content"]["application/json"]["schema"];
            assert_eq!(
                contract.problems(schema, &response.json()),
                Vec::<String>::new(),
                "{id}: {}",
                response.text
            );
        }
    }
    operations.len()
}

#[tokio::test]
async fn every_xendit_operation_answers_its_documented_requests() {
    assert!(call_every_operation(&Contract::xendit(), "").await >= 37);
}

#[tokio::test]
async fn every_finpay_operation_answers_its_documented_requests() {
    assert_eq!(
        call_every_operation(&Contract::finpay(), "/finpay").await,
        1
    );
}

/// Without this, an answer schema that accepts everything would pass above.
#[test]
fn the_schemas_refuse_what_is_not_theirs() {
    let contract = Contract::xendit();
    for (_, _, operation) in contract.operations() {
        let schema = &operation["responses"]["200"]["content"]["application/json"]["schema"];
        let nonsense = json!({"id": 1, "ewallet_type": "OVO"});
        assert_ne!(
            contract.problems(schema, &nonsense),
            Vec::<String>::new(),
            "{schema}"
        );
    }
}
