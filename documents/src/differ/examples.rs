//! Bodies that the document shows.

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::pairs::pairs;
use super::{Differ, Pair};
use crate::contract::text_of;
use crate::facts::{Example, ExampleValue, Form, Kind, Place};
use bayar_drift::difference::{Aspect, Difference};
use bayar_drift::finding::{Class, Severity};
use bayar_drift::redact::{REDACTED, is_secret_name, scrub};

impl Differ<'_> {
    pub(super) fn examples(&mut self, pair: Pair<'_>) {
        if self.is_version() {
            return self.examples_of_versions(pair);
        }
        for example in &pair.operation.examples {
            if example.form == Some(Form::Broken) {
                self.out.push(broken(pair, example));
            } else if example.place != Place::Query && !is_argument(pair, example) {
                let beside = pair.old.examples.iter();
                let beside = beside.filter(|claim| claim.place == example.place);
                let nearest = beside.min_by_key(|claim| difference(claim, example));
                if nearest.is_none_or(|nearest| difference(nearest, example) > 0) {
                    let new = self.new_example(pair, example, nearest);
                    self.out.push(new);
                }
            }
        }
    }

    /// An example that the contract does not have, nor one that is near it.
    fn new_example(
        &self,
        pair: Pair<'_>,
        example: &Example,
        nearest: Option<&Example>,
    ) -> Difference {
        let is_list = |example: &Example| {
            let first = example.values.keys().next();
            let first = first.and_then(|pointer| pointer.split('/').nth(1));
            first.is_some_and(|name| {
                !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit())
            })
        };
        let is_list_there = nearest.map(is_list);
        let is_other = is_list_there.is_some_and(|is| is != is_list(example));
        let (expected, seen) = match is_list_there {
            Some(true) if is_other => ("a list", "no list"),
            Some(false) if is_other => ("no list", "a list"),
            _ => ("the example", "no such example"),
        };
        let difference = self
            .differs(pair, Aspect::Example, "", (None, None), example.line)
            .at(Some(example.place), &format!("#{}", signature(example)))
            .between(expected, seen)
            .spec(nearest.and_then(|nearest| nearest.origin.spec.clone()));
        if is_other {
            return difference.severity(Severity::Error);
        }
        difference
    }

    /// Examples of versions are told apart by their order among those of the same place and variant.
    fn examples_of_versions(&mut self, pair: Pair<'_>) {
        let key = |example: &Example| (example.place, example.variant.clone());
        let (before, gone) = pairs(&pair.old.examples, &pair.operation.examples, key);
        let mut found = Vec::new();
        for (example, before) in pair.operation.examples.iter().zip(before) {
            let mut add = |pointer: &str, [from, to]: [&str; 2], line, message| {
                let words = [from.to_owned(), to.to_owned()];
                found.push((example.place, pointer.to_owned(), words, line, message));
            };
            let Some(before) = before else {
                let message = "An example was added.".to_owned();
                add("", ["not there", "an example"], example.line, message);
                continue;
            };
            for (pointer, value) in &example.values {
                match before.values.get(pointer) {
                    None => {
                        let message = format!("An example now has `{pointer}`.");
                        add(pointer, ["not there", "in an example"], value.line, message);
                    }
                    Some(other) if other.value != value.value => {
                        let [from, to] = displayed(pointer, [&other.value, &value.value]);
                        let message =
                            format!("An example has another value for `{pointer}`: {to}.");
                        add(pointer, [&from, &to], value.line, message);
                    }
                    Some(_) => {}
                }
            }
            for (pointer, value) in &before.values {
                if !example.values.contains_key(pointer) {
                    let line = value.line;
                    let message =
                        format!("An example no longer has `{pointer}`; it stood on line {line}.");
                    add(pointer, ["in an example", "not there"], line, message);
                }
            }
        }
        for example in gone {
            let line = example.line;
            let message = format!("An example was removed; it stood on line {line}.");
            let words = ["an example".to_owned(), "not there".to_owned()];
            found.push((example.place, String::new(), words, line, message));
        }
        for (place, pointer, [from, to], line, message) in found {
            let words = (Some(from.as_str()), Some(to.as_str()));
            let other = self.differs(pair, Aspect::Example, "", words, line);
            self.push_at(other.message(message), pair, place, &pointer);
        }
    }
}

/// Whether an example shows the arguments of a function, which have other names than the fields on the wire.
fn is_argument(pair: Pair<'_>, example: &Example) -> bool {
    let mut fields = pair.old.fields.iter();
    pair.operation.kind == Kind::Function
        && example.place == Place::Body
        && fields.any(|field| field.documented_as.is_some() || field.place == Place::Path)
}

fn broken(pair: Pair<'_>, example: &Example) -> Difference {
    let message = "An example is so broken that its values cannot be read.".to_owned();
    let broken = Difference::new(Class::DOCUMENT_CONTRADICTION, Aspect::Example, message);
    pair.old
        .owns(broken)
        .on(example.line)
        .at(Some(example.place), "")
        .between("JSON", "broken JSON")
}

/// In how many values an example of the contract and one of the document differ. In a form every value is a text.
fn difference(claim: &Example, example: &Example) -> usize {
    let in_form = example.form == Some(Form::Form);
    let same =
        |one: &Value, other: &Value| one == other || in_form && text_of(one) == text_of(other);
    let is_here = |(pointer, seen): &(&String, &ExampleValue)| {
        let value = claim.values.get(*pointer);
        value.is_some_and(|value| same(&value.value, &seen.value))
    };
    let shared = example.values.iter().filter(is_here).count();
    let there = claim.values.keys();
    let lost = there.filter(|pointer| !example.values.contains_key(*pointer));
    example.values.len() - shared + lost.count()
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

/// Two values as they may be displayed: those of secrets are not, as in traffic.
fn displayed(pointer: &str, values: [&Value; 2]) -> [String; 2] {
    let name = pointer.rsplit('/').next().unwrap_or_default();
    let displayed = values.map(|value| match value {
        _ if is_secret_name(name) => REDACTED.to_owned(),
        value => scrub(&text_of(value)).into_owned(),
    });
    if displayed[0] == displayed[1] {
        return ["the old value", "another value"].map(str::to_owned);
    }
    displayed
}
