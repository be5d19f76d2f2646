//! Which operation of the contract a section of the document is about.

use std::collections::BTreeSet;

use super::Pair;
use crate::claims::{Claim, Contract, Contracts};
use crate::facts::{Facts, Kind, Line, Operation, Place};

impl Contracts {
    /// The operation of the contract that a section of a document describes, with its contract.
    pub(crate) fn find(&self, operation: &Operation) -> Option<(&Contract, &Claim)> {
        if operation.kind == Kind::Function {
            let is_it = |claim: &Claim| claim.function.as_deref() == Some(&operation.method);
            return self.all().find(|(_, claim)| is_it(claim));
        }
        if operation.kind == Kind::Operation && !operation.path.is_empty() {
            let at = |path: &str| {
                self.all().find(|(_, claim)| {
                    !claim.callback
                        && claim.method == operation.method
                        && shape(&claim.path) == shape(path)
                })
            };
            return at(&operation.path).or_else(|| at(&repaired(&operation.path)?));
        }
        // No endpoint of the provider's: the one whose fields it shares, the most of them and the fewest others.
        let names = names(operation);
        let wanted = operation.kind == Kind::Callback;
        self.all()
            .filter(|(_, claim)| claim.callback == wanted && (wanted || claim.method == "GET"))
            .map(|found| (score(operation, &names, found.1), found))
            .filter(|(score, _)| score.0 >= 6)
            .max_by_key(|(score, _)| *score)
            .map(|(_, found)| found)
    }

    fn all(&self) -> impl Iterator<Item = (&Contract, &Claim)> {
        self.files.iter().flat_map(|contract| {
            let claims = contract.operations.iter();
            claims.map(move |claim| (contract, claim))
        })
    }
}

/// How well an operation of the contract fits a section, by the names of the section's fields: how many it shares, how
/// few others it has and, of several that are alike, how near the lines are that it was transcribed from.
fn score(operation: &Operation, names: &BTreeSet<&str>, claim: &Claim) -> (usize, usize, Line) {
    let in_body = |place| matches!(place, Place::Body | Place::Query);
    let fields = claim.fields.iter();
    let own: BTreeSet<&str> = fields
        .filter(|field| field.within.is_none() && in_body(field.place))
        .map(|field| field.name.as_str())
        .collect();
    let shared = own.intersection(names).count();
    let all = own.union(names).count();
    let lines = claim.source.iter().flat_map(|source| &source.lines);
    let distance = lines.map(|line| line.abs_diff(operation.line)).min();
    (
        shared * 10 / names.len().max(1),
        shared * 10 / all.max(1),
        Line::MAX - distance.unwrap_or(Line::MAX),
    )
}

/// The names of its fields, in tables and at the top of examples.
fn names(operation: &Operation) -> BTreeSet<&str> {
    let tables = operation
        .fields
        .iter()
        .filter(|field| field.within.is_none());
    let tables = tables
        .filter(|field| field.place != Place::Header)
        .map(|field| field.name.as_str());
    let examples = operation
        .examples
        .iter()
        .flat_map(|example| example.values.keys());
    tables
        .chain(examples.filter_map(|pointer| pointer.split('/').nth(1)))
        .collect()
}

/// A path without the names of its parameters, and without a query.
pub(super) fn shape(path: &str) -> String {
    let path = path.split('?').next().unwrap_or_default();
    let segment = |segment: &str| match segment.split_once('{') {
        Some((before, _)) => format!("{before}*"),
        None if segment.starts_with(':') => "*".to_owned(),
        None => segment.to_owned(),
    };
    path.split('/').map(segment).collect::<Vec<_>>().join("/")
}

/// A path whose last segment is a query without its `?`, put right.
fn repaired(path: &str) -> Option<String> {
    let (before, last) = path.rsplit_once('/')?;
    last.contains('&').then(|| format!("{before}?{last}"))
}

/// Whether another section of the document describes the same answer.
pub(super) fn same_answer(operation: &Operation, pair: &Pair<'_>) -> bool {
    operation.line == pair.operation.line
        || operation.path == pair.operation.path && operation.method == pair.operation.method
}

/// Whether a section says that its answer is that of another section.
pub(crate) fn same_as(facts: &Facts, operation: &Operation, other: &Operation) -> bool {
    let words = |text: &str| -> Vec<String> {
        let lower = text.to_ascii_lowercase();
        lower
            .split(' ')
            .map(|word| word.trim_end_matches('s').to_owned())
            .collect()
    };
    operation.same_as.iter().any(|reference| {
        let wanted = words(&reference.value);
        let fits = |title: &str| {
            let title = words(title);
            wanted.iter().all(|word| title.contains(word))
        };
        let found = facts
            .operations
            .iter()
            .find(|operation| fits(&operation.title));
        found.is_some_and(|found| found.line == other.line)
    })
}
