//! Whose an exchange is where only its path was recorded, and bodies that are too deep to read.

use serde_json::{Value, json};

use super::{found, report};
use crate::common::{documented_callback, exchange};

fn at_host(method: &str, path: &str, host: &str, body: &Value) -> Value {
    let mut line = exchange("GET", "/balance", None, 200, &json!({"x": 1}));
    line["request"] =
        json!({"method": method, "url": path, "headers": {"Host": host}, "body": body});
    if host.is_empty() {
        line["request"]["headers"] = json!({});
    }
    line
}

#[test]
fn the_host_header_decides_where_the_url_has_none() {
    for (host, skipped) in [
        ("api.other.example", 1),
        ("api.other.example:8443", 1),
        ("api.xendit.co", 0),
        ("API.xendit.co:443", 0),
        ("localhost:4010", 0),
        ("", 0),
    ] {
        let report = report(at_host("GET", "/balance", host, &json!("")).to_string());
        assert_eq!(report.summary.skipped, skipped, "{host}");
        assert_eq!(found(&report).is_empty(), skipped == 1, "{host}");
    }
    // The URL comes first.
    let url = "https://api.xendit.co/balance";
    let own = report(at_host("GET", url, "api.other.example", &json!("")).to_string());
    assert_eq!(own.summary.skipped, 0);
    let body = documented_callback("invoice");
    let callback = report(at_host("POST", "/v2/invoices", "shop.example", &body).to_string());
    assert_eq!(callback.summary.callbacks, 1, "{:?}", found(&callback));
}

#[test]
fn what_nests_too_deep_is_counted_as_not_checked() {
    let deep = format!(
        "{{\"balance\": 1, \"x\": {}{}}}",
        "[".repeat(200),
        "]".repeat(200)
    );
    let mut line = exchange("GET", "/balance", None, 200, &json!(null));
    line["response"]["body"] = json!(deep);
    let mut sent = exchange("POST", "/v2/invoices", Some(&json!(1)), 400, &json!(null));
    sent["request"]["body"] = json!(deep);
    sent["response"] = json!(null);
    let mut callback = at_host("POST", "/callbacks", "shop.example", &json!(deep));
    callback["callback"] = json!(true);
    for line in [line, sent, callback] {
        let report = report(line.to_string());
        assert_eq!(
            (found(&report), report.summary.unchecked),
            (vec![], 1),
            "{line:.80}"
        );
    }
}
