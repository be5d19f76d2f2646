//! A request as it came in, and as it is recorded: without its secrets.

use std::collections::HashSet;
use std::fmt;

use axum::http::{HeaderMap, Method, Uri};

use crate::contract::values::is_form;
use crate::contract::violation::Violation;
use crate::json::Json;

/// Stands in the place of a secret.
pub(crate) const REDACTED: &str = "[redacted]";

/// Headers that carry credentials, whatever the contract says.
const SECRET_HEADERS: &[&str] = &["authorization", "cookie", "proxy-authorization"];

/// Names under which clients send secrets by mistake: the arguments of the documents' JavaScript.
const MISPLACED_SECRETS: &[&str] = &["api_key", "card_exp_month", "card_exp_year", "card_number"];

/// A request as it came in.
pub(crate) struct Incoming {
    pub(crate) method: Method,
    pub(crate) uri: Uri,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Incoming {
    pub(crate) fn path(&self) -> &str {
        self.uri.path()
    }

    pub(crate) fn query(&self) -> &str {
        self.uri.query().unwrap_or_default()
    }

    pub(crate) fn header(&self, name: &str) -> Option<String> {
        let value = self.headers.get(name)?;
        Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
    }
}

/// A request that the sandbox has answered. Secrets are replaced by `[redacted]`: credentials, and every header,
/// parameter and field that the contract marks as secret.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RecordedRequest {
    /// The method, such as `POST`.
    pub method: String,
    /// The path and the query as they were sent, not decoded.
    pub target: String,
    /// The headers in lower case, in the order in which they were sent.
    pub headers: Vec<(String, String)>,
    /// The body. JSON stands without white space, its numbers as they were sent; what is neither JSON nor a form is
    /// not kept.
    pub body: String,
    /// The `operationId` of the operation, if the contract has one for the method and the path.
    pub operation: Option<String>,
    /// Where the request differs from the contract; not everything is refused.
    pub violations: Vec<Violation>,
    /// Counts the requests from 1.
    pub number: u64,
    /// The status of the answer; 0 if a fault left the request without one.
    pub status: u16,
    /// The kind of the fault that the request met, such as `reset`.
    pub fault: Option<&'static str>,
}

impl RecordedRequest {
    /// The first header of this name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    pub(crate) fn new(
        incoming: &Incoming,
        secrets: &HashSet<String>,
        operation: Option<String>,
        violations: Vec<Violation>,
        status: u16,
    ) -> RecordedRequest {
        let redactor = Redactor { secrets };
        RecordedRequest {
            method: incoming.method.to_string(),
            target: redactor.target(incoming),
            headers: redactor.headers(&incoming.headers),
            body: redactor.body(incoming),
            operation,
            violations,
            number: 0,
            status,
            fault: None,
        }
    }
}

/// One line: `POST /v2/invoices -> 200 create_invoice`, then the violations.
impl fmt::Display for RecordedRequest {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {} -> {}", self.method, self.target, self.status)?;
        if let Some(operation) = &self.operation {
            write!(out, " {operation}")?;
        }
        if let Some(fault) = self.fault {
            write!(out, " ({fault})")?;
        }
        for violation in &self.violations {
            write!(out, "; {violation}")?;
        }
        Ok(())
    }
}

pub(crate) struct Redactor<'a> {
    pub(crate) secrets: &'a HashSet<String>,
}

impl Redactor<'_> {
    fn is_secret(&self, name: &str) -> bool {
        let name = name.to_lowercase();
        self.secrets.contains(&name) || MISPLACED_SECRETS.contains(&name.as_str())
    }

    fn target(&self, incoming: &Incoming) -> String {
        let path = incoming.path();
        match incoming.uri.query() {
            Some(query) => format!("{path}?{}", self.pairs(query)),
            None => path.to_owned(),
        }
    }

    /// Keeps the raw text of everything but the secrets.
    pub(crate) fn pairs(&self, text: &str) -> String {
        let redact = |pair: &str| {
            let name = form_urlencoded::parse(pair.as_bytes())
                .next()
                .map(|(name, _)| name.into_owned());
            match name {
                // Brackets, as in `card_data[cvn]`, are nesting in forms.
                Some(name) if name.split(['[', ']', '.']).any(|part| self.is_secret(part)) => {
                    format!("{}={REDACTED}", pair.split('=').next().unwrap_or_default())
                }
                _ => pair.to_owned(),
            }
        };
        text.split('&').map(redact).collect::<Vec<_>>().join("&")
    }

    fn headers(&self, headers: &HeaderMap) -> Vec<(String, String)> {
        let redact = |name: &str, value: &[u8]| {
            if SECRET_HEADERS.contains(&name) || self.is_secret(name) {
                return REDACTED.to_owned();
            }
            String::from_utf8_lossy(value).into_owned()
        };
        headers
            .iter()
            .map(|(name, value)| (name.to_string(), redact(name.as_str(), value.as_bytes())))
            .collect()
    }

    fn body(&self, incoming: &Incoming) -> String {
        let body = &incoming.body;
        let Ok(text) = std::str::from_utf8(body) else {
            return format!("[not text, {} bytes]", body.len());
        };
        if text.is_empty() {
            return String::new();
        }
        if is_form(&incoming.headers, body) {
            return self.pairs(text);
        }
        match Json::parse(text) {
            Ok(json) => self.json(json).to_string(),
            Err(_) => format!("[not JSON, {} bytes]", body.len()),
        }
    }

    pub(crate) fn json(&self, json: Json) -> Json {
        match json {
            Json::Object(fields) => {
                Json::Object(fields.into_iter().map(|field| self.field(field)).collect())
            }
            Json::Array(items) => {
                Json::Array(items.into_iter().map(|item| self.json(item)).collect())
            }
            scalar @ Json::Scalar(_) => scalar,
        }
    }

    fn field(&self, (name, json): (String, Json)) -> (String, Json) {
        let json = if self.is_secret(&name) {
            Json::string(REDACTED)
        } else {
            self.json(json)
        };
        (name, json)
    }
}
