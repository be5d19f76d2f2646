//! Tables of parameters and fields.

use super::opening::{Head, Opening};
use super::{Reader, Role, number};
use crate::cells::describe;
use crate::facts::{Field, Kind, Line, Place, Type};
use crate::wording::{self, is_name};

impl Reader<'_, '_> {
    /// The index after a table of fields: where something else opens after a blank line.
    fn end_of_fields(&self, from: usize) -> usize {
        let mut at = from;
        loop {
            while !self.line(at).trim().is_empty() {
                if at > from && matches!(self.opening(at), Some(Opening::Table(_) | Opening::Curl))
                {
                    return at;
                }
                at += 1;
            }
            let next = self.filled(at);
            if next >= self.lines.len() || self.opening(next).is_some() {
                return at;
            }
            at = next;
        }
    }

    pub(super) fn fields(&mut self, head: Head, at: usize) -> usize {
        let end = self.end_of_fields(at + 1);
        let first = self.filled(at + 1);
        let mut rows: Vec<(usize, usize)> = Vec::new();
        // Where the first row has its cells on lines of their own, all have; otherwise name and description share one.
        let shared = !self.is_requiredness(first + 1);
        for next in first..end {
            if self.starts_row(next, shared, &rows) {
                if let Some(row) = rows.last_mut() {
                    row.1 = next;
                }
                rows.push((next, end));
            }
        }
        for (from, to) in rows {
            self.row(head, from, to);
        }
        end
    }

    fn is_requiredness(&self, at: usize) -> bool {
        let line = self.line(at).trim();
        line == "required" || line == "optional"
    }

    fn starts_row(&self, at: usize, shared: bool, rows: &[(usize, usize)]) -> bool {
        let line = self.line(at);
        let next = self.filled(at + 1);
        if line.is_empty() || self.is_requiredness(at) {
            return false;
        }
        if self.is_requiredness(next) && next == at + 1 && line.split_whitespace().count() <= 3 {
            return true;
        }
        if !shared {
            return false;
        }
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        if !is_name(word) || wording::typed(line).is_some() {
            return false;
        }
        let before_is_cell = rows
            .last()
            .is_some_and(|row| row.0 + 1 == at && self.line(row.0) == "item object");
        if rest.is_empty() {
            // A name alone; its description follows.
            return self
                .line(next)
                .starts_with(|c: char| c.is_ascii_uppercase() || c == 'o');
        }
        // A remark that begins with the name of the field itself.
        let remark = rows.last().is_some_and(|row| self.line(row.0) == word);
        let sentence = rest.starts_with(':') || ["example", "both", "only", "url"].contains(&word);
        !remark && !sentence && !before_is_cell && !self.is_cell(at)
    }

    /// Whether the line is the type cell of a row: `required` or `optional` stands above it.
    fn is_cell(&self, at: usize) -> bool {
        (at.saturating_sub(3)..at).any(|above| self.is_requiredness(above))
            && wording::typed(self.line(at)).is_some()
    }

    fn row(&mut self, head: Head, from: usize, to: usize) {
        let mut cells: Vec<(Line, &str)> = (from..to)
            .map(|at| (number(at), self.line(at).trim()))
            .filter(|(_, text)| !text.is_empty())
            .collect();
        let last = cells.last().map_or(number(from), |cell| cell.0);
        let (_, first) = cells.remove(0);
        let mut field = Field::new(first, number(from));
        field.last = last;
        field.variant.clone_from(&self.variant);
        match first.split_once(' ') {
            Some((name, "object")) => name.clone_into(&mut field.name),
            Some((name, rest)) if is_name(name) => {
                name.clone_into(&mut field.name);
                cells.insert(0, (number(from), rest));
            }
            _ => {}
        }
        describe(&mut field, &cells);
        self.place(head, &mut field);
        self.nest(field);
    }

    fn place(&self, head: Head, field: &mut Field) {
        let Some(current) = &self.current else { return };
        let in_path = |name: &str| {
            let path = current.path.split('?').next().unwrap_or_default();
            path.contains(&format!("{{{name}}}"))
                || path.ends_with(&format!(":{name}"))
                || path.contains(&format!(":{name}/"))
        };
        field.place = match head {
            Head::Headers => Place::Header,
            Head::Query => Place::Query,
            _ if current.kind == Kind::Callback => Place::Body,
            _ if self.role == Role::Response => Place::Answer,
            _ if in_path(&field.name) => Place::Path,
            _ if current.method == "GET" || current.method.is_empty() => Place::Query,
            _ => Place::Body,
        };
    }

    /// Adds a field, under the field that it is a part of, if any.
    fn nest(&mut self, mut field: Field) {
        let label = self.label.to_ascii_lowercase();
        let operation = self.operation(field.line as usize);
        if operation.kind == Kind::Operation && operation.method.is_empty() {
            field.place = Place::Query;
        }
        let parents: Vec<String> = operation
            .fields
            .iter()
            .filter(|other| other.within.is_none() && other.place == field.place)
            .filter(|other| other.kind == Some(Type::Array) || other.kind.is_none())
            .map(|other| other.name.clone())
            .collect();
        let plural = format!("{}s", label.split(' ').next().unwrap_or_default());
        // A table under the heading of the item: "Disbursement Item" after `disbursements`.
        if (label.split(' ').count() == 1 || label.ends_with(" item")) && parents.contains(&plural)
        {
            field.within = Some(plural);
        }
        // A row for the item of the list above it: `item object` after `items`.
        let items = format!("{}s", field.name);
        let is_item =
            field.kind.is_none_or(|kind| kind == Type::Object) && parents.contains(&items);
        let members = wording::members(&field.text);
        let parent = if is_item { items } else { field.name.clone() };
        let inner: Vec<Field> = members
            .into_iter()
            .map(|(name, kind)| Field {
                kind: Some(kind),
                within: Some(parent.clone()),
                place: field.place,
                variant: field.variant.clone(),
                ..Field::new(&name, field.last)
            })
            .collect();
        let is_same = operation
            .fields
            .last()
            .is_some_and(|last| last.within.as_deref() == Some(&*parent));
        if !is_item {
            operation.fields.push(field);
        }
        if !is_same {
            operation.fields.extend(inner);
        }
    }
}
