//! Money out with a known end: sends a request, and where its outcome is unknown, finds it out.
//!
//! What finds it out differs by product and stands in `xendit/`: a look-up where the documents have one, otherwise
//! the same request with the same key. The order of steps is here, once for all of them.

use std::future::Future;
use std::time::{Duration, Instant, SystemTime};

use backon::{BackoffBuilder, ExponentialBuilder};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::contract::Operation;
use crate::credentials::Environment;
use crate::request::Options;
use crate::transport::Transport;
use crate::{Amount, Error, ErrorCode, IdempotencyKey, Response, Result, Timestamp};

/// How a request that sends money out ended, once and for all.
///
/// | outcome | does the payment exist? | what to do |
/// | --- | --- | --- |
/// | [`Created`](Self::Created) | yes | nothing |
/// | [`Existed`](Self::Existed) | yes, and this call added none | nothing; its status may be a failure |
/// | [`Conflict`](Self::Conflict) | not this one | take another reference, or correct your records |
/// | [`NotCreated`](Self::NotCreated) | not by this call | read the error; settling again is safe |
/// | [`Unknown`](Self::Unknown) | nobody can tell yet | keep the ticket, settle it later |
///
/// `Created` and `Existed` tell that the payment was taken on, not that it has arrived: wait for that with
/// `until_final` or the callback.
#[derive(Debug)]
#[must_use = "it says whether money was sent"]
#[allow(
    clippy::large_enum_variant,
    reason = "one for each payment, and never many at once"
)]
pub enum Outcome<T> {
    /// Created by this call. Where a product has no look-up, also what an earlier call with the same key and content
    /// created, because the server answers both alike.
    Created(T),
    /// It was there before: the same reference and, as far as the server shows it, the same content. If the server was
    /// not asked first ([`SettlePolicy::look_first`]), a call whose answer was lost ends here as well.
    Existed(T),
    /// The reference or the key was used for another content. This call created nothing.
    Conflict(Conflict<T>),
    /// This call created nothing: the request was refused, could not be sent, or the look-up shows that it was not
    /// carried out. It says nothing of an earlier call that was cut off: settle again until the outcome is another one.
    NotCreated(Error),
    /// The outcome could not be found out in time. Keep this, and settle it later.
    Unknown(Unsettled),
}

impl<T> Outcome<T> {
    /// The payment, if it exists: by this call or before.
    #[must_use]
    pub fn payment(&self) -> Option<&T> {
        match self {
            Self::Created(payment) | Self::Existed(payment) => Some(payment),
            _ => None,
        }
    }

    /// A short name for reports: `created`, `existed`, `conflict`, `not created`, `unknown`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Created(_) => "created",
            Self::Existed(_) => "existed",
            Self::Conflict(_) => "conflict",
            Self::NotCreated(_) => "not created",
            Self::Unknown(_) => "unknown",
        }
    }
}

/// Something else stands under this reference or this key.
#[derive(Debug)]
#[non_exhaustive]
pub struct Conflict<T> {
    /// What stands under the reference, where the product has a look-up.
    pub found: Vec<T>,
    /// The refusal of the server, if it told.
    pub error: Option<Error>,
}

/// All that is needed to settle a request later, in another process too. It holds no key of yours, no account number
/// and no name; the reference is in it.
///
/// Keep it as JSON or in any other format of serde.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unsettled {
    operation: String,
    environment: Option<String>,
    for_user_id: Option<String>,
    key: IdempotencyKey,
    content: Content,
    /// Milliseconds since 1970.
    last_sent: i64,
    looked_first: bool,
    /// Whether the first look-up that finds nothing is proof, however soon it comes.
    answered: bool,
    why: String,
}

impl Unsettled {
    /// The operation, such as `create_disbursement`.
    #[must_use]
    pub fn operation(&self) -> &str {
        &self.operation
    }

    /// The caller's reference: `external_id` or `reference` of the request.
    #[must_use]
    pub fn reference(&self) -> &str {
        self.content.reference.as_deref().unwrap_or_default()
    }

    /// The key that the request carried. Nothing may be sent under it but the same request.
    #[must_use]
    pub fn idempotency_key(&self) -> &IdempotencyKey {
        &self.key
    }

    /// When the request was sent for the last time.
    #[must_use]
    pub fn last_sent(&self) -> Timestamp {
        chrono::DateTime::from_timestamp_millis(self.last_sent)
            .unwrap_or_default()
            .into()
    }

    /// Why the outcome is unknown, in words without secrets.
    #[must_use]
    pub fn why(&self) -> &str {
        &self.why
    }

    /// The request may have been sent until so long ago.
    pub(crate) fn sent_until(&mut self, ago: Duration) {
        let ago = i64::try_from(ago.as_millis()).unwrap_or(i64::MAX);
        self.last_sent = self.last_sent.max(millis().saturating_sub(ago));
    }

    /// How long ago the request was sent for the last time.
    fn age(&self) -> Duration {
        let age = millis().saturating_sub(self.last_sent);
        Duration::from_millis(u64::try_from(age).unwrap_or_default())
    }
}

/// How hard to try to find an outcome out.
///
/// Unless set otherwise: disbursements are looked up first; an unknown outcome is looked up for 2 minutes, after pauses
/// of half a second to 10 seconds; and that nothing is found counts 30 seconds after the last try, because until then
/// the request may still be on its way.
///
/// Within that, each request is tried again as the [`RetryPolicy`](crate::RetryPolicy) of the client says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettlePolicy {
    look_first: bool,
    quiet: Duration,
    max_total: Duration,
    first_pause: Duration,
    longest_pause: Duration,
}

impl Default for SettlePolicy {
    fn default() -> Self {
        Self {
            look_first: true,
            quiet: Duration::from_secs(30),
            max_total: Duration::from_secs(120),
            first_pause: Duration::from_millis(500),
            longest_pause: Duration::from_secs(10),
        }
    }
}

impl SettlePolicy {
    /// Whether to look for the reference before anything is sent, where the product has a look-up: one more request,
    /// that finds what was paid without a key or with another one.
    #[must_use]
    pub fn look_first(self, look_first: bool) -> Self {
        Self { look_first, ..self }
    }

    /// How long after the last try a look-up must come for its finding nothing to count. Longer than a request can be
    /// under way: longer than the time-out of the client.
    #[must_use]
    pub fn quiet(self, quiet: Duration) -> Self {
        Self { quiet, ..self }
    }

    /// How long to look for an unknown outcome at most; no new look-up begins after that.
    #[must_use]
    pub fn max_total(self, max_total: Duration) -> Self {
        Self { max_total, ..self }
    }

    /// The pauses between look-ups, about: the first, and the longest.
    #[must_use]
    pub fn pauses(self, first_pause: Duration, longest_pause: Duration) -> Self {
        Self {
            first_pause,
            longest_pause,
            ..self
        }
    }

    fn pauses_between(&self) -> impl Iterator<Item = Duration> + Send + use<> {
        ExponentialBuilder::default()
            .with_jitter()
            .with_factor(2.0)
            .with_min_delay(self.first_pause)
            .with_max_delay(self.longest_pause)
            .without_max_times()
            .build()
    }
}

/// How often to look first at most: nothing was sent yet, so there is no need to insist.
const FIRST_LOOKS: usize = 3;

/// What makes two payments the same one, without anything secret. What an answer does not show is none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Content {
    /// `external_id` or `reference`.
    pub(crate) reference: Option<String>,
    /// What it belongs to, such as the charge of a refund.
    pub(crate) parent: Option<String>,
    /// In digits, so that every format of serde keeps it exactly.
    pub(crate) amount: Option<String>,
    pub(crate) count: Option<i64>,
    pub(crate) bank_code: Option<String>,
    /// Names and descriptions are only ever compared.
    pub(crate) words: Vec<Option<String>>,
}

impl Content {
    pub(crate) fn amount(amount: Option<Amount>) -> Option<String> {
        amount.map(|amount| amount.to_decimal().normalize().to_string())
    }

    /// A digest to compare by. Banks write names in capitals, and forms add spaces.
    pub(crate) fn word(text: Option<&String>) -> Option<String> {
        let text = text?.trim().to_lowercase();
        Some(Uuid::new_v5(&Uuid::NAMESPACE_OID, text.as_bytes()).to_string())
    }

    /// Whether an answer is about this payment, or about another one under the same reference.
    fn compare(&self, shown: &Self) -> Likeness {
        fn differ<T: PartialEq>(one: Option<&T>, other: Option<&T>) -> bool {
            matches!((one, other), (Some(one), Some(other)) if one != other)
        }
        if self.reference.is_none() || self.reference != shown.reference {
            return Likeness::Foreign;
        }
        let words = self.words.iter().zip(&shown.words);
        let other = differ(self.parent.as_ref(), shown.parent.as_ref())
            || differ(self.amount.as_ref(), shown.amount.as_ref())
            || differ(self.count.as_ref(), shown.count.as_ref())
            || differ(self.bank_code.as_ref(), shown.bank_code.as_ref())
            || words
                .into_iter()
                .any(|(one, other)| differ(one.as_ref(), other.as_ref()));
        if other {
            Likeness::Other
        } else {
            Likeness::Same
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Likeness {
    Same,
    /// The same reference, another content.
    Other,
    /// Not even the reference: an answer that went astray.
    Foreign,
}

/// An answer to a request that sends money out.
pub(crate) trait Payment: Send {
    /// What it shows of its content; none if it has no id, so that nothing can have been created.
    fn shown(&self) -> Option<Content>;
}

/// A request that sends money out.
pub(crate) trait MoneyOut: Clone + Send + Sync + Sized {
    type Payment: Payment;
    const OPERATION: &'static Operation;
    /// Asks for every payment under a reference, where the documents have that.
    const LOOK_UP: Option<&'static Operation> = None;

    fn transport(&self) -> &Transport;
    fn content(&self) -> Content;
    /// The caller's own key, if there is one.
    fn key(&self) -> Option<&str>;
    fn for_user_id(&self) -> Option<&str>;
    fn options(&self) -> &Options;
    /// With this key and for this account.
    fn keyed(self, key: &IdempotencyKey, for_user_id: Option<&str>) -> Self;
    fn send(self) -> impl Future<Output = Result<Response<Self::Payment>>> + Send;
    /// Sends [`LOOK_UP`](Self::LOOK_UP).
    fn look_up(
        _transport: &Transport,
        _reference: &str,
        _for_user_id: Option<&str>,
    ) -> Option<impl Future<Output = Result<Vec<Self::Payment>>> + Send> {
        None::<std::future::Ready<_>>
    }
}

/// What one step of finding out shows.
enum Finding<T> {
    Same(T),
    Other(Vec<T>),
    /// Nothing stands under the reference, or the server would carry the request out only now.
    Nothing,
    /// The key was used, and the server does not say what for.
    Taken(Error),
    /// This step shows nothing. `true`: another one may.
    Failed(Error, bool),
}

/// Sends a request and finds out how it ended.
pub(crate) async fn settle<M: MoneyOut>(call: M, policy: &SettlePolicy) -> Outcome<M::Payment> {
    let (call, mut ticket) = match prepare(call) {
        Ok(prepared) => prepared,
        Err(error) => return Outcome::NotCreated(error),
    };
    if policy.look_first && ticket.content.reference.is_some() {
        match look_first::<M>(call.transport(), &ticket, policy).await {
            None => {}
            Some(Finding::Nothing) => ticket.looked_first = true,
            Some(Finding::Same(payment)) => return Outcome::Existed(payment),
            Some(Finding::Other(found)) => return conflict(found, None),
            // Nothing was sent yet.
            Some(Finding::Taken(error) | Finding::Failed(error, _)) => {
                return Outcome::NotCreated(error);
            }
        }
    }
    let sent = send(call.clone(), &ticket.content).await;
    ticket.last_sent = millis();
    let error = match sent {
        Ok(Finding::Same(payment)) => return Outcome::Created(payment),
        Ok(Finding::Other(found)) => return conflict(found, None),
        Ok(_) => Error::unsettled(M::OPERATION),
        Err(error) => error,
    };
    if error.is_outcome_unknown() {
        ticket.answered = only_answered(&error);
        return find_out(&call, ticket, error, policy).await;
    }
    if is_taken(&error) {
        return taken::<M>(&call, ticket, error).await;
    }
    Outcome::NotCreated(error)
}

/// Finds out how a request ended that was sent before.
///
/// # Errors
/// If the ticket is of another request.
pub(crate) async fn resume<M: MoneyOut>(
    call: M,
    ticket: &Unsettled,
    policy: &SettlePolicy,
) -> Result<Outcome<M::Payment>> {
    check_ticket::<M>(call.transport(), ticket)?;
    if call.content() != ticket.content {
        return Err(Error::configuration(
            "the ticket is of a request with another content",
        ));
    }
    let call = call.keyed(&ticket.key, ticket.for_user_id.as_deref());
    let error = Error::unsettled(M::OPERATION);
    Ok(find_out(&call, ticket.clone(), error, policy).await)
}

/// As [`resume`], for a product whose look-up needs nothing but the ticket.
///
/// # Errors
/// If the ticket is of another operation or environment.
pub(crate) async fn resume_by_look_up<M: MoneyOut>(
    transport: &Transport,
    ticket: &Unsettled,
    policy: &SettlePolicy,
) -> Result<Outcome<M::Payment>> {
    check_ticket::<M>(transport, ticket)?;
    let error = Error::unsettled(M::OPERATION);
    let look = || async {
        let found = look_up::<M>(transport, ticket).await;
        found.unwrap_or_else(|| Finding::Failed(Error::unsettled(M::OPERATION), false))
    };
    Ok(find_out_by(look, false, ticket.clone(), error, policy).await)
}

fn check_ticket<M: MoneyOut>(transport: &Transport, ticket: &Unsettled) -> Result<()> {
    if ticket.operation != M::OPERATION.id {
        return Err(Error::configuration("the ticket is of another operation"));
    }
    if ticket.environment != environment(transport) {
        return Err(Error::configuration(
            "the ticket is of another environment than the key",
        ));
    }
    Ok(())
}

/// The request with a key, and what would be needed to settle it.
pub(crate) fn prepare<M: MoneyOut>(call: M) -> Result<(M, Unsettled)> {
    let transport = call.transport();
    let for_user_id = call.for_user_id().map(str::to_owned);
    let for_user_id = for_user_id.or_else(|| transport.sub_account(call.options()));
    let environment = environment(transport);
    let content = call.content();
    let key = match call.key() {
        Some(key) => IdempotencyKey::new(key)
            .map_err(|_| Error::unsendable(Some(M::OPERATION), "the idempotency key is not one"))?,
        // Keys must differ between environments (xendit-api-reference.txt:4236).
        None => IdempotencyKey::derive(
            format!(
                "{}/{}/{}",
                M::OPERATION.id,
                environment.as_deref().unwrap_or_default(),
                for_user_id.as_deref().unwrap_or_default(),
            ),
            format!(
                "{}/{}",
                content.parent.as_deref().unwrap_or_default(),
                content.reference.as_deref().unwrap_or_default(),
            ),
        ),
    };
    let call = call.keyed(&key, for_user_id.as_deref());
    let ticket = Unsettled {
        operation: M::OPERATION.id.to_owned(),
        environment,
        for_user_id,
        key,
        content,
        last_sent: millis(),
        looked_first: false,
        answered: false,
        why: String::new(),
    };
    Ok((call, ticket))
}

/// Sends the request; an answer that is not about it is no answer. Finds `Same` or `Other`.
async fn send<M: MoneyOut>(call: M, content: &Content) -> Result<Finding<M::Payment>> {
    let response = call.send().await?;
    let shown = response.shown().map(|shown| Content {
        // Servers may write a name as the bank has it; that makes it no other payment.
        words: Vec::new(),
        ..shown
    });
    match shown.map_or(Likeness::Foreign, |shown| content.compare(&shown)) {
        Likeness::Same => Ok(Finding::Same(response.into_inner())),
        Likeness::Other => Ok(Finding::Other(vec![response.into_inner()])),
        Likeness::Foreign => Err(Error::astray(M::OPERATION, Some(response.into()))),
    }
}

/// The key was used before, and no try of this call can have done it.
async fn taken<M: MoneyOut>(call: &M, ticket: Unsettled, error: Error) -> Outcome<M::Payment> {
    match look_up::<M>(call.transport(), &ticket).await {
        None | Some(Finding::Nothing) => conflict(Vec::new(), Some(error)),
        Some(Finding::Same(payment)) => Outcome::Existed(payment),
        Some(Finding::Other(found)) => conflict(found, Some(error)),
        Some(Finding::Taken(error) | Finding::Failed(error, _)) => unknown(ticket, &error),
    }
}

async fn find_out<M: MoneyOut>(
    call: &M,
    ticket: Unsettled,
    error: Error,
    policy: &SettlePolicy,
) -> Outcome<M::Payment> {
    let state = ticket.clone();
    let step = || async {
        match look_up::<M>(call.transport(), &state).await {
            Some(finding) => finding,
            None => repeat(call.clone(), &state.content).await,
        }
    };
    find_out_by(step, M::LOOK_UP.is_none(), ticket, error, policy).await
}

/// Asks until there is an answer that settles it, or time is up.
async fn find_out_by<T, F: Future<Output = Finding<T>>>(
    step: impl Fn() -> F,
    repeats: bool,
    mut ticket: Unsettled,
    mut error: Error,
    policy: &SettlePolicy,
) -> Outcome<T> {
    let began = Instant::now();
    let mut pauses = policy.pauses_between();
    loop {
        let age = ticket.age();
        let mut pause = pauses.next().unwrap_or(policy.longest_pause);
        match step().await {
            Finding::Same(payment) if repeats || ticket.looked_first => {
                return Outcome::Created(payment);
            }
            Finding::Same(payment) => return Outcome::Existed(payment),
            Finding::Other(found) => return conflict(found, Some(error.settled())),
            Finding::Nothing if ticket.answered || age >= policy.quiet => {
                return if is_taken(&error) {
                    conflict(Vec::new(), Some(error.settled()))
                } else {
                    Outcome::NotCreated(error.settled())
                };
            }
            // Too soon to count.
            Finding::Nothing => {
                let rest = policy.quiet.saturating_sub(ticket.age());
                pause = pause.min(rest + Duration::from_millis(1));
            }
            Finding::Taken(error) | Finding::Failed(error, false) => {
                return unknown(ticket, &error);
            }
            Finding::Failed(newer, true) => {
                if repeats && newer.is_outcome_unknown() {
                    ticket.last_sent = millis();
                    error = newer;
                }
            }
        }
        if began.elapsed() + pause > policy.max_total {
            return unknown(ticket, &error);
        }
        tokio::time::sleep(pause).await;
    }
}

/// Looks before anything is sent; a look-up that shows nothing is tried again a little.
async fn look_first<M: MoneyOut>(
    transport: &Transport,
    ticket: &Unsettled,
    policy: &SettlePolicy,
) -> Option<Finding<M::Payment>> {
    for pause in policy.pauses_between().take(FIRST_LOOKS - 1) {
        match look_up::<M>(transport, ticket).await? {
            Finding::Failed(_, true) => tokio::time::sleep(pause).await,
            finding => return Some(finding),
        }
    }
    look_up::<M>(transport, ticket).await
}

/// Looks for the payment by its reference; none if the product has no such look-up.
async fn look_up<M: MoneyOut>(
    transport: &Transport,
    ticket: &Unsettled,
) -> Option<Finding<M::Payment>> {
    let reference = ticket.content.reference.as_deref().unwrap_or_default();
    let found = M::look_up(transport, reference, ticket.for_user_id.as_deref())?;
    let payments = match found.await {
        Ok(payments) => payments,
        Err(error) if is_not_found(&error) => return Some(Finding::Nothing),
        Err(error) => return Some(failed(error)),
    };
    let mut same = Vec::new();
    let mut other = Vec::new();
    for payment in payments {
        let shown = payment.shown();
        match shown.map_or(Likeness::Foreign, |shown| ticket.content.compare(&shown)) {
            Likeness::Same => same.push(payment),
            Likeness::Other => other.push(payment),
            // One answer that went astray shows nothing about the rest.
            Likeness::Foreign => {
                let operation = M::LOOK_UP.unwrap_or(M::OPERATION);
                return Some(Finding::Failed(Error::astray(operation, None), true));
            }
        }
    }
    Some(match (same.len(), other.len()) {
        (0, 0) => Finding::Nothing,
        // Beside it may stand others: references need not be unique (xendit-api-reference.txt:4499).
        (1, _) => same.pop().map_or(Finding::Nothing, Finding::Same),
        (0, _) => Finding::Other(other),
        _ => Finding::Other(same),
    })
}

/// Sends the same request with the same key: whatever happened before, it takes effect once.
async fn repeat<M: MoneyOut>(call: M, content: &Content) -> Finding<M::Payment> {
    let error = match send(call, content).await {
        Ok(finding) => return finding,
        Err(error) => error,
    };
    if is_taken(&error) {
        return Finding::Taken(error);
    }
    if !error.is_outcome_unknown() && is_refusal_of_content(&error) {
        // Had it been carried out before, the first answer would have come again.
        return Finding::Nothing;
    }
    failed(error)
}

/// A refusal without a code may be a gateway's, or cut short: another step may show more.
fn failed<T>(error: Error) -> Finding<T> {
    let again = error.is_retryable()
        || error.is_unreadable()
        || error.is_outcome_unknown()
        || error.is_refused() && error.code().is_none();
    Finding::Failed(error, again)
}

fn conflict<T>(found: Vec<T>, error: Option<Error>) -> Outcome<T> {
    Outcome::Conflict(Conflict { found, error })
}

fn unknown<T>(ticket: Unsettled, error: &Error) -> Outcome<T> {
    Outcome::Unknown(Unsettled {
        why: error.to_string(),
        ..ticket
    })
}

/// The codes for a key or a reference that was used before.
fn is_taken(error: &Error) -> bool {
    matches!(
        error.code(),
        Some(
            ErrorCode::DuplicateTransactionError
                | ErrorCode::DuplicatePayoutError
                | ErrorCode::DuplicateRefundError
        )
    ) || error.code().is_some_and(|code| code == "DUPLICATE_ERROR")
}

/// The one answer that proves absence; a gateway's own 404 does not.
fn is_not_found(error: &Error) -> bool {
    error.status() == Some(404)
        && matches!(
            error.code(),
            Some(ErrorCode::DirectDisbursementNotFoundError)
        )
}

/// Whether the server read the request and refused what it asks for.
fn is_refusal_of_content(error: &Error) -> bool {
    matches!(error.status(), Some(400 | 404))
        && error
            .code()
            .is_some_and(|code| *code != ErrorCode::InvalidJsonFormat)
}

/// Whether every try that may have been carried out was answered with the documented 500, after which a look-up counts
/// at once (xendit-api-reference.txt:4396); any other may still be under way.
fn only_answered(error: &Error) -> bool {
    !error.is_unreadable()
        && error.attempts().iter().all(|attempt| {
            attempt.never_arrived
                || matches!(attempt.status, Some(status) if status == 500 || (400..500).contains(&status) && status != 408)
        })
}

fn environment(transport: &Transport) -> Option<String> {
    transport.environment.map(|environment| {
        match environment {
            Environment::Development => "development",
            Environment::Production => "production",
        }
        .to_owned()
    })
}

fn millis() -> i64 {
    let since = SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// The public methods of a request that sends money out.
macro_rules! settles {
    ($builder:ident, $payment:ty, $(#[$rules:meta])*) => {
        impl $builder<'_> {
            /// Sends the request with an idempotency key, finds the outcome out where it is unknown, and never pays
            /// twice.
            ///
            /// Without a key of yours it takes one that is derived from the reference, the same on every machine: a job
            /// that is started again finds its payments. The reference must name one payment.
            ///
            $(#[$rules])*
            pub async fn settle(
                self,
                policy: &crate::SettlePolicy,
            ) -> crate::Outcome<$payment> {
                crate::settle::settle(self, policy).await
            }

            /// Finds out how this request ended, that was sent before and came back
            /// [`Unknown`](crate::Outcome::Unknown). Make it from the same values; the key is that of the ticket.
            ///
            /// # Errors
            /// If the ticket is of another request, or of another environment. Nothing was sent then.
            pub async fn resume(
                self,
                ticket: &crate::Unsettled,
                policy: &crate::SettlePolicy,
            ) -> crate::Result<crate::Outcome<$payment>> {
                crate::settle::resume(self, ticket, policy).await
            }
        }
    };
}
pub(crate) use settles;

/// The parts of [`MoneyOut`] that are alike for every builder.
macro_rules! money_out {
    () => {
        fn transport(&self) -> &crate::transport::Transport {
            self.client
        }

        fn key(&self) -> Option<&str> {
            self.idempotency_key.as_deref()
        }

        fn for_user_id(&self) -> Option<&str> {
            self.for_user_id.as_deref()
        }

        fn options(&self) -> &crate::request::Options {
            &self.options
        }

        fn keyed(self, key: &crate::IdempotencyKey, for_user_id: Option<&str>) -> Self {
            Self {
                idempotency_key: Some(key.into()),
                for_user_id: for_user_id.map(str::to_owned),
                ..self
            }
        }

        async fn send(self) -> crate::Result<crate::Response<Self::Payment>> {
            Self::send(self).await
        }
    };
}
pub(crate) use money_out;
