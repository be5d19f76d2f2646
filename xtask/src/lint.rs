//! The independent linters of the specs, whose exceptions spec/lint/README.md explains, and of the workflows.

use anyhow::{Result, bail};

use crate::generate;
use crate::tools::{self, Tools};

const SPECS: [&str; 2] = ["spec/xendit.yaml", "spec/finpay.yaml"];

const WORKFLOWS: [&str; 3] = [
    ".github/workflows/ci.yml",
    ".github/workflows/release.yml",
    ".github/workflows/weekly.yml",
];

/// Installs the pinned tools into target/lint and runs all of them, on the specs as they stand and as OpenAPI 3.1, also
/// after one has failed.
pub fn lint() -> Result<()> {
    let root = crate::root()?;
    let upgraded = generate::upgrade(&root)?;
    let tools = Tools::install("spec/lint", "lint")?;
    let mut redocly = tools.npm("redocly");
    redocly.args(["lint", "--config", "spec/lint/redocly.yaml"]);
    redocly.args(SPECS);
    let mut spectral = tools.npm("spectral");
    spectral.args(["lint", "--ruleset", "spec/lint/spectral.yaml"]);
    spectral.arg("--fail-severity=warn").args(SPECS);
    let mut validator = tools.python("python");
    validator.args(["-m", "openapi_spec_validator"]).args(SPECS);
    // Examples were judged in the specs.
    let mut redocly_3_1 = tools.npm("redocly");
    redocly_3_1.args(["lint", "--config", "spec/lint/redocly.yaml"]);
    for rule in ["media-type", "parameter", "schema"] {
        redocly_3_1.arg(format!("--skip-rule=no-invalid-{rule}-examples"));
    }
    redocly_3_1.args(&upgraded);
    validator.args(&upgraded);
    let mut actionlint = tools.python("actionlint");
    actionlint.args(WORKFLOWS);
    let runs = [
        ("Redocly", redocly),
        ("Redocly, OpenAPI 3.1", redocly_3_1),
        ("Spectral", spectral),
        ("openapi-spec-validator", validator),
        ("actionlint", actionlint),
    ];
    let mut failed = Vec::new();
    for (name, mut command) in runs {
        println!("== {name}");
        command
            .env("REDOCLY_TELEMETRY", "off")
            .env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true")
            .current_dir(&root);
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
