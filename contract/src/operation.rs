//! Operations: what can be called, and what is sent back by callbacks.

use std::fmt;

use crate::document::NodeId;
use crate::extension::{DocumentedFunction, ErrorRow, Permission, Rule, Source};
use crate::schema::SchemaId;
use crate::security::Requirement;
use crate::server::Server;

/// One method on one path, or a callback.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Operation {
    /// The `operationId`, if it has one.
    pub id: Option<String>,
    /// The method in capitals: `GET`.
    pub method: String,
    /// The path template: `/invoices/{invoice_id}/expire!`. Of a callback, the expression of its URL; of a webhook, its
    /// name.
    pub path: String,
    /// Whether it is called, or is sent to the caller.
    pub kind: OperationKind,
    /// The groups that it belongs to.
    pub tags: Vec<String>,
    /// One line.
    pub summary: Option<String>,
    /// What it does, in CommonMark.
    pub description: Option<String>,
    /// Whether it should not be used any more.
    pub deprecated: bool,
    /// Those of the path, unless the operation has one of the same name and location, and then its own.
    pub parameters: Vec<Parameter>,
    /// The body of a request.
    pub body: Option<Body>,
    /// What may be answered, in the order of the document.
    pub responses: Vec<Response>,
    /// What may be required, each an alternative; its own, or else those of the document. Nothing is required if there is
    /// none, and also if one of them is empty.
    pub security: Vec<Requirement>,
    /// Where it is served: its own servers, or else those of its path, or of the document, or `/`.
    pub servers: Vec<Server>,
    /// Every row of its tables of errors, in the order of the answers.
    pub errors: Vec<ErrorRow>,
    /// Rules over several parameters of its query.
    pub rules: Vec<Rule>,
    /// What the key must be allowed.
    pub permission: Option<Permission>,
    /// The direction of the money where the permission does not tell it (`x-money`): `out`.
    pub money: Option<String>,
    /// The function that the document gives in place of an endpoint.
    pub function: Option<DocumentedFunction>,
    /// Where the vendor's document says so.
    pub source: Source,
    /// Its node.
    pub node: NodeId,
}

/// Whether an operation is called, or is sent to the caller.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum OperationKind {
    /// Under `paths`.
    Call,
    /// Under `callbacks` of another operation.
    Callback {
        /// Its name there.
        name: String,
        /// The index in [`crate::Contract::operations`] of the operation whose request names the URL.
        of: usize,
    },
    /// Under `webhooks` or `x-webhooks`: to a URL that was agreed elsewhere.
    Webhook {
        /// Its name.
        name: String,
    },
}

/// Where a parameter travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Location {
    /// In the path.
    Path,
    /// In the query string.
    Query,
    /// In a header.
    Header,
    /// In a cookie.
    Cookie,
}

/// A path, query, header or cookie parameter, or a header of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[allow(clippy::struct_excessive_bools)] // OpenAPI has them.
pub struct Parameter {
    /// The name on the wire.
    pub name: String,
    /// Where it travels.
    pub location: Location,
    /// Whether it must be sent.
    pub required: bool,
    /// What it is.
    pub description: Option<String>,
    /// Whether it should not be used any more.
    pub deprecated: bool,
    /// Its schema: its own, or that of its content.
    pub schema: Option<SchemaId>,
    /// The media type that its text is written in, where it has `content`: such as `application/json`.
    pub content: Option<MediaType>,
    /// How lists and objects are written: `form`, `simple`, `label`, `matrix`, `spaceDelimited`, `pipeDelimited`,
    /// `deepObject`; the document's, or the default of its location.
    pub style: String,
    /// Whether the items of a list, or the fields of an object, are written apart.
    pub explode: bool,
    /// Whether the document prints a list as JSON text (`x-json-text`), and the server takes it so too.
    pub json_text: bool,
    /// Whether `/`, `?` and so on stand in it as they are.
    pub allow_reserved: bool,
    /// Whether it may be sent without a value.
    pub allow_empty: bool,
    /// Values that the document shows.
    pub examples: Vec<Example>,
    /// Whether it is never to be shown in logs, errors or reports (`x-secret`).
    pub secret: bool,
    /// The component that it is, if it is one.
    pub component: Option<String>,
    /// Whether it stands at the path, and not at the operation.
    pub is_of_path: bool,
    /// Where the vendor's document says so.
    pub source: Source,
    /// Its node.
    pub node: NodeId,
}

/// The body of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Body {
    /// Whether it must be sent.
    pub required: bool,
    /// What it is.
    pub description: Option<String>,
    /// Its forms by media type, in the order of the document.
    pub content: Vec<MediaType>,
    /// The component that it is, if it is one.
    pub component: Option<String>,
    /// Its node.
    pub node: NodeId,
}

/// A form of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MediaType {
    /// `application/json`, `image/*` and so on, as written.
    pub name: String,
    /// Its schema.
    pub schema: Option<SchemaId>,
    /// Documented bodies.
    pub examples: Vec<Example>,
    /// How the fields of a form are written, by name; each is data.
    pub encoding: Vec<(String, NodeId)>,
    /// Where the vendor's document says so.
    pub source: Source,
    /// Its node.
    pub node: NodeId,
}

/// A documented value.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Example {
    /// Its name; nothing for the only one (`example`).
    pub name: Option<String>,
    /// One line.
    pub summary: Option<String>,
    /// What it shows.
    pub description: Option<String>,
    /// The value; nothing if it stands elsewhere.
    pub value: Option<NodeId>,
    /// Where the value is (`externalValue`).
    pub external: Option<String>,
    /// Where the vendor's document says so.
    pub source: Source,
    /// Its node.
    pub node: NodeId,
}

/// What an answer with a certain status holds.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Response {
    /// For which statuses.
    pub status: Status,
    /// What it means.
    pub description: Option<String>,
    /// Its headers.
    pub headers: Vec<Parameter>,
    /// Its body by media type, in the order of the document; without one, nothing is said about a body.
    pub content: Vec<MediaType>,
    /// What may be called with it next.
    pub links: Vec<Link>,
    /// The component that it is, if it is one.
    pub component: Option<String>,
    /// Where the vendor's document says so.
    pub source: Source,
    /// Its node: the answer itself, also where a `$ref` leads to it.
    pub node: NodeId,
}

/// What may be called after an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Link {
    /// Its name.
    pub name: String,
    /// The operation by its id.
    pub operation_id: Option<String>,
    /// The operation by a reference.
    pub operation_ref: Option<String>,
    /// Its node, with parameters as data.
    pub node: NodeId,
}

/// The statuses that an answer stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// One status.
    Code(u16),
    /// All of a hundred: 4 for `4XX`.
    Class(u8),
    /// All that no other answer stands for.
    Default,
}

impl Operation {
    /// Whether it is sent to the caller: a callback or a webhook.
    pub fn is_callback(&self) -> bool {
        self.kind != OperationKind::Call
    }

    /// The name of a callback or webhook.
    pub fn callback_name(&self) -> Option<&str> {
        match &self.kind {
            OperationKind::Call => None,
            OperationKind::Callback { name, .. } | OperationKind::Webhook { name } => Some(name),
        }
    }

    /// A parameter. The names of headers are the same in capitals and small letters.
    pub fn parameter(&self, location: Location, name: &str) -> Option<&Parameter> {
        self.parameters.iter().find(|parameter| {
            parameter.location == location
                && match location {
                    Location::Header => parameter.name.eq_ignore_ascii_case(name),
                    _ => parameter.name == name,
                }
        })
    }

    /// The answer that the document has for a status: the status itself, or else its class, or else `default`.
    pub fn response(&self, status: u16) -> Option<&Response> {
        let by = |wanted: Status| {
            self.responses
                .iter()
                .find(|response| response.status == wanted)
        };
        by(Status::Code(status))
            .or_else(|| by(Status::Class(u8::try_from(status / 100).ok()?)))
            .or_else(|| by(Status::Default))
    }

    /// The first answer of success, a status or the class `2XX`.
    pub fn success(&self) -> Option<&Response> {
        self.responses
            .iter()
            .find(|response| response.status.is_success())
    }

    /// Whether it sends money out: its outcome must never be guessed.
    pub fn moves_money_out(&self) -> bool {
        let by_permission = self.permission.as_ref().is_some_and(|permission| {
            permission.kind == "money-out" && permission.access.as_deref() == Some("write")
        });
        by_permission || self.money.as_deref() == Some("out")
    }
}

impl MediaType {
    /// The name without parameters, in lower case: `application/json`.
    pub fn essence(&self) -> String {
        let essence = self.name.split(';').next().unwrap_or_default();
        essence.trim().to_ascii_lowercase()
    }

    /// Whether it is JSON: `application/json`, or one that ends with `+json`.
    pub fn is_json(&self) -> bool {
        let essence = self.essence();
        essence == "application/json" || essence.ends_with("+json")
    }
}

impl Body {
    /// Its form in JSON.
    pub fn json(&self) -> Option<&MediaType> {
        json(&self.content)
    }
}

impl Response {
    /// Its body in JSON.
    pub fn json(&self) -> Option<&MediaType> {
        json(&self.content)
    }

    /// A header, in capitals or small letters.
    pub fn header(&self, name: &str) -> Option<&Parameter> {
        let mut headers = self.headers.iter();
        headers.find(|header| header.name.eq_ignore_ascii_case(name))
    }
}

impl Parameter {
    /// Whether its text is JSON, or may be.
    pub fn is_json(&self) -> bool {
        self.json_text || self.content.as_ref().is_some_and(MediaType::is_json)
    }
}

/// `application/json` itself, or else the first that is JSON.
fn json(content: &[MediaType]) -> Option<&MediaType> {
    let plain = content
        .iter()
        .find(|media| media.essence() == "application/json");
    plain.or_else(|| content.iter().find(|media| media.is_json()))
}

impl Status {
    /// Reads a key of `responses`.
    pub fn parse(text: &str) -> Option<Self> {
        if text == "default" {
            return Some(Self::Default);
        }
        let [class @ b'1'..=b'9', rest @ ..] = text.as_bytes() else {
            return None;
        };
        match rest {
            [b'X' | b'x', b'X' | b'x'] if *class <= b'5' => Some(Self::Class(class - b'0')),
            [b'0'..=b'9', b'0'..=b'9'] => text.parse().ok().map(Self::Code),
            _ => None,
        }
    }

    /// Whether a status is one of these, `default` aside.
    pub fn covers(self, status: u16) -> bool {
        match self {
            Self::Code(code) => code == status,
            Self::Class(class) => status / 100 == u16::from(class),
            Self::Default => false,
        }
    }

    /// The one status.
    pub fn code(self) -> Option<u16> {
        match self {
            Self::Code(code) => Some(code),
            _ => None,
        }
    }

    /// Whether it is a success.
    pub fn is_success(self) -> bool {
        matches!(self, Self::Code(200..=299) | Self::Class(2))
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => write!(f, "{code}"),
            Self::Class(class) => write!(f, "{class}XX"),
            Self::Default => f.write_str("default"),
        }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        })
    }
}
