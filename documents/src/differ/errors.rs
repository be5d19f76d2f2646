//! The rows of the error tables: codes, their statuses, and the limits and words of their messages.

use super::fields::{has, in_rules, value_of};
use super::pairs::{pairs, same_variant};
use super::{Differ, Pair, one_sided};
use crate::contract::Contracts;
use crate::facts::{ErrorRow, Field, Limit, Place};
use bayar_drift::difference::{Aspect, Difference};
use bayar_drift::finding::Class;

const PLACE: Place = Place::Error;
const POINTER: &str = "/error_code";

impl Differ<'_> {
    pub(super) fn errors(&mut self, pair: Pair<'_>) {
        if self.is_version() {
            return self.errors_of_versions(pair);
        }
        for row in &pair.operation.errors {
            if row.code.is_empty() {
                let lost = lost(pair, row);
                self.out.push(lost);
                continue;
            }
            let is_it = |claim: &&ErrorRow| claim.code == row.code && same_variant(claim, row);
            let same: Vec<&ErrorRow> = pair.old.errors.iter().filter(is_it).collect();
            match same.first() {
                None => self.code(pair, row, true),
                Some(claim) if same.iter().all(|claim| claim.status != row.status) => {
                    let word = |row: &ErrorRow| format!("{} with {}", row.code, status(row, "any"));
                    let words = (word(claim), word(row));
                    let words = (Some(words.0.as_str()), Some(words.1.as_str()));
                    let other = self.differs(pair, Aspect::Status, &row.code, words, row.line);
                    let other = other.at(Some(PLACE), POINTER);
                    self.out.push(other.spec(claim.origin.spec.clone()));
                }
                Some(_) => {}
            }
            for limit in &row.limits {
                self.message_limit(pair, row, limit);
            }
        }
    }

    fn errors_of_versions(&mut self, pair: Pair<'_>) {
        let key = |row: &ErrorRow| {
            // The general statuses have no code.
            let status = row.status.filter(|_| row.code.is_empty());
            (row.code.clone(), row.variant.clone(), status)
        };
        let (before, gone) = pairs(&pair.old.errors, &pair.operation.errors, key);
        for (row, before) in pair.operation.errors.iter().zip(before) {
            let Some(before) = before else {
                self.code(pair, row, true);
                continue;
            };
            if before.status != row.status {
                let words = (status(before, "none"), status(row, "none"));
                let words = (Some(words.0.as_str()), Some(words.1.as_str()));
                let other = self.differs(pair, Aspect::Status, &row.code, words, row.line);
                self.push_at(other, pair, PLACE, POINTER);
            }
            let (at, limits) = (
                (PLACE, POINTER.to_owned()),
                (&before.limits[..], &row.limits[..]),
            );
            self.limits_of_versions(pair, &at, &row.code, limits, row.line);
            let texts = (before.message.as_str(), row.message.as_str());
            let what = format!("The message of `{}`", label(row));
            self.words(pair, &at, &what, texts, row.line);
        }
        for row in gone {
            self.code(pair, row, false);
        }
    }

    /// Statuses that hold for every operation, which the contract has anywhere.
    pub(super) fn loose_statuses(&mut self, contracts: &Contracts) {
        let is_known = |status: u16| {
            let mut contracts = contracts.0.iter();
            contracts.any(|contract| contract.statuses.contains(&status))
        };
        for row in &self.facts.statuses {
            if row.status.is_some_and(|status| !is_known(status)) {
                let status = status(row, "");
                let words = (None, Some(status.as_str()));
                let new = self.against.differs(Aspect::General, "", words, row.line);
                self.out.push(new.at(None, POINTER).spec(self.home.clone()));
            }
        }
    }

    /// A row that is new, or that is gone.
    fn code(&mut self, pair: Pair<'_>, row: &ErrorRow, is_new: bool) {
        let aspect = if row.code.is_empty() {
            Aspect::General
        } else {
            Aspect::Code
        };
        let label = label(row);
        let words = one_sided(&label, is_new);
        let difference = self.differs(pair, aspect, &row.code, words, row.line);
        self.push_at(difference, pair, PLACE, POINTER);
    }

    fn message_limit(&mut self, pair: Pair<'_>, row: &ErrorRow, limit: &Limit) {
        if !holds(pair, limit) {
            let other = in_place_of(pair, row, limit);
            let difference = self.other_limit(pair, limit, &row.code, other);
            let pointer = format!("/{}", row.code);
            self.out.push(difference.at(Some(Place::Body), &pointer));
        }
    }
}

fn sent(pair: Pair<'_>) -> impl Iterator<Item = &Field> {
    let fields = pair.old.fields.iter();
    fields.filter(|field| field.place == Place::Body)
}

/// Whether the contract has a limit that the message of an error states. The message names no field: any field of the
/// request may have it.
pub(super) fn holds(pair: Pair<'_>, limit: &Limit) -> bool {
    sent(pair).any(|field| has(&field.limits, limit)) || in_rules(&pair.old.rules, limit)
}

/// What the contract has in place of such a limit: the rule of the same line, or the field that the code is about.
pub(super) fn in_place_of(pair: Pair<'_>, row: &ErrorRow, limit: &Limit) -> Option<u64> {
    let is_about = |field: &&Field| row.code.to_ascii_lowercase().contains(&field.name);
    let cited = pair.old.rules.iter().filter(|rule| rule.line == limit.line);
    let cited: Vec<_> = cited.cloned().collect();
    let field = sent(pair)
        .filter(is_about)
        .max_by_key(|field| field.name.len());
    let of_field = field.and_then(|field| value_of(&field.limits, limit));
    value_of(&cited, limit).or(of_field)
}

/// A row that has lost its code.
fn lost(pair: Pair<'_>, row: &ErrorRow) -> Difference {
    let mut rows = pair.operation.errors.iter();
    let nth = rows.position(|other| other.line == row.line);
    let seen = format!("row {}", nth.unwrap_or_default() + 1);
    let is_it = |claim: &&ErrorRow| {
        let mut lines = claim.origin.lines.iter();
        lines.any(|line| (row.line..=row.last).contains(line))
    };
    let transcribed = pair.old.errors.iter().find(is_it);
    let message = "The code of an error row is lost in the document.".to_owned();
    let lost = Difference::new(Class::DOCUMENT_DIFFERENT, Aspect::Code, message);
    pair.old
        .owns(lost)
        .on(row.line)
        .at(Some(PLACE), POINTER)
        .between("a code", &seen)
        .spec(transcribed.and_then(|claim| claim.origin.spec.clone()))
}

fn status(row: &ErrorRow, none: &str) -> String {
    row.status
        .map_or(none.to_owned(), |status| status.to_string())
}

fn label(row: &ErrorRow) -> String {
    if row.code.is_empty() {
        status(row, "")
    } else {
        row.code.clone()
    }
}
