//! Findings that are accepted for a while, with a reason.
//!
//! A baseline is a YAML list of [`Entry`]s. Each ends on a day, so that somebody thinks of it again.

use std::collections::HashSet;

use anyhow::{Context, Result, ensure};
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::finding::{Class, Finding, Problem};

/// What stands before the entries of a written baseline.
const HEADER: &str = "\
# Findings of bayar-drift that are accepted until a day. `--update-baseline` adds new ones and never removes any.
# What is about money needs a reason.
";

/// Words in the place of a reason.
const PLACEHOLDERS: &[&str] = &[
    "todo", "tbd", "fixme", "xxx", "wip", "none", "n/a", "later", "unknown", "test",
];

/// Parts of names of fields that hold an amount.
const AMOUNTS: &[&str] = &[
    "amount", "amounts", "balance", "cost", "fee", "fees", "price", "subtotal", "tax", "total",
];

/// Accepted findings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    entries: Vec<Entry>,
}

/// A finding that is accepted for a while.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// See [`Finding::fingerprint_of`].
    pub fingerprint: String,
    /// The kind of difference, for people.
    #[schemars(with = "crate::finding::ClassText")]
    pub class: Class,
    /// The operation, for people.
    pub operation: Option<String>,
    /// The place, for people.
    pub pointer: String,
    /// Why it is accepted. What is about money is not accepted without one.
    #[serde(default)]
    pub reason: String,
    /// The last day on which it is accepted.
    pub expires: NaiveDate,
    /// The day on which it was accepted.
    pub added: NaiveDate,
}

/// What a baseline says of the findings of a run. Those not in `accepted` count.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Judgement {
    /// Entries that accept a finding.
    pub accepted: Vec<Entry>,
    /// Entries of findings that are still seen, whose last day is over.
    pub expired: Vec<Entry>,
    /// Entries of findings about money that give no reason.
    pub unreasoned: Vec<Entry>,
    /// Entries of findings that are no longer seen.
    pub stale: Vec<Entry>,
}

/// How new entries are written.
#[derive(Clone, Copy, Debug)]
pub struct Acceptance<'a> {
    /// Why they are accepted; renews expired entries, too.
    pub reason: Option<&'a str>,
    /// The last day on which they are accepted.
    pub expires: NaiveDate,
    /// The day on which they are written.
    pub today: NaiveDate,
}

impl Baseline {
    /// Reads a baseline.
    ///
    /// # Errors
    /// If it is not a list of entries, or has an entry twice.
    pub fn read(text: &str) -> Result<Baseline> {
        let entries: Option<Vec<Entry>> =
            yaml_serde::from_str(text).context("not a baseline: a list of entries is expected")?;
        let entries = entries.unwrap_or_default();
        let mut seen = HashSet::new();
        for entry in &entries {
            let fingerprint = &entry.fingerprint;
            ensure!(
                seen.insert(fingerprint),
                "{fingerprint} stands twice in the baseline"
            );
        }
        Ok(Baseline { entries })
    }

    /// The baseline as a text.
    ///
    /// # Errors
    /// Never for entries that were read or made here.
    pub fn write(&self) -> Result<String> {
        Ok(format!("{HEADER}{}", yaml_serde::to_string(&self.entries)?))
    }

    /// What the baseline says of the findings on a day.
    pub fn judge(&self, findings: &[Finding], today: NaiveDate) -> Judgement {
        let mut judgement = Judgement::default();
        for entry in &self.entries {
            let finding = findings
                .iter()
                .find(|finding| finding.fingerprint == entry.fingerprint);
            let list = match finding {
                None => &mut judgement.stale,
                Some(_) if entry.expires < today => &mut judgement.expired,
                Some(finding) if is_about_money(finding) && !is_reason(&entry.reason) => {
                    &mut judgement.unreasoned
                }
                Some(_) => &mut judgement.accepted,
            };
            list.push(entry.clone());
        }
        judgement
    }

    /// Adds every finding that is not accepted, and returns those that cannot be: about money without a reason, or
    /// expired and not renewed with one.
    pub fn update<'f>(
        &mut self,
        findings: &'f [Finding],
        with: &Acceptance<'_>,
    ) -> Vec<&'f Finding> {
        let judgement = self.judge(findings, with.today);
        let reason = with.reason.filter(|reason| is_reason(reason));
        let mut refused = Vec::new();
        for finding in findings {
            let is_it = |entry: &Entry| entry.fingerprint == finding.fingerprint;
            if judgement.accepted.iter().any(is_it) {
                continue;
            }
            let is_known = self.entries.iter().any(is_it);
            if reason.is_none() && (is_known || is_about_money(finding)) {
                refused.push(finding);
                continue;
            }
            self.entries.retain(|entry| !is_it(entry));
            self.entries.push(Entry {
                fingerprint: finding.fingerprint.clone(),
                class: finding.class,
                operation: finding.operation.clone(),
                pointer: finding.pointer.clone(),
                reason: with.reason.unwrap_or_default().trim().to_owned(),
                expires: with.expires,
                added: with.today,
            });
        }
        refused
    }
}

/// Whether a finding is about an amount: by the contract, by its class, or by the name of the field.
pub fn is_about_money(finding: &Finding) -> bool {
    let problem = finding.class.problem;
    let is_class = matches!(problem, Problem::Fraction | Problem::Precision);
    finding.money || is_class || finding.pointer.split('/').any(is_amount_name)
}

/// Whether the name of a field sounds like an amount.
pub(crate) fn is_amount_name(name: &str) -> bool {
    let name = name.to_lowercase();
    name.split(['_', '-', '.'])
        .any(|word| AMOUNTS.contains(&word) || word.ends_with("amount"))
}

/// Whether a text gives a reason: not empty, and no mere placeholder.
fn is_reason(text: &str) -> bool {
    let mut words = text
        .split(|c: char| !c.is_alphanumeric() && c != '/')
        .filter(|word| !word.is_empty());
    let first = words.next().unwrap_or_default().to_lowercase();
    let has_more = words.next().is_some();
    let is_open = matches!(first.as_str(), "todo" | "tbd" | "fixme" | "xxx" | "wip");
    let is_word = first.chars().filter(|c| c.is_alphabetic()).count() > 2;
    !is_open && (has_more || is_word && !PLACEHOLDERS.contains(&first.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons() {
        for text in [
            "",
            "  ",
            "TODO",
            "todo: ask",
            "TBD",
            "-",
            "n/a",
            "?",
            "xx",
            "None",
            "…",
        ] {
            assert!(!is_reason(text), "{text}");
        }
        for text in [
            "Vendor ticket 4711",
            "INV-12",
            "confirmed by the vendor",
            "rounding",
        ] {
            assert!(is_reason(text), "{text}");
        }
    }

    #[test]
    fn names_of_amounts() {
        for name in [
            "amount",
            "paid_amount",
            "adjustedAmount",
            "fees",
            "Xendit-Fee",
        ] {
            assert!(is_amount_name(name), "{name}");
        }
        for name in ["", "status", "external_id", "feedback", "taxonomy"] {
            assert!(!is_amount_name(name), "{name}");
        }
    }
}
