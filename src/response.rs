//! A successful answer.
#![deny(clippy::arithmetic_side_effects)]

use std::fmt;
use std::ops::Deref;
use std::time::Duration;

use bytes::Bytes;
use reqwest::header::{HeaderMap, HeaderName};
use serde::{Serialize, Serializer};

use crate::error::Answer;
use crate::redact;

/// A successful answer: the value, and what came with it.
///
/// Reads like the value itself (`answer.status`, `answer.id()?`), is gone through like it, and is the value in serde.
/// [`into_inner`](Self::into_inner) takes the value out.
#[derive(Clone)]
pub struct Response<T> {
    pub(crate) value: T,
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl<T> Response<T> {
    /// The value alone.
    pub fn into_inner(self) -> T {
        self.value
    }

    pub(crate) fn map<U>(self, change: impl FnOnce(T) -> U) -> Response<U> {
        Response {
            value: change(self.value),
            status: self.status,
            headers: self.headers,
            body: self.body,
        }
    }

    /// The HTTP status, 200 to 299.
    #[must_use]
    pub fn http_status(&self) -> u16 {
        self.status
    }

    /// Every header of the answer.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// `Request-ID`, which the vendor's support asks for, as it came.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.headers)
    }

    /// How much of the rate limit is left, if the answer says so.
    #[must_use]
    pub fn rate_limit(&self) -> Option<RateLimit> {
        RateLimit::read(&self.headers)
    }

    /// The body as it came. It may hold secrets: do not log it.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }
}

impl<T> From<Response<T>> for Answer {
    fn from(response: Response<T>) -> Self {
        Self {
            status: response.status,
            headers: response.headers,
            body: response.body,
        }
    }
}

impl<T> Deref for Response<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: IntoIterator> IntoIterator for Response<T> {
    type Item = T::Item;
    type IntoIter = T::IntoIter;

    fn into_iter(self) -> T::IntoIter {
        self.value.into_iter()
    }
}

#[allow(
    clippy::into_iter_without_iter,
    reason = "the value has an `iter` of its own"
)]
impl<'a, T> IntoIterator for &'a Response<T>
where
    &'a T: IntoIterator,
{
    type Item = <&'a T as IntoIterator>::Item;
    type IntoIter = <&'a T as IntoIterator>::IntoIter;

    fn into_iter(self) -> Self::IntoIter {
        (&self.value).into_iter()
    }
}

/// As the value alone.
impl<T: Serialize> Serialize for Response<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("http_status", &self.status)
            .field("request_id", &self.request_id().map(redact::id))
            .field("value", &self.value)
            .finish_non_exhaustive()
    }
}

static REQUEST_ID: HeaderName = HeaderName::from_static("request-id");
static LIMIT: HeaderName = HeaderName::from_static("rate-limit-limit");
static REMAINING: HeaderName = HeaderName::from_static("rate-limit-remaining");
static RESET: HeaderName = HeaderName::from_static("rate-limit-reset");

pub(crate) fn request_id(headers: &HeaderMap) -> Option<&str> {
    headers.get(&REQUEST_ID)?.to_str().ok()
}

/// A limit counts for a minute (observed). A reset that is further away than a day is a date, or nothing.
const LONGEST_RESET: Duration = Duration::from_secs(24 * 60 * 60);

/// The rate limit of the operation that answered.
///
/// Observed: 60 requests a minute and operation with a development key, 600 with a production
/// key. Headers that make no sense are none: what is missing, negative, no number, too large for its field, or repeated
/// with another value, and a reset that is further away than a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RateLimit {
    /// Requests that the window allows (`Rate-Limit-Limit`).
    pub limit: u32,
    /// Requests left in it (`Rate-Limit-Remaining`).
    pub remaining: u32,
    /// Time until it ends (`Rate-Limit-Reset`).
    pub reset: Duration,
}

impl RateLimit {
    pub(crate) fn read(headers: &HeaderMap) -> Option<Self> {
        let reset = seconds(only(headers, &RESET)?)?;
        Some(Self {
            limit: only(headers, &LIMIT)?.parse().ok()?,
            remaining: only(headers, &REMAINING)?.parse().ok()?,
            reset: Some(reset).filter(|reset| *reset <= LONGEST_RESET)?,
        })
    }
}

/// The value of a header that comes once, or as often as it likes with the same value.
pub(crate) fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?;
    if values.any(|other| other != value) {
        return None;
    }
    value.to_str().ok().map(str::trim)
}

/// Seconds, with a fraction or without. More than can be counted are as many as can be.
pub(crate) fn seconds(text: &str) -> Option<Duration> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !are_digits(whole) || !are_digits(fraction) {
        return None;
    }
    let nanos = format!("{fraction:0<9.9}").parse().ok()?;
    Some(Duration::new(whole.parse().unwrap_or(u64::MAX), nanos))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_digits_of_any_number() {
        let millis = |text| seconds(text).map(|read| read.as_millis());
        assert_eq!(millis("0"), Some(0));
        assert_eq!(millis("12.5"), Some(12_500));
        assert_eq!(millis("0.0004"), Some(0));
        assert_eq!(seconds("0.0000000019"), Some(Duration::from_nanos(1)));
        for endless in [
            "18446744073709551615",
            "18446744073709551616.999999999999",
            "79228162514264337593543950335",
            &"9".repeat(10_000),
        ] {
            assert_eq!(seconds(endless).map(|read| read.as_secs()), Some(u64::MAX));
        }
        for garbage in [
            "", "-1", "+1", "1e3", "1_000", "1,5", "1.", ".5", "1.5.5", "NaN", "inf", "soon", "１",
        ] {
            assert_eq!(seconds(garbage), None, "{garbage}");
        }
    }

    #[test]
    fn a_rate_limit_that_makes_no_sense_is_none() {
        let read = |values: [&str; 3]| {
            let names = [
                "rate-limit-limit",
                "rate-limit-remaining",
                "rate-limit-reset",
            ];
            let mut headers = HeaderMap::new();
            for (name, value) in names.iter().zip(values) {
                for value in value.split('|') {
                    headers.append(*name, value.parse().unwrap());
                }
            }
            RateLimit::read(&headers)
                .map(|rate| (rate.limit, rate.remaining, rate.reset.as_millis()))
        };
        assert_eq!(read(["60", "0", "59.25"]), Some((60, 0, 59_250)));
        assert_eq!(read(["60|60", "1", "1|1"]), Some((60, 1, 1000)));
        for none in [
            ["60", "0", "79228162514264337593543950335"],
            ["60", "0", "1764400000"],
            ["60", "0", "-1"],
            ["60", "-1", "1"],
            ["4294967296", "0", "1"],
            ["60", "many", "1"],
            ["60", "0", "Wed, 21 Oct 2015 07:28:00 GMT"],
            ["60", "0|5", "1"],
            ["60", "0", "1|2"],
        ] {
            assert_eq!(read(none), None, "{none:?}");
        }
    }
}
