//! Documents, contract and real traffic of the Xendit legacy API held against each other.
//!
//! [`exchange`] reads traffic from files, [`check`] holds it against the contract, [`report`] is what comes out.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod check;
mod contract;
mod decimal;
pub mod exchange;
pub mod finding;
mod json;
pub mod mask;
#[cfg(feature = "program")]
pub mod probe;
#[cfg(feature = "program")]
pub mod proxy;
pub mod redact;
pub mod report;
#[cfg(feature = "program")]
mod upstream;
