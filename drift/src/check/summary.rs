//! From what was counted to a report, and from many reports to one.

use std::collections::BTreeMap;

use anyhow::Result;

use crate::check::Checker;
use crate::check::findings::{Findings, Occurrence, Place, in_order};
use crate::check::history::{Step, is_backwards, status_schema, status_words};
use crate::check::words::severity;
use crate::contract::coverage::{Area, CoveragePoint};
use crate::contract::{Contracts, Operation};
use crate::finding::{Class, Direction, Finding, Part, Problem};
use crate::report::{Coverage, Covered, Report, Resource, Share, State, Summary};

/// A report of so few resources keeps their statuses unasked.
const FEW_RESOURCES: usize = 10_000;

pub(crate) fn report(checker: Checker) -> Report {
    let keeps_state = checker.options.is_mergeable || checker.history.len() <= FEW_RESOURCES;
    let state = keeps_state.then(|| checker.history.state(&checker.contracts.operations));
    let mut report = Report {
        verdict: None,
        summary: Summary {
            exchanges: checker.exchanges,
            callbacks: checker.callbacks,
            skipped: checker.skipped,
            unchecked: checker.unchecked,
            ..Summary::default()
        },
        findings: checker.findings.into_list(),
        coverage: coverage(&checker.contracts, &checker.counts),
        baseline: None,
        state,
    };
    report.count();
    report
}

fn coverage(contract: &Contracts, counts: &[u64]) -> Coverage {
    let mut coverage = Coverage::default();
    for (place, count) in contract.points.0.iter().zip(counts) {
        let operation = &contract.operations[place.owner];
        let covered = if operation.is_callback {
            &mut coverage.callbacks
        } else {
            &mut coverage.operations
        };
        add(
            covered.entry(operation.id.clone()).or_default(),
            place,
            *count,
        );
    }
    total(&mut coverage);
    coverage
}

fn add(covered: &mut Covered, place: &CoveragePoint, count: u64) {
    let key = place.key.clone();
    let value = |direction: &str| match direction {
        "" => key.clone(),
        direction => format!("{direction}:{}", place.key),
    };
    let counter = match place.area {
        Area::Operation => &mut covered.count,
        Area::Parameter => covered.parameters.entry(key).or_default(),
        Area::RequestField => covered.request_fields.entry(key).or_default(),
        Area::ResponseField => covered.response_fields.entry(key).or_default(),
        Area::Status => covered.statuses.entry(key).or_default(),
        Area::ErrorCode => covered.error_codes.entry(key).or_default(),
        Area::RequestValue => covered
            .enum_values
            .entry(value("request"))
            .or_default()
            .entry(place.value.clone())
            .or_default(),
        Area::ResponseValue => covered
            .enum_values
            .entry(value("response"))
            .or_default()
            .entry(place.value.clone())
            .or_default(),
        Area::ParameterValue => covered
            .enum_values
            .entry(value(""))
            .or_default()
            .entry(place.value.clone())
            .or_default(),
    };
    *counter += count;
}

/// How much of each kind was seen.
fn total(coverage: &mut Coverage) {
    let mut totals: BTreeMap<String, Share> = BTreeMap::new();
    let mut share = |name: &str, counts: &mut dyn Iterator<Item = u64>| {
        let share = totals.entry(name.to_owned()).or_default();
        for count in counts {
            share.of += 1;
            share.seen += u64::from(count > 0);
        }
    };
    share(
        "operations",
        &mut coverage.operations.values().map(|covered| covered.count),
    );
    share(
        "callbacks",
        &mut coverage.callbacks.values().map(|covered| covered.count),
    );
    for covered in coverage
        .operations
        .values()
        .chain(coverage.callbacks.values())
    {
        share("parameters", &mut covered.parameters.values().copied());
        share(
            "fields",
            &mut covered
                .request_fields
                .values()
                .chain(covered.response_fields.values())
                .copied(),
        );
        share("statuses", &mut covered.statuses.values().copied());
        share("error_codes", &mut covered.error_codes.values().copied());
        share(
            "enum_values",
            &mut covered
                .enum_values
                .values()
                .flat_map(BTreeMap::values)
                .copied(),
        );
    }
    coverage.totals = totals;
}

/// Adds up the reports of the parts of a log, in their order. The outcome is that of one run over the whole log, except
/// that a status which goes backwards from one part to the next shows only if every report has a
/// [`state`](Report::state).
///
/// # Errors
/// If the contracts cannot be read; the tests make sure that they can.
pub fn merge(reports: impl IntoIterator<Item = Report>) -> Result<Report> {
    Ok(merge_under(&*Contracts::embedded()?, reports))
}

/// The same of reports that were made under other contracts.
pub fn merge_under(contracts: &Contracts, reports: impl IntoIterator<Item = Report>) -> Report {
    let mut reports = reports.into_iter();
    let Some(mut merged) = reports.next() else {
        return Report::default();
    };
    merged.baseline = None;
    for report in reports {
        add_report(contracts, &mut merged, report);
    }
    merged.count();
    merged
}

fn add_report(contracts: &Contracts, merged: &mut Report, mut later: Report) {
    let offset = merged.summary.exchanges;
    for entry in later
        .findings
        .iter_mut()
        .flat_map(|finding| &mut finding.entries)
    {
        *entry += offset;
    }
    let between = if let (Some(state), Some(later)) = (&mut merged.state, later.state) {
        add_state(contracts, state, later, offset)
    } else {
        merged.state = None;
        Vec::new()
    };
    let earlier = std::mem::take(&mut merged.findings);
    merged.findings = in_order(
        earlier
            .into_iter()
            .chain(later.findings)
            .chain(between)
            .collect(),
    );
    merged.summary.exchanges += later.summary.exchanges;
    merged.summary.callbacks += later.summary.callbacks;
    merged.summary.skipped += later.summary.skipped;
    merged.summary.unchecked += later.summary.unchecked;
    merged.summary.unreadable += later.summary.unreadable;
    for (id, covered) in later.coverage.operations {
        add_covered(merged.coverage.operations.entry(id).or_default(), covered);
    }
    for (id, covered) in later.coverage.callbacks {
        add_covered(merged.coverage.callbacks.entry(id).or_default(), covered);
    }
    total(&mut merged.coverage);
}

fn add_covered(covered: &mut Covered, later: Covered) {
    fn add(counts: &mut BTreeMap<String, u64>, later: BTreeMap<String, u64>) {
        for (key, count) in later {
            *counts.entry(key).or_default() += count;
        }
    }
    covered.count += later.count;
    add(&mut covered.parameters, later.parameters);
    add(&mut covered.request_fields, later.request_fields);
    add(&mut covered.response_fields, later.response_fields);
    add(&mut covered.statuses, later.statuses);
    add(&mut covered.error_codes, later.error_codes);
    for (key, values) in later.enum_values {
        add(covered.enum_values.entry(key).or_default(), values);
    }
}

/// Adds the history of a later part, and returns the findings about those that went backwards in between.
fn add_state(contracts: &Contracts, state: &mut State, later: State, offset: u64) -> Vec<Finding> {
    let mut findings = Findings::default();
    let mut steps = Vec::new();
    for (id, mut resource) in later.resources {
        resource.entry += offset;
        match state.resources.get_mut(&id) {
            None => _ = state.resources.insert(id, resource),
            Some(earlier) => {
                let before = std::mem::replace(&mut earlier.last, resource.last.clone());
                steps.push((before, resource));
            }
        }
    }
    steps.sort_by_key(|(_, resource)| resource.entry);
    for (before, resource) in steps {
        add_step(contracts, &mut findings, &before, &resource);
    }
    findings.into_list()
}

fn add_step(contracts: &Contracts, findings: &mut Findings, before: &str, resource: &Resource) {
    let (id, pointer) = &resource.at;
    let operation: Option<&Operation> = contracts
        .operations
        .iter()
        .find(|operation| operation.id == *id);
    let step = Step {
        before,
        after: &resource.first,
    };
    let Some((operation, schema)) = operation.and_then(|operation| {
        let schema = status_schema(contracts, operation, pointer, &step)?;
        Some((operation, schema))
    }) else {
        return;
    };
    if !is_backwards(&step, schema, contracts.vendor(operation)) {
        return;
    }
    let (_, key) = status_words(&step);
    let class = Class::across(Problem::Status);
    let occurrence = Occurrence {
        class,
        operation: Some(operation),
        has_errata: contracts.apis[operation.api].has_errata,
        direction: if operation.is_callback {
            Direction::Callback
        } else {
            Direction::Response
        },
        part: Part::Body,
        origin: &schema.origin,
        place: &Place::Path(pointer),
        key: &key,
        value: None,
        is_money: false,
        severity: severity(class),
        entry: resource.entry,
    };
    findings.add(&occurrence, || status_words(&step));
}
