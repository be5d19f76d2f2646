//! Keeps within the rate limits that the server announces, operation by operation, and leaves it alone when it asks.
#![deny(clippy::arithmetic_side_effects)]

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use backon::ExponentialBackoff;
use reqwest::header::HeaderMap;
use tokio::sync::Notify;
use tokio::time::{Instant, timeout_at};
use tracing::info;

use crate::answer::{RateLimit, asked_pause};
use crate::contract::Operation;
use crate::error::Withheld;
use crate::{Error, Result, retry};

/// How long a limit counts, until an answer says more.
pub(crate) const WINDOW: Duration = Duration::from_secs(60);
/// The first pause after a 429 or 503 that asks for none; the longest is [`WINDOW`].
const FIRST_PAUSE: Duration = Duration::from_millis(500);
/// As good as never, and no clock overflows.
const CENTURY: Duration = Duration::from_secs(100 * 365 * 24 * 60 * 60);

/// Lets requests go as far as the limits allow, and makes the others wait.
///
/// It counts on its own from the usual limit, and goes by `Rate-Limit-*` as soon as an answer has them, so that other
/// programs with the same key are seen too. After a 429 or 503 the operation pauses for as long as the answer asks, at
/// least for a while that grows each time; then one request goes at a time, until one is let through.
#[derive(Debug)]
pub(crate) struct RateLimiter {
    limit: u32,
    /// Whether to go by what is announced; otherwise only a 429 or 503 makes requests wait.
    announced: bool,
    /// What would have to wait longer does not go at all.
    longest: Duration,
    quotas: Mutex<HashMap<&'static str, Quota>>,
    changed: Notify,
}

/// What one operation has left in its window.
#[derive(Debug)]
struct Quota {
    limit: u32,
    /// What the server has left in this window, without what is under way.
    left: u32,
    under_way: u32,
    until: Instant,
    /// Which window this is: answers from an earlier one say nothing about it.
    window: u64,
    /// Whether an answer announced what is left of this window.
    is_announced: bool,
    pause: Option<Pause>,
    /// How many pauses there were: what was sent before the last one says nothing about it.
    pauses: u64,
}

/// What the server has brought about with a 429 or 503.
#[derive(Debug)]
struct Pause {
    until: Instant,
    growing: ExponentialBackoff,
}

/// When to ask again.
enum NotYet {
    At(Instant),
    /// When something changes.
    Then,
    /// After longer than anything waits.
    Never(Duration),
}

impl Quota {
    fn new(limit: u32, now: Instant) -> Self {
        Self {
            limit,
            left: limit,
            under_way: 0,
            until: later(now, WINDOW),
            window: 0,
            is_announced: false,
            pause: None,
            pauses: 0,
        }
    }

    /// When a request may go, if not now.
    fn not_yet(&mut self, longest: Duration, now: Instant) -> Option<NotYet> {
        if now >= self.until {
            self.begin_window(now);
        }
        let resumes = self.pause.as_ref().map(|pause| pause.until);
        let full = (self.left <= self.under_way).then_some(self.until);
        let at = resumes.filter(|at| *at > now).max(full);
        match at.map(|at| at.duration_since(now)) {
            Some(wait) if wait > longest => Some(NotYet::Never(wait)),
            Some(_) => at.map(NotYet::At),
            // One at a time, until one is let through.
            None if resumes.is_some() && self.under_way > 0 => Some(NotYet::Then),
            None => None,
        }
    }

    fn begin_window(&mut self, now: Instant) {
        self.left = self.limit;
        self.until = later(now, WINDOW);
        self.window = self.window.wrapping_add(1);
        self.is_announced = false;
    }

    fn learn(&mut self, rate: RateLimit, now: Instant) {
        self.limit = rate.limit.max(1);
        // Answers may overtake each other; the least is the newest.
        self.left = if self.is_announced {
            self.left.min(rate.remaining)
        } else {
            rate.remaining
        };
        self.until = later(now, rate.reset);
        self.is_announced = true;
    }

    /// Takes in a 429 or 503 to what was sent after so many pauses.
    fn refused(&mut self, asked: Option<Duration>, after: u64, now: Instant) {
        let is_new = after == self.pauses;
        let pause = self.pause.get_or_insert_with(|| Pause {
            until: now,
            growing: retry::growing_pauses(FIRST_PAUSE, WINDOW),
        });
        // Of several that went together each is refused, and that is one pause.
        let mut length = asked.unwrap_or_default();
        if is_new {
            let grown = pause.growing.next().unwrap_or(WINDOW);
            length = length.max(grown.min(WINDOW));
            self.pauses = self.pauses.wrapping_add(1);
        }
        pause.until = pause.until.max(later(now, length));
    }
}

fn later(now: Instant, wait: Duration) -> Instant {
    now.checked_add(wait.min(CENTURY)).unwrap_or(now)
}

impl RateLimiter {
    /// From this many requests a minute. What would have to wait longer than `longest` does not go at all.
    pub(crate) fn new(limit: u32, announced: bool, longest: Duration) -> Self {
        Self {
            limit: if announced { limit } else { u32::MAX },
            announced,
            longest,
            quotas: Mutex::default(),
            changed: Notify::new(),
        }
    }

    /// Waits until a request may go.
    ///
    /// # Errors
    /// If it may not for longer than anything waits.
    pub(crate) async fn wait(&self, operation: &'static Operation) -> Result<Permit<'_>> {
        let mut is_waiting = false;
        loop {
            // Before the look, so that no change in between is missed.
            let changed = self.changed.notified();
            let now = Instant::now();
            let not_yet = match self.enter(operation.id, now) {
                Ok(permit) => return Ok(permit),
                Err(not_yet) => not_yet,
            };
            if !is_waiting {
                is_waiting = true;
                let until = match &not_yet {
                    NotYet::At(until) => Some(until.duration_since(now)),
                    NotYet::Then | NotYet::Never(_) => None,
                };
                info!(operation = operation.id, wait = ?until, "waits for the rate limit");
            }
            match not_yet {
                NotYet::At(until) => {
                    let _ = timeout_at(until, changed).await;
                }
                NotYet::Then => changed.await,
                NotYet::Never(wait) => {
                    return Err(Error::withheld(operation, Withheld::Pause(wait)));
                }
            }
        }
    }

    /// Why a request could not go for longer than anything waits.
    pub(crate) fn withheld(&self, operation: &'static Operation) -> Option<Error> {
        let quota = self
            .quotas()
            .get_mut(operation.id)?
            .not_yet(self.longest, Instant::now());
        match quota {
            Some(NotYet::Never(wait)) => Some(Error::withheld(operation, Withheld::Pause(wait))),
            _ => None,
        }
    }

    fn enter(&self, operation: &'static str, now: Instant) -> Result<Permit<'_>, NotYet> {
        let mut quotas = self.quotas();
        let quota = quotas
            .entry(operation)
            .or_insert_with(|| Quota::new(self.limit, now));
        if let Some(not_yet) = quota.not_yet(self.longest, now) {
            return Err(not_yet);
        }
        quota.under_way = quota.under_way.saturating_add(1);
        Ok(Permit {
            rate_limiter: self,
            operation,
            window: quota.window,
            pauses: quota.pauses,
        })
    }

    fn quotas(&self) -> MutexGuard<'_, HashMap<&'static str, Quota>> {
        // Numbers are whole after a panic elsewhere.
        self.quotas.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// That a request may go. When it is dropped, the request is over.
pub(crate) struct Permit<'a> {
    rate_limiter: &'a RateLimiter,
    operation: &'static str,
    window: u64,
    pauses: u64,
}

impl Permit<'_> {
    /// Takes in what an answer says about the limit; none if there was no answer.
    pub(crate) fn answered(self, status: Option<u16>, headers: Option<&HeaderMap>) {
        let rate = headers.and_then(RateLimit::read);
        let now = Instant::now();
        let mut quotas = self.rate_limiter.quotas();
        let Some(quota) = quotas.get_mut(self.operation) else {
            return;
        };
        match status {
            Some(status @ (429 | 503)) => {
                let asked = headers.and_then(|headers| asked_pause(status, headers));
                quota.refused(asked, self.pauses, now);
            }
            Some(_) if self.pauses == quota.pauses => quota.pause = None,
            _ => {}
        }
        if quota.window != self.window || !self.rate_limiter.announced {
            return;
        }
        match rate {
            Some(rate) => quota.learn(rate, now),
            None => quota.left = quota.left.saturating_sub(1),
        }
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        if let Some(quota) = self.rate_limiter.quotas().get_mut(self.operation) {
            quota.under_way = quota.under_way.saturating_sub(1);
        }
        self.rate_limiter.changed.notify_waiters();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static OPERATION: Operation = Operation {
        id: "create_disbursement",
        method: "POST",
        documented: true,
        money_out: true,
        parameters: &[],
        body: None,
        rules: &[],
        error_codes: &[],
    };

    fn headers(values: &[(&'static str, &str)]) -> HeaderMap {
        let value = |(name, value): &(&'static str, &str)| {
            let name = reqwest::header::HeaderName::from_static(name);
            (name, value.parse().unwrap())
        };
        values.iter().map(value).collect()
    }

    fn limiter(announced: bool) -> RateLimiter {
        RateLimiter::new(60, announced, WINDOW.saturating_mul(5))
    }

    /// How long a request waits, and is then answered so.
    async fn request(limiter: &RateLimiter, status: u16, headers: &HeaderMap) -> Duration {
        let began = Instant::now();
        let permit = limiter.wait(&OPERATION).await.unwrap();
        permit.answered(Some(status), Some(headers));
        began.elapsed()
    }

    #[tokio::test(start_paused = true)]
    async fn pauses_that_are_not_asked_for_grow_until_one_is_let_through() {
        for status in [429, 503] {
            for asked in [None, Some("0"), Some("0.0"), Some("garbage"), Some("-5")] {
                let asked: Vec<_> = asked
                    .map(|asked| ("retry-after", asked))
                    .into_iter()
                    .collect();
                let headers = headers(&asked);
                for announced in [true, false] {
                    let limiter = limiter(announced);
                    let mut least = FIRST_PAUSE;
                    assert_eq!(request(&limiter, status, &headers).await, Duration::ZERO);
                    for _ in 0..12 {
                        let waited = request(&limiter, status, &headers).await;
                        assert!(waited >= least, "{waited:?} after {least:?}");
                        assert!(waited <= WINDOW + Duration::from_millis(1), "{waited:?}");
                        least = (2 * least).min(WINDOW);
                    }
                    let waited = request(&limiter, 200, &headers).await;
                    assert!(waited >= WINDOW, "{waited:?}");
                    assert_eq!(request(&limiter, status, &headers).await, Duration::ZERO);
                    assert!(request(&limiter, 200, &headers).await <= 2 * FIRST_PAUSE);
                }
            }
        }
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_asked_for_is_waited_for() {
        let limiter = limiter(true);
        let asked = headers(&[("retry-after", "200")]);
        request(&limiter, 503, &asked).await;
        // An answer to what was sent before shortens nothing.
        let waited = request(&limiter, 200, &asked).await;
        assert!((200..=201).contains(&waited.as_secs()), "{waited:?}");
        let reset = headers(&[
            ("rate-limit-limit", "60"),
            ("rate-limit-remaining", "0"),
            ("rate-limit-reset", "100"),
        ]);
        request(&limiter, 429, &reset).await;
        let waited = request(&limiter, 200, &asked).await;
        assert!((100..=101).contains(&waited.as_secs()), "{waited:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn several_that_are_refused_together_are_one_pause() {
        let limiter = limiter(false);
        let none = HeaderMap::new();
        let mut permits = Vec::new();
        for _ in 0..8 {
            permits.push(limiter.wait(&OPERATION).await.unwrap());
        }
        for permit in permits {
            permit.answered(Some(429), Some(&none));
        }
        assert!(request(&limiter, 429, &none).await <= 2 * FIRST_PAUSE);
    }

    #[tokio::test(start_paused = true)]
    async fn after_a_pause_one_goes_at_a_time_until_one_is_let_through() {
        let limiter = limiter(false);
        let none = HeaderMap::new();
        let early = limiter.wait(&OPERATION).await.unwrap();
        request(&limiter, 503, &none).await;
        let goes = async || {
            let soon = later(Instant::now(), WINDOW);
            timeout_at(soon, limiter.wait(&OPERATION)).await.ok()
        };
        assert!(goes().await.is_none());
        // It was sent before the pause, and says nothing about it.
        early.answered(Some(200), Some(&none));
        let first = goes().await.unwrap().unwrap();
        assert!(goes().await.is_none());
        first.answered(Some(200), Some(&none));
        let _both = (goes().await.unwrap(), goes().await.unwrap());
    }

    #[tokio::test(start_paused = true)]
    async fn a_pause_that_is_too_long_is_not_waited_for() {
        for (status, name, value) in [
            (429, "retry-after", "86400"),
            (503, "retry-after", "18446744073709551615"),
            (503, "retry-after", "18446744073709551616"),
            (429, "retry-after", "Fri, 31 Dec 9999 23:59:59 GMT"),
        ] {
            let limiter = limiter(false);
            assert!(limiter.withheld(&OPERATION).is_none());
            request(&limiter, status, &headers(&[(name, value)])).await;
            let began = Instant::now();
            let error = limiter.wait(&OPERATION).await.err().unwrap();
            assert_eq!(began.elapsed(), Duration::ZERO, "{value}");
            assert!(
                error.is_retryable() && !error.is_outcome_unknown(),
                "{error}"
            );
            assert!(
                error.to_string().contains("asks to be left alone"),
                "{error}"
            );
            assert!(limiter.withheld(&OPERATION).is_some());
        }
    }

    #[tokio::test(start_paused = true)]
    async fn limits_that_make_no_sense_are_none() {
        for (limit, remaining, reset) in [
            ("60", "0", "79228162514264337593543950335"),
            ("60", "0", "1764400000"),
            ("60", "0", "-1"),
            ("-1", "0", "30"),
            ("60", "99999999999", "30"),
            ("0", "0", "0"),
        ] {
            let limiter = limiter(true);
            let rate = headers(&[
                ("rate-limit-limit", limit),
                ("rate-limit-remaining", remaining),
                ("rate-limit-reset", reset),
            ]);
            for _ in 0..3 {
                assert_eq!(
                    request(&limiter, 200, &rate).await,
                    Duration::ZERO,
                    "{reset}"
                );
            }
        }
    }

    #[tokio::test(start_paused = true)]
    async fn whoever_waits_for_ever_is_allowed_to() {
        let limiter = RateLimiter::new(60, true, Duration::MAX);
        let asked = headers(&[("retry-after", "18446744073709551615")]);
        request(&limiter, 429, &asked).await;
        assert!(limiter.withheld(&OPERATION).is_none());
        assert!(
            timeout_at(
                later(Instant::now(), 1000 * WINDOW),
                limiter.wait(&OPERATION)
            )
            .await
            .is_err()
        );
    }
}
