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
mod connection;
mod contract;
mod controls;
mod drift;
mod faults;
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

use crate::connection::{Connection, Listener};
use crate::contract::{Contract, FINPAY_PREFIX};
use crate::json::Json;
use crate::server::{OnRequest, Settings, Shared};
use crate::world::World;
use serde_json::Value;

pub use crate::contract::violation::{Location, Violation};
pub use crate::controls::ControlError;
pub use crate::drift::{Direction, Drift, DriftClass, Injected};
pub use crate::faults::Fault;
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

    /// Lets requests meet a fault from now on; see [`Fault`].
    ///
    /// # Errors
    /// If the contract does not have the operation that the fault is for.
    pub fn add_fault(&self, fault: Fault) -> Result<(), ControlError> {
        self.shared.add_fault(fault)
    }

    /// No more faults.
    pub fn clear_faults(&self) {
        self.shared.faults.clear();
    }

    /// Lets answers, or callbacks, differ from the contract from now on; see [`Drift`].
    ///
    /// # Errors
    /// If the contract does not have the operation or callback that the drift is for.
    pub fn add_drift(&self, drift: Drift) -> Result<(), ControlError> {
        self.shared.add_drift(drift)
    }

    /// Lets this share of all answers and callbacks, from 0 to 1, differ from the contract, each in a class chosen at
    /// random. For the same seed and the same sequence of requests it is always the same.
    pub fn drift_at_random(&self, seed: u64, rate: f64) {
        self.shared.drifts.at_random(seed, rate);
    }

    /// No more drift. What was injected so far is forgotten.
    pub fn clear_drift(&self) {
        self.shared.drifts.clear();
    }

    /// Every difference that was made so far, oldest first.
    pub fn injected(&self) -> Vec<Injected> {
        self.shared.drifts.injected()
    }

    /// Stops the server: requests under way are answered, for at most 5 seconds, and the port is free afterwards.
    pub async fn shutdown(mut self) {
        self.stop.take();
        self.shared.faults.end();
        if let Some(mut server) = self.server.take()
            && tokio::time::timeout(PATIENCE, &mut server).await.is_err()
        {
            server.abort();
            _ = server.await;
        }
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.stop.take();
        self.shared.faults.end();
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
    is_strict: bool,
    limits_rates: bool,
    fault_seed: u64,
    faults: Vec<Fault>,
    drifts: Vec<Drift>,
    random_drift: Option<(u64, f64)>,
}

impl Builder {
    /// Refuses what the vendor takes although no document says so: unknown fields, other forms of array filters,
    /// untidy paths. Without this call such things are accepted and noted in [`Sandbox::requests`].
    #[must_use]
    pub fn strict(mut self, strict: bool) -> Builder {
        self.is_strict = strict;
        self
    }

    /// Refuses requests over the documented limits with 429. Without this call they are only counted, in the headers.
    #[must_use]
    pub fn rate_limits(mut self, limits: bool) -> Builder {
        self.limits_rates = limits;
        self
    }

    /// As [`Sandbox::add_fault`], from the first request.
    #[must_use]
    pub fn fault(mut self, fault: Fault) -> Builder {
        self.faults.push(fault);
        self
    }

    /// The seed of the faults that come with a probability, and of random latencies; 0 without this call.
    #[must_use]
    pub fn fault_seed(mut self, seed: u64) -> Builder {
        self.fault_seed = seed;
        self
    }

    /// As [`Sandbox::add_drift`], from the first request.
    #[must_use]
    pub fn drift(mut self, drift: Drift) -> Builder {
        self.drifts.push(drift);
        self
    }

    /// As [`Sandbox::drift_at_random`], from the first request.
    #[must_use]
    pub fn drift_at_random(mut self, seed: u64, rate: f64) -> Builder {
        self.random_drift = Some((seed, rate));
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
    /// If the port cannot be bound, or a fault or drift is for an operation that the contract does not have.
    pub async fn start(self) -> io::Result<Sandbox> {
        let contract = Contract::get().map_err(io::Error::other)?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, self.port)).await?;
        let base_url = format!("http://{}", listener.local_addr()?);
        let settings = Settings {
            base_url: base_url.clone(),
            is_strict: self.is_strict,
            limits_rates: self.limits_rates,
            fault_seed: self.fault_seed,
            ..Settings::default()
        };
        let shared = Arc::new(Shared::new(
            contract,
            settings,
            World::default(),
            self.on_request,
        ));
        for fault in self.faults {
            shared.add_fault(fault).map_err(io::Error::other)?;
        }
        for drift in self.drifts {
            shared.add_drift(drift).map_err(io::Error::other)?;
        }
        if let Some((seed, rate)) = self.random_drift {
            shared.drifts.at_random(seed, rate);
        }
        let (stop, stopped) = oneshot::channel::<()>();
        let router = server::router(Arc::clone(&shared));
        let router = router.into_make_service_with_connect_info::<Connection>();
        let server = axum::serve(Listener(listener), router).with_graceful_shutdown(async {
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

impl fmt::Debug for Builder {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Builder")
            .field("port", &self.port)
            .finish_non_exhaustive()
    }
}
