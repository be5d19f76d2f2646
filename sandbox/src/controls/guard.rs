//! Keeps web pages of others from the controls, and names of others from everything where only this machine is served.
//!
//! A page that somebody visits may send requests to loopback, and a name that its owner rebinds to 127.0.0.1 even
//! reads the answers. Browsers tell both: by `Origin`, and by a `Host` that is a name.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{HOST, ORIGIN};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::control_error::ControlError;
use crate::state::AppState;

pub(crate) async fn guard(request: Request, next: Next) -> Response {
    let host = request.uri().authority().map(ToString::to_string);
    match check(request.headers(), host) {
        Ok(()) => next.run(request).await,
        Err(error) => error.into_response(),
    }
}

/// The pages of a server that only this machine reaches.
pub(crate) async fn pages(
    State(state): State<Arc<AppState>>,
    request: Request,
    next: Next,
) -> Response {
    if state.settings.is_local && is_rebound(request.headers(), request.uri()) {
        return rebound().into_response();
    }
    next.run(request).await
}

/// Names that no public server of names answers.
const PRIVATE: &[&str] = &["internal", "local", "localhost", "test"];

/// Whether a request names a host whose owner may have rebound it to this machine.
pub(crate) fn is_rebound(headers: &HeaderMap, uri: &Uri) -> bool {
    let named = uri.authority().map(Authority::as_str);
    let named = named.or_else(|| Some(headers.get(HOST)?.to_str().unwrap_or("?")));
    named.is_some_and(|host| !is_ours(host) && !is_private(host))
}

/// Whether it is a name without a dot, as containers have, or one of a private network.
fn is_private(host: &str) -> bool {
    let Ok(authority) = host.parse::<Authority>() else {
        return false;
    };
    let name = authority.host().trim_end_matches('.');
    let top = name.rsplit_once('.').map(|(_, top)| top.to_lowercase());
    !host.contains('@') && top.is_none_or(|top| PRIVATE.contains(&top.as_str()))
}

fn rebound() -> ControlError {
    ControlError::new(
        403,
        "the controls answer to `localhost` and to IP addresses, not to other names of a host",
    )
}

fn check(headers: &HeaderMap, host: Option<String>) -> Result<(), ControlError> {
    let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    let host = host.or_else(|| text(HOST).map(str::to_owned));
    let host = host.unwrap_or_default();
    if !is_ours(&host) {
        return Err(rebound());
    }
    match text(ORIGIN) {
        Some(origin) if origin != format!("http://{host}") => Err(ControlError::new(
            403,
            "the controls do not answer to pages of another origin",
        )),
        _ => Ok(()),
    }
}

/// A name can be made to point anywhere, an address cannot.
fn is_ours(host: &str) -> bool {
    let Ok(authority) = host.parse::<Authority>() else {
        return false;
    };
    let name = authority.host();
    let address = name.trim_start_matches('[').trim_end_matches(']');
    !host.contains('@')
        && (name.eq_ignore_ascii_case("localhost") || address.parse::<IpAddr>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_and_localhost_are_ours() {
        for host in [
            "127.0.0.1:4010",
            "localhost:4010",
            "LocalHost",
            "[::1]:1",
            "10.0.0.7",
        ] {
            assert!(is_ours(host), "{host}");
        }
        for host in [
            "a",
            "sandbox:4010",
            "host.docker.internal:4010",
            "pay.Test.",
        ] {
            assert!(!is_ours(host) && is_private(host), "{host}");
        }
        let strange = [
            "",
            "evil.example:4010",
            "127.0.0.1.evil.example",
            "localhost.evil.example",
            "a@127.0.0.1",
            "?",
        ];
        for host in strange {
            assert!(!is_ours(host) && !is_private(host), "{host}");
        }
    }
}
