//! The document itself: its version, servers, tags, paths and components.

use std::collections::HashMap;

use super::operation::Inherited;
use super::{Reading, Root};
use crate::contract::Version;
use crate::document::{Kind, Node};
use crate::extension::Source;
use crate::notes::NoteKind;
use crate::operation::{Operation, OperationKind, Status};
use crate::server::{Info, Server, ServerVariable, Tag};

impl<'d> Reading<'d> {
    pub(super) fn root(&mut self) -> Root {
        let node = self.document.root();
        let mut root = Root::default();
        if node.kind() != Kind::Object {
            let message = format!(
                "an OpenAPI document is an object, and this is {}",
                node.kind()
            );
            self.problem(node, message, "begin it with `openapi: 3.0.3`");
            return root;
        }
        if !self.read_version(node) {
            return root;
        }
        // Others inherit these.
        root.servers = node
            .get("servers")
            .map_or_else(Vec::new, |node| self.servers(node));
        if root.servers.is_empty() {
            root.servers.push(Server::assumed());
        }
        root.security = node
            .get("security")
            .map_or_else(Vec::new, |node| self.requirements(node));
        let inherited = Inherited::new(root.servers.clone(), root.security.clone());
        let mut inner = Vec::new();
        let mut has_paths = false;
        for (name, field) in node.fields() {
            match name {
                "info" => root.info = self.info(field),
                "tags" => root.tags = self.tags(field),
                "paths" => {
                    has_paths = true;
                    self.paths(field, &inherited, &mut root, &mut inner);
                }
                "components" => self.components(field, &mut root),
                "openapi" | "servers" | "security" | "webhooks" | "x-webhooks" | "externalDocs"
                | "$self" => {}
                "jsonSchemaDialect" => self.dialect(field),
                _ => self.unknown(name, field, "a document"),
            }
        }
        if root.info.node.is_none() {
            self.note(NoteKind::Invalid, node, "a document without `info`");
        }
        if !has_paths && self.version == Version::V3_0 {
            self.note(NoteKind::Invalid, node, "a document without `paths`");
        }
        for (of, callbacks) in inner {
            root.callbacks
                .extend(self.callbacks(callbacks, of, &inherited));
        }
        for field in ["webhooks", "x-webhooks"] {
            let webhooks = node
                .get(field)
                .and_then(|node| self.object(node, "`webhooks`"));
            for (name, item) in webhooks.into_iter().flat_map(Node::fields) {
                let kind = OperationKind::Webhook {
                    name: name.to_owned(),
                };
                let operations = self.path_item(name, item, &kind, &inherited);
                root.callbacks
                    .extend(operations.into_iter().map(|(operation, _)| operation));
            }
        }
        self.check_ids(&root);
        self.check_security(&root);
        root
    }

    /// Reads `openapi`, and tells whether the document can be read.
    fn read_version(&mut self, node: Node<'d>) -> bool {
        const HELP: &str = "OpenAPI 3.0 and 3.1 are read";
        let Some(field) = node.get("openapi") else {
            let (message, help) = if node.get("swagger").is_some() {
                (
                    "this is a document of Swagger 2",
                    "convert it to OpenAPI 3; swagger2openapi does",
                )
            } else if node.get("overlay").is_some() {
                (
                    "this is an overlay, and no OpenAPI document",
                    "give it as an overlay of a document",
                )
            } else if node.get("asyncapi").is_some() {
                ("this is a document of AsyncAPI", HELP)
            } else {
                (
                    "the document does not say which version of OpenAPI it is",
                    "add `openapi: 3.0.3`",
                )
            };
            let at = ["swagger", "overlay", "asyncapi"]
                .iter()
                .find_map(|name| node.get(name));
            self.problem(at.unwrap_or(node), message, help);
            return false;
        };
        let Some(text) = self.text(field) else {
            return false;
        };
        let mut parts = text.split(['.', '-']);
        self.version = match (parts.next(), parts.next()) {
            (Some("3"), Some("0")) => Version::V3_0,
            (Some("3"), Some("1")) => Version::V3_1,
            (Some("3"), Some("2")) => {
                let words =
                    "OpenAPI 3.2 is read as 3.1: what it adds is noted where it is not understood";
                self.note(NoteKind::NotUnderstood, field, words);
                Version::V3_2
            }
            _ => {
                self.problem(
                    field,
                    format!("there is no OpenAPI {text} that could be read"),
                    HELP,
                );
                return false;
            }
        };
        true
    }

    pub(super) fn dialect(&mut self, node: Node<'d>) {
        let text = self.text(node).unwrap_or_default();
        let is_default = text.starts_with("https://spec.openapis.org/oas/3.")
            || text.starts_with("https://json-schema.org/draft/2020-12/");
        if !is_default {
            let words = format!(
                "the dialect `{text}` is not known: schemas are read as those of OpenAPI 3.1"
            );
            self.note(NoteKind::NotUnderstood, node, words);
        }
    }

    fn info(&mut self, node: Node<'d>) -> Info {
        let mut info = Info::default();
        let Some(object) = self.object(node, "`info`") else {
            return info;
        };
        info.node = Some(object.id());
        for (name, field) in object.fields() {
            match name {
                "title" => info.title = self.text(field).unwrap_or_default(),
                "version" => info.version = self.text(field).unwrap_or_default(),
                "description" => info.description = self.text(field),
                "x-source" => info.source = self.source(field),
                "x-documents" => info.documents = self.cited_documents(field),
                "summary" | "termsOfService" | "contact" | "license" => {}
                _ => self.unknown(name, field, "`info`"),
            }
        }
        info
    }

    fn tags(&mut self, node: Node<'d>) -> Vec<Tag> {
        let mut tags = Vec::new();
        for item in self.list(node, "`tags`") {
            let Some(object) = self.object(item, "a tag") else {
                continue;
            };
            let mut tag = Tag {
                name: String::new(),
                description: None,
                source: Source::default(),
                node: object.id(),
            };
            for (name, field) in object.fields() {
                match name {
                    "name" => tag.name = self.text(field).unwrap_or_default(),
                    "description" => tag.description = self.text(field),
                    "x-source" => tag.source = self.source(field),
                    "externalDocs" | "summary" | "parent" | "kind" => {}
                    _ => self.unknown(name, field, "a tag"),
                }
            }
            tags.push(tag);
        }
        tags
    }

    /// `servers` of the document, a path or an operation.
    pub(super) fn servers(&mut self, node: Node<'d>) -> Vec<Server> {
        let mut servers = Vec::new();
        for item in self.list(node, "`servers`") {
            let Some(object) = self.object(item, "a server") else {
                continue;
            };
            let mut server = Server {
                url: String::new(),
                description: None,
                variables: Vec::new(),
                source: Source::default(),
                node: Some(object.id()),
            };
            for (name, field) in object.fields() {
                match name {
                    "url" => server.url = self.text(field).unwrap_or_default(),
                    "description" => server.description = self.text(field),
                    "variables" => server.variables = self.variables(field),
                    "x-source" => server.source = self.source(field),
                    "name" if self.version == Version::V3_2 => {}
                    _ => self.unknown(name, field, "a server"),
                }
            }
            if object.get("url").is_none() {
                self.problem(
                    object,
                    "the server has no `url`",
                    "write where the API is served",
                );
            }
            servers.push(server);
        }
        servers
    }

    fn variables(&mut self, node: Node<'d>) -> Vec<ServerVariable> {
        let mut variables = Vec::new();
        let all = self
            .object(node, "`variables`")
            .into_iter()
            .flat_map(Node::fields);
        for (name, node) in all {
            let Some(object) = self.object(node, "a variable of a server") else {
                continue;
            };
            let mut variable = ServerVariable {
                name: name.to_owned(),
                default: String::new(),
                values: Vec::new(),
                description: None,
                node: object.id(),
            };
            for (name, field) in object.fields() {
                match name {
                    "default" => variable.default = self.text(field).unwrap_or_default(),
                    "enum" => variable.values = self.texts(field, "`enum`"),
                    "description" => variable.description = self.text(field),
                    _ => self.unknown(name, field, "a variable of a server"),
                }
            }
            variables.push(variable);
        }
        variables
    }

    fn paths(
        &mut self,
        node: Node<'d>,
        inherited: &Inherited,
        root: &mut Root,
        callbacks: &mut Vec<(usize, Node<'d>)>,
    ) {
        let paths = self
            .object(node, "`paths`")
            .into_iter()
            .flat_map(Node::fields);
        let mut templates: HashMap<String, &str> = HashMap::new();
        for (path, item) in paths {
            if path.starts_with("x-") {
                continue;
            }
            if !path.starts_with('/') {
                let words = format!(
                    "the path `{path}` does not begin with a slash, and is read as if it did"
                );
                self.note(NoteKind::Invalid, item, words);
            }
            if path.contains(['?', '#']) {
                let words = format!(
                    "the path `{path}` has a query or a fragment: only what stands before it is a path"
                );
                self.note(NoteKind::Invalid, item, words);
            }
            if let Some(other) = templates.insert(shape(path), path) {
                let words = format!("the path `{path}` is `{other}` with other names");
                self.note(NoteKind::Invalid, item, words);
            }
            for (operation, inner) in self.path_item(path, item, &OperationKind::Call, inherited) {
                callbacks.extend(inner.map(|inner| (root.operations.len(), inner)));
                root.operations.push(operation);
            }
        }
    }

    /// All of `components`, also what nothing refers to: so that everything that is wrong is told.
    fn components(&mut self, node: Node<'d>, root: &mut Root) {
        let kinds = self
            .object(node, "`components`")
            .into_iter()
            .flat_map(Node::fields);
        for (kind, field) in kinds {
            let known = [
                "schemas",
                "responses",
                "parameters",
                "examples",
                "requestBodies",
                "headers",
                "securitySchemes",
                "links",
                "callbacks",
                "pathItems",
                "mediaTypes",
            ];
            if !known.contains(&kind) {
                self.unknown(kind, field, "`components`");
                continue;
            }
            let members = self
                .object(field, "a kind of component")
                .into_iter()
                .flat_map(Node::fields);
            for (name, member) in members {
                match kind {
                    "schemas" => root.named.push((name.to_owned(), self.schema(member))),
                    "securitySchemes" => {
                        root.security_schemes
                            .extend(self.security_scheme(name, member));
                    }
                    "responses" => _ = self.response(Status::Default, member),
                    "parameters" => _ = self.parameter(member),
                    "requestBodies" => _ = self.body(member),
                    "headers" => _ = self.header(name, member),
                    "links" => _ = self.link(name, member),
                    "examples" => _ = self.example(name, member),
                    "callbacks" => {
                        let inherited = Inherited::new(Vec::new(), Vec::new());
                        _ = self.callback(name, member, 0, &inherited);
                    }
                    "pathItems" => {
                        let kind = OperationKind::Webhook {
                            name: name.to_owned(),
                        };
                        let inherited = Inherited::new(Vec::new(), Vec::new());
                        _ = self.path_item(name, member, &kind, &inherited);
                    }
                    _ => _ = self.follow(member, "a component"),
                }
            }
        }
    }

    /// An `operationId` names one operation.
    fn check_ids(&mut self, root: &Root) {
        let mut ids: HashMap<&str, &Operation> = HashMap::new();
        for operation in root.operations.iter().chain(&root.callbacks) {
            let Some(id) = operation.id.as_deref() else {
                continue;
            };
            if let Some(other) = ids.get(id) {
                if other.node != operation.node {
                    let line = self.document.node(other.node).line();
                    let words =
                        format!("the operationId `{id}` is used twice, also at line {line}");
                    let node = self.document.node(operation.node);
                    self.note(NoteKind::Invalid, node, words);
                }
            } else {
                ids.insert(id, operation);
            }
        }
    }

    /// A requirement names schemes that there are.
    fn check_security(&mut self, root: &Root) {
        let of_operations = root.operations.iter().chain(&root.callbacks);
        let requirements = of_operations.flat_map(|operation| &operation.security);
        for requirement in requirements.chain(&root.security) {
            for (name, _) in &requirement.schemes {
                if !root
                    .security_schemes
                    .iter()
                    .any(|scheme| scheme.name == *name)
                {
                    let words = format!(
                        "the security scheme `{name}` is not among `components/securitySchemes`"
                    );
                    let node = self.document.node(requirement.node);
                    self.note(NoteKind::Invalid, node, words);
                }
            }
        }
    }
}

/// A template without the names of its parameters.
fn shape(path: &str) -> String {
    let mut shape = String::new();
    for (index, part) in path.split('{').enumerate() {
        match part.split_once('}') {
            Some((_, rest)) if index > 0 => {
                shape.push_str("{}");
                shape.push_str(rest);
            }
            _ => shape.push_str(part),
        }
    }
    shape
}
