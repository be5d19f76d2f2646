//! A connection of a client and its connection to the API: what happens to one happens to the other.

use std::io;
use std::sync::Arc;

use tokio::io::{AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::timeout;

use crate::proxy::message::{Head, Length, Source};
use crate::proxy::record::{Recorder, Recording, Side};
use crate::upstream::{Stream, Upstream};

/// So many requests of a connection may wait for their answers.
const WAITING: usize = 64;

/// How long a client that was refused may go on sending.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(1);

/// What all connections share.
pub(super) struct Shared {
    pub(super) upstream: Upstream,
    pub(super) recorder: Recorder,
}

/// A request whose answer is awaited.
struct Awaited {
    recording: Arc<Recording>,
    is_head: bool,
    /// Told whether the connection is no longer one of HTTP, if the client has asked for that.
    upgrade: Option<oneshot::Sender<bool>>,
}

type Requests = Source<OwnedReadHalf>;

/// Serves a client until one of the two connections ends.
pub(super) async fn serve(
    shared: Arc<Shared>,
    client: TcpStream,
    mut stopped: watch::Receiver<bool>,
) {
    _ = client.set_nodelay(true);
    let (requests, mut answers) = client.into_split();
    let mut requests = Source::new(requests);
    if pipe(&shared, &mut requests, &mut answers, &mut stopped)
        .await
        .is_err()
    {
        // An answer that broke off must not look as if it had ended.
        _ = answers.as_ref().set_zero_linger();
        answers.forget();
    }
}

async fn pipe(
    shared: &Shared,
    requests: &mut Requests,
    answers: &mut OwnedWriteHalf,
    stopped: &mut watch::Receiver<bool>,
) -> io::Result<()> {
    let Some(first) = next(requests, stopped).await? else {
        return Ok(());
    };
    let Ok(first) = shared.request(&first) else {
        let words = "this proxy is called like the API itself";
        return refuse(requests, answers, "400 Bad Request", words).await;
    };
    let upstream = match shared.upstream.connect().await {
        Ok(upstream) => upstream,
        Err(error) => {
            let words = format!("no connection to {}: {error}", shared.upstream.url);
            return refuse(requests, answers, "502 Bad Gateway", &words).await;
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
    requests: &mut Requests,
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
        let text = String::from_utf8_lossy(target);
        let path = match text.split_once("://") {
            _ if target.starts_with(b"/") || text == "*" => target,
            Some((scheme, rest)) if !scheme.contains(['/', '?']) => {
                let path = rest.find(['/', '?']).map_or("/", |at| &rest[at..]);
                let start = target.len().saturating_sub(path.len());
                if rest.contains(['/', '?']) {
                    &target[start..]
                } else {
                    b"/"
                }
            }
            _ => return Err(io::ErrorKind::InvalidData.into()),
        };
        let length = match head.length()? {
            Some(Length::Open) => return Err(io::ErrorKind::InvalidData.into()),
            length => length.unwrap_or(Length::Bytes(0)),
        };
        let upstream = &self.upstream;
        let target = [upstream.prefix.as_bytes(), path].concat();
        let origin = upstream.url.strip_suffix(&upstream.prefix);
        let url = origin.unwrap_or(&upstream.url).to_owned() + &String::from_utf8_lossy(&target);
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
    let mut has_host = false;
    let rest = head
        .raw
        .get(after + end_of_line.len()..)
        .unwrap_or_default();
    let mut lines = Vec::new();
    for line in rest.split_inclusive(|byte| *byte == b'\n') {
        let name = line.split(|byte| *byte == b':').next().unwrap_or_default();
        if !name.trim_ascii().eq_ignore_ascii_case(b"host") {
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
    requests: &mut Requests,
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
        let next = next(requests, stopped).await.map_err(Broken::Client)?;
        let Some(head) = next else {
            return Ok(());
        };
        request = shared.request(&head).map_err(Broken::Client)?;
    }
}

/// Hands answers on, as long as requests wait for them.
async fn answer(
    mut source: Source<tokio::io::ReadHalf<Box<dyn Stream>>>,
    client: &mut OwnedWriteHalf,
    mut waiting: mpsc::Receiver<Awaited>,
) -> io::Result<()> {
    loop {
        let awaited = tokio::select! {
            awaited = waiting.recv() => awaited,
            more = source.fill(), if !source.has_more() => {
                if more? {
                    // Before there was a request; or together with its arrival.
                    waiting.recv().await
                } else {
                    None
                }
            }
        };
        let Some(mut awaited) = awaited else {
            return client.shutdown().await;
        };
        let (head, status) = loop {
            let head = source.head().await?;
            let head = head.ok_or(io::ErrorKind::UnexpectedEof)?;
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
            return client.shutdown().await;
        }
    }
}

/// Answers in place of the API, to which nothing was sent.
async fn refuse(
    requests: &mut Requests,
    answers: &mut OwnedWriteHalf,
    status: &str,
    words: &str,
) -> io::Result<()> {
    let body = format!("bayar-drift: {words}\n");
    let length = body.len();
    let head =
        format!("HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n");
    answers.write_all((head + &body).as_bytes()).await?;
    answers.shutdown().await?;
    // What is not read would break the connection before the answer is.
    _ = timeout(PATIENCE, requests.rest(&mut tokio::io::sink())).await;
    Ok(())
}
