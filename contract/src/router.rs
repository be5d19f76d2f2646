//! From a path as it was sent to an operation.
//!
//! A tree of segments of our own, because `matchit` 0.9 refuses what a valid document may hold: two parameters in a
//! segment (`/{from}..{to}`), and two templates that differ by the names of their parameters; and because it matches
//! bytes, while `%21` is `!` and `%2F` is no end of a segment.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use percent_encoding::percent_decode_str;

use crate::contract::Contract;
use crate::operation::Operation;
use crate::server::Server;

/// Finds the operations of a contract by method and path.
#[derive(Debug)]
pub struct Router {
    /// The first is where every path begins.
    nodes: Vec<Node>,
    templates: Vec<String>,
}

/// What a method and a path lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route<'r, 'p> {
    /// An operation.
    Found {
        /// Its index in [`Contract::operations`].
        operation: usize,
        /// Its path in the contract.
        template: &'r str,
        /// The parameters of the path in their order, each decoded once.
        parameters: Vec<(&'r str, Cow<'p, str>)>,
        /// Further operations of the same method and path: a document may tell them apart by a query or a fragment in
        /// their paths, which a request does not.
        others: &'r [usize],
    },
    /// The path is known, with other methods only.
    WrongMethod {
        /// The index of one of the operations.
        operation: usize,
        /// The path in the contract.
        template: &'r str,
        /// The methods that it has.
        methods: Vec<&'r str>,
    },
    /// There is no such path.
    Unknown,
}

/// What may come after some segments.
#[derive(Debug, Default)]
struct Node {
    literals: HashMap<String, usize>,
    /// The most specific first.
    patterns: Vec<(Pattern, usize)>,
    ends: Vec<End>,
}

/// An operation whose path ends here.
#[derive(Debug)]
struct End {
    method: String,
    operation: usize,
    others: Vec<usize>,
    template: usize,
    /// The names of its parameters in their order; nothing for a variable of a server.
    names: Vec<Option<String>>,
    has_slash: bool,
}

/// A segment with parameters: `{id}`, `payment_id={id}`, `{name}.{ending}`.
#[derive(Debug, PartialEq, Eq)]
struct Pattern(Vec<Part>);

#[derive(Debug, PartialEq, Eq)]
enum Part {
    Literal(String),
    Parameter,
}

impl Router {
    /// One without paths.
    pub fn new() -> Self {
        Self {
            nodes: vec![Node::default()],
            templates: Vec::new(),
        }
    }

    /// The operations of a contract, each below the paths of its servers: `/v1` of `https://api.example/v1`.
    pub fn of(contract: &Contract) -> Self {
        let mut router = Self::new();
        for (index, operation) in contract.operations.iter().enumerate() {
            let mut bases: Vec<_> = operation.servers.iter().flat_map(base_paths).collect();
            bases.sort();
            bases.dedup();
            for base in bases {
                router.add_below(&base, operation, index);
            }
        }
        router
    }

    /// The operations of a contract below a path, wherever its servers are.
    pub fn below(contract: &Contract, base: &str) -> Self {
        let mut router = Self::new();
        for (index, operation) in contract.operations.iter().enumerate() {
            router.add_below(base, operation, index);
        }
        router
    }

    /// Adds a path. Of two that take the same method and path, the first is found, and names the other.
    pub fn add(&mut self, method: &str, template: &str, operation: usize) {
        self.insert("", method, template, operation);
    }

    /// Finds an operation. The most specific template that has the method is meant; a slash at the end, or one too many,
    /// is not minded unless the contract tells two paths apart by it.
    pub fn route<'r, 'p>(&'r self, method: &str, path: &'p str) -> Route<'r, 'p> {
        let path = path_of(path);
        let segments: Vec<_> = segments(path).map(decode).collect();
        let mut search = Search {
            router: self,
            method,
            has_slash: ends_with_slash(path),
            values: Vec::new(),
            wrong: None,
        };
        if let Some(end) = search.find(0, &segments) {
            let named = end.names.iter().zip(search.values);
            let named = named.filter_map(|(name, value)| Some((name.as_deref()?, value)));
            return Route::Found {
                operation: end.operation,
                template: &self.templates[end.template],
                parameters: named.collect(),
                others: &end.others,
            };
        }
        let Some(node) = search.wrong else {
            return Route::Unknown;
        };
        let ends = &self.nodes[node].ends;
        Route::WrongMethod {
            operation: ends[0].operation,
            template: &self.templates[ends[0].template],
            methods: ends.iter().map(|end| end.method.as_str()).collect(),
        }
    }

    fn add_below(&mut self, base: &str, operation: &Operation, index: usize) {
        self.insert(base, &operation.method, &operation.path, index);
    }

    fn insert(&mut self, base: &str, method: &str, template: &str, operation: usize) {
        let mut node = 0;
        let mut names = Vec::new();
        for segment in segments(path_of(base)) {
            let (pattern, of_server) = Pattern::read(segment);
            names.extend(of_server.into_iter().map(|_| None));
            node = self.child(node, pattern);
        }
        for segment in segments(path_of(template)) {
            let (pattern, own) = Pattern::read(segment);
            names.extend(own.into_iter().map(Some));
            node = self.child(node, pattern);
        }
        let has_slash = ends_with_slash(path_of(template));
        let ends = &mut self.nodes[node].ends;
        let is_same = |end: &&mut End| end.method == method && end.has_slash == has_slash;
        if let Some(known) = ends.iter_mut().find(is_same) {
            if known.operation != operation && !known.others.contains(&operation) {
                known.others.push(operation);
            }
            return;
        }
        ends.push(End {
            method: method.to_owned(),
            operation,
            others: Vec::new(),
            template: self.templates.len(),
            names,
            has_slash,
        });
        self.templates.push(template.to_owned());
    }

    fn child(&mut self, node: usize, pattern: Pattern) -> usize {
        let new = self.nodes.len();
        let known = if let [Part::Literal(text)] = pattern.0.as_slice() {
            let literals = &mut self.nodes[node].literals;
            *literals.entry(text.clone()).or_insert(new)
        } else {
            let patterns = &mut self.nodes[node].patterns;
            let same = patterns.iter().find(|(other, _)| *other == pattern);
            let same = same.map(|(_, known)| *known);
            same.unwrap_or_else(|| {
                let after = patterns.partition_point(|(other, _)| other.rank() >= pattern.rank());
                patterns.insert(after, (pattern, new));
                new
            })
        };
        if known == new {
            self.nodes.push(Node::default());
        }
        known
    }
}

impl Default for Router {
    fn default() -> Self {
        Self::new()
    }
}

struct Search<'r, 'p, 'm> {
    router: &'r Router,
    method: &'m str,
    has_slash: bool,
    values: Vec<Cow<'p, str>>,
    /// The most specific template that has the path, but not the method.
    wrong: Option<usize>,
}

impl<'r, 'p> Search<'r, 'p, '_> {
    fn find(&mut self, node: usize, segments: &[Cow<'p, str>]) -> Option<&'r End> {
        let here = &self.router.nodes[node];
        let Some((segment, rest)) = segments.split_first() else {
            return self.end(node, here);
        };
        let literal = here.literals.get(segment.as_ref());
        if let Some(end) = literal.and_then(|next| self.find(*next, rest)) {
            return Some(end);
        }
        for (pattern, next) in &here.patterns {
            let before = self.values.len();
            if pattern.matches(segment, &mut self.values)
                && let Some(end) = self.find(*next, rest)
            {
                return Some(end);
            }
            self.values.truncate(before);
        }
        None
    }

    fn end(&mut self, node: usize, here: &'r Node) -> Option<&'r End> {
        let with_method = || {
            let ends = here.ends.iter();
            ends.filter(|end| end.method.eq_ignore_ascii_case(self.method))
        };
        let exact = with_method().find(|end| end.has_slash == self.has_slash);
        let found = exact.or_else(|| with_method().next());
        if found.is_none() && !here.ends.is_empty() {
            self.wrong.get_or_insert(node);
        }
        found
    }
}

impl Pattern {
    /// Reads a segment, and the names of its parameters.
    fn read(segment: &str) -> (Self, Vec<String>) {
        let mut parts = Vec::new();
        let mut names = Vec::new();
        let mut rest = segment;
        while let Some((before, name, after)) = split_parameter(rest) {
            if !before.is_empty() {
                parts.push(Part::Literal(decode(before).into_owned()));
            }
            parts.push(Part::Parameter);
            names.push(name.to_owned());
            rest = after;
        }
        if !rest.is_empty() || parts.is_empty() {
            parts.push(Part::Literal(decode(rest).into_owned()));
        }
        (Self(parts), names)
    }

    /// More literal text is more specific; then fewer parameters.
    fn rank(&self) -> (usize, usize) {
        let literal = |part: &Part| match part {
            Part::Literal(text) => text.len(),
            Part::Parameter => 0,
        };
        (self.0.iter().map(literal).sum(), usize::MAX - self.0.len())
    }

    #[allow(clippy::ptr_arg)] // Of a text that is borrowed, the value is, too.
    fn matches<'p>(&self, segment: &Cow<'p, str>, values: &mut Vec<Cow<'p, str>>) -> bool {
        let mut matching = Matching {
            text: segment,
            values: Vec::new(),
            failed: HashSet::new(),
        };
        if !matching.from(&self.0, 0) {
            return false;
        }
        values.extend(matching.values.into_iter().map(|range| match segment {
            Cow::Borrowed(text) => Cow::Borrowed(&text[range]),
            Cow::Owned(text) => Cow::Owned(text[range].to_owned()),
        }));
        true
    }
}

/// Whether parts make up the whole of a text. Each parameter is as short as it can be, but not empty.
struct Matching<'t> {
    text: &'t str,
    /// Where the values of the parameters stand.
    values: Vec<Range<usize>>,
    /// How many parts were left at which place, where they did not match.
    failed: HashSet<(usize, usize)>,
}

impl Matching<'_> {
    fn from(&mut self, parts: &[Part], at: usize) -> bool {
        let text = &self.text[at..];
        match parts {
            [] => text.is_empty(),
            [Part::Literal(literal), rest @ ..] => {
                text.starts_with(literal.as_str()) && self.from(rest, at + literal.len())
            }
            [Part::Parameter] => {
                self.values.push(at..self.text.len());
                !text.is_empty()
            }
            [Part::Parameter, rest @ ..] => {
                if self.failed.contains(&(parts.len(), at)) {
                    return false;
                }
                let before = self.values.len();
                let inner = text.char_indices().skip(1).map(|(end, _)| at + end);
                for end in inner.collect::<Vec<_>>() {
                    self.values.truncate(before);
                    self.values.push(at..end);
                    if self.from(rest, end) {
                        return true;
                    }
                }
                self.failed.insert((parts.len(), at));
                false
            }
        }
    }
}

fn split_parameter(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}

/// The paths of a server, with each choice of its variables; `{name}` for one that may be anything.
fn base_paths(server: &Server) -> Vec<String> {
    let mut paths = vec![server.base_path().to_owned()];
    for variable in &server.variables {
        let name = format!("{{{}}}", variable.name);
        let with = |path: &String| {
            if !path.contains(&name) {
                return vec![path.clone()];
            }
            let mut values = variable.values.clone();
            values.push(variable.default.clone());
            let mut paths: Vec<_> = values
                .iter()
                .map(|value| path.replace(&name, value))
                .collect();
            if variable.values.is_empty() {
                paths.push(path.clone());
            }
            paths
        };
        paths = paths.iter().flat_map(with).take(256).collect();
    }
    paths
}

/// The parts of a path between its slashes, as they were sent. Doubled and trailing slashes count as one and none.
pub fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|segment| !segment.is_empty())
}

/// Whether a path has doubled or trailing slashes.
pub fn is_untidy(path: &str) -> bool {
    ends_with_slash(path) || path.contains("//")
}

fn ends_with_slash(path: &str) -> bool {
    path.len() > 1 && path.ends_with('/')
}

/// A path without a query.
fn path_of(path: &str) -> &str {
    path.split(['?', '#']).next().unwrap_or_default()
}

fn decode(text: &str) -> Cow<'_, str> {
    if text.contains('%') {
        percent_decode_str(text).decode_utf8_lossy()
    } else {
        Cow::Borrowed(text)
    }
}
