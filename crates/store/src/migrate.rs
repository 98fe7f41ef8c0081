//! The schema: every migration inside the program, applied all or none.

mod copy;
#[cfg(test)]
mod newer;

use std::collections::HashSet;
use std::fmt;
use std::path::PathBuf;

use sqlx::SqlSafeStr;
use sqlx::migrate::{Migrate, MigrateError, Migration, MigrationType, Migrator};
use sqlx::postgres::{PgConnection, PgPool};
use sqlx::sqlite::SqlitePool;

use crate::db::Engine;
use crate::{Db, Error};

/// A migration: its number, its name, its SQL.
type Step = (i64, &'static str, &'static str);

/// Every migration ever landed. A landed one is never edited; a change is a new file.
const MIGRATIONS: &[Step] = &[
    (1, "handoffs", include_str!("../migrations/0001_handoffs.sql")),
    (2, "accounts", include_str!("../migrations/0002_accounts.sql")),
    (3, "jobs", include_str!("../migrations/0003_jobs.sql")),
    (4, "events", include_str!("../migrations/0004_events.sql")),
    (5, "rules", include_str!("../migrations/0005_rules.sql")),
];

/// Where sqlx writes down what was applied.
const LEDGER: &str = "_sqlx_migrations";

/// What [`Db::migrate`] did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Migrated {
    /// The migrations applied now, as `0001 handoffs`, in their order; empty when the schema was up to date.
    pub applied: Vec<String>,
    /// The copy of the database as it was before, when there was something in it to keep.
    pub copy: Option<PathBuf>,
}

impl fmt::Display for Migrated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.applied.is_empty() {
            return f.write_str("the database is up to date");
        }
        write!(f, "applied {}", self.applied.join(", "))?;
        match &self.copy {
            Some(copy) => write!(f, "; the database as it was before is kept in {}", copy.display()),
            None => Ok(()),
        }
    }
}

impl Db {
    /// What the web application does before it serves: an SQLite file is brought up to date, since it is ours alone;
    /// a PostgreSQL, which other instances may be using, is only looked at.
    ///
    /// A PostgreSQL that lacks a migration is refused with [`Error::OlderSchema`]. One with newer migrations is
    /// served, so that a program that was rolled back works, unless one of them is marked as breaking.
    pub async fn make_ready(&self) -> Result<Migrated, Error> {
        match &self.pool {
            Engine::Sqlite(_) => self.migrate().await,
            Engine::Postgres(pool) => {
                check(&mut *pool.acquire().await?, MIGRATIONS).await.map(|()| Migrated::default())
            }
        }
    }

    /// Brings the schema up to date. An SQLite file that already holds a schema is copied beside itself first.
    ///
    /// Safe when several programs start at once: one applies, the others wait and find nothing to do.
    pub async fn migrate(&self) -> Result<Migrated, Error> {
        self.migrate_to(MIGRATIONS).await
    }

    async fn migrate_to(&self, migrations: &[Step]) -> Result<Migrated, Error> {
        match &self.pool {
            Engine::Sqlite(pool) => self.migrate_sqlite(pool, migrations).await,
            Engine::Postgres(pool) => self.migrate_postgres(pool, migrations).await,
        }
    }

    async fn migrate_sqlite(&self, pool: &SqlitePool, migrations: &[Step]) -> Result<Migrated, Error> {
        // The write lock is held from before the look until the end: sqlx itself locks nothing on SQLite.
        let mut tx = pool.begin_with("BEGIN IMMEDIATE").await?;
        let done = applied(&mut *tx).await?;
        let pending = pending(migrations, &done);
        let copy = match (&self.file, done.iter().max(), pending.is_empty()) {
            (Some(file), Some(version), false) => Some(copy::keep(pool, file, *version).await?),
            _ => None,
        };
        migrator(migrations).run_direct(None, &mut *tx, false).await.map_err(refused)?;
        tx.commit().await?;
        Ok(Migrated { applied: pending, copy })
    }

    async fn migrate_postgres(&self, pool: &PgPool, migrations: &[Step]) -> Result<Migrated, Error> {
        let mut tx = pool.begin().await?;
        lock(&mut tx).await?;
        if let Some(schema) = &self.schema {
            make_schema(&mut tx, schema).await?;
        }
        let done = applied(&mut *tx).await?;
        refuse_breaking(&mut tx, migrations, &done).await?;
        let mut migrator = migrator(migrations);
        migrator.set_ignore_missing(true);
        migrator.run_direct(None, &mut *tx, false).await.map_err(refused)?;
        tx.commit().await?;
        Ok(Migrated { applied: pending(migrations, &done), copy: None })
    }
}

/// Holds off other migrations until the end of the transaction.
async fn lock(connection: &mut PgConnection) -> Result<(), Error> {
    /// Any number that nothing else in the database takes.
    const KEY: i64 = 0x0063_616c_656e_6461;
    // The remark that a table is there already is no news.
    sqlx::query("SET LOCAL client_min_messages = warning").execute(&mut *connection).await?;
    sqlx::query("SELECT pg_advisory_xact_lock($1)").bind(KEY).execute(connection).await?;
    Ok(())
}

/// Asks first: making a schema that is there already needs a right that our user may lack.
async fn make_schema(connection: &mut PgConnection, schema: &str) -> Result<(), Error> {
    const SQL: &str = "SELECT 1 FROM pg_namespace WHERE nspname = $1";
    if sqlx::query(SQL).bind(schema).fetch_optional(&mut *connection).await?.is_none() {
        connection.create_schema_if_not_exists(schema).await.map_err(refused)?;
    }
    Ok(())
}

/// Whether this program can work with the schema as it is.
async fn check(connection: &mut PgConnection, migrations: &[Step]) -> Result<(), Error> {
    let done = match sqlx::query("SELECT to_regclass($1)::text AS name")
        .bind(LEDGER)
        .fetch_one(&mut *connection)
        .await
    {
        Ok(row) if sqlx::Row::try_get::<Option<String>, _>(&row, 0)?.is_none() => HashSet::new(),
        Ok(_) => listed(&mut *connection).await?,
        Err(error) => return Err(error.into()),
    };
    if let Some((version, ..)) = migrations.iter().find(|(version, ..)| !done.contains(version)) {
        return Err(Error::OlderSchema { version: *version });
    }
    refuse_breaking(connection, migrations, &done).await
}

/// Refuses a schema that has a migration which we do not know and which says that we cannot live with it.
async fn refuse_breaking(
    connection: &mut PgConnection,
    migrations: &[Step],
    done: &HashSet<i64>,
) -> Result<(), Error> {
    const SQL: &str =
        "SELECT version, min_program FROM breaking_migrations WHERE version > $1 ORDER BY version LIMIT 1";
    let known = migrations.iter().map(|(version, ..)| *version).max().unwrap_or(0);
    if done.iter().all(|version| *version <= known) {
        return Ok(());
    }
    let breaking: Option<(i64, String)> = sqlx::query_as(SQL).bind(known).fetch_optional(connection).await?;
    match breaking {
        Some((version, min_program)) => Err(Error::BreakingSchema { version, min_program }),
        None => Ok(()),
    }
}

/// The numbers of the migrations that the database has; makes the ledger when there is none.
async fn applied<C: Migrate>(connection: &mut C) -> Result<HashSet<i64>, Error> {
    connection.ensure_migrations_table(LEDGER).await.map_err(refused)?;
    listed(connection).await
}

async fn listed<C: Migrate>(connection: &mut C) -> Result<HashSet<i64>, Error> {
    let list = connection.list_applied_migrations(LEDGER).await.map_err(refused)?;
    Ok(list.into_iter().map(|migration| migration.version).collect())
}

/// What is to be applied, in words.
fn pending(migrations: &[Step], done: &HashSet<i64>) -> Vec<String> {
    let open = migrations.iter().filter(|(version, ..)| !done.contains(version));
    open.map(|(version, name, _)| format!("{version:04} {name}")).collect()
}

/// Locks nothing itself: each engine has its own way above.
fn migrator(migrations: &[Step]) -> Migrator {
    let one = |&(version, name, sql): &Step| {
        Migration::new(version, name.into(), MigrationType::Simple, sql.into_sql_str(), false)
    };
    let mut migrator = Migrator::with_migrations(migrations.iter().map(one).collect());
    migrator.set_locking(false);
    migrator
}

fn refused(error: MigrateError) -> Error {
    match error {
        MigrateError::VersionMissing(version) => Error::NewerSchema { version },
        MigrateError::VersionMismatch(version) => Error::EditedMigration { version },
        other => Error::Migration(other),
    }
}

#[cfg(test)]
mod tests;
