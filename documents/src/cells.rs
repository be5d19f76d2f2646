//! What the cells of a row say about a field.

use super::facts::{Bound, Constant, Field, Line, Type};
use super::wording::{self, is_name, pattern};

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
        for (mark, is_required) in [
            ("OPTIONAL ", false),
            ("(optional) ", false),
            ("REQUIRED ", true),
            ("(required) ", true),
        ] {
            if let Some(rest) = text.strip_prefix(mark) {
                field.required = Some(is_required);
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
            field.values.push(Constant::new(value.to_owned(), *line));
        } else if let Some((value, _)) = text
            .split_once(": ")
            .filter(|(word, _)| introduced && is_name(word))
        {
            field.values.push(Constant::new(value.to_owned(), *line));
        } else if !examples {
            field.values.extend(wording::listed(text, *line));
        }
        // A list of examples may go on over several lines.
        examples |= pattern!(r"(?i)^example\b").is_match(text);
        let listed: Vec<&str> = field.values.iter().map(|one| one.value.as_str()).collect();
        let named = wording::named(text)
            .into_iter()
            .filter(|name| !listed.contains(&name.as_str()));
        let named: Vec<Constant> = named.map(|value| Constant::new(value, *line)).collect();
        field.named.extend(named);
        introduced |= text.ends_with(':') || (text.is_empty() && first);
        field.text = wording::join(&field.text, text);
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
