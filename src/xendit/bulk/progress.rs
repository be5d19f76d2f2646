//! How far a bulk run is.

use std::collections::VecDeque;
use std::fmt;
use std::time::{Duration, Instant};

use super::State;

/// Over this time the rate is measured.
const SPAN: Duration = Duration::from_secs(60);

/// How far a run is, counted in items of its input.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// All of them.
    pub total: usize,
    /// Disbursements that exist, made by this run or before it.
    pub done: usize,
    /// Refused, or in conflict with another one.
    pub failed: usize,
    /// Nobody can tell yet.
    pub unknown: usize,
    /// To be settled yet.
    pub remaining: usize,
    /// How many this run settled within the last minute; from the first seconds, as many as that would make.
    pub per_minute: u32,
}

type Hook = Box<dyn FnMut(&Progress) + Send>;

/// Counts, and tells.
pub(super) struct Meter {
    progress: Progress,
    hook: Option<Hook>,
    began: Instant,
    settled: VecDeque<Instant>,
}

impl fmt::Debug for Meter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.progress.fmt(f)
    }
}

impl Meter {
    /// Tells of the beginning at once.
    pub(super) fn begin(total: usize, hook: Option<Hook>) -> Self {
        let mut meter = Self {
            progress: Progress {
                total,
                remaining: total,
                ..Progress::default()
            },
            hook,
            began: Instant::now(),
            settled: VecDeque::new(),
        };
        meter.tell();
        meter
    }

    pub(super) fn count(&mut self, state: State, by_this_run: bool) {
        let progress = &mut self.progress;
        let counted = match state {
            State::Done => &mut progress.done,
            State::Failed => &mut progress.failed,
            State::Unknown | State::Waiting | State::Sent => &mut progress.unknown,
        };
        *counted = counted.saturating_add(1);
        progress.remaining = progress.remaining.saturating_sub(1);
        if by_this_run {
            self.measure(Instant::now());
        }
        self.tell();
    }

    fn measure(&mut self, now: Instant) {
        self.settled.push_back(now);
        while let Some(first) = self.settled.front()
            && now.duration_since(*first) > SPAN
        {
            self.settled.pop_front();
        }
        let span = now.duration_since(self.began).min(SPAN).as_millis();
        let settled = self.settled.len() as u128;
        let per_minute = settled
            .saturating_mul(SPAN.as_millis())
            .checked_div(span)
            .unwrap_or(settled);
        self.progress.per_minute = u32::try_from(per_minute).unwrap_or(u32::MAX);
    }

    fn tell(&mut self) {
        if let Some(hook) = &mut self.hook {
            hook(&self.progress);
        }
    }
}

pub(super) type ProgressHook = Hook;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rate_is_that_of_the_last_minute() {
        let mut meter = Meter::begin(100, None);
        let began = meter.began;
        for second in 1..=10 {
            meter.measure(began + Duration::from_secs(second));
        }
        assert_eq!(meter.progress.per_minute, 60);
        meter.measure(began + Duration::from_secs(300));
        assert_eq!(meter.progress.per_minute, 1);
    }
}
