//! What the pages with one form have in common: they come again with what was typed and with what was wrong.

use askama::Template;
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;

use super::remembered::Remembered;
use super::{Frame, page};
use crate::error::Error;
use crate::web::dress;
use crate::web::visit::Visit;

/// The frame of a page for this visitor.
pub(super) fn frame(headers: &HeaderMap, visit: &Visit) -> Frame {
    Frame::new(Remembered::of(headers).theme(), visit.clone())
}

/// What stands in the way, for a template.
#[derive(Clone, Debug)]
pub(super) struct Wrong {
    field: String,
    message: String,
}

impl Wrong {
    /// Whether it is about this field of the form.
    pub(super) fn is(&self, field: &str) -> bool {
        self.field == field
    }

    /// What would be right.
    pub(super) fn message(&self) -> &str {
        &self.message
    }
}

/// The page again, with what stands in the way; faults of ours have a page of their own.
///
/// # Errors
/// Gives back what is no fault of the form.
pub(super) fn again<T: Template>(
    error: Error,
    template: impl FnOnce(Option<Wrong>) -> T,
) -> Result<Response, Error> {
    if matches!(error, Error::Internal(_)) {
        return Err(error);
    }
    let wrong = Wrong { field: error.field().unwrap_or_default().to_owned(), message: error.message() };
    let mut response = page(dress::status(&error), &template(Some(wrong)));
    if let Some(seconds) = error.retry_after() {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    Ok(response)
}

#[derive(Template)]
#[template(path = "message.html")]
struct Message<'a> {
    frame: Frame,
    heading: &'a str,
    text: &'a str,
    /// Where one goes on, and the words on the button.
    way: (&'a str, &'a str),
}

/// A page that says one thing and leads on.
pub(super) fn say(
    status: StatusCode,
    frame: Frame,
    heading: &str,
    text: &str,
    way: (&str, &str),
) -> Response {
    page(status, &Message { frame, heading, text, way })
}
