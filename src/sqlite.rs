//! Files of SQLite that the library makes: journals and stores.

use std::path::Path;
use std::time::Duration;

use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};

/// A database in this file. If it is not there, it is made, readable by its owner only.
pub(crate) async fn open(file: &Path) -> Result<SqlitePool, sqlx::Error> {
    make(file)?;
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // What was sent must be in a journal even if the power fails, and what was seen in a store.
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(Duration::from_secs(30));
    // SQLite has one writer at a time; a queue of ours is fairer than its polling.
    let pool = SqlitePoolOptions::new().max_connections(1);
    pool.connect_with(options).await
}

/// Makes an empty file for its owner alone: SQLite gives `-wal` and `-shm` the mode of the database. What is there
/// already keeps its mode, and is not opened, because to close it would end the locks of others in this process.
#[cfg(unix)]
fn make(file: &Path) -> Result<(), sqlx::Error> {
    use std::fs::OpenOptions;
    use std::io::ErrorKind;
    use std::os::unix::fs::OpenOptionsExt;

    let name = file.as_os_str().as_encoded_bytes();
    if name.is_empty() || name.starts_with(b":memory:") || name.starts_with(b"file:") {
        // No file, or a URI, which SQLite reads.
        return Ok(());
    }
    let made = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(file);
    match made {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(sqlx::Error::Io(error)),
        _ => Ok(()),
    }
}

/// Files of Windows are their owner's as their folder is.
#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps)]
fn make(_: &Path) -> Result<(), sqlx::Error> {
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn mode(file: &Path) -> u32 {
        fs::metadata(file).unwrap().permissions().mode() & 0o777
    }

    #[tokio::test]
    async fn what_is_made_is_its_owners_alone_and_what_is_there_stays() {
        let folder = tempfile::tempdir().unwrap();
        let new = folder.path().join("new.db");
        let old = folder.path().join("old.db");
        fs::write(&old, "").unwrap();
        fs::set_permissions(&old, Permissions::from_mode(0o640)).unwrap();
        for (file, expected) in [(&new, 0o600), (&old, 0o640)] {
            let pool = open(file).await.unwrap();
            let table = sqlx::raw_sql("CREATE TABLE t (x); INSERT INTO t VALUES (1)");
            table.execute(&pool).await.unwrap();
            for end in ["", "-wal", "-shm"] {
                let part = format!("{}{end}", file.display());
                assert_eq!(mode(Path::new(&part)), expected, "{part}");
            }
            pool.close().await;
        }
    }

    #[tokio::test]
    async fn what_is_no_file_makes_none() {
        for name in [":memory:", "file:nowhere?mode=memory"] {
            let pool = open(Path::new(name)).await.unwrap();
            pool.close().await;
            assert!(!Path::new(name).exists(), "{name}");
        }
    }
}
