//! The schema: every migration inside the program, applied all or none.

use std::collections::HashSet;
use std::fmt;
use std::path::{Path, PathBuf};

use sqlx::SqlSafeStr;
use sqlx::migrate::{Migrate, MigrateError, Migration, MigrationType, Migrator};
use sqlx::sqlite::{SqliteConnection, SqlitePool};

use crate::db::Engine;
use crate::{Db, Error, sqlite};

/// Every migration ever landed: number, name, SQL. A landed one is never edited; a change is a new file.
const MIGRATIONS: &[(i64, &str, &str)] = &[(1, "handoffs", include_str!("../migrations/0001_handoffs.sql"))];

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
    /// Brings the schema up to date. An SQLite file that already holds a schema is copied beside itself first.
    ///
    /// Safe when several programs start at once: one applies, the others wait and find nothing to do.
    pub async fn migrate(&self) -> Result<Migrated, Error> {
        self.migrate_to(MIGRATIONS).await
    }

    async fn migrate_to(&self, migrations: &[(i64, &'static str, &'static str)]) -> Result<Migrated, Error> {
        match &self.pool {
            Engine::Sqlite(pool) => migrate_sqlite(pool, self.file.as_deref(), migrations).await,
        }
    }
}

async fn migrate_sqlite(
    pool: &SqlitePool,
    file: Option<&Path>,
    migrations: &[(i64, &'static str, &'static str)],
) -> Result<Migrated, Error> {
    // The write lock is held from before the look until the end: sqlx itself locks nothing on SQLite.
    let mut tx = pool.begin_with("BEGIN IMMEDIATE").await?;
    let done = applied(&mut tx).await?;
    let pending: Vec<_> = migrations.iter().filter(|(version, ..)| !done.contains(version)).collect();
    let copy = match (file, done.iter().max(), pending.is_empty()) {
        (Some(file), Some(version), false) => Some(copy(pool, file, *version).await?),
        _ => None,
    };
    migrator(migrations).run_direct(None, &mut *tx, false).await.map_err(refused)?;
    tx.commit().await?;
    let applied = pending.iter().map(|(version, name, _)| format!("{version:04} {name}")).collect();
    Ok(Migrated { applied, copy })
}

/// The numbers of the migrations that the database has.
async fn applied(connection: &mut SqliteConnection) -> Result<HashSet<i64>, Error> {
    connection.ensure_migrations_table(LEDGER).await.map_err(refused)?;
    let list = connection.list_applied_migrations(LEDGER).await.map_err(refused)?;
    Ok(list.into_iter().map(|migration| migration.version).collect())
}

/// Writes what is committed to `<file>.schema-<version>`, replacing an older copy of that schema.
async fn copy(pool: &SqlitePool, file: &Path, version: i64) -> Result<PathBuf, Error> {
    let mut name = file.as_os_str().to_owned();
    name.push(format!(".schema-{version}"));
    let target = PathBuf::from(name);
    let failed = |source| Error::File { path: target.clone(), source };
    match std::fs::remove_file(&target) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(failed(error)),
        _ => sqlite::create_private(&target).map_err(failed)?,
    }
    let named = target.to_str().ok_or_else(|| failed(std::io::ErrorKind::InvalidFilename.into()))?;
    // Another connection reads beside the one that holds the write lock.
    sqlx::query("VACUUM INTO $1").bind(named.to_owned()).execute(pool).await?;
    Ok(target)
}

fn migrator(migrations: &[(i64, &'static str, &'static str)]) -> Migrator {
    let one = |&(version, name, sql): &(i64, &'static str, &'static str)| {
        Migration::new(version, name.into(), MigrationType::Simple, sql.into_sql_str(), false)
    };
    Migrator::with_migrations(migrations.iter().map(one).collect())
}

fn refused(error: MigrateError) -> Error {
    match error {
        MigrateError::VersionMissing(version) => Error::NewerSchema { version },
        MigrateError::VersionMismatch(version) => Error::EditedMigration { version },
        other => Error::Migration(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: (i64, &str, &str) = (1, "notes", "CREATE TABLE notes (a TEXT NOT NULL);");
    const SECOND: (i64, &str, &str) = (2, "note index", "CREATE INDEX notes_by_a ON notes (a);");
    const BROKEN: (i64, &str, &str) =
        (3, "broken", "CREATE TABLE more (a TEXT); INSERT INTO absent VALUES (1);");

    struct Case {
        folder: tempfile::TempDir,
    }

    impl Case {
        fn new() -> Self {
            Self { folder: tempfile::tempdir().unwrap() }
        }
        fn path(&self) -> PathBuf {
            self.folder.path().join("calendar.db")
        }
        async fn open(&self) -> Db {
            Db::open_file(&self.path()).await.unwrap()
        }
    }

    fn pool(db: &Db) -> &SqlitePool {
        match &db.pool {
            Engine::Sqlite(pool) => pool,
        }
    }

    #[tokio::test]
    async fn a_new_database_gets_every_migration_once_and_no_copy() {
        let case = Case::new();
        let db = case.open().await;
        let first = db.migrate().await.unwrap();
        assert_eq!(first.applied.len(), MIGRATIONS.len());
        assert_eq!(first.copy, None);
        assert!(first.to_string().starts_with("applied 0001 handoffs"), "{first}");
        assert_eq!(db.migrate().await.unwrap().to_string(), "the database is up to date");
    }

    #[tokio::test]
    async fn a_database_in_use_is_copied_with_its_rows_before_it_changes() {
        let case = Case::new();
        let db = case.open().await;
        db.migrate_to(&[FIRST]).await.unwrap();
        sqlx::query("INSERT INTO notes VALUES ('kept')").execute(pool(&db)).await.unwrap();
        let done = db.migrate_to(&[FIRST, SECOND]).await.unwrap();
        assert_eq!(done.applied, ["0002 note index"]);
        let copy = done.copy.clone().unwrap();
        assert!(done.to_string().ends_with("calendar.db.schema-1"), "{done}");

        let old = Db::open_file(&copy).await.unwrap();
        let (note,): (String,) = sqlx::query_as("SELECT a FROM notes").fetch_one(pool(&old)).await.unwrap();
        assert_eq!(note, "kept");
        assert_eq!(old.migrate_to(&[FIRST]).await.unwrap(), Migrated::default());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(std::fs::metadata(&copy).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[tokio::test]
    async fn a_failing_migration_leaves_everything_as_it_was_and_can_be_mended() {
        let case = Case::new();
        let db = case.open().await;
        db.migrate_to(&[FIRST]).await.unwrap();
        let error = db.migrate_to(&[FIRST, SECOND, BROKEN]).await.unwrap_err();
        assert!(matches!(error, Error::Migration(_)), "{error:?}");
        let indexes: Vec<(String,)> =
            sqlx::query_as("SELECT name FROM sqlite_master WHERE name = 'notes_by_a'")
                .fetch_all(pool(&db))
                .await
                .unwrap();
        assert!(indexes.is_empty(), "the migration before the broken one went with it");
        assert_eq!(db.migrate_to(&[FIRST, SECOND]).await.unwrap().applied, ["0002 note index"]);
    }

    #[tokio::test]
    async fn a_newer_schema_and_an_edited_migration_are_refused() {
        let case = Case::new();
        let db = case.open().await;
        db.migrate_to(&[FIRST, SECOND]).await.unwrap();
        let newer = db.migrate_to(&[FIRST]).await.unwrap_err();
        assert!(matches!(newer, Error::NewerSchema { version: 2 }), "{newer:?}");
        let edited =
            db.migrate_to(&[(1, "notes", "CREATE TABLE notes (b TEXT);"), SECOND]).await.unwrap_err();
        assert!(matches!(edited, Error::EditedMigration { version: 1 }), "{edited:?}");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn of_many_programs_starting_at_once_exactly_one_migrates() {
        let case = Case::new();
        let starts: Vec<_> = (0..8)
            .map(|_| {
                let path = case.path();
                tokio::spawn(async move { Db::open_file(&path).await?.migrate().await })
            })
            .collect();
        let mut applied = 0;
        for start in starts {
            applied += start.await.unwrap().unwrap().applied.len();
        }
        assert_eq!(applied, MIGRATIONS.len());
    }

    /// Words that mean something else, or nothing, on the other engine; README.md says what to write instead.
    #[test]
    fn migrations_keep_to_the_portable_subset() {
        const FORBIDDEN: &[&str] = &[
            "AUTOINCREMENT",
            "BLOB",
            "BYTEA",
            "SERIAL",
            "INTEGER",
            "INT",
            "REAL",
            "NUMERIC",
            "TIMESTAMP",
            "TIMESTAMPTZ",
            "DATETIME",
            "UUID",
            "JSON",
            "JSONB",
            "CURRENT_TIMESTAMP",
            "NOW",
            "STRICT",
            "ROWID",
            "PRAGMA",
        ];
        for (version, name, sql) in MIGRATIONS {
            let code: String = sql.lines().filter(|line| !line.trim_start().starts_with("--")).collect();
            let upper = code.to_uppercase();
            let words: HashSet<_> = upper.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
            let found: Vec<_> = FORBIDDEN.iter().filter(|word| words.contains(*word)).collect();
            assert!(found.is_empty(), "migration {version} {name}: {found:?}");
            assert!(!upper.contains("ALTER COLUMN") && !upper.contains("ADD CONSTRAINT"), "{version} {name}");
        }
    }

    #[test]
    fn migrations_are_numbered_from_one_without_a_gap() {
        let numbers: Vec<_> = MIGRATIONS.iter().map(|(version, ..)| *version).collect();
        assert_eq!(numbers, (1..=MIGRATIONS.len() as i64).collect::<Vec<_>>());
    }
}
