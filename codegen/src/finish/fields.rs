//! The fields of an object, and the methods that set and read them.

use bayar_contract::Schema;
use heck::ToSnakeCase;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::{Fields, ItemStruct, Type};

use super::Finisher;
use super::syntax::{bare, last_segment, list_item, with_paths};
use crate::{Error, docs};

pub(super) struct Field {
    pub(super) ident: Ident,
    pub(super) ty: Type,
    pub(super) wire: String,
    pub(super) doc: String,
    /// Whether nobody can do without it.
    pub(super) required: bool,
}

impl Finisher<'_> {
    pub(super) fn fields(&self, item: &ItemStruct, schema: &Schema) -> Result<Vec<Field>, Error> {
        let Fields::Named(named) = &item.fields else {
            return Err(self.error(format!("`{}` has no named fields", item.ident)));
        };
        let promised = !self
            .reach
            .requests
            .contains(item.ident.to_string().as_str());
        let mut fields = named
            .named
            .iter()
            .map(|field| {
                let ident = field.ident.clone().ok_or_else(|| {
                    self.error(format!("`{}` has a field without a name", item.ident))
                })?;
                // typify renames a field only if its Rust name differs.
                let rust = ident.to_string();
                let property = schema
                    .properties
                    .iter()
                    .find(|property| {
                        let snake = property.name.to_snake_case();
                        property.name == rust || snake == rust || format!("{snake}_") == rust
                    })
                    .ok_or_else(|| {
                        self.error(format!(
                            "`{}.{rust}` is no property of the schema",
                            item.ident
                        ))
                    })?;
                let own = self.contract.schema(property.schema);
                let unit = own
                    .node
                    .and_then(|node| self.contract.node(node).get("x-unit"));
                let is_duration = unit.is_some_and(|unit| unit.as_str() == Some("seconds"));
                Ok(Field {
                    ty: if is_duration {
                        syn::parse_quote! { crate::Seconds }
                    } else {
                        self.short(bare(&field.ty))
                    },
                    doc: docs::property(self.contract, own, property.required, promised),
                    required: property.required && own.is_requirement_enforced(),
                    ident,
                    wire: property.name.clone(),
                })
            })
            .collect::<Result<Vec<_>, Error>>()?;
        let position = |wire: &str| schema.properties.iter().position(|p| p.name == wire);
        fields.sort_by_key(|field| position(&field.wire));
        Ok(fields)
    }

    /// A type as one writes it inside `types`: `String`, `Vec<InvoiceStatus>`.
    pub(super) fn short(&self, ty: &Type) -> Type {
        let types = format!("{}::types::", self.source.module);
        with_paths(ty, &|path| {
            let full = path.segments.iter().map(|s| s.ident.to_string());
            let full = full.collect::<Vec<_>>().join("::");
            let prelude = path.leading_colon.is_some() && full.starts_with("std::");
            if (prelude || full.starts_with(&types))
                && let Some(last) = path.segments.last().cloned()
            {
                *path = syn::parse_quote! { #last };
            }
        })
    }
}

/// The method that sets a field, and where it may be left out another one for a value that may not be there.
pub(super) fn setters(
    ident: &Ident,
    ty: &Type,
    doc: &str,
    target: &TokenStream,
    required: bool,
) -> impl Iterator<Item = TokenStream> + use<> {
    let (parameter, value) = match list_item(ty) {
        Some(item) => (
            quote! { impl IntoIterator<Item = impl Into<#item>> },
            quote! { value.into_iter().map(Into::into).collect() },
        ),
        None => match last_segment(ty).as_deref() {
            Some("i64") => (
                quote! { impl crate::IntoCount },
                quote! { value.into_count() },
            ),
            Some("Seconds") => (
                quote! { impl crate::IntoSeconds },
                quote! { value.into_seconds() },
            ),
            _ => (quote! { impl Into<#ty> }, quote! { value.into() }),
        },
    };
    let set = quote! {
        #[doc = #doc]
        pub fn #ident(mut self, value: #parameter) -> Self {
            #target = Some(#value);
            self
        }
    };
    let maybe = (!required).then(|| {
        let doc = format!("[`{ident}`](Self::{ident}), if there is a value.");
        let maybe = format_ident!("maybe_{}", ident.to_string().trim_end_matches('_'));
        quote! {
            #[doc = #doc]
            pub fn #maybe(self, value: Option<#parameter>) -> Self {
                match value {
                    Some(value) => self.#ident(value),
                    None => self,
                }
            }
        }
    });
    std::iter::once(set).chain(maybe)
}

pub(super) fn accessor(field: &Field) -> TokenStream {
    let Field {
        ident, ty, wire, ..
    } = field;
    let name = quote!(#ty).to_string().replace(' ', "");
    let copied = [
        "bool",
        "i64",
        "crate::Amount",
        "crate::AmountText",
        "crate::Seconds",
    ];
    let copied = copied.contains(&name.as_str());
    let text = name == "String";
    let (result, value) = if copied {
        (quote! { #ty }, quote! { self.#ident })
    } else if text {
        (quote! { &str }, quote! { self.#ident.as_deref() })
    } else if let Some(item) = list_item(ty) {
        (quote! { &[#item] }, quote! { self.#ident.as_deref() })
    } else {
        (quote! { &#ty }, quote! { self.#ident.as_ref() })
    };
    let doc = format!(
        "`{wire}`, which the document promises.\n\n# Errors\nIf the answer came without it."
    );
    quote! {
        #[doc = #doc]
        pub fn #ident(&self) -> crate::Result<#result> {
            crate::decode::promised(#value, #wire)
        }
    }
}
