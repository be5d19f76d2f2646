//! A merchant's day: every operation, every callback, and many errors.

use serde_json::{Value, json};

use super::recorder::{Recorder, SECRET_KEY};

const UNKNOWN: &str = "579c8d61f23fa4ca35e52da4";

/// Calls every operation at least once.
pub async fn day(r: &Recorder) {
    for read in [
        "get_balance",
        "get_virtual_account_banks",
        "get_available_disbursement_banks",
    ] {
        r.call(read, "", None).await;
    }
    invoices(r).await;
    recurring_payments(r).await;
    virtual_accounts(r).await;
    payment_codes(r).await;
    cards(r).await;
    ewallets(r).await;
    cardless_credit(r).await;
    disbursements(r).await;
    batches(r).await;
    payout_links(r).await;
    finpay(r).await;
    errors(r).await;
}

/// A documented request with an external id of its own.
fn named(mut request: Value, number: usize) -> Value {
    let name = request["external_id"].as_str().unwrap_or("thing");
    request["external_id"] = json!(format!("{name}-{number}"));
    request
}

async fn invoices(r: &Recorder) {
    for (number, request) in r.requests("create_invoice").into_iter().enumerate() {
        r.call("create_invoice", "", Some(named(request.clone(), number)))
            .await;
        let id = r.last("invoice").await;
        r.call("get_invoice", &id, None).await;
        r.call("expire_invoice", &id, None).await;
        r.call("get_invoice", &id, None).await;
        r.call("create_invoice", "", Some(named(request, number + 10)))
            .await;
        let id = r.last("invoice").await;
        r.act(&id, "pay", json!({})).await;
        r.call("get_invoice", &id, None).await;
        r.act(&id, "settle", json!({})).await;
        r.call("get_invoice", &id, None).await;
    }
    for query in [
        "?statuses=%5B%22EXPIRED%22%5D&limit=2",
        "?statuses=%5B%22SETTLED%22%5D&limit=1",
    ] {
        r.call("list_invoices", query, None).await;
    }
}

async fn recurring_payments(r: &Recorder) {
    for (number, request) in r
        .requests("create_recurring_payment")
        .into_iter()
        .enumerate()
    {
        r.call("create_recurring_payment", "", Some(named(request, number)))
            .await;
        let id = r.last("recurring_payment").await;
        r.act(&r.last("invoice").await, "pay", json!({})).await;
        r.call("get_recurring_payment", &id, None).await;
        r.call(
            "edit_recurring_payment",
            &id,
            Some(json!({"amount": 80000})),
        )
        .await;
        for step in [
            "pause_recurring_payment",
            "resume_recurring_payment",
            "stop_recurring_payment",
            "get_recurring_payment",
        ] {
            r.call(step, &id, None).await;
        }
    }
}

async fn virtual_accounts(r: &Recorder) {
    for (number, request) in r
        .requests("create_fixed_virtual_account")
        .into_iter()
        .enumerate()
    {
        let request = named(request, number);
        r.call("create_fixed_virtual_account", "", Some(request))
            .await;
        let id = r.last("virtual_account").await;
        r.call("get_fixed_virtual_account", &id, None).await;
        let change = json!({"expected_amount": 20000});
        r.call("update_fixed_virtual_account", &id, Some(change))
            .await;
        let paid = r.act(&id, "pay", json!({"amount": 20000})).await;
        let payment = paid["payment_id"].as_str().unwrap();
        r.call("get_fixed_virtual_account_payment", payment, None)
            .await;
    }
}

async fn payment_codes(r: &Recorder) {
    for (number, request) in r
        .requests("create_fixed_payment_code")
        .into_iter()
        .enumerate()
    {
        let request = named(request, number);
        r.call("create_fixed_payment_code", "", Some(request)).await;
        let id = r.last("payment_code").await;
        r.call("get_fixed_payment_code", &id, None).await;
        for change in r.requests("update_fixed_payment_code") {
            r.call("update_fixed_payment_code", &id, Some(change)).await;
        }
        r.act(&id, "pay", json!({})).await;
    }
}

async fn cards(r: &Recorder) {
    for (number, capture) in [true, false, false].into_iter().enumerate() {
        let mut token = r.requests("create_token").remove(1);
        token["card_data"]["exp_year"] = json!("2090");
        r.call("create_token", "", Some(token)).await;
        let token = r.last("token").await;
        r.act(&token, "verify", json!({})).await;
        let amount = json!({"amount": "15000"});
        r.call("create_authentication", &token, Some(amount)).await;
        let authentication = r.last("authentication").await;
        r.act(&authentication, "verify", json!({})).await;
        let charge = json!({
            "token_id": token, "authentication_id": authentication, "external_id": format!("charge-{number}"),
            "amount": 15000, "card_cvn": "123", "capture": capture,
        });
        r.call("create_charge", "", Some(charge)).await;
        let charge = r.last("charge").await;
        match number {
            0 => {
                let refund = json!({"amount": "15000", "external_id": "refund-1"});
                r.call("create_refund", &charge, Some(refund)).await;
            }
            1 => {
                r.call("capture_charge", &charge, Some(json!({"amount": "15000"})))
                    .await;
            }
            _ => {
                let reversal = json!({"external_id": format!("charge-{number}")});
                r.call("reverse_authorization", &charge, Some(reversal))
                    .await;
            }
        }
        r.call("get_charge", &charge, None).await;
    }
}

async fn ewallets(r: &Recorder) {
    for (number, request) in r.requests("create_ewallet_payment").into_iter().enumerate() {
        let mut request = named(request, number);
        if request.get("expiration_date").is_some() {
            request["expiration_date"] = json!("2099-02-20T00:00:00.000Z");
        }
        let text = |name: &str| request[name].as_str().unwrap().to_owned();
        let (name, wallet) = (text("external_id"), text("ewallet_type"));
        let query = format!("?external_id={name}&ewallet_type={wallet}");
        r.call("create_ewallet_payment", "", Some(request)).await;
        r.call("get_ewallet_payment_status", &query, None).await;
        // OVO is paid at once.
        if wallet != "OVO" {
            r.act(&r.last("ewallet").await, "pay", json!({})).await;
            r.call("get_ewallet_payment_status", &query, None).await;
        }
        r.call("get_ewallet_payment_status", &query, None).await;
    }
    // In this version OVO calls back.
    let version = [("X-API-VERSION", "2020-02-01")];
    let ovo = r.requests("create_ewallet_payment").remove(0);
    for (number, action) in [(80, "pay"), (81, "expire")] {
        let request = Some(named(ovo.clone(), number));
        r.call_with("create_ewallet_payment", "", request, &version)
            .await;
        r.act(&r.last("ewallet").await, action, json!({})).await;
    }
}

async fn cardless_credit(r: &Recorder) {
    for (number, request) in r
        .requests("create_cardless_credit_payment")
        .into_iter()
        .enumerate()
    {
        let request = named(request, number);
        r.call("create_cardless_credit_payment", "", Some(request))
            .await;
        let id = r.last("cardless_credit").await;
        r.act(&id, "settle", json!({})).await;
    }
}

async fn disbursements(r: &Recorder) {
    for (number, request) in r.requests("create_disbursement").into_iter().enumerate() {
        let request = named(request, number);
        let query = format!("?external_id={}", request["external_id"].as_str().unwrap());
        r.call("create_disbursement", "", Some(request)).await;
        let id = r.last("disbursement").await;
        r.call("get_disbursement_by_id", &id, None).await;
        r.act(&id, "complete", json!({})).await;
        r.call("get_disbursement_by_id", &id, None).await;
        r.call("get_disbursements_by_external_id", &query, None)
            .await;
    }
}

async fn batches(r: &Recorder) {
    for number in 0..2 {
        let item = |index: u32| {
            json!({
                "external_id": format!("item-{number}-{index}"), "amount": 10_000 * (index + 1), "bank_code": "BRI",
                "bank_account_name": "Rizky", "bank_account_number": "12345", "description": "Pay",
            })
        };
        let items: Vec<_> = (0..3).map(item).collect();
        let batch = json!({"reference": format!("payroll-{number}"), "disbursements": items});
        r.call("create_batch_disbursement", "", Some(batch)).await;
        let id = r.last("batch").await;
        r.act(&id, "approve", json!({"approver_id": "boss"})).await;
        r.act(&id, "complete", json!({})).await;
    }
}

async fn payout_links(r: &Recorder) {
    for (number, request) in r.requests("create_payout_link").into_iter().enumerate() {
        r.call(
            "create_payout_link",
            "",
            Some(named(request.clone(), number)),
        )
        .await;
        let id = r.last("payout_link").await;
        r.call("get_payout_link", &id, None).await;
        r.call("void_payout_link", &id, None).await;
        r.call("get_payout_link", &id, None).await;
        r.call("create_payout_link", "", Some(named(request, number + 10)))
            .await;
        let id = r.last("payout_link").await;
        r.act(&id, "claim", json!({})).await;
        r.call("get_payout_link", &id, None).await;
        r.act(&id, "complete", json!({})).await;
        r.call("get_payout_link", &id, None).await;
    }
}

async fn finpay(r: &Recorder) {
    let headers = [
        ("Authorization", "Basic dXNlcjpwYXNzd29yZA=="),
        ("for-user-id", "692e8e678ed4264955161b61"),
    ];
    for id in [
        "disb-571f3644d2b4edf0745e9703",
        "disb-571f3644d2b4edf0745e9703",
        "disb-000000000000000000000000",
    ] {
        let target = format!("/finpay/payout/{id}");
        r.send("GET", &target, &headers, "").await;
    }
}

/// What the contract refuses, and what only the provider can refuse.
async fn errors(r: &Recorder) {
    for read in [
        "get_invoice",
        "get_disbursement_by_id",
        "get_recurring_payment",
        "get_fixed_payment_code",
        "get_fixed_virtual_account",
        "get_payout_link",
    ] {
        r.call(read, UNKNOWN, None).await;
    }
    r.call("expire_invoice", UNKNOWN, None).await;
    r.call("void_payout_link", UNKNOWN, None).await;
    for (operation, code) in [
        ("create_invoice", "UNSUPPORTED_CONTENT_TYPE"),
        (
            "create_disbursement",
            "DISBURSEMENT_DESCRIPTION_NOT_FOUND_ERROR",
        ),
        (
            "create_ewallet_payment",
            "USER_DID_NOT_AUTHORIZE_THE_PAYMENT",
        ),
    ] {
        // A code that the contract does not have for the operation is no case here.
        if r.sandbox.refuse_next(operation, code).is_ok() {
            let request = named(r.requests(operation).remove(0), 90);
            r.call(operation, "", Some(request)).await;
        }
    }
    let nobody = [("Authorization", "Basic bm9ib2R5Og==")];
    r.send("GET", "/balance", &nobody, "").await;
    let headers = [
        ("Authorization", SECRET_KEY),
        ("Content-Type", "application/json"),
    ];
    let target = format!("/invoices/{UNKNOWN}/expire!");
    r.send("POST", &target, &headers, "").await;
}
