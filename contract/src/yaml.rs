//! YAML 1.2 as OpenAPI uses it: with aliases, merge keys, and the line of everything.
//!
//! `saphyr-parser` reads the text; what becomes of its events is decided here. Its own tree (`saphyr`) turns numbers
//! into floats, copies aliases without end and leaves merge keys alone; `marked-yaml` refuses anchors.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::{BTreeSet, HashMap};

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span, Tag};

use crate::builder::{Builder, Fatal};
use crate::document::{Kind, NodeId};
use crate::error::Diagnostic;

/// How often a text is mended, at most.
const MOST_MENDS: usize = 64;

/// Reads a YAML text.
///
/// # Errors
/// The first place where it is no YAML, or no JSON could say the same.
pub(crate) fn read(builder: &mut Builder<'_>, text: &str) -> Result<(), Fatal> {
    let mut text = Cow::Borrowed(text);
    let mut mended = BTreeSet::new();
    for mend in 0..=MOST_MENDS {
        let mut reader = Reader {
            builder,
            anchors: HashMap::new(),
            documents: 0,
            mended: &mended,
            cursor: Cell::default(),
        };
        let Err(failure) = reader.document(&text) else {
            break;
        };
        let error = match failure {
            Failure::Fatal(fatal) => return Err(fatal),
            Failure::Syntax(error) => error,
        };
        let lines = too_little_indented(&text, &error);
        let new: Vec<_> = lines
            .into_iter()
            .filter(|line| !mended.contains(line))
            .collect();
        if new.is_empty() || mend == MOST_MENDS {
            let at = reader.offset(error.marker().line(), error.marker().col());
            let problem = format!("no YAML: {}", error.info());
            return Err(reader.fatal(at, &problem, "mend it here, or just before"));
        }
        text = Cow::Owned(indented(&text, &new));
        mended.extend(new);
        builder.restart();
    }
    for line in mended {
        let at = builder.document.file(builder.file).line_start(line);
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        if let Some(node) = builder.node_before(at) {
            let words = format!(
                "line {line} is indented less than YAML 1.2 wants, and read as other readers do"
            );
            builder.note(node, words);
        }
    }
    Ok(())
}

/// How far lines are indented that the standard wants further in.
const INDENT: usize = 64;

/// Lines within brackets or quotes that stand further out than what they belong to. Only `saphyr-parser` minds: how
/// they are indented has no meaning there.
fn too_little_indented(text: &str, error: &ScanError) -> Vec<usize> {
    let (line, column) = (error.marker().line(), error.marker().col());
    match error.info() {
        "invalid indentation" | "invalid indentation in flow construct" => vec![line],
        "invalid indentation in quoted scalar" => {
            let rest: String = text
                .split('\n')
                .skip(line - 1)
                .collect::<Vec<_>>()
                .join("\n");
            let mut characters = rest.chars().skip(column).peekable();
            let Some(quote @ ('"' | '\'')) = characters.next() else {
                return Vec::new();
            };
            let mut breaks = 0;
            while let Some(character) = characters.next() {
                match character {
                    '\n' => breaks += 1,
                    '\\' if quote == '"' => breaks += usize::from(characters.next() == Some('\n')),
                    '\'' if quote == '\'' && characters.next_if_eq(&'\'').is_some() => {}
                    _ if character == quote => break,
                    _ => {}
                }
            }
            (line + 1..=line + breaks).collect()
        }
        _ => Vec::new(),
    }
}

fn indented(text: &str, lines: &[usize]) -> String {
    let indent = " ".repeat(INDENT);
    let all = (1..).zip(text.split('\n'));
    let all = all.map(|(line, text)| {
        if lines.contains(&line) {
            format!("{indent}{text}")
        } else {
            text.to_owned()
        }
    });
    all.collect::<Vec<_>>().join("\n")
}

enum Failure {
    Syntax(ScanError),
    Fatal(Fatal),
}

impl From<Fatal> for Failure {
    fn from(fatal: Fatal) -> Self {
        Self::Fatal(fatal)
    }
}

struct Reader<'r, 'd> {
    builder: &'r mut Builder<'d>,
    anchors: HashMap<usize, NodeId>,
    documents: usize,
    /// Lines that were indented further than they are.
    mended: &'r BTreeSet<usize>,
    /// The last line, column and byte that were asked for: a text may be one long line.
    cursor: Cell<(usize, usize, usize)>,
}

impl Reader<'_, '_> {
    fn document(&mut self, text: &str) -> Result<(), Failure> {
        for event in Parser::new_from_str(text) {
            let (event, span) = event.map_err(Failure::Syntax)?;
            self.event(event, span)?;
        }
        Ok(())
    }

    fn event(&mut self, event: Event<'_>, span: Span) -> Result<(), Fatal> {
        let at = self.offset(span.start.line(), span.start.col());
        match event {
            Event::DocumentStart(_) => self.documents += 1,
            Event::MappingStart(anchor, tag) => self.begin(Kind::Object, anchor, tag, at)?,
            Event::SequenceStart(anchor, tag) => self.begin(Kind::List, anchor, tag, at)?,
            Event::MappingEnd | Event::SequenceEnd => self.builder.end()?,
            Event::Scalar(text, style, anchor, tag) => {
                self.scalar(&text, style, anchor, tag, at)?;
            }
            Event::Alias(anchor) => self.alias(anchor, at)?,
            Event::StreamStart | Event::StreamEnd | Event::DocumentEnd | Event::Nothing => {}
        }
        Ok(())
    }

    fn begin(
        &mut self,
        kind: Kind,
        anchor: usize,
        tag: Option<Cow<'_, Tag>>,
        at: u32,
    ) -> Result<(), Fatal> {
        if self.builder.wants_name() {
            return Err(self.fatal(
                at,
                &format!("the name of a field is {kind}"),
                "names are texts; quote it if braces belong to it",
            ));
        }
        self.only_one(at)?;
        let id = self.builder.begin(kind, at)?;
        self.anchor(anchor, id);
        self.note_tag(tag.as_deref(), id);
        Ok(())
    }

    fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<Cow<'_, Tag>>,
        at: u32,
    ) -> Result<(), Fatal> {
        let is_plain = style == ScalarStyle::Plain;
        if self.builder.wants_name() {
            if is_plain && text == "<<" {
                self.builder.merge();
            } else {
                self.builder.name(text, at);
            }
            return Ok(());
        }
        // The end of a text that holds nothing, or nothing more, is a document of nothing.
        if self.builder.is_outside() && self.documents > 1 && text.is_empty() {
            return Ok(());
        }
        self.only_one(at)?;
        let tag = tag.as_deref();
        let meaning = match tag.filter(|tag| tag.is_yaml_core_schema()) {
            Some(tag) if is_plain || tag.suffix != "str" => tagged(&tag.suffix, text),
            _ if is_plain && tag.is_none() => plain(text),
            _ => Scalar::new(Kind::Text, text),
        };
        let id = self.builder.scalar(meaning.kind, &meaning.text, at);
        if let Some(words) = meaning.note {
            self.builder.note(id, words);
        }
        self.anchor(anchor, id);
        self.note_tag(tag, id);
        Ok(())
    }

    fn alias(&mut self, anchor: usize, at: u32) -> Result<(), Fatal> {
        let Some(from) = self.anchors.get(&anchor).copied() else {
            let problem = "the alias names an anchor that has not ended, or that there is not";
            return Err(self.fatal(at, problem, "write out the value"));
        };
        if self.builder.wants_name() {
            let Some(name) = self.builder.scalar_of(from) else {
                return Err(self.fatal(at, "the name of a field is no text", "write out the name"));
            };
            self.builder.name(&name, at);
            return Ok(());
        }
        self.builder.copy(from, at)?;
        Ok(())
    }

    fn anchor(&mut self, anchor: usize, id: NodeId) {
        if anchor > 0 {
            self.anchors.insert(anchor, id);
        }
    }

    fn only_one(&self, at: u32) -> Result<(), Fatal> {
        if self.builder.is_outside() && self.documents > 1 {
            let problem = "a second document begins in the same file";
            return Err(self.fatal(at, problem, "keep one document in a file"));
        }
        Ok(())
    }

    fn note_tag(&mut self, tag: Option<&Tag>, id: NodeId) {
        if let Some(tag) = tag.filter(|tag| !tag.is_yaml_core_schema() && !tag.suffix.is_empty()) {
            self.builder
                .note(id, format!("the tag {tag} is not understood"));
        }
    }

    /// The byte at a line, from 1, and a column in characters, from 0.
    fn offset(&self, line: usize, column: usize) -> u32 {
        let indent = if self.mended.contains(&line) {
            INDENT
        } else {
            0
        };
        let column = column.saturating_sub(indent);
        let file = self.builder.document.file(self.builder.file);
        let (last_line, last_column, last) = self.cursor.get();
        let (before, start) = if last_line == line && last_column <= column {
            (last_column, last)
        } else {
            (0, file.line_start(line))
        };
        let mut rest = file.text.get(start..).unwrap_or_default().char_indices();
        let inside = rest.nth(column - before).map(|(at, _)| at);
        let at = inside.map_or(file.text.len(), |inside| start + inside);
        self.cursor.set((line, column, at));
        u32::try_from(at).unwrap_or(u32::MAX)
    }

    #[allow(clippy::unnecessary_box_returns)] // As every error is.
    fn fatal(&self, at: u32, problem: &str, help: &str) -> Fatal {
        let problem = Diagnostic::new(problem, help);
        Box::new(problem.at(self.builder.document, self.builder.file, at))
    }
}

/// What a scalar means.
struct Scalar<'t> {
    kind: Kind,
    text: Cow<'t, str>,
    note: Option<&'static str>,
}

impl<'t> Scalar<'t> {
    fn new(kind: Kind, text: impl Into<Cow<'t, str>>) -> Self {
        Self {
            kind,
            text: text.into(),
            note: None,
        }
    }
}

/// What a plain scalar means by the core schema of YAML 1.2, in which `on` and `no` are texts.
fn plain(text: &str) -> Scalar<'_> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Scalar::new(Kind::Null, ""),
        "true" | "True" | "TRUE" => Scalar::new(Kind::Boolean, "true"),
        "false" | "False" | "FALSE" => Scalar::new(Kind::Boolean, "false"),
        _ => number(text).unwrap_or(Scalar::new(Kind::Text, text)),
    }
}

/// What a scalar with a tag such as `!!int` means.
fn tagged<'t>(tag: &str, text: &'t str) -> Scalar<'t> {
    let meant = match tag {
        "int" | "float" => number(text),
        "bool" | "null" => Some(plain(text)),
        _ => None,
    };
    meant.unwrap_or(Scalar::new(Kind::Text, text))
}

fn number(text: &str) -> Option<Scalar<'_>> {
    let (sign, digits) = match text.as_bytes().first()? {
        b'-' => ("-", &text[1..]),
        b'+' => ("", &text[1..]),
        b'0'..=b'9' | b'.' => ("", text),
        _ => return None,
    };
    let (radix, rest) = match digits.get(..2) {
        Some("0x") => (16, &digits[2..]),
        Some("0o") => (8, &digits[2..]),
        _ => (10, digits),
    };
    if radix != 10 {
        let is_number = sign.is_empty() && !rest.is_empty() && !rest.starts_with('+');
        let number = is_number.then(|| u128::from_str_radix(rest, radix).ok())??;
        return Some(Scalar::new(Kind::Number, number.to_string()));
    }
    if matches!(digits, ".inf" | ".Inf" | ".INF" | ".nan" | ".NaN" | ".NAN") {
        return Some(Scalar {
            note: Some("JSON has no such number: read as a text"),
            ..Scalar::new(Kind::Text, text)
        });
    }
    let (mantissa, exponent) = match digits.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (digits, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let exponent_digits = exponent.map(|text| text.strip_prefix(['+', '-']).unwrap_or(text));
    if !are_digits(whole)
        || !are_digits(fraction)
        || (whole.is_empty() && fraction.is_empty())
        || exponent_digits.is_some_and(|text| text.is_empty() || !are_digits(text))
    {
        return None;
    }
    if whole.len() > 1 && whole.starts_with('0') {
        return Some(Scalar {
            note: Some(
                "begins with 0: a number in base 8 to YAML 1.1, in base 10 to YAML 1.2, and read as a text; quote it",
            ),
            ..Scalar::new(Kind::Text, text)
        });
    }
    // Most are JSON as they stand.
    if text.starts_with(|first: char| first != '+' && first != '.')
        && !whole.is_empty()
        && !mantissa.ends_with('.')
    {
        return Some(Scalar::new(Kind::Number, text));
    }
    let whole = if whole.is_empty() { "0" } else { whole };
    let mut json = format!("{sign}{whole}");
    if !fraction.is_empty() {
        json.push('.');
        json.push_str(fraction);
    }
    if let Some(exponent) = exponent {
        json.push('e');
        json.push_str(exponent);
    }
    Some(Scalar::new(Kind::Number, json))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars() {
        let meaning = |text| {
            let scalar = plain(text);
            (scalar.kind, scalar.text.into_owned())
        };
        for (text, number) in [
            ("0", "0"),
            ("-1.50", "-1.50"),
            ("+12", "12"),
            (".5", "0.5"),
            ("-.5", "-0.5"),
            ("1.", "1"),
            ("1.e3", "1e3"),
            ("1e400", "1e400"),
            ("12345678901234567890.12", "12345678901234567890.12"),
            ("0x1F", "31"),
            ("0o17", "15"),
            ("0.10", "0.10"),
        ] {
            assert_eq!(meaning(text), (Kind::Number, number.to_owned()), "{text}");
        }
        for text in [
            "on",
            "no",
            "y",
            "1_000",
            "0x",
            "0xG",
            "1e",
            "e1",
            ".",
            "+",
            "-",
            "1.2.3",
            "2020-01-02",
            "007",
            "1:30",
            "0o8",
            "-0x1",
            "0x+1",
            ".inf",
            "é",
            "+é",
            "0é",
            "-é",
        ] {
            assert_eq!(meaning(text), (Kind::Text, text.to_owned()), "{text}");
        }
        assert_eq!(meaning("True").0, Kind::Boolean);
        assert_eq!(meaning("").0, Kind::Null);
    }
}
