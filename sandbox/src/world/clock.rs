//! The sandbox's own time: it can be stopped and moved forward.

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};

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
    pub(crate) fn to_millis(self) -> (i64, Option<i64>) {
        let frozen = self.frozen.map(|frozen| frozen.timestamp_millis());
        (self.ahead.num_milliseconds(), frozen)
    }

    /// The other way round.
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

/// A time with any offset.
pub(crate) fn parse(text: &str) -> Option<Time> {
    DateTime::parse_from_rfc3339(text)
        .ok()
        .map(|time| time.to_utc())
}
