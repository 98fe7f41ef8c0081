//! `POST /api/parse`: a text or a file in, its events out.

use axum::Json;
use serde_json::Value;

use super::call::{Answer, Call};
use super::shape::{ErrorAnswer, ParseAnswer, ParseRequest};
use crate::error::Error;
use crate::export;

/// Finds the events of a text, or of a file.
///
/// A file is the body itself, by its media type: `message/rfc822`, `text/calendar`, `text/html` or `text/plain`, up to
/// 8 MiB; the other fields stand in the query then.
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
        (status = 413, description = "The text is longer than 256 KiB, or the file larger than 8 MiB", body = ErrorAnswer),
        (status = 415, description = "The body is neither `application/json` nor a file that is read", body = ErrorAnswer),
        (status = 422, description = "A field cannot be used; `field` names it", body = ErrorAnswer),
        (status = 429, description = "More than 4 MiB of text in a minute; see `Retry-After`", body = ErrorAnswer),
    )
)]
pub(in crate::web) async fn parse(call: Call) -> Result<Json<Value>, Error> {
    let Answer { asked, found, is_of_file } = call.read().await?;
    let mut shape = export::shape(&found);
    shape.insert("text".to_owned(), is_of_file.then_some(asked.text).into());
    Ok(Json(shape.into()))
}
