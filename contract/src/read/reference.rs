//! `$ref`: within the document, by anchors and ids, and into other files.

use std::collections::{HashMap, HashSet};

use percent_encoding::percent_decode_str;

use super::Reading;
use crate::contract::Version;
use crate::document::{Kind, Node};
use crate::node::unescape;
use crate::notes::NoteKind;

/// A file that a reference leads into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// Its name, relative to the document.
    pub(crate) file: String,
}

/// The other files that are known, or why they are not.
#[derive(Debug, Default)]
pub(crate) struct Files {
    known: HashMap<String, Result<u16, String>>,
}

impl Files {
    pub(crate) fn found(&mut self, name: &str, index: u16) {
        self.known.insert(name.to_owned(), Ok(index));
    }

    pub(crate) fn failed(&mut self, name: &str, reason: String) {
        self.known.insert(name.to_owned(), Err(reason));
    }
}

/// Where references led.
pub(super) struct Followed<'d> {
    /// What is meant.
    pub(super) node: Node<'d>,
    /// The name of the component that it is.
    pub(super) component: Option<String>,
    /// The reference, if there is one.
    pub(super) reference: Option<Node<'d>>,
}

impl<'d> Reading<'d> {
    /// Follows the references of anything but a schema. Nothing if they lead nowhere, which is a problem then.
    pub(super) fn follow(&mut self, node: Node<'d>, what: &str) -> Option<Followed<'d>> {
        let mut followed = Followed {
            node,
            component: None,
            reference: None,
        };
        let mut known = HashSet::new();
        while let Some(reference) = followed.node.get("$ref") {
            let text = self.reference_text(reference)?;
            if !known.insert(followed.node.id()) {
                self.circle(reference);
                return None;
            }
            self.note_siblings(followed.node, what);
            followed.reference.get_or_insert(followed.node);
            followed.node = self.resolve(reference, text)?;
            followed.component = component_of(followed.node).or(followed.component);
        }
        Some(followed)
    }

    /// The text of a reference; a problem if it is none.
    pub(super) fn reference_text(&mut self, reference: Node<'d>) -> Option<&'d str> {
        let text = reference.as_str();
        if text.is_none() {
            let message = format!("`$ref` is a text, and this is {}", reference.kind());
            self.problem(
                reference,
                message,
                "write a reference such as '#/components/schemas/Name'",
            );
        }
        text
    }

    pub(super) fn circle(&mut self, reference: Node<'d>) {
        self.problem(
            reference,
            "the references lead in a circle, and never to what is meant",
            "let one of them say what it is",
        );
    }

    /// The node that a reference leads to.
    pub(super) fn resolve(&mut self, reference: Node<'d>, text: &'d str) -> Option<Node<'d>> {
        let (file, _) = reference.origin();
        if let Some(known) = self.references.get(&(file, text)) {
            return *known;
        }
        let found = self.look_up(reference, text, file);
        self.references.insert((file, text), found);
        found
    }

    fn look_up(&mut self, reference: Node<'d>, text: &'d str, file: u16) -> Option<Node<'d>> {
        let (place, fragment) = text.split_once('#').unwrap_or((text, ""));
        // A part of an overlay belongs to the document.
        let own = match self.document.file(file).role {
            crate::file::Role::Document => file,
            crate::file::Role::Overlay => 0,
        };
        let index = match place {
            "" => Some(own),
            _ => self
                .by_id(text)
                .map(|node| node.origin().0)
                .or_else(|| self.other_file(reference, own, place)),
        };
        if let Some(node) = self.by_id(text) {
            return Some(node);
        }
        let index = index?;
        let fragment = percent_decode_str(fragment).decode_utf8_lossy();
        let root = self.document.root_of(index);
        let found = if fragment.is_empty() || fragment.starts_with('/') {
            self.find(root, &fragment)
        } else {
            self.by_anchor(index, &fragment)
        };
        if found.is_none() {
            let help = similar(root, &fragment).map_or_else(
                || "name what there is, or add it there".to_owned(),
                |name| format!("there is `{name}`"),
            );
            self.problem(reference, format!("`{text}` leads nowhere"), help);
        }
        found
    }

    /// The node of a JSON pointer. Many references lead into the same large object.
    fn find(&mut self, root: Node<'d>, pointer: &str) -> Option<Node<'d>> {
        const MANY: usize = 16;
        let Some((parent, name)) = pointer.rsplit_once('/') else {
            return Some(root);
        };
        let parent = root.find(parent)?;
        if parent.kind() != Kind::Object || parent.len() <= MANY {
            return root.find(pointer);
        }
        let fields = self
            .fields
            .entry(parent.id())
            .or_insert_with(|| parent.fields().collect());
        let name = unescape(name);
        fields.get(name.as_str()).copied()
    }

    /// The index of another file.
    fn other_file(&mut self, reference: Node<'d>, from: u16, place: &str) -> Option<u16> {
        if place.contains("://") {
            self.problem(
                reference,
                format!("`{place}` is on another machine, and nothing is fetched from there"),
                "save it beside the document, and refer to the file",
            );
            return None;
        }
        let place = percent_decode_str(place).decode_utf8_lossy();
        if place.starts_with(['/', '\\']) {
            self.problem(
                reference,
                format!("`{place}` is no file beside the document"),
                "refer to it by its path from the folder of the document",
            );
            return None;
        }
        // The document's own name may hold the folder; what it refers to is relative to it.
        let base = if from == 0 {
            ""
        } else {
            &self.document.file(from).name
        };
        let name = join(base, &place);
        let own = self.document.file(0).name.rsplit(['/', '\\']).next();
        if own == Some(&name) && !self.files.known.contains_key(&name) {
            return Some(0);
        }
        match self.files.known.get(&name) {
            Some(Ok(index)) => Some(*index),
            Some(Err(reason)) => {
                let help = "give the folder of the document, or put what it needs into it";
                let reason = reason.clone();
                self.problem(
                    reference,
                    format!("`{name}` cannot be followed: {reason}"),
                    help,
                );
                None
            }
            None => {
                let wanted = Wanted { file: name };
                if !self.wanted.contains(&wanted) {
                    self.wanted.push(wanted);
                }
                None
            }
        }
    }

    /// A schema whose `$id` is the whole reference.
    fn by_id(&mut self, text: &str) -> Option<Node<'d>> {
        if self.version == Version::V3_0 {
            return None;
        }
        let text = text.strip_suffix('#').unwrap_or(text);
        self.anchors().get(&(u16::MAX, text)).copied()
    }

    fn by_anchor(&mut self, file: u16, name: &str) -> Option<Node<'d>> {
        self.anchors().get(&(file, name)).copied()
    }

    /// Names that JSON Schema gives to places, by file; ids under no file.
    fn anchors(&mut self) -> &HashMap<(u16, &'d str), Node<'d>> {
        let document = self.document;
        self.anchors.get_or_insert_with(|| {
            let mut anchors = HashMap::new();
            for node in document.nodes().filter(|node| node.kind() == Kind::Object) {
                let (file, _) = node.origin();
                for name in ["$anchor", "$dynamicAnchor"] {
                    if let Some(anchor) = node.text(name) {
                        anchors.entry((file, anchor)).or_insert(node);
                    }
                }
                if let Some(id) = node.text("$id") {
                    anchors.entry((u16::MAX, id)).or_insert(node);
                }
            }
            anchors
        })
    }

    /// Beside a reference only descriptions have a meaning, in 3.1; in 3.0 nothing has.
    pub(super) fn note_siblings(&mut self, node: Node<'d>, what: &str) {
        for (name, sibling) in node.fields() {
            let has_meaning = name == "$ref"
                || name.starts_with("x-")
                || self.version > Version::V3_0 && matches!(name, "summary" | "description");
            if !has_meaning {
                let words = format!("`{name}` has no meaning beside the `$ref` of {what}");
                self.note(NoteKind::Ignored, sibling, words);
            }
        }
    }
}

/// The name of a node that stands right under one of the kinds of `components`.
pub(super) fn component_of(node: Node<'_>) -> Option<String> {
    let kinds = node.parent()?;
    let components = kinds.parent()?;
    let is_component = components.name() == Some("components")
        && components
            .parent()
            .is_some_and(|root| root.parent().is_none());
    is_component.then(|| node.name().map(str::to_owned))?
}

/// The pointer of something like what is not there.
fn similar(root: Node<'_>, pointer: &str) -> Option<String> {
    let (parent, name) = pointer.rsplit_once('/')?;
    let wanted = name.to_ascii_lowercase();
    let fields = root.find(parent)?.fields();
    let close = |own: &str| {
        let own = own.to_ascii_lowercase();
        own == wanted
            || own.strip_suffix('s') == Some(&wanted)
            || wanted.strip_suffix('s') == Some(&own)
    };
    let (name, _) = fields.into_iter().find(|(own, _)| close(own))?;
    Some(format!("#{parent}/{}", crate::node::escape(name)))
}

/// A path relative to a file, without `.` and `..` as far as they can be known.
fn join(base: &str, relative: &str) -> String {
    let folder = base.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in relative.split('/') {
        match part {
            "." | "" => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::join;

    #[test]
    fn files_are_relative_to_the_file_that_names_them() {
        assert_eq!(join("", "./a.yaml"), "a.yaml");
        assert_eq!(join("schemas/a.yaml", "b.yaml"), "schemas/b.yaml");
        assert_eq!(join("schemas/a.yaml", "../b.yaml"), "b.yaml");
        assert_eq!(join("a.yaml", "../b.yaml"), "../b.yaml");
        assert_eq!(join("x/y/a.yaml", "./z//../b.yaml"), "x/y/b.yaml");
    }
}
