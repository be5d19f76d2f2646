//! Idempotency keys: whoever tries again does not pay twice.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::common::{self, Request};
use crate::money::{self, Merchant, batch, disbursement, id, link};

/// Operations that send money out, with a body, another body, and the code for a key that was used before.
fn operations() -> Vec<(&'static str, Value, Value, &'static str)> {
    vec![
        (
            "/disbursements",
            disbursement(10_000),
            disbursement(20_000),
            "DUPLICATE_TRANSACTION_ERROR",
        ),
        (
            "/batch_disbursements",
            batch(&[10_000]),
            batch(&[20_000]),
            "DUPLICATE_TRANSACTION_ERROR",
        ),
        (
            "/payouts",
            link("prize-7", 10_000),
            link("prize-8", 10_000),
            "DUPLICATE_PAYOUT_ERROR",
        ),
        (
            "/v2/invoices",
            json!({"external_id": "a", "amount": 20_000, "payer_email": "a@example.com", "description": "A"}),
            json!({"external_id": "b", "amount": 20_000, "payer_email": "a@example.com", "description": "A"}),
            "DUPLICATE_ERROR",
        ),
    ]
}

#[tokio::test]
async fn the_same_request_gets_the_first_answer_again() {
    let merchant = Merchant::new().await;
    for (target, body, _, _) in operations() {
        let first = merchant.post_with_key(target, "once", body.clone()).await;
        assert_eq!(first.status, 200, "{target}: {}", first.text);
        let second = merchant.post_with_key(target, "once", body).await;
        assert_eq!(
            (second.status, &second.text),
            (200, &first.text),
            "{target}"
        );
    }
    assert_eq!(merchant.spent().await, 10_000.into());
}

#[tokio::test]
async fn the_first_answer_stays_as_it_was() {
    let merchant = Merchant::new().await;
    let send = || merchant.post_with_key("/disbursements", "once", disbursement(10_000));
    let first = send().await;
    merchant.act(&id(&first), "fail", json!({})).unwrap();
    assert_eq!(send().await.json()["status"], "PENDING");
    assert_eq!(merchant.spent().await, 0.into());
}

#[tokio::test]
async fn another_request_with_the_same_key_is_refused_by_the_products_code() {
    let merchant = Merchant::new().await;
    for (target, body, other, code) in operations() {
        merchant.post_with_key(target, "once", body).await;
        let refused = merchant.post_with_key(target, "once", other).await;
        // No document has a row for DUPLICATE_ERROR.
        let status = if code == "DUPLICATE_ERROR" { 409 } else { 400 };
        assert_eq!(refused.status, status, "{target}");
        assert_eq!(refused.json()["error_code"], code, "{target}");
        assert!(refused.json()["message"].is_string());
    }
    assert_eq!(merchant.spent().await, 10_000.into());
}

#[tokio::test]
async fn without_a_key_each_request_counts() {
    let merchant = Merchant::new().await;
    for _ in 0..2 {
        merchant.post("/disbursements", disbursement(10_000)).await;
    }
    assert_eq!(merchant.spent().await, 20_000.into());
}

#[tokio::test]
async fn the_order_of_fields_makes_no_other_request_and_a_digit_does() {
    let merchant = Merchant::new().await;
    let send = |body: &str| {
        let request = Request::new("POST", "/payouts").json(body);
        let request = request.header("X-IDEMPOTENCY-KEY", "once");
        let sandbox = &merchant.sandbox;
        async move { request.send(sandbox).await }
    };
    let first = send(r#"{"external_id":"a","amount":10000,"email":"a@example.com"}"#).await;
    let second = send(r#"{ "email":"a@example.com", "amount":10000, "external_id":"a" }"#).await;
    assert_eq!((second.status, second.text), (200, first.text));
    let third = send(r#"{"external_id":"a","amount":10001,"email":"a@example.com"}"#).await;
    assert_eq!(third.status, 400);
}

#[tokio::test]
async fn a_refused_request_may_be_repeated_with_its_key() {
    let merchant = Merchant::new().await;
    let too_much = disbursement(money::START + 1);
    for body in [too_much, json!({}), disbursement(10_000)] {
        let is_right = body["amount"] == 10_000;
        let response = merchant.post_with_key("/disbursements", "once", body).await;
        assert_eq!(response.status == 200, is_right, "{}", response.text);
    }
    merchant
        .sandbox
        .refuse_next("create_disbursement", "SERVER_ERROR")
        .unwrap();
    let send = || merchant.post_with_key("/disbursements", "after-500", disbursement(50));
    assert_eq!(send().await.status, 500);
    assert_eq!(send().await.status, 200);
    assert_eq!(merchant.spent().await, 10_050.into());
}

#[tokio::test]
async fn accounts_and_operations_have_keys_of_their_own() {
    let merchant = Merchant::new().await;
    let send = |account: &str, sub_account: &str| {
        let request = Request::post("/disbursements", disbursement(10_000))
            .header("X-IDEMPOTENCY-KEY", "once")
            .credentials(account)
            .header("for-user-id", sub_account);
        let sandbox = &merchant.sandbox;
        async move { id(&request.send(sandbox).await) }
    };
    let mut ids = vec![
        send(common::SECRET_KEY, "").await,
        send(common::SECRET_KEY, "sub").await,
        send("xnd_development_other:", "").await,
    ];
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 3);
    let batch = merchant.post_with_key("/batch_disbursements", "once", batch(&[1]));
    assert_eq!(batch.await.status, 200);
}

#[tokio::test]
async fn a_void_can_be_repeated_with_its_key() {
    let merchant = Merchant::new().await;
    let id = id(&merchant.post("/payouts", link("prize-7", 10_000)).await);
    let target = format!("/payouts/{id}/void");
    for _ in 0..2 {
        let voided = merchant.post_with_key(&target, "once", json!({})).await;
        assert_eq!(
            (voided.status, &voided.json()["status"]),
            (200, &json!("VOIDED"))
        );
    }
    let other = id_of_another(&merchant).await;
    let target = format!("/payouts/{other}/void");
    let refused = merchant.post_with_key(&target, "once", json!({})).await;
    assert_eq!(refused.status, 409, "the same key for another link");
    assert_eq!(
        merchant.status(&format!("/payouts/{other}")).await,
        "PENDING"
    );
}

async fn id_of_another(merchant: &Merchant) -> String {
    id(&merchant.post("/payouts", link("prize-8", 10_000)).await)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_at_once_with_one_key_have_one_effect() {
    for (target, body, _, _) in operations() {
        let merchant = Arc::new(Merchant::new().await);
        let tasks: Vec<_> = (0..32)
            .map(|_| {
                let (merchant, body) = (Arc::clone(&merchant), body.clone());
                tokio::spawn(async move { merchant.post_with_key(target, "once", body).await })
            })
            .collect();
        let mut answers = Vec::new();
        for task in tasks {
            let response = task.await.unwrap();
            assert_eq!(response.status, 200, "{target}: {}", response.text);
            answers.push(response.text);
        }
        answers.dedup();
        assert_eq!(answers.len(), 1, "{target}");
        if target == "/disbursements" {
            assert_eq!(merchant.spent().await, 10_000.into());
            let found = merchant.get("/disbursements?external_id=refund-7").await;
            assert_eq!(found.json().as_array().unwrap().len(), 1);
        }
    }
}
