//! Refunds with a known end: no look-up is documented, so the same key settles what is unknown.

use super::builder::CreateRefund;
use super::generated::operations;
use super::types::Refund;
use crate::contract::Operation;
use crate::proof::Payment;
use crate::settle::{self, Content, MoneyOut};

settle::settles!(
    CreateRefund, Refund,
    /// # Rules
    /// 1. The request goes out with the key (API reference, Create Refund, line 944, 949).
    /// 2. The documents have no look-up for refunds. What is unknown is settled by the same request with the same key:
    ///    the server gives the first answer again (observed), or carries the request out now; either way there is one
    ///    refund, and this call says [`Created`](crate::Outcome::Created).
    /// 3. `DUPLICATE_REFUND_ERROR` (1015: the `external_id` was used before) does not say what for, and nothing can be
    ///    looked up: [`Unknown`](crate::Outcome::Unknown), until the dashboard settles it. A refund under another
    ///    `external_id` may be the second one; only the same key again is safe.
    /// 4. After a try whose outcome is open, a refusal of what the request says (`API_VALIDATION_ERROR`,
    ///    `CREDIT_CARD_CHARGE_NOT_FOUND_ERROR`) counts as [`NotCreated`](crate::Outcome::NotCreated) once
    ///    [the wait](crate::SettlePolicy::settle_after) is over. `REFUND_AMOUNT_EXCEEDED_ERROR` may be that try's own
    ///    doing, and proves nothing.
    ///
    /// The same content is: the same charge, reference and amount.
);

impl MoneyOut for CreateRefund {
    type Payment = Refund;
    const OPERATION: &'static Operation = &operations::CREATE_REFUND;

    settle::money_out!();

    fn parent(&self) -> Option<&str> {
        Some(&self.credit_card_charge_id)
    }
}

impl Payment for Refund {
    fn displayed(&self) -> Option<Content> {
        self.id.as_ref()?;
        Some(Content {
            reference: self.external_id.clone(),
            parent: self.credit_card_charge_id.clone(),
            amount: Content::amount(self.amount),
            ..Content::default()
        })
    }
}
