//! Exchanges against the contract, one after the other.

mod across;
mod callback;
mod findings;
mod formats;
mod headers;
mod request;
mod response;
mod scope;
mod summary;
mod value;
mod words;

use std::borrow::Cow;

use anyhow::Result;

use crate::check::across::Lives;
use crate::check::findings::{Findings, Place, Sighting, UNTIDY};
use crate::check::scope::{Scope, cut};
use crate::check::words::severity;
use crate::contract::router::{Route, generic_path, is_untidy, segments};
use crate::contract::schema::Origin;
use crate::contract::{Contract, Operation, Provider};
use crate::exchange::Exchange;
use crate::finding::{Class, Direction, Finding, Part};
use crate::redact::scrub;
use crate::report::Report;

pub use crate::check::summary::merge;

/// The first segment that may stand before Finpay's paths, which keeps them apart behind one address.
const FINPAY_PREFIX: &str = "finpay";

/// How traffic is read.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Whether every exchange is a callback.
    pub all_callbacks: bool,
    /// The paths of the merchant at which callbacks arrive.
    pub callback_paths: Vec<String>,
    /// Hosts that stand for the provider, beside its own and those on loopback.
    pub hosts: Vec<String>,
    /// Whether the report keeps what [`merge`] needs to know of statuses, however many things have one. Of up to 10,000
    /// it always does.
    pub is_mergeable: bool,
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
/// assert!(report.findings.iter().any(|finding| finding.class.as_str() == "response.text_for_number"));
/// # Ok::<_, Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Checker {
    contract: &'static Contract,
    options: Options,
    findings: Findings,
    counts: Vec<u64>,
    lives: Lives,
    exchanges: u64,
    callbacks: u64,
    skipped: u64,
}

impl Checker {
    /// With the contracts that this crate was built with.
    ///
    /// # Errors
    /// If they cannot be read; the tests make sure that they can.
    pub fn new(options: Options) -> Result<Checker> {
        let contract = Contract::get()?;
        Ok(Checker {
            contract,
            lives: Lives::new(options.is_mergeable),
            options,
            findings: Findings::new(contract),
            counts: vec![0; contract.slots.0.len()],
            exchanges: 0,
            callbacks: 0,
            skipped: 0,
        })
    }

    /// Checks the next exchange.
    pub fn check(&mut self, exchange: &Exchange<'_>) {
        let entry = self.exchanges;
        self.exchanges += 1;
        let url = Url::read(&exchange.url);
        if exchange.is_callback || self.options.all_callbacks || self.is_callback_path(&url) {
            return self.check_callback(exchange, entry, &url);
        }
        let path = segments(url.path);
        let (route, provider) = self.route(&exchange.method, &path, url.host);
        match route {
            Route::Found {
                operation,
                parameters,
            } => {
                let query: Vec<_> = form_urlencoded::parse(url.query.as_bytes()).collect();
                self.check_exchange(exchange, entry, &url, operation, &parameters, &query);
            }
            Route::WrongMethod {
                template,
                methods,
                operation,
            } => {
                let operation = &self.contract.operations[operation];
                let place = Place::Path(template);
                let method = scrub(&exchange.method).to_uppercase();
                self.add_path(
                    Class::RequestMethod,
                    &operation.origin,
                    &place,
                    &method,
                    entry,
                    || (methods.join(" or "), cut(&method)),
                );
            }
            Route::Unknown => {
                if self.looks_like_callback(exchange, url.host) {
                    self.check_callback(exchange, entry, &url);
                } else if let Some((operation, query)) = self.printed_query(exchange, &path) {
                    self.check_exchange(exchange, entry, &url, operation, &[], &query);
                } else if self.is_foreign(url.host) {
                    self.skipped += 1;
                } else {
                    let path = scrub(&generic_path(&path)).into_owned();
                    let place = Place::Path(&path);
                    self.add_path(
                        Class::RequestUndocumentedPath,
                        &Origin::default(),
                        &place,
                        "",
                        entry,
                        || (format!("a path of {provider:?}"), cut(&path)),
                    );
                }
            }
        }
    }

    fn check_exchange(
        &mut self,
        exchange: &Exchange<'_>,
        entry: u64,
        url: &Url<'_>,
        index: usize,
        path: &[(&str, Cow<'_, str>)],
        query: &[(Cow<'_, str>, Cow<'_, str>)],
    ) {
        let operation = &self.contract.operations[index];
        let mut scope = Scope {
            findings: &mut self.findings,
            counts: &mut self.counts,
            operation,
            direction: Direction::Request,
            part: Part::Path,
            entry,
            is_text: false,
            is_rupiah: true,
            skips_code: false,
        };
        scope.count(Some(operation.slot));
        let is_printed = path.is_empty() && url.path.contains('=');
        if is_untidy(url.path) || is_printed {
            let seen = scrub(url.path);
            scope.report_class(
                Class::RequestPath,
                &operation.origin,
                &Place::Root,
                if is_printed { "" } else { UNTIDY },
                || (operation.path.clone(), cut(&seen)),
            );
        }
        scope.check_path(path);
        scope.check_query(query);
        scope.check_headers(&exchange.request);
        let request = scope.check_request_body(&exchange.request);
        let Some(status) = exchange.status else {
            return;
        };
        scope.direction = Direction::Response;
        let Some(response) = scope.check_response(status, &exchange.response) else {
            return;
        };
        if let Some(request) = &request {
            scope.check_echo(request, &response);
        }
        scope.check_asked(path, query, &response);
        scope.check_lives(&mut self.lives, index, &response);
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

    fn route<'p>(
        &self,
        method: &str,
        path: &[&'p str],
        host: Option<&str>,
    ) -> (Route<'static, 'p>, Provider) {
        let contract = self.contract;
        let host = host.and_then(|host| contract.hosts.get(host)).copied();
        if let Some((&FINPAY_PREFIX, rest)) = path.split_first() {
            return (contract.finpay.route(method, rest), Provider::Finpay);
        }
        if host == Some(Provider::Finpay) {
            return (contract.finpay.route(method, path), Provider::Finpay);
        }
        let route = contract.xendit.route(method, path);
        if route == Route::Unknown && host.is_none() {
            let other = contract.finpay.route(method, path);
            if other != Route::Unknown {
                return (other, Provider::Finpay);
            }
        }
        (route, Provider::Xendit)
    }

    /// The query of a path such as `/ewallets/external_id=…&ewallet_type=…`, as a document prints it.
    fn printed_query<'p>(
        &self,
        exchange: &Exchange<'_>,
        path: &[&'p str],
    ) -> Option<PrintedQuery<'p>> {
        let (last, rest) = path.split_last()?;
        if !last.contains('=') {
            return None;
        }
        match self.contract.xendit.route(&exchange.method, rest) {
            Route::Found { operation, .. } => {
                Some((operation, form_urlencoded::parse(last.as_bytes()).collect()))
            }
            _ => None,
        }
    }

    fn is_callback_path(&self, url: &Url<'_>) -> bool {
        let is_it = |path: &String| path.trim_end_matches('/') == url.path.trim_end_matches('/');
        self.options.callback_paths.iter().any(is_it)
    }

    /// Whether a host is neither the provider's nor one that stands for it.
    fn is_foreign(&self, host: Option<&str>) -> bool {
        let Some(host) = host else {
            return false;
        };
        let is_loopback = matches!(host, "localhost" | "[::1]") || host.starts_with("127.");
        !is_loopback
            && !self.contract.hosts.contains_key(host)
            && !self.options.hosts.iter().any(|known| known == host)
    }

    /// Adds a finding about a path of no operation.
    fn add_path(
        &mut self,
        class: Class,
        origin: &Origin,
        place: &Place<'_>,
        key: &str,
        entry: u64,
        words: impl FnOnce() -> (String, String),
    ) {
        let sighting = Sighting {
            class,
            operation: None::<&Operation>,
            direction: Direction::Request,
            part: Part::Path,
            origin,
            place,
            key,
            is_money: false,
            severity: severity(class),
            entry,
        };
        self.findings.add(&sighting, words);
    }
}

type PrintedQuery<'p> = (usize, Vec<(Cow<'p, str>, Cow<'p, str>)>);

/// The parts of a URL that matter here, as they were sent.
pub(crate) struct Url<'u> {
    host: Option<&'u str>,
    pub(crate) path: &'u str,
    query: &'u str,
}

impl<'u> Url<'u> {
    fn read(url: &'u str) -> Url<'u> {
        let url = url.split('#').next().unwrap_or_default();
        let (host, rest) = match url.split_once("://") {
            Some((_, rest)) => {
                let end = rest.find(['/', '?']).unwrap_or(rest.len());
                let (authority, rest) = rest.split_at(end);
                let host = authority.rsplit('@').next().unwrap_or_default();
                let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
                let host = host
                    .rsplit_once(':')
                    .filter(|(_, port)| is_port(port))
                    .map_or(host, |(host, _)| host);
                (Some(host), rest)
            }
            None => (None, url),
        };
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        Url { host, path, query }
    }
}
