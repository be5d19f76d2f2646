//! Copies of what passes, checked and written on a thread of their own: nothing here holds an answer up.

use std::borrow::Cow;
use std::collections::HashSet;
use std::io::Write;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, ready};

use anyhow::Result;
use bytes::Bytes;
use hyper::body::{Body, Frame, Incoming, SizeHint};
use hyper::{HeaderMap, Request, Response};

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
    request: HeaderMap,
    status: Option<u16>,
    response: HeaderMap,
    /// Of request and response, in the pieces in which they passed.
    bodies: [Option<Vec<Bytes>>; 2],
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
        let pieces = self.bodies.iter().flatten().flatten();
        pieces.map(Bytes::len).sum()
    }

    fn into_exchange(self) -> Exchange<'static> {
        let [request, response] = self.bodies;
        Exchange {
            method: self.method.into(),
            url: self.url.into(),
            request: message(&self.request, request),
            response: message(&self.response, response),
            status: self.status,
            ..Exchange::default()
        }
    }
}

fn message(headers: &HeaderMap, body: Option<Vec<Bytes>>) -> Message<'static> {
    let header =
        |(name, value): (&hyper::header::HeaderName, &hyper::header::HeaderValue)| Header {
            name: name.as_str().to_owned().into(),
            value: String::from_utf8_lossy(value.as_bytes())
                .into_owned()
                .into(),
        };
    let mut message = Message {
        headers: headers.iter().map(header).collect(),
        is_cut: true,
        ..Message::default()
    };
    if let Some(pieces) = body {
        message.set_body(Cow::Owned(pieces.concat()));
    }
    message
}

/// An exchange that passes. It is over, whatever became of it, when nobody holds this any more.
pub(crate) struct Recording {
    recorder: Recorder,
    copied: Mutex<Copied>,
}

impl Recording {
    pub(crate) fn new<B>(recorder: &Recorder, url: String, request: &Request<B>) -> Recording {
        Recording {
            recorder: recorder.clone(),
            copied: Mutex::new(Copied {
                method: request.method().as_str().to_owned(),
                url,
                request: request.headers().clone(),
                ..Copied::default()
            }),
        }
    }

    pub(crate) fn answered<B>(&self, response: &Response<B>) {
        let mut copied = lock(&self.copied);
        copied.status = Some(response.status().as_u16());
        copied.response = response.headers().clone();
    }
}

impl Drop for Recording {
    fn drop(&mut self) {
        self.recorder.send(std::mem::take(&mut *lock(&self.copied)));
    }
}

/// A body that is copied while it passes.
pub(crate) struct Tee {
    body: Incoming,
    /// Nothing once it is too long.
    pieces: Option<Vec<Bytes>>,
    length: usize,
    has_ended: bool,
    side: Side,
    recording: Arc<Recording>,
}

impl Tee {
    pub(crate) fn new(body: Incoming, side: Side, recording: Arc<Recording>) -> Tee {
        Tee {
            body,
            pieces: Some(Vec::new()),
            length: 0,
            has_ended: false,
            side,
            recording,
        }
    }

    fn copy(&mut self, data: &Bytes) {
        self.length = self.length.saturating_add(data.len());
        if self.length > LONGEST_BODY {
            self.pieces = None;
        }
        if let Some(pieces) = &mut self.pieces {
            pieces.push(data.clone());
        }
    }
}

impl Body for Tee {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        match &frame {
            Some(Ok(frame)) => {
                if let Some(data) = frame.data_ref() {
                    self.copy(data);
                }
            }
            Some(Err(_)) => self.pieces = None,
            None => self.has_ended = true,
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Tee {
    fn drop(&mut self) {
        // One that was not read to its end is none.
        if self.has_ended || self.body.is_end_stream() {
            lock(&self.recording.copied).bodies[self.side as usize] = self.pieces.take();
        }
    }
}

/// Checks and writes until there are no more exchanges.
pub(crate) fn record(
    recorded: &Recorded,
    mut checker: Checker,
    mask: Mask,
    mut output: Option<Output>,
    mut on_finding: OnFinding,
) -> Result<(Report, Losses)> {
    let mut losses = Losses::default();
    let mut failure = None;
    let mut told = HashSet::new();
    let mut known = 0;
    while let Some(copied) = next(&recorded.receiver, &mut output) {
        recorded
            .waiting
            .bytes
            .fetch_sub(copied.length(), Ordering::Relaxed);
        let exchange = copied.into_exchange();
        losses.bodies += u64::from(exchange.request.body.is_none());
        losses.bodies += u64::from(exchange.status.is_some() && exchange.response.body.is_none());
        checker.check(&exchange);
        for finding in &checker.findings()[known..] {
            if told.insert(finding.fingerprint.clone()) {
                on_finding(finding);
            }
        }
        known = checker.findings().len();
        if let Some(Err(error)) = output
            .as_mut()
            .map(|output| write_ndjson(&mask.exchange(&exchange), output))
        {
            // The traffic goes on.
            failure = Some(error);
            output = None;
        }
    }
    losses.exchanges = recorded.waiting.lost.load(Ordering::Relaxed);
    match failure {
        Some(error) => Err(error.into()),
        None => Ok((checker.report(), losses)),
    }
}

/// The next exchange. What was written is flushed before it is waited for.
fn next(receiver: &Receiver<Copied>, output: &mut Option<Output>) -> Option<Copied> {
    match receiver.try_recv() {
        Ok(copied) => Some(copied),
        Err(TryRecvError::Disconnected) => None,
        Err(TryRecvError::Empty) => {
            if let Some(output) = output {
                // What could not be written will fail the next time too.
                _ = output.flush();
            }
            receiver.recv().ok()
        }
    }
}
