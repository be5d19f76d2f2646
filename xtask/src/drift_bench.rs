//! What `bayar-drift` takes, beside Redocly's `drift` and beside merely parsing the same file; and its memory.

use std::env;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::build_times::{cargo, children};
use crate::tools::Tools;

/// How many exchanges Redocly gets.
const FEW: u32 = 5_000;
/// How many are compared with a mere parse.
const MANY: u32 = 100_000;
/// How often each program runs, in turn with the other.
const ROUNDS: usize = 5;
/// The size of the log whose memory is measured.
const LARGE: u64 = 2 << 30;

/// The least that a program can do with the file, with the same allocator.
const PARSER: (&str, &str) = (
    "[package]\nname = \"parser\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
     mimalloc = { version = \"0.1\", default-features = false }\nserde_json = \"1\"\n\n[workspace]\n",
    "#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let file = std::env::args().nth(1).unwrap();
    let value: serde_json::Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    println!(\"{}\", value[\"log\"][\"entries\"].as_array().unwrap().len());
}
",
);

/// A program with what it is given.
struct Run {
    name: &'static str,
    program: PathBuf,
    arguments: Vec<String>,
    /// The exit statuses of a run that did its work: with some, findings are no failure.
    statuses: &'static [i32],
}

/// Medians of a program.
struct Times {
    wall: Duration,
    cpu: Duration,
}

/// Builds, makes the traffic, runs everything and prints a table.
pub fn measure() -> Result<()> {
    let root = crate::root()?;
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let folder = target.join("bench-drift");
    let parser = parser(&folder.join("parser"))?;
    let drift = drift(&root, &target)?;
    let tools = Tools::install("spec/lint", "lint")?;
    let redocly = tools.folder().join("node_modules/.bin/redocly");
    let text = |path: &Path| path.to_string_lossy().into_owned();

    let (few, many) = (folder.join("few.har"), folder.join("many.har"));
    write_har(&few, FEW)?;
    write_har(&many, MANY)?;
    let ours = |file: &Path| Run {
        name: "bayar-drift",
        program: drift.clone(),
        arguments: vec!["traffic".into(), text(file), "--format=json".into()],
        statuses: &[0],
    };
    let report = text(&folder.join("redocly.json"));
    let spec = text(&root.join("spec/xendit.yaml"));
    let theirs = Run {
        name: "Redocly drift",
        program: redocly,
        arguments: vec![
            "drift".into(),
            text(&few),
            format!("--api={spec}"),
            "--format=json".into(),
            format!("--output={report}"),
        ],
        statuses: &[0, 1],
    };
    let parse = Run {
        name: "serde_json into Value",
        program: parser,
        arguments: vec![text(&many)],
        statuses: &[0],
    };

    println!("| exchanges | program | wall | CPU | ratio of CPU | ratio of wall |");
    println!("| --: | --- | --: | --: | --: | --: |");
    compare(FEW, &ours(&few), &theirs)?;
    compare(MANY, &parse, &ours(&many))?;

    let large = folder.join("large.ndjson");
    let exchanges = write_ndjson(&large, LARGE)?;
    let run = ours(&large);
    let (peak, seconds) = peak_memory(&run)?;
    fs::remove_file(&large)?;
    println!(
        "\n{exchanges} exchanges in {} MiB of NDJSON: at most {} MiB of memory, {seconds:.1} s",
        LARGE >> 20,
        peak >> 10
    );
    Ok(())
}

/// Runs both in turn, and prints how much more the second takes. Each run comes after one that is not counted: a virtual
/// machine gives memory that nobody has used for two seconds back, and to get it again takes seconds of system time, which
/// is no work of the program.
fn compare(exchanges: u32, base: &Run, other: &Run) -> Result<()> {
    let mut times = [Vec::new(), Vec::new()];
    for _ in 0..ROUNDS {
        for (run, times) in [base, other].into_iter().zip(&mut times) {
            time(run)?;
            times.push(time(run)?);
        }
    }
    let [base_times, other_times] = times.map(|times| medians(&times));
    let ratio = |one: Duration, of: Duration| one.as_secs_f64() / of.as_secs_f64();
    let of = [
        (base, &base_times, 1.0, 1.0),
        (
            other,
            &other_times,
            ratio(other_times.cpu, base_times.cpu),
            ratio(other_times.wall, base_times.wall),
        ),
    ];
    for (run, times, cpu, wall) in of {
        println!(
            "| {exchanges} | {} | {:.3} s | {:.3} s | {cpu:.2} | {wall:.2} |",
            run.name,
            times.wall.as_secs_f64(),
            times.cpu.as_secs_f64()
        );
    }
    Ok(())
}

fn medians(times: &[Times]) -> Times {
    let median = |of: fn(&Times) -> Duration| {
        let mut sorted: Vec<_> = times.iter().map(of).collect();
        sorted.sort();
        sorted[sorted.len() / 2]
    };
    Times {
        wall: median(|times| times.wall),
        cpu: median(|times| times.cpu),
    }
}

fn time(run: &Run) -> Result<Times> {
    let (start, before) = (Instant::now(), children()?);
    let status = command(run).status()?;
    check(run, status.code())?;
    Ok(Times {
        wall: start.elapsed(),
        cpu: children()?.saturating_sub(before),
    })
}

fn command(run: &Run) -> Command {
    let mut command = Command::new(&run.program);
    command
        .args(&run.arguments)
        .env("REDOCLY_TELEMETRY", "off")
        .env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true")
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

fn check(run: &Run, status: Option<i32>) -> Result<()> {
    if !status.is_some_and(|status| run.statuses.contains(&status)) {
        bail!("{} ended with {status:?}", run.name);
    }
    Ok(())
}

/// The most memory of a run in KiB, as the kernel counts it until shortly before its end, and the seconds it took.
fn peak_memory(run: &Run) -> Result<(u64, f64)> {
    let start = Instant::now();
    let mut child = command(run).spawn()?;
    let file = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    loop {
        if let Ok(text) = fs::read_to_string(&file) {
            let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            let number = line.and_then(|line| line.split_whitespace().next());
            peak = peak.max(number.and_then(|number| number.parse().ok()).unwrap_or(0));
        }
        if let Some(status) = child.try_wait()? {
            check(run, status.code())?;
            break;
        }
        sleep(Duration::from_millis(2));
    }
    if peak == 0 {
        bail!("{file} does not tell the memory");
    }
    Ok((peak, start.elapsed().as_secs_f64()))
}

fn drift(root: &Path, target: &Path) -> Result<PathBuf> {
    let status = Command::new(env!("CARGO"))
        .args(["build", "--release", "--package", "bayar-drift"])
        .arg("--target-dir")
        .arg(target)
        .current_dir(root)
        .status()?;
    if !status.success() {
        bail!("bayar-drift does not build");
    }
    Ok(target.join("release/bayar-drift"))
}

fn parser(folder: &Path) -> Result<PathBuf> {
    fs::create_dir_all(folder.join("src"))?;
    fs::write(folder.join("Cargo.toml"), PARSER.0)?;
    fs::write(folder.join("src/main.rs"), PARSER.1)?;
    cargo(folder, &["build", "--release"])?;
    Ok(folder.join("target/release/parser"))
}

/// Waits until a file is on the disk: to write it there later would take time from what is measured.
fn on_disk(out: BufWriter<File>) -> Result<()> {
    Ok(out.into_inner()?.sync_all()?)
}

/// Creations of invoices and looks at them, in turn, as a proxy records them.
fn write_har(file: &Path, exchanges: u32) -> Result<()> {
    let mut out = BufWriter::new(File::create(file)?);
    write!(
        out,
        "{{\"log\": {{\"version\": \"1.2\", \"creator\": {{\"name\": \"bench\", \"version\": \"1\"}}, \"entries\": ["
    )?;
    let entries = [entry(0).to_string(), entry(1).to_string()];
    for number in 0..exchanges {
        if number > 0 {
            out.write_all(b",")?;
        }
        let text = &entries[usize::from(number % 2 == 1)];
        let text = text.replace(&invoice_id(0), &invoice_id(number / 2));
        out.write_all(text.as_bytes())?;
    }
    out.write_all(b"]}}\n")?;
    on_disk(out).context("the HAR")
}

/// The same as NDJSON of a size; answers how many there are.
fn write_ndjson(file: &Path, size: u64) -> Result<u32> {
    let mut out = BufWriter::new(File::create(file)?);
    let mut written = 0;
    let line = |number| {
        let exchange = Exchange::new(number);
        json!({
            "request": {"method": exchange.method, "url": exchange.url, "headers": exchange.sent, "body": exchange.request},
            "response": {"status": 200, "headers": exchange.answered, "body": exchange.response},
        })
        .to_string()
    };
    let lines = [line(0), line(1)];
    for number in 0.. {
        let line = &lines[usize::from(number % 2 == 1)];
        let line = line.replace(&invoice_id(0), &invoice_id(number / 2));
        written += line.len() as u64 + 1;
        if written > size {
            on_disk(out)?;
            return Ok(number);
        }
        writeln!(out, "{line}")?;
    }
    bail!("no end")
}

fn invoice_id(invoice: u32) -> String {
    format!("5e4f{invoice:020x}")
}

struct Exchange {
    method: &'static str,
    url: String,
    sent: Vec<(&'static str, String)>,
    request: Option<String>,
    answered: Vec<(&'static str, String)>,
    response: String,
}

impl Exchange {
    /// An even number creates an invoice, the next one looks at it.
    fn new(number: u32) -> Exchange {
        let invoice = number / 2;
        let id = invoice_id(invoice);
        let is_creation = number.is_multiple_of(2);
        let amount = 10_000 + u64::from(invoice);
        let request = json!({
            "external_id": format!("order-{invoice}"), "payer_email": "payer@shop.example",
            "description": "Trip to Bali", "amount": amount,
        });
        let response = json!({
            "id": id, "user_id": "5848fdf860053555135587e7", "external_id": format!("order-{invoice}"),
            "status": "PENDING", "merchant_name": "Shop", "merchant_profile_picture_url": "https://shop.example/logo.png",
            "amount": amount, "payer_email": "payer@shop.example", "description": "Trip to Bali",
            "invoice_url": format!("https://invoice.xendit.co/web/invoices/{id}"),
            "expiry_date": "2020-02-21T00:00:00.000Z",
            "available_banks": [{"bank_code": "MANDIRI", "collection_type": "POOL", "bank_account_number": "8860810000010",
                "transfer_amount": amount, "bank_branch": "Virtual Account", "account_holder_name": "SHOP", "identity_amount": 0}],
            "should_exclude_credit_card": false, "should_send_email": false,
            "created": "2020-02-20T00:00:00.000Z", "updated": "2020-02-20T00:00:00.000Z",
        });
        let json = || ("content-type", "application/json".to_owned());
        let mut sent = vec![
            ("host", "api.xendit.co".to_owned()),
            (
                "authorization",
                "Basic eG5kX2RldmVsb3BtZW50X3NlY3JldDo=".to_owned(),
            ),
            ("accept", "application/json".to_owned()),
            ("user-agent", "shop/1.0".to_owned()),
        ];
        if is_creation {
            sent.push(json());
        }
        Exchange {
            method: if is_creation { "POST" } else { "GET" },
            url: if is_creation {
                "https://api.xendit.co/v2/invoices".to_owned()
            } else {
                format!("https://api.xendit.co/v2/invoices/{id}")
            },
            sent,
            request: is_creation.then(|| request.to_string()),
            answered: vec![
                json(),
                ("date", "Thu, 20 Feb 2020 00:00:00 GMT".to_owned()),
                (
                    "request-id",
                    format!("00000000-0000-4000-8000-{number:012}"),
                ),
                ("rate-limit-limit", "60".to_owned()),
                ("rate-limit-remaining", "59".to_owned()),
                ("rate-limit-reset", "42.5".to_owned()),
            ],
            response: response.to_string(),
        }
    }
}

fn entry(number: u32) -> Value {
    let exchange = Exchange::new(number);
    let pairs = |headers: &[(&str, String)]| -> Vec<Value> {
        headers
            .iter()
            .map(|(name, value)| json!({"name": name, "value": value}))
            .collect()
    };
    let mut request = json!({
        "method": exchange.method, "url": exchange.url, "httpVersion": "HTTP/1.1", "cookies": [], "queryString": [],
        "headers": pairs(&exchange.sent), "headersSize": -1, "bodySize": exchange.request.as_ref().map_or(0, String::len),
    });
    if let Some(body) = exchange.request {
        request["postData"] = json!({"mimeType": "application/json", "text": body});
    }
    json!({
        "startedDateTime": "2020-02-20T00:00:00.000Z", "time": 12, "cache": {},
        "timings": {"send": 1, "wait": 10, "receive": 1},
        "request": request,
        "response": {
            "status": 200, "statusText": "OK", "httpVersion": "HTTP/1.1", "cookies": [], "redirectURL": "",
            "headers": pairs(&exchange.answered), "headersSize": -1, "bodySize": exchange.response.len(),
            "content": {"size": exchange.response.len(), "mimeType": "application/json", "text": exchange.response},
        },
    })
}
