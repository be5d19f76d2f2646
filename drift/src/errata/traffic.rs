//! The erratum that knows of a finding of traffic: by what its rows are about.

use super::{About, Errata};
use crate::contract::origin::Origin;
use crate::finding::Class;

/// What an entry must be about to know of a finding.
pub(crate) struct Sought<'s> {
    pub(crate) class: Class,
    pub(crate) operation: Option<&'s str>,
    pub(crate) origin: &'s Origin,
    /// What tells apart findings of a class at a place: a value, a code, a limit.
    pub(crate) key: &'s str,
    /// The name of a parameter, header or field that the contract does not have.
    pub(crate) new: Option<&'s str>,
}

impl Errata {
    /// The entry that knows of a finding: the one that is about the field, or else about what has it.
    pub(crate) fn find(&self, sought: &Sought<'_>) -> Option<&str> {
        let rows = self.0.iter().flat_map(|entry| {
            let rows = entry.about.iter();
            rows.map(move |row| (row, entry.id.as_str()))
        });
        let fitting = rows.filter(|(row, _)| row.fits(sought));
        let detail = |row: &About| {
            let stated = [&row.field, &row.schema, &row.operation];
            stated.into_iter().flatten().count()
        };
        // Of those with the same detail the first.
        let best = fitting.reduce(|best, next| {
            if detail(next.0) > detail(best.0) {
                next
            } else {
                best
            }
        });
        best.map(|(_, id)| id)
    }
}

impl About {
    fn fits(&self, sought: &Sought<'_>) -> bool {
        let problem = sought.problem();
        let origin = sought.origin;
        let is = |own: &Option<String>, other: Option<&str>| {
            own.as_deref().is_none_or(|own| Some(own) == other)
        };
        let schema = self.schema.as_deref();
        let has_schema = schema.is_none()
            || schema == origin.component.as_deref()
            || schema == origin.holder.as_deref();
        // A header has no case.
        let is_field = self.field.as_deref().is_none_or(|field| {
            let name = sought.new.or(origin.name.as_deref());
            name.is_some_and(|name| name.eq_ignore_ascii_case(field))
        });
        self.problem.iter().any(|own| own == problem)
            && is(&self.operation, sought.operation)
            && has_schema
            && is_field
            && self.has_value(sought)
    }

    fn has_value(&self, sought: &Sought<'_>) -> bool {
        let value = match sought.class {
            class if class.is_per_value() => sought.key.split(' ').next(),
            _ => sought.new,
        };
        match value {
            Some(value) => self.values.iter().any(|own| own == value),
            None => self.values.is_empty(),
        }
    }
}

impl Sought<'_> {
    /// What follows the dot in the class; of limits which one it is.
    fn problem(&self) -> &str {
        match self.class {
            Class::RequestLimit | Class::ResponseLimit | Class::CallbackLimit => self.key,
            Class::AcrossStatus => "order",
            class => class.as_str().split('.').nth(1).unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(holder: &str, name: &str) -> Origin {
        Origin {
            holder: Some(holder.into()),
            name: Some(name.into()),
            ..Origin::default()
        }
    }

    #[test]
    fn entries_are_found_by_what_they_are_about() {
        let errata = Errata::read(bayar_spec::ERRATA).unwrap();
        let find = |class, operation, origin: &Origin, key: &str, new| {
            let sought = Sought {
                class,
                operation: Some(operation),
                origin,
                key,
                new,
            };
            errata.find(&sought).map(str::to_owned)
        };
        let amount = origin("EwalletPaymentStatus", "amount");
        let status = "get_ewallet_payment_status";
        let known = Some("ewallets-36-status-amount-text".to_owned());
        assert_eq!(
            find(Class::ResponseTextForNumber, status, &amount, "", None),
            known
        );
        // Another problem of the field, the same of another field.
        assert_eq!(
            find(Class::ResponsePrecision, status, &amount, "", None),
            None
        );
        let fee = origin("EwalletPaymentStatus", "fee");
        assert_eq!(
            find(Class::ResponseTextForNumber, status, &fee, "", None),
            None
        );
        let nothing = Origin::default();
        for (class, known) in [
            (Class::ResponseNull, Some("general-12-null-values")),
            (Class::ResponseNotJson, Some("general-01-answers-are-json")),
            (Class::RequestMethod, None),
            (Class::AcrossStatus, None),
        ] {
            assert_eq!(
                find(class, "get_balance", &nothing, "", None).as_deref(),
                known
            );
        }
        // A value and a name are known only where the entry has them.
        let listed = origin("Invoice", "x");
        let list = |new| find(Class::RequestQuery, "list_invoices", &listed, "", Some(new));
        assert_eq!(
            list("created_after").as_deref(),
            Some("invoices-49-after-before")
        );
        assert_eq!(list("colour"), None);
        let limit = origin("CreateInvoiceRequest", "amount");
        let create = |key| find(Class::RequestLimit, "create_invoice", &limit, key, None);
        assert_eq!(
            create("least").as_deref(),
            Some("invoices-09-amount-limits")
        );
        assert_eq!(create("step"), None);
    }

    #[test]
    fn rows_name_what_there_is() {
        let errata = Errata::read(bayar_spec::ERRATA).unwrap();
        let problems: Vec<_> = (Class::ALL.iter())
            .filter_map(|class| class.as_str().split('.').nth(1))
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
