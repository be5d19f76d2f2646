//! Wall-clock time that does not jump while the process runs: waits for money are measured by it.

use std::sync::OnceLock;
use std::time::{Instant, SystemTime};

static CLOCK: OnceLock<Clock> = OnceLock::new();

/// The wall clock as it stood once, and how long ago that is by a clock that cannot be set.
#[derive(Clone, Copy, Debug)]
struct Clock {
    /// Milliseconds since 1970.
    wall: i64,
    at: Instant,
}

impl Clock {
    fn new(wall: SystemTime, at: Instant) -> Self {
        let since = wall
            .duration_since(SystemTime::UNIX_EPOCH)
            .unwrap_or_default();
        Self {
            wall: i64::try_from(since.as_millis()).unwrap_or(i64::MAX),
            at,
        }
    }

    fn millis(&self, now: Instant) -> i64 {
        let since = now.saturating_duration_since(self.at).as_millis();
        self.wall
            .saturating_add(i64::try_from(since).unwrap_or(i64::MAX))
    }
}

/// Reads the wall clock if it was not read yet. The sooner, the less a jump of it can do.
pub(crate) fn start() {
    clock();
}

/// Milliseconds since 1970. It never goes back, and a wall clock that is set changes nothing.
pub(crate) fn millis() -> i64 {
    clock().millis(Instant::now())
}

fn clock() -> &'static Clock {
    CLOCK.get_or_init(|| Clock::new(SystemTime::now(), Instant::now()))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn only_the_time_that_passes_counts() {
        let at = Instant::now();
        let clock = Clock::new(SystemTime::UNIX_EPOCH + Duration::from_secs(7), at);
        assert_eq!(clock.millis(at), 7_000);
        assert_eq!(clock.millis(at + Duration::from_millis(5)), 7_005);
        // Clocks of two processors may differ a little.
        let before = at.checked_sub(Duration::from_secs(1)).unwrap_or(at);
        assert_eq!(clock.millis(before), 7_000);
        let before_1970 = Clock::new(SystemTime::UNIX_EPOCH - Duration::from_secs(1), at);
        assert_eq!(before_1970.millis(at), 0);
    }

    #[test]
    fn it_tells_about_what_the_wall_clock_tells() {
        let wall = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let wall = i64::try_from(wall.unwrap().as_millis()).unwrap();
        assert!((millis() - wall).abs() < 10_000);
    }
}
