//! A rule for answers that go wrong.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::api::Api;
use crate::control_error::ControlError;

/// A rule for answers that go wrong: which requests it is for, how often, and what happens.
///
/// Written as JSON, as `POST /_sandbox/faults` takes it:
/// `{"kind": "reset", "operation": "create_disbursement", "when": "after", "times": 1}`. The kinds and what each takes:
///
/// | kind | what the client sees | also takes |
/// | --- | --- | --- |
/// | `latency` | the answer, late | `milliseconds`, `up_to_milliseconds`, `when` |
/// | `reset` | the connection is reset, not a byte of an answer | `when` |
/// | `reset_in_body` | the head and a part of the body, then a reset | |
/// | `stall` | nothing, until it goes | `when` |
/// | `slow_bytes` | the answer, a few bytes at a time | `milliseconds`, `bytes` |
/// | `rate_limit` | 429 `RATE_LIMIT_EXCEEDED` with the documented headers | `milliseconds` until the reset |
/// | `absurd_limits` | 429 whose `Retry-After` and `Rate-Limit-*` make no sense, chosen at random or all of this `value` | `value` |
/// | `server_error` | a 5xx; a 4xx too where `envelope` is false | `status`, `envelope`, `when` |
/// | `html` | a page in place of JSON | `status`, `when` |
/// | `empty` | no body | `status`, `when` |
/// | `content_type` | the answer under another content type | `content_type` |
/// | `garbage` | bytes that are not HTTP | `when` |
/// | `duplicate` | the answer, and once more on the same connection | |
/// | `other_answer` | the answer to an earlier request, if there was one | |
/// | `redirect` | a redirect elsewhere | `status`, `location`, `when` |
/// | `clock_skew` | the answer, its times and its `Date` so many seconds ahead, or behind | `seconds` |
/// | `lag` | to a GET: the answer from before what was created of late; the sandbox's clock counts | `milliseconds` |
/// | `repeat` | the answer; the request was carried out twice, as if it had no idempotency key | |
///
/// `when` is `before` (as without it) or `after`: whether the request is carried out first. The kinds without it spoil
/// the answer, so the request is carried out; only with `rate_limit` it never is.
///
/// Every rule may also be in force for `lasts_milliseconds` only, from the first request that meets it: a storm of 429
/// that passes.
///
/// Of several rules that fit a request the first counts, and the first latency with it.
///
/// ```
/// use bayar_sandbox::Fault;
///
/// let fault = Fault::reset().after_commit().operation("create_disbursement").times(1);
/// let same = r#"{"kind":"reset","operation":"create_disbursement","times":1,"when":"after"}"#;
/// assert_eq!(serde_json::from_str::<Fault>(same).unwrap(), fault);
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Rule", into = "Rule")]
pub struct Fault {
    pub(super) rule: Rule,
}

/// What a rule says, as it is written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rule {
    pub(super) kind: Kind,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) operation: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) method: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) times: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) probability: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) when: Option<When>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) milliseconds: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) up_to_milliseconds: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) bytes: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) envelope: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) content_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) location: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) seconds: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) lasts_milliseconds: Option<u64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Kind {
    Latency,
    Reset,
    ResetInBody,
    Stall,
    SlowBytes,
    RateLimit,
    ServerError,
    Html,
    Empty,
    ContentType,
    Garbage,
    Duplicate,
    AbsurdLimits,
    OtherAnswer,
    Redirect,
    ClockSkew,
    Lag,
    Repeat,
}

/// Whether it happens before the request is carried out, or after.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum When {
    Before,
    After,
}

impl Kind {
    pub(super) fn name(self) -> &'static str {
        match self {
            Kind::Latency => "latency",
            Kind::Reset => "reset",
            Kind::ResetInBody => "reset_in_body",
            Kind::Stall => "stall",
            Kind::SlowBytes => "slow_bytes",
            Kind::RateLimit => "rate_limit",
            Kind::ServerError => "server_error",
            Kind::Html => "html",
            Kind::Empty => "empty",
            Kind::ContentType => "content_type",
            Kind::Garbage => "garbage",
            Kind::Duplicate => "duplicate",
            Kind::AbsurdLimits => "absurd_limits",
            Kind::OtherAnswer => "other_answer",
            Kind::Redirect => "redirect",
            Kind::ClockSkew => "clock_skew",
            Kind::Lag => "lag",
            Kind::Repeat => "repeat",
        }
    }

    /// The settings that mean something for it.
    fn takes(self) -> &'static [&'static str] {
        match self {
            Kind::Latency => &["milliseconds", "up_to_milliseconds", "when"],
            Kind::Reset | Kind::Stall | Kind::Garbage => &["when"],
            Kind::ResetInBody | Kind::Duplicate | Kind::OtherAnswer | Kind::Repeat => &[],
            Kind::SlowBytes => &["milliseconds", "bytes"],
            Kind::RateLimit | Kind::Lag => &["milliseconds"],
            Kind::AbsurdLimits => &["value"],
            Kind::Redirect => &["status", "location", "when"],
            Kind::ClockSkew => &["seconds"],
            Kind::ServerError => &["status", "envelope", "when"],
            Kind::Html | Kind::Empty => &["status", "when"],
            Kind::ContentType => &["content_type"],
        }
    }

    /// Needs the answer to spoil.
    fn spoils(self) -> bool {
        matches!(
            self,
            Kind::ResetInBody
                | Kind::SlowBytes
                | Kind::ContentType
                | Kind::Duplicate
                | Kind::OtherAnswer
                | Kind::ClockSkew
                | Kind::Lag
                | Kind::Repeat
        )
    }

    /// The statuses that its answer may have.
    fn statuses(self, has_envelope: bool) -> std::ops::Range<u16> {
        match self {
            Kind::ServerError if has_envelope => 500..600,
            Kind::ServerError => 400..600,
            Kind::Redirect => 300..400,
            _ => 200..600,
        }
    }
}

impl TryFrom<Rule> for Fault {
    type Error = String;

    fn try_from(rule: Rule) -> Result<Fault, String> {
        let given = [
            ("when", rule.when.is_some()),
            ("milliseconds", rule.milliseconds.is_some()),
            ("up_to_milliseconds", rule.up_to_milliseconds.is_some()),
            ("bytes", rule.bytes.is_some()),
            ("status", rule.status.is_some()),
            ("envelope", rule.envelope.is_some()),
            ("content_type", rule.content_type.is_some()),
            ("location", rule.location.is_some()),
            ("value", rule.value.is_some()),
            ("seconds", rule.seconds.is_some()),
        ];
        let kind = rule.kind;
        for (name, _) in given.iter().filter(|(_, is_given)| *is_given) {
            if !kind.takes().contains(name) {
                return Err(format!("`{}` does not take `{name}`", kind.name()));
            }
        }
        let needed = match kind {
            Kind::Latency | Kind::Lag if rule.milliseconds.is_none() => Some("milliseconds"),
            Kind::ClockSkew if rule.seconds.is_none() => Some("seconds"),
            _ => None,
        };
        if let Some(needed) = needed {
            return Err(format!("`{}` needs `{needed}`", kind.name()));
        }
        let statuses = kind.statuses(rule.envelope != Some(false));
        if rule
            .status
            .is_some_and(|status| !statuses.contains(&status))
        {
            let (least, most) = (statuses.start, statuses.end - 1);
            return Err(format!("`status` is from {least} to {most}"));
        }
        if rule
            .probability
            .is_some_and(|probability| !(0.0..=1.0).contains(&probability))
        {
            return Err("`probability` is from 0 to 1".to_owned());
        }
        Ok(Fault { rule })
    }
}

impl From<Fault> for Rule {
    fn from(fault: Fault) -> Rule {
        fault.rule
    }
}

impl Fault {
    fn of(kind: Kind) -> Fault {
        Fault {
            rule: Rule {
                kind,
                operation: None,
                method: None,
                times: None,
                probability: None,
                when: None,
                milliseconds: None,
                up_to_milliseconds: None,
                bytes: None,
                status: None,
                envelope: None,
                content_type: None,
                location: None,
                value: None,
                seconds: None,
                lasts_milliseconds: None,
            },
        }
    }

    /// The answer comes late. Without [`Fault::after_commit`], a client that does not wait has done nothing.
    pub fn latency(by: Duration) -> Fault {
        Fault::of(Kind::Latency).pausing(by)
    }

    /// The answer comes late, by a time between these.
    pub fn latency_between(least: Duration, most: Duration) -> Fault {
        let mut fault = Fault::latency(least);
        fault.rule.up_to_milliseconds = Some(milliseconds(most));
        fault
    }

    /// The connection is reset in place of an answer.
    pub fn reset() -> Fault {
        Fault::of(Kind::Reset)
    }

    /// The connection is reset in the middle of the answer's body.
    pub fn reset_in_body() -> Fault {
        Fault::of(Kind::ResetInBody)
    }

    /// There is never an answer; the connection stays open until the client closes it.
    pub fn stall() -> Fault {
        Fault::of(Kind::Stall)
    }

    /// The answer comes this many bytes at a time, with this pause between them.
    pub fn slow_bytes(bytes: usize, pause: Duration) -> Fault {
        let mut fault = Fault::of(Kind::SlowBytes).pausing(pause);
        fault.rule.bytes = Some(bytes);
        fault
    }

    /// Too many requests. The limits are over after this time, says the answer.
    pub fn rate_limit(reset: Duration) -> Fault {
        Fault::of(Kind::RateLimit).pausing(reset)
    }

    /// A 5xx in the API's error envelope; any other status answers 500.
    pub fn server_error(status: u16) -> Fault {
        let mut fault = Fault::of(Kind::ServerError);
        fault.rule.status = Some(if (500..600).contains(&status) {
            status
        } else {
            500
        });
        fault
    }

    /// A 4xx or 5xx as a gateway gives it: without the error envelope; any other status answers 500.
    pub fn gateway_error(status: u16) -> Fault {
        let mut fault = Fault::server_error(500);
        fault.rule.envelope = Some(false);
        if (400..600).contains(&status) {
            fault.rule.status = Some(status);
        }
        fault
    }

    /// A 429 whose `Retry-After` and `Rate-Limit-*` make no sense: too large, negative, texts, twice. Which ones is chosen
    /// at random by the sandbox's seed.
    pub fn absurd_limits() -> Fault {
        Fault::of(Kind::AbsurdLimits)
    }

    /// The answer that an earlier request got, as a gateway mixes them up. The first request keeps its own.
    pub fn other_answer() -> Fault {
        Fault::of(Kind::OtherAnswer)
    }

    /// A redirect to another URL, with a status from 300 to 399; any other answers 302.
    pub fn redirect(status: u16, location: impl Into<String>) -> Fault {
        let mut fault = Fault::of(Kind::Redirect);
        let is_possible = (300..400).contains(&status);
        fault.rule.status = Some(if is_possible { status } else { 302 });
        fault.rule.location = Some(location.into());
        fault
    }

    /// The server's clock is so many seconds ahead, or behind if there are less than none: the times of the answer, and its
    /// header `Date`.
    pub fn clock_skew(seconds: i64) -> Fault {
        let mut fault = Fault::of(Kind::ClockSkew);
        fault.rule.seconds = Some(seconds);
        fault
    }

    /// Look-ups lag behind: what was created so lately, by the sandbox's clock, is not there yet. Only for GETs.
    pub fn lag(by: Duration) -> Fault {
        Fault::of(Kind::Lag).pausing(by)
    }

    /// The request is carried out twice, as if it had no idempotency key: two payments under one reference, where the
    /// product takes them. The answer is that of the first.
    pub fn repeat() -> Fault {
        Fault::of(Kind::Repeat)
    }

    /// A page in place of JSON, with a status from 200 to 599; any other answers 502.
    pub fn html(status: u16) -> Fault {
        Fault::of(Kind::Html).with_status(status, 502)
    }

    /// An answer without a body, with a status from 200 to 599; any other answers 200.
    pub fn empty(status: u16) -> Fault {
        Fault::of(Kind::Empty).with_status(status, 200)
    }

    /// The answer, called something else than JSON.
    pub fn content_type(content_type: impl Into<String>) -> Fault {
        let mut fault = Fault::of(Kind::ContentType);
        fault.rule.content_type = Some(content_type.into());
        fault
    }

    /// Bytes that are not HTTP.
    pub fn garbage() -> Fault {
        Fault::of(Kind::Garbage)
    }

    /// The answer twice: whoever uses the connection again takes the second for the answer to another request.
    pub fn duplicate() -> Fault {
        Fault::of(Kind::Duplicate)
    }

    /// Only for the operation with this `operationId`. Without this call, for every request to the API.
    #[must_use]
    pub fn operation(mut self, id: impl Into<String>) -> Fault {
        self.rule.operation = Some(id.into());
        self
    }

    /// Only for requests with this method.
    #[must_use]
    pub fn method(mut self, method: impl Into<String>) -> Fault {
        self.rule.method = Some(method.into());
        self
    }

    /// So often, then no more. Without this call, until the faults are cleared.
    #[must_use]
    pub fn times(mut self, times: u64) -> Fault {
        self.rule.times = Some(times);
        self
    }

    /// For so long, from the first request that meets it. Without this call, until the faults are cleared.
    #[must_use]
    pub fn lasting(mut self, time: Duration) -> Fault {
        self.rule.lasts_milliseconds = Some(milliseconds(time));
        self
    }

    /// For this share of the requests, from 0 to 1. Which ones follows from the sandbox's seed.
    #[must_use]
    pub fn probability(mut self, probability: f64) -> Fault {
        self.rule.probability = Some(probability.clamp(0.0, 1.0));
        self
    }

    /// The request is carried out first, so that it has its effect and the client does not learn of it. Without this
    /// call it has none, as far as the kind allows: a spoilt answer must be made before it is spoilt.
    #[must_use]
    pub fn after_commit(mut self) -> Fault {
        if self.rule.kind.takes().contains(&"when") {
            self.rule.when = Some(When::After);
        }
        self
    }

    fn pausing(mut self, time: Duration) -> Fault {
        self.rule.milliseconds = Some(milliseconds(time));
        self
    }

    fn with_status(mut self, status: u16, otherwise: u16) -> Fault {
        let is_possible = (200..600).contains(&status);
        self.rule.status = Some(if is_possible { status } else { otherwise });
        self
    }

    /// Whether the contract has what the rule is for.
    pub(crate) fn check(&self, api: &Api) -> Result<(), ControlError> {
        match &self.rule.operation {
            Some(id) if api.operation(id).is_none() => Err(ControlError::invalid(format!(
                "the contract has no operation `{id}`"
            ))),
            _ => Ok(()),
        }
    }

    pub(super) fn fits(&self, operation: Option<&str>, method: &str) -> bool {
        let Rule {
            operation: wanted, ..
        } = &self.rule;
        wanted.as_deref().is_none_or(|id| Some(id) == operation)
            && (self.rule.kind != Kind::Lag || method == "GET")
            && (self.rule.method.as_deref()).is_none_or(|name| name.eq_ignore_ascii_case(method))
    }

    pub(super) fn when(&self) -> When {
        match self.rule.kind {
            kind if kind.spoils() => When::After,
            _ => self.rule.when.unwrap_or(When::Before),
        }
    }

    pub(super) fn pause(&self) -> Duration {
        Duration::from_millis(self.rule.milliseconds.unwrap_or(10))
    }
}

fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
