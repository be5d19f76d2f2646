//! The requests of late. Memory keeps them as they came, which costs an answer the least; whoever asks for them gets them
//! without their secrets.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex};

use axum::http::Method;
use axum::http::header::CONTENT_TYPE;
use bayar_contract::redact::scrub;

use crate::api::Operation;
use crate::api::values::Body;
use crate::api::violation::Violation;
use crate::incoming::Incoming;
use crate::redact::Redactor;
use crate::sync::lock;

/// Older requests are forgotten, so that a server may run for long: beyond this number, and beyond so many bytes.
const MOST_REQUESTS: usize = 10_000;
const MOST_BYTES: usize = 32 * 1024 * 1024;

/// A longer body is not kept, in bytes.
const LONGEST_BODY: usize = 1024 * 1024;

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
    /// The body. JSON stands without white space, its numbers as they were sent; what is neither JSON nor a form is not
    /// shown, nor anything of a request that was refused before its body was read. At most 1 MiB.
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

/// A request that was answered, as it came.
pub(crate) struct Answered {
    method: Method,
    /// The target and the headers. They are copied: the HTTP library's would keep all that was read with them.
    head: Vec<u8>,
    /// Empty if it was not read, or is too long to be kept.
    body: Vec<u8>,
    /// In bytes.
    body_length: usize,
    is_body_read: bool,
    operation: Option<&'static Operation>,
    pub(crate) violations: Vec<Violation>,
    pub(crate) status: u16,
    pub(crate) fault: Option<&'static str>,
    number: u64,
}

/// What stands between the parts of a head; none can hold it.
const PART: u8 = b'\n';

impl Answered {
    pub(crate) fn new(
        incoming: Incoming,
        is_body_read: bool,
        operation: Option<&'static Operation>,
    ) -> Answered {
        let (uri, headers) = (&incoming.uri, &incoming.headers);
        let lengths = headers
            .iter()
            .map(|(name, value)| name.as_str().len() + value.len() + 2);
        let target = uri.path_and_query().map_or("", |target| target.as_str());
        let mut head = Vec::with_capacity(target.len() + lengths.sum::<usize>());
        head.extend_from_slice(target.as_bytes());
        for (name, value) in headers {
            for part in [name.as_str().as_bytes(), value.as_bytes()] {
                head.push(PART);
                head.extend_from_slice(part);
            }
        }
        let (body_length, mut body) = (incoming.body.len(), incoming.body);
        if !is_body_read || body_length > LONGEST_BODY {
            body = Vec::new();
        }
        Answered {
            method: incoming.method,
            head,
            body,
            body_length,
            is_body_read,
            operation,
            violations: Vec::new(),
            status: 0,
            fault: None,
            number: 0,
        }
    }

    /// What it takes in memory, in bytes.
    fn size(&self) -> usize {
        let violations = self.violations.iter().map(|violation| {
            let field = violation.field.iter().map(|name| name.len() + 24);
            violation.message.len() + violation.rule.len() + field.sum::<usize>() + 96
        });
        let texts = self.head.len() + self.body.len();
        texts + violations.sum::<usize>() + size_of::<Self>()
    }

    fn target(&self) -> &[u8] {
        let mut parts = self.head.split(|byte| *byte == PART);
        parts.next().unwrap_or_default()
    }

    fn headers(&self) -> impl Iterator<Item = (&[u8], &[u8])> {
        let mut parts = self.head.split(|byte| *byte == PART).skip(1);
        std::iter::from_fn(move || Some((parts.next()?, parts.next()?)))
    }

    /// As it is told.
    fn recorded(&self, redactor: &Redactor<'_>) -> RecordedRequest {
        let headers = self.headers();
        let headers = headers.map(|(name, value)| redactor.header(name, value));
        RecordedRequest {
            method: self.method.to_string(),
            target: redactor.target(&String::from_utf8_lossy(self.target())),
            headers: headers.collect(),
            body: self.displayed_body(redactor),
            operation: self.operation.map(|operation| operation.id.clone()),
            violations: self.violations.iter().cloned().map(scrubbed).collect(),
            number: self.number,
            status: self.status,
            fault: self.fault,
        }
    }

    fn displayed_body(&self, redactor: &Redactor<'_>) -> String {
        let length = self.body_length;
        match length {
            0 => return String::new(),
            _ if !self.is_body_read => return format!("[not read, {length} bytes]"),
            _ if self.body.is_empty() => return format!("[too long to be kept, {length} bytes]"),
            _ => {}
        }
        let mut headers = self.headers();
        let content_type = headers.find(|(name, _)| *name == CONTENT_TYPE.as_str().as_bytes());
        let content_type = content_type.map_or(&b""[..], |(_, value)| value);
        match Body::read(&String::from_utf8_lossy(content_type), &self.body, None) {
            Body::Empty => String::new(),
            Body::Json(json) => redactor.json(&json).to_string(),
            Body::Form(_) => redactor.pairs(&String::from_utf8_lossy(&self.body)),
            Body::Unreadable => format!("[not JSON, {length} bytes]"),
        }
    }
}

/// Called with every request.
pub(crate) type OnRequest = Box<dyn Fn(&RecordedRequest) + Send + Sync>;

/// The requests of late.
pub(crate) struct RequestLog {
    requests: Mutex<Requests>,
    redactor: Redactor<'static>,
    on_request: Option<OnRequest>,
}

#[derive(Default)]
struct Requests {
    /// How many there were, with those that are forgotten.
    count: u64,
    last: VecDeque<Arc<Answered>>,
    /// The bytes of the last.
    size: usize,
}

impl RequestLog {
    pub(crate) fn new(redactor: Redactor<'static>, on_request: Option<OnRequest>) -> RequestLog {
        RequestLog {
            requests: Mutex::default(),
            redactor,
            on_request,
        }
    }

    /// Oldest first.
    pub(crate) fn all(&self) -> Vec<RecordedRequest> {
        let requests: Vec<_> = lock(&self.requests).last.iter().cloned().collect();
        self.recorded(&requests)
    }

    /// The last requests before the one with this number, the last one first.
    pub(crate) fn last(&self, before: u64, most: usize) -> Vec<RecordedRequest> {
        let requests = lock(&self.requests);
        let last = requests.last.iter().rev();
        let last = last.filter(|request| request.number < before).take(most);
        let last: Vec<_> = last.cloned().collect();
        drop(requests);
        self.recorded(&last)
    }

    fn recorded(&self, requests: &[Arc<Answered>]) -> Vec<RecordedRequest> {
        let requests = requests.iter();
        requests
            .map(|request| request.recorded(&self.redactor))
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
    pub(crate) fn record(&self, mut request: Answered) -> u64 {
        let size = request.size();
        let mut requests = lock(&self.requests);
        requests.count += 1;
        let number = requests.count;
        request.number = number;
        let request = Arc::new(request);
        requests.size += size;
        requests.last.push_back(Arc::clone(&request));
        let mut forgotten = Vec::new();
        while requests.last.len() > MOST_REQUESTS || requests.size > MOST_BYTES {
            let Some(oldest) = requests.last.pop_front() else {
                break;
            };
            requests.size -= oldest.size();
            forgotten.push(oldest);
        }
        drop(requests);
        if let Some(on_request) = &self.on_request {
            on_request(&request.recorded(&self.redactor));
        }
        number
    }
}
