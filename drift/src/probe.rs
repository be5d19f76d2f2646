//! Calls the vendor's development environment and holds its answers against the contract.
//!
//! Every documented read is called: with an id that an earlier answer showed, or else with that of the contract's
//! example, which shows how unknown things are refused. Only on demand is anything created, and only what can be taken
//! back; taking back is never left out, neither for the budget nor for an interruption.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, anyhow, bail, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bayar_contract::Contract;
use bayar_contract::operation::{Body, Location, Parameter};
use bytes::Bytes;
use form_urlencoded::byte_serialize;
use http_body_util::{BodyExt, Full, Limited};
use hyper::client::conn::http1::handshake;
use hyper::header::{
    ACCEPT, AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, HOST, HeaderValue, USER_AGENT,
};
use hyper::{HeaderMap, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;
use tokio::time::{Instant, sleep_until, timeout};

use crate::check::{Checker, Options};
use crate::exchange::{Exchange, Header, Message, decoded};
use crate::report::Report;
use crate::upstream::Upstream;

/// Keys of the environment in which no money moves begin like this.
const DEVELOPMENT: &str = "xnd_development_";

/// What is created, looked at, and taken back by the last step.
const FLOWS: &[&[&str]] = &[
    &["create_invoice", "get_invoice", "expire_invoice"],
    &[
        "create_recurring_payment",
        "get_recurring_payment",
        "pause_recurring_payment",
        "resume_recurring_payment",
        "stop_recurring_payment",
    ],
    &["create_payout_link", "get_payout_link", "void_payout_link"],
];

/// The things of a list, and the operation that reads one of them.
const LISTS: &[(&str, &str)] = &[("list_invoices", "get_invoice")];

/// Nobody's address.
const EMAIL: &str = "probe@example.com";

const LONGEST_BODY: usize = 16 * 1024 * 1024;
const PATIENCE: Duration = Duration::from_secs(30);

/// A rate limit that lasts longer is not waited for.
const LONGEST_WAIT: Duration = Duration::from_secs(90);

/// What is called, and how.
#[derive(Clone)]
pub struct Settings {
    /// The base URL of the API; https only, except on loopback.
    pub url: String,
    /// A secret key of the development environment.
    pub key: String,
    /// Whether things are created, and taken back.
    pub writes: bool,
    /// So many requests at most.
    pub budget: u32,
    /// Once it is true, only what was created is taken back.
    pub stop: Arc<AtomicBool>,
}

/// What a probe found out.
#[derive(Debug)]
pub struct Probed {
    /// The findings and the coverage.
    pub report: Report,
    /// How many requests were sent.
    pub requests: u32,
    /// What was not called, what failed, and what could not be taken back.
    pub notes: Vec<String>,
}

/// What a probe would call, in its order: method, path and operation.
///
/// # Errors
/// If the contract cannot be read; the tests make sure that it can.
pub fn plan(writes: bool) -> Result<Vec<String>> {
    let contract = Calls::read()?;
    let flows = FLOWS.iter().filter(|_| writes).flat_map(|flow| *flow);
    let ids = contract.reads().into_iter().chain(flows.copied());
    let line = |id: &str| {
        let call = contract.call(id)?;
        Ok(format!("{} {} ({id})", call.method, call.target(None)))
    };
    ids.map(line).collect()
}

/// Calls, and checks what is answered.
///
/// # Errors
/// If the key is none of the development environment or is refused, or the URL is neither https nor on loopback.
/// Nothing was sent then, except to learn that the key is refused.
pub async fn run(settings: Settings) -> Result<Probed> {
    ensure!(
        settings.key.starts_with(DEVELOPMENT)
            && settings.key.bytes().all(|byte| byte.is_ascii_graphic()),
        "the key is none of the development environment ({DEVELOPMENT}…): nothing was sent"
    );
    let upstream = Upstream::new(&settings.url)?;
    ensure!(
        upstream.is_secure() || upstream.is_loopback(),
        "the URL is neither https nor on loopback: nothing was sent"
    );
    let contract = Calls::read()?;
    let options = Options {
        hosts: vec![upstream.host()],
        ..Options::default()
    };
    let mut probe = Probe {
        authorization: authorization(&settings.key)?,
        checker: Checker::new(options)?,
        settings,
        upstream,
        requests: 0,
        notes: Vec::new(),
        not_before: HashMap::new(),
    };
    probe.reads(&contract).await?;
    if probe.settings.writes {
        for flow in FLOWS {
            probe.flow(&contract, flow).await?;
        }
    }
    Ok(Probed {
        report: probe.checker.report(),
        requests: probe.requests,
        notes: probe.notes,
    })
}

fn authorization(key: &str) -> Result<HeaderValue> {
    let value = format!("Basic {}", STANDARD.encode(format!("{key}:")));
    let mut value = HeaderValue::from_str(&value).map_err(|_| anyhow!("the key"))?;
    value.set_sensitive(true);
    Ok(value)
}

/// The operations that can be called.
struct Calls(Contract);

/// An operation as it can be called.
struct Call<'c> {
    id: &'c str,
    method: &'c str,
    path: &'c str,
    /// Stand in the path where there is no resource of ours, by the names in it.
    examples: Vec<(&'c str, String)>,
    query: Vec<(&'c str, String)>,
    body: Option<Value>,
}

impl Calls {
    fn read() -> Result<Calls> {
        Ok(Calls(Contract::parse(
            "spec/xendit.yaml",
            bayar_spec::XENDIT,
        )?))
    }

    /// Every operation that only reads. Lists come before what they list, as in the contract.
    fn reads(&self) -> Vec<&str> {
        let operations = self.0.operations.iter();
        let gets = operations.filter(|operation| operation.method == "GET");
        gets.filter_map(|operation| operation.id.as_deref())
            .collect()
    }

    fn call(&self, id: &str) -> Result<Call<'_>> {
        let operation = self
            .0
            .operation(id)
            .with_context(|| format!("no operation {id}"))?;
        let required = operation
            .parameters
            .iter()
            .filter(|parameter| parameter.required);
        let of = |location: Location| {
            let parameters = required.clone().filter(move |one| one.location == location);
            let pairs = parameters.map(|one| (one.name.as_str(), self.value(one)));
            pairs.collect::<Vec<_>>()
        };
        let body = operation.body.as_ref().and_then(Body::json);
        let example = body.and_then(|media| media.examples.first()?.value);
        Ok(Call {
            id: operation.id.as_deref().unwrap_or_default(),
            method: &operation.method,
            path: &operation.path,
            examples: of(Location::Path),
            query: of(Location::Query),
            body: example.map(|node| self.0.node(node).to_value()),
        })
    }

    /// The example of a parameter, or the first value that it may have.
    fn value(&self, parameter: &Parameter) -> String {
        let shown = parameter
            .examples
            .iter()
            .filter_map(|example| example.value);
        let parts = parameter
            .schema
            .map(|schema| self.0.parts(schema))
            .unwrap_or_default();
        let parts = || parts.iter().map(|part| self.0.schema(*part));
        let examples = parts().flat_map(|schema| schema.examples.iter().copied());
        let values = parts().flat_map(|schema| schema.values.iter().flatten().copied());
        let mut candidates = shown.chain(examples).chain(values);
        let value = candidates.find_map(|node| {
            let node = self.0.node(node);
            node.as_str().or_else(|| node.as_number())
        });
        value.unwrap_or("bayar-drift-probe").to_owned()
    }
}

/// A text, or a number as text.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

impl Call<'_> {
    /// The path with this id, or that of the example, and the query.
    fn target(&self, id: Option<&str>) -> String {
        let mut path = self.path.to_owned();
        for (name, example) in &self.examples {
            let value = id.unwrap_or(example);
            let value = utf8_percent_encode(value, NON_ALPHANUMERIC).to_string();
            // Dashes stay as they are printed.
            let value = value.replace("%2D", "-").replace("%5F", "_");
            path = path.replace(&format!("{{{name}}}"), &value);
        }
        let pairs = self.query.iter();
        let encoded = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
        let query: Vec<_> = pairs
            .map(|(name, value)| format!("{name}={}", encoded(value)))
            .collect();
        if query.is_empty() {
            path
        } else {
            format!("{path}?{}", query.join("&"))
        }
    }

    /// The example of the contract, under a name that was never used, and nobody's address.
    fn fresh_body(&self, name: &str) -> Option<Value> {
        let mut body = self.body.clone()?;
        for (field, value) in body.as_object_mut().into_iter().flatten() {
            match field.as_str() {
                "external_id" => *value = name.into(),
                field if field.contains("email") && value.is_string() => *value = EMAIL.into(),
                _ => {}
            }
        }
        Some(body)
    }
}

struct Probe {
    settings: Settings,
    upstream: Upstream,
    authorization: HeaderValue,
    checker: Checker,
    requests: u32,
    notes: Vec<String>,
    /// When the rate limit of an operation begins anew, if nothing is left of it.
    not_before: HashMap<String, Instant>,
}

impl Probe {
    async fn reads(&mut self, contract: &Calls) -> Result<()> {
        let mut known = HashMap::new();
        for id in contract.reads() {
            if self.is_stopped() || self.left() == 0 {
                self.notes
                    .push(format!("{id} was not called: {}", self.reason()));
                continue;
            }
            let call = contract.call(id)?;
            let thing: Option<String> = known.get(id).cloned();
            let answer = match self.send(&call, thing.as_deref(), None, 0).await {
                Ok(answer) => answer,
                Err(error) => {
                    self.notes.push(format!("{id} failed: {error:#}"));
                    continue;
                }
            };
            if answer.status == StatusCode::UNAUTHORIZED && self.requests == 1 {
                bail!("the key was refused (401)");
            }
            if let Some((_, one)) = LISTS.iter().find(|(list, _)| *list == id) {
                known.extend(text(&answer.body[0]["id"]).map(|thing| (*one, thing)));
            }
        }
        Ok(())
    }

    /// Creates something, looks at it, and takes it back.
    async fn flow(&mut self, contract: &Calls, flow: &[&str]) -> Result<()> {
        let [create, steps @ .., take_back] = flow else {
            return Ok(());
        };
        let length = u32::try_from(flow.len())?;
        if self.is_stopped() || self.left() < length {
            self.notes
                .push(format!("{create} was not called: {}", self.reason()));
            return Ok(());
        }
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        let name = format!("bayar-drift-probe-{}-{}", now.as_millis(), self.requests);
        let call = contract.call(create)?;
        let body = call.fresh_body(&name);
        let created = self.send(&call, None, body.as_ref(), length - 1).await;
        let id = match created {
            Ok(answer) if !answer.status.is_success() => {
                self.notes.push(format!(
                    "{create} was refused with {}",
                    answer.status.as_u16()
                ));
                return Ok(());
            }
            Ok(answer) => text(&answer.body["id"]),
            Err(error) => {
                self.notes.push(format!("{create} failed: {error:#}"));
                None
            }
        };
        let Some(id) = id else {
            self.notes
                .push(format!("{name} may be left: its id was not answered"));
            return Ok(());
        };
        for (index, step) in steps.iter().enumerate() {
            if self.is_stopped() {
                break;
            }
            let after = u32::try_from(steps.len() - index)?;
            let call = contract.call(step)?;
            if let Err(error) = self.send(&call, Some(&id), None, after).await {
                self.notes.push(format!("{step} failed: {error:#}"));
            }
        }
        let call = contract.call(take_back)?;
        let outcome = match self.send(&call, Some(&id), None, 0).await {
            Ok(answer) if answer.status.is_success() => return Ok(()),
            Ok(answer) => format!("{take_back} was refused with {}", answer.status.as_u16()),
            Err(error) => format!("{take_back} failed: {error:#}"),
        };
        self.notes.push(format!("{name} may be left: {outcome}"));
        Ok(())
    }

    fn left(&self) -> u32 {
        self.settings.budget.saturating_sub(self.requests)
    }

    fn is_stopped(&self) -> bool {
        self.settings.stop.load(Ordering::Relaxed)
    }

    fn reason(&self) -> &'static str {
        if self.is_stopped() {
            "interrupted"
        } else {
            "the budget does not last"
        }
    }

    /// Sends, and again when the rate limit says so and the budget lasts for that and what is reserved.
    async fn send(
        &mut self,
        call: &Call<'_>,
        id: Option<&str>,
        body: Option<&Value>,
        reserved: u32,
    ) -> Result<Answer> {
        loop {
            ensure!(self.left() > 0, "the budget is used up");
            if let Some(at) = self.not_before.remove(call.id) {
                sleep_until(at).await;
            }
            self.requests += 1;
            let answer = timeout(PATIENCE, self.once(call, id, body)).await;
            let answer = answer
                .with_context(|| format!("no answer in {} seconds", PATIENCE.as_secs()))??;
            if let Some(pause) = pause(&answer) {
                ensure!(
                    pause <= LONGEST_WAIT,
                    "the rate limit lasts {} seconds",
                    pause.as_secs()
                );
                self.not_before
                    .insert(call.id.to_owned(), Instant::now() + pause);
            }
            if answer.status != StatusCode::TOO_MANY_REQUESTS || self.left() <= reserved {
                return Ok(answer);
            }
        }
    }

    async fn once(
        &mut self,
        call: &Call<'_>,
        id: Option<&str>,
        body: Option<&Value>,
    ) -> Result<Answer> {
        let target = call.target(id);
        let body = body.map(ToString::to_string);
        let request = self.request(call.method, &target, body.as_deref())?;
        let mut exchange = Exchange {
            method: call.method.to_owned().into(),
            url: format!("{}{target}", self.upstream.url).into(),
            request: message(request.headers(), body.unwrap_or_default().into_bytes()),
            ..Exchange::default()
        };
        let response = self.exchange(request).await?;
        let status = response.status();
        let (parts, body) = response.into_parts();
        exchange.status = Some(status.as_u16());
        exchange.response = message(&parts.headers, body.to_vec());
        self.checker.check(&exchange);
        Ok(Answer {
            status,
            headers: parts.headers,
            body: serde_json::from_slice(&body).unwrap_or_default(),
        })
    }

    fn request(
        &self,
        method: &str,
        target: &str,
        body: Option<&str>,
    ) -> Result<Request<Full<Bytes>>> {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("{}{target}", self.upstream.prefix))
            .header(HOST, &self.upstream.authority)
            .header(
                USER_AGENT,
                concat!("bayar-drift/", env!("CARGO_PKG_VERSION")),
            )
            .header(ACCEPT, "application/json")
            .header(AUTHORIZATION, self.authorization.clone());
        match body {
            Some(_) => request = request.header(CONTENT_TYPE, "application/json"),
            // Gateways answer 411 to a POST that does not say how long it is.
            None if method != "GET" => request = request.header(CONTENT_LENGTH, "0"),
            None => {}
        }
        Ok(request.body(Full::from(body.unwrap_or_default().to_owned()))?)
    }

    /// On a connection of its own: there are few.
    async fn exchange(&self, request: Request<Full<Bytes>>) -> Result<Response<Bytes>> {
        let stream = self.upstream.connect().await.context("no connection")?;
        let (mut sender, connection) = handshake(TokioIo::new(stream)).await?;
        let connection = tokio::spawn(connection);
        let response = async {
            let (parts, body) = sender.send_request(request).await?.into_parts();
            let body = Limited::new(body, LONGEST_BODY).collect().await;
            let body = body.map_err(|error| anyhow!("the answer: {error}"))?;
            Ok(Response::from_parts(parts, body.to_bytes()))
        };
        let response = response.await;
        connection.abort();
        response
    }
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    /// `null` if it is no JSON.
    body: Value,
}

/// How long the rate limit forbids the next request of this operation.
fn pause(answer: &Answer) -> Option<Duration> {
    let number = |name: &str| {
        answer
            .headers
            .get(name)?
            .to_str()
            .ok()?
            .trim()
            .parse::<f64>()
            .ok()
    };
    let is_over = answer.status == StatusCode::TOO_MANY_REQUESTS;
    if !is_over && number("rate-limit-remaining").is_none_or(|left| left > 0.0) {
        return None;
    }
    let seconds = number("rate-limit-reset").or_else(|| number("retry-after"));
    // Neither is documented to be always there.
    let pause = Duration::try_from_secs_f64(seconds.unwrap_or(1.0)).unwrap_or(Duration::MAX);
    Some(pause.max(Duration::from_millis(100)))
}

/// Without the key.
fn message(headers: &HeaderMap, body: Vec<u8>) -> Message<'static> {
    let headers = headers.iter().filter(|(name, _)| *name != AUTHORIZATION);
    let header = |(name, value): (&hyper::header::HeaderName, &HeaderValue)| Header {
        name: name.as_str().to_owned().into(),
        value: String::from_utf8_lossy(value.as_bytes())
            .into_owned()
            .into(),
    };
    let mut message = Message {
        headers: headers.map(header).collect(),
        body: None,
    };
    let encoding = message.header("content-encoding").map(str::to_owned);
    message.body = decoded(body.into(), encoding.as_deref());
    message
}
