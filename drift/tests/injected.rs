//! Every drift that the sandbox injects is found, where it is, and nothing else is.

mod common;

use std::collections::{BTreeMap, BTreeSet};

use bayar_drift::finding::{Class, Direction as Side, generic_pointer};
use bayar_drift::report::Report;
use bayar_sandbox::{Direction, Drift, DriftClass, Injected, Sandbox};
use common::recorder::Recorder;
use common::{flow, report};

/// Class, operation and place.
type Where = (Class, String, String);

/// How often something is at each place.
type Counts = BTreeMap<Where, u64>;

/// What the checker calls a class of the sandbox.
fn class(of: DriftClass, direction: Direction) -> Class {
    use Class as C;
    use DriftClass as D;
    let (response, callback) = match of {
        D::Status => (C::ResponseStatus, None),
        D::Header => (C::ResponseHeader, None),
        D::ContentType => (C::ResponseContentType, None),
        D::NotJson => (C::ResponseNotJson, None),
        D::ExtraField => (C::ResponseField, Some(C::CallbackField)),
        D::MissingField => (C::ResponseRequired, Some(C::CallbackRequired)),
        D::Null => (C::ResponseNull, Some(C::CallbackNull)),
        D::TextForNumber => (C::ResponseTextForNumber, Some(C::CallbackTextForNumber)),
        D::NumberForText => (C::ResponseNumberForText, Some(C::CallbackNumberForText)),
        D::Type => (C::ResponseType, Some(C::CallbackType)),
        D::Enum => (C::ResponseEnum, Some(C::CallbackEnum)),
        D::Format => (C::ResponseFormat, Some(C::CallbackFormat)),
        D::Fraction => (C::ResponseFraction, Some(C::CallbackFraction)),
        D::Precision => (C::ResponsePrecision, Some(C::CallbackPrecision)),
        D::ErrorCode => (C::ResponseErrorCode, None),
        D::ErrorStatus => (C::ResponseErrorStatus, None),
        D::Echo => (C::AcrossEcho, None),
        D::StatusBackwards => (C::AcrossStatus, None),
        D::OtherId => (C::AcrossId, None),
        other => panic!("{other:?} is new"),
    };
    match direction {
        Direction::Callback => callback.unwrap_or_else(|| panic!("{of:?} in a callback")),
        _ => response,
    }
}

/// Where the checker must find it. What is not in the body has its own place.
fn place(injected: &Injected) -> Where {
    let pointer = match injected.class {
        DriftClass::Header => format!("/{}", injected.sent.as_deref().unwrap()),
        DriftClass::ContentType => "/content-type".to_owned(),
        DriftClass::ErrorStatus => "/error_code".to_owned(),
        _ => generic_pointer(&injected.pointer),
    };
    let class = class(injected.class, injected.direction);
    (class, injected.operation.clone(), pointer)
}

fn found(report: &Report) -> Counts {
    let mut counts = Counts::new();
    for finding in &report.findings {
        assert_ne!(finding.direction, Side::Request, "{finding:#?}");
        let operation = finding.operation.clone().unwrap_or_default();
        let place = (finding.class, operation, generic_pointer(&finding.pointer));
        *counts.entry(place).or_default() += finding.count;
    }
    counts
}

/// Whether a class puts another value in place of the one that was sent.
fn is_another_value(class: DriftClass) -> bool {
    use DriftClass as D;
    matches!(
        class,
        D::NumberForText | D::Type | D::Format | D::Fraction | D::Precision
    )
}

/// The last name of a place.
fn field(place: &Where) -> &str {
    place.2.rsplit('/').next().unwrap_or_default()
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
    by_class: BTreeMap<DriftClass, Tally>,
    wrong: Vec<String>,
}

impl Table {
    /// A day of a sandbox that drifts, against what the checker found.
    fn add(&mut self, injected: &[Injected], report: &Report) {
        let mut expected = BTreeMap::<(DriftClass, Where), u64>::new();
        for one in injected {
            *expected.entry((one.class, place(one))).or_default() += 1;
        }
        let mut found = found(report);
        for (place, count) in &self.plain {
            take(&mut found, place, *count);
        }
        // Of what was sent and comes back as another value, both are true. The thing then says something else than
        // before, and again when it says the first value again.
        let mut also = BTreeMap::<String, u64>::new();
        for one in injected.iter().filter(|one| is_another_value(one.class)) {
            *also.entry(field(&place(one)).to_owned()).or_default() += 3;
        }
        let mut without_also = |place: &Where, seen: u64, count: u64| {
            let also = also.get_mut(field(place));
            let Some(also) = also.filter(|_| place.0 == Class::AcrossEcho) else {
                return seen;
            };
            let more = seen.saturating_sub(count).min(*also);
            *also -= more;
            seen - more
        };
        for ((class, place), count) in expected {
            let seen = found.remove(&place).unwrap_or_default();
            let seen = without_also(&place, seen, count);
            let tally = self.by_class.entry(class).or_default();
            tally.injected += count;
            tally.found += count.min(seen);
            tally.false_alarms += seen.saturating_sub(count);
            if seen != count {
                self.wrong
                    .push(format!("{place:?}: {count} injected, {seen} found"));
            }
        }
        for (place, seen) in found {
            let seen = without_also(&place, seen, 0);
            if seen == 0 {
                continue;
            }
            let kin = |class: &&DriftClass| self::class(**class, Direction::Response) == place.0;
            let of = DriftClass::ALL.iter().find(kin);
            let tally = self.by_class.entry(*of.unwrap_or(&DriftClass::ALL[0]));
            tally.or_default().false_alarms += seen;
            self.wrong
                .push(format!("{place:?}: not injected, {seen} found"));
        }
    }

    /// As the README has it.
    fn print(&self) {
        println!("| class | injected | found | false alarms | precision | recall |");
        println!("| --- | --: | --: | --: | --: | --: |");
        for class in DriftClass::ALL {
            let tally = self.by_class.get(class).copied().unwrap_or_default();
            let name = serde_json::to_value(class).unwrap();
            println!(
                "| `{}` | {} | {} | {} | {} | {} |",
                name.as_str().unwrap(),
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
    for class in DriftClass::ALL {
        let (injected, report) = day(Sandbox::builder().drift(Drift::new(*class))).await;
        assert!(!injected.is_empty(), "{class:?} was not injected");
        if *class != DriftClass::StatusBackwards {
            table.add(&injected, &report);
            continue;
        }
        // A status that stays back does not go back again: one operation a day.
        let operations: BTreeSet<_> = injected.into_iter().map(|one| one.operation).collect();
        for operation in operations {
            let drift = Drift::new(*class).operation(operation);
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
