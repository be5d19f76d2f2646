//! The independent linters; spec/lint/README.md explains each exception.

use anyhow::{Result, bail};

use crate::tools::{self, Tools};

const SPECS: [&str; 2] = ["spec/xendit.yaml", "spec/finpay.yaml"];

/// Installs the pinned tools into target/lint and runs all three, also after one has failed.
pub fn lint() -> Result<()> {
    let tools = Tools::install("spec/lint", "lint")?;
    let mut redocly = tools.npm("redocly");
    redocly.args(["lint", "--config", "spec/lint/redocly.yaml"]);
    let mut spectral = tools.npm("spectral");
    spectral.args(["lint", "--ruleset", "spec/lint/spectral.yaml"]);
    spectral.arg("--fail-severity=warn");
    let mut validator = tools.python("python");
    validator.args(["-m", "openapi_spec_validator"]);
    let runs = [
        ("Redocly", redocly),
        ("Spectral", spectral),
        ("openapi-spec-validator", validator),
    ];
    let mut failed = Vec::new();
    for (name, mut command) in runs {
        println!("== {name}");
        command
            .args(SPECS)
            .env("REDOCLY_TELEMETRY", "off")
            .env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true")
            .current_dir(crate::root()?);
        if tools::run(&mut command).is_err() {
            failed.push(name);
        }
    }
    if !failed.is_empty() {
        bail!("the specs do not pass: {}", failed.join(", "));
    }
    println!("the specs pass all three linters");
    Ok(())
}
