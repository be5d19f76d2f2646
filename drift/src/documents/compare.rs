//! An older version of a document against a newer one: what changed in terms of facts.

use std::collections::BTreeSet;

use super::claims::{Claim, Contracts};
use super::facts::{
    Constant, ErrorRow, Example, Facts, Field, Kind, Limit, Line, Operation, Place,
};
use crate::finding::{Class, Direction, Finding, Part, Severity, SpecPlace};

/// What changed from one version of a document to the next. The contracts name the operations and fields.
pub(super) fn compare(old: &Facts, new: &Facts, contracts: &Contracts) -> Vec<Finding> {
    let mut out = Changes {
        document: &new.document,
        contracts,
        claim: None,
        operation: String::new(),
        callback: false,
        out: Vec::new(),
    };
    let mut met = BTreeSet::new();
    for operation in &old.operations {
        out.enter(operation);
        if let Some(at) = counterpart(operation, &new.operations, &met) {
            met.insert(at);
            out.operation(operation, &new.operations[at]);
        } else {
            let what = format!("{} {}", operation.method, operation.path);
            out.removed(
                Severity::Error,
                None,
                "",
                &what,
                operation.line,
                "The operation",
            );
        }
    }
    for (at, operation) in new.operations.iter().enumerate() {
        if !met.contains(&at) {
            out.enter(operation);
            out.added(
                Severity::Warning,
                None,
                "",
                &format!("{} {}", operation.method, operation.path),
                operation.line,
                "The operation",
            );
        }
    }
    out.leave();
    out.fields(&old.fields, &new.fields);
    out.errors(&old.statuses, &new.statuses);
    for table in &new.tables {
        let before = old.tables.iter().find(|other| other.title == table.title);
        let before = before.map_or(&[][..], |table| &table.values);
        out.constants(None, &format!("/{}", table.title), before, &table.values);
    }
    for table in old
        .tables
        .iter()
        .filter(|table| !new.tables.iter().any(|other| other.title == table.title))
    {
        out.removed(
            Severity::Warning,
            None,
            &format!("/{}", table.title),
            "a table",
            table.line,
            "The table",
        );
    }
    out.out
}

/// The section of another version: the same endpoint under the same heading; else the same heading; else the same
/// endpoint. Sections that were met before are other ones.
fn counterpart(operation: &Operation, among: &[Operation], met: &BTreeSet<usize>) -> Option<usize> {
    let heading =
        |other: &Operation| other.kind == operation.kind && other.title == operation.title;
    let endpoint = |other: &Operation| {
        other.method == operation.method && other.path == operation.path && !other.path.is_empty()
    };
    let find = |same: &dyn Fn(&Operation) -> bool| {
        (0..among.len()).find(|at| !met.contains(at) && same(&among[*at]))
    };
    find(&|other| heading(other) && endpoint(other))
        .or_else(|| find(&heading))
        .or_else(|| find(&endpoint))
}

struct Changes<'a> {
    document: &'a str,
    contracts: &'a Contracts,
    /// What the contract makes of the section at hand.
    claim: Option<&'a Claim>,
    operation: String,
    callback: bool,
    out: Vec<Finding>,
}

impl Changes<'_> {
    fn enter(&mut self, operation: &Operation) {
        self.claim = self.contracts.find(operation).map(|(_, claim)| claim);
        let id = self.claim.map(|claim| &claim.id);
        id.unwrap_or(&operation.title)
            .clone_into(&mut self.operation);
        self.callback = operation.kind == Kind::Callback;
    }

    fn leave(&mut self) {
        self.claim = None;
        self.operation.clear();
        self.callback = false;
    }

    /// The place in the contract: of the field or, where it has none, of the operation.
    fn spec(&self, place: Option<Place>, pointer: &str) -> Option<SpecPlace> {
        let claim = self.claim?;
        let field = place.and_then(|place| claim.field_at(place, pointer));
        field
            .and_then(|field| field.spec.clone())
            .or_else(|| claim.spec.clone())
    }

    #[expect(clippy::too_many_arguments, reason = "each is a part of the change")]
    fn push(
        &mut self,
        severity: Severity,
        place: Option<Place>,
        pointer: &str,
        expected: &str,
        seen: &str,
        line: Line,
        message: String,
    ) {
        let operation = (!self.operation.is_empty()).then(|| self.operation.clone());
        let part = match place {
            Some(Place::Query) => Part::Query,
            Some(Place::Header) => Part::Header,
            Some(Place::Body | Place::Answer | Place::Error) => Part::Body,
            Some(Place::Path) | None => Part::Path,
        };
        let direction = match place {
            _ if self.callback => Direction::Callback,
            Some(Place::Answer | Place::Error) => Direction::Response,
            Some(_) => Direction::Request,
            None => Direction::Document,
        };
        let at = format!("{} {place:?} {pointer}", self.document);
        let what = format!("{expected} {seen} {message}");
        let fingerprint = Finding::fingerprint_of(
            Class::DocumentChanged,
            operation.as_deref(),
            part,
            &at,
            &what,
            "",
        );
        let field = pointer.rsplit('/').next().unwrap_or_default();
        self.out.push(Finding {
            class: Class::DocumentChanged,
            severity,
            operation,
            direction,
            part,
            money: field.contains("amount") || field.contains("price") || field == "balance",
            pointer: pointer.to_owned(),
            expected: expected.to_owned(),
            seen: seen.to_owned(),
            count: 1,
            entries: Vec::new(),
            document: Some(self.document.to_owned()),
            line: Some(line),
            spec: self.spec(place, pointer),
            erratum: None,
            fingerprint,
            message,
            advice: "Read the page, correct the contract, and write the facts again.".to_owned(),
        });
    }

    fn added(
        &mut self,
        severity: Severity,
        place: Option<Place>,
        pointer: &str,
        what: &str,
        line: Line,
        noun: &str,
    ) {
        self.push(
            severity,
            place,
            pointer,
            "not there",
            what,
            line,
            format!("{noun} `{what}` was added."),
        );
    }

    /// `line` is that of the older version.
    fn removed(
        &mut self,
        severity: Severity,
        place: Option<Place>,
        pointer: &str,
        what: &str,
        line: Line,
        noun: &str,
    ) {
        self.push(
            severity,
            place,
            pointer,
            what,
            "not there",
            line,
            format!("{noun} `{what}` was removed; it stood on line {line}."),
        );
    }

    fn changed(
        &mut self,
        severity: Severity,
        place: Option<Place>,
        pointer: &str,
        (from, to): (&str, &str),
        line: Line,
        noun: &str,
    ) {
        if from != to {
            self.push(
                severity,
                place,
                pointer,
                from,
                to,
                line,
                format!("{noun} changed from {from} to {to}."),
            );
        }
    }

    fn operation(&mut self, old: &Operation, new: &Operation) {
        let endpoint = |operation: &Operation| format!("{} {}", operation.method, operation.path);
        self.changed(
            Severity::Error,
            None,
            "",
            (&endpoint(old), &endpoint(new)),
            new.endpoint,
            "The endpoint",
        );
        self.changed(
            Severity::Info,
            None,
            "",
            (&old.title, &new.title),
            new.line,
            "The heading",
        );
        let permission = |operation: &Operation| {
            let permission = operation.permission.as_ref();
            permission.map_or("none".to_owned(), |permission| {
                format!("{} {}", permission.kind, permission.access)
            })
        };
        let line = new
            .permission
            .as_ref()
            .map_or(new.line, |permission| permission.line);
        self.changed(
            Severity::Warning,
            None,
            "",
            (&permission(old), &permission(new)),
            line,
            "The permission",
        );
        self.fields(&old.fields, &new.fields);
        self.errors(&old.errors, &new.errors);
        for table in &new.tables {
            let before = old.tables.iter().find(|other| other.title == table.title);
            let before = before.map_or(&[][..], |table| &table.values);
            self.constants(
                Some(Place::Answer),
                &format!("/{}", table.title),
                before,
                &table.values,
            );
        }
        for table in old
            .tables
            .iter()
            .filter(|table| !new.tables.iter().any(|other| other.title == table.title))
        {
            self.removed(
                Severity::Warning,
                None,
                &format!("/{}", table.title),
                "a table",
                table.line,
                "The table",
            );
        }
        self.constants(Some(Place::Answer), "/status", &old.mentions, &new.mentions);
        self.examples(&old.examples, &new.examples);
    }

    fn fields(&mut self, old: &[Field], new: &[Field]) {
        let key = |field: &Field| {
            (
                field.place,
                field.variant.clone(),
                field.within.clone(),
                field.name.clone(),
            )
        };
        // A name may stand twice in a table: the nth is the nth.
        let nth = |fields: &[Field], at: usize| {
            fields[..at]
                .iter()
                .filter(|field| key(field) == key(&fields[at]))
                .count()
        };
        let counterpart = |field: &Field, n: usize, among: &[Field]| {
            among
                .iter()
                .enumerate()
                .filter(|(_, other)| key(other) == key(field))
                .map(|(at, _)| at)
                .nth(n)
        };
        let missing: Vec<&Field> = (0..old.len())
            .filter(|at| counterpart(&old[*at], nth(old, *at), new).is_none())
            .map(|at| &old[at])
            .collect();
        let mut gone: Vec<Option<&Field>> = missing.into_iter().map(Some).collect();
        for at in 0..new.len() {
            let field = &new[at];
            if let Some(before) = counterpart(field, nth(new, at), old) {
                self.field(&old[before], field);
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
        let kind = |field: &Field| field.kind.map_or("none", super::facts::Type::as_str);
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

    fn limits(
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

    fn constants(&mut self, place: Option<Place>, at: &str, old: &[Constant], new: &[Constant]) {
        let has = |among: &[Constant], value: &str| among.iter().any(|one| one.value == value);
        for one in new.iter().filter(|one| !has(old, &one.value)) {
            self.added(
                Severity::Warning,
                place,
                at,
                &one.value,
                one.line,
                "The value",
            );
        }
        for one in old.iter().filter(|one| !has(new, &one.value)) {
            self.removed(
                Severity::Warning,
                place,
                at,
                &one.value,
                one.line,
                "The value",
            );
        }
    }

    fn errors(&mut self, old: &[ErrorRow], new: &[ErrorRow]) {
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
        for row in new {
            let Some(before) = old.iter().find(|other| key(other) == key(row)) else {
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
        for row in old
            .iter()
            .filter(|row| !new.iter().any(|other| key(other) == key(row)))
        {
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

    /// Examples are told apart by their order among those of the same place and variant.
    fn examples(&mut self, old: &[Example], new: &[Example]) {
        let key = |example: &Example| (example.place, example.variant.clone());
        let nth = |examples: &[Example], at: usize| {
            examples[..at]
                .iter()
                .filter(|example| key(example) == key(&examples[at]))
                .count()
        };
        let counterpart = |example: &Example, n: usize, among: &[Example]| {
            among
                .iter()
                .enumerate()
                .filter(|(_, other)| key(other) == key(example))
                .map(|(at, _)| at)
                .nth(n)
        };
        for at in 0..new.len() {
            let example = &new[at];
            let place = Some(example.place);
            let Some(before) = counterpart(example, nth(new, at), old) else {
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
            let before = &old[before];
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
        for at in 0..old.len() {
            if counterpart(&old[at], nth(old, at), new).is_none() {
                self.push(
                    Severity::Info,
                    Some(old[at].place),
                    "",
                    "an example",
                    "not there",
                    old[at].line,
                    format!("An example was removed; it stood on line {}.", old[at].line),
                );
            }
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
