//! A log as it is written: HARs, exchanges, or both, one text of JSON after the other.

use std::borrow::Cow;
use std::io::{self, Read};

use serde_json::Deserializer;

use crate::exchange::entry::Entry;
use crate::exchange::mend::mended;
use crate::exchange::scanner::Scanner;
use crate::exchange::{Exchange, InputError};

/// Told of what cannot be read; an error ends the reading.
pub(crate) type OnUnreadable<'f> = dyn FnMut(InputError) -> Result<(), InputError> + 'f;

/// Reads a log.
pub(crate) struct Log<'f, R> {
    scanner: Scanner<R>,
    /// The entries of HARs so far.
    entries: u64,
    each: &'f mut dyn FnMut(&Exchange<'_>),
    unreadable: &'f mut OnUnreadable<'f>,
}

impl<'f, R: Read> Log<'f, R> {
    pub(crate) fn new(
        input: R,
        each: &'f mut dyn FnMut(&Exchange<'_>),
        unreadable: &'f mut OnUnreadable<'f>,
    ) -> Log<'f, R> {
        Log {
            scanner: Scanner::new(input),
            entries: 0,
            each,
            unreadable,
        }
    }

    pub(crate) fn read(mut self) -> Result<(), InputError> {
        let result = self.texts();
        match result {
            // The rest of a file that is broken is lost; one that cannot be read at all is another matter.
            Err(InputError::Io(error)) if error.raw_os_error().is_none() => {
                let line = self.scanner.line();
                (self.unreadable)(InputError::Line(line, error.to_string()))
            }
            other => other,
        }
    }

    fn texts(&mut self) -> Result<(), InputError> {
        const FIELDS: &[&[u8]] = &[b"request", b"response", b"callback"];
        while let Some(first) = self.scanner.next_text()? {
            if first == b'{' && self.scanner.has_field(b"log", FIELDS).unwrap_or(false) {
                self.har()?;
            } else {
                self.line()?;
            }
        }
        Ok(())
    }

    /// Reads an exchange, which is mostly a line.
    fn line(&mut self) -> Result<(), InputError> {
        let line = self.scanner.line();
        let Err(problem) = self.exchange(Scanner::value_of_line) else {
            return Ok(());
        };
        (self.unreadable)(InputError::Line(line, problem))?;
        match self.scanner.value_of_line().map(<[u8]>::len) {
            Ok(length @ 1..) => self.scanner.skip(length),
            _ => self.scanner.skip_line()?,
        }
        Ok(())
    }

    /// Reads every entry of `log.entries`.
    fn har(&mut self) -> Result<(), InputError> {
        let mut has_entries = false;
        let line = self.scanner.line();
        self.scanner.expect(b'{')?;
        while self.find(b"\"log\"")? {
            if !self.scanner.take(b'{')? {
                self.scanner.skip_value()?;
                continue;
            }
            while self.find(b"\"entries\"")? {
                has_entries = true;
                if self.scanner.take(b'[')? {
                    self.entries()?;
                } else {
                    self.scanner.skip_value()?;
                }
            }
            self.scanner.expect(b'}')?;
        }
        self.scanner.expect(b'}')?;
        if !has_entries {
            let problem = "the HAR has no log.entries".to_owned();
            (self.unreadable)(InputError::Line(line, problem))?;
        }
        Ok(())
    }

    fn entries(&mut self) -> Result<(), InputError> {
        if self.scanner.take(b']')? {
            return Ok(());
        }
        loop {
            let number = self.entries;
            self.entries += 1;
            if let Err(problem) = self.exchange(Scanner::value) {
                (self.unreadable)(InputError::Entry(number, problem))?;
                self.scanner.skip_value()?;
            }
            if !self.scanner.take(b',')? {
                return Ok(self.scanner.expect(b']')?);
            }
        }
    }

    /// Moves to the value of a field of an object, from its beginning or from the end of another field's value.
    fn find(&mut self, name: &[u8]) -> Result<bool, InputError> {
        self.scanner.take(b',')?;
        while self.scanner.peek()? == Some(b'"') {
            let is_it = self.scanner.value()? == name;
            self.scanner.skip_value()?;
            self.scanner.expect(b':')?;
            if is_it {
                return Ok(true);
            }
            self.scanner.skip_value()?;
            if !self.scanner.take(b',')? {
                break;
            }
        }
        Ok(false)
    }

    /// Reads an exchange and moves over it, or stays. It is parsed right away, and anew with more of the text where that
    /// ends too early: to look for the end first would take as long.
    fn exchange(&mut self, extent: fn(&mut Scanner<R>) -> io::Result<&[u8]>) -> Result<(), String> {
        self.scanner.peek().map_err(|error| error.to_string())?;
        loop {
            let window = self.scanner.window();
            // Of a number that ends here more may follow, which is no end for the parser.
            let may_go_on = matches!(window.last(), Some(b'-' | b'+' | b'.' | b'e' | b'E'));
            let mut entries = Deserializer::from_slice(window).into_iter::<Entry<'_>>();
            let problem = match entries.next() {
                Some(Ok(entry)) => {
                    (self.each)(&entry.into_exchange()?);
                    let length = entries.byte_offset();
                    self.scanner.skip(length);
                    return Ok(());
                }
                Some(Err(error)) if !error.is_eof() => Some(without_values(&error)),
                _ => None,
            };
            let has_grown = if problem.is_none() || may_go_on {
                self.scanner.grow().map_err(|error| error.to_string())?
            } else {
                false
            };
            if has_grown {
                continue;
            }
            let problem = problem.ok_or("the file ends within it")?;
            let Ok(raw) = extent(&mut self.scanner) else {
                return Err(problem);
            };
            let length = raw.len();
            let Cow::Owned(mended) = mended(raw) else {
                return Err(problem);
            };
            let entry = serde_json::from_str::<Entry<'_>>(&mended);
            (self.each)(
                &entry
                    .map_err(|error| without_values(&error))?
                    .into_exchange()?,
            );
            self.scanner.skip(length);
            return Ok(());
        }
    }
}

/// An error without what was found, which may be a secret.
fn without_values(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.rsplit_once(", expected ") {
        Some((found, expected)) => {
            let kind = found.split(['"', '`']).next().unwrap_or_default();
            format!("{}, expected {expected}", kind.trim_end())
        }
        None => text,
    }
}
