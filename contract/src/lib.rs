//! Reads any OpenAPI 3.0 or 3.1 document into plain data in which everything knows its line.
#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod body;
mod builder;
#[cfg(feature = "class")]
pub mod class;
mod contract;
mod decimal;
pub mod document;
mod error;
pub mod extension;
mod file;
mod json;
mod jsonpath;
mod node;
mod notes;
pub mod operation;
pub mod overlay;
mod prepared;
mod read;
mod reader;
#[cfg(feature = "redact")]
pub mod redact;
pub mod router;
pub mod schema;
pub mod security;
pub mod server;
mod upgrade;
mod yaml;

pub use contract::{Contract, Variant, Version};
pub use decimal::{Decimal, NoDecimal};
pub use document::{Document, Kind, Node, NodeId, Place};
pub use error::{Diagnostic, Error};
pub use file::decode;
pub use node::{escape, unescape};
pub use notes::{Note, NoteKind};
pub use operation::{Location, Operation, Parameter, Status};
pub use reader::Reader;
pub use schema::{Schema, SchemaId};
