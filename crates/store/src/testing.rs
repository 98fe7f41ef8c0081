//! Every test of this crate on every engine.

use std::path::PathBuf;

use uuid::Uuid;

use crate::statement::fetch_one;
use crate::{Db, Email, Mail, NewSession, PasswordHash, ProviderAccount, SignIn, Token};

/// Noon of a day in November 2025, which the tests call now.
pub(crate) const NOON: i64 = 1_764_072_000;

/// Seconds of a day.
pub(crate) const DAY: i64 = 24 * 60 * 60;

/// `NOON` and some seconds.
pub(crate) fn after(seconds: i64) -> jiff::Timestamp {
    jiff::Timestamp::from_second(NOON + seconds).unwrap()
}

/// Writes one test for each engine, given a database that is up to date and empty, and one for a PostgreSQL that a newer
/// program has migrated: while that is deployed, and after it was put back, this program works on its schema.
macro_rules! both {
    ($(#[$meta:meta])* $name:ident, $db:ident => $body:block) => {
        $crate::testing::both!($(#[$meta])* $name, $db, _place => $body);
    };
    ($(#[$meta:meta])* $name:ident, $db:ident, $place:ident => $body:block) => {
        async fn $name($db: crate::Db, $place: &crate::testing::Place) $body

        $(#[$meta])*
        mod $name {
            #[tokio::test(flavor = "multi_thread")]
            async fn sqlite() {
                let place = crate::testing::Place::sqlite();
                super::$name(place.migrated().await, &place).await;
            }

            #[tokio::test(flavor = "multi_thread")]
            async fn postgres() {
                let place = crate::testing::Place::postgres();
                super::$name(place.migrated().await, &place).await;
            }

            #[tokio::test(flavor = "multi_thread")]
            async fn newer_postgres() {
                let place = crate::testing::Place::postgres();
                let db = place.migrated().await;
                db.migrate_as_newer_programs().await;
                super::$name(db, &place).await;
            }
        }
    };
}
pub(crate) use both;

/// Where a test's database lies; gone after the test.
pub(crate) struct Place {
    /// What `Db::open` takes.
    pub(crate) url: String,
    folder: Option<tempfile::TempDir>,
}

impl Place {
    pub(crate) fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("calendar.db").display());
        Self { url, folder: Some(folder) }
    }

    /// A schema of its own on the server that the test command started, which ends with the command.
    pub(crate) fn postgres() -> Self {
        let server = server();
        let url = format!("{server}?schema=test_{}", Uuid::now_v7().simple());
        Self { url, folder: None }
    }

    /// The file of an SQLite database.
    pub(crate) fn file(&self) -> Option<PathBuf> {
        self.folder.as_ref().map(|folder| folder.path().join("calendar.db"))
    }

    /// One more handle on the same database, as another instance of the program has.
    pub(crate) async fn open(&self) -> Db {
        Db::open(&self.url).await.unwrap()
    }

    pub(crate) async fn migrated(&self) -> Db {
        let db = self.open().await;
        db.migrate().await.unwrap();
        db
    }
}

/// The address of the PostgreSQL for tests. Not having one fails the test: skipping would hide half of the suite.
pub(crate) fn server() -> String {
    std::env::var("TEST_POSTGRES_URL").expect(
        "TEST_POSTGRES_URL names no PostgreSQL: run `cargo xtask test`, or `cargo xtask postgres cargo test -p store`",
    )
}

/// What a provider says about somebody, with an address that it vouches for.
pub(crate) fn google(subject: &'static str, email: &str) -> ProviderAccount<'static> {
    ProviderAccount {
        issuer: "https://accounts.google.com",
        subject,
        email: Some(mail(email)),
        email_verified: true,
        name: Some("Ana Example"),
        image: None,
    }
}

/// A mail address.
pub(crate) fn mail(address: &str) -> Email {
    Email::parse(address).unwrap()
}

/// A hash that no password has; `label` tells it from others.
pub(crate) fn hash(label: &str) -> PasswordHash {
    PasswordHash::parse(&format!("$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ${label}")).unwrap()
}

impl Db {
    /// Signs in with a provider, newcomer or not.
    pub(crate) async fn signed_in(&self, account: &ProviderAccount<'_>) -> NewSession {
        match self.sign_in(account, true, "a browser", after(0)).await.unwrap() {
            SignIn::Done(session) => *session,
            SignIn::Unknown => panic!("newcomers are taken"),
        }
    }

    /// Sends the mail that is queued, as the worker does: gives it and the token of its link.
    pub(crate) async fn next_mail(&self, now: jiff::Timestamp) -> Option<(Mail, Option<Token>)> {
        let job = self.claim_job(jiff::SignedDuration::from_mins(1), now).await.unwrap()?;
        let mail = Mail::of(&job).unwrap();
        let token = match &mail.token {
            Some(id) => self.arm_mail_token(id, now).await.unwrap(),
            None => None,
        };
        assert!(self.finish_job(&job).await.unwrap());
        Some((mail, token))
    }

    /// A person who has registered with a password.
    pub(crate) async fn registered(&self, email: &str, password: &PasswordHash) -> NewSession {
        self.request_registration(&mail(email), Some("Ana"), password, after(0)).await.unwrap();
        let (_, token) = self.next_mail(after(0)).await.unwrap();
        self.confirm_registration(&token.unwrap().hash(), None, "a browser", after(0)).await.unwrap().unwrap()
    }

    /// How many rows a query counts.
    pub(crate) async fn count(&self, sql: &'static str) -> i64 {
        let (count,): (i64,) = fetch_one!(self, sql).unwrap();
        count
    }
}
