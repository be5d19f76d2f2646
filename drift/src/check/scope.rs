//! What a check knows about the message that it is in.

use hifijson::value::Value as J;
use rustc_hash::FxHashMap;

use crate::baseline::is_amount_name;
use crate::check::Checker;
use crate::check::context::Context;
use crate::check::findings::{Findings, LONGEST, Occurrence, Place};
use crate::check::history::StatusHistory;
use crate::check::words::severity;
use crate::contract::coverage::PointId;
use crate::contract::origin::Origin;
use crate::contract::schema::Schema;
use crate::contract::{Contracts, Operation};
use crate::finding::{Class, Direction, Part, Problem, Severity};
use crate::json::{self, Json};
use crate::mask::is_json;
use crate::redact::{REDACTED, is_secret_name, scrub, scrub_amount};

/// What the checks of a message have in common.
pub(crate) struct Scope<'s> {
    pub(crate) findings: &'s mut Findings,
    pub(crate) counts: &'s mut [u64],
    pub(crate) contracts: &'s Contracts,
    pub(crate) operation: &'s Operation,
    /// The index of the operation.
    pub(crate) index: usize,
    pub(crate) entry: u64,
    /// When the exchange began, in milliseconds; that of the one before where it is not known.
    pub(crate) time: i64,
    /// The addresses of the schemas and values that are being tried.
    pub(crate) tried: Vec<(usize, usize)>,
    /// Whether values within what is being tried fit, by the same addresses.
    pub(crate) known: FxHashMap<(usize, usize), bool>,
    /// The bodies in a form that is not read.
    pub(crate) unchecked: &'s mut u64,
    pub(crate) history: &'s mut StatusHistory,
}

impl<'s> Scope<'s> {
    /// Of a message of an operation.
    pub(crate) fn new(checker: &'s mut Checker, index: usize, entry: u64) -> Scope<'s> {
        let contracts = &*checker.contracts;
        let operation = &contracts.operations[index];
        if let Some(count) = checker.counts.get_mut(operation.point as usize) {
            *count += 1;
        }
        Scope {
            findings: &mut checker.findings,
            counts: &mut checker.counts,
            contracts,
            operation,
            index,
            entry,
            time: checker.time,
            tried: Vec::new(),
            known: FxHashMap::default(),
            unchecked: &mut checker.unchecked,
            history: &mut checker.history,
        }
    }

    /// A part of what was sent: of the request, or of the callback.
    pub(crate) fn sent(&self, part: Part) -> Context<'static> {
        self.message(Direction::Request, part)
    }

    /// A part of what came from the provider: of the answer, or of the callback.
    pub(crate) fn received(&self, part: Part) -> Context<'static> {
        self.message(Direction::Response, part)
    }

    fn message(&self, direction: Direction, part: Part) -> Context<'static> {
        let whole_currencies = &self.contracts.vendor(self.operation).whole_currencies;
        Context {
            direction: if self.operation.is_callback {
                Direction::Callback
            } else {
                direction
            },
            part,
            place: Place::Root,
            value: None,
            is_text: false,
            is_whole: !whole_currencies.is_empty(),
            skips_code: false,
            trial: None,
        }
    }

    /// Counts what the coverage counts, unless it is only tried.
    pub(crate) fn count(&mut self, point: Option<PointId>, at: &Context<'_>) {
        if at.trial.is_some() {
            return;
        }
        if let Some(count) = point.and_then(|point| self.counts.get_mut(point as usize)) {
            *count += 1;
        }
    }

    /// Adds a problem with a value.
    pub(crate) fn report(
        &mut self,
        problem: Problem,
        schema: &Schema,
        at: &Context<'_>,
        key: &str,
        words: impl FnOnce() -> (String, String),
    ) {
        let class = at.class(problem);
        self.add(
            class,
            severity(class),
            &schema.origin,
            schema.is_money(),
            at,
            key,
            words,
        );
    }

    /// Adds a `null`: a required value is none then, an optional one only absent.
    pub(crate) fn report_null(&mut self, schema: &Schema, at: &Context<'_>, is_required: bool) {
        let class = at.class(Problem::Null);
        let severity = if is_required {
            Severity::Error
        } else {
            Severity::Warning
        };
        let words = || (expected(schema), "null".to_owned());
        self.add(
            class,
            severity,
            &schema.origin,
            schema.is_money(),
            at,
            "",
            words,
        );
    }

    /// Adds a problem with something else than a value.
    pub(crate) fn report_at(
        &mut self,
        problem: Problem,
        origin: &Origin,
        at: &Context<'_>,
        key: &str,
        words: impl FnOnce() -> (String, String),
    ) {
        let class = at.class(problem);
        self.add(class, severity(class), origin, false, at, key, words);
    }

    #[expect(clippy::too_many_arguments)]
    pub(crate) fn add(
        &mut self,
        class: Class,
        severity: Severity,
        origin: &Origin,
        is_money: bool,
        at: &Context<'_>,
        key: &str,
        words: impl FnOnce() -> (String, String),
    ) {
        if let Some(has_failed) = at.trial {
            has_failed.set(true);
            return;
        }
        let occurrence = Occurrence {
            class,
            operation: Some(self.operation),
            has_errata: self.contracts.apis[self.operation.api].has_errata,
            direction: at.direction,
            part: at.part,
            origin,
            place: &at.place,
            key,
            value: at.value,
            is_money,
            severity,
            entry: self.entry,
        };
        self.findings.add(&occurrence, words);
    }
}

/// What the contract expects of a value, in words.
pub(crate) fn expected(schema: &Schema) -> String {
    use crate::contract::schema::{Format, Kind};
    if let (Kind::Any, Some(more)) = (schema.kind, &schema.more)
        && !more.kinds.is_empty()
    {
        let kinds = more.kinds.iter().map(|kind| {
            expected(&Schema {
                kind: *kind,
                ..Schema::default()
            })
        });
        return kinds.collect::<Vec<_>>().join(" or ");
    }
    match (schema.kind, schema.format) {
        (Kind::String, Format::DateTime) => "a timestamp",
        (Kind::String, Format::Date) => "a day",
        (Kind::String, Format::Uuid) => "a UUID",
        (Kind::String, Format::Ipv4 | Format::Ipv6) => "an IP address",
        (Kind::String, Format::Uri) => "a URL",
        (Kind::String, Format::Email) => "an e-mail address",
        (Kind::String, Format::Decimal) => "an amount as a text",
        (Kind::String, Format::HexId) => "24 hexadecimal digits",
        (Kind::String, Format::Digits) => "digits",
        (Kind::String, Format::Any | Format::Int(_) | Format::Uint(_)) => "a text",
        (Kind::Number, _) => "a number",
        (Kind::Integer, _) => "a whole number",
        (Kind::Boolean, _) => "true or false",
        (Kind::Array, _) => "an array",
        (Kind::Object, _) => "an object",
        (Kind::Any, _) => "a value",
    }
    .to_owned()
}

/// What was seen, redacted.
pub(crate) fn seen(value: &Json<'_>, name: Option<&str>, schema: Option<&Schema>) -> String {
    let is_secret =
        schema.is_some_and(|schema| schema.is_secret) || name.is_some_and(is_secret_name);
    match value {
        J::Null => "null".to_owned(),
        J::Bool(value) => value.to_string(),
        J::Array(items) => format!("an array of {}", items.len()),
        J::Object(fields) => format!("an object of {} fields", fields.len()),
        J::Number(_) | J::String(_) if is_secret => format!("{} {REDACTED}", json::kind(value)),
        J::Number((number, _))
            if schema.is_some_and(Schema::is_number) || name.is_some_and(is_amount_name) =>
        {
            cut(&scrub_amount(number))
        }
        J::Number((number, _)) if scrub(number) != *number => format!("number {REDACTED}"),
        J::Number((number, _)) => cut(number),
        J::String(text)
            if schema.is_some_and(Schema::is_money)
                && bayar_contract::Decimal::parse(text).is_some() =>
        {
            format!("\"{}\"", cut(&scrub_amount(text)))
        }
        J::String(text) => shown(text),
    }
}

/// A text in quotes, redacted. Of JSON in it the fields are not looked through.
fn shown(text: &str) -> String {
    if is_json(text) {
        return format!("a text of {} bytes of JSON", text.len());
    }
    format!("\"{}\"", cut(&scrub(text)))
}

/// A text of a query or header, redacted.
pub(crate) fn seen_text(text: &str, name: &str, is_secret: bool) -> String {
    if is_secret || is_secret_name(name) {
        REDACTED.to_owned()
    } else {
        shown(text)
    }
}

/// At most [`LONGEST`] characters, without line breaks.
pub(crate) fn cut(text: &str) -> String {
    let mut short: String = text
        .chars()
        .take(LONGEST)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if short.len() < text.len() && text.chars().nth(LONGEST).is_some() {
        short.push('…');
    }
    short
}
