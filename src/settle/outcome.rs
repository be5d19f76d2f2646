//! How a request that sends money out ended.

use super::Unsettled;
use crate::Error;

/// How a request that sends money out ended.
///
/// | outcome | does the payment exist? | what to do |
/// | --- | --- | --- |
/// | [`Created`](Self::Created) | yes | nothing |
/// | [`Existed`](Self::Existed) | yes, and this call added none | nothing; its status may be a failure |
/// | [`Conflict`](Self::Conflict) | others stand under its reference, this one does not | look at [`Conflict::found`] before anything else |
/// | [`NotCreated`](Self::NotCreated) | not by this call | read the error; settling again is safe |
/// | [`Unknown`](Self::Unknown) | nobody can tell yet | keep the ticket, settle it later; pay by no other way |
///
/// An outcome that is none of these, which a later version may have, is to be treated as `Unknown`: nothing may be paid
/// again.
///
/// `Created` and `Existed` tell that the payment was taken on, not that it has arrived: wait for that with
/// `until_final` or the callback.
///
/// # What proves what
/// An outcome is told only on proof. Line numbers are those of `xendit-api-reference.txt`.
///
/// | what was seen | what it proves |
/// | --- | --- |
/// | a 2xx that decodes, has the id, and agrees in reference, amount and bank | created |
/// | a 2xx that agrees in the reference, but not in amount or bank, or does not show them | nothing yet: it is looked up, and is then created or unknown |
/// | a 2xx with an error envelope, `{}`, or without any field of the answer | nothing |
/// | the answer to another request (another reference, another id) | nothing |
/// | a documented error code, in the documented envelope, that says that nothing was done | not created |
/// | a code for a used key or reference (4376, 4844, 1015; Payout links, Errors In Creating the Payout Link, line 81) | this call created nothing; what stands there has to be seen |
/// | 1xx, 3xx, a 4xx or 5xx without the envelope (a gateway's page), 408, a code that the documents do not have for the operation | nothing |
/// | 500 `SERVER_ERROR` (4396) | nothing by itself |
/// | no connection could be made | not created |
/// | a connection that broke, time that ran out | nothing |
/// | a look-up that finds nothing (`DIRECT_DISBURSEMENT_NOT_FOUND_ERROR`, 4396), after [the wait](crate::SettlePolicy::settle_after) | not created |
/// | the same, sooner; an empty list, `[null]`, items that cannot be read or belong to another reference | nothing |
/// | a look-up that finds the reference with the same amount and bank | existed, or created if it was not there before. Names and descriptions never decide: the bank writes them its way (4337, 4467, 4571) |
/// | several under the reference (allowed, 4499) | existed, if one agrees and has not failed; else the one that agrees and has failed |
/// | a look-up that finds the reference, and none that agrees, after the wait | conflict, unless a 2xx was seen: then unknown |
/// | the same key with the same body, answered like the first time (observed) | created |
/// | a refusal of a repetition that a success of the first try would itself cause: too little balance, a refund above the charge, a used key | nothing |
/// | a refusal of a repetition for what the request says (`API_VALIDATION_ERROR`), after the wait | not created |
#[derive(Debug)]
#[must_use = "it says whether money was sent"]
#[non_exhaustive]
#[allow(
    clippy::large_enum_variant,
    reason = "one for each payment, and never many at once"
)]
pub enum Outcome<T> {
    /// Created by this call. Where a product has no look-up, also what an earlier call with the same key and content
    /// created, because the server answers both alike.
    Created(T),
    /// It was there before: the same reference and, as far as the server shows it, the same content. If the server was
    /// not asked first ([`SettlePolicy::look_first`](crate::SettlePolicy::look_first)), a call whose answer was lost
    /// ends here as well.
    Existed(T),
    /// Other payments stand under the reference, and this one is not among them: this call created nothing.
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

/// Other payments stand under this reference. One of them may be what you meant to pay, with another amount or to
/// another bank: compare them with your books first. Only if none is, pay under a reference of its own.
#[derive(Debug)]
#[non_exhaustive]
pub struct Conflict<T> {
    /// What stands under the reference.
    pub found: Vec<T>,
    /// The refusal of the server, if it told.
    pub error: Option<Error>,
}
