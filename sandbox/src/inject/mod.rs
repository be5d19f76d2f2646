//! Drift: answers and callbacks that differ from the contract, in every way that a drift checker must find.
//!
//! A drift is made after the answer, at one place of it. What was done is noted, so that what a checker found can be
//! held against it.

mod candidates;
mod change;
mod class;
mod places;

use std::collections::{HashSet, VecDeque};
use std::sync::Mutex;

use fastrand::Rng;
use serde::{Deserialize, Serialize};

use crate::contract::{Answer, Contract, Operation};
use crate::controls::ControlError;
use crate::inject::candidates::{Exchange, candidates};
use crate::inject::change::Change;
pub use crate::inject::class::DriftClass;
use crate::inject::places::final_ids;
use crate::json::Json;
use crate::reply::Reply;
use crate::request::Incoming;
use crate::server::{AppState, lock};

/// A rule for answers that differ from the contract. Of several rules that can be applied to an answer the first
/// counts; an answer drifts at one place only.
///
/// Written as JSON, as `POST /_sandbox/drift` takes it:
/// `{"class": "response.enum", "operation": "get_invoice", "pointer": "/status", "times": 1}`.
///
/// ```
/// use bayar_sandbox::{Drift, DriftClass};
///
/// let drift = Drift::new(DriftClass::ResponseNull).operation("get_invoice").pointer("/description");
/// let same = r#"{"class":"response.null","operation":"get_invoice","pointer":"/description"}"#;
/// assert_eq!(serde_json::from_str::<Drift>(same).unwrap(), drift);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Drift {
    class: DriftClass,
    #[serde(skip_serializing_if = "Option::is_none")]
    operation: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pointer: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    times: Option<u64>,
}

impl Drift {
    /// Every answer, or callback, to which the class can be applied.
    pub fn new(class: DriftClass) -> Drift {
        Drift {
            class,
            operation: None,
            pointer: None,
            times: None,
        }
    }

    /// Only answers of the operation with this `operationId`, or callbacks with it.
    #[must_use]
    pub fn operation(mut self, id: impl Into<String>) -> Drift {
        self.operation = Some(id.into());
        self
    }

    /// At this place of the body, as a JSON pointer in which `*` stands for every item or field; for an extra field
    /// the place where it will stand. Without this call a place is chosen.
    #[must_use]
    pub fn pointer(mut self, pointer: impl Into<String>) -> Drift {
        self.pointer = Some(pointer.into());
        self
    }

    /// So often, then no more. Answers to which it cannot be applied do not count.
    #[must_use]
    pub fn times(mut self, times: u64) -> Drift {
        self.times = Some(times);
        self
    }

    /// Whether the contract has what the rule is for.
    pub(crate) fn check(&self, contract: &Contract) -> Result<(), ControlError> {
        let Some(id) = &self.operation else {
            return Ok(());
        };
        let (is_known, kind) = if self.class.is_of_callback() {
            (contract.callbacks.contains_key(id), "callback")
        } else {
            (contract.operation(id).is_some(), "operation")
        };
        if is_known {
            return Ok(());
        }
        Err(ControlError::invalid(format!(
            "the contract has no {kind} `{id}`"
        )))
    }

    fn fits(&self, operation: &str) -> bool {
        self.times != Some(0) && self.operation.as_deref().is_none_or(|id| id == operation)
    }
}

/// What drifted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Direction {
    /// The answer to a request.
    Response,
    /// A callback.
    Callback,
}

/// A drift that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Injected {
    /// How the answer, or callback, differs.
    pub class: DriftClass,
    /// Whether it is an answer or a callback.
    pub direction: Direction,
    /// The `operationId` of the operation or of the callback.
    pub operation: String,
    /// Where in the body it differs; empty for what is not at one place of it.
    pub pointer: String,
    /// What stood there, as JSON; nothing if nothing did.
    pub instead_of: Option<String>,
    /// What was sent, as JSON; nothing if something was left out. For a header its name.
    pub sent: Option<String>,
    /// The [`number`](crate::RecordedRequest::number) of the request.
    pub request: Option<u64>,
    /// The delivery, for a callback.
    pub delivery: Option<String>,
}

/// What is older is forgotten, so that a server may run for long.
const MOST_NOTED: usize = 10_000;

/// The rules of a server, and what came of them.
#[derive(Debug)]
pub(crate) struct Injector {
    rules: Mutex<Rules>,
}

#[derive(Debug)]
struct Rules {
    drifts: Vec<Drift>,
    /// The share of answers that drift at random.
    rate: f64,
    seed: u64,
    answers: Rng,
    /// Callbacks have a sequence of their own: they are not in step with the requests.
    callbacks: Rng,
    /// Ids that were answered with a final status.
    finals: HashSet<String>,
    /// How many there were, with those that are forgotten.
    made: u64,
    injected: VecDeque<Injected>,
}

/// What makes answers and callbacks differ.
#[derive(Serialize)]
pub(crate) struct Report {
    rules: Vec<Drift>,
    seed: u64,
    rate: f64,
}

/// Drift at random: a seed, and the share of answers and callbacks that differ.
pub(crate) type Random = (u64, f64);

impl Default for Injector {
    fn default() -> Injector {
        Injector::new(Vec::new(), None)
    }
}

impl Rules {
    fn new(drifts: Vec<Drift>, random: Option<Random>) -> Rules {
        let mut rules = Rules {
            drifts,
            rate: 0.0,
            seed: 0,
            answers: Rng::with_seed(0),
            callbacks: Rng::with_seed(0),
            finals: HashSet::new(),
            made: 0,
            injected: VecDeque::new(),
        };
        if let Some((seed, rate)) = random {
            rules.at_random(seed, rate);
        }
        rules
    }

    fn at_random(&mut self, seed: u64, rate: f64) {
        self.seed = seed;
        self.rate = rate.clamp(0.0, 1.0);
        self.answers = Rng::with_seed(seed);
        self.callbacks = Rng::with_seed(seed);
    }

    fn note(&mut self, injected: Injected) {
        if self.injected.len() == MOST_NOTED {
            self.injected.pop_front();
        }
        self.injected.push_back(injected);
        self.made += 1;
    }
}

impl Injector {
    pub(crate) fn new(drifts: Vec<Drift>, random: Option<Random>) -> Injector {
        Injector {
            rules: Mutex::new(Rules::new(drifts, random)),
        }
    }

    /// These rules instead of those that there are; what was injected is forgotten.
    pub(crate) fn begin(&self, drifts: Vec<Drift>, random: Option<Random>) {
        *lock(&self.rules) = Rules::new(drifts, random);
    }

    fn add(&self, drift: Drift) {
        lock(&self.rules).drifts.push(drift);
    }

    /// Lets a share of all answers and callbacks drift.
    fn at_random(&self, seed: u64, rate: f64) {
        lock(&self.rules).at_random(seed, rate);
    }

    pub(crate) fn list(&self) -> Vec<Drift> {
        lock(&self.rules).drifts.clone()
    }

    pub(crate) fn injected(&self) -> Vec<Injected> {
        lock(&self.rules).injected.iter().cloned().collect()
    }

    /// Those before the one with this number, the last one first, each with its number from 1.
    pub(crate) fn last_injected(&self, before: u64, most: usize) -> Vec<(u64, Injected)> {
        let rules = lock(&self.rules);
        let numbers = (1..=rules.made).rev();
        numbers
            .zip(rules.injected.iter().rev())
            .filter(|(number, _)| *number < before)
            .take(most)
            .map(|(number, injected)| (number, injected.clone()))
            .collect()
    }

    /// Notes a drift when the number of its request is known.
    pub(crate) fn note(&self, injected: Injected, request: u64) {
        lock(&self.rules).note(Injected {
            request: Some(request),
            ..injected
        });
    }

    pub(crate) fn report(&self) -> Report {
        let rules = lock(&self.rules);
        Report {
            rules: rules.drifts.clone(),
            seed: rules.seed,
            rate: rules.rate,
        }
    }

    /// Lets an answer drift, if a rule or chance says so.
    pub(crate) fn answer(
        &self,
        contract: &Contract,
        operation: &Operation,
        incoming: &Incoming,
        reply: &mut Reply,
    ) -> Option<Injected> {
        let rules = &mut *lock(&self.rules);
        if !rules.is_active() {
            return None;
        }
        let body = str::from_utf8(&reply.body).ok();
        let body = body.and_then(|text| Json::parse(text).ok())?;
        let mut finals = std::mem::take(&mut rules.finals);
        let exchange = Exchange::new(contract, operation, incoming, reply, &finals);
        let mut random = rules.answers.clone();
        let chosen = rules.choose(
            &operation.id,
            &DriftClass::ALL[DriftClass::ANSWERS],
            &mut random,
            |class, pointer| candidates(class, pointer, &body, &operation.answer, Some(&exchange)),
        );
        rules.answers = random;
        if let Some((_, change)) = &chosen {
            change.apply_to(&body, reply);
        }
        if reply.status() < 400 {
            // As it was answered: what the client never saw cannot go backwards.
            let answered = str::from_utf8(&reply.body).ok();
            if let Some(body) = answered.and_then(|text| Json::parse(text).ok()) {
                if finals.len() > MOST_NOTED {
                    finals.clear();
                }
                finals.extend(final_ids(&body, &operation.answer));
            }
        }
        rules.finals = finals;
        let (class, change) = chosen?;
        Some(change.injected(class, Direction::Response, &operation.id))
    }

    /// Lets a callback drift, if a rule or chance says so.
    pub(crate) fn callback(
        &self,
        described: &Answer,
        kind: &str,
        delivery: &str,
        body: Json,
    ) -> Json {
        let rules = &mut *lock(&self.rules);
        if !rules.is_active() {
            return body;
        }
        let mut random = rules.callbacks.clone();
        let classes = &DriftClass::ALL[DriftClass::CALLBACKS];
        let chosen = rules.choose(kind, classes, &mut random, |class, pointer| {
            candidates(class, pointer, &body, described, None)
        });
        rules.callbacks = random;
        let Some((class, change)) = chosen else {
            return body;
        };
        let changed = change.body(&body);
        rules.note(Injected {
            delivery: Some(delivery.to_owned()),
            ..change.injected(class, Direction::Callback, kind)
        });
        changed
    }
}

impl Rules {
    fn is_active(&self) -> bool {
        self.rate > 0.0 || !self.drifts.is_empty()
    }

    /// The class and the change that a rule or chance picks from those that are possible.
    fn choose(
        &mut self,
        operation: &str,
        classes: &[DriftClass],
        random: &mut Rng,
        possible: impl Fn(DriftClass, Option<&str>) -> Vec<Change>,
    ) -> Option<(DriftClass, Change)> {
        for rule in &mut self.drifts {
            if !rule.fits(operation) || !classes.contains(&rule.class) {
                continue;
            }
            let changes = possible(rule.class, rule.pointer.as_deref());
            if let Some(change) = pick(changes, random) {
                if let Some(times) = &mut rule.times {
                    *times -= 1;
                }
                let class = rule.class;
                self.drifts.retain(|rule| rule.times != Some(0));
                return Some((class, change));
            }
        }
        if self.rate <= 0.0 || random.f64() >= self.rate {
            return None;
        }
        let mut classes = classes.to_vec();
        random.shuffle(&mut classes);
        classes
            .into_iter()
            .find_map(|class| Some((class, pick(possible(class, None), random)?)))
    }
}

fn pick(mut changes: Vec<Change>, random: &mut Rng) -> Option<Change> {
    if changes.is_empty() {
        return None;
    }
    Some(changes.swap_remove(random.usize(..changes.len())))
}

impl AppState {
    pub(crate) fn add_drift(&self, drift: Drift) -> Result<(), ControlError> {
        drift.check(self.contract)?;
        self.injector.add(drift);
        self.rules_changed();
        Ok(())
    }

    pub(crate) fn drift_at_random(&self, seed: u64, rate: f64) {
        self.injector.at_random(seed, rate);
        self.rules_changed();
    }

    pub(crate) fn clear_drift(&self) {
        self.injector.begin(Vec::new(), None);
        self.rules_changed();
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn invoice() -> Json {
        Json::from_value(&json!({
            "id": "579c8d61f23fa4ca35e52da4", "external_id": "order-7", "user_id": "5781d19b2e2385880609791c",
            "status": "PAID", "merchant_name": "Sandbox", "amount": 50000, "payer_email": "a@example.com",
            "description": "Shoes", "created": "2020-01-13T02:32:49.827Z", "updated": "2020-01-13T02:32:49.827Z",
        }))
    }

    #[test]
    fn callbacks_drift_in_the_classes_of_a_body() {
        for class in &DriftClass::ALL[DriftClass::CALLBACKS] {
            let injector = Injector::default();
            injector.add(Drift::new(*class).operation("invoice_callback").times(1));
            let callback = |kind: &str, delivery: &str| {
                let described = &Contract::get().unwrap().callbacks[kind].body;
                injector.callback(described, kind, delivery, invoice())
            };
            assert_eq!(callback("disbursement_callback", "one"), invoice());
            let drifted = callback("invoice_callback", "two");
            assert_ne!(drifted, invoice(), "{class:?}");
            let injected = injector.injected();
            assert_eq!(injected.len(), 1);
            let Injected { pointer, sent, .. } = &injected[0];
            let seen = drifted.to_value().pointer(pointer).map(Value::to_string);
            if *class != DriftClass::CallbackPrecision {
                assert_eq!(&seen, sent, "{class:?}");
            }
            assert_eq!(injected[0].direction, Direction::Callback);
            assert_eq!(injected[0].delivery.as_deref(), Some("two"));
            assert_eq!(callback("invoice_callback", "three"), invoice());
        }
    }

    #[test]
    fn every_class_is_of_an_answer_or_of_a_callback() {
        for (index, class) in DriftClass::ALL.iter().enumerate() {
            let name = serde_json::to_value(class).unwrap();
            let is_of_callback = name.as_str().unwrap().starts_with("callback.");
            assert_eq!(class.is_of_callback(), is_of_callback, "{name}");
            assert_eq!(DriftClass::CALLBACKS.contains(&index), is_of_callback);
            assert_eq!(DriftClass::ANSWERS.contains(&index), !is_of_callback);
        }
    }

    #[test]
    fn a_rule_names_what_its_class_is_of() {
        let contract = Contract::get().unwrap();
        let of = |class, id| Drift::new(class).operation(id).check(contract);
        assert!(of(DriftClass::ResponseEnum, "get_invoice").is_ok());
        assert!(of(DriftClass::CallbackEnum, "invoice_callback").is_ok());
        assert!(of(DriftClass::ResponseEnum, "invoice_callback").is_err());
        assert!(of(DriftClass::CallbackEnum, "get_invoice").is_err());
    }

    #[test]
    fn every_callback_of_the_contracts_is_known() {
        let callbacks = &Contract::get().unwrap().callbacks;
        assert!(
            callbacks.contains_key("invoice_callback"),
            "{:?}",
            callbacks.keys()
        );
        assert!(callbacks.contains_key("fixed_virtual_account_paid_callback"));
    }
}
