//! What depending on bayar costs a clean build, beside what a user would depend on instead.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Result, bail};
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;

/// A program and what it depends on.
struct Consumer {
    name: &'static str,
    dependencies: &'static str,
    main: &'static str,
}

/// A program with bayar.
const PROGRAM: &str = "#[tokio::main(flavor = \"current_thread\")]
async fn main() {
    let client = bayar::xendit::Client::from_env().unwrap();
    println!(\"{:?}\", client.get_balance().send().await);
}
";

/// The first two are ours.
const CONSUMERS: [Consumer; 4] = [
    Consumer {
        name: "lean",
        dependencies: "bayar = { path = \"../../..\", default-features = false, features = [\"rustls\"] }\n\
             tokio = { version = \"1\", features = [\"macros\", \"rt\"] }\n",
        main: PROGRAM,
    },
    Consumer {
        name: "default",
        dependencies: "bayar = { path = \"../../..\" }\n\
             tokio = { version = \"1\", features = [\"macros\", \"rt\"] }\n",
        main: PROGRAM,
    },
    Consumer {
        name: "limit",
        dependencies: "chrono = { version = \"0.4\", default-features = false, features = [\"now\", \"std\"] }\n\
             rust_decimal = { version = \"1\", default-features = false, features = [\"std\"] }\n\
             reqwest = { version = \"0.13\", default-features = false, features = \
             [\"json\", \"query\", \"rustls-no-provider\"] }\n\
             rustls = { version = \"0.23\", default-features = false, features = [\"ring\", \
             \"std\", \"tls12\"] }\n\
             serde = { version = \"1\", features = [\"derive\"] }\n\
             tokio = { version = \"1\", features = [\"macros\", \"rt\"] }\n",
        main: "#[derive(Debug, serde::Deserialize)]
struct Balance {
    #[allow(dead_code)]
    balance: u64,
}

#[tokio::main(flavor = \"current_thread\")]
async fn main() {
    rustls::crypto::ring::default_provider().install_default().unwrap();
    let key = std::env::var(\"XENDIT_API_KEY\").unwrap();
    let request = reqwest::Client::new().get(\"https://api.xendit.co/balance\");
    let answer = request.basic_auth(key, Some(\"\")).send().await.unwrap();
    println!(\"{:?}\", answer.json::<Balance>().await);
}
",
    },
    Consumer {
        name: "async-stripe",
        dependencies: "async-stripe = { version = \"=1.0.0-rc.10\", default-features = false, \
             features = [\"rustls-ring\", \"rustls-tls-webpki-roots\"] }\n\
             async-stripe-core = { version = \"=1.0.0-rc.10\", features = [\"full\"] }\n\
             async-stripe-billing = { version = \"=1.0.0-rc.10\", features = [\"full\"] }\n\
             tokio = { version = \"1\", features = [\"macros\", \"rt\"] }\n",
        main: "#[tokio::main(flavor = \"current_thread\")]
async fn main() {
    let client = stripe::Client::new(std::env::var(\"STRIPE_KEY\").unwrap());
    let balance = stripe_core::balance::RetrieveForMyAccountBalance::new();
    println!(\"{:?}\", balance.send(&client).await.is_ok());
}
",
    },
];

/// How often each is built. The least time of each counts: what else a machine does only ever adds.
const ROUNDS: usize = 3;

/// Builds each consumer from nothing, in turns and in the dev profile, and prints CPU times and ratios.
pub fn measure(timings: bool) -> Result<()> {
    let root = crate::root()?;
    let mut times = [f64::INFINITY; CONSUMERS.len()];
    for _ in 0..ROUNDS {
        for (consumer, least) in CONSUMERS.iter().zip(&mut times) {
            let folder = root.join("target/consumers").join(consumer.name);
            prepare(consumer, &folder)?;
            let before = children()?;
            cargo(
                &folder,
                if timings {
                    &["build", "--timings"]
                } else {
                    &["build"]
                },
            )?;
            let time = children()?.saturating_sub(before).as_secs_f64();
            println!("{}: {time:.1} s of CPU", consumer.name);
            *least = least.min(time);
        }
    }
    for (consumer, time) in CONSUMERS.iter().zip(&times) {
        println!("{}: {time:.1} s of CPU at least", consumer.name);
    }
    for (own, time) in CONSUMERS.iter().zip(&times).take(2) {
        for (other, limit) in CONSUMERS.iter().zip(&times).skip(2) {
            println!("{}: {:.2} of {}", own.name, time / limit, other.name);
        }
    }
    if timings {
        println!("see target/consumers/*/target/cargo-timings/");
    }
    Ok(())
}

fn prepare(consumer: &Consumer, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder.join("src"))?;
    let Consumer {
        name,
        dependencies,
        main,
    } = consumer;
    let manifest = format!(
        "[package]\nname = \"{name}-consumer\"\nversion = \"0.0.0\"\nedition = \
         \"2024\"\n\n[dependencies]\n{dependencies}\n[workspace]\n"
    );
    fs::write(folder.join("Cargo.toml"), manifest)?;
    fs::write(folder.join("src/main.rs"), main)?;
    // Downloads are no work of the compiler.
    cargo(folder, &["fetch"])?;
    cargo(folder, &["clean", "--quiet"])
}

pub(crate) fn cargo(folder: &Path, arguments: &[&str]) -> Result<()> {
    let status = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        // A path is built incrementally, which costs a clean build a quarter more; a package of a registry never is.
        .env("CARGO_INCREMENTAL", "0")
        .status()?;
    if !status.success() {
        bail!(
            "cargo {} failed in {}",
            arguments.join(" "),
            folder.display()
        );
    }
    Ok(())
}

/// CPU time of all child processes that have ended.
pub(crate) fn children() -> Result<Duration> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let micros = usage.user_time().num_microseconds() + usage.system_time().num_microseconds();
    Ok(Duration::from_micros(u64::try_from(micros)?))
}
