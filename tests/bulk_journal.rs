//! The journal of bulk runs: killed at any point and started again, and shared by several workers.
//!
//! In memory and SQLite always; PostgreSQL if `BAYAR_TEST_POSTGRES` has the URL of a server, as `cargo xtask postgres`
//! sets it.

#[allow(dead_code, reason = "the faults need more of it")]
#[path = "faults/chance.rs"]
mod chance;
mod payroll;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bayar::sqlx::{self, Sqlite};
use bayar::xendit::bulk::{
    Bulk, BulkError, Claim, Completion, End, Entry, Journal, MemoryJournal, SqlJournal, State,
};
use bayar::{Outcome, Unsettled};
use bayar_sandbox::Sandbox;
use serde_json::{Value, json};

use chance::Chance;
use payroll::{JOB, Person, assert_paid_once, client, input, payments, people, policy, request};

const LEASE: Duration = Duration::from_millis(400);

async fn sqlite(file: &Path) -> SqlJournal<Sqlite> {
    let journal = SqlJournal::sqlite(file).await.unwrap();
    journal.migrate().await.unwrap();
    journal
}

fn bulk<J: Journal>(url: &str, journal: J) -> Bulk<J> {
    client(url)
        .bulk(JOB, journal)
        .announced_limits(false)
        .lease(LEASE)
        .settle_policy(policy())
}

/// A sandbox, and how many requests to pay each reference came to it.
async fn sandbox() -> (Sandbox, Arc<Mutex<BTreeMap<String, usize>>>) {
    let sent: Arc<Mutex<BTreeMap<String, usize>>> = Arc::default();
    let counter = sent.clone();
    let builder = Sandbox::builder().on_request(move |request| {
        if request.operation.as_deref() == Some("create_disbursement") {
            let body: Value = serde_json::from_str(&request.body).unwrap();
            let reference = body["external_id"].as_str().unwrap().to_owned();
            *counter.lock().unwrap().entry(reference).or_default() += 1;
        }
    });
    (builder.start().await.unwrap(), sent)
}

/// A ticket as it stands in a journal.
fn ticket(reference: &str) -> Unsettled {
    let ticket = json!({"operation": "create_disbursement", "environment": "development",
        "for_user_id": null, "key": "key", "last_sent": 1, "looked_first": false,
        "answered": false, "why": "", "content": {"reference": reference, "parent": null,
        "amount": "5", "count": null, "bank_code": "BCA", "words": []}});
    serde_json::from_value(ticket).unwrap()
}

/// What every journal promises.
#[allow(clippy::too_many_lines, reason = "the life of a row, step by step")]
async fn keeps_its_promises<J: Journal>(journal: &J) {
    let names = ["a", "b", "c"].map(str::to_owned);
    let entry = |reference: &String| Entry::new(reference, "first");
    journal.enter("promises", &[]).await.unwrap();
    assert!(journal.read("promises", &[]).await.unwrap().is_empty());
    let nothing = Claim::new("promises", "one", &[]);
    assert!(journal.claim(nothing).await.unwrap().is_empty());
    journal
        .enter("promises", &names.each_ref().map(entry))
        .await
        .unwrap();
    // What is there stays as it is; another job has its own.
    let other = Entry::new(&names[0], "second");
    journal
        .enter("promises", std::slice::from_ref(&other))
        .await
        .unwrap();
    journal.enter("other job", &[other]).await.unwrap();
    let read = async |name: &String| {
        let name = std::slice::from_ref(name);
        let mut records = journal.read("promises", name).await.unwrap();
        assert_eq!(records.len(), 1);
        records.remove(0)
    };
    let record = read(&names[0]).await;
    assert_eq!((&*record.content, record.state), ("first", State::Waiting));

    let before = journal.now().await.unwrap() + 60_000;
    let claim = async |worker: &str, most: usize, before: i64, lease: Duration| {
        let mut claim = Claim::new("promises", worker, &names);
        (claim.most, claim.before, claim.lease) = (most, before, lease);
        let mut claimed = journal.claim(claim).await.unwrap();
        claimed.sort_by(|one, other| one.reference.cmp(&other.reference));
        claimed
    };
    let long = Duration::from_secs(60);
    let short = Duration::from_secs(1); // long enough for a busy machine
    assert_eq!(claim("one", 2, before, long).await.len(), 2);
    let rest = claim("two", 5, before, short).await;
    assert_eq!(rest.len(), 1, "the others are held");
    assert!(claim("three", 5, before, long).await.is_empty());
    let name = &rest[0].reference;
    assert!(rest[0].ticket.is_none());

    // Only who holds it may send it, and only as long.
    let ticket = ticket(name);
    let sending = async |worker| {
        journal
            .sending("promises", worker, &ticket, short)
            .await
            .unwrap()
    };
    assert!(!sending("one").await);
    assert!(sending("two").await);
    assert_eq!(read(name).await.state, State::Sent);
    tokio::time::sleep(short + LEASE).await;
    journal.renew("promises", "two", long).await.unwrap();
    assert!(!sending("two").await, "the lease is over");
    let taken = claim("three", 5, before, short).await;
    assert_eq!(taken.len(), 1, "it comes back");
    assert_eq!(taken[0].ticket.as_ref(), Some(&ticket));
    assert!(
        (LEASE / 2..long).contains(&taken[0].idle),
        "{:?}",
        taken[0].idle
    );
    journal.renew("promises", "three", long).await.unwrap();
    tokio::time::sleep(short + LEASE).await;
    assert!(claim("four", 5, before, long).await.is_empty(), "renewed");
    // Who holds it does not wait for himself.
    let again = claim("three", 5, before, long).await;
    assert_eq!(again.len(), 1, "its own");
    assert_eq!(again[0].ticket.as_ref(), Some(&ticket));
    assert_eq!(again[0].idle, Duration::ZERO, "it may be under way");

    // What fails is the holder's word; that it is done, anybody's, and for good.
    let end = |state| {
        let mut end = Completion::new(state);
        end.why = Some("because");
        end
    };
    let ended = async |worker, end| {
        journal.ended("promises", worker, name, end).await.unwrap();
    };
    ended("two", end(State::Failed)).await;
    assert_eq!(read(name).await.state, State::Sent);
    ended("three", end(State::Unknown)).await;
    let record = read(name).await;
    assert_eq!(
        (record.state, record.why.as_deref()),
        (State::Unknown, Some("because"))
    );
    let began = record.changed_at;
    assert!(
        claim("four", 5, began, long).await.is_empty(),
        "of this run"
    );
    let claimed = claim("four", 5, began + 1, long).await;
    assert_eq!(claimed.len(), 1);
    let idle = claimed[0].idle;
    assert!(idle < long, "idle since it ended, not for {idle:?}");
    let mut done = Completion::new(State::Done);
    done.payment_id = Some("id");
    ended("two", done).await;
    ended("four", end(State::Failed)).await;
    let record = read(name).await;
    assert_eq!(
        (record.state, record.payment_id.as_deref()),
        (State::Done, Some("id"))
    );
    assert!(claim("five", 5, before, long).await.is_empty());
}

#[tokio::test]
async fn journals_keep_their_promises() {
    let folder = tempfile::tempdir().unwrap();
    keeps_its_promises(&MemoryJournal::new()).await;
    keeps_its_promises(&sqlite(&folder.path().join("journal.db")).await).await;
}

/// Workers with a journal each share the work.
async fn each_row_is_claimed_once<J: Journal + 'static>(journals: Vec<J>)
where
    J::Error: std::fmt::Debug,
{
    let (sandbox, sent) = sandbox().await;
    let staff = people(200);
    let mut workers = Vec::new();
    for journal in journals {
        // Nobody is slow enough here to lose a row.
        let bulk = bulk(sandbox.base_url(), journal).lease(Duration::from_secs(60));
        let staff = staff.clone();
        workers.push(tokio::spawn(async move {
            let mut outcomes = bulk.run(input(staff), request);
            let (mut paid, mut all) = (0, 0);
            while let Some(ended) = outcomes.try_next().await? {
                assert!(ended.end.is_done(), "{}", ended.end);
                paid += usize::from(matches!(ended.end, End::Now(Outcome::Created(_))));
                all += 1;
            }
            Ok::<_, BulkError<J::Error>>((paid, all))
        }));
    }
    let mut shares = Vec::new();
    for worker in workers {
        let (paid, all) = worker.await.unwrap().unwrap();
        assert_eq!(all, staff.len(), "every item comes out of every worker");
        shares.push(paid);
    }
    println!("shares of the work: {shares:?}");
    assert_eq!(shares.iter().sum::<usize>(), staff.len());
    assert!(shares.iter().all(|share| *share > 0), "{shares:?}");
    assert!(sent.lock().unwrap().values().all(|times| *times == 1));
    assert_paid_once(&sandbox, &staff);
}

#[tokio::test]
async fn several_workers_share_a_journal() {
    let journal = MemoryJournal::new();
    each_row_is_claimed_once(vec![journal.clone(), journal]).await;
    // Connections that know nothing of each other, as processes would.
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("journal.db");
    each_row_is_claimed_once(vec![sqlite(&file).await, sqlite(&file).await]).await;
}

/// The rows of a worker that dies come to the other one.
async fn a_dead_workers_rows_come_back<J: Journal + 'static>(dying: J, living: J)
where
    J::Error: std::fmt::Debug,
{
    let (sandbox, _) = sandbox().await;
    let staff = people(60);
    let mut dead = bulk(sandbox.base_url(), dying).run(input(staff.clone()), request);
    for _ in 0..10 {
        dead.try_next().await.unwrap().unwrap();
    }
    drop(dead);
    let mut outcomes = bulk(sandbox.base_url(), living).run(input(staff.clone()), request);
    let mut count = 0;
    while let Some(ended) = outcomes.try_next().await.unwrap() {
        assert!(ended.end.is_done(), "{}", ended.end);
        count += 1;
    }
    assert_eq!(count, staff.len());
    assert_paid_once(&sandbox, &staff);
}

#[tokio::test]
async fn the_rows_of_the_dead_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("journal.db");
    a_dead_workers_rows_come_back(sqlite(&file).await, sqlite(&file).await).await;
}

const PEOPLE: usize = 150;
const ROUNDS: usize = 8;

fn seed() -> u64 {
    let seed = std::env::var("BAYAR_FAULT_SEED").ok();
    seed.and_then(|seed| seed.parse().ok())
        .unwrap_or(20_261_121)
}

/// Pays so many people in a process of its own, with the journal in this file or at this URL.
fn payer(url: &str, journal: &str, people: usize) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["the_payer", "--exact", "--ignored", "--quiet"])
        .env("BAYAR_PAYER_URL", url)
        .env("BAYAR_PAYER_JOURNAL", journal)
        .env("BAYAR_PAYER_PEOPLE", people.to_string())
        .stdout(Stdio::null());
    command
}

#[tokio::test]
#[ignore = "the others start it, to kill it"]
async fn the_payer() {
    let url = std::env::var("BAYAR_PAYER_URL").unwrap();
    let journal = std::env::var("BAYAR_PAYER_JOURNAL").unwrap();
    let staff = people(
        std::env::var("BAYAR_PAYER_PEOPLE")
            .unwrap()
            .parse()
            .unwrap(),
    );
    #[cfg(feature = "postgres")]
    if journal.starts_with("postgres:") {
        let pool = sqlx::PgPool::connect(&journal).await.unwrap();
        return pay(bulk(&url, SqlJournal::new(pool)), staff).await;
    }
    pay(bulk(&url, sqlite(Path::new(&journal)).await), staff).await;
}

async fn pay<J: Journal + 'static>(bulk: Bulk<J>, staff: Vec<Person>)
where
    J::Error: std::fmt::Debug,
{
    let all = staff.len();
    let bulk = match std::env::var_os("BAYAR_PAYER_TRUSTS_THE_JOURNAL") {
        Some(_) => bulk.settle_policy(policy().look_first(false)),
        None => bulk,
    };
    let mut outcomes = bulk.run(input(staff), request);
    let mut done = 0;
    while let Some(ended) = outcomes.try_next().await.unwrap() {
        assert!(ended.end.is_done(), "{}", ended.end);
        done += 1;
    }
    assert_eq!(done, all);
}

const PROCESSES: usize = 4;
const KILLS: usize = 50;
/// So many that they are not all paid before the last kill.
const MANY: usize = 10 * KILLS;

/// Four processes share the work, and are killed at random and started again until everyone is paid.
async fn four_processes_are_killed<J: Journal>(url_or_file: &str, journal: J)
where
    J::Error: std::fmt::Debug,
{
    let seed = seed();
    let (sandbox, sent) = sandbox().await;
    // Nothing but the journal says what was sent before.
    let start = || -> Child {
        let mut payer = payer(sandbox.base_url(), url_or_file, MANY);
        payer.env("BAYAR_PAYER_TRUSTS_THE_JOURNAL", "1");
        payer.spawn().unwrap()
    };
    let mut processes: Vec<_> = (0..PROCESSES).map(|_| start()).collect();
    let mut kills = 0;
    while kills < KILLS {
        let mut chance = Chance::of(seed, "kill of several", kills as u64);
        // The kills are spread over the work, however fast that goes.
        let paid = kills * MANY / (KILLS + 5);
        while sent.lock().unwrap().len() < paid {
            for process in &mut processes {
                let ended = process.try_wait().unwrap();
                assert!(ended.is_none(), "a process ended by itself: {ended:?}");
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        tokio::time::sleep(Duration::from_micros(chance.below(20_000))).await;
        // Mostly one, sometimes all at the same moment.
        let victims = if chance.in_percent(10) { PROCESSES } else { 1 };
        let first = usize::try_from(chance.below(PROCESSES as u64)).unwrap();
        for n in (first..first + victims).map(|n| n % PROCESSES) {
            processes[n].kill().unwrap();
            processes[n].wait().unwrap();
        }
        for n in (first..first + victims).map(|n| n % PROCESSES) {
            processes[n] = start();
        }
        kills += victims;
    }
    let paid = payments(&sandbox).len();
    println!("seed {seed}: {paid} of {MANY} were paid at the last of {kills} kills");
    assert!(paid < MANY, "killed too late");
    for mut process in processes {
        assert!(process.wait().unwrap().success());
    }
    let staff = people(MANY);
    assert_paid_once(&sandbox, &staff);
    let requests = sandbox.requests();
    let looked_up = requests
        .iter()
        .filter(|request| request.operation.as_deref() == Some("get_disbursements_by_external_id"));
    let looked_up: BTreeSet<_> = looked_up.map(|request| &request.target).collect();
    let dead = looked_up.len();
    println!("{dead} were sent by a process that died before it knew the end");
    assert!(dead >= KILLS / 3, "nothing was under way");

    // Everyone's end is in the journal.
    let references: Vec<_> = staff.iter().map(Person::reference).collect();
    let records = journal.read(JOB, &references).await.unwrap();
    assert_eq!(records.len(), MANY);
    let ids = payroll::ids(&sandbox);
    for record in records {
        assert_eq!(record.state, State::Done, "{record:?}");
        assert_eq!(record.payment_id.as_ref(), ids[&record.reference].first());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn four_processes_killed_again_and_again_pay_everyone_once() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("journal.db");
    let journal = sqlite(&file).await;
    four_processes_are_killed(file.to_str().unwrap(), journal).await;
}

/// What a file of SQLite and the files beside it hold.
fn bytes(folder: &Path) -> Vec<u8> {
    let files = std::fs::read_dir(folder).unwrap();
    files
        .flat_map(|file| std::fs::read(file.unwrap().path()).unwrap())
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_at_any_point_everyone_is_paid_once() {
    let seed = seed();
    let (sandbox, sent) = sandbox().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("journal.db");
    let mut kills = Vec::new();
    for round in 0..ROUNDS {
        let mut chance = Chance::of(seed, "kill", round as u64);
        let more = usize::try_from(chance.below(30)).unwrap();
        let requests = sandbox.requests().len() + 1 + more;
        let pause = Duration::from_micros(chance.below(8_000));
        let mut payer = payer(sandbox.base_url(), file.to_str().unwrap(), PEOPLE);
        let mut child = payer.spawn().unwrap();
        while sandbox.requests().len() < requests && child.try_wait().unwrap().is_none() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        tokio::time::sleep(pause).await;
        child.kill().unwrap();
        child.wait().unwrap();
        kills.push(payments(&sandbox).len());
    }
    println!("seed {seed}: killed after {kills:?} of {PEOPLE} payments");
    assert!(*kills.last().unwrap() < PEOPLE, "killed too late");
    let mut last = payer(sandbox.base_url(), file.to_str().unwrap(), PEOPLE);
    assert!(last.status().unwrap().success());
    assert_paid_once(&sandbox, &people(PEOPLE));
    let again = sent.lock().unwrap().values().filter(|n| **n > 1).count();
    println!("{again} requests were sent again with the same key");

    // Nothing of the accounts and names is in the journal, and everybody's reference is.
    let held = bytes(folder.path());
    let holds = |text: &str| held.windows(text.len()).any(|part| part == text.as_bytes());
    for Person { number, .. } in people(PEOPLE) {
        assert!(!holds(&format!("77{number:08}")));
        assert!(holds(&format!("2026-11-{number}")));
    }
    for secret in ["Employee", payroll::KEY] {
        assert!(!holds(secret), "{secret}");
    }
}

#[tokio::test]
async fn without_the_table_the_journal_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let journal = SqlJournal::sqlite(folder.path().join("journal.db"))
        .await
        .unwrap();
    let (sandbox, _) = sandbox().await;
    let mut outcomes = bulk(sandbox.base_url(), journal).run(input(people(1)), request);
    let error = outcomes.try_next().await.unwrap_err();
    assert!(matches!(error, BulkError::Journal(_)), "{error}");
    assert!(outcomes.try_next().await.unwrap().is_none());
    assert_eq!(sandbox.requests().len(), 0);
}

#[cfg(feature = "postgres")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_postgresql() {
    let Ok(url) = std::env::var("BAYAR_TEST_POSTGRES") else {
        println!("not tested: BAYAR_TEST_POSTGRES has no URL; see `cargo xtask postgres`");
        return;
    };
    let connect = async || {
        let pool = sqlx::PgPool::connect(&url).await.unwrap();
        SqlJournal::new(pool)
    };
    let pool = sqlx::PgPool::connect(&url).await.unwrap();
    let empty = async || {
        let empty = sqlx::raw_sql("DELETE FROM bayar_bulk").execute(&pool).await;
        empty.unwrap();
    };
    sqlx::raw_sql("DROP TABLE IF EXISTS bayar_bulk")
        .execute(&pool)
        .await
        .unwrap();
    // Four machines start at the same time.
    let mut journals = Vec::new();
    for _ in 0..4 {
        journals.push(connect().await);
    }
    let starts: Vec<_> = journals
        .iter()
        .cloned()
        .map(|journal| tokio::spawn(async move { journal.migrate().await }))
        .collect();
    for start in starts {
        start.await.unwrap().unwrap();
    }
    keeps_its_promises(&journals[0]).await;
    each_row_is_claimed_once(journals).await;
    empty().await;
    a_dead_workers_rows_come_back(connect().await, connect().await).await;
    empty().await;
    four_processes_are_killed(&url, connect().await).await;
}

/// As it was written before tickets and digests had a version.
#[tokio::test]
async fn a_row_of_yesterday_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("yesterday.db");
    let journal = sqlite(&file).await;
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&file);
    let pool = sqlx::SqlitePool::connect_with(options).await.unwrap();
    let row = r#"INSERT INTO bayar_bulk (job, reference, content, state, changed_at, ticket, why) VALUES
        ('payroll-2026-11', '2026-11-0', '2b4cb85d-1aa4-5b64-858b-9fc1ebce71bd-591d', 'unknown', 1764400000000,
        '{"operation":"create_disbursement","environment":"development","for_user_id":null,"key":"k",
        "content":{"reference":"2026-11-0","parent":null,"amount":"1000000","count":null,"bank_code":"BCA"},
        "last_sent":1764400000000,"looked_first":true,"accepted":false,"why":"lost"}', 'lost')"#;
    sqlx::query(row).execute(&pool).await.unwrap();
    let (sandbox, sent) = sandbox().await;
    let mut run = bulk(sandbox.base_url(), journal).run(input(people(1)), request);
    let ended = run.try_next().await.unwrap().unwrap();
    assert!(ended.end.is_done(), "{}", ended.end);
    assert_eq!(sent.lock().unwrap()["2026-11-0"], 1);
}
