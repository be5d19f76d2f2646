//! One API: where it is served, and how its paths lead to operations.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::net::IpAddr;

use bayar_contract::Contract;
use bayar_contract::operation::Location;
use bayar_contract::router::{Route, Router};
use bayar_contract::security::SchemeKind;
use bayar_contract::server::Server;
use rustc_hash::FxHashSet;

use crate::contract::vendor::Vendor;

/// The API of a contract.
#[derive(Debug)]
pub(crate) struct Api {
    /// What it is called in findings.
    pub(crate) name: String,
    pub(crate) vendor: Vendor,
    /// Whether `errata.yaml` is about it.
    pub(crate) has_errata: bool,
    /// The names, in lower case, of headers and parameters of the query that hold credentials.
    pub(crate) credentials: FxHashSet<String>,
    /// The index of its first operation.
    pub(crate) first: usize,
    /// In lower case, without a port; `{…}` stands for anything.
    hosts: BTreeSet<String>,
    /// The paths of its servers, without a slash at the end.
    bases: BTreeSet<String>,
    /// The URL of its first server, unless it is relative.
    pub(crate) server: Option<String>,
    /// Below the paths of its servers.
    router: Router,
    /// Without them, where a server has a path: behind another address they are often left out.
    bare: Option<Router>,
}

impl Api {
    pub(crate) fn new(
        contract: &Contract,
        server: Option<&str>,
        vendor: Vendor,
        has_errata: bool,
    ) -> Api {
        let mut hosts = BTreeSet::new();
        let mut bases = BTreeSet::new();
        let router = if let Some(url) = server {
            let (host, base) = split(url);
            hosts.extend(host.map(|host| host_name(host).into_owned()));
            bases.insert(base.trim_end_matches('/').to_owned());
            Router::below(contract, base)
        } else {
            for server in contract.operations.iter().flat_map(|one| &one.servers) {
                hosts.extend(hosts_of(server));
                bases.insert(server.base_path().trim_end_matches('/').to_owned());
            }
            Router::of(contract)
        };
        let has_base = bases.iter().any(|base| !base.is_empty());
        let title = &contract.info.title;
        Api {
            name: vendor.name.clone().unwrap_or_else(|| title.clone()),
            vendor,
            has_errata,
            credentials: credentials(contract),
            first: 0,
            server: server.map(str::to_owned).or_else(|| {
                let urls = contract.servers.iter().map(Server::default_url);
                urls.into_iter().find(|url| url.contains("://"))
            }),
            hosts,
            router,
            bare: has_base.then(|| Router::below(contract, "")),
            bases,
        }
    }

    /// Whether the contract says where it is served.
    pub(crate) fn has_hosts(&self) -> bool {
        !self.hosts.is_empty()
    }

    /// Whether it is served there.
    pub(crate) fn has_host(&self, host: &str) -> bool {
        let is_one = |host: &str| self.hosts.iter().any(|own| is_host(own, host));
        self.hosts.contains(host) || is_one(&host_name(host))
    }

    /// Whether its paths come, as the contract has it, below this path of a host.
    pub(crate) fn is_below(&self, host: &str, path: &str) -> bool {
        let is_prefix = |own: &String| path.strip_prefix('/') == Some(own);
        self.vendor.prefix.as_ref().is_some_and(is_prefix)
            || self.has_host(host) && self.bases.iter().any(|base| is_host(base, path))
    }

    /// Finds the operation of a path, whose index is one of [`crate::contract::Contracts::operations`], and tells whether
    /// the path of the server is missing.
    pub(crate) fn route<'c, 'p>(&'c self, method: &str, path: &'p str) -> (Route<'c, 'p>, bool) {
        let mut route = self.router.route(method, path);
        let mut is_bare = false;
        let bare = self.bare.as_ref().filter(|_| route == Route::Unknown);
        if let Some(router) = bare {
            route = router.route(method, path);
            is_bare = route != Route::Unknown;
        }
        if let Route::Found { operation, .. } | Route::WrongMethod { operation, .. } = &mut route {
            *operation += self.first;
        }
        (route, is_bare)
    }
}

/// The names of headers and parameters that hold credentials.
fn credentials(contract: &Contract) -> FxHashSet<String> {
    let name = |kind: &SchemeKind| match kind {
        SchemeKind::ApiKey {
            name,
            location: Location::Header | Location::Query,
        } => Some(name.to_lowercase()),
        _ => None,
    };
    let schemes = contract.security_schemes.iter();
    schemes.filter_map(|scheme| name(&scheme.kind)).collect()
}

fn hosts_of(server: &Server) -> impl Iterator<Item = String> {
    let urls = server.urls().into_iter().chain([server.url.clone()]);
    urls.filter_map(|url| Some(host_name(split(&url).0?).into_owned()))
}

/// The host, with a port if it has one, and the path of a URL.
fn split(url: &str) -> (Option<&str>, &str) {
    let Some((_, rest)) = url.split_once("://") else {
        return (None, url);
    };
    let end = rest.find('/').unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    (authority.rsplit('@').next(), path)
}

/// In lower case, without a port and the dot of the root.
pub(crate) fn host_name(host: &str) -> Cow<'_, str> {
    let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
    let host = host
        .rsplit_once(':')
        .filter(|(_, port)| is_port(port))
        .map_or(host, |(host, _)| host);
    let host = host.trim_end_matches('.');
    if host.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(host.to_ascii_lowercase())
    } else {
        Cow::Borrowed(host)
    }
}

/// Whether a host, with a port or not, is this machine.
pub(crate) fn is_loopback(host: &str) -> bool {
    let host = host_name(host);
    let ip = host.trim_matches(['[', ']']).parse::<IpAddr>();
    host == "localhost" || ip.is_ok_and(|ip| ip.to_canonical().is_loopback())
}

/// Whether a host is one with variables in braces, none of which is empty.
fn is_host(own: &str, host: &str) -> bool {
    let Some((before, rest)) = own.split_once('{') else {
        return own == host;
    };
    let (Some(inner), Some((_, after))) = (host.strip_prefix(before), rest.split_once('}')) else {
        return false;
    };
    let mut ends = inner.char_indices().skip(1).map(|(end, _)| end);
    ends.any(|end| is_host(after, &inner[end..])) || after.is_empty() && !inner.is_empty()
}

/// A path with `{}` in place of what looks like an id, so that unknown paths add up.
pub(crate) fn generic_path(path: &str) -> String {
    let is_id = |segment: &str| {
        segment.len() >= 6 && segment.bytes().any(|byte| byte.is_ascii_digit())
            || segment.bytes().all(|byte| byte.is_ascii_digit())
    };
    let segments = bayar_contract::router::segments(path);
    let generic: String = segments
        .flat_map(|segment| ["/", if is_id(segment) { "{}" } else { segment }])
        .collect();
    if generic.is_empty() {
        "/".to_owned()
    } else {
        generic
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_paths_add_up() {
        assert_eq!(generic_path("/v3/things/5a1b2c3d/7"), "/v3/things/{}/{}");
        assert_eq!(generic_path(""), "/");
    }

    #[test]
    fn hosts() {
        for (own, host) in [
            ("api.example", "api.example"),
            ("{region}.example", "eu.example"),
            ("api.{a}-{b}.example", "api.x-y.example"),
            ("{all}", "anything.example"),
        ] {
            assert!(is_host(own, &host_name(host)), "{own}");
        }
        for (own, host) in [
            ("api.example", "api.example.org"),
            ("{region}.example", ".example"),
            ("{region}.example", "eu.example.org"),
        ] {
            assert!(!is_host(own, host), "{own}");
        }
        assert_eq!(host_name("API.Example.:8443"), "api.example");
        assert_eq!(split("https://u@h:1/v1/"), (Some("h:1"), "/v1/"));
        assert_eq!(split("/api/v3"), (None, "/api/v3"));
    }
}
