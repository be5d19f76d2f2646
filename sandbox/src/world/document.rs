//! What the API keeps: documents, each of a kind and of an account.

use serde::{Deserialize, Serialize};

use crate::clock::Time;
use crate::id::fresh_like;
use crate::json::Json;

/// When something happens to a document by itself; see [`super::store::Store::next_due`].
pub(super) const DUE: &str = "_due";

/// What a document is found by, where that is not its `external_id`.
pub(super) const REFERENCE: &str = "_reference";

const STATUS: &str = "status";

/// A table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    Account,
    Authentication,
    Batch,
    CardlessCredit,
    Charge,
    Delivery,
    Disbursement,
    Ewallet,
    IdempotencyKey,
    Invoice,
    PaymentCode,
    Payout,
    PayoutLink,
    RecurringPayment,
    Refund,
    Reversal,
    /// An account number or payment code that is given out.
    TakenNumber,
    Token,
    VirtualAccount,
    VirtualAccountPayment,
}

impl Kind {
    /// What an account makes through the API, in the order of the documents.
    pub(crate) const RESOURCES: &[Kind] = &[
        Kind::Token,
        Kind::Authentication,
        Kind::Charge,
        Kind::Refund,
        Kind::Reversal,
        Kind::Ewallet,
        Kind::CardlessCredit,
        Kind::VirtualAccount,
        Kind::VirtualAccountPayment,
        Kind::PaymentCode,
        Kind::Invoice,
        Kind::RecurringPayment,
        Kind::Disbursement,
        Kind::Batch,
        Kind::PayoutLink,
        Kind::Payout,
    ];

    /// As the controls name it, such as `virtual_account`.
    pub(crate) fn name(self) -> String {
        let name = serde_json::to_value(self).unwrap_or_default();
        name.as_str().unwrap_or_default().to_owned()
    }

    pub(crate) fn read(name: &str) -> Option<Kind> {
        serde_json::from_value(name.into()).ok()
    }
}

/// One thing that the API keeps, for example an invoice.
#[derive(Clone, Debug)]
pub(crate) struct Document {
    pub(crate) kind: Kind,
    /// The id of the account that it belongs to.
    pub(crate) account: String,
    /// Unique within its kind, over all accounts.
    pub(crate) id: String,
    /// As the API shows it, and hidden fields.
    pub(crate) fields: Json,
}

impl Document {
    /// With a new id of this form; not saved yet.
    pub(crate) fn new(kind: Kind, account: &str, id_like: &str, fields: Json) -> Document {
        Document {
            kind,
            account: account.to_owned(),
            id: fresh_like(id_like),
            fields,
        }
    }

    /// When something happens to it by itself, if nothing changes it before.
    pub(crate) fn set_due(&mut self, due: Option<Time>) {
        match due {
            Some(due) => self.fields.set(DUE, Json::time(due)),
            None => self.fields.remove(DUE),
        }
    }

    /// Whether something will happen to it by itself.
    pub(crate) fn is_due(&self) -> bool {
        self.fields.get(DUE).is_some()
    }

    /// As the API has it; of what has none, an empty text.
    pub(crate) fn status(&self) -> String {
        self.fields.text(STATUS).unwrap_or_default()
    }

    pub(crate) fn has_status(&self, status: &str) -> bool {
        self.status() == status
    }

    pub(crate) fn set_status(&mut self, status: &str) {
        self.fields.set(STATUS, Json::string(status));
    }

    /// Whether a field of it is `true`.
    pub(crate) fn is(&self, flag: &str) -> bool {
        self.fields.flag(flag) == Some(true)
    }

    /// What [`Store::referenced`](super::store::Store::referenced) finds it by, in place of its `external_id`.
    pub(crate) fn set_reference(&mut self, reference: &str) {
        self.fields.set(REFERENCE, Json::string(reference));
    }
}
