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
        words(self.request.texts().next().unwrap_or_default())
    }

    /// Names and values of the headers that were sent, without `Authorization`.
    pub fn request_headers(&self) -> impl Iterator<Item = (&'a str, &'a [u8])> {
        let mut texts = self.request.texts().skip(1);
        std::iter::from_fn(move || Some((words(texts.next()?), texts.next()?)))
    }

    /// The URL, and the name and value of each header, each after its length, a `usize` in little-endian: to be copied
    /// as one.
    #[cfg(feature = "drift")]
    pub(crate) fn head(&self) -> &'a [u8] {
        &self.request.texts[..self.request.body]
    }

    /// The body that was sent; empty if there was none.
    pub fn request_body(&self) -> &'a [u8] {
        &self.request.texts[self.request.body..]
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

fn words(text: &[u8]) -> &str {
    std::str::from_utf8(text).unwrap_or_default()
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
        let mut observers = observers.filter(|observer| observer.wants_next());
        Some(Sent {
            first: observers.next()?,
            others: observers.collect(),
            request: RequestCopy::of(request),
        })
    }
}

/// The texts of a request, one after the other: to clone the request takes several times as long.
struct RequestCopy {
    method: Method,
    /// The head (see [`Exchange::head`]), then the body.
    texts: Vec<u8>,
    /// Where the body begins.
    body: usize,
}

impl RequestCopy {
    fn of(request: &Request) -> Self {
        let url = request.url().as_str();
        let body = request.body().and_then(reqwest::Body::as_bytes);
        let body = body.unwrap_or_default();
        let headers = request.headers();
        let mut copy = Self {
            method: request.method().clone(),
            texts: Vec::with_capacity(url.len() + 64 * (1 + headers.len()) + body.len()),
            body: 0,
        };
        copy.add(url.as_bytes());
        for (name, value) in headers {
            copy.add(name.as_str().as_bytes());
            copy.add(value.as_bytes());
        }
        copy.body = copy.texts.len();
        copy.texts.extend_from_slice(body);
        copy
    }

    fn add(&mut self, text: &[u8]) {
        self.texts.extend_from_slice(&text.len().to_le_bytes());
        self.texts.extend_from_slice(text);
    }

    /// Of the URL and the headers.
    fn texts(&self) -> impl Iterator<Item = &[u8]> {
        let mut rest = &self.texts[..self.body];
        std::iter::from_fn(move || {
            let (length, texts) = rest.split_first_chunk()?;
            let (text, others) = texts.split_at_checked(usize::from_le_bytes(*length))?;
            rest = others;
            Some(text)
        })
    }
}

/// A request that is under way.
pub(crate) struct Sent<'o> {
    first: &'o dyn Observer,
    others: Vec<&'o dyn Observer>,
    request: RequestCopy,
}

impl Sent<'_> {
    pub(crate) fn ended(self, answer: Option<&Answer>) {
        let exchange = Exchange {
            request: &self.request,
            answer,
        };
        for observer in [self.first].into_iter().chain(self.others) {
            observer.observe(&exchange);
        }
    }
}
