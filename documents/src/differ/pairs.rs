//! Which operation of the contract a section of the document is about.

use std::collections::BTreeSet;

use super::Pair;
use crate::contract::{Contract, Contracts};
use crate::facts::{ErrorRow, Facts, Field, Kind, Line, Operation, Place};

impl Contracts {
    /// The operation of the contract that a section of a document describes, with its contract.
    pub(crate) fn find(&self, operation: &Operation) -> Option<(&Contract, &Operation)> {
        if operation.kind == Kind::Function {
            let is_it = |claim: &Operation| claim.function.as_deref() == Some(&operation.method);
            return self.all().find(|(_, claim)| is_it(claim));
        }
        if operation.kind == Kind::Operation && !operation.path.is_empty() {
            let at = |path: &str| {
                self.all().find(|(_, claim)| {
                    !claim.is_callback()
                        && claim.method == operation.method
                        && shape(&claim.path) == shape(path)
                })
            };
            return at(&operation.path).or_else(|| at(&repaired(&operation.path)?));
        }
        // No endpoint of the provider's: the one whose fields it shares, the most of them and the fewest others.
        let names = names(operation);
        let wanted = operation.is_callback();
        self.all()
            .filter(|(_, claim)| claim.is_callback() == wanted && (wanted || claim.method == "GET"))
            .map(|found| (score(operation, &names, found.1), found))
            .filter(|(score, _)| score.0 >= 6)
            .max_by_key(|(score, _)| *score)
            .map(|(_, found)| found)
    }

    fn all(&self) -> impl Iterator<Item = (&Contract, &Operation)> {
        self.0.iter().flat_map(|contract| {
            let claims = contract.operations.iter();
            claims.map(move |claim| (contract, claim))
        })
    }
}

/// How well an operation of the contract fits a section, by the names of the section's fields: how many it shares, how
/// few others it has and, of several that are alike, how near the lines are that it was transcribed from.
fn score(operation: &Operation, names: &BTreeSet<&str>, claim: &Operation) -> (usize, usize, Line) {
    let in_body = |place| matches!(place, Place::Body | Place::Query);
    let fields = claim.fields.iter();
    let own: BTreeSet<&str> = fields
        .filter(|field| field.within.is_none() && in_body(field.place))
        .map(|field| field.name.as_str())
        .collect();
    let shared = own.intersection(names).count();
    let all = own.union(names).count();
    let lines = claim.origin.lines.iter();
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
pub(super) fn same_answer(operation: &Operation, pair: Pair<'_>) -> bool {
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

/// The section of another version: the same endpoint under the same heading; else the same heading; else the same
/// endpoint. Sections that were met before are other ones.
pub(super) fn counterpart(
    operation: &Operation,
    among: &[Operation],
    met: &[usize],
) -> Option<usize> {
    let heading =
        |other: &Operation| other.kind == operation.kind && other.title == operation.title;
    let endpoint =
        |other: &Operation| other.endpoint() == operation.endpoint() && !other.path.is_empty();
    let find = |same: &dyn Fn(&Operation) -> bool| {
        (0..among.len()).find(|at| !met.contains(at) && same(&among[*at]))
    };
    find(&|other| heading(other) && endpoint(other))
        .or_else(|| find(&heading))
        .or_else(|| find(&endpoint))
}

/// For each of the newer ones the older one with the same key, and the older ones without a newer one. Of those with the
/// same key, the nth is the nth.
pub(super) fn pairs<'a, T, K: PartialEq>(
    old: &'a [T],
    new: &[T],
    key: impl Fn(&T) -> K,
) -> (Vec<Option<&'a T>>, Vec<&'a T>) {
    let mut left: Vec<_> = old.iter().map(Some).collect();
    let found = new.iter().map(|one| {
        let mut left = left.iter_mut();
        left.find(|other| other.is_some_and(|other| key(other) == key(one)))?
            .take()
    });
    let found = found.collect();
    (found, left.into_iter().flatten().collect())
}

/// Whether two rows of error tables are of the same variant, or one of them of all.
pub(super) fn same_variant(one: &ErrorRow, other: &ErrorRow) -> bool {
    one.variant.is_none() || other.variant.is_none() || one.variant == other.variant
}

/// Whether two constants are the same. A number may be padded: `5` and `05`.
pub(super) fn same_constant(one: &str, other: &str) -> bool {
    let number = |text: &str| text.parse::<u64>().ok();
    one == other || number(one).is_some() && number(one) == number(other)
}

/// Whether two rows of two versions say the same under different names.
pub(super) fn same_row(one: &Field, other: &Field) -> bool {
    one.place == other.place
        && one.variant == other.variant
        && one.within == other.within
        && one.required == other.required
        && one.kind == other.kind
        && one.text == other.text
        && one.values.len() == other.values.len()
        && one.line.abs_diff(other.line) <= 200
        && one.last - one.line == other.last - other.line
}

/// The field of the contract that a row of a table is about.
pub(super) fn claimed<'c>(pair: Pair<'c>, field: &Field, document: &str) -> Option<&'c Field> {
    let candidates = pair.old.fields.iter().filter(|claim| {
        let named = claim.names().any(|name| name == field.name);
        let header = (claim.place == Place::Header) == (field.place == Place::Header)
            || claim.name.eq_ignore_ascii_case(&field.name);
        let side = claim.place.side() == field.place.side();
        let variant =
            claim.variant.is_none() || field.variant.is_none() || claim.variant == field.variant;
        named && header && side && variant
    });
    candidates.max_by_key(|claim| {
        let cites = claim.origin.is(document) && claim.origin.lines.contains(&field.line);
        let under = claim.within == field.within;
        let top = claim.within.is_none();
        (
            field.within.is_none() && cites || field.within.is_some() && under,
            cites,
            top,
            claim.place == field.place,
        )
    })
}
