//! Bodies that the document shows.

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::{Holder, Pair};
use crate::claims::{ClaimExample, shown};
use crate::difference::{Aspect, Difference};
use crate::facts::{Example, Form, Place};
use bayar_drift::finding::Class;

impl Holder<'_> {
    pub(super) fn example(&mut self, pair: &Pair<'_>, example: &Example) {
        if example.form == Some(Form::Broken) {
            self.out.push(broken(pair, example));
        } else if example.place != Place::Query && !is_argument(pair, example) {
            let examples = pair.claim.examples.iter();
            let beside: Vec<&ClaimExample> = examples
                .filter(|claim| claim.place == example.place)
                .collect();
            let is_same = |claim: &&ClaimExample| differing(claim, example).is_empty();
            if !beside.iter().any(is_same) {
                self.out.push(unknown(pair, example, &beside));
            }
        }
    }
}

/// Whether an example shows the arguments of a function, which have other names than the fields on the wire.
fn is_argument(pair: &Pair<'_>, example: &Example) -> bool {
    let mut fields = pair.claim.fields.iter();
    pair.operation.kind.is_function()
        && example.place == Place::Body
        && fields.any(|field| field.documented_as.is_some() || field.place == Place::Path)
}

fn broken(pair: &Pair<'_>, example: &Example) -> Difference {
    let message = "An example is so broken that its values cannot be read.".to_owned();
    Difference::new(Class::DOCUMENT_CONTRADICTION, Aspect::Example, message)
        .of(pair.claim)
        .at(Some(example.place), "")
        .between("JSON", "broken JSON")
        .on([example.line])
}

/// An example that the contract does not have. An erratum that knows of it has each value or name that differs from the
/// example of the contract that is nearest; or, where one is a list and the other is none, says so.
fn unknown(pair: &Pair<'_>, example: &Example, beside: &[&ClaimExample]) -> Difference {
    let message = "The document has an example that the contract does not have.".to_owned();
    let difference = Difference::new(Class::DOCUMENT_ONLY, Aspect::Example, message)
        .of(pair.claim)
        .at(Some(example.place), &format!("#{}", signature(example)))
        .between("the example", "no such example")
        // The erratum may name the lines above, of the heading or the command.
        .on((0..3).map(|above| example.line.saturating_sub(above)));
    let nearest = beside
        .iter()
        .min_by_key(|claim| differing(claim, example).len());
    let Some(nearest) = nearest else {
        return difference;
    };
    let difference = difference.spec(nearest.spec.clone());
    let is_list = |pointers: &mut dyn Iterator<Item = &String>| {
        let first = pointers
            .next()
            .and_then(|pointer| pointer.split('/').nth(1));
        first.is_some_and(|name| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let expected = is_list(&mut nearest.values.keys());
    let seen = is_list(&mut example.values.keys());
    if expected != seen {
        let word = |is_list| if is_list { "a list" } else { "no list" };
        return difference
            .aspect(Aspect::Type)
            .between(word(expected), word(seen));
    }
    difference
}

/// What differs between an example of the contract and one of the document: another value, or the name of what only one
/// of them has. In a form every value is a text.
fn differing(claim: &ClaimExample, example: &Example) -> Vec<String> {
    let in_form = example.form == Some(Form::Form);
    let same = |one: &Value, other: &Value| one == other || in_form && shown(one) == shown(other);
    let name = |pointer: &str| pointer.rsplit('/').next().unwrap_or_default().to_owned();
    let here = example.values.iter().filter_map(|(pointer, seen)| {
        let Some(value) = claim.values.get(pointer) else {
            return Some(name(pointer));
        };
        (!same(value, &seen.value)).then(|| shown(&seen.value))
    });
    let there = claim
        .values
        .keys()
        .filter(|pointer| !example.values.contains_key(*pointer))
        .map(|pointer| name(pointer));
    here.chain(there).collect()
}

/// Tells an example from others by its values, over versions of the document.
fn signature(example: &Example) -> String {
    let mut hash = Sha256::new();
    for (pointer, value) in &example.values {
        hash.update(format!("{pointer}={}\0", value.value));
    }
    let hash = hash.finalize();
    format!(
        "{:08x}",
        u32::from_be_bytes([hash[0], hash[1], hash[2], hash[3]])
    )
}
