//! A value against its schema.

use std::borrow::Cow;

use hifijson::value::Value as J;

use crate::check::findings::Place;
use crate::check::formats::fits;
use crate::check::scope::{Problem, Scope, expected, seen};
use crate::contract::rules::Held;
use crate::contract::schema::{Field, Format, Kind, Schema, Union};
use crate::decimal::Decimal;
use crate::finding::{Class, Direction};
use crate::json::{self, Json};
use crate::redact::scrub;

/// Whole numbers with fewer digits have nothing to check but limits.
const PLAIN_DIGITS: usize = 15;

/// More fields than any object of a contract.
type Seen = u128;

impl Scope<'_> {
    /// Holds a value against its schema.
    pub(crate) fn check(
        &mut self,
        schema: &Schema,
        value: &Json<'_>,
        place: &Place<'_>,
        is_required: bool,
    ) {
        match (schema.kind, value) {
            (Kind::Any, _) | (Kind::Boolean, J::Bool(_)) => {}
            (_, J::Null) => {
                if !schema.is_nullable {
                    self.report_null(schema, place, is_required);
                }
            }
            (Kind::String, J::String(text)) => self.check_text(schema, text, value, place),
            (Kind::String, J::Number(_)) => {
                self.wrong(Problem::NumberForText, schema, value, place);
            }
            (Kind::Number | Kind::Integer, J::Number((number, _))) => {
                self.check_number(schema, number, value, place);
            }
            (Kind::Number | Kind::Integer, J::String(text)) => match Decimal::parse(text) {
                Some(_) if self.is_text => self.check_number(schema, text, value, place),
                Some(_) => {
                    self.wrong(Problem::TextForNumber, schema, value, place);
                    self.check_number(schema, text, value, place);
                }
                None => self.wrong(Problem::Type, schema, value, place),
            },
            (Kind::Boolean, J::String(text))
                if self.is_text && (text == "true" || text == "false") => {}
            (Kind::Array, J::Array(items)) => self.check_array(schema, items, value, place),
            (Kind::Object, J::Object(fields)) => self.check_object(schema, fields, value, place),
            _ => self.wrong(Problem::Type, schema, value, place),
        }
    }

    fn wrong(&mut self, problem: Problem, schema: &Schema, value: &Json<'_>, place: &Place<'_>) {
        let name = schema.origin.name.as_deref();
        self.report(problem, schema, place, json::kind(value), || {
            (expected(schema), described(value, name, schema))
        });
    }

    fn check_text(&mut self, schema: &Schema, text: &str, value: &Json<'_>, place: &Place<'_>) {
        let show = || seen(value, schema.origin.name.as_deref(), Some(schema));
        if let Some(values) = &schema.values {
            match values.slots.get(text) {
                Some(slot) => self.count(*slot),
                None if self.skips_code && schema.origin.name.as_deref() == Some("error_code") => {}
                None => {
                    let key = scrub(text);
                    self.report(Problem::Enum, schema, place, &key, || {
                        (format!("one of {}", values.list.join(", ")), show())
                    });
                }
            }
        }
        // Bytes are at least as many as characters.
        if schema
            .max_length
            .is_some_and(|most| text.len() > most && text.chars().count() > most)
        {
            let most = schema.max_length.unwrap_or_default();
            self.report(Problem::Limit, schema, place, "longest", || {
                (
                    format!("at most {most} characters"),
                    format!("{} characters", text.chars().count()),
                )
            });
        }
        if schema
            .min_length
            .is_some_and(|least| text.len() < least * 4 && text.chars().count() < least)
        {
            let least = schema.min_length.unwrap_or_default();
            self.report(Problem::Limit, schema, place, "shortest", || {
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
            self.report(Problem::Format, schema, place, "pattern", || {
                (format!("the form {pattern}"), show())
            });
        }
        if !fits(schema.format, text) {
            self.report(Problem::Format, schema, place, "format", || {
                (expected(schema), show())
            });
        } else if schema.format == Format::Decimal {
            self.check_number(schema, text, value, place);
        }
    }

    fn check_number(&mut self, schema: &Schema, text: &str, value: &Json<'_>, place: &Place<'_>) {
        let is_plain = text.len() <= PLAIN_DIGITS && text.bytes().all(|byte| byte.is_ascii_digit());
        let has_limits =
            schema.minimum.is_some() || schema.maximum.is_some() || schema.step.is_some();
        if is_plain && !has_limits {
            return;
        }
        let Some(number) = Decimal::parse(text) else {
            return;
        };
        let show = || seen(value, schema.origin.name.as_deref(), Some(schema));
        if schema.kind == Kind::Integer && !number.is_whole() {
            self.report(Problem::Type, schema, place, "fraction", || {
                (expected(schema), show())
            });
        }
        if let Some(least) = &schema.minimum
            && (number < least.value || least.is_exclusive && number == least.value)
        {
            let word = if least.is_exclusive {
                "more than"
            } else {
                "at least"
            };
            self.report(Problem::Limit, schema, place, "least", || {
                (format!("{word} {}", least.text), show())
            });
        }
        if let Some(most) = &schema.maximum
            && (number > most.value || most.is_exclusive && number == most.value)
        {
            let word = if most.is_exclusive {
                "less than"
            } else {
                "at most"
            };
            self.report(Problem::Limit, schema, place, "most", || {
                (format!("{word} {}", most.text), show())
            });
        }
        if let Some(step) = schema
            .step
            .as_ref()
            .filter(|step| !number.is_multiple_of(&step.value))
        {
            self.report(Problem::Limit, schema, place, "step", || {
                (format!("a multiple of {}", step.text), show())
            });
        }
        if self.direction == Direction::Request || !schema.is_money() {
            return;
        }
        if self.is_rupiah && !number.is_whole() {
            self.report(Problem::Fraction, schema, place, "", || {
                ("whole rupiah".to_owned(), show())
            });
        }
        if !number.fits_float() {
            self.report(Problem::Precision, schema, place, "", || {
                ("an amount that a float holds".to_owned(), show())
            });
        }
    }

    fn check_array(
        &mut self,
        schema: &Schema,
        items: &[Json<'_>],
        value: &Json<'_>,
        place: &Place<'_>,
    ) {
        if let Some(most) = schema.max_items.filter(|most| items.len() > *most) {
            let name = schema.origin.name.as_deref();
            self.report(Problem::Limit, schema, place, "items", || {
                (format!("at most {most} items"), seen(value, name, None))
            });
        }
        let Some(item) = &schema.items else {
            return;
        };
        for (index, value) in items.iter().enumerate() {
            self.check(item, value, &place.index(index), true);
        }
    }

    fn check_object(
        &mut self,
        schema: &Schema,
        fields: &[(Cow<'_, str>, Json<'_>)],
        value: &Json<'_>,
        place: &Place<'_>,
    ) {
        if let Some(union) = &schema.union {
            if let Some(variant) = self.variant(schema, union, value, place) {
                self.check_object(variant, fields, value, place);
            }
            return;
        }
        let was_rupiah = self.is_rupiah;
        if let Some(J::String(currency)) = json::get(value, "currency") {
            self.is_rupiah = currency == "IDR";
        }
        let mut found: Seen = 0;
        for (name, value) in fields {
            let Some(index) = schema.index.get(name.as_ref()) else {
                if !schema.is_open {
                    let words = || ("no such field".to_owned(), seen(value, Some(name), None));
                    self.report(Problem::Undocumented, schema, &place.field(name), "", words);
                }
                continue;
            };
            let field = &schema.fields[*index];
            let bit = 1_u128
                .checked_shl(u32::try_from(*index).unwrap_or(u32::MAX))
                .unwrap_or_default();
            if found & bit != 0 {
                let words = || ("the field once".to_owned(), "the field twice".to_owned());
                self.report(
                    Problem::Undocumented,
                    &field.schema,
                    &place.field(name),
                    "twice",
                    words,
                );
            }
            found |= bit;
            self.count(field.slot);
            self.check(&field.schema, value, &place.field(name), field.is_required);
        }
        for (index, field) in schema
            .fields
            .iter()
            .enumerate()
            .filter(|(_, field)| field.is_required)
        {
            let bit = 1_u128
                .checked_shl(u32::try_from(index).unwrap_or(u32::MAX))
                .unwrap_or_default();
            if found & bit == 0 {
                self.missing(&field.schema, &place.field(&field.name));
            }
        }
        self.check_rules(schema, value, place);
        self.is_rupiah = was_rupiah;
    }

    pub(crate) fn missing(&mut self, schema: &Schema, place: &Place<'_>) {
        self.report(Problem::Missing, schema, place, "", || {
            (expected(schema), "nothing".to_owned())
        });
    }

    /// The variant that an object of a union is, or nothing after it was reported that there is none.
    fn variant<'v>(
        &mut self,
        schema: &Schema,
        union: &'v Union,
        value: &Json<'_>,
        place: &Place<'_>,
    ) -> Option<&'v Schema> {
        let Some(property) = &union.property else {
            return union
                .variants
                .iter()
                .map(|(_, variant)| variant)
                .max_by_key(|variant| likeness(variant, value));
        };
        let place = place.field(property);
        let tag = json::get(value, property);
        let (_, first) = union.variants.first()?;
        let field = first.field(property).map_or(schema, |field| &field.schema);
        match tag {
            None => self.missing(field, &place),
            Some(J::String(tag)) => {
                if let Some((_, variant)) = union.variants.iter().find(|(value, _)| value == tag) {
                    return Some(variant);
                }
                let names: Vec<_> = union
                    .variants
                    .iter()
                    .map(|(name, _)| name.as_str())
                    .collect();
                let expected = || format!("one of {}", names.join(", "));
                let shown = || seen(tag_value(value, property), Some(property), None);
                self.report(Problem::Enum, field, &place, &scrub(tag), || {
                    (expected(), shown())
                });
            }
            Some(J::Null) => self.report_null(field, &place, true),
            Some(other) => self.wrong(Problem::Type, field, other, &place),
        }
        None
    }

    fn check_rules(&mut self, schema: &Schema, value: &Json<'_>, place: &Place<'_>) {
        if self.direction != Direction::Request {
            return;
        }
        for rule in &schema.rules {
            let held = |name: &str| json::get(value, name).and_then(Held::of);
            if let Some(broken) = rule.check(&held) {
                let field = schema.field(broken.field);
                let mut origin = field
                    .map_or(&schema.origin, |field| &field.schema.origin)
                    .clone();
                origin.source.line = rule.line.or(origin.source.line);
                let seen = json::get(value, broken.field).map_or_else(
                    || "nothing".to_owned(),
                    |value| seen(value, Some(broken.field), field.map(|field| &field.schema)),
                );
                let key = broken.expected.clone();
                self.report_class(
                    Class::RequestRule,
                    &origin,
                    &place.field(broken.field),
                    &key,
                    || (broken.expected, seen),
                );
            }
        }
    }
}

fn tag_value<'v, 'a>(value: &'v Json<'a>, property: &str) -> &'v Json<'a> {
    json::get(value, property).unwrap_or(value)
}

/// What a value of another type is, in words.
fn described(value: &Json<'_>, name: Option<&str>, schema: &Schema) -> String {
    match value {
        J::String(_) => format!("the text {}", seen(value, name, Some(schema))),
        J::Number(_) => format!("the number {}", seen(value, name, Some(schema))),
        other => seen(other, name, Some(schema)),
    }
}

/// How much an object looks like a schema: more for each of its fields, the most for one that is required, less for each
/// that is missing or unknown.
pub(crate) fn likeness(schema: &Schema, value: &Json<'_>) -> i64 {
    let J::Object(fields) = value else {
        return i64::MIN;
    };
    if let Some(union) = &schema.union {
        return union
            .variants
            .iter()
            .map(|(_, variant)| likeness(variant, value))
            .max()
            .unwrap_or(i64::MIN);
    }
    let worth = |name: &str| match schema.field(name) {
        Some(field) if field.is_required => 3,
        Some(_) => 2,
        None => -2,
    };
    let is_missing = |field: &&Field| field.is_required && json::get(value, &field.name).is_none();
    let found: i64 = fields.iter().map(|(name, _)| worth(name)).sum();
    let missing: i64 = schema.fields.iter().filter(is_missing).map(|_| 3).sum();
    found - missing
}
