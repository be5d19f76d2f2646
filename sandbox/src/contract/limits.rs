//! Limits of numbers, compared to the digit: a validator would compare floats.

use rust_decimal::Decimal;
use serde_json::Value;

use crate::json::Json;

/// What a schema says about a number.
#[derive(Debug, Default)]
pub(crate) struct Limits {
    minimum: Option<Bound>,
    maximum: Option<Bound>,
    multiple_of: Option<Decimal>,
    /// Whether the number is documented as a text.
    is_text: bool,
}

#[derive(Debug)]
struct Bound {
    value: Decimal,
    is_exclusive: bool,
}

/// A broken limit: in words, and the name of its rule.
pub(crate) type Broken = (String, &'static str);

impl Limits {
    pub(crate) fn read(schema: &Value) -> Result<Limits, String> {
        let decimal = |name: &str| {
            let Some(value) = schema.get(name) else {
                return Ok(None);
            };
            let decimal = Json::from_value(value).as_decimal();
            decimal
                .map(Some)
                .ok_or_else(|| format!("{name} is no decimal"))
        };
        let bound = |name: &str, exclusive: &str| {
            let value = decimal(name)?;
            let is_exclusive = schema.get(exclusive) == Some(&Value::Bool(true));
            Ok::<_, String>(value.map(|value| Bound {
                value,
                is_exclusive,
            }))
        };
        let int64 = |value: i64| {
            let bound = Bound {
                value: value.into(),
                is_exclusive: false,
            };
            Some(bound).filter(|_| schema.get("format") == Some(&Value::from("int64")))
        };
        Ok(Limits {
            minimum: bound("minimum", "exclusiveMinimum")?.or(int64(i64::MIN)),
            maximum: bound("maximum", "exclusiveMaximum")?.or(int64(i64::MAX)),
            multiple_of: decimal("multipleOf")?.filter(|step| !step.is_zero()),
            is_text: schema.get("format") == Some(&Value::from("decimal"))
                && schema.get("type") == Some(&Value::from("string")),
        })
    }

    /// Both, of which the other one counts where this one says nothing.
    pub(crate) fn or(self, other: Limits) -> Limits {
        Limits {
            minimum: self.minimum.or(other.minimum),
            maximum: self.maximum.or(other.maximum),
            multiple_of: self.multiple_of.or(other.multiple_of),
            is_text: self.is_text || other.is_text,
        }
    }

    /// Every limit that a value breaks. What is no number breaks none.
    pub(crate) fn check(&self, value: &Json) -> Vec<Broken> {
        let text = value.as_text().filter(|_| self.is_text);
        let Some(number) = text.as_deref().or_else(|| value.as_number()) else {
            return Vec::new();
        };
        let exact = value.as_decimal();
        // What has more digits than a decimal is rounded, and what is larger is as large as can be.
        let rounded = exact.or_else(|| number.parse().ok());
        let most = || {
            if number.starts_with('-') {
                Decimal::MIN
            } else {
                Decimal::MAX
            }
        };
        let number = rounded.unwrap_or_else(most);
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
        if let Some(step) = self.multiple_of
            && exact.is_none_or(|number| !(number % step).is_zero())
        {
            broken.push((format!("must be a multiple of {step}"), "number.multiple"));
        }
        broken
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
    use serde_json::json;

    use super::*;

    fn rules(schema: Value, number: &str) -> Vec<&'static str> {
        let limits = Limits::read(&schema).unwrap();
        let broken = limits.check(&Json::parse(number).unwrap());
        broken.into_iter().map(|(_, rule)| rule).collect()
    }

    #[test]
    fn limits_may_exclude_their_value() {
        let schema = json!({"minimum": 0, "exclusiveMinimum": true, "maximum": 9, "exclusiveMaximum": false});
        assert_eq!(rules(schema.clone(), "0"), ["number.greater"]);
        assert_eq!(rules(schema.clone(), "0.00"), ["number.greater"]);
        assert!(rules(schema.clone(), "0.5").is_empty());
        assert!(rules(schema.clone(), "9.0").is_empty());
        assert_eq!(rules(schema, "1e1"), ["number.max"]);
    }

    #[test]
    fn the_last_digit_counts() {
        let schema = json!({"minimum": 10000, "maximum": 1000000000});
        assert_eq!(
            rules(schema.clone(), "9999.99999999999999999999"),
            ["number.min"]
        );
        assert_eq!(
            rules(schema.clone(), "1000000000.0000000001"),
            ["number.max"]
        );
        assert!(rules(schema.clone(), "999999999.9999999999").is_empty());
        assert_eq!(rules(schema.clone(), "1e300"), ["number.max"]);
        assert_eq!(rules(schema, "-1e300"), ["number.min"]);
    }

    #[test]
    fn whole_numbers_have_64_bits() {
        let schema = json!({"format": "int64", "minimum": 1});
        assert!(rules(schema.clone(), "9223372036854775807").is_empty());
        assert_eq!(rules(schema.clone(), "9223372036854775808"), ["number.max"]);
        assert_eq!(rules(schema, "0"), ["number.min"]);
    }

    #[test]
    fn steps() {
        let schema = json!({"multipleOf": 1});
        assert!(rules(schema.clone(), "10000.00").is_empty());
        for number in ["10.5", "10000.00000000000000001"] {
            assert_eq!(rules(schema.clone(), number), ["number.multiple"]);
        }
        assert!(rules(schema, "\"10.5\"").is_empty());
        let text = json!({"type": "string", "format": "decimal", "minimum": 0, "exclusiveMinimum": true, "multipleOf": 1});
        assert_eq!(rules(text.clone(), "\"10.5\""), ["number.multiple"]);
        assert_eq!(rules(text.clone(), "\"0\""), ["number.greater"]);
        assert!(rules(text, "\"15000.00\"").is_empty());
    }
}
