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

/// What is said of a copy before its texts, a bit each.
const FLAGS: usize = 6;

impl Copies {
    /// Copies an exchange.
    pub fn push(&mut self, exchange: &Exchange<'_>) {
        let (request, response) = (&exchange.request, &exchange.response);
        let flags = [
            request.body.is_some(),
            request.is_cut,
            response.body.is_some(),
            response.is_cut,
            exchange.is_callback,
            exchange.started.is_some(),
        ];
        self.begin(flags, exchange.status);
        self.text(exchange.method.as_bytes());
        self.texts([exchange.url.as_bytes()].into_iter().chain(texts(request)));
        self.text(request.body.as_deref().unwrap_or_default());
        self.texts(texts(response));
        self.text(response.body.as_deref().unwrap_or_default());
        if let Some(time) = exchange.started {
            let seconds = time.timestamp().to_le_bytes();
            let nanoseconds = time.timestamp_subsec_nanos().to_le_bytes();
            self.0.extend_from_slice(&seconds);
            self.0.extend_from_slice(&nanoseconds);
        }
    }

    /// Copies an exchange that a client had, unless all copies would then take more than `limit` bytes.
    ///
    /// `head` are the URL, and the name and value of each header of the request, each after its length, a `usize` in
    /// little-endian: a client keeps no more of a request that is under way, and who copies it need not look into it.
    /// The answer is its status, headers and body.
    pub fn push_within<'h>(
        &mut self,
        limit: usize,
        method: &[u8],
        head: &[u8],
        body: &[u8],
        answer: Option<(u16, impl Iterator<Item = [&'h [u8]; 2]>, &[u8])>,
    ) -> bool {
        let before = self.0.len();
        let flags = [true, false, answer.is_some(), false, false, false];
        self.begin(flags, answer.as_ref().map(|answer| answer.0));
        self.text(method);
        self.text(head);
        self.text(body);
        if let Some((_, headers, body)) = answer {
            self.texts(headers.flatten());
            self.text(body);
        } else {
            self.text(&[]);
            self.text(&[]);
        }
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

    fn begin(&mut self, flags: [bool; FLAGS], status: Option<u16>) {
        let flags = flags
            .iter()
            .fold(0, |bits, flag| bits << 1 | u8::from(*flag));
        self.0.push(flags);
        self.0
            .extend_from_slice(&status.unwrap_or_default().to_le_bytes());
    }

    fn text(&mut self, text: &[u8]) {
        self.0.extend_from_slice(&text.len().to_le_bytes());
        self.0.extend_from_slice(text);
    }

    /// Texts as one.
    fn texts<'t>(&mut self, texts: impl Iterator<Item = &'t [u8]>) {
        self.text(&[]);
        let start = self.0.len();
        texts.for_each(|text| self.text(text));
        let length = (self.0.len() - start).to_le_bytes();
        self.0[start - length.len()..start].copy_from_slice(&length);
    }
}

/// Names and values of the headers of a message.
fn texts<'m>(message: &'m Message<'_>) -> impl Iterator<Item = &'m [u8]> {
    let headers = message.headers.iter();
    headers.flat_map(|header| [header.name.as_bytes(), header.value.as_bytes()])
}

/// Most texts are UTF-8, which is found out faster than what of them is none.
fn words(text: &[u8]) -> Cow<'_, str> {
    std::str::from_utf8(text).map_or_else(|_| String::from_utf8_lossy(text), Cow::Borrowed)
}

/// Reads what [`Copies`] wrote. What is not there is read as nothing.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn exchange(&mut self) -> Exchange<'a> {
        let [flags] = self.array();
        let [
            has_request_body,
            is_request_cut,
            has_response_body,
            is_response_cut,
            is_callback,
            has_time,
        ] = std::array::from_fn(|bit| flags & 1 << (FLAGS - 1 - bit) != 0);
        let status = u16::from_le_bytes(self.array());
        let method = words(self.text());
        let mut head = Reader(self.text());
        Exchange {
            method,
            url: words(head.text()),
            request: self.message(head, has_request_body, is_request_cut),
            status: Some(status).filter(|status| *status != 0),
            response: {
                let headers = Reader(self.text());
                self.message(headers, has_response_body, is_response_cut)
            },
            is_callback,
            started: has_time.then(|| self.time()).flatten(),
        }
    }

    /// The body, with headers that were read already.
    fn message(&mut self, mut headers: Reader<'a>, has_body: bool, is_cut: bool) -> Message<'a> {
        let headers = iter::from_fn(|| {
            (!headers.0.is_empty()).then(|| Header {
                name: words(headers.text()),
                value: words(headers.text()),
            })
        });
        let headers = headers.collect();
        let body = self.text();
        Message {
            headers,
            body: has_body.then_some(Cow::Borrowed(body)),
            is_cut,
        }
    }

    fn time(&mut self) -> Option<DateTime<Utc>> {
        let seconds = i64::from_le_bytes(self.array());
        DateTime::from_timestamp(seconds, u32::from_le_bytes(self.array()))
    }

    fn text(&mut self) -> &'a [u8] {
        let length = usize::from_le_bytes(self.array());
        let (text, rest) = self.0.split_at_checked(length).unwrap_or((self.0, &[]));
        self.0 = rest;
        text
    }

    fn array<const N: usize>(&mut self) -> [u8; N] {
        let (array, rest) = self.0.split_first_chunk().unwrap_or((&[0; N], &[]));
        self.0 = rest;
        *array
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
        let mut push = |limit| {
            let head = [&1_usize.to_le_bytes()[..], b"/"].concat();
            let answer = (204, iter::empty(), &b""[..]);
            copies.push_within(limit, b"GET", &head, b"", Some(answer))
        };
        assert!(!push(length));
        assert!(push(2 * length));
        let read: Vec<_> = copies.iter().collect();
        assert_eq!(
            (read.len(), &*read[2].method, &*read[2].url),
            (3, "GET", "/")
        );
        assert_eq!(read[2].status, Some(204));
        copies.clear();
        assert!(copies.is_empty() && copies.iter().next().is_none());
    }
}
