//! Requests that send money out end in a known way: product by product, against the rules in the rustdoc of `settle`.

use std::time::Duration;

use bayar::xendit::builder::{CreateBatchDisbursement, CreatePayoutLink, CreateRefund};
use bayar::xendit::types::BatchDisbursementItem;
use bayar::{ErrorCode, IdempotencyKey, Outcome, RetryPolicy, SettlePolicy, Unsettled, xendit};
use serde_json::{Value, json};

use crate::support::{ACCOUNT, Fault, Reply, SECRET_KEY, Server, client, salary};

fn quick() -> SettlePolicy {
    let policy = SettlePolicy::default().pauses(Duration::from_millis(1), Duration::from_millis(5));
    policy
        .settle_after(Duration::from_millis(60))
        .accept_shorter_wait()
        .max_total(Duration::from_millis(400))
}

fn batch(client: &xendit::Client) -> CreateBatchDisbursement {
    let item = |amount: i64| {
        BatchDisbursementItem::new()
            .amount(amount)
            .bank_code("BCA")
            .bank_account_name("Rizky")
            .bank_account_number(ACCOUNT)
            .description("Salary")
    };
    let call = client.create_batch_disbursement().reference("november");
    call.disbursements([item(10_000), item(20_000)])
}

fn refund(client: &xendit::Client) -> CreateRefund {
    client
        .create_refund("58f89041780d51ed097896c5")
        .amount(15_000)
        .external_id("refund-7")
}

fn link(client: &xendit::Client) -> CreatePayoutLink {
    client
        .create_payout_link()
        .external_id("prize-7")
        .amount(23_000)
        .email("winner@example.com")
}

fn paid(id: &str) -> Value {
    json!({"id": id, "external_id": "salary-7", "amount": 500_000, "bank_code": "BCA",
        "account_holder_name": "RIZKY", "disbursement_description": "Salary", "status": "PENDING"})
}

fn refusal(status: u16, code: &str) -> Reply {
    Reply::new(
        status,
        json!({"error_code": code, "message": "no"}).to_string(),
    )
}

fn not_found() -> Reply {
    refusal(404, "DIRECT_DISBURSEMENT_NOT_FOUND_ERROR")
}

fn lost() -> Reply {
    Reply::ok(&"{}").fault(Fault::Disconnect)
}

/// What was sent: `GET` and `POST`.
fn methods(server: &Server) -> Vec<String> {
    let requests = server.take_all();
    requests.into_iter().map(|request| request.method).collect()
}

#[tokio::test]
async fn a_disbursement_is_looked_for_and_then_created() {
    let server = Server::start().await;
    server.answers_in_turn([not_found(), Reply::ok(&paid("a"))]);
    let client = client(&server, RetryPolicy::none());
    let outcome = salary(&client).settle(&quick()).await;
    let Outcome::Created(payment) = &outcome else {
        panic!("{outcome:?}")
    };
    assert_eq!(payment.id().unwrap(), "a");
    let requests = server.take_all();
    assert_eq!(requests[0].target, "/disbursements?external_id=salary-7");
    let key = requests[1].header("x-idempotency-key").unwrap().to_owned();
    // The same on the next day and another machine, and another one for another account.
    server.answers_in_turn([not_found(), Reply::ok(&paid("a"))]);
    let _ = salary(&client).settle(&quick()).await;
    assert_eq!(
        server.take_all()[1].header("x-idempotency-key"),
        Some(&*key)
    );
    server.answers_in_turn([not_found(), Reply::ok(&paid("a"))]);
    let _ = salary(&client).for_user_id("sub").settle(&quick()).await;
    let requests = server.take_all();
    assert_ne!(requests[1].header("x-idempotency-key"), Some(&*key));
    assert_eq!(requests[0].header("for-user-id"), Some("sub"));
}

#[tokio::test]
async fn what_is_there_already_is_not_sent_again() {
    let server = Server::start().await;
    let client = client(&server, RetryPolicy::none());
    server.answers(Reply::ok(&json!([paid("a")])));
    let outcome = salary(&client).settle(&quick()).await;
    assert!(matches!(outcome, Outcome::Existed(_)), "{outcome:?}");
    let mut other = paid("a");
    other["amount"] = json!(500_001);
    server.answers(Reply::ok(&json!([other])));
    let outcome = salary(&client).settle(&quick()).await;
    let Outcome::Conflict(conflict) = &outcome else {
        panic!("{outcome:?}")
    };
    assert_eq!(conflict.found[0].amount().unwrap(), 500_001);
    let methods = methods(&server);
    assert!(methods.len() > 2, "it is told after the wait");
    assert!(methods.iter().all(|method| method == "GET"));
}

#[tokio::test]
async fn nothing_is_sent_when_the_first_look_fails() {
    let server = Server::start().await;
    let client = client(&server, RetryPolicy::none());
    // A gateway's own 404, and the answer to somebody else's question, show nothing.
    let astray = json!([{"id": "a", "external_id": "salary-8"}]);
    for reply in [lost(), Reply::new(404, "<html>"), Reply::ok(&astray)] {
        server.answers(reply);
        let outcome = salary(&client).settle(&quick()).await;
        let Outcome::Unknown(ticket) = outcome else {
            panic!("{outcome:?}")
        };
        assert!(
            ticket.why().starts_with("nothing was sent"),
            "{}",
            ticket.why()
        );
        assert_eq!(methods(&server), ["GET", "GET", "GET"]);
    }
    // What the caller can mend is told as it is.
    server.answers(refusal(401, "INVALID_API_KEY"));
    let outcome = salary(&client).settle(&quick()).await;
    let Outcome::NotCreated(error) = outcome else {
        panic!("{outcome:?}")
    };
    assert_eq!(error.code(), Some(&ErrorCode::InvalidApiKey));
    assert_eq!(methods(&server), ["GET"]);
}

#[tokio::test]
async fn a_lost_answer_is_found_by_the_look_up() {
    let server = Server::start().await;
    let client = client(&server, RetryPolicy::none());
    let unreadable = [
        lost(),
        Reply::ok(&"{}").fault(Fault::CutShort),
        refusal(500, "SERVER_ERROR"),
        Reply::new(502, "<html>"),
        Reply::new(200, "<html>"),
        Reply::new(200, ""),
        Reply::ok(&"{}"),
        // The answer to another request.
        Reply::ok(&json!({"id": "b", "external_id": "salary-8"})),
    ];
    for reply in unreadable {
        let shown = format!("{reply:?}");
        server.answers_in_turn([not_found(), reply, Reply::ok(&json!([paid("a")]))]);
        let outcome = salary(&client).settle(&quick()).await;
        assert!(
            matches!(outcome, Outcome::Created(_)),
            "{shown}: {outcome:?}"
        );
        assert_eq!(methods(&server), ["GET", "POST", "GET"], "{shown}");
    }
}

#[tokio::test]
async fn nothing_found_is_proof_only_after_the_wait() {
    let server = Server::start().await;
    let client = client(&server, RetryPolicy::none());
    server.answers(not_found());
    for reply in [refusal(500, "SERVER_ERROR"), lost()] {
        let status = reply.status;
        server.answers_in_turn([not_found(), reply]);
        let began = std::time::Instant::now();
        let outcome = salary(&client).settle(&quick()).await;
        let Outcome::NotCreated(error) = &outcome else {
            panic!("{outcome:?}")
        };
        assert!(!error.is_outcome_unknown());
        if status == 500 {
            assert_eq!(error.code(), Some(&ErrorCode::ServerError));
        }
        assert!(began.elapsed() >= Duration::from_millis(60));
        assert!(methods(&server).len() > 3);
    }

    // Unless a shorter wait is asked for by name, it is longer than a request can be under way.
    server.answers_in_turn([not_found(), lost()]);
    let policy = SettlePolicy::default()
        .pauses(Duration::from_millis(1), Duration::from_millis(5))
        .settle_after(Duration::from_millis(60))
        .max_total(Duration::from_millis(400));
    let outcome = salary(&client).settle(&policy).await;
    assert!(matches!(outcome, Outcome::Unknown(_)), "{outcome:?}");

    // It arrives late, and the first look-up came too soon.
    server.answers_in_turn([
        not_found(),
        lost(),
        not_found(),
        Reply::ok(&json!([paid("a")])),
    ]);
    let outcome = salary(&client).settle(&quick()).await;
    assert!(matches!(outcome, Outcome::Created(_)), "{outcome:?}");
}

#[tokio::test]
async fn a_used_key_is_looked_into() {
    let server = Server::start().await;
    let client = client(&server, RetryPolicy::none());
    let taken = || refusal(400, "DUPLICATE_TRANSACTION_ERROR");
    let policy = quick().look_first(false);
    server.answers_in_turn([taken(), Reply::ok(&json!([paid("a")]))]);
    let outcome = salary(&client).settle(&policy).await;
    assert!(matches!(outcome, Outcome::Existed(_)), "{outcome:?}");
    let mut other = paid("a");
    other["amount"] = json!(500_001);
    server.answers(Reply::ok(&json!([other])));
    server.answers_in_turn([taken()]);
    let outcome = salary(&client).settle(&policy).await;
    let Outcome::Conflict(conflict) = outcome else {
        panic!("{outcome:?}")
    };
    assert_eq!(conflict.found.len(), 1);
    assert_eq!(
        conflict.error.unwrap().code(),
        Some(&ErrorCode::DuplicateTransactionError)
    );
    // What nobody can see may be this very payment.
    server.answers(not_found());
    server.answers_in_turn([taken()]);
    let outcome = salary(&client).settle(&policy).await;
    let Outcome::Unknown(ticket) = outcome else {
        panic!("{outcome:?}")
    };
    assert!(
        ticket.why().contains("pay under no other"),
        "{}",
        ticket.why()
    );
}

#[tokio::test]
async fn a_refusal_and_a_broken_rule_are_known_ends() {
    let server = Server::start().await;
    let client = client(&server, RetryPolicy::none());
    server.answers_in_turn([not_found(), refusal(400, "BANK_CODE_NOT_SUPPORTED_ERROR")]);
    let outcome = salary(&client).settle(&quick()).await;
    let Outcome::NotCreated(error) = outcome else {
        panic!("{outcome:?}")
    };
    assert_eq!(error.code(), Some(&ErrorCode::BankCodeNotSupportedError));
    server.take_all();
    let outcome = client.create_disbursement().settle(&quick()).await;
    let Outcome::NotCreated(error) = outcome else {
        panic!("{outcome:?}")
    };
    assert!(error.is_invalid_request());
    assert!(methods(&server).is_empty());
}

#[tokio::test]
async fn what_stays_unknown_is_settled_later_by_its_ticket() {
    let server = Server::start().await;
    let client = client(&server, RetryPolicy::none());
    server.answers(lost());
    server.answers_in_turn([not_found()]);
    let key = IdempotencyKey::derive("payroll", "7");
    let call = salary(&client).for_user_id("sub").idempotency_key(&key);
    let outcome = call.settle(&quick()).await;
    let Outcome::Unknown(ticket) = outcome else {
        panic!("{outcome:?}")
    };
    let text = serde_json::to_string(&ticket).unwrap();
    for secret in [ACCOUNT, SECRET_KEY, "Rizky"] {
        assert!(!text.contains(secret), "{text}");
    }
    let ticket: Unsettled = serde_json::from_str(&text).unwrap();
    assert_eq!(
        (ticket.reference(), ticket.idempotency_key()),
        ("salary-7", &key)
    );
    assert!(
        ticket.why().contains("the connection broke"),
        "{}",
        ticket.why()
    );
    server.take_all();

    server.answers(Reply::ok(&json!([paid("a")])));
    let outcome = client.settle_disbursement(&ticket, &quick()).await.unwrap();
    assert!(matches!(outcome, Outcome::Created(_)), "{outcome:?}");
    let outcome = salary(&client).resume(&ticket, &quick()).await.unwrap();
    assert!(matches!(outcome, Outcome::Created(_)), "{outcome:?}");
    let requests = server.take_all();
    assert!(
        requests
            .iter()
            .all(|r| r.method == "GET" && r.header("for-user-id") == Some("sub"))
    );

    // Tickets of something else are refused before anything is sent.
    let other = salary(&client).amount(1).resume(&ticket, &quick()).await;
    assert!(other.unwrap_err().is_configuration());
    assert!(link(&client).resume(&ticket, &quick()).await.is_err());
    let production = xendit::Client::builder("xnd_production_abcdefghijklmnop");
    let production = production.base_url(server.url()).build().unwrap();
    assert!(
        production
            .settle_disbursement(&ticket, &quick())
            .await
            .is_err()
    );
    assert!(methods(&server).is_empty());
}

/// A call with its answer, the code for a key that was used, and one that a success may cause.
macro_rules! repeated {
    ($test:ident, $call:ident, $answer:expr, $taken:literal, $own_doing:literal) => {
        #[tokio::test]
        async fn $test() {
            let server = Server::start().await;
            let client = client(&server, RetryPolicy::none());
            let good = || Reply::ok(&$answer);
            // The same request with the same key, until there is an answer.
            server.answers_in_turn([
                lost(),
                refusal(500, "SERVER_ERROR"),
                Reply::new(200, "<html>"),
                good(),
            ]);
            let outcome = $call(&client).settle(&quick()).await;
            assert!(matches!(outcome, Outcome::Created(_)), "{outcome:?}");
            let requests = server.take_all();
            assert_eq!(requests.len(), 4);
            assert!(
                requests
                    .iter()
                    .all(|r| r.body == requests[0].body && r.headers == requests[0].headers)
            );
            assert!(requests[0].header("x-idempotency-key").is_some());

            // What the key was used for nobody can tell, at once or after a doubt.
            server.answers_in_turn([refusal(400, $taken)]);
            let outcome = $call(&client).settle(&quick()).await;
            assert!(matches!(outcome, Outcome::Unknown(_)), "{outcome:?}");
            assert_eq!(methods(&server).len(), 1);
            server.answers_in_turn([lost(), refusal(400, $taken)]);
            let outcome = $call(&client).settle(&quick()).await;
            let Outcome::Unknown(ticket) = outcome else {
                panic!("{outcome:?}")
            };
            let text = serde_json::to_string(&ticket).unwrap();
            assert!(
                !text.contains(ACCOUNT) && !text.contains("winner@"),
                "{text}"
            );
            server.take_all();
            server.answers_in_turn([good()]);
            let outcome = $call(&client).resume(&ticket, &quick()).await.unwrap();
            assert!(matches!(outcome, Outcome::Created(_)), "{outcome:?}");
            let request = server.take();
            assert_eq!(
                request.header("x-idempotency-key"),
                Some(ticket.idempotency_key().as_str())
            );

            // A refusal counts when the first try can no longer be under way.
            server.answers(refusal(400, "API_VALIDATION_ERROR"));
            server.answers_in_turn([lost()]);
            let began = std::time::Instant::now();
            let outcome = $call(&client).settle(&quick()).await;
            assert!(matches!(outcome, Outcome::NotCreated(_)), "{outcome:?}");
            assert!(began.elapsed() >= Duration::from_millis(60));
            // One that the first try may have caused itself never does.
            server.answers(refusal(400, $own_doing));
            server.answers_in_turn([lost()]);
            let outcome = $call(&client).settle(&quick()).await;
            assert!(matches!(outcome, Outcome::Unknown(_)), "{outcome:?}");

            // An answer about another content is no success.
            let mut other = $answer;
            for amount in ["amount", "total_uploaded_amount"] {
                if other.get(amount).is_some() {
                    other[amount] = json!(1);
                }
            }
            server.answers(Reply::ok(&other));
            let outcome = $call(&client).settle(&quick()).await;
            assert!(matches!(outcome, Outcome::Unknown(_)), "{outcome:?}");
        }
    };
}

repeated!(
    batches_are_settled_by_their_key,
    batch,
    json!({"id": "b", "reference": "november", "total_uploaded_count": 2, "total_uploaded_amount": 30_000, "status": "NEEDS_APPROVAL"}),
    "DUPLICATE_TRANSACTION_ERROR",
    "INSUFFICIENT_BALANCE"
);
repeated!(
    refunds_are_settled_by_their_key,
    refund,
    json!({"id": "r", "external_id": "refund-7", "credit_card_charge_id": "58f89041780d51ed097896c5", "amount": 15_000, "status": "PENDING"}),
    "DUPLICATE_REFUND_ERROR",
    "REFUND_AMOUNT_EXCEEDED_ERROR"
);
repeated!(
    payout_links_are_settled_by_their_key,
    link,
    json!({"id": "p", "external_id": "prize-7", "amount": 23_000, "status": "PENDING"}),
    "DUPLICATE_PAYOUT_ERROR",
    "INSUFFICIENT_BALANCE"
);
