//! The contract as claims that a document can be held against: operations with their fields, codes and examples,
//! each with the document and line that it was transcribed from.

mod reader;

use std::collections::BTreeMap;

use anyhow::Result;
use serde_json::Value;

use self::reader::Reader;
use super::facts::{Bound, Line, Place, Type};
use super::loose::escape;
use bayar_drift::finding::SpecPlace;

/// The contracts that documents are held against.
pub struct Contracts {
    /// One for each file.
    pub files: Vec<Contract>,
}

/// One file of the contract.
pub struct Contract {
    /// Its operations and callbacks.
    pub operations: Vec<Claim>,
    /// The values of every enum of the contract with the documents and lines that list them.
    pub enums: BTreeMap<String, Vec<Listed>>,
    /// The place of the paths in the contract.
    pub spec: Option<SpecPlace>,
}

/// An operation or a callback.
#[derive(Clone)]
pub struct Claim {
    /// The `operationId`.
    pub id: String,
    /// Whether the provider sends it.
    pub callback: bool,
    /// `GET`, `POST` and so on.
    pub method: String,
    /// The path; the name of a callback in its place.
    pub path: String,
    /// Where it is served.
    pub hosts: Vec<String>,
    /// The function that the document gives in place of an endpoint.
    pub function: Option<String>,
    /// Kind and access.
    pub permission: Option<(String, String)>,
    /// Where it comes from.
    pub source: Option<Source>,
    /// The place in the contract.
    pub spec: Option<SpecPlace>,
    /// Parameters and fields.
    pub fields: Vec<ClaimField>,
    /// Rows of the error tables.
    pub errors: Vec<ClaimError>,
    /// Examples.
    pub examples: Vec<ClaimExample>,
    /// Rules over several fields.
    pub rules: Vec<Value>,
}

/// A document and the lines of it that say something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The name of the document, without ending.
    pub document: String,
    /// The lines, the main one first.
    pub lines: Vec<Line>,
}

/// A parameter or field.
#[derive(Clone)]
pub struct ClaimField {
    /// The name on the wire.
    pub name: String,
    /// The name in the document, where it is another.
    pub documented_as: Option<String>,
    /// The field that it is a part of.
    pub within: Option<String>,
    /// Its place as a JSON pointer, `*` for the items of a list.
    pub pointer: String,
    /// Where the contract describes it, so that places that share it can be told.
    pub at: String,
    /// Where it stands.
    pub place: Place,
    /// The variant that has it.
    pub variant: Option<String>,
    /// Whether it must be there.
    pub required: bool,
    /// What it is.
    pub kind: Option<Type>,
    /// Its limits.
    pub limits: Vec<(Bound, u64)>,
    /// The value when it is not given.
    pub default: Option<String>,
    /// The name of its enum.
    pub values: Option<String>,
    /// Where it comes from; nothing if no document says it.
    pub source: Option<Source>,
    /// The place in the contract.
    pub spec: Option<SpecPlace>,
}

/// A value of an enum.
#[derive(Clone)]
pub struct Listed {
    /// The value.
    pub value: String,
    /// Where it comes from; nothing if no document lists it.
    pub source: Option<Source>,
    /// The place in the contract.
    pub spec: Option<SpecPlace>,
}

/// A row of an error table.
#[derive(Clone)]
pub struct ClaimError {
    /// The code.
    pub code: String,
    /// The status; nothing for a row without one.
    pub status: Option<u16>,
    /// The variant.
    pub variant: Option<String>,
    /// Whether the document shows it in an example only.
    pub example_only: bool,
    /// Where it comes from.
    pub source: Option<Source>,
    /// The place in the contract.
    pub spec: Option<SpecPlace>,
}

/// An example.
#[derive(Clone)]
pub struct ClaimExample {
    /// Whose body it is.
    pub place: Place,
    /// Each scalar by its JSON pointer.
    pub values: BTreeMap<String, Value>,
    /// Where it comes from.
    pub source: Option<Source>,
    /// The place in the contract.
    pub spec: Option<SpecPlace>,
}

impl Contracts {
    /// Reads contracts, each an OpenAPI document, without the places of what they say.
    ///
    /// # Errors
    /// If one is no OpenAPI document.
    pub fn new(documents: &[Value]) -> Result<Self> {
        let contract = |document: &Value| {
            let contract = bayar_contract::Contract::parse("", &document.to_string())?;
            Ok(Contract::new(&contract, false))
        };
        let files = documents.iter().map(contract).collect::<Result<_>>()?;
        Ok(Self { files })
    }

    /// Reads contracts, each a file's name and its text.
    ///
    /// # Errors
    /// If one is no OpenAPI document.
    pub fn read(files: &[(&'static str, &str)]) -> Result<Self> {
        let contract = |(file, text): &(&'static str, &str)| {
            let contract = bayar_contract::Contract::parse(file, text)?;
            Ok(Contract::new(&contract, true))
        };
        let files = files.iter().map(contract).collect::<Result<_>>()?;
        Ok(Self { files })
    }
}

impl Contract {
    fn new(contract: &bayar_contract::Contract, is_placed: bool) -> Self {
        let reader = Reader {
            contract,
            is_placed,
        };
        Self {
            operations: reader.operations(),
            enums: reader.enums(),
            spec: contract
                .document()
                .root()
                .get("paths")
                .and_then(|paths| reader.place(paths.id())),
        }
    }
}

impl Claim {
    /// Whether it comes from a document.
    pub(super) fn source_is(&self, document: &str) -> bool {
        is_from(self.source.as_ref(), document)
    }

    /// The field that a pointer leads to; in a document, a name may stand for a field of an object.
    pub(super) fn field_at(&self, place: Place, pointer: &str) -> Option<&ClaimField> {
        let name = pointer.rsplit('/').next().unwrap_or_default();
        let named = self.fields.iter().filter(|field| {
            field.place.side() == place.side() && field.names().any(|own| own == name)
        });
        named.max_by_key(|field| plain(&field.pointer) == plain(pointer))
    }
}

impl ClaimField {
    /// Whether it comes from a document.
    pub(super) fn source_is(&self, document: &str) -> bool {
        is_from(self.source.as_ref(), document)
    }

    /// Its name on the wire, and that in the document.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        [Some(self.name.as_str()), self.documented_as.as_deref()]
            .into_iter()
            .flatten()
    }
}

fn is_from(source: Option<&Source>, document: &str) -> bool {
    source.is_some_and(|source| source.document == document)
}

/// A pointer without what stands for the items of a list.
fn plain(pointer: &str) -> Vec<&str> {
    let is_item = |name: &str| name == "*" || name.bytes().all(|byte| byte.is_ascii_digit());
    pointer.split('/').filter(|name| !is_item(name)).collect()
}

/// Each scalar, and each empty list or object, by its JSON pointer.
pub fn scalars(value: &Value, pointer: &str, into: &mut BTreeMap<String, Value>) {
    match value {
        Value::Object(object) if !object.is_empty() => {
            for (key, member) in object {
                scalars(member, &format!("{pointer}/{}", escape(key)), into);
            }
        }
        Value::Array(array) if !array.is_empty() => {
            for (n, item) in array.iter().enumerate() {
                scalars(item, &format!("{pointer}/{n}"), into);
            }
        }
        _ => {
            into.insert(pointer.to_owned(), value.clone());
        }
    }
}

/// A value as a text without quotes.
pub fn shown(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}
