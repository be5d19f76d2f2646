//! TLS with rustls and ring, without touching the process: a library installs no default.

use reqwest::ClientBuilder;

use crate::{Error, Result};

const NO_CERTIFICATE: &str = "a root certificate is none in PEM";

#[cfg(feature = "rustls")]
pub(crate) fn configure(
    builder: ClientBuilder,
    base_url: &str,
    roots: &[Vec<u8>],
) -> Result<ClientBuilder> {
    use std::sync::Arc;

    use rustls_platform_verifier::BuilderVerifierExt;

    let unusable =
        |error: rustls::Error| Error::configuration(format!("TLS cannot be set up: {error}"));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(unusable)?;
    let config = if !roots.is_empty() {
        config
            .dangerous()
            .with_custom_certificate_verifier(verifier(roots, provider)?)
    } else if base_url.starts_with("https:") {
        config.with_platform_verifier().map_err(unusable)?
    } else {
        // A sandbox on loopback needs no certificates, and small machines have none.
        config.with_root_certificates(rustls::RootCertStore::empty())
    };
    let config = config.with_no_client_auth();
    Ok(builder.tls_backend_preconfigured(config))
}

/// The operating system's verifier, with these certificates beside its own.
#[cfg(all(feature = "rustls", not(target_os = "android")))]
fn verifier(
    roots: &[Vec<u8>],
    provider: std::sync::Arc<rustls::crypto::CryptoProvider>,
) -> Result<std::sync::Arc<rustls_platform_verifier::Verifier>> {
    use rustls::pki_types::{CertificateDer, pem::PemObject};

    let mut certificates = Vec::new();
    for pem in roots {
        let before = certificates.len();
        for certificate in CertificateDer::pem_slice_iter(pem) {
            certificates.push(certificate.map_err(|_| Error::configuration(NO_CERTIFICATE))?);
        }
        if certificates.len() == before {
            return Err(Error::configuration(NO_CERTIFICATE));
        }
    }
    rustls_platform_verifier::Verifier::new_with_extra_roots(certificates, provider)
        .map(std::sync::Arc::new)
        .map_err(|_| Error::configuration(NO_CERTIFICATE))
}

#[cfg(all(feature = "rustls", target_os = "android"))]
fn verifier(
    _: &[Vec<u8>],
    _: std::sync::Arc<rustls::crypto::CryptoProvider>,
) -> Result<std::sync::Arc<rustls_platform_verifier::Verifier>> {
    Err(Error::configuration(
        "Android takes root certificates from its own settings only",
    ))
}

#[cfg(not(feature = "rustls"))]
pub(crate) fn configure(
    builder: ClientBuilder,
    _: &str,
    roots: &[Vec<u8>],
) -> Result<ClientBuilder> {
    roots.iter().try_fold(builder, |builder, pem| {
        let certificate = reqwest::Certificate::from_pem(pem);
        let certificate = certificate.map_err(|_| Error::configuration(NO_CERTIFICATE))?;
        Ok(builder.tls_certs_merge([certificate]))
    })
}
