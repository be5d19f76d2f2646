//! Reading a spec's text, and small helpers to walk it.

use serde_json::Value;

use crate::{Error, Source};

/// Parses the YAML of a spec.
pub(crate) fn parse(source: &Source<'_>) -> Result<Value, Error> {
    yaml_serde::from_str(source.text).map_err(|error| Error::Yaml {
        file: source.file.to_owned(),
        problem: error.to_string(),
    })
}

/// Follows a local `$ref` such as `#/components/schemas/Invoice`.
pub(crate) fn resolve<'a>(document: &'a Value, value: &'a Value) -> Option<&'a Value> {
    match value.get("$ref").and_then(Value::as_str) {
        Some(reference) => document.pointer(reference.strip_prefix('#')?),
        None => Some(value),
    }
}

/// The component name that a schema refers to, directly or as the only part of an `allOf`.
pub(crate) fn component(schema: &Value) -> Option<&str> {
    let reference = match schema.get("allOf").and_then(Value::as_array) {
        Some(parts) if parts.len() == 1 => parts[0].get("$ref"),
        _ => schema.get("$ref"),
    };
    reference?.as_str()?.strip_prefix("#/components/schemas/")
}

/// Escapes a key for use in a JSON pointer.
pub(crate) fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}
