//! The server: takes a request through the checks to its answer, and records it.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::body::{Body as HttpBody, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::Response;

use crate::answer::{Call, compose};
use crate::auth;
use crate::check::Findings;
use crate::contract::{Contract, Operation, Provider, Route, provider_of};
use crate::id::fresh_uuid;
use crate::refusal::Refusal;
use crate::reply::Reply;
use crate::request::{Incoming, RecordedRequest};
use crate::values::Body;
use crate::violation::Violation;

/// Larger than any batch that the documents allow.
const LARGEST_BODY: usize = 16 * 1024 * 1024;

/// Older requests are forgotten, so that a server may run for long.
const MOST_REQUESTS: usize = 10_000;

/// Told of every request.
pub(crate) type OnRequest = Box<dyn Fn(&RecordedRequest) + Send + Sync>;

/// What the handlers of one server share.
pub(crate) struct Shared {
    contract: &'static Contract,
    requests: Mutex<VecDeque<RecordedRequest>>,
    replies: Mutex<VecDeque<Reply>>,
    on_request: Option<OnRequest>,
}

impl Shared {
    pub(crate) fn new(contract: &'static Contract, on_request: Option<OnRequest>) -> Shared {
        Shared {
            contract,
            requests: Mutex::default(),
            replies: Mutex::default(),
            on_request,
        }
    }

    pub(crate) fn requests(&self) -> Vec<RecordedRequest> {
        lock(&self.requests).iter().cloned().collect()
    }

    pub(crate) fn enqueue(&self, reply: Reply) {
        lock(&self.replies).push_back(reply);
    }

    fn record(&self, request: RecordedRequest) {
        if let Some(on_request) = &self.on_request {
            on_request(&request);
        }
        let mut requests = lock(&self.requests);
        if requests.len() == MOST_REQUESTS {
            requests.pop_front();
        }
        requests.push_back(request);
    }
}

/// A panic elsewhere leaves these lists whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// One handler for everything: axum's own router would decode the paths before matching them.
pub(crate) fn router(shared: Arc<Shared>) -> Router {
    Router::new().fallback(handle).with_state(shared)
}

async fn handle(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let (body, is_whole) = match to_bytes(body, LARGEST_BODY).await {
        Ok(bytes) => (bytes.to_vec(), true),
        Err(_) => (Vec::new(), false),
    };
    let incoming = Incoming {
        method: parts.method,
        uri: parts.uri,
        headers: parts.headers,
        body,
    };
    let outcome = if is_whole {
        process(shared.contract, &incoming)
    } else {
        Outcome::refused(None, Refusal::too_large())
    };
    let prescribed = lock(&shared.replies).pop_front();
    let reply = prescribed
        .unwrap_or_else(|| with_common_headers(outcome.reply, provider_of(incoming.path())));
    let response = respond(reply);
    let status = response.status().as_u16();
    let operation = outcome.operation.map(|operation| operation.id.clone());
    shared.record(RecordedRequest::new(
        &incoming,
        &shared.contract.secrets,
        operation,
        outcome.violations,
        status,
    ));
    response
}

/// What became of a request.
struct Outcome {
    operation: Option<&'static Operation>,
    violations: Vec<Violation>,
    reply: Reply,
}

impl Outcome {
    fn refused(operation: Option<&'static Operation>, refusal: Refusal) -> Outcome {
        let mut reply = Reply::json(refusal.status, refusal.body());
        if let Some(allow) = refusal.allow {
            reply = reply.header("Allow", allow);
        }
        Outcome {
            operation,
            violations: refusal.violations,
            reply,
        }
    }
}

fn process(contract: &'static Contract, incoming: &Incoming) -> Outcome {
    let (operation, path) = match contract.route(incoming.method.as_str(), incoming.path()) {
        Route::Found { operation, path } => (operation, path),
        Route::WrongMethod { allowed } => {
            return Outcome::refused(None, Refusal::method_not_allowed(&allowed));
        }
        Route::Unknown => return Outcome::refused(None, Refusal::not_found()),
    };
    if let Err(refusal) = auth::check(operation.access, &incoming.headers) {
        return Outcome::refused(Some(operation), refusal);
    }
    let shape = operation.body.as_ref().map(|schema| &schema.shape);
    let body = match Body::read(&incoming.headers, &incoming.body, shape) {
        Body::Unreadable => return Outcome::refused(Some(operation), Refusal::invalid_json()),
        Body::Empty => None,
        Body::Json(json) => Some(json),
    };
    let mut findings = Findings::default();
    let query = findings.parameters(operation, &path, incoming);
    findings.body(operation.body.as_ref(), body.as_ref());
    answer(
        &Call {
            operation,
            path,
            query,
            body,
        },
        findings,
    )
}

fn answer(call: &Call<'static>, findings: Findings) -> Outcome {
    let Findings { errors, notes } = findings;
    let operation = call.operation;
    let mut outcome = if errors.is_empty() {
        let body = compose(call)
            .map(|json| json.to_string())
            .unwrap_or_default();
        let reply = Reply::json(operation.answer.status, body);
        Outcome {
            operation: Some(operation),
            violations: Vec::new(),
            reply,
        }
    } else {
        Outcome::refused(Some(operation), Refusal::invalid(errors))
    };
    outcome.violations.extend(notes);
    outcome
}

/// Headers that Xendit sends with every answer. Limits are not counted yet.
fn with_common_headers(reply: Reply, provider: Provider) -> Reply {
    let reply = reply.header("Request-ID", fresh_uuid());
    match provider {
        Provider::Finpay => reply,
        Provider::Xendit => reply
            .header("Rate-Limit-Limit", "60")
            .header("Rate-Limit-Remaining", "59")
            .header("Rate-Limit-Reset", "60.000"),
    }
}

fn respond(reply: Reply) -> Response {
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
