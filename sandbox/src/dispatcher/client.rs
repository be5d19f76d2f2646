//! The HTTP client of the callbacks. It goes to the URL that was configured and nowhere else: no redirect, no proxy.

use std::error::Error;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use reqwest::header::CONTENT_TYPE;
use reqwest::redirect::Policy;
use reqwest::{Client, Url};
use rustls_platform_verifier::BuilderVerifierExt;

use crate::api::TOKEN_HEADER;

/// No document says how long the vendor waits.
const PATIENCE: Duration = Duration::from_secs(10);

/// One callback to be sent.
#[derive(Clone, Debug)]
pub(crate) struct Outgoing {
    pub(crate) url: String,
    pub(crate) body: String,
    /// For the header, if the callback has it.
    pub(crate) token: Option<String>,
}

/// One client without certificates, and one with those of the system, made when it is first needed.
#[derive(Debug, Default)]
pub(crate) struct Clients {
    plain: OnceLock<Result<Client, String>>,
    secure: OnceLock<Result<Client, String>>,
}

impl Clients {
    /// The status of the answer, or in words why there is none.
    pub(crate) async fn post(&self, outgoing: &Outgoing) -> Result<u16, String> {
        let url = Url::parse(&outgoing.url).map_err(|error| format!("the URL: {error}"))?;
        let client = match url.scheme() {
            "http" => self.plain.get_or_init(|| client(false)),
            "https" => self.secure.get_or_init(|| client(true)),
            other => return Err(format!("{other} is neither http nor https")),
        };
        let mut request = client
            .clone()?
            .post(url)
            .header(CONTENT_TYPE, "application/json")
            .body(outgoing.body.clone());
        if let Some(token) = &outgoing.token {
            request = request.header(TOKEN_HEADER, token);
        }
        let response = request.send().await.map_err(|error| words(&error))?;
        Ok(response.status().as_u16())
    }
}

fn client(has_certificates: bool) -> Result<Client, String> {
    let unusable = |error: rustls::Error| format!("TLS cannot be set up: {error}");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(unusable)?;
    let config = if has_certificates {
        config.with_platform_verifier().map_err(unusable)?
    } else {
        config.with_root_certificates(rustls::RootCertStore::empty())
    };
    Client::builder()
        .tls_backend_preconfigured(config.with_no_client_auth())
        .redirect(Policy::none())
        .no_proxy()
        // A merchant's server that was restarted must not cost a try.
        .pool_max_idle_per_host(0)
        .user_agent(concat!("bayar-sandbox/", env!("CARGO_PKG_VERSION")))
        .timeout(PATIENCE)
        .build()
        .map_err(|error| words(&error))
}

/// Without the URL, which may hold a secret of the merchant's.
fn words(error: &reqwest::Error) -> String {
    if error.is_timeout() {
        return format!("no answer within {} seconds", PATIENCE.as_secs());
    }
    let reason = innermost(error).map_or("the request cannot be sent".to_owned(), |source| {
        source.to_string()
    });
    if error.is_connect() {
        return format!("no connection: {reason}");
    }
    reason
}

fn innermost(error: &dyn Error) -> Option<&dyn Error> {
    let source = error.source()?;
    Some(innermost(source).unwrap_or(source))
}
