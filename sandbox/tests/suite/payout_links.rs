//! Payout links: claims, voids and expiry.

use std::time::Duration;

use serde_json::json;

use crate::common;
use crate::money::{self, Merchant, disbursement, id, link};

async fn created(merchant: &Merchant, amount: i64) -> String {
    id(&merchant.post("/payouts", link("prize-7", amount)).await)
}

#[tokio::test]
async fn a_link_pays_when_it_is_claimed() {
    let merchant = Merchant::new().await;
    let response = merchant.post("/payouts", link("prize-7", 23_000)).await;
    let answer = response.json();
    let id = id(&response);
    assert_eq!(answer["status"], "PENDING");
    let url = format!("{}/web/payouts/{id}", merchant.sandbox.base_url());
    assert_eq!(answer["payout_url"], url);
    assert_eq!(merchant.spent().await, 0.into());

    let input = json!({
        "bank_code": "BNI",
        "account_number": "12345",
        "account_holder_name": "Siti",
        "passcode": answer["passcode"],
    });
    let claimed = merchant.act(&id, "claim", input).unwrap();
    assert_eq!(claimed["status"], "CLAIMED");
    assert_eq!(claimed["account_holder_name"], "Siti");
    assert_eq!(merchant.spent().await, 23_000.into());
    merchant.sandbox.advance(Duration::from_secs(60));
    let link = merchant.get(&format!("/payouts/{id}")).await.json();
    assert_eq!(link["status"], "COMPLETED");
    assert!(link["completed_timestamp"].is_string());
    assert_eq!(merchant.spent().await, 23_000.into());
    assert!(merchant.act(&id, "claim", json!({})).is_err());
    assert_eq!(merchant.spent().await, 23_000.into());
}

#[tokio::test]
async fn a_claimed_link_fails_with_each_documented_code_and_gives_its_money_back() {
    let merchant = Merchant::new().await;
    let codes = [
        "INSUFFICIENT_BALANCE",
        "INVALID_DESTINATION",
        "DESTINATION_MAXIMUM_LIMIT",
        "REJECTED_BY_CHANNEL",
        "TEMPORARY_TRANSFER_ERROR",
        "TRANSFER_ERROR",
    ];
    for code in codes {
        let id = id(&merchant.post("/payouts", link(code, 10_005)).await);
        let early = merchant.act(&id, "fail", json!({"failure_code": code}));
        assert!(early.is_err(), "it is not claimed yet");
        merchant.act(&id, "claim", json!({})).unwrap();
        assert_eq!(merchant.spent().await, 10_005.into());
        let unknown = json!({"failure_code": "REJECTED_BY_BANK"});
        assert!(merchant.act(&id, "fail", unknown).is_err());
        merchant
            .act(&id, "fail", json!({"failure_code": code}))
            .unwrap();
        let link = merchant.get(&format!("/payouts/{id}")).await.json();
        assert_eq!(link["status"], "FAILED");
        assert_eq!(link["failure_reason"], code);
        assert_eq!(merchant.spent().await, 0.into(), "{code}");
    }
}

#[tokio::test]
async fn a_void_link_cannot_be_claimed() {
    let merchant = Merchant::new().await;
    let id = created(&merchant, 23_000).await;
    let target = format!("/payouts/{id}/void");
    let voided = merchant.post(&target, json!({})).await;
    assert_eq!(voided.status, 200);
    assert_eq!(voided.json()["status"], "VOIDED");
    assert!(voided.json().get("payout_url").is_none());
    assert!(merchant.act(&id, "claim", json!({})).is_err());
    assert_eq!(merchant.post(&target, json!({})).await.status, 409);
    assert_eq!(merchant.spent().await, 0.into());
}

#[tokio::test]
async fn a_claimed_link_cannot_be_voided() {
    let merchant = Merchant::new().await;
    let id = created(&merchant, 23_000).await;
    merchant.act(&id, "claim", json!({})).unwrap();
    let response = merchant
        .post(&format!("/payouts/{id}/void"), json!({}))
        .await;
    assert_eq!(response.status, 409);
    assert_eq!(merchant.spent().await, 23_000.into());
}

#[tokio::test]
async fn a_link_expires_after_three_days() {
    let merchant = Merchant::new().await;
    let id = created(&merchant, 23_000).await;
    let target = format!("/payouts/{id}");
    merchant
        .sandbox
        .advance(Duration::from_secs(3 * 86_400 - 60));
    assert_eq!(merchant.status(&target).await, "PENDING");
    merchant.sandbox.advance(Duration::from_secs(60));
    assert_eq!(merchant.status(&target).await, "VOIDED");
    assert!(merchant.act(&id, "claim", json!({})).is_err());
    assert_eq!(merchant.spent().await, 0.into());
}

#[tokio::test]
async fn a_wrong_passcode_or_bank_claims_nothing() {
    let merchant = Merchant::new().await;
    let id = created(&merchant, 23_000).await;
    for input in [json!({"passcode": "wrong"}), json!({"bank_code": "NOBANK"})] {
        assert!(merchant.act(&id, "claim", input).is_err());
    }
    assert_eq!(merchant.status(&format!("/payouts/{id}")).await, "PENDING");
    assert_eq!(merchant.spent().await, 0.into());
}

#[tokio::test]
async fn a_claim_that_the_balance_does_not_cover_fails() {
    let merchant = Merchant::new().await;
    let id = created(&merchant, 10_000).await;
    let all = disbursement(money::START - 9_999);
    assert_eq!(merchant.post("/disbursements", all).await.status, 200);
    let failed = merchant.act(&id, "claim", json!({})).unwrap();
    assert_eq!(failed["status"], "FAILED");
    assert_eq!(failed["failure_reason"], "INSUFFICIENT_BALANCE");
    assert_eq!(merchant.balance().await, 9_999.into());
}

#[tokio::test]
async fn an_external_id_is_used_once_by_each_account() {
    let merchant = Merchant::new().await;
    let id = created(&merchant, 10_000).await;
    merchant
        .post(&format!("/payouts/{id}/void"), json!({}))
        .await;
    let again = merchant.post("/payouts", link("prize-7", 10_000)).await;
    assert_eq!(again.json()["error_code"], "DUPLICATE_PAYOUT_ERROR");
    let other = common::Request::post("/payouts", link("prize-7", 10_000));
    let other = other.header("for-user-id", "sub");
    assert_eq!(other.send(&merchant.sandbox).await.status, 200);
}

#[tokio::test]
async fn links_of_others_are_not_found() {
    let merchant = Merchant::new().await;
    let id = created(&merchant, 10_000).await;
    for request in [
        common::Request::get(&format!("/payouts/{id}")),
        common::Request::post(&format!("/payouts/{id}/void"), json!({})),
    ] {
        let request = request.credentials("xnd_development_other:");
        assert_eq!(request.send(&merchant.sandbox).await.status, 404);
    }
    assert_eq!(merchant.status(&format!("/payouts/{id}")).await, "PENDING");
}

#[tokio::test]
async fn no_link_can_make_money() {
    let merchant = Merchant::new().await;
    for amount in ["-1", "0", "1e300", "0.001", "6000", "9999", "20000.25"] {
        let body = link("prize-7", 1).to_string();
        let body = body.replace("\"amount\":1,", &format!("\"amount\":{amount},"));
        assert!(body.contains(amount));
        let request = common::Request::new("POST", "/payouts").json(&body);
        let error = request.send(&merchant.sandbox).await.only_error();
        assert_eq!(error["field"], json!(["amount"]), "{amount}");
    }
}
