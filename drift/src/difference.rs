//! A difference between two versions of a contract, between a document and the contract, or between two versions of a
//! document, and the finding that it becomes.
//!
//! Whoever compares says what it is about, where it stands and what both sides have. How much it matters, what to do,
//! what tells it from others and which erratum knows of it are decided here. So are the words, where one place in the
//! code compares a document with the contract and with its version before.

use serde::{Deserialize, Serialize};

use crate::baseline::is_amount_name;
use crate::errata::{Errata, Sought};
use crate::finding::{Class, Direction, Finding, Part, Severity, SpecPlace, merge};

/// Where a value stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    /// In the path, where what is about the operation itself stands, too.
    Path,
    /// In the query.
    Query,
    /// In a header of the request.
    Header,
    /// In the body of the request, or of the callback.
    Body,
    /// In the body of the answer.
    Answer,
    /// In a header of the answer.
    AnswerHeader,
    /// In the body of an error.
    Error,
}

impl Place {
    /// Request, answer or error: the body for every place of a request.
    pub fn side(self) -> Place {
        match self {
            Place::Answer | Place::AnswerHeader => Place::Answer,
            Place::Error => Place::Error,
            _ => Place::Body,
        }
    }

    fn part(self) -> Part {
        match self {
            Place::Path => Part::Path,
            Place::Query => Part::Query,
            Place::Header | Place::AnswerHeader => Part::Header,
            Place::Body | Place::Answer | Place::Error => Part::Body,
        }
    }
}

/// What a limit bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// The least value.
    Minimum,
    /// The greatest value.
    Maximum,
    /// The least number of characters.
    MinLength,
    /// The greatest number of characters.
    MaxLength,
    /// The greatest number of items.
    MaxItems,
    /// Whole multiples of it only.
    MultipleOf,
}

impl Bound {
    /// The keyword of the contract.
    pub fn keyword(self) -> &'static str {
        match self {
            Bound::Minimum => "minimum",
            Bound::Maximum => "maximum",
            Bound::MinLength => "minLength",
            Bound::MaxLength => "maxLength",
            Bound::MaxItems => "maxItems",
            Bound::MultipleOf => "multipleOf",
        }
    }
}

/// What a difference of a document is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aspect {
    /// That an operation is there.
    Operation,
    /// Method and path.
    Endpoint,
    /// The host.
    Host,
    /// The heading of a section.
    Heading,
    /// The permission of the key.
    Permission,
    /// That a field is there, under this name.
    Name,
    /// Whether a field stands in the path, the query, a header or the body.
    Place,
    /// The type of a field.
    Type,
    /// Whether a field must be there.
    Requiredness,
    /// The value of a field that is not given.
    Default,
    /// A limit of a field.
    Limit(Bound),
    /// A value that a field may have.
    Value,
    /// A table of values.
    Table,
    /// An error code.
    Code,
    /// A status without a code.
    General,
    /// The status of an error code.
    Status,
    /// A description.
    Words,
    /// An example.
    Example,
}

/// What a change from one version of a contract to the next means on the wire.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effect {
    /// Something else, or nothing, is where something was.
    Breaking,
    /// Less may stand there than before.
    Narrower,
    /// More may stand there than before.
    Wider,
    /// Something is there that nobody need know.
    Compatible,
    /// Only words.
    Words,
}

impl Effect {
    pub(crate) fn narrower(is_narrower: bool) -> Effect {
        if is_narrower {
            Effect::Narrower
        } else {
            Effect::Wider
        }
    }

    /// What it means for a caller, who sends what stands there or reads it: less to send and more to read break.
    pub(crate) fn class(self, is_sent: bool) -> Class {
        match (self, is_sent) {
            (Effect::Breaking, _) | (Effect::Narrower, true) | (Effect::Wider, false) => {
                Class::SPEC_RUN
            }
            (Effect::Compatible, _) | (Effect::Narrower, false) | (Effect::Wider, true) => {
                Class::SPEC_COMPATIBLE
            }
            (Effect::Words, _) => Class::SPEC_WORDS,
        }
    }
}

/// What a document is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Against {
    /// The contract.
    Contract,
    /// Its version before.
    Version,
}

impl Against {
    /// What came, went or is another: `name` is what it is about, `line` where that stands or stood.
    pub fn differs(
        self,
        aspect: Aspect,
        name: &str,
        (from, to): (Option<&str>, Option<&str>),
        line: impl Into<Option<u32>>,
    ) -> Difference {
        let line = line.into();
        let class = match (self, from, to) {
            (Against::Version, ..) => Class::DOCUMENT_CHANGED,
            (_, None, _) => Class::DOCUMENT_ONLY,
            (_, _, None) => Class::DOCUMENT_MISSING,
            _ => Class::DOCUMENT_DIFFERENT,
        };
        let (severity, message) = match self {
            Against::Contract => (
                severity_to_contract(aspect),
                words_to_contract(aspect, name, from, to),
            ),
            Against::Version => (
                severity_to_version(aspect, from),
                words_to_version(aspect, name, from, to, line),
            ),
        };
        let not = "not there";
        Difference::new(class, aspect, message)
            .on(line)
            .severity(severity)
            .between(from.unwrap_or(not), to.unwrap_or(not))
    }
}

/// How much a change from one version of a contract to the next matters.
fn severity_of_contracts(class: Class) -> Severity {
    match class {
        Class::SPEC_COMPILE => Severity::Error,
        Class::SPEC_RUN => Severity::Warning,
        _ => Severity::Info,
    }
}

/// How much a difference of a document to the contract matters that no erratum knows of.
fn severity_to_contract(aspect: Aspect) -> Severity {
    use Aspect as A;
    match aspect {
        A::Type | A::Operation | A::Endpoint | A::Host | A::Place => Severity::Error,
        A::Example | A::Permission => Severity::Info,
        _ => Severity::Warning,
    }
}

/// How much a change from one version of a document to the next matters.
fn severity_to_version(aspect: Aspect, from: Option<&str>) -> Severity {
    use Aspect as A;
    match (aspect, from) {
        (A::Endpoint | A::Host | A::Type, _) | (A::Operation | A::Name, Some(_)) => Severity::Error,
        (A::Heading | A::Words | A::Example, _) => Severity::Info,
        _ => Severity::Warning,
    }
}

/// What to do about a difference that no erratum knows of.
fn advice(class: Class) -> &'static str {
    match class {
        Class::SPEC_COMPILE => {
            "Raise the major version, and say in the change log what callers have to write."
        }
        Class::SPEC_RUN => {
            "Raise the major version, and say in the change log what callers have to expect."
        }
        Class::SPEC_COMPATIBLE => "Raise the minor version.",
        Class::SPEC_WORDS => "Raise the patch version.",
        Class::DOCUMENT_MISSING => {
            "Check whether the vendor took it out; if so, mark it as observed or remove it."
        }
        Class::DOCUMENT_CONTRADICTION => "Decide which side holds, and add an erratum.",
        Class::DOCUMENT_CHANGED => {
            "Read the page, correct the contract, and write the facts again."
        }
        _ => "Correct the contract, or add an erratum that says why it differs.",
    }
}

fn words_to_contract(aspect: Aspect, name: &str, from: Option<&str>, to: Option<&str>) -> String {
    use Aspect as A;
    let (expected, seen) = (from.unwrap_or_default(), to.unwrap_or_default());
    match (aspect, from, to) {
        (A::Operation, None, _) => {
            format!("The document describes \"{name}\", which the contract does not have.")
        }
        (A::Operation, ..) => {
            format!("The contract has the operation {name}, the document has not.")
        }
        (A::Endpoint, ..) => {
            format!("The endpoint is {seen} in the document, {expected} in the contract.")
        }
        (A::Host, ..) if seen.starts_with("http://") => {
            "The document calls it without TLS.".to_owned()
        }
        (A::Host, ..) => "The document calls it at another host.".to_owned(),
        (A::Permission, ..) => "Document and contract name different permissions.".to_owned(),
        (A::Name, None, _) => format!("The document has `{name}`, the contract has not."),
        (A::Name, ..) => format!("The contract has `{name}`, the document has not."),
        (A::Place, ..) => format!(
            "`{name}` stands elsewhere: {seen} in the document, {expected} in the contract."
        ),
        (A::Type, ..) => {
            format!("`{name}` is of type {seen} in the document, {expected} in the contract.")
        }
        (A::Requiredness, ..) => {
            format!("`{name}` is {seen} in the document, {expected} in the contract.")
        }
        (A::Limit(_), _, None) => {
            format!("The contract limits `{name}` to {expected}, the document does not.")
        }
        (A::Limit(_), ..) => {
            format!("`{name}` has {seen} in the document, {expected} in the contract.")
        }
        (A::Value, None, _) => {
            format!("The document lists `{seen}` for `{name}`, the contract has not.")
        }
        (A::Value, ..) => {
            format!("The contract lists `{expected}` for `{name}`, the document does not.")
        }
        (A::Table, ..) => {
            format!("The document lists `{seen}` under \"{name}\", the contract has not.")
        }
        (A::Code, None, _) => {
            format!("The document lists the code `{seen}`, the contract has not.")
        }
        (A::Code, ..) => {
            format!("The contract has the code `{expected}`, the document has not.")
        }
        (A::General, ..) => {
            format!("The document lists the status {seen}, the contract has not.")
        }
        (A::Status, ..) => {
            format!("The code `{name}` has another status in the document than in the contract.")
        }
        (A::Example, None, None) => {
            "The document has an example that the contract does not have.".to_owned()
        }
        (A::Example, None, _) => {
            format!("An example has `{name}`, that of the contract has not.")
        }
        (A::Example, _, None) => {
            format!("An example has no `{name}`, that of the contract has.")
        }
        (A::Example, ..) => {
            format!("An example has {seen} for `{name}`, that of the contract {expected}.")
        }
        _ => format!(
            "The default of `{name}` is {seen} in the document, {expected} in the contract."
        ),
    }
}

/// What changed from one version of a document to the next.
fn words_to_version(
    aspect: Aspect,
    name: &str,
    from: Option<&str>,
    to: Option<&str>,
    line: Option<u32>,
) -> String {
    use Aspect as A;
    let noun = match aspect {
        A::Operation => "The operation".to_owned(),
        A::Endpoint => "The endpoint".to_owned(),
        A::Host => "The host".to_owned(),
        A::Heading => "The heading".to_owned(),
        A::Permission => "The permission".to_owned(),
        A::Name => "The field".to_owned(),
        A::Place => format!("The place of `{name}`"),
        A::Type => format!("The type of `{name}`"),
        A::Requiredness => format!("Whether `{name}` is required"),
        A::Default => format!("The default of `{name}`"),
        A::Limit(bound) => format!("The {} of `{name}`", bound.keyword()),
        A::Value => "The value".to_owned(),
        A::Table => "The table".to_owned(),
        A::Code => "The code".to_owned(),
        A::General => "The status".to_owned(),
        A::Status => format!("The status of `{name}`"),
        A::Words => return format!("{name} reads differently."),
        A::Example => "An example".to_owned(),
    };
    match (from, to) {
        (None, _) if aspect == A::Example => format!("{noun} now has `{name}`."),
        (_, None) if aspect == A::Example => {
            let line = line.unwrap_or_default();
            format!("{noun} no longer has `{name}`; it stood on line {line}.")
        }
        (_, Some(to)) if aspect == A::Example => {
            format!("{noun} has another value for `{name}`: {to}.")
        }
        (None, Some(to)) => format!("{noun} `{to}` was added."),
        (Some(from), None) => {
            let line = line.unwrap_or_default();
            format!("{noun} `{from}` was removed; it stood on line {line}.")
        }
        (Some(from), Some(to)) if aspect == A::Name => {
            format!("{noun} `{from}` was renamed to `{to}`.")
        }
        (from, to) => {
            let (from, to) = (from.unwrap_or("none"), to.unwrap_or("none"));
            format!("{noun} changed from {from} to {to}.")
        }
    }
}

/// A difference before it is a finding.
pub struct Difference {
    pub(crate) class: Class,
    severity: Severity,
    aspect: Option<Aspect>,
    message: String,
    operation: Option<String>,
    is_callback: bool,
    place: Option<Place>,
    pointer: String,
    expected: String,
    seen: String,
    line: Option<u32>,
    spec: Option<SpecPlace>,
    /// What an erratum must know, if not what was seen.
    key: Option<String>,
}

impl Difference {
    /// A difference that has only its kind and its words so far. What is about an aspect is one of a document.
    pub fn new(class: Class, aspect: impl Into<Option<Aspect>>, message: String) -> Self {
        let aspect = aspect.into();
        Self {
            class,
            severity: aspect.map_or_else(|| severity_of_contracts(class), severity_to_contract),
            aspect,
            message,
            operation: None,
            is_callback: false,
            place: None,
            pointer: String::new(),
            expected: String::new(),
            seen: String::new(),
            line: None,
            spec: None,
            key: None,
        }
    }

    /// On a line of the document.
    pub fn on(mut self, line: impl Into<Option<u32>>) -> Self {
        self.line = line.into();
        self
    }

    /// Of an operation, or of none if it has no name.
    pub fn of(mut self, operation: &str, is_callback: bool) -> Self {
        self.operation = Some(operation.to_owned()).filter(|name| !name.is_empty());
        self.is_callback = is_callback;
        self
    }

    /// At a place of the message.
    pub fn at(mut self, place: Option<Place>, pointer: &str) -> Self {
        self.place = place;
        pointer.clone_into(&mut self.pointer);
        self
    }

    /// Between what was expected and what was seen.
    pub fn between(mut self, expected: &str, seen: &str) -> Self {
        expected.clone_into(&mut self.expected);
        seen.clone_into(&mut self.seen);
        self
    }

    /// Another thing was expected.
    pub fn expected(mut self, expected: &str) -> Self {
        expected.clone_into(&mut self.expected);
        self
    }

    /// At a place of the contract, if there is one; otherwise the place stays.
    pub fn spec(mut self, spec: Option<SpecPlace>) -> Self {
        self.spec = spec.or(self.spec);
        self
    }

    /// In these words.
    pub fn message(mut self, message: String) -> Self {
        self.message = message;
        self
    }

    /// As severe as this, whatever it is about.
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// An erratum that knows of it has this for what was seen.
    pub fn key(mut self, key: String) -> Self {
        self.key = Some(key);
        self
    }

    /// The erratum that knows of it: by the class, the operation, the last name of the place, and what both sides say.
    fn erratum(&self) -> Option<&'static str> {
        let seen = self.key.as_ref().unwrap_or(&self.seen);
        Errata::get().find(&Sought {
            problem: self.class.problem.as_str(),
            operation: self.operation.as_deref(),
            field: self.pointer.rsplit('/').next(),
            values: self.expected.split(", ").chain([seen.as_str()]).collect(),
            ..Sought::default()
        })
    }

    fn part(&self) -> Part {
        self.place.map_or(Part::Path, Place::part)
    }

    fn direction(&self) -> Direction {
        match self.place.map(Place::side) {
            _ if self.is_callback => Direction::Callback,
            Some(Place::Answer | Place::Error) if self.operation.is_some() => Direction::Response,
            Some(_) if self.operation.is_some() => Direction::Request,
            _ => Direction::Document,
        }
    }

    /// Differences of a document that are of several kinds may stand at one place, and the same field in request and
    /// answer.
    fn fingerprint(&self, document: Option<&str>) -> String {
        let pointer = match (document, self.aspect) {
            (Some(document), Some(aspect)) => {
                format!("{document} {aspect:?} {:?} {}", self.place, self.pointer)
            }
            _ => format!("{:?} {}", self.direction(), self.pointer),
        };
        let mut words = format!("{} {}", self.expected, self.seen);
        if self.class == Class::DOCUMENT_CHANGED {
            words = format!("{words} {}", self.message);
        }
        let operation = self.operation.as_deref();
        Finding::fingerprint_of(self.class, operation, self.part(), &pointer, &words, "")
    }

    fn into_finding(self, document: Option<&str>) -> Finding {
        let erratum = document.and_then(|_| self.erratum());
        // A function of the generated Rust ends with its bracket.
        let name = self.pointer.trim_end_matches('(').rsplit(['/', ':']).next();
        Finding {
            class: self.class,
            severity: erratum.map_or(self.severity, |_| Severity::Info),
            direction: self.direction(),
            part: self.part(),
            money: name.is_some_and(is_amount_name),
            fingerprint: self.fingerprint(document),
            operation: self.operation,
            pointer: self.pointer,
            expected: self.expected,
            seen: self.seen,
            count: 1,
            entries: Vec::new(),
            document: document.map(str::to_owned),
            line: self.line,
            spec: self.spec,
            erratum: erratum.map(str::to_owned),
            message: self.message,
            advice: erratum.map_or_else(
                || advice(self.class).to_owned(),
                |id| format!("Known: see {id} in spec/errata.yaml."),
            ),
        }
    }
}

/// Turns differences, of a document or of contracts, into findings; those that say the same are one.
pub fn explain(document: Option<&str>, found: Vec<Difference>) -> Vec<Finding> {
    merge(
        found
            .into_iter()
            .map(|difference| difference.into_finding(document)),
    )
}
