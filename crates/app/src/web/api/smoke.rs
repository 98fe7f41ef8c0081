//! `/api/smoke`: the sign-in of a deployment that proves itself (see [`crate::smoke`]). For everybody else there is
//! nothing here.

use axum::Json;
use axum::extract::State;
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::error::Error;
use crate::smoke;
use crate::state::App;
use crate::web::visit;

/// Opens the throw-away account of a token and signs in to it.
pub(in crate::web) async fn open(State(app): State<App>, headers: HeaderMap) -> Result<Response, Error> {
    let nonce = nonce(&app, &headers)?;
    let opened = app.db().open_throwaway(&nonce, app.clock.now()).await.map_err(anyhow::Error::from)?;
    let opened = opened.ok_or(Error::NotFound)?;
    let email = opened.signed_in.user.email.as_ref().map(store::Email::as_str);
    let mut response = (StatusCode::CREATED, Json(json!({ "email": email }))).into_response();
    visit::carry(&app.config, &opened.token, &mut response);
    Ok(response)
}

/// Deletes the account of a token; fine when it is gone already.
pub(in crate::web) async fn close(State(app): State<App>, headers: HeaderMap) -> Result<StatusCode, Error> {
    let nonce = nonce(&app, &headers)?;
    app.db().delete_throwaway(&nonce, app.clock.now()).await.map_err(anyhow::Error::from)?;
    Ok(StatusCode::NO_CONTENT)
}

fn nonce(app: &App, headers: &HeaderMap) -> Result<String, Error> {
    let given = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let token = given.and_then(|given| given.strip_prefix("Smoke "));
    let nonce = token.and_then(|token| smoke::nonce(token, app.secret_key(), app.clock.now()));
    nonce.map(str::to_owned).ok_or(Error::NotFound)
}
