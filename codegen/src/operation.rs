//! What the generator needs of a contract, beyond what every contract must have.

use std::borrow::Cow;
use std::collections::BTreeSet;

use bayar_contract::operation::{Body, Response};
use bayar_contract::schema::{Bound, Schema, Type, Types};
use bayar_contract::{Contract, Decimal, Diagnostic, Location, NodeId, NoteKind, SchemaId};
use heck::ToSnakeCase;

use crate::Error;

/// An operation that has all that its method on the client is made of.
pub(crate) struct Operation<'a> {
    /// `snake_case`, verb first.
    pub(crate) id: &'a str,
    /// The product: its only tag.
    pub(crate) product: &'a str,
    /// One line.
    pub(crate) summary: &'a str,
    /// What it does.
    pub(crate) description: &'a str,
    /// The component that the body is.
    pub(crate) body: Option<&'a str>,
    /// The schema of a successful answer; nothing if it has no body (204).
    pub(crate) answer: Option<SchemaId>,
    /// Whether it is called with the public key instead of the secret one.
    pub(crate) public_key: bool,
    /// All that the contract says of it.
    pub(crate) spec: &'a bayar_contract::Operation,
}

impl Operation<'_> {
    /// What the key must be allowed to do, in words.
    pub(crate) fn permission(&self) -> Option<String> {
        let permission = self.spec.permission.as_ref()?;
        let access = permission.access.as_ref()?;
        Some(format!("{} {access}", permission.kind))
    }
}

/// A component by its name, with all that the parts of its `allOf` say.
pub(crate) fn component<'a>(contract: &'a Contract, name: &str) -> Option<Cow<'a, Schema>> {
    let id = contract.schema_named(name)?;
    let own = contract.schema(id);
    let parts = contract.parts(id);
    let mut parts = parts.iter().map(|part| contract.schema(*part));
    if parts.len() == 1 {
        return Some(Cow::Borrowed(own));
    }
    let rules = parts.clone().flat_map(|part| part.rules.iter().cloned());
    let rules = rules.collect();
    let main = parts.find(|part| !part.only_describes()).unwrap_or(own);
    let mut whole = main.clone();
    whole.node = own.node;
    whole.name.clone_from(&own.name);
    whole.description = own.description.clone().or(whole.description);
    whole.source = own.source.clone();
    whole.properties = contract.properties(id);
    whole.rules = rules;
    Some(Cow::Owned(whole))
}

/// The components that a schema is made of, itself and those of its components included.
pub(crate) fn reached(contract: &Contract, schema: SchemaId) -> BTreeSet<&str> {
    let all = within(contract, schema);
    let named = all
        .iter()
        .filter_map(|id| contract.schema(*id).name.as_deref());
    named.collect()
}

/// The schemas that a schema is made of, itself included; what one only has its fields from is none of them.
fn within(contract: &Contract, schema: SchemaId) -> BTreeSet<SchemaId> {
    let mut known = BTreeSet::new();
    let mut next = vec![schema];
    while let Some(id) = next.pop() {
        if !known.insert(id) {
            continue;
        }
        let named = contract
            .component(id)
            .and_then(|name| contract.schema_named(name));
        if let Some(component) = named.filter(|component| *component != id) {
            next.push(component);
            continue;
        }
        for part in contract.parts(id).iter().map(|part| contract.schema(*part)) {
            let is_part = |id: &SchemaId| {
                let target = part.reference.as_ref().map(|reference| reference.target);
                target == Some(*id) || part.all_of.contains(id)
            };
            next.extend(part.members().filter(|id| !is_part(id)));
            next.extend(part.properties.iter().map(|property| property.schema));
        }
    }
    known
}

/// A limit of an integer.
pub(crate) fn whole(limit: &Decimal) -> Option<i64> {
    let text = limit.as_str().parse().ok();
    text.or_else(|| limit.to_u64()?.try_into().ok())
}

/// Every operation, in the order of the contract.
///
/// # Errors
/// With all that keeps the contract from becoming Rust.
pub(crate) fn operations(contract: &Contract) -> Result<Vec<Operation<'_>>, Error> {
    let mut reader = Reader {
        contract,
        problems: Vec::new(),
    };
    reader.notes();
    reader.limits();
    let operations = contract.operations.iter();
    let operations: Vec<_> = operations.filter_map(|o| reader.operation(o)).collect();
    reader.parts();
    if reader.problems.is_empty() {
        Ok(operations)
    } else {
        Err(Error::Spec(reader.problems.into()))
    }
}

struct Reader<'a> {
    contract: &'a Contract,
    problems: Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    fn problem(&mut self, node: NodeId, message: impl Into<String>, help: &str) {
        let problem = Diagnostic::new(message, help);
        self.problems.push(problem.of(self.contract.node(node)));
    }

    /// What was not understood the client would not check, and what was read as meant the generators below us, which
    /// read the document again, would take another way.
    fn notes(&mut self) {
        for note in self.contract.notes() {
            if matches!(
                note.kind,
                NoteKind::NotUnderstood | NoteKind::ReadAsMeant | NoteKind::Invalid
            ) {
                let help = "write it as OpenAPI 3.0 and spec/README.md, Extensions, have it";
                self.problem(note.node, note.text.clone(), help);
            }
        }
    }

    /// Limits that `bayar::check` could not check a value against.
    fn limits(&mut self) {
        for (_, schema) in self.contract.schemas() {
            let mut others = schema
                .not_enforced
                .iter()
                .filter(|rule| *rule != "required");
            if let (Some(node), Some(other)) = (schema.node, others.next()) {
                let message = format!("the client has no way to leave `{other}` out");
                self.problem(node, message, "`x-not-enforced: [required]` is left out");
            }
            let one = Decimal::from(1);
            if let (Some(node), Some(step)) = (schema.node, &schema.multiple_of)
                && *step != one
            {
                let message = format!("`multipleOf: {step}` is not checked by the client");
                self.problem(node, message, "`multipleOf: 1` is: no decimals");
            }
            let is_integer = schema.types.only() == Some(Type::Integer);
            if !is_integer || schema.format.as_deref() == Some("decimal") {
                continue;
            }
            for Bound { value, node, .. } in schema.minimum.iter().chain(&schema.maximum) {
                if whole(value).is_none() {
                    let message = format!("{value} limits an integer, and is no 64-bit integer");
                    self.problem(*node, message, "write the nearest integer");
                }
            }
        }
    }

    /// What is made of several parts, as far as one Rust type and its checks can say it: a component, of objects.
    fn parts(&mut self) {
        let operations = self.contract.operations.iter();
        let used = operations.flat_map(|operation| {
            let body = operation.body.as_ref().and_then(Body::json);
            let answer = operation.success().and_then(Response::json);
            body.into_iter()
                .chain(answer)
                .filter_map(|media| media.schema)
        });
        let used: BTreeSet<_> = used.flat_map(|id| within(self.contract, id)).collect();
        for id in used {
            let (schema, parts) = (self.contract.schema(id), self.contract.parts(id));
            let Some(node) = schema.node.filter(|_| parts.len() > 1) else {
                continue;
            };
            if schema.name.is_none() {
                let is_one = schema.all_of.len() + usize::from(schema.reference.is_some()) == 1;
                // `null` is as absent, whatever the type.
                let mut own = schema.clone();
                own.nullable = false;
                if !is_one || !own.only_describes() {
                    let help = "move it to components/schemas and refer to it";
                    self.problem(node, "only a component is made of several parts", help);
                }
                continue;
            }
            let parts = parts.iter().map(|part| self.contract.schema(*part));
            let demanding: Vec<_> = parts.filter(|part| !part.only_describes()).collect();
            let are_objects = demanding.iter().all(|part| is_object(part));
            let mut names = BTreeSet::new();
            let mut fields = demanding.iter().flat_map(|part| &part.properties);
            if demanding.len() > 1 && !are_objects {
                let help = "write it as one schema, or as parts that are objects with fields";
                self.problem(node, "its parts are not all objects", help);
            } else if let Some(twice) = fields.find(|field| !names.insert(&field.name)) {
                let message = format!("`{}` is a field of several of its parts", twice.name);
                self.problem(node, message, "write it in one of them");
            }
        }
    }

    fn operation(&mut self, spec: &'a bayar_contract::Operation) -> Option<Operation<'a>> {
        let problems = self.problems.len();
        for parameter in &spec.parameters {
            if parameter.location == Location::Cookie {
                let help = "parameters are in path, query or header";
                self.problem(parameter.node, "the client sends no cookies", help);
            }
            if parameter.schema.is_none() || parameter.content.is_some() {
                let help = "give it a `schema`, and `x-json-text: true` if it is a list that the document prints as JSON";
                self.problem(
                    parameter.node,
                    "the parameter has no schema of its own",
                    help,
                );
            }
        }
        let body = spec.body.as_ref().and_then(|body| {
            let schema = body.json().and_then(|media| media.schema);
            let name = schema.and_then(|id| self.contract.component(id));
            if name.is_none() {
                let help = "move its schema to components/schemas and refer to it";
                self.problem(body.node, "the body is not a named component in JSON", help);
            }
            name
        });
        let success = spec.success();
        let answer = success.and_then(|response| response.json()?.schema);
        if success.is_none_or(|response| answer.is_none() && !response.content.is_empty()) {
            let help = "add the successful answer under '200', or '204' if it has no body";
            self.problem(spec.node, "no JSON schema for a 2xx answer", help);
        }
        // What an overlay adds needs a name, and no words of ours.
        let node = self.contract.node(spec.node);
        let words = node.is_overlay().then_some(spec.id.as_ref()).flatten();
        let mut need = |keyword: &str, text: Option<&'a String>| {
            if text.is_none() {
                let help = "every operation has operationId, summary, description, and the product as its only tag";
                self.problem(spec.node, format!("`{keyword}` is missing"), help);
            }
            text.map(String::as_str)
        };
        let id = need("operationId", spec.id.as_ref());
        let described = spec.summary.as_ref().or(spec.description.as_ref());
        let mut text = |keyword: &str, own: Option<&'a String>| {
            need(keyword, own.or_else(|| words.and(described)).or(words))
        };
        let summary = text("summary", spec.summary.as_ref());
        let description = text("description", spec.description.as_ref());
        let product = text("tags", spec.tags.first());
        if let Some(id) = id
            && !is_method_name(id)
        {
            let message = format!("the operationId `{id}` is no name of a method");
            self.problem(
                spec.node,
                message,
                "`snake_case`, the verb first: `create_invoice`",
            );
        }
        let mut schemes = spec.security.iter().flat_map(|all| &all.schemes);
        let operation = Operation {
            id: id?,
            product: product?,
            summary: summary?,
            description: description?,
            body,
            answer,
            public_key: schemes.any(|(name, _)| name == "publicKey"),
            spec,
        };
        (self.problems.len() == problems).then_some(operation)
    }
}

/// Whether a schema says what fields an object has, and no more.
fn is_object(schema: &Schema) -> bool {
    let mut rest = schema.clone();
    rest.types = Types::default();
    rest.properties.clear();
    rest.required.clear();
    rest.rules.clear();
    rest.only_describes() && matches!(schema.types.only(), None | Some(Type::Object))
}

/// Whether it can be the name of a method: `create_invoice`.
fn is_method_name(name: &str) -> bool {
    name == name.to_snake_case() && syn::parse_str::<syn::Ident>(name).is_ok()
}
