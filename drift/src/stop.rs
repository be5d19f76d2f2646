//! What ends the program in an orderly way: Ctrl-C, and SIGTERM.

use std::io;

/// Listens from when it is made, so that nothing that comes early ends the program at once.
pub(super) struct Stop {
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    #[cfg(windows)]
    interrupt: tokio::signal::windows::CtrlC,
}

impl Stop {
    pub(super) fn new() -> io::Result<Stop> {
        #[cfg(unix)]
        return {
            use tokio::signal::unix::{SignalKind, signal};
            Ok(Stop {
                interrupt: signal(SignalKind::interrupt())?,
                terminate: signal(SignalKind::terminate())?,
            })
        };
        #[cfg(windows)]
        return Ok(Stop {
            interrupt: tokio::signal::windows::ctrl_c()?,
        });
    }

    pub(super) async fn wait(&mut self) {
        #[cfg(unix)]
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
        #[cfg(windows)]
        self.interrupt.recv().await;
    }
}
