//! What was answered, against the operation.

use std::borrow::Cow;

use bayar_contract::Status;
use hifijson::value::Value as J;

use crate::check::context::Context;
use crate::check::headers::{is_standard, with_lower_case};
use crate::check::scope::{Scope, cut, seen_text};
use crate::contract::{Content, Form, Operation, Response};
use crate::exchange::Message;
use crate::finding::{Part, Problem};
use crate::json::{self, Json};
use crate::redact::scrub;

impl<'s> Scope<'s> {
    /// Checks an answer, and returns its body if it is a success.
    pub(crate) fn check_response<'a>(
        &mut self,
        status: u16,
        message: &'a Message<'_>,
        is_head: bool,
    ) -> Option<Json<'a>> {
        let operation = self.operation;
        let response = self.check_status(operation, status, message);
        self.check_response_headers(operation, response, message);
        if is_head || matches!(status, 100..=199 | 204 | 304) {
            return None;
        }
        let Some(bytes) = message.body.as_deref() else {
            *self.unchecked += u64::from(message.is_cut);
            return None;
        };
        let is_success = (200..300).contains(&status);
        // Of an answer that the contract does not have, it is only known what the others are.
        let content = if let Some(response) = response.filter(|_| self.is_stated(status)) {
            &response.content
        } else {
            let mut answers = operation
                .responses
                .iter()
                .map(|(_, answer)| &answer.content);
            answers.find(|content| !content.0.is_empty())?
        };
        let form = self.check_content(content, message, bytes, &self.received(Part::Header))?;
        let at = self.received(Part::Body);
        let value = match form {
            Form::Text => J::String(String::from_utf8_lossy(bytes)),
            Form::Fields => super::request::from_form(bytes),
            Form::Opaque => {
                *self.unchecked += 1;
                return None;
            }
            Form::Json => match json::parse(bytes) {
                Ok(value) => value,
                Err(error) if message.is_cut || json::is_too_deep(&error) => {
                    *self.unchecked += 1;
                    return None;
                }
                Err(error) => {
                    let words = || ("JSON".to_owned(), not_json(bytes, &error.to_string()));
                    let key = if is_success { "success" } else { "error" };
                    self.report_at(Problem::NotJson, &operation.origin, &at, key, words);
                    return None;
                }
            },
        };
        let has_codes = !is_success && self.has_codes();
        let content_type = message.header("content-type").unwrap_or_default();
        let schema = response.and_then(|response| {
            let media = response.content.of(content_type);
            let media = media.or(response.content.json())?;
            media.schema.as_deref()
        });
        if let Some(schema) = schema {
            let at = Context {
                is_text: matches!(form, Form::Fields | Form::Text),
                skips_code: has_codes,
                ..at
            };
            self.check(schema, &value, &at, true);
        }
        if has_codes {
            self.check_code(operation, status, response, &value, &at);
        }
        is_success.then_some(value)
    }

    /// Whether the contract has tables of error codes for this operation, or for any.
    fn has_codes(&self) -> bool {
        let codes = &self.contracts.codes;
        self.error_code().is_some() && (!self.operation.codes.is_empty() || !codes.is_empty())
    }

    /// Whether the contract has an answer for a status.
    fn is_stated(&self, status: u16) -> bool {
        let statuses = &self.contracts.vendor(self.operation).default_statuses;
        let is_default = statuses.is_empty() || statuses.contains(&status);
        self.operation.response(status).is_some()
            || is_default && self.operation.fallback().is_some()
    }

    /// Finds the documented answer; one with another status is read like its nearest kin.
    fn check_status(
        &mut self,
        operation: &'s Operation,
        status: u16,
        message: &Message<'_>,
    ) -> Option<&'s Response> {
        let at = self.received(Part::Status);
        let stated = operation.response(status);
        let fallback = || operation.fallback().filter(|_| self.is_stated(status));
        if let Some(response) = stated.or_else(fallback) {
            self.count(Some(response.point), &at);
            return Some(response);
        }
        // Without any answer the contract says nothing of them. 304 is said of what the client has already.
        let says_nothing = operation.responses.is_empty() || status == 304;
        if !says_nothing && !self.has_misplaced_code(message) {
            self.report_at(
                Problem::Status,
                &operation.origin,
                &at,
                &status.to_string(),
                || {
                    let stated = operation.responses.iter().map(|(status, _)| *status);
                    let mut statuses: Vec<_> = stated
                        .filter(|status| *status != Status::Default)
                        .map(|status| status.to_string())
                        .collect();
                    statuses.sort();
                    (
                        format!("one of {}", statuses.join(", ")),
                        status.to_string(),
                    )
                },
            );
        }
        match status {
            200..=299 => operation.success(),
            400.. => operation.fallback(),
            _ => None,
        }
    }

    fn check_response_headers(
        &mut self,
        operation: &'s Operation,
        response: Option<&'s Response>,
        message: &Message<'_>,
    ) {
        // What a header says of money is in no currency.
        let at = Context {
            is_text: true,
            is_whole: false,
            ..self.received(Part::Header)
        };
        let success = operation.success();
        for header in &message.headers {
            with_lower_case(header, |name| {
                if is_standard(name) {
                    return;
                }
                let at = at.field(name);
                // Headers are documented once, for the success.
                let mut documented = response
                    .iter()
                    .chain(&success)
                    .filter_map(|response| response.headers.get(name));
                let Some(schema) = documented.next() else {
                    let words = || {
                        (
                            "no such header".to_owned(),
                            seen_text(&header.value, name, false),
                        )
                    };
                    return self.report_at(Problem::Header, &operation.origin, &at, "", words);
                };
                let value = J::String(Cow::Borrowed(header.value.as_ref()));
                self.check(schema, &value, &at, true);
            });
        }
    }

    /// Checks that a message that has a body calls it what the contract has, and tells how it is to be read: not at all
    /// where the contract says nothing about a body.
    pub(crate) fn check_content(
        &mut self,
        content: &Content,
        message: &Message<'_>,
        bytes: &[u8],
        at: &Context<'_>,
    ) -> Option<Form> {
        let json = content.json().or(content.0.first())?;
        let content_type = message.header("content-type").unwrap_or_default();
        if let Some(media) = content.of(content_type) {
            return Some(media.form);
        }
        if bytes.trim_ascii().is_empty() || message.headers.is_empty() {
            return Some(json.form);
        }
        let words = || {
            (
                content.words(),
                seen_text(content_type, "content-type", false),
            )
        };
        self.report_at(
            Problem::ContentType,
            &self.operation.origin,
            &at.field("content-type").seeing(content_type),
            "",
            words,
        );
        // Such as a problem of RFC 9457: it has a form of its own, of which the contract says nothing.
        let essence = content_type.split(';').next().unwrap_or_default().trim();
        Some(if essence.ends_with("+json") {
            Form::Opaque
        } else {
            json.form
        })
    }

    /// The code of an error: documented for the operation at this status, at another, or not at all.
    fn check_code(
        &mut self,
        operation: &'s Operation,
        status: u16,
        response: Option<&Response>,
        value: &Json<'_>,
        at: &Context<'_>,
    ) {
        let Some(field) = self.error_code() else {
            return;
        };
        let Some(J::String(code)) = json::get(value, field) else {
            return;
        };
        let at = &at.field(field);
        let Some(rows) = operation.codes.get(code.as_ref()) else {
            // A table that lists nothing for a status leaves it to the errors that all operations share.
            let has_table = response.is_some_and(|response| response.has_codes);
            let common = self.contracts.codes.get(&status);
            if !has_table && common.is_some_and(|codes| codes.contains(code.as_ref())) {
                return;
            }
            let key = scrub(code);
            self.report_at(Problem::ErrorCode, &operation.origin, at, &key, || {
                let mut codes: Vec<_> = operation.codes.keys().map(String::as_str).collect();
                codes.sort_unstable();
                (
                    format!("one of {}", codes.join(", ")),
                    format!("\"{}\" with {status}", cut(&key)),
                )
            });
            return;
        };
        let fitting = rows
            .iter()
            .find(|row| row.status == Some(status))
            .or_else(|| rows.iter().find(|row| row.status.is_none()));
        if let Some(row) = fitting {
            return self.count(Some(row.point), at);
        }
        let key = format!("{code} {status}");
        let Some(row) = rows.first() else { return };
        self.report_at(Problem::ErrorStatus, &row.origin, at, &key, || {
            let statuses: Vec<_> = rows
                .iter()
                .filter_map(|row| row.status)
                .map(|status| status.to_string())
                .collect();
            (
                format!("{code} with {}", statuses.join(" or ")),
                format!("{code} with {status}"),
            )
        });
    }

    /// Whether an answer with an undocumented status has a code that is documented with others: then the finding about the
    /// code says it all.
    fn has_misplaced_code(&self, message: &Message<'_>) -> bool {
        let Some(field) = self.error_code() else {
            return false;
        };
        let value = message
            .body
            .as_deref()
            .and_then(|body| json::parse(body).ok());
        let code = value.as_ref().and_then(|value| json::get(value, field));
        let Some(J::String(code)) = code else {
            return false;
        };
        let rows = self.operation.codes.get(code.as_ref());
        rows.is_some_and(|rows| rows.iter().all(|row| row.status.is_some()))
    }
}

/// What a body is that is no JSON.
pub(crate) fn not_json(bytes: &[u8], problem: &str) -> String {
    let start = bytes.trim_ascii_start();
    if start.is_empty() {
        "nothing".to_owned()
    } else if start.starts_with(b"<") {
        format!("HTML or XML of {} bytes", bytes.len())
    } else {
        format!("{} bytes: {problem}", bytes.len())
    }
}
