//! A document of OpenAPI 3.0 as one of 3.1, with its callbacks among the webhooks, for tools that make types of both.

use serde_json::{Map, Value, json};

use crate::document::Document;

type Object = Map<String, Value>;

impl Document {
    /// The document as OpenAPI 3.1. What means the same in both is as it was; `nullable` is a type, a bound that is
    /// excluded stands in `exclusiveMinimum` or `exclusiveMaximum`, an `example` of a schema among its `examples`.
    /// `x-webhooks` are `webhooks`, and so are the callbacks of every operation, by their names; `x-callback-url` says where
    /// those go. Of a document that is 3.1 already, nothing but this is changed.
    #[must_use]
    pub fn to_3_1(&self) -> Value {
        let mut document = self.root().to_value();
        let version = document["openapi"].as_str().unwrap_or_default();
        if version.starts_with("3.0") {
            document["openapi"] = json!("3.1.0");
            within(&mut document);
        }
        let Value::Object(fields) = &mut document else {
            return document;
        };
        let mut webhooks = Object::new();
        for name in ["webhooks", "x-webhooks"] {
            if let Some(Value::Object(own)) = fields.remove(name) {
                webhooks.extend(own);
            }
        }
        let paths = fields.get_mut("paths").and_then(Value::as_object_mut);
        for operations in paths.into_iter().flat_map(Object::values_mut) {
            let operations = operations.as_object_mut().into_iter();
            for operation in operations.flat_map(Object::values_mut) {
                webhooks.extend(callbacks(operation));
            }
        }
        if !webhooks.is_empty() {
            fields.insert("webhooks".to_owned(), Value::Object(webhooks));
        }
        document
    }
}

/// The callbacks of an operation, which has none afterwards.
fn callbacks(operation: &mut Value) -> Object {
    let operation = operation.as_object_mut();
    let callbacks = operation.and_then(|operation| operation.remove("callbacks"));
    let Some(Value::Object(callbacks)) = callbacks else {
        return Object::new();
    };
    let callbacks = callbacks.into_iter().filter_map(|(name, callback)| {
        let (url, mut item) = callback.as_object()?.clone().into_iter().next()?;
        item.as_object_mut()?
            .insert("x-callback-url".to_owned(), url.into());
        Some((name, item))
    });
    callbacks.collect()
}

/// Changes the schemas in anything but a schema.
fn within(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                match (name.as_str(), value) {
                    ("schema", value) => schema(value),
                    ("schemas", Value::Object(schemas)) => schemas.values_mut().for_each(schema),
                    ("example" | "examples" | "default", _) => {}
                    (name, _) if name.starts_with("x-") && name != "x-webhooks" => {}
                    (_, value) => within(value),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(within),
        _ => {}
    }
}

fn schema(value: &mut Value) {
    let Value::Object(fields) = value else {
        return;
    };
    if fields.contains_key("$ref") {
        // Beside a reference 3.0 takes nothing into account.
        fields.retain(|name, _| ["$ref", "summary", "description"].contains(&name.as_str()));
        return;
    }
    for name in ["properties", "patternProperties"] {
        if let Some(Value::Object(properties)) = fields.get_mut(name) {
            properties.values_mut().for_each(schema);
        }
    }
    for name in ["items", "not", "additionalProperties"] {
        fields.get_mut(name).into_iter().for_each(schema);
    }
    for name in ["allOf", "oneOf", "anyOf"] {
        if let Some(Value::Array(members)) = fields.get_mut(name) {
            members.iter_mut().for_each(schema);
        }
    }
    for (bound, exclusive) in [
        ("minimum", "exclusiveMinimum"),
        ("maximum", "exclusiveMaximum"),
    ] {
        if let Some(Value::Bool(is_excluded)) = fields.get(exclusive) {
            let bound = if *is_excluded {
                fields.remove(bound)
            } else {
                None
            };
            fields.remove(exclusive);
            fields.extend(bound.map(|bound| (exclusive.to_owned(), bound)));
        }
    }
    if let Some(example) = fields.remove("example") {
        fields.insert("examples".to_owned(), json!([example]));
    }
    match fields.get("format").and_then(Value::as_str) {
        Some("byte") => replace(fields, "format", "contentEncoding", "base64"),
        Some("binary") => {
            replace(
                fields,
                "format",
                "contentMediaType",
                "application/octet-stream",
            );
        }
        _ => {}
    }
    if fields.remove("nullable") == Some(json!(true)) {
        let nullable = nullable(std::mem::take(fields));
        *value = nullable;
    }
}

fn replace(fields: &mut Object, old: &str, new: &str, value: &str) {
    fields.remove(old);
    fields.insert(new.to_owned(), value.into());
}

fn nullable(mut fields: Object) -> Value {
    let Some(Value::String(kind)) = fields.get("type").cloned() else {
        return json!({"anyOf": [fields, {"type": "null"}]});
    };
    fields.insert("type".to_owned(), json!([kind, "null"]));
    if let Some(Value::Array(values)) = fields.get_mut("enum")
        && !values.contains(&Value::Null)
    {
        values.push(Value::Null);
    }
    Value::Object(fields)
}
