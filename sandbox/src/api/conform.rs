//! Values in the types that a schema asks for.

use crate::api::shape::{Added, Kind, Shape};
use crate::json::Json;

/// The documents print some texts as numbers (spec/errata.yaml lists them); the answer keeps to the schema.
pub(crate) fn conform(mut json: Json, shape: &Shape) -> Json {
    conform_in_place(&mut json, shape);
    json
}

/// Adds the fields that an overlay has with a value and the product does not know.
pub(crate) fn complete(json: &mut Json, shape: &Shape) {
    if shape.added == Added::Nothing {
        return;
    }
    let member = shape.alternative(json);
    let member = member.or_else(|| shape.variant(json));
    let own = shape.properties.iter();
    let properties = own.chain(member.into_iter().flat_map(|member| &member.properties));
    match json {
        Json::Object(fields) => {
            for (name, shape) in properties {
                match (fields.iter_mut().find(|(own, _)| own == name), &shape.added) {
                    (Some((_, json)), _) => complete(json, shape),
                    (None, Added::Value(added)) => fields.push((name.clone(), added.clone())),
                    (None, _) => {}
                }
            }
        }
        Json::Array(items) => {
            for (item, shape) in items.iter_mut().zip(shape.items.iter().cycle()) {
                complete(item, shape);
            }
        }
        Json::Scalar(_) => {}
    }
}

fn conform_in_place(json: &mut Json, shape: &Shape) {
    // Which of a union it is follows from its fields, so it has to be told while they are as they were.
    let member = shape.alternative(json);
    let tag = member.unwrap_or(shape).tag(json);
    let property = |name: &str| {
        let tag = tag.as_deref();
        shape
            .property_of(name, tag)
            .or_else(|| member?.property_of(name, tag))
    };
    match json {
        Json::Object(fields) => {
            for (name, json) in fields {
                if let Some(shape) = property(name) {
                    conform_in_place(json, shape);
                }
            }
        }
        Json::Array(items) => {
            if let Some(shape) = &shape.items {
                for item in items {
                    conform_in_place(item, shape);
                }
            }
        }
        Json::Scalar(text) => {
            if let Some(converted) = converted(text, shape.kind) {
                *json = converted;
            }
        }
    }
}

/// The value as this kind, if it is another and can be this one: an amount may go out as text and come back as a number.
fn converted(text: &str, kind: Option<Kind>) -> Option<Json> {
    match kind {
        Some(Kind::String) if !text.starts_with('"') => {
            Json::number(text).map(|_| Json::string(text))
        }
        Some(Kind::Number) if text.starts_with('"') => {
            Json::number(text.get(1..text.len() - 1).unwrap_or_default())
        }
        _ => None,
    }
}
