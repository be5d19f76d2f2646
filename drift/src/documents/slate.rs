//! Reads the text of a slate page: one long page with a section for each operation.
//!
//! A section starts with its heading; `Endpoint:`, a method with a URL, examples, request table, answer table and
//! error table follow in any order. Tables lost their lines: each cell became a line, or a name and its description
//! share one.

use serde_json::Value;

use super::curl;
use super::facts::{
    Bound, Constant, ErrorRow, Example, ExampleValue, Facts, Field, Form, Kind, Line, Operation,
    Permission, Place, Type, ValueTable,
};
use super::loose;
use super::wording::{self, is_code, is_name, pattern};

/// The kinds of tables, by the first cell of their head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Head {
    /// Parameters and fields.
    Fields,
    /// Headers of the request.
    Headers,
    /// Parameters of the query.
    Query,
    /// Error codes.
    Errors,
    /// Constants.
    Values,
    /// Statuses of every operation.
    Statuses,
}

/// The kind of table that a line opens: `Parameter Description`.
pub fn table_head(line: &str) -> Option<Head> {
    let found =
        pattern!(r"^([A-Z][A-Za-z]*(?: [A-Z]?[a-z]+)?) (Description|Meaning)$").captures(line)?;
    Some(match &found[1] {
        "Parameter" | "Field" | "Body" => Head::Fields,
        "Header" => Head::Headers,
        "Query" => Head::Query,
        name if name.eq_ignore_ascii_case("error code") && &found[2] == "Meaning" => Head::Statuses,
        name if name.eq_ignore_ascii_case("error code") => Head::Errors,
        _ => Head::Values,
    })
}

/// What part of a section comes next, by its heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Request,
    Response,
    Errors,
}

/// What a line is, where it can open something.
enum Opening<'a> {
    Endpoint(&'a str, &'a str),
    Function(&'a str),
    Table(Head),
    Curl,
    Body(usize),
    Example(&'a str),
    Variant(&'a str),
    Heading(&'a str),
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

    fn opening(&self, at: usize) -> Option<Opening<'a>> {
        let line = self.line(at);
        if let Some(found) =
            pattern!(r"^(GET|POST|PUT|PATCH|DELETE) (https?://\S+)$").captures(line)
        {
            let url = &line[found.get(2)?.start()..];
            return Some(Opening::Endpoint(&line[..found.get(1)?.end()], url));
        }
        if let Some(name) = line.strip_prefix("Javascript Function: ") {
            return Some(Opening::Function(name.trim()));
        }
        if let Some(head) = table_head(line) {
            return Some(Opening::Table(head));
        }
        if line.starts_with("curl ") {
            return Some(Opening::Curl);
        }
        if line.starts_with(['{', '[']) {
            return Some(Opening::Body(0));
        }
        if let Some(column) = line.find("Entity.json(\"") {
            let column = column + "Entity.json(\"".len();
            return line[column..]
                .starts_with(['{', '['])
                .then_some(Opening::Body(column));
        }
        let word = line.trim_end_matches(':');
        let alone = at == 0 || self.line(at - 1).trim().is_empty();
        if alone && is_code(word) && !word.contains('_') {
            return Some(Opening::Variant(word));
        }
        if !alone || line.starts_with(char::is_whitespace) {
            return None;
        }
        if line.starts_with("Example") {
            return Some(Opening::Example(line));
        }
        self.is_heading(at).then_some(Opening::Heading(line))
    }

    /// Whether a line between blank ones is a heading: short, with a capital, no sentence.
    fn is_heading(&self, at: usize) -> bool {
        let line = self.line(at);
        let next = self.line(at + 1).trim();
        let bounded = next.is_empty() || table_head(next).is_some() || next.starts_with(['{', '[']);
        let title = line.split(" (").next().unwrap_or_default();
        let words = title
            .split_whitespace()
            .filter(|word| word.len() > 1)
            .count();
        bounded
            && line.starts_with(|c: char| {
                c.is_ascii_uppercase() || (c == 'e' && line.starts_with("eW"))
            })
            && !line.contains([';', '=', '$', '{', '"', ','])
            && !line.ends_with(['.', ':', ';', '!', '?'])
            && !pattern!(r"^(?:Endpoint|Definition|Note|Javascript Function)\b").is_match(line)
            && words <= 9
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
            .get_or_insert_with(|| operation(title, number(at)))
    }

    fn finish(&mut self) {
        let Some(operation) = self.current.take() else {
            return;
        };
        let shown = !operation.fields.is_empty()
            || !operation.examples.is_empty()
            || !operation.errors.is_empty();
        if shown || !operation.path.is_empty() {
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
            self.current = Some(operation(plain.to_owned(), number(at)));
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
            let mut next = operation(title.to_owned(), number(at));
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

    fn endpoint(&mut self, method: &str, url: &str, at: usize) {
        let path = path_of(url);
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
        operation.mentions.extend(mentions(self.lines[at], line));
        operation
            .same_as
            .extend(wording::same_as(self.lines[at], line));
    }

    fn curl(&mut self, at: usize) -> usize {
        let command = curl::read(self.lines, at);
        let operation = self.operation(at);
        if operation.method.is_empty() && operation.kind == Kind::Operation {
            operation.method.clone_from(&command.method);
            operation.path = path_of(&command.url);
            operation.endpoint = number(at);
        }
        let end = command.end;
        let query = command.query();
        if !query.is_empty() {
            let example = Example {
                line: command.start,
                place: Place::Query,
                variant: self.variant.clone(),
                form: Some(Form::Form),
                values: query,
            };
            self.operation(at).examples.push(example);
        }
        if !command.values.is_empty() {
            let example = Example {
                line: command.line,
                place: Place::Body,
                variant: self.variant.clone(),
                form: command.form,
                values: command.values,
            };
            self.operation(at).examples.push(example);
        }
        for (name, line) in command.headers {
            let known = self
                .operation(at)
                .fields
                .iter()
                .any(|field| field.name == name);
            if self.is_callback() && name.starts_with("X-") && !known {
                let field = Field {
                    line,
                    last: line,
                    place: Place::Header,
                    ..field(&name, line)
                };
                self.operation(at).fields.push(field);
            }
        }
        end
    }

    fn body(&mut self, at: usize, column: usize) -> usize {
        let mut body = loose::read(self.lines, at, column);
        let in_code = column > 0;
        let title = self
            .example
            .clone()
            .unwrap_or_else(|| self.label.clone())
            .to_ascii_lowercase();
        let place = if self.is_callback() || in_code {
            Place::Body
        } else if title.contains("error") {
            Place::Error
        } else if !title.contains("respon") && pattern!(r"\b(?:request|object)\b").is_match(&title)
        {
            Place::Body
        } else {
            Place::Answer
        };
        if body.broken {
            body.end = body.end.min(at + 1);
            body.values = names(self.line(at), number(at));
        }
        let form = if body.broken {
            Some(Form::Broken)
        } else {
            (!body.strict).then_some(Form::Loose)
        };
        let example = Example {
            line: number(at),
            place,
            variant: self.variant.clone(),
            form,
            values: body.values,
        };
        self.operation(at).examples.push(example);
        body.end
    }

    fn table(&mut self, head: Head, at: usize) -> usize {
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
                rows.push(error_row(word, number(next), variant));
                if let Some(row) = rows.last_mut() {
                    rest.clone_into(&mut row.message);
                }
            } else if let Some(row) = rows.last_mut() {
                row.last = number(next);
                match line.parse::<u16>() {
                    Ok(status) if row.status.is_none() => row.status = Some(status),
                    _ => {
                        row.message = join(&row.message, line);
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
                ..field(&name, line)
            });
        }
        next
    }

    fn statuses(&mut self, at: usize) -> usize {
        let mut next = at + 1;
        while !self.line(next).trim().is_empty() {
            let (word, rest) = self.line(next).split_once(' ').unwrap_or_default();
            if let Ok(status) = word.parse::<u16>() {
                let mut row = error_row("", number(next), None);
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
                values.push(Constant {
                    value: word.to_owned(),
                    line: number(next),
                });
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

    fn fields(&mut self, head: Head, at: usize) -> usize {
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
        let mut field = field(first, number(from));
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
                name,
                kind: Some(kind),
                within: Some(parent.clone()),
                required: None,
                documented_type: None,
                default: None,
                limits: Vec::new(),
                values: Vec::new(),
                named: Vec::new(),
                text: String::new(),
                line: field.last,
                ..field.clone()
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

/// Fills a field from the cells after its name.
pub fn describe(field: &mut Field, cells: &[(Line, &str)]) {
    let mut introduced = false;
    let mut examples = false;
    for (line, cell) in cells {
        let mut text = *cell;
        match text {
            "required" => {
                field.required = Some(true);
                continue;
            }
            "optional" => {
                field.required = Some(false);
                continue;
            }
            _ => {}
        }
        if let Some(default) = text.strip_prefix("default: ") {
            field.default = Some(default.to_owned());
            continue;
        }
        if text.starts_with("only if ") || text.starts_with("only for ") {
            field.required = Some(false);
        }
        for mark in ["OPTIONAL ", "(optional) "] {
            if let Some(rest) = text.strip_prefix(mark) {
                field.required = Some(false);
                text = rest;
            }
        }
        if field.kind.is_none()
            && field.text.is_empty()
            && let Some((kind, words, rest)) = wording::typed(text)
        {
            field.kind = Some(kind);
            field.documented_type = words;
            text = rest;
        }
        field.limits.extend(wording::limits(text, *line));
        let first = field.text.is_empty();
        if let Some(value) = wording::leading_constant(text).filter(|_| first || introduced) {
            introduced = true;
            field.values.push(Constant {
                value: value.to_owned(),
                line: *line,
            });
        } else if let Some((value, _)) = text
            .split_once(": ")
            .filter(|(word, _)| introduced && is_name(word))
        {
            field.values.push(Constant {
                value: value.to_owned(),
                line: *line,
            });
        } else if !examples {
            field.values.extend(wording::listed(text, *line));
        }
        // A list of examples may go on over several lines.
        examples |= pattern!(r"(?i)^example\b").is_match(text);
        let listed: Vec<&str> = field.values.iter().map(|one| one.value.as_str()).collect();
        let named = wording::named(text)
            .into_iter()
            .filter(|name| !listed.contains(&name.as_str()));
        let named: Vec<Constant> = named.map(|value| Constant { value, line: *line }).collect();
        field.named.extend(named);
        introduced |= text.ends_with(':') || (text.is_empty() && first);
        field.text = join(&field.text, text);
    }
    if field
        .limits
        .iter()
        .any(|limit| limit.bound == Bound::MultipleOf)
        && field.kind != Some(Type::Number)
    {
        field
            .limits
            .retain(|limit| limit.bound != Bound::MultipleOf);
    }
}

/// The constants that a sentence gives as a status.
pub fn mentions(text: &str, line: Line) -> Vec<Constant> {
    pattern!(r#"(?i:\bstatus (?:is )?|\bwill receive an? |\bhas |\btransition to )"?([A-Z][A-Z_]{3,})\b|\b([A-Z][A-Z_]{3,})"? status\b"#)
        .captures_iter(text)
        .filter_map(|found| found.get(1).or_else(|| found.get(2)))
        .map(|found| Constant { value: found.as_str().to_owned(), line })
        .collect()
}

/// The names in a body that is too broken to read.
fn names(text: &str, line: Line) -> std::collections::BTreeMap<String, ExampleValue> {
    pattern!(r"'([a-z_]+)' ?:")
        .captures_iter(text)
        .map(|found| {
            let value = ExampleValue {
                line,
                value: Value::Null,
            };
            (format!("/{}", &found[1]), value)
        })
        .collect()
}

/// An operation of which only the heading is known.
pub fn operation(title: String, line: Line) -> Operation {
    Operation {
        title,
        line,
        kind: Kind::Operation,
        method: String::new(),
        path: String::new(),
        endpoint: line,
        permission: None,
        fields: Vec::new(),
        errors: Vec::new(),
        tables: Vec::new(),
        mentions: Vec::new(),
        same_as: Vec::new(),
        examples: Vec::new(),
    }
}

/// A field of which only the name is known.
pub fn field(name: &str, line: Line) -> Field {
    Field {
        name: name.to_owned(),
        within: None,
        line,
        last: line,
        place: Place::Body,
        variant: None,
        required: None,
        kind: None,
        documented_type: None,
        default: None,
        limits: Vec::new(),
        values: Vec::new(),
        named: Vec::new(),
        text: String::new(),
    }
}

/// A row of an error table of which only the code is known.
pub fn error_row(code: &str, line: Line, variant: Option<String>) -> ErrorRow {
    ErrorRow {
        code: code.to_owned(),
        status: None,
        line,
        last: line,
        variant,
        limits: Vec::new(),
        message: String::new(),
    }
}

/// Two parts of a text with a space between them.
pub fn join(before: &str, after: &str) -> String {
    format!("{before} {after}").trim().to_owned()
}

/// The path of a URL, with the query as the document prints it.
pub fn path_of(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.find('/')
        .map_or_else(String::new, |at| rest[at..].to_owned())
}

fn same_endpoint(method: &str, path: &str, command: &curl::Command) -> bool {
    let start = |path: &str| {
        path.split('/')
            .nth(1)
            .map(|part| part.split('?').next().unwrap_or_default().to_owned())
    };
    method == command.method && start(path) == start(&path_of(&command.url))
}

fn permission(heading: &str, line: Line) -> Option<Permission> {
    let found = pattern!(r"\((Money-(?:in|out)) (read|write) permission\)").captures(heading)?;
    Some(Permission {
        kind: found[1].to_ascii_lowercase(),
        access: found[2].to_owned(),
        line,
    })
}
