//! What an answer repeats of its request: where both have it, it must be the same. An answer to another request, from a
//! connection that mixes them up, is noticed by it.

use std::sync::LazyLock;

use memchr::memmem::Finder;
use percent_encoding::percent_decode_str;
use reqwest::{Method, Request};

use crate::contract::{Location, Operation};
use crate::decode;
use crate::members::Members;

/// The caller's references, by every name that the documents have for one.
const REFERENCES: [&str; 3] = ["external_id", "reference", "reference_id"];

/// What the answer to a request must repeat, if it shows it.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Repeated(Vec<(String, String)>);

impl Repeated {
    /// `body` is what the request has for one, if that is an object.
    pub(crate) fn of(operation: &Operation, request: &Request, body: Option<&Members<'_>>) -> Self {
        let field = |name: &&str| Some(((*name).to_owned(), text(body?, name)?));
        let mut fields: Vec<_> = REFERENCES.iter().filter_map(field).collect();
        for (name, value) in request.url().query_pairs() {
            if REFERENCES.contains(&&*name) {
                fields.push((name.into_owned(), value.into_owned()));
            }
        }
        fields.extend(resource(operation, request));
        Self(fields)
    }

    /// Whether there is nothing to repeat.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether an answer shows another value.
    pub(crate) fn differs(&self, body: &[u8]) -> bool {
        if self
            .0
            .iter()
            .all(|(name, value)| is_same(body, name, value))
        {
            return false;
        }
        let shown = Members::of(body).unwrap_or_default();
        let mut sent = self.0.iter();
        sent.any(|(name, value)| text(&shown, name).is_some_and(|other| other != *value))
    }
}

/// How the names that are looked for most are found: to prepare it takes longer than to find one.
static FINDERS: LazyLock<[Finder<'static>; 4]> = LazyLock::new(|| {
    let [one, two, three] = REFERENCES;
    [one, two, three, "id"].map(|name| Finder::new(&quoted(name)).into_owned())
});

fn quoted(name: &str) -> Vec<u8> {
    [b"\"", name.as_bytes(), b"\""].concat()
}

/// Whether a glance is enough to see that an answer shows no other value under this name. Reading it a second time would
/// cost more than all the rest of the check.
fn is_same(body: &[u8], name: &str, value: &str) -> bool {
    let is_of = |finder: &&Finder<'_>| {
        let needle = finder.needle().strip_prefix(b"\"");
        needle.and_then(|needle| needle.strip_suffix(b"\"")) == Some(name.as_bytes())
    };
    let other;
    let finder = if let Some(finder) = FINDERS.iter().find(is_of) {
        finder
    } else {
        other = Finder::new(&quoted(name)).into_owned();
        &other
    };
    let mut places = finder.find_iter(body);
    let Some(place) = places.next() else {
        // Unless it is written with an escape.
        return !body.contains(&b'\\');
    };
    let rest = body.get(place.saturating_add(finder.needle().len())..);
    let rest = rest.unwrap_or_default().trim_ascii_start();
    let rest = rest.strip_prefix(b":").unwrap_or_default();
    let rest = rest.trim_ascii_start().strip_prefix(b"\"");
    let rest = rest.and_then(|rest| rest.strip_prefix(value.as_bytes()));
    places.next().is_none() && rest.is_some_and(|rest| rest.starts_with(b"\""))
}

/// The id in the path, where the answer is the resource itself.
fn resource(operation: &Operation, request: &Request) -> Option<(String, String)> {
    let mut parameters = operation.parameters.iter();
    let has_id = parameters.any(|parameter| parameter.location == Location::Path);
    // A POST to a path below the resource may answer something else, such as a refund.
    if !has_id || request.method() == Method::POST {
        return None;
    }
    let segment = request.url().path_segments()?.next_back()?;
    let (name, value) = segment.split_once('=').unwrap_or(("id", segment));
    let value = percent_decode_str(value).decode_utf8().ok()?;
    Some((name.to_owned(), value.into_owned()))
}

/// A field that is a text, or a number.
fn text(members: &Members<'_>, name: &str) -> Option<String> {
    let value = members.get(name)?.get();
    let is_plain = value.starts_with('"') || value.starts_with(|c: char| c.is_ascii_digit());
    is_plain.then(|| decode::answer(value.as_bytes()).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::{Field, Kind, Parameter, Source};

    static WITH_ID: Operation = Operation {
        id: "get_thing",
        method: "GET",
        documented: true,
        money_out: false,
        parameters: &[Parameter {
            field: Field::new("thing_id", true, Kind::Any, Source::new("the test", &[])),
            location: Location::Path,
            json_text: false,
        }],
        body: None,
        rules: &[],
        error_codes: &[],
    };

    fn request(method: Method, path: &str, body: &str) -> Request {
        let url = format!("http://localhost{path}").parse().unwrap();
        let mut request = Request::new(method, url);
        *request.body_mut() = Some(body.to_owned().into());
        request
    }

    fn repeated(method: Method, path: &str, body: &str) -> Repeated {
        Repeated::of(
            &WITH_ID,
            &request(method, path, body),
            Members::of(body.as_bytes()).as_ref(),
        )
    }

    #[test]
    fn the_reference_of_the_body_is_repeated() {
        let body = r#"{"external_id": "a\u0062", "amount": 1}"#;
        let sent = repeated(Method::POST, "/x", body);
        for same in [
            r#"{"external_id": "ab"}"#,
            r#"{"id": "1"}"#,
            r#"{"external_id": null}"#,
            r#"{"external_id": false}"#,
            r#"{"external_id": {"external_id": "b"}}"#,
            "[]",
            "<html>",
            "",
        ] {
            assert!(!sent.differs(same.as_bytes()), "{same}");
        }
        assert!(sent.differs(br#"{"id": "1", "external_id": "a"}"#));
        // The last one counts, as everywhere.
        assert!(sent.differs(br#"{"external_id": "ab", "external_id": "a"}"#));
        assert!(!sent.differs(br#"{"external_id": "a", "external_id": "ab"}"#));
        assert!(!sent.differs(br#"{"external_id": "a", "external_id": null}"#));
    }

    #[test]
    fn the_resource_that_is_asked_for_is_the_one_that_is_answered() {
        let asked = repeated(Method::GET, "/x/a%20b", "");
        assert!(!asked.differs(br#"{"id": "a b"}"#));
        assert!(asked.differs(br#"{"id": "c"}"#));
        let asked = repeated(Method::GET, "/x/payment_id=7", "");
        assert!(!asked.differs(br#"{"id": "c", "payment_id": 7}"#));
        assert!(asked.differs(br#"{"payment_id": "8"}"#));
        let asked = repeated(Method::GET, "/x?external_id=a%26b", "");
        assert!(asked.differs(br#"{"external_id": "a"}"#));
        // A refund of a charge has an id of its own.
        assert!(!repeated(Method::POST, "/x/1/refunds", "{}").differs(br#"{"id": "2"}"#));
    }
}
