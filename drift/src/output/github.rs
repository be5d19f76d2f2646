//! Workflow commands of GitHub Actions.

use std::io::{self, Write};

use super::{
    NO_OPERATION, baseline_notes, counted, difference, open, place, printable, sources, totals,
    traffic,
};
use crate::finding::{Finding, Severity};
use crate::report::Report;

pub(super) fn write(report: &Report, out: &mut impl Write) -> io::Result<()> {
    for finding in open(report) {
        let at = finding.spec.as_ref().map_or_else(String::new, |place| {
            format!("file={},line={},", property(&place.file), place.line)
        });
        let title = format!("{} {}", finding.class, place(finding));
        writeln!(
            out,
            "::{} {at}title={}::{}",
            command(finding.severity),
            property(&title),
            data(&words(finding))
        )?;
    }
    for note in baseline_notes(report) {
        writeln!(out, "::warning title=Baseline::{}", data(&note))?;
    }
    let traffic = traffic(report).map_or_else(String::new, |traffic| format!(". {traffic}"));
    let totals = totals(report) + &traffic;
    writeln!(out, "::notice title=bayar-drift::{}", data(&totals))
}

fn command(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    }
}

fn words(finding: &Finding) -> String {
    format!(
        "{}: {}. Seen {}, {}. {}",
        finding.operation.as_deref().unwrap_or(NO_OPERATION),
        difference(finding),
        counted(finding.count, "time"),
        sources(finding),
        finding.advice
    )
}

/// What stands after `::`.
fn data(text: &str) -> String {
    printable(text).replace('%', "%25")
}

/// What stands before it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
