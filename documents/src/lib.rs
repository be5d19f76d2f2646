//! The documents: their facts, compared with the contract, with themselves and with an older version.
//!
//! * [`facts`]: what a document claims, as data.
//! * `slate`, `readme`, `gitbook`: one reader for each layout that the documents were flattened from.
//! * `calls`: the hosts that a section calls, and where its samples call another endpoint than it names.
//! * `contract`: the contract as facts, each with the line that it was transcribed from.
//! * `differ`: facts against older ones, be they the contract's or those of the version before.
//! * `contradictions`: tables against examples inside one document.
//!
//! What both find is a difference, and `bayar_drift::difference` makes it a finding.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

use serde::{Deserialize, Serialize};

mod calls;
mod cells;
pub mod command;
mod contract;
mod contradictions;
mod curl;
mod differ;
pub mod facts;
mod gitbook;
mod loose;
mod readme;
mod rows;
mod slate;
mod wording;

pub use contract::Contracts;
pub use facts::Facts;

/// How the text of a document is laid out. Each comes from a generator of documentation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
#[value(rename_all = "lowercase")]
pub enum Layout {
    /// One long page: `Parameter Description`, then a name, `required` or `optional`, type and description, each on
    /// a line of its own.
    Slate,
    /// Guides: short headings, running text, tables with `|`.
    Readme,
    /// Reference pages: each cell of a table is a paragraph, rows are numbered.
    Gitbook,
}

impl Layout {
    /// Recognises the layout of a text.
    pub fn of(text: &str) -> Layout {
        let lines = || text.lines().map(str::trim);
        let numbered = lines().filter(|line| *line == "No").count();
        if numbered > 0 && lines().any(|line| line == "Mandatory" || line == "Response Code") {
            return Layout::Gitbook;
        }
        let is_head = |line| {
            let head = slate::table_head(line);
            head.is_some_and(|head| head != slate::Head::Values)
        };
        if lines().any(is_head) {
            return Layout::Slate;
        }
        Layout::Readme
    }
}

/// Reads the facts of a document. `name` is its name without folder and ending.
pub fn read(name: &str, text: &str, layout: Option<Layout>) -> Facts {
    let layout = layout.unwrap_or_else(|| Layout::of(text));
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let mut facts = Facts {
        document: name.to_owned(),
        layout,
        operations: Vec::new(),
        statuses: Vec::new(),
        tables: Vec::new(),
        mentions: Vec::new(),
        fields: Vec::new(),
    };
    match layout {
        Layout::Slate => slate::read(&lines, &mut facts),
        Layout::Readme => readme::read(&lines, &mut facts),
        Layout::Gitbook => gitbook::read(&lines, &mut facts),
    }
    calls::read(&lines, &mut facts.operations);
    facts
}
