//! A proxy between any client and the API: forwards what passes, unchanged, and holds a copy against the contract.
//!
//! Each connection of a client has a connection of its own to the API: what happens to one happens to the other.

mod raw_url;
mod record;

use std::io::{self, Write};
use std::net::SocketAddr;
use std::sync::{Arc, PoisonError};

use anyhow::{Context, Result, anyhow};
use bytes::Bytes;
use http_body_util::{Either, Full};
use hyper::body::Incoming;
use hyper::client::conn::http1::{Builder as ClientBuilder, SendRequest};
use hyper::header::{HOST, HeaderValue};
use hyper::server::conn::http1::Builder as ServerBuilder;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode, Uri};
use hyper_util::rt::TokioIo;
use tokio::io::join;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Mutex, Notify, watch};
use tokio::task::{JoinHandle, JoinSet};

use crate::check::{Checker, Options};
use crate::finding::Finding;
use crate::mask::Mask;
use crate::proxy::raw_url::Encoded;
use crate::proxy::record::{Recorder, Recording, Side, Tee, record};
use crate::report::Report;
use crate::upstream::Upstream;

/// Where a proxy writes each exchange.
pub type Output = Box<dyn Write + Send>;

/// Told of each finding when it is first seen.
pub type OnFinding = Box<dyn FnMut(&Finding) + Send>;

/// A running proxy. It stops when dropped.
#[derive(Debug)]
pub struct Proxy {
    address: SocketAddr,
    stop: watch::Sender<bool>,
    server: JoinHandle<()>,
    recorder: std::thread::JoinHandle<Result<(Report, Losses)>>,
}

/// What was forwarded, but not checked or not written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Losses {
    /// Exchanges that came faster than they could be checked.
    pub exchanges: u64,
    /// Bodies that were too long, broken off, or in an encoding that is not known.
    pub bodies: u64,
}

impl Proxy {
    /// Listens, and forwards to the API at a base URL. Exchanges are written as NDJSON without their secrets, if there
    /// is an output.
    ///
    /// # Errors
    /// If the address cannot be bound, or the upstream is no base URL.
    pub async fn start(
        listen: SocketAddr,
        upstream: &str,
        options: Options,
        output: Option<Output>,
        on_finding: OnFinding,
    ) -> Result<Proxy> {
        let upstream = Upstream::new(upstream)?;
        let mut options = options;
        options.hosts.push(upstream.host());
        let mask = match &options.contracts {
            Some(contracts) => Mask::under(contracts.clone()),
            None => Mask::new()?,
        };
        let checker = Checker::new(options)?;
        let listener = TcpListener::bind(listen)
            .await
            .with_context(|| listen.to_string())?;
        let address = listener.local_addr()?;
        let (recorder, exchanges) = Recorder::new();
        let thread = std::thread::Builder::new().name("bayar-drift".to_owned());
        let writer = thread.spawn(move || record(&exchanges, checker, mask, output, on_finding))?;
        let (stop, stopped) = watch::channel(false);
        let shared = Arc::new(Shared { upstream, recorder });
        let server = tokio::spawn(listen_on(listener, shared, stopped));
        Ok(Proxy {
            address,
            stop,
            server,
            recorder: writer,
        })
    }

    /// The address it listens on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers what is under way, takes no more, and reports over everything.
    ///
    /// # Errors
    /// If the output could not be written.
    pub async fn stop(mut self) -> Result<(Report, Losses)> {
        self.stop.send_replace(true);
        if tokio::time::timeout(PATIENCE, &mut self.server)
            .await
            .is_err()
        {
            self.server.abort();
            _ = self.server.await;
        }
        let recorder = self.recorder;
        let report = tokio::task::spawn_blocking(move || recorder.join()).await?;
        report.map_err(|_| anyhow!("the recorder has failed"))?
    }
}

/// How long a proxy that is stopped waits for answers under way.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(5);

struct Shared {
    upstream: Upstream,
    recorder: Recorder,
}

async fn listen_on(listener: TcpListener, shared: Arc<Shared>, mut stopped: watch::Receiver<bool>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((client, _)) => {
                    let pipe = Arc::new(Pipe::new(shared.clone()));
                    connections.spawn(pipe.serve(client, stopped.clone()));
                }
                // Too many open files: some will be closed.
                Err(_) => tokio::time::sleep(std::time::Duration::from_millis(50)).await,
            },
            _ = stopped.changed() => break,
            Some(_) = connections.join_next() => {}
        }
    }
    drop(listener);
    while connections.join_next().await.is_some() {}
}

/// A connection of a client, and its connection to the API.
struct Pipe {
    shared: Arc<Shared>,
    upstream: Mutex<Option<SendRequest<Tee>>>,
    /// Told when the API has closed its connection.
    closed: Arc<Notify>,
}

type Answer = Response<Either<Tee, Full<Bytes>>>;

impl Pipe {
    fn new(shared: Arc<Shared>) -> Pipe {
        Pipe {
            shared,
            upstream: Mutex::new(None),
            closed: Arc::new(Notify::new()),
        }
    }

    async fn serve(self: Arc<Pipe>, client: TcpStream, mut stopped: watch::Receiver<bool>) {
        _ = client.set_nodelay(true);
        let pipe = self.clone();
        let (requests, answers) = client.into_split();
        let service = service_fn(move |request| {
            let pipe = pipe.clone();
            async move { pipe.forward(request).await }
        });
        let mut connection = ServerBuilder::new()
            .preserve_header_case(true)
            .auto_date_header(false)
            .serve_connection(TokioIo::new(join(Encoded::new(requests), answers)), service);
        let mut is_stopping = false;
        loop {
            tokio::select! {
                ended = &mut connection => {
                    if ended.is_err() {
                        // An answer that broke off must not look as if it had ended.
                        let (requests, answers) = connection.into_parts().io.into_inner().into_inner();
                        if let Ok(client) = answers.reunite(requests.into_inner()) {
                            _ = client.set_zero_linger();
                        }
                    }
                    return;
                }
                () = self.closed.notified() => std::pin::Pin::new(&mut connection).graceful_shutdown(),
                _ = stopped.changed(), if !is_stopping => {
                    is_stopping = true;
                    std::pin::Pin::new(&mut connection).graceful_shutdown();
                }
            }
        }
    }

    /// An error ends the connection of the client, as it has ended that to the API.
    async fn forward(&self, request: Request<Incoming>) -> Result<Answer> {
        let upstream = &self.shared.upstream;
        let Some(path) = request
            .uri()
            .path_and_query()
            .filter(|_| request.method() != Method::CONNECT)
        else {
            return Ok(refusal(
                StatusCode::BAD_REQUEST,
                "this proxy is called like the API itself",
            ));
        };
        let target = format!("{}{path}", upstream.prefix);
        let origin = upstream
            .url
            .strip_suffix(&upstream.prefix)
            .unwrap_or(&upstream.url);
        let recording = Arc::new(Recording::new(
            &self.shared.recorder,
            format!("{origin}{target}"),
            &request,
        ));
        let uri = Uri::try_from(target)?;
        let host = HeaderValue::from_str(&upstream.authority)?;
        let (mut parts, body) = request.into_parts();
        parts.uri = uri;
        parts.headers.insert(HOST, host);
        let body = Tee::new(body, Side::Request, recording.clone());
        let mut sender = self.upstream.lock().await;
        let open = match sender.take() {
            Some(mut open) => open.ready().await.is_ok().then_some(open),
            None => None,
        };
        let mut connected = match open {
            Some(open) => open,
            None => match self.connect().await {
                Ok(new) => new,
                Err(error) => {
                    let words = format!("no connection to {}: {error}", upstream.url);
                    return Ok(refusal(StatusCode::BAD_GATEWAY, &words));
                }
            },
        };
        let response = connected
            .send_request(Request::from_parts(parts, body))
            .await?;
        *sender = Some(connected);
        recording.answered(&response);
        Ok(response.map(|body| Either::Left(Tee::new(body, Side::Response, recording))))
    }

    async fn connect(&self) -> io::Result<SendRequest<Tee>> {
        let stream = self.shared.upstream.connect().await?;
        let (sender, connection) = ClientBuilder::new()
            .preserve_header_case(true)
            .handshake(TokioIo::new(stream))
            .await
            .map_err(io::Error::other)?;
        let closed = self.closed.clone();
        tokio::spawn(async move {
            _ = connection.await;
            closed.notify_one();
        });
        Ok(sender)
    }
}

/// An answer of the proxy's own: nothing was sent to the API.
fn refusal(status: StatusCode, words: &str) -> Answer {
    let body = Full::new(Bytes::from(format!("bayar-drift: {words}\n")));
    let mut response = Response::new(Either::Right(body));
    *response.status_mut() = status;
    response
}

/// A lock that outlives a panic elsewhere.
fn lock<T>(mutex: &std::sync::Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
