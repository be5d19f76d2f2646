//! How long this worker may count on its rows, by a clock of its own that nobody sets.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// Shorter ones would be over before anything is sent.
const SHORTEST: Duration = Duration::from_millis(100);

/// The leases of a run, which are renewed together.
#[derive(Debug)]
pub(super) struct Leases {
    length: Duration,
    renewed: Mutex<Renewed>,
}

#[derive(Clone, Copy, Debug)]
struct Renewed {
    /// Until then nobody else has a row, as far as it was this worker's all the time. None for ever.
    until: Option<Instant>,
    /// How often a renewal came too late: rows may have gone to others.
    breaks: u64,
}

/// The lease of one row.
#[derive(Debug)]
pub(super) struct Lease {
    /// Until then without any renewal.
    until: Option<Instant>,
    breaks: u64,
}

impl Leases {
    pub(super) fn new(length: Duration) -> Self {
        let length = length.max(SHORTEST);
        Self {
            length,
            renewed: Mutex::new(Renewed {
                until: Instant::now().checked_add(length),
                breaks: 0,
            }),
        }
    }

    pub(super) const fn length(&self) -> Duration {
        self.length
    }

    /// The lease of a row that the journal is about to prolong.
    pub(super) fn begin(&self) -> Lease {
        Lease {
            until: Instant::now().checked_add(self.length),
            breaks: self.renewed().breaks,
        }
    }

    /// The journal has prolonged what was this worker's; it was asked to at that time.
    pub(super) fn renew(&self, asked: Instant) {
        let mut renewed = self.renewed();
        if is_over(renewed.until) {
            renewed.breaks = renewed.breaks.wrapping_add(1);
        }
        renewed.until = asked.checked_add(self.length);
    }

    /// Whether nobody else can have the row by now.
    pub(super) fn holds(&self, lease: &Lease) -> bool {
        let renewed = *self.renewed();
        let kept = lease.breaks == renewed.breaks && !is_over(renewed.until);
        kept || !is_over(lease.until)
    }

    fn renewed(&self) -> MutexGuard<'_, Renewed> {
        // Whole after a panic elsewhere.
        self.renewed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn is_over(until: Option<Instant>) -> bool {
    until.is_some_and(|until| until <= Instant::now())
}

#[cfg(test)]
mod tests {
    use tokio::time::advance;

    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[tokio::test(start_paused = true)]
    async fn a_lease_holds_as_long_as_it_is_renewed_in_time() {
        let leases = Leases::new(3 * SECOND);
        let lease = leases.begin();
        for _ in 0..10 {
            advance(SECOND * 2).await;
            assert!(leases.holds(&lease));
            leases.renew(Instant::now());
        }
        advance(SECOND * 3).await;
        assert!(!leases.holds(&lease));
    }

    #[tokio::test(start_paused = true)]
    async fn a_late_renewal_brings_nothing_back() {
        let leases = Leases::new(3 * SECOND);
        let lost = leases.begin();
        advance(SECOND * 4).await;
        // Sent again before anybody else had it.
        let own = leases.begin();
        leases.renew(Instant::now());
        assert!(!leases.holds(&lost));
        assert!(leases.holds(&own));
        let new = leases.begin();
        advance(SECOND * 2).await;
        leases.renew(Instant::now());
        advance(SECOND * 2).await;
        assert!(!leases.holds(&lost));
        assert!(!leases.holds(&own));
        assert!(leases.holds(&new));
    }

    #[tokio::test(start_paused = true)]
    async fn the_journal_counts_from_when_it_is_asked() {
        let leases = Leases::new(3 * SECOND);
        let asked = Instant::now();
        let lease = leases.begin();
        advance(SECOND * 2).await;
        leases.renew(asked);
        advance(SECOND).await;
        assert!(!leases.holds(&lease));
    }

    #[tokio::test(start_paused = true)]
    async fn extreme_lengths_are_lengths() {
        let leases = Leases::new(Duration::MAX);
        let lease = leases.begin();
        advance(Duration::from_secs(1 << 32)).await;
        leases.renew(Instant::now());
        assert!(leases.holds(&lease));
        assert_eq!(Leases::new(Duration::ZERO).length(), SHORTEST);
    }
}
