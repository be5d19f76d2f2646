//! Many connections at once.

mod common;

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bayar_sandbox::Sandbox;
use common::{Request, SECRET_KEY};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::timeout;

/// As many as the usual limit of open files of one process allows, at both ends.
const CONNECTIONS: usize = 400;

#[tokio::test]
async fn every_one_of_many_open_connections_is_answered() {
    let sandbox = Sandbox::start().await.unwrap();
    let address = sandbox.base_url().strip_prefix("http://").unwrap();
    let mut streams = Vec::new();
    for _ in 0..CONNECTIONS {
        streams.push(TcpStream::connect(address).await.unwrap());
    }
    let credentials = STANDARD.encode(SECRET_KEY);
    let request = format!(
        "GET /balance HTTP/1.1\r\nHost: {address}\r\nAuthorization: Basic {credentials}\r\n\r\n"
    );
    // All are open before the first is used, and stay so for a second request.
    for _ in 0..2 {
        let mut answers = JoinSet::new();
        for mut stream in streams.drain(..) {
            let request = request.clone();
            answers.spawn(async move {
                stream.write_all(request.as_bytes()).await.unwrap();
                let mut answer = Vec::new();
                while !answer.ends_with(b"}") {
                    let read = timeout(Duration::from_secs(30), stream.read_buf(&mut answer));
                    assert_ne!(read.await.expect("an answer").unwrap(), 0, "closed");
                }
                assert!(answer.starts_with(b"HTTP/1.1 200 OK\r\n"));
                stream
            });
        }
        streams = answers.join_all().await;
    }
    assert_eq!(streams.len(), CONNECTIONS);
    assert_eq!(sandbox.requests().len(), 2 * CONNECTIONS);
    assert_eq!(Request::get("/balance").send(&sandbox).await.status, 200);
}
