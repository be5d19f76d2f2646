//! What every spec of ours keeps to: a maintainer is told all that a new operation lacks, in one go, each with its line.

use bayar_codegen::{Source, generate};

/// Keeps to every convention.
const SPEC: &str = "openapi: 3.0.3
info: {title: Test, version: '1'}
paths:
  /things/{id}:
    post:
      operationId: update_thing
      summary: Update a thing
      description: Changes one thing.
      x-source: {document: doc.txt, line: 1}
      tags: [things]
      parameters:
        - {name: id, in: path, required: true, description: Its id., schema: {type: string}}
      requestBody:
        content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}
      responses:
        '200':
          description: The thing.
          content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}
components:
  schemas:
    Thing:
      type: object
      description: A thing.
      x-rules: [{rule: requires, field: b, needs: a, line: 7}]
      properties:
        a: {type: string, description: A.}
        b: {type: string, description: B.}
";

/// What is written, what is put in its place, the line, and what is said of it: the problem and the help.
const CASES: &[(&str, &str, u32, &str, &str)] = &[
    (
        "update_thing",
        "updateThing",
        5,
        "`updateThing` is no name of a method",
        "`snake_case`",
    ),
    (
        "update_thing",
        "type",
        5,
        "`type` is no name of a method",
        "`snake_case`",
    ),
    (
        "update_thing",
        "update thing?",
        5,
        "is no name of a method",
        "`snake_case`",
    ),
    (
        "      x-source: {document: doc.txt, line: 1}\n",
        "",
        5,
        "the operation has no source",
        "x-source: {document",
    ),
    (
        ", description: Its id.",
        "",
        12,
        "the parameter `id` has no description",
        "rustdoc",
    ),
    (
        ", description: B.",
        "",
        27,
        "the field `b` has no description",
        "rustdoc",
    ),
    (
        "      description: A thing.\n",
        "",
        21,
        "`Thing` has no description",
        "rustdoc",
    ),
    (
        "type: string, description: B.",
        "type: string, description: B., enum: [X]",
        27,
        "an enum without a name",
        "components/schemas",
    ),
    (
        "type: string, description: B.",
        "type: object, description: B., properties: {c: {type: string, description: C.}}",
        27,
        "an object without a name",
        "components/schemas",
    ),
    (
        "type: string, description: B.",
        "description: B., oneOf: [{type: string}, {type: integer}]",
        27,
        "`oneOf` without `discriminator`",
        "propertyName",
    ),
    (
        "type: string, description: B.",
        "description: B., anyOf: [{type: string}, {type: integer}]",
        27,
        "`anyOf`",
        "discriminator",
    ),
    (
        "field: b,",
        "field: c,",
        24,
        "the rule is about `c`, and there is no such field",
        "there are: a, b",
    ),
    (
        "rule: requires",
        "rule: demands",
        24,
        "`x-rules`",
        "Extensions",
    ),
    (
        "description: B.",
        "description: B., maximal: 3",
        27,
        "`maximal`",
        "OpenAPI 3.0",
    ),
    (
        "a: {type: string, description: A.}",
        "a: {type: string, description: A.}\n        a: {type: string, description: A.}",
        27,
        "`a`",
        "",
    ),
    (
        "$ref: '#/components/schemas/Thing'",
        "$ref: '#/components/schemas/Think'",
        14,
        "#/components/schemas/Think",
        "",
    ),
];

/// What is said of a spec. Of one that keeps to all, that it needs none of our work-arounds.
fn message(spec: &str) -> String {
    let source = Source {
        file: "test.yaml",
        text: spec,
        module: "crate::test",
    };
    generate(&[source]).unwrap_err().to_string()
}

#[test]
fn a_spec_that_keeps_to_them_passes() {
    let message = message(SPEC);
    let is_idle = message.contains("never applied") && message.contains("delete the pass");
    assert!(is_idle, "{message}");
}

#[test]
fn each_is_told_with_its_line_and_what_to_do() {
    for (good, bad, line, problem, help) in CASES {
        assert!(SPEC.contains(good), "{good}");
        let message = message(&SPEC.replacen(good, bad, 1));
        for part in [*problem, help, &format!("--> test.yaml:{line}")] {
            assert!(message.contains(part), "{bad}: no {part} in\n{message}");
        }
    }
}

#[test]
fn all_that_is_wrong_is_told_in_one_go() {
    let spec = SPEC
        .replace(", description: Its id.", "")
        .replace("needs: a", "needs: z")
        .replace(", description: B.", "");
    let message = message(&spec);
    assert_eq!(message.matches("error: ").count(), 3, "{message}");
}
