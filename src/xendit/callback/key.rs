//! What a callback and its repetitions have in common: one key for each kind.

use std::fmt;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::Error;
use crate::xendit::types::{
    BatchDisbursementCallback, CardlessCreditCallback, DanaPaymentCallback, DisbursementCallback,
    FixedPaymentCodePaidCallback, FixedVirtualAccountChangedCallback,
    FixedVirtualAccountPaidCallback, InvoiceCallback, LinkajaPaymentCallback, OvoPaymentCallback,
    PayoutLinkCallback, RecurringInvoiceCallback,
};

/// The same for a callback and every repetition of it, another for everything else.
///
/// The vendor sends a callback again until it is answered with success
/// (API reference, Fixed Virtual Account Creation / Update Callback Request, line 2385), so the
/// same event can arrive several times, at several machines, at once. A key tells them apart by what the documents call unique:
///
/// | kind | key | because |
/// | --- | --- | --- |
/// | DANA | `business_id`, `external_id`, `payment_status` | the id that you gave is the only one of the payment (1600) |
/// | LINKAJA | `external_id`, `status` | likewise (1613); use ids of your own that are unique over your sub-accounts |
/// | OVO | `id`, `status` | the vendor's id of the payment (observed) |
/// | cardless credit | `order_id`, `transaction_status` | the id that the vendor gives to its partner (1875) |
/// | virtual account paid | `payment_id` | the vendor's id of the payment (2335), by which it can be looked up; it comes once |
/// | virtual account changed | `id`, `status`, `updated` | an update need not change the status |
/// | retail outlet paid | `fixed_payment_code_payment_id` | the unique id of the payment (2721); it comes once |
/// | invoice, recurring invoice | `id`, `status` | an invoice can be paid, and expire (3568) |
/// | disbursement | `id`, `status` | 4653, 4665 |
/// | batch disbursement | `id`, `status` | 4877, 4881 |
/// | payout link | `data.id`, `event` | no document shows the body; the event says how it ended |
///
/// The key of an invoice does not depend on whether it was read as an invoice or as a recurring
/// one. Lines are of `xendit-api-reference.txt`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DeduplicationKey(String);

impl DeduplicationKey {
    /// The key as a text of printable characters, such as `invoice:593f4ed1c3d3bb7f39733d83:PAID`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn new(kind: &str, parts: &[&str]) -> Self {
        // So that no id can look like an id and a status, and no store trips over a control.
        const MEANT: &AsciiSet = &CONTROLS.add(b':').add(b'%');
        let mut key = kind.to_owned();
        for part in parts {
            key.push(':');
            key.extend(utf8_percent_encode(part, MEANT));
        }
        Self(key)
    }
}

impl fmt::Display for DeduplicationKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for DeduplicationKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

/// A payload that has a key.
pub trait Keyed {
    /// The key; an error if a field that it is made of is missing.
    fn key(&self) -> crate::Result<DeduplicationKey>;
}

macro_rules! keyed {
    ($($payload:ident $kind:literal: $callback:ident => [$($part:expr),+];)*) => {$(
        impl Keyed for $payload {
            fn key(&self) -> crate::Result<DeduplicationKey> {
                let $callback = self;
                Ok(DeduplicationKey::new($kind, &[$($part),+]))
            }
        }
    )*};
}

keyed! {
    DanaPaymentCallback "dana": it => [
        it.business_id.as_deref().unwrap_or_default(),
        it.external_id()?,
        it.payment_status()?.as_str()
    ];
    LinkajaPaymentCallback "linkaja": it => [it.external_id()?, it.status()?.as_str()];
    OvoPaymentCallback "ovo": it => [it.id()?, it.status()?.as_str()];
    CardlessCreditCallback "cardless_credit": it => [
        it.order_id()?,
        it.transaction_status()?.as_str()
    ];
    FixedVirtualAccountPaidCallback "virtual_account_paid": it => [it.payment_id()?];
    FixedVirtualAccountChangedCallback "virtual_account_changed": it => [
        it.id()?,
        it.status()?.as_str(),
        &it.updated()?.text()
    ];
    FixedPaymentCodePaidCallback "retail_outlet_paid": it => [
        it.fixed_payment_code_payment_id()?
    ];
    InvoiceCallback "invoice": it => [it.id()?, it.status()?.as_str()];
    RecurringInvoiceCallback "invoice": it => [it.id()?, it.status()?.as_str()];
    DisbursementCallback "disbursement": it => [it.id()?, it.status()?.as_str()];
    BatchDisbursementCallback "batch_disbursement": it => [
        it.id.as_deref().ok_or_else(|| Error::absent("id"))?,
        it.status.as_ref().ok_or_else(|| Error::absent("status"))?.as_str()
    ];
    PayoutLinkCallback "payout_link": it => [
        it.data
            .as_ref()
            .and_then(|data| data.id.as_deref())
            .ok_or_else(|| Error::absent("data.id"))?,
        it.event.as_ref().ok_or_else(|| Error::absent("event"))?.as_str()
    ];
}
