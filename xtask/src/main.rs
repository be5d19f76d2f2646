//! What maintainers run: `cargo xtask --help`.
#![forbid(unsafe_code)]

mod build_times;
mod conformance;
mod dependencies;
mod drift_bench;
mod figures;
mod generate;
mod lint;
mod postgres;
mod release;
mod report;
mod server;
mod table;
mod tools;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};

/// Tasks for maintainers of bayar.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
enum Task {
    #[command(flatten)]
    Task(Tasks),
}

#[derive(Subcommand)]
enum Tasks {
    /// Writes the generated Rust to src/generated/ and accepts the new snapshots of the surface and of the reading.
    Generate {
        /// Changes nothing; fails if the Rust or the snapshots do not fit the specs.
        #[arg(long)]
        check: bool,
    },
    /// Says what is ready for a release and what is not: versions, changelog, packages from a clean clone, and what the
    /// changes since the last tag ask of the version.
    Release {
        /// Nothing is published; a person does that.
        #[arg(long, required = true)]
        dry_run: bool,
    },
    /// Measures what depending on bayar costs a clean build.
    BuildTimes {
        /// Also writes cargo's report of where the time goes.
        #[arg(long)]
        timings: bool,
    },
    /// Measures bayar-drift beside Redocly's drift, a mere parse of the same file, and its memory.
    BenchDrift,
    /// Starts a PostgreSQL of its own and runs the tests of what is kept in databases against it.
    Postgres {
        /// Says so, and succeeds, where no PostgreSQL is installed.
        #[arg(long)]
        if_installed: bool,
    },
    /// Holds licences, versions and sources of every dependency against deny.toml.
    Dependencies,
    /// Holds the specs against Redocly, Spectral and openapi-spec-validator, and the workflows against actionlint.
    Lint,
    /// Holds the sandbox against tools and SDKs that we did not write: Schemathesis, Prism, xendit-node, xendit-python
    /// and the linters. Needs Node.js 20 and Python 3.10.
    Conformance {
        /// Runs only this part; may be given several times.
        #[arg(long, value_enum)]
        only: Vec<conformance::Part>,
        /// Judges this program in place of the sandbox of this workspace.
        #[arg(long, value_name = "PROGRAM")]
        sandbox: Option<PathBuf>,
        /// A folder of OpenAPI documents of others, on which bayar-drift is checked against Prism's mock and Schemathesis.
        #[arg(long, value_name = "FOLDER")]
        contracts: Option<PathBuf>,
    },
    /// Measures the sandbox: requests beside Prism's mock, memory of a million invoices, 10,000 connections.
    /// Needs wrk and Node.js 20.
    SandboxFigures,
}

fn main() -> ExitCode {
    let Task::Task(task) = Task::parse();
    match run(task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Tasks) -> Result<()> {
    match task {
        Tasks::Generate { check: true } => generate::check(),
        Tasks::Generate { check: false } => generate::write(),
        Tasks::Release { .. } => release::dry_run(),
        Tasks::BuildTimes { timings } => build_times::measure(timings),
        Tasks::BenchDrift => drift_bench::measure(),
        Tasks::Postgres { if_installed } => postgres::test(if_installed),
        Tasks::Dependencies => dependencies::check(),
        Tasks::Lint => lint::lint(),
        Tasks::Conformance {
            only,
            sandbox,
            contracts,
        } => conformance::conformance(&only, sandbox, contracts.as_deref()),
        Tasks::SandboxFigures => figures::measure(),
    }
}

/// The folder that holds the workspace.
fn root() -> Result<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    Ok(here
        .parent()
        .context("xtask lies in the workspace")?
        .to_path_buf())
}
