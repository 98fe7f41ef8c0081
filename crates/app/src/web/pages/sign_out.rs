//! `POST /sign-out`: ends the session of this browser, whatever else is broken.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

use crate::error::Error;
use crate::state::App;
use crate::web::visit::{self, Visit};

/// Ends the session and takes the cookie back.
pub(in crate::web) async fn sign_out(State(app): State<App>, visit: Visit) -> Result<Response, Error> {
    if let Some(token) = &visit.token {
        app.db().sign_out(token).await.map_err(anyhow::Error::from)?;
    }
    let mut response = Redirect::to("/").into_response();
    visit::forget(&app.config, &mut response);
    Ok(response)
}
