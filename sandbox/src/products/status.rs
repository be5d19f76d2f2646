//! The statuses of what each product makes, in the order of its life.

/// Of a token, and of the authentication of one.
pub(super) mod token {
    pub(crate) const IN_REVIEW: &str = "IN_REVIEW";
    pub(crate) const VERIFIED: &str = "VERIFIED";
    pub(crate) const FAILED: &str = "FAILED";
    pub(crate) const TOKEN_EXPIRED: &str = "TOKEN_EXPIRED";
}

/// Of a charge of a card.
pub(super) mod charge {
    pub(crate) const AUTHORIZED: &str = "AUTHORIZED";
    pub(crate) const CAPTURED: &str = "CAPTURED";
    pub(crate) const REVERSED: &str = "REVERSED";
    pub(crate) const FAILED: &str = "FAILED";
}

/// Of a refund, and of a reversal, which succeeds at once.
pub(super) mod refund {
    pub(crate) const PENDING: &str = "PENDING";
    pub(crate) const SUCCEEDED: &str = "SUCCEEDED";
    pub(crate) const FAILED: &str = "FAILED";
}

/// Of a payment with an e-wallet; DANA's callback has `FAILED` as well.
pub(super) mod ewallet {
    pub(crate) const PENDING: &str = "PENDING";
    /// DANA's.
    pub(crate) const PAID: &str = "PAID";
    /// The others'.
    pub(crate) const COMPLETED: &str = "COMPLETED";
    /// LinkAja's callback.
    pub(crate) const SUCCESS_COMPLETED: &str = "SUCCESS_COMPLETED";
    pub(crate) const EXPIRED: &str = "EXPIRED";
    pub(crate) const FAILED: &str = "FAILED";
}

/// Of a transaction of cardless credit.
pub(super) mod cardless_credit {
    pub(crate) const PENDING: &str = "pending";
    pub(crate) const SETTLEMENT: &str = "settlement";
    pub(crate) const DENY: &str = "deny";
    pub(crate) const CANCEL: &str = "cancel";
    pub(crate) const EXPIRE: &str = "expire";
}

/// Of a fixed virtual account, and of a fixed payment code, which is ACTIVE at once.
pub(super) mod fixed {
    pub(crate) const PENDING: &str = "PENDING";
    pub(crate) const ACTIVE: &str = "ACTIVE";
    pub(crate) const INACTIVE: &str = "INACTIVE";
}

/// Of an invoice.
pub(super) mod invoice {
    pub(crate) const PENDING: &str = "PENDING";
    pub(crate) const PAID: &str = "PAID";
    pub(crate) const SETTLED: &str = "SETTLED";
    pub(crate) const EXPIRED: &str = "EXPIRED";
}

/// Of a recurring payment.
pub(super) mod recurring_payment {
    pub(crate) const ACTIVE: &str = "ACTIVE";
    pub(crate) const PAUSED: &str = "PAUSED";
    pub(crate) const STOPPED: &str = "STOPPED";
}

/// Of a disbursement, and of an item of a batch.
pub(super) mod disbursement {
    pub(crate) const PENDING: &str = "PENDING";
    pub(crate) const COMPLETED: &str = "COMPLETED";
    pub(crate) const FAILED: &str = "FAILED";
}

/// Of a batch of disbursements.
pub(super) mod batch {
    pub(crate) const UPLOADING: &str = "UPLOADING";
    pub(crate) const NEEDS_APPROVAL: &str = "NEEDS_APPROVAL";
    pub(crate) const DELETED: &str = "DELETED";
    /// Between its approval and its end no document names a status, and no operation shows one.
    pub(crate) const APPROVED: &str = "APPROVED";
    pub(crate) const COMPLETED: &str = "COMPLETED";
    /// Some items have failed.
    pub(crate) const CHECK: &str = "CHECK";
    pub(crate) const FAILED: &str = "FAILED";
}

/// Of a payout link.
pub(super) mod payout_link {
    pub(crate) const PENDING: &str = "PENDING";
    pub(crate) const VOIDED: &str = "VOIDED";
    pub(crate) const CLAIMED: &str = "CLAIMED";
    pub(crate) const COMPLETED: &str = "COMPLETED";
    pub(crate) const FAILED: &str = "FAILED";
    /// The callback's word for COMPLETED.
    pub(crate) const SUCCEEDED: &str = "SUCCEEDED";
}

/// Of a payout of Finpay's.
pub(super) mod payout {
    pub(crate) const ACCEPTED: &str = "ACCEPTED";
    pub(crate) const PENDING_COMPLIANCE_ASSESSMENT: &str = "PENDING_COMPLIANCE_ASSESSMENT";
    pub(crate) const COMPLIANCE_REJECTED: &str = "COMPLIANCE_REJECTED";
    pub(crate) const CANCELLED: &str = "CANCELLED";
    pub(crate) const REQUESTED: &str = "REQUESTED";
    pub(crate) const SUCCEEDED: &str = "SUCCEEDED";
    pub(crate) const FAILED: &str = "FAILED";
    pub(crate) const REVERSED: &str = "REVERSED";
}
