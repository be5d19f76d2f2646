//! What the provider sent by itself, recognised by its shape.

use hifijson::value::Value as J;

use crate::check::Checker;
use crate::check::Url;
use crate::check::findings::{Occurrence, Place};
use crate::check::response::not_json;
use crate::check::scope::{Scope, cut};
use crate::check::words::severity;
use crate::contract::origin::Origin;
use crate::contract::schema::Schema;
use crate::exchange::Exchange;
use crate::finding::{Class, Direction, Part, Problem};
use crate::json::{self, Json, is_too_deep};
use crate::redact::scrub;

/// Of a callback that requires no field, one of so many has to be there.
const ENOUGH: usize = 4;

impl Checker {
    /// Whether a request carries the token of callbacks.
    pub(crate) fn has_callback_token(&self, exchange: &Exchange<'_>) -> bool {
        let vendors = self.contracts.apis.iter().map(|api| &api.vendor);
        let mut headers = vendors.filter_map(|vendor| vendor.token_header.as_deref());
        headers.any(|name| exchange.request.header(name).is_some())
    }

    /// Whether what went to somebody else than the provider looks like a callback.
    pub(crate) fn looks_like_callback(&self, exchange: &Exchange<'_>) -> bool {
        if !exchange.method.eq_ignore_ascii_case("POST") {
            return false;
        }
        let body = exchange.request.body.as_deref();
        let Some(value) = body.and_then(|body| json::parse(body).ok()) else {
            return false;
        };
        let vendors = self.contracts.apis.iter().map(|api| &api.vendor);
        let mut fields = vendors.filter_map(|vendor| vendor.token_field.as_deref());
        fields.any(|name| json::get(&value, name).is_some())
            || self.likely_callback(&value).is_some()
    }

    /// The callback that a body looks most like, if it looks like it at all.
    fn likely_callback(&self, value: &Json<'_>) -> Option<usize> {
        let bodies = self.contracts.callbacks().filter_map(|(index, callback)| {
            Some((index, callback.body.as_ref()?.content.schema()?))
        });
        // The first of those that are equally likely.
        let likely =
            bodies.map(|(index, schema)| (index, schema, self.contracts.likeness(schema, value)));
        let best = likely.reduce(|best, next| if next.2 > best.2 { next } else { best });
        let (index, schema, likeness) = best?;
        let is_it = likeness > 0 && self.may_be(index, schema, value);
        is_it.then_some(index)
    }

    /// Whether a body has enough of a callback to be more than a chance likeness, and is no other event in its envelope.
    fn may_be(&self, index: usize, schema: &Schema, value: &Json<'_>) -> bool {
        let J::Object(sent) = value else {
            return false;
        };
        let contracts = &self.contracts;
        let schema = contracts.resolve(schema);
        if let (Some(union), true) = (&schema.union, schema.fields.is_empty()) {
            let mut variants = union.variants.iter().map(|(_, variant)| variant);
            return variants.any(|variant| {
                !std::ptr::eq(contracts.resolve(variant), schema)
                    && self.may_be(index, variant, value)
            });
        }
        let known = sent.iter().filter_map(|(name, value)| {
            let field = schema.field(name)?;
            Some((contracts.resolve(&field.schema), value))
        });
        let is_enough = schema.fields.iter().any(|field| field.is_required)
            || known.clone().count() * ENOUGH >= schema.fields.len();
        let is_other_value = |(schema, value): (&Schema, &Json<'_>)| match (&schema.values, value) {
            (Some(values), J::String(text)) if !schema.is_status() => {
                !values.points.contains_key(text.as_ref())
            }
            _ => false,
        };
        let has_other_fields = |(schema, value): (&Schema, &Json<'_>)| match value {
            J::Object(fields) if !schema.fields.is_empty() => {
                fields.iter().any(|(name, _)| schema.field(name).is_none())
            }
            _ => false,
        };
        let vendor = contracts.vendor(&contracts.operations[index]);
        let mut ids = vendor.identified_by.iter();
        let is_envelope = ids.all(|name| schema.field(name).is_none());
        let is_other_event =
            is_envelope && known.clone().any(is_other_value) && known.clone().any(has_other_fields);
        is_enough && !is_other_event
    }

    pub(crate) fn check_callback(&mut self, exchange: &Exchange<'_>, entry: u64, url: &Url<'_>) {
        self.callbacks += 1;
        let is_cut = exchange.request.is_cut;
        let Some(bytes) = exchange.request.body.as_deref() else {
            self.unchecked += u64::from(is_cut);
            return;
        };
        let value = match json::parse(bytes) {
            Ok(value) => value,
            Err(error) if is_cut || is_too_deep(&error) => {
                self.unchecked += 1;
                return;
            }
            Err(error) => {
                let words = || ("a callback".to_owned(), not_json(bytes, &error.to_string()));
                return self.add_callback(Problem::NotJson, url, entry, words);
            }
        };
        let Some(index) = self.likely_callback(&value) else {
            let words = || {
                (
                    "a callback of the contract".to_owned(),
                    json::kind(&value).to_owned(),
                )
            };
            return self.add_callback(Problem::Unknown, url, entry, words);
        };
        let mut scope = Scope::new(self, index, entry);
        let operation = scope.operation;
        if !exchange.method.eq_ignore_ascii_case(&operation.method) {
            scope.report_at(
                Problem::Method,
                &operation.origin,
                &scope.sent(Part::Body),
                "",
                || (operation.method.clone(), cut(&scrub(&exchange.method))),
            );
        }
        if !exchange.request.headers.is_empty() {
            scope.check_headers(&exchange.request);
            if let Some(body) = &operation.body {
                let at = scope.sent(Part::Header);
                scope.check_content(&body.content, &exchange.request, bytes, &at);
            }
        }
        if let Some(schema) = operation
            .body
            .as_ref()
            .and_then(|body| body.content.schema())
        {
            scope.check(schema, &value, &scope.sent(Part::Body), true);
        }
    }

    fn add_callback(
        &mut self,
        problem: Problem,
        url: &Url<'_>,
        entry: u64,
        words: impl FnOnce() -> (String, String),
    ) {
        let class = Class::callback(problem);
        let occurrence = Occurrence {
            class,
            operation: None,
            has_errata: self.has_errata(),
            direction: Direction::Callback,
            part: Part::Body,
            origin: &Origin::default(),
            place: &Place::Root,
            key: url.path,
            value: None,
            is_money: false,
            severity: severity(class),
            entry,
        };
        self.findings.add(&occurrence, words);
    }
}
