//! The payment methods of an invoice, and where a payer pays by each.

use rust_decimal::Decimal;

use super::fields::OFFERED;
use crate::json::Json;
use crate::products::banks::bank;
use crate::products::product::Call;
use crate::refusal::Refusal;
use crate::world::World;
use crate::world::account::Account;
use crate::world::document::Document;

/// More than this an account with retail outlets cannot ask for (line 2947).
const MOST_AT_OUTLETS: i64 = 5_000_000;

const OUTLETS: &[&str] = &["ALFAMART"];

/// What an account offers when nobody has set anything else.
pub(super) const METHODS: &[&str] = &[
    "BCA",
    "BNI",
    "BRI",
    "MANDIRI",
    "PERMATA",
    "ALFAMART",
    "CREDIT_CARD",
    "OVO",
];

pub(super) fn check_methods(world: &World, call: &Call<'_>) -> Result<(), Refusal> {
    let account = world.account(call.account);
    let is_set = |name: &str| account.setting(name) == Some(Json::boolean(true));
    let configured = configured(&account);
    if configured.is_empty() {
        return Err(call.refuse("NO_COLLECTION_METHODS_ERROR"));
    }
    let methods = chosen(call.body).unwrap_or_else(|| configured.clone());
    if methods.iter().any(|method| !configured.contains(method)) {
        return Err(call.refuse("UNAVAILABLE_PAYMENT_METHOD_ERROR"));
    }
    let is_at = |channels: &dyn Fn(&str) -> bool| methods.iter().any(|method| channels(method));
    let is_for_outlets_only = methods.iter().all(|method| is_outlet(method));
    if is_too_much_for_outlets(call.body) && (is_set("retail_outlets") || is_for_outlets_only) {
        return Err(call.refuse("MAXIMUM_TRANSFER_AMOUNT_ERROR"));
    }
    if is_at(&is_bank) && is_set("virtual_account_range_used_up") {
        return Err(call.refuse("UNIQUE_ACCOUNT_NUMBER_UNAVAILABLE_ERROR"));
    }
    if is_at(&is_outlet) && is_set("payment_code_range_used_up") {
        return Err(call.refuse("AVAILABLE_PAYMENT_CODE_NOT_FOUND_ERROR"));
    }
    Ok(())
}

pub(super) fn is_bank(method: &str) -> bool {
    bank(method).is_some()
}

pub(super) fn is_outlet(method: &str) -> bool {
    OUTLETS.contains(&method)
}

/// Outlets do not take it; unless the account's setting says otherwise, it can still be paid in other ways.
fn is_too_much_for_outlets(invoice: &Json) -> bool {
    invoice
        .decimal("amount")
        .is_none_or(|amount| amount > Decimal::from(MOST_AT_OUTLETS))
}

/// What the account offers.
pub(super) fn configured(account: &Account) -> Vec<String> {
    match account.setting("payment_methods") {
        Some(Json::Array(methods)) => methods.iter().filter_map(Json::as_text).collect(),
        _ => METHODS.iter().map(|method| (*method).to_owned()).collect(),
    }
}

/// The payment methods that a request asks for, if it asks for some.
pub(super) fn chosen(request: &Json) -> Option<Vec<String>> {
    let methods = request.get("payment_methods")?.items();
    (!methods.is_empty()).then(|| methods.iter().filter_map(Json::as_text).collect())
}

/// The channels that an invoice can be paid by.
pub(super) fn offered(invoice: &Json) -> Vec<String> {
    let methods: Vec<String> = match invoice.get(OFFERED) {
        Some(methods) => methods.items().iter().filter_map(Json::as_text).collect(),
        None => METHODS.iter().map(|method| (*method).to_owned()).collect(),
    };
    let takes_outlets = !is_too_much_for_outlets(invoice);
    methods
        .into_iter()
        .filter(|method| takes_outlets || !is_outlet(method))
        .collect()
}

/// A number to pay to: always the same for the same invoice and channel, or, with `fixed_va`, for the same end customer
/// (line 2839) and bank.
pub(super) fn destination(invoice: &Document, channel: &str) -> String {
    let fields = &invoice.fields;
    let customer = fields
        .text("payer_email")
        .filter(|_| invoice.is("fixed_va"));
    let digits = match (bank(channel), customer) {
        (Some(_), Some(customer)) => digits(&format!("{}/{customer}", invoice.account)),
        _ => digits(&invoice.id),
    };
    match bank(channel) {
        Some(bank) => format!("{}{:08}", bank.merchant_code, digits % 100_000_000),
        None => format!("ALFA{:06}", digits % 1_000_000),
    }
}

fn digits(text: &str) -> u64 {
    text.bytes().fold(0, |sum: u64, byte| {
        sum.wrapping_mul(31).wrapping_add(byte.into())
    })
}
