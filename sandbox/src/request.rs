//! A request as it came in, and as it is recorded: without its secrets.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use axum::http::{HeaderMap, Method, Uri};
use bayar_contract::redact::{is_secret_name, scrub, scrub_amount};
use percent_encoding::percent_decode_str;

use crate::contract::values::Body;
use crate::contract::violation::Violation;
use crate::json::Json;

pub(crate) use bayar_contract::redact::REDACTED;

/// Names under which clients send secrets by mistake: arguments of the documents' JavaScript.
const MISPLACED_SECRETS: &[&str] = &["card_exp_month", "card_exp_year"];

/// More of a body is not kept, in bytes.
const LONGEST_BODY: usize = 1024 * 1024;

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

/// A request that the sandbox has answered, without its secrets, as reports of bayar-drift have them: `[redacted]` stands
/// in the place of every header, parameter and field that the contract or its name marks as secret, and words such as
/// `[credential]`, `[email]` and `[card number]` where a text looks like one.
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
    /// not kept, and nothing of a request that was refused before its body was read. At most 1 MiB.
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
        redactor: &Redactor<'_>,
        body: Option<String>,
        operation: Option<String>,
        violations: Vec<Violation>,
        status: u16,
    ) -> RecordedRequest {
        let unread = || match incoming.body.len() {
            0 => String::new(),
            length => format!("[not read, {length} bytes]"),
        };
        RecordedRequest {
            method: incoming.method.to_string(),
            target: redactor.target(incoming),
            headers: redactor.headers(&incoming.headers),
            body: body.unwrap_or_else(unread),
            operation,
            violations: violations.into_iter().map(scrubbed).collect(),
            number: 0,
            status,
            fault: None,
        }
    }

    /// What it takes in memory, in bytes.
    pub(crate) fn size(&self) -> usize {
        let headers = self.headers.iter();
        let headers = headers.map(|(name, value)| name.len() + value.len() + 48);
        let violations = self.violations.iter().map(|violation| {
            let field = violation.field.iter().map(|name| name.len() + 24);
            violation.message.len() + violation.rule.len() + field.sum::<usize>() + 96
        });
        let texts = self.method.len() + self.target.len() + self.body.len();
        texts + headers.sum::<usize>() + violations.sum::<usize>() + size_of::<Self>()
    }
}

/// Names of fields come from the client, and may be secrets.
fn scrubbed(mut violation: Violation) -> Violation {
    for text in violation.field.iter_mut().chain([&mut violation.message]) {
        if let Cow::Owned(clean) = scrub(text) {
            *text = clean;
        }
    }
    violation
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
        is_secret_name(name) || {
            let name = name.to_lowercase();
            self.secrets.contains(&name) || MISPLACED_SECRETS.contains(&name.as_str())
        }
    }

    /// The raw text of everything but the secrets.
    fn target(&self, incoming: &Incoming) -> String {
        let path = incoming.path().split('/').map(raw_without_secrets);
        let path = path.collect::<Vec<_>>().join("/");
        match incoming.uri.query() {
            Some(query) => format!("{path}?{}", self.pairs(query)),
            None => path,
        }
    }

    /// The same of a query or a form.
    pub(crate) fn pairs(&self, text: &str) -> String {
        let redact = |pair: &str| {
            let (name, value) = form_urlencoded::parse(pair.as_bytes()).next()?;
            // Brackets, as in `card_data[cvn]`, are nesting in forms.
            let is_secret = name.split(['[', ']', '.']).any(|part| self.is_secret(part));
            let (raw_name, raw_value) = pair.split_once('=').unwrap_or((pair, ""));
            let raw_name = kept(raw_name, &name);
            if is_secret {
                return Some(format!("{raw_name}={REDACTED}"));
            }
            let equals = if pair.contains('=') { "=" } else { "" };
            Some(format!("{raw_name}{equals}{}", kept(raw_value, &value)))
        };
        let pairs = text.split('&').map(|pair| redact(pair).unwrap_or_default());
        pairs.collect::<Vec<_>>().join("&")
    }

    fn headers(&self, headers: &HeaderMap) -> Vec<(String, String)> {
        let redact = |name: &str, value: &[u8]| {
            if self.is_secret(name) {
                return REDACTED.to_owned();
            }
            scrub(&String::from_utf8_lossy(value)).into_owned()
        };
        let headers = headers.iter().map(|(name, value)| {
            let value = redact(name.as_str(), value.as_bytes());
            (scrub(name.as_str()).into_owned(), value)
        });
        headers.collect()
    }

    /// A body as the log shows it, from what was read of it.
    pub(crate) fn body(&self, incoming: &Incoming, body: &Body) -> String {
        let length = incoming.body.len();
        let displayed = match body {
            Body::Empty => String::new(),
            Body::Json(json) => self.json(json).to_string(),
            Body::Form(_) => self.pairs(&String::from_utf8_lossy(&incoming.body)),
            Body::Unreadable => format!("[not JSON, {length} bytes]"),
        };
        if displayed.len() > LONGEST_BODY {
            return format!("[too long to be kept, {length} bytes]");
        }
        displayed
    }

    pub(crate) fn json(&self, json: &Json) -> Json {
        match json {
            Json::Object(fields) => {
                Json::Object(fields.iter().map(|field| self.field(field)).collect())
            }
            Json::Array(items) => Json::Array(items.iter().map(|item| self.json(item)).collect()),
            Json::Scalar(text) => match json.as_text() {
                Some(content) => match scrub(&content) {
                    Cow::Owned(clean) => Json::string(&clean),
                    Cow::Borrowed(_) => json.clone(),
                },
                None => match scrub_amount(text) {
                    Cow::Owned(clean) => Json::string(&clean),
                    Cow::Borrowed(_) => json.clone(),
                },
            },
        }
    }

    fn field(&self, (name, json): &(String, Json)) -> (String, Json) {
        let json = if self.is_secret(name) {
            Json::string(REDACTED)
        } else {
            self.json(json)
        };
        (scrub(name).into_owned(), json)
    }
}

/// A part of a path.
fn raw_without_secrets(raw: &str) -> String {
    kept(raw, &percent_decode_str(raw).decode_utf8_lossy())
}

/// The raw text, unless what it stands for has a secret.
fn kept(raw: &str, decoded: &str) -> String {
    match scrub(decoded) {
        Cow::Owned(clean) => clean,
        Cow::Borrowed(_) => raw.to_owned(),
    }
}
