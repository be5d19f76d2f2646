//! Parameters and fields: their place, type, requiredness and default.

use super::pairs::{same_answer, same_as};
use super::{Holder, Pair, lines, missing};
use crate::claims::{Claim, ClaimField};
use crate::difference::{Aspect, Difference};
use crate::facts::{Field, Place};
use crate::wording::pattern;
use bayar_drift::finding::Class;

/// A row of a table with the field of the contract that it is about.
struct Row<'a> {
    pair: &'a Pair<'a>,
    claim: &'a ClaimField,
    field: &'a Field,
}

impl Row<'_> {
    fn differs(&self, aspect: Aspect, message: String) -> Difference {
        Difference::new(Class::DOCUMENT_DIFFERENT, aspect, message)
            .of(self.pair.claim)
            .at(Some(self.field.place), &self.claim.pointer)
            .spec(self.claim.spec.clone())
            .on(lines(self.field))
    }
}

impl Holder<'_> {
    pub(super) fn field(&mut self, pair: &Pair<'_>, field: &Field) {
        let Some(claim) = find(pair, field, &self.facts.document) else {
            self.out.push(unknown(pair, field));
            return;
        };
        let row = Row { pair, claim, field };
        self.place(&row);
        self.kind(&row);
        self.requiredness(&row);
        self.default(&row);
        for limit in &field.limits {
            self.limit(pair, claim, field, limit);
        }
        self.values(pair, claim, field);
    }

    fn place(&mut self, row: &Row<'_>) {
        let Row { pair, claim, field } = row;
        if claim.place == field.place || pair.operation.kind.is_function() {
            return;
        }
        let word = |place: Place| format!("{place:?}").to_lowercase();
        let (expected, seen) = (word(claim.place), word(field.place));
        let message = format!(
            "`{}` stands elsewhere: {seen} in the document, {expected} in the contract.",
            field.name
        );
        self.out.push(
            row.differs(Aspect::Path, message)
                .between(&expected, &seen)
                .on([pair.operation.endpoint]),
        );
    }

    fn kind(&mut self, row: &Row<'_>) {
        let (Some(seen), Some(expected)) = (row.field.kind, row.claim.kind) else {
            return;
        };
        if seen == expected {
            return;
        }
        let message = format!(
            "`{}` is of type {} in the document, {} in the contract.",
            row.field.name,
            seen.as_str(),
            expected.as_str()
        );
        self.out.push(
            row.differs(Aspect::Type, message)
                .between(expected.as_str(), seen.as_str()),
        );
    }

    fn requiredness(&mut self, row: &Row<'_>) {
        let Row { pair, claim, field } = row;
        let Some(required) = field.required else {
            return;
        };
        if required == claim.required || self.left_out(pair, field, required) {
            return;
        }
        let word = |required| if required { "required" } else { "optional" };
        let (expected, seen) = (word(claim.required), word(required));
        let message = format!(
            "`{}` is {seen} in the document, {expected} in the contract.",
            field.name
        );
        self.out.push(
            row.differs(Aspect::Requiredness, message)
                .between(expected, seen),
        );
    }

    /// Whether a field of an answer that the table calls required is optional because an example leaves it out.
    fn left_out(&self, pair: &Pair<'_>, field: &Field, required: bool) -> bool {
        required
            && field.place == Place::Answer
            && self.facts.operations.iter().any(|operation| {
                same_answer(operation, pair)
                    && operation.examples.iter().any(|example| {
                        let mut seen = example.values.keys();
                        example.place == Place::Answer
                            && !seen
                                .any(|pointer| pointer.split('/').any(|name| name == field.name))
                    })
            })
    }

    fn default(&mut self, row: &Row<'_>) {
        let Row { pair, claim, field } = row;
        let stated = field.default.is_some() || claim.source_is(&self.facts.document);
        if field.default == claim.default || !stated || default_elsewhere(pair, field, claim) {
            return;
        }
        let shown = |default: &Option<String>| default.clone().unwrap_or_else(|| "none".to_owned());
        let (expected, seen) = (shown(&claim.default), shown(&field.default));
        let message = format!(
            "The default of `{}` is {seen} in the document, {expected} in the contract.",
            field.name
        );
        self.out.push(
            row.differs(Aspect::Limit, message)
                .between(&expected, &seen),
        );
    }

    pub(super) fn back_fields(&mut self, claim: &Claim) {
        let mut lost = Vec::new();
        for field in claim
            .fields
            .iter()
            .filter(|field| field.source_is(&self.facts.document))
        {
            let shared = self.describing(claim, field);
            if is_named(field, &shared) {
                lost.extend(Self::back_limits(claim, field, &shared));
            } else {
                lost.push(unnamed(claim, field));
            }
        }
        self.out.extend(lost);
    }

    /// The sections that may describe a field. Places that share a description are documented where one of them is.
    fn describing(&self, claim: &Claim, field: &ClaimField) -> Vec<&Pair<'_>> {
        let describes = |other: &&Pair<'_>| {
            let is_referred_to = self
                .sections(claim)
                .any(|pair| same_as(self.facts, pair.operation, other.operation));
            other.claim.id == claim.id
                || other.claim.fields.iter().any(|own| own.at == field.at)
                || is_referred_to
        };
        self.pairs.iter().filter(describes).collect()
    }
}

/// The field of the contract that a row of a table is about.
fn find<'c>(pair: &Pair<'c>, field: &Field, document: &str) -> Option<&'c ClaimField> {
    let candidates = pair.claim.fields.iter().filter(|claim| {
        let named = claim.names().any(|name| name == field.name);
        let header = (claim.place == Place::Header) == (field.place == Place::Header)
            || claim.name.eq_ignore_ascii_case(&field.name);
        let side = claim.place.side() == field.place.side();
        let variant =
            claim.variant.is_none() || field.variant.is_none() || claim.variant == field.variant;
        named && header && side && variant
    });
    candidates.max_by_key(|claim| {
        let cites = claim.source.as_ref().is_some_and(|source| {
            source.document == document && source.lines.contains(&field.line)
        });
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

/// A row that the contract does not have.
fn unknown(pair: &Pair<'_>, field: &Field) -> Difference {
    let (parent, pointer) = match &field.within {
        Some(within) => (Some(within), format!("/{within}/{}", field.name)),
        None => (None, format!("/{}", field.name)),
    };
    let parent = parent.and_then(|name| pair.claim.field_at(field.place, name));
    let message = format!("The document has `{}`, the contract has not.", field.name);
    Difference::new(Class::DOCUMENT_ONLY, aspect_of(field.place), message)
        .of(pair.claim)
        .spec(parent.and_then(|parent| parent.spec.clone()))
        .at(Some(field.place), &pointer)
        .between("not there", &field.name)
        .on(lines(field))
}

/// A field that the document does not name.
fn unnamed(claim: &Claim, field: &ClaimField) -> Difference {
    let message = format!("The contract has `{}`, the document has not.", field.name);
    let aspect = aspect_of(field.place);
    missing(claim, aspect, &field.name, field.source.as_ref(), message)
        .at(Some(field.place), &field.pointer)
        .spec(field.spec.clone())
}

fn aspect_of(place: Place) -> Aspect {
    if place == Place::Header {
        Aspect::Header
    } else {
        Aspect::Name
    }
}

/// Whether another table of the same operation states the contract's default.
fn default_elsewhere(pair: &Pair<'_>, field: &Field, claim: &ClaimField) -> bool {
    let mut others = pair.operation.fields.iter();
    field.default.is_none()
        && others.any(|other| other.name == field.name && other.default == claim.default)
}

/// Whether a table, a path or an example names a field.
fn is_named(field: &ClaimField, shared: &[&Pair<'_>]) -> bool {
    let answers = |place: Place| place.side() != Place::Body;
    let answer = answers(field.place);
    let in_section = |pair: &Pair<'_>, name: &str| {
        let in_table = pair
            .operation
            .fields
            .iter()
            .any(|own| own.name.eq_ignore_ascii_case(name) && answers(own.place) == answer);
        let in_path = matches!(field.place, Place::Path | Place::Query)
            && pattern!(r"[A-Za-z_]+")
                .find_iter(&pair.operation.path)
                .any(|word| word.as_str() == name);
        let in_example = pair.operation.examples.iter().any(|example| {
            let mut pointers = example.values.keys();
            answers(example.place) == answer
                && pointers.any(|pointer| pointer.split('/').any(|own| own == name))
        });
        in_table || in_path || in_example
    };
    // The code of an error is documented by the error table itself.
    let is_code =
        field.name == "error_code" && shared.iter().any(|pair| !pair.operation.errors.is_empty());
    is_code
        || field
            .names()
            .any(|name| shared.iter().any(|pair| in_section(pair, name)))
}
