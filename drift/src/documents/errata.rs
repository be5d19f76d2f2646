//! The known contradictions: `errata.yaml`.

use serde::Deserialize;

use super::claims::stem;
use super::facts::Line;

/// A place where the documents contradict themselves, each other or what was observed.
#[derive(Clone, Debug, Deserialize)]
pub struct Erratum {
    /// What findings name it by.
    pub id: String,
    document: String,
    lines: Vec<Line>,
    touches: String,
    #[serde(default)]
    sides: Vec<Side>,
}

#[derive(Clone, Debug, Deserialize)]
struct Side {
    document: Option<String>,
    line: Option<Line>,
}

/// What a difference is about, in the words of `touches`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    /// A header.
    Header,
    /// A permission.
    Permission,
    /// An example.
    Example,
}

impl Aspect {
    /// The words of `touches` that may tell of it, the nearest first.
    fn touches(self) -> &'static [&'static str] {
        match self {
            Aspect::Name => &["name", "requiredness", "header", "path", "example", "type"],
            Aspect::Path => &["path", "callback-target", "name"],
            Aspect::Type => &["type", "example"],
            Aspect::Requiredness => &["requiredness", "example", "name"],
            Aspect::Enum => &["enum", "status", "name", "example"],
            Aspect::Status => &["status", "error-code"],
            Aspect::Limit => &["limit", "requiredness", "example"],
            Aspect::ErrorCode => &["error-code", "status"],
            Aspect::Header => &["header", "name", "callback-target"],
            Aspect::Permission => &["permission"],
            Aspect::Example => &["example", "name", "type", "enum"],
        }
    }
}

/// The erratum that knows of a difference: one that touches the same and names one of its lines.
pub fn find<'a>(errata: &'a [Erratum], document: &str, lines: &[Line], aspect: Aspect) -> Option<&'a Erratum> {
    let shared = |erratum: &Erratum| {
        let own = stem(&erratum.document) == document;
        lines
            .iter()
            .filter(|line| {
                let elsewhere = |side: &Side| {
                    side.line == Some(**line) && side.document.as_deref().map(stem) == Some(document)
                };
                (own && erratum.lines.contains(line)) || erratum.sides.iter().any(elsewhere)
            })
            .count()
    };
    aspect.touches().iter().find_map(|touches| {
        errata
            .iter()
            .filter(|erratum| erratum.touches == *touches)
            .map(|erratum| (shared(erratum), erratum))
            .filter(|(count, _)| *count > 0)
            // The most lines in common; of several, the one that is about the least.
            .max_by_key(|(count, erratum)| (*count, usize::MAX - erratum.lines.len()))
            .map(|(_, erratum)| erratum)
    })
}
