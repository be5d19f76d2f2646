//! Objects, enums and unions: what requests and answers are made of.

use bayar_contract::Schema;
use heck::ToSnakeCase;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Fields, Ident, ItemStruct, Type};

use crate::names::{enum_variant, variant};
use crate::operation::{Operation, component};
use crate::{Error, docs};

use super::Finisher;
use super::builders::setter;
use super::syntax::{bare, list_item};

pub(super) struct Field {
    pub(super) ident: Ident,
    pub(super) ty: Type,
    pub(super) wire: String,
    pub(super) doc: String,
    pub(super) required: bool,
}

fn accessor(field: &Field) -> TokenStream {
    let Field {
        ident, ty, wire, ..
    } = field;
    let name = quote!(#ty).to_string().replace(' ', "");
    let copied = ["bool", "i64", "crate::Amount", "crate::AmountText"].contains(&name.as_str());
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
            #value.ok_or_else(|| crate::Error::absent(#wire))
        }
    }
}

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
        let doc = docs::schema(&schema);
        let in_requests = self.reach.requests.contains(name.as_str());
        let methods: Vec<TokenStream> = if in_requests {
            let new = quote! {
                /// Nothing set yet.
                #[must_use]
                pub fn new() -> Self { Self::default() }
            };
            let setters = fields.iter().map(|field| {
                let ident = &field.ident;
                let setter = setter(ident, &field.ty, &field.doc, &quote! { self.#ident });
                quote! { #[must_use] #setter }
            });
            std::iter::once(new).chain(setters).collect()
        } else if self.reach.answers.contains(name.as_str()) {
            fields
                .iter()
                .filter(|field| field.required)
                .map(accessor)
                .collect()
        } else {
            Vec::new()
        };
        Ok(quote! {
            #[doc = #doc]
            #[derive(Clone, Debug, Default, PartialEq, Serialize)]
            #[non_exhaustive]
            pub struct #ident { #(#declared)* }
            impl #ident { #(#methods)* }
            crate::decode::tolerant_object!(#ident { #(#members),* });
        })
    }

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
                Ok(Field {
                    ty: self.short(bare(&field.ty)),
                    doc: docs::property(self.contract, own, property.required, promised),
                    required: property.required,
                    ident,
                    wire: property.name.clone(),
                })
            })
            .collect::<Result<Vec<_>, Error>>()?;
        let position = |wire: &str| schema.properties.iter().position(|p| p.name == wire);
        fields.sort_by_key(|field| position(&field.wire));
        Ok(fields)
    }

    pub(super) fn open_enum(&self, name: &str) -> Option<TokenStream> {
        let schema = component(self.contract, name)?;
        let ident = format_ident!("{name}");
        let doc = docs::schema(&schema);
        let values = schema.values.iter().flatten();
        let values = values.filter_map(|value| self.contract.node(*value).as_str());
        let variants = values.map(|value| {
            let ident = enum_variant(&schema, value);
            let mut notes = schema.value_notes.iter();
            let doc = docs::enum_value(value, notes.find(|note| note.value == value));
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
                pub enum #ident { #(#variants)* }
            }
            #is_final
        })
    }

    /// The status of what a look-up answers, if it has final values.
    pub(super) fn final_status(&self, operation: &Operation<'_>) -> Option<Ident> {
        if operation.spec.method != "GET" {
            return None;
        }
        let answer = component(self.contract, self.contract.component(operation.answer)?)?;
        let status = self.contract.component(answer.property("status")?.schema)?;
        let status = self.lowered.enums.iter().find(|name| *name == status)?;
        let status_schema = component(self.contract, status)?;
        let finals = status_schema.final_values.as_ref()?;
        (!finals.is_empty()).then(|| format_ident!("{status}"))
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
                pub enum #ident by #field #tag { #(#variants)* }
            }
        })
    }
}
