//! Headers that make no sense, pauses that nobody asked for or that are too long, and extreme policies: nothing panics,
//! nothing hurries, and nothing is waited for longer than the policy says.

use std::convert::Infallible;
use std::time::{Duration, Instant};

use bayar::xendit::Client;
use bayar::xendit::bulk::{Claim, Claimed, Completion, End, Entry, Journal, MemoryJournal, Record};
use bayar::{Outcome, RetryPolicy, SettlePolicy, Unsettled, WaitPolicy};
use serde_json::json;

use crate::payroll::{JOB, input, people, request};
use crate::support::{Reply, SECRET_KEY, SOMETHING, Server};

const MILLISECOND: Duration = Duration::from_millis(1);

/// Values of `Retry-After` and `Rate-Limit-*` that ask for a pause longer than anybody waits here, or for nothing.
const ABSURD: [&str; 20] = [
    "18446744073709551615",
    "18446744073709551616",
    "9223372036854775807.999999999",
    "79228162514264337593543950335",
    "1764400000",
    "4294967296",
    "0",
    "-0",
    "-1",
    "-9223372036854775808",
    "0.000000000000000000000000000001",
    "1e400",
    "NaN",
    "inf",
    "",
    "Wed, 21 Oct 2015 07:28:00 GMT",
    "Fri, 31 Dec 9999 23:59:59 GMT",
    "Fri, 31 Dec 999999 23:59:59 +9999",
    "soon\u{a0}",
    "7, 7",
];

fn busy(status: u16) -> Reply {
    Reply::new(
        status,
        r#"{"error_code":"RATE_LIMIT_EXCEEDED","message":"busy"}"#,
    )
}

/// Every absurd answer with this status and body.
fn absurd(reply: &Reply) -> Vec<Reply> {
    let mut replies = Vec::new();
    for value in ABSURD {
        replies.push(reply.clone().header("Retry-After", value));
        let again = reply.clone().header("Retry-After", "1");
        replies.push(again.header("Retry-After", value));
        for place in 0..3 {
            let mut values = ["60", "0", "0.001"];
            values[place] = value;
            let names = [
                "Rate-Limit-Limit",
                "Rate-Limit-Remaining",
                "Rate-Limit-Reset",
            ];
            let mut reply = reply.clone();
            for (name, value) in names.iter().zip(values) {
                reply = reply.header(name, value);
            }
            replies.push(reply);
        }
    }
    replies
}

fn client(server: &Server, retries: RetryPolicy) -> Client {
    let builder = Client::builder(SECRET_KEY).base_url(server.url());
    builder.retries(retries).build().unwrap()
}

fn quick() -> RetryPolicy {
    let policy = RetryPolicy::default()
        .max_tries(3)
        .pauses(MILLISECOND, 2 * MILLISECOND);
    policy.max_total(Duration::from_millis(500))
}

#[tokio::test]
async fn no_header_makes_a_call_panic_or_wait_longer_than_it_may() {
    let server = Server::start().await;
    let client = client(&server, quick());
    let payment = || request(&client, &people(1)[0]).idempotency_key("a");
    for status in [200, 400, 429, 503] {
        let reply = match status {
            200 => Reply::ok(&SOMETHING),
            _ => busy(status),
        };
        for reply in absurd(&reply) {
            server.answers(reply.clone());
            let began = Instant::now();
            let read = client.get_balance().send().await;
            let paid = payment().send().await;
            assert!(began.elapsed() < Duration::from_secs(2), "{reply:?}");
            assert_eq!(read.is_ok(), status == 200, "{reply:?}");
            if let (Err(read), Err(paid)) = (read, paid) {
                assert_eq!((read.status(), paid.status()), (Some(status), Some(status)));
                let _ = (read.rate_limit(), paid.rate_limit());
            }
        }
    }
}

#[tokio::test]
async fn a_pause_that_is_longer_than_the_call_may_take_ends_it() {
    let server = Server::start().await;
    // In the middle of a call that took its time already.
    server.answers(busy(503).header("Retry-After", "18446744073709551615"));
    let slow = RetryPolicy::default().pauses(200 * MILLISECOND, 200 * MILLISECOND);
    let client = client(&server, slow);
    server.answers_in_turn([busy(503)]);
    let error = client.get_balance().send().await.unwrap_err();
    assert_eq!((error.status(), error.attempts().len()), (Some(503), 2));
}

#[tokio::test]
async fn extreme_policies_are_policies() {
    let server = Server::start().await;
    let max = Duration::MAX;
    let endless = RetryPolicy::default()
        .pauses(max, max)
        .max_total(max)
        .max_tries(u32::MAX);
    let builder = Client::builder(SECRET_KEY)
        .base_url(server.url())
        .retries(endless);
    let builder = builder.timeout(max).connect_timeout(max).read_timeout(max);
    let client = builder.max_response_bytes(usize::MAX).build().unwrap();
    server.answers(Reply::ok(&r#"{"balance":1}"#));
    assert_eq!(
        client
            .get_balance()
            .send()
            .await
            .unwrap()
            .balance()
            .unwrap(),
        1
    );

    // A pause that never ends is longer than any time.
    let soon = Duration::from_millis(100);
    server.answers(busy(503));
    let error = client.get_balance().send().await.unwrap_err();
    assert_eq!(error.attempts().len(), 1);
    // Others are waited for, as they were asked for.
    let patient = RetryPolicy::default()
        .pauses(max / 4, max / 4)
        .max_total(max);
    let call = client.get_balance().retries(patient);
    assert!(tokio::time::timeout(soon, call.send()).await.is_err());
    let policy = WaitPolicy::default().deadline(max).pauses(max, max);
    server.answers(Reply::ok(&json!({"id": "a", "status": "PENDING"})));
    let wait = client.get_invoice("a").until_final(&policy);
    assert!(tokio::time::timeout(soon, wait).await.is_err());
    // Or not at all.
    let policy = policy.deadline(Duration::ZERO);
    let waited = client.get_invoice("a").until_final(&policy).await;
    assert!(!waited.unwrap().is_final());
    server.answers(busy(503));
    let none = RetryPolicy::default()
        .pauses(max, max)
        .max_total(Duration::ZERO);
    let error = client.get_balance().retries(none).send().await.unwrap_err();
    assert_eq!(error.attempts().len(), 1);
}

#[tokio::test]
async fn an_error_of_many_tries_is_printed_in_a_few_words() {
    let server = Server::start().await;
    server.answers(busy(503));
    let none = RetryPolicy::default().pauses(Duration::ZERO, Duration::ZERO);
    let client = client(&server, none.max_tries(500));
    let error = client.get_balance().send().await.unwrap_err();
    assert_eq!(error.attempts().len(), 500);
    let text = error.to_string();
    assert!(text.contains("tried 500 times: ") && text.contains("; and 480 more"));
    assert!(text.len() < 1000, "{text}");
}

#[tokio::test]
async fn waiting_for_a_status_leaves_the_server_alone_when_it_asks() {
    let server = Server::start().await;
    let client = client(&server, RetryPolicy::none());
    let policy = WaitPolicy::default().pauses(MILLISECOND, MILLISECOND);
    let call = || client.get_invoice("a");
    server.answers_in_turn([busy(429).header("Retry-After", "0.4")]);
    server.answers(Reply::ok(&json!({"id": "a", "status": "EXPIRED"})));
    let began = Instant::now();
    assert!(call().until_final(&policy).await.unwrap().is_final());
    assert!(began.elapsed() >= Duration::from_millis(400));
    server.take_all();
    server.answers(busy(429).header("Retry-After", "301"));
    let error = call().until_final(&policy).await.unwrap_err();
    assert_eq!(error.status(), Some(429));
    server.take();
}

/// The answer to the payment of this person.
fn paid(number: usize) -> Reply {
    let reference = format!("2026-11-{number}");
    Reply::ok(
        &json!({"id": "a", "external_id": reference, "amount": 1_000_000, "bank_code": "BCA"}),
    )
}

fn unlooked() -> SettlePolicy {
    SettlePolicy::default().look_first(false)
}

#[tokio::test]
async fn no_header_makes_a_bulk_run_panic_or_lose_anybody() {
    let mut runs = tokio::task::JoinSet::new();
    for (n, reply) in absurd(&busy(429)).into_iter().enumerate() {
        runs.spawn(async move {
            let server = Server::start().await;
            server.answers_in_turn([reply.clone()]);
            server.answers(paid(0));
            let bulk = client(&server, quick()).bulk(JOB, MemoryJournal::new());
            let bulk = bulk.settle_policy(unlooked()).announced_limits(n % 2 == 0);
            let mut outcomes = bulk.run(input(people(1)), request);
            let ended = outcomes.try_next().await.unwrap().unwrap();
            let why = ended.end.why();
            let is_too_long = why.is_some_and(|why| why.contains("left alone"));
            assert!(
                ended.end.is_done() || is_too_long,
                "{reply:?}: {}",
                ended.end
            );
        });
    }
    runs.join_all().await;
}

#[tokio::test]
async fn a_bulk_run_that_is_refused_does_not_hurry() {
    let refused = async |status, asked: Option<&str>| {
        let server = Server::start().await;
        let reply = busy(status);
        server.answers(match asked {
            Some(asked) => reply.header("Retry-After", asked),
            None => reply,
        });
        let bulk = client(&server, RetryPolicy::none())
            .bulk(JOB, MemoryJournal::new())
            .announced_limits(false)
            .settle_policy(unlooked());
        let mut outcomes = bulk.run(input(people(4)), request);
        let run = async { while outcomes.try_next().await.unwrap().is_some() {} };
        let _ = tokio::time::timeout(Duration::from_secs(3), run).await;
        let requests = server.requests();
        let posts = requests.iter().filter(|r| r.method == "POST").count();
        // The four that went together, then one at a time: after 0.5 s, 1 s, 2 s at least.
        assert!(
            (4..=8).contains(&posts),
            "{posts} after {status} with {asked:?}"
        );
    };
    tokio::join!(
        refused(429, None),
        refused(429, Some("0")),
        refused(503, None),
        refused(503, Some("0")),
    );
}

#[tokio::test]
async fn what_would_wait_too_long_ends_unsent_and_is_paid_when_started_again() {
    let server = Server::start().await;
    let journal = MemoryJournal::new();
    let client = client(&server, RetryPolicy::none());
    let bulk = || {
        let bulk = client.bulk(JOB, journal.clone()).concurrency(1);
        bulk.longest_pause(Duration::ZERO)
    };
    let none = Reply::new(
        404,
        r#"{"error_code":"DIRECT_DISBURSEMENT_NOT_FOUND_ERROR"}"#,
    );
    server.answers_in_turn([none.clone(), busy(429).header("Retry-After", "61")]);
    let began = Instant::now();
    let mut outcomes = bulk().run(input(people(20)), request);
    let mut ended = Vec::new();
    while let Some(one) = outcomes.try_next().await.unwrap() {
        let End::Now(Outcome::NotCreated(error)) = &one.end else {
            panic!("{}", one.end)
        };
        assert!(
            error.is_retryable() && !error.is_outcome_unknown(),
            "{error}"
        );
        assert!(
            one.end.why().unwrap().contains("left alone for 6"),
            "{}",
            one.end
        );
        ended.push(one.item.number);
    }
    assert_eq!(ended.len(), 20);
    assert!(began.elapsed() < Duration::from_secs(5));
    // Nobody else is even looked up.
    assert_eq!(server.take_all().len(), 2);

    tokio::time::sleep(2 * MILLISECOND).await;
    server.answers_in_turn((0..20).flat_map(|number| [none.clone(), paid(number)]));
    let mut outcomes = bulk().run(input(people(20)), request);
    while let Some(one) = outcomes.try_next().await.unwrap() {
        assert!(one.end.is_done(), "{}", one.end);
    }
    assert_eq!(server.take_all().len(), 40);
}

/// A journal that loses its connection: leases are not renewed any more.
#[derive(Clone, Default)]
struct Unreachable(MemoryJournal);

impl Journal for Unreachable {
    type Error = Infallible;

    async fn now(&self) -> Result<i64, Infallible> {
        self.0.now().await
    }

    async fn enter(&self, job: &str, entries: &[Entry]) -> Result<(), Infallible> {
        self.0.enter(job, entries).await
    }

    async fn read(&self, job: &str, references: &[String]) -> Result<Vec<Record>, Infallible> {
        self.0.read(job, references).await
    }

    async fn claim(&self, claim: Claim<'_>) -> Result<Vec<Claimed>, Infallible> {
        self.0.claim(claim).await
    }

    async fn renew(&self, _: &str, _: &str, _: Duration) -> Result<(), Infallible> {
        std::future::pending().await
    }

    async fn sending(
        &self,
        job: &str,
        worker: &str,
        ticket: &Unsettled,
        lease: Duration,
    ) -> Result<bool, Infallible> {
        self.0.sending(job, worker, ticket, lease).await
    }

    async fn ended(
        &self,
        job: &str,
        worker: &str,
        reference: &str,
        end: Completion<'_>,
    ) -> Result<(), Infallible> {
        self.0.ended(job, worker, reference, end).await
    }
}

#[tokio::test]
async fn after_a_pause_nothing_is_sent_that_somebody_else_has_by_now() {
    let server = Server::start().await;
    server.answers(busy(429).header("Retry-After", "1"));
    let journal = Unreachable::default();
    let lease = Duration::from_millis(300);
    let bulk = client(&server, RetryPolicy::none()).bulk(JOB, journal.clone());
    let bulk = bulk.lease(lease).settle_policy(unlooked());
    let mut outcomes = bulk.run(input(people(1)), request);
    let run = async { while outcomes.try_next().await.unwrap().is_some() {} };
    let other = async {
        tokio::time::sleep(2 * lease).await;
        let references = ["2026-11-0".to_owned()];
        let mut claim = Claim::new(JOB, "other", &references);
        claim.before = i64::MAX;
        assert_eq!(journal.claim(claim).await.unwrap().len(), 1);
        tokio::time::sleep(Duration::from_millis(1500)).await;
    };
    tokio::select! {
        () = run => panic!("the other one has it"),
        () = other => {}
    }
    // Once, before the pause.
    assert_eq!(server.take_all().len(), 1);
}

#[tokio::test]
async fn extreme_leases_are_leases() {
    for lease in [Duration::ZERO, Duration::MAX] {
        let server = Server::start().await;
        server.answers(paid(0));
        let bulk = client(&server, quick()).bulk(JOB, MemoryJournal::new());
        let bulk = bulk
            .lease(lease)
            .longest_pause(lease)
            .settle_policy(unlooked());
        let mut outcomes = bulk.run(input(people(1)), request);
        let ended = outcomes.try_next().await.unwrap().unwrap();
        assert!(ended.end.is_done(), "{}", ended.end);
    }
}
