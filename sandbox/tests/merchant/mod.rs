//! A merchant's server: takes callbacks to the byte, and answers as it is told.
#![allow(dead_code)]

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

#[derive(Clone, Debug)]
pub struct Taken {
    pub method: String,
    pub path: String,
    head: String,
    pub body: String,
}

impl Taken {
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.head.lines().filter_map(|line| line.split_once(": "));
        headers
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }
}

#[derive(Default)]
struct State {
    taken: Mutex<Vec<Taken>>,
    answers: Mutex<VecDeque<String>>,
    pause: Mutex<Duration>,
}

pub struct Merchant {
    state: Arc<State>,
    url: String,
    task: tokio::task::JoinHandle<()>,
}

impl Merchant {
    pub async fn start() -> Merchant {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/callbacks", listener.local_addr().unwrap());
        let state = Arc::new(State::default());
        let task = tokio::spawn({
            let state = Arc::clone(&state);
            async move {
                while let Ok((stream, _)) = listener.accept().await {
                    tokio::spawn(serve(Arc::clone(&state), stream));
                }
            }
        });
        Merchant { state, url, task }
    }

    pub fn url(&self) -> String {
        self.url.clone()
    }

    /// The status lines of the next answers; after them, 200.
    pub fn answer(&self, answers: &[&str]) {
        let mut queue = self.state.answers.lock().unwrap();
        queue.extend(answers.iter().map(|answer| (*answer).to_owned()));
    }

    /// How long each answer takes.
    pub fn pause(&self, pause: Duration) {
        *self.state.pause.lock().unwrap() = pause;
    }

    pub fn taken(&self) -> Vec<Taken> {
        self.state.taken.lock().unwrap().clone()
    }

    /// The `external_id` of what was taken, in order.
    pub fn names(&self) -> Vec<String> {
        let name = |taken: &Taken| taken.json()["external_id"].as_str().unwrap().to_owned();
        self.taken().iter().map(name).collect()
    }

    /// Waits until so many callbacks were taken.
    pub async fn wait_for(&self, count: usize) {
        let there = async {
            while self.taken().len() < count {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        if tokio::time::timeout(Duration::from_secs(20), there)
            .await
            .is_err()
        {
            panic!("{} of {count} callbacks came", self.taken().len());
        }
    }
}

impl Drop for Merchant {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(state: Arc<State>, mut stream: TcpStream) {
    let mut bytes = Vec::new();
    let (head, length) = loop {
        let mut chunk = [0; 4096];
        match stream.read(&mut chunk).await {
            Ok(0) | Err(_) => return,
            Ok(count) => bytes.extend_from_slice(&chunk[..count]),
        }
        // It speaks no TLS.
        if !bytes[0].is_ascii_uppercase() {
            return;
        }
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, _)) = text.split_once("\r\n\r\n") {
            let length = head
                .lines()
                .find_map(|line| {
                    line.to_lowercase()
                        .strip_prefix("content-length: ")?
                        .parse()
                        .ok()
                })
                .unwrap_or(0);
            break (head.to_owned(), length);
        }
    };
    while bytes.len() < head.len() + 4 + length {
        let mut chunk = [0; 4096];
        let count = stream.read(&mut chunk).await.unwrap();
        bytes.extend_from_slice(&chunk[..count]);
    }
    let mut words = head.split(' ');
    state.taken.lock().unwrap().push(Taken {
        method: words.next().unwrap().to_owned(),
        path: words.next().unwrap().to_owned(),
        body: String::from_utf8(bytes[head.len() + 4..].to_vec()).unwrap(),
        head,
    });
    let pause = *state.pause.lock().unwrap();
    tokio::time::sleep(pause).await;
    let answer = state.answers.lock().unwrap().pop_front();
    let answer = answer.unwrap_or_else(|| "200 OK".to_owned());
    let answer = format!("HTTP/1.1 {answer}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    _ = stream.write_all(answer.as_bytes()).await;
}
