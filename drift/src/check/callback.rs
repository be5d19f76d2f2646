//! What the provider sent by itself, recognised by its shape.

use crate::check::Checker;
use crate::check::Url;
use crate::check::findings::{Place, Sighting};
use crate::check::response::not_json;
use crate::check::scope::{Scope, cut};
use crate::check::value::likeness;
use crate::check::words::severity;
use crate::contract::schema::{Origin, Schema};
use crate::exchange::Exchange;
use crate::finding::{Class, Direction, Part};
use crate::json::{self, Json};
use crate::redact::scrub;

/// The header, and the field, that only callbacks carry.
const TOKEN_HEADER: &str = "x-callback-token";
const TOKEN_FIELD: &str = "callback_authentication_token";

impl Checker {
    /// Whether an exchange with an unknown path is a callback: it carries the token, or looks like one.
    pub(crate) fn looks_like_callback(&self, exchange: &Exchange<'_>, host: Option<&str>) -> bool {
        if host.is_some_and(|host| self.contract.hosts.contains_key(host))
            || exchange.method != "POST"
        {
            return false;
        }
        if exchange.request.header(TOKEN_HEADER).is_some() {
            return true;
        }
        let Some(value) = exchange
            .request
            .body
            .as_deref()
            .and_then(|body| json::parse(body).ok())
        else {
            return false;
        };
        json::get(&value, TOKEN_FIELD).is_some()
            || self
                .likely_callback(&value)
                .is_some_and(|(_, likeness)| likeness > 0)
    }

    /// The callback that a body looks most like.
    fn likely_callback(&self, value: &Json<'_>) -> Option<(usize, i64)> {
        let bodies = self
            .contract
            .callbacks()
            .filter_map(|(index, callback)| Some((index, &callback.body.as_ref()?.schema)));
        // The first of those that are equally likely.
        let likely =
            bodies.map(|(index, schema): (usize, &Schema)| (index, likeness(schema, value)));
        likely.reduce(|best, next| if next.1 > best.1 { next } else { best })
    }

    pub(crate) fn check_callback(&mut self, exchange: &Exchange<'_>, entry: u64, url: &Url<'_>) {
        self.callbacks += 1;
        let Some(bytes) = exchange.request.body.as_deref() else {
            return;
        };
        let value = match json::parse(bytes) {
            Ok(value) => value,
            Err(error) => {
                let words = || ("a callback".to_owned(), not_json(bytes, &error.to_string()));
                return self.add_callback(Class::CallbackNotJson, url, entry, words);
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
            return self.add_callback(Class::CallbackUnknown, url, entry, words);
        };
        let operation = &self.contract.operations[index];
        let mut scope = Scope {
            findings: &mut self.findings,
            counts: &mut self.counts,
            operation,
            direction: Direction::Callback,
            part: Part::Body,
            entry,
            is_text: false,
            is_rupiah: true,
            skips_code: false,
        };
        scope.count(Some(operation.slot));
        if !exchange.method.eq_ignore_ascii_case(&operation.method) {
            scope.report_class(
                Class::CallbackMethod,
                &operation.origin,
                &Place::Root,
                "",
                || (operation.method.clone(), cut(&scrub(&exchange.method))),
            );
        }
        if !exchange.request.headers.is_empty() {
            scope.check_headers(&exchange.request);
            scope.check_content_type(&exchange.request, bytes);
        }
        scope.part = Part::Body;
        if let Some(body) = &operation.body {
            scope.check(&body.schema, &value, &Place::Root, true);
        }
        scope.check_lives(&mut self.lives, index, &value);
    }

    fn add_callback(
        &mut self,
        class: Class,
        url: &Url<'_>,
        entry: u64,
        words: impl FnOnce() -> (String, String),
    ) {
        let sighting = Sighting {
            class,
            operation: None,
            direction: Direction::Callback,
            part: Part::Body,
            origin: &Origin::default(),
            place: &Place::Root,
            key: url.path,
            is_money: false,
            severity: severity(class),
            entry,
        };
        self.findings.add(&sighting, words);
    }
}
