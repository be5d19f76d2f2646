//! The steps of finding out: send, look up or repeat, wait, and look again.

use std::sync::Arc;
use std::time::Duration;

use serde::de::IgnoredAny;
use tokio::time::Instant;
use tracing::warn;

use super::{Conflict, MoneyOut, Outcome, SettlePolicy, Unsettled};
use crate::proof::{self, Agreement, Found, Payment, Refusal};
use crate::transport::Transport;
use crate::{Error, IdempotencyKey, Result, idempotency_key, redact};

/// What one step shows.
enum Finding<T> {
    Same(T),
    /// Others stand under the reference, and only they. It counts after the wait.
    Others(Vec<T>),
    /// Nothing stands under the reference, or the server refuses what the request says. It counts after the wait.
    Absent,
    /// Nothing; another step may show more.
    Nothing(Error),
    /// Nothing, and neither will another step.
    Refused(Error),
}

/// How often to look first at most: nothing was sent yet, so there is no need to insist.
const FIRST_LOOKS: usize = 3;

/// Sends a request and finds out how it ended.
pub(crate) async fn settle<M: MoneyOut>(call: M, policy: &SettlePolicy) -> Outcome<M::Payment> {
    let (call, ticket) = match prepare(call) {
        Ok(prepared) => prepared,
        Err(error) => return Outcome::NotCreated(error),
    };
    let open = Open::new(&ticket);
    open.ended(send_and_find_out(call, ticket, policy).await)
}

async fn send_and_find_out<M: MoneyOut>(
    call: M,
    mut ticket: Unsettled,
    policy: &SettlePolicy,
) -> Outcome<M::Payment> {
    if policy.looks_first() && ticket.content.reference.is_some() {
        match look_first::<M>(call.transport(), &ticket, policy).await {
            None => {}
            Some(Finding::Absent) => ticket.looked_first = true,
            Some(Finding::Same(payment)) => return Outcome::Existed(payment),
            // A look-up that lags shows the others first.
            Some(Finding::Others(_)) => {
                let error = Error::unsettled(M::OPERATION);
                return find_out(Way::of(&call), ticket, error, policy).await;
            }
            Some(Finding::Nothing(error) | Finding::Refused(error)) => {
                return not_sent(ticket, error);
            }
        }
    }
    let sent = send(call.clone(), &mut ticket).await;
    ticket.sent_now();
    match sent {
        Ok(payment) => Outcome::Created(payment),
        Err(error) if error.is_outcome_unknown() || error.refusal() == Refusal::Used => {
            find_out(Way::of(&call), ticket, error, policy).await
        }
        Err(error) => Outcome::NotCreated(error),
    }
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
    if call.content()? != ticket.content {
        return Err(Error::configuration(
            "the ticket is of a request with another content",
        ));
    }
    refuse_key_header(&call)?;
    let call = call.keyed(&ticket.key, ticket.for_user_id.as_deref());
    Ok(resume_on(Way::of(&call), ticket, policy).await)
}

/// As [`resume`], for a product whose look-up needs nothing but the ticket.
///
/// # Errors
/// If the ticket is of another operation or environment.
pub(crate) async fn resume_by_look_up<M: MoneyOut>(
    transport: &Arc<Transport>,
    ticket: &Unsettled,
    policy: &SettlePolicy,
) -> Result<Outcome<M::Payment>> {
    check_ticket::<M>(transport, ticket)?;
    Ok(resume_on(Way::<M>::LookUp(transport), ticket, policy).await)
}

async fn resume_on<M: MoneyOut>(
    way: Way<'_, M>,
    ticket: &Unsettled,
    policy: &SettlePolicy,
) -> Outcome<M::Payment> {
    let open = Open::new(ticket);
    let error = Error::unsettled(M::OPERATION);
    open.ended(find_out(way, ticket.clone(), error, policy).await)
}

/// A payment whose outcome is not known, or not yet. What stays so is a warning of its own.
struct Open {
    operation: String,
    reference: String,
    why: Option<String>,
}

impl Open {
    fn new(ticket: &Unsettled) -> Self {
        Self {
            operation: ticket.operation.clone(),
            reference: redact::escaped(ticket.reference()).into_owned(),
            why: Some("settling was stopped".to_owned()),
        }
    }

    fn ended<T>(mut self, outcome: Outcome<T>) -> Outcome<T> {
        self.why = match &outcome {
            Outcome::Unknown(ticket) => Some(ticket.why().to_owned()),
            _ => None,
        };
        outcome
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        if let Some(why) = &self.why {
            let Self {
                operation,
                reference,
                ..
            } = self;
            warn!(
                operation,
                reference, why, "outcome unknown: settle the same values or the ticket again"
            );
        }
    }
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

/// A ticket that names one key, and a request that carries another, would settle nothing.
fn refuse_key_header<M: MoneyOut>(call: &M) -> Result<()> {
    if call.options().value(&idempotency_key::HEADER).is_some() {
        let problem = "an idempotency key of your own is set by `idempotency_key`, not by `header`";
        return Err(Error::unsendable(Some(M::OPERATION), problem));
    }
    Ok(())
}

/// The request with a key, and what would be needed to settle it.
pub(crate) fn prepare<M: MoneyOut>(call: M) -> Result<(M, Unsettled)> {
    refuse_key_header(&call)?;
    let transport = call.transport();
    let for_user_id = call.for_user_id().map(str::to_owned);
    let for_user_id = for_user_id.or_else(|| transport.sub_account(call.options()));
    let environment = environment(transport);
    let content = call.content()?;
    let key = match call.key() {
        Some(key) => IdempotencyKey::new(key)
            .map_err(|_| Error::unsendable(Some(M::OPERATION), "the idempotency key is not one"))?,
        // Keys must differ between environments (API reference, Create disbursement, line 4236).
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
    let under_way = call.under_way();
    let id = M::OPERATION.id;
    let ticket = Unsettled::new(id, environment, for_user_id, key, content, under_way);
    Ok((call, ticket))
}

/// What would be needed to settle a request that nobody has sent.
pub(crate) fn ticket<M: MoneyOut>(call: M) -> Result<Unsettled> {
    let (_, ticket) = prepare(call)?;
    Ok(ticket.not_yet_sent())
}

/// Sends the request. A success that does not show the payment as it was sent is an error whose outcome is unknown.
async fn send<M: MoneyOut>(call: M, ticket: &mut Unsettled) -> Result<M::Payment> {
    let response = call.send().await?;
    match proof::agreement(&ticket.content, response.displayed().as_ref()) {
        Agreement::Whole => return Ok(response.into_inner()),
        // There is nothing to compare it with.
        Agreement::Part if M::LOOK_UP.is_none() => return Ok(response.into_inner()),
        Agreement::Part | Agreement::Differs => ticket.accepted = true,
        Agreement::Mismatched => {}
    }
    Err(Error::mismatched(M::OPERATION, Some(response.into())))
}

/// How to find out what a request has become.
enum Way<'a, M> {
    LookUp(&'a Arc<Transport>),
    /// Where there is nothing to look up.
    Repeat(&'a M),
}

impl<'a, M: MoneyOut> Way<'a, M> {
    fn of(call: &'a M) -> Self {
        match M::LOOK_UP {
            Some(_) => Self::LookUp(call.transport()),
            None => Self::Repeat(call),
        }
    }

    /// How long after the last try a look-up must come to prove an absence.
    fn wait(&self, ticket: &Unsettled, policy: &SettlePolicy) -> Duration {
        let under_way = match self {
            Self::LookUp(transport) => transport.under_way(),
            Self::Repeat(call) => call.under_way(),
        };
        policy.wait(under_way.max(ticket.under_way()))
    }

    async fn step(&self, ticket: &mut Unsettled) -> Finding<M::Payment> {
        match self {
            Self::Repeat(call) => repeat(M::clone(call), ticket).await,
            Self::LookUp(transport) => look_up::<M>(transport, ticket)
                .await
                .unwrap_or_else(|| Finding::Refused(Error::unsettled(M::OPERATION))),
        }
    }
}

/// Asks until there is an answer that settles it, or time is up.
async fn find_out<M: MoneyOut>(
    way: Way<'_, M>,
    mut ticket: Unsettled,
    mut error: Error,
    policy: &SettlePolicy,
) -> Outcome<M::Payment> {
    let repeats = matches!(way, Way::Repeat(_));
    let is_used = error.refusal() == Refusal::Used;
    if repeats && is_used {
        // A repetition would be refused like the first time.
        return unknown(ticket, &error);
    }
    let wait = way.wait(&ticket, policy);
    let began = Instant::now();
    let mut pauses = policy.pauses_between();
    loop {
        let was_late = ticket.age() >= wait;
        let mut asked = Duration::ZERO;
        let finding = way.step(&mut ticket).await;
        // A repetition may be under way itself.
        let is_late = was_late && ticket.age() >= wait;
        match finding {
            // One that has not failed may be under way, or not shown yet.
            Finding::Same(payment) if payment.has_failed() && !is_late && !repeats => {}
            Finding::Same(payment) if repeats || ticket.looked_first && !is_used => {
                return Outcome::Created(payment);
            }
            Finding::Same(payment) => return Outcome::Existed(payment),
            Finding::Others(found) if is_late && !ticket.accepted => {
                let error = (!error.is_unsettled()).then(|| error.settled());
                return Outcome::Conflict(Conflict { found, error });
            }
            Finding::Absent if is_late && !ticket.accepted && !is_used => {
                return Outcome::NotCreated(error.settled());
            }
            // Time would not make more of it.
            Finding::Others(_) | Finding::Absent if is_late => return unknown(ticket, &error),
            Finding::Others(_) | Finding::Absent => {}
            Finding::Refused(error) => return unknown(ticket, &error),
            Finding::Nothing(newer) => {
                asked = newer.asked_pause().unwrap_or_default();
                if repeats && newer.is_outcome_unknown() {
                    ticket.sent_now();
                    error = newer;
                }
            }
        }
        let mut pause = pauses.next().unwrap_or(Duration::MAX);
        if let Some(rest) = wait.checked_sub(ticket.age()) {
            // Timers count in milliseconds.
            pause = pause.min(rest.saturating_add(Duration::from_millis(1)));
        }
        pause = pause.max(asked);
        if !policy.allows(began.elapsed(), pause) {
            return unknown(ticket, &error);
        }
        tokio::time::sleep(pause).await;
    }
}

/// Looks before anything is sent; a look-up that shows nothing is tried again a little.
async fn look_first<M: MoneyOut>(
    transport: &Arc<Transport>,
    ticket: &Unsettled,
    policy: &SettlePolicy,
) -> Option<Finding<M::Payment>> {
    let began = Instant::now();
    for pause in policy.pauses_between().take(FIRST_LOOKS.saturating_sub(1)) {
        match look_up::<M>(transport, ticket).await? {
            Finding::Nothing(error) => {
                let pause = pause.max(error.asked_pause().unwrap_or_default());
                if !policy.allows(began.elapsed(), pause) {
                    return Some(Finding::Nothing(error));
                }
                tokio::time::sleep(pause).await;
            }
            finding => return Some(finding),
        }
    }
    look_up::<M>(transport, ticket).await
}

/// Looks for the payment by its reference; none if the product has no such look-up.
async fn look_up<M: MoneyOut>(
    transport: &Arc<Transport>,
    ticket: &Unsettled,
) -> Option<Finding<M::Payment>> {
    let operation = M::LOOK_UP?;
    let reference = ticket.content.reference.as_deref().unwrap_or_default();
    let found = M::look_up(transport, reference, ticket.for_user_id.as_deref())?;
    let response = match found.await {
        Ok(response) => response,
        Err(error) if proof::is_absence(&error) => return Some(Finding::Absent),
        Err(error) => return Some(nothing(error)),
    };
    // One object in place of a list is one item.
    let items = serde_json::from_slice::<Vec<IgnoredAny>>(response.body());
    let items = items.map_or(1, |items| items.len());
    let found = proof::found(&ticket.content, response.into_inner(), items);
    Some(match found {
        Found::Same(payment) => Finding::Same(payment),
        Found::Others(others) => Finding::Others(others),
        Found::Nothing => Finding::Nothing(Error::mismatched(operation, None)),
    })
}

/// Sends the same request with the same key: whatever happened before, it takes effect once.
async fn repeat<M: MoneyOut>(call: M, ticket: &mut Unsettled) -> Finding<M::Payment> {
    match send(call, ticket).await {
        Ok(payment) => Finding::Same(payment),
        // Had it been carried out before, the first answer would have come again.
        Err(error) if proof::is_refusal_of_content(&error) => {
            if error.is_outcome_unknown() {
                // A try before this one went unanswered.
                ticket.sent_now();
            }
            Finding::Absent
        }
        Err(error) => nothing(error),
    }
}

/// A 4xx with a code will come again; anything else may be a gateway's, or pass.
fn nothing<T>(error: Error) -> Finding<T> {
    let is_final = error.is_refused()
        && !error.is_retryable()
        && matches!(error.status(), Some(400..=499))
        && error.code().is_some();
    if is_final {
        Finding::Refused(error)
    } else {
        Finding::Nothing(error)
    }
}

/// The look-up that comes first has failed. A refusal of it says what to mend; after anything else nobody can tell what
/// an earlier call has done.
fn not_sent<T>(ticket: Unsettled, error: Error) -> Outcome<T> {
    if error.refusal() != Refusal::Nothing {
        return Outcome::NotCreated(error);
    }
    let why = format!("nothing was sent, because the look-up before it failed: {error}");
    Outcome::Unknown(ticket.because(why))
}

fn unknown<T>(ticket: Unsettled, error: &Error) -> Outcome<T> {
    let why = match error.refusal() {
        Refusal::Used => format!(
            "{error}; what stands under the key or the reference is not known: look at it, and pay under no other one"
        ),
        _ => error.to_string(),
    };
    Outcome::Unknown(ticket.because(why))
}

fn environment(transport: &Transport) -> Option<String> {
    let environment = transport.environment?;
    Some(environment.as_str().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_longer_time_out_of_the_request_makes_the_wait_longer() {
        const SECOND: Duration = Duration::from_secs(1);
        let client = crate::xendit::Client::builder("xnd_development_a").timeout(60 * SECOND);
        let client = client.build().unwrap();
        let policy = SettlePolicy::default();
        let wait_of = |own: Option<Duration>| {
            let mut call = client.create_disbursement().external_id("a").amount(1);
            call.options.timeout = own;
            let (call, ticket) = prepare(call).unwrap();
            // Elsewhere there is nothing but the ticket.
            let ticket: Unsettled =
                serde_json::from_str(&serde_json::to_string(&ticket).unwrap()).unwrap();
            [
                Way::of(&call).wait(&ticket, &policy),
                Way::Repeat(&call).wait(&ticket, &policy),
            ]
        };
        assert_eq!(wait_of(None), [90 * SECOND; 2]);
        assert_eq!(wait_of(Some(SECOND)), [90 * SECOND; 2]);
        assert_eq!(wait_of(Some(300 * SECOND)), [330 * SECOND; 2]);
    }
}
