//! A text that waits for its person to sign in: typed before, and still there afterwards, also without scripts.
//!
//! It waits as a download does: encrypted, ten minutes, under an id that only the address of the next page carries.

use axum::response::{IntoResponse, Redirect, Response};

use crate::MAX_TEXT;
use crate::error::Error;
use crate::handoff::{self, Download};
use crate::limit::Visitor;
use crate::state::App;
use crate::web::filled::Filled;
use crate::web::form::Form;
use crate::web::next;
use crate::web::visit::Visit;

const NAME: &str = "waiting.txt";
const TOO_LONG: &str = "This text is too long to wait here while you sign in.";

/// Whether the settings ask this visitor to sign in before a text is read.
pub(super) fn is_asked_to_sign_in(app: &App, visit: &Visit) -> bool {
    app.config.accounts.require_sign_in && visit.signed_in.is_none()
}

/// `POST /login/first`: the button to sign in beside a text.
pub(in crate::web) async fn first(filled: Filled) -> Result<Response, Error> {
    sign_in_first(&filled.app, filled.visitor, &filled.form).await
}

/// Keeps the text of the form and asks to sign in.
pub(super) async fn sign_in_first(app: &App, visitor: Visitor, form: &Form) -> Result<Response, Error> {
    let text = form.get("text").unwrap_or_default();
    if text.trim().is_empty() {
        return Ok(Redirect::to("/login").into_response());
    }
    if text.len() > MAX_TEXT {
        return Err(Error::TooLarge(TOO_LONG));
    }
    app.limit.take(visitor, text.len()).map_err(Error::TooMany)?;
    let waiting = Download { file_name: NAME.to_owned(), body: text.to_owned() };
    let id = app.handoffs.keep(&waiting, app.clock.now()).await.map_err(|error| match error {
        handoff::Error::Full => Error::Busy,
        handoff::Error::TooLarge => Error::TooLarge(TOO_LONG),
        handoff::Error::Other(cause) => Error::Internal(cause),
    })?;
    Ok(Redirect::to(&next::with("/login", &format!("/?text={id}"))).into_response())
}

/// The text that the address names, if it still waits.
pub(super) async fn text(app: &App, query: Option<&str>) -> Result<Option<String>, Error> {
    let id = next::value(query, "text");
    if id.is_empty() {
        return Ok(None);
    }
    let waiting = app.handoffs.get(&id, app.clock.now()).await?;
    Ok(waiting.filter(|waiting| waiting.file_name == NAME).map(|waiting| waiting.body))
}
