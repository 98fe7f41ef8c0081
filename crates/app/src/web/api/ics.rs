//! `POST /api/ics`: events, or a text, in; a calendar file out.

use axum::response::Response;
use calendar::Event;
use jiff::Timestamp;
use serde_json::{Map, Value};

use super::call::{Call, nothing_else};
use super::shape::{ErrorAnswer, IcsRequest};
use crate::error::{Error, Invalid};
use crate::web::download;
use crate::{amend, export};

/// Most events that one file is made of.
const MOST_EVENTS: usize = 2_000;

/// Makes a calendar file.
#[utoipa::path(
    post,
    path = "/api/ics",
    security((), ("key" = ["parse"]), ("session" = [])),
    request_body = IcsRequest,
    responses(
        (status = 200, description = "One file with all events", body = String, content_type = "text/calendar"),
        (status = 400, description = "The body is not a JSON object", body = ErrorAnswer),
        (status = 401, description = "The key is none; or there is none, and this installation asks for one", body = ErrorAnswer),
        (status = 403, description = "The key may not do this", body = ErrorAnswer),
        (status = 413, description = "The text or the list of events is too long", body = ErrorAnswer),
        (status = 415, description = "The body is not `application/json`", body = ErrorAnswer),
        (status = 422, description = "A field cannot be used, or there is no event with a start", body = ErrorAnswer),
        (status = 429, description = "More than 4 MiB of text in a minute; see `Retry-After`", body = ErrorAnswer),
    )
)]
pub(in crate::web) async fn ics(call: Call) -> Result<Response, Error> {
    let mut object = call.object()?;
    let (events, changed) = match object.remove("events") {
        Some(Value::Array(shapes)) => {
            nothing_else(&object)?;
            call.app.limit.take(call.visitor, call.body.len()).map_err(Error::TooMany)?;
            (given(shapes)?, call.app.clock.now())
        }
        Some(_) => return Err(Invalid::new("events", "must be an array of events").into()),
        None => read(&call, object).await?,
    };
    let file = export::download(&events, changed, 0).ok_or_else(|| {
        Error::Invalid(Invalid::new("events", "there is no event with a start, so there is nothing to write"))
    })?;
    Ok(download::file_response(&file, false))
}

fn given(shapes: Vec<Value>) -> Result<Vec<Event>, Error> {
    if shapes.len() > MOST_EVENTS {
        return Err(Error::TooLarge("One file is made of at most 2000 events."));
    }
    shapes.into_iter().enumerate().map(|(index, shape)| event(index, shape)).collect()
}

/// One event; what is wrong is named with its place in the list.
fn event(index: usize, shape: Value) -> Result<Event, Error> {
    let place = format!("events[{index}]");
    let Value::Object(shape) = shape else {
        return Err(Invalid::new(place, "must be an object").into());
    };
    let mut event = amend::read(shape).map_err(|wrong| match wrong.field {
        "event" => Invalid::new(place.clone(), wrong.message),
        field => Invalid::new(format!("{place}.{field}"), wrong.message),
    })?;
    if event.uid.trim().is_empty() {
        return Err(
            Invalid::new(format!("{place}.uid"), "is missing: a calendar tells events apart by it").into()
        );
    }
    event.uid.truncate(event.uid.floor_char_boundary(255));
    Ok(event)
}

async fn read(call: &Call, object: Map<String, Value>) -> Result<(Vec<Event>, Timestamp), Error> {
    let (asked, found) = call.find(object).await?;
    let events = found.events.iter().map(|event| export::with_lines(event, &asked.text)).collect();
    Ok((events, asked.context.now.timestamp()))
}
