//! `x-rules`: what a contract says about several fields at once. spec/README.md lists the kinds.

use regex::Regex;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::{Number, Value};

use crate::json::Json;

/// One row of `x-rules`.
#[derive(Debug, Deserialize)]
#[serde(tag = "rule", rename_all = "lowercase")]
pub(crate) enum Rule {
    Requires { field: String, needs: String },
    Together { fields: Vec<String> },
    When(When),
}

/// A limit on one field that holds while another has a certain value.
#[derive(Debug, Deserialize)]
pub(crate) struct When {
    field: String,
    equals: Literal,
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
#[serde(from = "Value")]
struct Literal(Json);

impl From<Value> for Literal {
    fn from(value: Value) -> Self {
        Literal(Json::from_value(&value))
    }
}

/// A limit of an amount.
#[derive(Debug, Deserialize)]
#[serde(try_from = "Number")]
struct Limit(Decimal);

impl TryFrom<Number> for Limit {
    type Error = rust_decimal::Error;

    fn try_from(number: Number) -> Result<Self, Self::Error> {
        Decimal::from_str_exact(&number.to_string()).map(Limit)
    }
}

/// A field that breaks a rule.
pub(crate) struct Broken {
    pub(crate) field: String,
    pub(crate) message: String,
    pub(crate) rule: &'static str,
}

impl Rule {
    pub(crate) fn check(&self, object: &Json) -> Option<Broken> {
        match self {
            Rule::Requires { field, needs } => requires(object, field, needs),
            Rule::Together { fields } => together(object, fields),
            Rule::When(when) => when.check(object),
        }
    }
}

fn requires(object: &Json, field: &str, needs: &str) -> Option<Broken> {
    if !is_present(object, field) || is_present(object, needs) {
        return None;
    }
    let message = format!("\"{field}\" missing required peer \"{needs}\"");
    Some(Broken {
        field: field.to_owned(),
        message,
        rule: "object.with",
    })
}

fn together(object: &Json, fields: &[String]) -> Option<Broken> {
    let sent = fields.iter().find(|field| is_present(object, field))?;
    let missing = fields.iter().find(|field| !is_present(object, field))?;
    let message = format!("\"{missing}\" is required together with \"{sent}\"");
    Some(Broken {
        field: missing.clone(),
        message,
        rule: "object.and",
    })
}

impl When {
    fn check(&self, object: &Json) -> Option<Broken> {
        if object.get(&self.field) != Some(&self.equals.0) {
            return None;
        }
        match object.get(&self.then).filter(|value| !value.is_null()) {
            None if self.required => Some(self.broken("is required", "any.required")),
            None => None,
            Some(value) => self.check_value(value),
        }
    }

    fn check_value(&self, value: &Json) -> Option<Broken> {
        let says = self.says.as_deref().unwrap_or("as its limits say");
        let broken = |rule| Some(self.broken(&format!("must be {says}"), rule));
        if let (Some(Pattern(pattern)), Some(text)) = (&self.pattern, value.as_text())
            && !pattern.is_match(&text)
        {
            return broken("string.regex.name");
        }
        // More digits than a decimal holds are far beyond any limit.
        let number = value.as_decimal()?;
        if matches!(&self.minimum, Some(Limit(minimum)) if number < *minimum) {
            return broken("number.min");
        }
        if matches!(&self.maximum, Some(Limit(maximum)) if number > *maximum) {
            return broken("number.max");
        }
        None
    }

    fn broken(&self, problem: &str, rule: &'static str) -> Broken {
        let condition = format!("when \"{}\" is {}", self.field, self.equals.0);
        let message = format!("\"{}\" {problem} {condition}", self.then);
        Broken {
            field: self.then.clone(),
            message,
            rule,
        }
    }
}

fn is_present(object: &Json, field: &str) -> bool {
    object.get(field).is_some_and(|value| !value.is_null())
}
