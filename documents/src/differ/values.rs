//! The constants that a field may be: those of tables, of running text and of lists outside of operations.

use super::fields::Row;
use super::pairs::same_constant;
use super::{Differ, Pair, one_sided};
use crate::contract::Contracts;
use crate::facts::{Constant, Place, ValueTable};
use bayar_drift::difference::{Aspect, Difference};
use bayar_drift::finding::Class;

impl Differ<'_> {
    /// The constants that the row of a field lists.
    pub(super) fn values(&mut self, row: Row<'_>) {
        let Row { pair, old, field } = row;
        if self.is_version() {
            let at = (Some(field.place), field.pointer());
            self.constants(pair, &at, &old.values, &field.values);
            return self.constants(pair, &at, &old.named, &field.named);
        }
        for constant in &field.values {
            let mut listed = old.values.iter();
            if listed.any(|one| same_constant(&one.value, &constant.value)) {
                continue;
            }
            let values: Vec<_> = old.values.iter().map(|one| one.value.as_str()).collect();
            let expected = match values[..] {
                [] => "any text".to_owned(),
                _ => values.join(", "),
            };
            let words = (None, Some(constant.value.as_str()));
            let new = self.differs(pair, Aspect::Value, &field.name, words, constant.line);
            let beside = old.values.last().unwrap_or(constant);
            self.out.push(
                new.at(Some(field.place), &old.pointer)
                    .spec(old.origin.spec.clone())
                    .spec(beside.origin.spec.clone())
                    .between(&expected, &constant.value),
            );
        }
    }

    /// Constants of one version and of another.
    fn constants(
        &mut self,
        pair: Pair<'_>,
        (place, pointer): &(Option<Place>, String),
        old: &[Constant],
        new: &[Constant],
    ) {
        let is_new =
            |among: &[Constant], one: &Constant| among.iter().all(|own| own.value != one.value);
        let came = new
            .iter()
            .filter(|one| is_new(old, one))
            .map(|one| (one, true));
        let gone = old
            .iter()
            .filter(|one| is_new(new, one))
            .map(|one| (one, false));
        for (one, is_new) in came.chain(gone) {
            let words = one_sided(&one.value, is_new);
            let other = self.differs(pair, Aspect::Value, "", words, one.line);
            match place {
                Some(place) => self.push_at(other, pair, *place, pointer),
                None => self.out.push(other.at(None, pointer)),
            }
        }
    }

    /// Constants that the text of a section gives as a status.
    pub(super) fn mentions(&mut self, pair: Pair<'_>) {
        let (place, pointer) = (Place::Answer, "/status");
        let mentions = &pair.operation.mentions;
        if self.is_version() {
            let at = (Some(place), pointer.to_owned());
            return self.constants(pair, &at, &pair.old.mentions, mentions);
        }
        for constant in mentions {
            // The sentence may be about another thing of the same contract.
            let enums = pair.claim.iter().flat_map(|(contract, _)| &contract.enums);
            let mut known = enums.flat_map(|table| &table.values);
            if known.any(|one| one.value == constant.value) {
                continue;
            }
            let new = unknown_status(constant);
            self.push_at(pair.old.owns(new), pair, place, pointer);
        }
    }

    /// Constants that running text outside of any operation gives as a status.
    pub(super) fn loose_mentions(&mut self, contracts: &Contracts) {
        for constant in &self.facts.mentions {
            let enums = contracts.0.iter().flat_map(|contract| &contract.enums);
            let mut known = enums.flat_map(|table| &table.values);
            if known.all(|one| one.value != constant.value) {
                let new = unknown_status(constant).at(None, "/status");
                self.out.push(new.spec(self.home.clone()));
            }
        }
    }

    /// Tables of constants, from one version to the next.
    pub(super) fn tables(&mut self, pair: Pair<'_>) {
        if !self.is_version() {
            return;
        }
        let (old, new) = (&pair.old.tables, &pair.operation.tables);
        let at = |table: &ValueTable| format!("/{}", table.title);
        let find = |among: &'_ [ValueTable], table: &ValueTable| {
            among.iter().position(|other| other.title == table.title)
        };
        // Outside of operations there is no answer.
        let place = (!pair.operation.title.is_empty()).then_some(Place::Answer);
        for table in new {
            let before = find(old, table).map_or(&[][..], |before| &old[before].values);
            self.constants(pair, &(place, at(table)), before, &table.values);
        }
        for table in old.iter().filter(|table| find(new, table).is_none()) {
            let words = (Some("a table"), None);
            let gone = self.differs(pair, Aspect::Table, "", words, table.line);
            self.out.push(gone.at(None, &at(table)));
        }
    }

    /// Tables of constants outside of any operation, which the contract has anywhere.
    pub(super) fn loose_tables(&mut self, contracts: &Contracts) {
        let listed = || {
            let enums = contracts.0.iter().flat_map(|contract| &contract.enums);
            enums.flat_map(|table| &table.values)
        };
        for table in &self.facts.tables {
            for (index, constant) in table.values.iter().enumerate() {
                if listed().any(|one| one.value == constant.value) {
                    continue;
                }
                let beside = nearest(listed(), &self.facts.document, table, constant);
                let difference = if constant.value.is_empty() {
                    let message =
                        format!("A constant of \"{}\" is lost in the document.", table.title);
                    let seen = format!("row {}", index + 1);
                    Difference::new(Class::DOCUMENT_DIFFERENT, Aspect::Table, message)
                        .on(constant.line)
                        .between("", &seen)
                } else {
                    let words = (None, Some(constant.value.as_str()));
                    self.against
                        .differs(Aspect::Table, &table.title, words, constant.line)
                };
                let difference = difference
                    .at(None, &format!("/{}", table.title))
                    .spec(self.home.clone())
                    .spec(beside.and_then(|one| one.origin.spec.clone()))
                    .expected("a constant of the contract");
                self.out.push(difference);
            }
        }
    }
}

/// A status that the text gives and the contract does not have.
fn unknown_status(constant: &Constant) -> Difference {
    let message = format!(
        "The text gives `{}` as a status, the contract has no such value.",
        constant.value
    );
    Difference::new(Class::DOCUMENT_ONLY, Aspect::Value, message)
        .on(constant.line)
        .between("not there", &constant.value)
}

/// The value of the contract that was transcribed from the line of a constant, or else from one near it in the table.
fn nearest<'a>(
    listed: impl Iterator<Item = &'a Constant>,
    document: &str,
    table: &ValueTable,
    constant: &Constant,
) -> Option<&'a Constant> {
    let distance = |one: &Constant| {
        let is_of_the_table = |line: &&u32| {
            **line > table.line && table.values.last().is_some_and(|last| **line <= last.line)
        };
        let lines = one.origin.lines.iter().filter(is_of_the_table);
        let distance = lines.map(|line| line.abs_diff(constant.line)).min();
        distance.filter(|_| one.origin.is(document))
    };
    listed
        .filter_map(|one| Some((distance(one)?, one)))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, one)| one)
}
