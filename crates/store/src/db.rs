//! The one handle on the database, whichever engine is behind it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::postgres::PgPool;
use sqlx::sqlite::SqlitePool;
use sqlx::{Postgres, Sqlite, Transaction};

use crate::{Error, postgres, sqlite};

/// Writes one expression for every engine: `$c` is that engine's connection pool or transaction inside it.
macro_rules! on {
    ($handle:expr, $c:ident => $body:expr) => {
        match $handle {
            $crate::db::Engine::Sqlite($c) => $body,
            $crate::db::Engine::Postgres($c) => $body,
        }
    };
}
pub(crate) use on;

/// A database: cheap to clone, safe to share between tasks.
#[derive(Clone, Debug)]
pub struct Db {
    pub(crate) pool: Engine<SqlitePool, PgPool>,
    /// Where the data lies, if it lies in a file of ours.
    pub(crate) file: Option<PathBuf>,
    /// The schema of PostgreSQL that the address names, if it names one.
    pub(crate) schema: Option<String>,
}

/// The same thing, made by each engine: a pool, a transaction.
#[derive(Clone, Debug)]
pub(crate) enum Engine<S, P> {
    Sqlite(S),
    Postgres(P),
}

/// A transaction that may write; rolled back when dropped without [`Tx::commit`].
#[derive(Debug)]
pub(crate) struct Tx(pub(crate) Engine<Transaction<'static, Sqlite>, Transaction<'static, Postgres>>);

impl Db {
    /// Opens the database at an address: `sqlite:/var/lib/calendar.db`, or `postgres://user@host/database` with
    /// `?schema=name` when its tables are to lie in a schema of their own. Its tables are left as they are.
    pub async fn open(url: &str) -> Result<Self, Error> {
        if postgres::is_address(url) {
            return Self::open_server(url).await;
        }
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
        Ok(Self { pool: Engine::Sqlite(pool), file: Some(path.to_owned()), schema: None })
    }

    /// Opens a PostgreSQL; any other address is refused before anything is made for it.
    pub(crate) async fn open_server(url: &str) -> Result<Self, Error> {
        let address = postgres::Address::parse(url)?;
        let pool = address.connect().await?;
        Ok(Self { pool: Engine::Postgres(pool), file: None, schema: address.schema })
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

    /// Begins a transaction that has the right to write from its first moment, so that on SQLite it cannot fail
    /// half-way because another writer came first.
    pub(crate) async fn write(&self) -> Result<Tx, Error> {
        Ok(Tx(match &self.pool {
            Engine::Sqlite(pool) => Engine::Sqlite(pool.begin_with("BEGIN IMMEDIATE").await?),
            Engine::Postgres(pool) => Engine::Postgres(pool.begin().await?),
        }))
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
    use crate::statement::execute;
    use crate::testing::both;

    #[tokio::test]
    async fn only_addresses_of_known_engines_open() {
        for url in ["", "sqlite:", "sqlite://", "postgres:localhost", "mysql://localhost", "calendar.db"] {
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

    both! { ping_answers_until_the_database_is_closed, db => {
        db.ping(Duration::from_secs(5)).await.unwrap();
        db.close().await;
        assert!(matches!(db.ping(Duration::from_secs(5)).await, Err(Error::Database(_))));
    }}

    both! { ping_gives_up_when_no_connection_comes_free, db => {
        let all = match &db.pool {
            Engine::Sqlite(_) => sqlite::CONNECTIONS,
            Engine::Postgres(_) => postgres::CONNECTIONS,
        };
        let mut held = Vec::new();
        for _ in 0..all {
            held.push(db.write_nothing().await.unwrap());
        }
        assert!(matches!(db.ping(Duration::from_millis(20)).await, Err(Error::Timeout)));
        held.pop();
        db.ping(Duration::from_secs(5)).await.unwrap();
    }}

    both! { a_transaction_that_is_dropped_changes_nothing, db => {
        let mut tx = db.write().await.unwrap();
        execute!(tx, "CREATE TABLE t (a TEXT)").unwrap();
        drop(tx);
        assert!(execute!(db, "SELECT a FROM t").is_err());
    }}

    impl Db {
        /// A connection, taken out of the pool by a transaction that locks nothing.
        async fn write_nothing(&self) -> Result<Tx, Error> {
            Ok(Tx(match &self.pool {
                Engine::Sqlite(pool) => Engine::Sqlite(pool.begin().await?),
                Engine::Postgres(pool) => Engine::Postgres(pool.begin().await?),
            }))
        }
    }
}
