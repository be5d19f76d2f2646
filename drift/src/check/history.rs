//! The statuses of resources, one after the other: which of them were seen first and last, and which cannot follow another.

use std::collections::hash_map::Entry;
use std::hash::{DefaultHasher, Hash, Hasher};

use bayar_contract::unescape;
use rustc_hash::FxHashMap;

use crate::check::findings::Place;
use crate::contract::schema::{Origin, Schema};
use crate::contract::vendor::Vendor;
use crate::contract::{Contracts, Operation};
use crate::finding::generic_pointer;
use crate::report::{Resource, State};

/// So many resources are remembered, and up to as many that were seen before them.
const MOST_RECENT: usize = 900_000;

/// Deeper unions are not looked into to find a status again.
const DEEPEST: usize = 8;

/// The statuses of the resources that the traffic showed. Each takes 40 bytes.
#[derive(Debug, Default)]
pub(crate) struct StatusHistory {
    /// Whether all are kept, whatever memory it takes.
    is_complete: bool,
    recent: FxHashMap<u64, Statuses>,
    older: FxHashMap<u64, Statuses>,
    statuses: Vec<String>,
    /// Where statuses stand, with `*` for each index.
    places: Vec<String>,
}

/// The first and the last status of a resource, by the time of the exchanges where it is known.
#[derive(Clone, Copy, Debug)]
struct Statuses {
    entry: u32,
    operation: u16,
    place: u16,
    /// The last index of the place.
    item: u16,
    first: u8,
    last: u8,
    /// In microseconds, of the first and of the last status.
    times: [i64; 2],
}

/// Where and when a status was seen.
#[derive(Clone, Copy)]
pub(crate) struct Seen<'s> {
    pub(crate) entry: u64,
    pub(crate) operation: usize,
    pub(crate) place: &'s Place<'s>,
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
    pub(crate) fn note(
        &mut self,
        resource: u64,
        status: &str,
        seen: Seen<'_>,
    ) -> [Option<String>; 2] {
        let status = u8::try_from(number(&mut self.statuses, status));
        let Ok(status) = status else {
            return [None, None];
        };
        let places = &mut self.places;
        let mut new = || {
            let pointer = seen.place.pointer();
            let indices = pointer.rsplit('/').filter_map(|name| name.parse().ok());
            Statuses {
                entry: u32::try_from(seen.entry).unwrap_or(u32::MAX),
                operation: u16::try_from(seen.operation).unwrap_or(u16::MAX),
                place: u16::try_from(number(places, &generic_pointer(&pointer)))
                    .unwrap_or(u16::MAX),
                item: indices.clone().next().unwrap_or(u16::MAX),
                first: status,
                last: status,
                times: [seen.time; 2],
            }
        };
        if self.recent.len() >= MOST_RECENT && !self.is_complete {
            self.older = std::mem::take(&mut self.recent);
        }
        let statuses = match self.recent.entry(resource) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(room) => {
                room.insert(self.older.remove(&resource).unwrap_or_else(&mut new))
            }
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
                ..new()
            };
            [None, name(known.first)]
        } else {
            [name(known.first), name(known.last)]
        }
    }

    /// What a report keeps of them, so that a later part of the log can be checked against them.
    pub(crate) fn state(&self, operations: &[Operation]) -> State {
        let resource = |(id, statuses): (&u64, &Statuses)| {
            let operation = operations
                .get(usize::from(statuses.operation))
                .map(|operation| operation.id.clone());
            let place = self.places.get(usize::from(statuses.place));
            let place = place.map(String::as_str).unwrap_or_default();
            let pointer = match place.rsplit_once("/*") {
                Some((before, after)) => format!("{before}/{}{after}", statuses.item),
                None => place.to_owned(),
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

/// The index of a name in a list of few, where it is put if it is not there yet.
fn number(names: &mut Vec<String>, name: &str) -> usize {
    let known = names.iter().position(|known| known == name);
    known.unwrap_or_else(|| {
        names.push(name.to_owned());
        names.len() - 1
    })
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

/// What the contract says of a status at a place of an operation's answer or callback, where it may take this step.
pub(crate) fn status_schema<'c>(
    contracts: &'c Contracts,
    operation: &'c Operation,
    pointer: &str,
    step: &Step<'_>,
) -> Option<&'c Schema> {
    let body = || operation.body.as_ref()?.content.schema();
    let mut schemas = vec![operation.answer().or_else(body)?];
    for segment in pointer.split('/').skip(1) {
        let mut inner = Vec::new();
        for schema in schemas {
            contracts.find_within(schema, &unescape(segment), DEEPEST, &mut inner);
        }
        schemas = inner;
    }
    let lists = |schema: &&Schema| {
        let values = schema.values.as_ref();
        values.is_some_and(|values| values.points.contains_key(step.after))
    };
    schemas
        .into_iter()
        .filter(|own| own.is_status())
        .find(lists)
}

impl Contracts {
    /// Adds what a field, or an item, of a value of a schema may be.
    fn find_within<'c>(
        &'c self,
        schema: &'c Schema,
        name: &str,
        depth: usize,
        found: &mut Vec<&'c Schema>,
    ) {
        let schema = self.resolve(schema);
        let more = schema.more.as_deref();
        let field = schema.field(name).map(|field| &field.schema);
        let unnamed = more.and_then(|more| more.additional.as_ref());
        let inner = [field, schema.items.as_deref(), unnamed];
        let inner = inner.into_iter().flatten().map(|inner| self.resolve(inner));
        found.extend(inner);
        if depth == 0 {
            return;
        }
        let variants = schema.union.iter().flat_map(|union| &union.variants);
        let also = more.into_iter().flat_map(|more| &more.also);
        for part in variants.map(|(_, variant)| variant).chain(also) {
            self.find_within(part, name, depth - 1, found);
        }
    }
}

/// What is said of a status that goes backwards.
pub(crate) fn status_words(step: &Step<'_>) -> (String, String) {
    (
        format!("no way back from {}", step.before),
        format!("{} after {}", step.after, step.before),
    )
}

/// What tells a resource from every other: its kind, which of its statuses it is, and its id. A callback is about the same
/// kind.
pub(crate) fn resource(status: &Schema, id: &str) -> u64 {
    let Origin {
        component, holder, ..
    } = &status.origin;
    let kind = component.as_deref().or(holder.as_deref());
    let mut hasher = DefaultHasher::new();
    let kind = kind.unwrap_or_default().replace("Callback", "");
    (kind, status.origin.name.as_deref()).hash(&mut hasher);
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
            place: &Place::Root,
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
                place: &Place::Root,
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
