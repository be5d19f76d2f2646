//! Copies of exchanges, one after the other in one buffer, for another thread.
//!
//! A copy costs little more than its bytes: what a thread allocates for another one to free is several times as dear.

use std::borrow::Cow;
use std::iter;

use chrono::{DateTime, Utc};

use crate::exchange::{Exchange, Header, Message};

/// Copies of exchanges, in the order in which they were made.
#[derive(Debug, Default)]
pub struct Copies(Vec<u8>);

/// A message that is to be copied.
#[derive(Debug)]
pub struct Parts<'p, H> {
    /// Names and values.
    pub headers: H,
    /// Nothing if it was not recorded.
    pub body: Option<&'p [u8]>,
    /// See [`Message::is_cut`].
    pub is_cut: bool,
}

impl Copies {
    /// Copies an exchange.
    pub fn push(&mut self, exchange: &Exchange<'_>) {
        let (request, response) = (parts(&exchange.request), parts(&exchange.response));
        let (method, url) = (exchange.method.as_bytes(), exchange.url.as_bytes());
        self.push_parts(method, url, request, exchange.status, response);
        self.number(u64::from(exchange.is_callback));
        self.time(exchange.started);
    }

    /// Copies an exchange that a client had, unless all copies would then take more than `limit` bytes.
    pub fn push_within<'p>(
        &mut self,
        limit: usize,
        method: &[u8],
        url: &[u8],
        request: Parts<'p, impl Iterator<Item = (&'p [u8], &'p [u8])>>,
        status: Option<u16>,
        response: Parts<'p, impl Iterator<Item = (&'p [u8], &'p [u8])>>,
    ) -> bool {
        let before = self.0.len();
        self.push_parts(method, url, request, status, response);
        self.number(0);
        self.time(None);
        let fits = self.0.len() <= limit;
        if !fits {
            self.0.truncate(before);
        }
        fits
    }

    /// The exchanges. What is no UTF-8 of their heads is replaced.
    pub fn iter(&self) -> impl Iterator<Item = Exchange<'_>> {
        let mut rest = Reader(&self.0);
        iter::from_fn(move || (!rest.0.is_empty()).then(|| rest.exchange()))
    }

    /// How many bytes the copies take.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Forgets all of them. Of the memory it keeps some times what they took: new memory is dear.
    pub fn clear(&mut self) {
        let kept = self.0.len().saturating_mul(4);
        self.0.clear();
        self.0.shrink_to(kept);
    }

    fn push_parts<'p>(
        &mut self,
        method: &[u8],
        url: &[u8],
        request: Parts<'p, impl Iterator<Item = (&'p [u8], &'p [u8])>>,
        status: Option<u16>,
        response: Parts<'p, impl Iterator<Item = (&'p [u8], &'p [u8])>>,
    ) {
        self.text(method);
        self.text(url);
        self.message(request);
        self.number(status.map_or(0, u64::from));
        self.message(response);
    }

    fn message<'p>(&mut self, message: Parts<'p, impl Iterator<Item = (&'p [u8], &'p [u8])>>) {
        for (name, value) in message.headers {
            // 0 ends them.
            self.number(name.len() as u64 + 1);
            self.0.extend_from_slice(name);
            self.text(value);
        }
        self.number(0);
        let is_cut = u64::from(message.is_cut);
        self.number(is_cut << 1 | u64::from(message.body.is_some()));
        self.text(message.body.unwrap_or_default());
    }

    fn time(&mut self, time: Option<DateTime<Utc>>) {
        self.number(u64::from(time.is_some()));
        if let Some(time) = time {
            self.number(time.timestamp().cast_unsigned());
            self.number(time.timestamp_subsec_nanos().into());
        }
    }

    /// Seven bits a byte, the lowest first: most numbers are small.
    #[allow(clippy::cast_possible_truncation)] // of what is below 128, or but the lowest bits are meant
    #[inline]
    fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.0.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }

    fn text(&mut self, text: &[u8]) {
        self.number(text.len() as u64);
        self.0.extend_from_slice(text);
    }
}

fn parts<'m>(message: &'m Message<'_>) -> Parts<'m, impl Iterator<Item = (&'m [u8], &'m [u8])>> {
    let headers = message.headers.iter();
    Parts {
        headers: headers.map(|header| (header.name.as_bytes(), header.value.as_bytes())),
        body: message.body.as_deref(),
        is_cut: message.is_cut,
    }
}

/// Reads what [`Copies`] wrote. What is not there is read as nothing.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn exchange(&mut self) -> Exchange<'a> {
        Exchange {
            method: self.words(),
            url: self.words(),
            request: self.message(),
            status: u16::try_from(self.number()).ok().filter(|code| *code != 0),
            response: self.message(),
            is_callback: self.is_so(),
            started: self.time(),
        }
    }

    fn message(&mut self) -> Message<'a> {
        let mut headers = Vec::new();
        while let Some(length) = self.number().checked_sub(1) {
            headers.push(Header {
                name: String::from_utf8_lossy(self.bytes(length)),
                value: self.words(),
            });
        }
        let flags = self.number();
        let (is_cut, has_body) = (flags & 2 != 0, flags & 1 != 0);
        let body = self.text();
        Message {
            headers,
            body: has_body.then_some(Cow::Borrowed(body)),
            is_cut,
        }
    }

    fn time(&mut self) -> Option<DateTime<Utc>> {
        if !self.is_so() {
            return None;
        }
        let seconds = self.number().cast_signed();
        let nanoseconds = u32::try_from(self.number()).ok()?;
        DateTime::from_timestamp(seconds, nanoseconds)
    }

    fn is_so(&mut self) -> bool {
        self.number() == 1
    }

    fn words(&mut self) -> Cow<'a, str> {
        String::from_utf8_lossy(self.text())
    }

    fn number(&mut self) -> u64 {
        let mut number = 0;
        for bits in (0..u64::BITS).step_by(7) {
            let Some((byte, rest)) = self.0.split_first() else {
                break;
            };
            self.0 = rest;
            number |= u64::from(byte & 0x7f) << bits;
            if byte & 0x80 == 0 {
                break;
            }
        }
        number
    }

    fn text(&mut self) -> &'a [u8] {
        let length = self.number();
        self.bytes(length)
    }

    fn bytes(&mut self, length: u64) -> &'a [u8] {
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        let (text, rest) = self.0.split_at_checked(length).unwrap_or((self.0, &[]));
        self.0 = rest;
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_are_as_what_was_copied() {
        let header = |name: &'static str, value: &'static str| Header {
            name: name.into(),
            value: value.into(),
        };
        let full = Exchange {
            method: "POST".into(),
            url: "https://api.example/a?b=c".into(),
            request: Message {
                headers: vec![header("A", "1"), header("", ""), header("A", "é")],
                body: Some(Cow::Borrowed(b"\xff{}")),
                is_cut: true,
            },
            status: Some(201),
            response: Message {
                body: Some(Cow::Borrowed(b"")),
                ..Message::default()
            },
            started: DateTime::from_timestamp(-7, 123_456_789),
            is_callback: true,
        };
        let mut copies = Copies::default();
        let all = [full, Exchange::default()];
        for exchange in &all {
            copies.push(exchange);
        }
        let read: Vec<_> = copies.iter().map(|copy| format!("{copy:?}")).collect();
        assert_eq!(read, all.map(|exchange| format!("{exchange:?}")));
        let length = copies.len();
        let nothing = || Parts {
            headers: iter::empty(),
            body: None,
            is_cut: false,
        };
        assert!(!copies.push_within(length, b"GET", b"/", nothing(), None, nothing()));
        assert_eq!((copies.len(), copies.iter().count()), (length, 2));
        assert!(copies.push_within(2 * length, b"GET", b"/", nothing(), None, nothing()));
        assert_eq!(copies.iter().count(), 3);
        copies.clear();
        assert!(copies.is_empty() && copies.iter().next().is_none());
    }
}
