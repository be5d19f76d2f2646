//! Schemas, each node once, by a list of what is to be read: a document may refer as deep as it likes.

use super::extension::unstated;
use super::{NO_SCHEMA, Reading};
use crate::contract::Version;
use crate::decimal::Decimal;
use crate::document::{Kind, Node};
use crate::extension::LimitSource;
use crate::notes::NoteKind;
use crate::schema::{
    Additional, Bound, Discriminator, Mapping, Property, Reference, Schema, SchemaId, Type,
};

/// Keywords that OpenAPI 3.0 does not have.
const NEW_IN_3_1: [&str; 19] = [
    "const",
    "contains",
    "contentEncoding",
    "contentMediaType",
    "dependentRequired",
    "dependentSchemas",
    "else",
    "examples",
    "if",
    "maxContains",
    "minContains",
    "patternProperties",
    "prefixItems",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
    "$anchor",
    "$dynamicRef",
];

/// The keywords that limit a value.
const LIMITS: [&str; 9] = [
    "minimum",
    "maximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "format",
];

/// The limits of a number as they are written: the limit, and what excludes it.
#[derive(Default)]
struct Limits<'d> {
    minimum: Option<Node<'d>>,
    maximum: Option<Node<'d>>,
    exclusive_minimum: Option<Node<'d>>,
    exclusive_maximum: Option<Node<'d>>,
}

impl<'d> Reading<'d> {
    /// The schema of a node, to be read before the end.
    pub(super) fn schema(&mut self, node: Node<'d>) -> SchemaId {
        let known = &mut self.schema_of[node.id().0 as usize];
        if *known == NO_SCHEMA {
            *known = u32::try_from(self.queue.len()).unwrap_or(NO_SCHEMA);
            self.queue.push(node);
        }
        SchemaId(*known)
    }

    /// Reads all that was mentioned, and what that mentions.
    pub(super) fn finish_schemas(&mut self) {
        while let Some(node) = self.queue.get(self.schemas.len()).copied() {
            let schema = self.read_schema(node);
            self.schemas.push(schema);
        }
        self.check_circles();
        if self.schemas.is_empty() {
            self.schemas.push(Schema::default());
        }
    }

    fn schemas_of(&mut self, node: Node<'d>, what: &str) -> Vec<SchemaId> {
        let items = self.list(node, what);
        items.into_iter().map(|item| self.schema(item)).collect()
    }

    fn named_schemas_of(&mut self, node: Node<'d>, what: &str) -> Vec<(String, SchemaId)> {
        let fields = self.object(node, what).into_iter().flat_map(Node::fields);
        fields
            .map(|(name, field)| (name.to_owned(), self.schema(field)))
            .collect()
    }

    fn read_schema(&mut self, node: Node<'d>) -> Schema {
        let mut schema = Schema {
            node: Some(node.id()),
            name: super::reference::component_of(node),
            source: unstated(node),
            ..Schema::default()
        };
        match node.kind() {
            Kind::Object => {}
            Kind::Boolean => {
                schema.boolean = node.as_bool();
                return schema;
            }
            Kind::Text => {
                let help = "if it is a reference, write `$ref: ` before it";
                self.problem(node, "a schema is an object, and this is a text", help);
                return schema;
            }
            _ => {
                self.object(node, "a schema");
                return schema;
            }
        }
        let (plain, dynamic) = (node.get("$ref"), node.get("$dynamicRef"));
        if let (Some(_), Some(dynamic)) = (plain, dynamic) {
            let words = "`$dynamicRef` beside a `$ref` is not followed";
            self.note(NoteKind::NotUnderstood, dynamic, words);
        }
        let reference = plain.or(dynamic);
        if let Some(reference) = reference {
            schema.reference = self.schema_reference(reference);
            if self.version == Version::V3_0 {
                self.annotations(node, &mut schema);
                return schema;
            }
        }
        let mut limits = Limits::default();
        for (name, field) in node.fields() {
            if self.version == Version::V3_0 && NEW_IN_3_1.contains(&name) {
                let words = format!("`{name}` is of OpenAPI 3.1, and read as there");
                self.note(NoteKind::ReadAsMeant, field, words);
            }
            if !self.keyword(name, field, &mut schema, &mut limits) {
                self.unknown(name, field, "a schema");
            }
        }
        self.limits(&limits, &mut schema);
        for property in &mut schema.properties {
            property.required = schema.required.contains(&property.name);
        }
        Self::observed_limits(node, &mut schema);
        schema.nullable |= schema.types.contains(Type::Null);
        if schema.nullable && !schema.types.is_empty() {
            schema.types.insert(Type::Null);
        }
        schema
    }

    /// A limit that an overlay changed was seen, whatever the document says.
    fn observed_limits(node: Node<'d>, schema: &mut Schema) {
        if node.is_overlay() {
            return;
        }
        for (keyword, field) in node.fields() {
            if field.is_overlay() && LIMITS.contains(&keyword) {
                let sources = &mut schema.limit_sources;
                sources.retain(|source| source.keyword != keyword);
                sources.push(LimitSource {
                    document: None,
                    keyword: keyword.to_owned(),
                    line: None,
                });
            }
        }
    }

    fn schema_reference(&mut self, reference: Node<'d>) -> Option<Reference> {
        let text = self.reference_text(reference)?;
        if reference.name() == Some("$dynamicRef") {
            let words =
                "`$dynamicRef` is read as `$ref`: what a caller puts in its place is not seen";
            self.note(NoteKind::NotUnderstood, reference, words);
        }
        let target = self.resolve(reference, text)?;
        Some(Reference {
            text: text.to_owned(),
            target: self.schema(target),
        })
    }

    /// In 3.0 only a reference has a meaning where one stands. What describes it is kept, as it can do no harm.
    fn annotations(&mut self, node: Node<'d>, schema: &mut Schema) {
        for (name, field) in node.fields() {
            match name {
                "title" | "description" | "deprecated" | "readOnly" | "writeOnly" | "default"
                | "example" => {
                    self.keyword(name, field, schema, &mut Limits::default());
                    let words = format!(
                        "`{name}` beside a `$ref` has no meaning in OpenAPI 3.0, and is kept"
                    );
                    self.note(NoteKind::Ignored, field, words);
                }
                "$ref" => {}
                _ if name.starts_with("x-") => {
                    self.keyword(name, field, schema, &mut Limits::default());
                }
                _ => {
                    let words = format!(
                        "`{name}` beside a `$ref` has no meaning in OpenAPI 3.0: put both into an `allOf`"
                    );
                    self.note(NoteKind::Ignored, field, words);
                }
            }
        }
    }

    /// Reads one keyword; tells whether it is known.
    fn keyword(
        &mut self,
        name: &str,
        field: Node<'d>,
        schema: &mut Schema,
        limits: &mut Limits<'d>,
    ) -> bool {
        match name {
            "type" => self.types(field, schema),
            "nullable" => {
                if self.version > Version::V3_0 {
                    let words = "`nullable` is of OpenAPI 3.0, and read as there";
                    self.note(NoteKind::ReadAsMeant, field, words);
                }
                schema.nullable |= self.flag(field);
            }
            "title" => schema.title = self.text(field),
            "description" => schema.description = self.text(field),
            "format" => schema.format = self.text(field),
            "enum" => {
                let values = self.list(field, "`enum`");
                let values: Vec<_> = values.into_iter().map(Node::id).collect();
                schema.values = (!field.is_null()).then_some(values);
            }
            "const" => schema.constant = Some(field.id()),
            "default" => schema.default = Some(field.id()),
            "example" => schema.examples.insert(0, field.id()),
            "examples" => self.schema_examples(field, schema),
            "minimum" => limits.minimum = Some(field),
            "maximum" => limits.maximum = Some(field),
            "exclusiveMinimum" => limits.exclusive_minimum = Some(field),
            "exclusiveMaximum" => limits.exclusive_maximum = Some(field),
            "multipleOf" => schema.multiple_of = self.step(field),
            "minLength" => schema.min_length = self.count(field),
            "maxLength" => schema.max_length = self.count(field),
            "pattern" => schema.pattern = self.text(field),
            "contentEncoding" => schema.content_encoding = self.text(field),
            "contentMediaType" => schema.content_media_type = self.text(field),
            "minContains" => schema.min_contains = self.count(field),
            "maxContains" => schema.max_contains = self.count(field),
            "minItems" => schema.min_items = self.count(field),
            "maxItems" => schema.max_items = self.count(field),
            "uniqueItems" => schema.unique_items = self.flag(field),
            "minProperties" => schema.min_properties = self.count(field),
            "maxProperties" => schema.max_properties = self.count(field),
            "readOnly" => schema.read_only = self.flag(field),
            "writeOnly" => schema.write_only = self.flag(field),
            "deprecated" => schema.deprecated = self.flag(field),
            "required" => self.required(field, schema),
            "discriminator" => schema.discriminator = self.discriminator(field),
            "x-secret" => schema.secret = self.flag(field),
            "x-final" => schema.final_values = self.extension_texts(field, name),
            "x-enum" => schema.value_notes = self.value_notes(field),
            "x-rules" => schema.rules = self.rules(field),
            "x-documented-type" => schema.documented_type = self.extension_text(field),
            "x-source" => schema.source = self.source(field),
            "x-not-enforced" => {
                schema.not_enforced = self.extension_texts(field, name).unwrap_or_default();
            }
            "x-limit-source" => schema.limit_sources = self.limit_sources(field),
            "$schema" => self.dialect(field),
            "$ref" | "$dynamicRef" | "$id" | "$anchor" | "$dynamicAnchor" | "$comment"
            | "$vocabulary" | "xml" | "externalDocs" => {}
            _ => return self.applicator(name, field, schema),
        }
        true
    }

    /// Reads a keyword that holds schemas; tells whether it is one.
    fn applicator(&mut self, name: &str, field: Node<'d>, schema: &mut Schema) -> bool {
        match name {
            "properties" => {
                let fields = self.named_schemas_of(field, "`properties`");
                let property = |(name, schema)| Property {
                    name,
                    schema,
                    required: false,
                };
                schema.properties = fields.into_iter().map(property).collect();
            }
            "items" if field.kind() == Kind::List => {
                if !field.is_empty() {
                    let words = "a list of `items` is read as `prefixItems`";
                    self.note(NoteKind::ReadAsMeant, field, words);
                }
                schema.prefix_items = self.schemas_of(field, "`items`");
            }
            "items" => schema.items = Some(self.schema(field)),
            "prefixItems" => schema.prefix_items = self.schemas_of(field, "`prefixItems`"),
            "contains" => schema.contains = Some(self.schema(field)),
            "additionalProperties" => schema.additional = self.additional(field),
            "patternProperties" => {
                schema.pattern_properties = self.named_schemas_of(field, "`patternProperties`");
            }
            "propertyNames" => schema.property_names = Some(self.schema(field)),
            "dependentSchemas" => {
                schema.dependent_schemas = self.named_schemas_of(field, "`dependentSchemas`");
            }
            "dependentRequired" => {
                let fields = self
                    .object(field, "`dependentRequired`")
                    .into_iter()
                    .flat_map(Node::fields);
                schema.dependent_required = fields
                    .map(|(name, field)| {
                        (name.to_owned(), self.texts(field, "`dependentRequired`"))
                    })
                    .collect();
            }
            "unevaluatedProperties" => schema.unevaluated_properties = Some(self.schema(field)),
            "unevaluatedItems" => schema.unevaluated_items = Some(self.schema(field)),
            "allOf" => schema.all_of = self.schemas_of(field, "`allOf`"),
            "oneOf" => schema.one_of = self.schemas_of(field, "`oneOf`"),
            "anyOf" => schema.any_of = self.schemas_of(field, "`anyOf`"),
            "not" => schema.not = Some(self.schema(field)),
            "if" => schema.condition = Some(self.schema(field)),
            "then" => schema.then = Some(self.schema(field)),
            "else" => schema.otherwise = Some(self.schema(field)),
            // Read where something refers into them.
            "$defs" | "definitions" => {}
            _ => return false,
        }
        true
    }

    fn types(&mut self, node: Node<'d>, schema: &mut Schema) {
        let names = match node.kind() {
            Kind::List => {
                if self.version == Version::V3_0 {
                    let words = "a list of types is of OpenAPI 3.1, and read as there";
                    self.note(NoteKind::ReadAsMeant, node, words);
                }
                node.items().collect()
            }
            _ => vec![node],
        };
        for node in names {
            // `type: [string, null]` without quotes.
            if node.kind() == Kind::Null {
                if node.name().is_none() || self.version > Version::V3_0 {
                    let words = "is nothing, and read as the type `null`; quote it";
                    self.note(NoteKind::ReadAsMeant, node, words);
                    schema.types.insert(Type::Null);
                } else {
                    self.null(node);
                }
                continue;
            }
            let Some(name) = self.text(node) else {
                continue;
            };
            let Some(kind) = Type::parse(&name.to_ascii_lowercase()) else {
                let words = format!("there is no type `{name}`: any value is taken");
                self.note(NoteKind::NotUnderstood, node, words);
                continue;
            };
            if kind.name() != name {
                let words = format!("`{name}` is read as `{}`", kind.name());
                self.note(NoteKind::ReadAsMeant, node, words);
            }
            schema.types.insert(kind);
        }
    }

    fn required(&mut self, node: Node<'d>, schema: &mut Schema) {
        if matches!(node.kind(), Kind::Boolean) || matches!(node.as_str(), Some("true" | "false")) {
            let words = "`required` of a schema lists names of fields; this says nothing";
            self.note(NoteKind::NotUnderstood, node, words);
            return;
        }
        schema.required = self.texts(node, "`required`");
    }

    fn schema_examples(&mut self, node: Node<'d>, schema: &mut Schema) {
        match node.kind() {
            Kind::List => schema.examples.extend(node.items().map(Node::id)),
            // As media types have them: a common mistake.
            Kind::Object => {
                let words = "`examples` of a schema is a list; the values of this object are read";
                self.note(NoteKind::ReadAsMeant, node, words);
                let values = node
                    .fields()
                    .map(|(_, field)| field.get("value").unwrap_or(field).id());
                schema.examples.extend(values);
            }
            _ => {
                let words = "`examples` of a schema is a list; this is read as one example";
                self.note(NoteKind::ReadAsMeant, node, words);
                schema.examples.push(node.id());
            }
        }
    }

    fn additional(&mut self, node: Node<'d>) -> Additional {
        match node.kind() {
            Kind::Object => Additional::Schema(self.schema(node)),
            _ => match self.boolean(node) {
                Some(true) => Additional::Allowed,
                Some(false) => Additional::Refused,
                None => Additional::Unstated,
            },
        }
    }

    fn step(&mut self, node: Node<'d>) -> Option<Decimal> {
        let step = self.decimal(node)?;
        if step.is_zero() || step.is_negative() {
            let words = "a step is greater than 0: this one says nothing";
            self.note(NoteKind::Invalid, node, words);
            return None;
        }
        Some(step)
    }

    /// In 3.0 a flag excludes the limit; in 3.1 there is a limit of its own. Both are read in either.
    fn limits(&mut self, limits: &Limits<'d>, schema: &mut Schema) {
        schema.minimum = self.bound(limits.minimum, limits.exclusive_minimum, |one, two| {
            one > two
        });
        schema.maximum = self.bound(limits.maximum, limits.exclusive_maximum, |one, two| {
            one < two
        });
    }

    fn bound(
        &mut self,
        limit: Option<Node<'d>>,
        exclusive: Option<Node<'d>>,
        is_tighter: fn(&Decimal, &Decimal) -> bool,
    ) -> Option<Bound> {
        let bound = |value, node: Node<'d>, exclusive| Bound {
            value,
            exclusive,
            node: node.id(),
        };
        let own = limit.and_then(|node| Some(bound(self.decimal(node)?, node, false)));
        let Some(node) = exclusive else {
            return own;
        };
        let is_flag = node.kind() == Kind::Boolean
            || node
                .as_str()
                .is_some_and(|text| matches!(text, "true" | "false"));
        if is_flag {
            if self.version > Version::V3_0 {
                let words = "a flag is of OpenAPI 3.0, and read as there";
                self.note(NoteKind::ReadAsMeant, node, words);
            }
            let exclusive = self.flag(node);
            if limit.is_none() && exclusive {
                self.note(
                    NoteKind::Ignored,
                    node,
                    "there is no limit that could be excluded",
                );
            }
            return own.map(|own| Bound { exclusive, ..own });
        }
        if self.version == Version::V3_0 {
            let words = "a number is of OpenAPI 3.1, and read as there";
            self.note(NoteKind::ReadAsMeant, node, words);
        }
        let Some(value) = self.decimal(node) else {
            return own;
        };
        match own {
            Some(own) if is_tighter(&own.value, &value) => Some(own),
            _ => Some(bound(value, node, true)),
        }
    }

    fn discriminator(&mut self, node: Node<'d>) -> Option<Discriminator> {
        if node.kind() == Kind::Text {
            let words =
                "a discriminator is an object in OpenAPI 3; the text is read as its `propertyName`";
            self.note(NoteKind::ReadAsMeant, node, words);
            return Some(Discriminator {
                property: node.as_str()?.to_owned(),
                mapping: Vec::new(),
                node: node.id(),
            });
        }
        let object = self.object(node, "a discriminator")?;
        let mut property = None;
        let mut mapping = Vec::new();
        for (name, field) in object.fields() {
            match name {
                "propertyName" => property = self.text(field),
                "mapping" => {
                    let fields = self
                        .object(field, "`mapping`")
                        .into_iter()
                        .flat_map(Node::fields);
                    for (value, target) in fields {
                        mapping.extend(self.mapping(value, target));
                    }
                }
                "defaultMapping" if self.version == Version::V3_2 => {}
                _ => self.unknown(name, field, "a discriminator"),
            }
        }
        let Some(property) = property else {
            self.note(
                NoteKind::Invalid,
                object,
                "a discriminator without `propertyName`",
            );
            return None;
        };
        Some(Discriminator {
            property,
            mapping,
            node: object.id(),
        })
    }

    /// The name of a component, or a reference.
    fn mapping(&mut self, value: &str, node: Node<'d>) -> Option<Mapping> {
        let Some(text) = node.as_str() else {
            let _ = self.text(node);
            return None;
        };
        let component = self
            .document
            .find("/components/schemas")
            .and_then(|all| all.get(text));
        let target = component.or_else(|| {
            let problems = self.problems.len();
            let found = self.resolve(node, text);
            // What a discriminator names need not be there; the union says what may be.
            self.problems.truncate(problems);
            found
        });
        if target.is_none() && self.wanted.is_empty() {
            let words = format!("`{text}` leads nowhere: what `{value}` selects is not known");
            self.note(NoteKind::Invalid, node, words);
        }
        Some(Mapping {
            value: value.to_owned(),
            text: text.to_owned(),
            target: target.map(|target| self.schema(target)),
        })
    }
}
