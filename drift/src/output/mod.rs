//! A report in the forms that people and tools read.
//!
//! What stands in a report was sent by others, or read from a file: every form escapes it.

mod github;
mod html;
mod json;
mod junit;
mod markdown;
mod sarif;
mod text;

use std::borrow::Cow;
use std::io::{self, Write};

use clap::ValueEnum;

use crate::finding::{Finding, Severity};
use crate::report::Report;

pub use crate::output::json::schema;

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people: one screen, the most severe first.
    Text,
    /// For people: everything.
    TextAll,
    /// The whole report, as `bayar-drift schema` describes it.
    Json,
    /// SARIF 2.1.0, for tools that show findings in the lines of the contract.
    Sarif,
    /// JUnit XML, for test reports: a suite for each operation.
    Junit,
    /// Markdown, for comments and summaries.
    Markdown,
    /// A page that needs nothing else, with a map of the coverage.
    Html,
    /// Workflow commands of GitHub Actions, which annotate the lines of the contract.
    Github,
}

/// Writes a report. [`Format::Text`] and [`Format::TextAll`] have ANSI colours; `anstream` takes them out where they do
/// not belong.
///
/// # Errors
/// If it cannot be written.
pub fn render(report: &Report, format: Format, out: &mut impl Write) -> io::Result<()> {
    match format {
        Format::Text => text::write(report, false, out),
        Format::TextAll => text::write(report, true, out),
        Format::Json => json::write(report, out),
        Format::Sarif => sarif::write(report, out),
        Format::Junit => junit::write(report, out),
        Format::Markdown => markdown::write(report, out),
        Format::Html => html::write(report, out),
        Format::Github => github::write(report, out),
    }
}

/// What stands in the place of an operation where none was recognised.
const NO_OPERATION: &str = "no operation";

/// The findings that the baseline does not accept.
fn open(report: &Report) -> impl Iterator<Item = &Finding> {
    report
        .findings
        .iter()
        .filter(|finding| report.acceptance(finding).is_none())
}

/// Findings by operation; first the operation with the most severe.
fn grouped<'f>(findings: &[&'f Finding]) -> Vec<(String, Vec<&'f Finding>)> {
    let mut groups: Vec<(String, Vec<&Finding>)> = Vec::new();
    for finding in findings {
        let name = printable(finding.operation.as_deref().unwrap_or(NO_OPERATION));
        match groups.iter_mut().find(|(group, _)| *group == name) {
            Some((_, group)) => group.push(finding),
            None => groups.push((name.into_owned(), vec![finding])),
        }
    }
    groups.sort_by_key(|(_, group)| std::cmp::Reverse(group.iter().map(|f| f.severity).max()));
    groups
}

/// The place in the message, or what stands for the whole of it.
fn place(finding: &Finding) -> Cow<'_, str> {
    match finding.pointer.as_str() {
        "" => Cow::Owned(format!("{:?}", finding.part).to_lowercase()),
        pointer => printable(pointer),
    }
}

/// The document with its line, the contract with its line, the erratum.
fn sources(finding: &Finding) -> String {
    let document = match (&finding.document, finding.line) {
        (Some(document), Some(line)) => format!("{document}:{line}"),
        (Some(document), None) => document.clone(),
        (None, _) => "in no document".to_owned(),
    };
    let spec = finding
        .spec
        .iter()
        .map(|place| format!("{}:{}", place.file, place.line));
    let erratum = finding.erratum.iter().map(|id| format!("known as {id}"));
    let all: Vec<_> = std::iter::once(document)
        .chain(spec)
        .chain(erratum)
        .collect();
    printable(&all.join(", ")).into_owned()
}

/// What was expected and what was seen, in one line.
fn difference(finding: &Finding) -> String {
    let (expected, seen) = (&finding.expected, &finding.seen);
    let text = if expected == seen {
        format!("expected {expected}, seen another that looks the same without what is secret")
    } else {
        format!("expected {expected}, seen {seen}")
    };
    printable(&text).into_owned()
}

/// `1 error`, `2 errors`.
pub(crate) fn counted(count: u64, what: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {what}{plural}")
}

/// The findings in figures, in one sentence.
fn totals(report: &Report) -> String {
    let of = |severity| {
        open(report)
            .filter(|finding| finding.severity == severity)
            .count() as u64
    };
    let parts = [
        counted(of(Severity::Error), "error"),
        counted(of(Severity::Warning), "warning"),
        counted(of(Severity::Info), "info"),
    ];
    let known = open(report)
        .filter(|finding| finding.erratum.is_some())
        .count();
    let mut text = format!("{}; {known} known as errata", parts.join(", "));
    if let Some(baseline) = &report.baseline {
        text.push_str(&format!(", {} more accepted", baseline.accepted.len()));
    }
    if let Some(verdict) = report.verdict {
        text.push_str(&format!(". Next version by these changes: {verdict}"));
    }
    text
}

/// The traffic in figures, in one sentence; none if the report is of documents.
fn traffic(report: &Report) -> Option<String> {
    if report.coverage.totals.is_empty() {
        return None;
    }
    let summary = &report.summary;
    let mut text = format!(
        "{}, {} of them callbacks",
        counted(summary.exchanges, "exchange"),
        summary.callbacks
    );
    for (count, what) in [
        (summary.skipped, "not the provider's, left out"),
        (summary.unchecked, "with a body that was not checked"),
        (summary.unreadable, "not readable, left out"),
    ] {
        if count > 0 {
            text.push_str(&format!(", {count} {what}"));
        }
    }
    Some(text)
}

/// What was read of the traffic, in figures; none if the report is of documents.
fn figures(report: &Report) -> Option<[(&'static str, u64); 5]> {
    let summary = &report.summary;
    let is_of_traffic = !report.coverage.totals.is_empty();
    is_of_traffic.then_some([
        ("exchanges", summary.exchanges),
        ("callbacks", summary.callbacks),
        ("skipped", summary.skipped),
        ("unchecked", summary.unchecked),
        ("unreadable", summary.unreadable),
    ])
}

/// The coverage in figures: `operations 3 of 70`.
fn coverage(report: &Report) -> Vec<String> {
    let totals = &report.coverage.totals;
    let share = |(name, share): (&String, &crate::report::Share)| {
        format!(
            "{} {} of {}",
            printable(name).replace('_', " "),
            share.seen,
            share.of
        )
    };
    totals.iter().map(share).collect()
}

/// What the baseline has to be cared for: `(what, entry)`.
fn baseline_notes(report: &Report) -> Vec<String> {
    let Some(baseline) = &report.baseline else {
        return Vec::new();
    };
    let note = |what: &str, entry: &crate::baseline::Entry| {
        let operation = entry.operation.as_deref().unwrap_or(NO_OPERATION);
        let text = format!(
            "{what}: {} {} {} {} (until {})",
            entry.fingerprint, entry.class, operation, entry.pointer, entry.expires
        );
        printable(&text).into_owned()
    };
    let lists = [
        ("expired", &baseline.expired),
        ("about money and without a reason", &baseline.unreasoned),
        ("no longer seen", &baseline.stale),
    ];
    lists
        .into_iter()
        .flat_map(|(what, list)| list.iter().map(move |entry| note(what, entry)))
        .collect()
}

/// A text without characters that steer a terminal, turn the direction of writing, or are forbidden in XML.
fn printable(text: &str) -> Cow<'_, str> {
    if text.contains(steers) {
        Cow::Owned(text.replace(steers, "\u{fffd}"))
    } else {
        Cow::Borrowed(text)
    }
}

fn steers(c: char) -> bool {
    let turns = matches!(
        c,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    );
    c.is_control() || turns || matches!(c, '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}
