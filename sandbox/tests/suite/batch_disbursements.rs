//! Batches: approval, items and totals.

use std::time::Duration;

use serde_json::{Value, json};

use crate::common;
use crate::money::{self, Merchant, batch, id};

fn statuses(batch: &Value) -> Vec<&str> {
    let items = batch["disbursements"].as_array().unwrap();
    items
        .iter()
        .map(|item| item["status"].as_str().unwrap())
        .collect()
}

async fn created(merchant: &Merchant, amounts: &[i64]) -> String {
    id(&merchant.post("/batch_disbursements", batch(amounts)).await)
}

#[tokio::test]
async fn a_batch_moves_money_only_when_it_is_approved() {
    let merchant = Merchant::new().await;
    let response = merchant
        .post("/batch_disbursements", batch(&[10_000, 20_000]))
        .await;
    let answer = response.json();
    assert_eq!(answer["status"], "NEEDS_APPROVAL");
    assert_eq!(answer["reference"], "payroll-7");
    assert_eq!(answer["total_uploaded_count"], 2);
    assert_eq!(answer["total_uploaded_amount"], 30_000);
    assert_eq!(answer.as_object().unwrap().len(), 6, "{answer}");
    merchant.sandbox.advance(Duration::from_secs(3600));
    assert_eq!(merchant.spent().await, 0.into());

    let approved = merchant
        .act(&id(&response), "approve", json!({"approver_id": "boss"}))
        .unwrap();
    assert_eq!(approved["approver_id"], "boss");
    assert_eq!(statuses(&approved), ["PENDING", "PENDING"]);
    assert_eq!(merchant.spent().await, 30_000.into());
    merchant.sandbox.advance(Duration::from_secs(60));
    assert_eq!(merchant.spent().await, 30_000.into());
    let error = merchant.act(&id(&response), "complete", json!({}));
    assert!(error.unwrap_err().to_string().contains("COMPLETED"));
}

#[tokio::test]
async fn a_batch_is_found_by_its_reference() {
    let merchant = Merchant::new().await;
    created(&merchant, &[1]).await;
    merchant.act("payroll-7", "approve", json!({})).unwrap();
    assert_eq!(merchant.spent().await, 1.into());
}

#[tokio::test]
async fn a_deleted_batch_costs_nothing() {
    let merchant = Merchant::new().await;
    let id = created(&merchant, &[10_000, 20_000]).await;
    let deleted = merchant.act(&id, "delete", json!({})).unwrap();
    assert_eq!(deleted["status"], "DELETED");
    assert_eq!(deleted["total_disbursed_count"], 0);
    assert!(merchant.act(&id, "approve", json!({})).is_err());
    assert_eq!(merchant.spent().await, 0.into());
}

#[tokio::test]
async fn a_batch_ends_as_its_items_do() {
    for (failing, status, spent) in [
        (&[][..], "COMPLETED", 60_000),
        (&["item-1"], "CHECK", 40_000),
        (&["item-0", "item-1", "item-2"], "FAILED", 0),
    ] {
        let merchant = Merchant::new().await;
        let id = created(&merchant, &[10_000, 20_000, 30_000]).await;
        merchant.act(&id, "approve", json!({})).unwrap();
        let mut batch = Value::Null;
        for item in failing {
            let input = json!({"external_id": item, "failure_code": "REJECTED_BY_BANK"});
            batch = merchant.act(&id, "fail_item", input).unwrap();
        }
        if failing.len() < 3 {
            batch = merchant.act(&id, "complete", json!({})).unwrap();
        }
        assert_eq!(batch["status"], status);
        assert_eq!(batch["total_error_count"], failing.len());
        assert_eq!(batch["total_disbursed_amount"], spent);
        assert_eq!(batch["total_error_amount"], 60_000 - spent);
        assert_eq!(merchant.spent().await, spent.into(), "{status}");
        for item in batch["disbursements"].as_array().unwrap() {
            let is_failed = item["status"] == "FAILED";
            assert_eq!(item.get("failure_code").is_some(), is_failed, "{item}");
            assert_eq!(item.get("bank_reference").is_none(), is_failed, "{item}");
        }
    }
}

#[tokio::test]
async fn an_item_fails_once_and_by_a_documented_code() {
    let merchant = Merchant::new().await;
    let id = created(&merchant, &[10_000, 20_000]).await;
    let fail = |item: &str, code: &str| {
        let input = json!({"external_id": item, "failure_code": code});
        merchant.act(&id, "fail_item", input)
    };
    assert!(fail("item-0", "REJECTED_BY_BANK").is_err(), "not approved");
    merchant.act(&id, "approve", json!({})).unwrap();
    assert!(fail("item-0", "NO_SUCH_CODE").is_err());
    assert!(fail("item-9", "REJECTED_BY_BANK").is_err());
    assert_eq!(merchant.spent().await, 30_000.into());
    fail("item-0", "REJECTED_BY_BANK").unwrap();
    assert!(fail("item-0", "REJECTED_BY_BANK").is_err());
    assert_eq!(merchant.spent().await, 20_000.into());
}

#[tokio::test]
async fn items_that_the_balance_does_not_cover_fail_at_the_approval() {
    let merchant = Merchant::new().await;
    let id = created(&merchant, &[money::START - 5, 10, 5]).await;
    let batch = merchant.act(&id, "approve", json!({})).unwrap();
    assert_eq!(statuses(&batch), ["PENDING", "FAILED", "PENDING"]);
    assert_eq!(
        batch["disbursements"][1]["failure_code"],
        "INSUFFICIENT_BALANCE"
    );
    assert_eq!(merchant.balance().await, 0.into());
}

#[tokio::test]
async fn an_item_for_an_unknown_bank_fails_alone() {
    let merchant = Merchant::new().await;
    let mut body = batch(&[10, 20]);
    body["disbursements"][0]["bank_code"] = json!("NOBANK");
    let id = id(&merchant.post("/batch_disbursements", body).await);
    let batch = merchant.act(&id, "approve", json!({})).unwrap();
    assert_eq!(statuses(&batch), ["FAILED", "PENDING"]);
    assert_eq!(merchant.spent().await, 20.into());
}

#[tokio::test]
async fn no_item_can_make_money() {
    let merchant = Merchant::new().await;
    for amount in ["-1", "0", "1e300", "1.5", "79228162514264337593543950335"] {
        let body = batch(&[7, 1]).to_string();
        let body = body.replace("\"amount\":1,", &format!("\"amount\":{amount},"));
        assert!(body.contains(amount));
        let request = common::Request::new("POST", "/batch_disbursements").json(&body);
        let error = request.send(&merchant.sandbox).await.only_error();
        assert_eq!(error["field"], json!(["disbursements", "1", "amount"]));
    }
    assert_eq!(merchant.spent().await, 0.into());
}

#[tokio::test]
async fn a_thousand_items_are_paid_to_the_last_rupiah() {
    let merchant = Merchant::new().await;
    let body = batch(&[1; 1000]).to_string();
    let body = body.replace("\"amount\":1,", "\"amount\":10001,");
    let request = common::Request::new("POST", "/batch_disbursements").json(&body);
    let response = request.send(&merchant.sandbox).await;
    assert!(response.text.contains("\"total_uploaded_amount\":10001000"));
    let id = id(&response);
    merchant.act(&id, "approve", json!({})).unwrap();
    assert_eq!(merchant.spent().await, 10_001_000.into());
    merchant
        .act(&id, "fail_item", json!({"external_id": "item-999"}))
        .unwrap();
    assert_eq!(merchant.spent().await, 9_990_999.into());
}
