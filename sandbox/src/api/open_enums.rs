//! Lists of values that do not refuse the next one.
//!
//! Clients that are generated in some languages end with an error when an answer has a value that no one listed, also
//! after money has moved. In the open form of the document each list in an answer or a callback may be any other text.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

type Object = Map<String, Value>;

/// Opens the lists of texts in answers and webhooks of a document of OpenAPI 3.1, but for the fields that tell the variants
/// of a union apart. Lists of what is sent stay as they are.
pub(super) fn open_enums(document: &mut Value) {
    let tags = tags(document);
    let lists = schemas(document).filter(|(_, schema)| is_list(schema));
    let opener = Opener(lists.map(|(name, _)| reference(name)).collect());
    let received = received(document);
    let schemas = document.pointer_mut("/components/schemas");
    let schemas = schemas.and_then(Value::as_object_mut).into_iter().flatten();
    for (name, schema) in schemas {
        let reference = reference(name);
        if !received.contains(&reference) {
            continue;
        }
        let own = tags.iter().filter(|(variant, _)| *variant == reference);
        let pointers = own.map(|(_, tag)| format!("/properties/{}", bayar_contract::escape(tag)));
        let kept: Vec<_> = pointers
            .filter_map(|pointer| Some((schema.pointer(&pointer)?.clone(), pointer)))
            .collect();
        // A named list itself stays, so that types have its name.
        if !is_list(schema) {
            opener.within(schema, false);
        }
        for (tag, pointer) in kept {
            if let Some(place) = schema.pointer_mut(&pointer) {
                *place = tag;
            }
        }
    }
    for root in roots(document) {
        opener.within(root, false);
    }
}

/// The variants of every union, each with the field that tells it.
fn tags(document: &Value) -> BTreeSet<(String, String)> {
    let mut tags = BTreeSet::new();
    each(document, &mut |object| {
        let tag = object
            .get("discriminator")
            .and_then(|one| one.get("propertyName"));
        let Some(tag) = tag.and_then(Value::as_str) else {
            return;
        };
        let variants = ["oneOf", "anyOf"]
            .into_iter()
            .filter_map(|name| object.get(name));
        let variants = variants.filter_map(Value::as_array).flatten();
        let variants = variants.filter_map(|variant| target(variant.as_object()?));
        tags.extend(variants.map(|variant| (variant, tag.to_owned())));
    });
    tags
}

/// The answers of every operation, and the webhooks.
fn roots(document: &mut Value) -> Vec<&mut Value> {
    let Value::Object(fields) = document else {
        return Vec::new();
    };
    let mut roots = Vec::new();
    for (name, value) in fields {
        match name.as_str() {
            "webhooks" => roots.push(value),
            "paths" => {
                let items = value
                    .as_object_mut()
                    .into_iter()
                    .flat_map(Object::values_mut);
                let operations = items.filter_map(Value::as_object_mut);
                let operations = operations.flat_map(Object::values_mut);
                roots.extend(operations.filter_map(|operation| operation.get_mut("responses")));
            }
            "components" => roots.extend(value.get_mut("responses")),
            _ => {}
        }
    }
    roots
}

fn schemas(document: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let schemas = document.pointer("/components/schemas");
    let schemas = schemas.and_then(Value::as_object).into_iter().flatten();
    schemas.map(|(name, schema)| (name.as_str(), schema))
}

fn reference(name: &str) -> String {
    format!("#/components/schemas/{name}")
}

/// What answers and webhooks refer to, and what that refers to.
fn received(document: &mut Value) -> BTreeSet<String> {
    let mut received = BTreeSet::new();
    let mut next = Vec::new();
    for root in roots(document) {
        each(root, &mut |object| next.extend(target(object)));
    }
    while let Some(reference) = next.pop() {
        if !received.insert(reference.clone()) {
            continue;
        }
        let schema = document.pointer(reference.trim_start_matches('#'));
        if let Some(schema) = schema {
            each(schema, &mut |object| next.extend(target(object)));
        }
    }
    received
}

fn target(object: &Object) -> Option<String> {
    object.get("$ref")?.as_str().map(str::to_owned)
}

/// Calls with every object of a value.
fn each(value: &Value, call: &mut impl FnMut(&Object)) {
    match value {
        Value::Object(fields) => {
            call(fields);
            fields.values().for_each(|value| each(value, call));
        }
        Value::Array(items) => items.iter().for_each(|item| each(item, call)),
        _ => {}
    }
}

/// Whether a schema lists texts.
fn is_list(schema: &Value) -> bool {
    let values = schema.get("enum").and_then(Value::as_array);
    values.is_some_and(|values| values.iter().any(Value::is_string))
}

/// The references that lead to a list.
struct Opener(BTreeSet<String>);

impl Opener {
    fn is_named_list(&self, value: &Value) -> bool {
        let target = value.as_object().and_then(target);
        target.is_some_and(|target| self.0.contains(&target))
    }

    /// The list that a schema is, or refers to and says something more.
    fn list(&self, value: &Value) -> Option<Value> {
        if is_list(value) || self.is_named_list(value) {
            return Some(value.clone());
        }
        let [one] = &value.get("allOf")?.as_array()?[..] else {
            return None;
        };
        self.is_named_list(one).then(|| one.clone())
    }

    /// Opens the lists in a schema, or in anything with schemas; as a part of several, no list is left of it, for other
    /// parts may have the same field, and generators cannot merge a text with a choice.
    fn within(&self, value: &mut Value, is_part: bool) {
        if let Some(list) = self.list(value) {
            let text = json!({"type": "string"});
            let mut open = if is_part {
                text
            } else {
                json!({"anyOf": [list, text]})
            };
            let said = value
                .get("description")
                .filter(|_| value.get("enum").is_none());
            if let Some(said) = said {
                open["description"] = said.clone();
            }
            *value = open;
            return;
        }
        match value {
            Value::Object(fields) => {
                for (name, value) in fields {
                    match (name.as_str(), value) {
                        ("example" | "examples" | "default" | "discriminator", _) => {}
                        (name, _) if name.starts_with("x-") => {}
                        ("properties", Value::Object(properties)) => {
                            let schemas = properties.iter_mut().map(|(_, schema)| schema);
                            schemas.for_each(|schema| self.within(schema, is_part));
                        }
                        ("allOf", Value::Array(parts)) => {
                            let is_part = parts.len() > 1;
                            for part in parts {
                                self.within(part, is_part);
                            }
                        }
                        (_, value) => self.within(value, false),
                    }
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.within(item, false)),
            _ => {}
        }
    }
}
