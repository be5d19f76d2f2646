//! What the vendor's SDKs send and are answered, checked against the contract by `bayar-drift proxy`: each finding must be
//! one that is known here to be true, and no answer may have any.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use super::Bench;
use crate::report;
use crate::server::{self, Server};

/// What an SDK sends, and the contract does not have.
pub struct Oddity {
    pub class: &'static str,
    /// Where: operations and pointers; `*` is any, and any index.
    pub places: &'static [(&'static str, &'static str)],
    /// How often.
    pub count: u64,
    /// What is odd, and how it is known.
    pub why: &'static str,
}

/// The proxy between an SDK and the sandbox.
pub struct Proxy {
    server: Server,
    report: PathBuf,
}

/// What `bayar-drift` reports, as far as it is needed here.
#[derive(Deserialize)]
struct Report {
    summary: Summary,
    findings: Vec<Finding>,
}

#[derive(Deserialize)]
struct Summary {
    exchanges: u64,
}

#[derive(Deserialize)]
struct Finding {
    class: String,
    direction: String,
    operation: Option<String>,
    pointer: String,
    count: u64,
    message: String,
}

/// What was found in the traffic of an SDK.
pub struct Found {
    pub exchanges: u64,
    pub findings: u64,
    /// What was found and is not known, or is known and was not found.
    pub problems: Vec<String>,
}

impl Proxy {
    pub fn start(bench: &Bench, sdk: &str, upstream: &str) -> Result<Self> {
        let program = server::build("bayar-drift", false)?;
        let log = bench.log(&format!("drift-{sdk}"));
        let report = log.with_extension("json");
        let server = server::on_free_port(&log, |port| {
            let mut proxy = std::process::Command::new(program);
            proxy
                .args(["proxy", "--listen", &format!("127.0.0.1:{port}")])
                .args(["--upstream", upstream, "--format", "json", "--output"])
                .arg(&report);
            Ok(proxy)
        })?;
        Ok(Self { server, report })
    }

    pub fn url(&self) -> &str {
        &self.server.url
    }

    /// Stops it, and compares its report with what is known.
    pub fn finish(self, known: &[Oddity]) -> Result<Found> {
        let status = self.server.interrupt()?;
        // With findings the status is 1.
        let is_done = matches!(status.code(), Some(0 | 1));
        ensure!(is_done, "bayar-drift ended with {status}");
        let report = fs::read_to_string(&self.report).context("bayar-drift's report")?;
        Ok(judge(&serde_json::from_str(&report)?, known))
    }
}

fn judge(report: &Report, known: &[Oddity]) -> Found {
    let mut counts = vec![0; known.len()];
    let mut problems = Vec::new();
    for finding in &report.findings {
        match known.iter().position(|oddity| oddity.is(finding)) {
            Some(index) => counts[index] += finding.count,
            None => problems.push(format!(
                "{} times {} at {} {}: {}",
                finding.count,
                finding.class,
                finding.operation.as_deref().unwrap_or("no operation"),
                finding.pointer,
                finding.message
            )),
        }
    }
    for (oddity, count) in known.iter().zip(counts) {
        if count != oddity.count {
            problems.push(format!(
                "{} times {}, not {}: {}",
                count, oddity.class, oddity.count, oddity.why
            ));
        }
    }
    Found {
        exchanges: report.summary.exchanges,
        findings: report.findings.iter().map(|finding| finding.count).sum(),
        problems,
    }
}

impl Oddity {
    fn is(&self, finding: &Finding) -> bool {
        let operation = finding.operation.as_deref().unwrap_or_default();
        let is_place = |(of, at): &(&str, &str)| {
            (*of == "*" || *of == operation) && fits(at, &finding.pointer)
        };
        // No answer has a finding that is known.
        finding.direction == "request"
            && finding.class == self.class
            && self.places.iter().any(is_place)
    }

    fn row(&self, sdk: &str) -> [String; 5] {
        let places = self.places.iter().map(|(operation, pointer)| {
            let operation = match *operation {
                "*" => "any operation".to_owned(),
                name => format!("`{name}`"),
            };
            match *pointer {
                "" | "*" => operation,
                pointer => format!("{operation} `{pointer}`"),
            }
        });
        [
            sdk.to_owned(),
            format!("`{}`", self.class),
            places.collect::<Vec<_>>().join(", "),
            self.count.to_string(),
            self.why.to_owned(),
        ]
    }
}

/// Whether a pointer is one of the pattern: `*` alone is any, in place of a segment any one.
fn fits(pattern: &str, pointer: &str) -> bool {
    let (patterns, segments) = (pattern.split('/'), pointer.split('/'));
    pattern == "*"
        || patterns.clone().count() == segments.clone().count()
            && patterns
                .zip(segments)
                .all(|(pattern, segment)| pattern == "*" || pattern == segment)
}

/// Writes what is known, and was found to the last one, into the committed document.
pub fn write(sdk: &str, known: &[Oddity]) -> Result<()> {
    let rows: Vec<_> = known.iter().map(|oddity| oddity.row(sdk)).collect();
    report::write("drift/PROOF.md", "clients", 3, &rows)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    const KNOWN: &[Oddity] = &[Oddity {
        class: "request.field",
        places: &[("create_invoice", "/items/*/colour")],
        count: 3,
        why: "a colour",
    }];

    fn problems(findings: &Value) -> Vec<String> {
        let report = json!({"summary": {"exchanges": 3}, "findings": findings});
        judge(&serde_json::from_value(report).unwrap(), KNOWN).problems
    }

    fn finding(class: &str, direction: &str, pointer: &str, count: u64) -> Value {
        json!({
            "class": class, "direction": direction, "operation": "create_invoice", "pointer": pointer,
            "count": count, "message": "It is odd.",
        })
    }

    #[test]
    fn what_is_known_is_no_problem() {
        let findings = json!([
            finding("request.field", "request", "/items/0/colour", 1),
            finding("request.field", "request", "/items/1/colour", 2),
        ]);
        assert_eq!(problems(&findings), [""; 0]);
    }

    #[test]
    fn everything_else_is_one() {
        for other in [
            finding("response.field", "response", "/items/0/colour", 1),
            finding("request.null", "request", "/items/0/colour", 1),
            finding("request.field", "request", "/items/0/size", 1),
            finding("request.field", "request", "/colour", 1),
        ] {
            let known = finding("request.field", "request", "/items/0/colour", 3);
            assert_eq!(problems(&json!([known, other])).len(), 1, "{other}");
        }
        assert_eq!(
            problems(&json!([])),
            ["0 times request.field, not 3: a colour"]
        );
    }
}
