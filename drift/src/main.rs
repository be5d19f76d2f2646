//! The program: `bayar-drift`.
#![forbid(unsafe_code)]

use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, Result};
use bayar_drift::check::{Checker, Options, merge};
use bayar_drift::exchange;
use bayar_drift::finding::{Finding, Severity};
use bayar_drift::probe;
use bayar_drift::proxy::{Output, Proxy};
use bayar_drift::report::Report;
use clap::{Args, Parser, Subcommand, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};

#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Exit status: findings at or above `--fail-on`.
const FOUND: u8 = 1;

/// Exit status: input that cannot be read.
const UNREADABLE: u8 = 3;

/// Holds documents, contract and real traffic of the Xendit legacy API against each other.
///
/// Exit status: 0 clean, 1 findings at or above --fail-on, 2 wrong usage, 3 input that cannot be read.
#[derive(Parser)]
#[command(name = "bayar-drift", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Checks recorded traffic: HAR 1.2 or NDJSON, compressed by gzip or zstd or not.
    Traffic {
        /// The files, in the order of time; `-` is the standard input.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Every exchange is a callback.
        #[arg(long)]
        callbacks: bool,
        /// Exchanges at this path of the merchant's are callbacks. May be given more than once.
        #[arg(long, value_name = "PATH")]
        callback_path: Vec<String>,
        /// A host that stands for the provider, beside its own and those on loopback. May be given more than once.
        #[arg(long, value_name = "HOST")]
        host: Vec<String>,
        /// Keep in the report what `merge` needs to find statuses that go backwards from one part to the next.
        #[arg(long)]
        mergeable: bool,
        #[command(flatten)]
        outcome: Outcome,
    },
    Proxy(ProxyArgs),
    Probe(ProbeArgs),
    /// Adds up the JSON reports of the parts of a log, in the order of time.
    Merge {
        /// The reports.
        #[arg(required = true)]
        reports: Vec<PathBuf>,
        #[command(flatten)]
        outcome: Outcome,
    },
}

/// Stands between a client and the API, forwards unchanged, and checks what passes until it is interrupted (Ctrl-C).
#[derive(Args)]
struct ProxyArgs {
    /// The address to listen on: loopback, unless others are to use it.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:4020")]
    listen: SocketAddr,
    /// The base URL of the API.
    #[arg(long, value_name = "URL", default_value = "https://api.xendit.co")]
    upstream: String,
    /// Adds each exchange to this file as NDJSON, without its secrets.
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    outcome: Outcome,
}

/// Calls every documented read of the development environment, with XENDIT_API_KEY, and checks the answers.
#[derive(Args)]
struct ProbeArgs {
    /// The base URL of the API.
    #[arg(long, value_name = "URL", default_value = "https://api.xendit.co")]
    url: String,
    /// Creates an invoice, a recurring payment and a payout link too, and takes them back.
    #[arg(long)]
    write: bool,
    /// So many requests at most.
    #[arg(long, value_name = "N", default_value_t = 60)]
    budget: u32,
    /// Prints what would be called, and calls nothing.
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    outcome: Outcome,
}

/// What becomes of the report.
#[derive(Args)]
struct Outcome {
    /// How the report is written.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// The least severity that makes the exit status 1.
    #[arg(long, value_enum, default_value_t = FailOn::Warning)]
    fail_on: FailOn,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// A plain listing.
    Text,
    /// The whole report.
    Json,
}

#[derive(Clone, Copy, ValueEnum)]
enum FailOn {
    Error,
    Warning,
    Info,
}

impl From<FailOn> for Severity {
    fn from(least: FailOn) -> Severity {
        match least {
            FailOn::Error => Severity::Error,
            FailOn::Warning => Severity::Warning,
            FailOn::Info => Severity::Info,
        }
    }
}

fn main() -> ExitCode {
    match run(Cli::parse()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("bayar-drift: {error:#}");
            ExitCode::from(UNREADABLE)
        }
    }
}

fn run(cli: Cli) -> Result<ExitCode> {
    let (report, outcome) = match cli.command {
        Command::Traffic {
            files,
            callbacks,
            callback_path,
            host,
            mergeable,
            outcome,
        } => {
            let options = Options {
                all_callbacks: callbacks,
                callback_paths: callback_path,
                hosts: host,
                is_mergeable: mergeable,
            };
            (traffic(&files, options)?, outcome)
        }
        Command::Probe(probe) if probe.dry_run => {
            for line in probe::plan(probe.write)? {
                println!("{line}");
            }
            return Ok(ExitCode::SUCCESS);
        }
        Command::Probe(probe) => (run_probe(&probe)?, probe.outcome),
        Command::Proxy(proxy) => (run_proxy(&proxy)?, proxy.outcome),
        Command::Merge { reports, outcome } => {
            let reports: Vec<_> = reports
                .iter()
                .map(|file| read_report(file))
                .collect::<Result<_>>()?;
            (merge(reports)?, outcome)
        }
    };
    match write(&report, outcome.format) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            return Err(error).context("standard output");
        }
        _ => {}
    }
    let is_found = report.fails_on(outcome.fail_on.into());
    Ok(if is_found {
        ExitCode::from(FOUND)
    } else {
        ExitCode::SUCCESS
    })
}

fn traffic(files: &[PathBuf], options: Options) -> Result<Report> {
    let mut checker = Checker::new(options)?;
    for file in files {
        let name = || file.display().to_string();
        let (input, length) = open(file).with_context(name)?;
        let progress = progress_bar(length);
        exchange::read(progress.wrap_read(input), |exchange| {
            checker.check(exchange)
        })
        .with_context(name)?;
        progress.finish_and_clear();
    }
    Ok(checker.report())
}

/// Forwards until it is interrupted, and tells each finding when it is first seen.
fn run_proxy(args: &ProxyArgs) -> Result<Report> {
    let output = args.output.as_deref().map(append_to).transpose()?;
    if !args.listen.ip().is_loopback() {
        eprintln!(
            "bayar-drift: {} is not loopback: others can reach it, without TLS",
            args.listen
        );
    }
    let on_finding = Box::new(|finding: &Finding| {
        eprintln!(
            "{} {}: {}",
            finding.severity, finding.class, finding.message
        );
    });
    tokio::runtime::Runtime::new()?.block_on(async {
        let options = Options::default();
        let proxy = Proxy::start(args.listen, &args.upstream, options, output, on_finding).await?;
        eprintln!(
            "bayar-drift: http://{} forwards to {}",
            proxy.address(),
            args.upstream
        );
        tokio::signal::ctrl_c().await?;
        let (report, losses) = proxy.stop().await?;
        if losses.exchanges + losses.bodies > 0 {
            eprintln!(
                "bayar-drift: {} exchanges and {} bodies were forwarded, but not checked",
                losses.exchanges, losses.bodies
            );
        }
        Ok(report)
    })
}

fn run_probe(args: &ProbeArgs) -> Result<Report> {
    let stop = Arc::new(AtomicBool::new(false));
    let settings = probe::Settings {
        url: args.url.clone(),
        key: std::env::var("XENDIT_API_KEY").context("XENDIT_API_KEY")?,
        writes: args.write,
        budget: args.budget,
        stop: stop.clone(),
    };
    let probed = tokio::runtime::Runtime::new()?.block_on(async {
        tokio::spawn(async move {
            if tokio::signal::ctrl_c().await.is_ok() {
                eprintln!("bayar-drift: what was created is taken back first");
                stop.store(true, Ordering::Relaxed);
            }
        });
        probe::run(settings).await
    })?;
    for note in &probed.notes {
        eprintln!("bayar-drift: {note}");
    }
    eprintln!("bayar-drift: {} requests", probed.requests);
    Ok(probed.report)
}

fn append_to(file: &Path) -> Result<Output> {
    let open = File::options().create(true).append(true).open(file);
    let open = open.with_context(|| file.display().to_string())?;
    Ok(Box::new(BufWriter::new(open)))
}

fn open(file: &Path) -> io::Result<(Box<dyn Read>, Option<u64>)> {
    if file == Path::new("-") {
        return Ok((Box::new(io::stdin().lock()), None));
    }
    let input = File::open(file)?;
    let length = input.metadata()?.len();
    Ok((Box::new(input), Some(length)))
}

/// Shows itself on a terminal only.
fn progress_bar(length: Option<u64>) -> ProgressBar {
    let Some(length) = length else {
        return ProgressBar::hidden();
    };
    let style = ProgressStyle::with_template("{bar:40} {bytes}/{total_bytes} {eta}");
    ProgressBar::new(length).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

fn read_report(file: &Path) -> Result<Report> {
    let name = || file.display().to_string();
    let text = std::fs::read(file).with_context(name)?;
    serde_json::from_slice(&text).with_context(name)
}

fn write(report: &Report, format: Format) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    match format {
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, report)?;
            writeln!(out)?;
        }
        Format::Text => list(report, &mut out)?,
    }
    out.flush()
}

/// A line for each finding, and one for the whole.
fn list(report: &Report, out: &mut impl Write) -> io::Result<()> {
    for finding in &report.findings {
        writeln!(
            out,
            "{} {} ×{}: {}",
            finding.severity, finding.class, finding.count, finding.message
        )?;
        let document = finding.document.as_deref().unwrap_or("observed");
        let line = finding
            .line
            .map(|line| format!(":{line}"))
            .unwrap_or_default();
        writeln!(out, "    {document}{line}. {}", finding.advice)?;
    }
    let summary = &report.summary;
    writeln!(
        out,
        "{} exchanges ({} callbacks, {} of other hosts): {} findings, of which {} errors, {} warnings; {} are known.",
        summary.exchanges,
        summary.callbacks,
        summary.skipped,
        summary.findings,
        summary.errors,
        summary.warnings,
        summary.known
    )
}
