//! The texts that a document was read from.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use memchr::memchr2_iter;

use crate::error::{Diagnostic, Error};

/// What a file is to the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// The document itself, or a file that it refers to.
    Document,
    /// Changes of the document.
    Overlay,
}

/// One text.
#[derive(Debug)]
pub(crate) struct File {
    pub(crate) name: String,
    pub(crate) text: Arc<str>,
    pub(crate) role: Role,
    /// Where each line begins; known once someone asks.
    lines: OnceLock<Vec<u32>>,
    /// The index of its outermost node.
    pub(crate) root: u32,
}

impl File {
    pub(crate) fn new(name: &str, text: &str, role: Role) -> Self {
        Self {
            name: name.to_owned(),
            text: text.strip_prefix('\u{feff}').unwrap_or(text).into(),
            role,
            lines: OnceLock::new(),
            root: 0,
        }
    }

    /// Where each line begins. YAML ends a line with CR, too.
    fn lines(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let bytes = self.text.as_bytes();
            let ends = memchr2_iter(b'\n', b'\r', bytes)
                .filter(|end| bytes[*end] == b'\n' || bytes.get(end + 1) != Some(&b'\n'));
            let begins = ends.map(|end| u32::try_from(end + 1).unwrap_or(u32::MAX));
            std::iter::once(0).chain(begins).collect()
        })
    }

    /// The line of a byte, from 1.
    pub(crate) fn line(&self, at: u32) -> u32 {
        let line = self.lines().partition_point(|begin| *begin <= at);
        u32::try_from(line).unwrap_or(u32::MAX)
    }

    /// The column of a byte in characters, from 1.
    pub(crate) fn column(&self, at: u32) -> u32 {
        let begin = self.lines()[self.line(at) as usize - 1] as usize;
        let before = self.text.get(begin..at as usize).unwrap_or_default();
        u32::try_from(before.chars().count() + 1).unwrap_or(u32::MAX)
    }

    /// The text of a line, from 1.
    pub(crate) fn line_text(&self, line: u32) -> &str {
        let lines = self.lines();
        let begin = lines.get(line as usize - 1).copied().unwrap_or_default() as usize;
        let rest = self.text.get(begin..).unwrap_or_default();
        rest.split(['\n', '\r']).next().unwrap_or_default()
    }

    /// Where a line begins; the end of the text if there are fewer.
    pub(crate) fn line_start(&self, line: usize) -> usize {
        let begin = self.lines().get(line.saturating_sub(1));
        begin.map_or(self.text.len(), |begin| *begin as usize)
    }
}

/// The text of a file in UTF-8, or in UTF-16 with a byte order mark, as both YAML and Windows write it.
///
/// # Errors
/// If it is neither.
pub fn decode<'b>(file: &str, bytes: &'b [u8]) -> Result<Cow<'b, str>, Error> {
    let wide = |order: fn([u8; 2]) -> u16| {
        let units = bytes[2..].chunks(2);
        let units = units.map(|unit| order([unit[0], unit.get(1).copied().unwrap_or_default()]));
        let text = char::decode_utf16(units).collect::<Result<String, _>>();
        text.map(Cow::Owned).map_err(|_| (1, "UTF-16"))
    };
    let text = match bytes {
        [0xff, 0xfe, ..] => wide(u16::from_le_bytes),
        [0xfe, 0xff, ..] => wide(u16::from_be_bytes),
        _ => std::str::from_utf8(bytes)
            .map(Cow::Borrowed)
            .map_err(|error| {
                let before = &bytes[..error.valid_up_to()];
                let lines = memchr::memchr_iter(b'\n', before).count();
                (u32::try_from(lines + 1).unwrap_or(u32::MAX), "UTF-8")
            }),
    };
    text.map_err(|(line, encoding)| {
        let mut problem =
            Diagnostic::new(format!("the text is not {encoding}"), "save it as UTF-8");
        file.clone_into(&mut problem.file);
        problem.line = line;
        Error::from(vec![problem])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns() {
        let file = File::new("x", "a\r\nbé c\rd\n", Role::Document);
        let at = |text: &str| u32::try_from(file.text.find(text).unwrap()).unwrap();
        assert_eq!((file.line(at("a")), file.column(at("a"))), (1, 1));
        assert_eq!((file.line(at("c")), file.column(at("c"))), (2, 4));
        assert_eq!(file.line(at("d")), 3);
        assert_eq!(file.line_text(2), "bé c");
        assert_eq!(file.line_start(3), file.text.find('d').unwrap());
        assert_eq!(file.line_start(9), file.text.len());
    }

    #[test]
    fn encodings() {
        assert_eq!(decode("x", "é".as_bytes()).unwrap(), "é");
        let wide: Vec<u8> = "\u{feff}é𝄞"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(decode("x", &wide).unwrap(), "é𝄞");
        let error = decode("x.yaml", b"a\n\xff").unwrap_err().to_string();
        assert!(
            error.contains("not UTF-8") && error.contains("x.yaml:2"),
            "{error}"
        );
    }
}
