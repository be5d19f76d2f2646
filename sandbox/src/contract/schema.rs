//! OpenAPI 3.0 schemas as JSON Schema 2020-12, so that a standard validator can check requests.

use jsonschema::{Draft, Validator};
use serde_json::{Map, Value, json};

use crate::contract::shape::Shape;
use crate::json::Json;

/// Deeper than any schema of a contract; a schema that refers to itself reaches it.
const DEEPEST: usize = 64;

/// Keywords that mean the same in both languages. Limits of numbers are checked in [`crate::contract::limits`].
const KEPT: &[&str] = &[
    "type",
    "enum",
    "required",
    "format",
    "pattern",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
];

/// A schema ready to check values.
#[derive(Debug)]
pub(crate) struct Schema {
    pub(crate) validator: Validator,
    pub(crate) shape: Shape,
}

impl Schema {
    pub(crate) fn read(contract: &Value, schema: &Value) -> Result<Schema, String> {
        let schema = inline(contract, schema)?;
        let validator = jsonschema::options()
            .with_draft(Draft::Draft202012)
            .should_validate_formats(true)
            .with_format("decimal", |text: &str| Json::number(text).is_some())
            .build(&convert(&schema)?)
            .map_err(|error| error.to_string())?;
        Ok(Schema {
            validator,
            shape: Shape::read(&schema)?,
        })
    }
}

/// Follows a local reference such as `#/components/schemas/Invoice`; anything else is returned as it is.
pub(crate) fn resolve<'a>(contract: &'a Value, value: &'a Value) -> Result<&'a Value, String> {
    let Some(reference) = value.get("$ref").and_then(Value::as_str) else {
        return Ok(value);
    };
    reference
        .strip_prefix('#')
        .and_then(|pointer| contract.pointer(pointer))
        .ok_or_else(|| format!("{reference} is not in the contract"))
}

/// Puts every schema that is referred to in the place of its reference.
pub(crate) fn inline(contract: &Value, schema: &Value) -> Result<Value, String> {
    inline_at(contract, schema, 0)
}

fn inline_at(contract: &Value, schema: &Value, depth: usize) -> Result<Value, String> {
    if depth > DEEPEST {
        return Err("a schema refers to itself".to_owned());
    }
    let inline = |value: &Value| inline_at(contract, value, depth + 1);
    if schema.get("$ref").is_some_and(Value::is_string) {
        return inline(resolve(contract, schema)?);
    }
    match schema {
        Value::Object(fields) => {
            let mut out = Map::new();
            for (key, value) in fields {
                let value = if key == "discriminator" {
                    mapped(value)
                } else {
                    value.clone()
                };
                out.insert(key.clone(), inline(&value)?);
            }
            Ok(Value::Object(out))
        }
        Value::Array(items) => items
            .iter()
            .map(inline)
            .collect::<Result<_, _>>()
            .map(Value::Array),
        scalar => Ok(scalar.clone()),
    }
}

/// Turns the references of a discriminator's mapping, which are plain strings, into reference objects.
fn mapped(discriminator: &Value) -> Value {
    let mut discriminator = discriminator.clone();
    let mapping = discriminator
        .get_mut("mapping")
        .and_then(Value::as_object_mut);
    for reference in mapping
        .into_iter()
        .flat_map(Map::values_mut)
        .filter(|value| value.is_string())
    {
        *reference = json!({"$ref": reference.take()});
    }
    discriminator
}

/// Rewrites what JSON Schema says in other words.
fn convert(schema: &Value) -> Result<Value, String> {
    let Some(fields) = schema.as_object() else {
        return Ok(schema.clone());
    };
    let mut out = Map::new();
    for (key, value) in fields {
        match key.as_str() {
            // `decimal` of a number says nothing more; of a string it says what the text holds.
            "format" if fields.get("type") != Some(&json!("string")) => {}
            key if KEPT.contains(&key) => _ = out.insert(key.to_owned(), value.clone()),
            "items" | "additionalProperties" | "not" => {
                _ = out.insert(key.clone(), convert(value)?);
            }
            "properties" => _ = out.insert(key.clone(), convert_properties(value)?),
            "allOf" | "anyOf" => _ = out.insert(key.clone(), convert_list(value)?),
            "oneOf" if !fields.contains_key("discriminator") => {
                _ = out.insert(key.clone(), convert_list(value)?);
            }
            "discriminator" => pick_variant(&mut out, value)?,
            _ => {}
        }
    }
    if fields.get("nullable") == Some(&Value::Bool(true)) {
        return Ok(json!({"anyOf": [{"type": "null"}, out]}));
    }
    Ok(Value::Object(out))
}

fn convert_properties(properties: &Value) -> Result<Value, String> {
    let entries = properties.as_object().into_iter().flatten();
    entries
        .map(|(name, schema)| Ok((name.clone(), convert(schema)?)))
        .collect::<Result<_, String>>()
        .map(Value::Object)
}

fn convert_list(schemas: &Value) -> Result<Value, String> {
    schemas
        .as_array()
        .into_iter()
        .flatten()
        .map(convert)
        .collect::<Result<_, _>>()
        .map(Value::Array)
}

/// A union by discriminator: exactly the named variant is checked, so that its errors stay readable.
fn pick_variant(out: &mut Map<String, Value>, discriminator: &Value) -> Result<(), String> {
    let property = &discriminator["propertyName"];
    let name = property
        .as_str()
        .ok_or("a discriminator without propertyName")?;
    let mapping = discriminator["mapping"]
        .as_object()
        .ok_or("a discriminator without mapping")?;
    let branches = mapping
        .iter()
        .map(|(value, variant)| {
            let condition = json!({"required": [name], "properties": {name: {"const": value}}});
            Ok(json!({"if": condition, "then": convert(variant)?}))
        })
        .collect::<Result<Vec<_>, String>>()?;
    let values: Vec<&String> = mapping.keys().collect();
    out.insert("type".to_owned(), json!("object"));
    out.insert("required".to_owned(), json!([name]));
    out.insert("properties".to_owned(), json!({name: {"enum": values}}));
    out.insert("allOf".to_owned(), Value::Array(branches));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn valid(schema: Value, value: Value) -> bool {
        Schema::read(&json!({}), &schema)
            .unwrap()
            .validator
            .is_valid(&value)
    }

    #[test]
    fn nullable() {
        let schema = json!({"type": "string", "nullable": true, "enum": ["A"]});
        assert!(valid(schema.clone(), json!(null)));
        assert!(valid(schema.clone(), json!("A")));
        assert!(!valid(schema, json!("B")));
        assert!(!valid(json!({"type": "string"}), json!(null)));
    }

    #[test]
    fn decimal_text() {
        let schema = json!({"type": "string", "format": "decimal"});
        assert!(valid(schema.clone(), json!("10.50")));
        assert!(!valid(schema.clone(), json!("ten")));
        assert!(!valid(schema, json!(10)));
    }

    #[test]
    fn a_schema_within_itself_is_an_error() {
        let contract = json!({"a": {"properties": {"a": {"$ref": "#/a"}}}});
        assert!(inline(&contract, &json!({"$ref": "#/a"})).is_err());
        assert!(inline(&contract, &json!({"$ref": "#/b"})).is_err());
    }

    #[test]
    fn a_property_may_be_named_like_a_keyword() {
        let schema = json!({"type": "object", "properties": {"description": {"type": "string"}, "nullable": {"type": "boolean"}}});
        assert!(!valid(schema.clone(), json!({"description": 1})));
        assert!(valid(schema, json!({"nullable": true})));
    }
}
