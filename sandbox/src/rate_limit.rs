//! Rate limits: 60 requests a minute to an operation with a development key, 600 with a production key.

use chrono::TimeDelta;

use crate::contract::{Operation, Provider};
use crate::world::World;
use crate::world::clock::Time;

/// How long a limit counts, in seconds.
const WINDOW: i64 = 60;

/// Account, operation, and whether with a production key.
pub(crate) type Counted = (String, &'static str, bool);

/// The requests of one account to one operation within a minute.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Window {
    began: Time,
    count: u32,
}

/// What the headers of an answer say.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rate {
    pub(crate) limit: u32,
    pub(crate) remaining: u32,
    /// In milliseconds.
    pub(crate) reset: i64,
    pub(crate) is_exceeded: bool,
}

impl Rate {
    /// For requests that belong to no account.
    pub(crate) const FULL: Rate = Rate {
        limit: 60,
        remaining: 60,
        reset: WINDOW * 1000,
        is_exceeded: false,
    };
}

/// Counts a request.
pub(crate) fn count(
    world: &mut World,
    account: &str,
    operation: &'static Operation,
    is_live: bool,
) -> Rate {
    // Finpay documents no limits.
    if operation.provider == Provider::Finpay {
        return Rate::FULL;
    }
    let now = world.now();
    let limit = if is_live { 600 } else { 60 };
    let window = world
        .rates
        .entry((account.to_owned(), &operation.id, is_live))
        .or_insert(Window {
            began: now,
            count: 0,
        });
    if now - window.began >= TimeDelta::seconds(WINDOW) {
        *window = Window {
            began: now,
            count: 0,
        };
    }
    window.count = window.count.saturating_add(1);
    Rate {
        limit,
        remaining: limit.saturating_sub(window.count),
        reset: (WINDOW * 1000 - (now - window.began).num_milliseconds()).max(0),
        is_exceeded: window.count > limit,
    }
}
