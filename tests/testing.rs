//! What the feature `testing` makes is what the client would have given.

use bayar::xendit::types::{Balance, Disbursement};
use bayar::{Error, Outcome, Response, Unsettled};

#[test]
fn answers_are_values_with_headers() {
    let balance: Balance = bayar::decode(br#"{"balance": "1000.50"}"#).unwrap();
    let answer = Response::new(balance)
        .with_header("Request-ID", "42")
        .with_header("Rate-Limit-Limit", "60")
        .with_header("Rate-Limit-Remaining", "7")
        .with_header("Rate-Limit-Reset", "1.5");
    assert_eq!(answer.balance().unwrap().to_string(), "1000.50");
    assert_eq!(
        (answer.http_status(), answer.request_id()),
        (200, Some("42"))
    );
    assert_eq!(answer.rate_limit().unwrap().remaining, 7);
}

#[test]
fn refusals_prove_what_real_ones_prove() {
    let body = r#"{"error_code": "API_VALIDATION_ERROR", "message": "No.", "errors": [{"field": ["amount"], "messages": ["more"]}]}"#;
    let error = Error::refused("create_disbursement", 400, body);
    assert_eq!(error.operation(), Some("create_disbursement"));
    assert_eq!((error.status(), error.message()), (Some(400), Some("No.")));
    assert_eq!(error.details().len(), 1);
    assert!(error.is_refused() && !error.is_outcome_unknown() && !error.is_retryable());
    // A gateway's page, and a code that no document has where money goes out.
    for (status, body) in [(502, "<html>"), (400, r#"{"error_code": "UNHEARD_OF"}"#)] {
        assert!(Error::refused("create_disbursement", status, body).is_outcome_unknown());
    }
    assert!(!Error::refused("get_balance", 502, "<html>").is_outcome_unknown());
}

#[test]
fn failures_of_the_connection_are_told_apart() {
    let pay = "create_disbursement";
    for (error, is_unknown, is_retryable) in [
        (Error::timed_out(pay), true, true),
        (Error::broken(pay), true, true),
        (Error::not_connected(pay), false, true),
        (Error::unreadable(pay, "<html>"), true, false),
        (Error::not_sent(pay, "no key"), false, false),
        (Error::timed_out("get_balance"), false, true),
        (Error::timed_out("of_no_document"), true, true),
    ] {
        assert_eq!(error.is_outcome_unknown(), is_unknown, "{error}");
        assert_eq!(error.is_retryable(), is_retryable, "{error}");
    }
    assert!(Error::timed_out(pay).is_timeout() && Error::not_connected(pay).is_connect());
    assert!(Error::unreadable(pay, "<html>").is_unreadable());
    assert!(Error::not_sent(pay, "no key").is_invalid_request());
}

#[test]
fn a_ticket_can_be_kept_like_a_real_one() {
    let ticket = Unsettled::example("create_disbursement", "salary-7");
    let text = serde_json::to_string(&ticket).unwrap();
    assert_eq!(serde_json::from_str::<Unsettled>(&text).unwrap(), ticket);
    let outcome: Outcome<Disbursement> = Outcome::Unknown(ticket);
    assert_eq!(outcome.name(), "unknown");
}
