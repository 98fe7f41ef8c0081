//! What newer programs do to a database that this one goes on using.

use super::{MIGRATIONS, Step};
use crate::Db;

/// The number after all of ours.
pub(super) const NEXT: i64 = MIGRATIONS.len() as i64 + 1;

/// Fails at its last statement, as one that was never tried on real rows does.
const BROKEN: &str =
    "CREATE TABLE more (a TEXT NOT NULL); DROP TABLE sessions; INSERT INTO absent VALUES (1);";

/// The tables of today.
const TABLES: &[&str] = &[
    "handoffs",
    "users",
    "identities",
    "sign_in_attempts",
    "sessions",
    "mail_tokens",
    "api_tokens",
    "preferences",
    "audit",
    "jobs",
    "events",
];

/// The migrations of a newer program: ours and one more.
pub(super) fn newer(sql: &'static str) -> Vec<Step> {
    [MIGRATIONS, &[(NEXT, "newer", sql)]].concat()
}

/// Columns, an index on each table, and a table, of which this program knows nothing.
fn expanding() -> &'static str {
    let columns = TABLES.iter().map(|table| {
        format!(
            "ALTER TABLE {table} ADD COLUMN newer_note TEXT; \
             ALTER TABLE {table} ADD COLUMN newer_count BIGINT NOT NULL DEFAULT 0; \
             CREATE INDEX {table}_newer ON {table} (newer_count); "
        )
    });
    let all: String = columns.chain(["CREATE TABLE newer (a TEXT NOT NULL);".to_owned()]).collect();
    all.leak()
}

impl Db {
    /// Migrates as one newer program that fails in the middle, and then as one that only adds.
    pub(crate) async fn migrate_as_newer_programs(&self) {
        self.migrate_to(&newer(BROKEN)).await.unwrap_err();
        assert_eq!(self.migrate_to(&newer(expanding())).await.unwrap().applied.len(), 1);
    }
}

#[test]
fn every_table_is_named() {
    let made: Vec<_> = MIGRATIONS
        .iter()
        .flat_map(|(_, _, sql)| sql.lines())
        .filter_map(|line| line.strip_prefix("CREATE TABLE ")?.split_once(' ').map(|(name, _)| name))
        .filter(|name| *name != "breaking_migrations")
        .collect();
    assert_eq!(made, TABLES);
}
