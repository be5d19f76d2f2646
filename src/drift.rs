//! Finds out in a running service whether the vendor still keeps to the documents.
//!
//! A [`Tap`] checks copies of what a client sends and receives against the contract that this crate was generated from,
//! with the overlays of the build, on a thread of its own. No call waits for it or fails because of it: what comes faster than it can be checked is
//! left out and counted.
//!
//! ```no_run
//! use bayar::drift::Tap;
//!
//! # fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let tap = Tap::builder()
//!     .sample(0.1)
//!     .on_finding(|finding, times| println!("{} of {:?}: {times} more", finding.class, finding.operation))
//!     .start()?;
//! let client = bayar::xendit::Client::builder("xnd_development_…")
//!     .observe(tap.clone())
//!     .build()?;
//! # Ok(())
//! # }
//! ```
//!
//! The first time that something is found, a `tracing` event of the target `bayar::drift` tells of it: an error if a
//! typed caller gets a wrong value or none, a warning if the value survives only because this crate is tolerant. It
//! does so anew every 100,000 exchanges. Secrets are taken out of everything that is reported.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use bayar_drift::check::{Checker, Options};
use bayar_drift::contract::{Contracts, Overlay, Sources};
use bayar_drift::exchange::{self, Copies};
use tracing::{error, info, warn};

use crate::observer::{Exchange, Observer};

pub use bayar_drift::finding::{Class, Direction, Finding, Part, Severity, SpecPlace};

/// The overlays that this crate was built with: names and texts.
const OVERLAYS: &[(&str, &str)] = include!(concat!(env!("BAYAR_GENERATED"), "/overlays.rs"));

/// The thread looks by itself, and seldom, whether there is something to check: to wake it up, and to wait for it, would
/// cost the caller time.
const PAUSE: Duration = Duration::from_millis(50);

/// After so many exchanges everything is forgotten, so that a service may run for years.
const WINDOW: u64 = 100_000;

/// Checks what a client sends and receives. Clones share the work; it ends with the last of them.
#[derive(Clone)]
pub struct Tap {
    /// Of 2³².
    share: u64,
    waiting_bytes: usize,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    exchanges: AtomicU64,
    checked: AtomicU64,
    left_out: AtomicU64,
    waiting: Mutex<Copies>,
}

/// What became of the exchanges so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counts {
    /// Those that the client had.
    pub exchanges: u64,
    /// Those that were checked.
    pub checked: u64,
    /// Those of the sample that were left out: they came faster than they could be checked.
    pub left_out: u64,
}

impl fmt::Debug for Tap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Tap").field(&self.counts()).finish()
    }
}

type OnFinding = Box<dyn FnMut(&Finding, u64) + Send>;

/// Settings of a [`Tap`].
#[must_use = "nothing is checked before `start`"]
pub struct TapBuilder {
    share: u64,
    waiting_bytes: usize,
    hosts: Vec<String>,
    on_finding: OnFinding,
}

impl fmt::Debug for TapBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TapBuilder").finish_non_exhaustive()
    }
}

impl TapBuilder {
    /// Checks this share of the exchanges, chosen at random; by default all, 1.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // clamped
    pub fn sample(mut self, share: f64) -> Self {
        self.share = (share.clamp(0.0, 1.0) * f64::from(u32::MAX)).ceil() as u64;
        if share >= 1.0 {
            self.share = 1 << 32;
        }
        self
    }

    /// What the exchanges that wait to be checked may take, by default 64 MiB. What comes then is left out.
    pub fn waiting_bytes(mut self, limit: usize) -> Self {
        self.waiting_bytes = limit;
        self
    }

    /// A host that stands for the vendor's, as in the base URL of the client: on it, unknown paths are findings too.
    pub fn host(mut self, host: impl Into<String>) -> Self {
        self.hosts.push(host.into());
        self
    }

    /// Tells this function of each finding after the exchange that showed it, and how often that did: for metrics. It
    /// is called on the thread of the tap.
    pub fn on_finding(mut self, hook: impl FnMut(&Finding, u64) + Send + 'static) -> Self {
        self.on_finding = Box::new(hook);
        self
    }

    /// Starts the thread.
    ///
    /// # Errors
    /// If the system gives no thread.
    pub fn start(self) -> std::io::Result<Tap> {
        let overlays = OVERLAYS.iter().map(|(name, text)| Overlay {
            name: (*name).to_owned(),
            text: (*text).to_owned(),
        });
        let contracts = Contracts::open(&Sources {
            overlays: overlays.collect(),
            ..Sources::default()
        });
        let options = Options {
            hosts: self.hosts,
            contracts: Some(contracts.map_err(std::io::Error::other)?),
            ..Options::default()
        };
        let checks = Checks::new(options, self.on_finding)?;
        let shared = Arc::new(Shared::default());
        let tap = Tap {
            share: self.share,
            waiting_bytes: self.waiting_bytes,
            shared: shared.clone(),
        };
        let thread = thread::Builder::new().name("bayar-drift".to_owned());
        thread.spawn(move || run(&shared, checks))?;
        Ok(tap)
    }
}

impl Tap {
    /// Settings, to begin with the usual ones.
    pub fn builder() -> TapBuilder {
        TapBuilder {
            share: 1 << 32,
            waiting_bytes: 64 * 1024 * 1024,
            hosts: Vec::new(),
            on_finding: Box::new(|_, _| {}),
        }
    }

    /// What became of the exchanges so far.
    pub fn counts(&self) -> Counts {
        let read = |count: &AtomicU64| count.load(Ordering::Relaxed);
        Counts {
            exchanges: read(&self.shared.exchanges),
            checked: read(&self.shared.checked),
            left_out: read(&self.shared.left_out),
        }
    }
}

impl Observer for Tap {
    fn wants_next(&self) -> bool {
        let number = self.shared.exchanges.fetch_add(1, Ordering::Relaxed);
        mixed(number) >> 32 < self.share
    }

    fn observe(&self, exchange: &Exchange<'_>) {
        let waiting = self.shared.waiting.lock();
        let mut waiting = waiting.unwrap_or_else(PoisonError::into_inner);
        if !copy(exchange, &mut waiting, self.waiting_bytes) {
            self.shared.left_out.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// Copies an exchange, unless all copies would then take more than so many bytes. An answer that broke off is none.
fn copy(exchange: &Exchange<'_>, copies: &mut Copies, limit: usize) -> bool {
    let answer = exchange.status().zip(exchange.response_headers());
    let answer = answer.zip(exchange.response_body());
    let answer = answer.map(|((status, headers), body)| {
        let headers = headers.iter();
        let headers = headers.map(|(name, value)| [name.as_str().as_bytes(), value.as_bytes()]);
        (status, headers, &**body)
    });
    let method = exchange.method().as_str().as_bytes();
    let (head, body) = (exchange.head(), exchange.request_body());
    copies.push_within(limit, method, head, body, answer)
}

/// Spreads consecutive numbers evenly (SplitMix64), so that calls in turns are all sampled.
fn mixed(number: u64) -> u64 {
    let mut mixed = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

fn run(shared: &Arc<Shared>, mut checks: Checks) {
    let mut copies = Copies::default();
    loop {
        // Looked at before the rest is taken, so that nothing can come after it.
        let is_last = Arc::strong_count(shared) == 1;
        copies.clear();
        let waiting = shared.waiting.lock();
        std::mem::swap(
            &mut copies,
            &mut *waiting.unwrap_or_else(PoisonError::into_inner),
        );
        let mut checked = 0;
        for exchange in copies.iter() {
            checks.check(&exchange);
            checked += 1;
        }
        // Once a round: calls count in the same place.
        shared.checked.fetch_add(checked, Ordering::Relaxed);
        if is_last {
            return;
        }
        thread::sleep(PAUSE);
    }
}

/// What the thread of a tap knows.
struct Checks {
    options: Options,
    checker: Checker,
    /// How often each finding of the checker was seen when it was last reported.
    reported: Vec<u64>,
    on_finding: OnFinding,
}

impl Checks {
    fn new(options: Options, on_finding: OnFinding) -> std::io::Result<Self> {
        Ok(Self {
            checker: checker(&options)?,
            options,
            reported: Vec::new(),
            on_finding,
        })
    }

    fn check(&mut self, exchange: &exchange::Exchange<'_>) {
        if self.checker.exchanges() >= WINDOW
            && let Ok(checker) = checker(&self.options)
        {
            self.checker = checker;
            self.reported.clear();
        }
        self.checker.check(exchange);
        for (index, finding) in self.checker.findings().iter().enumerate() {
            let Some(reported) = self.reported.get_mut(index) else {
                tell(finding);
                (self.on_finding)(finding, finding.count);
                self.reported.push(finding.count);
                continue;
            };
            if *reported < finding.count {
                (self.on_finding)(finding, finding.count - *reported);
                *reported = finding.count;
            }
        }
    }
}

fn checker(options: &Options) -> std::io::Result<Checker> {
    Checker::new(options.clone()).map_err(std::io::Error::other)
}

fn tell(finding: &Finding) {
    macro_rules! event {
        ($level:ident) => {
            $level!(
                target: "bayar::drift",
                class = %finding.class,
                operation = finding.operation,
                pointer = finding.pointer,
                expected = finding.expected,
                seen = finding.seen,
                document = finding.document,
                line = finding.line,
                erratum = finding.erratum,
                "{}",
                finding.message
            )
        };
    }
    match finding.severity {
        Severity::Error => event!(error),
        Severity::Warning => event!(warn),
        Severity::Info => event!(info),
    }
}
