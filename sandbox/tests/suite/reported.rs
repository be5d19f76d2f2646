//! What users reported of the vendor: the table *Observed* of `BEHAVIOUR.md`.

use std::time::Duration;

use bayar_sandbox::Sandbox;
use serde_json::{Value, json};

use crate::common::{self, Request};

/// `any.empty` for each.
#[tokio::test]
async fn empty_texts_in_required_fields() {
    let sandbox = Sandbox::start().await.unwrap();
    for (target, body, empty) in [
        (
            "/v2/invoices",
            json!({"external_id": "", "amount": 50000, "payer_email": "", "description": ""}),
            &["description", "external_id", "payer_email"][..],
        ),
        (
            "/callback_virtual_accounts",
            json!({"external_id": "", "bank_code": "BNI", "name": ""}),
            &["external_id", "name"],
        ),
        (
            "/fixed_payment_code",
            json!({"external_id": "", "retail_outlet_name": "ALFAMART", "name": "", "expected_amount": 10000}),
            &["external_id", "name"],
        ),
        (
            "/ewallets",
            json!({"external_id": "", "amount": 1000, "phone": "", "ewallet_type": "OVO"}),
            &["external_id", "phone"],
        ),
        (
            "/recurring_payments",
            json!({"external_id": "", "payer_email": "a@example.com", "description": "", "amount": 20000, "interval": "MONTH", "interval_count": 1}),
            &["description", "external_id"],
        ),
        (
            "/batch_disbursements",
            json!({"reference": "", "disbursements": []}),
            &["disbursements", "reference"],
        ),
    ] {
        let response = Request::post(target, body).send(&sandbox).await;
        let answer = response.json();
        assert_eq!(
            (response.status, &answer["error_code"]),
            (400, &json!("API_VALIDATION_ERROR"))
        );
        let errors = answer["errors"].as_array().unwrap();
        let mut fields: Vec<_> = errors
            .iter()
            .map(|error| error["field"][0].as_str().unwrap())
            .collect();
        fields.sort_unstable();
        assert_eq!(fields, empty, "{answer}");
        for error in errors {
            let expected = match error["field"][0].as_str() {
                Some("disbursements") => json!(["array.min"]),
                _ => json!(["any.empty"]),
            };
            assert_eq!(error["types"], expected, "{answer}");
        }
    }
}

/// At least 9 digits beginning 08; letters, digits and hyphens.
#[tokio::test]
async fn phones_and_ids_of_ovo() {
    let sandbox = Sandbox::start().await.unwrap();
    let ovo = |field: &str, value: &str| {
        let mut body = json!({"external_id": "order-7", "amount": 1000, "phone": "081298498259", "ewallet_type": "OVO"});
        body[field] = value.into();
        Request::post("/ewallets", body)
    };
    for (field, value) in [
        ("phone", "0"),
        ("phone", "abc"),
        ("phone", "08123456"),
        ("phone", "+6281298498259"),
        ("phone", "6281298498259"),
        ("phone", "12345678901234567890"),
        ("external_id", "demo_1600273563"),
        ("external_id", "order 7"),
    ] {
        let response = ovo(field, value).send(&sandbox).await;
        let refused: &Value = &response.json()["errors"][0]["field"];
        assert_eq!(
            (response.status, refused),
            (400, &json!([field])),
            "{value}"
        );
    }
    let response = ovo("phone", "081298498").send(&sandbox).await;
    assert_eq!(response.status, 200, "{}", response.text);
}

const SUB_ACCOUNT: &str = "5785e6334d7b410667d355c4";

fn account(changes: Value) -> Request {
    let mut body = json!({"external_id": "rika", "bank_code": "BNI", "name": "Rika Sutanto"});
    for (name, value) in changes.as_object().unwrap() {
        body[name] = value.clone();
    }
    Request::post("/callback_virtual_accounts", body)
}

/// What the last request was noted for.
fn noted(sandbox: &Sandbox) -> Vec<String> {
    let requests = sandbox.requests();
    let violations = requests.last().unwrap().violations.iter();
    violations.map(|violation| violation.rule.clone()).collect()
}

#[tokio::test]
async fn a_sub_account_has_the_callbacks_of_its_master_unless_it_has_its_own() {
    let sandbox = Sandbox::builder()
        .callback_url("http://127.0.0.1:9/all")
        .start()
        .await
        .unwrap();
    let master = "xnd_development_plat";
    let url = |url: &str| json!({"callback_url": format!("http://127.0.0.1:9/{url}")});
    let delivery = async || {
        let body = json!({"external_id": "p1", "amount": 7000, "bank_code": "BCA", "account_holder_name": "Reza",
            "account_number": "0987651234", "description": "d"});
        let request = Request::post("/disbursements", body).credentials(&format!("{master}:"));
        let answer = request
            .header("for-user-id", SUB_ACCOUNT)
            .send(&sandbox)
            .await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        sandbox.advance(Duration::from_secs(60));
        let delivery = sandbox.deliveries().pop().unwrap();
        assert_eq!(delivery.body["user_id"], SUB_ACCOUNT);
        delivery.url.unwrap()
    };
    assert!(delivery().await.ends_with("/all"));
    sandbox.configure(master, &url("master")).unwrap();
    assert!(delivery().await.ends_with("/master"));
    let kinds = json!({"callback_urls": {"disbursement_callback": "http://127.0.0.1:9/kind"}});
    sandbox.configure(master, &kinds).unwrap();
    assert!(delivery().await.ends_with("/kind"));
    let own = sandbox.account_id(master, Some(SUB_ACCOUNT));
    sandbox.configure(&own, &url("own")).unwrap();
    assert!(delivery().await.ends_with("/own"));
}

#[tokio::test]
async fn fractions_of_a_rupiah_are_cut_noted_or_refused() {
    let sandbox = Sandbox::start().await.unwrap();
    let invoice = json!({"external_id": "a", "amount": 23545.50, "payer_email": "a@example.com", "description": "d"});
    let answer = Request::post("/v2/invoices", invoice).send(&sandbox).await;
    assert_eq!(answer.json()["amount"], 23545);
    assert_eq!(noted(&sandbox), ["number.integer"]);
    for (target, body) in [
        (
            "/recurring_payments",
            json!({"external_id": "a", "payer_email": "a@example.com", "description": "d", "amount": 20000.5, "interval": "MONTH", "interval_count": 1}),
        ),
        (
            "/callback_virtual_accounts",
            json!({"external_id": "a", "bank_code": "BNI", "name": "Budi", "is_closed": true, "expected_amount": 1000.5}),
        ),
        (
            "/fixed_payment_code",
            json!({"external_id": "a", "retail_outlet_name": "ALFAMART", "name": "Budi", "expected_amount": 10000.5}),
        ),
        (
            "/ewallets",
            json!({"external_id": "a", "amount": 1000.75, "phone": "08123123123", "ewallet_type": "OVO"}),
        ),
    ] {
        let answer = Request::post(target, body).send(&sandbox).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        assert_eq!(noted(&sandbox), ["number.integer"], "{target}");
    }
    for (target, body) in [
        (
            "/batch_disbursements",
            json!({"reference": "a", "disbursements": [{"amount": 15000.5, "bank_code": "BCA", "bank_account_name": "B", "bank_account_number": "1234567890", "description": "d"}]}),
        ),
        (
            "/disbursements",
            json!({"external_id": "a", "amount": 15000.5, "bank_code": "BCA", "account_holder_name": "B", "account_number": "1234567890", "description": "d"}),
        ),
        (
            "/payouts",
            json!({"external_id": "a", "amount": 20000.25, "email": "a@example.com"}),
        ),
    ] {
        let error = Request::post(target, body)
            .send(&sandbox)
            .await
            .only_error();
        assert_eq!(error["types"], json!(["number.multiple"]), "{target}");
    }
}

#[tokio::test]
async fn amounts_that_no_balance_holds_are_refused() {
    let sandbox = Sandbox::start().await.unwrap();
    for amount in ["1e30", "12345678901234567890123456789012"] {
        let body = format!(
            r#"{{"external_id": "a", "bank_code": "PERMATA", "name": "Budi", "is_closed": true, "expected_amount": {amount}}}"#
        );
        let answer = Request::new("POST", "/callback_virtual_accounts")
            .json(&body)
            .send(&sandbox)
            .await;
        assert_eq!(answer.status, 400, "{amount}: {}", answer.text);
    }
}

#[tokio::test]
async fn banks_of_virtual_accounts_are_a_setting() {
    let sandbox = Sandbox::start().await.unwrap();
    let closed = |bank: &str, amount: i64| {
        account(json!({"bank_code": bank, "is_closed": true, "expected_amount": amount}))
    };
    let dated = account(json!({"bank_code": "BCA", "expiration_date": "2090-01-01T00:00:00Z"}));
    let code = async |request: Request| {
        let answer = request.send(&sandbox).await;
        answer.json()["error_code"].as_str().map(str::to_owned)
    };
    let refused = |code: &str| Some(code.to_owned());
    assert_eq!(
        code(closed("BCA", 20000)).await,
        refused("CLOSED_VA_NOT_SUPPORTED_ERROR")
    );
    assert_eq!(
        code(dated.clone()).await,
        refused("EXPIRATION_DATE_NOT_SUPPORTED_ERROR")
    );
    assert_eq!(
        code(closed("CIMB", 20000)).await,
        refused("BANK_NOT_SUPPORTED_ERROR")
    );
    let settings = json!({"settings": {"virtual_account_banks": ["BCA", "CIMB"]}});
    sandbox
        .configure("xnd_development_secret", &settings)
        .unwrap();
    assert_eq!(code(closed("BCA", 20000)).await, None);
    assert_eq!(code(dated).await, None);
    assert_eq!(code(closed("CIMB", 20000)).await, None);
    assert_eq!(
        code(closed("BCA", 9999)).await,
        refused("MINIMUM_EXPECTED_AMOUNT_ERROR")
    );
    assert_eq!(
        code(closed("PERMATA", 10_000_000_000)).await,
        refused("MAXIMUM_EXPECTED_AMOUNT_ERROR")
    );
    let banks = Request::get("/available_virtual_account_banks")
        .send(&sandbox)
        .await
        .json();
    let codes: Vec<_> = banks
        .as_array()
        .unwrap()
        .iter()
        .map(|bank| &bank["code"])
        .collect();
    assert_eq!(codes.iter().filter(|code| **code == "BCA").count(), 1);
    assert_eq!(*codes[codes.len() - 1], "CIMB");
}

#[tokio::test]
async fn dates_may_lack_the_colon_of_their_offset() {
    let sandbox = Sandbox::start().await.unwrap();
    let answer = account(json!({"expiration_date": "2090-01-01T07:00:00+0700"}))
        .send(&sandbox)
        .await;
    assert_eq!(answer.json()["expiration_date"], "2090-01-01T00:00:00.000Z");
    let answer = account(json!({"expiration_date": "2090-01-01 07:00"}))
        .send(&sandbox)
        .await;
    assert_eq!(answer.only_error()["types"], json!(["string.format"]));
}

#[tokio::test]
async fn an_account_without_expiration_date_has_one_far_away() {
    let sandbox = Sandbox::start().await.unwrap();
    let answer = account(json!({})).send(&sandbox).await.json();
    let year = |text: &str| text[..4].parse::<i32>().unwrap();
    let date = answer["expiration_date"].as_str().unwrap();
    assert!(date.ends_with("T17:00:00.000Z"), "{date}");
    assert!(
        (30..=31).contains(&(year(date) - year(&sandbox.now()))),
        "{date}"
    );
}

#[tokio::test]
async fn a_closed_account_may_be_paid_another_amount_out_of_the_ordinary() {
    let sandbox = Sandbox::start().await.unwrap();
    let created = account(json!({"is_closed": true, "expected_amount": 20000}))
        .send(&sandbox)
        .await
        .json();
    let id = created["id"].as_str().unwrap();
    sandbox
        .act(id, "pay", json!({"amount": 19000}))
        .unwrap_err();
    sandbox.act(id, "pay_other_amount", json!({})).unwrap_err();
    sandbox
        .act(id, "pay_other_amount", json!({"amount": 19000}))
        .unwrap();
    let delivery = sandbox.deliveries().pop().unwrap();
    assert_eq!(
        (delivery.kind.as_str(), &delivery.body["amount"]),
        ("fixed_virtual_account_paid_callback", &json!(19000))
    );
}

#[tokio::test]
async fn the_vendors_own_paths_let_a_payer_pay() {
    let sandbox = Sandbox::start().await.unwrap();
    let post = async |target: &str, body: Value| Request::post(target, body).send(&sandbox).await;
    let created = account(json!({"external_id": "ORDER/1", "is_single_use": true}))
        .send(&sandbox)
        .await
        .json();
    let target = "/callback_virtual_accounts/external_id=ORDER%2F1/simulate_payment";
    let paid = post(target, json!({"amount": 25000})).await;
    assert_eq!(
        (paid.status, paid.json()["status"].as_str()),
        (200, Some("COMPLETED"))
    );
    assert_eq!(noted(&sandbox), ["object.unknown"]);
    let delivery = sandbox.deliveries().pop().unwrap();
    assert_eq!(delivery.body["callback_virtual_account_id"], created["id"]);
    assert_eq!(delivery.body["amount"], 25000);
    let again = post(target, json!({"amount": 25000})).await;
    assert_eq!(
        again.json()["error_code"],
        "CALLBACK_VIRTUAL_ACCOUNT_INACTIVE_ERROR"
    );
    let unknown = "/callback_virtual_accounts/external_id=none/simulate_payment";
    assert_eq!(post(unknown, json!({"amount": 25000})).await.status, 404);

    let code = json!({"external_id": "a", "retail_outlet_name": "ALFAMART", "name": "Budi", "expected_amount": 10000});
    let code = post("/fixed_payment_code", code).await.json();
    let target = "/fixed_payment_code/simulate_payment";
    let pay = |amount: i64| json!({"retail_outlet_name": "ALFAMART", "payment_code": code["payment_code"], "transfer_amount": amount});
    assert_eq!(post(target, pay(9000)).await.status, 400);
    assert_eq!(post(target, pay(10000)).await.status, 200);

    for (target, offered, names) in [
        (
            "/pool_virtual_accounts/simulate_payment",
            "available_banks",
            ["bank_code", "bank_account_number"],
        ),
        (
            "/non_fixed_payment_code/simulate_payment",
            "available_retail_outlets",
            ["retail_outlet_name", "payment_code"],
        ),
    ] {
        let invoice = json!({"external_id": "a", "amount": 50000, "payer_email": "a@example.com", "description": "d"});
        let invoice = post("/v2/invoices", invoice).await.json();
        let mut pay = json!({"transfer_amount": 1});
        for name in names {
            pay[name] = invoice[offered][0][name].clone();
        }
        assert_eq!(post(target, pay.clone()).await.status, 400);
        pay["transfer_amount"] = 50000.into();
        assert_eq!(post(target, pay).await.status, 200);
        let read = Request::get(&format!("/v2/invoices/{}", invoice["id"].as_str().unwrap()));
        assert_eq!(read.send(&sandbox).await.json()["status"], "PAID");
    }

    let public = Request::post(target, pay(10000)).credentials(common::PUBLIC_KEY);
    assert_eq!(public.send(&sandbox).await.status, 403);
    let strict = Sandbox::builder().strict(true).start().await.unwrap();
    assert_eq!(
        Request::post(unknown, json!({})).send(&strict).await.status,
        404
    );
}

/// Also after a charge that failed, and with another idempotency key.
#[tokio::test]
async fn an_external_id_is_charged_once() {
    let sandbox = Sandbox::start().await.unwrap();
    let card = json!({"account_number": "4000000000001000", "exp_month": "12", "exp_year": "2090", "cvn": "123"});
    let token = async || {
        let request = Request::post(
            "/v2/credit_card_tokens",
            json!({"amount": "19500", "card_data": card}),
        );
        let token = request
            .credentials(common::PUBLIC_KEY)
            .send(&sandbox)
            .await
            .json();
        token["id"].as_str().unwrap().to_owned()
    };
    let charge = async |token: &str, key: &str| {
        let body = json!({"token_id": token, "amount": 19500, "external_id": "d20f7811 Company"});
        let request = Request::post("/credit_card_charges", body).header("X-IDEMPOTENCY-KEY", key);
        request.send(&sandbox).await
    };
    let declined = token().await;
    sandbox.act(&declined, "decline", json!({})).unwrap();
    let first = charge(&declined, "1").await;
    assert_eq!(first.json()["status"], "FAILED");
    assert_eq!(
        charge(&declined, "1").await.json(),
        first.json(),
        "the same key, the same answer"
    );
    for key in ["2", ""] {
        let refused = charge(&token().await, key).await;
        assert_eq!(
            (refused.status, refused.json()["error_code"].as_str()),
            (400, Some("EXTERNAL_ID_ALREADY_USED_ERROR"))
        );
    }
}
