//! `GET /api/user/me` and `DELETE /api/sessions`: who is signed in, and nobody any more.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;

use super::shape::{ErrorAnswer, User};
use crate::error::Error;
use crate::state::App;
use crate::web::bearer::Caller;
use crate::web::visit::{self, Visit};

/// Says who is signed in; never a redirect.
#[utoipa::path(
    get,
    path = "/api/user/me",
    security(("key" = ["profile"]), ("session" = [])),
    responses(
        (status = 200, description = "The person of the session, or of the key", body = User),
        (status = 401, description = "There is no session or key, or it has ended", body = ErrorAnswer),
        (status = 403, description = "The key may not do this", body = ErrorAnswer),
    )
)]
pub(in crate::web) async fn me(caller: Caller) -> Result<Response, Error> {
    let user = caller.user("profile")?.ok_or(Error::SignIn)?.clone();
    let time = |at: Timestamp| at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let user = User {
        id: user.id.to_string(),
        name: user.name,
        email: user.email.map(|email| email.as_str().to_owned()),
        image: user.image,
        role: user.role.to_string(),
        created_at: time(user.created_at),
        updated_at: time(user.updated_at),
        last_signed_in_at: user.last_signed_in_at.map(time),
    };
    Ok(Json(user).into_response())
}

/// Ends every session of the person, this one too.
#[utoipa::path(
    delete,
    path = "/api/sessions",
    security(("session" = [])),
    responses(
        (status = 204, description = "Every browser is signed out"),
        (status = 401, description = "There is no session, or it has ended", body = ErrorAnswer),
    )
)]
pub(in crate::web) async fn sign_out_everywhere(
    State(app): State<App>,
    visit: Visit,
) -> Result<Response, Error> {
    let user = visit.signed_in.ok_or(Error::SignIn)?.user;
    app.db()
        .sign_out_everywhere(&user.id, None, false, app.clock.now())
        .await
        .map_err(anyhow::Error::from)?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    visit::forget(&app.config, &mut response);
    Ok(response)
}
