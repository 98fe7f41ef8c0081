//! Who makes a request: the session cookie, looked up once, for every page and every answer that may show it.
//!
//! A session always has its user (the database sees to that), so a cookie means either somebody or nobody. A cookie that
//! means nobody any more is taken back with the next answer, and the page says so.

use std::convert::Infallible;

use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::{HeaderValue, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use store::{SignedIn, Token, TokenHash};

use super::next;
use crate::config::Config;
use crate::state::App;

/// What the cookie is called on plain http, where browsers keep no `Secure` cookie.
const PLAIN: &str = "session";
/// What it is called on https; the prefix makes browsers refuse it from anywhere but this host.
const SECURE: &str = "__Host-session";

/// The visitor behind a request.
#[derive(Clone, Debug, Default)]
pub(super) struct Visit {
    /// What the browser carries, if it carries a session.
    pub(super) token: Option<TokenHash>,
    /// Who that is.
    pub(super) signed_in: Option<Box<SignedIn>>,
    /// The browser carries a session that has ended.
    pub(super) has_ended: bool,
    /// Where the visitor is, for coming back after signing in.
    path: String,
}

impl Visit {
    /// The visitor of this request.
    pub(super) fn of(extensions: &Extensions) -> Visit {
        extensions.get::<Visit>().cloned().unwrap_or_default()
    }

    /// What the person is called, for the head of the page.
    pub(super) fn name(&self) -> Option<&str> {
        let user = &self.signed_in.as_ref()?.user;
        let email = user.email.as_ref().map(store::Email::as_str);
        Some(user.name.as_deref().or(email).unwrap_or("Signed in"))
    }

    /// Where one signs in, to come back to this page.
    pub(super) fn sign_in(&self) -> String {
        let about_signing_in =
            ["/login", "/register", "/reset", "/link/", "/confirm", "/auth/", "/ics/"].iter();
        let stays = about_signing_in.clone().any(|start| self.path.starts_with(start));
        next::with("/login", if stays { "/" } else { &self.path })
    }

    /// Sends a visitor who is nobody to sign in, and says why when somebody's session has just ended.
    pub(super) fn ask_to_sign_in(&self, back_to: &str) -> Response {
        let login = next::with("/login", back_to);
        let and = if login.contains('?') { '&' } else { '?' };
        let ended = if self.has_ended { format!("{and}ended=yes") } else { String::new() };
        Redirect::to(&format!("{login}{ended}")).into_response()
    }

    /// The first letters of the name, in place of a picture.
    pub(super) fn initials(&self) -> String {
        let name = self.name().unwrap_or_default();
        let words = name.split(['@', ' ', '.']).filter(|word| !word.is_empty());
        let letters = words.filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
        letters.take(2).flat_map(char::to_uppercase).collect()
    }

    async fn look_up(app: &App, headers: &HeaderMap) -> Visit {
        let jar = CookieJar::from_headers(headers);
        let Some(cookie) = jar.get(cookie_name(&app.config)) else { return Visit::default() };
        let token = TokenHash::of(cookie.value());
        match app.db().session(&token, app.clock.now()).await {
            Ok(found) => Visit {
                has_ended: found.is_none(),
                signed_in: found.map(Box::new),
                token: Some(token),
                path: String::new(),
            },
            // The database will answer again; until then nobody loses their session.
            Err(error) => {
                tracing::error!(%error, "a session could not be looked up");
                Visit { token: Some(token), ..Visit::default() }
            }
        }
    }
}

impl FromRequestParts<App> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _app: &App) -> Result<Visit, Infallible> {
        Ok(Visit::of(&parts.extensions))
    }
}

/// Finds out who makes a request, and takes back a cookie whose session has ended.
pub(super) async fn know(State(app): State<App>, mut request: Request, next: Next) -> Response {
    // Those are the same for everybody.
    if request.uri().path().starts_with("/assets/") {
        return next.run(request).await;
    }
    let mut visit = Visit::look_up(&app, request.headers()).await;
    request.uri().path().clone_into(&mut visit.path);
    let has_ended = visit.has_ended;
    request.extensions_mut().insert(visit);
    let mut response = next.run(request).await;
    // Unless somebody has just signed in with it.
    if has_ended && !sets_session(&app.config, &response) {
        forget(&app.config, &mut response);
    }
    response
}

/// Makes the browser carry a session, as long as it can last.
pub(super) fn carry(config: &Config, token: &Token, response: &mut Response) {
    set(config, token.reveal(), store::SESSION_LIFETIME.as_secs(), response);
}

/// Makes the browser drop its session.
pub(super) fn forget(config: &Config, response: &mut Response) {
    set(config, "", 0, response);
}

fn sets_session(config: &Config, response: &Response) -> bool {
    let start = format!("{}=", cookie_name(config));
    let cookies = response.headers().get_all(SET_COOKIE).iter();
    cookies.filter_map(|cookie| cookie.to_str().ok()).any(|cookie| cookie.starts_with(&start))
}

fn set(config: &Config, value: &str, seconds: i64, response: &mut Response) {
    let name = cookie_name(config);
    let secure = if name == SECURE { "; Secure" } else { "" };
    let cookie = format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
}

fn cookie_name(config: &Config) -> &'static str {
    if config.is_https() { SECURE } else { PLAIN }
}
