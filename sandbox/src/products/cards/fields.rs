//! What tokens, charges and refunds have in common: amounts, ids, and the fields that no answer has.

use rust_decimal::Decimal;

use crate::json::Json;
use crate::products::product::invalid;
use crate::refusal::Refusal;

/// The form of every id of this product.
pub(super) const ID: &str = "586f0ba2ab70de5d2b409e0d";

/// Of a token: whether it can be charged once only.
pub(in crate::products) const IS_SINGLE_USE: &str = "_is_single_use";

/// Of an authentication: the amount that it is for.
pub(super) const AMOUNT: &str = "_amount";
/// Of a token: how an authentication of its card begins.
pub(super) const AUTHENTICATION: &str = "_authentication";
/// Of a token: the scheme of its card.
pub(super) const BRAND: &str = "_brand";
/// Of a token: when the month is over in which its card expires.
pub(super) const ENDS: &str = "_ends";
/// Of a token: why every charge of its card fails.
pub(super) const FAILURE: &str = "_failure";
/// Of a token: why its next charge fails.
pub(super) const NEXT_FAILURE: &str = "_next_failure";
/// Of a charge: whether its money has reached the balance.
pub(super) const IS_SETTLED: &str = "_is_settled";
/// Of a token or an authentication: whether a charge was made with it.
pub(super) const IS_USED: &str = "_is_used";
/// Of a charge: how much of it was refunded, or is to be.
pub(super) const REFUNDED: &str = "_refunded";
/// Of an authentication: the token that it is of.
pub(super) const TOKEN: &str = "_token";

/// The smallest amount that moves money.
pub(super) const SMALLEST: Decimal = Decimal::from_parts(1, 0, 0, false, 28);

/// The amount of a request, at least so much.
pub(super) fn amount(body: &Json, least: Decimal) -> Result<Decimal, Refusal> {
    let amount = body
        .decimal("amount")
        .ok_or_else(|| invalid(&["amount"], "must be an amount", "number.base"))?;
    if amount < least {
        let (problem, rule) = if least.is_zero() {
            ("must be larger than or equal to 0", "number.min")
        } else {
            ("must be greater than 0", "number.greater")
        };
        return Err(invalid(&["amount"], problem, rule));
    }
    Ok(amount)
}

/// An amount as a number, to the digit as it was sent.
pub(super) fn number(fields: &Json, name: &str) -> Json {
    let text = fields.text(name);
    text.and_then(|text| Json::number(&text))
        .or_else(|| fields.get(name).cloned())
        .unwrap_or_else(|| Json::integer(0))
}

pub(super) fn is_id(text: &str) -> bool {
    text.len() == ID.len() && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}
