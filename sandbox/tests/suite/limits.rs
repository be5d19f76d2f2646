//! Rate limits: 60 requests a minute to an operation with a development key, 600 with a production key.

use std::time::Duration;

use bayar_sandbox::{Keys, Sandbox};

use crate::common::Request;

const KEYS: &str = "accounts: [{keys: [{key: xnd_development_a}, {key: xnd_production_a}]}]";

fn production() -> Request {
    Request::get("/balance").credentials("xnd_production_a:")
}

#[tokio::test]
async fn by_default_they_are_counted_and_nothing_is_refused() {
    let sandbox = Sandbox::start().await.unwrap();
    let balance = Request::get("/balance");
    for remaining in (0..60).rev() {
        let response = balance.send(&sandbox).await;
        assert_eq!(response.header("Rate-Limit-Limit"), Some("60"));
        let announced = response.header("Rate-Limit-Remaining").unwrap();
        assert_eq!(announced, remaining.to_string());
    }
    let response = balance.send(&sandbox).await;
    assert_eq!(
        (response.status, response.header("Rate-Limit-Remaining")),
        (200, Some("0"))
    );
}

#[tokio::test]
async fn over_the_limit_comes_429_until_the_minute_is_over() {
    let sandbox = Sandbox::builder().rate_limits(true).start().await.unwrap();
    let balance = Request::get("/balance");
    for _ in 0..60 {
        assert_eq!(balance.send(&sandbox).await.status, 200);
    }
    let refused = balance.send(&sandbox).await;
    assert_eq!(refused.status, 429);
    assert_eq!(refused.json()["error_code"], "RATE_LIMIT_EXCEEDED");
    assert_eq!(refused.header("Rate-Limit-Limit"), Some("60"));
    assert_eq!(refused.header("Rate-Limit-Remaining"), Some("0"));
    let reset: f64 = refused.header("Rate-Limit-Reset").unwrap().parse().unwrap();
    assert!(reset > 0.0 && reset <= 60.0, "{reset}");

    let other_operation = Request::get("/v2/invoices");
    assert_eq!(other_operation.send(&sandbox).await.status, 200);
    let other_account = balance.clone().credentials("xnd_development_other:");
    assert_eq!(other_account.send(&sandbox).await.status, 200);

    sandbox.advance(Duration::from_secs(60));
    let response = balance.send(&sandbox).await;
    assert_eq!(
        (response.status, response.header("Rate-Limit-Remaining")),
        (200, Some("59"))
    );
}

#[tokio::test]
async fn a_production_key_may_do_more_and_counts_for_itself() {
    let keys = Keys::parse(KEYS).unwrap();
    let builder = Sandbox::builder().keys(keys).rate_limits(true);
    let sandbox = builder.start().await.unwrap();
    let development = Request::get("/balance").credentials("xnd_development_a:");
    for _ in 0..61 {
        assert_eq!(production().send(&sandbox).await.status, 200);
    }
    let response = production().send(&sandbox).await;
    assert_eq!(
        (
            response.header("Rate-Limit-Limit"),
            response.header("Rate-Limit-Remaining")
        ),
        (Some("600"), Some("538"))
    );
    assert_eq!(development.send(&sandbox).await.status, 200);
}

#[tokio::test]
async fn finpay_documents_no_limits() {
    let sandbox = Sandbox::builder().rate_limits(true).start().await.unwrap();
    let payout = Request::get("/finpay/payout/a")
        .credentials("merchant:password")
        .header("for-user-id", "a");
    for _ in 0..61 {
        let response = payout.send(&sandbox).await;
        assert_eq!(response.status, 404);
        assert_eq!(response.header("Rate-Limit-Limit"), None);
    }
}
