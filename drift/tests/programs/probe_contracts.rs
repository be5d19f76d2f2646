//! The probe of an API that others described: nothing of any vendor is needed.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Output};
use std::sync::{Arc, Mutex};

use crate::support::contracts::Folder;

const SHOP: &str = "openapi: 3.0.3
info: {title: Shop, version: '1'}
servers: [{url: https://shop.example/v1}]
security: [{shopToken: []}]
components:
  securitySchemes:
    shopToken: {type: http, scheme: bearer}
    queryKey: {type: apiKey, in: query, name: key}
    partner: {type: http, scheme: basic}
  schemas:
    Thing: {type: object, properties: {id: {type: integer}, state: {type: string, enum: [new, old]}}}
paths:
  /things:
    get:
      operationId: listThings
      parameters:
        - {name: tags, in: query, required: true, schema: {type: array, items: {type: string}, default: [a b, c]}}
        - {name: page, in: query, schema: {type: integer, default: 1}}
        - {name: X-Version, in: header, required: true, schema: {type: string, pattern: '^v[0-9]$'}}
      responses:
        '200':
          description: d
          content:
            application/json:
              schema: {type: object, properties: {data: {type: array, items: {$ref: '#/components/schemas/Thing'}}}}
  /things/{thing}:
    get:
      operationId: getThing
      parameters: [{name: thing, in: path, required: true, schema: {type: string}}]
      responses:
        '200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
    delete: {operationId: deleteThing, responses: {'204': {description: d}}}
  /prices/{day}:
    get:
      security: [{queryKey: []}]
      parameters:
        - {name: day, in: path, required: true, example: 2026-01-01/x, schema: {type: string}}
        - {name: X-Kind, in: header, required: true, schema: {type: string, enum: [net, gross]}}
      responses:
        '200': {description: d, content: {application/json: {schema: {type: object}}}}
  /orders/{order}:
    get:
      operationId: getOrder
      parameters: [{name: order, in: path, required: true, schema: {type: string}}]
      responses: {'200': {description: d}}
  /partners:
    get: {operationId: listPartners, security: [{partner: []}], responses: {'200': {description: d}}}
  /health:
    get: {operationId: health, security: [], responses: {'200': {description: d}}}
";

/// An API that answers by path and keeps the heads of its requests.
struct Api {
    url: String,
    heads: Arc<Mutex<Vec<String>>>,
}

impl Api {
    fn start() -> Api {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/base", listener.local_addr().unwrap());
        let heads = Arc::new(Mutex::new(Vec::new()));
        let kept = heads.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                answer(stream.unwrap(), &kept);
            }
        });
        Api { url, heads }
    }
}

fn answer(mut stream: TcpStream, kept: &Mutex<Vec<String>>) {
    let lines = BufReader::new(stream.try_clone().unwrap()).lines();
    let head: Vec<_> = lines
        .map(Result::unwrap)
        .take_while(|line| !line.is_empty())
        .collect();
    let path = head[0].split(' ').nth(1).unwrap();
    let body = match path.split('?').next().unwrap() {
        "/base/things" => r#"{"total": 1, "data": [{"id": 7, "state": "new"}]}"#.to_owned(),
        // What was sent comes back where nobody expects it.
        "/base/things/7" => format!(r#"{{"id": "7", "state": {:?}}}"#, head.join(" ")),
        _ => "{}".to_owned(),
    };
    kept.lock().unwrap().push(head.join("\n").to_lowercase());
    let reset = path
        .strip_prefix("/base/limits/")
        .map(|reset| format!("Rate-Limit-Remaining: 0\r\nRate-Limit-Reset: {reset}\r\n"));
    let reset = reset.unwrap_or_default();
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n{reset}Content-Length: {length}\r\n\r\n{body}"
    )
    .unwrap();
}

fn probe(contract: &str, arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    let folder = Folder::new();
    let contract = folder.file("shop.yaml", contract);
    let mut command = Command::new(env!("CARGO_BIN_EXE_bayar-drift"));
    command.args(["probe", "--contract"]).arg(contract);
    command.args(arguments).env_clear();
    command.envs(environment.iter().copied()).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn every_read_with_examples_is_called() {
    let api = Api::start();
    let output = probe(
        SHOP,
        &[
            "--url",
            &api.url,
            "--format",
            "json",
            "--header",
            "X-Version: v1",
            "--header",
            "X-Trace: trace-secret",
        ],
        &[
            ("SHOP_TOKEN", "token-secret"),
            ("QUERY_KEY", "query secret"),
        ],
    );
    let (report, notes) = (text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(1), "{notes}");
    let heads = api.heads.lock().unwrap();
    let targets: Vec<_> = heads
        .iter()
        .map(|head| head.lines().next().unwrap())
        .collect();
    assert_eq!(
        targets,
        [
            "get /base/things?tags=a+b&tags=c http/1.1",
            "get /base/things/7 http/1.1",
            "get /base/prices/2026-01-01%2fx?key=query+secret http/1.1",
            "get /base/partners http/1.1",
            "get /base/health http/1.1",
        ]
    );
    let has = |index: usize, line: &str| heads[index].lines().any(|own| own == line);
    assert!(has(0, "authorization: bearer token-secret"), "{}", heads[0]);
    assert!(has(0, "x-version: v1") && has(3, "x-trace: trace-secret"));
    assert!(has(2, "x-kind: net") && !heads[2].contains("authorization"));
    assert!(!heads[4].contains("authorization"));
    assert!(
        notes.contains("getOrder was not called: no example or default of order"),
        "{notes}"
    );
    assert!(notes.contains("5 requests"), "{notes}");
    drop(heads);
    // Found, and nothing of what was sent is in it.
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    let found: Vec<_> = report["findings"].as_array().unwrap().iter().collect();
    let words: Vec<_> = found
        .iter()
        .map(|one| {
            format!(
                "{} {}",
                one["class"].as_str().unwrap(),
                one["pointer"].as_str().unwrap()
            )
        })
        .collect();
    assert_eq!(
        words,
        [
            "response.text_for_number /id",
            "response.enum /state",
            "response.field /total"
        ],
        "{report:#}"
    );
    for format in ["text-all", "json", "sarif", "junit", "markdown", "html"] {
        let output = probe(
            SHOP,
            &[
                "--url",
                &api.url,
                "--format",
                format,
                "--header",
                "X-Version: v1",
                "--header",
                "X-Trace: trace-secret",
            ],
            &[
                ("SHOP_TOKEN", "token-secret"),
                ("QUERY_KEY", "query-secret"),
            ],
        );
        let all = text(&output.stdout) + &text(&output.stderr);
        assert!(!all.contains("secret"), "{format}: {all}");
    }
}

#[test]
fn what_lacks_credentials_is_not_called() {
    let api = Api::start();
    let output = probe(
        SHOP,
        &["--url", &api.url],
        &[("PARTNER", "me:and my password")],
    );
    let notes = text(&output.stderr);
    assert!(
        notes.contains("GET /prices/{day} was not called: no credentials: QUERY_KEY or --header"),
        "{notes}"
    );
    let heads = api.heads.lock().unwrap();
    assert_eq!(heads.len(), 2, "{heads:?}");
    // `me:and my password`
    assert!(
        heads[0].contains("basic bwu6yw5kig15ihbhc3n3b3jk"),
        "{}",
        heads[0]
    );
}

#[test]
fn a_plan_calls_nothing() {
    let output = probe(
        SHOP,
        &["--dry-run", "--header", "X-Version: v-secret"],
        &[("SHOP_TOKEN", "token-secret")],
    );
    let (plan, notes) = (text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(0), "{notes}");
    assert_eq!(
        plan.lines().collect::<Vec<_>>(),
        [
            "GET /things?tags=a+b&tags=c (listThings)",
            "GET /prices/2026-01-01%2Fx (GET /prices/{day})",
            "GET /partners (listPartners)",
            "GET /health (health)",
        ]
    );
    assert!(
        notes.contains("getThing was not called: no example or default of thing"),
        "{notes}"
    );
    assert!(!(plan + &notes).contains("secret"));
}

#[test]
fn nothing_is_sent_in_clear_and_nothing_is_created_that_stays() {
    let clear = SHOP.replace("https://shop", "http://shop");
    for (contract, arguments, status, word) in [
        (
            clear.as_str(),
            [].as_slice(),
            3,
            "neither https nor on loopback",
        ),
        (SHOP, &["--write"], 3, "`x-drift`"),
        (
            SHOP,
            &["--header", "secret"],
            2,
            "--header is none of the form",
        ),
        (SHOP, &["--header", "X-A: secr\u{7}et"], 2, "cannot be sent"),
    ] {
        let output = probe(contract, arguments, &[("SHOP_TOKEN", "t")]);
        let error = text(&output.stderr);
        assert_eq!(output.status.code(), Some(status), "{error}");
        assert!(error.contains(word) && !error.contains("secr"), "{error}");
    }
}

#[test]
fn a_rate_limit_costs_no_answer() {
    let api = Api::start();
    let path = |reset: &str| {
        format!("  /limits/{reset}: {{get: {{responses: {{'200': {{description: d}}}}}}}}\n")
    };
    let paths: String = ["nan", "-1", "99999999999999999999"].map(path).concat();
    let contract = format!("openapi: 3.0.3\ninfo: {{title: Shop, version: '1'}}\npaths:\n{paths}");
    let output = probe(&contract, &["--url", &api.url], &[]);
    let notes = text(&output.stderr);
    assert!(notes.contains("3 requests"), "{notes}");
    assert!(!notes.contains("failed"), "{notes}");
}

#[cfg(unix)]
#[test]
fn a_call_that_hangs_is_given_up_when_the_probe_is_interrupted() {
    use std::process::Stdio;
    use std::time::{Duration, Instant};

    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let folder = Folder::new();
    let contract = folder.file("shop.yaml", SHOP);
    let mut command = Command::new(env!("CARGO_BIN_EXE_bayar-drift"));
    command.args(["probe", "--url", &url, "--contract"]);
    command.arg(contract).env("SHOP_TOKEN", "t");
    let command = command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let probe = command.spawn().unwrap();
    let called = listener.accept().unwrap();
    let began = Instant::now();
    let id = probe.id().to_string();
    Command::new("kill").args(["-INT", &id]).status().unwrap();
    let output = probe.wait_with_output().unwrap();
    let notes = text(&output.stderr);
    assert!(began.elapsed() < Duration::from_secs(15), "{notes}");
    assert!(notes.contains("interrupted"), "{notes}");
    assert!(!notes.contains("taken back"), "{notes}");
    drop(called);
}
