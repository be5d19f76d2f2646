//! What is refused, and in which shape.

use bayar_sandbox::{Location, Sandbox};
use serde_json::{Value, json};

use crate::common::{Contract, PUBLIC_KEY, Request, Response, SECRET_KEY};

fn disbursement(changes: Value) -> Value {
    let valid = json!({
        "external_id": "a", "amount": 10000, "bank_code": "BNI", "account_holder_name": "Bob Jones",
        "account_number": "1231242311", "description": "Reimbursement",
    });
    changed(valid, changes)
}

fn virtual_account(changes: Value) -> Value {
    changed(
        json!({"external_id": "a", "bank_code": "BNI", "name": "Bob Jones"}),
        changes,
    )
}

/// Sets fields; `null` removes them.
fn changed(mut object: Value, changes: Value) -> Value {
    for (name, value) in changes.as_object().unwrap() {
        match value {
            Value::Null => _ = object.as_object_mut().unwrap().remove(name),
            value => object[name] = value.clone(),
        }
    }
    object
}

/// What becomes of it then depends on the state.
fn assert_passes(response: Response) {
    let code = &response.json()["error_code"];
    assert!(
        code != "API_VALIDATION_ERROR" && code != "INVALID_JSON_FORMAT",
        "{}",
        response.text
    );
}

/// The only entry of `errors`, whichever code of its own the product has for it.
fn only_problem(response: Response) -> Value {
    let body = response.json();
    assert_eq!(response.status, 400, "{body}");
    let errors = body["errors"].as_array().unwrap();
    assert_eq!(errors.len(), 1, "{body}");
    errors[0].clone()
}

async fn code(sandbox: &Sandbox, request: Request) -> (u16, String) {
    let response = request.send(sandbox).await;
    assert_eq!(response.header("Content-Type"), Some("application/json"));
    let code = response.json()["error_code"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    (response.status, code)
}

#[tokio::test]
async fn credentials() {
    let sandbox = Sandbox::start().await.unwrap();
    let unauthorized = (401, "INVALID_API_KEY".to_owned());
    let forbidden = (403, "REQUEST_FORBIDDEN_ERROR".to_owned());
    let balance = Request::get("/balance");
    for header in ["", "Bearer a", "Basic", "Basic %%%"] {
        assert_eq!(
            code(&sandbox, balance.clone().header("Authorization", header)).await,
            unauthorized,
            "{header}"
        );
    }
    let empty = (400, "API_VALIDATION_ERROR".to_owned());
    assert_eq!(
        code(&sandbox, balance.clone().credentials(":")).await,
        empty
    );
    assert_eq!(
        code(&sandbox, balance.clone().credentials(PUBLIC_KEY)).await,
        forbidden
    );
    let token = Request::post("/v2/credit_card_tokens", json!({}));
    assert_eq!(
        code(&sandbox, token.credentials(SECRET_KEY)).await,
        forbidden
    );
    let payout = Request::get("/finpay/payout/a").header("for-user-id", "a");
    assert_eq!(
        code(&sandbox, payout.clone().header("Authorization", "")).await,
        unauthorized
    );
    assert_eq!(
        code(&sandbox, payout.credentials("undefined:password"))
            .await
            .0,
        404
    );
}

#[tokio::test]
async fn unknown_paths_and_methods() {
    let sandbox = Sandbox::start().await.unwrap();
    for target in [
        "/nothing",
        "/payout/a",
        "/finpay/balance",
        "/v2/invoices/a/b",
        "/invoices/a/expire",
    ] {
        assert_eq!(
            code(&sandbox, Request::get(target)).await,
            (404, "NOT_FOUND".into()),
            "{target}"
        );
    }
    assert_eq!(sandbox.requests()[0].operation, None);
    let response = Request::new("DELETE", "/v2/invoices").send(&sandbox).await;
    assert_eq!(
        (response.status, response.header("Allow")),
        (405, Some("POST, GET"))
    );
}

#[tokio::test]
async fn bodies_that_are_not_json() {
    let sandbox = Sandbox::start().await.unwrap();
    let deep = "[".repeat(100_000);
    for body in ["{", "amount=1", "{\"amount\": 01}", "{} {}", &deep] {
        let request = Request::new("POST", "/v2/invoices").json(body);
        assert_eq!(
            code(&sandbox, request).await,
            (400, "INVALID_JSON_FORMAT".into())
        );
    }
    let request =
        Request::new("POST", "/v2/invoices").body("application/json", &[b'"', 0xff, b'"']);
    assert_eq!(
        code(&sandbox, request).await,
        (400, "INVALID_JSON_FORMAT".into())
    );
}

#[tokio::test]
async fn fields_in_the_documented_shape() {
    let sandbox = Sandbox::start().await.unwrap();
    let error = Request::post("/disbursements", disbursement(json!({"amount": null})))
        .send(&sandbox)
        .await
        .only_error();
    let expected = json!({
        "field": ["amount"], "location": "body", "messages": ["\"amount\" is required"], "types": ["any.required"],
    });
    assert_eq!(error, expected);
    let contract = Contract::xendit();
    let schema = json!({"$ref": "#/components/schemas/ErrorDetail"});
    assert_eq!(contract.problems(&schema, &error), Vec::<String>::new());

    for (change, message) in [
        (json!({"amount": "ten"}), "\"amount\" must be a number"),
        (
            json!({"amount": 10.5}),
            "\"amount\" must be a multiple of 1",
        ),
        (
            json!({"account_number": "12 34"}),
            "\"account_number\" must match the pattern ^[0-9-]+$",
        ),
        (
            json!({"description": true}),
            "\"description\" must be a string",
        ),
        (
            json!({"email_to": "a@example.com"}),
            "\"email_to\" must be an array",
        ),
    ] {
        let error = Request::post("/disbursements", disbursement(change.clone()))
            .send(&sandbox)
            .await
            .only_error();
        assert_eq!(error["messages"], json!([message]), "{change}");
    }
}

#[tokio::test]
async fn a_missing_body_names_the_fields_it_lacks() {
    let sandbox = Sandbox::start().await.unwrap();
    for request in [
        Request::new("POST", "/fixed_payment_code"),
        Request::post("/fixed_payment_code", json!({})),
    ] {
        let response = request.send(&sandbox).await;
        assert_eq!(response.status, 400);
        let contract = Contract::xendit().document;
        let schema = contract.schema_named("CreateFixedPaymentCodeRequest");
        let required = &contract.schema(schema.unwrap()).required;
        let fields: Vec<_> = response.json()["errors"]
            .as_array()
            .unwrap()
            .iter()
            .map(|error| error["field"][0].clone())
            .collect();
        assert_eq!(json!(fields), json!(required));
    }
}

#[tokio::test]
async fn several_problems_of_one_field_stand_together() {
    let sandbox = Sandbox::start().await.unwrap();
    let charge = json!({"token_id": "a", "external_id": "a", "amount": 1, "card_cvn": "x"});
    let request = Request::post("/credit_card_charges", charge);
    let error = only_problem(request.send(&sandbox).await);
    assert_eq!(error["messages"].as_array().unwrap().len(), 2, "{error}");
    assert!(!error.to_string().contains("\"x\""), "{error}");
}

#[tokio::test]
async fn nested_fields_have_their_whole_path() {
    let sandbox = Sandbox::start().await.unwrap();
    let body = json!({"reference": "a", "disbursements": [{
        "amount": true, "bank_code": "BNI", "bank_account_name": "a", "bank_account_number": "1", "description": "a",
        "external_id": "a",
    }]});
    let error = Request::post("/batch_disbursements", body)
        .send(&sandbox)
        .await
        .only_error();
    assert_eq!(error["field"], json!(["disbursements", "0", "amount"]));
}

#[tokio::test]
async fn limits_that_exclude_their_value() {
    let sandbox = Sandbox::start().await.unwrap();
    let patch = |amount: &str| {
        Request::new("PATCH", "/callback_virtual_accounts/a")
            .json(&format!("{{\"expected_amount\":{amount}}}"))
    };
    for (amount, message) in [
        ("0", "\"expected_amount\" must be greater than 0"),
        (
            "1000000000",
            "\"expected_amount\" must be less than 1000000000",
        ),
    ] {
        assert_eq!(
            only_problem(patch(amount).send(&sandbox).await)["messages"],
            json!([message])
        );
    }
    assert_passes(patch("999999999.99").send(&sandbox).await);
}

#[tokio::test]
async fn a_union_is_checked_as_the_variant_it_names() {
    let sandbox = Sandbox::start().await.unwrap();
    let ovo = json!({"external_id": "a", "amount": 1000, "ewallet_type": "OVO"});
    let error = Request::post("/ewallets", ovo.clone())
        .send(&sandbox)
        .await
        .only_error();
    assert_eq!(error["messages"], json!(["\"phone\" is required"]));
    let error = Request::post(
        "/ewallets",
        changed(ovo.clone(), json!({"ewallet_type": null})),
    )
    .send(&sandbox)
    .await
    .only_error();
    assert_eq!(error["messages"], json!(["\"ewallet_type\" is required"]));
    let error = Request::post("/ewallets", changed(ovo, json!({"ewallet_type": "GOPAY"})))
        .send(&sandbox)
        .await
        .only_error();
    assert_eq!(
        error["messages"],
        json!(["\"ewallet_type\" must be one of [\"OVO\",\"DANA\",\"LINKAJA\"]"])
    );
}

#[tokio::test]
async fn parameters() {
    let sandbox = Sandbox::start().await.unwrap();
    let error = Request::get("/v2/invoices?limit=101")
        .send(&sandbox)
        .await
        .only_error();
    let expected = json!({
        "field": ["limit"], "location": "query", "types": ["number.max"],
        "messages": ["\"limit\" must be less than or equal to 100"],
    });
    assert_eq!(error, expected);
    for (target, message) in [
        ("/v2/invoices?limit=ten", "\"limit\" must be an integer"),
        (
            "/v2/invoices?limit=1&limit=2",
            "\"limit\" must be an integer",
        ),
        (
            "/v2/invoices?created_after=today&created_before=2020-02-20T00:00:00.000Z",
            "\"created_after\" must be a valid date-time",
        ),
        (
            "/balance?account_type=cash",
            "\"account_type\" must be one of [\"CASH\",\"HOLDING\",\"TAX\"]",
        ),
        ("/disbursements", "\"external_id\" is required"),
    ] {
        assert_eq!(
            Request::get(target).send(&sandbox).await.only_error()["messages"],
            json!([message]),
            "{target}"
        );
    }
    let error = Request::get("/finpay/payout/a")
        .send(&sandbox)
        .await
        .only_error();
    assert_eq!(
        (&error["field"], &error["location"]),
        (&json!(["for-user-id"]), &json!("header"))
    );
    let long =
        Request::get(&format!("/finpay/payout/{}", "a".repeat(30))).header("for-user-id", "a");
    assert_eq!(long.send(&sandbox).await.status, 404, "ids have no maximum");
}

#[tokio::test]
async fn array_filters_are_json_and_other_forms_are_noted() {
    let sandbox = Sandbox::start().await.unwrap();
    for (query, noted) in [
        ("statuses=%5B%22SETTLED%22,%22EXPIRED%22%5D", false),
        ("statuses=[%22SETTLED%22]", false),
        ("statuses=SETTLED&statuses=EXPIRED", true),
        ("statuses=SETTLED", true),
    ] {
        let response = Request::get(&format!("/v2/invoices?{query}"))
            .send(&sandbox)
            .await;
        assert_eq!(response.status, 200, "{query}: {}", response.text);
        assert_eq!(
            !sandbox.requests().pop().unwrap().violations.is_empty(),
            noted,
            "{query}"
        );
    }
    let error = Request::get("/v2/invoices?statuses=%5B%22GONE%22%5D")
        .send(&sandbox)
        .await
        .only_error();
    assert_eq!(error["field"], json!(["statuses", "0"]));
}

#[tokio::test]
async fn unknown_fields_are_noted_and_not_refused() {
    let sandbox = Sandbox::start().await.unwrap();
    let body = disbursement(json!({"amuont": 1, "x\ny": {"a": 1}}));
    assert_passes(
        Request::post("/disbursements?fast=1", body)
            .send(&sandbox)
            .await,
    );
    let recorded = sandbox.requests().pop().unwrap();
    let noted: Vec<_> = recorded
        .violations
        .iter()
        .map(|note| (note.location, note.field.join(".")))
        .collect();
    let expected = [
        (Location::Query, "fast".into()),
        (Location::Body, "amuont".into()),
        (Location::Body, "x\ny".into()),
    ];
    assert_eq!(noted, expected);
    assert_eq!(recorded.to_string().lines().count(), 1);
    let ovo = json!({"external_id": "a", "amount": 1000, "ewallet_type": "OVO", "phone": "081298498", "redirect_url": "https://a.id"});
    assert_passes(Request::post("/ewallets", ovo).send(&sandbox).await);
    assert_eq!(
        sandbox.requests().pop().unwrap().violations[0].field,
        ["redirect_url"]
    );
}

/// Broken and kept, with the field and what is said of it.
fn of_a_virtual_account() -> Vec<(Request, Request, &'static str, &'static str)> {
    let says = "is required when \"is_closed\" is true";
    let mut rules = vec![(
        json!({"is_closed": true}),
        json!({"is_closed": true, "expected_amount": 1}),
        "expected_amount",
        says,
    )];
    for bank in ["BNI", "BRI", "MANDIRI"] {
        for (amount, limit, says) in [
            (json!(0.99), 1_u64, "or more"),
            (json!(50_000_000_000.01), 50_000_000_000, "or less"),
        ] {
            rules.push((
                json!({"bank_code": bank, "expected_amount": amount}),
                json!({"bank_code": bank, "expected_amount": limit}),
                "expected_amount",
                says,
            ));
        }
    }
    for (field, bank, value) in [
        ("suggested_amount", "MANDIRI", json!(5000)),
        ("description", "BRI", json!("Rent")),
    ] {
        rules.push((
            json!({field: value}),
            json!({"bank_code": bank, field: value}),
            field,
            "is allowed only when \"bank_code\" is",
        ));
    }
    let post = |changes| Request::post("/callback_virtual_accounts", virtual_account(changes));
    let rules = rules.into_iter();
    rules
        .map(|(broken, kept, field, says)| (post(broken), post(kept), field, says))
        .collect()
}

/// One request for each rule of the contract that breaks it and nothing else, and one that keeps it.
#[tokio::test]
async fn each_rule() {
    let sandbox = Sandbox::start().await.unwrap();
    let mails = json!(["a@example.com"]);
    let mut rules = 0;
    let mut check =
        async |broken: Request, kept: Request, field: &str, location: &str, says: &str| {
            let error = only_problem(broken.send(&sandbox).await);
            let field: Vec<&str> = field.split('.').collect();
            assert_eq!(
                (&error["field"], &error["location"]),
                (&json!(field), &json!(location))
            );
            let message = error["messages"][0].as_str().unwrap();
            assert!(message.contains(says), "{message}");
            assert_passes(kept.send(&sandbox).await);
            rules += 1;
        };

    for field in ["email_cc", "email_bcc"] {
        let broken = Request::post("/disbursements", disbursement(json!({field: mails})));
        let kept = Request::post(
            "/disbursements",
            disbursement(json!({field: mails, "email_to": mails})),
        );
        check(
            broken,
            kept,
            field,
            "body",
            "missing required peer \"email_to\"",
        )
        .await;
    }
    let broken = Request::post(
        "/disbursements",
        disbursement(json!({"bank_code": "BCA", "account_number": "123456789"})),
    );
    let kept = Request::post(
        "/disbursements",
        disbursement(json!({"bank_code": "BCA", "account_number": "1234567890"})),
    );
    check(
        broken,
        kept,
        "account_number",
        "body",
        "exactly 10 digits when \"bank_code\" is \"BCA\"",
    )
    .await;

    for (broken, kept, field, says) in of_a_batch(&mails) {
        check(broken, kept, field, "body", says).await;
    }

    for (broken, kept, field, says) in of_a_virtual_account() {
        check(broken, kept, field, "body", says).await;
    }
    let (time, other) = ("2020-02-20T00:00:00.000Z", "2021-02-20T00:00:00.000Z");
    for field in ["created", "paid", "expired"] {
        let broken = Request::get(&format!("/v2/invoices?{field}_after={time}"));
        let kept = Request::get(&format!(
            "/v2/invoices?{field}_after={time}&{field}_before={other}"
        ));
        check(
            broken,
            kept,
            &format!("{field}_before"),
            "query",
            "is required together with",
        )
        .await;
    }
    assert_eq!(
        rules,
        count_rules(&Contract::xendit().document),
        "a rule of the contract has no test"
    );
}

/// A batch that breaks a rule and one that keeps it, for each rule of its items.
fn of_a_batch(mails: &Value) -> [(Request, Request, &'static str, &'static str); 3] {
    let batch = |changes: Value| {
        let item = json!({
            "amount": 10000, "bank_code": "BNI", "bank_account_name": "Bob Jones", "bank_account_number": "1231242311",
            "description": "Pay",
        });
        let batch = json!({"reference": "a", "disbursements": [changed(item, changes)]});
        Request::post("/batch_disbursements", batch)
    };
    let number = |number: &str| batch(json!({"bank_code": "BCA", "bank_account_number": number}));
    [
        (
            batch(json!({"email_cc": mails})),
            batch(json!({"email_cc": mails, "email_to": mails})),
            "disbursements.0.email_cc",
            "missing required peer \"email_to\"",
        ),
        (
            batch(json!({"email_bcc": mails})),
            batch(json!({"email_bcc": mails, "email_to": mails})),
            "disbursements.0.email_bcc",
            "missing required peer \"email_to\"",
        ),
        (
            number("123456789"),
            number("1234567890"),
            "disbursements.0.bank_account_number",
            "exactly 10 digits when \"bank_code\" is \"BCA\"",
        ),
    ]
}

fn count_rules(contract: &bayar_contract::Contract) -> usize {
    let operations = contract.operations.iter();
    let of_queries = operations.map(|operation| operation.rules.len());
    let of_bodies = contract.schemas().map(|(_, schema)| schema.rules.len());
    of_queries.chain(of_bodies).sum()
}

/// The documents list the codes of a 400 by operation, and some list only one of the two.
#[tokio::test]
async fn the_code_is_one_that_the_operation_has() {
    let sandbox = Sandbox::start().await.unwrap();
    let unreadable = Request::new("POST", "/cardless-credit").json("{");
    // Spaces around a header's value are no part of it.
    let empty_key = Request::new("POST", "/invoices/a/expire!").header("X-IDEMPOTENCY-KEY", " ");
    for (request, expected) in [
        (unreadable, "API_VALIDATION_ERROR"),
        (empty_key, "INVALID_JSON_FORMAT"),
    ] {
        assert_eq!(code(&sandbox, request).await, (400, expected.into()));
    }
}

/// Of very much, the first thousand.
#[tokio::test]
async fn what_is_wrong_with_a_request_is_told_within_limits() {
    let sandbox = Sandbox::start().await.unwrap();
    let items = vec![json!({"amount": "x", "note": 1}); 5_000];
    let body = json!({"reference": "a", "disbursements": items});
    let answer = Request::post("/batch_disbursements", body)
        .send(&sandbox)
        .await;
    assert_eq!(answer.status, 400);
    let errors = answer.json()["errors"].as_array().unwrap().len();
    assert!((100..=1_000).contains(&errors), "{errors}");
    assert!(sandbox.requests()[0].violations.len() <= 2_000);
    let fields: serde_json::Map<_, _> = (0..5_000).map(|n| (format!("k{n}"), n.into())).collect();
    Request::post("/ewallets", fields.into())
        .send(&sandbox)
        .await;
    assert!(sandbox.requests()[1].violations.len() <= 2_000);
}
