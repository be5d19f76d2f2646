//! Keeps within the rate limits that the server announces, operation by operation.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use reqwest::header::HeaderMap;
use tokio::sync::Notify;
use tokio::time::{Instant, timeout_at};

use crate::contract::Operation;
use crate::response::RateLimit;
use crate::retry;

/// How long a limit counts, until an answer says more.
const WINDOW: Duration = Duration::from_secs(60);
/// A pause after a 429 that asks for none.
const UNASKED: Duration = Duration::from_secs(5);
/// Nothing a server says makes a request wait longer than that.
const LONGEST: Duration = Duration::from_secs(3600);

/// Lets requests go as far as the limits allow, and makes the others wait.
///
/// It counts on its own from the usual limit, and goes by `Rate-Limit-*` as soon as an answer has them, so that other
/// programs with the same key are seen too.
#[derive(Debug)]
pub(crate) struct Pace {
    limit: u32,
    /// Whether to go by what is announced; otherwise only a 429 makes requests wait.
    announced: bool,
    lanes: Mutex<BTreeMap<&'static str, Lane>>,
    changed: Notify,
}

/// The window of one operation.
#[derive(Debug)]
struct Lane {
    limit: u32,
    /// What the server has left in this window, without what is under way.
    left: u32,
    under_way: u32,
    until: Instant,
    /// Which window this is: answers from an earlier one say nothing about it.
    window: u64,
    /// Whether an answer told about this window.
    told: bool,
}

impl Lane {
    fn begin_window(&mut self, now: Instant) {
        self.left = self.limit;
        self.until = now + WINDOW;
        self.window += 1;
        self.told = false;
    }

    fn learn(&mut self, rate: RateLimit, now: Instant) {
        self.limit = rate.limit.max(1);
        // Answers may overtake each other; the least is the newest.
        self.left = if self.told {
            self.left.min(rate.remaining)
        } else {
            rate.remaining
        };
        self.until = now + rate.reset.min(LONGEST);
        self.told = true;
    }

    fn close(&mut self, pause: Duration, now: Instant) {
        self.left = 0;
        self.until = now + pause.min(LONGEST);
    }
}

impl Pace {
    /// From this many requests a minute.
    pub(crate) fn new(limit: u32, announced: bool) -> Self {
        Self {
            limit: if announced { limit } else { u32::MAX },
            announced,
            lanes: Mutex::default(),
            changed: Notify::new(),
        }
    }

    /// Waits until a request may go.
    pub(crate) async fn wait(&self, operation: &'static Operation) -> Permit<'_> {
        loop {
            // Before the look, so that no change in between is missed.
            let changed = self.changed.notified();
            let until = match self.enter(operation.id, Instant::now()) {
                Ok(window) => {
                    return Permit {
                        pace: self,
                        operation: operation.id,
                        window,
                    };
                }
                Err(until) => until,
            };
            let _ = timeout_at(until, changed).await;
        }
    }

    /// The window in which a request may go now, or when to ask again.
    fn enter(&self, operation: &'static str, now: Instant) -> Result<u64, Instant> {
        let mut lanes = self.lanes();
        let lane = lanes.entry(operation).or_insert(Lane {
            limit: self.limit,
            left: self.limit,
            under_way: 0,
            until: now + WINDOW,
            window: 0,
            told: false,
        });
        if now >= lane.until {
            lane.begin_window(now);
        }
        if lane.left <= lane.under_way {
            return Err(lane.until);
        }
        lane.under_way += 1;
        Ok(lane.window)
    }

    fn lanes(&self) -> MutexGuard<'_, BTreeMap<&'static str, Lane>> {
        // Numbers are whole after a panic elsewhere.
        self.lanes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// That a request may go. When it is dropped, the request is over.
pub(crate) struct Permit<'a> {
    pace: &'a Pace,
    operation: &'static str,
    window: u64,
}

impl Permit<'_> {
    /// Takes in what an answer says about the limit; none if there was no answer.
    pub(crate) fn answered(self, status: Option<u16>, headers: Option<&HeaderMap>) {
        let refused = status == Some(429);
        let rate = headers.and_then(RateLimit::read);
        let now = Instant::now();
        let mut lanes = self.pace.lanes();
        let Some(lane) = lanes.get_mut(self.operation) else {
            return;
        };
        if lane.window != self.window {
            return;
        }
        match rate {
            Some(rate) if self.pace.announced => lane.learn(rate, now),
            _ if self.pace.announced => lane.left = lane.left.saturating_sub(1),
            _ => {}
        }
        if refused {
            let asked = headers.and_then(|headers| retry::asked_pause(429, headers));
            lane.close(asked.unwrap_or(UNASKED), now);
        }
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        if let Some(lane) = self.pace.lanes().get_mut(self.operation) {
            lane.under_way = lane.under_way.saturating_sub(1);
        }
        self.pace.changed.notify_waiters();
    }
}
