//! Exactly once in effect: many tasks deliver the same callbacks.
//!
//! SQLite always; PostgreSQL if `BAYAR_TEST_POSTGRES` has the URL of a server, as
//! `cargo xtask postgres` sets it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use bayar::sqlx::{self, Sqlite};
use bayar::xendit::callback::{
    Callback, DeduplicationKey, Kind, MIGRATION, MemoryStore, Payload, SqlStore, Store,
};

const TASKS: usize = 32;
const CALLBACKS: usize = 1_000;

fn key(id: &str) -> DeduplicationKey {
    let mut callback = Callback::example(Kind::Invoice);
    if let Callback::Invoice(invoice) = &mut callback {
        invoice.id = Some(id.into());
    }
    callback.deduplication_key().unwrap()
}

/// 32 tasks, spread over the stores, deliver the same 1,000 callbacks, each from another start.
async fn each_takes_effect_once<S: Store + Clone + 'static>(stores: &[S]) {
    let keys: Arc<Vec<_>> = Arc::new((0..CALLBACKS).map(|n| key(&n.to_string())).collect());
    let effects: Arc<Vec<_>> = Arc::new((0..CALLBACKS).map(|_| AtomicU32::new(0)).collect());
    let mut tasks = Vec::new();
    for task in 0..TASKS {
        let (store, keys, effects) = (
            stores[task % stores.len()].clone(),
            keys.clone(),
            effects.clone(),
        );
        tasks.push(tokio::spawn(async move {
            for n in 0..CALLBACKS {
                // Half of the tasks go in step, the others from elsewhere.
                let n = (n + task / 2 * 61) % CALLBACKS;
                if !store.seen(&keys[n]).await.unwrap() {
                    effects[n].fetch_add(1, Ordering::Relaxed);
                }
            }
        }));
    }
    for task in tasks {
        task.await.unwrap();
    }
    let wrong = effects
        .iter()
        .filter(|n| n.load(Ordering::Relaxed) != 1)
        .count();
    assert_eq!(wrong, 0, "callbacks that did not take effect once");
}

async fn asking_remembers_nothing<S: Store>(store: &S) {
    let (key, other) = (key("asked\u{0}"), key("another"));
    assert!(!store.contains(&key).await.unwrap());
    assert!(!store.contains(&key).await.unwrap());
    assert!(!store.seen(&key).await.unwrap());
    assert!(store.contains(&key).await.unwrap());
    assert!(store.seen(&key).await.unwrap());
    assert!(!store.contains(&other).await.unwrap());
}

fn file() -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("callbacks.db");
    (folder, file)
}

async fn sqlite(file: &std::path::Path) -> SqlStore<Sqlite> {
    let store = SqlStore::sqlite(file).await.unwrap();
    store.migrate().await.unwrap();
    store
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn once_in_memory() {
    let store = MemoryStore::new();
    each_takes_effect_once(std::slice::from_ref(&store)).await;
    asking_remembers_nothing(&store).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn once_in_sqlite() {
    let (_folder, file) = file();
    let store = sqlite(&file).await;
    each_takes_effect_once(std::slice::from_ref(&store)).await;
    asking_remembers_nothing(&store).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn once_in_sqlite_of_several_processes() {
    // Connections that know nothing of each other, as processes would.
    let (_folder, file) = file();
    let mut stores = Vec::new();
    for _ in 0..4 {
        stores.push(sqlite(&file).await);
    }
    each_takes_effect_once(&stores).await;
}

#[tokio::test]
async fn sqlite_remembers_over_restarts() {
    let (_folder, file) = file();
    assert!(!sqlite(&file).await.seen(&key("1")).await.unwrap());
    assert!(sqlite(&file).await.seen(&key("1")).await.unwrap());
}

#[tokio::test]
async fn without_the_table_the_store_says_so() {
    let (_folder, file) = file();
    let store = SqlStore::sqlite(&file).await.unwrap();
    assert!(store.seen(&key("1")).await.is_err());
    assert!(store.contains(&key("1")).await.is_err());
}

#[tokio::test]
async fn in_sqlite_the_key_comes_and_goes_with_the_transaction() {
    let options = sqlx::sqlite::SqlitePoolOptions::new().max_connections(1);
    let pool = options.connect("sqlite::memory:").await.unwrap();
    // For those who run migrations of their own.
    sqlx::raw_sql(MIGRATION).execute(&pool).await.unwrap();
    let store = SqlStore::new(pool.clone());
    let key = key("1");
    let mut transaction = pool.begin().await.unwrap();
    assert!(!store.seen_in(&mut transaction, &key).await.unwrap());
    transaction.rollback().await.unwrap();
    let mut transaction = pool.begin().await.unwrap();
    assert!(!store.seen_in(&mut transaction, &key).await.unwrap());
    transaction.commit().await.unwrap();
    assert!(store.seen(&key).await.unwrap());
}

#[cfg(feature = "postgres")]
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn once_in_postgresql() {
    use sqlx::PgPool;
    use sqlx::postgres::PgPoolOptions;

    let Ok(url) = std::env::var("BAYAR_TEST_POSTGRES") else {
        println!("not tested: BAYAR_TEST_POSTGRES has no URL; see `cargo xtask postgres`");
        return;
    };
    let connect = async || -> PgPool {
        PgPoolOptions::new()
            .max_connections(8)
            .connect(&url)
            .await
            .unwrap()
    };
    let pool = connect().await;
    let drop_table = "DROP TABLE IF EXISTS bayar_callbacks_seen";
    sqlx::raw_sql(drop_table).execute(&pool).await.unwrap();

    // Four machines start at the same time.
    let mut stores = Vec::new();
    for _ in 0..4 {
        stores.push(SqlStore::new(connect().await));
    }
    let starts: Vec<_> = stores
        .iter()
        .cloned()
        .map(|store| tokio::spawn(async move { store.migrate().await }))
        .collect();
    for start in starts {
        start.await.unwrap().unwrap();
    }
    each_takes_effect_once(&stores).await;
    asking_remembers_nothing(&stores[0]).await;

    // A second transaction waits for how the first one ends.
    for committed in [false, true] {
        let key = key(if committed {
            "committed"
        } else {
            "rolled back"
        });
        let mut first = pool.begin().await.unwrap();
        assert!(!stores[0].seen_in(&mut first, &key).await.unwrap());
        let (store, second_key) = (stores[0].clone(), key.clone());
        let second = tokio::spawn(async move { store.seen(&second_key).await.unwrap() });
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        assert!(!second.is_finished());
        if committed {
            first.commit().await.unwrap();
        } else {
            first.rollback().await.unwrap();
        }
        assert_eq!(second.await.unwrap(), committed);
    }
}

#[cfg(unix)]
#[tokio::test]
async fn what_the_library_makes_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    let store = SqlStore::sqlite(file("callbacks.db")).await.unwrap();
    store.migrate().await.unwrap();
    let journal = bayar::xendit::bulk::SqlJournal::sqlite(file("payroll.db"));
    let journal = journal.await.unwrap();
    journal.migrate().await.unwrap();
    let mut made: Vec<_> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| {
            let entry = entry.unwrap();
            let mode = entry.metadata().unwrap().permissions().mode() & 0o777;
            (entry.file_name().into_string().unwrap(), mode)
        })
        .collect();
    made.sort();
    let files = ["callbacks.db", "payroll.db"];
    let expected =
        files.map(|file| ["", "-shm", "-wal"].map(|end| (format!("{file}{end}"), 0o600)));
    assert_eq!(made, expected.concat());
}
