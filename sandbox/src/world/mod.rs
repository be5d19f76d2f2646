//! Everything that the sandbox knows: what the API keeps, the clock, and what is still to happen.

pub(crate) mod account;
pub(crate) mod clock;
pub(crate) mod document;
pub(crate) mod outbox;
pub(crate) mod store;

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::Arc;

use chrono::TimeDelta;
use rust_decimal::Decimal;

use crate::callbacks;
use crate::contract::Contract;
use crate::inject::Injector;
use crate::products;
use crate::world::account::{Account, Balance, Defaults};
use crate::world::clock::{Clock, Time};
use crate::world::document::{Document, Kind};
use crate::world::outbox::Outbox;
use crate::world::store::Store;

/// How many documents there are, by kind.
type Counts = BTreeMap<Kind, usize>;

/// So many times are remembered.
const MOST_COUNTS: usize = 10_000;

/// So many things happen while others wait for the world.
const MOST_AT_ONCE: usize = 1_000;

/// The state of one sandbox. Whoever holds it changes it alone, so nothing here can race.
#[derive(Debug, Default)]
pub(crate) struct World {
    pub(crate) store: Store,
    pub(crate) clock: Clock,
    /// While a document is due: its time.
    due: Option<Time>,
    pub(crate) outbox: Outbox,
    pub(crate) defaults: Arc<Defaults>,
    /// Errors that the next request to an operation gets: operation and code.
    pub(crate) refusals: Vec<(String, String)>,
    /// What callbacks hold, and may have by overlays.
    pub(crate) contract: Option<&'static Contract>,
    /// How callbacks drift.
    pub(crate) injector: Arc<Injector>,
    /// How many resources there were when, while look-ups may lag.
    counts: VecDeque<(Time, Counts)>,
    /// Requests in the present minute, by account and operation.
    pub(crate) rates: HashMap<crate::rate_limit::Counted, crate::rate_limit::Window>,
}

impl World {
    /// The present time. While something is due, the time at which it is.
    pub(crate) fn now(&self) -> Time {
        self.due.unwrap_or_else(|| self.clock.now())
    }

    /// Lets happen what is due by now, in the order of its time. Of very much, the rest happens with the next call.
    pub(crate) fn catch_up(&mut self) {
        self.let_happen(self.clock.now());
    }

    /// Moves the clock towards a time, and lets happen what is due on the way. Tells whether it is there: of very much, a
    /// part happens.
    pub(crate) fn advance_towards(&mut self, until: Time) -> bool {
        let is_there = self.let_happen(until);
        let next = self.store.next_due().filter(|_| !is_there);
        let by = next.unwrap_or(until).min(until) - self.clock.now();
        self.clock.advance(by.max(TimeDelta::zero()));
        is_there
    }

    /// Whether everything has happened that is due by then.
    fn let_happen(&mut self, until: Time) -> bool {
        for _ in 0..MOST_AT_ONCE {
            let Some((due, document)) = self.store.take_due(until) else {
                self.due = None;
                return true;
            };
            self.due = Some(due);
            // It is due no more, also if nothing comes of it.
            self.store.save(&document);
            match document.kind {
                Kind::Delivery => callbacks::due(self, document),
                _ => products::due(self, document),
            }
        }
        self.due = None;
        self.store.next_due().is_none_or(|due| due > until)
    }

    #[cfg(test)]
    pub(crate) fn advance(&mut self, by: TimeDelta) {
        let until = self.clock.now() + by;
        while !self.advance_towards(until) {}
    }

    /// Goes on with other documents and another clock; nothing of before is left.
    pub(crate) fn replace(&mut self, store: Store, clock: Clock) {
        self.store = store;
        self.clock = clock;
        self.refusals.clear();
        self.rates.clear();
        self.begin_counts();
        self.outbox.begin_anew();
        callbacks::resume(self);
    }

    /// What there is now is seen by every look-up.
    pub(crate) fn begin_counts(&mut self) {
        self.counts.clear();
        self.note_counts();
    }

    /// Remembers how many resources there are now.
    pub(crate) fn note_counts(&mut self) {
        let kinds = Kind::RESOURCES.iter();
        let counts: Counts = kinds.map(|kind| (*kind, self.store.count(*kind))).collect();
        if self.counts.back().is_some_and(|(_, last)| *last == counts) {
            return;
        }
        if self.counts.len() == MOST_COUNTS {
            self.counts.pop_front();
        }
        self.counts.push_back((self.now(), counts));
    }

    /// The same world without the resources that were created so lately, as a look-up sees it that lags behind. What is
    /// done to it is lost.
    pub(crate) fn before(&self, lag: TimeDelta) -> World {
        let then = self.now().checked_sub_signed(lag).unwrap_or(Time::MIN_UTC);
        let mut counts = self.counts.iter().rev();
        let (_, counts) = counts
            .find(|(time, _)| *time <= then)
            .or(self.counts.front())
            .cloned()
            .unwrap_or_default();
        World {
            store: self.store.first(counts),
            clock: self.clock,
            defaults: Arc::clone(&self.defaults),
            injector: Arc::clone(&self.injector),
            ..World::default()
        }
    }

    pub(crate) fn save(&mut self, document: &Document) {
        self.store.save(document);
    }

    /// The account with this id; every document has one.
    pub(crate) fn account(&self, id: &str) -> Account {
        let saved = |id: &str| self.store.get(Kind::Account, id);
        Account::of(
            saved(id),
            account::master(id).and_then(saved),
            id,
            Arc::clone(&self.defaults),
        )
    }

    /// Moves money into an account.
    pub(crate) fn credit(&mut self, account: &str, amount: Decimal) {
        let mut account = self.account(account);
        account.set_balance(Balance::Cash, account.balance(Balance::Cash) + amount);
        self.save(&account.document);
    }

    /// Moves money out of an account. Tells whether there was enough; if not, nothing is moved.
    #[must_use]
    pub(crate) fn debit(&mut self, account: &str, amount: Decimal) -> bool {
        let mut account = self.account(account);
        let rest = account.balance(Balance::Cash) - amount;
        if rest < Decimal::ZERO {
            return false;
        }
        account.set_balance(Balance::Cash, rest);
        self.save(&account.document);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Json;

    /// More things are due than happen at once, at three times.
    #[test]
    fn the_clock_goes_as_far_as_things_have_happened() {
        let mut world = World::default();
        world.clock.freeze();
        let start = world.now();
        let times = [1, 2, 3].map(|hour| start + TimeDelta::hours(hour));
        for (hour, time) in times.into_iter().enumerate() {
            for number in 0..MOST_AT_ONCE {
                let mut invoice = Document {
                    kind: Kind::Invoice,
                    account: "a".to_owned(),
                    id: format!("{hour}-{number}"),
                    fields: Json::object(),
                };
                invoice.fields.set("status", Json::string("PENDING"));
                invoice.set_due(Some(time));
                world.save(&invoice);
            }
        }
        let until = start + TimeDelta::days(1);
        for next in &times[1..] {
            assert!(!world.advance_towards(until));
            assert_eq!((world.now(), world.store.next_due()), (*next, Some(*next)));
        }
        assert!(world.advance_towards(until));
        assert_eq!((world.now(), world.store.next_due()), (until, None));
        let mut invoices = world.store.all(Kind::Invoice);
        assert!(
            invoices.all(|invoice| invoice.fields.text("status").as_deref() == Some("EXPIRED"))
        );
    }
}
