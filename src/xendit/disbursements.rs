//! Disbursements with a known end: a look-up by `external_id` settles what is unknown.

use std::sync::Arc;

use super::Client;
use super::builder::{CreateDisbursement, GetDisbursementsByExternalId};
use super::generated::operations;
use super::types::{Disbursement, DisbursementStatus};
use crate::contract::Operation;
use crate::proof::Payment;
use crate::settle::{self, Content, MoneyOut};
use crate::transport::Transport;
use crate::{Outcome, Response, Result, SettlePolicy, Unsettled, WaitPolicy, Waited};

settle::settles!(
    CreateDisbursement, Disbursement,
    /// # Rules
    /// 1. Unless [`look_first`](crate::SettlePolicy::look_first) is off, `GET /disbursements?external_id=…` comes first
    ///    (API reference, Get disbursement by external_id, line 4495). What is found is not sent again: [`Existed`](crate::Outcome::Existed) or
    ///    [`Conflict`](crate::Outcome::Conflict), which is told only after
    ///    [the wait](crate::SettlePolicy::settle_after), because a look-up may lag. If that look-up fails, nothing is
    ///    sent: [`NotCreated`](crate::Outcome::NotCreated) if the server refuses it, otherwise
    ///    [`Unknown`](crate::Outcome::Unknown), because nobody can tell what an earlier call has done.
    /// 2. The request goes out with the key (4231). The server gives the first answer again to a repeated key and body
    ///    (observed), or says `DUPLICATE_TRANSACTION_ERROR` (4376): then the look-up tells what the key was used for. If
    ///    it does not, the outcome stays `Unknown`: the document's advice to take another key (4378) would pay twice.
    /// 3. After a 500 (4394 to 4396, 4984) or anything else that leaves it open, the look-up tells whether the
    ///    disbursement was created; `DIRECT_DISBURSEMENT_NOT_FOUND_ERROR` is the proof that it was not (4396), once the
    ///    wait is over.
    ///
    /// The same content is: the same amount and bank code. Answers do not show the account number (4310 to 4352), and
    /// names come as the bank writes them, so that two disbursements which differ in nothing else look alike; give each
    /// its own `external_id`, which the documents do not demand (4499). A payment that failed is `Existed` with its
    /// status, unless another one under the reference has not failed.
);

impl MoneyOut for CreateDisbursement {
    type Payment = Disbursement;
    const OPERATION: &'static Operation = &operations::CREATE_DISBURSEMENT;
    const LOOK_UP: Option<&'static Operation> = Some(&operations::GET_DISBURSEMENTS_BY_EXTERNAL_ID);

    settle::money_out!();

    fn look_up(
        transport: &Arc<Transport>,
        reference: &str,
        for_user_id: Option<&str>,
    ) -> Option<impl Future<Output = Result<Response<Vec<Disbursement>>>> + Send> {
        let mut call = GetDisbursementsByExternalId::new(transport.clone()).external_id(reference);
        call.options.alone = true;
        if let Some(for_user_id) = for_user_id {
            call = call.for_user_id(for_user_id);
        }
        Some(call.send())
    }
}

impl Payment for Disbursement {
    fn displayed(&self) -> Option<Content> {
        self.id.as_ref()?;
        Some(Content {
            reference: self.external_id.clone(),
            amount: Content::amount(self.amount),
            bank_code: self.bank_code.clone(),
            ..Content::default()
        })
    }

    fn has_failed(&self) -> bool {
        self.status == Some(DisbursementStatus::Failed)
    }
}

impl Client {
    /// Finds out how a disbursement ended whose [`settle`](CreateDisbursement::settle) came back
    /// [`Unknown`](Outcome::Unknown). It only looks; nothing is sent again.
    ///
    /// # Errors
    /// If the ticket is of another operation, or of another environment than the key of this client.
    pub async fn settle_disbursement(
        &self,
        ticket: &Unsettled,
        policy: &SettlePolicy,
    ) -> Result<Outcome<Disbursement>> {
        settle::resume_by_look_up::<CreateDisbursement>(&self.transport, ticket, policy).await
    }
}

impl Disbursement {
    /// Asks for this disbursement until it is `COMPLETED` or `FAILED`, or the deadline is over.
    ///
    /// # Errors
    /// If this one came without its id, and as [`GetDisbursementById::send`](super::builder::GetDisbursementById::send).
    pub async fn until_final(&self, client: &Client, policy: &WaitPolicy) -> Result<Waited<Self>> {
        let call = client.get_disbursement_by_id(self.id()?);
        call.until_final(policy).await
    }
}
