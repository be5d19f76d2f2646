//! What somebody else can see of the messages themselves.

use std::fmt;

use bytes::Bytes;
use reqwest::header::HeaderMap;
use reqwest::{Method, Request};

use crate::answer::Answer;

/// Told of every exchange of a client; see [`ClientBuilder::observe`](crate::ClientBuilder::observe).
///
/// Both methods are called on the way of a request: they must neither block nor fail. Methods that come later will have
/// a default.
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
    request: &'a RequestCopy,
    answer: Option<&'a Answer>,
}

impl<'a> Exchange<'a> {
    /// The method.
    pub fn method(&self) -> &'a Method {
        &self.request.method
    }

    /// The whole URL.
    pub fn url(&self) -> &'a str {
        std::str::from_utf8(self.request.text(0)).unwrap_or_default()
    }

    /// Names and values of the headers that were sent, without `Authorization`.
    pub fn request_headers(&self) -> impl Iterator<Item = (&'a str, &'a [u8])> {
        let request = self.request;
        let names = (1..request.ends.len() - 1).step_by(2);
        names.map(|at| {
            let name = std::str::from_utf8(request.text(at)).unwrap_or_default();
            (name, request.text(at + 1))
        })
    }

    /// The body that was sent; empty if there was none.
    pub fn request_body(&self) -> &'a [u8] {
        self.request.text(self.request.ends.len() - 1)
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

/// The observers of a client.
#[derive(Default)]
pub(crate) struct Observers(Vec<Box<dyn Observer>>);

impl Observers {
    pub(crate) fn add(&mut self, observer: impl Observer + 'static) {
        self.0.push(Box::new(observer));
    }

    /// A copy of a request, if one of them wants it.
    pub(crate) fn begin(&self, request: &Request) -> Option<Sent<'_>> {
        let observers = self.0.iter().map(AsRef::as_ref);
        let observers: Vec<_> = observers.filter(|observer| observer.wants_next()).collect();
        (!observers.is_empty()).then(|| Sent {
            observers,
            request: RequestCopy::of(request),
        })
    }
}

/// The texts of a request, one after the other: to clone the request takes several times as long.
struct RequestCopy {
    method: Method,
    texts: Vec<u8>,
    /// Where each text ends: the URL, the name and value of each header, the body.
    ends: Vec<usize>,
}

impl RequestCopy {
    fn of(request: &Request) -> Self {
        let url = request.url().as_str();
        let body = request.body().and_then(reqwest::Body::as_bytes);
        let body = body.unwrap_or_default();
        let headers = request.headers();
        let mut copy = Self {
            method: request.method().clone(),
            texts: Vec::with_capacity(url.len() + 64 * headers.len() + body.len()),
            ends: Vec::with_capacity(2 + 2 * headers.len()),
        };
        copy.add(url.as_bytes());
        for (name, value) in headers {
            copy.add(name.as_str().as_bytes());
            copy.add(value.as_bytes());
        }
        copy.add(body);
        copy
    }

    fn add(&mut self, text: &[u8]) {
        self.texts.extend_from_slice(text);
        self.ends.push(self.texts.len());
    }

    fn text(&self, at: usize) -> &[u8] {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.texts[start..self.ends[at]]
    }
}

/// A request that is under way.
pub(crate) struct Sent<'o> {
    observers: Vec<&'o dyn Observer>,
    request: RequestCopy,
}

impl Sent<'_> {
    pub(crate) fn ended(self, answer: Option<&Answer>) {
        let exchange = Exchange {
            request: &self.request,
            answer,
        };
        for observer in self.observers {
            observer.observe(&exchange);
        }
    }
}
