//! `errata.yaml`: every place where the documents contradict themselves, each other or what was observed.
//!
//! A message that broke a place of the contract looks for the entry that is about the place (`traffic`); `bayar-documents`
//! has a line of a document, and looks for the entry that names it.

use std::sync::LazyLock;

use anyhow::{Context, Result};
use serde::Deserialize;

mod traffic;

pub(crate) use traffic::Sought;

/// Every known contradiction.
#[derive(Debug, Default)]
pub struct Errata(pub Vec<Erratum>);

/// A known contradiction.
#[derive(Debug, Deserialize)]
pub struct Erratum {
    /// What findings name it by.
    pub id: String,
    /// The document, without its ending.
    pub document: String,
    /// Every line that takes part.
    pub lines: Vec<u32>,
    /// What kind of thing it is about.
    pub touches: Aspect,
    /// The places of the contract.
    pub at: String,
    /// The findings of traffic that it knows of.
    #[serde(default)]
    about: Vec<About>,
    /// What each line says.
    pub sides: Vec<Side>,
    /// What the contract chose.
    pub spec: String,
    /// Why.
    pub why: String,
    /// All that it says.
    #[serde(skip)]
    pub text: String,
}

/// What an entry is about. What is not stated may be anything.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct About {
    operation: Option<String>,
    /// The component, or the one that has the field.
    schema: Option<String>,
    field: Option<String>,
    problem: Vec<String>,
    #[serde(default)]
    values: Vec<String>,
}

/// What one line says, or what was observed.
#[derive(Debug, Deserialize)]
pub struct Side {
    /// Another document than that of the entry.
    pub document: Option<String>,
    /// Nothing if it was only observed.
    pub line: Option<u32>,
    /// What stands there.
    pub says: String,
}

/// What a contradiction is about: the words of `touches`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Aspect {
    /// That something is there, under this name.
    Name,
    /// A path, or the place of a parameter.
    Path,
    /// A type.
    Type,
    /// Whether something must be there.
    Requiredness,
    /// The values that something may have.
    Enum,
    /// A status.
    Status,
    /// A limit or a default.
    Limit,
    /// An error code.
    ErrorCode,
    /// When and where a callback is sent.
    CallbackTarget,
    /// A header.
    Header,
    /// A permission.
    Permission,
    /// An example.
    Example,
}

impl Errata {
    /// Those of the package. Read when the first finding is there.
    pub fn get() -> &'static Errata {
        static ERRATA: LazyLock<Errata> = LazyLock::new(|| {
            // A test reads them, so nothing is lost here.
            Errata::read(bayar_spec::ERRATA).unwrap_or_default()
        });
        &ERRATA
    }

    fn read(text: &str) -> Result<Errata> {
        let mut entries: Vec<Erratum> = yaml_serde::from_str(text).context("errata.yaml")?;
        entries.iter_mut().for_each(Erratum::complete);
        Ok(Errata(entries))
    }
}

impl Erratum {
    /// Fills in what follows from what was read.
    fn complete(&mut self) {
        self.document = self.document.trim_end_matches(".txt").to_owned();
        for document in self
            .sides
            .iter_mut()
            .filter_map(|side| side.document.as_mut())
        {
            *document = document.trim_end_matches(".txt").to_owned();
        }
        let sides = self.sides.iter().map(|side| side.says.as_str());
        let texts: Vec<&str> = [self.at.as_str()]
            .into_iter()
            .chain(sides)
            .chain([self.spec.as_str(), self.why.as_str()])
            .collect();
        self.text = texts.join("\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_entries_of_the_package_are_read() {
        let errata = Errata::read(bayar_spec::ERRATA).unwrap();
        let count = bayar_spec::ERRATA
            .lines()
            .filter(|line| line.starts_with("- id: "))
            .count();
        assert!(count > 300 && errata.0.len() == count);
        let mut ids: Vec<&str> = errata.0.iter().map(|entry| entry.id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), count);
        assert!(errata.0.iter().all(|entry| !entry.lines.is_empty()));
    }
}
