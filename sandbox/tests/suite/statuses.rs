//! Every operation that needs a status, in every status: the table of `BEHAVIOUR.md` says what it answers.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::common::{Contract, PUBLIC_KEY, Request, Response};
use crate::shop::{Shop, id, invoice, with};

/// The table: by operation and status, the status code of HTTP and the error code.
fn table() -> Vec<(String, String, String)> {
    let text = include_str!("../../BEHAVIOUR.md");
    let (_, table) = text.split_once("| operation | status | answer |").unwrap();
    let rows = table
        .lines()
        .skip(2)
        .take_while(|line| line.starts_with('|'));
    rows.flat_map(|row| {
        let cells: Vec<_> = row.trim_matches('|').split('|').map(str::trim).collect();
        let statuses = cells[1].split(", ").map(|status| status.trim_matches('`'));
        let operations = cells[0]
            .split(", ")
            .map(|operation| operation.trim_matches('`'));
        let answer = cells[2].replace('`', "");
        let row = |operation: &str, status: &str| {
            (operation.to_owned(), status.to_owned(), answer.clone())
        };
        let rows = operations
            .flat_map(|operation| statuses.clone().map(move |status| (operation, status)));
        rows.map(|(operation, status)| row(operation, status))
            .collect::<Vec<_>>()
    })
    .collect()
}

/// The enum of the statuses that an operation looks at; of payment codes, the contract lists only one of two.
fn statuses_of(operation: &str) -> &'static str {
    match operation {
        "expire_invoice" => "InvoiceStatus",
        "capture_charge" | "reverse_authorization" | "create_refund" => "ChargeStatus",
        "create_charge" => "TokenStatus",
        "update_fixed_virtual_account" | "create_invoice" => "VirtualAccountStatus",
        "update_fixed_payment_code" => "FixedPaymentCodeStatus",
        "void_payout_link" => "PayoutLinkStatus",
        _ => "RecurringPaymentStatus",
    }
}

#[test]
fn the_table_has_every_status_once() {
    let contract = Contract::xendit();
    let mut rows: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (operation, status, _) in table() {
        assert!(
            rows.entry(operation.clone()).or_default().insert(status),
            "{operation} twice"
        );
    }
    assert_eq!(rows.len(), 13, "{rows:?}");
    for (operation, statuses) in rows {
        let place = format!("/components/schemas/{}/enum", statuses_of(&operation));
        let listed = contract
            .document
            .document()
            .find(&place)
            .unwrap()
            .to_value();
        let listed = listed.as_array().unwrap().iter();
        for status in listed.map(|status| status.as_str().unwrap()) {
            assert!(statuses.contains(status), "{operation}: {status}");
        }
    }
}

#[tokio::test]
async fn each_status_is_answered_as_the_table_says() {
    for (operation, status, answer) in table() {
        let shop = Shop::new().await;
        let response = call(&shop, &operation, &status).await;
        let body = response.json();
        let code = body["error_code"].as_str().unwrap_or_default();
        let seen = format!("{} {code}", response.status);
        assert_eq!(seen.trim(), answer, "{operation} {status}: {body}");
    }
}

async fn call(shop: &Shop, operation: &str, status: &str) -> Response {
    let request = match operation {
        "expire_invoice" => post(&format!(
            "/invoices/{}/expire!",
            invoice_in(shop, status).await
        )),
        "capture_charge" => {
            let target = format!(
                "/credit_card_charges/{}/capture",
                charge_in(shop, status).await
            );
            Request::post(&target, json!({"amount": "100"}))
        }
        "reverse_authorization" => {
            let charge = charge_in(shop, status).await;
            let target = format!("/credit_card_charges/{charge}/auth_reversal");
            Request::post(&target, json!({"external_id": "reversal"}))
        }
        "create_refund" => {
            let target = format!(
                "/credit_card_charges/{}/refunds",
                charge_in(shop, status).await
            );
            Request::post(&target, json!({"external_id": "refund", "amount": "100"}))
        }
        "create_charge" => {
            let body = json!({"token_id": token_in(shop, status).await, "external_id": "order", "amount": 10000, "card_cvn": "123"});
            Request::post("/credit_card_charges", body)
        }
        "update_fixed_virtual_account" => {
            let target = format!(
                "/callback_virtual_accounts/{}",
                account_in(shop, status).await
            );
            Request::new("PATCH", &target).json(r#"{"suggested_amount": 10000}"#)
        }
        "create_invoice" => {
            let account = account_in(shop, status).await;
            Request::post(
                "/v2/invoices",
                invoice(json!({"callback_virtual_account_id": account})),
            )
        }
        "update_fixed_payment_code" => {
            let target = format!("/fixed_payment_code/{}", code_in(shop, status).await);
            Request::new("PATCH", &target).json(r#"{"expected_amount": 20000}"#)
        }
        "void_payout_link" => post(&format!("/payouts/{}/void", link_in(shop, status).await)),
        "edit_recurring_payment" => {
            let target = format!("/recurring_payments/{}", recurring_in(shop, status).await);
            Request::new("PATCH", &target).json(r#"{"amount": 30000}"#)
        }
        verb => {
            let verb = verb.strip_suffix("_recurring_payment").unwrap();
            let recurring = recurring_in(shop, status).await;
            post(&format!("/recurring_payments/{recurring}/{verb}!"))
        }
    };
    request.send(&shop.sandbox).await
}

fn post(target: &str) -> Request {
    Request::new("POST", target)
}

async fn invoice_in(shop: &Shop, status: &str) -> String {
    let invoice = shop.post("/v2/invoices", invoice(json!({}))).await;
    let actions: &[&str] = match status {
        "PAID" => &["pay"],
        "SETTLED" => &["pay", "settle"],
        "EXPIRED" => &["expire"],
        _ => &[],
    };
    acted(shop, &invoice, actions)
}

/// Lets these actions happen to it.
fn acted(shop: &Shop, resource: &Value, actions: &[&str]) -> String {
    for action in actions {
        shop.act(id(resource), action, json!({}));
    }
    id(resource).to_owned()
}

async fn token(shop: &Shop, number: &str) -> Value {
    let card =
        json!({"account_number": number, "exp_month": "12", "exp_year": "2090", "cvn": "123"});
    let request = Request::post(
        "/v2/credit_card_tokens",
        json!({"amount": "10000", "card_data": card}),
    );
    request
        .credentials(PUBLIC_KEY)
        .send(&shop.sandbox)
        .await
        .json()
}

async fn token_in(shop: &Shop, status: &str) -> String {
    let token = token(shop, "4000000000000002").await;
    let actions: &[&str] = match status {
        "VERIFIED" => &["verify"],
        "FAILED" => &["fail"],
        "TOKEN_EXPIRED" => &["expire"],
        _ => &[],
    };
    acted(shop, &token, actions)
}

async fn charge_in(shop: &Shop, status: &str) -> String {
    let token = token(shop, "4000000000001000").await;
    if status == "FAILED" {
        shop.act(id(&token), "decline", json!({}));
    }
    let body = json!({"token_id": id(&token), "external_id": "order", "amount": 10000, "card_cvn": "123", "capture": status == "CAPTURED"});
    let charge = shop.post("/credit_card_charges", body).await;
    let actions: &[&str] = if status == "REVERSED" {
        &["expire"]
    } else {
        &[]
    };
    acted(shop, &charge, actions)
}

async fn account_in(shop: &Shop, status: &str) -> String {
    let settings = json!({"settings": {"virtual_account_activation": if status == "PENDING" { 600 } else { 0 }}});
    shop.sandbox
        .configure("xnd_development_secret", &settings)
        .unwrap();
    let body = json!({"external_id": "rika", "bank_code": "MANDIRI", "name": "Rika"});
    let account = shop.post("/callback_virtual_accounts", body).await;
    let actions: &[&str] = if status == "INACTIVE" {
        &["expire"]
    } else {
        &[]
    };
    acted(shop, &account, actions)
}

async fn code_in(shop: &Shop, status: &str) -> String {
    let body = json!({"external_id": "rika", "retail_outlet_name": "ALFAMART", "name": "Rika", "expected_amount": 10000});
    let code = shop.post("/fixed_payment_code", body).await;
    let actions: &[&str] = if status == "INACTIVE" {
        &["expire"]
    } else {
        &[]
    };
    acted(shop, &code, actions)
}

async fn link_in(shop: &Shop, status: &str) -> String {
    let body = json!({"external_id": "link7", "amount": 10000, "email": "a@example.com"});
    let link = shop.post("/payouts", body).await;
    let actions: &[&str] = match status {
        "CLAIMED" => &["claim"],
        "COMPLETED" => &["claim", "complete"],
        "FAILED" => &["claim", "fail"],
        "VOIDED" => &["expire"],
        _ => &[],
    };
    acted(shop, &link, actions)
}

async fn recurring_in(shop: &Shop, status: &str) -> String {
    let body = with(
        json!({"external_id": "rent", "payer_email": "a@example.com", "description": "Rent", "amount": 20000}),
        json!({"interval": "MONTH", "interval_count": 1}),
    );
    let recurring = shop.post("/recurring_payments", body).await;
    let verb = match status {
        "PAUSED" => "pause",
        "STOPPED" => "stop",
        _ => return id(&recurring).to_owned(),
    };
    shop.tell(&format!("/recurring_payments/{}/{verb}!", id(&recurring)))
        .await;
    id(&recurring).to_owned()
}
