//! Requests that break a documented rule: nothing is sent, the error names field, rule and line,
//! and the check can be switched off.

mod support;

use bayar::{Error, finpay, xendit};
use serde_json::{Value, json};
use support::{
    Clients, Input, Operation, PUBLIC_KEY, SECRET_KEY, Schema, Server, call, insert, operation,
    operations, sample_body,
};

/// An error for a request that was never sent.
async fn not_sent(server: &Server, clients: &Clients, id: &str, input: &Input) -> Error {
    let before = (server.connections(), server.requests().len());
    let result = call(clients, id, input).await;
    let error = result
        .err()
        .unwrap_or_else(|| panic!("{id} was sent: {input:?}"));
    assert!(error.is_invalid_request(), "{error}");
    assert!(!error.is_outcome_unknown() && !error.is_retryable());
    assert_eq!((server.connections(), server.requests().len()), before);
    error
}

/// Expects that a call breaks this one rule, and that it is sent when the check is switched off.
async fn breaks(id: &str, input: Input, field: &str, rule: &str, source: &str) {
    let server = Server::start().await;
    server.answers_as_documented(&operation(id));
    let clients = Clients::of(&server);

    let error = not_sent(&server, &clients, id, &input).await;
    assert_eq!(server.connections(), 0);
    let found: Vec<_> = error
        .violations()
        .iter()
        .map(|v| (&*v.field, &*v.rule, v.source))
        .collect();
    assert_eq!(found, [(field, rule, source)]);
    for part in ["nothing was sent", id, field, rule, source] {
        assert!(error.to_string().contains(part), "{part}: {error}");
    }

    let mut other = input.clone();
    other.without_check = Some(format!("{field}_of_another"));
    not_sent(&server, &clients, id, &other).await;

    let mut one = input.clone();
    one.without_check = Some(field.to_owned());
    call(&clients, id, &one).await.unwrap();
    let mut all = input;
    all.without_checks = true;
    call(&clients, id, &all).await.unwrap();
    assert_eq!(server.requests().len(), 2);
}

/// The first documented request with other fields; `null` leaves a field out.
fn with(id: &str, fields: &Value) -> Input {
    let operation = operation(id);
    let mut body = sample_body(&operation);
    for (name, value) in fields.as_object().unwrap() {
        let value = (!value.is_null()).then(|| value.clone());
        body = insert(&body, &format!("/{name}"), value);
    }
    Input::new(&operation).body(body)
}

const REFERENCE: &str = "xendit-api-reference.txt";

#[tokio::test]
async fn a_required_field_is_missing() {
    let missing = with("create_invoice", &json!({"amount": null}));
    let source = format!("{REFERENCE}:2802");
    breaks("create_invoice", missing, "amount", "is required", &source).await;

    // The table requires it, the server was seen not to.
    let missing = with("create_invoice", &json!({"payer_email": null}));
    let source = format!("{REFERENCE}:2796");
    breaks(
        "create_invoice",
        missing,
        "payer_email",
        "is required",
        &source,
    )
    .await;
}

#[tokio::test]
async fn an_amount_is_below_the_minimum() {
    for amount in [json!(9999), json!(0), json!(-10_000), json!("9999.99")] {
        let input = with("create_invoice", &json!({"amount": amount}));
        let source = format!("{REFERENCE}:2802");
        let rule = "must be at least 10000";
        breaks("create_invoice", input, "amount", rule, &source).await;
    }
}

#[tokio::test]
async fn an_amount_has_decimals_where_there_are_none() {
    let input = with("create_disbursement", &json!({"amount": "17000.5"}));
    let source = format!("{REFERENCE}:4278");
    let rule = "must have no decimals";
    breaks("create_disbursement", input, "amount", rule, &source).await;
}

#[tokio::test]
async fn an_external_id_is_too_long() {
    let long = "ü".repeat(1001);
    let input = with("create_disbursement", &json!({"external_id": long}));
    let source = format!("{REFERENCE}:4239");
    let rule = "must have at most 1000 characters, has 1001";
    breaks("create_disbursement", input, "external_id", rule, &source).await;
}

#[tokio::test]
async fn characters_are_counted_and_not_bytes() {
    let server = Server::start().await;
    let clients = Clients::of(&server);
    for text in ["ü".repeat(1000), "😀".repeat(1000)] {
        let input = with("create_disbursement", &json!({"external_id": text}));
        call(&clients, "create_disbursement", &input).await.unwrap();
    }
}

#[tokio::test]
async fn an_account_number_at_bca_has_not_ten_digits() {
    for number in ["123456789", "12345678901", "123-456-78"] {
        let input = with("create_disbursement", &json!({"account_number": number}));
        let source = format!("{REFERENCE}:4263");
        let rule = r#"must be exactly 10 digits when `bank_code` is "BCA""#;
        breaks(
            "create_disbursement",
            input,
            "account_number",
            rule,
            &source,
        )
        .await;
    }
    let server = Server::start().await;
    let clients = Clients::of(&server);
    let other = json!({"bank_code": "MANDIRI", "account_number": "123-456-78"});
    let other = with("create_disbursement", &other);
    call(&clients, "create_disbursement", &other).await.unwrap();
}

#[tokio::test]
async fn too_many_are_notified() {
    let addresses: Vec<_> = (0..4).map(|n| format!("{n}@example.com")).collect();
    let input = with("create_disbursement", &json!({"email_to": addresses}));
    let source = format!("{REFERENCE}:4290");
    let rule = "must have at most 3 items, has 4";
    breaks("create_disbursement", input, "email_to", rule, &source).await;
}

#[tokio::test]
async fn a_copy_is_asked_for_without_an_original() {
    for (field, line) in [("email_cc", 4298), ("email_bcc", 4303)] {
        let input = with("create_disbursement", &json!({field: ["a@example.com"]}));
        let source = format!("{REFERENCE}:{line}");
        let rule = "is allowed only together with `email_to`";
        breaks("create_disbursement", input, field, rule, &source).await;
    }
}

#[tokio::test]
async fn a_batch_has_too_many_items() {
    let id = "create_batch_disbursement";
    let item = sample_body(&operation(id))["disbursements"][0].clone();
    let input = with(id, &json!({"disbursements": vec![item.clone(); 1001]}));
    let source = format!("{REFERENCE}:4767");
    let rule = "must have at most 1000 items, has 1001";
    breaks(id, input, "disbursements", rule, &source).await;

    let server = Server::start().await;
    let clients = Clients::of(&server);
    let input = with(id, &json!({"disbursements": vec![item; 1000]}));
    call(&clients, id, &input).await.unwrap();
}

#[tokio::test]
async fn a_rule_is_broken_inside_a_list() {
    let id = "create_batch_disbursement";
    let item = sample_body(&operation(id))["disbursements"][0].clone();
    let without_amount = insert(&item, "/amount", None);
    let input = with(id, &json!({"disbursements": [item, without_amount]}));
    let source = format!("{REFERENCE}:4774");
    breaks(id, input, "disbursements[1].amount", "is required", &source).await;
}

#[tokio::test]
async fn a_closed_account_expects_no_amount() {
    let id = "create_fixed_virtual_account";
    let input = with(id, &json!({"is_closed": true}));
    let source = format!("{REFERENCE}:2088");
    let rule = "is required when `is_closed` is true";
    breaks(id, input, "expected_amount", rule, &source).await;
}

#[tokio::test]
async fn a_text_is_no_timestamp() {
    let id = "create_fixed_virtual_account";
    let input = with(id, &json!({"expiration_date": "tomorrow"}));
    let server = Server::start().await;
    let clients = Clients::of(&server);
    let error = not_sent(&server, &clients, id, &input).await;
    assert_eq!(error.violations()[0].field, "expiration_date");
    assert!(
        error.violations()[0]
            .rule
            .contains("2020-02-20T00:00:00.000Z")
    );
}

#[tokio::test]
async fn a_filter_lacks_its_other_half() {
    for (pair, line) in [("created", 3407), ("paid", 3414), ("expired", 3421)] {
        let (after, before) = (format!("{pair}_after"), format!("{pair}_before"));
        for (given, missing) in [(&after, &before), (&before, &after)] {
            let input = Input::default().parameter(given, "2020-02-20T00:00:00Z");
            let rule = format!("is required together with `{given}`");
            let source = format!("{REFERENCE}:{line}");
            breaks("list_invoices", input, missing, &rule, &source).await;
        }
    }
}

#[tokio::test]
async fn a_limit_is_out_of_bounds() {
    for (limit, rule) in [("0", "must be at least 1"), ("101", "must be at most 100")] {
        let input = Input::default().parameter("limit", limit);
        let source = format!("{REFERENCE}:3395");
        breaks("list_invoices", input, "limit", rule, &source).await;
    }
}

#[tokio::test]
async fn a_look_up_value_is_too_long() {
    let id = "get_ewallet_payment_status";
    let input = Input::new(&operation(id)).parameter("external_id", &"ü".repeat(1001));
    let server = Server::start().await;
    let clients = Clients::of(&server);
    let error = not_sent(&server, &clients, id, &input).await;
    assert_eq!(error.violations()[0].field, "external_id");
    assert_eq!(
        error.violations()[0].rule,
        "must have at most 1000 characters, has 1001"
    );
}

#[tokio::test]
async fn an_id_in_the_path_is_too_long() {
    let input = Input::default().parameter("payout_id", &"x".repeat(30));
    let rule = "must have at most 29 characters, has 30";
    let source = "finpay-get-payout.txt:81";
    breaks("get_payout", input, "payout_id", rule, source).await;
}

#[tokio::test]
async fn an_idempotency_key_is_empty() {
    let input = with("create_disbursement", &json!({})).parameter("idempotency_key", "");
    let server = Server::start().await;
    let clients = Clients::of(&server);
    let error = not_sent(&server, &clients, "create_disbursement", &input).await;
    assert_eq!(error.violations()[0].field, "X-IDEMPOTENCY-KEY");
    assert_eq!(
        error.violations()[0].rule,
        "must have at least 1 characters"
    );
}

#[tokio::test]
async fn a_union_does_not_say_what_it_is() {
    let id = "create_ewallet_payment";
    let server = Server::start().await;
    let clients = Clients::of(&server);
    let input = Input::default().body(json!({"external_id": "o-1", "amount": 1000}));
    let error = not_sent(&server, &clients, id, &input).await;
    assert_eq!(error.violations()[0].field, "ewallet_type");

    let error = clients.secret.create_ewallet_payment().send().await;
    assert_eq!(error.unwrap_err().violations()[0].field, "body");
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn every_broken_rule_is_named_at_once() {
    let server = Server::start().await;
    let clients = Clients::of(&server);
    let request = clients.secret.create_invoice().amount(1);
    let error = request.send().await.unwrap_err();
    let mut fields: Vec<_> = error.violations().iter().map(|v| &*v.field).collect();
    fields.sort_unstable();
    let expected = ["amount", "description", "external_id", "payer_email"];
    assert_eq!(fields, expected);
    for field in expected {
        assert!(error.to_string().contains(&format!("`{field}`")));
    }
}

#[tokio::test]
async fn finpay_is_asked_without_a_sub_account() {
    let server = Server::start().await;
    let client = finpay::Client::builder("user", "password", "").base_url(server.url());
    let error = match client.build() {
        Ok(client) => client.get_payout().payout_id("disb-1").send().await.err(),
        Err(error) => Some(error),
    };
    assert!(error.is_some(), "sent without a sub-account");
    assert_eq!(server.connections(), 0);
}

/// The path of a field as errors name it.
fn join(place: &str, name: &str) -> String {
    format!("{place}.{name}").trim_start_matches('.').to_owned()
}

/// Every object of every request, with the example and the operation that it is part of.
fn objects() -> impl Iterator<Item = (Operation, Value, String, String, Schema)> {
    let examples = operations().into_iter().flat_map(|operation| {
        let mut values: Vec<_> = operation.requests().into_iter().map(|e| e.value).collect();
        if values.is_empty() && operation.has_body() {
            values.push(sample_body(&operation));
        }
        let schema = operation.body_schema();
        values
            .into_iter()
            .filter_map(move |value| Some((operation, schema?, value)))
    });
    examples.flat_map(|(operation, schema, value)| {
        let objects = schema.objects(&value).into_iter();
        objects
            .map(move |(pointer, place, schema)| (operation, value.clone(), pointer, place, schema))
    })
}

#[tokio::test]
async fn every_required_field_of_every_request_is_asked_for() {
    let server = Server::start().await;
    let clients = Clients::of(&server);
    let mut count = 0;
    for (operation, value, pointer, place, schema) in objects() {
        for name in schema.required(value.pointer(&pointer).unwrap()) {
            let body = insert(&value, &format!("{pointer}/{name}"), None);
            let input = Input::new(&operation).body(body);
            let error = not_sent(&server, &clients, operation.id, &input).await;
            let field = join(&place, name);
            assert!(has(&error, &field, "is required"), "{field}: {error}");
            count += 1;
        }
    }
    assert!(count > 100, "{count}");
}

#[tokio::test]
async fn every_required_parameter_is_asked_for() {
    let server = Server::start().await;
    let clients = Clients::of(&server);
    let mut count = 0;
    // Finpay's client has the sub-account that its operation requires.
    for operation in operations().iter().filter(|o| o.id != "get_payout") {
        for parameter in operation.parameters().filter(|p| p["required"] == true) {
            let name = parameter["name"].as_str().unwrap();
            let mut input = Input::valid(operation);
            input.parameters.remove(name);
            let error = not_sent(&server, &clients, operation.id, &input).await;
            assert!(has(&error, name, "is required"), "{error}");
            count += 1;
        }
    }
    assert!(count > 15, "{count}");
}

fn has(error: &Error, field: &str, rule: &str) -> bool {
    let violations = error.violations();
    violations
        .iter()
        .any(|v| v.field == field && v.rule.starts_with(rule) && !v.source.is_empty())
}

/// A value beyond a limit of the spec, and the rule that it breaks.
fn beyond(field: Schema) -> Vec<(Value, &'static str)> {
    let number = |key| field.get(key).and_then(Value::as_i64);
    let mut broken = vec![];
    if let Some(minimum) = number("minimum") {
        broken.push((json!(minimum - 1), "must be at least"));
    }
    if let Some(maximum) = number("maximum") {
        broken.push((json!(maximum + 1), "must be at most"));
    }
    if number("multipleOf") == Some(1) {
        broken.push((json!("20000.5"), "must have no decimals"));
    }
    if let Some(length) = number("maxLength") {
        let text = "1".repeat(usize::try_from(length).unwrap() + 1);
        broken.push((json!(text), "must have at most"));
    }
    if let Some(length) = number("minLength") {
        let text = "1".repeat(usize::try_from(length).unwrap() - 1);
        broken.push((json!(text), "must have at least"));
    }
    if let Some(count) = number("maxItems") {
        let items = vec![json!(null); usize::try_from(count).unwrap() + 1];
        let items = match field.items().and_then(|items| items.get("type")) {
            Some(kind) if kind == "string" => vec![json!("a@example.com"); items.len()],
            _ => vec![json!({}); items.len()],
        };
        broken.push((json!(items), "must have at most"));
    }
    if field.get("pattern").is_some() {
        broken.push((json!("ü "), "must match"));
    }
    broken
}

#[tokio::test]
async fn every_limit_of_every_request_is_held() {
    let server = Server::start().await;
    let clients = Clients::of(&server);
    let mut count = 0;
    for (operation, value, pointer, place, schema) in objects() {
        for (name, field) in schema.fields(value.pointer(&pointer).unwrap()) {
            for (limit, rule) in beyond(field.follow()) {
                let body = insert(&value, &format!("{pointer}/{name}"), Some(limit));
                let input = Input::new(&operation).body(body);
                let error = not_sent(&server, &clients, operation.id, &input).await;
                let field = join(&place, name);
                assert!(has(&error, &field, rule), "{field} {rule}: {error}");
                count += 1;
            }
        }
    }
    assert!(count > 40, "{count}");
}

#[tokio::test]
async fn a_header_or_a_field_cannot_be_sent() {
    let server = Server::start().await;
    let clients = Clients::of(&server);
    let client = &clients.secret;
    let no_keys = std::collections::HashMap::from([((1, 2), 3)]);
    for request in [
        client.get_balance().header("x-\n", "1"),
        client.get_balance().header("x-ok", "1\r\nx-evil: 2"),
        client.get_balance().for_user_id("a\r\nb"),
        client.get_balance().field("odd", no_keys),
    ] {
        let error = request.send().await.unwrap_err();
        assert!(error.is_invalid_request(), "{error}");
        assert!(error.to_string().contains("nothing was sent"), "{error}");
    }
    let request = client.request(reqwest::Method::GET, "balance");
    assert!(
        request
            .send::<Value>()
            .await
            .unwrap_err()
            .is_invalid_request()
    );
    assert_eq!(server.connections(), 0);
}

fn told(result: bayar::Result<impl Sized>, part: &str) {
    let error = result.err().expect("a mistake");
    assert!(error.is_configuration(), "{error}");
    assert!(error.to_string().contains(part), "{error}");
    assert_eq!((error.operation(), error.status()), (None, None));
}

#[test]
fn a_key_is_put_in_the_wrong_place() {
    told(xendit::Client::new(PUBLIC_KEY), "public key");
    told(xendit::PublicClient::new(SECRET_KEY), "secret key");
    told(xendit::Client::new("xnd_public_production_1"), "public key");
    told(xendit::PublicClient::new("xnd_production_1"), "secret key");
}

#[test]
fn a_key_is_none() {
    for key in ["", " ", "\n"] {
        told(xendit::Client::new(key), "empty");
        told(xendit::PublicClient::new(key), "empty");
    }
    told(xendit::Client::new("sk_test_1"), "xnd_");
    told(xendit::Client::new(format!("{SECRET_KEY}:")), "colon");
    told(
        xendit::Client::new(format!("{SECRET_KEY} {SECRET_KEY}")),
        "space",
    );
    told(finpay::Client::new("", "password", "sub"), "empty");
    told(finpay::Client::new("a:b", "password", "sub"), "colon");
    assert!(xendit::Client::new(format!(" {SECRET_KEY}\n")).is_ok());
}

#[test]
fn a_base_url_is_not_safe() {
    let build = |url: &str| xendit::Client::builder(SECRET_KEY).base_url(url).build();
    for url in [
        "http://api.xendit.co",
        "http://localhost.example.com",
        "http://127.0.0.1.example.com",
        "http://192.168.1.7",
        "http://0.0.0.0",
    ] {
        told(build(url), "plain http");
    }
    told(build("https://user:password@api.xendit.co"), "user name");
    told(build("https://user@api.xendit.co"), "user name");
    told(build("ftp://api.xendit.co"), "neither https nor http");
    told(build("api.xendit.co"), "no URL");
    told(build("https://api.xendit.co?a=b"), "query");
    for url in [
        "https://api.xendit.co",
        "http://localhost:8080",
        "http://127.0.0.1",
        "http://127.1.2.3:80",
        "http://[::1]:8080/",
    ] {
        assert!(build(url).is_ok(), "{url}");
    }
}

#[test]
fn a_header_of_the_client_cannot_be_sent() {
    let client = xendit::Client::builder(SECRET_KEY).header("x-\n", "1");
    told(client.build(), "header");
    let client = xendit::Client::builder(SECRET_KEY).for_user_id("a\nb");
    told(client.build(), "for-user-id");
}

/// Every operation can be called as its documents say without breaking a rule.
#[tokio::test]
async fn no_documented_request_breaks_a_rule() {
    let server = Server::start().await;
    let clients = Clients::of(&server);
    let sent = |operation: Operation, input: Input| {
        let (server, clients) = (&server, &clients);
        async move {
            server.answers_as_documented(&operation);
            let result = call(clients, operation.id, &input).await;
            result.unwrap_or_else(|error| panic!("{error}"));
        }
    };
    for operation in operations() {
        sent(operation, Input::valid(&operation)).await;
        for example in operation.requests() {
            sent(operation, Input::new(&operation).body(example.value)).await;
        }
    }
}
