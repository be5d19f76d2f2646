//! Paths, operations and callbacks.

use super::Reading;
use super::extension::unstated;
use crate::document::Node;
use crate::notes::NoteKind;
use crate::operation::{Operation, OperationKind, Parameter};
use crate::security::Requirement;
use crate::server::Server;

const METHODS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// How deep callbacks may stand in callbacks.
const DEEPEST_CALLBACK: usize = 4;

/// How many callbacks one operation may have; those that refer to themselves would be without number.
const MOST_CALLBACKS: usize = 1000;

/// What an operation has from where it stands.
#[derive(Clone)]
pub(super) struct Inherited {
    pub(super) servers: Vec<Server>,
    pub(super) security: Vec<Requirement>,
    parameters: Vec<Parameter>,
    summary: Option<String>,
    description: Option<String>,
}

impl Inherited {
    pub(super) fn new(servers: Vec<Server>, security: Vec<Requirement>) -> Self {
        Self {
            servers,
            security,
            parameters: Vec::new(),
            summary: None,
            description: None,
        }
    }
}

/// An operation, and its `callbacks`.
pub(super) type Called<'d> = (Operation, Option<Node<'d>>);

impl<'d> Reading<'d> {
    /// The operations of a path, of a callback or of a webhook.
    pub(super) fn path_item(
        &mut self,
        path: &str,
        node: Node<'d>,
        kind: &OperationKind,
        inherited: &Inherited,
    ) -> Vec<Called<'d>> {
        let mut operations: Vec<Called<'d>> = Vec::new();
        let mut inherited = inherited.clone();
        let mut items = Vec::new();
        let mut next = Some(node);
        // What stands beside the reference of a path is said in place of what it refers to.
        while let Some(node) = next {
            let Some(object) = self.object(node, "a path") else {
                break;
            };
            if items.contains(&object) {
                self.circle(object);
                break;
            }
            items.push(object);
            next = object.get("$ref").and_then(|reference| {
                let text = self.reference_text(reference)?;
                self.resolve(reference, text)
            });
        }
        for item in items.iter().rev() {
            for (name, field) in item.fields() {
                match name {
                    "summary" => inherited.summary = self.text(field),
                    "description" => inherited.description = self.text(field),
                    "servers" => self.other_servers(field, &mut inherited.servers),
                    "parameters" => {
                        let own = self.parameters(field, true);
                        inherited.parameters =
                            merge(std::mem::take(&mut inherited.parameters), own);
                    }
                    _ => {}
                }
            }
        }
        for item in items {
            for (name, field) in item.fields() {
                match name {
                    _ if METHODS.contains(&name) => {
                        let method = name.to_ascii_uppercase();
                        if operations.iter().all(|(other, _)| other.method != method) {
                            operations
                                .extend(self.operation(&method, path, field, kind, &inherited));
                        }
                    }
                    // 3.2: further methods by their names.
                    "additionalOperations" => {
                        let others = self.object(field, "`additionalOperations`");
                        for (method, field) in others.into_iter().flat_map(Node::fields) {
                            operations
                                .extend(self.operation(method, path, field, kind, &inherited));
                        }
                    }
                    "summary" | "description" | "servers" | "parameters" | "$ref" => {}
                    _ => self.unknown(name, field, "a path"),
                }
            }
        }
        operations
    }

    fn operation(
        &mut self,
        method: &str,
        path: &str,
        node: Node<'d>,
        kind: &OperationKind,
        inherited: &Inherited,
    ) -> Option<Called<'d>> {
        let object = self.object(node, "an operation")?;
        let mut operation = Operation {
            id: None,
            method: method.to_owned(),
            path: path.to_owned(),
            kind: kind.clone(),
            tags: Vec::new(),
            summary: inherited.summary.clone(),
            description: inherited.description.clone(),
            deprecated: false,
            parameters: inherited.parameters.clone(),
            body: None,
            responses: Vec::new(),
            security: inherited.security.clone(),
            servers: inherited.servers.clone(),
            errors: Vec::new(),
            rules: Vec::new(),
            permission: None,
            money: None,
            function: None,
            // Rows of errors are read by it.
            source: object
                .get("x-source")
                .map_or_else(|| unstated(object), |source| self.source(source)),
            node: object.id(),
        };
        let mut callbacks = None;
        let mut has_responses = false;
        for (name, field) in object.fields() {
            match name {
                "operationId" => operation.id = self.text(field),
                "tags" => operation.tags = self.texts(field, "`tags`"),
                "summary" => operation.summary = self.text(field),
                "description" => operation.description = self.text(field),
                "deprecated" => operation.deprecated = self.flag(field),
                "parameters" => {
                    let own = self.parameters(field, false);
                    operation.parameters = merge(operation.parameters, own);
                }
                "requestBody" => operation.body = self.body(field),
                "responses" => {
                    has_responses = true;
                    let source = operation.source.clone();
                    (operation.responses, operation.errors) = self.responses(field, &source);
                }
                "security" => operation.security = self.requirements(field),
                "servers" => self.other_servers(field, &mut operation.servers),
                "callbacks" => callbacks = Some(field),
                "x-rules" => operation.rules = self.rules(field),
                "x-permission" => operation.permission = self.permission(field),
                "x-money" => operation.money = self.extension_text(field),
                "x-documented-function" => operation.function = self.function(field),
                "x-source" | "externalDocs" => {}
                _ => self.unknown(name, field, "an operation"),
            }
        }
        if !has_responses && self.version == crate::contract::Version::V3_0 {
            self.note(
                NoteKind::Invalid,
                object,
                "an operation without `responses`",
            );
        }
        if *kind == OperationKind::Call {
            self.check_path(path, &operation, object);
        }
        Some((operation, callbacks))
    }

    /// Servers in place of those of the path or the document; an empty list names none.
    fn other_servers(&mut self, node: Node<'d>, servers: &mut Vec<Server>) {
        let own = self.servers(node);
        if !own.is_empty() {
            *servers = own;
        }
    }

    /// Whether the names in braces are those of the parameters.
    fn check_path(&mut self, path: &str, operation: &Operation, node: Node<'d>) {
        let names = names_in_braces(path);
        let parameters: Vec<_> = operation
            .parameters
            .iter()
            .filter(|parameter| parameter.location == crate::operation::Location::Path)
            .collect();
        for name in &names {
            if !parameters.iter().any(|parameter| parameter.name == *name) {
                let words = format!("`{{{name}}}` of the path is described by no parameter");
                self.note(NoteKind::Invalid, node, words);
            }
        }
        for parameter in parameters {
            if !names.contains(&parameter.name.as_str()) {
                let node = self.document.node(parameter.node);
                let words = format!("the path `{path}` has no `{{{}}}`", parameter.name);
                self.note(NoteKind::Invalid, node, words);
            }
        }
    }

    /// The operations under `callbacks`, and those in them.
    pub(super) fn callbacks(
        &mut self,
        node: Node<'d>,
        of: usize,
        inherited: &Inherited,
    ) -> Vec<Operation> {
        let mut found = Vec::new();
        let mut next = self.named_callbacks(node, 0);
        while let Some((name, callback, depth)) = next.pop() {
            if depth > DEEPEST_CALLBACK || found.len() >= MOST_CALLBACKS {
                let words = "callbacks in callbacks are read no further than this";
                self.note(NoteKind::NotUnderstood, callback, words);
                continue;
            }
            for (operation, inner) in self.callback(name, callback, of, inherited) {
                found.push(operation);
                let inner = inner.map(|inner| self.named_callbacks(inner, depth + 1));
                next.extend(inner.into_iter().flatten());
            }
        }
        found
    }

    /// The callbacks under their names, the first at the end, and how deep they stand.
    fn named_callbacks(&mut self, node: Node<'d>, depth: usize) -> Vec<(&'d str, Node<'d>, usize)> {
        let callbacks = self.object(node, "`callbacks`");
        let callbacks = callbacks.into_iter().flat_map(Node::fields);
        let callbacks = callbacks.filter(|(name, _)| !name.starts_with("x-"));
        let mut callbacks: Vec<_> = callbacks.map(|(name, node)| (name, node, depth)).collect();
        callbacks.reverse();
        callbacks
    }

    /// The operations of one callback.
    pub(super) fn callback(
        &mut self,
        name: &str,
        node: Node<'d>,
        of: usize,
        inherited: &Inherited,
    ) -> Vec<Called<'d>> {
        let Some(followed) = self.follow(node, "a callback") else {
            return Vec::new();
        };
        let kind = OperationKind::Callback {
            name: name.to_owned(),
            of,
        };
        let paths = self.object(followed.node, "a callback");
        let paths = paths.into_iter().flat_map(Node::fields);
        paths
            .filter(|(expression, _)| !expression.starts_with("x-"))
            .flat_map(|(expression, item)| self.path_item(expression, item, &kind, inherited))
            .collect()
    }
}

/// Parameters with others, of which one of the same name and location takes the place of the first.
fn merge(of_path: Vec<Parameter>, own: Vec<Parameter>) -> Vec<Parameter> {
    let is_replaced = |parameter: &Parameter| {
        own.iter()
            .any(|other| other.name == parameter.name && other.location == parameter.location)
    };
    let kept = of_path
        .into_iter()
        .filter(|parameter| !is_replaced(parameter));
    let mut parameters: Vec<_> = kept.collect();
    parameters.extend(own);
    parameters
}

/// The names of a template's parameters.
pub(crate) fn names_in_braces(path: &str) -> Vec<&str> {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let parts = path.split('{').skip(1);
    parts
        .filter_map(|part| part.split_once('}'))
        .map(|(name, _)| name)
        .collect()
}
