//! The controls: for every language over HTTP, and the same as methods of `Sandbox`.

mod book;
mod refusals;
mod snapshots;

use std::time::Duration;

use bayar_sandbox::Sandbox;
use serde_json::{Value, json};

use crate::common::{Request, Response, SECRET_KEY};
use crate::merchant::Merchant;

const KEY: &str = "xnd_development_secret";

async fn sandbox() -> Sandbox {
    Sandbox::start().await.unwrap()
}

async fn get(sandbox: &Sandbox, path: &str) -> Value {
    let answer = control("GET", path).send(sandbox).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.text);
    answer.json()
}

async fn post(sandbox: &Sandbox, path: &str, body: Value) -> Value {
    let answer = control("POST", path)
        .json(&body.to_string())
        .send(sandbox)
        .await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.text);
    answer.json()
}

/// Without credentials.
fn control(method: &str, path: &str) -> Request {
    Request::new(method, &format!("/_sandbox{path}")).header("Authorization", "")
}

async fn invoice(sandbox: &Sandbox, external_id: &str) -> String {
    let body = json!({"external_id": external_id, "amount": 230000, "payer_email": "a@example.com", "description": "-"});
    let answer = Request::post("/v2/invoices", body).send(sandbox).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()["id"].as_str().unwrap().to_owned()
}

async fn status_of(sandbox: &Sandbox, id: &str) -> Value {
    let answer = Request::get(&format!("/v2/invoices/{id}"))
        .send(sandbox)
        .await;
    answer.json()["status"].clone()
}

fn refused(answer: &Response, status: u16, words: &str) {
    assert_eq!(answer.status, status, "{}", answer.text);
    let body = answer.json();
    let error = body["error"].as_str().unwrap();
    assert!(error.contains(words), "{error}");
    assert_eq!(body.as_object().unwrap().len(), 1);
}

#[tokio::test]
async fn a_payer_pays_over_http() {
    let sandbox = sandbox().await;
    let id = invoice(&sandbox, "order-1").await;
    let shown = get(&sandbox, "/resources/order-1").await;
    assert_eq!(shown["id"], id.as_str());
    assert_eq!(shown["kind"], "invoice");
    assert_eq!(shown["actions"], json!(["pay", "expire"]));
    let paid = post(
        &sandbox,
        "/resources/order-1/pay",
        json!({"channel": "BNI"}),
    )
    .await;
    assert_eq!(paid["status"], "PAID");
    assert!(
        paid.as_object()
            .unwrap()
            .keys()
            .all(|name| !name.starts_with('_'))
    );
    assert_eq!(status_of(&sandbox, &id).await, "PAID");
    let again = control("POST", "/resources/order-1/pay")
        .send(&sandbox)
        .await;
    refused(&again, 409, "it is PAID");
}

#[tokio::test]
async fn resources_are_listed_by_kind_account_and_status_in_pages() {
    let sandbox = sandbox().await;
    for number in 0..5 {
        invoice(&sandbox, &format!("order-{number}")).await;
    }
    post(&sandbox, "/resources/order-1/pay", json!({})).await;
    let names = |page: &Value| -> Vec<String> {
        let resources = page["resources"].as_array().unwrap();
        resources
            .iter()
            .map(|one| one["external_id"].as_str().unwrap().to_owned())
            .collect()
    };
    let first = get(&sandbox, "/resources?limit=2").await;
    assert_eq!(
        names(&first),
        ["order-1", "order-4"],
        "the last changed first"
    );
    let second = get(
        &sandbox,
        &format!("/resources?limit=2&before={}", first["next_before"]),
    )
    .await;
    assert_eq!(names(&second), ["order-3", "order-2"]);
    let third = get(
        &sandbox,
        &format!("/resources?limit=2&before={}", second["next_before"]),
    )
    .await;
    assert_eq!(names(&third), ["order-0"]);
    assert_eq!(third["next_before"], Value::Null);
    let paid = get(
        &sandbox,
        &format!("/resources?kind=invoice&status=PAID&account={KEY}"),
    )
    .await;
    assert_eq!(names(&paid), ["order-1"]);
    assert!(names(&get(&sandbox, "/resources?account=somebody").await).is_empty());
    assert!(names(&get(&sandbox, "/resources?kind=disbursement").await).is_empty());
    let status = get(&sandbox, "/status").await;
    assert_eq!(status["counts"]["invoice"], 5);
}

#[tokio::test]
async fn every_action_is_listed_with_what_it_takes() {
    let sandbox = sandbox().await;
    let actions = get(&sandbox, "/actions").await;
    let pay = actions
        .as_array()
        .unwrap()
        .iter()
        .find(|action| action["kind"] == "invoice" && action["name"] == "pay")
        .unwrap();
    assert_eq!(pay["input"], json!(["channel"]));
    assert_eq!(pay["when"], json!(["PENDING"]));
    assert!(pay["about"].as_str().unwrap().contains("payer"));
}

#[tokio::test]
async fn the_clock_stands_still_goes_on_and_moves() {
    let sandbox = sandbox().await;
    let id = invoice(&sandbox, "order-1").await;
    let frozen = post(&sandbox, "/clock/freeze", json!({})).await;
    assert_eq!(frozen["frozen"], true);
    tokio::time::sleep(Duration::from_millis(20)).await;
    assert_eq!(get(&sandbox, "/clock").await, frozen);
    assert_eq!(sandbox.now(), frozen["now"]);
    post(&sandbox, "/clock/advance", json!({"seconds": 86399})).await;
    assert_eq!(status_of(&sandbox, &id).await, "PENDING");
    post(&sandbox, "/clock/advance", json!({"seconds": 0.9})).await;
    post(&sandbox, "/clock/advance", json!({"seconds": "1"})).await;
    assert_eq!(status_of(&sandbox, &id).await, "EXPIRED");
    let moved = post(
        &sandbox,
        "/clock/advance",
        json!({"until": "2099-12-31T07:00:00+07:00"}),
    )
    .await;
    assert_eq!(
        moved,
        json!({"now": "2099-12-31T00:00:00.000Z", "frozen": true})
    );
    let running = post(&sandbox, "/clock/unfreeze", json!({})).await;
    assert_eq!(running["frozen"], false);
    assert!(
        running["now"]
            .as_str()
            .unwrap()
            .starts_with("2099-12-31T00:00:0")
    );
    tokio::time::sleep(Duration::from_millis(20)).await;
    assert!(sandbox.now().as_str() > running["now"].as_str().unwrap());
    sandbox.advance(Duration::MAX);
    assert!(sandbox.now().as_str() > "2199");
}

#[tokio::test]
async fn balances_and_settings_are_set_by_id_or_key() {
    let sandbox = sandbox().await;
    let mine = Request::new("PATCH", "/_sandbox/account").credentials(SECRET_KEY);
    let changes = json!({"balances": {"CASH": "12345678901234567890.05", "TAX": 7}, "settings": {"batch_approval": true}});
    let answer = mine
        .clone()
        .json(&changes.to_string())
        .send(&sandbox)
        .await
        .json();
    assert_eq!(answer["balances"]["CASH"], "12345678901234567890.05");
    assert_eq!(answer["balances"]["TAX"], "7");
    let balance = Request::get("/balance").send(&sandbox).await;
    assert!(
        balance.text.contains("12345678901234567890.05"),
        "{}",
        balance.text
    );
    let tax = Request::get("/balance?account_type=TAX")
        .send(&sandbox)
        .await;
    assert_eq!(tax.json()["balance"], 7);
    let id = answer["account"].as_str().unwrap();
    assert_eq!(sandbox.account_id(KEY, None), id);
    assert_eq!(get(&sandbox, &format!("/accounts/{id}")).await, answer);
    assert_eq!(get(&sandbox, &format!("/accounts/{KEY}")).await, answer);
    let gone = mine
        .clone()
        .json(r#"{"settings": {"batch_approval": null}}"#)
        .send(&sandbox)
        .await;
    assert_eq!(gone.json()["settings"], json!({}));
    // All or nothing.
    let half = json!({"balances": {"CASH": 1, "GOLD": 1}}).to_string();
    refused(&mine.json(&half).send(&sandbox).await, 400, "GOLD");
    assert_eq!(
        get(&sandbox, &format!("/accounts/{id}")).await["balances"]["CASH"],
        "12345678901234567890.05"
    );
    sandbox.set_balance(KEY, "CASH", "0").unwrap();
    assert_eq!(
        Request::get("/balance").send(&sandbox).await.json()["balance"],
        0
    );
    assert!(sandbox.set_balance(KEY, "CASH", "much").is_err());
    let sub_account = Request::new("PATCH", "/_sandbox/account")
        .header("for-user-id", "5f1a")
        .json(r#"{"balances": {"CASH": 5}}"#);
    let sub_account = sub_account.send(&sandbox).await.json();
    assert_eq!(
        sub_account["account"],
        sandbox.account_id(KEY, Some("5f1a")).as_str()
    );
    let path = format!(
        "/accounts/{}",
        sub_account["account"].as_str().unwrap().replace('/', "%2F")
    );
    assert_eq!(get(&sandbox, &path).await["balances"]["CASH"], "5");
}

#[tokio::test]
async fn no_token_is_shown_anywhere() {
    let merchant = Merchant::start().await;
    let sandbox = sandbox().await;
    let url = format!("{}?callback_authentication_token=hush-url", merchant.url());
    let url = url.replace("http://", "http://me:hush-password@");
    let changes = json!({"callback_token": "hush-token", "callback_url": url});
    sandbox.configure(KEY, &changes).unwrap();
    invoice(&sandbox, "order-1").await;
    post(&sandbox, "/resources/order-1/pay", json!({})).await;
    sandbox.callbacks_settled().await;
    assert_eq!(
        merchant.taken()[0].header("x-callback-token"),
        Some("hush-token")
    );
    assert!(merchant.taken()[0].path.ends_with("hush-url"));
    let log =
        get(&sandbox, "/deliveries").await.to_string() + &format!("{:?}", sandbox.deliveries());
    assert!(log.contains("order-1"));
    assert!(!log.contains("hush"), "{log}");
    for path in ["/requests", "/status", "/accounts"] {
        let text = get(&sandbox, path).await.to_string();
        assert!(!text.contains("hush-token"), "{path}: {text}");
    }
}

#[tokio::test]
async fn a_finpay_payout_is_made_by_a_control() {
    let sandbox = sandbox().await;
    let create = Request::new("POST", "/_sandbox/payouts").credentials("merchant:password");
    let nobody = create.clone().json("{}").send(&sandbox).await;
    refused(&nobody, 400, "for-user-id");
    let create = create.header("for-user-id", "1");
    let body = json!({"amount": 10000.5, "reference_id": "july-1"}).to_string();
    let made = create.clone().json(&body).send(&sandbox).await;
    assert_eq!(made.status, 200, "{}", made.text);
    let id = made.json()["id"].as_str().unwrap().to_owned();
    let payout = Request::get(&format!("/payout/{id}")).credentials("merchant:password");
    let payout = payout.send_to(sandbox.base_url()).await;
    assert_eq!(payout.status, 404, "it is Finpay's");
    for (sub_account, status) in [("1", 200), ("2", 404)] {
        let payout = Request::get(&format!("/finpay/payout/{id}"))
            .credentials("merchant:password")
            .header("for-user-id", sub_account);
        let payout = payout.send(&sandbox).await;
        assert_eq!(payout.status, status, "{sub_account}: {}", payout.text);
    }
    let shown = get(&sandbox, "/resources/july-1").await;
    assert_eq!(shown["id"], id.as_str());
    assert_eq!(
        shown["account"],
        sandbox.finpay_account_id("merchant", "1").as_str()
    );
    sandbox
        .set_balance(&sandbox.finpay_account_id("merchant", "1"), "CASH", "1")
        .unwrap();
    refused(&create.json("{}").send(&sandbox).await, 409, "balance");
    refused(
        &control("POST", "/payouts").send(&sandbox).await,
        401,
        "user name",
    );
    let made = sandbox.create_payout("somebody", "1", json!({})).unwrap();
    assert!(made["id"].is_string());
    assert!(sandbox.create_payout("somebody", "", json!({})).is_err());
}

#[tokio::test]
async fn an_ordered_error_meets_one_request() {
    let sandbox = sandbox().await;
    let body = json!({"operation": "create_invoice", "code": "API_VALIDATION_ERROR"});
    post(&sandbox, "/refuse_next", body).await;
    let create = Request::post(
        "/v2/invoices",
        json!({"external_id": "a", "amount": 230000, "payer_email": "a@example.com", "description": "-"}),
    );
    assert_eq!(
        create.send(&sandbox).await.json()["error_code"],
        "API_VALIDATION_ERROR"
    );
    assert_eq!(create.send(&sandbox).await.status, 200);
}

#[tokio::test]
async fn controls_are_no_part_of_the_log() {
    let sandbox = sandbox().await;
    invoice(&sandbox, "order-1").await;
    get(&sandbox, "/clock").await;
    Request::get("/").send(&sandbox).await;
    Request::get("/v2/invoices/none?hello=1")
        .send(&sandbox)
        .await;
    let log = get(&sandbox, "/requests").await;
    let requests = log["requests"].as_array().unwrap();
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[1]["operation"], "create_invoice");
    assert_eq!(requests[1]["violations"], json!([]));
    assert_eq!(
        (&requests[0]["number"], &requests[0]["status"]),
        (&json!(2), &json!(404))
    );
    assert!(!log.to_string().contains(KEY));
    let older = get(&sandbox, "/requests?before=2&limit=1").await;
    assert_eq!(older["requests"][0]["number"], 1);
    let revision = |status: &Value| status["revision"].clone();
    let before = revision(&get(&sandbox, "/status").await);
    assert_eq!(revision(&get(&sandbox, "/status").await), before);
    Request::get("/balance").send(&sandbox).await;
    let after = revision(&get(&sandbox, "/status").await);
    assert_ne!(after, before);
    post(&sandbox, "/faults", json!({"kind": "garbage"})).await;
    let with_fault = revision(&get(&sandbox, "/status").await);
    assert_ne!(with_fault, after);
    post(&sandbox, "/drift/random", json!({"seed": 1, "rate": 0})).await;
    assert_ne!(revision(&get(&sandbox, "/status").await), with_fault);
}

#[tokio::test]
async fn callbacks_are_held_released_doubled_and_sent_again_over_http() {
    let merchant = Merchant::start().await;
    let sandbox = Sandbox::builder()
        .callback_url(merchant.url())
        .start()
        .await
        .unwrap();
    assert_eq!(
        post(&sandbox, "/callbacks/hold", json!({})).await["is_held"],
        true
    );
    for name in ["a", "b"] {
        invoice(&sandbox, name).await;
        post(&sandbox, &format!("/resources/{name}/pay"), json!({})).await;
    }
    assert_eq!(get(&sandbox, "/callbacks/settled").await["settled"], true);
    assert_eq!(get(&sandbox, "/callbacks").await["held"], 2);
    assert_eq!(
        get(&sandbox, "/deliveries").await["deliveries"][0]["status"],
        "HELD"
    );
    let released = post(&sandbox, "/callbacks/release", json!({"order": "reversed"})).await;
    assert_eq!(released["released"], 2);
    get(&sandbox, "/callbacks/settled").await;
    assert_eq!(merchant.names(), ["b", "a"]);
    post(&sandbox, "/callbacks/duplicates", json!({"on": true})).await;
    let deliveries = get(&sandbox, "/deliveries").await;
    let last = &deliveries["deliveries"][1];
    assert_eq!(last["body"]["external_id"], "b");
    post(
        &sandbox,
        &format!("/deliveries/{}/redeliver", last["id"].as_str().unwrap()),
        json!({}),
    )
    .await;
    get(&sandbox, "/callbacks/settled").await;
    assert_eq!(merchant.names(), ["b", "a", "b", "b"]);
    merchant.pause(Duration::from_secs(5));
    invoice(&sandbox, "slow").await;
    post(&sandbox, "/resources/slow/pay", json!({})).await;
    assert_eq!(
        get(&sandbox, "/callbacks/settled?seconds=0").await["settled"],
        false
    );
}

#[tokio::test]
async fn pages_of_others_are_kept_out() {
    let sandbox = sandbox().await;
    let own = sandbox.base_url().to_owned();
    let port = own.rsplit(':').next().unwrap();
    let allowed = [("Origin", own.as_str()), ("Accept", "*/*")];
    for (name, value) in allowed {
        let answer = control("POST", "/reset")
            .header(name, value)
            .send(&sandbox)
            .await;
        assert_eq!(answer.status, 200, "{name}: {value}");
    }
    let strange = [
        "https://evil.example".to_owned(),
        "null".to_owned(),
        format!("http://localhost:{port}"),
        format!("{own}.evil.example"),
        "http://127.0.0.1:1".to_owned(),
    ];
    for origin in &strange {
        let answer = control("POST", "/reset")
            .header("Origin", origin)
            .send(&sandbox)
            .await;
        refused(&answer, 403, "origin");
    }
    for host in ["evil.example", "evil.example:80", "127.0.0.1.evil.example"] {
        let answer = raw(
            &sandbox,
            &format!("GET /_sandbox/clock HTTP/1.1\r\nHost: {host}\r\n"),
        )
        .await;
        assert!(answer.starts_with("HTTP/1.1 403"), "{host}: {answer}");
    }
    let answer = raw(
        &sandbox,
        &format!("GET /_sandbox/clock HTTP/1.1\r\nHost: localhost:{port}\r\n"),
    )
    .await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}

async fn raw(sandbox: &Sandbox, head: &str) -> String {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let address = sandbox.base_url().strip_prefix("http://").unwrap();
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    let request = format!("{head}Connection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

#[tokio::test]
async fn the_contract_is_served_for_tools_of_other_languages() {
    let sandbox = Sandbox::start().await.unwrap();
    let get = async |target: &str| {
        Request::get(&format!("/_sandbox/{target}"))
            .send(&sandbox)
            .await
    };
    let document = get("openapi.json").await.json();
    assert_eq!(document["openapi"], "3.1.0");
    assert_eq!(document["servers"][0]["url"], sandbox.base_url());
    for callback in ["ewallet_payment", "ovo_payment", "invoice"] {
        let webhook = &document["webhooks"][callback]["post"];
        assert!(webhook["operationId"].is_string(), "{callback}");
    }
    let yaml = get("openapi.yaml").await;
    assert_eq!(yaml.header("Content-Type"), Some("application/yaml"));
    let read = bayar_contract::Contract::parse("served.yaml", &yaml.text).unwrap();
    assert_eq!(read.document().root().to_value(), document);
    let finpay = get("openapi.json?provider=finpay").await.json();
    assert_eq!(finpay["servers"][0]["url"], sandbox.finpay_url());
    assert_eq!(get("openapi.json?provider=other").await.status, 400);
    assert_eq!(get("openapi.json?enums=closed").await.status, 400);
    assert_eq!(get("openapi.json?enums=listed").await.json(), document);
}

#[tokio::test]
async fn a_client_of_another_language_can_take_values_that_are_not_listed() {
    let sandbox = Sandbox::start().await.unwrap();
    let open = Request::get("/_sandbox/openapi.json?enums=open")
        .send(&sandbox)
        .await
        .json();
    let schema = |name: &str| &open["components"]["schemas"][name];
    let status = &schema("Invoice")["properties"]["status"];
    assert!(status.to_string().contains("InvoiceStatus"), "{status}");
    assert_eq!(status["anyOf"][1], json!({"type": "string"}));
    // The list keeps its name, what is sent keeps to the list, and what tells variants apart is told.
    assert!(schema("InvoiceStatus")["enum"].is_array());
    let of_request = &schema("CreateFixedVirtualAccountRequest")["properties"]["bank_code"];
    assert!(of_request["anyOf"].is_null(), "{of_request}");
    let tag = &schema("OvoPayment")["properties"]["ewallet_type"];
    assert!(tag["anyOf"].is_null(), "{tag}");
    let of_status = &schema("EwalletPaymentStatus")["properties"]["ewallet_type"];
    assert_eq!(of_status["anyOf"][1], json!({"type": "string"}));
    let read = bayar_contract::Contract::parse("open.json", &open.to_string()).unwrap();
    assert!(read.notes().is_empty(), "{:?}", read.notes());
    // Every answer with a status takes one that no one listed.
    let contract = bayar_contract::Contract::parse("xendit.yaml", bayar_spec::XENDIT).unwrap();
    let lists = |contract: &bayar_contract::Contract| {
        let answers = contract.operations.iter();
        let answers = answers.filter_map(bayar_contract::Operation::success);
        let schemas = answers.filter_map(|answer| answer.json()?.schema);
        let fields = schemas.flat_map(|id| contract.properties(id));
        let listed = fields.filter(|field| {
            let parts = contract.parts(field.schema).into_iter();
            let mut parts = parts.map(|part| contract.schema(part));
            parts.any(|part| part.values.as_ref().is_some_and(|values| values.len() > 1))
        });
        listed.count()
    };
    assert!(lists(&contract) > 10);
    assert_eq!(lists(&read), 0);
}
