//! One HTTP exchange, and the files that hold many.

mod ahead;
mod copies;
mod entry;
mod log;
mod mend;
mod ndjson;
mod scanner;
mod unpack;

use std::borrow::Cow;
use std::fmt;
use std::io::{self, Read};

use chrono::{DateTime, Utc};

pub use crate::exchange::ahead::{Ahead, Skipped, read_ahead};
pub use crate::exchange::copies::Copies;
use crate::exchange::log::Log;
pub use crate::exchange::ndjson::write_ndjson;
use crate::exchange::unpack::decompressed;

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
    /// When it began, if that was recorded. Exchanges need not come in this order.
    pub started: Option<DateTime<Utc>>,
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
    /// Whether there was more of a body than is here: it was cut, not recorded, or is in a coding that cannot be undone.
    pub is_cut: bool,
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
    /// Whether headers were recorded: no message has none. What a body is, a HAR tells beside them.
    pub(crate) fn has_headers(&self) -> bool {
        let is_other = |header: &Header<'_>| !header.name.eq_ignore_ascii_case("content-type");
        self.headers.iter().any(is_other)
    }

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
    /// An entry of the HARs in a file, counted from 0, is no exchange.
    Entry(u64, String),
    /// It is in a form that is not read, such as UTF-16.
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

/// Reads every exchange of HARs and NDJSON, compressed by gzip or zstd or not, one at a time.
///
/// # Errors
/// If the input cannot be read up to its end.
pub fn read(input: impl Read, each: impl FnMut(&Exchange<'_>)) -> Result<(), InputError> {
    read_lenient(input, each, Err)
}

/// [`read`] that hands what cannot be read to `unreadable`, and goes on unless that is an error.
///
/// # Errors
/// If `unreadable` answers one, or the input is no log at all.
pub fn read_lenient(
    input: impl Read,
    mut each: impl FnMut(&Exchange<'_>),
    mut unreadable: impl FnMut(InputError) -> Result<(), InputError>,
) -> Result<(), InputError> {
    Log::new(decompressed(input)?, &mut each, &mut unreadable).read()
}
