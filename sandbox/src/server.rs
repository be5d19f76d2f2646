//! The server: takes a request through the checks to its answer, and records it.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::body::{Body as HttpBody, to_bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware;
use axum::response::Response;
use axum::routing::get;
use tokio::sync::Notify;

use crate::auth::{self, Caller};
use crate::connection::{Connection, PATIENCE};
use crate::contract::check::Findings;
use crate::contract::conform::{complete, conform};
use crate::contract::values::Body;
use crate::contract::violation::{Location, Violation};
use crate::contract::{Contract, Operation, Provider, Route, provider_of};
use crate::controls::{self, guard};
use crate::data::Data;
use crate::faults::{Fault, FaultPlan, Faults, When};
use crate::id::fresh_uuid;
use crate::idempotency::{self, Key};
use crate::inject::{Drift, Injector, Random};
use crate::json::Json;
use crate::keys::Keys;
use crate::page;
use crate::products::simulations::Simulation;
use crate::products::{self, Answer, Call};
use crate::rate_limit::{self, Rate};
use crate::refusal::Refusal;
use crate::reply::Reply;
use crate::request::{Incoming, RecordedRequest, Redactor};
use crate::world::World;

/// Larger than any batch that the documents allow.
const LARGEST_BODY: usize = 16 * 1024 * 1024;

/// Older requests are forgotten, so that a server may run for long: beyond this number, and beyond so many bytes.
const MOST_REQUESTS: usize = 10_000;
const MOST_BYTES: usize = 32 * 1024 * 1024;

/// Called with every request.
pub(crate) type OnRequest = Box<dyn Fn(&RecordedRequest) + Send + Sync>;

/// What the handlers of one server share.
pub(crate) struct AppState {
    pub(crate) contract: &'static Contract,
    pub(crate) settings: Settings,
    world: Mutex<World>,
    pub(crate) data: Data,
    /// Rung when something became due or is to be sent.
    pub(crate) wake_dispatcher: Notify,
    pub(crate) faults: Faults,
    pub(crate) injector: Arc<Injector>,
    rule_changes: AtomicU64,
    /// Rung when fewer callbacks are on their way.
    pub(crate) settled: Notify,
    requests: Mutex<Requests>,
    replies: Mutex<VecDeque<Reply>>,
    on_request: Option<OnRequest>,
}

/// The requests of late.
#[derive(Default)]
struct Requests {
    /// How many there were, with those that are forgotten.
    count: u64,
    last: VecDeque<RecordedRequest>,
    /// The bytes of the last.
    size: usize,
}

/// What does not change while a server runs.
#[derive(Debug, Default)]
pub(crate) struct Settings {
    pub(crate) base_url: String,
    /// Whether only this machine reaches it, so that no request names another host.
    pub(crate) is_local: bool,
    pub(crate) keys: Keys,
    /// Refuse what the vendor takes although no document says so.
    pub(crate) is_strict: bool,
    /// Refuse what is over the documented limits.
    pub(crate) limits_rates: bool,
    /// Of the faults that come with a probability.
    pub(crate) fault_seed: u64,
    /// In force from the start, and again after a reset.
    pub(crate) faults: Vec<Fault>,
    pub(crate) drifts: Vec<Drift>,
    pub(crate) random_drift: Option<Random>,
}

impl AppState {
    pub(crate) fn new(
        contract: &'static Contract,
        settings: Settings,
        mut world: World,
        data: Data,
        on_request: Option<OnRequest>,
    ) -> AppState {
        let injector = Injector::new(settings.drifts.clone(), settings.random_drift);
        let injector = Arc::new(injector);
        world.injector = Arc::clone(&injector);
        world.contract = Some(contract);
        world.begin_counts();
        AppState {
            contract,
            world: Mutex::new(world),
            data,
            wake_dispatcher: Notify::new(),
            faults: Faults::new(settings.fault_seed, settings.faults.clone()),
            injector,
            rule_changes: AtomicU64::new(0),
            settled: Notify::new(),
            requests: Mutex::default(),
            replies: Mutex::default(),
            on_request,
            settings,
        }
    }

    /// Looks at the world or changes it, as it is by now.
    pub(crate) fn with_world<T>(&self, change: impl FnOnce(&mut World) -> T) -> T {
        let mut world = lock(&self.world);
        world.catch_up();
        let before = world.store.next_due();
        let result = change(&mut world);
        self.data.note(&mut world);
        let is_to_be_sent = !world.outbox.waiting.is_empty() || !world.outbox.released.is_empty();
        if is_to_be_sent || world.store.next_due() != before {
            self.wake_dispatcher.notify_one();
        }
        result
    }

    pub(crate) fn requests(&self) -> Vec<RecordedRequest> {
        lock(&self.requests).last.iter().cloned().collect()
    }

    /// The last requests before the one with this number, the last one first.
    pub(crate) fn last_requests(&self, before: u64, most: usize) -> Vec<RecordedRequest> {
        let requests = lock(&self.requests);
        let last = requests.last.iter().rev();
        last.filter(|request| request.number < before)
            .take(most)
            .cloned()
            .collect()
    }

    /// How many requests there were.
    pub(crate) fn recorded(&self) -> u64 {
        lock(&self.requests).count
    }

    /// Forgets the requests, and the answers that were prescribed.
    pub(crate) fn forget_requests(&self) {
        let mut requests = lock(&self.requests);
        requests.last.clear();
        requests.size = 0;
        drop(requests);
        lock(&self.replies).clear();
    }

    /// Faults and drift as they were at the start.
    pub(crate) fn reset_rules(&self) {
        let settings = &self.settings;
        self.faults
            .begin(settings.fault_seed, settings.faults.clone());
        self.injector
            .begin(settings.drifts.clone(), settings.random_drift);
        self.rules_changed();
    }

    pub(crate) fn rules_changed(&self) {
        self.rule_changes.fetch_add(1, Ordering::Relaxed);
    }

    /// How often rules of faults or drift were set or cleared.
    pub(crate) fn rule_changes(&self) -> u64 {
        self.rule_changes.load(Ordering::Relaxed)
    }

    pub(crate) fn redactor(&self) -> Redactor<'_> {
        Redactor {
            secrets: &self.contract.secrets,
        }
    }

    pub(crate) fn enqueue(&self, reply: Reply) {
        lock(&self.replies).push_back(reply);
    }

    /// Keeps a request. Tells its number.
    fn record(&self, mut request: RecordedRequest) -> u64 {
        let mut requests = lock(&self.requests);
        requests.count += 1;
        let number = requests.count;
        request.number = number;
        let observed = self
            .on_request
            .as_ref()
            .map(|on_request| (on_request, request.clone()));
        requests.size += request.size();
        requests.last.push_back(request);
        while requests.last.len() > MOST_REQUESTS || requests.size > MOST_BYTES {
            let Some(oldest) = requests.last.pop_front() else {
                break;
            };
            requests.size -= oldest.size();
        }
        drop(requests);
        if let Some((on_request, request)) = observed {
            on_request(&request);
        }
        number
    }
}

/// A panic elsewhere leaves these whole.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

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
    let operation = || operation_of(state.contract, &incoming);
    let method = incoming.method.as_str();
    let plan = state.faults.choose(method, || {
        operation().map(|operation| operation.id.as_str())
    });
    plan.delay(When::Before).await;
    let mut outcome = if !plan.has_effect() {
        let mut outcome = Outcome::not_carried_out(operation());
        let body = Body::read(&incoming.headers, &incoming.body, None);
        outcome.body = Some(state.redactor().body(&incoming, &body));
        outcome
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
    let reply = if let Some(reply) = prescribed(&state, plan.has_effect()) {
        reply
    } else {
        if let Some(operation) = outcome.operation.filter(|_| plan.spares_the_answer()) {
            let injector = &state.injector;
            injected = injector.answer(state.contract, operation, &incoming, &mut outcome.reply);
        }
        with_common_headers(outcome.reply, provider, outcome.rate)
    };
    let other = state.faults.exchange(&reply);
    let ending = plan.ending(reply, other, provider);
    let mut recorded = RecordedRequest::new(
        &incoming,
        &state.redactor(),
        outcome.body,
        outcome.operation.map(|operation| operation.id.clone()),
        outcome.violations,
        ending.status().unwrap_or_default(),
    );
    recorded.fault = plan.name();
    let number = state.record(recorded);
    if let Some(injected) = injected {
        state.injector.note(injected, number);
    }
    plan.delay(When::After).await;
    ending.happen(&connection, &state.faults).await
}

fn operation_of(contract: &'static Contract, incoming: &Incoming) -> Option<&'static Operation> {
    match contract.route(incoming.method.as_str(), incoming.path()) {
        Route::Found { operation, .. } => Some(operation),
        _ => None,
    }
}

/// The next prescribed answer, for a request that is carried out.
fn prescribed(state: &AppState, has_effect: bool) -> Option<Reply> {
    if !has_effect {
        return None;
    }
    lock(&state.replies).pop_front()
}

/// What became of a request.
struct Outcome {
    operation: Option<&'static Operation>,
    violations: Vec<Violation>,
    /// The body of the request for the log, if it was read.
    body: Option<String>,
    reply: Reply,
    rate: Rate,
}

impl Outcome {
    /// For a request that a fault keeps from being carried out, which has an answer for it.
    fn not_carried_out(operation: Option<&'static Operation>) -> Outcome {
        Outcome {
            operation,
            violations: Vec::new(),
            body: None,
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
            body: None,
            reply,
            rate: Rate::FULL,
        }
    }
}

fn process(state: &AppState, incoming: &Incoming, plan: &FaultPlan) -> Outcome {
    let contract = state.contract;
    let simulation = Simulation::of(incoming.method.as_str(), incoming.path());
    if let Some(simulation) = simulation.filter(|_| !state.settings.is_strict) {
        return simulate(state, incoming, &simulation);
    }
    let (operation, path) = match contract.route(incoming.method.as_str(), incoming.path()) {
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
    let body = Body::read(&incoming.headers, &incoming.body, shape);
    let logged = state.redactor().body(incoming, &body);
    if matches!(body, Body::Unreadable) {
        let mut outcome = Outcome::refused(Some(operation), Refusal::invalid_json(operation));
        outcome.body = Some(logged);
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
    outcome.body = Some(logged);
    outcome
}

/// A payer pays, as the vendor's own paths have it. Only test mode knows them.
fn simulate(state: &AppState, incoming: &Incoming, simulation: &Simulation) -> Outcome {
    let mut logged = None;
    let mut answer = || {
        let operation = state.contract.operation(simulation.operation());
        let operation = operation.ok_or_else(Refusal::not_found)?;
        let caller = auth::check(&state.settings.keys, operation, &incoming.headers)?;
        if caller.is_live {
            return Err(Refusal::forbidden(
                "Payments are simulated in test mode only.",
            ));
        }
        let body = Body::read(&incoming.headers, &incoming.body, None);
        logged = Some(state.redactor().body(incoming, &body));
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
    outcome.body = logged;
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
        let rate = rate_limit::count(world, &caller.account, operation, caller.is_live);
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
                body: None,
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

/// Headers that Xendit sends with every answer. None are known of Finpay.
pub(crate) fn with_common_headers(reply: Reply, provider: Provider, rate: Rate) -> Reply {
    match provider {
        Provider::Finpay => reply,
        Provider::Xendit => reply
            .header("Request-ID", fresh_uuid())
            .header("Rate-Limit-Limit", rate.limit.to_string())
            .header("Rate-Limit-Remaining", rate.remaining.to_string())
            .header(
                "Rate-Limit-Reset",
                format!("{}.{:03}", rate.reset / 1000, rate.reset % 1000),
            ),
    }
}

pub(crate) fn respond(reply: Reply) -> Response {
    let mut response = Response::new(HttpBody::from(reply.body));
    *response.status_mut() =
        StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    *response.headers_mut() = headers(&reply.headers);
    response
}

fn headers(pairs: &[(String, String)]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in pairs {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            headers.append(name, value);
        }
    }
    headers
}
