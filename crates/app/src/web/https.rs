//! Where signing in is offered: over https, and on this computer itself.

use axum::extract::{Request, State};
use axum::http::header::HOST;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::config::is_loopback;
use crate::error::Error;
use crate::state::App;

/// Refuses pages that take or give a password or a session when both would travel unencrypted.
pub(super) async fn only(State(app): State<App>, request: Request, next: Next) -> Response {
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    if app.config.is_https() || is_loopback(host) {
        next.run(request).await
    } else {
        Error::PlainHttp.into_response()
    }
}
