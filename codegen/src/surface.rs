//! What a caller can see of generated Rust, for the snapshots: one text per product, with every
//! operation and every public type, never a function body.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use bayar_contract::Contract;
use heck::ToUpperCamelCase;
use proc_macro2::{Delimiter, TokenTree};
use quote::quote;
use syn::visit_mut::VisitMut;
use syn::{Attribute, ImplItem, Item, Visibility};

use crate::operation::{self, Operation, component, operations};
use crate::{Generated, docs};

/// The surface of generated code by product, in the order of the spec.
///
/// # Panics
/// If the contract or the generated Rust cannot be read, which [`crate::generate`] rules out.
#[must_use]
pub fn surface(generated: &Generated) -> Vec<(String, String)> {
    let contract = &generated.contract;
    let mut file = syn::parse_file(&generated.rust).expect("generated Rust parses");
    let mut builders = items_of(&mut file, "builder");
    let mut types = items_of(&mut file, "types");
    let mut entries = entries(&file);
    let operations = operations(contract).expect("the contract is one to generate from");
    let owners = owners(contract, &operations);

    let mut products: Vec<(String, String)> = Vec::new();
    for operation in &operations {
        let name = operation.id.to_upper_camel_case();
        let text = product(&mut products, operation.product);
        text.push_str(&heading(operation));
        text.push_str(&entries.remove(operation.id).unwrap_or_default());
        text.push_str(&print(builders.remove(&name).unwrap_or_default()));
        text.push('\n');
    }
    for (name, _) in &contract.named {
        let Some(printed) = types.remove(name) else {
            continue;
        };
        let owner = owners.get(name.as_str()).copied().unwrap_or("callbacks");
        let text = product(&mut products, owner);
        text.push_str(&rules(contract, name));
        text.push_str(&print(printed));
        text.push('\n');
    }
    products
}

/// The methods on the clients, by their names.
fn entries(file: &syn::File) -> BTreeMap<String, String> {
    let blocks = file.items.iter().filter_map(|item| match item {
        Item::Impl(block) => Some(block),
        _ => None,
    });
    let methods = blocks.flat_map(|block| {
        block.items.iter().filter_map(|item| match item {
            ImplItem::Fn(function) => Some((&block.self_ty, &function.sig)),
            _ => None,
        })
    });
    let methods = methods.map(|(client, signature)| {
        let block = syn::parse_quote! { impl #client { pub #signature {} } };
        let printed = Printed {
            items: vec![block],
            text: String::new(),
        };
        (signature.ident.to_string(), print(printed))
    });
    methods.collect()
}

fn product<'a>(products: &'a mut Vec<(String, String)>, name: &str) -> &'a mut String {
    let index = if let Some(index) = products.iter().position(|(other, _)| other == name) {
        index
    } else {
        products.push((name.to_owned(), String::new()));
        products.len() - 1
    };
    &mut products[index].1
}

fn heading(operation: &Operation<'_>) -> String {
    let spec = operation.spec;
    let mut codes: BTreeMap<u16, Vec<&str>> = BTreeMap::new();
    for row in &spec.errors {
        let codes = codes.entry(row.status.unwrap_or(0)).or_default();
        if !codes.contains(&row.code.as_str()) {
            codes.push(&row.code);
        }
    }
    let mut text = format!("// {}: {} {}\n", operation.id, spec.method, spec.path);
    for parameter in &spec.parameters {
        let required = if parameter.required { ", required" } else { "" };
        let (location, name) = (parameter.location, &parameter.name);
        let _ = writeln!(text, "//   {location} {name}{required}");
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

/// What is required of each field of an object, and within which limits.
fn rules(contract: &Contract, name: &str) -> String {
    let Some(schema) = component(contract, name) else {
        return String::new();
    };
    let mut text = String::new();
    for property in &schema.properties {
        let schema = contract.schema(property.schema);
        let mut facts = docs::limits(contract, schema);
        if property.required {
            facts.insert(0, docs::requirement(schema).into());
        }
        if !facts.is_empty() {
            let _ = writeln!(text, "//   {}: {}", property.name, facts.join("; "));
        }
    }
    if let Some(finals) = &schema.final_values {
        let _ = writeln!(text, "//   final: {}", finals.join(", "));
    }
    for rule in &schema.rules {
        let _ = writeln!(text, "//   rule: {}", contract.node(rule.node).to_json());
    }
    text
}

/// The items of a module by the name of the type they belong to.
fn items_of(file: &mut syn::File, module: &str) -> BTreeMap<String, Printed> {
    let mut found: BTreeMap<String, Printed> = BTreeMap::new();
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
            if let Item::Macro(item) = &item {
                if let Some((name, text)) = declaration(item) {
                    found.entry(name).or_default().text = text;
                } else if let Some(printed) = object(item).and_then(|name| found.get_mut(&name))
                    && let Some(Item::Struct(item)) = printed.items.first_mut()
                {
                    // Not derived, and there all the same.
                    item.attrs
                        .push(syn::parse_quote!(#[derive(Default, Deserialize)]));
                }
                continue;
            }
            let name = match &item {
                Item::Struct(item) => item.ident.to_string(),
                Item::Impl(item) => {
                    let ty = &item.self_ty;
                    let ty = quote!(#ty).to_string();
                    ty.split([' ', '<']).next().unwrap_or_default().to_owned()
                }
                _ => continue,
            };
            Bare.visit_item_mut(&mut item);
            found.entry(name).or_default().items.push(item);
        }
    }
    found
}

/// What there is of a type: items, and the declaration that a macro expands.
#[derive(Default)]
struct Printed {
    items: Vec<Item>,
    text: String,
}

/// Name and text of `crate::open_enum! { … }` and `crate::union! { … }`, without documentation.
pub(crate) fn declaration(item: &syn::ItemMacro) -> Option<(String, String)> {
    let kind = item.mac.path.segments.last()?.ident.to_string();
    let mut tokens = item.mac.tokens.clone().into_iter();
    let before: Vec<TokenTree> = tokens
        .by_ref()
        .take_while(|token| token.to_string() != "enum")
        .collect();
    let attributes = before.iter().filter_map(|token| match token {
        TokenTree::Group(group) => {
            let text = group
                .stream()
                .to_string()
                .replace(" ,", ",")
                .replace(" (", "(");
            Some(format!("#[{text}]\n"))
        }
        _ => None,
    });
    let attributes: String = attributes.filter(|text| is_kept(text)).collect();
    let head: Vec<TokenTree> = tokens
        .by_ref()
        .take_while(|token| !matches!(token, TokenTree::Group(_)))
        .collect();
    let name = head.first()?.to_string();
    let head: Vec<String> = head.iter().map(ToString::to_string).collect();
    let group = item.mac.tokens.clone().into_iter().last()?;
    let TokenTree::Group(group) = group else {
        return None;
    };
    let mut text = format!("{attributes}{kind}! {} {{\n", head.join(" "));
    let mut line = String::new();
    for token in group.stream() {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == ',' => {
                let _ = writeln!(text, "    {line},");
                line.clear();
            }
            // Documentation: `#` and a group in brackets.
            TokenTree::Punct(punct) if punct.as_char() == '#' => {}
            TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket => {}
            TokenTree::Punct(punct) => {
                let _ = write!(line, " {punct} ");
            }
            other => line.push_str(&other.to_string()),
        }
    }
    text.push_str("}\n");
    Some((name, text))
}

/// The struct of a `crate::decode::tolerant_object! { … }`.
fn object(item: &syn::ItemMacro) -> Option<String> {
    let is_object = item.mac.path.segments.last()?.ident == "tolerant_object";
    let name = item.mac.tokens.clone().into_iter().next()?;
    is_object.then(|| name.to_string())
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

/// Attributes that callers can tell.
fn is_kept(line: &str) -> bool {
    line.contains("derive") || line.contains("non_exhaustive")
}

fn print(printed: Printed) -> String {
    let Printed { items, text } = printed;
    let declaration = text;
    if items.is_empty() {
        return declaration;
    }
    let keep = |item: &Item| !matches!(item, Item::Impl(item) if item.items.is_empty());
    let items = items.into_iter().filter(keep).collect();
    let text = prettyplease::unparse(&syn::File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items,
    });
    let documentation = |line: &&str| !line.trim_start().starts_with(['#', '/']) || is_kept(line);
    let lines: Vec<&str> = text.lines().filter(documentation).collect();
    let items = lines.join("\n").replace(" {}\n", ";\n").replace(" {}", ";");
    format!("{declaration}{items}\n")
}

/// Which product a type belongs to: the first that uses it.
fn owners<'a>(contract: &'a Contract, operations: &[Operation<'a>]) -> BTreeMap<&'a str, &'a str> {
    let mut owners = BTreeMap::new();
    for operation in operations {
        let body = operation.body.and_then(|body| contract.schema_named(body));
        for schema in body.into_iter().chain(operation.answer) {
            for name in operation::reached(contract, schema) {
                owners.entry(name).or_insert(operation.product);
            }
        }
    }
    owners
}
