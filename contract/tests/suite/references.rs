//! References: within a document, by anchors, into other files, and in circles.

use bayar_contract::{Contract, Reader};

use crate::small::{self, HEAD, read, refused};

#[test]
fn other_files() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write(
        "api.yaml",
        &format!(
            "{HEAD}paths: {{/a: {{$ref: 'paths/a.yaml'}}}}\ncomponents: {{schemas: {{Own: {{type: string}}}}}}"
        ),
    );
    write(
        "paths/a.yaml",
        "get:\n  responses:\n    '200':\n      description: d\n      content: {application/json: {schema: {$ref: '../schemas.json#/Order'}}}\n",
    );
    write(
        "schemas.json",
        "{\"Order\": {\"type\": \"object\", \"properties\": {\n \"own\": {\"$ref\": \"api.yaml#/components/schemas/Own\"}, \"id\": {\"$ref\": \"#/Id\"}}}, \"Id\": {\"maxLength\": 5}}",
    );
    let contract = Reader::new()
        .open(folder.path().join("api.yaml"))
        .unwrap_or_else(|error| panic!("{error}"));
    let schema = contract.operations[0].responses[0]
        .json()
        .unwrap()
        .schema
        .unwrap();
    let order = contract.schema(contract.follow(schema));
    let [own, id] = order.properties.as_slice() else {
        panic!("{order:?}")
    };
    assert_eq!(
        Some(contract.follow(own.schema)),
        contract.schema_named("Own")
    );
    let id = contract.schema(contract.follow(id.schema));
    assert_eq!(id.max_length, Some(5));
    let place = contract.place(id.node.unwrap());
    assert_eq!(
        (place.file.as_str(), place.line, place.pointer.as_str()),
        ("schemas.json", 2, "schemas.json#/Id")
    );

    let text = std::fs::read_to_string(folder.path().join("api.yaml")).unwrap();
    let refused = Contract::parse("api.yaml", &text).unwrap_err().to_string();
    assert!(
        refused.contains("`paths/a.yaml` cannot be followed"),
        "{refused}"
    );
    assert!(refused.contains("no folder was given"), "{refused}");
    write("schemas.json", "{\"Order\": {");
    let refused = Reader::new()
        .folder(folder.path())
        .read("api.yaml", &text)
        .unwrap_err()
        .to_string();
    assert!(refused.contains("schemas.json:1:12"), "{refused}");
    let refused = small::refused("paths: {/a: {$ref: '/etc/hosts'}}");
    assert!(
        refused.contains("is no file beside the document"),
        "{refused}"
    );
    let refused = small::refused("paths: {/a: {$ref: 'https://h.example/a.yaml'}}");
    assert!(refused.contains("is on another machine"), "{refused}");
}

#[test]
fn anchors_and_ids() {
    let contract = Contract::parse(
        "x",
        "
openapi: 3.1.0
info: {title: t, version: '1'}
components:
  schemas:
    S: {properties: {a: {$ref: '#here'}, b: {$ref: 'https://h.example/b'}, c: {$ref: '#/components/schemas/D/$defs/c'}}}
    A: {$anchor: here, type: string}
    B: {$id: 'https://h.example/b', type: integer}
    D: {$defs: {c: {type: boolean}}}
",
    )
    .unwrap();
    let s = contract.schema(contract.schema_named("S").unwrap());
    let types: Vec<_> = s
        .properties
        .iter()
        .map(|field| {
            contract
                .schema(contract.follow(field.schema))
                .types
                .to_string()
        })
        .collect();
    assert_eq!(types, ["string", "integer", "boolean"]);
}

#[test]
fn a_path_that_refers_elsewhere() {
    let contract = read(
        "
paths:
  /a: {$ref: '#/x-paths/~1b%7Bid%7D', put: {operationId: own, responses: {}}}
x-paths: {'/b{id}': {get: {operationId: other, responses: {}}, put: {operationId: lost, responses: {}}}}
",
    );
    let ids: Vec<_> = contract
        .operations
        .iter()
        .filter_map(|one| one.id.as_deref())
        .collect();
    assert_eq!(ids, ["own", "other"]);
    assert!(contract.operations.iter().all(|one| one.path == "/a"));
}

#[test]
fn schemas_in_a_circle() {
    let text = refused(
        "paths: {}\ncomponents: {schemas: {A: {$ref: '#/components/schemas/B'}, B: {$ref: '#/components/schemas/A'}, C: {$ref: '#/components/schemas/A'}}}",
    );
    assert_eq!(
        text.matches("the references lead in a circle").count(),
        1,
        "{text}"
    );
    assert!(text.contains("at: /components/schemas/A/$ref"), "{text}");
}

#[test]
fn a_reference_that_misses_is_helped() {
    let text = refused(
        "paths: {/a: {get: {responses: {'200': {$ref: '#/components/responses/ok'}}}}}\ncomponents: {responses: {Ok: {description: d}}}",
    );
    assert!(
        text.contains("help: there is `#/components/responses/Ok`"),
        "{text}"
    );
}
