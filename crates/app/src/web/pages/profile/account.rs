//! Address, password, linked providers, and the end of the account.

use axum::http::StatusCode;
use store::{Email, IdentityId, PasswordHash, Unlinked};

use super::super::confirm;
use super::super::form::{frame, say};
use super::super::sent;
use super::{Done, Press};
use crate::auth::new_password;
use crate::error::{Error, Invalid};
use crate::web::visit::{self, Visit};

const NO_MAIL: &str =
    "This site cannot send mails (its setting SMTP_URL is missing), so an address cannot be proved here.";

impl Press<'_> {
    /// Asks for the mail that proves the address of the account.
    pub(super) async fn verify(&self) -> Result<Done, Error> {
        let Some(email) = self.who.user.email.clone() else {
            return Err(Invalid::new("new_email", "Your account has no address yet: add one below.").into());
        };
        self.take_mail(&email)?;
        let (app, user) = (self.app.clone(), self.who.user.id.clone());
        let asked = async move { app.db().request_verification(&user, app.clock.now()).await };
        self.send(Box::pin(asked), &email).await
    }

    /// Asks for the mail that gives the account another address; until its link is pressed the old one stays.
    pub(super) async fn change_email(&self) -> Result<Done, Error> {
        if let Some(confirm) = self.confirmation() {
            return Ok(confirm);
        }
        let email = Email::parse(self.value("new_email")).map_err(|_| {
            Invalid::new("new_email", "This is no mail address: it looks like ana@example.org.")
        })?;
        if self.who.user.email.as_ref() == Some(&email) && self.who.user.email_verified_at.is_some() {
            return Err(Invalid::new("new_email", "This is the address that the account has already.").into());
        }
        self.take_mail(&email)?;
        let (app, user, address) = (self.app.clone(), self.who.user.id.clone(), email.clone());
        let asked = async move { app.db().request_email_change(&user, &address, app.clock.now()).await };
        self.send(Box::pin(asked), &email).await
    }

    fn take_mail(&self, email: &Email) -> Result<(), Error> {
        if !self.app.post.is_on() {
            return Err(Invalid::new("new_email", NO_MAIL).into());
        }
        self.app.attempts.mail.take(self.visitor, email.as_str()).map_err(Error::TooOften)
    }

    async fn send(
        &self,
        asked: impl Future<Output = Result<(), store::Error>> + Send + 'static,
        email: &Email,
    ) -> Result<Done, Error> {
        sent::later(self.app, asked).await?;
        Ok(Done::Answer(sent::page(self.app, frame(self.headers, self.visit), email).await))
    }

    /// Sets another password; the other browsers are signed out, and this one gets another token.
    pub(super) async fn change_password(&self) -> Result<Done, Error> {
        if let Some(confirm) = self.confirmation() {
            return Ok(confirm);
        }
        if self.who.user.has_password {
            let current = confirm::check(self.app, self.visitor, self.who, self.value("current")).await;
            current.map_err(|error| at("current", error))?;
        }
        let hash = self.new_hash().await?;
        let (user, keep, now) = (&self.who.user.id, Some(&self.who.session.id), self.app.clock.now());
        let changed = self.app.db().change_password(user, &hash, keep, now).await;
        changed.map_err(anyhow::Error::from)?.ok_or(Error::SignIn)?;
        self.app.post.queued();
        Ok(Done::Answer(confirm::renew(self.app, self.who, "/profile?said=password").await?))
    }

    async fn new_hash(&self) -> Result<PasswordHash, Error> {
        let (password, user) = (self.value("new_password"), &self.who.user);
        let known = [user.email.as_ref().map_or("", Email::as_str), user.name.as_deref().unwrap_or_default()];
        new_password::check(password, &known).map_err(|wrong| Invalid::new("new_password", wrong.message))?;
        self.app.passwords.hash(password).await
    }

    /// Takes a provider off the account.
    pub(super) async fn unlink(&self, id: &str) -> Result<Done, Error> {
        if let Some(confirm) = self.confirmation() {
            return Ok(confirm);
        }
        let (user, identity) = (&self.who.user.id, IdentityId::new(id));
        let unlinked = self.app.db().unlink_identity(user, &identity, self.app.clock.now()).await;
        match unlinked.map_err(anyhow::Error::from)? {
            Unlinked::Done | Unlinked::Absent => Ok(Done::Said("unlinked")),
            Unlinked::LastWayIn => Err(Invalid::new(
                "ways",
                "Nothing else signs you in: set a password or link another provider first.",
            )
            .into()),
        }
    }

    /// Deletes the account with everything in it.
    pub(super) async fn delete(&self) -> Result<Done, Error> {
        if let Some(confirm) = self.confirmation() {
            return Ok(confirm);
        }
        if self.form.get("sure").is_none() {
            return Err(Invalid::new("sure", "Tick the box: a deleted account does not come back.").into());
        }
        let now = self.app.clock.now();
        self.app.db().delete_user(&self.who.user.id, now).await.map_err(anyhow::Error::from)?;
        let message = "Your account and everything in it is deleted: name, address, settings, saved events, keys. \
                       That there was an account, by a number, stays known for a year.";
        let frame = frame(self.headers, &Visit::default());
        let way = ("/", "Paste a text");
        let mut response = say(StatusCode::OK, frame, "Your account is deleted", message, way);
        visit::forget(&self.app.config, &mut response);
        Ok(Done::Answer(response))
    }
}

/// The same error at another field of the form.
fn at(field: &'static str, error: Error) -> Error {
    match error {
        Error::Invalid(wrong) => Invalid::new(field, wrong.message).into(),
        other => other,
    }
}
