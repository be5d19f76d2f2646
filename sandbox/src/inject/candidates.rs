//! What is put where for each class of drift.

use std::collections::{BTreeSet, HashSet};

use bayar_contract::class::{Class, Problem as P, Subject};
use rust_decimal::Decimal;

use crate::api::shape::{Kind, Shape};
use crate::api::{Answer, Api, Operation, Route};
use crate::incoming::Incoming;
use crate::inject::change::{Change, Edit, HEADER};
use crate::inject::places::{Place, collect, fits, places, pointer};
use crate::json::Json;
use crate::reply::Reply;

/// The fields that an answer repeats from the request.
const ECHOED: &[&str] = &["external_id", "reference_id", "amount"];

/// A receiver refuses a callback without the right one, before it looks at anything else.
const TOKEN: &str = "callback_authentication_token";

/// Not representable in 64 bits: floats of this size are 16384 apart.
const PRECISE: &str = "90071992547409931235";

const EXTRA_FIELD: &str = "undocumented_field";
/// What an answer belongs to.
pub(super) struct Exchange<'a> {
    operation: &'a Operation,
    status: u16,
    request: Option<Json>,
    /// The parameters of the path and the query.
    asked: Vec<(String, String)>,
    finals: &'a HashSet<String>,
}

impl<'a> Exchange<'a> {
    pub(super) fn new(
        api: &Api,
        operation: &'a Operation,
        incoming: &Incoming,
        reply: &Reply,
        finals: &'a HashSet<String>,
    ) -> Exchange<'a> {
        let mut asked = match api.route(incoming.method.as_str(), incoming.path()) {
            Route::Found { path, .. } => path,
            _ => Vec::new(),
        };
        asked.extend(form_urlencoded::parse(incoming.query().as_bytes()).into_owned());
        let body = str::from_utf8(&incoming.body).ok();
        Exchange {
            operation,
            status: reply.status(),
            request: body.and_then(|text| Json::parse(text).ok()),
            asked,
            finals,
        }
    }

    fn is_error(&self) -> bool {
        self.status >= 400
    }

    /// Whether the request has this field with the value that the answer has.
    fn echoes(&self, place: &Place<'_>) -> bool {
        if !ECHOED.contains(&place.name()) {
            return false;
        }
        let sent = self
            .request
            .as_ref()
            .and_then(|body| body.get(place.name()));
        let is_same = |sent: &Json| match (sent.as_decimal(), place.json.as_decimal()) {
            (Some(sent), Some(answered)) => sent == answered,
            _ => sent == place.json,
        };
        place.path.len() == 1 && sent.is_some_and(is_same) || self.asks_for(place)
    }

    /// Whether what the place is in was answered with a final status before.
    fn has_finished(&self, place: &Place<'_>) -> bool {
        let owner = place.owner.as_ref();
        owner.is_some_and(|owner| self.finals.contains(owner))
    }

    /// Whether the path or the query has the value that the answer has.
    fn asks_for(&self, place: &Place<'_>) -> bool {
        let answered = place.json.as_text();
        (self.asked.iter()).any(|(_, asked)| answered.as_ref() == Some(asked))
    }
}

/// Every way in which an answer, or without an exchange a callback, can drift in a class; only at the pointer, if
/// there is one.
pub(super) fn candidates(
    class: Class,
    wanted: Option<&str>,
    body: &Json,
    described: &Answer,
    exchange: Option<&Exchange<'_>>,
) -> Vec<Change> {
    if let Some(exchange) = exchange {
        if is_of_frame(class) {
            let change = of_frame(class.problem, body, exchange);
            return Vec::from_iter(change.filter(|_| wanted.is_none_or(str::is_empty)));
        }
        if exchange.is_error() {
            let change = of_error(class, body, exchange);
            return Vec::from_iter(change.filter(|change| fits(wanted, &change.pointer)));
        }
    }
    let places = places(body, &described.shape);
    if class.problem == P::Field {
        let objects = places.iter().filter(|place| is_closed(place));
        return objects.filter_map(|place| extra(place, wanted)).collect();
    }
    let is_chosen = |place: &&Place<'_>| match wanted {
        Some(_) => fits(wanted, &pointer(&place.path)),
        None => is_clear(class, place, exchange),
    };
    let chosen = places.iter().filter(is_chosen);
    chosen
        .filter_map(|place| of_place(class, place, described, exchange))
        .collect()
}

/// Whether a class is not at a place of the body.
fn is_of_frame(class: Class) -> bool {
    let of_frame = [
        P::Status,
        P::Header,
        P::ContentType,
        P::NotJson,
        P::ErrorStatus,
    ];
    class.subject == Subject::Response && of_frame.contains(&class.problem)
}

fn of_frame(problem: P, body: &Json, exchange: &Exchange<'_>) -> Option<Change> {
    let name = |name: &str| Some(Json::string(name).to_string());
    match problem {
        P::Status => {
            let undocumented = [201, 202, 203].into_iter();
            let mut statuses =
                undocumented.filter(|status| !exchange.operation.has_status(*status));
            let status = statuses.next().filter(|_| !exchange.is_error())?;
            Some(other_status(status, exchange))
        }
        P::ErrorStatus => Some(other_status(error_status(body, exchange)?, exchange)),
        P::Header => {
            let sent = Some(HEADER.to_lowercase());
            Some(Change::whole(Edit::Header, None, sent))
        }
        P::ContentType => Some(Change::whole(
            Edit::ContentType,
            name("application/json"),
            name("text/plain"),
        )),
        // A number without its last digit is still one.
        P::NotJson if !matches!(body, Json::Scalar(_)) => {
            Some(Change::whole(Edit::Truncate, None, None))
        }
        _ => None,
    }
}

fn other_status(status: u16, exchange: &Exchange<'_>) -> Change {
    Change::whole(
        Edit::Status(status),
        Some(exchange.status.to_string()),
        Some(status.to_string()),
    )
}

/// A status that no document has for the code that was answered, if it was answered at a documented one.
fn error_status(body: &Json, exchange: &Exchange<'_>) -> Option<u16> {
    let code = body.text("error_code").filter(|_| exchange.is_error())?;
    let rows = exchange.operation.errors.iter();
    let documented: BTreeSet<u16> = rows
        .filter(|row| row.code == code)
        .filter_map(|row| row.status)
        .collect();
    let mut statuses = [422, 409, 404, 400].into_iter();
    statuses.find(|status| documented.contains(&exchange.status) && !documented.contains(status))
}

fn of_error(class: Class, body: &Json, exchange: &Exchange<'_>) -> Option<Change> {
    let code = body.get("error_code")?;
    let text = code.as_text()?;
    let is_documented = (exchange.operation.errors.iter()).any(|row| row.code == text);
    (class.problem == P::ErrorCode && is_documented).then(|| Change {
        pointer: "/error_code".to_owned(),
        instead_of: Some(code.to_string()),
        sent: Some(Json::string("UNDOCUMENTED_ERROR").to_string()),
        edit: Edit::Set(
            vec!["error_code".to_owned()],
            Json::string("UNDOCUMENTED_ERROR"),
        ),
    })
}

/// An object in which a further field is not part of the contract.
fn is_closed(place: &Place<'_>) -> bool {
    matches!(place.json, Json::Object(_)) && !place.shape.takes_any_field()
}

fn extra(place: &Place<'_>, wanted: Option<&str>) -> Option<Change> {
    let parent = pointer(&place.path);
    let name = match wanted {
        Some(wanted) => {
            let (wanted, name) = wanted.rsplit_once('/')?;
            fits(Some(wanted), &parent).then(|| bayar_contract::unescape(name))?
        }
        None => EXTRA_FIELD.to_owned(),
    };
    if place.json.get(&name).is_some() || place.shape.property(&name, place.json).is_some() {
        return None;
    }
    let path = [place.path.as_slice(), &[name]].concat();
    let json = Json::string("new");
    Some(Change {
        pointer: pointer(&path),
        instead_of: None,
        sent: Some(json.to_string()),
        edit: Edit::Set(path, json),
    })
}

/// Whether a drift of the class there is one of that class only: another value of what was sent is also not echoed,
/// another id also not the one asked for, and the other fields of a union depend on its tag.
fn is_clear(class: Class, place: &Place<'_>, exchange: Option<&Exchange<'_>>) -> bool {
    if place.is_tag || place.name() == TOKEN {
        return false;
    }
    let changes_value = matches!(
        class.problem,
        P::NumberForText | P::Type | P::Format | P::Fraction | P::Precision
    );
    let is_id = matches!(place.name(), "id" | "external_id" | "reference_id");
    let is_compared =
        exchange.is_some_and(|exchange| exchange.echoes(place) || exchange.asks_for(place));
    !(changes_value && (is_id || is_compared))
}

fn of_place(
    class: Class,
    place: &Place<'_>,
    described: &Answer,
    exchange: Option<&Exchange<'_>>,
) -> Option<Change> {
    let (json, shape) = (place.json, place.shape);
    let text = json.as_text();
    let is_number = matches!(json, Json::Scalar(text) if Json::number(text).is_some());
    let changed = match class.problem {
        P::Required => return place.is_required.then(|| Change::remove(place)),
        P::Null => (place.is_field && !json.is_null()).then(Json::null),
        P::TextForNumber => {
            (shape.kind == Some(Kind::Number) && is_number).then(|| Json::string(&json.to_string()))
        }
        P::NumberForText => number_for_text(shape, text.as_deref()),
        P::Type => wrong_type(place),
        P::Enum => (shape.is_enum && text.is_some()).then(|| Json::string("UNDOCUMENTED_VALUE")),
        P::Format => text.and_then(|text| broken(place, &text, described)),
        P::Fraction => amount(place)
            .filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()))
            .and_then(|text| like(json, &format!("{text}.5"))),
        P::Precision => amount(place).and_then(|_| like(json, PRECISE)),
        P::Echo if exchange.is_some_and(|it| it.echoes(place)) => another(json),
        P::Id => text
            .filter(|_| place.name() == "id" && exchange.is_some_and(|it| it.asks_for(place)))
            .map(|id| Json::string(&other_id(&id))),
        P::Status => text
            .filter(|_| exchange.is_some_and(|it| it.has_finished(place)))
            .and_then(|status| earlier(shape, &status)),
        _ => None,
    };
    changed.map(|json| Change::set(place, json))
}

fn number_for_text(shape: &Shape, text: Option<&str>) -> Option<Json> {
    let is_plain = shape.kind == Some(Kind::String)
        && !shape.is_enum
        && matches!(shape.format.as_deref(), None | Some("decimal"));
    let text = text.filter(|_| is_plain)?;
    Some(Json::number(text).unwrap_or_else(|| Json::integer(7)))
}

/// A type that is neither the right one, nor a number for a text, nor a text for a number, nor null.
fn wrong_type(place: &Place<'_>) -> Option<Json> {
    if place.path.is_empty() || place.json.is_null() {
        return None;
    }
    Some(match place.shape.kind? {
        Kind::String | Kind::Array => Json::object(),
        Kind::Number => Json::boolean(true),
        Kind::Boolean => Json::string("yes"),
        Kind::Object => Json::Array(Vec::new()),
    })
}

/// The digits of an amount, written as a number or as text.
fn amount(place: &Place<'_>) -> Option<String> {
    let is_amount = place.shape.format.as_deref() == Some("decimal");
    place.json.as_decimal().filter(|_| is_amount)?;
    Some(
        place
            .json
            .as_text()
            .unwrap_or_else(|| place.json.to_string()),
    )
}

/// The number, as text if the other one is.
fn like(json: &Json, number: &str) -> Option<Json> {
    match json.as_text() {
        Some(_) => Some(Json::string(number)),
        None => Json::number(number),
    }
}

fn another(json: &Json) -> Option<Json> {
    if let Some(number) = json.as_decimal() {
        return like(json, &number.checked_add(Decimal::ONE)?.to_string());
    }
    Some(Json::string(&format!("{}-other", json.as_text()?)))
}

/// An id of the same form.
fn other_id(id: &str) -> String {
    let mut other = id.to_owned();
    let last = other.pop();
    other.push(if last == Some('0') { '1' } else { '0' });
    other
}

/// The first status from which others follow, for one from which none does.
fn earlier(shape: &Shape, status: &str) -> Option<Json> {
    let is_final = |status: &str| shape.finals.iter().any(|value| value == status);
    let first = shape.values.iter().find(|value| !is_final(value))?;
    is_final(status).then(|| Json::string(first))
}

/// A text that does not have the form of the place. The contract names forms of timestamps, URLs, emails and amounts;
/// those of ids and digits follow from the documented examples.
fn broken(place: &Place<'_>, text: &str, described: &Answer) -> Option<Json> {
    let broken = match place.shape.format.as_deref() {
        Some("date-time") => "20/02/2020 10:00".to_owned(),
        Some("uri") => "no address".to_owned(),
        Some("email") => "no email".to_owned(),
        Some("decimal") => "ten thousand".to_owned(),
        None if !place.shape.is_enum => {
            let mut examples = Vec::new();
            for example in &described.examples {
                collect(example, &place.path, &mut examples);
            }
            let all = |is: fn(&str) -> bool| {
                is(text) && !examples.is_empty() && examples.iter().all(|text| is(text))
            };
            if all(is_digits) || all(is_hex_id) {
                format!("{}x", &text[..text.len() - 1])
            } else {
                return None;
            }
        }
        _ => return None,
    };
    Some(Json::string(&broken))
}

fn is_digits(text: &str) -> bool {
    text.len() > 3 && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_hex_id(text: &str) -> bool {
    text.len() == 24 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use jsonschema::Validator;

    use super::*;
    use crate::api::schema;
    use crate::inject::class::CALLBACKS;

    /// The problems that a validator of the schema sees by itself.
    const SEEN: &[P] = &[
        P::Required,
        P::Null,
        P::TextForNumber,
        P::NumberForText,
        P::Type,
        P::Enum,
    ];

    fn described() -> impl Iterator<Item = (&'static str, &'static Answer)> {
        let api = Api::with(&[]).unwrap();
        let answers = api.operations().iter();
        let answers = answers.map(|operation| (operation.id.as_str(), &operation.answer));
        let callbacks = api.callbacks.iter();
        answers.chain(callbacks.map(|(id, callback)| (id.as_str(), &callback.body)))
    }

    /// What checks the answer, or callback, of this id.
    fn validator(id: &str) -> Validator {
        let documents = [
            ("xendit.yaml", bayar_spec::XENDIT),
            ("finpay.yaml", bayar_spec::FINPAY),
        ];
        let content = documents.iter().find_map(|(file, text)| {
            let document = bayar_contract::Contract::parse(file, text).unwrap();
            let operation = document.operation(id)?;
            let content = if operation.is_callback() {
                operation.body.as_ref().unwrap().json()
            } else {
                operation.success().unwrap().json()
            };
            Some(schema::validator(&document, content?.schema?).unwrap())
        });
        content.unwrap()
    }

    #[test]
    fn every_possible_drift_of_every_documented_answer_is_one() {
        for (id, answer) in described() {
            let validator = validator(id);
            for example in &answer.examples {
                assert!(validator.is_valid(&example.to_value()), "{id}: {example}");
                for class in CALLBACKS {
                    for change in candidates(*class, None, example, answer, None) {
                        let body = change.body(example);
                        let is = body.to_value().pointer(&change.pointer).cloned();
                        let was = example.to_value().pointer(&change.pointer).cloned();
                        let place = format!("{id} {class:?} {}", change.pointer);
                        assert_ne!(body, *example, "{place}");
                        assert_eq!(is.is_some(), change.sent.is_some(), "{place}");
                        assert_eq!(was.is_some(), change.instead_of.is_some(), "{place}");
                        if SEEN.contains(&class.problem) {
                            assert!(!validator.is_valid(&body.to_value()), "{place}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn every_documented_answer_can_drift() {
        for (id, answer) in described() {
            for example in &answer.examples {
                let possible =
                    |class: &&Class| !candidates(**class, None, example, answer, None).is_empty();
                let classes = CALLBACKS.iter().filter(possible);
                let is_empty = matches!(example, Json::Array(items) if items.is_empty());
                assert!(is_empty || classes.count() >= 4, "{id}: {example}");
            }
        }
    }

    #[test]
    fn pointers_are_escaped_and_may_have_wildcards() {
        assert_eq!(pointer(&["a/b".into(), "~".into()]), "/a~1b/~0");
        assert!(fits(Some("/*/amount"), "/3/amount"));
        assert!(!fits(Some("/*/amount"), "/3/items/amount"));
        assert!(!fits(Some("/amount"), "/3"));
    }
}
