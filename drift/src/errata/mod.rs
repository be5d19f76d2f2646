//! `errata.yaml`: every place where the documents contradict themselves, each other or what was observed.
//!
//! One reader and one type of entry, with two ways to look one up, as traffic and documents are seen from two sides:
//!
//! * `traffic`: a message broke a place of the contract. What is known is the place, so the entry that names it is
//!   sought, over all documents.
//! * `documents`: a line of a document says something. What is known is the line and what stands there, so the entry
//!   that names the line and says the same is sought.

use std::sync::LazyLock;

use anyhow::{Context, Result};
use serde::Deserialize;

#[cfg(feature = "program")]
pub(crate) mod documents;
mod traffic;

pub(crate) use traffic::Sought;

/// Every known contradiction.
#[derive(Debug, Default)]
pub(crate) struct Errata(Vec<Erratum>);

/// A known contradiction.
#[derive(Debug, Deserialize)]
#[cfg_attr(
    not(feature = "program"),
    expect(dead_code, reason = "some of it is for findings about documents")
)]
pub(crate) struct Erratum {
    /// What findings name it by.
    pub(crate) id: String,
    document: String,
    lines: Vec<u32>,
    touches: Aspect,
    at: String,
    /// The findings of traffic that it knows of.
    #[serde(default)]
    about: Vec<About>,
    sides: Vec<Side>,
    spec: String,
    why: String,
    /// The words of `at`, such as `Invoice.paid_at` or `create_invoice`.
    #[serde(skip)]
    places: Vec<String>,
    /// All that it says.
    #[serde(skip)]
    text: String,
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
struct Side {
    /// Another document than that of the entry.
    document: Option<String>,
    /// Nothing if it was only observed.
    #[cfg(feature = "program")]
    line: Option<u32>,
    says: String,
}

/// What a contradiction is about: the words of `touches`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Aspect {
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
    pub(crate) fn get() -> &'static Errata {
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
        self.places = places(&self.at);
        let sides = self.sides.iter().map(|side| side.says.as_str());
        let texts: Vec<&str> = [self.at.as_str()]
            .into_iter()
            .chain(sides)
            .chain([self.spec.as_str(), self.why.as_str()])
            .collect();
        self.text = texts.join("\n");
    }
}

/// The words of `at`; `.paid_at` after `Invoice.created` stands for `Invoice.paid_at`.
fn places(at: &str) -> Vec<String> {
    let mut holder = "";
    let mut places = Vec::new();
    for word in at
        .split([' ', ',', ';', '\'', '"'])
        .filter(|word| !word.is_empty())
    {
        let word = word.trim_end_matches("[]");
        match word.split_once('.') {
            Some(("", field)) => places.push(format!("{holder}.{field}")),
            Some((before, _)) => {
                holder = before.trim_end_matches("[]");
                places.push(word.to_owned());
            }
            None => places.push(word.to_owned()),
        }
    }
    places
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

    #[test]
    fn places_of_a_list() {
        assert_eq!(places("A.b, .c and D"), ["A.b", "A.c", "and", "D"]);
    }
}
