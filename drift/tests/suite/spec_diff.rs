//! Two versions of a contract: each small edit has its class and asks for its version number.

use bayar_contract::Contract;
use bayar_drift::finding::Class;
use bayar_drift::report::Report;
use bayar_drift::spec_diff::{Verdict, diff, diff_wire};

/// Replaces `from` by `to`, which must be there.
fn edited(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "not in the contract: {from}");
    text.replacen(from, to, 1)
}

fn has(report: &Report, class: Class, pointer: &str) -> bool {
    let mut findings = report.findings.iter();
    findings.any(|finding| finding.class == class && finding.pointer == pointer)
}

#[test]
fn nothing_changed() {
    let report = diff(bayar_spec::FINPAY, bayar_spec::FINPAY).unwrap();
    assert_eq!(
        (report.verdict, report.findings.len()),
        (Some(Verdict::None), 0)
    );
}

#[test]
fn a_parameter_of_a_path_by_another_name_is_neither_on_the_wire_nor_in_rust() {
    let path = edited(bayar_spec::FINPAY, "/{payout_id}:", "/{id}:");
    let new = edited(&path, "name: payout_id", "name: id");
    let report = diff(bayar_spec::FINPAY, &new).unwrap();
    assert_eq!(
        (report.verdict, report.findings.len()),
        (Some(Verdict::Patch), 1)
    );
    assert!(has(&report, Class::SPEC_WORDS, "/payout_id"));
}

/// An edit, what is to be found with its place, and the version number that it asks for.
type Case<'a> = (&'a str, &'a str, &'a [(Class, &'a str)], Verdict);

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn each_edit_has_its_class_and_its_verdict() {
    let currency = "        currency:
          type: string
          description: Currency as its ISO 4217 code, such as IDR.
          x-source: {document: finpay-get-payout.txt, line: 143, also: [145, 147, 149]}
";
    // With a limit to change.
    let id = "schema: {type: string}\n          example: disb-";
    let limited = id.replace("string}", "string, maxLength: 29}");
    let old = edited(bayar_spec::FINPAY, id, &limited);
    let cases: [Case<'_>; 17] = [
        (
            "description: One payout and how far it has come.",
            "description: A payout.",
            &[(Class::SPEC_WORDS, "")],
            Verdict::Patch,
        ),
        (
            "operationId: get_payout",
            "operationId: read_payout",
            &[
                (Class::SPEC_WORDS, ""),
                (Class::SPEC_COMPILE, "GetPayout"),
                (Class::SPEC_COMPILE, "Client::get_payout("),
                (Class::SPEC_COMPATIBLE, "ReadPayout"),
            ],
            Verdict::Major,
        ),
        (
            "  /payout/{payout_id}:",
            "  /payouts/{payout_id}:",
            &[(Class::SPEC_RUN, "")],
            Verdict::Major,
        ),
        (
            "    get:\n      operationId",
            "    post:\n      operationId",
            &[(Class::SPEC_RUN, "")],
            Verdict::Major,
        ),
        // An optional field of an answer: structs may grow.
        (
            currency,
            &format!("{currency}        note:\n          type: string\n"),
            &[
                (Class::SPEC_COMPATIBLE, "/note"),
                (Class::SPEC_COMPATIBLE, "Payout::note"),
            ],
            Verdict::Minor,
        ),
        (
            "        description:\n          type: string\n          description: Note on the payout.",
            "        remark:\n          type: string\n          description: Note on the payout.",
            &[
                (Class::SPEC_RUN, "/description"),
                (Class::SPEC_COMPILE, "Payout::description"),
                (Class::SPEC_COMPATIBLE, "/remark"),
                (Class::SPEC_COMPATIBLE, "Payout::remark"),
            ],
            Verdict::Major,
        ),
        // No longer promised: the accessor goes.
        (
            "        - currency\n        - status",
            "        - status",
            &[
                (Class::SPEC_RUN, "/currency"),
                (Class::SPEC_COMPILE, "Payout::currency("),
            ],
            Verdict::Major,
        ),
        // Promised from now on: an accessor comes.
        (
            "        - channel_properties\n      properties:",
            "        - channel_properties\n        - description\n      properties:",
            &[
                (Class::SPEC_COMPATIBLE, "/description"),
                (Class::SPEC_COMPATIBLE, "Payout::description("),
            ],
            Verdict::Minor,
        ),
        (
            "          type: number\n          format: decimal",
            "          type: string",
            &[
                (Class::SPEC_RUN, "/amount"),
                (Class::SPEC_COMPILE, "Payout::amount"),
                (Class::SPEC_COMPILE, "Payout::amount("),
            ],
            Verdict::Major,
        ),
        // Enums are open: a new value was taken before, as unknown.
        (
            "        - CANCELLED\n",
            "        - CANCELLED\n        - PAUSED\n",
            &[
                (Class::SPEC_COMPATIBLE, "/status"),
                (Class::SPEC_COMPATIBLE, "PayoutStatus::Paused"),
            ],
            Verdict::Minor,
        ),
        (
            "        - CANCELLED\n",
            "",
            &[
                (Class::SPEC_COMPATIBLE, "/status"),
                (Class::SPEC_COMPILE, "PayoutStatus::Cancelled"),
            ],
            Verdict::Major,
        ),
        (
            "{type: string, maxLength: 29}",
            "{type: string, maxLength: 20}",
            &[(Class::SPEC_RUN, "/payout_id")],
            Verdict::Major,
        ),
        (
            "{type: string, maxLength: 29}",
            "{type: string, maxLength: 40}",
            &[(Class::SPEC_COMPATIBLE, "/payout_id")],
            Verdict::Minor,
        ),
        (
            "{type: string, maxLength: 29}",
            "{type: string}",
            &[(Class::SPEC_COMPATIBLE, "/payout_id")],
            Verdict::Minor,
        ),
        // Nobody could send it before: a call without it is refused.
        (
            "        - name: for-user-id\n",
            "        - name: with-note\n          in: header\n          required: true\n          schema: {type: string}\n        - name: for-user-id\n",
            &[
                (Class::SPEC_RUN, "/with-note"),
                (Class::SPEC_COMPATIBLE, "GetPayout::with_note("),
            ],
            Verdict::Major,
        ),
        (
            "code: DATA_NOT_FOUND, line: 274",
            "code: PAYOUT_NOT_FOUND, line: 274",
            &[
                (Class::SPEC_COMPILE, "ErrorCode::DATA_NOT_FOUND"),
                (Class::SPEC_COMPATIBLE, "ErrorCode::PAYOUT_NOT_FOUND"),
            ],
            Verdict::Major,
        ),
        (
            "        '404':\n          description: No payout",
            "        '410':\n          description: No payout",
            &[(Class::SPEC_RUN, "/error_code")],
            Verdict::Major,
        ),
    ];
    for (from, to, expected, verdict) in cases {
        let new = edited(&old, from, to);
        let report = diff(&old, &new).unwrap();
        for (class, pointer) in expected {
            assert!(
                has(&report, *class, pointer),
                "{from} -> {to}: no {class} at `{pointer}` in {:#?}",
                report.findings
            );
        }
        assert_eq!(
            report.verdict,
            Some(verdict),
            "{from} -> {to}: {:#?}",
            report.findings
        );
        // Nothing else breaks.
        let breaks = |class: Class| matches!(class, Class::SPEC_COMPILE | Class::SPEC_RUN);
        let mut found: Vec<_> = report
            .findings
            .iter()
            .filter(|finding| breaks(finding.class))
            .map(|finding| (finding.class, finding.pointer.as_str()))
            .collect();
        let mut named: Vec<_> = expected
            .iter()
            .copied()
            .filter(|(class, _)| breaks(*class))
            .collect();
        found.sort_unstable();
        named.sort_unstable();
        assert_eq!(found, named, "{from} -> {to}");
        // The way back never asks for less than the way there takes away.
        let back = diff(&new, &old).unwrap();
        assert!(back.verdict >= Some(Verdict::Patch), "{from} -> {to}, back");
    }
}

/// Also with what only some readers of YAML take as a number.
#[test]
fn what_moved_into_a_part_is_the_same() {
    let old = edited(
        bayar_spec::FINPAY,
        "      required:\n",
        "      example: {reference_id: 0812}\n      required:\n",
    );
    let new = edited(
        &old,
        "    Payout:\n      type: object\n",
        "    Payout:\n      allOf: [{$ref: '#/components/schemas/PayoutBase'}]\n      description: A payout.\n    PayoutBase:\n      type: object\n",
    );
    for (new, wanted) in [(&old, Verdict::None), (&new, Verdict::Patch)] {
        let report = diff(&old, new).unwrap();
        assert_eq!(report.verdict, Some(wanted), "{:#?}", report.findings);
    }
}

#[test]
fn what_a_sender_may_not_do_any_more_breaks_it() {
    let new = edited(
        bayar_spec::XENDIT,
        "      required: [token_id, external_id, amount]\n",
        "      required: [token_id, external_id, amount, card_cvn]\n",
    );
    let new = edited(
        &new,
        "            default: CASH\n",
        "            default: TAX\n",
    );
    let report = diff(bayar_spec::XENDIT, &new).unwrap();
    assert_eq!(report.verdict, Some(Verdict::Major));
    let found = report.findings.iter().map(|finding| {
        let (pointer, seen) = (finding.pointer.as_str(), finding.seen.as_str());
        (finding.class, finding.operation.as_deref(), pointer, seen)
    });
    assert_eq!(
        found.collect::<Vec<_>>(),
        [
            // What must be given has no method that takes an `Option`.
            (
                Class::SPEC_COMPILE,
                None,
                "CreateCharge::maybe_card_cvn(",
                "gone"
            ),
            (
                Class::SPEC_COMPILE,
                None,
                "CreateChargeRequest::maybe_card_cvn(",
                "gone"
            ),
            (Class::SPEC_RUN, Some("get_balance"), "/account_type", "TAX"),
            (
                Class::SPEC_RUN,
                Some("create_charge"),
                "/card_cvn",
                "required"
            ),
        ]
    );
}

#[test]
fn a_newer_contract_that_generates_nothing_is_a_finding_and_an_older_one_an_error() {
    let broken = edited(bayar_spec::FINPAY, "application/json:", "text/plain:");
    let report = diff(bayar_spec::FINPAY, &broken).unwrap();
    assert!(
        has(&report, Class::SPEC_COMPILE, ""),
        "{:#?}",
        report.findings
    );
    assert!(diff(&broken, bayar_spec::FINPAY).is_err());
    // What is no OpenAPI document is told with its line.
    let nowhere = edited(
        bayar_spec::FINPAY,
        "#/components/schemas/PayoutStatus'}]\n          description",
        "#/components/schemas/Nowhere'}]\n          description",
    );
    let line = nowhere
        .lines()
        .position(|line| line.contains("Nowhere"))
        .unwrap()
        + 1;
    for text in ["a: [", &nowhere] {
        for error in [
            diff(text, bayar_spec::FINPAY),
            diff(bayar_spec::FINPAY, text),
        ] {
            let error = error.unwrap_err().to_string();
            assert!(
                text != nowhere || error.contains(&format!(":{line}:")),
                "{error}"
            );
        }
    }
}

/// No contract of ours, and nothing that Rust is generated from.
const SHOP: &str = "openapi: 3.0.3
info: {title: Shop, version: '1'}
servers: [{url: https://shop.example}]
security: [{key: []}]
paths:
  /orders/{id}:
    put:
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: dry, in: query, schema: {type: boolean}}
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: '#/components/schemas/Order'}
      responses:
        '200':
          description: ok
          headers:
            X-Left: {schema: {type: integer}}
          content: {application/json: {schema: {$ref: '#/components/schemas/Receipt'}}}
        '404': {description: none}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
    token: {type: http, scheme: bearer}
  schemas:
    Order:
      type: object
      required: [sum]
      properties:
        sum: {type: number, minimum: 10000, maximum: 20000}
        mail: {type: string, format: email}
        size: {type: string, enum: [s, m]}
        parts: {type: array, items: {$ref: '#/components/schemas/Order'}}
    Receipt:
      type: object
      required: [sum]
      properties:
        sum: {type: number}
        note: {type: string}
        size: {type: string, enum: [s, m]}
        of: {oneOf: [{type: integer}, {type: string}]}
";

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn the_wire_of_any_contract() {
    use Verdict::{Major, Minor, Patch};
    let cases: &[(&str, &str, Class, &str, Verdict)] = &[
        (
            "minimum: 10000",
            "minimum: 10000.5",
            Class::SPEC_RUN,
            "/sum",
            Major,
        ),
        (
            "minimum: 10000",
            "minimum: 9999.5",
            Class::SPEC_COMPATIBLE,
            "/sum",
            Minor,
        ),
        (
            "maximum: 20000",
            "maximum: -5",
            Class::SPEC_RUN,
            "/sum",
            Major,
        ),
        (
            "minimum: 10000",
            "minimum: 10000, exclusiveMinimum: true",
            Class::SPEC_RUN,
            "/sum",
            Major,
        ),
        (
            "minimum: 10000",
            "minimum: 10000, multipleOf: 0.01",
            Class::SPEC_RUN,
            "/sum",
            Major,
        ),
        (
            ", format: email",
            "",
            Class::SPEC_COMPATIBLE,
            "/mail",
            Minor,
        ),
        (
            "{type: string, format: email}",
            "{type: string, format: email, nullable: true}",
            Class::SPEC_COMPATIBLE,
            "/mail",
            Minor,
        ),
        (
            "note: {type: string}",
            "note: {type: string, nullable: true}",
            Class::SPEC_RUN,
            "/note",
            Major,
        ),
        (
            "note: {type: string}",
            "note: {type: string, maxLength: 5}",
            Class::SPEC_WORDS,
            "/note",
            Patch,
        ),
        (
            "        note: {type: string}\n",
            "",
            Class::SPEC_RUN,
            "/note",
            Major,
        ),
        (
            "required: [sum]\n      properties:\n        sum: {type: number}",
            "properties:\n        sum: {type: number}",
            Class::SPEC_RUN,
            "/sum",
            Major,
        ),
        (
            "required: [sum]\n      properties:\n        sum: {type: number, min",
            "properties:\n        sum: {type: number, min",
            Class::SPEC_COMPATIBLE,
            "/sum",
            Minor,
        ),
        (
            "X-Left: {",
            "X-Left: {schema: {type: integer}}\n            X-New: {",
            Class::SPEC_COMPATIBLE,
            "/X-New",
            Minor,
        ),
        ("X-Left: {", "X-New: {", Class::SPEC_RUN, "/X-Left", Major),
        ("'200':", "'201':", Class::SPEC_RUN, "", Major),
        ("'404': ", "'409': ", Class::SPEC_COMPATIBLE, "", Minor),
        (
            "url: https://shop.example",
            "url: https://shop.example.com",
            Class::SPEC_RUN,
            "",
            Major,
        ),
        ("[{key: []}]", "[{token: []}]", Class::SPEC_RUN, "", Major),
        (
            "[{key: []}]",
            "[{key: []}, {token: []}]",
            Class::SPEC_COMPATIBLE,
            "",
            Minor,
        ),
        ("name: X-Key", "name: X-Api-Key", Class::SPEC_RUN, "", Major),
        (
            "application/json:\n            schema",
            "application/x-www-form-urlencoded:\n            schema",
            Class::SPEC_RUN,
            "",
            Major,
        ),
        (
            "    put:\n",
            "    put:\n      deprecated: true\n",
            Class::SPEC_WORDS,
            "",
            Patch,
        ),
        (
            "requestBody:\n        required: true",
            "requestBody:\n        required: false",
            Class::SPEC_WORDS,
            "",
            Patch,
        ),
        ("    put:\n", "    post:\n", Class::SPEC_RUN, "", Major),
        (
            "- {name: dry, in: query, schema",
            "- {name: dry, in: query, required: true, schema",
            Class::SPEC_RUN,
            "/dry",
            Major,
        ),
        (
            "size: {type: string, enum: [s, m]}\n        parts",
            "size: {type: string, enum: [s]}\n        parts",
            Class::SPEC_RUN,
            "/size",
            Major,
        ),
        (
            "size: {type: string, enum: [s, m]}\n        of",
            "size: {type: string, enum: [s, m, l]}\n        of",
            Class::SPEC_COMPATIBLE,
            "/size",
            Minor,
        ),
        (
            ", {type: string}]",
            "]",
            Class::SPEC_COMPATIBLE,
            "/of",
            Minor,
        ),
        (
            "sum: {type: number}",
            "sum: {type: integer}",
            Class::SPEC_COMPATIBLE,
            "/sum",
            Minor,
        ),
        (
            "sum: {type: number, min",
            "sum: {type: integer, min",
            Class::SPEC_RUN,
            "/sum",
            Major,
        ),
    ];
    let read = |text: &str| Contract::parse("shop.yaml", text).unwrap();
    let old = read(SHOP);
    for (from, to, class, pointer, verdict) in cases {
        let report = diff_wire(&old, &read(&edited(SHOP, from, to)));
        assert!(
            has(&report, *class, pointer),
            "{to}: {:#?}",
            report.findings
        );
        assert_eq!(
            report.verdict,
            Some(*verdict),
            "{to}: {:#?}",
            report.findings
        );
    }
    // The name of a path's parameter, and where a schema stands, do not show on the wire.
    let renamed = SHOP
        .replace("{id}", "{order}")
        .replace("name: id", "name: order");
    let moved = edited(
        SHOP,
        "    Receipt:\n      type: object\n      required: [sum]\n      properties:\n",
        "    Receipt:\n      allOf: [{$ref: '#/components/schemas/Base'}]\n    Base:\n      type: object\n      required: [sum]\n      properties:\n",
    );
    for text in [&renamed, &moved] {
        let report = diff_wire(&old, &read(text));
        assert_eq!(report.verdict, Some(Patch), "{:#?}", report.findings);
        assert_eq!(report.findings.len(), 1);
    }
    let same = diff_wire(&old, &read(SHOP));
    assert_eq!(
        (same.verdict, same.findings.len()),
        (Some(Verdict::None), 0)
    );
}
