//! Values that a contract writes out: of enums and `const`.

use bayar_contract::{Decimal, Kind, Node};
use hifijson::value::Value as J;

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
