//! The Xendit legacy API and Finpay's Get Payout on loopback, for tests in any language.
//!
//! The sandbox reads the contracts of `bayar-spec` and nothing else: it checks each request against its operation
//! and answers with the documented example, filled in with what was sent. It keeps no state.
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> std::io::Result<()> {
//! let sandbox = bayar_sandbox::Sandbox::start().await?;
//! println!("Xendit at {}, Finpay at {}", sandbox.base_url(), sandbox.finpay_url());
//! // … point the client under test there, then see what it sent:
//! for request in sandbox.requests() {
//!     println!("{request}");
//! }
//! # Ok(())
//! # }
//! ```
#![deny(missing_docs)]

mod auth;
mod callbacks;
mod contract;
mod controls;
mod data;
mod id;
mod idempotency;
mod json;
mod keys;
mod limits;
mod products;
mod refusal;
mod reply;
mod request;
mod server;
mod world;

use std::fmt;
use std::io;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::contract::{Contract, FINPAY_PREFIX};
use crate::data::Data;
use crate::json::Json;
use crate::server::{OnRequest, Settings, Shared};
use crate::world::World;
use serde_json::Value;

pub use crate::contract::violation::{Location, Violation};
pub use crate::controls::ControlError;
pub use crate::keys::{Keys, KeysError};
pub use crate::reply::Reply;
pub use crate::request::RecordedRequest;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

/// How long [`Sandbox::shutdown`] waits for requests that are under way.
const PATIENCE: Duration = Duration::from_secs(5);

/// A running server. It stops when dropped. Any number may run side by side.
pub struct Sandbox {
    base_url: String,
    finpay_url: String,
    shared: Arc<Shared>,
    stop: Option<oneshot::Sender<()>>,
    server: Option<JoinHandle<()>>,
}

impl Sandbox {
    /// Starts a server on a free port of 127.0.0.1, within the current Tokio runtime.
    ///
    /// # Errors
    /// If no port can be bound.
    pub async fn start() -> io::Result<Sandbox> {
        Sandbox::builder().start().await
    }

    /// Starts with other settings than the usual ones.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// The base URL for the Xendit operations, without a slash at its end.
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// The base URL for the Finpay operations, without a slash at its end. It has a path: `/finpay`.
    pub fn finpay_url(&self) -> &str {
        &self.finpay_url
    }

    /// The requests answered so far, oldest first; of very many, the last 10,000.
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.shared.requests()
    }

    /// Prescribes the answer to the next request that has no answer prescribed yet, whatever that request is.
    /// The request is still checked and recorded.
    pub fn enqueue(&self, reply: Reply) {
        self.shared.enqueue(reply);
    }

    /// Lets the next request to an operation that passes the checks be refused with a documented error, for what
    /// depends on the vendor's insides: `refuse_next("create_charge", "TEMPORARY_SERVICE_ERROR")`.
    ///
    /// # Errors
    /// If the contract has no such error for the operation.
    pub fn refuse_next(&self, operation: &str, code: &str) -> Result<(), ControlError> {
        self.shared.refuse_next(operation, code)
    }

    /// Lets something happen outside the API, for example a payer pay: `act(invoice_id, "pay", json!({}))`. The id is
    /// the resource's own or its `external_id`. Answers the resource as it is now.
    ///
    /// # Errors
    /// If there is no such resource or action, or the action is not possible now.
    pub fn act(&self, id: &str, action: &str, input: Value) -> Result<Value, ControlError> {
        self.shared
            .act(id, action, &Json::from_value(&input))
            .map(|json| json.to_value())
    }

    /// Moves the sandbox's clock forward, and lets happen what is due on the way, in the order of its time.
    pub fn advance(&self, by: Duration) {
        self.shared.advance(by);
    }

    /// Stops the server: requests under way are answered, for at most 5 seconds, and the port is free afterwards.
    pub async fn shutdown(mut self) {
        self.stop.take();
        if let Some(mut server) = self.server.take()
            && tokio::time::timeout(PATIENCE, &mut server).await.is_err()
        {
            server.abort();
            _ = server.await;
        }
        self.shared.data.close().await;
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.stop.take();
        if let Some(server) = self.server.take() {
            server.abort();
        }
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Sandbox")
            .field("base_url", &self.base_url)
            .finish_non_exhaustive()
    }
}

/// Settings of a [`Sandbox`].
#[derive(Default)]
pub struct Builder {
    port: u16,
    on_request: Option<OnRequest>,
    keys: Keys,
    #[cfg(feature = "data")]
    data: Option<std::path::PathBuf>,
    is_strict: bool,
    limits_rates: bool,
}

impl Builder {
    /// Refuses what the vendor takes although no document says so: unknown fields, other forms of array filters,
    /// untidy paths. Without this call such things are accepted and noted in [`Sandbox::requests`].
    #[must_use]
    pub fn strict(mut self, strict: bool) -> Builder {
        self.is_strict = strict;
        self
    }

    /// The keys to know. Without this call each key that begins with `xnd_development_` or `xnd_public_development_` is
    /// an account of its own, and Finpay takes any user and password.
    #[must_use]
    pub fn keys(mut self, keys: Keys) -> Builder {
        self.keys = keys;
        self
    }

    /// Keeps the state, and the clock, in this SQLite file over restarts. What a request changed is in the file before
    /// its answer goes out. The file is made if it is not there, and belongs to one sandbox at a time, until its
    /// [`Sandbox::shutdown`].
    #[cfg(feature = "data")]
    #[must_use]
    pub fn data(mut self, file: impl Into<std::path::PathBuf>) -> Builder {
        self.data = Some(file.into());
        self
    }

    /// Refuses requests over the documented limits with 429. Without this call they are only counted, in the headers.
    #[must_use]
    pub fn rate_limits(mut self, limits: bool) -> Builder {
        self.limits_rates = limits;
        self
    }

    /// The port to listen on; 0, as without this call, for a free one.
    #[must_use]
    pub fn port(mut self, port: u16) -> Builder {
        self.port = port;
        self
    }

    /// Calls this with every request, before its answer goes out.
    #[must_use]
    pub fn on_request(
        mut self,
        on_request: impl Fn(&RecordedRequest) + Send + Sync + 'static,
    ) -> Builder {
        self.on_request = Some(Box::new(on_request));
        self
    }

    /// Starts the server within the current Tokio runtime.
    ///
    /// # Errors
    /// If the port cannot be bound, or the data file cannot be read or is in use.
    pub async fn start(mut self) -> io::Result<Sandbox> {
        let contract = Contract::get().map_err(io::Error::other)?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, self.port)).await?;
        let base_url = format!("http://{}", listener.local_addr()?);
        let settings = Settings {
            base_url: base_url.clone(),
            keys: std::mem::take(&mut self.keys),
            is_strict: self.is_strict,
            limits_rates: self.limits_rates,
        };
        let (world, data) = self.open().await?;
        let shared = Arc::new(Shared::new(
            contract,
            settings,
            world,
            data,
            self.on_request,
        ));
        let (stop, stopped) = oneshot::channel::<()>();
        let server = axum::serve(listener, server::router(Arc::clone(&shared)))
            .with_graceful_shutdown(async {
                _ = stopped.await;
            });
        Ok(Sandbox {
            finpay_url: format!("{base_url}/{FINPAY_PREFIX}"),
            base_url,
            shared,
            stop: Some(stop),
            server: Some(tokio::spawn(async { _ = server.await })),
        })
    }
}

impl Builder {
    /// The state to begin with, and where its changes are kept.
    #[cfg(feature = "data")]
    async fn open(&self) -> io::Result<(World, Data)> {
        let mut world = World::default();
        let Some(path) = &self.data else {
            return Ok((world, Data::default()));
        };
        let (file, store, clock) = data::file::DataFile::open(path).await?;
        (world.store, world.clock) = (store, clock);
        Ok((world, Data { file: Some(file) }))
    }

    #[cfg(not(feature = "data"))]
    #[allow(clippy::unused_async, clippy::unused_self)]
    async fn open(&self) -> io::Result<(World, Data)> {
        Ok((World::default(), Data::default()))
    }
}

impl fmt::Debug for Builder {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Builder")
            .field("port", &self.port)
            .finish_non_exhaustive()
    }
}
