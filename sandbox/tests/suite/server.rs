//! Starting, stopping, recording and prescribed answers.

use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bayar_sandbox::{RecordedRequest, Reply, Sandbox};
use serde_json::json;
use tokio::net::{TcpListener, TcpStream};

use crate::common::Request;

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
    sandbox.shutdown().await.unwrap();
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
        r#"{"external_id":"a","amount":10000.0,"payer_email":"[redacted]","description":"b"}"#
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

/// Where no name says that it is a secret.
#[tokio::test]
async fn secrets_are_found_by_what_they_look_like() {
    let lines = Arc::new(Mutex::new(String::new()));
    let printed = Arc::clone(&lines);
    let print = move |request: &RecordedRequest| {
        *printed.lock().unwrap() += &format!("{request}\n{request:?}\n");
    };
    let sandbox = Sandbox::builder().on_request(print).start().await.unwrap();
    let key = "xnd_production_Planted0Key1Zz9";
    let field = format!(r#"{{"{key}": 1, "note": "{key}", "cardNumber": "4000000000000002"}}"#);
    for request in [
        Request::get(&format!("/balance?note={key}")),
        Request::get(&format!("/balance?{key}=1")),
        Request::get(&format!("/x/{key}")),
        Request::get(&format!("/x/{}", key.replace('_', "%5F"))),
        Request::new("POST", "/cb?token=CbTok3nQ7"),
        Request::get("/payouts/1?password=p4ssWord"),
        Request::get("/balance").header("X-Api-Key", "CbTok3nQ7"),
        Request::get("/balance").header("X-Note", key),
        Request::new("POST", "/disbursements").json(&field),
        Request::new("POST", "/no/such/path").json(&field),
    ] {
        request.send(&sandbox).await;
    }
    let recorded = format!("{:?}{}", sandbox.requests(), lines.lock().unwrap());
    for secret in [key, "Planted", "CbTok3nQ7", "p4ssWord", "4000000000000002"] {
        assert!(!recorded.contains(secret), "{secret}: {recorded}");
    }
    assert!(recorded.contains("[credential]"), "{recorded}");
}

#[tokio::test]
async fn what_is_refused_for_its_key_is_not_read() {
    let sandbox = Sandbox::start().await.unwrap();
    let nested = format!("{}{}", "[".repeat(500_000), "]".repeat(500_000));
    let request = Request::new("POST", "/v2/invoices").body("text/plain", nested.as_bytes());
    let answer = request
        .clone()
        .header("Authorization", "")
        .send(&sandbox)
        .await;
    assert_eq!(answer.status, 401);
    assert_eq!(sandbox.requests()[0].body, "[not read, 1000000 bytes]");
    assert_eq!(request.send(&sandbox).await.status, 400);
    assert_eq!(sandbox.requests()[1].body, "[not JSON, 1000000 bytes]");
}

#[tokio::test]
async fn the_log_is_bounded_in_bytes() {
    let sandbox = Sandbox::start().await.unwrap();
    let send = async |length: usize| {
        let body = json!({"note": "z".repeat(length)});
        Request::post("/v2/invoices", body).send(&sandbox).await;
    };
    send(2_000_000).await;
    let shown = &sandbox.requests()[0].body;
    assert!(shown.starts_with("[too long to be kept, "), "{shown:.50}");
    for _ in 0..40 {
        send(1_000_000).await;
    }
    let requests = sandbox.requests();
    let size: usize = requests.iter().map(|request| request.body.len()).sum();
    assert!((20..40).contains(&requests.len()), "{}", requests.len());
    assert!(size < 40 << 20);
    assert_eq!(requests.last().unwrap().number, 41);
}
