//! `x-rules`: what a contract says about several fields at once. spec/README.md lists the kinds.

use regex::Regex;
use serde::Deserialize;
use serde_json::Value;

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
    equals: Value,
    then: String,
    #[serde(default)]
    required: bool,
    pattern: Option<Pattern>,
    minimum: Option<f64>,
    maximum: Option<f64>,
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

/// A field that breaks a rule.
pub(crate) struct Broken {
    pub(crate) field: String,
    pub(crate) message: String,
    pub(crate) rule: &'static str,
}

impl Rule {
    pub(crate) fn check(&self, object: &Value) -> Option<Broken> {
        match self {
            Rule::Requires { field, needs } => requires(object, field, needs),
            Rule::Together { fields } => together(object, fields),
            Rule::When(when) => when.check(object),
        }
    }
}

fn requires(object: &Value, field: &str, needs: &str) -> Option<Broken> {
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

fn together(object: &Value, fields: &[String]) -> Option<Broken> {
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
    fn check(&self, object: &Value) -> Option<Broken> {
        if object.get(&self.field) != Some(&self.equals) {
            return None;
        }
        match object.get(&self.then).filter(|value| !value.is_null()) {
            None if self.required => Some(self.broken("is required", "any.required")),
            None => None,
            Some(value) => self.check_value(value),
        }
    }

    fn check_value(&self, value: &Value) -> Option<Broken> {
        let says = self.says.as_deref().unwrap_or("as its limits say");
        let broken = |rule| Some(self.broken(&format!("must be {says}"), rule));
        if let (Some(Pattern(pattern)), Some(text)) = (&self.pattern, value.as_str())
            && !pattern.is_match(text)
        {
            return broken("string.regex.name");
        }
        let number = number(value)?;
        if self.minimum.is_some_and(|minimum| number < minimum) {
            return broken("number.min");
        }
        if self.maximum.is_some_and(|maximum| number > maximum) {
            return broken("number.max");
        }
        None
    }

    fn broken(&self, problem: &str, rule: &'static str) -> Broken {
        let condition = format!("when \"{}\" is {}", self.field, self.equals);
        let message = format!("\"{}\" {problem} {condition}", self.then);
        Broken {
            field: self.then.clone(),
            message,
            rule,
        }
    }
}

fn is_present(object: &Value, field: &str) -> bool {
    object.get(field).is_some_and(|value| !value.is_null())
}

/// Only compared with limits, never passed on, so a float is good enough.
fn number(value: &Value) -> Option<f64> {
    value.as_f64().or_else(|| value.as_str()?.parse().ok())
}
