//! Servers that a task starts on loopback and stops when it is done.

use std::env;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, copy};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use nix::sys::signal::{self, Signal};
use nix::unistd::Pid;

use crate::tools;

const PATIENCE: Duration = Duration::from_secs(30);

/// A running server. It stops when dropped.
pub struct Server {
    pub url: String,
    child: Child,
}

impl Server {
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Ends it as Ctrl-C does, and waits until it has said everything.
    pub fn interrupt(mut self) -> Result<ExitStatus> {
        let id = Pid::from_raw(self.id().try_into()?);
        signal::kill(id, Signal::SIGINT)?;
        Ok(self.child.wait()?)
    }

    pub fn address(&self) -> Result<SocketAddr> {
        let address = self.url.trim_start_matches("http://");
        address.parse().with_context(|| self.url.clone())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Builds a package of the workspace, with optimisation or without, and returns where its program of that name is.
pub fn build(package: &str, release: bool) -> Result<PathBuf> {
    let mut build = Command::new(env!("CARGO"));
    build.args(["build", "--package", package]);
    if release {
        build.arg("--release");
    }
    tools::run(build.current_dir(crate::root()?))?;
    let own = env::current_exe()?;
    let profiles = own.parent().and_then(Path::parent);
    let profile = if release { "release" } else { "debug" };
    let profiles = profiles.context("xtask lies in the target folder")?;
    Ok(profiles.join(profile).join(package))
}

/// Starts a sandbox of its own on a free port; what it prints goes to `log`.
pub fn sandbox(program: &Path, options: &[&OsStr], log: &Path) -> Result<Server> {
    let mut child = Command::new(program)
        .args(["--port", "0"])
        .args(options)
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("{} cannot be started", program.display()))?;
    let mut lines = BufReader::new(child.stdout.take().context("its output")?);
    let mut url = String::new();
    lines.read_line(&mut url)?;
    ensure!(
        url.starts_with("http"),
        "{} did not start",
        program.display()
    );
    let mut log = create(log)?;
    thread::spawn(move || copy(&mut lines, &mut log));
    let url = url.trim().to_owned();
    Ok(Server { url, child })
}

/// Starts a server that is told its port, and waits until it listens.
pub fn on_free_port(log: &Path, command: impl FnOnce(&str) -> Result<Command>) -> Result<Server> {
    let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
    let mut command = command(&address.port().to_string())?;
    let log = create(log)?;
    let child = command
        .stdout(log.try_clone()?)
        .stderr(log)
        .spawn()
        .with_context(|| format!("{command:?} cannot be started"))?;
    let url = format!("http://{address}");
    let mut server = Server { url, child };
    let start = Instant::now();
    while TcpStream::connect(address).is_err() {
        if start.elapsed() > PATIENCE || server.child.try_wait()?.is_some() {
            bail!("{command:?} does not listen");
        }
        thread::sleep(Duration::from_millis(50));
    }
    Ok(server)
}

fn create(file: &Path) -> Result<File> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    File::create(file).with_context(|| file.display().to_string())
}
