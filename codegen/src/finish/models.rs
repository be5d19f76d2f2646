//! Objects, enums and unions of the spec as Rust types that decode tolerantly.

use heck::ToSnakeCase;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::ItemStruct;

use super::Finisher;
use super::fields::{Field, accessor, setters};
use crate::names::{enum_variant, variant};
use crate::operation::component;
use crate::{Error, docs};

impl Finisher<'_> {
    /// A struct with optional fields that decodes tolerantly.
    pub(super) fn model(&self, item: &ItemStruct) -> Result<TokenStream, Error> {
        let name = item.ident.to_string();
        let schema = component(self.contract, &name)
            .ok_or_else(|| self.error(format!("`{name}` is no component")))?;
        let ident = &item.ident;
        let fields = self.fields(item, &schema)?;
        let declared = fields.iter().map(|field| {
            let Field {
                ident,
                ty,
                wire,
                doc,
                ..
            } = field;
            let rename = (ident != wire).then(|| quote! { #[serde(rename = #wire)] });
            quote! {
                #[doc = #doc]
                #rename
                #[serde(skip_serializing_if = "Option::is_none")]
                pub #ident: Option<#ty>,
            }
        });
        let members = fields
            .iter()
            .map(|Field { ident, wire, .. }| quote! { #wire => #ident });
        let doc = docs::schema(self.contract, &schema);
        let in_requests = self.reach.requests.contains(name.as_str());
        let in_answers = self.reach.answers.contains(name.as_str());
        let extra = in_answers.then(|| quote! { #[serde(flatten)] extra: crate::extra::Extra, });
        let extra_methods = in_answers.then(|| quote! { crate::extra::methods!(); });
        let keeping = in_answers.then(|| quote! { , extra });
        let methods: Vec<TokenStream> = if in_requests {
            let new = quote! {
                /// Nothing set yet.
                #[must_use]
                pub fn new() -> Self { Self::default() }
            };
            let setters = fields.iter().flat_map(|field| {
                let (ident, ty) = (&field.ident, &field.ty);
                setters(
                    ident,
                    ty,
                    &field.doc,
                    &quote! { self.#ident },
                    field.required,
                )
            });
            let setters = setters.map(|setter| quote! { #[must_use] #setter });
            std::iter::once(new).chain(setters).collect()
        } else if in_answers {
            fields
                .iter()
                .filter(|field| field.required || self.was_promised(&name, field))
                .map(accessor)
                .collect()
        } else {
            Vec::new()
        };
        Ok(quote! {
            #[doc = #doc]
            #[derive(Clone, Debug, PartialEq, Serialize)]
            #[non_exhaustive]
            pub struct #ident { #(#declared)* #extra }
            impl #ident { #(#methods)* #extra_methods }
            crate::decode::tolerant_object!(#ident { #(#members),* } #keeping);
        })
    }

    /// Whether the documents promise a field that came without being seen to: code that asks for it still compiles.
    fn was_promised(&self, name: &str, field: &Field) -> bool {
        let schema = self.plain.and_then(|plain| component(plain, name));
        let property = schema
            .as_ref()
            .and_then(|schema| schema.property(&field.wire));
        property.is_some_and(|property| property.required)
    }

    pub(super) fn open_enum(&self, name: &str) -> Option<TokenStream> {
        let schema = component(self.contract, name)?;
        let ident = format_ident!("{name}");
        let doc = docs::schema(self.contract, &schema);
        let values = schema.values.iter().flatten();
        let values = values.map(|value| self.contract.node(*value));
        let values = values.filter_map(|node| Some((node.as_str()?, node.is_overlay())));
        let variants = values.map(|(value, is_seen)| {
            let ident = enum_variant(&schema, value);
            let mut notes = schema.value_notes.iter();
            let about = notes.find(|note| note.value == value);
            let doc = docs::enum_value(value, about, is_seen);
            quote! { #[doc = #doc] #ident = #value, }
        });
        let finals = schema.final_values.as_deref().unwrap_or_default();
        let is_final = (!finals.is_empty()).then(|| {
            let finals = finals.iter();
            quote! {
                impl #ident {
                    /// Whether nothing changes any more. Of a value that no document lists nobody knows: `false`.
                    #[must_use]
                    pub fn is_final(&self) -> bool {
                        [#(#finals),*].contains(&self.as_str())
                    }
                }
            }
        });
        Some(quote! {
            crate::open_enum! {
                #[doc = #doc]
                #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
                #[non_exhaustive]
                pub enum #ident { #(#variants)* }
            }
            #is_final
        })
    }

    pub(super) fn union(&self, name: &str) -> Option<TokenStream> {
        let schema = component(self.contract, name)?;
        let discriminator = schema.discriminator.as_ref()?;
        let ident = format_ident!("{name}");
        let doc = schema.description.as_deref().unwrap_or_default();
        let tag = &discriminator.property;
        let field = format_ident!("{}", tag.to_snake_case());
        let variants = discriminator.mapping.iter().filter_map(|mapping| {
            let target = self.contract.component(mapping.target?)?;
            let (ident, target) = (variant(&mapping.value), format_ident!("{target}"));
            let value = &mapping.value;
            Some(quote! { #ident(#target) = #value, })
        });
        Some(quote! {
            crate::union! {
                #[doc = #doc]
                #[derive(Clone, Debug, PartialEq)]
                #[non_exhaustive]
                pub enum #ident by #field #tag { #(#variants)* }
            }
        })
    }
}
