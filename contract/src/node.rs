//! A view of one node of a document.

use std::fmt;

use serde_json::{Map, Number, Value};

use crate::decimal::Decimal;
use crate::document::{Document, Entry, Kind, Member, NONE, NodeId, Place};
use crate::error::Diagnostic;
use crate::file::Role;

/// A node of a document, with what stands below it.
#[derive(Clone, Copy)]
pub struct Node<'d> {
    document: &'d Document,
    id: NodeId,
}

impl<'d> Node<'d> {
    pub(crate) fn new(document: &'d Document, id: NodeId) -> Self {
        Self { document, id }
    }

    /// Its number in the document.
    pub fn id(self) -> NodeId {
        self.id
    }

    /// The document that it is a part of.
    pub fn document(self) -> &'d Document {
        self.document
    }

    /// What it is.
    pub fn kind(self) -> Kind {
        self.entry().kind
    }

    /// Whether it is `null`.
    pub fn is_null(self) -> bool {
        self.kind() == Kind::Null
    }

    /// Whether it is `true`.
    pub fn is_true(self) -> bool {
        self.as_bool() == Some(true)
    }

    /// The boolean that it is.
    pub fn as_bool(self) -> Option<bool> {
        (self.kind() == Kind::Boolean).then_some(self.entry().span.len == 1)
    }

    /// The text that it is.
    pub fn as_str(self) -> Option<&'d str> {
        (self.kind() == Kind::Text).then(|| self.document.text(self.entry().span))
    }

    /// The number that it is, as JSON writes it: every digit of the document, whatever the size.
    pub fn as_number(self) -> Option<&'d str> {
        (self.kind() == Kind::Number).then(|| self.document.text(self.entry().span))
    }

    /// The number that it is.
    pub fn decimal(self) -> Option<Decimal> {
        Decimal::parse(self.as_number()?)
    }

    /// The number that it is, if it is whole and not negative.
    pub fn as_u64(self) -> Option<u64> {
        self.decimal()?.to_u64()
    }

    /// A scalar without quotes: the text, the digits, `true`, `false` or `null`.
    pub fn scalar(self) -> Option<&'d str> {
        match self.kind() {
            Kind::Null => Some("null"),
            Kind::Boolean => Some(if self.is_true() { "true" } else { "false" }),
            Kind::Number | Kind::Text => Some(self.document.text(self.entry().span)),
            Kind::List | Kind::Object => None,
        }
    }

    /// A field of this object.
    pub fn get(self, name: &str) -> Option<Self> {
        self.fields()
            .find_map(|(own, node)| (own == name).then_some(node))
    }

    /// The text of a field of this object.
    pub fn text(self, name: &str) -> Option<&'d str> {
        self.get(name)?.as_str()
    }

    /// An item of this list.
    pub fn item(self, index: usize) -> Option<Self> {
        if self.kind() != Kind::List {
            return None;
        }
        let member = self.members().get(index)?;
        Some(self.at(member))
    }

    /// The fields of this object, in their order; of anything else, none.
    pub fn fields(self) -> impl ExactSizeIterator<Item = (&'d str, Self)> + use<'d> {
        let members = match self.kind() {
            Kind::Object => self.members(),
            _ => &[],
        };
        let document = self.document;
        members
            .iter()
            .map(move |member| (document.text(member.name), self.at(member)))
    }

    /// The items of this list, in their order; of anything else, none.
    pub fn items(self) -> impl ExactSizeIterator<Item = Self> + use<'d> {
        let members = match self.kind() {
            Kind::List => self.members(),
            _ => &[],
        };
        members.iter().map(move |member| self.at(member))
    }

    /// Its items, or the values of its fields, in their order.
    pub(crate) fn children(self) -> impl DoubleEndedIterator<Item = Self> + use<'d> {
        self.members().iter().map(move |member| self.at(member))
    }

    /// How many nodes it has, itself among them.
    pub(crate) fn size(self) -> usize {
        self.children()
            .map(Self::size)
            .fold(1, |sum, size| sum + size)
    }

    /// How many items or fields it has.
    pub fn len(self) -> usize {
        self.members().len()
    }

    /// Whether it has neither items nor fields.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The list or object that it is a part of.
    pub fn parent(&self) -> Option<Self> {
        let parent = self.entry().parent;
        (parent != NONE).then(|| Self::new(self.document, NodeId(parent)))
    }

    /// Its name in the object that it is a field of.
    pub fn name(self) -> Option<&'d str> {
        let parent = self
            .parent()
            .filter(|parent| parent.kind() == Kind::Object)?;
        let member = parent.members().get(self.entry().position as usize)?;
        Some(self.document.text(member.name))
    }

    /// The node of a JSON pointer that begins here.
    pub fn find(self, pointer: &str) -> Option<Self> {
        if pointer.is_empty() {
            return Some(self);
        }
        let names = pointer.strip_prefix('/')?.split('/');
        names.into_iter().try_fold(self, |node, name| {
            let name = unescape(name);
            match node.kind() {
                Kind::List => node.item(name.parse().ok()?),
                _ => node.get(&name),
            }
        })
    }

    /// The nodes that a JSONPath (RFC 9535) selects, such as `$.paths.*.get`, each once, in their order; `$` is this node.
    /// References are not followed.
    ///
    /// # Errors
    /// If the text is no JSONPath, with the column and what is expected there; if a pattern in it cannot be matched; or if it
    /// takes too many steps. The problem has no place.
    pub fn select(self, path: &str) -> Result<Vec<Self>, Box<Diagnostic>> {
        crate::jsonpath::select(self, path)
    }

    /// Its JSON pointer; in a file that the document refers to, after `FILE#`.
    pub fn pointer(self) -> String {
        let mut names = Vec::new();
        let mut node = self;
        while let Some(parent) = node.parent() {
            names.push(match parent.kind() {
                Kind::Object => escape(node.name().unwrap_or("<<")),
                _ => node.entry().position.to_string(),
            });
            node = parent;
        }
        let mut pointer = String::new();
        let (file, _) = node.origin();
        if file != 0 && self.document.file(file).root == node.id.0 {
            pointer.push_str(&self.document.file(file).name);
            pointer.push('#');
        }
        for name in names.iter().rev() {
            pointer.push('/');
            pointer.push_str(name);
        }
        pointer
    }

    /// Its line in its file, from 1. Of a field, that of its name.
    pub fn line(self) -> u32 {
        let (file, at) = self.origin();
        self.document.file(file).line(at)
    }

    /// The name of the file that it stands in: an overlay's for what came from it.
    pub fn file(self) -> &'d str {
        &self.document.file(self.origin().0).name
    }

    /// Whether it came from an overlay.
    pub fn is_overlay(self) -> bool {
        self.document.file(self.origin().0).role == Role::Overlay
    }

    /// Whether it is still a part of the document: an overlay may have taken it away.
    pub(crate) fn is_attached(self) -> bool {
        let mut node = self;
        while let Some(parent) = node.parent() {
            let member = parent.members().get(node.entry().position as usize);
            if member.is_none_or(|member| member.node != node.id.0) {
                return false;
            }
            node = parent;
        }
        true
    }

    /// Where it is.
    pub fn place(self) -> Place {
        let (file, at) = self.origin();
        let file = self.document.file(file);
        Place {
            file: file.name.clone(),
            line: file.line(at),
            column: file.column(at),
            pointer: self.pointer(),
            is_overlay: file.role == Role::Overlay,
        }
    }

    /// Whether both say the same: numbers by their value, objects whatever the order of their fields.
    pub fn is_same(self, other: Node<'_>) -> bool {
        match (self.kind(), other.kind()) {
            (Kind::Number, Kind::Number) => self.decimal() == other.decimal(),
            (Kind::List, Kind::List) => {
                let mut pairs = self.items().zip(other.items());
                self.len() == other.len() && pairs.all(|(one, two)| one.is_same(two))
            }
            (Kind::Object, Kind::Object) => {
                let same = |(name, one): (&str, Node<'_>)| {
                    other.get(name).is_some_and(|two| one.is_same(two))
                };
                self.len() == other.len() && self.fields().all(same)
            }
            (one, two) => one == two && self.scalar() == other.scalar(),
        }
    }

    /// As a value of `serde_json`. Its numbers have 64 bits or are floats: of longer ones the last digits are lost, and
    /// what no float holds becomes the largest one. [`Node::to_json`] loses nothing.
    pub fn to_value(self) -> Value {
        match self.kind() {
            Kind::Null => Value::Null,
            Kind::Boolean => Value::Bool(self.is_true()),
            Kind::Number => Value::Number(number(self.as_number().unwrap_or_default())),
            Kind::Text => Value::String(self.as_str().unwrap_or_default().to_owned()),
            Kind::List => self.items().map(Self::to_value).collect(),
            Kind::Object => {
                let fields = self.fields();
                let fields = fields.map(|(name, node)| (name.to_owned(), node.to_value()));
                Value::Object(fields.collect::<Map<_, _>>())
            }
        }
    }

    /// As JSON on one line, with every digit of its numbers.
    pub fn to_json(self) -> String {
        let mut json = String::new();
        self.write(&mut json);
        json
    }

    fn write(self, json: &mut String) {
        let quote = |text: &str| Value::String(text.to_owned()).to_string();
        match self.kind() {
            Kind::Text => json.push_str(&quote(self.as_str().unwrap_or_default())),
            Kind::List => {
                json.push('[');
                for (index, item) in self.items().enumerate() {
                    json.push_str(if index > 0 { "," } else { "" });
                    item.write(json);
                }
                json.push(']');
            }
            Kind::Object => {
                json.push('{');
                for (index, (name, node)) in self.fields().enumerate() {
                    json.push_str(if index > 0 { "," } else { "" });
                    json.push_str(&quote(name));
                    json.push(':');
                    node.write(json);
                }
                json.push('}');
            }
            Kind::Null | Kind::Boolean | Kind::Number => {
                json.push_str(self.scalar().unwrap_or_default());
            }
        }
    }

    /// The file and the byte where it, or its name, begins.
    pub(crate) fn origin(self) -> (u16, u32) {
        let entry = self.entry();
        (entry.file, entry.at)
    }

    pub(crate) fn entry(self) -> &'d Entry {
        self.document.entry(self.id)
    }

    fn members(self) -> &'d [Member] {
        self.document.members_of(self.entry())
    }

    fn at(self, member: &Member) -> Self {
        Self::new(self.document, NodeId(member.node))
    }
}

/// Escapes a name for use in a JSON pointer.
pub fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// The name that a segment of a JSON pointer stands for.
pub fn unescape(segment: &str) -> String {
    segment.replace("~1", "/").replace("~0", "~")
}

fn number(text: &str) -> Number {
    let number = text.parse::<Number>().ok();
    let largest = if text.starts_with('-') {
        f64::MIN
    } else {
        f64::MAX
    };
    number
        .or_else(|| Number::from_f64(largest))
        .unwrap_or_else(|| Number::from(0))
}

impl fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.pointer(), self.to_json())
    }
}

impl PartialEq for Node<'_> {
    /// Whether both are the same node of one document.
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.document, other.document) && self.id == other.id
    }
}

impl Eq for Node<'_> {}
