//! Finpay's payouts, as far as the document goes: reading one.

use bayar_sandbox::Sandbox;
use serde_json::json;

use crate::common::{Contract, Request, Response};

const SAMPLE: &str = "/payout/disb-571f3644d2b4edf0745e9703";

async fn get(sandbox: &Sandbox, target: &str, credentials: &str, sub_account: &str) -> Response {
    let request = Request::get(&format!("/finpay{target}"))
        .credentials(credentials)
        .header("for-user-id", sub_account);
    request.send(sandbox).await
}

#[tokio::test]
async fn the_documented_payout_exists_for_everybody() {
    let sandbox = Sandbox::start().await.unwrap();
    for (credentials, sub_account) in [("undefined:password", "one"), ("asdasd:password", "two")] {
        let response = get(&sandbox, SAMPLE, credentials, sub_account).await;
        assert_eq!(response.status, 200, "{}", response.text);
        let payout = response.json();
        assert_eq!(payout["status"], "SUCCEEDED");
        assert_eq!(payout["amount"], 10_000);
        let contract = Contract::finpay();
        let schema = json!({"$ref": "#/components/schemas/Payout"});
        assert_eq!(contract.problems(&schema, &payout), Vec::<String>::new());
    }
}

#[tokio::test]
async fn requests_that_the_document_refuses_are_refused() {
    let sandbox = Sandbox::start().await.unwrap();
    let unknown = "/payout/disb-000000000000000000000000";
    let response = get(&sandbox, unknown, "user:password", "one").await;
    assert_eq!(response.status, 404);
    assert_eq!(response.json()["error_code"], "DATA_NOT_FOUND");
    let response = get(&sandbox, SAMPLE, "user:password", "").await;
    assert_eq!(response.only_error()["field"][0], "for-user-id");
}
