//! What a client connects with, and where to: `https` or loopback, no redirects, no proxy for loopback.

use std::time::Duration;

use crate::{Environment, Error, Result};

const USER_AGENT: &str = concat!("bayar/", env!("CARGO_PKG_VERSION"));
/// A century. A longer one would overflow reqwest's clock, which panics.
const LONGEST_TIMEOUT: Duration = Duration::from_secs(100 * 365 * 24 * 60 * 60);

/// What a client of ours connects with.
pub(crate) struct Connection {
    pub(crate) timeout: Duration,
    pub(crate) connect_timeout: Duration,
    pub(crate) read_timeout: Duration,
    pub(crate) proxies: Vec<reqwest::Proxy>,
    /// In PEM.
    pub(crate) root_certificates: Vec<Vec<u8>>,
    pub(crate) change: Option<Change>,
}

type Change = Box<dyn Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync>;

impl Default for Connection {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(60),
            connect_timeout: Duration::from_secs(10),
            read_timeout: Duration::from_secs(30),
            proxies: Vec::new(),
            root_certificates: Vec::new(),
            change: None,
        }
    }
}

impl Connection {
    /// The client for a base URL; what is last is not for callers to change.
    pub(crate) fn client(
        &self,
        base_url: &str,
        last: impl FnOnce(reqwest::ClientBuilder) -> reqwest::ClientBuilder,
    ) -> Result<reqwest::Client> {
        let mut builder = prepared(base_url, &self.root_certificates)?
            .timeout(self.timeout.min(LONGEST_TIMEOUT))
            .connect_timeout(self.connect_timeout.min(LONGEST_TIMEOUT))
            .read_timeout(self.read_timeout.min(LONGEST_TIMEOUT));
        for proxy in &self.proxies {
            builder = builder.proxy(proxy.clone());
        }
        if let Some(change) = &self.change {
            builder = change(builder);
        }
        let built = last(without_redirects(builder)).build();
        built.map_err(|error| {
            Error::configuration(format!("the HTTP client cannot be built: {error}"))
        })
    }
}

/// A redirect would repeat a request, and carry credentials to another place.
fn without_redirects(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    builder.redirect(reqwest::redirect::Policy::none())
}

fn prepared(base_url: &str, root_certificates: &[Vec<u8>]) -> Result<reqwest::ClientBuilder> {
    let builder = without_redirects(reqwest::Client::builder()).user_agent(USER_AGENT);
    let builder = match reqwest::Url::parse(base_url) {
        // What stays on the machine goes in the clear: no proxy of the environment may see it.
        Ok(url) if is_loopback(&url) => builder.no_proxy(),
        _ => builder,
    };
    crate::tls::configure(builder, base_url, root_certificates)
}

/// A `reqwest` builder as the clients of this crate have it: TLS is set up for whatever features this crate is built with,
/// no redirect is followed, and the `User-Agent` names this crate. For
/// [`ClientBuilder::http_client`](crate::ClientBuilder::http_client), and for requests of your own elsewhere.
///
/// ```
/// # fn example(key: &str) -> Result<(), Box<dyn std::error::Error>> {
/// let http = bayar::http_client_builder()?.https_only(true).build()?;
/// let client = bayar::xendit::Client::builder(key).http_client(http).build()?;
/// # Ok(())
/// # }
/// # example("xnd_development_1").unwrap();
/// ```
///
/// # Errors
/// [`Error::is_configuration`] if TLS cannot be set up, such as on a machine without certificates.
pub fn http_client_builder() -> Result<reqwest::ClientBuilder> {
    prepared("https://", &[])
}

/// A URL that requests may go to, without a `/` at its end. Plain `http` goes to loopback and, with a development key, to
/// these hosts.
pub(crate) fn base_url(
    text: &str,
    plain_hosts: &[String],
    environment: Option<Environment>,
) -> Result<reqwest::Url> {
    let wrong = |problem: &str| Error::configuration(format!("the base URL {problem}"));
    let mut url =
        reqwest::Url::parse(text).map_err(|error| wrong(&format!("is no URL: {error}")))?;
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
            let host = url.host_str().unwrap_or_default();
            let is_named = plain_hosts.iter().any(|own| own.eq_ignore_ascii_case(host));
            if !is_named {
                return Err(wrong(
                    "is plain http; only loopback may be, and with a development key what `allow_http` names",
                ));
            }
            if environment != Some(Environment::Development) {
                return Err(wrong(
                    "is plain http, and the key is no development key: it would go over the network for all to read",
                ));
            }
        }
        _ => return Err(wrong("is neither https nor http")),
    }
    let path = url.path().trim_end_matches('/').to_owned();
    url.set_path(&path);
    Ok(url)
}

fn is_loopback(url: &reqwest::Url) -> bool {
    match url.host() {
        Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
        Some(url::Host::Ipv6(ip)) => ip.to_canonical().is_loopback(),
        Some(url::Host::Domain(name)) => name == "localhost",
        None => false,
    }
}
