//! JSON that keeps every number as it was written, so that no amount passes through a float.

use std::fmt;

use indexmap::IndexMap;
use rust_decimal::Decimal;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::world::clock::{self, Time};
use crate::world::store::HIDDEN;

/// A JSON value whose scalars are the text they came in.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Json {
    Object(Vec<(String, Json)>),
    Array(Vec<Json>),
    /// A number, a string with its quotes, `true`, `false` or `null`.
    Scalar(String),
}

impl Json {
    pub(crate) fn parse(text: &str) -> serde_json::Result<Json> {
        // `Value` refuses deep nesting, which the recursion below relies on.
        serde_json::from_str::<Value>(text)?;
        read(serde_json::from_str(text)?)
    }

    pub(crate) fn string(text: &str) -> Json {
        Json::Scalar(Value::from(text).to_string())
    }

    /// The number that the text spells, if it spells one.
    pub(crate) fn number(text: &str) -> Option<Json> {
        let text = text.trim();
        let value: Value = serde_json::from_str(text).ok()?;
        value.is_number().then(|| Json::Scalar(text.to_owned()))
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
        let text = self.as_text();
        let text = match (self, &text) {
            (_, Some(text)) | (Json::Scalar(text), None) => text,
            _ => return None,
        };
        Decimal::from_str_exact(text)
            .or_else(|_| Decimal::from_scientific(text))
            .ok()
    }

    pub(crate) fn as_time(&self) -> Option<Time> {
        clock::parse(&self.as_text()?)
    }

    /// The content of a string.
    pub(crate) fn as_text(&self) -> Option<String> {
        match self {
            Json::Scalar(text) if text.starts_with('"') => serde_json::from_str(text).ok(),
            _ => None,
        }
    }

    /// The same for the schema validator. Its numbers may be rounded.
    pub(crate) fn to_value(&self) -> Value {
        serde_json::from_str(&self.to_string()).unwrap_or_default()
    }
}

fn read(raw: &RawValue) -> serde_json::Result<Json> {
    let text = raw.get();
    match text.as_bytes().first() {
        Some(b'{') => serde_json::from_str::<IndexMap<String, &RawValue>>(text)?
            .into_iter()
            .map(|(name, raw)| Ok((name, read(raw)?)))
            .collect::<serde_json::Result<_>>()
            .map(Json::Object),
        Some(b'[') => serde_json::from_str::<Vec<&RawValue>>(text)?
            .into_iter()
            .map(read)
            .collect::<serde_json::Result<_>>()
            .map(Json::Array),
        _ => Ok(Json::Scalar(text.to_owned())),
    }
}

impl fmt::Display for Json {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Json::Scalar(text) => out.write_str(text),
            Json::Array(items) => {
                out.write_str("[")?;
                for (index, item) in items.iter().enumerate() {
                    let comma = if index == 0 { "" } else { "," };
                    write!(out, "{comma}{item}")?;
                }
                out.write_str("]")
            }
            Json::Object(fields) => {
                out.write_str("{")?;
                for (index, (name, json)) in fields.iter().enumerate() {
                    let comma = if index == 0 { "" } else { "," };
                    write!(out, "{comma}{}:{json}", Json::string(name))?;
                }
                out.write_str("}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_order_survive() {
        let text = r#"{"z":90071992547409931234.01,"a":[1.10,-0,1e2,"\u0041",null],"m":{}}"#;
        assert_eq!(Json::parse(text).unwrap().to_string(), text);
    }

    #[test]
    fn deep_nesting_is_an_error() {
        assert!(Json::parse(&"[".repeat(100_000)).is_err());
        assert!(Json::parse(&format!("{}{}", "[".repeat(500), "]".repeat(500))).is_err());
    }

    #[test]
    fn only_numbers_are_numbers() {
        assert_eq!(Json::number("10.50"), Some(Json::Scalar("10.50".into())));
        for text in ["", "+1", "0x1", "true", "1,000", "\"1\""] {
            assert_eq!(Json::number(text), None, "{text}");
        }
    }
}
