//! Reads on a thread of its own while what was read before is checked.

use std::io::Read;
use std::panic::resume_unwind;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread::{self, JoinHandle};

use crate::exchange::{Copies, Exchange, InputError, read_lenient};

/// Exchanges are handed over in batches of about so many bytes.
const BATCH: usize = 128 * 1024;

/// So many batches may wait.
const WAITING: usize = 4;

/// An input that is being read.
#[derive(Debug)]
pub struct Ahead {
    batches: Receiver<Copies>,
    reader: JoinHandle<Result<Skipped, InputError>>,
}

/// What could not be read, and was left out.
#[derive(Debug, Default)]
pub struct Skipped {
    /// So many entries, lines, or ends of files.
    pub count: u64,
    /// The first of them.
    pub first: Option<InputError>,
}

/// Starts to read every exchange of an input. What cannot be read ends the reading, unless it is skipped.
pub fn read_ahead(input: impl Read + Send + 'static, skips_unreadable: bool) -> Ahead {
    let (sender, batches) = sync_channel(WAITING);
    let reader = thread::spawn(move || {
        let mut batch = Copies::default();
        let mut skipped = Skipped::default();
        let each = |exchange: &Exchange<'_>| {
            batch.push(exchange);
            if batch.len() >= BATCH {
                // Nobody waits for it after a panic on the other side.
                _ = sender.send(std::mem::take(&mut batch));
            }
        };
        let result = read_lenient(input, each, |problem| {
            if !skips_unreadable {
                return Err(problem);
            }
            skipped.count += 1;
            skipped.first.get_or_insert(problem);
            Ok(())
        });
        _ = sender.send(batch);
        result.map(|()| skipped)
    });
    Ahead { batches, reader }
}

impl Ahead {
    /// Hands out the exchanges, one at a time, and returns what was skipped.
    ///
    /// # Errors
    /// If the input cannot be read up to its end; what comes before the problem is handed out.
    pub fn for_each(self, mut each: impl FnMut(&Exchange<'_>)) -> Result<Skipped, InputError> {
        for batch in self.batches {
            batch.iter().for_each(|exchange| each(&exchange));
        }
        self.reader
            .join()
            .unwrap_or_else(|panic| resume_unwind(panic))
    }
}
