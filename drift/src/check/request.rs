//! What was sent, against the operation.

use std::borrow::Cow;

use hifijson::value::Value as J;

use crate::check::findings::Place;
use crate::check::headers::{is_form, is_json, is_standard, with_lower_case};
use crate::check::scope::{Problem, Scope, cut, expected, seen_text};
use crate::contract::Parameter;
use crate::contract::rules::Held;
use crate::contract::schema::Schema;
use crate::exchange::Message;
use crate::finding::{Class, Part};
use crate::json::{self, Json};
use crate::redact::scrub;

impl Scope<'_> {
    /// Checks the parameters in the path.
    pub(crate) fn check_path(&mut self, parameters: &[(&str, Cow<'_, str>)]) {
        self.part = Part::Path;
        self.is_text = true;
        for (name, value) in parameters {
            let mut known = self.operation.path_parameters.iter();
            let Some(parameter) = known.find(|parameter| parameter.name == *name) else {
                continue;
            };
            self.count(Some(parameter.slot));
            self.check(
                &parameter.schema,
                &J::String(Cow::Borrowed(value)),
                &Place::Root.field(name),
                true,
            );
        }
        self.is_text = false;
    }

    /// Checks the query.
    pub(crate) fn check_query(&mut self, query: &[(Cow<'_, str>, Cow<'_, str>)]) {
        self.part = Part::Query;
        self.is_text = true;
        for (index, (name, value)) in query.iter().enumerate() {
            let earlier = query[..index]
                .iter()
                .filter(|(other, _)| other == name)
                .count();
            self.check_pair(name, value, earlier);
        }
        for parameter in self
            .operation
            .query
            .values()
            .filter(|parameter| parameter.is_required)
        {
            if !query.iter().any(|(name, _)| *name == parameter.name) {
                self.missing(&parameter.schema, &Place::Root.field(&parameter.name));
            }
        }
        let held = |name: &str| {
            let value = query.iter().find(|(other, _)| other == name);
            value.map(|(_, value)| Held {
                text: value.to_string(),
                is_number: false,
            })
        };
        for rule in &self.operation.rules {
            if let Some(broken) = rule.check(&held) {
                let parameter = self.operation.query.get(broken.field);
                let mut origin = parameter
                    .map_or(&self.operation.origin, |parameter| &parameter.schema.origin)
                    .clone();
                origin.source.line = rule.line.or(origin.source.line);
                let place = Place::Root.field(broken.field);
                let key = broken.expected.clone();
                self.report_class(Class::RequestRule, &origin, &place, &key, || {
                    (broken.expected, "nothing".to_owned())
                });
            }
        }
        self.is_text = false;
    }

    fn check_pair(&mut self, name: &str, value: &str, earlier: usize) {
        let operation = self.operation;
        // `statuses[]` and `statuses[0]` are forms of `statuses`.
        let plain = name.split('[').next().unwrap_or(name);
        let Some(parameter) = operation
            .query
            .get(name)
            .or_else(|| operation.query.get(plain).filter(|p| p.is_array))
        else {
            let place = Place::Root.field(name);
            self.report_class(Class::RequestQuery, &operation.origin, &place, "", || {
                (
                    "no such parameter".to_owned(),
                    seen_text(value, name, false),
                )
            });
            return;
        };
        let place = Place::Root.field(&parameter.name);
        if earlier == 0 {
            self.count(Some(parameter.slot));
        }
        if parameter.is_array {
            return self.check_filter(parameter, name, value, &place);
        }
        if earlier > 0 {
            self.report_class(
                Class::RequestQuery,
                &parameter.schema.origin,
                &place,
                "twice",
                || {
                    (
                        "the parameter once".to_owned(),
                        "the parameter twice".to_owned(),
                    )
                },
            );
        }
        self.check(
            &parameter.schema,
            &J::String(Cow::Borrowed(value)),
            &place,
            true,
        );
    }

    /// An array is documented as JSON text; anything else is read item by item.
    fn check_filter(&mut self, parameter: &Parameter, name: &str, value: &str, place: &Place<'_>) {
        if name == parameter.name
            && let Ok(array @ J::Array(_)) = json::parse(value.as_bytes())
        {
            return self.check(&parameter.schema, &array, place, true);
        }
        self.report_class(
            Class::RequestArrayFilter,
            &parameter.schema.origin,
            place,
            "",
            || {
                (
                    format!("{}=[\"…\"]", parameter.name),
                    format!("{}={}", cut(name), cut(&scrub(value))),
                )
            },
        );
        let items = value.split(',').map(|item| J::String(Cow::Borrowed(item)));
        let items: Json<'_> = J::Array(items.collect());
        self.check(&parameter.schema, &items, place, true);
    }

    /// Checks the headers of a request or callback.
    pub(crate) fn check_headers(&mut self, message: &Message<'_>) {
        self.part = Part::Header;
        let operation = self.operation;
        for header in &message.headers {
            with_lower_case(header, |name| {
                if is_standard(name) {
                    return;
                }
                let place = Place::Root.field(name);
                let Some(parameter) = operation.headers.get(name) else {
                    let words = || {
                        (
                            "no such header".to_owned(),
                            seen_text(&header.value, name, false),
                        )
                    };
                    let schema = Schema {
                        origin: operation.origin.clone(),
                        ..Schema::default()
                    };
                    return self.report(Problem::Undocumented, &schema, &place, "", words);
                };
                self.count(Some(parameter.slot));
                self.is_text = true;
                self.check(
                    &parameter.schema,
                    &J::String(Cow::Borrowed(&header.value)),
                    &place,
                    true,
                );
                self.is_text = false;
            });
        }
        for (name, parameter) in operation
            .headers
            .iter()
            .filter(|(_, parameter)| parameter.is_required)
        {
            if message.header(name).is_none() {
                self.missing(&parameter.schema, &Place::Root.field(name));
            }
        }
    }

    /// Checks the body of a request, and returns it.
    pub(crate) fn check_request_body<'a>(&mut self, message: &'a Message<'_>) -> Option<Json<'a>> {
        let bytes = message.body.as_deref()?;
        self.part = Part::Body;
        let operation = self.operation;
        let is_empty = bytes.trim_ascii().is_empty();
        let Some(body) = &operation.body else {
            if !is_empty {
                self.report_class(
                    Class::RequestBody,
                    &operation.origin,
                    &Place::Root,
                    "",
                    || ("no body".to_owned(), format!("{} bytes", bytes.len())),
                );
            }
            return None;
        };
        if is_empty {
            if body.is_required {
                self.missing(&body.schema, &Place::Root);
            }
            return None;
        }
        let content_type = message.header("content-type").unwrap_or_default();
        if !is_json(content_type) {
            self.part = Part::Header;
            self.report_class(
                Class::RequestContentType,
                &operation.origin,
                &Place::Root.field("content-type"),
                "",
                || {
                    (
                        "application/json".to_owned(),
                        seen_text(content_type, "content-type", false),
                    )
                },
            );
            self.part = Part::Body;
        }
        let value = if is_form(content_type) && !bytes.trim_ascii_start().starts_with(b"{") {
            self.is_text = true;
            from_form(bytes)
        } else {
            match json::parse(bytes) {
                Ok(value) => value,
                Err(error) => {
                    let words = || {
                        (
                            expected(&body.schema),
                            format!("{} bytes: {error}", bytes.len()),
                        )
                    };
                    self.report_class(
                        Class::RequestNotJson,
                        &operation.origin,
                        &Place::Root,
                        "",
                        words,
                    );
                    return None;
                }
            }
        };
        self.check(&body.schema, &value, &Place::Root, true);
        self.is_text = false;
        Some(value)
    }
}

/// A form as an object of texts. What is nested in brackets counts as its outermost field.
fn from_form(bytes: &[u8]) -> Json<'_> {
    let mut fields: Vec<(Cow<'_, str>, Json<'_>)> = Vec::new();
    for (name, value) in form_urlencoded::parse(bytes) {
        match name.split_once('[') {
            None => fields.push((name, J::String(value))),
            Some((outer, inner)) => {
                let entry = fields.iter_mut().find(|(other, _)| other == outer);
                let inner = inner.trim_end_matches(']').to_owned();
                let item = J::String(value);
                match entry.map(|(_, value)| value) {
                    Some(J::Object(fields)) => fields.push((Cow::Owned(inner), item)),
                    Some(J::Array(items)) => items.push(item),
                    Some(_) => {}
                    None if inner.is_empty() => {
                        fields.push((Cow::Owned(outer.to_owned()), J::Array(vec![item])));
                    }
                    None => fields.push((
                        Cow::Owned(outer.to_owned()),
                        J::Object(vec![(Cow::Owned(inner), item)]),
                    )),
                }
            }
        }
    }
    J::Object(fields)
}
