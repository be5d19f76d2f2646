//! A difference of a document, to the contract or to itself, and the finding that it becomes.

use std::collections::HashMap;

use super::claims::{Claim, ClaimField};
use super::facts::{Facts, Line, Place, Type};
use super::wording::pattern;
use crate::errata::Query;
pub(super) use crate::errata::Said;
pub(super) use bayar_drift::errata::Aspect;
use bayar_drift::errata::Errata;
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
    /// The names of the field that it is about.
    subject: Vec<String>,
    /// What an erratum must say to know of it.
    said: Vec<Said>,
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
            subject: Vec::new(),
            said: Vec::new(),
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

    /// About a field of the contract, under its names and that of its values.
    pub(super) fn about(mut self, field: &ClaimField) -> Self {
        self.subject.extend(field.names().map(str::to_owned));
        let values = field.values.iter().filter(|name| !name.is_empty());
        self.subject.extend(values.cloned());
        self.spec(field.spec.clone())
    }

    /// About a field of the document; about none, if the name is empty.
    pub(super) fn named(mut self, name: &str) -> Self {
        self.subject
            .extend((!name.is_empty()).then(|| name.to_owned()));
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

    /// An erratum that knows of it says this too.
    pub(super) fn said(mut self, said: Said) -> Self {
        self.said.push(said);
        self
    }

    /// And all of these.
    pub(super) fn all_said(mut self, said: impl IntoIterator<Item = Said>) -> Self {
        self.said.extend(said);
        self
    }

    fn erratum<'e>(&self, document: &str, errata: &'e Errata) -> Option<&'e str> {
        Query {
            document,
            lines: &self.lines,
            aspect: self.aspect,
            is_exact: self.class == Class::DocumentMissing,
            operation: &self.operation,
            subject: &self.subject,
            said: &self.said,
        }
        .find(errata)
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

    fn into_finding(self, document: &str, erratum: Option<&str>) -> Finding {
        let fingerprint = self.fingerprint(document);
        let severity = match (erratum, self.aspect) {
            (Some(_), _) | (None, Aspect::Example | Aspect::Permission) => Severity::Info,
            (None, Aspect::Type | Aspect::Path | Aspect::CallbackTarget) => Severity::Error,
            _ => Severity::Warning,
        };
        let advice = match (erratum, self.class) {
            (Some(id), _) => format!("Known: see {id} in spec/errata.yaml."),
            (None, Class::DocumentMissing) => {
                "Check whether the vendor took it out; if so, mark it as observed or remove it."
                    .to_owned()
            }
            (None, Class::DocumentContradiction) => {
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

/// Turns differences into findings and names the erratum of each. The lines of errata are those of the known facts;
/// in another version of the document the same difference has the same erratum. `again` gives the differences of
/// other facts.
pub(super) fn explain(
    facts: &Facts,
    found: Vec<Difference>,
    known: Option<&Facts>,
    again: impl FnOnce(&Facts) -> Vec<Difference>,
) -> Vec<Finding> {
    let name = &facts.document;
    let errata = Errata::get();
    let changed = known.filter(|known| *known != &without_text(facts));
    let mut erratum_of = HashMap::new();
    for difference in changed.map(again).unwrap_or_default() {
        // The first of several at one place speaks for them, as it does below.
        erratum_of
            .entry(difference.fingerprint(name))
            .or_insert(difference.erratum(name, errata));
    }
    let mut findings: Vec<Finding> = Vec::new();
    for difference in found {
        let erratum = if changed.is_some() {
            let known = erratum_of.get(&difference.fingerprint(name));
            known.copied().flatten()
        } else {
            difference.erratum(name, errata)
        };
        let finding = difference.into_finding(name, erratum);
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

/// Facts as they are kept: without the texts of the document.
fn without_text(facts: &Facts) -> Facts {
    let mut facts = facts.clone();
    for operation in &mut facts.operations {
        operation
            .fields
            .iter_mut()
            .for_each(|field| field.text.clear());
        operation
            .errors
            .iter_mut()
            .for_each(|row| row.message.clear());
    }
    facts.fields.iter_mut().for_each(|field| field.text.clear());
    facts
        .statuses
        .iter_mut()
        .for_each(|row| row.message.clear());
    facts
}

/// The words that `errata.yaml` denies something with.
pub(super) const NOT: [&str; 9] = [
    "no", "none", "not", "neither", "nor", "nothing", "without", "lacks", "lost",
];

/// The words that `errata.yaml` has for a type.
pub(super) fn words_of(kind: Type) -> Vec<&'static str> {
    match kind {
        Type::String => vec!["string", "text", "texts"],
        Type::Number => vec!["number", "numbers", "integer"],
        Type::Boolean => vec!["boolean", "booleans", "bool"],
        Type::Array => vec!["array", "list", "lists"],
        Type::Object => vec!["object", "objects"],
        Type::Function => vec!["function"],
    }
}
