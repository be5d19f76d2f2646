//! Reads a request as a document shows it: a curl command, however it is broken into lines.

use std::collections::BTreeMap;

use serde_json::Value;

use super::facts::{Example, ExampleValue, Form, Line, Origin, Place};
use super::loose::{self, Body};
use super::wording::pattern;
use bayar_contract::escape;

/// A curl command.
#[derive(Default)]
pub struct Command {
    /// The method.
    pub method: String,
    /// The URL.
    pub url: String,
    /// The first line.
    pub start: Line,
    /// The line of the body, or of the command where it has none.
    pub line: Line,
    /// The body's values by JSON pointer.
    pub values: BTreeMap<String, ExampleValue>,
    /// How the body is written.
    pub form: Option<Form>,
    /// The names of the headers, with their lines.
    pub headers: Vec<(String, Line)>,
    /// The index of the first line after it.
    pub end: usize,
}

/// Reads the command that starts in `lines[from]`.
pub fn read(lines: &[&str], from: usize) -> Command {
    let mut command = Command {
        start: Line::try_from(from + 1).unwrap_or(Line::MAX),
        line: Line::try_from(from + 1).unwrap_or(Line::MAX),
        ..Command::default()
    };
    let mut at = from;
    let mut rest = lines[from].to_owned();
    loop {
        if let Some(column) = body_start(&rest) {
            let column = lines[at].len() - rest.len() + column;
            let body = loose::read(lines, at, column);
            command.line = Line::try_from(at + 1).unwrap_or(Line::MAX);
            at = body.end - 1;
            rest.clone_from(&body.rest);
            command.json(body);
            command.options(&rest, at);
        } else {
            command.options(&rest, at);
        }
        at += 1;
        let Some(next) = lines.get(at).map(|line| line.trim()) else {
            break;
        };
        let goes_on = rest.trim_end().ends_with('\\') && !next.is_empty();
        let is_option = next.starts_with('-') || next.starts_with("'http");
        let is_url = goes_on && next.starts_with("http");
        if !(is_option || is_url) {
            break;
        }
        lines[at].clone_into(&mut rest);
    }
    command.end = at;
    if command.method.is_empty() {
        let method = if command.values.is_empty() {
            "GET"
        } else {
            "POST"
        };
        method.clone_into(&mut command.method);
    }
    command
}

/// Where a body in JSON starts on a line.
fn body_start(line: &str) -> Option<usize> {
    let found = pattern!(r#"(?:-d|--data(?:-[a-z]+)?)\s+['"]\s*[{\[]"#).find(line)?;
    Some(found.end() - 1)
}

impl Command {
    /// Its body, if there is one whose values can be read, as an example of the operation.
    pub fn example(&mut self) -> Option<Example> {
        (!self.values.is_empty()).then(|| Example {
            origin: Origin::default(),
            line: self.line,
            place: Place::Body,
            variant: None,
            form: self.form.take(),
            values: std::mem::take(&mut self.values),
        })
    }

    /// What the URL asks for: each parameter of its query. A list stands there as JSON.
    pub fn query(&self) -> BTreeMap<String, ExampleValue> {
        let query = self.url.split_once('?').map_or("", |(_, query)| query);
        let line = self.start;
        let mut values = BTreeMap::new();
        for (name, text) in query.split('&').filter_map(|pair| pair.split_once('=')) {
            let pointer = format!("/{}", escape(name));
            let text = text.trim_matches('\'');
            if let Ok(items) = serde_json::from_str::<Vec<Value>>(text) {
                let items = items.into_iter().enumerate();
                values
                    .extend(items.map(|(n, value)| {
                        (format!("{pointer}/{n}"), ExampleValue { line, value })
                    }));
            } else {
                values.insert(
                    pointer,
                    ExampleValue {
                        line,
                        value: Value::String(text.to_owned()),
                    },
                );
            }
        }
        values
    }

    fn json(&mut self, body: Body) {
        self.form = if body.broken {
            Some(Form::Broken)
        } else {
            (!body.strict).then_some(Form::Loose)
        };
        self.values = body.values;
    }

    /// The options of one line.
    fn options(&mut self, line: &str, at: usize) {
        let number = Line::try_from(at + 1).unwrap_or(Line::MAX);
        if let Some(found) = pattern!(r"(?:-X|--request)\s+([A-Z]+)").captures(line) {
            found[1].clone_into(&mut self.method);
        }
        if let Some(found) = pattern!(r"https?://[^\s']+(?:'[^\s']*'[^\s']*)*").find(line)
            && self.url.is_empty()
        {
            self.url = found.as_str().replace('\\', "");
        }
        for found in pattern!(r#"(?:-H|--header)\s+["']([A-Za-z-]+):"#).captures_iter(line) {
            self.headers.push((found[1].to_owned(), number));
        }
        let pairs = pattern!(r"-d\s+([A-Za-z_]+)\s*=\s*(?:'([^']*)'|([^\s\\]+))");
        for found in pairs.captures_iter(line) {
            let value = found.get(2).or_else(|| found.get(3));
            let value = Value::String(value.map_or("", |value| value.as_str()).to_owned());
            if self.values.is_empty() {
                self.line = number;
            }
            self.form = Some(Form::Form);
            let pointer = format!("/{}", escape(&found[1]));
            self.values.insert(
                pointer,
                ExampleValue {
                    line: number,
                    value,
                },
            );
        }
    }
}

/// The path of a URL, with the query as the document prints it.
pub fn path_of(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.find('/')
        .map_or_else(String::new, |at| rest[at..].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_however_they_are_broken_into_lines() {
        let text = "curl -X POST \\\n  https://api.xendit.co/a \\\n  -u key: \\\n  -d '{\n    \"b\": 1\n  }'\nNext";
        let lines: Vec<&str> = text.lines().collect();
        let command = read(&lines, 0);
        assert_eq!(
            (&*command.method, &*command.url, command.end),
            ("POST", "https://api.xendit.co/a", 6)
        );
        assert_eq!((command.line, command.values["/b"].line), (4, 5));

        let text = "curl https://api.xendit.co/a -X PATCH \\\n -u k: \\\n -H \"X-A: 1\" \\\n -d a=1\n -d b='x y' \\\nParameter Description";
        let lines: Vec<&str> = text.lines().collect();
        let command = read(&lines, 0);
        assert_eq!(
            (&*command.method, command.end, command.line),
            ("PATCH", 5, 4)
        );
        assert_eq!(command.values["/b"].value, "x y");
        assert_eq!(command.headers, [("X-A".to_owned(), 3)]);
    }
}
