//! What is tried again by itself, and how often: never what could pay twice.
#![deny(clippy::arithmetic_side_effects)]

use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBackoff, ExponentialBuilder};
use reqwest::Method;
use reqwest::header::HeaderMap;

use crate::{Error, idempotency_key};

/// When a request is sent again without anybody asking for it.
///
/// Only a GET and a request with an [`IdempotencyKey`](crate::IdempotencyKey) are ever tried again; no setting here
/// changes that, because anything else could be processed twice (API reference, Create disbursement, line 4396).
/// Every try sends the same key and the same bytes.
///
/// Unless set otherwise: up to 4 tries within 60 seconds, after 408, 429, 500, 502, 503, 504 and
/// trouble with the connection. The pauses grow from about half a second, with chance in them so
/// that many clients do not come back at once. `Retry-After`, and `Rate-Limit-Reset` of a 429, are
/// waited for.
///
/// ```
/// use std::time::Duration;
/// use bayar::RetryPolicy;
///
/// let patient = RetryPolicy::default().max_tries(8).max_total(Duration::from_secs(300));
/// let client = bayar::xendit::Client::builder("xnd_development_key").retries(patient).build()?;
/// let strict = bayar::xendit::Client::builder("xnd_development_key").retries(RetryPolicy::none()).build()?;
/// # Ok::<(), bayar::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    max_tries: u32,
    max_total: Duration,
    first_pause: Duration,
    longest_pause: Duration,
    statuses: Vec<u16>,
    connection: bool,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            max_tries: 4,
            max_total: Duration::from_secs(60),
            first_pause: Duration::from_millis(500),
            longest_pause: Duration::from_secs(20),
            statuses: vec![408, 429, 500, 502, 503, 504],
            connection: true,
        }
    }
}

impl RetryPolicy {
    /// Nothing is tried again.
    #[must_use]
    pub fn none() -> Self {
        Self::default().max_tries(1)
    }

    /// How often a request is sent at most, the first time included; 0 counts as 1.
    #[must_use]
    pub fn max_tries(self, max_tries: u32) -> Self {
        Self {
            max_tries: max_tries.max(1),
            ..self
        }
    }

    /// Time after which no further try begins. A try that has begun may take as long as the time-out of the client.
    #[must_use]
    pub fn max_total(self, max_total: Duration) -> Self {
        Self { max_total, ..self }
    }

    /// The first pause, about, and the longest. Between them, each is about twice the one before.
    #[must_use]
    pub fn pauses(self, first_pause: Duration, longest_pause: Duration) -> Self {
        Self {
            first_pause,
            longest_pause,
            ..self
        }
    }

    /// The statuses after which to try again.
    #[must_use]
    pub fn statuses(self, statuses: impl IntoIterator<Item = u16>) -> Self {
        Self {
            statuses: statuses.into_iter().collect(),
            ..self
        }
    }

    /// Whether to try again when no connection could be made, when it broke, and when time ran out.
    #[must_use]
    pub fn connection_errors(self, connection: bool) -> Self {
        Self { connection, ..self }
    }

    /// The pauses of one call: one fewer than tries.
    pub(crate) fn delays(&self) -> impl Iterator<Item = Duration> + use<> {
        let tries = usize::try_from(self.max_tries).unwrap_or(usize::MAX);
        growing_pauses(self.first_pause, self.longest_pause).take(tries.saturating_sub(1))
    }

    /// Whether another try may help after this.
    pub(crate) fn covers(&self, error: &Error) -> bool {
        match error.status() {
            Some(status) if error.is_refused() => self.statuses.contains(&status),
            // A 2xx that was cut short is trouble with the connection; one that is no JSON is an answer.
            _ => self.connection && error.is_connection(),
        }
    }

    /// How long after now another try may begin; nothing if time is up.
    pub(crate) fn left(&self, elapsed: Duration) -> Option<Duration> {
        self.max_total.checked_sub(elapsed)
    }
}

/// Pauses without end: each is about twice the one before, up to about the longest. There is chance in them, so that
/// many clients do not come back at once.
pub(crate) fn growing_pauses(first: Duration, longest: Duration) -> ExponentialBackoff {
    ExponentialBuilder::default()
        .with_jitter()
        .with_factor(2.0)
        .with_min_delay(first.min(longest))
        .with_max_delay(longest)
        .without_max_times()
        .build()
}

/// Whether sending a request a second time can do no harm.
pub(crate) fn is_repeatable(request: &reqwest::Request) -> bool {
    let keyed = |headers: &HeaderMap| {
        let mut keys = headers.get_all(&idempotency_key::HEADER).iter();
        keys.next().is_some_and(|key| !key.is_empty())
    };
    request.method() == Method::GET || keyed(request.headers())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_up_to_the_longest_and_are_one_fewer_than_tries() {
        let policy = RetryPolicy::default()
            .max_tries(6)
            .pauses(Duration::from_millis(100), Duration::from_millis(400));
        let delays: Vec<_> = policy.delays().collect();
        assert_eq!(delays.len(), 5);
        for (delay, least) in delays.iter().zip([100, 200, 400, 400, 400]) {
            let least = Duration::from_millis(least);
            assert!((least..=least * 2).contains(delay), "{delays:?}");
        }
        assert_eq!(RetryPolicy::none().delays().count(), 0);
        assert_eq!(RetryPolicy::default().max_tries(0).delays().count(), 0);
    }

    #[test]
    fn extreme_pauses_are_pauses() {
        let (zero, max) = (Duration::ZERO, Duration::MAX);
        for (first, longest) in [
            (zero, zero),
            (max, max),
            (zero, max),
            (max, zero),
            (max / 3, max),
        ] {
            let pauses: Vec<_> = growing_pauses(first, longest).take(200).collect();
            assert_eq!(pauses.len(), 200);
            assert!(
                pauses
                    .iter()
                    .all(|pause| *pause <= longest.saturating_mul(2)),
                "{pauses:?}"
            );
        }
        let policy = RetryPolicy::default()
            .pauses(max, max)
            .max_tries(u32::MAX)
            .max_total(max);
        assert_eq!(policy.delays().next(), Some(max));
        assert_eq!(policy.left(max), Some(zero));
        assert_eq!(policy.max_total(zero).left(max), None);
    }
}
