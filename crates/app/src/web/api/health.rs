//! `GET /api/health`: whether the program is well, from memory, so that asking often costs nothing.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::shape::Health;
use crate::state::App;

/// Says how the program is.
#[utoipa::path(
    get,
    path = "/api/health",
    responses(
        (status = 200, description = "It is well", body = Health),
        (status = 503, description = "The database does not answer", body = Health),
    )
)]
pub(in crate::web) async fn health(State(app): State<App>) -> Response {
    let well = app.database_answers();
    let health = Health {
        status: if well { "ok" } else { "degraded" }.to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        uptime_seconds: app.clock.now().duration_since(app.started).as_secs().unsigned_abs(),
        database: if well { "ok" } else { "unreachable" }.to_owned(),
    };
    (if well { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE }, Json(health)).into_response()
}
