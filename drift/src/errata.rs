//! `errata.yaml`: every place where the documents contradict themselves, each other or what was observed.
//!
//! A finding is known by an entry that has a row for it: what it is about stands in columns.

use std::sync::LazyLock;

use serde::Deserialize;

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
    field: Option<String>,
    problem: Vec<String>,
    #[serde(default)]
    values: Vec<String>,
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
    /// What tells apart findings of a kind at a place: a value, a code, a new name; of documents, what both sides say.
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
            let name = sought.field;
            name.is_some_and(|name| name.eq_ignore_ascii_case(field))
        });
        let mut values = sought.values.iter();
        let has_values = if sought.values.is_empty() {
            self.values.is_empty()
        } else {
            values.all(|value| self.values.iter().any(|own| own == value))
        };
        self.problem.iter().any(|own| own == sought.problem)
            && (operation.is_none() || operation == sought.operation)
            && (schema.is_none() || sought.schemas.contains(&schema))
            && is_field
            && has_values
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;
    use strum::IntoEnumIterator;

    use super::*;
    use crate::finding::Problem;

    fn known<'e>(errata: &'e Errata, problem: &str, operation: &str) -> Option<&'e str> {
        errata.find(&Sought {
            problem,
            operation: Some(operation),
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
        assert_eq!(limit("least"), Some("invoices-09-amount-limits"));
        assert_eq!(limit("step"), None);
    }

    #[test]
    fn the_entries_of_the_package_are_whole_and_their_rows_name_what_there_is() {
        let errata = Errata::get();
        let entries: Vec<Value> = yaml_serde::from_str(bayar_spec::ERRATA).unwrap();
        assert!(entries.len() > 300);
        for entry in &entries {
            for column in ["document", "lines", "touches", "at", "sides", "spec", "why"] {
                assert!(!entry[column].is_null(), "{column} of {}", entry["id"]);
            }
        }
        let ids = |has: fn(&Value) -> bool| -> BTreeSet<_> {
            let having = entries.iter().filter(|entry| has(entry));
            having.filter_map(|entry| entry["id"].as_str()).collect()
        };
        assert_eq!(ids(|_| true).len(), entries.len());
        let known: BTreeSet<_> = errata.0.iter().map(|entry| entry.id.as_str()).collect();
        assert_eq!(known, ids(|entry| entry["about"].is_array()));

        let problems: Vec<_> = Problem::iter()
            .map(Problem::as_str)
            .chain(["least", "most", "shortest", "longest", "step", "items"])
            .collect();
        let texts = [bayar_spec::XENDIT, bayar_spec::FINPAY].concat();
        let has = |text: String| texts.contains(&text);
        for row in errata.0.iter().flat_map(|entry| &entry.about) {
            for problem in &row.problem {
                assert!(problems.contains(&problem.as_str()), "{row:?}");
            }
            let operation = row.operation.as_ref();
            assert!(
                operation.is_none_or(|id| has(format!("operationId: {id}\n"))),
                "{row:?}"
            );
            let schema = row.schema.as_ref();
            assert!(
                schema.is_none_or(|name| has(format!("\n    {name}:\n"))),
                "{row:?}"
            );
        }
    }
}
