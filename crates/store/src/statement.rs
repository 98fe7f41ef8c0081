//! How a statement is written once for both engines: `fetch_optional!(db, SQL, value, …)`.
//!
//! The first argument is a `Db` or a `Tx`, the others are bound to `$1`, `$2`, … in their order.

use sqlx::postgres::{PgConnection, PgPool};
use sqlx::sqlite::{SqliteConnection, SqlitePool};

use crate::Db;
use crate::db::{Engine, Tx};

impl Db {
    /// What statements outside a transaction run on.
    pub(crate) fn handle(&self) -> Engine<&SqlitePool, &PgPool> {
        match &self.pool {
            Engine::Sqlite(pool) => Engine::Sqlite(pool),
            Engine::Postgres(pool) => Engine::Postgres(pool),
        }
    }
}

impl Tx {
    /// What statements of the transaction run on.
    pub(crate) fn handle(&mut self) -> Engine<&mut SqliteConnection, &mut PgConnection> {
        match &mut self.0 {
            Engine::Sqlite(tx) => Engine::Sqlite(tx),
            Engine::Postgres(tx) => Engine::Postgres(tx),
        }
    }
}

/// Runs a statement and says how many rows it touched.
macro_rules! execute {
    ($on:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        $crate::db::on!($on.handle(), c => {
            sqlx::query($sql)$(.bind($value))*.execute(c).await.map(|done| done.rows_affected())
        })
        .map_err($crate::Error::from)
    };
}

/// Runs a query that gives exactly one row.
macro_rules! fetch_one {
    ($on:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        $crate::db::on!($on.handle(), c => sqlx::query_as($sql)$(.bind($value))*.fetch_one(c).await)
            .map_err($crate::Error::from)
    };
}

/// Runs a query that gives one row or none.
macro_rules! fetch_optional {
    ($on:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        $crate::db::on!($on.handle(), c => sqlx::query_as($sql)$(.bind($value))*.fetch_optional(c).await)
            .map_err($crate::Error::from)
    };
}

/// Runs a query that gives any number of rows.
macro_rules! fetch_all {
    ($on:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        $crate::db::on!($on.handle(), c => sqlx::query_as($sql)$(.bind($value))*.fetch_all(c).await)
            .map_err($crate::Error::from)
    };
}

pub(crate) use {execute, fetch_all, fetch_one, fetch_optional};
