//! A difference of a document, to the contract or to itself, and the finding that it becomes.

use super::claims::Claim;
use super::facts::{Line, Place};
use super::wording::pattern;
use bayar_drift::errata::{Errata, Sought};
use bayar_drift::finding::{Class, Direction, Finding, Part, Severity, SpecPlace};

/// A difference before it is a finding.
pub(super) struct Difference {
    class: Class,
    aspect: Aspect,
    message: String,
    operation: String,
    callback: bool,
    place: Option<Place>,
    pointer: String,
    expected: String,
    seen: String,
    /// The lines that take part, the main one first.
    lines: Vec<Line>,
    spec: Option<SpecPlace>,
    /// What an erratum must know, if not what was seen.
    key: Option<String>,
}

/// What a difference is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Aspect {
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
    /// When and where a callback is sent.
    CallbackTarget,
    /// A header.
    Header,
    /// A permission.
    Permission,
    /// An example.
    Example,
}

impl Difference {
    /// A difference that has only its kind and its words so far.
    pub(super) fn new(class: Class, aspect: Aspect, message: String) -> Self {
        Self {
            class,
            aspect,
            message,
            operation: String::new(),
            callback: false,
            place: None,
            pointer: String::new(),
            expected: String::new(),
            seen: String::new(),
            lines: Vec::new(),
            spec: None,
            key: None,
        }
    }

    /// Of an operation of the contract.
    pub(super) fn of(self, claim: &Claim) -> Self {
        let spec = claim.spec.clone();
        self.of_section(&claim.id, claim.callback).spec(spec)
    }

    /// Of a section of the document, by the name of the operation.
    pub(super) fn of_section(mut self, operation: &str, callback: bool) -> Self {
        operation.clone_into(&mut self.operation);
        self.callback = callback;
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

    /// On these lines, the main one first.
    pub(super) fn on(mut self, lines: impl IntoIterator<Item = Line>) -> Self {
        self.lines.extend(lines);
        self
    }

    /// At a place of the contract, if there is one; otherwise the place stays.
    pub(super) fn spec(mut self, spec: Option<SpecPlace>) -> Self {
        self.spec = spec.or(self.spec);
        self
    }

    /// About something else, for errata and for how much it matters; the finding is of the same class.
    pub(super) fn aspect(mut self, aspect: Aspect) -> Self {
        self.aspect = aspect;
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
            _ if self.callback => Direction::Callback,
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
        let expected = format!("{} {}", self.expected, self.seen);
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
        let severity = match (erratum, self.aspect) {
            (Some(_), _) | (None, Aspect::Example | Aspect::Permission) => Severity::Info,
            (None, Aspect::Type | Aspect::Path | Aspect::CallbackTarget) => Severity::Error,
            _ => Severity::Warning,
        };
        let advice = match (erratum, self.class) {
            (Some(id), _) => format!("Known: see {id} in spec/errata.yaml."),
            (None, Class::DOCUMENT_MISSING) => {
                "Check whether the vendor took it out; if so, mark it as observed or remove it."
                    .to_owned()
            }
            (None, Class::DOCUMENT_CONTRADICTION) => {
                "Decide which side holds, and add an erratum.".to_owned()
            }
            (None, _) => {
                "Correct the contract, or add an erratum that says why it differs.".to_owned()
            }
        };
        let name = self.pointer.rsplit('/').next().unwrap_or_default();
        Finding {
            class: self.class,
            severity,
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
            line: self.lines.first().copied(),
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
    let mut findings: Vec<Finding> = Vec::new();
    for difference in found {
        let finding = difference.into_finding(document);
        let same = findings
            .iter_mut()
            .find(|other| other.fingerprint == finding.fingerprint);
        match same {
            Some(other) => other.add(&finding),
            None => findings.push(finding),
        }
    }
    findings
}
