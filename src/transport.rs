//! The way of a request to the server and of its answer back: one for every operation.
#![deny(clippy::arithmetic_side_effects)]

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::{Bytes, BytesMut};
use reqwest::header::{AUTHORIZATION, CONTENT_LENGTH, HeaderMap, HeaderValue};
use tokio::time::timeout;
use tracing::Instrument;

use crate::answer::Answer;
use crate::attempt::Attempt;
use crate::check::{self, Checks};
use crate::contract::Operation;
use crate::credentials::Environment;
use crate::decode::{self, Tolerant};
use crate::error::Withheld;
use crate::members::Members;
use crate::observe::{Hooks, Watch};
use crate::observer::Observers;
use crate::rate_limiter::{Permit, RateLimiter};
use crate::repeated::Repeated;
use crate::request::{ArrayFilters, FOR_USER_ID, Options, lists_as_json};
use crate::retry::{self, RetryPolicy};
use crate::{Error, Response, Result, idempotency_key, redact};

/// Where requests go, and with what. Cheap to clone; clones share the connections.
#[derive(Clone)]
pub(crate) struct Transport {
    pub(crate) client: reqwest::Client,
    /// Connects anew for each request.
    pub(crate) fresh: reqwest::Client,
    pub(crate) base_url: reqwest::Url,
    pub(crate) environment: Option<Environment>,
    pub(crate) settings: Arc<Settings>,
    pub(crate) rate_limiter: Option<Arc<RateLimiter>>,
}

pub(crate) struct Settings {
    pub(crate) authorization: HeaderValue,
    pub(crate) headers: HeaderMap,
    pub(crate) array_filters: ArrayFilters,
    pub(crate) max_response_bytes: usize,
    pub(crate) checks: Checks,
    pub(crate) retries: RetryPolicy,
    pub(crate) timeout: Duration,
    pub(crate) hooks: Hooks,
    pub(crate) observers: Observers,
}

impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transport")
            .field("base_url", &redact::url(self.base_url.as_str()))
            .finish_non_exhaustive()
    }
}

impl Transport {
    /// The URL of a path, whose ids are encoded.
    pub(crate) fn url(&self, path: &str) -> reqwest::Url {
        let mut url = self.base_url.clone();
        let prefix = url.path().trim_end_matches('/');
        url.set_path(&[prefix, path].concat());
        url
    }

    pub(crate) async fn execute<T: Tolerant>(
        &self,
        operation: &'static Operation,
        options: &Options,
        request: reqwest::Request,
    ) -> Result<Response<T>> {
        let (request, repeated) = self.prepare(operation, options, request)?;
        // Waiting for the first try is no part of the call.
        let permit = self.admit(operation, options).await?;
        let mut watch = Watch::begin(operation, &self.settings.hooks);
        let span = watch.span().clone();
        let client = if operation.money_out || options.alone {
            &self.fresh
        } else {
            &self.client
        };
        // In a box: a future of several kilobytes is copied wherever it is handed on.
        let sent = Box::pin(self.send(client, operation, options, request, permit, &mut watch));
        let result = match sent.instrument(span).await {
            Ok((answer, attempts)) => {
                watch.answered(&answer);
                Self::decode(operation, answer, &repeated)
                    .map_err(|error| error.unreadable_after(attempts))
            }
            Err(error) => Err(error),
        };
        if let Err(error) = &result {
            watch.failed(error);
        }
        result
    }

    fn decode<T: Tolerant>(
        operation: &'static Operation,
        answer: Answer,
        repeated: &Repeated,
    ) -> Result<Response<T>> {
        let value = match answer.status {
            _ if T::IS_NOTHING => decode::nothing(),
            // Where a reference was sent, or one thing asked for, nothing is no answer; of a request that no document
            // has, the caller's type decides.
            204 if repeated.is_empty() || !operation.documented => decode::nothing(),
            _ => decode::whole(&answer.body),
        };
        match value {
            Ok(_) if repeated.differs(&answer.body) => {
                Err(Error::mismatched(operation, Some(answer)))
            }
            Ok(value) => Ok(Response {
                value,
                status: answer.status,
                headers: answer.headers,
                body: answer.body,
            }),
            Err(error) => Err(Error::no_answer(operation, &error, answer)),
        }
    }

    /// The sub-account that a request with these options acts for, if it names none itself.
    pub(crate) fn sub_account(&self, options: &Options) -> Option<String> {
        let value = options
            .value(&FOR_USER_ID)
            .or_else(|| self.settings.headers.get(FOR_USER_ID))?;
        value.to_str().ok().map(str::to_owned)
    }

    /// How long a try can be under way. Of a client that the caller has made this is what the builder was told.
    pub(crate) fn under_way(&self) -> Duration {
        self.settings.timeout
    }

    /// The same connections and settings, with a rate limiter.
    pub(crate) fn with_rate_limiter(&self, limiter: RateLimiter) -> Self {
        Self {
            rate_limiter: Some(Arc::new(limiter)),
            ..self.clone()
        }
    }

    /// Waits until the limiter lets a request go, and asks whether it still may.
    async fn admit(
        &self,
        operation: &'static Operation,
        options: &Options,
    ) -> Result<Option<Permit<'_>>> {
        let permit = match &self.rate_limiter {
            Some(limiter) => Some(Box::pin(limiter.wait(operation)).await?),
            None => None,
        };
        match &options.may_send {
            Some(may_send) if !may_send() => Err(Error::withheld(operation, Withheld::Given)),
            _ => Ok(permit),
        }
    }

    /// Why a request would not be let go for so long that nothing waits for it.
    pub(crate) fn withheld(&self, operation: &'static Operation) -> Option<Error> {
        self.rate_limiter.as_ref()?.withheld(operation)
    }

    /// Completes a request and checks it against the documents. Also answers what its answer must repeat.
    fn prepare(
        &self,
        operation: &'static Operation,
        options: &Options,
        mut request: reqwest::Request,
    ) -> Result<(reqwest::Request, Repeated)> {
        let settings = &self.settings;
        for (name, value) in &settings.headers {
            if !request.headers().contains_key(name) {
                request.headers_mut().insert(name, value.clone());
            }
        }
        if settings.array_filters == ArrayFilters::Json {
            lists_as_json(operation, &mut request);
        }
        options
            .apply(&mut request)
            .map_err(|mistake| Error::unsendable(Some(operation), &mistake))?;
        let body = request.body().and_then(reqwest::Body::as_bytes);
        let body = Members::of(body.unwrap_or(b"{}"));
        let (checks, skip) = (settings.checks, &options.skip);
        let mut violations = check::check(operation, &request, body.as_ref(), checks, skip);
        if violations.is_empty() {
            // Not even `without_checks` sends a key that is none: the caller relies on it.
            violations.extend(idempotency_key::violation(request.headers()));
        }
        if !violations.is_empty() {
            return Err(Error::invalid(operation, violations));
        }
        let repeated = Repeated::of(operation, &request, body.as_ref());
        if request.body().is_none() && request.method() != reqwest::Method::GET {
            // Gateways answer 411 to a POST that does not say how long it is.
            request
                .headers_mut()
                .insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        Ok((request, repeated))
    }

    /// Sends a request, and again where that is safe and may help. Also answers how earlier tries ended.
    async fn send<'a>(
        &'a self,
        client: &reqwest::Client,
        operation: &'static Operation,
        options: &Options,
        mut request: reqwest::Request,
        mut permit: Option<Permit<'a>>,
        watch: &mut Watch<'_>,
    ) -> Result<(Answer, Vec<Attempt>)> {
        let retries = options.retries.as_ref().unwrap_or(&self.settings.retries);
        let mut delays = retry::is_repeatable(&request).then(|| retries.delays());
        let mut attempts = Vec::new();
        let mut unknown = false;
        let mut began = watch.began();
        loop {
            let delay = delays.as_mut().and_then(Iterator::next);
            // The same bytes and the same key every time; the last time they need not be kept.
            let again = delay.and_then(|_| request.try_clone());
            watch.try_begins();
            let answer = self.attempt(client, operation, request).await;
            if let Some(permit) = permit.take() {
                match &answer {
                    Ok(answer) => permit.answered(Some(answer.status), Some(&answer.headers)),
                    Err(error) => permit.answered(error.status(), error.headers()),
                }
            }
            let error = match answer {
                Ok(answer) => return Ok((answer, attempts)),
                Err(error) => error,
            };
            let attempt = error.attempt(began.elapsed());
            unknown |= error.is_outcome_unknown();
            let pause = delay
                .filter(|_| retries.covers(&error))
                .map(|delay| delay.max(error.asked_pause().unwrap_or_default()))
                .filter(|pause| {
                    retries
                        .left(watch.elapsed())
                        .is_some_and(|left| *pause <= left)
                });
            watch.try_failed(&attempt, pause);
            attempts.push(attempt);
            let (Some(pause), Some(again)) = (pause, again) else {
                return Err(error.ended(attempts, unknown));
            };
            tokio::time::sleep(pause).await;
            let left = retries.left(watch.elapsed()).unwrap_or_default();
            permit = match timeout(left, self.admit(operation, options)).await {
                Ok(Ok(permit)) => permit,
                Ok(Err(withheld)) => return Err(withheld.ended(attempts, unknown)),
                // The limiter would let it go only when no further try may begin.
                Err(_) => return Err(error.ended(attempts, unknown)),
            };
            request = again;
            began = Instant::now();
        }
    }

    /// Sends a request once. Only now it gets the client's key, which no copy of it has.
    async fn attempt(
        &self,
        client: &reqwest::Client,
        operation: &'static Operation,
        mut request: reqwest::Request,
    ) -> Result<Answer> {
        let sent = self.settings.observers.begin(&request);
        request
            .headers_mut()
            .insert(AUTHORIZATION, self.settings.authorization.clone());
        let answer = match client.execute(request).await {
            Ok(response) => self.read(operation, response).await,
            Err(error) => Err(Error::transport(operation, error)),
        };
        if let Some(sent) = sent {
            sent.ended(answer.as_ref().ok());
        }
        match answer {
            Ok(answer) if (200..=299).contains(&answer.status) => Ok(answer),
            Ok(answer) => Err(Error::of_refusal(operation, answer)),
            Err(error) => Err(error.or_refused()),
        }
    }

    async fn read(
        &self,
        operation: &'static Operation,
        mut response: reqwest::Response,
    ) -> Result<Answer> {
        let limit = self.settings.max_response_bytes;
        let mut answer = Answer {
            status: response.status().as_u16(),
            headers: std::mem::take(response.headers_mut()),
            body: Bytes::new(),
        };
        loop {
            match response.chunk().await {
                Ok(None) => return Ok(answer),
                Ok(Some(chunk)) if answer.body.len().saturating_add(chunk.len()) > limit => {
                    return Err(Error::too_large(operation, limit, answer));
                }
                // Most answers are one chunk, which need not be copied.
                Ok(Some(chunk)) if answer.body.is_empty() => answer.body = chunk,
                Ok(Some(chunk)) => answer.body = append(answer.body, &chunk),
                Err(error) => return Err(Error::interrupted(operation, error, answer)),
            }
        }
    }
}

/// Appends without copying what is there already, but for the first time.
fn append(body: Bytes, chunk: &[u8]) -> Bytes {
    let mut body = body
        .try_into_mut()
        .unwrap_or_else(|body| BytesMut::from(&body[..]));
    body.extend_from_slice(chunk);
    body.freeze()
}
