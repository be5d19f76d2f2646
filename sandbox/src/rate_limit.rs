//! Rate limits: 60 requests a minute to an operation with a development key, 600 with a production key.

use std::collections::HashMap;

use chrono::TimeDelta;

use crate::api::{Operation, Provider};
use crate::clock::Time;
use crate::id::fresh_uuid;
use crate::reply::Reply;

/// How long a limit counts, in seconds.
const WINDOW: i64 = 60;

/// The requests within a minute, by account, operation, and whether with a production key.
#[derive(Debug, Default)]
pub(crate) struct Rates(HashMap<(String, &'static str, bool), Window>);

/// The requests of one account to one operation within a minute.
#[derive(Clone, Copy, Debug)]
struct Window {
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

    /// Adds the headers that Xendit sends with every answer. None are known of Finpay.
    pub(crate) fn head(self, reply: Reply, provider: Provider) -> Reply {
        match provider {
            Provider::Finpay => reply,
            Provider::Xendit => reply
                .header("Request-ID", fresh_uuid())
                .header("Rate-Limit-Limit", self.limit.to_string())
                .header("Rate-Limit-Remaining", self.remaining.to_string())
                .header(
                    "Rate-Limit-Reset",
                    format!("{}.{:03}", self.reset / 1000, self.reset % 1000),
                ),
        }
    }
}

impl Rates {
    /// Counts a request.
    pub(crate) fn count(
        &mut self,
        account: &str,
        operation: &'static Operation,
        is_live: bool,
        now: Time,
    ) -> Rate {
        // Finpay documents no limits.
        if operation.provider == Provider::Finpay {
            return Rate::FULL;
        }
        let limit = if is_live { 600 } else { 60 };
        let key = (account.to_owned(), operation.id.as_str(), is_live);
        let fresh = Window {
            began: now,
            count: 0,
        };
        let window = self.0.entry(key).or_insert(fresh);
        if now - window.began >= TimeDelta::seconds(WINDOW) {
            *window = fresh;
        }
        window.count = window.count.saturating_add(1);
        Rate {
            limit,
            remaining: limit.saturating_sub(window.count),
            reset: (WINDOW * 1000 - (now - window.began).num_milliseconds()).max(0),
            is_exceeded: window.count > limit,
        }
    }
}
