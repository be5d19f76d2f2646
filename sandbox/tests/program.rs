//! The program. It has a file of its own: a process that starts another one lends it its sockets for a moment, and
//! `server.rs` looks whether sockets are closed.

mod common;

use common::{PUBLIC_KEY, Request};
use serde_json::json;
use tokio::io::{AsyncBufReadExt, BufReader};

#[tokio::test]
async fn the_program_prints_its_url_and_then_each_request() {
    let program = tokio::process::Command::new(env!("CARGO_BIN_EXE_bayar-sandbox"))
        .args(["--port", "0"])
        .stdout(std::process::Stdio::piped())
        .kill_on_drop(true)
        .spawn();
    let mut program = program.unwrap();
    let mut lines = BufReader::new(program.stdout.take().unwrap()).lines();
    let url = lines.next_line().await.unwrap().unwrap();
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
