//! The builder of an operation: what its caller sets, and how it is sent.

use bayar_contract::Location;
use heck::{ToSnakeCase, ToUpperCamelCase};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::punctuated::Punctuated;
use syn::visit_mut::VisitMut;
use syn::{Expr, ImplItemFn, Item, ItemStruct, Lit, Pat, ReturnType, Stmt, Token, Type};

use super::Finisher;
use super::fields::setters;
use super::syntax::{argument, bare, method, qualify, result_ok, structs};
use crate::names::{argument_name, descriptor, public};
use crate::operation::{Operation, component};
use crate::{Error, docs, shapes};

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
    /// What stands in the path: the arguments of the client's method, and the fields that keep them.
    path: Vec<PathArgument>,
    /// The other fields, but for client and options.
    settable: Vec<Ident>,
    /// What they are before they are set.
    unset: Vec<TokenStream>,
    setters: Vec<TokenStream>,
    /// Statements that must succeed before the request is put together.
    checks: Vec<TokenStream>,
}

struct PathArgument {
    /// Where in the path it stands.
    at: Option<usize>,
    name: Ident,
    field: Ident,
}

impl Finisher<'_> {
    /// The status of what a look-up answers, if it has final values.
    fn final_status(&self, operation: &Operation<'_>) -> Option<Ident> {
        if operation.spec.method != "GET" {
            return None;
        }
        let answer = component(self.contract, self.contract.component(operation.answer?)?)?;
        let status = self.contract.component(answer.property("status")?.schema)?;
        let status = self.lowered.enums.iter().find(|name| *name == status)?;
        let enumeration = component(self.contract, status)?;
        let finals = enumeration.final_values.as_ref()?;
        (!finals.is_empty()).then(|| format_ident!("{status}"))
    }

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
            path,
            settable,
            unset,
            setters,
            checks,
        } = &inputs;
        let path_fields: Vec<_> = path.iter().map(|argument| &argument.field).collect();
        let path: Vec<_> = path.iter().map(|argument| &argument.name).collect();
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
                pub fn #id(&self, #(#path: impl Into<String>),*) -> builder::#name {
                    builder::#name::new(self.transport.clone(), #(#path.into()),*)
                }
            },
            builder: quote! {
                #[doc = #builder_doc]
                #[derive(Clone, Debug)]
                #[must_use = "nothing is sent before `send`"]
                pub struct #name { #(#fields,)* }

                impl #name {
                    pub(crate) fn new(
                        client: ::std::sync::Arc<crate::transport::Transport>,
                        #(#path_fields: String),*
                    ) -> Self {
                        Self {
                            client,
                            options: Default::default(),
                            #(#path_fields,)*
                            #(#settable: #unset,)*
                        }
                    }
                    #(#setters)*
                    crate::request::customise!();
                    crate::request::skip_checks!();

                    #[doc = #send_doc]
                    pub async fn send(self) -> crate::Result<crate::Response<#answer>> {
                        let Self { client, options, #(#path_fields,)* #(#settable,)* } = self;
                        #(#checks)*
                        #(#statements)*
                        client.execute(&operations::#static_name, &options, request).await
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
                quote! { pub(crate) client: ::std::sync::Arc<crate::transport::Transport> },
                // In boxes: a builder is handed on with every field that is set.
                quote! { pub(crate) options: Box<crate::request::Options> },
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
        inputs.path.sort_by_key(|argument| argument.at);
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
        inputs.settable.push(format_ident!("body"));
        let (Some(item), Some(schema), false) = (item, component(self.contract, body), is_union)
        else {
            let static_name = descriptor(operation);
            inputs
                .fields
                .push(quote! { pub(crate) body: Option<types::#ident> });
            inputs.unset.push(quote! { None });
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
            .push(quote! { pub(crate) body: Box<types::#ident> });
        inputs.unset.push(quote! { Default::default() });
        inputs.setters.push(quote! {
            /// The whole body at once, in place of its fields one by one.
            pub fn body(mut self, value: types::#ident) -> Self {
                *self.body = value;
                self
            }
        });
        for field in self.fields(item, &schema)? {
            let ident = &field.ident;
            let target = quote! { self.body.#ident };
            let ty = qualify(&field.ty);
            let setters = setters(ident, &ty, &field.doc, &target, field.required);
            inputs.setters.extend(setters);
        }
        Ok(())
    }

    /// What stands in the path, the query or a header.
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
        if parameter.location == Location::Path {
            let (wire, static_name) = (&parameter.name, descriptor(operation));
            inputs.fields.push(quote! { pub(crate) #public: String });
            inputs.checks.push(quote! {
                let #public =
                    crate::request::path_value(&operations::#static_name, &options, #wire, #public)?;
            });
            inputs.path.push(PathArgument {
                at: operation.spec.path.find(&format!("{{{wire}}}")),
                name: format_ident!("{}", argument_name(operation, parameter)),
                field: public,
            });
            return Ok(());
        }
        let ty = qualify(&self.short(bare(result_ok(ty).unwrap_or(ty))));
        let doc = docs::parameter(self.contract, parameter);
        inputs
            .fields
            .push(quote! { pub(crate) #public: Option<#ty> });
        let target = quote! { self.#public };
        let setters = setters(&public, &ty, &doc, &target, parameter.required);
        inputs.setters.extend(setters);
        inputs.settable.push(public);
        // Not `Default::default()`: a call a field is more to compile than the fields.
        inputs.unset.push(quote! { None });
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

/// The statements of progenitor's `send` that build the request, without the header that we
/// never send.
fn request_statements(send: &ImplItemFn) -> Vec<Stmt> {
    let is_let = |stmt: &Stmt, name: &str| match stmt {
        Stmt::Local(local) => matches!(&local.pat, Pat::Ident(pat) if pat.ident == name),
        _ => false,
    };
    let statements = &send.block.stmts;
    let first = statements.iter().position(|stmt| is_let(stmt, "url"));
    let last = statements.iter().position(|stmt| is_let(stmt, "info"));
    let (Some(first), Some(last)) = (first, last) else {
        return Vec::new();
    };
    statements[first..last]
        .iter()
        .filter(|stmt| !quote!(#stmt).to_string().contains("api-version"))
        .cloned()
        .map(|mut stmt| {
            // progenitor keeps the request mutable for hooks that we do not have.
            if let Stmt::Local(local) = &mut stmt
                && let Pat::Ident(pat) = &mut local.pat
                && pat.ident == "request"
            {
                local.attrs.clear();
                pat.mutability = None;
            }
            of_base_url(&mut stmt);
            stmt
        })
        .collect()
}

/// `let url = format!("{}/a/{}", client.baseurl, id)` → `let url = client.url(&format!("/a/{}", id))`: the base URL is
/// parsed once for all requests.
fn of_base_url(stmt: &mut Stmt) {
    let Stmt::Local(local) = stmt else { return };
    let Some(init) = &mut local.init else { return };
    let Expr::Macro(format) = &*init.expr else {
        return;
    };
    let parser = Punctuated::<Expr, Token![,]>::parse_terminated;
    let Ok(arguments) = format.mac.parse_body_with(parser) else {
        return;
    };
    let mut arguments = arguments.iter();
    let (Some(Expr::Lit(text)), Some(_)) = (arguments.next(), arguments.next()) else {
        return;
    };
    let Lit::Str(text) = &text.lit else { return };
    let text = text.value();
    let path = text.strip_prefix("{}").unwrap_or(&text);
    let rest: Vec<_> = arguments.collect();
    init.expr = if rest.is_empty() {
        syn::parse_quote! { client.url(#path) }
    } else {
        syn::parse_quote! { client.url(&format!(#path, #(#rest),*)) }
    };
}

/// Renames what is renamed for callers, and tells what cannot be put together as an error of ours.
struct PublicNames;

impl VisitMut for PublicNames {
    fn visit_expr_try_mut(&mut self, tried: &mut syn::ExprTry) {
        syn::visit_mut::visit_expr_try_mut(self, tried);
        let part = &tried.expr;
        tried.expr = syn::parse_quote! { crate::request::built(#part) };
    }

    fn visit_expr_path_mut(&mut self, path: &mut syn::ExprPath) {
        // So that no crate of the generator is a dependency of what it generates.
        if path.path.segments[0].ident == "progenitor_client" {
            path.path.segments[0].ident = format_ident!("request");
            let rest = &path.path;
            path.path = syn::parse_quote! { crate::#rest };
            return;
        }
        if let Some(ident) = path.path.get_ident() {
            path.path = public(ident).into();
        }
    }
}
