//! Schemas as trees that are quick to hold a value against.

use anyhow::{Context, Result, bail};
use regex::Regex;
use rustc_hash::FxHashMap;
use serde_json::Value;

use crate::contract::Area;
use crate::contract::document::{Node, Source};
use crate::contract::rules::{Rule, read_rules};
use crate::contract::slots::{Slot, Slots};
use crate::decimal::Decimal;
use crate::finding::SpecPlace;

/// Deeper than any schema of a contract; one that refers to itself reaches it.
const DEEPEST: usize = 32;

/// The type of a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Kind {
    #[default]
    Any,
    String,
    Number,
    Integer,
    Boolean,
    Array,
    Object,
}

/// The form of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Format {
    #[default]
    Any,
    DateTime,
    Uri,
    Email,
    Decimal,
    /// 24 hexadecimal digits: what every documented example of the field has.
    HexId,
    /// Digits, as in every documented example of the field.
    Digits,
}

/// Where something of the contract comes from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Origin {
    pub(crate) source: Source,
    pub(crate) place: Option<SpecPlace>,
    /// The component that it is.
    pub(crate) component: Option<String>,
    /// The component that has it as a field.
    pub(crate) holder: Option<String>,
    /// The name that the holder, or the operation, has for it.
    pub(crate) name: Option<String>,
}

impl Origin {
    pub(crate) fn of(node: &Node<'_>) -> Origin {
        Origin {
            source: node.source(),
            place: Some(node.place()),
            component: node.component().map(str::to_owned),
            holder: None,
            name: None,
        }
    }
}

/// What the contract says about a value.
#[derive(Debug, Default)]
pub(crate) struct Schema {
    pub(crate) origin: Origin,
    pub(crate) kind: Kind,
    pub(crate) format: Format,
    pub(crate) is_nullable: bool,
    pub(crate) is_secret: bool,
    pub(crate) min_length: Option<usize>,
    pub(crate) max_length: Option<usize>,
    pub(crate) max_items: Option<usize>,
    pub(crate) pattern: Option<Regex>,
    pub(crate) minimum: Option<Bound>,
    pub(crate) maximum: Option<Bound>,
    pub(crate) step: Option<Step>,
    pub(crate) values: Option<Values>,
    pub(crate) fields: Vec<Field>,
    pub(crate) index: FxHashMap<String, usize>,
    /// Whether it may have fields that are not named.
    pub(crate) is_open: bool,
    pub(crate) items: Option<Box<Schema>>,
    pub(crate) union: Option<Union>,
    pub(crate) rules: Vec<Rule>,
}

/// A field of an object.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) schema: Schema,
    pub(crate) is_required: bool,
    pub(crate) slot: Option<Slot>,
}

/// The limit of a number.
#[derive(Debug)]
pub(crate) struct Bound {
    pub(crate) value: Decimal,
    pub(crate) text: String,
    pub(crate) is_exclusive: bool,
}

/// What a number must be a multiple of.
#[derive(Debug)]
pub(crate) struct Step {
    pub(crate) value: Decimal,
    pub(crate) text: String,
}

/// The values of an enum.
#[derive(Debug)]
pub(crate) struct Values {
    pub(crate) list: Vec<String>,
    pub(crate) slots: FxHashMap<String, Option<Slot>>,
    /// Those after which nothing changes any more; nothing if the contract does not say.
    pub(crate) last: Option<Vec<String>>,
}

/// One of several objects.
#[derive(Debug)]
pub(crate) struct Union {
    /// The field that tells which.
    pub(crate) property: Option<String>,
    pub(crate) variants: Vec<(String, Schema)>,
}

impl Schema {
    /// Whether it is about an amount.
    pub(crate) fn is_money(&self) -> bool {
        self.format == Format::Decimal
    }

    pub(crate) fn field(&self, name: &str) -> Option<&Field> {
        self.index.get(name).map(|index| &self.fields[*index])
    }

    pub(crate) fn is_number(&self) -> bool {
        matches!(self.kind, Kind::Number | Kind::Integer)
    }
}

/// Compiles schemas, with a slot of the coverage for each field and value.
pub(crate) struct Compiler<'s> {
    pub(crate) slots: &'s mut Slots,
    pub(crate) owner: usize,
    /// What the slots belong to; nothing for schemas that are not part of the coverage.
    pub(crate) area: Option<Area>,
}

impl Compiler<'_> {
    pub(crate) fn compile(&mut self, node: Node<'_>) -> Result<Schema> {
        self.schema(node, "", 0)
    }

    fn schema(&mut self, node: Node<'_>, pointer: &str, depth: usize) -> Result<Schema> {
        if depth > DEEPEST {
            bail!("a schema refers to itself at {pointer}");
        }
        let node = node.resolve()?;
        let mut schema = Schema {
            origin: Origin::of(&node),
            ..Schema::default()
        };
        self.fill(&mut schema, &node, pointer, depth)?;
        schema.is_open |= schema.fields.is_empty() && schema.union.is_none();
        Ok(schema)
    }

    /// Adds what a node says to a schema.
    fn fill(
        &mut self,
        schema: &mut Schema,
        node: &Node<'_>,
        pointer: &str,
        depth: usize,
    ) -> Result<()> {
        for part in node
            .get("allOf")?
            .iter()
            .map(Node::items)
            .collect::<Result<Vec<_>>>()?
            .into_iter()
            .flatten()
        {
            schema.origin.component = part
                .component()
                .map(str::to_owned)
                .or(schema.origin.component.take());
            self.fill(schema, &part, pointer, depth + 1)?;
        }
        if let Some(kind) = node.text("type") {
            schema.kind = read_kind(kind)?;
        }
        if let Some(format) = node.text("format") {
            schema.format = read_format(format);
        }
        schema.is_nullable |= node.is_true("nullable");
        schema.is_secret |= node.is_true("x-secret");
        schema.is_open |= node
            .value
            .get("additionalProperties")
            .is_some_and(|value| *value != Value::Bool(false));
        let size = |name: &str| {
            node.value
                .get(name)
                .and_then(Value::as_u64)
                .and_then(|size| usize::try_from(size).ok())
        };
        schema.min_length = size("minLength").or(schema.min_length);
        schema.max_length = size("maxLength").or(schema.max_length);
        schema.max_items = size("maxItems").or(schema.max_items);
        if let Some(pattern) = node.text("pattern") {
            schema.pattern = Some(Regex::new(pattern)?);
        }
        schema.minimum = bound(node, "minimum", "exclusiveMinimum")?.or(schema.minimum.take());
        schema.maximum = bound(node, "maximum", "exclusiveMaximum")?.or(schema.maximum.take());
        if let Some(step) = node.value.get("multipleOf") {
            schema.step = Some(Step {
                value: decimal(step)?,
                text: step.to_string(),
            });
        }
        if let Some(rules) = node.value.get("x-rules") {
            schema.rules = read_rules(rules)?;
        }
        if let Some(values) = node.value.get("enum") {
            schema.values = Some(self.values(values, node, pointer));
        }
        if let Some(items) = node.child("items") {
            schema.items = Some(Box::new(self.schema(
                items,
                &format!("{pointer}/*"),
                depth + 1,
            )?));
        }
        self.fields(schema, node, pointer, depth)?;
        if node.value.get("oneOf").is_some() {
            schema.kind = Kind::Object;
            schema.union = Some(self.union(node, pointer, depth)?);
        }
        Ok(())
    }

    fn fields(
        &mut self,
        schema: &mut Schema,
        node: &Node<'_>,
        pointer: &str,
        depth: usize,
    ) -> Result<()> {
        let required = node.value.get("required").and_then(Value::as_array);
        let required: Vec<_> = required
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        for (name, property) in node.child("properties").iter().flat_map(Node::fields) {
            let pointer = format!("{pointer}/{name}");
            let slot = self
                .area
                .map(|area| self.slots.add(self.owner, area, &pointer, ""));
            let own = property.clone();
            let mut compiled = self.schema(property, &pointer, depth + 1)?;
            compiled.origin.holder = node.component().map(str::to_owned);
            compiled.origin.name = Some(name.to_owned());
            compiled.origin.place = Some(own.place());
            if own.value.get("x-source").is_some() {
                compiled.origin.source = own.source();
            }
            let field = Field {
                name: name.to_owned(),
                schema: compiled,
                is_required: false,
                slot,
            };
            if let Some(index) = schema.index.get(name) {
                schema.fields[*index] = field;
            } else {
                schema.index.insert(name.to_owned(), schema.fields.len());
                schema.fields.push(field);
            }
        }
        for field in &mut schema.fields {
            field.is_required |= required.contains(&field.name.as_str());
        }
        Ok(())
    }

    fn values(&mut self, values: &Value, node: &Node<'_>, pointer: &str) -> Values {
        let texts = |value: &Value| -> Vec<String> {
            value
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .map(str::to_owned)
                .collect()
        };
        let list = texts(values);
        let mut slots = FxHashMap::default();
        for value in &list {
            let slot = self
                .area
                .and_then(Area::values)
                .map(|area| self.slots.add(self.owner, area, pointer, value));
            slots.insert(value.clone(), slot);
        }
        Values {
            list,
            slots,
            last: node.value.get("x-final").map(texts),
        }
    }

    fn union(&mut self, node: &Node<'_>, pointer: &str, depth: usize) -> Result<Union> {
        let Some(discriminator) = node.child("discriminator") else {
            let variants = node.get("oneOf")?.context("no oneOf")?.items()?;
            let compile = |variant: Node<'_>| {
                let name = variant.component().unwrap_or_default().to_owned();
                Ok((name, self.schema(variant, pointer, depth + 1)?))
            };
            return Ok(Union {
                property: None,
                variants: variants.into_iter().map(compile).collect::<Result<_>>()?,
            });
        };
        let mut variants = Vec::new();
        for (value, reference) in discriminator.child("mapping").iter().flat_map(Node::fields) {
            let reference = reference
                .value
                .as_str()
                .context("a mapping to no reference")?;
            variants.push((
                value.to_owned(),
                self.schema(node.follow(reference)?, pointer, depth + 1)?,
            ));
        }
        Ok(Union {
            property: discriminator.text("propertyName").map(str::to_owned),
            variants,
        })
    }
}

fn read_kind(name: &str) -> Result<Kind> {
    Ok(match name {
        "string" => Kind::String,
        "number" => Kind::Number,
        "integer" => Kind::Integer,
        "boolean" => Kind::Boolean,
        "array" => Kind::Array,
        "object" => Kind::Object,
        other => bail!("type {other}"),
    })
}

fn read_format(name: &str) -> Format {
    match name {
        "date-time" => Format::DateTime,
        "uri" => Format::Uri,
        "email" => Format::Email,
        "decimal" => Format::Decimal,
        _ => Format::Any,
    }
}

fn decimal(value: &Value) -> Result<Decimal> {
    Decimal::parse(&value.to_string()).with_context(|| format!("{value} is no number"))
}

fn bound(node: &Node<'_>, name: &str, exclusive: &str) -> Result<Option<Bound>> {
    let Some(value) = node.value.get(name) else {
        return Ok(None);
    };
    Ok(Some(Bound {
        value: decimal(value)?,
        text: value.to_string(),
        is_exclusive: node.is_true(exclusive),
    }))
}

/// Finds, in documented answers, the fields that always hold an id of 24 hexadecimal digits, or digits.
pub(crate) fn infer_forms(schema: &mut Schema, examples: &[&Value]) {
    if let Some(items) = &mut schema.items {
        let examples: Vec<_> = examples
            .iter()
            .filter_map(|value| value.as_array())
            .flatten()
            .collect();
        infer_forms(items, &examples);
    }
    for (_, variant) in schema
        .union
        .iter_mut()
        .flat_map(|union| &mut union.variants)
    {
        infer_forms(variant, examples);
    }
    for field in &mut schema.fields {
        let values: Vec<_> = examples
            .iter()
            .filter_map(|value| value.get(&field.name))
            .collect();
        let schema = &mut field.schema;
        let is_plain = schema.kind == Kind::String
            && schema.format == Format::Any
            && schema.values.is_none()
            && schema.pattern.is_none();
        if is_plain && !MERCHANTS_OWN.contains(&field.name.as_str()) {
            schema.format = form(&field.name, &values);
        }
        infer_forms(schema, &values);
    }
}

/// The form that all documented values of a text have; an example may have written digits as a number. Short digits in
/// place of an id are only a placeholder.
fn form(name: &str, values: &[&Value]) -> Format {
    let is_id = name == "id" || name.ends_with("_id");
    let text = |value: &&Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let texts: Vec<_> = values.iter().filter_map(text).collect();
    let are_all = |is: fn(&str) -> bool| !texts.is_empty() && texts.iter().all(|text| is(text));
    if are_all(is_hex_id) {
        Format::HexId
    } else if are_all(if is_id { is_long_number } else { is_digits }) {
        Format::Digits
    } else {
        Format::Any
    }
}

/// Names that merchants give: digits in the examples mean nothing.
const MERCHANTS_OWN: &[&str] = &[
    "external_id",
    "reference_id",
    "reference",
    "description",
    "name",
];

/// Whether a text is digits, and more than a count or a code would have.
fn is_digits(text: &str) -> bool {
    text.len() > 3 && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_long_number(text: &str) -> bool {
    text.len() > 15 && is_digits(text)
}

/// Whether a text is 24 hexadecimal digits.
pub(crate) fn is_hex_id(text: &str) -> bool {
    text.len() == 24 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}
