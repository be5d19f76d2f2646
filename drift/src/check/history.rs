//! The statuses of resources, one after the other: which of them were seen first and last, and which cannot follow another.

use std::collections::hash_map::Entry;
use std::hash::{DefaultHasher, Hash, Hasher};

use rustc_hash::FxHashMap;

use crate::contract::schema::Schema;
use crate::contract::vendor::Vendor;
use crate::contract::{Contracts, Operation};
use crate::report::{Resource, State};

/// So many resources are remembered, and up to as many that were seen before them.
const MOST_RECENT: usize = 900_000;

/// The statuses of the resources that the traffic showed. Each takes 40 bytes.
#[derive(Debug, Default)]
pub(crate) struct StatusHistory {
    /// Whether all are kept, whatever memory it takes.
    is_complete: bool,
    recent: FxHashMap<u64, Statuses>,
    older: FxHashMap<u64, Statuses>,
    statuses: Vec<String>,
}

/// The first and the last status of a resource, by the time of the exchanges where it is known.
#[derive(Clone, Copy, Debug)]
struct Statuses {
    entry: u32,
    operation: u16,
    /// The index in a list, counted from 1; 0 for none.
    item: u16,
    first: u8,
    last: u8,
    /// In microseconds, of the first and of the last status.
    times: [i64; 2],
}

/// Where and when a status was seen.
#[derive(Clone, Copy)]
pub(crate) struct Seen {
    pub(crate) entry: u64,
    pub(crate) operation: usize,
    pub(crate) item: usize,
    /// In microseconds.
    pub(crate) time: i64,
}

/// A status where another was before.
pub(crate) struct Step<'s> {
    pub(crate) before: &'s str,
    pub(crate) after: &'s str,
}

impl StatusHistory {
    /// With a limit, or without one for reports that are merged.
    pub(crate) fn new(is_complete: bool) -> StatusHistory {
        StatusHistory {
            is_complete,
            ..StatusHistory::default()
        }
    }

    /// How many resources are remembered.
    pub(crate) fn len(&self) -> usize {
        self.recent.len() + self.older.len()
    }

    /// Notes a status, and returns the one before and the one after it where they differ: exchanges need not come in the
    /// order of their time.
    pub(crate) fn note(&mut self, resource: u64, status: &str, seen: Seen) -> [Option<String>; 2] {
        let Some(status) = self.number(status) else {
            return [None, None];
        };
        let place = |index: usize| u16::try_from(index).unwrap_or(u16::MAX);
        let new = Statuses {
            entry: u32::try_from(seen.entry).unwrap_or(u32::MAX),
            operation: place(seen.operation),
            item: place(seen.item),
            first: status,
            last: status,
            times: [seen.time; 2],
        };
        if self.recent.len() >= MOST_RECENT && !self.is_complete {
            self.older = std::mem::take(&mut self.recent);
        }
        let statuses = match self.recent.entry(resource) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(room) => room.insert(self.older.remove(&resource).unwrap_or(new)),
        };
        let known = *statuses;
        let [first, last] = known.times;
        let name = |other: u8| (other != status).then(|| self.statuses[usize::from(other)].clone());
        if seen.time >= last {
            (statuses.last, statuses.times[1]) = (status, seen.time);
            [name(known.last), None]
        } else if seen.time < first {
            *statuses = Statuses {
                last: known.last,
                times: [seen.time, last],
                ..new
            };
            [None, name(known.first)]
        } else {
            [name(known.first), name(known.last)]
        }
    }

    /// The number of a status; there are few.
    fn number(&mut self, status: &str) -> Option<u8> {
        let known = self.statuses.iter().position(|known| known == status);
        let index = known.unwrap_or_else(|| {
            self.statuses.push(status.to_owned());
            self.statuses.len() - 1
        });
        u8::try_from(index).ok()
    }

    /// What a report keeps of them, so that a later part of the log can be checked against them.
    pub(crate) fn state(&self, operations: &[Operation]) -> State {
        let resource = |(id, statuses): (&u64, &Statuses)| {
            let operation = operations
                .get(usize::from(statuses.operation))
                .map(|operation| operation.id.clone());
            let pointer = match statuses.item {
                0 => "/status".to_owned(),
                item => format!("/{}/status", item - 1),
            };
            let resource = Resource {
                first: self.statuses[usize::from(statuses.first)].clone(),
                entry: u64::from(statuses.entry),
                at: (operation.unwrap_or_default(), pointer),
                last: self.statuses[usize::from(statuses.last)].clone(),
            };
            (format!("{id:016x}"), resource)
        };
        State {
            resources: self
                .older
                .iter()
                .chain(&self.recent)
                .map(resource)
                .collect(),
        }
    }
}

/// Whether a status cannot come after another.
pub(crate) fn is_backwards(step: &Step<'_>, status: &Schema, vendor: &Vendor) -> bool {
    let last = status
        .values
        .as_ref()
        .and_then(|values| values.last.as_deref())
        .unwrap_or_default();
    let is_beginning = |status: &str| vendor.first_statuses.iter().any(|first| first == status);
    step.before != step.after
        && (last.iter().any(|status| status == step.before)
            || is_beginning(step.after) && !is_beginning(step.before))
}

/// The schema of the status of an operation's resources.
pub(crate) fn status_schema<'c>(
    contracts: &'c Contracts,
    operation: &'c Operation,
) -> Option<&'c Schema> {
    let body = || operation.body.as_ref()?.content.schema();
    let root = operation.answer().or_else(body)?;
    let object = root.items.as_deref().unwrap_or(root);
    let status = &object.field("status")?.schema;
    let mut names = contracts.vendor(operation).identified_by.iter();
    let has_name = names.any(|name| object.field(name).is_some());
    (has_name && status.values.as_ref()?.last.is_some()).then_some(status)
}

/// What is said of a status that goes backwards.
pub(crate) fn status_words(step: &Step<'_>) -> (String, String) {
    (
        format!("no way back from {}", step.before),
        format!("{} after {}", step.after, step.before),
    )
}

/// What tells a resource from every other: its kind and its id. A callback is about the same kind.
pub(crate) fn resource(status: &Schema, id: &str) -> u64 {
    let kind = status.origin.component.as_deref().unwrap_or_default();
    let mut hasher = DefaultHasher::new();
    kind.replace("Callback", "").hash(&mut hasher);
    id.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_bounded_and_what_was_seen_lately_is_remembered() {
        let mut history = StatusHistory::new(false);
        let last = 3 * MOST_RECENT as u64;
        let at = |entry: u64| Seen {
            entry,
            operation: 0,
            item: 0,
            time: 0,
        };
        for resource in 0..last {
            assert_eq!(history.note(resource, "PAID", at(resource)), [None, None]);
            assert_eq!(history.note(0, "PAID", at(resource)), [None, None]);
        }
        assert!(history.len() <= 2 * MOST_RECENT);
        for known in [0, last - 1, last - MOST_RECENT as u64] {
            let [before, _] = history.note(known, "PENDING", at(last));
            assert_eq!(before.as_deref(), Some("PAID"), "{known}");
        }
        assert_eq!(history.note(1, "PENDING", at(last)), [None, None]);
    }

    #[test]
    fn time_decides_what_came_before() {
        let mut history = StatusHistory::new(false);
        let mut note = |status: &str, time| {
            let seen = Seen {
                entry: 0,
                operation: 0,
                item: 0,
                time,
            };
            let [before, after] = history.note(1, status, seen);
            format!(
                "{} {}",
                before.unwrap_or_default(),
                after.unwrap_or_default()
            )
        };
        assert_eq!(note("PAID", 20), " ");
        assert_eq!(note("PENDING", 10), " PAID");
        assert_eq!(note("SETTLED", 30), "PAID ");
        assert_eq!(note("PAID", 25), "PENDING SETTLED");
        assert_eq!(note("PENDING", 30), "SETTLED ");
    }
}
