use std::collections::BTreeSet;

use super::*;
use crate::db::Engine;
use crate::statement::execute;
use crate::testing::{after, both, google, hash};

/// Runs statements that the database would refuse, had it its keys and checks.
async fn break_with(db: &Db, statements: &[&'static str]) {
    match &db.pool {
        Engine::Sqlite(pool) => {
            let mut connection = pool.acquire().await.unwrap();
            let off = ["PRAGMA foreign_keys = OFF", "PRAGMA ignore_check_constraints = ON"];
            for sql in off.iter().chain(statements) {
                sqlx::query(*sql).execute(&mut *connection).await.unwrap();
            }
            connection.close().await.unwrap();
        }
        Engine::Postgres(pool) => {
            let mut tx = pool.begin().await.unwrap();
            let off = [
                "SET LOCAL session_replication_role = replica",
                "ALTER TABLE users DROP CONSTRAINT users_role_check",
            ];
            for sql in off.iter().chain(statements) {
                sqlx::query(*sql).execute(&mut *tx).await.unwrap();
            }
            tx.commit().await.unwrap();
        }
    }
}

both! { a_database_in_use_has_no_findings, db => {
    let ana = db.registered("ana@example.org", &hash("ana")).await.signed_in.user.id;
    db.signed_in(&google("1", "ben@example.org")).await;
    db.create_api_token(&ana, "n", "read", None, after(0)).await.unwrap();
    db.request_reset(&crate::testing::mail("ana@example.org"), after(0)).await.unwrap();
    assert_eq!(db.doctor(after(1)).await.unwrap(), []);
}}

both! { every_contradiction_is_found_and_named_by_its_row, db => {
    let cases: &[(Fault, &str, &'static str)] = &[
        (Fault::SessionWithoutUser, "s1", "INSERT INTO sessions VALUES ('s1', '1234567890123456789012345678901234567890123', 'gone', 'x', 1, 1, 1, 2)"),
        (Fault::IdentityWithoutUser, "i1", "INSERT INTO identities VALUES ('i1', 'gone', 'iss', 'sub1', NULL, 1, NULL)"),
        (Fault::LeftoverWithoutUser, "e1", "INSERT INTO events VALUES ('e1', 'gone', 'u', '{}', '', 1, 1, NULL)"),
        (Fault::LeftoverWithoutUser, "gone", "INSERT INTO preferences (user_id, updated_at) VALUES ('gone', 1)"),
        (Fault::IdentityTwice, "i2", "INSERT INTO identities VALUES ('i2', 'u1', 'iss', 'sub2', NULL, 1, NULL), ('i3', 'u2', 'iss', 'sub2', NULL, 1, NULL)"),
        (Fault::AddressTwice, "u1", "INSERT INTO users (id, email, email_verified_at, role, created_at, updated_at) VALUES ('u1', 'a@example.org', 1, 'user', 1, 1), ('u2', 'a@example.org', 1, 'user', 1, 1)"),
        (Fault::AddressNotFolded, "u3", "INSERT INTO users (id, email, email_verified_at, role, created_at, updated_at) VALUES ('u3', 'B@example.org', 1, 'user', 1, 1)"),
        (Fault::UserWithoutWayIn, "u4", "INSERT INTO users (id, email, role, created_at, updated_at) VALUES ('u4', 'c@example.org', 'user', 1, 1)"),
        (Fault::UnknownRole, "u5", "INSERT INTO users (id, email, email_verified_at, role, created_at, updated_at) VALUES ('u5', 'd@example.org', 1, 'king', 1, 1)"),
        (Fault::SessionTimes, "s2", "INSERT INTO sessions VALUES ('s2', '2234567890123456789012345678901234567890123', 'u1', 'x', 1, 1, 1, 99999999)"),
        (Fault::EmptyTokenHash, "s3", "INSERT INTO sessions VALUES ('s3', '', 'u1', 'x', 1, 1, 1, 2)"),
        (Fault::JobOverdue, "j1", "INSERT INTO jobs (id, kind, payload, run_at, attempts, created_at) VALUES ('j1', 'mail', '{}', 1, 8, 1)"),
    ];
    let mut statements = vec!["DROP INDEX identities_by_subject", "DROP INDEX users_by_verified_email"];
    statements.extend(cases.iter().map(|(_, _, sql)| *sql));
    break_with(&db, &statements).await;
    let found: BTreeSet<_> =
        db.doctor(after(0)).await.unwrap().into_iter().map(|finding| (finding.fault, finding.row)).collect();
    let expected: BTreeSet<_> = cases.iter().map(|(fault, row, _)| (*fault, (*row).to_owned())).collect();
    assert_eq!(found, expected);
    for finding in db.doctor(after(0)).await.unwrap() {
        let said = finding.to_string();
        assert!(said.starts_with(&finding.row) && !said.contains('@'), "{said}");
    }
}}

both! { without_the_breaking_hand_the_database_refuses_all_that_itself, db => {
    for sql in [
        "INSERT INTO sessions VALUES ('s1', 'h', 'gone', 'x', 1, 1, 1, 2)",
        "INSERT INTO identities VALUES ('i1', 'gone', 'iss', 'sub1', NULL, 1, NULL)",
        "INSERT INTO preferences (user_id, updated_at) VALUES ('gone', 1)",
        "INSERT INTO users (id, role, created_at, updated_at) VALUES ('u5', 'king', 1, 1)",
        "INSERT INTO users (id, email_verified_at, role, created_at, updated_at) VALUES ('u6', 1, 'user', 1, 1)",
    ] {
        assert!(execute!(db, sql).is_err(), "{sql}");
    }
}}
