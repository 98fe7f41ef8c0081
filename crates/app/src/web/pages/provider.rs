//! `/auth/…` and `/api/auth/callback/…`: the way to a provider and back.
//!
//! It begins by a button of ours, never by a link: nobody can be made to sign in by being sent to an address. What came
//! back counts only in the browser that left, once, within ten minutes.

mod back;
mod cause;

use askama::Template;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::header::{REFRESH, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;
use axum_extra::extract::CookieJar;
use jiff::Timestamp;
use oidc::{Begun, Failure};

use super::form::frame;
use super::{Frame, page};
use crate::auth::providers::{Away, Carried, Errand, Known};
use crate::config::Config;
use crate::error::{Error, Invalid};
use crate::state::App;
use crate::web::client::Client;
use crate::web::form::Form;
use crate::web::next;
use crate::web::visit::Visit;

pub(in crate::web) use back::back;
pub(in crate::web) use cause::show as error;
use cause::{Cause, go};

const PLAIN: &str = "sign-in";
const SECURE: &str = "__Host-sign-in";

/// A provider on a page: its word, and what people call it.
pub(super) struct Button {
    pub(super) key: &'static str,
    pub(super) name: String,
}

/// The providers that a page offers.
pub(super) fn buttons(app: &App) -> Vec<Button> {
    app.providers.iter().map(|known| Button { key: known.key, name: known.name.clone() }).collect()
}

/// Those of them that sign in somebody who has these `issuers` linked.
pub(super) fn buttons_of(app: &App, issuers: &[String]) -> Vec<Button> {
    let linked =
        app.providers.iter().filter(|known| issuers.iter().any(|issuer| is_same(issuer, &known.issuer)));
    linked.map(|known| Button { key: known.key, name: known.name.clone() }).collect()
}

fn is_same(issuer: &str, other: &str) -> bool {
    issuer.trim_end_matches('/') == other.trim_end_matches('/')
}

#[derive(Template)]
#[template(path = "going.html")]
struct Going<'a> {
    frame: Frame,
    name: &'a str,
    url: &'a str,
}

/// `POST /auth/google`
pub(in crate::web) async fn begin(
    State(app): State<App>,
    Path(key): Path<String>,
    Client(visitor): Client,
    visit: Visit,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Error> {
    let form = Form::read(&headers, &body)?;
    let known = find(&app, &key)?;
    app.attempts.provider.take_visitor(visitor).map_err(Error::TooOften)?;
    let errand = errand(&app, &visit, form.get("for").unwrap_or_default())?;
    let next = next::own_path(form.get("next").unwrap_or_default()).to_owned();
    let (url, attempt) = match ask(known, &errand, app.clock.now()).await {
        Ok(begun) => (begun.url, begun.attempt),
        Err(failure) => return Ok(go(Cause::of(failure))),
    };
    let carried = carried(&app.config, &headers).map_or_else(Carried::new, Ok)?;
    let state = next::value(url.split_once('?').map(|(_, query)| query), "state");
    remember(&app, &carried, &state, &Away { provider: key, errand, next, attempt }).await?;
    leave(&app, &known.name, &url, &carried, frame(&headers, &visit))
}

async fn ask(known: &Known, errand: &Errand, now: Timestamp) -> Result<Begun, Failure> {
    match errand {
        // Being signed in there does not do.
        Errand::Confirm(_) => known.provider.begin_again(now).await,
        Errand::SignIn | Errand::Link(_) => known.provider.begin(now).await,
    }
}

async fn remember(app: &App, carried: &Carried, state: &str, away: &Away) -> Result<(), Error> {
    let sealed = carried.seal(app.secret_key(), away)?;
    let kept = app.db().begin_attempt(&carried.place(state), &sealed, app.clock.now()).await;
    kept.map_err(|error| match error {
        store::Error::Full => Error::Busy,
        other => Error::Internal(other.into()),
    })
}

fn find<'a>(app: &'a App, key: &str) -> Result<&'a Known, Error> {
    app.providers.iter().find(|known| known.key == key).ok_or(Error::NotFound)
}

/// Linking is for somebody who has shown minutes ago that it is them.
fn errand(app: &App, visit: &Visit, word: &str) -> Result<Errand, Error> {
    let who = visit.signed_in.as_ref();
    let session = || who.map(|who| who.session.id.to_string()).ok_or(Error::SignIn);
    match word {
        "" => Ok(Errand::SignIn),
        "confirm" => session().map(Errand::Confirm),
        "link" if who.is_some_and(|who| who.session.is_fresh(app.clock.now())) => session().map(Errand::Link),
        "link" => Err(Error::SignIn),
        _ => Err(Invalid::new("for", "This page has no such button.").into()),
    }
}

/// A page that leads there by itself. A redirect would be stopped by the policy that forms lead nowhere else.
fn leave(app: &App, name: &str, url: &str, carried: &Carried, frame: Frame) -> Result<Response, Error> {
    let mut response = page(StatusCode::OK, &Going { frame, name, url });
    let refresh = HeaderValue::from_str(&format!("0; url={url}")).map_err(anyhow::Error::from)?;
    response.headers_mut().insert(REFRESH, refresh);
    set(&app.config, carried.reveal(), store::ATTEMPT_LIFETIME.as_secs(), &mut response);
    Ok(response)
}

/// What this browser carries while it is away.
fn carried(config: &Config, headers: &HeaderMap) -> Option<Carried> {
    let jar = CookieJar::from_headers(headers);
    jar.get(cookie_name(config)).and_then(|cookie| Carried::read(cookie.value()))
}

fn set(config: &Config, value: &str, seconds: i64, response: &mut Response) {
    let secure = if config.is_https() { "; Secure" } else { "" };
    let name = cookie_name(config);
    let cookie = format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
}

fn cookie_name(config: &Config) -> &'static str {
    if config.is_https() { SECURE } else { PLAIN }
}
