//! A spec as plain data: what documentation, request checks and snapshots are made from.
//!
//! Nothing here is lowered: required fields are required, limits are limits.

use std::fmt;

use serde_json::Value;

use crate::Error;
use crate::document::{component, escape, resolve};

/// One spec.
#[derive(Debug)]
pub struct Contract {
    /// The spec's file name.
    pub file: String,
    /// The operations, in the order of the spec.
    pub operations: Vec<Operation>,
    /// The component schemas, in the order of the spec.
    pub schemas: Vec<(String, Value)>,
}

/// One method on one path.
#[derive(Debug)]
pub struct Operation {
    /// `snake_case`, verb first.
    pub id: String,
    /// The product, as the spec's tag names it.
    pub product: String,
    /// The method in capitals.
    pub method: String,
    /// The path template.
    pub path: String,
    /// One line.
    pub summary: String,
    /// What it does.
    pub description: String,
    /// Where the document says so.
    pub source: Origin,
    /// What the key must be allowed to do, in words.
    pub permission: Option<String>,
    /// Whether it moves money out: its outcome must never be guessed.
    pub money_out: bool,
    /// Whether it is called with the public key instead of the secret one.
    pub public_key: bool,
    /// Path, query and header parameters.
    pub parameters: Vec<Parameter>,
    /// The component that the body is.
    pub body: Option<String>,
    /// The schema of a successful answer.
    pub answer: Value,
    /// Every row of its error tables.
    pub errors: Vec<ErrorRow>,
    /// Documented requests, by name.
    pub request_examples: Vec<(String, Value)>,
    /// Rules over several parameters.
    pub rules: Vec<Rule>,
}

/// Where a parameter travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    /// In the path.
    Path,
    /// In the query string.
    Query,
    /// In a header.
    Header,
}

/// A path, query or header parameter.
#[derive(Debug)]
pub struct Parameter {
    /// The name on the wire.
    pub name: String,
    /// Where it travels.
    pub location: Location,
    /// Whether the document calls it required.
    pub required: bool,
    /// What it is.
    pub description: String,
    /// Where the document says so.
    pub source: Origin,
    /// Its schema.
    pub schema: Value,
    /// A value that the document shows.
    pub example: Option<Value>,
    /// An array that the document prints as JSON text.
    pub json_text: bool,
}

/// One row of an error table.
#[derive(Debug)]
pub struct ErrorRow {
    /// The HTTP status; none where the document names none.
    pub status: Option<u16>,
    /// The code.
    pub code: String,
    /// When it happens.
    pub description: String,
    /// The variant of the operation that the table is about.
    pub variant: Option<String>,
    /// Whether no document lists it for this operation (`x-observed-error-codes`).
    pub observed: bool,
    /// Where the document says so.
    pub source: Origin,
}

/// A rule over several fields (`x-rules`).
#[derive(Clone, Debug)]
pub enum Rule {
    /// `field` only together with `needs`.
    Requires {
        /// The field that needs another.
        field: String,
        /// The other.
        needs: String,
        /// Where the document says so.
        line: Option<u64>,
    },
    /// All of the fields or none of them.
    Together {
        /// The fields.
        fields: Vec<String>,
        /// Where the document says so.
        line: Option<u64>,
    },
    /// If `field` has a value, `then` must be there or look like `pattern`.
    When {
        /// The field that decides.
        field: String,
        /// Its value, as JSON.
        equals: Value,
        /// The field that is ruled.
        then: String,
        /// What it must look like.
        pattern: Option<String>,
        /// The least amount.
        minimum: Option<String>,
        /// The greatest amount.
        maximum: Option<String>,
        /// Whether it must be there.
        required: bool,
        /// The rule in words.
        says: Option<String>,
        /// Where the document says so.
        line: Option<u64>,
    },
}

/// Where a statement comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A document and a line.
    Document {
        /// The file name.
        document: String,
        /// The line.
        line: u64,
    },
    /// Seen on the wire, in fixtures or in reports; no document says it.
    Observed,
    /// Not stated.
    Unknown,
}

impl Origin {
    pub(crate) fn read(value: &Value) -> Self {
        match value.get("x-source") {
            Some(Value::String(text)) if text == "observed" => Self::Observed,
            Some(source) => match (
                source.get("document").and_then(Value::as_str),
                source.get("line").and_then(Value::as_u64),
            ) {
                (Some(document), Some(line)) => Self::Document {
                    document: document.to_owned(),
                    line,
                },
                _ if source.get("observed").is_some() => Self::Observed,
                _ => Self::Unknown,
            },
            None => Self::Unknown,
        }
    }

    fn at(&self, line: Option<u64>) -> Self {
        match (self, line) {
            (Self::Document { document, .. }, Some(line)) => Self::Document {
                document: document.clone(),
                line,
            },
            _ => Self::Observed,
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Document { document, line } => write!(f, "{document}:{line}"),
            Self::Observed => f.write_str("observed"),
            Self::Unknown => f.write_str("unknown"),
        }
    }
}

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

impl Contract {
    /// Reads a parsed spec.
    ///
    /// # Errors
    /// If an operation lacks what every operation must have.
    pub fn read(file: &str, document: &Value) -> Result<Self, Error> {
        let reader = Reader { file, document };
        let mut operations: Vec<Operation> = Vec::new();
        for (path, item) in entries(document.get("paths")) {
            for (method, raw) in entries(Some(item)) {
                if !METHODS.contains(&method.as_str()) {
                    continue;
                }
                let operation = reader.operation(path, method, item, raw)?;
                if operations.iter().any(|other| other.id == operation.id) {
                    return Err(reader.error(
                        &pointer(path, method),
                        format!("the operationId `{}` is used twice", operation.id),
                        "give each operation a name of its own",
                    ));
                }
                operations.push(operation);
            }
        }
        let schemas = entries(document.pointer("/components/schemas"))
            .map(|(name, schema)| (name.clone(), schema.clone()))
            .collect();
        Ok(Self {
            file: file.to_owned(),
            operations,
            schemas,
        })
    }

    /// The operation with this id.
    #[must_use]
    pub fn operation(&self, id: &str) -> Option<&Operation> {
        self.operations.iter().find(|operation| operation.id == id)
    }

    /// The component schema of this name.
    #[must_use]
    pub fn schema(&self, name: &str) -> Option<&Value> {
        let found = self.schemas.iter().find(|(other, _)| other == name);
        found.map(|(_, schema)| schema)
    }

    /// Every documented error code with the first description, sorted by name.
    #[must_use]
    pub fn error_codes(&self) -> Vec<(&str, &str)> {
        let mut codes: Vec<(&str, &str)> = Vec::new();
        for row in self.operations.iter().flat_map(|o| &o.errors) {
            if !codes.iter().any(|(code, _)| *code == row.code) {
                codes.push((&row.code, &row.description));
            }
        }
        codes.sort_unstable();
        codes
    }
}

/// The names in `required` of an object schema.
pub(crate) fn required(schema: &Value) -> Vec<&str> {
    list(schema.get("required"))
        .filter_map(Value::as_str)
        .collect()
}

/// Whether a keyword stands in a schema as `true`.
pub(crate) fn is_true(schema: &Value, keyword: &str) -> bool {
    schema.get(keyword).and_then(Value::as_bool) == Some(true)
}

/// Reads `x-rules`.
pub(crate) fn rules(value: &Value) -> Option<Vec<Rule>> {
    let Some(list) = value.get("x-rules") else {
        return Some(Vec::new());
    };
    let text = |rule: &Value, key: &str| Some(rule.get(key)?.as_str()?.to_owned());
    let read = |rule: &Value| {
        let line = rule.get("line").and_then(Value::as_u64);
        match rule.get("rule")?.as_str()? {
            "requires" => Some(Rule::Requires {
                field: text(rule, "field")?,
                needs: text(rule, "needs")?,
                line,
            }),
            "together" => Some(Rule::Together {
                fields: rule
                    .get("fields")?
                    .as_array()?
                    .iter()
                    .map(|field| field.as_str().map(str::to_owned))
                    .collect::<Option<_>>()?,
                line,
            }),
            "when" => Some(Rule::When {
                field: text(rule, "field")?,
                equals: rule.get("equals")?.clone(),
                then: text(rule, "then")?,
                pattern: text(rule, "pattern"),
                minimum: rule.get("minimum").map(ToString::to_string),
                maximum: rule.get("maximum").map(ToString::to_string),
                required: rule.get("required").and_then(Value::as_bool) == Some(true),
                says: text(rule, "says"),
                line,
            }),
            _ => None,
        }
    };
    list.as_array()?.iter().map(read).collect()
}

struct Reader<'a> {
    file: &'a str,
    document: &'a Value,
}

impl Reader<'_> {
    fn operation(
        &self,
        path: &str,
        method: &str,
        item: &Value,
        raw: &Value,
    ) -> Result<Operation, Error> {
        let here = pointer(path, method);
        let text = |key: &str| raw.get(key).and_then(Value::as_str).map(str::to_owned);
        let need = |key: &str| {
            text(key).ok_or_else(|| {
                self.error(
                    &here,
                    format!("`{key}` is missing"),
                    "every operation has operationId, summary and description",
                )
            })
        };
        let source = Origin::read(raw);
        let product = raw
            .pointer("/tags/0")
            .and_then(Value::as_str)
            .ok_or_else(|| {
                self.error(
                    &here,
                    "it has no tag".into(),
                    "name the product as its only tag",
                )
            })?;
        let parameters = list(item.get("parameters"))
            .chain(list(raw.get("parameters")))
            .enumerate()
            .map(|(n, parameter)| self.parameter(&format!("{here}/parameters/{n}"), parameter))
            .collect::<Result<_, _>>()?;
        let body_media = raw.pointer("/requestBody/content/application~1json");
        let body = body_media
            .map(|media| {
                media
                    .get("schema")
                    .and_then(component)
                    .map(str::to_owned)
                    .ok_or_else(|| {
                        self.error(
                            &format!("{here}/requestBody"),
                            "the body is not a named component".into(),
                            "move its schema to components/schemas and refer to it",
                        )
                    })
            })
            .transpose()?;
        let request_examples = entries(body_media.and_then(|media| media.get("examples")))
            .filter_map(|(name, example)| Some((name.clone(), example.get("value")?.clone())))
            .collect();
        let permission = raw.get("x-permission");
        let kind = permission
            .and_then(|p| p.get("kind"))
            .and_then(Value::as_str);
        let access = permission
            .and_then(|p| p.get("access"))
            .and_then(Value::as_str);
        let public_key = list(raw.get("security")).any(|s| s.get("publicKey").is_some());
        let answer = entries(raw.get("responses"))
            .find(|(status, _)| status.starts_with('2'))
            .and_then(|(_, response)| resolve(self.document, response))
            .and_then(|response| response.pointer("/content/application~1json/schema"))
            .cloned()
            .ok_or_else(|| {
                self.error(
                    &format!("{here}/responses"),
                    "no JSON schema for a 2xx answer".into(),
                    "add the successful answer under '200'",
                )
            })?;
        let rules = rules(raw).ok_or_else(|| {
            self.error(
                &format!("{here}/x-rules"),
                "a rule cannot be read".into(),
                "see spec/README.md, Extensions",
            )
        })?;
        Ok(Operation {
            id: need("operationId")?,
            product: product.to_owned(),
            method: method.to_uppercase(),
            path: path.to_owned(),
            summary: need("summary")?,
            description: need("description")?,
            money_out: (kind, access) == (Some("money-out"), Some("write"))
                || text("x-money").as_deref() == Some("out"),
            permission: match (kind, access) {
                (Some(kind), Some(access)) => Some(format!("{kind} {access}")),
                _ => None,
            },
            public_key,
            parameters,
            body,
            answer,
            errors: self.errors(&source, raw),
            request_examples,
            rules,
            source,
        })
    }

    fn parameter(&self, here: &str, raw: &Value) -> Result<Parameter, Error> {
        let unreadable = |problem: &str| {
            self.error(
                here,
                problem.into(),
                "a parameter has name, in (path, query or header), description and schema",
            )
        };
        let raw =
            resolve(self.document, raw).ok_or_else(|| unreadable("the $ref leads nowhere"))?;
        let text = |key: &str| raw.get(key).and_then(Value::as_str);
        let location = match text("in") {
            Some("path") => Location::Path,
            Some("query") => Location::Query,
            Some("header") => Location::Header,
            _ => return Err(unreadable("`in` is none of path, query, header")),
        };
        let json = raw.pointer("/content/application~1json/schema");
        Ok(Parameter {
            name: text("name")
                .ok_or_else(|| unreadable("`name` is missing"))?
                .to_owned(),
            location,
            required: raw.get("required").and_then(Value::as_bool) == Some(true),
            description: text("description").unwrap_or_default().to_owned(),
            source: Origin::read(raw),
            schema: json
                .or_else(|| raw.get("schema"))
                .cloned()
                .ok_or_else(|| unreadable("it has no schema"))?,
            example: raw.get("example").cloned(),
            json_text: json.is_some(),
        })
    }

    fn errors(&self, source: &Origin, raw: &Value) -> Vec<ErrorRow> {
        let mut rows = Vec::new();
        for (status, response) in entries(raw.get("responses")) {
            let Some(response) = resolve(self.document, response) else {
                continue;
            };
            let documented = list(response.get("x-error-codes")).map(|row| (row, false));
            let observed = list(response.get("x-observed-error-codes")).map(|row| (row, true));
            for (row, observed) in documented.chain(observed) {
                let text = |key: &str| row.get(key).and_then(Value::as_str);
                let line = row.get("line").and_then(Value::as_u64);
                let named = Origin::read(row);
                rows.push(ErrorRow {
                    status: status.parse().ok(),
                    code: text("code").unwrap_or_default().to_owned(),
                    description: text("description").unwrap_or_default().to_owned(),
                    variant: text("for").map(str::to_owned),
                    observed,
                    source: match named {
                        Origin::Unknown => source.at(line),
                        named => named,
                    },
                });
            }
        }
        rows
    }

    fn error(&self, pointer: &str, problem: String, advice: &str) -> Error {
        Error::Spec {
            file: self.file.to_owned(),
            pointer: pointer.to_owned(),
            problem,
            advice: advice.to_owned(),
        }
    }
}

fn pointer(path: &str, method: &str) -> String {
    format!("/paths/{}/{method}", escape(path))
}

fn entries(value: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    value.and_then(Value::as_object).into_iter().flatten()
}

fn list(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    value.and_then(Value::as_array).into_iter().flatten()
}
