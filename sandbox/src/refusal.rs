//! Requests that are not carried out, in the error envelope of the API.

use indexmap::IndexMap;
use serde_json::{Value, json};

use crate::api::Operation;
use crate::api::violation::Violation;

const INVALID: &str = "API_VALIDATION_ERROR";

/// An error answer.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub(crate) status: u16,
    pub(crate) code: String,
    pub(crate) message: String,
    pub(crate) violations: Vec<Violation>,
    /// The value of the `Allow` header, for a 405.
    pub(crate) allow: Option<String>,
}

impl Refusal {
    pub(crate) fn new(status: u16, code: &str, message: &str) -> Refusal {
        Refusal {
            status,
            code: code.to_owned(),
            message: message.to_owned(),
            violations: Vec::new(),
            allow: None,
        }
    }

    /// As the operation's row of this code says. A code that no document has for the operation says that the state of
    /// things is against it, and answers 409, of which the documents say nothing either.
    pub(crate) fn documented(operation: &Operation, code: &str) -> Refusal {
        match operation.errors.iter().find(|row| row.code == code) {
            Some(row) => {
                // Where no document names a status, any would do.
                let status = row.status.unwrap_or(400);
                Refusal::new(status, code, row.description.as_deref().unwrap_or_default())
            }
            None => Refusal::new(409, code, "The request is not possible."),
        }
    }

    /// The same with another message.
    pub(crate) fn with_message(mut self, message: &str) -> Refusal {
        message.clone_into(&mut self.message);
        self
    }

    pub(crate) fn unauthorized() -> Refusal {
        Refusal::new(
            401,
            "INVALID_API_KEY",
            "The API key is missing or does not have the right form.",
        )
    }

    /// Credentials whose key is an empty text are refused like an input (observed).
    pub(crate) fn empty_key() -> Refusal {
        Refusal::new(400, INVALID, "The API key is not allowed to be empty.")
    }

    pub(crate) fn forbidden(message: &str) -> Refusal {
        Refusal::new(403, "REQUEST_FORBIDDEN_ERROR", message)
    }

    pub(crate) fn not_found() -> Refusal {
        Refusal::new(404, "NOT_FOUND", "The contract has no such path.")
    }

    /// The contract has the operation, and the sandbox does not act it out.
    pub(crate) fn not_implemented(operation: &str) -> Refusal {
        let message = format!("The sandbox does not implement `{operation}`.");
        Refusal::new(501, "NOT_IMPLEMENTED", &message)
    }

    pub(crate) fn method_not_allowed(allowed: &[&str]) -> Refusal {
        let allow = Some(allowed.join(", "));
        Refusal {
            allow,
            ..Refusal::new(
                405,
                "METHOD_NOT_ALLOWED",
                "The path does not take this method.",
            )
        }
    }

    pub(crate) fn too_large() -> Refusal {
        Refusal::new(
            413,
            "PAYLOAD_TOO_LARGE",
            "The body is too large, or was cut short.",
        )
    }

    pub(crate) fn too_slow() -> Refusal {
        Refusal::new(408, "REQUEST_TIMEOUT", "The body did not come in time.")
    }

    /// A name can be made to point to this machine by whoever owns it.
    pub(crate) fn rebound() -> Refusal {
        Refusal::forbidden(
            "The sandbox answers to `localhost`, to addresses and to names of a private network, not to others.",
        )
    }

    pub(crate) fn invalid_json(operation: &Operation) -> Refusal {
        let code = Refusal::code(operation, "INVALID_JSON_FORMAT", INVALID);
        Refusal::new(400, code, "The body is not JSON.")
    }

    /// Of two codes for a 400 the one that the document lists for the operation; it may have the other one only.
    fn code<'a>(operation: &Operation, wanted: &'a str, other: &'a str) -> &'a str {
        let has = |code: &str| operation.errors.iter().any(|row| row.code == code);
        if has(other) && !has(wanted) {
            other
        } else {
            wanted
        }
    }

    pub(crate) fn invalid(violations: Vec<Violation>) -> Refusal {
        let message = "Some inputs are not valid; `errors` names them.";
        Refusal {
            violations,
            ..Refusal::new(400, INVALID, message)
        }
    }

    /// The same with the operation's own code.
    pub(crate) fn invalid_for(operation: &Operation, violations: Vec<Violation>) -> Refusal {
        Refusal {
            code: Refusal::code(operation, INVALID, "INVALID_JSON_FORMAT").to_owned(),
            ..Refusal::invalid(violations)
        }
    }

    pub(crate) fn too_many_requests() -> Refusal {
        Refusal::new(
            429,
            "RATE_LIMIT_EXCEEDED",
            "Too many requests to this operation; Rate-Limit-Reset says when to go on.",
        )
    }

    /// The error envelope.
    pub(crate) fn body(&self) -> String {
        let mut body = json!({"error_code": self.code, "message": self.message});
        if !self.violations.is_empty() {
            body["errors"] = Value::Array(details(&self.violations));
        }
        body.to_string()
    }
}

/// One entry for each field, with everything that is wrong with it.
fn details(violations: &[Violation]) -> Vec<Value> {
    let mut details: IndexMap<_, (Vec<&str>, Vec<&str>)> = IndexMap::new();
    for violation in violations {
        let place = (violation.location, &violation.field);
        let (messages, rules) = details.entry(place).or_default();
        messages.push(&violation.message);
        rules.push(&violation.rule);
    }
    let details = details.into_iter().map(|((location, field), (messages, rules))| {
        json!({"field": field, "location": location.to_string(), "messages": messages, "types": rules})
    });
    details.collect()
}
