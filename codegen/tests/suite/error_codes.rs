//! The one enum of the codes of all contracts.

use bayar_codegen::{Generated, Source, files, generate_alone};

const SPEC: &str = "openapi: 3.0.3
info: {title: Test, version: '1'}
paths:
  /things:
    post:
      operationId: create_thing
      summary: Create a thing
      description: Makes one thing.
      tags: [things]
      responses:
        '200':
          description: The thing.
          content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}
        '500':
          description: Failed.
          x-error-codes: [{code: SERVER_ERROR, line: 1, description: ABOUT}]
          content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}
components:
  schemas:
    Thing: {type: object, description: A thing., properties: {name: {type: string}}}
";

fn generated(about: &str) -> Generated {
    let source = Source {
        file: "test.yaml",
        text: &SPEC.replace("ABOUT", about),
        module: "crate::test",
    };
    let generated = generate_alone(&source);
    generated.unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn a_code_of_two_contracts_is_described_by_the_first() {
    let modules = [generated("Look first."), generated("Ask again.")];
    let files = files(&modules, &[]);
    let codes = files.iter().find(|(name, _)| *name == "error_code.rs");
    let codes = &codes.unwrap().1;
    assert!(
        codes.contains("Look first.") && !codes.contains("Ask again."),
        "{codes}"
    );
}
