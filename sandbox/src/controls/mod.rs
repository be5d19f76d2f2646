//! The controls: what happens outside the API, the clock, and what a test wants to set or to see.
//!
//! Each is a method here, which [`Sandbox`](crate::Sandbox) offers to Rust and `http` to every language.

mod accounts;
mod error;
pub(crate) mod guard;
mod http;
mod input;
mod resources;
mod snapshot;

use chrono::TimeDelta;

use crate::callbacks::{self, Order, log};
use crate::json::Json;
use crate::server::AppState;
use crate::world::World;
use crate::world::clock::{Clock, Time};
use crate::world::document::Kind;
use crate::world::store::Store;

pub(crate) use accounts::is_callback_url;
pub use error::ControlError;
pub(crate) use http::{PREFIX, router};
pub use snapshot::Snapshot;

/// The clock is not moved further than this at once: everything due on the way happens.
const LONGEST_STEP: TimeDelta = TimeDelta::days(100 * 365);

impl AppState {
    pub(crate) fn refuse_next(&self, operation: &str, code: &str) -> Result<(), ControlError> {
        if !self.contract.has_error(operation, code) {
            return Err(ControlError::invalid(format!(
                "the contract has no operation `{operation}` with an error `{code}`"
            )));
        }
        self.with_world(|world| world.refusals.push((operation.to_owned(), code.to_owned())));
        Ok(())
    }

    pub(crate) fn now(&self) -> Time {
        self.with_world(|world| world.now())
    }

    /// Moves the clock by at most 100 years.
    pub(crate) fn advance(&self, by: TimeDelta) {
        let until = self.now() + by.min(LONGEST_STEP);
        while !self.advance_towards(until) {}
    }

    /// Goes a part of the way, and lets others in between. Tells whether it was the last.
    fn advance_towards(&self, until: Time) -> bool {
        let mut is_there = false;
        self.with_clock(|world| is_there = world.advance_towards(until));
        is_there
    }

    pub(crate) fn freeze(&self) {
        self.with_clock(|world| world.clock.freeze());
    }

    pub(crate) fn unfreeze(&self) {
        self.with_clock(|world| world.clock.unfreeze());
    }

    /// What is due comes sooner or later than the dispatcher thinks.
    fn with_clock(&self, change: impl FnOnce(&mut World)) {
        self.with_world(change);
        self.wake_dispatcher.notify_one();
    }

    /// As if the sandbox had just been started.
    pub(crate) fn reset(&self) {
        self.with_clock(|world| world.replace(Store::default(), Clock::default()));
        self.forget_requests();
        self.reset_rules();
    }

    pub(crate) fn snapshot(&self) -> Snapshot {
        self.with_world(|world| Snapshot::of(world))
    }

    pub(crate) fn restore(&self, snapshot: &Snapshot) -> Result<(), ControlError> {
        let (store, clock, refusals) = snapshot.read()?;
        self.with_clock(|world| {
            world.replace(store, clock);
            world.refusals = refusals;
        });
        Ok(())
    }

    /// The log of the callbacks that changed before `before`, the last changed first.
    pub(crate) fn deliveries(&self, before: u64, most: usize) -> Vec<(u64, Json)> {
        self.with_world(|world| {
            let latest = world.store.latest(&[Kind::Delivery], None, before);
            latest
                .take(most)
                .map(|(change, delivery)| (change, log::entry(self.contract, world, &delivery)))
                .collect()
        })
    }

    /// The whole log, oldest first.
    pub(crate) fn all_deliveries(&self) -> Vec<Json> {
        self.with_world(|world| {
            let deliveries = world.store.all(Kind::Delivery);
            deliveries
                .map(|delivery| log::entry(self.contract, world, &delivery))
                .collect()
        })
    }

    pub(crate) fn redeliver(&self, id: &str) -> Result<Json, ControlError> {
        self.with_world(|world| {
            let delivery = world
                .store
                .get(Kind::Delivery, id)
                .ok_or_else(|| ControlError::not_found(format!("there is no callback `{id}`")))?;
            callbacks::redeliver(world, delivery).map_err(ControlError::conflict)?;
            let delivery = world.store.get(Kind::Delivery, id);
            Ok(delivery.map_or_else(Json::object, |delivery| {
                log::entry(self.contract, world, &delivery)
            }))
        })
    }

    pub(crate) fn hold_callbacks(&self) {
        self.with_world(|world| world.outbox.is_held = true);
    }

    /// Tells how many were held back.
    pub(crate) fn release_callbacks(&self, order: Order) -> usize {
        self.with_world(|world| callbacks::release(world, order))
    }

    pub(crate) fn duplicate_callbacks(&self, twice: bool) {
        self.with_world(|world| world.outbox.has_duplicates = twice);
    }
}
