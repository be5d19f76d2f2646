//! What a finding says and advises, in words.

use bayar_contract::unescape;

use crate::finding::{Class, Problem, Severity, Subject};

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
    use Problem as P;
    use Subject as S;
    let name = operation.map_or("A call".to_owned(), |id| format!("`{id}`"));
    let who = match class.subject {
        S::Request => format!("{name} was sent"),
        S::Callback if operation.is_none() => "A callback brought".to_owned(),
        S::Callback => format!("{name} brought"),
        _ => format!("{name} answered"),
    };
    let what = match field(place) {
        field if field.is_empty() => "the message".to_owned(),
        field => format!("`{field}`"),
    };
    let same = expected == seen;
    match class.problem {
        P::UndocumentedPath => format!("The contract has no path `{place}`."),
        P::Method if class.subject == S::Request => format!("`{place}` was called with {seen}."),
        P::Path => format!("{name} was called at {seen}."),
        P::Header | P::Query | P::Field if seen.contains("twice") => format!("{who} {what} twice."),
        P::Header => format!("{who} the header {what}, which the contract does not have."),
        P::Query => format!("{who} the parameter {what}, which the contract does not have."),
        P::Field => format!("{who} the field {what}, which the contract does not have."),
        P::Required if place.is_empty() => format!("{who} no body."),
        P::Required => format!("{who} no {what}."),
        P::Null => format!("{who} {what} as null."),
        P::TextForNumber => format!("{who} {what} as text."),
        P::NumberForText => format!("{who} {what} as a number."),
        P::Type | P::Format => format!("{who} {what} as {seen}, which is not {expected}."),
        P::Enum => format!("{who} {what} as {seen}, which the contract does not list."),
        P::Limit | P::Rule => format!("{who} {what} as {seen}; it must be {expected}."),
        P::ArrayFilter => format!("{who} {what} in another form than JSON text."),
        P::Fraction => format!("{who} {what} with a fraction: {seen}."),
        P::Precision => format!("{who} {what} with more digits than a float holds: {seen}."),
        P::ContentType => format!("{who} {seen} in place of {expected}."),
        P::NotJson => format!("{who} no JSON: {seen}."),
        P::Body => format!("{who} a body, and takes none."),
        P::Status if class.subject == S::Across => {
            format!("{who} the status {seen}: there is no way back.")
        }
        P::Status => format!("{who} the status {seen}, which the contract does not have."),
        P::ErrorCode => format!("{who} the error code {seen}, which the contract does not have."),
        P::ErrorStatus => format!("{who} the error code {seen}; the contract has {expected}."),
        P::Unknown => "A callback came that the contract does not have.".to_owned(),
        P::Method => format!("{name} came with {seen}."),
        P::Echo if same => format!("{who} another {what} than was sent."),
        P::Echo => format!("{who} {what} as {seen}, and was sent {expected}."),
        P::Id if same => format!("{who} about another {what} than was asked for."),
        P::Id => format!("{who} about {seen}, and was asked for {expected}."),
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
        field.push_str(&unescape(segment));
    }
    field
}

/// What to do.
pub(crate) fn advice(class: Class, key: &str, erratum: Option<&str>) -> String {
    use Problem as P;
    if let Some(id) = erratum {
        return format!("Known: see {id} in spec/errata.yaml.");
    }
    if key == TWICE {
        return "Have the sender send it once: readers differ in which they take.".to_owned();
    }
    let is_sent = class.subject == Subject::Request;
    match class.problem {
        P::UndocumentedPath => "Check the path and method against the document.",
        P::Method if is_sent => "Check the path and method against the document.",
        P::Path => "Send the path as the document prints it.",
        P::Query | P::Body => {
            "Leave it out, or add it to the contract as observed if the provider uses it."
        }
        P::Header | P::Field if is_sent => {
            "Leave it out, or add it to the contract as observed if the provider uses it."
        }
        P::Header | P::Field => "Add it to the contract as observed if it is of use.",
        P::Required | P::Rule if is_sent => {
            "Send it, or add an erratum if the provider does without it."
        }
        P::Null if is_sent => "Leave the field out in place of sending null.",
        P::Required | P::Null => {
            "Do not rely on the field; add an erratum once enough samples confirm it."
        }
        P::ArrayFilter => "Send the filter as JSON text, as the document prints it.",
        P::ContentType | P::NotJson if is_sent => {
            "Send JSON with `content-type: application/json`."
        }
        P::ContentType | P::NotJson => {
            "Treat the outcome as unknown and look it up; a gateway may have answered."
        }
        P::TextForNumber | P::NumberForText | P::Type | P::Enum | P::Format | P::Limit
            if is_sent =>
        {
            "Send a value that the document allows."
        }
        P::TextForNumber | P::NumberForText => {
            "Read both; the type in the contract stays as documented, with an erratum."
        }
        P::Enum => "Handle the value as unknown, then add it to the contract as observed.",
        P::Status if class.subject == Subject::Across => {
            "Keep the final status; look the resource up before acting on the later one."
        }
        P::Status => {
            "Treat it by its hundred; add the status to the contract once it is confirmed."
        }
        P::ErrorCode | P::ErrorStatus => {
            "Act on the code alone; add it to the contract as observed once it is confirmed."
        }
        P::Fraction => "The currency has no fraction: ask the provider before booking it.",
        P::Precision if is_sent => "Send an amount that every reader gets as it is.",
        P::Precision => "Read it as an exact decimal, never as a float.",
        P::Echo | P::Id => "Do not trust the answer: look the resource up before acting on it.",
        P::Unknown => "Name the callback's path, or add the callback to the contract.",
        _ => "Compare it with the document; correct the contract or add an erratum.",
    }
    .to_owned()
}

/// What a class means for a typed caller, where nothing else is known.
pub(crate) fn severity(class: Class) -> Severity {
    use Problem as P;
    use Subject as S;
    match (class.subject, class.problem) {
        (S::Across, _)
        | (_, P::UndocumentedPath | P::Required | P::Type | P::NotJson | P::Unknown)
        | (S::Request, P::Method | P::Enum | P::Format | P::Limit) => Severity::Error,
        (_, P::Header) | (S::Response | S::Callback, P::Field) => Severity::Info,
        _ => Severity::Warning,
    }
}
