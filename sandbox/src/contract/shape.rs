//! What a schema says that its validator does not tell: which fields there are, of what kind, and
//! the rules over several of them.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::contract::limits::Limits;
use crate::contract::rules::Rule;
use crate::json::Json;

/// The kind of a JSON value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Kind {
    String,
    Number,
    Boolean,
    Array,
    Object,
}

/// The fields of a schema.
#[derive(Debug, Default)]
pub(crate) struct Shape {
    pub(crate) kind: Option<Kind>,
    /// Whether a text is to be an amount.
    pub(crate) is_decimal: bool,
    pub(crate) items: Option<Box<Shape>>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) limits: Limits,
    properties: BTreeMap<String, Shape>,
    variants: Option<Variants>,
    additional: bool,
}

#[derive(Debug)]
struct Variants {
    property: String,
    by_value: BTreeMap<String, Shape>,
}

impl Shape {
    /// Reads a schema without references, as [`crate::contract::schema::inline`] makes it.
    pub(crate) fn read(schema: &Value) -> Result<Shape, String> {
        let mut shape = Shape {
            kind: schema.get("type").and_then(Value::as_str).and_then(kind),
            is_decimal: schema
                .get("format")
                .is_some_and(|format| format == "decimal"),
            additional: schema
                .get("additionalProperties")
                .is_some_and(|value| value != false),
            limits: Limits::read(schema)?,
            ..Shape::default()
        };
        if let Some(rules) = schema.get("x-rules") {
            shape.rules = read_rules(rules)?;
        }
        if let Some(items) = schema.get("items") {
            shape.items = Some(Box::new(Shape::read(items)?));
        }
        for (name, property) in schema
            .get("properties")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
        {
            shape
                .properties
                .insert(name.clone(), Shape::read(property)?);
        }
        for part in schema
            .get("allOf")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            shape.merge(Shape::read(part)?);
        }
        if let Some(discriminator) = schema.get("discriminator") {
            shape.kind = Some(Kind::Object);
            shape.variants = Some(Variants::read(discriminator)?);
        }
        Ok(shape)
    }

    fn merge(&mut self, part: Shape) {
        self.kind = self.kind.or(part.kind);
        self.is_decimal |= part.is_decimal;
        self.additional |= part.additional;
        self.rules.extend(part.rules);
        self.limits = std::mem::take(&mut self.limits).or(part.limits);
        self.properties.extend(part.properties);
        self.items = self.items.take().or(part.items);
        self.variants = self.variants.take().or(part.variants);
    }

    /// The shape of a field of this object, or nothing if the contract does not know the field.
    pub(crate) fn property(&self, name: &str, object: &Json) -> Option<&Shape> {
        self.properties
            .get(name)
            .or_else(|| self.property_of(name, self.tag(object).as_deref()))
    }

    /// The same by the object's [`Shape::tag`].
    pub(crate) fn property_of(&self, name: &str, tag: Option<&str>) -> Option<&Shape> {
        self.properties.get(name).or_else(|| {
            let variants = &self.variants.as_ref()?.by_value;
            match tag.and_then(|tag| variants.get(tag)) {
                Some(variant) => variant.properties.get(name),
                None => variants
                    .values()
                    .find_map(|variant| variant.properties.get(name)),
            }
        })
    }

    /// What an object of a union says it is.
    pub(crate) fn tag(&self, object: &Json) -> Option<String> {
        object.text(&self.variants.as_ref()?.property)
    }

    /// The variant of a union that this object is.
    pub(crate) fn variant(&self, object: &Json) -> Option<&Shape> {
        let variants = self.variants.as_ref()?;
        variants.by_value.get(&self.tag(object)?)
    }

    /// Whether fields that are not named here are part of the contract.
    pub(crate) fn takes_any_field(&self) -> bool {
        self.additional || (self.properties.is_empty() && self.variants.is_none())
    }
}

impl Variants {
    fn read(discriminator: &Value) -> Result<Variants, String> {
        let property = discriminator["propertyName"]
            .as_str()
            .ok_or("a discriminator without propertyName")?;
        let mapping = discriminator["mapping"]
            .as_object()
            .ok_or("a discriminator without mapping")?;
        let by_value = mapping
            .iter()
            .map(|(value, schema)| Ok((value.clone(), Shape::read(schema)?)))
            .collect::<Result<_, String>>()?;
        Ok(Variants {
            property: property.to_owned(),
            by_value,
        })
    }
}

/// Reads the value of `x-rules`.
pub(crate) fn read_rules(rules: &Value) -> Result<Vec<Rule>, String> {
    serde_json::from_value(rules.clone()).map_err(|error| format!("x-rules: {error}"))
}

fn kind(name: &str) -> Option<Kind> {
    match name {
        "string" => Some(Kind::String),
        "number" | "integer" => Some(Kind::Number),
        "boolean" => Some(Kind::Boolean),
        "array" => Some(Kind::Array),
        "object" => Some(Kind::Object),
        _ => None,
    }
}
