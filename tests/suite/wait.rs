//! Waiting for a final status.

use std::time::{Duration, Instant};

use bayar::xendit::types::{DisbursementStatus, InvoiceStatus};
use bayar::{RetryPolicy, WaitPolicy, Waited, xendit};
use bayar_sandbox::Sandbox;
use serde_json::json;

use crate::support::{Reply, SECRET_KEY, Server};

fn client(url: &str) -> xendit::Client {
    let builder = xendit::Client::builder(SECRET_KEY).base_url(url);
    builder.retries(RetryPolicy::none()).build().unwrap()
}

fn quick() -> WaitPolicy {
    let policy = WaitPolicy::default().deadline(Duration::from_millis(300));
    policy.pauses(Duration::from_millis(1), Duration::from_millis(5))
}

fn in_status(status: &str) -> Reply {
    Reply::ok(&json!({"id": "a", "status": status}))
}

#[test]
fn the_spec_says_which_statuses_are_final() {
    assert!(DisbursementStatus::Completed.is_final() && DisbursementStatus::Failed.is_final());
    assert!(!DisbursementStatus::Pending.is_final());
    assert!(!InvoiceStatus::Paid.is_final(), "it will be settled");
    assert!(!DisbursementStatus::from("ON_THE_MOON").is_final());
}

#[tokio::test]
async fn it_is_asked_until_the_status_is_final() {
    let server = Server::start().await;
    let client = client(&server.url());
    server.answers_in_turn([
        in_status("PENDING"),
        // What passes by itself, and what nobody knows, does not end the waiting.
        Reply::new(503, ""),
        Reply::new(200, "<html>"),
        in_status("ON_THE_MOON"),
        in_status("COMPLETED"),
    ]);
    let call = client.get_disbursement_by_id("a");
    let Waited::Final(response) = call.until_final(&quick()).await.unwrap() else {
        panic!("not final")
    };
    assert_eq!(response.status, Some(DisbursementStatus::Completed));
    assert_eq!(server.take_all().len(), 5);
}

#[tokio::test]
async fn it_ends_at_the_deadline_at_an_error_and_when_it_is_dropped() {
    let server = Server::start().await;
    let client = client(&server.url());
    let call = || client.get_invoice("a");
    server.answers(in_status("PENDING"));
    let began = Instant::now();
    let waited = call().until_final(&quick()).await.unwrap();
    assert!(!waited.is_final() && began.elapsed() >= Duration::from_millis(250));
    assert_eq!(waited.into_response().status, Some(InvoiceStatus::Pending));
    // Only troubles: the last one is told.
    server.answers(Reply::new(503, ""));
    let error = call().until_final(&quick()).await.unwrap_err();
    assert_eq!(error.status(), Some(503));
    server.take_all();
    server.answers(Reply::new(
        404,
        r#"{"error_code":"INVOICE_NOT_FOUND_ERROR"}"#,
    ));
    let error = call().until_final(&quick()).await.unwrap_err();
    assert_eq!(error.status(), Some(404));
    server.take();

    server.answers(in_status("PENDING"));
    let policy = quick().deadline(Duration::from_secs(60));
    let wait = tokio::time::timeout(Duration::from_millis(50), call().until_final(&policy));
    assert!(wait.await.is_err());
    let asked = server.requests().len();
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(
        server.requests().len() <= asked + 1,
        "a dropped future asks on"
    );
}

#[tokio::test]
async fn a_payment_is_waited_for_in_the_sandbox() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(sandbox.base_url());
    let disbursement = client
        .create_disbursement()
        .external_id("salary-7")
        .bank_code("BCA")
        .account_holder_name("Rizky")
        .account_number("8160093711")
        .description("Salary")
        .amount(500_000);
    let disbursement = disbursement.send().await.unwrap();
    let long = quick().deadline(Duration::from_secs(10));
    let wait = disbursement.until_final(&client, &long);
    let (waited, ()) = tokio::join!(wait, async {
        tokio::time::sleep(Duration::from_millis(20)).await;
        sandbox.advance(Duration::from_secs(60));
    });
    assert!(waited.unwrap().is_final());
}
