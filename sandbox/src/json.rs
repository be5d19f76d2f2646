//! JSON that keeps every number as it was written, so that no amount passes through a float.

use std::fmt;

use indexmap::IndexMap;
use serde_json::Value;
use serde_json::value::RawValue;

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
