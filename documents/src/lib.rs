//! The documents: their facts, compared with the contract, with themselves and with an older version.
//!
//! * [`facts`]: what a document claims, as data.
//! * `slate`, `readme`, `gitbook`: one reader for each layout that the documents were flattened from.
//! * `contract`: the contract as facts, each with the line that it was transcribed from.
//! * `differ`: facts against older ones, be they the contract's or those of the version before.
//! * `contradictions`: tables against examples inside one document.
//!
//! What both find is a difference, and `bayar_drift::difference` makes it a finding.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

use serde::{Deserialize, Serialize};

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

use facts::{Constant, Kind, Line, Operation};

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
    hosts(&lines, &mut facts.operations);
    facts
}

/// Finds the hosts of the URLs that each operation is called at, from its heading to the next.
fn hosts(lines: &[&str], operations: &mut [Operation]) {
    let url = wording::pattern!(r#"https?://([A-Za-z0-9.-]+)(/[^\s'"]*)"#);
    let mut starts: Vec<Line> = operations.iter().map(|operation| operation.line).collect();
    starts.sort_unstable();
    let called = operations
        .iter_mut()
        .filter(|one| one.kind == Kind::Operation);
    for operation in called {
        let path = operation
            .path
            .split(['{', ':', '='])
            .next()
            .unwrap_or_default();
        let path = path.trim_end_matches('/');
        if path.is_empty() {
            continue;
        }
        let end = starts.iter().find(|start| **start > operation.line);
        let end = end.copied().unwrap_or(Line::MAX);
        let own = (1..)
            .zip(lines)
            .skip_while(|(line, _)| *line < operation.line);
        for (line, text) in own.take_while(|(line, _)| *line < end) {
            for found in url.captures_iter(text) {
                let is_known = |host: &Constant| host.value == found[1];
                if found[2].starts_with(path) && !operation.hosts.iter().any(is_known) {
                    let value = found[1].to_owned();
                    operation.hosts.push(Constant::new(value, line));
                }
            }
        }
    }
}
