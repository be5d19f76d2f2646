//! Our extensions of OpenAPI (`x-…`) as data. `spec/README.md` of the repository says what each means.

use std::fmt;

use crate::decimal::Decimal;
use crate::document::NodeId;

/// Where a statement comes from (`x-source`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Source {
    /// The file name of the vendor's document, such as `xendit-api-reference.txt`.
    pub document: Option<String>,
    /// The line in it.
    pub line: Option<u32>,
    /// Further lines that say something about it.
    pub also: Vec<u32>,
    /// The name in the document, where the wire has another.
    pub documented_as: Option<String>,
    /// Whether no document says it, and it was seen on the wire.
    pub is_observed: bool,
}

/// A document that sources name (`x-documents`).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CitedDocument {
    /// Its file name, as sources have it: `xendit-api-reference.txt`.
    pub file: String,
    /// What people call it: `API reference`.
    pub title: String,
    /// The line that each section begins at, and its heading.
    pub sections: Vec<(u32, String)>,
}

impl CitedDocument {
    /// The heading that a line stands under.
    pub fn section(&self, line: u32) -> Option<&str> {
        let above = self.sections.iter().filter(|(first, _)| *first <= line);
        let last = above.max_by_key(|(first, _)| *first)?;
        Some(last.1.as_str())
    }
}

/// What a key must be allowed for an operation (`x-permission`).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Permission {
    /// `money-in`, `money-out`, or `undocumented`.
    pub kind: String,
    /// `read` or `write`.
    pub access: Option<String>,
    /// The line of the document that says so.
    pub line: Option<u32>,
}

/// A function that the document gives in place of an endpoint (`x-documented-function`).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DocumentedFunction {
    /// Its name.
    pub name: String,
    /// The lines of the document, the main one first.
    pub lines: Vec<u32>,
}

/// A row of a table of errors (`x-error-codes`, `x-observed-error-codes`).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorRow {
    /// The code.
    pub code: String,
    /// The status of the answer that has the table; nothing in `default` or for a class such as `4XX`.
    pub status: Option<u16>,
    /// When it happens.
    pub description: Option<String>,
    /// The variant of the operation that the table is about (`for`).
    pub variant: Option<String>,
    /// Whether no document lists it for this operation (`x-observed-error-codes`).
    pub is_observed: bool,
    /// Whether only an example of the document shows it (`example_only`).
    pub is_example_only: bool,
    /// Whether the document names no status for it (`status_undocumented`).
    pub has_undocumented_status: bool,
    /// Its own source; or else its line in the document of its answer, or of the operation; or else observed.
    pub source: Source,
    /// Its node.
    pub node: NodeId,
}

/// What is said about one value of an enum (`x-enum`).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct EnumValue {
    /// The value.
    pub value: String,
    /// What it means.
    pub description: Option<String>,
    /// The name of the variant in Rust, where the value cannot be one.
    pub name: Option<String>,
    /// The document that lists it, if the row names another than its schema.
    pub document: Option<String>,
    /// The lines of the document that list it, the main one first.
    pub lines: Vec<u32>,
    /// Whether no document lists it.
    pub is_observed: bool,
    /// Its node.
    pub node: NodeId,
}

/// Where a limit is stated, if not where its field is (`x-limit-source`).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LimitSource {
    /// The limit as OpenAPI names it: `minimum`.
    pub keyword: String,
    /// The line in the document of the field; none if no document states it, and it was seen on the wire.
    pub line: Option<u32>,
    /// The document, if it is another than that of the schema.
    pub document: Option<String>,
}

/// A rule over several fields of an object, or several parameters of the query (`x-rules`).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rule {
    /// What it demands.
    pub kind: RuleKind,
    /// The line of the document that states it.
    pub line: Option<u32>,
    /// Its node.
    pub node: NodeId,
}

/// What a rule demands.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RuleKind {
    /// `field` only together with `needs`.
    Requires {
        /// The field that needs another.
        field: String,
        /// The other.
        needs: String,
    },
    /// All of the fields, or none of them.
    Together {
        /// The fields.
        fields: Vec<String>,
    },
    /// A limit on one field that holds while another has a certain value.
    When(When),
    /// `field` only while `when` is one of these texts.
    Only {
        /// The field that is allowed only then.
        field: String,
        /// The field that decides.
        when: String,
        /// Its values.
        values: Vec<String>,
    },
}

/// A limit on one field that holds while another has a certain value.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct When {
    /// The field that decides.
    pub field: String,
    /// Its value.
    pub equals: NodeId,
    /// The field that is ruled.
    pub then: String,
    /// Whether it must be there.
    pub required: bool,
    /// What it must look like, a regular expression.
    pub pattern: Option<String>,
    /// The least amount, itself allowed.
    pub minimum: Option<Decimal>,
    /// The greatest amount, itself allowed.
    pub maximum: Option<Decimal>,
    /// The limit in words.
    pub says: Option<String>,
}

impl Source {
    /// Whether nothing is stated.
    pub fn is_unknown(&self) -> bool {
        self.document.is_none() && !self.is_observed
    }

    /// The document without its ending: `xendit-api-reference`.
    pub fn document_name(&self) -> Option<&str> {
        let document = self.document.as_deref()?;
        Some(document.rsplit_once('.').map_or(document, |(name, _)| name))
    }

    /// The lines that are cited, the main one first.
    pub fn lines(&self) -> impl Iterator<Item = u32> {
        self.line.iter().chain(&self.also).copied()
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.document, self.line) {
            (Some(document), Some(line)) => write!(f, "{document}:{line}"),
            (Some(document), None) => f.write_str(document),
            (None, _) if self.is_observed => f.write_str("observed"),
            (None, _) => f.write_str("unknown"),
        }
    }
}
