//! Everything that the sandbox knows: what the API keeps, the clock, and what is still to happen.

pub(crate) mod account;
pub(crate) mod document;
pub(crate) mod outbox;
pub(crate) mod store;

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use chrono::TimeDelta;
use rust_decimal::Decimal;

use crate::api::Api;
use crate::clock::{Clock, Time};
use crate::inject::Injector;
use crate::rate_limit::Rates;
use crate::world::account::{Account, Balance, Defaults};
use crate::world::document::{Document, Kind};
use crate::world::outbox::Outbox;
use crate::world::store::Store;

/// How many documents there are, by kind.
type Counts = BTreeMap<Kind, usize>;

/// So many times are remembered.
const MOST_COUNTS: usize = 10_000;

/// The state of one sandbox. Whoever holds it changes it alone, so nothing here can race.
#[derive(Debug, Default)]
pub(crate) struct World {
    pub(crate) store: Store,
    pub(crate) clock: Clock,
    /// While a document is due: its time.
    pub(crate) due: Option<Time>,
    pub(crate) outbox: Outbox,
    pub(crate) defaults: Arc<Defaults>,
    /// Errors that the next request to an operation gets: operation and code.
    pub(crate) refusals: Vec<(String, String)>,
    /// What callbacks hold, and may have by overlays.
    pub(crate) api: Option<&'static Api>,
    /// How callbacks drift.
    pub(crate) injector: Arc<Injector>,
    /// How many resources there were when, while look-ups may lag.
    counts: VecDeque<(Time, Counts)>,
    /// Requests in the present minute, by account and operation.
    pub(crate) rates: Rates,
}

impl World {
    /// The present time. While something is due, the time at which it is.
    pub(crate) fn now(&self) -> Time {
        self.due.unwrap_or_else(|| self.clock.now())
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
