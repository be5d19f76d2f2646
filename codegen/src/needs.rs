//! What the client's hand-written code uses of the generated one: an overlay must leave it as it is.

use std::collections::{BTreeMap, BTreeSet};

use bayar_contract::overlay::Overlay;
use bayar_contract::{Contract, Diagnostic, Node, escape};
use heck::ToUpperCamelCase;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Fields, ImplItem, Item, Visibility};

use crate::surface::declaration;
use crate::{Error, Generated, Source};

/// The client's own code, and what is generated for it without overlays.
#[derive(Clone, Copy, Debug)]
pub struct Client<'a> {
    /// The hand-written files.
    pub written: &'a [String],
    /// The generated file of each source.
    pub generated: &'a [String],
}

impl Client<'_> {
    /// Whether the client's code can be compiled with what overlays made of the specs.
    ///
    /// # Errors
    /// If something that it uses is gone or of another type, at the action that took it.
    pub(crate) fn check(
        &self,
        sources: &[Source<'_>],
        overlays: &[Overlay],
        modules: &[Generated],
    ) -> Result<(), Error> {
        let uses = Uses::of(self.written);
        let mut problems = Vec::new();
        for ((before, source), module) in self.generated.iter().zip(sources).zip(modules) {
            let (before, after) = (members(before), members(&module.rust));
            let changed = before.iter().filter(|(member, own)| {
                uses.member(member) && after.get(member).is_none_or(|other| other != *own)
            });
            let changed: Vec<_> = changed.map(|(member, _)| member).collect();
            if changed.is_empty() {
                continue;
            }
            let plain = Contract::parse(source.file, source.text)?;
            // Of a type that is gone, its fields are no news.
            let is_gone = |owner: &str| {
                let mut changed = changed.iter();
                changed.any(|other| other.owner == owner && other.name.is_empty())
            };
            for member in &changed {
                if member.name.is_empty() || !is_gone(&member.owner) {
                    problems.push(member.problem(&plain, &module.contract, overlays));
                }
            }
        }
        if problems.is_empty() {
            return Ok(());
        }
        Err(Error::Spec(problems.into()))
    }
}

/// Something that other code can name. Without a name, the type itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Member {
    owner: String,
    name: String,
    is_method: bool,
}

impl Member {
    fn problem(&self, plain: &Contract, contract: &Contract, overlays: &[Overlay]) -> Diagnostic {
        let what = match self.name.as_str() {
            "" => self.owner.clone(),
            name => format!("{}::{name}", self.owner),
        };
        let problem = Diagnostic::new(
            format!(
                "bayar's own code uses `{what}`, and the overlay takes it away or changes its type"
            ),
            "leave it in the contract: an overlay may add, and say that something is not required or not limited",
        );
        let document = contract.document();
        let action = self
            .places(plain)
            .find_map(|place| document.action_at(&place));
        if let Some(action) = action {
            return problem.of(action);
        }
        let mut problem = problem;
        let names: Vec<_> = overlays
            .iter()
            .map(|overlay| overlay.name.as_str())
            .collect();
        problem.file = names.join(", ");
        problem
    }

    /// Where the contract may say it, the nearest first.
    fn places(&self, plain: &Contract) -> impl Iterator<Item = String> {
        let operation = plain.operations.iter().find(|operation| {
            let id = operation.id.as_deref().unwrap_or_default();
            id == self.name || id.to_upper_camel_case() == self.owner
        });
        let body = operation.and_then(|operation| {
            let schema = operation.body.as_ref()?.json()?.schema?;
            plain.component(schema)
        });
        let component = |name: &str| format!("/components/schemas/{}", escape(name));
        let schemas = [body.map(component), Some(component(&self.owner))];
        let schemas: Vec<_> = schemas.into_iter().flatten().collect();
        let fields = schemas.iter().map(|schema| {
            let name = escape(self.name.trim_start_matches("maybe_"));
            format!("{schema}/properties/{name}")
        });
        let fields: Vec<_> = fields.collect();
        let operation = operation.map(|operation| plain.node(operation.node));
        let operation = operation.map(Node::pointer);
        fields.into_iter().chain(schemas).chain(operation)
    }
}

/// The names that code uses: as methods, and as others.
#[derive(Default)]
struct Uses {
    methods: BTreeSet<String>,
    others: BTreeSet<String>,
}

impl Uses {
    fn of(files: &[String]) -> Self {
        let mut uses = Self::default();
        for file in files {
            if let Ok(tokens) = file.parse() {
                uses.add(tokens);
            }
        }
        uses
    }

    fn add(&mut self, tokens: TokenStream) {
        let mut tokens = tokens.into_iter().peekable();
        let mut is_path = false;
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Group(group) => self.add(group.stream()),
                TokenTree::Ident(ident) => {
                    let is_called = matches!(tokens.peek(), Some(TokenTree::Group(group))
                        if group.delimiter() == Delimiter::Parenthesis);
                    if is_called || is_path {
                        self.methods.insert(ident.to_string());
                    }
                    if !is_called || is_path {
                        self.others.insert(ident.to_string());
                    }
                    is_path = false;
                    continue;
                }
                TokenTree::Punct(punct) => {
                    is_path = punct.as_char() == ':';
                    continue;
                }
                TokenTree::Literal(_) => {}
            }
            is_path = false;
        }
    }

    fn member(&self, member: &Member) -> bool {
        let names = if member.is_method {
            &self.methods
        } else {
            &self.others
        };
        self.others.contains(&member.owner)
            && (member.name.is_empty() || names.contains(&member.name))
    }
}

/// What there is to be named of a generated file, each with its type.
fn members(rust: &str) -> BTreeMap<Member, String> {
    let mut members = Members::default();
    if let Ok(file) = syn::parse_file(rust) {
        members.items(&file.items);
    }
    members.0
}

#[derive(Default)]
struct Members(BTreeMap<Member, String>);

impl Members {
    fn add(&mut self, owner: &str, name: &str, is_method: bool, kind: impl ToTokens) {
        let member = Member {
            owner: owner.to_owned(),
            name: name.to_owned(),
            is_method,
        };
        self.0.insert(member, kind.to_token_stream().to_string());
    }

    fn items(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Mod(item) => {
                    let inner = item.content.iter().flat_map(|(_, items)| items);
                    self.items(&inner.cloned().collect::<Vec<_>>());
                }
                Item::Struct(item) => self.fields(item),
                Item::Impl(item) => self.methods(item),
                Item::Macro(item) => self.variants(item),
                _ => {}
            }
        }
    }

    fn fields(&mut self, item: &syn::ItemStruct) {
        let owner = item.ident.to_string();
        self.add(&owner, "", false, "struct");
        let Fields::Named(fields) = &item.fields else {
            return;
        };
        for field in &fields.named {
            if let Some(name) = &field.ident {
                self.add(&owner, &name.to_string(), false, &field.ty);
            }
        }
    }

    fn methods(&mut self, item: &syn::ItemImpl) {
        let syn::Type::Path(path) = &*item.self_ty else {
            return;
        };
        let Some(owner) = path.path.segments.last() else {
            return;
        };
        let owner = owner.ident.to_string();
        for item in &item.items {
            if let ImplItem::Fn(function) = item
                && matches!(function.vis, Visibility::Public(_))
            {
                let name = function.sig.ident.to_string();
                self.add(&owner, &name, true, &function.sig);
            }
        }
    }

    /// Of `open_enum!` and `union!`.
    fn variants(&mut self, item: &syn::ItemMacro) {
        let Some((owner, text)) = declaration(item) else {
            return;
        };
        self.add(&owner, "", false, "enum");
        for line in text.lines().filter(|line| line.ends_with(',')) {
            let name = line
                .trim()
                .split(|c: char| !c.is_alphanumeric() && c != '_');
            let name = name.into_iter().next().unwrap_or_default();
            self.add(&owner, name, false, line);
        }
    }
}
