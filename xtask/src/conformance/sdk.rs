//! The vendor's SDKs: every method that the documents cover, each answer held against the spec by ajv.

use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::{Bench, Verdict};

pub fn node(bench: &Bench) -> Verdict {
    let script = bench.node(&bench.own("node/xendit_node.js"));
    run(
        bench,
        "xendit-node",
        "every method that is documented",
        &script,
    )
}

pub fn python(bench: &Bench) -> Verdict {
    let mut script = bench.tools.python("python");
    script.arg(bench.own("python/xendit_python.py"));
    run(
        bench,
        "xendit-python",
        "every method that is documented",
        &script,
    )
}

fn run(bench: &Bench, sdk: &'static str, ran: &'static str, script: &Command) -> Verdict {
    Verdict::of(sdk, ran, judge(bench, sdk, ran, script))
}

fn judge(bench: &Bench, sdk: &'static str, ran: &'static str, script: &Command) -> Result<Verdict> {
    println!("== {sdk}");
    let sandbox = bench.sandbox(sdk, &[])?;
    let output = bench
        .node(&bench.own("node/judge.js"))
        .arg(bench.spec("xendit"))
        .args([&sandbox.url, "--"])
        .arg(script.get_program())
        .args(script.get_args())
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .stderr(Stdio::inherit())
        .output()
        .context("node cannot be started")?;
    if !output.status.success() {
        bail!("the judge failed");
    }
    let verdict: Value = serde_json::from_slice(&output.stdout)?;
    let failures = verdict["failures"].as_array().context("failures")?;
    let failures: Vec<_> = failures.iter().filter_map(Value::as_str).collect();
    Ok(Verdict {
        tool: sdk,
        version: bench.tools.version(sdk)?,
        ran,
        count: format!(
            "{} calls of {} methods, {} operations",
            verdict["calls"], verdict["methods"], verdict["operations"]
        ),
        failures: failures.len(),
        explanation: failures.join("\n"),
    })
}
