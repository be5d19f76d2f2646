//! The specs compared with the documents they transcribe.
//!
//! The documents are not part of this repository; where they do not lie beside it, these tests
//! say so and pass.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use bayar_contract::Contract;
use serde_json::Value;

type Documents = BTreeMap<String, Vec<String>>;

/// The documents by name, as lines; none if they are not here.
fn documents() -> Option<Documents> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()?
        .join("shared/docs");
    let Ok(entries) = fs::read_dir(folder) else {
        eprintln!("skipped: the documents are not here");
        return None;
    };
    let mut documents = Documents::new();
    for entry in entries.flatten() {
        let text = fs::read_to_string(entry.path()).expect("a document is text");
        let lines = text.split('\n').map(str::to_owned).collect();
        documents.insert(entry.file_name().to_string_lossy().into_owned(), lines);
    }
    Some(documents)
}

fn specs() -> [Value; 2] {
    [bayar_spec::XENDIT, bayar_spec::FINPAY].map(|text| {
        let contract = Contract::parse("spec", text).unwrap_or_else(|error| panic!("{error}"));
        contract.document().root().to_value()
    })
}

/// Calls `visit` with every object of the spec and its JSON pointer.
fn walk<'a>(value: &'a Value, pointer: &str, visit: &mut impl FnMut(&str, &'a Value)) {
    match value {
        Value::Object(members) => {
            visit(pointer, value);
            for (key, member) in members {
                let key = key.replace('~', "~0").replace('/', "~1");
                walk(member, &format!("{pointer}/{key}"), visit);
            }
        }
        Value::Array(items) => {
            for (n, item) in items.iter().enumerate() {
                walk(item, &format!("{pointer}/{n}"), visit);
            }
        }
        _ => {}
    }
}

/// The lines that an `x-source` cites: the main one first.
fn cited(source: &Value) -> Option<(&str, Vec<usize>)> {
    let document = source.get("document")?.as_str()?;
    let line = |value: &Value| value.as_u64().and_then(|line| usize::try_from(line).ok());
    let mut lines = vec![line(source.get("line")?)?];
    lines.extend(
        source
            .get("also")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(line),
    );
    Some((document, lines))
}

#[test]
fn every_source_is_a_line_of_a_document() {
    let Some(documents) = documents() else { return };
    let mut checked = 0;
    let mut wrong = Vec::new();
    for spec in specs() {
        walk(&spec, "", &mut |pointer, object| {
            let Some(source) = object.get("x-source").filter(|source| source.is_object()) else {
                return;
            };
            let Some((document, lines)) = cited(source) else {
                wrong.push(format!("{pointer}: x-source has no document and line"));
                return;
            };
            for line in lines {
                checked += 1;
                let text = documents
                    .get(document)
                    .and_then(|lines| lines.get(line.wrapping_sub(1)));
                if text.is_none_or(|text| text.trim().is_empty()) {
                    wrong.push(format!(
                        "{pointer}: {document}:{line} is empty or not there"
                    ));
                }
            }
        });
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(checked > 1000, "only {checked} sources");
}

#[test]
fn every_field_and_parameter_is_named_on_the_lines_it_cites() {
    let Some(documents) = documents() else { return };
    let mut checked = 0;
    let mut wrong = Vec::new();
    for spec in specs() {
        walk(&spec, "", &mut |pointer, object| {
            let source = object.get("x-source");
            let Some((document, lines)) = source.and_then(cited) else {
                return;
            };
            let name = match pointer.rsplit_once("/properties/") {
                Some((_, name)) if !name.contains('/') => name.to_owned(),
                _ => match (object.get("in"), object.get("name").and_then(Value::as_str)) {
                    (Some(_), Some(name)) => name.to_owned(),
                    _ => return,
                },
            };
            // Card tokens carry other names on the wire than in the document.
            let name = source
                .and_then(|source| source.get("documented_as"))
                .and_then(Value::as_str)
                .unwrap_or(&name);
            checked += 1;
            let found = lines.iter().any(|line| {
                documents[document][line - 1]
                    .to_lowercase()
                    .contains(&name.to_lowercase())
            });
            if !found {
                wrong.push(format!(
                    "{pointer}: `{name}` is not on {document}:{lines:?}"
                ));
            }
        });
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(checked > 400, "only {checked} fields and parameters");
}

#[test]
fn every_row_of_an_error_table_is_in_the_spec_with_its_status() {
    let Some(documents) = documents() else { return };
    let reference = &documents["xendit-api-reference.txt"];
    let is_code = |text: &str| {
        text.contains('_')
            && text
                .bytes()
                .all(|byte| byte.is_ascii_uppercase() || byte == b'_' || byte.is_ascii_digit())
    };
    let mut rows = BTreeSet::new();
    for (n, pair) in reference.windows(2).enumerate() {
        let status = pair[1].trim().parse::<u16>().ok();
        if let Some(status) = status.filter(|status| is_code(pair[0].trim()) && *status >= 400) {
            rows.insert((n as u64 + 1, pair[0].trim().to_owned(), status.to_string()));
        }
    }
    assert_eq!(rows.len(), 170, "rows with a status in the reference");

    let mut found = BTreeSet::new();
    let [xendit, _] = specs();
    walk(&xendit["paths"], "", &mut |pointer, object| {
        let Some(table) = object.get("x-error-codes").and_then(Value::as_array) else {
            return;
        };
        let status = pointer.rsplit('/').next().unwrap_or_default();
        for row in table {
            if let (Some(code), Some(line)) = (row["code"].as_str(), row["line"].as_u64()) {
                found.insert((line, code.to_owned(), status.to_owned()));
            }
        }
    });
    let missing: Vec<_> = rows.difference(&found).collect();
    assert!(missing.is_empty(), "not in the spec: {missing:?}");
}

#[test]
fn every_endpoint_of_the_documents_is_in_a_spec() {
    let Some(documents) = documents() else { return };
    let [xendit, _] = specs();
    let paths: BTreeSet<(String, String)> = xendit["paths"]
        .as_object()
        .expect("paths")
        .iter()
        .flat_map(|(path, item)| {
            let methods = item.as_object().expect("methods").keys();
            methods.map(|method| (method.to_uppercase(), shape(path)))
        })
        .collect();
    let mut endpoints = BTreeSet::new();
    for line in &documents["xendit-api-reference.txt"] {
        let Some((method, url)) = line.split_once(" https://api.xendit.co") else {
            continue;
        };
        if ["GET", "POST", "PATCH"].contains(&method) {
            // Printed by a slip as a part of the path (errata: ewallets).
            let url = url.replace("/ewallets/external_id", "/ewallets?external_id");
            let path = url.split('?').next().unwrap_or_default();
            endpoints.insert((method.to_owned(), shape(path)));
        }
    }
    // Create charge stands twice, as an authorization and as a charge; the disbursement banks too.
    assert_eq!(endpoints.len(), 31, "{endpoints:?}");
    let missing: Vec<_> = endpoints.difference(&paths).collect();
    assert!(missing.is_empty(), "not in the spec: {missing:?}");
}

/// A path without the names of its parameters: `:id` and `{id}` are the same.
fn shape(path: &str) -> String {
    let segment = |segment: &str| match segment.split_once('{') {
        Some((before, _)) => format!("{before}*"),
        None if segment.starts_with(':') => "*".to_owned(),
        None => segment.to_owned(),
    };
    path.split('/').map(segment).collect::<Vec<_>>().join("/")
}

#[test]
fn every_erratum_is_complete_and_cites_lines_that_are_there() {
    let errata: Value = yaml_serde::from_str(bayar_spec::ERRATA).expect("YAML");
    let errata = errata.as_array().expect("a list");
    assert!(errata.len() > 100, "{} errata", errata.len());
    let mut ids = BTreeSet::new();
    for erratum in errata {
        let id = erratum["id"].as_str().expect("an id");
        assert!(ids.insert(id), "{id} stands twice");
        for key in ["document", "touches", "at", "spec", "why"] {
            assert!(!erratum[key].is_null(), "{id} has no {key}");
        }
        assert!(
            !erratum["lines"].as_array().expect("lines").is_empty(),
            "{id} has no lines"
        );
        assert!(
            !erratum["sides"].as_array().expect("sides").is_empty(),
            "{id} has no sides"
        );
    }
    let counted = errata.iter().filter(|erratum| erratum["trivial"].is_null());
    let count = format!("{} places where the documents", counted.count());
    assert!(include_str!("../../README.md").contains(&count), "{count}");
    let Some(documents) = documents() else { return };
    for erratum in errata {
        let document = erratum["document"].as_str().unwrap_or_default();
        for line in erratum["lines"].as_array().into_iter().flatten() {
            let line = usize::try_from(line.as_u64().expect("a line")).expect("a line");
            let there = documents
                .get(document)
                .is_some_and(|lines| line <= lines.len());
            assert!(there, "{}: {document}:{line}", erratum["id"]);
        }
    }
}

#[test]
fn the_codes_of_an_operation_are_those_of_its_error_tables() {
    for spec in specs() {
        for (path, item) in spec["paths"].as_object().expect("paths") {
            for (method, operation) in item.as_object().expect("methods") {
                let Some(id) = operation["operationId"].as_str() else {
                    continue;
                };
                let mut rows = BTreeSet::new();
                for response in operation["responses"]
                    .as_object()
                    .expect("responses")
                    .values()
                {
                    let tables =
                        ["x-error-codes", "x-observed-error-codes"].map(|it| &response[it]);
                    for row in tables.into_iter().filter_map(Value::as_array).flatten() {
                        rows.insert(row["code"].as_str().expect("a code"));
                    }
                }
                let name: String = id
                    .split('_')
                    .map(|word| word[..1].to_uppercase() + &word[1..])
                    .collect::<String>()
                    + "ErrorCode";
                let schema = &spec["components"]["schemas"][&name];
                let listed: BTreeSet<&str> = schema["enum"]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(Value::as_str)
                    .collect();
                assert_eq!(rows, listed, "{method} {path}: x-error-codes and {name}");
            }
        }
    }
}

/// Line 4378 says to take a new key and try again. The first request may have been carried out: who follows pays twice.
#[test]
fn no_description_leads_to_a_second_payment() {
    let documents = specs();
    let operations = documents.iter().flat_map(|document| {
        let paths = document["paths"].as_object().expect("paths").values();
        let items = paths.flat_map(|item| item.as_object().expect("methods").values());
        items.filter(|operation| operation.get("operationId").is_some())
    });
    let sends = |operation: &&Value| {
        let permission = &operation["x-permission"];
        operation["x-money"] == "out"
            || permission["kind"] == "money-out" && permission["access"] == "write"
    };
    let (mut duplicates, mut balances, mut count) = (0, 0, 0);
    for operation in operations.filter(sends) {
        count += 1;
        let id = operation["operationId"].as_str().expect("an id");
        let about = operation["description"].as_str().expect("a description");
        assert!(about.contains("same idempotency key"), "{id}: {about}");
        for response in operation["responses"]
            .as_object()
            .expect("responses")
            .values()
        {
            let tables = ["x-error-codes", "x-observed-error-codes"];
            let rows = tables.iter().filter_map(|table| response[table].as_array());
            for row in rows.flatten() {
                let code = row["code"].as_str().expect("a code");
                let advice = row["description"].as_str().expect("a description");
                // What a success of the first try would itself bring about.
                if code.contains("DUPLICATE") {
                    let safe = advice.contains("the same") && advice.contains("same body is safe");
                    assert!(safe && advice.contains("look"), "{id} {code}: {advice}");
                    assert!(
                        advice.contains(" may stand under it"),
                        "{id} {code}: {advice}"
                    );
                    duplicates += 1;
                }
                if code.contains("BALANCE")
                    || code.contains("EXCEEDED_ERROR") && code.contains("AMOUNT")
                {
                    assert!(
                        advice.contains("the first try may"),
                        "{id} {code}: {advice}"
                    );
                    balances += 1;
                }
                for new in ["new key", "Another external id", "Another key"] {
                    for (at, _) in advice.match_indices(new) {
                        let rest = &advice[at + new.len()..];
                        let meant = rest.starts_with(" is for another")
                            || rest.starts_with(" or external id is for another");
                        assert!(meant, "{id} {code}: {advice}");
                    }
                }
                for word in ["take a", "use a", "try again", "unique"] {
                    assert!(!advice.contains(word), "{id} {code}: {advice}");
                }
            }
        }
    }
    assert_eq!((count, duplicates, balances), (4, 4, 3));
}
