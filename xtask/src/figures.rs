//! What the sandbox stands: requests beside Prism's mock on the same spec, a million invoices, ten thousand connections.

use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use nix::sys::resource::{Resource, getrlimit, setrlimit};
use serde_json::Value;

use crate::report;
use crate::server::{self, Server};
use crate::table::table;
use crate::tools::Tools;

/// Short and many, so that what else the machine does meets both servers alike.
const SECONDS: u64 = 3;
const TURNS: usize = 6;
const ROUNDS: usize = 3;
const WRK_CONNECTIONS: u32 = 32;
/// How many times as many requests as Prism the sandbox must answer.
const GOAL: f64 = 20.0;
const INVOICES: u32 = 1_000_000;
const STEP: u32 = 250_000;
const WRITERS: u32 = 32;
const CONNECTIONS: u32 = 10_000;
const TIMEOUT: Duration = Duration::from_secs(60);
/// `xnd_development_figures:`
const KEY: &str = "Basic eG5kX2RldmVsb3BtZW50X2ZpZ3VyZXM6";

/// Measures everything in one run and prints one table.
pub fn measure() -> Result<()> {
    raise_limit()?;
    let tools = Tools::install("xtask/conformance", "conformance")?;
    let sandbox = server::build("bayar-sandbox", true)?;
    let quiet = [OsStr::new("--quiet")];
    let log = |name: &str| tools.folder().join(format!("logs/figures-{name}.log"));

    let mut rows = Vec::new();
    let ratio = {
        let prism = prism(&tools, &log("prism"))?;
        let sandbox = server::sandbox(&sandbox, &quiet, &log("requests"))?;
        speed(&prism, &sandbox, &mut rows)?
    };
    rows.extend(memory(&server::sandbox(&sandbox, &quiet, &log("memory"))?)?);
    let connections = connections(&server::sandbox(&sandbox, &quiet, &log("connections"))?)?;
    rows.push(row(
        "10,000 connections open at once",
        format!("{connections} answered, twice"),
    ));
    rows.push(row("machine", machine()?));
    println!("\n{}", table(["what", "figure"], rows.clone()));
    report::write("sandbox/CONFORMANCE.md", "figures", 1, &rows)?;
    ensure!(ratio >= GOAL, "the sandbox is slower than its goal");
    ensure!(connections == CONNECTIONS, "not every connection survived");
    Ok(())
}

fn row(what: impl Into<String>, figure: String) -> [String; 2] {
    [what.into(), figure]
}

/// Measures Prism and the sandbox in turn, and returns the smallest ratio.
fn speed(prism: &Server, sandbox: &Server, rows: &mut Vec<[String; 2]>) -> Result<f64> {
    // What a first request makes ready is no part of the figure.
    load(prism)?;
    load(sandbox)?;
    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        rounds.push(round(prism, sandbox)?);
    }
    let list = |figure: &dyn Fn(&[Load; 2]) -> String| {
        let texts: Vec<_> = rounds.iter().map(figure).collect();
        texts.join(", ")
    };
    for (index, name) in ["Prism's mock", "the sandbox"].into_iter().enumerate() {
        rows.push(row(
            format!("{name}, requests/s, create and get an invoice"),
            list(&|round| format!("{:.0}", round[index].rate())),
        ));
        rows.push(row(
            format!("{name}, processor time of a request"),
            list(&|round| format!("{:.0} µs", round[index].microseconds_each())),
        ));
    }
    let ratio = |round: &[Load; 2]| round[1].rate() / round[0].rate();
    rows.push(row(
        format!("how many times as many requests/s (goal: {GOAL})"),
        list(&|round| format!("{:.0}", ratio(round))),
    ));
    Ok(rounds.iter().map(ratio).fold(f64::INFINITY, f64::min))
}

/// Several short turns of each.
fn round(prism: &Server, sandbox: &Server) -> Result<[Load; 2]> {
    let mut sums = [Load::default(), Load::default()];
    for _ in 0..TURNS {
        for (sum, server) in sums.iter_mut().zip([prism, sandbox]) {
            let turn = load(server)?;
            sum.requests += turn.requests;
            sum.seconds += turn.seconds;
            sum.ticks += turn.ticks;
        }
    }
    Ok(sums)
}

/// What a server did under load.
#[derive(Default)]
struct Load {
    requests: f64,
    seconds: f64,
    /// Processor time, in hundredths of a second.
    ticks: f64,
}

impl Load {
    fn rate(&self) -> f64 {
        self.requests / self.seconds
    }

    fn microseconds_each(&self) -> f64 {
        self.ticks * 1e4 / self.requests
    }
}

/// Processor time that a server's process has had, in hundredths of a second.
fn ticks(server: &Server) -> Result<f64> {
    let stat = fs::read_to_string(format!("/proc/{}/stat", server.id()))?;
    let (_, fields) = stat.rsplit_once(") ").context("its statistics")?;
    let times = fields.split(' ').skip(11).take(2);
    let times = times
        .map(str::parse::<f64>)
        .collect::<Result<Vec<_>, _>>()?;
    Ok(times.iter().sum())
}

/// The processor, and how busy the machine is with other things.
fn machine() -> Result<String> {
    let cpus = fs::read_to_string("/proc/cpuinfo")?;
    let model = cpus
        .lines()
        .find_map(|line| line.strip_prefix("model name"));
    let model = model.map_or("unknown", |line| line.trim_start_matches(['\t', ':', ' ']));
    let cores = thread::available_parallelism()?;
    let busy = fs::read_to_string("/proc/loadavg")?;
    let busy = busy.split(' ').nth(2).unwrap_or_default();
    Ok(format!(
        "{cores} cores, {model}; wrk on the same cores; load average of the last 15 minutes {busy}"
    ))
}

/// As fast as it goes: one process, nothing logged.
fn prism(tools: &Tools, log: &Path) -> Result<Server> {
    let spec = crate::root()?.join("spec/xendit.yaml");
    server::on_free_port(log, |port| {
        let mut prism = tools.npm("prism");
        prism.arg("mock").arg(spec);
        prism.args(["--verboseLevel", "silent", "--port", port]);
        Ok(prism)
    })
}

/// One turn of wrk.
fn load(server: &Server) -> Result<Load> {
    let before = ticks(server)?;
    let script = crate::root()?.join("xtask/conformance/create_and_get.lua");
    let output = Command::new("wrk")
        // Prism on a busy machine lets single requests wait for very long.
        .args(["--threads", "1", "--timeout", "60s"])
        .args(["--connections", &WRK_CONNECTIONS.to_string()])
        .args(["--duration", &format!("{SECONDS}s"), "--script"])
        .arg(script)
        .arg(&server.url)
        .output()
        .context("no wrk here: on Debian, `apt-get install wrk`")?;
    let said = String::from_utf8_lossy(&output.stdout);
    let result = said.lines().find(|line| line.starts_with('{'));
    let result: Value = serde_json::from_str(result.with_context(|| said.to_string())?)?;
    ensure!(result["failures"] == 0, "{}: {result}", server.url);
    let number = |name: &str| result[name].as_f64().context("wrk's numbers");
    Ok(Load {
        requests: number("requests")?,
        seconds: number("microseconds")? / 1e6,
        ticks: ticks(server)? - before,
    })
}

/// Resident memory after each step of a million invoices.
fn memory(server: &Server) -> Result<Vec<[String; 2]>> {
    let mut rows = Vec::new();
    let start = resident(server)?;
    let mut before = start;
    for step in 1..=INVOICES / STEP {
        let clock = Instant::now();
        create(server.address()?, step, STEP)?;
        let rate = f64::from(STEP) / clock.elapsed().as_secs_f64();
        let now = resident(server)?;
        rows.push(row(
            format!("memory after {} invoices", step * STEP),
            format!(
                "{} MiB, {} bytes more for each ({rate:.0} created/s)",
                now / 1024 / 1024,
                now.saturating_sub(before) / u64::from(STEP)
            ),
        ));
        before = now;
    }
    let each = before.saturating_sub(start) / u64::from(INVOICES);
    rows.push(row("memory for each invoice", format!("{each} bytes")));
    Ok(rows)
}

/// Resident memory of a server's process, in bytes.
fn resident(server: &Server) -> Result<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", server.id()))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kibibytes = line.and_then(|line| line.trim().strip_suffix(" kB"));
    Ok(kibibytes.context("VmRSS")?.parse::<u64>()? * 1024)
}

/// Creates invoices over several connections at once.
fn create(address: SocketAddr, step: u32, count: u32) -> Result<()> {
    let writers: Vec<_> = (0..WRITERS)
        .map(|writer| {
            let numbers = (writer..count).step_by(WRITERS as usize);
            thread::spawn(move || -> Result<()> {
                let mut connection = Connection::open(address)?;
                for number in numbers {
                    connection.send(&creation(&format!("{step}-{number}")))?;
                    connection.answer()?;
                }
                Ok(())
            })
        })
        .collect();
    for writer in writers {
        match writer.join() {
            Ok(result) => result?,
            Err(_) => bail!("a writer panicked"),
        }
    }
    Ok(())
}

fn creation(external_id: &str) -> String {
    let body = format!(
        r#"{{"external_id":"figures-{external_id}","payer_email":"payer@example.com","description":"Trip to Bali","amount":230000}}"#
    );
    let length = body.len();
    format!(
        "POST /v2/invoices HTTP/1.1\r\nhost: sandbox\r\nauthorization: {KEY}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
    )
}

/// How many of ten thousand connections, open all at once, are answered, and answered again after the last one.
fn connections(server: &Server) -> Result<u32> {
    let address = server.address()?;
    let request = format!("GET /balance HTTP/1.1\r\nhost: sandbox\r\nauthorization: {KEY}\r\n\r\n");
    let mut open = (0..CONNECTIONS)
        .map(|_| Connection::open(address))
        .collect::<Result<Vec<_>>>()?;
    let mut answered = CONNECTIONS;
    for _ in 0..2 {
        for connection in &mut open {
            connection.send(&request)?;
        }
        let answers = open.iter_mut().flat_map(Connection::answer);
        answered = answered.min(u32::try_from(answers.count())?);
    }
    Ok(answered)
}

/// How many files this process may open, and the servers that it starts from here on.
fn raise_limit() -> Result<()> {
    let needed = u64::from(CONNECTIONS) + 1_000;
    let (soft, hard) = getrlimit(Resource::RLIMIT_NOFILE)?;
    if soft < needed {
        setrlimit(Resource::RLIMIT_NOFILE, needed, hard.max(needed))
            .context("10,000 connections need a higher `ulimit -n`")?;
    }
    Ok(())
}

/// One kept connection: a request, its answer, the next request.
struct Connection {
    stream: BufReader<TcpStream>,
}

impl Connection {
    fn open(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(TIMEOUT))?;
        let stream = BufReader::with_capacity(4096, stream);
        Ok(Self { stream })
    }

    fn send(&mut self, request: &str) -> Result<()> {
        Ok(self.stream.get_mut().write_all(request.as_bytes())?)
    }

    /// Reads an answer to its end.
    fn answer(&mut self) -> Result<()> {
        let mut status = String::new();
        self.stream.read_line(&mut status)?;
        let mut length = 0;
        loop {
            let mut line = String::new();
            self.stream.read_line(&mut line)?;
            let Some((name, value)) = line.trim_end().split_once(':') else {
                break;
            };
            if name.eq_ignore_ascii_case("content-length") {
                length = value.trim().parse()?;
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body)?;
        ensure!(
            status.contains(" 200 "),
            "{}{}",
            status,
            String::from_utf8_lossy(&body)
        );
        Ok(())
    }
}
