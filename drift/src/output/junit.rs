//! JUnit XML: a suite for each operation, a failure for each error and warning.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::{difference, grouped, place, printable, sources};
use crate::finding::{Finding, Severity};
use crate::report::Report;

pub(super) fn write(report: &Report, out: &mut impl Write) -> io::Result<()> {
    let findings: Vec<_> = report.findings.iter().collect();
    let mut groups = grouped(&findings);
    // What was seen and is clean passes.
    let coverage = &report.coverage;
    for (id, covered) in coverage.operations.iter().chain(&coverage.callbacks) {
        let id = printable(id);
        if covered.count > 0 && groups.iter().all(|(name, _)| *name != id) {
            groups.push((id.into_owned(), Vec::new()));
        }
    }
    let mut xml = Writer::new_with_indent(&mut *out, b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let figures = figures(report, &findings);
    let mut root = xml
        .create_element("testsuites")
        .with_attribute(("name", "bayar-drift"));
    let cases = |group: &[&Finding]| group.len().max(1);
    let all: usize = groups.iter().map(|(_, group)| cases(group)).sum();
    root = root
        .with_attribute(("tests", all.to_string().as_str()))
        .with_attribute(("failures", figures.0.as_str()));
    root.write_inner_content(|xml| {
        for (name, group) in &groups {
            write_suite(report, name, group, xml)?;
        }
        Ok(())
    })?;
    writeln!(out)
}

/// The failures and the skipped among findings.
fn figures(report: &Report, findings: &[&Finding]) -> (String, String) {
    let skipped = findings
        .iter()
        .filter(|finding| report.acceptance(finding).is_some())
        .count();
    let failures = findings
        .iter()
        .filter(|finding| is_failure(report, finding))
        .count();
    (failures.to_string(), skipped.to_string())
}

fn is_failure(report: &Report, finding: &Finding) -> bool {
    finding.severity > Severity::Info && report.acceptance(finding).is_none()
}

fn write_suite(
    report: &Report,
    name: &str,
    group: &[&Finding],
    xml: &mut Writer<impl Write>,
) -> io::Result<()> {
    let (failures, skipped) = figures(report, group);
    let suite = xml
        .create_element("testsuite")
        .with_attribute(("name", name))
        .with_attribute(("tests", group.len().max(1).to_string().as_str()))
        .with_attribute(("failures", failures.as_str()))
        .with_attribute(("errors", "0"))
        .with_attribute(("skipped", skipped.as_str()));
    suite.write_inner_content(|xml| {
        for finding in group {
            write_case(report, name, finding, xml)?;
        }
        if group.is_empty() {
            xml.create_element("testcase")
                .with_attribute(("classname", name))
                .with_attribute(("name", "as documented"))
                .write_empty()?;
        }
        Ok(())
    })?;
    Ok(())
}

fn write_case(
    report: &Report,
    suite: &str,
    finding: &Finding,
    xml: &mut Writer<impl Write>,
) -> io::Result<()> {
    let name = format!(
        "{} {} {}",
        finding.class,
        place(finding),
        printable(&finding.fingerprint)
    );
    let case = xml
        .create_element("testcase")
        .with_attribute(("classname", suite))
        .with_attribute(("name", name.as_str()));
    case.write_inner_content(|xml| {
        let difference = difference(finding);
        let text = format!(
            "{difference}\nseen {} times\n{}\n{}",
            finding.count,
            sources(finding),
            printable(&finding.advice)
        );
        if let Some(entry) = report.acceptance(finding) {
            let message = format!("accepted until {}: {}", entry.expires, entry.reason);
            xml.create_element("skipped")
                .with_attribute(("message", printable(&message).as_ref()))
                .write_empty()?;
        } else if is_failure(report, finding) {
            xml.create_element("failure")
                .with_attribute(("message", difference.as_str()))
                .with_attribute(("type", finding.class.to_string().as_str()))
                .write_text_content(BytesText::new(&text))?;
        } else {
            xml.create_element("system-out")
                .write_text_content(BytesText::new(&text))?;
        }
        Ok(())
    })?;
    Ok(())
}
