//! The contracts as texts: one copy for every crate that reads them.
//!
//! The README beside the YAML files tells their conventions.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

/// The Xendit legacy API and Payout Links, OpenAPI 3.0.3 in YAML.
pub const XENDIT: &str = include_str!("../xendit.yaml");

/// Finpay's Get Payout, OpenAPI 3.0.3 in YAML.
pub const FINPAY: &str = include_str!("../finpay.yaml");

/// Every place where the documents contradict themselves, each other or what was observed, in YAML.
pub const ERRATA: &str = include_str!("../errata.yaml");

/// The facts of each document by its name, in JSON: what the document claims, and on which line.
pub const FACTS: [(&str, &str); 4] = [
    (
        "xendit-api-reference",
        include_str!("../facts/xendit-api-reference.json"),
    ),
    (
        "xendit-payout-links",
        include_str!("../facts/xendit-payout-links.json"),
    ),
    (
        "xendit-payout-links-dashboard",
        include_str!("../facts/xendit-payout-links-dashboard.json"),
    ),
    (
        "finpay-get-payout",
        include_str!("../facts/finpay-get-payout.json"),
    ),
];
