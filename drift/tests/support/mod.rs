//! Reports that do not change with the contract, and contracts of others.
#![allow(dead_code, reason = "each program uses a part of it")]

pub mod contracts;

use bayar_drift::finding::{Class, Direction, Finding, Part, Severity, SpecPlace};
use bayar_drift::report::{Covered, Report, Share, Summary};

/// A finding about the body of an answer.
pub fn finding(class: &str, severity: Severity, operation: &str, pointer: &str) -> Finding {
    let class: Class = class.parse().unwrap();
    let (expected, seen) = ("a text", "the number 7");
    Finding {
        class,
        severity,
        operation: Some(operation.to_owned()),
        direction: Direction::Response,
        part: Part::Body,
        pointer: pointer.to_owned(),
        expected: expected.to_owned(),
        seen: seen.to_owned(),
        count: 3,
        entries: vec![0, 4, 5],
        document: Some("xendit-api-reference".to_owned()),
        line: Some(2969),
        spec: Some(SpecPlace {
            file: "spec/xendit.yaml".to_owned(),
            line: 5924,
        }),
        erratum: None,
        money: false,
        fingerprint: Finding::fingerprint_of(
            class,
            Some(operation),
            Part::Body,
            pointer,
            expected,
            seen,
        ),
        message: format!("{operation}, {pointer}: expected {expected}, seen {seen}."),
        advice: "Compare it with the document.".to_owned(),
    }
}

/// A report of some findings, the most severe first.
pub fn report(mut findings: Vec<Finding>) -> Report {
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    let mut report = Report {
        summary: Summary {
            exchanges: 312,
            callbacks: 12,
            skipped: 1,
            ..Summary::default()
        },
        findings,
        ..Report::default()
    };
    let covered = Covered {
        count: 300,
        parameters: [("path:invoice_id".to_owned(), 300)].into(),
        response_fields: [("/status".to_owned(), 300), ("/paid_at".to_owned(), 0)].into(),
        statuses: [("200".to_owned(), 300), ("404".to_owned(), 0)].into(),
        enum_values: [(
            "response:/status".to_owned(),
            [("PAID".to_owned(), 300), ("EXPIRED".to_owned(), 0)].into(),
        )]
        .into(),
        ..Covered::default()
    };
    let coverage = &mut report.coverage;
    coverage
        .operations
        .insert("get_invoice".to_owned(), covered);
    coverage.operations.insert(
        "get_balance".to_owned(),
        Covered {
            count: 2,
            ..Covered::default()
        },
    );
    coverage
        .operations
        .insert("create_invoice".to_owned(), Covered::default());
    coverage
        .totals
        .insert("operations".to_owned(), Share { seen: 2, of: 3 });
    coverage
        .totals
        .insert("enum_values".to_owned(), Share { seen: 1, of: 2 });
    report.count();
    report
}
