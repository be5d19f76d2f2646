//! Headers that every client, server and network between them adds: no contract names them.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::exchange::Header;

const STANDARD: &[&str] = &[
    "accept",
    "accept-charset",
    "accept-encoding",
    "accept-language",
    "accept-ranges",
    "access-control-request-headers",
    "access-control-request-method",
    "age",
    "allow",
    "alt-svc",
    "authorization",
    "baggage",
    "cache-control",
    "cf-cache-status",
    "cf-ray",
    "connection",
    "content-disposition",
    "content-encoding",
    "content-language",
    "content-length",
    "content-location",
    "content-security-policy",
    "content-type",
    "cookie",
    "cross-origin-embedder-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "date",
    "dnt",
    "etag",
    "expect",
    "expect-ct",
    "expires",
    "forwarded",
    "from",
    "host",
    "if-match",
    "if-modified-since",
    "if-none-match",
    "if-unmodified-since",
    "keep-alive",
    "last-modified",
    "link",
    "location",
    "nel",
    "origin",
    "permissions-policy",
    "pragma",
    "priority",
    "proxy-authorization",
    "proxy-connection",
    "range",
    "referer",
    "referrer-policy",
    "report-to",
    "reporting-endpoints",
    "retry-after",
    "server",
    "server-timing",
    "set-cookie",
    "strict-transport-security",
    "te",
    "traceparent",
    "tracestate",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "upgrade-insecure-requests",
    "user-agent",
    "vary",
    "via",
    "warning",
    "www-authenticate",
    "x-content-type-options",
    "x-dns-prefetch-control",
    "x-download-options",
    "x-frame-options",
    "x-permitted-cross-domain-policies",
    "x-powered-by",
    "x-real-ip",
    "x-requested-with",
    "x-xss-protection",
];

const PREFIXES: &[&str] = &[
    ":",
    "access-control-",
    "sec-",
    "x-amz-cf-",
    "x-envoy-",
    "x-forwarded-",
];

static NAMES: LazyLock<FxHashSet<&str>> = LazyLock::new(|| STANDARD.iter().copied().collect());

/// Whether a header, in lower case, is one of these.
pub(crate) fn is_standard(name: &str) -> bool {
    NAMES.contains(name) || PREFIXES.iter().any(|prefix| name.starts_with(prefix))
}

/// Calls a function with the name of a header in lower case.
pub(crate) fn with_lower_case<T>(header: &Header<'_>, call: impl FnOnce(&str) -> T) -> T {
    if !header.name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return call(&header.name);
    }
    let mut short = [0_u8; 64];
    let bytes = header.name.as_bytes();
    if let Some(space) = short.get_mut(..bytes.len()) {
        space.copy_from_slice(bytes);
        space.make_ascii_lowercase();
        if let Ok(name) = std::str::from_utf8(space) {
            return call(name);
        }
    }
    call(&header.name.to_ascii_lowercase())
}
