//! What somebody sends to make a check long or large.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::cases::{answered, list};
use crate::common::{exchange, lines, report};
use crate::support::contracts::{answering, checked, get, open, words};

#[test]
fn items_that_must_differ_are_compared_by_what_they_are() {
    let contracts = open(
        &[&answering(
            "3.0.3",
            "{type: array, uniqueItems: true, items: {}}",
        )],
        None,
    )
    .unwrap();
    let found = |items: &str| {
        let mut exchange = get("https://h.example/a", &json!(null));
        exchange["response"]["body"] = json!(items);
        words(&checked(contracts.clone(), &lines(&[exchange])))
    };
    for same in [
        "[1, 1.0]",
        "[{\"a\": 1, \"b\": [2]}, {}, {\"b\": [2e0], \"a\": 1}]",
        "[null, null]",
        "[\"a\", \"\\u0061\"]",
    ] {
        assert_eq!(found(same), ["response.limit "], "{same}");
    }
    let different =
        "[1, \"1\", true, [1], [[1]], {\"a\": 1}, {\"a\": 2}, {\"b\": 1}, null, 0, \"\"]";
    assert_eq!(found(different), [""; 0]);
    let many: Vec<u32> = (0..50_000).collect();
    let start = Instant::now();
    assert_eq!(found(&json!(many).to_string()), [""; 0]);
    assert!(
        start.elapsed() < Duration::from_secs(10),
        "{:?}",
        start.elapsed()
    );
}

#[test]
fn names_of_any_length_are_kept_short() {
    let long = |start: &str| format!("{start}{}", "ab ".repeat(30_000));
    let field = answered(|body| body[long("k1 ")] = json!(1));
    let mut header = answered(|_| ());
    header["request"]["headers"][format!("x-{}", "a".repeat(90_000))] = json!("1");
    header["response"]["headers"][format!("y-{}", "a".repeat(90_000))] = json!("1");
    let query = list(&format!("?{}=1", "q".repeat(90_000)));
    let path = exchange(
        "GET",
        &format!("/{}", "p/q".repeat(30_000)),
        None,
        200,
        &json!({}),
    );
    let mut nested = json!(null);
    for _ in 0..100 {
        nested = json!({ "name of a thing within a thing within a thing": nested });
    }
    let rule = "{$ref: '#/components/schemas/Deep'}";
    let deep = format!(
        "{}    Deep: {{type: object, additionalProperties: {rule}}}\n",
        answering("3.0.3", rule)
    );
    let deep = checked(
        open(&[&deep], None).unwrap(),
        &lines(&[get("https://h.example/a", &nested)]),
    );
    let exchanges = [field, header, query, path];
    for finding in report(&exchanges).findings.iter().chain(&deep.findings) {
        let text = serde_json::to_string(finding).unwrap();
        assert!(text.len() < 5000, "{} {}", finding.class, text.len());
        assert!(
            finding.pointer.contains('…') || finding.pointer.len() < 1100,
            "{text}"
        );
    }
    assert_eq!(report(&exchanges).findings.len(), 5);
    // What is cut is not half a secret.
    let secret = format!("{}4000000000000002{}", "k".repeat(70), "k ".repeat(100));
    let odd: Value = answered(|body| body[&secret] = json!(1));
    let text = serde_json::to_string(&report(&[odd])).unwrap();
    assert!(!text.contains("400000"), "{text}");
}
