//! The contract as facts that a document can be compared with, each with the document and line that it was transcribed
//! from.

mod reader;

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use serde_json::Value;

use self::reader::Reader;
use super::facts::{ExampleValue, Operation, ValueTable};
use bayar_contract::escape;
use bayar_drift::finding::SpecPlace;

/// The contracts that documents are compared with, one for each file.
pub struct Contracts(pub(super) Vec<Contract>);

/// One file of the contract.
pub(super) struct Contract {
    /// Its operations and callbacks.
    pub(super) operations: Vec<Operation>,
    /// Its enums by their names.
    pub(super) enums: Vec<ValueTable>,
    /// The statuses of its answers and of its errors.
    pub(super) statuses: BTreeSet<u16>,
    /// The place of the paths.
    pub(super) spec: Option<SpecPlace>,
}

impl Contracts {
    /// Those of this package.
    ///
    /// # Errors
    /// If one of them cannot be read, which the tests rule out.
    pub fn of_package() -> Result<Self> {
        let files = [
            ("spec/xendit.yaml", bayar_spec::XENDIT),
            ("spec/finpay.yaml", bayar_spec::FINPAY),
        ];
        let read = |(file, text): (&str, &str)| {
            let contract = bayar_contract::Contract::parse(file, text)?;
            Ok(Contract::new(&contract, true))
        };
        files.into_iter().map(read).collect::<Result<_>>().map(Self)
    }

    /// Reads contracts, each an OpenAPI document, without the places of what they say.
    ///
    /// # Errors
    /// If one is no OpenAPI document.
    pub fn new(documents: &[Value]) -> Result<Self> {
        let read = |document: &Value| {
            let contract = bayar_contract::Contract::parse("", &document.to_string())?;
            Ok(Contract::new(&contract, false))
        };
        documents.iter().map(read).collect::<Result<_>>().map(Self)
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
            statuses: reader.statuses(),
            spec: contract
                .document()
                .root()
                .get("paths")
                .and_then(|paths| reader.place(paths.id())),
        }
    }
}

/// Each scalar, and each empty list or object, by its JSON pointer.
pub(super) fn scalars(value: &Value, pointer: &str, into: &mut BTreeMap<String, ExampleValue>) {
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
            let value = value.clone();
            into.insert(pointer.to_owned(), ExampleValue { line: 0, value });
        }
    }
}

/// A value as a text without quotes.
pub(super) fn text_of(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}
