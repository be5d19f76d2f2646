//! Names in Rust for names on the wire.

use bayar_contract::operation::Parameter;
use bayar_contract::{Location, Schema};
use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use proc_macro2::Ident;
use quote::format_ident;

use crate::operation::Operation;

/// Name of the descriptor of an operation.
pub(crate) fn descriptor(operation: &Operation<'_>) -> Ident {
    format_ident!("{}", operation.id.to_shouty_snake_case())
}

/// What a caller calls a parameter. An id in the path is `id` if it is that of what the method names, otherwise `<what>_id`.
pub(crate) fn argument_name(operation: &Operation<'_>, parameter: &Parameter) -> String {
    let name = parameter.name.to_snake_case();
    let mut others = operation
        .spec
        .parameters
        .iter()
        .filter(|p| p.name != parameter.name);
    if parameter.location != Location::Path || others.any(|p| p.location == Location::Path) {
        return name.strip_prefix("x_").unwrap_or(&name).to_owned();
    }
    let Some(what) = name.strip_suffix("_id") else {
        return name;
    };
    let what = what.rsplit('_').next().unwrap_or_default();
    if operation.id.split('_').any(|word| word == what) {
        "id".to_owned()
    } else {
        format!("{what}_id")
    }
}

/// Headers get names without the `X-` of the wire.
pub(crate) fn public(ident: &Ident) -> Ident {
    let name = ident.to_string();
    match name.strip_prefix("x_") {
        Some(plain) => format_ident!("{plain}"),
        None => ident.clone(),
    }
}

/// The variant of a wire value: `NEEDS_APPROVAL` → `NeedsApproval`.
pub(crate) fn variant(value: &str) -> Ident {
    format_ident!("{}", variant_name(value))
}

fn variant_name(value: &str) -> String {
    let name = value.to_lowercase().to_upper_camel_case();
    if name.starts_with(|first: char| first.is_ascii_digit()) {
        format!("Value{name}")
    } else {
        name
    }
}

/// The variant of a value of an enum: as its note names it, or else after the value.
pub(crate) fn enum_variant(schema: &Schema, value: &str) -> Ident {
    format_ident!("{}", enum_variant_name(schema, value))
}

/// The same as a text, which may be no name in Rust.
pub(crate) fn enum_variant_name(schema: &Schema, value: &str) -> String {
    let mut notes = schema.value_notes.iter();
    let note = notes.find(|note| note.value == value);
    let name = note.and_then(|note| note.name.clone());
    name.unwrap_or_else(|| variant_name(value))
}
