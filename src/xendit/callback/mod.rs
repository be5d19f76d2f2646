//! Callbacks: what the vendor POSTs to you, verified, typed, safe to receive twice.
//!
//! [`Receiver`] verifies the token and reads the body, as the payload of one kind or as a
//! [`Callback`] of any. [`Payload::deduplication_key`] is the same for every repetition, and
//! [`Callback::signed`] makes the vendor's side for tests. The payloads are generated from the
//! spec; written by hand is what it cannot say: who may send, what tells the kinds apart, what
//! makes two callbacks the same.
//!
//! The [guide](crate::guide::callbacks) tells what to set up.
//!
//! ```
//! use bayar::xendit::callback::{InvoiceCallback, Receiver};
//!
//! let receiver = Receiver::new("the token of the dashboard")?;
//! let mut headers = http::HeaderMap::new();
//! headers.insert("x-callback-token", "someone else's".parse()?);
//! let refused = receiver.receive::<InvoiceCallback>(&headers, b"{}").unwrap_err();
//! assert!(refused.is_token_wrong());
//! assert_eq!(refused.status(), 401);
//! # Ok::<_, Box<dyn std::error::Error>>(())
//! ```
#![doc(alias = "webhook")]
#![doc(alias = "webhooks")]

mod error;
mod facts;
mod key;
mod kind;
mod limits;
mod receiver;
#[cfg(feature = "axum")]
#[cfg_attr(docsrs, doc(cfg(feature = "axum")))]
pub mod server;
mod sign;
#[cfg(any(feature = "postgres", feature = "sqlite"))]
mod sql;
mod store;

pub use error::CallbackError;
pub use key::DeduplicationKey;
pub use kind::{Callback, Kind, Payload};
pub use receiver::{Receiver, decode_unverified};
#[cfg(any(feature = "postgres", feature = "sqlite"))]
#[cfg_attr(docsrs, doc(cfg(any(feature = "postgres", feature = "sqlite"))))]
pub use sql::{MIGRATION, SqlStore};
pub use store::{MemoryStore, Store};

pub use super::types::{
    BatchDisbursementCallback, CardlessCreditCallback, DanaPaymentCallback, DisbursementCallback,
    FixedPaymentCodePaidCallback, FixedVirtualAccountChangedCallback,
    FixedVirtualAccountPaidCallback, InvoiceCallback, LinkajaPaymentCallback, OvoPaymentCallback,
    PayoutLinkCallback, RecurringInvoiceCallback,
};

/// The header that most callbacks have their token in (API reference, Fixed Virtual Account Callback, line 2318).
pub const HEADER: &str = "x-callback-token";
