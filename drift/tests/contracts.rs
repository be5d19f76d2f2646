//! Contracts of others: read from files, and traffic judged by what they say and by nothing of ours.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bayar_drift::check::{Checker, Options, merge_under};
use bayar_drift::contract::{Contracts, Sources};
use bayar_drift::exchange;
use bayar_drift::report::Report;
use serde_json::{Value, json};
use tempfile::TempDir;

/// Files that contracts are read from.
struct Folder(TempDir);

impl Folder {
    fn new() -> Folder {
        Folder(tempfile::tempdir().unwrap())
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }
}

fn open(texts: &[&str], server: Option<&str>) -> anyhow::Result<Arc<Contracts>> {
    let folder = Folder::new();
    let file = |(index, text): (usize, &&str)| folder.file(&format!("{index}.yaml"), text);
    Contracts::open(&Sources {
        files: texts.iter().enumerate().map(file).collect(),
        overlays: Vec::new(),
        server: server.map(str::to_owned),
    })
}

fn checked(contracts: Arc<Contracts>, traffic: &str) -> Report {
    let mut checker = Checker::new(Options {
        contracts: Some(contracts),
        ..Options::default()
    })
    .unwrap();
    exchange::read_ahead(std::io::Cursor::new(traffic.to_owned()))
        .for_each(|exchange| checker.check(exchange))
        .unwrap();
    checker.report()
}

/// Each finding in a few words, sorted.
fn words(report: &Report) -> Vec<String> {
    let mut words: Vec<_> = report
        .findings
        .iter()
        .map(|finding| {
            assert_eq!(finding.erratum, None, "{finding:?}");
            format!("{} {}", finding.class, finding.pointer)
        })
        .collect();
    words.sort();
    words
}

/// A `GET` without headers, answered by JSON.
fn get(url: &str, body: &Value) -> Value {
    json!({
        "request": {"method": "GET", "url": url, "headers": {}, "body": ""},
        "response": {"status": 200, "headers": {"content-type": "application/json"}, "body": body},
    })
}

fn lines(exchanges: &[Value]) -> String {
    let mut lines = String::new();
    for exchange in exchanges {
        writeln!(lines, "{exchange}").unwrap();
    }
    lines
}

/// A document whose `GET /a` answers a schema.
fn answering(version: &str, schema: &str) -> String {
    format!(
        "openapi: {version}
info: {{title: t, version: '1'}}
servers: [{{url: https://h.example}}]
paths:
  /a:
    get:
      operationId: a
      responses:
        '200':
          description: d
          content: {{application/json: {{schema: {schema}}}}}
components:
  schemas:
    Tree: {{type: object, properties: {{name: {{type: string}}, children: {{type: array, items: {{$ref: '#/components/schemas/Tree'}}}}}}}}
    Cat: {{type: object, required: [kind, lives], properties: {{kind: {{type: string}}, lives: {{type: integer}}}}}}
    Dog: {{type: object, required: [kind, breed], properties: {{kind: {{type: string}}, breed: {{type: string}}}}}}
"
    )
}

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

const THINGS: &str = "openapi: 3.0.3
info: {title: Things, version: '1'}
servers: [{url: 'https://{region}.things.example/v1', variables: {region: {default: eu}}}]
security: [{key: []}, {token: []}]
paths:
  /things/{id}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: integer, format: int64}}
    get:
      operationId: getThing
      parameters:
        - {name: tags, in: query, schema: {type: array, items: {type: string, enum: [a, b]}}}
        - {name: ids, in: query, explode: false, schema: {type: array, maxItems: 2, items: {type: integer}}}
        - {name: filter, in: query, style: deepObject, schema: {type: object, properties: {size: {type: integer}}}}
      responses:
        '200': {description: ok, content: {application/json: {schema: {type: object, properties: {id: {type: integer}}}}}}
        4XX: {description: bad, content: {application/problem+json: {schema: {type: object, properties: {title: {type: string}}}}}}
        default: {description: any other}
    put:
      operationId: putThing
      requestBody:
        required: true
        content:
          application/x-www-form-urlencoded: {schema: {type: object, required: [size], properties: {size: {type: integer}}}}
          multipart/form-data: {schema: {type: object}}
          text/plain: {schema: {type: string, maxLength: 5}}
      responses: {'204': {description: done}}
  /{tenant}/users:
    get:
      operationId: listUsers
      parameters: [{name: tenant, in: path, required: true, schema: {type: string, pattern: '^(?=a)'}}]
      responses: {'200': {description: ok, content: {application/json: {schema: {type: array, items: {type: integer}}}}}}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
    token: {type: apiKey, in: query, name: token}
";

fn things(exchange: Value) -> Vec<String> {
    let contracts = open(&[THINGS], None).unwrap();
    words(&checked(contracts, &lines(&[exchange])))
}

fn with(mut exchange: Value, pointer: &str, value: Value) -> Value {
    *exchange.pointer_mut(pointer).unwrap() = value;
    exchange
}

#[test]
fn operations_are_found_below_the_paths_of_their_servers() {
    let thing = |url: &str| things(get(url, &json!({"id": 1})));
    for url in [
        "https://eu.things.example/v1/things/7",
        "https://US.things.example./v1/things/7",
        // Behind another address the path of the server is often left out.
        "http://127.0.0.1:4020/v1/things/7",
        "http://127.0.0.1:4020/things/7",
        "/things/7",
    ] {
        assert_eq!(thing(url), [] as [&str; 0], "{url}");
    }
    let bare = thing("https://eu.things.example/things/7");
    assert_eq!(bare, ["request.path "]);
    assert_eq!(
        thing("https://eu.things.example/v1/things/x"),
        ["request.type /id"]
    );
    assert_eq!(
        thing("https://eu.things.example/v1/nowhere/at/all"),
        ["request.undocumented_path /nowhere/at/all".replace("/nowhere", "/v1/nowhere")]
    );
    let users = get("https://eu.things.example/v1/acme/users", &json!(["x"]));
    assert_eq!(things(users), ["response.type /0"]);
}

#[test]
fn another_server_takes_the_place_of_those_of_the_document() {
    let contracts = open(&[THINGS], Some("https://mine.example/gw")).unwrap();
    let traffic = lines(&[
        get("https://mine.example/gw/things/x", &json!({})),
        get("https://other.example/some/where/else", &json!({})),
    ]);
    let report = checked(contracts, &traffic);
    assert_eq!(words(&report), ["request.type /id"]);
    assert_eq!(report.summary.skipped, 1);
}

#[test]
fn credentials_are_no_surprise() {
    let url = "https://eu.things.example/v1/things/7?token=abc";
    let exchange = with(
        get(url, &json!({})),
        "/request/headers",
        json!({"X-KEY": "abc"}),
    );
    assert_eq!(things(exchange), [] as [&str; 0]);
    let url = "https://eu.things.example/v1/things/7?tokens=abc";
    let exchange = with(
        get(url, &json!({})),
        "/request/headers",
        json!({"X-Keys": "abc"}),
    );
    assert_eq!(
        things(exchange),
        ["request.header /x-keys", "request.query /tokens"]
    );
}

#[test]
fn parameters_are_read_in_their_style() {
    let thing = |query: &str| {
        let url = format!("https://eu.things.example/v1/things/7?{query}");
        things(get(&url, &json!({})))
    };
    for query in [
        "tags=a&tags=b",
        "ids=1,2",
        "filter[size]=1",
        "filter%5Bsize%5D=1",
    ] {
        assert_eq!(thing(query), [] as [&str; 0], "{query}");
    }
    assert_eq!(thing("tags=a&tags=c"), ["request.enum /tags/1"]);
    assert_eq!(thing("ids=1,2,3"), ["request.limit /ids"]);
    assert_eq!(thing("ids=1,x"), ["request.type /ids/1"]);
    assert_eq!(thing("filter[size]=x"), ["request.type /filter/size"]);
}

#[test]
fn answers_are_found_by_their_hundred_and_by_default() {
    let answered = |status: u16, kind: &str, body: Value| {
        let exchange = get("https://eu.things.example/v1/things/7", &body);
        let exchange = with(exchange, "/response/status", json!(status));
        things(with(
            exchange,
            "/response/headers",
            json!({"content-type": kind}),
        ))
    };
    let problem = "application/problem+json";
    assert_eq!(
        answered(404, problem, json!({"title": "x"})),
        [] as [&str; 0]
    );
    assert_eq!(
        answered(404, problem, json!({"title": 5})),
        ["response.number_for_text /title"]
    );
    assert_eq!(
        answered(404, "text/html", json!({"title": "x"})),
        ["response.content_type /content-type"]
    );
    // Nothing is said about the body, and there is no table of codes.
    assert_eq!(answered(500, "text/html", json!("<html>")), [] as [&str; 0]);
    assert_eq!(
        answered(404, problem, json!({"title": "x", "error_code": "NEW"})),
        ["response.field /error_code"]
    );
}

#[test]
fn bodies_are_read_by_their_media_type() {
    let put = |kind: &str, body: &str| {
        json!({
            "request": {"method": "PUT", "url": "https://eu.things.example/v1/things/7",
                "headers": {"Content-Type": kind}, "body": body},
            "response": {"status": 204, "headers": {}, "body": ""},
        })
    };
    let form = "application/x-www-form-urlencoded";
    assert_eq!(things(put(form, "size=7")), [] as [&str; 0]);
    assert_eq!(things(put(form, "size=x")), ["request.type /size"]);
    assert_eq!(
        things(put(form, "sizes=1")),
        ["request.field /sizes", "request.required /size"]
    );
    assert_eq!(
        things(put("text/plain; charset=utf-8", "123456")),
        ["request.limit "]
    );
    assert_eq!(
        things(put("application/xml", "size=7")),
        ["request.content_type /content-type"]
    );
    // What is not read is counted.
    let contracts = open(&[THINGS], None).unwrap();
    let notes = contracts.notes().join("\n");
    assert!(
        notes.contains("not checked: body: multipart/form-data (1)"),
        "{notes}"
    );
    assert!(
        notes.contains("not checked: pattern with look-around"),
        "{notes}"
    );
    let multipart = put("multipart/form-data; boundary=x", "--x--");
    let report = checked(contracts, &lines(&[multipart]));
    assert_eq!((words(&report).len(), report.summary.unchecked), (0, 1));
}

#[test]
fn several_contracts_stand_beside_each_other() {
    let other = answering("3.1.0", "{type: object, properties: {id: {type: string}}}");
    let contracts = open(&[THINGS, &other], None).unwrap();
    let parts = [
        lines(&[get(
            "https://eu.things.example/v1/things/7",
            &json!({"id": "x"}),
        )]),
        lines(&[get("https://h.example/a", &json!({"id": 1}))]),
    ];
    let reports = parts
        .each_ref()
        .map(|part| checked(contracts.clone(), part));
    let whole = checked(contracts.clone(), &parts.concat());
    assert_eq!(
        words(&whole),
        ["response.number_for_text /id", "response.type /id"]
    );
    let merged = merge_under(&contracts, reports);
    assert_eq!(merged.findings, whole.findings);
    assert_eq!(merged.coverage, whole.coverage);
}

#[test]
fn an_overlay_is_a_part_of_the_contract() {
    let folder = Folder::new();
    let overlay = "overlay: 1.0.0
info: {title: o, version: '1'}
actions:
  - target: $.paths['/things/{id}'].get.responses['200'].content['application/json'].schema.properties
    update: {seen: {type: integer}}
";
    let contracts = Contracts::open(&Sources {
        files: vec![folder.file("things.yaml", THINGS)],
        overlays: vec![folder.file("overlay.yaml", overlay)],
        server: None,
    })
    .unwrap();
    let exchange = get("/things/7", &json!({"seen": "x"}));
    let report = checked(contracts, &lines(&[exchange]));
    assert_eq!(words(&report), ["response.type /seen"]);
    let place = report.findings[0].spec.clone().unwrap();
    assert!(place.file.ends_with("overlay.yaml"), "{place:?}");
    assert_eq!(place.line, 5);
}

#[test]
fn an_invalid_contract_is_refused_with_its_line() {
    let text = THINGS.replace("info: {title: Things, version: '1'}\n", "info: 5\n");
    let error = open(&[&text], None).unwrap_err().to_string();
    assert!(error.contains("0.yaml:2:"), "{error}");
}

/// What others wrote, where it is at hand.
#[test]
fn contracts_of_others() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let cases = [
        (
            "contracts/xendit-ae.yaml",
            "cases/contracts/xendit.ndjson",
            5,
        ),
        (
            "contracts/petstore.yaml",
            "cases/contracts/petstore.ndjson",
            9,
        ),
        (
            "contracts/petstore.yaml",
            "cases/contracts/petstore2.ndjson",
            9,
        ),
        ("cases/contracts/u.yaml", "cases/contracts/u.ndjson", 5),
        (
            "cases/contracts/xendit-payouts-v3.json",
            "cases/contracts/po.ndjson",
            3,
        ),
        ("cases/drift/pet.yaml", "cases/drift/pet.ndjson", 10),
        ("cases/drift/t31.yaml", "cases/drift/t31.ndjson", 1),
    ];
    for (contract, traffic, count) in cases {
        let (contract, traffic) = (shared.join(contract), shared.join(traffic));
        let (true, Ok(traffic)) = (contract.exists(), std::fs::read_to_string(traffic)) else {
            continue;
        };
        let contracts = Contracts::open(&Sources {
            files: vec![contract.clone()],
            ..Sources::default()
        });
        let report = checked(contracts.unwrap(), &traffic);
        let words = words(&report);
        assert_eq!(words.len(), count, "{}: {words:#?}", contract.display());
        assert_eq!(report.summary.skipped, 0);
    }
}
