//! Traffic with a server that keeps to the contract has no finding.

mod common;

use std::collections::BTreeSet;

use bayar_drift::check::Options;
use bayar_sandbox::Sandbox;
use common::{contract, examples, lines, operations, places, report_with};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const SECRET_KEY: &str = "Basic eG5kX2RldmVsb3BtZW50X3NlY3JldDo=";
const PUBLIC_KEY: &str = "Basic eG5kX3B1YmxpY19kZXZlbG9wbWVudF9zZWNyZXQ6";

/// A client that writes down each exchange.
struct Recorder {
    sandbox: Sandbox,
    operations: Vec<(String, String, Value)>,
    exchanges: Vec<Value>,
}

impl Recorder {
    async fn new() -> Recorder {
        let operations = operations(&contract(bayar_spec::XENDIT));
        Recorder {
            sandbox: Sandbox::builder().start().await.unwrap(),
            operations,
            exchanges: Vec::new(),
        }
    }

    fn operation(&self, id: &str) -> (String, String, Value) {
        self.operations
            .iter()
            .find(|(.., operation)| operation["operationId"] == id)
            .unwrap()
            .clone()
    }

    /// Every documented request of an operation.
    fn requests(&self, id: &str) -> Vec<Value> {
        let (.., operation) = self.operation(id);
        examples(&operation["requestBody"])
    }

    /// Calls an operation with this in the place of its parameter, or at the end of its path.
    async fn call(&mut self, id: &str, of: &str, body: Option<Value>) -> Value {
        let (method, path, operation) = self.operation(id);
        let target = match path.split_once('{') {
            Some((before, rest)) => format!("{before}{of}{}", rest.split_once('}').unwrap().1),
            None => format!("{path}{of}"),
        };
        let key = if operation["security"][0]["publicKey"].is_array() {
            PUBLIC_KEY
        } else {
            SECRET_KEY
        };
        let mut headers = vec![("Authorization", key), ("Accept", "*/*")];
        let body = body.map(|body| body.to_string());
        if body.is_some() {
            headers.push(("Content-Type", "application/json"));
        }
        self.send(&method, &target, &headers, &body.unwrap_or_default())
            .await
    }

    async fn send(
        &mut self,
        method: &str,
        target: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Value {
        let address = self
            .sandbox
            .base_url()
            .strip_prefix("http://")
            .unwrap()
            .to_owned();
        let mut request =
            format!("{method} {target} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n");
        for (name, value) in headers {
            request += &format!("{name}: {value}\r\n");
        }
        request += &format!("Content-Length: {}\r\n\r\n{body}", body.len());
        let mut stream = TcpStream::connect(&address).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        let (head, text) = answer.split_once("\r\n\r\n").unwrap();
        let status: u16 = head.split(' ').nth(1).unwrap().parse().unwrap();
        let answered: Vec<_> = head
            .lines()
            .skip(1)
            .filter_map(|line| line.split_once(": "))
            .collect();
        self.exchanges.push(json!({
            "request": {"method": method, "url": format!("http://{address}{target}"), "headers": headers, "body": body},
            "response": {"status": status, "headers": answered, "body": text},
        }));
        serde_json::from_str(text).unwrap_or_default()
    }

    /// What the sandbox sent to the merchant.
    fn callbacks(&self) -> Vec<Value> {
        let deliveries = self.sandbox.deliveries().into_iter();
        let callback = |body: &Value| {
            let headers = json!({"Content-Type": "application/json", "X-CALLBACK-TOKEN": "token"});
            json!({"request": {"method": "POST", "url": "/", "headers": headers, "body": body}, "callback": true})
        };
        deliveries
            .map(|delivery| callback(&delivery.body))
            .collect()
    }
}

fn id(answer: &Value) -> String {
    answer["id"]
        .as_str()
        .unwrap_or_else(|| panic!("{answer}"))
        .to_owned()
}

#[tokio::test]
async fn what_the_sandbox_answers_has_no_finding() {
    let mut recorder = Recorder::new().await;
    let r = &mut recorder;
    for read in [
        "get_balance",
        "get_virtual_account_banks",
        "get_available_disbursement_banks",
    ] {
        r.call(read, "", None).await;
    }
    for (number, mut request) in r.requests("create_invoice").into_iter().enumerate() {
        request["external_id"] = json!(format!("invoice-{number}"));
        let invoice = r.call("create_invoice", "", Some(request)).await;
        r.call("get_invoice", &id(&invoice), None).await;
        r.call("expire_invoice", &id(&invoice), None).await;
        r.call("get_invoice", &id(&invoice), None).await;
    }
    r.call(
        "list_invoices",
        "?statuses=%5B%22EXPIRED%22%5D&limit=2",
        None,
    )
    .await;
    r.call("get_invoice", "579c8d61f23fa4ca35e52da4", None)
        .await;
    r.call("create_invoice", "", Some(json!({"external_id": "a", "payer_email": "a@b.co", "description": "x", "amount": 230000.00}))).await;
    for (number, mut request) in r.requests("create_disbursement").into_iter().enumerate() {
        request["external_id"] = json!(format!("disbursement-{number}"));
        let disbursement = r.call("create_disbursement", "", Some(request)).await;
        r.sandbox
            .act(&id(&disbursement), "complete", json!({}))
            .unwrap();
        r.call("get_disbursement_by_id", &id(&disbursement), None)
            .await;
        r.call(
            "get_disbursements_by_external_id",
            &format!("?external_id=disbursement-{number}"),
            None,
        )
        .await;
    }
    for (number, mut request) in r
        .requests("create_fixed_virtual_account")
        .into_iter()
        .enumerate()
    {
        request["external_id"] = json!(format!("account-{number}"));
        let account = r
            .call("create_fixed_virtual_account", "", Some(request))
            .await;
        r.call("get_fixed_virtual_account", &id(&account), None)
            .await;
    }
    for (number, mut request) in r
        .requests("create_recurring_payment")
        .into_iter()
        .enumerate()
    {
        request["external_id"] = json!(format!("recurring-{number}"));
        let recurring = r.call("create_recurring_payment", "", Some(request)).await;
        for step in [
            "pause_recurring_payment",
            "resume_recurring_payment",
            "stop_recurring_payment",
        ] {
            r.call(step, &id(&recurring), None).await;
        }
    }
    for (number, mut request) in r.requests("create_payout_link").into_iter().enumerate() {
        request["external_id"] = json!(format!("payout-{number}"));
        let payout = r.call("create_payout_link", "", Some(request)).await;
        r.call("get_payout_link", &id(&payout), None).await;
        r.call("void_payout_link", &id(&payout), None).await;
    }
    // Refused: by the key, and by the contract.
    r.send(
        "GET",
        "/balance",
        &[("Authorization", "Basic bm9ib2R5Og==")],
        "",
    )
    .await;
    let headers = [
        ("Authorization", SECRET_KEY),
        ("Content-Type", "application/json"),
    ];
    r.send(
        "POST",
        "/invoices/579c8d61f23fa4ca35e52da4/expire!",
        &headers,
        "",
    )
    .await;

    let callbacks = recorder.callbacks();
    assert!(!callbacks.is_empty());
    recorder.exchanges.extend(callbacks);
    let report = report_with(Options::default(), &lines(&recorder.exchanges));
    assert_eq!(places(&report), [], "{:#?}", report.findings);
    let called = report
        .coverage
        .operations
        .iter()
        .filter(|(_, covered)| covered.count > 0);
    let called: BTreeSet<_> = called.map(|(id, _)| id.as_str()).collect();
    assert!(called.len() >= 19, "{called:?}");
    assert_eq!(report.summary.exchanges, recorder.exchanges.len() as u64);
    recorder.sandbox.shutdown().await;
}
