//! Logs as exporters write them: what is read, what is left out and counted, and what is found.

mod bodies;
mod cuts;
mod hosts;

use bayar_drift::check::{Checker, Options};
use bayar_drift::exchange::{InputError, read, read_lenient};
use bayar_drift::report::Report;
use serde_json::{Value, json};

use crate::common::{documented, documented_callback, exchange, lines, places};

const BALANCE: &str = "https://api.xendit.co/balance";

/// An entry of a HAR.
fn entry(method: &str, url: &str, answer: &str) -> Value {
    json!({
        "startedDateTime": "2026-11-01T10:00:00.000Z",
        "time": 12.5,
        "request": {
            "method": method, "url": url, "headers": [{"name": "Accept", "value": "*/*"}],
            "queryString": [], "headersSize": -1, "bodySize": 0,
        },
        "response": {
            "status": 200, "headers": [{"name": "Content-Type", "value": "application/json"}],
            "content": {"size": answer.len(), "mimeType": "application/json", "text": answer},
            "headersSize": -1, "bodySize": -1,
        },
    })
}

fn balance(answer: &str) -> Value {
    entry("GET", BALANCE, answer)
}

fn fine() -> Value {
    balance(r#"{"balance": 1241231}"#)
}

/// An answer that has a finding: what is read shows it.
fn odd() -> Value {
    balance(r#"{"balance": "1241231"}"#)
}

fn changed(mut entry: Value, pointer: &str, value: Value) -> Value {
    if let Some(place) = entry.pointer_mut(pointer) {
        *place = value;
    } else {
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        entry.pointer_mut(parent).unwrap()[name] = value;
    }
    entry
}

fn without(mut entry: Value, pointer: &str) -> Value {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let parent = entry.pointer_mut(parent).unwrap();
    parent.as_object_mut().unwrap().remove(name).unwrap();
    entry
}

fn har(entries: &[Value]) -> String {
    json!({"log": {"version": "1.2", "pages": [], "entries": entries}}).to_string()
}

fn with(options: Options, log: &[u8]) -> Result<Report, InputError> {
    let mut checker = Checker::new(options).unwrap();
    read(log, |exchange| checker.check(exchange))?;
    Ok(checker.report())
}

fn report(log: impl AsRef<[u8]>) -> Report {
    with(Options::default(), log.as_ref()).unwrap()
}

fn found(report: &Report) -> Vec<String> {
    let places = places(report).into_iter();
    let found = places.map(|(class, operation, pointer)| format!("{class} {operation} {pointer}"));
    found.collect()
}

const ODD: &str = "response.text_for_number get_balance /balance";

#[test]
fn what_stands_in_an_odd_form_is_read() {
    let two = |mut entry: Value, pointer: &str, value: Value| {
        let list = entry.pointer_mut(pointer).unwrap().as_array_mut().unwrap();
        list.push(value);
        entry
    };
    let headers = "/response/headers";
    let entries = [
        (
            "size null",
            changed(fine(), "/request/bodySize", json!(null)),
        ),
        (
            "size float",
            changed(fine(), "/response/content/size", json!(20.0)),
        ),
        (
            "size text",
            changed(fine(), "/request/bodySize", json!("0")),
        ),
        (
            "status float",
            changed(fine(), "/response/status", json!(200.0)),
        ),
        (
            "status text",
            changed(fine(), "/response/status", json!("200")),
        ),
        (
            "no status",
            changed(fine(), "/response/status", json!(-999)),
        ),
        (
            "status null",
            changed(fine(), "/response/status", json!(null)),
        ),
        ("no answer", changed(fine(), "/response", json!(null))),
        (
            "headers null",
            changed(fine(), "/request/headers", json!(null)),
        ),
        (
            "headers object",
            changed(fine(), headers, json!({"Content-Type": "application/json"})),
        ),
        ("header null", two(fine(), headers, json!(null))),
        (
            "header value null",
            two(fine(), headers, json!({"name": "Date", "value": null})),
        ),
        (
            "header value number",
            two(fine(), headers, json!({"name": "Age", "value": 0})),
        ),
        (
            "header name null",
            two(fine(), headers, json!({"name": null, "value": "x"})),
        ),
        (
            "query null",
            changed(fine(), "/request/queryString", json!(null)),
        ),
        (
            "post data null",
            changed(fine(), "/request/postData", json!(null)),
        ),
        (
            "content null",
            changed(fine(), "/response/content", json!(null)),
        ),
        (
            "method small",
            changed(fine(), "/request/method", json!("get")),
        ),
        (
            "time null",
            changed(fine(), "/startedDateTime", json!(null)),
        ),
    ];
    for (what, entry) in entries {
        let report = report(har(&[entry, odd()]));
        assert_eq!(found(&report), [ODD], "{what}");
        assert_eq!(
            (report.summary.exchanges, report.summary.skipped),
            (2, 0),
            "{what}"
        );
    }
    let posted = |post_data: Value| {
        let mut entry = entry("POST", "https://api.xendit.co/v2/invoices", "{}");
        entry["request"]["bodySize"] = json!(2);
        entry["request"]["postData"] = post_data;
        found(&report(har(&[entry])))
    };
    let params = json!({"mimeType": "application/json", "text": "{}", "params": null});
    assert!(posted(params).contains(&"request.required create_invoice /external_id".to_owned()));
}

#[test]
fn what_is_no_json_and_does_no_harm_is_read() {
    let text = har(&[fine(), odd()]);
    let foreign = har(&[entry("GET", "https://other.example/", "BODY"), odd()]);
    for (what, log) in [
        ("NaN", text.replacen("12.5", "NaN", 1).into_bytes()),
        (
            "half a pair",
            foreign.replace("BODY", r"\ud800 \udc00x").into_bytes(),
        ),
        (
            "a line break in a text",
            foreign.replace("BODY", "a\nb\u{1}").into_bytes(),
        ),
        (
            "latin 1",
            foreign
                .bytes()
                .map(|byte| if byte == b'Y' { 0xe9 } else { byte })
                .collect(),
        ),
    ] {
        let report = report(log);
        assert_eq!(found(&report), [ODD], "{what}");
        assert_eq!(report.summary.exchanges, 2, "{what}");
    }
}

#[test]
fn several_texts_in_a_file_are_read() {
    let (one, two) = (har(&[fine()]), har(&[odd()]));
    let line = |answer: &str| {
        let answer: Value = serde_json::from_str(answer).unwrap();
        exchange("GET", "/balance", None, 200, &answer).to_string()
    };
    let (fine, odd) = (line(r#"{"balance": 1}"#), line(r#"{"balance": "1"}"#));
    let pretty: Value = serde_json::from_str(&odd).unwrap();
    let log: Value = serde_json::from_str(&two).unwrap();
    for (what, text) in [
        ("two HARs", format!("{one}{two}")),
        ("a HAR a line", format!("{one}\n{two}\n")),
        (
            "the log comes later",
            format!(
                r#"{one}{{"_comment": "{{\"log\"", "a": [1, {{}}], {}"#,
                &two[1..]
            ),
        ),
        ("a HAR after lines", format!("{fine}\n{two}")),
        ("lines after a HAR", format!("{one}\n{odd}\n")),
        ("RFC 7464", format!("\u{1e}{fine}\n\u{1e}{odd}\n")),
        ("over several lines", format!("{fine}\n{pretty:#}")),
        ("a HAR over several lines", format!("{fine}\n{log:#}")),
        (
            "a mark before each",
            format!("\u{feff}{fine}\n\u{feff}{odd}"),
        ),
        ("an entry a line", format!("{fine}\n{}", self::odd())),
    ] {
        let report = report(text);
        assert_eq!(found(&report), [ODD], "{what}");
        assert_eq!(report.summary.exchanges, 2, "{what}");
    }
    assert_eq!(report(r#"{"log": {"entries": null}}"#).summary.exchanges, 0);
}

#[test]
fn every_frame_is_read() {
    let line = lines(&[exchange(
        "GET",
        "/balance",
        None,
        200,
        &json!({"balance": "1"}),
    )]);
    let frame = |text: &str| {
        let level = ruzstd::encoding::CompressionLevel::Fastest;
        ruzstd::encoding::compress_to_vec(text.as_bytes(), level)
    };
    let skipped = [b"\x55\x2a\x4d\x18\x03\0\0\0abc".to_vec(), frame(&line)].concat();
    let two = [frame(&line), frame(&line), skipped.clone()].concat();
    assert_eq!(report(skipped).summary.exchanges, 1);
    assert_eq!(report(two.as_slice()).summary.exchanges, 3);
    for cut in [two.len() - 1, frame(&line).len() + 2] {
        assert!(with(Options::default(), &two[..cut]).is_err());
    }
}

#[test]
fn what_is_not_read_is_named() {
    let utf16 = |text: &str| {
        text.encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect::<Vec<_>>()
    };
    for (log, name) in [
        (utf16("\u{feff}{}"), "UTF-16"),
        (utf16("{}"), "UTF-16"),
        (b"PK\x03\x04rest".to_vec(), "zip"),
    ] {
        let error = with(Options::default(), &log).unwrap_err().to_string();
        assert!(error.contains(name), "{error}");
        assert!(read_lenient(log.as_slice(), |_| (), |_| Ok(())).is_err());
    }
}

#[test]
fn what_cannot_be_read_can_be_left_out() {
    let fine = exchange("GET", "/balance", None, 200, &json!({"balance": 1})).to_string();
    let not_base64 = changed(self::fine(), "/response/content/encoding", json!("base64"));
    let whole = har(&[self::fine(), odd()]);
    for (what, log, count, says) in [
        (
            "a line",
            format!("{fine}\nnonsense {{\n{fine}\n"),
            2,
            "line 2",
        ),
        (
            "a cut line",
            format!("{fine}\n{}\n{fine}\n", &fine[..60]),
            2,
            "line 2",
        ),
        (
            "the end",
            format!("{fine}\n{fine}\n{}", &fine[..60]),
            2,
            "line 3",
        ),
        (
            "an entry",
            har(&[not_base64, json!({"a": [{"b": "}"}]}), json!(7), odd()]),
            1,
            "entry 0",
        ),
        (
            "what follows a HAR",
            format!("{whole}garbage{{"),
            2,
            "line 1",
        ),
        (
            "the end of a HAR",
            whole[..whole.len() - 2].to_owned(),
            2,
            "line 1",
        ),
        (
            "half an entry",
            whole[..whole.len() - 20].to_owned(),
            1,
            "entry 1",
        ),
    ] {
        let error = with(Options::default(), log.as_bytes())
            .unwrap_err()
            .to_string();
        assert!(error.contains(says), "{what}: {error}");
        let (mut read, mut problems) = (0, Vec::new());
        let skip = |problem: InputError| {
            problems.push(problem.to_string());
            Ok(())
        };
        read_lenient(log.as_bytes(), |_| read += 1, skip).unwrap();
        assert_eq!(read, count, "{what}: {problems:?}");
        assert_eq!(problems[0], error, "{what}");
    }
}

#[test]
fn the_length_of_an_exchange_is_bounded() {
    // Nothing is in it, and it never ends.
    let endless = std::io::Read::chain(
        &b"{\"request\": \""[..],
        std::io::Read::take(std::io::repeat(b'a'), 1 << 28),
    );
    let error = read(endless, |_| ()).unwrap_err().to_string();
    assert!(error.contains("longer than 128 MiB"), "{error}");
}

#[test]
fn the_host_decides() {
    let at = |url: &str, answer: &str| har(&[entry("GET", url, answer)]);
    let paths = |url: &str| {
        let report = report(at(url, "{}"));
        (found(&report).len(), report.summary.skipped)
    };
    for own in [
        "https://API.XENDIT.CO/no_such_path",
        "https://api.xendit.co./no_such_path",
        "https://api.xendit.co:443/no_such_path",
        "http://localhost:4010/no_such_path",
        "http://[::1]:4010/no_such_path",
        "api.xendit.co/no_such_path",
        "/no_such_path",
    ] {
        assert_eq!(paths(own), (1, 0), "{own}");
    }
    for foreign in [
        "https://shop.example/balance",
        "https://shop.example/v2/invoices",
        "https://xendit.co.example/no_such_path",
        "data:text/html,<b>",
        "about:blank",
        "wss://api.xendit.co/stream",
        "chrome-extension://abc/balance",
    ] {
        assert_eq!(paths(foreign), (0, 1), "{foreign}");
    }
    let log = at("https://gw.corp/nope", "{}");
    for host in [
        "gw.corp",
        "GW.Corp.",
        "gw.corp:8443",
        "https://gw.corp:8443/x",
    ] {
        let options = Options {
            hosts: vec![host.to_owned()],
            ..Options::default()
        };
        assert_eq!(
            with(options, log.as_bytes()).unwrap().findings.len(),
            1,
            "{host}"
        );
    }
    for host in [
        "",
        "gw corp",
        "*.corp",
        "https://",
        "gw.corp:1x",
        "gw.corp:99999",
        "gw..corp",
        "[::z]",
    ] {
        let options = Options {
            hosts: vec![host.to_owned()],
            ..Options::default()
        };
        assert!(Checker::new(options).is_err(), "{host}");
    }
}

#[test]
fn what_is_no_call_of_the_api_is_left_out() {
    for (method, url) in [
        ("CONNECT", "api.xendit.co:443"),
        ("CONNECT", "https://api.xendit.co:443"),
        ("connect", "http://api.xendit.co:443/"),
        ("OPTIONS", "https://api.xendit.co/v2/invoices"),
    ] {
        let report = report(har(&[entry(method, url, "")]));
        assert_eq!(
            (found(&report), report.summary.skipped),
            (vec![], 1),
            "{method} {url}"
        );
    }
    let head = changed(
        entry("HEAD", BALANCE, ""),
        "/response/headers/0/name",
        json!("Age"),
    );
    let not_modified = changed(balance(""), "/response/status", json!(304));
    let report = report(har(&[head, not_modified]));
    assert_eq!((found(&report), report.summary.skipped), (vec![], 0));
    assert_eq!(report.coverage.operations["get_balance"].count, 2);
}

#[test]
fn callbacks_are_told_from_requests_by_their_host() {
    let body = documented_callback("disbursement").to_string();
    let callback = |host: &str, token: &str| {
        let mut entry = entry("POST", &format!("https://{host}/disbursements"), "");
        entry["request"]["headers"] = json!([
            {"name": "Content-Type", "value": "application/json"},
            {"name": token, "value": "abcdef0123456789"},
        ]);
        entry["request"]["bodySize"] = json!(body.len());
        entry["request"]["postData"] = json!({"mimeType": "application/json", "text": body});
        har(&[entry])
    };
    for host in ["shop.example", "localhost:3000"] {
        let report = report(callback(host, "x-callback-token"));
        assert_eq!(
            (found(&report), report.summary.callbacks),
            (vec![], 1),
            "{host}"
        );
    }
    let by_shape = report(callback("shop.example", "Origin"));
    assert_eq!(by_shape.summary.callbacks, 1);
    // The path of callbacks is one of the API, too.
    let options = Options {
        callback_paths: vec!["/disbursements".to_owned()],
        ..Options::default()
    };
    let (request, answer) = documented("create_disbursement");
    let request = exchange("POST", "/disbursements", Some(&request), 200, &answer);
    let log = lines(&[request]);
    assert_eq!(with(options, log.as_bytes()).unwrap().summary.callbacks, 0);
}

#[test]
fn an_envelope_that_no_callback_has_is_unknown() {
    let wrapped = |name: &str, event: &str| {
        let body = json!({"event": event, "data": documented_callback(name)});
        let headers = json!({"Content-Type": "application/json", "x-callback-token": "abcdef"});
        let request = json!({"method": "POST", "url": "https://shop.example/", "headers": headers, "body": body});
        found(&report(
            json!({"request": request, "callback": true}).to_string(),
        ))
    };
    for (name, event) in [
        ("invoice", "invoice.paid"),
        ("disbursement", "disbursement.done"),
        ("fixed_virtual_account_paid", "payment"),
    ] {
        assert_eq!(wrapped(name, event), ["callback.unknown  "], "{name}");
    }
}

#[test]
fn time_decides_the_order() {
    let (_, answer) = documented("get_invoice");
    let look = |status: &str, minute: u32| {
        let mut answer = answer.clone();
        answer["status"] = json!(status);
        let url = format!(
            "https://api.xendit.co/v2/invoices/{}",
            answer["id"].as_str().unwrap()
        );
        let entry = entry("GET", &url, &answer.to_string());
        changed(
            entry,
            "/startedDateTime",
            json!(format!("2026-11-01T10:{minute:02}:00.000+07:00")),
        )
    };
    let back = ["across.status get_invoice /status"];
    for (entries, expected) in [
        ([look("PAID", 5), look("PENDING", 0)], &back[..0]),
        ([look("PENDING", 5), look("PAID", 0)], &back[..]),
        ([look("PAID", 0), look("PENDING", 5)], &back[..]),
    ] {
        assert_eq!(found(&report(har(&entries))), expected);
    }
}

#[test]
fn the_query_is_found_where_it_is() {
    let mut entry = entry("GET", "https://api.xendit.co/ewallets", "");
    entry["request"]["queryString"] = json!([
        {"name": "external_id", "value": "a b"},
        {"name": "ewallet_type", "value": "OVO"},
    ]);
    entry["response"] = json!(null);
    assert_eq!(found(&report(har(&[entry]))), [""; 0]);
}

#[test]
fn headers_that_were_not_recorded_are_not_missing() {
    let mut line = exchange("GET", "/balance", None, 200, &json!({"balance": 1}));
    for message in ["request", "response"] {
        line[message]["headers"] = json!(null);
    }
    assert_eq!(found(&report(line.to_string())), [""; 0]);
}

#[test]
fn a_field_twice_is_a_warning_where_the_values_differ() {
    use bayar_drift::finding::Severity;
    let answer = |body: &str| {
        let report = report(har(&[balance(body)]));
        let [finding] = report.findings.as_slice() else {
            panic!("{report:?}")
        };
        assert_eq!(finding.erratum, None);
        finding.severity
    };
    assert_eq!(answer(r#"{"balance": 1, "balance": 2}"#), Severity::Error);
    assert_eq!(answer(r#"{"balance": 1, "balance": 1.0}"#), Severity::Info);
}

#[test]
fn numbers_and_days_that_nothing_holds_are_told() {
    assert_eq!(
        found(&report(har(&[balance(r#"{"balance": 1e400}"#)]))),
        ["response.precision get_balance /balance"]
    );
    let (_, answer) = documented("get_invoice");
    let url = format!(
        "https://api.xendit.co/v2/invoices/{}",
        answer["id"].as_str().unwrap()
    );
    for (field, day) in [
        ("expiry_date", "2016-02-30"),
        ("created", "2017-02-29"),
        ("updated", "2017-06-31"),
    ] {
        let mut answer = answer.clone();
        answer[field] = json!(format!("{day}T11:20:01.017Z"));
        let found = found(&report(har(&[entry("GET", &url, &answer.to_string())])));
        assert_eq!(found, [format!("response.format get_invoice /{field}")]);
    }
}
