//! Amounts of money that a document forbids or that the vendor was seen to refuse.

use serde_json::{Value, json};

use super::{breaks, with};
use crate::support::{Clients, Server, call, insert, operation, sample_body};

#[tokio::test]
async fn an_amount_is_below_the_minimum() {
    for amount in [json!(9999), json!(0), json!(-10_000), json!("9999.99")] {
        let input = with("create_invoice", &json!({"amount": amount}));
        let source = "line 2802";
        let rule = "must be at least 10000";
        breaks("create_invoice", input, "amount", rule, source).await;
    }
}

#[tokio::test]
async fn an_amount_is_at_a_bound_that_is_excluded() {
    let id = "update_fixed_virtual_account";
    let at = |amount: &Value| with(id, &json!({"expected_amount": amount}));
    for amount in [json!(0), json!("0.00"), json!(-1), json!("-0.000000001")] {
        let source = "line 2261";
        let rule = "must be greater than 0";
        breaks(id, at(&amount), "expected_amount", rule, source).await;
    }
    for amount in [
        json!(1_000_000_000),
        json!("1000000000.0"),
        json!(1_000_000_001),
    ] {
        let source = "line 2264";
        let rule = "must be less than 1000000000";
        breaks(id, at(&amount), "expected_amount", rule, source).await;
    }
    // To the digit: a float would round both to the bound.
    let server = Server::start().await;
    let clients = Clients::of(&server);
    for amount in ["0.000000000000000001", "999999999.999999999999999999"] {
        call(&clients, id, &at(&json!(amount))).await.unwrap();
    }
}

#[tokio::test]
async fn a_whole_number_is_at_a_bound_that_is_excluded() {
    for duration in [0, -1] {
        let input = with("create_invoice", &json!({"invoice_duration": duration}));
        let rule = "must be greater than 0";
        breaks(
            "create_invoice",
            input,
            "invoice_duration",
            rule,
            "observed",
        )
        .await;
    }
    let server = Server::start().await;
    let clients = Clients::of(&server);
    let second = with("create_invoice", &json!({"invoice_duration": 1}));
    call(&clients, "create_invoice", &second).await.unwrap();
}

/// The operations that send money out, with the field that has the amount.
const MONEY_OUT: [(&str, &str); 4] = [
    ("create_disbursement", "amount"),
    ("create_batch_disbursement", "disbursements[0].amount"),
    ("create_refund", "amount"),
    ("create_payout_link", "amount"),
];

/// The documented request with this amount.
fn of(id: &str, amount: &Value) -> super::Input {
    if id != "create_batch_disbursement" {
        return with(id, &json!({"amount": amount}));
    }
    let body = sample_body(&operation(id));
    let body = insert(&body, "/disbursements/0/amount", Some(amount.clone()));
    with(id, &body)
}

#[tokio::test]
async fn no_money_or_less_is_sent_out() {
    for (id, field) in MONEY_OUT {
        let rule = match id {
            "create_payout_link" => "must be at least 10000",
            _ => "must be greater than 0",
        };
        for amount in [json!(0), json!("0"), json!("-0"), json!(-1), json!(-10_000)] {
            breaks(id, of(id, &amount), field, rule, "observed").await;
        }
    }
}

#[tokio::test]
async fn a_payout_link_is_too_small() {
    let id = "create_payout_link";
    for amount in [json!(1), json!(6000), json!(9999)] {
        let rule = "must be at least 10000";
        breaks(id, of(id, &amount), "amount", rule, "observed").await;
    }
    let server = Server::start().await;
    let clients = Clients::of(&server);
    call(&clients, id, &of(id, &json!(10_000))).await.unwrap();
}

#[tokio::test]
async fn rupiah_have_no_fraction() {
    let cards = [("create_charge", "amount"), ("capture_charge", "amount")];
    for (id, field) in MONEY_OUT.into_iter().chain(cards) {
        let source = match id {
            "create_disbursement" => "line 4278",
            _ => "observed",
        };
        for amount in ["17000.5", "15000.000000000000000001"] {
            let input = of(id, &json!(amount));
            breaks(id, input, field, "must have no decimals", source).await;
        }
        let server = Server::start().await;
        server.answers_as_documented(&operation(id));
        let clients = Clients::of(&server);
        call(&clients, id, &of(id, &json!("17000.00")))
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn a_card_is_checked_with_nothing() {
    let server = Server::start().await;
    let clients = Clients::of(&server);
    // Line 427.
    let nothing = with("create_charge", &json!({"amount": 0}));
    call(&clients, "create_charge", &nothing).await.unwrap();
}
