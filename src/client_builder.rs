//! The settings of a client, and how they make one.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use secrecy::{ExposeSecret, SecretString};

use crate::check::Checks;
use crate::credentials::Credentials;
use crate::http_client::{self, Connection};
use crate::observe::{CallReport, Hooks};
use crate::observer::{Observer, Observers};
use crate::request::{ArrayFilters, FOR_USER_ID, unsendable_header};
use crate::retry::RetryPolicy;
use crate::settle::clock;
use crate::transport::{Settings, Transport};
use crate::{Error, Result, redact};

/// A client that a [`ClientBuilder`] can build.
pub trait BuildableClient: sealed::Sealed {}

pub(crate) mod sealed {
    use super::Transport;

    pub trait Sealed: Sized {
        #[doc(hidden)]
        #[allow(private_interfaces)]
        fn from_transport(transport: Transport) -> Self;
    }
}

/// Settings of a client. Every client of this crate is built by one of these.
///
/// Mistakes, such as a key of the wrong kind, are told by [`build`](Self::build).
#[must_use = "nothing is built before `build`"]
pub struct ClientBuilder<C> {
    credentials: Result<Credentials, String>,
    base_url: String,
    plain_hosts: Vec<String>,
    http: Option<reqwest::Client>,
    connection: Connection,
    headers: Result<HeaderMap, String>,
    array_filters: ArrayFilters,
    max_response_bytes: usize,
    checks: Checks,
    retries: RetryPolicy,
    hooks: Hooks,
    observers: Observers,
    client: PhantomData<fn() -> C>,
}

impl<C> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("base_url", &redact::url(&self.base_url))
            .finish_non_exhaustive()
    }
}

impl<C: BuildableClient> ClientBuilder<C> {
    pub(crate) fn new(base_url: &str, credentials: Result<Credentials, String>) -> Self {
        Self {
            credentials,
            base_url: base_url.to_owned(),
            plain_hosts: Vec::new(),
            http: None,
            connection: Connection::default(),
            headers: Ok(HeaderMap::new()),
            array_filters: ArrayFilters::default(),
            max_response_bytes: 16 * 1024 * 1024,
            checks: Checks::default(),
            retries: RetryPolicy::default(),
            hooks: Hooks::default(),
            observers: Observers::default(),
            client: PhantomData,
        }
    }

    /// Sends requests somewhere else, such as to a sandbox. `https` only, except on loopback and
    /// to what [`allow_http`](Self::allow_http) names.
    ///
    /// The proxies of the environment (`HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`) are used, but for loopback: what is sent
    /// there does not leave the machine.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = url.into();
        self
    }

    /// Lets the base URL be plain `http` if its host is this one, such as the sandbox of a compose file
    /// (`.base_url("http://sandbox:4010").allow_http("sandbox")`). Only with a development key: keys and card data go over
    /// that network for all to read.
    pub fn allow_http(mut self, host: impl Into<String>) -> Self {
        self.plain_hosts.push(host.into());
        self
    }

    /// Time for one try of a call, by default 60 seconds. Has no effect on a client given to
    /// [`http_client`](Self::http_client). How long a call with all its tries may take is set by
    /// [`RetryPolicy::max_total`].
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.connection.timeout = timeout;
        self
    }

    /// Time to connect, by default 10 seconds. Has no effect on a client given to
    /// [`http_client`](Self::http_client).
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connection.connect_timeout = timeout;
        self
    }

    /// Time without a single byte of the answer, by default 30 seconds. Has no effect on a client given
    /// to [`http_client`](Self::http_client).
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.connection.read_timeout = timeout;
        self
    }

    /// Sends requests through this proxy, also those to loopback, in place of the proxies of the environment. Called
    /// again, it adds another one. Has no effect on a client given to [`http_client`](Self::http_client).
    ///
    /// ```
    /// # fn example(key: &str) -> Result<(), Box<dyn std::error::Error>> {
    /// use bayar::{reqwest::Proxy, xendit::Client};
    ///
    /// let proxy = Proxy::https("https://proxy.example.com:8443")?;
    /// let client = Client::builder(key).proxy(proxy).build()?;
    /// # Ok(())
    /// # }
    /// # example("xnd_development_1").unwrap();
    /// ```
    pub fn proxy(mut self, proxy: reqwest::Proxy) -> Self {
        self.connection.proxies.push(proxy);
        self
    }

    /// Trusts these certificates too, in PEM: of a proxy that looks into TLS, or of a gateway of your own. Has no effect on
    /// a client given to [`http_client`](Self::http_client).
    pub fn root_certificates(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.connection.root_certificates.push(pem.into());
        self
    }

    /// Changes the settings of the HTTP client: it is given the prepared `reqwest` builder, which has time-outs, TLS,
    /// proxies and `User-Agent`. Whatever it sets, no redirect is followed, and requests that send money out have a
    /// connection of their own each. Has no effect on a client given to [`http_client`](Self::http_client).
    ///
    /// ```
    /// # fn example(key: &str) -> bayar::Result<()> {
    /// use std::time::Duration;
    ///
    /// let client = bayar::xendit::Client::builder(key)
    ///     .configure_http(|http| {
    ///         http.pool_idle_timeout(Duration::from_secs(30))
    ///             .tcp_keepalive(Duration::from_secs(15))
    ///     })
    ///     .build()?;
    /// # Ok(())
    /// # }
    /// # example("xnd_development_1").unwrap();
    /// ```
    pub fn configure_http(
        mut self,
        change: impl Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync + 'static,
    ) -> Self {
        self.connection.change = Some(Box::new(change));
        self
    }

    /// Uses your own `reqwest` client. Begin with [`http_client_builder`](crate::http_client_builder), which has TLS set up:
    /// what `reqwest` itself builds panics with the default features of this crate, because no provider of cryptography
    /// is installed.
    ///
    /// Let it follow no redirects: they would repeat a request. For a base URL on loopback let it have `no_proxy()`.
    /// Without this, requests that send money out have a connection of their own each, so that no answer is taken for
    /// that of another request; with it, that is up to your client (`pool_max_idle_per_host(0)`). If
    /// [`configure_http`](Self::configure_http) is enough, take that.
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        self.http = Some(client);
        self
    }

    /// Acts for this sub-account (`for-user-id`), unless a request names another.
    pub fn for_user_id(mut self, id: impl AsRef<str>) -> Self {
        if id.as_ref().is_empty() {
            self.headers = Err("the id of the sub-account (for-user-id) is empty".to_owned());
        }
        self.header(FOR_USER_ID, id)
    }

    /// Sends this header with every request that does not set it itself.
    pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        let name = name.as_ref();
        let parsed = (
            HeaderName::try_from(name),
            HeaderValue::try_from(value.as_ref()),
        );
        match (&mut self.headers, parsed) {
            (Ok(headers), (Ok(name), Ok(mut value))) => {
                value.set_sensitive(true);
                headers.insert(name, value);
            }
            (Ok(_), _) => self.headers = Err(unsendable_header(name)),
            (Err(_), _) => {}
        }
        self
    }

    /// How filters that take a list are written in a query.
    pub fn array_filters(mut self, form: ArrayFilters) -> Self {
        self.array_filters = form;
        self
    }

    /// Refuses answers larger than this, by default 16 MiB.
    pub fn max_response_bytes(mut self, limit: usize) -> Self {
        self.max_response_bytes = limit;
        self
    }

    /// What requests are checked against before they are sent, by default all that the documents say. A single request
    /// skips checks by `without_check` and `without_checks`.
    pub fn checks(mut self, checks: Checks) -> Self {
        self.checks = checks;
        self
    }

    /// What is tried again by itself, and how often. [`RetryPolicy::none`] tries nothing again.
    pub fn retries(mut self, policy: RetryPolicy) -> Self {
        self.retries = policy;
        self
    }

    /// Tells this function of every call that was sent, when it has ended: for metrics. It should not block. Called
    /// again, it adds another one; they are told in this order.
    pub fn on_call(mut self, hook: impl Fn(&CallReport) + Send + Sync + 'static) -> Self {
        self.hooks.add(hook);
        self
    }

    /// Tells this observer of every exchange, with headers and bodies: for a recorder of your own, or `bayar::drift`.
    /// Called again, it adds another one.
    pub fn observe(mut self, observer: impl Observer + 'static) -> Self {
        self.observers.add(observer);
        self
    }

    /// Builds the client.
    ///
    /// # Errors
    /// [`Error::is_configuration`] if a key, the base URL or a header has the wrong form. The
    /// message says which, and never shows a key.
    pub fn build(self) -> Result<C> {
        clock::start();
        let credentials = self.credentials.map_err(Error::configuration)?;
        let headers = self.headers.map_err(Error::configuration)?;
        let base_url =
            http_client::base_url(&self.base_url, &self.plain_hosts, credentials.environment)?;
        let (client, fresh) = if let Some(client) = self.http {
            (client.clone(), client)
        } else {
            // What is left over on a used connection could be taken for the answer to a payment.
            let fresh = |http: reqwest::ClientBuilder| http.pool_max_idle_per_host(0);
            (
                self.connection.client(base_url.as_str(), |http| http)?,
                self.connection.client(base_url.as_str(), fresh)?,
            )
        };
        Ok(C::from_transport(Transport {
            client,
            fresh,
            base_url,
            environment: credentials.environment,
            settings: Arc::new(Settings {
                authorization: basic(&credentials),
                headers,
                array_filters: self.array_filters,
                max_response_bytes: self.max_response_bytes,
                checks: self.checks,
                retries: self.retries,
                timeout: self.connection.timeout,
                hooks: self.hooks,
                observers: self.observers,
            }),
            rate_limiter: None,
        }))
    }
}

fn basic(credentials: &Credentials) -> HeaderValue {
    let Credentials { user, password, .. } = credentials;
    let pair = SecretString::from(format!(
        "{}:{}",
        user.expose_secret(),
        password.expose_secret()
    ));
    let encoded = SecretString::from(STANDARD.encode(pair.expose_secret()));
    let value = Bytes::from(format!("Basic {}", encoded.expose_secret()));
    // Base64 is always a valid header value.
    let mut value = HeaderValue::from_maybe_shared(value).unwrap_or(HeaderValue::from_static(""));
    value.set_sensitive(true);
    value
}
