//! Reads JSON as documents print it: keys and texts without quotes or in single ones, escaped quotes, commas too
//! many or missing, and a body that ends before its brackets do. Remembers the line of each value.

use serde_json::{Map, Number, Value};

use super::facts::{ExampleValue, Line};
use bayar_contract::escape;
use std::collections::BTreeMap;

/// A body that was read.
pub struct Body {
    /// Each value by its JSON pointer.
    pub values: BTreeMap<String, ExampleValue>,
    /// The line after the last one that belongs to it, as an index.
    pub end: usize,
    /// What stands after it on its last line.
    pub rest: String,
    /// Whether a JSON parser would have taken it.
    pub strict: bool,
    /// Whether quotes or brackets do not match.
    pub broken: bool,
}

/// How deep brackets may nest.
const DEPTH: usize = 64;

/// Reads the body that starts in `lines[from]` at byte `column`; its first character is `{` or `[`.
pub fn read(lines: &[&str], from: usize, column: usize) -> Body {
    let mut reader = Reader {
        lines,
        line: from,
        column,
        values: BTreeMap::new(),
        strict: true,
        broken: false,
    };
    reader.value("", 0);
    let rest = lines
        .get(reader.line)
        .and_then(|line| line.get(reader.column..))
        .unwrap_or_default();
    Body {
        rest: rest.to_owned(),
        end: reader.line + 1,
        values: reader.values,
        strict: reader.strict,
        broken: reader.broken,
    }
}

struct Reader<'a> {
    lines: &'a [&'a str],
    line: usize,
    column: usize,
    values: BTreeMap<String, ExampleValue>,
    strict: bool,
    broken: bool,
}

impl Reader<'_> {
    fn text(&self) -> &str {
        let line = self.lines.get(self.line).copied().unwrap_or_default();
        line.get(self.column..).unwrap_or_default()
    }

    /// The next character that is no space, over line ends; nothing at the end of the text.
    fn peek(&mut self) -> Option<char> {
        while self.line < self.lines.len() {
            let text = self.text();
            let trimmed = text.trim_start();
            if let Some(next) = trimmed.chars().next() {
                self.column += text.len() - trimmed.len();
                return Some(next);
            }
            self.line += 1;
            self.column = 0;
        }
        None
    }

    fn take(&mut self, count: usize) {
        self.column += count;
    }

    fn put(&mut self, pointer: &str, line: usize, value: Value) {
        let line = Line::try_from(line + 1).unwrap_or(Line::MAX);
        self.values
            .insert(pointer.to_owned(), ExampleValue { line, value });
    }

    fn value(&mut self, pointer: &str, depth: usize) {
        let Some(next) = self.peek() else {
            self.broken = true;
            return;
        };
        let line = self.line;
        match next {
            '{' | '[' if depth >= DEPTH => {
                self.broken = true;
                self.line = self.lines.len();
            }
            '{' => {
                self.take(1);
                if self.members(pointer, depth) == 0 {
                    self.put(pointer, line, Value::Object(Map::new()));
                }
            }
            '[' => {
                self.take(1);
                if self.items(pointer, depth) == 0 {
                    self.put(pointer, line, Value::Array(Vec::new()));
                }
            }
            _ => {
                let value = self.scalar();
                self.put(pointer, line, value);
            }
        }
    }

    fn members(&mut self, pointer: &str, depth: usize) -> usize {
        let mut count = 0;
        let mut comma = true;
        loop {
            match self.peek() {
                None => {
                    self.broken = true;
                    return count;
                }
                Some('}') => {
                    self.strict &= !comma || count == 0;
                    self.take(1);
                    return count;
                }
                Some(',') => {
                    self.take(1);
                    comma = true;
                }
                Some(']' | ')') => {
                    self.broken = true;
                    self.take(1);
                }
                Some(_) => {
                    self.strict &= comma;
                    comma = false;
                    let key = self.key();
                    if self.peek() == Some(':') {
                        self.take(1);
                    } else {
                        self.broken = true;
                    }
                    self.value(&format!("{pointer}/{}", escape(&key)), depth + 1);
                    count += 1;
                }
            }
        }
    }

    fn items(&mut self, pointer: &str, depth: usize) -> usize {
        let mut count = 0;
        loop {
            match self.peek() {
                Some(']') => {
                    self.take(1);
                    return count;
                }
                Some(',') => self.take(1),
                None | Some('}' | ')') => {
                    self.broken = true;
                    return count;
                }
                Some(_) => {
                    self.value(&format!("{pointer}/{count}"), depth + 1);
                    count += 1;
                }
            }
        }
    }

    fn key(&mut self) -> String {
        if let Some(text) = self.quoted() {
            return text;
        }
        self.strict = false;
        let text = self.text();
        let end = text
            .find(|c: char| !(c.is_alphanumeric() || "_-.".contains(c)))
            .unwrap_or(text.len());
        let key = text[..end].to_owned();
        // Something that is no key must still be passed.
        let step = text.chars().next().map_or(1, char::len_utf8);
        self.take(end.max(if end == 0 { step } else { 0 }));
        key
    }

    /// A text in quotes, which may be escaped because the whole body stands in quotes.
    fn quoted(&mut self) -> Option<String> {
        let text = self.text().to_owned();
        let (quote, start) = match text.as_bytes() {
            [b'"', ..] => ("\"", 1),
            [b'\'', ..] => ("'", 1),
            [b'\\', b'"', ..] => ("\\\"", 2),
            _ => return None,
        };
        self.strict &= quote != "'";
        let body = &text[start..];
        let Some(end) = end_of_text(body, quote) else {
            self.broken = true;
            self.take(text.len());
            return Some(body.to_owned());
        };
        self.take(start + end + quote.len());
        let raw = &body[..end];
        let unescaped = (quote == "\"")
            .then(|| serde_json::from_str(&format!("\"{raw}\"")).ok())
            .flatten();
        Some(unescaped.unwrap_or_else(|| raw.to_owned()))
    }

    fn scalar(&mut self) -> Value {
        if let Some(text) = self.quoted() {
            // A quote that was opened but not closed swallows the next key.
            self.broken |= text.contains(" : ") || text.contains(", '");
            return Value::String(text);
        }
        let text = self.text();
        let end = text.find([',', '}', ']']).unwrap_or(text.len());
        let word = text[..end].trim().to_owned();
        self.take(end.max(1));
        match word.as_str() {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            "null" => Value::Null,
            _ => word.parse::<Number>().map_or_else(
                |_| {
                    self.strict = false;
                    Value::String(word)
                },
                Value::Number,
            ),
        }
    }
}

/// Where a text in quotes ends.
fn end_of_text(body: &str, quote: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + body.get(from..)?.find(quote)?;
        if quote != "\"" || !body[..at].ends_with('\\') {
            return Some(at);
        }
        from = at + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> (String, bool, bool) {
        let lines: Vec<&str> = text.lines().collect();
        let body = read(&lines, 0, 0);
        let values = body
            .values
            .iter()
            .map(|(pointer, value)| format!("{pointer}={}@{}", value.value, value.line))
            .collect::<Vec<_>>()
            .join(" ");
        (values, body.strict, body.broken)
    }

    #[test]
    fn what_is_not_quite_json_is_read() {
        assert_eq!(
            values("{\n  a: 'x',\n  \"b\": [1, {c: true}],\n}"),
            ("/a=\"x\"@2 /b/0=1@3 /b/1/c=true@3".into(), false, false)
        );
        assert_eq!(
            values("{ \\\"a\\\": \\\"x\\\"\n b: 2 }").0,
            "/a=\"x\"@1 /b=2@2"
        );
        assert_eq!(
            values("{\"a\": \"\\\"q\\\"\"}"),
            ("/a=\"\\\"q\\\"\"@1".into(), true, false)
        );
        assert_eq!(values("[]"), ("=[]@1".into(), true, false));
        assert!(values("{\"a\": 1").2);
        assert!(values(&"[".repeat(1000)).2);
    }
}
