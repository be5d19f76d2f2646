//! What the controls are given: bodies and queries.

use std::time::Duration;

use axum::body::to_bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;

use crate::control_error::ControlError;
use crate::json::Json;

/// Snapshots may be large.
const LARGEST_INPUT: usize = 1024 * 1024 * 1024;

const LONGEST_INPUT: Duration = Duration::from_secs(10 * 60);

/// A page of a list, unless `limit` says otherwise, and at most.
const PAGE: usize = 50;
const LARGEST_PAGE: usize = 1000;

/// The JSON object of a body; without a body, an empty one.
pub(super) struct Input(pub(super) Json);

impl<S: Sync> FromRequest<S> for Input {
    type Rejection = ControlError;

    async fn from_request(request: Request, _: &S) -> Result<Input, ControlError> {
        let text = body_text(request).await?;
        if text.trim().is_empty() {
            return Ok(Input(Json::object()));
        }
        match Json::parse(&text) {
            Ok(json @ Json::Object(_)) => Ok(Input(json)),
            Ok(_) => Err(ControlError::invalid("the body is not a JSON object")),
            Err(error) => Err(ControlError::invalid(format!(
                "the body is not JSON: {error}"
            ))),
        }
    }
}

pub(super) async fn body_text(request: Request) -> Result<String, ControlError> {
    let body = to_bytes(request.into_body(), LARGEST_INPUT);
    let body = tokio::time::timeout(LONGEST_INPUT, body).await;
    let body = body.map_err(|_| ControlError::new(408, "the body did not come in time"))?;
    let body =
        body.map_err(|_| ControlError::new(413, "the body is too large, or was cut short"))?;
    String::from_utf8(body.to_vec())
        .map_err(|_| ControlError::invalid("the body is not UTF-8 text"))
}

impl Input {
    /// Refuses what is not known: it may be misspelled.
    pub(super) fn only(&self, known: &[&str]) -> Result<(), ControlError> {
        let Json::Object(fields) = &self.0 else {
            return Ok(());
        };
        let names = fields.iter().map(|(name, _)| name.as_str());
        only(names, known, "field")
    }

    pub(super) fn text(&self, name: &str) -> Result<String, ControlError> {
        self.0
            .text(name)
            .ok_or_else(|| ControlError::invalid(format!("`{name}` is missing, or no text")))
    }
}

fn only<'a>(
    mut names: impl Iterator<Item = &'a str>,
    known: &[&str],
    what: &str,
) -> Result<(), ControlError> {
    match names.find(|name| !known.contains(name)) {
        Some(name) => Err(ControlError::invalid(format!(
            "there is no {what} `{name}`, but {}",
            known.join(", ")
        ))),
        None => Ok(()),
    }
}

/// The pairs of a query.
pub(super) struct Query(Vec<(String, String)>);

impl<S: Sync> FromRequestParts<S> for Query {
    type Rejection = ControlError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Query, ControlError> {
        let query = parts.uri.query().unwrap_or_default();
        Ok(Query(
            form_urlencoded::parse(query.as_bytes())
                .into_owned()
                .collect(),
        ))
    }
}

impl Query {
    pub(super) fn only(&self, known: &[&str]) -> Result<(), ControlError> {
        only(
            self.0.iter().map(|(name, _)| name.as_str()),
            known,
            "parameter",
        )
    }

    pub(super) fn text(&self, name: &str) -> Option<String> {
        let (_, value) = self.0.iter().find(|(key, _)| key == name)?;
        Some(value.clone()).filter(|value| !value.is_empty())
    }

    pub(super) fn number(&self, name: &str) -> Result<Option<u64>, ControlError> {
        let Some(text) = self.text(name) else {
            return Ok(None);
        };
        let number = text.parse();
        number
            .map(Some)
            .map_err(|_| ControlError::invalid(format!("`{name}` takes a whole number")))
    }

    /// Before which number a list begins, and how long it is.
    pub(super) fn page(&self) -> Result<(u64, usize), ControlError> {
        let most = self.number("limit")?.map_or(PAGE, |limit| {
            usize::try_from(limit)
                .unwrap_or(usize::MAX)
                .clamp(1, LARGEST_PAGE)
        });
        Ok((self.number("before")?.unwrap_or(u64::MAX), most))
    }
}
