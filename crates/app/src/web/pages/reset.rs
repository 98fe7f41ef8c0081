//! `/reset`: asking for the mail by which a new password is set.

use askama::Template;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use store::Email;

use super::form::{Wrong, again, frame};
use super::{Frame, page, sent};
use crate::error::{Error, Invalid};
use crate::limit::Visitor;
use crate::state::App;
use crate::web::client::Client;
use crate::web::form::Form;
use crate::web::visit::Visit;

const NO_MAIL: &str =
    "This site cannot send mails (its setting SMTP_URL is missing), so a password cannot be reset by one.";

#[derive(Template)]
#[template(path = "reset.html")]
struct Reset<'a> {
    frame: Frame,
    email: &'a str,
    closed: Option<&'static str>,
    wrong: Option<Wrong>,
}

/// `GET /reset`
pub(in crate::web) async fn show(State(app): State<App>, visit: Visit, headers: HeaderMap) -> Response {
    page(StatusCode::OK, &Reset::new(&app, frame(&headers, &visit), "", None))
}

/// `POST /reset`
pub(in crate::web) async fn request(
    State(app): State<App>,
    Client(visitor): Client,
    visit: Visit,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Error> {
    let form = Form::read(&headers, &body)?;
    let typed = form.get("email").unwrap_or_default();
    let email = match address(&app, visitor, typed) {
        Ok(email) => email,
        Err(error) => {
            return again(error, |wrong| Reset::new(&app, frame(&headers, &visit), typed, wrong));
        }
    };
    let (own, address) = (app.clone(), email.clone());
    sent::later(&app, async move { own.db().request_reset(&address, own.clock.now()).await }).await?;
    Ok(sent::page(&app, frame(&headers, &visit), &email).await)
}

impl<'a> Reset<'a> {
    fn new(app: &App, frame: Frame, email: &'a str, wrong: Option<Wrong>) -> Reset<'a> {
        Reset { frame, email, closed: (!app.post.is_on()).then_some(NO_MAIL), wrong }
    }
}

fn address(app: &App, visitor: Visitor, typed: &str) -> Result<Email, Error> {
    if !app.post.is_on() {
        return Err(Invalid::new("email", NO_MAIL).into());
    }
    let email = Email::parse(typed)
        .map_err(|_| Invalid::new("email", "This is no mail address: it looks like ana@example.org."))?;
    app.attempts.mail.take(visitor, email.as_str()).map_err(Error::TooOften)?;
    Ok(email)
}
