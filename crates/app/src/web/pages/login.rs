//! `/login`: signing in with an address and a password.

use askama::Template;
use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use store::{Email, NewSession};

use super::form::{Wrong, again, frame};
use super::provider::{Button, buttons};
use super::{Frame, page};
use crate::auth::password::Check;
use crate::error::{Error, Invalid};
use crate::limit::Visitor;
use crate::state::App;
use crate::web::arrive::arrive;
use crate::web::client::Client;
use crate::web::form::Form;
use crate::web::visit::Visit;
use crate::web::{device, next};

/// The same for an unknown address, a wrong password, an account without one and an address that is not verified.
const REFUSED: &str = "Nobody is signed in by this address and this password. Check both; an address has to be verified, and \
                       an account that signs in with a provider has no password here.";

#[derive(Template)]
#[template(path = "login.html")]
struct Login<'a> {
    frame: Frame,
    email: &'a str,
    next: &'a str,
    /// Where somebody without an account goes; none when nobody new is taken.
    register: Option<String>,
    /// Whether a forgotten password can be replaced by mail.
    can_reset: bool,
    providers: Vec<Button>,
    /// Whether somebody's session has just ended.
    has_ended: bool,
    /// Whether texts are read for people who are signed in alone.
    is_required: bool,
    wrong: Option<Wrong>,
}

/// `GET /login?next=/about`
pub(in crate::web) async fn show(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response {
    let next = next::of_query(query.as_deref());
    if visit.signed_in.is_some() {
        return Redirect::to(&next).into_response();
    }
    let has_ended = !next::value(query.as_deref(), "ended").is_empty();
    let login = Login::new(&app, frame(&headers, &visit), "", &next, None);
    page(StatusCode::OK, &Login { has_ended, ..login })
}

/// `POST /login`
pub(in crate::web) async fn sign_in(
    State(app): State<App>,
    Client(visitor): Client,
    visit: Visit,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Error> {
    let form = Form::read(&headers, &body)?;
    let (email, password) = (form.get("email").unwrap_or_default(), form.get("password").unwrap_or_default());
    let next = next::own_path(form.get("next").unwrap_or_default());
    match open(&app, visitor, &headers, email, password).await {
        Ok(session) => arrive(&app, &visit, &headers, &session, next).await,
        Err(error) => again(error, |wrong| Login::new(&app, frame(&headers, &visit), email, next, wrong)),
    }
}

impl<'a> Login<'a> {
    fn new(app: &App, frame: Frame, email: &'a str, next: &'a str, wrong: Option<Wrong>) -> Login<'a> {
        let takes = app.config.accounts.takes_somebody() && app.post.is_on();
        let register = takes.then(|| next::with("/register", next));
        Login {
            frame,
            email,
            next,
            register,
            can_reset: app.post.is_on(),
            providers: buttons(app),
            has_ended: false,
            is_required: app.config.accounts.require_sign_in,
            wrong,
        }
    }
}

async fn open(
    app: &App,
    visitor: Visitor,
    headers: &HeaderMap,
    email: &str,
    password: &str,
) -> Result<NewSession, Error> {
    let refused = || Error::Invalid(Invalid::new("email", REFUSED));
    let email = Email::parse(email).map_err(|_| refused())?;
    app.attempts.sign_in.take(visitor, email.as_str()).map_err(Error::TooOften)?;
    let login = app.db().login(&email).await.map_err(anyhow::Error::from)?;
    let hash = login.as_ref().map(|login| login.password_hash.clone());
    let check = app.passwords.check(password, hash).await?;
    let (Some(mut login), true) = (login, check != Check::Wrong) else { return Err(refused()) };
    if let Check::RightAndBetter(better) = check
        && app.db().rehash_password(&login, &better).await.map_err(anyhow::Error::from)?
    {
        login.password_hash = better;
    }
    let opened = app.db().sign_in_with_password(&login, &device::name(headers), app.clock.now()).await;
    opened.map_err(anyhow::Error::from)?.ok_or_else(refused)
}
