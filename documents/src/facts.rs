//! The facts of a document as data: what it claims, and on which line. No sentence of the vendor is kept.
//!
//! A contract is read as facts, too; what only a contract has is no part of the JSON.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Layout;
use bayar_drift::difference::Difference;
use bayar_drift::finding::SpecPlace;

pub use bayar_drift::difference::{Bound, Place};

/// A line of the document, counted from 1.
pub type Line = u32;

/// Everything that a document claims.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    /// The name of the document's file without its ending, such as `xendit-api-reference`.
    pub document: String,
    /// How its text is laid out.
    pub layout: Layout,
    /// Operations, callbacks and functions in the order of the document.
    pub operations: Vec<Operation>,
    /// Statuses that hold for every operation.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub statuses: Vec<ErrorRow>,
    /// Constants that tables outside of an operation list, such as failure codes and events.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tables: Vec<ValueTable>,
    /// Constants that running text outside of an operation gives as a status.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<Constant>,
    /// Fields that are described outside of any operation, such as those of a form in a dashboard.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
}

/// Where a fact of a contract stands, and from where it was transcribed. A fact of a document has none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The document, without its ending; nothing if none says so.
    pub document: Option<String>,
    /// The lines, the main one first.
    pub lines: Vec<Line>,
    /// The place in the contract.
    pub spec: Option<SpecPlace>,
}

impl Origin {
    /// Whether it comes from a document.
    pub(crate) fn is(&self, document: &str) -> bool {
        self.document.as_deref() == Some(document)
    }
}

/// What a section of the document describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A request to the provider.
    Operation,
    /// A request that the provider sends.
    Callback,
    /// A function of a library, in place of an endpoint.
    Function,
}

/// One section of the document that describes a request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Operation {
    /// The heading; the `operationId` of a contract.
    pub title: String,
    /// The line of the heading.
    pub line: Line,
    /// What it is.
    pub kind: Kind,
    /// `GET`, `POST` and so on; the name of a function in its place.
    pub method: String,
    /// The path as the document prints it, without host; empty for a function.
    pub path: String,
    /// The line that names method and path.
    pub endpoint: Line,
    /// The hosts that URLs with this path name, each where it stands first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hosts: Vec<Constant>,
    /// What samples and rows of environments call in place of this endpoint.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_calls: Vec<Call>,
    /// The permission that the API key needs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permission: Option<Permission>,
    /// Parameters and fields of the tables.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
    /// Rows of the error tables.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<ErrorRow>,
    /// Lists of constants with a table of their own, such as statuses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tables: Vec<ValueTable>,
    /// Constants that the running text gives as a status.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<Constant>,
    /// The other section whose answer or callback this one has too, in the document's words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub same_as: Vec<Constant>,
    /// Examples of requests, answers and callbacks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub examples: Vec<Example>,
    /// The function that the document of a contract gives in place of the endpoint.
    #[serde(skip)]
    pub function: Option<String>,
    /// The limits of a contract's rules over several fields.
    #[serde(skip)]
    pub rules: Vec<Limit>,
    /// Where it comes from, in a contract.
    #[serde(skip)]
    pub origin: Origin,
}

/// A call of an endpoint, as a sample or the row of an environment has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// `GET`, `POST` and so on.
    pub method: String,
    /// The path with its query, without host.
    pub path: String,
    /// The line that it starts on.
    pub line: Line,
}

/// A permission of an API key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Permission {
    /// `money-in` or `money-out`.
    pub kind: String,
    /// `read` or `write`.
    pub access: String,
    /// The line that says so.
    pub line: Line,
}

/// What a value is on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Type {
    /// A text, a timestamp too.
    String,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A list.
    Array,
    /// An object.
    Object,
    /// A function of a program: not on the wire.
    Function,
}

impl Type {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Type::String => "string",
            Type::Number => "number",
            Type::Boolean => "boolean",
            Type::Array => "array",
            Type::Object => "object",
            Type::Function => "function",
        }
    }
}

/// One row of a table of parameters or fields.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Field {
    /// The name.
    pub name: String,
    /// The field that it is a part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<String>,
    /// The line of the name.
    pub line: Line,
    /// The last line of the row.
    pub last: Line,
    /// Where it stands.
    pub place: Place,
    /// The variant whose table this is, such as `OVO`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant: Option<String>,
    /// Whether the table says `required` or `optional`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required: Option<bool>,
    /// What it is.
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<Type>,
    /// What it is in the document's words, where these say more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub documented_type: Option<String>,
    /// The value when it is not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// Its limits.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub limits: Vec<Limit>,
    /// The constants that it may be; an open list is none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<Constant>,
    /// Constants that it names without saying that there are no others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub named: Vec<Constant>,
    /// The text of the row, of the document at hand only.
    #[serde(skip)]
    pub text: String,
    /// Its place in a contract as a JSON pointer, `*` for the items of a list.
    #[serde(skip)]
    pub pointer: String,
    /// Where a contract describes it, so that places that share it can be told.
    #[serde(skip)]
    pub at: String,
    /// The name in the document of a contract, where it is another.
    #[serde(skip)]
    pub documented_as: Option<String>,
    /// The enum of a contract that has its values.
    #[serde(skip)]
    pub listed: Option<String>,
    /// Where it comes from, in a contract.
    #[serde(skip)]
    pub origin: Origin,
}

/// A limit. Every limit of the documents is a whole number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limit {
    /// What is bounded.
    pub bound: Bound,
    /// The bound.
    pub value: u64,
    /// When it holds, such as `BCA`; always, if nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// The line that says so.
    pub line: Line,
}

/// A constant and the line that lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Constant {
    /// The constant; nothing where the document has lost it.
    pub value: String,
    /// The line.
    pub line: Line,
    /// Where it comes from, in a contract.
    #[serde(skip)]
    pub origin: Origin,
}

/// A table that lists constants under a heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValueTable {
    /// The heading.
    pub title: String,
    /// The line of the table's head.
    pub line: Line,
    /// The constants.
    pub values: Vec<Constant>,
}

/// One row of an error table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorRow {
    /// The code; nothing where the document has lost it.
    pub code: String,
    /// The status, where the document names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// The line of the code.
    pub line: Line,
    /// The last line of the row.
    pub last: Line,
    /// The variant whose table this is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant: Option<String>,
    /// Limits that the message states.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub limits: Vec<Limit>,
    /// The message, of the document at hand only.
    #[serde(skip)]
    pub message: String,
    /// Whether the document of a contract shows it in an example only.
    #[serde(skip)]
    pub is_example_only: bool,
    /// Where it comes from, in a contract.
    #[serde(skip)]
    pub origin: Origin,
}

/// An example of a body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Example {
    /// The line where it starts.
    pub line: Line,
    /// Whose body it is.
    pub place: Place,
    /// The variant that it shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant: Option<String>,
    /// How it is written, if not as JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<Form>,
    /// Each value by its JSON pointer.
    pub values: BTreeMap<String, ExampleValue>,
    /// Where it comes from, in a contract.
    #[serde(skip)]
    pub origin: Origin,
}

/// How an example is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// A form: every value is a text.
    Form,
    /// Not quite JSON: keys or values without quotes, a comma too many or missing.
    Loose,
    /// So broken that the types of its values tell nothing.
    Broken,
}

/// A value of an example.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExampleValue {
    /// The line.
    pub line: Line,
    /// The value: a scalar, or an empty list or object in place of one with members.
    pub value: Value,
}

impl Call {
    /// Method and path.
    pub(super) fn endpoint(&self) -> String {
        format!("{} {}", self.method, self.path)
    }
}

impl Operation {
    /// An operation of which only the heading is known.
    pub(super) fn new(title: String, line: Line) -> Self {
        Self {
            title,
            line,
            kind: Kind::Operation,
            method: String::new(),
            path: String::new(),
            endpoint: line,
            hosts: Vec::new(),
            other_calls: Vec::new(),
            permission: None,
            fields: Vec::new(),
            errors: Vec::new(),
            tables: Vec::new(),
            mentions: Vec::new(),
            same_as: Vec::new(),
            examples: Vec::new(),
            function: None,
            rules: Vec::new(),
            origin: Origin::default(),
        }
    }
}

impl Operation {
    /// Makes a difference one of this operation's.
    pub(super) fn owns(&self, difference: Difference) -> Difference {
        difference
            .of(&self.title, self.is_callback())
            .spec(self.origin.spec.clone())
    }

    pub(super) fn is_callback(&self) -> bool {
        self.kind == Kind::Callback
    }

    /// Method and path.
    pub(super) fn endpoint(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// The field that a pointer leads to; in a document, a name may stand for a field of an object.
    pub(super) fn field_at(&self, place: Place, pointer: &str) -> Option<&Field> {
        let name = pointer.rsplit('/').next().unwrap_or_default();
        let named = self.fields.iter().filter(|field| {
            field.place.side() == place.side() && field.names().any(|own| own == name)
        });
        named.max_by_key(|field| plain(&field.pointer) == plain(pointer))
    }
}

/// A pointer without what stands for the items of a list.
fn plain(pointer: &str) -> Vec<&str> {
    let is_item = |name: &str| name == "*" || name.bytes().all(|byte| byte.is_ascii_digit());
    pointer.split('/').filter(|name| !is_item(name)).collect()
}

impl Field {
    /// A field of which only the name is known.
    pub(super) fn new(name: &str, line: Line) -> Self {
        Self {
            name: name.to_owned(),
            within: None,
            line,
            last: line,
            place: Place::Body,
            variant: None,
            required: None,
            kind: None,
            documented_type: None,
            default: None,
            limits: Vec::new(),
            values: Vec::new(),
            named: Vec::new(),
            text: String::new(),
            pointer: String::new(),
            at: String::new(),
            documented_as: None,
            listed: None,
            origin: Origin::default(),
        }
    }

    /// Its name, and that which the document of a contract has for it.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        [Some(self.name.as_str()), self.documented_as.as_deref()]
            .into_iter()
            .flatten()
    }

    /// Its place as a pointer; in a document as far as the table tells.
    pub(super) fn pointer(&self) -> String {
        match &self.within {
            _ if !self.pointer.is_empty() => self.pointer.clone(),
            Some(within) => format!("/{within}/{}", self.name),
            None => format!("/{}", self.name),
        }
    }
}

impl Constant {
    /// A constant on a line.
    pub fn new(value: impl Into<String>, line: Line) -> Self {
        Self {
            value: value.into(),
            line,
            origin: Origin::default(),
        }
    }
}

impl ErrorRow {
    /// A row of an error table of which only the code is known.
    pub(super) fn new(code: &str, line: Line, variant: Option<String>) -> Self {
        Self {
            code: code.to_owned(),
            status: None,
            line,
            last: line,
            variant,
            limits: Vec::new(),
            message: String::new(),
            is_example_only: false,
            origin: Origin::default(),
        }
    }
}
