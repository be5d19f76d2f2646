//! Everything that the sandbox knows: what the API keeps, the clock, and what is still to happen.

pub(crate) mod account;
pub(crate) mod clock;
pub(crate) mod document;
pub(crate) mod store;

use std::collections::HashMap;
use std::sync::Arc;

use chrono::TimeDelta;
use rust_decimal::Decimal;

use crate::callbacks::{self, Traffic};
use crate::contract::Contract;
use crate::drift::Drifts;
use crate::products;
use crate::world::account::{Account, Balance, Defaults};
use crate::world::clock::{Clock, Time};
use crate::world::document::{Document, Kind};
use crate::world::store::Store;

/// The state of one sandbox. Whoever holds it changes it alone, so nothing here can race.
#[derive(Debug, Default)]
pub(crate) struct World {
    pub(crate) store: Store,
    pub(crate) clock: Clock,
    /// While a document is due: its time.
    due: Option<Time>,
    /// Callbacks to be sent now, by the ids of their deliveries.
    pub(crate) outgoing: Vec<String>,
    /// Callbacks that are held back or on their way.
    pub(crate) traffic: Traffic,
    pub(crate) defaults: Arc<Defaults>,
    /// Errors that the next request to an operation gets: operation and code.
    pub(crate) refusals: Vec<(String, String)>,
    /// What callbacks hold, and may have by overlays.
    pub(crate) contract: Option<&'static Contract>,
    /// How callbacks drift.
    pub(crate) drifts: Arc<Drifts>,
    /// Requests in the present minute, by account and operation.
    pub(crate) rates: HashMap<crate::limits::Counted, crate::limits::Window>,
}

impl World {
    /// The present time. While something is due, the time at which it is.
    pub(crate) fn now(&self) -> Time {
        self.due.unwrap_or_else(|| self.clock.now())
    }

    /// Lets everything happen that is due by now, in the order of its time.
    pub(crate) fn catch_up(&mut self) {
        let now = self.clock.now();
        while let Some((due, document)) = self.store.take_due(now) {
            self.due = Some(due);
            // It is due no more, also if nothing comes of it.
            self.store.save(&document);
            match document.kind {
                Kind::Delivery => callbacks::due(self, document),
                _ => products::due(self, document),
            }
        }
        self.due = None;
    }

    /// Moves the clock, and lets happen what is due on the way.
    pub(crate) fn advance(&mut self, by: TimeDelta) {
        self.clock.advance(by);
        self.catch_up();
    }

    /// Goes on with other documents and another clock; nothing of before is left.
    pub(crate) fn replace(&mut self, store: Store, clock: Clock) {
        self.store = store;
        self.clock = clock;
        self.outgoing.clear();
        self.refusals.clear();
        self.rates.clear();
        self.traffic.begin_anew();
        callbacks::resume(self);
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
