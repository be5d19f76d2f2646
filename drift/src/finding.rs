//! What a difference between contract and traffic, or contract and document, is.

use std::borrow::Cow;

pub use bayar_contract::class::{Class, Problem, Subject};
use rustc_hash::FxHashMap;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use strum::Display;

/// A class in the schemas of reports.
pub(crate) struct ClassText;

impl JsonSchema for ClassText {
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

/// Whether each seen value makes a finding of its own: accepting one new value must not accept the next.
pub(crate) fn is_per_value(class: Class) -> bool {
    use Problem as P;
    matches!(
        class.problem,
        P::Enum | P::ErrorCode | P::ErrorStatus | P::Status
    )
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
    #[schemars(with = "ClassText")]
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
        let seen = if is_per_value(class) { seen } else { "" };
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

    /// Adds a finding with the same fingerprint. The first samples of both stay. If an erratum knows only one of them, the
    /// other is the one that is told.
    pub fn add(&mut self, other: &Finding) {
        if self.erratum.is_some() && other.erratum.is_none() {
            let known = std::mem::replace(self, other.clone());
            return self.add(&known);
        }
        self.count += other.count;
        self.entries.extend(&other.entries);
        self.entries.sort_unstable();
        self.entries.dedup();
        self.entries.truncate(SAMPLES);
    }
}

/// Makes one of findings with the same fingerprint, in the words of the first that no erratum knows, or of the first.
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
    fn severities_are_ordered() {
        assert!(Severity::Info < Severity::Warning && Severity::Warning < Severity::Error);
    }

    #[test]
    fn fingerprints() {
        const TYPE: Class = Class::response(Problem::Type);
        const ENUM: Class = Class::response(Problem::Enum);
        let of = |class, pointer, seen| {
            Finding::fingerprint_of(class, Some("a"), Part::Body, pointer, "b", seen)
        };
        assert_eq!(of(TYPE, "/0/a", "x"), of(TYPE, "/7/a", "y"));
        assert_ne!(of(TYPE, "/0/a", "x"), of(TYPE, "/0/b", "x"));
        assert_ne!(of(ENUM, "/0/a", "x"), of(ENUM, "/0/a", "y"));
        assert_eq!(of(TYPE, "/a", "x").len(), 16);
    }
}
