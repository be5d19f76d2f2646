//! Answers that a test prescribes.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::Response;

/// An answer to be given in place of the sandbox's own; see [`Sandbox::enqueue`](crate::Sandbox::enqueue).
///
/// It goes out as it is: no header is added but what HTTP itself needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    /// An answer with this status, without headers and body. A status outside 100 to 999 is answered as 500.
    pub fn new(status: u16) -> Reply {
        Reply {
            status,
            headers: Vec::new(),
            body: Vec::new(),
        }
    }

    /// An answer with a JSON body and its content type. The text is not checked.
    pub fn json(status: u16, body: impl Into<String>) -> Reply {
        Reply::new(status)
            .header("Content-Type", "application/json")
            .body(body.into())
    }

    /// Adds a header. One that HTTP does not allow is left out.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Reply {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Sets the body.
    #[must_use]
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Reply {
        self.body = body.into();
        self
    }

    /// The status as it goes out.
    pub(crate) fn status(&self) -> u16 {
        StatusCode::from_u16(self.status).map_or(500, |status| status.as_u16())
    }

    /// Sets the content type in place of the one that it has.
    pub(crate) fn content_type(mut self, value: &str) -> Reply {
        (self.headers).retain(|(name, _)| !name.eq_ignore_ascii_case("Content-Type"));
        self.header("Content-Type", value)
    }

    /// As it goes out.
    pub(crate) fn into_response(self) -> Response {
        let status = self.status();
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() = StatusCode::from_u16(status).unwrap_or_default();
        *response.headers_mut() = headers(&self.headers);
        response
    }
}

fn headers(pairs: &[(String, String)]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in pairs {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            headers.append(name, value);
        }
    }
    headers
}
