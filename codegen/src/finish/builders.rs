//! The methods of the client, and a builder for each.

use bayar_contract::Location;
use heck::{ToSnakeCase, ToUpperCamelCase};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::visit_mut::VisitMut;
use syn::{Ident, ImplItemFn, Item, ItemStruct, ReturnType, Type};

use crate::names::{descriptor, public};
use crate::operation::{Operation, component};
use crate::{Error, docs, shapes};

use super::Finisher;
use super::syntax::{
    PublicNames, argument, bare, list_item, method, qualify, request_statements, result_ok, structs,
};

/// What one operation becomes.
pub(super) struct Parts {
    pub(super) entry: TokenStream,
    pub(super) builder: TokenStream,
    pub(super) descriptor: TokenStream,
}

/// What a caller can set on an operation.
#[derive(Default)]
struct Inputs {
    /// Fields of the builder.
    fields: Vec<TokenStream>,
    /// Their names, but for client and options.
    names: Vec<TokenStream>,
    setters: Vec<TokenStream>,
    /// Statements that must succeed before the request is put together.
    checks: Vec<TokenStream>,
}

pub(super) fn setter(ident: &Ident, ty: &Type, doc: &str, target: &TokenStream) -> TokenStream {
    let (parameter, value) = match list_item(ty) {
        Some(item) => (
            quote! { impl IntoIterator<Item = impl Into<#item>> },
            quote! { value.into_iter().map(Into::into).collect() },
        ),
        None => (quote! { impl Into<#ty> }, quote! { value.into() }),
    };
    quote! {
        #[doc = #doc]
        pub fn #ident(mut self, value: #parameter) -> Self {
            #target = Some(#value);
            self
        }
    }
}

impl Finisher<'_> {
    pub(super) fn operation(
        &self,
        builders: &[Item],
        types: &[Item],
        operation: &Operation<'_>,
    ) -> Result<Parts, Error> {
        let name = format_ident!("{}", operation.id.to_upper_camel_case());
        let missing = |what: &str| self.error(format!("`{}`: no {what} was emitted", operation.id));
        let emitted = structs(builders)
            .find(|item| item.ident == name)
            .ok_or_else(|| missing("builder"))?;
        let send = builders
            .iter()
            .find_map(|item| method(item, &name, "send"))
            .ok_or_else(|| missing("`send`"))?;

        let inputs = self.inputs(emitted, types, operation)?;
        let Inputs {
            fields,
            names,
            setters,
            checks,
        } = &inputs;
        let static_name = descriptor(operation);

        let answer = self.answer_type(send, operation)?;
        let mut statements = request_statements(send);
        if statements.is_empty() {
            return Err(missing("request"));
        }
        let mut rename = PublicNames;
        for statement in &mut statements {
            rename.visit_stmt_mut(statement);
        }

        let id = format_ident!("{}", operation.id);
        let doc = docs::operation(self.contract, self.lowered, operation, self.source.module);
        let builder_doc = docs::builder(operation, self.source.module);
        let send_doc = docs::send(operation);
        let until_final = self.final_status(operation).map(|status| {
            quote! {
                /// Asks until the status is final, the deadline is over, or an error comes that does not pass by itself.
                ///
                /// # Errors
                /// As [`send`](Self::send).
                pub async fn until_final(
                    self,
                    policy: &crate::WaitPolicy,
                ) -> crate::Result<crate::Waited<#answer>> {
                    let is_final = |answer: &#answer| {
                        answer.status.as_ref().is_some_and(types::#status::is_final)
                    };
                    crate::wait::until_final(policy, || self.clone().send(), is_final).await
                }
            }
        });
        Ok(Parts {
            entry: quote! {
                #[doc = #doc]
                pub fn #id(&self) -> builder::#name<'_> {
                    builder::#name::new(&self.transport)
                }
            },
            builder: quote! {
                #[doc = #builder_doc]
                #[derive(Clone, Debug)]
                #[must_use = "nothing is sent before `send`"]
                pub struct #name<'a> { #(#fields,)* }

                impl<'a> #name<'a> {
                    pub(crate) fn new(client: &'a crate::transport::Transport) -> Self {
                        Self {
                            client,
                            options: Default::default(),
                            #(#names: Default::default(),)*
                        }
                    }
                    #(#setters)*
                    crate::request::customise!();

                    #[doc = #send_doc]
                    pub async fn send(self) -> crate::Result<crate::Response<#answer>> {
                        let Self { client, options, #(#names,)* } = self;
                        #(#checks)*
                        #(#statements)*
                        client.execute(&operations::#static_name, options, request).await
                    }

                    #until_final
                }
            },
            descriptor: shapes::operation(self.contract, operation),
        })
    }

    /// What a caller can set on an operation.
    fn inputs(
        &self,
        emitted: &ItemStruct,
        types: &[Item],
        operation: &Operation<'_>,
    ) -> Result<Inputs, Error> {
        let mut inputs = Inputs {
            fields: vec![
                quote! { pub(crate) client: &'a crate::transport::Transport },
                quote! { pub(crate) options: crate::request::Options },
            ],
            ..Inputs::default()
        };
        for field in &emitted.fields {
            match &field.ident {
                Some(ident) if ident == "client" => {}
                Some(ident) if ident == "body" => self.body(types, operation, &mut inputs)?,
                Some(ident) => self.parameter(ident, &field.ty, operation, &mut inputs)?,
                None => {}
            }
        }
        Ok(inputs)
    }

    /// The body: its fields one by one, or one of the variants.
    fn body(
        &self,
        types: &[Item],
        operation: &Operation<'_>,
        inputs: &mut Inputs,
    ) -> Result<(), Error> {
        let body = operation.body.unwrap_or_default();
        let ident = format_ident!("{body}");
        let is_union = self.lowered.unions.iter().any(|union| union == body);
        let item = structs(types).find(|item| item.ident == body);
        inputs.names.push(quote! { body });
        let (Some(item), Some(schema), false) = (item, component(self.contract, body), is_union)
        else {
            let static_name = descriptor(operation);
            inputs
                .fields
                .push(quote! { pub(crate) body: Option<types::#ident> });
            inputs.setters.push(quote! {
                /// The body: one of the variants.
                pub fn body(mut self, value: impl Into<types::#ident>) -> Self {
                    self.body = Some(value.into());
                    self
                }
            });
            inputs.checks.push(quote! {
                let body = crate::request::body(&operations::#static_name, body)?;
            });
            return Ok(());
        };
        inputs
            .fields
            .push(quote! { pub(crate) body: types::#ident });
        inputs.setters.push(quote! {
            /// The whole body at once, in place of its fields one by one.
            pub fn body(mut self, value: types::#ident) -> Self {
                self.body = value;
                self
            }
        });
        for field in self.fields(item, &schema)? {
            let ident = &field.ident;
            let target = quote! { self.body.#ident };
            inputs
                .setters
                .push(setter(ident, &qualify(&field.ty), &field.doc, &target));
        }
        Ok(())
    }

    /// A path, query or header parameter.
    fn parameter(
        &self,
        ident: &Ident,
        ty: &Type,
        operation: &Operation<'_>,
        inputs: &mut Inputs,
    ) -> Result<(), Error> {
        let rust = ident.to_string();
        let parameter = operation
            .spec
            .parameters
            .iter()
            .find(|p| p.name.to_snake_case() == rust.trim_end_matches('_'))
            .ok_or_else(|| self.error(format!("`{}` has no parameter `{rust}`", operation.id)))?;
        let public = public(ident);
        let ty = qualify(&self.short(bare(result_ok(ty).unwrap_or(ty))));
        let doc = docs::parameter(self.contract, parameter);
        inputs
            .fields
            .push(quote! { pub(crate) #public: Option<#ty> });
        inputs
            .setters
            .push(setter(&public, &ty, &doc, &quote! { self.#public }));
        inputs.names.push(quote! { #public });
        if parameter.location == Location::Path {
            let (wire, static_name) = (&parameter.name, descriptor(operation));
            inputs.checks.push(quote! {
                let #public =
                    crate::request::path_value(&operations::#static_name, &options, #wire, #public)?;
            });
        }
        Ok(())
    }

    /// The `T` of `Result<ResponseValue<T>, …>`.
    fn answer_type(&self, send: &ImplItemFn, operation: &Operation<'_>) -> Result<Type, Error> {
        let found = match &send.sig.output {
            ReturnType::Type(_, ty) => argument(ty).and_then(argument),
            ReturnType::Default => None,
        };
        found
            .cloned()
            .ok_or_else(|| self.error(format!("the answer of `{}` has no type", operation.id)))
    }
}
