//! Two versions of a contract: what changes on the wire and in the Rust that is generated from it, and which version
//! number that asks for.
//!
//! The surface is not guessed: both versions are generated, and what a caller can see of the two is compared.

use anyhow::{Context, Result};
use serde_json::Value;

use crate::documents::Contracts;
use crate::finding::{Class, Direction, Finding, Part, Severity};
use crate::report::Report;
pub use crate::report::Verdict;

mod surface;
mod wire;

/// A change before it is a finding.
struct Change {
    class: Class,
    operation: Option<String>,
    direction: Direction,
    part: Part,
    pointer: String,
    from: String,
    to: String,
    message: String,
}

/// Compares two versions of a contract, each as YAML.
///
/// # Errors
/// If a text is no YAML, or the older version generates no Rust.
pub fn diff(old: &str, new: &str) -> Result<Report> {
    let before: Value = yaml_serde::from_str(old).context("the older contract")?;
    let after: Value = yaml_serde::from_str(new).context("the newer contract")?;
    let contracts = [&before, &after].map(|value| Contracts::new(std::slice::from_ref(value)));
    let mut changes = wire::changes(&contracts[0].files[0], &contracts[1].files[0]);
    changes.extend(surface::changes(old, new)?);
    if changes.is_empty() && before != after {
        changes.push(Change {
            class: Class::SpecWords,
            operation: None,
            direction: Direction::Document,
            part: Part::Body,
            pointer: String::new(),
            from: "the old words".to_owned(),
            to: "other words".to_owned(),
            message: "Only descriptions, examples or sources changed.".to_owned(),
        });
    }
    let mut findings: Vec<Finding> = Vec::new();
    for finding in changes.into_iter().map(finding) {
        match findings
            .iter_mut()
            .find(|other| other.fingerprint == finding.fingerprint)
        {
            Some(other) => other.add(&finding),
            None => findings.push(finding),
        }
    }
    let verdict = findings.iter().map(|finding| verdict(finding.class)).max();
    let mut report = Report::of(findings);
    report.verdict = Some(verdict.unwrap_or(Verdict::None));
    Ok(report)
}

fn verdict(class: Class) -> Verdict {
    match class {
        Class::SpecCompile | Class::SpecRun => Verdict::Major,
        Class::SpecCompatible => Verdict::Minor,
        _ => Verdict::Patch,
    }
}

fn finding(change: Change) -> Finding {
    let (severity, advice) = match change.class {
        Class::SpecCompile => (
            Severity::Error,
            "Raise the major version, and say in the change log what callers have to write.",
        ),
        Class::SpecRun => (
            Severity::Warning,
            "Raise the major version, and say in the change log what callers have to expect.",
        ),
        Class::SpecCompatible => (Severity::Info, "Raise the minor version."),
        _ => (Severity::Info, "Raise the patch version."),
    };
    let fingerprint = Finding::fingerprint_of(
        change.class,
        change.operation.as_deref(),
        change.part,
        &format!("{:?} {}", change.direction, change.pointer),
        &format!("{} {}", change.from, change.to),
        "",
    );
    let name = change.pointer.rsplit(['/', ':']).next().unwrap_or_default();
    Finding {
        class: change.class,
        severity,
        operation: change.operation,
        direction: change.direction,
        part: change.part,
        money: name.contains("amount") || name.contains("price") || name == "balance",
        pointer: change.pointer,
        expected: change.from,
        seen: change.to,
        count: 1,
        entries: Vec::new(),
        document: None,
        line: None,
        spec: None,
        erratum: None,
        fingerprint,
        message: change.message,
        advice: advice.to_owned(),
    }
}

/// Which two versions to compare.
#[derive(Clone, Debug, clap::Args)]
pub struct Options {
    /// The older version, an OpenAPI contract in YAML
    pub old: std::path::PathBuf,
    /// The newer version
    pub new: std::path::PathBuf,
}

/// Runs `bayar-drift spec`.
///
/// # Errors
/// If a file cannot be read, or the older contract generates no Rust.
pub fn run(options: &Options) -> Result<Report> {
    let read = |file: &std::path::Path| {
        std::fs::read_to_string(file).with_context(|| file.display().to_string())
    };
    diff(&read(&options.old)?, &read(&options.new)?)
}
