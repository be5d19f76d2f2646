//! The sandbox in a process of its own, which is killed in the middle of everything and started again on its file.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bayar_sandbox::Sandbox;

use crate::chance::Chance;
use crate::proxy::Proxy;

const DATA: &str = "BAYAR_FAULT_DATA";

pub struct Killed {
    shared: Arc<Shared>,
}

struct Shared {
    data: PathBuf,
    process: Mutex<Process>,
    calm: AtomicBool,
    kills: AtomicU32,
}

/// It ends when it is dropped, whatever happens.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        _ = self.0.kill();
        _ = self.0.wait();
    }
}

impl Killed {
    /// Starts it behind the proxy, and kills it from then on.
    pub async fn start(seed: u64, data: PathBuf, proxy: Proxy) -> Self {
        let (process, url) = start(&data).await;
        proxy.pass_to(&url);
        let shared = Arc::new(Shared {
            data,
            process: Mutex::new(process),
            calm: AtomicBool::new(false),
            kills: AtomicU32::new(0),
        });
        let state = Arc::clone(&shared);
        tokio::spawn(async move {
            let mut chance = Chance::of(seed, "kills", 0);
            loop {
                let pause = Duration::from_millis(200 + chance.below(800));
                tokio::time::sleep(pause).await;
                if state.calm.load(Ordering::SeqCst) {
                    return;
                }
                state.kill();
                let (process, url) = start(&state.data).await;
                *state.process.lock().unwrap() = process;
                proxy.pass_to(&url);
            }
        });
        Self { shared }
    }

    /// From now on it is left alone.
    pub fn calm(&self) {
        self.shared.calm.store(true, Ordering::SeqCst);
    }

    pub fn kills(&self) -> u32 {
        self.shared.kills.load(Ordering::SeqCst)
    }

    /// What its file holds now.
    pub async fn copy(&self) -> Sandbox {
        todo!()
    }
}
