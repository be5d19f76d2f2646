//! Batch disbursements with a known end: no look-up is documented, so the same key settles what is unknown.

use super::builder::CreateBatchDisbursement;
use super::generated::operations;
use super::types::BatchDisbursement;
use crate::Amount;
use crate::contract::Operation;
use crate::settle::{self, Content, MoneyOut, Payment};

settle::settles!(
    CreateBatchDisbursement, BatchDisbursement,
    /// # Rules
    /// 1. The request goes out with the key (xendit-api-reference.txt:4747, 4760).
    /// 2. The documents have no look-up for batches. What is unknown is settled by the same request with the same key:
    ///    the server gives the first answer again (observed), or carries the request out now; either way there is one
    ///    batch, and this call says [`Created`](crate::Outcome::Created).
    /// 3. `DUPLICATE_TRANSACTION_ERROR` (4844) at once is a [`Conflict`](crate::Outcome::Conflict). After a try whose
    ///    outcome is open it may mean that try, so the outcome stays [`Unknown`](crate::Outcome::Unknown): the dashboard
    ///    or the callback settles it.
    /// 4. Another refusal of the content after a try whose outcome is open counts as
    ///    [`NotCreated`](crate::Outcome::NotCreated) when that try can no longer be under way
    ///    ([`quiet`](crate::SettlePolicy::quiet)).
    ///
    /// The same content is: the same reference, number of items and total.
);

impl MoneyOut for CreateBatchDisbursement<'_> {
    type Payment = BatchDisbursement;
    const OPERATION: &'static Operation = &operations::CREATE_BATCH_DISBURSEMENT;

    settle::money_out!();

    fn content(&self) -> Content {
        let items = self.body.disbursements.as_deref().unwrap_or_default();
        let total = items.iter().try_fold(Amount::ZERO, |total, item| {
            let amount = item.amount?.to_decimal();
            total.to_decimal().checked_add(amount).map(Amount::from)
        });
        Content {
            reference: self.body.reference.clone(),
            amount: Content::amount(total),
            count: i64::try_from(items.len()).ok(),
            ..Content::default()
        }
    }
}

impl Payment for BatchDisbursement {
    fn shown(&self) -> Option<Content> {
        self.id.as_ref()?;
        Some(Content {
            reference: self.reference.clone(),
            amount: Content::amount(self.total_uploaded_amount),
            count: self.total_uploaded_count,
            ..Content::default()
        })
    }
}
