//! The rows of the error tables: codes and their statuses.

use super::{Holder, Pair, missing};
use crate::claims::{Claim, ClaimError};
use crate::difference::{Aspect, Difference};
use crate::facts::{ErrorRow, Place};
use bayar_drift::finding::Class;

const POINTER: &str = "/error_code";

impl Holder<'_> {
    pub(super) fn error(&mut self, pair: &Pair<'_>, row: &ErrorRow) {
        if row.code.is_empty() {
            self.out.push(lost(pair, row));
            return;
        }
        let is_it = |claim: &&ClaimError| {
            claim.code == row.code && same_variant(claim.variant.as_ref(), row.variant.as_ref())
        };
        let same: Vec<&ClaimError> = pair.claim.errors.iter().filter(is_it).collect();
        match same.first() {
            None => self.out.push(unknown(pair, row)),
            Some(claim) if same.iter().all(|claim| claim.status != row.status) => {
                self.out.push(other_status(pair, row, claim));
            }
            Some(_) => {}
        }
        for limit in &row.limits {
            self.message_limit(pair, row, limit);
        }
    }

    pub(super) fn back_errors(&mut self, claim: &Claim) {
        let lost: Vec<Difference> = claim
            .errors
            .iter()
            .filter(|row| !self.has_row(claim, row))
            .map(|row| {
                let message = format!(
                    "The contract has the code `{}`, the document has not.",
                    row.code
                );
                missing(
                    claim,
                    Aspect::ErrorCode,
                    &row.code,
                    row.source.as_ref(),
                    message,
                )
                .at(Some(Place::Error), POINTER)
                .spec(row.spec.clone())
            })
            .collect();
        self.out.extend(lost);
    }

    /// Whether the document has a row of the contract, if it comes from this document.
    fn has_row(&self, claim: &Claim, row: &ClaimError) -> bool {
        let source = row.source.as_ref();
        let Some(source) = source.filter(|source| source.document == self.facts.document) else {
            return true;
        };
        let mut errors = self.sections(claim).flat_map(|pair| &pair.operation.errors);
        // A row that has lost its code may be any.
        let in_table = errors.any(|error| {
            error.code.is_empty()
                || error.code == row.code
                    && same_variant(row.variant.as_ref(), error.variant.as_ref())
        });
        let mut examples = self
            .sections(claim)
            .flat_map(|pair| &pair.operation.examples);
        let in_example = row.example_only
            && examples.any(|example| {
                let mut values = example.values.values();
                example.place == Place::Error
                    && values.any(|value| value.value == row.code.as_str())
            });
        let in_general = row.status.is_some_and(|status| {
            self.facts.statuses.iter().any(|general| {
                general.status == Some(status) && source.lines.contains(&general.line)
            })
        });
        in_table || in_example || in_general
    }
}

fn same_variant(one: Option<&String>, other: Option<&String>) -> bool {
    one.is_none() || other.is_none() || one == other
}

/// A difference on a row.
fn on_row(
    class: Class,
    aspect: Aspect,
    pair: &Pair<'_>,
    row: &ErrorRow,
    message: String,
) -> Difference {
    Difference::new(class, aspect, message)
        .of(pair.claim)
        .at(Some(Place::Error), POINTER)
        .on(row.line..=row.last)
}

/// A row without its code.
fn lost(pair: &Pair<'_>, row: &ErrorRow) -> Difference {
    let mut rows = pair.operation.errors.iter();
    let nth = rows.position(|other| other.line == row.line);
    let seen = format!("row {}", nth.unwrap_or_default() + 1);
    let transcribed = pair.claim.errors.iter().find(|claim| {
        let lines = claim.source.iter().flat_map(|source| &source.lines);
        lines
            .copied()
            .any(|line| (row.line..=row.last).contains(&line))
    });
    let message = "The code of an error row is lost in the document.".to_owned();
    on_row(
        Class::DOCUMENT_DIFFERENT,
        Aspect::ErrorCode,
        pair,
        row,
        message,
    )
    .spec(transcribed.and_then(|claim| claim.spec.clone()))
    .between("a code", &seen)
}

/// A row that the contract does not have.
fn unknown(pair: &Pair<'_>, row: &ErrorRow) -> Difference {
    let message = format!(
        "The document lists the code `{}`, the contract has not.",
        row.code
    );
    on_row(Class::DOCUMENT_ONLY, Aspect::ErrorCode, pair, row, message)
        .between("not there", &row.code)
}

/// A row that the contract has with another status.
fn other_status(pair: &Pair<'_>, row: &ErrorRow, claim: &ClaimError) -> Difference {
    let shown = |status: Option<u16>| status.map_or("any".to_owned(), |status| status.to_string());
    let (expected, seen) = (shown(claim.status), shown(row.status));
    let message = format!(
        "The code `{}` has another status in the document than in the contract.",
        row.code
    );
    on_row(
        Class::DOCUMENT_DIFFERENT,
        Aspect::Status,
        pair,
        row,
        message,
    )
    .spec(claim.spec.clone())
    .between(
        &format!("{} with {expected}", row.code),
        &format!("{} with {seen}", row.code),
    )
}
