//! What two versions of a contract say of several fields at once.

use bayar_contract::extension::{Rule, RuleKind, When};
use bayar_contract::{Contract, Decimal};

use super::wire::Wire;
use crate::difference::{Effect, Place};

/// A rule, and the contract that has it.
type Stated<'a> = (&'a Contract, &'a Rule);

impl Wire<'_> {
    /// Rules guard what is sent; on answers they are words.
    pub(super) fn rules(&mut self, old: &[Rule], new: &[Rule], place: Place, at: &str) {
        let (before, after) = (self.old, self.new);
        let sent = self.is_sent(place);
        let effect = |effect: Effect| if sent { effect } else { Effect::Words };
        let holds_still = |own: &Rule| {
            let mut rules = new.iter();
            rules.any(|rule| implies((after, rule), (before, own)))
        };
        for rule in new {
            let to = written((after, rule));
            let held = old.iter().find(|own| implies((before, own), (after, rule)));
            if let Some(own) = held {
                if !holds_still(own) {
                    let message = "A rule over several fields allows more.".to_owned();
                    let from = written((before, own));
                    self.push(effect(Effect::Wider), place, at, &from, &to, message);
                }
                continue;
            }
            let wider = old.iter().find(|own| implies((after, rule), (before, own)));
            let (from, message) = match wider {
                Some(own) => (
                    written((before, own)),
                    "A rule over several fields allows less.",
                ),
                None => (
                    "no such rule".to_owned(),
                    "A rule over several fields is new.",
                ),
            };
            let effect = effect(Effect::Narrower);
            self.push(effect, place, at, &from, &to, message.to_owned());
        }
        for own in old {
            let mut rules = new.iter();
            let is_told = rules.any(|rule| implies((before, own), (after, rule)));
            if !is_told && !holds_still(own) {
                let message = "A rule over several fields is gone.".to_owned();
                let from = written((before, own));
                self.push(effect(Effect::Wider), place, at, &from, "gone", message);
            }
        }
    }
}

/// A rule as it is written, without the lines and words that it cites.
fn written((contract, rule): Stated<'_>) -> String {
    let mut rule = contract.node(rule.node).to_value();
    for name in ["line", "says", "source"] {
        rule.as_object_mut().map(|rule| rule.remove(name));
    }
    rule.to_string()
}

/// Whether whatever obeys one rule obeys another.
fn implies((contract, rule): Stated<'_>, (other_contract, other): Stated<'_>) -> bool {
    let is_within = |few: &[String], many: &[String]| few.iter().all(|one| many.contains(one));
    match (&rule.kind, &other.kind) {
        (RuleKind::Together { fields }, RuleKind::Together { fields: others }) => {
            is_within(others, fields)
        }
        (
            RuleKind::Only {
                field,
                when,
                values,
            },
            RuleKind::Only {
                field: other_field,
                when: other_when,
                values: others,
            },
        ) => field == other_field && when == other_when && is_within(values, others),
        (RuleKind::When(one), RuleKind::When(two)) => {
            let [equals, others] =
                [(contract, one), (other_contract, two)].map(|(own, when)| own.node(when.equals));
            one.field == two.field
                && one.then == two.then
                && equals.is_same(others)
                && is_as_strict(one, two)
        }
        (one, two) => one == two,
    }
}

/// Whether a limit that holds under the same condition allows no more than another.
fn is_as_strict(one: &When, two: &When) -> bool {
    let is_beyond = |own: &Option<Decimal>, other: &Option<Decimal>, is_minimum: bool| {
        let Some(other) = other else { return true };
        let Some(own) = own else { return false };
        own == other || (own > other) == is_minimum
    };
    (one.required || !two.required)
        && (two.pattern.is_none() || one.pattern == two.pattern)
        && is_beyond(&one.minimum, &two.minimum, true)
        && is_beyond(&one.maximum, &two.maximum, false)
}
