//! Holds what clients reported against what the sandbox has.

use std::collections::BTreeMap;

use bayar_sandbox::Sandbox;
use serde_json::Value;

/// What a client says of one payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Report {
    Made,
    NotMade,
    /// Said to be unknown, with what is needed to settle it.
    Open,
}

/// What must never happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wrong {
    PaidTwice,
    /// Reported as made, and it was not.
    MadeUp,
    /// Reported as not made, and it was.
    Lost,
}

/// How many payments the sandbox has under each reference.
pub fn payments(sandbox: &Sandbox) -> BTreeMap<String, usize> {
    let snapshot: Value = serde_json::from_str(&sandbox.snapshot().to_json()).unwrap();
    let mut payments = BTreeMap::new();
    for line in snapshot["lines"].as_array().unwrap() {
        let kind = line["kind"].as_str().unwrap();
        if !["disbursement", "batch", "payout_link", "refund"].contains(&kind) {
            continue;
        }
        let payment: Value = serde_json::from_str(line["text"].as_str().unwrap()).unwrap();
        let reference = payment
            .get("external_id")
            .or_else(|| payment.get("reference"));
        let reference = reference.and_then(Value::as_str).unwrap();
        *payments.entry(reference.to_owned()).or_default() += 1;
    }
    payments
}

/// Everything that is wrong.
pub fn judge<'a>(
    reports: impl IntoIterator<Item = (&'a str, Report)>,
    payments: &BTreeMap<String, usize>,
) -> Vec<(&'a str, Wrong)> {
    let mut wrongs = Vec::new();
    for (run, report) in reports {
        let paid = payments.get(run).copied().unwrap_or_default();
        if paid > 1 {
            wrongs.push((run, Wrong::PaidTwice));
        }
        match report {
            Report::Made if paid == 0 => wrongs.push((run, Wrong::MadeUp)),
            Report::NotMade if paid > 0 => wrongs.push((run, Wrong::Lost)),
            _ => {}
        }
    }
    wrongs
}
