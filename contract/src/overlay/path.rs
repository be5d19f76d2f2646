//! Paths to one node.

/// A step of a path to one node.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Name {
    Field(String),
    Item(usize),
}

/// The steps of a JSONPath that leads to one node at most, such as `$.paths['/balance'].get`: most do, and need no copy of
/// the document to be looked up.
pub(super) fn singular(path: &str) -> Option<Vec<Name>> {
    let mut names = Vec::new();
    let mut rest = path.strip_prefix('$')?;
    while !rest.is_empty() {
        if let Some(inner) = rest.strip_prefix("['") {
            let (name, after) = inner.split_once("']")?;
            names.push(Name::Field(plain(name)?));
            rest = after;
        } else if let Some(inner) = rest.strip_prefix("[\"") {
            let (name, after) = inner.split_once("\"]")?;
            names.push(Name::Field(plain(name)?));
            rest = after;
        } else if let Some(inner) = rest.strip_prefix('[') {
            let (index, after) = inner.split_once(']')?;
            let is_index = index == "0" || !index.starts_with(['0', '+']);
            names.push(Name::Item(index.parse().ok().filter(|_| is_index)?));
            rest = after;
        } else {
            let inner = rest.strip_prefix('.')?;
            let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
            let end = inner.find(|c| !is_name(c)).unwrap_or(inner.len());
            let name = &inner[..end];
            if name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit()) {
                return None;
            }
            names.push(Name::Field(name.to_owned()));
            rest = &inner[end..];
        }
    }
    Some(names)
}

/// A quoted name without quotes and escapes.
fn plain(name: &str) -> Option<String> {
    (!name.contains(['\\', '\'', '"'])).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_to_one_node() {
        let field = |name: &str| Name::Field(name.to_owned());
        assert_eq!(singular("$"), Some(vec![]));
        assert_eq!(
            singular("$.paths['/a b'].get.parameters[0][\"x-y\"]"),
            Some(vec![
                field("paths"),
                field("/a b"),
                field("get"),
                field("parameters"),
                Name::Item(0),
                field("x-y")
            ])
        );
        for other in [
            "",
            "paths",
            "$.",
            "$..a",
            "$.*",
            "$[*]",
            "$[-1]",
            "$[01]",
            "$[0:1]",
            "$['a','b']",
            "$[?@.a]",
            "$.a-b",
            "$['a\\'b']",
        ] {
            assert_eq!(singular(other), None, "{other}");
        }
    }
}
