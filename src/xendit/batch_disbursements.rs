//! Batch disbursements with a known end: no look-up is documented, so the same key settles what is unknown.

use super::builder::CreateBatchDisbursement;
use super::generated::operations;
use super::types::BatchDisbursement;
use crate::contract::Operation;
use crate::proof::Payment;
use crate::settle::{self, Content, MoneyOut};

settle::settles!(
    CreateBatchDisbursement, BatchDisbursement,
    /// # Rules
    /// 1. The request goes out with the key (API reference, Get available disbursement banks, line 4747, 4760).
    /// 2. The documents have no look-up for batches. What is unknown is settled by the same request with the same key:
    ///    the server gives the first answer again (observed), or carries the request out now; either way there is one
    ///    batch, and this call says [`Created`](crate::Outcome::Created).
    /// 3. `DUPLICATE_TRANSACTION_ERROR` (4844) does not say what the key was used for, and nothing can be looked up:
    ///    [`Unknown`](crate::Outcome::Unknown), until the dashboard or the callback settles it. A batch under another key
    ///    may pay everybody twice; only the same key again is safe.
    /// 4. After a try whose outcome is open, a refusal of what the request says (`API_VALIDATION_ERROR`, too many rows)
    ///    counts as [`NotCreated`](crate::Outcome::NotCreated) once [the wait](crate::SettlePolicy::settle_after) is
    ///    over. Any other may be that try's own doing, and proves nothing.
    ///
    /// The same content is: the same reference, number of items and total.
);

impl MoneyOut for CreateBatchDisbursement {
    type Payment = BatchDisbursement;
    const OPERATION: &'static Operation = &operations::CREATE_BATCH_DISBURSEMENT;

    settle::money_out!();
}

impl Payment for BatchDisbursement {
    fn displayed(&self) -> Option<Content> {
        self.id.as_ref()?;
        Some(Content {
            reference: self.reference.clone(),
            amount: Content::amount(self.total_uploaded_amount),
            count: self.total_uploaded_count,
            ..Content::default()
        })
    }
}
