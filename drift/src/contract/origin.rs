//! Where something of a contract comes from.

use std::ops::Range;
use std::sync::Arc;

use bayar_contract::extension;
use rustc_hash::FxHashSet;

use crate::finding::SpecPlace;

/// Where the vendor's document says something.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Source {
    /// Nothing if it was only observed.
    pub(crate) document: Option<Arc<str>>,
    pub(crate) line: Option<u32>,
    pub(crate) also: Vec<u32>,
}

/// Where something of the contract comes from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Origin {
    pub(crate) source: Source,
    pub(crate) place: Option<Line>,
    /// The component that it is.
    pub(crate) component: Option<Arc<str>>,
    /// The component that has it as a field.
    pub(crate) holder: Option<Arc<str>>,
    /// The name that the holder, or the operation, has for it.
    pub(crate) name: Option<Arc<str>>,
}

impl Source {
    /// The line to look at: one in a section, or else the first.
    pub(crate) fn line_in(&self, section: &Range<u32>) -> Option<u32> {
        let mut lines = self.line.iter().chain(&self.also).copied();
        lines.find(|line| section.contains(line)).or(self.line)
    }

    pub(crate) fn is_unknown(&self) -> bool {
        self.document.is_none() && self.line.is_none()
    }
}

/// A line of the contract.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    file: Arc<str>,
    pub(crate) line: u32,
}

impl From<&Line> for SpecPlace {
    fn from(line: &Line) -> SpecPlace {
        SpecPlace {
            file: line.file.to_string(),
            line: line.line,
        }
    }
}

/// The names of a contract, each once: most stand in many places.
#[derive(Default)]
pub(crate) struct Names(FxHashSet<Arc<str>>);

impl Names {
    pub(crate) fn name(&mut self, name: &str) -> Arc<str> {
        if let Some(known) = self.0.get(name) {
            return known.clone();
        }
        let new: Arc<str> = name.into();
        self.0.insert(new.clone());
        new
    }

    /// Where the vendor's document says something.
    pub(crate) fn source(&mut self, source: &extension::Source) -> Source {
        Source {
            document: source.document_name().map(|name| self.name(name)),
            line: source.line,
            also: source.also.clone(),
        }
    }

    /// Where a node stands in the contract.
    pub(crate) fn line(&mut self, node: bayar_contract::Node<'_>) -> Line {
        Line {
            file: self.name(node.file()),
            line: node.line(),
        }
    }
}
