//! Payout links with a known end: the look-up needs the id, so the same key settles what is unknown.

use super::Client;
use super::builder::CreatePayoutLink;
use super::generated::operations;
use super::types::PayoutLink;
use crate::contract::Operation;
use crate::proof::Payment;
use crate::settle::{self, Content, MoneyOut};
use crate::{Result, WaitPolicy, Waited};

settle::settles!(
    CreatePayoutLink, PayoutLink,
    /// # Rules
    /// 1. The request goes out with the key (observed; the document speaks of it in an error,
    ///    Payout links, Errors In Creating the Payout Link, line 75).
    /// 2. A link is looked up by its id only (27 to 33), which a lost answer does not tell. What is unknown is settled by
    ///    the same request with the same key: the server gives the first answer again (observed), or carries the request
    ///    out now; either way there is one link, and this call says [`Created`](crate::Outcome::Created).
    /// 3. `DUPLICATE_PAYOUT_ERROR` (74, 75: the key, and observed: the `external_id`, was used before) does not say what
    ///    for, and nothing can be looked up: [`Unknown`](crate::Outcome::Unknown), until the dashboard settles it. A link
    ///    under another `external_id` may pay twice; only the same key again is safe.
    /// 4. After a try whose outcome is open, a refusal of what the request says (`API_VALIDATION_ERROR`) counts as
    ///    [`NotCreated`](crate::Outcome::NotCreated) once [the wait](crate::SettlePolicy::settle_after) is over.
    ///    `INSUFFICIENT_BALANCE` may be that try's own doing, and proves nothing.
    ///
    /// The same content is: the same reference and amount.
);

impl MoneyOut for CreatePayoutLink {
    type Payment = PayoutLink;
    const OPERATION: &'static Operation = &operations::CREATE_PAYOUT_LINK;

    settle::money_out!();
}

impl Payment for PayoutLink {
    fn displayed(&self) -> Option<Content> {
        self.id.as_ref()?;
        Some(Content {
            reference: self.external_id.clone(),
            amount: Content::amount(self.amount),
            ..Content::default()
        })
    }
}

impl PayoutLink {
    /// Asks for this link until its money has arrived, or cannot any more, or the deadline is over.
    ///
    /// # Errors
    /// If this one came without its id, and as [`GetPayoutLink::send`](super::builder::GetPayoutLink::send).
    pub async fn until_final(&self, client: &Client, policy: &WaitPolicy) -> Result<Waited<Self>> {
        let call = client.get_payout_link(self.id()?);
        call.until_final(policy).await
    }
}
