//! Documents: operations, parameters, answers, callbacks, security.

use bayar_contract::operation::OperationKind;
use bayar_contract::security::SchemeKind;
use bayar_contract::{Contract, Location, Status};

use crate::small::{notes, read};

#[test]
fn parameters_of_the_path_and_the_operation() {
    let contract = read(
        "
paths:
  /a/{id}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: string}}
      - {name: page, in: query, schema: {type: integer}}
      - $ref: '#/components/parameters/Trace'
    get:
      parameters:
        - {name: page, in: query, required: true, schema: {type: string}}
        - {name: page, in: cookie, content: {application/json: {schema: {type: array}}}}
      responses: {default: {description: d}}
    put: {responses: {default: {description: d}}}
components: {parameters: {Trace: {name: X-Trace, in: header, schema: {type: string}, deprecated: true, example: a}}}
",
    );
    let [get, put] = contract.operations.as_slice() else {
        panic!()
    };
    let names = |operation: &bayar_contract::Operation| {
        let parameters = operation.parameters.iter();
        parameters
            .map(|parameter| {
                format!(
                    "{} {} {}",
                    parameter.location, parameter.name, parameter.required
                )
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(
        names(get),
        [
            "path id true",
            "header X-Trace false",
            "query page true",
            "cookie page false"
        ]
    );
    assert_eq!(
        names(put),
        ["path id true", "query page false", "header X-Trace false"]
    );
    let trace = get.parameter(Location::Header, "x-trace").unwrap();
    assert_eq!(trace.component.as_deref(), Some("Trace"));
    assert!(trace.is_of_path && trace.deprecated && trace.examples.len() == 1);
    assert_eq!((trace.style.as_str(), trace.explode), ("simple", false));
    let page = get.parameter(Location::Query, "page").unwrap();
    assert_eq!((page.style.as_str(), page.explode), ("form", true));
    let cookie = get.parameter(Location::Cookie, "page").unwrap();
    assert!(cookie.is_json() && cookie.schema == cookie.content.as_ref().unwrap().schema);
}

#[test]
fn answers() {
    let contract = read(
        "
paths:
  /a:
    get:
      responses:
        200: {description: d, content: {application/problem+json: {schema: {}}, 'application/json; charset=utf-8': {schema: {}}, image/*: {}}}
        4XX: {$ref: '#/components/responses/Bad'}
        5xx: {description: d}
        '404': {description: d, headers: {X-A: {$ref: '#/components/headers/A'}}, links: {next: {operationId: b}}}
        default: {description: d}
        x-note: 1
        2000: {description: d}
components:
  headers: {A: {required: true, schema: {type: integer}}}
  responses: {Bad: {$ref: '#/components/responses/Worse'}, Worse: {description: worse}}
",
    );
    let operation = &contract.operations[0];
    let statuses: Vec<_> = operation
        .responses
        .iter()
        .map(|response| response.status.to_string())
        .collect();
    assert_eq!(statuses, ["200", "4XX", "5XX", "404", "default"]);
    for (status, expected) in [
        (200, Status::Code(200)),
        (400, Status::Class(4)),
        (404, Status::Code(404)),
        (503, Status::Class(5)),
        (201, Status::Default),
    ] {
        assert_eq!(operation.response(status).unwrap().status, expected);
    }
    assert_eq!(
        operation.success().unwrap().json().unwrap().name,
        "application/json; charset=utf-8"
    );
    let bad = operation.response(400).unwrap();
    assert_eq!(
        (bad.component.as_deref(), bad.description.as_deref()),
        (Some("Worse"), Some("worse"))
    );
    let found = operation.response(404).unwrap();
    assert!(found.header("x-a").unwrap().required);
    assert_eq!(found.links[0].operation_id.as_deref(), Some("b"));
    let notes = notes(&contract);
    assert!(
        notes
            .iter()
            .any(|note| note.contains("`2000` is no status")),
        "{notes:?}"
    );
    assert!(
        notes
            .iter()
            .any(|note| note.contains("`5xx` is read as `5XX`")),
        "{notes:?}"
    );
}

#[test]
fn rows_of_errors() {
    let contract = read(
        "
paths:
  /a:
    get:
      x-source: {document: a.txt, line: 1}
      x-permission: {kind: money-out, access: write, line: 2}
      responses:
        '400':
          description: d
          x-error-codes: [{code: A, line: 5, also: [6], for: OVO, description: d}, {code: B, x-source: {document: b.txt, line: 7}}, {nothing: 1}]
        '429': {$ref: '#/components/responses/Limit'}
        '4XX': {description: d, x-error-codes: [{code: C, example_only: true}]}
        default: {description: d, x-error-codes: [{code: D, line: 9, status_undocumented: true}]}
components:
  responses: {Limit: {description: d, x-observed-error-codes: [{code: L}], x-error-codes: [{code: M, line: 8}], x-source: {document: c.txt, line: 1}}}
",
    );
    let operation = &contract.operations[0];
    let rows: Vec<_> = operation
        .errors
        .iter()
        .map(|row| format!("{:?} {} {}", row.status, row.code, row.source))
        .collect();
    let expected = [
        "Some(400) A a.txt:5",
        "Some(400) B b.txt:7",
        "Some(429) M c.txt:8",
        "Some(429) L observed",
        "None C observed",
        "None D a.txt:9",
    ];
    assert_eq!(rows, expected);
    let [a, .., c, d] = operation.errors.as_slice() else {
        panic!()
    };
    assert_eq!(
        (a.variant.as_deref(), a.source.also.as_slice()),
        (Some("OVO"), &[6][..])
    );
    assert!(c.is_example_only && d.has_undocumented_status);
    assert!(operation.moves_money_out());
    assert!(
        notes(&contract)
            .iter()
            .any(|note| note.contains("`x-error-codes` does not say"))
    );
}

#[test]
fn bodies_and_examples() {
    let contract = read(
        "
paths:
  /a:
    post:
      requestBody: {$ref: '#/components/requestBodies/B'}
      responses: {default: {description: d}}
    put:
      requestBody: {content: {text/plain: {example: t}, multipart/form-data: {schema: {}, encoding: {file: {contentType: image/png}}}}}
      responses: {default: {description: d}}
components:
  requestBodies:
    B:
      required: true
      content:
        application/json:
          schema: {type: object}
          examples: {one: {$ref: '#/components/examples/E'}, two: {value: null, x-source: observed}, three: {externalValue: e.json}, four: 4}
  examples: {E: {summary: s, value: {amount: 90071992547409931234.01}}}
",
    );
    let body = contract.operations[0].body.as_ref().unwrap();
    assert!(body.required && body.component.as_deref() == Some("B"));
    let examples = &body.json().unwrap().examples;
    let json = |index: usize| {
        examples[index]
            .value
            .map(|value| contract.node(value).to_json())
    };
    assert_eq!(json(0).unwrap(), r#"{"amount":90071992547409931234.01}"#);
    assert_eq!(json(1).unwrap(), "null");
    assert!(examples[1].source.is_observed);
    assert_eq!(
        (json(2), examples[2].external.as_deref()),
        (None, Some("e.json"))
    );
    assert_eq!(json(3).unwrap(), "4");
    let body = contract.operations[1].body.as_ref().unwrap();
    assert!(!body.required && body.json().is_none());
    assert_eq!(body.content[0].examples[0].name, None);
    assert_eq!(body.content[1].encoding[0].0, "file");
}

#[test]
fn callbacks_and_webhooks() {
    let contract = Contract::parse(
        "x",
        "
openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  /a:
    get: {responses: {}}
    post:
      operationId: a
      callbacks:
        paid: {'{$request.body#/url}': {post: {operationId: paid, callbacks: {later: {$ref: '#/components/callbacks/C'}}}}}
webhooks:
  hook: {$ref: '#/components/pathItems/P'}
x-webhooks:
  old: {post: {operationId: old}}
components:
  callbacks: {C: {/c: {post: {operationId: inner}}}}
  pathItems: {P: {post: {operationId: hook}}}
",
    )
    .unwrap();
    let of: Vec<_> = contract
        .callbacks
        .iter()
        .map(|one| (one.id.as_deref().unwrap(), &one.kind))
        .collect();
    let named = |name: &str| OperationKind::Callback {
        name: name.to_owned(),
        of: 1,
    };
    let webhook = |name: &str| OperationKind::Webhook {
        name: name.to_owned(),
    };
    assert_eq!(
        of,
        [
            ("paid", &named("paid")),
            ("inner", &named("later")),
            ("hook", &webhook("hook")),
            ("old", &webhook("old"))
        ]
    );
    assert_eq!(contract.callbacks[0].path, "{$request.body#/url}");
    assert!(
        contract
            .callbacks
            .iter()
            .all(bayar_contract::Operation::is_callback)
    );
    assert_eq!(
        contract.operation("inner").unwrap().callback_name(),
        Some("later")
    );
}

#[test]
fn callbacks_without_number() {
    let many: String = (0..40).fold(String::new(), |text, n| {
        text + &format!("c{n}: {{$ref: '#/components/callbacks/C'}}, ")
    });
    let contract = read(&format!(
        "
paths: {{/a: {{post: {{responses: {{}}, callbacks: {{{many}}}}}}}}}
components: {{callbacks: {{C: {{/c: {{post: {{responses: {{}}, callbacks: {{{many}}}}}}}}}}}}}
"
    ));
    assert_eq!(contract.callbacks.len(), 1000);
    assert!(
        notes(&contract)
            .iter()
            .any(|note| note.contains("are read no further than this"))
    );
}

#[test]
fn security() {
    let contract = read(
        "
security: [{key: []}]
paths:
  /a:
    get: {responses: {}}
    put: {security: [], responses: {}}
    post: {security: [{basic: [], oauth: [read, write]}, {}, {nothing: []}], responses: {}}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: api_key}
    basic: {type: http, scheme: Basic}
    oauth: {type: oauth2, flows: {}}
    other: {type: magic}
    open: {type: openIdConnect, openIdConnectUrl: https://o.example}
",
    );
    let schemes = |index: usize| {
        let security = &contract.operations[index].security;
        let names = |requirement: &bayar_contract::security::Requirement| {
            requirement
                .schemes
                .iter()
                .map(|(name, scopes)| format!("{name}{}", scopes.len()))
                .collect::<Vec<_>>()
        };
        security.iter().map(names).collect::<Vec<_>>()
    };
    assert_eq!(schemes(0), [["key0"]]);
    assert!(schemes(1).is_empty());
    assert_eq!(
        schemes(2),
        [
            vec!["basic0".to_owned(), "oauth2".to_owned()],
            vec![],
            vec!["nothing0".to_owned()]
        ]
    );
    let kind = |name: &str| {
        let scheme = contract
            .security_schemes
            .iter()
            .find(|scheme| scheme.name == name);
        scheme.unwrap().kind.clone()
    };
    assert_eq!(
        kind("key"),
        SchemeKind::ApiKey {
            name: "api_key".into(),
            location: Location::Header
        }
    );
    assert_eq!(
        kind("basic"),
        SchemeKind::Http {
            scheme: "basic".into(),
            bearer_format: None
        }
    );
    assert_eq!(kind("other"), SchemeKind::Other("magic".into()));
    let notes = notes(&contract);
    assert!(
        notes
            .iter()
            .any(|note| note.contains("`nothing` is not among")),
        "{notes:?}"
    );
}

#[test]
fn servers() {
    let contract = read(
        "
servers: [{url: 'https://{env}.example:{port}/v1', variables: {env: {default: api, enum: [api, dev]}, port: {default: 443}}}]
paths:
  /a: {get: {responses: {}}, put: {servers: [], responses: {}}, post: {servers: [{url: /b}], responses: {}}}
",
    );
    assert_eq!(
        contract.servers[0].urls(),
        ["https://api.example:443/v1", "https://dev.example:443/v1"]
    );
    assert_eq!(
        contract.servers[0].default_url(),
        "https://api.example:443/v1"
    );
    let url = |index: usize| contract.operations[index].servers[0].url.as_str();
    assert_eq!([url(0), url(1), url(2)], [url(0), url(0), "/b"]);
    let none = read("paths: {/a: {get: {responses: {}}}}");
    assert_eq!(
        (none.servers[0].url.as_str(), none.servers[0].node),
        ("/", None)
    );
}

#[test]
fn secrets() {
    let contract = read(
        "
paths: {/a: {parameters: [{name: X-Token, in: header, x-secret: true, schema: {}}], get: {responses: {}}}}
components: {schemas: {A: {properties: {cardNumber: {type: string, x-secret: true}, name: {x-secret: false}}}}}
",
    );
    let secrets: Vec<_> = contract.secrets().into_iter().collect();
    assert_eq!(secrets, ["cardnumber", "x-token"]);
    assert!(contract.operations[0].parameters[0].secret);
}
