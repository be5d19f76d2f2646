//! The requests of late, without their secrets.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::fmt;
use std::sync::Mutex;

use bayar_contract::redact::scrub;

use crate::api::violation::Violation;
use crate::incoming::Incoming;
use crate::redact::Redactor;
use crate::sync::lock;

/// Older requests are forgotten, so that a server may run for long: beyond this number, and beyond so many bytes.
const MOST_REQUESTS: usize = 10_000;
const MOST_BYTES: usize = 32 * 1024 * 1024;

/// A request that the sandbox has answered, without its secrets, as reports of bayar-drift have them: `[redacted]` stands
/// in the place of every header, parameter and field that the contract or its name marks as secret, and words such as
/// `[credential]`, `[email]` and `[card number]` where a text looks like one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RecordedRequest {
    /// The method, such as `POST`.
    pub method: String,
    /// The path and the query as they were sent, not decoded.
    pub target: String,
    /// The headers in lower case, in the order in which they were sent.
    pub headers: Vec<(String, String)>,
    /// The body. JSON stands without white space, its numbers as they were sent; what is neither JSON nor a form is
    /// not kept, and nothing of a request that was refused before its body was read. At most 1 MiB.
    pub body: String,
    /// The `operationId` of the operation, if the contract has one for the method and the path.
    pub operation: Option<String>,
    /// Where the request differs from the contract; not everything is refused.
    pub violations: Vec<Violation>,
    /// Counts the requests from 1.
    pub number: u64,
    /// The status of the answer; 0 if a fault left the request without one.
    pub status: u16,
    /// The kind of the fault that the request met, such as `reset`.
    pub fault: Option<&'static str>,
}

impl RecordedRequest {
    /// The first header of this name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    pub(crate) fn new(
        incoming: &Incoming,
        redactor: &Redactor<'_>,
        body: Option<String>,
        operation: Option<String>,
        violations: Vec<Violation>,
        status: u16,
    ) -> RecordedRequest {
        let unread = || match incoming.body.len() {
            0 => String::new(),
            length => format!("[not read, {length} bytes]"),
        };
        RecordedRequest {
            method: incoming.method.to_string(),
            target: redactor.target(incoming),
            headers: redactor.headers(&incoming.headers),
            body: body.unwrap_or_else(unread),
            operation,
            violations: violations.into_iter().map(scrubbed).collect(),
            number: 0,
            status,
            fault: None,
        }
    }

    /// What it takes in memory, in bytes.
    fn size(&self) -> usize {
        let headers = self.headers.iter();
        let headers = headers.map(|(name, value)| name.len() + value.len() + 48);
        let violations = self.violations.iter().map(|violation| {
            let field = violation.field.iter().map(|name| name.len() + 24);
            violation.message.len() + violation.rule.len() + field.sum::<usize>() + 96
        });
        let texts = self.method.len() + self.target.len() + self.body.len();
        texts + headers.sum::<usize>() + violations.sum::<usize>() + size_of::<Self>()
    }
}

/// Names of fields come from the client, and may be secrets.
fn scrubbed(mut violation: Violation) -> Violation {
    for text in violation.field.iter_mut().chain([&mut violation.message]) {
        if let Cow::Owned(clean) = scrub(text) {
            *text = clean;
        }
    }
    violation
}

/// One line: `POST /v2/invoices -> 200 create_invoice`, then the violations.
impl fmt::Display for RecordedRequest {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {} -> {}", self.method, self.target, self.status)?;
        if let Some(operation) = &self.operation {
            write!(out, " {operation}")?;
        }
        if let Some(fault) = self.fault {
            write!(out, " ({fault})")?;
        }
        for violation in &self.violations {
            write!(out, "; {violation}")?;
        }
        Ok(())
    }
}

/// Called with every request.
pub(crate) type OnRequest = Box<dyn Fn(&RecordedRequest) + Send + Sync>;

/// The requests of late.
pub(crate) struct RequestLog {
    requests: Mutex<Requests>,
    on_request: Option<OnRequest>,
}

#[derive(Default)]
struct Requests {
    /// How many there were, with those that are forgotten.
    count: u64,
    last: VecDeque<RecordedRequest>,
    /// The bytes of the last.
    size: usize,
}

impl RequestLog {
    pub(crate) fn new(on_request: Option<OnRequest>) -> RequestLog {
        RequestLog {
            requests: Mutex::default(),
            on_request,
        }
    }

    /// Oldest first.
    pub(crate) fn all(&self) -> Vec<RecordedRequest> {
        lock(&self.requests).last.iter().cloned().collect()
    }

    /// The last requests before the one with this number, the last one first.
    pub(crate) fn last(&self, before: u64, most: usize) -> Vec<RecordedRequest> {
        let requests = lock(&self.requests);
        let last = requests.last.iter().rev();
        last.filter(|request| request.number < before)
            .take(most)
            .cloned()
            .collect()
    }

    /// How many requests there were.
    pub(crate) fn count(&self) -> u64 {
        lock(&self.requests).count
    }

    pub(crate) fn clear(&self) {
        let mut requests = lock(&self.requests);
        requests.last.clear();
        requests.size = 0;
    }

    /// Keeps a request. Tells its number.
    pub(crate) fn record(&self, mut request: RecordedRequest) -> u64 {
        let mut requests = lock(&self.requests);
        requests.count += 1;
        let number = requests.count;
        request.number = number;
        let observed = self.on_request.as_ref();
        let observed = observed.map(|on_request| (on_request, request.clone()));
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
