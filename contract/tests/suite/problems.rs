//! What is noted, and what is refused.

use bayar_contract::{Contract, NoteKind, Version};

use crate::small::{HEAD, notes, read, refused};

#[test]
fn versions() {
    let version = |text: &str| {
        let document = format!("openapi: {text}\ninfo: {{title: t, version: 1.10}}\npaths: {{}}");
        Contract::parse("x", &document)
    };
    for (text, expected) in [
        ("3.0.0", Version::V3_0),
        ("'3.0.4'", Version::V3_0),
        ("3.0", Version::V3_0),
        ("3.0.0-rc1", Version::V3_0),
        ("3.1.1", Version::V3_1),
        ("3.2.0", Version::V3_2),
    ] {
        let contract = version(text).unwrap();
        assert_eq!(contract.version, expected, "{text}");
        assert_eq!(contract.info.version, "1.10");
    }
    assert!(notes(&version("3.2.0").unwrap())[0].contains("3.2 is read as 3.1"));
    for text in ["4.0.0", "3.9.9", "2.0", "x", "3", "''", "[]"] {
        assert!(version(text).is_err(), "{text}");
    }
    let refused = |text: &str| Contract::parse("x.json", text).unwrap_err().to_string();
    assert!(refused("{\"swagger\": \"2.0\"}").contains("Swagger 2"));
    assert!(refused("{}").contains("does not say which version"));
    assert!(refused("[]").contains("an OpenAPI document is an object, and this is a list"));
    assert!(refused("").contains("and this is null"));
}

#[test]
fn what_was_meant_is_read_and_noted() {
    let contract = read(
        "
servers: [{url: /, variables: []}]
security: {}
paths:
  a/{id}:
    get:
      operationId: a
      deprecated: 'yes'
      tags: [1, true]
      parameters: [{name: id, in: Path, required: 'false', schema: {type: string, maxLength: '50', pattern: }}]
      responses: []
    post: {operationId: a, tags: alone, responses: {200: {description: 5}}}
  /a/{other}: {get: {responses: {}}}
components: {schemas: {P: {type: object, properties: [], required: true}}}
",
    );
    let operation = &contract.operations[0];
    assert!(operation.deprecated && operation.parameters[0].required);
    assert_eq!(operation.tags, ["1", "true"]);
    assert_eq!(
        contract
            .schema(operation.parameters[0].schema.unwrap())
            .max_length,
        Some(50)
    );
    assert_eq!(contract.operations[1].tags, ["alone"]);
    let notes = notes(&contract);
    for words in [
        "is read as an empty one",
        "does not begin with a slash",
        "is a text, and a boolean is meant: read as true",
        "is a number, and a text is meant",
        "is a boolean, and a text is meant",
        "`Path` is read as `path`",
        "read as `required: true`",
        "is a text, and a number is meant: read as 50",
        "holds nothing",
        "the operationId `a` is used twice, also at line 8",
        "`required` of a schema lists names",
        "`{other}` of the path is described by no parameter",
    ] {
        assert!(
            notes.iter().any(|note| note.contains(words)),
            "{words}: {notes:#?}"
        );
    }
}

/// Everything that is wrong is told at once, each with its place and what to do.
#[test]
fn what_is_wrong() {
    let text = refused(
        "
paths:
  /a:
    get:
      parameters:
        - {in: query, schema: {}}
        - {name: b, in: body}
        - {$ref: '#/components/parameter/B'}
      requestBody: text
      responses:
        '200': {description: d, content: {application/json: {schema: '#/components/schemas/A'}}}
        200: {description: d}
        '404': {$ref: '#/components/responses/Lost'}
  /b: [1]
components:
  parameters: {B: {name: b, in: query, schema: {minimum: ten, maxLength: -1, type: [string]}}}
  responses: {Lost: {$ref: '#/components/responses/Found'}, Found: {$ref: '#/components/responses/Lost'}}
  schemas: {A: {$ref: '#/components/schemas/A'}, B: {required: a, properties: {a: 5}, $ref: 7}}
",
    );
    for words in [
        "error: the parameter has no `name`\n --> x.yaml:8:11\n  |\n8 |         - {in: query, schema: {}}\n  |           ^\n  = at: /paths/~1a/get/parameters/0\n  = help: name it as it stands on the wire",
        "a parameter in `body` is of OpenAPI 2",
        "`#/components/parameter/B` leads nowhere",
        "a request body is an object, and this is a text",
        "a schema is an object, and this is a text",
        "help: if it is a reference, write `$ref: ` before it",
        "`200` stands twice in the same object",
        "the references lead in a circle",
        "a path is an object, and this is a list",
        "`minimum` is a number, and this is `ten`",
        "`maxLength` is a count, and this is `-1`",
        "`$ref` is a text, and this is a number",
    ] {
        assert!(text.contains(words), "{words}\n---\n{text}");
    }
    let lines: Vec<u32> = Contract::parse("x.yaml", &format!("{HEAD}paths: {{a: 1, b: 2}}"))
        .unwrap_err()
        .diagnostics()
        .iter()
        .map(|problem| problem.line)
        .collect();
    assert_eq!(lines, [3, 3]);
}

/// What many operations share is told once.
#[test]
fn a_problem_is_told_once() {
    let text = refused(
        "
paths:
  /a: {get: {parameters: [{$ref: '#/components/parameters/P'}], responses: {}}}
  /b: {get: {parameters: [{$ref: '#/components/parameters/P'}], responses: {}}}
components: {parameters: {P: {in: query, schema: {}}}}
",
    );
    assert_eq!(text.matches("error: ").count(), 1, "{text}");
}

#[test]
fn unknown_fields_are_named() {
    let contract = read(
        "paths: {/a: {get: {responses: {}, produces: [a]}, foo: 1}}\nbasePath: /v1\nx-mine: {a: 1}\n",
    );
    let notes = notes(&contract);
    for words in [
        "`produces` is not understood in an operation",
        "`foo` is not understood in a path",
        "`basePath` is not understood in a document",
    ] {
        assert!(
            notes.iter().any(|note| note.contains(words)),
            "{words}: {notes:?}"
        );
    }
    assert_eq!(notes.len(), 3);
    assert!(
        contract
            .notes()
            .iter()
            .all(|note| note.kind == NoteKind::NotUnderstood)
    );
    assert_eq!(
        contract.document().find("/x-mine").unwrap().to_json(),
        r#"{"a":1}"#
    );
}
