//! Registering with an address and a password: the account is made when the mailed link is pressed, not before, so
//! that nobody can sit on an address that is not theirs.

use jiff::Timestamp;

use crate::address::{displace_unverified, has_owner};
use crate::audit::{Action, record};
use crate::mails::{Letter, Mail, Order, Pressed, Purpose, press};
use crate::sign_in::{NewSession, open_for, retried};
use crate::statement::fetch_optional;
use crate::users::user_columns;
use crate::{Db, Email, Error, PasswordHash, TokenHash, User, UserId};

impl Db {
    /// Queues the mail that lets the owner of an address make an account; when there is one, the mail says so instead.
    /// The caller learns neither.
    pub async fn request_registration(
        &self,
        email: &Email,
        name: Option<&str>,
        password_hash: &PasswordHash,
        now: Timestamp,
    ) -> Result<(), Error> {
        let mut tx = self.write().await?;
        if has_owner(&mut tx, email).await? {
            let mail = Mail { letter: Letter::AlreadyRegistered, to: email.clone(), token: None };
            mail.queue(&mut tx, None, now).await?;
        } else {
            let order = Order {
                purpose: Purpose::Register,
                user: None,
                email,
                name,
                password_hash: Some(password_hash),
            };
            order.mail(&mut tx, now).await?;
        }
        tx.commit().await
    }

    /// Queues the mail that invites the owner of an address to an account without a password; false when there is one
    /// already.
    pub async fn invite(&self, email: &Email, now: Timestamp) -> Result<bool, Error> {
        let mut tx = self.write().await?;
        if has_owner(&mut tx, email).await? {
            return Ok(false);
        }
        let order = Order { purpose: Purpose::Register, user: None, email, name: None, password_hash: None };
        order.mail_as(Letter::Invitation, &mut tx, now).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Makes the account that a mailed link was ordered for, with its address proved, and signs in who pressed it.
    /// `None` when the link does nothing any more, or the address has got an owner meanwhile.
    ///
    /// Whoever asked for the mail need not be who reads it: with `password_hash`, which the reader chose, the password
    /// from before is void.
    pub async fn confirm_registration(
        &self,
        token: &TokenHash,
        password_hash: Option<&PasswordHash>,
        device: &str,
        now: Timestamp,
    ) -> Result<Option<NewSession>, Error> {
        retried!(self.confirm_registration_once(token, password_hash, device, now))
    }

    async fn confirm_registration_once(
        &self,
        token: &TokenHash,
        chosen: Option<&PasswordHash>,
        device: &str,
        now: Timestamp,
    ) -> Result<Option<NewSession>, Error> {
        const SQL: &str = concat!(
            "INSERT INTO users (id, name, email, email_verified_at, role, password_hash, created_at, updated_at, \
             last_signed_in_at) VALUES ($1, $2, $3, $4, 'user', $5, $4, $4, $4) \
             ON CONFLICT (email) WHERE email_verified_at IS NOT NULL DO NOTHING RETURNING ",
            user_columns!()
        );
        let mut tx = self.write().await?;
        let Some(pressed) = press(&mut tx, token, Purpose::Register, now).await? else { return Ok(None) };
        let Pressed { email, name, password_hash, .. } = &pressed;
        let (id, hash) = (UserId::fresh(now), chosen.or(password_hash.as_ref()).map(PasswordHash::as_str));
        let (name, second) = (name.as_deref(), now.as_second());
        let user: Option<User> = fetch_optional!(tx, SQL, id.as_str(), name, email.as_str(), second, hash)?;
        let Some(user) = user else { return Ok(None) };
        record(&mut tx, Some(&id), Action::UserCreated, None, now).await?;
        displace_unverified(&mut tx, email, &id, now).await?;
        let opened = open_for(&mut tx, user, true, "registration", device, now).await?;
        tx.commit().await?;
        Ok(Some(opened))
    }
}
