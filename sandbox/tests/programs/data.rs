//! `--data FILE`: nothing that was answered is lost, however the program ends.
#![cfg(feature = "data")]

use std::path::Path;
use std::process::Stdio;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bayar_sandbox::Sandbox;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::process::{Child, Command};

use crate::common::{Request, Response};

fn invoice(external_id: &str) -> Value {
    json!({"external_id": external_id, "amount": 20000.10, "payer_email": "a@example.com", "description": "Shoes"})
}

async fn start(file: &Path) -> std::io::Result<Sandbox> {
    Sandbox::builder().data(file).start().await
}

async fn create(sandbox: &Sandbox, external_id: &str) -> Value {
    let request = Request::post("/v2/invoices", invoice(external_id));
    request.send(sandbox).await.json()
}

async fn get(sandbox: &Sandbox, invoice: &Value) -> Response {
    let target = format!("/v2/invoices/{}", invoice["id"].as_str().unwrap());
    Request::get(&target).send(sandbox).await
}

#[tokio::test]
async fn what_was_done_is_there_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state.db");
    let sandbox = start(&file).await.unwrap();
    let first = create(&sandbox, "first").await;
    let second = create(&sandbox, "second").await;
    let paid = sandbox
        .act(first["id"].as_str().unwrap(), "pay", json!({}))
        .unwrap();
    let list = Request::get("/v2/invoices").send(&sandbox).await.text;
    sandbox.shutdown().await.unwrap();

    let sandbox = start(&file).await.unwrap();
    assert_eq!(get(&sandbox, &first).await.json()["status"], "PAID");
    assert_eq!(get(&sandbox, &first).await.json(), paid);
    assert_eq!(get(&sandbox, &second).await.json(), second);
    assert_eq!(Request::get("/v2/invoices").send(&sandbox).await.text, list);
    let stranger = Request::get("/v2/invoices").credentials("xnd_development_other:");
    assert_eq!(stranger.send(&sandbox).await.text, "[]");
}

#[tokio::test]
async fn the_clock_and_what_is_due_go_on() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state.db");
    let sandbox = start(&file).await.unwrap();
    let created = create(&sandbox, "a").await;
    sandbox.advance(Duration::from_secs(23 * 3600));
    assert_eq!(get(&sandbox, &created).await.json()["status"], "PENDING");
    sandbox.shutdown().await.unwrap();

    let sandbox = start(&file).await.unwrap();
    let later = create(&sandbox, "later").await;
    assert_ne!(
        &later["created"].as_str().unwrap()[..13],
        &created["created"].as_str().unwrap()[..13]
    );
    sandbox.advance(Duration::from_secs(2 * 3600));
    assert_eq!(get(&sandbox, &created).await.json()["status"], "EXPIRED");
    assert_eq!(get(&sandbox, &later).await.json()["status"], "PENDING");
}

#[tokio::test]
async fn an_idempotency_key_is_known_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state.db");
    let request = Request::post("/v2/invoices", invoice("a")).header("X-IDEMPOTENCY-KEY", "key-1");
    let sandbox = start(&file).await.unwrap();
    let first = request.send(&sandbox).await.text;
    sandbox.shutdown().await.unwrap();
    let sandbox = start(&file).await.unwrap();
    assert_eq!(request.send(&sandbox).await.text, first);
}

#[tokio::test]
async fn a_file_belongs_to_one_sandbox_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state.db");
    let sandbox = start(&file).await.unwrap();
    let error = start(&file).await.unwrap_err().to_string();
    assert_eq!(
        error,
        format!("{}: in use by another sandbox", file.display())
    );
    create(&sandbox, "a").await;
    sandbox.shutdown().await.unwrap();
    start(&file).await.unwrap();
}

#[tokio::test]
async fn other_files_are_refused_and_left_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("notes.txt");
    let text = "no database ".repeat(100);
    std::fs::write(&file, &text).unwrap();
    let error = start(&file).await.unwrap_err().to_string();
    assert!(
        error.ends_with("notes.txt: no data file of the sandbox"),
        "{error}"
    );
    assert_eq!(std::fs::read_to_string(&file).unwrap(), text);

    let missing = folder.path().join("no/such/folder/state.db");
    assert!(
        start(&missing)
            .await
            .unwrap_err()
            .to_string()
            .contains("state.db")
    );
}

#[tokio::test]
async fn other_schemas_and_other_programs_databases_are_refused() {
    use sqlx::{ConnectOptions, Connection};

    let folder = tempfile::tempdir().unwrap();
    let edit = async |file: &Path, sql: &str| {
        let options = sqlx::sqlite::SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true);
        let mut connection = options.connect().await.unwrap();
        sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
    };
    let file = folder.path().join("later.db");
    start(&file).await.unwrap().shutdown().await.unwrap();
    edit(&file, "PRAGMA user_version = 1000").await;
    let error = start(&file).await.unwrap_err().to_string();
    assert!(error.contains("its schema is 1000"), "{error}");

    let file = folder.path().join("other.db");
    edit(&file, "CREATE TABLE customers (name TEXT)").await;
    let error = start(&file).await.unwrap_err().to_string();
    assert!(
        error.ends_with("the database of another program"),
        "{error}"
    );
}

#[tokio::test]
async fn the_file_holds_no_key() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state.db");
    let sandbox = start(&file).await.unwrap();
    let request = Request::post("/v2/invoices", invoice("visible"))
        .credentials("xnd_development_7353a7353:")
        .header("X-IDEMPOTENCY-KEY", "7353b7353");
    assert_eq!(request.send(&sandbox).await.status, 200);
    sandbox.shutdown().await.unwrap();
    let bytes = std::fs::read(&file).unwrap();
    let holds = |text: &str| {
        bytes
            .windows(text.len())
            .any(|window| window == text.as_bytes())
    };
    assert!(holds("visible"));
    assert!(!holds("7353a7353") && !holds("7353b7353"));
}

async fn spawn(file: &Path) -> (Child, String) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_bayar-sandbox"))
        .args(["--port", "0", "--data"])
        .arg(file)
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(program.stdout.take().unwrap()).lines();
    let url = lines.next_line().await.unwrap().unwrap();
    // Whoever does not read blocks the program.
    tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
    (program, url)
}

/// Creates invoices over one connection until it breaks, and notes the answered ones.
async fn create_until_it_breaks(url: String, answered: Arc<Mutex<Vec<String>>>) {
    let address = url.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).await.unwrap();
    let body = invoice("a").to_string();
    let length = body.len();
    let request = format!(
        "POST /v2/invoices HTTP/1.1\r\nHost: a\r\nAuthorization: Basic eG5kX2RldmVsb3BtZW50X3NlY3JldDo=\r\n\
         Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
    );
    let mut buffer = vec![0; 16 * 1024];
    loop {
        if stream.write_all(request.as_bytes()).await.is_err() {
            return;
        }
        let mut answer = String::new();
        while !answer.ends_with('}') {
            match stream.read(&mut buffer).await {
                Ok(0) | Err(_) => return,
                Ok(read) => answer += std::str::from_utf8(&buffer[..read]).unwrap(),
            }
        }
        let (_, json) = answer.split_once("\r\n\r\n").unwrap();
        let invoice: Value = serde_json::from_str(json).unwrap();
        answered
            .lock()
            .unwrap()
            .push(invoice["id"].as_str().unwrap().to_owned());
    }
}

#[tokio::test]
async fn a_program_that_is_killed_loses_nothing_that_it_answered() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state.db");
    let answered = Arc::new(Mutex::new(Vec::new()));
    for round in 1..=3 {
        let (mut program, url) = spawn(&file).await;
        let clients: Vec<_> = (0..8)
            .map(|_| tokio::spawn(create_until_it_breaks(url.clone(), Arc::clone(&answered))))
            .collect();
        while answered.lock().unwrap().len() < round * 200 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        program.kill().await.unwrap();
        for client in clients {
            client.await.unwrap();
        }
    }
    let sandbox = start(&file).await.unwrap();
    let ids = answered.lock().unwrap().clone();
    assert!(ids.len() >= 600);
    for id in ids {
        let response = Request::get(&format!("/v2/invoices/{id}"))
            .send(&sandbox)
            .await;
        assert_eq!(response.status, 200, "{id} was answered and is lost");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn what_is_made_is_its_owners_alone_and_what_is_there_keeps_its_mode() {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let (new, old) = (folder.path().join("new.db"), folder.path().join("old.db"));
    fs::write(&old, "").unwrap();
    fs::set_permissions(&old, Permissions::from_mode(0o640)).unwrap();
    for (file, expected) in [(&new, 0o600), (&old, 0o640)] {
        let sandbox = start(file).await.unwrap();
        create(&sandbox, "first").await;
        for end in ["", "-wal"] {
            let part = format!("{}{end}", file.display());
            let mode = fs::metadata(&part).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, expected, "{part}");
        }
    }
}
