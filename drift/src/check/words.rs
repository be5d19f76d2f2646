//! What a finding says and advises, in words.

use crate::finding::{Class, Severity};

/// What is wrong, in one sentence.
pub(crate) fn message(
    class: Class,
    operation: Option<&str>,
    place: &str,
    expected: &str,
    seen: &str,
) -> String {
    let operation = operation.unwrap_or("no operation");
    let place = if place.is_empty() {
        "the message"
    } else {
        place
    };
    let what = class.describe().trim_end_matches('.');
    format!("{operation}, {place}: {what}. Expected {expected}, seen {seen}.")
}

/// What to do.
pub(crate) fn advice(class: Class, erratum: Option<&str>) -> String {
    use Class as C;
    if let Some(id) = erratum {
        return format!("Known: see {id} in spec/errata.yaml.");
    }
    match class {
        C::RequestUndocumentedPath | C::RequestMethod => {
            "Check the path and method against the document."
        }
        C::RequestPath => "Send the path as the document prints it.",
        C::RequestQuery | C::RequestHeader | C::RequestField | C::RequestBody => {
            "Leave it out, or add it to the contract as observed if the provider uses it."
        }
        C::RequestRequired | C::RequestRule => {
            "Send it, or add an erratum if the provider does without it."
        }
        C::RequestNull => "Leave the field out in place of sending null.",
        C::RequestArrayFilter => "Send the filter as JSON text, as the document prints it.",
        C::RequestContentType | C::RequestNotJson => {
            "Send JSON with `content-type: application/json`."
        }
        C::RequestTextForNumber
        | C::RequestNumberForText
        | C::RequestType
        | C::RequestEnum
        | C::RequestFormat
        | C::RequestLimit => "Send a value that the document allows.",
        C::ResponseStatus => {
            "Treat it by its hundred; add the status to the contract once it is confirmed."
        }
        C::ResponseHeader | C::ResponseField | C::CallbackHeader | C::CallbackField => {
            "Add it to the contract as observed if it is of use."
        }
        C::ResponseRequired | C::ResponseNull | C::CallbackRequired | C::CallbackNull => {
            "Do not rely on the field; add an erratum once enough samples confirm it."
        }
        C::ResponseTextForNumber
        | C::ResponseNumberForText
        | C::CallbackTextForNumber
        | C::CallbackNumberForText => {
            "Read both; the type in the contract stays as documented, with an erratum."
        }
        C::ResponseEnum | C::CallbackEnum => {
            "Handle the value as unknown, then add it to the contract as observed."
        }
        C::ResponseErrorCode | C::ResponseErrorStatus => {
            "Act on the code alone; add it to the contract as observed once it is confirmed."
        }
        C::ResponseFraction | C::CallbackFraction => {
            "The currency has no fraction: ask the provider before booking it."
        }
        C::ResponsePrecision | C::CallbackPrecision => {
            "Read it as an exact decimal, never as a float."
        }
        C::AcrossEcho | C::AcrossId => {
            "Do not trust the answer: look the thing up before acting on it."
        }
        C::AcrossStatus => {
            "Keep the final status; look the thing up before acting on the later one."
        }
        C::CallbackUnknown => "Name the callback's path, or add the callback to the contract.",
        C::ResponseNotJson
        | C::ResponseContentType
        | C::CallbackNotJson
        | C::CallbackContentType => {
            "Treat the outcome as unknown and look it up; a gateway may have answered."
        }
        _ => "Compare it with the document; correct the contract or add an erratum.",
    }
    .to_owned()
}

/// What a class means for a typed caller, where nothing else is known.
pub(crate) fn severity(class: Class) -> Severity {
    use Class as C;
    match class {
        C::RequestUndocumentedPath
        | C::RequestMethod
        | C::RequestRequired
        | C::RequestType
        | C::RequestEnum
        | C::RequestFormat
        | C::RequestLimit
        | C::RequestNotJson
        | C::ResponseRequired
        | C::ResponseType
        | C::ResponseNotJson
        | C::CallbackRequired
        | C::CallbackType
        | C::CallbackNotJson
        | C::CallbackUnknown
        | C::AcrossEcho
        | C::AcrossStatus
        | C::AcrossId => Severity::Error,
        C::ResponseField
        | C::ResponseHeader
        | C::CallbackField
        | C::CallbackHeader
        | C::RequestHeader => Severity::Info,
        _ => Severity::Warning,
    }
}
