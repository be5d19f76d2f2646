//! Overlays: changes of a document, kept apart from it (OpenAPI Overlay 1.0 and 1.1).
//!
//! Where the standard lets an action pass that selects nothing, it is a problem here: a miss on money must not be silent.

mod apply;

use std::path::Path;

use crate::document::{Document, Node};
use crate::error::{Diagnostic, Error};
use crate::file::{Role, decode};
use crate::reader::{Reader, parse};

pub(crate) use apply::apply;

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
            let mut problem = Diagnostic::new(format!("the overlay cannot be read: {error}"), "");
            problem.file.clone_from(&name);
            Error::from(vec![problem])
        })?;
        let text = decode(&name, &bytes)?.into_owned();
        Ok(Self { name, text })
    }

    /// The overlays of a file, which `---` parts. Each keeps its lines.
    fn each(&self) -> Vec<Self> {
        let mut texts = vec![String::new()];
        let is_said = |line: &str| !line.trim().is_empty() && !line.starts_with('#');
        for (index, line) in self.text.split_inclusive('\n').enumerate() {
            let has_begun = texts.last().is_some_and(|text| text.lines().any(is_said));
            if line.trim_end() == "---" && has_begun {
                texts.push("\n".repeat(index));
            }
            if let Some(text) = texts.last_mut() {
                text.push_str(line);
            }
        }
        let texts = texts.into_iter();
        let each = texts.map(|text| Self {
            name: self.name.clone(),
            text,
        });
        each.collect()
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
            vec![Diagnostic::new(message, help).of(extends.unwrap_or(own.root()))].into()
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
    for overlay in overlays.iter().flat_map(Overlay::each) {
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
