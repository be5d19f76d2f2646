//! Copies of what passes, checked and written on a thread of their own: nothing here holds an answer up.

use std::borrow::Cow;
use std::collections::HashSet;
use std::io::{self, Write};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};

use crate::check::Checker;
use crate::exchange::{Exchange, Header, Message, write_ndjson};
use crate::mask::Mask;
use crate::proxy::{Losses, OnFinding, Output, lock};
use crate::report::Report;

/// A longer body passes, but is not checked.
const LONGEST_BODY: usize = 16 * 1024 * 1024;

/// Exchanges that wait to be checked, and what their bodies may take. What comes then is not checked.
const WAITING: usize = 4096;
const WAITING_BYTES: usize = 256 * 1024 * 1024;

/// Which of the two messages.
#[derive(Clone, Copy)]
pub(crate) enum Side {
    Request,
    Response,
}

/// A copy of an exchange.
#[derive(Default)]
struct Copied {
    method: String,
    url: String,
    request: Vec<Header<'static>>,
    status: Option<u16>,
    response: Vec<Header<'static>>,
    /// Of request and response; nothing where it is not whole.
    bodies: [Option<Vec<u8>>; 2],
}

/// Where copies go.
#[derive(Clone)]
pub(crate) struct Recorder {
    sender: SyncSender<Copied>,
    waiting: Arc<Waiting>,
}

#[derive(Default)]
struct Waiting {
    bytes: AtomicUsize,
    lost: AtomicU64,
}

/// The other end of a [`Recorder`].
pub(crate) struct Recorded {
    receiver: Receiver<Copied>,
    waiting: Arc<Waiting>,
}

impl Recorder {
    pub(crate) fn new() -> (Recorder, Recorded) {
        let (sender, receiver) = sync_channel(WAITING);
        let waiting = Arc::new(Waiting::default());
        let recorded = Recorded {
            receiver,
            waiting: waiting.clone(),
        };
        (Recorder { sender, waiting }, recorded)
    }

    fn send(&self, copied: Copied) {
        let length = copied.length();
        let before = self.waiting.bytes.fetch_add(length, Ordering::Relaxed);
        let fits = before.saturating_add(length) <= WAITING_BYTES;
        if !fits || self.sender.try_send(copied).is_err() {
            self.waiting.bytes.fetch_sub(length, Ordering::Relaxed);
            self.waiting.lost.fetch_add(1, Ordering::Relaxed);
        }
    }
}

impl Copied {
    fn length(&self) -> usize {
        self.bodies.iter().flatten().map(Vec::len).sum()
    }

    fn into_exchange(self) -> Exchange<'static> {
        let [request, response] = self.bodies;
        Exchange {
            method: self.method.into(),
            url: self.url.into(),
            request: copied(self.request, request),
            response: copied(self.response, response),
            status: self.status,
            ..Exchange::default()
        }
    }
}

/// A message; where its body is not whole, it is cut.
fn copied(headers: Vec<Header<'static>>, body: Option<Vec<u8>>) -> Message<'static> {
    let mut message = Message {
        headers,
        is_cut: true,
        ..Message::default()
    };
    if let Some(body) = body {
        message.set_body(Cow::Owned(body));
    }
    message
}

/// An exchange that passes. It is over, whatever became of it, when nobody holds this any more.
pub(crate) struct Recording {
    recorder: Recorder,
    copied: Mutex<Copied>,
}

impl Recording {
    pub(crate) fn new(
        recorder: &Recorder,
        method: String,
        url: String,
        headers: Vec<Header<'static>>,
    ) -> Recording {
        Recording {
            recorder: recorder.clone(),
            copied: Mutex::new(Copied {
                method,
                url,
                request: headers,
                ..Copied::default()
            }),
        }
    }

    pub(crate) fn answered(&self, status: u16, headers: Vec<Header<'static>>) {
        let mut copied = lock(&self.copied);
        copied.status = Some(status);
        copied.response = headers;
    }

    /// Whether the client asks for another protocol.
    pub(crate) fn asks_for_upgrade(&self) -> bool {
        let copied = lock(&self.copied);
        let mut headers = copied.request.iter();
        headers.any(|header| header.name.eq_ignore_ascii_case("upgrade"))
    }

    pub(crate) fn tee(&self, side: Side) -> Tee<'_> {
        Tee {
            body: Some(Vec::new()),
            side,
            recording: self,
        }
    }
}

impl Drop for Recording {
    fn drop(&mut self) {
        self.recorder.send(std::mem::take(&mut *lock(&self.copied)));
    }
}

/// A body that is copied while it passes.
pub(crate) struct Tee<'r> {
    /// Nothing once it is too long.
    body: Option<Vec<u8>>,
    side: Side,
    recording: &'r Recording,
}

impl Tee<'_> {
    pub(crate) fn copy(&mut self, part: &[u8]) {
        if let Some(body) = &mut self.body {
            if body.len().saturating_add(part.len()) > LONGEST_BODY {
                self.body = None;
            } else {
                body.extend_from_slice(part);
            }
        }
    }

    /// The body has passed as a whole. One that has not is none.
    pub(crate) fn finish(self) {
        lock(&self.recording.copied).bodies[self.side as usize] = self.body;
    }
}

/// Checks and writes until there are no more exchanges.
pub(crate) fn record(
    recorded: &Recorded,
    mut checker: Checker,
    mask: Mask,
    output: Option<Output>,
    mut on_finding: OnFinding,
) -> (Report, Losses) {
    let mut losses = Losses::default();
    let mut writer = Writer {
        output,
        failure: None,
    };
    let mut reported = HashSet::new();
    let mut known = 0;
    while let Some(copied) = next(&recorded.receiver, &mut writer) {
        recorded
            .waiting
            .bytes
            .fetch_sub(copied.length(), Ordering::Relaxed);
        let exchange = copied.into_exchange();
        if exchange.status == Some(101) {
            losses.upgrades += 1;
            continue;
        }
        losses.bodies += u64::from(exchange.request.body.is_none());
        losses.bodies += u64::from(exchange.status.is_some() && exchange.response.body.is_none());
        checker.check(&exchange);
        for finding in &checker.findings()[known..] {
            if reported.insert(finding.fingerprint.clone()) {
                on_finding(finding);
            }
        }
        known = checker.findings().len();
        writer.attempt(|output| write_ndjson(&mask.exchange(&exchange), output));
    }
    losses.exchanges = recorded.waiting.lost.load(Ordering::Relaxed);
    losses.record = writer.failure.map(|error| error.to_string());
    (checker.report(), losses)
}

/// The next exchange. What was written is flushed before it is waited for.
fn next(receiver: &Receiver<Copied>, writer: &mut Writer) -> Option<Copied> {
    if let Ok(copied) = receiver.try_recv() {
        return Some(copied);
    }
    writer.attempt(Write::flush);
    receiver.recv().ok()
}

/// What is written, until that fails: the traffic goes on, and what is found in it counts.
struct Writer {
    output: Option<Output>,
    failure: Option<io::Error>,
}

impl Writer {
    fn attempt(&mut self, write: impl FnOnce(&mut Output) -> io::Result<()>) {
        if let Some(Err(error)) = self.output.as_mut().map(write) {
            self.failure = Some(error);
            self.output = None;
        }
    }
}
