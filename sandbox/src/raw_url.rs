//! URLs with characters that no URL may have: the documents print `statuses=["SETTLED","EXPIRED"]`, and curl sends it
//! as it stands. The HTTP library would refuse it.

use std::io::{self, Cursor};
use std::mem::MaybeUninit;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};

use percent_encoding::{AsciiSet, percent_encode};
use tokio::io::{AsyncRead, ReadBuf};

/// What a request line can hold, and [`http::Uri`](axum::http::Uri) refuses in a path or in a query.
const REFUSED: &AsciiSet = &AsciiSet::EMPTY.add(b'"').add(b'<').add(b'>').add(b'`');

/// A request line is looked for in so many bytes.
const ROOM: usize = 4096;

/// Requests, with such characters percent-encoded in the line that each begins with. Nothing else is changed: a text in a
/// body may look like such a line.
pub(crate) struct Encoded<R> {
    inner: R,
    /// Whether what comes next begins a request: at first, and again whenever the server sets it after an answer.
    begins: Arc<AtomicBool>,
    /// What has come, and is not read yet.
    waiting: Cursor<Vec<u8>>,
}

impl<R> Encoded<R> {
    pub(crate) fn new(inner: R, begins: Arc<AtomicBool>) -> Encoded<R> {
        Encoded {
            inner,
            begins,
            waiting: Cursor::default(),
        }
    }
}

impl<R> Encoded<R> {
    /// What was read, if it had to be changed.
    fn changed(&self, read: &[u8]) -> Option<Vec<u8>> {
        if read.is_empty() || !self.begins.swap(false, Ordering::Relaxed) {
            return None;
        }
        encoded(read)
    }
}

impl<R: AsyncRead + Unpin> AsyncRead for Encoded<R> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.waiting.position() < self.waiting.get_ref().len() as u64 {
            return Pin::new(&mut self.waiting).poll_read(context, buffer);
        }
        if buffer.remaining() >= ROOM {
            let before = buffer.filled().len();
            ready!(Pin::new(&mut self.inner).poll_read(context, buffer))?;
            let Some(encoded) = self.changed(&buffer.filled()[before..]) else {
                return Poll::Ready(Ok(()));
            };
            buffer.set_filled(before);
            self.waiting = Cursor::new(encoded);
        } else {
            // The library asks for a few bytes only, to tell HTTP/1 from HTTP/2.
            let mut space = [MaybeUninit::uninit(); ROOM];
            let mut read = ReadBuf::uninit(&mut space);
            ready!(Pin::new(&mut self.inner).poll_read(context, &mut read))?;
            let encoded = self.changed(read.filled());
            self.waiting = Cursor::new(encoded.unwrap_or_else(|| read.filled().to_vec()));
        }
        Pin::new(&mut self.waiting).poll_read(context, buffer)
    }
}

/// What was read with its first line encoded, if that is a request line that needs it.
fn encoded(read: &[u8]) -> Option<Vec<u8>> {
    if !read.first()?.is_ascii_uppercase() {
        return None;
    }
    let end = read.iter().position(|byte| *byte == b'\n')?;
    let (line, rest) = read.split_at(end);
    if !line.iter().any(|byte| b"\"<>`".contains(byte)) {
        return None;
    }
    let parts: Vec<_> = line.split(|byte| *byte == b' ').collect();
    let [method, target, version] = parts[..] else {
        return None;
    };
    if !version.starts_with(b"HTTP/1.") {
        return None;
    }
    let target = percent_encode(target, REFUSED).to_string();
    Some([method, b" ", target.as_bytes(), b" ", version, rest].concat())
}

#[cfg(test)]
mod tests {
    use tokio::io::AsyncReadExt;

    use super::*;

    #[test]
    fn only_what_would_be_refused_is_encoded() {
        for (read, expected) in [
            (
                "GET /v2/invoices?statuses=[\"PAID\"]&a=<%22> HTTP/1.1\r\nA: \"b\"\r\n\r\n\"<>\n",
                "GET /v2/invoices?statuses=[%22PAID%22]&a=%3C%22%3E HTTP/1.1\r\nA: \"b\"\r\n\r\n\"<>\n",
            ),
            ("GET /`a` HTTP/1.0\n\n", "GET /%60a%60 HTTP/1.0\n\n"),
        ] {
            assert_eq!(encoded(read.as_bytes()).unwrap(), expected.as_bytes());
        }
        for read in [
            "GET /expire!?a=[b]{c}|d|\\^'é+%20 HTTP/1.1\r\n\r\n",
            "GET /a \"b\" HTTP/1.1\r\n",
            "GET /\"a\" is not a request line\r\n",
            "GET /\"a\" HTTP/1.1",
            "{\"a\": \"GET /\\\"b\\\" HTTP/1.1\"}\n",
            "",
        ] {
            assert_eq!(encoded(read.as_bytes()), None, "{read}");
        }
    }

    #[tokio::test]
    async fn it_is_read_in_pieces_too() {
        for (sent, expected) in [
            ("GET /\"\" HTTP/1.1\r\n\r\n", "GET /%22%22 HTTP/1.1\r\n\r\n"),
            ("GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\n\r\n"),
        ] {
            let mut requests = Encoded::new(sent.as_bytes(), Arc::new(true.into()));
            let mut first = [0; 8];
            requests.read_exact(&mut first).await.unwrap();
            let mut all = first.to_vec();
            requests.read_to_end(&mut all).await.unwrap();
            assert_eq!(all, expected.as_bytes());

            let mut requests = Encoded::new(sent.as_bytes(), Arc::new(true.into()));
            let mut all = [0; 2 * ROOM];
            let length = requests.read(&mut all).await.unwrap();
            assert_eq!(&all[..length], expected.as_bytes());
        }
    }

    #[tokio::test]
    async fn a_body_is_as_it_was_sent() {
        let begins = Arc::new(AtomicBool::new(true));
        let sent = "GET /\"\" HTTP/1.1\r\n";
        let mut requests = Encoded::new(sent.as_bytes().chain(sent.as_bytes()), begins.clone());
        let mut read = [0; 2 * ROOM];
        let head = requests.read(&mut read).await.unwrap();
        assert_eq!(&read[..head], b"GET /%22%22 HTTP/1.1\r\n");
        let body = requests.read(&mut read).await.unwrap();
        assert_eq!(&read[..body], sent.as_bytes());
    }
}
