//! Examples: which came or went, and what they hold.

use super::{Changes, pairs};
use crate::documents::facts::Example;
use crate::finding::Severity;

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
                    // The values themselves may be data of an account: only that they differ is told.
                    Some(other) if other.value != value.value => {
                        self.push(
                            Severity::Info,
                            place,
                            pointer,
                            "the old value",
                            "another value",
                            value.line,
                            format!("An example has another value for `{pointer}`."),
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
