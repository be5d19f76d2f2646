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
    at: String,
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
            Aspect::Name => &[
                "name",
                "requiredness",
                "header",
                "path",
                "example",
                "type",
                "enum",
            ],
            Aspect::Path => &["path", "callback-target", "name"],
            Aspect::Type => &["type", "example"],
            Aspect::Requiredness => &["requiredness", "example", "name"],
            Aspect::Enum => &["enum", "status", "name", "example"],
            Aspect::Status => &["status", "error-code"],
            Aspect::Limit => &["limit", "requiredness", "example", "name"],
            Aspect::ErrorCode => &["error-code", "status"],
            Aspect::Header => &["header", "name", "callback-target"],
            Aspect::Permission => &["permission"],
            Aspect::Example => &["example", "name", "type", "enum"],
        }
    }
}

/// What an erratum is looked for by.
pub struct Query<'a> {
    /// The document.
    pub document: &'a str,
    /// The lines that take part.
    pub lines: &'a [Line],
    /// What the difference is about.
    pub aspect: Aspect,
    /// The `operationId`.
    pub operation: &'a str,
    /// The place of the difference.
    pub pointer: &'a str,
    /// What the difference says; of several errata on a line, the one whose id shares words with it.
    pub words: &'a str,
}

/// The erratum that knows of a difference: one that touches the same and names one of its lines.
pub fn find<'a>(errata: &'a [Erratum], query: &Query<'_>) -> Option<&'a Erratum> {
    let touches = query.aspect.touches();
    errata
        .iter()
        .filter(|erratum| erratum.shared(query) > 0)
        .filter_map(|erratum| {
            let rank = touches
                .iter()
                .position(|touches| *touches == erratum.touches)?;
            Some((erratum, rank))
        })
        .max_by_key(|(erratum, rank)| erratum.nearness(query, touches.len() - rank))
        .map(|(erratum, _)| erratum)
}

impl Erratum {
    /// How many lines of the difference it names.
    fn shared(&self, query: &Query<'_>) -> usize {
        let own = stem(&self.document) == query.document;
        let names = |line: &Line| {
            let elsewhere = |side: &Side| {
                side.line == Some(*line)
                    && side.document.as_deref().map(stem) == Some(query.document)
            };
            (own && self.lines.contains(line)) || self.sides.iter().any(elsewhere)
        };
        query.lines.iter().filter(|line| names(line)).count()
    }

    /// How near it is: it names the field, is about the same, names the operation, shares words and lines, and is about
    /// little else.
    fn nearness(&self, query: &Query<'_>, rank: usize) -> (bool, usize, usize, bool, usize, usize) {
        let plain = |text: &str| text.replace('_', "").to_ascii_lowercase();
        let mut places = self
            .at
            .split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-'));
        let field = query.pointer.rsplit('/').next().unwrap_or_default();
        let names_field = !field.is_empty() && places.any(|place| place == field);
        let operation =
            !query.operation.is_empty() && plain(&self.at).contains(&plain(query.operation));
        let words = query.words.to_ascii_lowercase().replace('_', "-");
        let words = self
            .id
            .split('-')
            .filter(|word| word.len() > 3 && words.contains(word))
            .count();
        let few = usize::MAX - self.lines.len();
        (names_field, words, rank, operation, self.shared(query), few)
    }
}
