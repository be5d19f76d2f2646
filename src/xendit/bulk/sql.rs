//! The journal in SQLite or PostgreSQL.

#[cfg(feature = "sqlite")]
use std::path::Path;
use std::time::Duration;

use sqlx::{Database, Pool, QueryBuilder, Row as _};

use super::journal::{Claim, Claimed, Completion, Entry, Journal, Record, State, in_millis};
use crate::Unsettled;

/// The table that [`SqlJournal`] needs, for those who run migrations of their own. The same for both engines, and
/// harmless to run again.
pub const MIGRATION: &str = include_str!("migration.sql");

/// Remembers in a database: over restarts, and for as many processes and machines as share the work.
///
/// SQLite with the feature `sqlite`; PostgreSQL with the feature `postgres`, over a pool that you make, with TLS if you
/// enable it in `sqlx`.
///
/// ```no_run
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// use bayar::xendit::bulk::SqlJournal;
///
/// # #[cfg(feature = "sqlite")]
/// let journal = SqlJournal::sqlite("payroll.db").await?;
/// # #[cfg(feature = "postgres")]
/// let journal = SqlJournal::new(sqlx::PgPool::connect("postgres://localhost/payroll").await?);
/// journal.migrate().await?;
/// # Ok(())
/// # }
/// ```
///
/// Old jobs are not removed. What will never be started again may go: `DELETE FROM bayar_bulk WHERE job = …`.
#[derive(Debug)]
pub struct SqlJournal<DB: Database>(Pool<DB>);

// Derived, it would ask for an engine that can be cloned.
impl<DB: Database> Clone for SqlJournal<DB> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<DB: Database> SqlJournal<DB> {
    /// A journal over a pool of yours. Call `migrate` once. What is committed must be on the disk: leave `synchronous`
    /// of SQLite and `synchronous_commit` of PostgreSQL on.
    #[must_use]
    pub const fn new(pool: Pool<DB>) -> Self {
        Self(pool)
    }
}

#[cfg(feature = "sqlite")]
#[cfg_attr(docsrs, doc(cfg(feature = "sqlite")))]
impl SqlJournal<sqlx::Sqlite> {
    /// A journal in this file. If it is not there, it is made, readable by its owner only (on Unix). Call
    /// [`migrate`](Self::migrate) once.
    ///
    /// # Errors
    /// If the file cannot be opened.
    pub async fn sqlite(file: impl AsRef<Path>) -> Result<Self, sqlx::Error> {
        crate::sqlite::open(file.as_ref()).await.map(Self)
    }
}

fn undecodable(error: impl std::error::Error + Send + Sync + 'static) -> sqlx::Error {
    sqlx::Error::Decode(Box::new(error))
}

fn write(ticket: &Unsettled) -> Result<String, sqlx::Error> {
    serde_json::to_string(ticket).map_err(|error| sqlx::Error::Encode(Box::new(error)))
}

fn limit(most: usize) -> i64 {
    i64::try_from(most).unwrap_or(i64::MAX)
}

// One text for both engines, but for the clock and for rows that others hold. SQLite has one writer, so nobody holds any.
macro_rules! journal {
    ($database:ty, now: $now:literal, locking: $locking:literal) => {
        impl SqlJournal<$database> {
            /// Makes the table if it is not there: [`MIGRATION`].
            ///
            /// # Errors
            /// If the database does not allow it.
            pub async fn migrate(&self) -> Result<(), sqlx::Error> {
                let Err(error) = sqlx::raw_sql(MIGRATION).execute(&self.0).await else {
                    return Ok(());
                };
                // PostgreSQL refuses the second of two that make it at once; it is there then.
                let table = "SELECT 1 FROM bayar_bulk LIMIT 1";
                let there = sqlx::query(table).fetch_optional(&self.0).await;
                there.map(|_| ()).map_err(|_| error)
            }
        }

        impl Journal for SqlJournal<$database> {
            type Error = sqlx::Error;

            async fn now(&self) -> Result<i64, sqlx::Error> {
                let now = concat!("SELECT ", $now);
                sqlx::query_scalar(now).fetch_one(&self.0).await
            }

            async fn enter(&self, job: &str, entries: &[Entry]) -> Result<(), sqlx::Error> {
                if entries.is_empty() {
                    return Ok(());
                }
                // In the same order everywhere, so that two machines never wait for each other.
                let mut entries: Vec<_> = entries.iter().collect();
                entries.sort_by_key(|entry| &entry.reference);
                let mut sql = QueryBuilder::<$database>::new(
                    "INSERT INTO bayar_bulk (job, reference, content, state, changed_at) ",
                );
                sql.push_values(entries, |mut row, entry| {
                    row.push_bind(job)
                        .push_bind(&entry.reference)
                        .push_bind(&entry.content)
                        .push_bind(State::Waiting.as_str())
                        .push($now);
                });
                sql.push(" ON CONFLICT (job, reference) DO NOTHING");
                sql.build().execute(&self.0).await.map(|_| ())
            }

            async fn read(
                &self,
                job: &str,
                references: &[String],
            ) -> Result<Vec<Record>, sqlx::Error> {
                if references.is_empty() {
                    return Ok(Vec::new());
                }
                let mut sql = QueryBuilder::<$database>::new(
                    "SELECT reference, content, state, payment_id, why, changed_at \
                     FROM bayar_bulk WHERE job = ",
                );
                sql.push_bind(job).push(" AND reference IN (");
                let mut list = sql.separated(", ");
                for reference in references {
                    list.push_bind(reference);
                }
                list.push_unseparated(")");
                let rows = sql.build().fetch_all(&self.0).await?;
                let record = |row: &<$database as Database>::Row| {
                    let state: String = row.try_get("state")?;
                    Ok(Record {
                        reference: row.try_get("reference")?,
                        content: row.try_get("content")?,
                        state: state.parse().map_err(undecodable)?,
                        payment_id: row.try_get("payment_id")?,
                        why: row.try_get("why")?,
                        changed_at: row.try_get("changed_at")?,
                    })
                };
                rows.iter().map(record).collect()
            }

            async fn claim(&self, claim: Claim<'_>) -> Result<Vec<Claimed>, sqlx::Error> {
                if claim.references.is_empty() {
                    return Ok(Vec::new());
                }
                // Materialized: evaluated again, it would claim more rows than asked for.
                let mut sql = QueryBuilder::<$database>::new(
                    "WITH picked AS MATERIALIZED (SELECT reference FROM bayar_bulk WHERE job = ",
                );
                sql.push_bind(claim.job)
                    .push(concat!(" AND (leased_until <= ", $now, " OR worker = "))
                    .push_bind(claim.worker)
                    .push(") AND (state IN ('waiting', 'sent')")
                    .push(" OR state IN ('failed', 'unknown') AND changed_at < ")
                    .push_bind(claim.before)
                    .push(") AND reference IN (");
                let mut list = sql.separated(", ");
                for reference in claim.references {
                    list.push_bind(reference);
                }
                list.push_unseparated(") LIMIT ");
                sql.push_bind(limit(claim.most))
                    .push(concat!(" ", $locking, ") UPDATE bayar_bulk SET worker = "))
                    .push_bind(claim.worker)
                    .push(concat!(
                        ", idle_since = CASE WHEN leased_until > changed_at THEN leased_until \
                         ELSE changed_at END, leased_until = ",
                        $now,
                        " + "
                    ))
                    .push_bind(in_millis(claim.lease))
                    .push(" WHERE job = ")
                    .push_bind(claim.job)
                    .push(" AND reference IN (SELECT reference FROM picked) RETURNING ")
                    .push(concat!(
                        "reference, ticket, ",
                        $now,
                        " - idle_since AS idle"
                    ));
                let rows = sql.build().fetch_all(&self.0).await?;
                let claimed = |row: &<$database as Database>::Row| {
                    let ticket: Option<String> = row.try_get("ticket")?;
                    let ticket = ticket.map(|ticket| serde_json::from_str(&ticket));
                    let idle: i64 = row.try_get("idle")?;
                    Ok(Claimed {
                        reference: row.try_get("reference")?,
                        ticket: ticket.transpose().map_err(undecodable)?,
                        idle: Duration::from_millis(u64::try_from(idle).unwrap_or_default()),
                    })
                };
                rows.iter().map(claimed).collect()
            }

            async fn renew(
                &self,
                job: &str,
                worker: &str,
                lease: Duration,
            ) -> Result<(), sqlx::Error> {
                sqlx::query(concat!(
                    "UPDATE bayar_bulk SET leased_until = ",
                    $now,
                    " + $1 WHERE job = $2 AND worker = $3 AND leased_until > ",
                    $now
                ))
                .bind(in_millis(lease))
                .bind(job)
                .bind(worker)
                .execute(&self.0)
                .await
                .map(|_| ())
            }

            async fn sending(
                &self,
                job: &str,
                worker: &str,
                ticket: &Unsettled,
                lease: Duration,
            ) -> Result<bool, sqlx::Error> {
                let noted = sqlx::query(concat!(
                    "UPDATE bayar_bulk SET state = 'sent', ticket = $1, changed_at = ",
                    $now,
                    ", leased_until = ",
                    $now,
                    " + $2 WHERE job = $3 AND reference = $4 AND worker = $5 AND leased_until > ",
                    $now
                ))
                .bind(write(ticket)?)
                .bind(in_millis(lease))
                .bind(job)
                .bind(ticket.reference())
                .bind(worker)
                .execute(&self.0)
                .await?;
                Ok(noted.rows_affected() == 1)
            }

            async fn ended(
                &self,
                job: &str,
                worker: &str,
                reference: &str,
                end: Completion<'_>,
            ) -> Result<(), sqlx::Error> {
                sqlx::query(concat!(
                    "UPDATE bayar_bulk SET state = $1, payment_id = $2, why = $3, ticket = $4, \
                     worker = NULL, leased_until = 0, changed_at = ",
                    $now,
                    " WHERE job = $5 AND reference = $6 AND state <> 'done' \
                     AND (worker = $7 OR $1 = 'done')"
                ))
                .bind(end.state.as_str())
                .bind(end.payment_id)
                .bind(end.why)
                .bind(end.ticket.map(write).transpose()?)
                .bind(job)
                .bind(reference)
                .bind(worker)
                .execute(&self.0)
                .await
                .map(|_| ())
            }
        }
    };
}

#[cfg(feature = "sqlite")]
journal!(
    sqlx::Sqlite,
    now: "CAST(unixepoch('subsec') * 1000 AS INTEGER)",
    locking: ""
);
#[cfg(feature = "postgres")]
journal!(
    sqlx::Postgres,
    now: "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)",
    locking: "FOR UPDATE SKIP LOCKED"
);
