//! How much memory a body can make a receiver take. A program of its own, with one test: the
//! allocator counts for all threads.

mod support;

use bayar::xendit::callback::{
    BatchDisbursementCallback, Callback, HEADER, Kind, LinkajaPaymentCallback, Payload, Receiver,
};
use http::HeaderMap;
use peak_alloc::PeakAlloc;
use serde_json::{Value, json};
use support::{each_field, insert};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const TOKEN: &str = "the token";

/// How many times the bytes that a body may have.
const MULTIPLE: usize = 8;

const UNVERIFIED: usize = 256 * 1024;
const VERIFIED: usize = 4 * 1024 * 1024;

/// The most memory at once that reading takes, beside the body.
fn peak<T: Payload>(receiver: &Receiver, headers: &HeaderMap, body: &str) -> (usize, bool) {
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let taken = receiver.receive::<T>(headers, body.as_bytes()).is_ok();
    (MEMORY.peak_usage().saturating_sub(before), taken)
}

/// Values that are as large as they can be, given how many bytes they may have.
fn large_values(bytes: usize) -> Vec<String> {
    let list = |item: &str| {
        // As many as fit, and just below each limit.
        let most = bytes / (item.len() + 1);
        let counts = [most, bytes / 18, bytes / 36, bytes / 140];
        counts.map(|count| format!("[{}]", vec![item; count.min(most)].join(",")))
    };
    let mut values = vec![
        "1".repeat(bytes),
        format!("0.{}", "1".repeat(bytes - 2)),
        format!("1e{}", "1".repeat(bytes - 2)),
        format!("\"{}\"", "1".repeat(bytes - 2)),
        format!("\"{}\"", "x".repeat(bytes - 2)),
        format!("\"{}\"", "\\n".repeat(bytes / 2 - 1)),
        format!("\"{}\"", "\\u0041".repeat(bytes / 6 - 1)),
        "[".repeat(bytes),
        "{\"a\":".repeat(bytes / 5),
        format!("{}{}", "[".repeat(30), "]".repeat(30)),
    ];
    for item in [
        "{}",
        "[]",
        "null",
        "1",
        "\"\"",
        "\"x\"",
        "1.5",
        "true",
        r#"{"id":"1"}"#,
        r#"{"amount":1,"email_to":["",""]}"#,
    ] {
        values.extend(list(item));
    }
    let members = (0..bytes / 16).map(|n| format!("\"m{n}\":{n}"));
    values.push(format!("{{{}}}", members.collect::<Vec<_>>().join(",")));
    values
}

/// The body with a text of JSON in place of a value, since not every text is one to `serde_json`.
fn with(body: &Value, pointer: &str, value: &str) -> String {
    const HERE: &str = "put the large value here";
    let body = insert(body, pointer, Some(HERE.into())).to_string();
    body.replace(&format!("\"{HERE}\""), value)
}

#[test]
fn memory_stays_within_a_small_multiple_of_the_limit() {
    let nobody = HeaderMap::new();
    let mut vendor = HeaderMap::new();
    vendor.insert(HEADER, TOKEN.parse().unwrap());
    let receiver = Receiver::new(TOKEN).unwrap();
    let mut worst = (0, String::new());
    let mut all = (0, 0);
    let mut check = |what: String, limit: usize, (peak, taken): (usize, bool)| {
        assert!(
            peak <= MULTIPLE * limit,
            "{what}: {peak} bytes for a limit of {limit}"
        );
        worst = std::mem::take(&mut worst).max((peak * 10 / limit, what));
        all = (all.0 + usize::from(taken), all.1 + 1);
    };

    // Each large value in each field of each kind, under a limit that makes it quick.
    let limit = 16 * 1024;
    let small = receiver.clone().max_bytes(limit);
    let values = large_values(limit - 2_000);
    for &kind in Kind::ALL {
        let body = serde_json::to_value(Callback::example(kind)).unwrap();
        let mut pointers = vec!["/unknown".to_owned()];
        each_field(&body, &mut |pointer| pointers.push(pointer.to_owned()));
        for pointer in &pointers {
            for value in &values {
                let text = with(&body, pointer, value);
                let start: String = value.chars().take(12).collect();
                let found = peak::<Callback>(&small, &vendor, &text);
                check(format!("{kind} {pointer} {start}"), limit, found);
            }
        }
    }

    // The lists under the limits that hold, whoever sends.
    for value in large_values(UNVERIFIED - 2_000) {
        let text = with(
            &serde_json::to_value(Callback::example(Kind::Linkaja)).unwrap(),
            "/items",
            &value,
        );
        let found = peak::<LinkajaPaymentCallback>(&receiver, &nobody, &text);
        check("items, unverified".into(), UNVERIFIED, found);
    }
    for value in large_values(VERIFIED - 2_000) {
        let body = json!({"total_uploaded_count": 1, "disbursements": []});
        let text = with(&body, "/disbursements", &value);
        let found = peak::<BatchDisbursementCallback>(&receiver, &vendor, &text);
        check("disbursements".into(), VERIFIED, found);
    }
    println!(
        "{} of {} bodies were read; at most {}.{} times the limit: {}",
        all.0,
        all.1,
        worst.0 / 10,
        worst.0 % 10,
        worst.1
    );
    assert!(all.0 > all.1 / 4, "most were refused: {all:?}");

    // What is over the limit takes nothing at all.
    let huge = large_values(10_000_000);
    for huge in huge.iter().filter(|huge| huge.len() > VERIFIED) {
        for headers in [&nobody, &vendor] {
            let (peak, taken) = peak::<Callback>(&receiver, headers, huge);
            assert!(!taken && peak < 1_000, "{peak}");
        }
    }
}
