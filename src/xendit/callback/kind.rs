//! The twelve kinds, and which field tells each from the others.

use std::borrow::Cow;

use serde::{Serialize, Serializer};

use super::facts::Factual;
use super::key::Keyed;
use super::{CallbackError, DeduplicationKey};
use crate::decode::{self, JsonPlace, Place, Tolerant, tolerant_object};
use crate::exact::Shape;
use crate::members::Members;
use crate::xendit::types::{
    BatchDisbursementCallback, CardlessCreditCallback, DanaPaymentCallback, DisbursementCallback,
    FixedPaymentCodePaidCallback, FixedVirtualAccountChangedCallback,
    FixedVirtualAccountPaidCallback, InvoiceCallback, LinkajaPaymentCallback, OvoPaymentCallback,
    OvoPaymentEvent, PayoutLinkCallback, PayoutLinkEvent, RecurringInvoiceCallback,
};
use crate::{Amount, RawJson, Secret};

/// What a [`Receiver`](super::Receiver) can read: each of the twelve payloads, or
/// [`Callback`] for whichever comes.
pub trait Payload: sealed::Sealed + Send + 'static {
    /// What this callback and its repetitions have in common, and nothing else has.
    ///
    /// # Errors
    /// If a field that the key is made of is missing; always for [`Callback::Unknown`].
    fn deduplication_key(&self) -> crate::Result<DeduplicationKey>;
}

pub(super) mod sealed {
    use super::{CallbackError, Secret};

    pub trait Sealed: Sized {
        /// Whether the token may stand in the body in place of the header.
        const TOKEN_IN_BODY: bool;

        /// Reads a body. `trusted` if its token was in the header.
        fn read(body: &[u8], trusted: bool) -> Result<Self, CallbackError>;

        /// The token in the body, for those that may have it there.
        fn body_token(&self) -> Option<Secret>;
    }
}

macro_rules! token_in_body {
    (header, $payload:expr) => {
        None
    };
    (body, $payload:expr) => {
        $payload.callback_authentication_token.clone()
    };
}

macro_rules! is_in_body {
    (header) => {
        false
    };
    (body) => {
        true
    };
}

macro_rules! kinds {
    ($(
        $(#[$doc:meta])*
        $kind:ident($payload:ident) $name:literal, token in $place:ident, known by $mark:expr;
    )*) => {
        /// Which of the known callbacks something is. As text, and in serde, it is its [name](Self::as_str).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Kind {
            $( $(#[$doc])* $kind, )*
        }

        impl Kind {
            /// All of them, in the order of the documents.
            pub const ALL: &'static [Self] = &[$(Self::$kind),*];

            /// Its name, such as `recurring_invoice`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $( Self::$kind => $name, )*
                }
            }

            /// Whether the documents put the token into the body
            /// (`callback_authentication_token`) rather than into the header
            /// (`X-CALLBACK-TOKEN`).
            #[must_use]
            pub const fn has_token_in_body(self) -> bool {
                match self {
                    $( Self::$kind => is_in_body!($place), )*
                }
            }
        }

        /// A callback of whatever kind, for a URL that receives several.
        ///
        /// The documents have one URL for single and batch disbursements, one for invoices and
        /// recurring invoices, and nothing keeps you from using one for all. No field names the
        /// kind; it is decided by a field that one kind only has:
        ///
        /// | kind | known by |
        /// | --- | --- |
        /// | DANA | `payment_status` |
        /// | LINKAJA | `ewallet_type` and `items` without `merchant_name` |
        /// | OVO (observed) | `event`, which is `ewallet.payment` |
        /// | cardless credit | `cardless_credit_type` |
        /// | virtual account paid | `callback_virtual_account_id` |
        /// | virtual account changed | `is_single_use` |
        /// | retail outlet paid | `fixed_payment_code_id` |
        /// | invoice | `merchant_name` without `recurring_payment_id` |
        /// | recurring invoice | `merchant_name` and `recurring_payment_id` |
        /// | disbursement | `disbursement_description` |
        /// | batch disbursement | `total_uploaded_count` |
        /// | payout link | `event`, one of the two documented ones |
        ///
        /// A body with the mark of no kind, or of two, is [`Unknown`](Self::Unknown): better
        /// none than the wrong one.
        #[doc(alias = "webhook")]
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum Callback {
            $( $(#[$doc])* $kind($payload), )*
            /// Something that the documents do not describe, as it came.
            Unknown(RawJson),
        }

        impl Callback {
            /// Which kind it is; none if it is unknown.
            #[must_use]
            pub const fn kind(&self) -> Option<Kind> {
                match self {
                    $( Self::$kind(_) => Some(Kind::$kind), )*
                    Self::Unknown(_) => None,
                }
            }

            /// A member of the body that the contract does not have, as it came; of a callback of an unknown kind any.
            #[must_use]
            pub fn extra(&self, name: &str) -> Option<RawJson> {
                match self {
                    $( Self::$kind(payload) => payload.extra(name), )*
                    Self::Unknown(raw) => {
                        let value = Members::of(raw.get().as_bytes())?.get(name)?;
                        Some(RawJson::from(value.to_owned()))
                    }
                }
            }

            /// Your own id of what the callback is about: `external_id`, of a batch `reference`. None if it came without,
            /// or is of an unknown kind.
            #[must_use]
            pub fn external_id(&self) -> Option<&str> {
                match self {
                    $( Self::$kind(payload) => payload.facts().external_id, )*
                    Self::Unknown(_) => None,
                }
            }

            /// `amount`: what was paid or sent; of an invoice its nominal amount, of a batch what was uploaded. None if it
            /// came without, of a virtual account that has changed, or of an unknown kind.
            #[must_use]
            pub fn amount(&self) -> Option<Amount> {
                match self {
                    $( Self::$kind(payload) => payload.facts().amount, )*
                    Self::Unknown(_) => None,
                }
            }

            /// The status on the wire, such as `PAID`. None if it came without, of a kind that has none because it comes
            /// only when something was paid (virtual account, retail outlet), or of an unknown kind.
            #[must_use]
            pub fn status_text(&self) -> Option<&str> {
                match self {
                    $( Self::$kind(payload) => payload.facts().status, )*
                    Self::Unknown(_) => None,
                }
            }

            fn read(kind: Option<Kind>, body: &[u8]) -> Result<Self, serde_json::Error> {
                match kind {
                    $( Some(Kind::$kind) => decode::answer(body).map(Self::$kind), )*
                    None => decode::answer(body).map(Self::Unknown),
                }
            }

            fn token(&self) -> Option<Secret> {
                match self {
                    $( Self::$kind(_payload) => token_in_body!($place, _payload), )*
                    Self::Unknown(raw) => raw.parse::<Token>().ok()?.token,
                }
            }
        }

        // As the vendor sends it.
        impl Serialize for Callback {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $( Self::$kind(payload) => payload.serialize(serializer), )*
                    Self::Unknown(raw) => raw.serialize(serializer),
                }
            }
        }

        impl Payload for Callback {
            fn deduplication_key(&self) -> crate::Result<DeduplicationKey> {
                match self {
                    $( Self::$kind(payload) => payload.key(), )*
                    Self::Unknown(_) => Err(crate::Error::absent("id")),
                }
            }
        }

        $(
            impl From<$payload> for Callback {
                fn from(payload: $payload) -> Self {
                    Self::$kind(payload)
                }
            }

            impl Payload for $payload {
                fn deduplication_key(&self) -> crate::Result<DeduplicationKey> {
                    self.key()
                }
            }

            impl sealed::Sealed for $payload {
                const TOKEN_IN_BODY: bool = is_in_body!($place);

                fn read(body: &[u8], _: bool) -> Result<Self, CallbackError> {
                    let payload: Self =
                        decode::answer(body).map_err(|error| CallbackError::unreadable(&error))?;
                    let mark: fn(&Self) -> bool = $mark;
                    if mark(&payload) {
                        return Ok(payload);
                    }
                    // Without its mark it may still be what this URL expects, unless it is
                    // certainly something else.
                    match recognise(body) {
                        Some(found) if found != Kind::$kind => {
                            Err(CallbackError::other_kind(Kind::$kind, found))
                        }
                        _ => Ok(payload),
                    }
                }

                fn body_token(&self) -> Option<Secret> {
                    token_in_body!($place, self)
                }
            }
        )*
    };
}

kinds! {
    /// A payment with DANA has ended (API reference, Payment Status Callback, line 1535).
    Dana(DanaPaymentCallback) "dana", token in body,
        known by |it| it.payment_status.is_some();
    /// A payment with LINKAJA has ended (API reference, Payment Status Callback, line 1554).
    Linkaja(LinkajaPaymentCallback) "linkaja", token in body,
        known by |_| false; // an invoice can have both of its fields: look at the others
    /// A payment with OVO has ended that was created with `X-API-VERSION: 2020-02-01` (observed; no document has it).
    Ovo(OvoPaymentCallback) "ovo", token in header,
        known by |it| it.event.as_ref().is_some_and(is_of_ovo);
    /// A cardless credit payment has changed (API reference, Receive Payment Callback Notification, line 1822).
    CardlessCredit(CardlessCreditCallback) "cardless_credit", token in body,
        known by |it| it.cardless_credit_type.is_some();
    /// Somebody paid into a fixed virtual account (API reference, Fixed Virtual Account Callback, line 2311).
    VirtualAccountPaid(FixedVirtualAccountPaidCallback) "virtual_account_paid", token in header,
        known by |it| it.callback_virtual_account_id.is_some();
    /// A fixed virtual account was created or updated (API reference, Fixed Virtual Account Creation / Update Callback Request, line 2345).
    VirtualAccountChanged(FixedVirtualAccountChangedCallback) "virtual_account_changed",
        token in header, known by |it| it.is_single_use.is_some();
    /// Somebody paid a fixed payment code at a retail outlet (API reference, Fixed Payment Code Callback, line 2696).
    RetailOutletPaid(FixedPaymentCodePaidCallback) "retail_outlet_paid", token in header,
        known by |it| it.fixed_payment_code_id.is_some();
    /// An invoice was paid or has expired (API reference, Invoice callback, line 3505).
    Invoice(InvoiceCallback) "invoice", token in header,
        known by |it| it.merchant_name.is_some();
    /// An invoice of a recurring payment was paid or has expired (API reference, Recurring Callback, line 4146).
    RecurringInvoice(RecurringInvoiceCallback) "recurring_invoice", token in header,
        known by |it| it.merchant_name.is_some() && it.recurring_payment_id.is_some();
    /// A disbursement has ended (API reference, Disbursement callback, line 4619).
    Disbursement(DisbursementCallback) "disbursement", token in header,
        known by |it| it.disbursement_description.is_some();
    /// A batch disbursement has ended (API reference, Batch disbursement callback, line 4867).
    BatchDisbursement(BatchDisbursementCallback) "batch_disbursement", token in header,
        known by |it| it.total_uploaded_count.is_some();
    /// The transfer behind a payout link has ended (Payout links, Payout Links Events, line 99).
    PayoutLink(PayoutLinkCallback) "payout_link", token in header,
        known by |it| it.event.as_ref().is_some_and(is_documented);
}

crate::named::named!(Kind);

impl sealed::Sealed for Callback {
    const TOKEN_IN_BODY: bool = true;

    fn read(body: &[u8], trusted: bool) -> Result<Self, CallbackError> {
        let kind = recognise(body);
        if !trusted && kind.is_some_and(|kind| !kind.has_token_in_body()) {
            return Err(CallbackError::token_missing());
        }
        Self::read(kind, body).map_err(|error| CallbackError::unreadable(&error))
    }

    fn body_token(&self) -> Option<Secret> {
        self.token()
    }
}

fn is_documented(event: &PayoutLinkEvent) -> bool {
    !matches!(event, PayoutLinkEvent::Unknown(_))
}

fn is_of_ovo(event: &OvoPaymentEvent) -> bool {
    matches!(event, OvoPaymentEvent::EwalletPayment)
}

/// Tells the kind by its mark; none if there is none, or more than one.
pub(super) fn recognise(body: &[u8]) -> Option<Kind> {
    let marks = decode::answer::<Marks>(body).ok()?;
    // An invoice paid by e-wallet names it, too.
    let linkaja = marks.ewallet_type.and(marks.items);
    let linkaja = linkaja.filter(|_| marks.merchant_name.is_none());
    let ovo = marks.event.as_deref().map(OvoPaymentEvent::from);
    let ovo = ovo.filter(is_of_ovo).map(|_| Present);
    let payout = marks.event.as_deref().map(PayoutLinkEvent::from);
    let payout = payout.filter(is_documented).map(|_| Present);
    let invoice = match marks.recurring_payment_id {
        Some(_) => Kind::RecurringInvoice,
        None => Kind::Invoice,
    };
    let mut found = [
        (marks.payment_status, Kind::Dana),
        (linkaja, Kind::Linkaja),
        (ovo, Kind::Ovo),
        (marks.cardless_credit_type, Kind::CardlessCredit),
        (marks.callback_virtual_account_id, Kind::VirtualAccountPaid),
        (marks.is_single_use, Kind::VirtualAccountChanged),
        (marks.fixed_payment_code_id, Kind::RetailOutletPaid),
        (marks.merchant_name, invoice),
        (marks.disbursement_description, Kind::Disbursement),
        (marks.total_uploaded_count, Kind::BatchDisbursement),
        (payout, Kind::PayoutLink),
    ]
    .into_iter()
    .filter_map(|(mark, kind)| mark.map(|_| kind));
    match (found.next(), found.next()) {
        (Some(kind), None) => Some(kind),
        _ => None,
    }
}

struct Marks {
    payment_status: Option<Present>,
    ewallet_type: Option<Present>,
    items: Option<Present>,
    cardless_credit_type: Option<Present>,
    callback_virtual_account_id: Option<Present>,
    is_single_use: Option<Present>,
    fixed_payment_code_id: Option<Present>,
    merchant_name: Option<Present>,
    recurring_payment_id: Option<Present>,
    disbursement_description: Option<Present>,
    total_uploaded_count: Option<Present>,
    event: Option<String>,
}

tolerant_object!(Marks {
    "payment_status" => payment_status,
    "ewallet_type" => ewallet_type,
    "items" => items,
    "cardless_credit_type" => cardless_credit_type,
    "callback_virtual_account_id" => callback_virtual_account_id,
    "is_single_use" => is_single_use,
    "fixed_payment_code_id" => fixed_payment_code_id,
    "merchant_name" => merchant_name,
    "recurring_payment_id" => recurring_payment_id,
    "disbursement_description" => disbursement_description,
    "total_uploaded_count" => total_uploaded_count,
    "event" => event,
});

/// Any value but `null`.
struct Present;

impl Tolerant for Present {
    fn place(value: &mut Option<Self>) -> Place<'_> {
        Place::Json(value, Shape::Any)
    }
}

impl JsonPlace for Option<Present> {
    fn set(&mut self, json: Option<Cow<'_, str>>, _: bool) {
        *self = json.filter(|json| json != "null").map(|_| Present);
    }
}

struct Token {
    token: Option<Secret>,
}

tolerant_object!(Token { "callback_authentication_token" => token });
