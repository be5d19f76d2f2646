//! Bodies that the document shows.

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::pairs::pairs;
use super::{Differ, Pair, one_sided};
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
                match nearest {
                    Some(nearest) if is_near(nearest, example) => {
                        self.values_of_examples(pair, nearest, example);
                    }
                    _ => {
                        let new = self.new_example(pair, example, nearest);
                        self.out.push(new);
                    }
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
        for (example, before) in pair.operation.examples.iter().zip(before) {
            if let Some(before) = before {
                self.values_of_examples(pair, before, example);
            } else {
                self.whole_example(pair, example, true);
            }
        }
        for example in gone {
            self.whole_example(pair, example, false);
        }
    }

    /// An example that only one of two versions has.
    fn whole_example(&mut self, pair: Pair<'_>, example: &Example, is_new: bool) {
        let line = example.line;
        let message = if is_new {
            "An example was added.".to_owned()
        } else {
            format!("An example was removed; it stood on line {line}.")
        };
        let words = one_sided("an example", is_new);
        let other = self.differs(pair, Aspect::Example, "", words, line);
        self.push_at(other.message(message), pair, example.place, "");
    }

    /// The values of an example against those of the one that it is compared with.
    fn values_of_examples(&mut self, pair: Pair<'_>, old: &Example, example: &Example) {
        for (pointer, value) in &example.values {
            let before = old.values.get(pointer).map(|before| &before.value);
            if before.is_none_or(|before| !same(before, &value.value, example)) {
                self.value_of_example(pair, (example, pointer), before, value);
            }
        }
        for (pointer, value) in &old.values {
            if !example.values.contains_key(pointer) {
                // An example of the contract has no lines.
                let line = if self.is_version() {
                    value.line
                } else {
                    example.line
                };
                let words = one_sided("in an example", false);
                let gone = self.differs(pair, Aspect::Example, pointer, words, line);
                self.push_at(gone, pair, example.place, pointer);
            }
        }
    }

    fn value_of_example(
        &mut self,
        pair: Pair<'_>,
        (example, pointer): (&Example, &str),
        before: Option<&Value>,
        ExampleValue { line, value }: &ExampleValue,
    ) {
        let differs = |words| self.differs(pair, Aspect::Example, pointer, words, *line);
        let other = match before {
            None => {
                let new = differs(one_sided("in an example", true));
                let claim = pair.claim.map(|(_, claim)| claim);
                let is_known =
                    claim.is_some_and(|claim| claim.field_at(example.place, pointer).is_some());
                if self.is_version() || is_known {
                    new
                } else {
                    new.severity(Severity::Warning)
                }
            }
            Some(before) if type_of(before) != type_of(value) => {
                let [from, to] = [before, value].map(type_of);
                let message = format!("An example has `{pointer}` as {to}, not as {from}.");
                let other = differs((Some(from), Some(to))).message(message);
                other.severity(Severity::Warning)
            }
            Some(before) => {
                let [from, to] = displayed(pointer, [before, value]);
                differs((Some(&from), Some(&to)))
            }
        };
        self.push_at(other, pair, example.place, pointer);
    }
}

/// Whether two examples are one that was edited: most of their values are the same.
fn is_near(claim: &Example, example: &Example) -> bool {
    is_list(claim) == is_list(example) && difference(claim, example) * 2 <= example.values.len()
}

fn is_list(example: &Example) -> bool {
    let first = example.values.keys().next();
    let first = first.and_then(|pointer| pointer.split('/').nth(1));
    first.is_some_and(|name| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The word for the type of a value.
fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
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

/// Whether a value is that of an example. In a form every value is a text.
fn same(one: &Value, seen: &Value, example: &Example) -> bool {
    one == seen || example.form == Some(Form::Form) && text_of(one) == text_of(seen)
}

/// In how many values an example of the contract and one of the document differ.
fn difference(claim: &Example, example: &Example) -> usize {
    let is_here = |(pointer, seen): &(&String, &ExampleValue)| {
        let value = claim.values.get(*pointer);
        value.is_some_and(|value| same(&value.value, &seen.value, example))
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
