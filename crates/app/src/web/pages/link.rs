//! `/link/…`: what a mailed link opens. Looking asks; only the button does it, since mail scanners follow links.

use askama::Template;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use store::{EmailChange, MailLink, NewSession, PasswordHash, Purpose, TokenHash};

use super::form::{Wrong, again, frame, say};
use super::{Frame, page, pledge};
use crate::auth::new_password;
use crate::error::{Error, Invalid};
use crate::state::App;
use crate::web::arrive::arrive;
use crate::web::device;
use crate::web::form::Form;
use crate::web::next;
use crate::web::visit::{self, Visit};

#[derive(Template)]
#[template(path = "link.html")]
struct Ask<'a> {
    frame: Frame,
    token: &'a str,
    email: &'a str,
    heading: &'static str,
    what: &'static str,
    button: &'static str,
    /// Why a password is to be chosen, when one is.
    password: Option<&'static str>,
    wrong: Option<Wrong>,
}

/// `GET /link/…`
pub(in crate::web) async fn show(
    State(app): State<App>,
    Path(token): Path<String>,
    visit: Visit,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let frame = frame(&headers, &visit);
    Ok(match find(&app, &token).await? {
        Some(link) if is_somebody_elses(&visit, &link) => stranger(frame, &token),
        Some(link) => page(StatusCode::OK, &Ask::new(&app, &headers, frame, &token, &link, None)),
        None => over(frame),
    })
}

/// `POST /link/…`
pub(in crate::web) async fn press(
    State(app): State<App>,
    Path(token): Path<String>,
    visit: Visit,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Error> {
    let form = Form::read(&headers, &body)?;
    let Some(link) = find(&app, &token).await? else { return Ok(over(frame(&headers, &visit))) };
    if is_somebody_elses(&visit, &link) {
        return Ok(stranger(frame(&headers, &visit), &token));
    }
    let typed = form.get("password").unwrap_or_default();
    let asks = asks_password(&app, &headers, &link).is_some();
    let chosen = match choose(&app, &link, typed, asks).await {
        Ok(chosen) => chosen,
        Err(error) => {
            let frame = frame(&headers, &visit);
            return again(error, |wrong| Ask::new(&app, &headers, frame, &token, &link, wrong));
        }
    };
    let hash = TokenHash::of(&token);
    let done = carry_out(&app, &visit, &headers, &link, &hash, chosen).await?;
    Ok(done.unwrap_or_else(|| over(frame(&headers, &visit))))
}

async fn find(app: &App, token: &str) -> Result<Option<MailLink>, Error> {
    let found = app.db().mail_link(&TokenHash::of(token), app.clock.now()).await;
    Ok(found.map_err(anyhow::Error::from)?)
}

/// The hash of the password that is to be set, if one is.
async fn choose(
    app: &App,
    link: &MailLink,
    password: &str,
    asks: bool,
) -> Result<Option<PasswordHash>, Error> {
    if !asks {
        return Ok(None);
    }
    new_password::check(password, &[link.email.as_str(), link.name.as_deref().unwrap_or_default()])?;
    app.passwords.hash(password).await.map(Some)
}

/// Does what the link is for; `None` when it does nothing any more.
async fn carry_out(
    app: &App,
    visit: &Visit,
    headers: &HeaderMap,
    link: &MailLink,
    token: &TokenHash,
    chosen: Option<PasswordHash>,
) -> Result<Option<Response>, Error> {
    let (db, now, device) = (app.db(), app.clock.now(), device::name(headers));
    match (link.purpose, chosen) {
        (Purpose::Register, chosen) => {
            let session = db.confirm_registration(token, chosen.as_ref(), &device, now).await;
            signed_in(app, visit, headers, session.map_err(anyhow::Error::from)?, "/").await
        }
        (Purpose::Verify, _) => {
            let session = db.confirm_address(token, &device, now).await.map_err(anyhow::Error::from)?;
            signed_in(app, visit, headers, session, "/profile").await
        }
        (Purpose::Reset, Some(chosen)) => {
            let user = db.reset_password(token, &chosen, now).await.map_err(anyhow::Error::from)?;
            app.post.queued();
            Ok(user.map(|_| password_is_set(app, headers)))
        }
        (Purpose::Reset, None) => Err(Invalid::new("password", "Please choose a password.").into()),
        (Purpose::ChangeEmail, _) => change_email(app, visit, headers, link, token).await,
    }
}

async fn signed_in(
    app: &App,
    visit: &Visit,
    headers: &HeaderMap,
    session: Option<NewSession>,
    next: &str,
) -> Result<Option<Response>, Error> {
    match session {
        Some(session) => arrive(app, visit, headers, &session, next).await.map(Some),
        None => Ok(None),
    }
}

/// Nobody is signed in by it: whoever has the mail alone need not know the password.
fn password_is_set(app: &App, headers: &HeaderMap) -> Response {
    let message = "Every browser is signed out. Sign in with your address and the new password.";
    let frame = frame(headers, &Visit::default());
    let mut response = say(StatusCode::OK, frame, "Your password is set", message, ("/login", "Sign in"));
    visit::forget(&app.config, &mut response);
    response
}

async fn change_email(
    app: &App,
    visit: &Visit,
    headers: &HeaderMap,
    link: &MailLink,
    token: &TokenHash,
) -> Result<Option<Response>, Error> {
    let own = visit.signed_in.as_ref().filter(|who| link.user.as_ref() == Some(&who.user.id));
    let keep = own.map(|who| &who.session.id);
    let changed = app.db().confirm_email_change(token, keep, app.clock.now()).await;
    app.post.queued();
    let frame = frame(headers, visit);
    Ok(match changed.map_err(anyhow::Error::from)? {
        EmailChange::Done(_) => {
            let message = "Your account has this address now. The other browsers are signed out.";
            let way = ("/profile", "Go to your profile");
            Some(say(StatusCode::OK, frame, "Your address is changed", message, way))
        }
        EmailChange::Taken => {
            let message = "This address belongs to another account by now, so yours keeps the one it had.";
            Some(say(
                StatusCode::CONFLICT,
                frame,
                "Nothing was changed",
                message,
                ("/profile", "Go to your profile"),
            ))
        }
        EmailChange::Invalid => None,
    })
}

/// Whether the link gives an address to an account that nobody is signed in to here. Whoever reads the mail need not have
/// asked for it: with one press their address would be proved for somebody else's account.
fn is_somebody_elses(visit: &Visit, link: &MailLink) -> bool {
    let who = visit.signed_in.as_ref().map(|who| &who.user.id);
    matches!(link.purpose, Purpose::Verify | Purpose::ChangeEmail) && link.user.as_ref() != who
}

fn stranger(frame: Frame, token: &str) -> Response {
    let text = "This link gives your address to an account. If that is yours, sign in to it in this browser first. If you \
                have not asked for it, close the page: nothing happens.";
    let login = next::with("/login", &format!("/link/{token}"));
    say(StatusCode::FORBIDDEN, frame, "Is that your account?", text, (&login, "Sign in"))
}

/// The link was pressed before, replaced by a newer one, or its time is over.
fn over(frame: Frame) -> Response {
    let message = "It was used before, a newer mail has replaced it, or its time is over. Sign in, or ask for another mail \
                   there.";
    say(StatusCode::GONE, frame, "This link does nothing any more", message, ("/login", "Sign in"))
}

/// Why a password is to be chosen.
fn asks_password(app: &App, headers: &HeaderMap, link: &MailLink) -> Option<&'static str> {
    match (link.purpose, &link.password_hash) {
        (Purpose::Reset, _) => Some("8 characters or more, of any kind."),
        (Purpose::Register, None) => Some("8 characters or more, of any kind. It signs you in from now on."),
        (Purpose::Register, Some(hash)) if !pledge::is_kept(app, headers, &link.email, hash) => Some(
            "This is not the browser in which the account was asked for, so please choose the password here. It replaces \
             the one from there: that may have been somebody else.",
        ),
        _ => None,
    }
}

impl<'a> Ask<'a> {
    fn new(
        app: &App,
        headers: &HeaderMap,
        frame: Frame,
        token: &'a str,
        link: &'a MailLink,
        wrong: Option<Wrong>,
    ) -> Ask<'a> {
        let (heading, what, button) = match link.purpose {
            Purpose::Register => ("Make the account?", "It belongs to this address:", "Make the account"),
            Purpose::Verify => {
                ("Is this your address?", "It becomes the proved one of your account:", "This is my address")
            }
            Purpose::Reset => {
                ("Set a new password", "For the account with this address:", "Set the password")
            }
            Purpose::ChangeEmail => (
                "Use this address?",
                "Your account gets this address, and loses the one it had:",
                "Use this address",
            ),
        };
        let password = asks_password(app, headers, link);
        Ask { frame, token, email: link.email.as_str(), heading, what, button, password, wrong }
    }
}
