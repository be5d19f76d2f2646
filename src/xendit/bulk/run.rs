//! A bulk run: enters the input, claims what is open, pays it, and hands out what ended.

use std::collections::{HashMap, HashSet, VecDeque};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use futures_core::Stream;
use futures_util::stream::{self, StreamExt};
use tokio::sync::mpsc;
use tokio::task::{JoinError, JoinSet};
use tokio::time::{Instant, sleep, sleep_until, timeout_at};
use tracing::{Instrument, Span, field, info_span};
use uuid::Uuid;

use super::content::{self, Content};
use super::journal::{Claim, Claimed, Completion, Entry, Journal, Record, State};
use super::lease::Leases;
use super::progress::Meter;
use super::{Bulk, BulkError, Client, End, Ended};
use crate::credentials::Environment;
use crate::rate_limiter::{self, RateLimiter};
use crate::settle::{self, MoneyOut};
use crate::xendit::builder::CreateDisbursement;
use crate::xendit::types::Disbursement;
use crate::{Outcome, SettlePolicy, Unsettled, redact};

/// How many rows the journal is asked for at once.
const WINDOW: usize = 256;
/// How long to wait before looking again for what others have in hand.
const LOOK_AGAIN: Duration = Duration::from_millis(500);

pub(super) type Request<T> = Box<dyn Fn(&Client, &T) -> CreateDisbursement + Send + Sync>;

type Handed<T, E> = Result<Ended<T>, BulkError<E>>;

/// The run as a stream.
///
/// It goes on in tasks of its own, so that it holds no connection of the journal while nobody polls it, and no request
/// runs out of time. They end with the stream.
pub(super) fn stream<J: Journal + 'static, T: Send + Sync + 'static>(
    bulk: Bulk<J>,
    items: impl Stream<Item = T> + Send + 'static,
    request: Request<T>,
) -> impl Stream<Item = Handed<T, J::Error>> + Send {
    let started = async move {
        let (sender, receiver) = mpsc::channel(1);
        let mut task = JoinSet::new();
        task.spawn(async move {
            if let Err(error) = drive(bulk, items, request, &sender).await {
                // Nobody may listen any more.
                let _ = sender.send(Err(error)).await;
            }
        });
        stream::unfold((receiver, task), |(mut receiver, mut task)| async move {
            if let Some(handed) = receiver.recv().await {
                return Some((handed, (receiver, task)));
            }
            task.join_next().await.map(unwind);
            None
        })
    };
    stream::once(started).flatten()
}

async fn drive<J: Journal + 'static, T: Send + Sync + 'static>(
    bulk: Bulk<J>,
    items: impl Stream<Item = T> + Send,
    request: Request<T>,
    sender: &mpsc::Sender<Handed<T, J::Error>>,
) -> Result<(), BulkError<J::Error>> {
    let mut run = Run::begin(bulk, items, request).await?;
    while let Some(ended) = run.next().await? {
        if sender.send(Ok(ended)).await.is_err() {
            break;
        }
    }
    Ok(())
}

/// A panic in a task of ours is one of the caller's code: it goes on where the caller is.
fn unwind<R>(ended: Result<R, JoinError>) -> Option<R> {
    match ended {
        Ok(value) => Some(value),
        Err(error) => match error.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            Err(_) => None,
        },
    }
}

/// What every payment of a run needs.
struct Shared<J, T> {
    client: Client,
    job: String,
    worker: String,
    journal: J,
    policy: SettlePolicy,
    leases: Arc<Leases>,
    request: Request<T>,
}

struct Run<J: Journal, T> {
    shared: Arc<Shared<J, T>>,
    concurrency: usize,
    /// When it began, by the clock of the journal: what failed or became unknown before then is tried again.
    before: i64,
    /// The same moment, by a clock that never jumps.
    began: Instant,
    /// By reference; several items may be the same payment.
    items: HashMap<String, Vec<T>>,
    /// Neither claimed nor ended.
    pending: VecDeque<String>,
    claimed: VecDeque<Claimed>,
    under_way: JoinSet<Turn<T, J::Error>>,
    /// Shows that this worker is alive.
    _sign_of_life: JoinSet<()>,
    ready: VecDeque<Ended<T>>,
    meter: Meter,
    look_at: Instant,
    /// How many pending rows were looked at in vain since something was found.
    in_vain: usize,
}

/// What came of an attempt to pay an item.
struct Turn<T, E> {
    reference: String,
    item: T,
    /// None if another worker has it now.
    outcome: Result<Option<Outcome<Disbursement>>, BulkError<E>>,
}

impl<J: Journal + 'static, T: Send + Sync + 'static> Run<J, T> {
    async fn begin(
        bulk: Bulk<J>,
        items: impl Stream<Item = T> + Send,
        request: Request<T>,
    ) -> Result<Self, BulkError<J::Error>> {
        let limit = match bulk.client.environment() {
            Environment::Development => 60,
            Environment::Production => 600,
        };
        let longest_pause = bulk.longest_pause.max(rate_limiter::WINDOW);
        let limiter = RateLimiter::new(limit, bulk.announced_limits, longest_pause);
        let shared = Shared {
            client: Client {
                transport: Arc::new(bulk.client.transport.with_rate_limiter(limiter)),
            },
            job: bulk.job,
            worker: Uuid::new_v4().to_string(),
            journal: bulk.journal,
            policy: bulk.policy,
            leases: Arc::new(Leases::new(bulk.lease)),
            request,
        };
        let before = shared.journal.now().await.map_err(BulkError::Journal)?;
        let began = Instant::now();
        let input = Input::read(&shared, items).await?;
        let records = shared.enter(&input.entries).await?;
        let shared = Arc::new(shared);
        let mut sign_of_life = JoinSet::new();
        sign_of_life.spawn(Arc::clone(&shared).stay_alive());
        let mut run = Self {
            shared,
            concurrency: bulk.concurrency,
            before,
            began,
            meter: Meter::begin(input.total, bulk.on_progress),
            items: input.items,
            pending: input.entries.into_iter().map(|e| e.reference).collect(),
            claimed: VecDeque::new(),
            under_way: JoinSet::new(),
            _sign_of_life: sign_of_life,
            ready: VecDeque::new(),
            look_at: Instant::now(),
            in_vain: 0,
        };
        let ended = run.take_ended(records);
        run.pending.retain(|reference| !ended.contains(reference));
        Ok(run)
    }

    async fn next(&mut self) -> Result<Option<Ended<T>>, BulkError<J::Error>> {
        loop {
            if let Some(ended) = self.ready.pop_front() {
                let by_this_run = matches!(ended.end, End::Now(_));
                self.meter.count(ended.end.state(), by_this_run);
                return Ok(Some(ended));
            }
            self.fill().await?;
            if !self.ready.is_empty() {
                continue;
            }
            if self.pending.is_empty() && self.under_way.is_empty() {
                return Ok(None);
            }
            self.wait().await?;
        }
    }

    /// Starts as many payments as may be under way.
    async fn fill(&mut self) -> Result<(), BulkError<J::Error>> {
        while self.under_way.len() < self.concurrency {
            if let Some(claimed) = self.claimed.pop_front() {
                self.start(claimed);
            } else if self.pending.is_empty() || Instant::now() < self.look_at {
                break;
            } else {
                self.claim().await?;
            }
        }
        Ok(())
    }

    fn start(&mut self, claimed: Claimed) {
        let items = self.items.get_mut(&claimed.reference);
        let Some(item) = items.and_then(Vec::pop) else {
            return;
        };
        let shared = Arc::clone(&self.shared);
        let reference = claimed.reference.clone();
        let span = info_span!(
            "bulk_payment",
            job = &*redact::escaped(&shared.job),
            sub_account = field::Empty,
            reference = &*redact::escaped(&reference),
        );
        let payment = async move {
            let outcome = shared.pay(claimed, &item).await;
            Turn {
                reference,
                item,
                outcome,
            }
        };
        self.under_way.spawn(payment.instrument(span));
    }

    /// Claims some of what is pending, and finds out what others did with the rest of the window.
    async fn claim(&mut self) -> Result<(), BulkError<J::Error>> {
        let shared = Arc::clone(&self.shared);
        let size = WINDOW.min(self.pending.len());
        let mut window: Vec<_> = self.pending.drain(..size).collect();
        let claim = Claim {
            job: &shared.job,
            worker: &shared.worker,
            references: &window,
            most: self.concurrency,
            before: self.before,
            lease: shared.leases.length(),
        };
        let claimed = shared.journal.claim(claim).await;
        let mut claimed = claimed.map_err(BulkError::Journal)?;
        if claimed.iter().any(|row| row.ticket.is_some()) {
            let jump = shared.jump(self.before, self.began).await?;
            for row in &mut claimed {
                row.idle = row.idle.saturating_sub(jump);
            }
        }
        let mine: HashSet<_> = claimed.iter().map(|row| row.reference.clone()).collect();
        window.retain(|reference| !mine.contains(reference));
        self.claimed.extend(claimed);
        if mine.len() == self.concurrency {
            self.in_vain = 0;
            for reference in window.into_iter().rev() {
                self.pending.push_front(reference);
            }
            return Ok(());
        }
        // The rest of the window has ended, or is in the hands of others.
        let records = shared.read(&window).await?;
        let ended = self.take_ended(records);
        window.retain(|reference| !ended.contains(reference));
        self.in_vain = if mine.is_empty() && ended.is_empty() {
            self.in_vain.saturating_add(window.len())
        } else {
            0
        };
        self.pending.extend(window);
        if self.in_vain >= self.pending.len() {
            self.in_vain = 0;
            let now = Instant::now();
            self.look_at = now.checked_add(LOOK_AGAIN).unwrap_or(now);
        }
        Ok(())
    }

    /// Hands out what has ended already; tells which payments those are.
    fn take_ended(&mut self, records: Vec<Record>) -> HashSet<String> {
        let mut ended = HashSet::new();
        for record in records {
            let is_over = match record.state {
                State::Done => true,
                State::Failed | State::Unknown => record.changed_at >= self.before,
                State::Waiting | State::Sent => false,
            };
            if is_over {
                let items = self.items.remove(&record.reference).unwrap_or_default();
                self.hand_out_before(items, &record);
                ended.insert(record.reference);
            }
        }
        ended
    }

    fn hand_out_before(&mut self, items: Vec<T>, record: &Record) {
        self.ready.extend(items.into_iter().map(|item| Ended {
            item,
            end: End::Before(record.clone()),
        }));
    }

    /// Waits for a payment to end, or until it is time to look for more.
    async fn wait(&mut self) -> Result<(), BulkError<J::Error>> {
        if self.under_way.is_empty() {
            sleep_until(self.look_at).await;
            return Ok(());
        }
        let turn = self.under_way.join_next();
        let turn = if self.pending.is_empty() || self.look_at <= Instant::now() {
            turn.await
        } else {
            timeout_at(self.look_at, turn).await.unwrap_or_default()
        };
        match turn.and_then(unwind) {
            Some(turn) => self.take_turn(turn).await,
            None => Ok(()),
        }
    }

    async fn take_turn(&mut self, turn: Turn<T, J::Error>) -> Result<(), BulkError<J::Error>> {
        let Turn {
            reference,
            item,
            outcome,
        } = turn;
        let Some(outcome) = outcome? else {
            self.items.entry(reference.clone()).or_default().push(item);
            self.pending.push_back(reference);
            return Ok(());
        };
        let end = End::Now(outcome);
        self.ready.push_back(Ended { item, end });
        // The same payment, listed again.
        let others = self.items.remove(&reference).unwrap_or_default();
        if !others.is_empty()
            && let Some(record) = self.shared.read(&[reference]).await?.first()
        {
            self.hand_out_before(others, record);
        }
        Ok(())
    }
}

/// Names the sub-account that a payment is made for on its span.
fn name_sub_account(ticket: &Unsettled) {
    if let Some(id) = ticket.for_user_id() {
        Span::current().record("sub_account", &*redact::escaped(id));
    }
}

/// What is to be paid.
struct Input<T> {
    total: usize,
    entries: Vec<Entry>,
    items: HashMap<String, Vec<T>>,
}

impl<T: Send + Sync> Input<T> {
    async fn read<J: Journal>(
        shared: &Shared<J, T>,
        items: impl Stream<Item = T> + Send,
    ) -> Result<Self, BulkError<J::Error>> {
        let mut input = Self {
            total: 0,
            entries: Vec::new(),
            items: HashMap::new(),
        };
        let mut contents: HashMap<String, Content> = HashMap::new();
        let mut contradictions = Vec::new();
        let mut items = pin!(items);
        while let Some(item) = items.next().await {
            let call = (shared.request)(&shared.client, &item);
            let content = Content::of(&call).map_err(BulkError::Request)?;
            let reference = content::reference(&call).map_err(BulkError::Request)?;
            let reference = reference.ok_or(BulkError::NoReference(input.total))?;
            input.total = input.total.saturating_add(1);
            match contents.get(&reference) {
                None => {
                    input.entries.push(Entry {
                        reference: reference.clone(),
                        content: content.digest(),
                    });
                    contents.insert(reference.clone(), content);
                }
                Some(first) if *first == content => {}
                Some(_) => contradictions.push(reference.clone()),
            }
            input.items.entry(reference).or_default().push(item);
        }
        if !contradictions.is_empty() {
            contradictions.sort();
            contradictions.dedup();
            return Err(BulkError::Contradiction(contradictions));
        }
        Ok(input)
    }
}

impl<J: Journal, T: Send + Sync> Shared<J, T> {
    /// Enters the input, and answers what the journal has of it.
    async fn enter(&self, entries: &[Entry]) -> Result<Vec<Record>, BulkError<J::Error>> {
        let mut records = Vec::with_capacity(entries.len());
        let mut changed = Vec::new();
        for entries in entries.chunks(WINDOW) {
            let entered = self.journal.enter(&self.job, entries).await;
            entered.map_err(BulkError::Journal)?;
            let references: Vec<_> = entries.iter().map(|e| e.reference.clone()).collect();
            let contents: HashMap<_, _> =
                entries.iter().map(|e| (&e.reference, &e.content)).collect();
            for record in self.read(&references).await? {
                let content = contents.get(&record.reference);
                if content.is_some_and(|content| content::is_same(&record.content, content)) {
                    records.push(record);
                } else {
                    changed.push(record.reference);
                }
            }
        }
        if changed.is_empty() {
            Ok(records)
        } else {
            Err(BulkError::Changed(changed))
        }
    }

    /// Prolongs the leases again and again.
    async fn stay_alive(self: Arc<Self>) {
        let lease = self.leases.length();
        let pause = lease.checked_div(3).unwrap_or(lease);
        loop {
            sleep(pause).await;
            let asked = Instant::now();
            let renewed = self.journal.renew(&self.job, &self.worker, lease).await;
            // Otherwise the lease ends, and nothing is sent after that.
            if renewed.is_ok() {
                self.leases.renew(asked);
            }
        }
    }

    async fn read(&self, references: &[String]) -> Result<Vec<Record>, BulkError<J::Error>> {
        let records = self.journal.read(&self.job, references).await;
        records.map_err(BulkError::Journal)
    }

    /// How far the clock of the journal has jumped forward since the run began: by so much, what it says of others may
    /// be too long ago.
    async fn jump(&self, before: i64, began: Instant) -> Result<Duration, BulkError<J::Error>> {
        let elapsed = began.elapsed();
        let now = self.journal.now().await.map_err(BulkError::Journal)?;
        let passed = u64::try_from(now.saturating_sub(before)).unwrap_or_default();
        Ok(Duration::from_millis(passed).saturating_sub(elapsed))
    }

    /// Pays what was claimed and notes how it ended; none if another worker has it by now.
    async fn pay(
        &self,
        claimed: Claimed,
        item: &T,
    ) -> Result<Option<Outcome<Disbursement>>, BulkError<J::Error>> {
        let Claimed {
            reference,
            ticket,
            idle,
        } = claimed;
        let before = match ticket {
            Some(mut ticket) => {
                name_sub_account(&ticket);
                ticket.sent_until(idle);
                let looked = self.client.settle_disbursement(&ticket, &self.policy).await;
                Some(looked.map_err(BulkError::Request)?)
            }
            None => None,
        };
        let outcome = match before {
            // Nothing was done of what was sent before.
            None | Some(Outcome::NotCreated(_)) => self.send(&reference, item).await?,
            known => known,
        };
        if let Some(outcome) = &outcome {
            self.end(&reference, outcome).await?;
        }
        Ok(outcome)
    }

    /// Why no payment can be looked up or sent for longer than is waited for.
    fn withheld(&self) -> Option<crate::Error> {
        let look_up = CreateDisbursement::LOOK_UP.into_iter();
        let mut operations = look_up.chain([CreateDisbursement::OPERATION]);
        operations.find_map(|operation| self.client.transport.withheld(operation))
    }

    /// Sends a payment, and again after a 429, as long as the lease of it lasts.
    async fn send(
        &self,
        reference: &str,
        item: &T,
    ) -> Result<Option<Outcome<Disbursement>>, BulkError<J::Error>> {
        loop {
            if let Some(error) = self.withheld() {
                return Ok(Some(Outcome::NotCreated(error)));
            }
            let call = (self.request)(&self.client, item);
            let named = content::reference(&call).map_err(BulkError::Request)?;
            if named.as_deref() != Some(reference) {
                let problem = "the request of an item changes its `external_id`";
                return Err(BulkError::Request(crate::Error::configuration(problem)));
            }
            let key = content::key(&call, &self.job, reference);
            let call = call.idempotency_key(key);
            let (mut call, ticket) = match settle::prepare(call) {
                Ok(prepared) => prepared,
                Err(error) => return Ok(Some(Outcome::NotCreated(error))),
            };
            name_sub_account(&ticket);
            let lease = self.leases.begin();
            let length = self.leases.length();
            let noted = self
                .journal
                .sending(&self.job, &self.worker, &ticket, length);
            if !noted.await.map_err(BulkError::Journal)? {
                return Ok(None);
            }
            let leases = Arc::clone(&self.leases);
            call.options.may_send = Some(Arc::new(move || leases.holds(&lease)));
            match settle::settle(call, &self.policy).await {
                // The limiter knows, and waits.
                Outcome::NotCreated(error) if error.status() == Some(429) => {}
                Outcome::NotCreated(error) if error.is_given() => return Ok(None),
                outcome => return Ok(Some(outcome)),
            }
        }
    }

    async fn end(
        &self,
        reference: &str,
        outcome: &Outcome<Disbursement>,
    ) -> Result<(), BulkError<J::Error>> {
        let ticket = match outcome {
            Outcome::Unknown(ticket) => Some(ticket),
            _ => None,
        };
        let payment = outcome.payment();
        let (state, why) = super::reported(outcome);
        let completion = Completion {
            state,
            payment_id: payment.and_then(|payment| payment.id.as_deref()),
            why: why.as_deref(),
            ticket,
        };
        let ended = self
            .journal
            .ended(&self.job, &self.worker, reference, completion);
        ended.await.map_err(BulkError::Journal)
    }
}
