//! JSON that keeps every number as it was written, so that no amount passes through a float.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use bayar_contract::{Contract, NodeId, body};
use hifijson::value::Value as Read;
use rust_decimal::Decimal;
use serde_json::{Number, Value};

use crate::clock::{self, Time};

/// Fields whose names begin with this are the sandbox's own and never answered.
const HIDDEN: char = '_';

/// A JSON value whose scalars are JSON text: numbers as they came in, texts with no more escapes than they need.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Json {
    Object(Vec<(String, Json)>),
    Array(Vec<Json>),
    /// A number, a string with its quotes, `true`, `false` or `null`.
    Scalar(String),
}

impl Json {
    /// Reads a text in one pass. What is too deep ends it there, whatever follows.
    pub(crate) fn parse(text: &str) -> Result<Json, String> {
        let read = body::parse(text.as_bytes());
        read.map_err(|error| error.to_string()).and_then(own)
    }

    /// A value of a contract, every digit of it.
    pub(crate) fn of(contract: &Contract, id: NodeId) -> Result<Json, String> {
        Json::parse(&contract.node(id).to_json())
    }

    pub(crate) fn string(text: &str) -> Json {
        let mut quoted = String::with_capacity(text.len() + 2);
        push_quoted(&mut quoted, text);
        Json::Scalar(quoted)
    }

    /// The number that the text spells, if it spells one.
    pub(crate) fn number(text: &str) -> Option<Json> {
        let text = text.trim();
        serde_json::from_str::<Number>(text).ok()?;
        Some(Json::Scalar(text.to_owned()))
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Json> {
        match self {
            Json::Object(fields) => fields
                .iter()
                .find(|(key, _)| key == name)
                .map(|(_, json)| json),
            _ => None,
        }
    }

    /// An object without fields.
    pub(crate) fn object() -> Json {
        Json::Object(Vec::new())
    }

    /// A literal written with [`serde_json::json!`]. Not for amounts with decimals.
    pub(crate) fn from_value(value: &Value) -> Json {
        match value {
            Value::Object(fields) => Json::Object(
                fields
                    .iter()
                    .map(|(name, value)| (name.clone(), Json::from_value(value)))
                    .collect(),
            ),
            Value::Array(items) => Json::Array(items.iter().map(Json::from_value).collect()),
            Value::String(text) => Json::string(text),
            scalar => Json::Scalar(scalar.to_string()),
        }
    }

    pub(crate) fn boolean(value: bool) -> Json {
        Json::Scalar(value.to_string())
    }

    /// A whole number.
    pub(crate) fn integer(value: i64) -> Json {
        Json::Scalar(value.to_string())
    }

    /// An amount as a number, to the digit.
    pub(crate) fn amount(value: Decimal) -> Json {
        Json::Scalar(value.to_string())
    }

    /// A time as the API writes it.
    pub(crate) fn time(time: Time) -> Json {
        Json::string(&clock::text(time))
    }

    pub(crate) fn null() -> Json {
        Json::Scalar("null".to_owned())
    }

    pub(crate) fn is_null(&self) -> bool {
        matches!(self, Json::Scalar(text) if text == "null")
    }

    pub(crate) fn is_scalar(&self) -> bool {
        matches!(self, Json::Scalar(_))
    }

    /// The items of an array; of anything else, none.
    pub(crate) fn items(&self) -> &[Json] {
        match self {
            Json::Array(items) => items,
            _ => &[],
        }
    }

    /// The text of a field of this object.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        self.get(name)?.as_text()
    }

    /// The amount in a field of this object, written as a number or as text.
    pub(crate) fn decimal(&self, name: &str) -> Option<Decimal> {
        self.get(name)?.as_decimal()
    }

    /// Whether a field of this object is `true`.
    pub(crate) fn flag(&self, name: &str) -> Option<bool> {
        match self.get(name)? {
            Json::Scalar(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// The time in a field of this object.
    pub(crate) fn moment(&self, name: &str) -> Option<Time> {
        self.get(name)?.as_time()
    }

    /// Sets a field of this object, at its end if it is new.
    pub(crate) fn set(&mut self, name: &str, value: Json) {
        let Json::Object(fields) = self else { return };
        match fields.iter_mut().find(|(key, _)| key == name) {
            Some((_, old)) => *old = value,
            None => fields.push((name.to_owned(), value)),
        }
    }

    /// Sets a field if there is a value for it.
    pub(crate) fn set_some(&mut self, name: &str, value: Option<Json>) {
        if let Some(value) = value {
            self.set(name, value);
        }
    }

    /// Copies the fields of these names from another object, as far as it has them and they are not `null`.
    pub(crate) fn copy(&mut self, from: &Json, names: &[&str]) {
        for name in names {
            self.set_some(name, from.get(name).filter(|json| !json.is_null()).cloned());
        }
    }

    /// Leaves the sandbox's own fields out, also in objects of this object.
    pub(crate) fn hide(&mut self) {
        match self {
            Json::Object(fields) => {
                fields.retain(|(name, _)| !name.starts_with(HIDDEN));
                for (_, json) in fields {
                    json.hide();
                }
            }
            Json::Array(items) => items.iter_mut().for_each(Json::hide),
            Json::Scalar(_) => {}
        }
    }

    pub(crate) fn remove(&mut self, name: &str) {
        if let Json::Object(fields) = self {
            fields.retain(|(key, _)| key != name);
        }
    }

    pub(crate) fn as_decimal(&self) -> Option<Decimal> {
        let Json::Scalar(scalar) = self else {
            return None;
        };
        // To ask for the content of what has no quotes would make an error, which is dear.
        let text = if scalar.starts_with('"') {
            &unquoted(scalar).ok()?
        } else {
            scalar.as_str()
        };
        Decimal::from_str_exact(text)
            .or_else(|_| Decimal::from_scientific(text))
            .ok()
    }

    /// The text of a number.
    pub(crate) fn as_number(&self) -> Option<&str> {
        match self {
            Json::Scalar(text)
                if text.starts_with(|first: char| first == '-' || first.is_ascii_digit()) =>
            {
                Some(text)
            }
            _ => None,
        }
    }

    pub(crate) fn as_time(&self) -> Option<Time> {
        clock::parse(&self.as_text()?)
    }

    /// The content of a string.
    pub(crate) fn as_text(&self) -> Option<String> {
        match self {
            Json::Scalar(text) if text.starts_with('"') => unquoted(text).ok().map(Cow::into_owned),
            _ => None,
        }
    }

    /// The same for the schema validator. Its numbers may be rounded.
    pub(crate) fn to_value(&self) -> Value {
        match self {
            Json::Object(fields) => Value::Object(
                fields
                    .iter()
                    .map(|(name, json)| (name.clone(), json.to_value()))
                    .collect(),
            ),
            Json::Array(items) => Value::Array(items.iter().map(Json::to_value).collect()),
            Json::Scalar(text) => serde_json::from_str(text).unwrap_or_default(),
        }
    }
}

/// An object with these fields, whose names differ.
impl<const N: usize> From<[(&str, Json); N]> for Json {
    fn from(fields: [(&str, Json); N]) -> Json {
        let fields = fields.map(|(name, json)| (name.to_owned(), json));
        Json::Object(fields.into())
    }
}

/// What was read, as it is kept.
fn own(value: body::Json<'_>) -> Result<Json, String> {
    Ok(match value {
        Read::Null => Json::null(),
        Read::Bool(value) => Json::boolean(value),
        Read::Number((text, _)) => number(text)?,
        Read::String(text) => Json::string(&text),
        Read::Array(items) => Json::Array(items.into_iter().map(own).collect::<Result<_, _>>()?),
        Read::Object(fields) => {
            let fields = without_repetitions(fields).into_iter();
            let fields = fields.map(|(name, value)| Ok((name.into_owned(), own(value)?)));
            Json::Object(fields.collect::<Result<_, String>>()?)
        }
    })
}

/// A number that the schema validator can read, too: `1e999` is none.
fn number(text: &str) -> Result<Json, String> {
    if text.len() > 300 || text.contains(['e', 'E']) {
        serde_json::from_str::<Value>(text).map_err(|error| error.to_string())?;
    }
    Ok(Json::Scalar(text.to_owned()))
}

/// The content of a string in its quotes.
fn unquoted(text: &str) -> serde_json::Result<Cow<'_, str>> {
    match text
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'))
    {
        Some(content) if !content.contains('\\') => Ok(Cow::Borrowed(content)),
        _ => serde_json::from_str(text).map(Cow::Owned),
    }
}

fn push_quoted(out: &mut String, text: &str) {
    let is_plain = |byte: u8| byte >= b' ' && byte != b'"' && byte != b'\\';
    if text.bytes().all(is_plain) {
        out.push('"');
        out.push_str(text);
        out.push('"');
    } else {
        out.push_str(&Value::from(text).to_string());
    }
}

type Fields<'a> = Vec<(Cow<'a, str>, body::Json<'a>)>;

/// Of a name that comes twice, the last value counts.
fn without_repetitions(fields: Fields<'_>) -> Fields<'_> {
    let mut places = HashMap::with_capacity(fields.len());
    for (place, (name, _)) in fields.iter().enumerate() {
        places.insert(name.as_ref(), place);
    }
    if places.len() == fields.len() {
        return fields;
    }
    let mut last = vec![false; fields.len()];
    for place in places.into_values() {
        last[place] = true;
    }
    let fields = fields.into_iter().zip(last);
    fields
        .filter_map(|(field, is_last)| is_last.then_some(field))
        .collect()
}

impl Json {
    fn write(&self, out: &mut String) {
        match self {
            Json::Scalar(text) => out.push_str(text),
            Json::Array(items) => {
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    item.write(out);
                }
                out.push(']');
            }
            Json::Object(fields) => {
                out.push('{');
                for (index, (name, json)) in fields.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    push_quoted(out, name);
                    out.push(':');
                    json.write(out);
                }
                out.push('}');
            }
        }
    }
}

impl fmt::Display for Json {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A formatter is slow for small pieces.
        let mut text = String::with_capacity(2048);
        self.write(&mut text);
        out.write_str(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_order_survive() {
        let text = r#"{"z":90071992547409931234.01,"a":[1.10,-0,1e2,"A\n",null],"m":{}}"#;
        assert_eq!(Json::parse(text).unwrap().to_string(), text);
    }

    #[test]
    fn escapes_make_no_difference() {
        let sent = Json::parse(r#"{"a":"https:\/\/a.id","b":"\u0041"}"#).unwrap();
        assert_eq!(sent.get("a"), Some(&Json::string("https://a.id")));
        assert_eq!(sent.get("b"), Some(&Json::string("A")));
    }

    #[test]
    fn what_serde_json_refuses_is_refused() {
        for text in [
            "",
            "{",
            "{} {}",
            "[1,]",
            r#"{"a":01}"#,
            r#"{"a":+1}"#,
            r#"["\ud800"]"#,
            r#"["\x"]"#,
            "[1e999]",
            "nul",
            "[\"\u{1}\"]",
        ] {
            assert!(serde_json::from_str::<Value>(text).is_err(), "{text}");
            assert!(Json::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_last_of_a_repeated_name_counts() {
        let json = Json::parse(r#"{"a":1,"b":2,"\u0061":3}"#).unwrap();
        assert_eq!(json.to_string(), r#"{"b":2,"a":3}"#);
    }

    #[test]
    fn names_and_texts_are_escaped() {
        let text = "a\"\\\n\u{1}\u{7f}é";
        let mut json = Json::object();
        json.set(text, Json::string(text));
        assert_eq!(json.to_string(), json.to_value().to_string());
        assert_eq!(
            Json::parse(&json.to_string())
                .unwrap()
                .text(text)
                .as_deref(),
            Some(text)
        );
    }

    #[test]
    fn only_numbers_are_numbers() {
        assert_eq!(Json::number("10.50"), Some(Json::Scalar("10.50".into())));
        for text in ["", "+1", "0x1", "true", "1,000", "\"1\""] {
            assert_eq!(Json::number(text), None, "{text}");
        }
    }
}
