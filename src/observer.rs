//! What somebody else can see of the messages themselves.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use reqwest::header::HeaderMap;
use reqwest::{Method, Request, Url};

use crate::error::Answer;

/// Told of every exchange of a client; see [`ClientBuilder::observe`](crate::ClientBuilder::observe).
///
/// Both methods are called on the way of a request: they must neither block nor fail.
pub trait Observer: Send + Sync {
    /// Whether the next exchange is to be told. What is not costs nothing.
    fn wants_next(&self) -> bool {
        true
    }

    /// Told when an exchange is over: each try of a call is one. Copy what is to be kept.
    fn observe(&self, exchange: &Exchange<'_>);
}

/// A request that was sent, and what came back.
///
/// The key of the client is not in it, but everything else that was said: names, addresses, account and card numbers.
/// `Debug` shows nothing of those.
#[derive(Clone, Copy)]
pub struct Exchange<'a> {
    request: &'a Request,
    answer: Option<&'a Answer>,
}

impl<'a> Exchange<'a> {
    /// The method.
    pub fn method(&self) -> &'a Method {
        self.request.method()
    }

    /// The whole URL.
    pub fn url(&self) -> &'a Url {
        self.request.url()
    }

    /// The headers that were sent, without `Authorization`.
    pub fn request_headers(&self) -> &'a HeaderMap {
        self.request.headers()
    }

    /// The body that was sent; empty if there was none.
    pub fn request_body(&self) -> &'a [u8] {
        let body = self.request.body().and_then(reqwest::Body::as_bytes);
        body.unwrap_or_default()
    }

    /// The status; nothing if no whole answer came.
    pub fn status(&self) -> Option<u16> {
        self.answer.map(|answer| answer.status)
    }

    /// The headers of the answer.
    pub fn response_headers(&self) -> Option<&'a HeaderMap> {
        self.answer.map(|answer| &answer.headers)
    }

    /// The body of the answer.
    pub fn response_body(&self) -> Option<&'a Bytes> {
        self.answer.map(|answer| &answer.body)
    }
}

impl fmt::Debug for Exchange<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Exchange")
            .field("method", self.method())
            .field("status", &self.status())
            .finish_non_exhaustive()
    }
}

/// The observer of a client, if it has one.
#[derive(Clone, Default)]
pub(crate) struct Observed(Option<Arc<dyn Observer>>);

impl Observed {
    pub(crate) fn by(observer: impl Observer + 'static) -> Self {
        Self(Some(Arc::new(observer)))
    }

    /// The observer, if it is to be told of the next exchange.
    pub(crate) fn next(&self) -> Option<&dyn Observer> {
        self.0.as_deref().filter(|observer| observer.wants_next())
    }
}

/// A request that is under way, as somebody else may see it.
pub(crate) struct Sent<'a> {
    pub(crate) observer: &'a dyn Observer,
    pub(crate) request: &'a Request,
}

impl Sent<'_> {
    pub(crate) fn ended(self, answer: Option<&Answer>) {
        self.observer.observe(&Exchange {
            request: self.request,
            answer,
        });
    }
}
