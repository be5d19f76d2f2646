//! HTTP/1.1 as it stands on the wire: where a message ends, and nothing else. What is read is handed on as it is.

use std::io;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

use crate::exchange::Header;

/// A longer head is refused.
const LONGEST_HEAD: usize = 1024 * 1024;

/// The first byte of TLS.
const HANDSHAKE: u8 = 0x16;

/// How much is read at once.
const CHUNK: usize = 16 * 1024;

/// The first line of a message and its headers.
#[derive(Debug)]
pub(super) struct Head {
    /// Without its line break.
    pub(super) first: Vec<u8>,
    pub(super) headers: Vec<Header<'static>>,
    /// All of it, with the empty line at its end.
    pub(super) raw: Vec<u8>,
}

/// Where a body ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Length {
    Bytes(u64),
    Chunked,
    /// With the connection.
    Open,
}

impl Head {
    fn read(raw: &[u8]) -> io::Result<Head> {
        let raw = raw.trim_ascii_start();
        let mut lines = raw.split(|byte| *byte == b'\n').map(without_break);
        let first = lines.next().unwrap_or_default().to_vec();
        let mut headers: Vec<Header<'static>> = Vec::new();
        for line in lines.filter(|line| !line.is_empty()) {
            let text = String::from_utf8_lossy(line);
            match (text.starts_with([' ', '\t']), headers.last_mut()) {
                // A line that goes on, as was once allowed.
                (true, Some(header)) => {
                    let value = header.value.to_mut();
                    value.push(' ');
                    value.push_str(text.trim());
                }
                (false, _) => {
                    let (name, value) = text.split_once(':').ok_or_else(|| wrong("a header"))?;
                    headers.push(Header {
                        name: name.to_owned().into(),
                        value: value.trim().to_owned().into(),
                    });
                }
                (true, None) => return Err(wrong("a header")),
            }
        }
        Ok(Head {
            first,
            headers,
            raw: raw.to_vec(),
        })
    }

    fn values<'h>(&'h self, name: &'h str) -> impl Iterator<Item = &'h str> {
        let headers = self.headers.iter();
        let named = headers.filter(move |header| header.name.eq_ignore_ascii_case(name));
        named.flat_map(|header| header.value.split(',').map(str::trim))
    }

    /// How long the body is where nothing but the headers decides.
    pub(super) fn length(&self) -> io::Result<Option<Length>> {
        if let Some(last) = self.values("transfer-encoding").last() {
            let is_chunked = last.eq_ignore_ascii_case("chunked");
            return Ok(Some(if is_chunked {
                Length::Chunked
            } else {
                Length::Open
            }));
        }
        let mut lengths = self.values("content-length");
        let Some(length) = lengths.next() else {
            return Ok(None);
        };
        let is_number = length.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number || lengths.any(|other| other != length) {
            return Err(wrong("a length"));
        }
        let length = length.parse().map_err(|_| wrong("a length"))?;
        Ok(Some(Length::Bytes(length)))
    }

    /// The status of an answer.
    pub(super) fn status(&self) -> io::Result<u16> {
        // The reason may be in any encoding.
        let mut parts = self.first.split(|byte| *byte == b' ');
        let is_http = parts
            .next()
            .is_some_and(|version| version.starts_with(b"HTTP/1."));
        let status = parts.next().map(std::str::from_utf8);
        let status = status.and_then(|status| status.ok()?.parse().ok());
        let status = status.filter(|status| is_http && (100..=999).contains(status));
        status.ok_or_else(|| wrong("a status line"))
    }

    /// Method and target of a request, which may have characters that no URL has.
    pub(super) fn request(&self) -> io::Result<(&[u8], &[u8])> {
        let is_space = |byte: &u8| *byte == b' ';
        let start = self.first.iter().position(is_space);
        let end = self.first.iter().rposition(is_space);
        let (Some(start), Some(end)) = (start, end) else {
            return Err(wrong("a request line"));
        };
        let target = self.first.get(start + 1..end).unwrap_or_default();
        if !self.first[end + 1..].starts_with(b"HTTP/1.") || target.is_empty() {
            return Err(wrong("a request line"));
        }
        Ok((&self.first[..start], target))
    }
}

fn without_break(line: &[u8]) -> &[u8] {
    line.strip_suffix(b"\r").unwrap_or(line)
}

fn wrong(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("{what} is none"))
}

/// One direction of a connection.
pub(super) struct Source<R> {
    input: R,
    waiting: Vec<u8>,
}

impl<R: AsyncRead + Unpin> Source<R> {
    pub(super) fn new(input: R) -> Source<R> {
        Source {
            input,
            waiting: Vec::new(),
        }
    }

    /// Waits for more; nothing is lost if this is given up. Answers whether there is any.
    pub(super) async fn fill(&mut self) -> io::Result<bool> {
        self.waiting.reserve(CHUNK);
        Ok(self.input.read_buf(&mut self.waiting).await? > 0)
    }

    /// Waits for a head to begin; nothing is lost if this is given up. Answers whether one does before the end.
    pub(super) async fn begins(&mut self) -> bool {
        while self.waiting.iter().all(u8::is_ascii_whitespace) {
            // Empty lines before a head are no part of it.
            self.waiting.clear();
            if !self.fill().await.unwrap_or(false) {
                return false;
            }
        }
        true
    }

    /// Whether what comes is TLS.
    pub(super) fn is_tls(&self) -> bool {
        self.waiting.first() == Some(&HANDSHAKE)
    }

    /// The next head; nothing if the connection ends before it begins. Nothing is lost if this is given up.
    pub(super) async fn head(&mut self) -> io::Result<Option<Head>> {
        let mut from = 0;
        loop {
            if let Some(end) = head_end(&self.waiting, from) {
                let rest = self.waiting.split_off(end);
                let raw = std::mem::replace(&mut self.waiting, rest);
                return Head::read(&raw).map(Some);
            }
            // What is TLS may go on without an end of a head, and wait for an answer.
            if self.waiting.len() > LONGEST_HEAD || self.is_tls() {
                return Err(wrong("so long a head"));
            }
            from = self.waiting.len().saturating_sub(3);
            if !self.fill().await? {
                let is_end = self.waiting.iter().all(u8::is_ascii_whitespace);
                return if is_end { Ok(None) } else { Err(cut()) };
            }
        }
    }

    /// Hands a body on, and its content to `copy`.
    pub(super) async fn body(
        &mut self,
        length: Length,
        out: &mut (impl AsyncWrite + Unpin),
        copy: &mut impl FnMut(&[u8]),
    ) -> io::Result<()> {
        match length {
            Length::Bytes(length) => self.bytes(length, out, copy).await,
            Length::Open => loop {
                let length = self.waiting.len() as u64;
                self.bytes(length, out, copy).await?;
                if !self.fill().await? {
                    return Ok(());
                }
            },
            Length::Chunked => loop {
                let line = self.line(out).await?;
                let size = line.split(|byte| *byte == b';').next().unwrap_or_default();
                let size = std::str::from_utf8(size).unwrap_or_default().trim();
                let size = u64::from_str_radix(size, 16).map_err(|_| wrong("a chunk"))?;
                self.bytes(size, out, copy).await?;
                // After the last chunk come trailers and an empty line, after any other a line break.
                while !self.line(out).await?.is_empty() {
                    if size > 0 {
                        return Err(wrong("a chunk"));
                    }
                }
                if size == 0 {
                    return Ok(());
                }
            },
        }
    }

    /// Hands everything on until the connection ends.
    pub(super) async fn rest(&mut self, out: &mut (impl AsyncWrite + Unpin)) -> io::Result<()> {
        self.body(Length::Open, out, &mut |_| ()).await?;
        out.shutdown().await
    }

    async fn bytes(
        &mut self,
        mut length: u64,
        out: &mut (impl AsyncWrite + Unpin),
        copy: &mut impl FnMut(&[u8]),
    ) -> io::Result<()> {
        while length > 0 {
            if self.waiting.is_empty() && !self.fill().await? {
                return Err(cut());
            }
            let fits = usize::try_from(length).unwrap_or(usize::MAX);
            let part = &self.waiting[..fits.min(self.waiting.len())];
            copy(part);
            out.write_all(part).await?;
            out.flush().await?;
            length -= part.len() as u64;
            let part = part.len();
            self.waiting.drain(..part);
        }
        Ok(())
    }

    /// Hands a line on, and returns it without its break.
    async fn line(&mut self, out: &mut (impl AsyncWrite + Unpin)) -> io::Result<Vec<u8>> {
        loop {
            if let Some(end) = memchr::memchr(b'\n', &self.waiting) {
                let line: Vec<_> = self.waiting.drain(..=end).collect();
                out.write_all(&line).await?;
                out.flush().await?;
                return Ok(without_break(&line[..end]).to_vec());
            }
            if self.waiting.len() > CHUNK {
                return Err(wrong("a chunk"));
            }
            if !self.fill().await? {
                return Err(cut());
            }
        }
    }
}

fn cut() -> io::Error {
    io::ErrorKind::UnexpectedEof.into()
}

/// The end of the empty line that ends a head. Empty lines before it are no part of it.
fn head_end(bytes: &[u8], from: usize) -> Option<usize> {
    let start = bytes.iter().position(|byte| !byte.is_ascii_whitespace())?;
    let from = from.max(start);
    let mut breaks = memchr::memchr_iter(b'\n', &bytes[from..]).map(|at| from + at);
    breaks.find_map(|at| match bytes[at + 1..] {
        [b'\n', ..] => Some(at + 2),
        [b'\r', b'\n', ..] => Some(at + 3),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(raw: &str) -> Head {
        Head::read(raw.as_bytes()).unwrap()
    }

    #[test]
    fn lengths() {
        for (raw, length) in [
            ("A\r\nContent-Length: 5\r\n\r\n", Some(Length::Bytes(5))),
            (
                "A\nContent-Length: 5, 5\ncontent-length: 5\n\n",
                Some(Length::Bytes(5)),
            ),
            (
                "A\r\nTransfer-Encoding: gzip, Chunked\r\nContent-Length: 5\r\n\r\n",
                Some(Length::Chunked),
            ),
            ("A\r\nTransfer-Encoding: gzip\r\n\r\n", Some(Length::Open)),
            ("A\r\n\r\n", None),
        ] {
            assert_eq!(head(raw).length().unwrap(), length, "{raw}");
        }
        for raw in [
            "A\r\nContent-Length: 5, 6\r\n\r\n",
            "A\r\nContent-Length: -1\r\n\r\n",
            "A\r\nContent-Length: +1\r\n\r\n",
        ] {
            assert!(head(raw).length().is_err(), "{raw}");
        }
    }

    #[test]
    fn first_lines() {
        let line = |raw: &str| {
            let head = head(raw);
            let request = head.request().map(|(method, target)| {
                let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
                (text(method), text(target))
            });
            request.ok()
        };
        let target = "/a?b=[\"c\", \"d\"]";
        assert_eq!(
            line(&format!("GET {target} HTTP/1.1\r\n\r\n")),
            Some(("GET".into(), target.into()))
        );
        for wrong in [
            "GET /a\r\n\r\n",
            "GET  HTTP/1.1\r\n\r\n",
            "GET /a HTTP/2\r\n\r\n",
            "\r\n",
        ] {
            assert_eq!(line(wrong), None, "{wrong}");
        }
        assert_eq!(head("HTTP/1.1 200 OK\r\n\r\n").status().unwrap(), 200);
        for wrong in ["HTTP/1.1 20\r\n\r\n", "HTTP/2 200\r\n\r\n", "hello\r\n\r\n"] {
            assert!(head(wrong).status().is_err(), "{wrong}");
        }
    }

    #[tokio::test]
    async fn bodies_pass_as_they_are() {
        let chunked = "5;a=b\r\nhello\r\n1\r\n!\r\n0\r\nX-Trailer: 1\r\n\r\n";
        for (length, raw, content) in [
            (Length::Chunked, chunked, "hello!"),
            (Length::Bytes(5), "hello", "hello"),
            (Length::Open, "hello", "hello"),
        ] {
            let (mut out, mut copied) = (Vec::new(), Vec::new());
            let mut source = Source::new(raw.as_bytes());
            let mut copy = |part: &[u8]| copied.extend_from_slice(part);
            source.body(length, &mut out, &mut copy).await.unwrap();
            assert_eq!(String::from_utf8_lossy(&out), raw);
            assert_eq!(String::from_utf8_lossy(&copied), content);
        }
        for (length, raw) in [
            (Length::Chunked, "5\r\nhel"),
            (Length::Chunked, "5\r\nhelloX\r\n0\r\n\r\n"),
            (Length::Chunked, "x\r\n"),
            (Length::Chunked, "0\r\n"),
            (Length::Bytes(9), "hello"),
        ] {
            let mut source = Source::new(raw.as_bytes());
            let body = source.body(length, &mut Vec::new(), &mut |_| ()).await;
            assert!(body.is_err(), "{raw}");
        }
    }

    #[tokio::test]
    async fn heads_end_with_an_empty_line() {
        let mut source =
            Source::new(&b"\r\nGET / HTTP/1.1\r\nA: b\r\n c\r\n\r\nGET /2 HTTP/1.1\n\n"[..]);
        let first = source.head().await.unwrap().unwrap();
        assert_eq!(first.headers[0].value, "b c");
        let second = source.head().await.unwrap().unwrap();
        assert_eq!(second.request().unwrap().1, b"/2");
        assert!(source.head().await.unwrap().is_none());
        assert!(Source::new(&b"GET / HT"[..]).head().await.is_err());
    }
}
