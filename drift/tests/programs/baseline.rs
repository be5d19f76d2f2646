//! What is accepted, for how long, and what never is without a reason.

use std::path::Path;
use std::process::{Command, Output};

use bayar_drift::baseline::{Acceptance, Baseline};
use bayar_drift::finding::{Finding, Severity};
use bayar_drift::report::Report;
use chrono::NaiveDate;

use crate::support;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn plain() -> Finding {
    support::finding("response.enum", Severity::Error, "get_invoice", "/status")
}

fn money() -> Finding {
    let mut finding = support::finding(
        "response.text_for_number",
        Severity::Warning,
        "get_invoice",
        "/balance",
    );
    finding.money = true;
    finding
}

fn with(reason: Option<&str>) -> Acceptance<'_> {
    Acceptance {
        reason,
        expires: day("2026-03-31"),
        today: day("2026-01-01"),
    }
}

#[test]
fn what_is_added_is_accepted_until_its_last_day() {
    let mut report = support::report(vec![plain()]);
    let mut baseline = Baseline::default();
    assert!(baseline.update(&report.findings, &with(None)).is_empty());
    let baseline = Baseline::read(&baseline.write().unwrap()).unwrap();
    assert!(report.fails_on(Severity::Error));
    report.baseline = Some(baseline.judge(&report.findings, day("2026-03-31")));
    assert!(!report.fails_on(Severity::Info));
    report.baseline = Some(baseline.judge(&report.findings, day("2026-04-01")));
    assert!(report.fails_on(Severity::Error));
    assert_eq!(report.baseline.as_ref().unwrap().expired.len(), 1);
    // An expired entry is renewed only with a reason.
    let late = |reason| Acceptance {
        reason,
        expires: day("2026-09-30"),
        today: day("2026-04-01"),
    };
    let mut renewed = baseline.clone();
    assert_eq!(renewed.update(&report.findings, &late(None)).len(), 1);
    assert_eq!(renewed, baseline);
    assert!(
        renewed
            .update(&report.findings, &late(Some("ticket 7 is open")))
            .is_empty()
    );
    let judgement = renewed.judge(&report.findings, day("2026-09-30"));
    assert_eq!(judgement.accepted.len(), 1);
    assert_eq!(judgement.accepted[0].reason, "ticket 7 is open");
}

#[test]
fn entries_that_are_no_longer_seen_are_told_and_kept() {
    let mut baseline = Baseline::default();
    baseline.update(&[plain()], &with(None));
    let judgement = baseline.judge(&[], day("2026-01-02"));
    assert_eq!(judgement.stale.len(), 1);
    let before = baseline.clone();
    baseline.update(&[], &with(None));
    assert_eq!(baseline, before);
}

#[test]
fn money_needs_a_reason() {
    let fraction = support::finding("response.fraction", Severity::Warning, "x", "/value");
    let named = support::finding("response.field", Severity::Info, "x", "/fees/0/paid_fee");
    for finding in [money(), fraction, named] {
        let report = support::report(vec![finding]);
        for reason in [
            None,
            Some(""),
            Some("  "),
            Some("TODO"),
            Some("todo: look"),
            Some("n/a"),
        ] {
            let mut baseline = Baseline::default();
            assert_eq!(
                baseline.update(&report.findings, &with(reason)).len(),
                1,
                "{reason:?}"
            );
            assert_eq!(baseline, Baseline::default());
        }
        let mut baseline = Baseline::default();
        let reason = "the vendor confirmed it in ticket 12";
        assert!(
            baseline
                .update(&report.findings, &with(Some(reason)))
                .is_empty()
        );
        // A reason that was taken out by hand does not accept it either.
        let text = baseline.write().unwrap();
        let judged = |text: &str| {
            let baseline = Baseline::read(text).unwrap();
            baseline.judge(&report.findings, day("2026-01-02"))
        };
        assert_eq!(judged(&text).accepted.len(), 1);
        let emptied = text.replace(reason, "TBD");
        assert_ne!(emptied, text);
        let judgement = judged(&emptied);
        assert_eq!(
            (judgement.accepted.len(), judgement.unreasoned.len()),
            (0, 1)
        );
    }
}

#[test]
fn what_is_no_baseline() {
    let mut baseline = Baseline::default();
    baseline.update(&[plain()], &with(None));
    let text = baseline.write().unwrap();
    let entry = text.lines().filter(|line| !line.starts_with('#'));
    let entry: Vec<_> = entry.collect();
    let twice = format!("{text}{}\n", entry.join("\n"));
    assert!(Baseline::read(&twice).is_err());
    for wrong in [
        "a: 1",
        "- fingerprint: x",
        "[1]",
        &text.replace("expires", "expiry"),
        &text.replace("2026-03-31", "soon"),
        "- {",
    ] {
        assert!(Baseline::read(wrong).is_err(), "{wrong}");
    }
    assert_eq!(Baseline::read("").unwrap(), Baseline::default());
    assert_eq!(
        Baseline::read("# nothing yet\n").unwrap(),
        Baseline::default()
    );
}

fn run(directory: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bayar-drift"));
    command.current_dir(directory).args(arguments);
    command.output().unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

#[test]
fn the_exit_status_counts_what_is_not_accepted() {
    let directory = tempfile::tempdir().unwrap();
    let at = directory.path();
    let report = support::report(vec![plain(), money()]);
    std::fs::write(at.join("r.json"), serde_json::to_string(&report).unwrap()).unwrap();
    let merge = |rest: &[&str]| run(at, &[&["merge", "r.json"], rest].concat());
    assert_eq!(code(&merge(&[])), 1);
    assert_eq!(code(&merge(&["--baseline", "b.yaml"])), 3);
    assert_eq!(code(&merge(&["--update-baseline"])), 2);
    assert_eq!(code(&merge(&["--reason", "x"])), 2);
    assert_eq!(code(&merge(&["--propose=patch", "--format", "json"])), 2);
    let first = merge(&["--baseline", "b.yaml", "--update-baseline"]);
    assert_eq!(code(&first), 1);
    let told = String::from_utf8_lossy(&first.stderr);
    assert!(
        told.contains("response.text_for_number get_invoice /balance"),
        "{told}"
    );
    assert_eq!(
        code(&merge(&["--baseline", "b.yaml", "--fail-on", "error"])),
        0
    );
    assert_eq!(code(&merge(&["--baseline", "b.yaml"])), 1);
    let reason = [
        "--baseline",
        "b.yaml",
        "--update-baseline",
        "--reason",
        "vendor ticket 3",
    ];
    assert_eq!(code(&merge(&reason)), 0);
    let quiet = merge(&[
        "--baseline",
        "b.yaml",
        "--format",
        "json",
        "--output",
        "out.json",
    ]);
    assert_eq!((code(&quiet), quiet.stdout.len()), (0, 0));
    let written = std::fs::read_to_string(at.join("out.json")).unwrap();
    let written: Report = serde_json::from_str(&written).unwrap();
    assert_eq!(written.findings, report.findings);
    assert_eq!(written.baseline.unwrap().accepted.len(), 2);
    // What a baseline said of a part is not what it says of the whole.
    let merged = run(at, &["merge", "out.json", "r.json", "--format", "json"]);
    assert_eq!(code(&merged), 1);
    let names: Vec<_> = std::fs::read_dir(at)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(names.len(), 3, "{names:?}");
}

#[test]
fn no_colour_where_none_belongs() {
    let directory = tempfile::tempdir().unwrap();
    let at = directory.path();
    let report = support::report(vec![plain()]);
    std::fs::write(at.join("r.json"), serde_json::to_string(&report).unwrap()).unwrap();
    let arguments = ["merge", "r.json"];
    let piped = run(at, &arguments);
    assert!(!piped.stdout.contains(&0x1b) && !piped.stdout.is_empty());
    let colour = |name: &str, value: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bayar-drift"));
        command.current_dir(at).args(arguments).env(name, value);
        command.env_remove("CI").output().unwrap().stdout
    };
    assert!(colour("CLICOLOR_FORCE", "1").contains(&0x1b));
    assert!(!colour("NO_COLOR", "1").contains(&0x1b));
    run(at, &[&arguments[..], &["--output", "out.txt"]].concat());
    assert!(!std::fs::read(at.join("out.txt")).unwrap().contains(&0x1b));
}
