//! Lets runs begin only as long as the server answers fast: what is late must be late because of a fault, and not because
//! the machine is busy.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use tokio::task::JoinHandle;

use crate::http::get;
use crate::proxy::Proxy;

/// An answer that takes longer keeps runs from beginning: a small part of the time-out of the client.
const SLOW: Duration = Duration::from_millis(80);
const PAUSE: Duration = Duration::from_millis(20);

pub struct Gate {
    probe: Arc<Probe>,
    task: JoinHandle<()>,
}

/// Milliseconds, since it began or at all.
struct Probe {
    began: Instant,
    /// When the question went out that is not answered yet; 0 if there is none.
    asked: AtomicU64,
    last: AtomicU64,
    longest: AtomicU64,
}

impl Probe {
    fn now(&self) -> u64 {
        u64::try_from(self.began.elapsed().as_millis()).unwrap() + 1
    }

    fn latency(&self) -> Duration {
        let asked = self.asked.load(Ordering::Relaxed);
        let waited = if asked == 0 { 0 } else { self.now() - asked };
        Duration::from_millis(waited.max(self.last.load(Ordering::Relaxed)))
    }
}

impl Gate {
    /// Watches the server behind a proxy, by requests that meet no fault.
    pub fn watch(proxy: &Proxy) -> Self {
        let url = proxy.server.url.clone();
        let probe = Arc::new(Probe {
            began: Instant::now(),
            asked: AtomicU64::new(0),
            last: AtomicU64::new(0),
            longest: AtomicU64::new(0),
        });
        let state = Arc::clone(&probe);
        let task = tokio::spawn(async move {
            loop {
                let asked = state.now();
                state.asked.store(asked, Ordering::Relaxed);
                // A server that is down is not slow.
                drop(get(&url, "/balance").await);
                let latency = state.now() - asked;
                state.last.store(latency, Ordering::Relaxed);
                state.asked.store(0, Ordering::Relaxed);
                state.longest.fetch_max(latency, Ordering::Relaxed);
                tokio::time::sleep(PAUSE).await;
            }
        });
        Self { probe, task }
    }

    /// Waits until the server answers fast.
    pub async fn pass(&self) {
        while self.probe.latency() > SLOW {
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// The longest that the server took: what it says about violations is for a reader to judge.
    pub fn longest(&self) -> Duration {
        Duration::from_millis(self.probe.longest.load(Ordering::Relaxed))
    }
}

impl Drop for Gate {
    fn drop(&mut self) {
        self.task.abort();
    }
}
