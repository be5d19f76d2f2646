//! What two versions of a contract say otherwise and nothing else here compares: of it no one may say that it is words.

use std::collections::BTreeSet;

use bayar_contract::document::{Kind, Node};

use super::values::REST;

/// Members that are for people only, or tell where something is said.
const WORDS: &[&str] = &[
    "$comment",
    "description",
    "example",
    "examples",
    "externalDocs",
    "info",
    "summary",
    "title",
    "x-documented-function",
    "x-documented-type",
    "x-limit-source",
    "x-source",
];

/// Members below which others are compared.
const PARTS: &[&str] = &[
    "additionalProperties",
    "allOf",
    "anyOf",
    "components",
    "delete",
    "discriminator",
    "get",
    "head",
    "items",
    "oneOf",
    "options",
    "patch",
    "post",
    "put",
    "requestBody",
    "schema",
    "servers",
    "trace",
];

/// Members below which names stand, and only below these what is compared; of callbacks an expression is between.
const MAPS: &[&str] = &[
    "$defs",
    "callbacks",
    "content",
    "headers",
    "parameters",
    "pathItems",
    "paths",
    "properties",
    "requestBodies",
    "responses",
    "schemas",
    "securitySchemes",
    "variables",
    "webhooks",
    "x-webhooks",
];

/// Members that are compared as a whole.
const WHOLE: &[&str] = &[
    "$ref",
    "allowEmptyValue",
    "allowReserved",
    "bearerFormat",
    "const",
    "default",
    "deprecated",
    "enum",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "explode",
    "format",
    "in",
    "mapping",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "name",
    "nullable",
    "openIdConnectUrl",
    "openapi",
    "operationId",
    "pattern",
    "propertyName",
    "readOnly",
    "required",
    "scheme",
    "security",
    "style",
    "type",
    "uniqueItems",
    "url",
    "writeOnly",
    "x-enum",
    "x-error-codes",
    "x-final",
    "x-json-text",
    "x-money",
    "x-not-enforced",
    "x-observed-error-codes",
    "x-part-of",
    "x-permission",
    "x-rules",
    "x-secret",
    "x-unit",
];

/// The members that changed and are not compared.
pub(super) fn not_compared(old: Node<'_>, new: Node<'_>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    walk(old, new, 0, &mut found);
    found
}

/// Compares what stands below so many levels of names.
fn walk(old: Node<'_>, new: Node<'_>, names: usize, found: &mut BTreeSet<String>) {
    if old.kind() == Kind::List && old.len() == new.len() {
        for (one, two) in old.items().zip(new.items()) {
            walk(one, two, names, found);
        }
    }
    let all: BTreeSet<_> = old
        .fields()
        .chain(new.fields())
        .map(|(name, _)| name)
        .collect();
    for name in all {
        let (one, two) = (old.get(name), new.get(name));
        match (one, two) {
            (Some(one), Some(two)) if names > 0 => walk(one, two, names - 1, found),
            _ if names > 0 || WORDS.contains(&name) => {}
            _ if WHOLE.contains(&name) || REST.contains(&name) => {}
            _ if PARTS.contains(&name) || MAPS.contains(&name) => {
                let names = match name {
                    "callbacks" => 2,
                    _ => usize::from(MAPS.contains(&name)),
                };
                if let (Some(one), Some(two)) = (one, two) {
                    let is_list = one.kind() == Kind::List;
                    walk(one, two, if is_list { 0 } else { names }, found);
                }
            }
            (Some(one), Some(two)) if says_the_same(one, two) => {}
            _ => {
                found.insert(name.to_owned());
            }
        }
    }
}

/// Whether both say the same but for words.
fn says_the_same(old: Node<'_>, new: Node<'_>) -> bool {
    match (old.kind(), new.kind()) {
        (Kind::List, Kind::List) => {
            let mut pairs = old.items().zip(new.items());
            old.len() == new.len() && pairs.all(|(one, two)| says_the_same(one, two))
        }
        (Kind::Object, Kind::Object) => {
            let names = old.fields().chain(new.fields()).map(|(name, _)| name);
            let mut names = names.filter(|name| !WORDS.contains(name));
            names.all(|name| match (old.get(name), new.get(name)) {
                (Some(one), Some(two)) => says_the_same(one, two),
                _ => false,
            })
        }
        _ => old.is_same(new),
    }
}
