//! The pages for people. Each handler makes a view; the templates only lay it out.

mod card;
mod example;
mod highlight;
pub(super) mod home;
pub(super) mod plain;
mod way;
mod zones;

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use crate::error::Error;
use crate::web::assets;

/// What every page needs: the addresses of style, script and icon.
#[derive(Clone, Debug)]
struct Frame {
    style: String,
    script: String,
    icon: String,
    /// Scheme and authority, for links that leave the page.
    version: &'static str,
}

impl Frame {
    fn new() -> Frame {
        Frame {
            style: assets::STYLE.url(),
            script: assets::PAGE.url(),
            icon: assets::ICON.url(),
            version: env!("CARGO_PKG_VERSION"),
        }
    }
}

/// A template as an answer.
fn page(status: StatusCode, template: &impl Template) -> Response {
    match template.render() {
        Ok(html) => (status, Html(html)).into_response(),
        Err(error) => Error::Internal(error.into()).into_response(),
    }
}
