//! Examples: which came or went, and what they hold.

use serde_json::Value;

use super::{Changes, pairs};
use crate::facts::Example;
use bayar_drift::finding::Severity;
use bayar_drift::redact::{REDACTED, is_secret_name, scrub};

impl Changes<'_> {
    /// Examples are told apart by their order among those of the same place and variant.
    pub(super) fn examples(&mut self, old: &[Example], new: &[Example]) {
        let key = |example: &Example| (example.place, example.variant.clone());
        let (before, gone) = pairs(old, new, key);
        for (example, before) in new.iter().zip(before) {
            let place = Some(example.place);
            let Some(before) = before else {
                self.push(
                    Severity::Info,
                    place,
                    "",
                    "not there",
                    "an example",
                    example.line,
                    "An example was added.".to_owned(),
                );
                continue;
            };
            for (pointer, value) in &example.values {
                match before.values.get(pointer) {
                    None => self.push(
                        Severity::Info,
                        place,
                        pointer,
                        "not there",
                        "in an example",
                        value.line,
                        format!("An example now has `{pointer}`."),
                    ),
                    Some(other) if other.value != value.value => {
                        let [from, to] = shown(pointer, [&other.value, &value.value]);
                        let message =
                            format!("An example has another value for `{pointer}`: {to}.");
                        self.push(
                            Severity::Info,
                            place,
                            pointer,
                            &from,
                            &to,
                            value.line,
                            message,
                        );
                    }
                    Some(_) => {}
                }
            }
            for (pointer, value) in before
                .values
                .iter()
                .filter(|(pointer, _)| !example.values.contains_key(*pointer))
            {
                self.push(
                    Severity::Info,
                    place,
                    pointer,
                    "in an example",
                    "not there",
                    value.line,
                    format!(
                        "An example no longer has `{pointer}`; it stood on line {}.",
                        value.line
                    ),
                );
            }
        }
        for example in gone {
            self.push(
                Severity::Info,
                Some(example.place),
                "",
                "an example",
                "not there",
                example.line,
                format!("An example was removed; it stood on line {}.", example.line),
            );
        }
    }
}

/// Two values as they may be told: those of secrets are not, as in traffic.
fn shown(pointer: &str, values: [&Value; 2]) -> [String; 2] {
    let name = pointer.rsplit('/').next().unwrap_or_default();
    let shown = values.map(|value| match value {
        _ if is_secret_name(name) => REDACTED.to_owned(),
        Value::String(text) => scrub(text).into_owned(),
        other => scrub(&other.to_string()).into_owned(),
    });
    if shown[0] == shown[1] {
        return ["the old value", "another value"].map(str::to_owned);
    }
    shown
}
