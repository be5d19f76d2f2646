//! Names in Rust for names on the wire.

use heck::{ToShoutySnakeCase, ToUpperCamelCase};
use proc_macro2::Ident;
use quote::format_ident;

use crate::contract::Operation;

/// Name of the descriptor of an operation.
pub(crate) fn descriptor(operation: &Operation) -> Ident {
    format_ident!("{}", operation.id.to_shouty_snake_case())
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
    let name = value.to_lowercase().to_upper_camel_case();
    if name.starts_with(|first: char| first.is_ascii_digit()) {
        format_ident!("Value{name}")
    } else {
        format_ident!("{name}")
    }
}
