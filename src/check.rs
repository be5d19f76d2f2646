//! Requests checked against the documents before they are sent.
//!
//! The check reads the JSON that would go out, so that it sees what the server would see. Each
//! broken rule becomes a [`Violation`] with the field, the rule and the line that states it.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt;

use email_address::{EmailAddress, Options};
use regex_lite::Regex;
use serde_json::value::RawValue;

use crate::contract::{Bound, Field, Kind, Location, Object, Operation, Rule, Source};
use crate::members::Members;
use crate::text::Text;
use crate::{Amount, Timestamp, integer};

/// A documented rule that a request breaks. It never shows the value: that may be a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// The field, such as `amount` or `disbursements[3].amount`.
    pub field: String,
    /// The rule, such as `must be at least 10000`.
    pub rule: String,
    /// Document and line that state the rule, or `observed`.
    pub source: &'static str,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` {} ({})", self.field, self.rule, self.source)
    }
}

/// What the requests of a client are checked against before they are sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Checks {
    /// All that the documents say.
    #[default]
    Documented,
    /// The same, without what the server was seen to do without: an invoice needs no `payer_email` and no `description`,
    /// for example. Such a field is marked *required, not enforced*.
    Enforced,
}

/// Which checks a request skips.
#[derive(Clone, Debug, Default)]
pub(crate) enum Skip {
    #[default]
    Nothing,
    Fields(Vec<String>),
    Everything,
}

impl Skip {
    pub(crate) fn field(&mut self, field: String) {
        match self {
            Self::Nothing => *self = Self::Fields(vec![field]),
            Self::Fields(fields) => fields.push(field),
            Self::Everything => {}
        }
    }

    fn skips(&self, field: &str) -> bool {
        match self {
            Self::Nothing => false,
            // With all that is in it.
            Self::Fields(fields) => fields.iter().any(|skipped| {
                let inside = field.strip_prefix(skipped.as_str());
                inside.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
            }),
            Self::Everything => true,
        }
    }
}

/// Where a value stands in a request. It is put into words only when a rule is broken.
#[derive(Clone, Copy)]
enum Place<'a> {
    Root,
    Field(&'a Self, &'a str),
    Item(&'a Self, usize),
}

impl Place<'_> {
    fn field<'a>(&'a self, name: &'a str) -> Place<'a> {
        Place::Field(self, name)
    }
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => Ok(()),
            Self::Field(Self::Root, name) => f.write_str(name),
            Self::Field(place, name) => write!(f, "{place}.{name}"),
            Self::Item(place, n) => write!(f, "{place}[{n}]"),
        }
    }
}

/// Every rule that a request breaks, but for those skipped; `body` is what it has for one, if that is an object.
pub(crate) fn check(
    operation: &Operation,
    request: &reqwest::Request,
    body: Option<&Members<'_>>,
    checks: Checks,
    skip: &Skip,
) -> Vec<Violation> {
    let mut checker = Checker {
        checks,
        ..Checker::default()
    };
    checker.parameters(operation, request);
    if let Some(kind) = &operation.body {
        checker.body(request, body, kind);
    }
    let mut violations = checker.violations;
    violations.retain(|violation| !skip.skips(&violation.field));
    violations.extend(checker.unfit);
    violations
}

/// Every rule that a path parameter breaks, but for those skipped.
pub(crate) fn path(operation: &Operation, name: &str, value: &str, skip: &Skip) -> Vec<Violation> {
    let mut checker = Checker::default();
    let parameter = operation
        .parameters
        .iter()
        .find(|parameter| parameter.field.name == name);
    if let Some(Field {
        name, kind, source, ..
    }) = parameter.map(|parameter| &parameter.field)
    {
        checker.plain(&Place::Root.field(name), value, kind, *source);
    }
    let mut violations = checker.violations;
    violations.retain(|violation| !skip.skips(&violation.field));
    violations
}

#[derive(Default)]
struct Checker {
    checks: Checks,
    violations: Vec<Violation>,
    /// What was not given as it would be sent: no check of the documents, and never skipped.
    unfit: Vec<Violation>,
}

impl Checker {
    fn report(&mut self, place: &Place<'_>, rule: impl Into<String>, source: &'static str) {
        self.violations.push(Violation {
            field: place.to_string(),
            rule: rule.into(),
            source,
        });
    }

    fn body(&mut self, request: &reqwest::Request, object: Option<&Members<'_>>, kind: &Kind) {
        if let Kind::Object(_) | Kind::OneOf { .. } = kind {
            return self.members(&Place::Root, object, kind);
        }
        let body = request.body().and_then(reqwest::Body::as_bytes);
        if let Ok(raw) = serde_json::from_slice::<&RawValue>(body.unwrap_or_default()) {
            self.value(&Place::Root, raw, kind, Source::new("", &[]));
        }
    }

    fn parameters(&mut self, operation: &Operation, request: &reqwest::Request) {
        let query: Vec<(String, String)> = request.url().query_pairs().into_owned().collect();
        for parameter in operation.parameters {
            let Field {
                name,
                required,
                kind,
                source,
                ..
            } = &parameter.field;
            let place = &Place::Root.field(name);
            let value = match parameter.location {
                // Checked before the path was put together.
                Location::Path => continue,
                Location::Query => query
                    .iter()
                    .find(|(key, _)| key == name)
                    .map(|(_, value)| value.as_str()),
                // A request has few headers: to compare them takes less than to look a text up.
                Location::Header => request
                    .headers()
                    .iter()
                    .find(|(header, _)| header.as_str().eq_ignore_ascii_case(name))
                    .map(|(_, value)| value.to_str().unwrap_or_default()),
            };
            match value {
                None if *required => self.report(place, "is required", source.field),
                Some(text) if !parameter.json_text => self.plain(place, text, kind, *source),
                Some(_) => {
                    let texts = query.iter().filter(|(key, _)| key == name);
                    texts.for_each(|(_, text)| self.texts(place, text, kind, *source));
                }
                None => {}
            }
        }
        let given = |name: &str| query.iter().any(|(key, _)| key == name);
        for rule in operation.rules {
            if let Rule::Together { fields, source } = rule {
                self.together(&Place::Root, fields, source, given);
            }
        }
    }

    /// A list in the query: as JSON, or one of its items.
    fn texts(&mut self, path: &Place<'_>, text: &str, kind: &Kind, source: Source) {
        let Kind::List { items, .. } = kind else {
            return;
        };
        match serde_json::from_str::<Vec<Text<'_>>>(text) {
            Ok(list) => list
                .iter()
                .for_each(|Text(item)| self.plain(path, item, items, source)),
            Err(_) => self.plain(path, text, items, source),
        }
    }

    fn value(&mut self, path: &Place<'_>, raw: &RawValue, kind: &Kind, source: Source) {
        let json = raw.get();
        match kind {
            Kind::Any => {}
            Kind::Object(_) | Kind::OneOf { .. } => {
                self.members(path, serde_json::from_str(json).ok().as_ref(), kind);
            }
            Kind::List { min, max, items } => {
                let Ok(list) = serde_json::from_str::<Vec<&RawValue>>(json) else {
                    return self.report(path, "must be a list", source.field);
                };
                self.count(path, list.len(), (*min, *max), &ITEMS, source);
                for (n, item) in list.iter().enumerate() {
                    self.value(&Place::Item(path, n), item, items, source);
                }
            }
            Kind::Text { .. } | Kind::Enum(_) | Kind::Email | Kind::Timestamp => {
                match serde_json::from_str::<Text<'_>>(json) {
                    Ok(Text(text)) => self.plain(path, &text, kind, source),
                    Err(_) => self.report(path, "must be a text", source.field),
                }
            }
            Kind::Amount { .. } | Kind::Integer { .. } => {
                let digits = json.trim_matches('"');
                self.plain(path, digits, kind, source);
            }
        }
    }

    /// A value without quotes.
    fn plain(&mut self, path: &Place<'_>, text: &str, kind: &Kind, source: Source) {
        match kind {
            Kind::Text { min, max, pattern } => {
                let length = text.chars().count();
                let right = self.count(path, length, (*min, *max), &CHARACTERS, source);
                // One rule is enough for a text that is not there.
                if (right || length > 0)
                    && let Some(pattern) = pattern.filter(|pattern| !matches(pattern, text))
                {
                    let rule = format!("must match `{pattern}`");
                    self.report(path, rule, source.of("pattern"));
                }
            }
            Kind::Enum(values) if !values.contains(&text) => {
                self.report(path, one_of(values), source.of("enum"));
            }
            Kind::Email if text.is_empty() => {
                self.report(path, "must not be empty", source.of("minLength"));
            }
            Kind::Email if !is_email(text) => {
                let rule = "must be an e-mail address such as name@example.com";
                self.report(path, rule, source.of("format"));
            }
            Kind::Timestamp if Timestamp::from(text).datetime().is_none() => {
                let rule = "must be a timestamp such as 2020-02-20T00:00:00.000Z";
                self.report(path, rule, source.of("format"));
            }
            Kind::Amount { min, max, whole } => {
                let Ok(amount) = text.parse::<Amount>() else {
                    return self.report(path, "must be a number", source.field);
                };
                if *whole && !amount.is_whole() {
                    self.report(path, "must have no decimals", source.of("multipleOf"));
                }
                let exact = |text: &'static str| text.parse::<Amount>().ok();
                self.bounds(path, amount, (*min, *max), exact, source);
            }
            Kind::Integer { min, max } => {
                let Ok(number) = text.parse::<i64>() else {
                    return self.report(path, "must be a whole number", source.field);
                };
                if number == integer::UNFIT {
                    return self.unfit.push(Violation {
                        field: path.to_string(),
                        rule: "must be a whole number that 64 bits hold".to_owned(),
                        source: source.field,
                    });
                }
                self.bounds(path, number, (*min, *max), Some, source);
            }
            _ => {}
        }
    }

    /// What has to be an object.
    fn members(&mut self, path: &Place<'_>, members: Option<&Members<'_>>, kind: &Kind) {
        match (members, kind) {
            (Some(members), Kind::Object(object)) => self.object(path, members, object),
            (Some(members), Kind::OneOf { tag, variants }) => {
                self.one_of(path, members, tag, variants);
            }
            (None, Kind::Object(_) | Kind::OneOf { .. }) => {
                self.report(path, "must be an object", "observed");
            }
            _ => {}
        }
    }

    fn object(&mut self, path: &Place<'_>, members: &Members<'_>, object: &Object) {
        for field in object.fields {
            let Some(value) = members.get(field.name) else {
                if field.required && (field.enforced || self.checks == Checks::Documented) {
                    let source = field.source.field;
                    self.report(&path.field(field.name), "is required", source);
                }
                continue;
            };
            self.value(&path.field(field.name), value, &field.kind, field.source);
        }
        for rule in object.rules {
            self.rule(path, members, rule);
        }
    }

    fn one_of(
        &mut self,
        path: &Place<'_>,
        members: &Members<'_>,
        tag: &str,
        variants: &[(&str, &'static Object)],
    ) {
        let value = members
            .get(tag)
            .and_then(|raw| serde_json::from_str::<String>(raw.get()).ok());
        match value.as_deref() {
            None => {
                let fields = variants
                    .first()
                    .map_or(&[][..], |(_, object)| object.fields);
                let field = fields.iter().find(|field| field.name == tag);
                let source = field.map_or("observed", |field| field.source.field);
                self.report(&path.field(tag), "is required", source);
            }
            Some(value) => {
                if let Some((_, object)) = variants.iter().find(|(known, _)| *known == value) {
                    return self.object(path, members, object);
                }
                let known: Vec<_> = variants.iter().map(|(known, _)| *known).collect();
                self.report(&path.field(tag), one_of(&known), "observed");
            }
        }
    }

    fn rule(&mut self, path: &Place<'_>, members: &Members<'_>, rule: &Rule) {
        let given = |name: &str| members.get(name).is_some();
        match rule {
            Rule::Requires {
                field,
                needs,
                source,
            } => {
                if given(field) && !given(needs) {
                    let rule = format!("is allowed only together with `{needs}`");
                    self.report(&path.field(field), rule, source);
                }
            }
            Rule::Together { fields, source } => self.together(path, fields, source, given),
            Rule::Only {
                field,
                when,
                values,
                source,
            } => {
                let deciding = members.get(when).map(|raw| serde_json::from_str(raw.get()));
                let is_one = |Text(text): &Text<'_>| values.contains(&&**text);
                if given(field) && !matches!(deciding, Some(Ok(text)) if is_one(&text)) {
                    let rule = format!("is allowed only when `{when}` is {}", values.join(" or "));
                    self.report(&path.field(field), rule, source);
                }
            }
            Rule::When {
                field,
                equals,
                then,
                pattern,
                minimum,
                maximum,
                required,
                says,
                source,
            } => {
                if members
                    .get(field)
                    .is_none_or(|value| value.get() != *equals)
                {
                    return;
                }
                let place = path.field(then);
                let Some(value) = members.get(then) else {
                    if *required {
                        let rule = format!("is required when `{field}` is {equals}");
                        self.report(&place, rule, source);
                    }
                    return;
                };
                let text = value.get().trim_matches('"');
                let broken = pattern.is_some_and(|pattern| !matches(pattern, text))
                    || text
                        .parse()
                        .is_ok_and(|amount: Amount| outside(amount, *minimum, *maximum));
                if broken {
                    let rule = format!("must be {says} when `{field}` is {equals}");
                    self.report(&place, rule, source);
                }
            }
        }
    }

    fn together(
        &mut self,
        path: &Place<'_>,
        fields: &[&str],
        source: &'static str,
        given: impl Fn(&str) -> bool,
    ) {
        let any = fields.iter().any(|field| given(field));
        for field in fields.iter().filter(|field| any && !given(field)) {
            let others: Vec<_> = fields.iter().filter(|other| *other != field).collect();
            let others: Vec<_> = others.iter().map(|other| format!("`{other}`")).collect();
            let rule = format!("is required together with {}", others.join(", "));
            self.report(&path.field(field), rule, source);
        }
    }

    /// Whether there are neither too few nor too many.
    fn count(
        &mut self,
        path: &Place<'_>,
        count: usize,
        (min, max): (Option<usize>, Option<usize>),
        counted: &Counted,
        source: Source,
    ) -> bool {
        let Counted { what, least, most } = counted;
        if let Some(min) = min.filter(|min| count < *min) {
            let rule = match count {
                0 => "must not be empty".to_owned(),
                _ => format!("must have at least {min} {what}"),
            };
            self.report(path, rule, source.of(least));
            return false;
        }
        if let Some(max) = max.filter(|max| count > *max) {
            let rule = format!("must have at most {max} {what}, has {count}");
            self.report(path, rule, source.of(most));
            return false;
        }
        true
    }

    fn bounds<L: Copy + fmt::Display, V: PartialOrd>(
        &mut self,
        path: &Place<'_>,
        value: V,
        (min, max): (Bound<L>, Bound<L>),
        exact: impl Fn(L) -> Option<V>,
        source: Source,
    ) {
        let is = |limit: L, broken: fn(&V, &V) -> bool| {
            exact(limit).is_some_and(|limit| broken(&value, &limit))
        };
        let lower = match min {
            Bound::Included(min) if is(min, V::lt) => Some(format!("must be at least {min}")),
            Bound::Excluded(min) if is(min, V::le) => Some(format!("must be greater than {min}")),
            _ => None,
        };
        let upper = match max {
            Bound::Included(max) if is(max, V::gt) => Some(format!("must be at most {max}")),
            Bound::Excluded(max) if is(max, V::ge) => Some(format!("must be less than {max}")),
            _ => None,
        };
        for (rule, keyword) in [(lower, "minimum"), (upper, "maximum")] {
            if let Some(rule) = rule {
                self.report(path, rule, source.of(keyword));
            }
        }
    }
}

/// What there may be too few or too many of, and the keywords of those limits.
struct Counted {
    what: &'static str,
    least: &'static str,
    most: &'static str,
}

const CHARACTERS: Counted = Counted {
    what: "characters",
    least: "minLength",
    most: "maxLength",
};

const ITEMS: Counted = Counted {
    what: "items",
    least: "minItems",
    most: "maxItems",
};

/// Nobody sends by accident what no document lists.
fn one_of(values: &[&str]) -> String {
    match values.len() {
        0..=12 => format!("must be one of {}", values.join(", ")),
        many => format!("must be one of the {many} values that the documents list"),
    }
}

fn outside(amount: Amount, min: Option<&str>, max: Option<&str>) -> bool {
    let bound = |text: Option<&str>| text.and_then(|text| text.parse::<Amount>().ok());
    bound(min).is_some_and(|min| amount < min) || bound(max).is_some_and(|max| amount > max)
}

/// An address alone, without the name of a person beside it or the number of a host.
fn is_email(text: &str) -> bool {
    let bare = Options::default()
        .without_display_text()
        .without_domain_literal();
    EmailAddress::parse_with_options(text, bare).is_ok()
}

fn matches(pattern: &'static str, text: &str) -> bool {
    // A batch has a thousand items: each pattern is compiled once.
    thread_local! {
        static COMPILED: RefCell<HashMap<&'static str, Option<Regex>>> = RefCell::default();
    }
    COMPILED.with_borrow_mut(|compiled| {
        let pattern = compiled
            .entry(pattern)
            .or_insert_with(|| Regex::new(pattern).ok());
        pattern
            .as_ref()
            .is_some_and(|pattern| pattern.is_match(text))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_that_is_a_list_is_held_against_the_contract_too() {
        let items = &Kind::Enum(&["A", "B"]);
        let operation = Operation {
            id: "put_things",
            method: "PUT",
            documented: true,
            money_out: false,
            parameters: &[],
            body: Some(Kind::list(None, Some(2), items)),
            rules: &[],
            error_codes: &[],
        };
        let broken = |body: &'static str| {
            let url = "http://localhost/x".parse().unwrap();
            let mut request = reqwest::Request::new(reqwest::Method::PUT, url);
            *request.body_mut() = Some(body.into());
            let object = Members::of(body.as_bytes());
            let checks = Checks::Documented;
            let found = check(
                &operation,
                &request,
                object.as_ref(),
                checks,
                &Skip::Nothing,
            );
            let fields = found.into_iter().map(|violation| violation.field);
            fields.collect::<Vec<_>>()
        };
        assert_eq!(broken(r#"["A","B"]"#), [""; 0]);
        assert_eq!(broken(r#"["A","C"]"#), ["[1]"]);
        assert_eq!(broken(r#"["A","A","A"]"#), [""]);
        assert_eq!(broken("{}"), [""]);
    }
}
