//! The server: takes a request through the checks to its answer, and records it.

use std::sync::Arc;

use axum::Router;
use axum::body::to_bytes;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::header;
use axum::middleware;
use axum::response::Response;
use axum::routing::get;

use crate::api::check::Findings;
use crate::api::conform::{complete, conform};
use crate::api::values::Body;
use crate::api::violation::{Location, Violation};
use crate::api::{Api, Operation, Route, provider_of};
use crate::auth::{self, Caller};
use crate::connection::{Connection, PATIENCE};
use crate::controls::{self, guard};
use crate::faults::{FaultPlan, When};
use crate::idempotency::{self, Key};
use crate::incoming::Incoming;
use crate::json::Json;
use crate::page;
use crate::products::product::{Answer, Call};
use crate::products::simulations::Simulation;
use crate::products::{self};
use crate::rate_limit::Rate;
use crate::refusal::Refusal;
use crate::reply::Reply;
use crate::request_log::Answered;
use crate::state::AppState;
use crate::world::World;

/// Larger than any batch that the documents allow.
const LARGEST_BODY: usize = 16 * 1024 * 1024;

/// One handler for the whole API: axum's own router would decode the paths before matching them.
pub(crate) fn router(state: Arc<AppState>) -> Router {
    let guard = middleware::from_fn_with_state(Arc::clone(&state), guard::pages);
    Router::new()
        .route("/", get(page::page))
        .route("/web/{pages}/{id}", get(page::linked::page))
        .route_layer(guard)
        .nest(controls::PREFIX, controls::router())
        .fallback(handle)
        .with_state(state)
}

async fn handle(
    State(state): State<Arc<AppState>>,
    ConnectInfo(connection): ConnectInfo<Connection>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let read = tokio::time::timeout(PATIENCE, to_bytes(body, LARGEST_BODY)).await;
    let (body, refusal) = match read {
        Ok(Ok(bytes)) => (bytes.to_vec(), None),
        Ok(Err(_)) => (Vec::new(), Some(Refusal::too_large())),
        Err(_) => (Vec::new(), Some(Refusal::too_slow())),
    };
    let is_rebound = state.settings.is_local && guard::is_rebound(&parts.headers, &parts.uri);
    let refusal = refusal.or_else(|| is_rebound.then(Refusal::rebound));
    let incoming = Incoming {
        method: parts.method,
        uri: parts.uri,
        headers: parts.headers,
        body,
    };
    let operation = || operation_of(state.api, &incoming);
    let method = incoming.method.as_str();
    let plan = state.faults.choose(method, || {
        operation().map(|operation| operation.id.as_str())
    });
    plan.delay(When::Before).await;
    let mut outcome = if !plan.has_effect() {
        Outcome::not_carried_out(operation())
    } else if let Some(refusal) = refusal {
        Outcome::refused(None, refusal)
    } else {
        process(&state, &incoming, &plan)
    };
    if let Err(error) = state.data.saved().await {
        outcome.reply = Reply::json(500, Refusal::new(500, "SERVER_ERROR", &error).body());
    }
    let provider = match outcome.operation {
        Some(operation) => operation.provider,
        None => provider_of(incoming.path()),
    };
    let mut injected = None;
    let prescribed = plan.has_effect().then(|| state.next_reply());
    let reply = if let Some(reply) = prescribed.flatten() {
        reply
    } else {
        if let Some(operation) = outcome.operation.filter(|_| plan.spares_the_answer()) {
            let injector = &state.injector;
            injected = injector.answer(state.api, operation, &incoming, &mut outcome.reply);
        }
        outcome.rate.head(outcome.reply, provider)
    };
    let other = state.faults.exchange(&reply);
    let ending = plan.ending(reply, other, provider);
    let mut answered = Answered::new(incoming, outcome.is_body_read, outcome.operation);
    answered.violations = outcome.violations;
    answered.status = ending.status().unwrap_or_default();
    answered.fault = plan.name();
    let number = state.requests.record(answered);
    if let Some(injected) = injected {
        state.injector.note(injected, number);
    }
    plan.delay(When::After).await;
    ending.happen(&connection, state.faults.over()).await
}

fn operation_of(api: &'static Api, incoming: &Incoming) -> Option<&'static Operation> {
    match api.route(incoming.method.as_str(), incoming.path()) {
        Route::Found { operation, .. } => Some(operation),
        _ => None,
    }
}

/// What became of a request.
struct Outcome {
    operation: Option<&'static Operation>,
    violations: Vec<Violation>,
    /// The log tells nothing of the body of a request that was refused before.
    is_body_read: bool,
    reply: Reply,
    rate: Rate,
}

impl Outcome {
    /// For a request that a fault keeps from being carried out, which has an answer for it.
    fn not_carried_out(operation: Option<&'static Operation>) -> Outcome {
        Outcome {
            operation,
            violations: Vec::new(),
            is_body_read: true,
            reply: Reply::new(500),
            rate: Rate::FULL,
        }
    }

    fn refused(operation: Option<&'static Operation>, refusal: Refusal) -> Outcome {
        let mut reply = Reply::json(refusal.status, refusal.body());
        if let Some(allow) = refusal.allow {
            reply = reply.header("Allow", allow);
        }
        Outcome {
            operation,
            violations: refusal.violations,
            is_body_read: false,
            reply,
            rate: Rate::FULL,
        }
    }
}

fn process(state: &AppState, incoming: &Incoming, plan: &FaultPlan) -> Outcome {
    let api = state.api;
    let simulation = Simulation::of(incoming.method.as_str(), incoming.path());
    if let Some(simulation) = simulation.filter(|_| !state.settings.is_strict) {
        return simulate(state, incoming, &simulation);
    }
    let (operation, path) = match api.route(incoming.method.as_str(), incoming.path()) {
        Route::Found { operation, path } => (operation, path),
        Route::WrongMethod { allowed } => {
            return Outcome::refused(None, Refusal::method_not_allowed(&allowed));
        }
        Route::Unknown => return Outcome::refused(None, Refusal::not_found()),
    };
    let caller = match auth::check(&state.settings.keys, operation, &incoming.headers) {
        Ok(caller) => caller,
        Err(refusal) => return Outcome::refused(Some(operation), refusal),
    };
    let shape = operation.body.as_ref().map(|schema| &schema.shape);
    let body = Body::read(incoming.content_type(), &incoming.body, shape);
    if matches!(body, Body::Unreadable) {
        let mut outcome = Outcome::refused(Some(operation), Refusal::invalid_json(operation));
        outcome.is_body_read = true;
        return outcome;
    }
    let mut findings = Findings::default();
    let query = findings.parameters(operation, &path, incoming);
    let body = findings.body(operation.body.as_ref(), body);
    let named = incoming.headers.get(header::HOST);
    let named = named.and_then(|host| host.to_str().ok());
    let base_url = named.map(|host| format!("http://{host}"));
    let base_url = base_url.as_ref().unwrap_or(&state.settings.base_url);
    let call = Call {
        operation,
        account: &caller.account,
        path: &path,
        query: &query,
        body: &body,
        headers: &incoming.headers,
        base_url,
    };
    let mut outcome = carry_out(state, &caller, &call, findings, plan);
    outcome.is_body_read = true;
    outcome
}

/// A payer pays, as the vendor's own paths have it. Only test mode knows them.
fn simulate(state: &AppState, incoming: &Incoming, simulation: &Simulation) -> Outcome {
    let mut is_body_read = false;
    let mut answer = || {
        let operation = state.api.operation(simulation.operation());
        let operation = operation.ok_or_else(Refusal::not_found)?;
        let caller = auth::check(&state.settings.keys, operation, &incoming.headers)?;
        if caller.is_live {
            return Err(Refusal::forbidden(
                "Payments are simulated in test mode only.",
            ));
        }
        is_body_read = true;
        let body = Body::read(incoming.content_type(), &incoming.body, None);
        let body = match body {
            Body::Json(json) | Body::Form(json) => json,
            Body::Empty => Json::object(),
            Body::Unreadable => return Err(Refusal::invalid_json(operation)),
        };
        state.with_world(|world| simulation.run(world, &caller.account, &body))
    };
    let mut outcome = match answer() {
        Ok(json) => Outcome {
            reply: Reply::json(200, json.to_string()),
            ..Outcome::not_carried_out(None)
        },
        Err(refusal) => Outcome::refused(None, refusal),
    };
    let problem = "is not in the contract; the vendor's test mode was seen to have it";
    let note = Violation::new(Location::Path, Vec::new(), problem, "object.unknown");
    outcome.violations.push(note);
    outcome.is_body_read = is_body_read;
    outcome
}

/// A request that was checked: counted, refused or carried out, and noted.
fn carry_out(
    state: &AppState,
    caller: &Caller,
    call: &Call<'_>,
    findings: Findings,
    plan: &FaultPlan,
) -> Outcome {
    let Findings { mut errors, notes } = findings.lenient(call.operation);
    if state.settings.is_strict {
        errors.extend(notes.iter().cloned());
    }
    let operation = call.operation;
    let (rate, answer) = state.with_world(|world| {
        let rate = (world.rates).count(&caller.account, operation, caller.is_live, world.now());
        if rate.is_exceeded && state.settings.limits_rates {
            return (rate, Err(Refusal::too_many_requests()));
        }
        if !errors.is_empty() {
            return (rate, Err(invalid(call, errors)));
        }
        if let Some(lag) = plan.lag() {
            return (rate, once(&mut world.before(lag), call));
        }
        let answer = once(world, call);
        if answer.is_ok() && plan.repeats() {
            // Whether it is taken a second time is the product's to say.
            _ = products::handle(world, call);
        }
        if state.faults.may_lag() {
            world.note_counts();
        }
        (rate, answer)
    });
    let mut outcome = match answer {
        Ok(mut json) => {
            json.hide();
            let mut json = conform(json, &operation.answer.shape);
            complete(&mut json, &operation.answer.shape);
            Outcome {
                operation: Some(operation),
                violations: Vec::new(),
                is_body_read: true,
                reply: Reply::json(operation.answer.status, json.to_string()),
                rate,
            }
        }
        Err(refusal) => Outcome {
            rate,
            ..Outcome::refused(Some(operation), refusal)
        },
    };
    if !state.settings.is_strict {
        outcome.violations.extend(notes);
    }
    outcome
}

/// Carries a request out, unless an error is ordered or its idempotency key says that this was done before.
fn once(world: &mut World, call: &Call<'_>) -> Answer {
    let operation = &call.operation.id;
    let ordered = world.refusals.iter().position(|(of, _)| of == operation);
    if let Some(ordered) = ordered {
        let (_, code) = world.refusals.remove(ordered);
        return Err(Refusal::documented(call.operation, &code));
    }
    let key = match idempotency::look_up(world, call) {
        Key::None => None,
        Key::New(key) => Some(key),
        Key::Answered(answer) => return Ok(answer),
        Key::Conflict(refusal) => return Err(refusal),
    };
    let answer = products::handle(world, call)?;
    if let Some(key) = key {
        idempotency::remember(world, key, &answer);
    }
    Ok(answer)
}

/// The documents have codes of their own for some broken rules, when no other field is wrong.
fn invalid(call: &Call<'_>, errors: Vec<Violation>) -> Refusal {
    let code = |error: &Violation| {
        products::code_of(&call.operation.id, &error.field.join("."), &error.rule)
    };
    if let Some(code) = errors.iter().find_map(code)
        && errors.iter().all(|error| error.field == errors[0].field)
    {
        let refusal = call.refuse(code);
        return Refusal {
            violations: errors,
            ..refusal
        };
    }
    Refusal::invalid_for(call.operation, errors)
}
