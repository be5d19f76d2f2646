//! What an answer proves about a payment. Everything that tells an outcome asks here; the table for callers is in the
//! rustdoc of [`Outcome`](crate::Outcome).

use crate::contract::Operation;
use crate::settle::Content;
use crate::{Error, ErrorCode};

/// What a refusal of a request proves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// A documented code that says so: nothing was done.
    NothingDone,
    /// Nothing was done by this request, because its key or its reference was used before.
    Used,
    /// Nothing.
    Nothing,
}

/// What an answer proves that is no success. A code is only there where the documented envelope is.
pub(crate) fn refusal(operation: &Operation, status: u16, code: Option<&ErrorCode>) -> Refusal {
    // 408: whoever ran out of time does not know what the one behind it did.
    if !(400..=499).contains(&status) || status == 408 {
        return Refusal::Nothing;
    }
    match code {
        Some(code) if is_used(code) => Refusal::Used,
        Some(code) if is_documented(operation, code) => Refusal::NothingDone,
        _ => Refusal::Nothing,
    }
}

/// Whether the documents list a code for this operation, at a status that says that nothing was done.
fn is_documented(operation: &Operation, code: &ErrorCode) -> bool {
    let mut rows = operation.error_codes.iter();
    let is_row = |&(status, row, observed): &(u16, &str, bool)| {
        row == code.as_str() && status < 500 && !(observed && operation.money_out)
    };
    // Of every operation: API reference, Create batch disbursement, line 4847, 4853, and observed.
    let is_shared = || {
        matches!(
            code.as_str(),
            "INVALID_API_KEY" | "REQUEST_FORBIDDEN_ERROR" | "RATE_LIMIT_EXCEEDED"
        )
    };
    // Where no money goes out, a code that the documents have for another operation is an answer as well; where they
    // know nothing of the operation, any code is.
    let is_known = || !operation.money_out && !matches!(code, ErrorCode::Unknown(_));
    operation.error_codes.is_empty() || rows.any(is_row) || is_shared() || is_known()
}

/// The codes for a key or a reference that was used before.
fn is_used(code: &ErrorCode) -> bool {
    matches!(
        code.as_str(),
        "DUPLICATE_TRANSACTION_ERROR"
            | "DUPLICATE_PAYOUT_ERROR"
            | "DUPLICATE_REFUND_ERROR"
            | "DUPLICATE_ERROR"
            | "EXTERNAL_ID_ALREADY_USED_ERROR"
    )
}

/// Whether a refusal of a repetition shows that the first try was refused as well: it depends on nothing but the
/// request. Too little balance, a refund above the charge or a used key may be the first one's own doing.
pub(crate) fn is_refusal_of_content(error: &Error) -> bool {
    error.refusal() == Refusal::NothingDone
        && matches!(
            error.code(),
            Some(
                ErrorCode::ApiValidationError
                    | ErrorCode::BatchDisbursementMaximumRowsLimitExceededError
                    | ErrorCode::CreditCardChargeNotFoundError
            )
        )
}

/// The one answer to a look-up that shows absence; a gateway's own 404 does not.
pub(crate) fn is_absence(error: &Error) -> bool {
    error.status() == Some(404)
        && matches!(
            error.code(),
            Some(ErrorCode::DirectDisbursementNotFoundError)
        )
}

/// Whether an answer is about a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Agreement {
    /// In everything that tells payments apart.
    Whole,
    /// In all that the answer shows.
    Part,
    /// The same reference, another payment.
    Differs,
    /// Not even the reference.
    Mismatched,
}

/// Whether an answer that shows this, if it has an id, is about what was sent.
pub(crate) fn agreement(sent: &Content, displayed: Option<&Content>) -> Agreement {
    let Some(displayed) = displayed else {
        return Agreement::Mismatched;
    };
    if sent.reference.is_none() || sent.reference != displayed.reference {
        return Agreement::Mismatched;
    }
    let banks = |content: &Content| content.bank_code.as_ref().map(|code| code.to_uppercase());
    let each = [
        same(sent.parent.as_ref(), displayed.parent.as_ref()),
        same(sent.amount.as_ref(), displayed.amount.as_ref()),
        same(sent.count.as_ref(), displayed.count.as_ref()),
        same(banks(sent).as_ref(), banks(displayed).as_ref()),
    ];
    if each.contains(&Some(false)) {
        Agreement::Differs
    } else if each.contains(&None) {
        Agreement::Part
    } else {
        Agreement::Whole
    }
}

/// None if it was sent, and is not displayed.
fn same<T: PartialEq>(sent: Option<&T>, displayed: Option<&T>) -> Option<bool> {
    match (sent, displayed) {
        (Some(sent), Some(displayed)) => Some(sent == displayed),
        (Some(_), None) => None,
        (None, _) => Some(true),
    }
}

/// A payment as an answer shows it.
pub(crate) trait Payment: Send {
    /// What it shows of its content; none if it has no id, so that nothing can have been created.
    fn displayed(&self) -> Option<Content>;

    /// Whether it came to nothing.
    fn has_failed(&self) -> bool {
        false
    }
}

/// What a look-up proves.
#[derive(Debug)]
pub(crate) enum Found<T> {
    /// The payment stands under its reference.
    Same(T),
    /// Others do, and only they.
    Others(Vec<T>),
    /// Nothing.
    Nothing,
}

/// What a list of payments proves, that a look-up of the reference was answered with. `items` is how many it holds,
/// readable or not.
pub(crate) fn found<T: Payment>(sent: &Content, payments: Vec<T>, items: usize) -> Found<T> {
    // An empty list is not the documented answer to a look-up that finds nothing; an item that cannot be read may be
    // the payment.
    let mut is_whole = !payments.is_empty() && payments.len() == items;
    let mut same: Option<T> = None;
    let mut others = Vec::new();
    for payment in payments {
        match agreement(sent, payment.displayed().as_ref()) {
            Agreement::Whole | Agreement::Part => {
                // References need not be unique (API reference, Get disbursement by external_id, line 4499):
                // who was paid was paid, whatever failed before.
                if same.as_ref().is_none_or(Payment::has_failed) {
                    same = Some(payment);
                }
            }
            Agreement::Differs => others.push(payment),
            // The answer to somebody else's question, at least in part.
            Agreement::Mismatched => is_whole = false,
        }
    }
    match same {
        Some(payment) => Found::Same(payment),
        None if is_whole => Found::Others(others),
        None => Found::Nothing,
    }
}
