//! Mails as jobs, and the tokens of their links.
//!
//! A mail is queued in the transaction that makes it necessary. The token of its link is made when the mail is sent,
//! so that it is written down nowhere: neither in the job nor, but for its hash, in the row that it opens.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::column::{Column, row};
use crate::db::Tx;
use crate::jobs::{Job, NewJob, enqueue};
use crate::statement::{execute, fetch_optional};
use crate::{Db, Email, Error, MailTokenId, PasswordHash, Token, TokenHash, UserId, instant};

/// The kind of a job that sends a [`Mail`].
pub const MAIL_JOB: &str = "mail";

/// A mail to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// What it says.
    pub letter: Letter,
    /// To whom.
    pub to: Email,
    /// What its link opens, when it has one: see [`Db::arm_mail_token`].
    pub token: Option<MailTokenId>,
}

/// What a mail says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Letter {
    /// Press the link to make your account.
    ConfirmRegistration,
    /// Somebody who looks after this place invites you to an account: press the link to make it.
    Invitation,
    /// Somebody, perhaps you, wanted an account for this address, and there is one: sign in or reset the password.
    AlreadyRegistered,
    /// Press the link to show that this address is yours.
    ConfirmAddress,
    /// Press the link to set a new password.
    ResetPassword,
    /// Your password was changed.
    PasswordChanged,
    /// Press the link to make this the address of your account.
    ConfirmNewAddress,
    /// Your account has another address now; sent to the one before.
    AddressChanged,
}

#[derive(Serialize, Deserialize)]
struct Payload {
    letter: Letter,
    to: String,
    token: Option<String>,
}

impl Mail {
    /// The mail of a job of the kind [`MAIL_JOB`].
    pub fn of(job: &Job) -> Result<Self, Error> {
        let payload: Payload = serde_json::from_str(&job.payload).map_err(|_| Error::Damaged)?;
        let to = Email::parse(&payload.to).map_err(|_| Error::Damaged)?;
        Ok(Self { letter: payload.letter, to, token: payload.token.map(MailTokenId::new) })
    }

    /// Queues the mail in the transaction that makes it necessary.
    pub(crate) async fn queue(
        &self,
        tx: &mut Tx,
        user: Option<&UserId>,
        now: Timestamp,
    ) -> Result<(), Error> {
        let token = self.token.as_ref().map(ToString::to_string);
        let payload = Payload { letter: self.letter, to: self.to.to_string(), token };
        let payload = serde_json::to_string(&payload).map_err(|_| Error::Damaged)?;
        let job = NewJob { kind: MAIL_JOB, payload: &payload, user, unique_key: None, run_at: now };
        enqueue(tx, &job, now).await?;
        Ok(())
    }
}

/// What a mailed link does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Makes an account.
    Register,
    /// Proves the address of an account.
    Verify,
    /// Sets a new password.
    Reset,
    /// Gives an account another address.
    ChangeEmail,
}

impl Purpose {
    /// The word that is stored.
    fn as_str(self) -> &'static str {
        match self {
            Purpose::Register => "register",
            Purpose::Verify => "verify",
            Purpose::Reset => "reset",
            Purpose::ChangeEmail => "change_email",
        }
    }

    /// How long the link works after it was asked for.
    fn lifetime(self) -> SignedDuration {
        match self {
            Purpose::Reset => SignedDuration::from_hours(1),
            Purpose::Register | Purpose::Verify | Purpose::ChangeEmail => SignedDuration::from_hours(24),
        }
    }

    fn letter(self) -> Letter {
        match self {
            Purpose::Register => Letter::ConfirmRegistration,
            Purpose::Verify => Letter::ConfirmAddress,
            Purpose::Reset => Letter::ResetPassword,
            Purpose::ChangeEmail => Letter::ConfirmNewAddress,
        }
    }
}

impl Column for Purpose {
    type Stored = String;
    fn read(stored: String) -> Result<Self, Error> {
        let all = [Purpose::Register, Purpose::Verify, Purpose::Reset, Purpose::ChangeEmail];
        all.into_iter().find(|purpose| purpose.as_str() == stored).ok_or(Error::Damaged)
    }
}

/// What a link carries out when it is pressed.
#[derive(Debug)]
pub(crate) struct Order<'a> {
    pub(crate) purpose: Purpose,
    /// Whose account; none yet when one is to be made.
    pub(crate) user: Option<&'a UserId>,
    /// Where the mail goes, and the address that pressing the link proves.
    pub(crate) email: &'a Email,
    /// For an account to be made.
    pub(crate) name: Option<&'a str>,
    /// For an account to be made.
    pub(crate) password_hash: Option<&'a PasswordHash>,
}

impl Order<'_> {
    /// Queues the mail with the link. The link of an earlier mail for the same purpose is worth nothing from now on.
    pub(crate) async fn mail(&self, tx: &mut Tx, now: Timestamp) -> Result<(), Error> {
        self.mail_as(self.purpose.letter(), tx, now).await
    }

    /// The same with another letter around the link.
    pub(crate) async fn mail_as(&self, letter: Letter, tx: &mut Tx, now: Timestamp) -> Result<(), Error> {
        const FORGET: &str =
            "DELETE FROM mail_tokens WHERE kind = $1 AND (user_id = $2 OR (user_id IS NULL AND email = $3))";
        const INSERT: &str = "INSERT INTO mail_tokens (id, kind, user_id, email, name, password_hash, created_at, expires_at) \
                              VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
        let (id, kind, user) =
            (MailTokenId::fresh(now), self.purpose.as_str(), self.user.map(UserId::as_str));
        let expires_at = instant::after(now, self.purpose.lifetime());
        execute!(tx, FORGET, kind, user, self.email.as_str())?;
        execute!(
            tx,
            INSERT,
            id.as_str(),
            kind,
            user,
            self.email.as_str(),
            self.name,
            self.password_hash.map(PasswordHash::as_str),
            now.as_second(),
            expires_at.as_second()
        )?;
        let mail = Mail { letter, to: self.email.clone(), token: Some(id) };
        mail.queue(tx, self.user, now).await
    }
}

/// A mailed link that was not pressed yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailLink {
    /// What it does.
    pub purpose: Purpose,
    /// The address that it was mailed to.
    pub email: Email,
    /// What somebody who registers is to be called.
    pub name: Option<String>,
    /// The password that was chosen when somebody registered.
    pub password_hash: Option<PasswordHash>,
    /// Whose account it is about; none yet when one is to be made.
    pub user: Option<UserId>,
}

row!(MailLink {
    purpose: "kind",
    email: "email",
    name: "name",
    password_hash: "password_hash",
    user: "user_id",
});

/// What a pressed link was ordered to do.
#[derive(Debug)]
pub(crate) struct Pressed {
    pub(crate) user: Option<UserId>,
    pub(crate) email: Email,
    pub(crate) name: Option<String>,
    pub(crate) password_hash: Option<PasswordHash>,
}

row!(Pressed { user: "user_id", email: "email", name: "name", password_hash: "password_hash" });

/// Takes what a link opens; it opens nothing a second time. `None` when it was pressed before, replaced by a newer
/// one, has expired by `now`, or is for something else.
pub(crate) async fn press(
    tx: &mut Tx,
    token: &TokenHash,
    purpose: Purpose,
    now: Timestamp,
) -> Result<Option<Pressed>, Error> {
    const SQL: &str = "DELETE FROM mail_tokens WHERE token_hash = $1 AND kind = $2 AND expires_at > $3 \
                       RETURNING user_id, email, name, password_hash";
    fetch_optional!(tx, SQL, token.as_str(), purpose.as_str(), now.as_second())
}

impl Db {
    /// Makes the token of a link, for the mail that is about to be sent; one made before, for a mail that may not have
    /// gone out, is worth nothing from now on. `None` when the link is no longer wanted: then there is no mail to send.
    pub async fn arm_mail_token(&self, id: &MailTokenId, now: Timestamp) -> Result<Option<Token>, Error> {
        const SQL: &str = "UPDATE mail_tokens SET token_hash = $2 WHERE id = $1 AND expires_at > $3";
        let token = Token::generate()?;
        let armed = execute!(self, SQL, id.as_str(), token.hash().as_str(), now.as_second())? > 0;
        Ok(armed.then_some(token))
    }

    /// What a link does, without doing it: for the page that asks before. `None` when it does nothing (any more).
    pub async fn mail_link(&self, token: &TokenHash, now: Timestamp) -> Result<Option<MailLink>, Error> {
        const SQL: &str = "SELECT kind, email, name, password_hash, user_id FROM mail_tokens WHERE token_hash = $1 AND expires_at > $2";
        fetch_optional!(self, SQL, token.as_str(), now.as_second())
    }
}

#[cfg(test)]
mod tests;
