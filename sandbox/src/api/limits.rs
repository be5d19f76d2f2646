//! Limits of numbers, compared to the digit: a validator would compare floats.

use std::cmp::Ordering;

use bayar_contract::Decimal;
use bayar_contract::schema::{Schema, Type};

use crate::json::Json;

/// What a schema says about a number.
#[derive(Debug, Default)]
pub(crate) struct Limits {
    pub(super) minimum: Option<Bound>,
    pub(super) maximum: Option<Bound>,
    pub(super) multiple_of: Vec<Decimal>,
    /// Whether the number is documented as a text.
    is_text: bool,
}

#[derive(Debug)]
pub(super) struct Bound {
    pub(super) value: Decimal,
    pub(super) is_exclusive: bool,
}

/// A broken limit: in words, and the name of its rule.
pub(crate) type Broken = (String, &'static str);

impl Limits {
    pub(crate) fn of(schema: &Schema) -> Limits {
        let bound = |bound: &Option<bayar_contract::schema::Bound>, int64: i64| {
            if let Some(bound) = bound {
                return Some(Bound {
                    value: bound.value.clone(),
                    is_exclusive: bound.exclusive,
                });
            }
            let value = Decimal::parse(&int64.to_string())?;
            let is_int64 = schema.format.as_deref() == Some("int64");
            is_int64.then_some(Bound {
                value,
                is_exclusive: false,
            })
        };
        Limits {
            minimum: bound(&schema.minimum, i64::MIN),
            maximum: bound(&schema.maximum, i64::MAX),
            multiple_of: schema.multiple_of.iter().cloned().collect(),
            is_text: schema.format.as_deref() == Some("decimal")
                && schema.types.only() == Some(Type::String),
        }
    }

    /// What holds where both hold.
    pub(crate) fn and(self, other: Limits) -> Limits {
        Limits {
            minimum: narrower(self.minimum, other.minimum, Ordering::Greater),
            maximum: narrower(self.maximum, other.maximum, Ordering::Less),
            multiple_of: [self.multiple_of, other.multiple_of].concat(),
            is_text: self.is_text || other.is_text,
        }
    }

    /// Whether a value has a fraction that no limit speaks of.
    pub(crate) fn is_fraction(&self, value: &Json) -> bool {
        let text = value.as_text();
        let number = text.as_deref().or_else(|| value.as_number());
        let number = number.and_then(|text| Decimal::parse(text.trim()));
        let one = Decimal::parse("1");
        self.multiple_of.is_empty()
            && number
                .zip(one)
                .is_some_and(|(number, one)| !number.is_multiple_of(&one))
    }

    /// Every limit that a value breaks. What is no number breaks none.
    pub(crate) fn check(&self, value: &Json) -> Vec<Broken> {
        let text = value.as_text().filter(|_| self.is_text);
        let number = text.as_deref().or_else(|| value.as_number());
        let Some(number) = number.and_then(|text| Decimal::parse(text.trim())) else {
            return Vec::new();
        };
        let mut broken = Vec::new();
        if let Some(minimum) = &self.minimum
            && (number < minimum.value || minimum.is_exclusive && number == minimum.value)
        {
            broken.push(minimum.broken(
                ("must be greater than", "number.greater"),
                ("must be larger than or equal to", "number.min"),
            ));
        }
        if let Some(maximum) = &self.maximum
            && (number > maximum.value || maximum.is_exclusive && number == maximum.value)
        {
            broken.push(maximum.broken(
                ("must be less than", "number.less"),
                ("must be less than or equal to", "number.max"),
            ));
        }
        let mut steps = self.multiple_of.iter();
        if let Some(step) = steps.find(|step| !number.is_multiple_of(step)) {
            broken.push((format!("must be a multiple of {step}"), "number.multiple"));
        }
        broken
    }
}

/// Of two bounds the one that leaves less.
fn narrower(one: Option<Bound>, other: Option<Bound>, order: Ordering) -> Option<Bound> {
    let (Some(this), Some(that)) = (&one, &other) else {
        return one.or(other);
    };
    let found = this.value.cmp(&that.value);
    if found == order || found == Ordering::Equal && this.is_exclusive {
        one
    } else {
        other
    }
}

impl Bound {
    fn broken(&self, exclusive: (&str, &'static str), inclusive: (&str, &'static str)) -> Broken {
        let (problem, rule) = if self.is_exclusive {
            exclusive
        } else {
            inclusive
        };
        (format!("{problem} {}", self.value), rule)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::shape::Shape;

    fn rules_of(version: &str, schema: &str, number: &str) -> Vec<&'static str> {
        let text = format!(
            "openapi: {version}\ninfo: {{title: a, version: '1'}}\npaths: {{}}\ncomponents: {{schemas: {{a: {schema}}}}}"
        );
        let contract = bayar_contract::Contract::parse("a.yaml", &text).unwrap();
        let shape = Shape::of(&contract, contract.named[0].1).unwrap();
        let broken = shape.limits.check(&Json::parse(number).unwrap());
        broken.into_iter().map(|(_, rule)| rule).collect()
    }

    fn rules(schema: &str, number: &str) -> Vec<&'static str> {
        rules_of("3.0.3", schema, number)
    }

    #[test]
    fn limits_may_exclude_their_value() {
        let schema = "{minimum: 0, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: false}";
        assert_eq!(rules(schema, "0"), ["number.greater"]);
        assert_eq!(rules(schema, "0.00"), ["number.greater"]);
        assert!(rules(schema, "0.5").is_empty());
        assert!(rules(schema, "9.0").is_empty());
        assert_eq!(rules(schema, "1e1"), ["number.max"]);
        let schema = "{exclusiveMinimum: 0, exclusiveMaximum: 9}";
        assert_eq!(rules_of("3.1.0", schema, "0"), ["number.greater"]);
        assert_eq!(rules_of("3.1.0", schema, "9"), ["number.less"]);
        assert!(rules_of("3.1.0", schema, "8.9").is_empty());
    }

    #[test]
    fn the_last_digit_counts() {
        let schema = "{minimum: 10000, maximum: 1000000000}";
        assert_eq!(rules(schema, "9999.99999999999999999999"), ["number.min"]);
        assert_eq!(rules(schema, "1000000000.0000000001"), ["number.max"]);
        assert!(rules(schema, "999999999.9999999999").is_empty());
        assert_eq!(rules(schema, "1e300"), ["number.max"]);
        assert_eq!(rules(schema, "-1e300"), ["number.min"]);
        let schema = "{minimum: -90071992547409931234.01, maximum: 0.1}";
        assert!(rules(schema, "-90071992547409931234.01").is_empty());
        assert_eq!(rules(schema, "-90071992547409931234.02"), ["number.min"]);
        assert_eq!(rules(schema, "0.10000000000000000001"), ["number.max"]);
    }

    #[test]
    fn of_limits_on_one_value_all_hold() {
        for schema in [
            "{minimum: 1, maximum: 9, multipleOf: 2, allOf: [{minimum: 2, maximum: 8, multipleOf: 3}]}",
            "{minimum: 2, maximum: 8, multipleOf: 3, allOf: [{minimum: 1, maximum: 9, multipleOf: 2}]}",
        ] {
            assert_eq!(rules(schema, "0"), ["number.min"]);
            assert_eq!(rules(schema, "12"), ["number.max"]);
            assert_eq!(rules(schema, "4"), ["number.multiple"]);
            assert_eq!(rules(schema, "3"), ["number.multiple"]);
            assert!(rules(schema, "6").is_empty());
        }
        let schema = "{minimum: 1, allOf: [{minimum: 1, exclusiveMinimum: true}]}";
        assert_eq!(rules(schema, "1"), ["number.greater"]);
    }

    #[test]
    fn whole_numbers_have_64_bits() {
        let schema = "{format: int64, minimum: 1}";
        assert!(rules(schema, "9223372036854775807").is_empty());
        assert_eq!(rules(schema, "9223372036854775808"), ["number.max"]);
        assert_eq!(rules(schema, "0"), ["number.min"]);
    }

    #[test]
    fn steps() {
        let schema = "{multipleOf: 1}";
        assert!(rules(schema, "10000.00").is_empty());
        for number in ["10.5", "10000.00000000000000001"] {
            assert_eq!(rules(schema, number), ["number.multiple"]);
        }
        assert!(rules(schema, "\"10.5\"").is_empty());
        let text =
            "{type: string, format: decimal, minimum: 0, exclusiveMinimum: true, multipleOf: 1}";
        assert_eq!(rules(text, "\"10.5\""), ["number.multiple"]);
        for zero in ["\"0\"", "\" 0.0 \""] {
            assert_eq!(rules(text, zero), ["number.greater"]);
        }
        assert!(rules(text, "\"15000.00\"").is_empty());
    }
}
