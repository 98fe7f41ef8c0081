//! `GET /ics/<id>.ics`, `.json`, `.csv`: the file that a button of the page has asked for.

use axum::extract::{Path, RawQuery, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use crate::error::Error;
use crate::handoff::Download;
use crate::state::App;

/// The query that asks for the file to be opened rather than saved: Apple's devices then offer to add it.
const OPEN: &str = "open";

/// The waiting file, under its real name.
pub(super) async fn get(
    State(app): State<App>,
    Path(file): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Error> {
    let (id, ending) = file.rsplit_once('.').ok_or(Error::NotFound)?;
    let download = app.handoffs.get(id, app.clock.now()).await?;
    let download = download.filter(|download| download.ending() == ending).ok_or(Error::NotFound)?;
    Ok(file_response(&download, query.as_deref() == Some(OPEN)))
}

/// Where the file with this `id` waits.
pub(super) fn address(id: &str, file: &Download, open: bool) -> String {
    let query = if open { format!("?{OPEN}") } else { String::new() };
    format!("/ics/{id}.{}{query}", file.ending())
}

/// A file as an answer.
pub(super) fn file_response(download: &Download, open: bool) -> Response {
    let how = if open { "inline" } else { "attachment" };
    let headers = [
        (CONTENT_TYPE, kind(download.ending()).to_owned()),
        (CONTENT_DISPOSITION, format!("{how}; filename=\"{}\"", download.file_name)),
    ];
    (headers, download.body.clone()).into_response()
}

fn kind(ending: &str) -> &'static str {
    match ending {
        "json" => "application/json",
        "csv" => "text/csv; charset=utf-8",
        _ => "text/calendar; charset=utf-8",
    }
}
