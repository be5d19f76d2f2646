//! Answers without state: the documented example that fits, with what was sent put into it.

use std::time::SystemTime;

use serde_json::Value;

use crate::conform::converted;
use crate::contract::Operation;
use crate::id::fresh_like;
use crate::json::Json;
use crate::shape::Shape;

/// Ids shorter than this could stand in other texts by chance.
const TELLING_ID: usize = 16;

/// A request that passed every check.
pub(crate) struct Call<'a> {
    pub(crate) operation: &'a Operation,
    pub(crate) path: Vec<(String, String)>,
    pub(crate) query: Json,
    pub(crate) body: Option<Json>,
}

/// The body of the answer, or nothing if the contract has no example to start from.
pub(crate) fn compose(call: &Call<'_>) -> Option<Json> {
    let answer = &call.operation.answer;
    let sent = call.sent();
    let example = fitting(
        &answer.examples,
        &answer.schema.shape,
        &sent,
        wanted_status(call),
    )?;
    match example.clone() {
        Json::Array(items) => {
            let shape = answer.schema.shape.items.as_deref()?;
            Some(Json::Array(
                items
                    .into_iter()
                    .map(|item| call.fill(item, shape, &sent))
                    .collect(),
            ))
        }
        object => Some(call.fill(object, &answer.schema.shape, &sent)),
    }
}

/// Of the examples, the first with the most listed values, such as `ewallet_type`, in common with what was sent.
fn fitting<'a>(
    examples: &'a [Json],
    shape: &Shape,
    sent: &[(String, Json)],
    status: Option<&str>,
) -> Option<&'a Json> {
    let score = |example: &Json| {
        let value = example.to_value();
        let is_listed = |name: &str| {
            shape.discriminator() == Some(name)
                || shape
                    .property(name, &value)
                    .is_some_and(|field| field.is_enum)
        };
        let same = sent
            .iter()
            .filter(|(name, json)| is_listed(name) && example.get(name) == Some(json))
            .count();
        same + usize::from(
            status.is_some() && example.get("status").and_then(Json::as_text).as_deref() == status,
        )
    };
    let best = examples.iter().map(score).max()?;
    examples.iter().find(|example| score(example) == best)
}

/// `capture` decides what becomes of a charge; nothing in the contract's examples tells.
fn wanted_status(call: &Call<'_>) -> Option<&'static str> {
    if call.operation.id != "create_charge" {
        return None;
    }
    let capture = call.body.as_ref().and_then(|body| body.get("capture"));
    let only_held = capture == Some(&Json::Scalar("false".to_owned()));
    Some(if only_held { "AUTHORIZED" } else { "CAPTURED" })
}

impl Call<'_> {
    /// The fields and query parameters that were sent and that the contract knows.
    fn sent(&self) -> Vec<(String, Json)> {
        let mut sent = Vec::new();
        if let Json::Object(parameters) = &self.query {
            sent.extend(parameters.iter().cloned());
        }
        if let (Some(schema), Some(Json::Object(fields))) = (&self.operation.body, &self.body) {
            let object = Json::Object(fields.clone()).to_value();
            let known =
                |(name, _): &&(String, Json)| schema.shape.property(name, &object).is_some();
            sent.extend(fields.iter().filter(known).cloned());
        }
        sent
    }

    fn fill(&self, object: Json, shape: &Shape, sent: &[(String, Json)]) -> Json {
        let value = object.to_value();
        let Json::Object(mut fields) = object else {
            return object;
        };
        let id_in_path = self.path_fields(shape, &mut fields);
        let creates = self.operation.method == "POST" && !id_in_path;
        if creates {
            let fresh = text_of(&value, "id").map(fresh_like);
            replace_id(&mut fields, fresh.as_deref());
        }
        for (name, json) in sent {
            let echo = shape
                .property(name, &value)
                .and_then(|field| converted(json, field.kind));
            if let Some(json) = echo {
                set(&mut fields, name, json);
            }
        }
        self.touch(&mut fields, creates);
        Json::Object(fields)
    }

    /// Puts ids of the path into the fields that they belong to. Tells whether one is the object's own id.
    fn path_fields(&self, shape: &Shape, fields: &mut Vec<(String, Json)>) -> bool {
        let mut own = false;
        for (name, value) in &self.path {
            match field_of(name, shape) {
                Some(field) if field != "id" => set(fields, field, Json::string(value)),
                None if self.operation.id.starts_with("create_") => {}
                _ => {
                    replace_id(fields, Some(value));
                    own = true;
                }
            }
        }
        own
    }

    /// Times of what this request created or changed.
    fn touch(&self, fields: &mut [(String, Json)], creates: bool) {
        let now = humantime::format_rfc3339_millis(SystemTime::now()).to_string();
        for (name, json) in fields {
            let is_now = match name.as_str() {
                "created" => creates,
                "updated" => self.operation.method != "GET",
                _ => false,
            };
            if is_now {
                *json = Json::string(&now);
            }
        }
    }
}

/// The field of an answer that a path parameter names: of the same name, or of a longer one (`charge_id` is
/// `credit_card_charge_id`).
fn field_of<'a>(parameter: &str, shape: &'a Shape) -> Option<&'a str> {
    let mut names = shape.property_names();
    let longer = format!("_{parameter}");
    shape
        .property_names()
        .find(|name| *name == parameter)
        .or_else(|| names.find(|name| name.ends_with(&longer)))
}

/// Gives an object another id, also where other texts hold it, such as the URL of an invoice.
fn replace_id(fields: &mut [(String, Json)], id: Option<&str>) {
    let old = fields
        .iter()
        .find(|(name, _)| name == "id")
        .and_then(|(_, json)| json.as_text());
    let (Some(old), Some(id)) = (old, id) else {
        return;
    };
    for (name, json) in fields {
        match json.as_text() {
            Some(_) if name == "id" => *json = Json::string(id),
            Some(text) if old.len() >= TELLING_ID && text.contains(&old) => {
                *json = Json::string(&text.replace(&old, id));
            }
            _ => {}
        }
    }
}

fn set(fields: &mut Vec<(String, Json)>, name: &str, json: Json) {
    match fields.iter_mut().find(|(key, _)| key == name) {
        Some((_, old)) => *old = json,
        None => fields.push((name.to_owned(), json)),
    }
}

fn text_of<'a>(object: &'a Value, name: &str) -> Option<&'a str> {
    object.get(name)?.as_str()
}
