//! Logs that end, or are read, in the middle of something.

use std::io::Read;

use super::*;

/// Hands out so many bytes first, then the rest.
struct Parts<'a>(usize, &'a [u8]);

impl Read for Parts<'_> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let most = if self.0 > 0 { self.0 } else { usize::MAX };
        let length = most.min(out.len()).min(self.1.len());
        out[..length].copy_from_slice(&self.1[..length]);
        self.0 = self.0.saturating_sub(length);
        self.1 = &self.1[length..];
        Ok(length)
    }
}

#[test]
fn it_does_not_matter_where_a_read_ends() {
    let mut entry = odd();
    entry["timings"] = json!({"send": -1, "wait": 12.75, "receive": 1.5e-7, "ssl": 1e30});
    let line = exchange("GET", "/balance", None, 200, &json!({"balance": -12.5e-1}));
    for log in [har(&[entry]), format!("{line}\n"), format!("{line:#}\n")] {
        for length in 0..log.len() {
            let mut read = 0;
            let parts = Parts(length, log.as_bytes());
            bayar_drift::exchange::read(parts, |_| read += 1).unwrap_or_else(|error| {
                panic!("{error}: {}", &log[length.saturating_sub(20)..length])
            });
            assert_eq!(read, 1);
        }
    }
}

/// How many exchanges are read, and the problems of the others.
fn lenient(log: &str) -> (u32, Vec<String>) {
    let (mut read, mut problems) = (0, Vec::new());
    read_lenient(
        log.as_bytes(),
        |_| read += 1,
        |problem| {
            problems.push(problem.to_string());
            Ok(())
        },
    )
    .unwrap();
    (read, problems)
}

#[test]
fn nothing_is_lost_with_what_cannot_be_read() {
    let fine = exchange("GET", "/balance", None, 200, &json!({"balance": 1})).to_string();
    let bad = r#"{"request": {"url": "/a"}}"#;
    let pretty: Value = serde_json::from_str(bad).unwrap();
    let whole = har(&[self::fine()]);
    let nan = json!({"a": 1, "request": {"method": "GET", "url": "/balance"}});
    let nan = format!("{nan:#}").replacen('1', "NaN", 1);
    for (what, log, read, problems) in [
        ("one line", format!("{bad}{fine} {bad}{fine}\n"), 2, 2),
        (
            "a CR ends lines",
            format!("{fine}\r{bad}\r{fine}\rx\r{fine}"),
            3,
            2,
        ),
        (
            "over several lines",
            format!("{fine}\n{pretty:#}\n{fine}"),
            2,
            1,
        ),
        ("NaN over several lines", format!("{nan}\n{fine}"), 2, 0),
        (
            "a HAR of nothing",
            format!("{whole}{{\"log\": {{}}}}{whole}"),
            2,
            1,
        ),
        ("a line of words", format!("{fine}\nx {{ y\n{fine}"), 2, 1),
    ] {
        let (count, found) = lenient(&log);
        assert_eq!((count, found.len()), (read, problems), "{what}: {found:?}");
    }
}

#[test]
fn what_cannot_be_read_is_told_without_its_content() {
    let secret = "xnd_production_PlantedKey";
    for (pointer, value) in [
        ("/request/postData", json!(secret)),
        ("/request/headers", json!(secret)),
        ("/request/headers", json!([secret])),
        ("/response/status", json!(secret)),
        ("/request/method", json!([secret])),
        ("/response", json!(secret)),
    ] {
        let (_, problems) = lenient(&har(&[changed(fine(), pointer, value)]));
        let [problem] = &problems[..] else {
            panic!("{pointer}: {problems:?}")
        };
        assert!(problem.starts_with("entry 0 of the HAR: "), "{problem}");
        assert!(!problem.contains("Planted"), "{problem}");
    }
}

#[test]
fn a_body_that_ends_too_early_is_not_judged() {
    let (_, answer) = documented("create_invoice");
    let created = entry(
        "POST",
        "https://api.xendit.co/v2/invoices",
        &answer.to_string(),
    );
    let base64 = json!({"size": -1, "encoding": "base64", "mimeType": "application/json", "text": "eyJhIjoxL"});
    let url =
        json!({"encoding": "base64", "text": "data:application/json;base64,eyJiYWxhbmNlIjogMX0="});
    let half = json!({"mimeType": "application/json", "text": "{\"external_id\": \"a"});
    let sent = changed(
        changed(created, "/request/postData", half),
        "/request/bodySize",
        json!(99),
    );
    let length = |length: &str| {
        let mut exchange = exchange("GET", "/balance", None, 200, &json!(null));
        exchange["response"]["headers"] =
            json!({"Content-Length": length, "Content-Type": "application/json"});
        exchange["response"]["body"] = json!("{\"balance\": ");
        exchange.to_string()
    };
    for (what, log, unchecked, findings) in [
        (
            "base64",
            har(&[changed(fine(), "/response/content", base64)]),
            1,
            0,
        ),
        (
            "a URL",
            har(&[changed(fine(), "/response/content", url)]),
            0,
            0,
        ),
        ("what was sent", har(&[sent]), 1, 0),
        ("longer by its header", length("1000"), 1, 0),
        ("as long as its header says", length("12"), 0, 1),
    ] {
        let report = report(log);
        assert_eq!(report.summary.unchecked, unchecked, "{what}");
        assert_eq!(
            report.findings.len(),
            findings,
            "{what}: {:?}",
            found(&report)
        );
    }
    let mut both = exchange("GET", "/balance", None, 200, &json!({"balance": 1}));
    both["response"]["body_base64"] = json!("");
    assert_eq!(found(&report(both.to_string())), [""; 0]);
}

#[test]
fn a_size_that_is_none_is_not_known() {
    for size in [json!("N/A"), json!("1,234"), json!("24 B"), json!(false)] {
        for place in [
            "/request/bodySize",
            "/response/bodySize",
            "/response/content/size",
        ] {
            let log = har(&[changed(odd(), place, size.clone())]);
            assert_eq!(found(&report(log)), [ODD], "{place}: {size}");
        }
    }
}

#[test]
fn times_are_read_in_every_form() {
    let (_, answer) = documented("get_invoice");
    let look = |status: &str, time: &str| {
        let mut answer = answer.clone();
        answer["status"] = json!(status);
        let id = answer["id"].as_str().unwrap();
        let entry = entry(
            "GET",
            &format!("https://api.xendit.co/v2/invoices/{id}"),
            &answer.to_string(),
        );
        changed(entry, "/startedDateTime", json!(time))
    };
    for [early, late] in [
        [
            "2026-11-01T10:00:00.000+0000",
            "2026-11-01T10:00:01.000+0000",
        ],
        [
            "2026-11-01T10:00:00.000+0800",
            "2026-11-01T09:00:01.000+0700",
        ],
        ["2026-11-01T10:00:00.000", "2026-11-01T10:00:01"],
        ["2026-11-01T10:00:00.000001Z", "2026-11-01T10:00:00.000002Z"],
    ] {
        let right = har(&[look("PAID", late), look("PENDING", early)]);
        assert_eq!(found(&report(right)), [""; 0], "{early}");
        let back = har(&[look("PENDING", late), look("PAID", early)]);
        assert_eq!(
            found(&report(back)),
            ["across.status get_invoice /status"],
            "{early}"
        );
    }
}
