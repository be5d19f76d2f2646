//! Every drift that the sandbox injects is found, where it is, and nothing else is.

use std::collections::{BTreeMap, BTreeSet};

use bayar_drift::finding::{Class, Direction, Problem, Subject, generic_pointer};
use bayar_drift::report::Report;
use bayar_sandbox::{Drift, Injected, Sandbox};

use crate::common::recorder::Recorder;
use crate::common::{flow, report};

/// Class, operation and place.
type Where = (Class, String, String);

/// How often something is at each place.
type Counts = BTreeMap<Where, u64>;

/// Where the checker must find it. What is not in the body has its own place.
fn place(injected: &Injected) -> Where {
    let pointer = match injected.class.problem {
        Problem::Header => format!("/{}", injected.sent.as_deref().unwrap()),
        Problem::ContentType => "/content-type".to_owned(),
        Problem::ErrorStatus => "/error_code".to_owned(),
        _ => generic_pointer(&injected.pointer),
    };
    (injected.class, injected.operation.clone(), pointer)
}

fn found(report: &Report) -> Counts {
    let mut counts = Counts::new();
    for finding in &report.findings {
        assert_ne!(finding.direction, Direction::Request, "{finding:#?}");
        let operation = finding.operation.clone().unwrap_or_default();
        let place = (finding.class, operation, generic_pointer(&finding.pointer));
        *counts.entry(place).or_default() += finding.count;
    }
    counts
}

/// Whether a class puts another value in place of the one that was sent.
fn is_another_value(class: Class) -> bool {
    use Problem as P;
    class.subject == Subject::Response
        && matches!(
            class.problem,
            P::NumberForText | P::Type | P::Format | P::Fraction | P::Precision
        )
}

/// Takes so many from what is at a place.
fn take(counts: &mut Counts, place: &Where, count: u64) {
    if let Some(seen) = counts.get_mut(place) {
        *seen = seen.saturating_sub(count);
        if *seen == 0 {
            counts.remove(place);
        }
    }
}

/// Injected, found, and found but not injected.
#[derive(Clone, Copy, Default)]
struct Tally {
    injected: u64,
    found: u64,
    false_alarms: u64,
}

struct Table {
    /// What a day without drift has: what the sandbox itself does differently.
    plain: Counts,
    by_class: BTreeMap<Class, Tally>,
    wrong: Vec<String>,
}

impl Table {
    /// A day of a sandbox that drifts, against what the checker found.
    fn add(&mut self, injected: &[Injected], report: &Report) {
        let mut expected = Counts::new();
        for one in injected {
            *expected.entry(place(one)).or_default() += 1;
        }
        let mut found = found(report);
        for (place, count) in &self.plain {
            take(&mut found, place, *count);
        }
        // Of what was sent and comes back as another value, both are true.
        for one in injected.iter().filter(|one| is_another_value(one.class)) {
            let (_, operation, pointer) = place(one);
            let echo = Class::across(Problem::Echo);
            take(&mut found, &(echo, operation, pointer), 1);
        }
        for (place, count) in expected {
            let seen = found.remove(&place).unwrap_or_default();
            let tally = self.by_class.entry(place.0).or_default();
            tally.injected += count;
            tally.found += count.min(seen);
            tally.false_alarms += seen.saturating_sub(count);
            if seen != count {
                self.wrong
                    .push(format!("{place:?}: {count} injected, {seen} found"));
            }
        }
        for (place, seen) in found {
            self.by_class.entry(place.0).or_default().false_alarms += seen;
            self.wrong
                .push(format!("{place:?}: not injected, {seen} found"));
        }
    }

    /// A row for each class.
    fn print(&self) {
        println!("| class | injected | found | false alarms | precision | recall |");
        println!("| --- | --: | --: | --: | --: | --: |");
        for class in Drift::classes() {
            let tally = self.by_class.get(&class).copied().unwrap_or_default();
            println!(
                "| `{}` | {} | {} | {} | {} | {} |",
                class,
                tally.injected,
                tally.found,
                tally.false_alarms,
                share(tally.found, tally.found + tally.false_alarms),
                share(tally.found, tally.injected),
            );
        }
    }
}

fn share(part: u64, whole: u64) -> String {
    if whole == 0 {
        return "—".to_owned();
    }
    let thousandths = part * 1000 / whole;
    format!("{}.{:03}", thousandths / 1000, thousandths % 1000)
}

/// A day with a sandbox: what was injected, and what was found.
async fn day(sandbox: bayar_sandbox::Builder) -> (Vec<Injected>, Report) {
    let recorder = Recorder::start(sandbox).await;
    flow::day(&recorder).await;
    let injected = recorder.sandbox.injected();
    let exchanges = recorder.finish().await;
    (injected, report(&exchanges))
}

#[tokio::test]
async fn every_injected_drift_is_found_where_it_is_and_nothing_else_is() {
    let (_, plain) = day(Sandbox::builder()).await;
    let mut table = Table {
        plain: found(&plain),
        by_class: BTreeMap::new(),
        wrong: Vec::new(),
    };
    for class in Drift::classes() {
        let (injected, report) = day(Sandbox::builder().drift(Drift::new(class))).await;
        assert!(!injected.is_empty(), "{class:?} was not injected");
        if class != Class::across(Problem::Status) {
            table.add(&injected, &report);
            continue;
        }
        // A status that stays back does not go back again: one operation a day.
        let operations: BTreeSet<_> = injected.into_iter().map(|one| one.operation).collect();
        for operation in operations {
            let drift = Drift::new(class).operation(operation);
            let (injected, report) = day(Sandbox::builder().drift(drift)).await;
            table.add(&injected, &report);
        }
    }
    for seed in 0..6 {
        let sandbox = Sandbox::builder().drift_at_random(seed, 0.4);
        let (injected, report) = day(sandbox).await;
        table.add(&injected, &report);
    }
    table.print();
    assert!(table.wrong.is_empty(), "{:#?}", table.wrong);
    for (class, tally) in &table.by_class {
        assert!(
            tally.injected >= 5,
            "{class:?}: {} injected",
            tally.injected
        );
    }
}
