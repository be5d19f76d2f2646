//! The corrections of a contract as an OpenAPI Overlay: whatever the layout of the document, YAML or JSON.

use anyhow::{Context, Result};
use bayar_contract::{Contract, Document, Kind, Node, unescape};

use super::change::{Edit, Suggestion, edits};
use super::{Form, plain};
use crate::contract::Source;

/// An overlay that grows by changes, and the contract as it is with it.
pub(super) struct Overlay {
    source: Source,
    head: String,
    actions: String,
    contract: Contract,
}

impl Overlay {
    pub(super) fn new(source: Source, contract: Contract) -> Overlay {
        let name = source.file.rsplit('/').next().unwrap_or_default();
        let head = format!(
            "overlay: 1.0.0\ninfo: {{title: What bayar-drift saw, version: '1'}}\nextends: {}\nactions:\n",
            quoted(name)
        );
        Overlay {
            source,
            head,
            actions: String::new(),
            contract,
        }
    }

    pub(super) fn into_text(self) -> String {
        self.head + &self.actions
    }

    /// Makes changes, or leaves everything as it is.
    pub(super) fn apply(&mut self, suggestions: &[Suggestion]) -> Result<()> {
        let document = self.contract.document();
        let mut actions = self.actions.clone();
        let edits = edits(&self.contract, suggestions, Form::Overlay)?;
        for (suggestion, edits) in suggestions.iter().zip(edits) {
            let evidence = suggestion.evidence.iter().map(|line| format!("    {line}"));
            let lines = std::iter::once(suggestion.change.to_string()).chain(evidence);
            actions.extend(lines.map(|line| format!("  # {}\n", plain(&line))));
            for edit in &edits {
                actions.push_str(&action(document, edit)?);
            }
        }
        let text = format!("{}{actions}", self.head);
        let reader = self.source.reader.clone().overlay("the proposal", &text);
        let contract = reader.read(&self.source.file, &self.source.text)?;
        self.actions = actions;
        self.contract = contract;
        Ok(())
    }
}

/// An edit as actions of an overlay.
fn action(document: &Document, edit: &Edit) -> Result<String> {
    let with = |path: &str, update: &str| {
        let update = update.replace('\n', "\n      ");
        format!(
            "  - target: {}\n    update:\n      {update}\n",
            target(path)
        )
    };
    let without = |path: &str| format!("  - target: {}\n    remove: true\n", target(path));
    Ok(match edit {
        Edit::Fields(at, fields) => with(&path(document, at)?, fields),
        // What is added to a list is appended.
        Edit::Item(at, item) => with(&path(document, at)?, item),
        Edit::Without(at, item) => {
            let list = document.find(at).context("no such list")?;
            let mut items = list.items();
            let index = items.position(|own| own.as_str() == Some(item));
            let index = index.context("no such item")?;
            without(&path(document, &format!("{at}/{index}"))?)
        }
        Edit::Instead(at, fields) => {
            let (parent, _) = at.rsplit_once('/').context("no such place")?;
            let mut actions = without(&path(document, at)?);
            if !fields.is_empty() {
                actions.push_str(&with(&path(document, parent)?, fields));
            }
            actions
        }
    })
}

/// The JSONPath of a JSON pointer.
fn path(document: &Document, pointer: &str) -> Result<String> {
    let mut path = String::from("$");
    let mut node = document.root();
    for segment in pointer.split('/').skip(1) {
        let name = unescape(segment);
        let is_word = |text: &str| {
            let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
            text.chars().all(is_plain) && text.starts_with(|c: char| c.is_ascii_alphabetic())
        };
        path.push_str(&if node.kind() == Kind::List {
            format!("[{name}]")
        } else if is_word(&name) {
            format!(".{name}")
        } else {
            format!("['{}']", name.replace('\\', "\\\\").replace('\'', "\\'"))
        });
        let next: Option<Node<'_>> = node.find(&format!("/{segment}"));
        node = next.context("no such place in the contract")?;
    }
    Ok(path)
}

/// A JSONPath as YAML.
fn target(path: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "$._-/[]'{}".contains(c);
    if path.chars().all(is_plain) {
        path.to_owned()
    } else {
        quoted(path)
    }
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
