//! From the tree of a document to what it says.
//!
//! Every reading function takes a node, goes once over its fields, and notes the ones it does not know.

mod circles;
mod content;
mod extension;
mod fields;
mod operation;
mod parameter;
mod reference;
mod root;
mod schema;
mod security;

use std::collections::HashMap;

use crate::contract::{Contract, Version};
use crate::document::{Document, Kind, Node, NodeId};
use crate::error::Diagnostic;
use crate::file::Role;
use crate::notes::{NoteKind, Notes};
use crate::operation::Operation;
use crate::schema::{Schema, SchemaId};
use crate::security::{Requirement, SecurityScheme};
use crate::server::{Info, Server, Tag};

pub(crate) use reference::{Files, Wanted};

/// What was read so far.
pub(crate) struct Reading<'d> {
    document: &'d Document,
    files: &'d Files,
    version: Version,
    problems: Vec<Diagnostic>,
    notes: Notes,
    /// Files that references lead into and that are not there yet.
    wanted: Vec<Wanted>,
    /// Where references lead, by the file that they stand in.
    references: HashMap<(u16, &'d str), Option<Node<'d>>>,
    /// The fields of objects that have many.
    fields: HashMap<NodeId, HashMap<&'d str, Node<'d>>>,
    /// By anchors and ids, once a reference asks for one.
    anchors: Option<HashMap<(u16, &'d str), Node<'d>>>,
    /// The schema of each node, or [`NO_SCHEMA`].
    schema_of: Vec<u32>,
    /// The nodes of the schemas that are mentioned, by the number of the schema.
    queue: Vec<Node<'d>>,
    /// Those of them that were read so far.
    schemas: Vec<Schema>,
}

const NO_SCHEMA: u32 = u32::MAX;

/// A contract without its tree, or what is wrong with it, or which files it needs.
pub(crate) struct Read {
    pub(crate) problems: Vec<Diagnostic>,
    pub(crate) wanted: Vec<Wanted>,
    notes: Notes,
    version: Version,
    root: Root,
    schemas: Vec<Schema>,
}

/// What stands at the outermost node.
#[derive(Default)]
struct Root {
    info: Info,
    servers: Vec<Server>,
    tags: Vec<Tag>,
    operations: Vec<Operation>,
    callbacks: Vec<Operation>,
    named: Vec<(String, SchemaId)>,
    security_schemes: Vec<SecurityScheme>,
    security: Vec<Requirement>,
}

/// Reads the tree of a document.
pub(crate) fn read(document: &Document, files: &Files) -> Read {
    let mut reading = Reading {
        document,
        files,
        version: Version::V3_0,
        problems: Vec::new(),
        notes: Notes::default(),
        wanted: Vec::new(),
        references: HashMap::new(),
        fields: HashMap::new(),
        anchors: None,
        schemas: Vec::with_capacity(document.entries.len() / 4),
        schema_of: vec![NO_SCHEMA; document.entries.len()],
        queue: Vec::new(),
    };
    for (node, words) in &document.notes {
        let node = document.node(*node);
        let is_overlay = document.file(node.origin().0).role == Role::Overlay;
        let kind = if is_overlay {
            NoteKind::Overlay
        } else {
            NoteKind::Ambiguous
        };
        if node.is_attached() {
            reading.note(kind, node, words.clone());
        }
    }
    let root = reading.root();
    reading.finish_schemas();
    Read {
        problems: reading.problems,
        wanted: reading.wanted,
        notes: reading.notes,
        version: reading.version,
        root,
        schemas: reading.schemas,
    }
}

impl Read {
    pub(crate) fn into_contract(self, document: Document) -> Contract {
        let mut notes = self.notes.into_list();
        notes.sort_by_key(|note| document.node(note.node).origin());
        let root = self.root;
        Contract {
            version: self.version,
            info: root.info,
            servers: root.servers,
            tags: root.tags,
            operations: root.operations,
            callbacks: root.callbacks,
            named: root.named,
            security_schemes: root.security_schemes,
            security: root.security,
            schemas: self.schemas,
            notes,
            document,
        }
    }
}

impl<'d> Reading<'d> {
    fn note(&mut self, kind: NoteKind, node: Node<'d>, text: impl Into<String>) {
        self.notes.add(kind, node, text);
    }

    fn problem(&mut self, node: Node<'d>, message: impl Into<String>, help: impl Into<String>) {
        self.problems.push(Diagnostic::new(message, help).of(node));
    }

    /// What is to be an object of this name; PHP writes an empty one as `[]`.
    fn object(&mut self, node: Node<'d>, what: &str) -> Option<Node<'d>> {
        match node.kind() {
            Kind::Object => return Some(node),
            Kind::List if node.is_empty() => {
                let words = format!("{what} is an object; the empty list is read as an empty one");
                self.note(NoteKind::ReadAsMeant, node, words);
                return Some(node);
            }
            Kind::Null => self.null(node),
            kind => self.problem(
                node,
                format!("{what} is an object, and this is {kind}"),
                "write the fields of the object",
            ),
        }
        None
    }

    /// What is to be a list of this name.
    fn list(&mut self, node: Node<'d>, what: &str) -> Vec<Node<'d>> {
        match node.kind() {
            Kind::List => return node.items().collect(),
            Kind::Object if node.is_empty() => {
                let words = format!("{what} is a list; the empty object is read as an empty one");
                self.note(NoteKind::ReadAsMeant, node, words);
            }
            Kind::Null => self.null(node),
            kind => self.problem(
                node,
                format!("{what} is a list, and this is {kind}"),
                "begin each item with `- `, or write it in brackets",
            ),
        }
        Vec::new()
    }

    fn null(&mut self, node: Node<'d>) {
        self.note(
            NoteKind::ReadAsMeant,
            node,
            "holds nothing, and is read as if it were not there",
        );
    }

    /// A field that the reading function does not know.
    fn unknown(&mut self, name: &str, node: Node<'d>, what: &str) {
        if !name.starts_with("x-") {
            let words = format!("`{name}` is not understood in {what}");
            self.note(NoteKind::NotUnderstood, node, words);
        }
    }
}
