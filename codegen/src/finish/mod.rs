//! From progenitor's output to the Rust of the client.
//!
//! progenitor knows how to put a URL, a query, headers and a body together; typify knows the
//! fields and their types. Both are taken from the emitted syntax tree. What surrounds them is
//! ours: builders that take plain values, models that decode tolerantly, a `send` that goes
//! through `crate::transport`.

mod builders;
mod fields;
mod models;
mod syntax;

use std::collections::BTreeSet;

use bayar_contract::Contract;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Item, ItemMod};

use crate::lower::Lowered;
use crate::names::{descriptor, variant};
use crate::operation::{Operation, reached};
use crate::{Error, Source, shapes};
use syntax::{float, structs};

/// Rewrites the emitted tokens into the file that `src/` includes.
pub(crate) fn finish(
    source: &Source<'_>,
    contract: &Contract,
    plain: Option<&Contract>,
    operations: &[Operation<'_>],
    lowered: &Lowered,
    tokens: TokenStream,
) -> Result<syn::File, Error> {
    let finisher = Finisher {
        source,
        contract,
        plain,
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
    let names = operations.iter().map(descriptor);
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
            #[cfg(feature = "testing")]
            pub(crate) const ALL: &[&Operation] = &[#(&#names),*];
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
        let ident = variant(code);
        let doc = match *description {
            "" => format!("`{code}` (observed)"),
            _ => format!("`{code}`: {description}"),
        };
        quote! { #[doc = #doc] #ident = #code, }
    });
    syn::parse_quote! {
        crate::open_enum! {
            /// Every error code that a document names.
            ///
            /// New codes arrive at any time: they are `Unknown` with the text as it came.
            #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
            #[non_exhaustive]
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
        let answers = operations.iter().filter_map(|operation| operation.answer);
        let answers = answers.chain(callbacks.map(|(_, id)| *id));
        Self {
            requests: bodies.flat_map(|id| reached(contract, id)).collect(),
            answers: answers.flat_map(|id| reached(contract, id)).collect(),
        }
    }
}
struct Finisher<'a> {
    source: &'a Source<'a>,
    contract: &'a Contract,
    /// Without overlays, if there are any.
    plain: Option<&'a Contract>,
    lowered: &'a Lowered,
    reach: Reach<'a>,
}

impl Finisher<'_> {
    fn error(&self, problem: String) -> Error {
        Error::Output {
            file: self.source.file.to_owned(),
            problem,
            advice: "progenitor or typify emits other code than codegen/src/finish/ expects; \
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

    fn no_floats(&self, file: &syn::File) -> Result<(), Error> {
        match float(file.to_token_stream()) {
            Some(float) => Err(self.error(format!("the generated code holds a `{float}`"))),
            None => Ok(()),
        }
    }
}
