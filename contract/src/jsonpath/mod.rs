//! JSONPath (RFC 9535), over the nodes of a document.
//!
//! Functions are those of the RFC; what they take is checked when a path is read, so that each has the type it needs here.
//! Where the RFC lets a pattern pass that cannot be matched, it is an error: a miss must not be silent.

mod parse;
mod select;

use std::cmp::Ordering;

use regex_lite::{Regex, RegexBuilder};

use crate::document::{Kind, Node};
use crate::error::Diagnostic;

/// A path, or a query in a filter.
struct Query {
    /// From the outermost node, and not from the one that is filtered.
    is_absolute: bool,
    segments: Vec<Segment>,
}

struct Segment {
    /// Whether it looks at all that stands below a node.
    is_descendant: bool,
    selectors: Vec<Selector>,
}

enum Selector {
    Name(String),
    Wildcard,
    Index(i64),
    Slice(Slice),
    Filter(Logical),
}

struct Slice {
    start: Option<i64>,
    end: Option<i64>,
    step: i64,
}

/// What a filter asks.
enum Logical {
    Any(Vec<Logical>),
    All(Vec<Logical>),
    Not(Box<Logical>),
    Exists(Query),
    Compare(Operand, Comparison, Operand),
    /// `match`, of the whole text, and `search`.
    Matches {
        text: Operand,
        pattern: Pattern,
        is_whole: bool,
    },
}

/// Whether two sides stand as an operator says; they have no order if they are of different kinds.
type Comparison = fn(Option<Ordering>) -> bool;

/// What is a value, or nothing.
enum Operand {
    Literal(Kind, String),
    /// Of a query that selects one node at most.
    Node(Query),
    Length(Box<Operand>),
    Count(Query),
    Value(Query),
}

enum Pattern {
    Literal(Regex),
    Operand(Operand),
}

/// The nodes that a path selects, each once.
pub(crate) fn select<'d>(root: Node<'d>, path: &str) -> Result<Vec<Node<'d>>, Box<Diagnostic>> {
    let problem = |words: String| {
        let help = "RFC 9535 describes them; such as $.paths['/balance'].get";
        Box::new(Diagnostic::new(words, help))
    };
    let query = parse::parse(path).map_err(|refusal| {
        let column = path[..refusal.at].chars().count() + 1;
        problem(format!(
            "`{path}` is no JSONPath: at column {column}, {}",
            refusal.words
        ))
    })?;
    let selected = select::select(root, &query);
    selected.map_err(|words| problem(format!("`{path}` cannot be followed: {words}")))
}

/// An I-Regexp (RFC 9485). More is taken than that, such as `\d`.
fn regex(pattern: &str, is_whole: bool) -> Result<Regex, String> {
    /// In bytes, compiled.
    const LARGEST: usize = 1 << 16;
    let mut own = String::with_capacity(pattern.len());
    let (mut is_escaped, mut is_class) = (false, false);
    for c in pattern.chars() {
        match c {
            '.' if !is_escaped && !is_class => own.push_str("[^\\n\\r]"),
            // Twice in a class, they would have a meaning.
            '&' | '~' if !is_escaped && is_class => own.extend(['\\', c]),
            _ => own.push(c),
        }
        is_class = match c {
            '[' if !is_escaped => true,
            ']' if !is_escaped => false,
            _ => is_class,
        };
        is_escaped = c == '\\' && !is_escaped;
    }
    let build = |own: &str| {
        let regex = RegexBuilder::new(own).size_limit(LARGEST).build();
        regex.map_err(|error| format!("the pattern `{pattern}` cannot be matched: {error}"))
    };
    // By itself first: its parentheses might close those that are put around it.
    let regex = build(&own)?;
    if is_whole {
        build(&format!("^(?:{own})$"))
    } else {
        Ok(regex)
    }
}
