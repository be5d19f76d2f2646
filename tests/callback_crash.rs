//! Callbacks to a process that is killed, again and again, between an effect and its key and anywhere else: nothing is
//! lost, in either of the ways that the guide shows.
//!
//! In SQLite always; in PostgreSQL if `BAYAR_TEST_POSTGRES` has the URL of a server, as `cargo xtask postgres` sets it.

#[allow(dead_code, reason = "the faults need more of it")]
#[path = "faults/chance.rs"]
mod chance;

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs::{self, OpenOptions};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use axum::Router;
use bayar::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions};
use bayar::sqlx::{self, SqlitePool};
use bayar::xendit::callback::{
    Callback, DeduplicationKey, HEADER, Kind, Payload, Receiver, SqlStore, Store, server,
};
use chance::Chance;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

const TOKEN: &str = "the token";
const CALLBACKS: usize = 150;
const KILLS: usize = 24;
/// How many callbacks arrive at once.
const AT_ONCE: usize = 8;
/// From an effect to what comes after it: long enough to be killed in between.
const GAP: Duration = Duration::from_millis(10);

type Failure = Box<dyn Error + Send + Sync>;

fn invoice(number: usize) -> Callback {
    let mut callback = Callback::example(Kind::Invoice);
    if let Callback::Invoice(invoice) = &mut callback {
        invoice.id = Some(number.to_string());
    }
    callback
}

fn keys() -> BTreeSet<String> {
    let key = |number| invoice(number).deduplication_key().unwrap().to_string();
    (0..CALLBACKS).map(key).collect()
}

// The process that is killed.

/// The effect is there, and nothing yet that came with it.
async fn after_effect(key: &DeduplicationKey) {
    println!("effect {key}");
    sleep(GAP).await;
}

/// An effect elsewhere, which is told the key.
fn effect_elsewhere(file: &Path, key: &DeduplicationKey) -> std::io::Result<()> {
    let mut file = OpenOptions::new().create(true).append(true).open(file)?;
    file.write_all(format!("{key}\n").as_bytes())
}

async fn effect_first<S: Store>(
    store: S,
    elsewhere: PathBuf,
    callback: Callback,
) -> Result<(), Failure> {
    let key = callback.deduplication_key()?;
    if store.contains(&key).await? {
        return Ok(());
    }
    effect_elsewhere(&elsewhere, &key)?;
    after_effect(&key).await;
    store.seen(&key).await?;
    Ok(())
}

macro_rules! app {
    ($name:ident, $database:ty) => {
        async fn $name(pool: sqlx::Pool<$database>, elsewhere: Option<PathBuf>) -> Router {
            async fn in_one_transaction(
                pool: sqlx::Pool<$database>,
                store: SqlStore<$database>,
                callback: Callback,
            ) -> Result<(), Failure> {
                let key = callback.deduplication_key()?;
                let mut transaction = pool.begin().await?;
                if store.seen_in(&mut transaction, &key).await? {
                    return Ok(());
                }
                sqlx::query("INSERT INTO shipments (event) VALUES ($1)")
                    .bind(key.as_str())
                    .execute(&mut *transaction)
                    .await?;
                after_effect(&key).await;
                transaction.commit().await?;
                Ok(())
            }

            let store = SqlStore::new(pool.clone());
            store.migrate().await.unwrap();
            // Nothing in it keeps an effect from being there twice.
            let table = "CREATE TABLE IF NOT EXISTS shipments (event TEXT NOT NULL)";
            sqlx::raw_sql(table).execute(&pool).await.unwrap();
            let receiver = Receiver::new(TOKEN).unwrap();
            match elsewhere {
                Some(file) => server::router(receiver, move |callback| {
                    effect_first(store.clone(), file.clone(), callback)
                }),
                None => server::router(receiver, move |callback| {
                    in_one_transaction(pool.clone(), store.clone(), callback)
                }),
            }
        }
    };
}

app!(in_sqlite, sqlx::Sqlite);
#[cfg(feature = "postgres")]
app!(in_postgres, sqlx::Postgres);

async fn sqlite(file: &Path) -> SqlitePool {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .busy_timeout(Duration::from_secs(30));
    let pool = SqlitePoolOptions::new().max_connections(4);
    pool.connect_with(options).await.unwrap()
}

#[tokio::test]
#[ignore = "the others start it, to kill it"]
async fn the_shop() {
    // Whoever started it holds the other end: without them it ends as well.
    std::thread::spawn(|| {
        let _ = std::io::stdin().read_to_end(&mut Vec::new());
        std::process::exit(1);
    });
    let database = std::env::var("BAYAR_SHOP_DATABASE").unwrap();
    let elsewhere = std::env::var_os("BAYAR_SHOP_ELSEWHERE").map(PathBuf::from);
    let app = if database.starts_with("postgres:") {
        #[cfg(not(feature = "postgres"))]
        panic!("without PostgreSQL");
        #[cfg(feature = "postgres")]
        in_postgres(sqlx::PgPool::connect(&database).await.unwrap(), elsewhere).await
    } else {
        in_sqlite(sqlite(Path::new(&database)).await, elsewhere).await
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    println!("listening {}", listener.local_addr().unwrap());
    axum::serve(listener, app).await.unwrap();
}

// The vendor, and who kills.

struct Shop {
    process: Child,
    address: String,
    /// The keys of the effects, as they come.
    effects: mpsc::UnboundedReceiver<String>,
}

impl Shop {
    async fn start(database: &str, elsewhere: Option<&Path>) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command
            .args(["the_shop", "--exact", "--ignored", "--nocapture"])
            .env("BAYAR_SHOP_DATABASE", database)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        if let Some(file) = elsewhere {
            command.env("BAYAR_SHOP_ELSEWHERE", file);
        }
        let mut process = command.spawn().unwrap();
        let output = BufReader::new(process.stdout.take().unwrap());
        let (sender, mut lines) = mpsc::unbounded_channel();
        std::thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                // The test program writes other lines, and without an end before the first of ours.
                for word in ["listening ", "effect "] {
                    if let Some((_, rest)) = line.split_once(word) {
                        let _ = sender.send(rest.to_owned());
                    }
                }
            }
        });
        let address = lines.recv().await.expect("it listens");
        Self {
            process,
            address,
            effects: lines,
        }
    }

    /// Delivers these callbacks, all at once.
    fn deliver(&self, numbers: impl Iterator<Item = usize>) -> JoinSet<(usize, bool)> {
        let deliveries = numbers.map(|number| {
            let address = self.address.clone();
            async move {
                let status = deliver(&address, &invoice(number)).await;
                (number, status == Some(200))
            }
        });
        deliveries.collect()
    }
}

impl Drop for Shop {
    fn drop(&mut self) {
        let _ = self.process.kill(); // SIGKILL
        let _ = self.process.wait();
    }
}

/// The status of the answer; none without one.
async fn deliver(address: &str, callback: &Callback) -> Option<u16> {
    let body = serde_json::to_string(callback).unwrap();
    let mut stream = TcpStream::connect(address).await.ok()?;
    let length = body.len();
    let request = format!(
        "POST / HTTP/1.0\r\nhost: shop\r\n{HEADER}: {TOKEN}\r\ncontent-length: {length}\r\n\r\n{body}"
    );
    stream.write_all(request.as_bytes()).await.ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.ok()?;
    answer.split(' ').nth(1)?.parse().ok()
}

/// How often each effect was begun, in processes that were killed and in the last one.
type Begun = BTreeMap<String, usize>;

/// Delivers every callback until it is answered with success, to a process that is killed again and again; and then
/// every callback once more.
async fn deliver_everything(database: &str, elsewhere: Option<&Path>, name: &str) -> Begun {
    let seed = std::env::var("BAYAR_FAULT_SEED").ok();
    let seed = seed.and_then(|seed| seed.parse().ok());
    let seed = seed.unwrap_or(20_261_129);
    println!("{name}: seed {seed}");
    let mut open: BTreeSet<usize> = (0..CALLBACKS).collect();
    let mut begun = Begun::new();
    let mut count = |key| *begun.entry(key).or_default() += 1;
    for round in 0..KILLS {
        let mut chance = Chance::of(seed, name, u64::try_from(round).unwrap());
        let mut shop = Shop::start(database, elsewhere).await;
        let first = usize::try_from(chance.below(open.len() as u64)).unwrap();
        let now = open.iter().copied().cycle().skip(first);
        let deliveries = shop.deliver(now.take(AT_ONCE.min(open.len())));
        for _ in 0..chance.below(AT_ONCE as u64 - 1) {
            // Some need no effect any more, and only the answer was lost.
            if let Ok(Some(key)) = timeout(GAP * 20, shop.effects.recv()).await {
                count(key);
            }
        }
        sleep(Duration::from_micros(chance.below(12_000))).await;
        shop.process.kill().unwrap();
        while let Some(key) = shop.effects.recv().await {
            count(key);
        }
        for (number, answered) in deliveries.join_all().await {
            if answered {
                open.remove(&number);
            }
        }
    }
    assert!(!open.is_empty(), "killed too late");
    println!("{name}: {} were open after {KILLS} kills", open.len());
    let mut shop = Shop::start(database, elsewhere).await;
    while !open.is_empty() {
        let deliveries = shop.deliver(open.iter().copied().take(AT_ONCE));
        for (number, answered) in deliveries.join_all().await {
            assert!(answered, "{number}");
            open.remove(&number);
        }
    }
    for number in 0..CALLBACKS {
        assert_eq!(deliver(&shop.address, &invoice(number)).await, Some(200));
    }
    shop.process.kill().unwrap();
    while let Some(key) = shop.effects.recv().await {
        count(key);
    }
    begun
}

/// Whether enough processes died between an effect and its key for the test to mean something.
fn assert_killed_in_between(name: &str, begun: &Begun) {
    let again: usize = begun.values().map(|times| times - 1).sum();
    println!("{name}: effects were begun again {again} times");
    assert!(again >= KILLS / 4, "{name}: {again}");
}

fn assert_exactly_once(name: &str, begun: &Begun, mut effects: Vec<String>) {
    effects.sort();
    let once: Vec<_> = keys().into_iter().collect();
    assert_eq!(effects, once, "{name}");
    assert_killed_in_between(name, begun);
}

async fn effect_first_at_least_once(database: &str, folder: &Path, name: &str) {
    let elsewhere = folder.join("effects");
    let begun = deliver_everything(database, Some(&elsewhere), name).await;
    let effects = fs::read_to_string(elsewhere).unwrap();
    let effects: BTreeSet<_> = effects.lines().map(str::to_owned).collect();
    // Nothing is lost, and what came again came with the same key.
    assert_eq!(effects, keys(), "{name}");
    assert_killed_in_between(name, &begun);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_a_transaction_of_sqlite_every_callback_has_its_effect_exactly_once() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("shop.db");
    let name = "in a transaction of SQLite";
    let begun = deliver_everything(file.to_str().unwrap(), None, name).await;
    let effects = sqlx::query_scalar("SELECT event FROM shipments");
    let effects = effects.fetch_all(&sqlite(&file).await).await.unwrap();
    assert_exactly_once(name, &begun, effects);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_the_effect_first_nothing_is_lost_with_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("shop.db");
    let name = "effect first, SQLite";
    effect_first_at_least_once(file.to_str().unwrap(), folder.path(), name).await;
}

#[cfg(feature = "postgres")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_postgresql() {
    let Ok(url) = std::env::var("BAYAR_TEST_POSTGRES") else {
        println!("not tested: BAYAR_TEST_POSTGRES has no URL; see `cargo xtask postgres`");
        return;
    };
    let pool = sqlx::PgPool::connect(&url).await.unwrap();
    let empty = async || {
        let tables = "DROP TABLE IF EXISTS shipments, bayar_callbacks_seen";
        sqlx::raw_sql(tables).execute(&pool).await.unwrap();
    };
    empty().await;
    let name = "in a transaction of PostgreSQL";
    let begun = deliver_everything(&url, None, name).await;
    let effects = sqlx::query_scalar("SELECT event FROM shipments");
    assert_exactly_once(name, &begun, effects.fetch_all(&pool).await.unwrap());
    empty().await;
    let folder = tempfile::tempdir().unwrap();
    effect_first_at_least_once(&url, folder.path(), "effect first, PostgreSQL").await;
    empty().await;
}
