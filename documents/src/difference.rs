//! A difference of a document, to the contract, to its version before or to itself, and the finding that it becomes.

use super::facts::{Bound, Line, Operation, Place};
use super::wording::pattern;
use bayar_drift::errata::{Errata, Sought};
use bayar_drift::finding::{Class, Direction, Finding, Part, Severity, SpecPlace, merge};

/// What a document is held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Against {
    /// The contract.
    Contract,
    /// Its version before.
    Version,
}

/// What a difference is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Aspect {
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

/// A difference before it is a finding.
pub(super) struct Difference {
    class: Class,
    severity: Severity,
    aspect: Aspect,
    message: String,
    operation: String,
    is_callback: bool,
    place: Option<Place>,
    pointer: String,
    expected: String,
    seen: String,
    line: Option<Line>,
    spec: Option<SpecPlace>,
    /// What an erratum must know, if not what was seen.
    key: Option<String>,
}

impl Against {
    /// What came, went or is another: `name` is what it is about, `line` where that stands or stood.
    pub(super) fn differs(
        self,
        aspect: Aspect,
        name: &str,
        (from, to): (Option<&str>, Option<&str>),
        line: impl Into<Option<Line>>,
    ) -> Difference {
        let line = line.into();
        let class = match (self, from, to) {
            (Against::Version, ..) => Class::DOCUMENT_CHANGED,
            (_, None, _) => Class::DOCUMENT_ONLY,
            (_, _, None) => Class::DOCUMENT_MISSING,
            _ => Class::DOCUMENT_DIFFERENT,
        };
        let message = match self {
            Against::Contract => to_contract(aspect, name, from, to),
            Against::Version => to_version(aspect, name, from, to, line),
        };
        let not = "not there";
        Difference {
            severity: match self {
                Against::Contract => severity_to_contract(aspect),
                Against::Version => severity_to_version(aspect, from),
            },
            ..Difference::new(class, aspect, message, line)
        }
        .between(from.unwrap_or(not), to.unwrap_or(not))
    }
}

/// How much a difference to the contract matters that no erratum knows of.
fn severity_to_contract(aspect: Aspect) -> Severity {
    use Aspect as A;
    match aspect {
        A::Type | A::Operation | A::Endpoint | A::Host | A::Place => Severity::Error,
        A::Example | A::Permission => Severity::Info,
        _ => Severity::Warning,
    }
}

/// How much a change from one version to the next matters.
fn severity_to_version(aspect: Aspect, from: Option<&str>) -> Severity {
    use Aspect as A;
    match (aspect, from) {
        (A::Endpoint | A::Host | A::Type, _) | (A::Operation | A::Name, Some(_)) => Severity::Error,
        (A::Heading | A::Words | A::Example, _) => Severity::Info,
        _ => Severity::Warning,
    }
}

fn to_contract(aspect: Aspect, name: &str, from: Option<&str>, to: Option<&str>) -> String {
    use Aspect as A;
    let (expected, seen) = (from.unwrap_or_default(), to.unwrap_or_default());
    match (aspect, from, to) {
        (A::Operation, None, _) => {
            format!("The document describes \"{name}\", which the contract does not have.")
        }
        (A::Operation, ..) => {
            format!("The contract has the operation {name}, the document has not.")
        }
        (A::Endpoint, ..) => "The document prints the query as a part of the path.".to_owned(),
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
        (A::Status, ..) => {
            format!("The code `{name}` has another status in the document than in the contract.")
        }
        (A::Example, ..) => {
            "The document has an example that the contract does not have.".to_owned()
        }
        _ => format!(
            "The default of `{name}` is {seen} in the document, {expected} in the contract."
        ),
    }
}

fn to_version(
    aspect: Aspect,
    name: &str,
    from: Option<&str>,
    to: Option<&str>,
    line: Option<Line>,
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
        A::Example => "The example".to_owned(),
    };
    match (from, to) {
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

impl Difference {
    /// A difference that has only its kind and its words so far.
    pub(super) fn new(
        class: Class,
        aspect: Aspect,
        message: String,
        line: impl Into<Option<Line>>,
    ) -> Self {
        Self {
            class,
            severity: severity_to_contract(aspect),
            aspect,
            message,
            operation: String::new(),
            is_callback: false,
            place: None,
            pointer: String::new(),
            expected: String::new(),
            seen: String::new(),
            line: line.into(),
            spec: None,
            key: None,
        }
    }

    /// Of an operation of the contract.
    pub(super) fn of(self, claim: &Operation) -> Self {
        let spec = claim.origin.spec.clone();
        self.of_section(claim).spec(spec)
    }

    /// Of a section of the document.
    pub(super) fn of_section(mut self, operation: &Operation) -> Self {
        operation.title.clone_into(&mut self.operation);
        self.is_callback = operation.is_callback();
        self
    }

    /// At a place of the message.
    pub(super) fn at(mut self, place: Option<Place>, pointer: &str) -> Self {
        self.place = place;
        pointer.clone_into(&mut self.pointer);
        self
    }

    /// Between what was expected and what was seen.
    pub(super) fn between(mut self, expected: &str, seen: &str) -> Self {
        expected.clone_into(&mut self.expected);
        seen.clone_into(&mut self.seen);
        self
    }

    /// Another thing was expected.
    pub(super) fn expected(mut self, expected: &str) -> Self {
        expected.clone_into(&mut self.expected);
        self
    }

    /// At a place of the contract, if there is one; otherwise the place stays.
    pub(super) fn spec(mut self, spec: Option<SpecPlace>) -> Self {
        self.spec = spec.or(self.spec);
        self
    }

    /// In these words.
    pub(super) fn message(mut self, message: String) -> Self {
        self.message = message;
        self
    }

    /// As severe as this, whatever it is about.
    pub(super) fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// An erratum that knows of it has this for what was seen.
    pub(super) fn key(mut self, key: String) -> Self {
        self.key = Some(key);
        self
    }

    /// The erratum that knows of it: by the class, the operation, the last name of the place, and what both sides say.
    fn erratum(&self) -> Option<&'static str> {
        let problem = self.class.problem.as_str();
        let seen = self.key.as_ref().unwrap_or(&self.seen);
        Errata::get().find(&Sought {
            problem,
            operation: Some(&self.operation),
            field: self.pointer.rsplit('/').next(),
            values: self.expected.split(", ").chain([seen.as_str()]).collect(),
            ..Sought::default()
        })
    }

    fn part(&self) -> Part {
        match self.place {
            Some(Place::Path) | None => Part::Path,
            Some(Place::Query) => Part::Query,
            Some(Place::Header) => Part::Header,
            Some(Place::Body | Place::Answer | Place::Error) => Part::Body,
        }
    }

    fn direction(&self) -> Direction {
        match self.place {
            _ if self.is_callback => Direction::Callback,
            Some(Place::Answer | Place::Error) => Direction::Response,
            Some(_) => Direction::Request,
            None => Direction::Document,
        }
    }

    fn fingerprint(&self, document: &str) -> String {
        // Differences of several kinds may stand at one place, and the same field in request and answer.
        let pointer = format!(
            "{document} {:?} {:?} {}",
            self.aspect, self.place, self.pointer
        );
        let mut expected = format!("{} {}", self.expected, self.seen);
        if self.class == Class::DOCUMENT_CHANGED {
            expected = format!("{expected} {}", self.message);
        }
        Finding::fingerprint_of(
            self.class,
            Some(&self.operation),
            self.part(),
            &pointer,
            &expected,
            "",
        )
    }

    fn into_finding(self, document: &str) -> Finding {
        let erratum = self.erratum();
        let fingerprint = self.fingerprint(document);
        let advice = match (erratum, self.class) {
            (Some(id), _) => format!("Known: see {id} in spec/errata.yaml."),
            (None, Class::DOCUMENT_MISSING) => {
                "Check whether the vendor took it out; if so, mark it as observed or remove it."
                    .to_owned()
            }
            (None, Class::DOCUMENT_CONTRADICTION) => {
                "Decide which side holds, and add an erratum.".to_owned()
            }
            (None, Class::DOCUMENT_CHANGED) => {
                "Read the page, correct the contract, and write the facts again.".to_owned()
            }
            (None, _) => {
                "Correct the contract, or add an erratum that says why it differs.".to_owned()
            }
        };
        let name = self.pointer.rsplit('/').next().unwrap_or_default();
        Finding {
            class: self.class,
            severity: erratum.map_or(self.severity, |_| Severity::Info),
            direction: self.direction(),
            part: self.part(),
            money: pattern!(r"(?:^|_)(?:amount|price|balance)(?:_|$)").is_match(name),
            operation: (!self.operation.is_empty()).then_some(self.operation),
            pointer: self.pointer,
            expected: self.expected,
            seen: self.seen,
            count: 1,
            entries: Vec::new(),
            document: Some(document.to_owned()),
            line: self.line,
            spec: self.spec,
            erratum: erratum.map(str::to_owned),
            fingerprint,
            message: self.message,
            advice,
        }
    }
}

/// Turns differences into findings; those that say the same are one.
pub(super) fn explain(document: &str, found: Vec<Difference>) -> Vec<Finding> {
    merge(
        found
            .into_iter()
            .map(|difference| difference.into_finding(document)),
    )
}
