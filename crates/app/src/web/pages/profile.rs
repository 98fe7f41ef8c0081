//! `/profile`: who somebody is here, and where they are signed in.

use askama::Template;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use store::{Session, SessionId, SignedIn};

use super::remembered::Remembered;
use super::{Frame, page};
use crate::error::{Error, Invalid};
use crate::state::App;
use crate::web::dress;
use crate::web::form::Form;
use crate::web::visit::{self, Visit};

/// Shortest and longest name, in characters.
const NAME: std::ops::RangeInclusive<usize> = 3..=50;

#[derive(Template)]
#[template(path = "profile.html")]
struct Profile {
    frame: Frame,
    /// What stands in the field of the name.
    name: String,
    email: Option<String>,
    is_verified: bool,
    /// The day on which the account was made.
    since: String,
    browsers: Vec<Browser>,
    problem: Option<Invalid>,
}

/// A browser that is signed in.
struct Browser {
    id: String,
    device: String,
    since: String,
    last_used: String,
    is_this: bool,
}

/// `GET /profile`
pub(in crate::web) async fn show(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
) -> Result<Response, Error> {
    match visit.signed_in.clone() {
        Some(signed_in) => render(&app, visit, &headers, &signed_in, None).await,
        None => Ok(ask_to_sign_in()),
    }
}

/// `POST /profile`: another name, or the end of sessions.
pub(in crate::web) async fn act(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Error> {
    let Some(signed_in) = visit.signed_in.clone() else { return Ok(ask_to_sign_in()) };
    let form = Form::read(&headers, &body)?;
    let user = &signed_in.user.id;
    let command = form.get("do").unwrap_or_default();
    match command.split_once(':').unwrap_or((command, "")) {
        ("name", "") => {
            let name = form.get("name").unwrap_or_default();
            if let Err(invalid) = rename(&app, &signed_in, name).await? {
                return render(&app, visit, &headers, &signed_in, Some((name.to_owned(), invalid))).await;
            }
        }
        // Somebody else's session is none of theirs, and nothing happens.
        ("end", id) => {
            app.db().end_session(user, &SessionId::new(id)).await.map_err(anyhow::Error::from)?;
        }
        ("everywhere", "") => {
            let now = app.clock.now();
            app.db().sign_out_everywhere(user, None, false, now).await.map_err(anyhow::Error::from)?;
            let mut response = Redirect::to("/").into_response();
            visit::forget(&app.config, &mut response);
            return Ok(response);
        }
        _ => return Err(Invalid::new("do", "This page has no such button.").into()),
    }
    Ok(Redirect::to("/profile").into_response())
}

async fn rename(app: &App, who: &SignedIn, name: &str) -> Result<Result<(), Invalid>, Error> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if !NAME.contains(&name.chars().count()) || name.chars().any(char::is_control) {
        return Ok(Err(Invalid::new(
            "name",
            "A name has 3 to 50 characters: write a longer or a shorter one.",
        )));
    }
    app.db().rename_user(&who.user.id, &name, app.clock.now()).await.map_err(anyhow::Error::from)?;
    Ok(Ok(()))
}

async fn render(
    app: &App,
    visit: Visit,
    headers: &HeaderMap,
    who: &SignedIn,
    wrong: Option<(String, Invalid)>,
) -> Result<Response, Error> {
    let sessions = app.db().sessions(&who.user.id, app.clock.now()).await.map_err(anyhow::Error::from)?;
    let status = wrong.as_ref().map_or(StatusCode::OK, |(_, it)| dress::status(&Error::Invalid(it.clone())));
    let (typed, problem) = wrong.unzip();
    let profile = Profile {
        frame: Frame::new(Remembered::of(headers).theme(), visit),
        name: typed.or_else(|| who.user.name.clone()).unwrap_or_default(),
        email: who.user.email.as_ref().map(|email| email.as_str().to_owned()),
        is_verified: who.user.email_verified_at.is_some(),
        since: day(who.user.created_at),
        browsers: sessions.iter().map(|session| Browser::of(session, &who.session.id)).collect(),
        problem,
    };
    Ok(page(status, &profile))
}

impl Browser {
    fn of(session: &Session, this: &SessionId) -> Browser {
        Browser {
            id: session.id.to_string(),
            device: session.device.clone(),
            since: day(session.created_at),
            last_used: day(session.last_used_at),
            is_this: session.id == *this,
        }
    }
}

fn day(at: Timestamp) -> String {
    at.strftime("%-d %B %Y").to_string()
}

fn ask_to_sign_in() -> Response {
    Redirect::to("/login?next=/profile").into_response()
}
