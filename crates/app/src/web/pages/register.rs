//! `/register`: asking for an account. The answer is the same whether there is one or not; the mailbox learns which.

use askama::Template;
use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use store::{Email, PasswordHash};

use super::form::{Wrong, again, frame};
use super::provider::{Button, buttons};
use super::{Frame, page, pledge, sent};
use crate::auth::new_password;
use crate::config::Registration;
use crate::error::{Error, Invalid};
use crate::limit::Visitor;
use crate::state::App;
use crate::web::client::Client;
use crate::web::form::Form;
use crate::web::next;
use crate::web::visit::Visit;

/// Longest name, in characters; the shortest is none.
const LONGEST_NAME: usize = 50;

#[derive(Template)]
#[template(path = "register.html")]
struct Register<'a> {
    frame: Frame,
    name: &'a str,
    email: &'a str,
    next: &'a str,
    /// Why nobody can register here, if so.
    closed: Option<&'static str>,
    /// Whether only some addresses get a mail.
    is_listed: bool,
    providers: Vec<Button>,
    wrong: Option<Wrong>,
}

/// `GET /register?next=/about`
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
    page(StatusCode::OK, &Register::new(&app, frame(&headers, &visit), ["", ""], &next, None))
}

/// `POST /register`
pub(in crate::web) async fn register(
    State(app): State<App>,
    Client(visitor): Client,
    visit: Visit,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Error> {
    let form = Form::read(&headers, &body)?;
    let typed = ["name", "email"].map(|name| form.get(name).unwrap_or_default());
    let next = next::own_path(form.get("next").unwrap_or_default());
    let frame = frame(&headers, &visit);
    let asked = match ask(&app, visitor, typed, form.get("password").unwrap_or_default()).await {
        Ok(asked) => asked,
        Err(error) => return again(error, |wrong| Register::new(&app, frame, typed, next, wrong)),
    };
    let cookie = pledge::cookie(&app, &asked.email, &asked.hash);
    let email = asked.email.clone();
    sent::later(&app, asked.queue(app.clone())).await?;
    let mut response = sent::page(&app, frame, &email).await;
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    Ok(response)
}

impl<'a> Register<'a> {
    fn new(
        app: &App,
        frame: Frame,
        [name, email]: [&'a str; 2],
        next: &'a str,
        wrong: Option<Wrong>,
    ) -> Register<'a> {
        let is_listed = !app.config.accounts.allowed.is_empty();
        Register { frame, name, email, next, closed: closed(app), is_listed, providers: buttons(app), wrong }
    }
}

/// Why nobody can register here, if so.
fn closed(app: &App) -> Option<&'static str> {
    let accounts = &app.config.accounts;
    match accounts.registration {
        Registration::Closed => Some("New accounts are not taken here."),
        Registration::Invite if accounts.allowed.is_empty() => {
            Some("Accounts are made by invitation here: ask whoever runs this site for one.")
        }
        _ if !app.post.is_on() => Some(
            "This site cannot send mails (its setting SMTP_URL is missing), so an account with a password cannot be \
             made: nobody could prove an address.",
        ),
        _ => None,
    }
}

/// Somebody who wants an account.
struct Asked {
    name: Option<String>,
    email: Email,
    hash: PasswordHash,
}

/// Checks what was typed. The work of hashing is done for everybody.
async fn ask(app: &App, visitor: Visitor, [name, email]: [&str; 2], password: &str) -> Result<Asked, Error> {
    if let Some(closed) = closed(app) {
        return Err(Invalid::new("email", closed).into());
    }
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        return Err(Invalid::new("name", "A name has at most 50 characters: write a shorter one.").into());
    }
    let email = Email::parse(email)
        .map_err(|_| Invalid::new("email", "This is no mail address: it looks like ana@example.org."))?;
    new_password::check(password, &[&name, email.as_str()])?;
    app.attempts.register.take(visitor, email.as_str()).map_err(Error::TooOften)?;
    let hash = app.passwords.hash(password).await?;
    Ok(Asked { name: Some(name).filter(|name| !name.is_empty()), email, hash })
}

impl Asked {
    /// Queues the mail, unless this address may have no account.
    async fn queue(self, app: App) -> Result<(), store::Error> {
        if !app.config.accounts.takes(&self.email) {
            return Ok(());
        }
        app.db().request_registration(&self.email, self.name.as_deref(), &self.hash, app.clock.now()).await
    }
}
