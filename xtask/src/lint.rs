//! The independent linters; spec/lint/README.md explains each exception.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

const SPECS: [&str; 2] = ["spec/xendit.yaml", "spec/finpay.yaml"];

/// Installs the pinned tools into target/lint and runs all three, also after one has failed.
pub fn lint() -> Result<()> {
    let root = crate::root()?;
    let folder = root.join("target/lint");
    install(&root, &folder)?;
    let bin = |path: &str| folder.join(path).to_string_lossy().into_owned();
    let runs = [
        (
            "Redocly",
            bin("node_modules/.bin/redocly"),
            vec!["lint", "--config", "spec/lint/redocly.yaml"],
        ),
        (
            "Spectral",
            bin("node_modules/.bin/spectral"),
            vec![
                "lint",
                "--ruleset",
                "spec/lint/spectral.yaml",
                "--fail-severity=warn",
            ],
        ),
        (
            "openapi-spec-validator",
            bin("venv/bin/python"),
            vec!["-m", "openapi_spec_validator"],
        ),
    ];
    let mut failed = Vec::new();
    for (name, program, arguments) in runs {
        println!("== {name}");
        if run(&root, &program, arguments.iter().chain(&SPECS)).is_err() {
            failed.push(name);
        }
    }
    if !failed.is_empty() {
        bail!("the specs do not pass: {}", failed.join(", "));
    }
    println!("the specs pass all three linters");
    Ok(())
}

/// Installs the pinned npm tools.
pub(crate) fn install_npm(root: &Path, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    for file in ["package.json", "package-lock.json"] {
        fs::copy(root.join("spec/lint").join(file), folder.join(file))?;
    }
    let place = folder.to_string_lossy();
    run(
        root,
        "npm",
        &[
            "ci",
            "--prefix",
            &place,
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
        ],
    )
    .context("the linters need Node.js with npm")
}

fn install(root: &Path, folder: &Path) -> Result<()> {
    install_npm(root, folder)?;
    let place = folder.to_string_lossy();
    let venv = format!("{place}/venv");
    run(root, "python3", &["-m", "venv", &venv]).context("the linters need Python 3")?;
    let pip = format!("{venv}/bin/pip");
    run(
        root,
        &pip,
        &["install", "--quiet", "-r", "spec/lint/requirements.txt"],
    )
}

fn run<'a>(
    root: &Path,
    program: &str,
    arguments: impl IntoIterator<Item = &'a &'a str>,
) -> Result<()> {
    let status = Command::new(program)
        .args(arguments)
        .env("REDOCLY_TELEMETRY", "off")
        .env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true")
        .current_dir(root)
        .status()
        .with_context(|| format!("`{program}` cannot be started"))?;
    if !status.success() {
        bail!("`{program}` failed");
    }
    Ok(())
}
