//! Documents, contract and real traffic of the Xendit legacy API held against each other.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod documents;
pub mod finding;
pub mod report;
pub mod spec_diff;
