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
}

#[tokio::main]
async fn main() -> io::Result<()> {
    let arguments = Arguments::parse();
    let sandbox = Sandbox::builder()
        .port(arguments.port)
        .on_request(|request| print_line(request))
        .start()
        .await?;
    print_line(sandbox.base_url());
    tokio::signal::ctrl_c().await?;
    sandbox.shutdown().await;
    Ok(())
}

/// Unlike `println!`, does not panic when nobody reads any more.
fn print_line(line: impl std::fmt::Display) {
    _ = writeln!(io::stdout(), "{line}");
}
