//! Values in the types that a schema asks for.

use crate::contract::shape::{Kind, Shape};
use crate::json::Json;

/// The documents print some texts as numbers (spec/errata.yaml lists them); the answer keeps to the schema.
pub(crate) fn conform(json: Json, shape: &Shape) -> Json {
    match json {
        Json::Object(_) => conform_fields(json, shape),
        Json::Array(items) => match &shape.items {
            Some(shape) => {
                Json::Array(items.into_iter().map(|item| conform(item, shape)).collect())
            }
            None => Json::Array(items),
        },
        scalar @ Json::Scalar(_) => converted(&scalar, shape.kind).unwrap_or(scalar),
    }
}

fn conform_fields(mut object: Json, shape: &Shape) -> Json {
    // The discriminator tells the shapes of the others, so it has to stay while they change.
    let tag = shape.tag(&object);
    if let Json::Object(fields) = &mut object {
        for (name, json) in fields {
            if let Some(shape) = shape.property_of(name, tag.as_deref()) {
                let sent = std::mem::replace(json, Json::null());
                *json = conform(sent, shape);
            }
        }
    }
    object
}

/// The value as this kind, if it can be one: an amount may go out as text and come back as a number.
fn converted(json: &Json, kind: Option<Kind>) -> Option<Json> {
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
