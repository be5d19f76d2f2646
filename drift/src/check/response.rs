//! What was answered, against the operation.

use std::borrow::Cow;

use hifijson::value::Value as J;

use crate::check::findings::Place;
use crate::check::headers::{is_json, is_standard, with_lower_case};
use crate::check::scope::{Scope, cut, seen_text};
use crate::contract::{Operation, Response};
use crate::exchange::Message;
use crate::finding::{Class, Part};
use crate::json::{self, Json};
use crate::redact::scrub;

/// The one status beside those of the operations that the documents name for all.
const SERVER_ERROR: u16 = 500;

impl Scope<'_> {
    /// Checks an answer, and returns its body if it is a success.
    pub(crate) fn check_response<'a>(
        &mut self,
        status: u16,
        message: &'a Message<'_>,
    ) -> Option<Json<'a>> {
        let operation = self.operation;
        let response = self.check_status(operation, status, message);
        self.check_response_headers(operation, response, message);
        let bytes = message.body.as_deref()?;
        let has_no_body = operation.method == "HEAD" || matches!(status, 100..=199 | 204 | 304);
        if has_no_body {
            return None;
        }
        let is_success = (200..300).contains(&status);
        self.check_content_type(message, bytes);
        self.part = Part::Body;
        let value = match json::parse(bytes) {
            Ok(value) => value,
            Err(error) => {
                let words = || ("JSON".to_owned(), not_json(bytes, &error.to_string()));
                let key = if is_success { "success" } else { "error" };
                self.report_class(
                    Class::ResponseNotJson,
                    &operation.origin,
                    &Place::Root,
                    key,
                    words,
                );
                return None;
            }
        };
        self.skips_code = !is_success;
        if let Some(schema) = response.and_then(|response| response.schema.as_ref()) {
            self.check(schema, &value, &Place::Root, true);
        }
        self.skips_code = false;
        if !is_success {
            self.check_code(operation, status, response, &value);
        }
        is_success.then_some(value)
    }

    /// Finds the documented answer; one with another status is read like its nearest kin.
    fn check_status(
        &mut self,
        operation: &'static Operation,
        status: u16,
        message: &Message<'_>,
    ) -> Option<&'static Response> {
        self.part = Part::Status;
        if let Some(response) = operation.responses.get(&status) {
            self.count(Some(response.slot));
            return Some(response);
        }
        if status == SERVER_ERROR
            && let Some(fallback) = &operation.fallback
        {
            self.count(Some(fallback.slot));
            return Some(fallback);
        }
        if !has_misplaced_code(operation, message) {
            self.report_class(
                Class::ResponseStatus,
                &operation.origin,
                &Place::Root,
                &status.to_string(),
                || {
                    let mut statuses: Vec<_> =
                        operation.responses.keys().map(u16::to_string).collect();
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
            400.. => operation.fallback.as_ref(),
            _ => None,
        }
    }

    fn check_response_headers(
        &mut self,
        operation: &'static Operation,
        response: Option<&'static Response>,
        message: &Message<'_>,
    ) {
        self.part = Part::Header;
        let success = operation.success();
        for header in &message.headers {
            with_lower_case(header, |name| {
                if is_standard(name) {
                    return;
                }
                let place = Place::Root.field(name);
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
                    return self.report_class(
                        Class::ResponseHeader,
                        &operation.origin,
                        &place,
                        "",
                        words,
                    );
                };
                self.is_text = true;
                self.is_rupiah = false;
                self.check(
                    schema,
                    &J::String(Cow::Borrowed(&header.value)),
                    &place,
                    true,
                );
                self.is_text = false;
                self.is_rupiah = true;
            });
        }
    }

    /// Checks that a message that has a body calls it JSON.
    pub(crate) fn check_content_type(&mut self, message: &Message<'_>, bytes: &[u8]) {
        let content_type = message.header("content-type").unwrap_or_default();
        if is_json(content_type) || bytes.trim_ascii().is_empty() {
            return;
        }
        let is_callback = self.operation.is_callback;
        let class = if is_callback {
            Class::CallbackContentType
        } else {
            Class::ResponseContentType
        };
        self.part = Part::Header;
        let words = || {
            (
                "application/json".to_owned(),
                seen_text(content_type, "content-type", false),
            )
        };
        self.report_class(
            class,
            &self.operation.origin,
            &Place::Root.field("content-type"),
            "",
            words,
        );
    }

    /// The code of an error: documented for the operation at this status, at another, or not at all.
    fn check_code(
        &mut self,
        operation: &'static Operation,
        status: u16,
        response: Option<&Response>,
        value: &Json<'_>,
    ) {
        let Some(J::String(code)) = json::get(value, "error_code") else {
            return;
        };
        let place = Place::Root.field("error_code");
        let Some(rows) = operation.codes.get(code.as_ref()) else {
            // A table that lists nothing for a status leaves it to the errors that all operations share.
            let has_table = response.is_some_and(|response| response.has_codes);
            if !has_table && self.findings.is_common_code(status, code) {
                return;
            }
            let key = scrub(code);
            self.report_class(
                Class::ResponseErrorCode,
                &operation.origin,
                &place,
                &key,
                || {
                    let mut codes: Vec<_> = operation.codes.keys().map(String::as_str).collect();
                    codes.sort_unstable();
                    (
                        format!("one of {}", codes.join(", ")),
                        format!("\"{}\" with {status}", cut(&key)),
                    )
                },
            );
            return;
        };
        let fitting = rows
            .iter()
            .find(|row| row.status == Some(status))
            .or_else(|| rows.iter().find(|row| row.status.is_none()));
        if let Some(row) = fitting {
            return self.count(Some(row.slot));
        }
        let key = format!("{code} {status}");
        let Some(row) = rows.first() else { return };
        self.report_class(
            Class::ResponseErrorStatus,
            &row.origin,
            &place,
            &key,
            || {
                let statuses: Vec<_> = rows
                    .iter()
                    .filter_map(|row| row.status)
                    .map(|status| status.to_string())
                    .collect();
                (
                    format!("{code} with {}", statuses.join(" or ")),
                    format!("{code} with {status}"),
                )
            },
        );
    }
}

/// Whether an answer with an undocumented status has a code that is documented with others: then the finding about the
/// code says it all.
fn has_misplaced_code(operation: &Operation, message: &Message<'_>) -> bool {
    let value = message
        .body
        .as_deref()
        .and_then(|body| json::parse(body).ok());
    let code = value
        .as_ref()
        .and_then(|value| json::get(value, "error_code"));
    let Some(J::String(code)) = code else {
        return false;
    };
    let rows = operation.codes.get(code.as_ref());
    rows.is_some_and(|rows| rows.iter().all(|row| row.status.is_some()))
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
