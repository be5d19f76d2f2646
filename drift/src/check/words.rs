//! What a finding says and advises, in words.

use crate::finding::{Class, Severity};

/// The key of paths with slashes too many.
pub(crate) const UNTIDY: &str = "//";

/// The key of what was sent twice.
pub(crate) const TWICE: &str = "twice";

/// What is wrong, in one sentence.
pub(crate) fn message(
    class: Class,
    operation: Option<&str>,
    place: &str,
    expected: &str,
    seen: &str,
) -> String {
    let (whose, problem) = class.as_str().split_once('.').unwrap_or_default();
    let name = operation.map_or("A call".to_owned(), |id| format!("`{id}`"));
    let who = match whose {
        "request" => format!("{name} was sent"),
        "callback" if operation.is_none() => "A callback brought".to_owned(),
        "callback" => format!("{name} brought"),
        _ => format!("{name} answered"),
    };
    let what = match field(place) {
        field if field.is_empty() => "the message".to_owned(),
        field => format!("`{field}`"),
    };
    let same = expected == seen;
    match problem {
        "undocumented_path" => format!("The contract has no path `{place}`."),
        "method" if whose == "request" => format!("`{place}` was called with {seen}."),
        "path" => format!("{name} was called at {seen}."),
        "header" | "query" | "field" if seen.contains("twice") => format!("{who} {what} twice."),
        "header" => format!("{who} the header {what}, which the contract does not have."),
        "query" => format!("{who} the parameter {what}, which the contract does not have."),
        "field" => format!("{who} the field {what}, which the contract does not have."),
        "required" if place.is_empty() => format!("{who} no body."),
        "required" => format!("{who} no {what}."),
        "null" => format!("{who} {what} as null."),
        "text_for_number" => format!("{who} {what} as text."),
        "number_for_text" => format!("{who} {what} as a number."),
        "type" | "format" => format!("{who} {what} as {seen}, which is not {expected}."),
        "enum" => format!("{who} {what} as {seen}, which the contract does not list."),
        "limit" | "rule" => format!("{who} {what} as {seen}; it must be {expected}."),
        "array_filter" => format!("{who} {what} in another form than JSON text."),
        "fraction" => format!("{who} {what} with a fraction: {seen}."),
        "precision" => format!("{who} {what} with more digits than a float holds: {seen}."),
        "content_type" => format!("{who} {seen} in place of {expected}."),
        "not_json" => format!("{who} no JSON: {seen}."),
        "body" => format!("{who} a body, and takes none."),
        "status" if whose == "across" => format!("{who} the status {seen}: there is no way back."),
        "status" => format!("{who} the status {seen}, which the contract does not have."),
        "error_code" => format!("{who} the error code {seen}, which the contract does not have."),
        "error_status" => format!("{who} the error code {seen}; the contract has {expected}."),
        "unknown" => "A callback came that the contract does not have.".to_owned(),
        "method" => format!("{name} came with {seen}."),
        "echo" if same => format!("{who} another {what} than was sent."),
        "echo" => format!("{who} {what} as {seen}, and was sent {expected}."),
        "id" if same => format!("{who} about another {what} than was asked for."),
        "id" => format!("{who} about {seen}, and was asked for {expected}."),
        _ => format!("{who} {seen}; the contract has {expected}."),
    }
}

/// A pointer as people write it: `items[].price`.
fn field(pointer: &str) -> String {
    let mut field = String::new();
    for segment in pointer.split('/').skip(1) {
        if segment == "*" {
            field.push_str("[]");
            continue;
        }
        if !field.is_empty() {
            field.push('.');
        }
        field.push_str(&segment.replace("~1", "/").replace("~0", "~"));
    }
    field
}

/// What to do.
pub(crate) fn advice(class: Class, key: &str, erratum: Option<&str>) -> String {
    use Class as C;
    if let Some(id) = erratum {
        return format!("Known: see {id} in spec/errata.yaml.");
    }
    if key == TWICE {
        return "Have the sender send it once: readers differ in which they take.".to_owned();
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
