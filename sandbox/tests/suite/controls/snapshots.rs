//! Snapshots, and a new start.

use std::time::Duration;

use bayar_sandbox::{Class, Drift, Fault, Problem, Sandbox, Snapshot};
use serde_json::{Value, json};

use super::{KEY, control, get, invoice, post, refused, sandbox, status_of};
use crate::common::Request;
use crate::merchant::Merchant;

#[tokio::test]
async fn a_snapshot_brings_everything_back() {
    let merchant = Merchant::start().await;
    let sandbox = sandbox().await;
    sandbox.freeze();
    let id = invoice(&sandbox, "order-1").await;
    sandbox.set_balance(KEY, "CASH", "10.10").unwrap();
    sandbox
        .refuse_next("create_invoice", "API_VALIDATION_ERROR")
        .unwrap();
    sandbox
        .configure(
            KEY,
            &json!({"callback_url": merchant.url(), "settings": {"invoice_expired_callback": true}}),
        )
        .unwrap();
    let then = sandbox.now();
    let snapshot = control("GET", "/snapshot").send(&sandbox).await.text;

    sandbox.advance(Duration::from_secs(100 * 86400));
    assert_eq!(status_of(&sandbox, &id).await, "EXPIRED");
    sandbox.set_balance(KEY, "CASH", "0").unwrap();
    invoice_refused(&sandbox).await;
    let restored = control("PUT", "/snapshot")
        .json(&snapshot)
        .send(&sandbox)
        .await;
    assert_eq!(restored.status, 200, "{}", restored.text);
    assert_eq!(sandbox.now(), then);
    assert_eq!(status_of(&sandbox, &id).await, "PENDING");
    let balance = Request::get("/balance").send(&sandbox).await;
    assert!(balance.text.contains("10.10"), "{}", balance.text);
    invoice_refused(&sandbox).await;

    // Also in another sandbox, where things go on as they would have.
    let other = Sandbox::start().await.unwrap();
    other
        .restore(&Snapshot::from_json(&snapshot).unwrap())
        .unwrap();
    sandbox.callbacks_settled().await;
    let before = merchant.taken().len();
    other.advance(Duration::from_secs(2 * 86400));
    other.callbacks_settled().await;
    assert_eq!(status_of(&other, &id).await, "EXPIRED");
    assert_eq!(merchant.taken().len(), before + 1);
    assert!(!format!("{:?}", other.snapshot()).contains("order-1"));
}

async fn invoice_refused(sandbox: &Sandbox) {
    let body = json!({"external_id": "b", "amount": 230000, "payer_email": "a@example.com", "description": "-"});
    let answer = Request::post("/v2/invoices", body).send(sandbox).await;
    assert_eq!(answer.json()["error_code"], "API_VALIDATION_ERROR");
}

#[tokio::test]
async fn a_broken_snapshot_changes_nothing() {
    let sandbox = sandbox().await;
    let id = invoice(&sandbox, "order-1").await;
    let good: Value = serde_json::from_str(&sandbox.snapshot().to_json()).unwrap();
    let change = |pointer: &str, value: Value| {
        let mut changed = good.clone();
        *changed.pointer_mut(pointer).unwrap() = value;
        changed.to_string()
    };
    let broken = [
        change("/version", json!(99)),
        change("/now", json!("yesterday")),
        change("/lines/0/text", json!("{")),
        change("/lines/0/kind", json!("dog")),
        "[]".to_owned(),
        String::new(),
        good.to_string()[..100].to_owned(),
    ];
    for text in broken {
        let answer = control("PUT", "/snapshot").json(&text).send(&sandbox).await;
        refused(&answer, 400, "snapshot");
    }
    assert_eq!(status_of(&sandbox, &id).await, "PENDING");
}

#[tokio::test]
async fn a_reset_is_a_new_start() {
    let sandbox = sandbox().await;
    let id = invoice(&sandbox, "order-1").await;
    sandbox.set_balance(KEY, "CASH", "1").unwrap();
    sandbox.advance(Duration::from_secs(1_000_000));
    sandbox.freeze();
    sandbox.hold_callbacks();
    sandbox.duplicate_callbacks(true);
    sandbox.add_fault(Fault::empty(503)).unwrap();
    sandbox
        .add_drift(Drift::new(Class::response(Problem::Field)))
        .unwrap();
    sandbox.drift_at_random(7, 1.0);
    post(&sandbox, "/reset", json!({})).await;
    let fresh = Sandbox::start().await.unwrap();
    for path in [
        "/callbacks",
        "/accounts",
        "/resources",
        "/deliveries",
        "/requests",
        "/faults",
        "/drift",
        "/injected",
    ] {
        assert_eq!(get(&sandbox, path).await, get(&fresh, path).await, "{path}");
    }
    assert_eq!(&sandbox.now()[..10], &fresh.now()[..10]);
    assert_eq!(get(&sandbox, "/clock").await["frozen"], false);
    assert_eq!(
        Request::get(&format!("/v2/invoices/{id}"))
            .send(&sandbox)
            .await
            .status,
        404
    );
}
