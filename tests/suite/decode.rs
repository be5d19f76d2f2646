//! What comes back: every documented answer, error and callback, and everything that servers do in
//! place of it.

use std::time::Duration;

use bayar::xendit::types;
use bayar::{Amount, ErrorCode};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::{
    Callback, Clients, Example, Input, Reply, Server, call, callbacks, difference, each_field,
    enums, insert, operation, operations, reencode,
};

/// The modules, in the order of the contracts.
const PROVIDERS: [&str; 2] = ["xendit", "finpay"];

async fn start() -> (Server, Clients) {
    let server = Server::start().await;
    let clients = Clients::of(&server);
    (server, clients)
}

fn successes() -> impl Iterator<Item = Example> {
    let answers = operations().into_iter().flat_map(|o| o.answers());
    answers.filter(|answer| answer.status < 300)
}

#[tokio::test]
async fn every_documented_answer_decodes_and_encodes_back_without_loss() {
    let (server, clients) = start().await;
    let mut losses = Vec::new();
    for Example {
        name,
        value,
        operation,
        ..
    } in successes()
    {
        server.answers(Reply::ok(&value));
        let input = Input::valid(&operation).answered(&operation, &value);
        match call(&clients, operation.id, &input).await {
            Ok(called) => losses.extend(difference(&value, &called.encoded).map(|d| (name, d))),
            Err(error) => losses.push((name, error.to_string())),
        }
    }
    assert!(losses.is_empty(), "{losses:#?}");
}

#[test]
fn a_loss_is_seen() {
    for (before, after, seen) in [
        (json!({"a": 1}), json!({}), true),
        (json!({}), json!({"a": 1}), true),
        (
            json!({"a": [1, {"b": "x"}]}),
            json!({"a": [1, {"b": "y"}]}),
            true,
        ),
        (json!({"a": [1]}), json!({"a": []}), true),
        (json!({"a": true}), json!({"a": "true"}), true),
        (json!({"a": "007"}), json!({"a": "7"}), true),
        (json!({"a": 1.5}), json!({"a": "1.51"}), true),
        (
            json!({"a": "2020-01-01T00:00:00Z"}),
            json!({"a": "2020-01-01T00:00:01Z"}),
            true,
        ),
        (json!({"a": null}), json!({}), false),
        (json!({"a": 1.5}), json!({"a": "1.50"}), false),
        (
            json!({"a": "2020-01-01T07:00:00+07:00"}),
            json!({"a": "2020-01-01T00:00:00Z"}),
            false,
        ),
    ] {
        assert_eq!(
            difference(&before, &after).is_some(),
            seen,
            "{before} {after}"
        );
    }
}

#[tokio::test]
async fn every_operation_has_a_documented_answer() {
    for operation in operations() {
        let answers = operation.answers();
        assert!(answers.iter().any(|a| a.status < 300), "{}", operation.id);
    }
}

#[tokio::test]
async fn every_documented_error_tells_status_code_and_message() {
    let (server, clients) = start().await;
    for operation in operations() {
        for example in operation.answers().iter().filter(|a| a.status >= 300) {
            server.answers(Reply::new(example.status, example.value.to_string()));
            let input = Input::valid(&operation);
            let error = call(&clients, operation.id, &input).await.err().unwrap();
            assert_eq!(error.status(), Some(example.status), "{}", example.name);
            let code = error.code().unwrap();
            assert_eq!(example.value["error_code"], code.as_str());
            assert!(!matches!(code, ErrorCode::Unknown(_)), "{}", example.name);
            assert_eq!(example.value["message"].as_str(), error.message());
            let details = example.value["errors"].as_array().map_or(0, Vec::len);
            assert_eq!(error.details().len(), details);
            assert!(error.to_string().contains(code.as_str()));
        }
    }
}

#[tokio::test]
async fn every_row_of_the_error_tables_is_a_known_code() {
    let (server, clients) = start().await;
    let mut rows = 0;
    for operation in operations() {
        for (status, code) in operation.error_codes() {
            let body = json!({"error_code": code, "message": "No."});
            server.answers(Reply::new(status, body.to_string()));
            let input = Input::valid(&operation);
            let error = call(&clients, operation.id, &input).await.err().unwrap();
            let found = (error.status(), error.code().map(ErrorCode::as_str));
            assert_eq!(found, (Some(status), Some(code)), "{}", operation.id);
            assert!(!matches!(error.code(), Some(ErrorCode::Unknown(_))));
            assert_eq!(error.operation(), Some(operation.id));
            rows += 1;
        }
    }
    assert!(rows >= 150, "the documents have more rows than {rows}");
}

#[test]
fn every_documented_callback_decodes_and_encodes_back_without_loss() {
    for Callback {
        component,
        examples,
        ..
    } in callbacks()
    {
        for example in examples {
            let component = match (component, example.get("ewallet_type")) {
                ("EwalletPaymentCallback", None) => "DanaPaymentCallback",
                ("EwalletPaymentCallback", Some(_)) => "LinkajaPaymentCallback",
                (other, _) => other,
            };
            let lost = difference(&example, &reencode("xendit", component, &example));
            assert_eq!(lost, None, "{component}");
        }
    }
}

#[test]
fn a_surprise_in_a_callback_costs_no_other_field() {
    for Callback {
        component,
        examples,
        ..
    } in callbacks()
    {
        let component = match component {
            "EwalletPaymentCallback" => "LinkajaPaymentCallback",
            other => other,
        };
        reencode("xendit", component, &json!({}));
        for example in examples {
            let whole = reencode("xendit", component, &example);
            for (pointer, surprise) in surprises(&example) {
                let encoded = reencode("xendit", component, &insert(&example, &pointer, surprise));
                let rest = |value: &Value| insert(value, &pointer, None);
                if whole.pointer(&pointer).is_some() {
                    assert_eq!(rest(&whole), rest(&encoded), "{component} {pointer}");
                }
            }
        }
    }
}

/// Adds to the first documented answer what was seen elsewhere, and expects all of it back.
async fn also_decodes(id: &str, seen: Value) {
    let operation = operation(id);
    let mut answer = operation.answers().remove(0).value;
    merge(&mut answer, seen);
    decodes(id, &answer).await;
}

async fn decodes(id: &str, answer: &Value) {
    let (server, clients) = start().await;
    server.answers(Reply::ok(&answer));
    let input = Input::valid(&operation(id)).answered(&operation(id), answer);
    let called = call(&clients, id, &input).await;
    let encoded = called.unwrap_or_else(|error| panic!("{error}")).encoded;
    assert_eq!(difference(answer, &encoded), None, "{id}");
}

/// `null` removes.
fn merge(value: &mut Value, other: Value) {
    match (value, other) {
        (Value::Object(members), Value::Object(others)) => {
            for (name, other) in others {
                if other.is_null() {
                    members.remove(&name);
                } else {
                    merge(members.entry(name).or_insert(Value::Null), other);
                }
            }
        }
        (value, other) => *value = other,
    }
}

#[tokio::test]
async fn seen_at_ewallets() {
    for amount in ["8888", "1001.00"] {
        also_decodes("get_ewallet_payment_status", json!({"amount": amount})).await;
    }
    for status in [
        json!({"status": "COMPLETED", "payment_timestamp": "2019-04-07T01:35:46.658Z"}),
        json!({"status": "PENDING"}),
        json!({"status": "EXPIRED", "expired_at": "2019-04-07T01:35:46.658Z",
               "checkout_url": "https://example.com/pay"}),
    ] {
        let mut answer = json!({"ewallet_type": "LINKAJA"});
        merge(&mut answer, status);
        also_decodes("get_ewallet_payment_status", answer).await;
    }
    decodes(
        "create_ewallet_payment",
        &json!({
            "ewallet_type": "LINKAJA", "external_id": "l-1", "amount": 1000,
            "transaction_date": "2019-04-07T01:35:46.658Z",
            "checkout_url": "https://example.com/pay",
        }),
    )
    .await;
    let (server, clients) = start().await;
    server.answers(Reply::ok(&json!({"amount": "1001.00"})));
    let request = clients.secret.get_ewallet_payment_status();
    let request = request.external_id("dana-1").ewallet_type("DANA");
    let payment = request.send().await.unwrap();
    assert_eq!(payment.amount().unwrap(), 1001);
}

#[tokio::test]
async fn seen_at_cards() {
    also_decodes(
        "create_charge",
        json!({
            "approval_code": "831000", "currency": "IDR", "metadata": {"branch": "Bali"},
            "capture_amount": 0, "eci": "07",
        }),
    )
    .await;
    also_decodes(
        "create_refund",
        json!({"status": "REQUESTED", "currency": "IDR"}),
    )
    .await;
    let metadata = json!({"bank": "BCA", "type": "CREDIT", "country_code": "ID", "brand": "VISA"});
    also_decodes("create_token", json!({"metadata": metadata})).await;
    also_decodes("create_authentication", json!({"status": "TOKEN_EXPIRED"})).await;
}

#[tokio::test]
async fn seen_at_virtual_accounts() {
    let bank = json!({"name": "Bank Negara Indonesia", "code": "BNI"});
    decodes("get_virtual_account_banks", &bank).await;
    decodes("get_virtual_account_banks", &json!([bank, bank])).await;
    let pending = json!({"currency": "IDR", "status": "PENDING"});
    also_decodes("create_fixed_virtual_account", pending).await;
    also_decodes(
        "get_fixed_virtual_account_payment",
        json!({"sender_name": "Rika"}),
    )
    .await;
    let changed = callbacks()
        .into_iter()
        .find(|callback| callback.component == "FixedVirtualAccountChangedCallback")
        .unwrap();
    let mut changed = changed.examples[0].clone();
    merge(&mut changed, json!({"expected_amount": "50000.00"}));
    let encoded = reencode("xendit", "FixedVirtualAccountChangedCallback", &changed);
    assert_eq!(difference(&changed, &encoded), None);
}

#[tokio::test]
async fn seen_at_invoices() {
    for number in [json!("8808999988901"), json!(8_808_999_988_901_i64)] {
        let bank = json!({"bank_code": "BNI", "bank_account_number": number});
        also_decodes("create_invoice", json!({"available_banks": [bank]})).await;
    }
    let outlet = json!({"retail_outlet_name": "ALFAMART"});
    also_decodes(
        "create_invoice",
        json!({"available_retail_outlets": [outlet]}),
    )
    .await;
    let optional = json!({"payer_email": null, "description": null});
    also_decodes("create_invoice", optional).await;
}

#[tokio::test]
async fn seen_elsewhere() {
    let cardless = json!({"transaction_id": null});
    also_decodes("create_cardless_credit_payment", cardless).await;
    let code = json!({"status": "ACTIVE"});
    also_decodes("create_fixed_payment_code", code).await;
    let recurring = json!({"start_date": "2020-02-20T00:00:00.000Z", "currency": "IDR"});
    also_decodes("create_recurring_payment", recurring).await;
    also_decodes("create_batch_disbursement", json!({"status": "UPLOADING"})).await;
    also_decodes(
        "create_payout_link",
        json!({
            "email": "demo@example.com", "bank_code": "BCA", "account_holder_name": "Rika",
            "account_number": "1234567890", "disbursement_id": "d-1",
            "failure_reason": "INVALID_DESTINATION", "payment_id": "p-1",
            "claimed_timestamp": "2020-12-20T07:00:00+07:00",
            "completed_timestamp": "2020-12-20T07:00:00+07:00",
            "failed_timestamp": "2020-12-20T07:00:00+07:00",
        }),
    )
    .await;
    for status in ["CANCELLED", "REVERSED", "SOMETHING_ELSE"] {
        also_decodes("get_payout", json!({"status": status})).await;
    }
}

#[tokio::test]
async fn a_surprise_in_one_field_costs_no_other_field() {
    let (server, clients) = start().await;
    let mut costs = Vec::new();
    for example in successes() {
        let id = example.operation.id;
        let input = Input::valid(&example.operation).answered(&example.operation, &example.value);
        server.answers(Reply::ok(&example.value));
        let whole = call(&clients, id, &input).await.unwrap().encoded;
        for (pointer, surprise) in surprises(&example.value) {
            if is_another_answer(&example.value, &pointer, surprise.as_ref()) {
                continue;
            }
            let answer = insert(&example.value, &pointer, surprise.clone());
            server.answers(Reply::ok(&answer));
            let case = || format!("{}{pointer} = {surprise:?}", example.name);
            let encoded = match call(&clients, id, &input).await {
                Ok(called) => called.encoded,
                Err(error) => {
                    costs.push(format!("{}: {error}", case()));
                    continue;
                }
            };
            let comparable = whole.is_object() == example.value.is_object();
            let rest = |value: &Value| insert(value, &pointer, None);
            if comparable && rest(&whole) != rest(&encoded) {
                costs.push(case());
            }
            let (before, after) = (example.value.pointer(&pointer), encoded.pointer(&pointer));
            if comparable && !kept(before, surprise.as_ref(), after) {
                costs.push(format!("{}: not kept", case()));
            }
        }
    }
    assert!(costs.is_empty(), "{} of them: {costs:#?}", costs.len());
}

/// Whether it makes of the answer one to another request, or none at all.
fn is_another_answer(answer: &Value, pointer: &str, surprise: Option<&Value>) -> bool {
    let is_name = ["/external_id", "/reference", "/id", "/payment_id"].contains(&pointer);
    let renamed = is_name && surprise.is_some_and(|value| value.is_string() || value.is_number());
    let members = answer.as_object().map_or(0, serde_json::Map::len);
    renamed || members == 1 && surprise.is_none()
}

/// Whether a text that may be any text, and a number in another form, came through.
fn kept(before: Option<&Value>, surprise: Option<&Value>, after: Option<&Value>) -> bool {
    let number = |text: &str| text.parse::<Amount>().is_ok();
    match (before, surprise) {
        (Some(Value::String(text)), Some(Value::String(_))) if !number(text) => after == surprise,
        (Some(Value::String(text)), Some(Value::Number(n))) if n.to_string() == *text => {
            after.is_some_and(|after| difference(&json!(text), after).is_none())
        }
        (Some(Value::Number(n)), Some(Value::String(text))) if number(text) => {
            after.is_some_and(|after| difference(&json!(n), after).is_none())
        }
        _ => true,
    }
}

/// Each field with each value that no document lists; none is a field that is missing.
fn surprises(value: &Value) -> Vec<(String, Option<Value>)> {
    let mut surprises = vec![];
    each_field(value, &mut |pointer| {
        let other = match value.pointer(pointer) {
            Some(Value::String(text)) => match text.parse::<i64>() {
                Ok(number) => json!(number),
                Err(_) => json!(12.5),
            },
            Some(Value::Number(number)) => json!(number.to_string()),
            _ => json!(true),
        };
        let kinds = [
            json!(null),
            json!("SOMETHING_NEW"),
            json!({"new": [1.5]}),
            json!([[], {"new": -1}]),
            json!(false),
            json!(-1e300),
            other,
        ];
        let all = kinds.into_iter().map(Some).chain([None]);
        surprises.extend(all.map(|surprise| (pointer.to_owned(), surprise)));
        let object = pointer.rsplit_once('/').unwrap().0;
        surprises.push((format!("{object}/new_field"), Some(json!({"a": [null]}))));
    });
    surprises
}

#[tokio::test]
async fn an_unknown_value_of_an_enum_comes_back_as_it_came() {
    let (server, clients) = start().await;
    server.answers(Reply::ok(&json!({"status": "ON_HOLD", "bank_code": null})));
    let request = clients.secret.get_disbursement_by_id("1");
    let disbursement = request.send().await.unwrap();
    assert_eq!(*disbursement.status().unwrap(), "ON_HOLD");
    let unknown = types::DisbursementStatus::Unknown("ON_HOLD".into());
    assert_eq!(*disbursement.status().unwrap(), unknown);
}

#[test]
fn every_value_of_every_enum_is_known() {
    for (provider, name, values) in enums() {
        if name.ends_with("ErrorCode") {
            continue;
        }
        for value in values {
            assert_eq!(
                reencode(PROVIDERS[provider], name, &json!(value)),
                value,
                "{name}"
            );
        }
    }
    assert!(types::InvoiceStatus::KNOWN.contains(&"EXPIRED"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_value_of_any_enum_round_trips(value in ".*") {
        for (provider, name, _) in enums() {
            if !name.ends_with("ErrorCode") {
                prop_assert_eq!(reencode(PROVIDERS[provider], name, &json!(value)), json!(value));
            }
        }
        let code = ErrorCode::from(value.as_str());
        prop_assert_eq!(code.as_str(), value);
    }
}

#[tokio::test]
async fn any_2xx_is_a_success() {
    let (server, clients) = start().await;
    for status in [200, 201, 202, 203, 206] {
        server.answers(Reply::new(status, r#"{"id":"p-1","status":"VOIDED"}"#));
        let request = clients.secret.void_payout_link("p-1");
        let payout = request.send().await.unwrap();
        assert_eq!(payout.http_status(), status);
        assert_eq!(*payout.status().unwrap(), types::PayoutLinkStatus::Voided);
    }
}

#[tokio::test]
async fn a_204_is_a_success() {
    let (server, clients) = start().await;
    for body in ["", r#"{"id":"p-1"}"#] {
        server.answers(Reply::new(204, body));
        let request = clients.secret.void_payout_link("p-1");
        assert_eq!(request.send().await.unwrap().http_status(), 204);
    }
}

#[tokio::test]
async fn a_field_that_the_document_promises_is_an_error_only_where_it_is_asked_for() {
    let (server, clients) = start().await;
    server.answers(Reply::ok(&json!({"id": "i-1", "amount": null})));
    let request = clients.secret.get_invoice("i-1");
    let invoice = request.send().await.unwrap();
    assert_eq!(invoice.id().unwrap(), "i-1");
    assert_eq!(invoice.amount, None);
    let error = invoice.amount().unwrap_err();
    assert!(error.is_absent() && error.to_string().contains("`amount`"));
}

#[tokio::test]
async fn amounts_are_exact() {
    let (server, clients) = start().await;
    for (body, exact) in [
        (
            r#"{"balance":90071992547409931234.01}"#,
            "90071992547409931234.01",
        ),
        (r#"{"balance":"0.1"}"#, "0.1"),
        (r#"{"balance": 1.0e3 }"#, "1000"),
        (r#"{"balance":-0.30}"#, "-0.30"),
    ] {
        server.answers(Reply::ok(&body));
        let balance = clients.secret.get_balance().send().await.unwrap();
        let exact: Amount = exact.parse().unwrap();
        assert_eq!(balance.balance().unwrap(), exact);
        assert_eq!(balance.body(), body);
    }
}

#[tokio::test]
async fn answers_carry_the_request_id_and_the_rate_limit() {
    let (server, clients) = start().await;
    for status in [200, 429] {
        let reply = Reply::new(status, "{}")
            .header("Request-ID", "req-1")
            .header("Rate-Limit-Limit", "60")
            .header("Rate-Limit-Remaining", "0")
            .header("Rate-Limit-Reset", "2.5");
        server.answers(reply);
        let limit = match clients.secret.get_balance().send().await {
            Ok(answer) => {
                assert_eq!(answer.request_id(), Some("req-1"));
                answer.rate_limit()
            }
            Err(error) => {
                assert_eq!(error.request_id(), Some("req-1"));
                assert!(error.to_string().contains("req-1"));
                error.rate_limit()
            }
        };
        let limit = limit.unwrap();
        assert_eq!((limit.limit, limit.remaining), (60, 0));
        assert_eq!(limit.reset, Duration::from_millis(2500));
    }
}
