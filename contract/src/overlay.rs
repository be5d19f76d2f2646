//! Overlays: changes of a document, kept apart from it (OpenAPI Overlay 1.0 and 1.1).
//!
//! Where the standard lets an action pass that selects nothing, it is a problem here: a miss on money must not be silent.

use serde_json_path::{JsonPath, NormalizedPath};
use sha2::{Digest, Sha256};

use std::path::Path;

use crate::builder::DEEPEST;
use crate::document::{Document, Kind, Member, NONE, Node, NodeId};
use crate::error::{Error, Problem};
use crate::file::{Role, decode};
use crate::reader::{Reader, parse};

/// As many nodes may overlays add, besides four times those of the document; more is an attack.
const MOST_NODES: usize = 1 << 18;

/// The key of an overlay that holds the [`fingerprint`] of the document that it was written for.
pub const FINGERPRINT: &str = "x-extends-sha256";

/// The SHA-256 of a document's text, in hexadecimal digits, whatever its lines end with.
pub fn fingerprint(text: &str) -> String {
    use std::fmt::Write;
    let mut digits = String::with_capacity(64);
    for byte in Sha256::digest(text.replace("\r\n", "\n").as_bytes()) {
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}

/// The text of an overlay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlay {
    /// The file, as messages name it.
    pub name: String,
    /// YAML or JSON.
    pub text: String,
}

impl Overlay {
    /// Reads a file.
    ///
    /// # Errors
    /// If there is none, or it is no text.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, Error> {
        let name = path.as_ref().display().to_string();
        let bytes = std::fs::read(path).map_err(|error| {
            let mut problem = Problem::new(format!("the overlay cannot be read: {error}"), "");
            problem.file.clone_from(&name);
            Error::from(vec![problem])
        })?;
        let text = decode(&name, &bytes)?.into_owned();
        Ok(Self { name, text })
    }

    /// Which of several documents it changes: the one that it `extends`, by the name of its file, or else the only one.
    fn document(&self, documents: &[&str]) -> Result<usize, Error> {
        if documents.len() == 1 {
            return Ok(0);
        }
        let mut own = Document::default();
        parse(&mut own, &self.name, &self.text, Role::Overlay)?;
        let extends = own.root().get("extends");
        let name = extends.and_then(Node::as_str).map(base);
        let found = documents
            .iter()
            .position(|document| name.is_some_and(|name| name == base(document)));
        found.ok_or_else(|| {
            let message = match name {
                Some(name) => format!("the overlay is for {name}, which is none of the contracts"),
                None => "the overlay does not say which contract it changes".to_owned(),
            };
            let names: Vec<_> = documents.iter().map(|name| base(name)).collect();
            let help = format!("write `extends:` with one of {}", names.join(", "));
            vec![Problem::new(message, help).of(extends.unwrap_or(own.root()))].into()
        })
    }
}

/// The last part of a path or URL.
fn base(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}

/// A reader for each document, which changes it by the overlays that extend it, in their order.
///
/// # Errors
/// If an overlay extends none of them.
pub fn readers(documents: &[&str], overlays: &[Overlay]) -> Result<Vec<Reader>, Error> {
    let mut readers = vec![Reader::new(); documents.len()];
    for overlay in overlays {
        let reader = &mut readers[overlay.document(documents)?];
        *reader = std::mem::take(reader).overlay(&overlay.name, &overlay.text);
    }
    Ok(readers)
}

/// The action that a place in the text of an overlay is a part of, in words.
pub(crate) fn action(root: Node<'_>, at: u32) -> Option<String> {
    let actions = root.get("actions")?.items().enumerate();
    let (index, action) = actions
        .take_while(|(_, action)| action.origin().1 <= at)
        .last()?;
    let target = action.text("target").unwrap_or("no target");
    Some(format!("number {}, on {target}", index + 1))
}

/// What one action of an overlay does to the nodes that it selects.
enum Change {
    Update(NodeId),
    Copy(NodeId),
    Remove,
}

/// Applies an overlay, the file of this index, to the document. What changes nothing is noted.
pub(crate) fn apply(document: &mut Document, overlay: u16) -> Vec<Problem> {
    let most_nodes = document.entries.len() * 5 + MOST_NODES;
    let mut application = Application {
        document,
        most_nodes,
        problems: Vec::new(),
    };
    for action in application.actions(overlay) {
        application.act(action);
    }
    application.problems
}

struct Application<'d> {
    document: &'d mut Document,
    most_nodes: usize,
    problems: Vec<Problem>,
}

impl Application<'_> {
    /// The nodes of the actions, after a look at the overlay itself.
    fn actions(&mut self, overlay: u16) -> Vec<NodeId> {
        let root = self.document.root_of(overlay);
        let mut notes = Vec::new();
        let mut problems = Vec::new();
        let mut problem = |node: Node<'_>, message: String, help: &str| {
            problems.push(Problem::new(message, help).of(node));
        };
        let mut actions = Vec::new();
        match root.get("overlay").map(Node::scalar) {
            Some(Some(version)) if is_version(version, &["1.0", "1.1"]) => {}
            Some(Some(version)) if version.starts_with("1.") => {
                notes.push((root.id(), format!("Overlay {version} is read as 1.1")));
            }
            Some(version) => {
                let version = version.unwrap_or_default();
                let message = format!("there is no Overlay {version} that could be read");
                problem(
                    root.get("overlay").unwrap_or(root),
                    message,
                    "Overlay 1.0 and 1.1 are read",
                );
            }
            None => problem(
                root,
                "this is no overlay".to_owned(),
                "begin it with `overlay: 1.0.0`",
            ),
        }
        match root.get("actions") {
            Some(list) if list.kind() == Kind::List => actions.extend(list.items().map(Node::id)),
            Some(other) => problem(
                other,
                "`actions` is a list".to_owned(),
                "begin each action with `- target:`",
            ),
            None => problem(
                root,
                "the overlay has no `actions`".to_owned(),
                "add what is to be changed",
            ),
        }
        for (name, node) in root.fields() {
            if !matches!(name, "overlay" | "info" | "extends" | "actions")
                && !name.starts_with("x-")
            {
                notes.push((
                    node.id(),
                    format!("`{name}` is not understood in an overlay"),
                ));
            }
        }
        notes.extend(self.of_another(root));
        if !problems.is_empty() {
            actions.clear();
        }
        self.problems.extend(problems);
        self.document.notes.extend(notes);
        actions
    }

    /// Whether the overlay says that it was written for another document.
    fn of_another(&self, root: Node<'_>) -> Vec<(NodeId, String)> {
        let mut notes = Vec::new();
        let file = self.document.file(0);
        if let Some(node) = root.get(FINGERPRINT) {
            let own = fingerprint(&file.text);
            if !node
                .as_str()
                .is_some_and(|text| text.eq_ignore_ascii_case(&own))
            {
                let words = format!(
                    "the overlay was written for another version of {}: check its actions, then set `{FINGERPRINT}: {own}`",
                    file.name
                );
                notes.push((node.id(), words));
            }
        }
        if let Some(node) = root.get("extends")
            && let Some(extended) = node.as_str()
            && base(extended) != base(&file.name)
        {
            notes.push((
                node.id(),
                format!(
                    "the overlay is for {extended}, and applied to {}",
                    file.name
                ),
            ));
        }
        notes
    }

    fn act(&mut self, action: NodeId) {
        let node = self.document.node(action);
        let Some(target) = node.get("target") else {
            self.problem(
                action,
                "the action has no `target`",
                "select what it changes by a JSONPath",
            );
            return;
        };
        let Some(path) = target.as_str().map(str::to_owned) else {
            self.problem(
                target.id(),
                "the `target` is a JSONPath, a text",
                "write such as '$.paths'",
            );
            return;
        };
        let target = target.id();
        let change = match self.change(action) {
            Ok(Some(change)) => change,
            Ok(None) => {
                self.note(
                    action,
                    "the action neither updates, copies nor removes anything",
                );
                return;
            }
            Err(()) => return,
        };
        let Some(selected) = self.select(target, &path) else {
            return;
        };
        if selected.is_empty() {
            let message = format!("the action selects nothing: `{path}`");
            self.problem(
                target,
                &message,
                "correct the path, or remove the action if the document has changed",
            );
            return;
        }
        let pointers = selected
            .iter()
            .map(|node| (self.document.node(*node).pointer(), target));
        let pointers: Vec<_> = pointers.collect();
        self.document.actions.extend(pointers);
        let has_changed = match change {
            Change::Remove => self.remove(&selected, target),
            Change::Update(from) => self.update(&selected, from, target),
            Change::Copy(copy) => match self.copied(copy) {
                Some(from) => self.update(&selected, from, target),
                None => return,
            },
        };
        if !has_changed && self.problems.is_empty() {
            let words = format!("the action changes nothing: `{path}` says so already");
            self.note(action, &words);
        }
    }

    fn change(&mut self, action: NodeId) -> Result<Option<Change>, ()> {
        let node = self.document.node(action);
        let known = ["target", "description", "update", "copy", "remove"];
        let unknown = node
            .fields()
            .find(|(name, _)| !known.contains(name) && !name.starts_with("x-"));
        let unknown = unknown.map(|(name, node)| (node.id(), name.to_owned()));
        let update = node.get("update").map(Node::id);
        let copy = node.get("copy").map(Node::id);
        let remove = node.get("remove").map(|node| (node.id(), node.as_bool()));
        if let Some((node, name)) = unknown {
            let message = format!("`{name}` is not understood in an action");
            self.problem(
                node,
                &message,
                "an action has a target, and update, copy or remove",
            );
            return Err(());
        }
        match (update, copy, remove) {
            (.., Some((_, Some(true)))) => Ok(Some(Change::Remove)),
            (.., Some((node, None))) => {
                self.problem(node, "`remove` is a boolean", "write `true` or `false`");
                Err(())
            }
            (Some(_), Some(copy), _) => {
                self.problem(
                    copy,
                    "the action updates and copies",
                    "split it: by the standard, neither would happen",
                );
                Err(())
            }
            (Some(update), None, _) => Ok(Some(Change::Update(update))),
            (None, Some(copy), _) => Ok(Some(Change::Copy(copy))),
            (None, None, _) => Ok(None),
        }
    }

    /// The nodes of a JSONPath; `at` is where it is written.
    fn select(&mut self, at: NodeId, path: &str) -> Option<Vec<NodeId>> {
        if let Some(names) = singular(path) {
            let found = names
                .iter()
                .try_fold(self.document.root(), |node, name| match name {
                    Name::Field(name) => node.get(name),
                    Name::Item(index) => node.item(*index),
                });
            return Some(found.map(Node::id).into_iter().collect());
        }
        let parsed = match JsonPath::parse(path) {
            Ok(parsed) => parsed,
            Err(error) => {
                let message = format!("`{path}` is no JSONPath: {error}");
                self.problem(
                    at,
                    &message,
                    "RFC 9535 describes them; such as $.paths['/balance'].get",
                );
                return None;
            }
        };
        let value = self.document.root().to_value();
        let pointers = parsed.query_located(&value);
        let pointers = pointers.locations().map(NormalizedPath::to_json_pointer);
        let mut selected: Vec<_> = pointers
            .filter_map(|pointer| self.document.find(&pointer))
            .map(Node::id)
            .collect();
        let mut known = std::collections::HashSet::new();
        selected.retain(|node| known.insert(*node));
        Some(selected)
    }

    fn remove(&mut self, selected: &[NodeId], at: NodeId) -> bool {
        for node in selected {
            let entry = *self.document.entry(*node);
            if entry.parent == NONE {
                self.problem(
                    at,
                    "the action removes the whole document",
                    "select a part of it",
                );
                continue;
            }
            let parent = NodeId(entry.parent);
            let mut members = self
                .document
                .members_of(self.document.entry(parent))
                .to_vec();
            members.retain(|member| member.node != node.0);
            self.document.set_members(parent, &members);
        }
        true
    }

    /// Merges a value into each selected node; tells whether anything has changed.
    fn update(&mut self, selected: &[NodeId], from: NodeId, at: NodeId) -> bool {
        let kind = |node: &NodeId| match self.document.entry(*node).kind {
            kind @ (Kind::Object | Kind::List) => kind,
            _ => Kind::Null,
        };
        if selected.iter().any(|node| kind(node) != kind(&selected[0])) {
            let message = "the action selects objects, lists and others together";
            self.problem(at, message, "one action changes nodes of one kind");
            return false;
        }
        let mut has_changed = false;
        for node in selected {
            if !self.has_room(*node, from) {
                self.problem(
                    at,
                    "the document becomes too deep or too large by this",
                    "name the parts, and refer to them",
                );
                return has_changed;
            }
            has_changed |= self.merge(*node, from, true);
        }
        has_changed
    }

    fn merge(&mut self, into: NodeId, from: NodeId, is_selected: bool) -> bool {
        let (one, two) = (
            self.document.entry(into).kind,
            self.document.entry(from).kind,
        );
        match (one, two) {
            (Kind::Object, Kind::Object) => self.merge_fields(into, from),
            (Kind::List, Kind::List) => self.append(into, self.members(from)),
            (Kind::List, _) if is_selected => {
                let member = Member {
                    name: crate::document::Span::default(),
                    node: from.0,
                };
                self.append(into, vec![member])
            }
            (Kind::Object | Kind::List, Kind::Null) => {
                self.note(from, "holds nothing, and changes nothing");
                false
            }
            (Kind::Object | Kind::List, _) | (_, Kind::Object | Kind::List) => {
                let pointer = self.document.node(into).pointer();
                let message = format!("{two} cannot be merged into {one}, which {pointer} is");
                self.problem(
                    from,
                    &message,
                    "remove what is there by an action before this one",
                );
                false
            }
            _ => {
                if self.document.node(into).is_same(self.document.node(from)) {
                    return false;
                }
                self.replace(into, from);
                true
            }
        }
    }

    fn merge_fields(&mut self, into: NodeId, from: NodeId) -> bool {
        let mut has_changed = false;
        let mut members = self.members(into);
        for new in self.members(from) {
            let same = members
                .iter()
                .find(|own| self.document.text(own.name) == self.document.text(new.name));
            if let Some(own) = same {
                has_changed |= self.merge(NodeId(own.node), NodeId(new.node), false);
                // A scalar may have been replaced.
                members = self.members(into);
                continue;
            }
            let node = self.document.copy(NodeId(new.node), into.0, None);
            members.push(Member {
                node: node.0,
                ..new
            });
            self.document.set_members(into, &members);
            has_changed = true;
        }
        has_changed
    }

    fn append(&mut self, into: NodeId, new: Vec<Member>) -> bool {
        let mut members = self.members(into);
        let before = members.len();
        for member in new {
            if self.is_listed(into, NodeId(member.node)) {
                continue;
            }
            let node = self.document.copy(NodeId(member.node), into.0, None);
            members.push(Member {
                node: node.0,
                ..member
            });
        }
        self.document.set_members(into, &members);
        members.len() > before
    }

    /// Whether a list that holds nothing twice has this item already: a value of an enum, a required field, a type, or
    /// the row of an error code.
    fn is_listed(&self, list: NodeId, item: NodeId) -> bool {
        let (list, item) = (self.document.node(list), self.document.node(item));
        let mut own = list.items();
        match list.name() {
            Some("enum" | "required" | "type") => own.any(|own| own.is_same(item)),
            Some("x-error-codes" | "x-observed-error-codes") => {
                own.any(|own| own.text("code") == item.text("code"))
            }
            _ => false,
        }
    }

    fn replace(&mut self, old: NodeId, from: NodeId) {
        let parent = NodeId(self.document.entry(old).parent);
        if parent.0 == NONE {
            return;
        }
        let node = self.document.copy(from, parent.0, None);
        let mut members = self.members(parent);
        for member in &mut members {
            if member.node == old.0 {
                member.node = node.0;
            }
        }
        self.document.set_members(parent, &members);
    }

    /// A copy of the one node that `copy` selects, which says that it came from here.
    fn copied(&mut self, copy: NodeId) -> Option<NodeId> {
        let Some(path) = self.document.node(copy).as_str().map(str::to_owned) else {
            self.problem(
                copy,
                "`copy` is a JSONPath, a text",
                "write such as '$.paths'",
            );
            return None;
        };
        let selected = self.select(copy, &path)?;
        let [from] = selected.as_slice() else {
            let message = format!("`copy` selects {} nodes: `{path}`", selected.len());
            self.problem(copy, &message, "select exactly one");
            return None;
        };
        if !self.has_room(NodeId(self.document.file(0).root), *from) {
            self.problem(copy, "the document becomes too large by this", "copy less");
            return None;
        }
        let origin = self.document.node(copy).origin();
        Some(self.document.copy(*from, NONE, Some(origin)))
    }

    /// Whether a value may be put into a node.
    fn has_room(&self, into: NodeId, from: NodeId) -> bool {
        let into = self.document.node(into);
        let depth = std::iter::successors(Some(into), Node::parent).count();
        let (height, size) = measure(self.document.node(from));
        depth + height <= DEEPEST && self.document.entries.len() + size <= self.most_nodes
    }

    fn members(&self, node: NodeId) -> Vec<Member> {
        self.document.members_of(self.document.entry(node)).to_vec()
    }

    fn note(&mut self, node: NodeId, words: &str) {
        self.document.notes.push((node, words.to_owned()));
    }

    fn problem(&mut self, node: NodeId, message: &str, help: &str) {
        let node = self.document.node(node);
        self.problems.push(Problem::new(message, help).of(node));
    }
}

/// How deep a node is, and how many nodes it has.
fn measure(node: Node<'_>) -> (usize, usize) {
    let below = node.fields().map(|(_, node)| node).chain(node.items());
    below
        .map(measure)
        .fold((1, 1), |(height, size), (below, more)| {
            (height.max(below + 1), size + more)
        })
}

fn is_version(text: &str, known: &[&str]) -> bool {
    known.iter().any(|version| {
        let patch = text.strip_prefix(version);
        patch.is_some_and(|patch| patch.is_empty() || patch.starts_with('.'))
    })
}

/// A step of a path to one node.
#[derive(Debug, PartialEq, Eq)]
enum Name {
    Field(String),
    Item(usize),
}

/// The steps of a JSONPath that leads to one node at most, such as `$.paths['/balance'].get`: most do, and need no copy of
/// the document to be looked up.
fn singular(path: &str) -> Option<Vec<Name>> {
    let mut names = Vec::new();
    let mut rest = path.strip_prefix('$')?;
    while !rest.is_empty() {
        if let Some(inner) = rest.strip_prefix("['") {
            let (name, after) = inner.split_once("']")?;
            names.push(Name::Field(plain(name)?));
            rest = after;
        } else if let Some(inner) = rest.strip_prefix("[\"") {
            let (name, after) = inner.split_once("\"]")?;
            names.push(Name::Field(plain(name)?));
            rest = after;
        } else if let Some(inner) = rest.strip_prefix('[') {
            let (index, after) = inner.split_once(']')?;
            let is_index = index == "0" || !index.starts_with(['0', '+']);
            names.push(Name::Item(index.parse().ok().filter(|_| is_index)?));
            rest = after;
        } else {
            let inner = rest.strip_prefix('.')?;
            let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
            let end = inner.find(|c| !is_name(c)).unwrap_or(inner.len());
            let name = &inner[..end];
            if name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit()) {
                return None;
            }
            names.push(Name::Field(name.to_owned()));
            rest = &inner[end..];
        }
    }
    Some(names)
}

/// A quoted name without quotes and escapes.
fn plain(name: &str) -> Option<String> {
    (!name.contains(['\\', '\'', '"'])).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_to_one_node() {
        let field = |name: &str| Name::Field(name.to_owned());
        assert_eq!(singular("$"), Some(vec![]));
        assert_eq!(
            singular("$.paths['/a b'].get.parameters[0][\"x-y\"]"),
            Some(vec![
                field("paths"),
                field("/a b"),
                field("get"),
                field("parameters"),
                Name::Item(0),
                field("x-y")
            ])
        );
        for other in [
            "",
            "paths",
            "$.",
            "$..a",
            "$.*",
            "$[*]",
            "$[-1]",
            "$[01]",
            "$[0:1]",
            "$['a','b']",
            "$[?@.a]",
            "$.a-b",
            "$['a\\'b']",
        ] {
            assert_eq!(singular(other), None, "{other}");
        }
    }

    #[test]
    fn fingerprints_do_not_mind_the_ends_of_lines() {
        assert_eq!(fingerprint("a\r\nb\n"), fingerprint("a\nb\n"));
        assert_ne!(fingerprint("a\nb"), fingerprint("a b"));
        assert_eq!(fingerprint("").len(), 64);
    }
}
