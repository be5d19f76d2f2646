//! `errata.yaml`: which findings are known.

use std::sync::LazyLock;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::contract::document::document_name;
use crate::contract::schema::Origin;
use crate::finding::Class;

/// Every known difference.
#[derive(Debug, Default)]
pub(crate) struct Errata(Vec<Erratum>);

#[derive(Debug)]
struct Erratum {
    id: String,
    document: String,
    lines: Vec<u32>,
    touches: Vec<String>,
    /// The words of `at`, such as `Invoice.paid_at` or `create_invoice`.
    places: Vec<String>,
    at: String,
    /// All of it.
    text: String,
}

impl Errata {
    /// Those of the package. Read when the first finding is there.
    pub(crate) fn get() -> &'static Errata {
        static ERRATA: LazyLock<Errata> = LazyLock::new(|| {
            // A test reads them, so nothing is lost here.
            Errata::read(bayar_spec::ERRATA).unwrap_or_default()
        });
        &ERRATA
    }

    fn read(text: &str) -> Result<Errata> {
        let entries: Vec<Value> = yaml_serde::from_str(text).context("errata.yaml")?;
        entries
            .iter()
            .map(Erratum::read)
            .collect::<Result<_>>()
            .map(Errata)
    }

    /// The entry that knows of a finding: one that names its place, or else one that lists its line. A value or
    /// a name that the contract does not have is known only where the entry has it.
    pub(crate) fn find(
        &self,
        class: Class,
        operation: Option<&str>,
        origin: &Origin,
        new: Option<&str>,
    ) -> Option<&str> {
        let kinds = touched_by(class);
        let is_fitting = |entry: &&Erratum| {
            let is_touched = entry
                .touches
                .iter()
                .any(|touched| kinds.contains(&touched.as_str()));
            is_touched && new.is_none_or(|new| entry.text.contains(new))
        };
        let fitting = || self.0.iter().filter(is_fitting);
        let general = fitting().find(|entry| general_place(class) == Some(entry.at.as_str()));
        let named = || fitting().find(|entry| entry.names(operation, origin));
        let listed = || fitting().find(|entry| entry.lists(origin));
        named()
            .or_else(listed)
            .or(general)
            .map(|entry| entry.id.as_str())
    }
}

impl Erratum {
    fn read(entry: &Value) -> Result<Erratum> {
        let text = |name: &str| {
            entry[name]
                .as_str()
                .with_context(|| format!("an erratum without {name}: {entry}"))
        };
        let at = text("at")?;
        let number = |line: &Value| line.as_u64().and_then(|line| u32::try_from(line).ok());
        Ok(Erratum {
            id: text("id")?.to_owned(),
            document: document_name(text("document")?),
            lines: entry["lines"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(number)
                .collect(),
            touches: text("touches")?
                .split([',', ' ', '|'])
                .filter(|word| !word.is_empty())
                .map(str::to_owned)
                .collect(),
            places: places(at),
            at: at.to_owned(),
            text: entry.to_string(),
        })
    }

    /// Whether `at` names the field in its component or operation, or the component itself.
    fn names(&self, operation: Option<&str>, origin: &Origin) -> bool {
        let has = |word: &str| self.places.iter().any(|place| place == word);
        let component = origin.component.as_deref();
        if component.is_some_and(|component| component.ends_with("Status") && has(component)) {
            return true;
        }
        let Some(name) = origin.name.as_deref() else {
            return component.is_some_and(has);
        };
        let holder = origin.holder.as_deref();
        holder.is_some_and(|holder| has(&format!("{holder}.{name}")))
            || has(name) && (operation.is_some_and(has) || holder.is_some_and(has))
            || component.is_some_and(has)
    }

    fn lists(&self, origin: &Origin) -> bool {
        let source = &origin.source;
        let mut lines = source.line.iter().chain(&source.also);
        source.document.as_ref() == Some(&self.document)
            && lines.any(|line| self.lines.contains(line))
    }
}

/// The words of `at`; `.paid_at` after `Invoice.created` stands for `Invoice.paid_at`.
fn places(at: &str) -> Vec<String> {
    let mut holder = "";
    let mut places = Vec::new();
    for word in at
        .split([' ', ',', ';', '\'', '"'])
        .filter(|word| !word.is_empty())
    {
        let word = word.trim_end_matches("[]");
        match word.split_once('.') {
            Some(("", field)) => places.push(format!("{holder}.{field}")),
            Some((before, _)) => {
                holder = before.trim_end_matches("[]");
                places.push(word.to_owned());
            }
            None => places.push(word.to_owned()),
        }
    }
    places
}

/// What `errata.yaml` calls that which a class is about.
fn touched_by(class: Class) -> &'static [&'static str] {
    use Class as C;
    match class {
        C::RequestUndocumentedPath | C::RequestPath | C::RequestMethod => &["path"],
        C::RequestQuery | C::RequestField | C::ResponseField | C::CallbackField => &["name"],
        C::RequestHeader | C::RequestContentType | C::ResponseHeader | C::CallbackHeader => {
            &["header"]
        }
        C::RequestRequired | C::ResponseRequired | C::CallbackRequired => &["requiredness"],
        C::RequestEnum | C::ResponseEnum | C::CallbackEnum => &["enum", "status"],
        C::RequestLimit | C::RequestRule | C::ResponseLimit | C::CallbackLimit => &["limit"],
        C::ResponseErrorCode | C::ResponseErrorStatus => &["error-code", "status"],
        C::ResponseStatus | C::AcrossStatus => &["status"],
        C::RequestArrayFilter
        | C::RequestNull
        | C::RequestTextForNumber
        | C::RequestNumberForText
        | C::RequestType
        | C::RequestFormat
        | C::RequestNotJson
        | C::ResponseContentType
        | C::ResponseNull
        | C::ResponseTextForNumber
        | C::ResponseNumberForText
        | C::ResponseType
        | C::ResponseFormat
        | C::ResponseFraction
        | C::ResponsePrecision
        | C::ResponseNotJson
        | C::CallbackNull
        | C::CallbackTextForNumber
        | C::CallbackNumberForText
        | C::CallbackType
        | C::CallbackFormat
        | C::CallbackFraction => &["type"],
        C::AcrossEcho | C::AcrossId => &["name", "example"],
        _ => &[],
    }
}

/// The `at` of entries that are about a class everywhere.
fn general_place(class: Class) -> Option<&'static str> {
    match class {
        Class::ResponseNull => Some("every field of an answer"),
        Class::ResponseNotJson | Class::ResponseContentType => Some("every answer"),
        Class::RequestContentType => Some("every operation with a request body, content type"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::document::Source;

    fn origin(holder: &str, name: &str) -> Origin {
        Origin {
            holder: Some(holder.into()),
            name: Some(name.into()),
            ..Origin::default()
        }
    }

    #[test]
    fn entries_are_found_by_place_and_by_line() {
        let errata = Errata::read(bayar_spec::ERRATA).unwrap();
        let amount = origin("EwalletPaymentStatus", "amount");
        let found = errata.find(
            Class::ResponseTextForNumber,
            Some("get_ewallet_payment_status"),
            &amount,
            None,
        );
        assert_eq!(found, Some("ewallets-36-status-amount-text"));
        assert_eq!(
            errata.find(
                Class::ResponseTextForNumber,
                Some("get_balance"),
                &origin("X", "y"),
                None
            ),
            None
        );
        let source = Source {
            document: Some("xendit-api-reference".into()),
            line: Some(1479),
            also: vec![],
        };
        let by_line = Origin {
            source,
            ..Origin::default()
        };
        assert_eq!(
            errata.find(Class::ResponseType, None, &by_line, None),
            Some("ewallets-36-status-amount-text")
        );
        let null = errata.find(Class::ResponseNull, None, &Origin::default(), None);
        assert_eq!(null, Some("general-12-null-values"));
    }

    #[test]
    fn places_of_a_list() {
        assert_eq!(places("A.b, .c and D"), ["A.b", "A.c", "and", "D"]);
    }
}
