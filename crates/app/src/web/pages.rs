//! The pages for people. Each handler makes a view; the templates only lay it out.

mod card;
pub(super) mod confirm;
pub(super) mod events;
mod example;
mod form;
mod highlight;
pub(super) mod home;
pub(super) mod link;
pub(super) mod login;
pub(super) mod plain;
mod pledge;
pub(super) mod profile;
pub(super) mod provider;
pub(super) mod register;
pub(super) mod remembered;
pub(super) mod reset;
mod sent;
pub(super) mod sign_out;
mod source;
mod way;
mod zones;

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

pub(super) use self::profile::remember;
use self::remembered::Theme;
use crate::error::Error;
use crate::web::assets;
use crate::web::visit::Visit;

/// What every page needs: the addresses of style, script and icon.
#[derive(Clone, Debug)]
struct Frame {
    style: String,
    script: String,
    icon: String,
    /// Scheme and authority, for links that leave the page.
    version: &'static str,
    theme: Theme,
    visit: Visit,
}

impl Frame {
    fn new(theme: Theme, visit: Visit) -> Frame {
        Frame {
            style: assets::STYLE.url(),
            script: assets::PAGE.url(),
            icon: assets::ICON.url(),
            version: env!("CARGO_PKG_VERSION"),
            theme,
            visit,
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
