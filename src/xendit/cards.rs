//! Refunds with a known end: no look-up is documented, so the same key settles what is unknown.

use super::builder::CreateRefund;
use super::generated::operations;
use super::types::Refund;
use crate::contract::Operation;
use crate::settle::{self, Content, MoneyOut, Payment};

settle::settles!(
    CreateRefund, Refund,
    /// # Rules
    /// 1. The request goes out with the key (xendit-api-reference.txt:944, 949).
    /// 2. The documents have no look-up for refunds. What is unknown is settled by the same request with the same key:
    ///    the server gives the first answer again (observed), or carries the request out now; either way there is one
    ///    refund, and this call says [`Created`](crate::Outcome::Created).
    /// 3. `DUPLICATE_REFUND_ERROR` (1015: the `external_id` was used before) at once is a
    ///    [`Conflict`](crate::Outcome::Conflict). After a try whose outcome is open it may mean that try, so the outcome
    ///    stays [`Unknown`](crate::Outcome::Unknown): the dashboard settles it.
    /// 4. Another refusal of the content, such as `REFUND_AMOUNT_EXCEEDED_ERROR`, after a try whose outcome is open
    ///    counts as [`NotCreated`](crate::Outcome::NotCreated) when that try can no longer be under way
    ///    ([`quiet`](crate::SettlePolicy::quiet)).
    ///
    /// The same content is: the same charge, reference and amount.
);

impl MoneyOut for CreateRefund<'_> {
    type Payment = Refund;
    const OPERATION: &'static Operation = &operations::CREATE_REFUND;

    settle::money_out!();

    fn content(&self) -> Content {
        Content {
            reference: self.body.external_id.clone(),
            parent: self.credit_card_charge_id.clone(),
            amount: Content::amount(self.body.amount.map(Into::into)),
            ..Content::default()
        }
    }
}

impl Payment for Refund {
    fn shown(&self) -> Option<Content> {
        self.id.as_ref()?;
        Some(Content {
            reference: self.external_id.clone(),
            parent: self.credit_card_charge_id.clone(),
            amount: Content::amount(self.amount),
            ..Content::default()
        })
    }
}
