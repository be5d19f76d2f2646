//! Forms of ids that no contract states, but every documented answer shows.

use std::sync::Arc;

use bayar_contract::Node;

use crate::contract::schema::{Format, Kind, Schema};

/// Finds, in documented answers, the fields that always hold an id of 24 hexadecimal digits, or digits. Of names that
/// merchants give, examples mean nothing.
pub(crate) fn infer_forms(schema: &mut Schema, examples: &[Node<'_>], given_names: &[String]) {
    if let Some(items) = schema.items.as_mut().and_then(Arc::get_mut) {
        let examples: Vec<_> = examples
            .iter()
            .flat_map(|example| example.items())
            .collect();
        infer_forms(items, &examples, given_names);
    }
    for (_, variant) in schema
        .union
        .iter_mut()
        .flat_map(|union| &mut union.variants)
    {
        infer_forms(variant, examples, given_names);
    }
    for field in &mut schema.fields {
        let values: Vec<_> = examples
            .iter()
            .filter_map(|value| value.get(&field.name))
            .collect();
        let schema = &mut field.schema;
        let is_plain = schema.kind == Kind::String
            && schema.format == Format::Any
            && schema.values.is_none()
            && schema.pattern.is_none();
        if is_plain && !given_names.contains(&field.name) {
            schema.format = form(&field.name, &values);
        }
        infer_forms(schema, &values, given_names);
    }
}

/// The form that all documented values of a text have; an example may have written digits as a number. Short digits in
/// place of an id are only a placeholder.
fn form(name: &str, values: &[Node<'_>]) -> Format {
    let is_id = name == "id" || name.ends_with("_id");
    let texts: Vec<_> = values
        .iter()
        .filter_map(|value| value.as_str().or_else(|| value.as_number()))
        .collect();
    let are_all = |is: fn(&str) -> bool| !texts.is_empty() && texts.iter().all(|text| is(text));
    if are_all(is_hex_id) {
        Format::HexId
    } else if are_all(if is_id { is_long_number } else { is_digits }) {
        Format::Digits
    } else {
        Format::Any
    }
}

/// Whether a text is digits, and more than a count or a code would have.
fn is_digits(text: &str) -> bool {
    text.len() > 3 && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_long_number(text: &str) -> bool {
    text.len() > 15 && is_digits(text)
}

/// Whether a text is 24 hexadecimal digits.
pub(crate) fn is_hex_id(text: &str) -> bool {
    text.len() == 24 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}
