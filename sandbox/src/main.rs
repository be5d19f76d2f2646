//! Runs the sandbox: the first line is the base URL, then comes one line for each request.

use std::io::{self, Write};

use bayar_sandbox::Sandbox;
use clap::Parser;

/// The Xendit legacy API on loopback, with Finpay's Get Payout under /finpay.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// Port of 127.0.0.1 to listen on; 0 takes a free one.
    #[arg(long, default_value_t = 4010)]
    port: u16,

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
}

#[tokio::main]
async fn main() -> io::Result<()> {
    let arguments = Arguments::parse();
    let mut sandbox = Sandbox::builder()
        .port(arguments.port)
        .fault_seed(arguments.fault_seed)
        .on_request(|request| print_line(request));
    if let Some(seed) = arguments.drift_seed {
        sandbox = sandbox.drift_at_random(seed, arguments.drift_rate);
    }
    let sandbox = sandbox.start().await?;
    print_line(sandbox.base_url());
    tokio::signal::ctrl_c().await?;
    sandbox.shutdown().await;
    Ok(())
}

/// Unlike `println!`, does not panic when nobody reads any more.
fn print_line(line: impl std::fmt::Display) {
    _ = writeln!(io::stdout(), "{line}");
}
