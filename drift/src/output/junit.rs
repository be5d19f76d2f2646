//! JUnit XML: a suite for each operation, a failure for each error and warning.

use std::io::{self, Write};

use quick_junit::{NonSuccessKind, Report as Junit, TestCase, TestCaseStatus, TestSuite};

use super::{difference, figures, grouped, place, printable, sources};
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
    let mut junit = Junit::new("bayar-drift");
    for (name, group) in groups {
        let mut cases: Vec<_> = group.iter().map(|finding| case(report, finding)).collect();
        if cases.is_empty() {
            cases.push(TestCase::new("as documented", TestCaseStatus::success()));
        }
        for case in &mut cases {
            case.set_classname(name.as_str());
        }
        let mut suite = TestSuite::new(name);
        suite.add_test_cases(cases);
        junit.add_test_suite(suite);
    }
    if let Some(figures) = figures(report) {
        let mut suite = TestSuite::new("traffic");
        for (name, count) in figures {
            suite.add_property((name, count.to_string().as_str()));
        }
        junit.add_test_suite(suite);
    }
    junit.serialize(out).map_err(io::Error::other)
}

fn case(report: &Report, finding: &Finding) -> TestCase {
    let name = format!(
        "{} {} {}",
        finding.class,
        place(finding),
        printable(&finding.fingerprint)
    );
    let difference = difference(finding);
    let text = format!(
        "{difference}\nseen {} times\n{}\n{}",
        finding.count,
        sources(finding),
        printable(&finding.advice)
    );
    if let Some(entry) = report.acceptance(finding) {
        let message = format!("accepted until {}: {}", entry.expires, entry.reason);
        let mut status = TestCaseStatus::skipped();
        status.set_message(printable(&message));
        return TestCase::new(name, status);
    }
    if finding.severity == Severity::Info {
        let mut case = TestCase::new(name, TestCaseStatus::success());
        case.set_system_out(text);
        return case;
    }
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
    status.set_message(difference);
    status.set_type(finding.class.to_string());
    status.set_description(text);
    TestCase::new(name, status)
}
