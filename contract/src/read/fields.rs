//! Scalars, as they are or as they were meant.

use super::Reading;
use crate::decimal::Decimal;
use crate::document::{Kind, Node};
use crate::notes::NoteKind;

impl<'d> Reading<'d> {
    /// A text.
    pub(super) fn text(&mut self, node: Node<'d>) -> Option<String> {
        match node.kind() {
            Kind::Text => {}
            Kind::Null => {
                self.null(node);
                return None;
            }
            Kind::Number | Kind::Boolean => {
                let words = format!("is {}, and a text is meant: read as one", node.kind());
                self.note(NoteKind::ReadAsMeant, node, words);
            }
            Kind::List | Kind::Object => {
                self.wrong(node, "a text", "write a text");
                return None;
            }
        }
        node.scalar().map(str::to_owned)
    }

    /// A list of texts; a text alone is a list of one.
    pub(super) fn texts(&mut self, node: Node<'d>, what: &str) -> Vec<String> {
        if let Some(text) = node.as_str() {
            let words = format!("{what} is a list; the text is read as its only item");
            self.note(NoteKind::ReadAsMeant, node, words);
            return vec![text.to_owned()];
        }
        let items = self.list(node, what);
        items
            .into_iter()
            .filter_map(|item| self.text(item))
            .collect()
    }

    /// `true` or `false`.
    pub(super) fn boolean(&mut self, node: Node<'d>) -> Option<bool> {
        let meant = match node.kind() {
            Kind::Boolean => return node.as_bool(),
            Kind::Null => {
                self.null(node);
                return None;
            }
            Kind::Text => match node
                .as_str()
                .unwrap_or_default()
                .to_ascii_lowercase()
                .as_str()
            {
                "true" | "yes" | "on" | "y" => Some(true),
                "false" | "no" | "off" | "n" => Some(false),
                _ => None,
            },
            _ => None,
        };
        match meant {
            Some(value) => {
                let words = format!("is a text, and a boolean is meant: read as {value}");
                self.note(NoteKind::ReadAsMeant, node, words);
            }
            None => self.wrong(node, "a boolean", "write `true` or `false`"),
        }
        meant
    }

    /// Whether it is `true`; `false` where it is nothing.
    pub(super) fn flag(&mut self, node: Node<'d>) -> bool {
        self.boolean(node).unwrap_or_default()
    }

    /// An exact number.
    pub(super) fn decimal(&mut self, node: Node<'d>) -> Option<Decimal> {
        match node.kind() {
            Kind::Number => return node.decimal(),
            Kind::Null => {
                self.null(node);
                return None;
            }
            _ => {}
        }
        let meant = node.as_str().and_then(|text| {
            let text = text.trim();
            let plain = text.trim_start_matches('0');
            let plain = if plain.starts_with(|c: char| c.is_ascii_digit()) {
                plain
            } else {
                text
            };
            Decimal::parse(plain)
        });
        match &meant {
            Some(value) => {
                let words = format!("is a text, and a number is meant: read as {value}");
                self.note(NoteKind::ReadAsMeant, node, words);
            }
            None => self.wrong(node, "a number", "write a number without quotes"),
        }
        meant
    }

    /// A count: whole, and not negative. One that is beyond 64 bits is as large as they are.
    pub(super) fn count(&mut self, node: Node<'d>) -> Option<u64> {
        let number = self.decimal(node)?;
        if number.is_negative() || !number.is_whole() {
            self.wrong(node, "a count", "write a whole number, 0 or more");
            return None;
        }
        if number.to_u64().is_none() {
            let words = "is beyond 64 bits, and read as the largest number that they hold";
            self.note(NoteKind::ReadAsMeant, node, words);
        }
        Some(number.to_u64().unwrap_or(u64::MAX))
    }

    /// A line number of a document.
    pub(super) fn line_number(&mut self, node: Node<'d>) -> Option<u32> {
        u32::try_from(self.count(node)?).ok()
    }

    fn wrong(&mut self, node: Node<'d>, expected: &str, help: &str) {
        let found = match node.scalar() {
            Some(text) if text.chars().count() <= 40 => format!("`{text}`"),
            _ => node.kind().to_string(),
        };
        let name = node
            .name()
            .map_or_else(String::new, |name| format!("`{name}` is "));
        let message = format!("{name}{expected}, and this is {found}");
        self.problem(node, message, help);
    }
}
