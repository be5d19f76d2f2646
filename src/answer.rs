//! What came back, and what its headers say.
#![deny(clippy::arithmetic_side_effects)]

use std::time::Duration;

use bytes::Bytes;
use reqwest::header::{HeaderMap, HeaderName, RETRY_AFTER};

/// An answer, whatever it is.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
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

/// How long the server asks to be left alone. A date that is over asks for nothing, and what makes no sense neither.
pub(crate) fn asked_pause(status: u16, headers: &HeaderMap) -> Option<Duration> {
    let after = only(headers, &RETRY_AFTER).and_then(retry_after);
    let reset = || RateLimit::read(headers).map(|limit| limit.reset);
    after.or_else(|| (status == 429).then(reset).flatten())
}

/// Seconds, or a date.
fn retry_after(text: &str) -> Option<Duration> {
    seconds(text).or_else(|| {
        let date = chrono::DateTime::parse_from_rfc2822(text).ok()?;
        let pause = date.signed_duration_since(chrono::Utc::now());
        Some(pause.to_std().unwrap_or_default())
    })
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

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        assert_eq!(retry_after("7"), Some(Duration::from_secs(7)));
        assert_eq!(retry_after("0.5"), Some(Duration::from_millis(500)));
        let date = chrono::Utc::now() + chrono::TimeDelta::seconds(100);
        let pause = retry_after(&date.to_rfc2822().replace("+0000", "GMT"));
        assert!(
            pause.is_some_and(|pause| pause <= Duration::from_secs(100)),
            "{pause:?}"
        );
        let over = "Wed, 21 Oct 2015 07:28:00 GMT";
        assert_eq!(retry_after(over), Some(Duration::ZERO));
        let far = retry_after("Fri, 31 Dec 9999 23:59:59 GMT");
        assert!(far.is_some_and(|far| far > Duration::from_secs(1 << 32)));
        for text in [
            "soon",
            "",
            "-1",
            "1 2",
            "5, 10",
            "1e9",
            "Mon, 99 Abc 99999 99:99:99 GMT",
            "Fri, 31 Dec 999999999999 23:59:59 GMT",
            "Wed, 21 Oct 2015 07:28:00 +99999999",
        ] {
            assert_eq!(retry_after(text), None, "{text}");
        }
    }

    #[test]
    fn only_one_retry_after_counts() {
        let asked = |status, values: &[(&'static str, &str)]| {
            let mut headers = HeaderMap::new();
            for (name, value) in values {
                headers.append(*name, value.parse().unwrap());
            }
            asked_pause(status, &headers).map(|pause| pause.as_secs())
        };
        let after = "retry-after";
        assert_eq!(asked(503, &[(after, " 7 ")]), Some(7));
        assert_eq!(asked(503, &[(after, "7"), (after, "7")]), Some(7));
        assert_eq!(asked(503, &[(after, "7"), (after, "8")]), None);
        assert_eq!(
            asked(429, &[(after, "18446744073709551615")]),
            Some(u64::MAX)
        );
        let limit = [("rate-limit-limit", "60"), ("rate-limit-remaining", "0")];
        let with = |reset| [limit[0], limit[1], ("rate-limit-reset", reset)];
        assert_eq!(asked(429, &with("9")), Some(9));
        assert_eq!(asked(503, &with("9")), None);
        assert_eq!(asked(429, &with("1764400000")), None);
        assert_eq!(
            asked(429, &[with("9").as_slice(), &[(after, "garbage")]].concat()),
            Some(9)
        );
    }
}
