//! `x-rules`: what the contract says about several fields at once. `spec/README.md` lists the kinds.

use std::borrow::Cow;

use anyhow::{Context, Result};
use regex::Regex;
use serde::Deserialize;
use serde_json::{Number, Value};

use crate::decimal::Decimal;
use crate::json::{self, Json};

/// A rule, with the line that states it.
#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) line: Option<u32>,
    kind: RuleKind,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "rule", rename_all = "lowercase")]
enum RuleKind {
    Requires { field: String, needs: String },
    Together { fields: Vec<String> },
    When(Box<When>),
}

/// A limit of one field that holds while another has a certain value.
#[derive(Debug, Deserialize)]
struct When {
    field: String,
    equals: Value,
    then: String,
    #[serde(default)]
    required: bool,
    pattern: Option<Pattern>,
    minimum: Option<Limit>,
    maximum: Option<Limit>,
    says: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
struct Pattern(Regex);

impl TryFrom<String> for Pattern {
    type Error = regex::Error;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Regex::new(&text).map(Pattern)
    }
}

#[derive(Debug, Deserialize)]
#[serde(try_from = "Number")]
struct Limit(Decimal);

impl TryFrom<Number> for Limit {
    type Error = String;

    fn try_from(number: Number) -> Result<Self, Self::Error> {
        Decimal::parse(&number.to_string())
            .map(Limit)
            .ok_or_else(|| format!("{number} is no limit"))
    }
}

/// A broken rule: the field, and what was expected of it.
pub(crate) struct Broken<'r> {
    pub(crate) field: &'r str,
    pub(crate) expected: String,
}

/// Reads the value of `x-rules`.
pub(crate) fn read_rules(rules: &Value) -> Result<Vec<Rule>> {
    let read = |rule: &Value| {
        let line = rule["line"]
            .as_u64()
            .and_then(|line| u32::try_from(line).ok());
        let kind =
            serde_json::from_value(rule.clone()).with_context(|| format!("x-rules: {rule}"))?;
        Ok(Rule { line, kind })
    };
    rules.as_array().into_iter().flatten().map(read).collect()
}

impl Rule {
    /// The first field that breaks the rule, given the texts and values by name.
    pub(crate) fn check<'r>(&'r self, value: &dyn Fn(&str) -> Option<Held>) -> Option<Broken<'r>> {
        match &self.kind {
            RuleKind::Requires { field, needs } => {
                (value(field).is_some() && value(needs).is_none()).then(|| Broken {
                    field: needs,
                    expected: format!("present together with {field}"),
                })
            }
            RuleKind::Together { fields } => {
                let missing = fields.iter().find(|field| value(field).is_none())?;
                let present = fields.iter().find(|field| value(field).is_some())?;
                Some(Broken {
                    field: missing,
                    expected: format!("present together with {present}"),
                })
            }
            RuleKind::When(when) => when.check(value),
        }
    }
}

/// A value that a rule looks at: its text, and whether it is a number.
pub(crate) struct Held {
    pub(crate) text: String,
    pub(crate) is_number: bool,
}

impl Held {
    pub(crate) fn of(value: &Json<'_>) -> Option<Held> {
        Some(match value {
            hifijson::value::Value::Null => return None,
            hifijson::value::Value::Bool(value) => Held {
                text: value.to_string(),
                is_number: false,
            },
            hifijson::value::Value::Number((number, _)) => Held {
                text: (*number).to_owned(),
                is_number: true,
            },
            other => Held {
                text: json::text(other).unwrap_or_default().to_owned(),
                is_number: false,
            },
        })
    }
}

impl When {
    fn check(&self, value: &dyn Fn(&str) -> Option<Held>) -> Option<Broken<'_>> {
        let held = value(&self.field)?;
        let equals = match &self.equals {
            Value::String(text) => Cow::Borrowed(text),
            other => Cow::Owned(other.to_string()),
        };
        if *equals != held.text {
            return None;
        }
        let broken = match value(&self.then) {
            None => self.required,
            Some(held) => self.is_broken_by(&held),
        };
        let says = self.says.as_deref().unwrap_or("another value");
        let condition = format!("with {} {}: {says}", self.field, held.text);
        broken.then(|| Broken {
            field: &self.then,
            expected: condition,
        })
    }

    fn is_broken_by(&self, held: &Held) -> bool {
        if self
            .pattern
            .as_ref()
            .is_some_and(|pattern| !held.is_number && !pattern.0.is_match(&held.text))
        {
            return true;
        }
        let Some(number) = Decimal::parse(&held.text) else {
            return false;
        };
        self.minimum
            .as_ref()
            .is_some_and(|minimum| number < minimum.0)
            || self
                .maximum
                .as_ref()
                .is_some_and(|maximum| number > maximum.0)
    }
}
