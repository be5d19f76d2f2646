//! The fields of invoices that no answer has.

/// The recurring payment that made an invoice; only callbacks show it (line 4150).
pub(in crate::products) const RECURRING: &str = "_recurring_payment_id";
/// What made an invoice, which only a filter of lists asks for.
pub(in crate::products) const CLIENT_TYPE: &str = "_client_type";
/// The link that made an invoice; a filter of lists asks for it, and callbacks show it (lines 3437 and 3586).
pub(super) const ON_DEMAND_LINK: &str = "_on_demand_link";
/// Of a fixed virtual account: the invoice that its next transfer pays.
pub(super) const INVOICE: &str = "_invoice";
/// Whether an invoice was paid into a fixed virtual account.
pub(super) const IS_FIXED: &str = "_is_fixed";
/// The payment methods of an invoice that has not the usual ones.
pub(super) const OFFERED: &str = "_methods";
