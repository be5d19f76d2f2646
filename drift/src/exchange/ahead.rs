//! Reads on a thread of its own while what was read before is checked.

use std::borrow::Cow;
use std::io::Read;
use std::panic::resume_unwind;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread::{self, JoinHandle};

use crate::exchange::{Exchange, Header, InputError, Message, read};

/// Exchanges are handed over in batches of about so many bytes.
const BATCH: usize = 128 * 1024;

/// So many batches may wait.
const WAITING: usize = 4;

/// An input that is being read.
#[derive(Debug)]
pub struct Ahead {
    batches: Receiver<Vec<Exchange<'static>>>,
    reader: JoinHandle<Result<(), InputError>>,
}

/// Starts to read every exchange of an input, as [`read`] does.
pub fn read_ahead(input: impl Read + Send + 'static) -> Ahead {
    let (sender, batches) = sync_channel(WAITING);
    let reader = thread::spawn(move || {
        let mut batch = Vec::new();
        let mut length = 0;
        let result = read(input, |exchange| {
            length += size(exchange);
            batch.push(owned(exchange));
            if length >= BATCH {
                length = 0;
                // Nobody waits for it after a panic on the other side.
                _ = sender.send(std::mem::take(&mut batch));
            }
        });
        _ = sender.send(batch);
        result
    });
    Ahead { batches, reader }
}

impl Ahead {
    /// Hands out the exchanges, one at a time.
    ///
    /// # Errors
    /// If the input cannot be read up to its end; what comes before the problem is handed out.
    pub fn for_each(self, mut each: impl FnMut(&Exchange<'_>)) -> Result<(), InputError> {
        for batch in self.batches {
            batch.iter().for_each(&mut each);
        }
        self.reader
            .join()
            .unwrap_or_else(|panic| resume_unwind(panic))
    }
}

fn size(exchange: &Exchange<'_>) -> usize {
    let body = |message: &Message<'_>| message.body.as_deref().map_or(0, <[u8]>::len);
    // The headers are never long.
    1024 + body(&exchange.request) + body(&exchange.response)
}

fn owned(exchange: &Exchange<'_>) -> Exchange<'static> {
    let message = |message: &Message<'_>| Message {
        headers: message
            .headers
            .iter()
            .map(|header| Header {
                name: text(&header.name),
                value: text(&header.value),
            })
            .collect(),
        body: message
            .body
            .as_deref()
            .map(|body| Cow::Owned(body.to_owned())),
    };
    Exchange {
        method: text(&exchange.method),
        url: text(&exchange.url),
        request: message(&exchange.request),
        status: exchange.status,
        response: message(&exchange.response),
        is_callback: exchange.is_callback,
    }
}

fn text(text: &str) -> Cow<'static, str> {
    Cow::Owned(text.to_owned())
}
