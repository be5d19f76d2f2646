//! The erratum that knows of a finding of traffic: by class, operation and the place in the contract.

use super::{Aspect, Errata, Erratum};
use crate::contract::origin::Origin;
use crate::finding::Class;

impl Errata {
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
            kinds.contains(&entry.touches) && new.is_none_or(|new| entry.says(new))
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

/// What `errata.yaml` calls that which a class is about.
fn touched_by(class: Class) -> &'static [Aspect] {
    use Aspect as A;
    use Class as C;
    match class {
        C::RequestUndocumentedPath | C::RequestPath | C::RequestMethod => &[A::Path],
        C::RequestQuery | C::RequestField | C::ResponseField | C::CallbackField => &[A::Name],
        C::RequestHeader | C::RequestContentType | C::ResponseHeader | C::CallbackHeader => {
            &[A::Header]
        }
        C::RequestRequired | C::ResponseRequired | C::CallbackRequired => &[A::Requiredness],
        C::RequestEnum | C::ResponseEnum | C::CallbackEnum => &[A::Enum, A::Status],
        C::RequestLimit | C::RequestRule | C::ResponseLimit | C::CallbackLimit => &[A::Limit],
        C::ResponseErrorCode | C::ResponseErrorStatus => &[A::ErrorCode, A::Status],
        C::ResponseStatus | C::AcrossStatus => &[A::Status],
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
        | C::CallbackFraction => &[A::Type],
        C::AcrossEcho | C::AcrossId => &[A::Name, A::Example],
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
    use crate::contract::origin::Source;

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
}
