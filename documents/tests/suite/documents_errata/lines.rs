//! The lines that errata name, and what is found when something on them is another.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use bayar_documents::facts::{ErrorRow, Example, Field, Line};
use bayar_documents::{Contracts, Facts};
use bayar_drift::finding::Finding;
use serde_json::Value;

/// The contracts of the package.
pub(crate) static CONTRACTS: LazyLock<Contracts> =
    LazyLock::new(|| Contracts::of_package().expect("the package is whole"));

/// The facts of each document as they were transcribed.
pub(crate) fn all_facts() -> Vec<Facts> {
    let read = |(_, text): &(&str, &str)| serde_json::from_str(text).expect("facts");
    bayar_spec::FACTS.iter().map(read).collect()
}

pub(crate) fn check_all(contracts: &Contracts, facts: &[Facts]) -> Vec<Finding> {
    let facts = facts.iter();
    facts.flat_map(|facts| contracts.check(facts)).collect()
}

/// The lines of each document that an erratum names.
static NAMED: LazyLock<BTreeMap<String, BTreeSet<Line>>> = LazyLock::new(named_lines);

fn named_lines() -> BTreeMap<String, BTreeSet<Line>> {
    let errata: Vec<Value> = yaml_serde::from_str(bayar_spec::ERRATA).expect("YAML");
    let mut named: BTreeMap<String, BTreeSet<Line>> = BTreeMap::new();
    let mut add = |document: &Value, line: &Value| {
        let document = document.as_str().expect("a document");
        let line = Line::try_from(line.as_u64().expect("a line")).expect("a line");
        let stem = document.trim_end_matches(".txt").to_owned();
        named.entry(stem).or_default().insert(line);
    };
    for erratum in &errata {
        for line in erratum["lines"].as_array().expect("lines") {
            add(&erratum["document"], line);
        }
        for side in erratum["sides"].as_array().expect("sides") {
            let document = side.get("document").unwrap_or(&erratum["document"]);
            if let Some(line) = side.get("line") {
                add(document, line);
            }
        }
    }
    named
}

/// What is found in the documents as they are.
static AS_THEY_ARE: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let found = check_all(&CONTRACTS, &all_facts()).into_iter();
    found.map(|finding| finding.fingerprint).collect()
});

/// What is found in documents whose facts were changed and written anew, without what is found in them as they are;
/// and how many places were changed.
pub(crate) fn found(
    change: &dyn Fn(&mut Facts, &BTreeSet<Line>) -> usize,
) -> (Vec<Finding>, usize) {
    let mut all = all_facts();
    let old = &*AS_THEY_ARE;
    let mut changed = 0;
    let none = BTreeSet::new();
    for facts in &mut all {
        let lines = NAMED.get(&facts.document).unwrap_or(&none);
        changed += change(facts, lines);
    }
    let mut findings = check_all(&CONTRACTS, &all);
    findings.retain(|finding| !old.contains(&finding.fingerprint));
    (findings, changed)
}

/// The rows of tables that stand on a line that an erratum names.
pub(crate) fn rows<'a>(
    facts: &'a mut Facts,
    lines: &BTreeSet<Line>,
) -> impl Iterator<Item = &'a mut Field> {
    let fields = facts
        .operations
        .iter_mut()
        .flat_map(|operation| &mut operation.fields);
    fields.filter(|field| lines.range(field.line..=field.last).next().is_some())
}

/// The rows of error tables on such a line, but for those that have lost their code.
pub(crate) fn errors<'a>(
    facts: &'a mut Facts,
    lines: &BTreeSet<Line>,
) -> impl Iterator<Item = &'a mut ErrorRow> {
    let rows = facts
        .operations
        .iter_mut()
        .flat_map(|operation| &mut operation.errors);
    rows.filter(|row| !row.code.is_empty() && lines.range(row.line..=row.last).next().is_some())
}

/// The examples that have a value on such a line.
pub(crate) fn examples<'a>(
    facts: &'a mut Facts,
    lines: &BTreeSet<Line>,
) -> impl Iterator<Item = &'a mut Example> {
    let examples = facts
        .operations
        .iter_mut()
        .flat_map(|operation| &mut operation.examples);
    examples.filter(|example| {
        let mut values = example.values.values();
        example.form.is_none() && values.any(|value| lines.contains(&value.line))
    })
}

pub(crate) fn displayed(finding: &Finding) -> String {
    format!(
        "{} {} {} {:?}: {}",
        finding.line.unwrap_or_default(),
        finding.operation.as_deref().unwrap_or("-"),
        finding.pointer,
        finding.erratum,
        finding.message
    )
}

/// Checks that new findings are unknown, and that there are at least so many.
pub(crate) fn all_unknown(what: &str, found: &(Vec<Finding>, usize), least: usize) {
    let (findings, changed) = found;
    println!("{what}: {} findings of {changed} changes", findings.len());
    let hidden = findings.iter().filter(|finding| finding.erratum.is_some());
    let hidden: Vec<String> = hidden.map(displayed).collect();
    assert_eq!(hidden, Vec::<String>::new(), "{what}");
    assert!(
        findings.len() >= least,
        "{what}: {} findings of {changed} changes",
        findings.len()
    );
}
