//! What a request must look like, as data for `bayar::check`.

use std::collections::BTreeSet;

use bayar_contract::extension::{Rule, RuleKind, Source};
use bayar_contract::schema::{Bound, Schema, Type};
use bayar_contract::{Contract, Decimal, SchemaId};
use heck::{ToShoutySnakeCase, ToUpperCamelCase};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::names::descriptor;
use crate::operation::{Operation, component, whole};

/// The descriptor of an operation.
pub(crate) fn operation(contract: &Contract, operation: &Operation<'_>) -> TokenStream {
    let name = descriptor(operation);
    let (id, spec) = (operation.id, operation.spec);
    let (method, money_out) = (&spec.method, spec.moves_money_out());
    let parameters = spec.parameters.iter().map(|parameter| {
        let location = parameter.location.to_string().to_upper_camel_case();
        let location = format_ident!("{location}");
        let (name, required, json_text) =
            (&parameter.name, parameter.required, parameter.is_json());
        let schema = parameter.schema.map(|id| contract.schema(id));
        let kind = parameter
            .schema
            .map_or(quote! { Kind::Any }, |id| kind(contract, id));
        let source = source(contract, &parameter.source, schema);
        quote! {
            Parameter {
                field: Field::new(#name, #required, #kind, #source),
                location: Location::#location,
                json_text: #json_text,
            }
        }
    });
    let body = option(operation.body.map(|body| named(contract, body)));
    let rules = spec.rules.iter().map(|r| rule(contract, r, &spec.source));
    let mut error_codes: Vec<_> = spec
        .errors
        .iter()
        .map(|row| (row.status.unwrap_or(0), row.code.as_str(), row.is_observed))
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
            documented: true,
            money_out: #money_out,
            parameters: &[#(#parameters),*],
            body: #body,
            rules: &[#(#rules),*],
            error_codes: &[#(#error_codes),*],
        };
    }
}

/// The objects that requests are made of.
pub(crate) fn objects(contract: &Contract, used: &BTreeSet<&str>) -> TokenStream {
    let objects = contract
        .named
        .iter()
        .filter_map(|(name, _)| Some((name, component(contract, name)?)))
        .filter(|(name, schema)| used.contains(name.as_str()) && !schema.properties.is_empty())
        .map(|(name, schema)| {
            let ident = format_ident!("{}", name.to_shouty_snake_case());
            let fields = schema.properties.iter().map(|property| {
                let (field, required) = (&property.name, property.required);
                let kind = kind(contract, property.schema);
                let schema = contract.schema(property.schema);
                let source = source(contract, &schema.source, Some(schema));
                let is_enforced = schema.is_requirement_enforced();
                let not_enforced = (!is_enforced).then(|| quote! { .not_enforced() });
                quote! {
                    Field::new(#field, #required, #kind, #source) #not_enforced
                }
            });
            let rules = schema
                .rules
                .iter()
                .map(|r| rule(contract, r, &schema.source));
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
    let Some(schema) = component(contract, name) else {
        return quote! { Kind::Any };
    };
    if !schema.properties.is_empty() {
        let ident = format_ident!("{}", name.to_shouty_snake_case());
        return quote! { Kind::Object(&#ident) };
    }
    if let Some(discriminator) = &schema.discriminator {
        let tag = &discriminator.property;
        let variants = discriminator.mapping.iter().filter_map(|mapping| {
            let target = contract.component(mapping.target?)?;
            let ident = format_ident!("{}", target.to_shouty_snake_case());
            let value = &mapping.value;
            Some(quote! { (#value, &#ident) })
        });
        return quote! { Kind::OneOf { tag: #tag, variants: &[#(#variants),*] } };
    }
    if let Some(values) = &schema.values {
        let node = schema.node.map(|node| contract.node(node));
        // Part of an enum: the type is that of the whole.
        if node.is_some_and(|node| node.get("x-part-of").is_some()) {
            let values = values
                .iter()
                .filter_map(|value| contract.node(*value).as_str());
            return quote! { Kind::Enum(&[#(#values),*]) };
        }
        let ident = format_ident!("{name}");
        return quote! { Kind::Enum(super::types::#ident::KNOWN) };
    }
    plain(contract, &schema)
}

fn kind(contract: &Contract, id: SchemaId) -> TokenStream {
    match contract.component(id) {
        Some(name) => named(contract, name),
        None => plain(contract, contract.schema(id)),
    }
}

/// What is no component, or one that only limits a value.
fn plain(contract: &Contract, schema: &Schema) -> TokenStream {
    let count = |limit: Option<u64>| {
        option(limit.map(|n| {
            let n = usize::try_from(n).unwrap_or(usize::MAX);
            quote! { #n }
        }))
    };
    let amount = |n: &Decimal| {
        let n = n.to_string();
        Some(quote! { #n })
    };
    let integer = |n: &Decimal| whole(n).map(|n| quote! { #n });
    match (schema.types.only(), schema.format.as_deref()) {
        (_, Some("decimal")) => {
            let (min, max) = bounds(schema, amount);
            let whole = schema.multiple_of.is_some();
            quote! { Kind::amount(#min, #max, #whole) }
        }
        (_, Some("date-time")) => quote! { Kind::Timestamp },
        (_, Some("email")) => quote! { Kind::Email },
        (Some(Type::Integer), _) => {
            let (min, max) = bounds(schema, integer);
            quote! { Kind::integer(#min, #max) }
        }
        (Some(Type::String), _) => {
            let (min, max) = (count(schema.min_length), count(schema.max_length));
            let pattern = option(schema.pattern.as_ref().map(|p| quote! { #p }));
            quote! { Kind::text(#min, #max, #pattern) }
        }
        (Some(Type::Array), _) => {
            let (min, max) = (count(schema.min_items), count(schema.max_items));
            let items = schema
                .items
                .map_or(quote! { Kind::Any }, |id| kind(contract, id));
            quote! { Kind::list(#min, #max, &#items) }
        }
        _ => quote! { Kind::Any },
    }
}

fn rule(contract: &Contract, rule: &Rule, of: &Source) -> TokenStream {
    let source = stated(contract, of.document.as_ref(), rule.line);
    match &rule.kind {
        RuleKind::Requires { field, needs } => {
            quote! { Rule::Requires { field: #field, needs: #needs, source: #source } }
        }
        RuleKind::Together { fields } => {
            quote! { Rule::Together { fields: &[#(#fields),*], source: #source } }
        }
        RuleKind::Only {
            field,
            when,
            values,
        } => quote! {
            Rule::Only { field: #field, when: #when, values: &[#(#values),*], source: #source }
        },
        RuleKind::When(when) => {
            let (field, then, required) = (&when.field, &when.then, when.required);
            let bound = |n: &Option<Decimal>| {
                option(n.as_ref().map(|n| {
                    let n = n.to_string();
                    quote! { #n }
                }))
            };
            let (minimum, maximum) = (bound(&when.minimum), bound(&when.maximum));
            let equals = contract.node(when.equals).to_json();
            let pattern = option(when.pattern.as_ref().map(|p| quote! { #p }));
            let says = when.says.clone();
            let says = says.unwrap_or_else(|| format!("{field} is {equals}"));
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
        other => {
            let words = format!("no check for {other:?}");
            quote! { compile_error!(#words) }
        }
    }
}

/// Where the document states something, or that it does not.
fn stated(contract: &Contract, document: Option<&String>, line: Option<u32>) -> String {
    match (document, line) {
        (Some(document), Some(line)) => contract.cite_line(document, line),
        _ => "observed".to_owned(),
    }
}

fn option(tokens: Option<TokenStream>) -> TokenStream {
    tokens.map_or(quote! { None }, |tokens| quote! { Some(#tokens) })
}

/// `minimum` and `maximum`, excluded where the spec says so.
fn bounds(
    schema: &Schema,
    limit: impl Fn(&Decimal) -> Option<TokenStream>,
) -> (TokenStream, TokenStream) {
    let bound = |bound: Option<&Bound>| {
        let Some((limit, bound)) = bound.and_then(|b| Some((limit(&b.value)?, b))) else {
            return quote! { Bound::Unbounded };
        };
        if bound.exclusive {
            quote! { Bound::Excluded(#limit) }
        } else {
            quote! { Bound::Included(#limit) }
        }
    };
    (
        bound(schema.minimum.as_ref()),
        bound(schema.maximum.as_ref()),
    )
}

/// Where a field is named, and where its limits are stated if elsewhere (`x-limit-source`).
fn source(contract: &Contract, field: &Source, schema: Option<&Schema>) -> TokenStream {
    let limits = schema.into_iter().flat_map(|schema| &schema.limit_sources);
    let limits = limits.map(|limit| {
        let (keyword, at) = (
            &limit.keyword,
            stated(
                contract,
                limit.document.as_ref().or(field.document.as_ref()),
                limit.line,
            ),
        );
        quote! { (#keyword, #at) }
    });
    let field = if field.is_unknown() {
        "observed".to_owned()
    } else {
        contract.cite(field)
    };
    quote! { Source::new(#field, &[#(#limits),*]) }
}
