//! Values that a contract writes out: of enums and `const`.

use std::hash::{DefaultHasher, Hash, Hasher};

use bayar_contract::{Decimal, Kind, Node};
use hifijson::value::Value as J;
use rustc_hash::FxHashMap;

use crate::json::Json;

/// A value of a contract.
#[derive(Debug, PartialEq)]
pub(crate) enum Literal {
    Null,
    Boolean(bool),
    Number(Decimal),
    Text(String),
    List(Vec<Literal>),
    Object(Vec<(String, Literal)>),
}

impl Literal {
    pub(crate) fn read(node: Node<'_>) -> Literal {
        match node.kind() {
            Kind::Null => Literal::Null,
            Kind::Boolean => Literal::Boolean(node.is_true()),
            Kind::Number => node.decimal().map_or(Literal::Null, Literal::Number),
            Kind::Text => Literal::Text(node.as_str().unwrap_or_default().to_owned()),
            Kind::List => Literal::List(node.items().map(Literal::read).collect()),
            Kind::Object => {
                let fields = node.fields();
                Literal::Object(
                    fields
                        .map(|(name, node)| (name.to_owned(), Literal::read(node)))
                        .collect(),
                )
            }
        }
    }

    /// Whether a value is this one: numbers by their value, objects whatever the order of their fields. Where every value
    /// is a text, a number or boolean is one too.
    pub(crate) fn is(&self, value: &Json<'_>, is_text: bool) -> bool {
        match (self, value) {
            (Literal::Null, J::Null) => true,
            (Literal::Boolean(own), J::Bool(value)) => own == value,
            (Literal::Number(own), J::Number((number, _))) => {
                Decimal::parse(number).is_some_and(|number| number == *own)
            }
            (Literal::Text(own), J::String(text)) => own == text,
            (Literal::Number(own), J::String(text)) if is_text => {
                Decimal::parse(text).is_some_and(|number| number == *own)
            }
            (Literal::Boolean(own), J::String(text)) if is_text => own.to_string() == *text,
            (Literal::List(own), J::Array(items)) => {
                let mut pairs = own.iter().zip(items);
                own.len() == items.len() && pairs.all(|(own, item)| own.is(item, is_text))
            }
            (Literal::Object(own), J::Object(fields)) => {
                own.len() == fields.len()
                    && own.iter().all(|(name, own)| {
                        let mut named = fields.iter().filter(|(other, _)| other == name);
                        named
                            .next()
                            .is_some_and(|(_, value)| own.is(value, is_text))
                    })
            }
            _ => false,
        }
    }

    /// In words.
    pub(crate) fn words(&self) -> String {
        match self {
            Literal::Null => "null".to_owned(),
            Literal::Boolean(value) => value.to_string(),
            Literal::Number(number) => number.as_str().to_owned(),
            Literal::Text(text) => text.clone(),
            Literal::List(items) => format!("a certain array of {}", items.len()),
            Literal::Object(fields) => format!("a certain object of {} fields", fields.len()),
        }
    }
}

/// Whether a list has a value twice.
pub(crate) fn has_doubles(items: &[Json<'_>]) -> bool {
    let mut known: FxHashMap<u64, Vec<&Json<'_>>> = FxHashMap::default();
    items.iter().any(|item| {
        let alike = known.entry(digest(item)).or_default();
        let is_double = alike.iter().any(|other| is_same(item, other));
        alike.push(item);
        is_double
    })
}

/// The same for values that are the same.
fn digest(value: &Json<'_>) -> u64 {
    let mut hasher = DefaultHasher::new();
    std::mem::discriminant(value).hash(&mut hasher);
    match value {
        J::Null => {}
        J::Bool(value) => value.hash(&mut hasher),
        J::Number((number, _)) => Decimal::parse(number).hash(&mut hasher),
        J::String(text) => text.hash(&mut hasher),
        J::Array(items) => items.iter().for_each(|item| digest(item).hash(&mut hasher)),
        // In any order.
        J::Object(fields) => {
            let digests = fields.iter().map(|(name, value)| {
                let mut hasher = DefaultHasher::new();
                name.hash(&mut hasher);
                digest(value).hash(&mut hasher);
                hasher.finish()
            });
            digests.fold(0, u64::wrapping_add).hash(&mut hasher);
        }
    }
    hasher.finish()
}

/// Whether two values are the same.
pub(crate) fn is_same(one: &Json<'_>, two: &Json<'_>) -> bool {
    match (one, two) {
        (J::Null, J::Null) => true,
        (J::Bool(one), J::Bool(two)) => one == two,
        (J::Number((one, _)), J::Number((two, _))) => crate::json::is_same_number(one, two),
        (J::String(one), J::String(two)) => one == two,
        (J::Array(one), J::Array(two)) => {
            one.len() == two.len() && one.iter().zip(two).all(|(one, two)| is_same(one, two))
        }
        (J::Object(one), J::Object(others)) => {
            one.len() == others.len()
                && one.iter().all(|(name, value)| {
                    let mut named = others.iter().filter(|(other, _)| other == name);
                    named.next().is_some_and(|(_, other)| is_same(value, other))
                })
        }
        _ => false,
    }
}
