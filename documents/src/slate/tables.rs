//! Tables of error codes, statuses and constants.

use super::opening::Head;
use super::{Reader, number};
use crate::facts::{Constant, ErrorRow, Field, Place, ValueTable};
use crate::wording::{self, is_code};

impl Reader<'_, '_> {
    pub(super) fn table(&mut self, head: Head, at: usize) -> usize {
        match head {
            Head::Fields | Head::Headers | Head::Query => self.fields(head, at),
            Head::Errors => self.errors(at),
            Head::Statuses => self.statuses(at),
            Head::Values => self.values(at),
        }
    }

    fn errors(&mut self, at: usize) -> usize {
        let mut rows: Vec<ErrorRow> = Vec::new();
        let mut fields = Vec::new();
        let mut next = at + 1;
        while !self.line(next).trim().is_empty() {
            let line = self.line(next).trim();
            let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
            if is_code(word) && word.contains('_') || is_code(line) && line.len() > 3 {
                let variant = self.variant.clone();
                rows.push(ErrorRow::new(word, number(next), variant));
                if let Some(row) = rows.last_mut() {
                    rest.clone_into(&mut row.message);
                }
            } else if let Some(row) = rows.last_mut() {
                row.last = number(next);
                match line.parse::<u16>() {
                    Ok(status) if row.status.is_none() => row.status = Some(status),
                    _ => {
                        row.message = wording::join(&row.message, line);
                        row.limits.extend(wording::limits(line, number(next)));
                        fields.extend(
                            wording::error_field(line).map(|name| (name.to_owned(), number(next))),
                        );
                    }
                }
            }
            next += 1;
        }
        let operation = self.operation(at);
        operation.errors.extend(rows);
        for (name, line) in fields {
            operation.fields.push(Field {
                place: Place::Error,
                ..Field::new(&name, line)
            });
        }
        next
    }

    fn statuses(&mut self, at: usize) -> usize {
        let mut next = at + 1;
        while !self.line(next).trim().is_empty() {
            let (word, rest) = self.line(next).split_once(' ').unwrap_or_default();
            if let Ok(status) = word.parse::<u16>() {
                let mut row = ErrorRow::new("", number(next), None);
                row.status = Some(status);
                rest.clone_into(&mut row.message);
                self.facts.statuses.push(row);
            }
            next += 1;
        }
        next
    }

    fn values(&mut self, at: usize) -> usize {
        let mut values = Vec::new();
        let mut next = at + 1;
        while !self.line(next).trim().is_empty() {
            let word = self
                .line(next)
                .split_whitespace()
                .next()
                .unwrap_or_default();
            if is_code(word) || word.bytes().all(|byte| byte.is_ascii_digit()) {
                values.push(Constant::new(word.to_owned(), number(next)));
            }
            next += 1;
        }
        let table = ValueTable {
            title: self.label.clone(),
            line: number(at),
            values,
        };
        self.operation(at).tables.push(table);
        next
    }
}
