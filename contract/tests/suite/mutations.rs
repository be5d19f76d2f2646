//! Documents with something broken in them: whatever it is, they are read or refused, and nothing panics.

use bayar_contract::Contract;
use serde_json::{Value, json};

/// A document with a little of everything.
const DOCUMENT: &str = r"
openapi: 3.1.0
info: {title: t, version: '1', x-source: {document: a.txt, line: 1, also: [2]}}
servers: [{url: 'https://{e}.example/{v}', variables: {e: {default: a, enum: [a, b]}, v: {default: v1}}}]
tags: [{name: a}]
security: [{key: []}]
paths:
  /a/{id}.json:
    parameters: [{name: id, in: path, required: true, schema: {$ref: '#/components/schemas/Id'}}]
    get: &get
      operationId: get_a
      x-permission: {kind: money-out, access: write, line: 3}
      x-rules: [{rule: requires, field: a, needs: b}, {rule: when, field: a, equals: 1, then: b, minimum: 1.5}]
      parameters: [{$ref: '#/components/parameters/P'}]
      responses:
        '200': {description: d, headers: {H: {schema: {type: integer}}}, content: {application/json: {schema: {$ref: '#/components/schemas/A'}, examples: {e: {value: {a: 1}}}}}}
        4XX: {$ref: '#/components/responses/Bad'}
    post:
      <<: *get
      operationId: post_a
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/U'}, encoding: {a: {}}}}}
      callbacks: {c: {'{$url}': {post: {operationId: c, responses: {'200': {description: d}}}}}}
webhooks: {w: {post: {operationId: w}}}
components:
  securitySchemes: {key: {type: apiKey, in: header, name: k}}
  parameters: {P: {name: p, in: query, content: {application/json: {schema: {type: array, items: {type: string}}}}}}
  responses: {Bad: {description: d, x-error-codes: [{code: X, line: 4}], links: {l: {operationId: get_a}}}}
  schemas:
    Id: {type: [string, 'null'], maxLength: 24, pattern: '^a', x-secret: true}
    A: {type: object, required: [a], properties: {a: {type: number, exclusiveMinimum: 0.5, multipleOf: 0.01}, s: {$ref: '#/components/schemas/A'}}, additionalProperties: false}
    U: {oneOf: [{$ref: '#/components/schemas/A'}, {type: string}], discriminator: {propertyName: k, mapping: {a: A}}, allOf: [true], not: {const: 1}}
    E: {type: string, enum: [A, 1, null], x-enum: {A: {line: 5}}, x-final: [A], default: A, examples: [A]}
";

/// Numbers that look like chance and are the same every time.
struct Chance(u64);

impl Chance {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % below.max(1)
    }
}

/// Reads a document, and all that can be asked of it.
fn read(text: &str) {
    match Contract::parse("x", text) {
        Ok(contract) => {
            for note in contract.notes() {
                assert!(!contract.place(note.node).to_string().is_empty());
            }
            for (id, _) in contract.schemas() {
                contract.follow(id);
                contract.component(id);
                contract.properties(id);
                contract.variants(id);
            }
            contract.secrets();
            for server in &contract.servers {
                server.urls();
            }
            bayar_contract::router::Router::of(&contract).route("GET", "/a/b.json");
        }
        Err(error) => {
            assert!(!error.diagnostics().is_empty());
            for problem in error.diagnostics() {
                assert!(problem.line > 0 && !problem.help.is_empty(), "{problem}");
            }
            assert!(error.to_string().contains("-->"));
        }
    }
}

#[test]
fn the_document_itself() {
    let contract = Contract::parse("x", DOCUMENT).unwrap_or_else(|error| panic!("{error}"));
    assert!(contract.notes().is_empty(), "{:?}", contract.notes());
}

/// Every value of the document in turn is another.
#[test]
fn other_values() {
    let document = Contract::parse("x", DOCUMENT).unwrap();
    let value = document.document().root().to_value();
    let others = [
        json!(null),
        json!([]),
        json!({}),
        json!(-1.5),
        json!("#/components/schemas/E"),
        json!(true),
        json!([{"$ref": "#/components/responses/Bad"}]),
        json!({"$ref": "#"}),
        json!({"a": [null]}),
    ];
    for node in document.document().nodes() {
        let pointer = node.pointer();
        for other in &others {
            let mut changed = value.clone();
            *changed.pointer_mut(&pointer).unwrap() = other.clone();
            read(&changed.to_string());
        }
        // And without it.
        let Some((parent, name)) = pointer.rsplit_once('/') else {
            continue;
        };
        let mut changed = value.clone();
        match changed.pointer_mut(parent).unwrap() {
            Value::Object(fields) => _ = fields.remove(&name.replace("~1", "/")),
            Value::Array(items) => _ = items.remove(name.parse().unwrap()),
            _ => unreachable!("a parent"),
        }
        read(&changed.to_string());
    }
}

/// Characters and lines that are left out, doubled, or put in.
#[test]
fn broken_texts() {
    const BITS: [&str; 24] = [
        "{", "}", "[", "]", ":", ": ", ",", "\"", "'", "&a ", "*a", "!!int ", "|\n", ">", "- ",
        "#", "\n", "\t", "  ", "<<: ", "\r", "\u{0}", "é", "$ref: ",
    ];
    let json = Contract::parse("x", DOCUMENT)
        .unwrap()
        .document()
        .root()
        .to_json();
    let mut chance = Chance(7);
    for round in 0..1500 {
        let mut text = if round % 3 == 0 {
            json.clone()
        } else {
            DOCUMENT.to_owned()
        };
        for _ in 0..=chance.next(3) {
            let mut at = chance.next(text.len() + 1);
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            match chance.next(5) {
                0 => text.truncate(at),
                1 if at < text.len() => _ = text.remove(at),
                2 => {
                    let mut lines: Vec<_> = text.lines().map(str::to_owned).collect();
                    let (one, two) = (chance.next(lines.len()), chance.next(lines.len()));
                    if !lines.is_empty() {
                        lines.swap(one, two);
                    }
                    text = lines.join("\n");
                }
                _ => text.insert_str(at, BITS[chance.next(BITS.len())]),
            }
        }
        read(&text);
    }
}

/// Overlays in which something is broken.
#[test]
fn broken_overlays() {
    let overlay = json!({
        "overlay": "1.1.0",
        "actions": [
            {"target": "$.components.schemas", "update": {"N": {"type": "string"}}},
            {"target": "$.paths.*.get", "remove": true},
            {"target": "$.paths", "copy": "$.components.responses"},
            {"target": "$..schema[?@.type == 'array']", "update": {"items": {"type": "number"}}},
        ],
    });
    let others = [
        json!(null),
        json!("$"),
        json!("$..*"),
        json!([]),
        json!({"a": 1}),
        json!(1),
        json!(true),
    ];
    let mut pointers = Vec::new();
    pointers_of(&overlay, "", &mut pointers);
    for pointer in pointers {
        for other in &others {
            let mut changed = overlay.clone();
            *changed.pointer_mut(&pointer).unwrap() = other.clone();
            let read = bayar_contract::Reader::new()
                .overlay("o", &changed.to_string())
                .read("x", DOCUMENT);
            if let Ok(contract) = read {
                for node in contract.document().nodes() {
                    assert_eq!(contract.document().find(&node.pointer()), Some(node));
                }
            }
        }
    }
}

fn pointers_of(value: &Value, pointer: &str, into: &mut Vec<String>) {
    into.push(pointer.to_owned());
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                pointers_of(
                    value,
                    &format!("{pointer}/{}", bayar_contract::escape(name)),
                    into,
                );
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                pointers_of(value, &format!("{pointer}/{index}"), into);
            }
        }
        _ => {}
    }
}
