//! What a request must look like, as data for `bayar::check`.

use std::collections::BTreeSet;

use heck::ToShoutySnakeCase;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use serde_json::Value;

use crate::contract::{self, Contract, Location, Operation, Origin, Rule, rules};
use crate::document::component;
use crate::names::descriptor;

/// The descriptor of an operation.
pub(crate) fn operation(contract: &Contract, operation: &Operation) -> TokenStream {
    let name = descriptor(operation);
    let Operation {
        id,
        method,
        money_out,
        ..
    } = operation;
    let parameters = operation.parameters.iter().map(|parameter| {
        let location = match parameter.location {
            Location::Path => quote! { Location::Path },
            Location::Query => quote! { Location::Query },
            Location::Header => quote! { Location::Header },
        };
        let (name, required, json_text) =
            (&parameter.name, parameter.required, parameter.json_text);
        let kind = kind(contract, &parameter.schema);
        let source = source(&parameter.source.to_string(), &parameter.schema);
        quote! {
            Parameter {
                field: Field::new(#name, #required, #kind, #source),
                location: #location,
                json_text: #json_text,
            }
        }
    });
    let body = if let Some(body) = &operation.body {
        let kind = named(contract, body);
        quote! { Some(#kind) }
    } else {
        quote! { None }
    };
    let document = match &operation.source {
        crate::contract::Origin::Document { document, .. } => document.as_str(),
        _ => "observed",
    };
    let rules = operation.rules.iter().map(|r| rule(r, document));
    let mut error_codes: Vec<_> = operation
        .errors
        .iter()
        .map(|row| (row.status.unwrap_or(0), row.code.as_str(), row.observed))
        .collect();
    error_codes.sort_unstable();
    error_codes.dedup();
    let error_codes = error_codes
        .iter()
        .map(|(status, code, observed)| quote! { (#status, #code, #observed) });
    quote! {
        pub(crate) static #name: Operation = Operation {
            id: #id,
            method: #method,
            money_out: #money_out,
            parameters: &[#(#parameters),*],
            body: #body,
            rules: &[#(#rules),*],
            error_codes: &[#(#error_codes),*],
        };
    }
}

/// The objects that requests are made of.
pub(crate) fn objects(contract: &Contract, used: &BTreeSet<String>) -> TokenStream {
    let objects = contract
        .schemas
        .iter()
        .filter(|(name, schema)| used.contains(name) && schema.get("properties").is_some())
        .map(|(name, schema)| {
            let ident = format_ident!("{}", name.to_shouty_snake_case());
            let required = contract::required(schema);
            let fields = schema
                .get("properties")
                .and_then(Value::as_object)
                .into_iter()
                .flatten()
                .map(|(field, schema)| {
                    let required = required.contains(&field.as_str());
                    let kind = kind(contract, schema);
                    let source = source(&line(schema), schema);
                    quote! {
                        Field::new(#field, #required, #kind, #source)
                    }
                });
            let document = schema
                .pointer("/x-source/document")
                .and_then(Value::as_str)
                .unwrap_or("observed");
            let rules = rules(schema).unwrap_or_default();
            let rules = rules.iter().map(|r| rule(r, document));
            quote! {
                static #ident: Object = Object {
                    fields: &[#(#fields),*],
                    rules: &[#(#rules),*],
                };
            }
        });
    quote! { #(#objects)* }
}

fn named(contract: &Contract, name: &str) -> TokenStream {
    let Some(schema) = contract.schema(name) else {
        return quote! { Kind::Any };
    };
    if schema.get("properties").is_some() {
        let ident = format_ident!("{}", name.to_shouty_snake_case());
        return quote! { Kind::Object(&#ident) };
    }
    let mapping = schema
        .pointer("/discriminator/mapping")
        .and_then(Value::as_object);
    if let Some(mapping) = mapping {
        let tag = schema
            .pointer("/discriminator/propertyName")
            .and_then(Value::as_str);
        let variants = mapping.iter().filter_map(|(value, target)| {
            let target = target.as_str()?.rsplit('/').next()?;
            let ident = format_ident!("{}", target.to_shouty_snake_case());
            Some(quote! { (#value, &#ident) })
        });
        return quote! { Kind::OneOf { tag: #tag, variants: &[#(#variants),*] } };
    }
    if schema.get("enum").is_some() {
        return quote! { Kind::Any };
    }
    kind(contract, schema)
}

fn kind(contract: &Contract, schema: &Value) -> TokenStream {
    if let Some(name) = component(schema) {
        return named(contract, name);
    }
    let text = |key: &str| schema.get(key).and_then(Value::as_str);
    let count = |key: &str| {
        option(schema.get(key).and_then(Value::as_u64).map(|n| {
            let n = usize::try_from(n).unwrap_or(usize::MAX);
            quote! { #n }
        }))
    };
    let amount = |n: &Value| {
        let n = n.to_string();
        Some(quote! { #n })
    };
    let integer = |n: &Value| n.as_i64().map(|n| quote! { #n });
    match (text("type"), text("format")) {
        (_, Some("decimal")) => {
            let (min, max) = bounds(schema, amount);
            let whole = schema.get("multipleOf").is_some();
            quote! { Kind::amount(#min, #max, #whole) }
        }
        (_, Some("date-time")) => quote! { Kind::Timestamp },
        (_, Some("email")) => quote! { Kind::Email },
        (Some("integer"), _) => {
            let (min, max) = bounds(schema, integer);
            quote! { Kind::integer(#min, #max) }
        }
        (Some("string"), _) => {
            let (min, max) = (count("minLength"), count("maxLength"));
            let pattern = option(text("pattern").map(|p| quote! { #p }));
            quote! { Kind::text(#min, #max, #pattern) }
        }
        (Some("array"), _) => {
            let (min, max) = (count("minItems"), count("maxItems"));
            let items = schema
                .get("items")
                .map_or(quote! { Kind::Any }, |i| kind(contract, i));
            quote! { Kind::list(#min, #max, &#items) }
        }
        _ => quote! { Kind::Any },
    }
}

fn rule(rule: &Rule, document: &str) -> TokenStream {
    let at = |line: &Option<u64>| match line {
        Some(line) => format!("{document}:{line}"),
        None => "observed".to_owned(),
    };
    match rule {
        Rule::Requires { field, needs, line } => {
            let source = at(line);
            quote! { Rule::Requires { field: #field, needs: #needs, source: #source } }
        }
        Rule::Together { fields, line } => {
            let source = at(line);
            quote! { Rule::Together { fields: &[#(#fields),*], source: #source } }
        }
        Rule::When {
            field,
            equals,
            then,
            pattern,
            minimum,
            maximum,
            required,
            says,
            line,
        } => {
            let bound = |n: &Option<String>| option(n.as_ref().map(|n| quote! { #n }));
            let (minimum, maximum) = (bound(minimum), bound(maximum));
            let source = at(line);
            let equals = equals.to_string();
            let pattern = option(pattern.as_ref().map(|p| quote! { #p }));
            let says = says
                .clone()
                .unwrap_or_else(|| format!("{field} is {equals}"));
            quote! {
                Rule::When {
                    field: #field,
                    equals: #equals,
                    then: #then,
                    pattern: #pattern,
                    minimum: #minimum,
                    maximum: #maximum,
                    required: #required,
                    says: #says,
                    source: #source,
                }
            }
        }
    }
}

fn option(tokens: Option<TokenStream>) -> TokenStream {
    tokens.map_or(quote! { None }, |tokens| quote! { Some(#tokens) })
}

/// `minimum` and `maximum`, excluded where the spec says so.
fn bounds(
    schema: &Value,
    limit: impl Fn(&Value) -> Option<TokenStream>,
) -> (TokenStream, TokenStream) {
    let bound = |keyword: &str, exclusive: &str| {
        let Some(limit) = schema.get(keyword).and_then(&limit) else {
            return quote! { Bound::Unbounded };
        };
        if contract::is_true(schema, exclusive) {
            quote! { Bound::Excluded(#limit) }
        } else {
            quote! { Bound::Included(#limit) }
        }
    };
    (
        bound("minimum", "exclusiveMinimum"),
        bound("maximum", "exclusiveMaximum"),
    )
}

/// Where a field is named, and where its limits are stated if elsewhere (`x-limit-source`).
fn source(field: &str, schema: &Value) -> TokenStream {
    let document = field
        .rsplit_once(':')
        .map_or(field, |(document, _)| document);
    let stated = schema.get("x-limit-source").and_then(Value::as_object);
    let limits = stated.into_iter().flatten().map(|(keyword, at)| {
        let at = match at.as_u64() {
            Some(line) => format!("{document}:{line}"),
            None => "observed".to_owned(),
        };
        quote! { (#keyword, #at) }
    });
    quote! { Source::new(#field, &[#(#limits),*]) }
}

/// The line that names a field.
fn line(schema: &Value) -> String {
    match Origin::read(schema) {
        Origin::Unknown => Origin::Observed.to_string(),
        named => named.to_string(),
    }
}
