//! Reads the text of a reference page whose tables became one paragraph a cell: the names of the columns, then
//! numbered rows in which empty cells are gone.

use super::calls;
use super::cells::describe;
use super::curl;
use super::facts::{
    Bound, ErrorRow, Example, Facts, Field, Form, Kind, Limit, Line, Operation, Origin, Place,
};
use super::loose;
use super::wording::{self, pattern};

/// A line with text.
type Cell<'a> = (usize, &'a str);

fn number(at: usize) -> Line {
    Line::try_from(at + 1).unwrap_or(Line::MAX)
}

/// The names that columns have.
const COLUMNS: [&str; 9] = [
    "No",
    "Name",
    "Type",
    "Mandatory",
    "Min Length",
    "Max Length",
    "Description",
    "Response Code",
    "Response Code Description",
];

/// Reads the facts of a page.
pub fn read(lines: &[&str], facts: &mut Facts) {
    let cells: Vec<Cell<'_>> = lines
        .iter()
        .enumerate()
        .map(|(at, line)| (at, line.trim()))
        .filter(|(_, line)| !line.is_empty())
        .collect();
    let Some(mut found) = endpoint(&cells) else {
        return;
    };
    let mut heading = "";
    let mut at = 0;
    while at < cells.len() {
        let (line, text) = cells[at];
        if text == "No" {
            let columns = cells[at..]
                .iter()
                .take_while(|cell| COLUMNS.contains(&cell.1))
                .count();
            let end = rows_end(&cells, at + columns);
            table(
                &mut found,
                heading,
                &cells[at..at + columns],
                &cells[at + columns..end],
            );
            at = end;
            continue;
        }
        if text.starts_with("curl ") {
            at = sample(&mut found, lines, &cells, at);
            continue;
        }
        if text.starts_with(['{', '[']) {
            let body = loose::read(
                lines,
                line,
                lines[line].len() - lines[line].trim_start().len(),
            );
            let place = if heading.contains("error") {
                Place::Error
            } else {
                Place::Answer
            };
            found.examples.push(Example {
                origin: Origin::default(),
                line: number(line),
                place,
                variant: None,
                form: (!body.strict).then_some(Form::Loose),
                values: body.values,
            });
            at = cells
                .iter()
                .position(|cell| cell.0 >= body.end)
                .unwrap_or(cells.len());
            continue;
        }
        heading = text;
        at += 1;
    }
    facts.operations.push(found);
}

/// The operation, from the table of environments and the title above it.
fn endpoint(cells: &[Cell<'_>]) -> Option<Operation> {
    let mut rows = cells.iter().enumerate();
    let (at, path) = rows.find_map(|(at, cell)| Some((at, calls::environment(cell.1)?)))?;
    let method = cells[..at]
        .iter()
        .rev()
        .find(|cell| calls::is_method(cell.1))?;
    let head = cells
        .iter()
        .position(|cell| cell.1 == "Environment")
        .unwrap_or(at);
    let title = cells[..head]
        .iter()
        .rev()
        .find(|cell| !cell.1.ends_with('.'))?;
    let mut found = Operation::new(title.1.to_owned(), number(title.0));
    found.kind = Kind::Operation;
    method.1.clone_into(&mut found.method);
    path.clone_into(&mut found.path);
    found.endpoint = number(cells[at].0);
    Some(found)
}

/// Where the numbered rows end: at the heading of the next part.
fn rows_end(cells: &[Cell<'_>], from: usize) -> usize {
    let is_heading = |text: &str| {
        pattern!(r"^(?:(?:Request|Response)(?: (?:headers?|body|parameters|Code))?|Sample .*|Last updated.*)$").is_match(text)
    };
    cells[from..]
        .iter()
        .position(|cell| is_heading(cell.1))
        .map_or(cells.len(), |found| from + found)
}

fn table(found: &mut Operation, heading: &str, columns: &[Cell<'_>], cells: &[Cell<'_>]) {
    let mut rows: Vec<Vec<Cell<'_>>> = Vec::new();
    for cell in cells {
        // A row starts with its number; other cells that are numbers are lengths or statuses.
        let starts = cell
            .1
            .parse::<usize>()
            .is_ok_and(|number| number == rows.len() + 1);
        match rows.last_mut() {
            _ if starts => rows.push(Vec::new()),
            Some(row) => row.push(*cell),
            None => {}
        }
    }
    let is_errors = columns.iter().any(|column| column.1 == "Response Code");
    let has_lengths = columns.iter().any(|column| column.1 == "Max Length");
    for row in rows {
        if is_errors {
            errors(found, &row);
        } else {
            row_of_fields(found, heading, has_lengths, &row);
        }
    }
}

fn errors(found: &mut Operation, row: &[Cell<'_>]) {
    let [status, code, message @ ..] = row else {
        return;
    };
    let mut error = ErrorRow::new(code.1, number(code.0), None);
    error.status = status.1.parse().ok();
    error.last = number(message.last().unwrap_or(code).0);
    error.message = message
        .iter()
        .map(|cell| cell.1)
        .collect::<Vec<_>>()
        .join(" ");
    found.errors.push(error);
}

fn row_of_fields(found: &mut Operation, heading: &str, has_lengths: bool, row: &[Cell<'_>]) {
    let [name, kind, mandatory, rest @ ..] = row else {
        return;
    };
    let mut rest = rest;
    let (within, short) = match name.1.rsplit_once('.') {
        Some((within, short)) => (Some(within.to_owned()), short),
        None => (None, name.1),
    };
    let mut field = Field::new(short, number(name.0));
    field.within = within;
    field.required = Some(mandatory.1 == "M");
    field.last = number(row.last().unwrap_or(name).0);
    let lower = heading.to_ascii_lowercase();
    field.place = match () {
        () if lower.contains("header") => Place::Header,
        () if found.path.contains(&format!("{{{short}}}")) => Place::Path,
        () if lower.starts_with("request") => Place::Body,
        () => Place::Answer,
    };
    if let Some((of, _, _)) = wording::typed(kind.1) {
        field.kind = Some(of);
    }
    let mut lengths = Vec::new();
    while let Some((first, others)) = rest
        .split_first()
        .filter(|(cell, _)| has_lengths && cell.1.parse::<u64>().is_ok())
    {
        lengths.push(*first);
        rest = others;
    }
    // Of two cells the first is the minimum; one alone is the maximum, the column that is filled more often.
    let bounds: &[Bound] = if lengths.len() == 2 {
        &[Bound::MinLength, Bound::MaxLength]
    } else {
        &[Bound::MaxLength]
    };
    for (bound, cell) in bounds.iter().zip(&lengths) {
        if let Ok(value) = cell.1.parse() {
            field.limits.push(Limit {
                bound: *bound,
                value,
                when: None,
                line: number(cell.0),
            });
        }
    }
    let cells: Vec<(Line, &str)> = rest.iter().map(|cell| (number(cell.0), cell.1)).collect();
    describe(&mut field, &cells);
    found.fields.push(field);
}

fn sample(found: &mut Operation, lines: &[&str], cells: &[Cell<'_>], at: usize) -> usize {
    let mut command = curl::read(lines, cells[at].0);
    found.examples.extend(command.example());
    cells
        .iter()
        .position(|cell| cell.0 >= command.end)
        .unwrap_or(cells.len())
        .max(at + 1)
}
