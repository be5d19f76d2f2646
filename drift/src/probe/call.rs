//! What can be called of a contract, and with which values.

use std::collections::HashMap;

use anyhow::{Result, anyhow};
use bayar_contract::Contract;
use bayar_contract::Node;
use bayar_contract::operation::{Body, Location, Operation, Parameter};
use bayar_contract::server::Server;
use form_urlencoded::byte_serialize;
use hyper::header::{HeaderName, HeaderValue};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use crate::probe::credentials::{Credentials, Travels};

/// Nobody's address.
const EMAIL: &str = "probe@example.com";

/// The operations of a contract that can be called, and how.
pub(super) struct Calls<'c> {
    contract: &'c Contract,
    /// In place of the servers of the contract.
    server: Option<&'c str>,
    pub(super) credentials: &'c Credentials,
    /// The fields that tell resources apart, the best first.
    identified_by: Vec<&'c str>,
    /// What is created, looked at, and taken back by the last step.
    pub(super) flows: Vec<Vec<&'c str>>,
}

/// An operation as it can be called.
pub(super) struct Call {
    /// The `operationId`, or method and path.
    pub(super) name: String,
    pub(super) method: String,
    /// The template.
    pub(super) path: String,
    /// Where it is served, without a slash at the end.
    pub(super) base: String,
    /// Parameters of the path and their values, encoded.
    values: Vec<(String, String)>,
    /// Encoded, without credentials.
    query: String,
    pub(super) headers: Vec<(HeaderName, HeaderValue)>,
    pub(super) credentials: Result<Vec<Travels>, String>,
    body: Option<Value>,
}

impl<'c> Calls<'c> {
    pub(super) fn new(
        contract: &'c Contract,
        server: Option<&'c str>,
        credentials: &'c Credentials,
    ) -> Calls<'c> {
        let own = contract.document().root().get("x-drift");
        let texts = |node: Option<Node<'c>>| -> Vec<&'c str> {
            let items = node.into_iter().flat_map(Node::items);
            items.filter_map(Node::as_str).collect()
        };
        let field = |name: &str| own.and_then(|own| own.get(name));
        let flows = field("probe").and_then(|probe| probe.get("flows"));
        Calls {
            contract,
            server,
            credentials,
            identified_by: texts(field("identified_by")),
            flows: flows
                .into_iter()
                .flat_map(Node::items)
                .map(|flow| texts(Some(flow)))
                .collect(),
        }
    }

    /// Every operation that only reads. Lists come before what they list, as in the contract.
    pub(super) fn reads(&self) -> impl Iterator<Item = &'c Operation> + use<'c> {
        let operations = self.contract.operations.iter();
        operations.filter(|operation| operation.method == "GET")
    }

    /// An operation of a flow.
    pub(super) fn operation(&self, id: &str) -> Result<&'c Operation> {
        let found = self.contract.operation(id);
        found.ok_or_else(|| anyhow!("the contract has no operation {id}"))
    }

    /// How an operation is called, with this id in its path, or with documented values.
    pub(super) fn call(&self, operation: &'c Operation, id: Option<&str>) -> Result<Call> {
        let urls = operation.servers.iter().map(Server::default_url);
        let mut urls = urls.filter(|url| url.contains("://"));
        let base = self.server.map(str::to_owned).or_else(|| urls.next());
        let base = base.ok_or_else(|| anyhow!("the contract names no server: --server"))?;
        let last = last_parameter(&operation.path);
        let mut call = Call {
            name: name(operation),
            method: operation.method.clone(),
            path: operation.path.clone(),
            base: base.trim_end_matches('/').to_owned(),
            values: Vec::new(),
            query: String::new(),
            headers: Vec::new(),
            credentials: self.credentials.of(operation),
            body: None,
        };
        let mut query = Vec::new();
        let mut cookies = Vec::new();
        for parameter in &operation.parameters {
            let name = parameter.name.as_str();
            if parameter.location == Location::Header
                && let Some(given) = self.credentials.header(name)
            {
                call.headers.push(given.clone());
                continue;
            }
            if !parameter.required {
                continue;
            }
            if let Some(id) = id.filter(|_| parameter.location == Location::Path)
                && last == Some(name)
            {
                call.values.push((name.to_owned(), in_path(id)));
                continue;
            }
            let value = self.value(parameter);
            let value = value.ok_or_else(|| anyhow!("no example or default of {name}"))?;
            let pairs = written(parameter, &value);
            let joined = || {
                let values = pairs.iter().map(|(_, value)| value.as_str());
                values.collect::<Vec<_>>().join(",")
            };
            match parameter.location {
                Location::Path => call.values.push((name.to_owned(), in_path(&joined()))),
                Location::Query => {
                    query.extend(pairs.iter().map(|(name, value)| pair(name, value)));
                }
                Location::Header => call.headers.push(header(name, &joined())?),
                Location::Cookie => cookies.push(format!("{name}={}", joined())),
            }
        }
        if !cookies.is_empty() {
            call.headers.push(header("cookie", &cookies.join("; "))?);
        }
        call.query = query.join("&");
        let json = operation.body.as_ref().and_then(Body::json);
        let example = json.and_then(|media| media.examples.first()?.value);
        call.body = example.map(|node| self.contract.node(node).to_value());
        Ok(call)
    }

    /// The example of a parameter, or its default, or the first value that it may have.
    fn value(&self, parameter: &Parameter) -> Option<Value> {
        let exemplary = parameter
            .examples
            .iter()
            .filter_map(|example| example.value);
        let parts = parameter.schema.map(|schema| self.contract.parts(schema));
        let parts = parts.unwrap_or_default();
        let parts = || parts.iter().map(|part| self.contract.schema(*part));
        let examples = parts().flat_map(|schema| schema.examples.iter().copied());
        let defaults = parts().filter_map(|schema| schema.default.or(schema.constant));
        let values = parts().flat_map(|schema| schema.values.iter().flatten().copied());
        let candidates = exemplary.chain(examples).chain(defaults).chain(values);
        let values = candidates.map(|node| match self.contract.node(node) {
            // Every digit of it.
            number if number.as_number().is_some() => {
                Value::String(number.as_number().unwrap_or_default().to_owned())
            }
            other => other.to_value(),
        });
        values.into_iter().find(|value| match value {
            Value::Null => false,
            Value::String(text) => !text.is_empty(),
            _ => true,
        })
    }

    /// The id that an answer gives to one of what it lists, or to what was created.
    pub(super) fn id_of(&self, resource: &Value) -> Option<String> {
        let mut names = self.identified_by.iter().copied().chain(["id"]);
        names.find_map(|name| text(&resource[name]))
    }

    /// The example of the contract, under a name that was never used, and nobody's address.
    pub(super) fn fresh_body(&self, call: &Call, name: &str) -> Option<Value> {
        let mut body = call.body.clone()?;
        for (field, value) in body.as_object_mut().into_iter().flatten() {
            if self.identified_by.contains(&field.as_str()) {
                *value = name.into();
            } else if field.contains("email") && value.is_string() {
                *value = EMAIL.into();
            }
        }
        Some(body)
    }
}

impl Call {
    /// The path and the query, without credentials.
    pub(super) fn target(&self) -> String {
        let mut path = self.path.clone();
        for (name, value) in &self.values {
            path = path.replace(&format!("{{{name}}}"), value);
        }
        let mark = if self.query.is_empty() { "" } else { "?" };
        format!("{path}{mark}{}", self.query)
    }
}

/// The ids that lists showed, by the path of the list.
#[derive(Default)]
pub(super) struct Known(HashMap<String, String>);

impl Known {
    /// Remembers the first of what was listed.
    pub(super) fn learn(&mut self, calls: &Calls<'_>, path: &str, body: &Value) {
        let list = match body {
            Value::Object(fields) => fields.values().find_map(Value::as_array),
            other => other.as_array(),
        };
        let id = list
            .and_then(|list| list.first())
            .and_then(|one| calls.id_of(one));
        self.0.extend(id.map(|id| (path.to_owned(), id)));
    }

    /// The id for a path that is that of a list with one parameter more.
    pub(super) fn id(&self, path: &str) -> Option<&str> {
        let (above, segment) = path.rsplit_once('/')?;
        let is_parameter = segment.starts_with('{') && segment.ends_with('}');
        let id = self.0.get(above).filter(|_| is_parameter);
        id.map(String::as_str)
    }
}

/// The `operationId`, or method and path.
pub(super) fn name(operation: &Operation) -> String {
    let of_path = || format!("{} {}", operation.method, operation.path);
    operation.id.clone().unwrap_or_else(of_path)
}

fn last_parameter(path: &str) -> Option<&str> {
    let (_, rest) = path.rsplit_once('{')?;
    Some(rest.split_once('}')?.0)
}

fn header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue)> {
    let name = HeaderName::try_from(name)?;
    let value = HeaderValue::try_from(value)
        .map_err(|_| anyhow!("the value of the header {name} cannot be sent"))?;
    Ok((name, value))
}

/// A parameter of a query, encoded.
pub(super) fn pair(name: &str, value: &str) -> String {
    let encoded = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
    format!("{}={}", encoded(name), encoded(value))
}

fn in_path(value: &str) -> String {
    let value = utf8_percent_encode(value, NON_ALPHANUMERIC).to_string();
    // Dashes stay as they are printed, and the commas of a list.
    let value = value.replace("%2D", "-").replace("%5F", "_");
    value.replace("%2C", ",")
}

/// A text, or a number or truth as text.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        _ => None,
    }
}

/// The value of a parameter in its style: names and texts.
fn written(parameter: &Parameter, value: &Value) -> Vec<(String, String)> {
    let name = &parameter.name;
    let whole = |value: &Value| text(value).unwrap_or_else(|| value.to_string());
    let one = |text: String| vec![(name.clone(), text)];
    let separator = match parameter.style.as_str() {
        "spaceDelimited" => " ",
        "pipeDelimited" => "|",
        _ => ",",
    };
    match value {
        _ if parameter.content.is_some() => one(value.to_string()),
        Value::Array(items) if parameter.explode && parameter.style == "form" => items
            .iter()
            .map(|item| (name.clone(), whole(item)))
            .collect(),
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(whole).collect();
            one(items.join(separator))
        }
        Value::Object(fields) if parameter.style == "deepObject" => {
            let fields = fields.iter();
            fields
                .map(|(field, value)| (format!("{name}[{field}]"), whole(value)))
                .collect()
        }
        Value::Object(fields) if parameter.explode && parameter.style == "form" => {
            let fields = fields.iter();
            fields
                .map(|(field, value)| (field.clone(), whole(value)))
                .collect()
        }
        Value::Object(fields) => {
            let fields = fields
                .iter()
                .flat_map(|(field, value)| [field.clone(), whole(value)]);
            one(fields.collect::<Vec<_>>().join(separator))
        }
        other => one(whole(other)),
    }
}
