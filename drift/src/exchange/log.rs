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
        let Err(problem) = self.exchange(Scanner::rest_of_line) else {
            return Ok(());
        };
        (self.unreadable)(InputError::Line(line, problem))?;
        Ok(self.scanner.skip_line()?)
    }

    /// Reads every entry of `log.entries`.
    fn har(&mut self) -> Result<(), InputError> {
        let mut has_entries = false;
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
            return Err(InputError::Format("the HAR has no log.entries".to_owned()));
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
        let text = |error: &dyn std::fmt::Display| error.to_string();
        self.scanner.peek().map_err(|error| text(&error))?;
        loop {
            let window = self.scanner.window();
            let mut entries = Deserializer::from_slice(window).into_iter::<Entry<'_>>();
            match entries.next() {
                Some(Ok(entry)) => {
                    (self.each)(&entry.into_exchange()?);
                    let length = entries.byte_offset();
                    self.scanner.skip(length);
                    return Ok(());
                }
                Some(Err(error)) if !error.is_eof() => {
                    let raw = extent(&mut self.scanner).map_err(|_| text(&error))?;
                    let length = raw.len();
                    let Cow::Owned(mended) = mended(raw) else {
                        return Err(text(&error));
                    };
                    let entry = serde_json::from_str::<Entry<'_>>(&mended);
                    (self.each)(&entry.map_err(|error| text(&error))?.into_exchange()?);
                    self.scanner.skip(length);
                    return Ok(());
                }
                _ => {}
            }
            if !self.scanner.grow().map_err(|error| text(&error))? {
                return Err("the file ends within it".to_owned());
            }
        }
    }
}
