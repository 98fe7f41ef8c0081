//! Opening an SQLite file: the settings that make it safe for several writers, small in memory and private.

use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};

use crate::Error;

/// Each connection has a thread of its own and a page cache; more than a few only cost memory.
pub(crate) const CONNECTIONS: u32 = 4;
/// How long a writer waits for another one before it is told that the database is busy.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// Between two tries at a file that another program is just creating.
const PAUSE: Duration = Duration::from_millis(20);
/// A little longer than [`BUSY_TIMEOUT`], so that a slow writer is reported rather than a missing connection.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(8);
/// Connections that nobody asks for are closed; their memory returns.
const IDLE_TIMEOUT: Duration = Duration::from_mins(1);
/// Page cache of a connection in KiB (SQLite takes a negative number for that).
const CACHE_KIB: &str = "-512";

/// Opens `path`, which is created for its owner alone when it does not exist.
pub(crate) async fn open(path: &Path) -> Result<SqlitePool, Error> {
    create_private(path).map_err(|source| Error::File { path: path.to_owned(), source })?;
    let pool = SqlitePoolOptions::new()
        .max_connections(CONNECTIONS)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .idle_timeout(IDLE_TIMEOUT)
        .connect_lazy_with(options(path));
    first_connection(&pool).await.map_err(|source| Error::Unusable { path: path.to_owned(), source })?;
    Ok(pool)
}

/// Connects once. When several programs open a new file together, the switch to the write-ahead log answers
/// "locked" at once instead of waiting for its turn, so it is tried again for as long as a writer would wait.
async fn first_connection(pool: &SqlitePool) -> Result<(), sqlx::Error> {
    let give_up = Instant::now() + BUSY_TIMEOUT;
    loop {
        match pool.acquire().await {
            Err(error) if is_locked(&error) && Instant::now() < give_up => tokio::time::sleep(PAUSE).await,
            other => return other.map(|_| ()),
        }
    }
}

fn is_locked(error: &sqlx::Error) -> bool {
    /// SQLite's number for "another connection holds a lock".
    const BUSY: &str = "5";
    error.as_database_error().and_then(sqlx::error::DatabaseError::code).is_some_and(|code| code == BUSY)
}

fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .busy_timeout(BUSY_TIMEOUT)
        .journal_mode(SqliteJournalMode::Wal)
        // With a write-ahead log this loses nothing when the program dies; a power cut may lose the last moments.
        .synchronous(SqliteSynchronous::Normal)
        .foreign_keys(true)
        .pragma("cache_size", CACHE_KIB)
        // What is deleted is overwritten: an expired download must not linger in free pages.
        .pragma("secure_delete", "ON")
        .statement_cache_capacity(32)
}

/// Makes an empty file with mode 0600 unless one is there; SQLite gives its side files the same mode.
///
/// A file that is there is not even opened: closing it again would drop the locks that SQLite holds on it for
/// another handle of this process.
pub(crate) fn create_private(path: &Path) -> io::Result<()> {
    let mut file = std::fs::OpenOptions::new();
    file.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut file, 0o600);
    match file.open(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        other => other.map(|_| ()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[tokio::test]
    async fn the_files_are_readable_by_their_owner_only() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let pool = open(&folder.path().join("calendar.db")).await.unwrap();
        sqlx::query("CREATE TABLE t (a TEXT)").execute(&pool).await.unwrap();
        let mut names = Vec::new();
        for entry in std::fs::read_dir(folder.path()).unwrap().map(Result::unwrap) {
            assert_eq!(entry.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{:?}", entry.path());
            names.push(entry.file_name().into_string().unwrap());
        }
        names.sort();
        assert_eq!(names, ["calendar.db", "calendar.db-shm", "calendar.db-wal"]);
    }

    #[tokio::test]
    async fn every_connection_has_the_settings() {
        let folder = tempfile::tempdir().unwrap();
        let pool = open(&folder.path().join("calendar.db")).await.unwrap();
        let mut first = pool.acquire().await.unwrap();
        let mut second = pool.acquire().await.unwrap();
        for connection in [&mut *first, &mut *second] {
            let (journal,): (String,) =
                sqlx::query_as("PRAGMA journal_mode").fetch_one(&mut *connection).await.unwrap();
            assert_eq!(journal, "wal");
            for (pragma, expected) in [
                ("PRAGMA foreign_keys", 1),
                ("PRAGMA busy_timeout", 5000),
                ("PRAGMA secure_delete", 1),
                ("PRAGMA cache_size", -512),
            ] {
                let (value,): (i64,) = sqlx::query_as(pragma).fetch_one(&mut *connection).await.unwrap();
                assert_eq!(value, expected, "{pragma}");
            }
        }
    }

    #[tokio::test]
    async fn a_missing_folder_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("nowhere/calendar.db");
        let error = open(&path).await.unwrap_err();
        assert!(matches!(&error, Error::File { path: named, .. } if *named == path));
        assert!(error.to_string().contains("nowhere"), "{error}");
    }

    #[tokio::test]
    async fn a_file_that_is_no_database_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("calendar.db");
        std::fs::write(&path, "BEGIN:VCALENDAR ".repeat(100)).unwrap();
        let error = open(&path).await.unwrap_err();
        assert!(matches!(&error, Error::Unusable { path: named, .. } if *named == path), "{error:?}");
    }
}
