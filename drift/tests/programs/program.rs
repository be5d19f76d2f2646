//! The program: what it reads, and how it ends.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
use ruzstd::encoding::{CompressionLevel, compress_to_vec};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::common::{documented, exchange, lines};

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bayar-drift"))
        .args(arguments)
        .output()
        .unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

struct Folder(TempDir);

impl Folder {
    fn new() -> Folder {
        Folder(tempfile::tempdir().unwrap())
    }

    fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let file = self.0.path().join(name);
        std::fs::write(&file, bytes).unwrap();
        file
    }
}

/// The exit status, the classes that were found, and how many exchanges were read.
fn traffic(file: &Path) -> (i32, Vec<String>, u64) {
    let output = run(&["traffic", file.to_str().unwrap(), "--format", "json"]);
    let report: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)));
    let findings = report["findings"].as_array().unwrap();
    let class = |finding: &Value| finding["class"].as_str().unwrap().to_owned();
    let exchanges = report["summary"]["exchanges"].as_u64().unwrap();
    (
        code(&output),
        findings.iter().map(class).collect(),
        exchanges,
    )
}

fn balance(body: &Value) -> Value {
    exchange("GET", "/balance", None, 200, body)
}

fn clean() -> String {
    lines(&[balance(&json!({"balance": 1000}))])
}

fn odd() -> String {
    lines(&[balance(&json!({"balance": "1000"}))])
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    compress_to_vec(bytes, CompressionLevel::Fastest)
}

/// A HAR with one look at the balance.
fn har(content: &Value, encoding: Option<&str>) -> String {
    let header = |name: &str, value: &str| json!({"name": name, "value": value});
    let mut headers = vec![header("Content-Type", "application/json")];
    headers.extend(encoding.map(|encoding| header("Content-Encoding", encoding)));
    let entry = json!({
        "startedDateTime": "2020-02-20T00:00:00.000Z",
        "request": {"method": "GET", "url": "https://api.xendit.co/balance", "headers": [], "bodySize": 0},
        "response": {"status": 200, "headers": headers, "content": content},
    });
    json!({"log": {"version": "1.2", "creator": {"name": "test"}, "entries": [entry]}}).to_string()
}

fn base64(bytes: &[u8]) -> Value {
    json!({"size": bytes.len(), "mimeType": "application/json", "encoding": "base64", "text": STANDARD.encode(bytes)})
}

#[test]
fn the_exit_status_tells_what_was_found() {
    let folder = Folder::new();
    let (clean, odd) = (
        folder.write("clean.ndjson", clean().as_bytes()),
        folder.write("odd.ndjson", odd().as_bytes()),
    );
    assert_eq!(traffic(&clean), (0, vec![], 1));
    let found = vec!["response.text_for_number".to_owned()];
    assert_eq!(traffic(&odd), (1, found, 1));
    let odd = odd.to_str().unwrap();
    assert_eq!(code(&run(&["traffic", odd, "--fail-on", "error"])), 0);
    let both = run(&["traffic", clean.to_str().unwrap(), odd]);
    let text = String::from_utf8(both.stdout.clone()).unwrap();
    assert_eq!(code(&both), 1);
    assert!(text.contains("response.text_for_number"), "{text}");
    assert!(text.contains("2 exchanges"), "{text}");
}

#[test]
fn wrong_usage_is_status_2() {
    for arguments in [
        &[][..],
        &["traffic"],
        &["traffic", "x", "--format", "prose"],
        &["traffic", "x", "--fail-on", "never"],
        &["no_such_command"],
    ] {
        assert_eq!(code(&run(arguments)), 2, "{arguments:?}");
    }
}

#[test]
fn a_wrong_value_is_told_with_its_option() {
    for (arguments, option, value) in [
        (&["traffic", "x"][..], "--server", "foo"),
        (&["traffic", "x"], "--host", "a b"),
        (&["traffic", "x"], "--host", "a:99999"),
        (&["proxy"], "--upstream", "http://h:99999"),
        (&["proxy"], "--upstream", "ftp://h"),
        (&["proxy"], "--listen", "here"),
        (&["proxy"], "--server", "http://h:99999"),
        (&["probe"], "--server", "/v1"),
        (&["probe"], "--url", "http://h?a=1"),
        (&["probe"], "--budget", "many"),
    ] {
        let output = run(&[arguments, &[option, value]].concat());
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(code(&output), 2, "{option} {value}: {error}");
        assert!(error.contains(option) && error.contains(value), "{error}");
    }
}

#[test]
fn input_that_cannot_be_read_is_status_3_and_says_where() {
    let folder = Folder::new();
    let packed = gzip(clean().as_bytes());
    let line = clean();
    let cut_line = format!("{line}{}", &line[..40]);
    let entry = har(&json!({"text": "{}"}), None);
    let not_base64 = har(&json!({"text": "!", "encoding": "base64"}), None);
    let cases: [(&str, &[u8], &str); 8] = [
        ("cut.ndjson", cut_line.as_bytes(), "line 2"),
        ("number.ndjson", b"7\n", "line 1"),
        ("words.txt", b"no traffic at all", "line 1"),
        ("binary", &[0, 159, 146, 150], "line 1"),
        ("cut.har", &entry.as_bytes()[..entry.len() - 12], "entry 0"),
        ("base64.har", not_base64.as_bytes(), "entry 0"),
        ("no-entries.har", br#"{"log": {}}"#, "log.entries"),
        ("cut.gz", &packed[..packed.len() - 10], "cut.gz"),
    ];
    for (name, bytes, says) in cases {
        let file = folder.write(name, bytes);
        let output = run(&["traffic", file.to_str().unwrap()]);
        let error = String::from_utf8(output.stderr.clone()).unwrap();
        assert_eq!(code(&output), 3, "{name}: {error}");
        assert!(error.contains(says) && error.contains(name), "{error}");
    }
    assert_eq!(code(&run(&["traffic", "/no/such/file"])), 3);
    let no_report = folder.write("report.json", b"[]");
    assert_eq!(code(&run(&["merge", no_report.to_str().unwrap()])), 3);
}

#[test]
fn files_are_told_by_their_content() {
    let folder = Folder::new();
    let text = odd();
    let har = har(&json!({"text": r#"{"balance": "1000"}"#}), None);
    let twice = [gzip(text.as_bytes()), gzip(text.as_bytes())].concat();
    let marked = format!("\u{feff}{text}\r\n\n");
    let files = [
        ("a", text.clone().into_bytes(), 1),
        ("b", gzip(text.as_bytes()), 1),
        ("c", zstd(text.as_bytes()), 1),
        ("d", twice, 2),
        ("e", marked.into_bytes(), 1),
        ("f", har.clone().into_bytes(), 1),
        ("g", gzip(har.as_bytes()), 1),
        ("h", zstd(har.as_bytes()), 1),
    ];
    for (name, bytes, exchanges) in files {
        let found = vec!["response.text_for_number".to_owned()];
        let file = folder.write(name, &bytes);
        assert_eq!(traffic(&file), (1, found, exchanges), "{name}");
    }
    assert_eq!(traffic(&folder.write("empty", b"")), (0, vec![], 0));
}

#[test]
fn bodies_are_unpacked() {
    let folder = Folder::new();
    let body = br#"{"balance": 1000}"#;
    let mut zlib = ZlibEncoder::new(Vec::new(), Compression::fast());
    zlib.write_all(body).unwrap();
    let mut deflate = DeflateEncoder::new(Vec::new(), Compression::fast());
    deflate.write_all(body).unwrap();
    let brotli = STANDARD.decode("GxAA+KVFdPb6pCKTVFJtGHMIrwE=").unwrap();
    let bodies = [
        (None, body.to_vec()),
        (Some("gzip"), gzip(body)),
        (Some("zstd"), zstd(body)),
        (Some("deflate"), zlib.finish().unwrap()),
        (Some("deflate"), deflate.finish().unwrap()),
        (Some("br"), brotli),
        // Most recordings hold the body unpacked, and its headers as they were.
        (Some("br"), body.to_vec()),
    ];
    for (encoding, packed) in bodies {
        let recorded = har(&base64(&packed), encoding);
        let file = folder.write("bodies.har", recorded.as_bytes());
        assert_eq!(traffic(&file), (0, vec![], 1), "{encoding:?} in a HAR");
        let mut line = balance(&json!({}));
        line["response"]["headers"]["Content-Encoding"] = json!(encoding.unwrap_or("identity"));
        line["response"].as_object_mut().unwrap().remove("body");
        line["response"]["body_base64"] = json!(STANDARD.encode(&packed));
        let file = folder.write("bodies.ndjson", lines(&[line]).as_bytes());
        assert_eq!(traffic(&file), (0, vec![], 1), "{encoding:?} in NDJSON");
    }
    // A body that was unpacked is one that is looked at.
    let recorded = har(&base64(&gzip(br#"{"balance": null}"#)), Some("gzip"));
    let file = folder.write("null.har", recorded.as_bytes());
    assert_eq!(traffic(&file), (1, vec!["response.null".to_owned()], 1));
}

#[test]
fn parts_are_merged() {
    let folder = Folder::new();
    let (_, answer) = documented("get_invoice");
    let look = |status: &str| {
        let mut answer = answer.clone();
        answer["status"] = json!(status);
        let id = answer["id"].as_str().unwrap();
        lines(&[exchange(
            "GET",
            &format!("/v2/invoices/{id}"),
            None,
            200,
            &answer,
        )])
    };
    let mut reports = Vec::new();
    for (name, status) in [("one", "EXPIRED"), ("two", "PENDING")] {
        let part = folder.write(name, look(status).as_bytes());
        let part = part.to_str().unwrap();
        let output = run(&["traffic", part, "--format", "json"]);
        reports.push(folder.write(&format!("{name}.json"), &output.stdout));
    }
    let reports: Vec<_> = reports.iter().map(|file| file.to_str().unwrap()).collect();
    let output = run(&["merge", reports[0], reports[1]]);
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    assert_eq!(code(&output), 1);
    assert!(text.contains("across.status"), "{text}");
    assert!(output.stderr.is_empty());

    let mut first: Value = serde_json::from_slice(&std::fs::read(reports[0]).unwrap()).unwrap();
    first.as_object_mut().unwrap().remove("state").unwrap();
    let first = folder.write("stateless.json", first.to_string().as_bytes());
    let output = run(&["merge", first.to_str().unwrap(), reports[1]]);
    assert_eq!(code(&output), 0);
    assert!(String::from_utf8_lossy(&output.stderr).contains("--mergeable"));
}

#[cfg(unix)]
#[test]
fn a_proxy_that_is_ended_early_still_reports() {
    use std::io::{BufRead, BufReader};
    use std::process::Stdio;

    for signal in ["-TERM", "-INT"] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bayar-drift"));
        let upstream = ["--upstream", "http://127.0.0.1:9", "--format", "json"];
        command
            .args(["proxy", "--listen", "127.0.0.1:0"])
            .args(upstream);
        let mut proxy = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut first = String::new();
        let mut errors = BufReader::new(proxy.stderr.take().unwrap());
        errors.read_line(&mut first).unwrap();
        assert!(first.contains("forwards to"), "{first}");
        let id = proxy.id().to_string();
        assert!(
            Command::new("kill")
                .args([signal, &id])
                .status()
                .unwrap()
                .success()
        );
        let output = proxy.wait_with_output().unwrap();
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(
            (code(&output), &report["summary"]["exchanges"]),
            (0, &json!(0)),
            "{signal}"
        );
    }
}

#[test]
fn a_probe_that_nobody_answers_fails() {
    let folder = Folder::new();
    let contract = "openapi: 3.0.3\ninfo: {title: Shop, version: '1'}\nservers: [{url: http://127.0.0.1:9}]\n\
                    paths:\n  /things:\n    get: {responses: {'200': {description: d}}}\n";
    let contract = folder.write("shop.yaml", contract.as_bytes());
    let output = run(&["probe", "--contract", contract.to_str().unwrap()]);
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(code(&output), 3, "{error}");
    assert!(error.contains("none of them was answered"), "{error}");
}
