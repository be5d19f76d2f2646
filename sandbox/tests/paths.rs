//! Paths as they stand on the wire.

mod common;

use bayar_sandbox::Sandbox;
use common::Request;

async fn operation(method: &str, target: &str) -> Option<String> {
    let sandbox = Sandbox::start().await.unwrap();
    Request::new(method, target).send(&sandbox).await;
    let recorded = sandbox.requests().pop().unwrap();
    assert_eq!(recorded.target, target);
    recorded.operation
}

#[tokio::test]
async fn literal_signs_are_part_of_the_path() {
    for verb in ["stop", "pause", "resume"] {
        let expected = format!("{verb}_recurring_payment");
        assert_eq!(
            operation("POST", &format!("/recurring_payments/a/{verb}!")).await,
            Some(expected)
        );
    }
    assert_eq!(
        operation("POST", "/invoices/a/expire!").await.as_deref(),
        Some("expire_invoice")
    );
    assert_eq!(operation("POST", "/invoices/a/expire%21").await, None);
    let payment = "/callback_virtual_account_payments/payment_id=a";
    assert_eq!(
        operation("GET", payment).await.as_deref(),
        Some("get_fixed_virtual_account_payment")
    );
    assert_eq!(
        operation("GET", "/callback_virtual_account_payments/a").await,
        None
    );
    assert_eq!(
        operation("GET", "/callback_virtual_account_payments?payment_id=a").await,
        None
    );
}

#[tokio::test]
async fn ids_are_decoded_once_and_after_matching() {
    let sandbox = Sandbox::start().await.unwrap();
    for (raw, id) in [
        ("a%2Fb", "a/b"),
        ("a%252Fb", "a%2Fb"),
        ("a+b", "a+b"),
        ("%C3%A9%22", "é\""),
        ("a%3Fb%23c", "a?b#c"),
    ] {
        let response = Request::get(&format!("/v2/invoices/{raw}"))
            .send(&sandbox)
            .await;
        assert_eq!(response.json()["id"], id, "{raw}");
    }
    let response = Request::get("/callback_virtual_account_payments/payment_id=a%3Db")
        .send(&sandbox)
        .await;
    assert_eq!(response.json()["payment_id"], "a=b");
}

#[tokio::test]
async fn doubled_and_trailing_slashes_are_taken_and_noted() {
    let sandbox = Sandbox::start().await.unwrap();
    for (target, noted) in [
        ("/v2/invoices/a", 0),
        ("//v2//invoices/a", 1),
        ("/v2/invoices/a/", 1),
        ("//finpay//payout/a/", 1),
    ] {
        let response = Request::get(target)
            .header("for-user-id", "a")
            .send(&sandbox)
            .await;
        assert_eq!(response.status, 200, "{target}: {}", response.text);
        assert_eq!(response.json()["id"], "a");
        assert_eq!(
            sandbox.requests().pop().unwrap().violations.len(),
            noted,
            "{target}"
        );
    }
}

#[tokio::test]
async fn the_base_urls_lead_to_their_operations() {
    let sandbox = Sandbox::start().await.unwrap();
    let prefix = sandbox
        .finpay_url()
        .strip_prefix(sandbox.base_url())
        .unwrap()
        .to_owned();
    assert!(sandbox.base_url().starts_with("http://127.0.0.1:"));
    let request = Request::get(&format!("{prefix}/payout/a")).header("for-user-id", "a");
    assert_eq!(request.send(&sandbox).await.status, 200);
    assert_eq!(
        sandbox.requests()[0].operation.as_deref(),
        Some("get_payout")
    );
}
