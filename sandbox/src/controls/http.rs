//! The controls over HTTP, as `CONTROLS.md` lists them.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::middleware;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use chrono::TimeDelta;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::api::Provider;
use crate::auth;
use crate::callbacks::Order;
use crate::control_error::ControlError;
use crate::controls::clock::LONGEST_STEP;
use crate::controls::guard;
use crate::controls::input::{Input, Query, body_text};
use crate::controls::resources::{Filter, actions};
use crate::controls::snapshot::Snapshot;
use crate::json::Json;
use crate::page;
use crate::request_log::RecordedRequest;
use crate::state::AppState;
use crate::world::document::Kind;

/// Under which the controls stand; the API has no path like it.
pub(crate) const PREFIX: &str = "/_sandbox";

/// How long to wait for callbacks to settle, unless `seconds` says otherwise, and at most.
const PATIENCE: u64 = 10;
const LONGEST_PATIENCE: u64 = 300;

/// The parts in which the clock is moved, a thousand things that are due in each.
const MOST_PARTS: usize = 1_000;

type Answer = Result<Success, ControlError>;
type Server = State<Arc<AppState>>;

pub(crate) fn router() -> Router<Arc<AppState>> {
    Router::new()
        .route("/status", get(status))
        .route("/actions", get(async || Success(actions())))
        .route("/resources", get(resources))
        .route("/resources/{id}", get(resource))
        .route("/resources/{id}/{action}", post(act))
        .route("/clock", get(clock))
        .route("/clock/freeze", post(freeze))
        .route("/clock/unfreeze", post(unfreeze))
        .route("/clock/advance", post(advance))
        .route("/accounts", get(accounts))
        .route("/accounts/{id}", get(account).patch(configure))
        .route("/account", get(own_account).patch(configure_own))
        .route("/invoices", post(create_invoice))
        .route("/payouts", post(create_payout))
        .route("/refuse_next", post(refuse_next))
        .route("/faults", get(faults).post(add_fault).delete(clear_faults))
        .route("/drift", get(drift).post(add_drift).delete(clear_drift))
        .route("/drift/random", post(drift_at_random))
        .route("/injected", get(injected))
        .route("/requests", get(requests))
        .route("/deliveries", get(deliveries))
        .route("/deliveries/{id}/redeliver", post(redeliver))
        .route("/callbacks", get(callbacks))
        .route("/callbacks/hold", post(hold))
        .route("/callbacks/release", post(release))
        .route("/callbacks/duplicates", post(duplicates))
        .route("/callbacks/settled", get(settled))
        .route("/reset", post(reset))
        .route("/snapshot", get(snapshot).put(restore))
        .route("/openapi.json", get(openapi))
        .route("/openapi.yaml", get(openapi))
        .route("/page/{file}", get(page::file))
        .fallback(async |uri: Uri| {
            ControlError::not_found(format!("there is no control `{}`", uri.path()))
        })
        .method_not_allowed_fallback(async || {
            ControlError::new(405, "this control does not take this method")
        })
        .layer(middleware::from_fn(guard::guard))
}

pub(crate) fn answer(status: u16, body: &Json) -> Response {
    text(status, body.to_string())
}

fn text(status: u16, body: String) -> Response {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() =
        StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// What a control that worked answers.
struct Success(Json);

impl IntoResponse for Success {
    fn into_response(self) -> Response {
        answer(200, &self.0)
    }
}

fn count(number: impl TryInto<i64>) -> Json {
    Json::integer(number.try_into().unwrap_or(i64::MAX))
}

/// A page of a list, and where the next one begins if this one is full.
fn list(name: &str, most: usize, entries: Vec<(u64, Json)>) -> Json {
    let next = entries.last().filter(|_| entries.len() == most);
    let next = next.map_or_else(Json::null, |(number, _)| count(*number));
    let entries = entries.into_iter().map(|(_, entry)| entry).collect();
    Json::from([(name, Json::Array(entries)), ("next_before", next)])
}

async fn status(State(state): Server) -> Answer {
    let changes = state.with_world(|world| (world.outbox.era, world.store.changes()));
    let revision = format!(
        "{}-{}-{}-{}",
        changes.0,
        changes.1,
        state.requests.count(),
        state.rule_changes()
    );
    Ok(Success(Json::from([
        ("revision", Json::string(&revision)),
        ("clock", clock_json(&state)),
        ("callbacks", callbacks_json(&state)),
        ("counts", state.counts()),
    ])))
}

async fn resources(State(state): Server, query: Query) -> Answer {
    query.only(&["kind", "account", "status", "before", "limit"])?;
    let (before, most) = query.page()?;
    let kind = match query.text("kind") {
        Some(name) => Some(resource_kind(&name)?),
        None => None,
    };
    let resources = state.resources(&Filter {
        kind,
        account: query.text("account").map(|text| state.account_id(&text)),
        status: query.text("status"),
        before,
        most,
    });
    Ok(Success(list("resources", most, resources)))
}

fn resource_kind(name: &str) -> Result<Kind, ControlError> {
    Kind::read(name)
        .filter(|kind| Kind::RESOURCES.contains(kind))
        .ok_or_else(|| {
            let known: Vec<_> = Kind::RESOURCES.iter().map(|kind| kind.name()).collect();
            let known = known.join(", ");
            ControlError::invalid(format!("there is no kind `{name}`, but {known}"))
        })
}

async fn resource(State(state): Server, Path(id): Path<String>) -> Answer {
    Ok(Success(state.resource(&id)?))
}

async fn act(
    State(state): Server,
    Path((id, action)): Path<(String, String)>,
    Input(input): Input,
) -> Answer {
    Ok(Success(state.act(&id, &action, &input)?))
}

fn clock_json(state: &AppState) -> Json {
    let (now, is_frozen) = state.with_world(|world| (world.now(), world.clock.is_frozen()));
    Json::from([
        ("now", Json::time(now)),
        ("frozen", Json::boolean(is_frozen)),
    ])
}

async fn clock(State(state): Server) -> Answer {
    Ok(Success(clock_json(&state)))
}

async fn freeze(State(state): Server) -> Answer {
    state.freeze();
    Ok(Success(clock_json(&state)))
}

async fn unfreeze(State(state): Server) -> Answer {
    state.unfreeze();
    Ok(Success(clock_json(&state)))
}

async fn advance(State(state): Server, input: Input) -> Answer {
    input.only(&["seconds", "until"])?;
    let by = match (input.0.get("seconds"), input.0.get("until")) {
        (Some(seconds), None) => seconds
            .as_decimal()
            .and_then(|seconds| seconds.checked_mul(Decimal::ONE_THOUSAND))
            .and_then(|milliseconds| TimeDelta::try_milliseconds(milliseconds.to_i64()?))
            .ok_or_else(|| ControlError::invalid("`seconds` takes a number"))?,
        (None, Some(until)) => {
            let until = until.as_time().ok_or_else(|| {
                ControlError::invalid("`until` takes a time such as 2026-01-31T00:00:00Z")
            })?;
            until - state.now()
        }
        _ => {
            return Err(ControlError::invalid(
                "either `seconds` or `until` is needed",
            ));
        }
    };
    if by < TimeDelta::zero() || by > LONGEST_STEP {
        return Err(ControlError::invalid(
            "the clock goes forward, and by at most 100 years at once",
        ));
    }
    let until = state.now() + by;
    for _ in 0..MOST_PARTS {
        if state.advance_towards(until) {
            return Ok(Success(clock_json(&state)));
        }
        tokio::task::yield_now().await;
    }
    let now = crate::clock::text(state.now());
    Err(ControlError::conflict(format!(
        "more is due on the way than happens at once: the clock stands at {now}; advance it again"
    )))
}

async fn accounts(State(state): Server) -> Answer {
    Ok(Success(Json::from([("accounts", state.accounts())])))
}

async fn account(State(state): Server, Path(id): Path<String>) -> Answer {
    Ok(Success(state.account(&state.account_id(&id))))
}

async fn configure(State(state): Server, Path(id): Path<String>, Input(input): Input) -> Answer {
    Ok(Success(state.configure(&state.account_id(&id), &input)?))
}

async fn own_account(State(state): Server, headers: HeaderMap) -> Answer {
    Ok(Success(state.account(&own(&state, &headers)?)))
}

async fn configure_own(State(state): Server, headers: HeaderMap, Input(input): Input) -> Answer {
    Ok(Success(state.configure(&own(&state, &headers)?, &input)?))
}

fn own(state: &AppState, headers: &HeaderMap) -> Result<String, ControlError> {
    auth::account(&state.settings.keys, headers).ok_or_else(|| {
        ControlError::new(
            401,
            "a known key, or a user of Finpay's, is needed as the user name of Basic authentication",
        )
    })
}

async fn create_invoice(State(state): Server, headers: HeaderMap, Input(input): Input) -> Answer {
    Ok(Success(
        state.create_invoice(&own(&state, &headers)?, &input)?,
    ))
}

async fn create_payout(State(state): Server, headers: HeaderMap, Input(input): Input) -> Answer {
    Ok(Success(
        state.create_payout(&own(&state, &headers)?, &input)?,
    ))
}

async fn refuse_next(State(state): Server, input: Input) -> Answer {
    input.only(&["operation", "code"])?;
    state.refuse_next(&input.text("operation")?, &input.text("code")?)?;
    Ok(Success(Json::object()))
}

async fn faults(State(state): Server) -> Answer {
    let faults = displayed(&state.faults.list())?;
    Ok(Success(Json::from([("faults", faults)])))
}

async fn add_fault(server: Server, Input(input): Input) -> Answer {
    server.add_fault(rule(&input)?)?;
    faults(server).await
}

async fn clear_faults(server: Server) -> Answer {
    server.clear_faults();
    faults(server).await
}

async fn drift(State(state): Server) -> Answer {
    Ok(Success(displayed(&state.injector.report())?))
}

async fn add_drift(server: Server, Input(input): Input) -> Answer {
    server.add_drift(rule(&input)?)?;
    drift(server).await
}

async fn drift_at_random(server: Server, Input(input): Input) -> Answer {
    let Random { seed, rate } = rule(&input)?;
    if !(0.0..=1.0).contains(&rate) {
        return Err(ControlError::invalid("`rate` is from 0 to 1"));
    }
    server.drift_at_random(seed, rate);
    drift(server).await
}

async fn clear_drift(server: Server) -> Answer {
    server.clear_drift();
    drift(server).await
}

async fn injected(State(state): Server, query: Query) -> Answer {
    query.only(&["before", "limit"])?;
    let (before, most) = query.page()?;
    let injected = state.injector.last_injected(before, most).into_iter();
    let entries = injected.map(|(number, injected)| Ok((number, displayed(&injected)?)));
    let entries = entries.collect::<Result<_, ControlError>>()?;
    Ok(Success(list("injected", most, entries)))
}

/// Drift at random, as a control takes it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Random {
    seed: u64,
    rate: f64,
}

/// What a body says, if it says only what is known.
fn rule<T: DeserializeOwned>(input: &Json) -> Result<T, ControlError> {
    serde_json::from_value(input.to_value())
        .map_err(|error| ControlError::invalid(error.to_string()))
}

fn displayed(value: &impl Serialize) -> Result<Json, ControlError> {
    serde_json::to_value(value)
        .map(|value| Json::from_value(&value))
        .map_err(|error| ControlError::new(500, error.to_string()))
}

async fn requests(State(state): Server, query: Query) -> Answer {
    query.only(&["before", "limit"])?;
    let (before, most) = query.page()?;
    let requests = state.requests.last(before, most);
    let entries = requests
        .into_iter()
        .map(|request| (request.number, recorded(&request)));
    Ok(Success(list("requests", most, entries.collect())))
}

fn recorded(request: &RecordedRequest) -> Json {
    let violation = |violation: &crate::api::violation::Violation| {
        Json::from([
            ("location", Json::string(&violation.location.to_string())),
            ("field", Json::string(&violation.field.join("."))),
            ("message", Json::string(&violation.message)),
            ("rule", Json::string(&violation.rule)),
        ])
    };
    let header = |(name, value): &(String, String)| {
        Json::from([("name", Json::string(name)), ("value", Json::string(value))])
    };
    let mut json = Json::from([
        ("number", count(request.number)),
        ("method", Json::string(&request.method)),
        ("target", Json::string(&request.target)),
        ("status", Json::integer(request.status.into())),
    ]);
    let operation = request.operation.as_deref();
    json.set_some("operation", operation.map(Json::string));
    json.set_some("fault", request.fault.map(Json::string));
    let violations = request.violations.iter().map(violation);
    json.set("violations", Json::Array(violations.collect()));
    json.set(
        "headers",
        Json::Array(request.headers.iter().map(header).collect()),
    );
    json.set("body", Json::string(&request.body));
    json
}

async fn deliveries(State(state): Server, query: Query) -> Answer {
    query.only(&["before", "limit"])?;
    let (before, most) = query.page()?;
    Ok(Success(list(
        "deliveries",
        most,
        state.deliveries(before, most),
    )))
}

async fn redeliver(State(state): Server, Path(id): Path<String>) -> Answer {
    Ok(Success(state.redeliver(&id)?))
}

fn callbacks_json(state: &AppState) -> Json {
    state.with_world(|world| {
        let outbox = &world.outbox;
        // The dispatcher has not been here yet.
        let waiting = outbox.waiting.len();
        let (held, waiting) = if outbox.is_held {
            (waiting, 0)
        } else {
            (0, waiting)
        };
        let under_way = outbox.under_way + outbox.released.len() + waiting;
        Json::from([
            ("is_held", Json::boolean(outbox.is_held)),
            ("held", count(outbox.held.len() + held)),
            ("under_way", count(under_way)),
            ("duplicates", Json::boolean(outbox.has_duplicates)),
        ])
    })
}

async fn callbacks(State(state): Server) -> Answer {
    Ok(Success(callbacks_json(&state)))
}

async fn hold(State(state): Server) -> Answer {
    state.hold_callbacks();
    Ok(Success(callbacks_json(&state)))
}

async fn release(State(state): Server, input: Input) -> Answer {
    input.only(&["order", "seed"])?;
    let seed = input.0.get("seed").map(|seed| {
        let seed = seed.as_decimal().and_then(|seed| seed.to_u64());
        seed.ok_or_else(|| ControlError::invalid("`seed` takes a whole number"))
    });
    let seed = seed.transpose()?;
    let order = match input.0.text("order").as_deref() {
        None | Some("sent") => Order::Sent,
        Some("reversed") => Order::Reversed,
        Some("random") => Order::Random(seed.unwrap_or_default()),
        Some(_) => {
            return Err(ControlError::invalid(
                "`order` takes `sent`, `reversed` or `random`",
            ));
        }
    };
    let released = state.release_callbacks(order);
    Ok(Success(Json::from([("released", count(released))])))
}

async fn duplicates(State(state): Server, input: Input) -> Answer {
    input.only(&["on"])?;
    let twice = input
        .0
        .flag("on")
        .ok_or_else(|| ControlError::invalid("`on` takes true or false"))?;
    state.duplicate_callbacks(twice);
    Ok(Success(callbacks_json(&state)))
}

async fn settled(State(state): Server, query: Query) -> Answer {
    query.only(&["seconds"])?;
    let seconds = query.number("seconds")?.unwrap_or(PATIENCE);
    let patience = Duration::from_secs(seconds.min(LONGEST_PATIENCE));
    let settled = tokio::time::timeout(patience, state.callbacks_settled()).await;
    Ok(Success(Json::from([(
        "settled",
        Json::boolean(settled.is_ok()),
    )])))
}

async fn reset(State(state): Server) -> Answer {
    state.reset();
    Ok(Success(Json::object()))
}

/// The contract as OpenAPI 3.1, with this sandbox as its first server.
async fn openapi(State(state): Server, uri: Uri, query: Query) -> Result<Response, ControlError> {
    query.only(&["enums", "provider"])?;
    let has_open_enums = match query.text("enums").as_deref() {
        None | Some("listed") => false,
        Some("open") => true,
        Some(_) => {
            return Err(ControlError::invalid("`enums` takes `listed` or `open`"));
        }
    };
    let provider = match query.text("provider").as_deref() {
        None | Some("xendit") => Provider::Xendit,
        Some("finpay") => Provider::Finpay,
        Some(_) => {
            return Err(ControlError::invalid(
                "`provider` takes `xendit` or `finpay`",
            ));
        }
    };
    let base_url = &state.settings.base_url;
    let document = state.api.openapi_3_1(provider, base_url, has_open_enums);
    let document = document.map_err(|error| ControlError::new(500, error))?;
    if uri.path().ends_with("/openapi.json") {
        return Ok(text(200, document.to_string()));
    }
    let yaml = yaml_serde::to_string(&document);
    let yaml = yaml.map_err(|error| ControlError::new(500, error.to_string()))?;
    let mut response = text(200, yaml);
    let content_type = HeaderValue::from_static("application/yaml");
    response.headers_mut().insert(CONTENT_TYPE, content_type);
    Ok(response)
}

async fn snapshot(State(state): Server) -> Response {
    text(200, state.snapshot().to_json())
}

async fn restore(State(state): Server, request: Request) -> Answer {
    let snapshot = Snapshot::from_json(&body_text(request).await?)?;
    state.restore(&snapshot)?;
    Ok(Success(clock_json(&state)))
}
