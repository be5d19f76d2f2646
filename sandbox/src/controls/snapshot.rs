//! Everything that a sandbox knows, to be put back later.

use std::collections::HashSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::clock::{self, Clock};
use crate::control_error::ControlError;
use crate::world::World;
use crate::world::store::{Line, Store};

/// Which form of [`Snapshot`] this version writes.
const VERSION: u32 = 1;

/// Ordered errors: operation and code.
type Refusals = Vec<(String, String)>;

/// The state of a sandbox: every resource, account and callback, idempotency keys, ordered errors and the clock.
///
/// It holds what the requests held, secrets too.
#[derive(Clone, Serialize, Deserialize)]
pub struct Snapshot {
    version: u32,
    now: String,
    is_frozen: bool,
    refusals: Refusals,
    lines: Vec<Line>,
}

impl Snapshot {
    pub(crate) fn of(world: &World) -> Snapshot {
        Snapshot {
            version: VERSION,
            now: clock::text(world.now()),
            is_frozen: world.clock.is_frozen(),
            refusals: world.refusals.clone(),
            lines: world.store.lines().collect(),
        }
    }

    /// As JSON text, to be kept in a file.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// What [`Snapshot::to_json`] wrote.
    ///
    /// # Errors
    /// If the text is no snapshot.
    pub fn from_json(text: &str) -> Result<Snapshot, ControlError> {
        let snapshot: Snapshot = serde_json::from_str(text)
            .map_err(|error| ControlError::invalid(format!("this is no snapshot: {error}")))?;
        snapshot.read()?;
        Ok(snapshot)
    }

    pub(crate) fn read(&self) -> Result<(Store, Clock, Refusals), ControlError> {
        let broken = |what: &str| ControlError::invalid(format!("the snapshot is broken: {what}"));
        if self.version != VERSION {
            return Err(broken(&format!("version {}", self.version)));
        }
        let now = clock::parse(&self.now).ok_or_else(|| broken("now"))?;
        let mut clock = Clock::default();
        clock.set(now, self.is_frozen);
        let mut lines = self.lines.clone();
        lines.sort_by_key(|line| (line.kind, line.row));
        let changes: HashSet<u64> = lines.iter().map(|line| line.change).collect();
        if changes.len() != lines.len() {
            return Err(broken("two lines are one change"));
        }
        let store = Store::from_lines(lines).map_err(|error| broken(&error))?;
        Ok((store, clock, self.refusals.clone()))
    }
}

impl fmt::Debug for Snapshot {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Snapshot")
            .field("now", &self.now)
            .field("lines", &self.lines.len())
            .finish_non_exhaustive()
    }
}
