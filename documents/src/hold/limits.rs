//! The limits of fields, of rules over several fields and of error messages.

use serde_json::Value;

use super::{Holder, Pair, lines, missing};
use crate::claims::{Claim, ClaimField};
use crate::difference::{Aspect, Difference};
use crate::facts::{Bound, ErrorRow, Field, Limit, Line, Place};
use bayar_drift::finding::Class;

impl Holder<'_> {
    /// A limit that the row of a field states.
    pub(super) fn limit(
        &mut self,
        pair: &Pair<'_>,
        claim: &ClaimField,
        field: &Field,
        limit: &Limit,
    ) {
        let has = claim.limits.contains(&(limit.bound, limit.value));
        if limit.when.is_none() && has || in_rules(&pair.claim.rules, limit) {
            return;
        }
        let other = claim.limits.iter().find(|(bound, _)| *bound == limit.bound);
        let other = other.map(|(_, value)| *value);
        let difference = different(pair, limit, &field.name, other, lines(field))
            .at(Some(field.place), &claim.pointer)
            .spec(claim.spec.clone());
        self.out.push(difference);
    }

    /// A limit that the message of an error states. It names no field: any field of the request may have the limit.
    pub(super) fn message_limit(&mut self, pair: &Pair<'_>, row: &ErrorRow, limit: &Limit) {
        let mut fields = pair.claim.fields.iter();
        let has = limit.when.is_none()
            && fields.any(|field| {
                field.place == Place::Body && field.limits.contains(&(limit.bound, limit.value))
            });
        if has || in_rules(&pair.claim.rules, limit) {
            return;
        }
        let other = other_limit(pair, row, limit);
        self.out.push(
            different(pair, limit, &row.code, other, row.line..=row.last)
                .at(Some(Place::Body), &format!("/{}", row.code)),
        );
    }

    /// The limits of a field that the document does not state.
    pub(super) fn back_limits(
        claim: &Claim,
        field: &ClaimField,
        shared: &[&Pair<'_>],
    ) -> Vec<Difference> {
        let lost = field.limits.iter().filter(|(bound, value)| {
            let of_messages = message_limits(*bound, shared).map(|(_, value)| value);
            let mut all = row_limits(field, *bound, shared).chain(of_messages);
            all.all(|stated| stated != *value)
        });
        lost.map(|(bound, value)| {
            let expected = format!("{} {value}", bound.keyword());
            let message = format!(
                "The contract limits `{}` to {expected}, the document does not.",
                field.name
            );
            let source = field.source.as_ref();
            missing(claim, Aspect::Limit, &expected, source, message)
                .at(Some(field.place), &field.pointer)
                .spec(field.spec.clone())
        })
        .collect()
    }
}

/// A limit that stands otherwise in the contract, or not at all.
fn different(
    pair: &Pair<'_>,
    limit: &Limit,
    name: &str,
    other: Option<u64>,
    lines: impl IntoIterator<Item = Line>,
) -> Difference {
    let keyword = limit.bound.keyword();
    let expected = other.map_or(format!("no {keyword}"), |value| {
        format!("{keyword} {value}")
    });
    let when = limit.when.as_ref();
    let when = when.map_or(String::new(), |when| format!(" ({when})"));
    let seen = format!("{keyword} {}{when}", limit.value);
    let message = format!("`{name}` has {seen} in the document, {expected} in the contract.");
    Difference::new(Class::DOCUMENT_DIFFERENT, Aspect::Limit, message)
        .of(pair.claim)
        .between(&expected, &seen)
        .on([limit.line])
        .on(lines)
}

/// The limits that rows of tables state for a field.
fn row_limits(field: &ClaimField, bound: Bound, shared: &[&Pair<'_>]) -> impl Iterator<Item = u64> {
    let is_row = move |own: &&Field| {
        field.names().any(|name| name == own.name) || Some(&own.name) == field.within.as_ref()
    };
    let rows = shared.iter().flat_map(|pair| &pair.operation.fields);
    let limits = rows.filter(is_row).flat_map(|own| &own.limits);
    limits
        .filter(move |limit| limit.bound == bound)
        .map(|limit| limit.value)
}

/// The limits that messages of errors state, with the row of each.
fn message_limits<'a>(
    bound: Bound,
    shared: &[&Pair<'a>],
) -> impl Iterator<Item = (&'a ErrorRow, u64)> {
    let rows = shared.iter().flat_map(|pair| &pair.operation.errors);
    let limits = rows.flat_map(|row| row.limits.iter().map(move |limit| (row, limit)));
    limits
        .filter(move |(_, limit)| limit.bound == bound)
        .map(|(row, limit)| (row, limit.value))
}

/// Whether the code of an error names a field: `MINIMUM_EXPECTED_AMOUNT_ERROR`.
fn is_about(row: &ErrorRow, field: &ClaimField) -> bool {
    row.code.to_ascii_lowercase().contains(&field.name)
}

/// What the contract limits otherwise than the message of an error: the rule that was transcribed from the same line, or
/// the field that the code is about.
fn other_limit(pair: &Pair<'_>, row: &ErrorRow, limit: &Limit) -> Option<u64> {
    let is_cited = |rule: &&Value| rule["line"].as_u64() == Some(u64::from(limit.line));
    let cited = pair.claim.rules.iter().filter(is_cited);
    let of_rule = cited.filter_map(|rule| rule[limit.bound.keyword()].as_u64());
    let fields = pair.claim.fields.iter();
    let fields = fields.filter(|field| field.place == Place::Body && is_about(row, field));
    let of_field = fields
        .max_by_key(|field| field.name.len())
        .into_iter()
        .flat_map(|field| &field.limits)
        .filter(|(bound, _)| *bound == limit.bound)
        .map(|(_, value)| *value);
    of_rule.chain(of_field).next()
}

fn in_rules(rules: &[Value], limit: &Limit) -> bool {
    rules.iter().any(|rule| {
        let cites = rule["line"].as_u64() == Some(u64::from(limit.line));
        let value = limit.value.to_string();
        let keyword = rule.get(limit.bound.keyword()).map(ToString::to_string);
        let length = matches!(limit.bound, Bound::MinLength | Bound::MaxLength)
            && rule["pattern"]
                .as_str()
                .is_some_and(|pattern| pattern.contains(&format!("{{{value}")));
        (cites || limit.when.is_some()) && (keyword.as_deref() == Some(&value) || length)
    })
}
