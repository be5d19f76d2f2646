//! The rules of a server, and which of them a request meets.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use fastrand::Rng;
use tokio::sync::watch;

use crate::faults::ending::FaultPlan;
use crate::faults::fault::{Fault, Kind};
use crate::reply::Reply;
use crate::sync::lock;

/// The rules of a server.
pub(crate) struct Faults {
    rules: Mutex<Rules>,
    /// Whether the server ends, so that nobody waits for an answer that never comes.
    is_over: watch::Sender<bool>,
}

struct Rules {
    faults: Vec<Active>,
    random: Rng,
    /// The last answer, kept while a rule gives it to others.
    last: Option<Reply>,
}

/// A rule, and when a request first met it.
struct Active {
    fault: Fault,
    began: Option<Instant>,
}

impl Active {
    fn new(fault: Fault) -> Active {
        Active { fault, began: None }
    }

    fn is_late(&self) -> bool {
        let lasts = self.fault.rule.lasts_milliseconds;
        let lasts = lasts.map(Duration::from_millis);
        lasts
            .zip(self.began)
            .is_some_and(|(lasts, began)| began.elapsed() >= lasts)
    }
}

impl Rules {
    fn new(seed: u64, faults: Vec<Fault>) -> Rules {
        Rules {
            faults: faults.into_iter().map(Active::new).collect(),
            random: Rng::with_seed(seed),
            last: None,
        }
    }
}

impl Faults {
    pub(crate) fn new(seed: u64, faults: Vec<Fault>) -> Faults {
        Faults {
            rules: Mutex::new(Rules::new(seed, faults)),
            is_over: watch::channel(false).0,
        }
    }

    /// These rules instead of those that there are; chance begins anew.
    pub(crate) fn begin(&self, seed: u64, faults: Vec<Fault>) {
        *lock(&self.rules) = Rules::new(seed, faults);
    }

    pub(crate) fn add(&self, fault: Fault) {
        lock(&self.rules).faults.push(Active::new(fault));
    }

    pub(crate) fn list(&self) -> Vec<Fault> {
        let rules = lock(&self.rules);
        let faults = rules.faults.iter().filter(|active| !active.is_late());
        faults.map(|active| active.fault.clone()).collect()
    }

    /// Whether a rule of this kind is in force.
    fn has(&self, kind: Kind) -> bool {
        let rules = lock(&self.rules);
        rules
            .faults
            .iter()
            .any(|active| active.fault.rule.kind == kind)
    }

    /// Whether look-ups may lag, so that it must be known when something was created.
    pub(crate) fn may_lag(&self) -> bool {
        self.has(Kind::Lag)
    }

    /// Keeps an answer if others may get it, and tells the one before.
    pub(crate) fn exchange(&self, answer: &Reply) -> Option<Reply> {
        if !self.has(Kind::OtherAnswer) {
            return None;
        }
        lock(&self.rules).last.replace(answer.clone())
    }

    /// Says when the server is over.
    pub(crate) fn over(&self) -> watch::Receiver<bool> {
        self.is_over.subscribe()
    }

    /// Lets go of the clients that wait for an answer that never comes.
    pub(crate) fn end(&self) {
        self.is_over.send_replace(true);
    }

    /// What happens to a request. Counts it.
    pub(crate) fn choose<'a>(
        &self,
        method: &str,
        operation: impl FnOnce() -> Option<&'a str>,
    ) -> FaultPlan {
        let mut plan = FaultPlan::default();
        let rules = &mut *lock(&self.rules);
        if rules.faults.is_empty() {
            return plan;
        }
        let operation = operation();
        rules.faults.retain(|active| !active.is_late());
        for active in &mut rules.faults {
            let fault = &mut active.fault;
            let place = match fault.rule.kind {
                Kind::Latency => &mut plan.latency,
                _ => &mut plan.fault,
            };
            let is_chosen = place.is_none()
                && fault.fits(operation, method)
                && (fault.rule.probability)
                    .is_none_or(|probability| rules.random.f64() < probability);
            if !is_chosen || fault.rule.times == Some(0) {
                continue;
            }
            if let Some(times) = &mut fault.rule.times {
                *times -= 1;
            }
            *place = Some(fault.clone());
            active.began.get_or_insert_with(Instant::now);
        }
        plan.draw = rules.random.u64(..);
        if let Some(Fault { rule }) = &mut plan.latency {
            let least = rule.milliseconds.unwrap_or_default();
            let most = rule.up_to_milliseconds.unwrap_or(least).max(least);
            rule.milliseconds = Some(rules.random.u64(least..=most));
        }
        rules
            .faults
            .retain(|active| active.fault.rule.times != Some(0));
        plan
    }
}
