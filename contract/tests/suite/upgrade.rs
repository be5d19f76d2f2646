//! A document of 3.0 becomes one of 3.1 that says the same.

use std::collections::BTreeSet;

use bayar_contract::{Contract, Node, Operation, Version};
use serde_json::{Value, json};

fn upgraded(rest: &str) -> Value {
    let text = format!("openapi: 3.0.3\ninfo: {{title: a, version: '1'}}\n{rest}");
    Contract::parse("a.yaml", &text)
        .unwrap()
        .document()
        .to_3_1()
}

fn schema(schema: &str) -> Value {
    let document = upgraded(&format!(
        "paths: {{}}\ncomponents: {{schemas: {{A: {schema}, B: {{type: object}}}}}}"
    ));
    document["components"]["schemas"]["A"].clone()
}

#[test]
fn schemas_say_the_same() {
    for (before, after) in [
        ("{type: string}", json!({"type": "string"})),
        (
            "{type: string, nullable: true, enum: [A]}",
            json!({"type": ["string", "null"], "enum": ["A", null]}),
        ),
        ("{type: string, nullable: false}", json!({"type": "string"})),
        (
            "{nullable: true, allOf: [{$ref: '#/components/schemas/B'}]}",
            json!({"anyOf": [{"allOf": [{"$ref": "#/components/schemas/B"}]}, {"type": "null"}]}),
        ),
        (
            "{minimum: 0, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: false}",
            json!({"exclusiveMinimum": 0, "maximum": 9}),
        ),
        (
            "{type: string, example: a}",
            json!({"type": "string", "examples": ["a"]}),
        ),
        (
            "{type: string, format: binary}",
            json!({"type": "string", "contentMediaType": "application/octet-stream"}),
        ),
        (
            "{type: string, format: byte}",
            json!({"type": "string", "contentEncoding": "base64"}),
        ),
        (
            "{$ref: '#/components/schemas/B', nullable: true, description: b}",
            json!({"$ref": "#/components/schemas/B", "description": "b"}),
        ),
    ] {
        assert_eq!(schema(before), after, "{before}");
        for (outer, pointer) in [
            (
                format!("{{type: object, properties: {{nullable: {before}}}}}"),
                "/properties/nullable",
            ),
            (format!("{{type: array, items: {before}}}"), "/items"),
            (
                format!("{{additionalProperties: {before}}}"),
                "/additionalProperties",
            ),
            (format!("{{oneOf: [{before}]}}"), "/oneOf/0"),
        ] {
            assert_eq!(schema(&outer).pointer(pointer), Some(&after), "{outer}");
        }
    }
}

#[test]
fn what_is_no_schema_stays() {
    let document = upgraded(
        "paths: {/a: {get: {parameters: [{name: b, in: query, example: 1, schema: {type: string, nullable: true}}],
           responses: {'200': {description: c, content: {application/json: {example: {schema: {nullable: true}}}}}}}}}",
    );
    let operation = &document["paths"]["/a"]["get"];
    let parameter = &operation["parameters"][0];
    assert_eq!(parameter["example"], 1);
    assert_eq!(parameter["schema"], json!({"type": ["string", "null"]}));
    let content = &operation["responses"]["200"]["content"]["application/json"];
    assert_eq!(content["example"], json!({"schema": {"nullable": true}}));
}

#[test]
fn every_callback_is_a_webhook_of_the_specs() {
    for (file, text) in [
        ("xendit.yaml", bayar_spec::XENDIT),
        ("finpay.yaml", bayar_spec::FINPAY),
    ] {
        let before = Contract::parse(file, text).unwrap();
        let after = before.document().to_3_1();
        let after = Contract::parse(file, &after.to_string()).unwrap();
        assert_eq!(after.version, Version::V3_1);
        let ids = |operations: &[Operation]| -> BTreeSet<_> {
            operations
                .iter()
                .map(|operation| operation.id.clone())
                .collect()
        };
        assert_eq!(ids(&after.operations), ids(&before.operations));
        assert_eq!(ids(&after.callbacks), ids(&before.callbacks));
        let webhooks = after.document().find("/webhooks").map_or(0, Node::len);
        assert_eq!(webhooks, before.callbacks.len(), "{file}");
        assert!(after.notes().is_empty(), "{:?}", after.notes());
    }
}
