//! What no single message shows: values that are not echoed, ids that were not asked for, statuses that go backwards.

use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::hash::{DefaultHasher, Hash, Hasher};

use hifijson::value::Value as J;
use rustc_hash::FxHashMap;

use crate::check::context::Context;
use crate::check::scope::{Scope, seen};
use crate::check::words::severity;
use crate::contract::schema::Schema;
use crate::contract::vendor::Vendor;
use crate::contract::{Contracts, Operation};
use crate::finding::{Class, Part, Problem, Subject};
use crate::json::{self, Json};
use crate::report::{State, Thing};

/// So many things are remembered, and up to as many that were seen before them.
const MOST_RECENT: usize = 900_000;

/// The lives of the things that the traffic showed. Each takes 40 bytes.
#[derive(Debug, Default)]
pub(crate) struct Lives {
    /// Whether all are kept, whatever memory it takes.
    is_complete: bool,
    recent: FxHashMap<u64, Life>,
    older: FxHashMap<u64, Life>,
    statuses: Vec<String>,
}

/// The first and the last status of a thing, by the time of the exchanges where it is known.
#[derive(Clone, Copy, Debug)]
struct Life {
    entry: u32,
    operation: u16,
    /// The index in a list, counted from 1; 0 for none.
    item: u16,
    first: u8,
    last: u8,
    /// In milliseconds, of the first and of the last status.
    times: [i64; 2],
}

/// Where and when a status was seen.
#[derive(Clone, Copy)]
struct Seen {
    entry: u64,
    operation: usize,
    item: usize,
    /// In milliseconds.
    time: i64,
}

/// A status where another was before.
pub(crate) struct Step<'s> {
    pub(crate) before: &'s str,
    pub(crate) after: &'s str,
}

impl Lives {
    /// With a limit, or without one for reports that are merged.
    pub(crate) fn new(is_complete: bool) -> Lives {
        Lives {
            is_complete,
            ..Lives::default()
        }
    }

    /// How many things are remembered.
    pub(crate) fn len(&self) -> usize {
        self.recent.len() + self.older.len()
    }

    /// Notes a status, and returns the one before and the one after it where they differ: exchanges need not come in the
    /// order of their time.
    fn note(&mut self, thing: u64, status: &str, seen: Seen) -> [Option<String>; 2] {
        let Some(status) = self.number(status) else {
            return [None, None];
        };
        let place = |index: usize| u16::try_from(index).unwrap_or(u16::MAX);
        let new = Life {
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
        let life = match self.recent.entry(thing) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(room) => room.insert(self.older.remove(&thing).unwrap_or(new)),
        };
        let known = *life;
        let [first, last] = known.times;
        let name = |other: u8| (other != status).then(|| self.statuses[usize::from(other)].clone());
        if seen.time >= last {
            (life.last, life.times[1]) = (status, seen.time);
            [name(known.last), None]
        } else if seen.time < first {
            *life = Life {
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

    /// What a report keeps of the lives, so that a later part of the log can be held against them.
    pub(crate) fn state(&self, operations: &[Operation]) -> State {
        let thing = |(id, life): (&u64, &Life)| {
            let operation = operations
                .get(usize::from(life.operation))
                .map(|operation| operation.id.clone());
            let pointer = match life.item {
                0 => "/status".to_owned(),
                item => format!("/{}/status", item - 1),
            };
            let thing = Thing {
                first: self.statuses[usize::from(life.first)].clone(),
                entry: u64::from(life.entry),
                at: (operation.unwrap_or_default(), pointer),
                last: self.statuses[usize::from(life.last)].clone(),
            };
            (format!("{id:016x}"), thing)
        };
        State {
            things: self.older.iter().chain(&self.recent).map(thing).collect(),
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

/// The schema of the status of an operation's things.
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

impl Scope<'_> {
    /// Checks that an answer repeats what was sent.
    pub(crate) fn check_echo(&mut self, request: &Json<'_>, response: &Json<'_>) {
        let at = self.received(Part::Body);
        let operation = self.operation;
        for name in &operation.echoes {
            let (Some(sent), Some(answered)) =
                (json::get(request, name), json::get(response, name))
            else {
                continue;
            };
            let (Some(sent_text), Some(answered_text)) = (json::text(sent), json::text(answered))
            else {
                continue;
            };
            let schema = answer_field(operation, name);
            let is_same = if schema.is_some_and(Schema::is_money) {
                json::is_same_number(sent_text, answered_text)
            } else {
                sent_text == answered_text
            };
            if !is_same {
                self.across(Problem::Echo, schema, name, &at.field(name), sent, answered);
            }
        }
    }

    /// Checks that an answer is about what was asked for.
    pub(crate) fn check_asked(
        &mut self,
        path: &[(&str, Cow<'_, str>)],
        query: &[(Cow<'_, str>, Cow<'_, str>)],
        response: &Json<'_>,
    ) {
        let operation = self.operation;
        let Some((parameter, field)) = &operation.asked else {
            return;
        };
        let in_path = path
            .iter()
            .find(|(name, _)| name == parameter)
            .map(|(_, value)| value);
        let in_query = || {
            query
                .iter()
                .find(|(name, _)| name == parameter)
                .map(|(_, value)| value)
        };
        // The path names a thing by the provider's id, the query by what the merchant called it.
        let (problem, asked) = match in_path {
            Some(asked) => (Problem::Id, asked),
            None => match in_query() {
                Some(asked) => (Problem::Echo, asked),
                None => return,
            },
        };
        let at = self.received(Part::Body);
        let asked: Json<'_> = J::String(Cow::Borrowed(asked));
        match response {
            J::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.check_asked_of(problem, &asked, field, item, &at.index(index));
                }
            }
            object => self.check_asked_of(problem, &asked, field, object, &at),
        }
    }

    fn check_asked_of(
        &mut self,
        problem: Problem,
        asked: &Json<'_>,
        field: &str,
        object: &Json<'_>,
        at: &Context<'_>,
    ) {
        let Some(answered) = json::get(object, field) else {
            return;
        };
        if json::text(answered).is_some_and(|text| Some(text) != json::text(asked)) {
            let schema = answer_field(self.operation, field);
            self.across(problem, schema, field, &at.field(field), asked, answered);
        }
    }

    fn across(
        &mut self,
        problem: Problem,
        schema: Option<&Schema>,
        name: &str,
        at: &Context<'_>,
        sent: &Json<'_>,
        answered: &Json<'_>,
    ) {
        let words = || {
            (
                seen(sent, Some(name), schema),
                seen(answered, Some(name), schema),
            )
        };
        let class = Class::new(Subject::Across, problem);
        let origin = schema.map_or(&self.operation.origin, |schema| &schema.origin);
        let is_money = schema.is_some_and(Schema::is_money);
        self.add(class, severity(class), origin, is_money, at, "", words);
    }

    /// Notes the status of every thing of an answer or callback.
    pub(crate) fn check_lives(&mut self, value: &Json<'_>) {
        let Some(status) = status_schema(self.contracts, self.operation) else {
            return;
        };
        let at = self.received(Part::Body);
        match value {
            J::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.check_life(status, item, &at.index(index), index + 1);
                }
            }
            object => self.check_life(status, object, &at, 0),
        }
    }

    fn check_life(&mut self, schema: &Schema, object: &Json<'_>, at: &Context<'_>, item: usize) {
        let vendor = self.contracts.vendor(self.operation);
        let names = vendor.identified_by.iter();
        let mut names = names.filter_map(|name| json::get(object, name));
        let (Some(J::String(id)), Some(J::String(status))) =
            (names.next(), json::get(object, "status"))
        else {
            return;
        };
        // Others are reported by themselves; where they come in a life, nobody knows.
        if !schema
            .values
            .as_ref()
            .is_some_and(|values| values.slots.contains_key(status.as_ref()))
        {
            return;
        }
        let seen = Seen {
            entry: self.entry,
            operation: self.index,
            item,
            time: self.time,
        };
        let [before, after] = self.lives.note(thing(schema, id), status, seen);
        let steps = [
            before.as_deref().map(|before| (before, status.as_ref())),
            after.as_deref().map(|after| (status.as_ref(), after)),
        ];
        for (before, after) in steps.into_iter().flatten() {
            let step = Step { before, after };
            if is_backwards(&step, schema, vendor) {
                let (_, key) = status_words(&step);
                let class = Class::new(Subject::Across, Problem::Status);
                let at = &at.field("status");
                self.add(
                    class,
                    severity(class),
                    &schema.origin,
                    false,
                    at,
                    &key,
                    || status_words(&step),
                );
            }
        }
    }
}

/// What tells a thing from every other: its kind and its id. A callback is about the same kind.
fn thing(status: &Schema, id: &str) -> u64 {
    let kind = status.origin.component.as_deref().unwrap_or_default();
    let mut hasher = DefaultHasher::new();
    kind.replace("Callback", "").hash(&mut hasher);
    id.hash(&mut hasher);
    hasher.finish()
}

fn answer_field<'c>(operation: &'c Operation, name: &str) -> Option<&'c Schema> {
    let schema = operation.answer()?;
    let schema = schema.items.as_deref().unwrap_or(schema);
    schema.field_of_any(name).map(|field| &field.schema)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_bounded_and_what_was_seen_lately_is_remembered() {
        let mut lives = Lives::new(false);
        let last = 3 * MOST_RECENT as u64;
        let at = |entry: u64| Seen {
            entry,
            operation: 0,
            item: 0,
            time: 0,
        };
        for thing in 0..last {
            assert_eq!(lives.note(thing, "PAID", at(thing)), [None, None]);
            assert_eq!(lives.note(0, "PAID", at(thing)), [None, None]);
        }
        assert!(lives.len() <= 2 * MOST_RECENT);
        for known in [0, last - 1, last - MOST_RECENT as u64] {
            let [before, _] = lives.note(known, "PENDING", at(last));
            assert_eq!(before.as_deref(), Some("PAID"), "{known}");
        }
        assert_eq!(lives.note(1, "PENDING", at(last)), [None, None]);
    }

    #[test]
    fn time_decides_what_came_before() {
        let mut lives = Lives::new(false);
        let mut note = |status: &str, time| {
            let seen = Seen {
                entry: 0,
                operation: 0,
                item: 0,
                time,
            };
            let [before, after] = lives.note(1, status, seen);
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
