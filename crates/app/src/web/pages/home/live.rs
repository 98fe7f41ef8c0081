//! The part of the page that changes while the person types: the same template alone and inside the whole page.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use document::Kind;

use super::command::Command;
use super::posted::Posted;
use super::results::Results;
use super::rule::Rule;
use super::settings::Settings;
use super::turn::remembering;
use super::waiting::is_asked_to_sign_in;
use super::{Problem, Seen};
use crate::draft::Draft;
use crate::error::{Error, Invalid};
use crate::web::filled::Filled;
use crate::web::pages::example::Example;
use crate::web::pages::page;

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
    /// How many events were saved just now.
    saved: usize,
    /// A rule that is offered: its name and the question.
    offer: Option<(String, String)>,
    /// What the rule says that was made just now.
    made: Option<String>,
    /// Whether the text of before can be brought back.
    has_before: bool,
    /// What the text is the source of, when it is not meant to be read as it stands.
    source: Option<&'static str>,
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
            results: seen.map(|seen| Results::of(seen, draft, settings, problem)),
            alone,
            undo: undo(draft, seen),
            saved: seen.map_or(0, |seen| seen.saved),
            offer: settings.offer().map(|rule| (rule.name(), rule.question())),
            made: settings.made.map(Rule::confirmation),
            has_before: draft.kept.before.is_some(),
            source: document::is_source(&draft.text).map(|kind| match kind {
                Kind::Mail => "a mail",
                _ => "a page",
            }),
        }
    }
}

/// What was done last, where the page shows anything of it.
fn undo<'a>(draft: &'a Draft, seen: Option<&Seen<'a>>) -> Option<&'a str> {
    let past = draft.kept.past.last()?;
    let earlier = seen.map_or(&[][..], |seen| &seen.view.earlier);
    past.is_of(&draft.kept.edits, earlier).then_some(past.said.as_str())
}

/// `POST /preview`: one action on the draft that the form carries, as `/` does it, answered with the changed part alone.
pub(in crate::web) async fn preview(filled: Filled) -> Result<Response, Error> {
    let (app, visitor) = (filled.app.clone(), filled.visitor);
    if is_asked_to_sign_in(&app, &filled.visit) {
        return Err(Error::SignIn);
    }
    let mut posted = Posted::of(filled).await?;
    let command = posted.prepare()?;
    let (Command::Do(_) | Command::Bulk | Command::Remember { .. }) = command else {
        return Err(Error::Invalid(Invalid::new("do", "This button needs the whole page.")));
    };
    let render = if posted.form.get("view") == Some("start") { below } else { alone };
    if posted.draft.text.trim().is_empty() {
        let response = render(StatusCode::OK, &posted.draft, &posted.settings, None, None);
        return Ok(remembering(&posted.settings, &app, response));
    }
    let mut turn = posted.turn(&app, visitor).await.map_err(|(error, _)| error)?;
    match turn.carry_out(command).await {
        // Only who is not signed in is sent elsewhere from here.
        Some(_) => Err(Error::SignIn),
        None => Ok(turn.answer(render)),
    }
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
