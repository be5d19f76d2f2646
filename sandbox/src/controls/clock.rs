//! The clock, and the whole state: forgotten, kept and put back.

use chrono::TimeDelta;

use crate::clock::{Clock, Time};
use crate::control_error::ControlError;
use crate::controls::snapshot::Snapshot;
use crate::schedule;
use crate::state::AppState;
use crate::world::World;
use crate::world::store::Store;

/// The clock is not moved further than this at once: everything due on the way happens.
pub(super) const LONGEST_STEP: TimeDelta = TimeDelta::days(100 * 365);

impl AppState {
    pub(crate) fn now(&self) -> Time {
        self.with_world(|world| world.now())
    }

    /// Moves the clock by at most 100 years.
    pub(crate) fn advance(&self, by: TimeDelta) {
        let until = self.now() + by.min(LONGEST_STEP);
        while !self.advance_towards(until) {}
    }

    /// Goes a part of the way, and lets others in between. Tells whether it was the last.
    pub(super) fn advance_towards(&self, until: Time) -> bool {
        let mut is_there = false;
        self.with_clock(|world| is_there = schedule::advance_towards(world, until));
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
        self.with_clock(|world| schedule::replace(world, Store::default(), Clock::default()));
        self.forget_requests();
        self.reset_rules();
    }

    pub(crate) fn snapshot(&self) -> Snapshot {
        self.with_world(|world| Snapshot::of(world))
    }

    pub(crate) fn restore(&self, snapshot: &Snapshot) -> Result<(), ControlError> {
        let (store, clock, refusals) = snapshot.read()?;
        self.with_clock(|world| {
            schedule::replace(world, store, clock);
            world.refusals = refusals;
        });
        Ok(())
    }
}
