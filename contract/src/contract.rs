//! A contract as plain data.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::{Document, Node, NodeId, Place};
use crate::error::Error;
use crate::extension::Source;
use crate::notes::Note;
use crate::operation::Operation;
use crate::reader::Reader;
use crate::schema::{Property, Schema, SchemaId};
use crate::security::{Requirement, SecurityScheme};
use crate::server::{Info, Server, Tag};

/// The version of OpenAPI that a document is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Version {
    /// 3.0.x.
    V3_0,
    /// 3.1.x.
    V3_1,
    /// 3.2.x, read as 3.1 and noted.
    V3_2,
}

/// What an OpenAPI document says.
#[derive(Debug)]
#[non_exhaustive]
pub struct Contract {
    /// The version of OpenAPI.
    pub version: Version,
    /// What the document says of itself.
    pub info: Info,
    /// Where it is served; one at least.
    pub servers: Vec<Server>,
    /// Groups of operations.
    pub tags: Vec<Tag>,
    /// What can be called, in the order of the document.
    pub operations: Vec<Operation>,
    /// What is sent to the caller: `callbacks` in the order of their operations, then `webhooks`, then `x-webhooks`.
    pub callbacks: Vec<Operation>,
    /// The schemas under `components/schemas`, in their order.
    pub named: Vec<(String, SchemaId)>,
    /// Ways to authenticate.
    pub security_schemes: Vec<SecurityScheme>,
    /// What every operation requires that does not say otherwise.
    pub security: Vec<Requirement>,
    pub(crate) schemas: Vec<Schema>,
    pub(crate) notes: Vec<Note>,
    pub(crate) document: Document,
}

/// A variant of a union.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Variant {
    /// The value of the discriminator that selects it; nothing if the union has none, or no value selects it.
    pub value: Option<String>,
    /// Its schema.
    pub schema: SchemaId,
}

impl Contract {
    /// A source in words: `API reference, Create invoice, line 2796`, or the file and the line if the contract does not
    /// say what the document is called.
    pub fn cite(&self, source: &Source) -> String {
        match (&source.document, source.line) {
            (Some(document), Some(line)) => self.cite_line(document, line),
            _ => source.to_string(),
        }
    }

    /// The same of a line.
    pub fn cite_line(&self, document: &str, line: u32) -> String {
        let mut documents = self.info.documents.iter();
        let Some(cited) = documents.find(|cited| cited.file == document) else {
            return format!("{document}:{line}");
        };
        let title = &cited.title;
        match cited.section(line) {
            Some(section) => format!("{title}, {section}, line {line}"),
            None => format!("{title}, line {line}"),
        }
    }

    /// Reads a document, YAML or JSON, that refers to no other file. [`Reader`] does more.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn parse(file: &str, text: &str) -> Result<Self, Error> {
        Reader::new().read(file, text)
    }

    /// The tree that it was read from.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// A node of the tree.
    pub fn node(&self, id: NodeId) -> Node<'_> {
        self.document.node(id)
    }

    /// Where a node is.
    pub fn place(&self, id: NodeId) -> Place {
        self.node(id).place()
    }

    /// What was not taken as it stands, in the order of the document.
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// A schema, as it is written.
    pub fn schema(&self, id: SchemaId) -> &Schema {
        // Of a number of another contract, any.
        let last = self.schemas.len() - 1;
        &self.schemas[(id.0 as usize).min(last)]
    }

    /// How many schemas there are, for tables by [`SchemaId`].
    pub fn schemas(&self) -> impl ExactSizeIterator<Item = (SchemaId, &Schema)> {
        let schemas = self.schemas.iter().enumerate();
        schemas.map(|(index, schema)| (SchemaId(u32::try_from(index).unwrap_or(u32::MAX)), schema))
    }

    /// The schema of this name under `components/schemas`.
    pub fn schema_named(&self, name: &str) -> Option<SchemaId> {
        let found = self.named.iter().find(|(own, _)| own == name);
        found.map(|(_, id)| *id)
    }

    /// The operation, or callback, with this `operationId`.
    pub fn operation(&self, id: &str) -> Option<&Operation> {
        let mut all = self.operations.iter().chain(&self.callbacks);
        all.find(|operation| operation.id.as_deref() == Some(id))
    }

    /// Every error code, sorted, with what the first row of it says.
    pub fn error_codes(&self) -> Vec<(&str, &str)> {
        let mut codes = BTreeMap::new();
        for row in self.operations.iter().flat_map(|own| &own.errors) {
            let description = row.description.as_deref().unwrap_or_default();
            codes.entry(row.code.as_str()).or_insert(description);
        }
        codes.into_iter().collect()
    }

    /// Where a reference leads in the end: the first schema that demands something of a value itself. What describes or
    /// marks a reference on the way (`x-secret`, `x-source`) stands in the schemas that are left behind.
    pub fn follow(&self, id: SchemaId) -> SchemaId {
        let mut id = id;
        // References in a circle are refused on reading.
        while let Some(reference) = &self.schema(id).reference
            && self.schema(id).is_reference()
        {
            id = reference.target;
        }
        id
    }

    /// The name of the component that a schema is: its own, that of where it refers to, or that of the only part of its
    /// `allOf`, which is how OpenAPI 3.0 puts a description beside a reference.
    pub fn component(&self, id: SchemaId) -> Option<&str> {
        let mut id = id;
        // A schema may be the only part of itself.
        for _ in 0..self.schemas.len() {
            let schema = self.schema(id);
            id = match (&schema.name, &schema.reference, schema.all_of.as_slice()) {
                (Some(name), ..) => return Some(name),
                (None, Some(reference), _) => reference.target,
                (None, None, [part]) => *part,
                _ => return None,
            };
        }
        None
    }

    /// A schema and all that hold together with it: where its references lead, and the parts of its `allOf`, each once, in
    /// the order of the document.
    pub fn parts(&self, id: SchemaId) -> Vec<SchemaId> {
        let mut parts = Vec::new();
        self.add_parts(id, &mut parts);
        parts
    }

    fn add_parts(&self, id: SchemaId, parts: &mut Vec<SchemaId>) {
        // By a list of what is to come: the chain may be as long as the document.
        let mut next = vec![id];
        let mut known = BTreeSet::new();
        while let Some(id) = next.pop() {
            if !known.insert(id) {
                continue;
            }
            parts.push(id);
            let schema = self.schema(id);
            next.extend(schema.all_of.iter().rev());
            next.extend(schema.reference.as_ref().map(|reference| reference.target));
        }
    }

    /// The fields of an object with those of [`Contract::parts`]; of two of one name, the outer one.
    pub fn properties(&self, id: SchemaId) -> Vec<Property> {
        let parts = self.parts(id);
        let is_required = |name: &str| {
            let mut required = parts.iter().flat_map(|part| &self.schema(*part).required);
            required.any(|own| own == name)
        };
        let mut properties: Vec<Property> = Vec::new();
        for property in parts.iter().flat_map(|part| &self.schema(*part).properties) {
            if !properties.iter().any(|own| own.name == property.name) {
                properties.push(Property {
                    required: is_required(&property.name),
                    ..property.clone()
                });
            }
        }
        properties
    }

    /// The variants of `oneOf` and `anyOf`, with the values of the discriminator: of its mapping, or else the names of the
    /// components, as the standard says.
    pub fn variants(&self, id: SchemaId) -> Vec<Variant> {
        let schema = self.schema(self.follow(id));
        let mapping = schema
            .discriminator
            .iter()
            .flat_map(|discriminator| &discriminator.mapping);
        let mapping: Vec<_> = mapping
            .filter_map(|mapping| Some((mapping.value.as_str(), mapping.target?)))
            .collect();
        let mut variants = Vec::new();
        for part in schema.one_of.iter().chain(&schema.any_of) {
            let target = self.follow(*part);
            let selected = mapping
                .iter()
                .filter(|(_, mapped)| self.follow(*mapped) == target);
            let mut values: Vec<_> = selected
                .map(|(value, _)| Some((*value).to_owned()))
                .collect();
            if values.is_empty() {
                let name = schema
                    .discriminator
                    .as_ref()
                    .and(self.schema(target).name.as_ref());
                values.push(name.cloned());
            }
            variants.extend(values.into_iter().map(|value| Variant {
                value,
                schema: target,
            }));
        }
        let listed: BTreeSet<_> = variants.iter().map(|variant| variant.schema).collect();
        for (value, mapped) in mapping {
            let target = self.follow(mapped);
            if !listed.contains(&target) {
                variants.push(Variant {
                    value: Some(value.to_owned()),
                    schema: target,
                });
            }
        }
        variants
    }

    /// The names, in lower case, of every field, parameter and header that is never to be shown (`x-secret`).
    pub fn secrets(&self) -> BTreeSet<String> {
        let secret = self
            .document
            .nodes()
            .filter(|node| node.get("x-secret").is_some_and(Node::is_true));
        secret
            .filter_map(|node| node.text("name").or_else(|| node.name()))
            .map(str::to_lowercase)
            .collect()
    }
}
