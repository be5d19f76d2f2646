//! SARIF 2.1.0.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::{NO_OPERATION, difference, figures, place};
use crate::finding::{Class, Finding, Severity};
use crate::report::Report;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

pub(super) fn write(report: &Report, out: &mut impl Write) -> io::Result<()> {
    let mut classes: Vec<Class> = report
        .findings
        .iter()
        .map(|finding| finding.class)
        .collect();
    classes.sort_unstable();
    classes.dedup();
    let results: Vec<_> = report
        .findings
        .iter()
        .map(|finding| result(report, finding, &classes))
        .collect();
    let rules: Vec<_> = classes.iter().copied().map(rule).collect();
    let figures: Map<_, _> = figures(report)
        .into_iter()
        .flatten()
        .map(|(name, count)| (name.to_owned(), count.into()))
        .collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "bayar-drift",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "originalUriBaseIds": {
                "DOCUMENTS": {"description": {"text": "Where the vendor's documents lie."}},
            },
            "results": results,
            "properties": figures,
        }],
    });
    super::json::write_value(&log, out)
}

fn rule(class: Class) -> Value {
    json!({
        "id": class,
        "shortDescription": {"text": message(class.describe())},
    })
}

fn result(report: &Report, finding: &Finding, classes: &[Class]) -> Value {
    let operation = finding.operation.as_deref().unwrap_or(NO_OPERATION);
    let text = format!(
        "{operation}, {}: {}. {} {}",
        place(finding),
        difference(finding),
        finding.class.describe(),
        finding.advice
    );
    let mut result = json!({
        "ruleId": finding.class,
        "ruleIndex": classes.iter().position(|class| *class == finding.class),
        "level": level(finding.severity),
        "message": {"text": message(&text)},
        "occurrenceCount": finding.count.max(1),
        "partialFingerprints": {"bayarDrift/v1": finding.fingerprint},
        "locations": [location(finding)],
        "properties": {
            "operation": finding.operation,
            "direction": finding.direction,
            "part": finding.part,
            "pointer": finding.pointer,
            "erratum": finding.erratum,
            "money": finding.money,
            "entries": finding.entries,
        },
    });
    if let Some(document) = &finding.document {
        result["relatedLocations"] = json!([related(document, finding.line)]);
    }
    if let Some(entry) = report.acceptance(finding) {
        result["suppressions"] =
            json!([{"kind": "external", "status": "accepted", "justification": entry.reason}]);
    }
    result
}

/// The line of the contract, and what people call the place.
fn location(finding: &Finding) -> Value {
    let operation = finding.operation.as_deref().unwrap_or(NO_OPERATION);
    let name = format!("{operation} {}", place(finding));
    let mut location = json!({"logicalLocations": [{"fullyQualifiedName": name}]});
    if let Some(place) = &finding.spec {
        location["physicalLocation"] = json!({
            "artifactLocation": {"uri": uri(&place.file)},
            "region": {"startLine": place.line.max(1)},
        });
    }
    location
}

/// The line of the vendor's document.
fn related(document: &str, line: Option<u32>) -> Value {
    let mut place = json!({
        "artifactLocation": {"uri": uri(&format!("{document}.txt")), "uriBaseId": "DOCUMENTS"},
    });
    if let Some(line) = line {
        place["region"] = json!({"startLine": line.max(1)});
    }
    json!({"physicalLocation": place, "message": {"text": "What the document says."}})
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// A text in which no link and no place for an argument can begin.
fn message(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in super::printable(text).chars() {
        match c {
            '[' | ']' | '\\' => escaped.extend(['\\', c]),
            '{' | '}' => escaped.extend([c, c]),
            c => escaped.push(c),
        }
    }
    escaped
}

/// A relative path as a URI reference.
fn uri(path: &str) -> String {
    const KEPT: percent_encoding::AsciiSet = percent_encoding::NON_ALPHANUMERIC
        .remove(b'/')
        .remove(b'.')
        .remove(b'-')
        .remove(b'_');
    percent_encoding::utf8_percent_encode(path, &KEPT).to_string()
}
