//! What a product of the API is made of.

use axum::http::HeaderMap;

use crate::api::Operation;
use crate::api::violation::{Location, Violation};
use crate::json::Json;
use crate::refusal::Refusal;
use crate::world::World;
use crate::world::account;
use crate::world::document::{Document, Kind};

/// When a document was made and last changed, where answers do not say it.
pub(super) const CREATED: &str = "_created";
pub(super) const UPDATED: &str = "_updated";

/// A request that passed the checks of its schema.
pub(crate) struct Call<'a> {
    pub(crate) operation: &'static Operation,
    /// The id of the account that it is made for.
    pub(crate) account: &'a str,
    pub(crate) path: &'a [(String, String)],
    pub(crate) query: &'a Json,
    /// An object without fields when there is no body.
    pub(crate) body: &'a Json,
    pub(crate) headers: &'a HeaderMap,
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

/// The refusal of a field of the body, whose path this is, that breaks a rule which the contract does not have.
pub(super) fn invalid(field: &[&str], problem: &str, rule: &str) -> Refusal {
    let field = field.iter().map(|name| (*name).to_owned()).collect();
    Refusal::invalid(vec![Violation::new(Location::Body, field, problem, rule)])
}

/// The refusal of a resource in a status in which the operation makes no sense. No document has an answer for it; to
/// refuse is the strict way, and the log says that it is a guess.
pub(crate) fn wrong_status(parameter: &str, document: &Document) -> Refusal {
    let status = document.status();
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

pub(crate) type Handler = fn(&mut World, &Call<'_>) -> Answer;

/// What happens to a document at its time.
pub(crate) type Due = fn(&mut World, Document);

/// What one product file has to say.
pub(crate) struct Product {
    /// What each operation does, by its `operationId`.
    pub(super) handlers: &'static [(&'static str, Handler)],
    /// What happens outside the API.
    pub(super) actions: &'static [Action],
    /// Broken rules of the schema that the documents have a code of their own for.
    pub(super) codes: &'static [Code],
    /// The documents that may be due, and what then happens: they expire, are settled, make their next invoice.
    pub(super) due: &'static [(Kind, Due)],
}

/// The code for a broken rule of the schema, when nothing else is wrong with a request.
pub(crate) struct Code {
    pub(super) operation: &'static str,
    /// The path of the field, with dots.
    pub(super) field: &'static str,
    /// As in `types` of an error's details, such as `number.min`.
    pub(super) rule: &'static str,
    pub(super) code: &'static str,
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
