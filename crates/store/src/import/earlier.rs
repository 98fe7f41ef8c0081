//! The earlier program's tables, as its object mapper made them: names in quotes, times without a zone that mean UTC.

use jiff::Timestamp;

use crate::column::row;
use crate::db::{Engine, Tx};
use crate::statement::fetch_all;
use crate::users::Role;
use crate::{Db, Email, Error, PasswordHash, UserId};

/// A row of `"User"`.
#[derive(Debug)]
pub(super) struct Person {
    pub(super) id: UserId,
    pub(super) name: Option<String>,
    email: Option<String>,
    pub(super) email_verified_at: Option<Timestamp>,
    pub(super) image: Option<String>,
    pub(super) password: Option<String>,
    role: Option<String>,
    pub(super) created_at: Timestamp,
    pub(super) last_signed_in_at: Option<Timestamp>,
}

row!(Person {
    id: "id",
    name: "name",
    email: "email",
    email_verified_at: "email_verified_at",
    image: "image",
    password: "password",
    role: "role",
    created_at: "created_at",
    last_signed_in_at: "last_signed_in_at",
});

/// A row of `"Account"`.
#[derive(Debug)]
pub(super) struct Account {
    pub(super) user: UserId,
    provider: String,
    pub(super) subject: String,
}

row!(Account { user: "user_id", provider: "provider", subject: "subject" });

impl Person {
    pub(super) fn email(&self) -> Option<Email> {
        self.email.as_deref().and_then(|email| Email::parse(email).ok())
    }

    pub(super) fn password_hash(&self) -> Option<PasswordHash> {
        self.password.as_deref().and_then(PasswordHash::parse)
    }

    pub(super) fn role(&self) -> Role {
        match &self.role {
            Some(role) if role.eq_ignore_ascii_case("admin") => Role::Admin,
            _ => Role::User,
        }
    }
}

impl Account {
    /// The provider as its tokens name it.
    pub(super) fn issuer(&self) -> Option<&'static str> {
        (self.provider == "google").then_some("https://accounts.google.com")
    }
}

/// Everybody, the oldest first, and their accounts; read in one transaction that cannot write.
pub(super) async fn read(url: &str) -> Result<(Vec<Person>, Vec<Account>), Error> {
    const PEOPLE: &str = r#"SELECT CAST(id AS TEXT) AS id, name, email, image, "hashedPassword" AS password,
        CAST(role AS TEXT) AS role, CAST(floor(extract(epoch FROM "emailVerified")) AS BIGINT) AS email_verified_at,
        CAST(floor(extract(epoch FROM "createdAt")) AS BIGINT) AS created_at,
        CAST(floor(extract(epoch FROM "lastSignedInAt")) AS BIGINT) AS last_signed_in_at
        FROM "User" ORDER BY "createdAt", id"#;
    const ACCOUNTS: &str = r#"SELECT CAST("userId" AS TEXT) AS user_id, provider, "providerAccountId" AS subject
        FROM "Account" ORDER BY "userId", provider, "providerAccountId""#;
    let db = Db::open_server(url).await?;
    let Engine::Postgres(pool) = &db.pool else { return Err(Error::UnknownEngine) };
    let begun = pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
    let mut tx = Tx(Engine::Postgres(begun));
    let people = fetch_all!(tx, PEOPLE)?;
    let accounts = fetch_all!(tx, ACCOUNTS)?;
    tx.commit().await?;
    db.close().await;
    Ok((people, accounts))
}
