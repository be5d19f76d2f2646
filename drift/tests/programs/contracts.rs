//! Contracts of others: read from files, and traffic judged by what they say and by nothing of ours.

use std::path::Path;
use std::process::Command;

use bayar_drift::check::merge_under;
use bayar_drift::contract::{Contracts, Overlay, Sources};
use bayar_drift::exchange::{Exchange, Header, Message};
use bayar_drift::mask::Mask;
use serde_json::{Value, json};

use crate::common::lines;
use crate::support::contracts::{Folder, answering, checked, get, open, words};

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
      parameters: [{name: tenant, in: path, required: true, schema: {type: string, pattern: '^[a'}}]
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
        notes.contains("not checked: pattern of another kind of expressions"),
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
        overlays: vec![Overlay::open(folder.file("overlay.yaml", overlay)).unwrap()],
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

#[test]
fn what_is_recorded_has_no_credentials_of_the_contract() {
    let mask = Mask::under(open(&[THINGS], None).unwrap());
    let header = |name: &str| Header {
        name: name.to_owned().into(),
        value: "abc123".into(),
    };
    let masked = mask.exchange(&Exchange {
        method: "GET".into(),
        url: "https://eu.things.example/v1/things/7?token=abc123&tags=a".into(),
        request: Message {
            headers: vec![header("X-Key"), header("X-Other")],
            body: None,
            ..Message::default()
        },
        ..Exchange::default()
    });
    assert_eq!(masked.request.headers[0].value, "[redacted]");
    assert_eq!(masked.request.headers[1].value, "abc123");
    assert!(
        masked.url.ends_with("?token=aaa111&tags=a"),
        "{}",
        masked.url
    );
}

#[test]
fn what_the_contract_lists_is_no_secret() {
    let tag = "{type: object, properties: {password: {type: string, enum: [hashed, plain]}}}";
    let mask = Mask::under(open(&[&answering("3.0.3", tag)], None).unwrap());
    let masked = |body: &str| {
        let masked = mask.exchange(&Exchange {
            response: Message {
                headers: Vec::new(),
                body: Some(body.as_bytes().to_vec().into()),
                ..Message::default()
            },
            ..Exchange::default()
        });
        String::from_utf8(masked.response.body.unwrap().into_owned()).unwrap()
    };
    assert_eq!(
        masked(r#"{"password":"hashed"}"#),
        r#"{"password":"hashed"}"#
    );
    assert_eq!(
        masked(r#"{"password":"hunter2"}"#),
        r#"{"password":"aaaaaa1"}"#
    );
}

#[test]
fn the_program_takes_contracts() {
    let folder = Folder::new();
    let contract = folder.file("things.yaml", THINGS);
    let traffic = lines(&[get("https://eu.things.example/v1/things/x", &json!({}))]);
    let traffic = folder.file("traffic.ndjson", &traffic);
    let run = |arguments: &[&Path]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bayar-drift"));
        let output = command.args(arguments).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (
            output.status.code(),
            text(output.stdout),
            text(output.stderr),
        )
    };
    let word = Path::new;
    let traffic: [&Path; 4] = [word("traffic"), &traffic, word("--contract"), &contract];
    let (status, found, notes) = run(&traffic);
    assert_eq!(status, Some(1), "{notes}");
    assert!(found.contains("getThing"), "{found}");
    assert!(
        notes.contains("not checked: pattern of another kind of expressions"),
        "{notes}"
    );
    // Of no document of ours, the wire alone is compared.
    let renamed = folder.file("new.yaml", &THINGS.replace("name: tags", "name: labels"));
    let (status, found, _) = run(&[word("spec"), &contract, &renamed]);
    assert_eq!(status, Some(1), "{found}");
    assert!(found.contains("tags"), "{found}");
    let (status, _, error) = run(&[
        word("traffic"),
        word("-"),
        word("--contract"),
        word("none.yaml"),
    ]);
    assert_eq!(status, Some(3));
    assert!(error.contains("none.yaml"), "{error}");
}
