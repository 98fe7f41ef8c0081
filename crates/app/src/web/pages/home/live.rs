//! The part of the page that changes while the person types: the same template alone and inside the whole page.

use std::collections::BTreeMap;

use askama::Template;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::command::Command;
use super::results::Results;
use super::settings::Settings;
use super::{Problem, Seen, Turn, prepare, remembering};
use crate::draft::Draft;
use crate::error::{Error, Invalid};
use crate::state::App;
use crate::web::client::Client;
use crate::web::form::Form;
use crate::web::pages::example::Example;
use crate::web::pages::page;
use crate::web::pages::way::Target;
use crate::web::reading;

/// Results, or examples while there is no text; and what travels with the form.
#[derive(Template)]
#[template(path = "live.html")]
pub(super) struct Live<'a> {
    /// The changes of the person, as JSON.
    kept: String,
    /// What stands in the way; inside a whole page it is told at its head instead.
    problem: Option<Problem>,
    examples: [Example; 4],
    pub(super) results: Option<Results<'a>>,
    /// Whether the results are what the page is about, and not a part below its own heading.
    alone: bool,
    /// What was changed last.
    undo: Option<&'a str>,
}

impl<'a> Live<'a> {
    pub(super) fn new(
        draft: &'a Draft,
        settings: &Settings,
        problem: Option<&Invalid>,
        seen: Option<&Seen<'a>>,
        alone: bool,
    ) -> Live<'a> {
        Live {
            kept: serde_json::to_string(&draft.kept).unwrap_or_default(),
            problem: None,
            examples: Example::ALL,
            results: seen.map(|seen| Results::of(seen, &draft.text, settings, problem)),
            alone,
            undo: draft.kept.past.last().map(|past| past.said.as_str()),
        }
    }
}

/// `POST /preview`: one action on the draft that the form carries, as `/` does it, answered with the changed part alone.
pub(in crate::web) async fn preview(
    State(app): State<App>,
    Client(visitor): Client,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Error> {
    let form = Form::read(&headers, &body)?;
    let now = app.clock.now();
    let (settings, wrong_zone) = Settings::of_form(&form, &headers, &app);
    let mut draft = settings.draft(form.get("text").unwrap_or_default().to_owned());
    let command = prepare(&mut draft, &form, now)?;
    let Command::Do(_) = command else {
        return Err(Error::Invalid(Invalid::new("do", "This button needs the whole page.")));
    };
    let render = if form.get("view") == Some("start") { below } else { alone };
    if draft.text.trim().is_empty() {
        return Ok(render(StatusCode::OK, &draft, &settings, None, None));
    }
    let context = draft.context(now);
    let found = reading::read(&app, visitor, &draft.text, &context, &draft.kept.salt).await?;
    let problem = wrong_zone.map(Error::Invalid);
    let mut turn = Turn { app: &app, draft, context, found, now, problem, typed: BTreeMap::new() };
    turn.take_edits(&form);
    turn.carry_out(command).await;
    let response = turn.answer(&settings, render);
    Ok(remembering(&settings, &app, response))
}

/// Under the heading of the start page.
fn below(
    status: StatusCode,
    draft: &Draft,
    settings: &Settings,
    problem: Option<&Invalid>,
    seen: Option<&Seen<'_>>,
) -> Response {
    fragment(status, Live::new(draft, settings, problem, seen, false), problem, seen)
}

/// On the page of the results.
fn alone(
    status: StatusCode,
    draft: &Draft,
    settings: &Settings,
    problem: Option<&Invalid>,
    seen: Option<&Seen<'_>>,
) -> Response {
    fragment(status, Live::new(draft, settings, problem, seen, true), problem, seen)
}

fn fragment(
    status: StatusCode,
    live: Live<'_>,
    problem: Option<&Invalid>,
    seen: Option<&Seen<'_>>,
) -> Response {
    let problem = problem.map(|said| Problem::new(said, seen));
    page(status, &Live { problem, ..live })
}
