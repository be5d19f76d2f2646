//! What every kind of callback tells, under whatever names.

use crate::Amount;
use crate::xendit::types::{
    BatchDisbursementCallback, CardlessCreditCallback, DanaPaymentCallback, DisbursementCallback,
    FixedPaymentCodePaidCallback, FixedVirtualAccountChangedCallback,
    FixedVirtualAccountPaidCallback, InvoiceCallback, LinkajaPaymentCallback, OvoPaymentCallback,
    PayoutLinkCallback, PayoutLinkCallbackData, RecurringInvoiceCallback,
};

/// What is the same in every kind.
#[derive(Default)]
pub(super) struct Facts<'a> {
    pub(super) external_id: Option<&'a str>,
    pub(super) amount: Option<Amount>,
    pub(super) status: Option<&'a str>,
}

/// A payload that tells them.
pub(super) trait Factual {
    fn facts(&self) -> Facts<'_>;
}

macro_rules! facts {
    ($($payload:ident: $it:ident => $id:expr, $amount:expr, $status:expr;)*) => {$(
        impl Factual for $payload {
            fn facts(&self) -> Facts<'_> {
                let $it = self;
                Facts {
                    external_id: $id.as_deref(),
                    amount: $amount.map(Into::into),
                    status: $status,
                }
            }
        }
    )*};
}

/// The value of an optional enum.
macro_rules! text {
    ($status:expr) => {
        $status.as_ref().map(|status| status.as_str())
    };
}

facts! {
    DanaPaymentCallback: it => it.external_id, it.amount, text!(it.payment_status);
    LinkajaPaymentCallback: it => it.external_id, it.amount, text!(it.status);
    OvoPaymentCallback: it => it.external_id, it.amount, text!(it.status);
    CardlessCreditCallback: it => it.external_id, it.amount, text!(it.transaction_status);
    FixedVirtualAccountPaidCallback: it => it.external_id, it.amount, None;
    FixedVirtualAccountChangedCallback: it => it.external_id, None::<Amount>, text!(it.status);
    FixedPaymentCodePaidCallback: it => it.external_id, it.amount, None;
    InvoiceCallback: it => it.external_id, it.amount, text!(it.status);
    RecurringInvoiceCallback: it => it.external_id, it.amount, text!(it.status);
    DisbursementCallback: it => it.external_id, it.amount, text!(it.status);
    BatchDisbursementCallback: it => it.reference, it.total_uploaded_amount, text!(it.status);
    PayoutLinkCallbackData: it => it.external_id, it.amount, text!(it.status);
}

impl Factual for PayoutLinkCallback {
    fn facts(&self) -> Facts<'_> {
        self.data.as_ref().map(Factual::facts).unwrap_or_default()
    }
}
