//! The facts of a document held against the contract, both ways.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::Value;

use super::claims::{Claim, ClaimField, Contract, Contracts, Listed, Source, shown};
use super::errata::{self, Aspect, Erratum};
use super::facts::{
    Bound, Constant, ErrorRow, Example, Facts, Field, Form, Kind, Limit, Line, Operation, Place,
};
use super::wording::pattern;
use crate::finding::{Class, Direction, Finding, Part, Severity};

/// A difference before it is a finding.
pub(super) struct Difference {
    pub class: Class,
    pub aspect: Aspect,
    pub operation: String,
    pub place: Option<Place>,
    pub callback: bool,
    pub pointer: String,
    pub expected: String,
    pub seen: String,
    /// The lines that take part, the main one first.
    pub lines: Vec<Line>,
    pub message: String,
}

/// Holds a document against the contract. `errata` are the known differences; `known` are the facts that their lines
/// refer to, where the document at hand is another version.
pub fn hold(
    facts: &Facts,
    contracts: &Contracts,
    errata: &[Erratum],
    known: Option<&Facts>,
) -> Vec<Finding> {
    let found = differences(facts, contracts);
    explain(facts, found, errata, known, |facts| {
        differences(facts, contracts)
    })
}

/// Turns differences into findings and names the erratum of each. The lines of errata are those of the known facts;
/// in another version of the document the same difference has the same erratum.
pub(super) fn explain(
    facts: &Facts,
    found: Vec<Difference>,
    errata: &[Erratum],
    known: Option<&Facts>,
    again: impl FnOnce(&Facts) -> Vec<Difference>,
) -> Vec<Finding> {
    let name = &facts.document;
    let by_line = |difference: &Difference| {
        let query = errata::Query {
            document: name,
            lines: &difference.lines,
            aspect: difference.aspect,
            operation: &difference.operation,
            pointer: &difference.pointer,
            words: &format!("{} {}", difference.expected, difference.seen),
        };
        errata::find(errata, &query).map(|erratum| erratum.id.clone())
    };
    let changed = known.filter(|known| *known != &without_text(facts));
    let mut erratum_of = HashMap::new();
    if let Some(known) = changed {
        for difference in again(known) {
            let id = by_line(&difference);
            // The first of several at one place speaks for them, as it does below.
            let fingerprint = fingerprint(name, &difference);
            erratum_of.entry(fingerprint).or_insert(id);
        }
    }
    let mut findings: Vec<Finding> = Vec::new();
    for difference in found {
        let id = if changed.is_some() {
            let fingerprint = fingerprint(name, &difference);
            erratum_of.get(&fingerprint).cloned().flatten()
        } else {
            by_line(&difference)
        };
        let finding = finding(name, difference, id);
        match findings
            .iter_mut()
            .find(|other| other.fingerprint == finding.fingerprint)
        {
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

fn part(place: Option<Place>) -> Part {
    match place {
        Some(Place::Path) | None => Part::Path,
        Some(Place::Query) => Part::Query,
        Some(Place::Header) => Part::Header,
        Some(Place::Body | Place::Answer | Place::Error) => Part::Body,
    }
}

fn fingerprint(document: &str, difference: &Difference) -> String {
    // Differences of several kinds may stand at one place, and the same field in request and answer.
    let pointer = format!(
        "{document} {:?} {:?} {}",
        difference.aspect, difference.place, difference.pointer
    );
    let expected = format!("{} {}", difference.expected, difference.seen);
    Finding::fingerprint_of(
        difference.class,
        Some(&difference.operation),
        part(difference.place),
        &pointer,
        &expected,
        "",
    )
}

fn finding(document: &str, difference: Difference, erratum: Option<String>) -> Finding {
    let fingerprint = fingerprint(document, &difference);
    let severity = match (&erratum, difference.aspect) {
        (Some(_), _) | (None, Aspect::Example | Aspect::Permission) => Severity::Info,
        (None, Aspect::Type | Aspect::Path) => Severity::Error,
        _ => Severity::Warning,
    };
    let advice = match (&erratum, difference.class) {
        (Some(id), _) => format!("Known: see {id} in spec/errata.yaml."),
        (None, Class::DocumentMissing) => {
            "Check whether the vendor took it out; if so, mark it as observed or remove it."
                .to_owned()
        }
        (None, Class::DocumentContradiction) => {
            "Decide which side holds, and add an erratum.".to_owned()
        }
        (None, _) => "Correct the contract, or add an erratum that says why it differs.".to_owned(),
    };
    let direction = match difference.place {
        _ if difference.callback => Direction::Callback,
        Some(Place::Answer | Place::Error) => Direction::Response,
        Some(_) => Direction::Request,
        None => Direction::Document,
    };
    let name = difference.pointer.rsplit('/').next().unwrap_or_default();
    Finding {
        class: difference.class,
        severity,
        operation: (!difference.operation.is_empty()).then_some(difference.operation),
        direction,
        part: part(difference.place),
        money: pattern!(r"(?:^|_)(?:amount|price|balance)(?:_|$)").is_match(name),
        pointer: difference.pointer,
        expected: difference.expected,
        seen: difference.seen,
        count: 1,
        entries: Vec::new(),
        document: Some(document.to_owned()),
        line: difference.lines.first().copied(),
        spec: None,
        erratum,
        fingerprint,
        message: difference.message,
        advice,
    }
}

/// An operation of the document with what the contract makes of it.
struct Pair<'a> {
    operation: &'a Operation,
    claim: &'a Claim,
    contract: &'a Contract,
}

fn differences(facts: &Facts, contracts: &Contracts) -> Vec<Difference> {
    let mut holder = Holder {
        facts,
        out: Vec::new(),
    };
    let mut pairs = Vec::new();
    for operation in &facts.operations {
        match find_claim(operation, contracts) {
            Some((contract, claim)) => pairs.push(Pair {
                operation,
                claim,
                contract,
            }),
            None => holder.no_operation(operation),
        }
    }
    for pair in &pairs {
        holder.endpoint(pair);
        holder.permission(pair);
        for field in &pair.operation.fields {
            holder.field(pair, field);
        }
        for row in &pair.operation.errors {
            holder.error(pair, row);
        }
        for constant in &pair.operation.mentions {
            holder.mention(pair, constant);
        }
        for example in &pair.operation.examples {
            holder.example(pair, example);
        }
    }
    for contract in &contracts.files {
        holder.back(contract, &pairs);
    }
    holder.loose_tables(contracts);
    holder.out
}

/// A path without the names of its parameters, and without a query.
fn shape(path: &str) -> String {
    let path = path.split('?').next().unwrap_or_default();
    let segment = |segment: &str| match segment.split_once('{') {
        Some((before, _)) => format!("{before}*"),
        None if segment.starts_with(':') => "*".to_owned(),
        None => segment.to_owned(),
    };
    path.split('/').map(segment).collect::<Vec<_>>().join("/")
}

/// A path whose last segment is a query without its `?`, put right.
fn repaired(path: &str) -> Option<String> {
    let (before, last) = path.rsplit_once('/')?;
    last.contains('&').then(|| format!("{before}?{last}"))
}

fn names(operation: &Operation) -> BTreeSet<&str> {
    let tables = operation
        .fields
        .iter()
        .filter(|field| field.within.is_none());
    let tables = tables
        .filter(|field| field.place != Place::Header)
        .map(|field| field.name.as_str());
    let examples = operation
        .examples
        .iter()
        .flat_map(|example| example.values.keys());
    tables
        .chain(examples.filter_map(|pointer| pointer.split('/').nth(1)))
        .collect()
}

fn find_claim<'a>(
    operation: &Operation,
    contracts: &'a Contracts,
) -> Option<(&'a Contract, &'a Claim)> {
    let all = || {
        contracts.files.iter().flat_map(|contract| {
            contract
                .operations
                .iter()
                .map(move |claim| (contract, claim))
        })
    };
    if operation.kind == Kind::Function {
        return all().find(|(_, claim)| claim.function.as_deref() == Some(&operation.method));
    }
    if operation.kind == Kind::Operation && !operation.path.is_empty() {
        let at = |path: &str| {
            all().find(|(_, claim)| {
                !claim.callback
                    && claim.method == operation.method
                    && shape(&claim.path) == shape(path)
            })
        };
        return at(&operation.path).or_else(|| at(&repaired(&operation.path)?));
    }
    // No endpoint of the provider's: the one whose fields it shares, the most of them and the fewest others.
    let names = names(operation);
    let wanted = operation.kind == Kind::Callback;
    let score = |claim: &Claim| {
        let own: BTreeSet<&str> = claim
            .fields
            .iter()
            .filter(|field| {
                field.within.is_none() && matches!(field.place, Place::Body | Place::Query)
            })
            .map(|field| field.name.as_str())
            .collect();
        let shared = own.intersection(&names).count();
        let all = own.union(&names).count();
        // Of several that are alike, the one that was transcribed from the nearest lines.
        let lines = claim.source.iter().flat_map(|source| &source.lines);
        let distance = lines
            .map(|line| line.abs_diff(operation.line))
            .min()
            .unwrap_or(Line::MAX);
        (
            shared * 10 / names.len().max(1),
            shared * 10 / all.max(1),
            Line::MAX - distance,
        )
    };
    all()
        .filter(|(_, claim)| claim.callback == wanted && (wanted || claim.method == "GET"))
        .map(|found| (score(found.1), found))
        .filter(|(score, _)| score.0 >= 6)
        .max_by_key(|(score, _)| *score)
        .map(|(_, found)| found)
}

/// Request, answer or error.
fn side(place: Place) -> Place {
    match place {
        Place::Answer | Place::Error => place,
        _ => Place::Body,
    }
}

pub(super) fn lines(field: &Field) -> Vec<Line> {
    (field.line..=field.last).collect()
}

struct Holder<'a> {
    facts: &'a Facts,
    out: Vec<Difference>,
}

impl Holder<'_> {
    fn no_operation(&mut self, operation: &Operation) {
        self.out.push(Difference {
            class: Class::DocumentOnly,
            aspect: Aspect::Path,
            operation: String::new(),
            place: None,
            callback: operation.kind == Kind::Callback,
            pointer: operation.path.clone(),
            expected: "no such operation".to_owned(),
            seen: format!("{} {}", operation.method, operation.path)
                .trim()
                .to_owned(),
            lines: vec![operation.endpoint, operation.line],
            message: format!(
                "The document describes \"{}\", which the contract does not have.",
                operation.title
            ),
        });
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "each is a part of the difference"
    )]
    fn differ(
        &mut self,
        class: Class,
        aspect: Aspect,
        pair: &Pair<'_>,
        place: Option<Place>,
        pointer: &str,
        (expected, seen): (&str, &str),
        lines: Vec<Line>,
        message: String,
    ) {
        self.out.push(Difference {
            class,
            aspect,
            operation: pair.claim.id.clone(),
            place,
            callback: pair.claim.callback,
            pointer: pointer.to_owned(),
            expected: expected.to_owned(),
            seen: seen.to_owned(),
            lines,
            message,
        });
    }

    fn endpoint(&mut self, pair: &Pair<'_>) {
        let operation = pair.operation;
        if operation.kind == Kind::Operation
            && !operation.path.is_empty()
            && shape(&operation.path) != shape(&pair.claim.path)
        {
            let message = "The document prints the query as a part of the path.".to_owned();
            let texts = (pair.claim.path.as_str(), operation.path.as_str());
            self.differ(
                Class::DocumentDifferent,
                Aspect::Path,
                pair,
                None,
                "",
                texts,
                vec![operation.endpoint],
                message,
            );
        }
        for example in &operation.examples {
            if example.form == Some(Form::Broken) {
                let message = "An example is so broken that its values cannot be read.".to_owned();
                self.differ(
                    Class::DocumentContradiction,
                    Aspect::Example,
                    pair,
                    Some(example.place),
                    "",
                    ("JSON", "broken JSON"),
                    vec![example.line],
                    message,
                );
            }
        }
    }

    fn permission(&mut self, pair: &Pair<'_>) {
        let Some(said) = &pair.operation.permission else {
            return;
        };
        let seen = format!("{} {}", said.kind, said.access);
        let expected = pair.claim.permission.as_ref();
        let expected = expected.map_or("none".to_owned(), |(kind, access)| {
            format!("{kind} {access}")
        });
        if seen != expected {
            let message = "Document and contract name different permissions.".to_owned();
            self.differ(
                Class::DocumentDifferent,
                Aspect::Permission,
                pair,
                None,
                "",
                (&expected, &seen),
                vec![said.line],
                message,
            );
        }
    }

    /// The field of the contract that a row of a table is about.
    fn claim_field<'c>(pair: &Pair<'c>, field: &Field, document: &str) -> Option<&'c ClaimField> {
        let candidates = pair.claim.fields.iter().filter(|claim| {
            let named =
                claim.name == field.name || claim.documented_as.as_deref() == Some(&field.name);
            let header = (claim.place == Place::Header) == (field.place == Place::Header)
                || claim.name.eq_ignore_ascii_case(&field.name);
            let side = side(claim.place) == side(field.place);
            let variant = claim.variant.is_none()
                || field.variant.is_none()
                || claim.variant == field.variant;
            named && header && side && variant
        });
        candidates.max_by_key(|claim| {
            let cites = claim.source.as_ref().is_some_and(|source| {
                source.document == document && source.lines.contains(&field.line)
            });
            let under = claim.within == field.within;
            let top = claim.within.is_none();
            (
                field.within.is_none() && cites || field.within.is_some() && under,
                cites,
                top,
                claim.place == field.place,
            )
        })
    }

    fn field(&mut self, pair: &Pair<'_>, field: &Field) {
        let pointer = match &field.within {
            Some(within) => format!("/{within}/{}", field.name),
            None => format!("/{}", field.name),
        };
        let place = Some(field.place);
        let Some(claim) = Self::claim_field(pair, field, &self.facts.document) else {
            let message = format!("The document has `{}`, the contract has not.", field.name);
            let aspect = if field.place == Place::Header {
                Aspect::Header
            } else {
                Aspect::Name
            };
            self.differ(
                Class::DocumentOnly,
                aspect,
                pair,
                place,
                &pointer,
                ("not there", &field.name),
                lines(field),
                message,
            );
            return;
        };
        let pointer = claim.pointer.as_str();
        self.place_and_type(pair, claim, field);
        if let Some(required) = field.required
            && required != claim.required
            && !self.left_out(pair, field, required)
        {
            let word = |required| if required { "required" } else { "optional" };
            let message = format!(
                "`{}` is {} in the document, {} in the contract.",
                field.name,
                word(required),
                word(claim.required)
            );
            self.differ(
                Class::DocumentDifferent,
                Aspect::Requiredness,
                pair,
                place,
                pointer,
                (word(claim.required), word(required)),
                lines(field),
                message,
            );
        }
        if field.default != claim.default
            && (field.default.is_some() || claim.source_is(&self.facts.document))
            && !Self::default_elsewhere(pair, field, claim)
        {
            let shown =
                |default: &Option<String>| default.clone().unwrap_or_else(|| "none".to_owned());
            let (expected, seen) = (shown(&claim.default), shown(&field.default));
            let message = format!(
                "The default of `{}` is {seen} in the document, {expected} in the contract.",
                field.name
            );
            self.differ(
                Class::DocumentDifferent,
                Aspect::Limit,
                pair,
                place,
                pointer,
                (&expected, &seen),
                lines(field),
                message,
            );
        }
        for limit in &field.limits {
            self.limit(pair, Some(claim), &field.name, place, limit, lines(field));
        }
        self.values(pair, claim, field);
    }

    fn place_and_type(&mut self, pair: &Pair<'_>, claim: &ClaimField, field: &Field) {
        let place = Some(field.place);
        let pointer = claim.pointer.as_str();
        if claim.place != field.place && pair.operation.kind != Kind::Function {
            let (expected, seen) = (
                format!("{:?}", claim.place).to_lowercase(),
                format!("{:?}", field.place).to_lowercase(),
            );
            let message = format!(
                "`{}` stands elsewhere: {seen} in the document, {expected} in the contract.",
                field.name
            );
            let mut lines = lines(field);
            lines.push(pair.operation.endpoint);
            self.differ(
                Class::DocumentDifferent,
                Aspect::Path,
                pair,
                place,
                pointer,
                (&expected, &seen),
                lines,
                message,
            );
        }
        if let (Some(seen), Some(expected)) = (field.kind, claim.kind)
            && seen != expected
        {
            let message = format!(
                "`{}` is of type {} in the document, {} in the contract.",
                field.name,
                seen.as_str(),
                expected.as_str()
            );
            self.differ(
                Class::DocumentDifferent,
                Aspect::Type,
                pair,
                place,
                pointer,
                (expected.as_str(), seen.as_str()),
                lines(field),
                message,
            );
        }
    }

    /// Whether a field of an answer that the table calls required is optional because an example leaves it out.
    fn left_out(&self, pair: &Pair<'_>, field: &Field, required: bool) -> bool {
        required
            && field.place == Place::Answer
            && self.facts.operations.iter().any(|operation| {
                same_answer(operation, pair)
                    && operation.examples.iter().any(|example| {
                        let mut seen = example.values.keys();
                        example.place == Place::Answer
                            && !seen
                                .any(|pointer| pointer.split('/').any(|name| name == field.name))
                    })
            })
    }

    /// Whether another table of the same operation states the contract's default.
    fn default_elsewhere(pair: &Pair<'_>, field: &Field, claim: &ClaimField) -> bool {
        field.default.is_none()
            && pair
                .operation
                .fields
                .iter()
                .any(|other| other.name == field.name && other.default == claim.default)
    }

    fn limit(
        &mut self,
        pair: &Pair<'_>,
        claim: Option<&ClaimField>,
        name: &str,
        place: Option<Place>,
        limit: &Limit,
        lines: Vec<Line>,
    ) {
        let own = claim.is_some_and(|claim| {
            limit.when.is_none() && claim.limits.contains(&(limit.bound, limit.value))
        });
        if own || in_rules(&pair.claim.rules, limit) {
            return;
        }
        // A message about a code names no field: any field of the request may have the limit.
        let any = claim.is_none()
            && limit.when.is_none()
            && pair.claim.fields.iter().any(|field| {
                field.place == Place::Body && field.limits.contains(&(limit.bound, limit.value))
            });
        if any {
            return;
        }
        let keyword = limit.bound.keyword();
        let expected =
            claim.and_then(|claim| claim.limits.iter().find(|(bound, _)| *bound == limit.bound));
        let expected = expected.map_or(format!("no {keyword}"), |(_, value)| {
            format!("{keyword} {value}")
        });
        let when = limit
            .when
            .as_ref()
            .map_or(String::new(), |when| format!(" ({when})"));
        let seen = format!("{keyword} {}{when}", limit.value);
        let message = format!("`{name}` has {seen} in the document, {expected} in the contract.");
        let pointer = claim.map_or_else(|| format!("/{name}"), |claim| claim.pointer.clone());
        let mut all = vec![limit.line];
        all.extend(lines);
        self.differ(
            Class::DocumentDifferent,
            Aspect::Limit,
            pair,
            place,
            &pointer,
            (&expected, &seen),
            all,
            message,
        );
    }

    fn values(&mut self, pair: &Pair<'_>, claim: &ClaimField, field: &Field) {
        let listed = claim
            .values
            .as_ref()
            .and_then(|name| pair.contract.enums.get(name));
        for constant in &field.values {
            let known = listed.is_some_and(|listed| {
                listed
                    .iter()
                    .any(|one| same_constant(&one.value, &constant.value))
            });
            if known {
                continue;
            }
            let expected = listed.map_or("any text".to_owned(), |listed| {
                listed
                    .iter()
                    .map(|one| one.value.as_str())
                    .collect::<Vec<_>>()
                    .join(", ")
            });
            let message = format!(
                "The document lists `{}` for `{}`, the contract has not.",
                constant.value, field.name
            );
            let mut all = vec![constant.line];
            all.extend(lines(field));
            self.differ(
                Class::DocumentOnly,
                Aspect::Enum,
                pair,
                Some(field.place),
                &claim.pointer,
                (&expected, &constant.value),
                all,
                message,
            );
        }
    }

    fn error(&mut self, pair: &Pair<'_>, row: &ErrorRow) {
        let rows = &pair.claim.errors;
        let all: Vec<Line> = (row.line..=row.last).collect();
        let place = Some(Place::Error);
        let pointer = "/error_code";
        if row.code.is_empty() {
            let message = "The code of an error row is lost in the document.".to_owned();
            let nth = pair
                .operation
                .errors
                .iter()
                .position(|other| other.line == row.line);
            let seen = format!("row {}", nth.unwrap_or_default() + 1);
            self.differ(
                Class::DocumentDifferent,
                Aspect::ErrorCode,
                pair,
                place,
                pointer,
                ("a code", &seen),
                all,
                message,
            );
            return;
        }
        let variant = |claim: &Option<String>| {
            claim.is_none() || row.variant.is_none() || *claim == row.variant
        };
        let same: Vec<_> = rows
            .iter()
            .filter(|claim| claim.code == row.code && variant(&claim.variant))
            .collect();
        let shown =
            |status: Option<u16>| status.map_or("any".to_owned(), |status| status.to_string());
        if same.is_empty() {
            let message = format!(
                "The document lists the code `{}`, the contract has not.",
                row.code
            );
            self.differ(
                Class::DocumentOnly,
                Aspect::ErrorCode,
                pair,
                place,
                pointer,
                ("not there", &row.code),
                all.clone(),
                message,
            );
        } else if !same.iter().any(|claim| claim.status == row.status) {
            let expected = format!("{} with {}", row.code, shown(same[0].status));
            let seen = format!("{} with {}", row.code, shown(row.status));
            let message = format!(
                "The code `{}` has another status in the document than in the contract.",
                row.code
            );
            self.differ(
                Class::DocumentDifferent,
                Aspect::Status,
                pair,
                place,
                pointer,
                (&expected, &seen),
                all.clone(),
                message,
            );
        }
        for limit in &row.limits {
            self.limit(pair, None, &row.code, Some(Place::Body), limit, all.clone());
        }
    }

    fn mention(&mut self, pair: &Pair<'_>, constant: &Constant) {
        // The sentence may be about another thing of the same contract.
        let mut known = pair.contract.enums.values().flatten();
        if known.any(|one| one.value == constant.value) {
            return;
        }
        let message = format!(
            "The text gives `{}` as a status, the contract has no such value.",
            constant.value
        );
        self.differ(
            Class::DocumentOnly,
            Aspect::Enum,
            pair,
            Some(Place::Answer),
            "/status",
            ("not there", &constant.value),
            vec![constant.line],
            message,
        );
    }

    fn example(&mut self, pair: &Pair<'_>, example: &Example) {
        if example.place == Place::Query {
            return;
        }
        // The arguments of a function have other names than the fields on the wire.
        let renamed = pair
            .claim
            .fields
            .iter()
            .any(|field| field.documented_as.is_some() || field.place == Place::Path);
        let is_argument =
            pair.operation.kind == Kind::Function && example.place == Place::Body && renamed;
        let in_form = example.form == Some(Form::Form);
        let found = pair.claim.examples.iter().any(|claim| {
            claim.place == example.place && same_values(&claim.values, example, in_form)
        });
        if found || is_argument || example.form == Some(Form::Broken) {
            return;
        }
        let message = "The document has an example that the contract does not have.".to_owned();
        self.differ(
            Class::DocumentOnly,
            Aspect::Example,
            pair,
            Some(example.place),
            &format!("#{}", signature(example)),
            ("the example", "no such example"),
            vec![
                example.line,
                example.line.saturating_sub(1),
                example.line.saturating_sub(2),
            ],
            message,
        );
    }

    /// What the contract has from this document, and the document has not.
    fn back(&mut self, contract: &Contract, pairs: &[Pair<'_>]) {
        let document = &self.facts.document;
        for claim in &contract.operations {
            let own: Vec<&Pair<'_>> = pairs
                .iter()
                .filter(|pair| pair.claim.id == claim.id)
                .collect();
            let from_here = claim.source_is(document);
            if own.is_empty() {
                if from_here {
                    self.missing(
                        claim,
                        None,
                        "",
                        Aspect::Path,
                        &claim.id,
                        claim.source.as_ref(),
                        format!(
                            "The contract has the operation {}, the document has not.",
                            claim.id
                        ),
                    );
                }
                continue;
            }
            self.back_fields(claim, pairs);
            self.back_errors(claim, &own);
        }
        self.back_values(contract, pairs);
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "each is a part of the difference"
    )]
    fn missing(
        &mut self,
        claim: &Claim,
        place: Option<Place>,
        pointer: &str,
        aspect: Aspect,
        expected: &str,
        source: Option<&Source>,
        message: String,
    ) {
        self.out.push(Difference {
            class: Class::DocumentMissing,
            aspect,
            operation: claim.id.clone(),
            place,
            callback: claim.callback,
            pointer: pointer.to_owned(),
            expected: expected.to_owned(),
            seen: "not there".to_owned(),
            lines: source.map_or_else(Vec::new, |source| source.lines.clone()),
            message,
        });
    }

    fn back_fields(&mut self, claim: &Claim, pairs: &[Pair<'_>]) {
        for field in claim
            .fields
            .iter()
            .filter(|field| field.source_is(&self.facts.document))
        {
            // Places that share a description are documented where one of them is.
            let shared: Vec<&Pair<'_>> = pairs
                .iter()
                .filter(|other| {
                    let same = |pair: &Pair<'_>| {
                        pair.claim.id == claim.id
                            && same_as(self.facts, pair.operation, other.operation)
                    };
                    other.claim.id == claim.id
                        || other.claim.fields.iter().any(|own| own.at == field.at)
                        || pairs.iter().any(same)
                })
                .collect();
            let answer = matches!(field.place, Place::Answer | Place::Error);
            let names = |name: &str| {
                shared.iter().any(|pair| {
                    let in_table = pair.operation.fields.iter().any(|own| {
                        own.name.eq_ignore_ascii_case(name)
                            && matches!(own.place, Place::Answer | Place::Error) == answer
                    });
                    let in_path = field.place == Place::Path || field.place == Place::Query;
                    let in_path = in_path
                        && pattern!(r"[A-Za-z_]+")
                            .find_iter(&pair.operation.path)
                            .any(|word| word.as_str() == name);
                    let in_example = pair.operation.examples.iter().any(|example| {
                        (example.place == Place::Answer || example.place == Place::Error) == answer
                            && example
                                .values
                                .keys()
                                .any(|pointer| pointer.split('/').any(|own| own == name))
                    });
                    in_table || in_path || in_example
                })
            };
            // The code of an error is documented by the error table itself.
            let is_code = field.name == "error_code"
                && shared.iter().any(|pair| !pair.operation.errors.is_empty());
            if !is_code && !names(&field.name) && !field.documented_as.as_deref().is_some_and(names)
            {
                let message = format!("The contract has `{}`, the document has not.", field.name);
                let aspect = if field.place == Place::Header {
                    Aspect::Header
                } else {
                    Aspect::Name
                };
                self.missing(
                    claim,
                    Some(field.place),
                    &field.pointer,
                    aspect,
                    &field.name,
                    field.source.as_ref(),
                    message,
                );
                continue;
            }
            self.back_limits(claim, field, &shared);
        }
    }

    fn back_limits(&mut self, claim: &Claim, field: &ClaimField, shared: &[&Pair<'_>]) {
        for (bound, value) in &field.limits {
            let stated = shared.iter().any(|pair| {
                let rows = pair.operation.fields.iter().filter(|own| {
                    own.name == field.name
                        || Some(&own.name) == field.documented_as.as_ref()
                        || Some(&own.name) == field.within.as_ref()
                });
                let rows = rows.flat_map(|own| &own.limits);
                let messages = pair.operation.errors.iter().flat_map(|row| &row.limits);
                rows.chain(messages)
                    .any(|limit| limit.bound == *bound && limit.value == *value)
            });
            if !stated {
                let expected = format!("{} {value}", bound.keyword());
                let message = format!(
                    "The contract limits `{}` to {expected}, the document does not.",
                    field.name
                );
                self.missing(
                    claim,
                    Some(field.place),
                    &field.pointer,
                    Aspect::Limit,
                    &expected,
                    field.source.as_ref(),
                    message,
                );
            }
        }
    }

    fn back_errors(&mut self, claim: &Claim, own: &[&Pair<'_>]) {
        for row in &claim.errors {
            let Some(source) = row
                .source
                .as_ref()
                .filter(|source| source.document == self.facts.document)
            else {
                continue;
            };
            let in_table = own.iter().any(|pair| {
                pair.operation.errors.iter().any(|error| {
                    error.code == row.code
                        && (row.variant.is_none()
                            || error.variant.is_none()
                            || row.variant == error.variant)
                })
            });
            let in_example = row.example_only
                && own.iter().any(|pair| {
                    pair.operation.examples.iter().any(|example| {
                        example.place == Place::Error
                            && example
                                .values
                                .values()
                                .any(|value| value.value == row.code.as_str())
                    })
                });
            let lost = own.iter().any(|pair| {
                pair.operation
                    .errors
                    .iter()
                    .any(|error| error.code.is_empty())
            });
            let general = row.status.is_some_and(|status| {
                self.facts.statuses.iter().any(|general| {
                    general.status == Some(status) && source.lines.contains(&general.line)
                })
            });
            if !in_table && !in_example && !general && !lost {
                let message = format!(
                    "The contract has the code `{}`, the document has not.",
                    row.code
                );
                self.missing(
                    claim,
                    Some(Place::Error),
                    "/error_code",
                    Aspect::ErrorCode,
                    &row.code,
                    Some(source),
                    message,
                );
            }
        }
    }

    /// Values of enums that no table, text or example of the fields that have the enum shows.
    fn back_values(&mut self, contract: &Contract, pairs: &[Pair<'_>]) {
        for (name, listed) in &contract.enums {
            let users: Vec<(&Pair<'_>, &ClaimField)> = pairs
                .iter()
                .flat_map(|pair| pair.claim.fields.iter().map(move |field| (pair, field)))
                .filter(|(_, field)| field.values.as_ref() == Some(name))
                .collect();
            let Some((pair, field)) = users.first() else {
                continue;
            };
            if field.place == Place::Error {
                continue;
            }
            for one in listed {
                let Some(source) = one
                    .source
                    .as_ref()
                    .filter(|source| source.document == self.facts.document)
                else {
                    continue;
                };
                if !users
                    .iter()
                    .any(|(pair, field)| shows(self.facts, pair.operation, field, one))
                {
                    let message = format!(
                        "The contract lists `{}` for `{}`, the document does not.",
                        one.value, field.name
                    );
                    let claim = pair.claim.clone();
                    self.missing(
                        &claim,
                        Some(field.place),
                        &field.pointer,
                        Aspect::Enum,
                        &one.value,
                        Some(source),
                        message,
                    );
                }
            }
        }
    }

    /// Tables of constants outside of any operation.
    fn loose_tables(&mut self, contracts: &Contracts) {
        for table in &self.facts.tables {
            for constant in &table.values {
                let known = contracts
                    .files
                    .iter()
                    .flat_map(|contract| contract.enums.values())
                    .flatten()
                    .any(|one| one.value == constant.value);
                if known {
                    continue;
                }
                let lost = constant.value.is_empty();
                let nth = table
                    .values
                    .iter()
                    .position(|one| one.line == constant.line)
                    .unwrap_or_default()
                    + 1;
                let seen = if lost {
                    format!("row {nth}")
                } else {
                    constant.value.clone()
                };
                let message = if lost {
                    format!("A constant of \"{}\" is lost in the document.", table.title)
                } else {
                    format!(
                        "The document lists `{seen}` under \"{}\", the contract has not.",
                        table.title
                    )
                };
                self.out.push(Difference {
                    class: if lost {
                        Class::DocumentDifferent
                    } else {
                        Class::DocumentOnly
                    },
                    aspect: Aspect::Enum,
                    operation: String::new(),
                    place: None,
                    callback: false,
                    pointer: format!("/{}", table.title),
                    expected: "a constant of the contract".to_owned(),
                    seen,
                    lines: vec![constant.line],
                    message,
                });
            }
        }
    }
}

/// Whether another section of the document describes the same answer.
fn same_answer(operation: &Operation, pair: &Pair<'_>) -> bool {
    operation.line == pair.operation.line
        || operation.path == pair.operation.path && operation.method == pair.operation.method
}

/// Whether a section says that its answer is that of another section.
pub(super) fn same_as(facts: &Facts, operation: &Operation, other: &Operation) -> bool {
    let words = |text: &str| -> Vec<String> {
        let lower = text.to_ascii_lowercase();
        lower
            .split(' ')
            .map(|word| word.trim_end_matches('s').to_owned())
            .collect()
    };
    operation.same_as.iter().any(|reference| {
        let wanted = words(&reference.value);
        let fits = |title: &str| {
            let title = words(title);
            wanted.iter().all(|word| title.contains(word))
        };
        let found = facts
            .operations
            .iter()
            .find(|operation| fits(&operation.title));
        found.is_some_and(|found| found.line == other.line)
    })
}

fn same_constant(one: &str, other: &str) -> bool {
    // A number may be padded: `5` and `05`.
    let number = |text: &str| text.parse::<u64>().ok();
    one == other || number(one).is_some() && number(one) == number(other)
}

fn shows(facts: &Facts, operation: &Operation, field: &ClaimField, one: &Listed) -> bool {
    let is_named = |name: &str| name == field.name || Some(name) == field.documented_as.as_deref();
    let in_fields = operation
        .fields
        .iter()
        .filter(|own| is_named(&own.name))
        .flat_map(|own| &own.values);
    let in_tables = operation.tables.iter().flat_map(|table| &table.values);
    let named = operation.fields.iter().flat_map(|own| &own.named);
    let mut listed = in_fields
        .chain(in_tables)
        .chain(named)
        .chain(&operation.mentions)
        .chain(&facts.mentions);
    let in_examples = || {
        operation
            .examples
            .iter()
            .flat_map(|example| &example.values)
            .any(|(pointer, value)| {
                pointer.split('/').any(is_named) && same_constant(&shown(&value.value), &one.value)
            })
    };
    listed.any(|constant| same_constant(&constant.value, &one.value)) || in_examples()
}

fn in_rules(rules: &[Value], limit: &Limit) -> bool {
    rules.iter().any(|rule| {
        let cites = rule["line"].as_u64() == Some(u64::from(limit.line));
        let value = limit.value.to_string();
        let keyword = rule.get(limit.bound.keyword()).map(ToString::to_string);
        let length = matches!(limit.bound, Bound::MinLength | Bound::MaxLength)
            && rule["pattern"]
                .as_str()
                .is_some_and(|pattern| pattern.contains(&format!("{{{value}")));
        (cites || limit.when.is_some()) && (keyword.as_deref() == Some(&value) || length)
    })
}

fn same_values(claim: &BTreeMap<String, Value>, example: &Example, in_form: bool) -> bool {
    claim.len() == example.values.len()
        && example.values.iter().all(|(pointer, seen)| {
            claim.get(pointer).is_some_and(|value| {
                *value == seen.value || in_form && shown(value) == shown(&seen.value)
            })
        })
}

/// Tells an example from others by its values, over versions of the document.
fn signature(example: &Example) -> String {
    use sha2::{Digest, Sha256};
    let mut hash = Sha256::new();
    for (pointer, value) in &example.values {
        hash.update(format!("{pointer}={}\0", value.value));
    }
    let hash = hash.finalize();
    format!(
        "{:08x}",
        u32::from_be_bytes([hash[0], hash[1], hash[2], hash[3]])
    )
}

impl Claim {
    fn source_is(&self, document: &str) -> bool {
        self.source
            .as_ref()
            .is_some_and(|source| source.document == document)
    }
}

impl ClaimField {
    fn source_is(&self, document: &str) -> bool {
        self.source
            .as_ref()
            .is_some_and(|source| source.document == document)
    }
}

impl Contracts {
    /// The `operationId` of what a section of a document describes.
    pub fn operation_of(&self, operation: &Operation) -> Option<String> {
        find_claim(operation, self).map(|(_, claim)| claim.id.clone())
    }
}
