//! Runs the sandbox: the first line is the base URL, then comes one line for each request.
#![forbid(unsafe_code)]

use std::io::{self, Write};
use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::process::ExitCode;

use bayar_sandbox::{Keys, Sandbox};
use clap::Parser;

/// The Xendit legacy API with Payout Links, and Finpay's Get Payout under /finpay, on 127.0.0.1.
///
/// The first line printed is the base URL; then comes one line for each request, with everything in which it differs from the documents. Any key that begins with xnd_development_ is an account of its own:
///
///   curl -u xnd_development_anything: http://127.0.0.1:4010/balance
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// Port to listen on; 0 takes a free one
    #[arg(long, default_value_t = 4010)]
    port: u16,

    /// Address to listen on; 0.0.0.0 for a network of containers, never for one that others can reach
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::from(Ipv4Addr::LOCALHOST))]
    host: IpAddr,

    /// Let answers and callbacks differ from the contract at random, always the same for the same seed
    #[arg(long, value_name = "SEED")]
    drift_seed: Option<u64>,

    /// The share of answers and callbacks that differ, from 0 to 1
    #[arg(
        long,
        value_name = "SHARE",
        default_value_t = 0.1,
        requires = "drift_seed"
    )]
    drift_rate: f64,

    /// Seed of the faults that come with a probability
    #[arg(long, value_name = "SEED", default_value_t = 0)]
    fault_seed: u64,
    /// Know only the keys in this YAML or JSON file, each with its permissions
    #[arg(long, value_name = "FILE")]
    keys: Option<PathBuf>,

    /// Keep the state in this SQLite file over restarts; without it, everything is gone at the end
    #[cfg(feature = "data")]
    #[arg(long, value_name = "FILE")]
    data: Option<PathBuf>,

    /// Change the contracts by this OpenAPI Overlay, which says with `extends` which of them; may be given more than once
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,

    /// Send the callbacks of every account here, unless the request or the account names another URL
    #[arg(long, value_name = "URL")]
    callback_url: Option<String>,

    /// The callback token of every account that has no other; sandbox-callback-token if it is not given
    #[arg(long, value_name = "TOKEN")]
    callback_token: Option<String>,

    /// Refuse what the vendor takes although no document says so: unknown fields, form bodies, numbers in quotes, numbers for amounts that are text, repeated query parameters, untidy paths
    #[arg(long)]
    strict: bool,

    /// Print the base URL and nothing more
    #[arg(long)]
    quiet: bool,

    /// Refuse requests over the documented limits with 429: 60 a minute with a development key, 600 with a production key
    #[arg(long)]
    rate_limits: bool,
}

/// Documents are many small texts, which the system's allocator is slow at.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            _ = writeln!(io::stderr(), "bayar-sandbox: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> io::Result<()> {
    let mut builder = Sandbox::builder()
        .host(arguments.host)
        .port(arguments.port)
        .strict(arguments.strict)
        .rate_limits(arguments.rate_limits)
        .fault_seed(arguments.fault_seed);
    if !arguments.quiet {
        builder = builder.on_request(|request| print_line(request));
    }
    if let Some(seed) = arguments.drift_seed {
        builder = builder.drift_at_random(seed, arguments.drift_rate);
    }
    if let Some(file) = arguments.keys {
        builder = builder.keys(Keys::read(file).map_err(io::Error::other)?);
    }
    for file in arguments.overlay {
        builder = builder.overlay(file);
    }
    if let Some(url) = arguments.callback_url {
        builder = builder.callback_url(url);
    }
    if let Some(token) = arguments.callback_token {
        builder = builder.callback_token(token);
    }
    #[cfg(feature = "data")]
    if let Some(file) = arguments.data {
        builder = builder.data(file);
    }
    if !arguments.host.is_loopback() {
        let warning = "warning: whoever reaches this address can do everything here; let it be a network of your own";
        _ = writeln!(io::stderr(), "{warning}");
    }
    let stopped = stopped()?;
    let sandbox = builder.start().await?;
    for note in sandbox.notes() {
        _ = writeln!(io::stderr(), "bayar-sandbox: {note}");
    }
    print_line(sandbox.base_url());
    stopped.await;
    sandbox.shutdown().await
}

/// Resolves when the program is told to end: by Ctrl-C, or with SIGTERM as containers and CI do.
#[cfg(unix)]
fn stopped() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

#[cfg(not(unix))]
fn stopped() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        _ = tokio::signal::ctrl_c().await;
    })
}

/// Unlike `println!`, does not panic when nobody reads any more.
fn print_line(line: impl std::fmt::Display) {
    _ = writeln!(io::stdout(), "{line}");
}
