//! What the provider sent by itself, recognised by its shape.

use crate::check::Checker;
use crate::check::Url;
use crate::check::findings::{Occurrence, Place};
use crate::check::response::not_json;
use crate::check::scope::{Scope, cut};
use crate::check::words::severity;
use crate::contract::origin::Origin;
use crate::exchange::Exchange;
use crate::finding::{Class, Direction, Part, Problem};
use crate::json::{self, Json};
use crate::redact::scrub;

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
            || self
                .likely_callback(&value)
                .is_some_and(|(_, likeness)| likeness > 0)
    }

    /// The callback that a body looks most like.
    fn likely_callback(&self, value: &Json<'_>) -> Option<(usize, i64)> {
        let bodies = self.contracts.callbacks().filter_map(|(index, callback)| {
            Some((index, callback.body.as_ref()?.content.schema()?))
        });
        // The first of those that are equally likely.
        let likely = bodies.map(|(index, schema)| (index, self.contracts.likeness(schema, value)));
        likely.reduce(|best, next| if next.1 > best.1 { next } else { best })
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
            Err(_) if is_cut => {
                self.unchecked += 1;
                return;
            }
            Err(error) => {
                let words = || ("a callback".to_owned(), not_json(bytes, &error.to_string()));
                return self.add_callback(Problem::NotJson, url, entry, words);
            }
        };
        let Some((index, _)) = self
            .likely_callback(&value)
            .filter(|(_, likeness)| *likeness > 0)
        else {
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
        scope.check_statuses(&value);
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
