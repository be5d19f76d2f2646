//! `x-rules`: what a contract says about several fields at once. spec/README.md lists the kinds.

use bayar_contract::Decimal;
use bayar_contract::extension::{self, RuleKind, When};
use regex::Regex;

use crate::json::Json;

/// One row of `x-rules`, with what it takes to check it.
#[derive(Debug)]
pub(crate) struct Rule {
    pub(super) kind: RuleKind,
    /// Of [`RuleKind::When`]: the value that another field has.
    pub(super) equals: Json,
    pattern: Option<Regex>,
}

/// A field that breaks a rule.
pub(crate) struct Broken {
    pub(crate) field: String,
    pub(crate) message: String,
    pub(crate) rule: &'static str,
}

impl Rule {
    pub(crate) fn all(
        contract: &bayar_contract::Contract,
        rules: &[extension::Rule],
    ) -> Result<Vec<Rule>, String> {
        let rules = rules.iter().map(|rule| {
            let mut own = Rule {
                kind: rule.kind.clone(),
                equals: Json::null(),
                pattern: None,
            };
            if let RuleKind::When(when) = &rule.kind {
                own.equals = Json::of(contract, when.equals)?;
                let pattern = when.pattern.as_deref().map(Regex::new).transpose();
                own.pattern = pattern.map_err(|error| error.to_string())?;
            }
            Ok(own)
        });
        rules.collect()
    }

    pub(crate) fn check(&self, object: &Json) -> Option<Broken> {
        match &self.kind {
            RuleKind::Requires { field, needs } => requires(object, field, needs),
            RuleKind::Together { fields } => together(object, fields),
            RuleKind::Only {
                field,
                when,
                values,
            } => only(object, field, when, values),
            RuleKind::When(when) => self.check_when(when, object),
            _ => None,
        }
    }

    fn check_when(&self, when: &When, object: &Json) -> Option<Broken> {
        if object.get(&when.field) != Some(&self.equals) {
            return None;
        }
        let (problem, rule) = match object.get(&when.then).filter(|value| !value.is_null()) {
            None if when.required => ("is required".to_owned(), "any.required"),
            None => return None,
            Some(value) => {
                let says = when.says.as_deref().unwrap_or("as its limits say");
                (format!("must be {says}"), self.broken_by(when, value)?)
            }
        };
        let (then, field) = (&when.then, &when.field);
        Some(Broken {
            field: then.clone(),
            message: format!("\"{then}\" {problem} when \"{field}\" is {}", self.equals),
            rule,
        })
    }

    /// The limit that a value breaks.
    fn broken_by(&self, when: &When, value: &Json) -> Option<&'static str> {
        let text = value.as_text();
        if let (Some(pattern), Some(text)) = (&self.pattern, &text)
            && !pattern.is_match(text)
        {
            return Some("string.regex.name");
        }
        let number = Decimal::parse(text.as_deref().or_else(|| value.as_number())?)?;
        if when.minimum.as_ref().is_some_and(|least| number < *least) {
            return Some("number.min");
        }
        let most = when.maximum.as_ref();
        most.filter(|most| number > **most).map(|_| "number.max")
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

fn only(object: &Json, field: &str, when: &str, values: &[String]) -> Option<Broken> {
    let deciding = object.get(when).and_then(Json::as_text);
    if !is_present(object, field) || deciding.is_some_and(|text| values.contains(&text)) {
        return None;
    }
    let values = values.join(" or ");
    Some(Broken {
        field: field.to_owned(),
        message: format!("\"{field}\" is allowed only when \"{when}\" is {values}"),
        rule: "any.unknown",
    })
}

fn is_present(object: &Json, field: &str) -> bool {
    object.get(field).is_some_and(|value| !value.is_null())
}
