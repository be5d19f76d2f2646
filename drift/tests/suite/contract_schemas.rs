//! Contracts of others: all that a schema says about a value is judged, and nothing else.

use serde_json::{Value, json};

use crate::common::lines;
use crate::support::contracts::{answering, checked, get, open, words};

/// A schema, a value that fits, a value that does not, and what is found of it.
type Case = (
    &'static str,
    &'static str,
    &'static str,
    &'static [&'static str],
);

const CASES_OF_ALL: &[Case] = &[
    (
        "{oneOf: [{type: string}, {type: integer}]}",
        "\"x\"",
        "true",
        &["response.type "],
    ),
    (
        "{oneOf: [{type: string}, {type: integer}]}",
        "7",
        "7.5",
        &["response.type "],
    ),
    (
        "{oneOf: [{type: number}, {type: integer}]}",
        "7.5",
        "7",
        &["response.limit "],
    ),
    (
        "{oneOf: [{minimum: 5}, {maximum: 2}]}",
        "1",
        "3",
        &["response.limit "],
    ),
    (
        "{anyOf: [{type: integer}, {type: boolean}]}",
        "true",
        "\"x\"",
        &["response.type "],
    ),
    (
        "{anyOf: [{type: object, required: [a], properties: {a: {type: string}}}, {type: object, required: [b], properties: {b: {type: integer}}}]}",
        "{\"a\": \"x\", \"b\": 1}",
        "{\"b\": \"1\"}",
        &["response.text_for_number /b"],
    ),
    ("{not: {type: integer}}", "\"x\"", "7", &["response.limit "]),
    (
        "{type: object, properties: {a: {not: {enum: [x]}}}}",
        "{\"a\": \"y\"}",
        "{\"a\": \"x\"}",
        &["response.limit /a"],
    ),
    (
        "{type: integer, enum: [1, 2]}",
        "2",
        "3",
        &["response.enum "],
    ),
    (
        "{type: number, enum: [1.50]}",
        "1.5",
        "1.51",
        &["response.enum "],
    ),
    (
        "{type: boolean, enum: [true]}",
        "true",
        "false",
        &["response.enum "],
    ),
    (
        "{enum: [[1, 2], {a: 1}]}",
        "[1, 2]",
        "[2, 1]",
        &["response.enum "],
    ),
    (
        "{type: array, minItems: 2}",
        "[1, 2]",
        "[1]",
        &["response.limit "],
    ),
    (
        "{type: array, uniqueItems: true}",
        "[1, 2]",
        "[1, 1.0]",
        &["response.limit "],
    ),
    (
        "{type: array, items: {type: array, maxItems: 1}}",
        "[[1]]",
        "[[], [1, 2]]",
        &["response.limit /1"],
    ),
    (
        "{type: number, multipleOf: 0.01}",
        "19.99",
        "19.999",
        &["response.limit "],
    ),
    (
        "{type: number, minimum: 10000.5}",
        "10000.5",
        "10000.4",
        &["response.limit "],
    ),
    (
        "{type: number, minimum: -5, maximum: -0.01}",
        "-5",
        "0",
        &["response.limit "],
    ),
    (
        "{type: number, maximum: 90071992547409931234.01}",
        "90071992547409931234.01",
        "90071992547409931234.02",
        &["response.limit "],
    ),
    (
        "{type: integer, format: int32}",
        "-2147483648",
        "2147483648",
        &["response.limit "],
    ),
    (
        "{type: integer, format: int64}",
        "9223372036854775807",
        "9223372036854775808",
        &["response.limit "],
    ),
    ("{type: integer}", "1.0", "1.5", &["response.type "]),
    (
        "{type: object, additionalProperties: {type: integer}}",
        "{\"k\": 1}",
        "{\"k\": \"x\"}",
        &["response.type /k"],
    ),
    (
        "{type: object, additionalProperties: false}",
        "{}",
        "{\"k\": 1}",
        &["response.field /k"],
    ),
    (
        "{type: object, properties: {a: {}}}",
        "{\"a\": [null]}",
        "{\"b\": 1}",
        &["response.field /b"],
    ),
    (
        "{type: object, properties: {a: {}}, additionalProperties: true}",
        "{\"b\": 1}",
        "[]",
        &["response.type "],
    ),
    (
        "{type: object, minProperties: 1, maxProperties: 2}",
        "{\"a\": 1}",
        "{}",
        &["response.limit "],
    ),
    (
        "{required: [b], properties: {a: {type: string}}}",
        "{\"b\": 1, \"a\": \"x\"}",
        "{\"a\": \"x\"}",
        &["response.required /b"],
    ),
    (
        "{type: string, format: uuid}",
        "\"123e4567-e89b-12d3-a456-426614174000\"",
        "\"123e4567e89b12d3a456426614174000\"",
        &["response.format "],
    ),
    (
        "{type: string, format: date}",
        "\"2024-02-28\"",
        "\"2024-13-01\"",
        &["response.format "],
    ),
    (
        "{type: string, minLength: 2}",
        "\"ab\"",
        "\"a\"",
        &["response.limit "],
    ),
    (
        "{type: string, pattern: '^a+$'}",
        "\"aa\"",
        "\"ab\"",
        &["response.format "],
    ),
    (
        "{allOf: [{type: integer, minimum: 1}, {maximum: 5}]}",
        "5",
        "6",
        &["response.limit "],
    ),
    (
        "{allOf: [{type: string, pattern: '^a'}, {pattern: 'b$'}]}",
        "\"ab\"",
        "\"a\"",
        &["response.format "],
    ),
    (
        "{allOf: [{properties: {a: {type: integer, minimum: 3}}}, {properties: {a: {type: integer, maximum: 4}}}]}",
        "{\"a\": 4}",
        "{\"a\": 2}",
        &["response.limit /a"],
    ),
    (
        "{allOf: [{oneOf: [{required: [a]}, {required: [b]}]}], properties: {a: {}, b: {}}}",
        "{\"a\": 1}",
        "{\"a\": 1, \"b\": 2}",
        &["response.limit "],
    ),
    (
        "{type: object, properties: {t: {type: string}}, oneOf: [{required: [x], properties: {x: {type: integer}}}, {required: [y], properties: {y: {type: integer}}}]}",
        "{\"t\": \"a\", \"y\": 1}",
        "{\"t\": \"a\", \"y\": 1, \"z\": 1}",
        &["response.field /z"],
    ),
    (
        "{oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}], discriminator: {propertyName: kind}}",
        "{\"kind\": \"Cat\", \"lives\": 9}",
        "{\"kind\": \"Dog\", \"lives\": 9}",
        &["response.field /lives", "response.required /breed"],
    ),
    (
        "{oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}], discriminator: {propertyName: kind, mapping: {hund: Dog}}}",
        "{\"kind\": \"hund\", \"breed\": \"x\"}",
        "{\"kind\": \"Bird\"}",
        &["response.enum /kind"],
    ),
    (
        "{$ref: '#/components/schemas/Tree'}",
        "{\"children\": [{\"children\": []}]}",
        "{\"children\": [{\"children\": [{\"name\": 5}]}]}",
        &["response.number_for_text /children/0/children/0/name"],
    ),
    (
        "{type: object, properties: {t: {$ref: '#/components/schemas/Tree'}}}",
        "{\"t\": {\"name\": \"a\"}}",
        "{\"t\": {\"children\": [{\"name\": null}]}}",
        &["response.null /t/children/0/name"],
    ),
];

/// Fields that are only answered need not be sent, and the other way round.
#[test]
fn what_is_only_answered_or_only_sent_is_required_only_there() {
    let text = answering("3.0.3", "{$ref: '#/components/schemas/User'}").replace(
        "    get:\n      operationId: a\n",
        "    post:\n      operationId: a\n      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/User'}}}}\n",
    ) + "    User: {type: object, required: [id, password, name], properties: {id: {type: string, readOnly: true}, password: {type: string, writeOnly: true}, name: {type: string}}}\n";
    let contracts = open(&[&text], None).unwrap();
    let exchange = |sent: Value, answered: Value| {
        json!({
            "request": {"method": "POST", "url": "/a", "headers": {"content-type": "application/json"}, "body": sent},
            "response": {"status": 200, "headers": {"content-type": "application/json"}, "body": answered},
        })
    };
    let fine = exchange(
        json!({"password": "p", "name": "n"}),
        json!({"id": "i", "name": "n"}),
    );
    assert_eq!(
        words(&checked(contracts.clone(), &lines(&[fine]))),
        [] as [&str; 0]
    );
    let wrong = exchange(json!({"name": "n"}), json!({"password": "p"}));
    assert_eq!(
        words(&checked(contracts, &lines(&[wrong]))),
        [
            "request.required /password",
            "response.required /id",
            "response.required /name"
        ]
    );
}

/// A union that is one of its own variants, and values that nest as deep as they may.
#[test]
fn unions_that_hold_themselves_end() {
    let schemas = [
        "{oneOf: [{$ref: '#/components/schemas/Any'}, {type: integer}]}",
        "{$ref: '#/components/schemas/Any'}",
        "{not: {$ref: '#/components/schemas/Not'}}",
    ];
    let components = "    Any: {anyOf: [{$ref: '#/components/schemas/Any'}, {type: string}, {type: array, items: {$ref: '#/components/schemas/Any'}}, {type: object, additionalProperties: {$ref: '#/components/schemas/Any'}}]}
    Not: {not: {$ref: '#/components/schemas/Not'}}
";
    let nested = |inner: &str| format!("{}{inner}{}", "[{\"a\": ".repeat(25), "}]".repeat(25));
    for schema in schemas {
        let text = answering("3.1.0", schema) + components;
        let contracts = open(&[&text], None).unwrap();
        for (inner, is_fine) in [("\"x\"", true), ("null", false)] {
            let exchange = get("https://h.example/a", &json!(nested(inner)));
            let found = words(&checked(contracts.clone(), &lines(&[exchange])));
            let is_judged = !schema.contains("not");
            assert!(
                !is_judged || found.is_empty() == is_fine,
                "{schema} {inner}: {found:?}"
            );
        }
    }
}

const CASES_OF_3_0: &[Case] = &[
    (
        "{type: string, nullable: true}",
        "null",
        "7",
        &["response.number_for_text "],
    ),
    ("{type: string}", "\"x\"", "null", &["response.null "]),
    (
        "{allOf: [{$ref: '#/components/schemas/Cat'}], nullable: true}",
        "null",
        "{}",
        &["response.required /kind", "response.required /lives"],
    ),
    (
        "{type: integer, minimum: 0, exclusiveMinimum: true}",
        "1",
        "0",
        &["response.limit "],
    ),
    (
        "{type: number, maximum: 1.5, exclusiveMaximum: true}",
        "1.49",
        "1.50",
        &["response.limit "],
    ),
];

const CASES_OF_3_1: &[Case] = &[
    (
        "{type: [string, 'null']}",
        "null",
        "5",
        &["response.number_for_text "],
    ),
    (
        "{type: [string, integer]}",
        "5",
        "true",
        &["response.type "],
    ),
    (
        "{type: [string, integer]}",
        "5.0",
        "5.5",
        &["response.type "],
    ),
    (
        "{type: [integer, 'null'], enum: [1, null]}",
        "null",
        "2",
        &["response.enum "],
    ),
    (
        "{type: [string, 'null'], enum: [a]}",
        "\"a\"",
        "null",
        &["response.null "],
    ),
    (
        "{anyOf: [{type: string}, {type: 'null'}]}",
        "null",
        "5",
        &["response.type "],
    ),
    (
        "{anyOf: [{type: string}, {type: integer}]}",
        "\"a\"",
        "null",
        &["response.null "],
    ),
    ("{const: x}", "\"x\"", "\"y\"", &["response.enum "]),
    ("{const: 1.50}", "1.5", "1.6", &["response.enum "]),
    (
        "{type: object, properties: {c: {const: true}}}",
        "{\"c\": true}",
        "{\"c\": false}",
        &["response.enum /c"],
    ),
    (
        "{type: integer, exclusiveMinimum: 0}",
        "1",
        "0",
        &["response.limit "],
    ),
    (
        "{type: array, prefixItems: [{type: string}, {type: integer}], items: false}",
        "[\"a\", 1]",
        "[\"a\", 1, 2]",
        &["response.type /2"],
    ),
    (
        "{type: array, contains: {type: integer}}",
        "[\"a\", 1]",
        "[\"a\"]",
        &["response.limit "],
    ),
    (
        "{type: array, contains: {type: integer}, minContains: 2}",
        "[1, 2, \"a\"]",
        "[1, \"a\"]",
        &["response.limit "],
    ),
    (
        "{type: array, contains: {type: integer}, minContains: 0, maxContains: 1}",
        "[\"a\"]",
        "[1, \"a\", 2]",
        &["response.limit "],
    ),
    (
        "{if: {properties: {a: {const: 1}}}, then: {required: [b]}, properties: {a: {}, b: {}}}",
        "{\"a\": 2}",
        "{\"a\": 1}",
        &["response.required /b"],
    ),
    (
        "{type: object, properties: {a: {}, b: {}}, dependentRequired: {a: [b]}}",
        "{\"a\": 1, \"b\": 1}",
        "{\"a\": 1}",
        &["response.required /b"],
    ),
    (
        "{type: object, patternProperties: {'^x': {type: integer}}, additionalProperties: false}",
        "{\"x1\": 1}",
        "{\"y\": 1}",
        &["response.field /y"],
    ),
    (
        "{type: object, propertyNames: {maxLength: 2}}",
        "{\"ab\": 1}",
        "{\"abc\": 1}",
        &["response.limit /abc"],
    ),
];

#[test]
fn all_that_a_schema_says_is_judged() {
    let of = [
        ("3.0.3", CASES_OF_ALL),
        ("3.1.0", CASES_OF_ALL),
        ("3.0.3", CASES_OF_3_0),
        ("3.1.0", CASES_OF_3_1),
    ];
    for (version, cases) in of {
        for (schema, good, bad, expected) in cases {
            let contracts = open(&[&answering(version, schema)], None);
            let contracts = contracts.unwrap_or_else(|error| panic!("{schema}: {error:#}"));
            for (value, expected) in [(good, &[] as &[&str]), (bad, expected)] {
                let value: Box<serde_json::value::RawValue> = serde_json::from_str(value).unwrap();
                let body = json!(value.get());
                let exchange = get("https://h.example/a", &body);
                let report = checked(contracts.clone(), &lines(&[exchange]));
                assert_eq!(words(&report), expected, "{version} {schema}: {value}");
            }
        }
    }
}

#[test]
fn the_variant_that_a_field_names_is_the_one_meant() {
    let found = |version: &str, schema: &str, value: &Value| {
        let contracts = open(&[&answering(version, schema)], None).unwrap();
        words(&checked(
            contracts,
            &lines(&[get("https://h.example/a", value)]),
        ))
    };
    let variant = |name: &str, kind: &str| {
        format!(
            "{{type: object, required: [type, value], properties: \
             {{type: {{type: string, enum: [{name}]}}, value: {kind}}}}}"
        )
    };
    let bytes = variant(
        "bytes",
        "{type: array, items: {type: integer, maximum: 255}}",
    );
    let truth = variant("bool", "{type: boolean}");
    let differences = found(
        "3.0.3",
        &format!("{{oneOf: [{truth}, {bytes}]}}"),
        &json!({"type": "bytes", "value": [256]}),
    );
    assert_eq!(differences, ["response.limit /value/0"]);
    // What look-ahead keeps apart is not taken for both.
    let id = "{type: string, pattern: '^[0-9a-f]{4}$'}";
    let name = "{type: string, pattern: '^(?![0-9a-f]{4}$)[a-z0-9]+$'}";
    let either = format!("{{type: object, properties: {{a: {{oneOf: [{id}, {name}]}}}}}}");
    assert_eq!(found("3.0.3", &either, &json!({"a": "00ff"})), [""; 0]);
    assert_eq!(
        found("3.0.3", &either, &json!({"a": "Ag"})),
        ["response.format /a"]
    );
    // As people mean it also beside a reference of 3.1.
    let nullable =
        "{type: object, properties: {a: {$ref: '#/components/schemas/Dog', nullable: true}}}";
    assert_eq!(found("3.1.0", nullable, &json!({"a": null})), [""; 0]);
}
