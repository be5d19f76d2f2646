//! Error codes: which came or went, and what is said of each.

use super::{Changes, pairs};
use crate::facts::{ErrorRow, Place};
use bayar_drift::finding::Severity;

impl Changes<'_> {
    pub(super) fn errors(&mut self, old: &[ErrorRow], new: &[ErrorRow]) {
        // The general statuses have no code.
        let key = |row: &ErrorRow| {
            (
                row.code.clone(),
                row.variant.clone(),
                if row.code.is_empty() {
                    row.status
                } else {
                    None
                },
            )
        };
        let noun = |row: &ErrorRow| {
            if row.code.is_empty() {
                "The status"
            } else {
                "The code"
            }
        };
        let label = |row: &ErrorRow| {
            if row.code.is_empty() {
                row.status
                    .map_or_else(String::new, |status| status.to_string())
            } else {
                row.code.clone()
            }
        };
        let place = Some(Place::Error);
        let (before, gone) = pairs(old, new, key);
        for (row, before) in new.iter().zip(before) {
            let Some(before) = before else {
                self.added(
                    Severity::Warning,
                    place,
                    "/error_code",
                    &label(row),
                    row.line,
                    noun(row),
                );
                continue;
            };
            let status = |row: &ErrorRow| {
                row.status
                    .map_or("none".to_owned(), |status| status.to_string())
            };
            self.changed(
                Severity::Warning,
                place,
                "/error_code",
                (&status(before), &status(row)),
                row.line,
                &format!("The status of `{}`", row.code),
            );
            self.limits(
                place,
                "/error_code",
                &row.code,
                (&before.limits, &row.limits),
                row.line,
            );
            if !before.message.is_empty()
                && !row.message.is_empty()
                && before.message != row.message
            {
                self.push(
                    Severity::Info,
                    place,
                    "/error_code",
                    "the old words",
                    "other words",
                    row.line,
                    format!("The message of `{}` reads differently.", label(row)),
                );
            }
        }
        for row in gone {
            self.removed(
                Severity::Warning,
                place,
                "/error_code",
                &label(row),
                row.line,
                noun(row),
            );
        }
    }
}
