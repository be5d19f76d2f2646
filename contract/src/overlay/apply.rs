//! The actions of an overlay, one after another.

use super::base;
use crate::builder::DEEPEST;
use crate::document::{Document, Kind, Member, NONE, Node, NodeId};
use crate::error::Diagnostic;

/// As many nodes may overlays add, besides four times those of the document; more is an attack.
const MOST_NODES: usize = 1 << 18;

/// What one action of an overlay does to the nodes that it selects.
enum Change {
    Update(NodeId),
    Copy(NodeId),
    Remove,
}

/// Applies an overlay, the file of this index, to the document: so many of its actions, which are counted down. What changes
/// nothing is noted.
pub(crate) fn apply(document: &mut Document, overlay: u16, most: &mut usize) -> Vec<Diagnostic> {
    let most_nodes = document.entries.len() * 5 + MOST_NODES;
    let mut application = Application {
        document,
        most_nodes,
        problems: Vec::new(),
        is_known: false,
    };
    for action in application.actions(overlay) {
        if *most == 0 {
            break;
        }
        *most -= 1;
        application.act(action);
    }
    application.problems
}

struct Application<'d> {
    document: &'d mut Document,
    most_nodes: usize,
    problems: Vec<Diagnostic>,
    /// Whether the action had something to say that the document said already, beside what describes it.
    is_known: bool,
}

/// What an action did.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Effect {
    Nothing,
    /// It changed what describes a thing, and not what the thing is.
    Words,
    Meaning,
}

/// What only describes.
const WORDS: [&str; 4] = ["description", "example", "summary", "title"];

impl Effect {
    fn of(node: Node<'_>) -> Self {
        let is_words = node.name().is_some_and(|name| WORDS.contains(&name));
        if is_words && !matches!(node.kind(), Kind::Object | Kind::List) {
            Self::Words
        } else {
            Self::Meaning
        }
    }
}

impl Application<'_> {
    /// The nodes of the actions, after a look at the overlay itself.
    fn actions(&mut self, overlay: u16) -> Vec<NodeId> {
        let root = self.document.root_of(overlay);
        let mut notes = Vec::new();
        let mut problems = Vec::new();
        let mut problem = |node: Node<'_>, message: String, help: &str| {
            problems.push(Diagnostic::new(message, help).of(node));
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
        self.is_known = false;
        let effect = match change {
            Change::Remove => self.remove(&selected, target),
            Change::Update(from) => self.update(&selected, from, target),
            Change::Copy(copy) => match self.copied(copy) {
                Some(from) => self.update(&selected, from, target),
                None => return,
            },
        };
        let has_changed = match effect {
            Effect::Nothing => false,
            Effect::Words => !self.is_known,
            Effect::Meaning => true,
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
        match self.document.root().select(path) {
            Ok(nodes) => Some(nodes.into_iter().map(Node::id).collect()),
            Err(problem) => {
                let at = self.document.node(at);
                self.problems.push((*problem).of(at));
                None
            }
        }
    }

    fn remove(&mut self, selected: &[NodeId], at: NodeId) -> Effect {
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
        Effect::Meaning
    }

    /// Merges a value into each selected node.
    fn update(&mut self, selected: &[NodeId], from: NodeId, at: NodeId) -> Effect {
        let kind = |node: &NodeId| match self.document.entry(*node).kind {
            kind @ (Kind::Object | Kind::List) => kind,
            _ => Kind::Null,
        };
        if selected.iter().any(|node| kind(node) != kind(&selected[0])) {
            let message = "the action selects objects, lists and others together";
            self.problem(at, message, "one action changes nodes of one kind");
            return Effect::Nothing;
        }
        let mut effect = Effect::Nothing;
        for node in selected {
            if !self.has_room(*node, from) {
                self.problem(
                    at,
                    "the document becomes too deep or too large by this",
                    "name the parts, and refer to them",
                );
                return effect;
            }
            effect = effect.max(self.merge(*node, from, true));
        }
        effect
    }

    fn merge(&mut self, into: NodeId, from: NodeId, is_selected: bool) -> Effect {
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
                Effect::Nothing
            }
            (Kind::Object | Kind::List, _) | (_, Kind::Object | Kind::List) => {
                let pointer = self.document.node(into).pointer();
                let message = format!("{two} cannot be merged into {one}, which {pointer} is");
                self.problem(
                    from,
                    &message,
                    "remove what is there by an action before this one",
                );
                Effect::Nothing
            }
            _ => {
                let effect = Effect::of(self.document.node(into));
                if self.document.node(into).is_same(self.document.node(from)) {
                    self.is_known |= effect == Effect::Meaning;
                    return Effect::Nothing;
                }
                self.replace(into, from);
                effect
            }
        }
    }

    fn merge_fields(&mut self, into: NodeId, from: NodeId) -> Effect {
        let mut effect = Effect::Nothing;
        let mut members = self.members(into);
        for new in self.members(from) {
            let same = members
                .iter()
                .find(|own| self.document.text(own.name) == self.document.text(new.name));
            if let Some(own) = same {
                effect = effect.max(self.merge(NodeId(own.node), NodeId(new.node), false));
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
            effect = effect.max(Effect::of(self.document.node(node)));
        }
        effect
    }

    fn append(&mut self, into: NodeId, new: Vec<Member>) -> Effect {
        let mut members = self.members(into);
        let before = members.len();
        for member in new {
            if self.is_listed(into, NodeId(member.node)) {
                self.is_known = true;
                continue;
            }
            let node = self.document.copy(NodeId(member.node), into.0, None);
            members.push(Member {
                node: node.0,
                ..member
            });
        }
        self.document.set_members(into, &members);
        if members.len() > before {
            Effect::Meaning
        } else {
            Effect::Nothing
        }
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
        self.problems.push(Diagnostic::new(message, help).of(node));
    }
}

/// How deep a node is, and how many nodes it has.
fn measure(node: Node<'_>) -> (usize, usize) {
    let below = node.children().map(measure);
    below.fold((1, 1), |(height, size), (below, more)| {
        (height.max(below + 1), size + more)
    })
}

fn is_version(text: &str, known: &[&str]) -> bool {
    known.iter().any(|version| {
        let patch = text.strip_prefix(version);
        patch.is_some_and(|patch| patch.is_empty() || patch.starts_with('.'))
    })
}
