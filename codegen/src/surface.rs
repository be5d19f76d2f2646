//! What a caller can see of generated Rust, for the snapshots: one text per product, with every
//! operation and every public type, never a function body.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use heck::ToUpperCamelCase;
use quote::quote;
use serde_json::Value;
use syn::visit_mut::VisitMut;
use syn::{Attribute, ImplItem, Item, Visibility};

use crate::Generated;
use crate::contract::{Contract, Operation};
use crate::document::component;

/// The surface of generated code by product, in the order of the spec.
///
/// # Panics
/// If the generated Rust does not parse, which [`crate::generate`] rules out.
#[must_use]
pub fn surface(generated: &Generated) -> Vec<(String, String)> {
    let contract = &generated.contract;
    let mut file = syn::parse_file(&generated.rust).expect("generated Rust parses");
    let mut builders = items_of(&mut file, "builder");
    let mut types = items_of(&mut file, "types");
    let owners = owners(contract);

    let mut products: Vec<(String, String)> = Vec::new();
    for operation in &contract.operations {
        let name = operation.id.to_upper_camel_case();
        let text = product(&mut products, &operation.product);
        text.push_str(&heading(operation));
        text.push_str(&print(builders.remove(&name).unwrap_or_default()));
        text.push('\n');
    }
    let names: Vec<String> = contract
        .schemas
        .iter()
        .map(|(name, _)| name.clone())
        .collect();
    for name in names {
        let Some(items) = types.remove(&name) else {
            continue;
        };
        let owner = owners.get(&name).map_or("callbacks", String::as_str);
        let text = product(&mut products, owner);
        text.push_str(&print(items));
        text.push('\n');
    }
    products
}

fn product<'a>(products: &'a mut Vec<(String, String)>, name: &str) -> &'a mut String {
    let index = match products.iter().position(|(other, _)| other == name) {
        Some(index) => index,
        None => {
            products.push((name.to_owned(), String::new()));
            products.len() - 1
        }
    };
    &mut products[index].1
}

fn heading(operation: &Operation) -> String {
    let mut codes: BTreeMap<u16, Vec<&str>> = BTreeMap::new();
    for row in &operation.errors {
        let codes = codes.entry(row.status.unwrap_or(0)).or_default();
        if !codes.contains(&row.code.as_str()) {
            codes.push(&row.code);
        }
    }
    let mut text = format!(
        "// {}: {} {}\n",
        operation.id, operation.method, operation.path
    );
    for parameter in &operation.parameters {
        let required = if parameter.required { ", required" } else { "" };
        let place = format!("{:?}", parameter.location).to_lowercase();
        let _ = writeln!(text, "//   {place} {}{required}", parameter.name);
    }
    for (status, codes) in codes {
        let status = if status == 0 {
            "any".to_owned()
        } else {
            status.to_string()
        };
        let _ = writeln!(text, "//   {status}: {}", codes.join(", "));
    }
    text
}

/// The items of a module by the name of the type they belong to.
fn items_of(file: &mut syn::File, module: &str) -> BTreeMap<String, Vec<Item>> {
    let mut found: BTreeMap<String, Vec<Item>> = BTreeMap::new();
    for item in &mut file.items {
        let Item::Mod(item) = item else { continue };
        if item.ident != module {
            continue;
        }
        for mut item in item
            .content
            .take()
            .map(|(_, items)| items)
            .unwrap_or_default()
        {
            let name = match &item {
                Item::Struct(item) => item.ident.to_string(),
                Item::Impl(item) => {
                    let ty = &item.self_ty;
                    let ty = quote!(#ty).to_string();
                    ty.split([' ', '<']).next().unwrap_or_default().to_owned()
                }
                Item::Macro(item) => declared(&item.mac.tokens.to_string()),
                _ => continue,
            };
            Bare.visit_item_mut(&mut item);
            let decode =
                matches!(&item, Item::Macro(m) if quote!(#m).to_string().contains("decode"));
            if !decode {
                found.entry(name).or_default().push(item);
            }
        }
    }
    found
}

/// The name in `… pub enum Name …`.
fn declared(tokens: &str) -> String {
    let mut words = tokens.split_whitespace();
    words.find(|word| *word == "enum");
    words.next().unwrap_or_default().to_owned()
}

/// Takes out documentation, private members and bodies.
struct Bare;

impl VisitMut for Bare {
    fn visit_attributes_mut(&mut self, attributes: &mut Vec<Attribute>) {
        attributes.retain(|attribute| {
            ["derive", "non_exhaustive"]
                .iter()
                .any(|name| attribute.path().is_ident(name))
        });
    }

    fn visit_item_impl_mut(&mut self, item: &mut syn::ItemImpl) {
        item.items.retain(|item| match item {
            ImplItem::Fn(function) => matches!(function.vis, Visibility::Public(_)),
            _ => false,
        });
        syn::visit_mut::visit_item_impl_mut(self, item);
    }

    fn visit_impl_item_fn_mut(&mut self, function: &mut syn::ImplItemFn) {
        function.attrs.clear();
        function.block.stmts.clear();
    }

    fn visit_item_struct_mut(&mut self, item: &mut syn::ItemStruct) {
        self.visit_attributes_mut(&mut item.attrs);
        for field in &mut item.fields {
            field.attrs.clear();
        }
        if let syn::Fields::Named(fields) = &mut item.fields {
            let public = |field: &syn::Field| matches!(field.vis, Visibility::Public(_));
            fields.named = fields.named.iter().filter(|f| public(f)).cloned().collect();
        }
    }
}

fn print(items: Vec<Item>) -> String {
    let keep = |item: &Item| !matches!(item, Item::Impl(item) if item.items.is_empty());
    let items = items.into_iter().filter(keep).collect();
    let text = prettyplease::unparse(&syn::File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items,
    });
    let documentation =
        |line: &&str| !line.trim_start().starts_with(['#', '/']) || line.contains("derive");
    let lines: Vec<&str> = text.lines().filter(documentation).collect();
    lines.join("\n").replace(" {}\n", ";\n").replace(" {}", ";") + "\n"
}

/// Which product a type belongs to: the first that uses it.
fn owners(contract: &Contract) -> BTreeMap<String, String> {
    let mut owners = BTreeMap::new();
    for operation in &contract.operations {
        if let Some(body) = &operation.body {
            own(contract, body, &operation.product, &mut owners);
        }
        own_schema(contract, &operation.answer, &operation.product, &mut owners);
    }
    owners
}

fn own(contract: &Contract, name: &str, product: &str, owners: &mut BTreeMap<String, String>) {
    if owners.contains_key(name) {
        return;
    }
    owners.insert(name.to_owned(), product.to_owned());
    if let Some(schema) = contract.schema(name) {
        own_schema(contract, schema, product, owners);
    }
}

fn own_schema(
    contract: &Contract,
    schema: &Value,
    product: &str,
    owners: &mut BTreeMap<String, String>,
) {
    if let Some(name) = component(schema) {
        own(contract, name, product, owners);
        return;
    }
    match schema {
        Value::Object(object) => {
            object
                .values()
                .for_each(|v| own_schema(contract, v, product, owners));
        }
        Value::Array(items) => items
            .iter()
            .for_each(|v| own_schema(contract, v, product, owners)),
        _ => {}
    }
}
