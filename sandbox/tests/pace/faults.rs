//! Faults, as a client sees them on the socket, and what they leave in the world.

use std::io::ErrorKind;
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bayar_sandbox::{Fault, Sandbox};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::common::{Request, SECRET_KEY};

/// What came back on a connection, and how it ended.
struct Seen {
    bytes: Vec<u8>,
    error: Option<ErrorKind>,
}

impl Seen {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    fn is_reset(&self) -> bool {
        self.error == Some(ErrorKind::ConnectionReset)
    }
}

fn address(sandbox: &Sandbox) -> &str {
    sandbox.base_url().strip_prefix("http://").unwrap()
}

fn bytes(sandbox: &Sandbox, method: &str, target: &str, body: &str, connection: &str) -> String {
    let (host, length) = (address(sandbox), body.len());
    let credentials = STANDARD.encode(SECRET_KEY);
    format!(
        "{method} {target} HTTP/1.1\r\nHost: {host}\r\nConnection: {connection}\r\nAuthorization: Basic {credentials}\
         \r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
    )
}

fn invoice(id: &str) -> String {
    json!({"external_id": id, "amount": 20000, "payer_email": "a@example.com", "description": "Shoes"}).to_string()
}

/// Reads until the other side ends.
async fn read(stream: &mut TcpStream) -> Seen {
    let mut bytes = Vec::new();
    let end = timeout(Duration::from_secs(20), stream.read_to_end(&mut bytes)).await;
    let end = end.expect("the connection stays open");
    Seen {
        bytes,
        error: end.err().map(|error| error.kind()),
    }
}

async fn create(sandbox: &Sandbox, id: &str) -> Seen {
    let mut stream = TcpStream::connect(address(sandbox)).await.unwrap();
    let request = bytes(sandbox, "POST", "/v2/invoices", &invoice(id), "close");
    stream.write_all(request.as_bytes()).await.unwrap();
    read(&mut stream).await
}

/// Whether the world has an invoice with this external id.
async fn exists(sandbox: &Sandbox, id: &str) -> bool {
    let listed = Request::get("/v2/invoices?limit=100").send(sandbox).await;
    assert_eq!(listed.status, 200);
    let listed = listed.json();
    let invoices = listed.as_array().unwrap();
    invoices.iter().any(|invoice| invoice["external_id"] == id)
}

/// A sandbox whose first request to create an invoice meets the fault.
async fn with(fault: Fault) -> Sandbox {
    let fault = fault.operation("create_invoice").times(1);
    Sandbox::builder().fault(fault).start().await.unwrap()
}

/// Meets the fault before and after the request is carried out, and looks at the effect.
async fn before_and_after(fault: Fault, look: impl Fn(&Seen)) {
    for (fault, has_effect) in [(fault.clone(), false), (fault.after_commit(), true)] {
        let sandbox = with(fault.clone()).await;
        look(&create(&sandbox, "one").await);
        assert_eq!(exists(&sandbox, "one").await, has_effect, "{fault:?}");
        let next = create(&sandbox, "two").await;
        assert!(next.text().starts_with("HTTP/1.1 200 OK\r\n"), "{fault:?}");
        assert!(exists(&sandbox, "two").await, "{fault:?}");
    }
}

#[tokio::test]
async fn a_reset_is_a_reset_and_leaves_no_byte() {
    before_and_after(Fault::reset(), |seen| {
        assert!(seen.is_reset(), "{:?}", seen.error);
        assert!(seen.bytes.is_empty(), "{}", seen.text());
    })
    .await;
}

#[tokio::test]
async fn a_reset_is_recorded_without_a_status() {
    let sandbox = with(Fault::reset().after_commit()).await;
    create(&sandbox, "one").await;
    let recorded = sandbox.requests().pop().unwrap();
    assert_eq!((recorded.status, recorded.fault), (0, Some("reset")));
    assert_eq!(recorded.operation.as_deref(), Some("create_invoice"));
    let line = recorded.to_string();
    assert!(
        line.starts_with("POST /v2/invoices -> 0 create_invoice (reset)"),
        "{line}"
    );
}

#[tokio::test]
async fn a_body_is_cut_in_its_middle() {
    let sandbox = with(Fault::reset_in_body()).await;
    let seen = create(&sandbox, "one").await;
    assert!(seen.is_reset(), "{:?}", seen.error);
    let text = seen.text();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200 OK\r\n"), "{head}");
    let promised: usize = head
        .split_once("content-length: ")
        .unwrap()
        .1
        .parse()
        .unwrap();
    assert!(
        !body.is_empty() && body.len() < promised,
        "{} of {promised}",
        body.len()
    );
    assert!(exists(&sandbox, "one").await);
}

#[tokio::test]
async fn a_stalled_request_is_never_answered() {
    for (fault, has_effect) in [
        (Fault::stall(), false),
        (Fault::stall().after_commit(), true),
    ] {
        let sandbox = with(fault).await;
        let mut stream = TcpStream::connect(address(&sandbox)).await.unwrap();
        let request = bytes(&sandbox, "POST", "/v2/invoices", &invoice("one"), "close");
        stream.write_all(request.as_bytes()).await.unwrap();
        let answer = timeout(Duration::from_millis(300), stream.read_u8()).await;
        assert!(answer.is_err(), "{answer:?}");
        assert_eq!(exists(&sandbox, "one").await, has_effect);
        let stopping = Instant::now();
        sandbox.shutdown().await.unwrap();
        assert!(
            stopping.elapsed() < Duration::from_secs(4),
            "nobody waits for it"
        );
        assert!(read(&mut stream).await.is_reset());
    }
}

#[tokio::test]
async fn dropping_the_sandbox_ends_a_stalled_request() {
    let sandbox = with(Fault::stall()).await;
    let mut stream = TcpStream::connect(address(&sandbox)).await.unwrap();
    let request = bytes(&sandbox, "POST", "/v2/invoices", &invoice("one"), "close");
    stream.write_all(request.as_bytes()).await.unwrap();
    assert!(
        timeout(Duration::from_millis(200), stream.read_u8())
            .await
            .is_err()
    );
    drop(sandbox);
    assert!(read(&mut stream).await.error.is_some());
}

#[tokio::test]
async fn latency_delays_before_or_after_the_effect() {
    let delay = Duration::from_secs(1);
    for (fault, has_effect) in [
        (Fault::latency(delay), false),
        (Fault::latency(delay).after_commit(), true),
    ] {
        let sandbox = with(fault).await;
        let begin = Instant::now();
        let (seen, was_there) = tokio::join!(create(&sandbox, "one"), async {
            tokio::time::sleep(delay / 10).await;
            exists(&sandbox, "one").await
        });
        assert!(begin.elapsed() >= delay);
        assert_eq!(was_there, has_effect);
        assert!(seen.text().starts_with("HTTP/1.1 200 OK\r\n"));
        assert!(exists(&sandbox, "one").await);
    }
}

#[tokio::test]
async fn a_client_that_does_not_wait_out_a_latency_has_done_nothing() {
    let sandbox = with(Fault::latency(Duration::from_secs(1))).await;
    let mut stream = TcpStream::connect(address(&sandbox)).await.unwrap();
    let request = bytes(&sandbox, "POST", "/v2/invoices", &invoice("one"), "close");
    stream.write_all(request.as_bytes()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(50)).await;
    drop(stream);
    tokio::time::sleep(Duration::from_millis(1500)).await;
    assert!(!exists(&sandbox, "one").await);
}

#[tokio::test]
async fn a_latency_comes_with_another_fault() {
    let sandbox = with(Fault::empty(503)).await;
    let latency = Fault::latency_between(Duration::from_millis(200), Duration::from_millis(210));
    sandbox.add_fault(latency).unwrap();
    let begin = Instant::now();
    let seen = create(&sandbox, "one").await;
    assert!(begin.elapsed() >= Duration::from_millis(200));
    assert!(seen.text().starts_with("HTTP/1.1 503 "), "{}", seen.text());
}

#[tokio::test]
async fn bytes_trickle() {
    let sandbox = with(Fault::slow_bytes(100, Duration::from_millis(20))).await;
    let begin = Instant::now();
    let mut stream = TcpStream::connect(address(&sandbox)).await.unwrap();
    let request = bytes(&sandbox, "POST", "/v2/invoices", &invoice("one"), "close");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut first = vec![0; 4096];
    let count = stream.read(&mut first).await.unwrap();
    let rest = read(&mut stream).await;
    assert_eq!(rest.error, None);
    assert!(!rest.bytes.is_empty(), "{count} bytes at once");
    let all = [&first[..count], &rest.bytes].concat();
    let text = String::from_utf8(all).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    assert!(
        head.contains(&format!("content-length: {}", body.len())),
        "{head}"
    );
    assert_eq!(
        serde_json::from_str::<Value>(body).unwrap()["external_id"],
        "one"
    );
    assert!(begin.elapsed() >= Duration::from_millis(20 * (text.len() as u64 / 100)));
}

#[tokio::test]
async fn too_many_requests_come_with_the_documented_headers() {
    let sandbox = with(Fault::rate_limit(Duration::from_millis(1500))).await;
    let seen = create(&sandbox, "one").await.text();
    let (head, body) = seen.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 429 "), "{head}");
    for header in [
        "rate-limit-limit: 60",
        "rate-limit-remaining: 0",
        "rate-limit-reset: 1.500",
    ] {
        assert!(head.contains(header), "{head}");
    }
    let body: Value = serde_json::from_str(body).unwrap();
    assert_eq!(body["error_code"], "RATE_LIMIT_EXCEEDED");
    assert!(!exists(&sandbox, "one").await);
}

#[tokio::test]
async fn servers_and_gateways_fail() {
    before_and_after(Fault::server_error(503), |seen| {
        let text = seen.text();
        assert!(text.starts_with("HTTP/1.1 503 "), "{text}");
        let (_, body) = text.split_once("\r\n\r\n").unwrap();
        let body: Value = serde_json::from_str(body).unwrap();
        assert_eq!(body["error_code"], "SERVER_ERROR");
        assert!(body["message"].is_string());
    })
    .await;
    before_and_after(Fault::gateway_error(504), |seen| {
        let text = seen.text();
        assert!(text.starts_with("HTTP/1.1 504 "), "{text}");
        assert!(!text.contains("error_code"), "{text}");
    })
    .await;
    for status in [200, 502] {
        before_and_after(Fault::html(status), |seen| {
            let text = seen.text();
            assert!(text.starts_with(&format!("HTTP/1.1 {status} ")), "{text}");
            assert!(text.contains("content-type: text/html"), "{text}");
            assert!(text.contains("<h1>502 Bad Gateway</h1>"), "{text}");
        })
        .await;
    }
    before_and_after(Fault::empty(200), |seen| {
        let text = seen.text();
        assert!(text.starts_with("HTTP/1.1 200 OK\r\n"), "{text}");
        assert!(
            text.ends_with("\r\n\r\n") && text.contains("content-length: 0"),
            "{text}"
        );
    })
    .await;
}

#[tokio::test]
async fn an_answer_goes_by_another_content_type() {
    let sandbox = with(Fault::content_type("text/html; charset=utf-8")).await;
    let seen = create(&sandbox, "one").await.text();
    let (head, body) = seen.split_once("\r\n\r\n").unwrap();
    assert!(
        head.contains("content-type: text/html; charset=utf-8"),
        "{head}"
    );
    assert!(!head.contains("application/json"), "{head}");
    assert_eq!(
        serde_json::from_str::<Value>(body).unwrap()["external_id"],
        "one"
    );
    assert!(exists(&sandbox, "one").await);
}

#[tokio::test]
async fn garbage_is_not_http() {
    before_and_after(Fault::garbage(), |seen| {
        assert_eq!(seen.error, None);
        assert!(
            !seen.bytes.is_empty() && !seen.text().contains("HTTP/"),
            "{}",
            seen.text()
        );
    })
    .await;
}

#[tokio::test]
async fn an_answer_comes_twice_on_a_connection_that_stays_open() {
    let sandbox = with(Fault::duplicate()).await;
    let mut stream = TcpStream::connect(address(&sandbox)).await.unwrap();
    let first = bytes(
        &sandbox,
        "POST",
        "/v2/invoices",
        &invoice("one"),
        "keep-alive",
    );
    stream.write_all(first.as_bytes()).await.unwrap();
    let mut seen = Vec::new();
    while String::from_utf8_lossy(&seen)
        .matches("HTTP/1.1 200 OK")
        .count()
        < 2
    {
        let count = timeout(Duration::from_secs(10), stream.read_buf(&mut seen)).await;
        assert_ne!(count.expect("the second answer").unwrap(), 0);
    }
    let second = bytes(&sandbox, "GET", "/balance", "", "close");
    stream.write_all(second.as_bytes()).await.unwrap();
    seen.extend(read(&mut stream).await.bytes);
    let text = String::from_utf8(seen).unwrap();
    let bodies: Vec<&str> = text
        .split("HTTP/1.1 200 OK")
        .skip(1)
        .map(|answer| answer.split_once("\r\n\r\n").unwrap().1)
        .collect();
    assert_eq!(bodies.len(), 3, "{text}");
    assert_eq!(bodies[0], bodies[1]);
    assert!(bodies[2].starts_with("{\"balance\":"), "{}", bodies[2]);
    let listed = Request::get("/v2/invoices").send(&sandbox).await.json();
    assert_eq!(
        listed.as_array().unwrap().len(),
        1,
        "it had its effect once"
    );
}

#[tokio::test]
async fn rules_fit_by_operation_and_method_and_the_first_counts() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox
        .add_fault(Fault::empty(501).method("POST").times(2))
        .unwrap();
    sandbox
        .add_fault(Fault::empty(502).operation("create_invoice"))
        .unwrap();
    sandbox
        .add_fault(Fault::empty(503).operation("get_balance"))
        .unwrap();
    let post = Request::post("/v2/invoices", json!({}));
    let mut statuses = Vec::new();
    for request in [
        &Request::get("/balance"),
        &post,
        &post,
        &post,
        &Request::get("/v2/invoices"),
    ] {
        statuses.push(request.send(&sandbox).await.status);
    }
    assert_eq!(statuses, [503, 501, 501, 502, 200]);
    sandbox.clear_faults();
    assert_eq!(Request::get("/balance").send(&sandbox).await.status, 200);
    let error = sandbox
        .add_fault(Fault::reset().operation("no_such"))
        .unwrap_err();
    assert!(error.to_string().contains("no_such"), "{error}");
}

#[tokio::test]
async fn chance_follows_from_the_seed() {
    let statuses = async |seed| {
        let fault = Fault::server_error(500).probability(0.5);
        let sandbox = Sandbox::builder().fault_seed(seed).fault(fault);
        let sandbox = sandbox.start().await.unwrap();
        let mut statuses = Vec::new();
        for _ in 0..40 {
            statuses.push(Request::get("/balance").send(&sandbox).await.status);
        }
        statuses
    };
    let first = statuses(7).await;
    assert_eq!(first, statuses(7).await);
    assert_ne!(first, statuses(8).await);
    let failed = first.iter().filter(|status| **status == 500).count();
    assert!((8..32).contains(&failed), "{failed} of 40");
}

#[tokio::test]
async fn the_control_takes_every_kind_and_refuses_what_it_does_not_know() {
    let sandbox = Sandbox::start().await.unwrap();
    let rules = [
        json!({"kind": "latency", "milliseconds": 5, "up_to_milliseconds": 9, "when": "after"}),
        json!({"kind": "reset", "operation": "create_invoice", "times": 1, "when": "after"}),
        json!({"kind": "reset_in_body", "method": "POST", "probability": 0.5}),
        json!({"kind": "stall", "when": "before", "times": 0}),
        json!({"kind": "slow_bytes", "bytes": 3, "milliseconds": 1, "operation": "list_invoices"}),
        json!({"kind": "rate_limit", "milliseconds": 1000, "operation": "list_invoices"}),
        json!({"kind": "server_error", "status": 503, "envelope": false, "operation": "list_invoices"}),
        json!({"kind": "html", "status": 200, "operation": "list_invoices"}),
        json!({"kind": "empty", "operation": "list_invoices"}),
        json!({"kind": "content_type", "content_type": "text/plain", "operation": "list_invoices"}),
        json!({"kind": "garbage", "operation": "list_invoices"}),
        json!({"kind": "duplicate", "operation": "list_invoices"}),
    ];
    for rule in &rules {
        let added = Request::post("/_sandbox/faults", rule.clone())
            .send(&sandbox)
            .await;
        assert_eq!(added.status, 200, "{rule}: {}", added.text);
    }
    let listed = Request::get("/_sandbox/faults").send(&sandbox).await.json();
    let sorted = |rule: &Value| serde_json::to_value(rule).unwrap();
    let listed: Vec<Value> = listed["faults"]
        .as_array()
        .unwrap()
        .iter()
        .map(sorted)
        .collect();
    assert_eq!(listed, rules);
    for wrong in [
        json!({"kind": "earthquake"}),
        json!({"kind": "reset", "tiems": 1}),
        json!({"kind": "reset", "operation": "no_such"}),
        json!({"kind": "reset", "milliseconds": 1}),
        json!({"kind": "rate_limit", "when": "after"}),
        json!({"kind": "latency"}),
        json!({"kind": "server_error", "status": 200}),
        json!({"kind": "html", "status": 1000}),
        json!({"kind": "reset", "probability": 1.5}),
        json!({"operation": "create_invoice"}),
        json!([]),
    ] {
        let refused = Request::post("/_sandbox/faults", wrong.clone())
            .send(&sandbox)
            .await;
        assert_eq!(refused.status, 400, "{wrong}: {}", refused.text);
        assert!(
            refused.json()["error"].is_string(),
            "{wrong}: {}",
            refused.text
        );
    }
    assert!(create(&sandbox, "one").await.is_reset());
    assert!(
        sandbox
            .requests()
            .iter()
            .all(|request| !request.target.contains("_sandbox"))
    );
    let cleared = Request::new("DELETE", "/_sandbox/faults")
        .send(&sandbox)
        .await;
    assert_eq!(cleared.text, r#"{"faults":[]}"#);
    assert_eq!(sandbox.faults(), []);
    assert!(exists(&sandbox, "one").await);
}

#[tokio::test]
async fn no_fault_and_no_drift_meets_the_controls_or_the_page() {
    let sandbox = Sandbox::builder()
        .fault(Fault::empty(503))
        .fault(Fault::latency(Duration::from_secs(5)))
        .drift_at_random(1, 1.0)
        .start()
        .await
        .unwrap();
    let begin = Instant::now();
    for target in ["/", "/_sandbox/page/page.js", "/_sandbox/status"] {
        let answer = Request::get(target).send(&sandbox).await;
        assert_eq!(answer.status, 200, "{target}");
        assert!(!answer.text.is_empty(), "{target}");
        assert_eq!(answer.header("X-Undocumented"), None, "{target}");
    }
    let frozen = Request::new("POST", "/_sandbox/clock/freeze");
    assert_eq!(frozen.send(&sandbox).await.json()["frozen"], true);
    assert_eq!(Request::get("/_sandbox").send(&sandbox).await.status, 404);
    assert!(begin.elapsed() < Duration::from_secs(5));
    assert_eq!(sandbox.faults().len(), 2);
    assert_eq!(sandbox.injected(), []);
    assert_eq!(sandbox.requests(), []);
}

#[tokio::test]
async fn a_reset_begins_faults_anew() {
    let builder = Sandbox::builder()
        .fault_seed(7)
        .fault(Fault::empty(502).operation("get_balance").times(1))
        .fault(Fault::server_error(500).probability(0.5));
    let sandbox = builder.start().await.unwrap();
    let statuses = async || {
        let mut statuses = Vec::new();
        for _ in 0..20 {
            statuses.push(Request::get("/balance").send(&sandbox).await.status);
        }
        statuses
    };
    let first = statuses().await;
    assert_eq!(first[0], 502);
    assert!(first.contains(&500) && first.contains(&200), "{first:?}");
    sandbox.add_fault(Fault::empty(418)).unwrap();
    sandbox.reset();
    assert_eq!(statuses().await, first);
    sandbox.clear_faults();
    assert_eq!(statuses().await, [200; 20]);
}

#[tokio::test]
async fn the_log_tells_which_fault_a_request_met() {
    let sandbox = with(Fault::reset()).await;
    create(&sandbox, "one").await;
    create(&sandbox, "two").await;
    let log = Request::get("/_sandbox/requests").send(&sandbox).await;
    let log = log.json()["requests"].clone();
    assert_eq!(
        (&log[1]["number"], &log[1]["fault"], &log[1]["status"]),
        (&json!(1), &json!("reset"), &json!(0))
    );
    assert_eq!(log[1]["operation"], "create_invoice");
    assert!(log[0].get("fault").is_none());
}

#[tokio::test]
async fn a_rule_for_what_is_not_there_keeps_the_sandbox_from_starting() {
    let fault = Fault::reset().operation("no_such");
    let error = Sandbox::builder().fault(fault).start().await.unwrap_err();
    assert!(error.to_string().contains("no_such"), "{error}");
}
