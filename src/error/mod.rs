//! The one error of every operation.

use std::time::Duration;

use bytes::Bytes;
use reqwest::header::HeaderMap;

use crate::answer::{Answer, RateLimit, asked_pause, request_id};
use crate::attempt::Attempt;
use crate::check::Violation;
use crate::contract::Operation;
use crate::decode::{Place, Tolerant};
use crate::proof::{self, Refusal};
use crate::{ErrorCode, decode};

mod display;

/// A call that did not succeed.
///
/// | ask | to learn |
/// | --- | --- |
/// | [`is_invalid_request`](Self::is_invalid_request) | the request breaks a documented rule; nothing was sent |
/// | [`status`](Self::status), [`code`](Self::code), [`message`](Self::message), [`details`](Self::details) | what the server said |
/// | [`is_outcome_unknown`](Self::is_outcome_unknown) | whether the server may have acted all the same |
/// | [`is_retryable`](Self::is_retryable) | whether the same request may succeed later |
/// | [`body`](Self::body) | the answer as it came, readable or not |
///
/// Neither `Display` nor `Debug` shows a key, a header, the URL or the body. They are one line, and of the server's own
/// words they leave out keys and tokens, in base64 too, and six digits or more, however they are grouped, because those
/// may be an account or a card; three or more if the text is about a CVN or an expiry. An error code that no document
/// lists is cut to capitals, digits and `_`. [`code`](Self::code), [`message`](Self::message),
/// [`details`](Self::details) and [`request_id`](Self::request_id) have all of it, as it came: do not log those.
///
/// Nothing becomes one that this crate did not see. What goes wrong with a request of your own may have been sent:
///
/// ```compile_fail,E0277
/// fn of_mine(error: bayar::reqwest::Error) -> bayar::Error {
///     error.into()
/// }
/// ```
pub struct Error(Box<Inner>);

/// What every call answers.
pub type Result<T, E = Error> = std::result::Result<T, E>;

struct Inner {
    kind: Kind,
    operation: Option<&'static Operation>,
    answer: Option<Answer>,
    /// How every try ended, the last one included.
    attempts: Vec<Attempt>,
    /// Whether an earlier try may have been carried out.
    was_unknown: bool,
    /// Whether it was found out since that nothing was done.
    settled: bool,
}

enum Kind {
    Configuration(String),
    Invalid(Vec<Violation>),
    Unsendable(String),
    Transport(Failure),
    TooLarge(usize),
    Refused(Envelope),
    Unreadable(String),
    Absent(&'static str),
    Unsettled,
    Mismatched,
    Withheld(Withheld),
}

/// What went wrong with a connection.
pub(crate) struct Failure {
    is_timeout: bool,
    /// Nothing was sent.
    is_connect: bool,
    /// It could not even be put together.
    is_builder: bool,
    /// None in tests of callers.
    error: Option<reqwest::Error>,
}

impl From<reqwest::Error> for Failure {
    fn from(error: reqwest::Error) -> Self {
        Self {
            is_timeout: error.is_timeout(),
            is_connect: error.is_connect(),
            is_builder: error.is_builder(),
            error: Some(error.without_url()),
        }
    }
}

#[cfg(feature = "testing")]
impl Failure {
    pub(crate) fn example(is_timeout: bool, is_connect: bool) -> Self {
        Self {
            is_timeout,
            is_connect,
            is_builder: false,
            error: None,
        }
    }
}

/// Why a request was not sent that could have been.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Withheld {
    /// The server asks to be left alone for so long, which is longer than may be waited for.
    Pause(Duration),
    /// It was given to somebody else meanwhile.
    Given,
}

/// The documented shape of a failure; every field may be missing.
#[derive(Default)]
struct Envelope {
    error_code: Option<ErrorCode>,
    message: Option<String>,
    /// Those of `validation` too, once it is read whole.
    errors: Option<Vec<ErrorDetail>>,
    validation: Option<Validation>,
    /// Whether there was an envelope at all.
    readable: bool,
}

impl decode::Object for Envelope {
    fn place(&mut self, name: &str) -> Option<Place<'_>> {
        Some(match name {
            "error_code" => Tolerant::place(&mut self.error_code),
            "message" => Tolerant::place(&mut self.message),
            "errors" => Tolerant::place(&mut self.errors),
            "validation" => Tolerant::place(&mut self.validation),
            _ => return None,
        })
    }
}

decode::tolerant_object!(Envelope);

/// The other place where details stand.
struct Validation {
    errors: Option<Vec<ErrorDetail>>,
}

decode::tolerant_object!(Validation { "errors" => errors });

/// A field that the server refused, from `errors` or `validation.errors` of the answer; or a mere text that stood there.
///
/// Three shapes were seen: `{field, location, messages, types}`, `{path, message, context}` and
/// `{message}`; all of them end up here. The fields have the server's words as they came; `Display` and `Debug` leave out
/// what may be secret, as those of [`Error`] do.
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorDetail {
    /// Path of the field, one element per level.
    pub field: Vec<String>,
    /// Part of the request, such as `body`.
    pub location: Option<String>,
    /// What is wrong with it.
    pub messages: Vec<String>,
    /// The rules that it breaks, such as `number.greater`.
    pub types: Vec<String>,
}

impl decode::Object for ErrorDetail {
    fn place(&mut self, name: &str) -> Option<Place<'_>> {
        Some(match name {
            "field" | "path" => Place::List(&mut self.field),
            "location" => String::place(&mut self.location),
            "messages" | "message" => Place::List(&mut self.messages),
            "types" | "type" => Place::List(&mut self.types),
            _ => return None,
        })
    }

    fn of_text(text: &str) -> Option<Self> {
        let messages = vec![text.to_owned()];
        Some(Self {
            messages,
            ..Self::default()
        })
    }
}

decode::tolerant_object!(ErrorDetail);

impl Error {
    fn new(kind: Kind, operation: Option<&'static Operation>, answer: Option<Answer>) -> Self {
        Self(Box::new(Inner {
            kind,
            operation,
            answer,
            attempts: Vec::new(),
            was_unknown: false,
            settled: false,
        }))
    }

    /// Of a call that is now known to have done nothing.
    pub(crate) fn settled(mut self) -> Self {
        self.0.settled = true;
        self
    }

    /// Of an earlier call whose outcome is not known.
    pub(crate) fn unsettled(operation: &'static Operation) -> Self {
        Self::new(Kind::Unsettled, Some(operation), None)
    }

    /// Whether it is of an earlier call, of which nothing else is known.
    pub(crate) fn is_unsettled(&self) -> bool {
        matches!(self.0.kind, Kind::Unsettled)
    }

    /// A success that is not about what was asked.
    pub(crate) fn mismatched(operation: &'static Operation, answer: Option<Answer>) -> Self {
        Self::new(Kind::Mismatched, Some(operation), answer).unreadable_after(Vec::new())
    }

    /// After these tries, of which one may have been carried out.
    pub(crate) fn ended(mut self, attempts: Vec<Attempt>, was_unknown: bool) -> Self {
        self.0.attempts = attempts;
        self.0.was_unknown = was_unknown;
        self
    }

    /// The try that ended with it.
    pub(crate) fn attempt(&self, duration: Duration) -> Attempt {
        Attempt {
            status: self.status(),
            request_id: self.request_id().map(str::to_owned),
            problem: self.problem(),
            duration,
            never_arrived: self.is_connect(),
        }
    }

    /// A last try whose answer cannot be read, after these.
    pub(crate) fn unreadable_after(mut self, mut attempts: Vec<Attempt>) -> Self {
        attempts.push(self.attempt(Duration::ZERO));
        self.0.attempts = attempts;
        self
    }

    pub(crate) fn configuration(problem: impl Into<String>) -> Self {
        Self::new(Kind::Configuration(problem.into()), None, None)
    }

    pub(crate) fn invalid(operation: &'static Operation, violations: Vec<Violation>) -> Self {
        Self::new(Kind::Invalid(violations), Some(operation), None)
    }

    pub(crate) fn unsendable(operation: Option<&'static Operation>, problem: &str) -> Self {
        Self::new(Kind::Unsendable(problem.to_owned()), operation, None)
    }

    pub(crate) fn withheld(operation: &'static Operation, why: Withheld) -> Self {
        Self::new(Kind::Withheld(why), Some(operation), None)
    }

    pub(crate) fn is_given(&self) -> bool {
        matches!(self.0.kind, Kind::Withheld(Withheld::Given))
    }

    pub(crate) fn transport(operation: &'static Operation, error: reqwest::Error) -> Self {
        Self::failed(operation, Failure::from(error))
    }

    pub(crate) fn failed(operation: &'static Operation, failure: Failure) -> Self {
        Self::new(Kind::Transport(failure), Some(operation), None)
    }

    pub(crate) fn interrupted(
        operation: &'static Operation,
        error: reqwest::Error,
        answer: Answer,
    ) -> Self {
        Self::new(
            Kind::Transport(Failure::from(error)),
            Some(operation),
            Some(answer),
        )
    }

    pub(crate) fn too_large(operation: &'static Operation, limit: usize, answer: Answer) -> Self {
        Self::new(Kind::TooLarge(limit), Some(operation), Some(answer))
    }

    pub(crate) fn of_refusal(operation: &'static Operation, answer: Answer) -> Self {
        let envelope = decode::answer::<Envelope>(&answer.body);
        let envelope = envelope.map_or_else(
            |_| Envelope::default(),
            |mut envelope| {
                let further = envelope.validation.take().and_then(|found| found.errors);
                if let Some(further) = further {
                    envelope.errors.get_or_insert_default().extend(further);
                }
                envelope.readable = true;
                envelope
            },
        );
        Self::new(Kind::Refused(envelope), Some(operation), Some(answer))
    }

    /// A 2xx that cannot be read as the answer: an error envelope is told like any other.
    pub(crate) fn no_answer(
        operation: &'static Operation,
        error: &serde_json::Error,
        answer: Answer,
    ) -> Self {
        let envelope = decode::answer::<Envelope>(&answer.body).unwrap_or_default();
        if envelope.error_code.is_some() || envelope.message.is_some() {
            return Self::of_refusal(operation, answer);
        }
        Self::new(
            Kind::Unreadable(place(error)),
            Some(operation),
            Some(answer),
        )
    }

    /// A refusal whose body did not arrive whole is a refusal all the same.
    pub(crate) fn or_refused(self) -> Self {
        let refused = self
            .status()
            .is_some_and(|status| !(200..=299).contains(&status));
        match *self.0 {
            Inner {
                operation: Some(operation),
                answer: Some(answer),
                ..
            } if refused => Self::of_refusal(operation, answer),
            inner => Self(Box::new(inner)),
        }
    }

    pub(crate) fn undecodable(error: &serde_json::Error) -> Self {
        Self::new(Kind::Unreadable(place(error)), None, None)
    }

    pub(crate) fn absent(field: &'static str) -> Self {
        Self::new(Kind::Absent(field), None, None)
    }

    /// The operation, such as `create_invoice`; none if there was no call.
    #[must_use]
    pub fn operation(&self) -> Option<&'static str> {
        self.0.operation.map(|operation| operation.id)
    }

    /// Whether the client could not be built: a key, a URL or a header of the wrong form.
    #[must_use]
    pub fn is_configuration(&self) -> bool {
        matches!(self.0.kind, Kind::Configuration(_))
    }

    /// Whether the request breaks a documented rule. Nothing was sent;
    /// [`violations`](Self::violations) has all of them.
    #[must_use]
    pub fn is_invalid_request(&self) -> bool {
        matches!(self.0.kind, Kind::Invalid(_) | Kind::Unsendable(_))
    }

    /// Whether the server answered with a status other than 2xx, or with an error in spite of a 2xx.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        matches!(self.0.kind, Kind::Refused(_))
    }

    /// Whether a 2xx answer could not be read: not JSON, cut short, too large, empty.
    #[must_use]
    pub fn is_unreadable(&self) -> bool {
        match self.0.kind {
            Kind::Unreadable(_) | Kind::TooLarge(_) | Kind::Mismatched => true,
            Kind::Transport(_) => self.0.answer.is_some(),
            _ => false,
        }
    }

    /// Whether the answer came without a field that the document promises.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        matches!(self.0.kind, Kind::Absent(_))
    }

    /// Whether time ran out.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(&self.0.kind, Kind::Transport(failure) if failure.is_timeout)
    }

    /// Whether no connection was made, so that the server saw nothing.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        matches!(&self.0.kind, Kind::Transport(failure) if failure.is_connect)
    }

    /// How each try ended, the last one included; empty if nothing was sent. What is tried again
    /// is set with [`RetryPolicy`](crate::RetryPolicy).
    #[must_use]
    pub fn attempts(&self) -> &[Attempt] {
        &self.0.attempts
    }

    /// Whether the connection failed: none was made, it broke, or time ran out.
    pub(crate) fn is_connection(&self) -> bool {
        matches!(&self.0.kind, Kind::Transport(failure) if !failure.is_builder)
    }

    /// How long the server asks to be left alone.
    pub(crate) fn asked_pause(&self) -> Option<Duration> {
        asked_pause(self.status()?, self.headers()?)
    }

    /// What went wrong, without a word of the request or the answer.
    pub(crate) fn problem(&self) -> &'static str {
        match &self.0.kind {
            Kind::Configuration(_) => "the client is not usable",
            Kind::Invalid(_) | Kind::Unsendable(_) | Kind::Withheld(_) => "not sent",
            Kind::Transport(_) if self.is_timeout() => "time ran out",
            Kind::Transport(_) if self.is_connect() => "no connection could be made",
            Kind::Transport(_) => "the connection broke",
            Kind::TooLarge(_) => "too large",
            Kind::Refused(_) => "refused",
            Kind::Unreadable(_) | Kind::Absent(_) => "not the documented JSON",
            Kind::Unsettled => "not settled",
            Kind::Mismatched => "the answer is not about this request",
        }
    }

    /// Whether the server may have done what was asked although the call failed: the connection
    /// broke or timed out after it was made, a 2xx cannot be read, holds an error or is about
    /// another request, or any other answer has no documented error code that says that nothing
    /// was done: a redirect, a gateway's page, 408, 5xx. The table stands in
    /// [`Outcome`](crate::Outcome).
    ///
    /// If the request was tried several times, this is so if it is so for any try: a later refusal
    /// does not prove that an earlier try did nothing. Never for a GET, which changes nothing. Look
    /// the resource up before you send again (API reference, Errors, line 4984); where money goes out,
    /// `settle` of the request does that.
    #[must_use]
    pub fn is_outcome_unknown(&self) -> bool {
        if self
            .0
            .operation
            .is_none_or(|operation| operation.method == "GET")
        {
            return false;
        }
        if self.0.settled {
            return false;
        }
        if self.0.was_unknown {
            return true;
        }
        match &self.0.kind {
            Kind::Transport(failure) => !failure.is_connect && !failure.is_builder,
            Kind::Refused(_) => self.refusal() == Refusal::Nothing,
            Kind::Unreadable(_) | Kind::TooLarge(_) | Kind::Unsettled | Kind::Mismatched => true,
            _ => false,
        }
    }

    /// What the answer proves, if it is a refusal.
    pub(crate) fn refusal(&self) -> Refusal {
        match (&self.0.kind, self.0.operation, self.status()) {
            (Kind::Refused(envelope), Some(operation), Some(status)) => {
                proof::refusal(operation, status, envelope.error_code.as_ref())
            }
            _ => Refusal::Nothing,
        }
    }

    /// Whether the same request may succeed later: 408, 429, 5xx but 501 and 505, trouble with the connection, or a pause
    /// that the server asks for and that is longer than may be waited for.
    ///
    /// That it may succeed does not make it safe to repeat: see
    /// [`is_outcome_unknown`](Self::is_outcome_unknown).
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match &self.0.kind {
            Kind::Transport(failure) => !failure.is_builder,
            Kind::Withheld(_) => true,
            Kind::Refused(_) => {
                matches!(self.status(), Some(408 | 429 | 500 | 502..=504 | 506..=599))
            }
            _ => false,
        }
    }

    /// The HTTP status, if there was an answer.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.0.answer.as_ref().map(|answer| answer.status)
    }

    /// `error_code` of the answer, as it came.
    #[must_use]
    pub fn code(&self) -> Option<&ErrorCode> {
        self.envelope()?.error_code.as_ref()
    }

    /// `message` of the answer, as it came. It may repeat secrets of the request: do not log it.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.envelope()?.message.as_deref()
    }

    /// `errors` of the answer: which fields are not valid, as they came.
    #[must_use]
    pub fn details(&self) -> &[ErrorDetail] {
        self.envelope()
            .and_then(|envelope| envelope.errors.as_deref())
            .unwrap_or_default()
    }

    /// The documented rules that the request breaks, all of them.
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        match &self.0.kind {
            Kind::Invalid(violations) => violations,
            _ => &[],
        }
    }

    /// `Request-ID` of the answer, which the vendor's support asks for, as it came.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.0.answer.as_ref()?.headers)
    }

    /// The rate limit, if the answer states it.
    #[must_use]
    pub fn rate_limit(&self) -> Option<RateLimit> {
        RateLimit::read(&self.0.answer.as_ref()?.headers)
    }

    /// Every header of the answer.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.answer.as_ref().map(|answer| &answer.headers)
    }

    /// The body as it came, or what came of it. It may hold secrets: do not log it.
    #[must_use]
    pub fn body(&self) -> Option<&Bytes> {
        self.0.answer.as_ref().map(|answer| &answer.body)
    }

    fn envelope(&self) -> Option<&Envelope> {
        match &self.0.kind {
            Kind::Refused(envelope) => Some(envelope),
            _ => None,
        }
    }
}

/// Where a text stops being JSON; serde's own message may quote a value.
fn place(error: &serde_json::Error) -> String {
    if error.is_data() && error.line() == 0 {
        return "it has no field of the answer".to_owned();
    }
    format!("line {}, column {}", error.line(), error.column())
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0.kind {
            Kind::Transport(failure) => failure.error.as_ref().map(|error| error as _),
            _ => None,
        }
    }
}
