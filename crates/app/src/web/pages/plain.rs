//! Pages without anything of the visitor's in them: about, privacy, terms, errors.

use askama::Template;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::remembered::Remembered;
use super::{Frame, page};
use crate::web::visit::Visit;

#[derive(Template)]
#[template(path = "about.html")]
struct About {
    frame: Frame,
}

#[derive(Template)]
#[template(path = "privacy.html")]
struct Privacy {
    frame: Frame,
}

#[derive(Template)]
#[template(path = "terms.html")]
struct Terms {
    frame: Frame,
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage<'a> {
    frame: Frame,
    heading: &'a str,
    message: &'a str,
    /// Whether the visitor's text is still in the form that they came from.
    text_is_behind: bool,
}

/// `GET /about`
pub(in crate::web) async fn about(visit: Visit, headers: HeaderMap) -> Response {
    page(StatusCode::OK, &About { frame: frame(&headers, visit) })
}

/// `GET /privacy`
pub(in crate::web) async fn privacy(visit: Visit, headers: HeaderMap) -> Response {
    page(StatusCode::OK, &Privacy { frame: frame(&headers, visit) })
}

/// `GET /terms`
pub(in crate::web) async fn terms(visit: Visit, headers: HeaderMap) -> Response {
    page(StatusCode::OK, &Terms { frame: frame(&headers, visit) })
}

/// An error, with a way on.
pub(in crate::web) fn error(
    headers: &HeaderMap,
    visit: Visit,
    status: StatusCode,
    message: &str,
) -> Response {
    let heading = match status.as_u16() {
        401 => "Please sign in",
        404 => "Nothing here",
        403 => "Not carried out",
        413 => "Too much at once",
        429 => "One moment, please",
        503 => "Very busy",
        500..=599 => "Our mistake",
        _ => "This did not work",
    };
    let text_is_behind = status != StatusCode::NOT_FOUND;
    page(status, &ErrorPage { frame: frame(headers, visit), heading, message, text_is_behind })
}

/// The frame in the visitor's colours.
fn frame(headers: &HeaderMap, visit: Visit) -> Frame {
    Frame::new(Remembered::of(headers).theme(), visit)
}
