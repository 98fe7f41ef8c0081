//! Changing a password: by who knows it, by who gets the mail, and by the program when its way of hashing has changed.

use jiff::Timestamp;

use crate::address::{Proof, prove_address};
use crate::audit::{Action, record};
use crate::db::Tx;
use crate::mails::{Letter, Mail, Order, Purpose, press};
use crate::sessions::end_all;
use crate::sign_in::retried;
use crate::statement::{execute, fetch_optional};
use crate::users::user_columns;
use crate::{Db, Email, Error, Login, PasswordHash, SessionId, TokenHash, User, UserId};

impl Db {
    /// Replaces a hash by a better one of the same password, which the person has just typed. Nothing happens when the
    /// password was changed meanwhile; says whether it was replaced.
    pub async fn rehash_password(&self, login: &Login, better: &PasswordHash) -> Result<bool, Error> {
        const SQL: &str = "UPDATE users SET password_hash = $3 WHERE id = $1 AND password_hash = $2";
        let (user, old) = (login.user.as_str(), login.password_hash.as_str());
        Ok(execute!(self, SQL, user, old, better.as_str())? > 0)
    }

    /// The hash of a person's password, for asking them to show that it is them.
    pub async fn password_hash(&self, user: &UserId) -> Result<Option<PasswordHash>, Error> {
        const SQL: &str = "SELECT password_hash FROM users WHERE id = $1 AND password_hash IS NOT NULL";
        let row: Option<(String,)> = fetch_optional!(self, SQL, user.as_str())?;
        row.map(|(hash,)| PasswordHash::parse(&hash).ok_or(Error::Damaged)).transpose()
    }

    /// Sets another password, tells the person by mail, and ends every session but `keep`. `None` when there is no such
    /// person.
    pub async fn change_password(
        &self,
        user: &UserId,
        password_hash: &PasswordHash,
        keep: Option<&SessionId>,
        now: Timestamp,
    ) -> Result<Option<User>, Error> {
        let mut tx = self.write().await?;
        let changed = set_password(&mut tx, user, password_hash, keep, now).await?;
        tx.commit().await?;
        Ok(changed)
    }

    /// Queues the mail that lets a person set a new password, if the address has an account with or without a password.
    /// The caller learns nothing.
    pub async fn request_reset(&self, email: &Email, now: Timestamp) -> Result<(), Error> {
        const SQL: &str = "SELECT id FROM users WHERE email = $1 AND (email_verified_at IS NOT NULL \
                           OR (password_hash IS NOT NULL AND NOT EXISTS (SELECT 1 FROM users AS owner \
                           WHERE owner.email = $1 AND owner.email_verified_at IS NOT NULL))) \
                           ORDER BY created_at, id LIMIT 1";
        let mut tx = self.write().await?;
        let row: Option<(String,)> = fetch_optional!(tx, SQL, email.as_str())?;
        let user = row.map(|(id,)| UserId::new(id));
        record(&mut tx, user.as_ref(), Action::ResetRequested, None, now).await?;
        if let Some(user) = &user {
            let order =
                Order { purpose: Purpose::Reset, user: Some(user), email, name: None, password_hash: None };
            order.mail(&mut tx, now).await?;
        }
        tx.commit().await
    }

    /// Sets a new password by the mailed link, which also proves the address; ends every session and signs nobody in.
    /// When the address was not proved before, nothing else opens the account any more, neither providers nor keys.
    /// `None` when the link does nothing any more.
    pub async fn reset_password(
        &self,
        token: &TokenHash,
        password_hash: &PasswordHash,
        now: Timestamp,
    ) -> Result<Option<User>, Error> {
        retried!(self.reset_password_once(token, password_hash, now))
    }

    async fn reset_password_once(
        &self,
        token: &TokenHash,
        password_hash: &PasswordHash,
        now: Timestamp,
    ) -> Result<Option<User>, Error> {
        let mut tx = self.write().await?;
        let Some(pressed) = press(&mut tx, token, Purpose::Reset, now).await? else { return Ok(None) };
        let Some(user) = &pressed.user else { return Ok(None) };
        if prove_address(&mut tx, user, &pressed.email, Proof::Mail, now).await? {
            forget_other_ways_in(&mut tx, user, now).await?;
        }
        let changed = set_password(&mut tx, user, password_hash, None, now).await?;
        // Bound to the address as well: after a change of address, a link mailed to the old one sets nothing.
        let is_still_theirs =
            |user: &User| user.email.as_ref() == Some(&pressed.email) && user.email_verified_at.is_some();
        let Some(changed) = changed.filter(is_still_theirs) else { return Ok(None) };
        tx.commit().await?;
        Ok(Some(changed))
    }
}

/// Takes from an account whose address is proved only now what others may have put there before: whoever made it need not
/// have owned the address. A provider that proves the address, too, is linked again at its next sign-in.
async fn forget_other_ways_in(tx: &mut Tx, user: &UserId, now: Timestamp) -> Result<(), Error> {
    let identities = execute!(tx, "DELETE FROM identities WHERE user_id = $1", user.as_str())?;
    execute!(tx, "DELETE FROM api_tokens WHERE user_id = $1", user.as_str())?;
    if identities > 0 {
        record(tx, Some(user), Action::IdentityUnlinked, None, now).await?;
    }
    Ok(())
}

async fn set_password(
    tx: &mut Tx,
    user: &UserId,
    password_hash: &PasswordHash,
    keep: Option<&SessionId>,
    now: Timestamp,
) -> Result<Option<User>, Error> {
    const SQL: &str = concat!(
        "UPDATE users SET password_hash = $2, updated_at = $3 WHERE id = $1 RETURNING ",
        user_columns!()
    );
    const FORGET: &str = "DELETE FROM mail_tokens WHERE user_id = $1 AND kind = 'reset'";
    let changed: Option<User> =
        fetch_optional!(tx, SQL, user.as_str(), password_hash.as_str(), now.as_second())?;
    let Some(changed) = changed else { return Ok(None) };
    end_all(tx, user, keep).await?;
    execute!(tx, FORGET, user.as_str())?;
    record(tx, Some(user), Action::PasswordChanged, None, now).await?;
    if let (Some(to), Some(_)) = (&changed.email, changed.email_verified_at) {
        let mail = Mail { letter: Letter::PasswordChanged, to: to.clone(), token: None };
        mail.queue(tx, Some(user), now).await?;
    }
    Ok(Some(changed))
}
