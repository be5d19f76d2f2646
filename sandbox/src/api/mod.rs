//! The API that is served: the contracts, read once from the texts of `bayar-spec` into what the server needs.

pub(crate) mod check;
pub(crate) mod conform;
pub(crate) mod limits;
mod open_enums;
pub(crate) mod rules;
pub(crate) mod schema;
#[cfg(test)]
mod seen;
pub(crate) mod shape;
pub(crate) mod values;
pub(crate) mod violation;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use bayar_contract::extension::ErrorRow;
use bayar_contract::operation::MediaType;
use bayar_contract::overlay::{self, Overlay};
use bayar_contract::router::{Route as Routed, Router, segments};
use bayar_contract::{NodeId, NoteKind, Reader, Status, operation};
use serde_json::json;

use crate::api::conform::{complete, conform};
use crate::api::rules::Rule;
use crate::api::schema::Schema;
use crate::api::shape::{Kind, Shape};
use crate::api::violation::Location;
use crate::json::Json;

/// The first segment of Finpay's paths, which keeps them apart from Xendit's.
pub(crate) const FINPAY_PREFIX: &str = "finpay";

/// The header in which most callbacks carry the account's token.
pub(crate) const TOKEN_HEADER: &str = "x-callback-token";

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
pub(crate) struct Api {
    operations: Vec<Operation>,
    router: Router,
    /// What is sent to the merchant, by its `operationId`.
    pub(crate) callbacks: BTreeMap<String, Callback>,
    /// Lower-case names of every field, parameter and header that is marked `x-secret`.
    pub(crate) secrets: HashSet<String>,
    /// What is to be said of overlays: an action that changes nothing.
    pub(crate) notes: Vec<String>,
    overlays: Vec<Overlay>,
}

/// The contracts that this crate was built with.
const TEXTS: [(Provider, &str, &str); 2] = [
    (Provider::Xendit, "xendit.yaml", bayar_spec::XENDIT),
    (Provider::Finpay, "finpay.yaml", bayar_spec::FINPAY),
];

#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) id: String,
    pub(crate) provider: Provider,
    /// In upper case.
    pub(crate) method: String,
    /// With the parameters in braces, as it is served here.
    pub(crate) path: String,
    pub(crate) access: Access,
    pub(crate) parameters: Vec<Parameter>,
    /// Rules over the query.
    pub(crate) rules: Vec<Rule>,
    pub(crate) body: Option<Schema>,
    pub(crate) answer: Answer,
    /// The statuses that have an answer of their own, or their class has.
    statuses: Vec<Status>,
    /// Every row of the documents' tables of errors, and the codes seen elsewhere.
    pub(crate) errors: Vec<ErrorRow>,
    pub(crate) permission: Option<Permission>,
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
    pub(crate) shape: Shape,
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

impl Api {
    /// The contracts that this crate was built with, changed by overlays. A process reads them once and keeps them.
    pub(crate) fn with(files: &[PathBuf]) -> Result<&'static Api, String> {
        static KNOWN: Mutex<Vec<&'static Api>> = Mutex::new(Vec::new());
        let overlays = files.iter().map(Overlay::open);
        let overlays = overlays.collect::<Result<Vec<_>, _>>();
        let overlays = overlays.map_err(|error| error.to_string())?;
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(api) = known.iter().find(|own| own.overlays == overlays) {
            return Ok(api);
        }
        let api: &'static Api = Box::leak(Box::new(Api::read(overlays)?));
        known.push(api);
        Ok(api)
    }

    fn read(overlays: Vec<Overlay>) -> Result<Api, String> {
        let mut api = Api {
            operations: Vec::new(),
            router: Router::new(),
            callbacks: BTreeMap::new(),
            secrets: HashSet::new(),
            notes: Vec::new(),
            overlays,
        };
        for (provider, document) in documents(&api.overlays)? {
            api.add(provider, &document)?;
        }
        Ok(api)
    }

    /// The contract of a provider as OpenAPI 3.1, with the sandbox as the first of its servers; if asked for, in the form
    /// in which answers and callbacks may have values that are not listed.
    pub(crate) fn openapi_3_1(
        &self,
        provider: Provider,
        base_url: &str,
        has_open_enums: bool,
    ) -> Result<serde_json::Value, String> {
        let path = match provider {
            Provider::Xendit => String::new(),
            Provider::Finpay => format!("/{FINPAY_PREFIX}"),
        };
        let mut documents = documents(&self.overlays)?.into_iter();
        let found = documents.find(|(own, _)| *own == provider);
        let (_, contract) = found.ok_or("no such provider")?;
        let mut document = contract.document().to_3_1();
        let own = json!({"url": format!("{base_url}{path}"), "description": "This sandbox."});
        if let Some(servers) = document["servers"].as_array_mut() {
            servers.insert(0, own);
        }
        if has_open_enums {
            open_enums::open_enums(&mut document);
        }
        Ok(document)
    }

    fn add(
        &mut self,
        provider: Provider,
        document: &bayar_contract::Contract,
    ) -> Result<(), String> {
        for operation in &document.operations {
            let read = Operation::of(provider, document, operation);
            let place = || format!("{} {}", operation.method, operation.path);
            let read = read.map_err(|error| format!("{}: {error}", place()))?;
            let index = self.operations.len();
            self.router.add(&read.method, &read.path, index);
            self.operations.push(read);
        }
        for callback in &document.callbacks {
            let id = callback
                .id
                .clone()
                .ok_or("a callback without operationId")?;
            let read = Callback::of(document, callback);
            let read = read.map_err(|error| format!("callback {id}: {error}"))?;
            self.callbacks.insert(id, read);
        }
        self.secrets.extend(document.secrets());
        let notes = document.notes().iter();
        let notes = notes.filter(|note| note.kind == NoteKind::Overlay);
        self.notes.extend(notes.map(|note| {
            let place = document.place(note.node);
            format!("{}:{}: {}", place.file, place.line, note.text)
        }));
        Ok(())
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
        match self.router.route(method, path) {
            Routed::Found {
                operation,
                parameters,
                ..
            } if self.operations[operation].method == method => {
                let owned = |(name, value): (&str, Cow<'_, str>)| (name.to_owned(), value.into());
                Route::Found {
                    operation: &self.operations[operation],
                    path: parameters.into_iter().map(owned).collect(),
                }
            }
            // Methods have capitals, and no others mean the same.
            Routed::Found { operation, .. } => Route::WrongMethod {
                allowed: vec![&self.operations[operation].method],
            },
            Routed::WrongMethod { methods, .. } => Route::WrongMethod { allowed: methods },
            Routed::Unknown => Route::Unknown,
        }
    }
}

/// The documents, changed by overlays.
fn documents(overlays: &[Overlay]) -> Result<Vec<(Provider, bayar_contract::Contract)>, String> {
    let readers = overlay::readers(&TEXTS.map(|(_, file, _)| file), overlays);
    let readers = readers.map_err(|error| error.to_string())?;
    let read =
        |((provider, file, text), reader): (_, Reader)| Ok((provider, reader.read(file, text)?));
    let documents: Result<_, bayar_contract::Error> =
        TEXTS.into_iter().zip(readers).map(read).collect();
    documents.map_err(|error| error.to_string())
}

/// Whose API a raw path belongs to.
pub(crate) fn provider_of(path: &str) -> Provider {
    match segments(path).next() {
        Some(FINPAY_PREFIX) => Provider::Finpay,
        _ => Provider::Xendit,
    }
}

impl Operation {
    fn of(
        provider: Provider,
        contract: &bayar_contract::Contract,
        operation: &operation::Operation,
    ) -> Result<Operation, String> {
        let parameters = operation.parameters.iter();
        let parameters = parameters.map(|parameter| Parameter::of(contract, parameter));
        let body = operation.body.as_ref().and_then(operation::Body::json);
        let body = body.and_then(|content| content.schema);
        let success = operation.success().ok_or("no success")?;
        let responses = operation.responses.iter();
        Ok(Operation {
            id: operation.id.clone().ok_or("no operationId")?,
            provider,
            method: operation.method.clone(),
            path: match provider {
                Provider::Xendit => operation.path.clone(),
                Provider::Finpay => format!("/{FINPAY_PREFIX}{}", operation.path),
            },
            access: access(operation)?,
            parameters: parameters.collect::<Result<_, _>>()?,
            rules: Rule::all(contract, &operation.rules)?,
            body: body.map(|id| Schema::of(contract, id)).transpose()?,
            answer: Answer::of(
                contract,
                success.status.code().unwrap_or(200),
                success.json(),
            )?,
            statuses: responses.map(|response| response.status).collect(),
            errors: operation.errors.clone(),
            permission: operation.permission.as_ref().and_then(permission),
        })
    }

    /// Whether the document has an answer for this very status, or for its class.
    pub(crate) fn has_status(&self, status: u16) -> bool {
        self.statuses.iter().any(|own| own.covers(status))
    }

    /// Whether this is one that changes nothing.
    pub(crate) fn is_read(&self) -> bool {
        self.method == "GET"
    }
}

fn permission(permission: &bayar_contract::extension::Permission) -> Option<Permission> {
    Some(Permission {
        is_money_out: match permission.kind.as_str() {
            "money-in" => false,
            "money-out" => true,
            _ => return None,
        },
        is_write: permission.access.as_deref() == Some("write"),
    })
}

fn access(operation: &operation::Operation) -> Result<Access, String> {
    let required = operation.security.first();
    let scheme = required.and_then(|required| required.schemes.first());
    match scheme.map(|(name, _)| name.as_str()) {
        Some("secretKey") => Ok(Access::SecretKey),
        Some("publicKey") => Ok(Access::PublicKey),
        Some("basicAuth") => Ok(Access::Password),
        other => Err(format!("security scheme {other:?}")),
    }
}

impl Parameter {
    pub(crate) fn is_array(&self) -> bool {
        self.schema.shape.kind == Some(Kind::Array)
    }

    fn of(
        contract: &bayar_contract::Contract,
        parameter: &operation::Parameter,
    ) -> Result<Parameter, String> {
        let id = parameter.schema.ok_or("a parameter without schema")?;
        Ok(Parameter {
            name: parameter.name.clone(),
            location: match parameter.location {
                operation::Location::Path => Location::Path,
                operation::Location::Query => Location::Query,
                operation::Location::Header => Location::Header,
                operation::Location::Cookie => return Err("a cookie".to_owned()),
            },
            required: parameter.required,
            schema: Schema::of(contract, id)?,
        })
    }
}

impl Answer {
    /// From the JSON of a response, or of the request of a callback.
    fn of(
        contract: &bayar_contract::Contract,
        status: u16,
        content: Option<&MediaType>,
    ) -> Result<Answer, String> {
        let content = content.ok_or("no JSON")?;
        let shape = Shape::of(contract, content.schema.ok_or("no schema")?)?;
        let examples = content.examples.iter();
        let examples = examples.filter_map(|example| example.value);
        let read = |id: NodeId| {
            let mut example = conform(Json::of(contract, id)?, &shape);
            complete(&mut example, &shape);
            Ok(example)
        };
        Ok(Answer {
            status,
            examples: examples.map(read).collect::<Result<_, String>>()?,
            shape,
        })
    }
}

impl Callback {
    fn of(
        contract: &bayar_contract::Contract,
        callback: &operation::Operation,
    ) -> Result<Callback, String> {
        let body = callback.body.as_ref().and_then(operation::Body::json);
        let token = callback.parameter(operation::Location::Header, TOKEN_HEADER);
        Ok(Callback {
            body: Answer::of(contract, 200, body)?,
            has_token_header: token.is_some(),
        })
    }
}
