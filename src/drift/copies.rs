//! Copies of exchanges, one after the other in one buffer.
//!
//! A copy costs the call that makes it little more than the bytes: what a thread allocates for another one to free is
//! several times as dear.

use std::borrow::Cow;
use std::iter;

use bayar_drift::exchange::{Exchange, Header, Message};

use crate::observer;

#[derive(Default)]
pub(super) struct Copies(Vec<u8>);

impl Copies {
    /// Copies an exchange, unless all of them would then take more than `limit` bytes.
    pub(super) fn push(&mut self, exchange: &observer::Exchange<'_>, limit: usize) -> bool {
        let before = self.0.len();
        self.text(exchange.method().as_str().as_bytes());
        self.text(exchange.url().as_bytes());
        for (name, value) in exchange.request_headers() {
            self.text(name.as_bytes());
            self.text(value);
        }
        self.text(b"");
        self.text(exchange.request_body());
        match (
            exchange.status(),
            exchange.response_headers(),
            exchange.response_body(),
        ) {
            (Some(status), Some(headers), Some(body)) => {
                self.number(status.into());
                for (name, value) in headers {
                    self.text(name.as_str().as_bytes());
                    self.text(value.as_bytes());
                }
                self.text(b"");
                self.text(body);
            }
            _ => self.number(0),
        }
        let fits = self.0.len() <= limit;
        if !fits {
            self.0.truncate(before);
        }
        fits
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = Exchange<'_>> {
        let mut rest = Reader(&self.0);
        iter::from_fn(move || (!rest.0.is_empty()).then(|| rest.exchange()))
    }

    /// Forgets all of them. Of the memory it keeps some times what they took: new memory is dear.
    pub(super) fn clear(&mut self) {
        let kept = self.0.len().saturating_mul(4);
        self.0.clear();
        self.0.shrink_to(kept);
    }

    fn number(&mut self, number: u64) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    fn text(&mut self, text: &[u8]) {
        self.number(text.len() as u64);
        self.0.extend_from_slice(text);
    }
}

/// Reads what [`Copies`] wrote. What is not there is read as nothing.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn exchange(&mut self) -> Exchange<'a> {
        let method = String::from_utf8_lossy(self.text());
        let url = String::from_utf8_lossy(self.text());
        let request = self.message();
        let status = u16::try_from(self.number()).ok().filter(|code| *code != 0);
        let response = status.map(|_| self.message()).unwrap_or_default();
        Exchange {
            method,
            url,
            request,
            status,
            response,
            ..Exchange::default()
        }
    }

    fn message(&mut self) -> Message<'a> {
        let mut headers = Vec::new();
        loop {
            let name = self.text();
            // An empty one ends them.
            if name.is_empty() {
                break;
            }
            headers.push(Header {
                name: String::from_utf8_lossy(name),
                value: String::from_utf8_lossy(self.text()),
            });
        }
        Message {
            headers,
            body: Some(Cow::Borrowed(self.text())),
            ..Message::default()
        }
    }

    fn number(&mut self) -> u64 {
        let (number, rest) = self.0.split_first_chunk().unwrap_or((&[0; 8], &[]));
        self.0 = rest;
        u64::from_le_bytes(*number)
    }

    fn text(&mut self) -> &'a [u8] {
        let length = usize::try_from(self.number()).unwrap_or(usize::MAX);
        let (text, rest) = self.0.split_at_checked(length).unwrap_or((self.0, &[]));
        self.0 = rest;
        text
    }
}
