//! A client that writes down each exchange with a sandbox, and each callback that the sandbox sends, as they come.

use std::sync::{Arc, Mutex, PoisonError};

use bayar_sandbox::{Builder, Sandbox};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use super::{examples, operations, xendit};

pub const SECRET_KEY: &str = "Basic eG5kX2RldmVsb3BtZW50X3NlY3JldDo=";
const PUBLIC_KEY: &str = "Basic eG5kX3B1YmxpY19kZXZlbG9wbWVudF9zZWNyZXQ6";
const ACCOUNT: &str = "xnd_development_secret";

type Log = Arc<Mutex<Vec<Value>>>;

pub struct Recorder {
    pub sandbox: Sandbox,
    operations: Vec<(String, String, Value)>,
    log: Log,
    callback_url: String,
    merchant: JoinHandle<()>,
}

impl Recorder {
    pub async fn start(sandbox: Builder) -> Recorder {
        let sandbox = sandbox.start().await.unwrap();
        let log = Log::default();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let callback_url = format!("http://{}/callbacks", listener.local_addr().unwrap());
        sandbox
            .configure(ACCOUNT, &json!({"callback_url": callback_url}))
            .unwrap();
        let merchant = tokio::spawn(take_callbacks(listener, Arc::clone(&log)));
        Recorder {
            sandbox,
            operations: operations(xendit()),
            log,
            callback_url,
            merchant,
        }
    }

    /// What was recorded, in the order of time.
    pub async fn finish(self) -> Vec<Value> {
        self.sandbox.callbacks_settled().await;
        self.sandbox.shutdown().await.unwrap();
        self.merchant.abort();
        self.log
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn operation(&self, id: &str) -> (String, String, Value) {
        let mut operations = self.operations.iter();
        operations
            .find(|(.., operation)| operation["operationId"] == id)
            .unwrap()
            .clone()
    }

    /// Every documented request of an operation, with callbacks that come here.
    pub fn requests(&self, id: &str) -> Vec<Value> {
        let (.., operation) = self.operation(id);
        let mut requests = examples(&operation["requestBody"]);
        for request in &mut requests {
            if request.get("callback_url").is_some() {
                request["callback_url"] = json!(self.callback_url);
            }
        }
        requests
    }

    /// Calls an operation with this in the place of its parameter, or at the end of its path.
    pub async fn call(&self, id: &str, of: &str, body: Option<Value>) {
        self.call_with(id, of, body, &[]).await;
    }

    /// The same with more headers.
    pub async fn call_with(&self, id: &str, of: &str, body: Option<Value>, more: &[(&str, &str)]) {
        let (method, path, operation) = self.operation(id);
        let target = match path.split_once('{') {
            Some((before, rest)) => format!("{before}{of}{}", rest.split_once('}').unwrap().1),
            None => format!("{path}{of}"),
        };
        let key = if operation["security"][0]["publicKey"].is_array() {
            PUBLIC_KEY
        } else {
            SECRET_KEY
        };
        let mut headers = vec![("Authorization", key), ("Accept", "*/*")];
        headers.extend(more);
        let body = body.map(|body| body.to_string());
        if body.is_some() {
            headers.push(("Content-Type", "application/json"));
        }
        self.send(&method, &target, &headers, &body.unwrap_or_default())
            .await;
    }

    /// Sends a request, and writes it down with its answer. What may follow is over then, too.
    pub async fn send(&self, method: &str, target: &str, headers: &[(&str, &str)], body: &str) {
        let (status, answered, text) = self.exchange(method, target, headers, body).await;
        let url = format!("{}{target}", self.sandbox.base_url());
        self.log
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(json!({
                "request": {"method": method, "url": url, "headers": headers, "body": body},
                "response": {"status": status, "headers": answered, "body": text},
            }));
        self.sandbox.callbacks_settled().await;
    }

    async fn exchange(
        &self,
        method: &str,
        target: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> (u16, Vec<(String, String)>, String) {
        let address = self.sandbox.base_url().strip_prefix("http://").unwrap();
        let mut request =
            format!("{method} {target} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n");
        for (name, value) in headers {
            request += &format!("{name}: {value}\r\n");
        }
        request += &format!("Content-Length: {}\r\n\r\n{body}", body.len());
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        let (head, text) = answer.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        (status, headers_of(head), text.to_owned())
    }

    /// Lets something happen outside the API, and the callbacks of it arrive.
    pub async fn act(&self, id: &str, action: &str, input: Value) -> Value {
        let answer = self.sandbox.act(id, action, input).unwrap();
        self.sandbox.callbacks_settled().await;
        answer
    }

    /// The id of what changed last of a kind: of the sandbox itself, since an answer may drift.
    pub async fn last(&self, kind: &str) -> String {
        let target = format!("/_sandbox/resources?kind={kind}&limit=1");
        let (_, _, text) = self.exchange("GET", &target, &[], "").await;
        let list: Value = serde_json::from_str(&text).unwrap();
        let id = &list["resources"][0]["id"];
        id.as_str()
            .unwrap_or_else(|| panic!("{kind}: {list}"))
            .to_owned()
    }
}

fn headers_of(head: &str) -> Vec<(String, String)> {
    let lines = head.lines().skip(1);
    lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

/// A merchant's server: writes down each callback, to the byte.
async fn take_callbacks(listener: TcpListener, log: Log) {
    while let Ok((stream, _)) = listener.accept().await {
        tokio::spawn(serve(stream, Arc::clone(&log)));
    }
}

async fn serve(mut stream: TcpStream, log: Log) {
    let mut bytes = Vec::new();
    while stream.read_buf(&mut bytes).await.is_ok_and(|read| read > 0) {
        let Some(callback) = callback(&bytes) else {
            continue;
        };
        bytes.clear();
        log.lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(callback);
        let answer = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
        if stream.write_all(answer).await.is_err() {
            return;
        }
    }
}

/// A callback, once all of it has come.
fn callback(bytes: &[u8]) -> Option<Value> {
    let text = std::str::from_utf8(bytes).ok()?;
    let (head, body) = text.split_once("\r\n\r\n")?;
    let headers = headers_of(head);
    let (_, length) = headers
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))?;
    let mut line = head.split(' ');
    let (method, url) = (line.next()?, line.next()?);
    (length.parse() == Ok(body.len())).then(|| {
        json!({
            "request": {"method": method, "url": url, "headers": headers, "body": body},
            "response": {"status": 200, "headers": [], "body": ""},
            "callback": true,
        })
    })
}
