//! Back from a provider.

use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use oidc::{Callback, Claims};
use store::{Email, Linked, ProviderAccount, SignIn, SignedIn};

use super::cause::{Cause, go};
use super::{carried, find};
use crate::auth::providers::{Away, Errand};
use crate::error::Error;
use crate::state::App;
use crate::web::arrive::arrive;
use crate::web::device;
use crate::web::pages::confirm;
use crate::web::visit::Visit;

/// Longest name that is taken over, in characters.
const LONGEST_NAME: usize = 50;

/// `GET /api/auth/callback/google`
pub(in crate::web) async fn back(
    State(app): State<App>,
    Path(key): Path<String>,
    visit: Visit,
    headers: HeaderMap,
    Query(callback): Query<Callback>,
) -> Result<Response, Error> {
    let known = find(&app, &key)?;
    let Some(away) = take(&app, &headers, callback.state.as_deref().unwrap_or_default()).await? else {
        return Ok(go(Cause::NotBegun));
    };
    if away.provider != key {
        return Ok(go(Cause::NotBegun));
    }
    let claims = match known.provider.finish(away.attempt, callback, app.clock.now()).await {
        Ok(claims) => claims,
        Err(failure) => {
            tracing::info!(provider = key, "somebody was not signed in: {failure}");
            return Ok(go(Cause::of(failure)));
        }
    };
    let arrival = Arrival { app: &app, visit: &visit, headers: &headers, claims: &claims };
    match &away.errand {
        Errand::SignIn => arrival.sign_in(&away.next).await,
        errand => match visit.signed_in.as_deref().filter(|who| errand.is_of(&who.session.id)) {
            Some(who) if matches!(errand, Errand::Link(_)) => arrival.link(who).await,
            Some(who) => arrival.confirm(who, &away.next).await,
            None => Ok(go(Cause::NotBegun)),
        },
    }
}

/// What this browser left with; a second time there is nothing.
async fn take(app: &App, headers: &HeaderMap, state: &str) -> Result<Option<Away>, Error> {
    let Some(carried) = carried(&app.config, headers) else { return Ok(None) };
    let sealed = app.db().take_attempt(&carried.place(state), app.clock.now()).await;
    let sealed = sealed.map_err(anyhow::Error::from)?;
    Ok(sealed.and_then(|sealed| carried.open(app.secret_key(), &sealed)))
}

/// Somebody whom a provider vouches for.
struct Arrival<'a> {
    app: &'a App,
    visit: &'a Visit,
    headers: &'a HeaderMap,
    claims: &'a Claims,
}

impl Arrival<'_> {
    /// An address that is none counts as none.
    fn account(&self) -> ProviderAccount<'_> {
        let Claims { issuer, subject, email, email_verified, name, picture } = self.claims;
        let name = name.as_deref().map(|name| {
            let cut = name.char_indices().nth(LONGEST_NAME).map_or(name.len(), |(at, _)| at);
            name.get(..cut).unwrap_or_default()
        });
        ProviderAccount {
            issuer,
            subject,
            email: email.as_deref().and_then(|email| Email::parse(email).ok()),
            email_verified: *email_verified,
            name,
            image: picture.as_deref(),
        }
    }

    async fn sign_in(&self, next: &str) -> Result<Response, Error> {
        let (app, account) = (self.app, self.account());
        let accounts = &app.config.accounts;
        let proved = account.email.as_ref().filter(|_| account.email_verified);
        let newcomers = accounts.takes_anybody() || proved.is_some_and(|email| accounts.takes(email));
        let device = device::name(self.headers);
        let signed_in = app.db().sign_in(&account, newcomers, &device, app.clock.now()).await;
        match signed_in.map_err(anyhow::Error::from)? {
            SignIn::Done(session) => {
                let lacks_address = session.is_new_user && session.signed_in.user.email_verified_at.is_none();
                let next = if lacks_address { "/profile?said=no-email" } else { next };
                arrive(app, self.visit, self.headers, &session, next).await
            }
            SignIn::Unknown => Ok(go(self.why_unknown(&account))),
        }
    }

    /// Why somebody who has no account here gets none.
    fn why_unknown(&self, account: &ProviderAccount<'_>) -> Cause {
        let accounts = &self.app.config.accounts;
        match (&account.email, account.email_verified) {
            _ if !accounts.takes_somebody() => Cause::Closed,
            (None, _) => Cause::EmailMissing,
            (Some(_), false) => Cause::EmailUnverified,
            (Some(_), true) => Cause::Closed,
        }
    }

    async fn link(&self, who: &SignedIn) -> Result<Response, Error> {
        let (app, account) = (self.app, self.account());
        let linked = app.db().link_identity(&who.user.id, &account, app.clock.now()).await;
        match linked.map_err(anyhow::Error::from)? {
            Linked::Done => Ok(Redirect::to("/profile?said=linked").into_response()),
            Linked::Taken => Ok(go(Cause::Taken)),
        }
    }

    async fn confirm(&self, who: &SignedIn, next: &str) -> Result<Response, Error> {
        let identities = self.app.db().identities(&who.user.id).await.map_err(anyhow::Error::from)?;
        let Claims { issuer, subject, .. } = self.claims;
        let is_theirs = identities.iter().any(|own| own.issuer == *issuer && own.subject == *subject);
        if is_theirs { confirm::renew(self.app, who, next).await } else { Ok(go(Cause::SomebodyElse)) }
    }
}
