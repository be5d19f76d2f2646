//! Where an API is served, and what it is.

use crate::document::NodeId;
use crate::extension::{CitedDocument, Source};

/// What the document says of itself (`info`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Info {
    /// The name of the API; empty if the document names none.
    pub title: String,
    /// The version of the document, not of OpenAPI; empty if there is none.
    pub version: String,
    /// What it is, in CommonMark.
    pub description: Option<String>,
    /// Where the vendor's document says so.
    pub source: Source,
    /// What the documents are called that sources name (`x-documents`).
    pub documents: Vec<CitedDocument>,
    /// Its node; nothing if the document has no `info`.
    pub node: Option<NodeId>,
}

/// A group of operations (`tags`).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Tag {
    /// The name that operations mention.
    pub name: String,
    /// What the group is.
    pub description: Option<String>,
    /// Where the vendor's document says so.
    pub source: Source,
    /// Its node.
    pub node: NodeId,
}

/// One server.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Server {
    /// The URL with its `{variables}`, as written: absolute, or relative to where the document is served.
    pub url: String,
    /// What it is for.
    pub description: Option<String>,
    /// What stands for the names in braces.
    pub variables: Vec<ServerVariable>,
    /// Where the vendor's document says so.
    pub source: Source,
    /// Its node; nothing for the server `/` that the standard assumes where none is named.
    pub node: Option<NodeId>,
}

/// A part of a server's URL that may differ.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServerVariable {
    /// The name in braces.
    pub name: String,
    /// What stands there if nothing else is chosen.
    pub default: String,
    /// What may stand there; anything if it is empty.
    pub values: Vec<String>,
    /// What it is.
    pub description: Option<String>,
    /// Its node.
    pub node: NodeId,
}

impl Server {
    /// The server that the standard assumes where a document names none.
    pub fn assumed() -> Self {
        Self {
            url: "/".to_owned(),
            description: None,
            variables: Vec::new(),
            source: Source::default(),
            node: None,
        }
    }

    /// A variable of the URL.
    pub fn variable(&self, name: &str) -> Option<&ServerVariable> {
        self.variables.iter().find(|variable| variable.name == name)
    }

    /// The URL with the defaults of its variables.
    pub fn default_url(&self) -> String {
        self.expand(&|variable| std::slice::from_ref(&variable.default))
            .pop()
            .unwrap_or_else(|| self.url.clone())
    }

    /// The URL with every choice of its variables, at most 256; a variable that may be anything has its default.
    pub fn urls(&self) -> Vec<String> {
        self.expand(&|variable| {
            if variable.values.is_empty() {
                std::slice::from_ref(&variable.default)
            } else {
                &variable.values
            }
        })
    }

    /// The host of the URL with its variables in braces, in lower case, with a port if it names one; nothing for one that
    /// is relative.
    pub fn host(&self) -> Option<String> {
        let (_, rest) = self.url.split_once("://")?;
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let host = authority.rsplit('@').next().unwrap_or_default();
        (!host.is_empty()).then(|| lower_outside_braces(host))
    }

    /// The path of the URL with its variables in braces and without a slash at its end: `/v1`, or empty.
    pub fn base_path(&self) -> &str {
        let path = match self.url.split_once("://") {
            Some((_, rest)) => rest.find('/').map_or("", |at| &rest[at..]),
            None => &self.url,
        };
        let path = path.split(['?', '#']).next().unwrap_or_default();
        path.trim_end_matches('/')
    }

    fn expand<'s>(&'s self, choices: &dyn Fn(&'s ServerVariable) -> &'s [String]) -> Vec<String> {
        const MOST: usize = 256;
        let mut urls = vec![self.url.clone()];
        for variable in &self.variables {
            let name = format!("{{{}}}", variable.name);
            let values = choices(variable);
            let each = |url: &String| {
                let with = values.iter().map(|value| url.replace(&name, value));
                with.collect::<Vec<_>>()
            };
            urls = urls.iter().flat_map(each).take(MOST).collect();
        }
        urls.dedup();
        urls
    }
}

fn lower_outside_braces(host: &str) -> String {
    let mut depth = 0_u32;
    let lower = |c: char| {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ if depth == 0 => return c.to_ascii_lowercase(),
            _ => {}
        }
        c
    };
    host.chars().map(lower).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server(url: &str) -> Server {
        Server {
            url: url.to_owned(),
            ..Server::assumed()
        }
    }

    #[test]
    fn parts_of_a_url() {
        for (url, host, base) in [
            ("https://API.example", Some("api.example"), ""),
            (
                "https://api.example:8443/v1/",
                Some("api.example:8443"),
                "/v1",
            ),
            (
                "https://u@{Region}.example/{v}",
                Some("{Region}.example"),
                "/{v}",
            ),
            ("/api/v3", None, "/api/v3"),
            ("/", None, ""),
            ("", None, ""),
        ] {
            let server = server(url);
            assert_eq!(server.host().as_deref(), host, "{url}");
            assert_eq!(server.base_path(), base, "{url}");
        }
    }
}
