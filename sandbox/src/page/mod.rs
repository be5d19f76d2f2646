//! The web page for people: files without a framework, which use the controls like everybody else.

pub(crate) mod linked;

use axum::body::Body;
use axum::extract::Path;
use axum::http::HeaderValue;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::response::Response;

use crate::control_error::ControlError;

const HTML: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
const DIGITS_SCRIPT: &str = include_str!("digits.js");
const SCRIPT: &str = include_str!("page.js");
const LINKED_SCRIPT: &str = include_str!("linked.js");

/// Nothing from elsewhere, and nothing inline: what clients send is shown here.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

pub(crate) async fn page() -> Response {
    serve("text/html; charset=utf-8", HTML)
}

pub(crate) async fn file(Path(file): Path<String>) -> Result<Response, ControlError> {
    match file.as_str() {
        "page.css" => Ok(serve("text/css; charset=utf-8", STYLE)),
        "digits.js" => Ok(serve("text/javascript; charset=utf-8", DIGITS_SCRIPT)),
        "page.js" => Ok(serve("text/javascript; charset=utf-8", SCRIPT)),
        "linked.js" => Ok(serve("text/javascript; charset=utf-8", LINKED_SCRIPT)),
        _ => Err(ControlError::not_found("the page has no such file")),
    }
}

fn serve(content_type: &'static str, text: impl Into<Body>) -> Response {
    let mut response = Response::new(text.into());
    let fields = [
        (CONTENT_TYPE, content_type),
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, "no-referrer"),
        (CACHE_CONTROL, "no-store"),
    ];
    for (name, value) in fields {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    response
}
