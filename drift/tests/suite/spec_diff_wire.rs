//! What two versions of any contract say otherwise, beside what `spec_diff.rs` has: an edit, and the version number that it
//! asks for.

use bayar_contract::Contract;
use bayar_drift::spec_diff::{Verdict, diff_wire};

const SHOP: &str = "openapi: 3.0.3
info: {title: Shop, version: '1'}
security: [{key: []}]
paths:
  /a:
    post:
      parameters:
        - {name: q, in: query, schema: {type: array, items: {type: string}}}
        - {name: json, in: query, x-json-text: true, schema: {type: array, items: {type: string}}}
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Sent'}}}}
      responses:
        2XX: {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Answered'}}}}
        '400': {description: d, x-error-codes: [{code: A}], content: {application/json: {schema: {type: object, properties: {why: {type: string}, error_code: {type: string, enum: [A, B]}}}}}}
      callbacks:
        done:
          '{$request.body#/where}':
            post: {requestBody: {content: {application/json: {schema: {type: object}}}}, responses: {}}
x-webhooks:
  paid:
    post:
      operationId: paid
      requestBody: {content: {application/json: {schema: {type: object}}}}
      responses:
        '200': {description: d, content: {application/json: {schema: {type: object, properties: {ok: {type: boolean}}}}}}
components:
  securitySchemes:
    key: {type: http, scheme: basic}
  schemas:
    Sent:
      type: object
      x-rules:
        - {rule: only, field: sum, when: code, in: [a, b], line: 7, says: words}
        - {rule: when, field: code, equals: a, then: sum, minimum: 5, maximum: 10}
      properties:
        sum: {type: number}
        code: {type: string, maxLength: 10}
        map: {type: object, additionalProperties: {type: string}}
    Answered:
      type: object
      properties:
        sum: {type: number, minimum: 0}
        list: {type: array, items: {type: string}}
        map: {type: object, additionalProperties: {type: string}}
        kind:
          oneOf: [{$ref: '#/components/schemas/One'}, {$ref: '#/components/schemas/Two'}]
          discriminator: {propertyName: tag}
    One: {type: object, properties: {tag: {type: string}, x: {type: integer}}}
    Two: {type: object, properties: {tag: {type: string}, y: {type: integer}}}
";

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn each_edit_asks_for_its_version() {
    use Verdict::{Major, Minor, Patch};
    let (sent, answered) = (
        "        sum: {type: number}\n",
        "sum: {type: number, minimum: 0}",
    );
    let string = "code: {type: string, maxLength: 10}";
    let codes = "error_code: {type: string, enum: [A, B]}";
    let map = "map: {type: object, additionalProperties: {type: string}}";
    let (only, limits) = (
        "in: [a, b], line: 7, says: words",
        "minimum: 5, maximum: 10",
    );
    for (from, to, verdict) in [
        (sent, "        sum: {type: number, readOnly: true}\n", Major),
        (
            sent,
            "        sum: {type: number, writeOnly: true}\n",
            Patch,
        ),
        (
            answered,
            "sum: {type: number, minimum: 0, writeOnly: true}",
            Major,
        ),
        (
            answered,
            "sum: {type: number, minimum: 0, readOnly: true}",
            Patch,
        ),
        ("propertyName: tag", "propertyName: type", Major),
        (map, "map: {type: object}", Minor),
        (
            map,
            "map: {type: object, additionalProperties: {type: string, maxLength: 3}}",
            Major,
        ),
        (
            "    Sent:\n      type: object\n",
            "    Sent:\n      type: object\n      additionalProperties: {type: string}\n",
            Major,
        ),
        (
            "    Answered:\n      type: object\n",
            "    Answered:\n      type: object\n      additionalProperties: {type: string}\n",
            Minor,
        ),
        (
            "items: {type: string}}}\n",
            "items: {type: string}}, allowReserved: true}\n",
            Minor,
        ),
        ("why: {type: string}", "why: {type: integer}", Major),
        ("why: {type: string}, ", "", Major),
        (codes, "error_code: {type: integer}", Major),
        (codes, "error_code: {type: string, enum: [A, B, C]}", Minor),
        ("request.body#/where", "request.body#/to", Major),
        (
            string,
            "code: {anyOf: [{type: string, maxLength: 10}, {type: integer}]}",
            Minor,
        ),
        (
            string,
            "code: {anyOf: [{type: string, maxLength: 9}, {type: integer}]}",
            Major,
        ),
        (
            string,
            "code: {allOf: [{type: string, maxLength: 10}]}",
            Patch,
        ),
        (
            "list: {type: array, items: {type: string}}",
            "list: {anyOf: [{type: array, items: {type: string}}, {type: string}]}",
            Major,
        ),
        // Of a rule only what it demands.
        (only, "in: [b, a], source: observed", Patch),
        (only, "in: [a, b, c], line: 7", Minor),
        (only, "in: [a], line: 7", Major),
        (limits, "minimum: 5, maximum: 11", Minor),
        (limits, "maximum: 10", Minor),
        (limits, "minimum: 6, maximum: 10", Major),
        (limits, "minimum: 4, maximum: 9", Major),
        (limits, "minimum: 5, maximum: 10, required: true", Major),
        ("then: sum", "then: code", Major),
        // Names that are not on the wire.
        ("  paid:\n", "  settled:\n", Patch),
        ("        done:\n", "        ready:\n", Patch),
        ("key: ", "basic: ", Patch),
        (
            "key: {type: http, scheme: basic}",
            "key: {type: http, scheme: bearer}",
            Major,
        ),
        // A code keeps its status and gets another, or has another.
        (
            "'400': {",
            "'409': {description: d, x-error-codes: [{code: A}]}\n        '400': {",
            Minor,
        ),
        (
            "x-error-codes: [{code: A}], content: {",
            "content: {",
            Minor,
        ),
        (", x-json-text: true", "", Major),
        // What stood for an answer together with others.
        (
            "2XX: {",
            "'202': {description: d, content: {application/json: {schema: {type: string}}}}\n        2XX: {",
            Major,
        ),
        ("2XX: {", "'202': {description: d}\n        2XX: {", Major),
        (
            "'400': {",
            "'409': {description: d}\n        '400': {",
            Minor,
        ),
        // The answer to a callback is sent.
        ("'200': {", "'204': {", Major),
        (
            "'200': {",
            "'204': {description: d}\n        '200': {",
            Minor,
        ),
        (
            "ok: {type: boolean}",
            "ok: {type: boolean, nullable: true}",
            Minor,
        ),
        (
            "properties: {ok: {type: boolean}}",
            "required: [ok], properties: {ok: {type: boolean}}",
            Major,
        ),
    ] {
        assert!(SHOP.contains(from), "{from}");
        // A name stands in several places.
        let times = if from == "key: " { 2 } else { 1 };
        let edited = SHOP.replacen(from, to, times);
        let [old, new] = [SHOP, &edited].map(|text| Contract::parse("shop.yaml", text).unwrap());
        let report = diff_wire(&old, &new);
        assert_eq!(
            report.verdict,
            Some(verdict),
            "{to}: {:#?}",
            report.findings
        );
        let back = diff_wire(&new, &old).verdict;
        assert_ne!(back, Some(Verdict::None), "{to}");
    }
}

#[test]
fn what_nothing_compares_is_named_and_never_called_words() {
    for (from, to, wanted) in [
        ("paths:\n", "x-foo: 1\npaths:\n", "`x-foo`"),
        (
            "    post:\n      parameters",
            "    post:\n      tags: [a]\n      parameters",
            "`tags`",
        ),
        (
            "'400': {",
            "'400': {links: {next: {operationId: paid}}, ",
            "`links`",
        ),
        (
            "sum: {type: number}",
            "sum: {type: number, x-foo: a}",
            "`x-foo`",
        ),
        ("version: '1'}", "version: '2'}", ""),
        // A word, and a name, are none.
        ("    Sent:\n", "    Sent:\n      description: x-foo\n", ""),
        (
            "  schemas:\n",
            "  schemas:\n    x-foo: {type: string}\n",
            "",
        ),
    ] {
        assert!(SHOP.contains(from), "{from}");
        let edited = SHOP.replacen(from, to, 1);
        let [old, new] = [SHOP, &edited].map(|text| Contract::parse("shop.yaml", text).unwrap());
        let report = diff_wire(&old, &new);
        let [finding] = report.findings.as_slice() else {
            panic!("{to}: {:#?}", report.findings);
        };
        let message = match wanted {
            "" => "Nothing changed that a caller could tell: only descriptions, examples, sources, or how the same is said.".to_owned(),
            names => format!("What changed of {names} is not compared: read it."),
        };
        assert_eq!(finding.message, message, "{to}");
    }
}

/// What has no name is not called by an empty one.
#[test]
fn the_whole_body_is_named_so() {
    let edits = [
        (
            "    Sent:\n      type: object\n",
            "    Sent:\n      type: object\n      additionalProperties: false\n",
            "The body takes no others besides its fields.",
        ),
        (
            "schema: {type: object, properties: {why",
            "schema: {type: string, properties: {why",
            "The type of the body is now string.",
        ),
    ];
    for (from, to, message) in edits {
        assert!(SHOP.contains(from), "{from}");
        let edited = SHOP.replacen(from, to, 1);
        let [old, new] = [SHOP, &edited].map(|text| Contract::parse("shop.yaml", text).unwrap());
        let report = diff_wire(&old, &new);
        let mut messages = report
            .findings
            .iter()
            .map(|finding| finding.message.as_str());
        assert!(messages.any(|own| own == message), "{:#?}", report.findings);
    }
}
