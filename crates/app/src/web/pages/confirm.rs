//! `/confirm`: showing once more that it is oneself, before something that cannot be taken back.

use askama::Template;
use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use store::SignedIn;

use super::form::{Wrong, again, frame};
use super::provider::{Button, buttons_of};
use super::{Frame, page};
use crate::auth::password::Check;
use crate::error::{Error, Invalid};
use crate::limit::Visitor;
use crate::state::App;
use crate::web::client::Client;
use crate::web::form::Form;
use crate::web::next;
use crate::web::visit::{self, Visit};

#[derive(Template)]
#[template(path = "confirm.html")]
struct Confirm<'a> {
    frame: Frame,
    email: &'a str,
    next: &'a str,
    has_password: bool,
    can_reset: bool,
    providers: Vec<Button>,
    wrong: Option<Wrong>,
}

/// `GET /confirm?next=/profile`
pub(in crate::web) async fn show(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Error> {
    let next = next::of_query(query.as_deref());
    Ok(match &visit.signed_in {
        Some(who) if !who.session.is_fresh(app.clock.now()) => {
            let asked = Confirm::new(&app, frame(&headers, &visit), who, &next).await?;
            page(StatusCode::OK, &asked)
        }
        Some(_) => Redirect::to(&next).into_response(),
        None => visit.ask_to_sign_in(&next),
    })
}

/// `POST /confirm`: with the password.
pub(in crate::web) async fn confirm(
    State(app): State<App>,
    Client(visitor): Client,
    visit: Visit,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Error> {
    let form = Form::read(&headers, &body)?;
    let next = next::own_path(form.get("next").unwrap_or_default());
    let Some(who) = &visit.signed_in else { return Ok(visit.ask_to_sign_in(next)) };
    let password = form.get("password").unwrap_or_default();
    match check(&app, visitor, who, password).await {
        Ok(()) => renew(&app, who, next).await,
        Err(error) => {
            let asked = Confirm::new(&app, frame(&headers, &visit), who, next).await?;
            again(error, |wrong| Confirm { wrong, ..asked })
        }
    }
}

/// Whether this is the password of whoever is signed in; counted like a try to sign in.
pub(super) async fn check(app: &App, visitor: Visitor, who: &SignedIn, password: &str) -> Result<(), Error> {
    app.attempts.sign_in.take(visitor, who.user.id.as_str()).map_err(Error::TooOften)?;
    let hash = app.db().password_hash(&who.user.id).await.map_err(anyhow::Error::from)?;
    match app.passwords.check(password, hash).await? {
        Check::Wrong => Err(Invalid::new("password", "This is not the password of your account.").into()),
        Check::Right | Check::RightAndBetter(_) => Ok(()),
    }
}

/// Writes it down and gives the browser another token, so that one caught before is worth nothing.
pub(in crate::web) async fn renew(app: &App, who: &SignedIn, next: &str) -> Result<Response, Error> {
    let token = app.db().reauthenticate(&who.session.id, app.clock.now()).await;
    let Some(token) = token.map_err(anyhow::Error::from)? else { return Err(Error::SignIn) };
    let mut response = Redirect::to(next::own_path(next)).into_response();
    visit::carry(&app.config, &token, &mut response);
    Ok(response)
}

impl<'a> Confirm<'a> {
    async fn new(app: &App, frame: Frame, who: &'a SignedIn, next: &'a str) -> Result<Confirm<'a>, Error> {
        let email = who.user.email.as_ref().map_or("", store::Email::as_str);
        let can_reset = app.post.is_on() && !email.is_empty();
        let identities = app.db().identities(&who.user.id).await.map_err(anyhow::Error::from)?;
        let issuers: Vec<String> = identities.into_iter().map(|identity| identity.issuer).collect();
        let (has_password, providers) = (who.user.has_password, buttons_of(app, &issuers));
        Ok(Confirm { frame, email, next, has_password, can_reset, providers, wrong: None })
    }
}
