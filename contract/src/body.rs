//! JSON as it was sent, for those who judge traffic: numbers as texts, fields in their order, repeated ones kept.
//!
//! What a name means that an object has twice is one rule for all: the last value counts, as `serde_json` and most programs
//! have it. (In a contract it is a mistake, which the [`Reader`](crate::Reader) names.)

use std::borrow::Cow;

use hifijson::SliceLexer;
use hifijson::token::Lex;
use hifijson::value::{Value, parse_bounded};

/// As deep as `serde_json` reads.
const DEEPEST: usize = 127;

/// A JSON value that borrows from the body it was read from. A number is its text.
pub type Json<'a> = Value<&'a str, Cow<'a, str>>;

/// Reads a body in one pass. A byte order mark is not part of it.
///
/// # Errors
/// If it is no JSON in UTF-8, or nests deeper than 127 levels: the latter ends it there, whatever follows.
pub fn parse(body: &[u8]) -> Result<Json<'_>, hifijson::Error> {
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    SliceLexer::new(body).exactly_one(SliceLexer::ws_peek, |next, lexer| {
        parse_bounded(DEEPEST, next, lexer)
    })
}

/// The field of an object with this name: the last one, if there are several.
#[must_use]
pub fn get<'v, 'a>(value: &'v Json<'a>, name: &str) -> Option<&'v Json<'a>> {
    match value {
        Value::Object(fields) => fields
            .iter()
            .rfind(|(key, _)| key == name)
            .map(|(_, value)| value),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number<'v>(value: &'v Json<'_>) -> Option<&'v str> {
        match value {
            Value::Number((text, _)) => Some(text),
            _ => None,
        }
    }

    #[test]
    fn values_stay_as_written() {
        let body =
            br#"{"a": 90071992547409931234.010, "b": "\u00e9\n", "c": [true, {}], "d": 1e999}"#;
        let json = parse(body).unwrap();
        let a = get(&json, "a").and_then(number);
        assert_eq!(a, Some("90071992547409931234.010"));
        assert_eq!(get(&json, "b"), Some(&Value::String("é\n".into())));
        assert_eq!(get(&json, "d").and_then(number), Some("1e999"));
    }

    #[test]
    fn of_a_repeated_name_the_last_value_counts_and_none_is_lost() {
        let json = parse(br#"{"a": 1, "b": 2, "\u0061": 3}"#).unwrap();
        assert_eq!(get(&json, "a").and_then(number), Some("3"));
        assert!(matches!(&json, Value::Object(fields) if fields.len() == 3));
        let other: serde_json::Value = serde_json::from_str(r#"{"a": 1, "a": 3}"#).unwrap();
        assert_eq!(other["a"], 3);
    }

    #[test]
    fn what_is_no_json() {
        let deep = "[".repeat(100_000);
        let nested = |depth| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(parse(nested(DEEPEST).as_bytes()).is_ok());
        let deeper = nested(DEEPEST + 1);
        for body in [
            "", "{", "{} {}", "<html>", "01", "1.", "{'a': 1}", "\"\x01\"", "nul", "[1,]", &deep,
            &deeper,
        ] {
            assert!(parse(body.as_bytes()).is_err(), "{body:.20}");
        }
        assert!(parse(b"\"\xff\"").is_err());
        assert!(parse(b"\xef\xbb\xbf{}").is_ok());
    }
}
