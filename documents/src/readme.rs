//! Reads the text of a guide: short headings without blank lines around them, running text in which every link and
//! word in code is a line of its own, samples, and tables drawn with `|`.

use super::curl;
use super::facts::{
    Constant, ErrorRow, Example, Facts, Field, Form, Line, Operation, Origin, Place, ValueTable,
};
use super::loose;
use super::wording::{self, is_code, pattern};

/// Reads the facts of a guide.
pub fn read(lines: &[&str], facts: &mut Facts) {
    let mut reader = Reader {
        lines,
        facts,
        heading: (String::new(), 1),
        label: String::new(),
        current: None,
    };
    let mut at = 0;
    while at < lines.len() {
        at = reader.step(at);
    }
    reader.finish();
}

struct Reader<'a, 'f> {
    lines: &'a [&'a str],
    facts: &'f mut Facts,
    /// The last heading that is no sample's.
    heading: (String, Line),
    /// The last heading.
    label: String,
    current: Option<Operation>,
}

fn number(at: usize) -> Line {
    Line::try_from(at + 1).unwrap_or(Line::MAX)
}

impl Reader<'_, '_> {
    fn line(&self, at: usize) -> &str {
        self.lines.get(at).copied().unwrap_or_default()
    }

    fn finish(&mut self) {
        self.facts.operations.extend(self.current.take());
    }

    fn step(&mut self, at: usize) -> usize {
        let line = self.line(at).trim().to_owned();
        if line.starts_with("curl ") {
            return self.curl(at);
        }
        if line.starts_with(['{', '[']) {
            return self.body(at);
        }
        if self.line(at + 1).starts_with("---|") {
            return self.table(at);
        }
        if line == "Field"
            && self
                .cells(at + 1)
                .starts_with(&[(0, "Description")].map(|cell| cell.1.to_owned()))
        {
            return self.cell_table(at);
        }
        if self.is_heading(at) {
            let is_sample = line.starts_with("Example") || line.starts_with("Sample");
            if !is_sample {
                self.finish();
                self.heading = (line.clone(), number(at));
            }
            self.label = line;
        } else {
            // A word in code is a line of its own: the sentence goes around it.
            let before = self.line(at.wrapping_sub(1));
            let sentence = format!("{before} {line}");
            let found = wording::mentions(&sentence, number(at));
            let found: Vec<Constant> = found
                .into_iter()
                .filter(|one| line.contains(&one.value))
                .collect();
            match &mut self.current {
                Some(operation) => operation.mentions.extend(found),
                None => self.facts.mentions.extend(found),
            }
        }
        at + 1
    }

    /// Whether a line is a heading: short, with a capital, and the next line does not go on with the sentence.
    fn is_heading(&self, at: usize) -> bool {
        let line = self.line(at).trim();
        let next = self.line(at + 1).trim();
        let words = line.split_whitespace().count();
        let ends = !next.starts_with(|c: char| c.is_ascii_lowercase() || ".,;:|".contains(c));
        let before = self.line(at.wrapping_sub(1));
        let goes_on = before.ends_with(" the") || before.ends_with(" our");
        line.starts_with(|c: char| c.is_ascii_uppercase())
            && (1..=7).contains(&words)
            && !is_code(line)
            && !line.ends_with(['.', ':', ',', '|', '!', '?'])
            && !line.contains(['|', ';'])
            && ends
            && !goes_on
    }

    fn curl(&mut self, at: usize) -> usize {
        let mut command = curl::read(self.lines, at);
        self.finish();
        let mut found = Operation::new(self.heading.0.clone(), self.heading.1);
        found.method.clone_from(&command.method);
        found.path = curl::path_of(&command.url);
        found.endpoint = number(at);
        // The text between the heading and the sample belongs to the operation.
        let from = self.heading.1 as usize;
        self.facts
            .mentions
            .retain(|one| (one.line as usize) <= from);
        for before in from..at {
            let sentence = format!(
                "{} {}",
                self.line(before.wrapping_sub(1)),
                self.line(before)
            );
            found.mentions.extend(
                wording::mentions(&sentence, number(before))
                    .into_iter()
                    .filter(|one| self.line(before).contains(&one.value)),
            );
            let last = self
                .line(before)
                .split_whitespace()
                .last()
                .unwrap_or_default();
            if is_code(last) && self.line(before + 1).starts_with("status") {
                found
                    .mentions
                    .push(Constant::new(last.to_owned(), number(before)));
            }
        }
        found.examples.extend(command.example());
        self.current = Some(found);
        command.end
    }

    fn body(&mut self, at: usize) -> usize {
        let body = loose::read(self.lines, at, 0);
        let is_error = body.values.contains_key("/error_code");
        let example = Example {
            origin: Origin::default(),
            line: number(at),
            place: if is_error {
                Place::Error
            } else {
                Place::Answer
            },
            variant: None,
            form: (!body.strict).then_some(Form::Loose),
            values: body.values,
        };
        let target = if self.current.is_some() {
            self.current.as_mut()
        } else {
            // Errors have a section of their own, after the operations; its title names which.
            let title = self.heading.0.to_ascii_lowercase();
            owner(&mut self.facts.operations, &title)
        };
        if let Some(operation) = target {
            operation.examples.push(example);
        }
        body.end
    }

    /// A table drawn with `|`; cells may be lost.
    fn table(&mut self, at: usize) -> usize {
        let head = self
            .line(at)
            .split('|')
            .next()
            .unwrap_or_default()
            .trim()
            .to_owned();
        let mut rows: Vec<(Line, Line, Vec<String>)> = Vec::new();
        let mut next = at + 2;
        while self.line(next).trim_start().starts_with('|') || self.line(next).contains(" | ") {
            let line = self.line(next).trim();
            // A row whose cells are all lost is broken over two lines.
            let continues = line == "|"
                && rows
                    .last()
                    .is_some_and(|row| row.0 == row.1 && row.2.iter().all(String::is_empty));
            if continues {
                if let Some(row) = rows.last_mut() {
                    row.1 = number(next);
                }
            } else {
                let cells = line.split('|').map(|cell| cell.trim().to_owned()).collect();
                rows.push((number(next), number(next), cells));
            }
            next += 1;
        }
        let title = self.heading.0.clone();
        let is_creation = pattern!(r"(?i)\bcreating\b").is_match(&title);
        if head == "Error Code" && is_creation {
            let found = rows.into_iter().map(|(line, last, cells)| {
                let mut row = ErrorRow::new(cells.first().map_or("", String::as_str), line, None);
                row.last = last;
                cells[1..].join(" ").trim().clone_into(&mut row.message);
                row
            });
            let found: Vec<_> = found.collect();
            if let Some(operation) = owner(&mut self.facts.operations, &title.to_ascii_lowercase())
            {
                operation.errors.extend(found);
            }
        } else {
            let values = rows.into_iter().map(|(line, _, cells)| {
                Constant::new(cells.first().cloned().unwrap_or_default(), line)
            });
            let values = values.collect();
            self.facts.tables.push(ValueTable {
                title,
                line: number(at),
                values,
            });
        }
        next
    }

    /// The lines with text from `at` on.
    fn cells(&self, at: usize) -> Vec<String> {
        self.lines[at.min(self.lines.len())..]
            .iter()
            .map(|line| line.trim().to_owned())
            .filter(|line| !line.is_empty())
            .take(1)
            .collect()
    }

    /// A table whose cells are paragraphs: `Field`, `Description`, `Note`, then three a row.
    fn cell_table(&mut self, at: usize) -> usize {
        let filled: Vec<usize> = (at..self.lines.len())
            .filter(|at| !self.line(*at).trim().is_empty())
            .collect();
        let mut cells = filled.iter().skip(3).copied();
        let mut end = at + 1;
        while let (Some(name), Some(text), Some(note)) = (cells.next(), cells.next(), cells.next())
        {
            // The table ends where a cell is a paragraph of its own.
            if self.line(name).split_whitespace().count() > 3 {
                break;
            }
            let mut found = self.dashboard_field(name);
            found.last = number(note);
            found.text = wording::join(self.line(text), self.line(note));
            found.limits = wording::limits(&found.text, number(note));
            if found.text.contains("Numeric characters") {
                found.kind = Some(super::facts::Type::Number);
            }
            self.facts.fields.push(found);
            end = note + 1;
        }
        end
    }

    fn dashboard_field(&self, at: usize) -> Field {
        let name = self.line(at).trim().to_ascii_lowercase().replace(' ', "_");
        Field::new(&name, number(at))
    }
}

/// The operation that a section on errors is about, by the stem of its first verb: "creating" and "Create".
fn owner<'a>(operations: &'a mut [Operation], title: &str) -> Option<&'a mut Operation> {
    let verb = pattern!(r"\b([a-z]+?)ing\b")
        .captures(title)
        .map(|found| found[1].to_owned());
    let stem = verb.unwrap_or_else(|| "creat".to_owned());
    operations
        .iter_mut()
        .find(|operation| operation.title.to_ascii_lowercase().starts_with(&stem))
}
