//! Bodies, answers and examples.

use super::Reading;
use crate::document::{Kind, Node};
use crate::extension::{ErrorRow, Source};
use crate::notes::NoteKind;
use crate::operation::{Body, Example, Link, MediaType, Response, Status};

impl<'d> Reading<'d> {
    /// The body of a request.
    pub(super) fn body(&mut self, node: Node<'d>) -> Option<Body> {
        let followed = self.follow(node, "a request body")?;
        let object = self.object(followed.node, "a request body")?;
        let mut body = Body {
            required: false,
            description: self.described(followed.reference),
            content: Vec::new(),
            component: followed.component,
            node: object.id(),
        };
        let mut has_content = false;
        for (name, field) in object.fields() {
            match name {
                "required" => body.required = self.flag(field),
                "description" if body.description.is_none() => body.description = self.text(field),
                "content" => {
                    has_content = true;
                    body.content = self.content(field);
                }
                "description" | "$ref" => {}
                _ => self.unknown(name, field, "a request body"),
            }
        }
        if !has_content {
            self.note(
                NoteKind::Invalid,
                object,
                "a request body without `content`",
            );
        }
        Some(body)
    }

    /// `content`: the forms of a body by media type.
    pub(super) fn content(&mut self, node: Node<'d>) -> Vec<MediaType> {
        let Some(object) = self.object(node, "`content`") else {
            return Vec::new();
        };
        let forms = object.fields();
        forms
            .filter(|(name, _)| !name.starts_with("x-") || name.contains('/'))
            .filter_map(|(name, form)| self.media_type(name, form))
            .collect()
    }

    fn media_type(&mut self, name: &str, node: Node<'d>) -> Option<MediaType> {
        let followed = self.follow(node, "a media type")?;
        // `application/octet-stream:` without anything says that there is such a body.
        let object = match followed.node.kind() {
            Kind::Null => {
                self.null(followed.node);
                followed.node
            }
            _ => self.object(followed.node, "a media type")?,
        };
        let mut media = MediaType {
            name: name.to_owned(),
            schema: None,
            examples: self.examples(object),
            encoding: Vec::new(),
            source: Source::default(),
            node: object.id(),
        };
        for (name, field) in object.fields() {
            match name {
                "schema" => media.schema = Some(self.schema(field)),
                "encoding" => {
                    let encoding = self
                        .object(field, "`encoding`")
                        .into_iter()
                        .flat_map(Node::fields);
                    media.encoding = encoding
                        .map(|(name, node)| (name.to_owned(), node.id()))
                        .collect();
                }
                "x-source" => media.source = self.source(field),
                "example" | "examples" => {}
                _ => self.unknown(name, field, "a media type"),
            }
        }
        Some(media)
    }

    /// `example` and `examples` of a media type, a parameter or a header.
    pub(super) fn examples(&mut self, object: Node<'d>) -> Vec<Example> {
        let mut examples = Vec::new();
        if let Some(node) = object.get("example") {
            examples.push(only_example(node));
        }
        let Some(named) = object.get("examples") else {
            return examples;
        };
        if named.kind() == Kind::List {
            if !named.is_empty() {
                let words = "`examples` has names here; those of a list are read without one";
                self.note(NoteKind::ReadAsMeant, named, words);
            }
            examples.extend(named.items().map(only_example));
            return examples;
        }
        let named = self
            .object(named, "`examples`")
            .into_iter()
            .flat_map(Node::fields);
        for (name, node) in named {
            if !name.starts_with("x-") {
                examples.extend(self.example(name, node));
            }
        }
        examples
    }

    pub(super) fn example(&mut self, name: &str, node: Node<'d>) -> Option<Example> {
        let followed = self.follow(node, "an example")?;
        if followed.node.kind() != Kind::Object {
            let words = "an example has its value under `value`; this one is read as the value";
            self.note(NoteKind::ReadAsMeant, followed.node, words);
            return Some(Example {
                name: Some(name.to_owned()),
                ..only_example(followed.node)
            });
        }
        let object = followed.node;
        let mut example = Example {
            name: Some(name.to_owned()),
            summary: None,
            description: self.described(followed.reference),
            value: None,
            external: None,
            source: Source::default(),
            node: object.id(),
        };
        for (name, field) in object.fields() {
            match name {
                "summary" => example.summary = self.text(field),
                "description" if example.description.is_none() => {
                    example.description = self.text(field);
                }
                "value" | "dataValue" => example.value = Some(field.id()),
                "externalValue" => example.external = self.text(field),
                "x-source" => example.source = self.source(field),
                "description" | "$ref" => {}
                _ => self.unknown(name, field, "an example"),
            }
        }
        Some(example)
    }

    /// `responses` of an operation, and the rows of their tables of errors.
    pub(super) fn responses(
        &mut self,
        node: Node<'d>,
        of: &Source,
    ) -> (Vec<Response>, Vec<ErrorRow>) {
        let mut responses: Vec<Response> = Vec::new();
        let mut rows = Vec::new();
        let Some(object) = self.object(node, "`responses`") else {
            return (responses, rows);
        };
        for (key, field) in object.fields() {
            if key.starts_with("x-") {
                continue;
            }
            let Some(status) = Status::parse(key) else {
                let words =
                    format!("`{key}` is no status, no class such as `4XX`, and not `default`");
                self.note(NoteKind::NotUnderstood, field, words);
                continue;
            };
            if key.contains('x') {
                let words = format!("`{key}` is read as `{status}`");
                self.note(NoteKind::ReadAsMeant, field, words);
            }
            if responses.iter().any(|other| other.status == status) {
                self.problem(
                    field,
                    format!("`{status}` is answered twice"),
                    "keep one of them",
                );
            }
            let Some(response) = self.response(status, field) else {
                continue;
            };
            let node = self.document.node(response.node);
            let source = if response.source.document.is_some() {
                &response.source
            } else {
                of
            };
            let source = source.clone();
            rows.extend(self.error_rows(node, status, &source));
            responses.push(response);
        }
        (responses, rows)
    }

    pub(super) fn response(&mut self, status: Status, node: Node<'d>) -> Option<Response> {
        let followed = self.follow(node, "an answer")?;
        let object = self.object(followed.node, "an answer")?;
        let mut response = Response {
            status,
            description: self.described(followed.reference),
            headers: Vec::new(),
            content: Vec::new(),
            links: Vec::new(),
            component: followed.component,
            source: Source::default(),
            node: object.id(),
        };
        for (name, field) in object.fields() {
            match name {
                "description" if response.description.is_none() => {
                    response.description = self.text(field);
                }
                "headers" => response.headers = self.headers(field),
                "content" => response.content = self.content(field),
                "links" => response.links = self.links(field),
                "x-source" => response.source = self.source(field),
                "description" | "summary" | "$ref" => {}
                _ => self.unknown(name, field, "an answer"),
            }
        }
        if response.description.is_none() {
            self.note(NoteKind::Invalid, object, "an answer without `description`");
        }
        Some(response)
    }

    fn links(&mut self, node: Node<'d>) -> Vec<Link> {
        let links = self
            .object(node, "`links`")
            .into_iter()
            .flat_map(Node::fields);
        links
            .filter_map(|(name, link)| self.link(name, link))
            .collect()
    }

    pub(super) fn link(&mut self, name: &str, node: Node<'d>) -> Option<Link> {
        if name.starts_with("x-") {
            return None;
        }
        let followed = self.follow(node, "a link")?;
        let object = self.object(followed.node, "a link")?;
        Some(Link {
            name: name.to_owned(),
            operation_id: object.text("operationId").map(str::to_owned),
            operation_ref: object.text("operationRef").map(str::to_owned),
            node: object.id(),
        })
    }

    /// The description beside a reference, which in 3.1 is said in place of the component's.
    pub(super) fn described(&mut self, reference: Option<Node<'d>>) -> Option<String> {
        if self.version == crate::contract::Version::V3_0 {
            return None;
        }
        let description = reference?.get("description")?;
        self.text(description)
    }
}

/// The value of `example`.
fn only_example(node: Node<'_>) -> Example {
    Example {
        name: None,
        summary: None,
        description: None,
        value: Some(node.id()),
        external: None,
        source: Source::default(),
        node: node.id(),
    }
}
