//! A document as a tree in which every node knows its file, its line and its JSON pointer.
//!
//! The tree is what the texts say, with YAML's aliases and merge keys, and overlays, in place. `$ref`s stand as they are
//! written; [`crate::Contract`] has followed them.

use std::fmt;

use crate::file::{File, Role};

pub use crate::node::Node;

/// A node of a [`Document`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub(crate) u32);

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A number, kept as it is written.
    Number,
    /// A text.
    Text,
    /// A list.
    List,
    /// An object.
    Object,
}

/// Where a node is.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Place {
    /// The file, as the caller named it; an overlay's for what came from it.
    pub file: String,
    /// The line in this file, from 1. Of a field, that of its name.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
    /// The JSON pointer in the document that resulted; in another file, after `FILE#`.
    pub pointer: String,
    /// Whether it came from an overlay.
    pub is_overlay: bool,
}

/// A tree of one or several files.
#[derive(Default)]
pub struct Document {
    pub(crate) files: Vec<File>,
    pub(crate) entries: Vec<Entry>,
    pub(crate) members: Vec<Member>,
    /// Every name, text and number.
    pub(crate) texts: String,
    /// What reading the texts gave to note: nodes and words.
    pub(crate) notes: Vec<(NodeId, String)>,
    /// What the actions of overlays changed, as JSON pointers, and where each action says so.
    pub(crate) actions: Vec<(String, NodeId)>,
}

/// A part of [`Document::texts`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) start: u32,
    pub(crate) len: u32,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    /// [`NONE`] of the outermost node of a file.
    pub(crate) parent: u32,
    /// Which member of its parent it is.
    pub(crate) position: u32,
    /// The byte of the file where it, or its name, begins.
    pub(crate) at: u32,
    pub(crate) file: u16,
    pub(crate) kind: Kind,
    /// Whether its members have room for as many as the next power of two.
    pub(crate) has_room: bool,
    /// Of the text of a scalar, or of the members of a list or object. Of a boolean, 0 or 1 is the length.
    pub(crate) span: Span,
}

/// A field of an object, or an item of a list.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Member {
    pub(crate) name: Span,
    pub(crate) node: u32,
}

pub(crate) const NONE: u32 = u32::MAX;

impl Document {
    /// The outermost node.
    pub fn root(&self) -> Node<'_> {
        self.node(NodeId(self.files.first().map_or(0, |file| file.root)))
    }

    /// A node. A number of another document leads to any node.
    pub fn node(&self, id: NodeId) -> Node<'_> {
        let last = u32::try_from(self.entries.len().saturating_sub(1)).unwrap_or(NONE);
        Node::new(self, NodeId(id.0.min(last)))
    }

    /// The node of a JSON pointer such as `/paths/~1balance/get`.
    pub fn find(&self, pointer: &str) -> Option<Node<'_>> {
        self.root().find(pointer)
    }

    /// The outermost node that begins at a line of a file, or of an overlay.
    pub fn at_line(&self, file: &str, line: u32) -> Option<Node<'_>> {
        let begins = |node: &Node<'_>| node.file() == file && node.line() == line;
        let depth = |node: &Node<'_>| std::iter::successors(node.parent(), Node::parent).count();
        self.nodes().filter(begins).min_by_key(depth)
    }

    /// Every node of the document, and of the files that it refers to, each before what stands below it.
    pub fn nodes(&self) -> impl Iterator<Item = Node<'_>> {
        let files = self.files.iter().filter(|file| file.role == Role::Document);
        let mut next: Vec<_> = files.map(|file| file.root).collect();
        next.reverse();
        std::iter::from_fn(move || {
            let id = NodeId(next.pop()?);
            let node = Node::new(self, id);
            next.extend(node.children().rev().map(|child| child.id().0));
            Some(node)
        })
    }

    /// The last action of an overlay that changed the node of a JSON pointer, what it is a part of, or a part of it: the
    /// `target` of the action.
    pub fn action_at(&self, pointer: &str) -> Option<Node<'_>> {
        let is_within = |inner: &str, outer: &str| {
            let rest = inner.strip_prefix(outer);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let mut actions = self.actions.iter().rev();
        let found = actions.find(|(own, _)| is_within(own, pointer) || is_within(pointer, own));
        found.map(|(_, target)| self.node(*target))
    }

    /// The names of the files: the document itself, what it refers to, the overlays.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|file| file.name.as_str())
    }

    pub(crate) fn text(&self, span: Span) -> &str {
        let start = span.start as usize;
        &self.texts[start..start + span.len as usize]
    }

    pub(crate) fn entry(&self, id: NodeId) -> &Entry {
        &self.entries[id.0 as usize]
    }

    pub(crate) fn members_of(&self, entry: &Entry) -> &[Member] {
        if !matches!(entry.kind, Kind::List | Kind::Object) {
            return &[];
        }
        let start = entry.span.start as usize;
        &self.members[start..start + entry.span.len as usize]
    }

    pub(crate) fn file(&self, index: u16) -> &File {
        &self.files[index as usize]
    }

    /// The actions of the overlays that changed the document, in their order.
    pub fn actions(&self) -> impl Iterator<Item = Node<'_>> {
        let overlays = self.files.iter().zip(0..);
        let overlays = overlays.filter(|(file, _)| file.role == Role::Overlay);
        let roots = overlays.map(|(_, index)| self.root_of(index));
        roots
            .filter_map(|root| root.get("actions"))
            .flat_map(Node::items)
    }

    /// The outermost node of a file.
    pub(crate) fn root_of(&self, file: u16) -> Node<'_> {
        Node::new(self, NodeId(self.file(file).root))
    }

    /// Adds a text to read nodes from.
    pub(crate) fn add_file(&mut self, name: &str, text: &str, role: Role) -> u16 {
        self.files.push(File::new(name, text, role));
        // A value in 16 bytes, about.
        self.texts.reserve(text.len());
        self.entries.reserve(text.len() / 16);
        self.members.reserve(text.len() / 16);
        u16::try_from(self.files.len() - 1).unwrap_or(u16::MAX)
    }

    /// Puts other members into a list or an object.
    pub(crate) fn set_members(&mut self, node: NodeId, members: &[Member]) {
        for (position, member) in (0..).zip(members) {
            self.entries[member.node as usize].position = position;
        }
        let Entry { span, has_room, .. } = *self.entry(node);
        let room = if has_room { span.len as usize } else { 0 }.next_power_of_two();
        // A list that grows is copied only when it has doubled.
        let start = if has_room && members.len() <= room {
            span.start as usize
        } else {
            let start = self.members.len();
            let room = members.len().next_power_of_two();
            self.members.resize(start + room, Member::default());
            start
        };
        self.members[start..start + members.len()].copy_from_slice(members);
        let entry = &mut self.entries[node.0 as usize];
        entry.has_room = true;
        entry.span = Span {
            start: u32::try_from(start).unwrap_or(NONE),
            len: u32::try_from(members.len()).unwrap_or(NONE),
        };
    }

    /// A copy of a node and all below it; with an origin, all of it comes from there.
    pub(crate) fn copy(&mut self, from: NodeId, parent: u32, origin: Option<(u16, u32)>) -> NodeId {
        let mut copy = *self.entry(from);
        copy.parent = parent;
        copy.has_room = false;
        (copy.file, copy.at) = origin.unwrap_or((copy.file, copy.at));
        let members = self.members_of(&copy).to_vec();
        let id = NodeId(u32::try_from(self.entries.len()).unwrap_or(NONE));
        self.entries.push(copy);
        if !members.is_empty() {
            let copies = members.into_iter().map(|member| Member {
                node: self.copy(NodeId(member.node), id.0, origin).0,
                ..member
            });
            let copies: Vec<_> = copies.collect();
            self.set_members(id, &copies);
        }
        id
    }

    pub(crate) fn add_text(&mut self, text: &str) -> Span {
        let start = u32::try_from(self.texts.len()).unwrap_or(NONE);
        self.texts.push_str(text);
        Span {
            start,
            len: u32::try_from(text.len()).unwrap_or(NONE),
        }
    }
}

impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let files: Vec<_> = self.files().collect();
        write!(
            f,
            "Document {{ files: {files:?}, nodes: {} }}",
            self.entries.len()
        )
    }
}

impl fmt::Debug for NodeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Null => "null",
            Self::Boolean => "a boolean",
            Self::Number => "a number",
            Self::Text => "a text",
            Self::List => "a list",
            Self::Object => "an object",
        })
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)?;
        if self.pointer.is_empty() {
            return Ok(());
        }
        write!(f, " ({})", self.pointer)
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use crate::Reader;

    #[test]
    fn what_grows_by_many_actions_takes_as_much_room_as_it_is_long() {
        let count = 3000;
        let document = "openapi: 3.0.3
info: {title: t, version: '1'}
paths: {}
components: {schemas: {A: {type: string, enum: [a]}, B: {type: object, properties: {}}}}
";
        let mut overlay = "overlay: 1.0.0\ninfo: {title: t, version: '1'}\nactions:\n".to_owned();
        for index in 0..count {
            let (list, fields) = (
                "$.components.schemas.A.enum",
                "$.components.schemas.B.properties",
            );
            writeln!(overlay, "  - {{target: {list}, update: v{index}}}").unwrap();
            writeln!(
                overlay,
                "  - {{target: {fields}, update: {{f{index}: {{type: string}}}}}}"
            )
            .unwrap();
        }
        let reader = Reader::new().overlay("o.yaml", &overlay);
        let contract = reader.read("a.yaml", document).unwrap();
        let document = contract.document();
        let length = |pointer: &str| document.find(pointer).unwrap().len();
        assert_eq!(length("/components/schemas/A/enum"), count + 1);
        assert_eq!(length("/components/schemas/B/properties"), count);
        let fields = document.find("/components/schemas/B/properties").unwrap();
        let names: Vec<_> = fields.fields().map(|(name, _)| name.to_owned()).collect();
        let expected: Vec<_> = (0..count).map(|index| format!("f{index}")).collect();
        assert_eq!(names, expected);
        assert!(
            document.members.len() < 20 * count,
            "{}",
            document.members.len()
        );
    }
}
