//! JSON, every digit and every place of it.

use std::borrow::Cow;

use hifijson::escape::Error::{ExpectedLowSurrogate, InvalidChar};
use hifijson::escape::Lex as _;
use hifijson::num::LexWrite as _;
use hifijson::str::Error as StrError;
use hifijson::token::{Expect, Lex as _};
use hifijson::{Read as _, SliceLexer};
use memchr::memchr2;

use crate::builder::{Builder, Fatal};
use crate::document::Kind;
use crate::error::Diagnostic;

/// Reads a JSON text.
///
/// # Errors
/// The first place where it is no JSON.
pub(crate) fn read(builder: &mut Builder<'_>, text: &str) -> Result<(), Fatal> {
    let mut reader = Reader {
        lexer: SliceLexer::new(text.as_bytes()),
        text,
        builder,
    };
    let result = reader.document();
    result.map_err(|failure| match failure {
        Failure::Fatal(fatal) => fatal,
        Failure::Syntax(error) => {
            let at = reader.place();
            let problem = Diagnostic::new(
                format!("no JSON: {}", words(&error)),
                "mend it here, or just before",
            );
            Box::new(problem.at(reader.builder.document, reader.builder.file, at))
        }
    })
}

fn words(error: &hifijson::Error) -> String {
    match error {
        hifijson::Error::Token(expected) => format!("a {expected} is expected"),
        other => other.to_string(),
    }
}

enum Failure {
    Syntax(hifijson::Error),
    Fatal(Fatal),
}

impl From<hifijson::Error> for Failure {
    fn from(error: hifijson::Error) -> Self {
        Self::Syntax(error)
    }
}

impl From<StrError> for Failure {
    fn from(error: StrError) -> Self {
        Self::Syntax(hifijson::Error::Str(error))
    }
}

impl From<Expect> for Failure {
    fn from(error: Expect) -> Self {
        Self::Syntax(hifijson::Error::Token(error))
    }
}

impl From<Fatal> for Failure {
    fn from(fatal: Fatal) -> Self {
        Self::Fatal(fatal)
    }
}

struct Reader<'r, 'd, 't> {
    lexer: SliceLexer<'t>,
    text: &'t str,
    builder: &'r mut Builder<'d>,
}

impl<'t> Reader<'_, '_, 't> {
    /// The byte that comes next.
    fn place(&self) -> u32 {
        let rest = self.lexer.as_slice().len();
        u32::try_from(self.text.len() - rest).unwrap_or(u32::MAX)
    }

    fn peek(&mut self) -> Option<u8> {
        self.lexer.ws_peek()
    }

    fn document(&mut self) -> Result<(), Failure> {
        let next = self.peek().ok_or(Expect::Value)?;
        self.value(next)?;
        self.peek().map_or(Ok(()), |_| Err(Expect::Eof.into()))
    }

    /// How deep it may go is the builder's to say.
    fn value(&mut self, next: u8) -> Result<(), Failure> {
        let at = self.place();
        match next {
            b'{' => {
                self.builder.begin(Kind::Object, at)?;
                self.members(b'}', Self::field)?;
                self.builder.end()?;
            }
            b'[' => {
                self.builder.begin(Kind::List, at)?;
                self.members(b']', Self::value)?;
                self.builder.end()?;
            }
            b'"' => {
                let (text, is_broken) = self.string()?;
                let id = self.builder.scalar(Kind::Text, &text, at);
                if is_broken {
                    self.builder.note(id, LONE_SURROGATE);
                }
            }
            b'0'..=b'9' | b'-' => {
                let number = self.lexer.num_string().validated();
                let (number, _) = number.map_err(hifijson::Error::Num)?;
                self.builder.scalar(Kind::Number, number, at);
            }
            b'a'..=b'z' => {
                let (kind, text) = match self.lexer.null_or_bool().ok_or(Expect::Value)? {
                    None => (Kind::Null, ""),
                    Some(true) => (Kind::Boolean, "true"),
                    Some(false) => (Kind::Boolean, "false"),
                };
                self.builder.scalar(kind, text, at);
            }
            _ => return Err(Expect::Value.into()),
        }
        Ok(())
    }

    fn members(
        &mut self,
        end: u8,
        mut member: impl FnMut(&mut Self, u8) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        self.lexer.take_next();
        let mut next = self.peek().ok_or(Expect::ValueOrEnd)?;
        if next == end {
            self.lexer.take_next();
            return Ok(());
        }
        loop {
            member(self, next)?;
            next = self.peek().ok_or(Expect::CommaOrEnd)?;
            match next {
                b',' => self.lexer.take_next(),
                _ if next == end => {
                    self.lexer.take_next();
                    return Ok(());
                }
                _ => return Err(Expect::CommaOrEnd.into()),
            };
            next = self.peek().ok_or(Expect::Value)?;
        }
    }

    fn field(&mut self, next: u8) -> Result<(), Failure> {
        if next != b'"' {
            return Err(Expect::String.into());
        }
        let at = self.place();
        let (name, _) = self.string()?;
        self.builder.name(&name, at);
        self.peek()
            .filter(|next| *next == b':')
            .ok_or(Expect::Colon)?;
        self.lexer.take_next();
        let next = self.peek().ok_or(Expect::Value)?;
        self.value(next)
    }

    /// A string, from its quote on, with its escapes undone; and whether half of a surrogate pair stands in it.
    fn string(&mut self) -> Result<(Cow<'t, str>, bool), Failure> {
        self.lexer.take_next();
        let mut is_broken = false;
        let mut text = Cow::Borrowed("");
        loop {
            let rest = self.lexer.as_slice();
            let end = memchr2(b'"', b'\\', rest).ok_or(StrError::Eof)?;
            if rest[..end].iter().any(|byte| *byte < 0x20) {
                return Err(StrError::Control.into());
            }
            let start = self.place() as usize;
            let part = self.text.get(start..start + end).unwrap_or_default();
            self.lexer = SliceLexer::new(&rest[end + 1..]);
            if text.is_empty() {
                text = Cow::Borrowed(part);
            } else {
                text.to_mut().push_str(part);
            }
            if rest[end] == b'"' {
                return Ok((text, is_broken));
            }
            let character = self.escape()?;
            is_broken |= character.is_none();
            let character = character.unwrap_or(char::REPLACEMENT_CHARACTER);
            text.to_mut().push(character);
        }
    }

    /// The character of an escape, from after its backslash on. JSON's grammar has halves of surrogate pairs, which are no
    /// characters.
    fn escape(&mut self) -> Result<Option<char>, StrError> {
        let before = self.lexer.as_slice();
        let next = self.lexer.take_next().ok_or(StrError::Eof)?;
        match self.lexer.escape(next) {
            Ok(character) => Ok(Some(character)),
            Err(InvalidChar(_) | ExpectedLowSurrogate) => {
                self.lexer = SliceLexer::new(before.get(5..).unwrap_or_default());
                Ok(None)
            }
            Err(error) => Err(error.into()),
        }
    }
}

const LONE_SURROGATE: &str =
    "half of a surrogate pair stands alone: it is no character, and read as U+FFFD";
