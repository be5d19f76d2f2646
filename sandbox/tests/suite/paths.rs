//! Paths as they stand on the wire.

use std::time::Duration;

use bayar_sandbox::Sandbox;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::common::Request;

async fn operation(method: &str, target: &str) -> Option<String> {
    let sandbox = Sandbox::start().await.unwrap();
    Request::new(method, target).send(&sandbox).await;
    let recorded = sandbox.requests().pop().unwrap();
    assert_eq!(recorded.target, target);
    recorded.operation
}

#[tokio::test]
async fn literal_signs_are_part_of_the_path() {
    for verb in ["stop", "pause", "resume"] {
        let expected = format!("{verb}_recurring_payment");
        assert_eq!(
            operation("POST", &format!("/recurring_payments/a/{verb}!")).await,
            Some(expected)
        );
    }
    assert_eq!(
        operation("POST", "/invoices/a/expire!").await.as_deref(),
        Some("expire_invoice")
    );
    assert_eq!(operation("POST", "/invoices/a/expire").await, None);
    let payment = "/callback_virtual_account_payments/payment_id=a";
    assert_eq!(
        operation("GET", payment).await.as_deref(),
        Some("get_fixed_virtual_account_payment")
    );
    assert_eq!(
        operation("GET", "/callback_virtual_account_payments/a").await,
        None
    );
    assert_eq!(
        operation("GET", "/callback_virtual_account_payments?payment_id=a").await,
        None
    );
}

/// Clients differ in what they send; whether the API takes it, no document says.
#[tokio::test]
async fn signs_as_codes_are_taken_and_noted() {
    let sandbox = Sandbox::start().await.unwrap();
    for (method, target, operation, noted) in [
        ("POST", "/invoices/a/expire%21", "expire_invoice", 1),
        ("POST", "/invoices/a%21/expire!", "expire_invoice", 0),
        (
            "GET",
            "/callback_virtual_account_payments/payment_id%3Da",
            "get_fixed_virtual_account_payment",
            1,
        ),
    ] {
        Request::new(method, target).send(&sandbox).await;
        let recorded = sandbox.requests().pop().unwrap();
        assert_eq!(recorded.operation.as_deref(), Some(operation), "{target}");
        assert_eq!(recorded.violations.len(), noted, "{target}");
    }
    let strict = Sandbox::builder().strict(true).start().await.unwrap();
    let request = Request::new("POST", "/invoices/a/expire%21");
    assert_eq!(request.send(&strict).await.status, 400);
}

#[tokio::test]
async fn ids_are_decoded_once_and_after_matching() {
    let sandbox = Sandbox::start().await.unwrap();
    let body = json!({"external_id": "a", "amount": 20000, "payer_email": "a@example.com", "description": "Shoes"});
    let created = Request::post("/v2/invoices", body).send(&sandbox).await;
    let id = created.json()["id"].as_str().unwrap().to_owned();
    let letters = || id.bytes().map(|byte| format!("%{byte:02x}"));
    let once: String = letters().collect();
    let twice = once.replace('%', "%25");
    for (raw, status) in [
        (&id, 200),
        (&once, 200),
        (&twice, 404),
        (&format!("{id}+"), 404),
        (&format!("{id}%2F"), 404),
        (&format!("{id}%3Fa"), 404),
    ] {
        let response = Request::get(&format!("/v2/invoices/{raw}"))
            .send(&sandbox)
            .await;
        assert_eq!(response.status, status, "{raw}");
        let recorded = sandbox.requests().pop().unwrap();
        assert_eq!(recorded.operation.as_deref(), Some("get_invoice"), "{raw}");
    }
}

#[tokio::test]
async fn methods_have_capitals() {
    let sandbox = Sandbox::start().await.unwrap();
    let response = Request::new("get", "/balance").send(&sandbox).await;
    assert_eq!(
        (response.status, response.header("Allow")),
        (405, Some("GET"))
    );
}

#[tokio::test]
async fn doubled_and_trailing_slashes_are_taken_and_noted() {
    let sandbox = Sandbox::start().await.unwrap();
    for (target, operation, noted) in [
        ("/v2/invoices", "list_invoices", 0),
        ("//v2//invoices", "list_invoices", 1),
        ("/v2/invoices/", "list_invoices", 1),
        ("//finpay//payout/a/", "get_payout", 1),
        ("/%66inpay/payout/a", "get_payout", 1),
    ] {
        let request = Request::get(target).header("for-user-id", "a");
        let response = request.send(&sandbox).await;
        let has_id = response.header("Request-ID").is_some();
        assert_eq!(has_id, operation != "get_payout", "{target}");
        let recorded = sandbox.requests().pop().unwrap();
        assert_eq!(recorded.operation.as_deref(), Some(operation), "{target}");
        assert_eq!(recorded.violations.len(), noted, "{target}");
    }
}

#[tokio::test]
async fn the_base_urls_lead_to_their_operations() {
    let sandbox = Sandbox::start().await.unwrap();
    let prefix = sandbox
        .finpay_url()
        .strip_prefix(sandbox.base_url())
        .unwrap()
        .to_owned();
    assert!(sandbox.base_url().starts_with("http://127.0.0.1:"));
    let request = Request::get(&format!("{prefix}/payout/a")).header("for-user-id", "a");
    request.send(&sandbox).await;
    assert_eq!(
        sandbox.requests()[0].operation.as_deref(),
        Some("get_payout")
    );
}

/// A text in a body may look like the line that a request begins with, and come in a piece of its own.
#[tokio::test]
async fn a_body_is_taken_as_it_was_sent() {
    let sandbox = Sandbox::start().await.unwrap();
    let address = sandbox.base_url().strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.set_nodelay(true).unwrap();
    let pieces = [
        "{\n  \"description\": \"",
        "GET /\\\"b\\\" HTTP/1.1\",\n  \"amount\": 20000\n}",
    ];
    let length = pieces.concat().len();
    let head = "Authorization: Basic eG5kX2RldmVsb3BtZW50X3g6\r\nHost: localhost";
    let first = format!("POST /v2/invoices HTTP/1.1\r\n{head}\r\nContent-Length: {length}\r\n\r\n");
    stream.write_all(first.as_bytes()).await.unwrap();
    for piece in pieces {
        tokio::time::sleep(Duration::from_millis(50)).await;
        stream.write_all(piece.as_bytes()).await.unwrap();
    }
    let mut answer = [0; 4096];
    assert_ne!(stream.read(&mut answer).await.unwrap(), 0);
    let second = format!(
        "GET /v2/invoices?statuses=[\"PAID\"] HTTP/1.1\r\n{head}\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(second.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    let requests = sandbox.requests();
    let [first, second] = &requests[..] else {
        panic!("{requests:?}");
    };
    let body: serde_json::Value = serde_json::from_str(&first.body).unwrap();
    assert_eq!(body["description"], "GET /\"b\" HTTP/1.1");
    assert_eq!(
        (body["amount"].as_u64(), second.status),
        (Some(20_000), 200)
    );
    assert_eq!(second.target, "/v2/invoices?statuses=[%22PAID%22]");
}
