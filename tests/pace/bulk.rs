//! Many disbursements: all of them, none twice, within the limits, interrupted and started again.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::extract::State as Server;
use axum::http::{HeaderMap, Method, StatusCode};
use bayar::xendit::Client;
use bayar::xendit::builder::CreateDisbursement;
use bayar::xendit::bulk::{BulkError, End, Ended, MemoryJournal, Outcomes, Progress, State};
use bayar::{Outcome, RetryPolicy, SettlePolicy};
use bayar_sandbox::Sandbox;
use serde_json::{Value, json};

use crate::payroll::{
    JOB, KEY, Person, assert_paid_once, client, input, payments, people, policy, request,
};

async fn all<E: std::fmt::Debug>(mut outcomes: Outcomes<Person, E>) -> Vec<Ended<Person>> {
    let mut ended = Vec::new();
    while let Some(one) = outcomes.try_next().await.unwrap() {
        ended.push(one);
    }
    ended
}

fn numbers(ended: &[Ended<Person>]) -> Vec<usize> {
    let mut numbers: Vec<_> = ended.iter().map(|ended| ended.item.number).collect();
    numbers.sort_unstable();
    numbers
}

#[tokio::test]
async fn everyone_is_paid_once_and_comes_out_once() {
    let sandbox = Sandbox::start().await.unwrap();
    let journal = MemoryJournal::new();
    let told: Arc<Mutex<Vec<Progress>>> = Arc::default();
    let bulk = || {
        let told = told.clone();
        client(sandbox.base_url())
            .bulk(JOB, journal.clone())
            .announced_limits(false)
            .on_progress(move |progress| told.lock().unwrap().push(progress.clone()))
    };
    let mut staff = people(100);
    // So much is refused.
    staff[7].salary = 0;
    let ended = all(bulk().run(input(staff.clone()), request)).await;
    assert_eq!(numbers(&ended), (0..100).collect::<Vec<_>>());
    for one in &ended {
        match &one.end {
            End::Now(Outcome::Created(payment)) => {
                assert_eq!(payment.external_id().unwrap(), one.item.reference());
            }
            end => assert_eq!((one.item.number, end.state()), (7, State::Failed), "{end}"),
        }
    }
    let progress = std::mem::take(&mut *told.lock().unwrap());
    assert_eq!((progress[0].total, progress[0].remaining), (100, 100));
    let last = progress.last().unwrap();
    assert_eq!(
        (
            progress.len(),
            last.done,
            last.failed,
            last.unknown,
            last.remaining
        ),
        (101, 99, 1, 0, 0)
    );
    assert!(last.per_minute > 0);

    // Started again it says the same, and tries again only what has failed.
    tokio::time::sleep(Duration::from_millis(2)).await;
    let before = sandbox.requests().len();
    let ended = all(bulk().run(input(staff.clone()), request)).await;
    assert_eq!(numbers(&ended), (0..100).collect::<Vec<_>>());
    for one in &ended {
        match &one.end {
            End::Before(record) => assert!(record.payment_id.is_some() && one.end.is_done()),
            end => assert_eq!(one.item.number, 7, "{end}"),
        }
    }
    assert_eq!(told.lock().unwrap().last().unwrap().done, 99);
    // A look-up and a request.
    assert!(sandbox.requests().len() - before <= 2);
    staff.remove(7);
    assert_paid_once(&sandbox, &staff);
}

fn other_account(client: &Client, person: &Person) -> CreateDisbursement {
    request(client, person).account_number(format!("88{:08}", person.salary))
}

#[tokio::test]
async fn contradictions_are_told_before_anything_is_sent() {
    let sandbox = Sandbox::start().await.unwrap();
    let journal = MemoryJournal::new();
    let bulk = || client(sandbox.base_url()).bulk(JOB, journal.clone());
    let mut staff = people(3);
    let mut again = staff[1].clone();
    again.salary += 1;
    staff.push(again);
    let error = bulk()
        .run(input(staff.clone()), request)
        .try_next()
        .await
        .unwrap_err();
    assert!(
        matches!(&error, BulkError::Contradiction(twice) if twice == &["2026-11-1"]),
        "{error}"
    );
    // Other account numbers are other content, and are not shown.
    let error = bulk()
        .run(input(staff.clone()), |client, person| {
            other_account(client, person).amount(5)
        })
        .try_next()
        .await
        .unwrap_err();
    assert!(matches!(error, BulkError::Contradiction(_)), "{error}");
    assert!(!format!("{error:?} {error}").contains("88010"), "{error:?}");
    let error = bulk()
        .run(input(people(3)), |client, _| client.create_disbursement())
        .try_next()
        .await
        .unwrap_err();
    assert!(matches!(error, BulkError::NoReference(0)), "{error}");
    assert_eq!(sandbox.requests().len(), 0);

    // The same content twice is one payment, and two items.
    let twice = [people(3), people(2)].concat();
    let ended = all(bulk().run(input(twice), request)).await;
    assert_eq!(numbers(&ended), [0, 0, 1, 1, 2]);
    assert!(ended.iter().all(|ended| ended.end.is_done()));
    assert_paid_once(&sandbox, &people(3));

    // Another amount, account or environment than before.
    let sent = sandbox.requests().len();
    let error = bulk()
        .run(input(people(2)), other_account)
        .try_next()
        .await
        .unwrap_err();
    assert!(
        matches!(&error, BulkError::Changed(changed) if changed.len() == 2),
        "{error}"
    );
    let production = Client::builder("xnd_production_payroll");
    let production = production.base_url(sandbox.base_url()).build().unwrap();
    let error = production
        .bulk(JOB, journal.clone())
        .run(input(people(2)), request)
        .try_next()
        .await
        .unwrap_err();
    assert!(matches!(error, BulkError::Changed(_)), "{error}");
    assert_eq!(sandbox.requests().len(), sent);
}

/// A server that enforces limits of its own, the same for each operation.
#[derive(Default)]
struct Limited {
    limit: usize,
    window: Duration,
    /// Whether answers announce it.
    announces: bool,
    windows: Mutex<BTreeMap<Method, (Option<Instant>, usize)>>,
    refused: AtomicUsize,
    paid: Mutex<BTreeMap<String, usize>>,
}

impl Limited {
    async fn start(self) -> (Arc<Self>, String) {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let server = Arc::new(self);
        let router = axum::Router::new()
            .route("/disbursements", axum::routing::any(answer))
            .with_state(server.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        (server, url)
    }

    /// Counts a request: what is left, and when the window ends.
    fn count(&self, method: &Method) -> (Option<usize>, Duration) {
        let mut windows = self.windows.lock().unwrap();
        let (began, count) = windows.entry(method.clone()).or_default();
        let age = began.map(|began| began.elapsed());
        if age.is_none_or(|age| age >= self.window) {
            (*began, *count) = (Some(Instant::now()), 0);
        }
        *count += 1;
        let age = began.map(|began| began.elapsed()).unwrap_or_default();
        let reset = self.window.saturating_sub(age);
        (self.limit.checked_sub(*count), reset)
    }

    fn refused(&self) -> usize {
        self.refused.load(Ordering::SeqCst)
    }
}

async fn answer(
    Server(server): Server<Arc<Limited>>,
    method: Method,
    body: String,
) -> (StatusCode, HeaderMap, String) {
    let (left, reset) = server.count(&method);
    let mut headers = HeaderMap::new();
    if server.announces {
        let reset = format!("{}.{:03}", reset.as_secs(), reset.subsec_millis() + 1);
        headers.insert("rate-limit-limit", server.limit.into());
        headers.insert("rate-limit-remaining", left.unwrap_or_default().into());
        headers.insert("rate-limit-reset", reset.parse().unwrap());
    }
    if left.is_none() {
        server.refused.fetch_add(1, Ordering::SeqCst);
        headers.insert("retry-after", 1.into());
        let refusal = json!({"error_code": "RATE_LIMIT_EXCEEDED", "message": "slow down"});
        return (StatusCode::TOO_MANY_REQUESTS, headers, refusal.to_string());
    }
    if method == Method::GET {
        let refusal = json!({"error_code": "DIRECT_DISBURSEMENT_NOT_FOUND_ERROR", "message": "no"});
        return (StatusCode::NOT_FOUND, headers, refusal.to_string());
    }
    let sent: Value = serde_json::from_str(&body).unwrap();
    let reference = sent["external_id"].as_str().unwrap().to_owned();
    let answer = json!({"id": reference, "external_id": reference, "amount": sent["amount"],
        "bank_code": sent["bank_code"], "status": "PENDING", "fee": "1.50"});
    *server.paid.lock().unwrap().entry(reference).or_default() += 1;
    (StatusCode::OK, headers, answer.to_string())
}

fn assert_all_paid_by(server: &Limited, count: usize) {
    let paid = server.paid.lock().unwrap();
    assert_eq!(paid.len(), count);
    assert!(paid.values().all(|times| *times == 1));
}

#[tokio::test]
async fn it_goes_as_fast_as_the_answers_allow() {
    let (server, url) = Limited {
        limit: 20,
        window: Duration::from_millis(500),
        announces: true,
        ..Limited::default()
    }
    .start()
    .await;
    let began = Instant::now();
    let bulk = client(&url).bulk(JOB, MemoryJournal::new()).concurrency(16);
    let ended = all(bulk.run(input(people(100)), request)).await;
    let took = began.elapsed();
    assert!(ended.iter().all(|ended| ended.end.is_done()));
    for one in &ended {
        let End::Now(outcome) = &one.end else {
            panic!("{}", one.end)
        };
        // What the contract does not have comes out of a job as well.
        let fee = outcome.payment().and_then(|payment| payment.extra("fee"));
        assert_eq!(fee.unwrap().get(), "\"1.50\"");
    }
    assert_all_paid_by(&server, 100);
    println!(
        "100 payments, 20 in half a second: {took:?}, {} refused",
        server.refused()
    );
    assert!(server.refused() <= 2, "{} refused", server.refused());
    // Five windows, of which the first and the last need not be whole.
    assert!(took >= Duration::from_millis(1900), "{took:?}");
}

#[tokio::test]
async fn it_leaves_room_for_others_with_the_same_key() {
    let (server, url) = Limited {
        limit: 20,
        window: Duration::from_millis(500),
        announces: true,
        ..Limited::default()
    }
    .start()
    .await;
    let other = client(&url);
    let other = tokio::spawn(async move {
        loop {
            let call = other
                .get_disbursements_by_external_id()
                .external_id("other");
            let _ = call.retries(RetryPolicy::none()).send().await;
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    });
    let bulk = client(&url).bulk(JOB, MemoryJournal::new()).concurrency(8);
    let ended = all(bulk.run(input(people(60)), request)).await;
    other.abort();
    assert!(ended.iter().all(|ended| ended.end.is_done()));
    assert_all_paid_by(&server, 60);
    println!(
        "60 payments beside another program: {} refused",
        server.refused()
    );
    // The other one has a share of it; a storm would be hundreds.
    assert!(server.refused() <= 30, "{} refused", server.refused());
}

#[tokio::test]
async fn a_429_waits_and_drops_nothing() {
    let (server, url) = Limited {
        limit: 10,
        window: Duration::from_secs(1),
        announces: false,
        ..Limited::default()
    }
    .start()
    .await;
    // Every 429 comes up to the bulk run.
    let client = Client::builder(KEY)
        .base_url(&url)
        .retries(RetryPolicy::none())
        .build()
        .unwrap();
    let bulk = client
        .bulk(JOB, MemoryJournal::new())
        .announced_limits(false)
        .concurrency(4)
        .settle_policy(SettlePolicy::default().look_first(false));
    let ended = all(bulk.run(input(people(40)), request)).await;
    assert!(ended.iter().all(|ended| ended.end.is_done()));
    assert_all_paid_by(&server, 40);
    // Each time the door closes, only what was under way is refused.
    println!(
        "40 payments, 10 in a second, unannounced: {} refused",
        server.refused()
    );
    assert!(
        (1..=4 * 5).contains(&server.refused()),
        "{}",
        server.refused()
    );
}

#[tokio::test]
async fn the_sandbox_with_its_limits_refuses_nothing() {
    let refused = Arc::new(AtomicUsize::new(0));
    let sandbox = {
        let refused = refused.clone();
        let builder = Sandbox::builder().rate_limits(true);
        let builder = builder.on_request(move |request| {
            if request.status == 429 {
                refused.fetch_add(1, Ordering::SeqCst);
            }
        });
        builder.start().await.unwrap()
    };
    // 50 of the minute's 60 requests are used up, and the minute is nearly over.
    let client = client(sandbox.base_url());
    for _ in 0..50 {
        let call = client
            .get_disbursements_by_external_id()
            .external_id("other");
        assert_eq!(call.send().await.unwrap_err().status(), Some(404));
    }
    sandbox.advance(Duration::from_secs(56));
    let ended = all(client
        .bulk(JOB, MemoryJournal::new())
        .run(input(people(40)), request))
    .await;
    assert!(ended.iter().all(|ended| ended.end.is_done()));
    assert_paid_once(&sandbox, &people(40));
    assert_eq!(refused.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn dropping_the_stream_leaves_nothing_running_and_loses_nothing() {
    let sandbox = Sandbox::start().await.unwrap();
    let journal = MemoryJournal::new();
    let bulk = || {
        client(sandbox.base_url())
            .bulk(JOB, journal.clone())
            .announced_limits(false)
            .lease(Duration::from_millis(300))
            .settle_policy(policy())
    };
    let staff = people(60);
    for round in 0..4_u64 {
        let mut outcomes = bulk().run(input(staff.clone()), request);
        for _ in 0..=round * 7 {
            outcomes.try_next().await.unwrap().unwrap();
        }
        // In the middle of whatever comes next.
        let rest = async { while outcomes.try_next().await.unwrap().is_some() {} };
        let _ = tokio::time::timeout(Duration::from_millis(3 + round), rest).await;
        drop(outcomes);
        // What the server has read, it answers; nothing new comes.
        tokio::time::sleep(Duration::from_millis(100)).await;
        let requests = sandbox.requests().len();
        tokio::time::sleep(Duration::from_millis(200)).await;
        assert_eq!(sandbox.requests().len(), requests);
    }
    assert!(
        payments(&sandbox).len() < staff.len(),
        "interrupted too late"
    );
    let ended = all(bulk().run(input(staff.clone()), request)).await;
    assert_eq!(ended.len(), staff.len());
    assert!(ended.iter().all(|ended| ended.end.is_done()));
    assert_paid_once(&sandbox, &staff);
}
