//! A value against its schema.

use bayar_contract::Decimal;
use hifijson::value::Value as J;

use crate::check::context::Context;
use crate::check::formats::{fits, fits_bits, fits_bits_by_length};
use crate::check::scope::{Scope, expected, seen};
use crate::contract::literal::has_doubles;
use crate::contract::schema::{Format, Kind, Range, Schema};
use crate::finding::{Direction, Problem};
use crate::json::{self, Json};
use crate::redact::{REDACTED, scrub};

/// Whole numbers with fewer digits have nothing to check but limits.
const PLAIN_DIGITS: usize = 15;

impl<'s> Scope<'s> {
    /// Holds a value against its schema.
    pub(crate) fn check(
        &mut self,
        schema: &'s Schema,
        value: &Json<'_>,
        at: &Context<'_>,
        is_required: bool,
    ) {
        if at.has_failed() {
            return;
        }
        let schema = self.contracts.resolve(schema);
        if let J::Null = value {
            if !schema.is_nullable {
                self.report_null(schema, at, is_required);
            }
            return;
        }
        if self.check_own(schema, value, at) && !matches!(value, J::Object(_)) {
            self.check_parts(schema, value, at);
        }
    }

    /// Holds a value against what a schema says itself, and an object against all. Of another kind of value it is told, and
    /// nothing else is.
    pub(crate) fn check_own(
        &mut self,
        schema: &'s Schema,
        value: &Json<'_>,
        at: &Context<'_>,
    ) -> bool {
        let Some(kind) = self.check_kind(schema, value, at) else {
            return false;
        };
        match (kind, value) {
            (Kind::Object, J::Object(fields)) => {
                self.check_object(schema, fields, value, at);
            }
            (Kind::Array, J::Array(items)) => self.check_array(schema, items, value, at),
            (Kind::Number | Kind::Integer, _) => {
                let text = json::text(value).unwrap_or_default();
                self.check_number(schema, kind, text, value, at);
            }
            (Kind::String, J::String(text)) => self.check_text(schema, text, value, at),
            _ => {}
        }
        if schema.values.is_some() {
            self.check_values(schema, value, at);
        }
        true
    }

    /// The kind that a value is meant to have, unless it has another one, which is told.
    fn check_kind(
        &mut self,
        schema: &'s Schema,
        value: &Json<'_>,
        at: &Context<'_>,
    ) -> Option<Kind> {
        match (schema.kind, value) {
            (Kind::Any, _) => self.check_kinds(schema, value, at),
            (Kind::String, J::String(_))
            | (Kind::Boolean, J::Bool(_))
            | (Kind::Number | Kind::Integer, J::Number(_))
            | (Kind::Array, J::Array(_))
            | (Kind::Object, J::Object(_)) => Some(schema.kind),
            (Kind::String, J::Number(_)) => {
                self.wrong(Problem::NumberForText, schema, value, at);
                None
            }
            (Kind::Number | Kind::Integer, J::String(text)) if Decimal::parse(text).is_some() => {
                if !at.is_text {
                    self.wrong(Problem::TextForNumber, schema, value, at);
                }
                Some(schema.kind)
            }
            (Kind::Boolean, J::String(text))
                if at.is_text && (text == "true" || text == "false") =>
            {
                Some(Kind::Boolean)
            }
            _ => {
                self.wrong(Problem::Type, schema, value, at);
                None
            }
        }
    }

    /// Of a schema that names several types, or none.
    fn check_kinds(
        &mut self,
        schema: &'s Schema,
        value: &Json<'_>,
        at: &Context<'_>,
    ) -> Option<Kind> {
        let own = match value {
            J::Null => Kind::Any,
            J::Bool(_) => Kind::Boolean,
            J::Number(_) => Kind::Number,
            J::String(_) => Kind::String,
            J::Array(_) => Kind::Array,
            J::Object(_) => Kind::Object,
        };
        let more = schema.more.as_deref();
        if more.is_some_and(|more| more.is_never) {
            self.wrong(Problem::Type, schema, value, at);
            return None;
        }
        let kinds = more.map_or(&[] as &[Kind], |more| &more.kinds);
        if kinds.is_empty() || kinds.contains(&own) {
            return Some(own);
        }
        if let J::Number((number, _)) = value
            && kinds.contains(&Kind::Integer)
            && Decimal::parse(number).is_some_and(|number| number.is_whole())
        {
            return Some(Kind::Integer);
        }
        if let J::String(text) = value
            && at.is_text
        {
            let fits = |kind: &&Kind| match kind {
                Kind::Number => Decimal::parse(text).is_some(),
                Kind::Integer => Decimal::parse(text).is_some_and(|number| number.is_whole()),
                Kind::Boolean => text == "true" || text == "false",
                _ => false,
            };
            if let Some(kind) = kinds.iter().find(fits) {
                return Some(*kind);
            }
        }
        self.wrong(Problem::Type, schema, value, at);
        None
    }

    pub(crate) fn wrong(
        &mut self,
        problem: Problem,
        schema: &Schema,
        value: &Json<'_>,
        at: &Context<'_>,
    ) {
        let name = schema.origin.name.as_deref();
        self.report(problem, schema, at, json::kind(value), || {
            (expected(schema), described(value, name, schema))
        });
    }

    /// Holds a value against those that an enum has.
    pub(crate) fn check_values(&mut self, schema: &Schema, value: &Json<'_>, at: &Context<'_>) {
        let Some(values) = &schema.values else {
            return;
        };
        let is_text = at.is_text;
        let literals = || values.others.iter();
        let point = match value {
            J::String(text) => values.points.get(text.as_ref()).copied(),
            _ => None,
        };
        let point = point.or_else(|| {
            let mut literals = literals();
            let found = literals.find(|(literal, _)| literal.is(value, is_text));
            found.map(|(_, point)| *point)
        });
        if let Some(point) = point {
            return self.count(point, at);
        }
        if at.skips_code && self.error_code() == schema.origin.name.as_deref() {
            return;
        }
        let key = scrub(json::text(value).unwrap_or_else(|| json::kind(value)));
        self.report(Problem::Enum, schema, at, &key, || {
            let displayed = seen(value, schema.origin.name.as_deref(), Some(schema));
            (format!("one of {}", values.list.join(", ")), displayed)
        });
    }

    /// The field of an error that holds its code.
    pub(crate) fn error_code(&self) -> Option<&'s str> {
        let contracts = self.contracts;
        contracts.vendor(self.operation).error_code.as_deref()
    }

    fn check_text(&mut self, schema: &Schema, text: &str, value: &Json<'_>, at: &Context<'_>) {
        let show = || seen(value, schema.origin.name.as_deref(), Some(schema));
        // Bytes are at least as many as characters.
        if let Some(most) = schema.max_length
            && text.len() > most
            && text.chars().count() > most
        {
            self.report(Problem::Limit, schema, at, "longest", || {
                (
                    format!("at most {most} characters"),
                    format!("{} characters", text.chars().count()),
                )
            });
        }
        if let Some(least) = schema.min_length
            && text.len() < least.saturating_mul(4)
            && text.chars().count() < least
        {
            self.report(Problem::Limit, schema, &at.seeing(text), "shortest", || {
                (
                    format!("at least {least} characters"),
                    format!("{} characters", text.chars().count()),
                )
            });
        }
        if let Some(pattern) = schema
            .pattern
            .as_ref()
            .filter(|pattern| !pattern.is_match(text))
        {
            self.report(Problem::Format, schema, &at.seeing(text), "pattern", || {
                (format!("the form {pattern}"), show())
            });
        }
        // The forms of ids are only what the examples show.
        let is_guess = matches!(schema.format, Format::HexId | Format::Digits);
        if is_guess && at.trial.is_some() {
            return;
        }
        if !fits(schema.format, text) {
            self.report(Problem::Format, schema, at, "format", || {
                (expected(schema), show())
            });
        } else if schema.format == Format::Decimal {
            self.check_number(schema, schema.kind, text, value, at);
        }
    }

    fn check_number(
        &mut self,
        schema: &Schema,
        kind: Kind,
        text: &str,
        value: &Json<'_>,
        at: &Context<'_>,
    ) {
        let is_plain = text.len() <= PLAIN_DIGITS && text.bytes().all(|byte| byte.is_ascii_digit());
        if is_plain
            && fits_bits_by_length(schema.format, text.len())
            && text.parse().is_ok_and(|number| schema.takes_whole(number))
        {
            return;
        }
        let Some(number) = Decimal::parse(text) else {
            return;
        };
        let show = || seen(value, schema.origin.name.as_deref(), Some(schema));
        if kind == Kind::Integer && !number.is_whole() {
            self.report(Problem::Type, schema, at, "fraction", || {
                (expected(schema), show())
            });
        } else if kind == Kind::Integer && !fits_bits(schema.format, &number) {
            self.report(Problem::Limit, schema, at, "bits", || {
                let words = match schema.format {
                    Format::Uint(bits) => format!("a whole number of {bits} bits, not negative"),
                    Format::Int(bits) => format!("a whole number of {bits} bits"),
                    _ => expected(schema),
                };
                (words, show())
            });
        }
        if let Some(range) = &schema.range {
            self.check_range(schema, range, &number, &at.seeing(text), &show);
        }
        if !schema.is_money() || at.trial.is_some() {
            return;
        }
        // What may be asked for, the limits of the request say.
        let is_sent = at.direction == Direction::Request;
        if at.is_whole && !is_sent && !number.is_whole() {
            self.report(Problem::Fraction, schema, at, "", || {
                ("whole rupiah".to_owned(), show())
            });
        }
        if !number.fits_float() {
            self.report(Problem::Precision, schema, at, "", || {
                ("an amount that a float holds".to_owned(), show())
            });
        }
    }

    fn check_range(
        &mut self,
        schema: &Schema,
        range: &Range,
        number: &Decimal,
        at: &Context<'_>,
        show: &dyn Fn() -> String,
    ) {
        if let Some(least) = &range.minimum
            && (*number < least.value || least.is_exclusive && *number == least.value)
        {
            let word = if least.is_exclusive {
                "more than"
            } else {
                "at least"
            };
            self.report(Problem::Limit, schema, at, "least", || {
                (format!("{word} {}", least.value), show())
            });
        }
        if let Some(most) = &range.maximum
            && (*number > most.value || most.is_exclusive && *number == most.value)
        {
            let word = if most.is_exclusive {
                "less than"
            } else {
                "at most"
            };
            self.report(Problem::Limit, schema, at, "most", || {
                (format!("{word} {}", most.value), show())
            });
        }
        if let Some(step) = &range.step
            && !number.is_multiple_of(step)
        {
            self.report(Problem::Limit, schema, at, "step", || {
                (format!("a multiple of {step}"), show())
            });
        }
    }

    fn check_array(
        &mut self,
        schema: &'s Schema,
        items: &[Json<'_>],
        value: &Json<'_>,
        at: &Context<'_>,
    ) {
        let name = schema.origin.name.as_deref();
        if let Some(most) = schema.max_items.filter(|most| items.len() > *most) {
            self.report(Problem::Limit, schema, at, "items", || {
                (format!("at most {most} items"), seen(value, name, None))
            });
        }
        if let Some(least) = schema.min_items.filter(|least| items.len() < *least) {
            self.report(Problem::Limit, schema, at, "fewest", || {
                (format!("at least {least} items"), seen(value, name, None))
            });
        }
        if schema.has_unique_items && has_doubles(items) {
            self.report(Problem::Limit, schema, at, "unique", || {
                let expected = "items that differ from each other".to_owned();
                (expected, seen(value, name, None))
            });
        }
        let more = schema.more.as_deref();
        let first = more.map_or(&[] as &[Schema], |more| &more.first_items);
        for (index, value) in items.iter().enumerate() {
            let item = first.get(index).or(schema.items.as_deref());
            if let Some(item) = item {
                self.check(item, value, &at.index(index), true);
            }
        }
        let Some(contains) = more.and_then(|more| more.contains.as_ref()) else {
            return;
        };
        let (least, item) = (contains.least, &contains.item);
        let enough = contains.most.map_or(least, |most| most.saturating_add(1));
        let fitting = items.iter().filter(|value| self.is_valid(item, value, at));
        let count = fitting.take(enough).count();
        let (key, words) = match contains.most {
            _ if count < least => ("contains", format!("at least {least} items that are")),
            Some(most) if count > most => {
                ("most contained", format!("at most {most} items that are"))
            }
            _ => return,
        };
        self.report(Problem::Limit, schema, at, key, || {
            (
                format!("{words} {}", expected(item)),
                seen(value, name, None),
            )
        });
    }
}

/// What a value of another type is, in words.
pub(crate) fn described(value: &Json<'_>, name: Option<&str>, schema: &Schema) -> String {
    let seen = seen(value, name, Some(schema));
    match value {
        J::String(_) | J::Number(_) if seen.ends_with(REDACTED) => format!("the {seen}"),
        J::String(_) | J::Number(_) => format!("the {} {seen}", json::kind(value)),
        _ => seen,
    }
}
