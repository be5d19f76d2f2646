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

mod answer;
mod auth;
mod check;
mod conform;
mod contract;
mod id;
mod json;
mod refusal;
mod reply;
mod request;
mod router;
mod rules;
mod schema;
mod server;
mod shape;
mod values;
mod violation;

use std::fmt;
use std::io;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::contract::{Contract, FINPAY_PREFIX};
use crate::server::{OnRequest, Shared};

pub use crate::reply::Reply;
pub use crate::request::RecordedRequest;
pub use crate::violation::{Location, Violation};

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

    /// Stops the server: requests under way are answered, for at most 5 seconds, and the port is free afterwards.
    pub async fn shutdown(mut self) {
        self.stop.take();
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
}

impl Builder {
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
    /// If the port cannot be bound.
    pub async fn start(self) -> io::Result<Sandbox> {
        let contract = Contract::get().map_err(io::Error::other)?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, self.port)).await?;
        let base_url = format!("http://{}", listener.local_addr()?);
        let shared = Arc::new(Shared::new(contract, self.on_request));
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

impl fmt::Debug for Builder {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Builder")
            .field("port", &self.port)
            .finish_non_exhaustive()
    }
}
