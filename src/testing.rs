//! Answers and errors for tests of code that uses the client, as the client itself would give them.

use std::time::Duration;

use bytes::Bytes;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

use crate::answer::Answer;
use crate::contract::Operation;
use crate::error::Failure;
use crate::settle::Content;
use crate::{Error, IdempotencyKey, Response, Unsettled, custom, finpay, xendit};

/// An operation by its name: of the documents, or else as of a custom request.
fn operation(name: &'static str) -> &'static Operation {
    let documented = xendit::OPERATIONS.iter().chain(finpay::OPERATIONS);
    let mut documented = documented.copied();
    documented
        .find(|operation| operation.id == name)
        .unwrap_or_else(|| custom::operation(name, false))
}

fn answer(status: u16, body: impl Into<Bytes>) -> Answer {
    Answer {
        status,
        headers: HeaderMap::new(),
        body: body.into(),
    }
}

/// With the feature `testing`.
impl<T> Response<T> {
    /// A 200 with this value, without headers and without a body. [`bayar::decode`](crate::decode()) makes values of JSON.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self {
            value,
            status: 200,
            headers: HeaderMap::new(),
            body: Bytes::new(),
        }
    }

    /// With a header, such as `Request-ID` or `Rate-Limit-Remaining`.
    ///
    /// # Panics
    /// If it is no header.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        let header = HeaderName::try_from(name).ok();
        let header = header.zip(HeaderValue::try_from(value).ok());
        let (name, value) = header.unwrap_or_else(|| panic!("`{name}: …` is no header"));
        self.headers.insert(name, value);
        self
    }
}

/// With the feature `testing`. An operation that no document has counts as a custom request that changes something.
impl Error {
    /// The server answered with this status and body: `Error::refused("create_invoice", 400, r#"{"error_code": …}"#)`. All
    /// predicates answer as they would for a real one.
    #[must_use]
    pub fn refused(operation: &'static str, status: u16, body: impl Into<Bytes>) -> Self {
        Self::of_refusal(self::operation(operation), answer(status, body))
    }

    /// The server answered with a success that cannot be read: the outcome is unknown.
    #[must_use]
    pub fn unreadable(operation: &'static str, body: impl Into<Bytes>) -> Self {
        let problem = <serde_json::Error as serde::de::Error>::custom("not the answer");
        Self::no_answer(self::operation(operation), &problem, answer(200, body))
    }

    /// Time ran out after the request was sent: the outcome is unknown.
    #[must_use]
    pub fn timed_out(operation: &'static str) -> Self {
        Self::failed(self::operation(operation), Failure::example(true, false))
    }

    /// The connection broke after the request was sent: the outcome is unknown.
    #[must_use]
    pub fn broken(operation: &'static str) -> Self {
        Self::failed(self::operation(operation), Failure::example(false, false))
    }

    /// No connection was made: the server saw nothing.
    #[must_use]
    pub fn not_connected(operation: &'static str) -> Self {
        Self::failed(self::operation(operation), Failure::example(false, true))
    }

    /// The request cannot be sent as it is: nothing was sent.
    #[must_use]
    pub fn not_sent(operation: &'static str, problem: &str) -> Self {
        Self::unsendable(Some(self::operation(operation)), problem)
    }
}

/// With the feature `testing`.
impl Unsettled {
    /// The ticket of a payment that was sent just now and of which nothing is known, with a development key:
    /// `Outcome::Unknown(Unsettled::example("create_disbursement", "salary-7"))`.
    #[must_use]
    pub fn example(operation: &str, reference: &str) -> Self {
        let content = Content {
            reference: Some(reference.to_owned()),
            ..Content::default()
        };
        let key = IdempotencyKey::derive(operation, reference);
        let under_way = Duration::from_secs(60);
        let environment = Some("development".to_owned());
        Self::new(operation, environment, None, key, content, under_way)
    }
}
