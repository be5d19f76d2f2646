//! What `bayar-documents` does: files in, findings out.

use std::fs;
use std::path::{Path, PathBuf};

use super::contradictions::contradictions;
use super::differ::{against_contract, between_versions};
use super::{Contracts, Facts, Layout, read};
use anyhow::{Context, Result, bail};
use bayar_drift::finding::Finding;
use bayar_drift::report::Report;

/// What to do with which documents.
#[derive(Clone, Debug, clap::Args)]
pub struct Options {
    /// The documents' texts; an older and a newer version of one with --compare
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// How the text is laid out; recognised by itself if not given
    #[arg(long, value_enum)]
    pub layout: Option<Layout>,
    /// Compare two versions of one document, the older first; implied by two files of the same name
    #[arg(long, conflicts_with = "write_facts")]
    pub compare: bool,
    /// Also write the facts of each document to this folder, as JSON
    #[arg(long, value_name = "DIR")]
    pub write_facts: Option<PathBuf>,
}

impl Contracts {
    /// Every difference between a document and the contract, and inside the document.
    pub fn check(&self, facts: &Facts) -> Vec<Finding> {
        let mut findings = against_contract(facts, self);
        findings.extend(contradictions(facts, self));
        findings
    }

    /// What changed from one version of a document to the next.
    pub fn compare(&self, old: &Facts, new: &Facts) -> Vec<Finding> {
        between_versions(old, new, self)
    }
}

/// Runs the command.
///
/// # Errors
/// If a file cannot be read or written, or --compare is given with other than two files.
pub fn run(options: &Options) -> Result<Report> {
    let contracts = Contracts::of_package()?;
    let facts = options.files.iter().map(|file| load(file, options.layout));
    let facts: Vec<Facts> = facts.collect::<Result<_>>()?;
    let two_versions = matches!(&facts[..], [old, new] if old.document == new.document);
    if options.compare || two_versions {
        let [old, new] = &facts[..] else {
            bail!("--compare takes two files, the older version first");
        };
        return Ok(Report::of(contracts.compare(old, new)));
    }
    if let Some(folder) = &options.write_facts {
        fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
        for facts in &facts {
            let file = folder.join(format!("{}.json", facts.document));
            fs::write(&file, facts.to_json()).with_context(|| file.display().to_string())?;
        }
    }
    let findings = facts.iter().flat_map(|facts| contracts.check(facts));
    Ok(Report::of(findings.collect()))
}

/// Reads the facts of a file: of a document, or facts that were written before.
fn load(file: &Path, layout: Option<Layout>) -> Result<Facts> {
    let text = fs::read_to_string(file).with_context(|| file.display().to_string())?;
    if file.extension().is_some_and(|ending| ending == "json") {
        return serde_json::from_str(&text).with_context(|| file.display().to_string());
    }
    let name = file.file_stem().unwrap_or_default().to_string_lossy();
    Ok(read(&name, &text, layout))
}
