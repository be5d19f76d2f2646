//! Markdown as GitHub and GitLab show it. Everything that others wrote stands in code, where nothing has a meaning.

use std::io::{self, Write};

use super::{
    baseline_notes, counted, coverage, grouped, open, place, printable, sources, totals, traffic,
};
use crate::finding::Finding;
use crate::report::Report;

pub(super) fn write(report: &Report, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "# Drift\n\n{}.\n", totals(report))?;
    let findings: Vec<_> = open(report).collect();
    for (operation, group) in grouped(&findings) {
        writeln!(out, "## {}\n", code(&operation))?;
        for finding in group {
            write_finding(finding, out)?;
        }
        writeln!(out)?;
    }
    let accepted = report
        .findings
        .iter()
        .filter_map(|finding| Some((finding, report.acceptance(finding)?)));
    let accepted: Vec<_> = accepted.collect();
    if !accepted.is_empty() {
        writeln!(out, "## Accepted\n")?;
    }
    for (finding, entry) in &accepted {
        let operation = finding.operation.as_deref().unwrap_or(super::NO_OPERATION);
        let place = code(&format!("{operation} {}", place(finding)));
        writeln!(
            out,
            "- {} {place} until {}: {}",
            finding.class,
            entry.expires,
            code(&entry.reason)
        )?;
    }
    if !accepted.is_empty() {
        writeln!(out)?;
    }
    let notes = baseline_notes(report);
    if !notes.is_empty() {
        writeln!(out, "## Baseline\n")?;
        for note in notes {
            writeln!(out, "- {}", code(&note))?;
        }
        writeln!(out)?;
    }
    let Some(traffic) = traffic(report) else {
        return Ok(());
    };
    writeln!(out, "## Traffic\n\n{traffic}.\n")?;
    for share in coverage(report) {
        writeln!(out, "- {}", code(&share))?;
    }
    Ok(())
}

fn write_finding(finding: &Finding, out: &mut impl Write) -> io::Result<()> {
    writeln!(
        out,
        "- **{}** `{}` at {}, {}",
        finding.severity,
        finding.class,
        code(&place(finding)),
        counted(finding.count, "time")
    )?;
    let lines = [
        ("expected", finding.expected.as_str()),
        ("seen", &finding.seen),
        ("where", &sources(finding)),
        ("to do", &finding.advice),
    ];
    for (what, text) in lines {
        writeln!(out, "  - {what}: {}", code(text))?;
    }
    Ok(())
}

/// A text as code, between more backticks in a row than it has itself.
fn code(text: &str) -> String {
    let text = printable(text);
    let longest = text
        .split(|c| c != '`')
        .map(str::len)
        .max()
        .unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    match text.trim() {
        "" => "nothing".to_owned(),
        text if text.starts_with('`') || text.ends_with('`') => format!("{fence} {text} {fence}"),
        text => format!("{fence}{text}{fence}"),
    }
}
