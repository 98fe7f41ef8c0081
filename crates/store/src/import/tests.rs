use super::*;
use crate::statement::{fetch_all, fetch_one};
use crate::testing::{Place, after, both, google, hash, mail};
use crate::{Role, SignIn};

const BCRYPT: &str = "$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW";

/// The earlier program's tables with eight people in them.
async fn earlier(place: &Place) -> Db {
    let db = place.migrated().await;
    for sql in [
        r#"CREATE TYPE "Role" AS ENUM ('USER', 'ADMIN')"#,
        r#"CREATE TABLE "User" (id TEXT PRIMARY KEY, name TEXT, email TEXT UNIQUE, "emailVerified" TIMESTAMP(3),
           image TEXT, "hashedPassword" TEXT, role "Role" NOT NULL DEFAULT 'USER',
           "createdAt" TIMESTAMP(3) NOT NULL DEFAULT '2023-01-02 03:04:05.678', "lastSignedInAt" TIMESTAMP(3))"#,
        r#"CREATE TABLE "Account" (id TEXT PRIMARY KEY, "userId" TEXT NOT NULL REFERENCES "User"(id), provider TEXT NOT NULL,
           "providerAccountId" TEXT NOT NULL, refresh_token TEXT, UNIQUE (provider, "providerAccountId"))"#,
        r#"INSERT INTO "User" (id, name, email, "emailVerified", image, "hashedPassword", role, "createdAt", "lastSignedInAt")
           VALUES ('c1', 'Ana', 'Ana@Example.org', '2023-02-03 04:05:06', 'https://example.org/a.png',
           '$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW', 'ADMIN', '2022-12-31 23:59:59.999', '2024-05-06 07:08:09')"#,
        r#"INSERT INTO "User" (id, email, "hashedPassword") VALUES ('c2', 'ben@example.org',
           '$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW')"#,
        r#"INSERT INTO "User" (id, name, email) VALUES ('c3', 'Cleo', 'cleo@example.org')"#,
        r#"INSERT INTO "User" (id, email, "emailVerified") VALUES ('c4', 'taken@example.org', '2023-02-03 04:05:06')"#,
        r#"INSERT INTO "User" (id, name) VALUES ('c5', 'Nobody')"#,
        r#"INSERT INTO "User" (id, email, "emailVerified") VALUES ('c6', 'fay@example.org', '2023-02-03 04:05:06')"#,
        r#"INSERT INTO "User" (id, email, "hashedPassword") VALUES ('c7', 'gus@example.org', 'plain text')"#,
        r#"INSERT INTO "User" (id, email, "emailVerified") VALUES ('c8', 'ANA@example.org', '2023-02-03 04:05:06')"#,
        r#"INSERT INTO "Account" VALUES ('a1', 'c1', 'google', 'g-ana', 'secret'), ('a3', 'c3', 'google', 'g-cleo', NULL),
           ('a6', 'c6', 'github', 'h-fay', NULL), ('a7', 'c7', 'google', 'g-gus', NULL)"#,
    ] {
        match &db.pool {
            crate::db::Engine::Postgres(pool) => sqlx::query(sql).execute(pool).await.unwrap(),
            crate::db::Engine::Sqlite(_) => unreachable!("the earlier program's tables are PostgreSQL's"),
        };
    }
    db
}

async fn content(db: &Db) -> Vec<(String,)> {
    fetch_all!(
        db,
        r#"SELECT CAST(u AS TEXT) FROM "User" u UNION ALL SELECT CAST(a AS TEXT) FROM "Account" a ORDER BY 1"#
    )
    .unwrap()
}

fn skipped(user: &str, reason: SkipReason) -> Skipped {
    Skipped { user: user.to_owned(), reason }
}

both! { people_of_the_earlier_program_are_taken_over_once_and_their_tables_left_alone, db => {
    let place = Place::postgres();
    let source = earlier(&place).await;
    let before = content(&source).await;
    db.registered("taken@example.org", &hash("here")).await;

    let done = db.import_users(&place.url, after(0)).await.unwrap();
    assert_eq!((done.users, done.identities, done.known_users), (5, 3, 0));
    assert_eq!(
        done.skipped,
        [
            skipped("c4", SkipReason::AddressTaken),
            skipped("c5", SkipReason::NoWayIn),
            skipped("c6", SkipReason::UnknownProvider),
            skipped("c7", SkipReason::UnknownPassword),
            skipped("c8", SkipReason::AddressTaken),
        ]
    );

    let ana = db.user(&UserId::new("c1")).await.unwrap().unwrap();
    assert_eq!((ana.name.as_deref(), ana.email.as_ref()), (Some("Ana"), Some(&mail("ana@example.org"))));
    assert_eq!((ana.role, ana.has_password, ana.image.is_some()), (Role::Admin, true, true));
    let second = |time: &str| time.parse::<Timestamp>().unwrap();
    assert_eq!(ana.created_at, second("2022-12-31T23:59:59Z"));
    assert_eq!(ana.email_verified_at, Some(second("2023-02-03T04:05:06Z")));
    assert_eq!(ana.last_signed_in_at, Some(second("2024-05-06T07:08:09Z")));
    let login = db.login(&mail("ana@example.org")).await.unwrap().unwrap();
    assert!(login.is_verified && login.password_hash.is_bcrypt() && login.password_hash.as_str() == BCRYPT);
    assert!(!db.login(&mail("ben@example.org")).await.unwrap().unwrap().is_verified);

    let SignIn::Done(cleo) = db.sign_in(&google("g-cleo", "cleo@example.org"), false, "x", after(1)).await.unwrap()
    else { panic!("who had an account is known by its identity") };
    assert_eq!(cleo.signed_in.user.id.as_str(), "c3");
    assert_eq!(db.doctor(after(2)).await.unwrap(), []);
    assert_eq!(content(&source).await, before);
}}

both! { an_import_can_be_repeated_and_changes_nothing_that_is_here, db => {
    let place = Place::postgres();
    let source = earlier(&place).await;
    db.import_users(&place.url, after(0)).await.unwrap();
    let ana = UserId::new("c1");
    db.rename_user(&ana, "Ana here", after(1)).await.unwrap();
    db.change_password(&ana, &hash("changed"), None, after(1)).await.unwrap();
    db.delete_user(&UserId::new("c2"), after(1)).await.unwrap();
    match &source.pool {
        crate::db::Engine::Postgres(pool) => {
            let new = r#"INSERT INTO "User" (id, email, "emailVerified") VALUES ('c9', 'new@example.org', '2025-01-01')"#;
            sqlx::query(new).execute(pool).await.unwrap()
        }
        crate::db::Engine::Sqlite(_) => unreachable!("the earlier program's tables are PostgreSQL's"),
    };

    let again = db.import_users(&place.url, after(2)).await.unwrap();
    assert_eq!((again.users, again.identities, again.known_users), (1, 0, 5));
    assert!(again.skipped.contains(&skipped("c2", SkipReason::Deleted)), "{again}");
    assert!(again.to_string().contains("c2: left out: the account was deleted here"), "{again}");
    let now = db.user(&ana).await.unwrap().unwrap();
    assert_eq!(now.name.as_deref(), Some("Ana here"));
    assert_eq!(db.password_hash(&ana).await.unwrap(), Some(hash("changed")));
    assert_eq!(db.user(&UserId::new("c2")).await.unwrap(), None);
}}

both! { an_import_from_elsewhere_says_what_is_wrong_and_adds_nobody, db => {
    assert!(matches!(db.import_users("sqlite:nowhere.db", after(0)).await, Err(Error::UnknownEngine)));
    assert!(!std::path::Path::new("nowhere.db").exists());
    let empty = Place::postgres();
    assert!(matches!(db.import_users(&empty.url, after(0)).await, Err(Error::Database(_))));
    let (users,): (i64,) = fetch_one!(db, "SELECT count(*) FROM users").unwrap();
    assert_eq!(users, 0);
}}
