//! `POST /api/parse`: a text in, its events out.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use serde_json::{Value, json};

use super::shape::{ErrorAnswer, ParseAnswer, ParseRequest};
use crate::error::Error;
use crate::state::App;
use crate::web::bearer::Caller;
use crate::web::client::Client;

/// Finds the events of a text.
#[utoipa::path(
    post,
    path = "/api/parse",
    security((), ("key" = ["parse"]), ("session" = [])),
    request_body = ParseRequest,
    responses(
        (status = 200, description = "The events, in the order of the text; none is no error", body = ParseAnswer),
        (status = 400, description = "The body is not a JSON object", body = ErrorAnswer),
        (status = 401, description = "The key is none; or there is none, and this installation asks for one", body = ErrorAnswer),
        (status = 403, description = "The key may not do this", body = ErrorAnswer),
        (status = 413, description = "The text is longer than 256 KiB", body = ErrorAnswer),
        (status = 415, description = "The body is not `application/json`", body = ErrorAnswer),
        (status = 422, description = "A field cannot be used; `field` names it", body = ErrorAnswer),
        (status = 429, description = "More than 4 MiB of text in a minute; see `Retry-After`", body = ErrorAnswer),
    )
)]
pub(in crate::web) async fn parse(
    State(app): State<App>,
    Client(visitor): Client,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, Error> {
    caller.reads(&app)?;
    let object = super::object(&headers, &body)?;
    let (_, found) = super::read(&app, visitor, object).await?;
    Ok(Json(json!({ "events": found.events, "notes": found.notes })))
}
