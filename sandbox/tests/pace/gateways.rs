//! Faults as gateways, caches and replicas make them: look-ups that lag, answers mixed up, limits that make no sense.

use std::time::Duration;

use bayar_sandbox::{Fault, Sandbox};
use serde_json::{Value, json};

use crate::common::{Request, Response};

fn disbursement(external_id: &str) -> Request {
    Request::post(
        "/disbursements",
        json!({"external_id": external_id, "amount": 20000, "bank_code": "BCA", "account_holder_name": "Reza",
            "account_number": "0987651234", "description": "d"}),
    )
}

fn look(external_id: &str) -> Request {
    Request::get(&format!("/disbursements?external_id={external_id}"))
}

async fn with(fault: Fault) -> Sandbox {
    Sandbox::builder().fault(fault).start().await.unwrap()
}

/// How many disbursements there are in truth.
async fn made(sandbox: &Sandbox, external_id: &str) -> usize {
    sandbox.clear_faults();
    let found = look(external_id).send(sandbox).await;
    found.json().as_array().map_or(0, Vec::len)
}

#[tokio::test]
async fn look_ups_lag_behind_creation() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.freeze();
    disbursement("before").send(&sandbox).await;
    sandbox
        .add_fault(Fault::lag(Duration::from_secs(10)))
        .unwrap();
    let created = disbursement("late")
        .header("X-IDEMPOTENCY-KEY", "1")
        .send(&sandbox)
        .await;
    let created = created.json();
    let by_id = Request::get(&format!(
        "/disbursements/{}",
        created["id"].as_str().unwrap()
    ));
    for _ in 0..2 {
        assert_eq!(look("late").send(&sandbox).await.status, 404);
        assert_eq!(by_id.send(&sandbox).await.status, 404);
        assert_eq!(look("before").send(&sandbox).await.status, 200);
        sandbox.advance(Duration::from_secs(4));
    }
    // What is not a look-up knows everything.
    let again = disbursement("late")
        .header("X-IDEMPOTENCY-KEY", "1")
        .send(&sandbox)
        .await;
    assert_eq!(again.json(), created);
    sandbox.advance(Duration::from_secs(2));
    assert_eq!(
        look("late").send(&sandbox).await.json()[0]["id"],
        created["id"]
    );
    assert_eq!(by_id.send(&sandbox).await.status, 200);
    assert_eq!(made(&sandbox, "late").await, 1);
}

#[tokio::test]
async fn a_list_lags_as_a_whole() {
    let sandbox = with(Fault::lag(Duration::from_secs(10)).operation("list_invoices")).await;
    sandbox.freeze();
    let invoice = json!({"external_id": "a", "amount": 20000, "payer_email": "a@example.com", "description": "d"});
    let list = async || {
        let found = Request::get("/v2/invoices").send(&sandbox).await;
        found.json().as_array().unwrap().len()
    };
    for seen in [0, 0, 1, 2] {
        assert_eq!(list().await, seen);
        Request::post("/v2/invoices", invoice.clone())
            .send(&sandbox)
            .await;
        sandbox.advance(Duration::from_secs(6));
    }
}

#[tokio::test]
async fn an_error_without_envelope_or_a_redirect_may_come_after_the_effect() {
    for (fault, status) in [
        (Fault::gateway_error(404), 404),
        (Fault::gateway_error(413), 413),
        (Fault::gateway_error(504), 504),
        (Fault::redirect(307, "http://127.0.0.1:9/gone"), 307),
        (Fault::redirect(200, "/elsewhere"), 302),
    ] {
        for (fault, effect) in [(fault.clone(), 0), (fault.after_commit(), 1)] {
            let sandbox = with(fault).await;
            let answer = disbursement("d").send(&sandbox).await;
            assert_eq!(answer.status, status);
            assert!(
                serde_json::from_str::<Value>(&answer.text).is_err(),
                "{}",
                answer.text
            );
            assert_eq!(answer.header("Location").is_some(), status < 400);
            assert_eq!(made(&sandbox, "d").await, effect);
        }
    }
}

#[tokio::test]
async fn a_request_may_be_carried_out_twice_whatever_its_key() {
    let sandbox = with(Fault::repeat().times(1)).await;
    let request = disbursement("d").header("X-IDEMPOTENCY-KEY", "1");
    let first = request.send(&sandbox).await;
    assert_eq!(
        (first.status, sandbox.requests()[0].fault),
        (200, Some("repeat"))
    );
    assert_eq!(request.send(&sandbox).await.json(), first.json());
    assert_eq!(made(&sandbox, "d").await, 2);
    let link = Request::post(
        "/payouts",
        json!({"external_id": "link7", "amount": 20000, "email": "a@example.com"}),
    );
    sandbox.add_fault(Fault::repeat()).unwrap();
    assert_eq!(
        link.send(&sandbox).await.status,
        200,
        "the product takes it once only"
    );
}

#[tokio::test]
async fn the_clock_of_the_server_may_be_wrong() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.freeze();
    let body = json!({"external_id": "a", "amount": 20000, "payer_email": "a@example.com", "description": "d"});
    let right = Request::post("/v2/invoices", body)
        .send(&sandbox)
        .await
        .json();
    let time = |json: &Value| {
        let text = json["created"].as_str().unwrap();
        chrono::DateTime::parse_from_rfc3339(text).unwrap()
    };
    let target = format!("/v2/invoices/{}", right["id"].as_str().unwrap());
    for seconds in [86_400, -3_600, i64::MAX] {
        sandbox
            .add_fault(Fault::clock_skew(seconds).times(1))
            .unwrap();
        let answer = Request::get(&target).send(&sandbox).await;
        let shown = answer.json();
        let by = if seconds == i64::MAX { 0 } else { seconds };
        assert_eq!((time(&shown) - time(&right)).num_seconds(), by);
        assert_eq!(
            (&shown["id"], &shown["amount"]),
            (&right["id"], &right["amount"])
        );
        let date = answer.header("Date").unwrap();
        let date = chrono::DateTime::parse_from_rfc2822(date).unwrap().to_utc();
        let now = chrono::Utc::now() + chrono::TimeDelta::seconds(by);
        assert!((date - now).num_seconds().abs() < 60, "{date}");
    }
}

#[tokio::test]
async fn limits_may_make_no_sense_the_same_for_the_same_seed() {
    let drawn = async |seed| {
        let sandbox = Sandbox::builder()
            .fault(Fault::absurd_limits())
            .fault_seed(seed);
        let sandbox = sandbox.start().await.unwrap();
        let mut drawn = Vec::new();
        for _ in 0..20 {
            let answer = Request::get("/balance").send(&sandbox).await;
            assert_eq!(answer.status, 429);
            let value = |name: &str| answer.header(name).map(str::to_owned);
            drawn.push([
                value("Retry-After"),
                value("Rate-Limit-Reset"),
                value("Rate-Limit-Remaining"),
            ]);
        }
        drawn
    };
    let (one, other) = (drawn(7).await, drawn(8).await);
    assert_eq!(one, drawn(7).await);
    assert_ne!(one, other);
    let fault = r#"{"kind": "absurd_limits", "value": "-1"}"#;
    let sandbox = with(serde_json::from_str(fault).unwrap()).await;
    let answer = Request::get("/balance").send(&sandbox).await;
    assert_eq!(
        (
            answer.header("Retry-After"),
            answer.header("Rate-Limit-Reset")
        ),
        (Some("-1"), Some("-1"))
    );
}

#[tokio::test]
async fn a_storm_passes() {
    let storm = Fault::rate_limit(Duration::from_secs(1)).lasting(Duration::from_millis(300));
    let sandbox = with(storm).await;
    tokio::time::sleep(Duration::from_millis(400)).await;
    let status = async || Request::get("/balance").send(&sandbox).await.status;
    assert_eq!((status().await, status().await), (429, 429));
    assert_eq!(sandbox.faults().len(), 1);
    tokio::time::sleep(Duration::from_millis(400)).await;
    assert_eq!(status().await, 200);
    assert!(sandbox.faults().is_empty());
}

#[tokio::test]
async fn an_answer_may_be_that_of_an_earlier_request() {
    let sandbox = with(Fault::other_answer()).await;
    let ask = async |external_id: &str| disbursement(external_id).send(&sandbox).await;
    let of = |answer: &Response| answer.json()["external_id"].clone();
    assert_eq!(of(&ask("one").await), "one", "there was no earlier one");
    assert_eq!(of(&ask("two").await), "one");
    assert_eq!(of(&ask("three").await), "two");
    for external_id in ["one", "two", "three"] {
        assert_eq!(made(&sandbox, external_id).await, 1);
    }
}

#[tokio::test]
async fn rules_that_make_no_sense_are_refused() {
    for rule in [
        r#"{"kind": "lag"}"#,
        r#"{"kind": "clock_skew"}"#,
        r#"{"kind": "clock_skew", "seconds": 1.5}"#,
        r#"{"kind": "redirect", "status": 404}"#,
        r#"{"kind": "server_error", "status": 404}"#,
        r#"{"kind": "server_error", "status": 302, "envelope": false}"#,
        r#"{"kind": "repeat", "when": "before"}"#,
        r#"{"kind": "reset", "location": "/"}"#,
        r#"{"kind": "rate_limit", "value": "-1"}"#,
    ] {
        serde_json::from_str::<Fault>(rule).unwrap_err();
    }
    for rule in [
        r#"{"kind":"lag","milliseconds":500}"#,
        r#"{"kind":"server_error","status":404,"envelope":false}"#,
        r#"{"kind":"redirect","when":"after","status":308,"location":"/"}"#,
        r#"{"kind":"other_answer","probability":0.5,"lasts_milliseconds":9}"#,
    ] {
        let fault: Fault = serde_json::from_str(rule).unwrap();
        assert_eq!(serde_json::to_string(&fault).unwrap(), rule);
    }
}
