//! Exchanges against the contract, one after the other.

mod across;
mod callback;
mod context;
mod findings;
mod formats;
mod headers;
mod history;
mod object;
mod request;
mod response;
mod scope;
mod summary;
mod value;
mod words;

use std::borrow::Cow;
use std::net::Ipv6Addr;
use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use bayar_contract::router::{Route, is_untidy, segments};

use crate::check::findings::{Findings, Occurrence, Place};
use crate::check::history::StatusHistory;
use crate::check::scope::{Scope, cut};
use crate::check::words::UNTIDY;
use crate::check::words::severity;
use crate::contract::origin::Origin;
use crate::contract::{Api, Contracts, generic_path, host_name, is_loopback};
use crate::exchange::Exchange;
use crate::finding::{Class, Direction, Finding, Part, Problem};
use crate::redact::scrub;
use crate::report::Report;

pub use crate::check::summary::{merge, merge_under};

/// How traffic is read.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Whether every exchange is a callback.
    pub all_callbacks: bool,
    /// The paths of the merchant at which callbacks arrive.
    pub callback_paths: Vec<String>,
    /// Hosts that stand for the provider, beside its own and those on loopback; with a port, or as a URL, whose path comes
    /// before those of the API.
    pub hosts: Vec<String>,
    /// Whether the report keeps what [`merge`] needs to know of statuses, however many resources have one. Of up to 10,000
    /// it always does.
    pub is_mergeable: bool,
    /// What the traffic is checked against; without it, the contracts that this crate was built with.
    pub contracts: Option<Arc<Contracts>>,
}

/// Holds exchanges against the contract.
///
/// ```
/// use bayar_drift::check::{Checker, Options};
/// use bayar_drift::exchange::{Exchange, Message};
///
/// let mut checker = Checker::new(Options::default())?;
/// checker.check(&Exchange {
///     method: "GET".into(),
///     url: "https://api.xendit.co/balance".into(),
///     status: Some(200),
///     response: Message { body: Some(br#"{"balance": "1000"}"#.as_slice().into()), ..Message::default() },
///     ..Exchange::default()
/// });
/// let report = checker.report();
/// assert!(report.findings.iter().any(|finding| finding.class.to_string() == "response.text_for_number"));
/// # Ok::<_, Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Checker {
    contracts: Arc<Contracts>,
    options: Options,
    known: Vec<Known>,
    findings: Findings,
    counts: Vec<u64>,
    history: StatusHistory,
    /// When the exchange began that is being checked, in milliseconds.
    time: i64,
    exchanges: u64,
    callbacks: u64,
    skipped: u64,
    unchecked: u64,
}

impl Checker {
    /// With the contracts of the options.
    ///
    /// # Errors
    /// If they cannot be read, or a host of the options is none.
    pub fn new(options: Options) -> Result<Checker> {
        let known = options.hosts.iter().map(|host| Known::read(host));
        let known = known.collect::<Result<_>>()?;
        let contracts = match &options.contracts {
            Some(contracts) => contracts.clone(),
            None => Contracts::embedded()?,
        };
        Ok(Checker {
            history: StatusHistory::new(options.is_mergeable),
            known,
            options,
            findings: Findings::default(),
            counts: vec![0; contracts.points.0.len()],
            contracts,
            time: 0,
            exchanges: 0,
            callbacks: 0,
            skipped: 0,
            unchecked: 0,
        })
    }

    /// Checks the next exchange.
    pub fn check(&mut self, exchange: &Exchange<'_>) {
        let entry = self.exchanges;
        self.exchanges += 1;
        if let Some(started) = exchange.started {
            self.time = started.timestamp_micros();
        }
        let Some(mut url) = Url::read(&exchange.url) else {
            self.skipped += 1;
            return;
        };
        if url.host.is_none() {
            url.host = exchange.request.header("host").and_then(Url::host_of);
        }
        let method = exchange.method.to_ascii_uppercase();
        if exchange.is_callback || self.options.all_callbacks {
            return self.check_callback(exchange, entry, &url);
        }
        let is_own = url.host.is_some_and(|host| self.has_host(host));
        if !is_own && (self.is_callback_path(&url) || self.has_callback_token(exchange)) {
            return self.check_callback(exchange, entry, &url);
        }
        if self.is_foreign(url.host) {
            if self.looks_like_callback(exchange) {
                return self.check_callback(exchange, entry, &url);
            }
            self.skipped += 1;
            return;
        }
        let contracts = self.contracts.clone();
        let mut lead = Lead::find(&contracts, &method, &url);
        if lead.route == Route::Unknown
            && let Some(path) = self.below_known(&url)
        {
            url.path = path;
            lead = Lead::find(&contracts, &method, &url);
        }
        if !matches!(lead.route, Route::Found { .. }) {
            match method.as_str() {
                // A tunnel, and what a browser asks before it sends a request.
                "CONNECT" | "OPTIONS" => {
                    self.skipped += 1;
                    return;
                }
                // Answered like a GET, without the body.
                "HEAD" => lead = Lead::find(&contracts, "GET", &url),
                _ => {}
            }
        }
        match lead.route {
            Route::Found {
                operation,
                parameters,
                ..
            } => {
                let query: Vec<_> = form_urlencoded::parse(url.query.as_bytes()).collect();
                let is_bare = lead.is_bare && is_own;
                self.check_exchange(
                    exchange,
                    entry,
                    &url,
                    operation,
                    &parameters,
                    &query,
                    is_bare,
                );
            }
            Route::WrongMethod {
                template,
                methods,
                operation,
            } => {
                let operation = &contracts.operations[operation];
                let place = Place::Path(template);
                let method = scrub(&method);
                self.add_path(
                    Problem::Method,
                    &operation.origin,
                    &place,
                    &method,
                    entry,
                    || (methods.join(" or "), cut(&method)),
                );
            }
            Route::Unknown => {
                if !is_own && self.looks_like_callback(exchange) {
                    self.check_callback(exchange, entry, &url);
                } else if let Some((operation, query)) = self.printed_query(&method, &url) {
                    self.check_exchange(exchange, entry, &url, operation, &[], &query, false);
                } else {
                    let path = scrub(&generic_path(url.path)).into_owned();
                    let place = Place::Path(&path);
                    let name = &contracts.apis[lead.api].name;
                    self.add_path(
                        Problem::UndocumentedPath,
                        &Origin::default(),
                        &place,
                        "",
                        entry,
                        || (format!("a path of {name}"), cut(&path)),
                    );
                }
            }
        }
    }

    #[expect(clippy::too_many_arguments)]
    fn check_exchange(
        &mut self,
        exchange: &Exchange<'_>,
        entry: u64,
        url: &Url<'_>,
        index: usize,
        path: &[(&str, Cow<'_, str>)],
        query: &[(Cow<'_, str>, Cow<'_, str>)],
        is_bare: bool,
    ) {
        let mut scope = Scope::new(self, index, entry);
        let operation = scope.operation;
        let is_printed = path.is_empty() && url.path.contains('=');
        // A slash at the end may be the contract's own.
        let is_untidy = is_untidy(url.path) && url.path != operation.path;
        if is_untidy || is_printed || is_bare {
            let seen = scrub(url.path);
            let key = match (is_printed, is_bare) {
                (true, _) => "",
                (_, true) => "base",
                _ => UNTIDY,
            };
            scope.report_at(
                Problem::Path,
                &operation.origin,
                &scope.sent(Part::Path),
                key,
                || {
                    let below = if is_bare {
                        " below the path of its server"
                    } else {
                        ""
                    };
                    (format!("{}{below}", operation.path), cut(&seen))
                },
            );
        }
        scope.check_path(path);
        scope.check_query(query);
        scope.check_headers(&exchange.request);
        let request = scope.check_request_body(&exchange.request);
        let Some(status) = exchange.status else {
            return;
        };
        let is_head = exchange.method.eq_ignore_ascii_case("HEAD");
        let Some(response) = scope.check_response(status, &exchange.response, is_head) else {
            return;
        };
        if let Some(request) = &request {
            scope.check_echo(request, &response);
        }
        scope.check_asked(path, query, &response);
    }

    /// The report over everything that was checked.
    pub fn report(self) -> Report {
        summary::report(self)
    }

    /// The findings so far, in the order in which they were first seen. Those at the end are new; counts grow.
    pub fn findings(&self) -> &[Finding] {
        self.findings.list()
    }

    /// How many exchanges were checked so far.
    pub fn exchanges(&self) -> u64 {
        self.exchanges
    }

    /// The query of a path such as `/ewallets/external_id=…&ewallet_type=…`, as a document prints it.
    fn printed_query<'p>(&self, method: &str, url: &Url<'p>) -> Option<PrintedQuery<'p>> {
        let path = url.path.trim_end_matches('/');
        let (before, last) = path.rsplit_once('/')?;
        if !last.contains('=') {
            return None;
        }
        let before = Url {
            path: before,
            ..*url
        };
        match Lead::find(&self.contracts, method, &before).route {
            Route::Found { operation, .. } => {
                Some((operation, form_urlencoded::parse(last.as_bytes()).collect()))
            }
            _ => None,
        }
    }

    fn has_host(&self, host: &str) -> bool {
        self.contracts.apis.iter().any(|api| api.has_host(host))
    }

    fn has_errata(&self) -> bool {
        self.contracts.apis.iter().any(|api| api.has_errata)
    }

    fn is_callback_path(&self, url: &Url<'_>) -> bool {
        let is_it = |path: &String| path.trim_end_matches('/') == url.path.trim_end_matches('/');
        self.options.callback_paths.iter().any(is_it)
    }

    /// The path below that of a host that stands for the provider.
    fn below_known<'u>(&self, url: &Url<'u>) -> Option<&'u str> {
        let host = host_name(url.host?);
        let here = self
            .known
            .iter()
            .filter(|known| known.host == host && !known.base.is_empty());
        let mut paths = here.filter_map(|known| url.path.strip_prefix(known.base.as_str()));
        paths.find(|path| path.is_empty() || path.starts_with('/'))
    }

    /// Whether a host is neither the provider's nor one that stands for it.
    fn is_foreign(&self, host: Option<&str>) -> bool {
        let Some(host) = host else {
            return false;
        };
        let is_loopback = is_loopback(host);
        let host = host_name(host);
        let is_anywhere =
            self.known.is_empty() && self.contracts.apis.iter().all(|api| !api.has_hosts());
        !is_loopback
            && !is_anywhere
            && !self.has_host(&host)
            && !self.known.iter().any(|known| known.host == host)
    }

    /// Adds a finding about a path of no operation.
    fn add_path(
        &mut self,
        problem: Problem,
        origin: &Origin,
        place: &Place<'_>,
        key: &str,
        entry: u64,
        words: impl FnOnce() -> (String, String),
    ) {
        let class = Class::request(problem);
        let occurrence = Occurrence {
            class,
            operation: None,
            has_errata: self.has_errata(),
            direction: Direction::Request,
            part: Part::Path,
            origin,
            place,
            key,
            value: None,
            is_money: false,
            severity: severity(class),
            entry,
        };
        self.findings.add(&occurrence, words);
    }
}

/// A host for [`Options::hosts`], as it was given.
///
/// # Errors
/// If it is none.
pub fn host(text: &str) -> Result<String> {
    Known::read(text)?;
    Ok(text.to_owned())
}

/// A host that stands for the provider.
#[derive(Debug)]
struct Known {
    host: String,
    /// What comes before the paths of the API there.
    base: String,
}

impl Known {
    /// Reads a host, with a port or not, or a URL.
    fn read(text: &str) -> Result<Known> {
        let url = match text.split_once("//") {
            Some(_) => Cow::Borrowed(text),
            None => Cow::Owned(format!("http://{text}")),
        };
        let url = Url::read(&url).with_context(|| format!("`{text}` is no host"))?;
        let host = url.host.unwrap_or_default();
        ensure!(
            !host.contains(':') || host.starts_with('['),
            "`{text}` has no port"
        );
        let host = host_name(host);
        let is_label = |label: &str| {
            let is_known = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
            !label.is_empty() && label.chars().all(is_known)
        };
        let ipv6 = host
            .strip_prefix('[')
            .and_then(|host| host.strip_suffix(']'));
        let is_host = match ipv6 {
            Some(address) => address.parse::<Ipv6Addr>().is_ok(),
            None => host.split('.').all(is_label),
        };
        ensure!(is_host, "`{text}` is no host");
        Ok(Known {
            host: host.into_owned(),
            base: url.path.trim_end_matches('/').to_owned(),
        })
    }
}

/// Where a request leads.
struct Lead<'c, 'p> {
    /// The index of the API.
    api: usize,
    route: Route<'c, 'p>,
    /// Whether the path of the server is missing.
    is_bare: bool,
}

impl<'c, 'p> Lead<'c, 'p> {
    /// Where a request leads: by its prefix, by its host, or else to the first API that has the path.
    fn find(contracts: &'c Contracts, method: &str, url: &Url<'p>) -> Lead<'c, 'p> {
        let apis = || contracts.apis.iter().enumerate();
        let first = segments(url.path).next();
        let mut prefixed =
            apis().filter(|(_, api)| first.is_some() && api.vendor.prefix.as_deref() == first);
        if let (Some((index, api)), Some(first)) = (prefixed.next(), first) {
            let start = url.path.find(first).unwrap_or_default() + first.len();
            return Lead::of(index, api.route(method, &url.path[start..]));
        }
        let has_host = |api: &Api| url.host.is_some_and(|host| api.has_host(host));
        let is_known = apis().any(|(_, api)| has_host(api));
        let mut best: Option<Lead<'c, 'p>> = None;
        for (index, api) in apis().filter(|(_, api)| !is_known || has_host(api)) {
            let lead = Lead::of(index, api.route(method, url.path));
            if matches!(lead.route, Route::Found { .. }) {
                return lead;
            }
            let is_better =
                |best: &Lead<'_, '_>| best.route == Route::Unknown && lead.route != Route::Unknown;
            if best.as_ref().is_none_or(is_better) {
                best = Some(lead);
            }
        }
        best.unwrap_or(Lead {
            api: 0,
            route: Route::Unknown,
            is_bare: false,
        })
    }

    fn of(api: usize, (route, is_bare): (Route<'c, 'p>, bool)) -> Lead<'c, 'p> {
        Lead {
            api,
            route,
            is_bare,
        }
    }
}

type PrintedQuery<'p> = (usize, Vec<(Cow<'p, str>, Cow<'p, str>)>);

/// The parts of a URL that matter here, as they were sent.
#[derive(Clone, Copy)]
pub(crate) struct Url<'u> {
    host: Option<&'u str>,
    pub(crate) path: &'u str,
    query: &'u str,
}

impl<'u> Url<'u> {
    /// Reads a URL or a path; nothing of what is not called by HTTP, such as `data:`.
    fn read(url: &'u str) -> Option<Url<'u>> {
        let url = url.split('#').next().unwrap_or_default();
        let start = url.split(['/', '?']).next().unwrap_or_default();
        let (authority, rest) = match start.split_once(':') {
            Some((scheme, "")) if url[start.len()..].starts_with("//") => {
                let is_http = ["http", "https"]
                    .iter()
                    .any(|own| scheme.eq_ignore_ascii_case(own));
                let rest = &url[start.len() + 2..];
                is_http.then(|| rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len())))?
            }
            Some((_, port)) if is_port(port) => url.split_at(start.len()),
            Some(_) => return None,
            None if looks_like_host(start) => url.split_at(start.len()),
            None => ("", url),
        };
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        Some(Url {
            host: Url::host_of(authority),
            path,
            query,
        })
    }

    /// The host of an authority, or of a `Host` header.
    fn host_of(authority: &str) -> Option<&str> {
        let host = authority.rsplit('@').next().unwrap_or_default().trim();
        let host = host
            .rsplit_once(':')
            .filter(|(_, port)| port.is_empty() || is_port(port))
            .map_or(host, |(host, _)| host);
        Some(host).filter(|host| !host.is_empty())
    }
}

fn is_port(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit()) && text.parse::<u16>().is_ok()
}

/// Whether a URL without a scheme begins with a host.
fn looks_like_host(start: &str) -> bool {
    let last = start.trim_end_matches('.').rsplit_once('.');
    last.is_some_and(|(_, last)| !last.is_empty() && last.bytes().all(|b| b.is_ascii_alphabetic()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls() {
        for (url, host, path, query) in [
            ("https://api.example/a?b=c#d", "api.example", "/a", "b=c"),
            ("HTTP://u:p@API.example.:8443", "API.example.", "", ""),
            ("http://[::1]:80/a", "[::1]", "/a", ""),
            ("http://[::1]?a", "[::1]", "", "a"),
            ("/a:1?b=c:d", "", "/a:1", "b=c:d"),
            ("//v2/a", "", "//v2/a", ""),
            ("api.example:443", "api.example", "", ""),
            ("localhost:80/a", "localhost", "/a", ""),
            ("api.example/a", "api.example", "/a", ""),
            ("v1.0/a", "", "v1.0/a", ""),
            ("", "", "", ""),
        ] {
            let read = Url::read(url).unwrap();
            let host = Some(host).filter(|host| !host.is_empty());
            assert_eq!(
                (read.host, read.path, read.query),
                (host, path, query),
                "{url}"
            );
        }
        for url in [
            "data:text/html,<b>",
            "about:blank",
            "blob:https://a.example/1",
            "wss://a.example/b",
        ] {
            assert!(Url::read(url).is_none(), "{url}");
        }
    }
}
