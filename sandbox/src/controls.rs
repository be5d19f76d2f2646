//! The controls: what happens outside the API, and the clock.

use std::fmt;
use std::time::Duration;

use chrono::TimeDelta;

use crate::json::Json;
use crate::products;
use crate::server::Shared;
use crate::world::World;
use crate::world::store::Document;

/// Why a control did nothing, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ControlError(pub(crate) String);

impl fmt::Display for ControlError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for ControlError {}

impl Shared {
    pub(crate) fn refuse_next(&self, operation: &str, code: &str) -> Result<(), ControlError> {
        if !self.contract.has_error(operation, code) {
            let message =
                format!("the contract has no operation `{operation}` with an error `{code}`");
            return Err(ControlError(message));
        }
        self.with_world(|world| world.refusals.push((operation.to_owned(), code.to_owned())));
        Ok(())
    }

    pub(crate) fn act(&self, id: &str, action: &str, input: &Json) -> Result<Json, ControlError> {
        self.with_world(|world| {
            let document = find(world, id)?;
            let mut json = products::act(world, document, action, input).map_err(ControlError)?;
            json.hide();
            Ok(json)
        })
    }

    pub(crate) fn advance(&self, by: Duration) {
        let by = TimeDelta::from_std(by).unwrap_or(TimeDelta::MAX);
        self.with_world(|world| world.advance(by));
    }
}

/// The one resource that has an action and this id or external id.
fn find(world: &World, id: &str) -> Result<Document, ControlError> {
    let mut kinds: Vec<_> = products::actions().map(|action| action.kind).collect();
    kinds.dedup();
    if let Some(document) = kinds.iter().find_map(|kind| world.store.get(*kind, id)) {
        return Ok(document);
    }
    let mut found = kinds
        .iter()
        .flat_map(|kind| world.store.referenced_by_any(*kind, id));
    match (found.next(), found.next()) {
        (Some(only), None) => Ok(only),
        (None, _) => Err(ControlError(format!(
            "there is no resource with the id or external id `{id}`"
        ))),
        (Some(_), Some(_)) => Err(ControlError(format!(
            "several resources have the external id `{id}`: take the id"
        ))),
    }
}
