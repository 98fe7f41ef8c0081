//! Throw-away accounts, with which a deployment proves that signing in works where it runs: opened by the same
//! transaction as everybody's, and gone after ten minutes at the latest.

use jiff::Timestamp;

use crate::statement::{execute, fetch_all, fetch_optional};
use crate::{
    ATTEMPT_LIFETIME, Db, Email, Error, NewSession, ProviderAccount, SignIn, TokenHash, UserId, instant,
};

/// The issuer of their identities, which no provider can have: the names of those are https addresses.
const ISSUER: &str = "smoke";

impl Db {
    /// Opens the account of a deployment's `nonce`, once; `None` for a nonce that was used within ten minutes.
    pub async fn open_throwaway(&self, nonce: &str, now: Timestamp) -> Result<Option<NewSession>, Error> {
        if !self.is_first_use(nonce, now).await? {
            return Ok(None);
        }
        let account = ProviderAccount {
            issuer: ISSUER,
            subject: nonce,
            email: Email::parse(&format!("smoke-{nonce}@invalid")).ok(),
            email_verified: true,
            name: Some("Smoke test"),
            image: None,
        };
        Ok(match self.sign_in(&account, true, "Deployment", now).await? {
            SignIn::Done(session) if session.is_new_user => Some(*session),
            SignIn::Done(_) | SignIn::Unknown => None,
        })
    }

    /// Deletes the account of a nonce; false when there is none (any more).
    pub async fn delete_throwaway(&self, nonce: &str, now: Timestamp) -> Result<bool, Error> {
        const SQL: &str = "SELECT user_id FROM identities WHERE issuer = $1 AND subject = $2";
        let found: Option<(String,)> = fetch_optional!(self, SQL, ISSUER, nonce)?;
        match found {
            Some((user,)) => self.delete_user(&UserId::new(user), now).await,
            None => Ok(false),
        }
    }

    /// Deletes those whose deployment died before it could.
    pub(crate) async fn delete_old_throwaways(&self, now: Timestamp) -> Result<u64, Error> {
        const SQL: &str = "SELECT user_id FROM identities WHERE issuer = $1 AND created_at <= $2";
        let old = instant::before(now, ATTEMPT_LIFETIME).as_second();
        let users: Vec<(String,)> = fetch_all!(self, SQL, ISSUER, old)?;
        let mut gone = 0;
        for (user,) in users {
            gone += u64::from(self.delete_user(&UserId::new(user), now).await?);
        }
        Ok(gone)
    }

    /// A nonce is remembered among the begun sign-ins, for as long as its token can be good.
    async fn is_first_use(&self, nonce: &str, now: Timestamp) -> Result<bool, Error> {
        const SQL: &str = "INSERT INTO sign_in_attempts (state_hash, body, expires_at) VALUES ($1, '', $2) \
                           ON CONFLICT DO NOTHING";
        let name = TokenHash::of(&format!("{ISSUER} {nonce}"));
        let expires_at = instant::after(now, ATTEMPT_LIFETIME).as_second();
        Ok(execute!(self, SQL, name.as_str(), expires_at)? > 0)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{after, both};

    both! { a_throwaway_account_is_opened_once_and_deleted, db => {
        let opened = db.open_throwaway("00ff", after(0)).await.unwrap().unwrap();
        let user = opened.signed_in.user;
        assert_eq!(user.email.unwrap().as_str(), "smoke-00ff@invalid");
        assert!(db.session(&opened.token.hash(), after(1)).await.unwrap().is_some());
        assert!(db.open_throwaway("00ff", after(1)).await.unwrap().is_none(), "used");
        assert!(db.delete_throwaway("00ff", after(2)).await.unwrap());
        assert!(db.session(&opened.token.hash(), after(3)).await.unwrap().is_none());
        assert!(!db.delete_throwaway("00ff", after(3)).await.unwrap(), "gone already");
        assert!(db.open_throwaway("00ff", after(4)).await.unwrap().is_none(), "used, though its account is gone");
    }}

    both! { one_that_was_left_goes_after_ten_minutes_and_nobody_else_does, db => {
        db.signed_in(&crate::testing::google("1", "ana@example.org")).await;
        db.open_throwaway("00ff", after(0)).await.unwrap().unwrap();
        for (second, users) in [(599, 2), (600, 1), (6000, 1)] {
            db.tidy(after(second)).await.unwrap();
            assert_eq!(db.count("SELECT count(*) FROM users").await, users, "after {second} s");
        }
    }}

    both! { of_many_with_one_nonce_one_is_let_in, db => {
        let tasks: Vec<_> = (0..8).map(|_| {
            let db = db.clone();
            tokio::spawn(async move { db.open_throwaway("00ff", after(0)).await.unwrap().is_some() })
        }).collect();
        let mut opened = 0;
        for task in tasks {
            opened += usize::from(task.await.unwrap());
        }
        assert_eq!(opened, 1);
    }}
}
