//! Points in time that survive a text which is none.

use std::borrow::Cow;
use std::fmt;

use chrono::{DateTime, FixedOffset, SecondsFormat, TimeZone, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A point in time.
///
/// Goes out as `2020-02-20T00:00:00.000Z`, always in UTC. Comes in with any offset, which
/// [`datetime`](Self::datetime) keeps; a text that is no timestamp
/// is kept as it is, so that it cannot fail an answer: [`datetime`](Self::datetime) is `None`
/// then, and [`text`](Self::text) tells what the server said.
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

impl From<&str> for Timestamp {
    fn from(text: &str) -> Self {
        let time = DateTime::parse_from_rfc3339(text)
            .or_else(|_| DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f%z"));
        Self(time.map_or_else(|_| Repr::Text(text.into()), Repr::Time))
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
