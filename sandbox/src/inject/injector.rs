//! The rules of a server, and what came of them.

use std::collections::{HashSet, VecDeque};
use std::sync::Mutex;

use bayar_contract::class::Class;
use fastrand::Rng;
use serde::Serialize;

use crate::api::{Answer, Api, Operation};
use crate::incoming::Incoming;
use crate::inject::candidates::{Exchange, candidates};
use crate::inject::change::Change;
use crate::inject::class::{ANSWERS, CALLBACKS};
use crate::inject::injected::Injected;
use crate::inject::places::final_ids;
use crate::inject::rule::Drift;
use crate::json::Json;
use crate::reply::Reply;
use crate::sync::lock;

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

    pub(crate) fn add(&self, drift: Drift) {
        lock(&self.rules).drifts.push(drift);
    }

    /// Lets a share of all answers and callbacks drift.
    pub(crate) fn at_random(&self, seed: u64, rate: f64) {
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
        api: &Api,
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
        let exchange = Exchange::new(api, operation, incoming, reply, &finals);
        let mut random = rules.answers.clone();
        let chosen = rules.choose(&operation.id, ANSWERS, &mut random, |class, pointer| {
            candidates(class, pointer, &body, &operation.answer, Some(&exchange))
        });
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
        Some(change.injected(class, &operation.id))
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
        let chosen = rules.choose(kind, CALLBACKS, &mut random, |class, pointer| {
            candidates(class, pointer, &body, described, None)
        });
        rules.callbacks = random;
        let Some((class, change)) = chosen else {
            return body;
        };
        let changed = change.body(&body);
        rules.note(Injected {
            delivery: Some(delivery.to_owned()),
            ..change.injected(class, kind)
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
        classes: &[Class],
        random: &mut Rng,
        possible: impl Fn(Class, Option<&str>) -> Vec<Change>,
    ) -> Option<(Class, Change)> {
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

#[cfg(test)]
mod tests {
    use bayar_contract::class::Problem;
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
        for class in CALLBACKS {
            let injector = Injector::default();
            injector.add(Drift::new(*class).operation("invoice_callback").times(1));
            let callback = |kind: &str, delivery: &str| {
                let described = &Api::with(&[]).unwrap().callbacks[kind].body;
                injector.callback(described, kind, delivery, invoice())
            };
            assert_eq!(callback("disbursement_callback", "one"), invoice());
            let drifted = callback("invoice_callback", "two");
            assert_ne!(drifted, invoice(), "{class:?}");
            let injected = injector.injected();
            assert_eq!(injected.len(), 1);
            let Injected { pointer, sent, .. } = &injected[0];
            let seen = drifted.to_value().pointer(pointer).map(Value::to_string);
            if class.problem != Problem::Precision {
                assert_eq!(&seen, sent, "{class:?}");
            }
            assert_eq!(injected[0].class, *class);
            assert_eq!(injected[0].delivery.as_deref(), Some("two"));
            assert_eq!(callback("invoice_callback", "three"), invoice());
        }
    }

    #[test]
    fn a_rule_names_what_its_class_is_of() {
        let api = Api::with(&[]).unwrap();
        let of = |class, id| Drift::new(class).operation(id).check(api);
        assert!(of(Class::response(Problem::Enum), "get_invoice").is_ok());
        assert!(of(Class::callback(Problem::Enum), "invoice_callback").is_ok());
        assert!(of(Class::response(Problem::Enum), "invoice_callback").is_err());
        assert!(of(Class::callback(Problem::Enum), "get_invoice").is_err());
        // What a request has, no answer can have.
        assert!(of(Class::request(Problem::Enum), "get_invoice").is_err());
        assert!(of(Class::callback(Problem::Header), "invoice_callback").is_err());
    }

    #[test]
    fn every_callback_of_the_contracts_is_known() {
        let callbacks = &Api::with(&[]).unwrap().callbacks;
        assert!(
            callbacks.contains_key("invoice_callback"),
            "{:?}",
            callbacks.keys()
        );
        assert!(callbacks.contains_key("fixed_virtual_account_paid_callback"));
    }
}
