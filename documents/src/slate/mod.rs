//! Reads the text of a slate page: one long page with a section for each operation.
//!
//! A section starts with its heading; `Endpoint:`, a method with a URL, examples, request table, answer table and
//! error table follow in any order. Tables lost their lines: each cell became a line, or a name and its description
//! share one.
//!
//! * `opening`: what a line opens.
//! * `examples`: commands and bodies.
//! * `tables`: tables of error codes, statuses and constants.
//! * `fields`: tables of parameters and fields.

use super::curl;
use super::facts::{Facts, Kind, Line, Operation, Permission, ValueTable};
use super::wording::{self, is_code, pattern};

mod examples;
mod fields;
mod opening;
mod tables;

use opening::Opening;
pub(super) use opening::{Head, table_head};

/// What part of a section comes next, by its heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Request,
    Response,
    Errors,
}

/// Reads the facts of a page.
pub fn read(lines: &[&str], facts: &mut Facts) {
    let mut reader = Reader {
        lines,
        facts,
        current: None,
        role: Role::Request,
        label: String::new(),
        example: None,
        variant: None,
        variants: variants(lines),
        endpoint: None,
    };
    let mut at = 0;
    while at < lines.len() {
        at = reader.step(at);
    }
    reader.finish();
    refer(facts);
}

/// The words that stand alone to say whose table or example follows: `OVO`, `DANA:`.
fn variants(lines: &[&str]) -> Vec<String> {
    let alone = lines.windows(2).filter(|pair| pair[0].trim().is_empty());
    alone
        .map(|pair| pair[1].trim_end_matches(':'))
        .filter(|word| is_code(word) && !word.contains('_'))
        .map(str::to_owned)
        .collect()
}

/// Gives fields the constants of the table that they refer to: "See Charge Statuses".
fn refer(facts: &mut Facts) {
    let key = |title: &str| title.trim_end_matches('s').to_ascii_lowercase();
    let tables: Vec<ValueTable> = facts
        .operations
        .iter()
        .flat_map(|operation| operation.tables.clone())
        .collect();
    for operation in &mut facts.operations {
        for field in &mut operation.fields {
            let Some(found) =
                pattern!(r"\b[Ss]ee ([A-Z][A-Za-z0-9 ]+?)(?:\.|$)").captures(&field.text)
            else {
                continue;
            };
            let table = tables
                .iter()
                .find(|table| key(&table.title) == key(&found[1]));
            if let Some(table) = table.filter(|_| field.values.is_empty()) {
                field.values.clone_from(&table.values);
            }
        }
    }
}

struct Reader<'a, 'f> {
    lines: &'a [&'a str],
    facts: &'f mut Facts,
    current: Option<Operation>,
    role: Role,
    /// The last heading.
    label: String,
    /// The title of the example that follows.
    example: Option<String>,
    variant: Option<String>,
    variants: Vec<String>,
    /// Method, path and line of the section's callbacks.
    endpoint: Option<(String, String, Line)>,
}

fn number(at: usize) -> Line {
    Line::try_from(at + 1).unwrap_or(Line::MAX)
}

impl<'a> Reader<'a, '_> {
    fn line(&self, at: usize) -> &'a str {
        self.lines.get(at).copied().unwrap_or_default()
    }

    /// The next line with text from `at` on.
    fn filled(&self, at: usize) -> usize {
        (at..self.lines.len())
            .find(|at| !self.lines[*at].trim().is_empty())
            .unwrap_or(self.lines.len())
    }

    fn step(&mut self, at: usize) -> usize {
        match self.opening(at) {
            None => {
                self.mention(at);
                at + 1
            }
            Some(Opening::Endpoint(method, url)) => {
                self.endpoint(method, url, at);
                at + 1
            }
            Some(Opening::Function(name)) => {
                let operation = self.operation(at);
                operation.kind = Kind::Function;
                name.clone_into(&mut operation.method);
                operation.endpoint = number(at);
                at + 1
            }
            Some(Opening::Table(head)) => self.table(head, at),
            Some(Opening::Curl) => self.curl(at),
            Some(Opening::Body(column)) => self.body(at, column),
            Some(Opening::Example(title)) => {
                // "… Response OVO" names the variant too.
                let last = title.split_whitespace().last().unwrap_or_default();
                let is_variant = self.variants.iter().any(|variant| variant == last);
                self.variant = is_variant.then(|| last.to_owned());
                self.example = Some(title.to_owned());
                at + 1
            }
            Some(Opening::Variant(name)) => {
                self.variant = Some(name.to_owned());
                at + 1
            }
            Some(Opening::Heading(title)) => {
                self.heading(title, at);
                at + 1
            }
        }
    }

    fn operation(&mut self, at: usize) -> &mut Operation {
        let title = self.label.clone();
        self.current
            .get_or_insert_with(|| Operation::new(title, number(at)))
    }

    fn finish(&mut self) {
        let Some(operation) = self.current.take() else {
            return;
        };
        let is_described = !operation.fields.is_empty()
            || !operation.examples.is_empty()
            || !operation.errors.is_empty();
        if is_described || !operation.path.is_empty() {
            self.facts.operations.push(operation);
        }
    }

    fn heading(&mut self, title: &str, at: usize) {
        let plain = title.split(" (").next().unwrap_or_default();
        let permission = permission(title, number(at));
        let role = match plain
            .rsplit(' ')
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase()
            .as_str()
        {
            "request" | "fields" => Some(Role::Request),
            "response" => Some(Role::Response),
            "errors" => Some(Role::Errors),
            _ => None,
        };
        let same = self
            .current
            .as_ref()
            .is_some_and(|current| current.title == plain);
        if role.is_none() && !same && self.starts_section(plain, at) {
            self.finish();
            self.endpoint = None;
            self.current = Some(Operation::new(plain.to_owned(), number(at)));
            if plain.to_ascii_lowercase().contains("callback") {
                self.operation(at).kind = Kind::Callback;
            }
            self.role = Role::Request;
        } else if role == Some(Role::Request) && self.is_callback() {
            self.next_callback(plain, at);
        }
        if permission.is_some() {
            self.operation(at).permission = permission;
        }
        if let Some(role) = role.or_else(|| same.then_some(Role::Request)) {
            self.role = role;
        }
        plain.clone_into(&mut self.label);
        self.variant = None;
        self.example = None;
    }

    fn is_callback(&self) -> bool {
        self.current
            .as_ref()
            .is_some_and(|current| current.kind == Kind::Callback)
    }

    /// A section may describe several callbacks, each with a request of its own.
    fn next_callback(&mut self, title: &str, at: usize) {
        let has_table = self
            .current
            .as_ref()
            .is_some_and(|current| !current.fields.is_empty());
        if has_table {
            self.finish();
            let mut next = Operation::new(title.to_owned(), number(at));
            next.kind = Kind::Callback;
            if let Some((method, path, line)) = self.endpoint.clone() {
                (next.method, next.path, next.endpoint) = (method, path, line);
            }
            self.current = Some(next);
        }
    }

    /// Whether a heading opens a section: its endpoint follows, or a request of its own, or it is a callback's.
    fn starts_section(&self, title: &str, at: usize) -> bool {
        if title.to_ascii_lowercase().contains("callback") {
            return true;
        }
        for next in at + 1..self.lines.len() {
            match self.opening(next) {
                Some(Opening::Endpoint(..) | Opening::Function(_)) => return true,
                Some(Opening::Curl) => {
                    let command = curl::read(self.lines, next);
                    return self.current.as_ref().is_none_or(|current| {
                        !same_endpoint(&current.method, &current.path, &command)
                    });
                }
                Some(Opening::Heading(heading)) => {
                    let own = heading.starts_with(title) && permission(heading, 0).is_some();
                    if own {
                        return true;
                    }
                    if self.is_request_at_hand(heading) && !starts_with(heading, title) {
                        return false;
                    }
                    let role = pattern!(r"(?i)\brequest\b").is_match(heading);
                    if !role {
                        return false;
                    }
                }
                Some(Opening::Table(_) | Opening::Body(_) | Opening::Variant(_)) => return false,
                Some(Opening::Example(_)) | None => {}
            }
        }
        false
    }

    /// Whether a heading is that of the request of the section at hand, whatever its sample calls.
    fn is_request_at_hand(&self, heading: &str) -> bool {
        self.current.as_ref().is_some_and(|current| {
            current.kind == Kind::Operation && starts_with(heading, &current.title)
        })
    }

    fn endpoint(&mut self, method: &str, url: &str, at: usize) {
        let path = curl::path_of(url);
        let own = pattern!(r"^https?://your").is_match(url);
        let operation = self.operation(at);
        if own {
            operation.kind = Kind::Callback;
        }
        method.clone_into(&mut operation.method);
        operation.path.clone_from(&path);
        operation.endpoint = number(at);
        self.endpoint = Some((method.to_owned(), path, number(at)));
    }

    /// Constants that running text gives as a status.
    fn mention(&mut self, at: usize) {
        let Some(operation) = &mut self.current else {
            return;
        };
        let line = number(at);
        operation
            .mentions
            .extend(wording::mentions(self.lines[at], line));
        operation
            .same_as
            .extend(wording::same_as(self.lines[at], line));
    }
}

fn starts_with(heading: &str, title: &str) -> bool {
    let start = heading.get(..title.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(title))
}

fn same_endpoint(method: &str, path: &str, command: &curl::Command) -> bool {
    let start = |path: &str| {
        path.split('/')
            .nth(1)
            .map(|part| part.split('?').next().unwrap_or_default().to_owned())
    };
    method == command.method && start(path) == start(&curl::path_of(&command.url))
}

fn permission(heading: &str, line: Line) -> Option<Permission> {
    let found = pattern!(r"\((Money-(?:in|out)) (read|write) permission\)").captures(heading)?;
    Some(Permission {
        kind: found[1].to_ascii_lowercase(),
        access: found[2].to_owned(),
        line,
    })
}
