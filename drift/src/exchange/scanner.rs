//! Walks through JSON of any length and hands out the values that are wanted, one at a time.

use std::io::{self, Read};
use std::ops::Range;

/// How much is read at once.
const CHUNK: usize = 256 * 1024;

/// A window on a text, that moves on and grows to the longest value that was asked for.
pub(crate) struct Scanner<R> {
    input: R,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
}

impl<R: Read> Scanner<R> {
    pub(crate) fn new(input: R) -> Scanner<R> {
        Scanner {
            input,
            buffer: Vec::new(),
            start: 0,
            end: 0,
        }
    }

    /// The next byte that is no white space.
    pub(crate) fn peek(&mut self) -> io::Result<Option<u8>> {
        loop {
            match self.byte(0)? {
                Some(b' ' | b'\t' | b'\r' | b'\n') => self.start += 1,
                other => return Ok(other),
            }
        }
    }

    /// Moves over a byte if it comes next.
    pub(crate) fn take(&mut self, byte: u8) -> io::Result<bool> {
        let is_next = self.peek()? == Some(byte);
        self.start += usize::from(is_next);
        Ok(is_next)
    }

    /// Moves over a byte that must come next.
    pub(crate) fn expect(&mut self, byte: u8) -> io::Result<()> {
        if self.take(byte)? {
            return Ok(());
        }
        let what = format!("expected `{}`", char::from(byte));
        Err(io::Error::new(io::ErrorKind::InvalidData, what))
    }

    /// Moves over the next value, which stays in the window until something else is asked for.
    pub(crate) fn value(&mut self) -> io::Result<&[u8]> {
        self.peek()?;
        let length = self.value_length()?;
        let range = self.advance(length);
        Ok(&self.buffer[range])
    }

    /// What was read and not moved over yet.
    pub(crate) fn window(&self) -> &[u8] {
        &self.buffer[self.start..self.end]
    }

    /// Moves over so many bytes of the window.
    pub(crate) fn skip(&mut self, length: usize) {
        self.start = self.end.min(self.start + length);
    }

    /// Makes the window at least twice as long, as far as there is text. Answers whether it grew.
    pub(crate) fn grow(&mut self) -> io::Result<bool> {
        let before = self.window().len();
        while self.window().len() < 2 * before.max(1) {
            if self.fill()? == 0 {
                break;
            }
        }
        Ok(self.window().len() > before)
    }

    fn advance(&mut self, length: usize) -> Range<usize> {
        let range = self.start..self.start + length;
        self.start += length;
        range
    }

    fn value_length(&mut self) -> io::Result<usize> {
        let mut depth = 0_usize;
        let mut at = 0;
        loop {
            match self.byte(at)? {
                Some(b'"') => {
                    at = self.after_string(at + 1)?;
                    if depth == 0 {
                        return Ok(at);
                    }
                }
                Some(b'{' | b'[') => {
                    depth += 1;
                    at += 1;
                }
                Some(b'}' | b']') if depth > 0 => {
                    depth -= 1;
                    at += 1;
                    if depth == 0 {
                        return Ok(at);
                    }
                }
                // A number or a word ends before what cannot be part of it.
                Some(b',' | b'}' | b']' | b' ' | b'\t' | b'\r' | b'\n') if depth == 0 && at > 0 => {
                    return Ok(at);
                }
                Some(_) => at += 1,
                None if depth == 0 && at > 0 => return Ok(at),
                None => {
                    return Err(io::Error::new(
                        io::ErrorKind::UnexpectedEof,
                        "the file ends within a value",
                    ));
                }
            }
        }
    }

    /// The offset after the quote that ends a text.
    fn after_string(&mut self, mut at: usize) -> io::Result<usize> {
        loop {
            let rest = &self.buffer[self.start + at..self.end];
            match memchr::memchr2(b'"', b'\\', rest) {
                Some(offset) if rest[offset] == b'"' => return Ok(at + offset + 1),
                Some(offset) => at += offset + 2,
                None => at = self.end - self.start,
            }
            if self.byte(at)?.is_none() {
                return Err(io::Error::new(
                    io::ErrorKind::UnexpectedEof,
                    "the file ends within a text",
                ));
            }
        }
    }

    /// A byte at an offset of the window.
    fn byte(&mut self, at: usize) -> io::Result<Option<u8>> {
        while self.start + at >= self.end {
            if self.fill()? == 0 {
                return Ok(None);
            }
        }
        Ok(Some(self.buffer[self.start + at]))
    }

    fn fill(&mut self) -> io::Result<usize> {
        if self.start > 0 {
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
        }
        if self.buffer.len() - self.end < CHUNK / 2 {
            self.buffer.resize(self.buffer.len() * 2 + CHUNK, 0);
        }
        loop {
            match self.input.read(&mut self.buffer[self.end..]) {
                Ok(length) => {
                    self.end += length;
                    return Ok(length);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hands out a byte at a time.
    struct Drip<'a>(&'a [u8]);

    impl Read for Drip<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            let length = self.0.len().min(1);
            out[..length].copy_from_slice(&self.0[..length]);
            self.0 = &self.0[length..];
            Ok(length)
        }
    }

    #[test]
    fn values() {
        let text = br#" [ {"a": "}\"\\", "b": [1, {}]} , "x\\", -1.5e3,true,[ ] ]"#;
        for input in [Box::new(Drip(text)) as Box<dyn Read>, Box::new(&text[..])] {
            let mut scanner = Scanner::new(input);
            scanner.expect(b'[').unwrap();
            let mut values = Vec::new();
            loop {
                values.push(String::from_utf8(scanner.value().unwrap().to_vec()).unwrap());
                if !scanner.take(b',').unwrap() {
                    break;
                }
            }
            scanner.expect(b']').unwrap();
            assert_eq!(
                values,
                [
                    r#"{"a": "}\"\\", "b": [1, {}]}"#,
                    r#""x\\""#,
                    "-1.5e3",
                    "true",
                    "[ ]"
                ]
            );
            assert_eq!(scanner.peek().unwrap(), None);
        }
    }

    #[test]
    fn the_window_grows() {
        for input in [
            Box::new(Drip(b"[12345678]")) as Box<dyn Read>,
            Box::new(&b"[12345678]"[..]),
        ] {
            let mut scanner = Scanner::new(input);
            scanner.expect(b'[').unwrap();
            let mut lengths = vec![scanner.window().len()];
            while scanner.grow().unwrap() {
                assert!(
                    scanner.window().len() >= 2 * lengths[lengths.len() - 1]
                        || scanner.window() == b"12345678]"
                );
                lengths.push(scanner.window().len());
            }
            assert_eq!(scanner.window(), b"12345678]");
            scanner.skip(8);
            scanner.expect(b']').unwrap();
        }
    }

    #[test]
    fn what_is_cut_short() {
        for text in ["{\"a\": 1", "\"a", "\"a\\", "[[1]", ""] {
            assert!(Scanner::new(text.as_bytes()).value().is_err(), "{text}");
        }
    }
}
