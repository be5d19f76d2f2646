//! HTTP over sockets, as far as a proxy and a vendor need it: every byte of an answer is theirs to choose.

use std::io;

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// A server on loopback, until it is dropped.
pub struct Server {
    pub url: String,
    task: JoinHandle<()>,
}

impl Server {
    /// Serves each connection by a task of its own.
    pub async fn start<F>(serve: impl Fn(TcpStream) -> F + Send + 'static) -> Self
    where
        F: Future<Output = io::Result<()>> + Send + 'static,
    {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let task = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let serving = serve(client);
                // A connection that breaks is what this is for.
                tokio::spawn(async move { drop(serving.await) });
            }
        });
        Self { url, task }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// The run that a request belongs to: `run-123` anywhere in it.
pub fn run_of(request: &[u8]) -> Option<String> {
    let start = find(request, b"run-")?;
    let digits = request[start + 4..]
        .iter()
        .take_while(|byte| byte.is_ascii_digit());
    let end = start + 4 + digits.count();
    Some(String::from_utf8_lossy(&request[start..end]).into_owned())
}

pub fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    text.windows(part.len()).position(|window| window == part)
}

/// The value of a header of a request or an answer.
pub fn header<'a>(message: &'a [u8], name: &str) -> Option<&'a str> {
    let head = &message[..find(message, b"\r\n\r\n")?];
    let head = std::str::from_utf8(head).ok()?;
    head.lines().find_map(|line| {
        let (header, value) = line.split_once(':')?;
        header.eq_ignore_ascii_case(name).then(|| value.trim())
    })
}

/// Where the body of a request or an answer begins.
pub fn body(message: &[u8]) -> usize {
    find(message, b"\r\n\r\n").map_or(0, |end| end + 4)
}

/// With more headers.
pub fn with_headers(answer: &[u8], headers: &str) -> Vec<u8> {
    let end = find(answer, b"\r\n").map_or(0, |end| end + 2);
    [&answer[..end], headers.as_bytes(), &answer[end..]].concat()
}

pub fn reply(status: u16, headers: &str, body: &[u8]) -> Vec<u8> {
    // Neither has a body, so neither says how long it is.
    let length = match status {
        101 | 204 | 304 => String::new(),
        _ => format!("Content-Length: {}\r\n", body.len()),
    };
    let head =
        format!("HTTP/1.1 {status} X\r\nContent-Type: application/json\r\n{headers}{length}\r\n");
    let body = if length.is_empty() { b"" } else { body };
    [head.as_bytes(), body].concat()
}

pub fn json(status: u16, body: &Value) -> Vec<u8> {
    reply(status, "", body.to_string().as_bytes())
}

/// An error as the documents have it.
pub fn error(status: u16, code: &str) -> Vec<u8> {
    json(
        status,
        &serde_json::json!({"error_code": code, "message": "It did not work."}),
    )
}

pub async fn write(client: &mut TcpStream, bytes: &[u8]) -> io::Result<()> {
    client.write_all(bytes).await?;
    client.flush().await
}

/// What a server answers to a question without a body.
pub async fn get(address: &str, path: &str) -> io::Result<Vec<u8>> {
    let mut server = TcpStream::connect(address.trim_start_matches("http://")).await?;
    let question = format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    write(&mut server, question.as_bytes()).await?;
    let answer = read_message(&mut server, &mut Vec::new()).await?;
    answer.ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
}

/// Reads a request or an answer with all of its body; `left` keeps what came after it.
pub async fn read_message(
    stream: &mut TcpStream,
    left: &mut Vec<u8>,
) -> io::Result<Option<Vec<u8>>> {
    loop {
        if find(left, b"\r\n\r\n").is_some() {
            assert_eq!(header(left, "transfer-encoding"), None);
            let length = header(left, "content-length");
            let length: usize = length.map_or(0, |length| length.parse().unwrap());
            let whole = body(left) + length;
            if left.len() >= whole {
                let rest = left.split_off(whole);
                return Ok(Some(std::mem::replace(left, rest)));
            }
        }
        if stream.read_buf(left).await? == 0 {
            return Ok(None);
        }
    }
}
