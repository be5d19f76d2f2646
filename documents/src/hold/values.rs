//! The constants that a field may be: those of tables, of running text and of lists outside of operations.

use super::{Holder, Pair, lines, missing};
use crate::claims::{ClaimField, Contract, Contracts, Listed, shown};
use crate::difference::{Aspect, Difference};
use crate::facts::{Constant, Facts, Field, Operation, Place, ValueTable};
use bayar_drift::finding::{Class, SpecPlace};

impl Holder<'_> {
    /// The constants that the row of a field lists.
    pub(super) fn values(&mut self, pair: &Pair<'_>, claim: &ClaimField, field: &Field) {
        let enums = &pair.contract.enums;
        let listed = claim.values.as_ref().and_then(|name| enums.get(name));
        for constant in &field.values {
            let is_it = |one: &Listed| same_constant(&one.value, &constant.value);
            if listed.is_some_and(|listed| listed.iter().any(is_it)) {
                continue;
            }
            let expected = listed.map_or("any text".to_owned(), |listed| {
                let values: Vec<_> = listed.iter().map(|one| one.value.as_str()).collect();
                values.join(", ")
            });
            let message = format!(
                "The document lists `{}` for `{}`, the contract has not.",
                constant.value, field.name
            );
            let beside = listed.and_then(|listed| listed.last()?.spec.clone());
            self.out.push(
                Difference::new(Class::DOCUMENT_ONLY, Aspect::Enum, message)
                    .of(pair.claim)
                    .at(Some(field.place), &claim.pointer)
                    .spec(claim.spec.clone())
                    .spec(beside)
                    .between(&expected, &constant.value)
                    .on([constant.line])
                    .on(lines(field)),
            );
        }
    }

    /// A constant that the text of a section gives as a status.
    pub(super) fn mention(&mut self, pair: &Pair<'_>, constant: &Constant) {
        // The sentence may be about another thing of the same contract.
        let mut known = pair.contract.enums.values().flatten();
        if known.any(|one| one.value == constant.value) {
            return;
        }
        let message = format!(
            "The text gives `{}` as a status, the contract has no such value.",
            constant.value
        );
        let status = pair.claim.field_at(Place::Answer, "/status");
        let difference = Difference::new(Class::DOCUMENT_ONLY, Aspect::Enum, message)
            .of(pair.claim)
            .at(Some(Place::Answer), "/status")
            .between("not there", &constant.value)
            .on([constant.line]);
        self.out.push(match status {
            Some(field) => difference.spec(field.spec.clone()),
            None => difference,
        });
    }

    /// Values of enums that no table, text or example of the fields that have the enum shows.
    pub(super) fn back_values(&mut self, contract: &Contract) {
        let mut lost = Vec::new();
        for (name, listed) in &contract.enums {
            let users: Vec<(&Pair<'_>, &ClaimField)> = self
                .pairs
                .iter()
                .flat_map(|pair| pair.claim.fields.iter().map(move |field| (pair, field)))
                .filter(|(_, field)| field.values.as_ref() == Some(name))
                .collect();
            let Some((pair, field)) = users.first() else {
                continue;
            };
            if field.place == Place::Error {
                continue;
            }
            let is_shown = |one: &Listed| {
                let mut users = users.iter();
                users.any(|(pair, field)| shows(self.facts, pair.operation, field, one))
            };
            for one in listed {
                let source = one.source.as_ref();
                let own = source.filter(|source| source.document == self.facts.document);
                if own.is_none() || is_shown(one) {
                    continue;
                }
                let message = format!(
                    "The contract lists `{}` for `{}`, the document does not.",
                    one.value, field.name
                );
                lost.push(
                    missing(pair.claim, Aspect::Enum, &one.value, own, message)
                        .at(Some(field.place), &field.pointer)
                        .spec(field.spec.clone())
                        .spec(one.spec.clone()),
                );
            }
        }
        self.out.extend(lost);
    }

    /// Tables of constants outside of any operation.
    pub(super) fn loose_tables(&mut self, contracts: &Contracts) {
        let listed = || {
            let enums = contracts.files.iter().map(|contract| &contract.enums);
            enums.flat_map(|enums| enums.values().flatten())
        };
        for table in &self.facts.tables {
            for constant in &table.values {
                if !listed().any(|one| one.value == constant.value) {
                    let beside = nearest(listed(), &self.facts.document, table, constant);
                    let beside = beside.and_then(|one| one.spec.clone());
                    let beside = beside.or_else(|| self.home.clone());
                    self.out.push(loose(table, constant, beside));
                }
            }
        }
    }
}

/// A constant of a table outside of any operation that the contract does not have, or that the document has lost.
fn loose(table: &ValueTable, constant: &Constant, beside: Option<SpecPlace>) -> Difference {
    let position = table
        .values
        .iter()
        .position(|one| one.line == constant.line);
    let (class, seen, message) = if constant.value.is_empty() {
        (
            Class::DOCUMENT_DIFFERENT,
            format!("row {}", position.unwrap_or_default() + 1),
            format!("A constant of \"{}\" is lost in the document.", table.title),
        )
    } else {
        let message = format!(
            "The document lists `{}` under \"{}\", the contract has not.",
            constant.value, table.title
        );
        (Class::DOCUMENT_ONLY, constant.value.clone(), message)
    };
    Difference::new(class, Aspect::Enum, message)
        .at(None, &format!("/{}", table.title))
        .spec(beside)
        .between("a constant of the contract", &seen)
        .on([constant.line])
}

/// The value of the contract that was transcribed from the line of a constant, or else from one near it in the table.
fn nearest<'a>(
    listed: impl Iterator<Item = &'a Listed>,
    document: &str,
    table: &ValueTable,
    constant: &Constant,
) -> Option<&'a Listed> {
    let distance = |one: &Listed| {
        let source = one
            .source
            .as_ref()
            .filter(|source| source.document == document)?;
        let is_of_the_table = |line: &&u32| {
            **line > table.line && table.values.last().is_some_and(|last| **line <= last.line)
        };
        let lines = source.lines.iter().filter(is_of_the_table);
        lines.map(|line| line.abs_diff(constant.line)).min()
    };
    listed
        .filter_map(|one| Some((distance(one)?, one)))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, one)| one)
}

fn same_constant(one: &str, other: &str) -> bool {
    // A number may be padded: `5` and `05`.
    let number = |text: &str| text.parse::<u64>().ok();
    one == other || number(one).is_some() && number(one) == number(other)
}

/// Whether a table, the text or an example of a section shows a value of a field.
fn shows(facts: &Facts, operation: &Operation, field: &ClaimField, one: &Listed) -> bool {
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
                pointer.split('/').any(is_named) && same_constant(&shown(&value.value), &one.value)
            })
    };
    listed.any(|constant| same_constant(&constant.value, &one.value)) || in_examples()
}
