//! The contract as claims that a document can be held against: operations with their fields, codes and examples,
//! each with the document and line that it was transcribed from.

use std::collections::BTreeMap;

use anyhow::Result;
use serde_json::Value;

use super::facts::{Bound, Line, Place, Type};
use super::loose::escape;
use crate::contract::document::{Document, Node};
use crate::finding::SpecPlace;

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
    /// The place of the paths in the contract.
    pub spec: Option<SpecPlace>,
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
    /// The place in the contract.
    pub spec: Option<SpecPlace>,
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
    /// The place in the contract.
    pub spec: Option<SpecPlace>,
}

/// A value of an enum.
#[derive(Clone)]
pub struct Listed {
    /// The value.
    pub value: String,
    /// Where it comes from; nothing if no document lists it.
    pub source: Option<Source>,
    /// The place in the contract.
    pub spec: Option<SpecPlace>,
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
    /// The place in the contract.
    pub spec: Option<SpecPlace>,
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
    /// The place in the contract.
    pub spec: Option<SpecPlace>,
}

impl Contracts {
    /// Reads contracts, each an OpenAPI document, without the places of what they say.
    pub fn new(documents: &[Value]) -> Self {
        let documents = documents.iter().cloned().map(Document::unplaced);
        Self {
            files: documents.map(|document| Contract::new(&document)).collect(),
        }
    }

    /// Reads contracts, each a file's name and its text.
    ///
    /// # Errors
    /// If one is no YAML.
    pub fn read(files: &[(&'static str, &str)]) -> Result<Self> {
        let contract = |(file, text): &(&'static str, &str)| {
            Document::read(file, text).map(|document| Contract::new(&document))
        };
        let files = files.iter().map(contract).collect::<Result<_>>()?;
        Ok(Self { files })
    }
}

impl Contract {
    fn new(document: &Document) -> Self {
        let reader = Reader {
            root: document.root(),
            is_placed: document.is_placed(),
        };
        Self {
            operations: reader.operations(),
            enums: reader.enums(),
            spec: reader
                .root
                .child("paths")
                .and_then(|paths| reader.place(&paths)),
        }
    }
}

impl Claim {
    /// Whether it comes from a document.
    pub(super) fn source_is(&self, document: &str) -> bool {
        is_from(self.source.as_ref(), document)
    }

    /// The field that a pointer leads to; in a document, a name may stand for a field of an object.
    pub(super) fn field_at(&self, place: Place, pointer: &str) -> Option<&ClaimField> {
        let name = pointer.rsplit('/').next().unwrap_or_default();
        let named = self.fields.iter().filter(|field| {
            field.place.side() == place.side() && field.names().any(|own| own == name)
        });
        named.max_by_key(|field| plain(&field.pointer) == plain(pointer))
    }
}

impl ClaimField {
    /// Whether it comes from a document.
    pub(super) fn source_is(&self, document: &str) -> bool {
        is_from(self.source.as_ref(), document)
    }

    /// Its name on the wire, and that in the document.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        [Some(self.name.as_str()), self.documented_as.as_deref()]
            .into_iter()
            .flatten()
    }
}

fn is_from(source: Option<&Source>, document: &str) -> bool {
    source.is_some_and(|source| source.document == document)
}

/// A pointer without what stands for the items of a list.
fn plain(pointer: &str) -> Vec<&str> {
    let is_item = |name: &str| name == "*" || name.bytes().all(|byte| byte.is_ascii_digit());
    pointer.split('/').filter(|name| !is_item(name)).collect()
}

struct Reader<'a> {
    root: Node<'a>,
    is_placed: bool,
}

/// How deep schemas may nest.
const DEPTH: usize = 12;

fn text(value: &Value, key: &str) -> Option<String> {
    value.get(key)?.as_str().map(str::to_owned)
}

fn line(value: &Value) -> Option<Line> {
    value.as_u64().and_then(|line| Line::try_from(line).ok())
}

/// The members of an object under a key, as they are.
fn members<'a>(node: &Node<'a>, key: &str) -> impl Iterator<Item = (&'a str, Node<'a>)> + use<'a> {
    let child = node.child(key);
    child.into_iter().flat_map(|child| child.fields())
}

/// The items of a list under a key, as they are.
fn items<'a>(node: &Node<'a>, key: &str) -> impl Iterator<Item = Node<'a>> + use<'a> {
    let list = node.child(key);
    (0..).map_while(move |index| list.as_ref()?.item(index))
}

/// Where a reference leads, and the reference.
fn resolve(node: Node<'_>) -> (Node<'_>, Option<&str>) {
    let reference = node.text("$ref");
    let target = reference.and_then(|reference| node.follow(reference).ok());
    match target {
        Some(target) => (target, reference),
        None => (node, None),
    }
}

/// The name of a document without its ending.
fn stem(document: &str) -> &str {
    document.rsplit_once('.').map_or(document, |(stem, _)| stem)
}

/// The line of a row or a source, and what it names besides.
fn lines_of(value: &Value) -> Vec<Line> {
    let also = value["also"].as_array().into_iter().flatten();
    let own = value.get("line");
    own.into_iter().chain(also).filter_map(line).collect()
}

/// What `x-source` says, if it cites a document.
fn source(value: &Value) -> Option<Source> {
    let cited = value.get("x-source")?;
    Some(Source {
        document: stem(cited.get("document")?.as_str()?).to_owned(),
        lines: lines_of(cited),
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
    fn place(&self, node: &Node<'a>) -> Option<SpecPlace> {
        self.is_placed.then(|| node.place())
    }

    fn operations(&self) -> Vec<Claim> {
        let mut claims = Vec::new();
        for (path, item) in members(&self.root, "paths") {
            for (method, operation) in item.fields() {
                if operation.text("operationId").is_none() {
                    continue;
                }
                claims.push(self.claim(method, path, &operation, false));
                for (name, callback) in members(&operation, "callbacks") {
                    for (_, item) in callback.fields() {
                        claims.extend(
                            item.fields().map(|(method, operation)| {
                                self.claim(method, name, &operation, true)
                            }),
                        );
                    }
                }
            }
        }
        for (name, item) in members(&self.root, "x-webhooks") {
            claims.extend(
                item.fields()
                    .map(|(method, operation)| self.claim(method, name, &operation, true)),
            );
        }
        claims
    }

    fn claim(&self, method: &str, path: &str, operation: &Node<'a>, callback: bool) -> Claim {
        let value = operation.value;
        let permission = &value["x-permission"];
        let mut claim = Claim {
            id: text(value, "operationId").unwrap_or_default(),
            callback,
            method: method.to_ascii_uppercase(),
            path: path.to_owned(),
            function: text(&value["x-documented-function"], "name"),
            permission: text(permission, "kind").zip(text(permission, "access")),
            source: source(value),
            spec: self.place(operation),
            fields: Vec::new(),
            errors: Vec::new(),
            examples: Vec::new(),
            rules: rules(operation).collect(),
        };
        for parameter in items(operation, "parameters") {
            self.parameter(parameter, &mut claim);
        }
        if let Some(body) = operation.child("requestBody") {
            self.content(&resolve(body).0, Place::Body, &mut claim);
        }
        for (status, response) in members(operation, "responses") {
            self.response(status, &resolve(response).0, &mut claim);
        }
        claim
    }

    fn parameter(&self, parameter: Node<'a>, claim: &mut Claim) {
        let (parameter, _) = resolve(parameter);
        let Some(name) = parameter.text("name") else {
            return;
        };
        let place = match parameter.text("in") {
            Some("path") => Place::Path,
            Some("query") => Place::Query,
            _ => Place::Header,
        };
        let content = parameter
            .child("content")
            .and_then(|content| content.child("application/json"));
        let schema = content.as_ref().unwrap_or(&parameter).child("schema");
        let walk = Walk {
            place,
            pointer: String::new(),
            at: format!("{}/{name}", claim.id),
            within: None,
            variant: None,
            depth: 0,
        };
        let schema = schema.unwrap_or_else(|| parameter.clone());
        let field = self.field(name, &schema, &walk);
        claim.fields.push(ClaimField {
            required: parameter.is_true("required"),
            source: source(parameter.value),
            documented_as: text(&parameter.value["x-source"], "documented_as"),
            spec: self.place(&parameter),
            ..field
        });
    }

    fn content(&self, body: &Node<'a>, place: Place, claim: &mut Claim) {
        for (_, media) in members(body, "content") {
            let walk = Walk {
                place,
                pointer: String::new(),
                at: String::new(),
                within: None,
                variant: None,
                depth: 0,
            };
            if let Some(schema) = media.child("schema") {
                self.walk(schema, &walk, claim);
            }
            for (_, example) in members(&media, "examples") {
                let mut values = BTreeMap::new();
                scalars(&example.value["value"], "", &mut values);
                claim.examples.push(ClaimExample {
                    place,
                    values,
                    source: source(example.value),
                    spec: self.place(&example),
                });
            }
        }
    }

    fn response(&self, status: &str, response: &Node<'a>, claim: &mut Claim) {
        let success = status.starts_with('2');
        let place = if success { Place::Answer } else { Place::Error };
        self.content(response, place, claim);
        for row in items(response, "x-error-codes") {
            let cited = source(row.value).or_else(|| {
                let document = claim.source.as_ref()?.document.clone();
                let lines = lines_of(row.value);
                (!lines.is_empty()).then_some(Source { document, lines })
            });
            claim.errors.push(ClaimError {
                code: text(row.value, "code").unwrap_or_default(),
                status: status.parse().ok(),
                variant: text(row.value, "for"),
                example_only: row.is_true("example_only"),
                source: cited,
                spec: self.place(&row),
            });
        }
    }

    /// Adds the fields of a schema.
    fn walk(&self, schema: Node<'a>, walk: &Walk, claim: &mut Claim) {
        if walk.depth > DEPTH {
            return;
        }
        let (schema, reference) = resolve(schema);
        let mut walk = walk.clone();
        walk.depth += 1;
        if let Some(reference) = reference {
            reference.clone_into(&mut walk.at);
        }
        claim.rules.extend(rules(&schema));
        for part in items(&schema, "allOf") {
            self.walk(part, &walk, claim);
        }
        let mapping = &schema.value["discriminator"]["mapping"];
        for part in items(&schema, "oneOf") {
            let reference = part.text("$ref");
            let mut targets = mapping.as_object().into_iter().flatten();
            let variant = targets.find(|(_, target)| target.as_str() == reference);
            let variant = variant.map(|(name, _)| name.clone());
            let walk = Walk {
                variant,
                ..walk.clone()
            };
            self.walk(part, &walk, claim);
        }
        if let Some(of) = schema.child("items") {
            let walk = Walk {
                pointer: format!("{}/*", walk.pointer),
                ..walk.clone()
            };
            self.walk(of, &walk, claim);
        }
        let required: Vec<&str> = items(&schema, "required")
            .filter_map(|name| name.value.as_str())
            .collect();
        for (name, property) in members(&schema, "properties") {
            let field = ClaimField {
                required: required.contains(&name),
                ..self.field(name, &property, &walk)
            };
            let inner = Walk {
                pointer: field.pointer.clone(),
                at: field.at.clone(),
                within: Some(name.to_owned()),
                ..walk.clone()
            };
            claim.fields.push(field);
            self.walk(property, &inner, claim);
        }
    }

    fn field(&self, name: &str, schema: &Node<'a>, walk: &Walk) -> ClaimField {
        let mut field = ClaimField {
            name: name.to_owned(),
            documented_as: text(&schema.value["x-source"], "documented_as"),
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
            source: source(schema.value),
            spec: self.place(schema),
        };
        shape(schema.clone(), &mut field, 0);
        field
    }

    fn enums(&self) -> BTreeMap<String, Vec<Listed>> {
        let components = self.root.child("components");
        let schemas = components.iter().flat_map(|node| members(node, "schemas"));
        let listed = schemas.map(|(name, schema)| (name.to_owned(), self.listed(&schema)));
        listed.filter(|(_, listed)| !listed.is_empty()).collect()
    }

    fn listed(&self, schema: &Node<'a>) -> Vec<Listed> {
        let described = &schema.value["x-enum"];
        items(schema, "enum")
            .map(|node| {
                let value = shown(node.value);
                let entry = &described[value.as_str()];
                let lines = lines_of(entry);
                let document = text(entry, "document").map(|name| stem(&name).to_owned());
                let document = document.or_else(|| source(entry).map(|source| source.document));
                let document = document.or_else(|| self.document_of(schema.value));
                let source = document
                    .filter(|_| !lines.is_empty())
                    .map(|document| Source { document, lines });
                Listed {
                    value,
                    source,
                    spec: self.place(&node),
                }
            })
            .collect()
    }

    /// The document of an enum: its own, or the contract's.
    fn document_of(&self, schema: &Value) -> Option<String> {
        source(schema)
            .or_else(|| source(&self.root.value["info"]))
            .map(|source| source.document)
    }
}

fn rules(node: &Node<'_>) -> impl Iterator<Item = Value> {
    items(node, "x-rules").map(|rule| rule.value.clone())
}

/// Fills in what a schema and the schemas that it refers to say.
fn shape(schema: Node<'_>, field: &mut ClaimField, depth: usize) {
    if depth > DEPTH {
        return;
    }
    let (schema, reference) = resolve(schema);
    let value = schema.value;
    let kind = match schema.text("type") {
        Some("string") => Some(Type::String),
        Some("number" | "integer") => Some(Type::Number),
        Some("boolean") => Some(Type::Boolean),
        Some("array") => Some(Type::Array),
        Some("object") => Some(Type::Object),
        _ => None,
    };
    field.kind = field.kind.or(kind);
    // A limit that no document states is nothing to hold against one.
    let is_observed = |keyword: &str| value["x-limit-source"][keyword] == "observed";
    for bound in [
        Bound::Minimum,
        Bound::Maximum,
        Bound::MinLength,
        Bound::MaxLength,
        Bound::MaxItems,
        Bound::MultipleOf,
    ] {
        if let Some(value) = value.get(bound.keyword()).and_then(Value::as_u64)
            && !is_observed(bound.keyword())
        {
            field.limits.push((bound, value));
        }
    }
    field.format = field.format.take().or_else(|| text(value, "format"));
    if let Some(pattern) = schema.text("pattern") {
        field.pattern = Some(pattern.to_owned());
        if !is_observed("pattern") {
            field.limits.extend(lengths(pattern));
        }
    }
    if let Some(default) = value.get("default") {
        field.default = Some(shown(default));
    }
    if value.get("enum").is_some() {
        field.values = Some(component(reference));
    }
    for part in items(&schema, "allOf").chain(items(&schema, "oneOf").take(1)) {
        shape(part, field, depth + 1);
    }
    if let Some(of) = schema.child("items") {
        let (of, reference) = resolve(of);
        if of.value.get("enum").is_some() {
            field.values = Some(component(reference));
        }
    }
}

/// The name of the component that a reference leads to; nothing for what stands in place.
fn component(reference: Option<&str>) -> String {
    let name = reference.and_then(|reference| reference.rsplit('/').next());
    name.unwrap_or_default().to_owned()
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
