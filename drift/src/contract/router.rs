//! From a path as it was sent to an operation.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use rustc_hash::FxHashMap;

/// A path of the contract, such as `/invoices/{invoice_id}/expire!`.
#[derive(Debug)]
pub(crate) struct Template {
    pub(crate) text: String,
    segments: Vec<Segment>,
}

/// One part of a path between slashes: literal text, or a parameter with literal text around it.
#[derive(Debug)]
struct Segment {
    prefix: String,
    parameter: Option<String>,
    suffix: String,
}

/// The paths of a contract by their first segment.
#[derive(Debug, Default)]
pub(crate) struct Router {
    paths: Vec<(Template, Vec<(String, usize)>)>,
    by_first: FxHashMap<String, Vec<usize>>,
}

/// What a path and a method lead to.
#[derive(Debug, PartialEq)]
pub(crate) enum Route<'r, 'p> {
    Found {
        operation: usize,
        parameters: Vec<(&'r str, Cow<'p, str>)>,
    },
    /// The path is known: its template and its methods.
    WrongMethod {
        template: &'r str,
        methods: Vec<&'r str>,
        operation: usize,
    },
    Unknown,
}

impl Router {
    /// Adds an operation.
    pub(crate) fn add(&mut self, path: &str, method: &str, operation: usize) {
        let known = self
            .paths
            .iter()
            .position(|(template, _)| template.text == path);
        let index = known.unwrap_or_else(|| {
            let first = path
                .split('/')
                .find(|segment| !segment.is_empty())
                .unwrap_or_default();
            self.by_first
                .entry(first.to_owned())
                .or_default()
                .push(self.paths.len());
            self.paths.push((Template::read(path), Vec::new()));
            self.paths.len() - 1
        });
        self.paths[index].1.push((method.to_owned(), operation));
    }

    /// Finds an operation for the segments of a path.
    pub(crate) fn route<'r, 'p>(&'r self, method: &str, segments: &[&'p str]) -> Route<'r, 'p> {
        let first = segments.first().copied().unwrap_or_default();
        let candidates = self
            .by_first
            .get(first)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let mut wrong = Route::Unknown;
        for (template, methods) in candidates.iter().map(|index| &self.paths[*index]) {
            let Some(parameters) = template.matches(segments) else {
                continue;
            };
            if let Some((_, operation)) = methods
                .iter()
                .find(|(name, _)| name.eq_ignore_ascii_case(method))
            {
                return Route::Found {
                    operation: *operation,
                    parameters,
                };
            }
            let operation = methods.first().map_or(0, |(_, operation)| *operation);
            let methods = methods.iter().map(|(name, _)| name.as_str()).collect();
            wrong = Route::WrongMethod {
                template: &template.text,
                methods,
                operation,
            };
        }
        wrong
    }
}

impl Template {
    fn read(path: &str) -> Template {
        Template {
            text: path.to_owned(),
            segments: segments(path).into_iter().map(Segment::read).collect(),
        }
    }

    /// The parameters of a path, each decoded once, or nothing if the path is another one.
    fn matches<'p>(&self, path: &[&'p str]) -> Option<Vec<(&str, Cow<'p, str>)>> {
        if path.len() != self.segments.len() {
            return None;
        }
        let mut parameters = Vec::new();
        for (segment, raw) in self.segments.iter().zip(path) {
            // `%21` is `!`, `%3D` is `=`.
            let decoded = decode(raw);
            let inner = decoded
                .strip_prefix(segment.prefix.as_str())?
                .strip_suffix(segment.suffix.as_str())?;
            match &segment.parameter {
                Some(_) if inner.is_empty() => return None,
                Some(name) if inner.len() == decoded.len() => {
                    parameters.push((name.as_str(), decoded));
                }
                Some(name) => parameters.push((name.as_str(), Cow::Owned(inner.to_owned()))),
                None if inner.is_empty() => {}
                None => return None,
            }
        }
        Some(parameters)
    }
}

impl Segment {
    fn read(text: &str) -> Segment {
        let parts = text
            .split_once('{')
            .and_then(|(prefix, rest)| Some((prefix, rest.split_once('}')?)));
        match parts {
            Some((prefix, (name, suffix))) => Segment {
                prefix: prefix.to_owned(),
                parameter: Some(name.to_owned()),
                suffix: suffix.to_owned(),
            },
            None => Segment {
                prefix: text.to_owned(),
                parameter: None,
                suffix: String::new(),
            },
        }
    }
}

/// The parts of a path between its slashes. Doubled and trailing slashes count as one and none.
pub(crate) fn segments(path: &str) -> Vec<&str> {
    path.split('/')
        .filter(|segment| !segment.is_empty())
        .collect()
}

/// Whether a path has doubled or trailing slashes.
pub(crate) fn is_untidy(path: &str) -> bool {
    path.len() > 1 && (path.ends_with('/') || path.contains("//"))
}

/// A path with `{}` in place of what looks like an id, so that unknown paths add up.
pub(crate) fn generic_path(segments: &[&str]) -> String {
    let is_id = |segment: &&str| {
        segment.len() >= 6 && segment.bytes().any(|byte| byte.is_ascii_digit())
            || !segment.is_empty() && segment.bytes().all(|byte| byte.is_ascii_digit())
    };
    let mut path = String::new();
    for segment in segments {
        path.push('/');
        path.push_str(if is_id(segment) { "{}" } else { segment });
    }
    if path.is_empty() {
        "/".to_owned()
    } else {
        path
    }
}

fn decode(text: &str) -> Cow<'_, str> {
    if text.contains('%') {
        percent_decode_str(text).decode_utf8_lossy()
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matched(template: &str, path: &str) -> Option<Vec<String>> {
        let template = Template::read(template);
        let parameters = template.matches(&segments(path))?;
        Some(
            parameters
                .into_iter()
                .map(|(_, value)| value.into_owned())
                .collect(),
        )
    }

    #[test]
    fn literals() {
        for path in [
            "/invoices/a/expire!",
            "/invoices/a/expire%21",
            "//invoices/a/expire!/",
        ] {
            assert_eq!(
                matched("/invoices/{id}/expire!", path),
                Some(vec!["a".into()])
            );
        }
        assert_eq!(
            matched("/invoices/{id}/expire!", "/invoices/a/expire"),
            None
        );
        assert_eq!(
            matched("/p/payment_id={id}", "/p/payment_id=a"),
            Some(vec!["a".into()])
        );
        assert_eq!(
            matched("/p/payment_id={id}", "/p/payment_id%3Da"),
            Some(vec!["a".into()])
        );
        assert_eq!(matched("/p/payment_id={id}", "/p/payment_id="), None);
        assert_eq!(matched("/p/payment_id={id}", "/p/a"), None);
    }

    #[test]
    fn parameters_are_decoded_once() {
        assert_eq!(matched("/p/{id}", "/p/a%2Fb"), Some(vec!["a/b".into()]));
        assert_eq!(matched("/p/{id}", "/p/a%252Fb"), Some(vec!["a%2Fb".into()]));
        assert_eq!(matched("/p/{id}", "/p/a/b"), None);
    }

    #[test]
    fn unknown_paths_add_up() {
        assert_eq!(
            generic_path(&["v3", "things", "5a1b2c3d", "7"]),
            "/v3/things/{}/{}"
        );
        assert_eq!(generic_path(&[]), "/");
    }

    #[test]
    fn untidy() {
        assert!(is_untidy("/a/") && is_untidy("//a") && is_untidy("/a//b"));
        assert!(!is_untidy("/") && !is_untidy("/a/b"));
    }
}
