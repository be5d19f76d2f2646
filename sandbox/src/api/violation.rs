//! What is wrong with a request.

use std::fmt;

use jsonschema::ValidationError;
use jsonschema::error::{TypeKind, ValidationErrorKind};

/// A part of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Location {
    /// The path.
    Path,
    /// The query string.
    Query,
    /// A header.
    Header,
    /// The body.
    Body,
}

impl fmt::Display for Location {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Location::Path => "path",
            Location::Query => "query",
            Location::Header => "header",
            Location::Body => "body",
        })
    }
}

/// One place where a request differs from the contract. It never holds a value of the request.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// The part of the request.
    pub location: Location,
    /// The path of the field in that part, outermost first; empty for the part as a whole.
    pub field: Vec<String>,
    /// What is wrong, in words.
    pub message: String,
    /// The rule that is broken, such as `any.required`.
    pub rule: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Names come from the client; without control characters they cannot forge a line of the log.
        let name = self.field.join(".");
        let text = format!("{} {name}: {}", self.location, self.message);
        out.write_str(&text.replace(char::is_control, "\u{fffd}"))
    }
}

/// The rule that an empty text breaks (observed).
pub(crate) const EMPTY: &str = "any.empty";

impl Violation {
    pub(crate) fn new(
        location: Location,
        field: Vec<String>,
        problem: &str,
        rule: &str,
    ) -> Violation {
        let label = field.last().map_or("value", String::as_str);
        let message = format!("\"{label}\" {problem}");
        Violation {
            location,
            field,
            message,
            rule: rule.to_owned(),
        }
    }

    /// Translates an error of the schema validator. `base` is the place of the value that was validated.
    pub(crate) fn from_schema(
        location: Location,
        base: &[String],
        error: &ValidationError<'_>,
    ) -> Violation {
        let mut field = base.to_vec();
        field.extend(pointer_segments(error.instance_path().as_str()));
        if let ValidationErrorKind::Required { property } = error.kind() {
            field.extend(property.as_str().map(str::to_owned));
        }
        let (problem, rule) = match error.kind() {
            ValidationErrorKind::MinLength { .. } if error.instance().as_str() == Some("") => {
                ("is not allowed to be empty".to_owned(), EMPTY.to_owned())
            }
            kind => describe(kind),
        };
        Violation::new(location, field, &problem, &rule)
    }
}

/// The problem in words, and the name of the broken rule.
fn describe(kind: &ValidationErrorKind) -> (String, String) {
    use ValidationErrorKind as Kind;
    let (problem, rule) = match kind {
        Kind::Required { .. } => ("is required".to_owned(), "any.required"),
        Kind::Type {
            kind: TypeKind::Single(name),
        } => return must_be(name.as_str()),
        Kind::Enum { options } => (format!("must be one of {options}"), "any.allowOnly"),
        Kind::MinLength { limit } => (
            format!("length must be at least {limit} characters long"),
            "string.min",
        ),
        Kind::MaxLength { limit } => (
            format!("length must be less than or equal to {limit} characters long"),
            "string.max",
        ),
        Kind::Pattern { pattern } => (
            format!("must match the pattern {pattern}"),
            "string.regex.base",
        ),
        Kind::Format { format } => (format!("must be a valid {format}"), "string.format"),
        Kind::MinItems { limit } => (format!("must contain at least {limit} items"), "array.min"),
        Kind::MaxItems { limit } => (
            format!("must contain less than or equal to {limit} items"),
            "array.max",
        ),
        other => ("is not valid".to_owned(), other.keyword()),
    };
    (problem, rule.to_owned())
}

fn must_be(kind: &str) -> (String, String) {
    let article = if kind.starts_with(['a', 'i', 'o']) {
        "an"
    } else {
        "a"
    };
    let rule = if kind == "integer" { "number" } else { kind };
    (format!("must be {article} {kind}"), format!("{rule}.base"))
}

fn pointer_segments(pointer: &str) -> impl Iterator<Item = String> {
    pointer.split('/').skip(1).map(bayar_contract::unescape)
}
