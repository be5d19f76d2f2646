//! What is proposed for contracts of others: an overlay under which the same traffic has no finding.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::common::lines;
use crate::support::contracts::{Folder, get};

const SHOP: &str = "openapi: 3.0.3
info: {title: Shop, version: '1'}
servers: [{url: 'https://shop.example'}]
paths:
  /it's/{id}:
    get:
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        '200':
          description: d
          content:
            application/json:
              schema:
                allOf:
                  - $ref: '#/components/schemas/Thing'
                  - type: object
                    properties:
                      kind:
                        type: string
                        enum: [a, b]
components:
  schemas:
    Thing:
      type: object
      required: [state, note]
      properties:
        state:
          $ref: '#/components/schemas/State'
        note:
          type: string
        price_amount:
          type: number
    State:
      type: string
      enum: [new, old]
";

/// What the program writes.
fn run(arguments: &[&Path]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bayar-drift"));
    let output = command.args(arguments).output().unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(matches!(output.status.code(), Some(0 | 1)), "{error}");
    String::from_utf8(output.stdout).unwrap()
}

fn proposes(name: &str, contract: &str) {
    let folder = Folder::new();
    let contract = folder.file(name, contract);
    let traffic = lines(&[
        get(
            "/it's/1",
            &json!({"state": "lost", "note": null, "extra": "x", "kind": "c"}),
        ),
        get("/it's/1", &json!({"state": null, "price_amount": "1"})),
    ]);
    let traffic = folder.file("traffic.ndjson", &traffic);
    let [command, option, propose, with] =
        ["traffic", "--contract", "--propose=overlay", "--overlay"].map(Path::new);
    let proposed = run(&[command, &traffic, option, &contract, propose]);
    for line in [
        "proposes 6 changes",
        "--overlay takes this file as it is",
        "Not proposed, a type stays as documented",
    ] {
        assert!(proposed.contains(line), "{name}: {proposed}");
    }
    let overlay = folder.file("proposed.yaml", &proposed);
    let format = ["--format", "json"].map(Path::new);
    let report = run(&[
        command, &traffic, option, &contract, with, &overlay, format[0], format[1],
    ]);
    let report: Value = serde_json::from_str(&report).unwrap();
    let left: Vec<_> = report["findings"].as_array().unwrap().iter().collect();
    assert_eq!(left.len(), 1, "{name}: {left:#?}\n{proposed}");
    assert_eq!(left[0]["pointer"], "/price_amount");
}

#[test]
fn in_yaml_and_json_and_in_both_versions() {
    for version in ["3.0.3", "3.1.0"] {
        let yaml = SHOP.replace("3.0.3", version);
        proposes("shop.yaml", &yaml);
        let value: Value = yaml_serde::from_str(&yaml).unwrap();
        proposes("shop.json", &format!("{value:#}"));
    }
}
