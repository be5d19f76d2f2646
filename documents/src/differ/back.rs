//! The way back: what the contract has from a document, and the document has not.

use super::errors::{holds, in_place_of};
use super::fields::has;
use super::pairs::{claimed, same_as, same_constant, same_variant};
use super::{Differ, Pair};
use crate::contract::{Contract, text_of};
use crate::facts::{Bound, Constant, ErrorRow, Facts, Field, Limit, Operation, Origin, Place};
use crate::wording::pattern;
use bayar_drift::difference::{Aspect, Difference};

impl Differ<'_> {
    pub(super) fn back(&mut self, contract: &Contract) {
        for claim in &contract.operations {
            if self.sections(claim).next().is_some() {
                self.back_fields(claim);
                self.back_errors(claim);
            } else if claim.origin.is(&self.facts.document) {
                let lost = self.missing(
                    claim,
                    Aspect::Operation,
                    &claim.title,
                    &claim.title,
                    &claim.origin,
                );
                self.out.push(lost);
            }
        }
        self.back_values(contract);
    }

    /// The sections that are about an operation of the contract.
    fn sections(&self, claim: &Operation) -> impl Iterator<Item = &Pair<'_>> {
        self.pairs
            .iter()
            .filter(|pair| pair.old.title == claim.title)
    }

    fn missing(
        &self,
        claim: &Operation,
        aspect: Aspect,
        name: &str,
        expected: &str,
        origin: &Origin,
    ) -> Difference {
        let line = origin.lines.first().copied();
        let difference = self
            .against
            .differs(aspect, name, (Some(expected), None), line);
        claim.owns(difference).spec(origin.spec.clone())
    }

    fn back_fields(&mut self, claim: &Operation) {
        let mut lost = Vec::new();
        let own = claim.fields.iter();
        for field in own.filter(|field| field.origin.is(&self.facts.document)) {
            let shared = self.describing(claim, field);
            let missing = |aspect, expected: &str| {
                self.missing(claim, aspect, &field.name, expected, &field.origin)
                    .at(Some(field.place), &field.pointer)
            };
            if !is_named(field, &shared) {
                lost.push(missing(Aspect::Name, &field.name));
                continue;
            }
            for limit in &field.limits {
                let mut stated = limits_of(field, limit.bound, &shared);
                let is_other = |pair: &&Pair<'_>| self.is_other(**pair, field, limit);
                if stated.all(|stated| stated != limit.value) && !shared.iter().any(is_other) {
                    let expected = format!("{} {}", limit.bound.keyword(), limit.value);
                    lost.push(missing(Aspect::Limit(limit.bound), &expected));
                }
            }
        }
        self.out.extend(lost);
    }

    /// Whether a section has another value in place of a limit, which was said on the way there.
    fn is_other(&self, pair: Pair<'_>, field: &Field, limit: &Limit) -> bool {
        let is_it = |stated: &&Limit| stated.bound == limit.bound && stated.when.is_none();
        let mut rows = pair.operation.fields.iter().filter(|own| {
            let claim = claimed(pair, own, &self.facts.document);
            claim.is_some_and(|claim| claim.name == field.name && has(&claim.limits, limit))
        });
        let mut messages = pair.operation.errors.iter();
        rows.any(|own| own.limits.iter().any(|stated| is_it(&stated)))
            || messages.any(|row| {
                let mut stated = row.limits.iter().filter(is_it);
                stated.any(|stated| {
                    !holds(pair, stated) && in_place_of(pair, row, stated) == Some(limit.value)
                })
            })
    }

    /// The sections that may describe a field. Places that share a description are documented where one of them is.
    fn describing(&self, claim: &Operation, field: &Field) -> Vec<&Pair<'_>> {
        let describes = |other: &&Pair<'_>| {
            let is_referred_to = self
                .sections(claim)
                .any(|pair| same_as(self.facts, pair.operation, other.operation));
            other.old.title == claim.title
                || other.old.fields.iter().any(|own| own.at == field.at)
                || is_referred_to
        };
        self.pairs.iter().filter(describes).collect()
    }

    fn back_errors(&mut self, claim: &Operation) {
        let rows = claim.errors.iter();
        let lost = rows.filter(|row| !self.has_row(claim, row)).map(|row| {
            self.missing(claim, Aspect::Code, &row.code, &row.code, &row.origin)
                .at(Some(Place::Error), "/error_code")
        });
        let lost: Vec<_> = lost.collect();
        self.out.extend(lost);
    }

    /// Whether the document has a row of the contract, if it comes from this document.
    fn has_row(&self, claim: &Operation, row: &ErrorRow) -> bool {
        let origin = &row.origin;
        if !origin.is(&self.facts.document) || origin.lines.is_empty() {
            return true;
        }
        let mut errors = self.sections(claim).flat_map(|pair| &pair.operation.errors);
        // A row that has lost its code may be any.
        let in_table = errors.any(|error| {
            error.code.is_empty() || error.code == row.code && same_variant(row, error)
        });
        let mut examples = self
            .sections(claim)
            .flat_map(|pair| &pair.operation.examples);
        let in_example = row.is_example_only
            && examples.any(|example| {
                let mut values = example.values.values();
                example.place == Place::Error
                    && values.any(|value| value.value == row.code.as_str())
            });
        let in_general = row.status.is_some_and(|status| {
            self.facts.statuses.iter().any(|general| {
                general.status == Some(status) && origin.lines.contains(&general.line)
            })
        });
        in_table || in_example || in_general
    }

    /// Values of enums that no table, text or example of the fields that have the enum shows.
    fn back_values(&mut self, contract: &Contract) {
        let mut lost = Vec::new();
        for table in &contract.enums {
            let users: Vec<(&Operation, &Operation, &Field)> = (self.pairs.iter())
                .flat_map(|pair| {
                    let fields = pair.old.fields.iter();
                    fields.map(|field| (pair.operation, pair.old, field))
                })
                .filter(|(.., field)| field.listed.as_ref() == Some(&table.title))
                .collect();
            let Some((_, claim, field)) = users.first() else {
                continue;
            };
            if field.place == Place::Error {
                continue;
            }
            for one in table
                .values
                .iter()
                .filter(|one| one.origin.is(&self.facts.document))
            {
                let is_shown = |(section, _, field): &(&Operation, _, &Field)| {
                    shows(self.facts, section, field, one)
                };
                if !users.iter().any(is_shown) {
                    let missing =
                        self.missing(claim, Aspect::Value, &field.name, &one.value, &one.origin);
                    lost.push(missing.at(Some(field.place), &field.pointer));
                }
            }
        }
        self.out.extend(lost);
    }
}

/// The limits that rows of tables state for a field, and those of the messages of errors, which name none.
fn limits_of(field: &Field, bound: Bound, shared: &[&Pair<'_>]) -> impl Iterator<Item = u64> {
    let is_row = move |own: &&Field| {
        field.names().any(|name| name == own.name) || Some(&own.name) == field.within.as_ref()
    };
    let operations = || shared.iter().map(|pair| pair.operation);
    let rows = operations().flat_map(|operation| &operation.fields);
    let rows = rows.filter(is_row).flat_map(|own| &own.limits);
    let messages = operations().flat_map(|operation| &operation.errors);
    let limits = rows.chain(messages.flat_map(|row| &row.limits));
    let values: Vec<_> = limits
        .filter(|limit| limit.bound == bound)
        .map(|limit| limit.value)
        .collect();
    values.into_iter()
}

/// Whether a table, a path or an example names a field.
fn is_named(field: &Field, shared: &[&Pair<'_>]) -> bool {
    let answers = |place: Place| place.side() != Place::Body;
    let answer = answers(field.place);
    let in_section = |operation: &Operation, name: &str| {
        let in_table = operation
            .fields
            .iter()
            .any(|own| own.name.eq_ignore_ascii_case(name) && answers(own.place) == answer);
        let in_path = matches!(field.place, Place::Path | Place::Query)
            && pattern!(r"[A-Za-z_]+")
                .find_iter(&operation.path)
                .any(|word| word.as_str() == name);
        let in_example = operation.examples.iter().any(|example| {
            let mut pointers = example.values.keys();
            answers(example.place) == answer
                && pointers.any(|pointer| pointer.split('/').any(|own| own == name))
        });
        in_table || in_path || in_example
    };
    let mut operations = shared.iter().map(|pair| pair.operation);
    // The code of an error is documented by the error table itself.
    let is_code =
        |operation: &Operation| field.name == "error_code" && !operation.errors.is_empty();
    operations.any(|operation| {
        is_code(operation) || field.names().any(|name| in_section(operation, name))
    })
}

/// Whether a table, the text or an example of a section shows a value of a field.
fn shows(facts: &Facts, operation: &Operation, field: &Field, one: &Constant) -> bool {
    let is_named = |name: &str| field.names().any(|own| own == name);
    let in_fields = operation
        .fields
        .iter()
        .filter(|own| is_named(&own.name))
        .flat_map(|own| &own.values);
    let in_tables = operation.tables.iter().flat_map(|table| &table.values);
    let named = operation.fields.iter().flat_map(|own| &own.named);
    let mut listed = in_fields
        .chain(in_tables)
        .chain(named)
        .chain(&operation.mentions)
        .chain(&facts.mentions);
    let in_examples = || {
        operation
            .examples
            .iter()
            .flat_map(|example| &example.values)
            .any(|(pointer, value)| {
                pointer.split('/').any(is_named)
                    && same_constant(&text_of(&value.value), &one.value)
            })
    };
    listed.any(|constant| same_constant(&constant.value, &one.value)) || in_examples()
}
