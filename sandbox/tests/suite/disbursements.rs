//! Disbursements: what happens to the money, the status and the look-ups.

use std::time::Duration;

use serde_json::json;

use crate::common::Request;
use crate::money::{self, Merchant, disbursement, id};

#[tokio::test]
async fn a_disbursement_takes_its_money_at_once_and_completes_by_itself() {
    let merchant = Merchant::new().await;
    let response = merchant.post("/disbursements", disbursement(17_000)).await;
    let answer = response.json();
    assert_eq!(answer["status"], "PENDING");
    assert_eq!(answer["disbursement_description"], "Refund");
    assert!(answer.get("account_number").is_none(), "{answer}");
    assert!(answer.get("email_to").is_none(), "{answer}");
    assert_eq!(merchant.spent().await, 17_000.into());

    let target = format!("/disbursements/{}", id(&response));
    assert_eq!(merchant.get(&target).await.json(), answer);
    merchant.sandbox.advance(Duration::from_secs(60));
    assert_eq!(merchant.status(&target).await, "COMPLETED");
    assert_eq!(merchant.spent().await, 17_000.into());
}

#[tokio::test]
async fn a_disbursement_fails_with_each_documented_code_and_gives_its_money_back() {
    let merchant = Merchant::new().await;
    let codes = [
        "INSUFFICIENT_BALANCE",
        "UNKNOWN_BANK_NETWORK_ERROR",
        "TEMPORARY_BANK_NETWORK_ERROR",
        "INVALID_DESTINATION",
        "SWITCHING_NETWORK_ERROR",
        "REJECTED_BY_BANK",
        "TRANSFER_ERROR",
        "TEMPORARY_TRANSFER_ERROR",
    ];
    for code in codes {
        let id = id(&merchant.post("/disbursements", disbursement(1)).await);
        assert_eq!(merchant.spent().await, 1.into());
        merchant
            .act(&id, "fail", json!({"failure_code": code}))
            .unwrap();
        let failed = merchant.get(&format!("/disbursements/{id}")).await.json();
        assert_eq!(failed["status"], "FAILED");
        assert_eq!(failed["failure_code"], code, "observed: {failed}");
        assert_eq!(merchant.spent().await, 0.into(), "{code}");
    }
    merchant.sandbox.advance(Duration::from_secs(60));
    assert_eq!(merchant.spent().await, 0.into());
}

#[tokio::test]
async fn a_disbursement_ends_once() {
    let merchant = Merchant::new().await;
    let id = id(&merchant.post("/disbursements", disbursement(500)).await);
    let unknown = merchant.act(&id, "fail", json!({"failure_code": "NO_SUCH_CODE"}));
    assert!(
        unknown
            .unwrap_err()
            .to_string()
            .contains("REJECTED_BY_BANK")
    );
    merchant.act(&id, "complete", json!({})).unwrap();
    for action in ["fail", "complete"] {
        let error = merchant.act(&id, action, json!({})).unwrap_err();
        assert!(error.to_string().contains("COMPLETED"), "{error}");
    }
    assert_eq!(merchant.spent().await, 500.into());
}

#[tokio::test]
async fn all_disbursements_of_an_external_id_are_found_by_their_owner_only() {
    let merchant = Merchant::new().await;
    let target = "/disbursements?external_id=refund-7";
    assert_eq!(merchant.get(target).await.status, 404);
    let first = id(&merchant.post("/disbursements", disbursement(1)).await);
    let second = id(&merchant.post("/disbursements", disbursement(2)).await);
    let found = merchant.get(target).await.json();
    assert_eq!(found[0]["id"], second.as_str(), "the newest first");
    assert_eq!(found[1]["id"], first.as_str());

    let other = Request::get(target).credentials("xnd_development_other:");
    assert_eq!(other.send(&merchant.sandbox).await.status, 404);
    let one = Request::get(&format!("/disbursements/{first}")).header("for-user-id", "sub");
    assert_eq!(one.send(&merchant.sandbox).await.status, 404);
}

#[tokio::test]
async fn banks_have_their_own_limits() {
    let merchant = Merchant::new().await;
    let banks = merchant.get("/available_disbursements_banks").await.json();
    let banks = banks.as_array().unwrap();
    let limited = ["BTN", "DANAMON", "OVO", "GOPAY"];
    for code in ["BCA", "BNI", "BRI", "MANDIRI"].iter().chain(&limited) {
        let listed = banks.iter().find(|bank| bank["code"] == *code).unwrap();
        assert_eq!(listed["can_disburse"], true);
        for (amount, error) in [
            (-1_000_000, "API_VALIDATION_ERROR"),
            (0, "API_VALIDATION_ERROR"),
            (9_999, "RECIPIENT_AMOUNT_ERROR"),
            (10_000, ""),
            (25_000_000, ""),
            (25_000_001, "MAXIMUM_TRANSFER_LIMIT_ERROR"),
        ] {
            let mut body = disbursement(amount);
            body["bank_code"] = json!(code);
            let response = merchant.post("/disbursements", body).await;
            if error.is_empty() || (amount > 0 && !limited.contains(code)) {
                assert_eq!(response.status, 200, "{code} {amount}: {}", response.text);
            } else {
                assert_eq!(response.json()["error_code"], error, "{code} {amount}");
            }
        }
    }
}

#[tokio::test]
async fn only_bca_wants_ten_digits() {
    let merchant = Merchant::new().await;
    for (bank, number, error) in [
        ("BCA", "1231241231", ""),
        ("BCA", "123-241231", "RECIPIENT_ACCOUNT_NUMBER_ERROR"),
        ("BCA", "12312412312", "RECIPIENT_ACCOUNT_NUMBER_ERROR"),
        ("BNI", "123-4", ""),
        ("OVO", "081212345678", ""),
        ("BNI", "12 34", "API_VALIDATION_ERROR"),
    ] {
        let mut body = disbursement(10_000);
        body["bank_code"] = json!(bank);
        body["account_number"] = json!(number);
        let response = merchant.post("/disbursements", body).await;
        let code = response.json()["error_code"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        assert_eq!(code, error, "{bank} {number}");
    }
}

#[tokio::test]
async fn the_whole_balance_can_be_sent_and_not_one_rupiah_more() {
    let merchant = Merchant::new().await;
    let response = merchant
        .post("/disbursements", disbursement(money::START + 1))
        .await;
    assert_eq!(
        response.json()["error_code"],
        "DIRECT_DISBURSEMENT_BALANCE_INSUFFICIENT_ERROR"
    );
    assert_eq!(merchant.spent().await, 0.into());
    id(&merchant
        .post("/disbursements", disbursement(money::START))
        .await);
    assert_eq!(merchant.balance().await, 0.into());
    let response = merchant.post("/disbursements", disbursement(1)).await;
    assert_eq!(response.status, 400);
}

#[tokio::test]
async fn amounts_that_no_balance_can_hold_are_refused() {
    let merchant = Merchant::new().await;
    for amount in [
        "1e300",
        "-1e300",
        "1e-300",
        "79228162514264337593543950335",
        "79228162514264337593543950335e28",
        "100000000000000000000000000000000000000000",
        "1000.00000000000000000001",
        "1000.5",
    ] {
        let body = disbursement(1).to_string();
        let body = body.replace("\"amount\":1,", &format!("\"amount\":{amount},"));
        assert!(body.contains(amount));
        let request = Request::new("POST", "/disbursements").json(&body);
        let response = request.send(&merchant.sandbox).await;
        assert_eq!(response.status, 400, "{amount}: {}", response.text);
    }
    assert_eq!(merchant.spent().await, 0.into());
}

#[tokio::test]
async fn addresses_are_answered_if_there_are_any() {
    let merchant = Merchant::new().await;
    let mut body = disbursement(10);
    body["email_to"] = json!(["a@example.com", "b@example.com"]);
    body["email_cc"] = json!([]);
    let answer = merchant.post("/disbursements", body).await.json();
    assert_eq!(
        answer["email_to"],
        json!(["a@example.com", "b@example.com"])
    );
    assert!(answer.get("email_cc").is_none(), "{answer}");
}
