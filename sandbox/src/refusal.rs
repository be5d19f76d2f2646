//! Requests that are not carried out, in the error envelope of the API.

use serde_json::{Value, json};

use crate::violation::Violation;

/// An error answer.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub(crate) status: u16,
    pub(crate) code: &'static str,
    pub(crate) message: String,
    pub(crate) violations: Vec<Violation>,
    /// The value of the `Allow` header, for a 405.
    pub(crate) allow: Option<String>,
}

impl Refusal {
    fn new(status: u16, code: &'static str, message: &str) -> Refusal {
        Refusal {
            status,
            code,
            message: message.to_owned(),
            violations: Vec::new(),
            allow: None,
        }
    }

    pub(crate) fn unauthorized() -> Refusal {
        Refusal::new(
            401,
            "INVALID_API_KEY",
            "The API key is missing or does not have the right form.",
        )
    }

    pub(crate) fn forbidden(message: &str) -> Refusal {
        Refusal::new(403, "REQUEST_FORBIDDEN_ERROR", message)
    }

    pub(crate) fn not_found() -> Refusal {
        Refusal::new(404, "NOT_FOUND", "The contract has no such path.")
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

    pub(crate) fn invalid_json() -> Refusal {
        Refusal::new(400, "INVALID_JSON_FORMAT", "The body is not JSON.")
    }

    pub(crate) fn invalid(violations: Vec<Violation>) -> Refusal {
        let message = "Some inputs are not valid; `errors` names them.";
        Refusal {
            violations,
            ..Refusal::new(400, "API_VALIDATION_ERROR", message)
        }
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
    let mut details: Vec<(&Violation, Vec<&str>, Vec<&str>)> = Vec::new();
    for violation in violations {
        let same = |(first, ..): &&mut (&Violation, _, _)| {
            first.location == violation.location && first.field == violation.field
        };
        match details.iter_mut().find(same) {
            Some((_, messages, rules)) => {
                messages.push(&violation.message);
                rules.push(&violation.rule);
            }
            None => details.push((violation, vec![&violation.message], vec![&violation.rule])),
        }
    }
    let detail = |(violation, messages, rules): (&Violation, Vec<&str>, Vec<&str>)| json!({"field": violation.field, "location": violation.location.to_string(), "messages": messages, "types": rules});
    details.into_iter().map(detail).collect()
}
