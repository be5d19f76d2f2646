//! Commands and bodies.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Reader, number};
use crate::facts::{Example, ExampleValue, Field, Form, Kind, Line, Origin, Place};
use crate::wording::pattern;
use crate::{curl, loose};

impl Reader<'_, '_> {
    pub(super) fn curl(&mut self, at: usize) -> usize {
        let mut command = curl::read(self.lines, at);
        let operation = self.operation(at);
        if operation.method.is_empty() && operation.kind == Kind::Operation {
            operation.method.clone_from(&command.method);
            operation.path = curl::path_of(&command.url);
            operation.endpoint = number(at);
        }
        let end = command.end;
        let query = command.query();
        if !query.is_empty() {
            let example = Example {
                origin: Origin::default(),
                line: command.start,
                place: Place::Query,
                variant: self.variant.clone(),
                form: Some(Form::Form),
                values: query,
            };
            self.operation(at).examples.push(example);
        }
        if let Some(mut example) = command.example() {
            example.variant.clone_from(&self.variant);
            self.operation(at).examples.push(example);
        }
        for (name, line) in command.headers {
            let known = self
                .operation(at)
                .fields
                .iter()
                .any(|field| field.name == name);
            if self.is_callback() && name.starts_with("X-") && !known {
                let field = Field {
                    line,
                    last: line,
                    place: Place::Header,
                    ..Field::new(&name, line)
                };
                self.operation(at).fields.push(field);
            }
        }
        end
    }

    pub(super) fn body(&mut self, at: usize, column: usize) -> usize {
        let mut body = loose::read(self.lines, at, column);
        let in_code = column > 0;
        let title = self
            .example
            .clone()
            .unwrap_or_else(|| self.label.clone())
            .to_ascii_lowercase();
        let place = if self.is_callback() || in_code {
            Place::Body
        } else if title.contains("error") {
            Place::Error
        } else if !title.contains("respon") && pattern!(r"\b(?:request|object)\b").is_match(&title)
        {
            Place::Body
        } else {
            Place::Answer
        };
        if body.broken {
            body.end = body.end.min(at + 1);
            body.values = names(self.line(at), number(at));
        }
        let form = if body.broken {
            Some(Form::Broken)
        } else {
            (!body.strict).then_some(Form::Loose)
        };
        let example = Example {
            origin: Origin::default(),
            line: number(at),
            place,
            variant: self.variant.clone(),
            form,
            values: body.values,
        };
        self.operation(at).examples.push(example);
        body.end
    }
}

/// The names in a body that is too broken to read.
fn names(text: &str, line: Line) -> BTreeMap<String, ExampleValue> {
    pattern!(r"'([a-z_]+)' ?:")
        .captures_iter(text)
        .map(|found| {
            let value = ExampleValue {
                line,
                value: Value::Null,
            };
            (format!("/{}", &found[1]), value)
        })
        .collect()
}
