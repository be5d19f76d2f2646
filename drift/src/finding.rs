//! What a difference between contract and traffic, or contract and document, is.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use rustc_hash::FxHashMap;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use strum::{Display, EnumIter, EnumMessage, EnumString, IntoEnumIterator, IntoStaticStr};

/// The kind of a difference: what it is in, and what is wrong. Its text, such as `response.enum`, is stable: baselines
/// and dashboards may rely on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Class {
    /// What the difference is in.
    pub subject: Subject,
    /// What is wrong.
    pub problem: Problem,
}

/// What a difference is in.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Display, EnumIter, EnumString,
)]
#[strum(serialize_all = "snake_case")]
pub enum Subject {
    /// What was sent to the provider.
    Request,
    /// What the provider answered.
    Response,
    /// What the provider sent by itself.
    Callback,
    /// Several messages that do not go together.
    Across,
    /// A document, beside the contract or another version of it.
    Document,
    /// Two versions of a contract.
    Spec,
}

/// What is wrong.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    EnumIter,
    EnumMessage,
    EnumString,
    IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
#[non_exhaustive]
pub enum Problem {
    /// The contract has no such path.
    UndocumentedPath,
    /// The path is an operation's, written in another way: doubled or trailing slashes.
    Path,
    /// The contract has the path, or the callback, but not with this method.
    Method,
    /// The contract has no such callback, or more than one fits.
    Unknown,
    /// The contract has no such query parameter for the operation.
    Query,
    /// The contract has no such header in the message.
    Header,
    /// The body has another content type.
    ContentType,
    /// The contract has no such field in the body.
    Field,
    /// A parameter, header or field that the contract requires is missing.
    Required,
    /// A field is `null`.
    Null,
    /// A text stands where the contract has a number.
    TextForNumber,
    /// A number stands where the contract has a text.
    NumberForText,
    /// A value has another type.
    Type,
    /// The contract does not list the value.
    Enum,
    /// A text has another form: timestamp, URL, e-mail, hexadecimal id, digits, pattern.
    Format,
    /// A value is outside the limits of the contract: length, size, number, step.
    Limit,
    /// An amount of rupiah has a fraction.
    Fraction,
    /// An amount has more digits than a float holds.
    Precision,
    /// An array filter in the query has another form than JSON text.
    ArrayFilter,
    /// A rule over several fields is broken.
    Rule,
    /// The contract does not have the error code for the operation.
    ErrorCode,
    /// The contract has the error code for the operation at another status.
    ErrorStatus,
    /// The body cannot be read.
    NotJson,
    /// There is a body, and the operation takes none.
    Body,
    /// The answer does not repeat a value of the request.
    Echo,
    /// The contract has no such status for the operation; across messages, a status that cannot come after the one before.
    Status,
    /// The answer is about another id than the one that was asked for.
    Id,
    /// The document has it, the contract has not.
    Only,
    /// The contract has it, the document has not.
    Missing,
    /// Document and contract say different things.
    Different,
    /// The document contradicts itself.
    Contradiction,
    /// Two versions of a document say different things.
    Changed,
    /// From one version of the contract to the next, a caller no longer compiles.
    Compile,
    /// From one version of the contract to the next, a call that worked is refused or means something else.
    Run,
    /// From one version of the contract to the next, something was added or made wider.
    Compatible,
    /// From one version of the contract to the next, only words changed.
    Words,
}

impl Problem {
    /// The second half of the text of a class, such as `enum`.
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// What it can be in.
    pub fn subjects(self) -> &'static [Subject] {
        use Problem as P;
        use Subject::{Across, Callback, Document, Request, Response, Spec};
        match self {
            P::UndocumentedPath | P::Path | P::Query | P::ArrayFilter | P::Rule | P::Body => {
                &[Request]
            }
            P::Method => &[Request, Callback],
            P::Unknown => &[Callback],
            P::Fraction | P::Precision => &[Response, Callback],
            P::ErrorCode | P::ErrorStatus => &[Response],
            P::Status => &[Response, Across],
            P::Echo | P::Id => &[Across],
            P::Only | P::Missing | P::Different | P::Contradiction | P::Changed => &[Document],
            P::Compile | P::Run | P::Compatible | P::Words => &[Spec],
            _ => &[Request, Response, Callback],
        }
    }
}

impl Class {
    /// `document.only`.
    pub const DOCUMENT_ONLY: Class = Class::new(Subject::Document, Problem::Only);
    /// `document.missing`.
    pub const DOCUMENT_MISSING: Class = Class::new(Subject::Document, Problem::Missing);
    /// `document.different`.
    pub const DOCUMENT_DIFFERENT: Class = Class::new(Subject::Document, Problem::Different);
    /// `document.contradiction`.
    pub const DOCUMENT_CONTRADICTION: Class = Class::new(Subject::Document, Problem::Contradiction);
    /// `document.changed`.
    pub const DOCUMENT_CHANGED: Class = Class::new(Subject::Document, Problem::Changed);
    /// `spec.compile`.
    pub const SPEC_COMPILE: Class = Class::new(Subject::Spec, Problem::Compile);
    /// `spec.run`.
    pub const SPEC_RUN: Class = Class::new(Subject::Spec, Problem::Run);
    /// `spec.compatible`.
    pub const SPEC_COMPATIBLE: Class = Class::new(Subject::Spec, Problem::Compatible);
    /// `spec.words`.
    pub const SPEC_WORDS: Class = Class::new(Subject::Spec, Problem::Words);

    /// A problem in a subject.
    pub const fn new(subject: Subject, problem: Problem) -> Class {
        Class { subject, problem }
    }

    /// Every class.
    pub fn all() -> impl Iterator<Item = Class> {
        let of = |subject| {
            let problems = Problem::iter();
            let own = problems.filter(move |problem| problem.subjects().contains(&subject));
            own.map(move |problem| Class::new(subject, problem))
        };
        Subject::iter().flat_map(of)
    }

    /// What the class means, in one sentence.
    pub fn describe(self) -> &'static str {
        self.problem.get_documentation().unwrap_or_default()
    }
}

impl fmt::Display for Class {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}.{}", self.subject, self.problem.as_str())
    }
}

impl FromStr for Class {
    type Err = String;

    fn from_str(text: &str) -> Result<Class, String> {
        let (subject, problem) = text.split_once('.').unwrap_or_default();
        let class = match (subject.parse(), problem.parse::<Problem>()) {
            (Ok(subject), Ok(problem)) => Some(Class::new(subject, problem)),
            _ => None,
        };
        let known = class.filter(|class| class.problem.subjects().contains(&class.subject));
        known.ok_or_else(|| format!("`{text}` is no class of differences"))
    }
}

impl TryFrom<String> for Class {
    type Error = String;

    fn try_from(text: String) -> Result<Class, String> {
        text.parse()
    }
}

impl From<Class> for String {
    fn from(class: Class) -> String {
        class.to_string()
    }
}

impl JsonSchema for Class {
    fn schema_name() -> Cow<'static, str> {
        "Class".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let classes: Vec<_> = Class::all().map(String::from).collect();
        json_schema!({
            "description": "The kind of a difference: what it is in, and what is wrong.",
            "type": "string",
            "enum": classes,
        })
    }
}

impl Class {
    /// Whether each seen value makes a finding of its own: accepting one new value must not accept the next.
    pub(crate) fn is_per_value(self) -> bool {
        use Problem as P;
        matches!(
            self.problem,
            P::Enum | P::ErrorCode | P::ErrorStatus | P::Status
        )
    }
}

/// What a finding means for somebody who calls the API with types. Ordered: `Info < Warning < Error`.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Display,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[cfg_attr(feature = "program", derive(clap::ValueEnum))]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum Severity {
    /// Only the documentation is concerned.
    Info,
    /// The value survives only because the client is tolerant.
    Warning,
    /// A typed caller gets a wrong value, none, or an error.
    Error,
}

/// Which message a finding is about.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// What was sent to the provider.
    Request,
    /// What the provider answered.
    Response,
    /// What the provider sent by itself.
    Callback,
    /// No message: a document.
    Document,
}

/// Which part of the message a pointer goes into.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// The path; the pointer names a parameter.
    Path,
    /// The query; the pointer names a parameter.
    Query,
    /// The headers; the pointer names one in lower case.
    Header,
    /// The status.
    Status,
    /// The body; the pointer is a JSON pointer into it.
    Body,
}

/// A place in a file of the contract, for tools that show regions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SpecPlace {
    /// The file of the contract, such as `spec/xendit.yaml`.
    pub file: String,
    /// Counted from 1.
    pub line: u32,
}

/// A difference, with everything that was seen of it merged and counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// The kind of difference.
    pub class: Class,
    /// What it means for a typed caller.
    pub severity: Severity,
    /// The `operationId` of the operation or callback; nothing where none was recognised.
    pub operation: Option<String>,
    /// The message it is about.
    pub direction: Direction,
    /// The part of the message.
    pub part: Part,
    /// The place of the first sample, a JSON pointer.
    pub pointer: String,
    /// What the contract says.
    pub expected: String,
    /// What was seen at first, redacted.
    pub seen: String,
    /// How often it was seen.
    pub count: u64,
    /// The first samples, as indices of the exchanges in the input.
    pub entries: Vec<u64>,
    /// The document that the contract was transcribed from, such as `xendit-api-reference`.
    pub document: Option<String>,
    /// The line in the document, counted from 1.
    pub line: Option<u32>,
    /// The place in the contract.
    pub spec: Option<SpecPlace>,
    /// The entry of `errata.yaml` that knows of it.
    pub erratum: Option<String>,
    /// Whether it is about an amount.
    pub money: bool,
    /// The same over runs, see [`Finding::fingerprint_of`].
    pub fingerprint: String,
    /// What is wrong, in one sentence.
    pub message: String,
    /// What to do.
    pub advice: String,
}

/// How many samples of a finding are kept.
pub const SAMPLES: usize = 5;

impl Finding {
    /// What identifies a finding over runs: class, operation, part, pointer with `*` for each index of an
    /// array, and what was expected; for lists of values (enums, codes, statuses) also the value.
    pub fn fingerprint_of(
        class: Class,
        operation: Option<&str>,
        part: Part,
        pointer: &str,
        expected: &str,
        seen: &str,
    ) -> String {
        let seen = if class.is_per_value() { seen } else { "" };
        let pointer = generic_pointer(pointer);
        let part = format!("{part:?}");
        let class = class.to_string();
        let fields = [
            class.as_str(),
            operation.unwrap_or_default(),
            &part,
            &pointer,
            expected,
            seen,
        ];
        let mut hash = Sha256::new();
        for field in fields {
            hash.update(field.as_bytes());
            hash.update([0]);
        }
        let hash = hash.finalize();
        let mut start = [0; 8];
        start.copy_from_slice(&hash[..8]);
        format!("{:016x}", u64::from_be_bytes(start))
    }

    /// Adds a finding with the same fingerprint. The first samples of both stay.
    pub fn add(&mut self, other: &Finding) {
        self.count += other.count;
        self.entries.extend(&other.entries);
        self.entries.sort_unstable();
        self.entries.dedup();
        self.entries.truncate(SAMPLES);
    }
}

/// Makes one of findings with the same fingerprint, in the words of the first.
pub fn merge(findings: impl IntoIterator<Item = Finding>) -> Vec<Finding> {
    let mut by_fingerprint: FxHashMap<String, usize> = FxHashMap::default();
    let mut merged: Vec<Finding> = Vec::new();
    for finding in findings {
        if let Some(index) = by_fingerprint.get(&finding.fingerprint) {
            merged[*index].add(&finding);
        } else {
            by_fingerprint.insert(finding.fingerprint.clone(), merged.len());
            merged.push(finding);
        }
    }
    merged
}

/// A pointer with `*` in place of each index: `/items/3/price` becomes `/items/*/price`.
pub fn generic_pointer(pointer: &str) -> String {
    let is_index =
        |segment: &str| !segment.is_empty() && segment.bytes().all(|byte| byte.is_ascii_digit());
    let segments = pointer
        .split('/')
        .map(|segment| if is_index(segment) { "*" } else { segment });
    segments.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_told_apart_and_come_back() {
        // As they were from the beginning.
        insta::assert_snapshot!(Class::all().map(String::from).collect::<Vec<_>>().join(" "));
        for class in Class::all() {
            let text = serde_json::to_string(&class).unwrap();
            assert_eq!(text, format!("\"{class}\""));
            assert_eq!(serde_json::from_str::<Class>(&text).unwrap(), class);
            assert!(class.describe().ends_with('.'));
        }
        for wrong in [
            "",
            "enum",
            "request",
            "request.enums",
            "request.fraction",
            "spec.enum",
        ] {
            assert!(wrong.parse::<Class>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn severities_are_ordered() {
        assert!(Severity::Info < Severity::Warning && Severity::Warning < Severity::Error);
    }

    #[test]
    fn fingerprints() {
        const TYPE: Class = Class::new(Subject::Response, Problem::Type);
        const ENUM: Class = Class::new(Subject::Response, Problem::Enum);
        let of = |class, pointer, seen| {
            Finding::fingerprint_of(class, Some("a"), Part::Body, pointer, "b", seen)
        };
        assert_eq!(of(TYPE, "/0/a", "x"), of(TYPE, "/7/a", "y"));
        assert_ne!(of(TYPE, "/0/a", "x"), of(TYPE, "/0/b", "x"));
        assert_ne!(of(ENUM, "/0/a", "x"), of(ENUM, "/0/a", "y"));
        assert_eq!(of(TYPE, "/a", "x").len(), 16);
    }
}
