//! From a query to nodes, in the order of RFC 9535.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::HashSet;

use super::{Logical, Operand, Pattern, Query, Segment, Selector, Slice, regex};
use crate::decimal::Decimal;
use crate::document::{Kind, Node};

/// As many steps may a path take, from node to node and through texts. A contract of 10 MB has a million nodes.
const MOST_STEPS: usize = 1 << 23;

/// As many steps is a pattern of the document.
const COMPILED: usize = 1 << 8;

/// The nodes of a path, each once.
pub(super) fn select<'d>(root: Node<'d>, query: &Query) -> Result<Vec<Node<'d>>, String> {
    let mut selection = Selection {
        root,
        steps: MOST_STEPS,
        failure: None,
    };
    let mut nodes = vec![root];
    for segment in &query.segments {
        nodes = selection.segment(segment, &nodes);
        let mut known = HashSet::with_capacity(nodes.len());
        nodes.retain(|node| known.insert(node.id()));
    }
    match selection.failure {
        Some(failure) => Err(failure),
        None => Ok(nodes),
    }
}

struct Selection<'d> {
    root: Node<'d>,
    /// What is left of [`MOST_STEPS`].
    steps: usize,
    /// Once there is one, what is selected does not matter any more.
    failure: Option<String>,
}

/// What is compared.
enum Value<'a> {
    Node(Node<'a>),
    Scalar(Kind, Cow<'a, str>),
}

impl Value<'_> {
    /// Of a scalar, what it is and how it is written.
    fn scalar(&self) -> Option<(Kind, &str)> {
        match self {
            Self::Node(node) => Some((node.kind(), node.scalar()?)),
            Self::Scalar(kind, text) => Some((*kind, text)),
        }
    }

    fn text(&self) -> Option<&str> {
        let (kind, text) = self.scalar()?;
        (kind == Kind::Text).then_some(text)
    }
}

impl<'d> Selection<'d> {
    /// Whether it may go on.
    fn step(&mut self, count: usize) -> bool {
        self.steps = self.steps.saturating_sub(count);
        if self.steps == 0 {
            let words = || format!("it takes more than {MOST_STEPS} steps");
            self.failure.get_or_insert_with(words);
        }
        self.failure.is_none()
    }

    /// The nodes of a query in a filter. One may be there several times, which `count` and `value` see.
    fn query(&mut self, query: &Query, current: Node<'d>) -> Vec<Node<'d>> {
        let start = if query.is_absolute {
            self.root
        } else {
            current
        };
        let mut nodes = vec![start];
        for segment in &query.segments {
            nodes = self.segment(segment, &nodes);
        }
        nodes
    }

    fn segment(&mut self, segment: &Segment, nodes: &[Node<'d>]) -> Vec<Node<'d>> {
        let mut found = Vec::new();
        for node in nodes {
            let mut next = vec![*node];
            while let Some(node) = next.pop() {
                for selector in &segment.selectors {
                    if !self.step(1) {
                        return found;
                    }
                    self.selector(selector, node, &mut found);
                }
                if segment.is_descendant {
                    next.extend(node.children().rev());
                }
            }
        }
        found
    }

    fn selector(&mut self, selector: &Selector, node: Node<'d>, found: &mut Vec<Node<'d>>) {
        match selector {
            Selector::Name(name) => found.extend(node.get(name)),
            Selector::Index(index) => {
                let index = if *index < 0 {
                    length(node) + index
                } else {
                    *index
                };
                found.extend(item(node, index));
            }
            Selector::Slice(slice) if node.kind() == Kind::List => self.slice(slice, node, found),
            Selector::Slice(_) => {}
            Selector::Wildcard => {
                if self.step(node.len()) {
                    found.extend(node.children());
                }
            }
            Selector::Filter(filter) => {
                for child in node.children() {
                    if self.step(1) && self.holds(filter, child) {
                        found.push(child);
                    }
                }
            }
        }
    }

    fn slice(&mut self, slice: &Slice, list: Node<'d>, found: &mut Vec<Node<'d>>) {
        let (length, step) = (length(list), slice.step);
        let bound = |index: Option<i64>, otherwise: i64| {
            let index = index.map_or(
                otherwise,
                |index| {
                    if index < 0 { length + index } else { index }
                },
            );
            if step < 0 {
                index.clamp(-1, length - 1)
            } else {
                index.clamp(0, length)
            }
        };
        let (start, end) = if step < 0 {
            (length - 1, -1)
        } else {
            (0, length)
        };
        let (mut index, end) = (bound(slice.start, start), bound(slice.end, end));
        while (step > 0 && index < end || step < 0 && index > end) && self.step(1) {
            found.extend(item(list, index));
            index += step;
        }
    }

    fn holds(&mut self, filter: &Logical, node: Node<'d>) -> bool {
        match filter {
            Logical::Any(any) => any.iter().any(|one| self.holds(one, node)),
            Logical::All(all) => all.iter().all(|one| self.holds(one, node)),
            Logical::Not(inner) => !self.holds(inner, node),
            Logical::Exists(query) => !self.query(query, node).is_empty(),
            Logical::Compare(one, compare, two) => {
                let (one, two) = (self.value(one, node), self.value(two, node));
                compare(self.order(one.as_ref(), two.as_ref()))
            }
            Logical::Matches {
                text,
                pattern,
                is_whole,
            } => {
                let text = self.value(text, node);
                let Some(text) = text.as_ref().and_then(Value::text) else {
                    return false;
                };
                self.matches(text, pattern, *is_whole, node)
            }
        }
    }

    fn matches(&mut self, text: &str, pattern: &Pattern, is_whole: bool, node: Node<'d>) -> bool {
        if !self.step(text.len()) {
            return false;
        }
        let operand = match pattern {
            Pattern::Literal(regex) => return regex.is_match(text),
            Pattern::Operand(operand) => self.value(operand, node),
        };
        let Some(pattern) = operand.as_ref().and_then(Value::text) else {
            return false;
        };
        match regex(pattern, is_whole) {
            Ok(regex) => self.step(COMPILED) && regex.is_match(text),
            Err(failure) => {
                self.failure.get_or_insert(failure);
                false
            }
        }
    }

    fn value<'v>(&mut self, operand: &'v Operand, node: Node<'d>) -> Option<Value<'v>>
    where
        'd: 'v,
    {
        let number = |number: usize| Value::Scalar(Kind::Number, Cow::Owned(number.to_string()));
        match operand {
            Operand::Literal(kind, text) => Some(Value::Scalar(*kind, Cow::Borrowed(text))),
            Operand::Node(query) | Operand::Value(query) => {
                match self.query(query, node).as_slice() {
                    [node] => Some(Value::Node(*node)),
                    _ => None,
                }
            }
            Operand::Count(query) => Some(number(self.query(query, node).len())),
            Operand::Length(operand) => {
                let value = self.value(operand, node)?;
                match (&value, value.text()) {
                    (_, Some(text)) if self.step(text.len()) => Some(number(text.chars().count())),
                    (Value::Node(node), _) if is_structured(*node) => Some(number(node.len())),
                    _ => None,
                }
            }
        }
    }

    /// How two values stand to each other: none if they are of different kinds, or are not the same and have no order.
    fn order(&mut self, one: Option<&Value<'_>>, two: Option<&Value<'_>>) -> Option<Ordering> {
        let (one, two) = match (one, two) {
            (None, None) => return Some(Ordering::Equal),
            (one, two) => (one?, two?),
        };
        if let (Value::Node(one), Value::Node(two)) = (one, two)
            && is_structured(*one)
        {
            let is_same = self.step(one.size()) && one.is_same(*two);
            return is_same.then_some(Ordering::Equal);
        }
        let ((kind, one), (other, two)) = (one.scalar()?, two.scalar()?);
        match kind {
            _ if kind != other || !self.step(one.len()) => None,
            Kind::Number => Some(Decimal::parse(one)?.cmp(&Decimal::parse(two)?)),
            Kind::Text => Some(one.cmp(two)),
            _ => (one == two).then_some(Ordering::Equal),
        }
    }
}

fn is_structured(node: Node<'_>) -> bool {
    matches!(node.kind(), Kind::List | Kind::Object)
}

/// As the index after the last one; no document in memory has more than fit.
fn length(node: Node<'_>) -> i64 {
    i64::try_from(node.len()).unwrap_or(i64::MAX / 4)
}

fn item(node: Node<'_>, index: i64) -> Option<Node<'_>> {
    node.item(usize::try_from(index).ok()?)
}
