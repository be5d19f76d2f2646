//! A PostgreSQL for one run of the tests: Debian's package `postgresql`, a cluster of its own in a
//! temporary folder, a free port on loopback.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{self, Command};

use anyhow::{Context, Result, bail};

/// Runs the tests of what is kept in databases with `BAYAR_TEST_POSTGRES` set; stops the server in any case. Without a
/// PostgreSQL there is an error, or only a word if it may be missing.
pub fn test(if_installed: bool) -> Result<()> {
    let bin = match bin() {
        Err(missing) if if_installed => {
            println!("skipped: {missing}");
            return Ok(());
        }
        found => found?,
    };
    let server = Server::start(bin)?;
    let status = Command::new(env!("CARGO"))
        .args(["test", "--package", "bayar"])
        .args(["--test", "callback_store", "--test", "callback_crash"])
        .args(["--test", "bulk_journal"])
        // These, so that CI has built it before.
        .args(["--features", "axum,sqlite,postgres,drift"])
        .current_dir(crate::root()?)
        .env("BAYAR_TEST_POSTGRES", &server.url)
        .status()?;
    if !status.success() {
        bail!("what is kept in PostgreSQL does not pass its tests");
    }
    Ok(())
}

struct Server {
    url: String,
    bin: PathBuf,
    folder: PathBuf,
}

impl Server {
    fn start(bin: PathBuf) -> Result<Self> {
        let folder = std::env::temp_dir().join(format!("bayar-postgres-{}", process::id()));
        fs::create_dir(&folder)?;
        if is_root()? {
            run(Command::new("chown").arg("postgres").arg(&folder))?;
        }
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        // From here on `drop` stops it and clears up.
        let server = Self {
            url: format!("postgres://bayar@127.0.0.1:{port}/postgres"),
            bin,
            folder,
        };
        let data = server.data();
        run(server
            .program("initdb")?
            .args(["--username=bayar", "--auth=trust", "--no-sync", "--pgdata"])
            .arg(&data))?;
        let options = format!(
            "-c port={port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
        );
        run(server
            .program("pg_ctl")?
            .args(["start", "--wait", "--silent", "--log"])
            .arg(server.folder.join("log"))
            .arg("--options")
            .arg(options)
            .arg("--pgdata")
            .arg(&data))?;
        Ok(server)
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// A program of PostgreSQL, which refuses to be run by root.
    fn program(&self, name: &str) -> Result<Command> {
        let program = self.bin.join(name);
        let mut command = if is_root()? {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        command.current_dir(&self.folder);
        Ok(command)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Ok(mut stop) = self.program("pg_ctl") {
            stop.args(["stop", "--mode=immediate", "--silent", "--pgdata"]);
            let _ = stop.arg(self.data()).status();
        }
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Where Debian keeps the programs of the newest version.
fn bin() -> Result<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
    let newest = versions
        .flatten()
        .map(|entry| entry.path())
        .max_by_key(|path| {
            let version = path.file_name().and_then(|name| name.to_str());
            version.and_then(|version| version.parse::<u32>().ok())
        });
    let bin = newest
        .map(|path| path.join("bin"))
        .filter(|path| path.join("initdb").is_file()); // not only the client
    bin.context("no PostgreSQL here: on Debian, `apt-get install postgresql`")
}

fn is_root() -> Result<bool> {
    use std::os::unix::fs::MetadataExt;
    Ok(fs::metadata(Path::new("/proc/self"))?.uid() == 0)
}

fn run(command: &mut Command) -> Result<()> {
    let output = command.output()?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("{command:?} failed: {said}");
    }
    Ok(())
}
