//! JSON as it was sent: numbers as texts, fields in their order, doubled ones kept.

use std::borrow::Cow;

use bayar_contract::Decimal;
use hifijson::SliceLexer;
use hifijson::token::Lex;
use hifijson::value::{Value, parse_bounded};

/// Deeper than any contract.
const DEEPEST: usize = 64;

/// A JSON value that borrows from the body it was read from.
pub(crate) type Json<'a> = Value<&'a str, Cow<'a, str>>;

/// Reads a body. A byte order mark is not part of it.
pub(crate) fn parse(body: &[u8]) -> Result<Json<'_>, hifijson::Error> {
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    SliceLexer::new(body).exactly_one(SliceLexer::ws_peek, |next, lexer| {
        parse_bounded(DEEPEST, next, lexer)
    })
}

/// The first field with a name.
pub(crate) fn get<'v, 'a>(value: &'v Json<'a>, name: &str) -> Option<&'v Json<'a>> {
    match value {
        Value::Object(fields) => fields
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value),
        _ => None,
    }
}

/// The text of a string, or of a number.
pub(crate) fn text<'v>(value: &'v Json<'_>) -> Option<&'v str> {
    match value {
        Value::String(text) => Some(text),
        Value::Number((number, _)) => Some(number),
        _ => None,
    }
}

/// Whether two texts are the same number, or the same text where one is no number.
pub(crate) fn is_same_number(one: &str, two: &str) -> bool {
    one == two
        || matches!((Decimal::parse(one), Decimal::parse(two)), (Some(one), Some(two)) if one == two)
}

/// What a value is, in words.
pub(crate) fn kind(value: &Json<'_>) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "text",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stay_as_written() {
        let body =
            br#"{"a": 90071992547409931234.010, "b": "\u00e9\n", "a": null, "c": [true, {}]}"#;
        let json = parse(body).unwrap();
        assert_eq!(
            get(&json, "a").and_then(text),
            Some("90071992547409931234.010")
        );
        assert_eq!(get(&json, "b").and_then(text), Some("é\n"));
        assert!(matches!(&json, Value::Object(fields) if fields.len() == 4));
    }

    #[test]
    fn what_is_no_json() {
        let deep = "[".repeat(100_000);
        for body in [
            "", "{", "{} {}", "<html>", "01", "1.", "{'a': 1}", "\"\x01\"", "nul", "[1,]", &deep,
        ] {
            assert!(parse(body.as_bytes()).is_err(), "{body:.20}");
        }
        assert!(parse(b"\"\xff\"").is_err());
        assert!(parse(b"\xef\xbb\xbf{}").is_ok());
    }
}
