//! The program: `bayar-drift`.
#![forbid(unsafe_code)]
// They end the program when nobody reads what they print.
#![deny(clippy::print_stdout, clippy::print_stderr)]

use std::ffi::OsStr;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, Result, anyhow, ensure};
use bayar_drift::check::{self, Checker, Options, merge_under};
use bayar_drift::contract::{Contracts, Overlay, Sources};
use bayar_drift::exchange;
use bayar_drift::files::{append_to, open};
use bayar_drift::finding::Finding;
use bayar_drift::outcome::{Outcome, exit_status, print, tell};
use bayar_drift::output::schema;
use bayar_drift::probe;
use bayar_drift::proposal::{Form, Proposals};
use bayar_drift::proxy::Proxy;
use bayar_drift::report::Report;
use bayar_drift::spec_diff;
use bayar_drift::upstream::base_url;
use clap::builder::TypedValueParser;
use clap::error::ErrorKind;
use clap::{Args, Parser, Subcommand};
use hyper::header::{HeaderName, HeaderValue};
use indicatif::{ProgressBar, ProgressStyle};
use tokio::sync::watch;

mod stop;

use stop::Stop;

#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// So many notes on the contracts are told.
const MOST_NOTES: usize = 20;

/// Holds contract and real traffic of an API against each other: of the Xendit legacy API, or of any that has an OpenAPI
/// document.
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
        /// Exchanges at this path of the merchant's are callbacks, such as `/hooks/payments`. May be given more than once.
        #[arg(long, value_name = "PATH")]
        callback_path: Vec<String>,
        /// A host that stands for the provider, beside its own and those on loopback, such as `gateway.shop.example`; with
        /// a port or as a URL, too. What went to any other is left out. May be given more than once.
        #[arg(long, value_name = "HOST", value_parser = check::host)]
        host: Vec<String>,
        /// Leave out and count what cannot be read, in place of ending with status 3.
        #[arg(long)]
        skip_unreadable: bool,
        /// Keep in the report what `merge` needs to find statuses that go backwards from one part to the next, also of
        /// more than 10,000 resources.
        #[arg(long)]
        mergeable: bool,
        #[command(flatten)]
        contracts: ContractArgs,
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
        contracts: ContractArgs,
        #[command(flatten)]
        outcome: Outcome,
    },
    /// Compares two versions of a contract: the wire, the generated Rust, the version number.
    Spec {
        #[command(flatten)]
        options: spec_diff::Options,
        #[command(flatten)]
        outcome: Outcome,
    },
    /// Writes the JSON Schema of `--format json`.
    Schema,
}

/// Stands between a client and the API, forwards unchanged, and checks what passes until it is interrupted (Ctrl-C).
#[derive(Args)]
struct ProxyArgs {
    /// The address to listen on: loopback, unless others are to use it.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:4020")]
    listen: SocketAddr,
    /// The base URL of the API, such as `https://api.xendit.co`, with a path or not; without it, the first server of the
    /// contract.
    #[arg(long, value_name = "URL", value_parser = base_url)]
    upstream: Option<String>,
    #[command(flatten)]
    contracts: ContractArgs,
    /// Adds each exchange to this file as NDJSON, without its secrets.
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
    #[command(flatten)]
    outcome: Outcome,
}

/// Calls every documented read of an API, and checks the answers.
///
/// Parameters have the examples and defaults of the contract, or ids that lists showed. Credentials come from --header, or
/// from the environment variable of a security scheme: its name in capitals (PETSTORE_AUTH for petstore_auth), or what
/// `x-drift` names: XENDIT_API_KEY for the contract of this program, which takes keys of the development environment
/// only.
#[derive(Args)]
struct ProbeArgs {
    /// The base URL of the API, as --server.
    #[arg(long, value_name = "URL", conflicts_with = "server", value_parser = base_url)]
    url: Option<String>,
    /// Sent with every request, and never shown, such as `X-Tenant: 7`. May be given more than once.
    #[arg(long, value_name = "NAME: VALUE", value_parser = HeaderParser)]
    header: Vec<(HeaderName, HeaderValue)>,
    /// Creates what the contract names under `x-drift`, too, and takes it back: an invoice, a recurring payment and a
    /// payout link.
    #[arg(long)]
    write: bool,
    /// So many requests at most.
    #[arg(long, value_name = "N", default_value_t = 60)]
    budget: u32,
    /// Prints what would be called, and calls nothing.
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    contracts: ContractArgs,
    #[command(flatten)]
    outcome: Outcome,
}

/// Reads a header; where it is none, its value is not shown.
#[derive(Clone)]
struct HeaderParser;

impl TypedValueParser for HeaderParser {
    type Value = (HeaderName, HeaderValue);

    fn parse_ref(
        &self,
        command: &clap::Command,
        _: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<Self::Value, clap::Error> {
        let header = probe::parse_header(value.to_str().unwrap_or_default());
        header.map_err(|error| {
            clap::Error::raw(ErrorKind::ValueValidation, format!("{error}\n")).with_cmd(command)
        })
    }
}

/// What the traffic is checked against.
#[derive(Args)]
struct ContractArgs {
    /// The contract of the API in place of those of this program: an OpenAPI 3.0 or 3.1 document, YAML or JSON, such as
    /// `shop.yaml`. May be given more than once.
    #[arg(long, value_name = "FILE")]
    contract: Vec<PathBuf>,
    /// Changes of the contract, an OpenAPI Overlay. May be given more than once.
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
    /// Where the API is served, in place of the servers of the contract, such as `https://api.shop.example/v1`.
    #[arg(long, value_name = "URL", value_parser = base_url)]
    server: Option<String>,
    /// Write, in place of the report, what the findings suggest to change in the contract.
    #[arg(long, value_enum, value_name = "FORM", conflicts_with = "format")]
    propose: Option<Form>,
}

impl ContractArgs {
    fn sources(&self) -> Result<Sources> {
        let overlays = self.overlay.iter().map(Overlay::open);
        Ok(Sources {
            files: self.contract.clone(),
            overlays: overlays.collect::<Result<_, _>>()?,
            server: self.server.clone(),
        })
    }

    /// The contracts. What of them is not checked is told once.
    fn read(&self) -> Result<Arc<Contracts>> {
        let contracts = Contracts::open(&self.sources()?)?;
        for note in contracts.notes().iter().take(MOST_NOTES) {
            tell(format_args!("bayar-drift: {note}"));
        }
        let more = contracts.notes().len().saturating_sub(MOST_NOTES);
        if more > 0 {
            tell(format_args!(
                "bayar-drift: and {more} more notes on the contracts"
            ));
        }
        Ok(contracts)
    }
}

fn main() -> ExitCode {
    exit_status("bayar-drift", run(Cli::parse()))
}

fn run(cli: Cli) -> Result<ExitCode> {
    let (report, outcome, contracts) = match cli.command {
        Command::Traffic {
            files,
            callbacks,
            callback_path,
            host,
            skip_unreadable,
            mergeable,
            contracts,
            outcome,
        } => {
            let options = Options {
                all_callbacks: callbacks,
                callback_paths: callback_path,
                hosts: host,
                is_mergeable: mergeable,
                contracts: None,
            };
            let report = traffic(&files, skip_unreadable, options, &contracts)?;
            (report, outcome, Some(contracts))
        }
        Command::Probe(probe) if probe.dry_run => {
            let (_, stop) = watch::channel(false);
            let plan = probe::plan(&probe.settings(stop)?)?;
            print(|out| {
                let mut lines = plan.calls.iter();
                Ok(lines.try_for_each(|line| writeln!(out, "{line}"))?)
            })?;
            for note in &plan.notes {
                tell(format_args!("bayar-drift: {note}"));
            }
            return Ok(ExitCode::SUCCESS);
        }
        Command::Probe(probe) => (run_probe(&probe)?, probe.outcome, Some(probe.contracts)),
        Command::Proxy(proxy) => {
            let (report, is_recorded) = run_proxy(&proxy)?;
            let code = conclude(report, &proxy.outcome, Some(&proxy.contracts))?;
            return is_recorded.map(|()| code);
        }
        Command::Merge {
            reports,
            contracts,
            outcome,
        } => {
            let reports: Vec<_> = reports
                .iter()
                .map(|file| read_report(file))
                .collect::<Result<_>>()?;
            let merged = merge_under(&*contracts.read()?, reports);
            if merged.state.is_none() {
                tell(format_args!(
                    "bayar-drift: not every report was made with --mergeable: a status that goes backwards from one \
                     part to the next is not seen"
                ));
            }
            (merged, outcome, Some(contracts))
        }
        Command::Spec { options, outcome } => (spec_diff::run(&options)?, outcome, None),
        Command::Schema => {
            let schema = serde_json::to_string_pretty(&schema())?;
            print(|out| Ok(writeln!(out, "{schema}")?))?;
            return Ok(ExitCode::SUCCESS);
        }
    };
    conclude(report, &outcome, contracts.as_ref())
}

/// Writes the report, or what it suggests to change in the contracts.
fn conclude(
    report: Report,
    outcome: &Outcome,
    contracts: Option<&ContractArgs>,
) -> Result<ExitCode> {
    let Some((form, contracts)) = contracts.and_then(|of| Some((of.propose?, of))) else {
        return outcome.conclude(report);
    };
    let sources = contracts.sources()?;
    outcome.conclude_with(report, |report, mut out| {
        Ok(Proposals::new(report, &sources, form)?.write(&mut out)?)
    })
}

fn traffic(
    files: &[PathBuf],
    skips_unreadable: bool,
    options: Options,
    contracts: &ContractArgs,
) -> Result<Report> {
    let mut checker = None;
    let mut unreadable = 0;
    for file in files {
        let name = || file.display().to_string();
        let (input, length) = open(file).with_context(name)?;
        let progress = progress_bar(length);
        // The contract is read while the first exchanges are.
        let exchanges = exchange::read_ahead(progress.wrap_read(input), skips_unreadable);
        let checker = match &mut checker {
            Some(checker) => checker,
            none => none.insert(Checker::new(Options {
                contracts: Some(contracts.read()?),
                ..options.clone()
            })?),
        };
        let skipped = exchanges
            .for_each(|exchange| checker.check(exchange))
            .with_context(name)?;
        progress.finish_and_clear();
        if let Some(first) = skipped.first {
            tell(format_args!("bayar-drift: {}: {first}; left out", name()));
        }
        unreadable += skipped.count;
    }
    let mut report = checker.map(Checker::report).unwrap_or_default();
    report.summary.unreadable = unreadable;
    if report.summary.exchanges > 0 && report.summary.skipped == report.summary.exchanges {
        tell("bayar-drift: no exchange is with a host of the contract: --host, or --server");
    }
    Ok(report)
}

/// Forwards until it is interrupted, and tells each finding when it is first seen. Beside the report, whether everything
/// was recorded.
fn run_proxy(args: &ProxyArgs) -> Result<(Report, Result<()>)> {
    args.outcome.ensure_ready()?;
    let output = args.record.as_deref().map(append_to).transpose()?;
    if !args.listen.ip().is_loopback() {
        tell(format_args!(
            "bayar-drift: {} is not loopback: others can reach it, without TLS",
            args.listen
        ));
    }
    let on_finding = Box::new(|finding: &Finding| {
        tell(format_args!(
            "{} {}: {}",
            finding.severity, finding.class, finding.message
        ));
    });
    let contracts = args.contracts.read()?;
    let upstream = args.upstream.as_deref().or(contracts.server());
    let upstream = upstream
        .context("the contract names no server: --upstream")?
        .to_owned();
    tokio::runtime::Runtime::new()?.block_on(async {
        let options = Options {
            contracts: Some(contracts),
            ..Options::default()
        };
        let mut stop = Stop::new()?;
        let proxy = Proxy::start(args.listen, &upstream, options, output, on_finding).await?;
        tell(format_args!(
            "bayar-drift: http://{} forwards to {}",
            proxy.address(),
            upstream
        ));
        if proxy.is_plain() {
            tell(format_args!(
                "bayar-drift: {upstream} is plain http: keys and account numbers go there unencrypted"
            ));
        }
        stop.wait().await;
        let (report, losses) = proxy.stop().await?;
        if losses.exchanges + losses.bodies > 0 {
            tell(format_args!(
                "bayar-drift: {} exchanges and {} bodies were forwarded, but not checked",
                losses.exchanges, losses.bodies
            ));
        }
        if losses.upgrades > 0 {
            tell(format_args!(
                "bayar-drift: {} connections went on in another protocol, which was not checked",
                losses.upgrades
            ));
        }
        let is_recorded = match (losses.record, &args.record) {
            (Some(error), Some(file)) => Err(anyhow!("{}: {error}", file.display())),
            _ => Ok(()),
        };
        Ok((report, is_recorded))
    })
}

impl ProbeArgs {
    fn settings(&self, stop: watch::Receiver<bool>) -> Result<probe::Settings> {
        let mut contracts = self.contracts.sources()?;
        contracts.server = contracts.server.or_else(|| self.url.clone());
        let variables = std::env::vars_os();
        Ok(probe::Settings {
            contracts,
            headers: self.header.clone(),
            environment: variables
                .filter_map(|(name, value)| {
                    Some((name.into_string().ok()?, value.into_string().ok()?))
                })
                .collect(),
            writes: self.write,
            budget: self.budget,
            stop,
        })
    }
}

fn run_probe(args: &ProbeArgs) -> Result<Report> {
    args.outcome.ensure_ready()?;
    let (stop, stopped) = watch::channel(false);
    let settings = args.settings(stopped)?;
    let writes = args.write;
    let runtime = tokio::runtime::Runtime::new()?;
    let probed = runtime.block_on(async {
        let mut interrupted = Stop::new()?;
        tokio::spawn(async move {
            interrupted.wait().await;
            if writes {
                tell("bayar-drift: what was created is taken back first");
            }
            stop.send_replace(true);
        });
        probe::run(settings).await
    });
    // A name that is being looked up is not waited for.
    runtime.shutdown_background();
    let probed = probed?;
    for note in &probed.notes {
        tell(format_args!("bayar-drift: {note}"));
    }
    tell(format_args!("bayar-drift: {} requests", probed.requests));
    ensure!(
        probed.answers > 0 || probed.requests == 0,
        "none of them was answered"
    );
    Ok(probed.report)
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
