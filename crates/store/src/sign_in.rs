//! Signing in: one transaction that finds or makes the identity and the user, and opens the session.
//!
//! Either all of it is there afterwards or nothing is, whoever else signs in at the same moment and whenever the
//! program dies.

mod provider;

use jiff::Timestamp;

use crate::audit::{Action, record};
use crate::column::row;
use crate::db::Tx;
use crate::sessions::{SignedIn, open};
use crate::statement::fetch_optional;
use crate::users::user_columns;
use crate::{Db, Email, Error, PasswordHash, Token, User, UserId};

pub use provider::{ProviderAccount, SignIn};

/// How often a transaction that another one has crossed is tried.
pub(crate) const TRIES: u32 = 5;

/// Tries a transaction again when another one has crossed it and a second try settles it.
macro_rules! retried {
    ($transaction:expr) => {{
        let mut tries = 1;
        loop {
            match $transaction.await {
                Err(error) if tries < $crate::sign_in::TRIES && error.is_settled_by_another_try() => {
                    tries += 1
                }
                done => break done,
            }
        }
    }};
}
pub(crate) use retried;

/// A session that was opened just now, with the only copy of its token.
#[derive(Debug)]
pub struct NewSession {
    /// Who, and through which session.
    pub signed_in: SignedIn,
    /// What the browser is to carry.
    pub token: Token,
    /// Whether the account was made by this sign-in.
    pub is_new_user: bool,
}

/// What is needed to check a password.
#[derive(Clone, Debug)]
pub struct Login {
    /// Whose password it would be.
    pub user: UserId,
    /// What the password has to match.
    pub password_hash: PasswordHash,
    /// False: a mail has to prove the address before anybody is signed in.
    pub is_verified: bool,
}

#[derive(Debug)]
struct LoginRow {
    id: UserId,
    password_hash: PasswordHash,
    is_verified: bool,
}

row!(LoginRow { id: "id", password_hash: "password_hash", is_verified: "is_verified" });

impl Db {
    /// The password to check for an address: that of its owner, else that of the oldest account which has the address
    /// without having proved it. `None` when there is no account or it has no password; the caller then checks the
    /// password against a hash of its own, so that both take the same time.
    pub async fn login(&self, email: &Email) -> Result<Option<Login>, Error> {
        const SQL: &str = "SELECT id, password_hash, email_verified_at IS NOT NULL AS is_verified FROM users \
                           WHERE email = $1 AND (email_verified_at IS NOT NULL OR NOT EXISTS (\
                           SELECT 1 FROM users AS owner WHERE owner.email = $1 AND owner.email_verified_at IS NOT NULL)) \
                           AND password_hash IS NOT NULL ORDER BY created_at, id LIMIT 1";
        let row: Option<LoginRow> = fetch_optional!(self, SQL, email.as_str())?;
        Ok(row.map(|row| Login {
            user: row.id,
            password_hash: row.password_hash,
            is_verified: row.is_verified,
        }))
    }

    /// Opens a session for somebody whose password was checked against `login`. `None` when the account is gone, its
    /// password has changed meanwhile, or its address is not verified.
    pub async fn sign_in_with_password(
        &self,
        login: &Login,
        device: &str,
        now: Timestamp,
    ) -> Result<Option<NewSession>, Error> {
        const SQL: &str = concat!(
            "UPDATE users SET last_signed_in_at = $3 WHERE id = $1 AND password_hash = $2 \
             AND email_verified_at IS NOT NULL RETURNING ",
            user_columns!()
        );
        let mut tx = self.write().await?;
        let (id, hash) = (login.user.as_str(), login.password_hash.as_str());
        let user: Option<User> = fetch_optional!(tx, SQL, id, hash, now.as_second())?;
        let Some(user) = user else { return Ok(None) };
        let opened = open_for(&mut tx, user, false, "password", device, now).await?;
        tx.commit().await?;
        Ok(Some(opened))
    }
}

/// Opens the session of a user whose row this transaction has just written; `way` is what the audit says.
pub(crate) async fn open_for(
    tx: &mut Tx,
    user: User,
    is_new_user: bool,
    way: &str,
    device: &str,
    now: Timestamp,
) -> Result<NewSession, Error> {
    let (session, token) = open(tx, &user.id, device, now).await?;
    record(tx, Some(&user.id), Action::SignedIn, Some(way), now).await?;
    Ok(NewSession { signed_in: SignedIn { session, user }, token, is_new_user })
}

#[cfg(test)]
mod killed;
#[cfg(test)]
mod tests;
