//! One page that needs nothing else: no script, no other file. `maud` escapes everything that is put in.

use std::collections::BTreeMap;
use std::io::{self, Write};

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{
    NO_OPERATION, baseline_notes, counted, coverage, grouped, open, place, printable, sources,
    totals, traffic,
};
use crate::finding::{Finding, Severity};
use crate::report::{Covered, Report};

const STYLE: &str = include_str!("style.css");

/// Nothing is loaded and nothing runs, whatever the page holds.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

pub(super) fn write(report: &Report, out: &mut impl Write) -> io::Result<()> {
    out.write_all(page(report).into_string().as_bytes())
}

fn page(report: &Report) -> Markup {
    let findings: Vec<_> = open(report).collect();
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "Drift: " (totals(report)) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#findings" { "To the findings" }
                header {
                    h1 { "Drift" }
                    p { (totals(report)) "." @if let Some(traffic) = traffic(report) { br; (traffic) "." } }
                    nav aria-label="Parts of the page" {
                        @if !findings.is_empty() { a href="#overview" { "Overview" } " · " }
                        a href="#findings" { "Findings" } " · "
                        a href="#coverage" { "Coverage" }
                        @if report.baseline.is_some() { " · " a href="#baseline" { "Baseline" } }
                    }
                }
                main {
                    (overview(&findings))
                    section id="findings" aria-labelledby="findings-title" {
                        h2 id="findings-title" { "Findings" }
                        @if findings.is_empty() { p { "None." } }
                        @for (operation, group) in grouped(&findings) {
                            h3 id=(anchor(&operation, None)) { code { (operation) } }
                            @for (index, finding) in group.iter().enumerate() {
                                @let is_first = index == 0 || group[index - 1].severity != finding.severity;
                                (article(finding, is_first.then(|| anchor(&operation, Some(finding.severity)))))
                            }
                        }
                    }
                    (map(report))
                    (baseline(report))
                }
            }
        }
    }
}

/// Every operation by severity, each figure a link.
fn overview(findings: &[&Finding]) -> Markup {
    if findings.is_empty() {
        return html! {};
    }
    let severities = [Severity::Error, Severity::Warning, Severity::Info];
    let count = |group: &[&Finding], severity| {
        let own = group.iter().filter(|finding| finding.severity == severity);
        own.count()
    };
    html! {
        section id="overview" aria-labelledby="overview-title" {
            h2 id="overview-title" { "Overview" }
            div.table role="region" aria-labelledby="overview-title" tabindex="0" { table {
                caption { "Different findings of each operation" }
                thead {
                    tr {
                        th scope="col" { "Operation" }
                        @for severity in severities { th scope="col" { (severity) } }
                    }
                }
                tbody {
                    @for (operation, group) in grouped(findings) {
                        tr {
                            th scope="row" { a href={ "#" (anchor(&operation, None)) } { code { (words(&operation)) } } }
                            @for severity in severities {
                                @let count = count(&group, severity);
                                td.number {
                                    @if count == 0 { "–" } @else {
                                        a href={ "#" (anchor(&operation, Some(severity))) } { (count) }
                                    }
                                }
                            }
                        }
                    }
                }
            } }
        }
    }
}

/// A name that may be broken between its words, and nowhere else.
fn words(name: &str) -> Markup {
    html! {
        @for word in name.split_inclusive('_') { (word) wbr; }
    }
}

/// Where the findings of an operation begin, or those of a severity.
fn anchor(operation: &str, severity: Option<Severity>) -> String {
    let mut name = String::new();
    for c in operation.chars() {
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '_' => name.push(c),
            // No two names may have the same place.
            c => name.push_str(&format!("-{:x}-", u32::from(c))),
        }
    }
    match severity {
        Some(severity) => format!("{severity}-{name}"),
        None => format!("of-{name}"),
    }
}

fn article(finding: &Finding, anchor: Option<String>) -> Markup {
    let is_same = finding.expected == finding.seen;
    let seen = if is_same {
        "another that looks the same"
    } else {
        &finding.seen
    };
    let rows = [
        ("Expected", finding.expected.as_str()),
        ("Seen", seen),
        ("Where", &sources(finding)),
        ("To do", &finding.advice),
    ];
    let entries: Vec<_> = finding.entries.iter().map(u64::to_string).collect();
    let exchanges = if entries.len() == 1 {
        "exchange"
    } else {
        "exchanges"
    };
    html! {
        article class=(finding.severity) id=[anchor] {
            h4 { (finding.severity) ": " (printable(&finding.message)) }
            dl {
                dt { "What" } dd { code { (finding.class) " " (place(finding)) } }
                @for (name, text) in rows { dt { (name) } dd { (printable(text)) } }
                dt { "How often" }
                dd { (counted(finding.count, "time")) ", first in " (exchanges) " " (entries.join(", ")) }
                dt { "Fingerprint" } dd { code { (printable(&finding.fingerprint)) } }
            }
        }
    }
}

/// What the traffic showed of each operation, and what it never showed.
fn map(report: &Report) -> Markup {
    let tables = [
        ("Operations", &report.coverage.operations),
        ("Callbacks", &report.coverage.callbacks),
    ];
    html! {
        section id="coverage" aria-labelledby="coverage-title" {
            h2 id="coverage-title" { "Coverage" }
            p { "How much of the contract the traffic showed, of how much: " (coverage(report).join(", ")) "." }
            @for (title, covered) in tables { @if !covered.is_empty() { (table(report, title, covered)) } }
        }
    }
}

fn table(report: &Report, title: &str, rows: &BTreeMap<String, Covered>) -> Markup {
    html! {
        div.table role="region" aria-label=(title) tabindex="0" {
            table {
                caption { (title) }
                thead {
                    tr {
                        @for name in ["Operation", "Exchanges", "Errors", "Warnings", "Parameters", "Request fields", "Fields", "Statuses", "Error codes", "Values", "Never seen"] {
                            th scope="col" { (name) }
                        }
                    }
                }
                tbody { @for (id, covered) in rows { (row(report, id, covered)) } }
            }
        }
    }
}

fn row(report: &Report, id: &str, covered: &Covered) -> Markup {
    let count = |severity| {
        open(report)
            .filter(|finding| finding.operation.as_deref() == Some(id))
            .filter(|finding| finding.severity == severity)
            .count()
    };
    let values: BTreeMap<String, u64> = covered
        .enum_values
        .iter()
        .flat_map(|(place, values)| {
            values
                .iter()
                .map(move |(value, count)| (format!("{place} {value}"), *count))
        })
        .collect();
    let areas = [
        &covered.parameters,
        &covered.request_fields,
        &covered.response_fields,
        &covered.statuses,
        &covered.error_codes,
        &values,
    ];
    let never: Vec<_> = areas
        .iter()
        .flat_map(|counts| counts.iter())
        .filter(|(_, count)| **count == 0)
        .map(|(name, _)| name)
        .collect();
    html! {
        tr {
            th scope="row" { code { (words(&printable(id))) } }
            td class=(if covered.count > 0 { "number all" } else { "number" }) { (covered.count) }
            td.number { (count(Severity::Error)) }
            td.number { (count(Severity::Warning)) }
            @for counts in areas { (share(counts)) }
            td {
                @if never.is_empty() { "nothing" } @else {
                    details {
                        summary { (never.len()) }
                        ul { @for name in never { li { code { (printable(name)) } } } }
                    }
                }
            }
        }
    }
}

fn share(counts: &BTreeMap<String, u64>) -> Markup {
    let seen = counts.values().filter(|count| **count > 0).count();
    let class = match seen {
        0 => "number",
        seen if seen == counts.len() => "number all",
        _ => "number some",
    };
    html! { td class=(class) { @if counts.is_empty() { "–" } @else { (seen) " of " (counts.len()) } } }
}

fn baseline(report: &Report) -> Markup {
    let Some(baseline) = &report.baseline else {
        return html! {};
    };
    html! {
        section id="baseline" aria-labelledby="baseline-title" {
            h2 id="baseline-title" { "Baseline" }
            ul {
                @for note in baseline_notes(report) { li { (note) } }
                @for entry in &baseline.accepted {
                    li {
                        "accepted until " (entry.expires) ": "
                        code { (entry.class) " " (printable(entry.operation.as_deref().unwrap_or(NO_OPERATION))) " " (printable(&entry.pointer)) }
                        " " (printable(&entry.reason))
                    }
                }
            }
        }
    }
}
