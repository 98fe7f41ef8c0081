use super::newer::{NEXT, newer};
use super::*;
use crate::statement::{execute, fetch_one};
use crate::testing::{Place, both};

const FIRST: Step = (1, "notes", "CREATE TABLE notes (a TEXT NOT NULL);");
const SECOND: Step = (2, "note index", "CREATE INDEX notes_by_a ON notes (a);");
const BROKEN: Step = (3, "broken", "CREATE TABLE more (a TEXT); INSERT INTO absent VALUES (1);");

/// Writes a test for each engine that begins with an empty database, not a migrated one.
macro_rules! both_empty {
    ($name:ident, $db:ident => $body:block) => {
        mod $name {
            use super::*;
            async fn test($db: Db) $body
            #[tokio::test]
            async fn sqlite() {
                let place = Place::sqlite();
                test(place.open().await).await;
            }
            #[tokio::test]
            async fn postgres() {
                let place = Place::postgres();
                test(place.open().await).await;
            }
        }
    };
}

both_empty! { a_new_database_gets_every_migration_once_and_no_copy, db => {
    let first = db.migrate().await.unwrap();
    assert_eq!(first.applied.len(), MIGRATIONS.len());
    assert_eq!(first.copy, None);
    assert!(first.to_string().starts_with("applied 0001 handoffs, 0002 accounts"), "{first}");
    assert_eq!(db.migrate().await.unwrap().to_string(), "the database is up to date");
}}

both_empty! { a_failing_migration_leaves_everything_as_it_was_and_can_be_mended, db => {
    db.migrate_to(&[FIRST]).await.unwrap();
    let error = db.migrate_to(&[FIRST, SECOND, BROKEN]).await.unwrap_err();
    assert!(matches!(error, Error::Migration(_)), "{error:?}");
    // The migration before the broken one went with it.
    assert_eq!(db.migrate_to(&[FIRST, SECOND]).await.unwrap().applied, ["0002 note index"]);
    assert!(execute!(db, "SELECT a FROM more").is_err());
}}

both_empty! { an_edited_migration_is_refused, db => {
    db.migrate_to(&[FIRST, SECOND]).await.unwrap();
    let edited = db.migrate_to(&[(1, "notes", "CREATE TABLE notes (b TEXT);"), SECOND]).await.unwrap_err();
    assert!(matches!(edited, Error::EditedMigration { version: 1 }), "{edited:?}");
}}

both! { of_many_programs_starting_at_once_exactly_one_migrates, _db, place => {
    let fresh = match place.file() {
        Some(_) => Place::sqlite(),
        None => Place::postgres(),
    };
    let starts: Vec<_> = (0..8)
        .map(|_| {
            let url = fresh.url.clone();
            tokio::spawn(async move { Db::open(&url).await?.migrate().await })
        })
        .collect();
    let mut applied = 0;
    for start in starts {
        applied += start.await.unwrap().unwrap().applied.len();
    }
    assert_eq!(applied, MIGRATIONS.len());
}}

#[tokio::test]
async fn an_sqlite_file_in_use_is_copied_with_its_rows_before_it_changes() {
    let place = Place::sqlite();
    let db = place.open().await;
    db.migrate_to(&[FIRST]).await.unwrap();
    execute!(db, "INSERT INTO notes VALUES ('kept')").unwrap();
    let done = db.migrate_to(&[FIRST, SECOND]).await.unwrap();
    assert_eq!(done.applied, ["0002 note index"]);
    let copy = done.copy.clone().unwrap();
    assert!(done.to_string().ends_with("calendar.db.schema-1"), "{done}");

    let old = Db::open_file(&copy).await.unwrap();
    let (note,): (String,) = fetch_one!(old, "SELECT a FROM notes").unwrap();
    assert_eq!(note, "kept");
    assert_eq!(old.migrate_to(&[FIRST]).await.unwrap(), Migrated::default());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&copy).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[tokio::test]
async fn a_newer_sqlite_file_is_refused_because_its_copy_can_be_restored() {
    let place = Place::sqlite();
    let db = place.open().await;
    db.migrate_to(&[FIRST, SECOND]).await.unwrap();
    let newer = db.migrate_to(&[FIRST]).await.unwrap_err();
    assert!(matches!(newer, Error::NewerSchema { version: 2 }), "{newer:?}");
}

#[tokio::test]
async fn an_sqlite_file_is_made_ready_by_migrating_it() {
    let place = Place::sqlite();
    let db = place.open().await;
    assert_eq!(db.make_ready().await.unwrap().applied.len(), MIGRATIONS.len());
}

#[tokio::test]
async fn an_older_postgres_is_refused_with_the_migration_that_is_missing() {
    let db = Place::postgres().open().await;
    let empty = db.make_ready().await.unwrap_err();
    assert!(matches!(empty, Error::OlderSchema { version: 1 }), "{empty:?}");
    db.migrate_to(&MIGRATIONS[..1]).await.unwrap();
    let older = db.make_ready().await.unwrap_err();
    assert!(matches!(older, Error::OlderSchema { version: 2 }), "{older:?}");
    assert!(older.to_string().contains("run `migrate`"), "{older}");
    db.migrate().await.unwrap();
    assert_eq!(db.make_ready().await.unwrap(), Migrated::default());
}

#[tokio::test]
async fn a_newer_postgres_is_served_unless_a_migration_is_marked_as_breaking() {
    let db = Place::postgres().open().await;
    db.migrate_to(&newer("CREATE TABLE extra (a TEXT);")).await.unwrap();
    assert_eq!(db.make_ready().await.unwrap(), Migrated::default());
    assert_eq!(db.migrate().await.unwrap(), Migrated::default());

    let db = Place::postgres().open().await;
    let marked = format!("INSERT INTO breaking_migrations VALUES ({NEXT}, '2.1.0');");
    db.migrate_to(&newer(marked.leak())).await.unwrap();
    for refusal in [db.make_ready().await.unwrap_err(), db.migrate().await.unwrap_err()] {
        assert!(
            matches!(&refusal, Error::BreakingSchema { version: NEXT, min_program } if min_program == "2.1.0")
        );
        assert!(refusal.to_string().contains("2.1.0"), "{refusal}");
    }
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

/// What a program that does not know of a migration cannot live with.
fn breaks(sql: &str) -> bool {
    let upper = sql.to_uppercase();
    let words: Vec<_> = upper.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
    let adds_what_must_be_given = upper.split(';').any(|statement| {
        statement.contains("ADD COLUMN") && statement.contains("NOT NULL") && !statement.contains("DEFAULT")
    });
    adds_what_must_be_given || ["DROP", "RENAME", "TRIGGER"].iter().any(|word| words.contains(word))
}

#[test]
fn what_an_older_program_cannot_live_with_is_seen() {
    for (sql, expected) in [
        ("CREATE TABLE more (a TEXT NOT NULL);", false),
        ("CREATE INDEX users_by_name ON users (name);", false),
        ("ALTER TABLE users ADD COLUMN nickname TEXT;", false),
        ("ALTER TABLE users ADD COLUMN visits BIGINT NOT NULL DEFAULT 0;", false),
        ("ALTER TABLE users ADD COLUMN visits BIGINT NOT NULL;", true),
        ("ALTER TABLE users DROP COLUMN name;", true),
        ("ALTER TABLE users RENAME COLUMN name TO called;", true),
        ("DROP TABLE users;", true),
        ("CREATE TRIGGER t BEFORE INSERT ON users EXECUTE FUNCTION f();", true),
    ] {
        assert_eq!(breaks(sql), expected, "{sql}");
    }
}

/// A change that takes something away comes in two releases: the first stops using it, the second, which says so in
/// `breaking_migrations`, takes it away.
#[test]
fn a_migration_only_adds_or_says_that_it_breaks() {
    for (version, name, sql) in MIGRATIONS {
        let code: String = sql.lines().filter(|line| !line.trim_start().starts_with("--")).collect();
        assert!(!breaks(&code) || code.contains("INSERT INTO breaking_migrations"), "{version} {name}");
    }
}
