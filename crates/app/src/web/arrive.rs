//! What every way of signing in ends with.

use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use store::{NewSession, Preferences, Role};

use super::next::own_path;
use super::pages::remember;
use super::visit::{self, Visit};
use crate::error::Error;
use crate::state::App;

/// Gives the browser its new session and sends it on. Whoever was signed in here before is not any more.
pub(super) async fn arrive(
    app: &App,
    visit: &Visit,
    headers: &HeaderMap,
    session: &NewSession,
    next: &str,
) -> Result<Response, Error> {
    if let Some(old) = &visit.token {
        app.db().sign_out(old).await.map_err(anyhow::Error::from)?;
    }
    promote(app, session).await?;
    let mut response = Redirect::to(own_path(next)).into_response();
    visit::carry(&app.config, &session.token, &mut response);
    let chosen = app.db().preferences(&session.signed_in.user.id).await.map_err(anyhow::Error::from)?;
    if chosen != Preferences::default() {
        remember(app, headers, &chosen, &mut response);
    }
    Ok(response)
}

/// Makes the owners of the addresses of `ADMIN_EMAILS` administrators; nobody is one by being first.
async fn promote(app: &App, session: &NewSession) -> Result<(), Error> {
    let user = &session.signed_in.user;
    let proved = user.email.as_ref().filter(|_| user.email_verified_at.is_some());
    let is_named = proved.is_some_and(|email| app.config.accounts.admins.contains(email));
    if is_named && user.role != Role::Admin {
        app.db().set_role(&user.id, Role::Admin, app.clock.now()).await.map_err(anyhow::Error::from)?;
    }
    Ok(())
}
