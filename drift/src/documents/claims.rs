//! The contract as claims that a document can be held against: operations with their fields, codes and examples,
//! each with the document and line that it was transcribed from.

use std::collections::BTreeMap;

use serde_json::Value;

use super::facts::{Bound, Line, Place, Type};
use super::loose::escape;

/// The contracts that documents are held against.
pub struct Contracts {
    /// One for each file.
    pub files: Vec<Contract>,
}

/// One file of the contract.
pub struct Contract {
    /// Its operations and callbacks.
    pub operations: Vec<Claim>,
    /// The values of every enum of the contract with the documents and lines that list them.
    pub enums: BTreeMap<String, Vec<Listed>>,
}

/// An operation or a callback.
#[derive(Clone)]
pub struct Claim {
    /// The `operationId`.
    pub id: String,
    /// Whether the provider sends it.
    pub callback: bool,
    /// `GET`, `POST` and so on.
    pub method: String,
    /// The path; the name of a callback in its place.
    pub path: String,
    /// The function that the document gives in place of an endpoint.
    pub function: Option<String>,
    /// Kind and access.
    pub permission: Option<(String, String)>,
    /// Where it comes from.
    pub source: Option<Source>,
    /// Parameters and fields.
    pub fields: Vec<ClaimField>,
    /// Rows of the error tables.
    pub errors: Vec<ClaimError>,
    /// Examples.
    pub examples: Vec<ClaimExample>,
    /// Rules over several fields.
    pub rules: Vec<Value>,
}

/// A document and the lines of it that say something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The name of the document, without ending.
    pub document: String,
    /// The lines, the main one first.
    pub lines: Vec<Line>,
}

/// A parameter or field.
#[derive(Clone)]
pub struct ClaimField {
    /// The name on the wire.
    pub name: String,
    /// The name in the document, where it is another.
    pub documented_as: Option<String>,
    /// The field that it is a part of.
    pub within: Option<String>,
    /// Its place as a JSON pointer, `*` for the items of a list.
    pub pointer: String,
    /// Where the contract describes it, so that places that share it can be told.
    pub at: String,
    /// Where it stands.
    pub place: Place,
    /// The variant that has it.
    pub variant: Option<String>,
    /// Whether it must be there.
    pub required: bool,
    /// What it is.
    pub kind: Option<Type>,
    /// The format, where the contract names one.
    pub format: Option<String>,
    /// The pattern, where the contract has one.
    pub pattern: Option<String>,
    /// Its limits.
    pub limits: Vec<(Bound, u64)>,
    /// The value when it is not given.
    pub default: Option<String>,
    /// The name of its enum.
    pub values: Option<String>,
    /// Where it comes from; nothing if no document says it.
    pub source: Option<Source>,
}

/// A value of an enum.
#[derive(Clone)]
pub struct Listed {
    /// The value.
    pub value: String,
    /// Where it comes from; nothing if no document lists it.
    pub source: Option<Source>,
}

/// A row of an error table.
#[derive(Clone)]
pub struct ClaimError {
    /// The code.
    pub code: String,
    /// The status; nothing for a row without one.
    pub status: Option<u16>,
    /// The variant.
    pub variant: Option<String>,
    /// Whether the document shows it in an example only.
    pub example_only: bool,
    /// Where it comes from.
    pub source: Option<Source>,
}

/// An example.
#[derive(Clone)]
pub struct ClaimExample {
    /// Whose body it is.
    pub place: Place,
    /// Each scalar by its JSON pointer.
    pub values: BTreeMap<String, Value>,
    /// Where it comes from.
    pub source: Option<Source>,
}

impl Contracts {
    /// Reads contracts, each an OpenAPI document.
    pub fn new(documents: &[Value]) -> Self {
        let files = documents.iter().map(Contract::new).collect();
        Self { files }
    }
}

impl Contract {
    fn new(root: &Value) -> Self {
        let reader = Reader { root };
        Self {
            operations: reader.operations(),
            enums: reader.enums(),
        }
    }
}

struct Reader<'a> {
    root: &'a Value,
}

/// How deep schemas may nest.
const DEPTH: usize = 12;

fn text(value: &Value, key: &str) -> Option<String> {
    value.get(key)?.as_str().map(str::to_owned)
}

fn line(value: &Value) -> Option<Line> {
    value.as_u64().and_then(|line| Line::try_from(line).ok())
}

fn members(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn items<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    value
        .get(key)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}

/// The name of a document without its ending.
pub fn stem(document: &str) -> &str {
    document.rsplit_once('.').map_or(document, |(stem, _)| stem)
}

/// What `x-source` says, if it cites a document.
fn source(value: &Value) -> Option<Source> {
    let cited = value.get("x-source")?;
    let mut lines: Vec<Line> = cited.get("line").and_then(line).into_iter().collect();
    lines.extend(items(cited, "also").filter_map(line));
    Some(Source {
        document: stem(cited.get("document")?.as_str()?).to_owned(),
        lines,
    })
}

/// Each scalar, and each empty list or object, by its JSON pointer.
pub fn scalars(value: &Value, pointer: &str, into: &mut BTreeMap<String, Value>) {
    match value {
        Value::Object(object) if !object.is_empty() => {
            for (key, member) in object {
                scalars(member, &format!("{pointer}/{}", escape(key)), into);
            }
        }
        Value::Array(array) if !array.is_empty() => {
            for (n, item) in array.iter().enumerate() {
                scalars(item, &format!("{pointer}/{n}"), into);
            }
        }
        _ => {
            into.insert(pointer.to_owned(), value.clone());
        }
    }
}

/// What is handed down while the schema of a body is walked.
#[derive(Clone)]
struct Walk {
    place: Place,
    pointer: String,
    at: String,
    within: Option<String>,
    variant: Option<String>,
    depth: usize,
}

impl<'a> Reader<'a> {
    fn resolve(&self, value: &'a Value) -> (&'a Value, Option<&'a str>) {
        let reference = value.get("$ref").and_then(Value::as_str);
        let Some(pointer) = reference.and_then(|reference| reference.strip_prefix('#')) else {
            return (value, None);
        };
        (
            self.root.pointer(pointer).unwrap_or(&Value::Null),
            reference,
        )
    }

    fn operations(&self) -> Vec<Claim> {
        let mut claims = Vec::new();
        for (path, item) in members(&self.root["paths"]) {
            for (method, operation) in members(item) {
                if operation.get("operationId").is_none() {
                    continue;
                }
                claims.push(self.claim(method, path, operation, false));
                for (name, callback) in members(&operation["callbacks"]) {
                    for (_, item) in members(callback) {
                        claims.extend(
                            members(item).map(|(method, operation)| {
                                self.claim(method, name, operation, true)
                            }),
                        );
                    }
                }
            }
        }
        for (name, item) in members(&self.root["x-webhooks"]) {
            claims.extend(
                members(item).map(|(method, operation)| self.claim(method, name, operation, true)),
            );
        }
        claims
    }

    fn claim(&self, method: &str, path: &str, operation: &'a Value, callback: bool) -> Claim {
        let permission = &operation["x-permission"];
        let mut claim = Claim {
            id: text(operation, "operationId").unwrap_or_default(),
            callback,
            method: method.to_ascii_uppercase(),
            path: path.to_owned(),
            function: text(&operation["x-documented-function"], "name"),
            permission: text(permission, "kind").zip(text(permission, "access")),
            source: source(operation),
            fields: Vec::new(),
            errors: Vec::new(),
            examples: Vec::new(),
            rules: items(operation, "x-rules").cloned().collect(),
        };
        for parameter in items(operation, "parameters") {
            self.parameter(parameter, &mut claim);
        }
        let body = &operation["requestBody"];
        self.content(body, Place::Body, &mut claim);
        for (status, response) in members(&operation["responses"]) {
            self.response(status, response, &mut claim);
        }
        claim
    }

    fn parameter(&self, parameter: &'a Value, claim: &mut Claim) {
        let (parameter, _) = self.resolve(parameter);
        let Some(name) = text(parameter, "name") else {
            return;
        };
        let place = match parameter["in"].as_str() {
            Some("path") => Place::Path,
            Some("query") => Place::Query,
            _ => Place::Header,
        };
        let schema = match parameter.pointer("/content/application~1json/schema") {
            Some(schema) => schema,
            None => &parameter["schema"],
        };
        let walk = Walk {
            place,
            pointer: String::new(),
            at: format!("{}/{name}", claim.id),
            within: None,
            variant: None,
            depth: 0,
        };
        let mut field = self.field(&name, schema, &walk);
        field.required = parameter["required"].as_bool().unwrap_or(false);
        field.source = source(parameter);
        field.documented_as = text(&parameter["x-source"], "documented_as");
        claim.fields.push(field);
    }

    fn content(&self, body: &'a Value, place: Place, claim: &mut Claim) {
        let (body, _) = self.resolve(body);
        for (_, media) in members(&body["content"]) {
            let walk = Walk {
                place,
                pointer: String::new(),
                at: String::new(),
                within: None,
                variant: None,
                depth: 0,
            };
            self.walk(&media["schema"], &walk, claim);
            for (_, example) in members(&media["examples"]) {
                let mut values = BTreeMap::new();
                scalars(&example["value"], "", &mut values);
                let source = source(example);
                claim.examples.push(ClaimExample {
                    place,
                    values,
                    source,
                });
            }
        }
    }

    fn response(&self, status: &str, response: &'a Value, claim: &mut Claim) {
        let (response, _) = self.resolve(response);
        let success = status.starts_with('2');
        let place = if success { Place::Answer } else { Place::Error };
        self.content(response, place, claim);
        for row in items(response, "x-error-codes") {
            let cited = source(row).or_else(|| {
                let document = claim.source.as_ref()?.document.clone();
                let mut lines: Vec<Line> = row.get("line").and_then(line).into_iter().collect();
                lines.extend(items(row, "also").filter_map(line));
                (!lines.is_empty()).then_some(Source { document, lines })
            });
            claim.errors.push(ClaimError {
                code: text(row, "code").unwrap_or_default(),
                status: status.parse().ok(),
                variant: text(row, "for"),
                example_only: row["example_only"].as_bool().unwrap_or(false),
                source: cited,
            });
        }
    }

    /// Adds the fields of a schema.
    fn walk(&self, schema: &'a Value, walk: &Walk, claim: &mut Claim) {
        if walk.depth > DEPTH {
            return;
        }
        let (schema, reference) = self.resolve(schema);
        let mut walk = walk.clone();
        walk.depth += 1;
        if let Some(reference) = reference {
            reference.clone_into(&mut walk.at);
        }
        claim.rules.extend(items(schema, "x-rules").cloned());
        for part in items(schema, "allOf") {
            self.walk(part, &walk, claim);
        }
        let mapping = &schema["discriminator"]["mapping"];
        for part in items(schema, "oneOf") {
            let reference = part["$ref"].as_str();
            let variant = members(mapping).find(|(_, target)| target.as_str() == reference);
            let variant = variant.map(|(name, _)| name.clone());
            self.walk(
                part,
                &Walk {
                    variant,
                    ..walk.clone()
                },
                claim,
            );
        }
        if schema.get("items").is_some() {
            let pointer = format!("{}/*", walk.pointer);
            self.walk(
                &schema["items"],
                &Walk {
                    pointer,
                    ..walk.clone()
                },
                claim,
            );
        }
        let required: Vec<&str> = items(schema, "required")
            .filter_map(Value::as_str)
            .collect();
        for (name, property) in members(&schema["properties"]) {
            let mut field = self.field(name, property, &walk);
            field.required = required.contains(&name.as_str());
            let inner = Walk {
                pointer: field.pointer.clone(),
                at: field.at.clone(),
                within: Some(name.clone()),
                ..walk.clone()
            };
            claim.fields.push(field);
            self.walk(property, &inner, claim);
        }
    }

    fn field(&self, name: &str, schema: &'a Value, walk: &Walk) -> ClaimField {
        let mut field = ClaimField {
            name: name.to_owned(),
            documented_as: text(&schema["x-source"], "documented_as"),
            within: walk.within.clone(),
            pointer: format!("{}/{}", walk.pointer, escape(name)),
            at: format!("{}/{name}", walk.at),
            place: walk.place,
            variant: walk.variant.clone(),
            required: false,
            kind: None,
            format: None,
            pattern: None,
            limits: Vec::new(),
            default: None,
            values: None,
            source: source(schema),
        };
        self.shape(schema, &mut field, 0);
        field
    }

    /// Fills in what a schema and the schemas that it refers to say.
    fn shape(&self, schema: &'a Value, field: &mut ClaimField, depth: usize) {
        if depth > DEPTH {
            return;
        }
        let (schema, reference) = self.resolve(schema);
        let kind = match schema["type"].as_str() {
            Some("string") => Some(Type::String),
            Some("number" | "integer") => Some(Type::Number),
            Some("boolean") => Some(Type::Boolean),
            Some("array") => Some(Type::Array),
            Some("object") => Some(Type::Object),
            _ => None,
        };
        field.kind = field.kind.or(kind);
        for bound in [
            Bound::Minimum,
            Bound::Maximum,
            Bound::MinLength,
            Bound::MaxLength,
            Bound::MaxItems,
            Bound::MultipleOf,
        ] {
            if let Some(value) = schema.get(bound.keyword()).and_then(Value::as_u64) {
                field.limits.push((bound, value));
            }
        }
        field.format = field.format.take().or_else(|| text(schema, "format"));
        if let Some(pattern) = schema["pattern"].as_str() {
            field.pattern = Some(pattern.to_owned());
            field.limits.extend(lengths(pattern));
        }
        if let Some(default) = schema.get("default") {
            field.default = Some(shown(default));
        }
        if schema.get("enum").is_some() {
            let name = reference.and_then(|reference| reference.rsplit('/').next());
            field.values = Some(name.unwrap_or_default().to_owned());
        }
        for part in items(schema, "allOf").chain(items(schema, "oneOf").take(1)) {
            self.shape(part, field, depth + 1);
        }
        if let Some(of) = schema.get("items") {
            let (of, reference) = self.resolve(of);
            if of.get("enum").is_some() {
                let name = reference.and_then(|reference| reference.rsplit('/').next());
                field.values = Some(name.unwrap_or_default().to_owned());
            }
        }
    }

    fn enums(&self) -> BTreeMap<String, Vec<Listed>> {
        let mut enums = BTreeMap::new();
        for (name, schema) in members(&self.root["components"]["schemas"]) {
            let described = &schema["x-enum"];
            let listed: Vec<Listed> = items(schema, "enum")
                .map(|value| {
                    let value = shown(value);
                    let entry = &described[value.as_str()];
                    let mut lines: Vec<Line> =
                        entry.get("line").and_then(line).into_iter().collect();
                    lines.extend(items(entry, "also").filter_map(line));
                    let document = text(entry, "document").map(|name| stem(&name).to_owned());
                    let document = document.or_else(|| source(entry).map(|source| source.document));
                    let document = document.or_else(|| self.document_of(schema));
                    let source = document
                        .filter(|_| !lines.is_empty())
                        .map(|document| Source { document, lines });
                    Listed { value, source }
                })
                .collect();
            if !listed.is_empty() {
                enums.insert(name.clone(), listed);
            }
        }
        enums
    }

    /// The document of an enum: its own, or the contract's.
    fn document_of(&self, schema: &Value) -> Option<String> {
        source(schema)
            .or_else(|| source(&self.root["info"]))
            .map(|source| source.document)
    }
}

/// A value as a text without quotes.
pub fn shown(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// The lengths that a pattern of one class allows: `^[0-9]{3,4}$`.
fn lengths(pattern: &str) -> Vec<(Bound, u64)> {
    let found = super::wording::pattern!(r"^\^\[[^\]]*\]\{(\d+)(?:,(\d+))?\}\$$").captures(pattern);
    let Some(found) = found else {
        return Vec::new();
    };
    let least = found[1].parse().ok();
    let most = found
        .get(2)
        .map_or(least, |most| most.as_str().parse().ok());
    let bounds = [(Bound::MinLength, least), (Bound::MaxLength, most)];
    bounds
        .into_iter()
        .filter_map(|(bound, value)| Some((bound, value?)))
        .collect()
}
