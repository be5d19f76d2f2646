//! What is sent again, what never is, and what is told about it.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bayar::{CallOutcome, CallReport, Error, IdempotencyKey, RetryPolicy, xendit};

use crate::support::{Fault, Reply, SECRET_KEY, Server, client, salary};

fn quick() -> RetryPolicy {
    RetryPolicy::default().pauses(Duration::from_millis(1), Duration::from_millis(2))
}

fn broken(fault: Fault) -> Reply {
    Reply::ok(&r#"{"balance":1}"#).fault(fault)
}

fn busy(status: u16) -> Reply {
    Reply::new(status, r#"{"error_code":"SERVER_ERROR","message":"busy"}"#)
}

#[tokio::test]
async fn a_read_is_tried_again_after_whatever_passes() {
    let server = Server::start().await;
    server.answers(Reply::ok(&r#"{"balance":1}"#));
    let client = client(&server, quick());
    let troubles = [408, 429, 500, 502, 503, 504].map(busy).into_iter();
    let troubles = troubles.chain([broken(Fault::Disconnect), broken(Fault::CutShort)]);
    for trouble in troubles {
        let before = server.requests().len();
        server.answers_in_turn([trouble.clone(), trouble.clone()]);
        let balance = client.get_balance().send().await.unwrap();
        assert_eq!(balance.balance().unwrap(), 1);
        assert_eq!(server.requests().len() - before, 3, "{trouble:?}");
    }
}

#[tokio::test]
async fn a_request_with_a_key_is_repeated_to_the_byte() {
    let server = Server::start().await;
    server.answers_in_turn([busy(503), broken(Fault::Disconnect), busy(500)]);
    server.answers(Reply::ok(&r#"{"status":"PENDING"}"#));
    let key = IdempotencyKey::derive("payroll-2026-11", "salary-7");
    let client = client(&server, quick());
    salary(&client)
        .idempotency_key(&key)
        .field("note", "1.10")
        .send()
        .await
        .unwrap();
    let requests = server.requests();
    assert_eq!(requests.len(), 4);
    for request in &requests {
        assert_eq!(request.header("x-idempotency-key"), Some(key.as_str()));
        assert_eq!(request.body, requests[0].body);
        assert_eq!(request.headers, requests[0].headers);
    }
}

#[tokio::test]
async fn a_change_without_a_key_is_sent_once_whatever_happens() {
    let server = Server::start().await;
    let client = client(&server, quick());
    let patient = quick()
        .max_tries(10)
        .statuses(200..600)
        .connection_errors(true);
    let troubles = [408, 429, 500, 502, 503, 504].map(busy).into_iter();
    let troubles = troubles.chain([broken(Fault::Disconnect), broken(Fault::CutShort)]);
    for trouble in troubles {
        server.answers(trouble.clone());
        let error = salary(&client)
            .retries(patient.clone())
            .send()
            .await
            .unwrap_err();
        assert_eq!(error.attempts().len(), 1);
        server.take();
        for id in ["", " "] {
            // An empty key is none.
            let error = salary(&client)
                .without_checks()
                .idempotency_key(id)
                .send()
                .await;
            assert!(error.unwrap_err().is_invalid_request());
        }
        assert!(server.requests().is_empty(), "{trouble:?}");
    }
}

#[tokio::test]
async fn what_another_try_cannot_help_is_not_tried_again() {
    let server = Server::start().await;
    let client = client(&server, quick());
    let html = Reply::new(200, "<html>");
    for trouble in [busy(400), busy(401), busy(404), busy(501), html] {
        server.answers(trouble.clone());
        client.get_balance().send().await.unwrap_err();
        server.take();
    }
}

#[tokio::test]
async fn the_error_tells_how_each_try_ended() {
    let server = Server::start().await;
    server.answers_in_turn([
        busy(503).header("Request-ID", "first"),
        broken(Fault::Disconnect),
        busy(500),
    ]);
    server.answers(busy(502));
    let error = client(&server, quick())
        .get_balance()
        .send()
        .await
        .unwrap_err();
    let statuses: Vec<_> = error
        .attempts()
        .iter()
        .map(|attempt| attempt.status)
        .collect();
    assert_eq!(statuses, [Some(503), None, Some(500), Some(502)]);
    assert_eq!(error.attempts()[0].request_id.as_deref(), Some("first"));
    let text = error.to_string();
    let told = "tried 4 times: HTTP 503, refused; the connection broke; HTTP 500, refused; HTTP 502, refused";
    assert!(text.contains(told), "{text}");
}

#[tokio::test]
async fn a_later_refusal_does_not_settle_an_earlier_doubt() {
    let server = Server::start().await;
    let client = client(&server, quick());
    let refusal = Reply::new(400, r#"{"error_code":"DUPLICATE_TRANSACTION_ERROR"}"#);
    server.answers(refusal);
    server.answers_in_turn([broken(Fault::Disconnect)]);
    let error = salary(&client)
        .idempotency_key("a")
        .send()
        .await
        .unwrap_err();
    assert_eq!(
        (error.status(), error.is_outcome_unknown()),
        (Some(400), true)
    );
    assert!(
        error.to_string().contains("money may have moved"),
        "{error}"
    );
    // A refusal alone is certain, and so is one after a refusal; a gateway's 429 is none.
    server.answers_in_turn([Reply::new(429, r#"{"error_code":"RATE_LIMIT_EXCEEDED"}"#)]);
    let error = salary(&client)
        .idempotency_key("a")
        .send()
        .await
        .unwrap_err();
    assert!(!error.is_outcome_unknown(), "{error}");
}

#[tokio::test]
async fn the_server_says_when_to_come_back() {
    let server = Server::start().await;
    let client = client(&server, quick());
    // Longer than the call may take: nothing is sent again before that.
    let later = [
        busy(503).header("Retry-After", "3600"),
        busy(429)
            .header("Rate-Limit-Limit", "60")
            .header("Rate-Limit-Remaining", "0")
            .header("Rate-Limit-Reset", "3600.5"),
    ];
    for reply in later {
        server.answers(reply);
        client.get_balance().send().await.unwrap_err();
        server.take();
    }
    server.answers_in_turn([busy(503).header("Retry-After", "0")]);
    server.answers(Reply::ok(&r#"{"balance":1}"#));
    client.get_balance().send().await.unwrap();
}

#[tokio::test]
async fn retries_are_set_for_a_client_or_for_a_request() {
    let server = Server::start().await;
    server.answers(busy(503));
    let tries = |result: Result<(), Error>| {
        let sent = server.take_all().len();
        assert_eq!(result.unwrap_err().attempts().len(), sent);
        sent
    };
    let client = client(&server, quick());
    let call = async |policy: RetryPolicy| {
        client
            .get_balance()
            .retries(policy)
            .send()
            .await
            .map(|_| ())
    };
    assert_eq!(tries(call(quick().max_tries(2)).await), 2);
    assert_eq!(tries(call(RetryPolicy::none()).await), 1);
    assert_eq!(tries(call(quick().statuses([500])).await), 1);
    assert_eq!(
        tries(call(quick().max_tries(9).max_total(Duration::ZERO)).await),
        1
    );
    server.answers(broken(Fault::Disconnect));
    assert_eq!(tries(call(quick().connection_errors(false)).await), 1);
}

#[tokio::test]
async fn a_dropped_call_sends_nothing_more_and_is_counted_as_cancelled() {
    let server = Server::start().await;
    server.answers(busy(503));
    let (hook, reports) = recorder();
    let builder = xendit::Client::builder(SECRET_KEY)
        .base_url(server.url())
        .on_call(hook);
    let soon =
        RetryPolicy::default().pauses(Duration::from_millis(200), Duration::from_millis(200));
    let client = builder.retries(soon).build().unwrap();
    let call = tokio::spawn(async move { client.get_balance().send().await.map(|_| ()) });
    while server.requests().is_empty() {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    call.abort();
    assert!(call.await.unwrap_err().is_cancelled());
    // Longer than the pause before the second try.
    tokio::time::sleep(Duration::from_millis(600)).await;
    server.take();
    let reports = reports.lock().unwrap();
    assert_eq!(
        (reports[0].outcome, reports[0].tries),
        (CallOutcome::Cancelled, 1)
    );
}

type Reports = Arc<Mutex<Vec<CallReport>>>;

fn recorder() -> (impl Fn(&CallReport) + Send + Sync + 'static, Reports) {
    let reports = Reports::default();
    let kept = Arc::clone(&reports);
    (
        move |report: &CallReport| kept.lock().unwrap().push(report.clone()),
        reports,
    )
}

#[tokio::test]
async fn the_hook_is_told_of_every_call() {
    let server = Server::start().await;
    let (hook, reports) = recorder();
    let builder = xendit::Client::builder(SECRET_KEY)
        .base_url(server.url())
        .on_call(hook);
    let client = builder.retries(quick()).build().unwrap();
    server.answers_in_turn([
        busy(503),
        Reply::ok(&r#"{"balance":1}"#).header("Request-ID", "abc"),
    ]);
    client.get_balance().send().await.unwrap();
    server.answers_in_turn([
        busy(400),
        broken(Fault::Disconnect),
        Reply::new(200, "<html>"),
    ]);
    client.get_balance().send().await.unwrap_err();
    for _ in 0..2 {
        salary(&client).send().await.unwrap_err();
    }
    // Nothing was sent, so there was no call.
    client.create_disbursement().send().await.unwrap_err();
    let reports = reports.lock().unwrap();
    let told: Vec<_> = reports
        .iter()
        .map(|r| (r.operation, r.outcome, r.tries, r.status))
        .collect();
    assert_eq!(
        told,
        [
            ("get_balance", CallOutcome::Success, 2, Some(200)),
            ("get_balance", CallOutcome::Refused, 1, Some(400)),
            ("create_disbursement", CallOutcome::Unknown, 1, None),
            ("create_disbursement", CallOutcome::Unknown, 1, Some(200)),
        ]
    );
    assert_eq!(reports[0].request_id.as_deref(), Some("abc"));
}

#[tokio::test]
async fn a_server_that_falls_silent_is_not_waited_for() {
    let server = Server::start().await;
    for fault in [Fault::Silence, Fault::Stall] {
        server.answers(broken(fault));
        let builder = xendit::Client::builder(SECRET_KEY).base_url(server.url());
        let builder = builder.read_timeout(Duration::from_millis(50));
        let client = builder.retries(quick().max_tries(2)).build().unwrap();
        let error = client.get_balance().send().await.unwrap_err();
        assert!(error.is_timeout(), "{error}");
        assert_eq!(error.attempts().len(), 2);
    }
}

#[tokio::test]
async fn a_dropped_settlement_asks_nothing_more() {
    let server = Server::start().await;
    server.answers(broken(Fault::Disconnect));
    let client = client(&server, quick());
    let pause = Duration::from_millis(100);
    let policy = bayar::SettlePolicy::default()
        .look_first(false)
        .pauses(pause, pause);
    let call = salary(&client).retries(RetryPolicy::none());
    let settle = tokio::time::timeout(Duration::from_millis(50), call.settle(&policy));
    assert!(settle.await.is_err());
    let sent = server.requests().len();
    assert!(sent >= 1);
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(server.requests().len(), sent);
}

#[tokio::test]
async fn payments_have_a_connection_of_their_own() {
    let server = Server::start().await;
    let client = client(&server, quick());
    server.answers(Reply::ok(&r#"{"balance":1}"#));
    for _ in 0..3 {
        client.get_balance().send().await.unwrap();
    }
    assert_eq!(server.connections(), 1);
    for _ in 0..3 {
        let _ = salary(&client).send().await;
    }
    assert_eq!(server.connections(), 4);
}
