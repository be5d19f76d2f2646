//! Values in the types that a schema asks for.

use crate::contract::shape::{Kind, Shape};
use crate::json::Json;

/// The documents print some texts as numbers (spec/errata.yaml lists them); the answer keeps to the schema.
pub(crate) fn conform(json: Json, shape: &Shape) -> Json {
    let object = json.to_value();
    match json {
        Json::Object(fields) => {
            let conform_field = |(name, json): (String, Json)| match shape.property(&name, &object)
            {
                Some(shape) => (name, conform(json, shape)),
                None => (name, json),
            };
            Json::Object(fields.into_iter().map(conform_field).collect())
        }
        Json::Array(items) => match &shape.items {
            Some(shape) => {
                Json::Array(items.into_iter().map(|item| conform(item, shape)).collect())
            }
            None => Json::Array(items),
        },
        scalar @ Json::Scalar(_) => converted(&scalar, shape.kind).unwrap_or(scalar),
    }
}

/// The value as this kind, if it can be one: an amount may go out as text and come back as a number.
pub(crate) fn converted(json: &Json, kind: Option<Kind>) -> Option<Json> {
    match (json, kind) {
        (json, None) => Some(json.clone()),
        (Json::Object(_), Some(Kind::Object)) | (Json::Array(_), Some(Kind::Array)) => {
            Some(json.clone())
        }
        (Json::Scalar(_), Some(Kind::String)) if json.as_text().is_some() => Some(json.clone()),
        (Json::Scalar(text), Some(Kind::String)) => Json::number(text).map(|_| Json::string(text)),
        (Json::Scalar(text), Some(Kind::Number)) => {
            Json::number(json.as_text().as_ref().unwrap_or(text))
        }
        (Json::Scalar(text), Some(Kind::Boolean)) => {
            matches!(text.as_str(), "true" | "false").then(|| json.clone())
        }
        _ => None,
    }
}
