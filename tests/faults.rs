//! Money out over a connection that breaks in every way, to servers that lie and servers that are tired: no payment is
//! made twice, none is reported that was not made, none is lost.
//!
//! A proxy of our own stands between the client and the sandbox, or between the client and a vendor of our own; the
//! judge compares what the client reported with what there is. Everything follows from a seed:
//! `BAYAR_FAULT_SEED=7 cargo test --test faults -- --nocapture`.
#![allow(clippy::large_futures, reason = "each is polled where it stands, once")]

#[path = "faults/bulk.rs"]
mod bulk;
#[path = "faults/chance.rs"]
mod chance;
#[path = "faults/gate.rs"]
mod gate;
#[path = "faults/http.rs"]
mod http;
#[path = "faults/judge.rs"]
mod judge;
#[path = "faults/killed.rs"]
mod killed;
#[path = "faults/pages.rs"]
mod pages;
#[path = "faults/plan.rs"]
mod plan;
#[path = "faults/proxy.rs"]
mod proxy;
#[path = "faults/runs.rs"]
mod runs;
#[path = "faults/senseless.rs"]
mod senseless;
#[path = "faults/shop.rs"]
mod shop;
#[path = "faults/table.rs"]
mod table;
#[path = "faults/vendor.rs"]
mod vendor;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

use bayar::xendit;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use bulk::Job;
use judge::{Paid, Report, Reported, Wrong, judge};
use runs::{Cards, End, PATIENCE, Run, Way, client};
use shop::Shop;
use table::Table;

/// One by one: against the sandbox, and against the vendor.
const RUNS: [u64; 2] = [7_000, 12_000];
/// Of payments in bulk, against each.
const JOBS: u64 = 12;
/// One by one, against the sandbox behind gateways.
const GATEWAYS: u64 = 1_500;
/// One by one, against a sandbox that is killed.
const RESTARTED: u64 = 600;
const AT_ONCE: usize = 320;

/// The tests measure time: they take turns.
static TURN: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

fn seed() -> u64 {
    let seed = std::env::var("BAYAR_FAULT_SEED").ok();
    seed.and_then(|seed| seed.parse().ok())
        .unwrap_or(20_261_121)
}

/// A port on which nothing listens.
async fn closed() -> String {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0))
        .await
        .unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}

/// Lets many go on at once, and collects what they answer in their order; of those that panic or get stuck, why.
async fn all<T: Send + 'static>(
    shop: &Shop,
    tasks: Vec<impl Future<Output = T> + Send + 'static>,
) -> Vec<Result<T, (Report, String)>> {
    let tasks = tasks.into_iter().map(|task| (PATIENCE, task));
    all_within(shop, tasks.collect()).await
}

/// The same, each for so long at most.
async fn all_within<T: Send + 'static>(
    shop: &Shop,
    tasks: Vec<(Duration, impl Future<Output = T> + Send + 'static)>,
) -> Vec<Result<T, (Report, String)>> {
    let free = Arc::new(Semaphore::new(AT_ONCE));
    let mut set = JoinSet::new();
    for (number, (patience, task)) in tasks.into_iter().enumerate() {
        let permit = Arc::clone(&free).acquire_owned().await;
        shop.gate.pass().await;
        set.spawn(async move {
            let _permit = permit;
            let mut task = tokio::spawn(task);
            let result = match tokio::time::timeout(patience, &mut task).await {
                Ok(Ok(result)) => Ok(result),
                Ok(Err(error)) => Err((Report::Panicked, error.to_string())),
                Err(_) => {
                    task.abort();
                    Err((Report::Stuck, format!("no end after {patience:?}")))
                }
            };
            (number, result)
        });
    }
    let mut results = set.join_all().await;
    results.sort_by_key(|(number, _)| *number);
    results.into_iter().map(|(_, result)| result).collect()
}

/// What is paid together: a run by itself, or a job of many.
#[derive(Clone)]
enum Unit {
    One(Arc<Run>),
    Many(Arc<Job>),
}

#[derive(Clone)]
struct Clients {
    shop: xendit::Client,
    nowhere: xendit::Client,
}

impl Unit {
    fn all(seed: u64, runs: &[Arc<Run>]) -> Vec<Self> {
        let (bulk, single): (Vec<_>, Vec<_>) =
            runs.iter().cloned().partition(|run| run.way == Way::Bulk);
        let (looking, others): (Vec<_>, Vec<_>) = bulk.into_iter().partition(|run| run.looks_first);
        let jobs = [looking.chunks(bulk::SIZE), others.chunks(bulk::SIZE)];
        let jobs = jobs.into_iter().flatten().zip(0..);
        let jobs = jobs.map(|(runs, number)| Self::Many(Arc::new(Job::new(seed, number, runs))));
        // What takes longest begins first.
        jobs.chain(single.into_iter().map(Self::One)).collect()
    }

    fn runs(&self) -> Vec<Arc<Run>> {
        match self {
            Self::One(run) => vec![Arc::clone(run)],
            Self::Many(job) => job.runs.clone(),
        }
    }

    /// Longer than it may take.
    fn patience(&self) -> Duration {
        match self {
            Self::One(_) => PATIENCE,
            Self::Many(_) => bulk::PATIENCE,
        }
    }

    async fn pay(self, clients: Clients) -> Vec<End> {
        match self {
            Self::One(run) if run.is_refused => vec![run.pay(&clients.nowhere).await],
            Self::One(run) => vec![run.pay(&clients.shop).await],
            Self::Many(job) => job.pay(&clients.shop).await,
        }
    }

    /// Settles what was left open.
    async fn finish(self, clients: Clients, ends: Vec<End>) -> Vec<End> {
        match (self, ends.first().and_then(|end| end.ticket.as_ref())) {
            (Self::One(run), Some(ticket)) => vec![run.resume(&clients.shop, ticket).await],
            (Self::Many(job), _) if ends.iter().any(|end| end.report == Report::Open) => {
                job.finish(&clients.shop).await
            }
            _ => ends,
        }
    }

    /// Asks once more for what was made.
    async fn again(self, clients: Clients, ends: Vec<End>) -> Vec<End> {
        match self {
            Self::One(run) if run.is_asked_again() && ends[0].report == Report::Made => {
                vec![run.pay(&clients.shop).await]
            }
            _ => ends,
        }
    }
}

/// Lets all units do something at once. Who panics or gets stuck reports that.
async fn each<F: Future<Output = Vec<End>> + Send + 'static>(
    shop: &Shop,
    units: &[Unit],
    mut act: impl FnMut(&Unit) -> F,
) -> Vec<Vec<End>> {
    let tasks = units.iter().map(|unit| (unit.patience(), act(unit)));
    let results = all_within(shop, tasks.collect()).await;
    let ends = results.into_iter().zip(units).map(|(result, unit)| {
        result.unwrap_or_else(|(report, text)| {
            let runs = unit.runs().into_iter();
            let end = |_| End::without_ticket("none", report, text.clone());
            runs.map(end).collect()
        })
    });
    ends.collect()
}

/// A run, how it ended at first, and in the end.
struct Ended {
    run: Arc<Run>,
    first: End,
    last: End,
    wrongs: BTreeSet<Wrong>,
}

/// Pays everything, lets everything land, settles what was left open, asks again for some of what was made, and judges.
async fn suite(title: &str, shop: &Shop, runs: &[Arc<Run>]) -> Vec<Ended> {
    let (seed, began) = (seed(), Instant::now());
    let clients = Clients {
        shop: client(&shop.proxy.server.url),
        nowhere: client(&closed().await),
    };
    let units = Unit::all(seed, runs);
    let first = each(shop, &units, |unit| unit.clone().pay(clients.clone())).await;
    // Whatever is still under way arrives.
    tokio::time::sleep(plan::TOO_LATE + proxy::LATE).await;
    let paid = shop.payments().await;
    shop.calm().await;
    let mut open = first.clone().into_iter();
    let last = each(shop, &units, |unit| {
        unit.clone().finish(clients.clone(), open.next().unwrap())
    });
    let last = last.await;
    let mut made = last.clone().into_iter();
    let again = each(shop, &units, |unit| {
        unit.clone().again(clients.clone(), made.next().unwrap())
    });
    let again = again.await;

    let paid_in_the_end = shop.payments().await;
    let runs: Vec<_> = units.iter().flat_map(Unit::runs).collect();
    let (first, last, again) = (first.concat(), last.concat(), again.concat());
    let mut wrongs: BTreeMap<&str, BTreeSet<Wrong>> = BTreeMap::new();
    for (ends, payments) in [
        (&first, &paid),
        (&last, &paid_in_the_end),
        (&again, &paid_in_the_end),
    ] {
        let reports = runs.iter().zip(ends);
        let reports = reports.map(|(run, end)| run.reported(end));
        for (run, wrong) in judge(reports, payments) {
            wrongs.entry(run).or_default().insert(wrong);
        }
    }
    for (run, (first, last)) in runs.iter().zip(first.iter().zip(&last)) {
        if shop.must_be_found_out(run) && first.report == Report::Open
            || run.must_be_settled() && last.report == Report::Open
        {
            wrongs
                .entry(&run.name)
                .or_default()
                .insert(Wrong::NotFoundOut);
        }
    }
    let ended = runs.iter().zip(first.into_iter().zip(last));
    let ended = ended.map(|(run, (first, last))| Ended {
        run: Arc::clone(run),
        wrongs: wrongs.remove(run.name.as_str()).unwrap_or_default(),
        first,
        last,
    });
    let ended: Vec<_> = ended.collect();
    let mut table = Table::default();
    for one in &ended {
        table.count(
            shop.labels(&one.run),
            one.first.name,
            !one.wrongs.is_empty(),
        );
    }
    let count = |is: fn(&&Ended) -> bool| ended.iter().filter(is).count();
    println!("{title}\n{table}");
    println!(
        "{title}, seed {seed}: {} runs, {} requests met a fault of the network; {} were left open, {} still are; {} wrong; {:.1} s, the slowest answer {:?}",
        ended.len(),
        shop.proxy.met(),
        count(|one| one.first.report == Report::Open),
        count(|one| one.last.report == Report::Open),
        count(|one| !one.wrongs.is_empty()),
        began.elapsed().as_secs_f32(),
        shop.gate.longest(),
    );
    ended
}

/// Fails with what is wrong.
fn assert_right(shop: &Shop, ended: &[Ended]) {
    let mut counts: BTreeMap<Wrong, u32> = BTreeMap::new();
    let mut lines = Vec::new();
    let wrong = ended.iter().filter(|one| !one.wrongs.is_empty());
    for one in wrong {
        for wrong in &one.wrongs {
            *counts.entry(*wrong).or_default() += 1;
        }
        let met = shop.labels(&one.run);
        let (name, wrongs) = (&one.run.name, &one.wrongs);
        let (first, last) = (&one.first, &one.last);
        lines.push(format!(
            "{name}: {wrongs:?} after {met:?}: {}: {:.400} | {}: {:.400}",
            first.name, first.text, last.name, last.text
        ));
    }
    lines.truncate(60);
    assert!(
        lines.is_empty(),
        "seed {}, the slowest answer {:?}: {counts:?}\n{}",
        seed(),
        shop.gate.longest(),
        lines.join("\n")
    );
}

/// Of runs such as these, how many were unknown at first, in percent.
fn unknown(ended: &[Ended], such: impl Fn(&Run) -> bool) -> f64 {
    let such = ended.iter().filter(|one| such(&one.run));
    let (unknown, known): (Vec<_>, Vec<_>) = such.partition(|one| one.first.report == Report::Open);
    #[allow(clippy::cast_precision_loss, reason = "there are not so many")]
    let share = unknown.len() as f64 / (unknown.len() + known.len()).max(1) as f64;
    share * 100.0
}

fn runs(seed: u64, single: u64, jobs: u64) -> impl Fn(&Cards) -> Vec<Run> {
    move |cards| {
        let bulk = single..single + jobs * bulk::SIZE as u64;
        let single = (0..single).map(|number| Run::new(seed, number, cards));
        single
            .chain(bulk.map(|number| Run::in_bulk(seed, number, cards)))
            .collect()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bad_network_pays_nothing_twice_and_hides_nothing() {
    let _turn = TURN.lock().await;
    let seed = seed();
    let (shop, runs) = Shop::sandbox(seed, runs(seed, RUNS[0], JOBS)).await;
    let ended = suite("network", &shop, &runs).await;
    assert_right(&shop, &ended);
    // The suite tests something only if most payments are made although much goes wrong.
    let made = ended.iter().filter(|one| one.first.name == "created");
    let made = made.count();
    assert!(made > ended.len() * 6 / 10, "{made} were made");
    let unknown = unknown(&ended, |run| run.way == Way::Settle && !run.is_impatient);
    println!("network: {unknown:.1} % of patient settlements end as unknown");
    assert!(unknown < 3.0, "{unknown} % unknown");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_a_vendor_says_nothing_is_reported_without_proof() {
    let _turn = TURN.lock().await;
    let seed = seed();
    let (shop, runs) = Shop::vendor(seed, runs(seed, RUNS[1], JOBS)).await;
    let ended = suite("vendor", &shop, &runs).await;
    assert_right(&shop, &ended);
    let unknown = unknown(&ended, |run| run.way == Way::Settle && !run.is_impatient);
    println!("vendor: {unknown:.1} % of patient settlements end as unknown");
}

/// Answers without envelope and redirects after the effect, look-ups that lag, limits without sense, clocks that are wrong.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn gateways_and_replicas_pay_nothing_twice_and_hide_nothing() {
    let _turn = TURN.lock().await;
    let seed = seed();
    let (shop, runs) = Shop::gateways(seed, runs(seed, GATEWAYS, 2)).await;
    let ended = suite("gateways", &shop, &runs).await;
    assert_right(&shop, &ended);
    let made = ended.iter().filter(|one| one.first.name == "created");
    let made = made.count();
    assert!(made > ended.len() / 3, "{made} were made");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_killed_again_and_again_pays_everything_once() {
    let _turn = TURN.lock().await;
    let seed = seed();
    let folder = tempfile::tempdir().unwrap();
    let (shop, runs) = Shop::killed_sandbox(seed, folder.path(), runs(seed, RESTARTED, 1)).await;
    let ended = suite("killed", &shop, &runs).await;
    println!("killed: {} times", shop.kills());
    assert_right(&shop, &ended);
    assert!(shop.kills() > 2, "{}", shop.kills());
}

#[tokio::test]
#[ignore = "the others start it, to kill it"]
async fn the_sandbox_that_is_killed() {
    killed::run().await;
}

/// The suite must catch a client that is wrong: the same faults, the same judge.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_retries_without_a_key_is_caught() {
    let _turn = TURN.lock().await;
    let seed = seed();
    let (shop, runs) = Shop::sandbox(seed, runs(seed, 800, 0)).await;
    let client = client(&shop.proxy.server.url);
    let pay = |run: &Arc<Run>| {
        let (run, client) = (Arc::clone(run), client.clone());
        async move {
            // Somebody has to.
            assert_ne!(run.name, "run-7", "a panic");
            run.pay_without_key(&client).await
        }
    };
    let reports = all(&shop, runs.iter().map(pay).collect()).await;
    tokio::time::sleep(proxy::LATE * 2).await;
    let reports = runs.iter().zip(reports).map(|(run, report)| Reported {
        run: &run.name,
        report: report.unwrap_or_else(|(report, _)| report),
        looks_first: false,
    });
    let mut wrongs: BTreeMap<Wrong, u32> = BTreeMap::new();
    for (_, wrong) in judge(reports, &shop.payments().await) {
        *wrongs.entry(wrong).or_default() += 1;
    }
    println!("a client that retries without a key, 800 runs: {wrongs:?}");
    for wrong in [Wrong::PaidTwice, Wrong::MadeUp, Wrong::Lost] {
        assert!(
            wrongs.contains_key(&wrong),
            "{wrong:?} was not caught: {wrongs:?}"
        );
    }
    assert_eq!(wrongs.get(&Wrong::Panicked), Some(&1));
}

/// Right reports of what there is pass, and every other report of it is wrong.
#[test]
fn the_judge_tells_right_from_wrong() {
    let paid = |is_planted, agrees, failed| Paid {
        is_planted,
        agrees,
        failed,
    };
    let ours = paid(false, true, false);
    let (alike, other) = (paid(true, true, false), paid(true, false, false));
    let failed = paid(true, true, true);
    let cases = [
        (vec![], Report::NotMade, None),
        (vec![], Report::Open, None),
        (vec![], Report::Made, Some(Wrong::MadeUp)),
        (vec![], Report::Panicked, Some(Wrong::Panicked)),
        (vec![], Report::Stuck, Some(Wrong::Stuck)),
        (vec![ours], Report::Made, None),
        (vec![ours], Report::Open, None),
        (vec![ours], Report::NotMade, Some(Wrong::Lost)),
        (vec![ours], Report::Conflict, Some(Wrong::FalseConflict)),
        (vec![ours, ours], Report::Made, Some(Wrong::PaidTwice)),
        (vec![ours, ours], Report::Open, Some(Wrong::PaidTwice)),
        (vec![alike], Report::Made, None),
        (vec![alike], Report::NotMade, None),
        (vec![alike], Report::Conflict, Some(Wrong::FalseConflict)),
        (vec![alike, ours], Report::Made, Some(Wrong::PaidTwice)),
        (vec![failed, ours], Report::Made, None),
        (vec![failed], Report::Failed, None),
        (vec![failed, ours], Report::Failed, Some(Wrong::Lost)),
        (vec![failed, alike], Report::Failed, Some(Wrong::Lost)),
        (vec![], Report::Failed, Some(Wrong::MadeUp)),
        (vec![failed], Report::Conflict, Some(Wrong::FalseConflict)),
        (vec![other], Report::Conflict, None),
        (vec![other], Report::Made, Some(Wrong::MadeUp)),
        (vec![other, ours], Report::Made, None),
        (
            vec![other, ours],
            Report::Conflict,
            Some(Wrong::FalseConflict),
        ),
        (vec![other, ours], Report::NotMade, Some(Wrong::Lost)),
    ];
    for (rows, report, wrong) in cases {
        let payments = BTreeMap::from([("run-1".to_owned(), rows.clone())]);
        let reported = Reported {
            run: "run-1",
            report,
            looks_first: true,
        };
        let wrongs = judge([reported], &payments);
        let expected: Vec<_> = wrong.map(|wrong| ("run-1", wrong)).into_iter().collect();
        assert_eq!(wrongs, expected, "{rows:?} reported as {report:?}");
    }
}
