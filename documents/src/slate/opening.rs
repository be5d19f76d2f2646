//! What a line opens: a section, a table, an example.

use super::Reader;
use crate::wording::{is_code, pattern};

/// The kinds of tables, by the first cell of their head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Head {
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
pub(crate) fn table_head(line: &str) -> Option<Head> {
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

/// What a line is, where it can open something.
pub(super) enum Opening<'a> {
    Endpoint(&'a str, &'a str),
    Function(&'a str),
    Table(Head),
    Curl,
    Body(usize),
    Example(&'a str),
    Variant(&'a str),
    Heading(&'a str),
}

impl<'a> Reader<'a, '_> {
    pub(super) fn opening(&self, at: usize) -> Option<Opening<'a>> {
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
}
