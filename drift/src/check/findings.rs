//! Adds up what is seen: the same difference is one finding with a count.

use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash, Hasher};

use bayar_contract::escape;
use rustc_hash::FxHashMap;

use crate::check::words::{self, TWICE, UNTIDY};
use crate::contract::Operation;
use crate::contract::origin::Origin;
use crate::errata::{Errata, Sought};
use crate::finding::{
    Class, Direction, Finding, Part, Problem, SAMPLES, Severity, Subject, generic_pointer,
    is_per_value, merge,
};
use crate::redact::scrub;

/// A place in a message, made of what stands on the stack while a value is walked through.
#[derive(Clone, Copy)]
pub(crate) enum Place<'p> {
    Root,
    Field(&'p Place<'p>, &'p str),
    Index(&'p Place<'p>, usize),
    /// The path of a URL.
    Path(&'p str),
}

impl Place<'_> {
    /// As a JSON pointer. What others named is cut, and so is what lies too deep to tell.
    pub(crate) fn pointer(&self) -> String {
        let (parent, name) = match self {
            Place::Root => return String::new(),
            Place::Path(path) => return start(path, LONGEST_POINTER).into_owned(),
            Place::Field(parent, name) => (parent, escape(&start(name, LONGEST))),
            Place::Index(parent, index) => (parent, index.to_string()),
        };
        let mut pointer = parent.pointer();
        if pointer.len() < LONGEST_POINTER {
            pointer = format!("{pointer}/{name}");
        }
        pointer
    }

    /// The same for every index of an array.
    fn hash_into(&self, hasher: &mut impl Hasher) {
        match self {
            Place::Root => {}
            Place::Path(path) => path.hash(hasher),
            Place::Field(parent, name) => {
                parent.hash_into(hasher);
                let is_index = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
                if is_index {
                    '*'.hash(hasher);
                } else {
                    name.hash(hasher);
                }
            }
            Place::Index(parent, _) => {
                parent.hash_into(hasher);
                '*'.hash(hasher);
            }
        }
    }
}

/// Longer texts are cut in reports.
pub(crate) const LONGEST: usize = 80;

/// Longer pointers are cut.
const LONGEST_POINTER: usize = 1000;

/// The start of a long text, redacted: half a secret would be known by nothing.
fn start(text: &str, most: usize) -> Cow<'_, str> {
    if text.len() <= most {
        return Cow::Borrowed(text);
    }
    let text = scrub(text);
    let mut start: String = text.chars().take(most).collect();
    start.push('…');
    Cow::Owned(start)
}

/// More places than this are not told apart: further findings of a class and an operation are one.
const MOST_PLACES: usize = 10_000;

/// Something that was seen and that the contract does not have.
pub(crate) struct Occurrence<'s> {
    pub(crate) class: Class,
    pub(crate) operation: Option<&'s Operation>,
    /// Whether `errata.yaml` is about the contract.
    pub(crate) has_errata: bool,
    pub(crate) direction: Direction,
    pub(crate) part: Part,
    pub(crate) origin: &'s Origin,
    pub(crate) place: &'s Place<'s>,
    /// What tells apart two findings of a class at a place, such as the value of an enum; redacted.
    pub(crate) key: &'s str,
    /// What was seen, where an erratum may be about that alone. Not redacted, and kept nowhere.
    pub(crate) value: Option<&'s str>,
    pub(crate) is_money: bool,
    pub(crate) severity: Severity,
    pub(crate) entry: u64,
}

/// Everything that was seen so far.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    by_key: FxHashMap<u64, usize>,
    list: Vec<Finding>,
}

impl Findings {
    /// Adds a occurrence. What was expected and seen is asked for only if it is the first of its kind.
    pub(crate) fn add(
        &mut self,
        occurrence: &Occurrence<'_>,
        words: impl FnOnce() -> (String, String),
    ) {
        let is_full = self.list.len() >= MOST_PLACES;
        let sum = Occurrence {
            place: &Place::Root,
            key: "",
            value: None,
            ..*occurrence
        };
        let mut occurrence = occurrence;
        let mut key = key_of(occurrence);
        if is_full && !self.by_key.contains_key(&key) {
            occurrence = &sum;
            key = key_of(occurrence);
        }
        if let Some(finding) = self.by_key.get(&key).map(|index| &mut self.list[*index]) {
            finding.count += 1;
            if finding.entries.len() < SAMPLES && finding.entries.last() != Some(&occurrence.entry)
            {
                finding.entries.push(occurrence.entry);
            }
            return;
        }
        let (expected, seen) = words();
        self.by_key.insert(key, self.list.len());
        self.list.push(Self::finding(occurrence, expected, seen));
    }

    /// In the order in which they were first seen.
    pub(crate) fn list(&self) -> &[Finding] {
        &self.list
    }

    /// The findings, of which those that say the same are one.
    pub(crate) fn into_list(self) -> Vec<Finding> {
        in_order(self.list)
    }

    fn erratum(occurrence: &Occurrence<'_>) -> Option<&'static str> {
        if [UNTIDY, TWICE].contains(&occurrence.key) || !occurrence.has_errata {
            // No document has slashes too many, or the same twice.
            return None;
        }
        let operation = occurrence.operation.map(|operation| operation.id.as_str());
        let new = match (occurrence.class.problem, occurrence.place) {
            (Problem::Query | Problem::Header | Problem::Field, Place::Field(_, name)) => {
                Some(*name)
            }
            _ => None,
        };
        let class = occurrence.class;
        let origin = occurrence.origin;
        Errata::get().find(&Sought {
            problem: match class.problem {
                Problem::Limit => occurrence.key,
                Problem::Status if class.subject == Subject::Across => "order",
                problem => problem.as_str(),
            },
            operation,
            schemas: [origin.component.as_deref(), origin.holder.as_deref()],
            field: new.or(origin.name.as_deref()),
            direction: Some(occurrence.direction),
            values: match class.problem {
                // Of another type, the kind of the value.
                Problem::Type => vec![occurrence.key],
                _ if is_per_value(class) => vec![occurrence.key],
                _ => new.or(occurrence.value).into_iter().collect(),
            },
        })
    }

    fn finding(occurrence: &Occurrence<'_>, expected: String, seen: String) -> Finding {
        let operation = occurrence.operation.map(|operation| operation.id.as_str());
        let pointer = scrub(&occurrence.place.pointer()).into_owned();
        let inherited = occurrence
            .operation
            .map(|operation| &operation.origin.source);
        let own = &occurrence.origin.source;
        let source = if own.line.is_some() {
            Some(own)
        } else {
            inherited
        };
        let document = source.and_then(|source| source.document.clone());
        let document = document.or_else(|| inherited.and_then(|source| source.document.clone()));
        let erratum = Self::erratum(occurrence).map(str::to_owned);
        Finding {
            class: occurrence.class,
            severity: occurrence.severity,
            operation: operation.map(str::to_owned),
            direction: occurrence.direction,
            part: occurrence.part,
            fingerprint: Finding::fingerprint_of(
                occurrence.class,
                operation,
                occurrence.part,
                &pointer,
                &expected,
                occurrence.key,
            ),
            message: words::message(
                occurrence.class,
                operation,
                &generic_pointer(&pointer),
                &expected,
                &seen,
            ),
            advice: words::advice(occurrence.class, occurrence.key, erratum.as_deref()),
            pointer,
            expected,
            seen,
            count: 1,
            entries: vec![occurrence.entry],
            line: source.and_then(|source| match occurrence.operation {
                // What several operations share is told where this one does.
                Some(of) if of.origin.source.document == source.document => {
                    source.line_in(&of.section)
                }
                _ => source.line,
            }),
            document,
            spec: occurrence.origin.place.clone().or_else(|| {
                occurrence
                    .operation
                    .and_then(|operation| operation.origin.place.clone())
            }),
            erratum,
            money: occurrence.is_money,
        }
    }
}

/// The same for what must be one finding. Two keys may still have one fingerprint; [`merge`] sees to that.
fn key_of(occurrence: &Occurrence<'_>) -> u64 {
    let mut hasher = DefaultHasher::new();
    occurrence.class.hash(&mut hasher);
    occurrence
        .operation
        .map(|operation| operation.point)
        .hash(&mut hasher);
    occurrence.part.hash(&mut hasher);
    occurrence.severity.hash(&mut hasher);
    occurrence
        .origin
        .place
        .as_ref()
        .map(|place| place.line)
        .hash(&mut hasher);
    occurrence.key.hash(&mut hasher);
    occurrence.place.hash_into(&mut hasher);
    if occurrence.value.is_some() {
        Findings::erratum(occurrence).hash(&mut hasher);
    }
    hasher.finish()
}

/// Makes one of findings with the same fingerprint, as the one that was seen first has it, and puts them in order.
pub(crate) fn in_order(mut list: Vec<Finding>) -> Vec<Finding> {
    list.sort_by_key(|finding| finding.entries.first().copied());
    let mut merged = merge(list);
    let place = |finding: &Finding| {
        (
            finding.operation.clone(),
            finding.class,
            finding.part,
            finding.pointer.clone(),
        )
    };
    merged.sort_by_cached_key(|finding| {
        (
            std::cmp::Reverse(finding.severity),
            place(finding),
            finding.fingerprint.clone(),
        )
    });
    merged
}
