//! Parameters and fields: their place, type, requiredness, default and limits.

use super::pairs::{claimed, in_request, pairs, same_endpoint, same_name, same_row};
use super::{Differ, Pair};
use crate::facts::{Field, Kind, Limit, Line, Operation, Place, Type};
use bayar_drift::difference::{Aspect, Difference};
use bayar_drift::finding::Severity;

/// A row of a table with the field that it is compared with.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    pub(super) pair: Pair<'a>,
    pub(super) old: &'a Field,
    pub(super) field: &'a Field,
}

impl Differ<'_> {
    pub(super) fn fields(&mut self, pair: Pair<'_>) {
        if self.is_version() {
            return self.fields_of_versions(pair);
        }
        for field in &pair.operation.fields {
            match claimed(pair, field, &self.facts.document) {
                Some(old) => self.field(Row { pair, old, field }),
                None => self.new_field(pair, field),
            }
        }
    }

    fn fields_of_versions(&mut self, pair: Pair<'_>) {
        let key = |field: &Field| {
            (
                field.place,
                field.variant.clone(),
                field.within.clone(),
                field.name.clone(),
            )
        };
        let (before, gone) = pairs(&pair.old.fields, &pair.operation.fields, key);
        let mut gone: Vec<_> = gone.into_iter().map(Some).collect();
        for (field, before) in pair.operation.fields.iter().zip(before) {
            // A field that moved within the request; a new name with the very same row is a renamed one.
            let renamed = || {
                let is_same = |other: &&mut Option<&Field>| {
                    let other = other.as_ref();
                    other.is_some_and(|other| same_name(other, field) || same_row(other, field))
                };
                gone.iter_mut().find(is_same)?.take()
            };
            match before.or_else(renamed) {
                Some(old) => self.field(Row { pair, old, field }),
                None => self.new_field(pair, field),
            }
        }
        for field in gone.into_iter().flatten() {
            let words = (Some(field.name.as_str()), None);
            let gone = self.differs(pair, Aspect::Name, &field.name, words, field.line);
            self.push_at(gone, pair, field.place, &field.pointer());
        }
    }

    /// A row that there was not.
    fn new_field(&mut self, pair: Pair<'_>, field: &Field) {
        let words = (None, Some(field.name.as_str()));
        let mut new = self.differs(pair, Aspect::Name, &field.name, words, field.line);
        if self.is_version() && field.required == Some(true) && field.place != Place::Answer {
            new = new.severity(Severity::Error);
        }
        self.push_at(new, pair, field.place, &field.pointer());
    }

    fn field(&mut self, row: Row<'_>) {
        let Row { pair, old, field } = row;
        if self.is_version() && old.name != field.name {
            self.push_on(row, Aspect::Name, (Some(&old.name), Some(&field.name)));
        }
        // Another method or path puts the fields of a request elsewhere.
        let in_request = in_request(old.place) && in_request(field.place);
        let follows = in_request && !same_endpoint(pair.operation, pair.old);
        if old.place != field.place && pair.operation.kind != Kind::Function && !follows {
            let word = |place: Place| format!("{place:?}").to_lowercase();
            let words = (word(old.place), word(field.place));
            self.push_on(row, Aspect::Place, (Some(&words.0), Some(&words.1)));
        }
        self.kind(row);
        self.requiredness(row);
        self.default(row);
        self.limits(row);
        self.values(row);
        let what = format!("The description of `{}`", field.name);
        let at = (field.place, field.pointer());
        self.words(pair, &at, &what, (&old.text, &field.text), field.line);
    }

    fn kind(&mut self, row: Row<'_>) {
        let Row { old, field, .. } = row;
        let word = |field: &Field| field.kind.map_or("none", Type::as_str);
        if old.kind != field.kind {
            if self.is_version() || old.kind.is_some() && field.kind.is_some() {
                self.push_on(row, Aspect::Type, (Some(word(old)), Some(word(field))));
            }
        } else if self.is_version() && old.documented_type != field.documented_type {
            let words = [old, field].map(|one| one.documented_type.as_deref().unwrap_or(word(one)));
            let other = self.on(row, Aspect::Type, (Some(words[0]), Some(words[1])));
            self.out.push(other.severity(Severity::Warning));
        }
    }

    fn requiredness(&mut self, row: Row<'_>) {
        let Row { old, field, .. } = row;
        if old.required == field.required
            || !self.is_version() && (field.required.is_none() || self.is_left_out(row))
        {
            return;
        }
        let word = |field: &Field| match field.required {
            Some(true) => "required",
            Some(false) => "optional",
            None => "unsaid",
        };
        self.push_on(
            row,
            Aspect::Requiredness,
            (Some(word(old)), Some(word(field))),
        );
    }

    /// Whether a field of an answer that the table calls required is optional because an example leaves it out.
    fn is_left_out(&self, Row { pair, field, .. }: Row<'_>) -> bool {
        let leaves_out = |operation: &Operation| {
            operation.examples.iter().any(|example| {
                let mut seen = example.values.keys();
                example.place == Place::Answer
                    && !seen.any(|pointer| pointer.split('/').any(|name| name == field.name))
            })
        };
        let sections = self.pairs.iter();
        let mut sections = sections.filter(|other| other.old.title == pair.old.title);
        field.required == Some(true)
            && field.place == Place::Answer
            && sections.any(|other| leaves_out(other.operation))
    }

    fn default(&mut self, row: Row<'_>) {
        let Row { pair, old, field } = row;
        // Another table of the same operation may state the contract's.
        let is_elsewhere = || {
            let mut others = pair.operation.fields.iter();
            let is_it = |other: &Field| other.name == field.name && other.default == old.default;
            field.default.is_none() && (!old.origin.is(&self.facts.document) || others.any(is_it))
        };
        if field.default == old.default || !self.is_version() && is_elsewhere() {
            return;
        }
        let word = |field: &Field| field.default.clone().unwrap_or_else(|| "none".to_owned());
        self.push_on(row, Aspect::Default, (Some(&word(old)), Some(&word(field))));
    }

    fn limits(&mut self, row: Row<'_>) {
        let Row { pair, old, field } = row;
        if self.is_version() {
            let at = (field.place, field.pointer());
            return self.limits_of_versions(
                pair,
                &at,
                &field.name,
                (&old.limits, &field.limits),
                field.line,
            );
        }
        for limit in &field.limits {
            if !has(&old.limits, limit) && !in_rules(&pair.old.rules, limit) {
                let other = value_of(&old.limits, limit);
                let difference = self.other_limit(pair, limit, &field.name, other);
                let difference = difference.at(Some(field.place), &old.pointer);
                self.out.push(difference.spec(old.origin.spec.clone()));
            }
        }
    }

    /// A limit that stands otherwise in the contract, or not at all.
    pub(super) fn other_limit(
        &self,
        pair: Pair<'_>,
        limit: &Limit,
        name: &str,
        other: Option<u64>,
    ) -> Difference {
        let keyword = limit.bound.keyword();
        let expected = other.map_or(format!("no {keyword}"), |value| {
            format!("{keyword} {value}")
        });
        let when = limit.when.as_ref();
        let when = when.map_or(String::new(), |when| format!(" ({when})"));
        let seen = format!("{keyword} {}{when}", limit.value);
        let words = (Some(expected.as_str()), Some(seen.as_str()));
        self.differs(pair, Aspect::Limit(limit.bound), name, words, limit.line)
    }

    pub(super) fn limits_of_versions(
        &mut self,
        pair: Pair<'_>,
        at: &(Place, String),
        name: &str,
        (old, new): (&[Limit], &[Limit]),
        line: Line,
    ) {
        let key = |limit: &Limit| (limit.bound, limit.when.clone());
        let (before, gone) = pairs(old, new, key);
        let value =
            |limit: Option<&Limit>| limit.map_or("none".to_owned(), |one| one.value.to_string());
        let came = new.iter().zip(before);
        let came =
            came.map(|(limit, before)| (limit, [value(before), value(Some(limit))], limit.line));
        let gone = gone
            .into_iter()
            .map(|limit| (limit, [value(Some(limit)), value(None)], line));
        for (limit, [from, to], line) in came.chain(gone) {
            if from != to {
                let words = (Some(from.as_str()), Some(to.as_str()));
                let other = self.differs(pair, Aspect::Limit(limit.bound), name, words, line);
                self.push_at(other, pair, at.0, &at.1);
            }
        }
    }

    /// A text that reads differently. Facts that were kept have none.
    pub(super) fn words(
        &mut self,
        pair: Pair<'_>,
        at: &(Place, String),
        what: &str,
        (old, new): (&str, &str),
        line: Line,
    ) {
        if self.is_version() && !old.is_empty() && !new.is_empty() && old != new {
            let words = (Some("the old words"), Some("other words"));
            let other = self.differs(pair, Aspect::Words, what, words, line);
            self.push_at(other, pair, at.0, &at.1);
        }
    }

    /// A difference of a row.
    pub(super) fn on(
        &self,
        row: Row<'_>,
        aspect: Aspect,
        words: (Option<&str>, Option<&str>),
    ) -> Difference {
        let Row { pair, old, field } = row;
        let difference = self.differs(pair, aspect, &field.name, words, field.line);
        if self.is_version() {
            return at(difference, pair, field.place, &field.pointer());
        }
        difference
            .at(Some(field.place), &old.pointer)
            .spec(old.origin.spec.clone())
    }

    fn push_on(&mut self, row: Row<'_>, aspect: Aspect, words: (Option<&str>, Option<&str>)) {
        let difference = self.on(row, aspect, words);
        self.out.push(difference);
    }

    /// Adds a difference at a place of the message and, as far as the contract has it, of the contract.
    pub(super) fn push_at(
        &mut self,
        difference: Difference,
        pair: Pair<'_>,
        place: Place,
        pointer: &str,
    ) {
        self.out.push(at(difference, pair, place, pointer));
    }
}

fn at(difference: Difference, pair: Pair<'_>, place: Place, pointer: &str) -> Difference {
    let claim = pair.claim.map(|(_, claim)| claim);
    let field = claim.and_then(|claim| {
        let parent = pointer.rsplit_once('/').map_or("", |(parent, _)| parent);
        let own = claim.field_at(place, pointer);
        own.or_else(|| claim.field_at(place, parent).filter(|_| !parent.is_empty()))
    });
    difference
        .at(Some(place), pointer)
        .spec(field.and_then(|field| field.origin.spec.clone()))
}

/// Whether a limit is among those that always hold.
pub(super) fn has(limits: &[Limit], limit: &Limit) -> bool {
    let is_it = |own: &Limit| own.bound == limit.bound && own.value == limit.value;
    limits.iter().any(is_it)
}

/// The value that others have for a limit.
pub(super) fn value_of(limits: &[Limit], limit: &Limit) -> Option<u64> {
    let other = limits.iter().find(|other| other.bound == limit.bound);
    other.map(|other| other.value)
}

/// Whether a rule over several fields has a limit: one that holds at times, or one of the same line.
pub(super) fn in_rules(rules: &[Limit], limit: &Limit) -> bool {
    rules.iter().any(|rule| {
        let is_about = rule.line == limit.line || limit.when.is_some();
        is_about && rule.bound == limit.bound && rule.value == limit.value
    })
}
