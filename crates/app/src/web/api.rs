//! The API: JSON in, JSON or a calendar file out.

pub(super) mod health;
pub(super) mod ics;
pub(super) mod openapi;
pub(super) mod parse;
mod shape;
pub(super) mod smoke;
pub(super) mod user;

use axum::body::Bytes;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use extract::Extraction;
use serde_json::{Map, Value};

use crate::error::{Error, Invalid};
use crate::limit::Visitor;
use crate::request::{self, Reading};
use crate::state::App;
use crate::understand;
use crate::web::reading;

/// The JSON object of a request.
fn object(headers: &HeaderMap, body: &Bytes) -> Result<Map<String, Value>, Error> {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.trim_start().to_ascii_lowercase().starts_with("application/json") {
        return Err(Error::MediaType("application/json"));
    }
    request::object(body, "body").map_err(Error::Unreadable)
}

/// Reads the text that `object` carries, and how it asks for that.
async fn read(
    app: &App,
    visitor: Visitor,
    mut object: Map<String, Value>,
) -> Result<(Reading, Extraction), Error> {
    let asked = Reading::take(&mut object, request::API, Some(app.clock.now()))?;
    nothing_else(&object)?;
    let Reading { text, context, salt } = asked.clone();
    let find = move || understand::events(&text, &context, &salt);
    let found = reading::read(app, visitor, &asked.text, find).await?;
    Ok((asked, found))
}

/// Refuses what is left: a misspelt field would otherwise be ignored without a word.
fn nothing_else(object: &Map<String, Value>) -> Result<(), Error> {
    match object.keys().next() {
        None => Ok(()),
        Some(_) => Err(Invalid::new("body", "it has a field that the documentation does not list").into()),
    }
}
