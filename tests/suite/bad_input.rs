//! Requests that break a documented rule: nothing is sent, the error names field, rule and line,
//! and the check can be switched off.

mod amounts;
mod configuration;
mod every;
mod texts;

use bayar::{Error, finpay};
use serde_json::{Value, json};

use crate::support::{CONTRACTS, Clients, Input, Server, call, insert, operation, sample_body};

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
    // A line of the document of the operation, or `observed`.
    let document = match id {
        "create_payout_link" => "xendit-payout-links.txt",
        _ => "xendit-api-reference.txt",
    };
    let line = source
        .strip_prefix("line ")
        .map(|line| line.parse().unwrap());
    let source = line.map_or(source.to_owned(), |line| {
        CONTRACTS[0].cite_line(document, line)
    });
    let source = source.as_str();
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

fn has(error: &Error, field: &str, rule: &str) -> bool {
    let violations = error.violations();
    violations
        .iter()
        .any(|v| v.field == field && v.rule.starts_with(rule) && !v.source.is_empty())
}

#[tokio::test]
async fn a_required_field_is_missing() {
    let missing = with("create_invoice", &json!({"amount": null}));
    let source = "line 2802";
    breaks("create_invoice", missing, "amount", "is required", source).await;

    // The table requires it, the server was seen not to.
    let missing = with("create_invoice", &json!({"payer_email": null}));
    let source = "line 2796";
    breaks(
        "create_invoice",
        missing,
        "payer_email",
        "is required",
        source,
    )
    .await;
}

#[tokio::test]
async fn too_many_are_notified() {
    let addresses: Vec<_> = (0..4).map(|n| format!("{n}@example.com")).collect();
    let input = with("create_disbursement", &json!({"email_to": addresses}));
    let source = "line 4290";
    let rule = "must have at most 3 items, has 4";
    breaks("create_disbursement", input, "email_to", rule, source).await;
}

#[tokio::test]
async fn a_copy_is_asked_for_without_an_original() {
    for (field, line) in [("email_cc", 4298), ("email_bcc", 4303)] {
        let input = with("create_disbursement", &json!({field: ["a@example.com"]}));
        let source = &format!("line {line}");
        let rule = "is allowed only together with `email_to`";
        breaks("create_disbursement", input, field, rule, source).await;
    }
}

#[tokio::test]
async fn a_batch_has_too_many_items() {
    let id = "create_batch_disbursement";
    let item = sample_body(&operation(id))["disbursements"][0].clone();
    let input = with(id, &json!({"disbursements": vec![item.clone(); 1001]}));
    let source = "line 4852";
    let rule = "must have at most 1000 items, has 1001";
    breaks(id, input, "disbursements", rule, source).await;

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
    let source = "line 4774";
    breaks(id, input, "disbursements[1].amount", "is required", source).await;
}

#[tokio::test]
async fn a_closed_account_expects_no_amount() {
    let id = "create_fixed_virtual_account";
    let input = with(id, &json!({"is_closed": true}));
    let source = "line 2088";
    let rule = "is required when `is_closed` is true";
    breaks(id, input, "expected_amount", rule, source).await;
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
            let source = &format!("line {line}");
            breaks("list_invoices", input, missing, &rule, source).await;
        }
    }
}

#[tokio::test]
async fn a_limit_is_out_of_bounds() {
    for (limit, rule) in [("0", "must be at least 1"), ("101", "must be at most 100")] {
        let input = Input::default().parameter("limit", limit);
        let source = "line 3395";
        breaks("list_invoices", input, "limit", rule, source).await;
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
        Ok(client) => client.get_payout("disb-1").send().await.err(),
        Err(error) => Some(error),
    };
    assert!(error.is_some(), "sent without a sub-account");
    assert_eq!(server.connections(), 0);
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
