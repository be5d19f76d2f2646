//! Going through a document as JSON, and changing it on the way.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::SCHEMAS;

/// The component name that a schema refers to, directly or as the only part of an `allOf`.
pub(super) fn component(schema: &Value) -> Option<&str> {
    let reference = match schema.get("allOf").and_then(Value::as_array) {
        Some(parts) if parts.len() == 1 => parts[0].get("$ref"),
        _ => schema.get("$ref"),
    };
    reference?.as_str()?.strip_prefix(SCHEMAS)
}

/// Replaces each schema that `choose` recognises by a reference to a hand-written type.
pub(super) fn replace_schemas(
    document: &mut Value,
    choose: fn(&Value) -> Option<&'static str>,
) -> usize {
    let mut names = BTreeSet::new();
    let changed = each_value(document, &mut |value| match choose(value) {
        Some(name) => {
            let mut replaced = reference(name);
            if let Some(description) = value.get("description") {
                replaced["description"] = description.clone();
            }
            *value = replaced;
            names.insert(name);
            1
        }
        None => 0,
    });
    // typify wants every reference to lead somewhere, also one that it replaces.
    if let Some(schemas) = schemas(document) {
        for name in names {
            schemas.insert(name.into(), json!({ "type": "string" }));
        }
    }
    changed
}

pub(super) fn reference(name: &str) -> Value {
    json!({ "$ref": format!("{SCHEMAS}{name}") })
}

pub(super) fn references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            for (key, member) in object {
                match member.as_str() {
                    Some(target) if key == "$ref" => found.push(target.to_owned()),
                    _ => references(member, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

pub(super) fn schemas(document: &mut Value) -> Option<&mut Map<String, Value>> {
    document
        .pointer_mut("/components/schemas")
        .and_then(Value::as_object_mut)
}

pub(super) fn each(
    document: &mut Value,
    pointer: &str,
    mut change: impl FnMut(&mut Value) -> usize,
) -> usize {
    match document.pointer_mut(pointer).and_then(Value::as_object_mut) {
        Some(members) => members.iter_mut().map(|(_, member)| change(member)).sum(),
        None => 0,
    }
}

pub(super) fn each_item(
    value: Option<&mut Value>,
    mut change: impl FnMut(&mut Value) -> usize,
) -> usize {
    match value.and_then(Value::as_array_mut) {
        Some(items) => items.iter_mut().map(&mut change).sum(),
        None => 0,
    }
}

pub(super) fn each_operation(
    document: &mut Value,
    mut change: impl FnMut(&mut Value) -> usize,
) -> usize {
    each(document, "/paths", |item| match item.as_object_mut() {
        Some(members) => members
            .iter_mut()
            .filter(|(method, _)| *method != "parameters")
            .map(|(_, operation)| change(operation))
            .sum(),
        None => 0,
    })
}

/// Calls `change` on every object below `value`, outermost first; examples are left alone.
pub(super) fn each_value(value: &mut Value, change: &mut impl FnMut(&mut Value) -> usize) -> usize {
    match value {
        Value::Object(_) => {
            let mut changed = change(value);
            if let Value::Object(object) = value {
                for (key, member) in object.iter_mut() {
                    if !matches!(key.as_str(), "example" | "examples" | "x-enum") {
                        changed += each_value(member, change);
                    }
                }
            }
            changed
        }
        Value::Array(items) => items.iter_mut().map(|item| each_value(item, change)).sum(),
        _ => 0,
    }
}
