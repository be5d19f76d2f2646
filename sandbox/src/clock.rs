//! The sandbox's own time: it can be stopped and moved forward.

use chrono::{DateTime, FixedOffset, Months, SecondsFormat, TimeDelta, Utc};

/// A moment, to the millisecond.
pub(crate) type Time = DateTime<Utc>;

/// Goes with the machine's clock until it is told otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Clock {
    ahead: TimeDelta,
    frozen: Option<Time>,
}

impl Clock {
    pub(crate) fn now(&self) -> Time {
        let now = self.frozen.unwrap_or_else(|| Utc::now() + self.ahead);
        // Documents keep milliseconds; what is finer would make them look older than now.
        DateTime::from_timestamp_millis(now.timestamp_millis()).unwrap_or(now)
    }

    /// How far it is ahead of the machine's clock, and where it stands if it is frozen, in milliseconds.
    #[cfg(any(feature = "data", test))]
    pub(crate) fn to_millis(self) -> (i64, Option<i64>) {
        let frozen = self.frozen.map(|frozen| frozen.timestamp_millis());
        (self.ahead.num_milliseconds(), frozen)
    }

    /// The other way round.
    #[cfg(any(feature = "data", test))]
    pub(crate) fn from_millis(ahead: i64, frozen: Option<i64>) -> Clock {
        Clock {
            ahead: TimeDelta::try_milliseconds(ahead).unwrap_or_default(),
            frozen: frozen.and_then(DateTime::from_timestamp_millis),
        }
    }

    pub(crate) fn is_frozen(&self) -> bool {
        self.frozen.is_some()
    }

    pub(crate) fn freeze(&mut self) {
        self.frozen = Some(self.now());
    }

    /// Goes on from where it was frozen.
    pub(crate) fn unfreeze(&mut self) {
        if let Some(frozen) = self.frozen.take() {
            self.ahead = frozen - Utc::now();
        }
    }

    pub(crate) fn advance(&mut self, by: TimeDelta) {
        match &mut self.frozen {
            Some(frozen) => *frozen += by,
            None => self.ahead += by,
        }
    }

    /// Ahead of the machine's clock and going, as far as another clock would be.
    pub(crate) fn set(&mut self, now: Time, frozen: bool) {
        self.ahead = now - Utc::now();
        self.frozen = frozen.then_some(now);
    }
}

/// As the API writes times: `2020-02-20T00:00:00.000Z`.
pub(crate) fn text(time: Time) -> String {
    time.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// The beginning of the day 31 years later in Jakarta: when what has no expiration date of its own expires, as every
/// recorded answer has it.
pub(crate) fn far_away(now: Time) -> Option<Time> {
    let offset = FixedOffset::east_opt(7 * 3600)?;
    let day = now.with_timezone(&offset).date_naive();
    let day = day.checked_add_months(Months::new(31 * 12))?;
    let beginning = day.and_hms_opt(0, 0, 0)?.and_local_timezone(offset);
    beginning.single().map(|time| time.to_utc())
}

/// A time with any offset, with or without a colon in it.
pub(crate) fn parse(text: &str) -> Option<Time> {
    DateTime::parse_from_rfc3339(text)
        .or_else(|_| DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f%z"))
        .ok()
        .map(|time| time.to_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(one: Time, other: Time) -> bool {
        (one - other).abs() < TimeDelta::minutes(1)
    }

    #[test]
    fn it_goes_with_the_machine() {
        assert!(near(Clock::default().now(), Utc::now()));
    }

    #[test]
    fn frozen_it_stands_and_can_be_advanced() {
        let mut clock = Clock::default();
        clock.advance(TimeDelta::days(400));
        clock.freeze();
        let frozen = clock.now();
        assert!(clock.is_frozen() && near(frozen, Utc::now() + TimeDelta::days(400)));
        std::thread::sleep(std::time::Duration::from_millis(3));
        assert_eq!(clock.now(), frozen);
        clock.advance(TimeDelta::hours(1));
        assert_eq!(clock.now(), frozen + TimeDelta::hours(1));
        clock.unfreeze();
        assert!(!clock.is_frozen() && near(clock.now(), frozen + TimeDelta::hours(1)));
    }

    #[test]
    fn it_is_written_down_and_read() {
        let mut clock = Clock::default();
        clock.advance(TimeDelta::milliseconds(-1_234_567));
        let read = |clock: Clock| {
            let (ahead, frozen) = clock.to_millis();
            Clock::from_millis(ahead, frozen)
        };
        assert_eq!(read(clock), clock);
        clock.freeze();
        assert_eq!(read(clock), clock);
    }

    /// Two answers that the vendor's testing pages show, and when they were made.
    #[test]
    fn far_away_is_the_beginning_of_a_day_in_jakarta() {
        for (seconds, expected) in [
            (1_615_935_264, "2052-03-16T17:00:00.000Z"),
            (1_619_132_067, "2052-04-22T17:00:00.000Z"),
        ] {
            let made = DateTime::from_timestamp(seconds, 0).unwrap();
            assert_eq!(text(far_away(made).unwrap()), expected);
        }
    }

    #[test]
    fn offsets_may_lack_their_colon() {
        for offset in ["+07:00", "+0700"] {
            let time = parse(&format!("2020-02-20T07:00:00.5{offset}")).unwrap();
            assert_eq!(text(time), "2020-02-20T00:00:00.500Z");
        }
        assert_eq!(parse("2020-02-20T07:00:00"), None);
    }

    #[test]
    fn it_can_be_set() {
        let time = parse("2020-02-20T07:00:00.001+07:00").unwrap();
        assert_eq!(text(time), "2020-02-20T00:00:00.001Z");
        let mut clock = Clock::default();
        clock.set(time, true);
        assert_eq!(clock.now(), time);
        clock.set(time, false);
        assert!(near(clock.now(), time));
    }
}
