//! Where a document contradicts itself: its tables against its examples and its text.

use serde_json::Value;

use super::errata::{Aspect, Erratum};
use super::facts::{
    Bound, Example, ExampleValue, Facts, Field, Form, Kind, Line, Operation, Place, Type,
};
use super::hold::{self, Difference, lines, same_as};
use crate::finding::{Class, Finding};

/// Finds the contradictions of a document. `errata` are the known ones; `known` are the facts that their lines refer
/// to, where the document at hand is another version. `name` gives the `operationId` of a section.
pub fn contradictions(
    facts: &Facts,
    name: &dyn Fn(&Operation) -> Option<String>,
    errata: &[Erratum],
    known: Option<&Facts>,
) -> Vec<Finding> {
    let of = |facts: &Facts| differences(facts, name);
    hold::explain(facts, of(facts), errata, known, of)
}

fn differences(facts: &Facts, name: &dyn Fn(&Operation) -> Option<String>) -> Vec<Difference> {
    let mut out = Vec::new();
    for operation in &facts.operations {
        let mut finder = Finder {
            operation,
            name: name(operation).unwrap_or_else(|| operation.title.clone()),
            rows: rows(facts, operation),
            out: &mut out,
        };
        for example in &operation.examples {
            finder.example(example);
        }
        finder.twice();
        finder.mentions();
    }
    out
}

/// The rows that hold for an operation: its own, and those of the sections whose answer it has too.
fn rows<'a>(facts: &'a Facts, operation: &'a Operation) -> Vec<&'a Field> {
    let others = facts
        .operations
        .iter()
        .filter(|other| other.line != operation.line && same_as(facts, operation, other));
    let callback = operation.kind == Kind::Callback;
    let borrowed = others
        .flat_map(|other| &other.fields)
        .filter(|field| callback || field.place == Place::Answer);
    operation.fields.iter().chain(borrowed).collect()
}

struct Finder<'a, 'o> {
    operation: &'a Operation,
    name: String,
    rows: Vec<&'a Field>,
    out: &'o mut Vec<Difference>,
}

impl<'a> Finder<'a, '_> {
    fn differ(
        &mut self,
        aspect: Aspect,
        place: Place,
        pointer: &str,
        (expected, seen): (&str, &str),
        lines: Vec<Line>,
        message: String,
    ) {
        self.out.push(Difference {
            class: Class::DocumentContradiction,
            aspect,
            operation: self.name.clone(),
            place: Some(place),
            callback: self.operation.kind == Kind::Callback,
            pointer: pointer.to_owned(),
            expected: expected.to_owned(),
            seen: seen.to_owned(),
            lines,
            message,
        });
    }

    /// The rows of the tables that an example is to be held against.
    fn table(&self, example: &Example) -> Vec<&'a Field> {
        let request = |place| matches!(place, Place::Body | Place::Query);
        self.rows
            .iter()
            .copied()
            .filter(|field| {
                field.place == example.place || request(field.place) && request(example.place)
            })
            .filter(|field| {
                field.variant.is_none()
                    || example.variant.is_none()
                    || field.variant == example.variant
            })
            .collect()
    }

    fn example(&mut self, example: &Example) {
        if example.place == Place::Error {
            self.error(example);
            return;
        }
        let table = self.table(example);
        if table.iter().all(|field| field.within.is_some()) {
            return;
        }
        let mut unknown: Vec<&str> = Vec::new();
        for (pointer, value) in &example.values {
            let names: Vec<&str> = pointer.split('/').filter(|name| !is_index(name)).collect();
            for (depth, name) in names.iter().enumerate() {
                let known = table.iter().any(|field| field.name == *name);
                // Where no table describes the members, the row of the whole says enough.
                let described = depth == 0 || describes(&table, example, &names[..depth]);
                if !known && described && !unknown.contains(name) {
                    unknown.push(name);
                    let message = format!("An example has `{name}`, the table has not.");
                    let lines = vec![value.line, example.line];
                    self.differ(
                        Aspect::Name,
                        example.place,
                        &format!("/{}", names[..=depth].join("/")),
                        ("not in the table", name),
                        lines,
                        message,
                    );
                }
            }
            if let Some(name) = names.last()
                && example.form != Some(Form::Broken)
            {
                self.value(example, &table, pointer, name, value);
            }
        }
        for field in &table {
            self.left_out(example, field);
        }
    }

    fn left_out(&mut self, example: &Example, field: &Field) {
        let shown = example
            .values
            .keys()
            .any(|pointer| pointer.split('/').any(|name| name == field.name));
        let on_the_wire = field.kind != Some(Type::Function);
        if field.required == Some(true) && field.within.is_none() && !shown && on_the_wire {
            let message = format!(
                "The table calls `{}` required, an example leaves it out.",
                field.name
            );
            let mut lines = lines(field);
            lines.push(example.line);
            let seen = "not in an example";
            self.differ(
                Aspect::Requiredness,
                example.place,
                &format!("/{}", field.name),
                ("required", seen),
                lines,
                message,
            );
        }
    }

    fn value(
        &mut self,
        example: &Example,
        table: &[&Field],
        pointer: &str,
        name: &str,
        value: &ExampleValue,
    ) {
        // A scalar in a list is an item of it, not the list.
        let is_item = pointer.rsplit('/').next().is_some_and(is_index);
        let parent = pointer
            .split('/')
            .filter(|name| !is_index(name))
            .rev()
            .nth(1)
            .unwrap_or_default();
        let row = table.iter().find(|field| {
            field.name == name
                && field
                    .within
                    .as_deref()
                    .is_none_or(|within| within == parent)
        });
        let Some(field) = row else { return };
        let pointer = format!(
            "/{}",
            pointer
                .split('/')
                .filter(|name| !is_index(name))
                .collect::<Vec<_>>()
                .join("/")
                .trim_start_matches('/')
        );
        let mut all = vec![value.line];
        all.extend(lines(field));
        let seen = kind(&value.value);
        if let (Some(expected), Some(seen)) = (field.kind, seen)
            && example.form != Some(Form::Form)
            && !is_item
            && expected != seen
        {
            let message = format!(
                "`{name}` is of type {} in the table, {} in an example.",
                expected.as_str(),
                seen.as_str()
            );
            self.differ(
                Aspect::Type,
                example.place,
                &pointer,
                (expected.as_str(), seen.as_str()),
                all.clone(),
                message,
            );
        }
        let text = value.value.as_str();
        let listed = |text: &str| field.values.iter().any(|one| one.value == text);
        if let Some(text) = text.filter(|text| !field.values.is_empty() && !listed(text)) {
            let expected = field
                .values
                .iter()
                .map(|one| one.value.as_str())
                .collect::<Vec<_>>()
                .join(", ");
            let message = format!(
                "An example has `{text}` for `{name}`, which is not among the listed values."
            );
            let mut all = all.clone();
            all.extend(field.values.iter().map(|one| one.line));
            self.differ(
                Aspect::Enum,
                example.place,
                &pointer,
                (&expected, text),
                all,
                message,
            );
        }
        for limit in field.limits.iter().filter(|limit| limit.when.is_none()) {
            if outside(limit.bound, limit.value, &value.value) {
                let expected = format!("{} {}", limit.bound.keyword(), limit.value);
                let message = format!("`{name}` breaks {expected} of its table in an example.");
                self.differ(
                    Aspect::Limit,
                    example.place,
                    &pointer,
                    (&expected, "broken"),
                    all.clone(),
                    message,
                );
            }
        }
    }

    fn error(&mut self, example: &Example) {
        let codes: Vec<&str> = self
            .operation
            .errors
            .iter()
            .map(|row| row.code.as_str())
            .filter(|code| !code.is_empty())
            .collect();
        let Some(value) = example.values.get("/error_code") else {
            return;
        };
        let Some(code) = value
            .value
            .as_str()
            .filter(|code| !codes.is_empty() && !codes.contains(code))
        else {
            return;
        };
        let lines = vec![value.line, example.line];
        let message = format!("An example has the code `{code}`, the error table has not.");
        self.differ(
            Aspect::ErrorCode,
            Place::Error,
            "/error_code",
            ("not in the table", code),
            lines,
            message,
        );
    }

    /// Rows that stand in a table twice in a row. The same name further down belongs to another object.
    fn twice(&mut self) {
        for pair in self.operation.fields.windows(2) {
            let [one, other] = pair else { continue };
            let same = one.name == other.name
                && one.within == other.within
                && one.place == other.place
                && one.variant == other.variant;
            if same {
                let message = format!("The table has `{}` twice.", one.name);
                let lines = vec![other.line, one.line];
                self.differ(
                    Aspect::Name,
                    one.place,
                    &format!("/{}", one.name),
                    ("one row", "two rows"),
                    lines,
                    message,
                );
            }
        }
    }

    /// Constants that the text gives as a status and the table of the status does not list.
    fn mentions(&mut self) {
        let status = self
            .rows
            .iter()
            .find(|field| field.name == "status" && field.place == Place::Answer)
            .copied();
        let Some(status) = status.filter(|status| !status.values.is_empty()) else {
            return;
        };
        for mention in &self.operation.mentions {
            if status.values.iter().any(|one| one.value == mention.value) {
                continue;
            }
            let expected = status
                .values
                .iter()
                .map(|one| one.value.as_str())
                .collect::<Vec<_>>()
                .join(", ");
            let message = format!(
                "The text gives the status `{}`, which the table does not list.",
                mention.value
            );
            let mut all = vec![mention.line];
            all.extend(status.values.iter().map(|one| one.line));
            self.differ(
                Aspect::Enum,
                Place::Answer,
                "/status",
                (&expected, &mention.value),
                all,
                message,
            );
        }
    }
}

/// Whether a table has rows for members of an object: named under it, or standing among the others.
fn describes(table: &[&Field], example: &Example, path: &[&str]) -> bool {
    let parent = path.last().copied().unwrap_or_default();
    let siblings = example.values.keys().filter_map(|pointer| {
        let mut names = pointer.split('/').filter(|name| !is_index(name));
        names.find(|name| *name == parent)?;
        names.next()
    });
    let mut siblings = siblings.collect::<Vec<_>>().into_iter();
    table
        .iter()
        .any(|field| field.within.as_deref() == Some(parent))
        || siblings.any(|name| {
            table
                .iter()
                .any(|field| field.within.is_none() && field.name == name)
        })
}

fn is_index(name: &str) -> bool {
    name.is_empty() || name.bytes().all(|byte| byte.is_ascii_digit())
}

fn kind(value: &Value) -> Option<Type> {
    match value {
        Value::String(_) => Some(Type::String),
        Value::Number(_) => Some(Type::Number),
        Value::Bool(_) => Some(Type::Boolean),
        Value::Array(_) => Some(Type::Array),
        Value::Object(_) => Some(Type::Object),
        Value::Null => None,
    }
}

/// Whether a value breaks a limit. A number in a form is a text.
fn outside(bound: Bound, limit: u64, value: &Value) -> bool {
    let whole = value.as_u64().or_else(|| value.as_str()?.parse().ok());
    let length = value.as_str().map(|text| text.chars().count() as u64);
    match bound {
        Bound::Minimum => whole.is_some_and(|whole| whole < limit),
        Bound::Maximum => whole.is_some_and(|whole| whole > limit),
        Bound::MinLength => length.is_some_and(|length| length < limit),
        Bound::MaxLength => length.is_some_and(|length| length > limit),
        Bound::MultipleOf => whole.is_some_and(|whole| limit > 0 && whole % limit != 0),
        Bound::MaxItems => false,
    }
}
