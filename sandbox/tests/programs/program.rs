//! The program.

use std::process::Stdio;

use serde_json::json;
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

use crate::common::{PUBLIC_KEY, Request, SECRET_KEY};
use crate::merchant::Merchant;

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bayar-sandbox"));
    command
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    command
}

/// Starts the program on a free port; also returns its base URL and the lines after it.
async fn start(arguments: &[&str]) -> (Child, String, Lines<BufReader<ChildStdout>>) {
    let mut program = command(&[&["--port", "0"], arguments].concat())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(program.stdout.take().unwrap()).lines();
    let url = lines.next_line().await.unwrap().unwrap();
    (program, url, lines)
}

/// How the program ends that cannot run, and what it says.
async fn failure(arguments: &[&str]) -> String {
    let output = command(arguments).output().await.unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    String::from_utf8(output.stderr).unwrap()
}

#[tokio::test]
async fn the_program_prints_its_url_and_then_each_request() {
    let (_program, url, mut lines) = start(&[]).await;
    let request =
        Request::post("/v2/credit_card_tokens", json!({"card_data": 1})).credentials(PUBLIC_KEY);
    assert_eq!(request.send_to(&url).await.status, 400);
    let line = lines.next_line().await.unwrap().unwrap();
    let problem = "body card_data: \"card_data\" must be an object";
    assert_eq!(
        line,
        format!("POST /v2/credit_card_tokens -> 400 create_token; {problem}")
    );
}

#[cfg(unix)]
#[tokio::test]
async fn it_stops_cleanly_when_it_is_told_to() {
    for signal in ["TERM", "INT"] {
        let (mut program, url, mut lines) = start(&[]).await;
        assert_eq!(Request::get("/balance").send_to(&url).await.status, 200);
        let id = program.id().unwrap().to_string();
        let kill = Command::new("kill").args(["-s", signal, &id]).status();
        assert!(kill.await.unwrap().success());
        assert_eq!(program.wait().await.unwrap().code(), Some(0), "{signal}");
        assert_eq!(
            lines.next_line().await.unwrap().as_deref(),
            Some("GET /balance -> 200 get_balance")
        );
        assert_eq!(lines.next_line().await.unwrap(), None);
    }
}

#[tokio::test]
async fn strict_and_rate_limits_refuse() {
    let (_program, url, _lines) = start(&["--strict", "--rate-limits"]).await;
    let untidy = Request::get("/balance/");
    assert_eq!(untidy.send_to(&url).await.status, 400);
    let balance = Request::get("/balance");
    for _ in 1..60 {
        assert_eq!(balance.send_to(&url).await.status, 200);
    }
    assert_eq!(balance.send_to(&url).await.status, 429);
}

#[tokio::test]
async fn answers_drift_from_the_start() {
    let arguments = ["--drift-seed", "3", "--drift-rate", "1"];
    let (_program, url, _lines) = start(&arguments).await;
    Request::get("/balance").send_to(&url).await;
    let injected = Request::get("/_sandbox/injected").send_to(&url).await;
    let injected = injected.json()["injected"].clone();
    assert_eq!(injected[0]["operation"], "get_balance");
    assert_eq!(injected.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn keys_come_from_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("keys.yaml");
    std::fs::write(&file, "accounts: [{keys: [{key: xnd_development_mine}]}]").unwrap();
    let (_program, url, _lines) = start(&["--keys", file.to_str().unwrap()]).await;
    let balance = Request::get("/balance");
    let mine = balance.clone().credentials("xnd_development_mine:");
    assert_eq!(mine.send_to(&url).await.status, 200);
    let other = balance.credentials(SECRET_KEY);
    assert_eq!(other.send_to(&url).await.status, 401);
}

#[tokio::test]
async fn callbacks_go_where_the_arguments_say() {
    let merchant = Merchant::start().await;
    let url = merchant.url();
    let arguments = ["--callback-url", &url, "--callback-token", "mine"];
    let (_program, url, _lines) = start(&arguments).await;
    let invoice = json!({"external_id": "order-1", "amount": 230_000, "payer_email": "a@example.com", "description": "-"});
    let invoice = Request::post("/v2/invoices", invoice).send_to(&url).await;
    assert_eq!(invoice.status, 200, "{}", invoice.text);
    let paid = Request::post("/_sandbox/resources/order-1/pay", json!({}));
    assert_eq!(paid.send_to(&url).await.status, 200);
    merchant.wait_for(1).await;
    let callback = &merchant.taken()[0];
    assert_eq!(callback.header("X-CALLBACK-TOKEN"), Some("mine"));
    assert_eq!(callback.json()["status"], "PAID");
}

#[tokio::test]
async fn what_cannot_run_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("keys.yaml");
    std::fs::write(&file, "accounts:\n- keys:\n  - key: 7353\n").unwrap();
    let error = failure(&["--keys", file.to_str().unwrap()]).await;
    assert!(error.starts_with("bayar-sandbox: "), "{error}");
    assert!(
        error.contains("keys.yaml: ") && error.contains("line 3"),
        "{error}"
    );
    assert!(!error.contains("7353"), "{error}");
    let (_program, url, _lines) = start(&[]).await;
    let port = url.rsplit(':').next().unwrap();
    let error = failure(&["--port", port]).await;
    assert!(error.starts_with("bayar-sandbox: "), "{error}");
}

#[cfg(feature = "data")]
#[tokio::test]
async fn two_programs_on_one_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state.db");
    let file = file.to_str().unwrap();
    let (_program, _url, _lines) = start(&["--data", file]).await;
    let error = failure(&["--port", "0", "--data", file]).await;
    assert_eq!(
        error,
        format!("bayar-sandbox: {file}: in use by another sandbox\n")
    );
}
