//! An object against its schema, and a value against all that holds together with it: unions, conditions and the like.

use std::borrow::Cow;
use std::cell::Cell;

use hifijson::value::Value as J;

use crate::check::context::Context;
use crate::check::scope::{Scope, expected, seen};
use crate::check::words::TWICE;
use crate::check::words::severity;
use crate::contract::Contracts;
use crate::contract::literal::is_same;
use crate::contract::rules::Operand;
use crate::contract::schema::{Field, Kind, More, Others, Schema, Union};
use crate::finding::{Direction, Problem, Severity};
use crate::json::{self, Json};
use crate::redact::scrub;

/// Deeper unions are not looked into to tell what an object is.
const DEEPEST: usize = 8;

/// The fields of an object as they were sent.
type Sent<'v, 'a> = [(Cow<'a, str>, Json<'a>)];

impl<'s> Scope<'s> {
    pub(crate) fn check_object(
        &mut self,
        schema: &'s Schema,
        fields: &Sent<'_, '_>,
        value: &Json<'_>,
        at: &Context<'_>,
    ) {
        let mut at = *at;
        let vendor = self.contracts.vendor(self.operation);
        if let Some(field) = &vendor.currency_field
            && let Some(J::String(currency)) = json::get(value, field)
        {
            at.is_whole = vendor.whole_currencies.iter().any(|own| own == currency);
        }
        let at = &at;
        if schema.union.is_none() && schema.more.is_none() {
            if !self.check_fields(schema, fields, value, at) {
                self.check_unknown(&[schema], fields, at);
            }
        } else {
            let mut parts = Vec::new();
            self.collect(schema, value, at, &mut parts);
            let mut are_known = false;
            for (index, part) in parts.iter().enumerate() {
                are_known |= self.check_fields(part, fields, value, at);
                if index > 0 {
                    self.check_values(part, value, at);
                }
            }
            if !are_known {
                self.check_unknown(&parts, fields, at);
            }
        }
    }

    /// The fields that a schema names; tells whether it names all that were sent.
    fn check_fields(
        &mut self,
        schema: &'s Schema,
        fields: &Sent<'_, '_>,
        value: &Json<'_>,
        at: &Context<'_>,
    ) -> bool {
        let mut are_known = true;
        let mut found = Found::of(schema.fields.len());
        for (name, value) in fields {
            let Some(index) = schema.index.get(name.as_ref()) else {
                are_known = false;
                continue;
            };
            let field = &schema.fields[*index];
            if found.has(*index) {
                self.report_twice(&field.schema, fields, name, &at.field(name));
            }
            found.add(*index);
            self.count(field.point, at);
            self.check(&field.schema, value, &at.field(name), field.is_required);
        }
        let is_sent = at.direction == Direction::Request;
        for (index, field) in schema.fields.iter().enumerate() {
            let is_elsewhere = if is_sent {
                field.is_read_only
            } else {
                field.is_write_only
            };
            let schema = self.contracts.resolve(&field.schema);
            if found.has(index) && schema.is_status() {
                self.note_status(schema, value, &at.field(&field.name));
            }
            if field.is_required && !is_elsewhere && !found.has(index) {
                let here = Context {
                    // Some fields belong to some statuses.
                    value: json::get(value, "status").and_then(json::text),
                    ..at.field(&field.name)
                };
                self.missing(schema, &here);
            }
        }
        for name in &schema.required {
            if json::get(value, name).is_none() {
                self.missing_unnamed(schema, &at.field(name));
            }
        }
        if let Some(more) = &schema.more {
            self.check_more_fields(schema, more, fields, value, at);
        }
        self.check_rules(schema, value, at);
        are_known
    }

    /// A field that was sent more than once: which of two values is meant, nobody can tell.
    fn report_twice(
        &mut self,
        schema: &'s Schema,
        fields: &Sent<'_, '_>,
        name: &str,
        at: &Context<'_>,
    ) {
        let schema = self.contracts.resolve(schema);
        let mut values = fields.iter().filter(|(other, _)| other == name);
        let first = values.next().map(|(_, value)| value);
        let is_same = |value| first.is_some_and(|first| is_same(first, value));
        let are_same = values.all(|(_, value)| is_same(value));
        let class = at.class(at.undocumented());
        let severity = match severity(class) {
            least if are_same => least,
            _ if schema.is_money() => Severity::Error,
            least => least.max(Severity::Warning),
        };
        let words = || {
            let more = if are_same { "" } else { ", with two values" };
            (
                "the field once".to_owned(),
                format!("the field twice{more}"),
            )
        };
        let is_money = schema.is_money();
        self.add(class, severity, &schema.origin, is_money, at, TWICE, words);
    }

    /// The fields that a schema does not name, and how many there are.
    fn check_more_fields(
        &mut self,
        schema: &'s Schema,
        more: &'s More,
        fields: &Sent<'_, '_>,
        value: &Json<'_>,
        at: &Context<'_>,
    ) {
        for (name, value) in fields {
            let here = at.field(name);
            let mut is_known = schema.index.contains_key(name.as_ref());
            for (pattern, own) in &more.patterns {
                if pattern.is_match(name) {
                    is_known = true;
                    self.check(own, value, &here, true);
                }
            }
            if let Some(additional) = more.additional.as_ref().filter(|_| !is_known) {
                self.check(additional, value, &here, true);
            }
            if let Some(names) = &more.names {
                self.check(names, &J::String(Cow::Borrowed(name)), &here, true);
            }
        }
        let count = fields.len();
        if let Some(least) = more.min_fields.filter(|least| count < *least) {
            self.report(Problem::Limit, schema, at, "fewest", || {
                (format!("at least {least} fields"), seen(value, None, None))
            });
        }
        if let Some(most) = more.max_fields.filter(|most| count > *most) {
            self.report(Problem::Limit, schema, at, "items", || {
                (format!("at most {most} fields"), seen(value, None, None))
            });
        }
        for (name, needed) in &more.dependent {
            if json::get(value, name).is_none() {
                continue;
            }
            for needed in needed
                .iter()
                .filter(|name| json::get(value, name).is_none())
            {
                self.missing_unnamed(schema, &at.field(needed));
            }
        }
    }

    /// Fields that no part of what is said about an object knows.
    fn check_unknown(&mut self, parts: &[&'s Schema], fields: &Sent<'_, '_>, at: &Context<'_>) {
        // While it is tried, what the variants of a union know is not at hand.
        let is_known = at.trial.is_none() || parts.iter().all(|part| part.union.is_none());
        let is_refused = is_known && parts.iter().any(|part| part.others == Others::Refused);
        let is_open = parts.iter().any(|part| part.others == Others::Allowed)
            || parts.iter().all(|part| part.fields.is_empty());
        if !is_refused && (is_open || at.trial.is_some()) {
            return;
        }
        let knows = |part: &&Schema, name: &str| {
            let mut patterns = part.more.iter().flat_map(|more| &more.patterns);
            let is_required = part.required.iter().any(|required| required == name);
            part.index.contains_key(name)
                || is_required
                || patterns.any(|(pattern, _)| pattern.is_match(name))
        };
        for (name, value) in fields {
            if parts.iter().any(|part| knows(part, name)) {
                continue;
            }
            let words = || ("no such field".to_owned(), seen(value, Some(name), None));
            let at = at.field(name);
            self.report(at.undocumented(), parts[0], &at, "", words);
        }
    }

    pub(crate) fn missing(&mut self, schema: &Schema, at: &Context<'_>) {
        self.report(Problem::Required, schema, at, "", || {
            (expected(schema), "nothing".to_owned())
        });
    }

    /// A field of which only the name is known.
    fn missing_unnamed(&mut self, schema: &Schema, at: &Context<'_>) {
        self.report(Problem::Required, schema, at, "", || {
            ("a value".to_owned(), "nothing".to_owned())
        });
    }

    /// A value that is no object, against all that holds together with its schema.
    pub(crate) fn check_parts(&mut self, schema: &'s Schema, value: &Json<'_>, at: &Context<'_>) {
        if schema.union.is_none() && schema.more.is_none() {
            return;
        }
        let mut parts = Vec::new();
        self.collect(schema, value, at, &mut parts);
        for part in parts.into_iter().skip(1) {
            // What a part holds together with was collected, too.
            self.check_own(part, value, at);
        }
    }

    /// Adds the schemas that an object, or another value, is meant to fit: the schema itself, what holds too, the variants
    /// that fit, the branch of a condition. What does not fit any is told.
    fn collect(
        &mut self,
        schema: &'s Schema,
        value: &Json<'_>,
        at: &Context<'_>,
        parts: &mut Vec<&'s Schema>,
    ) {
        let schema = self.contracts.resolve(schema);
        if parts.iter().any(|part| std::ptr::eq(*part, schema)) {
            return;
        }
        let is_object = matches!(value, J::Object(_));
        if is_object && !parts.is_empty() && !may_be_object(schema) {
            return self.wrong(Problem::Type, schema, value, at);
        }
        parts.push(schema);
        if let Some(union) = &schema.union {
            for variant in self.variants(schema, union, value, at) {
                self.collect(variant, value, at, parts);
            }
        }
        let Some(more) = &schema.more else {
            return;
        };
        for also in &more.also {
            self.collect(also, value, at, parts);
        }
        if let Some(condition) = &more.condition {
            let branch = if self.is_valid(&condition.holds, value, at) {
                &condition.then
            } else {
                &condition.otherwise
            };
            if let Some(branch) = branch {
                self.collect(branch, value, at, parts);
            }
        }
        for (name, dependent) in &more.dependent_schemas {
            if json::get(value, name).is_some() {
                self.collect(dependent, value, at, parts);
            }
        }
        if let Some(not) = &more.not
            && self.is_valid(not, value, at)
        {
            self.report(Problem::Limit, schema, at, "not", || {
                ("another value".to_owned(), seen(value, None, Some(schema)))
            });
        }
    }

    /// Whether a value fits a schema, without a word about it.
    pub(crate) fn is_valid(
        &mut self,
        schema: &'s Schema,
        value: &Json<'_>,
        at: &Context<'_>,
    ) -> bool {
        let schema = self.contracts.resolve(schema);
        let address = std::ptr::from_ref(value) as usize;
        let pair = (std::ptr::from_ref(schema) as usize, address);
        if let Some(is_valid) = self.known.get(&pair) {
            return *is_valid;
        }
        if self.tried.contains(&pair) {
            // It asks for itself, which nothing fits.
            return false;
        }
        // What depends on no other schema of this value is remembered, while the value is there.
        let is_first = self.tried.iter().all(|(_, other)| *other != address);
        let is_kept = is_first && matches!(value, J::Array(_) | J::Object(_));
        self.tried.push(pair);
        let has_failed = Cell::new(false);
        self.check(schema, value, &at.on_trial(&has_failed), true);
        let is_valid = !has_failed.get();
        self.tried.pop();
        if self.tried.is_empty() {
            self.known.clear();
        } else if is_kept {
            self.known.insert(pair, is_valid);
        }
        is_valid
    }

    /// The variants of a union that a value is meant to fit.
    fn variants(
        &mut self,
        schema: &'s Schema,
        union: &'s Union,
        value: &Json<'_>,
        at: &Context<'_>,
    ) -> Vec<&'s Schema> {
        if let (Some(property), J::Object(_)) = (&union.property, value) {
            let chosen = self.chosen(schema, union, property, value, at);
            return chosen.into_iter().collect();
        }
        let all = union.variants.iter().map(|(_, variant)| variant);
        let valid: Vec<_> = all
            .clone()
            .filter(|variant| self.is_valid(variant, value, at))
            .collect();
        if let [first, _, ..] = valid.as_slice()
            && union.is_exclusive
            && !at.is_text
        {
            let count = valid.len();
            self.report(Problem::Limit, schema, at, "exactly one", || {
                let expected = "exactly one of its forms".to_owned();
                (expected, format!("{count} of them"))
            });
            return vec![first];
        }
        if !valid.is_empty() {
            // Tried once is enough: twice at every level would be without end.
            return if at.trial.is_some() {
                Vec::new()
            } else {
                valid
            };
        }
        if let Some(has_failed) = at.trial {
            has_failed.set(true);
            return Vec::new();
        }
        // The differences from the one that it looks most like, if it is of its kind.
        let contracts = self.contracts;
        let like: Vec<_> = all
            .clone()
            .map(|variant| contracts.resolve(variant))
            .filter(|variant| !std::ptr::eq(*variant, schema) && is_of_kind(variant, value))
            .collect();
        let likeness = |variant: &&Schema| {
            // One that names its kind is more likely than one that may be anything.
            (
                variant.kind != Kind::Any,
                contracts.likeness(variant, value),
            )
        };
        if let Some(likely) = like.into_iter().rev().max_by_key(likeness) {
            return vec![likely];
        }
        self.report(Problem::Type, schema, at, json::kind(value), || {
            let mut kinds: Vec<_> = all
                .map(|variant| expected(contracts.resolve(variant)))
                .collect();
            kinds.dedup();
            let name = schema.origin.name.as_deref();
            let seen = super::value::described(value, name, schema);
            (kinds.join(" or "), seen)
        });
        Vec::new()
    }

    /// The variant that the field of a union names, or nothing after it was reported that there is none.
    fn chosen(
        &mut self,
        schema: &'s Schema,
        union: &'s Union,
        property: &str,
        value: &Json<'_>,
        at: &Context<'_>,
    ) -> Option<&'s Schema> {
        let contracts = self.contracts;
        let at = at.field(property);
        let tag = json::get(value, property);
        let (_, first) = union.variants.first()?;
        let field = contracts.resolve(first).field(property);
        let field = field.map_or(schema, |field| contracts.resolve(&field.schema));
        match tag {
            None => self.missing(field, &at),
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
                let displayed = || {
                    seen(
                        json::get(value, property).unwrap_or(value),
                        Some(property),
                        None,
                    )
                };
                self.report(Problem::Enum, field, &at, &scrub(tag), || {
                    (expected(), displayed())
                });
            }
            Some(J::Null) => self.report_null(field, &at, true),
            Some(other) => self.wrong(Problem::Type, field, other, &at),
        }
        None
    }

    fn check_rules(&mut self, schema: &'s Schema, value: &Json<'_>, at: &Context<'_>) {
        if at.direction != Direction::Request || at.trial.is_some() {
            return;
        }
        for rule in &schema.rules {
            let operand = |name: &str| json::get(value, name).and_then(Operand::of);
            if let Some(broken) = rule.check(&operand) {
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
                self.report_at(
                    Problem::Rule,
                    &origin,
                    &at.field(broken.field),
                    &key,
                    || (broken.expected, seen),
                );
            }
        }
    }
}

/// The fields that were found, by their index.
struct Found {
    first: u128,
    rest: Vec<bool>,
}

impl Found {
    fn of(count: usize) -> Found {
        Found {
            first: 0,
            rest: vec![false; count.saturating_sub(128)],
        }
    }

    fn has(&self, index: usize) -> bool {
        match index.checked_sub(128) {
            Some(index) => self.rest[index],
            None => self.first >> index & 1 == 1,
        }
    }

    fn add(&mut self, index: usize) {
        match index.checked_sub(128) {
            Some(index) => self.rest[index] = true,
            None => self.first |= 1 << index,
        }
    }
}

fn may_be_object(schema: &Schema) -> bool {
    let kinds = schema.more.iter().flat_map(|more| &more.kinds);
    let mut kinds = kinds.peekable();
    match schema.kind {
        Kind::Object => true,
        Kind::Any => kinds.peek().is_none() || kinds.any(|kind| *kind == Kind::Object),
        _ => false,
    }
}

/// Whether a schema is of the kind of a value, and names it.
fn is_of_kind(schema: &Schema, value: &Json<'_>) -> bool {
    match (schema.kind, value) {
        (Kind::Object, J::Object(_))
        | (Kind::Array, J::Array(_))
        | (Kind::String, J::String(_))
        | (Kind::Number | Kind::Integer, J::Number(_))
        | (Kind::Boolean, J::Bool(_)) => true,
        (Kind::Any, value) => {
            let fits = !matches!(value, J::Object(_)) || may_be_object(schema);
            fits && !schema.is_only(Kind::Any)
        }
        _ => false,
    }
}

impl Contracts {
    /// How much an object looks like a schema: more for each of its fields, the most for one that tells which it is, less
    /// for each that is missing or unknown.
    pub(crate) fn likeness(&self, schema: &Schema, value: &Json<'_>) -> i64 {
        self.likeness_within(schema, value, DEEPEST)
    }

    fn likeness_within(&self, schema: &Schema, value: &Json<'_>, depth: usize) -> i64 {
        let J::Object(fields) = value else {
            return i64::MIN;
        };
        let schema = self.resolve(schema);
        if let (Some(union), true) = (&schema.union, schema.fields.is_empty()) {
            let variants = union.variants.iter().filter(|_| depth > 0);
            return variants
                .map(|(_, variant)| self.likeness_within(variant, value, depth - 1))
                .max()
                .unwrap_or(i64::MIN);
        }
        let inner = |field: &Field, value: &Json<'_>| {
            let inner = self.resolve(&field.schema);
            if depth == 0 || inner.fields.is_empty() || !matches!(value, J::Object(_)) {
                return 0;
            }
            self.likeness_within(inner, value, depth - 1)
        };
        let worth = |name: &str, value: &Json<'_>| match schema.field(name) {
            Some(field) => {
                let known = if field.is_required { 3 } else { 2 };
                known + self.tells(field, value) + inner(field, value)
            }
            None => -2,
        };
        let is_missing =
            |field: &&Field| field.is_required && json::get(value, &field.name).is_none();
        let found: i64 = fields.iter().map(|(name, value)| worth(name, value)).sum();
        let missing: i64 = schema.fields.iter().filter(is_missing).map(|_| 3).sum();
        found - missing
    }

    /// What the only text says that a field may have: which of several schemas it is.
    fn tells(&self, field: &Field, value: &Json<'_>) -> i64 {
        const MUCH: i64 = 100;
        let only = self.resolve(&field.schema).values.as_ref();
        let is_it = only.is_some_and(|values| match value {
            J::String(text) => values.list.len() == 1 && values.points.contains_key(text.as_ref()),
            _ => false,
        });
        if is_it { MUCH } else { 0 }
    }
}
