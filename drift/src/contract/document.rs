//! A contract's text as a tree in which every node knows its line.

use std::ops::Range;

use anyhow::{Context, Result, bail};
use rustc_hash::{FxBuildHasher, FxHashMap};
use saphyr_parser::{Event, Parser, ScalarStyle};
use serde_json::{Map, Number, Value};

use crate::finding::SpecPlace;

/// Lines by JSON pointer.
type Lines = FxHashMap<String, u32>;

/// A contract's text.
pub(crate) struct Document {
    file: &'static str,
    value: Value,
    /// Of a field, that of its name.
    lines: Lines,
}

/// A place in a document.
#[derive(Clone)]
pub(crate) struct Node<'a> {
    document: &'a Document,
    pub(crate) value: &'a Value,
    pointer: String,
}

/// Where the vendor's document says something.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Source {
    /// Nothing if it was only observed.
    pub(crate) document: Option<String>,
    pub(crate) line: Option<u32>,
    pub(crate) also: Vec<u32>,
}

impl Document {
    pub(crate) fn read(file: &'static str, text: &str) -> Result<Document> {
        let (value, lines) = read(text).with_context(|| file.to_owned())?;
        Ok(Document { file, value, lines })
    }

    /// A contract of which the text is not known, and so no line.
    #[cfg(feature = "program")]
    pub(crate) fn unplaced(value: Value) -> Document {
        Document {
            file: "",
            value,
            lines: Lines::default(),
        }
    }

    /// Whether the lines are known.
    #[cfg(feature = "program")]
    pub(crate) fn is_placed(&self) -> bool {
        !self.lines.is_empty()
    }

    /// The pointer of the outermost node that begins at a line.
    #[cfg(feature = "program")]
    pub(crate) fn pointer_at(&self, line: u32) -> Option<&str> {
        let begins = |(_, at): &(&String, &u32)| **at == line;
        let pointers = self.lines.iter().filter(begins);
        pointers
            .map(|(pointer, _)| pointer.as_str())
            .min_by_key(|pointer| pointer.len())
    }

    pub(crate) fn root(&self) -> Node<'_> {
        Node {
            document: self,
            value: &self.value,
            pointer: String::new(),
        }
    }
}

impl<'a> Node<'a> {
    /// A field, with references followed.
    pub(crate) fn get(&self, name: &str) -> Result<Option<Node<'a>>> {
        self.child(name).map(Node::resolve).transpose()
    }

    /// A field as it is.
    pub(crate) fn child(&self, name: &str) -> Option<Node<'a>> {
        let value = self.value.get(name)?;
        Some(self.below(name, value))
    }

    /// The fields of an object, as they are.
    pub(crate) fn fields(&self) -> impl Iterator<Item = (&'a str, Node<'a>)> + use<'a> {
        let node = self.clone();
        let fields = self.value.as_object().into_iter().flatten();
        fields.map(move |(name, value)| (name.as_str(), node.below(name, value)))
    }

    /// An item of an array, as it is.
    #[cfg(feature = "program")]
    pub(crate) fn item(&self, index: usize) -> Option<Node<'a>> {
        let value = self.value.get(index)?;
        Some(self.below(&index.to_string(), value))
    }

    /// The items of an array, with references followed.
    pub(crate) fn items(&self) -> Result<Vec<Node<'a>>> {
        let items = self.value.as_array().into_iter().flatten().enumerate();
        items
            .map(|(index, value)| self.below(&index.to_string(), value).resolve())
            .collect()
    }

    /// Where references lead.
    pub(crate) fn resolve(self) -> Result<Node<'a>> {
        let mut node = self;
        for _ in 0..8 {
            let Some(reference) = node.value.get("$ref").and_then(Value::as_str) else {
                return Ok(node);
            };
            node = node.follow(reference)?;
        }
        bail!("{} refers to itself", node.pointer)
    }

    /// The node of a reference such as `#/components/schemas/Invoice`.
    pub(crate) fn follow(&self, reference: &str) -> Result<Node<'a>> {
        let pointer = reference.strip_prefix('#').unwrap_or(reference);
        let value = self.document.value.pointer(pointer);
        let value =
            value.with_context(|| format!("{reference} is not in {}", self.document.file))?;
        Ok(Node {
            document: self.document,
            value,
            pointer: pointer.to_owned(),
        })
    }

    pub(crate) fn text(&self, name: &str) -> Option<&'a str> {
        self.value.get(name)?.as_str()
    }

    pub(crate) fn is_true(&self, name: &str) -> bool {
        self.value.get(name) == Some(&Value::Bool(true))
    }

    /// The name of the component that this node is.
    pub(crate) fn component(&self) -> Option<&str> {
        let name = self.pointer.strip_prefix("/components/schemas/")?;
        (!name.contains('/')).then_some(name)
    }

    #[cfg(feature = "program")]
    pub(crate) fn pointer(&self) -> &str {
        &self.pointer
    }

    pub(crate) fn place(&self) -> SpecPlace {
        SpecPlace {
            file: self.document.file.to_owned(),
            line: self.document.lines.get(&self.pointer).copied().unwrap_or(1),
        }
    }

    pub(crate) fn source(&self) -> Source {
        self.value
            .get("x-source")
            .map(Source::read)
            .unwrap_or_default()
    }

    fn below(&self, name: &str, value: &'a Value) -> Node<'a> {
        Node {
            document: self.document,
            value,
            pointer: pointer_to(&self.pointer, name),
        }
    }
}

impl Source {
    /// Reads an `x-source`, or a row that has its own `line`.
    pub(crate) fn read(value: &Value) -> Source {
        let number = |value: &Value| value.as_u64().and_then(|line| u32::try_from(line).ok());
        Source {
            document: value["document"].as_str().map(document_name),
            line: number(&value["line"]),
            also: value["also"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(number)
                .collect(),
        }
    }

    /// The line to look at: one in a section, or else the first.
    pub(crate) fn line_in(&self, section: &Range<u32>) -> Option<u32> {
        let mut lines = self.line.iter().chain(&self.also).copied();
        lines.find(|line| section.contains(line)).or(self.line)
    }

    /// A line of the same document.
    pub(crate) fn at(&self, row: &Value) -> Source {
        let own = Source::read(row);
        Source {
            document: own.document.or_else(|| self.document.clone()),
            ..own
        }
    }
}

/// `xendit-api-reference` for `xendit-api-reference.txt`.
pub(crate) fn document_name(file: &str) -> String {
    file.trim_end_matches(".txt").to_owned()
}

/// A pointer with a name added to it.
fn pointer_to(parent: &str, name: &str) -> String {
    let mut pointer = String::with_capacity(parent.len() + name.len() + 1);
    pointer.push_str(parent);
    pointer.push('/');
    if name.contains(['~', '/']) {
        pointer.push_str(&name.replace('~', "~0").replace('/', "~1"));
    } else {
        pointer.push_str(name);
    }
    pointer
}

/// A map or a list that has not ended yet.
enum Open {
    Map {
        pointer: String,
        fields: Map<String, Value>,
        /// The field whose value comes next, once its name was read.
        next: Option<String>,
    },
    List {
        pointer: String,
        items: Vec<Value>,
    },
}

/// Reads a YAML text in one go: its value, and the line of every node.
fn read(text: &str) -> Result<(Value, Lines)> {
    let mut root = Value::Null;
    // About one node in 16 bytes.
    let mut lines = Lines::with_capacity_and_hasher(text.len() / 16, FxBuildHasher);
    let mut open: Vec<Open> = Vec::new();
    for event in Parser::new_from_str(text) {
        let (event, span) = event?;
        let line = u32::try_from(span.start.line())?;
        let value = match event {
            Event::MappingStart(..) => {
                let pointer = next_pointer(open.last(), &mut lines, line);
                open.push(Open::Map {
                    pointer,
                    fields: Map::new(),
                    next: None,
                });
                continue;
            }
            Event::SequenceStart(..) => {
                let pointer = next_pointer(open.last(), &mut lines, line);
                open.push(Open::List {
                    pointer,
                    items: Vec::new(),
                });
                continue;
            }
            Event::MappingEnd | Event::SequenceEnd => match open.pop() {
                Some(Open::Map { fields, .. }) => Value::Object(fields),
                Some(Open::List { items, .. }) => Value::Array(items),
                None => continue,
            },
            Event::Scalar(text, style, ..) => {
                if let Some(Open::Map { pointer, next, .. }) = open.last_mut()
                    && next.is_none()
                {
                    lines.insert(pointer_to(pointer, &text), line);
                    *next = Some(text.into_owned());
                    continue;
                }
                if let Some(list @ Open::List { .. }) = open.last() {
                    next_pointer(Some(list), &mut lines, line);
                }
                scalar(&text, style)
            }
            Event::Alias(_) => bail!("line {line}: aliases are not followed"),
            _ => continue,
        };
        match open.last_mut() {
            Some(Open::Map { fields, next, .. }) => {
                fields.extend(next.take().map(|name| (name, value)));
            }
            Some(Open::List { items, .. }) => items.push(value),
            None => root = value,
        }
    }
    Ok((root, lines))
}

/// The pointer of a value that begins. The line of a field's value is that of its name.
fn next_pointer(inside: Option<&Open>, lines: &mut Lines, line: u32) -> String {
    match inside {
        None => String::new(),
        Some(Open::Map { pointer, next, .. }) => {
            pointer_to(pointer, next.as_deref().unwrap_or_default())
        }
        Some(Open::List { pointer, items }) => {
            let place = pointer_to(pointer, &items.len().to_string());
            lines.insert(place.clone(), line);
            place
        }
    }
}

/// What a text that stands for one value means, by the JSON schema of YAML 1.2.
fn scalar(text: &str, style: ScalarStyle) -> Value {
    if style != ScalarStyle::Plain {
        return Value::String(text.to_owned());
    }
    match text {
        "" | "~" | "null" => Value::Null,
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        _ => text
            .parse::<Number>()
            .map_or_else(|_| Value::String(text.to_owned()), Value::Number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_that_of_its_name() {
        for (file, text) in [
            ("spec/xendit.yaml", bayar_spec::XENDIT),
            ("spec/finpay.yaml", bayar_spec::FINPAY),
        ] {
            let document = Document::read(file, text).unwrap();
            let text: Vec<_> = text.lines().collect();
            let mut checked = 0;
            for (name, schema) in document
                .root()
                .child("components")
                .unwrap()
                .child("schemas")
                .unwrap()
                .fields()
            {
                assert_eq!(
                    text[schema.place().line as usize - 1].trim(),
                    format!("{name}:")
                );
                for (name, property) in schema.child("properties").iter().flat_map(Node::fields) {
                    let line = text[property.place().line as usize - 1];
                    assert!(line.trim_start().starts_with(&format!("{name}:")), "{line}");
                    checked += 1;
                }
            }
            assert!(checked > 10);
        }
    }

    #[test]
    fn values_are_those_of_yaml() {
        for text in [bayar_spec::XENDIT, bayar_spec::FINPAY] {
            let value: Value = yaml_serde::from_str(text).unwrap();
            assert!(read(text).unwrap().0 == value);
        }
    }

    #[test]
    fn references() {
        let text = "a: {$ref: '#/b'}\nb:\n  - {$ref: '#/b'}\n";
        let document = Document::read("x", text).unwrap();
        let a = document.root().get("a").unwrap().unwrap();
        assert_eq!(a.place().line, 2);
        let text = "a: {$ref: '#/b'}\nb: {$ref: '#/a'}\n";
        assert!(Document::read("x", text).unwrap().root().get("a").is_err());
    }
}
