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
    /// Whether the values are listed.
    pub(crate) is_enum: bool,
    /// The listed values, and those of them after which nothing changes any more.
    pub(crate) values: Vec<String>,
    pub(crate) finals: Vec<String>,
    pub(crate) format: Option<String>,
    pub(super) required: Vec<String>,
    pub(crate) items: Option<Box<Shape>>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) limits: Limits,
    pub(super) properties: BTreeMap<String, Shape>,
    pub(super) variants: Option<Variants>,
    /// The members of a union that are told apart by the fields that they require.
    pub(super) alternatives: Vec<Shape>,
    pub(super) additional: bool,
}

#[derive(Debug)]
pub(super) struct Variants {
    pub(super) property: String,
    pub(super) by_value: BTreeMap<String, Shape>,
}

impl Shape {
    /// Whether a text is to be an amount.
    pub(crate) fn is_decimal(&self) -> bool {
        self.format.as_deref() == Some("decimal")
    }

    /// Reads a schema without references, as [`crate::contract::schema::inline`] makes it.
    pub(crate) fn read(schema: &Value) -> Result<Shape, String> {
        let mut shape = Shape {
            kind: schema.get("type").and_then(Value::as_str).and_then(kind),
            is_enum: schema.get("enum").is_some(),
            values: texts(&schema["enum"]),
            finals: texts(&schema["x-final"]),
            format: schema["format"].as_str().map(str::to_owned),
            required: texts(&schema["required"]),
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
        } else if let Some(alternatives) = schema.get("oneOf").and_then(Value::as_array) {
            let alternatives = alternatives.iter().map(Shape::read);
            shape.alternatives = alternatives.collect::<Result<_, _>>()?;
        }
        Ok(shape)
    }

    fn merge(&mut self, part: Shape) {
        self.kind = self.kind.or(part.kind);
        self.is_enum |= part.is_enum;
        self.values.extend(part.values);
        self.finals.extend(part.finals);
        self.format = self.format.take().or(part.format);
        self.required.extend(part.required);
        self.additional |= part.additional;
        self.rules.extend(part.rules);
        self.limits = std::mem::take(&mut self.limits).or(part.limits);
        self.properties.extend(part.properties);
        self.items = self.items.take().or(part.items);
        self.variants = self.variants.take().or(part.variants);
        self.alternatives.extend(part.alternatives);
    }

    /// The shape of a field of this object, or nothing if the contract does not know the field.
    pub(crate) fn property(&self, name: &str, object: &Json) -> Option<&Shape> {
        if let Some(alternative) = self.alternative(object) {
            return self
                .properties
                .get(name)
                .or_else(|| alternative.property(name, object));
        }
        self.property_of(name, self.tag(object).as_deref())
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

    /// The field that tells the variants of a union apart.
    pub(crate) fn discriminator(&self) -> Option<&str> {
        self.variants
            .as_ref()
            .map(|variants| variants.property.as_str())
    }

    /// The first alternative of which this object has every required field.
    pub(crate) fn alternative(&self, object: &Json) -> Option<&Shape> {
        let fits = |shape: &&Shape| shape.required.iter().all(|name| object.get(name).is_some());
        self.alternatives.iter().find(fits)
    }

    /// Whether this object must have the field.
    pub(crate) fn requires(&self, name: &str, object: &Json) -> bool {
        self.required.iter().any(|required| required == name)
            || (self.variant(object).or_else(|| self.alternative(object)))
                .is_some_and(|variant| variant.requires(name, object))
    }

    /// Whether fields that are not named here are part of the contract.
    pub(crate) fn takes_any_field(&self) -> bool {
        let is_bare = self.variants.is_none() && self.alternatives.is_empty();
        self.additional || (self.properties.is_empty() && is_bare)
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

/// The texts of a list.
fn texts(list: &Value) -> Vec<String> {
    let texts = list.as_array().into_iter().flatten();
    texts
        .filter_map(|text| text.as_str().map(str::to_owned))
        .collect()
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
