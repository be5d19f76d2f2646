//! `errata.yaml`: every place where the documents contradict themselves, each other or what was observed.
//!
//! A finding is known by an entry that has a row for it: what it is about stands in columns.

use std::sync::LazyLock;

use regex::Regex;
use serde::de::Error;
use serde::{Deserialize, Deserializer};

use crate::finding::Direction;

/// Every known contradiction that findings may be about.
#[derive(Debug, Default)]
pub struct Errata(Vec<Erratum>);

/// A known contradiction; the rest of it is for people.
#[derive(Debug, Deserialize)]
struct Erratum {
    /// What findings name it by.
    id: String,
    about: Vec<About>,
}

/// What an entry is about. What is not stated may be anything.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct About {
    operation: Option<String>,
    /// The component, or the one that has the field.
    schema: Option<String>,
    /// Empty for a body itself, and for what has no name in it.
    field: Option<String>,
    direction: Option<Direction>,
    problem: Vec<String>,
    #[serde(default)]
    values: Vec<String>,
    /// What every value fits, where they are too many for a list.
    #[serde(default, deserialize_with = "pattern")]
    pattern: Option<Regex>,
}

fn pattern<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Regex>, D::Error> {
    let text = String::deserialize(deserializer)?;
    Regex::new(&text).map(Some).map_err(D::Error::custom)
}

/// What an entry must be about to know of a finding.
#[derive(Clone, Debug, Default)]
pub struct Sought<'s> {
    /// What follows the dot in the class; of limits which one it is.
    pub problem: &'s str,
    /// The `operationId`.
    pub operation: Option<&'s str>,
    /// The component, and the one that has the field.
    pub schemas: [Option<&'s str>; 2],
    /// The name of a parameter, header or field.
    pub field: Option<&'s str>,
    /// Nothing for documents.
    pub direction: Option<Direction>,
    /// What was seen: a value, a code, a new name; of documents, what both sides say.
    pub values: Vec<&'s str>,
}

impl Errata {
    /// Those of the package. Read when the first finding is there.
    pub fn get() -> &'static Errata {
        static ERRATA: LazyLock<Errata> = LazyLock::new(|| {
            let prepared = include_str!(concat!(env!("OUT_DIR"), "/errata.json"));
            // A test reads them, so nothing is lost here.
            serde_json::from_str(prepared)
                .map(Errata)
                .unwrap_or_default()
        });
        &ERRATA
    }

    /// The entry that knows of a finding: the one that is about the field, or else about what has it. Of those with the
    /// same detail the first.
    pub fn find(&self, sought: &Sought<'_>) -> Option<&str> {
        let rows = self.0.iter().flat_map(|entry| {
            let rows = entry.about.iter();
            rows.map(move |row| (row, entry.id.as_str()))
        });
        let fitting = rows.filter(|(row, _)| row.fits(sought));
        let best = fitting.reduce(|best, next| {
            if next.0.detail() > best.0.detail() {
                next
            } else {
                best
            }
        });
        best.map(|(_, id)| id)
    }
}

impl About {
    fn detail(&self) -> usize {
        let stated = [&self.field, &self.schema, &self.operation];
        stated.into_iter().flatten().count()
    }

    fn fits(&self, sought: &Sought<'_>) -> bool {
        let operation = self.operation.as_deref();
        let schema = self.schema.as_deref();
        // A header has no case.
        let is_field = self.field.as_deref().is_none_or(|field| {
            let name = sought.field.unwrap_or_default();
            name.eq_ignore_ascii_case(field)
        });
        let has = |value: &&str| {
            let pattern = self.pattern.as_ref();
            pattern.is_some_and(|pattern| pattern.is_match(value))
                || self.values.iter().any(|own| own == value)
        };
        let is_any = self.values.is_empty() && self.pattern.is_none();
        let has_values = is_any || !sought.values.is_empty() && sought.values.iter().all(has);
        self.problem.iter().any(|own| own == sought.problem)
            && (operation.is_none() || operation == sought.operation)
            && (schema.is_none() || sought.schemas.contains(&schema))
            && (self.direction.is_none() || self.direction == sought.direction)
            && is_field
            && has_values
    }
}

#[cfg(test)]
mod tests {
    use bayar_contract::{Contract, SchemaId};
    use serde_json::Value;
    use strum::IntoEnumIterator;

    use super::*;
    use crate::finding::Problem;

    fn known<'e>(errata: &'e Errata, problem: &str, operation: &str) -> Option<&'e str> {
        errata.find(&Sought {
            problem,
            operation: Some(operation),
            direction: Some(Direction::Response),
            ..Sought::default()
        })
    }

    #[test]
    fn entries_are_found_by_what_they_are_about() {
        let errata = Errata::get();
        let at = |problem, operation, schema, field, values| {
            errata.find(&Sought {
                problem,
                operation: Some(operation),
                schemas: [None, Some(schema)],
                field: Some(field),
                values,
                ..Sought::default()
            })
        };
        let status = |problem, field| {
            let operation = "get_ewallet_payment_status";
            at(problem, operation, "EwalletPaymentStatus", field, vec![])
        };
        assert_eq!(
            status("text_for_number", "amount"),
            Some("ewallets-36-status-amount-text")
        );
        // Another problem of the field, the same of another field.
        assert_eq!(status("precision", "amount"), None);
        assert_eq!(status("text_for_number", "fee"), None);
        for (problem, id) in [
            ("null", Some("general-12-null-values")),
            ("not_json", Some("general-01-answers-are-json")),
            ("method", None),
            ("order", None),
        ] {
            assert_eq!(known(errata, problem, "get_balance"), id);
        }
        // A value and a name are known only where the entry has them.
        let header = |name| {
            errata.find(&Sought {
                problem: "header",
                operation: Some("ewallet_payment_callback"),
                field: Some(name),
                values: vec![name],
                ..Sought::default()
            })
        };
        assert_eq!(
            header("x-callback-token"),
            Some("ewallets-50-callback-token-place")
        );
        assert_eq!(header("x-colour"), None);
        let limit = |problem| {
            at(
                problem,
                "create_invoice",
                "CreateInvoiceRequest",
                "amount",
                vec![],
            )
        };
        assert_eq!(limit("most"), Some("invoices-09-amount-limits"));
        assert_eq!(limit("least"), None);
    }

    #[test]
    fn every_row_is_there_and_says_what_can_be() {
        let entries: Vec<Value> = yaml_serde::from_str(bayar_spec::ERRATA).unwrap();
        let having = entries.iter().filter(|entry| entry["about"].is_array());
        let having: Vec<_> = having.filter_map(|entry| entry["id"].as_str()).collect();
        let errata = Errata::get();
        let ids: Vec<_> = errata.0.iter().map(|entry| entry.id.as_str()).collect();
        assert!(having.len() > 100 && ids == having);

        let problems: Vec<_> = Problem::iter()
            .map(Problem::as_str)
            .chain(["least", "most", "shortest", "longest", "step", "items"])
            .collect();
        let contracts = [bayar_spec::XENDIT, bayar_spec::FINPAY]
            .map(|text| Contract::parse("a contract", text).unwrap());
        for row in errata.0.iter().flat_map(|entry| &entry.about) {
            for problem in &row.problem {
                let of_documents = ["missing", "only", "different", "contradiction", "changed"];
                assert!(
                    !of_documents.contains(&problem.as_str()) || !row.values.is_empty(),
                    "{row:?}"
                );
                assert!(problems.contains(&problem.as_str()), "{row:?}");
                let mut contracts = contracts.iter();
                assert!(
                    contracts.any(|contract| row.can_be(problem, contract)),
                    "no message can break it so: {row:?}"
                );
            }
        }
    }

    fn has_limit(contract: &Contract, id: SchemaId, problem: &str) -> bool {
        contract.parts(id).into_iter().any(|part| {
            let schema = contract.schema(part);
            match problem {
                "least" => schema.minimum.is_some(),
                "most" => schema.maximum.is_some(),
                "shortest" => schema.min_length.is_some(),
                "longest" => schema.max_length.is_some(),
                "step" => schema.multiple_of.is_some(),
                _ => schema.max_items.is_some(),
            }
        })
    }

    impl About {
        /// Whether a contract has what the row is about, and messages can have the problem.
        fn can_be(&self, problem: &str, contract: &Contract) -> bool {
            let has = |value: &str| self.values.iter().any(|own| own == value);
            let mut operations = contract.operations.iter().chain(&contract.callbacks);
            let operation = operations.find(|one| one.id.is_some() && one.id == self.operation);
            let mut named = contract.named.iter();
            let schema = named.find(|(name, _)| Some(name) == self.schema.as_ref());
            if operation.is_some() != self.operation.is_some()
                || schema.is_some() != self.schema.is_some()
            {
                return false;
            }
            let fields = schema.map(|(_, id)| contract.properties(*id));
            let mut fields = fields.iter().flatten();
            match (problem, &self.field, schema, operation) {
                ("required", Some(field), Some(_), _) => {
                    fields.any(|own| own.name == *field && own.required)
                }
                (
                    "least" | "most" | "shortest" | "longest" | "step" | "items",
                    Some(field),
                    Some(_),
                    _,
                ) => {
                    let own = fields.find(|own| own.name == *field);
                    own.is_some_and(|own| has_limit(contract, own.schema, problem))
                }
                ("field", _, Some(_), _) => !fields.any(|own| has(&own.name)),
                ("enum", None, Some((_, id)), _) => {
                    let values = contract.schema(*id).values.iter().flatten();
                    let mut values = values.filter_map(|node| contract.node(*node).scalar());
                    !values.any(has)
                }
                ("error_code", _, _, Some(operation)) => {
                    !operation.errors.iter().any(|error| has(&error.code))
                }
                _ => true,
            }
        }
    }
}
