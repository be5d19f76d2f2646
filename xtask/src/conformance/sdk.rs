//! The vendor's SDKs: every method that the documents cover, each answer checked against the spec by ajv, and all that
//! they send and are answered by bayar-drift.

use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use super::known::{NODE, PYTHON};
use super::traffic::{self, Oddity, Proxy};
use super::{Bench, Verdict};

const METHODS: &str = "every method that is documented";
const TRAFFIC: &str = "its traffic through bayar-drift: no finding in an answer, all others known";

pub fn node(bench: &Bench) -> Vec<Verdict> {
    let script = bench.node(&bench.own("node/xendit_node.js"));
    run(bench, "xendit-node", &script, NODE)
}

pub fn python(bench: &Bench) -> Vec<Verdict> {
    let mut script = bench.tools.python("python");
    script.arg(bench.own("python/xendit_python.py"));
    run(bench, "xendit-python", &script, PYTHON)
}

fn run(bench: &Bench, sdk: &'static str, script: &Command, known: &[Oddity]) -> Vec<Verdict> {
    match judge(bench, sdk, script, known) {
        Ok(verdicts) => verdicts.into(),
        Err(error) => vec![Verdict::of(sdk, METHODS, Err(error))],
    }
}

/// What the judge says.
#[derive(Deserialize)]
struct Judged {
    calls: u64,
    methods: u64,
    operations: u64,
    failures: Vec<String>,
}

fn judge(
    bench: &Bench,
    sdk: &'static str,
    script: &Command,
    known: &[Oddity],
) -> Result<[Verdict; 2]> {
    println!("== {sdk}");
    let sandbox = bench.sandbox(sdk, &[])?;
    let proxy = Proxy::start(bench, sdk, &sandbox.url)?;
    let output = bench
        .node(&bench.own("node/judge.js"))
        .arg(bench.spec("xendit"))
        .args([&sandbox.url, proxy.url(), "--"])
        .arg(script.get_program())
        .args(script.get_args())
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .stderr(Stdio::inherit())
        .output()
        .context("node cannot be started")?;
    if !output.status.success() {
        bail!("the judge failed");
    }
    let judged: Judged = serde_json::from_slice(&output.stdout)?;
    let mut found = proxy.finish(known)?;
    if found.exchanges != judged.calls {
        let seen = format!("{} exchanges of {}", found.exchanges, judged.calls);
        found.problems.push(format!("bayar-drift saw {seen}"));
    }
    if found.problems.is_empty() {
        traffic::write(sdk, known)?;
    }
    let version = bench.tools.version(sdk)?;
    let verdict = |ran, count, problems: &[String]| Verdict {
        tool: sdk,
        version: version.clone(),
        ran,
        count,
        failures: problems.len(),
        explanation: problems.join("\n"),
    };
    let calls = format!(
        "{} calls of {} methods, {} operations",
        judged.calls, judged.methods, judged.operations
    );
    let findings = format!("{} exchanges, {} findings", found.exchanges, found.findings);
    Ok([
        verdict(METHODS, calls, &judged.failures),
        verdict(TRAFFIC, findings, &found.problems),
    ])
}
