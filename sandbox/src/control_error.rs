//! Why a control did nothing.

use std::fmt;

use axum::response::{IntoResponse, Response};

use crate::json::Json;
use crate::reply::Reply;

/// Why a control did nothing, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ControlError {
    status: u16,
    message: String,
}

impl ControlError {
    pub(crate) fn new(status: u16, message: impl Into<String>) -> ControlError {
        ControlError {
            status,
            message: message.into(),
        }
    }

    /// What was asked for makes no sense.
    pub(crate) fn invalid(message: impl Into<String>) -> ControlError {
        ControlError::new(400, message)
    }

    pub(crate) fn not_found(message: impl Into<String>) -> ControlError {
        ControlError::new(404, message)
    }

    /// Not possible as things are now.
    pub(crate) fn conflict(message: impl Into<String>) -> ControlError {
        ControlError::new(409, message)
    }

    /// Whether there is no such resource, action, callback or control.
    pub fn is_not_found(&self) -> bool {
        self.status == 404
    }

    /// Whether it is not possible now, but may be later.
    pub fn is_conflict(&self) -> bool {
        self.status == 409
    }
}

impl fmt::Display for ControlError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message)
    }
}

impl std::error::Error for ControlError {}

impl IntoResponse for ControlError {
    fn into_response(self) -> Response {
        let mut body = Json::object();
        body.set("error", Json::string(&self.message));
        let reply = Reply::json(self.status, body.to_string());
        reply.header("Cache-Control", "no-store").into_response()
    }
}
