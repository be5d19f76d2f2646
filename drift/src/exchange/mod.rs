//! One HTTP exchange, and the files that hold many.

mod ahead;
mod har;
mod ndjson;
mod scanner;
mod unpack;

use std::borrow::Cow;
use std::fmt;
use std::io::{self, Read};

pub use crate::exchange::ahead::{Ahead, read_ahead};
pub use crate::exchange::ndjson::write_ndjson;
#[cfg(feature = "program")]
pub(crate) use crate::exchange::unpack::decoded;
use crate::exchange::unpack::{decompressed, with_head};

/// A request with what was answered to it.
#[derive(Clone, Debug, Default)]
pub struct Exchange<'a> {
    /// The method, such as `POST`.
    pub method: Cow<'a, str>,
    /// The whole URL, or the path with its query.
    pub url: Cow<'a, str>,
    /// What was sent.
    pub request: Message<'a>,
    /// The status of the answer; nothing if there was none.
    pub status: Option<u16>,
    /// What was answered.
    pub response: Message<'a>,
    /// Whether the provider sent it by itself; recognised by shape where this is not set.
    pub is_callback: bool,
}

/// Headers and body.
#[derive(Clone, Debug, Default)]
pub struct Message<'a> {
    /// Names and values in their order.
    pub headers: Vec<Header<'a>>,
    /// The body without its content encoding; nothing if it was not recorded.
    pub body: Option<Cow<'a, [u8]>>,
}

/// A header.
#[derive(Clone, Debug)]
pub struct Header<'a> {
    /// In any case.
    pub name: Cow<'a, str>,
    /// As it was sent.
    pub value: Cow<'a, str>,
}

impl Message<'_> {
    /// The first header with a name, which is compared without case.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers
            .find(|header| header.name.eq_ignore_ascii_case(name))
            .map(|header| header.value.as_ref())
    }
}

/// Why an input cannot be read.
#[derive(Debug)]
pub enum InputError {
    /// The file cannot be read.
    Io(io::Error),
    /// A line of NDJSON, counted from 1, is no exchange.
    Line(u64, String),
    /// An entry of a HAR, counted from 0, is no exchange.
    Entry(u64, String),
    /// It is neither a HAR nor NDJSON.
    Format(String),
}

impl fmt::Display for InputError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            InputError::Io(error) => error.fmt(out),
            InputError::Line(line, problem) => write!(out, "line {line}: {problem}"),
            InputError::Entry(entry, problem) => write!(out, "entry {entry} of the HAR: {problem}"),
            InputError::Format(problem) => problem.fmt(out),
        }
    }
}

impl std::error::Error for InputError {}

impl From<io::Error> for InputError {
    fn from(error: io::Error) -> InputError {
        InputError::Io(error)
    }
}

/// Reads every exchange of a HAR 1.2 or of NDJSON, compressed by gzip or zstd or not, one at a time.
///
/// # Errors
/// If the input cannot be read up to its end.
pub fn read(input: impl Read, mut each: impl FnMut(&Exchange<'_>)) -> Result<(), InputError> {
    let (head, input) = with_head(decompressed(input)?)?;
    if is_har(&head) {
        har::read(input, &mut each)
    } else {
        ndjson::read(input, &mut each)
    }
}

/// Whether a text begins with an object whose first field is `log`.
fn is_har(head: &[u8]) -> bool {
    let head = head
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(head)
        .trim_ascii_start();
    let inside = head.strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
    inside.is_some_and(|inside| inside.starts_with(b"\"log\""))
}
