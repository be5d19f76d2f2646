//! Values out of texts: path, query, headers and forms have no types, so the schema gives them theirs.

use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use indexmap::IndexMap;
use serde_json::Value;

use crate::contract::shape::{Kind, Shape};
use crate::json::Json;

/// The texts that were sent under each name, in the order of the names' first use.
pub(crate) type Texts = IndexMap<String, Vec<String>>;

/// Reads a query string or a form.
pub(crate) fn read_pairs(text: &[u8]) -> Texts {
    let mut texts = Texts::new();
    for (name, value) in form_urlencoded::parse(text) {
        texts
            .entry(name.into_owned())
            .or_default()
            .push(value.into_owned());
    }
    texts
}

/// The body of a request.
pub(crate) enum Body {
    Empty,
    Json(Json),
    /// Neither JSON nor a form.
    Unreadable,
}

impl Body {
    pub(crate) fn read(headers: &HeaderMap, bytes: &[u8], shape: Option<&Shape>) -> Body {
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return Body::Empty;
        }
        if is_form(headers) {
            return Body::Json(from_form(&read_pairs(bytes), shape));
        }
        let json = std::str::from_utf8(bytes)
            .ok()
            .and_then(|text| Json::parse(text).ok());
        json.map_or(Body::Unreadable, Body::Json)
    }
}

pub(crate) fn is_form(headers: &HeaderMap) -> bool {
    let content_type = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let media_type = content_type.split(';').next().unwrap_or_default();
    media_type
        .trim()
        .eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

fn from_form(texts: &Texts, shape: Option<&Shape>) -> Json {
    let first = |values: &Vec<String>| values.first().cloned().map_or(Value::Null, Value::String);
    let object = texts
        .iter()
        .map(|(name, values)| (name.clone(), first(values)))
        .collect();
    let typed = |(name, values): (&String, &Vec<String>)| {
        let shape = shape.and_then(|shape| shape.property(name, &object));
        (name.clone(), from_texts(values, shape))
    };
    Json::Object(texts.iter().map(typed).collect())
}

/// The value of a name that was sent once or several times.
pub(crate) fn from_texts(texts: &[String], shape: Option<&Shape>) -> Json {
    let kind = shape.and_then(|shape| shape.kind);
    if kind == Some(Kind::Array) {
        return json_array(texts).unwrap_or_else(|| {
            let items = shape.and_then(|shape| shape.items.as_deref());
            Json::Array(texts.iter().map(|text| from_text(text, items)).collect())
        });
    }
    match texts {
        [text] => from_text(text, shape),
        texts => Json::Array(texts.iter().map(|text| from_text(text, shape)).collect()),
    }
}

/// Arrays are documented as JSON text.
pub(crate) fn json_array(texts: &[String]) -> Option<Json> {
    let [text] = texts else { return None };
    Json::parse(text)
        .ok()
        .filter(|json| matches!(json, Json::Array(_)))
}

/// A text that does not fit its type stays a string, which the schema then refuses.
fn from_text(text: &str, shape: Option<&Shape>) -> Json {
    let typed = match shape.and_then(|shape| shape.kind) {
        Some(Kind::Number) => Json::number(text),
        Some(Kind::Boolean) => {
            matches!(text, "true" | "false").then(|| Json::Scalar(text.to_owned()))
        }
        Some(Kind::Object | Kind::Array) => Json::parse(text).ok(),
        Some(Kind::String) | None => None,
    };
    typed.unwrap_or_else(|| Json::string(text))
}
