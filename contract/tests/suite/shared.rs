//! Documents that others wrote. They stand beside the repository, not in it: where they are absent, nothing is tried.

use std::path::PathBuf;

use bayar_contract::router::{Route, Router};
use bayar_contract::{Contract, NoteKind, Reader};

fn shared(folder: &str) -> Vec<PathBuf> {
    let root = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared"));
    let files = std::fs::read_dir(root.join(folder)).into_iter().flatten();
    let files = files.filter_map(|file| Some(file.ok()?.path()));
    let mut files: Vec<_> = files
        .filter(|file| {
            file.extension()
                .is_some_and(|ending| ending == "yaml" || ending == "json")
        })
        .collect();
    files.sort();
    files
}

fn read(path: &PathBuf) -> Result<Contract, String> {
    Reader::new().open(path).map_err(|error| error.to_string())
}

/// Every document is read, or refused with the true reason.
#[test]
fn public_documents() {
    for path in shared("contracts") {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        match (name.as_str(), read(&path)) {
            // An excerpt, in which 91 references lead to what was left out.
            ("stripe-payments.yaml", Err(error)) => {
                assert_eq!(error.matches("leads nowhere").count(), 91);
                assert_eq!(error.matches("error: ").count(), 91);
            }
            (_, Ok(contract)) => judge(&name, &contract),
            (_, Err(error)) => panic!("{name}: {error}"),
        }
    }
}

fn judge(name: &str, contract: &Contract) {
    assert!(!contract.operations.is_empty(), "{name}");
    let text = &std::fs::read_to_string(
        shared("contracts")
            .iter()
            .find(|path| path.ends_with(name))
            .unwrap(),
    )
    .unwrap();
    let lines: Vec<_> = text.lines().collect();
    let router = Router::of(contract);
    for (index, operation) in contract.operations.iter().enumerate() {
        let place = contract.place(operation.node);
        let line = lines[place.line as usize - 1].to_ascii_uppercase();
        assert!(line.contains(&operation.method), "{name} {place}: {line}");
        assert_eq!(
            contract
                .document()
                .find(&place.pointer)
                .map(bayar_contract::Node::id),
            Some(operation.node)
        );
        // Each is found at its path below its server.
        let base = operation.servers[0].default_url();
        let base = base.split_once("://").map_or(base.as_str(), |(_, rest)| {
            rest.find('/').map_or("", |at| &rest[at..])
        });
        let path = format!("{base}{}", operation.path.replace(['{', '}'], "0"));
        match router.route(&operation.method, &path) {
            Route::Found {
                operation, others, ..
            } => {
                assert!(
                    operation == index || others.contains(&index),
                    "{name} {path}"
                );
            }
            other => panic!("{name} {path}: {other:?}"),
        }
    }
    for (_, schema) in contract.schemas() {
        assert!(schema.node.is_some());
    }
}

/// Another reader of YAML and JSON sees the same values.
#[test]
fn values_are_those_of_another_reader() {
    for path in shared("contracts") {
        let Ok(contract) = read(&path) else { continue };
        let text = std::fs::read_to_string(&path).unwrap();
        let value = contract.document().root().to_value();
        let other: serde_json::Value = if path.extension().is_some_and(|ending| ending == "json") {
            serde_json::from_str(&text).unwrap()
        } else {
            yaml_serde::from_str(&text).unwrap()
        };
        if let Some(pointer) = difference(&value, &other, "") {
            panic!(
                "{}: {pointer}: {:?} {:?}",
                path.display(),
                value.pointer(&pointer),
                other.pointer(&pointer)
            );
        }
    }
}

/// Where two values differ.
fn difference(one: &serde_json::Value, two: &serde_json::Value, pointer: &str) -> Option<String> {
    use serde_json::Value::{Array, Object};
    match (one, two) {
        (Object(one), Object(two)) if one.len() == two.len() => {
            one.iter().find_map(|(name, value)| {
                let pointer = format!("{pointer}/{}", bayar_contract::escape(name));
                two.get(name).map_or(Some(pointer.clone()), |other| {
                    difference(value, other, &pointer)
                })
            })
        }
        (Array(one), Array(two)) if one.len() == two.len() => {
            let mut pairs = one.iter().zip(two).enumerate();
            pairs
                .find_map(|(index, (one, two))| difference(one, two, &format!("{pointer}/{index}")))
        }
        _ => (one != two).then(|| pointer.to_owned()),
    }
}

#[test]
fn small_documents() {
    for path in shared("cases/contracts")
        .iter()
        .chain(&shared("cases/drift"))
    {
        read(path).unwrap_or_else(|error| panic!("{error}"));
    }
}

/// A vendor's own export, with texts in place of numbers and booleans.
#[test]
fn texts_in_place_of_numbers() {
    let files = shared("cases/contracts");
    let Some(path) = files
        .iter()
        .find(|path| path.ends_with("xendit-payouts-v3.json"))
    else {
        return;
    };
    let contract = read(path).unwrap();
    let notes: Vec<_> = contract
        .notes()
        .iter()
        .filter(|note| note.kind == NoteKind::ReadAsMeant)
        .collect();
    assert_eq!(notes.len(), 4, "{notes:?}");
    let operation = contract.operation("Payouts_read").unwrap();
    let required: Vec<_> = operation
        .parameters
        .iter()
        .map(|parameter| parameter.required)
        .collect();
    assert_eq!(required, [false, true]);
    let payout = contract.schema(contract.schema_named("Payout").unwrap());
    let description = contract.schema(payout.property("description").unwrap().schema);
    assert_eq!(description.max_length, Some(100));
}
