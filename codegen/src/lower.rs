//! From the strict spec to what progenitor can take.
//!
//! Each pass has one purpose and says how often it applied. A pass that no spec needs any more
//! is an error ([`crate::generate`]), so that work-arounds do not outlive their reason.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use bayar_contract::{Contract, Diagnostic, Node, escape};

use crate::Error;

mod walk;

use walk::{
    component, each, each_item, each_operation, each_value, reference, references, replace_schemas,
    schemas,
};

/// One fix-up of the spec.
pub struct Pass {
    /// What it is called in messages.
    pub name: &'static str,
    /// Why it is there.
    pub why: &'static str,
    apply: fn(&mut Lowered) -> usize,
}

/// All passes, in the order in which they run.
pub const PASSES: &[Pass] = &[
    Pass {
        name: "one answer",
        why: "a `default` beside `200`, or errors of several types, panic in progenitor; every \
              2xx is a success; errors are decoded by `bayar::Error`",
        apply: one_answer,
    },
    Pass {
        name: "checked by us",
        why: "required parameters, limits and defaults guard requests only, and can be switched \
              off: `bayar::check` knows them, the generated types must not",
        apply: checked_by_us,
    },
    Pass {
        name: "parts",
        why: "an `allOf` becomes a flattened struct: of one part it is that part, and of several one object",
        apply: parts,
    },
    Pass {
        name: "one fact, one enum",
        why: "a status of a callback is the status of its answer: the spec lists what each may be, \
              callers need one type (`x-part-of`)",
        apply: one_enum,
    },
    Pass {
        name: "only what is used",
        why: "error schemas are documentation; `bayar::Error` decodes them all",
        apply: only_what_is_used,
    },
    Pass {
        name: "exact amounts",
        why: "`type: number` becomes a float; money is `Amount`",
        apply: exact_amounts,
    },
    Pass {
        name: "timestamps",
        why: "a text that is no timestamp must not fail an answer",
        apply: timestamps,
    },
    Pass {
        name: "secrets",
        why: "card data, account numbers and tokens must not show up in `Debug`",
        apply: secrets,
    },
    Pass {
        name: "free-form objects",
        why: "an object without documented fields is kept as it came, digits and all",
        apply: free_form,
    },
    Pass {
        name: "open enums",
        why: "a closed enum fails a whole answer on one new value",
        apply: open_enums,
    },
    Pass {
        name: "unions by discriminator",
        why: "typify ignores `discriminator`",
        apply: unions,
    },
    Pass {
        name: "tolerant objects",
        why: "`required`, limits, defaults, `nullable` and `additionalProperties: false` refuse \
              answers that hold a little more, less or other than the document says",
        apply: tolerant_objects,
    },
];

/// The spec as progenitor sees it, and what was taken out of it.
#[derive(Debug)]
pub struct Lowered {
    /// The document, lowered so far.
    pub document: Value,
    /// The components that are enums, which we emit ourselves.
    pub enums: Vec<String>,
    /// The components that are a `oneOf` with a discriminator, which we emit ourselves.
    pub unions: Vec<String>,
}

/// Names of the hand-written types that take the place of lowered schemas.
pub(crate) const HAND_WRITTEN: [&str; 5] =
    ["Amount", "AmountText", "RawJson", "Secret", "Timestamp"];

/// What references to schemas begin with.
const SCHEMAS: &str = "#/components/schemas/";

/// Runs every pass; `applied` counts per pass.
pub(crate) fn lower(contract: &Contract, applied: &mut [usize]) -> Result<Lowered, Error> {
    let mut lowered = Lowered {
        document: contract.document().root().to_value(),
        enums: Vec::new(),
        unions: Vec::new(),
    };
    for (pass, count) in PASSES.iter().zip(applied) {
        *count += (pass.apply)(&mut lowered);
    }
    // They are emitted in this order, whether objects of `serde_json` keep theirs or not.
    lowered.enums.sort();
    lowered.unions.sort();
    let mut floats = Vec::new();
    no_floats(contract, &lowered.document, "", &mut floats);
    if floats.is_empty() {
        Ok(lowered)
    } else {
        Err(Error::Spec(floats.into()))
    }
}

fn one_answer(lowered: &mut Lowered) -> usize {
    each_operation(&mut lowered.document, |operation| {
        let Some(responses) = operation.get_mut("responses") else {
            return 0;
        };
        let answer = responses.as_object().and_then(|all| {
            all.iter()
                .find(|(status, _)| status.starts_with('2'))
                .map(|(_, response)| response.clone())
        });
        match answer {
            Some(answer) => {
                *responses = json!({ "2XX": answer });
                1
            }
            None => 0,
        }
    })
}

fn checked_by_us(lowered: &mut Lowered) -> usize {
    let lift = |parameter: &mut Value| {
        let optional = parameter.get("in").and_then(Value::as_str) != Some("path");
        let mut changed = 0;
        if optional && parameter.get("required").is_some() {
            parameter["required"] = Value::Bool(false);
            changed = 1;
        }
        match parameter.get_mut("schema").and_then(Value::as_object_mut) {
            Some(schema) => changed + strip(schema),
            None => changed,
        }
    };
    let mut changed = each(&mut lowered.document, "/components/parameters", lift);
    changed += each_operation(&mut lowered.document, |operation| {
        each_item(operation.get_mut("parameters"), lift)
    });
    changed
}

fn parts(lowered: &mut Lowered) -> usize {
    let mut merged = 0;
    if let Some(schemas) = schemas(&mut lowered.document) {
        let parts = |schema: &Value| {
            ["allOf", "$ref"]
                .iter()
                .any(|key| schema.get(key).is_some())
        };
        let names: Vec<_> = schemas
            .iter()
            .filter(|(_, schema)| parts(schema))
            .map(|(name, _)| name.clone())
            .collect();
        merged = names.len();
        for name in names {
            let whole = merge(schemas, &reference(&name), &mut BTreeSet::new());
            schemas.insert(name, Value::Object(whole));
        }
    }
    merged
        + each_value(&mut lowered.document, &mut |value| {
            if value.get("allOf").is_none() {
                return 0;
            }
            let Some(name) = component(value).map(str::to_owned) else {
                return 0;
            };
            let mut plain = reference(&name);
            if let Some(description) = value.get("description") {
                plain["description"] = description.clone();
            }
            if value.get("x-secret").is_some() {
                plain["x-secret"] = Value::Bool(true);
            }
            *value = plain;
            1
        })
}

/// A schema with the fields of all its parts; `known` are the components that are parts already.
fn merge(
    schemas: &Map<String, Value>,
    schema: &Value,
    known: &mut BTreeSet<String>,
) -> Map<String, Value> {
    let mut whole = schema.as_object().cloned().unwrap_or_default();
    let target = whole.remove("$ref");
    let target = target
        .as_ref()
        .and_then(Value::as_str)
        .and_then(|target| target.strip_prefix(SCHEMAS));
    let target = target
        .filter(|name| known.insert((*name).to_owned()))
        .and_then(|name| schemas.get(name));
    let parts = whole.remove("allOf");
    let parts = parts
        .as_ref()
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    for part in target.into_iter().chain(parts) {
        for (key, value) in merge(schemas, part, known) {
            match (whole.get_mut(&key), value) {
                (Some(Value::Object(own)), Value::Object(more)) if key == "properties" => {
                    own.extend(more);
                }
                (Some(_), _) => {}
                (None, value) => {
                    whole.insert(key, value);
                }
            }
        }
    }
    whole
}

fn one_enum(lowered: &mut Lowered) -> usize {
    let Some(schemas) = schemas(&mut lowered.document) else {
        return 0;
    };
    let values = |schema: &Value| schema.get("enum").and_then(Value::as_array).cloned();
    let parts = schemas.iter().filter_map(|(name, part)| {
        let whole = part.get("x-part-of")?.as_str()?;
        let all = values(schemas.get(whole)?)?;
        let is_part = values(part)?.iter().all(|value| all.contains(value));
        is_part.then(|| (name.clone(), whole.to_owned()))
    });
    let parts: BTreeMap<String, String> = parts.collect();
    each_value(&mut lowered.document, &mut |value| {
        let whole = value.get("$ref").and(component(value));
        let Some(whole) = whole.and_then(|part| parts.get(part)) else {
            return 0;
        };
        value["$ref"] = reference(whole)["$ref"].take();
        1
    })
}

fn only_what_is_used(lowered: &mut Lowered) -> usize {
    let document = &mut lowered.document;
    let mut used = BTreeSet::new();
    let mut queue = Vec::new();
    for root in ["/paths", "/x-webhooks"] {
        if let Some(value) = document.pointer(root) {
            references(value, &mut queue);
        }
    }
    while let Some(reference) = queue.pop() {
        if used.insert(reference.clone())
            && let Some(value) = document.pointer(reference.trim_start_matches('#'))
        {
            references(value, &mut queue);
        }
    }
    let mut removed = 0;
    if let Some(components) = document
        .get_mut("components")
        .and_then(Value::as_object_mut)
    {
        for (kind, members) in components.iter_mut() {
            if let Some(members) = members.as_object_mut() {
                let before = members.len();
                members.retain(|name, _| {
                    let pointer = format!("#/components/{kind}/{}", escape(name));
                    used.contains(&pointer)
                });
                removed += before - members.len();
            }
        }
    }
    // Callbacks have done their part: their payloads are components now.
    each_operation(document, |operation| {
        operation
            .as_object_mut()
            .map_or(0, |o| usize::from(o.remove("callbacks").is_some()))
    });
    if let Some(root) = document.as_object_mut() {
        root.remove("x-webhooks");
    }
    removed
}

fn exact_amounts(lowered: &mut Lowered) -> usize {
    replace_schemas(&mut lowered.document, |schema| {
        let is = |key: &str, text: &str| schema.get(key).and_then(Value::as_str) == Some(text);
        match (
            is("format", "decimal"),
            is("type", "number"),
            is("type", "string"),
        ) {
            (true, true, _) => Some("Amount"),
            (true, _, true) => Some("AmountText"),
            _ => None,
        }
    })
}

fn timestamps(lowered: &mut Lowered) -> usize {
    replace_schemas(&mut lowered.document, |schema| {
        let format = schema.get("format").and_then(Value::as_str);
        (format == Some("date-time")).then_some("Timestamp")
    })
}

fn secrets(lowered: &mut Lowered) -> usize {
    replace_schemas(&mut lowered.document, |schema| {
        let secret = schema.get("x-secret").and_then(Value::as_bool) == Some(true);
        let text = schema.get("type").and_then(Value::as_str) == Some("string");
        (secret && text).then_some("Secret")
    })
}

fn free_form(lowered: &mut Lowered) -> usize {
    let is_free = |schema: &Value| {
        schema.get("type").and_then(Value::as_str) == Some("object")
            && schema.get("properties").is_none()
    };
    let mut free = Vec::new();
    if let Some(schemas) = schemas(&mut lowered.document) {
        let names = schemas.iter().filter(|(_, schema)| is_free(schema));
        free.extend(names.map(|(name, _)| name.clone()));
        schemas.retain(|name, _| !free.contains(name));
    }
    let changed = each_value(&mut lowered.document, &mut |value| {
        let named = component(value).is_some_and(|name| free.iter().any(|f| f == name));
        if !named && !is_free(value) {
            return 0;
        }
        *value = reference("RawJson");
        1
    });
    if let (true, Some(schemas)) = (changed > 0, schemas(&mut lowered.document)) {
        schemas.insert("RawJson".into(), json!({ "type": "string" }));
    }
    changed
}

fn open_enums(lowered: &mut Lowered) -> usize {
    let Some(schemas) = schemas(&mut lowered.document) else {
        return 0;
    };
    for (name, schema) in schemas {
        if schema.get("enum").is_some() {
            lowered.enums.push(name.clone());
        }
    }
    lowered.enums.len()
}

fn unions(lowered: &mut Lowered) -> usize {
    let Some(schemas) = schemas(&mut lowered.document) else {
        return 0;
    };
    let mut plain = Vec::new();
    for (name, schema) in schemas.iter() {
        if schema.get("oneOf").is_none() {
            continue;
        }
        match schema.pointer("/discriminator/mapping") {
            Some(_) => lowered.unions.push(name.clone()),
            None => plain.push(name.clone()),
        }
    }
    // A union without a discriminator describes what one URL may receive. There is no type for
    // it: callbacks are told apart by hand-written rules.
    for name in plain {
        schemas.remove(&name);
    }
    lowered.unions.len()
}

fn tolerant_objects(lowered: &mut Lowered) -> usize {
    let Some(schemas) = schemas(&mut lowered.document) else {
        return 0;
    };
    let mut changed = 0;
    for (_, schema) in schemas.iter_mut() {
        changed += each_value(schema, &mut |value| {
            value.as_object_mut().map_or(0, |schema| {
                let closed = ["required", "additionalProperties", "x-rules"]
                    .iter()
                    .filter(|key| schema.remove(**key).is_some())
                    .count();
                closed + strip(schema)
            })
        });
    }
    changed
}

/// Takes everything out of a schema that could refuse a value.
fn strip(schema: &mut Map<String, Value>) -> usize {
    // `properties` may hold a field that is called `pattern` or `default`.
    if schema.get("type").is_some_and(|kind| !kind.is_string()) {
        return 0;
    }
    let limits = [
        "default",
        "minLength",
        "maxLength",
        "pattern",
        "minimum",
        "maximum",
        "multipleOf",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "minItems",
        "maxItems",
        "uniqueItems",
        "nullable",
        "example",
    ];
    let is_schema = schema.contains_key("type") || schema.contains_key("$ref");
    if !is_schema {
        return 0;
    }
    let mut changed = 0;
    for key in limits {
        changed += usize::from(schema.remove(key).is_some());
    }
    if matches!(
        schema.get("format").and_then(Value::as_str),
        Some("uri" | "email" | "password" | "uuid" | "date")
    ) {
        schema.remove("format");
    }
    changed
}

fn no_floats(contract: &Contract, value: &Value, pointer: &str, found: &mut Vec<Diagnostic>) {
    match value {
        Value::Object(object) => {
            if object.get("type").and_then(Value::as_str) == Some("number") {
                let problem = Diagnostic::new(
                    "`type: number` would become a float",
                    "money is `type: number` with `format: decimal`; a count is `type: integer` \
                     with `x-documented-type: number`",
                );
                found.push(problem.of(nearest(contract, pointer)));
            }
            for (key, member) in object {
                if !matches!(key.as_str(), "example" | "examples" | "value") {
                    let pointer = format!("{pointer}/{}", escape(key));
                    no_floats(contract, member, &pointer, found);
                }
            }
        }
        Value::Array(items) => {
            for (n, item) in items.iter().enumerate() {
                no_floats(contract, item, &format!("{pointer}/{n}"), found);
            }
        }
        _ => {}
    }
}

/// The node of the contract that a node of the lowered document was a part of.
fn nearest<'a>(contract: &'a Contract, pointer: &str) -> Node<'a> {
    let document = contract.document();
    let outer = || pointer.rsplit_once('/').map(|(outer, _)| outer);
    document.find(pointer).unwrap_or_else(|| match outer() {
        Some(outer) => nearest(contract, outer),
        None => document.root(),
    })
}
