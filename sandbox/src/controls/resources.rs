//! What accounts have made, and what may happen to it outside the API.

use axum::http::HeaderMap;

use crate::api::check::Findings;
use crate::api::values::Body;
use crate::control_error::ControlError;
use crate::json::Json;
use crate::products;
use crate::products::invoices::{ELSEWHERE, ON_DEMAND, make};
use crate::products::product::{Action, Call};
use crate::state::AppState;
use crate::world::document::{Document, Kind};
use crate::world::{World, account};

/// Which resources to list.
#[derive(Debug, Default)]
pub(crate) struct Filter {
    pub(crate) kind: Option<Kind>,
    pub(crate) account: Option<String>,
    pub(crate) status: Option<String>,
    /// Only those that changed before.
    pub(crate) before: u64,
    pub(crate) most: usize,
}

impl AppState {
    /// Lets something happen to the resource with this id or external id.
    pub(crate) fn act(&self, id: &str, name: &str, input: &Json) -> Result<Json, ControlError> {
        self.with_world(|world| {
            let kinds = kinds_with(name);
            let found = find(world, id, &kinds)?;
            let Some(document) = found else {
                return Err(match find(world, id, Kind::RESOURCES)? {
                    Some(other) => ControlError::not_found(format!(
                        "`{id}` has no action `{name}`: it is of kind {}",
                        other.kind.name()
                    )),
                    None => ControlError::not_found(unknown(id)),
                });
            };
            let kind = document.kind;
            check_input(kind, name, input)?;
            let mut json =
                products::act(world, document, name, input).map_err(ControlError::conflict)?;
            json.hide();
            Ok(json)
        })
    }

    /// Makes a payout of Finpay's, which no documented operation does.
    pub(crate) fn create_payout(&self, account: &str, fields: &Json) -> Result<Json, ControlError> {
        if !account::is_sub_account(account) {
            let problem =
                "a payout of Finpay's belongs to a sub-account: name it with `for-user-id`";
            return Err(ControlError::new(400, problem));
        }
        self.with_world(|world| {
            let mut payout = products::payouts::create(world, account, fields)
                .map_err(ControlError::conflict)?;
            payout.hide();
            Ok(payout)
        })
    }

    /// Makes an invoice outside the API: in the dashboard, by an integration or an on-demand link.
    pub(crate) fn create_invoice(
        &self,
        account: &str,
        fields: &Json,
    ) -> Result<Json, ControlError> {
        let operation = self.api.operation("create_invoice");
        let operation = operation.ok_or_else(|| ControlError::not_found("no operation"))?;
        let link = fields.text("on_demand_link");
        let given = fields.text("client_type");
        let usual = if link.is_some() {
            ON_DEMAND
        } else {
            "DASHBOARD"
        };
        let client_type = given.as_deref().unwrap_or(usual);
        if !ELSEWHERE.contains(&client_type) || (link.is_some() && client_type != ON_DEMAND) {
            return Err(ControlError::invalid(format!(
                "`client_type` is one of {}; with `on_demand_link`, {ON_DEMAND}",
                ELSEWHERE.join(", ")
            )));
        }
        let mut request = fields.clone();
        request.remove("on_demand_link");
        request.remove("client_type");
        let mut findings = Findings::default();
        let body = findings.body(operation.body.as_ref(), Body::Json(request));
        let Findings { errors, notes } = findings.lenient(operation);
        // What is not known may be misspelled.
        let mut unknown = notes.iter().filter(|note| note.rule == "object.unknown");
        if let Some(violation) = errors.first().or_else(|| unknown.next()) {
            return Err(ControlError::invalid(violation.to_string()));
        }
        let call = Call {
            operation,
            account,
            path: &[],
            query: &Json::object(),
            body: &body,
            headers: &HeaderMap::new(),
            base_url: &self.settings.base_url,
        };
        let made = self.with_world(|world| make(world, &call, client_type, link.as_deref()));
        let mut invoice = made.map_err(|refusal| match refusal.violations.first() {
            Some(violation) => ControlError::invalid(violation.to_string()),
            None => ControlError::conflict(refusal.message),
        })?;
        invoice.hide();
        Ok(invoice)
    }

    /// The resource with this id or external id, with what may happen to it.
    pub(crate) fn resource(&self, id: &str) -> Result<Json, ControlError> {
        self.with_world(|world| {
            let document = find(world, id, Kind::RESOURCES)?
                .ok_or_else(|| ControlError::not_found(unknown(id)))?;
            Ok(displayed(&document))
        })
    }

    /// Resources with the number of their last change, the last changed first.
    pub(crate) fn resources(&self, filter: &Filter) -> Vec<(u64, Json)> {
        let kinds = match &filter.kind {
            Some(kind) => std::slice::from_ref(kind),
            None => Kind::RESOURCES,
        };
        self.with_world(|world| {
            let latest = world
                .store
                .latest(kinds, filter.account.as_deref(), filter.before);
            let has_status =
                |document: &Document| match (&filter.status, document.fields.text("status")) {
                    (Some(wanted), status) => status.as_ref() == Some(wanted),
                    (None, _) => true,
                };
            latest
                .filter(|(_, document)| has_status(document))
                .take(filter.most)
                .map(|(change, document)| (change, displayed(&document)))
                .collect()
        })
    }

    /// How many resources of each kind there are.
    pub(crate) fn counts(&self) -> Json {
        self.with_world(|world| {
            let mut counts = Json::object();
            for kind in Kind::RESOURCES {
                let count = i64::try_from(world.store.count(*kind)).unwrap_or(i64::MAX);
                counts.set(&kind.name(), Json::integer(count));
            }
            counts
        })
    }
}

/// Every action, for people and programs to choose from.
pub(crate) fn actions() -> Json {
    Json::Array(products::actions().map(described).collect())
}

fn described(action: &Action) -> Json {
    let list = |texts: &[&str]| Json::Array(texts.iter().map(|text| Json::string(text)).collect());
    let mut json = Json::object();
    json.set("kind", Json::string(&action.kind.name()));
    json.set("name", Json::string(action.name));
    json.set("about", Json::string(action.about));
    json.set("input", list(action.input));
    json.set("when", list(action.when));
    json
}

fn displayed(document: &Document) -> Json {
    let mut resource = document.fields.clone();
    resource.hide();
    let status = document.status();
    let possible = products::actions()
        .filter(|action| action.kind == document.kind)
        .filter(|action| action.when.is_empty() || action.when.contains(&status.as_str()))
        .map(|action| Json::string(action.name));
    let mut json = Json::object();
    json.set("kind", Json::string(&document.kind.name()));
    json.set("id", Json::string(&document.id));
    json.set("account", Json::string(&document.account));
    json.copy(&resource, &["external_id", "status"]);
    json.set("actions", Json::Array(possible.collect()));
    json.set("resource", resource);
    json
}

fn kinds_with(action: &str) -> Vec<Kind> {
    products::actions()
        .filter(|known| known.name == action)
        .map(|known| known.kind)
        .collect()
}

fn check_input(kind: Kind, action: &str, input: &Json) -> Result<(), ControlError> {
    let mut actions = products::actions();
    let Some(action) = actions.find(|known| known.kind == kind && known.name == action) else {
        return Ok(());
    };
    let Json::Object(fields) = input else {
        return Err(ControlError::invalid("the input of an action is an object"));
    };
    let is_unknown = |name: &&str| !action.input.contains(name);
    match fields
        .iter()
        .map(|(name, _)| name.as_str())
        .find(is_unknown)
    {
        None => Ok(()),
        Some(name) if action.input.is_empty() => Err(ControlError::invalid(format!(
            "`{}` takes no input, and no `{name}`",
            action.name
        ))),
        Some(name) => Err(ControlError::invalid(format!(
            "`{}` takes {}, and no `{name}`",
            action.name,
            action.input.join(", ")
        ))),
    }
}

fn unknown(id: &str) -> String {
    format!("there is no resource with the id or external id `{id}`")
}

/// The one resource of these kinds with this id, or else with this external id.
fn find(world: &World, id: &str, kinds: &[Kind]) -> Result<Option<Document>, ControlError> {
    if let Some(document) = kinds.iter().find_map(|kind| world.store.get(*kind, id)) {
        return Ok(Some(document));
    }
    let mut found = kinds
        .iter()
        .flat_map(|kind| world.store.referenced_by_any(*kind, id));
    match (found.next(), found.next()) {
        (_, Some(_)) => Err(ControlError::conflict(format!(
            "several resources have the external id `{id}`: take the id"
        ))),
        (only, None) => Ok(only),
    }
}
