//! An older version of a document against a newer one: what changed in terms of facts.

mod errors;
mod examples;
mod fields;

use std::collections::BTreeSet;

use super::claims::{Claim, Contracts};
use super::facts::{Constant, Facts, Kind, Line, Operation, Place, ValueTable};
use bayar_drift::finding::{Class, Direction, Finding, Part, Severity, SpecPlace};

/// What changed from one version of a document to the next. The contracts name the operations and fields.
pub(super) fn compare(old: &Facts, new: &Facts, contracts: &Contracts) -> Vec<Finding> {
    let mut out = Changes {
        document: &new.document,
        contracts,
        claim: None,
        operation: String::new(),
        callback: false,
        out: Vec::new(),
    };
    let mut met = BTreeSet::new();
    for operation in &old.operations {
        out.enter(operation);
        if let Some(at) = counterpart(operation, &new.operations, &met) {
            met.insert(at);
            out.operation(operation, &new.operations[at]);
        } else {
            let what = format!("{} {}", operation.method, operation.path);
            out.removed(
                Severity::Error,
                None,
                "",
                &what,
                operation.line,
                "The operation",
            );
        }
    }
    for (at, operation) in new.operations.iter().enumerate() {
        if !met.contains(&at) {
            out.enter(operation);
            out.added(
                Severity::Warning,
                None,
                "",
                &format!("{} {}", operation.method, operation.path),
                operation.line,
                "The operation",
            );
        }
    }
    out.leave();
    out.fields(&old.fields, &new.fields);
    out.errors(&old.statuses, &new.statuses);
    out.tables(None, &old.tables, &new.tables);
    out.out
}

/// The section of another version: the same endpoint under the same heading; else the same heading; else the same
/// endpoint. Sections that were met before are other ones.
fn counterpart(operation: &Operation, among: &[Operation], met: &BTreeSet<usize>) -> Option<usize> {
    let heading =
        |other: &Operation| other.kind == operation.kind && other.title == operation.title;
    let endpoint = |other: &Operation| {
        other.method == operation.method && other.path == operation.path && !other.path.is_empty()
    };
    let find = |same: &dyn Fn(&Operation) -> bool| {
        (0..among.len()).find(|at| !met.contains(at) && same(&among[*at]))
    };
    find(&|other| heading(other) && endpoint(other))
        .or_else(|| find(&heading))
        .or_else(|| find(&endpoint))
}

struct Changes<'a> {
    document: &'a str,
    contracts: &'a Contracts,
    /// What the contract makes of the section at hand.
    claim: Option<&'a Claim>,
    operation: String,
    callback: bool,
    out: Vec<Finding>,
}

impl Changes<'_> {
    fn enter(&mut self, operation: &Operation) {
        self.claim = self.contracts.find(operation).map(|(_, claim)| claim);
        let id = self.claim.map(|claim| &claim.id);
        id.unwrap_or(&operation.title)
            .clone_into(&mut self.operation);
        self.callback = operation.kind == Kind::Callback;
    }

    fn leave(&mut self) {
        self.claim = None;
        self.operation.clear();
        self.callback = false;
    }

    /// The place in the contract: of the field or, where it has none, of the operation.
    fn spec(&self, place: Option<Place>, pointer: &str) -> Option<SpecPlace> {
        let claim = self.claim?;
        let field = place.and_then(|place| claim.field_at(place, pointer));
        field
            .and_then(|field| field.spec.clone())
            .or_else(|| claim.spec.clone())
    }

    #[expect(clippy::too_many_arguments, reason = "each is a part of the change")]
    fn push(
        &mut self,
        severity: Severity,
        place: Option<Place>,
        pointer: &str,
        expected: &str,
        seen: &str,
        line: Line,
        message: String,
    ) {
        let operation = (!self.operation.is_empty()).then(|| self.operation.clone());
        let part = match place {
            Some(Place::Query) => Part::Query,
            Some(Place::Header) => Part::Header,
            Some(Place::Body | Place::Answer | Place::Error) => Part::Body,
            Some(Place::Path) | None => Part::Path,
        };
        let direction = match place {
            _ if self.callback => Direction::Callback,
            Some(Place::Answer | Place::Error) => Direction::Response,
            Some(_) => Direction::Request,
            None => Direction::Document,
        };
        let at = format!("{} {place:?} {pointer}", self.document);
        let what = format!("{expected} {seen} {message}");
        let fingerprint = Finding::fingerprint_of(
            Class::DOCUMENT_CHANGED,
            operation.as_deref(),
            part,
            &at,
            &what,
            "",
        );
        let field = pointer.rsplit('/').next().unwrap_or_default();
        self.out.push(Finding {
            class: Class::DOCUMENT_CHANGED,
            severity,
            operation,
            direction,
            part,
            money: field.contains("amount") || field.contains("price") || field == "balance",
            pointer: pointer.to_owned(),
            expected: expected.to_owned(),
            seen: seen.to_owned(),
            count: 1,
            entries: Vec::new(),
            document: Some(self.document.to_owned()),
            line: Some(line),
            spec: self.spec(place, pointer),
            erratum: None,
            fingerprint,
            message,
            advice: "Read the page, correct the contract, and write the facts again.".to_owned(),
        });
    }

    fn added(
        &mut self,
        severity: Severity,
        place: Option<Place>,
        pointer: &str,
        what: &str,
        line: Line,
        noun: &str,
    ) {
        self.push(
            severity,
            place,
            pointer,
            "not there",
            what,
            line,
            format!("{noun} `{what}` was added."),
        );
    }

    /// `line` is that of the older version.
    fn removed(
        &mut self,
        severity: Severity,
        place: Option<Place>,
        pointer: &str,
        what: &str,
        line: Line,
        noun: &str,
    ) {
        self.push(
            severity,
            place,
            pointer,
            what,
            "not there",
            line,
            format!("{noun} `{what}` was removed; it stood on line {line}."),
        );
    }

    fn changed(
        &mut self,
        severity: Severity,
        place: Option<Place>,
        pointer: &str,
        (from, to): (&str, &str),
        line: Line,
        noun: &str,
    ) {
        if from != to {
            self.push(
                severity,
                place,
                pointer,
                from,
                to,
                line,
                format!("{noun} changed from {from} to {to}."),
            );
        }
    }

    fn operation(&mut self, old: &Operation, new: &Operation) {
        let endpoint = |operation: &Operation| format!("{} {}", operation.method, operation.path);
        self.changed(
            Severity::Error,
            None,
            "",
            (&endpoint(old), &endpoint(new)),
            new.endpoint,
            "The endpoint",
        );
        let hosts = |operation: &Operation| {
            let hosts = operation.hosts.iter().map(|host| host.value.as_str());
            hosts.collect::<Vec<_>>().join(" and ")
        };
        let is_new = |host: &&Constant| old.hosts.iter().all(|own| own.value != host.value);
        let line = new.hosts.iter().find(is_new);
        let line = line.map_or(new.endpoint, |host| host.line);
        let (from, to) = (hosts(old), hosts(new));
        self.changed(Severity::Error, None, "", (&from, &to), line, "The host");
        self.changed(
            Severity::Info,
            None,
            "",
            (&old.title, &new.title),
            new.line,
            "The heading",
        );
        let permission = |operation: &Operation| {
            let permission = operation.permission.as_ref();
            permission.map_or("none".to_owned(), |permission| {
                format!("{} {}", permission.kind, permission.access)
            })
        };
        let line = new
            .permission
            .as_ref()
            .map_or(new.line, |permission| permission.line);
        self.changed(
            Severity::Warning,
            None,
            "",
            (&permission(old), &permission(new)),
            line,
            "The permission",
        );
        self.fields(&old.fields, &new.fields);
        self.errors(&old.errors, &new.errors);
        self.tables(Some(Place::Answer), &old.tables, &new.tables);
        self.constants(Some(Place::Answer), "/status", &old.mentions, &new.mentions);
        self.examples(&old.examples, &new.examples);
    }

    fn tables(&mut self, place: Option<Place>, old: &[ValueTable], new: &[ValueTable]) {
        let at = |table: &ValueTable| format!("/{}", table.title);
        let has = |among: &[ValueTable], table: &ValueTable| {
            among.iter().position(|other| other.title == table.title)
        };
        for table in new {
            let before = has(old, table).map_or(&[][..], |before| &old[before].values);
            self.constants(place, &at(table), before, &table.values);
        }
        for table in old.iter().filter(|table| has(new, table).is_none()) {
            self.removed(
                Severity::Warning,
                None,
                &at(table),
                "a table",
                table.line,
                "The table",
            );
        }
    }

    fn constants(&mut self, place: Option<Place>, at: &str, old: &[Constant], new: &[Constant]) {
        let has = |among: &[Constant], value: &str| among.iter().any(|one| one.value == value);
        for one in new.iter().filter(|one| !has(old, &one.value)) {
            self.added(
                Severity::Warning,
                place,
                at,
                &one.value,
                one.line,
                "The value",
            );
        }
        for one in old.iter().filter(|one| !has(new, &one.value)) {
            self.removed(
                Severity::Warning,
                place,
                at,
                &one.value,
                one.line,
                "The value",
            );
        }
    }
}

/// For each of the newer ones the older one with the same key, and the older ones without a newer one. Of those with the
/// same key, the nth is the nth.
fn pairs<'a, T, K: PartialEq>(
    old: &'a [T],
    new: &[T],
    key: impl Fn(&T) -> K,
) -> (Vec<Option<&'a T>>, Vec<&'a T>) {
    let mut left: Vec<_> = old.iter().map(Some).collect();
    let found = new.iter().map(|one| {
        let mut left = left.iter_mut();
        left.find(|other| other.is_some_and(|other| key(other) == key(one)))?
            .take()
    });
    let found = found.collect();
    (found, left.into_iter().flatten().collect())
}
