//! What is read of the JSON of a body.

use bayar_contract::Decimal;
use hifijson::value::Value;

pub(crate) use bayar_contract::body::{Json, get, parse};

/// Whether a body is not read because it nests too deep: it may well be JSON.
pub(crate) fn is_too_deep(error: &hifijson::Error) -> bool {
    matches!(error, hifijson::Error::Depth)
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
