//! Idempotency keys: made at random, or out of the caller's own reference.

use std::fmt;
use std::str::FromStr;

use reqwest::header::{HeaderMap, HeaderName};
use serde::{Deserialize, Deserializer, Serialize};
use uuid::Uuid;

use crate::{Error, Result, Violation};

/// The header that carries the key.
pub(crate) static HEADER: HeaderName = HeaderName::from_static("x-idempotency-key");

/// Longer keys are not documented anywhere; longer headers meet limits of gateways.
const LONGEST: usize = 255;

/// The root of every derived key. Must never change: keys must be the same in every version.
const ROOT: Uuid = Uuid::from_u128(0x8d5c_2a1e_4b7f_5d3a_9c61_f0e2_7b94_a35d);

/// A key that lets a request take effect once, however often it is sent.
///
/// The server gives the first answer again to the same key and body, and an error to the same key
/// with another body. A request that carries one is tried again by itself when that may help; see
/// [`RetryPolicy`](crate::RetryPolicy).
///
/// ```
/// use bayar::IdempotencyKey;
/// // The same on every machine and after every restart: a job that is started again cannot pay twice.
/// let key = IdempotencyKey::derive("payroll-2026-11", "employee-7");
/// assert_eq!(key, IdempotencyKey::derive("payroll-2026-11", "employee-7"));
/// assert_ne!(key, IdempotencyKey::derive("payroll-2026-12", "employee-7"));
/// // For something that is done once, such as a click: keep it until the outcome is known.
/// let key = IdempotencyKey::random();
/// # let _ = key;
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    /// A key of your own making: 1 to 255 visible ASCII characters.
    ///
    /// # Errors
    /// If it is empty, longer, or holds a space, a control character or a letter outside ASCII.
    pub fn new(key: impl Into<String>) -> Result<Self> {
        let key = key.into();
        match problem(&key) {
            Some(problem) => Err(Error::configuration(format!(
                "the idempotency key {problem}"
            ))),
            None => Ok(Self(key)),
        }
    }

    /// A new key: a random UUID.
    #[must_use]
    pub fn random() -> Self {
        Self(Uuid::new_v4().to_string())
    }

    /// The key of this reference within this job: always the same for the same two texts, and
    /// another for any others. Neither text can be read from it.
    #[must_use]
    pub fn derive(job: impl AsRef<str>, reference: impl AsRef<str>) -> Self {
        let job = Uuid::new_v5(&ROOT, job.as_ref().as_bytes());
        Self(Uuid::new_v5(&job, reference.as_ref().as_bytes()).to_string())
    }

    /// The key as it is sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What is wrong with the key of a request, if it has one.
pub(crate) fn violation(headers: &HeaderMap) -> Option<Violation> {
    let key = headers.get(&HEADER)?;
    let problem = problem(key.to_str().unwrap_or(" "))?;
    Some(Violation {
        field: "X-IDEMPOTENCY-KEY".to_owned(),
        rule: problem.to_owned(),
        source: "API reference, Create disbursement, line 4231",
    })
}

/// Why a text cannot be a key.
pub(crate) fn problem(key: &str) -> Option<&'static str> {
    if key.is_empty() {
        return Some("is empty");
    }
    if key.len() > LONGEST {
        return Some("is longer than 255 characters");
    }
    let plain = key.bytes().all(|byte| byte.is_ascii_graphic());
    (!plain).then_some("holds a space or a character that is not visible ASCII")
}

impl fmt::Display for IdempotencyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for IdempotencyKey {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl From<IdempotencyKey> for String {
    fn from(key: IdempotencyKey) -> Self {
        key.0
    }
}

impl From<&IdempotencyKey> for String {
    fn from(key: &IdempotencyKey) -> Self {
        key.0.clone()
    }
}

impl FromStr for IdempotencyKey {
    type Err = Error;

    fn from_str(key: &str) -> Result<Self> {
        Self::new(key)
    }
}

impl<'de> Deserialize<'de> for IdempotencyKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let key = String::deserialize(deserializer)?;
        match problem(&key) {
            Some(problem) => Err(serde::de::Error::custom(format!(
                "the idempotency key {problem}"
            ))),
            None => Ok(Self(key)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derived_keys_never_change() {
        // Pinned: a release that derives other keys would let a job that is started again pay twice.
        let key = IdempotencyKey::derive("payroll-2026-11", "employee-7");
        assert_eq!(key.as_str(), "3f700372-fc6f-5bd5-bf01-1d923aeb1933");
    }

    #[test]
    fn what_is_shifted_between_job_and_reference_is_another_key() {
        let keys = [("a", "bc"), ("ab", "c"), ("", "abc"), ("abc", "")];
        let keys: std::collections::BTreeSet<_> = keys
            .map(|(job, reference)| IdempotencyKey::derive(job, reference))
            .into();
        assert_eq!(keys.len(), 4);
    }

    #[test]
    fn keys_that_headers_cannot_carry_are_refused() {
        for key in ["", " ", "a b", "a\nb", "ä", &"a".repeat(256)] {
            assert!(IdempotencyKey::new(key).is_err(), "{key:?}");
            assert!(
                serde_json::from_value::<IdempotencyKey>(key.into()).is_err(),
                "{key:?}"
            );
        }
        assert!(IdempotencyKey::new("a".repeat(255)).is_ok());
        assert_ne!(IdempotencyKey::random(), IdempotencyKey::random());
    }
}
