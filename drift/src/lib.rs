//! Compares the real traffic of an API with its contract: of the Xendit legacy API, or of any that has an OpenAPI
//! document.
//!
//! [`exchange`] reads traffic from files, [`check`] checks it against the contract, [`report`] is what comes out.
//! [`baseline`] accepts what is known, [`output`] writes a report in many forms, [`proposal`] corrects the contract.
#![forbid(unsafe_code)]
#![deny(missing_docs)]
// They end the program when nobody reads what they print.
#![deny(clippy::print_stdout, clippy::print_stderr)]

pub mod baseline;
pub mod check;
pub mod contract;
#[cfg(feature = "program")]
pub mod difference;
pub mod errata;
pub mod exchange;
#[cfg(feature = "program")]
pub mod files;
pub mod finding;
mod json;
pub mod mask;
#[cfg(feature = "program")]
pub mod outcome;
#[cfg(feature = "program")]
pub mod output;
#[cfg(feature = "program")]
pub mod probe;
#[cfg(feature = "program")]
pub mod proposal;
#[cfg(feature = "program")]
pub mod proxy;
pub mod report;
#[cfg(feature = "program")]
pub mod spec_diff;
#[cfg(feature = "program")]
pub mod upstream;

pub use bayar_contract::redact;
