//! The independent linters of the specs, whose exceptions spec/lint/README.md explains, and of the workflows.

use anyhow::{Result, bail};

use crate::tools::{self, Tools};

const SPECS: [&str; 2] = ["spec/xendit.yaml", "spec/finpay.yaml"];

const WORKFLOWS: [&str; 3] = [
    ".github/workflows/ci.yml",
    ".github/workflows/release.yml",
    ".github/workflows/weekly.yml",
];

/// Installs the pinned tools into target/lint and runs all of them, also after one has failed.
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
        ("Redocly", redocly, SPECS.as_slice()),
        ("Spectral", spectral, &SPECS),
        ("openapi-spec-validator", validator, &SPECS),
        ("actionlint", tools.python("actionlint"), &WORKFLOWS),
    ];
    let mut failed = Vec::new();
    for (name, mut command, files) in runs {
        println!("== {name}");
        command
            .args(files)
            .env("REDOCLY_TELEMETRY", "off")
            .env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true")
            .current_dir(crate::root()?);
        if tools::run(&mut command).is_err() {
            failed.push(name);
        }
    }
    if !failed.is_empty() {
        bail!("these find something: {}", failed.join(", "));
    }
    println!("specs and workflows pass all four linters");
    Ok(())
}
