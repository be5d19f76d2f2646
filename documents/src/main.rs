//! The program: `bayar-documents`.
#![forbid(unsafe_code)]

use std::process::ExitCode;

use bayar_documents::command::{Options, run};
use bayar_drift::outcome::{Outcome, exit_status};
use clap::Parser;

/// Holds documents against the contract and against themselves, or two versions of one against each other.
///
/// Exit status: 0 clean, 1 findings at or above --fail-on, 2 wrong usage, 3 input that cannot be read.
#[derive(Parser)]
#[command(name = "bayar-documents", version)]
struct Cli {
    #[command(flatten)]
    options: Options,
    #[command(flatten)]
    outcome: Outcome,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let ended = run(&cli.options).and_then(|report| cli.outcome.conclude(report));
    exit_status("bayar-documents", ended)
}
