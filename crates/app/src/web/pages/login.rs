//! `/login`: signing in with an address and a password.

use askama::Template;
use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::header::{RETRY_AFTER, USER_AGENT};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use percent_encoding::percent_decode_str;
use store::{Email, NewSession};

use super::remembered::Remembered;
use super::{Frame, page};
use crate::auth::password::Check;
use crate::error::Error;
use crate::limit::Visitor;
use crate::state::App;
use crate::web::client::Client;
use crate::web::dress;
use crate::web::form::Form;
use crate::web::visit::{self, Visit};

/// The same for an unknown address, a wrong password, an account without one and an address that is not verified.
const REFUSED: &str = "Nobody is signed in by this address and this password. Check both; an address has to be verified, and \
                       an account that signs in with a provider has no password here.";
/// The longest name of a device that is kept.
const LONGEST_DEVICE: usize = 80;

#[derive(Template)]
#[template(path = "login.html")]
struct Login<'a> {
    frame: Frame,
    email: &'a str,
    next: &'a str,
    problem: Option<&'a str>,
}

/// `GET /login?next=/about`
pub(in crate::web) async fn show(visit: Visit, headers: HeaderMap, RawQuery(query): RawQuery) -> Response {
    let query = query.unwrap_or_default();
    let next = query.split('&').find_map(|pair| pair.strip_prefix("next=")).unwrap_or_default();
    let next = percent_decode_str(next).decode_utf8_lossy().into_owned();
    let next = own_path(&next);
    if visit.signed_in.is_some() {
        return Redirect::to(next).into_response();
    }
    let frame = Frame::new(Remembered::of(&headers).theme(), visit);
    page(StatusCode::OK, &Login { frame, email: "", next, problem: None })
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
    let next = own_path(form.get("next").unwrap_or_default());
    let session = match open(&app, visitor, &headers, email, password).await {
        Ok(session) => session,
        Err(Error::Internal(cause)) => return Err(Error::Internal(cause)),
        Err(error) => {
            let (status, message) = (dress::status(&error), error.message());
            let frame = Frame::new(Remembered::of(&headers).theme(), visit);
            let mut response = page(status, &Login { frame, email, next, problem: Some(&message) });
            if let Some(seconds) = error.retry_after() {
                response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
            }
            return Ok(response);
        }
    };
    // Whoever was signed in here before is not any more.
    if let Some(old) = &visit.token {
        app.db().sign_out(old).await.map_err(anyhow::Error::from)?;
    }
    let mut response = Redirect::to(next).into_response();
    visit::carry(&app.config, &session.token, &mut response);
    Ok(response)
}

async fn open(
    app: &App,
    visitor: Visitor,
    headers: &HeaderMap,
    email: &str,
    password: &str,
) -> Result<NewSession, Error> {
    let refused = || Error::Invalid(crate::error::Invalid::new("email", REFUSED));
    let email = Email::parse(email).map_err(|_| refused())?;
    app.attempts.take(visitor, &email).map_err(Error::TooOften)?;
    let login = app.db().login(&email).await.map_err(anyhow::Error::from)?;
    let hash = login.as_ref().map(|login| login.password_hash.clone());
    let check = app.passwords.check(password, hash).await?;
    let (Some(mut login), true) = (login, check != Check::Wrong) else { return Err(refused()) };
    if let Check::RightAndBetter(better) = check
        && app.db().rehash_password(&login, &better).await.map_err(anyhow::Error::from)?
    {
        login.password_hash = better;
    }
    let opened = app.db().sign_in_with_password(&login, &device(headers), app.clock.now()).await;
    opened.map_err(anyhow::Error::from)?.ok_or_else(refused)
}

/// What the browser calls itself, for the person's list of sessions.
fn device(headers: &HeaderMap) -> String {
    let agent = headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
    let first = |names: &[(&str, &'static str)]| {
        names.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name)
    };
    let browser = first(&[
        ("Firefox", "Firefox"),
        ("Edg", "Edge"),
        ("OPR", "Opera"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    ]);
    let system = first(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "Mac"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        _ if agent.is_empty() => "An unknown program".to_owned(),
        _ => agent.chars().filter(|c| !c.is_control()).take(LONGEST_DEVICE).collect(),
    }
}

/// `path` when it is one of this site, else the start page: what comes after signing in leads nowhere else.
fn own_path(path: &str) -> &str {
    let own = path.starts_with('/') && !path.starts_with("//");
    let plain = path.chars().all(|c| !c.is_control() && c != '\\' && !c.is_whitespace());
    if own && plain && path.len() <= 200 { path } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requirement_32_after_signing_in_one_stays_on_this_site() {
        for (next, expected) in [
            ("/about", "/about"),
            ("/?a=b#c", "/?a=b#c"),
            ("", "/"),
            ("about", "/"),
            ("//evil.example", "/"),
            ("/\\evil.example", "/"),
            ("\\\\evil.example", "/"),
            ("https://evil.example", "/"),
            ("javascript:alert(1)", "/"),
            ("/\t/evil.example", "/"),
            ("/\n", "/"),
        ] {
            assert_eq!(own_path(next), expected, "{next:?}");
        }
    }

    #[test]
    fn browsers_are_named_shortly() {
        for (agent, name) in [
            ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1",
                "Safari on iPhone",
            ),
            ("curl/8.0", "curl/8.0"),
            ("", "An unknown program"),
        ] {
            let headers = HeaderMap::from_iter([(USER_AGENT, agent.parse().unwrap())]);
            assert_eq!(device(&headers), name);
        }
    }
}
