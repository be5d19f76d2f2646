//! Which callbacks were seen, in SQLite or PostgreSQL.

#[cfg(feature = "sqlite")]
use std::path::Path;

use sqlx::{Database, Pool};

use super::{DeduplicationKey, Store};

/// The table that [`SqlStore`] needs, for those who run migrations of their own. The same for both
/// engines, and harmless to run again.
pub const MIGRATION: &str = include_str!("migration.sql");

/// Remembers in a database: over restarts, and for as many processes and machines as use it.
///
/// Over the pool that your own tables are in (`new`), the key can be written in the transaction
/// that changes them (`seen_in`): then nothing is lost or done twice, whenever a process dies.
///
/// SQLite with the feature `sqlite`; PostgreSQL with the feature `postgres`, over a pool that you
/// make, with TLS if you enable it in `sqlx`.
///
/// ```no_run
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// use bayar::xendit::callback::SqlStore;
///
/// # #[cfg(feature = "sqlite")]
/// let store = SqlStore::sqlite("callbacks.db").await?;
/// # #[cfg(feature = "postgres")]
/// let store = SqlStore::new(sqlx::PgPool::connect("postgres://localhost/shop").await?);
/// store.migrate().await?;
/// # Ok(())
/// # }
/// ```
///
/// Old keys are not removed. Those older than some weeks may go:
/// `DELETE FROM bayar_callbacks_seen WHERE seen_at < …`, in milliseconds since 1970.
#[derive(Debug)]
pub struct SqlStore<DB: Database>(Pool<DB>);

// Derived, it would ask for an engine that can be cloned.
impl<DB: Database> Clone for SqlStore<DB> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<DB: Database> SqlStore<DB> {
    /// A store over a pool of yours. Call `migrate` once.
    #[must_use]
    pub const fn new(pool: Pool<DB>) -> Self {
        Self(pool)
    }
}

#[cfg(feature = "sqlite")]
#[cfg_attr(docsrs, doc(cfg(feature = "sqlite")))]
impl SqlStore<sqlx::Sqlite> {
    /// A store in this file. If it is not there, it is made, readable by its owner only (on Unix). Call
    /// [`migrate`](Self::migrate) once.
    ///
    /// # Errors
    /// If the file cannot be opened.
    pub async fn sqlite(file: impl AsRef<Path>) -> Result<Self, sqlx::Error> {
        crate::sqlite::open(file.as_ref()).await.map(Self)
    }
}

// One text for both engines: what it says is understood by both.
macro_rules! store {
    ($database:ty) => {
        impl SqlStore<$database> {
            /// Makes the table if it is not there: [`MIGRATION`].
            ///
            /// # Errors
            /// If the database does not allow it.
            pub async fn migrate(&self) -> Result<(), sqlx::Error> {
                let Err(error) = sqlx::raw_sql(MIGRATION).execute(&self.0).await else {
                    return Ok(());
                };
                // PostgreSQL refuses the second of two that make it at once; it is there then.
                let table = "SELECT 1 FROM bayar_callbacks_seen LIMIT 1";
                let there = sqlx::query(table).fetch_optional(&self.0).await;
                there.map(|_| ()).map_err(|_| error)
            }

            /// Does what [`seen`](Store::seen) does inside a transaction of yours, so that the
            /// key is there if and only if your own changes are: whenever the process dies, the
            /// effect happens exactly once. Other transactions with the same key wait for the
            /// end of this one. Let it be the first thing in the transaction, and answer the
            /// callback after the commit.
            ///
            /// # Errors
            /// If the database cannot be asked. Do not answer the callback with success then: it
            /// comes again.
            pub async fn seen_in(
                &self,
                connection: &mut <$database as Database>::Connection,
                key: &DeduplicationKey,
            ) -> Result<bool, sqlx::Error> {
                let now = crate::chrono::Utc::now().timestamp_millis();
                let inserted = sqlx::query(
                    "INSERT INTO bayar_callbacks_seen (deduplication_key, seen_at) \
                     VALUES ($1, $2) ON CONFLICT (deduplication_key) DO NOTHING",
                )
                .bind(key.as_str())
                .bind(now)
                .execute(connection)
                .await?;
                Ok(inserted.rows_affected() == 0)
            }
        }

        impl Store for SqlStore<$database> {
            type Error = sqlx::Error;

            async fn contains(&self, key: &DeduplicationKey) -> Result<bool, sqlx::Error> {
                sqlx::query("SELECT 1 FROM bayar_callbacks_seen WHERE deduplication_key = $1")
                    .bind(key.as_str())
                    .fetch_optional(&self.0)
                    .await
                    .map(|row| row.is_some())
            }

            async fn seen(&self, key: &DeduplicationKey) -> Result<bool, sqlx::Error> {
                let mut connection = self.0.acquire().await?;
                self.seen_in(&mut connection, key).await
            }
        }
    };
}

#[cfg(feature = "sqlite")]
store!(sqlx::Sqlite);
#[cfg(feature = "postgres")]
store!(sqlx::Postgres);
