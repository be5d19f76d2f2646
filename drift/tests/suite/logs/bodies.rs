//! Bodies: what was recorded of them, and in which coding.

use std::io::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;

use super::*;

#[test]
fn a_body_that_was_not_recorded_is_not_judged() {
    let invoices = "https://api.xendit.co/v2/invoices";
    let (_, answer) = documented("create_invoice");
    let created = entry("POST", invoices, &answer.to_string());
    let sized = |size: Value| changed(created.clone(), "/request/bodySize", size);
    let posted = |size: i64| {
        let text = json!({"mimeType": "application/json", "text": "", "params": []});
        changed(sized(json!(size)), "/request/postData", text)
    };
    let required = "request.required create_invoice ";
    for (what, entry, expected, unchecked) in [
        ("size -1", sized(json!(-1)), None, 0),
        (
            "no size",
            without(created.clone(), "/request/bodySize"),
            None,
            0,
        ),
        ("size 127", sized(json!(127)), None, 1),
        ("empty text, size 127", posted(127), None, 1),
        ("empty text, size -1", posted(-1), None, 0),
        ("size 0", sized(json!(0)), Some(required), 0),
        ("empty text, size 0", posted(0), Some(required), 0),
    ] {
        let report = report(har(&[entry]));
        let found = found(&report);
        assert_eq!(found, expected.into_iter().collect::<Vec<_>>(), "{what}");
        assert_eq!(report.summary.unchecked, unchecked, "{what}");
    }
    let content = |content: Value| changed(fine(), "/response/content", content);
    let length = json!({"name": "Content-Length", "value": "33"});
    let evicted = content(json!({"size": 0, "mimeType": "application/json"}));
    let not_json = "response.not_json get_balance ";
    for (what, entry, expected, unchecked) in [
        (
            "evicted",
            changed(evicted.clone(), "/response/bodySize", json!(33)),
            None,
            1,
        ),
        ("evicted, of unknown size", evicted.clone(), None, 0),
        (
            "evicted, with a length",
            changed(evicted, "/response/headers/0", length),
            None,
            1,
        ),
        (
            "empty text with a size",
            content(json!({"size": 74, "text": ""})),
            None,
            1,
        ),
        (
            "cut",
            content(json!({"size": 22, "text": "{\"balance\": 12"})),
            None,
            1,
        ),
        (
            "empty",
            content(json!({"size": 0, "text": ""})),
            Some(not_json),
            0,
        ),
        (
            "not JSON",
            content(json!({"size": 2, "text": "no"})),
            Some(not_json),
            0,
        ),
    ] {
        let report = report(har(&[entry]));
        assert_eq!(
            found(&report),
            expected.into_iter().collect::<Vec<_>>(),
            "{what}"
        );
        assert_eq!(report.summary.unchecked, unchecked, "{what}");
    }
}

#[test]
fn base64_is_read_as_it_is_found() {
    let body = r#"{"balance": "12", "é?": "???>>>~~~"}"#;
    let standard = STANDARD.encode(body);
    let broken = standard.as_bytes().chunks(20).map(String::from_utf8_lossy);
    for (encoding, text) in [
        ("base64", standard.clone()),
        ("BASE64", standard.clone()),
        ("base64", standard.trim_end_matches('=').to_owned()),
        ("base64", standard.replace('+', "-").replace('/', "_")),
        ("base64", broken.collect::<Vec<_>>().join("\r\n")),
    ] {
        let content = json!({"text": text, "encoding": encoding, "mimeType": "application/json"});
        let report = report(har(&[changed(fine(), "/response/content", content)]));
        assert!(
            found(&report).contains(&ODD.to_owned()),
            "{encoding} {text}"
        );
    }
}

#[test]
fn every_coding_is_undone() {
    let gzip = |bytes: &[u8]| {
        let mut out = GzEncoder::new(Vec::new(), Compression::fast());
        out.write_all(bytes).unwrap();
        out.finish().unwrap()
    };
    let line = |codings: Value, body: &[u8]| {
        let mut line = exchange("GET", "/balance", None, 200, &json!({}));
        line["response"]["headers"]["Content-Encoding"] = codings;
        line["response"].as_object_mut().unwrap().remove("body");
        line["response"]["body_base64"] = json!(STANDARD.encode(body));
        let report = report(line.to_string());
        (found(&report), report.summary.unchecked)
    };
    let once = gzip(br#"{"balance": "12"}"#);
    let odd = (vec![ODD.to_owned()], 0);
    assert_eq!(line(json!("gzip, gzip"), &gzip(&once)), odd);
    assert_eq!(
        line(json!(["identity", "gzip", "x-gzip"]), &gzip(&once)),
        odd
    );
    assert_eq!(line(json!("br, gzip"), &once), odd, "undone in part");
    assert_eq!(line(json!("compress"), b"\x1f\x9d\x90\xff"), (vec![], 1));
    // One that unpacks to more than anybody sends.
    let large = gzip(&vec![b' '; 66 << 20]);
    assert_eq!(line(json!("gzip"), &large), (vec![], 1));
}
