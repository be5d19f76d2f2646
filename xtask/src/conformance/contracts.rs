//! bayar-drift on contracts that others wrote: traffic between Schemathesis and Prism's mock of each, each finding judged by
//! a validator that is not ours, then ten differences made by hand that have to be found.

use std::fmt;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;

use super::{Bench, Verdict};
use crate::{report, server};

pub const TOOL: &str = "bayar-drift";
const RAN: &str = "contracts of others: Schemathesis, Prism's mock, ten differences in each";

/// So long Schemathesis may take for a document.
const PATIENCE: Duration = Duration::from_secs(120);

/// What `judge.py` says.
#[derive(Deserialize)]
struct Judged {
    operations: usize,
    findings: usize,
    occurrences: u64,
    doubts: Vec<serde_json::Value>,
}

/// A difference that `differ.py` made.
#[derive(Deserialize)]
struct Difference {
    kind: String,
    class: String,
    operation: String,
    /// Nothing if it is not known beforehand.
    pointer: Option<String>,
}

#[derive(Deserialize)]
struct Report {
    summary: Summary,
    #[serde(default)]
    findings: Vec<Finding>,
}

#[derive(Deserialize)]
struct Summary {
    exchanges: u64,
    #[serde(default)]
    unchecked: Option<u64>,
}

#[derive(Deserialize)]
struct Finding {
    class: String,
    pointer: String,
    entries: Vec<u64>,
}

/// What was measured of a document.
struct Measured {
    row: [String; 6],
    requests: u64,
    problems: Vec<String>,
}

pub fn run(bench: &Bench, folder: Option<&Path>) -> Verdict {
    let Some(folder) = folder else {
        return Verdict::of(
            TOOL,
            RAN,
            Err(anyhow::anyhow!("--contracts FOLDER is needed")),
        );
    };
    Verdict::of(TOOL, RAN, judge(bench, folder))
}

fn judge(bench: &Bench, folder: &Path) -> Result<Verdict> {
    let drift = server::build(TOOL, false)?;
    let files = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut files: Vec<PathBuf> = files.map(|file| Ok(file?.path())).collect::<Result<_>>()?;
    files.retain(|file| {
        file.extension()
            .is_some_and(|end| end == "yaml" || end == "json")
    });
    files.sort();
    ensure!(!files.is_empty(), "no contract in {}", folder.display());
    let mut documents = 0;
    let mut problems = Vec::new();
    let mut requests = 0;
    for file in files {
        let name = file
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        println!("== {TOOL}, {name}");
        let run = Run {
            bench,
            drift: &drift,
            file: fs::canonicalize(&file)?,
            name,
        };
        let measured = run.measure()?;
        println!("{}", measured.row.join(" | "));
        report::write(
            "drift/PROOF.md",
            "contracts",
            1,
            std::slice::from_ref(&measured.row),
        )?;
        requests += measured.requests;
        documents += 1;
        problems.extend(measured.problems);
    }
    Ok(Verdict {
        tool: TOOL,
        version: "this workspace".into(),
        ran: RAN,
        count: format!("{requests} requests, {documents} documents"),
        failures: problems.len(),
        explanation: problems.join("\n"),
    })
}

/// One document.
struct Run<'b> {
    bench: &'b Bench,
    drift: &'b Path,
    file: PathBuf,
    name: String,
}

impl Run<'_> {
    fn at(&self, what: &str) -> PathBuf {
        self.bench.log(&format!("contract-{}-{what}", self.name))
    }

    fn measure(&self) -> Result<Measured> {
        let empty = self.at("empty.ndjson");
        fs::create_dir_all(empty.parent().context("a folder")?)?;
        fs::write(&empty, "")?;
        if let Err(refused) = self.traffic(&empty, "http://127.0.0.1") {
            let words = format!("{refused:#}");
            let first = words.lines().next().unwrap_or_default();
            let count = words.matches("error: ").count();
            let note = format!(
                "refused, {count} errors: {}",
                first.trim_start_matches("bayar-drift: ")
            );
            return Ok(self.without(note));
        }
        let mock = server::on_free_port(&self.at("prism"), |port| {
            let mut prism = self.bench.tools.npm("prism");
            prism.arg("mock").arg("--dynamic").arg(&self.file);
            prism.args(["--seed", "7", "--port", port]);
            Ok(prism)
        });
        let Ok(mock) = mock else {
            return Ok(self.without(format!("read; Prism cannot mock it: {}", self.fatal())));
        };
        let record = self.at("traffic.ndjson");
        if record.exists() {
            fs::remove_file(&record)?;
        }
        let live = self.at("proxy.json");
        let proxy = server::on_free_port(&self.at("proxy"), |port| {
            let mut proxy = Command::new(self.drift);
            proxy.args(["proxy", "--listen", &format!("127.0.0.1:{port}")]);
            proxy.args(["--upstream", &mock.url, "--server", &mock.url, "--contract"]);
            proxy.arg(&self.file).arg("--record").arg(&record);
            proxy.args(["--format", "json", "--output"]).arg(&live);
            Ok(proxy)
        })?;
        let is_whole = self.call(&proxy.url)?;
        let status = proxy.interrupt()?;
        ensure!(
            matches!(status.code(), Some(0 | 1)),
            "bayar-drift ended with {status}"
        );
        let url = mock.url.clone();
        drop(mock);
        self.judged(&record, &live, &url, is_whole)
    }

    /// Lets Schemathesis call it, and tells whether it came to its end.
    fn call(&self, url: &str) -> Result<bool> {
        let log = File::create(self.at("schemathesis"))?;
        let mut command = Command::new("timeout");
        command.arg(PATIENCE.as_secs().to_string());
        command.arg(self.bench.tools.python("schemathesis").get_program());
        command.arg("run").arg(&self.file).args(["--url", url]);
        command.args([
            "--phases",
            "examples,fuzzing",
            "--mode",
            "positive",
            "--max-examples",
            "2",
        ]);
        command.args([
            "--checks",
            "not_a_server_error",
            "--suppress-health-check",
            "all",
        ]);
        command.args([
            "--seed",
            "1",
            "--continue-on-failure",
            "--request-timeout",
            "10",
        ]);
        command.args(["--header", "Authorization: Bearer abc"]);
        command.current_dir(self.bench.tools.folder());
        let status = command.stdout(log.try_clone()?).stderr(log).status()?;
        Ok(status.code() != Some(124))
    }

    fn judged(&self, record: &Path, live: &Path, url: &str, is_whole: bool) -> Result<Measured> {
        let report = self.traffic(record, url)?;
        let report_file = self.at("report.json");
        fs::write(&report_file, &report)?;
        let report: Report = serde_json::from_str(&report)?;
        let live: Report = serde_json::from_str(&fs::read_to_string(live)?)?;
        let judged: Judged = self.script("judge.py", &[record, &report_file])?;
        let (before, after) = (self.at("before.ndjson"), self.at("after.ndjson"));
        let made: Vec<Difference> = self.script("differ.py", &[record, &before, &after])?;
        let [before, after] = [before, after].map(|file| self.traffic(&file, url));
        let [before, after]: [Report; 2] = [
            serde_json::from_str(&before?)?,
            serde_json::from_str(&after?)?,
        ];
        let is_found = |(index, made): &(u64, &Difference)| {
            made.is_in(&after, *index) && !made.is_in(&before, *index)
        };
        let count = made.len();
        let (found, missed): (Vec<_>, Vec<_>) = (0..).zip(&made).partition(is_found);
        let mut problems: Vec<_> = judged
            .doubts
            .iter()
            .map(|doubt| format!("{}: not confirmed: {doubt}", self.name))
            .collect();
        problems.extend(
            missed
                .iter()
                .map(|(_, made)| format!("{}: missed: {made}", self.name)),
        );
        // What is masked in the record may hide a difference, and makes none.
        if report.findings.len() > live.findings.len() {
            let (one, two) = (live.findings.len(), report.findings.len());
            problems.push(format!(
                "{}: {one} findings on the fly, {two} in the record",
                self.name
            ));
        }
        let confirmed = judged.findings - judged.doubts.len();
        let mut notes = Vec::new();
        if !is_whole {
            notes.push(format!(
                "Schemathesis was stopped after {} s",
                PATIENCE.as_secs()
            ));
        }
        if let Some(unchecked) = report.summary.unchecked.filter(|count| *count > 0) {
            notes.push(format!("{unchecked} bodies not checked, and counted"));
        }
        let kinds = self.unchecked()?;
        if kinds > 0 {
            notes.push(format!("named as not checked: {kinds}"));
        }
        Ok(Measured {
            row: [
                self.name.clone(),
                judged.operations.to_string(),
                report.summary.exchanges.to_string(),
                format!(
                    "{} ({} times), {confirmed} confirmed",
                    judged.findings, judged.occurrences
                ),
                format!("{} of {count}", found.len()),
                notes.join("; "),
            ],
            requests: report.summary.exchanges,
            problems,
        })
    }

    /// The report in JSON of recorded traffic.
    fn traffic(&self, file: &Path, url: &str) -> Result<String> {
        let mut command = Command::new(self.drift);
        command
            .arg("traffic")
            .arg(file)
            .arg("--contract")
            .arg(&self.file);
        let output = command
            .args(["--server", url, "--format", "json"])
            .output()?;
        fs::write(self.at("notes"), &output.stderr)?;
        if !matches!(output.status.code(), Some(0 | 1)) {
            bail!("{}", String::from_utf8_lossy(&output.stderr));
        }
        Ok(String::from_utf8(output.stdout)?)
    }

    /// How many kinds of things bayar-drift says that it does not check.
    fn unchecked(&self) -> Result<usize> {
        let notes = fs::read_to_string(self.at("notes"))?;
        Ok(notes
            .lines()
            .filter(|line| line.contains(": not checked: "))
            .count())
    }

    fn script<T: for<'a> Deserialize<'a>>(&self, name: &str, files: &[&Path]) -> Result<T> {
        let mut python = self.bench.tools.python("python");
        python
            .arg(self.bench.own(&format!("python/{name}")))
            .arg(&self.file);
        let output = python
            .args(files)
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .output()?;
        let said = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "{name}: {said}");
        serde_json::from_slice(&output.stdout).with_context(|| name.to_owned())
    }

    /// Why Prism did not start, in its words.
    fn fatal(&self) -> String {
        let log = fs::read_to_string(self.at("prism")).unwrap_or_default();
        let line = log
            .lines()
            .find_map(|line| line.split_once("fatal"))
            .map(|(_, words)| words);
        let words = line.unwrap_or("it says nothing").trim();
        words.replace(
            &self
                .file
                .parent()
                .unwrap_or(Path::new(""))
                .display()
                .to_string(),
            "…",
        )
    }

    fn without(&self, note: String) -> Measured {
        let [name, nothing] = [self.name.clone(), String::new()];
        Measured {
            row: [
                name,
                nothing.clone(),
                nothing.clone(),
                nothing.clone(),
                nothing,
                note,
            ],
            requests: 0,
            problems: Vec::new(),
        }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pointer = self.pointer.as_deref().unwrap_or_default();
        write!(
            out,
            "{}, {} at {} {pointer}",
            self.kind, self.class, self.operation
        )
    }
}

impl Difference {
    fn is_in(&self, report: &Report, index: u64) -> bool {
        let is_there = |pointer: &str| {
            let expected = self.pointer.as_deref();
            expected.is_none_or(|expected| expected.eq_ignore_ascii_case(pointer))
        };
        report.findings.iter().any(|finding| {
            finding.class == self.class
                && finding.entries.contains(&index)
                && is_there(&finding.pointer)
        })
    }
}
