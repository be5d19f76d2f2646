//! How hard to try to find an outcome out.

use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBuilder};

/// How long look-ups may lag behind what they look up. No document says; longer than was ever reported.
const LAG: Duration = Duration::from_secs(30);

/// How hard to try to find an outcome out.
///
/// Unless set otherwise: disbursements are looked up first; an unknown outcome is looked up for 150 seconds, after
/// pauses of half a second to 10 seconds; and that nothing is found counts only after
/// [the wait](Self::settle_after), 90 seconds with the time-out that clients have by default.
///
/// Within that, each request is tried again as the [`RetryPolicy`](crate::RetryPolicy) of the client says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettlePolicy {
    look_first: bool,
    settle_after: Option<Duration>,
    accepts_shorter_wait: bool,
    max_total: Duration,
    first_pause: Duration,
    longest_pause: Duration,
}

impl Default for SettlePolicy {
    fn default() -> Self {
        Self {
            look_first: true,
            settle_after: None,
            accepts_shorter_wait: false,
            max_total: Duration::from_secs(150),
            first_pause: Duration::from_millis(500),
            longest_pause: Duration::from_secs(10),
        }
    }
}

impl SettlePolicy {
    /// Whether to look for the reference before anything is sent, where the product has a look-up: one more request,
    /// that finds what was paid without a key or with another one.
    #[must_use]
    pub fn look_first(self, look_first: bool) -> Self {
        Self { look_first, ..self }
    }

    /// The wait: how long after the last try a look-up must come for its finding nothing, or only other payments, to
    /// count as proof.
    ///
    /// It covers two things: the request that may still be under way, and a look-up that lags behind what was carried
    /// out. Unless it is set longer, it is the time-out of the client
    /// ([`ClientBuilder::timeout`](crate::ClientBuilder::timeout)), or that of the request if it is longer, and 30 seconds. Set shorter than that it is not
    /// honoured, unless [`accept_shorter_wait`](Self::accept_shorter_wait) is said as well. It is measured by a clock
    /// that does not jump; only for a ticket from another process, the time before it came here is that of the wall
    /// clock.
    ///
    /// Afterwards you know that neither the server nor its look-up showed the payment for that long. A request that a
    /// gateway held back for longer, or a look-up that lags by more, would still be missed. Settling again with the
    /// same key is safe even then; paying by another way is not.
    ///
    /// An outcome that needs more than [`max_total`](Self::max_total) to be proven stays
    /// [`Unknown`](crate::Outcome::Unknown); the ticket settles it later.
    #[must_use]
    pub fn settle_after(self, wait: Duration) -> Self {
        Self {
            settle_after: Some(wait),
            ..self
        }
    }

    /// Honours a [wait](Self::settle_after) that is shorter than a request can be under way and a look-up can lag:
    /// *not created* may then be said of a payment that comes into being later. For tests against a sandbox, and for
    /// those who know more about the server than this crate.
    #[must_use]
    pub fn accept_shorter_wait(self) -> Self {
        Self {
            accepts_shorter_wait: true,
            ..self
        }
    }

    /// How long to look for an unknown outcome at most; no new look-up begins after that.
    #[must_use]
    pub fn max_total(self, max_total: Duration) -> Self {
        Self { max_total, ..self }
    }

    /// The pauses between look-ups, about: the first, and the longest.
    #[must_use]
    pub fn pauses(self, first_pause: Duration, longest_pause: Duration) -> Self {
        Self {
            first_pause,
            longest_pause,
            ..self
        }
    }

    pub(super) fn looks_first(&self) -> bool {
        self.look_first
    }

    /// The wait, where a request can be under way for so long.
    pub(super) fn wait(&self, under_way: Duration) -> Duration {
        let safe = under_way.saturating_add(LAG);
        match self.settle_after {
            None => safe,
            Some(wait) if self.accepts_shorter_wait => wait,
            Some(wait) => wait.max(safe),
        }
    }

    /// Whether another look-up may begin this long after the first, and this much later.
    pub(super) fn allows(&self, elapsed: Duration, pause: Duration) -> bool {
        elapsed.saturating_add(pause) <= self.max_total
    }

    pub(super) fn pauses_between(&self) -> impl Iterator<Item = Duration> + Send + use<> {
        ExponentialBuilder::default()
            .with_jitter()
            .with_factor(2.0)
            .with_min_delay(self.first_pause)
            .with_max_delay(self.longest_pause)
            .without_max_times()
            .build()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn the_wait_is_longer_than_a_request_can_be_under_way() {
        let default = SettlePolicy::default();
        assert_eq!(default.wait(60 * SECOND), 90 * SECOND);
        assert!(
            default.max_total > default.wait(60 * SECOND),
            "nothing could ever be proven"
        );
        let longer = SettlePolicy::default().settle_after(600 * SECOND);
        assert_eq!(longer.wait(60 * SECOND), 600 * SECOND);
        assert_eq!(longer.wait(Duration::MAX), Duration::MAX);
    }

    #[test]
    fn a_shorter_wait_needs_a_word() {
        let shorter = SettlePolicy::default().settle_after(SECOND);
        assert_eq!(shorter.wait(60 * SECOND), 90 * SECOND);
        assert_eq!(shorter.accept_shorter_wait().wait(60 * SECOND), SECOND);
    }

    #[test]
    fn pauses_of_any_length_do_not_overflow() {
        let policy = SettlePolicy::default()
            .pauses(Duration::MAX, Duration::MAX)
            .max_total(Duration::MAX);
        assert!(policy.pauses_between().nth(3).is_some());
        assert!(policy.allows(Duration::MAX, Duration::MAX));
        assert!(!SettlePolicy::default().allows(Duration::MAX, Duration::MAX));
    }
}
