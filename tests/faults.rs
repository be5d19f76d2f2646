//! Money out over a connection that breaks in every way: no payment is made twice, none is reported that was not made,
//! none is lost.
//!
//! A proxy of our own stands between the client and the sandbox; the judge compares what the client said with what the
//! sandbox has. Everything follows from a seed: `BAYAR_FAULT_SEED=7 cargo test --test faults -- --nocapture`.

#[path = "faults/chance.rs"]
mod chance;
#[path = "faults/judge.rs"]
mod judge;
#[path = "faults/proxy.rs"]
mod proxy;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bayar::xendit::builder::{
    CreateBatchDisbursement, CreateDisbursement, CreatePayoutLink, CreateRefund,
};
use bayar::xendit::types::{BatchDisbursementItem, CardData};
use bayar::{Outcome, RetryPolicy, SettlePolicy, Unsettled, xendit};
use bayar_sandbox::Sandbox;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use chance::Chance;
use judge::{Report, Wrong, judge, payments};
use proxy::{Fault, Proxy};

const KEY: &str = "xnd_development_faults";
const RUNS: u64 = 10_000;
const AT_ONCE: usize = 48;

/// Shorter than [`proxy::LATE`].
const TIME_OUT: Duration = Duration::from_millis(800);

/// The tests measure time: they take turns.
static TURN: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

fn seed() -> u64 {
    let seed = std::env::var("BAYAR_FAULT_SEED").ok();
    seed.and_then(|seed| seed.parse().ok())
        .unwrap_or(20_261_121)
}

/// Without a proxy, and with all the time that it needs.
fn direct(url: &str) -> xendit::Client {
    xendit::Client::builder(KEY).base_url(url).build().unwrap()
}

fn client(url: &str) -> xendit::Client {
    let retries = RetryPolicy::default()
        .max_tries(3)
        .max_total(Duration::from_secs(3))
        .pauses(Duration::from_millis(1), Duration::from_millis(4));
    let builder = xendit::Client::builder(KEY).base_url(url);
    builder.timeout(TIME_OUT).retries(retries).build().unwrap()
}

fn policy() -> SettlePolicy {
    SettlePolicy::default()
        .pauses(Duration::from_millis(2), Duration::from_millis(50))
        .quiet(Duration::from_millis(1600))
        .max_total(Duration::from_secs(5))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Product {
    Disbursement,
    Batch,
    Link,
    Refund,
}

/// What was there before a run.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Nothing,
    TheSame,
    AnotherContent,
}

#[allow(clippy::struct_excessive_bools, reason = "each is drawn by itself")]
struct Run {
    name: String,
    product: Product,
    before: Before,
    look_first: bool,
    /// No connection can be made.
    is_refused: bool,
    /// The process ends so long after the start, and starts again.
    killed_after: Option<Duration>,
    /// Leaves at once open what is not clear, to settle it later.
    is_impatient: bool,
    /// What was not created is sent again by hand.
    persists: bool,
    charge: Arc<str>,
}

impl Run {
    fn new(seed: u64, number: u64, charge: &Arc<str>) -> Self {
        let mut chance = Chance::of(seed, "run", number);
        let product = match chance.below(10) {
            0..=5 => Product::Disbursement,
            6 => Product::Batch,
            7 | 8 => Product::Link,
            _ => Product::Refund,
        };
        let before = match chance.below(40) {
            0 if product == Product::Disbursement => Before::TheSame,
            1 if product == Product::Disbursement => Before::AnotherContent,
            _ => Before::Nothing,
        };
        let killed = chance.in_percent(5);
        let after = Duration::from_millis(chance.below(30));
        Self {
            name: format!("run-{number}"),
            product,
            before,
            look_first: before != Before::Nothing || chance.in_percent(75),
            is_refused: before == Before::Nothing && chance.in_percent(2),
            killed_after: killed.then_some(after),
            is_impatient: chance.in_percent(10),
            persists: chance.in_percent(50),
            charge: Arc::clone(charge),
        }
    }

    fn disbursement<'a>(&self, client: &'a xendit::Client, amount: i64) -> CreateDisbursement<'a> {
        client
            .create_disbursement()
            .external_id(&self.name)
            .bank_code("BCA")
            .account_holder_name("Rizky")
            .account_number("8160093711")
            .description("Salary")
            .amount(amount)
    }

    fn batch<'a>(&self, client: &'a xendit::Client) -> CreateBatchDisbursement<'a> {
        let item = BatchDisbursementItem::new()
            .amount(100)
            .bank_code("BRI")
            .bank_account_name("Rizky")
            .bank_account_number("12345")
            .description("Salary");
        let call = client.create_batch_disbursement().reference(&self.name);
        call.disbursements([item.clone(), item])
    }

    fn link<'a>(&self, client: &'a xendit::Client) -> CreatePayoutLink<'a> {
        let call = client.create_payout_link().external_id(&self.name);
        call.amount(10_000).email("winner@example.com")
    }

    fn refund<'a>(&self, client: &'a xendit::Client) -> CreateRefund<'a> {
        let call = client.create_refund().external_id(&self.name);
        call.credit_card_charge_id(&*self.charge).amount(1)
    }

    async fn settle(&self, client: &xendit::Client) -> End {
        let mut policy = policy().look_first(self.look_first);
        if self.is_impatient {
            policy = policy.max_total(Duration::ZERO);
        }
        match self.product {
            Product::Disbursement => End::of(self.disbursement(client, 100).settle(&policy).await),
            Product::Batch => End::of(self.batch(client).settle(&policy).await),
            Product::Link => End::of(self.link(client).settle(&policy).await),
            Product::Refund => End::of(self.refund(client).settle(&policy).await),
        }
    }

    async fn resume(&self, client: &xendit::Client, ticket: &Unsettled) -> End {
        let policy = policy();
        let end = match self.product {
            Product::Disbursement => {
                let outcome = client.settle_disbursement(ticket, &policy).await;
                outcome.map(End::of)
            }
            Product::Batch => self
                .batch(client)
                .resume(ticket, &policy)
                .await
                .map(End::of),
            Product::Link => self.link(client).resume(ticket, &policy).await.map(End::of),
            Product::Refund => self
                .refund(client)
                .resume(ticket, &policy)
                .await
                .map(End::of),
        };
        end.unwrap()
    }

    /// What the merchant's own program does with `settle`.
    async fn pay(&self, client: &xendit::Client) -> End {
        let mut tries = if self.persists { 2 } else { 1 };
        if let Some(after) = self.killed_after {
            if let Ok(end) = tokio::time::timeout(after, self.settle(client)).await {
                return end;
            }
            // What was begun is brought to an end.
            tries = 20;
        }
        loop {
            let end = self.settle(client).await;
            tries -= 1;
            if end.name != "not created" || tries == 0 {
                return end;
            }
        }
    }

    /// What many a program does: sends again until the status is a success. No key, and no look at the answer.
    async fn pay_without_key(&self, client: &xendit::Client) -> Report {
        for _ in 0..4 {
            let sent = match self.product {
                Product::Disbursement => is_success(&self.disbursement(client, 100).send().await),
                Product::Batch => is_success(&self.batch(client).send().await),
                Product::Link => is_success(&self.link(client).send().await),
                Product::Refund => is_success(&self.refund(client).send().await),
            };
            if sent {
                return Report::Made;
            }
        }
        Report::NotMade
    }
}

fn is_success<T>(result: &bayar::Result<T>) -> bool {
    match result {
        Ok(_) => true,
        Err(error) => error.status() == Some(200),
    }
}

/// How a run ended.
struct End {
    name: &'static str,
    ticket: Option<Unsettled>,
    said: String,
}

impl End {
    fn of<T: std::fmt::Debug>(outcome: Outcome<T>) -> Self {
        Self {
            name: outcome.name(),
            said: format!("{outcome:?}"),
            ticket: match outcome {
                Outcome::Unknown(ticket) => Some(ticket),
                _ => None,
            },
        }
    }
}

/// A sandbox with a charge that can be refunded, behind a proxy.
struct Shop {
    sandbox: Sandbox,
    proxy: Proxy,
    charge: Arc<str>,
}

impl Shop {
    async fn open(seed: u64) -> Self {
        let sandbox = Sandbox::start().await.unwrap();
        let url = sandbox.base_url();
        let card = CardData::new()
            .account_number("4000000000001000")
            .exp_month("12")
            .exp_year("2090")
            .cvn("123");
        let public = xendit::PublicClient::builder("xnd_public_development_faults").base_url(url);
        let public = public.build().unwrap();
        let token = public.create_token().card_data(card).amount(10_000_000);
        let token = token.send().await.unwrap();
        let client = direct(url);
        let charge = client
            .create_charge()
            .token_id(token.id().unwrap())
            .external_id("order-7")
            .amount(10_000_000)
            .card_cvn("123");
        let charge = charge.send().await.unwrap();
        Self {
            proxy: Proxy::start(url, seed, 35).await,
            charge: charge.id().unwrap().into(),
            sandbox,
        }
    }

    /// Puts there what was there before a run.
    async fn prepare(&self, client: &xendit::Client, run: &Run) {
        let amount = match run.before {
            Before::Nothing => return,
            Before::TheSame => 100,
            Before::AnotherContent => 99,
        };
        run.disbursement(client, amount).send().await.unwrap();
    }
}

/// A port on which nothing listens.
async fn closed() -> String {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0))
        .await
        .unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}

/// Lets many runs go on at once, and collects what they answer in their order.
async fn all<T: Send + 'static>(runs: Vec<impl Future<Output = T> + Send + 'static>) -> Vec<T> {
    let free = Arc::new(Semaphore::new(AT_ONCE));
    let mut tasks = JoinSet::new();
    for (number, run) in runs.into_iter().enumerate() {
        let free = Arc::clone(&free);
        tasks.spawn(async move {
            let _permit = free.acquire_owned().await;
            (number, run.await)
        });
    }
    let mut results = tasks.join_all().await;
    results.sort_by_key(|(number, _)| *number);
    results.into_iter().map(|(_, result)| result).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_payment_is_made_twice_made_up_or_lost() {
    let _turn = TURN.lock().await;
    let (seed, began) = (seed(), Instant::now());
    let shop = Shop::open(seed).await;
    let direct = direct(shop.sandbox.base_url());
    let runs: Vec<_> = (0..RUNS)
        .map(|n| Arc::new(Run::new(seed, n, &shop.charge)))
        .collect();
    for run in &runs {
        shop.prepare(&direct, run).await;
    }
    let (through_proxy, nowhere) = (client(&shop.proxy.url), client(&closed().await));
    let pay = |run: &Arc<Run>| {
        let client = if run.is_refused {
            &nowhere
        } else {
            &through_proxy
        };
        let (run, client) = (Arc::clone(run), client.clone());
        async move { run.pay(&client).await }
    };
    let ends = all(runs.iter().map(pay).collect()).await;
    // Whatever is still under way arrives.
    tokio::time::sleep(proxy::LATE * 2).await;

    let open = ends.iter().filter(|end| end.ticket.is_some()).count();
    let table = table(&runs, &ends, &shop.proxy);
    // What was left open is settled when the network is well again.
    shop.proxy.calm();
    let settle = |(run, end): (&Arc<Run>, End)| {
        let (run, client) = (Arc::clone(run), through_proxy.clone());
        async move {
            match &end.ticket {
                Some(ticket) => run.resume(&client, ticket).await,
                None => end,
            }
        }
    };
    let ends = all(runs.iter().zip(ends).map(settle).collect()).await;
    println!("{table}");
    println!(
        "seed {seed}: {RUNS} runs, {} requests met a fault; {open} were left open and settled later; {:.1} s",
        shop.proxy.met(),
        began.elapsed().as_secs_f32(),
    );

    let payments = payments(&shop.sandbox);
    let reports = runs.iter().zip(&ends).map(|(run, end)| {
        let report = match end.name {
            "created" | "existed" => Report::Made,
            // Nothing was sent because the first look failed: that says nothing of an earlier payment.
            "not created" if run.before != Before::Nothing => Report::Open,
            // Another payment stands under the reference.
            "conflict" if run.before == Before::AnotherContent => Report::Made,
            "not created" | "conflict" => Report::NotMade,
            _ => Report::Open,
        };
        (run.name.as_str(), report)
    });
    let wrongs: Vec<_> = judge(reports, &payments)
        .into_iter()
        .map(|(name, wrong)| {
            let at = runs.iter().position(|run| run.name == name).unwrap();
            let faults = shop.proxy.faults(name);
            format!("{name}: {wrong:?} after {faults:?}: {}", ends[at].said)
        })
        .collect();
    assert!(
        wrongs.is_empty(),
        "{} wrong:\n{}",
        wrongs.len(),
        wrongs.join("\n")
    );
    assert!(open > 0 && ends.iter().all(|end| end.name != "unknown"));
    for (run, end) in runs.iter().zip(&ends) {
        let expected = match run.before {
            Before::Nothing => ["created", "existed", "not created"].as_slice(),
            Before::TheSame => &["existed", "not created"],
            Before::AnotherContent => &["conflict", "not created"],
        };
        // `not created` where the first look failed; nothing was sent then.
        assert!(expected.contains(&end.name), "{}: {}", run.name, end.said);
    }
    // The suite tests something only if most payments are made although much goes wrong.
    let made = ends.iter().filter(|end| end.name == "created").count();
    assert!(made > ends.len() * 8 / 10, "{made} were made");
}

/// Of the runs that met a fault, how many ended how. A run stands in several lines if it met several.
fn table(runs: &[Arc<Run>], ends: &[End], proxy: &Proxy) -> String {
    const OUTCOMES: [&str; 5] = ["created", "existed", "conflict", "not created", "unknown"];
    let mut rows: BTreeMap<String, BTreeMap<&str, u32>> = BTreeMap::new();
    for (run, end) in runs.iter().zip(ends) {
        let mut faults = proxy.faults(&run.name);
        if run.is_refused {
            faults.insert(Fault::Refused);
        }
        let mut names: Vec<_> = faults.iter().map(|fault| format!("{fault:?}")).collect();
        if names.is_empty() {
            names.push("(none)".into());
        }
        for name in names {
            *rows.entry(name).or_default().entry(end.name).or_default() += 1;
        }
    }
    let mut text = format!("{:16}", "fault");
    for name in OUTCOMES {
        text += &format!("{name:>12}");
    }
    for (fault, counts) in rows {
        text += &format!("\n{fault:16}");
        for name in OUTCOMES {
            text += &format!("{:>12}", counts.get(name).copied().unwrap_or_default());
        }
    }
    text
}

/// The suite must catch a client that is wrong: the same faults, the same judge.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_retries_without_a_key_is_caught() {
    let _turn = TURN.lock().await;
    let seed = seed();
    let shop = Shop::open(seed).await;
    let client = client(&shop.proxy.url);
    let runs: Vec<_> = (0..600)
        .map(|n| Arc::new(Run::new(seed, n, &shop.charge)))
        .collect();
    let pay = |run: &Arc<Run>| {
        let (run, client) = (Arc::clone(run), client.clone());
        async move { run.pay_without_key(&client).await }
    };
    let reports = all(runs.iter().map(pay).collect()).await;
    tokio::time::sleep(proxy::LATE * 2).await;
    let payments = payments(&shop.sandbox);
    let reports = runs.iter().map(|run| run.name.as_str()).zip(reports);
    let mut wrongs: BTreeMap<Wrong, u32> = BTreeMap::new();
    for (_, wrong) in judge(reports, &payments) {
        *wrongs.entry(wrong).or_default() += 1;
    }
    println!("a client that retries without a key, 600 runs: {wrongs:?}");
    for wrong in [Wrong::PaidTwice, Wrong::MadeUp, Wrong::Lost] {
        assert!(
            wrongs.contains_key(&wrong),
            "{wrong:?} was not caught: {wrongs:?}"
        );
    }
}
