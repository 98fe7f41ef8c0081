//! People: looking them up, and changing what they are.

use std::fmt;

use jiff::Timestamp;

use crate::audit::{Action, record};
use crate::column::{Column, row};
use crate::sign_in::retried;
use crate::statement::{execute, fetch_all, fetch_optional};
use crate::{Db, Email, Error, UserId};

/// A person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// What everything of theirs refers to.
    pub id: UserId,
    /// What they are called, as they or a provider gave it.
    pub name: Option<String>,
    /// Their mail address; theirs alone only when it is verified.
    pub email: Option<Email>,
    /// When a mail, or a provider that is trusted with it, proved the address.
    pub email_verified_at: Option<Timestamp>,
    /// Address of a picture, from a provider.
    pub image: Option<String>,
    /// What they may do.
    pub role: Role,
    /// Whether they can sign in with a password.
    pub has_password: bool,
    /// When the account was made, in the earlier program if it came from there.
    pub created_at: Timestamp,
    /// When name, address, role or password last changed.
    pub updated_at: Timestamp,
    /// The latest sign-in.
    pub last_signed_in_at: Option<Timestamp>,
}

/// What somebody may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Everything with what is their own.
    User,
    /// Also with other accounts.
    Admin,
}

impl Role {
    /// The word that is stored and shown.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::User => "user",
            Role::Admin => "admin",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Column for Role {
    type Stored = String;
    fn read(stored: String) -> Result<Self, Error> {
        [Role::User, Role::Admin].into_iter().find(|role| role.as_str() == stored).ok_or(Error::Damaged)
    }
}

/// The columns of a [`User`]; nothing else may read them, and `password_hash` itself is not among them.
macro_rules! user_columns {
    () => {
        "users.id AS user_id, users.name AS user_name, users.email AS user_email, users.email_verified_at AS \
         user_email_verified_at, users.image AS user_image, users.role AS user_role, users.password_hash IS NOT NULL AS \
         user_has_password, users.created_at AS user_created_at, users.updated_at AS user_updated_at, \
         users.last_signed_in_at AS user_last_signed_in_at"
    };
}
pub(crate) use user_columns;

row!(User {
    id: "user_id",
    name: "user_name",
    email: "user_email",
    email_verified_at: "user_email_verified_at",
    image: "user_image",
    role: "user_role",
    has_password: "user_has_password",
    created_at: "user_created_at",
    updated_at: "user_updated_at",
    last_signed_in_at: "user_last_signed_in_at",
});

impl Db {
    /// The person with this id.
    pub async fn user(&self, id: &UserId) -> Result<Option<User>, Error> {
        const SQL: &str = concat!("SELECT ", user_columns!(), " FROM users WHERE id = $1");
        fetch_optional!(self, SQL, id.as_str())
    }

    /// The person who has verified this address.
    pub async fn user_by_email(&self, email: &Email) -> Result<Option<User>, Error> {
        const SQL: &str = concat!(
            "SELECT ",
            user_columns!(),
            " FROM users WHERE email = $1 AND email_verified_at IS NOT NULL"
        );
        fetch_optional!(self, SQL, email.as_str())
    }

    /// Everybody who has this address: first its owner, then those who have not proved it, the oldest first.
    pub async fn users_with_email(&self, email: &Email) -> Result<Vec<User>, Error> {
        const SQL: &str = concat!(
            "SELECT ",
            user_columns!(),
            " FROM users WHERE email = $1 ORDER BY email_verified_at IS NULL, created_at, id"
        );
        fetch_all!(self, SQL, email.as_str())
    }

    /// At most `limit` people, in the order of their ids, after the one given.
    pub async fn users(&self, after: Option<&UserId>, limit: u32) -> Result<Vec<User>, Error> {
        const SQL: &str =
            concat!("SELECT ", user_columns!(), " FROM users WHERE id > $1 ORDER BY id LIMIT $2");
        fetch_all!(self, SQL, after.map_or("", UserId::as_str), i64::from(limit))
    }

    /// Gives a person another name; `None` when there is no such person.
    pub async fn rename_user(&self, id: &UserId, name: &str, now: Timestamp) -> Result<Option<User>, Error> {
        const SQL: &str =
            concat!("UPDATE users SET name = $2, updated_at = $3 WHERE id = $1 RETURNING ", user_columns!());
        fetch_optional!(self, SQL, id.as_str(), name, now.as_second())
    }

    /// Gives a person another role; `None` when there is no such person. Sessions go on: the role is read at each use.
    pub async fn set_role(&self, id: &UserId, role: Role, now: Timestamp) -> Result<Option<User>, Error> {
        const SQL: &str =
            concat!("UPDATE users SET role = $2, updated_at = $3 WHERE id = $1 RETURNING ", user_columns!());
        let mut tx = self.write().await?;
        let user: Option<User> = fetch_optional!(tx, SQL, id.as_str(), role.as_str(), now.as_second())?;
        if user.is_some() {
            record(&mut tx, Some(id), Action::RoleChanged, Some(role.as_str()), now).await?;
        }
        tx.commit().await?;
        Ok(user)
    }

    /// Deletes a person with everything that is theirs: identities, sessions, tokens, jobs, events, preferences. Says
    /// whether there was one.
    pub async fn delete_user(&self, id: &UserId, now: Timestamp) -> Result<bool, Error> {
        retried!(self.delete_user_once(id, now))
    }

    async fn delete_user_once(&self, id: &UserId, now: Timestamp) -> Result<bool, Error> {
        let mut tx = self.write().await?;
        let deleted = execute!(tx, "DELETE FROM users WHERE id = $1", id.as_str())? > 0;
        if deleted {
            record(&mut tx, Some(id), Action::UserDeleted, None, now).await?;
        }
        tx.commit().await?;
        Ok(deleted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{after, both, google, hash, mail};

    both! { people_are_found_listed_renamed_and_promoted, db => {
        let ana = db.registered("ana@example.org", &hash("ana")).await.signed_in.user;
        let ben = db.signed_in(&google("2", "ben@example.org")).await.signed_in.user;
        assert_eq!((ana.has_password, ben.has_password), (true, false));
        assert_eq!(db.user(&ana.id).await.unwrap(), Some(ana.clone()));
        assert_eq!(db.user_by_email(&mail("Ben@Example.org")).await.unwrap(), Some(ben.clone()));
        assert_eq!(db.user(&UserId::new("nobody")).await.unwrap(), None);
        let unproved = crate::ProviderAccount { email_verified: false, ..google("3", "ben@example.org") };
        let claims = db.signed_in(&unproved).await.signed_in.user;
        assert_eq!(db.users_with_email(&mail("ben@example.org")).await.unwrap(), [ben.clone(), claims.clone()]);
        db.delete_user(&claims.id, after(1)).await.unwrap();

        let mut ids = [ana.id.clone(), ben.id.clone()];
        ids.sort();
        let first = db.users(None, 1).await.unwrap();
        let second = db.users(Some(&first[0].id), 10).await.unwrap();
        assert_eq!([&first[0].id, &second[0].id], [&ids[0], &ids[1]]);

        let renamed = db.rename_user(&ana.id, "Ana the First", after(5)).await.unwrap().unwrap();
        assert_eq!((renamed.name.as_deref(), renamed.updated_at), (Some("Ana the First"), after(5)));
        assert_eq!(ana.role, Role::User, "nobody is administrator by being first");
        let admin = db.set_role(&ana.id, Role::Admin, after(6)).await.unwrap().unwrap();
        assert_eq!(admin.role, Role::Admin);
        assert_eq!(db.set_role(&UserId::new("nobody"), Role::Admin, after(6)).await.unwrap(), None);
    }}

    both! { deleting_a_person_deletes_what_is_theirs_and_only_that, db => {
        let ana = db.registered("ana@example.org", &hash("ana")).await.signed_in.user.id;
        let ben = db.registered("ben@example.org", &hash("ben")).await.signed_in.user.id;
        for user in [&ana, &ben] {
            db.create_api_token(user, "n", "read", None, after(0)).await.unwrap();
            db.set_preferences(user, &crate::Preferences::default(), after(0)).await.unwrap();
            db.save_event(user, &calendar::Event::default(), after(0)).await.unwrap();
            db.request_email_change(user, &mail("new@example.org"), after(0)).await.unwrap();
        }
        db.delete_user(&ana, after(1)).await.unwrap();
        for sql in [
            "SELECT count(*) FROM users",
            "SELECT count(*) FROM sessions",
            "SELECT count(*) FROM api_tokens",
            "SELECT count(*) FROM preferences",
            "SELECT count(*) FROM events",
            "SELECT count(*) FROM mail_tokens",
            "SELECT count(*) FROM jobs",
        ] {
            assert_eq!(db.count(sql).await, 1, "{sql}");
        }
        let history = db.audit(&ana, 10).await.unwrap();
        assert_eq!(history[0].action, Action::UserDeleted);
        assert!(history.iter().all(|entry| entry.detail.as_deref().is_none_or(|said| !said.contains('@'))));
    }}
}
