//! Schemathesis: requests made up from the spec, valid ones and others, and sequences of them.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use super::{Bench, Verdict};

const TOOL: &str = "Schemathesis";

pub fn run(bench: &Bench, spec: &'static str, ran: &'static str) -> Verdict {
    Verdict::of(TOOL, ran, judge(bench, spec, ran))
}

fn judge(bench: &Bench, spec: &str, ran: &'static str) -> Result<Verdict> {
    let keys = bench.own("schemathesis/keys.yaml");
    let options = [OsStr::new("--keys"), keys.as_os_str()];
    let sandbox = bench.sandbox(&format!("schemathesis-{spec}"), &options)?;
    let prefix = if spec == "finpay" { "/finpay" } else { "" };
    let report = bench.log(&format!("schemathesis-{spec}.json"));
    let mut command = bench.tools.python("schemathesis");
    command
        .arg("--config-file")
        .arg(bench.own(&format!("schemathesis/{spec}.toml")))
        .arg("run")
        .arg(bench.spec(spec))
        .args(["--url", &format!("{}{prefix}", sandbox.url)])
        .args(["--report", "json", "--report-json-path"])
        .arg(&report)
        .env("SCHEMATHESIS_HOOKS", bench.own("schemathesis/hooks.py"))
        .env("PYTHONDONTWRITEBYTECODE", "1")
        // What Hypothesis keeps goes there.
        .current_dir(bench.tools.folder());
    let said = output(&mut command, &bench.log(&format!("schemathesis-{spec}")))?;
    let report = fs::read_to_string(&report).with_context(|| said.clone())?;
    let report: Value = serde_json::from_str(&report)?;
    let number = |name: &str| report["test_cases"][name].as_u64().unwrap_or(0);
    // An internal error of a phase, a warning made an error: only the exit code tells.
    let other = u64::from(report["exit_code"] != 0);
    let failures = other.max(number("unique_failures") + number("errored"));
    Ok(Verdict {
        tool: TOOL,
        version: bench.tools.version("schemathesis")?,
        ran,
        count: format!("{} cases", number("generated")),
        failures: usize::try_from(failures)?,
        explanation: explanation(&said).to_owned(),
    })
}

fn output(command: &mut Command, log: &Path) -> Result<String> {
    println!("== {TOOL}, {}", log.display());
    let output = command
        .output()
        .with_context(|| format!("{command:?} cannot be started"))?;
    let said = [output.stdout, output.stderr].concat();
    fs::write(log, &said)?;
    Ok(String::from_utf8_lossy(&said).into_owned())
}

/// The part of the output that explains each failure, with a command to see it again.
fn explanation(said: &str) -> &str {
    let start = said
        .find("= FAILURES =")
        .or_else(|| said.find("= ERRORS ="));
    &said[start.unwrap_or(0)..]
}
