//! The callbacks: their log, sent again, held back, doubled.

use crate::callbacks::{self, Order, log};
use crate::control_error::ControlError;
use crate::json::Json;
use crate::state::AppState;
use crate::world::document::Kind;

impl AppState {
    /// The log of the callbacks that changed before `before`, the last changed first.
    pub(crate) fn deliveries(&self, before: u64, most: usize) -> Vec<(u64, Json)> {
        self.with_world(|world| {
            let latest = world.store.latest(&[Kind::Delivery], None, before);
            latest
                .take(most)
                .map(|(change, delivery)| (change, log::entry(self.api, world, &delivery)))
                .collect()
        })
    }

    /// The whole log, oldest first.
    pub(crate) fn all_deliveries(&self) -> Vec<Json> {
        self.with_world(|world| {
            let deliveries = world.store.all(Kind::Delivery);
            deliveries
                .map(|delivery| log::entry(self.api, world, &delivery))
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
                log::entry(self.api, world, &delivery)
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
