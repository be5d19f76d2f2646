//! Parameters and headers.

use super::Reading;
use super::extension::unstated;
use super::reference::Followed;
use crate::document::Node;
use crate::notes::NoteKind;
use crate::operation::{Location, Parameter};

/// Headers of a request that OpenAPI describes elsewhere.
const DESCRIBED_ELSEWHERE: [&str; 3] = ["accept", "content-type", "authorization"];

impl<'d> Reading<'d> {
    /// `parameters` of an operation or a path.
    pub(super) fn parameters(&mut self, node: Node<'d>, is_of_path: bool) -> Vec<Parameter> {
        let mut parameters: Vec<Parameter> = Vec::new();
        for item in self.list(node, "`parameters`") {
            let Some(parameter) = self.parameter(item) else {
                continue;
            };
            let is_same = |other: &Parameter| {
                other.name == parameter.name && other.location == parameter.location
            };
            if let Some(other) = parameters.iter().find(|other| is_same(other)) {
                let line = self.document.node(other.node).line();
                let words = format!(
                    "the parameter `{}` stands here twice, also at line {line}; this one is left out",
                    parameter.name
                );
                self.note(NoteKind::Invalid, item, words);
                continue;
            }
            parameters.push(Parameter {
                is_of_path,
                ..parameter
            });
        }
        parameters
    }

    pub(super) fn parameter(&mut self, node: Node<'d>) -> Option<Parameter> {
        let followed = self.follow(node, "a parameter")?;
        let object = self.object(followed.node, "a parameter")?;
        let name = object.get("name").and_then(|name| self.text(name));
        let location = object
            .get("in")
            .and_then(|location| self.location(location));
        if object.get("name").is_none() {
            self.problem(
                object,
                "the parameter has no `name`",
                "name it as it stands on the wire",
            );
        }
        if object.get("in").is_none() {
            self.problem(
                object,
                "the parameter has no `in`",
                "write path, query, header or cookie",
            );
        }
        let mut parameter = self.described_value(&followed, "a parameter", name?, location?);
        let lower = parameter.name.to_ascii_lowercase();
        if parameter.location == Location::Header && DESCRIBED_ELSEWHERE.contains(&&*lower) {
            let words = format!(
                "the header `{}` is described by media types and security schemes, and not by a parameter",
                parameter.name
            );
            self.note(NoteKind::Ignored, object, words);
        }
        if parameter.location == Location::Path && !parameter.required {
            let words = "a parameter of the path is always required; read as `required: true`";
            self.note(NoteKind::Invalid, object, words);
            parameter.required = true;
        }
        Some(parameter)
    }

    /// `headers` of an answer.
    pub(super) fn headers(&mut self, node: Node<'d>) -> Vec<Parameter> {
        let headers = self
            .object(node, "`headers`")
            .into_iter()
            .flat_map(Node::fields);
        headers
            .filter_map(|(name, header)| self.header(name, header))
            .collect()
    }

    pub(super) fn header(&mut self, name: &str, node: Node<'d>) -> Option<Parameter> {
        // `X-Request-Id` is a header, and so is `x-request-id`: an extension would not be an object with a schema.
        let followed = self.follow(node, "a header")?;
        if name.eq_ignore_ascii_case("content-type") {
            let words = "the header `Content-Type` is described by media types";
            self.note(NoteKind::Ignored, node, words);
        }
        let object = self.object(followed.node, "a header")?;
        Some(self.described_value(&followed, "a header", name.to_owned(), Location::Header)).filter(
            |header| header.schema.is_some() || !object.is_empty() || !name.starts_with("x-"),
        )
    }

    fn location(&mut self, node: Node<'d>) -> Option<Location> {
        let text = self.text(node)?;
        let location = match text.to_ascii_lowercase().as_str() {
            "path" => Location::Path,
            "query" => Location::Query,
            "header" => Location::Header,
            "cookie" => Location::Cookie,
            "body" | "formdata" => {
                let message = format!("a parameter in `{text}` is of OpenAPI 2");
                self.problem(node, message, "write it as a `requestBody`");
                return None;
            }
            _ => {
                let message = format!("there is no parameter in `{text}`");
                self.problem(node, message, "write path, query, header or cookie");
                return None;
            }
        };
        if location.to_string() != text {
            self.note(
                NoteKind::ReadAsMeant,
                node,
                format!("`{text}` is read as `{location}`"),
            );
        }
        Some(location)
    }

    /// What parameters and headers have in common.
    fn described_value(
        &mut self,
        followed: &Followed<'d>,
        what: &str,
        name: String,
        location: Location,
    ) -> Parameter {
        let object = followed.node;
        let mut explode = None;
        let mut parameter = Parameter {
            name,
            location,
            required: false,
            description: self.described(followed.reference),
            deprecated: false,
            schema: None,
            content: None,
            style: String::new(),
            explode: false,
            json_text: false,
            allow_reserved: false,
            allow_empty: false,
            examples: self.examples(object),
            secret: false,
            component: followed.component.clone(),
            is_of_path: false,
            source: unstated(object),
            node: object.id(),
        };
        for (name, field) in object.fields() {
            match name {
                "required" => parameter.required = self.flag(field),
                "description" if parameter.description.is_none() => {
                    parameter.description = self.text(field);
                }
                "deprecated" => parameter.deprecated = self.flag(field),
                "schema" => parameter.schema = Some(self.schema(field)),
                "content" => parameter.content = self.only_content(field),
                "style" => parameter.style = self.text(field).unwrap_or_default(),
                "explode" => explode = self.boolean(field),
                "allowReserved" => parameter.allow_reserved = self.flag(field),
                "allowEmptyValue" => parameter.allow_empty = self.flag(field),
                "x-json-text" => parameter.json_text = self.flag(field),
                "x-secret" => parameter.secret = self.flag(field),
                "x-source" => parameter.source = self.source(field),
                "name" | "in" if what == "a parameter" => {}
                "description" | "example" | "examples" | "$ref" => {}
                _ => self.unknown(name, field, what),
            }
        }
        if parameter.schema.is_none() {
            parameter.schema = parameter.content.as_ref().and_then(|media| media.schema);
        }
        if parameter.schema.is_none() && parameter.content.is_none() {
            self.note(
                NoteKind::Invalid,
                object,
                format!("{what} with neither `schema` nor `content`"),
            );
        }
        if parameter.style.is_empty() {
            let style = match location {
                Location::Query | Location::Cookie => "form",
                Location::Path | Location::Header => "simple",
            };
            style.clone_into(&mut parameter.style);
        }
        parameter.explode = explode.unwrap_or(parameter.style == "form");
        parameter
    }

    fn only_content(&mut self, node: Node<'d>) -> Option<crate::operation::MediaType> {
        let mut content = self.content(node);
        if content.len() > 1 {
            let words = "a value has one media type; the first is read";
            self.note(NoteKind::Invalid, node, words);
        }
        (!content.is_empty()).then(|| content.swap_remove(0))
    }
}
