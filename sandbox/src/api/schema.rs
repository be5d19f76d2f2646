//! What a schema says as JSON Schema 2020-12, so that a standard validator can check requests.

use bayar_contract::schema::{Additional, Type};
use bayar_contract::{NodeId, SchemaId};
use jsonschema::{Draft, Validator};
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::api::shape::{Shape, deeper};
use crate::clock;
use crate::json::Json;

/// A schema ready to check values.
#[derive(Debug)]
pub(crate) struct Schema {
    pub(crate) validator: Validator,
    pub(crate) shape: Shape,
}

impl Schema {
    pub(crate) fn of(contract: &bayar_contract::Contract, id: SchemaId) -> Result<Schema, String> {
        Ok(Schema {
            validator: validator(contract, id)?,
            shape: Shape::of(contract, id)?,
        })
    }
}

/// Checks all but the limits of numbers, which are checked in [`crate::api::limits`].
pub(crate) fn validator(
    contract: &bayar_contract::Contract,
    id: SchemaId,
) -> Result<Validator, String> {
    jsonschema::options()
        .with_draft(Draft::Draft202012)
        .should_validate_formats(true)
        .with_format("decimal", |text: &str| Json::number(text).is_some())
        // The server takes offsets without a colon.
        .with_format("date-time", |text: &str| clock::parse(text).is_some())
        .build(&json_schema(contract, id, 0)?)
        .map_err(|error| error.to_string())
}

fn json_schema(
    contract: &bayar_contract::Contract,
    id: SchemaId,
    depth: usize,
) -> Result<Value, String> {
    let depth = deeper(depth)?;
    let schema = contract.schema(id);
    if let Some(any) = schema.boolean {
        return Ok(Value::Bool(any));
    }
    let inner = |id: SchemaId| json_schema(contract, id, depth);
    let list = |ids: &[SchemaId]| ids.iter().map(|id| inner(*id)).collect::<Result<_, _>>();
    let mut out = own_keywords(contract, schema);
    for (name, id) in [("items", schema.items), ("not", schema.not)] {
        set(&mut out, name, id.map(inner).transpose()?);
    }
    let fields = schema.properties.iter();
    let fields = fields.map(|field| Ok((field.name.clone(), inner(field.schema)?)));
    let fields = fields.collect::<Result<Map<_, _>, String>>()?;
    set(&mut out, "properties", some(fields, Map::is_empty));
    let additional = match schema.additional {
        Additional::Unstated => None,
        Additional::Allowed => Some(json!(true)),
        Additional::Refused => Some(json!(false)),
        Additional::Schema(id) => Some(inner(id)?),
    };
    set(&mut out, "additionalProperties", additional);
    let mut all: Vec<Value> = list(&schema.all_of)?;
    if let Some(reference) = &schema.reference {
        all.push(inner(reference.target)?);
    }
    if let Some(discriminator) = &schema.discriminator {
        all.push(union(contract, id, &discriminator.property, depth)?);
    } else {
        set(
            &mut out,
            "oneOf",
            some(list(&schema.one_of)?, Vec::is_empty),
        );
        set(
            &mut out,
            "anyOf",
            some(list(&schema.any_of)?, Vec::is_empty),
        );
    }
    // Mostly a reference, which stands for itself.
    let is_one = out.is_empty() && all.len() == 1;
    set(&mut out, "allOf", some(all, Vec::is_empty));
    let out = match out.get_mut("allOf").filter(|_| is_one) {
        Some(all) => all[0].take(),
        None => Value::Object(out),
    };
    if schema.nullable {
        return Ok(json!({"anyOf": [{"type": "null"}, out]}));
    }
    Ok(out)
}

/// What does not lead to other schemas.
fn own_keywords(
    contract: &bayar_contract::Contract,
    schema: &bayar_contract::Schema,
) -> Map<String, Value> {
    let mut out = Map::new();
    let types = schema.types.iter().filter(|kind| *kind != Type::Null);
    let types: Vec<_> = types.map(Type::name).collect();
    match types.as_slice() {
        [] => {}
        [only] => set(&mut out, "type", Some(only)),
        types => set(&mut out, "type", Some(types)),
    }
    let value = |id: &NodeId| contract.node(*id).to_value();
    let values = schema.values.as_ref();
    let values = values.map(|values| values.iter().map(value).collect::<Vec<_>>());
    set(&mut out, "enum", values);
    set(&mut out, "const", schema.constant.as_ref().map(value));
    // `decimal` of a number says nothing more; of a string it says what the text holds.
    let is_text = schema.types.only() == Some(Type::String);
    let format = schema.format.as_ref().filter(|_| is_text);
    set(&mut out, "format", format);
    set(&mut out, "pattern", schema.pattern.as_ref());
    for (name, limit) in [
        ("minLength", schema.min_length),
        ("maxLength", schema.max_length),
        ("minItems", schema.min_items),
        ("maxItems", schema.max_items),
        ("minProperties", schema.min_properties),
        ("maxProperties", schema.max_properties),
    ] {
        set(&mut out, name, limit);
    }
    set(&mut out, "uniqueItems", schema.unique_items.then_some(true));
    set(
        &mut out,
        "required",
        some(&schema.required, |names| names.is_empty()),
    );
    out
}

fn set(out: &mut Map<String, Value>, name: &str, value: Option<impl Serialize>) {
    out.extend(value.map(|value| (name.to_owned(), json!(value))));
}

fn some<T>(value: T, is_empty: impl Fn(&T) -> bool) -> Option<T> {
    Some(value).filter(|value| !is_empty(value))
}

/// A union by discriminator: exactly the named variant is checked, so that its errors stay readable.
fn union(
    contract: &bayar_contract::Contract,
    id: SchemaId,
    property: &str,
    depth: usize,
) -> Result<Value, String> {
    let mut values = Vec::new();
    let mut branches = Vec::new();
    for variant in contract.variants(id) {
        let Some(value) = variant.value else { continue };
        let condition = json!({"required": [property], "properties": {property: {"const": value}}});
        let then = json_schema(contract, variant.schema, depth)?;
        branches.push(json!({"if": condition, "then": then}));
        values.push(value);
    }
    Ok(json!({
        "type": "object",
        "required": [property],
        "properties": {property: {"enum": values}},
        "allOf": branches,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks a value against the first of some named schemas.
    fn valid(schemas: &str, value: &Value) -> Result<bool, String> {
        let text = format!(
            "openapi: 3.0.3\ninfo: {{title: a, version: '1'}}\npaths: {{}}\ncomponents: {{schemas: {{{schemas}}}}}"
        );
        let contract = bayar_contract::Contract::parse("a.yaml", &text).unwrap();
        let (_, id) = contract.named[0];
        Ok(Schema::of(&contract, id)?.validator.is_valid(value))
    }

    #[test]
    fn nullable() {
        let schema = "a: {type: string, nullable: true, enum: [A]}";
        assert_eq!(valid(schema, &json!(null)), Ok(true));
        assert_eq!(valid(schema, &json!("A")), Ok(true));
        assert_eq!(valid(schema, &json!("B")), Ok(false));
        assert_eq!(valid("a: {type: string}", &json!(null)), Ok(false));
    }

    #[test]
    fn decimal_text() {
        let schema = "a: {type: string, format: decimal}";
        assert_eq!(valid(schema, &json!("10.50")), Ok(true));
        assert_eq!(valid(schema, &json!("ten")), Ok(false));
        assert_eq!(valid(schema, &json!(10)), Ok(false));
    }

    #[test]
    fn a_schema_within_itself_is_an_error() {
        let schema = "a: {properties: {a: {$ref: '#/components/schemas/a'}}}";
        assert!(valid(schema, &json!({})).is_err());
    }

    #[test]
    fn what_is_referred_to_holds() {
        let schemas = "a: {type: object, required: [b], allOf: [{$ref: '#/components/schemas/b'}]}, \
                       b: {properties: {b: {$ref: '#/components/schemas/c'}}}, c: {type: string, maxLength: 2}";
        assert_eq!(valid(schemas, &json!({"b": "12"})), Ok(true));
        assert_eq!(valid(schemas, &json!({"b": "123"})), Ok(false));
        assert_eq!(valid(schemas, &json!({})), Ok(false));
    }

    #[test]
    fn a_property_may_be_named_like_a_keyword() {
        let schema = "a: {type: object, properties: {description: {type: string}, nullable: {type: boolean}}}";
        assert_eq!(valid(schema, &json!({"description": 1})), Ok(false));
        assert_eq!(valid(schema, &json!({"nullable": true})), Ok(true));
    }
}
