//! What every spec of ours keeps to, beyond what OpenAPI asks: names that become good Rust, and facts that can be looked up.
//!
//! A maintainer who adds an operation is told here, all in one go, what it lacks.

use std::collections::{BTreeMap, BTreeSet};

use bayar_contract::extension::{Rule, RuleKind};
use bayar_contract::schema::{Schema, Type};
use bayar_contract::{Contract, Diagnostic, Location, Node, NodeId, Operation, SchemaId};
use heck::{ToSnakeCase, ToUpperCamelCase};

use crate::lower::HAND_WRITTEN;
use crate::names::enum_variant_name;
use crate::operation::reached;

const SOURCE: &str = "say where the vendor's document has it: `x-source: {document: …, line: …}`, or `x-source: observed`";
const DESCRIPTION: &str = "say in your own words what it is: the text becomes its rustdoc";

/// What models of answers have beside their fields, in the client's own code.
const OF_ANSWERS: [&str; 2] = ["extra", "extras"];

/// The same of builders.
const OF_REQUESTS: [&str; 17] = [
    "body",
    "client",
    "field",
    "header",
    "new",
    "options",
    "pages",
    "query",
    "resume",
    "retries",
    "send",
    "settle",
    "ticket",
    "timeout",
    "until_final",
    "without_check",
    "without_checks",
];

/// Everything that a spec lacks, in the order of the document.
pub(crate) fn problems(contract: &Contract) -> Vec<Diagnostic> {
    let bodies = contract
        .operations
        .iter()
        .filter_map(|own| own.body.as_ref()?.json()?.schema);
    let mut check = Check {
        contract,
        requests: bodies.flat_map(|body| reached(contract, body)).collect(),
        problems: Vec::new(),
    };
    let mut ids = BTreeMap::new();
    for operation in contract.operations.iter().chain(&contract.callbacks) {
        check.operation(operation);
        let node = contract.node(operation.node).get("operationId");
        if let (Some(id), Some(node)) = (&operation.id, node.map(Node::id))
            && let Some(other) = ids.insert(id, node)
        {
            // The one that came by an overlay is to blame.
            let node = if check.is_seen(other) { other } else { node };
            let message = format!("another operation is called `{id}`");
            check.add(node, message, "give each a name of its own");
        }
    }
    let schemas = becomes_rust(contract);
    // A part of a component needs no name of its own: it becomes one object with the others.
    let parts = schemas.iter().flat_map(|id| &contract.schema(*id).all_of);
    let parts: BTreeSet<_> = parts.copied().collect();
    for id in schemas.iter().copied() {
        check.schema(id, contract.schema(id), parts.contains(&id));
    }
    check
        .problems
        .sort_by_key(|problem| (problem.line, problem.column));
    check.problems
}

/// The schemas of what is sent and of successful answers; those of refusals are documentation.
fn becomes_rust(contract: &Contract) -> BTreeSet<SchemaId> {
    let mut next = Vec::new();
    for operation in contract.operations.iter().chain(&contract.callbacks) {
        next.extend(operation.parameters.iter().filter_map(|own| own.schema));
        let bodies = operation.body.iter().flat_map(|body| &body.content);
        let answers = operation.success().into_iter();
        let answers = answers.flat_map(|answer| &answer.content);
        next.extend(bodies.chain(answers).filter_map(|media| media.schema));
    }
    let mut known = BTreeSet::new();
    while let Some(id) = next.pop() {
        if known.insert(id) {
            next.extend(contract.schema(id).members());
        }
    }
    known
}

struct Check<'a> {
    contract: &'a Contract,
    /// The components that requests are made of.
    requests: BTreeSet<&'a str>,
    problems: Vec<Diagnostic>,
}

impl Check<'_> {
    /// What a person added from what was seen needs no words of ours.
    fn is_seen(&self, node: NodeId) -> bool {
        self.contract.node(node).is_overlay()
    }

    fn add(&mut self, node: NodeId, message: impl Into<String>, help: impl Into<String>) {
        let problem = Diagnostic::new(message, help);
        self.problems.push(problem.of(self.contract.node(node)));
    }

    fn operation(&mut self, operation: &Operation) {
        if operation.source.is_unknown() {
            self.add(operation.node, "the operation has no source", SOURCE);
        }
        for parameter in operation.parameters.iter().filter(|own| !own.is_of_path) {
            if parameter.description.is_none() && !self.is_seen(parameter.node) {
                let message = format!("the parameter `{}` has no description", parameter.name);
                self.add(parameter.node, message, DESCRIPTION);
            }
        }
        let query = operation.parameters.iter();
        let query = query.filter(|parameter| parameter.location == Location::Query);
        let names: Vec<_> = query.map(|parameter| parameter.name.as_str()).collect();
        self.rules(&operation.rules, &names, "parameter of the query");
    }

    fn schema(&mut self, id: SchemaId, schema: &Schema, is_part: bool) {
        let Some(node) = schema.node else { return };
        if let Some(name) = &schema.name {
            if HAND_WRITTEN.contains(&name.as_str())
                || ["Option", "String", "Vec"].contains(&name.as_str())
            {
                self.add(
                    node,
                    format!("`{name}` is a type already"),
                    "call it what the thing is",
                );
            }
            if *name != name.to_upper_camel_case() {
                let help = format!("call it `{}`", name.to_upper_camel_case());
                self.add(node, format!("`{name}` is no name of a type"), help);
            }
            if schema.description.is_none() && !self.is_seen(node) {
                self.add(node, format!("`{name}` has no description"), DESCRIPTION);
            }
        } else if !is_part {
            self.has_name(node, schema);
        }
        let is_told_apart = schema.discriminator.is_some() || self.is_callback(id);
        if !schema.one_of.is_empty() && !is_told_apart {
            let help = "add `discriminator: {propertyName: …, mapping: …}`, or write one object with all fields";
            self.add(node, "`oneOf` without `discriminator`", help);
        }
        if !schema.any_of.is_empty() {
            let help = "write `oneOf` with a discriminator, or one object with all fields";
            self.add(node, "`anyOf`: nothing says which one an answer is", help);
        }
        for property in &schema.properties {
            let own = self.contract.schema(property.schema);
            let Some(node) = own.node else { continue };
            let is_component = self.contract.component(property.schema).is_some();
            if own.description.is_none() && !is_component && !self.is_seen(node) {
                let message = format!("the field `{}` has no description", property.name);
                self.add(node, message, DESCRIPTION);
            }
        }
        self.values(schema);
        let name = schema.name.as_deref().unwrap_or_default();
        self.names(id, self.requests.contains(name));
        let properties = self.contract.properties(id);
        let names: Vec<_> = properties.iter().map(|own| own.name.as_str()).collect();
        self.rules(&schema.rules, &names, "field");
    }

    /// Each value becomes a variant of its own.
    fn values(&mut self, schema: &Schema) {
        let mut known = BTreeSet::from(["Unknown".to_owned()]);
        for id in schema.values.iter().flatten() {
            let Some(value) = self.contract.node(*id).as_str() else {
                continue;
            };
            let variant = enum_variant_name(schema, value);
            let problem = if syn::parse_str::<syn::Ident>(&variant).is_err() {
                format!("`{value}` is no name of a variant")
            } else if !known.insert(variant.clone()) {
                format!("`{value}` becomes the variant `{variant}`, and there is one already")
            } else {
                continue;
            };
            let help = format!("name it: `x-enum: {{'{value}': {{name: …}}}}`");
            self.add(*id, problem, help);
        }
    }

    /// Each field has a name of its own in Rust.
    fn names(&mut self, id: SchemaId, is_request: bool) {
        let mut known = BTreeSet::new();
        for property in self.contract.properties(id) {
            let Some(node) = self.contract.schema(property.schema).node else {
                continue;
            };
            let name = property.name.to_snake_case();
            let help = "leave it out of the contract: `.field(…)` sends it, and `.extra(…)` has it";
            let is_method = OF_ANSWERS.contains(&name.as_str())
                || is_request && OF_REQUESTS.contains(&name.as_str());
            if is_method {
                self.add(node, format!("`{name}` is a method of bayar's own"), help);
            } else if !known.insert(name.clone()) {
                self.add(
                    node,
                    format!("another field becomes `{name}` in Rust, too"),
                    help,
                );
            }
        }
    }

    /// Whether it is the whole body of a callback, which the client tells apart by hand.
    fn is_callback(&self, schema: SchemaId) -> bool {
        let bodies = self.contract.callbacks.iter();
        let mut bodies = bodies.filter_map(|own| own.body.as_ref()?.json()?.schema);
        bodies.any(|body| self.contract.follow(body) == schema)
    }

    /// What becomes a type of Rust needs a name, and the place where it stands has none to give.
    fn has_name(&mut self, node: NodeId, schema: &Schema) {
        let help =
            "move it to components/schemas under the name of the thing, and refer to it by `$ref`";
        if schema.values.is_some() {
            self.add(node, "an enum without a name", help);
        }
        if schema.types.contains(Type::Object) && !schema.properties.is_empty() {
            self.add(node, "an object without a name", help);
        }
    }

    /// A rule about a field that is not there would never apply.
    fn rules(&mut self, rules: &[Rule], names: &[&str], what: &str) {
        for rule in rules {
            let fields: Vec<&String> = match &rule.kind {
                RuleKind::Requires { field, needs } => vec![field, needs],
                RuleKind::Together { fields } => fields.iter().collect(),
                RuleKind::When(when) => vec![&when.field, &when.then],
                RuleKind::Only { field, when, .. } => vec![field, when],
                _ => Vec::new(),
            };
            for field in fields {
                if !names.contains(&field.as_str()) {
                    let message =
                        format!("the rule is about `{field}`, and there is no such {what}");
                    self.add(
                        rule.node,
                        message,
                        format!("there are: {}", names.join(", ")),
                    );
                }
            }
        }
    }
}
