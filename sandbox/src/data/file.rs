//! The SQLite file. One task writes, and what many requests changed meanwhile goes into one transaction.

use std::collections::BTreeMap;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use serde_json::Value;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteLockingMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, Executor, QueryBuilder, Row, Sqlite};
use tokio::sync::{mpsc, watch};

use crate::clock::Clock;
use crate::sync::lock;
use crate::world::World;
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

/// After this time what could not be written is tried again, if no request comes before.
const PAUSE: Duration = Duration::from_secs(1);

/// What one request changed.
struct Change {
    number: u64,
    /// Everything that there is, in place of what was there.
    is_whole: bool,
    lines: Vec<Line>,
    clock: Clock,
}

/// How far the file is.
#[derive(Clone, Default)]
struct Progress {
    /// The number of the last change that was written, or could not be.
    tried: u64,
    /// Why the file lags behind, if it does. What is missing is tried again with each change.
    error: Option<String>,
}

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
        let (changes, progress) = Writer::start(path, connection);
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
        match progress.wait_for(|progress| progress.tried >= noted).await {
            Ok(progress) => progress.error.clone().map_or(Ok(()), Err),
            Err(_) => Err("the data file is closed".to_owned()),
        }
    }

    /// Writes the rest. An error tells that something is missing in the file.
    pub(crate) async fn close(&self) -> Result<(), String> {
        lock(&self.changes).take();
        let mut progress = self.progress.clone();
        while progress.changed().await.is_ok() {}
        let error = progress.borrow().error.clone();
        error.map_or(Ok(()), Err)
    }
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
    let done = connection.execute(sql).await;
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

/// What is to be written, the last state of each document.
#[derive(Default)]
struct Waiting {
    /// In place of what is there.
    is_whole: bool,
    lines: BTreeMap<(Kind, u32), Line>,
    clock: Option<Clock>,
}

impl Waiting {
    fn add(&mut self, change: Change) {
        if change.is_whole {
            self.is_whole = true;
            self.lines.clear();
        }
        let lines = change.lines.into_iter();
        self.lines
            .extend(lines.map(|line| ((line.kind, line.row), line)));
        self.clock = Some(change.clock);
    }
}

/// The task that writes.
struct Writer {
    path: PathBuf,
    /// Nothing after a failure: another one begins without what the failed one left.
    connection: Option<SqliteConnection>,
    waiting: Waiting,
}

impl Writer {
    /// Where changes go, and how far they are written.
    fn start(
        path: &Path,
        connection: SqliteConnection,
    ) -> (mpsc::UnboundedSender<Change>, watch::Receiver<Progress>) {
        let (changes, receiver) = mpsc::unbounded_channel();
        let (sender, progress) = watch::channel(Progress::default());
        let writer = Writer {
            path: path.to_owned(),
            connection: Some(connection),
            waiting: Waiting::default(),
        };
        tokio::spawn(writer.run(receiver, sender));
        (changes, progress)
    }

    async fn run(
        mut self,
        mut changes: mpsc::UnboundedReceiver<Change>,
        progress: watch::Sender<Progress>,
    ) {
        let mut group = Vec::new();
        loop {
            let count = if progress.borrow().error.is_some() {
                let next = changes.recv_many(&mut group, MOST_CHANGES);
                tokio::time::timeout(PAUSE, next).await.ok()
            } else {
                Some(changes.recv_many(&mut group, MOST_CHANGES).await)
            };
            let is_over = count == Some(0);
            if is_over && progress.borrow().error.is_none() {
                break;
            }
            let tried = group.last().map(|change| change.number);
            group.drain(..).for_each(|change| self.waiting.add(change));
            let written = self.write().await;
            progress.send_modify(|progress| progress.note(tried, written));
            if is_over {
                break;
            }
        }
        if let Some(connection) = self.connection {
            _ = connection.close().await;
        }
    }

    async fn write(&mut self) -> Result<(), String> {
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => connect(&self.path).await?,
        };
        if let Err(error) = commit(&mut connection, &self.waiting).await {
            _ = connection.close().await;
            return Err(in_words(error));
        }
        self.connection = Some(connection);
        self.waiting = Waiting::default();
        Ok(())
    }
}

impl Progress {
    /// Says on stderr when the file begins to lag behind, and when it does no more.
    fn note(&mut self, tried: Option<u64>, written: Result<(), String>) {
        self.tried = tried.unwrap_or(self.tried);
        let error = written.err();
        let error = error.map(|error| format!("the data file cannot be written: {error}"));
        let news = match (&self.error, &error) {
            (None, Some(error)) => Some(error.as_str()),
            (Some(_), None) => Some("the data file is written again, nothing is missing"),
            _ => None,
        };
        if let Some(news) = news {
            _ = writeln!(io::stderr(), "bayar-sandbox: {news}");
        }
        self.error = error;
    }
}

async fn commit(connection: &mut SqliteConnection, waiting: &Waiting) -> Result<(), sqlx::Error> {
    let mut transaction = connection.begin().await?;
    if waiting.is_whole {
        let delete = sqlx::query("DELETE FROM documents");
        delete.execute(&mut *transaction).await?;
    }
    let lines: Vec<&Line> = waiting.lines.values().collect();
    for lines in lines.chunks(MOST_ROWS) {
        insert(lines)
            .build()
            .persistent(false)
            .execute(&mut *transaction)
            .await?;
    }
    if let Some(clock) = waiting.clock {
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::json::Json;
    use crate::world::document::Document;

    /// The file has room for so many pages, until it is opened again.
    async fn full(path: &Path) -> (mpsc::UnboundedSender<Change>, watch::Receiver<Progress>) {
        let mut connection = connect(path).await.unwrap();
        let pages = number(&mut connection, "PRAGMA page_count").await.unwrap();
        let most = format!("PRAGMA max_page_count = {pages}");
        execute(&mut connection, &most).await.unwrap();
        Writer::start(path, connection)
    }

    fn change(number: u64, id: &str) -> Change {
        let mut store = Store::default();
        store.save(&Document {
            kind: Kind::Invoice,
            account: "a".to_owned(),
            id: id.to_owned(),
            fields: Json::from_value(&json!({"note": "z".repeat(20_000)})),
        });
        let mut lines: Vec<_> = store.lines().collect();
        lines[0].row = u32::try_from(number).unwrap() - 1;
        Change {
            number,
            is_whole: false,
            lines,
            clock: Clock::default(),
        }
    }

    #[tokio::test]
    async fn after_a_full_disk_it_goes_on_and_nothing_is_missing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data");
        let (changes, mut progress) = full(&path).await;
        assert!(changes.send(change(1, "first")).is_ok());
        let failed = progress
            .wait_for(|progress| progress.tried == 1)
            .await
            .unwrap();
        let error = failed.error.clone().unwrap();
        assert!(error.contains("cannot be written"), "{error}");
        drop(failed);
        assert!(changes.send(change(2, "second")).is_ok());
        let written = progress
            .wait_for(|progress| progress.tried == 2)
            .await
            .unwrap();
        assert_eq!(written.error, None);
        drop(written);
        drop(changes);
        while progress.changed().await.is_ok() {}
        let (_, store, _) = DataFile::open(&path).await.unwrap();
        assert_eq!(store.count(Kind::Invoice), 2);
    }

    #[tokio::test]
    async fn without_another_change_it_tries_by_itself() {
        let folder = tempfile::tempdir().unwrap();
        let (changes, mut progress) = full(&folder.path().join("data")).await;
        assert!(changes.send(change(1, "first")).is_ok());
        progress
            .wait_for(|progress| progress.error.is_some())
            .await
            .unwrap();
        let written = progress.wait_for(|progress| progress.error.is_none());
        let written = tokio::time::timeout(10 * PAUSE, written).await;
        assert!(written.is_ok_and(|written| written.is_ok()));
    }

    #[tokio::test]
    async fn what_is_missing_at_the_end_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data");
        let (file, store, _) = DataFile::open(&path).await.unwrap();
        drop(store);
        std::fs::remove_dir_all(folder.path()).unwrap();
        let mut world = World::default();
        world.store.keep_changed();
        world.store.save(&Document {
            kind: Kind::Invoice,
            account: "a".to_owned(),
            id: "1".to_owned(),
            fields: Json::object(),
        });
        file.note(&mut world);
        let ended = (file.saved().await, file.close().await);
        // A file that is gone is still written on some systems; what was told must hold to the end.
        assert_eq!(ended.0.is_ok(), ended.1.is_ok());
    }
}
