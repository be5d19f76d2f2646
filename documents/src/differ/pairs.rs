//! Which operation of the contract a section of the document is about.

use std::collections::BTreeSet;

use super::Pair;
use crate::calls::{is_to, repaired};
use crate::contract::{Contract, Contracts};
use crate::facts::{ErrorRow, Facts, Field, Kind, Line, Operation, Place};

/// An operation of a contract with its contract.
pub(crate) type Claim<'a> = (&'a Contract, &'a Operation);

impl Contracts {
    /// The contract that was transcribed from a document.
    pub(super) fn home(&self, document: &str) -> Option<&Contract> {
        self.0.iter().find(|contract| {
            let mut claims = contract.operations.iter();
            claims.any(|claim| claim.origin.is(document))
        })
    }

    /// The operation of the contract that each section of a document describes.
    pub(crate) fn claims(&self, facts: &Facts) -> Vec<Option<Claim<'_>>> {
        let home = self.home(&facts.document);
        let all: Vec<Claim<'_>> = home
            .map_or(&self.0[..], std::slice::from_ref)
            .iter()
            .flat_map(|contract| {
                contract
                    .operations
                    .iter()
                    .map(move |claim| (contract, claim))
            })
            .collect();
        let sections = &facts.operations;
        // Where samples call another endpoint, the one of the section may have become that of another operation.
        let first = |section: &Operation| {
            let is_at_odds = !section.other_calls.is_empty();
            let claim = is_at_odds.then(|| likely(&all, section, facts, &|_| 2));
            claim.flatten().or_else(|| find(&all, section))
        };
        let mut claims: Vec<_> = sections.iter().map(first).collect();
        for (at, section) in sections.iter().enumerate() {
            if claims[at].is_none() && section.kind == Kind::Operation && !section.path.is_empty() {
                let least = |one: &Operation| {
                    let mut taken = claims.iter().flatten();
                    1 + usize::from(taken.any(|(_, other)| other.title == one.title))
                };
                claims[at] = likely(&all, section, facts, &least);
            }
        }
        claims
    }
}

/// The operation with the endpoint of a section; of one without an endpoint of the provider's the likeliest.
fn find<'a>(all: &[Claim<'a>], operation: &Operation) -> Option<Claim<'a>> {
    let mut claims = all.iter().copied();
    if operation.kind == Kind::Function {
        let is_it = |claim: &Operation| claim.function.as_deref() == Some(&operation.method);
        return claims.find(|(_, claim)| is_it(claim));
    }
    if operation.kind == Kind::Operation && !operation.path.is_empty() {
        return claims.find(|(_, claim)| !claim.is_callback() && same_endpoint(operation, claim));
    }
    // No endpoint of the provider's: the one whose fields it shares, the most of them and the fewest others.
    let names = names(operation);
    let wanted = operation.is_callback();
    claims
        .filter(|(_, claim)| claim.is_callback() == wanted && (wanted || claim.method == "GET"))
        .map(|found| (score(operation, &names, found.1), found))
        .filter(|(score, _)| score.0 >= 6)
        .max_by_key(|(score, _)| *score)
        .map(|(_, found)| found)
}

/// The operation of a section whose endpoint may be another, by so many signs at least: its samples call it, its title
/// names it, it was transcribed from its line.
fn likely<'a>(
    all: &[Claim<'a>],
    section: &Operation,
    facts: &Facts,
    least: &dyn Fn(&Operation) -> usize,
) -> Option<Claim<'a>> {
    let samples = &section.other_calls;
    let title = section.title.to_ascii_lowercase();
    let words: Vec<&str> = title.split([' ', '_']).collect();
    let is_of = |line: &Line| [section.line, section.endpoint].contains(line);
    let signs = |claim: &Operation| {
        [
            samples.iter().any(|call| is_to(claim, call)),
            claim.title.split('_').all(|word| words.contains(&word)),
            claim.origin.is(&facts.document) && claim.origin.lines.iter().any(is_of),
        ]
    };
    let is_enough = |(_, claim): &Claim<'_>| {
        let count = signs(claim).into_iter().filter(|sign| *sign).count();
        !claim.is_callback() && count >= least(claim)
    };
    let fitting = all.iter().copied().filter(is_enough);
    fitting.max_by_key(|(_, claim)| (signs(claim), claim.title.len()))
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

/// Whether a section has the endpoint of an older one, be its query printed as a part of the path.
pub(super) fn same_endpoint(operation: &Operation, old: &Operation) -> bool {
    let is_it = |path: &str| shape(path) == shape(&old.path);
    let repaired = || repaired(&operation.path).is_some_and(|path| is_it(&path));
    operation.method == old.method && (is_it(&operation.path) || repaired())
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
/// endpoint. Sections that were met before are other ones. Of sections that are alike the nth is the nth.
pub(super) fn counterpart(
    operation: &Operation,
    beside: &[Operation],
    among: &[Operation],
    met: &[usize],
) -> Option<usize> {
    let heading =
        |other: &&Operation| other.kind == operation.kind && other.title == operation.title;
    let endpoint =
        |other: &&Operation| other.endpoint() == operation.endpoint() && !other.path.is_empty();
    let find = |same: &dyn Fn(&&Operation) -> bool| {
        (0..among.len()).find(|at| !met.contains(at) && same(&&among[*at]))
    };
    let same_heading = beside.iter().filter(heading).count();
    let are_alike = same_heading > 1
        && beside.iter().filter(heading).all(|other| endpoint(&other))
        && among.iter().filter(heading).count() == same_heading;
    if are_alike {
        return find(&heading);
    }
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

/// Whether a row of another version is the same field in another part of the request.
pub(super) fn same_name(one: &Field, other: &Field) -> bool {
    one.name == other.name
        && one.variant == other.variant
        && one.within == other.within
        && in_request(one.place)
        && in_request(other.place)
}

/// Whether a field stands where method and path of the request put it.
pub(super) fn in_request(place: Place) -> bool {
    matches!(place, Place::Path | Place::Query | Place::Body)
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
