//! What two versions of any contract say otherwise, beside what `spec_diff.rs` has: an edit, and the version number that it
//! asks for.

use bayar_contract::Contract;
use bayar_drift::spec_diff::{Verdict, diff_wire};

const SHOP: &str = "openapi: 3.0.3
info: {title: Shop, version: '1'}
paths:
  /a:
    post:
      parameters:
        - {name: q, in: query, schema: {type: array, items: {type: string}}}
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Sent'}}}}
      responses:
        '200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Answered'}}}}
        '400': {description: d, content: {application/json: {schema: {type: object, properties: {why: {type: string}, error_code: {type: string, enum: [A, B]}}}}}}
      callbacks:
        done:
          '{$request.body#/where}':
            post: {requestBody: {content: {application/json: {schema: {type: object}}}}, responses: {}}
components:
  schemas:
    Sent:
      type: object
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
fn each_edit_asks_for_its_version() {
    use Verdict::{Major, Minor, Patch};
    let (sent, answered) = (
        "        sum: {type: number}\n",
        "sum: {type: number, minimum: 0}",
    );
    let string = "code: {type: string, maxLength: 10}";
    let codes = "error_code: {type: string, enum: [A, B]}";
    let map = "map: {type: object, additionalProperties: {type: string}}";
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
    ] {
        assert!(SHOP.contains(from), "{from}");
        let edited = SHOP.replacen(from, to, 1);
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
