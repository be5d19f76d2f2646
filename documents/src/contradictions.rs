//! Where a document contradicts itself: its tables against its examples and its text.

use serde_json::Value;

use super::contract::{Contracts, text_of};
use super::differ::same_as;
use super::facts::{
    Bound, Constant, Example, ExampleValue, Facts, Field, Form, Kind, Limit, Line, Operation,
    Place, Type,
};
use bayar_drift::difference::{Aspect, Difference, explain};
use bayar_drift::finding::{Class, Finding};

/// Finds the contradictions of a document. The contracts name the operations and fields.
pub(super) fn contradictions(facts: &Facts, contracts: &Contracts) -> Vec<Finding> {
    explain(Some(&facts.document), differences(facts, contracts))
}

fn differences(facts: &Facts, contracts: &Contracts) -> Vec<Difference> {
    let mut out = Vec::new();
    for (operation, claim) in facts.operations.iter().zip(contracts.claims(facts)) {
        let mut finder = Finder {
            operation,
            claim: claim.map(|(_, claim)| claim),
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
    claim: Option<&'a Operation>,
    rows: Vec<&'a Field>,
    out: &'o mut Vec<Difference>,
}

impl<'a> Finder<'a, '_> {
    /// A contradiction about a field.
    fn about(
        &self,
        aspect: Aspect,
        place: Place,
        pointer: &str,
        line: Line,
        message: String,
    ) -> Difference {
        let owner = self.claim.unwrap_or(self.operation);
        let field = self.claim.and_then(|claim| claim.field_at(place, pointer));
        let difference = Difference::new(Class::DOCUMENT_CONTRADICTION, aspect, message);
        owner
            .owns(difference)
            .on(line)
            .at(Some(place), pointer)
            .spec(field.and_then(|field| field.origin.spec.clone()))
    }

    /// The rows of the tables that an example is to be checked against.
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
        self.unknown(example, &table);
        if example.form != Some(Form::Broken) {
            for (pointer, value) in &example.values {
                self.value(example, &table, pointer, value);
            }
        }
        for field in &table {
            self.left_out(example, field);
        }
    }

    /// Names of an example that the table does not have, each once.
    fn unknown(&mut self, example: &Example, table: &[&Field]) {
        let mut unknown = Vec::new();
        for (pointer, value) in &example.values {
            let names = names(pointer);
            for (depth, name) in names.iter().enumerate() {
                let known = table.iter().any(|field| field.name == *name);
                // Where no table describes the members, the row of the whole says enough.
                let described = depth == 0 || describes(table, example, &names[..depth]);
                if known || !described || unknown.contains(name) {
                    continue;
                }
                unknown.push(*name);
                let message = format!("An example has `{name}`, the table has not.");
                let pointer = format!("/{}", names[..=depth].join("/"));
                self.out.push(
                    self.about(Aspect::Name, example.place, &pointer, value.line, message)
                        .between("not in the table", name),
                );
            }
        }
    }

    /// A field that the table calls required and an example leaves out.
    fn left_out(&mut self, example: &Example, field: &Field) {
        let mut pointers = example.values.keys();
        let is_there = pointers.any(|pointer| pointer.split('/').any(|name| name == field.name));
        let on_the_wire = field.kind != Some(Type::Function);
        if field.required != Some(true) || field.within.is_some() || is_there || !on_the_wire {
            return;
        }
        let message = format!(
            "The table calls `{}` required, an example leaves it out.",
            field.name
        );
        let pointer = format!("/{}", field.name);
        self.out.push(
            self.about(
                Aspect::Requiredness,
                example.place,
                &pointer,
                field.line,
                message,
            )
            .between("required", "not in an example"),
        );
    }

    /// A value of an example against the row of its field.
    fn value(&mut self, example: &Example, table: &[&Field], pointer: &str, value: &ExampleValue) {
        let names = names(pointer);
        let Some((name, parents)) = names.split_last() else {
            return;
        };
        let parent = parents.last().copied().unwrap_or_default();
        let row = table.iter().find(|field| {
            let within = field.within.as_deref();
            field.name == *name && within.is_none_or(|within| within == parent)
        });
        let Some(field) = row else { return };
        let sample = Sample {
            example,
            field,
            pointer: format!("/{}", names.join("/")),
            value,
        };
        // A scalar in a list is an item of it, not the list.
        let is_item = pointer.rsplit('/').next().is_some_and(is_index);
        if !is_item && example.form != Some(Form::Form) {
            self.kind(&sample);
        }
        self.listed(&sample);
        for limit in field.limits.iter().filter(|limit| limit.when.is_none()) {
            self.limit(&sample, limit);
        }
    }

    fn on_value(&self, aspect: Aspect, sample: &Sample<'_>, message: String) -> Difference {
        let place = sample.example.place;
        self.about(aspect, place, &sample.pointer, sample.value.line, message)
    }

    fn kind(&mut self, sample: &Sample<'_>) {
        let (Some(expected), Some(seen)) = (sample.field.kind, kind(&sample.value.value)) else {
            return;
        };
        if expected == seen {
            return;
        }
        let message = format!(
            "`{}` is of type {} in the table, {} in an example.",
            sample.field.name,
            expected.as_str(),
            seen.as_str()
        );
        self.out.push(
            self.on_value(Aspect::Type, sample, message)
                .between(expected.as_str(), seen.as_str()),
        );
    }

    fn listed(&mut self, sample: &Sample<'_>) {
        let values = &sample.field.values;
        let is_listed = |text: &str| values.iter().any(|one| one.value == text);
        let text = sample.value.value.as_str();
        let Some(text) = text.filter(|text| !values.is_empty() && !is_listed(text)) else {
            return;
        };
        let message = format!(
            "An example has `{text}` for `{}`, which is not among the listed values.",
            sample.field.name
        );
        self.out.push(
            self.on_value(Aspect::Value, sample, message)
                .between(&joined(values), text),
        );
    }

    fn limit(&mut self, sample: &Sample<'_>, limit: &Limit) {
        if !outside(limit.bound, limit.value, &sample.value.value) {
            return;
        }
        let expected = format!("{} {}", limit.bound.keyword(), limit.value);
        let message = format!(
            "`{}` breaks {expected} of its table in an example.",
            sample.field.name
        );
        self.out.push(
            self.on_value(Aspect::Limit(limit.bound), sample, message)
                .between(&expected, "broken")
                .key(text_of(&sample.value.value)),
        );
    }

    fn error(&mut self, example: &Example) {
        let rows = self.operation.errors.iter();
        let mut codes = rows
            .map(|row| row.code.as_str())
            .filter(|code| !code.is_empty());
        let Some(value) = example.values.get("/error_code") else {
            return;
        };
        let Some(code) = value.value.as_str() else {
            return;
        };
        if codes.clone().next().is_none() || codes.any(|known| known == code) {
            return;
        }
        let message = format!("An example has the code `{code}`, the error table has not.");
        let row = self.claim.and_then(|claim| {
            let mut rows = claim.errors.iter();
            rows.find(|row| row.code == code)?.origin.spec.clone()
        });
        self.out.push(
            self.about(
                Aspect::Code,
                Place::Error,
                "/error_code",
                value.line,
                message,
            )
            .spec(row)
            .between("not in the table", code),
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
            if !same {
                continue;
            }
            let message = format!("The table has `{}` twice.", one.name);
            self.out.push(
                self.about(
                    Aspect::Name,
                    one.place,
                    &format!("/{}", one.name),
                    other.line,
                    message,
                )
                .between("one row", "two rows"),
            );
        }
    }

    /// Constants that the text gives as a status and the table of the status does not list.
    fn mentions(&mut self) {
        let mut rows = self.rows.iter();
        let status = rows.find(|field| field.name == "status" && field.place == Place::Answer);
        let Some(values) = status
            .map(|status| &status.values)
            .filter(|values| !values.is_empty())
        else {
            return;
        };
        for mention in &self.operation.mentions {
            if values.iter().any(|one| one.value == mention.value) {
                continue;
            }
            let message = format!(
                "The text gives the status `{}`, which the table does not list.",
                mention.value
            );
            self.out.push(
                self.about(
                    Aspect::Value,
                    Place::Answer,
                    "/status",
                    mention.line,
                    message,
                )
                .between(&joined(values), &mention.value),
            );
        }
    }
}

/// A value of an example with the row of its field.
struct Sample<'a> {
    example: &'a Example,
    field: &'a Field,
    pointer: String,
    value: &'a ExampleValue,
}

fn joined(values: &[Constant]) -> String {
    let values: Vec<&str> = values.iter().map(|one| one.value.as_str()).collect();
    values.join(", ")
}

/// The names of a pointer, without the indices.
fn names(pointer: &str) -> Vec<&str> {
    pointer.split('/').filter(|name| !is_index(name)).collect()
}

/// Whether a table has rows for members of an object: named under it, or standing among the others.
fn describes(table: &[&Field], example: &Example, path: &[&str]) -> bool {
    let parent = path.last().copied().unwrap_or_default();
    let siblings = example.values.keys().filter_map(|pointer| {
        let mut names = names(pointer).into_iter();
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
