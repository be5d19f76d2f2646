//! Finpay's Get Payout: another host, another kind of credentials.

mod client;

// Generated at compile time from spec/finpay.yaml; its doc comments speak. An operation of an
// overlay may have no headers.
#[allow(clippy::pedantic, rustdoc::bare_urls, unused_mut)]
mod generated {
    include!(concat!(env!("BAYAR_GENERATED"), "/finpay.rs"));
}

pub use client::Client;
#[cfg(feature = "testing")]
pub(crate) use generated::operations::ALL as OPERATIONS;
pub use generated::{builder, types};
