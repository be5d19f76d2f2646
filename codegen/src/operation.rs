//! What the generator needs of a contract, beyond what every contract must have.

use std::collections::BTreeSet;

use bayar_contract::schema::{Bound, Schema, Type};
use bayar_contract::{Contract, Decimal, Location, NodeId, NoteKind, Problem, SchemaId};

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
    /// The schema of a successful answer.
    pub(crate) answer: SchemaId,
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

/// A component by its name.
pub(crate) fn component<'a>(contract: &'a Contract, name: &str) -> Option<&'a Schema> {
    contract.schema_named(name).map(|id| contract.schema(id))
}

/// The components that a schema is made of, itself and those of its components included.
pub(crate) fn reached(contract: &Contract, schema: SchemaId) -> BTreeSet<&str> {
    let mut known = BTreeSet::new();
    let mut next = vec![schema];
    while let Some(id) = next.pop() {
        if known.insert(id) {
            next.extend(contract.schema(id).members());
        }
    }
    let named = known
        .iter()
        .filter_map(|id| contract.schema(*id).name.as_deref());
    named.collect()
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
    if reader.problems.is_empty() {
        Ok(operations)
    } else {
        Err(Error::Spec(reader.problems.into()))
    }
}

struct Reader<'a> {
    contract: &'a Contract,
    problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    fn problem(&mut self, node: NodeId, message: impl Into<String>, help: &str) {
        let problem = Problem::new(message, help);
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

    /// Limits that `bayar::check` could not hold a value against.
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

    fn operation(&mut self, spec: &'a bayar_contract::Operation) -> Option<Operation<'a>> {
        let problems = self.problems.len();
        for parameter in &spec.parameters {
            if parameter.location == Location::Cookie {
                let help = "parameters are in path, query or header";
                self.problem(parameter.node, "the client sends no cookies", help);
            }
            if parameter.schema.is_none() {
                let help = "give it a `schema`, or `content` with one";
                self.problem(parameter.node, "the parameter has no schema", help);
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
        let answer = spec.success().and_then(|response| response.json()?.schema);
        if answer.is_none() {
            let help = "add the successful answer under '200'";
            self.problem(spec.node, "no JSON schema for a 2xx answer", help);
        }
        let mut need = |keyword: &str, text: Option<&'a String>| {
            if text.is_none() {
                let help = "every operation has operationId, summary, description, and the product as its only tag";
                self.problem(spec.node, format!("`{keyword}` is missing"), help);
            }
            text.map(String::as_str)
        };
        let id = need("operationId", spec.id.as_ref());
        let summary = need("summary", spec.summary.as_ref());
        let description = need("description", spec.description.as_ref());
        let product = need("tags", spec.tags.first());
        let mut schemes = spec.security.iter().flat_map(|all| &all.schemes);
        let operation = Operation {
            id: id?,
            product: product?,
            summary: summary?,
            description: description?,
            body,
            answer: answer?,
            public_key: schemes.any(|(name, _)| name == "publicKey"),
            spec,
        };
        (self.problems.len() == problems).then_some(operation)
    }
}
