//! Checks a request against its operation: parameters, body and the rules over several of them.

use std::slice;

use bayar_contract::router::{is_untidy, segments};

use crate::api::rules::Rule;
use crate::api::schema::Schema;
use crate::api::shape::{Kind, Shape};
use crate::api::values::{Body, Texts, filter_name, from_texts, json_array, read_pairs};
use crate::api::violation::{EMPTY, Location, Violation};
use crate::api::{Operation, Parameter};
use crate::incoming::Incoming;
use crate::json::Json;

/// Of what one request gets wrong, so much is told: whoever sends more makes no one read it.
const MOST: usize = 1_000;

/// What the checks found.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    /// What the API refuses.
    pub(crate) errors: Vec<Violation>,
    /// What the contract does not know but the API takes.
    pub(crate) notes: Vec<Violation>,
}

impl Findings {
    /// Checks everything but the body, and returns the query with its types.
    pub(crate) fn parameters(
        &mut self,
        operation: &Operation,
        path: &[(String, String)],
        incoming: &Incoming,
    ) -> Json {
        let query = read_pairs(incoming.query().as_bytes());
        let mut typed = Vec::new();
        for parameter in &operation.parameters {
            let texts = texts_of(parameter, path, &query, incoming);
            if let Some(json) = self.parameter(parameter, &texts)
                && parameter.location == Location::Query
            {
                typed.push((parameter.name.clone(), json));
            }
        }
        self.unknown_query(operation, &query);
        self.untidy_path(operation, incoming.path());
        let typed = Json::Object(typed);
        self.rules(&operation.rules, &typed, Location::Query, &[]);
        typed
    }

    /// Checks a body, and returns it with its types. One that is missing counts as `{}`, so that the answer names the
    /// missing fields.
    pub(crate) fn body(&mut self, schema: Option<&Schema>, body: Body) -> Json {
        let (is_sent, mut json) = match body {
            Body::Json(json) => (true, json),
            Body::Form(json) => {
                self.note(Location::Body, &[], "is a form; the contract has JSON");
                (true, json)
            }
            Body::Empty | Body::Unreadable => (false, Json::object()),
        };
        match schema {
            Some(schema) => {
                self.type_texts(&mut json, &schema.shape, &mut Vec::new());
                self.value(schema, &json, Location::Body, &[]);
            }
            None if is_sent => {
                self.note(Location::Body, &[], "is not expected for this operation");
            }
            None => {}
        }
        json
    }

    /// Numbers and booleans in quotes: the API reads every value of a form that way, and clients rely on it in JSON.
    /// And the other way round: the vendor's own SDKs send numbers for the amounts that the documents want as text.
    fn type_texts(&mut self, json: &mut Json, shape: &Shape, field: &mut Vec<String>) {
        match json {
            Json::Object(fields) => {
                let object = Json::Object(
                    fields
                        .iter()
                        .filter(|(_, json)| json.is_scalar())
                        .cloned()
                        .collect(),
                );
                let known = shape.fields_of(&object);
                for (name, json) in fields {
                    if let Some(shape) = known.get(name) {
                        field.push(name.clone());
                        self.type_texts(json, shape, field);
                        field.pop();
                    }
                }
            }
            Json::Array(items) => {
                let Some(shape) = &shape.items else { return };
                for (index, item) in items.iter_mut().enumerate() {
                    field.push(index.to_string());
                    self.type_texts(item, shape, field);
                    field.pop();
                }
            }
            Json::Scalar(_) => {
                if let Some((typed, problem, rule)) = retyped(json, shape) {
                    let note = Violation::new(Location::Body, field.clone(), problem, rule);
                    self.add_note(note);
                    *json = typed;
                }
            }
        }
    }

    fn parameter(&mut self, parameter: &Parameter, texts: &[String]) -> Option<Json> {
        let field = [parameter.name.clone()];
        if texts.is_empty() {
            if parameter.required {
                self.errors.push(Violation::new(
                    parameter.location,
                    field.to_vec(),
                    "is required",
                    "any.required",
                ));
            }
            return None;
        }
        let shape = &parameter.schema.shape;
        if parameter.is_array() && json_array(texts).is_none() {
            self.note(parameter.location, &field, "is documented as a JSON array");
        }
        let json = from_texts(texts, Some(shape));
        self.value(&parameter.schema, &json, parameter.location, &field);
        Some(json)
    }

    fn value(&mut self, schema: &Schema, json: &Json, location: Location, field: &[String]) {
        let value = json.to_value();
        let errors = schema.validator.iter_errors(&value).take(MOST);
        let errors = errors.map(|error| Violation::from_schema(location, field, &error));
        let mut errors: Vec<Violation> = errors.collect();
        // That a text is empty is the only thing the API says about it.
        let is_empty = |error: &&Violation| error.rule == EMPTY;
        let empty: Vec<_> = errors.iter().filter(is_empty).cloned().collect();
        errors.retain(|error| {
            error.rule == EMPTY || empty.iter().all(|other| other.field != error.field)
        });
        self.errors.extend(errors);
        self.fields(&schema.shape, json, location, field);
    }

    /// What the validator does not look for: limits, rules, and fields that the contract does not know.
    fn fields(&mut self, shape: &Shape, json: &Json, location: Location, field: &[String]) {
        if self.errors.len() >= MOST {
            return;
        }
        for (problem, rule) in shape.limits.check(json) {
            self.errors
                .push(Violation::new(location, field.to_vec(), &problem, rule));
        }
        let is_number = json.as_number().is_some();
        if shape.is_decimal() && is_number && json.as_decimal().is_none() {
            let problem = "must have at most 28 digits";
            self.errors.push(Violation::new(
                location,
                field.to_vec(),
                problem,
                "number.unsafe",
            ));
        }
        if shape.is_decimal() && shape.limits.is_fraction(json) {
            let problem = "has a fraction, which rupiah do not have";
            let note = Violation::new(location, field.to_vec(), problem, "number.integer");
            self.add_note(note);
        }
        match json {
            Json::Object(object) => {
                let variant = shape.variant(json);
                for shape in [Some(shape), variant].into_iter().flatten() {
                    self.rules(&shape.rules, json, location, field);
                }
                let takes_any = [Some(shape), variant]
                    .into_iter()
                    .flatten()
                    .any(Shape::takes_any_field);
                let known = shape.fields_of(json);
                for (name, inner) in object {
                    let field = [field, slice::from_ref(name)].concat();
                    match known.get(name) {
                        Some(shape) => self.fields(shape, inner, location, &field),
                        None if takes_any => {}
                        None => self.note(location, &field, "is not in the contract"),
                    }
                }
            }
            Json::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    if let Some(shape) = &shape.items {
                        self.fields(
                            shape,
                            item,
                            location,
                            &[field, &[index.to_string()]].concat(),
                        );
                    }
                }
            }
            Json::Scalar(_) => {}
        }
    }

    fn rules(&mut self, rules: &[Rule], object: &Json, location: Location, field: &[String]) {
        for broken in rules.iter().filter_map(|rule| rule.check(object)) {
            let field = [field, &[broken.field]].concat();
            self.errors.push(Violation {
                location,
                field,
                message: broken.message,
                rule: broken.rule.to_owned(),
            });
        }
    }

    fn unknown_query(&mut self, operation: &Operation, query: &Texts) {
        for name in query.keys() {
            let is_it = |parameter: &Parameter| {
                parameter.location == Location::Query
                    && (parameter.name == *name
                        || parameter.is_array() && parameter.name == filter_name(name))
            };
            if !operation.parameters.iter().any(is_it) {
                self.note(
                    Location::Query,
                    slice::from_ref(name),
                    "is not in the contract",
                );
            }
        }
    }

    fn untidy_path(&mut self, operation: &Operation, path: &str) {
        if is_untidy(path) {
            self.note(Location::Path, &[], "has a doubled or a trailing slash");
        }
        if !segments(&operation.path)
            .zip(segments(path))
            .all(|(template, raw)| is_plain(template, raw))
        {
            let problem = "has a code such as %21 in place of a sign of the contract";
            self.note(Location::Path, &[], problem);
        }
    }

    /// Notes what the server takes, in place of refusing it.
    pub(crate) fn lenient(mut self, operation: &Operation) -> Findings {
        let body = operation.body.as_ref().map(|body| &body.shape);
        let is_taken = |error: &mut Violation| {
            let field = body.and_then(|body| body.properties.get(error.field.first()?));
            error.rule == "any.required" && field.is_some_and(|field| field.may_be_missing)
        };
        self.notes.extend(self.errors.extract_if(.., is_taken));
        self
    }

    fn note(&mut self, location: Location, field: &[String], problem: &str) {
        let field = field.to_vec();
        self.add_note(Violation::new(location, field, problem, "object.unknown"));
    }

    fn add_note(&mut self, note: Violation) {
        if self.notes.len() < MOST {
            self.notes.push(note);
        }
    }
}

/// Whether a segment has the literal text of its template as it stands there.
fn is_plain(template: &str, raw: &str) -> bool {
    let before = template.split('{').next().unwrap_or_default();
    let after = template.rsplit('}').next().unwrap_or_default();
    raw.starts_with(before) && raw.ends_with(after)
}

/// A value in the type that was meant, and what is wrong with the one that was sent.
fn retyped(json: &Json, shape: &Shape) -> Option<(Json, &'static str, &'static str)> {
    let text = json.as_text();
    match shape.kind? {
        Kind::Number => Some((Json::number(&text?)?, "must be a number", "number.base")),
        Kind::Boolean => {
            let boolean = Json::boolean(text?.parse().ok()?);
            Some((boolean, "must be a boolean", "boolean.base"))
        }
        Kind::String if shape.is_decimal() => {
            let amount = Json::string(json.as_number()?);
            Some((amount, "must be a string", "string.base"))
        }
        _ => None,
    }
}

fn texts_of(
    parameter: &Parameter,
    path: &[(String, String)],
    query: &Texts,
    incoming: &Incoming,
) -> Vec<String> {
    match parameter.location {
        Location::Path => path
            .iter()
            .filter(|(name, _)| *name == parameter.name)
            .map(|(_, value)| value.clone())
            .collect(),
        Location::Query if parameter.is_array() => query
            .iter()
            .filter(|(name, _)| filter_name(name) == parameter.name)
            .flat_map(|(_, texts)| texts.clone())
            .collect(),
        Location::Query => query.get(&parameter.name).cloned().unwrap_or_default(),
        Location::Header => incoming.header(&parameter.name).into_iter().collect(),
        Location::Body => Vec::new(),
    }
}
