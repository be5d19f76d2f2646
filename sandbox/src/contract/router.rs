//! Matches raw paths against the templates of a contract.

use percent_encoding::percent_decode_str;

/// A path of the contract, such as `/invoices/{invoice_id}/expire!`.
#[derive(Debug)]
pub(crate) struct Template {
    segments: Vec<Segment>,
}

/// One part of a path between slashes: literal text, or a parameter with literal text around it.
#[derive(Debug)]
struct Segment {
    prefix: String,
    parameter: Option<String>,
    suffix: String,
}

impl Template {
    pub(crate) fn read(path: &str) -> Template {
        Template {
            segments: segments(path).into_iter().map(Segment::read).collect(),
        }
    }

    /// The parameters of a raw path, each decoded once, or nothing if the path is another one.
    pub(crate) fn matches(&self, path: &[&str]) -> Option<Vec<(String, String)>> {
        if path.len() != self.segments.len() {
            return None;
        }
        let mut parameters = Vec::new();
        for (segment, raw) in self.segments.iter().zip(path) {
            let value = raw
                .strip_prefix(segment.prefix.as_str())?
                .strip_suffix(segment.suffix.as_str())?;
            match &segment.parameter {
                Some(_) if value.is_empty() => return None,
                Some(name) => parameters.push((name.clone(), decode(value))),
                None if value.is_empty() => {}
                None => return None,
            }
        }
        Some(parameters)
    }

    /// How much of the path is literal; of two templates that match, the more literal one is meant.
    pub(crate) fn literal_length(&self) -> usize {
        self.segments
            .iter()
            .map(|segment| segment.prefix.len() + segment.suffix.len())
            .sum()
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

fn decode(value: &str) -> String {
    percent_decode_str(value).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matched(template: &str, path: &str) -> Option<Vec<String>> {
        let parameters = Template::read(template).matches(&segments(path))?;
        Some(parameters.into_iter().map(|(_, value)| value).collect())
    }

    #[test]
    fn literals_match_raw() {
        assert_eq!(
            matched("/invoices/{id}/expire!", "/invoices/a/expire!"),
            Some(vec!["a".into()])
        );
        assert_eq!(
            matched("/invoices/{id}/expire!", "/invoices/a/expire%21"),
            None
        );
        assert_eq!(
            matched("/p/payment_id={id}", "/p/payment_id=a"),
            Some(vec!["a".into()])
        );
        assert_eq!(matched("/p/payment_id={id}", "/p/payment_id="), None);
        assert_eq!(matched("/p/payment_id={id}", "/p/a"), None);
    }

    #[test]
    fn parameters_are_decoded_once() {
        assert_eq!(matched("/p/{id}", "/p/a%2Fb"), Some(vec!["a/b".into()]));
        assert_eq!(matched("/p/{id}", "/p/a%252Fb"), Some(vec!["a%2Fb".into()]));
        assert_eq!(matched("/p/{id}", "/p/a+b"), Some(vec!["a+b".into()]));
        assert_eq!(matched("/p/{id}", "/p/a/b"), None);
    }

    #[test]
    fn empty_segments_do_not_count() {
        assert_eq!(matched("/p/{id}", "//p//a/"), Some(vec!["a".into()]));
        assert_eq!(matched("/p/{id}", "/p/"), None);
    }
}
