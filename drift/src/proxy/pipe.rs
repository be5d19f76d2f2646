//! A connection of a client and its connection to the API: what happens to one happens to the other.

use std::io;
use std::sync::{Arc, Once};

use tokio::io::{AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::net::tcp::{ReadHalf, WriteHalf};
use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::timeout;

use crate::outcome::tell;
use crate::proxy::message::{Head, Length, Source};
use crate::proxy::record::{Recorder, Recording, Side};
use crate::upstream::{Stream, Upstream};

/// So many requests of a connection may wait for their answers.
const WAITING: usize = 64;

/// How long a client may go on sending after the end of all answers, and the API after what nobody has asked for.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(1);

/// What all connections share.
pub(super) struct Shared {
    pub(super) upstream: Upstream,
    pub(super) recorder: Recorder,
    /// What comes before the path of a client in a record.
    pub(super) base: String,
    pub(super) is_tls_told: Once,
}

/// A request whose answer is awaited.
struct Awaited {
    recording: Arc<Recording>,
    is_head: bool,
    /// Told whether the connection is no longer one of HTTP, if the client has asked for that.
    upgrade: Option<oneshot::Sender<bool>>,
}

type Requests<'c> = Source<ReadHalf<'c>>;

/// A client; whatever stops this, an answer that broke off must not look as if it had ended.
struct Client {
    stream: TcpStream,
    is_over: bool,
}

impl Drop for Client {
    fn drop(&mut self) {
        if !self.is_over {
            _ = self.stream.set_zero_linger();
        }
    }
}

/// Serves a client until one of the two connections ends.
pub(super) async fn serve(
    shared: Arc<Shared>,
    stream: TcpStream,
    mut stopped: watch::Receiver<bool>,
) {
    _ = stream.set_nodelay(true);
    let mut client = Client {
        stream,
        is_over: false,
    };
    let (requests, mut answers) = client.stream.split();
    let mut requests = Source::new(requests);
    let passed = pipe(&shared, &mut requests, &mut answers, &mut stopped).await;
    if passed.is_ok() {
        client.is_over = true;
        _ = answers.shutdown().await;
        // What is not read would break the connection before the answers are.
        _ = timeout(PATIENCE, requests.rest(&mut tokio::io::sink())).await;
    }
}

/// An error if an answer breaks off, or a client.
async fn pipe(
    shared: &Shared,
    requests: &mut Requests<'_>,
    answers: &mut WriteHalf<'_>,
    stopped: &mut watch::Receiver<bool>,
) -> io::Result<()> {
    let first = match next(requests, stopped).await {
        Ok(None) => return Ok(()),
        Ok(Some(head)) => shared.request(&head),
        Err(error) => Err(error),
    };
    let first = match first {
        Ok(first) => first,
        Err(error) if error.kind() == io::ErrorKind::InvalidData => {
            let words = if requests.is_tls() {
                let words = "this proxy is called by http, without TLS";
                let tell = || tell(format_args!("bayar-drift: a client was refused: {words}"));
                shared.is_tls_told.call_once(tell);
                words
            } else {
                "this proxy is called like the API itself"
            };
            return refuse(answers, "400 Bad Request", words).await;
        }
        Err(error) => return Err(error),
    };
    let upstream = match shared.upstream.connect().await {
        Ok(upstream) => upstream,
        Err(error) => {
            let words = format!("no connection to {}: {error}", shared.upstream.url);
            return refuse(answers, "502 Bad Gateway", &words).await;
        }
    };
    let (from_upstream, mut to_upstream) = tokio::io::split(upstream);
    let (sender, receiver) = mpsc::channel(WAITING);
    let sent = send(shared, requests, &mut to_upstream, sender, stopped, first);
    let answered = answer(Source::new(from_upstream), answers, receiver);
    tokio::pin!(answered);
    tokio::select! {
        result = &mut answered => return result,
        result = sent => match result {
            // The API may have answered, and closed its side, without having read all.
            Err(Broken::Upstream) | Ok(()) => {}
            Err(Broken::Client(error)) => return Err(error),
        },
    }
    answered.await
}

/// Which of the two connections broke while a request was sent.
enum Broken {
    Client(io::Error),
    Upstream,
}

/// The head of the next request; nothing when the client is done, or the proxy is stopped.
async fn next(
    requests: &mut Requests<'_>,
    stopped: &mut watch::Receiver<bool>,
) -> io::Result<Option<Head>> {
    tokio::select! {
        head = requests.head() => head,
        _ = stopped.wait_for(|stopped| *stopped) => Ok(None),
    }
}

/// A request as it goes on.
struct Outgoing {
    head: Vec<u8>,
    length: Length,
}

impl Shared {
    fn request(&self, head: &Head) -> io::Result<(Outgoing, Awaited)> {
        let (method, target) = head.request()?;
        let path = path_of(target).ok_or(io::ErrorKind::InvalidData)?;
        let length = match head.length()? {
            Some(Length::Open) => return Err(io::ErrorKind::InvalidData.into()),
            length => length.unwrap_or(Length::Bytes(0)),
        };
        let upstream = &self.upstream;
        // What is asked of the server as a whole is below no path.
        let (prefix, recorded) = match path {
            b"*" => ("", &b""[..]),
            path => (upstream.prefix.as_str(), path),
        };
        let slash = if path.starts_with(b"?") || path.is_empty() {
            "/"
        } else {
            ""
        };
        let target = [prefix.as_bytes(), slash.as_bytes(), path].concat();
        let url = format!("{}{slash}{}", self.base, String::from_utf8_lossy(recorded));
        let method_text = String::from_utf8_lossy(method).into_owned();
        let awaited = Awaited {
            is_head: method == b"HEAD",
            upgrade: None,
            recording: Arc::new(Recording::new(
                &self.recorder,
                method_text,
                url,
                head.headers.clone(),
            )),
        };
        let version = head.first.rsplit(|byte| *byte == b' ').next();
        let line = [method, b" ", &target, b" ", version.unwrap_or_default()].concat();
        let head = with_host(head, &line, upstream.authority.as_bytes());
        Ok((Outgoing { head, length }, awaited))
    }
}

/// The path and the query of a target, which may be a whole URL.
fn path_of(target: &[u8]) -> Option<&[u8]> {
    let is_end = |byte: &u8| matches!(byte, b'/' | b'?');
    if target.starts_with(b"/") || target == b"*" {
        return Some(target);
    }
    let scheme = memchr::memmem::find(target, b"://")?;
    let rest = &target[scheme + 3..];
    let path = rest.iter().position(is_end).unwrap_or(rest.len());
    (!target[..scheme].iter().any(is_end)).then_some(&rest[path..])
}

/// The head with another first line, and with the host of the API.
fn with_host(head: &Head, line: &[u8], host: &[u8]) -> Vec<u8> {
    let mut raw = Vec::with_capacity(head.raw.len() + line.len() + host.len());
    let start = head.raw.iter().position(|byte| !byte.is_ascii_whitespace());
    let after = start.unwrap_or_default() + head.first.len();
    let end_of_line = if head.raw[after..].starts_with(b"\r") {
        &b"\r\n"[..]
    } else {
        b"\n"
    };
    raw.extend_from_slice(line);
    raw.extend_from_slice(end_of_line);
    let (mut has_host, mut is_host) = (false, false);
    let rest = head
        .raw
        .get(after + end_of_line.len()..)
        .unwrap_or_default();
    let mut lines = Vec::new();
    for line in rest.split_inclusive(|byte| *byte == b'\n') {
        let goes_on = line.starts_with(b" ") || line.starts_with(b"\t");
        let name = line.split(|byte| *byte == b':').next().unwrap_or_default();
        if !goes_on {
            is_host = name.trim_ascii().eq_ignore_ascii_case(b"host");
        }
        if !is_host {
            lines.extend_from_slice(line);
        } else if !has_host {
            has_host = true;
            lines.extend_from_slice(&[name, b": ", host, end_of_line].concat());
        }
    }
    if !has_host {
        raw.extend_from_slice(&[b"Host: ", host, end_of_line].concat());
    }
    raw.extend_from_slice(&lines);
    raw
}

/// Hands requests on, the first of which is there.
async fn send(
    shared: &Shared,
    requests: &mut Requests<'_>,
    upstream: &mut (impl AsyncWrite + Unpin),
    waiting: mpsc::Sender<Awaited>,
    stopped: &mut watch::Receiver<bool>,
    first: (Outgoing, Awaited),
) -> Result<(), Broken> {
    let mut request = first;
    loop {
        let (outgoing, mut awaited) = request;
        let wants_upgrade = awaited.recording.asks_for_upgrade();
        let (outcome, upgraded) = oneshot::channel();
        awaited.upgrade = wants_upgrade.then_some(outcome);
        let recording = awaited.recording.clone();
        if waiting.send(awaited).await.is_err() {
            return Ok(());
        }
        upstream
            .write_all(&outgoing.head)
            .await
            .map_err(|_| Broken::Upstream)?;
        upstream.flush().await.map_err(|_| Broken::Upstream)?;
        let mut tee = recording.tee(Side::Request);
        let mut copy = |part: &[u8]| tee.copy(part);
        let passed = requests.body(outgoing.length, upstream, &mut copy).await;
        passed.map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData => Broken::Client(error),
            _ => Broken::Upstream,
        })?;
        tee.finish();
        drop(recording);
        if wants_upgrade && upgraded.await.unwrap_or(false) {
            return requests.rest(upstream).await.map_err(|_| Broken::Upstream);
        }
        let head = next(requests, stopped).await;
        request = match head.and_then(|head| head.map(|head| shared.request(&head)).transpose()) {
            Ok(Some(request)) => request,
            Ok(None) => return Ok(()),
            // Those before it have their answers.
            Err(error) if error.kind() == io::ErrorKind::InvalidData => return Ok(()),
            Err(error) => return Err(Broken::Client(error)),
        };
    }
}

/// Hands answers on, as long as requests wait for them. An error if one breaks off.
async fn answer(
    mut source: Source<tokio::io::ReadHalf<Box<dyn Stream>>>,
    client: &mut WriteHalf<'_>,
    mut waiting: mpsc::Receiver<Awaited>,
) -> io::Result<()> {
    loop {
        let awaited = tokio::select! {
            // Whoever was sent a request waits already.
            biased;
            awaited = waiting.recv() => awaited,
            begins = source.begins() => {
                if begins {
                    // Nobody has asked for it: a 408, or what goes beyond an answer.
                    _ = timeout(PATIENCE, source.rest(client)).await;
                }
                None
            }
        };
        let Some(mut awaited) = awaited else {
            return Ok(());
        };
        let (head, status) = loop {
            let Some(head) = source.head().await? else {
                return Ok(());
            };
            let status = head.status()?;
            client.write_all(&head.raw).await?;
            client.flush().await?;
            if !(100..=199).contains(&status) || status == 101 {
                break (head, status);
            }
        };
        awaited.recording.answered(status, head.headers.clone());
        let is_upgraded = status == 101;
        if let Some(upgrade) = awaited.upgrade.take() {
            _ = upgrade.send(is_upgraded);
        }
        if is_upgraded {
            return source.rest(client).await;
        }
        let length = if awaited.is_head || matches!(status, 204 | 304) {
            Length::Bytes(0)
        } else {
            head.length()?.unwrap_or(Length::Open)
        };
        let mut tee = awaited.recording.tee(Side::Response);
        let mut copy = |part: &[u8]| tee.copy(part);
        source.body(length, client, &mut copy).await?;
        tee.finish();
        if length == Length::Open {
            return Ok(());
        }
    }
}

/// Answers in place of the API, to which nothing was sent.
async fn refuse(answers: &mut WriteHalf<'_>, status: &str, words: &str) -> io::Result<()> {
    let body = format!("bayar-drift: {words}\n");
    let length = body.len();
    let head =
        format!("HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n");
    answers.write_all((head + &body).as_bytes()).await
}
