//! The contracts, compiled from the texts of `bayar-spec` into what traffic is held against.

pub(crate) mod document;
pub(crate) mod router;
pub(crate) mod rules;
pub(crate) mod schema;
pub(crate) mod slots;

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::OnceLock;

use anyhow::{Context, Result, anyhow};
use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::Value;

use crate::contract::document::{Document, Node};
use crate::contract::router::Router;
use crate::contract::rules::{Rule, read_rules};
use crate::contract::schema::{Compiler, Kind, Origin, Schema, infer_forms};
pub(crate) use crate::contract::slots::Area;
use crate::contract::slots::{Slot, Slots};

const METHODS: &[&str] = &[
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// Fields of a request that the answer repeats.
const ECHOED: &[&str] = &["external_id", "amount", "expected_amount", "reference"];

/// Whose API it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Provider {
    Xendit,
    Finpay,
}

/// Every operation and callback of every contract.
#[derive(Debug)]
pub(crate) struct Contract {
    /// Callbacks come after the operations.
    pub(crate) operations: Vec<Operation>,
    pub(crate) xendit: Router,
    pub(crate) finpay: Router,
    pub(crate) hosts: FxHashMap<String, Provider>,
    pub(crate) slots: Slots,
    /// Error codes that the contract has anywhere, by status.
    pub(crate) codes: FxHashMap<u16, FxHashSet<String>>,
    /// Lower-case names of every field, parameter and header that is marked `x-secret`.
    pub(crate) secrets: FxHashSet<String>,
}

/// An operation or a callback.
#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) id: String,
    /// In upper case.
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) is_callback: bool,
    pub(crate) origin: Origin,
    /// The lines of the document from this operation to the next one.
    pub(crate) section: Range<u32>,
    pub(crate) slot: Slot,
    pub(crate) path_parameters: Vec<Parameter>,
    pub(crate) query: FxHashMap<String, Parameter>,
    /// By name in lower case.
    pub(crate) headers: FxHashMap<String, Parameter>,
    /// Rules over the query.
    pub(crate) rules: Vec<Rule>,
    pub(crate) body: Option<Body>,
    pub(crate) responses: FxHashMap<u16, Response>,
    pub(crate) fallback: Option<Response>,
    pub(crate) codes: FxHashMap<String, Vec<Code>>,
    /// Fields that the answer repeats.
    pub(crate) echoes: Vec<&'static str>,
    /// Which parameter names the thing, and which field of the answer repeats it.
    pub(crate) asked: Option<(String, String)>,
}

/// A parameter in the path, the query or a header.
#[derive(Debug)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) is_required: bool,
    pub(crate) is_array: bool,
    pub(crate) schema: Schema,
    pub(crate) slot: Slot,
}

/// The body of a request or callback.
#[derive(Debug)]
pub(crate) struct Body {
    pub(crate) is_required: bool,
    pub(crate) schema: Schema,
}

/// An answer with a certain status.
#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) schema: Option<Schema>,
    pub(crate) headers: FxHashMap<String, Schema>,
    pub(crate) has_codes: bool,
    pub(crate) slot: Slot,
}

/// A row of a table of errors.
#[derive(Debug)]
pub(crate) struct Code {
    /// Nothing where the document names none.
    pub(crate) status: Option<u16>,
    pub(crate) origin: Origin,
    pub(crate) slot: Slot,
}

impl Contract {
    /// The contracts that this crate was built with.
    ///
    /// # Errors
    /// If they cannot be read; the tests make sure that they can.
    pub(crate) fn get() -> Result<&'static Contract> {
        static CONTRACT: OnceLock<Result<Contract, String>> = OnceLock::new();
        let contract =
            CONTRACT.get_or_init(|| Contract::read().map_err(|error| format!("{error:#}")));
        contract.as_ref().map_err(|error| anyhow!("{error}"))
    }

    fn read() -> Result<Contract> {
        let xendit = Document::read("spec/xendit.yaml", bayar_spec::XENDIT)?;
        let finpay = Document::read("spec/finpay.yaml", bayar_spec::FINPAY)?;
        let mut contract = Contract {
            operations: Vec::new(),
            xendit: Router::default(),
            finpay: Router::default(),
            hosts: FxHashMap::default(),
            slots: Slots::default(),
            codes: FxHashMap::default(),
            secrets: FxHashSet::default(),
        };
        for (provider, document) in [(Provider::Xendit, &xendit), (Provider::Finpay, &finpay)] {
            contract.read_operations(provider, &document.root())?;
            contract.read_hosts(provider, &document.root());
            collect_secrets(document.root().value, None, &mut contract.secrets);
        }
        for document in [&xendit, &finpay] {
            contract.read_callbacks(&document.root())?;
        }
        contract.find_sections();
        for (code, rows) in contract
            .operations
            .iter()
            .flat_map(|operation| &operation.codes)
        {
            for status in rows.iter().filter_map(|row| row.status) {
                contract
                    .codes
                    .entry(status)
                    .or_default()
                    .insert(code.clone());
            }
        }
        Ok(contract)
    }

    /// The callbacks.
    pub(crate) fn callbacks(&self) -> impl Iterator<Item = (usize, &Operation)> {
        self.operations
            .iter()
            .enumerate()
            .filter(|(_, operation)| operation.is_callback)
    }

    fn find_sections(&mut self) {
        let start = |operation: &Operation| {
            let source = &operation.origin.source;
            Some((source.document.clone()?, source.line?))
        };
        let starts: BTreeSet<_> = self.operations.iter().filter_map(start).collect();
        for operation in &mut self.operations {
            let Some((document, line)) = start(operation) else {
                continue;
            };
            let later = starts.range((document.clone(), line + 1)..).next();
            let end = later.filter(|(other, _)| *other == document);
            operation.section = line..end.map_or(u32::MAX, |(_, line)| *line);
        }
    }

    fn read_hosts(&mut self, provider: Provider, root: &Node<'_>) {
        for server in root.value["servers"].as_array().into_iter().flatten() {
            let host = server["url"]
                .as_str()
                .and_then(|url| url.split_once("://"))
                .map(|(_, host)| host);
            self.hosts
                .extend(host.map(|host| (host.to_owned(), provider)));
        }
    }

    fn read_operations(&mut self, provider: Provider, root: &Node<'_>) -> Result<()> {
        for (path, item) in root.child("paths").iter().flat_map(Node::fields) {
            for (method, node) in item.fields().filter(|(method, _)| METHODS.contains(method)) {
                let owner = self.operations.len();
                let operation = Operation::read(path, method, &node, owner, &mut self.slots, false);
                self.operations
                    .push(operation.with_context(|| format!("{method} {path}"))?);
                let router = if provider == Provider::Xendit {
                    &mut self.xendit
                } else {
                    &mut self.finpay
                };
                router.add(path, &method.to_uppercase(), owner);
            }
        }
        Ok(())
    }

    /// The callbacks to URLs that a request names, and those to URLs set in the dashboard.
    fn read_callbacks(&mut self, root: &Node<'_>) -> Result<()> {
        let mut items = Vec::new();
        for (_, path) in root.child("paths").iter().flat_map(Node::fields) {
            for callback in path
                .fields()
                .filter_map(|(_, operation)| operation.child("callbacks"))
            {
                items.extend(
                    callback
                        .fields()
                        .flat_map(|(_, callback)| callback.fields()),
                );
            }
        }
        items.extend(root.child("x-webhooks").iter().flat_map(Node::fields));
        for (name, item) in items {
            let node = item
                .child("post")
                .with_context(|| format!("callback {name} has no POST"))?;
            let owner = self.operations.len();
            let callback = Operation::read("", "post", &node, owner, &mut self.slots, true);
            self.operations
                .push(callback.with_context(|| format!("callback {name}"))?);
        }
        Ok(())
    }
}

impl Operation {
    fn read(
        path: &str,
        method: &str,
        node: &Node<'_>,
        owner: usize,
        slots: &mut Slots,
        is_callback: bool,
    ) -> Result<Operation> {
        let id = node.text("operationId").context("no operationId")?;
        let mut operation = Operation {
            id: id.to_owned(),
            method: method.to_uppercase(),
            path: path.to_owned(),
            is_callback,
            origin: Origin::of(node),
            section: 0..0,
            slot: slots.add(owner, Area::Operation, "", ""),
            path_parameters: Vec::new(),
            query: FxHashMap::default(),
            headers: FxHashMap::default(),
            rules: node
                .value
                .get("x-rules")
                .map(read_rules)
                .transpose()?
                .unwrap_or_default(),
            body: None,
            responses: FxHashMap::default(),
            fallback: None,
            codes: FxHashMap::default(),
            echoes: Vec::new(),
            asked: None,
        };
        for parameter in node
            .get("parameters")?
            .map(|list| list.items())
            .transpose()?
            .into_iter()
            .flatten()
        {
            operation.add_parameter(&parameter, owner, slots)?;
        }
        if let Some(body) = node.get("requestBody")? {
            let area = if is_callback {
                Area::ResponseField
            } else {
                Area::RequestField
            };
            let mut compiler = Compiler {
                slots: &mut *slots,
                owner,
                area: Some(area),
            };
            let media = json_media(&body)?.context("a body without JSON")?;
            let mut schema =
                compiler.compile(media.child("schema").context("a body without a schema")?)?;
            if is_callback {
                infer_forms(&mut schema, &examples(&media));
            }
            operation.body = Some(Body {
                is_required: body.is_true("required"),
                schema,
            });
        }
        if !is_callback {
            for (status, response) in node.child("responses").iter().flat_map(Node::fields) {
                operation.add_response(status, &response.resolve()?, owner, slots)?;
            }
        }
        operation.echoes = operation.find_echoes();
        operation.asked = operation.find_asked();
        Ok(operation)
    }

    fn add_parameter(&mut self, node: &Node<'_>, owner: usize, slots: &mut Slots) -> Result<()> {
        let name = node.text("name").context("a parameter without a name")?;
        let place = node.text("in").context("a parameter without a place")?;
        let key = format!("{place}:{name}");
        let slot = slots.add(owner, Area::Parameter, &key, "");
        let media = json_media(node)?;
        let schema = media
            .as_ref()
            .unwrap_or(node)
            .child("schema")
            .context("a parameter without a schema")?;
        // Values of enums are told apart by the parameter, not by a pointer: compiled at its key.
        let mut compiler = Compiler {
            slots: &mut *slots,
            owner,
            area: Some(Area::Parameter),
        };
        let mut schema = compiler.compile(schema)?;
        rename_values(slots, &schema, &key);
        schema.origin.source = node.source();
        schema.origin.place = Some(node.place());
        schema.origin.name = Some(name.to_owned());
        schema.is_secret |= node.is_true("x-secret");
        let parameter = Parameter {
            name: name.to_owned(),
            is_required: node.is_true("required"),
            is_array: schema.kind == Kind::Array,
            schema,
            slot,
        };
        match place {
            "path" => self.path_parameters.push(parameter),
            "query" => _ = self.query.insert(name.to_owned(), parameter),
            "header" => _ = self.headers.insert(name.to_lowercase(), parameter),
            other => return Err(anyhow!("a parameter in {other}")),
        }
        Ok(())
    }

    fn add_response(
        &mut self,
        status: &str,
        node: &Node<'_>,
        owner: usize,
        slots: &mut Slots,
    ) -> Result<()> {
        let slot = slots.add(owner, Area::Status, status, "");
        let number = status.parse().ok();
        let mut has_codes = false;
        for table in ["x-error-codes", "x-observed-error-codes"] {
            for row in node
                .child(table)
                .map(|rows| rows.items())
                .transpose()?
                .into_iter()
                .flatten()
            {
                has_codes = true;
                let code = row.text("code").context("a row without a code")?;
                let mut origin = Origin::of(&row);
                origin.source = self.origin.source.at(row.value);
                origin.name = Some(code.to_owned());
                let slot = slots.add(owner, Area::ErrorCode, code, "");
                self.codes.entry(code.to_owned()).or_default().push(Code {
                    status: number,
                    origin,
                    slot,
                });
            }
        }
        let is_success = status.starts_with('2');
        let mut headers = FxHashMap::default();
        for (name, header) in node.child("headers").iter().flat_map(Node::fields) {
            let header = header.resolve()?;
            let mut compiler = Compiler {
                slots: &mut *slots,
                owner,
                area: None,
            };
            let mut schema = compiler.compile(
                header
                    .child("schema")
                    .context("a header without a schema")?,
            )?;
            schema.origin = Origin {
                name: Some(name.to_owned()),
                ..Origin::of(&header)
            };
            headers.insert(name.to_lowercase(), schema);
        }
        let media = json_media(node)?;
        let mut schema = None;
        if let Some(media) = &media {
            let mut compiler = Compiler {
                slots,
                owner,
                area: is_success.then_some(Area::ResponseField),
            };
            let mut answer = compiler.compile(
                media
                    .child("schema")
                    .context("an answer without a schema")?,
            )?;
            infer_forms(&mut answer, &examples(media));
            schema = Some(answer);
        }
        let response = Response {
            schema,
            headers,
            has_codes,
            slot,
        };
        match number {
            Some(number) => _ = self.responses.insert(number, response),
            None => self.fallback = Some(response),
        }
        Ok(())
    }

    /// The documented success.
    pub(crate) fn success(&self) -> Option<&Response> {
        self.responses
            .iter()
            .find(|(status, _)| (200..300).contains(*status))
            .map(|(_, response)| response)
    }

    fn find_echoes(&self) -> Vec<&'static str> {
        let request = self.body.as_ref().map(|body| &body.schema);
        let answer = self.success().and_then(|response| response.schema.as_ref());
        let (Some(request), Some(answer)) = (request, answer) else {
            return Vec::new();
        };
        let has = |schema: &Schema, name: &str| {
            let mut variants = schema.union.iter().flat_map(|union| &union.variants);
            schema.field(name).is_some()
                || variants.any(|(_, variant)| variant.field(name).is_some())
        };
        ECHOED
            .iter()
            .copied()
            .filter(|name| has(request, name) && has(answer, name))
            .collect()
    }

    /// A parameter that names a thing is repeated by the field of the same name, or one that ends with it, or by `id`
    /// where the answer is the thing itself.
    fn find_asked(&self) -> Option<(String, String)> {
        let answer = self.success()?.schema.as_ref()?;
        let answer = answer.items.as_deref().unwrap_or(answer);
        if let Some(parameter) = self.path_parameters.last() {
            let name = &parameter.name;
            let longer = answer
                .fields
                .iter()
                .find(|field| field.name.ends_with(&format!("_{name}")));
            let field = answer
                .field(name)
                .or(longer)
                .map(|field| field.name.clone());
            let is_part = self.path.ends_with('s');
            let id = (!is_part && answer.field("id").is_some()).then(|| "id".to_owned());
            return Some((name.clone(), field.or(id)?));
        }
        let name = "external_id";
        (self.query.contains_key(name) && answer.field(name).is_some())
            .then(|| (name.to_owned(), name.to_owned()))
    }
}

/// The JSON of a body, an answer or a parameter.
fn json_media<'a>(node: &Node<'a>) -> Result<Option<Node<'a>>> {
    match node.child("content") {
        Some(content) => content.get("application/json"),
        None => Ok(None),
    }
}

fn examples<'a>(media: &Node<'a>) -> Vec<&'a Value> {
    let examples = media.value.get("examples").and_then(Value::as_object);
    let values = examples
        .into_iter()
        .flatten()
        .filter_map(|(_, example)| example.get("value"));
    values.chain(media.value.get("example")).collect()
}

/// Puts the values of a parameter's enum under its key.
fn rename_values(slots: &mut Slots, schema: &Schema, key: &str) {
    let item = schema.items.as_deref().unwrap_or(schema);
    for slot in item
        .values
        .iter()
        .flat_map(|values| values.slots.values())
        .flatten()
    {
        if let Some(place) = slots.0.get_mut(*slot as usize) {
            key.clone_into(&mut place.key);
        }
    }
}

/// Finds what is marked `x-secret`: a field by its key, a parameter by its `name`.
fn collect_secrets(value: &Value, key: Option<&str>, secrets: &mut FxHashSet<String>) {
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
        Value::Array(items) => items
            .iter()
            .for_each(|item| collect_secrets(item, None, secrets)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_operations_share_is_told_in_the_section_of_each() {
        let contract = Contract::get().unwrap();
        for (id, line) in [
            ("create_invoice", 2907),
            ("get_invoice", 3087),
            ("expire_invoice", 3225),
        ] {
            let operation = contract
                .operations
                .iter()
                .find(|operation| operation.id == id);
            let operation = operation.unwrap();
            let answer = operation.success().unwrap().schema.as_ref().unwrap();
            let answer = answer.items.as_deref().unwrap_or(answer);
            let status = &answer.field("status").unwrap().schema.origin.source;
            assert_eq!(status.line_in(&operation.section), Some(line), "{id}");
        }
    }

    #[test]
    fn everything_is_read() {
        let contract = Contract::get().unwrap();
        let callbacks = contract.callbacks().count();
        assert_eq!(contract.operations.len() - callbacks, 38);
        assert_eq!(callbacks, 11);
        for operation in &contract.operations {
            assert!(
                operation.is_callback || operation.success().is_some(),
                "{}",
                operation.id
            );
        }
        assert!(contract.secrets.contains("cvn") && contract.secrets.contains("x-callback-token"));
    }

    #[test]
    fn what_is_asked_for() {
        let asked = |id: &str| {
            let contract = Contract::get().unwrap();
            let operation = contract
                .operations
                .iter()
                .find(|operation| operation.id == id)
                .unwrap();
            operation.asked.clone().map(|(_, field)| field)
        };
        assert_eq!(asked("get_invoice").as_deref(), Some("id"));
        assert_eq!(asked("expire_invoice").as_deref(), Some("id"));
        assert_eq!(
            asked("create_refund").as_deref(),
            Some("credit_card_charge_id")
        );
        assert_eq!(
            asked("reverse_authorization").as_deref(),
            Some("credit_card_charge_id")
        );
        assert_eq!(
            asked("get_fixed_virtual_account_payment").as_deref(),
            Some("payment_id")
        );
        assert_eq!(
            asked("get_disbursements_by_external_id").as_deref(),
            Some("external_id")
        );
        assert_eq!(asked("create_authentication"), None);
        assert_eq!(asked("create_invoice"), None);
    }
}
