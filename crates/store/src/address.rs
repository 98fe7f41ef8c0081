//! Who owns a mail address: proving it, and changing it.

use jiff::Timestamp;

use crate::audit::{Action, record};
use crate::db::Tx;
use crate::mails::{Letter, Mail, Order, Purpose, press};
use crate::sessions::end_all;
use crate::sign_in::{NewSession, open_for, retried};
use crate::statement::{execute, fetch_all, fetch_optional};
use crate::users::user_columns;
use crate::{Db, Email, Error, SessionId, TokenHash, User, UserId};

/// How an address was proved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Proof {
    /// A link mailed there was pressed by somebody who has the password, or is about to set one.
    Mail,
    /// A provider vouches for it; whoever set a password before may have been somebody else.
    Provider,
}

/// How a change of address ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EmailChange {
    /// The account has the new address now.
    Done(Box<User>),
    /// Somebody else has verified the new address meanwhile; nothing was changed.
    Taken,
    /// The link was pressed before, replaced or has expired; nothing was changed.
    Invalid,
}

/// Makes `email` the verified address of `user` if it is theirs but for the proof, and nobody else has proved it; says
/// whether anything was done. Whoever was signed in before the proof is signed out.
pub(crate) async fn prove_address(
    tx: &mut Tx,
    user: &UserId,
    email: &Email,
    proof: Proof,
    now: Timestamp,
) -> Result<bool, Error> {
    const SQL: &str = "UPDATE users SET email = $2, email_verified_at = $3, updated_at = $3, \
                       password_hash = CASE WHEN $4 THEN password_hash END \
                       WHERE id = $1 AND (email = $2 OR email IS NULL) AND email_verified_at IS NULL \
                       AND NOT EXISTS (SELECT 1 FROM users AS owner \
                       WHERE owner.email = $2 AND owner.email_verified_at IS NOT NULL)";
    let keeps_password = proof == Proof::Mail;
    if execute!(tx, SQL, user.as_str(), email.as_str(), now.as_second(), keeps_password)? == 0 {
        return Ok(false);
    }
    end_all(tx, user, None).await?;
    record(tx, Some(user), Action::EmailVerified, None, now).await?;
    displace_unverified(tx, email, user, now).await?;
    Ok(true)
}

/// Takes from everybody else what they had on the mere claim that `email` is theirs: an account that only a password
/// opens is deleted, since nobody could ever sign in to it again; one that a provider's identity opens loses the
/// password; registrations and changes of address that wait for a mail are forgotten.
pub(crate) async fn displace_unverified(
    tx: &mut Tx,
    email: &Email,
    owner: &UserId,
    now: Timestamp,
) -> Result<(), Error> {
    const DELETE: &str = "DELETE FROM users WHERE email = $1 AND email_verified_at IS NULL AND id <> $2 \
                          AND NOT EXISTS (SELECT 1 FROM identities WHERE identities.user_id = users.id) RETURNING id";
    const VOID: &str = "UPDATE users SET password_hash = NULL WHERE email = $1 AND email_verified_at IS NULL \
                        AND id <> $2 AND password_hash IS NOT NULL RETURNING id";
    const FORGET: &str = "DELETE FROM mail_tokens WHERE email = $1 AND kind IN ('register', 'change_email')";
    let mut voided: Vec<(String,)> = fetch_all!(tx, DELETE, email.as_str(), owner.as_str())?;
    let more: Vec<(String,)> = fetch_all!(tx, VOID, email.as_str(), owner.as_str())?;
    voided.extend(more);
    for (id,) in voided {
        record(tx, Some(&UserId::new(id)), Action::UnverifiedClaimVoided, None, now).await?;
    }
    execute!(tx, FORGET, email.as_str())?;
    Ok(())
}

/// Whether somebody has verified the address.
pub(crate) async fn has_owner(tx: &mut Tx, email: &Email) -> Result<bool, Error> {
    const SQL: &str = "SELECT id FROM users WHERE email = $1 AND email_verified_at IS NOT NULL";
    let owner: Option<(String,)> = fetch_optional!(tx, SQL, email.as_str())?;
    Ok(owner.is_some())
}

impl Db {
    /// Queues the mail by which a person proves the address that their account has unproved, as accounts from the
    /// earlier program may. Nothing is sent when there is nothing to prove.
    pub async fn request_verification(&self, user: &UserId, now: Timestamp) -> Result<(), Error> {
        const SQL: &str =
            "SELECT email FROM users WHERE id = $1 AND email IS NOT NULL AND email_verified_at IS NULL";
        let mut tx = self.write().await?;
        let row: Option<(String,)> = fetch_optional!(tx, SQL, user.as_str())?;
        if let Some(email) = row.and_then(|(email,)| Email::parse(&email).ok()) {
            let order = Order {
                purpose: Purpose::Verify,
                user: Some(user),
                email: &email,
                name: None,
                password_hash: None,
            };
            order.mail(&mut tx, now).await?;
        }
        tx.commit().await
    }

    /// Proves an address by the link mailed to it, ends the sessions there were and signs in who pressed it. `None` when
    /// the link does nothing any more or somebody else has proved the address meanwhile.
    pub async fn confirm_address(
        &self,
        token: &TokenHash,
        device: &str,
        now: Timestamp,
    ) -> Result<Option<NewSession>, Error> {
        retried!(self.confirm_address_once(token, device, now))
    }

    async fn confirm_address_once(
        &self,
        token: &TokenHash,
        device: &str,
        now: Timestamp,
    ) -> Result<Option<NewSession>, Error> {
        const SQL: &str =
            concat!("UPDATE users SET last_signed_in_at = $2 WHERE id = $1 RETURNING ", user_columns!());
        let mut tx = self.write().await?;
        let Some(pressed) = press(&mut tx, token, Purpose::Verify, now).await? else { return Ok(None) };
        let Some(user) = &pressed.user else { return Ok(None) };
        if !prove_address(&mut tx, user, &pressed.email, Proof::Mail, now).await? {
            return Ok(None);
        }
        let user: Option<User> = fetch_optional!(tx, SQL, user.as_str(), now.as_second())?;
        let opened = open_for(&mut tx, user.ok_or(Error::Contended)?, false, "mail", device, now).await?;
        tx.commit().await?;
        Ok(Some(opened))
    }

    /// Queues the mail by which a person proves that `email` is theirs and makes it the address of their account; until
    /// then the old one stays. When somebody else owns it, they are told by mail, and the caller learns nothing.
    pub async fn request_email_change(
        &self,
        user: &UserId,
        email: &Email,
        now: Timestamp,
    ) -> Result<(), Error> {
        let mut tx = self.write().await?;
        if has_owner(&mut tx, email).await? {
            let mail = Mail { letter: Letter::AlreadyRegistered, to: email.clone(), token: None };
            mail.queue(&mut tx, Some(user), now).await?;
        } else {
            let order = Order {
                purpose: Purpose::ChangeEmail,
                user: Some(user),
                email,
                name: None,
                password_hash: None,
            };
            order.mail(&mut tx, now).await?;
        }
        tx.commit().await
    }

    /// Gives an account the address that its link was mailed to, tells the old one, and ends every session but `keep`.
    pub async fn confirm_email_change(
        &self,
        token: &TokenHash,
        keep: Option<&SessionId>,
        now: Timestamp,
    ) -> Result<EmailChange, Error> {
        retried!(self.confirm_email_change_once(token, keep, now))
    }

    async fn confirm_email_change_once(
        &self,
        token: &TokenHash,
        keep: Option<&SessionId>,
        now: Timestamp,
    ) -> Result<EmailChange, Error> {
        const SQL: &str = concat!(
            "UPDATE users SET email = $2, email_verified_at = $3, updated_at = $3 WHERE id = $1 RETURNING ",
            user_columns!()
        );
        let mut tx = self.write().await?;
        let pressed = press(&mut tx, token, Purpose::ChangeEmail, now).await?;
        let Some((Some(id), email)) = pressed.map(|p| (p.user, p.email)) else {
            return Ok(EmailChange::Invalid);
        };
        if has_owner(&mut tx, &email).await? {
            tx.commit().await?;
            return Ok(EmailChange::Taken);
        }
        tell_old_address(&mut tx, &id, now).await?;
        let user: Option<User> = fetch_optional!(tx, SQL, id.as_str(), email.as_str(), now.as_second())?;
        let user = user.ok_or(Error::Contended)?;
        end_all(&mut tx, &id, keep).await?;
        record(&mut tx, Some(&id), Action::EmailChanged, None, now).await?;
        displace_unverified(&mut tx, &email, &id, now).await?;
        tx.commit().await?;
        Ok(EmailChange::Done(Box::new(user)))
    }
}

/// Queues the notice to the address that an account is about to lose, if it was proved.
async fn tell_old_address(tx: &mut Tx, user: &UserId, now: Timestamp) -> Result<(), Error> {
    const SQL: &str = "SELECT email FROM users WHERE id = $1 AND email_verified_at IS NOT NULL";
    let row: Option<(String,)> = fetch_optional!(tx, SQL, user.as_str())?;
    match row.and_then(|(email,)| Email::parse(&email).ok()) {
        Some(to) => Mail { letter: Letter::AddressChanged, to, token: None }.queue(tx, Some(user), now).await,
        None => Ok(()),
    }
}
