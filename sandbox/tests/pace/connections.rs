//! A server that is left running: who sends nothing, or takes nothing, is let go, and names of others are not answered.

use std::time::Duration;

use bayar_sandbox::Sandbox;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::common::Request;

/// Longer than the sandbox waits.
const LONG: Duration = Duration::from_secs(80);

async fn connect(sandbox: &Sandbox) -> TcpStream {
    let address = sandbox.base_url().strip_prefix("http://").unwrap();
    TcpStream::connect(address).await.unwrap()
}

/// Lets what is on its way arrive, then a long time pass.
async fn wait() {
    tokio::time::sleep(Duration::from_millis(100)).await;
    tokio::time::pause();
    tokio::time::advance(LONG).await;
    tokio::time::resume();
}

/// What comes until the sandbox ends the connection.
async fn rest(stream: &mut TcpStream) -> String {
    let mut rest = Vec::new();
    let read = tokio::time::timeout(Duration::from_secs(20), stream.read_to_end(&mut rest));
    // A reset is an end, too.
    _ = read.await.expect("the connection is still open");
    String::from_utf8_lossy(&rest).into_owned()
}

#[tokio::test]
async fn who_sends_nothing_or_half_a_head_is_let_go() {
    let sandbox = Sandbox::start().await.unwrap();
    for sent in ["", "GET /bal", "GET /balance HTTP/1.1\r\nHost: 127"] {
        let mut stream = connect(&sandbox).await;
        stream.write_all(sent.as_bytes()).await.unwrap();
        wait().await;
        let answer = rest(&mut stream).await;
        assert!(!answer.contains(" 200 "), "{sent}: {answer}");
    }
    assert!(sandbox.requests().is_empty());
}

#[tokio::test]
async fn a_connection_that_is_not_used_again_is_closed() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut stream = connect(&sandbox).await;
    let request = b"GET /_sandbox/clock HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    for _ in 0..2 {
        stream.write_all(request).await.unwrap();
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    wait().await;
    let answers = rest(&mut stream).await;
    assert_eq!(answers.matches("HTTP/1.1 200 OK").count(), 2, "{answers}");
}

#[tokio::test]
async fn half_a_body_is_a_408() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut stream = connect(&sandbox).await;
    let head =
        b"POST /v2/invoices HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n{\"a\":";
    stream.write_all(head).await.unwrap();
    wait().await;
    let answer = rest(&mut stream).await;
    assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
    assert_eq!(sandbox.requests()[0].status, 408);
}

#[tokio::test]
async fn who_does_not_take_the_answer_is_let_go() {
    let sandbox = Sandbox::start().await.unwrap();
    for _ in 0..20 {
        let body = json!({"note": "z".repeat(1_000_000)});
        Request::post("/v2/invoices", body).send(&sandbox).await;
    }
    let mut stream = connect(&sandbox).await;
    let request = b"GET /_sandbox/requests HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    stream.write_all(request).await.unwrap();
    tokio::time::sleep(Duration::from_secs(1)).await;
    wait().await;
    let answer = rest(&mut stream).await;
    assert!(answer.starts_with("HTTP/1.1 200 "));
    assert!(answer.len() < 19_000_000, "{} bytes", answer.len());
}

#[tokio::test]
async fn no_other_name_of_this_machine_is_answered() {
    let sandbox = Sandbox::start().await.unwrap();
    let status = async |sandbox: &Sandbox, target: &str, host: &str| {
        let mut stream = connect(sandbox).await;
        let request = format!("GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let answer = rest(&mut stream).await;
        answer[9..12].parse::<u16>().unwrap()
    };
    for target in [
        "/",
        "/web/invoices/a",
        "/balance",
        "/no/such/path",
        "/_sandbox/status",
    ] {
        assert_eq!(
            status(&sandbox, target, "evil.example:4010").await,
            403,
            "{target}"
        );
        assert_ne!(
            status(&sandbox, target, "localhost:4010").await,
            403,
            "{target}"
        );
    }
    assert_eq!(sandbox.requests().len(), 4, "the API notes what it refuses");
    let network = Sandbox::builder()
        .host([0, 0, 0, 0].into())
        .start()
        .await
        .unwrap();
    let port = network.base_url().rsplit_once(':').unwrap().1;
    let mut stream = TcpStream::connect(format!("127.0.0.1:{port}"))
        .await
        .unwrap();
    let request = b"GET /balance HTTP/1.1\r\nHost: sandbox:4010\r\nConnection: close\r\n\r\n";
    stream.write_all(request).await.unwrap();
    let answer = rest(&mut stream).await;
    assert!(
        answer.starts_with("HTTP/1.1 401 "),
        "a network of containers has names: {answer}"
    );
}
