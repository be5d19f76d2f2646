//! Many disbursements: paid side by side within the rate limits, interrupted and started again, none of them twice.
//!
//! [`Client::bulk`] takes a stream of what is to be paid and gives a stream of how each of them ended. Before a request
//! is sent, that it will be is written into a [`Journal`]; afterwards, how it ended. So a job can be interrupted at any
//! point, by dropping the stream or by a power failure, and be started again with the same input: what was sent and
//! whose outcome is not known is looked up before anything of it is sent again, and the rest goes on.
//!
//! ```no_run
//! # #[cfg(feature = "sqlite")]
//! # async fn example(client: bayar::xendit::Client) -> Result<(), Box<dyn std::error::Error>> {
//! use bayar::xendit::bulk::SqlJournal;
//! use futures_util::stream;
//!
//! struct Employee { number: u32, bank: String, holder: String, account: String, salary: u32 }
//! let employees: Vec<Employee> = Vec::new(); // from your books
//!
//! let journal = SqlJournal::sqlite("payroll.db").await?;
//! journal.migrate().await?;
//! let mut payroll = client
//!     .bulk("payroll-2026-11", journal)
//!     .on_progress(|progress| println!("{} of {}", progress.done, progress.total))
//!     .run(stream::iter(employees), |client, employee| {
//!         client
//!             .create_disbursement()
//!             .external_id(format!("2026-11-{}", employee.number))
//!             .bank_code(&employee.bank)
//!             .account_holder_name(&employee.holder)
//!             .account_number(employee.account.as_str())
//!             .description("Salary for November")
//!             .amount(employee.salary)
//!     });
//! while let Some(ended) = payroll.try_next().await? {
//!     if !ended.end.is_done() {
//!         println!("employee {}: {}", ended.item.number, ended.end);
//!     }
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # What comes out
//!
//! Every item that went in, once, in the order in which they end: an [`Ended`] with the item and its [`End`]. What an
//! earlier run or another machine has done already comes out as the [`Record`] of the journal. Starting again tries
//! what has failed or was unknown once more; that is safe, and needed when the balance was too low.
//!
//! # What is the same payment
//!
//! The job and the reference (`external_id`) name a payment, and both with the environment make its idempotency key:
//! [`IdempotencyKey::derive`]`(job, reference)`, with `development/` before the job for a development key, because keys
//! must differ between the environments (API reference, Create disbursement, line 4236). A key of your own on the request is replaced;
//! one that is set by `.header(…)` is refused, and nothing is sent.
//!
//! A reference that is listed twice with the same content is paid once, and both items come out. Listed twice with
//! other content, or with other content than the journal has from an earlier run, it is an error before anything is
//! sent. To correct a payment that was refused, give it a new reference.
//!
//! # What the journal holds
//!
//! | column | what for |
//! | --- | --- |
//! | job, reference | to name the payment |
//! | content | a digest of the request, to notice a changed one. Of the account number it has 16 bits: enough to notice a change, too few to find it out |
//! | state, times, worker | to share the work and to go on |
//! | ticket | [`Unsettled`](crate::Unsettled): what a look-up needs. It holds the reference, the amount, the bank code, the sub-account and the idempotency key |
//! | id of the payment, why it failed | to report it |
//!
//! No account number, name, address or key of the API is in it. What is sent comes from the input alone, so give the
//! same input when you start again. What is in the journal and not in the input is left alone.
//!
//! # Several machines
//!
//! Give each of them the same job, input and PostgreSQL: each row is claimed by one (`FOR UPDATE SKIP LOCKED`), for as
//! long as its lease is renewed. When a machine dies, its rows come back when their lease is over
//! ([`Bulk::lease`]). Several processes on one machine can share a file of SQLite in the same way. The clock of the
//! database counts; a jump forward of it during a run shortens no wait for what a dead machine sent. Each machine hands out every item of its input; the last ones wait for what others have in hand.
//!
//! # Rate limits
//!
//! Requests go as fast as `Rate-Limit-*` of the answers allows, operation by operation; at first 60 a minute with a
//! development key and 600 with a production key (observed). A 429 makes the operation wait until the limit ends, and
//! its payment is sent again; see [`Bulk::announced_limits`]. Unless [`SettlePolicy::look_first`] is off, each payment is
//! one look-up and one request, which are counted apart.
//!
//! A 429 or 503 that asks for no pause gets one that grows, from half a second to a minute, and so does one that asks for
//! less; then one request goes at a time, until one is let through. If the server asks for a longer pause than
//! [`Bulk::longest_pause`], nothing waits for it: what is left ends as failed without being sent, with an error that
//! says so ([`is_retryable`](crate::Error::is_retryable)), and is paid when you start again.
//!
//! # Logs
//!
//! Each payment is a span of `tracing`, `bulk_payment`, with its job, sub-account and reference: a retry, an unknown
//! outcome and a wait for a limit (*waits for the rate limit*, at the level of information) stand in it.
//!
//! # Leases
//!
//! While a payment waits, its lease is renewed. If it could not be, nothing more is sent of it, and whoever has it then
//! pays it.
//!
//! [`IdempotencyKey::derive`]: crate::IdempotencyKey::derive
//! [`SettlePolicy::look_first`]: crate::SettlePolicy::look_first
#![deny(clippy::arithmetic_side_effects)]

mod content;
mod journal;
mod lease;
mod progress;
mod run;
#[cfg(any(feature = "postgres", feature = "sqlite"))]
mod sql;

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_core::Stream;
use futures_core::stream::BoxStream;

use super::Client;
use super::builder::CreateDisbursement;
use super::types::Disbursement;
use crate::proof::Payment;
use crate::{Outcome, SettlePolicy, redact};
use progress::ProgressHook;

pub use journal::{Claim, Claimed, Completion, Entry, Journal, MemoryJournal, Record, State};
pub use progress::Progress;
#[cfg(any(feature = "postgres", feature = "sqlite"))]
#[cfg_attr(docsrs, doc(cfg(any(feature = "postgres", feature = "sqlite"))))]
pub use sql::{MIGRATION, SqlJournal};

impl Client {
    /// Pays many: see [`bulk`](crate::xendit::bulk). The job names what is paid, such as `payroll-2026-11`; the same name and
    /// reference is the same payment for ever.
    pub fn bulk<J: Journal>(&self, job: impl Into<String>, journal: J) -> Bulk<J> {
        Bulk {
            client: self.clone(),
            job: job.into(),
            journal,
            concurrency: 8,
            lease: Duration::from_secs(60),
            policy: SettlePolicy::default(),
            announced_limits: true,
            longest_pause: Duration::from_secs(300),
            on_progress: None,
        }
    }
}

/// Settings of a bulk run, made by [`Client::bulk`].
#[must_use = "nothing is sent before `run`"]
pub struct Bulk<J> {
    client: Client,
    job: String,
    journal: J,
    concurrency: usize,
    lease: Duration,
    policy: SettlePolicy,
    announced_limits: bool,
    longest_pause: Duration,
    on_progress: Option<ProgressHook>,
}

impl<J> fmt::Debug for Bulk<J> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bulk")
            .field("job", &self.job)
            .field("concurrency", &self.concurrency)
            .field("lease", &self.lease)
            .field("policy", &self.policy)
            .finish_non_exhaustive()
    }
}

impl<J: Journal> Bulk<J> {
    /// How many payments are under way at once, by default 8; 0 counts as 1.
    pub fn concurrency(self, concurrency: usize) -> Self {
        Self {
            concurrency: concurrency.max(1),
            ..self
        }
    }

    /// After how long without a sign of life the rows of this run go to others, and after a crash back to the next run;
    /// by default 60 seconds; less than a tenth of a second counts as that. It is renewed as long as the stream is there.
    pub fn lease(self, lease: Duration) -> Self {
        Self { lease, ..self }
    }

    /// How hard to try to find an outcome out.
    pub fn settle_policy(self, policy: SettlePolicy) -> Self {
        Self { policy, ..self }
    }

    /// Whether to keep within the limits that answers announce, as it does by default. Otherwise only a 429 or 503 makes
    /// it wait: for servers that announce limits and do not enforce them, such as the sandbox by default.
    pub fn announced_limits(self, announced_limits: bool) -> Self {
        Self {
            announced_limits,
            ..self
        }
    }

    /// The longest pause that the server can bring about, by default 5 minutes; less than a minute, for which a limit
    /// counts, counts as a minute. What would have to wait longer is not sent, and ends as failed.
    pub fn longest_pause(self, longest_pause: Duration) -> Self {
        Self {
            longest_pause,
            ..self
        }
    }

    /// Tells this function how far the run is: at the beginning, and with each item that ends. It should not block.
    pub fn on_progress(self, hook: impl FnMut(&Progress) + Send + 'static) -> Self {
        Self {
            on_progress: Some(Box::new(hook)),
            ..self
        }
    }

    /// Pays these items; `request` makes the request for one. Nothing happens before the stream is polled.
    ///
    /// The input is read to its end before anything is sent, and each item is kept until it comes out.
    ///
    /// To interrupt it, drop the stream: requests under way are cut off, and nothing runs on. Started again with the
    /// same job, journal and input, it goes on.
    pub fn run<T, I, F>(self, items: I, request: F) -> Outcomes<T, J::Error>
    where
        J: 'static,
        T: Send + Sync + 'static,
        I: Stream<Item = T> + Send + 'static,
        F: Fn(&Client, &T) -> CreateDisbursement + Send + Sync + 'static,
    {
        Outcomes {
            stream: Box::pin(run::stream(self, items, Box::new(request))),
        }
    }
}

/// How the items of a bulk run ended, as they end.
///
/// After an error it is over, and can be started again: the journal knows what was sent.
#[must_use = "nothing is sent before it is polled"]
pub struct Outcomes<T, E> {
    stream: BoxStream<'static, Result<Ended<T>, BulkError<E>>>,
}

impl<T, E> Outcomes<T, E> {
    /// The next item that ended; none when all are out. The same as the [`Stream`], without another crate.
    ///
    /// # Errors
    /// If the input contradicts itself or the journal, or the journal cannot be read or written.
    pub async fn try_next(&mut self) -> Result<Option<Ended<T>>, BulkError<E>> {
        let next = std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context));
        next.await.transpose()
    }
}

impl<T, E> Stream for Outcomes<T, E> {
    type Item = Result<Ended<T>, BulkError<E>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.stream.as_mut().poll_next(context)
    }
}

impl<T, E> fmt::Debug for Outcomes<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outcomes").finish_non_exhaustive()
    }
}

/// An item and how it ended.
#[derive(Debug)]
#[non_exhaustive]
pub struct Ended<T> {
    /// As it went in.
    pub item: T,
    /// How it ended.
    pub end: End,
}

/// How an item ended.
#[derive(Debug)]
#[must_use = "it says whether money was sent"]
#[non_exhaustive]
#[allow(
    clippy::large_enum_variant,
    reason = "one for each payment, and never many at once"
)]
pub enum End {
    /// In this run.
    Now(Outcome<Disbursement>),
    /// In an earlier run, or by another machine; also the second item with the same reference.
    Before(Record),
}

impl End {
    /// [`Done`](State::Done), [`Failed`](State::Failed) or [`Unknown`](State::Unknown).
    #[must_use]
    pub fn state(&self) -> State {
        match self {
            Self::Now(outcome) => reported(outcome).0,
            Self::Before(record) => record.state,
        }
    }

    /// Whether the disbursement exists: not that it has arrived.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.state() == State::Done
    }

    /// The vendor's id of the disbursement, if it exists.
    #[must_use]
    pub fn payment_id(&self) -> Option<&str> {
        match self {
            Self::Before(record) => record.payment_id.as_deref(),
            Self::Now(outcome) => outcome.payment()?.id.as_deref(),
        }
    }

    /// Why it failed or is unknown, in words without secrets; also of a payment that is there and has failed.
    #[must_use]
    pub fn why(&self) -> Option<String> {
        match self {
            Self::Now(outcome) => reported(outcome).1,
            Self::Before(record) => record.why.clone(),
        }
    }
}

/// What the journal is told of an outcome: the state, and why.
fn reported(outcome: &Outcome<Disbursement>) -> (State, Option<String>) {
    match outcome {
        Outcome::Created(payment) | Outcome::Existed(payment) => {
            let why = "the payment stands under this reference, and has failed";
            (State::Done, payment.has_failed().then(|| why.to_owned()))
        }
        Outcome::NotCreated(error) => (State::Failed, Some(error.to_string())),
        Outcome::Unknown(ticket) => (State::Unknown, Some(ticket.why().to_owned())),
        Outcome::Conflict(conflict) => {
            let why = "not paid by this job: other payments stand under this reference; look at them before paying again";
            let why = match &conflict.error {
                Some(error) => format!("{why}: {error}"),
                None => why.to_owned(),
            };
            (State::Failed, Some(why))
        }
    }
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.state())?;
        match self.why() {
            Some(why) => write!(f, ": {why}"),
            None => Ok(()),
        }
    }
}

/// Why a bulk run stopped. What was sent is in the journal: start it again.
#[derive(Debug)]
#[non_exhaustive]
pub enum BulkError<E> {
    /// The item at this place of the input, counted from 0, has no `external_id`. Nothing was sent.
    NoReference(usize),
    /// These references are listed more than once, with different content. Nothing was sent.
    Contradiction(Vec<String>),
    /// These references stand in the journal with other content, or for another environment or account. Nothing was
    /// sent.
    Changed(Vec<String>),
    /// The journal could not be read or written.
    Journal(E),
    /// What the journal has cannot be settled, or a request cannot be made.
    Request(crate::Error),
}

/// Some of them, for a message.
fn some(references: &[String]) -> String {
    let shown: Vec<_> = references
        .iter()
        .take(5)
        .map(|r| format!("`{}`", redact::escaped(r)))
        .collect();
    let more = references.len().saturating_sub(shown.len());
    match more {
        0 => shown.join(", "),
        _ => format!("{} and {more} more", shown.join(", ")),
    }
}

impl<E> fmt::Display for BulkError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoReference(place) => {
                write!(f, "nothing was sent: item {place} has no `external_id`")
            }
            Self::Contradiction(references) => write!(
                f,
                "nothing was sent: listed more than once with different content: {}",
                some(references)
            ),
            Self::Changed(references) => write!(
                f,
                "nothing was sent: the journal has other content, another environment or another account for {}",
                some(references)
            ),
            Self::Journal(_) => f.write_str("the journal could not be read or written"),
            Self::Request(error) => error.fmt(f),
        }
    }
}

impl<E: std::error::Error + 'static> std::error::Error for BulkError<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Journal(error) => Some(error),
            Self::Request(error) => error.source(),
            _ => None,
        }
    }
}
