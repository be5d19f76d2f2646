//! What a running service reads in its logs: what is unknown, what is waited for, and which payment it is about.
//!
//! A program of its own: one of them listens to every thread.

mod payroll;
mod support;

use std::io::Write;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bayar::xendit::bulk::MemoryJournal;
use bayar::xendit::{self, Client};
use bayar::{Outcome, RetryPolicy, SettlePolicy, reqwest};
use serde_json::{Value, json};
use tracing::subscriber::{DefaultGuard, Subscriber};
use tracing_subscriber::filter::LevelFilter;

use payroll::{JOB, input, people, request};
use support::{Fault, Reply, SECRET_KEY, Server, authorization};

#[derive(Clone, Default)]
struct Logs(Arc<Mutex<Vec<u8>>>);

impl Write for Logs {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Logs {
    /// Of this thread, as long as the guard lives.
    fn begin() -> (Self, DefaultGuard) {
        let logs = Self::default();
        let subscriber = logs.subscriber(LevelFilter::INFO);
        (logs, tracing::subscriber::set_default(subscriber))
    }

    fn subscriber(&self, level: LevelFilter) -> impl Subscriber + Send + Sync + 'static {
        let kept = self.clone();
        tracing_subscriber::fmt()
            .with_max_level(level)
            .with_ansi(false)
            .with_writer(move || kept.clone())
            .finish()
    }

    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }

    /// The lines that hold all of these.
    fn lines(&self, parts: &[&str]) -> Vec<String> {
        let text = self.text();
        let lines = text.lines();
        let lines = lines.filter(|line| parts.iter().all(|part| line.contains(part)));
        lines.map(str::to_owned).collect()
    }
}

fn client(server: &Server) -> Client {
    let builder = xendit::Client::builder(SECRET_KEY).base_url(server.url());
    builder.retries(RetryPolicy::none()).build().unwrap()
}

fn created(reference: &str) -> Reply {
    let payment = json!({
        "id": format!("id of {reference}"), "external_id": reference, "amount": 1_000_000, "bank_code": "BCA",
        "status": "PENDING",
    });
    Reply::ok(&payment)
}

#[tokio::test]
async fn an_unknown_outcome_is_a_warning_of_its_own() {
    let server = Server::start().await;
    let client = client(&server);
    let (logs, _guard) = Logs::begin();
    let broken = || Reply::ok(&"").fault(Fault::Disconnect);
    server.answers(broken());
    // A GET changes nothing, and a refusal is known.
    client.get_balance().send().await.unwrap_err();
    assert!(logs.lines(&["unknown"]).is_empty());
    let payment = request(&client, &people(1)[0]);
    payment.clone().send().await.unwrap_err();
    let lines = logs.lines(&["WARN", "outcome unknown", "create_disbursement"]);
    assert_eq!(lines.len(), 1, "{lines:?}");

    let unnamed = client.request(reqwest::Method::POST, "/customers");
    unnamed.clone().send::<Value>().await.unwrap_err();
    let error = unnamed.name("create_customer").send::<Value>().await;
    assert!(error.unwrap_err().to_string().contains("create_customer"));
    for name in ["custom_request", "create_customer"] {
        assert_eq!(
            logs.lines(&["WARN", "outcome unknown", name]).len(),
            1,
            "{name}"
        );
    }

    let policy = SettlePolicy::default()
        .look_first(false)
        .max_total(Duration::ZERO);
    let outcome = payment.settle(&policy).await;
    assert!(matches!(outcome, Outcome::Unknown(_)), "{outcome:?}");
    let lines = logs.lines(&["WARN", "outcome unknown", "settle", "2026-11-0"]);
    assert_eq!(lines.len(), 1, "{lines:?}");
}

#[tokio::test]
async fn a_settle_that_is_stopped_says_how_to_go_on_and_its_ticket_does() {
    let server = Server::start().await;
    let client = client(&server);
    let (logs, _guard) = Logs::begin();
    let not_found = r#"{"error_code":"DIRECT_DISBURSEMENT_NOT_FOUND_ERROR","message":"none"}"#;
    server.answers_in_turn([
        Reply::new(404, not_found),
        Reply::ok(&"").fault(Fault::Silence),
    ]);
    let payment = request(&client, &people(1)[0]);
    let ticket = payment.ticket().unwrap();
    let kept = serde_json::to_string(&ticket).unwrap();
    assert!(ticket.last_sent().is_none() && server.requests().is_empty());
    let policy = SettlePolicy::default();
    let stopped = tokio::time::timeout(Duration::from_millis(300), payment.settle(&policy)).await;
    assert!(stopped.is_err());
    let sent = server.take_all();
    assert_eq!(sent.len(), 2);
    let key = ticket.idempotency_key().as_str();
    assert_eq!(sent[1].header("x-idempotency-key"), Some(key));
    let lines = logs.lines(&[
        "WARN",
        "outcome unknown",
        "settle the same values",
        "2026-11-0",
    ]);
    assert_eq!(lines.len(), 1, "{lines:?}");
    // The call itself was stopped, too.
    assert_eq!(logs.lines(&["WARN", "cancelled under way"]).len(), 1);

    // In another process.
    let ticket = serde_json::from_str(&kept).unwrap();
    let payment: Value = serde_json::from_slice(&created("2026-11-0").body).unwrap();
    server.answers(Reply::ok(&json!([payment])));
    let outcome = client.settle_disbursement(&ticket, &policy).await.unwrap();
    assert_eq!(outcome.payment().unwrap().id().unwrap(), "id of 2026-11-0");
    assert_eq!(server.take().method, "GET");
    assert_eq!(logs.lines(&["outcome unknown", "settle"]).len(), 1);
}

#[tokio::test]
async fn a_bulk_run_says_that_it_waits_and_for_which_payment() {
    let server = Server::start().await;
    let client = client(&server);
    let (logs, _guard) = Logs::begin();
    let limited = created("2026-11-0")
        .header("Rate-Limit-Limit", "60")
        .header("Rate-Limit-Remaining", "0")
        .header("Rate-Limit-Reset", "0.2");
    server.answers_in_turn([limited, created("2026-11-1")]);
    let policy = SettlePolicy::default().look_first(false);
    let bulk = client
        .bulk(JOB, MemoryJournal::new())
        .concurrency(1)
        .settle_policy(policy);
    let mut run = bulk.run(input(people(2)), |client, person| {
        request(client, person).for_user_id("sub-7")
    });
    while let Some(ended) = run.try_next().await.unwrap() {
        assert!(ended.end.is_done(), "{}", ended.end);
    }
    let lines = logs.lines(&["INFO", "waits for the rate limit"]);
    assert_eq!(lines.len(), 1, "{lines:?}");
    for part in [JOB, "sub-7", "2026-11-1", "create_disbursement"] {
        assert!(lines[0].contains(part), "no {part} in {}", lines[0]);
    }
}

#[tokio::test]
async fn spans_tell_the_call_and_no_secret() {
    let logs = Logs::default();
    // For every thread: what another test comes by first would be off for this one too.
    let subscriber = logs.subscriber(LevelFilter::TRACE);
    tracing::subscriber::set_global_default(subscriber).unwrap();
    let server = Server::start().await;
    let payment = request(&client(&server), &people(1)[0]);
    let account = "7700000000";
    let refusal = format!(r#"{{"error_code":"SERVER_ERROR","message":"account {account}"}}"#);
    server.answers_in_turn([Reply::new(503, refusal).header("Request-ID", "abc")]);
    server.answers(Reply::ok(&r#"{"status":"PENDING"}"#).header("Request-ID", "def"));
    let millisecond = Duration::from_millis(1);
    let retries = RetryPolicy::default().pauses(millisecond, 2 * millisecond);
    let payment = payment.retries(retries).idempotency_key("key-1");
    payment.send().await.unwrap();
    let log = logs.text();
    for told in [
        "create_disbursement",
        "tries=2",
        "status=200",
        "request_id=\"def\"",
        "duration_ms=",
        "trying again",
        "HTTP 503",
    ] {
        assert!(log.contains(told), "{told} is not in\n{log}");
    }
    for secret in [SECRET_KEY, account, &authorization("create_disbursement")] {
        assert!(!log.contains(secret), "{log}");
    }
}
