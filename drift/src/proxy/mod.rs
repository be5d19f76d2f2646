//! A proxy between any client and the API: forwards what passes, unchanged, and checks a copy against the contract.
//!
//! Each connection of a client has a connection of its own to the API: what happens to one happens to the other.

mod message;
mod pipe;
mod record;

use std::io::Write;
use std::net::SocketAddr;
use std::sync::{Arc, Once, PoisonError};

use anyhow::{Context, Result, anyhow, ensure};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};

use crate::check::{Checker, Options};
use crate::contract::Contracts;
use crate::finding::Finding;
use crate::mask::Mask;
use crate::proxy::pipe::{Shared, serve};
use crate::proxy::record::{Recorder, record};
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
    is_plain: bool,
    stop: watch::Sender<bool>,
    server: JoinHandle<()>,
    recorder: std::thread::JoinHandle<(Report, Losses)>,
}

/// What was forwarded, but not checked or not written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Losses {
    /// Exchanges that came faster than they could be checked.
    pub exchanges: u64,
    /// Bodies that were too long, broken off, or in an encoding that is not known.
    pub bodies: u64,
    /// Connections that became something else than HTTP.
    pub upgrades: u64,
    /// Why the output is not whole, if it is not.
    pub record: Option<String>,
}

impl Proxy {
    /// Listens, and forwards to the API at a base URL. Exchanges are written as NDJSON without their secrets, if there
    /// is an output.
    ///
    /// # Errors
    /// If the address cannot be bound, or the upstream is no base URL, or this proxy itself.
    pub async fn start(
        listen: SocketAddr,
        upstream: &str,
        mut options: Options,
        output: Option<Output>,
        on_finding: OnFinding,
    ) -> Result<Proxy> {
        let upstream = Upstream::new(upstream)?;
        let contracts = options.contracts.take();
        let contracts = contracts.map_or_else(Contracts::embedded, Ok)?;
        // What only this upstream has before its paths would be no path of the API for whoever reads the record.
        let base = if contracts.is_below(&upstream.authority, &upstream.prefix) {
            &upstream.url
        } else {
            upstream.origin()
        };
        let base = base.to_owned();
        options.hosts.push(upstream.origin().to_owned());
        options.contracts = Some(contracts.clone());
        let mask = Mask::under(contracts);
        let checker = Checker::new(options)?;
        let listener = TcpListener::bind(listen)
            .await
            .with_context(|| listen.to_string())?;
        let address = listener.local_addr()?;
        ensure!(
            !upstream.leads_to(address).await,
            "the upstream {} is this proxy itself",
            upstream.url
        );
        let (recorder, exchanges) = Recorder::new();
        let thread = std::thread::Builder::new().name("bayar-drift".to_owned());
        let writer = thread.spawn(move || record(&exchanges, checker, mask, output, on_finding))?;
        let (stop, stopped) = watch::channel(false);
        let is_plain = !upstream.is_secure() && !upstream.is_loopback();
        let shared = Arc::new(Shared {
            upstream,
            recorder,
            base,
            is_tls_told: Once::new(),
        });
        let server = tokio::spawn(listen_on(listener, shared, stopped));
        Ok(Proxy {
            address,
            is_plain,
            stop,
            server,
            recorder: writer,
        })
    }

    /// The address it listens on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Whether what it forwards goes over a network without encryption.
    pub fn is_plain(&self) -> bool {
        self.is_plain
    }

    /// Answers what is under way, takes no more, and reports over everything.
    ///
    /// # Errors
    /// If the recorder has failed.
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
        report.map_err(|_| anyhow!("the recorder has failed"))
    }
}

/// How long a proxy that is stopped waits for answers under way.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(5);

async fn listen_on(listener: TcpListener, shared: Arc<Shared>, mut stopped: watch::Receiver<bool>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((client, _)) => {
                    connections.spawn(serve(shared.clone(), client, stopped.clone()));
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

/// A lock that outlives a panic elsewhere.
fn lock<T>(mutex: &std::sync::Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
