//! What a running service can see of its calls: `tracing` spans, and a hook for metrics.
#![deny(clippy::arithmetic_side_effects)]

use std::fmt;
use std::time::{Duration, Instant};

use tracing::{Span, debug, field, info_span, warn};

use crate::answer::{Answer, RateLimit, request_id};
use crate::attempt::Attempt;
use crate::contract::Operation;
use crate::{Error, redact};

/// How a call ended, for metrics.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CallOutcome {
    /// A 2xx.
    Success,
    /// Another status.
    Refused,
    /// No answer that could be read; nothing was done, or it was a GET.
    Failed,
    /// The server may have done what was asked: see [`Error::is_outcome_unknown`].
    Unknown,
    /// The caller stopped waiting: the future was dropped before the call ended.
    Cancelled,
}

/// A call that has ended, as the hook of [`ClientBuilder::on_call`](crate::ClientBuilder::on_call) is told.
/// `Debug` shows nothing secret.
#[derive(Clone)]
#[non_exhaustive]
pub struct CallReport {
    /// The operation, such as `create_invoice`.
    pub operation: &'static str,
    /// How it ended.
    pub outcome: CallOutcome,
    /// How often the request was sent.
    pub tries: u32,
    /// The status of the last answer.
    pub status: Option<u16>,
    /// `Request-ID` of the last answer, as it came.
    pub request_id: Option<String>,
    /// The rate limit, if the last answer states it.
    pub rate_limit: Option<RateLimit>,
    /// From the first try to the end, pauses included.
    pub duration: Duration,
}

impl fmt::Debug for CallReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallReport")
            .field("operation", &self.operation)
            .field("outcome", &self.outcome)
            .field("tries", &self.tries)
            .field("status", &self.status)
            .field("request_id", &self.request_id.as_deref().map(redact::id))
            .field("rate_limit", &self.rate_limit)
            .field("duration", &self.duration)
            .finish()
    }
}

/// Told of every call that was sent.
#[derive(Default)]
pub(crate) struct Hooks(Vec<Box<Hook>>);

type Hook = dyn Fn(&CallReport) + Send + Sync;

impl Hooks {
    pub(crate) fn add(&mut self, hook: impl Fn(&CallReport) + Send + Sync + 'static) {
        self.0.push(Box::new(hook));
    }
}

/// Watches one call. What is not told by then was cancelled.
pub(crate) struct Watch<'h> {
    hooks: &'h Hooks,
    operation: &'static Operation,
    span: Span,
    began: Instant,
    report: CallReport,
}

impl<'h> Watch<'h> {
    pub(crate) fn begin(operation: &'static Operation, hooks: &'h Hooks) -> Self {
        let span = info_span!(
            "bayar",
            operation = operation.id,
            tries = field::Empty,
            status = field::Empty,
            request_id = field::Empty,
            duration_ms = field::Empty,
            outcome = field::Empty,
        );
        Self {
            hooks,
            operation,
            span,
            began: Instant::now(),
            report: CallReport {
                operation: operation.id,
                outcome: CallOutcome::Cancelled,
                tries: 0,
                status: None,
                request_id: None,
                rate_limit: None,
                duration: Duration::ZERO,
            },
        }
    }

    pub(crate) fn span(&self) -> &Span {
        &self.span
    }

    pub(crate) fn began(&self) -> Instant {
        self.began
    }

    pub(crate) fn elapsed(&self) -> Duration {
        self.began.elapsed()
    }

    pub(crate) fn try_begins(&mut self) {
        self.report.tries = self.report.tries.saturating_add(1);
    }

    pub(crate) fn try_failed(&self, attempt: &Attempt, pause: Option<Duration>) {
        let tried = self.report.tries;
        if let Some(pause) = pause {
            warn!(parent: &self.span, tried, %attempt, ?pause, "trying again");
        } else {
            debug!(parent: &self.span, tried, %attempt, "failed");
        }
    }

    pub(crate) fn answered(&mut self, answer: &Answer) {
        self.report.status = Some(answer.status);
        self.report.request_id = request_id(&answer.headers).map(str::to_owned);
        self.report.rate_limit = RateLimit::read(&answer.headers);
        self.report.outcome = CallOutcome::Success;
    }

    pub(crate) fn failed(&mut self, error: &Error) {
        self.report.status = error.status();
        self.report.request_id = error.request_id().map(str::to_owned);
        self.report.rate_limit = error.rate_limit();
        self.report.outcome = if error.is_outcome_unknown() {
            CallOutcome::Unknown
        } else if error.is_refused() {
            CallOutcome::Refused
        } else {
            CallOutcome::Failed
        };
    }
}

impl Drop for Watch<'_> {
    fn drop(&mut self) {
        self.report.duration = self.began.elapsed();
        let report = &self.report;
        if !self.span.is_disabled() {
            let millis = u64::try_from(report.duration.as_millis()).unwrap_or(u64::MAX);
            self.span.record("tries", report.tries);
            self.span.record("status", report.status);
            if let Some(id) = &report.request_id {
                self.span.record("request_id", redact::id(id));
            }
            self.span.record("duration_ms", millis);
            self.span.record("outcome", field::debug(report.outcome));
        }
        let (operation, tries) = (self.operation.id, report.tries);
        match report.outcome {
            CallOutcome::Unknown => {
                warn!(parent: &self.span, operation, tries, "outcome unknown: it may have been carried out");
            }
            CallOutcome::Cancelled if tries > 0 && self.operation.method != "GET" => {
                warn!(parent: &self.span, operation, tries, "outcome unknown: cancelled under way");
            }
            _ => debug!(parent: &self.span, "call ended"),
        }
        for hook in &self.hooks.0 {
            hook(report);
        }
    }
}
