//! The kinds of differences between contract, traffic and documents: what drift finds, and what the sandbox makes.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
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
            P::Fraction => &[Response, Callback],
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

    /// A problem in what was sent to the provider.
    pub const fn request(problem: Problem) -> Class {
        Class::new(Subject::Request, problem)
    }

    /// A problem in what the provider answered.
    pub const fn response(problem: Problem) -> Class {
        Class::new(Subject::Response, problem)
    }

    /// A problem in what the provider sent by itself.
    pub const fn callback(problem: Problem) -> Class {
        Class::new(Subject::Callback, problem)
    }

    /// A problem between several messages.
    pub const fn across(problem: Problem) -> Class {
        Class::new(Subject::Across, problem)
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
}
