//! The Xendit legacy API and Payout Links.
//!
//! [`Client`] has every operation but two: card tokens are made with the public key, by
//! [`PublicClient`]. [`types`] is what requests and answers are made of, [`builder`] has one
//! builder for each operation. [`callback`] is for what the vendor sends to you, [`bulk`] for many
//! disbursements at once.

mod batch_disbursements;
pub mod bulk;
pub mod callback;
mod cards;
mod client;
mod disbursements;
mod invoices;
mod key;
mod payout_links;

// Generated at compile time from spec/xendit.yaml; its doc comments speak. An operation of an
// overlay may have no headers.
#[allow(clippy::pedantic, rustdoc::bare_urls, unused_mut)]
mod generated {
    include!(concat!(env!("BAYAR_GENERATED"), "/xendit.rs"));
}

pub use client::{Client, PublicClient};
#[cfg(feature = "testing")]
pub(crate) use generated::operations::ALL as OPERATIONS;
pub use generated::{builder, types};
pub use invoices::Invoices;
