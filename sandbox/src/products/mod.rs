//! What the operations do, one file for each product as the documents name it.
//!
//! A handler checks first and writes last: when it refuses, nothing has changed.

mod balances;
mod batch_disbursements;
mod cardless_credit;
mod cards;
mod disbursements;
mod ewallets;
mod invoices;
#[cfg(test)]
mod money_in;
mod numbers;
mod payout_links;
pub(crate) mod payouts;
mod recurring_payments;
mod retail_outlets;
pub(crate) mod simulations;
mod virtual_accounts;

use crate::contract::Operation;
use crate::contract::violation::{Location, Violation};
use crate::json::Json;
use crate::refusal::Refusal;
use crate::world::World;
use crate::world::account;
use crate::world::document::{Document, Kind};

/// A request that passed the checks of its schema.
pub(crate) struct Call<'a> {
    pub(crate) operation: &'static Operation,
    /// The id of the account that it is made for.
    pub(crate) account: &'a str,
    pub(crate) path: &'a [(String, String)],
    pub(crate) query: &'a Json,
    /// An object without fields when there is no body.
    pub(crate) body: &'a Json,
    pub(crate) headers: &'a axum::http::HeaderMap,
    /// Where the sandbox listens, for the pages that answers link to.
    pub(crate) base_url: &'a str,
}

/// The body of a successful answer; hidden fields are left out of it later.
pub(crate) type Answer = Result<Json, Refusal>;

impl Call<'_> {
    /// A parameter of the path.
    pub(crate) fn path(&self, name: &str) -> &str {
        self.path
            .iter()
            .find(|(key, _)| key == name)
            .map_or("", |(_, value)| value)
    }

    /// A header of the request.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// What answers call `user_id` or `business_id`.
    pub(crate) fn user_id(&self) -> &str {
        account::user_id(self.account)
    }

    /// The refusal that the operation's documented row of this code describes.
    pub(crate) fn refuse(&self, code: &'static str) -> Refusal {
        Refusal::documented(self.operation, code)
    }

    /// The first documented example of the operation's answer.
    pub(crate) fn example(&self) -> Json {
        let examples = &self.operation.answer.examples;
        examples.first().cloned().unwrap_or_else(Json::object)
    }
}

/// The refusal of a resource in a status in which the operation makes no sense. No document has an answer for it; to
/// refuse is the strict way, and the log says that it is a guess.
pub(crate) fn wrong_status(parameter: &str, document: &Document) -> Refusal {
    let status = document.fields.text("status").unwrap_or_default();
    let problem = format!("names one that is {status}; what the vendor answers is not known");
    let field = vec![parameter.to_owned()];
    let violation = Violation::new(Location::Path, field, &problem, "any.invalid");
    Refusal {
        violations: vec![violation],
        ..Refusal::new(
            409,
            "INVALID_STATUS_ERROR",
            &format!("Not possible any more: the status is {status}."),
        )
    }
}

type Handler = fn(&mut World, &Call<'_>) -> Answer;

/// What happens to a document at its time.
type Due = fn(&mut World, Document);

/// What one product file has to say.
pub(crate) struct Product {
    /// What each operation does, by its `operationId`.
    handlers: &'static [(&'static str, Handler)],
    /// What happens outside the API.
    actions: &'static [Action],
    /// Broken rules of the schema that the documents have a code of their own for.
    codes: &'static [Code],
    /// The documents that may be due, and what then happens: they expire, are settled, make their next invoice.
    due: &'static [(Kind, Due)],
}

/// The code for a broken rule of the schema, when nothing else is wrong with a request.
pub(crate) struct Code {
    operation: &'static str,
    /// The path of the field, with dots.
    field: &'static str,
    /// As in `types` of an error's details, such as `number.min`.
    rule: &'static str,
    code: &'static str,
}

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

/// What happens outside the API: a payer pays, a bank fails. The controls offer it by its name.
pub(crate) struct Action {
    pub(crate) kind: Kind,
    pub(crate) name: &'static str,
    /// In words, for people.
    pub(crate) about: &'static str,
    /// The names of what it takes; each may be left out.
    pub(crate) input: &'static [&'static str],
    /// The statuses in which it is possible; empty for any.
    pub(crate) when: &'static [&'static str],
    pub(crate) run: fn(&mut World, Document, &Json) -> Act,
}

/// The document after an action, or why the action is not possible.
pub(crate) type Act = Result<Json, String>;

/// Every action of every product.
pub(crate) fn actions() -> impl Iterator<Item = &'static Action> {
    PRODUCTS.iter().flat_map(|product| product.actions)
}

/// Lets an action happen to a document.
pub(crate) fn act(world: &mut World, document: Document, name: &str, input: &Json) -> Act {
    let action = actions()
        .find(|action| action.kind == document.kind && action.name == name)
        .ok_or_else(|| format!("there is no action `{name}` for it"))?;
    let status = document.fields.text("status").unwrap_or_default();
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
    use crate::contract::Contract;

    #[test]
    fn every_operation_is_implemented() {
        let operations = Contract::get().unwrap().operations().iter();
        let missing = operations.filter(|operation| handler(&operation.id).is_none());
        let missing: Vec<_> = missing.map(|operation| operation.id.as_str()).collect();
        assert!(
            missing.is_empty(),
            "no file of sandbox/src/products has a handler for: {}",
            missing.join(", ")
        );
    }
}
