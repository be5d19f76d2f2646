//! The table of `Outcome`, row by row: what an answer proves about a payment, and what it does not.

use std::time::Duration;

use bayar::xendit::builder::CreateDisbursement;
use bayar::{Outcome, RetryPolicy, SettlePolicy, xendit};
use serde_json::{Value, json};

use crate::support::{Fault, Reply, SECRET_KEY, Server, client, salary};

const WAIT: Duration = Duration::from_millis(80);

fn policy() -> SettlePolicy {
    SettlePolicy::default()
        .pauses(Duration::from_millis(1), Duration::from_millis(5))
        .settle_after(WAIT)
        .accept_shorter_wait()
        .max_total(Duration::from_millis(600))
}

fn disbursement(client: &xendit::Client) -> CreateDisbursement {
    let call = salary(client).account_holder_name("Budi S");
    call.description("Salary & bonus")
}

/// As the bank writes it.
fn paid() -> Value {
    json!({"id": "a", "external_id": "salary-7", "amount": 500_000, "bank_code": "BCA",
        "account_holder_name": "BUDI SANTOSO", "disbursement_description": "Salary &amp;  bonus", "status": "PENDING"})
}

fn with(payment: Value, field: &str, value: impl Into<Value>) -> Value {
    let mut payment = payment;
    payment[field] = value.into();
    payment
}

fn refusal(status: u16, code: &str) -> Reply {
    let body = json!({"error_code": code, "message": "no"});
    Reply::new(status, body.to_string())
}

fn not_found() -> Reply {
    refusal(404, "DIRECT_DISBURSEMENT_NOT_FOUND_ERROR")
}

fn lost() -> Reply {
    Reply::ok(&"{}").fault(Fault::Disconnect)
}

/// What becomes of a payment that was not there before, when it is answered like this and later looked up like that.
async fn settled(answer: Reply, look_up: Reply) -> Outcome<xendit::types::Disbursement> {
    let server = Server::start().await;
    server.answers(look_up);
    server.answers_in_turn([not_found(), answer]);
    disbursement(&client(&server, RetryPolicy::none()))
        .settle(&policy())
        .await
}

/// Answers to the request that prove nothing.
fn proving_nothing() -> Vec<Reply> {
    let mut replies = vec![
        lost(),
        Reply::ok(&"{}").fault(Fault::CutShort),
        // A 2xx without an answer in it.
        Reply::ok(&"{}"),
        Reply::ok(&"[]"),
        Reply::ok(&"null"),
        Reply::new(200, ""),
        Reply::new(204, ""),
        Reply::new(200, "<html>welcome</html>"),
        refusal(200, "SERVER_ERROR"),
        Reply::ok(&json!({"error_code": "X", "id": "a", "external_id": "salary-7"})),
        // The answer to another request.
        Reply::ok(&with(paid(), "external_id", "salary-8")),
        // A documented code where no document has it, and one of nobody's.
        refusal(500, "API_VALIDATION_ERROR"),
        refusal(503, "SOMETHING_NEW"),
        refusal(400, "SOMETHING_NEW"),
        refusal(400, "SERVER_ERROR"),
        refusal(408, "API_VALIDATION_ERROR"),
        refusal(500, "SERVER_ERROR"),
        refusal(302, "API_VALIDATION_ERROR"),
        Reply::new(400, r#"{"message": "no"}"#),
        Reply::new(400, r#"{"error": {"code": "API_VALIDATION_ERROR"}}"#),
        refusal(400, "API_VALIDATION_ERROR").fault(Fault::CutShort),
    ];
    for status in [101, 300, 301, 302, 303, 307, 308, 400, 401, 403, 404] {
        replies.push(Reply::new(status, "<html>a gateway</html>").header("Location", "/"));
    }
    for status in [409, 413, 421, 425, 429, 499, 500, 502, 503, 504, 520] {
        replies.push(Reply::new(status, "<html>a gateway</html>"));
    }
    replies
}

#[tokio::test]
async fn what_proves_nothing_is_looked_up() {
    // A plain answer may lack any field; one without an id does not show that there is a payment.
    let no_id = json!({"external_id": "salary-7", "amount": 500_000, "bank_code": "BCA"});
    let nulls = json!({"id": null, "external_id": null, "status": null});
    let only_here = vec![Reply::ok(&no_id), Reply::new(201, nulls.to_string())];
    for reply in [only_here, proving_nothing()].concat() {
        let shown = format!("{reply:?}");
        let there = Reply::ok(&json!([paid()]));
        let outcome = settled(reply.clone(), there).await;
        assert!(
            matches!(outcome, Outcome::Created(_)),
            "{shown}: {outcome:?}"
        );
        let outcome = settled(reply, not_found()).await;
        let Outcome::NotCreated(error) = outcome else {
            panic!("{shown}: {outcome:?}")
        };
        assert!(!error.is_outcome_unknown(), "{shown}");
    }
}

#[tokio::test]
async fn what_proves_nothing_is_an_unknown_outcome_of_a_plain_send() {
    let server = Server::start().await;
    let client = client(&server, RetryPolicy::none());
    for reply in proving_nothing() {
        let shown = format!("{reply:?}");
        server.answers(reply);
        let error = disbursement(&client).send().await.unwrap_err();
        assert!(error.is_outcome_unknown(), "{shown}: {error:?}");
    }
}

#[tokio::test]
async fn a_documented_refusal_proves_that_nothing_was_done() {
    for code in [
        "API_VALIDATION_ERROR",
        "DIRECT_DISBURSEMENT_BALANCE_INSUFFICIENT_ERROR",
        "BANK_CODE_NOT_SUPPORTED_ERROR",
        "INVALID_API_KEY",
        "RATE_LIMIT_EXCEEDED",
    ] {
        let there = Reply::ok(&json!([paid()]));
        let outcome = settled(refusal(400, code), there).await;
        assert!(matches!(outcome, Outcome::NotCreated(_)), "{outcome:?}");
    }
}

#[tokio::test]
async fn an_answer_that_agrees_is_created_whatever_the_names_are() {
    let outcome = settled(Reply::ok(&paid()), not_found()).await;
    assert!(matches!(outcome, Outcome::Created(_)), "{outcome:?}");
    let text = with(paid(), "amount", "500000.00");
    let outcome = settled(Reply::new(201, text.to_string()), not_found()).await;
    assert!(matches!(outcome, Outcome::Created(_)), "{outcome:?}");
}

#[tokio::test]
async fn an_answer_that_differs_in_amount_or_bank_is_looked_up() {
    let strange = [
        with(paid(), "amount", 1),
        with(paid(), "bank_code", "BRI"),
        with(paid(), "amount", Value::Null),
        with(paid(), "bank_code", Value::Null),
    ];
    for answer in strange {
        let there = Reply::ok(&json!([paid()]));
        let outcome = settled(Reply::ok(&answer), there).await;
        assert!(matches!(outcome, Outcome::Created(_)), "{outcome:?}");
        // A 2xx about the reference was seen: nothing can be told absent after that.
        let other = Reply::ok(&json!([with(paid(), "amount", 2)]));
        for look_up in [not_found(), other] {
            let outcome = settled(Reply::ok(&answer), look_up).await;
            assert!(matches!(outcome, Outcome::Unknown(_)), "{outcome:?}");
        }
    }
}

#[tokio::test]
async fn look_ups_that_show_nothing_prove_nothing() {
    let astray = with(paid(), "external_id", "salary-8");
    let other = with(paid(), "amount", 1);
    let look_ups = [
        Reply::ok(&"[]"),
        Reply::ok(&"[null]"),
        Reply::ok(&"[{}]"),
        Reply::ok(&"{}"),
        Reply::ok(&r#"["58dca1dffee4228917d37336"]"#),
        Reply::ok(&json!([[paid()]])),
        Reply::ok(&json!([astray])),
        // Beside another payment something that may be ours.
        Reply::ok(&json!([other, null])),
        Reply::ok(&json!([other, astray])),
        refusal(200, "DIRECT_DISBURSEMENT_NOT_FOUND_ERROR"),
        refusal(400, "DIRECT_DISBURSEMENT_NOT_FOUND_ERROR"),
        refusal(404, "NOT_FOUND"),
        Reply::new(404, "<html>"),
        Reply::new(302, ""),
        lost(),
    ];
    for look_up in look_ups {
        let shown = format!("{look_up:?}");
        for answer in [lost(), refusal(500, "SERVER_ERROR")] {
            let outcome = settled(answer, look_up.clone()).await;
            assert!(
                matches!(outcome, Outcome::Unknown(_)),
                "{shown}: {outcome:?}"
            );
        }
    }
}

#[tokio::test]
async fn absence_and_conflict_are_told_after_the_wait() {
    for look_up in [not_found(), Reply::ok(&json!([with(paid(), "amount", 1)]))] {
        let began = std::time::Instant::now();
        let outcome = settled(lost(), look_up).await;
        assert!(
            matches!(outcome, Outcome::NotCreated(_) | Outcome::Conflict(_)),
            "{outcome:?}"
        );
        assert!(began.elapsed() >= WAIT);
    }
    // It comes into being late, beside another one.
    let server = Server::start().await;
    let other = with(paid(), "amount", 1);
    server.answers(Reply::ok(&json!([other, paid()])));
    server.answers_in_turn([lost(), Reply::ok(&json!([other]))]);
    let call = client(&server, RetryPolicy::none());
    let call = disbursement(&call);
    let outcome = call.settle(&policy().look_first(false)).await;
    let payment = outcome.payment().map(|payment| payment.amount().unwrap());
    assert_eq!(payment, Some(500_000.into()), "{outcome:?}");
}

#[tokio::test]
async fn several_under_the_reference_are_looked_through() {
    let failed = with(with(paid(), "status", "FAILED"), "id", "failed");
    let completed = with(with(paid(), "status", "COMPLETED"), "id", "completed");
    let other = with(with(paid(), "amount", 1), "id", "other");
    let all = [
        (json!([failed, completed]), "completed"),
        (json!([completed, failed]), "completed"),
        (json!([other, completed, failed]), "completed"),
        (json!([other, failed]), "failed"),
        (json!([failed, failed]), "failed"),
        (json!([null, completed]), "completed"),
    ];
    for (list, id) in all {
        let server = Server::start().await;
        server.answers(Reply::ok(&list));
        let outcome = disbursement(&client(&server, RetryPolicy::none()))
            .settle(&policy())
            .await;
        let Outcome::Existed(payment) = outcome else {
            panic!("{list}: {outcome:?}")
        };
        assert_eq!(payment.id().unwrap(), id, "{list}");
    }
}

#[tokio::test]
async fn what_is_compared_is_what_is_sent() {
    let server = Server::start().await;
    let client = client(&server, RetryPolicy::none());
    let cases = [
        ("amount", json!(20_000)),
        ("bank_code", json!("BRI")),
        ("external_id", json!("other")),
    ];
    for (field, value) in cases {
        server.answers_in_turn([not_found(), Reply::ok(&with(paid(), field, value.clone()))]);
        let call = disbursement(&client).field(field, value);
        let outcome = call.settle(&policy()).await;
        assert!(
            matches!(outcome, Outcome::Created(_)),
            "{field}: {outcome:?}"
        );
    }
}

#[tokio::test]
async fn a_key_that_is_set_as_a_header_is_refused() {
    let server = Server::start().await;
    let client = client(&server, RetryPolicy::none());
    let call = disbursement(&client).header("x-Idempotency-Key", "mine");
    let outcome = call.settle(&policy()).await;
    let Outcome::NotCreated(error) = outcome else {
        panic!("{outcome:?}")
    };
    assert!(error.is_invalid_request());
    assert!(error.to_string().contains("`idempotency_key`"), "{error}");
    assert!(server.take_all().is_empty());
    // A plain request has no ticket that could name another one.
    server.answers(Reply::ok(&paid()));
    let call = disbursement(&client).header("x-Idempotency-Key", "mine");
    call.send().await.unwrap();
    assert_eq!(server.take().header("x-idempotency-key"), Some("mine"));
}

#[tokio::test]
async fn the_answer_to_another_request_is_no_answer() {
    let server = Server::start().await;
    let client = client(&server, RetryPolicy::none());
    let charge = || {
        let call = client.create_charge().token_id("58f89041780d51ed097896c5");
        call.external_id("order-1").amount(20_000)
    };
    server.answers(Reply::ok(
        &json!({"id": "c", "external_id": "order-2", "status": "CAPTURED"}),
    ));
    let error = charge().send().await.unwrap_err();
    assert!(
        error.is_outcome_unknown() && error.is_unreadable(),
        "{error:?}"
    );
    server.answers(Reply::ok(
        &json!({"id": "c", "external_id": "order-1", "status": "CAPTURED"}),
    ));
    charge().send().await.unwrap();
    // Reading what is asked for.
    server.answers(Reply::ok(&json!({"id": "b", "status": "PAID"})));
    let error = client.get_invoice("a").send().await;
    let error = error.unwrap_err();
    assert!(
        error.is_unreadable() && !error.is_outcome_unknown(),
        "{error:?}"
    );
    client.get_invoice("b").send().await.unwrap();
}

#[tokio::test]
async fn a_read_that_is_answered_with_an_error_in_a_2xx_tells_it() {
    let server = Server::start().await;
    let client = client(&server, RetryPolicy::none());
    let envelope = json!({"error_code": "API_VALIDATION_ERROR", "message": "no",
        "errors": [{"field": ["limit"], "messages": ["too large"]}]});
    server.answers(Reply::ok(&envelope));
    let error = client.list_invoices().send().await.unwrap_err();
    assert_eq!(error.status(), Some(200));
    assert_eq!(error.code().unwrap().as_str(), "API_VALIDATION_ERROR");
    assert_eq!(error.details().len(), 1);
    assert!(!error.is_outcome_unknown());
    let error = client.get_balance().send().await.unwrap_err();
    assert_eq!(error.message(), Some("no"));
    for nothing in ["{}", "[{}]", "[null]", r#"{"a": 1}"#] {
        server.answers(Reply::ok(&nothing));
        assert!(client.list_invoices().send().await.is_err(), "{nothing}");
    }
    server.answers(Reply::ok(&"[]"));
    assert!(client.list_invoices().send().await.unwrap().is_empty());
    server.answers(Reply::new(204, ""));
    client.get_balance().send().await.unwrap();
}

#[tokio::test]
async fn a_failed_one_is_told_only_when_no_other_can_come() {
    let failed = with(with(paid(), "status", "FAILED"), "id", "failed");
    let server = Server::start().await;
    server.answers(Reply::ok(&json!([failed, paid()])));
    server.answers_in_turn([lost(), Reply::ok(&json!([failed]))]);
    let client = client(&server, RetryPolicy::none());
    let policy = policy().look_first(false);
    let outcome = disbursement(&client).settle(&policy).await;
    let id = outcome
        .payment()
        .map(|payment| payment.id().unwrap().to_owned());
    assert_eq!(id.as_deref(), Some("a"), "{outcome:?}");
    server.answers(Reply::ok(&json!([failed])));
    server.answers_in_turn([lost()]);
    let began = std::time::Instant::now();
    let outcome = disbursement(&client).settle(&policy).await;
    assert!(matches!(outcome, Outcome::Existed(_)), "{outcome:?}");
    assert!(began.elapsed() >= WAIT);
}

#[tokio::test]
async fn a_refusal_of_the_content_counts_also_after_tries_without_an_answer() {
    let server = Server::start().await;
    let invalid = refusal(400, "API_VALIDATION_ERROR");
    server.answers(invalid.clone());
    // The request, then a repetition that is sent again as well.
    server.answers_in_turn([lost(), invalid.clone(), lost(), invalid]);
    let pauses = Duration::from_millis(1);
    let retries = RetryPolicy::default().pauses(pauses, pauses);
    let builder = xendit::Client::builder(SECRET_KEY).base_url(server.url());
    let client = builder.retries(retries).build().unwrap();
    let refund = client
        .create_refund("58f89041780d51ed097896c5")
        .external_id("refund-7")
        .amount(1);
    let began = std::time::Instant::now();
    let outcome = refund.settle(&policy()).await;
    assert!(
        matches!(outcome, Outcome::NotCreated(_)),
        "a first answer would have come again: {outcome:?}"
    );
    assert!(began.elapsed() >= WAIT, "it may be under way");
}
