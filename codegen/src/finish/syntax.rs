//! What is read from the emitted syntax tree.

use quote::quote;
use syn::visit_mut::VisitMut;
use syn::{
    GenericArgument, Ident, ImplItem, ImplItemFn, Item, ItemStruct, Pat, PathArguments, Stmt, Type,
};

use crate::names::public;

pub(super) fn structs(items: &[Item]) -> impl Iterator<Item = &ItemStruct> {
    items.iter().filter_map(|item| match item {
        Item::Struct(item) => Some(item),
        _ => None,
    })
}

pub(super) fn method<'a>(item: &'a Item, of: &Ident, name: &str) -> Option<&'a ImplItemFn> {
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
pub(super) fn request_statements(send: &ImplItemFn) -> Vec<Stmt> {
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

pub(super) struct PublicNames;

impl VisitMut for PublicNames {
    fn visit_expr_path_mut(&mut self, path: &mut syn::ExprPath) {
        if let Some(ident) = path.path.get_ident() {
            path.path = public(ident).into();
        }
    }
}

/// `Option<T>` → `T`; anything else as it is.
pub(super) fn bare(ty: &Type) -> &Type {
    if last_segment(ty).is_some_and(|name| name == "Option") {
        argument(ty).unwrap_or(ty)
    } else {
        ty
    }
}

/// `Result<T, String>` → `T`.
pub(super) fn result_ok(ty: &Type) -> Option<&Type> {
    last_segment(ty).filter(|name| name == "Result")?;
    argument(ty)
}

pub(super) fn list_item(ty: &Type) -> Option<&Type> {
    last_segment(ty).filter(|name| name == "Vec")?;
    argument(ty)
}

pub(super) fn last_segment(ty: &Type) -> Option<String> {
    match ty {
        Type::Path(path) => Some(path.path.segments.last()?.ident.to_string()),
        _ => None,
    }
}

/// The first generic argument of a type.
pub(super) fn argument(ty: &Type) -> Option<&Type> {
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
pub(super) fn qualify(ty: &Type) -> Type {
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
