//! Values out of texts: path, query, headers and forms have no types, so the schema gives them theirs.

use indexmap::IndexMap;

use crate::api::shape::{Kind, Shape};
use crate::json::Json;

/// No contract nests deeper; what does is one long name.
const DEEPEST: usize = 16;

/// The texts that were sent under each name, in the order of the names' first use.
pub(crate) type Texts = IndexMap<String, Vec<String>>;

/// Reads a query string or a form.
pub(crate) fn read_pairs(text: &[u8]) -> Texts {
    let mut texts = Texts::new();
    for (name, value) in form_urlencoded::parse(text) {
        texts
            .entry(name.into_owned())
            .or_default()
            .push(value.into_owned());
    }
    texts
}

/// The body of a request.
pub(crate) enum Body {
    Empty,
    Json(Json),
    /// With the types that the schema gives its texts.
    Form(Json),
    /// Neither JSON nor a form.
    Unreadable,
}

impl Body {
    pub(crate) fn read(content_type: &str, bytes: &[u8], shape: Option<&Shape>) -> Body {
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return Body::Empty;
        }
        if is_form(content_type, bytes) {
            return Body::Form(from_form(read_pairs(bytes), shape));
        }
        let json = std::str::from_utf8(bytes)
            .ok()
            .and_then(|text| Json::parse(text).ok());
        json.map_or(Body::Unreadable, Body::Json)
    }
}

/// Whether a body is a form. One that begins like JSON is none: `curl -d` calls everything a form.
pub(crate) fn is_form(content_type: &str, bytes: &[u8]) -> bool {
    let media_type = content_type.split(';').next().unwrap_or_default();
    media_type
        .trim()
        .eq_ignore_ascii_case("application/x-www-form-urlencoded")
        && !bytes.trim_ascii_start().starts_with(b"{")
}

/// A field of a form, with what is nested in it: `card_data[cvn]=123`.
#[derive(Default)]
struct Node {
    texts: Vec<String>,
    nodes: IndexMap<String, Node>,
}

impl Node {
    fn insert(&mut self, names: &[&str], texts: Vec<String>) {
        match names {
            // `items[]=a&items[]=b` are texts of `items`.
            [] | [""] => self.texts.extend(texts),
            [name, rest @ ..] => self
                .nodes
                .entry((*name).to_owned())
                .or_default()
                .insert(rest, texts),
        }
    }

    fn json(&self, shape: Option<&Shape>) -> Json {
        if self.nodes.is_empty() {
            return from_texts(&self.texts, shape);
        }
        if shape.and_then(|shape| shape.kind) == Some(Kind::Array) {
            let items = shape.and_then(|shape| shape.items.as_deref());
            return Json::Array(self.nodes.values().map(|node| node.json(items)).collect());
        }
        // Texts first: one of them may say of which variant the object is.
        let texts = self.nodes.iter().filter(|(_, node)| node.nodes.is_empty());
        let texts = texts.map(|(name, node)| (name.clone(), from_texts(&node.texts, None)));
        let object = Json::Object(texts.collect());
        let fields = shape.map(|shape| shape.fields_of(&object));
        let typed = |(name, node): (&String, &Node)| {
            let shape = fields.as_ref().and_then(|fields| fields.get(name));
            (name.clone(), node.json(shape))
        };
        Json::Object(self.nodes.iter().map(typed).collect())
    }
}

fn from_form(texts: Texts, shape: Option<&Shape>) -> Json {
    let mut form = Node::default();
    for (name, texts) in texts {
        form.insert(&nested_names(&name), texts);
    }
    form.json(shape)
}

/// The names in `a[b][c]`, outermost first; brackets that do not match are part of the name.
fn nested_names(name: &str) -> Vec<&str> {
    let Some((first, rest)) = name.split_once('[').filter(|(first, _)| !first.is_empty()) else {
        return vec![name];
    };
    let Some(rest) = rest.strip_suffix(']') else {
        return vec![name];
    };
    let mut names = vec![first];
    names.extend(rest.split("]["));
    if names.len() > DEEPEST {
        return vec![name];
    }
    names
}

/// The name of an array filter, of which one item is sent as `statuses[]=A` or `statuses[0]=A`.
pub(crate) fn filter_name(name: &str) -> &str {
    match name.split_once('[') {
        Some((filter, rest))
            if rest
                .strip_suffix(']')
                .is_some_and(|index| index.bytes().all(|byte| byte.is_ascii_digit())) =>
        {
            filter
        }
        _ => name,
    }
}

/// The value of a name that was sent once or several times.
pub(crate) fn from_texts(texts: &[String], shape: Option<&Shape>) -> Json {
    let kind = shape.and_then(|shape| shape.kind);
    if kind == Some(Kind::Array) {
        return json_array(texts).unwrap_or_else(|| {
            let items = shape.and_then(|shape| shape.items.as_deref());
            Json::Array(texts.iter().map(|text| from_text(text, items)).collect())
        });
    }
    match texts {
        [text] => from_text(text, shape),
        texts => Json::Array(texts.iter().map(|text| from_text(text, shape)).collect()),
    }
}

/// Arrays are documented as JSON text.
pub(crate) fn json_array(texts: &[String]) -> Option<Json> {
    let [text] = texts else { return None };
    Json::parse(text)
        .ok()
        .filter(|json| matches!(json, Json::Array(_)))
}

/// A text that does not fit its type stays a string, which the schema then refuses.
fn from_text(text: &str, shape: Option<&Shape>) -> Json {
    let typed = match shape.and_then(|shape| shape.kind) {
        Some(Kind::Number) => Json::number(text),
        Some(Kind::Boolean) => {
            matches!(text, "true" | "false").then(|| Json::Scalar(text.to_owned()))
        }
        Some(Kind::Object | Kind::Array) => Json::parse(text).ok(),
        Some(Kind::String) | None => None,
    };
    typed.unwrap_or_else(|| Json::string(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_brackets() {
        assert_eq!(nested_names("a[b][c]"), ["a", "b", "c"]);
        assert_eq!(nested_names("a[]"), ["a", ""]);
        for name in ["a", "", "[a]", "a[b", "a]"] {
            assert_eq!(nested_names(name), [name]);
        }
        let deep = format!("a{}", "[b]".repeat(1000));
        assert_eq!(nested_names(&deep), [deep.as_str()]);
    }

    #[test]
    fn names_of_filters() {
        assert_eq!(filter_name("statuses[]"), "statuses");
        assert_eq!(filter_name("statuses[10]"), "statuses");
        for name in ["statuses", "statuses[a]", "statuses[", "statuses[0]x"] {
            assert_eq!(filter_name(name), name);
        }
    }
}
