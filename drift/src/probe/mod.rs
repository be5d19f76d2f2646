//! Calls an API and checks its answers against its contract.
//!
//! Every documented read is called: with an id that an earlier answer showed, or else with the examples and defaults of
//! the contract, which may show how unknown things are refused. Only on demand is anything created, and only what can be
//! taken back (`x-drift`); taking back is never left out, neither for the budget nor for an interruption.

mod call;
mod credentials;

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, anyhow, bail, ensure};
use bayar_contract::Contract;
use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::client::conn::http1::handshake;
use hyper::header::{
    ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, HOST, HeaderName, HeaderValue, USER_AGENT,
};
use hyper::{HeaderMap, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until, timeout};

use crate::check::{Checker, Options};
use crate::contract::{Contracts, Sources};
use crate::exchange::{Exchange, Header, Message};
use crate::probe::call::{Call, Calls, Known, pair};
pub use crate::probe::credentials::parse_header;
use crate::probe::credentials::{Credentials, Travels};
use crate::report::Report;
use crate::upstream::Upstream;

/// Stands in a plan for the id of what is created.
const CREATED: &str = "created";

const INTERRUPTED: &str = "interrupted";

const LONGEST_BODY: usize = 16 * 1024 * 1024;
const PATIENCE: Duration = Duration::from_secs(30);

/// A rate limit that lasts longer is not waited for.
const LONGEST_WAIT: Duration = Duration::from_secs(90);

/// What is called, and how.
#[derive(Clone)]
pub struct Settings {
    /// The contracts; without a file, the first that this crate was built with. Their server, or that of each operation,
    /// is called by https only, except on loopback.
    pub contracts: Sources,
    /// Sent with every request, beside what the security schemes need.
    pub headers: Vec<(HeaderName, HeaderValue)>,
    /// The environment variables, of which some hold the credentials of security schemes.
    pub environment: HashMap<String, String>,
    /// Whether resources are created, and taken back.
    pub writes: bool,
    /// So many requests at most.
    pub budget: u32,
    /// Once it is true, only what was created is taken back.
    pub stop: watch::Receiver<bool>,
}

/// What a probe found out.
#[derive(Debug)]
pub struct Probed {
    /// The findings and the coverage.
    pub report: Report,
    /// How many requests were sent.
    pub requests: u32,
    /// How many of them were answered.
    pub answers: u32,
    /// What was not called, what failed, and what could not be taken back.
    pub notes: Vec<String>,
}

/// What a probe would do.
#[derive(Debug, Default)]
pub struct Plan {
    /// What would be called, in its order: method, path and operation.
    pub calls: Vec<String>,
    /// What would not be, and why.
    pub notes: Vec<String>,
}

/// What a probe would call. Nothing is sent.
///
/// # Errors
/// As [`run`].
pub fn plan(settings: &Settings) -> Result<Plan> {
    let targets = settings.targets()?;
    let mut plan = Plan::default();
    for target in &targets {
        let calls = target.calls(settings);
        let flows = calls.flows.iter().filter(|_| settings.writes).flatten();
        let flows: Vec<_> = flows.map(|id| calls.operation(id)).collect::<Result<_>>()?;
        let flows = flows
            .into_iter()
            .map(|operation| (operation, Some(CREATED)));
        let reads = calls.reads().map(|operation| (operation, None));
        for (operation, id) in reads.chain(flows) {
            match calls.call(operation, id) {
                Ok(call) => {
                    let target = call.target();
                    plan.calls
                        .push(format!("{} {target} ({})", call.method, call.name));
                    let lacking = call.credentials.err();
                    let lacking = lacking.map(|lacking| format!("{}: {lacking}", call.name));
                    plan.notes.extend(lacking);
                }
                Err(error) => plan.notes.push(not_called(&call::name(operation), &error)),
            }
        }
    }
    Ok(plan)
}

/// Calls, and checks what is answered.
///
/// # Errors
/// If a contract cannot be read, a credential is refused or none of the development environment that the contract names,
/// or a server is neither https nor on loopback. Nothing was sent then, except to learn that the credentials are refused.
pub async fn run(settings: Settings) -> Result<Probed> {
    let targets = settings.targets()?;
    for target in &targets {
        let credentials = &target.credentials;
        credentials.ensure_development(&target.contract, &settings.environment)?;
    }
    let mut upstreams = HashMap::new();
    for target in &targets {
        let calls = target.calls(&settings);
        ensure!(
            !settings.writes || !calls.flows.is_empty(),
            "{} says in no `x-drift` what can be created and taken back: nothing was sent",
            target
                .contract
                .document()
                .files()
                .next()
                .unwrap_or_default()
        );
        for call in calls.reads().filter_map(|one| calls.call(one, None).ok()) {
            if let Entry::Vacant(entry) = upstreams.entry(call.base) {
                let upstream = Upstream::new(entry.key())?;
                ensure!(
                    upstream.is_secure() || upstream.is_loopback(),
                    "{} is neither https nor on loopback: nothing was sent",
                    entry.key()
                );
                entry.insert(upstream);
            }
        }
    }
    let options = Options {
        hosts: upstreams.keys().cloned().collect(),
        contracts: Some(Contracts::open(&settings.contracts)?),
        ..Options::default()
    };
    let mut probe = Probe {
        checker: Checker::new(options)?,
        settings: settings.clone(),
        upstreams,
        requests: 0,
        answers: 0,
        notes: Vec::new(),
        pauses: HashMap::new(),
    };
    for target in &targets {
        let calls = target.calls(&settings);
        probe.reads(&calls).await?;
        if settings.writes {
            for flow in &calls.flows {
                probe.flow(&calls, flow).await?;
            }
        }
    }
    Ok(Probed {
        report: probe.checker.report(),
        requests: probe.requests,
        answers: probe.answers,
        notes: probe.notes,
    })
}

/// A contract, and who calls.
struct Target {
    contract: Contract,
    credentials: Credentials,
}

impl Target {
    fn calls<'t>(&'t self, settings: &'t Settings) -> Calls<'t> {
        let server = settings.contracts.server.as_deref();
        Calls::new(&self.contract, server, &self.credentials)
    }
}

impl Settings {
    /// Whom to call. Without files it is the first contract alone, the others are there to judge by.
    fn targets(&self) -> Result<Vec<Target>> {
        let count = if self.contracts.files.is_empty() {
            1
        } else {
            usize::MAX
        };
        let target = |(contract, _)| {
            Ok(Target {
                credentials: Credentials::new(&contract, &self.headers, &self.environment)?,
                contract,
            })
        };
        let read = self.contracts.read()?.into_iter();
        read.take(count).map(target).collect()
    }
}

fn not_called(name: &str, why: &anyhow::Error) -> String {
    format!("{name} was not called: {why:#}")
}

struct Probe {
    settings: Settings,
    upstreams: HashMap<String, Upstream>,
    checker: Checker,
    requests: u32,
    answers: u32,
    notes: Vec<String>,
    /// Since when and for how long the rate limit of an operation leaves nothing.
    pauses: HashMap<String, (Instant, Duration)>,
}

impl Probe {
    async fn reads(&mut self, calls: &Calls<'_>) -> Result<()> {
        let mut known = Known::default();
        for operation in calls.reads() {
            let name = call::name(operation);
            let call = match calls.call(operation, known.id(&operation.path)) {
                Ok(_) if self.is_stopped() || self.left() == 0 => Err(anyhow!(self.reason())),
                Ok(Call {
                    credentials: Err(lacking),
                    ..
                }) => Err(anyhow!(lacking)),
                call => call,
            };
            let call = match call {
                Ok(call) => call,
                Err(error) => {
                    self.notes.push(not_called(&name, &error));
                    continue;
                }
            };
            let answer = match self.look(calls, &call, 0).await {
                Ok(answer) => answer,
                Err(error) => {
                    self.notes.push(format!("{name} failed: {error:#}"));
                    continue;
                }
            };
            if answer.status == StatusCode::UNAUTHORIZED && self.requests == 1 {
                bail!("the credentials were refused (401)");
            }
            if answer.status.is_success() {
                known.learn(calls, &call.path, &answer.body);
            }
        }
        Ok(())
    }

    /// Creates something, looks at it, and takes it back.
    async fn flow(&mut self, calls: &Calls<'_>, flow: &[&str]) -> Result<()> {
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
        let call = calls.call(calls.operation(create)?, None)?;
        // Before anything is created: whether it can be taken back.
        calls.call(calls.operation(take_back)?, Some(&name))?;
        let body = calls.fresh_body(&call, &name);
        let created = self.send(calls, &call, body.as_ref(), length - 1).await;
        let id = match created {
            Ok(answer) if !answer.status.is_success() => {
                self.notes.push(format!(
                    "{create} was refused with {}",
                    answer.status.as_u16()
                ));
                return Ok(());
            }
            Ok(answer) => calls.id_of(&answer.body),
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
            let call = calls.call(calls.operation(step)?, Some(&id))?;
            if let Err(error) = self.look(calls, &call, after).await {
                self.notes.push(format!("{step} failed: {error:#}"));
            }
        }
        let call = calls.call(calls.operation(take_back)?, Some(&id))?;
        let outcome = match self.send(calls, &call, None, 0).await {
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
        *self.settings.stop.borrow()
    }

    fn reason(&self) -> &'static str {
        if self.is_stopped() {
            INTERRUPTED
        } else {
            "the budget does not last"
        }
    }

    /// Sends what creates nothing and takes nothing back: not waited for once the probe is interrupted.
    async fn look(&mut self, calls: &Calls<'_>, call: &Call, reserved: u32) -> Result<Answer> {
        let mut stop = self.settings.stop.clone();
        tokio::select! {
            answer = self.send(calls, call, None, reserved) => answer,
            Ok(_) = stop.wait_for(|stop| *stop) => bail!(INTERRUPTED),
        }
    }

    /// Sends, and again when the rate limit says so and the budget lasts for that and what is reserved.
    async fn send(
        &mut self,
        calls: &Calls<'_>,
        call: &Call,
        body: Option<&Value>,
        reserved: u32,
    ) -> Result<Answer> {
        loop {
            ensure!(self.left() > 0, "the budget is used up");
            if let Some((since, pause)) = self.pauses.get(&call.name) {
                ensure!(
                    *pause <= LONGEST_WAIT,
                    "the rate limit lasts {} seconds",
                    pause.as_secs()
                );
                sleep_until(*since + *pause).await;
            }
            self.requests += 1;
            let answer = timeout(PATIENCE, self.once(calls, call, body)).await;
            let answer = answer
                .with_context(|| format!("no answer in {} seconds", PATIENCE.as_secs()))??;
            self.answers += 1;
            if let Some(pause) = pause(&answer) {
                let pause = (Instant::now(), pause);
                self.pauses.insert(call.name.clone(), pause);
            }
            if answer.status != StatusCode::TOO_MANY_REQUESTS || self.left() <= reserved {
                return Ok(answer);
            }
        }
    }

    async fn once(
        &mut self,
        calls: &Calls<'_>,
        call: &Call,
        body: Option<&Value>,
    ) -> Result<Answer> {
        let target = call.target();
        let body = body.map(ToString::to_string);
        let mut request = headers(call, body.is_some());
        let credentials = calls.credentials;
        let upstream = self.upstreams.get(&call.base).context("no connection")?;
        let mut exchange = Exchange {
            method: call.method.clone().into(),
            url: format!("{}{target}", upstream.url).into(),
            request: without_credentials(
                credentials,
                &request,
                body.as_deref().unwrap_or_default(),
            ),
            ..Exchange::default()
        };
        // Those that the contract does not know are no matter of it.
        request.extend(credentials.headers.iter().cloned());
        request.insert(HOST, HeaderValue::try_from(&upstream.authority)?);
        let mut path = format!("{}{target}", upstream.prefix);
        for travels in call
            .credentials
            .as_ref()
            .map_err(|lacking| anyhow!("{lacking}"))?
        {
            match travels {
                // What was given by name goes before.
                Travels::Header(name, _) if credentials.header(name.as_str()).is_some() => {}
                Travels::Header(name, value) => {
                    request.append(name.clone(), value.clone());
                }
                Travels::Query(name, value) => {
                    path.push(if path.contains('?') { '&' } else { '?' });
                    path.push_str(&pair(name, value));
                }
            }
        }
        let mut sent = Request::builder().method(call.method.as_str()).uri(path);
        sent.headers_mut()
            .context("the request cannot be sent")?
            .extend(request);
        let sent = sent.body(Full::from(body.unwrap_or_default()))?;
        let (parts, body) = send(upstream, sent).await?.into_parts();
        exchange.status = Some(parts.status.as_u16());
        exchange.response = without_credentials(credentials, &parts.headers, &body);
        self.checker.check(&exchange);
        Ok(Answer {
            status: parts.status,
            headers: parts.headers,
            body: serde_json::from_slice(&body).unwrap_or_default(),
        })
    }
}

/// Without credentials.
fn headers(call: &Call, has_body: bool) -> HeaderMap {
    let mut headers = HeaderMap::new();
    let agent = concat!("bayar-drift/", env!("CARGO_PKG_VERSION"));
    headers.insert(USER_AGENT, HeaderValue::from_static(agent));
    headers.insert(
        ACCEPT,
        HeaderValue::from_static("application/json, */*;q=0.5"),
    );
    if has_body {
        let json = HeaderValue::from_static("application/json");
        headers.insert(CONTENT_TYPE, json);
    } else if call.method != "GET" {
        // Gateways answer 411 to a POST that does not say how long it is.
        headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    }
    headers.extend(call.headers.iter().cloned());
    headers
}

/// On a connection of its own: there are few.
async fn send(upstream: &Upstream, request: Request<Full<Bytes>>) -> Result<Response<Bytes>> {
    let stream = upstream.connect().await.context("no connection")?;
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

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    /// `null` if it is no JSON.
    body: Value,
}

/// How long the rate limit forbids the next request of this operation.
fn pause(answer: &Answer) -> Option<Duration> {
    let number = |name: &str| {
        let text = answer.headers.get(name)?.to_str().ok()?;
        let number = text.trim().parse::<f64>().ok();
        number.filter(|number| !number.is_nan())
    };
    let is_over = answer.status == StatusCode::TOO_MANY_REQUESTS;
    if !is_over && number("rate-limit-remaining").is_none_or(|left| left > 0.0) {
        return None;
    }
    let seconds = number("rate-limit-reset").or_else(|| number("retry-after"));
    // Neither is documented to be always there.
    let seconds = seconds.unwrap_or(1.0).max(0.0);
    let pause = Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX);
    Some(pause.max(Duration::from_millis(100)))
}

/// A message as it may be kept.
fn without_credentials(
    credentials: &Credentials,
    headers: &HeaderMap,
    body: impl AsRef<[u8]>,
) -> Message<'static> {
    let header = |(name, value): (&HeaderName, &HeaderValue)| Header {
        name: name.as_str().to_owned().into(),
        value: String::from_utf8_lossy(&credentials.hide(value.as_bytes()))
            .into_owned()
            .into(),
    };
    let mut message = Message {
        headers: headers.iter().map(header).collect(),
        ..Message::default()
    };
    message.set_body(body.as_ref().to_vec().into());
    message.body = message.body.map(|body| credentials.hide(&body).into());
    message
}
