//! The SQLite file. One task writes, and what many requests changed meanwhile goes into one transaction.

use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde_json::Value;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteLockingMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, QueryBuilder, Row, Sqlite};
use tokio::sync::{mpsc, watch};

use crate::world::World;
use crate::world::clock::Clock;
use crate::world::document::Kind;
use crate::world::store::{Line, Store};

/// Marks a file as the sandbox's: `baya`.
const APPLICATION: i64 = 0x6261_7961;

/// Counts the changes of the tables below.
const SCHEMA: i64 = 1;

const TABLES: &str = "
CREATE TABLE documents (
    kind TEXT NOT NULL,
    row INTEGER NOT NULL,
    change INTEGER NOT NULL,
    account TEXT NOT NULL,
    id TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (kind, row)
) WITHOUT ROWID;
CREATE TABLE clock (ahead INTEGER NOT NULL, frozen INTEGER);
";

const COLUMNS: &str = "kind, row, change, account, id, text";

/// Rows of one statement, which has six values for each; SQLite takes 32,766.
const MOST_ROWS: usize = 500;

/// Changes of one transaction.
const MOST_CHANGES: usize = 1_000;

/// What one request changed.
struct Change {
    number: u64,
    /// Everything that there is, in place of what was there.
    is_whole: bool,
    lines: Vec<Line>,
    clock: Clock,
}

/// How far the file is, or why it goes no further.
type Progress = Result<u64, String>;

/// An open file. What is noted is written in the background.
pub(crate) struct DataFile {
    /// Nothing once the file is closed.
    changes: Mutex<Option<mpsc::UnboundedSender<Change>>>,
    noted: AtomicU64,
    clock: Mutex<Clock>,
    progress: watch::Receiver<Progress>,
}

impl DataFile {
    /// Opens a file, or makes it, and reads what it holds.
    pub(crate) async fn open(path: &Path) -> io::Result<(DataFile, Store, Clock)> {
        let error = |error: String| io::Error::other(format!("{}: {error}", path.display()));
        let mut connection = connect(path).await.map_err(error)?;
        let (mut store, clock) = read(&mut connection).await.map_err(error)?;
        store.keep_changed();
        let (changes, receiver) = mpsc::unbounded_channel();
        let (sender, progress) = watch::channel(Ok(0));
        tokio::spawn(write(connection, receiver, sender));
        let file = DataFile {
            changes: Mutex::new(Some(changes)),
            noted: AtomicU64::new(0),
            clock: Mutex::new(clock),
            progress,
        };
        Ok((file, store, clock))
    }

    pub(crate) fn note(&self, world: &mut World) {
        // One that does not keep its changes was put in the place of the former: after a reset, for example.
        let is_whole = !world.store.keeps_changed();
        let lines = if is_whole {
            world.store.keep_changed();
            world.store.lines().collect()
        } else {
            world.store.take_changed()
        };
        let former = std::mem::replace(&mut *lock(&self.clock), world.clock);
        if lines.is_empty() && !is_whole && former == world.clock {
            return;
        }
        let change = Change {
            number: self.noted.fetch_add(1, Ordering::Relaxed) + 1,
            is_whole,
            lines,
            clock: world.clock,
        };
        if let Some(changes) = &*lock(&self.changes) {
            // If the writer has stopped, `saved` tells.
            _ = changes.send(change);
        }
    }

    pub(crate) async fn saved(&self) -> Result<(), String> {
        let noted = self.noted.load(Ordering::Relaxed);
        let mut progress = self.progress.clone();
        let is_there = |progress: &Progress| !matches!(progress, Ok(number) if *number < noted);
        match progress.wait_for(is_there).await {
            Ok(progress) => progress.clone().map(|_| ()),
            Err(_) => Err("the data file is closed".to_owned()),
        }
    }

    pub(crate) async fn close(&self) {
        lock(&self.changes).take();
        let mut progress = self.progress.clone();
        while progress.changed().await.is_ok() {}
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Makes an empty file that its owner alone can read, if there is none: SQLite gives those beside it the same mode.
#[cfg(unix)]
fn make(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt;

    let mut options = std::fs::File::options();
    match options.write(true).create_new(true).mode(0o600).open(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

/// Files of Windows are their owner's as their folder is.
#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps)]
fn make(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Opens a file for this process alone, with its tables.
async fn connect(path: &Path) -> Result<SqliteConnection, String> {
    make(path).map_err(|error| error.to_string())?;
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .locking_mode(SqliteLockingMode::Exclusive)
        // In the write-ahead log, a process that is killed loses nothing; a machine that loses power may.
        .synchronous(SqliteSynchronous::Normal)
        .busy_timeout(Duration::ZERO);
    let mut connection = options.connect().await.map_err(in_words)?;
    execute(&mut connection, "BEGIN EXCLUSIVE; COMMIT").await?;
    let application = number(&mut connection, "PRAGMA application_id").await?;
    let schema = number(&mut connection, "PRAGMA user_version").await?;
    let tables = number(&mut connection, "SELECT COUNT(*) FROM sqlite_schema").await?;
    match (application, schema) {
        (APPLICATION, SCHEMA) => {}
        (APPLICATION, other) => {
            return Err(format!(
                "written by another version of the sandbox: its schema is {other}, this one knows {SCHEMA}"
            ));
        }
        (0, 0) if tables == 0 => {
            let begin = format!(
                "BEGIN; {TABLES} PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {SCHEMA}; COMMIT"
            );
            execute(&mut connection, &begin).await?;
        }
        _ => return Err("the database of another program".to_owned()),
    }
    execute(&mut connection, "PRAGMA journal_mode = WAL").await?;
    Ok(connection)
}

async fn execute(connection: &mut SqliteConnection, sql: &str) -> Result<(), String> {
    let done = sqlx::raw_sql(sql).execute(connection).await;
    done.map(|_| ()).map_err(in_words)
}

async fn number(connection: &mut SqliteConnection, sql: &str) -> Result<i64, String> {
    let row = sqlx::query(sql).fetch_one(connection).await;
    row.and_then(|row| row.try_get(0)).map_err(in_words)
}

/// What is wrong, for people.
fn in_words(error: sqlx::Error) -> String {
    let code = error
        .as_database_error()
        .and_then(sqlx::error::DatabaseError::code);
    match code.as_deref() {
        Some("5") => "in use by another sandbox".to_owned(),
        Some("26") => "no data file of the sandbox".to_owned(),
        _ => error.to_string(),
    }
}

async fn read(connection: &mut SqliteConnection) -> Result<(Store, Clock), String> {
    const PAGE: usize = 10_000;
    let select = format!(
        "SELECT {COLUMNS} FROM documents WHERE (kind, row) > (?, ?) ORDER BY kind, row LIMIT {PAGE}"
    );
    let mut store = Store::default();
    let mut last = (String::new(), -1_i64);
    loop {
        let page = sqlx::query(&select).bind(&last.0).bind(last.1);
        let rows = page.fetch_all(&mut *connection).await.map_err(in_words)?;
        for row in &rows {
            last = (
                row.try_get(0).map_err(in_words)?,
                row.try_get(1).map_err(in_words)?,
            );
            store.read(line(row)?)?;
        }
        if rows.len() < PAGE {
            break;
        }
    }
    let clock = sqlx::query("SELECT ahead, frozen FROM clock")
        .fetch_optional(connection)
        .await
        .map_err(in_words)?;
    let clock = match clock {
        Some(row) => Clock::from_millis(
            row.try_get(0).map_err(in_words)?,
            row.try_get(1).map_err(in_words)?,
        ),
        None => Clock::default(),
    };
    Ok((store, clock))
}

fn line(row: &sqlx::sqlite::SqliteRow) -> Result<Line, String> {
    let text = |column: usize| row.try_get::<String, _>(column).map_err(in_words);
    let number = |column: usize| row.try_get::<i64, _>(column).map_err(in_words);
    let kind = text(0)?;
    Ok(Line {
        kind: serde_json::from_value(Value::from(kind.as_str()))
            .map_err(|_| format!("`{kind}` is no kind of document that this version knows"))?,
        row: u32::try_from(number(1)?).map_err(|error| error.to_string())?,
        change: number(2)?.cast_unsigned(),
        account: text(3)?,
        id: text(4)?,
        text: text(5)?,
    })
}

async fn write(
    mut connection: SqliteConnection,
    mut changes: mpsc::UnboundedReceiver<Change>,
    progress: watch::Sender<Progress>,
) {
    let mut group = Vec::new();
    while changes.recv_many(&mut group, MOST_CHANGES).await > 0 {
        let last = group.last().map_or(0, |change| change.number);
        let committed = commit(&mut connection, &group).await;
        group.clear();
        if let Err(error) = committed {
            let error = format!("the data file cannot be written: {}", in_words(error));
            _ = progress.send_replace(Err(error));
            // Later changes build on the one that is lost, so nothing more is written.
            changes.close();
            while changes.recv().await.is_some() {}
            break;
        }
        _ = progress.send_replace(Ok(last));
    }
    _ = connection.close().await;
}

async fn commit(connection: &mut SqliteConnection, group: &[Change]) -> Result<(), sqlx::Error> {
    let whole = group.iter().rposition(|change| change.is_whole);
    let group = &group[whole.unwrap_or(0)..];
    let mut transaction = connection.begin().await?;
    if whole.is_some() {
        let delete = sqlx::query("DELETE FROM documents");
        delete.execute(&mut *transaction).await?;
    }
    let lines: Vec<&Line> = group.iter().flat_map(|change| &change.lines).collect();
    for lines in lines.chunks(MOST_ROWS) {
        insert(lines)
            .build()
            .persistent(false)
            .execute(&mut *transaction)
            .await?;
    }
    if let Some(Change { clock, .. }) = group.last() {
        let (ahead, frozen) = clock.to_millis();
        sqlx::query("DELETE FROM clock")
            .execute(&mut *transaction)
            .await?;
        sqlx::query("INSERT INTO clock VALUES (?, ?)")
            .bind(ahead)
            .bind(frozen)
            .execute(&mut *transaction)
            .await?;
    }
    transaction.commit().await
}

fn insert<'a>(lines: &[&'a Line]) -> QueryBuilder<'a, Sqlite> {
    let mut insert = QueryBuilder::new(format!("INSERT OR REPLACE INTO documents ({COLUMNS}) "));
    insert.push_values(lines, |mut row, line| {
        row.push_bind(name(line.kind))
            .push_bind(i64::from(line.row))
            .push_bind(line.change.cast_signed())
            .push_bind(&line.account)
            .push_bind(&line.id)
            .push_bind(&line.text);
    });
    insert
}

fn name(kind: Kind) -> String {
    let name = serde_json::to_value(kind).unwrap_or_default();
    name.as_str().unwrap_or_default().to_owned()
}
