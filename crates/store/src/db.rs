//! The one handle on the database, whichever engine is behind it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::sqlite::SqlitePool;
use sqlx::{Sqlite, Transaction};

use crate::{Error, sqlite};

/// Writes one expression for every engine: `$c` is that engine's connection pool or transaction inside it.
macro_rules! on {
    ($handle:expr, $c:ident => $body:expr) => {
        match $handle {
            $crate::db::Engine::Sqlite($c) => $body,
        }
    };
}
pub(crate) use on;

/// A database: cheap to clone, safe to share between tasks.
#[derive(Clone, Debug)]
pub struct Db {
    pub(crate) pool: Engine<SqlitePool>,
    /// Where the data lies, if it lies in a file of ours.
    pub(crate) file: Option<PathBuf>,
}

/// The same thing, made by each engine: a pool, a transaction. PostgreSQL joins as a second variant.
#[derive(Clone, Debug)]
pub(crate) enum Engine<S> {
    Sqlite(S),
}

/// A transaction that may write; rolled back when dropped without [`Tx::commit`].
#[derive(Debug)]
pub(crate) struct Tx(pub(crate) Engine<Transaction<'static, Sqlite>>);

impl Db {
    /// Opens the database at an address such as `sqlite:/var/lib/calendar.db`; its schema is left as it is.
    pub async fn open(url: &str) -> Result<Self, Error> {
        let rest = url.strip_prefix("sqlite:").ok_or(Error::UnknownEngine)?;
        let path = rest.strip_prefix("//").unwrap_or(rest);
        if path.is_empty() {
            return Err(Error::UnknownEngine);
        }
        Self::open_file(Path::new(path)).await
    }

    /// Opens an SQLite file, creating it readable by its owner only; its folder must exist.
    pub async fn open_file(path: &Path) -> Result<Self, Error> {
        let pool = sqlite::open(path).await?;
        Ok(Self { pool: Engine::Sqlite(pool), file: Some(path.to_owned()) })
    }

    /// Asks the database for one value, waiting for it no longer than `limit`.
    pub async fn ping(&self, limit: Duration) -> Result<(), Error> {
        let answer = async { on!(&self.pool, c => sqlx::query("SELECT 1").execute(c).await.map(|_| ())) };
        tokio::time::timeout(limit, answer).await.map_err(|_| Error::Timeout)??;
        Ok(())
    }

    /// Waits for running statements, then closes every connection.
    pub async fn close(&self) {
        on!(&self.pool, c => c.close().await);
    }

    /// Begins a transaction that has the right to write from its first moment, so that it cannot fail half-way
    /// because another writer came first.
    pub(crate) async fn write(&self) -> Result<Tx, Error> {
        match &self.pool {
            Engine::Sqlite(pool) => Ok(Tx(Engine::Sqlite(pool.begin_with("BEGIN IMMEDIATE").await?))),
        }
    }
}

impl Tx {
    /// Makes what was written durable and visible.
    pub(crate) async fn commit(self) -> Result<(), Error> {
        Ok(on!(self.0, c => c.commit().await)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_addresses_of_known_engines_open() {
        for url in ["", "sqlite:", "sqlite://", "postgres://localhost/x", "mysql://localhost", "calendar.db"]
        {
            assert!(matches!(Db::open(url).await, Err(Error::UnknownEngine)), "{url:?}");
        }
    }

    #[tokio::test]
    async fn an_address_and_a_path_name_the_same_file() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("calendar.db");
        for url in [format!("sqlite:{}", file.display()), format!("sqlite://{}", file.display())] {
            let db = Db::open(&url).await.unwrap();
            assert_eq!(db.file.as_deref(), Some(&*file));
            db.close().await;
        }
    }

    #[tokio::test]
    async fn ping_answers_until_the_database_is_closed() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open_file(&folder.path().join("calendar.db")).await.unwrap();
        db.ping(Duration::from_secs(5)).await.unwrap();
        db.close().await;
        assert!(matches!(db.ping(Duration::from_secs(5)).await, Err(Error::Database(_))));
    }

    #[tokio::test]
    async fn ping_gives_up_when_no_connection_comes_free() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open_file(&folder.path().join("calendar.db")).await.unwrap();
        let mut held = Vec::new();
        for _ in 0..sqlite::CONNECTIONS {
            held.push(match &db.pool {
                Engine::Sqlite(pool) => pool.acquire().await.unwrap(),
            });
        }
        assert!(matches!(db.ping(Duration::from_millis(20)).await, Err(Error::Timeout)));
        held.pop();
        db.ping(Duration::from_secs(5)).await.unwrap();
    }

    #[tokio::test]
    async fn a_transaction_that_is_dropped_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open_file(&folder.path().join("calendar.db")).await.unwrap();
        let mut tx = db.write().await.unwrap();
        on!(&mut tx.0, c => sqlx::query("CREATE TABLE t (a TEXT)").execute(&mut **c).await.unwrap());
        drop(tx);
        let seen = on!(&db.pool, c => sqlx::query("SELECT a FROM t").execute(c).await);
        assert!(seen.is_err());
    }
}
