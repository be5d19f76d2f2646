//! One edit of a page is one finding, against the contract and against the version before.

use bayar_documents::{Contracts, Facts, read};
use bayar_drift::finding::Finding;
use serde_json::{Value, json};

use crate::documents::displayed;

/// A page of each layout about a service of our own.
const SLATE: (&str, &str) = ("kites", include_str!("documents_edits/slate.txt"));
const GITBOOK: (&str, &str) = ("kite", include_str!("documents_edits/gitbook.txt"));
const README: (&str, &str) = ("flights", include_str!("documents_edits/readme.txt"));

/// What the pages say, as two contracts: the page of the second has an endpoint that is nearly one of the first.
fn contracts() -> Contracts {
    let at =
        |document: &str, line: u32| json!({"document": format!("{document}.txt"), "line": line});
    let body = |schema: Value, example: Value| json!({"content": {"application/json": {"schema": schema, "examples": {"one": {"value": example}}}}});
    let kite = json!({
        "type": "object",
        "properties": {
            "id": {"type": "string", "x-source": at("kites", 37)},
            "name": {"type": "string", "x-source": at("kites", 38)},
            "tail": {"type": "number", "x-source": at("kites", 39)},
            "state": {"type": "string", "enum": ["FLYING", "LANDED"], "x-source": at("kites", 40)},
        },
    });
    let new_kite = json!({
        "type": "object",
        "required": ["name"],
        "properties": {
            "name": {"type": "string", "maxLength": 64, "x-source": at("kites", 22)},
            "tail": {"type": "number", "maximum": 90, "x-source": at("kites", 25)},
        },
    });
    let mut create = body(kite, json!({"id": "k1", "name": "Swift", "tail": 3}));
    create["description"] = "A kite".into();
    let kites = json!({
        "openapi": "3.0.3",
        "info": {"title": "Kites", "version": "1"},
        "servers": [{"url": "https://api.kites.example"}],
        "paths": {
            "/kites": {
                "post": {
                    "operationId": "create_kite",
                    "x-source": at("kites", 3),
                    "x-permission": {"kind": "money-in", "access": "write", "line": 11},
                    "parameters": [{"name": "wind", "in": "query", "schema": {"type": "string"}}],
                    "requestBody": body(new_kite, json!({"name": "Swift", "tail": 3})),
                    "responses": {"200": create, "400": {"description": "Not valid", "x-error-codes": [
                        {"code": "TAIL_TOO_LONG_ERROR", "line": 50, "description": "Too long"},
                    ]}},
                },
                "get": {
                    "operationId": "list_kites",
                    "x-source": at("kites", 50),
                    "x-permission": {"kind": "money-in", "access": "read", "line": 56},
                    "responses": {"200": {"description": "Kites"}},
                },
            },
            "/kites/{id}": {
                "get": {"operationId": "get_kite_link", "responses": {"200": {"description": "A link"}}},
            },
            "/flights": {
                "post": {
                    "operationId": "start_flight",
                    "x-source": at("flights", 1),
                    "requestBody": body(json!({"type": "object"}), json!({"name": "Swift", "height": 30})),
                    "responses": {"200": body(
                        json!({
                            "type": "object",
                            "properties": {"state": {"type": "string", "enum": ["FLYING", "LANDED"]}},
                        }),
                        json!({"id": "f1", "height": 30, "state": "FLYING"}),
                    )},
                },
            },
        },
        "components": {"schemas": {"State": {"type": "string", "enum": ["FLYING", "LANDED"]}}},
    });
    let kite = json!({
        "openapi": "3.0.3",
        "info": {"title": "Kite", "version": "1"},
        "servers": [{"url": "https://api.kites.example"}],
        "paths": {"/kite/{kite_id}": {"get": {
            "operationId": "get_kite",
            "x-source": at("kite", 1),
            "parameters": [
                {"name": "kite_id", "in": "path", "required": true, "schema": {"type": "string"}},
                {"name": "accept", "in": "header", "required": true, "schema": {"type": "string"}},
            ],
            "responses": {"200": {"description": "A kite", "content": {"application/json": {"schema": {
                "type": "object",
                "required": ["id"],
                "properties": {"id": {"type": "string"}},
            }}}}},
        }}},
    });
    Contracts::new(&[kites, kite]).expect("two contracts")
}

/// An edit, and what is found in the page against the contract and against the page before.
type Edit<'a> = (&'a str, &'a str, &'a [&'a str], &'a [&'a str]);

fn check((name, page): (&str, &str), edits: &[Edit<'_>]) {
    let contracts = contracts();
    let read = |text: &str| -> Facts { read(name, text, None) };
    let all = |findings: Vec<Finding>| findings.iter().map(displayed).collect::<Vec<_>>();
    assert_eq!(all(contracts.check(&read(page))), Vec::<String>::new());
    for (from, to, to_contract, to_version) in edits {
        assert!(page.contains(from), "{from}");
        let new = read(&page.replacen(from, to, 1));
        assert_eq!(all(contracts.check(&new)), *to_contract, "{from} -> {to}");
        let changed = all(contracts.compare(&read(page), &new));
        assert_eq!(changed, *to_version, "{from} -> {to}");
    }
}

#[test]
fn another_endpoint_is_one_finding_and_the_fields_are_still_compared() {
    check(
        SLATE,
        &[
            (
                "POST https://api.kites.example/kites?",
                "POST https://api.kites.example/v2/kites?",
                &[
                    "7 create_kite : The endpoint is POST /v2/kites?wind={wind} in the document, POST /kites in the contract.",
                ],
                &[
                    "7 create_kite : The endpoint changed from POST /kites?wind={wind} to POST /v2/kites?wind={wind}.",
                ],
            ),
            // The endpoint of another operation, whose fields would stand in the query.
            (
                "POST https://api.kites.example/kites?",
                "GET https://api.kites.example/kites?",
                &[
                    "7 create_kite : The endpoint is GET /kites?wind={wind} in the document, POST /kites in the contract.",
                ],
                &[
                    "7 create_kite : The endpoint changed from POST /kites?wind={wind} to GET /kites?wind={wind}.",
                ],
            ),
        ],
    );
}

#[test]
fn a_sample_or_a_row_that_calls_another_endpoint_is_one_finding() {
    check(
        SLATE,
        &[
            (
                "curl https://api.kites.example/kites -X POST",
                "curl https://api.kites.example/kites -X PUT",
                &["15 create_kite : A sample or a row calls PUT /kites, not POST /kites."],
                &[
                    "15 create_kite : A sample or a row calls PUT /kites, not POST /kites?wind={wind}.",
                ],
            ),
            (
                "curl https://api.kites.example/kites",
                "curl https://api.kites.example/v2/kites",
                &["15 create_kite : A sample or a row calls POST /v2/kites, not POST /kites."],
                &[
                    "15 create_kite : A sample or a row calls POST /v2/kites, not POST /kites?wind={wind}.",
                ],
            ),
            (
                ".post(payload)",
                ".put(payload)",
                &["18 create_kite : A sample or a row calls PUT /kites, not POST /kites."],
                &[
                    "18 create_kite : A sample or a row calls PUT /kites, not POST /kites?wind={wind}.",
                ],
            ),
            (
                "target(\"https://api.kites.example/kites",
                "target(\"https://api.kites.example/v2/kites",
                &["18 create_kite : A sample or a row calls POST /v2/kites, not POST /kites."],
                &[
                    "18 create_kite : A sample or a row calls POST /v2/kites, not POST /kites?wind={wind}.",
                ],
            ),
            (
                "POST https://api",
                "POST http://api",
                &["7 create_kite : The document calls it without TLS."],
                &[
                    "7 create_kite : The host changed from api.kites.example to http://api.kites.example.",
                ],
            ),
        ],
    );
}

#[test]
fn a_page_of_one_endpoint_names_it_in_each_row_and_sample() {
    check(
        GITBOOK,
        &[
            (
                "Production\n\nGET",
                "Production\n\nPOST",
                &[
                    "19 get_kite : A sample or a row calls POST /kite/{kite_id}, not GET /kite/{kite_id}.",
                ],
                &[
                    "19 get_kite : A sample or a row calls POST /kite/{kite_id}, not GET /kite/{kite_id}.",
                ],
            ),
            (
                "/kite/{kite_id}\n\nRequest",
                "/v2/kite/{kite_id}\n\nRequest",
                &[
                    "19 get_kite : A sample or a row calls GET /v2/kite/{kite_id}, not GET /kite/{kite_id}.",
                ],
                &[
                    "19 get_kite : A sample or a row calls GET /v2/kite/{kite_id}, not GET /kite/{kite_id}.",
                ],
            ),
            (
                "--request GET",
                "--request POST",
                &["43 get_kite : A sample or a row calls POST /kite/k1, not GET /kite/{kite_id}."],
                &["43 get_kite : A sample or a row calls POST /kite/k1, not GET /kite/{kite_id}."],
            ),
            (
                "/kite/{kite_id}\n\nProduction",
                "/kites/{kite_id}\n\nProduction",
                &[
                    "13 get_kite : The endpoint is GET /kites/{kite_id} in the document, GET /kite/{kite_id} in the contract.",
                ],
                &[
                    "13 get_kite : The endpoint changed from GET /kite/{kite_id} to GET /kites/{kite_id}.",
                ],
            ),
            (
                "/kite/{kite_id}\n\nProduction\n\nGET\n\nhttps://... /kite/",
                "/kites/{kite_id}\n\nProduction\n\nGET\n\nhttps://... /kites/",
                &[
                    "13 get_kite : The endpoint is GET /kites/{kite_id} in the document, GET /kite/{kite_id} in the contract.",
                ],
                &[
                    "13 get_kite : The endpoint changed from GET /kite/{kite_id} to GET /kites/{kite_id}.",
                ],
            ),
        ],
    );
    check(
        README,
        &[(
            "/flights -X POST",
            "/flights -X PUT",
            &[
                "5 start_flight : The endpoint is PUT /flights in the document, POST /flights in the contract.",
            ],
            &["5 start_flight : The endpoint changed from POST /flights to PUT /flights."],
        )],
    );
}

#[test]
fn a_value_of_an_example_is_named() {
    check(
        README,
        &[
            (
                "\"height\": 30",
                "\"height\": \"30\"",
                &["12 start_flight /height: An example has `/height` as string, not as number."],
                &["12 start_flight /height: An example has `/height` as string, not as number."],
            ),
            (
                "-d height=30\n",
                "-d height=30 \\\n-d colour=RED\n",
                &[
                    "9 start_flight /colour: An example has `/colour`, that of the contract has not.",
                ],
                &["9 start_flight /colour: An example now has `/colour`."],
            ),
            (
                "\"height\": 30,\n",
                "\"height\": 30,\n\"colour\": \"RED\",\n",
                &[
                    "13 start_flight /colour: An example has `/colour`, that of the contract has not.",
                ],
                &["13 start_flight /colour: An example now has `/colour`."],
            ),
            (
                "\"height\": 30,\n",
                "",
                &[
                    "10 start_flight /height: An example has no `/height`, that of the contract has.",
                ],
                &[
                    "12 start_flight /height: An example no longer has `/height`; it stood on line 12.",
                ],
            ),
            (
                "\"height\": 30",
                "\"height\": 40",
                &[
                    "12 start_flight /height: An example has 40 for `/height`, that of the contract 30.",
                ],
                &["12 start_flight /height: An example has another value for `/height`: 40."],
            ),
        ],
    );
}

#[test]
fn a_limit_that_is_another_is_not_missing_too() {
    check(
        SLATE,
        &[
            (
                "Max 64",
                "Max 32",
                &[
                    "25 create_kite /name: `name` has maxLength 32 in the document, maxLength 64 in the contract.",
                ],
                &[
                    "25 create_kite /name: The maxLength of `name` changed from 64 to 32.",
                    "23 create_kite /name: The description of `name` reads differently.",
                ],
            ),
            (
                "maximum is 90",
                "maximum is 80",
                &[
                    "52 create_kite /TAIL_TOO_LONG_ERROR: `TAIL_TOO_LONG_ERROR` has maximum 80 in the document, maximum 90 in the contract.",
                ],
                &[
                    "52 create_kite /error_code: The maximum of `TAIL_TOO_LONG_ERROR` changed from 90 to 80.",
                    "50 create_kite /error_code: The message of `TAIL_TOO_LONG_ERROR` reads differently.",
                ],
            ),
            (
                " Max 64 characters.",
                "",
                &[
                    "22 create_kite /name: The contract limits `name` to maxLength 64, the document does not.",
                ],
                &[
                    "23 create_kite /name: The maxLength of `name` changed from 64 to none.",
                    "23 create_kite /name: The description of `name` reads differently.",
                ],
            ),
            (
                " The maximum is 90 for now.",
                "",
                &[
                    "25 create_kite /tail: The contract limits `tail` to maximum 90, the document does not.",
                ],
                &[
                    "50 create_kite /error_code: The maximum of `TAIL_TOO_LONG_ERROR` changed from 90 to none.",
                    "50 create_kite /error_code: The message of `TAIL_TOO_LONG_ERROR` reads differently.",
                ],
            ),
        ],
    );
}

#[test]
fn words_around_a_value_are_no_value() {
    check(
        SLATE,
        &[
            (
                "state (optional)",
                "state (required)",
                &[
                    "44 create_kite /state: The table calls `state` required, an example leaves it out.",
                ],
                &[
                    "44 create_kite /state: Whether `state` is required changed from optional to required.",
                ],
            ),
            (
                "state (optional)",
                "state REQUIRED",
                &[
                    "44 create_kite /state: The table calls `state` required, an example leaves it out.",
                ],
                &[
                    "44 create_kite /state: Whether `state` is required changed from optional to required.",
                ],
            ),
        ],
    );
}

#[test]
fn what_stands_outside_of_sections_is_compared_with_the_contract() {
    check(
        SLATE,
        &[
            (
                "400 The request",
                "418 The request",
                &["70 - /error_code: The document lists the status 418, the contract has not."],
                &[
                    "70 - /error_code: The status `418` was added.",
                    "70 - /error_code: The status `400` was removed; it stood on line 70.",
                ],
            ),
            (
                "?wind={wind}",
                "?breeze={wind}",
                &["7 create_kite /breeze: The document has `breeze`, the contract has not."],
                &[
                    "7 create_kite : The endpoint changed from POST /kites?wind={wind} to POST /kites?breeze={wind}.",
                ],
            ),
        ],
    );
    check(
        README,
        &[(
            "transition to LANDED",
            "transition to FALLEN",
            &["17 - /status: The text gives `FALLEN` as a status, the contract has no such value."],
            &[
                "17 - /status: The value `FALLEN` was added.",
                "17 - /status: The value `LANDED` was removed; it stood on line 17.",
            ],
        )],
    );
}
