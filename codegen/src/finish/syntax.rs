//! Looks at the syntax tree that progenitor and typify emit.

use proc_macro2::{TokenStream, TokenTree};
use syn::visit_mut::VisitMut;
use syn::{GenericArgument, Ident, ImplItem, ImplItemFn, Item, ItemStruct, PathArguments, Type};

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
    with_paths(ty, &|path| {
        let known = ["bool", "i64", "String", "Vec"];
        if let Some(ident) = path.get_ident()
            && !known.iter().any(|known| ident == known)
        {
            *path = syn::parse_quote! { types::#ident };
        }
    })
}

/// A type whose paths are changed, the inner ones first.
pub(super) fn with_paths(ty: &Type, change: &dyn Fn(&mut syn::Path)) -> Type {
    struct Paths<'c>(&'c dyn Fn(&mut syn::Path));
    impl VisitMut for Paths<'_> {
        fn visit_path_mut(&mut self, path: &mut syn::Path) {
            syn::visit_mut::visit_path_mut(self, path);
            (self.0)(path);
        }
    }
    let mut ty = ty.clone();
    Paths(change).visit_type_mut(&mut ty);
    ty
}

/// Finds a float: no amount may come near one.
pub(super) fn float(tokens: TokenStream) -> Option<String> {
    tokens.into_iter().find_map(|token| match token {
        TokenTree::Group(group) => float(group.stream()),
        TokenTree::Ident(ident) if ident == "f32" || ident == "f64" => Some(ident.to_string()),
        _ => None,
    })
}
