//! What logs show of requests and callbacks: everything but the secrets.

use std::borrow::Cow;
use std::collections::HashSet;

use bayar_contract::redact::{is_secret_name, scrub, scrub_amount};
use percent_encoding::percent_decode_str;

use crate::json::Json;

pub(crate) use bayar_contract::redact::REDACTED;

/// Names under which clients send secrets by mistake: arguments of the documents' JavaScript.
const MISPLACED_SECRETS: &[&str] = &["card_exp_month", "card_exp_year"];

/// Takes out what the contract or its name marks as secret.
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
    pub(crate) fn target(&self, target: &str) -> String {
        let (path, query) = match target.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (target, None),
        };
        let path = path.split('/').map(raw_without_secrets);
        let path = path.collect::<Vec<_>>().join("/");
        match query {
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

    pub(crate) fn header(&self, name: &[u8], value: &[u8]) -> (String, String) {
        let name = String::from_utf8_lossy(name);
        let value = if self.is_secret(&name) {
            REDACTED.to_owned()
        } else {
            scrub(&String::from_utf8_lossy(value)).into_owned()
        };
        (scrub(&name).into_owned(), value)
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
