//! The sandbox, judged by what we did not write; xtask/conformance/README.md says by what and how.

mod contracts;
mod generated;
mod known;
mod prism;
mod schemathesis;
mod sdk;
mod traffic;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};
use clap::ValueEnum;

use crate::report;
use crate::server::{self, Server};
use crate::table::table;
use crate::tools::Tools;

/// The parts of the proof.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Part {
    Schemathesis,
    Prism,
    XenditNode,
    XenditPython,
    /// Clients that generators of other languages make of the specs.
    Generated,
    Lint,
    /// bayar-drift on contracts of others; needs --contracts.
    Contracts,
}

/// What a tool ran and found.
struct Verdict {
    tool: &'static str,
    version: String,
    ran: &'static str,
    /// Calls or cases, as the tool counts them.
    count: String,
    failures: usize,
    /// What failed, and why; empty if nothing did.
    explanation: String,
}

/// The tools, and the sandbox that they judge.
struct Bench {
    root: PathBuf,
    tools: Tools,
    sandbox: PathBuf,
}

impl Bench {
    fn new(sandbox: Option<PathBuf>) -> Result<Self> {
        Ok(Self {
            root: crate::root()?,
            tools: Tools::install("xtask/conformance", "conformance")?,
            sandbox: sandbox.map_or_else(|| server::build("bayar-sandbox", false), Ok)?,
        })
    }

    /// A sandbox that nobody has used.
    fn sandbox(&self, user: &str, options: &[&OsStr]) -> Result<Server> {
        let log = self.log(&format!("sandbox-{user}"));
        server::sandbox(&self.sandbox, options, &log)
    }

    /// Runs a script of ours, which finds the installed packages.
    fn node(&self, script: &Path) -> Command {
        let mut node = Command::new("node");
        node.arg(script);
        node.env("NODE_PATH", self.tools.folder().join("node_modules"));
        node
    }

    fn log(&self, name: &str) -> PathBuf {
        self.tools.folder().join("logs").join(format!("{name}.log"))
    }

    /// A file of this task, relative to the root.
    fn own(&self, file: &str) -> PathBuf {
        self.root.join("xtask/conformance").join(file)
    }

    fn spec(&self, name: &str) -> PathBuf {
        self.root.join("spec").join(format!("{name}.yaml"))
    }
}

/// Runs the parts, all if none is named, also after one has failed.
pub fn conformance(
    only: &[Part],
    sandbox: Option<PathBuf>,
    contracts: Option<&Path>,
) -> Result<()> {
    let mut parts = only.to_vec();
    if parts.is_empty() {
        parts.extend(Part::value_variants());
        // They are no part of this workspace.
        parts.retain(|part| *part != Part::Contracts || contracts.is_some());
    }
    // Who judges no sandbox waits for none.
    let is_without = |part: &Part| matches!(part, Part::Contracts | Part::Lint);
    let none = parts.iter().all(is_without).then(PathBuf::new);
    let bench = Bench::new(sandbox.or(none))?;
    let verdicts: Vec<_> = parts
        .iter()
        .flat_map(|part| judge(*part, &bench, contracts))
        .collect();
    for verdict in verdicts.iter().filter(|verdict| verdict.failures > 0) {
        println!("\n== {}, {}", verdict.tool, verdict.ran);
        println!("{}", verdict.explanation.trim_end());
    }
    report(&verdicts)?;
    let failures: usize = verdicts.iter().map(|verdict| verdict.failures).sum();
    if failures > 0 {
        let logs = bench.log("*");
        bail!("{failures} failures; more in {}", shown(&bench, &logs));
    }
    Ok(())
}

fn judge(part: Part, bench: &Bench, folder: Option<&Path>) -> Vec<Verdict> {
    match part {
        Part::Schemathesis => vec![
            schemathesis::run(bench, "xendit", "spec/xendit.yaml, all checks"),
            schemathesis::run(bench, "finpay", "spec/finpay.yaml, all checks"),
        ],
        Part::Prism => vec![prism::run(bench)],
        Part::XenditNode => sdk::node(bench),
        Part::XenditPython => sdk::python(bench),
        Part::Generated => generated::run(bench),
        Part::Lint => vec![lint()],
        Part::Contracts => vec![contracts::run(bench, folder)],
    }
}

fn lint() -> Verdict {
    let result = crate::lint::lint();
    Verdict {
        tool: "Redocly, Spectral",
        version: "spec/lint".into(),
        ran: "both specs, warnings are failures",
        count: "2 specs".into(),
        failures: usize::from(result.is_err()),
        explanation: result
            .err()
            .map(|error| error.to_string())
            .unwrap_or_default(),
    }
}

impl Verdict {
    /// A tool that could not give one is a failure too.
    fn of(tool: &'static str, ran: &'static str, verdict: Result<Self>) -> Self {
        verdict.unwrap_or_else(|error| Self {
            tool,
            version: String::new(),
            ran,
            count: String::new(),
            failures: 1,
            explanation: format!("{error:#}"),
        })
    }
}

/// Prints the table, and writes it into the committed document.
fn report(verdicts: &[Verdict]) -> Result<()> {
    let rows: Vec<_> = verdicts.iter().map(row).collect();
    let head = ["tool", "what ran", "version", "calls or cases", "result"];
    println!("\n{}", table(head, rows.clone()));
    // What judges bayar-drift has its own table.
    let mut rows = rows;
    rows.retain(|row| row[0] != contracts::TOOL);
    report::write("sandbox/CONFORMANCE.md", "conformance", 2, &rows)
}

fn row(verdict: &Verdict) -> [String; 5] {
    [
        verdict.tool.into(),
        verdict.ran.into(),
        verdict.version.clone(),
        verdict.count.clone(),
        match verdict.failures {
            0 => "no failure".into(),
            count => format!("{count} failures"),
        },
    ]
}

/// A path as it reads from the root.
fn shown(bench: &Bench, path: &Path) -> String {
    let path = path.strip_prefix(&bench.root).unwrap_or(path);
    path.display().to_string()
}
