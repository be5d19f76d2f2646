//! Two versions of a contract: what changes on the wire and in the Rust that is generated from it, and which version
//! number that asks for.
//!
//! The surface is not guessed: both versions are generated, and what a caller can see of the two is compared.

use anyhow::{Context, Result};
use bayar_contract::{Contract, Reader};

use crate::difference::{Difference, Place, explain};
use crate::finding::Class;
use crate::report::Report;
pub use crate::report::Verdict;

mod access;
mod members;
mod rules;
mod surface;
mod values;
mod wire;

/// Compares two versions of a contract: the wire, and the Rust that is generated from it.
///
/// # Errors
/// If a text is no OpenAPI document, or the older version generates no Rust.
pub fn diff(old: &str, new: &str) -> Result<Report> {
    let [before, after] = [("the older contract", old), ("the newer contract", new)]
        .map(|(name, text)| Contract::parse(name, text));
    let (before, after) = (before?, after?);
    let mut changes = wire::changes(&before, &after);
    changes.extend(surface::changes(old, new)?);
    Ok(report(&before, &after, changes))
}

/// Compares what two versions of any contract say of the wire.
pub fn diff_wire(old: &Contract, new: &Contract) -> Report {
    report(old, new, wire::changes(old, new))
}

fn report(before: &Contract, after: &Contract, mut changes: Vec<Difference>) -> Report {
    let roots = [before, after].map(|contract| contract.document().root());
    let words = |message: String, from: &str, to: &str| {
        Difference::new(Class::SPEC_WORDS, None, message)
            .at(Some(Place::Body), "")
            .between(from, to)
    };
    let names = members::not_compared(roots[0], roots[1]);
    if !names.is_empty() {
        let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
        let names = names.join(", ");
        let message = format!("What changed of {names} is not compared: read it.");
        changes.push(words(message, "the old contract", &names));
    } else if changes.is_empty() && !roots[0].is_same(roots[1]) {
        let message = "Nothing changed that a caller could tell: only descriptions, examples, sources, or how the \
                       same is said.";
        changes.push(words(message.to_owned(), "the old words", "other words"));
    }
    let findings = explain(None, changes);
    let verdict = findings.iter().map(|finding| verdict(finding.class)).max();
    let mut report = Report::of(findings);
    report.verdict = Some(verdict.unwrap_or(Verdict::None));
    report
}

fn verdict(class: Class) -> Verdict {
    match class {
        Class::SPEC_COMPILE | Class::SPEC_RUN => Verdict::Major,
        Class::SPEC_COMPATIBLE => Verdict::Minor,
        _ => Verdict::Patch,
    }
}

/// Which two versions to compare.
#[derive(Clone, Debug, clap::Args)]
pub struct Options {
    /// The older version, an OpenAPI document
    pub old: std::path::PathBuf,
    /// The newer version
    pub new: std::path::PathBuf,
    /// Only the wire, and not the Rust that is generated. By itself, where the older version is none of a contract of this
    /// package.
    #[arg(long)]
    pub wire: bool,
}

/// Runs `bayar-drift spec`.
///
/// # Errors
/// If a file cannot be read, or is no OpenAPI document, or the older contract generates no Rust.
pub fn run(options: &Options) -> Result<Report> {
    let read = |file: &std::path::Path| -> Result<_> {
        let name = file.display().to_string();
        let bytes = std::fs::read(file).with_context(|| name.clone())?;
        let text = bayar_contract::decode(&name, &bytes)?.into_owned();
        let reader = match file.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => Reader::new().folder(folder),
            _ => Reader::new().folder("."),
        };
        Ok((reader.read(&name, &text)?, text))
    };
    let (old, old_text) = read(&options.old)?;
    let (new, new_text) = read(&options.new)?;
    // By another title it is still the version after.
    if options.wire || !is_own(&old) {
        return Ok(diff_wire(&old, &new));
    }
    diff(&old_text, &new_text)
}

/// Whether a contract is one that Rust is generated from: a version of those of this package.
fn is_own(contract: &Contract) -> bool {
    let own = [bayar_spec::XENDIT, bayar_spec::FINPAY];
    let title = format!("title: {}\n", contract.info.title);
    !contract.info.title.is_empty() && own.iter().any(|text| text.contains(&title))
}
