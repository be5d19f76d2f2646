//! A successful answer.

use std::fmt;
use std::ops::Deref;
use std::time::Duration;

use bytes::Bytes;
use reqwest::header::HeaderMap;

use crate::error::Answer;

/// A successful answer: the value, and what came with it.
///
/// Reads like the value itself (`answer.status`, `answer.id()?`).
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

    /// `Request-ID`, which the vendor's support asks for.
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

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("http_status", &self.status)
            .field("request_id", &self.request_id())
            .field("value", &self.value)
            .finish_non_exhaustive()
    }
}

pub(crate) fn request_id(headers: &HeaderMap) -> Option<&str> {
    headers.get("request-id")?.to_str().ok()
}

/// The rate limit of the operation that answered.
///
/// Observed: 60 requests a minute and operation with a development key, 600 with a production
/// key.
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
        let text = |name: &str| headers.get(name)?.to_str().ok();
        let reset: rust_decimal::Decimal = text("rate-limit-reset")?.parse().ok()?;
        let millis = u64::try_from((reset * rust_decimal::Decimal::ONE_THOUSAND).ceil()).ok()?;
        Some(Self {
            limit: text("rate-limit-limit")?.parse().ok()?,
            remaining: text("rate-limit-remaining")?.parse().ok()?,
            reset: Duration::from_millis(millis),
        })
    }
}
