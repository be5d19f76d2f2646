//! `x-rules`: what the contract says about several fields at once. `spec/README.md` lists the kinds.

use bayar_contract::extension::{self, RuleKind, When};
use bayar_contract::{Contract, Decimal};
use regex::Regex;

use crate::contract::literal::Literal;
use crate::json::{self, Json};

/// A rule, with the line that states it.
#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) line: Option<u32>,
    kind: RuleKind,
    /// The value and the pattern of a limit that holds while another field has a certain value.
    when: Option<(String, Option<Regex>)>,
}

/// A broken rule: the field, and what was expected of it.
pub(crate) struct Broken<'r> {
    pub(crate) field: &'r str,
    pub(crate) expected: String,
}

impl Rule {
    pub(crate) fn read(contract: &Contract, rule: &extension::Rule) -> Rule {
        let when = match &rule.kind {
            RuleKind::When(when) => {
                let equals = Literal::read(contract.node(when.equals)).words();
                let pattern = when.pattern.as_deref();
                Some((equals, pattern.and_then(|text| Regex::new(text).ok())))
            }
            _ => None,
        };
        Rule {
            line: rule.line,
            kind: rule.kind.clone(),
            when,
        }
    }

    /// The first field that breaks the rule, given the texts and values by name.
    pub(crate) fn check<'r>(
        &'r self,
        value: &dyn Fn(&str) -> Option<Operand>,
    ) -> Option<Broken<'r>> {
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
            RuleKind::Only {
                field,
                when,
                values,
            } => {
                let deciding = value(when);
                let is_one = deciding.is_some_and(|held| values.contains(&held.text));
                (value(field).is_some() && !is_one).then(|| Broken {
                    field,
                    expected: format!("absent unless {when} is {}", values.join(" or ")),
                })
            }
            RuleKind::When(when) => self.check_when(when, value),
            _ => None,
        }
    }

    fn check_when<'r>(
        &self,
        when: &'r When,
        value: &dyn Fn(&str) -> Option<Operand>,
    ) -> Option<Broken<'r>> {
        let operand = value(&when.field)?;
        let (equals, pattern) = self.when.as_ref()?;
        if *equals != operand.text {
            return None;
        }
        let broken = match value(&when.then) {
            None => when.required,
            Some(operand) => is_broken_by(when, pattern.as_ref(), &operand),
        };
        let says = when.says.as_deref().unwrap_or("another value");
        let condition = format!("with {} {}: {says}", when.field, operand.text);
        broken.then(|| Broken {
            field: &when.then,
            expected: condition,
        })
    }
}

fn is_broken_by(when: &When, pattern: Option<&Regex>, operand: &Operand) -> bool {
    if pattern.is_some_and(|pattern| !operand.is_number && !pattern.is_match(&operand.text)) {
        return true;
    }
    let Some(number) = Decimal::parse(&operand.text) else {
        return false;
    };
    when.minimum.as_ref().is_some_and(|least| number < *least)
        || when.maximum.as_ref().is_some_and(|most| number > *most)
}

/// A value that a rule looks at: its text, and whether it is a number.
pub(crate) struct Operand {
    pub(crate) text: String,
    pub(crate) is_number: bool,
}

impl Operand {
    pub(crate) fn of(value: &Json<'_>) -> Option<Operand> {
        Some(match value {
            hifijson::value::Value::Null => return None,
            hifijson::value::Value::Bool(value) => Operand {
                text: value.to_string(),
                is_number: false,
            },
            hifijson::value::Value::Number((number, _)) => Operand {
                text: (*number).to_owned(),
                is_number: true,
            },
            other => Operand {
                text: json::text(other).unwrap_or_default().to_owned(),
                is_number: false,
            },
        })
    }
}
