//! A proxy of TCP between the client and a server, which lets go wrong what goes wrong on the way.
//!
//! Which request meets which fault depends on the seed, the run it belongs to and its number within the run alone.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::Value;
use tokio::net::TcpStream;

use crate::chance::Chance;
use crate::http::{Server, body, error, header, read_message, reply, run_of, with_headers, write};
use crate::pages;

/// What goes wrong with a request or its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// Reset before the server saw the request.
    ResetBefore,
    /// Reset after the server did what was asked.
    ResetAfter,
    /// The request reaches the server only when the client has given up.
    Late,
    /// The connection breaks at once, and the request reaches the server a moment later.
    ResetThenLate,
    /// A gateway's page at once, and the request reaches the server a moment later.
    PageThenLate,
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
    /// A gateway's page, and the server did it.
    PageAfter,
    /// A gateway's page, and the server never saw it.
    PageBefore,
    /// A page in place of the answer, as a success.
    PageAsSuccess,
    /// Neither a success nor a refusal, and the server did it.
    Redirect,
    /// Interim answers before the answer proper.
    Interim,
    /// Headers that make no sense on top of the answer.
    Senseless,
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
    OtherAnswer,
}

const FAULTS: [Fault; 26] = [
    Fault::ResetBefore,
    Fault::ResetAfter,
    Fault::Late,
    Fault::ResetThenLate,
    Fault::PageThenLate,
    Fault::Stall,
    Fault::Slow,
    Fault::Cut,
    Fault::Garbage,
    Fault::GarbageBody,
    Fault::PageAfter,
    Fault::PageBefore,
    Fault::PageAsSuccess,
    Fault::Redirect,
    Fault::Interim,
    Fault::Senseless,
    Fault::Error500Before,
    Fault::Error500After,
    Fault::Empty200,
    Fault::Empty200Before,
    Fault::TooLong,
    Fault::TooShort,
    Fault::Storm,
    Fault::AnswerTwice,
    Fault::RequestTwice,
    Fault::OtherAnswer,
];

/// How long a request that comes late is held back: longer than the client waits.
pub const LATE: Duration = Duration::from_millis(900);
/// How long an answer that never comes is held back.
pub const STALL: Duration = Duration::from_secs(1);

#[derive(Default)]
struct Shared {
    seed: u64,
    /// Of 100 requests, how many meet a fault.
    percent: u64,
    calm: AtomicBool,
    upstream: Mutex<String>,
    runs: Mutex<BTreeMap<String, Run>>,
    /// By where it went, the last good answer to a creation, to be given to somebody else.
    last: Mutex<BTreeMap<Vec<u8>, Vec<u8>>>,
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

#[derive(Clone)]
pub struct Proxy {
    pub server: Arc<Server>,
    shared: Arc<Shared>,
}

impl Proxy {
    pub async fn start(upstream: &str, seed: u64, percent: u64) -> Self {
        let shared = Arc::new(Shared {
            seed,
            percent,
            ..Shared::default()
        });
        let state = Arc::clone(&shared);
        let server = Server::start(move |client| serve(client, Arc::clone(&state))).await;
        let server = Arc::new(server);
        let proxy = Self { server, shared };
        proxy.pass_to(upstream);
        proxy
    }

    /// From now on the server is somewhere else.
    pub fn pass_to(&self, upstream: &str) {
        let upstream = upstream.trim_start_matches("http://").to_owned();
        *self.shared.upstream.lock().unwrap() = upstream;
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

impl Shared {
    /// What this request meets, and the chance to say more about it.
    fn fault(&self, request: &[u8]) -> Option<(Fault, Chance)> {
        if self.calm.load(Ordering::SeqCst) {
            return None;
        }
        let name = run_of(request)?;
        let mut runs = self.runs.lock().unwrap();
        let run = runs.entry(name.clone()).or_default();
        run.requests += 1;
        let mut chance = Chance::of(self.seed, &name, run.requests);
        if run.storm > 0 {
            run.storm -= 1;
            run.met += 1;
            return Some((Fault::Storm, chance));
        }
        if !chance.in_percent(self.percent) {
            return None;
        }
        let fault = chance.choose(&FAULTS);
        let is_keyed = header(request, "x-idempotency-key").is_some();
        if fault == Fault::RequestTwice && !is_keyed && request.starts_with(b"POST") {
            // Whoever does that pays twice himself.
            return None;
        }
        if fault == Fault::Storm {
            run.storm = chance.below(3);
        }
        run.faults.insert(fault);
        run.met += 1;
        Some((fault, chance))
    }

    /// Passes a request on over a connection of its own.
    async fn pass_alone(&self, request: &[u8]) -> io::Result<Vec<u8>> {
        pass(&mut self.connect().await?, request).await
    }

    async fn connect(&self) -> io::Result<TcpStream> {
        let upstream = self.upstream.lock().unwrap().clone();
        TcpStream::connect(upstream).await
    }

    fn pass_later(self: &Arc<Self>, request: Vec<u8>, after: Duration) {
        let shared = Arc::clone(self);
        tokio::spawn(async move {
            tokio::time::sleep(after).await;
            shared.pass_alone(&request).await
        });
    }
}

/// A header of what the network made, and not the client.
pub const COPY: &str = "x-copy";

/// Serves the requests of one connection until it ends or a fault ends it.
async fn serve(mut client: TcpStream, shared: Arc<Shared>) -> io::Result<()> {
    client.set_nodelay(true)?;
    let mut server: Option<TcpStream> = None;
    let mut left = Vec::new();
    while let Some(request) = read_message(&mut client, &mut left).await? {
        let Some((fault, mut chance)) = shared.fault(&request) else {
            let server = match &mut server {
                Some(server) => server,
                None => server.insert(shared.connect().await?),
            };
            let answer = pass(server, &request).await?;
            if request.starts_with(b"POST") && names_its_payment(&answer) {
                let mut last = shared.last.lock().unwrap();
                last.insert(line(&request), answer.clone());
            }
            write(&mut client, &answer).await?;
            continue;
        };
        let alone = || shared.pass_alone(&request);
        match fault {
            Fault::ResetBefore => return reset(client),
            Fault::ResetAfter => {
                alone().await?;
                return reset(client);
            }
            Fault::ResetThenLate => {
                let after = Duration::from_millis(chance.below(500));
                shared.pass_later(request, after);
                return reset(client);
            }
            Fault::Late => {
                tokio::time::sleep(LATE).await;
                alone().await?;
                return Ok(());
            }
            Fault::Stall => {
                alone().await?;
                tokio::time::sleep(STALL).await;
                return Ok(());
            }
            Fault::PageThenLate => {
                let after = Duration::from_millis(chance.below(500));
                shared.pass_later(request, after);
                write(&mut client, &pages::page(&mut chance)).await?;
            }
            Fault::Storm => write(&mut client, &pages::storm(&mut chance)).await?,
            Fault::PageBefore => write(&mut client, &pages::page(&mut chance)).await?,
            Fault::Empty200Before => write(&mut client, &reply(200, "", b"")).await?,
            Fault::Error500Before => write(&mut client, &error(500, "SERVER_ERROR")).await?,
            Fault::OtherAnswer => {
                let other = shared.last.lock().unwrap().get(&line(&request)).cloned();
                let answer = alone().await?;
                write(&mut client, &other.unwrap_or(answer)).await?;
            }
            fault => {
                let answer = alone().await?;
                // Of a request that was over the limit and of its copy that was not nobody can tell that it was paid.
                if fault == Fault::RequestTwice && !answer.starts_with(b"HTTP/1.1 429") {
                    let copy = with_headers(&request, &format!("{COPY}: 1\r\n"));
                    shared.pass_alone(&copy).await?;
                }
                if spoil(&mut client, fault, &answer, &mut chance).await? == Then::End {
                    return Ok(());
                }
            }
        }
    }
    Ok(())
}

/// Whether a success says whose payment it is. Of one that does not, nobody can tell that it was somebody else's.
fn names_its_payment(answer: &[u8]) -> bool {
    let payment = serde_json::from_slice::<Value>(&answer[body(answer)..]);
    let payment = payment.unwrap_or_default();
    let reference = ["external_id", "reference"].map(|name| payment[name].is_string());
    answer.starts_with(b"HTTP/1.1 200") && reference.contains(&true)
}

#[derive(PartialEq, Eq)]
enum Then {
    GoOn,
    End,
}

/// Gives the client something else than the server's answer.
async fn spoil(
    client: &mut TcpStream,
    fault: Fault,
    answer: &[u8],
    chance: &mut Chance,
) -> io::Result<Then> {
    let (head, content) = answer.split_at(body(answer));
    let half = &content[..content.len() / 2];
    let with_length = |length: usize| {
        let start = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
        let head = format!("{start}Content-Length: {length}\r\n\r\n");
        [head.as_bytes(), content].concat()
    };
    let instead = match fault {
        Fault::Slow => {
            for bytes in answer.chunks(answer.len() / 8 + 1) {
                write(client, bytes).await?;
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
            return Ok(Then::GoOn);
        }
        Fault::Cut => {
            write(client, &[head, half].concat()).await?;
            return Ok(Then::End);
        }
        Fault::Garbage => {
            write(client, b"\x16\x03\x01\x00\xff no HTTP at all\r\n\r\n").await?;
            return Ok(Then::End);
        }
        Fault::TooLong => {
            write(client, &with_length(content.len() + 50)).await?;
            return Ok(Then::End);
        }
        Fault::TooShort => {
            write(client, &with_length(half.len())).await?;
            return Ok(Then::End);
        }
        Fault::AnswerTwice if !answer.len().is_multiple_of(2) => {
            write(client, answer).await?;
            tokio::time::sleep(Duration::from_millis(1)).await;
            answer.to_vec()
        }
        Fault::AnswerTwice => [answer, answer].concat(),
        Fault::GarbageBody => reply(200, "", b"\xff\x00\x13{\"id\":"),
        Fault::PageAsSuccess => pages::page_as_success(chance),
        Fault::PageAfter => pages::page(chance),
        Fault::Redirect => pages::redirect(chance),
        Fault::Interim => [pages::INTERIM, answer].concat(),
        Fault::Senseless => with_headers(answer, chance.choose(&pages::SENSELESS)),
        Fault::Error500After => error(500, "SERVER_ERROR"),
        Fault::Empty200 => reply(200, "", b""),
        _ => answer.to_vec(),
    };
    write(client, &instead).await?;
    Ok(Then::GoOn)
}

/// Method and path.
fn line(request: &[u8]) -> Vec<u8> {
    request
        .split(|byte| *byte == b'\r')
        .next()
        .unwrap()
        .to_vec()
}

fn reset(client: TcpStream) -> io::Result<()> {
    // Without waiting for what is under way: the peer gets a reset.
    client.set_zero_linger()
}

async fn pass(server: &mut TcpStream, request: &[u8]) -> io::Result<Vec<u8>> {
    write(server, request).await?;
    let answer = read_message(server, &mut Vec::new()).await?;
    answer.ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
}
