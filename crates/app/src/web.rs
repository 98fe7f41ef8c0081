//! The web application: every route and every layer on this page.

mod api;
mod arrive;
mod assets;
mod bearer;
mod client;
mod device;
mod download;
mod dress;
mod filled;
mod form;
mod headers;
mod https;
mod log;
pub mod metrics;
mod next;
mod pages;
mod reading;
mod visit;

use std::time::Duration;

use axum::extract::DefaultBodyLimit;
use axum::http::{Response, StatusCode};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{delete, get, post};
use axum::{Router, body::Body};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::timeout::TimeoutLayer;

use crate::MAX_TEXT;
use crate::error::Error;
use crate::state::App;

/// A form writes one byte as three, and carries the changes of the page beside the text.
const MAX_FORM: usize = 3 * MAX_TEXT + 1024 * 1024;
/// Names, addresses and passwords are short.
const MAX_ACCOUNT_FORM: usize = 64 * 1024;
/// JSON writes one byte as six.
const MAX_JSON: usize = 6 * MAX_TEXT + 1024 * 1024;
/// The longest that a request may take, its body included; files come from phones on slow lines.
const PATIENCE: Duration = Duration::from_secs(20);
const PATIENCE_WITH_FILES: Duration = Duration::from_mins(2);

/// The whole application.
pub fn router(app: App) -> Router {
    files()
        .merge(pages())
        .merge(accounts(&app))
        .merge(api())
        .fallback(|| async { Error::NotFound })
        .method_not_allowed_fallback(|| async { Error::Method })
        // From the inside out: what is below a layer is seen by it.
        .layer(CatchPanicLayer::custom(|_| panicked()))
        .layer(same_origin(&app))
        .layer(from_fn(dress::errors))
        .layer(from_fn_with_state(app.clone(), visit::know))
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(app.clone(), headers::secure))
        .layer(from_fn_with_state(app.clone(), log::requests))
        .with_state(app)
}

/// What takes files.
fn files() -> Router<App> {
    let page = get(pages::home::show).post(pages::home::act);
    Router::new()
        .route("/", page.layer(DefaultBodyLimit::max(MAX_FORM + document::MAX_FILE)))
        .route("/api/parse", post(api::parse::parse).layer(DefaultBodyLimit::max(document::MAX_FILE)))
        .layer(patience(PATIENCE_WITH_FILES))
}

/// The pages that need no account.
fn pages() -> Router<App> {
    Router::new()
        .route("/preview", post(pages::home::live::preview))
        .route("/about", get(pages::plain::about))
        .route("/privacy", get(pages::plain::privacy))
        .route("/terms", get(pages::plain::terms))
        .route("/sign-out", post(pages::sign_out::sign_out))
        .route("/login/first", post(pages::home::waiting::first))
        .route("/ics/{file}", get(download::get))
        .route("/assets/{file}", get(assets::get))
        .route("/favicon.ico", get(assets::icon))
        .route("/robots.txt", get(assets::robots))
        .layer(DefaultBodyLimit::max(MAX_FORM))
        .layer(patience(PATIENCE))
}

/// The pages of accounts, over https or on this computer alone.
fn accounts(app: &App) -> Router<App> {
    Router::new()
        .route("/login", get(pages::login::show).post(pages::login::sign_in))
        .route("/register", get(pages::register::show).post(pages::register::register))
        .route("/reset", get(pages::reset::show).post(pages::reset::request))
        .route("/link/{token}", get(pages::link::show).post(pages::link::press))
        .route("/confirm", get(pages::confirm::show).post(pages::confirm::confirm))
        .route("/profile", get(pages::profile::show).post(pages::profile::act))
        .route("/auth/error", get(pages::provider::error))
        .route("/auth/{provider}", post(pages::provider::begin))
        .route("/api/auth/callback/{provider}", get(pages::provider::back))
        .route("/events", get(pages::events::show).post(pages::events::act))
        .route("/events/{file}", get(pages::events::file))
        .route("/profile/export", get(pages::profile::export))
        .route_layer(from_fn_with_state(app.clone(), https::only))
        .layer(DefaultBodyLimit::max(MAX_ACCOUNT_FORM))
        .layer(patience(PATIENCE))
}

/// What programs ask.
fn api() -> Router<App> {
    Router::new()
        .route("/api/ics", post(api::ics::ics))
        .route("/api/user/me", get(api::user::me))
        .route("/api/sessions", delete(api::user::sign_out_everywhere))
        .route("/api/health", get(api::health::health))
        .route("/api/openapi.json", get(api::openapi::document))
        .route("/api/smoke", post(api::smoke::open).delete(api::smoke::close))
        .layer(DefaultBodyLimit::max(MAX_JSON))
        .layer(patience(PATIENCE))
}

fn patience(patience: Duration) -> TimeoutLayer {
    TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, patience)
}

/// Refuses what other sites make a browser send; programs, which send no Origin, pass.
fn same_origin(app: &App) -> CsrfLayer {
    let layer = CsrfLayer::new();
    match &app.config.public_url {
        // A proxy may have rewritten the Host that the Origin is compared with.
        Some(url) => layer.add_trusted_origin(url).unwrap_or_default(),
        None => layer,
    }
}

/// The place of a panic is told by the panic hook; its message may quote the text and is not told at all.
fn panicked() -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    response
}
