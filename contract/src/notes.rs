//! What a document has that was not taken as it stands: nothing of it is lost without a word.

use std::collections::HashSet;
use std::fmt;

use crate::document::{Node, NodeId};

/// Something that a reader of the contract may want to know.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Note {
    /// What kind of note it is.
    pub kind: NoteKind,
    /// Where.
    pub node: NodeId,
    /// In words.
    pub text: String,
}

/// Why something was noted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum NoteKind {
    /// It has another type than the standard says, and was read as it was meant.
    ReadAsMeant,
    /// Readers of YAML or JSON take it in different ways. [`crate::Contract::node`] has what this one took.
    Ambiguous,
    /// It breaks the standard, but what it says is clear.
    Invalid,
    /// It is not understood. [`crate::Contract::node`] has it as data.
    NotUnderstood,
    /// The standard says that it has no meaning where it stands.
    Ignored,
    /// A schema is a part of itself, so that whoever follows it must stop somewhere.
    Recursive,
    /// An overlay changed nothing, or was written for another document.
    Overlay,
}

impl fmt::Display for NoteKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ReadAsMeant => "read as meant",
            Self::Ambiguous => "ambiguous",
            Self::Invalid => "invalid",
            Self::NotUnderstood => "not understood",
            Self::Ignored => "ignored",
            Self::Recursive => "recursive",
            Self::Overlay => "overlay",
        })
    }
}

/// Notes, each once.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    list: Vec<Note>,
    known: HashSet<(NodeId, NoteKind, String)>,
}

impl Notes {
    pub(crate) fn add(&mut self, kind: NoteKind, node: Node<'_>, text: impl Into<String>) {
        let text = text.into();
        if self.known.insert((node.id(), kind, text.clone())) {
            self.list.push(Note {
                kind,
                node: node.id(),
                text,
            });
        }
    }

    pub(crate) fn into_list(self) -> Vec<Note> {
        self.list
    }
}
