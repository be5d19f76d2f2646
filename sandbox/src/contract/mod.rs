//! The contracts, read once from the texts of `bayar-spec` into what the server needs.

pub(crate) mod check;
pub(crate) mod conform;
pub(crate) mod limits;
pub(crate) mod router;
pub(crate) mod rules;
pub(crate) mod schema;
#[cfg(test)]
mod seen;
pub(crate) mod shape;
pub(crate) mod values;
pub(crate) mod violation;

use std::collections::{BTreeMap, HashSet};
use std::sync::OnceLock;

use serde_json::Value;

use crate::contract::conform::conform;
use crate::contract::router::{Template, segments};
use crate::contract::rules::Rule;
use crate::contract::schema::{Schema, resolve};
use crate::contract::shape::{Kind, read_rules};
use crate::contract::violation::Location;
use crate::json::Json;

/// The first segment of Finpay's paths, which keeps them apart from Xendit's.
pub(crate) const FINPAY_PREFIX: &str = "finpay";

/// The header in which most callbacks carry the account's token.
pub(crate) const TOKEN_HEADER: &str = "x-callback-token";

const METHODS: &[&str] = &[
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// Whose API an operation belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Provider {
    Xendit,
    Finpay,
}

/// The credentials that an operation takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    SecretKey,
    PublicKey,
    Password,
}

/// Every operation of every contract.
#[derive(Debug)]
pub(crate) struct Contract {
    operations: Vec<Operation>,
    /// What is sent to the merchant, by its `operationId`.
    pub(crate) callbacks: BTreeMap<String, Callback>,
    /// Lower-case names of every field, parameter and header that is marked `x-secret`.
    pub(crate) secrets: HashSet<String>,
}

#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) id: String,
    pub(crate) provider: Provider,
    /// In upper case.
    pub(crate) method: String,
    pub(crate) template: Template,
    pub(crate) access: Access,
    pub(crate) parameters: Vec<Parameter>,
    /// Rules over the query.
    pub(crate) rules: Vec<Rule>,
    pub(crate) body: Option<Schema>,
    pub(crate) answer: Answer,
    /// The documented statuses of success.
    pub(crate) successes: Vec<u16>,
    /// Every row of the documents' tables of errors, and the codes seen elsewhere.
    pub(crate) errors: Vec<ErrorRow>,
    pub(crate) permission: Option<Permission>,
}

/// A documented error of an operation.
#[derive(Debug)]
pub(crate) struct ErrorRow {
    pub(crate) code: String,
    /// The documented one, or 400 where the documents name none.
    pub(crate) status: u16,
    pub(crate) has_status: bool,
    pub(crate) message: String,
}

/// What a key must be allowed for an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Permission {
    pub(crate) is_money_out: bool,
    pub(crate) is_write: bool,
}

#[derive(Debug)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) location: Location,
    pub(crate) required: bool,
    pub(crate) schema: Schema,
}

/// The documented success of an operation.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) schema: Schema,
    pub(crate) examples: Vec<Json>,
}

/// What the merchant is told.
#[derive(Debug)]
pub(crate) struct Callback {
    pub(crate) body: Answer,
    /// Whether the token stands in a header; if not, it is in the body.
    pub(crate) has_token_header: bool,
}

/// What the router found for a method and a path.
pub(crate) enum Route<'a> {
    Found {
        operation: &'a Operation,
        path: Vec<(String, String)>,
    },
    WrongMethod {
        allowed: Vec<&'a str>,
    },
    Unknown,
}

impl Contract {
    /// The contracts that this crate was built with.
    pub(crate) fn get() -> Result<&'static Contract, String> {
        static CONTRACT: OnceLock<Result<Contract, String>> = OnceLock::new();
        CONTRACT
            .get_or_init(Contract::read)
            .as_ref()
            .map_err(Clone::clone)
    }

    fn read() -> Result<Contract, String> {
        let mut contract = Contract {
            operations: Vec::new(),
            callbacks: BTreeMap::new(),
            secrets: HashSet::new(),
        };
        for (provider, text) in [
            (Provider::Xendit, bayar_spec::XENDIT),
            (Provider::Finpay, bayar_spec::FINPAY),
        ] {
            let document =
                yaml_serde::from_str(text).map_err(|error| format!("{provider:?}: {error}"))?;
            collect_secrets(&document, None, &mut contract.secrets);
            contract.operations.extend(operations(provider, &document)?);
            contract.callbacks.extend(callbacks(&document)?);
        }
        Ok(contract)
    }

    #[cfg(test)]
    pub(crate) fn operations(&self) -> &[Operation] {
        &self.operations
    }

    /// The operation with this `operationId`.
    pub(crate) fn operation(&self, id: &str) -> Option<&Operation> {
        self.operations.iter().find(|operation| operation.id == id)
    }

    /// Whether the documents, or traffic, have this error code for this operation.
    pub(crate) fn has_error(&self, operation: &str, code: &str) -> bool {
        self.operation(operation)
            .is_some_and(|operation| operation.errors.iter().any(|row| row.code == code))
    }

    /// Finds the operation for a raw path, without its query.
    pub(crate) fn route(&self, method: &str, path: &str) -> Route<'_> {
        let (provider, path) = split_provider(path);
        let mut matches: Vec<_> = self
            .operations
            .iter()
            .filter(|operation| operation.provider == provider)
            .filter_map(|operation| Some((operation, operation.template.matches(&path)?)))
            .collect();
        let literal = matches
            .iter()
            .map(|(operation, _)| operation.template.literal_length())
            .max();
        matches.retain(|(operation, _)| Some(operation.template.literal_length()) == literal);
        if matches.is_empty() {
            return Route::Unknown;
        }
        let allowed = matches
            .iter()
            .map(|(operation, _)| operation.method.as_str())
            .collect();
        match matches
            .into_iter()
            .find(|(operation, _)| operation.method == method)
        {
            Some((operation, path)) => Route::Found { operation, path },
            None => Route::WrongMethod { allowed },
        }
    }
}

/// Whose API a raw path belongs to.
pub(crate) fn provider_of(path: &str) -> Provider {
    split_provider(path).0
}

fn split_provider(path: &str) -> (Provider, Vec<&str>) {
    let mut path = segments(path);
    if path.first() == Some(&FINPAY_PREFIX) {
        path.remove(0);
        return (Provider::Finpay, path);
    }
    (Provider::Xendit, path)
}

fn operations(provider: Provider, document: &Value) -> Result<Vec<Operation>, String> {
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        for (method, operation) in item.as_object().into_iter().flatten() {
            if METHODS.contains(&method.as_str()) {
                let read = Operation::read(provider, document, method, path, operation);
                operations.push(read.map_err(|error| format!("{method} {path}: {error}"))?);
            }
        }
    }
    Ok(operations)
}

/// The callbacks to URLs set in the dashboard, and those to a URL that a request names.
fn callbacks(document: &Value) -> Result<Vec<(String, Callback)>, String> {
    let paths = document["paths"].as_object().into_iter().flatten();
    let operations = paths.flat_map(|(_, item)| item.as_object().into_iter().flatten());
    let named = operations
        .filter_map(|(_, operation)| operation["callbacks"].as_object())
        .flatten()
        .filter_map(|(_, callback)| callback.as_object())
        .flatten();
    let set = document["x-webhooks"].as_object().into_iter().flatten();
    named
        .chain(set)
        .map(|(name, item)| {
            Callback::read(document, &item["post"])
                .map_err(|error| format!("callback {name}: {error}"))
        })
        .collect()
}

impl Operation {
    fn read(
        provider: Provider,
        document: &Value,
        method: &str,
        path: &str,
        operation: &Value,
    ) -> Result<Operation, String> {
        let parameters = operation["parameters"].as_array().into_iter().flatten();
        let security = operation.get("security").unwrap_or(&document["security"]);
        Ok(Operation {
            id: operation["operationId"]
                .as_str()
                .ok_or("no operationId")?
                .to_owned(),
            provider,
            method: method.to_uppercase(),
            template: Template::read(path),
            access: access(security)?,
            parameters: parameters
                .map(|parameter| Parameter::read(document, parameter))
                .collect::<Result<_, _>>()?,
            rules: operation
                .get("x-rules")
                .map(read_rules)
                .transpose()?
                .unwrap_or_default(),
            body: json_schema(&operation["requestBody"])
                .map(|schema| Schema::read(document, schema))
                .transpose()?,
            answer: Answer::read(document, &operation["responses"])?,
            successes: successes(&operation["responses"])
                .filter_map(|(status, _)| status.parse().ok())
                .collect(),
            errors: error_rows(&operation["responses"]),
            permission: permission(&operation["x-permission"]),
        })
    }

    /// Whether this is one that changes nothing.
    pub(crate) fn is_read(&self) -> bool {
        self.method == "GET"
    }
}

fn successes(responses: &Value) -> impl Iterator<Item = (&String, &Value)> {
    let responses = responses.as_object().into_iter().flatten();
    responses.filter(|(status, _)| status.starts_with('2'))
}

fn error_rows(responses: &Value) -> Vec<ErrorRow> {
    let mut rows = Vec::new();
    for (status, response) in responses.as_object().into_iter().flatten() {
        let tables = ["x-error-codes", "x-observed-error-codes"];
        let listed = tables.iter().filter_map(|table| response[table].as_array());
        for row in listed.flatten() {
            let text = |name: &str| row[name].as_str().map(str::to_owned);
            rows.push(ErrorRow {
                code: text("code").unwrap_or_default(),
                status: status.parse().unwrap_or(400),
                has_status: status.parse::<u16>().is_ok(),
                message: text("description").unwrap_or_default(),
            });
        }
    }
    rows
}

fn permission(permission: &Value) -> Option<Permission> {
    Some(Permission {
        is_money_out: match permission["kind"].as_str()? {
            "money-in" => false,
            "money-out" => true,
            _ => return None,
        },
        is_write: permission["access"] == "write",
    })
}

fn access(security: &Value) -> Result<Access, String> {
    match security[0]
        .as_object()
        .and_then(|schemes| schemes.keys().next())
        .map(String::as_str)
    {
        Some("secretKey") => Ok(Access::SecretKey),
        Some("publicKey") => Ok(Access::PublicKey),
        Some("basicAuth") => Ok(Access::Password),
        other => Err(format!("security scheme {other:?}")),
    }
}

/// The schema of JSON content, of a body, an answer or a parameter.
fn json_schema(value: &Value) -> Option<&Value> {
    value.get("content")?.get("application/json")?.get("schema")
}

impl Parameter {
    pub(crate) fn is_array(&self) -> bool {
        self.schema.shape.kind == Some(Kind::Array)
    }

    fn read(document: &Value, parameter: &Value) -> Result<Parameter, String> {
        let parameter = resolve(document, parameter)?;
        let schema = json_schema(parameter).unwrap_or(&parameter["schema"]);
        Ok(Parameter {
            name: parameter["name"]
                .as_str()
                .ok_or("a parameter without name")?
                .to_owned(),
            location: match parameter["in"].as_str() {
                Some("path") => Location::Path,
                Some("query") => Location::Query,
                Some("header") => Location::Header,
                other => return Err(format!("a parameter in {other:?}")),
            },
            required: parameter["required"] == true,
            schema: Schema::read(document, schema)?,
        })
    }
}

impl Answer {
    fn read(document: &Value, responses: &Value) -> Result<Answer, String> {
        let (status, response) = successes(responses).next().ok_or("no success")?;
        let status = status.parse().map_err(|_| format!("status {status}"))?;
        Answer::of(document, status, resolve(document, response)?)
    }

    /// From what has JSON content with examples: a response, or the request of a callback.
    fn of(document: &Value, status: u16, content: &Value) -> Result<Answer, String> {
        let schema = json_schema(content).ok_or("no JSON")?;
        let schema = Schema::read(document, schema)?;
        let examples = content["content"]["application/json"]["examples"].as_object();
        let read = |(_, example): (&String, &Value)| {
            let example =
                Json::parse(&example["value"].to_string()).map_err(|error| error.to_string())?;
            Ok(conform(example, &schema.shape))
        };
        Ok(Answer {
            status,
            examples: examples
                .into_iter()
                .flatten()
                .map(read)
                .collect::<Result<_, String>>()?,
            schema,
        })
    }
}

impl Callback {
    fn read(document: &Value, callback: &Value) -> Result<(String, Callback), String> {
        let id = callback["operationId"].as_str().ok_or("no operationId")?;
        let mut has_token_header = false;
        for parameter in callback["parameters"].as_array().into_iter().flatten() {
            let parameter = resolve(document, parameter)?;
            has_token_header |= parameter["in"] == "header"
                && parameter["name"]
                    .as_str()
                    .is_some_and(|name| name.eq_ignore_ascii_case(TOKEN_HEADER));
        }
        let callback = Callback {
            has_token_header,
            body: Answer::of(document, 200, &callback["requestBody"])?,
        };
        Ok((id.to_owned(), callback))
    }
}

/// Finds what is marked `x-secret`: a field by its key, a parameter by its `name`.
fn collect_secrets(value: &Value, key: Option<&str>, secrets: &mut HashSet<String>) {
    match value {
        Value::Object(fields) => {
            if fields.get("x-secret") == Some(&Value::Bool(true)) {
                let name = fields.get("name").and_then(Value::as_str).or(key);
                secrets.extend(name.map(str::to_lowercase));
            }
            for (key, value) in fields {
                collect_secrets(value, Some(key), secrets);
            }
        }
        Value::Array(items) => {
            for item in items {
                collect_secrets(item, None, secrets);
            }
        }
        _ => {}
    }
}
