//! What a client connects with, and where to: `https` or loopback, no redirects, no proxy for loopback.

use std::sync::Arc;
use std::time::Duration;

use crate::{Error, Result};

const USER_AGENT: &str = concat!("bayar/", env!("CARGO_PKG_VERSION"));
/// A century. A longer one would overflow reqwest's clock, which panics.
const LONGEST_TIMEOUT: Duration = Duration::from_secs(100 * 365 * 24 * 60 * 60);

pub(crate) struct Timeouts {
    pub(crate) total: Duration,
    pub(crate) connect: Duration,
    pub(crate) read: Duration,
}

impl Timeouts {
    pub(crate) fn builder(&self) -> reqwest::ClientBuilder {
        reqwest::Client::builder()
            .timeout(self.total.min(LONGEST_TIMEOUT))
            .connect_timeout(self.connect.min(LONGEST_TIMEOUT))
            .read_timeout(self.read.min(LONGEST_TIMEOUT))
    }
}

/// A URL that requests may go to, without a `/` at its end.
pub(crate) fn base_url(text: &str) -> Result<Arc<str>> {
    let wrong = |problem: &str| Error::configuration(format!("the base URL {problem}"));
    let url = reqwest::Url::parse(text).map_err(|error| wrong(&format!("is no URL: {error}")))?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(wrong(
            "holds a user name or a password; keys go into the builder",
        ));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(wrong("ends with a query or a fragment"));
    }
    match url.scheme() {
        "https" => {}
        "http" if is_loopback(&url) => {}
        "http" => {
            return Err(wrong(
                "is plain http; only loopback may be, anything else is https",
            ));
        }
        _ => return Err(wrong("is neither https nor http")),
    }
    Ok(url.as_str().trim_end_matches('/').into())
}

fn is_loopback(url: &reqwest::Url) -> bool {
    match url.host() {
        Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
        Some(url::Host::Ipv6(ip)) => ip.to_canonical().is_loopback(),
        Some(url::Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

pub(crate) fn build(base_url: &str, builder: reqwest::ClientBuilder) -> Result<reqwest::Client> {
    let builder = match reqwest::Url::parse(base_url) {
        // What stays on the machine goes in the clear: no proxy of the environment may see it.
        Ok(url) if is_loopback(&url) => builder.no_proxy(),
        _ => builder,
    };
    let builder = builder
        .user_agent(USER_AGENT)
        // A redirect would repeat a request, and carry credentials to another place.
        .redirect(reqwest::redirect::Policy::none());
    crate::tls::configure(builder, base_url)?
        .build()
        .map_err(|error| Error::configuration(format!("the HTTP client cannot be built: {error}")))
}
