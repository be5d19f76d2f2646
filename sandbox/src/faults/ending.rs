//! How a request ends that a fault meets.

use std::time::Duration;

use axum::response::Response;
use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::watch;

use crate::api::Provider;
use crate::connection::Connection;
use crate::faults::fault::{Fault, Kind, Rule, When};
use crate::json::Json;
use crate::rate_limit::Rate;
use crate::refusal::Refusal;
use crate::reply::Reply;

const PAGE: &str = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway\
                    </h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";

/// Where a redirect leads that names nothing.
const ELSEWHERE: &str = "https://elsewhere.example/";

/// Pauses that make no sense, for `Retry-After` and `Rate-Limit-Reset`.
const ABSURD: &[&str] = &[
    "18446744073709551616",
    "9223372036854775807",
    "1e308",
    "99999999999999999999999999999999.9",
    "-1",
    "-0.000",
    "NaN",
    "Infinity",
    "soon",
    "",
    "Thu, 01 Jan 1970 00:00:00 GMT",
    "Fri, 31 Dec 9999 23:59:59 GMT",
    "0x10",
    "1, 2",
];

/// No line of it begins like an answer.
const GARBAGE: &[u8] = b"\x00\x16\x03\x01 this is not HTTP \xff\xfe\r\n\r\n";

/// What happens to a request.
#[derive(Default)]
pub(crate) struct FaultPlan {
    pub(super) latency: Option<Fault>,
    pub(super) fault: Option<Fault>,
    /// For what is chosen at random.
    pub(super) draw: u64,
}

impl FaultPlan {
    pub(crate) async fn delay(&self, when: When) {
        if let Some(latency) = self.latency.as_ref().filter(|fault| fault.when() == when) {
            tokio::time::sleep(latency.pause()).await;
        }
    }

    /// Whether the request is carried out.
    pub(crate) fn has_effect(&self) -> bool {
        self.fault
            .as_ref()
            .is_none_or(|fault| fault.when() == When::After)
    }

    /// Whether the client gets the answer that the request has.
    pub(crate) fn spares_the_answer(&self) -> bool {
        self.fault.is_none()
    }

    /// Whether it is carried out twice.
    pub(crate) fn repeats(&self) -> bool {
        self.is(Kind::Repeat)
    }

    /// How far a look-up lags behind.
    pub(crate) fn lag(&self) -> Option<TimeDelta> {
        let fault = self.fault.as_ref().filter(|_| self.is(Kind::Lag))?;
        Some(TimeDelta::from_std(fault.pause()).unwrap_or(TimeDelta::MAX))
    }

    fn is(&self, kind: Kind) -> bool {
        self.fault
            .as_ref()
            .is_some_and(|fault| fault.rule.kind == kind)
    }

    /// The name of its kind.
    pub(crate) fn name(&self) -> Option<&'static str> {
        let fault = self.fault.as_ref().or(self.latency.as_ref())?;
        Some(fault.rule.kind.name())
    }

    /// How a request ends that had this answer, and before which another one had `other`.
    pub(crate) fn ending(&self, reply: Reply, other: Option<Reply>, provider: Provider) -> Ending {
        let Some(fault) = &self.fault else {
            return Ending::Answer(reply);
        };
        let rule = &fault.rule;
        match rule.kind {
            Kind::Latency | Kind::Lag | Kind::Repeat => Ending::Answer(reply),
            Kind::OtherAnswer => Ending::Answer(other.unwrap_or(reply)),
            Kind::AbsurdLimits => Ending::Answer(absurd_limits(rule, self.draw)),
            Kind::ClockSkew => Ending::Answer(skewed(reply, rule.seconds.unwrap_or_default())),
            Kind::Redirect => {
                let location = rule.location.as_deref().unwrap_or(ELSEWHERE);
                let redirect = Reply::new(rule.status.unwrap_or(302));
                Ending::Answer(redirect.header("Location", location))
            }
            Kind::Reset => Ending::Reset,
            Kind::ResetInBody => Ending::ResetInBody(reply),
            Kind::Stall => Ending::Stall,
            Kind::SlowBytes => Ending::Slow {
                reply,
                bytes: rule.bytes.unwrap_or(1).max(1),
                pause: fault.pause(),
            },
            Kind::RateLimit => Ending::Answer(rate_limit(fault, provider)),
            Kind::ServerError => Ending::Answer(server_error(rule, provider)),
            Kind::Html => {
                let page = Reply::new(rule.status.unwrap_or(502));
                Ending::Answer(page.header("Content-Type", "text/html").body(PAGE))
            }
            Kind::Empty => Ending::Answer(Reply::new(rule.status.unwrap_or(200))),
            Kind::ContentType => {
                let name = rule.content_type.as_deref().unwrap_or("text/plain");
                Ending::Answer(reply.content_type(name))
            }
            Kind::Garbage => Ending::Garbage,
            Kind::Duplicate => Ending::Twice(reply),
        }
    }
}

fn rate_limit(fault: &Fault, provider: Provider) -> Reply {
    let refusal = Refusal::too_many_requests();
    let reset = fault.rule.milliseconds.map(i64::try_from);
    let rate = Rate {
        remaining: 0,
        reset: reset.and_then(Result::ok).unwrap_or(Rate::FULL.reset),
        is_exceeded: true,
        ..Rate::FULL
    };
    rate.head(Reply::json(refusal.status, refusal.body()), provider)
}

/// Each header another one of the list, or all of them what the rule says.
fn absurd_limits(rule: &Rule, draw: u64) -> Reply {
    let refusal = Refusal::too_many_requests();
    let mut random = fastrand::Rng::with_seed(draw);
    let names = [
        "Retry-After",
        "Rate-Limit-Reset",
        "Rate-Limit-Remaining",
        "Rate-Limit-Limit",
    ];
    let mut reply = Reply::json(refusal.status, refusal.body());
    for name in names {
        let chosen = random.choice(ABSURD).copied().unwrap_or_default();
        reply = reply.header(name, rule.value.as_deref().unwrap_or(chosen));
    }
    reply
}

/// The answer of a server whose clock goes wrong by so many seconds.
fn skewed(mut reply: Reply, seconds: i64) -> Reply {
    let by = TimeDelta::try_seconds(seconds).unwrap_or_default();
    let body = std::str::from_utf8(&reply.body).ok();
    if let Some(mut json) = body.and_then(|body| Json::parse(body).ok()) {
        shift(&mut json, by);
        reply.body = json.to_string().into_bytes();
    }
    let now = Utc::now().checked_add_signed(by);
    let now = now.unwrap_or(DateTime::UNIX_EPOCH);
    reply.header("Date", now.format("%a, %d %b %Y %H:%M:%S GMT").to_string())
}

fn shift(json: &mut Json, by: TimeDelta) {
    match json {
        Json::Object(fields) => fields.iter_mut().for_each(|(_, json)| shift(json, by)),
        Json::Array(items) => items.iter_mut().for_each(|json| shift(json, by)),
        Json::Scalar(_) => {
            if let Some(time) = json.as_time().and_then(|time| time.checked_add_signed(by)) {
                *json = Json::time(time);
            }
        }
    }
}

fn server_error(rule: &Rule, provider: Provider) -> Reply {
    let status = rule.status.unwrap_or(500);
    if rule.envelope == Some(false) {
        return Reply::new(status)
            .header("Content-Type", "text/plain")
            .body("upstream connect error or disconnect/reset before headers");
    }
    let refusal = Refusal::new(
        status,
        "SERVER_ERROR",
        "Something went wrong on the server.",
    );
    Rate::FULL.head(Reply::json(status, refusal.body()), provider)
}

/// How a request ends.
pub(crate) enum Ending {
    Answer(Reply),
    Reset,
    ResetInBody(Reply),
    Stall,
    Slow {
        reply: Reply,
        bytes: usize,
        pause: Duration,
    },
    Garbage,
    Twice(Reply),
}

impl Ending {
    /// The status that the client sees, if it sees one.
    pub(crate) fn status(&self) -> Option<u16> {
        match self {
            Ending::Answer(reply)
            | Ending::ResetInBody(reply)
            | Ending::Slow { reply, .. }
            | Ending::Twice(reply) => Some(reply.status()),
            Ending::Reset | Ending::Stall | Ending::Garbage => None,
        }
    }

    /// Lets it happen; what never comes, until the server is over. Where the connection has ended, the response goes
    /// nowhere.
    pub(crate) async fn happen(
        self,
        connection: &Connection,
        mut over: watch::Receiver<bool>,
    ) -> Response {
        match self {
            Ending::Answer(reply) => return reply.into_response(),
            Ending::Reset => connection.reset(),
            Ending::ResetInBody(reply) => {
                // Without a body, a promised byte that never comes.
                let sent = reply.body.len() / 2;
                let promised = reply.body.len().max(1);
                let mut bytes = raw(&reply, promised);
                bytes.truncate(bytes.len() - reply.body.len() + sent);
                _ = connection.write(&bytes).await;
                connection.reset();
            }
            Ending::Stall => {
                _ = over.wait_for(|is_over| *is_over).await;
                connection.reset();
            }
            Ending::Slow {
                reply,
                bytes,
                pause,
            } => {
                let reply = reply.header("Connection", "close");
                for part in raw(&reply, reply.body.len()).chunks(bytes) {
                    if connection.write(part).await.is_err() {
                        break;
                    }
                    tokio::time::sleep(pause).await;
                }
                connection.close();
            }
            Ending::Garbage => {
                _ = connection.write(GARBAGE).await;
                connection.close();
            }
            Ending::Twice(reply) => {
                _ = connection.write(&raw(&reply, reply.body.len())).await;
                return reply.into_response();
            }
        }
        Response::default()
    }
}

/// An answer as HTTP/1.1 writes it.
fn raw(reply: &Reply, length: usize) -> Vec<u8> {
    let response = reply.clone().into_response();
    let status = response.status();
    let reason = status.canonical_reason().unwrap_or_default();
    let mut raw = format!("HTTP/1.1 {} {reason}\r\n", status.as_u16()).into_bytes();
    for (name, value) in response.headers() {
        raw.extend(name.as_str().as_bytes());
        raw.extend(b": ");
        raw.extend(value.as_bytes());
        raw.extend(b"\r\n");
    }
    raw.extend(format!("content-length: {length}\r\n\r\n").as_bytes());
    raw.extend(&reply.body);
    raw
}
