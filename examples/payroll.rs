//! A payroll for 10,000 people that is killed in the middle, started again, and pays everyone exactly once.
//!
//! `cargo run --release --example payroll --features sqlite` needs no key and no network: it starts a sandbox in this
//! process, and pays in another one, which it kills. With a file, `… -- people.csv`, it pays those: `number`,
//! `bank_code`, `holder`, `account`, `salary`. With `--people 500` it makes up fewer.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use bayar::{Amount, SettlePolicy};

use bayar::xendit::Client;
use bayar::xendit::builder::CreateDisbursement;
use bayar::xendit::bulk::SqlJournal;
use bayar_sandbox::Sandbox;
use futures_util::stream;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::{Deserialize, Serialize};

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

const KEY: &str = "xnd_development_payroll";
const JOB: &str = "payroll-2026-11";
const FUNDS: i64 = 1_000_000_000_000;

#[derive(Serialize, Deserialize)]
struct Person {
    number: u32,
    bank_code: String,
    holder: String,
    account: String,
    salary: Amount,
}

impl Person {
    fn reference(&self) -> String {
        format!("2026-11-{}", self.number)
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    let done = match arguments[..] {
        [] => rehearse(None, 10_000).await,
        ["--people", count] => match count.parse() {
            Ok(count) => rehearse(None, count).await,
            Err(_) => Err("`--people` takes a number".into()),
        },
        // What the process does that is killed.
        ["--pay", url, journal, file] => pay(url, Path::new(journal), Path::new(file)).await,
        [file] if !file.starts_with("--") => rehearse(Some(file.into()), 0).await,
        _ => Err("usage: payroll [FILE.csv | --people COUNT]".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nStopped: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The sandbox, the payroll that is killed, the one that ends it, and the books.
async fn rehearse(file: Option<PathBuf>, count: u32) -> Outcome {
    let folder = tempfile::tempdir()?;
    let file = match file {
        Some(file) => file,
        None => invent(folder.path().join("people.csv"), count)?,
    };
    let people = read(&file)?;
    let total: Amount = people.iter().map(|person| person.salary).sum();
    println!("{} people are to get {total} rupiah.", people.len());

    let sent = Arc::new(AtomicUsize::new(0));
    let counter = sent.clone();
    let sandbox = Sandbox::builder()
        .on_request(move |request| {
            if request.operation.as_deref() == Some("create_disbursement") {
                counter.fetch_add(1, Ordering::Relaxed);
            }
        })
        .start()
        .await?;
    sandbox.set_balance(KEY, "CASH", &FUNDS.to_string())?;
    println!(
        "The vendor is a sandbox in this process. It announces rate limits and does not enforce them, so the"
    );
    println!(
        "payroll waits for none; the vendor takes 600 a minute, and this would take {} minutes.",
        people.len() / 600 + 1
    );

    let journal = folder.path().join("journal.db");
    let began = Instant::now();
    let mut first = payer(sandbox.base_url(), &journal, &file)?;
    while sent.load(Ordering::Relaxed) < people.len() / 2 {
        if let Some(status) = first.try_wait()? {
            return Err(format!("the payroll ended by itself: {status}").into());
        }
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    first.kill()?;
    first.wait()?;
    let paid = payments(&sandbox)?.len();
    println!(
        "\nKilled in the middle, without a warning: {paid} have their salary, nobody knows who."
    );

    println!("Started again with the same file and the same journal.");
    let mut second = payer(sandbox.base_url(), &journal, &file)?;
    let status = loop {
        match second.try_wait()? {
            Some(status) => break status,
            None => tokio::time::sleep(Duration::from_millis(10)).await,
        }
    };
    if !status.success() {
        return Err("the second payroll failed".into());
    }
    println!(
        "\nBoth together took {} seconds.",
        began.elapsed().as_secs()
    );
    let requests = sent.load(Ordering::Relaxed);
    check(&sandbox, &people, total, requests).await
}

/// What the vendor's books say.
async fn check(sandbox: &Sandbox, people: &[Person], total: Amount, requests: usize) -> Outcome {
    let payments = payments(sandbox)?;
    for person in people {
        match payments.get(&person.reference()) {
            Some(1) => {}
            times => return Err(format!("{} is paid {times:?} times", person.number).into()),
        }
    }
    if payments.len() != people.len() {
        return Err("somebody was paid who is not in the file".into());
    }
    let client = Client::builder(KEY).base_url(sandbox.base_url()).build()?;
    let left = client.get_balance().send().await?.balance()?;
    if left != Amount::from(FUNDS) - total {
        return Err(format!("the balance is {left}").into());
    }
    println!(
        "The vendor has {} disbursements, one for each of the {} people,",
        payments.len(),
        people.len()
    );
    println!("and the balance went down by exactly {total} rupiah.");
    println!(
        "{} requests were sent a second time, with the same idempotency key.",
        requests - people.len()
    );
    Ok(())
}

/// How many disbursements stand under each reference.
fn payments(sandbox: &Sandbox) -> Outcome<BTreeMap<String, usize>> {
    let snapshot: serde_json::Value = serde_json::from_str(&sandbox.snapshot().to_json())?;
    let mut payments = BTreeMap::new();
    for line in snapshot["lines"].as_array().into_iter().flatten() {
        if line["kind"] == "disbursement" {
            let text = line["text"].as_str().unwrap_or_default();
            let payment: serde_json::Value = serde_json::from_str(text)?;
            let reference = payment["external_id"].as_str().unwrap_or_default();
            *payments.entry(reference.to_owned()).or_default() += 1;
        }
    }
    Ok(payments)
}

fn payer(url: &str, journal: &Path, file: &Path) -> Outcome<Child> {
    let mut payer = Command::new(std::env::current_exe()?);
    Ok(payer.args(["--pay", url]).arg(journal).arg(file).spawn()?)
}

/// The payroll itself: this is what yours looks like.
async fn pay(url: &str, journal: &Path, file: &Path) -> Outcome {
    let people = read(file)?;
    let journal = SqlJournal::sqlite(journal).await?;
    journal.migrate().await?;
    let client = Client::builder(KEY).base_url(url).build()?;
    let bar =
        ProgressBar::with_draw_target(Some(people.len() as u64), ProgressDrawTarget::stderr());
    bar.set_style(ProgressStyle::with_template(
        "{bar:40} {pos} of {len} paid, {msg}, {eta} left",
    )?);
    let shown = bar.clone();
    let mut payroll = client
        .bulk(JOB, journal)
        .concurrency(16)
        // Not with the vendor: see above.
        .announced_limits(false)
        // So that nobody waits long here; the usual ones are for networks.
        .lease(Duration::from_secs(3))
        .settle_policy(
            SettlePolicy::default()
                .settle_after(Duration::from_secs(1))
                .accept_shorter_wait(),
        )
        .on_progress(move |progress| {
            shown.set_message(format!(
                "{} failed, {} unknown, {} a minute",
                progress.failed, progress.unknown, progress.per_minute
            ));
            shown.set_position(progress.done as u64);
        })
        .run(stream::iter(people), request);
    let mut open = 0;
    while let Some(ended) = payroll.try_next().await? {
        if !ended.end.is_done() {
            open += 1;
            bar.suspend(|| eprintln!("employee {}: {}", ended.item.number, ended.end));
        }
    }
    bar.finish();
    match open {
        0 => Ok(()),
        _ => Err(format!("{open} people are not paid; start it again").into()),
    }
}

fn request(client: &Client, person: &Person) -> CreateDisbursement {
    client
        .create_disbursement()
        .external_id(person.reference())
        .bank_code(&person.bank_code)
        .account_holder_name(&person.holder)
        .account_number(person.account.as_str())
        .description("Salary for November")
        .amount(person.salary)
}

fn read(file: &Path) -> Outcome<Vec<Person>> {
    let people: Result<Vec<_>, _> = csv::Reader::from_path(file)?.deserialize().collect();
    Ok(people?)
}

fn invent(file: PathBuf, count: u32) -> Outcome<PathBuf> {
    let mut writer = csv::Writer::from_path(&file)?;
    let banks = ["BCA", "BRI", "MANDIRI", "BNI"];
    for (number, bank_code) in (1..=count).zip(banks.into_iter().cycle()) {
        writer.serialize(Person {
            number,
            bank_code: bank_code.to_owned(),
            holder: format!("Employee {number}"),
            account: format!("77{number:08}"),
            salary: Amount::from(4_000_000 + number % 700 * 10_000),
        })?;
    }
    writer.flush()?;
    Ok(file)
}
