//! What logs show of requests and callbacks: everything but the secrets.

use std::borrow::Cow;
use std::collections::HashSet;

use bayar_contract::redact::{is_secret_name, scrub, scrub_amount};
use percent_encoding::percent_decode_str;

use crate::json::Json;

pub(crate) use bayar_contract::redact::REDACTED;

/// Takes out what the contract or its name marks as secret.
pub(crate) struct Redactor<'a> {
    pub(crate) secrets: &'a HashSet<String>,
}

impl Redactor<'_> {
    fn is_secret(&self, name: &str) -> bool {
        is_secret_name(name) || self.secrets.contains(&name.to_lowercase())
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
            let (raw_name, raw_value) = pair.split_once('=').unwrap_or((pair, ""));
            let raw_name = kept(raw_name, &name);
            if self.is_secret(&name) {
                return Some(format!("{raw_name}={REDACTED}"));
            }
            if let Some(clean) = self.nested(&value) {
                return Some(format!("{raw_name}={clean}"));
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
                Some(content) => match (self.nested(&content), scrub(&content)) {
                    (Some(clean), _) | (None, Cow::Owned(clean)) => Json::string(&clean),
                    (None, Cow::Borrowed(_)) => json.clone(),
                },
                None => match scrub_amount(text) {
                    Cow::Owned(clean) => Json::string(&clean),
                    Cow::Borrowed(_) => json.clone(),
                },
            },
        }
    }

    /// JSON in a text, whose fields have names too; nothing if no secret is in it.
    fn nested(&self, text: &str) -> Option<String> {
        let json = text.starts_with(['{', '[']).then(|| Json::parse(text))?;
        let json = json.ok()?;
        let clean = self.json(&json).to_string();
        (clean != json.to_string()).then_some(clean)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_in_a_text_is_looked_through() {
        let secrets = HashSet::from(["card_cvn".to_owned()]);
        let redactor = Redactor { secrets: &secrets };
        let json =
            Json::parse(r#"{"payload":"{\"card_cvn\":\"739\",\"a\":1}","b":"[1]"}"#).unwrap();
        assert_eq!(
            redactor.json(&json).to_string(),
            r#"{"payload":"{\"card_cvn\":\"[redacted]\",\"a\":1}","b":"[1]"}"#
        );
        assert_eq!(
            redactor
                .pairs(r#"data={"card_cvn":"739"}&statuses=%5B%22PAID%22%5D&card_data[exp]=12"#),
            r#"data={"card_cvn":"[redacted]"}&statuses=%5B%22PAID%22%5D&card_data[exp]=[redacted]"#
        );
    }
}
