//! From progenitor's output to the Rust of the client.
//!
//! progenitor knows how to put a URL, a query, headers and a body together; typify knows the
//! fields and their types. Both are taken from the emitted syntax tree. What surrounds them is
//! ours: builders that take plain values, models that decode tolerantly, a `send` that goes
//! through `crate::transport`.

use std::collections::BTreeSet;

use bayar_contract::{Contract, Location, Schema};
use heck::{ToSnakeCase, ToUpperCamelCase};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::visit_mut::VisitMut;
use syn::{
    Fields, GenericArgument, Ident, ImplItem, ImplItemFn, Item, ItemMod, ItemStruct, Pat,
    PathArguments, ReturnType, Stmt, Type,
};

use crate::lower::Lowered;
use crate::names::{descriptor, enum_variant, public, variant};
use crate::operation::{Operation, component, reached};
use crate::{Error, Source, docs, shapes};

/// Rewrites the emitted tokens into the file that `src/` includes.
pub(crate) fn finish(
    source: &Source<'_>,
    contract: &Contract,
    operations: &[Operation<'_>],
    lowered: &Lowered,
    tokens: TokenStream,
) -> Result<syn::File, Error> {
    let finisher = Finisher {
        source,
        contract,
        lowered,
        reach: Reach::new(contract, operations),
    };
    let emitted: syn::File = syn::parse2(tokens)
        .map_err(|error| finisher.error(format!("progenitor's output is not Rust: {error}")))?;
    let types = finisher.module(&emitted, "types")?;
    let builders = finisher.module(&emitted, "builder")?;

    let mut models = Vec::new();
    for (name, _) in &contract.named {
        if let Some(item) = structs(types).find(|item| item.ident == name.as_str()) {
            models.push(finisher.model(item)?);
        }
    }
    let enums = lowered
        .enums
        .iter()
        .filter_map(|name| finisher.open_enum(name));
    let unions = lowered.unions.iter();
    let unions = unions.filter_map(|name| finisher.union(name));

    let mut parts = Vec::new();
    for operation in operations {
        parts.push(finisher.operation(builders, types, operation)?);
    }
    let entry = |public_key: bool| {
        parts
            .iter()
            .zip(operations)
            .filter(move |(_, operation)| operation.public_key == public_key)
            .map(|(parts, _)| &parts.entry)
    };
    let (secret, public) = (entry(false), entry(true));
    let module: syn::Path = syn::parse_str(source.module)
        .map_err(|error| finisher.error(format!("`{}` is no path: {error}", source.module)))?;
    let public_client = (entry(true).count() > 0).then(|| {
        quote! { impl #module::PublicClient { #(#public)* } }
    });
    let builders = parts.iter().map(|parts| &parts.builder);
    let descriptors = parts.iter().map(|parts| &parts.descriptor);
    let objects = shapes::objects(contract, &finisher.reach.requests);

    let file = quote! {
        impl #module::Client { #(#secret)* }
        #public_client

        /// What requests and answers are made of.
        pub mod types {
            use serde::Serialize;

            #(#models)*
            #(#enums)*
            #(#unions)*
        }

        /// One builder for each operation: set the parameters, then `send`.
        pub mod builder {
            #[allow(unused_imports)]
            use super::{operations, types};
            #[allow(unused_imports)]
            use crate::request::encode_path;
            #(#builders)*
        }

        /// What is known of each operation, for request checks and errors.
        pub(crate) mod operations {
            #[allow(unused_imports)]
            use crate::contract::{
                Bound, Field, Kind, Location, Object, Operation, Parameter, Rule, Source,
            };
            #(#descriptors)*
            #objects
        }
    };
    let file: syn::File = syn::parse2(file)
        .map_err(|error| finisher.error(format!("the finished code is not Rust: {error}")))?;
    finisher.no_floats(&file)?;
    Ok(file)
}

/// The open enum over the codes of all contracts.
pub(crate) fn error_codes(contracts: &[&Contract]) -> syn::File {
    let mut codes: Vec<(&str, &str)> = contracts.iter().flat_map(|c| c.error_codes()).collect();
    // The description of the first contract, and within it of the first operation.
    codes.sort_by_key(|(code, _)| *code);
    codes.dedup_by_key(|(code, _)| *code);
    let variants = codes.iter().map(|(code, description)| {
        let (ident, doc) = (variant(code), format!("`{code}`: {description}"));
        quote! { #[doc = #doc] #ident = #code, }
    });
    syn::parse_quote! {
        crate::open_enum! {
            /// Every error code that a document names.
            ///
            /// New codes arrive at any time: they are `Unknown` with the text as it came.
            pub enum ErrorCode { #(#variants)* }
        }
    }
}

/// Which components are part of requests, and which of answers and callbacks.
struct Reach<'a> {
    requests: BTreeSet<&'a str>,
    answers: BTreeSet<&'a str>,
}

impl<'a> Reach<'a> {
    fn new(contract: &'a Contract, operations: &[Operation<'_>]) -> Self {
        let bodies = operations.iter().filter_map(|operation| operation.body);
        let bodies = bodies.filter_map(|body| contract.schema_named(body));
        let callbacks = contract.named.iter();
        let callbacks = callbacks.filter(|(name, _)| name.ends_with("Callback"));
        let answers = operations.iter().map(|operation| operation.answer);
        let answers = answers.chain(callbacks.map(|(_, id)| *id));
        Self {
            requests: bodies.flat_map(|id| reached(contract, id)).collect(),
            answers: answers.flat_map(|id| reached(contract, id)).collect(),
        }
    }
}

/// What one operation becomes.
struct Parts {
    entry: TokenStream,
    builder: TokenStream,
    descriptor: TokenStream,
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

struct Finisher<'a> {
    source: &'a Source<'a>,
    contract: &'a Contract,
    lowered: &'a Lowered,
    reach: Reach<'a>,
}

impl Finisher<'_> {
    fn error(&self, problem: String) -> Error {
        Error::Output {
            file: self.source.file.to_owned(),
            problem,
            advice: "progenitor or typify emits other code than codegen/src/finish.rs expects; \
                     read its output with `cargo xtask generate` and adapt that file"
                .into(),
        }
    }

    fn module<'f>(&self, file: &'f syn::File, name: &str) -> Result<&'f [Item], Error> {
        let found = file.items.iter().find_map(|item| match item {
            Item::Mod(ItemMod {
                ident,
                content: Some((_, items)),
                ..
            }) if ident == name => Some(items.as_slice()),
            _ => None,
        });
        found.ok_or_else(|| self.error(format!("no module `{name}` was emitted")))
    }

    /// A struct with optional fields that decodes tolerantly.
    fn model(&self, item: &ItemStruct) -> Result<TokenStream, Error> {
        let name = item.ident.to_string();
        let schema = component(self.contract, &name)
            .ok_or_else(|| self.error(format!("`{name}` is no component")))?;
        let ident = &item.ident;
        let fields = self.fields(item, schema)?;
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
        let doc = docs::schema(schema);
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
            let setters = fields.iter().map(|field| {
                let ident = &field.ident;
                let setter = setter(ident, &field.ty, &field.doc, &quote! { self.#ident });
                quote! { #[must_use] #setter }
            });
            std::iter::once(new).chain(setters).collect()
        } else if in_answers {
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
            pub struct #ident { #(#declared)* #extra }
            impl #ident { #(#methods)* #extra_methods }
            crate::decode::tolerant_object!(#ident { #(#members),* } #keeping);
        })
    }

    fn fields(&self, item: &ItemStruct, schema: &Schema) -> Result<Vec<Field>, Error> {
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

    /// A type as one writes it inside `types`: `String`, `Vec<InvoiceStatus>`.
    fn short(&self, ty: &Type) -> Type {
        struct Short(String);
        impl VisitMut for Short {
            fn visit_path_mut(&mut self, path: &mut syn::Path) {
                syn::visit_mut::visit_path_mut(self, path);
                let full = path.segments.iter().map(|s| s.ident.to_string());
                let full = full.collect::<Vec<_>>().join("::");
                let prelude = path.leading_colon.is_some() && full.starts_with("std::");
                if (prelude || full.starts_with(&self.0))
                    && let Some(last) = path.segments.last().cloned()
                {
                    *path = syn::parse_quote! { #last };
                }
            }
        }
        let mut ty = ty.clone();
        Short(format!("{}::types::", self.source.module)).visit_type_mut(&mut ty);
        ty
    }

    fn open_enum(&self, name: &str) -> Option<TokenStream> {
        let schema = component(self.contract, name)?;
        let ident = format_ident!("{name}");
        let doc = docs::schema(schema);
        let values = schema.values.iter().flatten();
        let values = values.filter_map(|value| self.contract.node(*value).as_str());
        let variants = values.map(|value| {
            let ident = enum_variant(schema, value);
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
    fn final_status(&self, operation: &Operation<'_>) -> Option<Ident> {
        if operation.spec.method != "GET" {
            return None;
        }
        let answer = component(self.contract, self.contract.component(operation.answer)?)?;
        let status = self.contract.component(answer.property("status")?.schema)?;
        let status = self.lowered.enums.iter().find(|name| *name == status)?;
        let finals = component(self.contract, status)?.final_values.as_ref()?;
        (!finals.is_empty()).then(|| format_ident!("{status}"))
    }

    fn union(&self, name: &str) -> Option<TokenStream> {
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

    fn operation(
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
        for field in self.fields(item, schema)? {
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

    fn no_floats(&self, file: &syn::File) -> Result<(), Error> {
        let mut floats = Floats(None);
        floats.visit_file_mut(&mut file.clone());
        match floats.0 {
            Some(float) => Err(self.error(format!("the generated code holds a `{float}`"))),
            None => Ok(()),
        }
    }
}

struct Field {
    ident: Ident,
    ty: Type,
    wire: String,
    doc: String,
    required: bool,
}

fn structs(items: &[Item]) -> impl Iterator<Item = &ItemStruct> {
    items.iter().filter_map(|item| match item {
        Item::Struct(item) => Some(item),
        _ => None,
    })
}

fn method<'a>(item: &'a Item, of: &Ident, name: &str) -> Option<&'a ImplItemFn> {
    let Item::Impl(block) = item else { return None };
    let Type::Path(path) = &*block.self_ty else {
        return None;
    };
    if path.path.segments.last()?.ident != *of {
        return None;
    }
    block.items.iter().find_map(|item| match item {
        ImplItem::Fn(function) if function.sig.ident == name => Some(function),
        _ => None,
    })
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
            stmt
        })
        .collect()
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
        if let Some(ident) = path.path.get_ident() {
            path.path = public(ident).into();
        }
    }
}

struct Floats(Option<String>);

impl VisitMut for Floats {
    fn visit_ident_mut(&mut self, ident: &mut Ident) {
        if ident == "f32" || ident == "f64" {
            self.0 = Some(ident.to_string());
        }
    }
}

fn setter(ident: &Ident, ty: &Type, doc: &str, target: &TokenStream) -> TokenStream {
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
    quote! {
        #[doc = #doc]
        pub fn #ident(mut self, value: #parameter) -> Self {
            #target = Some(#value);
            self
        }
    }
}

fn accessor(field: &Field) -> TokenStream {
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
            #value.ok_or_else(|| crate::Error::absent(#wire))
        }
    }
}

/// `Option<T>` → `T`; anything else as it is.
fn bare(ty: &Type) -> &Type {
    if last_segment(ty).is_some_and(|name| name == "Option") {
        argument(ty).unwrap_or(ty)
    } else {
        ty
    }
}

/// `Result<T, String>` → `T`.
fn result_ok(ty: &Type) -> Option<&Type> {
    last_segment(ty).filter(|name| name == "Result")?;
    argument(ty)
}

fn list_item(ty: &Type) -> Option<&Type> {
    last_segment(ty).filter(|name| name == "Vec")?;
    argument(ty)
}

fn last_segment(ty: &Type) -> Option<String> {
    match ty {
        Type::Path(path) => Some(path.path.segments.last()?.ident.to_string()),
        _ => None,
    }
}

/// The first generic argument of a type.
fn argument(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ty else { return None };
    let PathArguments::AngleBracketed(arguments) = &path.path.segments.last()?.arguments else {
        return None;
    };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

/// Names of models as seen from outside `types`.
fn qualify(ty: &Type) -> Type {
    struct Qualify;
    impl VisitMut for Qualify {
        fn visit_type_path_mut(&mut self, path: &mut syn::TypePath) {
            syn::visit_mut::visit_type_path_mut(self, path);
            if let Some(ident) = path.path.get_ident()
                && !["bool", "i64", "String", "Vec"]
                    .iter()
                    .any(|known| ident == known)
            {
                path.path = syn::parse_quote! { types::#ident };
            }
        }
    }
    let mut ty = ty.clone();
    Qualify.visit_type_mut(&mut ty);
    ty
}
