//! What a schema says that its validator does not tell: which fields there are, of what kind, and
//! the rules over several of them.

use std::collections::BTreeMap;

use bayar_contract::SchemaId;
use bayar_contract::schema::{Additional, Type};

use crate::api::limits::Limits;
use crate::api::rules::Rule;
use crate::json::Json;

/// Deeper than any schema of a contract; a schema that refers to itself reaches it.
const DEEPEST: usize = 64;

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
    /// Whether the API takes an object without this field, although the contract requires it.
    pub(super) may_be_missing: bool,
    pub(crate) items: Option<Box<Shape>>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) limits: Limits,
    pub(super) properties: BTreeMap<String, Shape>,
    pub(super) variants: Option<Variants>,
    /// The members of a union that are told apart by the fields that they require.
    pub(super) alternatives: Vec<Shape>,
    pub(super) additional: bool,
    pub(super) added: Added,
}

/// What overlays added with a value.
#[derive(Debug, Default, PartialEq)]
pub(super) enum Added {
    #[default]
    Nothing,
    /// A field in it.
    Within,
    /// It is such a field: its example, or else its default.
    Value(Json),
}

/// The fields that an object may have by its shape.
pub(crate) struct Fields<'a> {
    shape: &'a Shape,
    tag: Option<String>,
    alternative: Option<Box<Fields<'a>>>,
}

impl<'a> Fields<'a> {
    pub(crate) fn get(&self, name: &str) -> Option<&'a Shape> {
        match &self.alternative {
            Some(other) => (self.shape.properties.get(name)).or_else(|| other.get(name)),
            None => self.shape.property_of(name, self.tag.as_deref()),
        }
    }
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

    pub(crate) fn of(contract: &bayar_contract::Contract, id: SchemaId) -> Result<Shape, String> {
        Shape::at(contract, id, 0)
    }

    fn at(
        contract: &bayar_contract::Contract,
        id: SchemaId,
        depth: usize,
    ) -> Result<Shape, String> {
        let depth = deeper(depth)?;
        let mut shape = Shape::default();
        for part in contract.parts(id) {
            let schema = contract.schema(part);
            shape.kind = shape.kind.or_else(|| schema.types.only().and_then(kind));
            shape.is_enum |= schema.values.is_some() || schema.constant.is_some();
            let values = schema.values.iter().flatten().chain(&schema.constant);
            let values = values.filter_map(|value| contract.node(*value).as_str());
            shape.values.extend(values.map(str::to_owned));
            let finals = schema.final_values.iter().flatten().cloned();
            shape.finals.extend(finals);
            shape.may_be_missing |= !schema.is_requirement_enforced();
            shape.format = shape.format.take().or_else(|| schema.format.clone());
            shape.required.extend(schema.required.iter().cloned());
            shape.additional |= matches!(
                schema.additional,
                Additional::Allowed | Additional::Schema(_)
            );
            shape.rules.extend(Rule::all(contract, &schema.rules)?);
            shape.limits = std::mem::take(&mut shape.limits).and(Limits::of(schema));
            if let (None, Some(items)) = (&shape.items, schema.items) {
                shape.items = Some(Box::new(Shape::at(contract, items, depth)?));
            }
            if let Some(discriminator) = &schema.discriminator {
                shape.kind = Some(Kind::Object);
                let property = discriminator.property.clone();
                shape.variants = Some(Variants::of(contract, part, property, depth)?);
            } else {
                for member in schema.one_of.iter().chain(&schema.any_of) {
                    let member = Shape::at(contract, *member, depth)?;
                    shape.alternatives.push(member);
                }
            }
        }
        for property in contract.properties(id) {
            let mut field = Shape::at(contract, property.schema, depth)?;
            let node = contract.schema(property.schema).node;
            if node.is_some_and(|node| contract.node(node).is_overlay()) {
                let value = sample(contract, property.schema)?;
                field.added = value.map_or(field.added, Added::Value);
            }
            shape.properties.insert(property.name, field);
        }
        let variants = shape.variants.iter().flat_map(|own| own.by_value.values());
        let inner = shape.properties.values().chain(shape.items.as_deref());
        let mut inner = inner.chain(&shape.alternatives).chain(variants);
        if inner.any(|inner| inner.added != Added::Nothing) {
            shape.added = Added::Within;
        }
        Ok(shape)
    }

    /// The shape of a field of this object, or nothing if the contract does not know the field.
    pub(crate) fn property(&self, name: &str, object: &Json) -> Option<&Shape> {
        self.fields_of(object).get(name)
    }

    /// The fields of this object. What it is of a union is found out once, however many fields it has.
    pub(crate) fn fields_of(&self, object: &Json) -> Fields<'_> {
        let alternative = self.alternative(object);
        Fields {
            shape: self,
            tag: self.tag(object),
            alternative: alternative.map(|shape| Box::new(shape.fields_of(object))),
        }
    }

    /// The shape of a field by the object's [`Shape::tag`].
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
    fn of(
        contract: &bayar_contract::Contract,
        id: SchemaId,
        property: String,
        depth: usize,
    ) -> Result<Variants, String> {
        let variants = contract.variants(id).into_iter();
        let named = variants.filter_map(|variant| Some((variant.value?, variant.schema)));
        let shapes = named.map(|(value, schema)| Ok((value, Shape::at(contract, schema, depth)?)));
        Ok(Variants {
            property,
            by_value: shapes.collect::<Result<_, String>>()?,
        })
    }
}

/// The example of a schema, or else its default.
fn sample(contract: &bayar_contract::Contract, id: SchemaId) -> Result<Option<Json>, String> {
    let parts = contract.parts(id);
    let parts = parts.iter().map(|part| contract.schema(*part));
    let examples = parts.clone().filter_map(|part| part.examples.first());
    let mut samples = examples.chain(parts.filter_map(|part| part.default.as_ref()));
    samples.next().map(|id| Json::of(contract, *id)).transpose()
}

/// One level deeper in a schema.
pub(crate) fn deeper(depth: usize) -> Result<usize, String> {
    if depth > DEEPEST {
        return Err("a schema refers to itself".to_owned());
    }
    Ok(depth + 1)
}

fn kind(kind: Type) -> Option<Kind> {
    match kind {
        Type::String => Some(Kind::String),
        Type::Number | Type::Integer => Some(Kind::Number),
        Type::Boolean => Some(Kind::Boolean),
        Type::Array => Some(Kind::Array),
        Type::Object => Some(Kind::Object),
        Type::Null => None,
    }
}
