//! What a difference between contract and traffic, or contract and document, is.

use std::fmt::{self, Display};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

macro_rules! classes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $text:literal,)+) => {
        /// The kind of a difference. The texts are stable: baselines and dashboards may rely on them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        #[non_exhaustive]
        pub enum Class {
            $($(#[doc = $doc])+ #[serde(rename = $text)] $variant,)+
        }

        impl Class {
            /// Every class.
            pub const ALL: &[Class] = &[$(Class::$variant),+];

            /// The stable text, such as `response.enum`.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Class::$variant => $text,)+
                }
            }

            /// What the class means, in one sentence.
            pub fn describe(self) -> &'static str {
                match self {
                    $(Class::$variant => concat!($($doc),+).trim_ascii(),)+
                }
            }
        }
    };
}

classes! {
    /// The contract has no such path.
    RequestUndocumentedPath = "request.undocumented_path",
    /// The path is an operation's, written in another way: doubled or trailing slashes.
    RequestPath = "request.path",
    /// The contract has the path, but not with this method.
    RequestMethod = "request.method",
    /// The contract has no such query parameter for the operation.
    RequestQuery = "request.query",
    /// The contract has no such request header for the operation.
    RequestHeader = "request.header",
    /// The contract has no such field in the request body.
    RequestField = "request.field",
    /// A parameter or field that the contract requires was not sent.
    RequestRequired = "request.required",
    /// A field of the request is `null`.
    RequestNull = "request.null",
    /// A text was sent where the contract has a number.
    RequestTextForNumber = "request.text_for_number",
    /// A number was sent where the contract has a text.
    RequestNumberForText = "request.number_for_text",
    /// A value of another type was sent.
    RequestType = "request.type",
    /// A value that the contract does not list was sent.
    RequestEnum = "request.enum",
    /// A text of another form was sent: timestamp, URL, e-mail, digits, pattern.
    RequestFormat = "request.format",
    /// A value outside the limits of the contract was sent: length, size, number, step.
    RequestLimit = "request.limit",
    /// An array filter in the query was sent in another form than JSON text.
    RequestArrayFilter = "request.array_filter",
    /// A rule over several fields is broken.
    RequestRule = "request.rule",
    /// The body was not sent as JSON.
    RequestContentType = "request.content_type",
    /// The body of the request cannot be read.
    RequestNotJson = "request.not_json",
    /// A body was sent with an operation that takes none.
    RequestBody = "request.body",
    /// The contract has no such status for the operation.
    ResponseStatus = "response.status",
    /// The contract has no such header in the answer.
    ResponseHeader = "response.header",
    /// The answer has another content type.
    ResponseContentType = "response.content_type",
    /// The contract has no such field in the answer.
    ResponseField = "response.field",
    /// A field that the contract requires is missing in the answer.
    ResponseRequired = "response.required",
    /// A field of the answer is `null`.
    ResponseNull = "response.null",
    /// The answer has a text where the contract has a number.
    ResponseTextForNumber = "response.text_for_number",
    /// The answer has a number where the contract has a text.
    ResponseNumberForText = "response.number_for_text",
    /// The answer has a value of another type.
    ResponseType = "response.type",
    /// The answer has a value that the contract does not list.
    ResponseEnum = "response.enum",
    /// A text in the answer has another form: timestamp, URL, e-mail, hexadecimal id, digits.
    ResponseFormat = "response.format",
    /// A value in the answer is outside the limits of the contract.
    ResponseLimit = "response.limit",
    /// An amount of rupiah in the answer has a fraction.
    ResponseFraction = "response.fraction",
    /// An amount in the answer has more digits than a float holds.
    ResponsePrecision = "response.precision",
    /// The contract does not have the error code for the operation.
    ResponseErrorCode = "response.error_code",
    /// The contract has the error code for the operation at another status.
    ResponseErrorStatus = "response.error_status",
    /// The body of the answer is not JSON.
    ResponseNotJson = "response.not_json",
    /// The contract has no such callback, or more than one fits.
    CallbackUnknown = "callback.unknown",
    /// The callback was sent with another method.
    CallbackMethod = "callback.method",
    /// The contract has no such header in the callback.
    CallbackHeader = "callback.header",
    /// The callback has another content type.
    CallbackContentType = "callback.content_type",
    /// The contract has no such field in the callback.
    CallbackField = "callback.field",
    /// A field or header that the contract requires is missing in the callback.
    CallbackRequired = "callback.required",
    /// A field of the callback is `null`.
    CallbackNull = "callback.null",
    /// The callback has a text where the contract has a number.
    CallbackTextForNumber = "callback.text_for_number",
    /// The callback has a number where the contract has a text.
    CallbackNumberForText = "callback.number_for_text",
    /// The callback has a value of another type.
    CallbackType = "callback.type",
    /// The callback has a value that the contract does not list.
    CallbackEnum = "callback.enum",
    /// A text in the callback has another form.
    CallbackFormat = "callback.format",
    /// A value in the callback is outside the limits of the contract.
    CallbackLimit = "callback.limit",
    /// An amount of rupiah in the callback has a fraction.
    CallbackFraction = "callback.fraction",
    /// An amount in the callback has more digits than a float holds.
    CallbackPrecision = "callback.precision",
    /// The body of the callback is not JSON.
    CallbackNotJson = "callback.not_json",
    /// The answer does not repeat a value of the request.
    AcrossEcho = "across.echo",
    /// A status was followed by one that cannot come after it.
    AcrossStatus = "across.status",
    /// The answer is about another id than the one that was asked for.
    AcrossId = "across.id",
    /// The document has it, the contract has not.
    DocumentOnly = "document.only",
    /// The contract has it, the document has not.
    DocumentMissing = "document.missing",
    /// Document and contract say different things.
    DocumentDifferent = "document.different",
    /// The document contradicts itself.
    DocumentContradiction = "document.contradiction",
    /// Two versions of a document say different things.
    DocumentChanged = "document.changed",
    /// From one version of the contract to the next, a caller no longer compiles.
    SpecCompile = "spec.compile",
    /// From one version of the contract to the next, a call that worked is refused or means something else.
    SpecRun = "spec.run",
    /// From one version of the contract to the next, something was added or made wider.
    SpecCompatible = "spec.compatible",
    /// From one version of the contract to the next, only words changed.
    SpecWords = "spec.words",
}

impl Display for Class {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

impl Class {
    /// Whether each seen value makes a finding of its own: accepting one new value must not accept the next.
    pub(crate) fn is_per_value(self) -> bool {
        matches!(
            self,
            Class::RequestEnum
                | Class::ResponseEnum
                | Class::CallbackEnum
                | Class::ResponseErrorCode
                | Class::ResponseErrorStatus
                | Class::ResponseStatus
                | Class::AcrossStatus
        )
    }
}

/// What a finding means for somebody who calls the API with types. Ordered: `Info < Warning < Error`.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[cfg_attr(feature = "program", derive(clap::ValueEnum))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Only the documentation is concerned.
    Info,
    /// The value survives only because the client is tolerant.
    Warning,
    /// A typed caller gets a wrong value, none, or an error.
    Error,
}

impl Display for Severity {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        })
    }
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
        let texts: std::collections::HashSet<_> =
            Class::ALL.iter().map(|class| class.as_str()).collect();
        assert_eq!(texts.len(), Class::ALL.len());
        for class in Class::ALL {
            let text = serde_json::to_string(class).unwrap();
            assert_eq!(text, format!("\"{class}\""));
            assert_eq!(serde_json::from_str::<Class>(&text).unwrap(), *class);
            assert!(class.describe().ends_with('.'));
        }
    }

    #[test]
    fn severities_are_ordered() {
        assert!(Severity::Info < Severity::Warning && Severity::Warning < Severity::Error);
    }

    #[test]
    fn fingerprints() {
        let of = |class, pointer, seen| {
            Finding::fingerprint_of(class, Some("a"), Part::Body, pointer, "b", seen)
        };
        assert_eq!(
            of(Class::ResponseType, "/0/a", "x"),
            of(Class::ResponseType, "/7/a", "y")
        );
        assert_ne!(
            of(Class::ResponseType, "/0/a", "x"),
            of(Class::ResponseType, "/0/b", "x")
        );
        assert_ne!(
            of(Class::ResponseEnum, "/0/a", "x"),
            of(Class::ResponseEnum, "/0/a", "y")
        );
        assert_eq!(of(Class::ResponseType, "/a", "x").len(), 16);
    }
}
