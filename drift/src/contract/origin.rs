//! Where something of a contract comes from.

use std::ops::Range;

use bayar_contract::extension;

use crate::finding::SpecPlace;

/// Where the vendor's document says something.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Source {
    /// Nothing if it was only observed.
    pub(crate) document: Option<String>,
    pub(crate) line: Option<u32>,
    pub(crate) also: Vec<u32>,
}

/// Where something of the contract comes from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Origin {
    pub(crate) source: Source,
    pub(crate) place: Option<SpecPlace>,
    /// The component that it is.
    pub(crate) component: Option<String>,
    /// The component that has it as a field.
    pub(crate) holder: Option<String>,
    /// The name that the holder, or the operation, has for it.
    pub(crate) name: Option<String>,
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

impl From<&extension::Source> for Source {
    fn from(source: &extension::Source) -> Source {
        Source {
            document: source.document_name().map(str::to_owned),
            line: source.line,
            also: source.also.clone(),
        }
    }
}

/// Where a node stands in the contract.
pub(crate) fn place(node: bayar_contract::Node<'_>) -> SpecPlace {
    SpecPlace {
        file: node.file().to_owned(),
        line: node.line(),
    }
}
