//! What the operations do, one file for each product as the documents name it.
//!
//! A handler checks first and writes last: when it refuses, nothing has changed.

mod balances;
mod banks;
mod batch_disbursements;
mod cardless_credit;
mod cards;
mod disbursements;
mod ewallets;
pub(crate) mod invoices;
#[cfg(test)]
mod money_in_tests;
mod numbers;
mod payout_links;
pub(crate) mod payouts;
pub(crate) mod product;
mod recurring_payments;
mod retail_outlets;
pub(crate) mod simulations;
mod status;
mod virtual_accounts;

use crate::json::Json;
use crate::products::product::{Act, Action, Answer, Call, Handler, Product};
use crate::refusal::Refusal;
use crate::world::World;
use crate::world::document::Document;

/// In the order of the documents.
const PRODUCTS: &[Product] = &[
    balances::PRODUCT,
    cards::PRODUCT,
    ewallets::PRODUCT,
    cardless_credit::PRODUCT,
    virtual_accounts::PRODUCT,
    retail_outlets::PRODUCT,
    invoices::PRODUCT,
    recurring_payments::PRODUCT,
    disbursements::PRODUCT,
    batch_disbursements::PRODUCT,
    payout_links::PRODUCT,
    payouts::PRODUCT,
];

/// Carries a request out.
pub(crate) fn handle(world: &mut World, call: &Call<'_>) -> Answer {
    match handler(&call.operation.id) {
        Some(handler) => handler(world, call),
        // What an overlay adds is answered as it says.
        None if !call.operation.answer.examples.is_empty() => Ok(call.example()),
        None => Err(Refusal::not_implemented(&call.operation.id)),
    }
}

fn handler(operation: &str) -> Option<Handler> {
    let mut handlers = PRODUCTS.iter().flat_map(|product| product.handlers);
    let found = handlers.find(|(own, _)| *own == operation);
    found.map(|(_, handler)| *handler)
}

/// A document's time has come.
pub(crate) fn due(world: &mut World, document: Document) {
    let mut due = PRODUCTS.iter().flat_map(|product| product.due);
    if let Some((_, due)) = due.find(|(kind, _)| *kind == document.kind) {
        due(world, document);
    }
}

/// The documents' own code for a broken rule of the schema.
pub(crate) fn code_of(operation: &str, field: &str, rule: &str) -> Option<&'static str> {
    let mut codes = PRODUCTS.iter().flat_map(|product| product.codes);
    codes
        .find(|code| code.operation == operation && code.field == field && code.rule == rule)
        .map(|code| code.code)
}

/// Every action of every product.
pub(crate) fn actions() -> impl Iterator<Item = &'static Action> {
    PRODUCTS.iter().flat_map(|product| product.actions)
}

/// Lets an action happen to a document.
pub(crate) fn act(world: &mut World, document: Document, name: &str, input: &Json) -> Act {
    let action = actions()
        .find(|action| action.kind == document.kind && action.name == name)
        .ok_or_else(|| format!("there is no action `{name}` for it"))?;
    let status = document.status();
    if !action.when.is_empty() && !action.when.contains(&status.as_str()) {
        return Err(format!(
            "it is {status}; `{name}` takes one that is {}",
            action.when.join(" or ")
        ));
    }
    (action.run)(world, document, input)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Api;

    #[test]
    fn every_operation_is_implemented() {
        let operations = Api::with(&[]).unwrap().operations().iter();
        let missing = operations.filter(|operation| handler(&operation.id).is_none());
        let missing: Vec<_> = missing.map(|operation| operation.id.as_str()).collect();
        assert!(
            missing.is_empty(),
            "no file of sandbox/src/products has a handler for: {}",
            missing.join(", ")
        );
    }
}
