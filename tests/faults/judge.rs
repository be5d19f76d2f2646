//! Holds what clients reported against what there is.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::runs::{AMOUNT, BANK};

/// What a client reports of one payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Report {
    Made,
    /// What was made has failed.
    Failed,
    NotMade,
    /// Others stand under the reference, and not this one.
    Conflict,
    /// Reported to be unknown, with what is needed to settle it.
    Open,
    /// The program came to its end before it could report.
    Panicked,
    /// Nothing is reported although time is long up.
    Stuck,
}

/// What must never happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wrong {
    PaidTwice,
    /// Reported as made, and it was not.
    MadeUp,
    /// Reported as not made, and it was.
    Lost,
    /// Reported as another payment, and it was paid.
    FalseConflict,
    Panicked,
    Stuck,
    /// Unknown, and the truth could be found.
    NotFoundOut,
}

/// A payment under the reference of a run.
#[derive(Clone, Copy, Debug)]
pub struct Paid {
    /// It was there before the run.
    pub is_planted: bool,
    /// It is the payment that the run makes.
    pub agrees: bool,
    pub failed: bool,
}

/// By run.
pub type Payments = BTreeMap<String, Vec<Paid>>;

/// What a snapshot of the sandbox has under each reference; `planted` are the ids of what was there before.
pub fn payments(snapshot: &str, planted: &BTreeSet<String>) -> Payments {
    let snapshot: Value = serde_json::from_str(snapshot).unwrap();
    let mut payments = Payments::new();
    for line in snapshot["lines"].as_array().unwrap() {
        let kind = line["kind"].as_str().unwrap();
        if !["disbursement", "batch", "payout_link", "refund", "charge"].contains(&kind) {
            continue;
        }
        let payment: Value = serde_json::from_str(line["text"].as_str().unwrap()).unwrap();
        let text = |name: &str| payment.get(name).and_then(Value::as_str);
        let reference = text("external_id").or(text("reference")).unwrap();
        let is_same = payment["amount"].as_i64() == Some(AMOUNT) && text("bank_code") == Some(BANK);
        payments.entry(reference.into()).or_default().push(Paid {
            is_planted: text("id").is_some_and(|id| planted.contains(id)),
            agrees: kind != "disbursement" || is_same,
            failed: text("status") == Some("FAILED"),
        });
    }
    payments
}

/// What a client reports of the payment of a run.
pub struct Reported<'a> {
    pub run: &'a str,
    pub report: Report,
    /// It looked before it sent anything, so what was there before must not be paid again.
    pub looks_first: bool,
}

/// Everything that is wrong.
pub fn judge<'a>(
    reports: impl IntoIterator<Item = Reported<'a>>,
    payments: &Payments,
) -> Vec<(&'a str, Wrong)> {
    let mut wrongs = Vec::new();
    for reported in reports {
        let run = reported.run;
        let paid = payments.get(run).map(Vec::as_slice).unwrap_or_default();
        let ours = paid.iter().filter(|paid| !paid.is_planted).count();
        let before = |paid: &&Paid| paid.is_planted && paid.agrees && !paid.failed;
        let before = paid.iter().filter(before).count();
        let agrees = paid.iter().any(|paid| paid.agrees);
        let is_paid = paid.iter().any(|paid| paid.agrees && !paid.failed);
        if ours > 1 || ours == 1 && before > 0 && reported.looks_first {
            wrongs.push((run, Wrong::PaidTwice));
        }
        let wrong = match reported.report {
            Report::Made | Report::Failed if !agrees => Wrong::MadeUp,
            // Who reads that pays again.
            Report::Failed if is_paid => Wrong::Lost,
            Report::NotMade if ours > 0 => Wrong::Lost,
            Report::Conflict if agrees => Wrong::FalseConflict,
            Report::Panicked => Wrong::Panicked,
            Report::Stuck => Wrong::Stuck,
            _ => continue,
        };
        wrongs.push((run, wrong));
    }
    wrongs
}
