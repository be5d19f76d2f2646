//! The program: `bayar-drift`.
#![forbid(unsafe_code)]

use std::process::ExitCode;

use anyhow::Result;
use bayar_drift::finding::{Finding, Severity};
use bayar_drift::report::Report;
use bayar_drift::{documents, spec_diff};
use clap::{Parser, Subcommand};

#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Holds documents, contract and traffic against each other
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Hold documents against the contract and against themselves, or two versions of one against each other
    Documents(documents::command::Options),
    /// Compare two versions of a contract: the wire, the generated Rust, the version number
    Spec(spec_diff::Options),
}

fn main() -> ExitCode {
    match run(&Arguments::parse().command) {
        Ok(report) if report.fails_on(Severity::Warning) => ExitCode::from(1),
        Ok(_) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(3)
        }
    }
}

fn run(command: &Command) -> Result<Report> {
    let findings = match command {
        Command::Documents(options) => documents::command::run(options)?,
        Command::Spec(options) => {
            let diff = spec_diff::run(options)?;
            println!("version: {}", diff.verdict);
            diff.findings
        }
    };
    findings.iter().for_each(print);
    let mut report = Report { findings, ..Report::default() };
    report.count();
    let summary = &report.summary;
    println!("{} findings, {} of them known: {} errors, {} warnings", summary.findings, summary.known, summary.errors, summary.warnings);
    Ok(report)
}

fn print(finding: &Finding) {
    let line = finding.line.map_or(String::new(), |line| format!(":{line}"));
    let place = finding.document.as_ref().map_or(String::new(), |document| format!(" {document}{line}"));
    let operation = finding.operation.as_deref().unwrap_or_default();
    let erratum = finding.erratum.as_ref().map_or(String::new(), |id| format!(" ({id})"));
    println!("{} {}{place} {operation} {}: {}{erratum}", finding.severity, finding.class, finding.pointer, finding.message);
}
