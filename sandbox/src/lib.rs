//! The Xendit legacy API and Finpay's Get Payout on loopback, for tests in any language.
//!
//! The sandbox reads the contracts of `bayar-spec` and nothing else: it checks each request against its operation
//! and carries it out: what is created can be read, paid, refunded, expires, and calls back. On demand it fails and
//! drifts from the contract.
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
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod api;
mod auth;
mod builder;
mod callbacks;
mod clock;
mod connection;

mod control_error;
mod controls;
mod data;
mod digest;
mod dispatcher;
mod faults;
mod id;
mod idempotency;
mod incoming;
mod inject;
mod json;
mod keys;
mod page;
mod products;
mod rate_limit;
mod raw_url;
mod redact;
mod refusal;
mod reply;
mod request_log;
mod sandbox;
mod schedule;
mod server;
mod state;
mod sync;
mod world;

pub use crate::api::violation::{Location, Violation};
pub use crate::builder::Builder;
pub use crate::callbacks::{Attempt, Delivery, Order};
pub use crate::control_error::ControlError;
pub use crate::controls::Snapshot;
pub use crate::faults::Fault;
pub use crate::inject::{Drift, Injected};
pub use crate::keys::{Keys, KeysError};
pub use crate::reply::Reply;
pub use crate::request_log::RecordedRequest;
pub use crate::sandbox::Sandbox;
pub use bayar_contract::class::{Class, Problem, Subject};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
