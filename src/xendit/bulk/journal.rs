//! What was sent and how it ended: the trait for your own journal, and one in memory.

use std::collections::HashMap;
use std::convert::Infallible;
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::{Timestamp, Unsettled};

/// How far a disbursement of a job is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum State {
    /// Nothing was sent.
    Waiting,
    /// It is being sent, or was when its worker died.
    Sent,
    /// It exists at the vendor's, whether it has arrived yet or not.
    Done,
    /// It was not created, or something else stands under its reference.
    Failed,
    /// Nobody can tell yet.
    Unknown,
}

impl State {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::Waiting,
        Self::Sent,
        Self::Done,
        Self::Failed,
        Self::Unknown,
    ];

    /// As it stands in a journal, such as `waiting`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sent => "sent",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
        }
    }
}

crate::named::named!(State);

/// A disbursement to enter into a journal.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Entry {
    /// `external_id` of the disbursement.
    pub reference: String,
    /// A digest of the request, which begins with the version of its form. Keep it as it is: an earlier form is read too.
    pub content: String,
}

impl Entry {
    /// A disbursement with this reference, and the digest of its request.
    #[must_use]
    pub fn new(reference: impl Into<String>, content: impl Into<String>) -> Self {
        Self {
            reference: reference.into(),
            content: content.into(),
        }
    }
}

/// A disbursement as it stands in the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Record {
    /// `external_id` of the disbursement.
    pub reference: String,
    /// The digest of the request that was entered.
    pub content: String,
    /// How far it is.
    pub state: State,
    /// The vendor's id of it, if it is done.
    pub payment_id: Option<String>,
    /// Why it failed or is unknown, in words without secrets.
    pub why: Option<String>,
    /// Milliseconds since 1970, by the clock of the journal.
    pub changed_at: i64,
}

impl Record {
    /// A disbursement of which nothing was sent, entered at this time (milliseconds since 1970, by the clock of the
    /// journal).
    #[must_use]
    pub fn new(entry: Entry, entered_at: i64) -> Self {
        Self {
            reference: entry.reference,
            content: entry.content,
            state: State::Waiting,
            payment_id: None,
            why: None,
            changed_at: entered_at,
        }
    }

    /// When its state changed last, by the clock of the journal.
    #[must_use]
    pub fn changed(&self) -> Timestamp {
        chrono::DateTime::from_timestamp_millis(self.changed_at)
            .unwrap_or_default()
            .into()
    }
}

/// Who asks for work, and which.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Claim<'a> {
    /// The job.
    pub job: &'a str,
    /// Who asks.
    pub worker: &'a str,
    /// What would be welcome.
    pub references: &'a [String],
    /// As many at most.
    pub most: usize,
    /// What failed or became unknown before then is tried again. Milliseconds, by the clock of the journal.
    pub before: i64,
    /// For how long nobody else gets them.
    pub lease: Duration,
}

impl<'a> Claim<'a> {
    /// Asks for all of these, for a minute, and for nothing that has ended already.
    #[must_use]
    pub const fn new(job: &'a str, worker: &'a str, references: &'a [String]) -> Self {
        Self {
            job,
            worker,
            references,
            most: references.len(),
            before: 0,
            lease: Duration::from_secs(60),
        }
    }
}

/// A disbursement that was claimed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Claimed {
    /// `external_id` of the disbursement.
    pub reference: String,
    /// What was kept when it was sent, if its outcome is not known.
    pub ticket: Option<Unsettled>,
    /// Since when its former worker must have stopped to send: since its lease was over, or since it noted that the
    /// outcome is unknown. By the clock of the journal.
    pub idle: Duration,
}

impl Claimed {
    /// One of which nothing was sent.
    #[must_use]
    pub fn new(reference: impl Into<String>) -> Self {
        Self {
            reference: reference.into(),
            ticket: None,
            idle: Duration::ZERO,
        }
    }
}

/// How a disbursement ended, or came to stand still.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Completion<'a> {
    /// [`Done`](State::Done), [`Failed`](State::Failed) or [`Unknown`](State::Unknown).
    pub state: State,
    /// The vendor's id of it, if it is done.
    pub payment_id: Option<&'a str>,
    /// Why it failed or is unknown.
    pub why: Option<&'a str>,
    /// What is needed to settle it, if it is unknown.
    pub ticket: Option<&'a Unsettled>,
}

impl Completion<'_> {
    /// This state, and nothing else to say.
    #[must_use]
    pub const fn new(state: State) -> Self {
        Self {
            state,
            payment_id: None,
            why: None,
            ticket: None,
        }
    }
}

/// Remembers of each disbursement of a job how far it is, and who works on it.
///
/// Write your own for another engine: methods that come later will have a default. What is passed in and out is made by
/// `new`, and may get more fields. A row's digest and ticket carry the version of their form, and what an earlier version
/// of this crate has written is read.
///
/// A row belongs to a job and a reference. Every method is one step that takes effect wholly or not at all, and is
/// durable when it returns.
pub trait Journal: Send + Sync {
    /// Why the journal could not be read or written.
    type Error: std::error::Error + Send + Sync + 'static;

    /// The time by the clock of the journal, in milliseconds since 1970. One clock, however many machines.
    ///
    /// # Errors
    /// If the journal cannot be asked.
    fn now(&self) -> impl Future<Output = Result<i64, Self::Error>> + Send;

    /// Enters what is not there yet as [`Waiting`](State::Waiting); what is there stays as it is.
    ///
    /// # Errors
    /// If the journal cannot be written.
    fn enter(
        &self,
        job: &str,
        entries: &[Entry],
    ) -> impl Future<Output = Result<(), Self::Error>> + Send;

    /// The records under these references, in any order.
    ///
    /// # Errors
    /// If the journal cannot be read.
    fn read(
        &self,
        job: &str,
        references: &[String],
    ) -> impl Future<Output = Result<Vec<Record>, Self::Error>> + Send;

    /// Claims what nobody else has a lease on and what is waiting or sent, or failed or unknown since before
    /// [`Claim::before`]. Of any number of workers that ask at once, one gets a row.
    ///
    /// Whoever asks has given up what he had of it: by his own clock the lease may have been over, while the journal has
    /// prolonged it.
    ///
    /// # Errors
    /// If the journal cannot be written.
    fn claim(
        &self,
        claim: Claim<'_>,
    ) -> impl Future<Output = Result<Vec<Claimed>, Self::Error>> + Send;

    /// Prolongs every lease of a worker that is not over.
    ///
    /// # Errors
    /// If the journal cannot be written.
    fn renew(
        &self,
        job: &str,
        worker: &str,
        lease: Duration,
    ) -> impl Future<Output = Result<(), Self::Error>> + Send;

    /// Notes that a request is about to be sent, and prolongs its lease. `false` if the worker's lease is over: then it
    /// must not be sent.
    ///
    /// # Errors
    /// If the journal cannot be written.
    fn sending(
        &self,
        job: &str,
        worker: &str,
        ticket: &Unsettled,
        lease: Duration,
    ) -> impl Future<Output = Result<bool, Self::Error>> + Send;

    /// Notes how it ended, and gives the lease up. That it is done is noted whoever has the lease, and stays; the rest
    /// only if the worker has it.
    ///
    /// # Errors
    /// If the journal cannot be written.
    fn ended(
        &self,
        job: &str,
        worker: &str,
        reference: &str,
        end: Completion<'_>,
    ) -> impl Future<Output = Result<(), Self::Error>> + Send;
}

/// Remembers in memory: a job can be interrupted and started again within one process. Clones share what they
/// remember.
#[derive(Clone, Debug, Default)]
pub struct MemoryJournal(Arc<Mutex<Rows>>);

/// By job and reference.
type Rows = HashMap<(String, String), Row>;

#[derive(Debug)]
struct Row {
    record: Record,
    ticket: Option<Unsettled>,
    worker: Option<String>,
    leased_until: i64,
}

impl MemoryJournal {
    /// An empty journal.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    fn with<T>(&self, act: impl FnOnce(&mut Rows) -> T) -> T {
        // Every change is whole after a panic elsewhere.
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn key(job: &str, reference: &str) -> (String, String) {
    (job.to_owned(), reference.to_owned())
}

fn millis() -> i64 {
    chrono::Utc::now().timestamp_millis()
}

pub(super) fn in_millis(duration: Duration) -> i64 {
    // A thousand years are for ever, and do not overflow.
    i64::try_from(duration.as_millis())
        .unwrap_or(i64::MAX)
        .min(31_556_952_000_000)
}

impl Row {
    fn is_open(&self, now: i64, claim: &Claim<'_>) -> bool {
        let record = &self.record;
        (self.leased_until <= now || self.is_held_by(claim.worker))
            && match record.state {
                State::Waiting | State::Sent => true,
                State::Failed | State::Unknown => record.changed_at < claim.before,
                State::Done => false,
            }
    }

    fn is_held_by(&self, worker: &str) -> bool {
        self.worker.as_deref() == Some(worker)
    }
}

impl Journal for MemoryJournal {
    type Error = Infallible;

    async fn now(&self) -> Result<i64, Infallible> {
        Ok(millis())
    }

    async fn enter(&self, job: &str, entries: &[Entry]) -> Result<(), Infallible> {
        self.with(|rows| {
            for entry in entries {
                let key = key(job, &entry.reference);
                rows.entry(key).or_insert_with(|| Row {
                    record: Record::new(entry.clone(), millis()),
                    ticket: None,
                    worker: None,
                    leased_until: 0,
                });
            }
        });
        Ok(())
    }

    async fn read(&self, job: &str, references: &[String]) -> Result<Vec<Record>, Infallible> {
        let record = |rows: &Rows, reference: &String| {
            rows.get(&key(job, reference)).map(|row| row.record.clone())
        };
        Ok(self.with(|rows| {
            let found = references.iter().filter_map(|found| record(rows, found));
            found.collect()
        }))
    }

    async fn claim(&self, claim: Claim<'_>) -> Result<Vec<Claimed>, Infallible> {
        let now = millis();
        Ok(self.with(|rows| {
            let mut claimed = Vec::new();
            for reference in claim.references {
                if claimed.len() == claim.most {
                    break;
                }
                let row = rows.get_mut(&key(claim.job, reference));
                let Some(row) = row.filter(|row| row.is_open(now, &claim)) else {
                    continue;
                };
                let stopped = row.leased_until.max(row.record.changed_at);
                let idle = u64::try_from(now.saturating_sub(stopped));
                row.worker = Some(claim.worker.to_owned());
                row.leased_until = now.saturating_add(in_millis(claim.lease));
                claimed.push(Claimed {
                    reference: reference.clone(),
                    ticket: row.ticket.clone(),
                    idle: Duration::from_millis(idle.unwrap_or_default()),
                });
            }
            claimed
        }))
    }

    async fn renew(&self, job: &str, worker: &str, lease: Duration) -> Result<(), Infallible> {
        let now = millis();
        self.with(|rows| {
            let mine = rows.iter_mut().filter(|(key, row)| {
                key.0 == job && row.is_held_by(worker) && row.leased_until > now
            });
            for (_, row) in mine {
                row.leased_until = now.saturating_add(in_millis(lease));
            }
        });
        Ok(())
    }

    async fn sending(
        &self,
        job: &str,
        worker: &str,
        ticket: &Unsettled,
        lease: Duration,
    ) -> Result<bool, Infallible> {
        let now = millis();
        Ok(self.with(|rows| {
            let row = rows.get_mut(&key(job, ticket.reference()));
            let Some(row) = row.filter(|row| row.is_held_by(worker) && row.leased_until > now)
            else {
                return false;
            };
            row.record.state = State::Sent;
            row.record.changed_at = now;
            row.ticket = Some(ticket.clone());
            row.leased_until = now.saturating_add(in_millis(lease));
            true
        }))
    }

    async fn ended(
        &self,
        job: &str,
        worker: &str,
        reference: &str,
        end: Completion<'_>,
    ) -> Result<(), Infallible> {
        self.with(|rows| {
            let row = rows.get_mut(&key(job, reference)).filter(|row| {
                row.record.state != State::Done
                    && (row.is_held_by(worker) || end.state == State::Done)
            });
            if let Some(row) = row {
                row.record.state = end.state;
                row.record.payment_id = end.payment_id.map(str::to_owned);
                row.record.why = end.why.map(str::to_owned);
                row.record.changed_at = millis();
                row.ticket = end.ticket.cloned();
                row.worker = None;
                row.leased_until = 0;
            }
        });
        Ok(())
    }
}
