//! Fields: which came, went or have another name, and what is said of each.

use super::{Changes, pairs};
use crate::facts::{Field, Limit, Line, Place, Type};
use bayar_drift::finding::Severity;

impl Changes<'_> {
    pub(super) fn fields(&mut self, old: &[Field], new: &[Field]) {
        let key = |field: &Field| {
            (
                field.place,
                field.variant.clone(),
                field.within.clone(),
                field.name.clone(),
            )
        };
        let (before, gone) = pairs(old, new, key);
        let mut gone: Vec<_> = gone.into_iter().map(Some).collect();
        for (field, before) in new.iter().zip(before) {
            if let Some(before) = before {
                self.field(before, field);
                continue;
            }
            // A new name with the very same row is a renamed field.
            let renamed = gone
                .iter()
                .position(|other| other.is_some_and(|other| same_row(other, field)));
            if let Some(before) = renamed.and_then(|at| gone[at].take()) {
                let message = format!(
                    "The field `{}` was renamed to `{}`.",
                    before.name, field.name
                );
                self.push(
                    Severity::Error,
                    Some(field.place),
                    &pointer(field),
                    &before.name,
                    &field.name,
                    field.line,
                    message,
                );
                self.field(before, field);
            } else {
                let severity = if field.required == Some(true) && field.place != Place::Answer {
                    Severity::Error
                } else {
                    Severity::Warning
                };
                self.added(
                    severity,
                    Some(field.place),
                    &pointer(field),
                    &field.name,
                    field.line,
                    "The field",
                );
            }
        }
        for field in gone.into_iter().flatten() {
            self.removed(
                Severity::Error,
                Some(field.place),
                &pointer(field),
                &field.name,
                field.line,
                "The field",
            );
        }
    }

    fn field(&mut self, old: &Field, new: &Field) {
        let at = pointer(new);
        let place = Some(new.place);
        let kind = |field: &Field| field.kind.map_or("none", Type::as_str);
        self.changed(
            Severity::Error,
            place,
            &at,
            (kind(old), kind(new)),
            new.line,
            &format!("The type of `{}`", new.name),
        );
        if kind(old) == kind(new) {
            let words = |field: &Field| {
                field
                    .documented_type
                    .clone()
                    .unwrap_or_else(|| kind(field).to_owned())
            };
            self.changed(
                Severity::Warning,
                place,
                &at,
                (&words(old), &words(new)),
                new.line,
                &format!("The type of `{}`", new.name),
            );
        }
        let required = |field: &Field| match field.required {
            Some(true) => "required",
            Some(false) => "optional",
            None => "unsaid",
        };
        self.changed(
            Severity::Warning,
            place,
            &at,
            (required(old), required(new)),
            new.line,
            &format!("Whether `{}` is required", new.name),
        );
        let default = |field: &Field| field.default.clone().unwrap_or_else(|| "none".to_owned());
        self.changed(
            Severity::Warning,
            place,
            &at,
            (&default(old), &default(new)),
            new.line,
            &format!("The default of `{}`", new.name),
        );
        self.limits(place, &at, &new.name, (&old.limits, &new.limits), new.line);
        self.constants(place, &at, &old.values, &new.values);
        self.constants(place, &at, &old.named, &new.named);
        if !old.text.is_empty() && !new.text.is_empty() && old.text != new.text {
            self.push(
                Severity::Info,
                place,
                &at,
                "the old words",
                "other words",
                new.line,
                format!("The description of `{}` reads differently.", new.name),
            );
        }
    }

    pub(super) fn limits(
        &mut self,
        place: Option<Place>,
        at: &str,
        name: &str,
        (old, new): (&[Limit], &[Limit]),
        line: Line,
    ) {
        let key = |limit: &Limit| (limit.bound, limit.when.clone());
        for limit in new {
            let before = old.iter().find(|other| key(other) == key(limit));
            let from = before.map_or("none".to_owned(), |before| before.value.to_string());
            let noun = format!("The {} of `{name}`", limit.bound.keyword());
            self.changed(
                Severity::Warning,
                place,
                at,
                (&from, &limit.value.to_string()),
                limit.line,
                &noun,
            );
        }
        for limit in old
            .iter()
            .filter(|limit| !new.iter().any(|other| key(other) == key(limit)))
        {
            let noun = format!("The {} of `{name}`", limit.bound.keyword());
            self.changed(
                Severity::Warning,
                place,
                at,
                (&limit.value.to_string(), "none"),
                line,
                &noun,
            );
        }
    }
}

fn pointer(field: &Field) -> String {
    match &field.within {
        Some(within) => format!("/{within}/{}", field.name),
        None => format!("/{}", field.name),
    }
}

/// Whether two rows say the same under different names.
fn same_row(one: &Field, other: &Field) -> bool {
    one.place == other.place
        && one.variant == other.variant
        && one.within == other.within
        && one.required == other.required
        && one.kind == other.kind
        && one.text == other.text
        && one.values.len() == other.values.len()
        && one.line.abs_diff(other.line) <= 200
        && one.last - one.line == other.last - other.line
}
