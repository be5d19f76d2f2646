//! Points in time that survive a text which is none.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;
use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, FixedOffset, NaiveDateTime, SecondsFormat, TimeDelta, TimeZone, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A point in time.
///
/// Goes out as `2020-02-20T00:00:00.000Z`, always in UTC. Comes in with any offset, which
/// [`datetime`](Self::datetime) keeps; a text that is no timestamp
/// is kept as it is, so that it cannot fail an answer: [`datetime`](Self::datetime) is `None`
/// then, and [`text`](Self::text) tells what the server said.
///
/// Points in time compare as such, whatever their offsets. A text that is none equals itself, and is neither before nor
/// after anything.
///
/// ```
/// use bayar::Timestamp;
/// use bayar::chrono::{DateTime, Utc};
///
/// let paid: Timestamp = "2020-02-20T07:00:00+07:00".parse()?;
/// assert_eq!(paid.to_string(), "2020-02-20T00:00:00.000Z");
/// assert!(paid < Timestamp::now());
/// let paid = DateTime::<Utc>::try_from(&paid)?;
/// assert_eq!(paid.timestamp(), 1_582_156_800);
///
/// assert!("yesterday".parse::<Timestamp>().is_err());
/// assert_eq!(Timestamp::from("yesterday").text(), "yesterday"); // as an answer is read
/// # Ok::<_, bayar::ParseTimestampError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Timestamp(Repr);

#[derive(Clone, PartialEq, Eq, Hash)]
enum Repr {
    Time(DateTime<FixedOffset>),
    Text(Box<str>),
}

impl Timestamp {
    /// The point in time, unless the text was none.
    #[must_use]
    pub fn datetime(&self) -> Option<DateTime<FixedOffset>> {
        match &self.0 {
            Repr::Time(time) => Some(*time),
            Repr::Text(_) => None,
        }
    }

    /// The point in time as it is sent, or the text as it came.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        match &self.0 {
            Repr::Time(time) => {
                let form = match time.timestamp_subsec_nanos() % 1_000_000 {
                    0 => SecondsFormat::Millis,
                    _ => SecondsFormat::AutoSi,
                };
                Cow::Owned(time.to_utc().to_rfc3339_opts(form, true))
            }
            Repr::Text(text) => Cow::Borrowed(text),
        }
    }

    /// Now, in UTC.
    #[must_use]
    pub fn now() -> Self {
        Utc::now().into()
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.text())
    }
}

impl PartialOrd for Timestamp {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        match (&self.0, &other.0) {
            (Repr::Time(one), Repr::Time(other)) => Some(one.cmp(other)),
            (one, other) => (one == other).then_some(Ordering::Equal),
        }
    }
}

/// The text is no point in time such as `2020-02-20T00:00:00.000Z`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseTimestampError(());

impl fmt::Display for ParseTimestampError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a timestamp such as 2020-02-20T00:00:00.000Z")
    }
}

impl std::error::Error for ParseTimestampError {}

fn parse(text: &str) -> Option<DateTime<FixedOffset>> {
    DateTime::parse_from_rfc3339(text)
        .or_else(|_| DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f%z"))
        .ok()
}

/// Refuses a text that is none; `From<&str>` keeps it.
impl FromStr for Timestamp {
    type Err = ParseTimestampError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let time = parse(text).ok_or(ParseTimestampError(()))?;
        Ok(Self(Repr::Time(time)))
    }
}

/// Keeps a text that is none, as answers are read; `parse` refuses it.
impl From<&str> for Timestamp {
    fn from(text: &str) -> Self {
        Self(parse(text).map_or_else(|| Repr::Text(text.into()), Repr::Time))
    }
}

impl From<String> for Timestamp {
    fn from(text: String) -> Self {
        text.as_str().into()
    }
}

impl<Zone: TimeZone> From<DateTime<Zone>> for Timestamp {
    fn from(time: DateTime<Zone>) -> Self {
        Self(Repr::Time(time.fixed_offset()))
    }
}

impl<Zone: TimeZone> From<&DateTime<Zone>> for Timestamp {
    fn from(time: &DateTime<Zone>) -> Self {
        Self(Repr::Time(time.fixed_offset()))
    }
}

/// As UTC.
impl From<NaiveDateTime> for Timestamp {
    fn from(time: NaiveDateTime) -> Self {
        time.and_utc().into()
    }
}

/// Times beyond the year 262142, before or after, become the last one that `chrono` has.
impl From<SystemTime> for Timestamp {
    fn from(time: SystemTime) -> Self {
        let epoch = DateTime::<Utc>::UNIX_EPOCH;
        let time = match time.duration_since(UNIX_EPOCH) {
            Ok(after) => TimeDelta::from_std(after)
                .ok()
                .and_then(|after| epoch.checked_add_signed(after))
                .unwrap_or(DateTime::<Utc>::MAX_UTC),
            Err(error) => TimeDelta::from_std(error.duration())
                .ok()
                .and_then(|before| epoch.checked_sub_signed(before))
                .unwrap_or(DateTime::<Utc>::MIN_UTC),
        };
        time.into()
    }
}

impl TryFrom<&Timestamp> for DateTime<FixedOffset> {
    type Error = ParseTimestampError;

    fn try_from(time: &Timestamp) -> Result<Self, Self::Error> {
        time.datetime().ok_or(ParseTimestampError(()))
    }
}

impl TryFrom<&Timestamp> for DateTime<Utc> {
    type Error = ParseTimestampError;

    fn try_from(time: &Timestamp) -> Result<Self, Self::Error> {
        DateTime::<FixedOffset>::try_from(time).map(|time| time.to_utc())
    }
}

impl TryFrom<Timestamp> for DateTime<FixedOffset> {
    type Error = ParseTimestampError;

    fn try_from(time: Timestamp) -> Result<Self, Self::Error> {
        Self::try_from(&time)
    }
}

impl TryFrom<Timestamp> for DateTime<Utc> {
    type Error = ParseTimestampError;

    fn try_from(time: Timestamp) -> Result<Self, Self::Error> {
        Self::try_from(&time)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text())
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::decode::required(deserializer)
    }
}
