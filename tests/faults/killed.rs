//! The sandbox in a process of its own, which is killed in the middle of everything and started again on its file.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bayar_sandbox::Sandbox;
use tokio::task::JoinHandle;

use crate::chance::Chance;
use crate::proxy::Proxy;

/// The test that is the process.
pub const TEST: &str = "the_sandbox_that_is_killed";
const DATA: &str = "BAYAR_FAULT_DATA";

pub struct Killed {
    shared: Arc<Shared>,
    killer: tokio::sync::Mutex<JoinHandle<()>>,
}

struct Shared {
    data: PathBuf,
    process: Mutex<Process>,
    calm: AtomicBool,
    kills: AtomicU32,
}

/// It ends when it is dropped, whatever happens.
struct Process(Child);

impl Process {
    fn kill(&mut self) {
        _ = self.0.kill();
        _ = self.0.wait();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
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
        let killer = tokio::spawn(kill_again_and_again(seed, Arc::clone(&shared), proxy));
        Self {
            shared,
            killer: killer.into(),
        }
    }

    /// From now on it is left alone, and there.
    pub async fn calm(&self) {
        self.shared.calm.store(true, Ordering::SeqCst);
        // It may have been killed just now, and not be there again.
        (&mut *self.killer.lock().await).await.unwrap();
    }

    pub fn kills(&self) -> u32 {
        self.shared.kills.load(Ordering::SeqCst)
    }
}

async fn kill_again_and_again(seed: u64, shared: Arc<Shared>, proxy: Proxy) {
    let mut chance = Chance::of(seed, "kills", 0);
    loop {
        let pause = Duration::from_millis(100 + chance.below(700));
        tokio::time::sleep(pause).await;
        if shared.calm.load(Ordering::SeqCst) {
            return;
        }
        shared.process.lock().unwrap().kill();
        shared.kills.fetch_add(1, Ordering::SeqCst);
        let (process, url) = start(&shared.data).await;
        *shared.process.lock().unwrap() = process;
        proxy.pass_to(&url);
    }
}

/// Where the process writes down its URL.
fn url_file(data: &Path) -> PathBuf {
    data.with_extension("url")
}

async fn start(data: &Path) -> (Process, String) {
    _ = std::fs::remove_file(url_file(data));
    let child = Command::new(std::env::current_exe().unwrap())
        .args([TEST, "--exact", "--ignored", "--quiet"])
        .env(DATA, data)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn();
    let mut process = Process(child.unwrap());
    loop {
        if let Ok(url) = std::fs::read_to_string(url_file(data)) {
            return (process, url);
        }
        assert_eq!(process.0.try_wait().unwrap(), None, "it ended by itself");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// Is the process, as long as whoever started it lives.
pub async fn run() {
    let Some(data) = std::env::var_os(DATA).map(PathBuf::from) else {
        return;
    };
    let sandbox = Sandbox::builder().data(&data).start().await.unwrap();
    let whole = data.with_extension("new");
    std::fs::write(&whole, sandbox.base_url()).unwrap();
    std::fs::rename(&whole, url_file(&data)).unwrap();
    let wait = || std::io::read_to_string(std::io::stdin());
    tokio::task::spawn_blocking(wait).await.unwrap().unwrap();
}
