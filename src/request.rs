//! What every request builder has in common.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::header::{HeaderName, HeaderValue};
use serde::ser::{Error as _, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::check::{self, Skip, Violation};
use crate::contract::Operation;
use crate::members::Members;
use crate::retry::RetryPolicy;
use crate::{Error, Result, redact};

/// The header with the sub-account to act for.
pub(crate) const FOR_USER_ID: HeaderName = HeaderName::from_static("for-user-id");

/// How filters that take a list are written in a query.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum ArrayFilters {
    /// `statuses=["SETTLED","EXPIRED"]`, as the document prints it
    /// (API reference, List all invoice, line 3286).
    #[default]
    Json,
    /// `statuses=SETTLED&statuses=EXPIRED`, as the vendor's later SDKs send it (observed).
    RepeatedKeys,
}

/// A parameter of the query: no pair, one, or one for each item of a list.
pub(crate) struct QueryParam<'a, T> {
    name: &'static str,
    value: &'a T,
}

impl<'a, T: Serialize> QueryParam<'a, T> {
    pub(crate) fn new(name: &'static str, value: &'a T) -> Self {
        Self { name, value }
    }

    fn pairs(&self) -> serde_json::Result<Vec<(&str, String)>> {
        let value = serde_json::value::to_raw_value(self.value)?;
        let values = match value.get() {
            "null" => Vec::new(),
            list if list.starts_with('[') => serde_json::from_str(list)?,
            _ => vec![value],
        };
        let texts = values.iter().map(|value| match value.get() {
            text if text.starts_with('"') => serde_json::from_str(text),
            other => Ok(other.to_owned()),
        });
        texts.map(|text| Ok((self.name, text?))).collect()
    }
}

impl<T: Serialize> Serialize for QueryParam<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let pairs = self.pairs().map_err(S::Error::custom)?;
        pairs.serialize(serializer)
    }
}

/// What a caller adds to one request where the documents are behind.
#[derive(Clone, Default)]
pub(crate) struct Options {
    headers: Vec<(HeaderName, HeaderValue)>,
    query: Vec<(String, String)>,
    pub(crate) fields: Vec<(String, Box<RawValue>)>,
    pub(crate) skip: Skip,
    pub(crate) retries: Option<RetryPolicy>,
    pub(crate) timeout: Option<Duration>,
    /// On a connection of its own.
    pub(crate) alone: bool,
    /// Asked before every try whether it still may be sent.
    pub(crate) may_send: Option<Arc<dyn Fn() -> bool + Send + Sync>>,
    /// Told when the request is sent, so that builders stay free of `Result`.
    mistake: Option<String>,
}

// Names only: a value may be a secret.
impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers = self.headers.iter().map(|(name, _)| name.as_str());
        let headers: Vec<_> = headers.map(redact::text).collect();
        let query = self.query.iter().map(|(name, _)| name.as_str());
        let query: Vec<_> = query.map(redact::text).collect();
        let fields = self.fields.iter().map(|(name, _)| name.as_str());
        let fields: Vec<_> = fields.map(redact::text).collect();
        f.debug_struct("Options")
            .field("headers", &headers)
            .field("query", &query)
            .field("fields", &fields)
            .field("skip", &self.skip)
            .finish_non_exhaustive()
    }
}

impl Options {
    pub(crate) fn header(&mut self, name: &str, value: &str) {
        match (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            (Ok(name), Ok(mut value)) => {
                value.set_sensitive(true);
                self.headers.push((name, value));
            }
            _ => self.mistake = Some(unsendable_header(name)),
        }
    }

    /// The last value that this header was given.
    pub(crate) fn value(&self, name: &HeaderName) -> Option<&HeaderValue> {
        let mut values = self.headers.iter().rev();
        values
            .find(|(other, _)| other == name)
            .map(|(_, value)| value)
    }

    pub(crate) fn query(&mut self, name: String, value: String) {
        self.query.push((name, value));
    }

    pub(crate) fn retries(&mut self, policy: RetryPolicy) {
        self.retries = Some(policy);
    }

    pub(crate) fn without_checks(&mut self) {
        self.skip = Skip::Everything;
    }

    pub(crate) fn field(&mut self, name: String, value: &impl Serialize) {
        match serde_json::value::to_raw_value(value) {
            Ok(value) => self.fields.push((name, value)),
            Err(error) => {
                let mistake = redact::text(&format!("`{name}` is no JSON: {error}"));
                self.mistake = Some(format!("the field {mistake}"));
            }
        }
    }

    /// Puts headers and fields on the request.
    pub(crate) fn apply(&self, request: &mut reqwest::Request) -> Result<(), String> {
        if let Some(mistake) = &self.mistake {
            return Err(mistake.clone());
        }
        for (name, value) in &self.headers {
            request.headers_mut().insert(name, value.clone());
        }
        if let Some(timeout) = self.timeout {
            *request.timeout_mut() = Some(timeout);
        }
        self.apply_query(request.url_mut());
        let Some((name, _)) = self.fields.first() else {
            return Ok(());
        };
        if request.method().is_safe() {
            let (method, name) = (request.method(), redact::text(name));
            return Err(format!(
                "a {method} has no body for the field `{name}`: `query` adds to its query"
            ));
        }
        let body = request
            .body()
            .and_then(reqwest::Body::as_bytes)
            .unwrap_or(b"{}");
        let body = self.with_fields(body)?;
        *request.body_mut() = Some(body.into());
        request.headers_mut().insert(
            reqwest::header::CONTENT_TYPE,
            HeaderValue::from_static("application/json"),
        );
        Ok(())
    }

    /// Adds the pairs to the query, in place of those of the same names.
    fn apply_query(&self, url: &mut url::Url) {
        if self.query.is_empty() {
            return;
        }
        let is_given = |name: &str| self.query.iter().any(|(given, _)| given == name);
        let others = url.query_pairs().into_owned();
        let others: Vec<_> = others.filter(|(name, _)| !is_given(name)).collect();
        let pairs = others.iter().chain(&self.query);
        url.query_pairs_mut().clear().extend_pairs(pairs);
    }

    /// Adds the fields to a JSON object without reading its values: no digit changes.
    pub(crate) fn with_fields(&self, body: &[u8]) -> Result<Vec<u8>, String> {
        // serde's own message may quote a value.
        let unreadable = |_| "the body is no JSON object".to_owned();
        let mut members: Members<'_> = serde_json::from_slice(body).map_err(unreadable)?;
        for (name, value) in &self.fields {
            members.set(name, value);
        }
        serde_json::to_vec(&members).map_err(unreadable)
    }
}

/// Folds `statuses=A&statuses=B` into `statuses=["A","B"]`.
pub(crate) fn lists_as_json(operation: &Operation, request: &mut reqwest::Request) {
    let is_list = |key: &str| {
        operation
            .parameters
            .iter()
            .any(|p| p.json_text && p.field.name == key)
    };
    let mut lists: Vec<(String, Vec<String>)> = Vec::new();
    let mut others = Vec::new();
    for (key, value) in request.url().query_pairs().into_owned() {
        match lists.iter_mut().find(|(list, _)| *list == key) {
            Some((_, values)) => values.push(value),
            None if is_list(&key) => lists.push((key, vec![value])),
            None => others.push((key, value)),
        }
    }
    if lists.is_empty() {
        return;
    }
    let lists = lists.into_iter().map(|(key, values)| {
        // A list of texts always has a JSON form.
        (key, serde_json::to_string(&values).unwrap_or_default())
    });
    let pairs: Vec<_> = others.into_iter().chain(lists).collect();
    request
        .url_mut()
        .query_pairs_mut()
        .clear()
        .extend_pairs(pairs);
}

/// A part of a request, or of a client: what cannot be put together was never sent.
pub(crate) fn built<T>(part: Result<T, impl Into<Unbuildable>>) -> Result<T> {
    part.map_err(|error| Error::unsendable(None, &error.into().0))
}

/// Why something cannot be put together, without a value of the request.
pub(crate) struct Unbuildable(String);

impl From<reqwest::Error> for Unbuildable {
    fn from(error: reqwest::Error) -> Self {
        Self(error.without_url().to_string())
    }
}

impl From<reqwest::header::InvalidHeaderValue> for Unbuildable {
    fn from(_: reqwest::header::InvalidHeaderValue) -> Self {
        Self("a header value holds characters that headers cannot".to_owned())
    }
}

pub(crate) fn unsendable_header(name: &str) -> String {
    format!("the header `{}` cannot be sent", redact::text(name))
}

/// Everything but letters, digits and `-._~`: what a caller puts into a path stays one segment.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Encodes a value for its place in a path.
pub(crate) fn encode_path(value: &str) -> String {
    utf8_percent_encode(value, SEGMENT).to_string()
}

/// A path parameter that is there, that is as documented and that leads to the resource it names.
pub(crate) fn path_value(
    operation: &'static Operation,
    options: &Options,
    name: &'static str,
    value: String,
) -> Result<String> {
    match value.as_str() {
        "" => return Err(missing(operation, name, "is required")),
        // URLs treat these as directions, also when they are encoded.
        "." | ".." => return Err(missing(operation, name, "must not be `.` or `..`")),
        _ => {}
    }
    let violations = check::path(operation, name, &value, &options.skip);
    if !violations.is_empty() {
        return Err(Error::invalid(operation, violations));
    }
    Ok(value)
}

/// A body that has no fields of its own on the builder.
pub(crate) fn body<T>(operation: &'static Operation, body: Option<T>) -> Result<T> {
    body.ok_or_else(|| missing(operation, "body", "is required"))
}

fn missing(operation: &'static Operation, name: &str, rule: &str) -> Error {
    let parameter = operation.parameters.iter().find(|p| p.field.name == name);
    Error::invalid(
        operation,
        vec![Violation {
            field: name.to_owned(),
            rule: rule.to_owned(),
            source: parameter.map_or("the spec", |p| p.field.source.field),
        }],
    )
}

/// The methods that every builder has for what the documents do not know.
macro_rules! customise {
    () => {
        /// Sends a header that the documents do not name, or another value for one they name.
        pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
            self.options.header(name.as_ref(), value.as_ref());
            self
        }

        /// Adds a pair to the query that the documents do not name, or another value for one they name.
        pub fn query(mut self, name: impl Into<String>, value: impl ToString) -> Self {
            self.options.query(name.into(), value.to_string());
            self
        }

        /// Sends a JSON field that the documents do not name, or another value for one they name. A GET has no fields:
        /// there it is an error before anything is sent.
        pub fn field(mut self, name: impl Into<String>, value: impl ::serde::Serialize) -> Self {
            self.options.field(name.into(), &value);
            self
        }

        /// Tries this request again as this says, in place of what the client says.
        pub fn retries(mut self, policy: crate::RetryPolicy) -> Self {
            self.options.retries(policy);
            self
        }

        /// Time for one try of this request, in place of what the client says
        /// ([`ClientBuilder::timeout`](crate::ClientBuilder::timeout)). The client's
        /// [`read_timeout`](crate::ClientBuilder::read_timeout), which is for a while without a single byte, stays as it is:
        /// for a longer time than that raise it too.
        pub fn timeout(mut self, timeout: ::std::time::Duration) -> Self {
            self.options.timeout = Some(timeout);
            self
        }
    };
}
pub(crate) use customise;

/// The methods that every builder has for what the documents know and are wrong about.
macro_rules! skip_checks {
    () => {
        /// Does not check this field (such as `amount` or `items[0].price`), and what is in it, against the documents. So a
        /// value of an enum can be sent that no document lists.
        pub fn without_check(mut self, field: impl Into<String>) -> Self {
            self.options.skip.field(field.into());
            self
        }

        /// Does not check the request against the documents at all: documents age.
        pub fn without_checks(mut self) -> Self {
            self.options.without_checks();
            self
        }
    };
}
pub(crate) use skip_checks;
