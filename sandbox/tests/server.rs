//! Starting, stopping, recording and prescribed answers.

mod common;

use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bayar_sandbox::{RecordedRequest, Reply, Sandbox};
use common::Request;
use serde_json::json;
use tokio::net::{TcpListener, TcpStream};

/// A sandbox on a port that nobody takes after it: free ports are given out above 32768 only, and no other test here
/// tries the same one.
async fn on_a_port_of_its_own() -> (Sandbox, String) {
    static TRIED: AtomicU16 = AtomicU16::new(0);
    let first = 20_000 + u16::try_from(std::process::id() % 10_000).unwrap();
    loop {
        let port = first + TRIED.fetch_add(1, Ordering::Relaxed);
        if let Ok(sandbox) = Sandbox::builder().port(port).start().await {
            assert_eq!(sandbox.base_url(), format!("http://127.0.0.1:{port}"));
            return (sandbox, format!("127.0.0.1:{port}"));
        }
    }
}

#[tokio::test]
async fn any_number_runs_side_by_side() {
    let (first, second) = tokio::join!(Sandbox::start(), Sandbox::start());
    let (first, second) = (first.unwrap(), second.unwrap());
    assert_ne!(first.base_url(), second.base_url());
    first.enqueue(Reply::new(503));
    let request = Request::get("/balance");
    let (one, two) = tokio::join!(request.send(&first), request.send(&second));
    assert_eq!((one.status, two.status), (503, 200));
    Request::get("/v2/invoices/a").send(&second).await;
    assert_eq!((first.requests().len(), second.requests().len()), (1, 2));
}

#[tokio::test]
async fn dropping_frees_the_port() {
    let (sandbox, address) = on_a_port_of_its_own().await;
    assert!(TcpListener::bind(&address).await.is_err());
    drop(sandbox);
    let freed = async {
        while TcpStream::connect(&address).await.is_ok()
            || TcpListener::bind(&address).await.is_err()
        {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), freed)
        .await
        .expect("the port is still taken");
}

#[tokio::test]
async fn shutting_down_frees_the_port_at_once() {
    let (sandbox, address) = on_a_port_of_its_own().await;
    Request::get("/balance").send(&sandbox).await;
    sandbox.shutdown().await;
    assert!(TcpStream::connect(&address).await.is_err());
    TcpListener::bind(&address).await.expect("the port is free");
}

#[tokio::test]
async fn a_taken_port_is_an_error() {
    let (_sandbox, address) = on_a_port_of_its_own().await;
    let port = address.split_once(':').unwrap().1.parse().unwrap();
    assert!(Sandbox::builder().port(port).start().await.is_err());
}

#[tokio::test]
async fn prescribed_answers_go_out_as_they_are_and_in_turn() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.enqueue(
        Reply::new(502)
            .header("Content-Type", "text/html")
            .header("Server", "gateway")
            .body("<h1>Bad</h1>"),
    );
    sandbox.enqueue(
        Reply::json(429, r#"{"error_code":"RATE_LIMIT_EXCEEDED"}"#).header("Retry-After", "1"),
    );
    sandbox.enqueue(Reply::new(7).header("not a name", "x"));
    let request = Request::get("/balance");

    let first = request.send(&sandbox).await;
    assert_eq!((first.status, first.text.as_str()), (502, "<h1>Bad</h1>"));
    assert_eq!(
        (first.header("Content-Type"), first.header("Server")),
        (Some("text/html"), Some("gateway"))
    );
    assert_eq!(first.header("Request-ID"), None);
    let second = request.send(&sandbox).await;
    assert_eq!(
        (second.status, second.header("Retry-After")),
        (429, Some("1"))
    );
    assert_eq!(second.json()["error_code"], "RATE_LIMIT_EXCEEDED");
    assert_eq!(request.send(&sandbox).await.status, 500);
    assert_eq!(request.send(&sandbox).await.status, 200);
    let statuses: Vec<_> = sandbox
        .requests()
        .iter()
        .map(|recorded| recorded.status)
        .collect();
    assert_eq!(statuses, [502, 429, 500, 200]);
    assert_eq!(
        sandbox.requests()[0].operation.as_deref(),
        Some("get_balance")
    );
}

#[tokio::test]
async fn requests_are_recorded_as_sent() {
    let sandbox = Sandbox::start().await.unwrap();
    let request = Request::new("POST", "/v2/invoices?a=%20").header("X-IDEMPOTENCY-KEY", "key-1");
    let request =
        request.json(r#"{ "external_id": "a", "amount": 10000.0, "payer_email": "a@example.com", "description": "b" }"#);
    assert_eq!(request.send(&sandbox).await.status, 200);
    let recorded = sandbox.requests().pop().unwrap();
    assert_eq!(
        (recorded.method.as_str(), recorded.target.as_str()),
        ("POST", "/v2/invoices?a=%20")
    );
    assert_eq!(recorded.header("x-idempotency-key"), Some("key-1"));
    assert_eq!(
        recorded.body,
        r#"{"external_id":"a","amount":10000.0,"payer_email":"a@example.com","description":"b"}"#
    );
    assert_eq!(recorded.operation.as_deref(), Some("create_invoice"));
}

#[tokio::test]
async fn nothing_recorded_or_printed_holds_a_secret() {
    let lines = Arc::new(Mutex::new(String::new()));
    let printed = Arc::clone(&lines);
    let print = move |request: &RecordedRequest| {
        let mut lines = printed.lock().unwrap();
        *lines += &format!("{request}\n{request:?}\n");
    };
    let sandbox = Sandbox::builder().on_request(print).start().await.unwrap();
    let card = json!({
        "amount": "10000", "card_cvn": "7353", "card_number": "7353000000000002",
        "card_data": {"account_number": "7353000000000002", "exp_month": "7353", "exp_year": "7353", "cvn": "7353"},
    });
    let card_request =
        Request::post("/v2/credit_card_tokens", card.clone()).credentials("xnd_public_7353:");
    card_request.send(&sandbox).await;
    Request::post("/no/such/path", card)
        .credentials("7353:7353")
        .send(&sandbox)
        .await;
    let form = b"external_id=visible&account_number=7353&card_data%5Bcvn%5D=7353";
    Request::new("POST", "/disbursements")
        .body("application/x-www-form-urlencoded", form)
        .send(&sandbox)
        .await;
    Request::new("POST", "/disbursements")
        .json("{\"account_number\":\"7353\"")
        .send(&sandbox)
        .await;
    Request::get("/balance?account_number=7353&api_key=7353")
        .header("X-CALLBACK-TOKEN", "7353")
        .send(&sandbox)
        .await;

    assert_eq!(sandbox.requests().len(), 5);
    let recorded = format!("{:?}{}", sandbox.requests(), lines.lock().unwrap());
    let authorization =
        |request: &RecordedRequest| request.header("Authorization") == Some("[redacted]");
    assert!(sandbox.requests().iter().all(authorization), "{recorded}");
    assert!(!recorded.contains("7353"), "{recorded}");
    assert!(
        recorded.contains("visible") && recorded.contains("[redacted]"),
        "{recorded}"
    );
    assert!(
        recorded.contains("POST /v2/credit_card_tokens -> "),
        "{recorded}"
    );
}
