//! Keys for the API, as programs present them: `Authorization: Bearer …`.

use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use store::{Bearer, TokenHash, User};

use super::visit::Visit;
use crate::error::Error;
use crate::state::App;

/// Who calls the API: by a key, by the session of a browser, or nobody.
#[derive(Debug)]
pub(super) struct Caller {
    key: Option<Bearer>,
    visit: Visit,
}

impl FromRequestParts<App> for Caller {
    type Rejection = Error;

    /// A key that is none is refused, even where nobody has to be known: its program believes to have one.
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Caller, Error> {
        let visit = Visit::of(&parts.extensions);
        let Some(value) = parts.headers.get(AUTHORIZATION) else { return Ok(Caller { key: None, visit }) };
        let secret = value.to_str().ok().and_then(|text| text.split_once(' '));
        let secret = secret.filter(|(kind, _)| kind.eq_ignore_ascii_case("bearer"));
        let (_, secret) = secret.ok_or(Error::SignIn)?;
        let key = app.db().api_token(&TokenHash::of(secret.trim()), app.clock.now()).await;
        let key = key.map_err(anyhow::Error::from)?.ok_or(Error::SignIn)?;
        Ok(Caller { key: Some(key), visit })
    }
}

impl Caller {
    /// Whoever calls, if they are known and may do what `scope` says.
    ///
    /// # Errors
    /// [`Error::Scope`] when the key may not.
    pub(super) fn user(&self, scope: &'static str) -> Result<Option<&User>, Error> {
        match &self.key {
            Some(key) if !key.token.allows(scope) => Err(Error::Scope(scope)),
            Some(key) => Ok(Some(&key.user)),
            None => Ok(self.visit.signed_in.as_ref().map(|who| &who.user)),
        }
    }

    /// The same where texts are read for people who are signed in alone, if the settings say so.
    ///
    /// # Errors
    /// [`Error::SignIn`] when nobody is known and somebody has to be.
    pub(super) fn reads(&self, app: &App) -> Result<(), Error> {
        let user = self.user("parse")?;
        if user.is_none() && app.config.accounts.require_sign_in { Err(Error::SignIn) } else { Ok(()) }
    }
}
