//! Typed client for the Xendit legacy API, Payout Links and Finpay's Get Payout, generated at
//! compile time from a transcription of the vendors' documents.
//!
//! ```no_run
//! # async fn example() -> bayar::Result<()> {
//! let client = bayar::xendit::Client::from_env()?; // XENDIT_API_KEY
//! let invoice = client
//!     .create_invoice()
//!     .external_id("order-1")
//!     .payer_email("payer@example.com")
//!     .description("Trip to Bali")
//!     .amount(230_000)
//!     .send()
//!     .await?;
//! println!("{}", invoice.invoice_url()?);
//! # Ok(())
//! # }
//! ```
//!
//! * [`xendit::Client`] and [`finpay::Client`] have one method for each operation. Each returns a
//!   builder: set the parameters, then `send`. A builder borrows nothing: keep it, return it, or
//!   spawn what its `send` returns. What stands in the path is an argument of the method: `id` for
//!   what the method names (`get_invoice(id)`), otherwise `<what>_id` (`create_refund(charge_id)`).
//!   What may be left out also has a method for an `Option`: `maybe_description(…)`.
//! * A request is checked against the documents before it is sent. If it breaks a rule, nothing is
//!   sent, and the [`Error`] names the field, the rule and the line that states it. Documents
//!   age: [`ClientBuilder::checks`] leaves out what the server was seen not to enforce, `without_check` and `without_checks` send it all the same, `header`, `query` and `field`
//!   add what the documents do not know.
//! * Answers decode whatever small surprise they hold: unknown values, extra fields, `null`,
//!   numbers as text. Every field is an `Option`, and a method of the same name gives the value
//!   or an error where the document promises it.
//! * [`xendit::callback`] verifies and reads what the vendor POSTs to you; the
//!   [guide](guide::callbacks) tells how.
//! * Money is an [`Amount`], exact; what must not be seen is a [`Secret`].
//! * A request that sends money out has a method `settle`, which finds its [`Outcome`] out.
//! * Every failure is an [`Error`], which tells whether the
//!   [outcome is unknown](Error::is_outcome_unknown).
//! * `chrono`, `reqwest` and `rust_decimal` are re-exported, for the versions that stand in the
//!   signatures.
#![deny(missing_docs)]
#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
compile_error!("bayar needs one of the features `rustls` (default) and `native-tls`");

mod amount;
mod answer;
mod attempt;
mod check;
mod client_builder;
mod contract;
mod credentials;
mod custom;
mod decode;
#[cfg(feature = "drift")]
#[cfg_attr(docsrs, doc(cfg(feature = "drift")))]
pub mod drift;
mod error;
mod exact;
mod extra;
pub mod finpay;
pub mod guide;
mod http_client;
mod idempotency_key;
mod integer;
mod members;
mod named;
mod observe;
mod observer;
mod open_enum;
mod proof;
mod rate_limiter;
mod raw_json;
mod redact;
mod repeated;
mod request;
mod response;
mod retry;
mod secret;
mod settle;
#[cfg(feature = "sqlite")]
mod sqlite;
#[cfg(feature = "testing")]
mod testing;
mod text;
mod timestamp;
mod tls;
mod transport;
mod wait;
pub mod xendit;

use open_enum::{open_enum, union};

// Generated at compile time from the error tables of both specs.
mod error_code {
    include!(concat!(env!("BAYAR_GENERATED"), "/error_code.rs"));
}

// In the versions that stand in our signatures.
#[cfg(feature = "axum")]
#[cfg_attr(docsrs, doc(cfg(feature = "axum")))]
pub use axum;
#[cfg(any(feature = "postgres", feature = "sqlite"))]
#[cfg_attr(docsrs, doc(cfg(any(feature = "postgres", feature = "sqlite"))))]
pub use sqlx;
pub use {chrono, http, reqwest, rust_decimal};

pub use amount::{Amount, AmountText, ParseAmountError, TryFromAmountError};
pub use answer::RateLimit;
pub use attempt::Attempt;
pub use check::{Checks, Violation};
pub use client_builder::{BuildableClient, ClientBuilder};
pub use credentials::Environment;
pub use custom::CustomRequest;
pub use decode::{Tolerant, decode};
pub use error::{Error, ErrorDetail, Result};
pub use error_code::ErrorCode;
pub use http_client::http_client_builder;
pub use idempotency_key::IdempotencyKey;
pub use integer::{IntoCount, IntoSeconds, Seconds};
pub use named::UnknownName;
pub use observe::{CallOutcome, CallReport};
pub use observer::{Exchange, Observer};
pub use raw_json::RawJson;
pub use request::ArrayFilters;
pub use response::Response;
pub use retry::RetryPolicy;
pub use secret::Secret;
pub use settle::{Conflict, Outcome, SettlePolicy, Unsettled};
pub use timestamp::{ParseTimestampError, Timestamp};
pub use wait::{WaitPolicy, Waited};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
