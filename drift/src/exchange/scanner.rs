//! Walks through JSON of any length and hands out the values that are wanted, one at a time.

use std::io::{self, Read};

/// How much is read at once.
const CHUNK: usize = 256 * 1024;

/// A longer exchange is not read.
const LONGEST: usize = 128 * 1024 * 1024;

/// A window on a text, that moves on and grows to the longest value that was asked for.
pub(crate) struct Scanner<R> {
    input: R,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    /// The line at which the window begins, counted from 1.
    line: u64,
}

impl<R: Read> Scanner<R> {
    pub(crate) fn new(input: R) -> Scanner<R> {
        Scanner {
            input,
            buffer: Vec::new(),
            start: 0,
            end: 0,
            line: 1,
        }
    }

    pub(crate) fn line(&self) -> u64 {
        self.line
    }

    /// The next byte that is no white space.
    pub(crate) fn peek(&mut self) -> io::Result<Option<u8>> {
        loop {
            match self.byte(0)? {
                Some(b' ' | b'\t' | b'\r' | b'\n') => self.skip(1),
                other => return Ok(other),
            }
        }
    }

    /// The next byte that does not part one text from the next, as white space does, a byte order mark, or the mark of RFC
    /// 7464.
    pub(crate) fn next_text(&mut self) -> io::Result<Option<u8>> {
        const MARK: &[u8] = b"\xef\xbb\xbf";
        loop {
            match self.peek()? {
                Some(0x1e) => self.skip(1),
                Some(0xef) if self.byte(2)?.is_some() && self.window().starts_with(MARK) => {
                    self.skip(MARK.len());
                }
                other => return Ok(other),
            }
        }
    }

    /// Moves over a byte if it comes next.
    pub(crate) fn take(&mut self, byte: u8) -> io::Result<bool> {
        let is_next = self.peek()? == Some(byte);
        self.skip(usize::from(is_next));
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

    /// The next value, which is not moved over.
    pub(crate) fn value(&mut self) -> io::Result<&[u8]> {
        self.peek()?;
        let length = self.value_end(0)?;
        Ok(&self.window()[..length])
    }

    /// The next object if it ends in its line, or if only its brace stands in this one; otherwise the rest of the line.
    /// It is not moved over.
    pub(crate) fn value_of_line(&mut self) -> io::Result<&[u8]> {
        let line = self.line_end()?;
        let text = &self.window()[..line];
        let end = match text.trim_ascii() {
            b"{" => self.value_end(0),
            [b'{', ..] => Scanner::new(text).value().map(<[u8]>::len),
            _ => Ok(line),
        };
        Ok(&self.window()[..end.unwrap_or(line)])
    }

    /// The offset at which the line ends.
    fn line_end(&mut self) -> io::Result<usize> {
        let mut from = 0;
        loop {
            let end = memchr::memchr2(b'\n', b'\r', &self.window()[from..]).map(|end| from + end);
            from = self.window().len();
            if end.is_some() || self.fill()? == 0 {
                return Ok(end.unwrap_or(from));
            }
        }
    }

    /// Moves over the rest of the line, however long.
    pub(crate) fn skip_line(&mut self) -> io::Result<()> {
        loop {
            let end = memchr::memchr2(b'\n', b'\r', self.window());
            self.skip(end.unwrap_or(self.window().len()));
            if end.is_some() || self.fill()? == 0 {
                return Ok(());
            }
        }
    }

    /// Moves over the next value, however long.
    pub(crate) fn skip_value(&mut self) -> io::Result<()> {
        self.peek()?;
        let mut depth = 0_usize;
        let (mut is_text, mut is_escaped, mut has_begun) = (false, false, false);
        loop {
            let mut end = None;
            for (at, byte) in self.window().iter().enumerate() {
                match byte {
                    _ if is_escaped => is_escaped = false,
                    b'\\' if is_text => is_escaped = true,
                    b'"' => is_text = !is_text,
                    _ if is_text => {}
                    b'{' | b'[' => depth += 1,
                    b'}' | b']' if depth > 0 => depth -= 1,
                    // A number or a word ends before what cannot be part of it.
                    b',' | b'}' | b']' | b' ' | b'\t' | b'\r' | b'\n' if depth == 0 => {
                        end = Some(at);
                        break;
                    }
                    _ => {
                        has_begun = true;
                        continue;
                    }
                }
                has_begun = true;
                if depth == 0 && !is_text && matches!(byte, b'"' | b'}' | b']') {
                    end = Some(at + 1);
                    break;
                }
            }
            self.skip(end.unwrap_or(self.window().len()));
            if end.is_some() {
                return Ok(());
            }
            if self.fill()? == 0 {
                let is_whole = depth == 0 && !is_text && has_begun;
                return if is_whole { Ok(()) } else { Err(cut()) };
            }
        }
    }

    /// What was read and not moved over yet.
    pub(crate) fn window(&self) -> &[u8] {
        &self.buffer[self.start..self.end]
    }

    /// Moves over so many bytes of the window.
    pub(crate) fn skip(&mut self, length: usize) {
        let end = self.end.min(self.start + length);
        let lines = memchr::memchr_iter(b'\n', &self.buffer[self.start..end]).count();
        self.line += lines as u64;
        self.start = end;
    }

    /// Whether the object that comes next has a field with a name before any of some others.
    pub(crate) fn has_field(&mut self, name: &[u8], before: &[&[u8]]) -> io::Result<bool> {
        let mut at = 1;
        loop {
            at = self.after_space(at)?;
            if self.byte(at)? != Some(b'"') {
                return Ok(false);
            }
            let end = self.after_string(at + 1)?;
            let field = &self.window()[at + 1..end - 1];
            if field == name || before.contains(&field) {
                return Ok(field == name);
            }
            at = self.after_space(end)?;
            if self.byte(at)? != Some(b':') {
                return Ok(false);
            }
            at = self.after_space(at + 1)?;
            at = self.value_end(at)?;
            at = self.after_space(at)?;
            if self.byte(at)? != Some(b',') {
                return Ok(false);
            }
            at += 1;
        }
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

    fn after_space(&mut self, mut at: usize) -> io::Result<usize> {
        while let Some(b' ' | b'\t' | b'\r' | b'\n') = self.byte(at)? {
            at += 1;
        }
        Ok(at)
    }

    /// The offset after the value that begins at one.
    fn value_end(&mut self, start: usize) -> io::Result<usize> {
        let mut depth = 0_usize;
        let mut at = start;
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
                Some(b',' | b'}' | b']' | b' ' | b'\t' | b'\r' | b'\n')
                    if depth == 0 && at > start =>
                {
                    return Ok(at);
                }
                Some(_) => at += 1,
                None if depth == 0 && at > start => return Ok(at),
                None => return Err(cut()),
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
                return Err(cut());
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
        if self.end >= LONGEST {
            let what = format!("it is longer than {} MiB", LONGEST >> 20);
            return Err(io::Error::new(io::ErrorKind::InvalidData, what));
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

fn cut() -> io::Error {
    io::Error::new(io::ErrorKind::UnexpectedEof, "the file ends within it")
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
                let value = scanner.value().unwrap().to_vec();
                values.push(String::from_utf8(value).unwrap());
                scanner.skip_value().unwrap();
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
            let mut scanner = Scanner::new(text.as_bytes());
            assert!(scanner.skip_value().is_err(), "{text}");
        }
    }
}
