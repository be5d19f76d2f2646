//! Keys in a file: whose they are, and what they may do.

use bayar_sandbox::{Keys, Sandbox};
use serde_json::{Value, json};

use crate::common::{Request, SECRET_KEY};

const KEYS: &str = "
accounts:
  - id: 5785e6334d7b410667d355c4
    keys:
      - key: xnd_development_all
      - key: xnd_development_reader
        money_in: read
        money_out: none
      - key: xnd_production_payer
        money_in: none
        money_out: write
      - key: xnd_public_development_cards
    sub_accounts: [6018306aa16ad90cb3c43ba7]
  - keys:
      - key: xnd_development_second
finpay:
  - user: merchant
    password: secret
  - user: anyone
";

async fn sandbox() -> Sandbox {
    let keys = Keys::parse(KEYS).unwrap();
    Sandbox::builder().keys(keys).start().await.unwrap()
}

fn invoice() -> Request {
    let body = json!({"external_id": "a", "amount": 20000, "payer_email": "a@example.com", "description": "Shoes"});
    Request::post("/v2/invoices", body)
}

async fn outcome(sandbox: &Sandbox, request: Request, key: &str) -> (u16, Value) {
    let response = request.credentials(&format!("{key}:")).send(sandbox).await;
    let code = response.json()["error_code"].clone();
    (response.status, code)
}

fn done() -> (u16, Value) {
    (200, Value::Null)
}

fn forbidden() -> (u16, Value) {
    (403, json!("REQUEST_FORBIDDEN_ERROR"))
}

#[tokio::test]
async fn only_listed_keys_are_known() {
    let sandbox = sandbox().await;
    let balance = || Request::get("/balance");
    assert_eq!(
        outcome(&sandbox, balance(), "xnd_development_all").await,
        done()
    );
    for key in [
        "xnd_development_other",
        "xnd_development_al",
        "xnd_development_all ",
        "XND_DEVELOPMENT_ALL",
        "xnd_production_all",
    ] {
        let unknown = (401, json!("INVALID_API_KEY"));
        assert_eq!(outcome(&sandbox, balance(), key).await, unknown, "{key}");
    }
}

#[tokio::test]
async fn by_default_production_keys_are_unknown() {
    let sandbox = Sandbox::start().await.unwrap();
    let balance = Request::get("/balance").credentials("xnd_production_a:");
    assert_eq!(balance.send(&sandbox).await.status, 401);
}

#[tokio::test]
async fn a_key_may_do_what_its_permissions_say() {
    let sandbox = sandbox().await;
    let reader = "xnd_development_reader";
    let payer = "xnd_production_payer";
    let list = || Request::get("/v2/invoices");
    let balance = || Request::get("/balance");
    assert_eq!(outcome(&sandbox, list(), reader).await, done());
    assert_eq!(outcome(&sandbox, invoice(), reader).await, forbidden());
    assert_eq!(outcome(&sandbox, balance(), reader).await, forbidden());
    // Write includes read.
    assert_eq!(outcome(&sandbox, balance(), payer).await, done());
    assert_eq!(outcome(&sandbox, list(), payer).await, forbidden());
    let all = "xnd_development_all";
    assert_eq!(outcome(&sandbox, invoice(), all).await, done());
    let disbursement = || Request::post("/disbursements", json!({}));
    assert_eq!(outcome(&sandbox, disbursement(), reader).await, forbidden());
    assert_eq!(outcome(&sandbox, disbursement(), payer).await.0, 400);
}

#[tokio::test]
async fn a_public_key_makes_card_tokens_and_nothing_else() {
    let sandbox = sandbox().await;
    let public = "xnd_public_development_cards";
    let token = || Request::post("/v2/credit_card_tokens", json!({}));
    assert_eq!(outcome(&sandbox, token(), public).await.0, 400);
    assert_eq!(
        outcome(&sandbox, token(), "xnd_development_all").await,
        forbidden()
    );
    assert_eq!(outcome(&sandbox, invoice(), public).await, forbidden());
}

#[tokio::test]
async fn keys_of_one_account_see_the_same() {
    let sandbox = sandbox().await;
    let created = invoice()
        .credentials("xnd_development_all:")
        .send(&sandbox)
        .await
        .json();
    assert_eq!(created["user_id"], "5785e6334d7b410667d355c4");
    let get = || Request::get(&format!("/v2/invoices/{}", created["id"].as_str().unwrap()));
    assert_eq!(
        outcome(&sandbox, get(), "xnd_development_reader").await,
        done()
    );
    assert_eq!(
        outcome(&sandbox, get(), "xnd_development_second").await.0,
        404
    );
}

#[tokio::test]
async fn sub_accounts_must_be_listed() {
    let sandbox = sandbox().await;
    let get = |key: &str, sub_account: &str| {
        let balance = Request::get("/balance").header("for-user-id", sub_account);
        balance.credentials(&format!("{key}:"))
    };
    let own = get("xnd_development_all", "6018306aa16ad90cb3c43ba7");
    assert_eq!(own.send(&sandbox).await.status, 200);
    let other = get("xnd_development_all", "someone-else");
    assert_eq!(other.send(&sandbox).await.status, 403);
    let any = get("xnd_development_second", "someone-else");
    assert_eq!(any.send(&sandbox).await.status, 200);
}

#[tokio::test]
async fn finpay_users_have_passwords() {
    let sandbox = sandbox().await;
    let payout = Request::get("/finpay/payout/a").header("for-user-id", "a");
    for (credentials, status) in [
        ("merchant:secret", 404),
        ("merchant:wrong", 401),
        ("merchant:", 401),
        ("anyone:whatever", 404),
        ("stranger:secret", 401),
    ] {
        let response = payout.clone().credentials(credentials).send(&sandbox).await;
        assert_eq!(response.status, status, "{credentials}");
    }
}

#[test]
fn json_is_taken_too() {
    let keys = r#"{"accounts": [{"keys": [{"key": "xnd_development_7353"}]}]}"#;
    let keys = Keys::parse(keys).unwrap();
    assert!(!format!("{keys:?}").contains("7353"));
    assert!(!format!("{:?}", Sandbox::builder().keys(keys)).contains("7353"));
}

/// The messages must help to find the mistake, and must not show the key that stands there.
#[test]
fn a_mistake_is_named_by_line_and_entry_and_not_by_key() {
    for (keys, place) in [
        ("accounts:\n- keys:\n  - key: 7353", "line 3"),
        (
            "accounts:\n- keys:\n  - key: xnd_live_7353",
            "accounts[0].keys[0]",
        ),
        ("accounts:\n- keys:\n  - key: xnd_live_7353", "line 3"),
        (
            "accounts:\n- keys:\n  - kay: xnd_development_7353",
            "line 3",
        ),
        ("accounts:\n- keys:\n  - xnd_development_7353", "line 3"),
        (
            "accounts:\n- keys:\n  - xnd_development_7353: write",
            "line 3",
        ),
        ("accounts:\n- keys: xnd_development_7353", "line 2"),
        ("accounts:\n- keys:\n  - key: 'xnd_development_\"7353'", ""),
        (
            "accounts:\n- keys:\n  - key: xnd_development_b\n    money_in: xnd_development_7353",
            "line 4",
        ),
        ("accounts:\n- keys:\n  - key: [xnd_development_7353", "line"),
        ("xnd_development_7353", "an object with accounts"),
        ("accounts:\n- id: a/7353\n  keys: []", "line 2"),
        ("accounts:\n- keys: []\n", "accounts[0]"),
        (
            "accounts:\n- keys:\n  - key: xnd_development_7353\n- keys:\n  - key: xnd_development_7353",
            "accounts[1].keys[0].key: was listed before at line 5",
        ),
        (
            "accounts: []\nfinpay:\n- user: a\n  password: [7353]",
            "line 4",
        ),
    ] {
        match Keys::parse(keys) {
            Ok(_) => assert!(place.is_empty(), "{keys}"),
            Err(error) => {
                let error = error.to_string();
                assert!(error.contains(place), "{keys}: {error}");
                assert!(!error.contains("7353"), "{error}");
            }
        }
    }
}

#[test]
fn a_missing_file_is_named() {
    let error = Keys::read("no/such/keys.yaml").unwrap_err().to_string();
    assert!(error.starts_with("no/such/keys.yaml: "), "{error}");
}

#[tokio::test]
async fn nothing_shows_a_key() {
    let sandbox = sandbox().await;
    for key in ["xnd_development_all", "xnd_development_unknown", SECRET_KEY] {
        let response = Request::get("/balance")
            .credentials(&format!("{key}:"))
            .send(&sandbox)
            .await;
        assert!(
            !response.text.contains("xnd_development"),
            "{}",
            response.text
        );
    }
    let recorded = format!("{:?}{sandbox:?}", sandbox.requests());
    assert!(!recorded.contains("xnd_development"), "{recorded}");
}
