//! Connections to the API, or to what stands for it: HTTP/1.1, plain or with TLS. No redirect, no proxy.

use std::net::{IpAddr, SocketAddr, UdpSocket};
use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use hyper::Uri;
use hyper::http::uri::Authority;
use rustls_platform_verifier::BuilderVerifierExt;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::ClientConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::ServerName;

use crate::contract::is_loopback;

/// A base URL to which connections can be made.
#[derive(Clone)]
pub(crate) struct Upstream {
    /// As it was given, without a slash at its end.
    pub(crate) url: String,
    /// For `Host`.
    pub(crate) authority: String,
    /// What comes before every path.
    pub(crate) prefix: String,
    host: String,
    port: u16,
    tls: Option<(TlsConnector, ServerName<'static>)>,
}

/// A connection, plain or with TLS.
pub(crate) trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

impl Upstream {
    pub(crate) fn new(url: &str) -> Result<Upstream> {
        let url = url.trim_end_matches('/');
        let (uri, authority, port) = read(url).context("the upstream")?;
        let mut host = authority.host().trim_matches(['[', ']']);
        if is_loopback(host) {
            // With the dot of the root a name server would be asked.
            host = host.trim_end_matches('.');
        }
        let is_secure = uri.scheme_str() == Some("https");
        Ok(Upstream {
            url: url.to_owned(),
            authority: authority.as_str().to_owned(),
            prefix: uri.path().trim_end_matches('/').to_owned(),
            port: port.unwrap_or(if is_secure { 443 } else { 80 }),
            tls: is_secure.then(|| tls(host)).transpose()?,
            host: host.to_owned(),
        })
    }

    pub(crate) fn is_secure(&self) -> bool {
        self.tls.is_some()
    }

    pub(crate) fn is_loopback(&self) -> bool {
        is_loopback(&self.authority)
    }

    /// The URL without its path.
    pub(crate) fn origin(&self) -> &str {
        self.url.strip_suffix(&self.prefix).unwrap_or(&self.url)
    }

    /// Whether who listens at this address would be called.
    pub(crate) async fn leads_to(&self, address: SocketAddr) -> bool {
        if self.port != address.port() {
            return false;
        }
        let is_it = |ip: IpAddr| match address.ip() {
            own if own.is_unspecified() => {
                // Here is where a socket can be bound.
                (own.is_ipv6() || ip.is_ipv4()) && UdpSocket::bind((ip, 0)).is_ok()
            }
            own => ip == own || ip.is_unspecified() && own.is_loopback(),
        };
        let found = tokio::net::lookup_host((self.host.as_str(), self.port)).await;
        found.is_ok_and(|mut found| found.any(|one| is_it(one.ip().to_canonical())))
    }

    pub(crate) async fn connect(&self) -> std::io::Result<Box<dyn Stream>> {
        let tcp = TcpStream::connect((self.host.as_str(), self.port)).await?;
        tcp.set_nodelay(true)?;
        Ok(match &self.tls {
            Some((connector, name)) => Box::new(connector.connect(name.clone(), tcp).await?),
            None => Box::new(tcp),
        })
    }
}

/// The base URL of an API, as it was given.
///
/// # Errors
/// If it is none.
pub fn base_url(text: &str) -> Result<String> {
    read(text)?;
    Ok(text.to_owned())
}

fn read(url: &str) -> Result<(Uri, Authority, Option<u16>)> {
    let uri: Uri = url.parse().context("it is no URL")?;
    let authority = uri.authority().context("it has no host")?.clone();
    ensure!(
        !authority.as_str().contains('@'),
        "it holds a user name or password"
    );
    ensure!(uri.query().is_none(), "it ends with a query");
    ensure!(
        matches!(uri.scheme_str(), Some("https" | "http")),
        "it is neither https nor http"
    );
    let port = authority.as_str().strip_prefix(authority.host());
    let port = match port.unwrap_or_default().strip_prefix(':') {
        None => None,
        Some(port) => Some(port.parse().context("its port is none")?),
    };
    ensure!(port != Some(0), "its port is 0");
    Ok((uri, authority, port))
}

/// TLS with rustls and ring, certificates by the operating system's verifier.
fn tls(host: &str) -> Result<(TlsConnector, ServerName<'static>)> {
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_platform_verifier()?
        .with_no_client_auth();
    let name = ServerName::try_from(host.to_owned()).context("the host of the upstream")?;
    Ok((TlsConnector::from(Arc::new(config)), name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls() {
        let upstream = Upstream::new("http://127.0.0.1:4010/finpay/").unwrap();
        assert_eq!(upstream.authority, "127.0.0.1:4010");
        assert_eq!(upstream.prefix, "/finpay");
        assert!(upstream.is_loopback() && !upstream.is_secure());
        let is_loopback = |host: &str| {
            let upstream = Upstream::new(&format!("http://{host}:1"));
            upstream.unwrap().is_loopback()
        };
        for host in [
            "[::1]",
            "LocalHost",
            "localhost.",
            "127.0.0.9",
            "[::ffff:127.0.0.1]",
        ] {
            assert!(is_loopback(host), "{host}");
        }
        for host in ["127.0.0.1.example", "localhost.example", "[::2]"] {
            assert!(!is_loopback(host), "{host}");
        }
        for wrong in [
            "",
            "127.0.0.1",
            "ftp://a",
            "http://u:p@a",
            "http://a/?b=c",
            "http://",
            "http://a:99999",
            "http://a:1x",
            "http://a:",
            "http://a:0",
        ] {
            assert!(Upstream::new(wrong).is_err(), "{wrong}");
        }
    }
}
