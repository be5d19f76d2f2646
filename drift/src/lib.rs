//! Documents, contract and real traffic of the Xendit legacy API held against each other.
//!
//! [`exchange`] reads traffic from files, [`check`] holds it against the contract, [`report`] is what comes out.
//! [`baseline`] accepts what is known, [`output`] writes a report in many forms, [`proposal`] corrects the contract.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod baseline;
pub mod check;
mod contract;
mod decimal;
pub mod documents;
pub mod exchange;
pub mod finding;
mod json;
pub mod output;
pub mod proposal;
pub mod redact;
pub mod report;
pub mod spec_diff;
