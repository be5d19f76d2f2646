//! What a schema says about a value.

use std::fmt;

use crate::decimal::Decimal;
use crate::document::NodeId;
use crate::extension::{EnumValue, LimitSource, Rule, Source};

/// A schema of a [`crate::Contract`]. Two places that refer to the same schema lead to the same number.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SchemaId(pub(crate) u32);

/// One schema of the document, as it is written: nothing of what it refers to is copied into it, so that one that refers
/// to itself ends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
#[allow(clippy::struct_excessive_bools)] // OpenAPI has them.
pub struct Schema {
    /// Its node.
    pub node: Option<NodeId>,
    /// The name under `components/schemas`, if it stands there.
    pub name: Option<String>,
    /// Where it refers to (`$ref`). In 3.1 what else is here holds, too; in 3.0 descriptions and extensions do.
    pub reference: Option<Reference>,
    /// A schema that is `true` or `false`: any value, or none.
    pub boolean: Option<bool>,

    /// One line.
    pub title: Option<String>,
    /// What it is, in CommonMark.
    pub description: Option<String>,
    /// The types that a value may have; any if it is empty. With [`Type::Null`] where `nullable` or `"null"` says so.
    pub types: Types,
    /// Whether `null` is allowed: `nullable: true`, also where no type is named, or `"null"` among the types.
    pub nullable: bool,
    /// The form of a text or number, such as `date-time` or `int64`.
    pub format: Option<String>,
    /// The values that are allowed, of any type.
    pub values: Option<Vec<NodeId>>,
    /// The only value that is allowed.
    pub constant: Option<NodeId>,
    /// The value when none is sent.
    pub default: Option<NodeId>,
    /// Values that the document shows.
    pub examples: Vec<NodeId>,

    /// The least number.
    pub minimum: Option<Bound>,
    /// The greatest number.
    pub maximum: Option<Bound>,
    /// What a number is a multiple of.
    pub multiple_of: Option<Decimal>,

    /// The least characters of a text.
    pub min_length: Option<u64>,
    /// The most characters of a text.
    pub max_length: Option<u64>,
    /// What a text must match somewhere, a regular expression of ECMA-262.
    pub pattern: Option<String>,
    /// How a text holds something else (`contentEncoding`): `base64`.
    pub content_encoding: Option<String>,
    /// What a text holds (`contentMediaType`).
    pub content_media_type: Option<String>,

    /// Items of a list, after those of `prefix_items`.
    pub items: Option<SchemaId>,
    /// The first items of a list.
    pub prefix_items: Vec<SchemaId>,
    /// What one item at least is, or as many as `min_contains` and `max_contains` say.
    pub contains: Option<SchemaId>,
    /// The least items that are `contains`.
    pub min_contains: Option<u64>,
    /// The most items that are `contains`.
    pub max_contains: Option<u64>,
    /// The least items of a list.
    pub min_items: Option<u64>,
    /// The most items of a list.
    pub max_items: Option<u64>,
    /// Whether items differ from each other.
    pub unique_items: bool,

    /// The fields of an object, in the order of the document.
    pub properties: Vec<Property>,
    /// The names of the fields that must be there, as written; they need not stand among `properties`.
    pub required: Vec<String>,
    /// Fields that `properties` does not name.
    pub additional: Additional,
    /// Fields whose names match a regular expression.
    pub pattern_properties: Vec<(String, SchemaId)>,
    /// What the names of fields are.
    pub property_names: Option<SchemaId>,
    /// The least fields.
    pub min_properties: Option<u64>,
    /// The most fields.
    pub max_properties: Option<u64>,
    /// Fields that must be there if another is: name, and the others.
    pub dependent_required: Vec<(String, Vec<String>)>,
    /// What the object is if a field is there.
    pub dependent_schemas: Vec<(String, SchemaId)>,
    /// Fields that nothing else has judged.
    pub unevaluated_properties: Option<SchemaId>,
    /// Items that nothing else has judged.
    pub unevaluated_items: Option<SchemaId>,

    /// All of these hold.
    pub all_of: Vec<SchemaId>,
    /// Exactly one of these holds.
    pub one_of: Vec<SchemaId>,
    /// At least one of these holds.
    pub any_of: Vec<SchemaId>,
    /// This does not hold.
    pub not: Option<SchemaId>,
    /// If this holds, `then` does, or else `otherwise`.
    pub condition: Option<SchemaId>,
    /// What holds if `condition` does.
    pub then: Option<SchemaId>,
    /// What holds if `condition` does not (`else`).
    pub otherwise: Option<SchemaId>,
    /// The field that tells the variants of a union apart.
    pub discriminator: Option<Discriminator>,

    /// Whether it is only answered.
    pub read_only: bool,
    /// Whether it is only sent.
    pub write_only: bool,
    /// Whether it should not be used any more.
    pub deprecated: bool,

    /// Whether it is never to be shown in logs, errors or reports (`x-secret`).
    pub secret: bool,
    /// The values after which nothing changes any more (`x-final`).
    pub final_values: Option<Vec<String>>,
    /// What is said about each value of the enum (`x-enum`).
    pub value_notes: Vec<EnumValue>,
    /// Rules over several fields (`x-rules`).
    pub rules: Vec<Rule>,
    /// The document's own word for the type (`x-documented-type`).
    pub documented_type: Option<String>,
    /// Where the vendor's document says so (`x-source`).
    pub source: Source,
    /// Where limits are stated, if not where the schema is (`x-limit-source`).
    pub limit_sources: Vec<LimitSource>,
    /// What the document demands of the field and its server was seen to do without (`x-not-enforced`): keywords.
    pub not_enforced: Vec<String>,
}

/// A `$ref` of a schema.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reference {
    /// As it is written.
    pub text: String,
    /// Where it leads.
    pub target: SchemaId,
}

/// A field of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Property {
    /// Its name on the wire.
    pub name: String,
    /// Its schema; the line of this schema is that of the name.
    pub schema: SchemaId,
    /// Whether the same schema requires it. Another one may, too.
    pub required: bool,
}

/// The limit of a number.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Bound {
    /// The limit, exactly as the document has it.
    pub value: Decimal,
    /// Whether the limit itself is not allowed: `exclusiveMinimum: true` (3.0), or `exclusiveMinimum: 5` (3.1).
    pub exclusive: bool,
    /// The node of the limit.
    pub node: NodeId,
}

/// Fields that are not named.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Additional {
    /// Nothing is said: they are allowed.
    #[default]
    Unstated,
    /// They are allowed.
    Allowed,
    /// There are none.
    Refused,
    /// They are this.
    Schema(SchemaId),
}

/// The field that tells the variants of a union apart.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Discriminator {
    /// The name of the field.
    pub property: String,
    /// What its values select, as far as the document says it; see [`crate::Contract::variants`].
    pub mapping: Vec<Mapping>,
    /// Its node.
    pub node: NodeId,
}

/// What a value of a discriminator selects.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Mapping {
    /// The value.
    pub value: String,
    /// The name of a component or a reference, as written.
    pub text: String,
    /// The schema; nothing if it leads nowhere, which is noted.
    pub target: Option<SchemaId>,
}

/// The type of a JSON value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Type {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// A text.
    String,
    /// A list.
    Array,
    /// An object.
    Object,
}

/// A set of types.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Types(u8);

impl Schema {
    /// The field of this name, if this very schema has it.
    pub fn property(&self, name: &str) -> Option<&Property> {
        self.properties
            .iter()
            .find(|property| property.name == name)
    }

    /// Every schema that it is made of or refers to, whatever for.
    pub fn members(&self) -> impl Iterator<Item = SchemaId> {
        let named = |(_, id): &(String, SchemaId)| *id;
        let one = [
            self.reference.as_ref().map(|reference| reference.target),
            self.items,
            self.contains,
            match self.additional {
                Additional::Schema(id) => Some(id),
                _ => None,
            },
            self.property_names,
            self.unevaluated_properties,
            self.unevaluated_items,
            self.not,
            self.condition,
            self.then,
            self.otherwise,
        ];
        let lists = [&self.prefix_items, &self.all_of, &self.one_of, &self.any_of];
        let properties = self.properties.iter().map(|property| property.schema);
        properties
            .chain(self.pattern_properties.iter().map(named))
            .chain(self.dependent_schemas.iter().map(named))
            .chain(lists.into_iter().flatten().copied())
            .chain(one.into_iter().flatten())
    }

    /// Whether an object that requires this field was seen to be refused without it, as far as anybody knows
    /// (`x-not-enforced`).
    pub fn is_requirement_enforced(&self) -> bool {
        !self
            .not_enforced
            .iter()
            .any(|keyword| keyword == "required")
    }

    /// Whether it refers to another and demands nothing of a value itself. It may still describe it, and be marked.
    pub fn is_reference(&self) -> bool {
        self.reference.is_some() && self.all_of.is_empty() && self.only_describes()
    }

    /// Whether it demands nothing of a value itself, beside what it refers to and the parts of its `allOf`.
    pub fn only_describes(&self) -> bool {
        let bare = Self {
            node: self.node,
            name: self.name.clone(),
            reference: self.reference.clone(),
            all_of: self.all_of.clone(),
            title: self.title.clone(),
            description: self.description.clone(),
            default: self.default,
            examples: self.examples.clone(),
            read_only: self.read_only,
            write_only: self.write_only,
            deprecated: self.deprecated,
            secret: self.secret,
            value_notes: self.value_notes.clone(),
            final_values: self.final_values.clone(),
            documented_type: self.documented_type.clone(),
            source: self.source.clone(),
            limit_sources: self.limit_sources.clone(),
            not_enforced: self.not_enforced.clone(),
            ..Self::default()
        };
        *self == bare
    }
}

impl Type {
    const ALL: [Self; 7] = [
        Self::Null,
        Self::Boolean,
        Self::Integer,
        Self::Number,
        Self::String,
        Self::Array,
        Self::Object,
    ];

    /// Reads the name of a type.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Its name in a document.
    pub fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
        }
    }
}

impl Types {
    /// Whether it names none, which allows any.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether it names a type.
    pub fn contains(self, kind: Type) -> bool {
        self.0 & (1 << kind as u8) != 0
    }

    /// The types that it names.
    pub fn iter(self) -> impl Iterator<Item = Type> {
        Type::ALL
            .into_iter()
            .filter(move |kind| self.contains(*kind))
    }

    /// The one type besides `null`.
    pub fn only(self) -> Option<Type> {
        let mut types = self.iter().filter(|kind| *kind != Type::Null);
        types.next().filter(|_| types.next().is_none())
    }

    pub(crate) fn insert(&mut self, kind: Type) {
        self.0 |= 1 << kind as u8;
    }
}

impl FromIterator<Type> for Types {
    fn from_iter<I: IntoIterator<Item = Type>>(types: I) -> Self {
        let mut set = Self::default();
        types.into_iter().for_each(|kind| set.insert(kind));
        set
    }
}

impl fmt::Debug for Types {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter().map(Type::name)).finish()
    }
}

impl fmt::Display for Types {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.iter().map(Type::name).collect();
        f.write_str(&names.join(" or "))
    }
}

impl fmt::Debug for SchemaId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "schema {}", self.0)
    }
}
