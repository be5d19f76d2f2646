//! From a text to a query, by the grammar of RFC 9535.

use std::cmp::Ordering::{Equal, Greater, Less};

use super::{Comparison, Logical, Operand, Pattern, Query, Segment, Selector, Slice, regex};
use crate::document::Kind;

/// As deep may parentheses, functions and filters nest.
const DEEPEST: usize = 32;

/// Whole numbers are less than 2^53 from zero.
const BEYOND: u64 = 1 << 53;

/// The longer ones first.
const COMPARISONS: [(&str, Comparison); 6] = [
    ("==", |order| order == Some(Equal)),
    ("!=", |order| order != Some(Equal)),
    ("<=", |order| matches!(order, Some(Less | Equal))),
    (">=", |order| matches!(order, Some(Greater | Equal))),
    ("<", |order| order == Some(Less)),
    (">", |order| order == Some(Greater)),
];

/// Why a text is no JSONPath: the byte, and words.
pub(super) struct Refusal {
    pub(super) at: usize,
    pub(super) words: String,
}

type Parsed<T> = Result<T, Refusal>;

/// What stands in a filter, before it is known what it is needed for.
enum Term {
    Operand(Operand),
    Query(Query),
    Logical(Logical),
}

/// Reads a path.
pub(super) fn parse(path: &str) -> Parsed<Query> {
    let mut parser = Parser {
        path,
        at: 0,
        depth: 0,
    };
    if !parser.rest().starts_with('$') {
        return parser.expected("`$`");
    }
    let query = parser.query()?;
    if parser.at < path.len() {
        return parser.expected("`.`, `[` or the end");
    }
    Ok(query)
}

struct Parser<'p> {
    path: &'p str,
    /// The byte that comes next.
    at: usize,
    depth: usize,
}

impl<'p> Parser<'p> {
    fn rest(&self) -> &'p str {
        &self.path[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    fn take(&mut self, token: &str) -> bool {
        let is_next = self.rest().starts_with(token);
        self.at += if is_next { token.len() } else { 0 };
        is_next
    }

    fn take_while(&mut self, belongs: fn(char) -> bool) -> &'p str {
        let rest = self.rest();
        let taken = &rest[..rest.find(|c| !belongs(c)).unwrap_or(rest.len())];
        self.at += taken.len();
        taken
    }

    fn digits(&mut self) -> &'p str {
        self.take_while(|c| c.is_ascii_digit())
    }

    fn blanks(&mut self) {
        self.take_while(|c| matches!(c, ' ' | '\t' | '\n' | '\r'));
    }

    /// A token, with blanks around it.
    fn expect(&mut self, token: &str) -> Parsed<()> {
        self.blanks();
        if !self.take(token) {
            return self.expected(&format!("`{token}`"));
        }
        self.blanks();
        Ok(())
    }

    fn expected<T>(&self, what: &str) -> Parsed<T> {
        refuse(self.at, format!("{what} is expected"))
    }

    /// `$` or `@`, and segments.
    fn query(&mut self) -> Parsed<Query> {
        let is_absolute = self.next() == Some('$');
        let mut segments = Vec::new();
        loop {
            let before = self.at;
            self.blanks();
            let is_descendant = self.take("..");
            let selectors = if self.take("[") {
                self.bracketed()?
            } else if is_descendant || self.take(".") {
                vec![self.shorthand()?]
            } else {
                self.at = before;
                return Ok(Query {
                    is_absolute,
                    segments,
                });
            };
            segments.push(Segment {
                is_descendant,
                selectors,
            });
        }
    }

    /// What stands after a dot.
    fn shorthand(&mut self) -> Parsed<Selector> {
        if self.take("*") {
            return Ok(Selector::Wildcard);
        }
        let at = self.at;
        let name = self.take_while(|c| c.is_ascii_alphanumeric() || c == '_' || !c.is_ascii());
        if name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit()) {
            let words = "`*` or a name is expected; others than letters, digits and `_` are written as ['a-b']";
            return refuse(at, words);
        }
        Ok(Selector::Name(name.to_owned()))
    }

    fn bracketed(&mut self) -> Parsed<Vec<Selector>> {
        let mut selectors = Vec::new();
        loop {
            self.blanks();
            selectors.push(self.selector()?);
            self.blanks();
            if self.take("]") {
                return Ok(selectors);
            }
            if !self.take(",") {
                return self.expected("`,` or `]`");
            }
        }
    }

    fn selector(&mut self) -> Parsed<Selector> {
        match self.peek() {
            Some('\'' | '"') => Ok(Selector::Name(self.string()?)),
            Some('-' | '0'..='9' | ':') => self.index(),
            _ if self.take("*") => Ok(Selector::Wildcard),
            _ if self.take("?") => {
                self.blanks();
                Ok(Selector::Filter(self.logical()?))
            }
            _ => self.expected("a quoted name, an index, a slice, `*` or a filter (`?`)"),
        }
    }

    fn index(&mut self) -> Parsed<Selector> {
        let start = self.integer()?;
        let after = self.at;
        self.blanks();
        if !self.take(":") {
            self.at = after;
            return start.map_or_else(
                || self.expected("an index"),
                |index| Ok(Selector::Index(index)),
            );
        }
        self.blanks();
        let end = self.integer()?;
        self.blanks();
        let mut step = None;
        if self.take(":") {
            self.blanks();
            step = self.integer()?;
        }
        Ok(Selector::Slice(Slice {
            start,
            end,
            step: step.unwrap_or(1),
        }))
    }

    fn integer(&mut self) -> Parsed<Option<i64>> {
        let start = self.at;
        if !matches!(self.peek(), Some('-' | '0'..='9')) {
            return Ok(None);
        }
        let text = self.whole()?;
        if text == "-0" {
            return refuse(start, "there is no index -0");
        }
        let index = text.parse().ok();
        let index = index.filter(|index: &i64| index.unsigned_abs() < BEYOND);
        if index.is_none() {
            return refuse(start, "the index is beyond 2^53 - 1");
        }
        Ok(index)
    }

    /// A whole number as JSON writes it.
    fn whole(&mut self) -> Parsed<&'p str> {
        let start = self.at;
        self.take("-");
        match self.digits() {
            "" => self.expected("a digit"),
            digits if digits.len() > 1 && digits.starts_with('0') => {
                refuse(start, "the number begins with a zero")
            }
            _ => Ok(&self.path[start..self.at]),
        }
    }

    /// A number as JSON writes it.
    fn number(&mut self) -> Parsed<Operand> {
        let start = self.at;
        self.whole()?;
        if self.take(".") && self.digits().is_empty() {
            return self.expected("a digit");
        }
        if self.take("e") || self.take("E") {
            let _ = self.take("-") || self.take("+");
            if self.digits().is_empty() {
                return self.expected("a digit");
            }
        }
        let text = &self.path[start..self.at];
        Ok(Operand::Literal(Kind::Number, text.to_owned()))
    }

    /// A text in quotes.
    fn string(&mut self) -> Parsed<String> {
        let quote = self.next();
        let mut text = String::new();
        loop {
            let at = self.at;
            match self.next() {
                None => return self.expected("the closing quote"),
                next if next == quote => return Ok(text),
                Some('\\') if self.take("u") => text.push_str(&self.unicode(at)?),
                Some('\\') => match self.next() {
                    Some('b') => text.push('\u{8}'),
                    Some('f') => text.push('\u{c}'),
                    Some('n') => text.push('\n'),
                    Some('r') => text.push('\r'),
                    Some('t') => text.push('\t'),
                    Some(same) if "/\\".contains(same) || Some(same) == quote => text.push(same),
                    _ => return refuse(at, "no escape of JSONPath begins"),
                },
                Some('\0'..='\x1f') => return refuse(at, "a control character needs an escape"),
                Some(other) => text.push(other),
            }
        }
    }

    /// The character of `\u…`, from its digits on; one may take two such escapes.
    fn unicode(&mut self, at: usize) -> Parsed<String> {
        let mut units = vec![self.unit()?];
        if (0xd800..0xdc00).contains(&units[0]) && self.take("\\u") {
            units.push(self.unit()?);
        }
        let text = String::from_utf16(&units);
        text.or_else(|_| refuse(at, "half of a surrogate pair stands alone"))
    }

    fn unit(&mut self) -> Parsed<u16> {
        let digits = self.rest().get(..4).filter(|digits| {
            let mut digits = digits.bytes();
            digits.all(|digit| digit.is_ascii_hexdigit())
        });
        let Some(unit) = digits.and_then(|digits| u16::from_str_radix(digits, 16).ok()) else {
            return refuse(self.at, "four hexadecimal digits are expected");
        };
        self.at += 4;
        Ok(unit)
    }

    fn deeper(&mut self) -> Parsed<()> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return refuse(
                self.at,
                format!("the filter nests deeper than {DEEPEST} levels"),
            );
        }
        Ok(())
    }

    fn logical(&mut self) -> Parsed<Logical> {
        self.deeper()?;
        let mut any = vec![self.all()?];
        while self.take("||") {
            self.blanks();
            any.push(self.all()?);
        }
        self.depth -= 1;
        Ok(Logical::Any(any))
    }

    /// What `&&` joins, and the blanks after it.
    fn all(&mut self) -> Parsed<Logical> {
        let mut all = vec![self.condition()?];
        self.blanks();
        while self.take("&&") {
            self.blanks();
            all.push(self.condition()?);
            self.blanks();
        }
        Ok(Logical::All(all))
    }

    fn condition(&mut self) -> Parsed<Logical> {
        let is_negated = self.take("!");
        if is_negated {
            self.blanks();
        }
        let condition = if self.take("(") {
            self.blanks();
            let inner = self.logical()?;
            if !self.take(")") {
                return self.expected("`)`");
            }
            inner
        } else {
            self.test(is_negated)?
        };
        Ok(if is_negated {
            Logical::Not(Box::new(condition))
        } else {
            condition
        })
    }

    /// A comparison, which no `!` may stand before, or a query or function by itself.
    fn test(&mut self, is_negated: bool) -> Parsed<Logical> {
        let at = self.at;
        let term = self.term()?;
        let after = self.at;
        self.blanks();
        let mut comparisons = COMPARISONS.iter();
        let Some((operator, compare)) = comparisons.find(|(operator, _)| self.take(operator))
        else {
            self.at = after;
            return match term {
                Term::Query(query) => Ok(Logical::Exists(query)),
                Term::Logical(logical) => Ok(logical),
                Term::Operand(_) => refuse(at, "a value stands alone: it has to be compared"),
            };
        };
        if is_negated {
            let words = format!("`!` and `{operator}` need parentheses: !(… {operator} …)");
            return refuse(at, words);
        }
        let one = operand(at, term)?;
        self.blanks();
        Ok(Logical::Compare(one, *compare, self.operand()?))
    }

    fn operand(&mut self) -> Parsed<Operand> {
        let at = self.at;
        let term = self.term()?;
        operand(at, term)
    }

    /// The argument of a function that takes nodes.
    fn nodes(&mut self) -> Parsed<Query> {
        let at = self.at;
        match self.term()? {
            Term::Query(query) => Ok(query),
            _ => refuse(at, "a query is expected, such as `@.a`"),
        }
    }

    fn term(&mut self) -> Parsed<Term> {
        let literal = |kind, text: &str| Ok(Term::Operand(Operand::Literal(kind, text.to_owned())));
        match self.peek() {
            Some('$' | '@') => Ok(Term::Query(self.query()?)),
            Some('\'' | '"') => literal(Kind::Text, &self.string()?),
            Some('-' | '0'..='9') => Ok(Term::Operand(self.number()?)),
            Some('a'..='z') => {
                let at = self.at;
                let name = self.take_while(|c| matches!(c, 'a'..='z' | '0'..='9' | '_'));
                match name {
                    _ if self.take("(") => self.function(name, at),
                    "null" => literal(Kind::Null, name),
                    "true" | "false" => literal(Kind::Boolean, name),
                    _ => refuse(at, format!("`{name}` is no value: texts stand in quotes")),
                }
            }
            _ => self.expected("a query (`@`, `$`), a literal or a function"),
        }
    }

    fn function(&mut self, name: &str, at: usize) -> Parsed<Term> {
        self.deeper()?;
        self.blanks();
        let term = match name {
            "length" => Term::Operand(Operand::Length(Box::new(self.operand()?))),
            "count" => Term::Operand(Operand::Count(self.nodes()?)),
            "value" => Term::Operand(Operand::Value(self.nodes()?)),
            "match" | "search" => Term::Logical(self.matches(name == "match")?),
            _ => {
                let words = format!(
                    "there is no function `{name}`, but length, count, value, match and search"
                );
                return refuse(at, words);
            }
        };
        self.blanks();
        if !self.take(")") {
            return self.expected("`)`");
        }
        self.depth -= 1;
        Ok(term)
    }

    fn matches(&mut self, is_whole: bool) -> Parsed<Logical> {
        let text = self.operand()?;
        self.expect(",")?;
        let at = self.at;
        let pattern = match self.operand()? {
            Operand::Literal(Kind::Text, pattern) => {
                let regex = regex(&pattern, is_whole);
                Pattern::Literal(regex.or_else(|words| refuse(at, words))?)
            }
            other => Pattern::Operand(other),
        };
        Ok(Logical::Matches {
            text,
            pattern,
            is_whole,
        })
    }
}

fn refuse<T>(at: usize, words: impl Into<String>) -> Parsed<T> {
    let words = words.into();
    Err(Refusal { at, words })
}

/// A term as a value.
fn operand(at: usize, term: Term) -> Parsed<Operand> {
    match term {
        Term::Operand(operand) => Ok(operand),
        Term::Query(query) if query.segments.iter().all(Segment::is_singular) => {
            Ok(Operand::Node(query))
        }
        Term::Query(_) => refuse(
            at,
            "the query may select several nodes, which are no value: `value(…)` or `count(…)` is",
        ),
        Term::Logical(_) => refuse(at, "`match` and `search` give no value to compare"),
    }
}

impl Segment {
    /// Whether it leads to one node at most.
    fn is_singular(&self) -> bool {
        let is_one = matches!(
            self.selectors.as_slice(),
            [Selector::Name(_) | Selector::Index(_)]
        );
        is_one && !self.is_descendant
    }
}
