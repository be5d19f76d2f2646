//! TLS with rustls and ring, without touching the process: a library installs no default.

use reqwest::ClientBuilder;

use crate::Result;

#[cfg(feature = "rustls")]
pub(crate) fn configure(builder: ClientBuilder, base_url: &str) -> Result<ClientBuilder> {
    use std::sync::Arc;

    use rustls_platform_verifier::BuilderVerifierExt;

    use crate::Error;

    let unusable =
        |error: rustls::Error| Error::configuration(format!("TLS cannot be set up: {error}"));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(unusable)?;
    let config = if base_url.starts_with("https:") {
        config.with_platform_verifier().map_err(unusable)?
    } else {
        // A sandbox on loopback needs no certificates, and small machines have none.
        config.with_root_certificates(rustls::RootCertStore::empty())
    };
    let config = config.with_no_client_auth();
    Ok(builder.tls_backend_preconfigured(config))
}

#[cfg(not(feature = "rustls"))]
#[allow(clippy::unnecessary_wraps)]
pub(crate) fn configure(builder: ClientBuilder, _: &str) -> Result<ClientBuilder> {
    Ok(builder)
}
