//! For people at a terminal.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use super::{
    baseline_notes, counted, coverage, difference, grouped, open, place, printable, sources,
    totals, traffic,
};
use crate::finding::{Finding, Severity};
use crate::report::Report;

/// As many lines as a small terminal has, less those of the summary.
const LINES: usize = 20;

/// The lines of a finding.
const LINES_EACH: usize = 4;

/// Longer lines are cut on one screen.
const WIDTH: usize = 110;

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

pub(super) fn write(report: &Report, is_all: bool, out: &mut impl Write) -> io::Result<()> {
    let findings: Vec<_> = open(report).collect();
    let displayed = if is_all {
        findings.len()
    } else {
        fitting(&findings)
    };
    let width = if is_all { usize::MAX } else { WIDTH };
    for (operation, group) in grouped(&findings[..displayed]) {
        writeln!(out, "{BOLD}{operation}{BOLD:#}")?;
        for finding in group {
            write_finding(finding, width, out)?;
        }
    }
    let rest = findings.len() - displayed;
    if rest > 0 {
        let rest = counted(rest as u64, "more finding");
        writeln!(
            out,
            "{rest}: see all with --format text-all, or in a browser with --format html --output FILE."
        )?;
    }
    let notes = baseline_notes(report);
    let fit = if is_all { notes.len() } else { 3 };
    for note in notes.iter().take(fit) {
        writeln!(out, "Baseline, {note}.")?;
    }
    if notes.len() > fit {
        writeln!(
            out,
            "Baseline: {}.",
            counted((notes.len() - fit) as u64, "more note")
        )?;
    }
    writeln!(out, "{BOLD}{}.{BOLD:#}", totals(report))?;
    let Some(traffic) = traffic(report) else {
        return Ok(());
    };
    let coverage = coverage(report).join(", ");
    writeln!(out, "{DIM}{traffic}. Seen: {coverage}.{DIM:#}")
}

/// How many findings fit on one screen, with a line for each operation.
fn fitting(findings: &[&Finding]) -> usize {
    let lines = |count: usize| {
        let displayed = &findings[..count];
        count * LINES_EACH + grouped(displayed).len()
    };
    (1..=findings.len())
        .take_while(|count| lines(*count) <= LINES)
        .last()
        .unwrap_or(0)
}

fn write_finding(finding: &Finding, width: usize, out: &mut impl Write) -> io::Result<()> {
    let style = style(finding.severity);
    let severity = finding.severity.to_string();
    let times = format!(" ×{}", finding.count);
    let message = cut(
        &printable(&finding.message),
        width.saturating_sub(times.len()),
    );
    writeln!(out, "  {style}{severity:<7}{style:#} {message}{times}")?;
    let (class, place, difference) = (finding.class, place(finding), difference(finding));
    let place = format!("{class} {place}: {difference}");
    let advice = printable(&finding.advice);
    for line in [&place, &sources(finding), advice.as_ref()] {
        writeln!(out, "          {}", cut(line, width))?;
    }
    Ok(())
}

fn style(severity: Severity) -> Style {
    match severity {
        Severity::Error => AnsiColor::Red.on_default().bold(),
        Severity::Warning => AnsiColor::Yellow.on_default(),
        Severity::Info => AnsiColor::Cyan.on_default(),
    }
}

fn cut(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(width.saturating_sub(1)).collect();
    short.push('…');
    short
}
