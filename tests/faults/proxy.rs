//! A proxy of TCP between the client and the sandbox, which lets go wrong what goes wrong on the way.
//!
//! Which request meets which fault depends on the seed, the run it belongs to and its number within the run alone.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use crate::chance::Chance;

/// What goes wrong with a request or its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// Nothing listens: a whole run has no connection.
    Refused,
    /// Reset before the server saw the request.
    ResetBefore,
    /// Reset after the server did what was asked.
    ResetAfter,
    /// The request reaches the server only when the client has given up.
    Late,
    /// The server does it, and the answer never comes.
    Stall,
    /// The answer comes a few bytes at a time.
    Slow,
    /// The connection ends in the middle of the body.
    Cut,
    /// The answer is no HTTP.
    Garbage,
    /// The answer is HTTP, and its body is no text.
    GarbageBody,
    /// A page in place of the answer, as a success.
    Html200,
    /// A gateway's page, and the server did it.
    Html502After,
    /// A gateway's page, and the server never saw it.
    Html502Before,
    /// The documented error, and the server never did it.
    Error500Before,
    /// The documented error, and the server did it.
    Error500After,
    /// A success without a body, and the server did it.
    Empty200,
    /// A success without a body, and the server never saw it.
    Empty200Before,
    /// `Content-Length` says more than there is.
    TooLong,
    /// `Content-Length` says less than there is.
    TooShort,
    /// Too many requests, several times in a row.
    Storm,
    /// The answer comes twice, at once or a moment later.
    AnswerTwice,
    /// The request is passed on twice.
    RequestTwice,
    /// The answer to an earlier request of somebody else.
    Astray,
}

const FAULTS: [Fault; 21] = [
    Fault::ResetBefore,
    Fault::ResetAfter,
    Fault::Late,
    Fault::Stall,
    Fault::Slow,
    Fault::Cut,
    Fault::Garbage,
    Fault::GarbageBody,
    Fault::Html200,
    Fault::Html502After,
    Fault::Html502Before,
    Fault::Error500Before,
    Fault::Error500After,
    Fault::Empty200,
    Fault::Empty200Before,
    Fault::TooLong,
    Fault::TooShort,
    Fault::Storm,
    Fault::AnswerTwice,
    Fault::RequestTwice,
    Fault::Astray,
];

/// How long a request that comes late is held back: longer than the client waits.
pub const LATE: Duration = Duration::from_millis(900);
/// How long an answer that never comes is held back.
const STALL: Duration = Duration::from_millis(1200);

#[derive(Default)]
struct Shared {
    seed: u64,
    /// Of 100 requests, how many meet a fault.
    percent: u64,
    calm: AtomicBool,
    runs: Mutex<BTreeMap<String, Run>>,
    /// The last good answer to a creation, to be given to somebody else.
    last: Mutex<Vec<u8>>,
}

/// What a run has met so far.
#[derive(Default)]
struct Run {
    requests: u64,
    /// Requests of a storm still to come.
    storm: u64,
    faults: BTreeSet<Fault>,
    met: usize,
}

pub struct Proxy {
    pub url: String,
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

impl Proxy {
    pub async fn start(upstream: &str, seed: u64, percent: u64) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let upstream = upstream.trim_start_matches("http://").to_owned();
        let shared = Arc::new(Shared {
            seed,
            percent,
            ..Shared::default()
        });
        let state = Arc::clone(&shared);
        let task = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let (upstream, state) = (upstream.clone(), Arc::clone(&state));
                // A connection that breaks is what this is for.
                tokio::spawn(async move { drop(serve(client, &upstream, state).await) });
            }
        });
        Self { url, shared, task }
    }

    /// From now on nothing goes wrong any more.
    pub fn calm(&self) {
        self.shared.calm.store(true, Ordering::SeqCst);
    }

    /// How many requests met a fault.
    pub fn met(&self) -> usize {
        let runs = self.shared.runs.lock().unwrap();
        runs.values().map(|run| run.met).sum()
    }

    /// What went wrong in a run.
    pub fn faults(&self, run: &str) -> BTreeSet<Fault> {
        let runs = self.shared.runs.lock().unwrap();
        runs.get(run)
            .map(|run| run.faults.clone())
            .unwrap_or_default()
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Shared {
    /// What this request meets.
    fn fault(&self, request: &[u8]) -> Option<Fault> {
        if self.calm.load(Ordering::SeqCst) {
            return None;
        }
        let name = run_of(request)?;
        let mut runs = self.runs.lock().unwrap();
        let run = runs.entry(name.clone()).or_default();
        run.requests += 1;
        if run.storm > 0 {
            run.storm -= 1;
            run.met += 1;
            return Some(Fault::Storm);
        }
        let mut chance = Chance::of(self.seed, &name, run.requests);
        if !chance.in_percent(self.percent) {
            return None;
        }
        let fault = FAULTS[usize::try_from(chance.below(FAULTS.len() as u64)).unwrap()];
        if fault == Fault::Storm {
            run.storm = chance.below(6);
        }
        run.faults.insert(fault);
        run.met += 1;
        Some(fault)
    }
}

/// The run that a request belongs to: `run-123` anywhere in it.
fn run_of(request: &[u8]) -> Option<String> {
    let start = find(request, b"run-")?;
    let digits = request[start + 4..]
        .iter()
        .take_while(|byte| byte.is_ascii_digit());
    let end = start + 4 + digits.count();
    Some(String::from_utf8_lossy(&request[start..end]).into_owned())
}

fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    text.windows(part.len()).position(|window| window == part)
}

/// Serves the requests of one connection until it ends or a fault ends it.
async fn serve(mut client: TcpStream, upstream: &str, shared: Arc<Shared>) -> io::Result<()> {
    client.set_nodelay(true)?;
    let mut server: Option<TcpStream> = None;
    let mut left = Vec::new();
    while let Some(request) = read_message(&mut client, &mut left).await? {
        let fault = shared.fault(&request);
        let alone = || pass_alone(upstream, &request);
        match fault {
            Some(Fault::ResetBefore) => return reset(client),
            Some(Fault::ResetAfter) => {
                alone().await?;
                return reset(client);
            }
            Some(Fault::Late) => {
                tokio::time::sleep(LATE).await;
                alone().await?;
                return Ok(());
            }
            Some(Fault::Stall) => {
                alone().await?;
                tokio::time::sleep(STALL).await;
                return Ok(());
            }
            Some(Fault::Storm) => write(&mut client, &storm()).await?,
            Some(Fault::Html502Before) => write(&mut client, &html(502)).await?,
            Some(Fault::Empty200Before) => write(&mut client, &reply(200, "", b"")).await?,
            Some(Fault::Error500Before) => write(&mut client, &error_500()).await?,
            Some(Fault::Astray) => {
                let stray = shared.last.lock().unwrap().clone();
                let answer = alone().await?;
                let stray = if stray.is_empty() { answer } else { stray };
                write(&mut client, &stray).await?;
            }
            Some(fault) => {
                if fault == Fault::RequestTwice {
                    alone().await?;
                }
                let answer = alone().await?;
                if spoil(&mut client, fault, &answer).await? == Then::End {
                    return Ok(());
                }
            }
            None => {
                let server = match &mut server {
                    Some(server) => server,
                    None => server.insert(TcpStream::connect(upstream).await?),
                };
                let answer = pass(server, &request).await?;
                if request.starts_with(b"POST") && answer.starts_with(b"HTTP/1.1 200") {
                    shared.last.lock().unwrap().clone_from(&answer);
                }
                write(&mut client, &answer).await?;
            }
        }
    }
    Ok(())
}

#[derive(PartialEq, Eq)]
enum Then {
    GoOn,
    End,
}

/// Gives the client something else than the server's answer.
async fn spoil(client: &mut TcpStream, fault: Fault, answer: &[u8]) -> io::Result<Then> {
    let body = find(answer, b"\r\n\r\n").map_or(0, |end| end + 4);
    let (head, content) = answer.split_at(body);
    let half = &content[..content.len() / 2];
    match fault {
        Fault::Slow => {
            for bytes in answer.chunks(answer.len() / 8 + 1) {
                write(client, bytes).await?;
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
        }
        Fault::Cut => {
            write(client, &[head, half].concat()).await?;
            return Ok(Then::End);
        }
        Fault::Garbage => {
            write(client, b"\x16\x03\x01\x00\xff no HTTP at all\r\n\r\n").await?;
            return Ok(Then::End);
        }
        Fault::GarbageBody => write(client, &reply(200, "", b"\xff\x00\x13{\"id\":")).await?,
        Fault::Html200 => write(client, &html(200)).await?,
        Fault::Html502After => write(client, &html(502)).await?,
        Fault::Error500After => write(client, &error_500()).await?,
        Fault::Empty200 => write(client, &reply(200, "", b"")).await?,
        Fault::TooLong => {
            let more = format!("Content-Length: {}\r\n\r\n", content.len() + 50);
            let start = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n".as_slice();
            write(client, &[start, more.as_bytes(), content].concat()).await?;
            return Ok(Then::End);
        }
        Fault::TooShort => {
            let less = format!("Content-Length: {}\r\n\r\n", half.len());
            let start = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n".as_slice();
            write(client, &[start, less.as_bytes(), content].concat()).await?;
            return Ok(Then::End);
        }
        Fault::AnswerTwice => {
            if answer.len().is_multiple_of(2) {
                write(client, &[answer, answer].concat()).await?;
            } else {
                write(client, answer).await?;
                tokio::time::sleep(Duration::from_millis(1)).await;
                write(client, answer).await?;
            }
        }
        _ => write(client, answer).await?,
    }
    Ok(Then::GoOn)
}

fn reset(client: TcpStream) -> io::Result<()> {
    // Without waiting for what is under way: the peer gets a reset.
    client.set_zero_linger()
}

async fn write(client: &mut TcpStream, bytes: &[u8]) -> io::Result<()> {
    client.write_all(bytes).await?;
    client.flush().await
}

fn reply(status: u16, headers: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 {status} X\r\nContent-Type: application/json\r\n{headers}Content-Length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

fn html(status: u16) -> Vec<u8> {
    reply(status, "", b"<html><h1>Bad Gateway</h1></html>")
}

fn error_500() -> Vec<u8> {
    reply(
        500,
        "",
        br#"{"error_code":"SERVER_ERROR","message":"Error connecting to our server."}"#,
    )
}

fn storm() -> Vec<u8> {
    let limits = "Rate-Limit-Limit: 60\r\nRate-Limit-Remaining: 0\r\nRate-Limit-Reset: 0.004\r\n";
    reply(
        429,
        limits,
        br#"{"error_code":"RATE_LIMIT_EXCEEDED","message":"Slow down."}"#,
    )
}

/// Passes a request on over a connection of its own.
async fn pass_alone(upstream: &str, request: &[u8]) -> io::Result<Vec<u8>> {
    pass(&mut TcpStream::connect(upstream).await?, request).await
}

async fn pass(server: &mut TcpStream, request: &[u8]) -> io::Result<Vec<u8>> {
    server.write_all(request).await?;
    let answer = read_message(server, &mut Vec::new()).await?;
    answer.ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
}

/// Reads a request or an answer with all of its body; `left` keeps what came after it.
async fn read_message(stream: &mut TcpStream, left: &mut Vec<u8>) -> io::Result<Option<Vec<u8>>> {
    loop {
        if let Some(end) = find(left, b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&left[..end]).to_ascii_lowercase();
            assert!(!head.contains("transfer-encoding"), "{head}");
            let length = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length:"));
            let length: usize = length.map_or(0, |length| length.trim().parse().unwrap());
            let whole = end + 4 + length;
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
