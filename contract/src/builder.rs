//! Builds the tree of a document, node by node, as a text is read.

use std::collections::{HashMap, HashSet};

use crate::document::{Document, Entry, Kind, Member, NONE, NodeId, Span};
use crate::error::Diagnostic;

/// Deeper than any contract. What walks the tree may do so by recursion.
pub(crate) const DEEPEST: usize = 256;

/// As many nodes may come from aliases; more is an attack.
const MOST_COPIES: usize = 1 << 20;

/// Objects with more fields look for doubled names in a set.
const FEW: usize = 16;

/// Adds the nodes of one file.
pub(crate) struct Builder<'d> {
    pub(crate) document: &'d mut Document,
    pub(crate) file: u16,
    pub(crate) problems: Vec<Diagnostic>,
    open: Vec<Open>,
    /// The members of what is open, outermost first.
    scratch: Vec<Member>,
    copies: usize,
    /// How much the document held before.
    before: [usize; 4],
}

/// A list or an object that has not ended yet.
struct Open {
    node: u32,
    /// Where its members begin in the scratch.
    first: usize,
    /// The name of the field whose value comes next, and where it stands.
    name: Option<(Span, u32)>,
    /// Whether the next value is to be merged into this object.
    is_merge: bool,
    merged: Vec<u32>,
}

/// What ends the reading of a text.
pub(crate) type Fatal = Box<Diagnostic>;

impl<'d> Builder<'d> {
    pub(crate) fn new(document: &'d mut Document, file: u16) -> Self {
        let before = [
            document.entries.len(),
            document.members.len(),
            document.texts.len(),
            document.notes.len(),
        ];
        Self {
            document,
            before,
            file,
            problems: Vec::new(),
            open: Vec::new(),
            scratch: Vec::new(),
            copies: 0,
        }
    }

    /// Takes back all that was added.
    pub(crate) fn restart(&mut self) {
        let [entries, members, texts, notes] = self.before;
        self.document.entries.truncate(entries);
        self.document.members.truncate(members);
        self.document.texts.truncate(texts);
        self.document.notes.truncate(notes);
        self.problems.clear();
        self.open.clear();
        self.scratch.clear();
        self.copies = 0;
    }

    /// Whether the name of a field comes next.
    pub(crate) fn wants_name(&self) -> bool {
        self.open.last().is_some_and(|open| {
            open.name.is_none() && !open.is_merge && self.kind(open.node) == Kind::Object
        })
    }

    /// Whether nothing is open.
    pub(crate) fn is_outside(&self) -> bool {
        self.open.is_empty()
    }

    pub(crate) fn name(&mut self, name: &str, at: u32) {
        let span = self.document.add_text(name);
        if let Some(open) = self.open.last_mut() {
            open.name = Some((span, at));
        }
    }

    /// The next value is one to merge into the object (`<<` of YAML).
    pub(crate) fn merge(&mut self) {
        if let Some(open) = self.open.last_mut() {
            open.is_merge = true;
        }
    }

    pub(crate) fn scalar(&mut self, kind: Kind, text: &str, at: u32) -> NodeId {
        let span = match kind {
            Kind::Boolean => Span {
                start: 0,
                len: u32::from(text == "true"),
            },
            Kind::Number | Kind::Text => self.document.add_text(text),
            _ => Span::default(),
        };
        self.add(kind, span, at)
    }

    pub(crate) fn begin(&mut self, kind: Kind, at: u32) -> Result<NodeId, Fatal> {
        if self.open.len() >= DEEPEST {
            return Err(self.too_deep(at));
        }
        let id = self.add(kind, Span::default(), at);
        self.open.push(Open {
            node: id.0,
            first: self.scratch.len(),
            name: None,
            is_merge: false,
            merged: Vec::new(),
        });
        Ok(id)
    }

    pub(crate) fn end(&mut self) -> Result<(), Fatal> {
        let Some(open) = self.open.pop() else {
            return Ok(());
        };
        if self.kind(open.node) == Kind::Object {
            self.drop_doubled(open.first);
            for from in open.merged {
                self.merge_in(open.node, open.first, from)?;
            }
        }
        let start = u32::try_from(self.document.members.len()).unwrap_or(NONE);
        for (position, member) in (0..).zip(&self.scratch[open.first..]) {
            self.document.entries[member.node as usize].position = position;
        }
        let members = self.scratch.drain(open.first..);
        let len = u32::try_from(members.len()).unwrap_or(NONE);
        self.document.members.extend(members);
        self.document.entries[open.node as usize].span = Span { start, len };
        Ok(())
    }

    /// Puts a copy of a node here, as an alias does. Its parts keep their lines.
    pub(crate) fn copy(&mut self, from: NodeId, at: u32) -> Result<NodeId, Fatal> {
        if self.open.iter().any(|open| open.node == from.0) {
            let problem = Diagnostic::new(
                "the alias stands inside of what it repeats",
                "JSON knows no value that holds itself: write it out",
            );
            return Err(Box::new(problem.at(self.document, self.file, at)));
        }
        let entry = *self.document.entry(from);
        let id = self.add(entry.kind, entry.span, at);
        self.copy_members(from.0, id.0, self.open.len(), at)?;
        Ok(id)
    }

    /// Words for the list of notes.
    pub(crate) fn note(&mut self, node: NodeId, words: impl Into<String>) {
        self.document.notes.push((node, words.into()));
    }

    /// The last node that begins before a byte of the file.
    pub(crate) fn node_before(&self, at: u32) -> Option<NodeId> {
        let entries = self.document.entries.iter().enumerate();
        let mut before = entries
            .skip(self.before[0])
            .filter(|(_, entry)| entry.at <= at);
        let (index, _) = before.next_back()?;
        u32::try_from(index).ok().map(NodeId)
    }

    /// The text of a scalar that was read before.
    pub(crate) fn scalar_of(&self, node: NodeId) -> Option<String> {
        self.document.node(node).scalar().map(str::to_owned)
    }

    fn kind(&self, node: u32) -> Kind {
        self.document.entries[node as usize].kind
    }

    fn add(&mut self, kind: Kind, span: Span, at: u32) -> NodeId {
        let id = u32::try_from(self.document.entries.len()).unwrap_or(NONE);
        let mut entry = Entry {
            parent: NONE,
            position: NONE,
            at,
            file: self.file,
            kind,
            has_room: false,
            span,
        };
        match self.open.last_mut() {
            Some(open) => {
                entry.parent = open.node;
                if std::mem::take(&mut open.is_merge) {
                    open.merged.push(id);
                } else {
                    let (name, at) = open.name.take().unwrap_or((Span::default(), at));
                    entry.at = at;
                    self.scratch.push(Member { name, node: id });
                }
            }
            None => self.document.files[self.file as usize].root = id,
        }
        self.document.entries.push(entry);
        NodeId(id)
    }

    fn copy_members(&mut self, from: u32, to: u32, depth: usize, at: u32) -> Result<(), Fatal> {
        if depth > DEEPEST {
            return Err(self.too_deep(at));
        }
        let entry = self.document.entries[from as usize];
        let members = self.document.members_of(&entry).to_vec();
        if members.is_empty() {
            return Ok(());
        }
        self.copies += members.len();
        if self.copies > MOST_COPIES {
            let problem = Diagnostic::new(
                format!("the aliases repeat more than {MOST_COPIES} values"),
                "write less of it by aliases",
            );
            return Err(Box::new(problem.at(self.document, self.file, at)));
        }
        let start = self.document.members.len();
        for member in &members {
            let node = u32::try_from(self.document.entries.len()).unwrap_or(NONE);
            let mut copy = self.document.entries[member.node as usize];
            copy.parent = to;
            self.document.entries.push(copy);
            self.document.members.push(Member { node, ..*member });
        }
        let len = u32::try_from(members.len()).unwrap_or(NONE);
        self.document.entries[to as usize].span = Span {
            start: u32::try_from(start).unwrap_or(NONE),
            len,
        };
        for (index, member) in members.iter().enumerate() {
            let to = self.document.members[start + index].node;
            self.copy_members(member.node, to, depth + 1, at)?;
        }
        Ok(())
    }

    /// Merges objects into the one whose members begin at `first`; what it says itself wins, then what was merged first.
    fn merge_in(&mut self, into: u32, first: usize, from: u32) -> Result<(), Fatal> {
        let entry = self.document.entries[from as usize];
        match entry.kind {
            Kind::Object => {}
            Kind::List => {
                for member in self.document.members_of(&entry).to_vec() {
                    self.merge_in(into, first, member.node)?;
                }
                return Ok(());
            }
            _ => {
                let problem = Diagnostic::new(
                    format!("`<<` merges objects, and this is {}", entry.kind),
                    "name the anchor of an object",
                );
                let problem = problem.at(self.document, entry.file, entry.at);
                self.problems.push(problem);
                return Ok(());
            }
        }
        for member in self.document.members_of(&entry).to_vec() {
            let name = self.document.text(member.name);
            let mut own = self.scratch[first..].iter();
            if own.any(|own| self.document.text(own.name) == name) {
                continue;
            }
            let node = u32::try_from(self.document.entries.len()).unwrap_or(NONE);
            let mut copy = self.document.entries[member.node as usize];
            copy.parent = into;
            self.document.entries.push(copy);
            self.scratch.push(Member { node, ..member });
            self.copies += 1;
            self.copy_members(member.node, node, self.open.len() + 1, entry.at)?;
        }
        Ok(())
    }

    /// A name may stand only once in an object: which of its values is meant cannot be known.
    fn drop_doubled(&mut self, first: usize) {
        let members = &self.scratch[first..];
        let text = |member: &Member| self.document.text(member.name);
        let is_doubled = if members.len() <= FEW {
            let mut names = members.iter().enumerate();
            names.any(|(n, one)| members[..n].iter().any(|two| text(one) == text(two)))
        } else {
            let mut names = HashSet::with_capacity(members.len());
            !members.iter().all(|member| names.insert(text(member)))
        };
        if !is_doubled {
            return;
        }
        let mut seen: HashMap<String, u32> = HashMap::new();
        let mut kept = Vec::new();
        for member in self.scratch.split_off(first) {
            let name = self.document.text(member.name);
            let at = self.document.entries[member.node as usize].at;
            if let Some(before) = seen.get(name) {
                let line = self.document.file(self.file).line(*before);
                let problem = Diagnostic::new(
                    format!("`{name}` stands twice in the same object"),
                    format!("keep one of them; the other stands at line {line}"),
                );
                let problem = problem.at(self.document, self.file, at);
                self.problems.push(problem);
            } else {
                seen.insert(name.to_owned(), at);
                kept.push(member);
            }
        }
        self.scratch.extend(kept);
    }

    #[allow(clippy::unnecessary_box_returns)] // As every error is.
    fn too_deep(&self, at: u32) -> Fatal {
        let problem = Diagnostic::new(
            format!("the document nests deeper than {DEEPEST} levels"),
            "name the parts, and refer to them",
        );
        Box::new(problem.at(self.document, self.file, at))
    }
}
