//! What was sent, against the operation.

use std::borrow::Cow;

use hifijson::value::Value as J;

use crate::check::context::Context;
use crate::check::headers::{is_standard, with_lower_case};
use crate::check::scope::{Scope, cut, expected, seen_text};
use crate::check::words::TWICE;
use crate::contract::rules::Operand;
use crate::contract::schema::Schema;
use crate::contract::{Form, Parameter, Style};
use crate::exchange::Message;
use crate::finding::{Part, Problem};
use crate::json::{self, Json};
use crate::redact::scrub;

impl<'s> Scope<'s> {
    /// Checks the parameters in the path.
    pub(crate) fn check_path(&mut self, parameters: &[(&str, Cow<'_, str>)]) {
        let at = self.sent(Part::Path).with_texts(true);
        for (name, value) in parameters {
            let operation = self.operation;
            let mut known = operation.path_parameters.iter();
            let Some(parameter) = known.find(|parameter| parameter.name == *name) else {
                continue;
            };
            self.count(Some(parameter.point), &at);
            self.check_parameter(parameter, value, &at.field(name));
        }
    }

    /// Checks the query.
    pub(crate) fn check_query(&mut self, query: &[(Cow<'_, str>, Cow<'_, str>)]) {
        let at = self.sent(Part::Query).with_texts(true);
        let operation = self.operation;
        let mut lists: Vec<(&Parameter, Vec<Json<'_>>)> = Vec::new();
        for (index, (name, value)) in query.iter().enumerate() {
            let Some((parameter, inner)) = self.parameter(name) else {
                self.check_unknown_pair(name, value, &at);
                continue;
            };
            let earlier = query[..index].iter();
            let is_first = earlier.clone().all(|(other, _)| other != name);
            if is_first {
                self.count(Some(parameter.point), &at);
            }
            let at = at.field(&parameter.name);
            match (parameter.style, inner) {
                (Style::JsonList | Style::Each | Style::Parted(_), _) => {
                    let items = if parameter.style == Style::JsonList {
                        self.filter_items(parameter, name, value, &at)
                    } else {
                        Some(split(parameter.style, value).collect())
                    };
                    let Some(items) = items else { continue };
                    match lists
                        .iter_mut()
                        .find(|(known, _)| std::ptr::eq(*known, parameter))
                    {
                        Some((_, list)) => list.extend(items),
                        None => lists.push((parameter, items)),
                    }
                }
                (Style::Deep | Style::Spread, inner) => {
                    let schema = self.contracts.resolve(&parameter.schema);
                    let field = inner.and_then(|inner| schema.field(inner));
                    if let (Some(field), Some(inner)) = (field, inner) {
                        let value = J::String(Cow::Borrowed(value.as_ref()));
                        self.check(&field.schema, &value, &at.field(inner), true);
                    }
                }
                _ => {
                    if !is_first {
                        self.report_at(
                            Problem::Query,
                            &parameter.schema.origin,
                            &at,
                            TWICE,
                            || {
                                (
                                    "the parameter once".to_owned(),
                                    "the parameter twice".to_owned(),
                                )
                            },
                        );
                    }
                    self.check_parameter(parameter, value, &at);
                }
            }
        }
        for (parameter, items) in lists {
            let at = at.field(&parameter.name);
            self.check(&parameter.schema, &J::Array(items), &at, true);
        }
        for parameter in operation
            .query
            .values()
            .filter(|parameter| parameter.is_required)
        {
            let is_it = |name: &str| {
                let found = self.parameter(name);
                found.is_some_and(|(found, _)| std::ptr::eq(found, parameter))
            };
            if !query.iter().any(|(name, _)| is_it(name)) {
                self.missing(&parameter.schema, &at.field(&parameter.name));
            }
        }
        self.check_query_rules(query, &at);
    }

    fn check_query_rules(&mut self, query: &[(Cow<'_, str>, Cow<'_, str>)], at: &Context<'_>) {
        let operand = |name: &str| {
            let value = query.iter().find(|(other, _)| other == name);
            value.map(|(_, value)| Operand {
                text: value.to_string(),
                is_number: false,
            })
        };
        let operation = self.operation;
        for rule in &operation.rules {
            if let Some(broken) = rule.check(&operand) {
                let parameter = operation.query.get(broken.field);
                let mut origin = parameter
                    .map_or(&operation.origin, |parameter| &parameter.schema.origin)
                    .clone();
                origin.source.line = rule.line.or(origin.source.line);
                let at = at.field(broken.field);
                let key = broken.expected.clone();
                self.report_at(Problem::Rule, &origin, &at, &key, || {
                    (broken.expected, "nothing".to_owned())
                });
            }
        }
    }

    /// The parameter that a name in the query belongs to, and the field of it that is meant: `statuses[]` and
    /// `statuses[0]` are forms of `statuses`.
    fn parameter<'n>(&self, name: &'n str) -> Option<(&'s Parameter, Option<&'n str>)> {
        let query = &self.operation.query;
        if let Some(parameter) = query.get(name) {
            return Some((parameter, None));
        }
        if let Some((plain, inner)) = name.split_once('[')
            && let Some(parameter) = query.get(plain)
            && !matches!(parameter.style, Style::Plain | Style::Json)
        {
            return Some((parameter, Some(inner.trim_end_matches(']'))));
        }
        let mut spread = query
            .values()
            .filter(|parameter| parameter.style == Style::Spread);
        let parameter = spread.find(|parameter| {
            let schema = self.contracts.resolve(&parameter.schema);
            schema.is_open() || schema.field(name).is_some()
        })?;
        Some((parameter, Some(name)))
    }

    fn check_unknown_pair(&mut self, name: &str, value: &str, at: &Context<'_>) {
        let operation = self.operation;
        let credentials = &self.contracts.apis[operation.api].credentials;
        if credentials.contains(&name.to_lowercase()) {
            return;
        }
        let at = at.field(name);
        self.report_at(Problem::Query, &operation.origin, &at, "", || {
            (
                "no such parameter".to_owned(),
                seen_text(value, name, false),
            )
        });
    }

    /// Checks the text of a parameter.
    fn check_parameter(&mut self, parameter: &'s Parameter, text: &str, at: &Context<'_>) {
        match parameter.style {
            Style::Unread => {}
            Style::Each | Style::Parted(_) => {
                let items = split(parameter.style, text).collect();
                self.check(&parameter.schema, &J::Array(items), at, true);
            }
            Style::Json | Style::JsonList => {
                let at = &at.with_texts(false);
                if let Ok(value) = json::parse(text.as_bytes()) {
                    self.check(&parameter.schema, &value, at, true);
                } else {
                    let value = J::String(Cow::Borrowed(text));
                    self.wrong(Problem::Type, &parameter.schema, &value, at);
                }
            }
            _ => {
                let value = J::String(Cow::Borrowed(text));
                self.check(&parameter.schema, &value, at, true);
            }
        }
    }

    /// The items of an array. It is documented as JSON text; anything else is read item by item, unless it was meant to be
    /// such a text.
    fn filter_items<'v>(
        &mut self,
        parameter: &'s Parameter,
        name: &str,
        value: &'v str,
        at: &Context<'_>,
    ) -> Option<Vec<Json<'v>>> {
        if name == parameter.name
            && let Ok(J::Array(items)) = json::parse(value.as_bytes())
        {
            return Some(items);
        }
        let here = Context {
            value: (name == parameter.name).then_some(value),
            ..*at
        };
        self.report_at(
            Problem::ArrayFilter,
            &parameter.schema.origin,
            &here,
            "",
            || {
                (
                    format!("{}=[\"…\"]", parameter.name),
                    format!("{}={}", cut(name), cut(&scrub(value))),
                )
            },
        );
        let was_meant = value.trim_start().starts_with('[');
        (!was_meant).then(|| split(Style::Parted(','), value).collect())
    }

    /// Checks the headers of a request or callback.
    pub(crate) fn check_headers(&mut self, message: &Message<'_>) {
        let at = self.sent(Part::Header).with_texts(true);
        let operation = self.operation;
        let credentials = &self.contracts.apis[operation.api].credentials;
        for header in &message.headers {
            with_lower_case(header, |name| {
                if is_standard(name) {
                    return;
                }
                let at = at.field(name);
                let Some(parameter) = operation.headers.get(name) else {
                    if credentials.contains(name) {
                        return;
                    }
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
                    return self.report(Problem::Header, &schema, &at, "", words);
                };
                self.count(Some(parameter.point), &at);
                self.check_parameter(parameter, &header.value, &at);
            });
        }
        for (name, parameter) in operation
            .headers
            .iter()
            .filter(|(_, parameter)| parameter.is_required)
        {
            if message.header(name).is_none() && message.has_headers() {
                self.missing(&parameter.schema, &at.field(name));
            }
        }
    }

    /// Checks the body of a request, and returns it.
    pub(crate) fn check_request_body<'a>(&mut self, message: &'a Message<'_>) -> Option<Json<'a>> {
        let Some(bytes) = message.body.as_deref() else {
            *self.unchecked += u64::from(message.is_cut);
            return None;
        };
        let at = self.sent(Part::Body);
        let operation = self.operation;
        let is_empty = bytes.trim_ascii().is_empty();
        let Some(body) = &operation.body else {
            if !is_empty {
                self.report_at(Problem::Body, &operation.origin, &at, "", || {
                    ("no body".to_owned(), format!("{} bytes", bytes.len()))
                });
            }
            return None;
        };
        if is_empty {
            if body.is_required {
                let schema = body.content.schema();
                let unstated = Schema {
                    origin: operation.origin.clone(),
                    ..Schema::default()
                };
                self.missing(schema.unwrap_or(&unstated), &at);
            }
            return None;
        }
        let content_type = message.header("content-type").unwrap_or_default();
        let media = body.content.of(content_type);
        if media.is_none() && !body.content.0.is_empty() && !message.headers.is_empty() {
            self.report_at(
                Problem::ContentType,
                &operation.origin,
                &self
                    .sent(Part::Header)
                    .field("content-type")
                    .seeing(content_type),
                "",
                || {
                    (
                        body.content.words(),
                        seen_text(content_type, "content-type", false),
                    )
                },
            );
        }
        let media = media.or(body.content.json()).or(body.content.0.first())?;
        let is_form = Form::of(&content_type.to_lowercase()) == Form::Fields;
        let form = match media.form {
            // What is sent as the other, the body tells.
            Form::Json if is_form && !bytes.trim_ascii_start().starts_with(b"{") => Form::Fields,
            Form::Json | Form::Fields if media.schema.is_none() => return None,
            form => form,
        };
        let value = match form {
            Form::Opaque => {
                *self.unchecked += 1;
                return None;
            }
            Form::Text => J::String(String::from_utf8_lossy(bytes)),
            Form::Fields => from_form(bytes),
            Form::Json => match json::parse(bytes) {
                Ok(value) => value,
                Err(error) if message.is_cut || json::is_too_deep(&error) => {
                    *self.unchecked += 1;
                    return None;
                }
                Err(error) => {
                    let words = || {
                        (
                            media.schema.as_deref().map_or("JSON".to_owned(), expected),
                            format!("{} bytes: {error}", bytes.len()),
                        )
                    };
                    self.report_at(Problem::NotJson, &operation.origin, &at, "", words);
                    return None;
                }
            },
        };
        if let Some(schema) = &media.schema {
            let at = at.with_texts(matches!(form, Form::Fields | Form::Text));
            self.check(schema, &value, &at, true);
        }
        Some(value)
    }
}

/// The items of a list in a text.
fn split(style: Style, text: &str) -> impl Iterator<Item = Json<'_>> {
    let separator = match style {
        Style::Parted(separator) => Some(separator),
        _ => None,
    };
    let items = text.split(move |c| Some(c) == separator);
    items.map(|item| J::String(Cow::Borrowed(item)))
}

/// A form as an object of texts. What is nested in brackets counts as its outermost field.
pub(crate) fn from_form(bytes: &[u8]) -> Json<'_> {
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
