//! What goes out on the wire: method, raw path and query, headers and body of every operation.

use std::collections::BTreeSet;
use std::fmt::Write;

use bayar::xendit::types;
use bayar::{Amount, ArrayFilters, Timestamp, xendit};
use bayar_contract::Location;
use serde_json::{Value, json};

use crate::support::{
    Clients, Input, OPERATIONS, Received, Reply, SECRET_KEY, SUB_ACCOUNT, Server, authorization,
    call, operation, operations, sample,
};

const NASTY: &str = r"a b&c=d#x/ü\?%";
const NASTY_SEGMENT: &str = "a%20b%26c%3Dd%23x%2F%C3%BC%5C%3F%25";

#[tokio::test]
async fn every_operation_goes_out_as_it_did() {
    for id in OPERATIONS {
        pin(id).await;
    }
}

/// Sends every documented request of an operation and one with every parameter, and holds what
/// arrived against the snapshot.
async fn pin(id: &str) {
    let operation = operation(id);
    let (server, clients) = start(id).await;
    let mut seen = String::new();

    let input = Input::new(&operation);
    let mut inputs: Vec<_> = operation
        .requests()
        .into_iter()
        .map(|example| (example.name, input.clone().body(example.value)))
        .collect();
    if inputs.is_empty() {
        inputs.push(("what is required".into(), Input::valid(&operation)));
    }
    let all = Input::valid(&operation).every_parameter(&operation);
    inputs.push(("every parameter".into(), all));

    for (name, input) in inputs {
        let called = call(&clients, id, &input).await;
        called.unwrap_or_else(|error| panic!("{id}, {name}: {error}"));
        let request = server.take();
        if let Some(body) = &input.body {
            assert_eq!(request.json(), *body, "{name}: the body as it was given");
        }
        assert_eq!(request.header("authorization"), Some(&*authorization(id)));
        writeln!(seen, "# {}\n{}", name.replace(" 0 ", ": "), show(&request)).unwrap();
    }
    insta::assert_snapshot!(id, seen);
}

/// A server that answers this operation as documented.
async fn start(id: &str) -> (Server, Clients) {
    let server = Server::start().await;
    server.answers_as_documented(&operation(id));
    let clients = Clients::of(&server);
    (server, clients)
}

fn show(request: &Received) -> String {
    let mut text = format!("{} {}\n", request.method, request.target);
    let headers: BTreeSet<_> = request.headers.iter().collect();
    for (name, value) in headers {
        match name.as_str() {
            "host" | "user-agent" => {}
            "authorization" => text.push_str("authorization: [redacted]\n"),
            _ => writeln!(text, "{name}: {value}").unwrap(),
        }
    }
    if !request.body.is_empty() {
        writeln!(text, "\n{}", request.body).unwrap();
    }
    text
}

#[test]
fn every_operation_of_the_spec_is_pinned() {
    let spec: BTreeSet<_> = operations().iter().map(|operation| operation.id).collect();
    assert_eq!(spec, OPERATIONS.iter().copied().collect(), "tests/support");
}

#[tokio::test]
async fn every_parameter_of_the_spec_arrives() {
    let (server, clients) = start("get_balance").await;
    for operation in operations() {
        server.answers_as_documented(&operation);
        let input = Input::valid(&operation).every_parameter(&operation);
        call(&clients, operation.id, &input).await.unwrap();
        let request = server.take();
        assert_eq!(request.method, operation.method);

        for parameter in operation.parameters() {
            let name = parameter.name.as_str();
            let value = sample(&operation, parameter);
            let query = request.query();
            let found = match parameter.location {
                Location::Path => request.path().contains(&value),
                Location::Header => request.header(&name.to_lowercase()) == Some(&value),
                _ => query.iter().any(|(key, given)| {
                    let list = json!(value.split(',').collect::<Vec<_>>()).to_string();
                    key == name && (*given == value || *given == list)
                }),
            };
            assert!(found, "{}: {name} = {value}", operation.id);
        }
    }
}

#[tokio::test]
async fn what_a_caller_puts_into_a_path_stays_one_segment() {
    let (server, clients) = start("get_balance").await;
    for operation in operations() {
        for name in operation.path_parameters() {
            server.answers_as_documented(&operation);
            let input = Input::valid(&operation).parameter(name, NASTY);
            call(&clients, operation.id, &input).await.unwrap();
            let expected = operation
                .path
                .replace(&format!("{{{name}}}"), NASTY_SEGMENT);
            assert_eq!(server.take().target, expected);
        }
    }
}

#[tokio::test]
async fn a_path_that_would_lead_elsewhere_is_refused() {
    let (server, clients) = start("get_balance").await;
    for operation in operations() {
        for name in operation.path_parameters() {
            for value in ["", ".", ".."] {
                let mut input = Input::valid(&operation).parameter(name, value);
                input.without_checks = true;
                let error = call(&clients, operation.id, &input).await.err().unwrap();
                assert!(error.is_invalid_request(), "{error}");
                assert_eq!(error.violations()[0].field, name);
                assert_eq!(server.connections(), 0, "{}", operation.id);
            }
        }
    }
}

#[tokio::test]
async fn look_up_values_arrive_as_they_were_given() {
    for (id, name) in [
        ("get_disbursements_by_external_id", "external_id"),
        ("get_ewallet_payment_status", "external_id"),
        ("list_invoices", "last_invoice_id"),
        ("list_invoices", "payment_channels"),
    ] {
        let (server, clients) = start(id).await;
        let input = Input::new(&operation(id)).parameter(name, NASTY);
        call(&clients, id, &input).await.unwrap();
        let request = server.take();
        let list = json!([NASTY]).to_string();
        let found = request
            .query()
            .into_iter()
            .find(|(key, value)| key == name && (value == NASTY || *value == list));
        assert!(found.is_some(), "{}", request.target);
        assert!(!request.target.contains(['#', ' ', '\\']));
    }
}

#[tokio::test]
async fn no_version_is_asked_for_unless_the_caller_does() {
    let (server, clients) = start("get_balance").await;
    for operation in operations() {
        server.answers_as_documented(&operation);
        let input = Input::valid(&operation);
        call(&clients, operation.id, &input).await.unwrap();
        let request = server.take();
        for name in ["api-version", "x-api-version"] {
            assert_eq!(request.header(name), None, "{}", operation.id);
        }
    }
    let (server, clients) = start("create_ewallet_payment").await;
    let payment = types::CreateOvoPaymentRequest::new()
        .external_id("ovo-1")
        .amount(1000)
        .phone("08123123123");
    let request = clients.secret.create_ewallet_payment().body(payment);
    request.api_version("2020-02-01").send().await.unwrap();
    assert_eq!(server.take().header("x-api-version"), Some("2020-02-01"));
}

#[tokio::test]
async fn a_post_without_content_has_no_body() {
    for id in [
        "expire_invoice",
        "stop_recurring_payment",
        "pause_recurring_payment",
        "resume_recurring_payment",
        "void_payout_link",
    ] {
        let (server, clients) = start(id).await;
        call(&clients, id, &Input::valid(&operation(id)))
            .await
            .unwrap();
        let request = server.take();
        assert_eq!(request.method, "POST");
        assert_eq!(request.body, "");
        assert_eq!(request.header("content-type"), None);
        assert_eq!(request.header("content-length").unwrap_or("0"), "0");
    }
}

#[tokio::test]
async fn a_request_may_act_for_another_sub_account_than_its_client() {
    let (server, _) = start("get_balance").await;
    let client = xendit::Client::builder(SECRET_KEY)
        .base_url(server.url())
        .for_user_id("default")
        .build()
        .unwrap();
    client.get_balance().send().await.unwrap();
    assert_eq!(server.take().header("for-user-id"), Some("default"));
    let request = client.get_balance().for_user_id("other");
    request.send().await.unwrap();
    assert_eq!(server.take().header("for-user-id"), Some("other"));

    let (server, clients) = start("get_payout").await;
    let request = clients.finpay.get_payout("disb-1");
    request.clone().send().await.unwrap();
    assert_eq!(server.take().header("for-user-id"), Some(SUB_ACCOUNT));
    request.for_user_id("other").send().await.unwrap();
    assert_eq!(server.take().header("for-user-id"), Some("other"));
}

#[tokio::test]
async fn headers_that_the_documents_do_not_know_are_sent() {
    let (server, _) = start("get_balance").await;
    let client = xendit::Client::builder(SECRET_KEY)
        .base_url(server.url())
        .header("x-team", "payments")
        .header("x-shop", "jakarta")
        .build()
        .unwrap();
    let request = client.get_balance().header("X-Shop", "bandung");
    request.header("x-once", "1").send().await.unwrap();
    let received = server.take();
    assert_eq!(received.header("x-team"), Some("payments"));
    assert_eq!(received.header("x-shop"), Some("bandung"));
    assert_eq!(received.header("x-once"), Some("1"));
}

#[tokio::test]
async fn no_header_replaces_the_key() {
    let (server, _) = start("get_balance").await;
    let client = xendit::Client::builder(SECRET_KEY)
        .base_url(server.url())
        .header("authorization", "Basic bWluZTo=")
        .build()
        .unwrap();
    let request = client
        .get_balance()
        .header("authorization", "Basic b3RoZXI6");
    request.send().await.unwrap();
    let expected = authorization("get_balance");
    assert_eq!(server.take().header("authorization"), Some(&*expected));
}

#[tokio::test]
async fn fields_that_the_documents_do_not_know_are_sent_with_every_digit() {
    let (server, clients) = start("create_payout_link").await;
    let fee: Amount = "90071992547409931234.010".parse().unwrap();
    let exact: Amount = "12345678901234567890.00".parse().unwrap();
    let request = clients.secret.create_payout_link();
    let request = request.external_id("p-1").email("a@example.com");
    request
        .amount(exact)
        .field("fee", fee)
        .field("metadata", json!({"branch": 7}))
        .field("email", "b@example.com")
        .send()
        .await
        .unwrap();
    let request = server.take();
    assert!(request.body.contains(r#""fee":90071992547409931234.010"#));
    assert!(request.body.contains(r#""amount":12345678901234567890.00"#));
    assert_eq!(request.json()["metadata"]["branch"], 7);
    assert_eq!(request.json()["email"], "b@example.com");
    assert_eq!(request.json()["external_id"], "p-1");

    let (server, clients) = start("void_payout_link").await;
    let request = clients.secret.void_payout_link("p-1");
    request.field("reason", "typo").send().await.unwrap();
    let request = server.take();
    assert_eq!(request.body, r#"{"reason":"typo"}"#);
    assert_eq!(request.header("content-type"), Some("application/json"));
}

#[tokio::test]
async fn array_filters_have_two_forms() {
    for (form, expected) in [
        (
            ArrayFilters::Json,
            vec![
                ("limit", "3"),
                ("client_types", r#"["API_GATEWAY"]"#),
                ("statuses", r#"["SETTLED","EXPIRED"]"#),
            ],
        ),
        (
            ArrayFilters::RepeatedKeys,
            vec![
                ("client_types", "API_GATEWAY"),
                ("limit", "3"),
                ("statuses", "SETTLED"),
                ("statuses", "EXPIRED"),
            ],
        ),
    ] {
        let (server, _) = start("list_invoices").await;
        let client = xendit::Client::builder(SECRET_KEY)
            .base_url(server.url())
            .array_filters(form)
            .build()
            .unwrap();
        let request = client
            .list_invoices()
            .limit(3)
            .client_types(["API_GATEWAY"]);
        request
            .statuses([types::InvoiceStatus::Settled, types::InvoiceStatus::Expired])
            .send()
            .await
            .unwrap();
        let query = server.take().query();
        let query: Vec<_> = query
            .iter()
            .map(|(k, v)| (k.as_str(), v.as_str()))
            .collect();
        assert_eq!(query, expected, "{form:?}");
    }
}

#[tokio::test]
async fn an_invoice_is_created_field_by_field() {
    let (server, clients) = start("create_invoice").await;
    let request = clients.secret.create_invoice().external_id("order-1");
    request
        .payer_email("payer@example.com")
        .description("Trip to Bali")
        .amount(230_000)
        .invoice_duration(86_400)
        .should_send_email(true)
        .payment_methods(["BCA", "OVO"])
        .send()
        .await
        .unwrap();
    let request = server.take();
    let expected = json!({
        "external_id": "order-1",
        "payer_email": "payer@example.com",
        "description": "Trip to Bali",
        "amount": 230_000,
        "invoice_duration": 86_400,
        "should_send_email": true,
        "payment_methods": ["BCA", "OVO"],
    });
    assert_eq!(request.json(), expected, "and nothing that was not set");
}

#[tokio::test]
async fn money_is_sent_field_by_field() {
    let (server, clients) = start("create_disbursement").await;
    let request = clients
        .secret
        .create_disbursement()
        .idempotency_key("pay-1");
    request
        .external_id("pay-1")
        .bank_code("BCA")
        .account_holder_name("Bob Jones")
        .account_number("1231241231")
        .description("Reimbursement")
        .amount(17_000)
        .email_to(["bob@example.com"])
        .email_cc(["boss@example.com"])
        .send()
        .await
        .unwrap();
    let request = server.take();
    assert_eq!(request.header("x-idempotency-key"), Some("pay-1"));
    assert_eq!(request.json()["account_number"], "1231241231");
    assert_eq!(request.json()["email_cc"], json!(["boss@example.com"]));

    let (server, clients) = start("create_batch_disbursement").await;
    let item = types::BatchDisbursementItem::new()
        .amount(10_000)
        .bank_code("MANDIRI")
        .bank_account_name("Rizky")
        .bank_account_number("0812-3456")
        .description("Salary");
    let request = clients.secret.create_batch_disbursement().reference("june");
    let request = request.disbursements([item.clone(), item.amount(20_000)]);
    request.idempotency_key("june").send().await.unwrap();
    let request = server.take();
    assert_eq!(request.header("x-idempotency-key"), Some("june"));
    assert_eq!(request.json()["disbursements"][0]["amount"], 10_000);
    assert_eq!(request.json()["disbursements"][1]["amount"], 20_000);
}

#[tokio::test]
async fn a_variant_of_a_union_says_what_it_is() {
    let (server, clients) = start("create_ewallet_payment").await;
    let payment = types::CreateDanaPaymentRequest::new()
        .external_id("dana-1")
        .amount(1001)
        .expiration_date(Timestamp::from("2020-12-20T07:00:00+07:00"))
        .callback_url("https://example.com/callbacks")
        .redirect_url("https://example.com/home");
    let request = clients.secret.create_ewallet_payment().body(payment);
    request.send().await.unwrap();
    let body = server.take().json();
    assert_eq!(body["ewallet_type"], "DANA");
    let expiration: Timestamp = body["expiration_date"].as_str().unwrap().into();
    assert_eq!(
        expiration.datetime(),
        Timestamp::from("2020-12-20T00:00:00.000Z").datetime()
    );
}

#[tokio::test]
async fn timestamps_go_out_in_the_documented_form() {
    let (server, clients) = start("list_invoices").await;
    for (given, sent) in [
        ("2016-02-24T23:48:36Z", "2016-02-24T23:48:36.000Z"),
        ("2020-12-20T07:00:00+07:00", "2020-12-20T00:00:00.000Z"),
    ] {
        let request = clients.secret.list_invoices().after(given);
        request.send().await.unwrap();
        assert_eq!(server.take().query(), [("after".into(), sent.into())]);
    }
}

#[tokio::test]
async fn an_operation_that_the_spec_does_not_have_can_be_called() {
    let (server, clients) = start("get_balance").await;
    let client = &clients.secret;
    server.answers(Reply::ok(&json!({"id": "cust-1", "score": 7})));

    let request = client.request(reqwest::Method::POST, "/customers");
    let request = request.query("q", NASTY).header("X-IDEMPOTENCY-KEY", "c-1");
    let request = request.json(&json!({"name": "Rika"})).field("age", 30);
    let answer = request.send::<Value>().await.unwrap();
    assert_eq!(answer["score"], 7);
    let received = server.take();
    assert_eq!(received.method, "POST");
    assert_eq!(received.path(), "/customers");
    assert_eq!(received.query(), [("q".into(), NASTY.into())]);
    assert_eq!(received.json(), json!({"name": "Rika", "age": 30}));
    assert_eq!(received.header("x-idempotency-key"), Some("c-1"));
    assert_eq!(received.header("api-version"), None);
    let key = authorization("get_balance");
    assert_eq!(received.header("authorization"), Some(&*key));

    let request = client.request(reqwest::Method::GET, "/customers/1");
    request.send::<Value>().await.unwrap();
    assert_eq!(server.take().body, "");

    server.answers(Reply::new(404, r#"{"error_code":"DATA_NOT_FOUND"}"#));
    let request = client.request(reqwest::Method::GET, "/customers/2");
    let error = request.send::<Value>().await.unwrap_err();
    assert_eq!(error.status(), Some(404));
    assert_eq!(error.code().unwrap().as_str(), "DATA_NOT_FOUND");
}

#[tokio::test]
async fn a_base_url_may_have_a_path() {
    let (server, _) = start("get_balance").await;
    let client = xendit::Client::builder(SECRET_KEY)
        .base_url(format!("{}/sandbox/", server.url()))
        .build()
        .unwrap();
    client.get_balance().send().await.unwrap();
    assert_eq!(server.take().target, "/sandbox/balance");
}
