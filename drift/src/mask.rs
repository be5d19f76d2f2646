//! Exchanges without secrets that still show how they differ from the contract.
//!
//! A word such as `[redacted]` in the place of an account number would be a difference of its own. So a secret keeps
//! its shape here: every letter becomes another one, every digit another digit, and the rest stays. What was the same stays
//! the same, and what was not does not, or two payments would become one. A body that is neither JSON nor a form is masked
//! as a whole, as nobody can tell its fields apart.

use std::borrow::Cow;
use std::fmt;
use std::hash::{BuildHasher, RandomState};

use anyhow::Result;
use form_urlencoded::byte_serialize;
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use rustc_hash::FxHashSet;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use std::sync::Arc;

use bayar_contract::router::Route;

use crate::baseline::is_amount_name;
use crate::contract::Contracts;
use crate::exchange::{Exchange, Header, Message};
use crate::redact::{REDACTED, is_secret_name, replace, scrub};

/// So many letters and digits have enough forms that two secrets do not get the same.
const MANY: usize = 8;

/// How phone numbers of the country begin, as contracts ask for: it tells nothing.
const PHONES: &[&str] = &["08", "628", "+628"];

/// Deeper values are left out.
const DEEPEST: usize = 64;

/// Takes secrets out of exchanges, so that they may be kept.
///
/// ```
/// use bayar_drift::exchange::{Exchange, Message};
/// use bayar_drift::mask::Mask;
///
/// let exchange = Exchange {
///     method: "POST".into(),
///     url: "https://api.xendit.co/credit_card_charges".into(),
///     request: Message { body: Some(br#"{"token_id": "5c2f", "amount": 10.50}"#.as_slice().into()), ..Message::default() },
///     ..Exchange::default()
/// };
/// let masked = Mask::new()?.exchange(&exchange);
/// assert_eq!(masked.request.body.as_deref(), Some(br#"{"token_id":"1a1a","amount":10.50}"#.as_slice()));
/// # Ok::<_, Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Mask {
    contracts: Arc<Contracts>,
    /// The names of all fields of the contracts.
    names: Arc<FxHashSet<String>>,
    /// Nobody else can tell what became of a secret.
    key: RandomState,
}

impl Mask {
    /// With the secrets of the contracts that this crate was built with.
    ///
    /// # Errors
    /// If they cannot be read; the tests make sure that they can.
    pub fn new() -> Result<Mask> {
        Contracts::embedded().map(Mask::under)
    }

    /// With the secrets of other contracts.
    pub fn under(contracts: Arc<Contracts>) -> Mask {
        let keys = contracts.points.0.iter().map(|place| place.key.as_str());
        let names = keys.filter_map(|key| key.rsplit('/').next());
        let names = Arc::new(names.map(str::to_owned).collect());
        Mask {
            contracts,
            names,
            key: RandomState::new(),
        }
    }

    /// The exchange as it may be kept.
    pub fn exchange(&self, exchange: &Exchange<'_>) -> Exchange<'static> {
        Exchange {
            method: scrub(&exchange.method).into_owned().into(),
            url: self.url(&exchange.method, &exchange.url).into(),
            request: self.message(&exchange.request),
            status: exchange.status,
            response: self.message(&exchange.response),
            started: exchange.started,
            is_callback: exchange.is_callback,
        }
    }

    fn is_secret(&self, name: &str) -> bool {
        is_secret_name(name) || self.contracts.secrets.contains(&name.to_lowercase())
    }

    /// Whether numbers in a field that no contract has are as long as that of an account.
    fn may_be_account(&self, name: &str, value: &RawValue) -> bool {
        let is_long = |number: &str| {
            let whole = number.trim().trim_start_matches('-').split('.').next();
            whole.is_some_and(|whole| {
                whole.len() >= 6 && whole.bytes().all(|byte| byte.is_ascii_digit())
            })
        };
        let mut numbers = value.get().trim_matches(['[', ']']).split(',');
        numbers.any(is_long) && !self.names.contains(name) && !is_amount_name(name)
    }

    /// A secret as it may be kept.
    fn masked(&self, secret: &str) -> String {
        if self.contracts.listed.contains(secret) {
            return secret.to_owned();
        }
        let count = secret.chars().filter(|c| c.is_alphanumeric()).count();
        if count < MANY {
            // There are too few of them to hide among.
            return masked(secret);
        }
        let prefix = PHONES.iter().find(|prefix| secret.starts_with(**prefix));
        let (start, rest) = secret.split_at(prefix.map_or(0, |prefix| prefix.len()));
        let mut random = self.key.hash_one(secret);
        let mut below = |most: u64| {
            random = random.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(1);
            u8::try_from((random >> 33) % most).unwrap_or_default()
        };
        // What is hexadecimal stays so, and no number begins with 0.
        let mask = |letter: char| match letter {
            _ if letter.is_numeric() => char::from(b'1' + below(9)),
            _ if letter.is_uppercase() => char::from(b'A' + below(6)),
            _ if letter.is_alphabetic() => char::from(b'a' + below(6)),
            _ => letter,
        };
        start.chars().chain(rest.chars().map(mask)).collect()
    }

    /// A text in which everything that looks like a secret is masked.
    fn text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        replace(text, |secret, _| self.masked(secret))
    }

    fn message(&self, message: &Message<'_>) -> Message<'static> {
        let header = |header: &Header<'_>| Header {
            name: scrub(&header.name).into_owned().into(),
            value: if self.is_secret(&header.name) {
                REDACTED.into()
            } else {
                self.text(&header.value).into_owned().into()
            },
        };
        let kind = message.header("content-type").unwrap_or_default();
        let kind = kind.trim_start().to_ascii_lowercase();
        let is_form = kind.starts_with("application/x-www-form-urlencoded");
        let body = message
            .body
            .as_deref()
            .and_then(|body| std::str::from_utf8(body).ok());
        let body = body.map(|body| {
            let (mark, body) = match body.strip_prefix('\u{feff}') {
                Some(body) => ("\u{feff}", body),
                None => ("", body),
            };
            // Some send JSON as a form.
            let is_form = is_form && body.contains('=') && !is_json(body);
            let masked = if is_form {
                self.query(body)
            } else {
                self.body(body)
            };
            format!("{mark}{masked}")
        });
        Message {
            headers: message.headers.iter().map(header).collect(),
            body: body.map(|body| Cow::Owned(body.into_bytes())),
            is_cut: message.is_cut,
        }
    }

    fn body(&self, body: &str) -> String {
        let mut out = String::with_capacity(body.len());
        match serde_json::from_str::<&RawValue>(body) {
            Ok(json) if is_json(body) => self.json(json, false, DEEPEST, &mut out),
            _ => out = masked(body),
        }
        out
    }

    /// Writes a value again. Numbers stay as they are written.
    fn json(&self, json: &RawValue, is_secret: bool, depth: usize, out: &mut String) {
        let raw = json.get();
        match raw.as_bytes().first() {
            _ if depth == 0 => out.push_str("null"),
            Some(b'{') => match serde_json::from_str::<Fields<'_>>(raw) {
                Ok(Fields(fields)) => {
                    push_list(&fields, ['{', '}'], out, |(name, value), out| {
                        let is_secret =
                            is_secret || self.is_secret(name) || self.may_be_account(name, value);
                        push_json(&self.text(name), out);
                        out.push(':');
                        self.json(value, is_secret, depth - 1, out);
                    });
                }
                Err(_) => out.push_str("null"),
            },
            Some(b'[') => match serde_json::from_str::<Vec<&RawValue>>(raw) {
                Ok(items) => push_list(&items, ['[', ']'], out, |item, out| {
                    self.json(item, is_secret, depth - 1, out);
                }),
                Err(_) => out.push_str("null"),
            },
            Some(b'"') => match serde_json::from_str::<String>(raw) {
                Ok(value) if is_secret => push_json(&self.masked(&value), out),
                Ok(value) if is_json(&value) => push_json(&self.body(&value), out),
                Ok(value) => push_json(&self.text(&value), out),
                // A lone surrogate, for example.
                Err(_) => out.push_str("\"\""),
            },
            Some(b'-' | b'0'..=b'9') if is_secret || scrub(raw) == "[card number]" => {
                if raw.bytes().all(|byte| byte.is_ascii_digit()) {
                    out.push_str(&self.masked(raw));
                } else {
                    out.push_str(&masked_number(raw));
                }
            }
            _ => out.push_str(raw),
        }
    }

    fn url(&self, method: &str, url: &str) -> String {
        let url = url.split('#').next().unwrap_or_default();
        let (start, rest) = match url.split_once("://") {
            Some((scheme, rest)) => {
                let end = rest.find(['/', '?']).unwrap_or(rest.len());
                let authority = rest[..end].rsplit('@').next().unwrap_or_default();
                (format!("{scheme}://{authority}"), &rest[end..])
            }
            None => (String::new(), url),
        };
        let (path, query) = match rest.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (rest, None),
        };
        let mut masked = start + &self.path(method, path);
        if let Some(query) = query {
            masked.push('?');
            masked.push_str(&self.query(query));
        }
        masked
    }

    fn path(&self, method: &str, path: &str) -> String {
        let mut secrets = Vec::new();
        for api in &self.contracts.apis {
            if let Route::Found { parameters, .. } = api.route(method, path).0 {
                let parameters = parameters.into_iter();
                let secret = parameters.filter(|(name, _)| self.is_secret(name));
                secrets.extend(secret.map(|(_, value)| value));
            }
        }
        let segment = |raw: &str| {
            let value = percent_decode_str(raw).decode_utf8_lossy();
            if secrets.contains(&value) {
                return utf8_percent_encode(&self.masked(&value), NON_ALPHANUMERIC).to_string();
            }
            match raw.split_once('=') {
                Some(_) => self.query(raw),
                None => match self.text(&value) {
                    unchanged if unchanged == value => raw.to_owned(),
                    changed => utf8_percent_encode(&changed, NON_ALPHANUMERIC).to_string(),
                },
            }
        };
        path.split('/').map(segment).collect::<Vec<_>>().join("/")
    }

    /// Pairs as they are, but for the values with secrets.
    fn query(&self, query: &str) -> String {
        let pair = |raw: &str| {
            let Some((name, value)) = form_urlencoded::parse(raw.as_bytes()).next() else {
                return raw.to_owned();
            };
            let masked = if self.is_secret(&name) {
                Cow::Owned(self.masked(&value))
            } else if is_json(&value) {
                Cow::Owned(self.body(&value))
            } else {
                self.text(&value)
            };
            let clean = self.text(&name);
            if masked == value && clean == name {
                return raw.to_owned();
            }
            let [name, value] =
                [&clean, &masked].map(|text| byte_serialize(text.as_bytes()).collect::<String>());
            format!("{name}={value}")
        };
        query.split('&').map(pair).collect::<Vec<_>>().join("&")
    }
}

/// Whether a text is an object or a list in JSON.
pub(crate) fn is_json(text: &str) -> bool {
    text.trim_start().starts_with(['{', '['])
        && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
}

/// A secret of which nothing but the shape is left.
pub(crate) fn masked(secret: &str) -> String {
    let mask = |letter: char| match letter {
        _ if letter.is_numeric() => '1',
        _ if letter.is_uppercase() => 'A',
        _ if letter.is_alphabetic() => 'a',
        _ => letter,
    };
    secret.chars().map(mask).collect()
}

/// The same for a number in JSON, whose exponent stays what it is.
fn masked_number(number: &str) -> String {
    let mask = |digit: char| if digit.is_ascii_digit() { '1' } else { digit };
    number.chars().map(mask).collect()
}

fn push_list<T>(
    items: &[T],
    [open, close]: [char; 2],
    out: &mut String,
    mut write: impl FnMut(&T, &mut String),
) {
    out.push(open);
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        write(item, out);
    }
    out.push(close);
}

fn push_json(text: &str, out: &mut String) {
    // A text always has a JSON form.
    out.push_str(&serde_json::to_string(text).unwrap_or_default());
}

/// The fields of an object in their order, repeated names too.
struct Fields<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Fields<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct FieldsVisitor;

        impl<'de> Visitor<'de> for FieldsVisitor {
            type Value = Vec<(String, &'de RawValue)>;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(fields)
            }
        }

        deserializer.deserialize_map(FieldsVisitor).map(Fields)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a text is as expected, with any letters up to `f` for `a` and `A`, and any digits but 0 for `1`.
    fn fits(text: &str, expected: &str) -> bool {
        let is_like = |(letter, expected): (char, char)| match expected {
            'a' => matches!(letter, 'a'..='f'),
            'A' => matches!(letter, 'A'..='F'),
            '1' => matches!(letter, '1'..='9'),
            other => letter == other,
        };
        text.chars().count() == expected.chars().count()
            && text.chars().zip(expected.chars()).all(is_like)
    }

    fn body(text: &str) -> String {
        Mask::new().unwrap().body(text)
    }

    fn url(method: &str, text: &str) -> String {
        Mask::new().unwrap().url(method, text)
    }

    #[test]
    fn bodies_keep_their_shape() {
        for (text, clean) in [
            (
                r#"{"payer_email": "lanny@xendit.co", "amount": 90071992547409931234.010}"#,
                r#"{"payer_email":"aaaaa@aaaaaa.aa","amount":90071992547409931234.010}"#,
            ),
            (
                r#"{"a":1,"a":2,"b":[{"cvn":"123"},{"cvn":123},null,true]}"#,
                r#"{"a":1,"a":2,"b":[{"cvn":"111"},{"cvn":111},null,true]}"#,
            ),
            (
                r#"{"card_data":{"x":["Y1"]}}"#,
                r#"{"card_data":{"x":["A1"]}}"#,
            ),
            (
                r#"{"note":"card 4000000000000002 of +62 812-3456-7890"}"#,
                r#"{"note":"card 1111111111111111 of +11 111-1111-1111"}"#,
            ),
            (
                r#"{"amount":4000000000000002}"#,
                r#"{"amount":1111111111111111}"#,
            ),
            (
                r#"{"id":"579c8d61f23fa4ca35e52da4"}"#,
                r#"{"id":"579c8d61f23fa4ca35e52da4"}"#,
            ),
            (r#"{"token_id":"Secret9"#, r#"{"aaaaa_aa":"Aaaaaa1"#),
            ("<p>a@b.co</p>", "<a>a@a.aa</a>"),
            ("account 73519284", "aaaaaaa 11111111"),
            ("73519284", "11111111"),
            (r#""my secret""#, r#""aa aaaaaa""#),
            (
                r#"{"payload":"{\"card_cvn\":\"739\"}","accounts":[73519284],"x":-73519284.5}"#,
                r#"{"payload":"{\"card_cvn\":\"111\"}","accounts":[11111111],"x":-11111111.1}"#,
            ),
            ("", ""),
        ] {
            let masked = body(text);
            assert!(fits(&masked, clean), "{masked}");
        }
    }

    #[test]
    fn what_was_the_same_stays_the_same_and_nothing_else() {
        let mask = Mask::new().unwrap();
        let texts = [
            "andi@shop.example",
            "budi@shop.example",
            "081233334444",
            "081255556666",
        ];
        let masked: Vec<_> = texts.map(|text| mask.masked(text)).into();
        for (index, text) in texts.iter().enumerate() {
            assert_eq!(mask.masked(text), masked[index]);
            assert!(!masked[..index].contains(&masked[index]) && masked[index] != *text);
        }
        assert!(masked[2].starts_with("08"), "{}", masked[2]);
        assert_ne!(Mask::new().unwrap().masked(texts[0]), masked[0]);
    }

    #[test]
    fn a_form_is_what_looks_like_one() {
        let masked = |body: &'static str| {
            let kind = "Application/X-WWW-Form-Urlencoded";
            let message = Message {
                headers: vec![Header {
                    name: "Content-Type".into(),
                    value: kind.into(),
                }],
                body: Some(body.as_bytes().into()),
                ..Message::default()
            };
            let body = Mask::new().unwrap().message(&message).body;
            String::from_utf8(body.unwrap().into_owned()).unwrap()
        };
        for (body, clean) in [
            ("card_cvn=739&amount=10", "card_cvn=111&amount=10"),
            (r#"{"card_cvn": "739"}"#, r#"{"card_cvn":"111"}"#),
            (
                "\u{feff}{\"card_cvn\": \"739\"}",
                "\u{feff}{\"card_cvn\":\"111\"}",
            ),
            ("<cvn>739</cvn>", "<aaa>111</aaa>"),
        ] {
            assert_eq!(masked(body), clean);
        }
    }

    #[test]
    fn urls_keep_their_shape() {
        for (method, text, clean) in [
            (
                "POST",
                "https://api.xendit.co/invoices/579c8d61f23fa4ca35e52da4/expire!",
                "https://api.xendit.co/invoices/579c8d61f23fa4ca35e52da4/expire!",
            ),
            (
                "POST",
                "/invoices/579c8d61f23fa4ca35e52da4/expire%21",
                "/invoices/579c8d61f23fa4ca35e52da4/expire%21",
            ),
            (
                "POST",
                "/credit_card_tokens/58e2096018b815f555c8a524/authentications",
                "/credit_card_tokens/11a1111111a111a111a1a111/authentications",
            ),
            (
                "GET",
                "http://user:key@127.0.0.1:1/v2/invoices?statuses=%5B%22PAID%22%5D&payer_email=a%40b.co#x",
                "http://127.0.0.1:1/v2/invoices?statuses=%5B%22PAID%22%5D&payer_email=a%40a.aa",
            ),
            (
                "GET",
                "/ewallets/external_id=a&phone=081234567890",
                "/ewallets/external_id=a&phone=081111111111",
            ),
        ] {
            let masked = url(method, text);
            assert!(fits(&masked, clean), "{masked}");
        }
    }

    #[test]
    fn headers_go_by_name() {
        let header = |name: &'static str, value: &'static str| Header {
            name: name.into(),
            value: value.into(),
        };
        let message = Message {
            headers: vec![
                header("AUTHORIZATION", "Basic eG5k"),
                header("Accept", "*/*"),
                header("x-note", "xnd_production_abcdef"),
            ],
            body: Some(b"\xff\xfe".as_slice().into()),
            ..Message::default()
        };
        let masked = Mask::new().unwrap().message(&message);
        let values: Vec<_> = masked.headers.iter().map(|h| h.value.as_ref()).collect();
        assert_eq!(values[..2], [REDACTED, "*/*"]);
        assert!(fits(values[2], "aaa_aaaaaaaaaa_aaaaaa"), "{}", values[2]);
        assert!(masked.body.is_none(), "not readable, not kept");
    }
}
