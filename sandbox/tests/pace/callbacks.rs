//! Callbacks reach the merchant's server: what goes out, when, again, in which order, and that nothing goes elsewhere.

use std::time::Duration;

use bayar_sandbox::{Builder, Delivery, Order, Sandbox};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::common::{Request, SECRET_KEY};
use crate::merchant::Merchant;

fn key() -> &'static str {
    SECRET_KEY.trim_end_matches(':')
}

async fn sandbox(merchant: &Merchant) -> Sandbox {
    with(|builder| builder.callback_url(merchant.url())).await
}

async fn with(settings: impl FnOnce(Builder) -> Builder) -> Sandbox {
    settings(Sandbox::builder()).start().await.unwrap()
}

async fn invoice(sandbox: &Sandbox, external_id: &str) -> String {
    let body = json!({"external_id": external_id, "amount": 230000, "payer_email": "a@example.com", "description": "-"});
    let answer = Request::post("/v2/invoices", body).send(sandbox).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()["id"].as_str().unwrap().to_owned()
}

/// Makes an invoice and has it paid, which the merchant is told.
async fn paid(sandbox: &Sandbox, external_id: &str) {
    let id = invoice(sandbox, external_id).await;
    sandbox.act(&id, "pay", json!({})).unwrap();
}

fn only(sandbox: &Sandbox) -> Delivery {
    let mut deliveries = sandbox.deliveries();
    assert_eq!(deliveries.len(), 1, "{deliveries:?}");
    deliveries.remove(0)
}

fn statuses(delivery: &Delivery) -> Vec<Option<u16>> {
    let attempts = delivery.attempts.iter();
    attempts.map(|attempt| attempt.status).collect()
}

#[tokio::test]
async fn a_paid_invoice_is_told_with_the_token() {
    let merchant = Merchant::start().await;
    let sandbox = with(|builder| {
        builder
            .callback_url(merchant.url())
            .callback_token("a-token-of-mine")
    })
    .await;
    paid(&sandbox, "order-1").await;
    sandbox.callbacks_settled().await;
    let taken = merchant.taken();
    assert_eq!(taken.len(), 1);
    let callback = &taken[0];
    assert_eq!(
        (callback.method.as_str(), callback.path.as_str()),
        ("POST", "/callbacks")
    );
    assert_eq!(callback.header("content-type"), Some("application/json"));
    assert_eq!(callback.header("x-callback-token"), Some("a-token-of-mine"));
    assert_eq!(callback.json()["external_id"], "order-1");
    assert_eq!(callback.json()["status"], "PAID");
    assert!(
        !callback.body.contains("\"_"),
        "hidden fields: {}",
        callback.body
    );
    let delivery = only(&sandbox);
    assert_eq!(delivery.kind, "invoice_callback");
    assert_eq!(delivery.status, "DELIVERED");
    assert_eq!(statuses(&delivery), [Some(200)]);
}

#[tokio::test]
async fn without_a_url_it_is_noted_and_delivered_once_there_is_one() {
    let merchant = Merchant::start().await;
    let sandbox = Sandbox::start().await.unwrap();
    paid(&sandbox, "order-1").await;
    sandbox.callbacks_settled().await;
    let delivery = only(&sandbox);
    assert_eq!((delivery.status.as_str(), delivery.url), ("NO_URL", None));
    assert!(sandbox.redeliver(&delivery.id).unwrap_err().is_conflict());
    let urls = json!({"callback_urls": {"invoice_callback": merchant.url()}});
    sandbox.configure(key(), &urls).unwrap();
    sandbox.redeliver(&delivery.id).unwrap();
    sandbox.callbacks_settled().await;
    assert_eq!(merchant.names(), ["order-1"]);
    assert_eq!(only(&sandbox).status, "DELIVERED");
}

#[tokio::test]
async fn what_is_not_taken_is_sent_twice_more_thirty_seconds_apart() {
    let merchant = Merchant::start().await;
    merchant.answer(&[
        "500 Oh",
        "404 No",
        "302 Elsewhere\r\nLocation: /other",
        "200 OK",
    ]);
    let sandbox = sandbox(&merchant).await;
    sandbox.freeze();
    paid(&sandbox, "order-1").await;
    sandbox.callbacks_settled().await;
    assert_eq!(statuses(&only(&sandbox)), [Some(500)]);
    assert_eq!(only(&sandbox).status, "PENDING");
    sandbox.advance(Duration::from_secs(29));
    sandbox.callbacks_settled().await;
    assert_eq!(merchant.taken().len(), 1, "too early");
    sandbox.advance(Duration::from_secs(1));
    sandbox.callbacks_settled().await;
    assert_eq!(merchant.taken().len(), 2);
    sandbox.advance(Duration::from_secs(30));
    sandbox.callbacks_settled().await;
    let delivery = only(&sandbox);
    assert_eq!(statuses(&delivery), [Some(500), Some(404), Some(302)]);
    assert_eq!(delivery.status, "FAILED");
    sandbox.advance(Duration::from_secs(600));
    sandbox.callbacks_settled().await;
    let paths: Vec<_> = merchant
        .taken()
        .into_iter()
        .map(|taken| taken.path)
        .collect();
    assert_eq!(
        paths, ["/callbacks"; 3],
        "a redirect was followed, or a fourth try made"
    );
    sandbox.redeliver(&delivery.id).unwrap();
    sandbox.callbacks_settled().await;
    assert_eq!(only(&sandbox).status, "DELIVERED");
    assert_eq!(statuses(&only(&sandbox)).len(), 4);
}

#[tokio::test]
async fn nobody_listening_is_a_failed_try_in_words() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/?token=hidden", listener.local_addr().unwrap());
    drop(listener);
    let sandbox = with(|builder| builder.callback_url(url)).await;
    paid(&sandbox, "order-1").await;
    sandbox.callbacks_settled().await;
    let delivery = only(&sandbox);
    let error = delivery.attempts[0].error.as_deref().unwrap();
    assert!(error.starts_with("no connection: "), "{error}");
    assert!(!error.contains("hidden"), "{error}");
}

#[tokio::test]
async fn an_https_url_is_called_with_tls_only() {
    let merchant = Merchant::start().await;
    let url = merchant.url().replace("http://", "https://");
    let sandbox = with(|builder| builder.callback_url(url)).await;
    paid(&sandbox, "order-1").await;
    sandbox.callbacks_settled().await;
    assert!(merchant.taken().is_empty());
    let delivery = only(&sandbox);
    assert_eq!(statuses(&delivery), [None]);
    assert!(delivery.attempts[0].error.is_some());
}

#[tokio::test]
async fn things_fall_due_in_real_time() {
    let merchant = Merchant::start().await;
    let sandbox = sandbox(&merchant).await;
    let setting = json!({"settings": {"invoice_expired_callback": true}});
    sandbox.configure(key(), &setting).unwrap();
    let body = json!({"external_id": "order-1", "amount": 230000, "payer_email": "a@example.com", "description": "-", "invoice_duration": 1});
    let answer = Request::post("/v2/invoices", body).send(&sandbox).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    merchant.wait_for(1).await;
    assert_eq!(merchant.taken()[0].json()["status"], "EXPIRED");
}

#[tokio::test]
async fn callbacks_of_one_resource_come_one_after_another() {
    let merchant = Merchant::start().await;
    merchant.pause(Duration::from_millis(200));
    let sandbox = sandbox(&merchant).await;
    for _ in 0..3 {
        paid(&sandbox, "same").await;
    }
    merchant.wait_for(1).await;
    tokio::time::sleep(Duration::from_millis(80)).await;
    assert_eq!(merchant.taken().len(), 1, "the first is not answered yet");
    sandbox.callbacks_settled().await;
    assert_eq!(ids_taken(&merchant), ids_made(&sandbox));
}

#[tokio::test]
async fn held_callbacks_are_released_in_the_order_in_which_they_were_made() {
    let merchant = Merchant::start().await;
    let sandbox = sandbox(&merchant).await;
    sandbox.hold_callbacks();
    for name in ["a", "b", "a", "c", "b"] {
        paid(&sandbox, name).await;
    }
    // Settled, although five are held.
    sandbox.callbacks_settled().await;
    assert!(merchant.taken().is_empty());
    let deliveries = sandbox.deliveries();
    assert!(deliveries.iter().all(|delivery| delivery.status == "HELD"));
    assert_eq!(sandbox.release_callbacks(Order::Sent), 5);
    sandbox.callbacks_settled().await;
    assert_eq!(ids_taken(&merchant), ids_made(&sandbox));
    paid(&sandbox, "d").await;
    sandbox.callbacks_settled().await;
    assert_eq!(merchant.taken().len(), 6, "nothing is held any more");
}

fn ids_taken(merchant: &Merchant) -> Vec<Value> {
    let taken = merchant.taken();
    taken
        .iter()
        .map(|taken| taken.json()["id"].clone())
        .collect()
}

fn ids_made(sandbox: &Sandbox) -> Vec<Value> {
    let deliveries = sandbox.deliveries();
    deliveries
        .iter()
        .map(|delivery| delivery.body["id"].clone())
        .collect()
}

#[tokio::test]
async fn several_resources_do_not_wait_for_each_other() {
    let merchant = Merchant::start().await;
    merchant.pause(Duration::from_secs(3));
    let sandbox = sandbox(&merchant).await;
    for number in 0..8 {
        paid(&sandbox, &format!("order-{number}")).await;
    }
    // One after another, the second would come after 3 seconds.
    let all = tokio::time::timeout(Duration::from_secs(2), merchant.wait_for(8));
    all.await.expect("they wait for each other");
}

#[tokio::test]
async fn held_callbacks_are_released_in_another_order() {
    let merchant = Merchant::start().await;
    let sandbox = sandbox(&merchant).await;
    let names: Vec<_> = (0..8).map(|number| format!("order-{number}")).collect();
    let mut orders = Vec::new();
    for order in [
        Order::Reversed,
        Order::Random(7),
        Order::Random(7),
        Order::Random(8),
    ] {
        sandbox.hold_callbacks();
        for name in &names {
            paid(&sandbox, name).await;
        }
        let before = merchant.taken().len();
        assert_eq!(sandbox.release_callbacks(order), 8);
        sandbox.callbacks_settled().await;
        orders.push(merchant.names().split_off(before));
    }
    let reversed: Vec<_> = names.iter().rev().cloned().collect();
    assert_eq!(orders[0], reversed);
    assert_eq!(orders[1], orders[2], "the same seed gives the same order");
    assert_ne!(orders[1], orders[3]);
    let mut sorted = orders[1].clone();
    sorted.sort();
    assert_eq!(sorted, names, "each came once");
}

#[tokio::test]
async fn duplicates_are_sent_on_demand() {
    let merchant = Merchant::start().await;
    let sandbox = sandbox(&merchant).await;
    sandbox.duplicate_callbacks(true);
    paid(&sandbox, "order-1").await;
    sandbox.callbacks_settled().await;
    let taken = merchant.taken();
    assert_eq!(taken.len(), 2);
    assert_eq!(taken[0].body, taken[1].body);
    let delivery = only(&sandbox);
    let duplicates: Vec<_> = delivery
        .attempts
        .iter()
        .map(|attempt| attempt.is_duplicate)
        .collect();
    assert_eq!(duplicates, [false, true]);
    sandbox.duplicate_callbacks(false);
    paid(&sandbox, "order-2").await;
    sandbox.callbacks_settled().await;
    assert_eq!(merchant.taken().len(), 3);
}

#[tokio::test]
async fn a_released_retry_and_a_reset_leave_nothing_behind() {
    let merchant = Merchant::start().await;
    merchant.pause(Duration::from_millis(300));
    let sandbox = sandbox(&merchant).await;
    paid(&sandbox, "order-1").await;
    merchant.wait_for(1).await;
    sandbox.reset();
    sandbox.callbacks_settled().await;
    assert!(sandbox.deliveries().is_empty());
    paid(&sandbox, "order-2").await;
    sandbox.callbacks_settled().await;
    assert_eq!(merchant.names(), ["order-1", "order-2"]);
    assert_eq!(only(&sandbox).status, "DELIVERED");
}

#[tokio::test]
async fn dropping_the_sandbox_ends_its_deliveries() {
    let merchant = Merchant::start().await;
    merchant.answer(&["500 Oh"; 3]);
    let sandbox = with(|builder| builder.callback_url(merchant.url())).await;
    sandbox.freeze();
    for number in 0..5 {
        paid(&sandbox, &format!("order-{number}")).await;
    }
    sandbox.callbacks_settled().await;
    let before = merchant.taken().len();
    // Everything that is to come is due now: retries of three, and the expiry of nothing.
    sandbox.advance(Duration::from_secs(3600));
    drop(sandbox);
    tokio::time::sleep(Duration::from_millis(300)).await;
    let after_drop = merchant.taken().len();
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(before, 5);
    assert_eq!(
        merchant.taken().len(),
        after_drop,
        "a task outlived the sandbox"
    );
    assert_eq!(tasks(), 1, "only the merchant's server is left");
}

/// The tasks of this test's runtime.
fn tasks() -> usize {
    tokio::runtime::Handle::current()
        .metrics()
        .num_alive_tasks()
}

#[tokio::test]
async fn many_sandboxes_tell_their_own_merchants() {
    let mut pairs = Vec::new();
    for number in 0..20 {
        let merchant = Merchant::start().await;
        let token = format!("token-{number}");
        let sandbox =
            with(|builder| builder.callback_url(merchant.url()).callback_token(token)).await;
        pairs.push((sandbox, merchant));
    }
    for (number, (sandbox, _)) in pairs.iter().enumerate() {
        paid(sandbox, &format!("order-{number}")).await;
    }
    for (number, (sandbox, merchant)) in pairs.iter().enumerate() {
        sandbox.callbacks_settled().await;
        assert_eq!(merchant.names(), [format!("order-{number}")]);
        let token = format!("token-{number}");
        assert_eq!(
            merchant.taken()[0].header("x-callback-token"),
            Some(token.as_str())
        );
    }
}

#[tokio::test]
async fn a_sub_account_has_its_own_url_and_token() {
    let (mine, theirs) = (Merchant::start().await, Merchant::start().await);
    let sandbox = sandbox(&mine).await;
    let sub_account = sandbox.account_id(key(), Some("5f1a2b3c4d5e6f7a8b9c0d1e"));
    let changes = json!({"callback_url": theirs.url(), "callback_token": "theirs"});
    sandbox.configure(&sub_account, &changes).unwrap();
    let body = json!({"external_id": "sub", "amount": 230000, "payer_email": "a@example.com", "description": "-"});
    let answer = Request::post("/v2/invoices", body)
        .header("for-user-id", "5f1a2b3c4d5e6f7a8b9c0d1e")
        .send(&sandbox)
        .await;
    let id = answer.json()["id"].as_str().unwrap().to_owned();
    sandbox.act(&id, "pay", json!({})).unwrap();
    sandbox.callbacks_settled().await;
    assert!(mine.taken().is_empty());
    assert_eq!(theirs.taken()[0].header("x-callback-token"), Some("theirs"));
}

#[tokio::test]
async fn a_url_that_is_none_is_refused_at_the_start() {
    for url in [
        "",
        "merchant.example/callbacks",
        "file:///etc/passwd",
        "ftp://merchant.example/",
    ] {
        assert!(
            Sandbox::builder().callback_url(url).start().await.is_err(),
            "{url}"
        );
    }
}
