//! What a client's tap and the proxy see of calls to a sandbox that drifts, and that neither changes a call.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use bayar::drift::{Finding, Tap};
use bayar::{Exchange, Observer, RetryPolicy, xendit};
use bayar_drift::check::Options;
use bayar_drift::proxy::{Losses, Proxy};
use bayar_sandbox::{Class, Drift, Fault, Problem, Sandbox};

const KEY: &str = "xnd_development_secret";

type Seen = Arc<Mutex<BTreeMap<(String, Option<String>, String), u64>>>;

fn tap(share: f64) -> (Tap, Seen) {
    let seen = Seen::default();
    let metrics = seen.clone();
    let tap = Tap::builder()
        .sample(share)
        .on_finding(move |finding: &Finding, times| {
            let key = (
                finding.class.to_string(),
                finding.operation.clone(),
                finding.pointer.clone(),
            );
            *metrics.lock().unwrap().entry(key).or_default() += times;
        });
    (tap.start().unwrap(), seen)
}

fn builder(url: &str) -> bayar::ClientBuilder<xendit::Client> {
    xendit::Client::builder(KEY)
        .base_url(url)
        .retries(RetryPolicy::none())
}

async fn create(client: &xendit::Client, id: &str) -> bayar::Result<String> {
    let request = client
        .create_invoice()
        .external_id(id)
        .payer_email("lanny.person@example.com")
        .description("Trip to Bali")
        .amount(230_000);
    let invoice = request.send().await?;
    Ok(invoice.id()?.to_string())
}

async fn until_checked(tap: &Tap, count: u64) {
    let began = Instant::now();
    while tap.counts().checked < count {
        assert!(
            began.elapsed() < Duration::from_secs(20),
            "{:?}",
            tap.counts()
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn a_tap_finds_what_the_sandbox_injects() {
    let sandbox = Sandbox::start().await.unwrap();
    let (tap, seen) = tap(1.0);
    let client = builder(sandbox.base_url())
        .observe(tap.clone())
        .build()
        .unwrap();
    let id = create(&client, "order-1").await.unwrap();
    client.get_invoice(&id).send().await.unwrap();
    until_checked(&tap, 2).await;
    assert_eq!(
        *seen.lock().unwrap(),
        BTreeMap::new(),
        "clean traffic has no finding"
    );

    let drift = Drift::new(Class::response(Problem::Enum))
        .operation("get_invoice")
        .pointer("/status");
    sandbox.add_drift(drift.times(3)).unwrap();
    for _ in 0..3 {
        client.get_invoice(&id).send().await.unwrap();
    }
    // A refusal is an exchange, too.
    client
        .get_invoice("579c8d61f23fa4ca35e52da4")
        .send()
        .await
        .unwrap_err();
    until_checked(&tap, 6).await;
    let seen = seen.lock().unwrap().clone();
    let key = (
        "response.enum".to_owned(),
        Some("get_invoice".to_owned()),
        "/status".to_owned(),
    );
    assert_eq!(seen.get(&key), Some(&3), "{seen:?}");
    assert_eq!(seen.len(), 1, "{seen:?}");
    assert_eq!(tap.counts().left_out, 0);
    sandbox.shutdown().await.unwrap();
}

#[tokio::test]
async fn a_sample_is_a_share_and_nothing_fails() {
    let sandbox = Sandbox::start().await.unwrap();
    let (none, _) = tap(0.0);
    let (half, _) = tap(0.5);
    for (tap, least, most) in [(none, 0, 0), (half, 25, 75)] {
        let client = builder(sandbox.base_url())
            .observe(tap.clone())
            .build()
            .unwrap();
        for _ in 0..100 {
            client.get_balance().send().await.unwrap();
        }
        until_checked(&tap, least).await;
        tokio::time::sleep(Duration::from_millis(200)).await;
        let counts = tap.counts();
        assert_eq!(counts.exchanges, 100);
        assert!((least..=most).contains(&counts.checked), "{counts:?}");
    }
    sandbox.shutdown().await.unwrap();
}

/// A hook that hangs must cost the calls nothing but the findings.
#[tokio::test]
async fn a_tap_that_hangs_is_left_behind() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox
        .add_drift(Drift::new(Class::response(Problem::Field)).operation("get_balance"))
        .unwrap();
    let (release, held) = std::sync::mpsc::channel::<()>();
    let tap = Tap::builder()
        .waiting_bytes(8 * 1024)
        .on_finding(move |_, _| _ = held.recv())
        .start()
        .unwrap();
    let client = builder(sandbox.base_url())
        .observe(tap.clone())
        .build()
        .unwrap();
    for _ in 0..200 {
        client.get_balance().send().await.unwrap();
    }
    let counts = tap.counts();
    assert!(counts.left_out > 0 && counts.exchanges == 200, "{counts:?}");
    drop(release);
    sandbox.shutdown().await.unwrap();
}

#[derive(Clone, Default)]
struct Recorder(Arc<Mutex<Vec<Kept>>>);

/// What an observer kept of an exchange.
#[derive(Clone)]
struct Kept {
    status: Option<u16>,
    headers: Vec<String>,
    request: String,
    has_answer: bool,
    debug: String,
}

impl Observer for Recorder {
    fn observe(&self, exchange: &Exchange<'_>) {
        self.0.lock().unwrap().push(Kept {
            status: exchange.status(),
            headers: exchange
                .request_headers()
                .map(|(name, _)| name.to_owned())
                .collect(),
            request: String::from_utf8_lossy(exchange.request_body()).into_owned(),
            has_answer: exchange.response_body().is_some(),
            debug: format!("{exchange:?}"),
        });
    }
}

#[tokio::test]
async fn an_observer_sees_each_try_but_no_key() {
    let sandbox = Sandbox::start().await.unwrap();
    let recorder = Recorder::default();
    let client = xendit::Client::builder(KEY)
        .base_url(sandbox.base_url())
        .observe(recorder.clone())
        .build()
        .unwrap();
    sandbox.add_fault(Fault::reset().times(1)).unwrap();
    client.get_balance().send().await.unwrap();
    create(&client, "order-1").await.unwrap();
    let seen = recorder.0.lock().unwrap().clone();
    let statuses: Vec<_> = seen.iter().map(|exchange| exchange.status).collect();
    assert_eq!(statuses, [None, Some(200), Some(200)]);
    assert!(seen[2].request.contains("order-1") && seen[2].has_answer);
    for exchange in &seen {
        assert!(!exchange.headers.contains(&"authorization".to_owned()));
        assert!(!exchange.debug.contains("person"));
    }
    sandbox.shutdown().await.unwrap();
}

#[tokio::test]
async fn the_proxy_changes_nothing_for_a_client() {
    let sandbox = Sandbox::start().await.unwrap();
    let listen = "127.0.0.1:0".parse().unwrap();
    let options = Options::default();
    let proxy = Proxy::start(listen, sandbox.base_url(), options, None, Box::new(|_| {}));
    let proxy = proxy.await.unwrap();
    let direct = builder(sandbox.base_url()).build().unwrap();
    let through = builder(&format!("http://{}", proxy.address()))
        .build()
        .unwrap();
    let id = create(&through, "order-1").await.unwrap();
    for _ in 0..3 {
        let one = direct.get_invoice(&id).send().await.unwrap();
        let other = through.get_invoice(&id).send().await.unwrap();
        assert_eq!(one.body(), other.body());
        let names = |response: &bayar::http::HeaderMap| -> Vec<String> {
            response.keys().map(ToString::to_string).collect()
        };
        assert_eq!(names(one.headers()), names(other.headers()));
    }
    through.expire_invoice(&id).send().await.unwrap();
    let error = through.get_invoice("579c8d61f23fa4ca35e52da4").send().await;
    assert!(error.unwrap_err().is_refused());
    let (report, losses) = proxy.stop().await.unwrap();
    assert_eq!((report.summary.exchanges, losses), (6, Losses::default()));
    assert_eq!(report.findings, []);
    sandbox.shutdown().await.unwrap();
}
