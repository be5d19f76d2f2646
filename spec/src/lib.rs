//! The contracts as texts: one copy for every crate that reads them.
//!
//! The README beside the YAML files tells their conventions.
#![deny(missing_docs)]

/// The Xendit legacy API and Payout Links, OpenAPI 3.0.3 in YAML.
pub const XENDIT: &str = include_str!("../xendit.yaml");

/// Finpay's Get Payout, OpenAPI 3.0.3 in YAML.
pub const FINPAY: &str = include_str!("../finpay.yaml");

/// Every place where the documents contradict themselves, each other or what was observed, in YAML.
pub const ERRATA: &str = include_str!("../errata.yaml");
